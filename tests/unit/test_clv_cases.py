"""The cases of page 15: they agree with the sources' sums, with the page, and with a recount."""

from __future__ import annotations

import io
import json
import random
from contextlib import redirect_stdout
from functools import cache
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cem_workbook import figures, metrics
from cem_workbook.course import NOTEBOOKS
from cem_workbook.data.company import Company, load
from cem_workbook.data.shipped import load_shipped
from cem_workbook.exercises.bank import clv_cases as cases
from cem_workbook.exercises.bank import find
from cem_workbook.exercises.marking import mark
from cem_workbook.metrics import lifetime_value as recipes

COMPANIES = [Company("bank", 31), Company("insurer", 3), Company("phone shop", 7), Company("restaurant", 11)]  # fmt: skip
each_company = pytest.mark.parametrize("company", COMPANIES, ids=lambda c: c.sector)
SEEDS = range(25)


@cache
def page() -> list[dict]:
    file = NOTEBOOKS / "15_customer_lifetime_value.ipynb"
    return json.loads(file.read_text(encoding="utf-8"))["cells"]


def page_text() -> str:
    return "\n".join("".join(c["source"]) for c in page() if c["cell_type"] == "markdown")


# --- the average customer


@each_company
def test_the_average_customer_is_what_a_recount_gives(company: Company) -> None:
    about = cases.average_customer(company)
    year = metrics.churn(cases.dated(company), "2024-07-01", "2025-07-01")
    bought = load("purchases", company).set_index("date").sort_index()
    bought = bought.loc["2024-07-01":"2025-06-30"]
    assert about.revenue == pytest.approx(bought["amount"].sum(), abs=0.51)
    assert about.income == pytest.approx(about.revenue / year.average, abs=0.51)
    assert about.cost == pytest.approx(bought["cost"].sum() / year.average, abs=0.51)
    assert about.churn == pytest.approx(year.value, abs=0.0051)
    assert about.years == round(1 / about.churn)
    assert 0 < about.margin < about.income
    assert 2 <= about.years <= 20


@pytest.mark.parametrize("sector", ["bank", "insurer", "phone shop", "restaurant"])
@pytest.mark.parametrize("seed", range(40, 45))
def test_an_average_customer_is_worth_winning(sector: str, seed: int) -> None:
    """Else the questions on how much winning may cost would have no sensible answer."""
    about = cases.average_customer(Company(sector, seed))
    assert about.margin * metrics.margin_multiple(1 - about.churn, 0.10) > about.acquisition > 0


# --- the sums of the sources and of the facts

EXAMPLE = {
    "income": 1000, "cost": 400, "margin": 600, "acquisition": 1000, "years": 10, "rate": 10,
}  # fmt: skip


def test_the_four_values_of_the_digest() -> None:
    """9,000; 5,000; 3,686.74; 2,686.74 (digest F.4)."""
    values = {row: cell[cases.COLUMN] for row, cell in cases.four_recipes(EXAMPLE).items()}
    assert values == pytest.approx({"A": 9000, "B": 5000, "C": 3686.74, "D": 2686.74}, abs=0.005)


def test_the_discounting_of_the_digest() -> None:
    """600 a year for 3 years at 10 %: 1,492.11; total divided once 1,636.36; undiscounted 1,800."""
    case = {**EXAMPLE, "years": 3}
    assert cases.discounted(case) == pytest.approx(1492.11, abs=0.005)
    assert cases.each_year(case) == pytest.approx(cases.discounted(case))
    assert cases.total_at_once(case) == pytest.approx(1636.36, abs=0.005)
    assert cases.total_at_once(case, 0) == 1800


def test_the_orders_of_the_source() -> None:
    """100 and 20 %: 120 with one repeat, 125 for ever, 330 from 250 and 32 %."""
    assert cases.one_repeat({"order": 100, "percent": 20}) == pytest.approx(120)
    assert cases.for_ever({"order": 100, "percent": 20}) == pytest.approx(125)
    assert cases.one_repeat({"order": 250, "percent": 32}) == pytest.approx(330)


@given(margin=st.integers(1, 2000), years=st.integers(2, 12), rate=st.integers(1, 25))
def test_wrong_ways_to_discount_lie_on_the_side_that_their_feedback_says(
    margin: int, years: int, rate: int
) -> None:
    case = {"margin": margin, "income": margin, "cost": 0, "years": years, "rate": rate}
    right, plain = cases.discounted(case), margin * years
    assert cases.total_at_once(case, years) < right < cases.each_year(case, first=0)
    assert right < cases.total_at_once(case) < plain
    assert cases.each_year(case, growth=1 / (1 + rate / 100)) > plain
    assert cases.each_year(case, growth=1 / (1 - rate / 100)) < right
    assert cases.each_year(case, first=0) == pytest.approx(right * (1 + rate / 100))


@pytest.mark.parametrize(("kept", "multiple"), [(0.6, 1.2), (0.7, 1.75), (0.8, 2.667), (0.9, 4.5)])
def test_only_one_recipe_is_the_margin_multiple(kept: float, multiple: float) -> None:
    """The reference numbers of the course's facts at 10 %."""
    gives = {letter: function(kept, 0.10) for letter, function in cases.FUNCTIONS.items()}
    assert gives["d"] == pytest.approx(multiple, abs=0.001)
    assert gives["b"] == pytest.approx(gives["d"] + 1)
    assert [letter for letter in gives if gives[letter] == pytest.approx(gives["d"])] == ["d"]
    by_hand = sum((kept / 1.1) ** year for year in range(1, 400))
    assert gives["d"] == pytest.approx(by_hand)


@each_company
def test_the_units_of_the_five_steps_all_differ(company: Company) -> None:
    assert len(set(cases.UNITS.values())) == len(cases.ITEMS)
    for seed in SEEDS:
        case = cases.five_steps(company, random.Random(seed))
        numbers = (case["revenue"], case["customers"], case["years"], case["came"], case["fee"])
        assert case["literal"] == recipes.five_steps_literally(*numbers)
        assert case["literal"] > 10 * recipes.five_steps(*numbers)
        assert case["revenue"] % case["customers"] == 0
        assert 0 < case["came"] < case["customers"]


# --- the forecast


def test_the_model_of_the_exercise_is_that_of_the_facts() -> None:
    """BG/NBD on CDNOW: r 0.24259, alpha 4.41353, a 0.79289, b 2.42575."""
    model = cases.cdnow_model()
    found = (model.r, model.alpha, model.a, model.b)
    assert found == pytest.approx((0.24259, 4.41353, 0.79289, 2.42575), abs=2e-4)


@settings(deadline=None, max_examples=30)
@given(seed=st.integers(0, 10_000))
def test_the_frequent_buyer_is_the_one_whose_silence_is_unusual(seed: int) -> None:
    case = cases.two_histories(COMPANIES[0], random.Random(seed))
    assert case["often"] > case["seldom"]
    assert case["seldom_alive"] > case["often_alive"] + 30
    assert case["often_silent"] > 2 * case["often_last"] / case["often"]
    assert case["seldom_silent"] <= case["seldom_last"] / case["seldom"]
    for who in ("often", "seldom"):
        assert case[f"{who}_last"] + case[f"{who}_silent"] == case["weeks"]


@each_company
def test_the_limit_lies_between_the_figures_that_are_too_high_and_too_low(company: Company) -> None:
    for seed in SEEDS:
        case = cases.a_limit(company, random.Random(seed))
        assert case["revenue_sum"] > case["margin_sum"] > case["worth"] > case["net"] > 0
        assert case["worth"] - case["paid"] == pytest.approx(case["net"])
        worth = case["margin"] * metrics.margin_multiple(case["kept"] / 100, case["rate"] / 100)
        assert case["worth"] == pytest.approx(worth)


# --- the worked solutions, and the page


@each_company
@pytest.mark.parametrize(("which", "name"), [("clv-3", "years_today"), ("clv-4", "four_values"), ("clv-5", "my_answer")])  # fmt: skip
def test_the_code_of_the_worked_solution_is_right_in_every_sector(
    company: Company, which: str, name: str
) -> None:
    question = find(which).pose(company)
    text = question.text(question.exercise.solution, result="")
    names: dict = {"cem": SimpleNamespace(metrics=metrics)}
    exec(text.split("```python")[1].split("```")[0], names)
    assert mark(question, names[name]).is_right


@cache
def page_says() -> tuple[dict, str]:
    """Run the cells of the forecasts, and return their names and what they print."""
    cem = SimpleNamespace(
        load=load_shipped, metrics=metrics, figure=figures.figure, show=figures.show,
        COLOURS=figures.COLOURS,
    )  # fmt: skip
    names: dict = {"cem": cem}
    said = io.StringIO()
    with redirect_stdout(said):
        for cell in page():
            source = "".join(cell["source"])
            asks = any(word in source for word in ("cem.begin", "cem.ask", "cem.explore", "cem.check", "cem.reflect", "cem.progress", "cem.terms"))  # fmt: skip
            if cell["cell_type"] == "code" and not asks:
                exec(source, names)
    return names, said.getvalue()


def test_the_page_judges_forecasts_by_what_a_recount_gives() -> None:
    names, said = page_says()
    spent = names["spent"]
    bought = load_shipped("cdnow")
    later = bought[bought["date"] >= "1997-10-01"]
    assert spent["what happened"].sum() == pytest.approx(later["amount"].sum())
    first = bought[bought["date"] < "1997-10-01"]
    assert spent["same again"].sum() == pytest.approx(first["amount"].sum())
    orders = len(first.drop_duplicates(["customer", "date"]))
    people = bought["customer"].nunique()
    order = first["amount"].sum() / orders
    assert spent["one average"].sum() == pytest.approx(order * (orders - people))
    counts = first.drop_duplicates(["customer", "date"])["customer"].value_counts()
    assert spent["after [002]"].sum() == pytest.approx(order * (counts > 1).sum())
    assert f"In total {later['amount'].sum():,.0f} dollars came" in said
    assert "(one average)" in said


def test_what_the_page_says_of_the_forecasts_is_so() -> None:
    names, _ = page_says()
    means, off, tenth = names["means"], names["off"].abs(), names["tenth"]
    happened = means["what happened"]
    # the total: one average is not far worse than the models, repeating the past is far out
    assert off["models"] < off["one average"] < off["models"] + 0.1 < off["same again"] / 5
    # good and bad customers: the models only are near at both ends
    for name in ("same again", "after [002]", "one average", "models"):
        ends = [means[name][group] / happened[group] for group in ("never", "4 and more")]
        assert all(0.8 < ratio < 1.25 for ratio in ends) == (name == "models"), name
    # whom to look after: nearly the same
    assert tenth["same again"] == pytest.approx(tenth["models"], abs=3)
    # one single customer: no better than saying nothing for everybody
    spent = names["spent"]
    missed = (spent["models"] - spent["what happened"]).abs().mean()
    assert missed > 0.95 * spent["what happened"].mean()


def test_what_the_page_says_of_contracts_is_so() -> None:
    """One constant retention misses two of five who are still there; sBG 0.7637, 1.2958."""
    names, _ = page_says()
    last = {name: line[7] for name, (line, *_) in names["lines"].items()}
    assert last["what happened"] == 241
    assert 1 - last["retention stays"] / 241 == pytest.approx(0.4, abs=0.05)
    assert last["sBG"] == pytest.approx(241, rel=0.06)
    model = names["contract"]
    assert (model.alpha, model.beta) == pytest.approx((0.7637, 1.2958), abs=2e-4)


def test_the_page_tells_the_sums_that_the_recipes_give() -> None:
    text = page_text()
    assert f"{recipes.revenue_less_acquisition(1000, 10, 1000):,.0f} or " in text
    assert f"{cases.discounted(EXAMPLE, less_acquisition=True):,.0f}." in text
    assert f"{recipes.one_repeat_order(100, 0.8):.0f} against " in text
    assert f"{recipes.repeat_orders_for_ever(100, 0.8):.0f}." in text
    rise = metrics.margin_multiple(0.95, 0.10) / metrics.margin_multiple(0.90, 0.10) - 1
    assert f"the value rises by {100 * rise:.0f} %" in text
    six, seven, nine, most = (metrics.margin_multiple(kept, 0.10) for kept in (0.6, 0.7, 0.9, 0.95))
    assert f"add {seven - six:.2f} margins" in text
    assert f"add {most - nine:.2f}." in text
    assert f"from 60 to 70 % by {100 * (seven / six - 1):.0f} %" in text
    assert f"100 / 1.10 / 1.10 = {100 / 1.1**2:.2f}" in text


def test_the_page_says_how_to_read_what_the_model_prints() -> None:
    model, text = cases.cdnow_model(), page_text()
    pace = model.r / model.alpha
    assert f"{pace:.3f} times a week (once in {1 / pace:.0f} weeks)" in text
    assert model.a / (model.a + model.b) == pytest.approx(0.25, abs=0.01)  # about a quarter
