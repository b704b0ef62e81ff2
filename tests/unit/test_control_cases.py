"""The questions of page 05: computed once more, by hand, from the company's tables."""

from __future__ import annotations

import random
import re

import pytest

from cem_workbook.cases.moments_stations import STATIONS
from cem_workbook.data.company import Company
from cem_workbook.data.sectors import SECTORS
from cem_workbook.exercises.bank import control_cases as cases
from cem_workbook.exercises.bank.control import EXERCISES
from cem_workbook.exercises.kinds import PLAN
from cem_workbook.exercises.marking import mark

COMPANIES = [Company(sector, seed) for sector in SECTORS for seed in (3, 31)]
each_company = pytest.mark.parametrize("company", COMPANIES, ids=repr)


def rows_of(lines: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip("| ").split("|")] for line in lines.splitlines()]


@each_company
def test_the_busiest_person_of_a_branch(company: Company) -> None:
    for seed in range(6):
        case = cases.one_branch(company, random.Random(seed))
        tickets = company.tickets
        here = tickets[tickets["branch"] == case["branch"]]
        assert case["all"] == len(here)
        assert case["busiest"] == here.groupby("staff_id").size().max()
        shown = rows_of(case["lines"])
        assert sum(int(row[2]) for row in shown) == len(here)
        assert shown[0][1] == "manager"
        assert case["manager"] == int(shown[0][2])
        assert len(shown) == case["people"]


@each_company
def test_what_the_stand_in_may_settle(company: Company) -> None:
    staff = company.staff.set_index("first_name")
    for seed in range(6):
        case = cases.stand_in(company, random.Random(seed))
        person = staff.loc[case["person"]]
        assert person["branch"] == case["branch"]
        assert person["role"] != "manager"
        assert 0 < person["authority"] < staff["authority"].max()
        manager = staff[(staff["branch"] == case["branch"]) & (staff["role"] == "manager")]
        assert case["top"] == f"{manager['authority'].item():g}"

        here = company.tickets[company.tickets["branch"] == case["branch"]]
        able = here[here["loss"] <= person["authority"]]
        assert case["settled"] == pytest.approx(100 * able["loss"].sum() / here["loss"].sum())
        assert case["share_of_cases"] == pytest.approx(100 * len(able) / len(here))
        assert case["settled"] < case["share_of_cases"], "small losses are many"
        assert case["settled"] < case["in_part"] <= 100
        waits = cases.what_must_wait(case)
        if waits is not None:
            left = here.loc[here["loss"] > person["authority"], "loss"].sum()
            assert waits == pytest.approx(100 * left / here["loss"].sum())


@each_company
def test_the_table_of_the_card_is_enough(company: Company) -> None:
    """Whoever adds up rows of rounded crowns is right, too."""
    question = next(e for e in EXERCISES if e.id == "control-3").pose(company)
    case = question.case
    rows = rows_of(case["lines"])
    assert sum(int(row[1]) for row in rows) == case["cases"]
    crowns = [float(row[2].replace(",", "")) for row in rows]
    limits = [float(re.findall(r"[\d.]+", row[0])[-1]) for row in rows[:-1]]
    below = sum(
        c for c, limit in zip(crowns, limits, strict=False) if limit <= float(case["limit"])
    )
    by_hand = 100 * below / float(case["crowns"].replace(",", ""))
    assert mark(question, round(by_hand, 1)).is_right


@each_company
def test_who_is_left_at_each_branch(company: Company) -> None:
    case = cases.who_is_left(company, random.Random(0))
    staff, tickets = company.staff, company.tickets
    for branch, row in cases.able(case).items():
        here = staff[(staff["branch"] == branch) & (staff["role"] != "manager")]
        median = tickets.loc[tickets["branch"] == branch, "loss"].median()
        assert row[cases.LEFT] == (here["authority"] >= median).sum()
        with_manager = cases.able(case, manager=True)[branch][cases.LEFT]
        assert with_manager == row[cases.LEFT] + 1, "a manager may always make good a usual loss"
    shown = rows_of(case["lines"])
    assert [row[0] for row in shown] == list(company.branches)
    assert all(len(row[4].split(", ")) >= 3 for row in shown)


def test_somewhere_nobody_is_left() -> None:
    counts = [
        row[cases.LEFT]
        for seed in range(20)
        for row in cases.able(
            cases.who_is_left(Company("bank", seed), random.Random(0))
        ).values()
    ]  # fmt: skip
    assert 0 in counts
    assert 1 in counts
    assert max(counts) > 3


@each_company
def test_statements_are_numbered_short_and_of_every_kind(company: Company) -> None:
    for make, kinds in (
        (cases.practices, {"asking", "comparing", "famous", "plain"}),
        (cases.duties, {"results", "arranged", "running"}),
    ):
        seen = set()
        for seed in range(8):
            case = make(company, random.Random(seed))
            assert set(case["kinds"].values()) == kinds
            lines = case["lines"].splitlines()
            assert len(lines) == len(case["items"])
            for place, (item, line) in enumerate(zip(case["items"], lines, strict=True), 1):
                assert item.startswith(f"{place} ")
                assert line.startswith(f"{place}. ")
                assert len(item) <= 30
                assert "{" not in line
            seen.add(tuple(case["items"]))
        assert len(seen) > 4


def test_half_of_the_practices_are_methods() -> None:
    """A hint says so."""
    case = cases.practices(COMPANIES[0], random.Random(1))
    found = list(cases.methods_are("asking", "comparing")(case).values())
    assert found.count(cases.METHOD) == len(found) / 2
    duties = list(cases.of_people("results")(cases.duties(COMPANIES[0], random.Random(1))).values())
    assert duties.count(cases.PEOPLE) == 3
    assert len(duties) == 7


@each_company
def test_only_one_moment_needs_the_deputy(company: Company) -> None:
    stations = dict(zip(company.profile.touchpoints, STATIONS[company.sector], strict=True))
    for seed in range(40):
        case = cases.one_deputy(company, random.Random(seed))
        passing, odd = ({k: case[f"{what}_{k}"] for k in "abcd"} for what in ("passing", "odd"))
        assert max(passing, key=passing.get) == "a"
        assert max(odd, key=odd.get) == "c", "where a centre is there already"
        assert max("abd", key=odd.get) == "b"
        assert max("abcd", key=lambda k: odd[k] / passing[k]) == "d"
        names = [case[f"name_{k}"] for k in "abcd"]
        assert len(set(names)) == 4
        loads = [stations[name].a_week for name in names]
        assert loads[0] == max(loads)
        assert loads[3] == min(loads)


def test_the_last_exercise_is_a_step_of_the_plan() -> None:
    assert EXERCISES[-1].id == "control-r1"
    assert EXERCISES[-1].answer.parts == PLAN
    assert sum(e.code for e in EXERCISES) >= 3


def test_a_wrong_reason_is_named() -> None:
    question = next(e for e in EXERCISES if e.id == "control-8").pose(COMPANIES[0])
    assert mark(question, ("b", [1, 2])).is_right
    assert mark(question, ("b", [1, 2, 4])).misconception == "deputies-can-wait"
    assert mark(question, ("c", [1, 2])).misconception == "twice-looked-after"
    assert mark(question, ("b", [1])).status == "close"
