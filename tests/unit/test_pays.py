"""Whether it pays here: the people, the accounts, and what the lesson claims over many seeds."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cem_workbook.cases.pays import (
    AS_MUCH_AS_POSSIBLE,
    BANK,
    INSURER,
    ROADSIDE,
    accounts,
    by_the_factors,
    newcomers,
    pays,
    place_of,
)
from cem_workbook.cases.visitors import (
    FIFTH,
    JOINERS,
    MONTHS,
    NOTHING,
    NUMBERS,
    PASSERS,
    STARTERS,
    STAYS,
    YEARS,
    Care,
    Place,
    draw_luck,
)
from cem_workbook.cases.visitors_years import live_on, live_on_under
from cem_workbook.data.company import Company
from cem_workbook.data.model import DEFAULT
from cem_workbook.data.sectors import SECTORS
from tests.firms import firm_of

SEEDS = 100
MENDING = 4.0  # crowns for each thing that went wrong
PLACES = {
    "roadside": (("restaurant",), lambda company: ROADSIDE),
    "where people return": (
        ("bank", "insurer"),
        lambda company: BANK if company.sector == "bank" else INSURER,
    ),
    "own": (tuple(SECTORS), place_of),
}


def firm(sector: str = "bank", seed: int = 3):
    return firm_of(sector, seed)


@cache
def luck(sector: str = "bank", seed: int = 3):
    return draw_luck(firm(sector, seed))


def reckon(place: Place, care: Care, sector: str = "bank", **more):
    return pays(firm(sector), place, care, luck(sector), **more)


# -- what the lesson claims ------------------------------------------------------------------


@pytest.mark.parametrize("name", PLACES)
def test_care_by_the_factors_beats_as_much_as_possible_and_is_beaten_by_mending(name: str) -> None:
    sectors, place_for = PLACES[name]
    naive_fails = naive_loses = mending_wins = mending_pays = 0
    for seed in range(SEEDS):
        sector = sectors[seed % len(sectors)]
        company, here = Company(sector, seed), firm(sector, seed)
        if name == "own":  # both tables at once: the two years are lived but once
            _ = company._customers, company._purchases
        place = place_for(company)
        plan = by_the_factors(place)
        plans = (AS_MUCH_AS_POSSIBLE, plan, replace(plan, mending=MENDING))
        each = list(dict.fromkeys((NOTHING, *plans)))  # where the plan is nothing, live it once
        runs = dict(zip(each, live_on_under(here, place, each, draw_luck(here)), strict=True))
        most, chosen, mended = (
            accounts(place, care, runs[NOTHING], runs[care]).net for care in plans
        )
        naive_fails += most < 0
        naive_loses += most < chosen
        mending_wins += mended > chosen
        mending_pays += mended > 0
    assert naive_fails >= 90
    assert naive_loses >= 90
    assert mending_wins >= 90
    assert mending_pays >= 90


def test_no_plan_wins_everywhere() -> None:
    """Where nobody listens to what is said, nothing pays at the roadside."""
    silent = replace(ROADSIDE, talk=0.0)
    for care in (Care(mending=MENDING), Care(everybody=1), Care(chosen=2)):
        assert reckon(silent, care, "restaurant").net < 0
    assert reckon(ROADSIDE, Care(mending=MENDING), "restaurant").net > 0


def test_a_small_firm_does_not_earn_its_records_back() -> None:
    plan = Care(chosen=2.0)
    assert reckon(replace(BANK, people=200), plan).net < 0 < reckon(BANK, plan).net


def test_telling_apart_makes_concentrating_pay() -> None:
    plan = Care(chosen=2.0)
    known = [reckon(replace(BANK, telling=t), plan).net for t in (0.0, 0.5, 1.0)]
    assert known == sorted(known)


def test_without_a_rival_care_keeps_nobody() -> None:
    alone = replace(BANK, rivals=0.0)
    assert reckon(alone, Care(everybody=3)).stays == 0
    assert reckon(BANK, Care(everybody=3)).stays > 0


def test_the_fewer_rivals_the_more_people_stay_without_any_care() -> None:
    stay = [
        (live_on(firm(), replace(BANK, rivals=r), NOTHING, luck()).left == STAYS).mean()
        for r in (0.0, 0.5, 1.0, 1.5, 2.0)
    ]
    assert stay == sorted(stay, reverse=True)
    assert stay[0] > 1.2 * stay[-1]


def test_rivals_as_in_the_town_change_nothing() -> None:
    town = replace(BANK, rivals=1.0)
    one, other = (
        live_on(firm(), town, Care(chosen=2), luck(), own=replace(NUMBERS, drawn_away=share))
        for share in (0.0, 1.0)
    )
    assert np.array_equal(one.left, other.left)


# -- the accounts ----------------------------------------------------------------------------


def test_nothing_brings_nothing_and_costs_nothing() -> None:
    result = reckon(BANK, NOTHING)
    assert (result.stays, result.buys, result.word, result.costs, result.net) == (0, 0, 0, 0, 0)
    assert result.newcomers == 1


@pytest.mark.parametrize("place", [ROADSIDE, BANK], ids=["roadside", "bank"])
def test_what_a_plan_brings_is_the_difference_of_all_the_margin(place: Place) -> None:
    """Recounted person by person, with weights of its own."""
    care = Care(everybody=1.0, chosen=2.0, mending=MENDING)
    result = reckon(place, care)
    before, after = result.without, result.plan
    said = newcomers(before, after, place.talk, DEFAULT, NUMBERS)
    today_ = place.people * place.returning / STARTERS
    joiner = today_ * (before.left[:STARTERS] < 12).sum() / 12 / JOINERS
    once = place.people * (1 - place.returning) / 12 / PASSERS
    money = trouble = visits = 0.0
    for person in range(after.active.shape[1]):
        month = (person - STARTERS) // JOINERS
        weight = today_ if person < STARTERS else joiner
        now = weight if person < STARTERS else weight * said[month]
        money += now * after.margin[:, person].sum() - weight * before.margin[:, person].sum()
        trouble += now * after.troubles[:, person].sum()
        visits += now * after.visits[:, person].sum()
    for month in range(MONTHS):
        money += once * (said[month] - 1) * after.once[month].sum()
        trouble += once * said[month] * after.once_troubles[month].sum()
        visits += once * said[month] * PASSERS
    assert result.brings == pytest.approx(money / YEARS)
    assert result.mending == pytest.approx(MENDING * trouble / YEARS)
    assert result.everybody == pytest.approx(visits / YEARS)
    assert result.records == NUMBERS.records
    assert 0 < result.chosen < 2 * visits / YEARS


def test_all_but_the_records_grows_with_the_people() -> None:
    small, large = (reckon(replace(BANK, people=n), Care(1, 1, 1)) for n in (1000, 5000))
    for item in ("stays", "buys", "word", "everybody", "chosen", "mending"):
        assert getattr(large, item) == pytest.approx(5 * getattr(small, item))
    assert large.records == small.records


factors = st.builds(
    Place,
    people=st.sampled_from([200, 5000, 50_000]),
    returning=st.floats(0, 1),
    rivals=st.floats(0, 2),
    telling=st.floats(0, 1),
    talk=st.floats(0, 1),
)
plans = st.builds(Care, st.floats(0, 6), st.floats(0, 6), st.floats(0, 10))


@settings(max_examples=25, deadline=None)
@given(place=factors, care=plans)
def test_the_accounts_hold_whatever_the_factors(place: Place, care: Care) -> None:
    result = reckon(place, care)
    assert np.isfinite([result.brings, result.costs, result.newcomers]).all()
    assert result.costs >= 0
    assert result.net == pytest.approx(result.brings - result.costs)
    assert 0 <= result.plan.pleased.min() <= result.plan.pleased.max() <= 1
    assert (result.plan.pleased + result.plan.displeased <= 1 + 1e-9).all()
    if not place.talk:
        assert result.word == 0
    share = place.returning * result.plan.chosen[0].mean()
    share += (1 - place.returning) * result.plan.chosen[1].mean()
    assert share == pytest.approx(FIFTH, abs=0.01), "a fifth is chosen, neither more nor less"


@settings(max_examples=15, deadline=None)
@given(care=plans)
def test_more_care_never_displeases_those_who_pass(care: Care) -> None:
    before, after = (
        live_on(firm("restaurant"), replace(ROADSIDE, returning=0.0), c, luck("restaurant"))
        for c in (NOTHING, care)
    )
    assert (after.pleased >= before.pleased - 1e-12).all()
    assert (after.displeased <= before.displeased + 1e-12).all()


# -- the people ------------------------------------------------------------------------------


def test_who_knows_everybody_chooses_the_best() -> None:
    run = live_on(firm(), replace(BANK, telling=1.0, returning=1.0), NOTHING, luck())
    assert (run.chosen[0] == run.best).mean() > 0.99
    blind = live_on(firm(), replace(BANK, telling=0.0, returning=1.0), NOTHING, luck())
    assert blind.chosen[0][run.best].mean() == pytest.approx(FIFTH, abs=0.06)


def test_care_keeps_people_longer_on_the_same_luck() -> None:
    before, after = (live_on(firm(), BANK, c, luck()).left for c in (NOTHING, Care(everybody=3)))
    longer, shorter = (after > before).sum(), (after < before).sum()
    assert longer > 10 * shorter
    assert (after == STAYS).mean() > (before == STAYS).mean()


def test_who_has_left_or_not_yet_joined_does_nothing() -> None:
    run = live_on(firm(), BANK, NOTHING, luck())
    assert not run.visits[~run.active].any()
    assert not run.margin[~run.active].any()
    first = run.active.argmax(axis=0)
    assert (first[:STARTERS] == 0).all()
    assert (first[STARTERS:] == np.repeat(np.arange(MONTHS), JOINERS)).all()
    last = MONTHS - 1 - run.active[::-1].argmax(axis=0)
    assert (last == np.minimum(run.left, MONTHS - 1)).all()


def test_several_plans_at_once_are_each_as_if_alone() -> None:
    plans = [NOTHING, AS_MUCH_AS_POSSIBLE, Care(0.5, 2.0, MENDING)]
    for care, run in zip(plans, live_on_under(firm(), BANK, plans, luck()), strict=True):
        alone = live_on(firm(), BANK, care, luck())
        for field in fields(alone):
            np.testing.assert_equal(getattr(run, field.name), getattr(alone, field.name))


@pytest.mark.parametrize("word", [-5.0, -0.2, 0.0, 50.0])
def test_word_of_mouth_stays_a_share_whatever_is_assumed(word: float) -> None:
    k = replace(DEFAULT, word_of_mouth=word)
    result = reckon(BANK, Care(everybody=2), k=k)
    assert np.isfinite([result.word, result.newcomers]).all()
    assert 0 <= result.newcomers < 5


def test_the_luck_is_the_same_again_and_another_when_asked() -> None:
    one, same, other = draw_luck(firm()), draw_luck(firm()), draw_luck(firm(), again=1)
    assert np.array_equal(one.visit, same.visit)
    assert not np.array_equal(one.visit, other.visit)
    assert not np.array_equal(one.visit, draw_luck(firm("insurer")).visit)


@pytest.mark.parametrize("sector", SECTORS)
def test_a_company_gives_its_own_factors(sector: str) -> None:
    company = Company(sector, 8)
    place = place_of(company)
    purchases = company.purchases.assign(year=company.purchases["date"].dt.year)
    years = purchases.groupby("customer_id")["year"].agg(["min", "max"])
    assert place.people == (years["max"] == 2025).sum()
    came_again = (years["max"] == 2025)[years["min"] == 2024]
    assert place.returning == pytest.approx(came_again.mean())
    assert 0.5 < place.returning < 1
    assert 0.1 < place.talk < 0.6
