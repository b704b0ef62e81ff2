"""The journey board and the leap: what is placed, drawn, said, kept and undone."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from cem_workbook.cases.leap import IN_TURN, LEAP, SELL_ON, draw_fate, walk
from cem_workbook.data import SECTORS, Company, demo
from cem_workbook.data.today import today
from cem_workbook.explorers import open_explorer
from cem_workbook.explorers.base import Explorer
from cem_workbook.explorers.journey_board import KEYS, OWN, JourneyBoard
from cem_workbook.explorers.journey_board_drawing import place_word
from cem_workbook.explorers.leap import LUCKS, TheLeap
from cem_workbook.explorers.leap_drawing import PLANK, hole, in_hundred
from cem_workbook.frameworks.practices import (
    AS_A_RULE,
    IN_PLACES,
    MOSTLY,
    NONE,
    NOT_AT_ALL,
    PRACTICES,
)
from tests.views import Kept, assert_inside, assert_words_apart, sentence, words_of


@pytest.fixture
def view() -> JourneyBoard:
    return JourneyBoard(demo())


def picture(view: Explorer) -> ET.Element:
    return ET.fromstring(view.svg)


def put(view: JourneyBoard, key: str, place: int, level: int | None = None) -> None:
    view.controls["practice"].value = KEYS.index(key)
    view.controls[f"place {key}"].value = place
    if level is not None:
        view.controls[f"level {key}"].value = level


# --- the board


def test_it_is_found_by_its_name() -> None:
    assert isinstance(open_explorer("journey-board", demo()), JourneyBoard)


def test_at_first_nothing_is_placed(view: JourneyBoard) -> None:
    assert f"Placed: 0 of {len(KEYS)}." in view.summary
    assert view.profile.placed == 0
    assert PRACTICES[0].does in view.summary
    assert "The course" not in view.summary


def test_the_lists_follow_the_practice_that_is_looked_at(view: JourneyBoard) -> None:
    """Two lists for all: were each practice's hidden in turn, a keyboard would lose its place."""
    first, second = KEYS[:2]
    view.controls["place"].value = 1
    view.controls["level"].value = MOSTLY
    view.controls["next"].click()
    assert view.controls["place"].value == view.controls["level"].value == -1
    view.controls["place"].value = NONE
    assert [view.controls[f"place {key}"].value for key in (first, second)] == [1, NONE]
    assert PRACTICES[1].does in view._card.value
    view.controls["practice"].value = 0
    assert (view.controls["place"].value, view.controls["level"].value) == (1, MOSTLY)
    assert view.profile.levels[1] == (MOSTLY,)


def test_next_comes_round(view: JourneyBoard) -> None:
    for _ in KEYS:
        view.controls["next"].click()
    assert view.controls["practice"].value == 0


def test_a_placing_stands_on_the_board_and_in_words(view: JourneyBoard) -> None:
    put(view, "storm", 4, MOSTLY)
    put(view, "you-said", 2, NOT_AT_ALL)
    assert view.profile.levels == {1: (), 2: (NOT_AT_ALL,), 3: (), 4: (MOSTLY,)}
    said, seen = view.summary, words_of(picture(view))
    assert f"{place_word(4)}: 1 of 1 done, holes: 0." in said
    assert "1 of 1 done" in seen and "holes: 1" in seen
    assert f"It has leapt over: {place_word(2)}." in said
    assert "leapt over" in seen
    assert sentence(view.html).startswith("Practice")


def test_what_belongs_to_no_step_does_not_count(view: JourneyBoard) -> None:
    put(view, "film", NONE, AS_A_RULE)
    assert view.profile.placed == 0
    assert f"Placed: 1 of {len(KEYS)}." in view.summary
    assert "none of the four" in view.summary


def test_a_practice_without_a_level_stands_there_and_does_not_count_yet(view: JourneyBoard) -> None:
    put(view, "storm", 4)
    assert view.profile.placed == 0
    assert "how far?" in words_of(picture(view))


def test_the_course_speaks_only_after_the_learner(view: JourneyBoard) -> None:
    practice = next(p for p in PRACTICES if p.arguable and p.place == 1)
    view.controls["practice"].value = KEYS.index(practice.key)
    view.controls["compare"].click()
    assert "Place it first" in view.html and practice.reason not in view.html
    put(view, practice.key, 3, IN_PLACES)
    assert practice.reason not in view.html and practice.reason not in view.table_html()
    view.controls["compare"].click()
    assert "elsewhere" in view._card.value
    assert practice.reason in view.summary and practice.argument in view.summary
    assert "Arguable: 3 Engage." in view.summary
    number = KEYS.index(practice.key) + 1
    assert f"{number}→1" in words_of(picture(view))
    put(view, practice.key, 1)
    assert "there, too" in view.summary
    assert "→" not in words_of(picture(view))
    others = [p for p in PRACTICES if p is not practice]
    assert not any(p.reason in view.table_html() for p in others), "practice by practice"


def test_a_practice_of_ones_own(view: JourneyBoard) -> None:
    own = view.controls["own words"]
    assert own.layout.display == "none"
    put(view, OWN, 2, MOSTLY)
    assert own.layout.display is None
    own.value = "We ring back <within> a day."
    assert "We ring back <within> a day." in view.summary
    assert "<within>" not in view._card.value and "<within>" not in view.html
    assert view.profile.done(2) == 1
    view.controls["compare"].click()
    assert "does not know this practice" in view.html


def test_undo_takes_back_one_change_at_a_time(view: JourneyBoard) -> None:
    first, drawn = view.summary, view.svg
    view.controls["undo"].click()
    assert "nothing to undo" in view.html
    put(view, "storm", 4)
    after_place = view.work
    view.controls["level storm"].value = MOSTLY
    view.controls["practice"].value = 0
    view.controls["undo"].click()
    assert view.work == after_place
    assert view._key == "storm", "what was taken back is shown"
    view.controls["undo"].click()
    view.controls["practice"].value = 0
    assert (view.summary, view.svg) == (first, drawn)


def test_start_again_empties_the_board_and_can_be_undone(view: JourneyBoard) -> None:
    first, drawn = view.summary, view.svg
    put(view, "storm", 4, MOSTLY)
    view.controls["compare"].click()
    full = view.work
    view.controls["reset"].click()
    assert (view.summary, view.svg) == (first, drawn)
    view.controls["undo"].click()
    assert view.work == full


def test_the_board_is_kept_and_comes_back(view: JourneyBoard) -> None:
    notes = Kept()
    view.remember(notes)
    put(view, "storm", 4, MOSTLY)
    view.controls["compare"].click()
    put(view, OWN, 2, AS_A_RULE)
    view.controls["own words"].value = "We ring back."
    other = JourneyBoard(demo())
    other.remember(notes)
    assert other.work == view.work
    assert other.profile == view.profile
    assert other.compared == {"storm"}
    other.controls["undo"].click()
    assert other.work == view.work, "what was kept is no change to take back"


def fill(view: JourneyBoard, place: int | None, level: int) -> None:
    for nth, key in enumerate(KEYS):
        right = PRACTICES[nth].place if key != OWN else 2
        put(view, key, right if place is None else place, (level + nth) % 4)
        if key != OWN:
            view.controls["compare"].click()


@pytest.mark.parametrize("place", [None, 2, NONE], ids=["by the course", "all on 2", "all on none"])
def test_the_drawing_stays_inside_and_its_words_apart(place: int | None) -> None:
    view = JourneyBoard(demo())
    assert_inside(picture(view))
    assert_words_apart(picture(view))
    fill(view, place, 2)
    assert_inside(picture(view))
    assert_words_apart(picture(view))


def test_table_and_sentence_say_the_same(view: JourneyBoard) -> None:
    put(view, "storm", 4, MOSTLY)
    head, rows = view.rows()
    table = [dict(zip(head, row, strict=True)) for row in rows]
    assert len(table) == len(KEYS)
    row = table[KEYS.index("storm")]
    assert (row["Your step"], row["In your firm"]) == (place_word(4), "mostly")
    assert row["The course's step"] == "…"
    view.controls["compare"].click()
    assert view.rows()[1][KEYS.index("storm")][4] == place_word(4)


# --- the leap


@pytest.fixture
def leap() -> TheLeap:
    return TheLeap(demo())


def go(view: TheLeap, path: tuple[int, ...]) -> None:
    for half, step in enumerate(path, start=1):
        view.controls[f"half {half}"].value = step


def test_the_leap_is_found_by_its_name() -> None:
    assert isinstance(open_explorer("leap", demo()), TheLeap)


def test_the_sentence_follows_the_model(leap: TheLeap) -> None:
    assert leap.path == SELL_ON and "Beside it" not in leap.summary + words_of(picture(leap))
    go(leap, LEAP)
    leap.controls["against"].value = IN_TURN
    firm = today(demo())
    for path in (LEAP, IN_TURN):
        years = walk(firm, path, draw_fate(firm))
        assert leap.years[path] == years
        assert f"{100 * years.lost() / years.customers:.1f} in two years" in leap.summary
    assert "synthetic" in leap.summary
    assert "1-3-4-3, the leap" in words_of(picture(leap))


def test_dots_add_up_to_a_hundred(leap: TheLeap) -> None:
    years = leap.years[SELL_ON]
    driven_so_far = 0
    for (here, fell, driven), half in zip(in_hundred(years), years.halves, strict=True):
        driven_so_far += half.after_trouble
        assert here + fell == 100 and 0 <= driven <= fell
        assert here == round(100 * half.here / years.customers)
        assert driven == round(100 * driven_so_far / years.customers)


def test_a_hole_grows_unless_somebody_responds(leap: TheLeap) -> None:
    go(leap, LEAP)
    holes = [hole(half.trouble) for half in leap.years[LEAP].halves]
    assert holes == sorted(holes) and holes[0] > hole(1.0)
    go(leap, IN_TURN)
    mended = [hole(half.trouble) for half in leap.years[IN_TURN].halves]
    assert mended[1] < hole(1.0) < holes[1]
    assert hole(0.0) == 0 and hole(1000.0) < PLANK


def test_what_was_left_out_is_said_in_words(leap: TheLeap) -> None:
    go(leap, LEAP)
    assert words_of(picture(leap)).count("never on step 2") == 1
    leap.controls["against"].value = IN_TURN
    assert words_of(picture(leap)).count("never on step 2") == 1
    go(leap, IN_TURN)
    assert "never on step 2" not in words_of(picture(leap)), "one bridge only, and it responds"
    assert "Beside it" not in leap.summary


def test_another_luck_comes_round(leap: TheLeap) -> None:
    first = leap.summary
    leap.controls["luck"].click()
    assert f"luck 2 of {LUCKS}" in leap.summary
    assert leap.summary.split("Your path")[1] != first.split("Your path")[1]
    leap._again = LUCKS - 1
    leap.controls["luck"].click()
    assert leap.summary == first


def test_paths_noted_are_listed_with_their_numbers(leap: TheLeap) -> None:
    leap.controls["note"].click()
    go(leap, LEAP)
    assert set(leap.years) == {SELL_ON, LEAP}, "not those on the way to it"
    seen = words_of(picture(leap))
    for path, years in leap.years.items():
        assert leap._called(path) in seen
        assert all(cell in seen for cell in leap._cells(years))
        assert leap._called(path) in leap.table_html()


def test_assumptions_change_the_years(leap: TheLeap) -> None:
    go(leap, LEAP)
    before = leap.years[LEAP]
    leap.controls["assume hollow"].value = 0.0
    assert leap.years[LEAP] != before
    leap.controls["reset"].click()
    go(leap, LEAP)
    assert leap.years[LEAP] == before


def test_start_again_brings_back_the_first_view(leap: TheLeap) -> None:
    first, drawn = leap.summary, leap.svg
    go(leap, LEAP)
    leap.controls["against"].value = IN_TURN
    leap.controls["luck"].click()
    leap.controls["reset"].click()
    assert (leap.summary, leap.svg) == (first, drawn)


@pytest.mark.parametrize("sector", SECTORS)
def test_the_bridges_stay_inside_and_their_words_apart(sector: str) -> None:
    view = TheLeap(Company(sector, 5))
    go(view, LEAP)
    view.controls["against"].value = IN_TURN
    assert_inside(picture(view))
    assert_words_apart(picture(view))
