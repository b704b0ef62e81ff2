"""What the questions of page 01 are asked about, held against the tables and the ledger."""

from __future__ import annotations

import random
import re

import pytest

from cem_workbook.data.company import Company
from cem_workbook.data.sectors import SECTORS
from cem_workbook.exercises.bank import centric_cases as cases
from cem_workbook.exercises.bank import find
from cem_workbook.exercises.marking import mark
from cem_workbook.frameworks.claims import ledger

COMPANIES = [Company(sector, seed) for sector in SECTORS for seed in (1, 31)]
each_company = pytest.mark.parametrize("company", COMPANIES, ids=repr)


def draws(count: int = 8):
    return [random.Random(seed) for seed in range(count)]


@each_company
def test_seven_sentences_of_both_camps_with_those_that_people_get_wrong(company: Company) -> None:
    met = set()
    for draw in draws(40):
        case = cases.two_camps(company, draw)
        assert len(set(case["labels"])) == 7
        hard = {cases.SAME_FOR_ALL, cases.SELL_MORE, cases.IMPROVE, cases.MAKE_GOOD}
        assert hard <= set(case["labels"])
        assert set(cases.sorted_camps(case).values()) == set(cases.CAMPS)
        for number, label in enumerate(case["labels"], 1):
            assert f"{number}. {cases.SENTENCES[label][1]}" in case["lines"]
        met |= set(case["labels"])
    assert met == set(cases.SENTENCES)


def test_labels_are_short_enough_for_a_card() -> None:
    for label in (*cases.SENTENCES, *cases.SPOTS):
        assert len(f"7 {label}") <= 28, label


@each_company
def test_what_a_branch_keeps_of_a_hundred(company: Company) -> None:
    for draw in draws():
        case = cases.a_margin(company, draw)
        table = company.purchases
        here = table[(table["branch"] == case["branch"]) & (table["date"].dt.year == case["year"])]
        kept = 100 * (1 - here["cost"].sum() / here["amount"].sum())
        assert case["kept"] == pytest.approx(kept)
        assert 5 < kept < 60


def test_every_spot_stands_once_and_each_error_is_met() -> None:
    case = cases.seven_spots(Company("bank", 1), random.Random(2))
    assert sorted(case["labels"]) == sorted(cases.SPOTS)
    assert set(cases.spotted()(case).values()) == set(cases.ERRORS)
    wrong = cases.spotted((cases.SHARES, cases.ITSELF))(case)
    off = [k for k, place in cases.spotted()(case).items() if wrong[k] != place]
    assert off == [k for k in wrong if cases.SHARES in k]


@each_company
def test_the_costs_of_a_year_hold_those_of_winning(company: Company) -> None:
    for draw in draws():
        case = cases.costs_of_a_year(company, draw)
        table, people = company.purchases, company.customers
        here = table[(table["branch"] == case["branch"]) & (table["date"].dt.year == case["year"])]
        new = people[
            (people["branch"] == case["branch"]) & (people["joined_on"].dt.year == case["year"])
        ]
        assert case["winning"] == pytest.approx(new["acquisition_cost"].sum(), abs=100)
        assert case["costs"] == pytest.approx(here["cost"].sum() + case["winning"], abs=51)


@each_company
def test_the_leaflet_counts_as_its_own_code_does(company: Company) -> None:
    for draw in draws():
        case = cases.leaflet(company, draw)
        out = re.findall(r'"([^"]+)"', case["out_code"])
        left = [c for c in ledger() if c.in_the_sources and c.name not in out]
        assert len(out) == cases.LEFT_OUT
        assert len(left) == case["all"] == 12
        numbers = [int(n) for n in re.findall(r"\d+", case["lines"])]
        assert sum(numbers) == 12
        assert sum(numbers[:3]) == case["named"] == sum(c.names_origin for c in left)
        assert numbers[0] == case["named_kept"] > 0


@each_company
def test_who_comes_back_by_hand(company: Company) -> None:
    for draw in draws():
        case = cases.come_back(company, draw)
        assert case["both"] + case["gone"] == case["before"]
        assert case["before"] + case["after"] - case["both"] == case["either"]
        table = company.purchases
        table = table[table["branch"] == case["branch"]]
        years = table["date"].dt.year.groupby(table["customer_id"]).agg(["min", "max"])
        assert (years["min"] == 2024).sum() == case["before"]
        assert ((years["min"] == 2024) & (years["max"] == 2025)).sum() == case["both"]


@each_company
def test_earning_back_counts_everybody_who_joined(company: Company) -> None:
    for draw in draws():
        case = cases.earn_back(company, draw)
        people = company.customers.set_index("customer_id")
        new = people[(people["branch"] == case["branch"]) & (people["joined_on"].dt.year == 2024)]
        assert case["joined"] == len(new)
        bought = company.purchases
        bought = bought[bought["date"].dt.year == 2025].set_index("customer_id")
        margin = (bought["amount"] - bought["cost"]).groupby(level=0).sum()
        assert case["margin"] == pytest.approx(margin.reindex(new.index).fillna(0).mean(), abs=0.01)
        assert 0 < case["margin"] < case["sales"]


@each_company
def test_the_answer_of_the_table_and_of_the_card_are_one(company: Company) -> None:
    """Amounts stand on the card with two decimals; the tables have more."""
    question = find("centric-7").pose(company)
    people, bought = company.customers, company.purchases
    case = question.case
    new = people[(people["branch"] == case["branch"]) & (people["joined_on"].dt.year == 2024)]
    theirs = bought[bought["customer_id"].isin(new["customer_id"])]
    theirs = theirs[theirs["date"].dt.year == 2025]
    months = 12 * new["acquisition_cost"].sum() / (theirs["amount"] - theirs["cost"]).sum()
    assert mark(question, months).is_right
    assert mark(question, f"{months:.1f}").is_right


def test_the_owners_numbers_leave_no_doubt() -> None:
    for draw in draws(60):
        case = cases.two_owners(Company("bank", 1), draw)
        assert case["bank_back"] >= 80 > 5 > case["road_back"] >= 1
        assert case["travellers"] > case["bank"]
