"""The cases of page 17: they agree with the page, with a recount, and with what the page says."""

from __future__ import annotations

import json
import random
import re
from itertools import pairwise
from types import SimpleNamespace

import pandas as pd
import pytest

from cem_workbook import metrics
from cem_workbook.course import NOTEBOOKS
from cem_workbook.data.company import Company, load
from cem_workbook.exercises.bank import find
from cem_workbook.exercises.bank import segments_cases as cases
from cem_workbook.exercises.bank import segments_rhythm as rhythm
from cem_workbook.exercises.marking import mark
from cem_workbook.explorers.customer_segments import customers_of, divide
from cem_workbook.metrics.rfm_table import rfm

COMPANIES = [Company("bank", 31), Company("insurer", 3), Company("phone shop", 7), Company("restaurant", 11)]  # fmt: skip
each_company = pytest.mark.parametrize("company", COMPANIES, ids=lambda c: c.sector)


def code_cells() -> list[str]:
    file = NOTEBOOKS / "17_value_segments.ipynb"
    every = json.loads(file.read_text(encoding="utf-8"))["cells"]
    return ["".join(c["source"]) for c in every if c["cell_type"] == "code"]


def page_names(company: Company) -> dict:
    """Run the cells that make the tables of the page, and return what they made."""
    cem = SimpleNamespace(load=lambda name: load(name, company), metrics=metrics)
    names: dict = {"cem": cem, "print": lambda *words: None}
    for source in code_cells():
        if "cem.metrics.rfm(" in source or 'people["best"] =' in source:
            exec(source, names)
    return names


# --- the page and its exercises count the same


@each_company
def test_the_page_counts_as_its_exercises_do(company: Company) -> None:
    names = page_names(company)
    pd.testing.assert_frame_equal(names["people"], cases.people(company), check_like=True)
    pd.testing.assert_frame_equal(names["purchases"], cases.bought(company))


@each_company
@pytest.mark.parametrize(
    ("which", "name"),
    [
        ("segments-3", "my_overlap"),
        ("segments-5", "fifth_of_margin"),
        ("segments-6", "my_segments"),
    ],
)
def test_the_code_of_the_worked_solution_is_right_in_every_sector(
    company: Company, which: str, name: str
) -> None:
    question = find(which).pose(company)
    text = question.text(question.exercise.solution, result="")
    names = page_names(company)
    exec(text.split("```python")[1].split("```")[0], names)
    assert mark(question, names[name]).is_right


def test_the_worked_example_of_the_page_is_right() -> None:
    days = ["2025-10-01", "2025-10-11", "2025-10-11", "2025-10-31"]
    frame = pd.DataFrame({"customer_id": 1, "date": pd.to_datetime(days)})
    row = rfm(frame, until=cases.TODAY).iloc[0]
    assert row["T"] - row["recency"] == 61
    assert row["frequency"] + 1 == 3
    assert row["recency"] / row["frequency"] == 15
    assert 61 // 15 == 4


# --- what the page says is so in every sector


@each_company
def test_what_the_page_says_of_people_and_money(company: Company) -> None:
    frame = cases.people(company)
    best = frame["best"]
    assert abs(best.mean() - 0.2) < 0.001
    assert frame.loc[best, "total"].min() > frame.loc[~best, "total"].max()
    assert frame.loc[best, "total"].sum() / frame["total"].sum() > 0.6, "a few bring most"
    assert 0.3 < frame.loc[best, "loyal"].mean() < 0.8, "best and loyal are two lists"
    assert 0.2 < frame.loc[frame["loyal"], "best"].mean() < 0.8


@each_company
def test_the_frequent_and_silent_have_mostly_left_already(company: Company) -> None:
    _, silent, rare, _ = divide(customers_of(company), [90], [12])
    assert silent.share_at_stake < silent.share_of_margin, "less to lose than it was worth"
    assert rare.at_stake > silent.at_stake


@each_company
def test_the_own_rhythm_gives_fewer_false_alarms_and_misses_more(company: Company) -> None:
    frame = cases.people(company)
    regular = frame[frame["days"] >= 5]
    late = regular["silence"] > 3 * regular["recency"] / regular["frequency"]
    there = company.truth.groupby("customer_id")["active"].last()
    there = regular["customer_id"].map(there)
    window = regular["silence"] >= 90
    assert (late & there).sum() < (window & there).sum()
    assert (~late & ~there).sum() > (~window & ~there).sum()


# --- the cases


@each_company
def test_one_customer_is_a_recount_of_their_days(company: Company) -> None:
    for seed in range(12):
        case = rhythm.one_customer(company, random.Random(seed))
        listed = re.findall(r"day (\d+), (\d+ \w+ \d+)(?:: (\d+) purchases)?", case["lines"])
        days = [int(number) for number, _, _ in listed]
        dates = [pd.to_datetime(words, format="%d %B %Y") for _, words, _ in listed]
        first = pd.Timestamp(cases.SINCE)
        assert [(date - first).days + 1 for date in dates] == days == sorted(set(days))
        assert case["silence"] == case["today"] - days[-1]
        assert case["days"] == len(days)
        assert case["receipts"] == sum(int(count or 1) for _, _, count in listed) == len(days) + 1
        gaps = [later - earlier for earlier, later in pairwise(days)]
        usual = rhythm.of_customer(case)["usual gap"][rhythm.DAYS]
        assert usual == pytest.approx(sum(gaps) / len(gaps))


@each_company
def test_the_dossiers_show_each_reason_and_agree_with_the_tables(company: Company) -> None:
    frame = cases.people(company).set_index("customer_id")
    for seed in range(8):
        case = cases.dossiers(company, random.Random(seed))
        places = cases.sorted_by(cases.by_the_rule)(case)
        assert len(places) == 6
        assert set(places.values()) == set(cases.BINS)
        sheet = re.findall(r"customer (\d+) \| (\d+) \| (\d+) \| (\d+) \| ([\d,]+)", case["lines"])
        for cells, place in zip(sheet, places.values(), strict=True):
            who, joined, days, silence, margin = (int(n.replace(",", "")) for n in cells)
            assert places[f"customer {who}"] == place
            row = frame.loc[who]
            assert (joined, days, silence) == (row["joined_on"].year, row["days"], row["silence"])
            # the figures on the card, as they are rounded, lead to the same place
            best = margin >= int(case["line"].replace(",", ""))
            loyal = joined < 2024 and days >= 12 and silence < 90
            assert (best, loyal) == (row["best"], row["loyal"])
            wanted = {(1, 1): cases.BOTH, (1, 0): cases.BEST, (0, 1): cases.LOYAL}
            assert place == wanted.get((best, loyal), cases.NEITHER)


@each_company
def test_the_four_counts_of_two_lists_are_everybody_in_the_branch(company: Company) -> None:
    frame = cases.people(company)
    for seed in range(6):
        case = cases.two_lists(company, random.Random(seed))
        parts = [case[key] for key in ("both", "best_only", "loyal_only", "neither")]
        assert sum(parts) == case["everybody"] == (frame["branch"] == case["branch"]).sum()
        assert case["either"] == case["everybody"] - case["neither"]
        assert case["both"] and case["best_only"] and case["loyal_only"]


@each_company
def test_the_top_fifth_is_a_fifth_and_brings_the_most(company: Company) -> None:
    for seed in range(8):
        case = cases.top_fifth(company, random.Random(seed))
        assert case["fifth"] == case["everybody"] // 5
        assert case["margin_of_fifth"] / case["margin_of_all"] > 0.5
        assert f"{case['margin_of_fifth']:,}" in case["lines"]


@each_company
def test_four_segments_by_hand(company: Company) -> None:
    frame = cases.people(company)
    for seed in range(6):
        case = cases.four_segments(company, random.Random(seed))
        here = frame[frame["branch"] == case["branch"]]
        silent, often = here["silence"] >= case["silence"], here["days"] >= case["days"]
        by_hand = dict(
            zip(cases.NAMES, (~often & ~silent, often & ~silent, ~often & silent, often & silent), strict=True)
        )  # fmt: skip
        for name, rows in by_hand.items():
            many, margin = case["counts"][name]
            assert many == rows.sum()
            assert margin == pytest.approx(here.loc[rows, "total"].sum(), abs=0.51)
        shares = cases.shares_of(case)
        for column in (cases.CUSTOMERS, cases.MARGIN):
            assert sum(row[column] for row in shares.values()) == pytest.approx(100)


@each_company
def test_only_one_call_is_worth_making(company: Company) -> None:
    for seed in range(60):
        case = rhythm.whom_to_call(company, random.Random(seed))
        gap, silent, worth = (
            {k: float(str(case[f"{what}_{k}"]).replace(",", "")) for k in "abcd"}
            for what in ("gap", "silent", "worth")
        )
        late = {k: silent[k] / gap[k] for k in "abcd"}
        assert max(worth, key=worth.get) == "a"
        assert late["a"] < 1
        assert max(silent, key=silent.get) == "b"
        assert late["b"] < 1.5
        assert max(late, key=late.get) == "d"
        assert worth["d"] < case["call"]
        assert late["c"] > 3
        assert worth["c"] > 5 * case["call"]


# --- mistakes that people make, by the cell


@each_company
def test_a_rounded_share_is_not_blamed_on_the_revenue_alone(company: Company) -> None:
    """Where revenue and margin give nearly the same share, nobody can tell which was taken."""
    question = find("segments-5").pose(company)
    of_revenue = cases.share("amount_of_fifth", "amount_of_all")(question.case)
    near = abs(of_revenue - round(question.expected)) < 0.11
    result = mark(question, of_revenue)
    if result.misconception == "revenue-instead-of-margin":
        assert near == ("rounding" in result.message)


@each_company
def test_whoever_puts_nobody_on_both_lists_is_told_so(company: Company) -> None:
    question = find("segments-2").pose(company)
    for first in (cases.BEST, cases.LOYAL):
        result = mark(question, cases.in_one_list_only(first)(question.case))
        assert result.misconception == "one-list-each"


@each_company
def test_one_part_of_the_rule_left_out_is_named(company: Company) -> None:
    question = find("segments-2").pose(company)
    for left_out, name in [
        ("old", "year-forgotten"),
        ("often", "days-forgotten"),
        ("lately", "silence-forgotten"),
    ]:
        kept = [part for part in ("old", "often", "lately") if part != left_out]
        answer = cases.sorted_by(lambda who, kept=kept: all(who[part] for part in kept))
        assert mark(question, answer(question.case)).misconception == name


@each_company
def test_one_column_twice_is_not_called_an_exchange(company: Company) -> None:
    question = find("segments-6").pose(company)
    for column in (cases.CUSTOMERS, cases.MARGIN):
        answer = cases.one_column_twice(column)(question.case)
        assert mark(question, answer).misconception == "one-column-twice"
    assert (
        mark(question, cases.exchanged(question.case)).misconception == "segment-shares-exchanged"
    )


@each_company
def test_code_that_forgets_the_years_or_the_branch_is_told_so(company: Company) -> None:
    question = find("segments-5").pose(company)
    case, purchases = question.case, cases.bought(company)
    here = purchases["branch"] == case["branch"]
    when = purchases["date"].dt.year.astype(str).isin(case["years"].split(", "))
    for key, rows in [("share_of_both_years", here), ("share_of_firm", when)]:
        margins = purchases[rows].groupby("customer_id")["margin"].sum().nlargest(10**6)
        by_hand = 100 * margins[: len(margins) // 5].sum() / margins.sum()
        assert case[key] == pytest.approx(by_hand)
        if cases.share_of_too_many(key)(case) is not None:
            assert mark(question, by_hand).misconception == "other-branches-or-years"
