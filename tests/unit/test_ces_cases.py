"""What the questions on effort are asked about agrees with the tables, and with the page."""

from __future__ import annotations

import datetime as dt
import json
import random
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cem_workbook import metrics
from cem_workbook.course import NOTEBOOKS
from cem_workbook.data.company import Company
from cem_workbook.exercises.bank.ces_cases import (
    BINS,
    EASY,
    FUNCTIONS,
    GONE,
    HARD,
    NEW,
    OLD,
    PERIODS,
    RIGHT_READING,
    a_neighbour,
    a_new_tool,
    a_plan,
    counted,
    each_group,
    gone_by_group,
    half_a_year_later,
    on_the_new_scale,
    one_branch,
    two_surveys,
)

SECTORS = ("bank", "insurer", "phone shop", "restaurant")
each_sector = pytest.mark.parametrize("sector", SECTORS)
HALF_A_YEAR = dt.timedelta(days=183)
LAST_DAY = dt.datetime(2025, 12, 31)  # of every company's tables


def small(sector: str) -> Company:
    return Company(sector, 7, customers=300)


# -- the two scales --------------------------------------------------------------------------


def test_every_box_has_the_side_that_its_ease_says() -> None:
    for scale, high, high_is in ((OLD, 5, "hard"), (NEW, 7, "easy")):
        boxes = range(1, high + 1)
        for box, ease in zip(
            boxes, metrics.to_ease(boxes, high_is=high_is, high=high), strict=True
        ):
            side = BINS[0] if ease > 0.5 else BINS[2] if ease < 0.5 else BINS[1]
            assert RIGHT_READING[scale, box] == side


@given(st.lists(st.integers(1, 5), min_size=1, max_size=30))
def test_carrying_over_keeps_the_ease(old: list[int]) -> None:
    """An average may be carried over as it is: the way is a straight line."""
    there = on_the_new_scale(sum(old) / len(old))
    assert (there - 1) / 6 == pytest.approx(metrics.ces(old, high_is="hard", high=5).ease)


@given(
    st.lists(st.integers(1, 5), min_size=1, max_size=20),
    st.lists(st.integers(1, 7), min_size=1, max_size=20),
)
def test_the_right_recipe_is_the_average_ease_of_all_answers(
    old: list[int], new: list[int]
) -> None:
    ease = [
        *metrics.to_ease(old, high_is="hard", high=5),
        *metrics.to_ease(new, high_is="easy", high=7),
    ]
    assert FUNCTIONS["d"](old, new) == pytest.approx(1 + 6 * sum(ease) / len(ease))


def test_surveys_to_merge_differ_in_length() -> None:
    """Otherwise averaging the averages would be right."""
    trials = two_surveys(small("bank"), random.Random(1))["trials"]
    assert len({len(old) - len(new) for old, new in trials}) > 2
    assert sum(len(old) != len(new) for old, new in trials) >= 4


# -- one branch, a neighbour, a new tool -----------------------------------------------------


@each_sector
def test_the_score_of_a_branch_is_that_of_its_answers(sector: str) -> None:
    company = Company(sector, 11)
    for start in range(8):
        case = one_branch(company, random.Random(start))
        surveys = company.surveys
        rows = surveys[
            (surveys["branch"] == case["branch"])
            & (surveys["asked_on"].dt.to_period("Q").astype(str) == case["quarter_code"])
            & surveys["answered"]
        ]
        score = metrics.ces(rows["effort"], high_is="easy", invalid="drop")
        assert (score.n, len(score.dropped)) == (case["n"], case["blanks"])
        assert score.value == pytest.approx(case["mean"])
        assert case["blanks"] > 0, "somebody left the question blank"


@each_sector
def test_a_neighbour_is_clearly_easier_or_clearly_harder(sector: str) -> None:
    seen = set()
    for start in range(40):
        case = a_neighbour(small(sector), random.Random(start))
        there = on_the_new_scale(case["old"])
        assert abs(there - case["own"]) > 0.2
        assert case["verdict"] == ("easier" if there > case["own"] else "harder")
        seen.add(case["verdict"])
    assert seen == {"easier", "harder"}


@each_sector
def test_the_new_tool_looks_better_and_is_worse(sector: str) -> None:
    for start in range(20):
        case = a_new_tool(small(sector), random.Random(start))
        assert 8 - case["after"] < case["before"] < case["after"]


# -- half a year later -----------------------------------------------------------------------


def gone(company: Company, customer: int, asked_on: dt.datetime) -> bool:
    """Return whether a customer was gone half a year after the question, row by row."""
    if company.profile.contract:
        left = company.customers.set_index("customer_id")["left_on"].get(customer)
        return bool(left <= asked_on + HALF_A_YEAR)
    bought = company.purchases.loc[company.purchases["customer_id"] == customer, "date"]
    return not any(asked_on < day <= asked_on + HALF_A_YEAR for day in bought)


@each_sector
def test_who_was_gone_half_a_year_later(sector: str) -> None:
    company = small(sector)
    later = half_a_year_later(company)
    surveys = company.surveys.loc[later.index]
    for (_, survey), found, was_gone in zip(
        surveys.iterrows(), later["found"], later["gone"], strict=True
    ):
        assert found == RIGHT_READING[NEW, survey["effort"]]
        assert was_gone == gone(company, survey["customer_id"], survey["asked_on"])
    assert {True, False} == set(later["gone"])


@each_sector
def test_everybody_who_could_be_watched_for_half_a_year_is_there(sector: str) -> None:
    company = small(sector)
    answered = company.surveys.dropna(subset=["effort"])
    early = answered[answered["asked_on"] + HALF_A_YEAR <= LAST_DAY]
    assert list(half_a_year_later(company).index) == list(early.index)
    if company.profile.contract:  # nobody is asked who has gone already
        left = early["customer_id"].map(company.customers.set_index("customer_id")["left_on"])
        assert not (left < early["asked_on"]).any()


@each_sector
def test_the_groups_of_a_question_are_those_of_the_tables(sector: str) -> None:
    company = Company(sector, 4)
    case = gone_by_group(company, random.Random(2))
    later = half_a_year_later(company)
    assert (case["first"], case["last"]) in PERIODS
    chosen = later[(later["asked_on"] >= case["first"]) & (later["asked_on"] <= case["last"])]
    assert sum(n for _, n in case["groups"].values()) == len(chosen)
    shares = each_group(case, lambda many, n, *_: many / n)
    for found, rows in chosen.groupby("found"):
        assert shares[found][GONE] == pytest.approx(rows["gone"].mean())


@pytest.mark.parametrize("seed", [4, 7, 31])
@each_sector
def test_no_number_of_people_is_their_share_by_chance(sector: str, seed: int) -> None:
    """As 17 gone of 98 would be: 17.3 %."""
    for start in range(6):
        case = gone_by_group(Company(sector, seed), random.Random(start))
        assert all(abs(gone - 100 * gone / n) > 0.5 for gone, n in case["groups"].values())


@pytest.mark.parametrize("seed", [0, 84, 170])
@each_sector
def test_the_managers_plan_is_tempting(sector: str, seed: int) -> None:
    """In the numbers shown, those who found it hard are gone more often, even if only just."""
    case = a_plan(Company(sector, seed), random.Random(0))
    assert case["hard"] > case["easy"] > 0


@each_sector
def test_the_page_finds_the_same_people_gone(sector: str) -> None:
    """The page's own cells run for every company, with contracts or without."""
    company = small(sector)
    cells = json.loads((NOTEBOOKS / "13_ces.ipynb").read_text(encoding="utf-8"))["cells"]
    code = ["".join(c["source"]) for c in cells if c["cell_type"] == "code"]
    first = next(i for i, source in enumerate(code) if source.startswith("followed ="))
    here = {"cem": SimpleNamespace(load=company.table, metrics=metrics), "surveys": company.surveys}
    exec("\n".join(code[first : first + 3]), here)
    later = half_a_year_later(company)
    assert here["followed"]["gone"].tolist() == later["gone"].tolist()
    assert here["followed"]["found"].tolist() == later["found"].tolist()
    everything = counted(later, ("2024-01-01", "2025-07-01"))
    assert list(here["table"].index) == [HARD, BINS[1], EASY]
    assert everything == {
        found: (row["gone"], row["answered"]) for found, row in here["table"].iterrows()
    }
