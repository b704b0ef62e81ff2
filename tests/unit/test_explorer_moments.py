"""Who owns this moment? The view: its weeks, its picture, and what it keeps."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest

from cem_workbook.cases.moments import (
    CENTRE,
    DEPUTY,
    KNOWS,
    NOBODY,
    PERSON,
    RULE,
    SIGNED,
    TEAM,
    everywhere,
    plan_of,
)
from cem_workbook.cases.moments_year import rule_and_deputy
from cem_workbook.data import SECTORS, Company, demo
from cem_workbook.data.today import today
from cem_workbook.explorers import open_explorer
from cem_workbook.explorers.moments import WhoOwnsThisMoment
from cem_workbook.explorers.moments_drawing import WIDEST_GAP
from cem_workbook.figures import DETRACTOR, PROMOTER, SOFT
from tests.views import SVG, Kept, assert_inside, sentence, words_of

MIXED = plan_of(
    list(
        zip(
            [PERSON, TEAM, CENTRE, NOBODY, PERSON, TEAM, NOBODY, PERSON],
            [KNOWS, RULE, KNOWS, KNOWS, DEPUTY, DEPUTY, RULE, SIGNED],
            strict=True,
        )
    )
)


@pytest.fixture
def view() -> WhoOwnsThisMoment:
    return WhoOwnsThisMoment(demo())


def picture(view: WhoOwnsThisMoment) -> ET.Element:
    return ET.fromstring(view.svg)


def arrange(view: WhoOwnsThisMoment, plan) -> None:
    for moment, how in zip(demo_names(view), plan, strict=True):
        view.controls[f"owner: {moment}"].value = how.owner
        view.controls[f"way: {moment}"].value = how.way


def demo_names(view: WhoOwnsThisMoment) -> list[str]:
    return [key.removeprefix("owner: ") for key in view.controls if key.startswith("owner: ")]


def table(view: WhoOwnsThisMoment) -> list[dict[str, Any]]:
    head, rows = view.rows()
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_it_is_found_by_its_name() -> None:
    assert isinstance(open_explorer("moments", demo()), WhoOwnsThisMoment)


def test_every_control_says_what_it_is(view: WhoOwnsThisMoment) -> None:
    assert all(control.description for control in view.controls.values())
    for moment in demo_names(view):
        assert moment in view.controls[f"owner: {moment}"].description
        assert moment in view.controls[f"way: {moment}"].description


def test_it_begins_with_the_best_person(view: WhoOwnsThisMoment) -> None:
    firm = today(demo())
    assert view.plan == everywhere(PERSON, KNOWS)
    assert view.person == demo().staff["first_name"].iloc[int(firm.skill.argmax())]
    assert f"with {view.person} away" in view.summary
    assert "0 of 20 days" in view.summary


@pytest.mark.parametrize("day", [0, 3, 5])
def test_picture_sentence_and_table_agree(view: WhoOwnsThisMoment, day: int) -> None:
    arrange(view, rule_and_deputy(today(demo())))
    view.controls["day"].value = day
    *rows, every = table(view)
    planned, away = "Fell as planned", f"Fell, {view.person} away"
    for column in (planned, away, "Customers", "of these, odd cases"):
        assert every[column] == sum(row[column] for row in rows)
    assert f"of {every['Customers']} customers, {every[planned]} fall" in view.summary
    assert f"and {every[away]} with {view.person} away" in view.summary
    assert view.summary in sentence(view.html)
    shown = words_of(picture(view))
    for row in rows:
        assert f"{row[planned]} of {row['Customers']} fell" in shown
        assert f"{row[away]} of {row['Customers']} fell" in shown


def dots(view: WhoOwnsThisMoment, colour: str) -> int:
    paths = picture(view).findall(f"{SVG}path")
    return sum(p.get("d").count("h0") for p in paths if p.get("stroke") == colour)


def test_everybody_who_falls_is_a_dot(view: WhoOwnsThisMoment) -> None:
    view.controls["day"].value = 5
    every = table(view)[-1]
    fell = every["Fell as planned"] + every[f"Fell, {view.person} away"]
    assert dots(view, DETRACTOR) + dots(view, SOFT) == fell
    assert dots(view, PROMOTER) > 0


def test_the_gap_is_as_wide_as_the_share_that_fell(view: WhoOwnsThisMoment) -> None:
    view.controls["day"].value = 5
    gaps = [
        float(r.get("width"))
        for r in picture(view).findall(f"{SVG}rect")
        if r.get("height") == "12"
    ]
    assert len(gaps) == 16
    rows = table(view)[:-1]
    columns = ("Fell as planned", f"Fell, {view.person} away")
    shares = [row[column] / row["Customers"] for column in columns for row in rows]
    for gap, share in zip(gaps, shares, strict=True):
        assert gap == pytest.approx(WIDEST_GAP * share, abs=0.01)


def test_days_only_add(view: WhoOwnsThisMoment) -> None:
    before = 0
    for day in range(6):
        view.controls["day"].value = day
        now = table(view)[-1]["Customers"]
        assert now > before
        before = now


def test_a_plan_without_days_does_not_begin(view: WhoOwnsThisMoment) -> None:
    arrange(view, everywhere(CENTRE, DEPUTY))
    assert "nothing can begin on Monday" in view.summary
    assert "nothing can begin on Monday" in words_of(picture(view))
    assert " fell" not in words_of(picture(view)).replace("| fell, |", "|")
    view.controls["assume set_up_budget"].value = 100
    view.controls["assume keep_up_budget"].value = 30
    assert "nothing can begin" not in view.summary
    assert "fall through" in view.summary


def test_the_list_holds_the_plans_that_were_tried(view: WhoOwnsThisMoment) -> None:
    names = f"{view.person} owns everything", "Rules for everything", "Your plan"
    assert names[1] not in words_of(picture(view))
    view.controls["rules"].click()
    arrange(view, rule_and_deputy(today(demo())))
    shown = words_of(picture(view))
    assert all(name in shown for name in names)
    assert "20 days" not in shown  # in the list the days are numbers of their columns
    assert f"{view.year(view.plan).left_over:,.0f}" in shown
    assert view.year(view.plan).staying > view.year(everywhere(TEAM, RULE)).staying


def test_buttons_set_all_moments_at_once(view: WhoOwnsThisMoment) -> None:
    view.controls["rules"].click()
    assert view.plan == everywhere(TEAM, RULE)
    assert "12 of 20 days" in view.summary
    view.controls["best"].click()
    assert view.plan == everywhere(PERSON, KNOWS)


def test_odd_cases_are_told(view: WhoOwnsThisMoment) -> None:
    view.controls["rules"].click()
    told = set()
    for day in range(6):
        view.controls["day"].value = day
        told.update(
            re.findall(r"no rule fits|it was met|no odd case", words_of(picture(view)), re.I)
        )
    assert any("rule" in words.lower() for words in told)


def test_what_is_assumed_can_be_changed(view: WhoOwnsThisMoment) -> None:
    before = view.summary
    view.controls["assume weeks_away"].value = 30
    assert "30 weeks away" in view.summary
    assert view.summary != before
    view.controls["assume alone_usual"].value = 1.0
    view.controls["assume alone_odd"].value = 1.0
    away = table(view)[-1]
    assert away[f"Fell, {view.person} away"] == 0


def test_start_again_forgets_everything(view: WhoOwnsThisMoment) -> None:
    first = view.summary, view.svg
    view.controls["rules"].click()
    arrange(view, MIXED)
    view.controls["day"].value = 4
    view.controls["assume weeks_away"].value = 3
    view.controls["reset"].click()
    assert (view.summary, view.svg) == first


def test_the_plan_is_kept_and_the_play_is_not(view: WhoOwnsThisMoment) -> None:
    notes = Kept()
    view.remember(notes)
    arrange(view, MIXED)
    view.controls["day"].value = 5
    assert len(notes.values) == 16
    assert not any("day" in name or "assume" in name for name in notes.values)
    again = WhoOwnsThisMoment(demo())
    again.remember(notes)
    assert again.plan == MIXED
    assert again.controls["day"].value == 0


def test_a_button_for_all_moments_draws_and_keeps_once(view: WhoOwnsThisMoment) -> None:
    notes, drawn = Kept(), []
    view.remember(notes)
    view._view.observe(drawn.append, "value")
    view.controls["rules"].click()
    assert (notes.times, len(drawn)) == (1, 1)
    view.controls["reset"].click()
    assert notes.times == 2


def test_a_kept_plan_comes_back_whole_and_no_other_stands_in_the_list(
    view: WhoOwnsThisMoment,
) -> None:
    notes = Kept()
    view.remember(notes)
    view.controls["rules"].click()
    again = WhoOwnsThisMoment(demo())
    again.remember(notes)
    assert again.plan == everywhere(TEAM, RULE)
    shown = words_of(picture(again))
    assert "Rules for everything" in shown
    assert "Your plan" not in shown
    assert notes.times == 1, "what is only shown again is not written again"


def test_the_number_that_the_page_asks_for_stands_on_top(view: WhoOwnsThisMoment) -> None:
    first = next(name for name in view.controls if name.startswith("assume "))
    assert first == "assume weeks_away"


def test_extremes_neither_stumble_nor_write_a_minus_before_nothing(
    view: WhoOwnsThisMoment,
) -> None:
    inputs = [box for name, box in view.controls.items() if name.startswith("assume ")]
    for end in ("max", "min"):
        for box in inputs:
            box.value = getattr(box, end)
            assert "stumbled" not in view.html
        assert not re.search(r"[-−]0\b|nan|inf\b", f"{view.summary} {words_of(picture(view))}")


@pytest.mark.parametrize("sector", SECTORS)
def test_nothing_lies_outside_the_picture_or_stumbles(sector: str) -> None:
    view = WhoOwnsThisMoment(Company(sector, 17))
    view.controls["rules"].click()
    view.controls["day"].value = 5
    view.controls["assume set_up_budget"].value = 200
    view.controls["assume keep_up_budget"].value = 50
    for plan in (MIXED, everywhere(NOBODY, KNOWS), everywhere(CENTRE, SIGNED)):
        arrange(view, plan)
        assert "stumbled" not in view.html
        assert_inside(picture(view))


@pytest.mark.parametrize("sector", SECTORS)
def test_all_moments_have_their_whole_name_in_the_picture(sector: str) -> None:
    view = WhoOwnsThisMoment(Company(sector, 3))
    shown = " ".join(words_of(picture(view)).split())
    for name in SECTORS[sector].touchpoints:
        assert all(word in shown for word in name.split())
