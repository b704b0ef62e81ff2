"""One customer, four departments: what the view says, draws and hides."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from cem_workbook.cases.departments import (
    EACH_BY_ITSELF,
    EXPLAIN,
    MAKE_GOOD,
    NOT_COMPLAINED,
    NOT_SORE,
    carry_on,
    start,
)
from cem_workbook.cases.windows import CLASHES, DEPARTMENTS, everybody, feelings, hit_in_2025
from cem_workbook.data import SECTORS, Company, demo
from cem_workbook.explorers import open_explorer
from cem_workbook.explorers.departments import FIRM, MOST_TRIES, ONE, FourDepartments
from cem_workbook.explorers.departments_words import clash_words

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def view() -> FourDepartments:
    explorer = open_explorer("four-departments", demo())
    assert isinstance(explorer, FourDepartments)
    return explorer


def join(view: FourDepartments, *names: str) -> None:
    for name in names or DEPARTMENTS:
        view.controls[name].value = True


def words_of(view: FourDepartments) -> list[str]:
    return [text.text or "" for text in ET.fromstring(view.svg).iter(f"{SVG}text")]


def hidden(view: FourDepartments) -> list[str]:
    """Return the controls that nobody can see, by themselves or through the box they stand in."""

    def walk(widget, gone):
        gone = gone or widget.layout.display == "none"
        if widget in names:
            found.extend([names[widget]] * gone)
        for child in getattr(widget, "children", ()):
            walk(child, gone)

    names = {control: name for name, control in view.controls.items()}
    found: list[str] = []
    walk(view._box, False)
    return found


def test_at_first_nothing_is_joined_and_nothing_clashes(view: FourDepartments) -> None:
    assert view.joined == frozenset()
    assert "No clash can be seen." in view.summary
    assert "0 of 4 parts seen" in words_of(view)
    assert words_of(view).count("not joined") == 8  # on four windows, and on four lines
    assert all(f"→ {window.step}" in words_of(view) for window in view._seen().windows.values())
    assert "stumbled" not in view.html


def test_clashes_come_to_light_table_by_table(view: FourDepartments) -> None:
    counts = [len(view._seen().clashes)]
    for name in DEPARTMENTS:
        join(view, name)
        counts.append(len(view._seen().clashes))
    who = view.controls["customer"].value
    today = everybody(demo())
    assert counts == sorted(counts)
    assert counts[:2] == [0, 0], "one window alone shows none"
    assert counts[-1] == today.loc[who, [clash.name for clash in CLASHES]].sum() >= 3
    said = words_of(view)
    for sentence in view._seen().clashes.values():
        assert sentence in said
        assert sentence in view.summary


def test_the_face_shows_what_only_the_truth_knows(view: FourDepartments) -> None:
    join(view, *DEPARTMENTS[:3])
    assert "3 of 4 parts seen" in words_of(view)
    assert not any(word.startswith("feels ") for word in words_of(view))
    join(view)
    truth = demo().truth
    for _, who in view.controls["customer"].options[:6]:
        view.controls["customer"].value = who
        last = truth[truth["customer_id"] == who].iloc[-1]
        said = f"feels {last['satisfaction_felt']:.0f} of 100"
        assert said in words_of(view) if last["active"] else said not in words_of(view)


def test_one_face_is_shown_beside_the_averages(view: FourDepartments) -> None:
    average = feelings(demo())
    said = f"the freshly refused feel {average.refused:.0f}"
    join(view, *DEPARTMENTS[:3])
    assert said not in view.summary
    join(view)
    truth = demo().truth
    for _, who in view.controls["customer"].options[:6]:
        view.controls["customer"].value = who
        last = truth[truth["customer_id"] == who].iloc[-1]
        own = (
            f"really feels {last['satisfaction_felt']:.0f} of 100" if last["active"] else "has left"
        )
        for text in (view.summary, str(view.rows()[1][-1])):
            assert own in text
            assert said in text


def test_next_walks_through_all_and_begins_again(view: FourDepartments) -> None:
    people = [who for _, who in view.controls["customer"].options]
    assert len(set(people)) == len(people) >= 12
    met = []
    for _ in people:
        met.append(view.controls["customer"].value)
        view.controls["next"].click()
        assert str(view.controls["customer"].value) in view.summary
    assert met == people
    assert view.controls["customer"].value == people[0]


def test_only_the_controls_of_the_view_are_shown(view: FourDepartments) -> None:
    rules = {"offers", "letters", "call", "least"}
    gone = set(hidden(view))
    assert rules <= gone
    assert not gone & {"look", "customer", "next", "reset", *DEPARTMENTS}
    view.controls["look"].value = FIRM
    assumed = {name for name in view.controls if name.startswith("assume ")}
    assert set(hidden(view)) == {"customer", "next"} | assumed, "the list is folded at first"
    view._panel.open.value = True
    assert set(hidden(view)) == {"customer", "next"}
    view._panel.open.value = False
    view.controls["look"].value = ONE
    assert set(hidden(view)) == gone


def test_the_firm_counts_only_what_the_joined_tables_show(view: FourDepartments) -> None:
    view.controls["look"].value = FIRM
    assert view._firm().any == 0
    assert not view._firm().counts
    assert sum("to see it" in word for word in words_of(view)) == len(CLASHES)
    join(view, "sales", "service")
    hit = hit_in_2025(demo())
    assert view._firm().counts == {"offer_clash": hit["offer_clash"].sum()}
    join(view)
    assert view._firm().any == hit.any(axis=1).sum()
    share = 100 * hit.any(axis=1).mean()
    said = f"{view._firm().any:,} of {len(hit):,} customers ({share:.0f} %) were hit"
    assert said in view.summary
    assert f"{said} in 2025" in words_of(view)
    dots = re.findall(r"M[\d.]+ [\d.]+h0", view.svg)
    assert len(dots) >= len(hit)


def test_rules_are_compared_with_each_by_itself(view: FourDepartments) -> None:
    view.controls["look"].value = FIRM
    assert view._firm().net == 0
    view.controls["offers"].value = NOT_COMPLAINED
    silence = view._firm().net
    view.controls["offers"].value = NOT_SORE
    view.controls["letters"].value = True
    hold = view._firm()
    view.controls["call"].value = EXPLAIN
    view.controls["least"].value = 100
    solve = view._firm()
    assert f"{solve.net:+,.0f} crowns" in view.summary
    assert f"{solve.net:+,.0f}" in words_of(view)
    view.controls["least"].value = 0
    view.controls["call"].value = MAKE_GOOD
    assert silence < 0 < hold.net < solve.net
    assert view._firm().net < 0
    assert sum(crowns for _, crowns in solve.parts) == pytest.approx(solve.net)
    assert len(view._firm().tries) == len(view._tries)
    assert view._firm().tries[-1] == view._firm().net


def test_tries_do_not_pile_up(view: FourDepartments) -> None:
    view.controls["look"].value = FIRM
    view.controls["call"].value = EXPLAIN
    for least in range(0, 400, 25):
        view.controls["least"].value = least
    assert len(view._firm().tries) == MOST_TRIES
    view.controls["least"].value = 0  # tried before, long ago
    view.controls["least"].value = 25
    assert len(view._firm().tries) == MOST_TRIES


def test_whom_to_call_does_not_matter_where_nobody_calls(view: FourDepartments) -> None:
    view.controls["look"].value = FIRM
    before = view.summary
    view.controls["least"].value = 300
    assert view.summary == before
    assert len(view._firm().tries) == 1
    assert view.controls["least"].disabled, "what does nothing cannot be moved"
    view.controls["call"].value = EXPLAIN
    assert not view.controls["least"].disabled


def test_the_size_is_said_in_per_cent_of_the_margin(view: FourDepartments) -> None:
    view.controls["look"].value = FIRM
    assert "that is 0.0 % of the margin" in view.summary
    view.controls["call"].value = MAKE_GOOD
    share = 100 * view._firm().net / carry_on(start(demo()), EACH_BY_ITSELF).margin
    assert share < 0
    assert f"that is −{-share:.1f} % of the margin" in view.summary
    assert view._firm().verdict[0] in words_of(view)


def test_what_is_assumed_can_be_changed(view: FourDepartments) -> None:
    view.controls["look"].value = FIRM
    view.controls["offers"].value = NOT_SORE
    usual = view._firm().net
    view.controls["assume offer_pain"].value = 25.0
    assert view._firm().net > usual
    assert len(view._firm().tries) == 1, "results of another model are not compared"
    view.controls["assume offer_pain"].value = 0.0
    assert view._firm().net < usual
    view.controls["reset"].click()
    view.controls["look"].value = FIRM
    view.controls["offers"].value = NOT_SORE
    assert view._firm().net == pytest.approx(usual)


def test_start_again_puts_everything_back(view: FourDepartments) -> None:
    first = (view.summary, view.svg)
    join(view)
    view.controls["next"].click()
    view.controls["look"].value = FIRM
    view.controls["offers"].value = NOT_COMPLAINED
    view.controls["call"].value = MAKE_GOOD
    view.controls["least"].value = 50
    view.controls["assume call_cost"].value = 20.0
    view.controls["reset"].click()
    assert (view.summary, view.svg) == first
    view.controls["look"].value = FIRM
    assert view._firm().net == 0


@pytest.mark.parametrize("look", [ONE, FIRM])
def test_the_table_says_the_same(view: FourDepartments, look: str) -> None:
    view.controls["look"].value = look
    join(view)
    view._as_table.value = True
    head, rows = view.rows()
    assert all(len(row) == len(head) for row in rows)
    said = " ".join(str(cell) for row in rows for cell in row)
    if look == ONE:
        seen = view._seen()
        for window in seen.windows.values():
            assert window.step in said
            assert all(fact in said for fact in window.facts)
        assert all(sentence in said for sentence in seen.clashes.values())
    else:
        assert all(words in said for words in clash_words().values())
        assert all(sentence in said for sentence in view._firm().verdict)
        assert f"{view._firm().any:,}" in said
    assert "<table" in view.html


@pytest.mark.parametrize("sector", SECTORS)
def test_every_picture_is_well_formed_and_legible(sector: str) -> None:
    view = FourDepartments(Company(sector, 5))
    join(view)
    pictures = [view.svg]
    for _ in view.controls["customer"].options:
        view.controls["next"].click()
        pictures.append(view.svg)
    view.controls["look"].value = FIRM
    pictures.append(view.svg)
    for picture in pictures:
        root = ET.fromstring(picture)
        for text in root.iter(f"{SVG}text"):
            assert float(text.get("font-size")) >= 12
            assert text.text
            assert not re.search(r"\bnan\b|None|\{\w+\}", text.text), text.text
        assert root.find(f"{SVG}title").text == view.title
    assert "stumbled" not in view.html
