"""From journal to plan: dates, gaps, what is damaged, and words that would do harm."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cem_workbook.cases.encounters_play import walk
from cem_workbook.cases.encounters_read import read_folder, shipped_folder
from cem_workbook.course import PAGES
from cem_workbook.exercises.kinds import PLAN
from cem_workbook.frameworks.assessment import Sheet
from cem_workbook.frameworks.claims import ledger
from cem_workbook.frameworks.pooling import Assessment
from cem_workbook.frameworks.statements import IDS, MANAGER
from cem_workbook.frameworks.techniques import NAMED
from cem_workbook.journal.entry import Entry, compose
from cem_workbook.plan.days import LENGTH, read_day
from cem_workbook.plan.gather import (
    BEFORE,
    LATER,
    ON_THE_ROAD,
    OPEN,
    PUT_OFF,
    VIEW,
    Choice,
    Plan,
    gather,
    read_choices,
    write_choices,
)
from cem_workbook.plan.kept import KIND
from cem_workbook.plan.says import summary, when_words
from cem_workbook.plan.words import clean, clip, own

START = date(2026, 12, 1)


def wrote(id: str, *parts: str) -> Entry:
    return compose("reflection", id, {"parts": dict(zip(PLAN, parts, strict=True))})


def kept(view: str, **values: Any) -> Entry:
    return compose(KIND, view, {"values": values, "company": ["bank", 31]})


def one(*entries: Entry, **chosen: Any) -> Any:
    (action,) = gather(entries, chosen={"start": START.isoformat(), **chosen}).actions
    return action


# -- days


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-01", date(2026, 12, 1)),
        ("by 2026/12/1 at the latest", date(2026, 12, 1)),
        ("1.12.2026", date(2026, 12, 1)),
        ("1. 12. 2026", date(2026, 12, 1)),
        ("01-12-26", date(2026, 12, 1)),
        ("25/12/2026", date(2026, 12, 25)),
        ("12/25/2026", date(2026, 12, 25)),
        ("۲۰۲۶-۱۲-۰۱", date(2026, 12, 1)),
        ("۱.۱۲.۲۰۲۶", date(2026, 12, 1)),
        ("1 December 2026", date(2026, 12, 1)),
        ("Dec 1st, 2026", date(2026, 12, 1)),
        ("the 3rd of February", date(2027, 2, 3)),
        ("in two weeks", None),
        ("next Monday", None),
        ("3/4/2026", None),  # some mean the third of April, others the fourth of March
        ("31.2.2026", None),
        ("1405/03/12", None),  # a year of another calendar
        ("between 1.10.2026 and 1.12.2026", None),
        ("2026-12-01, that is 1.12.2026", date(2026, 12, 1)),
        ("version 1.2.3.4", None),
        ("+49 170 1234567", None),
        ("", None),
    ],
)
def test_a_day_is_read_where_it_can_be_told(text: str, day: date | None) -> None:
    assert read_day(text, START) == day


def test_without_a_year_the_next_such_day_is_meant_and_none_without_a_start() -> None:
    assert read_day("1 December") is None
    assert read_day("30 November", START) == date(2027, 11, 30)
    assert read_day("29 Feb", START) == date(2028, 2, 29)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    assert read_day(day.isoformat()) == day
    assert read_day(f"{day.day}.{day.month}.{day.year}") == day
    assert read_day(f"{day.day} {day.strftime('%B')} {day.year}") == day


@given(st.text(max_size=200))
def test_no_text_stops_the_reading_of_a_day(text: str) -> None:
    assert read_day(text, START) is None or isinstance(read_day(text, START), date)


# -- words


@given(st.text())
def test_clean_words_steer_nothing(text: str) -> None:
    words = clean(text)
    assert "\n" not in words
    bad = [c for c in words if unicodedata.category(c)[0] == "C" and c not in "\u200c\u200d"]
    assert not bad
    assert clean(words) == words
    assert len(clip(words, 20)) <= 20
    assert "<" not in own(words).replace('<bdi dir="auto">', "").replace("</bdi>", "")


def test_persian_spelling_is_kept_and_marks_of_direction_go() -> None:
    assert clean("می\u200cخواهم") == "می\u200cخواهم"
    assert clean("a\u202eb\u2066c\x00\td\n\ne") == "abc d e"
    assert clean(None) == clean(3) == clean(["x"]) == ""


# -- actions


def test_an_action_has_its_parts_and_its_place_on_the_road() -> None:
    action = one(wrote("listen-r1", "Call back", "Ali", "2026-12-11", "Complaints closed in a day"))
    assert (action.what, action.owner, action.day) == ("Call back", "Ali", date(2026, 12, 11))
    assert (action.place, action.number, action.gaps) == (ON_THE_ROAD, 10, ())
    assert action.page.number == 6


@pytest.mark.parametrize(
    ("day", "place"),
    [(-1, BEFORE), (0, ON_THE_ROAD), (LENGTH, ON_THE_ROAD), (LENGTH + 1, LATER), (None, OPEN)],
)
def test_the_ends_of_the_ninety_days(day: int | None, place: str) -> None:
    when = "soon" if day is None else (START + timedelta(days=day)).isoformat()
    action = one(wrote("crm-r1", "Share one file", "Tom", when, "Fewer questions asked twice"))
    assert action.place == place
    assert action.number == (day if place == ON_THE_ROAD else None)
    assert action.when == when


def test_a_page_with_one_box_of_words_is_an_action_with_gaps_that_the_view_fills() -> None:
    text = compose("reflection", "nps-r1", {"text": "Ask those who never answer"})
    assert one(text).gaps == ("owner", "when", "measure")
    choice = Choice(owner="Ali", day=date(2027, 1, 8), measure="Answers of the silent")
    full = one(text, choices=write_choices({"nps-r1": choice}))
    assert not full.gaps
    assert (full.owner, full.number) == ("Ali", 38)


def test_the_words_of_the_page_come_before_those_of_the_view() -> None:
    choices = write_choices({"crm-r1": Choice(owner="Eve", measure="none", off=True)})
    action = one(wrote("crm-r1", "Share one file", "Tom", "", ""), choices=choices)
    assert (action.owner, action.measure, action.place) == ("Tom", "none", PUT_OFF)


def test_the_last_words_count_and_an_empty_plan_names_the_first_page() -> None:
    first, last = wrote("crm-r1", "Old", "", "", ""), wrote("crm-r1", "New", "", "", "")
    plan = gather([last, first])
    assert [action.what for action in plan.actions] == ["New"]
    asked = [page for page in PAGES if page.bank and page.number]
    assert len(plan.missing) == len(asked) - 1
    empty = gather([])
    assert empty.missing[0].number == 1
    assert "01" in summary(empty) and "empty" in summary(empty)


def test_a_date_that_cannot_be_read_gets_a_friendly_hint() -> None:
    plan = gather(
        [wrote("crm-r1", "Share", "Tom", "in two weeks", "x")], chosen={"start": "2026-12-01"}
    )
    assert "in two weeks" in summary(plan) and "2026-12-01" in summary(plan)
    assert "in two weeks" in when_words(plan.actions[0])
    assert "first day" in summary(gather([wrote("crm-r1", "Share", "Tom", "1.1.2027", "x")]))


def test_name_claims_assessments_and_works_are_brought_along() -> None:
    sheet = Sheet(MANAGER, dict.fromkeys(IDS, 2))
    finished = Assessment("0123456789abcdef", "whole firm", START, sheet)
    names = [claim.name for claim in ledger()]
    plan = gather(
        [
            compose("name", "0a1b2c3d", {"name": "Shirin"}),
            compose("name", "ffffffff", {"name": "somebody else"}),
            compose("reflection", "start-r1", {"text": "To listen"}),
            kept("claims", **{f"judge {names[0]}": 2, f"judge {names[1]}": None, "opened": []}),
            kept("standing, finished", **finished.record()),
            kept("eight-criteria", **{"criterion 1": 3, "criterion 2": -1}),
            kept("campaign", open=True, earned="gift", per_pound=17),
        ],
        "0a1b2c3d",
    )
    assert (plan.name, plan.purpose) == ("Shirin", "To listen")
    assert [(each.claim.name, each.mark) for each in plan.claims] == [(names[0], 2)]
    assert plan.assessments == (finished,)
    assert [work.page.number for work in plan.works] == [4, 18]
    assert "1" in plan.works[1].words


def test_talks_are_brought_along_by_how_they_ended() -> None:
    talks = read_folder(shipped_folder(), NAMED).conversations
    ways = {talk.key: next(iter(walk(talk))).picks for talk in talks[:2]}
    picks = {f"picks {key}": " ".join(map(str, way)) for key, way in ways.items()}
    begun = {f"picks {talks[2].key}": "1", "picks of another edition": "1 1"}
    (work,) = gather([kept("encounter", **picks, **begun)]).works
    assert work.page.number == 19
    assert "to the end: 2," in work.words
    assert f"Answers given: {sum(map(len, ways.values()))};" in work.words
    best = sum(next(iter(walk(talk))).outcome.ending == talk.best.name for talk in talks[:2])
    assert f"{best} of them to the best ending" in work.words
    assert not gather([kept("encounter", **begun)]).works
    assert not gather([kept("encounter", **dict.fromkeys(picks, ""))]).works


# -- damage

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 10**9)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)
VIEWS = (VIEW, "claims", "standing, finished", "eight-criteria", "phones", "moments", "inbox",
         "eight-quarters", "journey-board", "campaign", "encounter")  # fmt: skip
KEYS = st.sampled_from(
    ["values", "text", "parts", "name", "start", "choices", "opened", "criterion 1", "mine",
     "owner: x", "mend y", "picks ten-years", "played", "place own", "level own", "open", "earned", *PLAN]
)  # fmt: skip
BODIES = st.dictionaries(KEYS, JSON | st.dictionaries(KEYS, JSON, max_size=4), max_size=4)
DAMAGED = st.builds(
    lambda kind, subject, body: compose(kind, subject, body),
    st.sampled_from(["reflection", KIND, "name", "attempt", "profile"]),
    st.sampled_from([*VIEWS, "nps-r1", "crm-r1", "start-r1", "me"]),
    BODIES,
)


@settings(max_examples=80)
@given(st.lists(DAMAGED, max_size=6))
def test_no_damaged_entry_stops_a_plan(entries: list[Entry]) -> None:
    plan = gather(entries, "me")
    assert isinstance(plan, Plan)
    assert summary(plan)


@given(st.one_of(st.text(), JSON))
def test_no_damaged_choice_is_taken(text: Any) -> None:
    for choice in read_choices(text).values():
        assert 0 <= choice.by <= 50 and choice.hours >= 0 and choice.crowns >= 0


def test_choices_are_read_back_as_they_were_written() -> None:
    choices = {
        "nps-r1": Choice(True, "Ali = @x", "«a»", date(2027, 1, 8), "waiting", 25, 40, 900),
        "crm-r1": Choice(lever="none"),
    }
    assert read_choices(write_choices({**choices, "csat-r1": Choice()})) == choices
