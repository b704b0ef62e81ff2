"""Executives on the phones: the year of a call programme, without a browser."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from html import unescape

import pytest

from cem_workbook.cases.firm import AS_BEFORE, draw_luck, go_on
from cem_workbook.cases.phones import (
    AS_NAMED,
    CHANGES,
    LISTENERS,
    MONTHS,
    NO_CHANGE,
    OBSTACLES,
    TOPIC,
    Plan,
    hear,
    kept_more,
    obstacles_of,
    run,
)
from cem_workbook.data import SECTORS, Company, demo
from cem_workbook.data.today import today
from cem_workbook.explorers import open_explorer
from cem_workbook.explorers.programme import MOST_TRIED, PhoneProgramme
from cem_workbook.explorers.programme_drawing import BLUE as HEARD
from cem_workbook.figures import DETRACTOR, PROMOTER
from tests.views import SVG, assert_inside, sentence, words_of

OFFERED = [change for change in CHANGES if change != AS_NAMED]


@pytest.fixture
def view() -> PhoneProgramme:
    return PhoneProgramme(demo())


def move(view: PhoneProgramme, **values) -> None:
    for name, value in values.items():
        view.controls[name].value = value


def live(view: PhoneProgramme) -> None:
    view.controls["live"].click()


def picture(view: PhoneProgramme) -> ET.Element:
    return ET.fromstring(view.svg)


def number_in(view: PhoneProgramme, *cells: str) -> int:
    """Return the number of a line of the table."""
    return next(row[2] for row in view.rows()[1] if row[:2] == cells)


def test_it_is_found_by_its_name_and_begins_with_recordings_and_no_change(view) -> None:
    assert isinstance(open_explorer("programme", demo()), PhoneProgramme)
    assert "executives hear recordings, 20 calls" in view.summary
    assert view.controls["change"].value == NO_CHANGE
    assert "still to come" in view.summary and "still to come" in words_of(picture(view))
    assert "stumbled" not in view.html
    live(view)
    assert "as many" in view.summary and "as many" in words_of(picture(view))
    assert all(control.description for control in view.controls.values())
    assert not view.kept, "play, not work"


@pytest.mark.parametrize("sector", SECTORS)
@pytest.mark.parametrize(("listen", "calls"), [("recordings", 20), ("beside", 40), ("instead", 10)])
def test_table_and_sentence_say_what_the_model_gives(sector: str, listen: str, calls: int) -> None:
    company = Company(sector, 11)
    view, firm = PhoneProgramme(company), today(company)
    luck = draw_luck(firm, MONTHS)
    before = go_on(firm, [AS_BEFORE] * MONTHS, luck)
    move(view, listen=listen, calls=calls)
    heard = hear(firm, Plan(listen, calls))
    for change in OFFERED:
        move(view, change=change)
        live(view)
        year = run(firm, Plan(listen, calls, change), luck)
        kept = round(kept_more(year.course, before))
        left = round(1000 * (1 - before.staying()))
        assert number_in(view, "of 1,000 customers", "leave as before") == left
        assert number_in(view, "of 1,000 customers", "leave under the plan") == left - kept
        assert number_in(view, "crowns", "cost of listening and change") == round(year.cost)
        earned = number_in(view, "crowns", "margin less cost, against going on as before")
        assert earned == round(year.net - before.margin.sum())
        assert f"{abs(earned):,} crowns" in view.summary
        words = f"keeps {kept} of them" if kept > 0 else "as many" if not kept else f"{-kept} more"
        assert words in view.summary and words in words_of(picture(view))
        assert number_in(view, "months", "under the change") == MONTHS - year.from_month
    counts = [row for row in view.rows()[1] if row[0] == "calls filed under"]
    assert [row[2] for row in counts] == list(heard.topics.values())
    counts = [row for row in view.rows()[1] if row[0] == "calls, named"]
    assert [row[2] for row in counts] == list(heard.obstacles.values())


def test_what_shares_the_first_place_is_named_together() -> None:
    for seed in range(40):
        view = PhoneProgramme(Company("bank", seed, customers=100))
        move(view, calls=10, listen="beside")
        for kind, words in (("calls filed under", "Filed most often under"),
                            ("calls, named", "Named most often in the staff's way")):  # fmt: skip
            counts = {row[1]: row[2] for row in view.rows()[1] if row[0] == kind}
            first = [name for name, count in counts.items() if count == max(counts.values())]
            said = re.search(rf"{words}: (.+?) \((\d+)( each)?\)", view.summary)
            assert said[1] == ", ".join(first)
            assert int(said[2]) == max(counts.values())
            assert bool(said[3]) == (len(first) > 1)


def test_the_months_of_listening_and_of_the_change_are_drawn(view) -> None:
    move(view, listen="beside", calls=200, change="no time")
    months = [r.get("fill") for r in picture(view).findall(f"{SVG}rect") if r.get("height") == "24"]
    assert len(months) == MONTHS
    assert months.count(HEARD) == number_in(view, "months", "listening") == 5
    assert months.count(PROMOTER) == number_in(view, "months", "under the change") == 7


def test_the_truth_is_shown_when_asked(view) -> None:
    assert "the truth" not in words_of(picture(view))
    assert "in truth" not in view.table_html()
    move(view, truth=True)
    marks = [p for p in picture(view).findall(f"{SVG}path") if p.get("fill") == DETRACTOR]
    assert len(marks) == len(OBSTACLES)
    for name, share in obstacles_of("bank", demo().seed).items():
        words = "only their manner" if name == "nothing" else name
        assert number_in(view, "in truth, of 100 calls", words) == round(100 * share)


def test_another_year_is_another_luck_and_start_again_comes_back(view) -> None:
    first = view.html
    move(view, listen="beside", calls=60, truth=True)
    view.controls["again"].click()
    assert view.html != first
    here = view.summary
    view.controls["again"].click()
    assert view.summary != here
    live(view)
    view.controls["reset"].click()
    assert view.html == first


@pytest.mark.parametrize(
    ("name", "value"), [("listen", "beside"), ("calls", 30), ("change", TOPIC), ("again", None),
                        ("assume mended", 0.1)],
)  # fmt: skip
def test_a_year_s_end_is_kept_back_until_it_has_passed(view, name: str, value) -> None:
    """Who could read the end while choosing would choose by it; real executives cannot."""
    ends = ("as many", "keeps", "crowns", "under the plan")
    said = view.summary + words_of(picture(view)) + view.table_html()
    assert not any(word in said for word in ends)
    live(view)
    assert "crowns" in view.summary and "crowns" in view.table_html()
    view.controls[name].click() if value is None else move(view, **{name: value})
    assert "still to come" in view.summary
    assert not any(word in view.summary + view.table_html() for word in ends)


def test_plans_that_were_tried_are_listed_and_go_with_start_again(view) -> None:
    assert "have tried" not in words_of(picture(view))
    move(view, listen="beside", calls=40, change="no authority")
    live(view)
    live(view)
    kept = re.search(r"the plan keeps (\d+) of them", view.summary)[1]
    crowns = re.search(r"(\S+) crowns", view.summary)[1]
    move(view, calls=10, change=TOPIC)
    words = "authority: staff may settle it alone"
    line = ["executives answer beside the staff", "40", words, f"+{kept}", crowns]
    shown = words_of(picture(view))
    assert shown.count(" | ".join(line)) == 1
    for calls in range(10, 110, 10):
        move(view, calls=calls)
        live(view)
    root = picture(view)
    cells = [t.text for t in root.findall(f"{SVG}text")]
    tried = [int(cells[i + 1]) for i, word in enumerate(cells) if word == line[0]]
    assert tried == list(range(110 - 10 * MOST_TRIED, 110, 10))
    assert_inside(root)
    view.controls["reset"].click()
    assert "have tried" not in words_of(picture(view))


def test_what_the_model_assumes_can_be_changed(view) -> None:
    move(view, listen="beside", calls=40, change="no authority")
    live(view)
    before = view.summary
    assert "the plan keeps" in before
    view.controls["assume mended"].value = 0.0
    live(view)
    assert "as many" in view.summary
    view.controls["reset"].click()
    move(view, listen="beside", calls=40, change="no authority")
    live(view)
    assert view.summary == before


def test_every_number_can_go_to_its_end(view) -> None:
    """However many leave, no dot and no word lies outside the picture."""
    move(view, listen="beside", calls=200, change="no authority", truth=True)
    for name, control in view.controls.items():
        if name.startswith("assume "):
            usual = control.value
            for end in (control.min, control.max):
                control.value = end
                live(view)
                assert "stumbled" not in view.html, (name, end)
                assert_inside(picture(view))
            control.value = usual


@pytest.mark.parametrize("sector", SECTORS)
def test_nothing_lies_outside_the_picture(sector: str) -> None:
    view = PhoneProgramme(Company(sector, 31))
    move(view, truth=True)
    for listen in LISTENERS:
        for calls in (10, 200):
            for change in OFFERED:
                move(view, listen=listen, calls=calls, change=change)
                live(view)
            root = picture(view)
            assert_inside(root)
            assert min(float(t.get("font-size")) for t in root.findall(f"{SVG}text")) >= 12
            assert "stumbled" not in view.html
            assert unescape(view.summary) in unescape(sentence(view.html))
