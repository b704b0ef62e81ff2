"""The cases of page 02: they agree with the page, with a recount, and with what the page says."""

from __future__ import annotations

import json
import random
import re
from types import SimpleNamespace

import pandas as pd
import pytest

from cem_workbook.cases.windows import SORE_DAYS
from cem_workbook.course import NOTEBOOKS
from cem_workbook.data.company import Company, load
from cem_workbook.exercises.bank import crm_cases as cases
from cem_workbook.exercises.bank import exercises_of, find
from cem_workbook.exercises.marking import mark
from cem_workbook.frameworks import crm

COMPANIES = [Company("bank", 31), Company("insurer", 3), Company("phone shop", 7), Company("restaurant", 11)]  # fmt: skip
each_company = pytest.mark.parametrize("company", COMPANIES, ids=lambda c: c.sector)


def code_cells() -> list[str]:
    file = NOTEBOOKS / "02_crm_and_the_whole_customer.ipynb"
    every = json.loads(file.read_text(encoding="utf-8"))["cells"]
    return ["".join(c["source"]) for c in every if c["cell_type"] == "code"]


def page_names(company: Company) -> tuple[dict, list[str]]:
    """Run the cells that make the tables of the page; return what they made and printed."""
    said: list[str] = []
    cem = SimpleNamespace(load=lambda name: load(name, company))
    names: dict = {"cem": cem, "print": lambda *words: said.append(" ".join(map(str, words)))}
    for source in code_cells():
        if re.search(r"^(tables|paid|three|tickets, people|margin) ?=", source, re.M):
            exec(source, names)
    return names, said


# --- the page and its exercises count the same


@each_company
@pytest.mark.parametrize(
    ("which", "name"), [("crm-2", "my_shares"), ("crm-3", "my_margin"), ("crm-4", "my_clashes")]
)
def test_the_code_of_the_worked_solution_is_right_in_every_sector(
    company: Company, which: str, name: str
) -> None:
    question = find(which).pose(company)
    text = question.text(question.exercise.solution, result="")
    names, _ = page_names(company)
    exec(text.split("```python")[1].split("```")[0], names)
    assert mark(question, names[name]).is_right


@each_company
def test_what_the_page_shows_of_joining_is_so_in_every_sector(company: Company) -> None:
    names, said = page_names(company)
    assert "inner: 4 rows, 1 customer(s), margin 60 instead of 80" in said
    assert "left: 5 rows, 2 customer(s), margin 110 instead of 80" in said
    whole, paid = names["whole"], names["paid"]
    assert len(whole) == len(company.customers)
    assert whole["margin"].sum() == pytest.approx(paid["margin"].sum())
    assert whole["margin"].isna().any(), "somebody bought nothing, and is still there"
    assert any(line.startswith("1 know them well: ") for line in said)
    text = "\n".join(said)
    assert not re.search(r"nan|-\d+ % more", text)


# --- the cases


@each_company
def test_the_lines_are_the_tables(company: Company) -> None:
    for seed in range(8):
        case = cases.who_is_known(company, random.Random(seed))
        for name, table in (
            (cases.BOUGHT, company.purchases),
            (cases.COMPLAINED, company.tickets),
            ("asked", company.surveys),
        ):
            here = table[table["branch"] == case["branch"]]
            assert case["rows"][name] == len(here)
            assert case["people"][name] == len(set(here["customer_id"]))
        shares = {row: cells[cases.SHARE] for row, cells in cases.known(case).items()}
        assert 0 < shares[cases.COMPLAINED] < shares[cases.BOUGHT] <= 100
        assert shares[cases.ANSWERED] < 100 * case["people"]["asked"] / case["people"]["customers"]


@each_company
def test_a_join_multiplies_and_loses(company: Company) -> None:
    for seed in range(8):
        case = cases.three_joins(company, random.Random(seed))
        assert case["left_margin"] > 1.1 * case["plain_margin"], "money out of nothing"
        assert case["inner_people"] < 0.6 * case["plain_people"], "most customers are lost"
        assert case["left_people"] == case["plain_people"] <= case["all"]
        here = company.purchases[company.purchases["branch"] == case["branch"]]
        assert case["plain_margin"] == pytest.approx(
            (here["amount"] - here["cost"]).sum(), abs=0.51
        )


@each_company
def test_the_natural_slips_are_recognised(company: Company) -> None:
    """What somebody gets who divides a joined sum by the people or the rows of its own line."""
    question = find("crm-3").pose(company)
    case = question.case
    for top, bottom, name in (
        ("left_margin", "left_people", "join-multiplies"),
        ("left_margin", "all", "join-multiplies"),
        ("inner_margin", "all", "complainers-only"),
        ("plain_margin", "plain_rows", "average-of-the-rows"),
    ):
        assert mark(question, round(case[top] / case[bottom], 1)).misconception == name
    question = find("crm-2").pose(company)
    rows = question.case["rows"]
    shares = {row: cells[cases.SHARE] for row, cells in cases.known(question.case).items()}
    shares[cases.ANSWERED] = round(100 * rows[cases.ANSWERED] / rows["asked"], 1)
    assert mark(question, shares).misconception == "of-those-who-were-asked"


@each_company
def test_a_count_that_is_one_off_hears_nothing_of_decimals(company: Company) -> None:
    question = find("crm-4").pose(company)
    for near in (question.case["clashes"] - 1, question.case["clashes"] + 1):
        assert "decimals" not in mark(question, near).message


@each_company
def test_surveys_over_complaints_by_hand(company: Company) -> None:
    for seed in range(8):
        case = cases.surveys_over_complaints(company, random.Random(seed))
        sheet = re.findall(r"\| (\d+) \| (\S+) \| (\S+) \| (.+?) \| (.+?) \|", case["lines"])
        assert cases.FEWEST <= len(sheet) == case["lines_in_all"] <= cases.MOST
        clashing = set()
        for survey, sent, opened, closed, outcome in sheet:
            end = pd.Timestamp(closed) if closed != "not yet" else pd.Timestamp.max
            day = pd.Timestamp(sent)
            if pd.Timestamp(opened) <= day < end:
                clashing.add(survey)
            if outcome == "denied" and 0 <= (day - end).days < SORE_DAYS:
                clashing.add(survey)
            assert pd.Timestamp(case["from_day"]) <= day < pd.Timestamp(case["to_day"])
        assert len(clashing) == case["clashes"] > 0


@each_company
def test_no_clash_is_left_out_of_the_card(company: Company) -> None:
    """The card shows complaints near in time; the rule, on all of them, finds no other."""
    pairs = company.surveys.merge(company.tickets, on="customer_id", suffixes=("", "_ticket"))
    begun = pairs["opened_on"] <= pairs["asked_on"]
    over = pairs["closed_on"] <= pairs["asked_on"]
    days = (pairs["asked_on"] - pairs["closed_on"]).dt.days
    clash = (begun & ~over) | (over & (pairs["outcome"] == "denied") & (days < SORE_DAYS))
    near = cases.beside(company)
    found = near.loc[near["open"] | near["fresh"], "survey_id"]
    assert set(found) == set(pairs.loc[clash, "survey_id"])


@pytest.mark.parametrize("sector", ["bank", "insurer", "phone shop", "restaurant"])
def test_there_is_always_one_of_the_best_freshly_refused(sector: str) -> None:
    for seed in range(10):
        company = Company(sector, seed)
        case = cases.one_of_the_refused(company, random.Random(seed))
        margin = float(case["margin"].replace(",", ""))
        assert margin > 8 * float(case["call"]), "reason 2 must hold"
        assert case["bought"] > 0
        assert case["refused"] <= 20


@each_company
def test_a_discount_needs_more_sales_than_it_takes_off(company: Company) -> None:
    case = cases.aims(company, random.Random(1))
    kept = float(case["margin"])
    # after 10 % off, 100 crowns of list price bring 10 less: (kept - 10) * (1 + more) = kept
    more = float(case["more"]) / 100
    assert (kept - 10) * (1 + more) == pytest.approx(kept, rel=0.03)
    assert more > 0.1


# --- the lists of the sources


def test_the_lists_have_as_many_entries_as_the_sources() -> None:
    assert len(crm.outcomes()) == 5
    assert len(crm.GROUPS) == 3
    assert len(crm.abilities()) == 8
    assert sum(outcome.suspect for outcome in crm.outcomes()) == 1
    acts = crm.web_acts()
    for telling in (crm.PROSE, crm.LIST):
        assert {act.verb for act in acts if act.telling == telling} == set(crm.VERBS)
    asking = {act.verb for act in acts if act.means == crm.QUESTIONS}
    assert asking == {crm.IDENTIFY, crm.ANTICIPATE}, "the two tellings differ there (I-22)"


def test_every_place_is_used_and_labels_are_short_and_differ() -> None:
    for exercise in exercises_of("crm"):
        if "places" not in (case := exercise.pose(Company("restaurant", 4)).case):
            continue
        labels = list(case["places"])
        assert len(set(labels)) == len(labels)
        assert max(map(len, labels)) <= 28
        assert all(f"**{label}**" in case["lines"] for label in labels)
        assert set(case["places"].values()) == set(exercise.answer.bins), exercise.id


def test_a_mixture_that_no_idea_explains_gets_a_count() -> None:
    question = find("crm-6").pose(Company("bank", 2))
    wrong = dict.fromkeys(question.case["places"], crm.TICKETS)
    result = mark(question, wrong)
    assert result.misconception is None
    assert "2 of 8 are right" in result.message
