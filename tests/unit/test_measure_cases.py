"""The cases and sums of page 07: they agree with the tables, with the page, and with what the page says."""

from __future__ import annotations

import json
import random
from functools import cache
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from cem_workbook import metrics
from cem_workbook.course import NOTEBOOKS
from cem_workbook.data.company import Company, load
from cem_workbook.data.sectors import SECTORS
from cem_workbook.exercises.bank import find
from cem_workbook.exercises.bank import measure_cases as cases
from cem_workbook.exercises.bank import measure_sums as sums
from cem_workbook.exercises.marking import mark
from cem_workbook.frameworks.lessons import LESSONS

COMPANIES = [Company("bank", 31), Company("insurer", 3), Company("phone shop", 7), Company("restaurant", 11)]  # fmt: skip
each_company = pytest.mark.parametrize("company", COMPANIES, ids=lambda c: c.sector)
DRAWS = range(4)


def page_cells() -> list[dict]:
    file = NOTEBOOKS / "07_lesson_5_measure_what_matters.ipynb"
    return json.loads(file.read_text(encoding="utf-8"))["cells"]


@cache
def page_names(company: Company) -> dict:
    """Run the page's own sums for a company, and return what they made."""
    names: dict = {"cem": SimpleNamespace(load=lambda name: load(name, company), metrics=metrics)}
    for cell in page_cells():
        source = "".join(cell["source"])
        own = (
            "cem.explore",
            "cem.check",
            "cem.ask",
            "cem.reflect",
            "cem.progress",
            "cem.begin",
            "cem.terms",
        )
        if cell["cell_type"] == "code" and not any(call in source for call in own):
            exec(source, names)
    return names


# --- the page and its exercises


@each_company
@pytest.mark.parametrize(
    ("which", "name"),
    [("measure-3", "my_share"), ("measure-5", "my_signs"), ("measure-6", "my_difference")],
)
def test_the_code_of_the_worked_solution_is_right_in_every_sector(
    company: Company, which: str, name: str
) -> None:
    question = find(which).pose(company)
    text = question.text(question.exercise.solution, result="")
    names = dict(page_names(company))
    exec(text.split("```python")[1].split("```")[0], names)
    assert mark(question, names[name]).is_right


def test_the_page_names_every_passage_that_it_is_built_from() -> None:
    text = "".join("".join(cell["source"]) for cell in page_cells())
    lesson = next(each for each in LESSONS if each.number == 5)
    assert all(f"[{tag}]" in text for tag in lesson.carriers)
    assert f"sixteen passages" in text and len(lesson.carriers) == 16  # noqa: F541
    assert "title is the course's own" in text or "is the course's own title" in text


def test_the_worked_sum_of_the_page_is_right() -> None:
    text = "".join("".join(cell["source"]) for cell in page_cells())
    assert "90 × 60 ÷ 170 is about 32 minutes" in text and round(90 * 60 / 170) == 32


def test_newcomers_are_gone_hardly_more_often() -> None:
    """Over eight companies together, as the page says."""
    new, others = np.zeros(2), np.zeros(2)
    for company in (*COMPANIES, *(Company(sector, 1) for sector in SECTORS)):
        names = page_names(company)
        usual = names["seen"]["gone"].mean()  # silence is commoner than the end of a contract
        for total, mark_ in ((new, names["new"]), (others, ~names["new"])):
            gone = names["seen"].loc[mark_, "gone"]
            total += (gone.sum() / usual, len(gone))
    assert 0.8 < (new[0] / new[1]) / (others[0] / others[1]) < 1.3


@each_company
def test_the_difference_of_the_newcomers_is_that_of_the_two_shares(company: Company) -> None:
    names = page_names(company)
    luck, low, high = names["luck"], *names["luck"].interval
    gone = names["seen"].groupby(names["new"])["gone"].mean()
    assert luck.value == pytest.approx(100 * (gone[True] - gone[False]))
    assert low < luck.value < high


@each_company
def test_the_segment_that_buys_most_is_the_hardest_to_please(company: Company) -> None:
    segments = company.profile.segments
    most = max(segments, key=lambda each: each.spend * each.visits)
    assert most.warmth == min(each.warmth for each in segments)
    assert most.name == "business"


# --- the sums


@each_company
def test_of_whom_a_number_speaks_is_a_recount(company: Company) -> None:
    bought, surveys, tickets = company.purchases, company.surveys, company.tickets
    for seed in DRAWS:
        case = sums.speaks(company, random.Random(seed))
        inside = lambda dates, q=case["quarter_code"]: dates.dt.to_period("Q").astype(str) == q  # noqa: E731
        came = set(bought.loc[inside(bought["date"]), "customer_id"])
        assert case["came"] == len(came)
        answered = surveys[inside(surveys["asked_on"]) & surveys["answered"]]
        assert case["people"]["survey answers"] == len(came & set(answered["customer_id"]))
        opened = tickets[inside(tickets["opened_on"])]
        assert case["people"]["complaints"] == len(came & set(opened["customer_id"]))
        assert case["entries"]["complaints"] == opened["customer_id"].isin(came).sum()
        sheet = sums.spoken(case)
        shares = [sheet[name][sums.SHARE] for name in sums.SPEAK]
        assert shares == sorted(shares, reverse=True) and shares[0] > 90 and shares[1] < 35


@each_company
def test_signs_are_counted_as_on_the_page(company: Company) -> None:
    seen = page_names(company)["seen"]
    for seed in DRAWS:
        case = sums.signs(company, random.Random(seed))
        marks = {
            "long wait": seen["wait"] > case["minutes"],
            "complaint": seen["complaint"],
            "low answer": seen["lowest"] <= case["low"],
        }
        for name, here in marks.items():
            gone = seen["gone"]
            wanted = (here.sum(), (gone & here).sum(), (~here).sum(), (gone & ~here).sum())
            assert case["counts"][name] == tuple(map(int, wanted))


def test_signs_go_before_leaving_as_the_page_says() -> None:
    """Long waits and low answers do; complaints only where one sees customers leave."""
    ahead = {True: dict.fromkeys(sums.SIGNS, 0), False: dict.fromkeys(sums.SIGNS, 0)}
    for sector in SECTORS:
        for seed in range(3):
            company = Company(sector, seed)
            sheet = sums.gone_shares(sums.signs(company, random.Random(seed)))
            for name, row in sheet.items():
                ahead[company.profile.contract][name] += row[sums.WITH] > row[sums.WITHOUT]
    for kind in ahead.values():  # of six companies each
        assert kind["long wait"] == 6 and kind["low answer"] >= 5
    assert ahead[True]["complaint"] >= 4
    assert ahead[False]["complaint"] <= 3


@each_company
def test_like_with_like_is_a_weighted_mean_of_differences(company: Company) -> None:
    for seed in DRAWS:
        case = sums.like_with_like(company, random.Random(seed))
        years = [int(year) for year in case["years"].split(", ")]
        surveys = company.surveys.dropna(subset=["satisfaction"])
        surveys = surveys[surveys["asked_on"].dt.year.isin(years)]
        last = surveys.sort_values("survey_id").groupby("customer_id").last()
        bought = company.purchases[company.purchases["date"].dt.year.isin(years)]
        margin = (bought["amount"] - bought["cost"]).groupby(bought["customer_id"]).sum()
        frame = pd.DataFrame({"s": last["segment"], "a": last["satisfaction"], "m": margin})
        frame = frame.dropna()
        total, weight = 0.0, 0
        for _, rows in frame.groupby("s"):
            good = rows["a"] >= case["best"]
            total += len(rows) * (rows.loc[good, "m"].mean() - rows.loc[~good, "m"].mean())
            weight += len(rows)
        assert sums.fair(case) == pytest.approx(total / weight)
        good = frame["a"] >= case["best"]
        plain = frame.loc[good, "m"].mean() - frame.loc[~good, "m"].mean()
        assert sums.plain(case) == pytest.approx(plain)
        assert min(n for line in case["cells"].values() for n, _ in line) >= sums.FEWEST


def test_the_words_of_the_comparison_follow_its_numbers() -> None:
    less = {"cells": {"a": ((9, 10.0), (1, 5.0)), "b": ((1, 90.0), (9, 80.0))}}
    assert sums.plain(less) < 0 < sums.fair(less)
    assert "*less*" in sums.compared(less)
    much = {"cells": {"a": ((1, 10.0), (9, 5.0)), "b": ((9, 90.0), (1, 80.0))}}
    assert "too much" in sums.compared(much)


@each_company
def test_a_number_stops_telling_where_it_moves_alone(company: Company) -> None:
    for seed in DRAWS:
        case = cases.targets(company, random.Random(seed))
        assert len(case["items"]) == 6
        told = list(cases.telling(case).items())
        lines = [line.strip("| ").split(" | ") for line in case["lines"].splitlines()]
        for (text, place), (i, paid, number, reported, really) in zip(told, lines, strict=True):
            assert text == f"{i}. {number}"
            assert (reported == really) == (place == cases.TELLS_STILL), text
            assert reported.split(" → ")[0] == really.split(" → ")[0]
            owned = "they note" in paid or "they hand out" in paid
            own = number in ("minutes noted", "answers on the cards")
            assert (place == cases.STOPPED) == (owned and own)


def test_every_bin_is_met() -> None:
    assert set(cases.QUESTIONS.values()) == set(cases.NUMBERS)
    assert set(cases.WHEN.values()) == set(cases.TELLS)
    assert [list(cases.WHEN.values()).count(each) for each in cases.TELLS] == [4, 3, 3]
