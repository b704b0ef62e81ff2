"""The cases of page 20: the questions hold for every company, and so does what the page says."""

from __future__ import annotations

import json
import random
from collections import Counter
from functools import cache

import pytest

from cem_workbook.course import NOTEBOOKS, PAGES
from cem_workbook.data.company import Company, demo
from cem_workbook.data.sectors import SECTORS
from cem_workbook.exercises.bank import capstone_cases as cases
from cem_workbook.exercises.bank import find
from cem_workbook.exercises.exercise import Case
from cem_workbook.exercises.marking import mark
from cem_workbook.plan.example import example_choices, example_entries
from cem_workbook.plan.gather import PUT_OFF, gather
from cem_workbook.plan.of_company import TOGETHER, worths
from cem_workbook.plan.says import MANY
from cem_workbook.plan.worth import GOOD, RUNS, USUAL, WAITING, Effect, Worth, worth
from cem_workbook.text import to_html

COMPANIES = [Company("bank", 31), Company("insurer", 3), Company("phone shop", 7), Company("restaurant", 11)]  # fmt: skip
DRAWS = range(40)


@cache
def page_text() -> str:
    file = NOTEBOOKS / "20_capstone.ipynb"
    cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
    return " ".join("\n".join("".join(c["source"]) for c in cells).split())


@cache
def example_worths() -> dict[str, Worth]:
    return worths(gather(example_entries(), chosen=example_choices()), demo())


def drawn(id: str) -> list[Case]:
    exercise = find(id)
    return [
        exercise.case(company, random.Random(f"{company.seed} {n}"))
        for company in COMPANIES
        for n in DRAWS
    ]


# --- what the page says of the example


def test_four_of_the_seven_are_complete_and_a_reader_finds_more() -> None:
    plan = gather(example_entries(), chosen=example_choices())
    assert (len(plan.complete), len(plan.actions)) == (4, 7)
    assert "Four of the seven" in page_text()
    train, limit = plan.actions[:2]
    assert train.measure and "trained" in train.measure and "newest clerk" in page_text()
    assert limit.owner and not limit.gaps and "new clerk" in limit.owner
    numbers = {action.id: n for n, action in enumerate(plan.actions, start=1)}
    assert (numbers["improve-r1"], numbers["control-r1"]) == (4, 2)
    assert not plan.at(PUT_OFF) and len(plan.missing) > 10


def test_two_of_its_four_sums_mostly_pay_back_and_all_together_is_worth_less() -> None:
    found = dict(example_worths())
    together = found.pop(TOGETHER)
    paid = {id: RUNS - each.works.short for id, each in found.items()}
    assert {id for id, runs in paid.items() if runs > RUNS / 2} == {"improve-r1", "listen-r1"}
    says = f"action 4 in {paid['improve-r1']} of 40, action 3 in {paid['listen-r1']}"
    assert len(found) == 4 and says in page_text()
    for id in ("control-r1", "standing-r1"):  # actions 2 and 5
        assert not paid[id] and found[id].works.crowns.high < 0
    assert together.works.crowns.middle < found["improve-r1"].works.crowns.middle


def test_the_worked_example_says_what_the_sum_gave() -> None:
    counter = example_worths()["improve-r1"]
    assert f"in {counter.works.short} of 40 years" in page_text()
    assert f"In {counter.half.short} of 40 runs" in page_text()
    assert counter.half.crowns.low < 0 < counter.half.crowns.high
    assert round(counter.works.crowns.low, -2) == 300
    assert round(counter.works.crowns.high, -2) == 2300
    ends = counter.fails.crowns
    assert (round(-ends.high, -2), round(-ends.low, -2)) == (900, 1300)
    more = worth(demo(), [Effect(WAITING, 0.1, 1)], hours=160, crowns=0)
    tried = f"fails to pay back in {more.works.short} of 40; with half of its effect, in {counter.half.short}"
    assert tried in page_text()
    assert "None of the 40 runs".lower() in page_text().replace("*", "").lower()


def test_settling_losses_at_once_pays_back_as_seldom_as_the_page_says() -> None:
    firms = [Company(sector, seed) for sector in SECTORS for seed in (3, 8)]
    paid = [0, 0]
    for firm in firms:
        for at, (opened, hours) in enumerate(((0.1, 20), (0.3, 0))):
            paid[at] += RUNS - worth(firm, [Effect(GOOD, opened, 1)], hours, 0).works.short
    runs = len(firms) * RUNS
    assert f"it paid back in **{paid[0]} of {runs}** runs" in page_text()
    assert f"in **{paid[1]} of {runs}**" in page_text()


def test_the_pages_with_one_box_are_those_that_the_page_names() -> None:
    boxes = [
        page.number
        for page in PAGES
        if page.bank and page.number and not find(f"{page.bank}-r1").answer.parts
    ]
    assert boxes == list(range(11, 18))
    assert "| 11 to 17 | some sentences in one box |" in page_text()
    assert MANY == 6 and "Six actions are many" in page_text()


# --- the questions


def test_four_measures_count_work_four_customers_and_three_nothing() -> None:
    counts = Counter(cases.MEASURES.values())
    assert counts == {cases.DONE: 4, cases.BECAME: 4, cases.NEVER_NO: 3}
    assert "Four count work. Four tell" in find("capstone-1").hints[2]


def test_five_people_have_five_names_and_only_one_may_act() -> None:
    for case in drawn("capstone-2"):
        names = {case[name] for name in ("clerk", "head", "writer", "director")}
        assert len(names) == 4 and case["limit"] < case["most"]


def test_three_guesses_have_chances_that_add_up_and_a_worth_that_is_right() -> None:
    for case in drawn("capstone-3"):
        chances = [case[f"chance_{name}"] for name in ("low", "likely", "high")]
        assert sum(chances) == 100 and case["low"] < 0 < case["likely"] < case["high"]
        kept = sum(p * case[n] for p, n in zip(chances, ("low", "likely", "high"), strict=True))
        left = kept / 100 * case["brings"] - case["hours"] * 15 - case["crowns"]
        assert cases.net()(case) == pytest.approx(left) and left > 0
        assert case["hour"] == USUAL.hour  # the same as in the view


def test_one_action_looks_fine_and_loses_on_average_and_one_wins() -> None:
    for case in drawn("capstone-4"):
        rows = cases.by_outcome(cases.right_row)(case).values()
        assert all(row[cases.WORKS] > 0 > row[cases.FAILS] for row in rows)
        assert min(r[cases.MEAN] for r in rows) < 0 < max(r[cases.MEAN] for r in rows)


def test_at_the_chance_that_breaks_even_nothing_is_won_or_lost() -> None:
    for case in drawn("capstone-5"):
        p = cases.breaks_even(case) / 100
        assert p * case["brings"] - case["hours"] * 15 - case["crowns"] == pytest.approx(0)
        assert 0.1 < p < 0.5


def test_the_first_two_are_owned_and_the_table_has_a_cell_for_each_column() -> None:
    for case in drawn("capstone-7"):
        lines = case["lines"].splitlines()
        owned = [n for n, line in enumerate(lines, start=1) if "agreed" in line]
        assert case["first"] == f"{owned[0]} and {owned[1]}"
        pairs = {case[name] for name in ("first", "largest", "cheapest", "same")}
        assert len(pairs) == 4
    html = to_html(find("capstone-7").pose(demo()).text(find("capstone-7").ask))
    assert html.count("<tr") == 6 and html.count("<td") == 30


def test_what_is_left_of_the_revenue_is_less_than_was_claimed() -> None:
    for case in drawn("capstone-6"):
        margin = case["kept"] * case["spend"] * case["margin"] / 100
        cost = int(case["cost"].replace(",", ""))
        assert int(case["left"].replace(",", "").replace("−", "-")) == round(margin - cost)
        claimed = int(case["claim"].replace(",", "").replace("−", "-"))
        assert claimed == case["kept"] * case["spend"] - cost > margin - cost


@pytest.mark.parametrize(
    ("id", "answer", "word"),
    [
        ("capstone-5", "3.1", "not what I get"),
        ("capstone-5", "274 %", "between 0 and 100"),
        ("capstone-3", "abc", ""),
        ("capstone-7", ("c", [1]), "2 reasons"),
        ("capstone-2", "f", "not one of"),
    ],
)
def test_other_wrong_answers_get_a_sentence(id: str, answer: object, word: str) -> None:
    result = mark(find(id).pose(demo()), answer)
    assert not result.is_right and word in str(result)
