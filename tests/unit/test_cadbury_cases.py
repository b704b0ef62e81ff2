"""The cases of page 18: they agree with the record, with one another, and with the page."""

from __future__ import annotations

import random

import pytest

from cem_workbook.cases import cadbury as press
from cem_workbook.cases import campaign as model
from cem_workbook.cases.cadbury import BOY, an_hour_child, hours
from cem_workbook.data import SECTORS, Company, demo
from cem_workbook.data.shipped import load_shipped
from cem_workbook.exercises.bank import cadbury_cases as cases
from cem_workbook.exercises.bank import find
from cem_workbook.exercises.marking import mark

COMPANIES = [Company(sector, seed) for sector in SECTORS for seed in range(8)]
DRAWS = range(30)


def posed(which: str, company: Company | None = None):
    return find(which).pose(company or demo())


def code_of(which: str, company: Company) -> tuple[object, dict]:
    question = posed(which, company)
    text = question.text(question.exercise.solution, result="")
    names: dict = {"items": load_shipped("cadbury_items")}
    exec(text.split("```python")[1].split("```")[0], names)
    return question, names


@pytest.mark.parametrize(
    ("which", "name"),
    [("cadbury-2", "my_behind"), ("cadbury-4", "my_sets"), ("cadbury-5", "my_hours"),
     ("cadbury-6", "my_answer")],
)  # fmt: skip
def test_the_code_of_the_worked_solution_is_right(which: str, name: str) -> None:
    for company in COMPANIES[::5]:
        question, names = code_of(which, company)
        assert mark(question, names[name]).is_right, which


def test_neighbours_differ() -> None:
    for which in ("cadbury-2", "cadbury-3", "cadbury-4", "cadbury-5", "cadbury-6", "cadbury-8"):
        texts = {str(sorted(posed(which, c).case.items(), key=str)) for c in COMPANIES}
        assert len(texts) > len(COMPANIES) * 0.6, which


def test_the_wrappers_are_reckoned_with_the_record() -> None:
    case = cases.wrappers(demo(), random.Random(1))
    for name, row in cases.behind_with()(case).items():
        whole = press.behind(case["counts"][name])
        assert row[cases.POUNDS] == pytest.approx(whole.pounds)
        assert row[cases.THOUSAND_KCAL] == pytest.approx(whole.kcal / 1000)
        assert f"| {name} | {case['counts'][name]:,} |" in case["lines"]


def test_the_three_sums_are_those_of_the_exercise_seeds() -> None:
    """Digest, E11 and E13: 31.8 minutes (0.53, 113); 12.5 per cent (11.1, 8)."""
    case = cases.as_told(demo(), random.Random(1))
    right = cases.sums()(case)
    assert right[cases.SHARE][cases.YOURS] == 12.5
    assert round(right[cases.MINUTES][cases.YOURS], 1) == 31.8
    assert right[cases.EQUIPMENT][cases.YOURS] * 8 == case["spend"]
    wrong = {t.misconception.name: t.answer(case) for t in find("cadbury-3").misconceptions}
    assert round(wrong["one-in-nine"][cases.SHARE][cases.YOURS], 1) == 11.1
    assert wrong["eight-is-the-percent"][cases.SHARE][cases.YOURS] == 8
    assert round(wrong["hours-read-as-minutes"][cases.MINUTES][cases.YOURS], 2) == 0.53
    swapped = wrong["chocolates-and-hours-exchanged"][cases.MINUTES][cases.YOURS]
    assert round(swapped) == 113


def test_sets_are_whole_and_named_by_their_source() -> None:
    for seed in DRAWS:
        case = cases.redeemed(demo(), random.Random(seed))
        right = cases.whole_sets(case)
        assert right * case["each"] <= case["back"] < (right + 1) * case["each"]
        assert case["back"] == case["issued"] * 1e4 * case["share"]
        assert f"{case['each']:,}" in case["what"]
        assert (case["other"] is None) == (case["each"] not in (5400, 5440))
        up, exact = cases.rounded_up(case), cases.with_fraction(case)
        assert up in (None, right + 1)
        assert exact is None or right < exact < right + 1
    every = {**case, "back": 160e6, "each": 5400}
    assert cases.whole_sets(every) == 29_629, "E12"


def test_a_division_without_a_rest_has_no_fraction() -> None:
    even = {"back": 3200.0, "each": 320}
    assert cases.whole_sets(even) == 10
    assert cases.with_fraction(even) is None and cases.rounded_up(even) is None


def test_the_hours_are_plain_arithmetic_and_always_above_the_printed_ones() -> None:
    for seed in DRAWS:
        case = cases.a_child(demo(), random.Random(seed))
        right = cases.adult_hours(case)
        assert right == pytest.approx(38_463 / case["met"] / case["kg"])
        assert right > case["play"] + 20, "as the next card says"


def test_the_first_trial_is_the_papers_child() -> None:
    case = cases.trials(demo(), random.Random(3))
    kcal, met, kg = case["trials"][0]
    assert (kcal, met, kg) == (38_463, press.GAME, 33)
    right = cases.FUNCTIONS["c"]
    for trial in case["trials"]:
        assert right(*trial) == pytest.approx(hours(trial[0], an_hour_child(*trial[1:])))
    assert right(*case["trials"][0]) == pytest.approx(92.9, abs=0.05)
    assert cases.FUNCTIONS["b"](kcal, met, kg) * 24 == pytest.approx(right(kcal, met, kg))
    assert cases.FUNCTIONS["d"](kcal, met, kg) == pytest.approx(kcal / BOY.an_hour(kg))


VERDICT_OF = {
    "rounded": cases.ROUNDING,
    "slipped": cases.OTHER_THING,
    "two things": cases.TWO_THINGS,
    "cannot be squared": cases.NO_WAY,
    "agrees": cases.AGREE,
}


def test_the_papers_are_sorted_as_the_sums_settle_them() -> None:
    """Every pair but the football net is computed; that one is a word in the file."""
    found = press.conflicts()
    for words, name in (
        (cases.BARS_5400, "bars for the posts"),
        (cases.MILLION_KCAL, "calories of the posts"),
        (cases.FAT_33, "fat of the posts"),
        (cases.NINE_MILLION, "nine million"),
        (cases.LENGTH, "how long"),
        (cases.LEAST_MOST, "least and most"),
        (cases.GAMES_27, "hours and games"),
    ):
        assert cases.PAPERS[words] == VERDICT_OF[found[name].verdict], words
    assert cases.PAPERS[cases.FOOTBALL] == cases.OTHER_THING
    net = [row for row in press.told(press.POSTS, "tokens") if "football net" in row.remark]
    assert [row.source for row in net] == ["BBC"]
    assert set(cases.PAPERS.values()) == set(cases.VERDICTS)
    assert all(len(words) < 90 for words in cases.PAPERS)


@pytest.mark.parametrize("sector", SECTORS)
def test_the_offer_at_home_is_of_the_same_kind(sector: str) -> None:
    for seed in range(12):
        case = cases.own_offer(Company(sector, seed), random.Random(seed))
        assert case["spent"] == case["vouchers"] * case["amount"]
        assert 5 < case["spent"] / case["worth"] < 13, "about as in 2003"
        ratio = case["spent"] / 2 / case["worth"]
        assert ratio > model.USUAL.shrug_pounds, "half of it is still a headline"
