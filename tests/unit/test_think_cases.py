"""What page 04 asks about, checked against the table of calls and the learner's own tables."""

from __future__ import annotations

import random

import numpy as np
import pytest

from cem_workbook.cases.voices import VOICES
from cem_workbook.data import SECTORS, Company, demo
from cem_workbook.data.sectors import SECTORS as PROFILES
from cem_workbook.data.shipped import load_shipped
from cem_workbook.exercises.bank import find
from cem_workbook.exercises.bank import think_cases as cases
from cem_workbook.metrics import cohens_kappa

COMPANIES = [Company(SECTOR, seed) for SECTOR in SECTORS for seed in range(6)]


def case_of(exercise: str, company: Company):
    return find(exercise).pose(company).case


# -- the calls ---------------------------------------------------------------------------------


def test_the_calls_are_coded_with_the_codes_there_are() -> None:
    calls = load_shipped("calls")
    assert calls["call"].tolist() == list(range(1, 17))
    assert (calls["firm"].value_counts() == 4).all()
    for voice, codes in VOICES.items():
        known = {code.name for code in codes}
        for column in (voice, f"{voice}_mina", f"{voice}_ivan"):
            assert set(calls[column]) <= known, column
        assert set(calls[voice]) == known, "the course uses every code"
        other = calls[f"{voice}_too"].dropna()
        assert set(other) <= known
        assert (other != calls.loc[other.index, voice]).all()
    complete = calls.drop(columns=["customer_too", "employee_too"])
    assert not complete.isna().any(axis=None)


def test_a_call_is_filed_as_the_firm_files_its_complaints_and_says_what_happens() -> None:
    calls = load_shipped("calls")
    for _, call in calls.iterrows():
        profile = PROFILES[call["firm"]]
        assert call["topic"] in {topic.name for topic in profile.topics}
        speakers = [line.split(": ")[0] for line in call["text"].split("\n")]
        assert speakers[::2] == ["Caller"] * len(speakers[::2])
        assert {s.lower() for s in speakers[1::2]} == {profile.helper}
        assert "[0" in call["moment"], "the source that names such a moment"
        for voice in VOICES:
            also = call[f"{voice}_too"]
            if isinstance(also, str):
                assert f"“{also}”" in call["because"], f"call {call['call']} argues for {also}"


def test_what_the_page_says_of_the_calls() -> None:
    calls = load_shipped("calls")
    assert (calls.groupby("topic")["firm"].nunique() == 1).all()
    assert (calls.groupby("employee")["firm"].nunique() >= 2).all()
    agreement = {
        voice: np.mean(
            [
                cohens_kappa(calls[voice], calls[f"{voice}_mina"]).value,
                cohens_kappa(calls[voice], calls[f"{voice}_ivan"]).value,
                cohens_kappa(calls[f"{voice}_mina"], calls[f"{voice}_ivan"]).value,
            ]
        )
        for voice in VOICES
    }
    assert agreement["employee"] > agreement["customer"]
    nothing = calls.loc[calls["employee"] == "nothing", "call"]
    assert nothing.tolist() == [3, 9, 13], "the page speaks of the third, and of two that go well"


# -- the cases ---------------------------------------------------------------------------------


@pytest.mark.parametrize("company", COMPANIES, ids=repr)
def test_five_calls_have_four_codes_and_none_to_argue_about(company: Company) -> None:
    case = case_of("think-1", company)
    calls = load_shipped("calls").set_index("call")
    assert len(case["codes"]) == 5 and len(set(case["codes"].values())) == 4
    for label, code in case["codes"].items():
        row = calls.loc[int(label.split()[1])]
        assert row["employee"] == code and not isinstance(row["employee_too"], str)
        assert row["text"].split(": ")[1].split("\n")[0][:20] in case["talk"]


def test_chance_is_what_shuffling_gives() -> None:
    case = case_of("think-2", demo())
    calls = load_shipped("calls")
    one = (calls[case["column_one"]] == case["code"]).to_numpy()
    other = (calls[case["column_other"]] == case["code"]).to_numpy()
    assert (one.sum(), other.sum()) == (case["yes_one"], case["yes_other"])
    assert (one == other).sum() == case["alike"]
    rng = np.random.default_rng(1)
    alike = [100 * (one == rng.permutation(other)).mean() for _ in range(4000)]
    assert np.mean(alike) == pytest.approx(cases.by_chance(case), abs=1)


@pytest.mark.parametrize("company", COMPANIES, ids=repr)
def test_kappa_of_the_printed_numbers_is_right_within_the_tolerance(company: Company) -> None:
    """Whoever works with the rounded per cents on the card must not be marked wrong."""
    exercise = find("think-3")
    case = case_of("think-3", company)
    observed, chance = float(case["in_per_cent"]), float(case["chance"])
    by_hand = (observed - chance) / (100 - chance)
    assert abs(by_hand - cases.kappa(case)) <= exercise.answer.tolerance
    assert case["low"] <= cases.kappa(case) <= case["high"]


@pytest.mark.parametrize("company", COMPANIES[::3], ids=repr)
def test_the_table_of_complaints_adds_up(company: Company) -> None:
    case = case_of("think-4", company)
    columns = list(zip(*case["table"].values(), strict=True))
    assert [sum(column) for column in columns] == [case["closed"], case["left"], case["beyond"]]
    tickets = company.tickets
    here = tickets[tickets["branch"] == case["branch"]]
    assert case["closed"] == (here["outcome"] != "open").sum()
    assert case["left"] == here["outcome"].isin(["explained", "denied"]).sum()


@pytest.mark.parametrize("sector", SECTORS)
def test_the_lesson_of_the_complaints_holds_in_every_firm(sector: str) -> None:
    """Much of what is not made good is beyond authority, under nearly every topic."""
    for seed in range(8):
        company = Company(sector, seed)
        closed = company.tickets.merge(company.staff[["staff_id", "authority"]], on="staff_id")
        closed = closed[closed["outcome"] != "open"]
        beyond = closed["loss"] > closed["authority"]
        good = closed["outcome"] == "made good"
        assert good[~beyond].mean() > 2 * good[beyond].mean() - 0.1
        shares = beyond[~good].groupby(closed["topic"][~good]).mean()
        assert (shares > 0.35).sum() >= len(shares) - 1


def test_a_month_has_hours_for_everybody() -> None:
    for seed in range(20):
        case = cases.rota(Company("bank", seed), random.Random(seed))
        assert case["hours"] == 8 * case["executives"]
