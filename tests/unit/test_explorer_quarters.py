"""The view of the eight quarters: its controls make the plan, and the road follows the model."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from cem_workbook.cases import quarters as model
from cem_workbook.data import SECTORS, Company, demo
from cem_workbook.explorers import open_explorer
from cem_workbook.explorers.quarters import EMPTY, EightQuarters
from cem_workbook.explorers.quarters_drawing import (
    HEIGHTS,
    MONEY,
    activity_words,
    dip_words,
    fact_words,
    facts,
    heights,
    signed,
)
from tests.views import SVG, Kept, assert_inside, assert_words_apart, sentence, words_of

Q = model.QUARTERS


@pytest.fixture
def view() -> EightQuarters:
    return EightQuarters(demo())


def picture(view: EightQuarters) -> ET.Element:
    return ET.fromstring(view.svg)


def spend(view: EightQuarters, quarter: int, *coins: int) -> None:
    view.controls["quarter"].value = quarter
    for activity, many in enumerate(coins):
        view.controls[f"coins {activity}"].value = many


def press(view: EightQuarters, *names: str) -> None:
    for name in names:
        view.controls[name].click()


def test_it_is_found_by_its_name() -> None:
    assert isinstance(open_explorer("eight-quarters", demo()), EightQuarters)


def test_at_first_nothing_is_spent_and_nothing_is_played(view: EightQuarters) -> None:
    assert view.plan == model.DOING_NOTHING
    assert "Nothing is played yet" in view.summary
    assert "still to come" in words_of(picture(view))
    assert "your plan" not in view.table_html()
    assert view.controls["play"].description == "Play quarter 1"


def test_the_sliders_make_the_plan_and_later_quarters_repeat_it(view: EightQuarters) -> None:
    spend(view, 0, 3, 0, 1)
    spend(view, 4, 1, 4, 0)
    first, later = (3, 0, 1, 0, 0), (1, 4, 0, 0, 0)
    assert view.plan == (first,) * 4 + (later,) * 4
    view.controls["quarter"].value = 6
    assert view.controls["coins 1"].value == 4
    assert "(As the quarter before.)" in view._status.value
    view.controls["quarter"].value = 4
    assert "(As the quarter before.)" not in view._status.value
    press(view, "before")
    assert view.plan == (first,) * Q
    assert view.controls["coins 0"].value == 3


def test_before_the_first_quarter_there_is_none(view: EightQuarters) -> None:
    press(view, "before")
    assert "there is none" in view.html
    assert view.plan == model.DOING_NOTHING


def test_playing_goes_on_quarter_by_quarter(view: EightQuarters) -> None:
    spend(view, 0, 5)
    press(view, "play")
    walked = model.walk(model.start(demo()), view.plan[:1])
    assert view._of["yours"] == walked
    assert "after quarter 1 of 8" in view.summary
    assert f"{walked[0].complaints} complaints" in view.summary
    assert view.controls["quarter"].value == 1, "the next one is there to be set"
    assert view.controls["play"].description == "Play quarter 2"
    spend(view, 1, 1, 4)
    press(view, "end")
    assert len(view._of["yours"]) == Q
    assert view.controls["play"].disabled and view.controls["end"].disabled
    assert "still to come" not in words_of(picture(view))
    press(view, "reset")
    assert not view.controls["play"].disabled


def test_a_past_quarter_can_be_changed_and_the_road_is_walked_anew(view: EightQuarters) -> None:
    spend(view, 0, 5)
    press(view, "end")
    before = view._of["yours"]
    spend(view, 2, 0, 4)
    after = view._of["yours"]
    assert after[:2] == before[:2]
    assert after[2:] != before[2:]


def test_too_many_coins_are_refused_in_words_and_shown(view: EightQuarters) -> None:
    spend(view, 0, 4, 3)
    assert "Quarter 1 takes 7 coins, and there are 5. Take 2 off." in view._status.value
    press(view, "play")
    assert view.controls["played"].value == 0
    assert 'role="alert"' in view.html
    assert "7 / 5" in words_of(picture(view))
    spend(view, 0, 2, 3)
    press(view, "play")
    assert view.controls["played"].value == 1
    spend(view, 3, 5, 5)
    press(view, "end")
    assert view.controls["played"].value == 1, "the fourth quarter cannot be played"
    assert "Quarter 4 takes 10 coins" in view.html


def test_a_quarter_that_has_passed_can_be_overfilled_for_a_moment(view: EightQuarters) -> None:
    press(view, "end")
    spend(view, 2, 0, 5, 5)
    assert len(view._of["yours"]) == 2
    assert "after quarter 2 of 8" in view.summary
    spend(view, 2, 0, 5, 0)
    assert len(view._of["yours"]) == Q


def test_undo_takes_steps_back(view: EightQuarters) -> None:
    press(view, "undo")
    assert "nothing to undo" in view.html
    spend(view, 0, 2)
    plan = view.controls["plan"].value
    press(view, "play")
    spend(view, 1, 2, 2)
    press(view, "undo")
    assert view.controls["played"].value == 1
    press(view, "undo")
    assert (view.controls["plan"].value, view.controls["played"].value) == (plan, 0)
    assert view.controls["quarter"].value == 0
    press(view, "undo")
    assert view.controls["plan"].value == EMPTY


def test_start_again_brings_back_the_first_view_and_can_be_undone(view: EightQuarters) -> None:
    first, drawn = view.summary, view.svg
    spend(view, 0, 1, 1)
    view.controls["height"].value = "waiting"
    view.controls["lesson"].value = True
    view.controls["assume away"].value = 0.2
    press(view, "play", "luck", "reset")
    assert (view.summary, view.svg) == (first, drawn)
    press(view, "undo")
    assert view.plan[0] == (1, 1, 0, 0, 0)


def test_the_plan_is_kept_and_the_play_is_not(view: EightQuarters) -> None:
    notes = Kept()
    view.remember(notes)
    spend(view, 0, 2, 1)
    press(view, "play", "play")
    other = EightQuarters(demo())
    other.remember(notes)
    assert other.plan == view.plan
    assert other._of["yours"] == view._of["yours"]
    assert other.controls["coins 0"].value == 2
    assert set(view.kept) == {"plan", "played"}


@pytest.mark.parametrize("line", ["", "= = = = = = = =", "99999" + " =" * 7, "00000 =", "words"])
def test_a_line_that_no_longer_fits_is_an_empty_plan(view: EightQuarters, line: str) -> None:
    view.controls["plan"].value = line
    assert view.plan == model.DOING_NOTHING
    assert "stumbled" not in view.html


def test_the_lessons_plan_is_shown_only_when_asked(view: EightQuarters) -> None:
    assert "the lesson's plan" not in words_of(picture(view))
    view.controls["lesson"].value = True
    assert "the lesson's plan" in words_of(picture(view))
    wanted = model.walk(model.start(demo()), model.LESSON)
    assert view._of["lesson"] == wanted
    assert f"{wanted[-1].customers:,}" in view.table_html()


def test_other_luck_is_another_start(view: EightQuarters) -> None:
    before = view._of["nothing"]
    press(view, "luck")
    assert view._of["nothing"] == model.walk(model.start(demo(), 1), model.DOING_NOTHING) != before


def test_assumptions_can_be_changed(view: EightQuarters) -> None:
    spend(view, 0, 0, 0, 2)
    press(view, "play")
    before = view._of["yours"][0].waiting
    view.controls["assume away"].value = 0.3
    assert view._of["yours"][0].waiting > before
    everything = view._of["everything"]
    view.controls["assume leave_satisfaction"].value = 0.6
    assert view._of["everything"] != everything


def test_table_and_picture_say_the_same(view: EightQuarters) -> None:
    spend(view, 0, 2, 2)
    press(view, "play", "play", "play")
    head, rows = view.rows()
    assert list(head) == ["Quarter", *activity_words(), *fact_words()]
    seen = words_of(picture(view))
    told = facts(view._of["yours"], view._of["nothing"])
    for i, row in enumerate(rows):
        assert tuple(row[1:6]) == view.plan[i]
        assert tuple(row[6:]) == (told[i] if i < 3 else ("–",) * len(fact_words()))
        if i < 3:
            assert all(cell in seen for cell in told[i])
    for result in view._results():
        assert result.name in seen and result.name in view.table_html()
        assert signed(result.both) in seen and signed(result.both) in view.table_html()


def test_every_coin_is_drawn(view: EightQuarters) -> None:
    spend(view, 0, 2, 0, 1)
    spend(view, 5, 0, 5, 0)
    coins = sum(map(sum, view.plan))
    drawn = sum(
        path.get("d").count("M")
        for path in picture(view).findall(f"{SVG}path")
        if path.get("stroke") == "#8a5a00"
    )
    assert drawn == coins == 5 * 3 + 3 * 5


def test_numbers_in_brackets_are_differences_of_numbers_shown(view: EightQuarters) -> None:
    spend(view, 0, 1, 1, 1, 1, 1)
    press(view, "end")
    nothing = view._of["nothing"]
    for told, zero in zip(facts(view._of["yours"], nothing), nothing, strict=True):
        minutes, apart = re.fullmatch(r"([\d.]+) \((.+)\)", told[2]).groups()
        shown = float(apart.replace("−", "-"))
        assert float(minutes) - shown == pytest.approx(round(zero.waiting, 1))


@pytest.mark.parametrize("what", HEIGHTS)
def test_the_road_can_show_each_height(view: EightQuarters, what: str) -> None:
    press(view, "end")
    view.controls["height"].value = what
    assert HEIGHTS[what].long in words_of(picture(view))
    assert heights(view._of["yours"], view._of["nothing"], what) == [0.0] * Q


def test_the_dip_is_said_in_words() -> None:
    assert "not gone below" in dip_words([0.0, 3.0], 0)
    assert "lowest after quarter 2: −30" in dip_words([-10, -30, -5], 0)
    assert "not back on level ground yet" in dip_words([-10, -30, -5], 0)
    assert "After quarter 4 it is back" in dip_words([-10, -30, -5, 2, -1], 0)


def test_crowns_are_added_up_and_customers_are_not(view: EightQuarters) -> None:
    everything, nothing = view._of["everything"], view._of["nothing"]
    road = heights(everything, nothing, MONEY)
    assert road[-1] == pytest.approx(sum(q.money for q in everything) - sum(q.money for q in nothing))  # fmt: skip
    assert heights(everything, nothing, "customers")[-1] == everything[-1].customers - nothing[-1].customers  # fmt: skip


def test_the_living_view_has_a_sentence_and_a_picture(view: EightQuarters) -> None:
    assert sentence(view.html).startswith("The bank (synthetic):")
    assert 'role="img"' in view.html
    view._as_table.value = True
    assert view.html.count("<table") == 2


@pytest.mark.parametrize("sector", SECTORS)
def test_the_drawing_stays_inside_and_its_words_apart(sector: str) -> None:
    view = EightQuarters(Company(sector, 5))
    spend(view, 0, 5)
    spend(view, 1, 0, 3, 2)
    press(view, "end")
    view.controls["lesson"].value = True
    for what in HEIGHTS:
        view.controls["height"].value = what
        root = picture(view)
        assert_inside(root)
        assert_words_apart(root)
