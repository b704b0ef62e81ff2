"""The cases of page 06: they agree with the tables, with the page, and with what the page says."""

from __future__ import annotations

import json
import random
from types import SimpleNamespace

import pandas as pd
import pytest

from cem_workbook import metrics
from cem_workbook.cases.inbox_letters import hours_to_mend
from cem_workbook.course import NOTEBOOKS
from cem_workbook.data.company import Company, load
from cem_workbook.exercises.bank import find
from cem_workbook.exercises.bank import listen_cases as cases
from cem_workbook.exercises.draws import rounded
from cem_workbook.exercises.marking import mark
from cem_workbook.figures import COLOURS, figure, show

COMPANIES = [Company("bank", 31), Company("insurer", 3), Company("phone shop", 7), Company("restaurant", 11)]  # fmt: skip
each_company = pytest.mark.parametrize("company", COMPANIES, ids=lambda c: c.sector)
DRAWS = range(12)


def page_cells() -> list[dict]:
    file = NOTEBOOKS / "06_lesson_4_listen_and_close_the_loop.ipynb"
    return json.loads(file.read_text(encoding="utf-8"))["cells"]


def page_names(company: Company) -> dict:
    """Run the page's own sums for a company, and return what they made."""
    cem = SimpleNamespace(
        load=lambda name: load(name, company),
        metrics=metrics,
        figure=figure,
        show=show,
        COLOURS=COLOURS,
    )
    names: dict = {"cem": cem, "print": lambda *words: None}
    for cell in page_cells():
        source = "".join(cell["source"])
        own = ("explore", "ask", "check", "reflect", "progress", "begin", "terms")
        if cell["cell_type"] == "code" and not any(f"cem.{call}" in source for call in own):
            exec(source, names)
    return names


# --- the page and its exercises


@each_company
@pytest.mark.parametrize(
    ("which", "name"),
    [("listen-2", "my_silent"), ("listen-6", "my_days"), ("listen-7", "my_order")],
)
def test_the_code_of_the_worked_solution_is_right_in_every_sector(
    company: Company, which: str, name: str
) -> None:
    question = find(which).pose(company)
    text = question.text(question.exercise.solution, result="")
    names = page_names(company)
    exec(text.split("```python")[1].split("```")[0], names)
    assert mark(question, names[name]).is_right


@each_company
def test_what_the_page_says_of_ways_and_endings(company: Company) -> None:
    names = page_names(company)
    assert all(0 < share < 95 for share in names["shares"].values()), "no way hears everybody"
    felt = names["felt"]
    leaving = felt["leaving_chance"]
    assert leaving["denied"] > leaving["explained"] > leaving["made good"]
    assert leaving["denied"] > leaving["trouble, nothing said"]
    assert felt["satisfaction_felt"]["denied"] < felt["satisfaction_felt"]["made good"]


def test_over_many_companies_the_endings_come_back_alike() -> None:
    """What one company's table shows is mostly luck, as the page says."""
    counts: dict[str, float] = {}
    back: dict[str, float] = {}
    for sector in ("bank", "insurer", "phone shop", "restaurant"):
        for seed in (1, 2, 3, 4, 5, 31):
            for name, row in page_names(Company(sector, seed))["repeat"].iterrows():
                counts[name] = counts.get(name, 0) + row["size"]
                back[name] = back.get(name, 0) + row["size"] * row["mean"]
    shares = {name: back[name] / counts[name] for name in cases.GROUPS}
    assert min(shares.values()) > 8
    assert max(shares.values()) - min(shares.values()) < 2.5, shares


@each_company
def test_half_complain_in_a_year_and_four_troubles_in_ten_are_told(company: Company) -> None:
    names = page_names(company)
    assert 45 < names["shares"]["complained"] < 60
    told = (names["tickets"]["opened_on"] >= "2025-01-01").sum()
    assert 0.38 < told / names["in_trouble"]["troubles"].sum() < 0.47


@each_company
def test_nobody_who_spoke_stands_among_those_who_said_nothing(company: Company) -> None:
    names = page_names(company)
    months = names["months"]
    spoke = company.tickets.assign(month=company.tickets["opened_on"].dt.to_period("M"))
    spoke = set(zip(spoke["customer_id"], spoke["month"], strict=True))
    quiet = months[months["ending"].isin(["trouble, nothing said", "no trouble"])]
    assert not spoke & set(zip(quiet["customer_id"], quiet["month"].dt.to_period("M"), strict=True))
    assert set(months["ending"]) >= {*cases.GROUPS, "not closed that month"}


def test_the_worked_examples_of_the_page_are_right() -> None:
    text = "".join("".join(c["source"]) for c in page_cells())
    assert "12 × 10 ÷ 30 = **4**" in text and 12 * 10 / 30 == 4
    assert "3 × 30 ÷ 5 = **18**" in text and 3 * 30 / 5 == 18


# --- the things to sort


def test_the_chain_has_every_place_once() -> None:
    assert sorted(cases.CHAIN.values()) == sorted(cases.PLACES)


def test_every_end_and_technique_is_met() -> None:
    assert set(cases.REPLIES.values()) == set(cases.ENDS)
    assert set(cases.LETTERS.values()) == set(cases.TECHNIQUES)
    numbers = [int(letter.split()[0]) for letter in cases.LETTERS]
    assert numbers == list(range(1, 11)), "the page speaks of the letters by number"


# --- the sums


@each_company
def test_endings_are_a_recount_of_the_tickets(company: Company) -> None:
    for seed in DRAWS:
        case = cases.endings(company, random.Random(seed))
        rows = [
            ticket
            for ticket in company.tickets.to_dict("records")
            if ticket["branch"] == case["branch"] and str(ticket["opened_on"].year) in case["years"]
        ]
        for name in (*cases.GROUPS, "open"):
            assert case["counts"][name] == sum(t["outcome"] == name for t in rows)
        sheet = cases.by_ending(case)
        closed = [t["days"] for t in rows if t["outcome"] != "open"]
        assert sheet[cases.CLOSED][cases.DAYS] == pytest.approx(sum(closed) / len(closed))
        assert f"| {case['counts']['open']} | – |" in case["lines"]


def test_open_complaints_only_matter_where_there_are_some() -> None:
    counts = {"made good": 4, "explained": 2, "denied": 2}
    days = {"made good": 20, "explained": 8, "denied": 12}
    none = {"counts": counts | {"open": 0}, "days": days}
    two = {"counts": counts | {"open": 2}, "days": days}
    assert cases.with_the_open(none) is None
    wrong = cases.with_the_open(two)
    assert wrong is not None
    assert wrong[cases.CLOSED][cases.DAYS] == pytest.approx(40 / 10)
    assert cases.by_ending(two)[cases.CLOSED][cases.DAYS] == pytest.approx(40 / 8)
    assert cases.plain_average(two)[cases.CLOSED][cases.DAYS] == pytest.approx((5 + 4 + 6) / 3)


def test_a_wrong_share_near_the_right_one_names_no_wrong_idea() -> None:
    """62 % is 61.8 % rounded, and no comparison with the silent."""
    near = {"trouble": 34, "spoke": 13, "tickets": 15, "came": 155}
    assert abs(cases.against_the_silent(near) - cases.silent_share()(near)) < 1
    assert cases.far_from_right(cases.against_the_silent)(near) is None
    assert cases.whole_share(near) == 62
    far = near | {"spoke": 8, "tickets": 8}
    assert cases.far_from_right(cases.against_the_silent)(far) == pytest.approx(100 * 8 / 26)
    assert cases.far_from_right(cases.silent_share("tickets"))(far) is None, "nobody wrote twice"
    loud = near | {"spoke": 30}
    assert cases.far_from_right(cases.against_the_silent)(loud) is None, "no share is above 100 %"
    even = near | {"trouble": 40, "spoke": 20}
    assert cases.whole_share(even) is None


def test_the_four_numbers_of_days_are_told_apart_as_the_card_asks() -> None:
    """With one decimal, the open ones and the plain average would pass in the demo company."""
    case = find("listen-6").pose(COMPANIES[0]).case
    right = cases.by_ending(case)
    for wrong in (cases.with_the_open(case), cases.plain_average(case)):
        assert wrong is None or round(wrong[cases.CLOSED][cases.DAYS], 2) != round(
            right[cases.CLOSED][cases.DAYS], 2
        )
    one = rounded(cases.by_ending, 1)(case)
    assert mark(find("listen-6").pose(COMPANIES[0]), one).status == "close"
    two = rounded(cases.by_ending, 2)(case)
    assert mark(find("listen-6").pose(COMPANIES[0]), two).is_right


def test_places_are_the_order_of_the_scores() -> None:
    topics = {"a": (10, 2.0, 4), "b": (1, 30.0, 3), "c": (4, 4.0, 8)}
    order = cases.places({"topics": topics})
    assert {name: row[cases.SCORE] for name, row in order.items()} == {"b": 1, "a": 2, "c": 3}


@each_company
def test_the_silent_are_counted_as_people(company: Company) -> None:
    truth = company.truth.merge(company.customers[["customer_id", "branch"]])
    for seed in DRAWS:
        case = cases.silent(company, random.Random(seed))
        inside = truth["month"].dt.to_period("Q").astype(str) == case["quarter_code"]
        there = truth[inside & (truth["branch"] == case["branch"])]
        trouble = set(there.loc[there["troubles"] > 0, "customer_id"])
        when = company.tickets["opened_on"].dt.to_period("Q").astype(str) == case["quarter_code"]
        spoke = company.tickets[when & (company.tickets["branch"] == case["branch"])]
        assert set(spoke["customer_id"]) <= trouble, "nobody complains without a trouble"
        silent = trouble - set(spoke["customer_id"])
        assert cases.silent_share()(case) == pytest.approx(100 * len(silent) / len(trouble))
        assert case["spoke"] <= case["tickets"] and case["trouble"] <= case["came"]


@each_company
def test_most_people_in_trouble_say_nothing(company: Company) -> None:
    every = [cases.silent(company, random.Random(seed)) for seed in range(40)]
    assert sum(map(cases.silent_share(), every)) / len(every) > 50


@each_company
def test_causes_agree_with_the_tickets_and_with_the_inbox(company: Company) -> None:
    hours = hours_to_mend(company)
    for seed in DRAWS:
        case = cases.causes(company, random.Random(seed))
        when = company.tickets["opened_on"].dt.to_period("Q").astype(str) == case["quarter_code"]
        losses = company.tickets[when].groupby("topic")["loss"].sum()
        right = cases.scored(lambda n, pain, effort: n * pain / effort)(case)
        assert list(right) == [topic.name for topic in company.profile.topics]
        for name, row in right.items():
            wanted = losses.get(name, 0.0) / hours[name]
            assert row[cases.SCORE] == pytest.approx(wanted)
            n, pain, effort = case["topics"][name]
            shown = n * round(pain, 2) / effort
            assert shown == pytest.approx(wanted, abs=0.09), "the card's figures are enough"
        assert case["first"] == max(right, key=lambda name: right[name][cases.SCORE])
        assert (case["frequent"] in case["compared"]) == (case["first"] != case["frequent"])


def test_the_most_frequent_cause_is_often_not_the_first() -> None:
    other = [
        case["first"] != case["frequent"]
        for company in COMPANIES
        for case in (cases.causes(company, random.Random(seed)) for seed in range(20))
    ]
    assert sum(other) / len(other) > 0.2


@each_company
def test_authority_helps_in_every_company(company: Company) -> None:
    case = cases.limits(company, random.Random(1))
    assert case["inside"] > case["outside"] + 10
    assert 50 < case["covered"] < 100
    closed = company.tickets[company.tickets["outcome"] != "open"]
    assert case["covered"] == pytest.approx(100 * (closed["loss"] <= case["limit"]).mean())
    with_staff = closed.merge(company.staff)
    alone = with_staff[with_staff["loss"] <= with_staff["authority"]]
    assert case["inside"] == pytest.approx(100 * (alone["outcome"] == "made good").mean())


def test_quarters_cover_the_two_years() -> None:
    assert [str(q) for q in cases.QUARTERS] == [f"{y}Q{q}" for y in (2024, 2025) for q in range(1, 5)]  # fmt: skip
    assert isinstance(cases.QUARTERS[0], pd.Period)
