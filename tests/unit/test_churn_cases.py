"""The cases of page 14: they agree with the page, with the source's sums, and with a recount."""

from __future__ import annotations

import io
import json
import random
from contextlib import redirect_stdout
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cem_workbook import metrics
from cem_workbook.course import NOTEBOOKS
from cem_workbook.data.company import Company, demo, load
from cem_workbook.data.shipped import load_shipped
from cem_workbook.exercises.bank import churn_cases as cases
from cem_workbook.exercises.bank import find
from cem_workbook.exercises.marking import mark

COMPANIES = [Company("bank", 31), Company("insurer", 3), Company("phone shop", 7), Company("restaurant", 11)]  # fmt: skip
each_company = pytest.mark.parametrize("company", COMPANIES, ids=lambda c: c.sector)


def page() -> list[dict]:
    file = NOTEBOOKS / "14_churn_and_retention.ipynb"
    return json.loads(file.read_text(encoding="utf-8"))["cells"]


def page_text() -> str:
    return "\n".join("".join(c["source"]) for c in page() if c["cell_type"] == "markdown")


# --- the page and its exercises count the same people


@each_company
def test_the_page_dates_customers_as_its_exercises_do(company: Company) -> None:
    sources = ("".join(c["source"]) for c in page() if c["cell_type"] == "code")
    source = next(s for s in sources if "left_by_silence(" in s)
    cem = SimpleNamespace(load=lambda name: load(name, company), metrics=metrics)
    names: dict = {"cem": cem}
    said = io.StringIO()
    with redirect_stdout(said):
        exec(source, names)
    pd.testing.assert_frame_equal(names["dated"], cases.dated(company), check_like=True)
    assert said.getvalue().startswith("Contracts" if company.profile.contract else "No contracts")


@each_company
@pytest.mark.parametrize(("which", "name"), [("churn-2", "my_churn"), ("churn-6", "share_kept")])
def test_the_code_of_the_worked_solution_is_right_in_every_sector(
    company: Company, which: str, name: str
) -> None:
    question = find(which).pose(company)
    text = question.text(question.exercise.solution, result="")
    names: dict = {"cem": SimpleNamespace(metrics=metrics), "dated": cases.dated(company)}
    exec(text.split("```python")[1].split("```")[0], names)
    assert mark(question, names[name]).is_right


@each_company
def test_every_year_ends_while_silence_can_still_be_told_from_a_pause(company: Company) -> None:
    last = company.purchases["date"].max()
    for seed in range(20):
        year = cases.a_year(company, random.Random(seed))
        assert (last - pd.Timestamp(year["end"])).days >= cases.SILENCE
        assert year["S"] == year["kept"] + year["lost"]
        assert year["E"] == year["kept"] + year["joined"] - year["short"]


@each_company
def test_the_triangle_on_the_card_is_what_a_recount_by_hand_gives(company: Company) -> None:
    frame = cases.dated(company)
    quarters = frame["joined_on"].dt.to_period("Q")
    for seed in range(6):
        case = cases.triangle(company, random.Random(seed))
        cohort = frame[quarters == pd.Period(case["cohort_code"], "Q")]
        age_reached = cohort["joined_on"] + pd.DateOffset(months=3 * case["age"])
        there = ~(cohort["left_on"] < age_reached)
        assert cases.share_kept(case) == pytest.approx(100 * there.mean())
        assert case["cells"][case["row"]][0] == len(cohort)
        oldest = [sum(n is not None for n in cells) for cells in case["cells"]]
        assert oldest == sorted(oldest, reverse=True) == list(range(cases.QUARTERS, 0, -1))


# --- the sums of the sources and of the facts


def test_the_worked_examples_of_the_digest() -> None:
    """1,150 customers, 120 leave, 1,250 at the end; and 1,200, 120 leave, nobody joins."""
    mixed = {"S": 1150, "lost": 120, "joined": 220, "short": 0}
    assert cases.on_average(mixed) == pytest.approx(10)
    alone = {"S": 1200, "lost": 120, "joined": 0, "short": 0}
    assert cases.of_cohort(alone) == pytest.approx(10)
    assert cases.on_average(alone) == pytest.approx(10.526, abs=0.001)
    assert metrics.retention_from_counts(1200, 1080).value == pytest.approx(0.9)


@given(rate=st.floats(0, 100))
def test_a_year_loses_at_least_a_month_and_at_most_twelve(rate: float) -> None:
    lost = cases.after_a_year({"rate": rate})
    assert rate - 1e-9 <= lost <= min(12 * rate, 100) + 1e-9


@settings(deadline=None)
@given(seed=st.integers(0, 10_000))
def test_the_second_recipe_and_the_churn_make_a_hundred(seed: int) -> None:
    case = cases.nobody_joins(demo(), random.Random(seed))
    assert case["retention"] + case["churn"] == pytest.approx(100)
    assert case["net_change"] == pytest.approx(-case["churn"])
    assert case["S"] - case["lost"] == case["E"]


def test_only_one_recipe_is_right_for_a_firm_that_loses_20_and_wins_50() -> None:
    """The firm of the hint: 100 customers, 130 at the end, 50 of them new."""
    gives = {letter: function(100, 130, 50) for letter, function in cases.FUNCTIONS.items()}
    assert [letter for letter, share in gives.items() if share == pytest.approx(0.8)] == ["d"]
    assert gives["f"] == pytest.approx(0.2)


# --- numbers that stand in the page's text


def test_the_numbers_in_the_text_are_those_of_the_data() -> None:
    text, telco = page_text(), load_shipped("telco")
    assert f"{100 * telco['churned'].mean():.1f} %, in what time?" in text
    curves = metrics.survival_by(telco, "tenure", "churned", "contract")
    assert f"half are gone after {curves['Month-to-month'].median:.0f} months" in text
    assert f"“half in five years”, which is {100 * (1 - 0.5**0.2):.1f} % a year" in text
    assert f"5 % a month is {100 * metrics.compound(0.05, 12):.0f} % a year" in text
    year = metrics.churn_from_counts(1150, 120, joined=220)
    for base, share in ((1150, year.value), (1200, year.on_average), (1250, year.on_end)):
        assert f"120 / {base:,} | {100 * share:.1f} %" in text


def test_two_years_of_contract_hold_while_they_last() -> None:
    """The page says that of those with two years hardly anybody is gone after 35 months."""
    telco = load_shipped("telco")
    curves = metrics.survival_by(telco, "tenure", "churned", "contract")
    assert curves["Two year"].at(35) > 0.99
    assert curves["Month-to-month"].at(35) <= 0.5
    assert curves["Month-to-month"].at(24) < curves["One year"].at(24) < curves["Two year"].at(24)


def test_the_regular_cohort_renews_ever_more() -> None:
    survivors = load_shipped("sbg_regular")["survivors"]
    renewed = (survivors / survivors.shift()).dropna()
    assert renewed.is_monotonic_increasing
    assert list(renewed.round(3)[:2]) == [0.631, 0.742]


@each_company
def test_a_short_window_gives_false_alarms_and_a_long_one_notices_late(company: Company) -> None:
    """What the page says under its table of windows, recounted by hand."""
    last = company.purchases.groupby("customer_id")["date"].max()
    truth = load("truth", company)
    here = truth.groupby("customer_id")["active"].last().reindex(last.index)
    days = (last.max() - last).dt.days
    alarms = [int(((days > window) & here).sum()) for window in (60, 180, 365)]
    missed = [int(((days <= window) & ~here).sum()) for window in (60, 180, 365)]
    assert alarms == sorted(alarms, reverse=True)
    assert missed == sorted(missed)
    assert alarms[0] > 5 * missed[0]
    assert missed[2] > 5 * alarms[2]


def test_no_month_has_the_rate_that_the_page_works_out() -> None:
    """At 5 % a month the answer would stand in the page's own picture."""
    rates = {cases.a_month(demo(), random.Random(seed))["rate"] for seed in range(100)}
    assert len(rates) >= 6
    assert 5 not in rates


# --- the decision


@each_company
def test_each_wrong_advice_is_answered_by_its_own_idea(company: Company) -> None:
    question = find("churn-7").pose(company)
    said = {letter: mark(question, (letter, [1, 2])).misconception for letter in "abd"}
    assert said == {"a": "snapshot-is-a-rate", "b": "share-over-twelve", "d": "only-leavers-count"}
    assert mark(question, ("c", [1, 2])).is_right
    assert mark(question, ("c", [1])).status == "close"
    assert mark(question, ("c", [1, 2, 4])).misconception == "stayers-say-nothing"
