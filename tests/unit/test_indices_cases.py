"""The cases of page 16 say what their questions claim, for every kind of company."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cem_workbook.data.company import Company
from cem_workbook.exercises.bank.indices import EXERCISES
from cem_workbook.exercises.bank.indices_cases import (
    ACSI,
    CSI,
    ECSI,
    EQUAL,
    STATEMENTS,
    SWICS,
    level_at,
    quarters_of,
    two_columns,
    weighted,
)
from cem_workbook.exercises.bank.indices_parts import BOTH_YEARS, MEASURED, parts_of
from cem_workbook.exercises.exercise import Case, Exercise, Question
from cem_workbook.exercises.marking import mark
from cem_workbook.metrics import OHIO_WEIGHTS, acsi, ces, csat, csi, swics

SECTORS = ("bank", "insurer", "phone shop", "restaurant")
COMPANIES = [Company(SECTORS[seed % 4], seed) for seed in range(16)]
BY_ID: dict[str, Exercise] = {exercise.id: exercise for exercise in EXERCISES}


def questions(exercise: str) -> Iterator[tuple[Company, Question]]:
    for company in COMPANIES:
        yield company, BY_ID[exercise].pose(company)


def cases(exercise: str) -> Iterator[tuple[Company, Case]]:
    for company, question in questions(exercise):
        yield company, question.case


# -- what a company measures -------------------------------------------------------------------


@pytest.mark.parametrize("company", COMPANIES[:4], ids=str)
def test_the_parts_are_the_answers_in_points(company: Company) -> None:
    """By another road: each branch and quarter for itself, with the metrics of pages 12 and 13."""
    for quarter, table in parts_of(company).items():
        surveys, visits = company.surveys, company.purchases.dropna(subset=["waiting"])
        if quarter != BOTH_YEARS:
            surveys = surveys[surveys["asked_on"].dt.to_period("Q").astype(str) == quarter]
            visits = visits[visits["date"].dt.to_period("Q").astype(str) == quarter]
        assert list(table.columns) == [*MEASURED, "answers"]
        assert set(table.index) == set(company.branches)
        for branch, row in table.iterrows():
            here = surveys[surveys["branch"] == branch]
            satisfied = csat(here["satisfaction"], invalid="drop")
            easy = ces(here["effort"], high_is="easy", invalid="drop")
            assert row["satisfaction"] == pytest.approx(25 * (satisfied.mean - 1))
            assert row["ease"] == pytest.approx(100 * easy.ease)
            assert row["recommend"] == pytest.approx(10 * here["recommend"].mean())
            waits = visits[visits["branch"] == branch]["waiting"]
            assert row["waiting"] == pytest.approx(100 * sum(waits <= 10) / len(waits))
            assert row["answers"] == min(satisfied.n, easy.n, here["recommend"].notna().sum())


def test_quarters_come_in_order_and_both_years_last() -> None:
    for company in COMPANIES[:4]:
        names = list(parts_of(company))
        assert names[-1] == BOTH_YEARS
        assert names[:-1] == sorted(names[:-1]) == list(quarters_of(company))
        assert len(names) >= 8


# -- the exercises -----------------------------------------------------------------------------


def test_each_index_has_a_statement_to_sort() -> None:
    for _, case in cases("indices-1"):
        assert len(case["statements"]) == 6
        assert set(case["statements"].values()) == {CSI, ACSI, ECSI, SWICS}
        assert case["statements"].items() <= STATEMENTS.items()


def test_the_average_is_that_of_the_branch() -> None:
    for company, case in cases("indices-2"):
        surveys = company.surveys
        quarter = surveys["asked_on"].dt.to_period("Q").astype(str) == case["quarter_code"]
        answers = surveys[quarter & (surveys["branch"] == case["branch"])]["satisfaction"].dropna()
        assert case["n"] == len(answers)
        points = 100 * (answers.astype(float) - 1) / 4
        assert BY_ID["indices-2"].expected(case) == pytest.approx(points.mean())


def test_whoever_works_with_the_two_printed_decimals_is_right() -> None:
    for _, question in questions("indices-2"):
        printed = round(question.case["mean"], 2)
        assert mark(question, 100 * (printed - 1) / 4).is_right


def test_the_published_formula_is_the_expected_answer() -> None:
    for _, case in cases("indices-3"):
        assert case["x1"] > case["x2"] > case["x3"] >= 1
        assert case["x1"] <= 10
        assert BY_ID["indices-3"].expected(case) == pytest.approx(
            weighted(case["means"], OHIO_WEIGHTS)
        )
        assert case["plain"] == pytest.approx(acsi(*case["means"]).value)


def test_what_the_lesson_says_of_two_branches_is_so() -> None:
    changed = 0
    for company, case in cases("indices-4"):
        table = two_columns(case)
        points = {
            branch: tuple(round(row[part], 1) for part in ("satisfaction", "ease", "recommend"))
            for branch, row in next(
                table for name, table in quarters_of(company).items() if _is(name, case["quarter"])
            ).items()
        }
        assert {branch: tuple(three) for branch, three in case["points"].items()} == points
        weights = [2 if i == case["part"] else 1 for i in range(3)]
        for branch, three in points.items():
            assert table[branch][EQUAL] == pytest.approx(swics(*three).value)
            assert table[branch][case["twice"]] == pytest.approx(
                swics(*three, weights=weights).value
            )
        told = [
            (one, other)
            for one in points
            for other in points
            if f"{one} stands before {other}" in case["lesson"]
        ]
        for one, other in told:
            assert round(table[one][EQUAL], 1) > round(table[other][EQUAL], 1)
            assert round(table[one][case["twice"]], 1) < round(table[other][case["twice"]], 1)
        changed += len(told)
    assert changed >= 0.8 * len(COMPANIES), "the exercise is about this"


def _is(code: str, words: str) -> bool:
    return words == f"quarter {code[-1]} of {code[:4]}"


def test_at_the_answer_the_two_branches_are_level() -> None:
    for _, case in cases("indices-5"):
        share = level_at(case) / 100
        assert 0.1 < share < 0.9

        def index(which: str, weight: float, case: Case = case) -> float:
            return csi(
                {"first": case[f"{which}1"], "second": case[f"{which}2"]},
                {"first": 1 - weight, "second": weight},
                low=0,
                high=100,
            ).value

        assert index("a", share) == pytest.approx(index("b", share))
        assert index("a", share - 0.02) > index("b", share - 0.02)
        assert index("a", share + 0.02) < index("b", share + 0.02)


def test_more_than_all_the_weight_is_refused_as_that() -> None:
    """The leads divided the other way round come to more than 100 %."""
    for _, question in questions("indices-5"):
        leads = sorted((question.case["ahead"], question.case["behind"]))
        if leads[1] - leads[0] > 0.1:
            result = mark(question, 100 * leads[1] / leads[0])
            assert "between 0 and 100" in result.message


def test_the_index_fell_and_most_in_the_part_that_is_named() -> None:
    """“It fell most in this part” is right only while the table says so."""
    for company, case in cases("indices-7"):
        quarters = quarters_of(company)
        before, after = (
            next(table for name, table in quarters.items() if _is(name, case[when]))[case["branch"]]
            for when in ("before", "after")
        )
        columns = {"service": "satisfaction", "ease": "ease", "speed": "waiting"}
        falls = {word: before[column] - after[column] for word, column in columns.items()}
        assert case["fall"] > 0.5
        assert case["fall"] == pytest.approx(sum(falls.values()) / 3, abs=0.15)
        assert max(falls, key=lambda word: falls[word]) == case["part"]
        assert sorted(falls.values())[-1] - sorted(falls.values())[-2] > 0.9
        assert case["of_part"] == pytest.approx(falls[case["part"]] / 3, abs=0.05)
        assert len(case["lines"].splitlines()) == 3


def test_a_wrong_reason_is_told_from_a_missing_one() -> None:
    for _, question in questions("indices-7"):
        assert mark(question, ("b", [1, 2])).is_right
        assert mark(question, ("b", [1])).status == "close"
        assert mark(question, ("b", [1, 3])).misconception == "largest-fall-is-the-cause"
        assert mark(question, ("b", [2, 4])).misconception == "parts-taken-for-everything"


def test_whoever_leaves_the_lowest_answer_in_is_told_where_the_scale_begins() -> None:
    for _, question in questions("indices-2"):
        if any(trap.misconception.name == "lowest-not-taken-away" for trap, _ in question.wrong):
            result = mark(question, 100 * question.case["mean"] / 4)
            assert result.misconception == "lowest-not-taken-away"


def test_two_columns_alike_are_not_called_exchanged() -> None:
    for _, question in questions("indices-4"):
        right = two_columns(question.case)
        for column in (EQUAL, question.case["twice"]):
            alike = {branch: dict.fromkeys(row, row[column]) for branch, row in right.items()}
            assert mark(question, alike).misconception == "both-columns-alike"
        swapped = {
            branch: dict(zip(row, reversed(row.values()), strict=True))
            for branch, row in right.items()
        }
        assert mark(question, swapped).misconception == "columns-of-weights-exchanged"


def test_code_that_forgets_the_quarter_or_the_branch_is_told_so() -> None:
    for company, question in questions("indices-2"):
        case, surveys = question.case, company.surveys
        quarter = surveys["asked_on"].dt.to_period("Q").astype(str) == case["quarter_code"]
        for rows in (quarter, surveys["branch"] == case["branch"]):
            points = 100 * (surveys[rows]["satisfaction"].mean() - 1) / 4
            result = mark(question, points)
            assert (
                result.is_right
                or abs(points - question.expected) < 1
                or (result.misconception == "wrong-group-of-rows")
            )
