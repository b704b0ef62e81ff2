"""The redesign: what the newspaper test and a hundred springs make of schemes."""

from __future__ import annotations

import random
from dataclasses import fields, replace
from functools import cache
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cem_workbook.cases import cadbury as press
from cem_workbook.cases import campaign as model
from cem_workbook.cases.campaign import (
    BALLS,
    BARS,
    CAMPAIGN_2003,
    EARNED,
    FULL,
    GIFT,
    LINE,
    MATCH,
    PLAY,
    QUIET,
    SMALL,
    USUAL,
    WRAPPERS,
    Numbers,
    Scheme,
    springs,
)  # fmt: skip
from cem_workbook.cases.campaign_news import (
    PIECES,
    SUMS,
    TELLING,
    Tried,
    below,
    best_slogan,
    headline,
    try_out,
)  # fmt: skip
from cem_workbook.data.assumed import assumptions

NAIVE = best_slogan(CAMPAIGN_2003)
LESSON = Scheme(GIFT, money=2.0, fanfare=QUIET)
BETTER = replace(LESSON, teachers=True, parents=True)
PASSING = (
    LESSON,
    Scheme(PLAY, teachers=True, fanfare=LINE),
    Scheme(MATCH, teachers=True, fanfare=LINE),
)
WORLDS = 60

schemes = st.builds(
    Scheme,
    earned=st.sampled_from(EARNED),
    per_pound=st.integers(1, 30),
    product=st.sampled_from(model.PRODUCTS),
    collectors=st.sampled_from(model.COLLECTORS),
    given=st.sampled_from(model.GIVEN),
    money=st.integers(1, 9).map(float),
    teachers=st.booleans(),
    parents=st.booleans(),
    critics=st.booleans(),
    fanfare=st.sampled_from(model.FANFARE),
    slogan=st.booleans(),
)


@cache
def worlds() -> tuple[Numbers, ...]:
    """Assumptions anywhere in their ranges, all moved at once."""
    draw = random.Random(18)
    spread = {each.name: (each.low, each.high) for each in assumptions(USUAL)}
    return tuple(
        Numbers(**{name: draw.uniform(low, high) for name, (low, high) in spread.items()})
        for _ in range(WORLDS)
    )


def every_scheme() -> list[Scheme]:
    """A grid of schemes, coarse where a parameter moves little."""
    return [
        Scheme(earned, per_pound, chocolate, collectors, given, money, asked, asked, False, fanfare)
        for earned, per_pound, chocolate, collectors, given, money, asked, fanfare in product(
            EARNED, (1, 17), (BARS, SMALL), ("children", "adults"), model.GIVEN, (1.0, 9.0),
            (False, True), model.FANFARE,
        )
        if earned in (WRAPPERS, "share") or (per_pound == 17 and chocolate == BARS)
        if earned == WRAPPERS or collectors == "children"
    ]  # fmt: skip


# --- numbers


def test_every_number_says_where_it_comes_from() -> None:
    for each in assumptions(USUAL):
        assert each.low <= each.value <= each.high, each.name
        start = ("press 2003", "invented", "assumed", "compendium", "the course's own")
        assert each.origin.startswith(start), each.name
    assert len(assumptions(USUAL)) == len(fields(Numbers))


def test_what_is_from_the_press_is_what_the_record_says() -> None:
    bar, schools = press.average_bar(), press.figure(press.CAMPAIGN, "schools asked", "BBC")
    assert USUAL.bar_pence == pytest.approx(bar.pence, abs=0.005)
    assert USUAL.bar_kcal == pytest.approx(bar.kcal, abs=0.0005)
    assert USUAL.bars * 1e6 == press.figure(press.ALL, "tokens", press.COMMISSION)
    assert USUAL.schools * 1e3 == schools
    taking = press.figure(press.CAMPAIGN, "schools", "The Grocer") / schools
    assert USUAL.taking == pytest.approx(taking, abs=0.0006)
    assert USUAL.kg == press.figure(press.CHILD, "weight", press.GUARDIAN)
    assert USUAL.met == press.GAME
    assert {item: press.tokens(item) for item in press.THINGS} == model.TOKENS_2003
    assert press.tokens_a_pound() == model.RATE_2003 == CAMPAIGN_2003.per_pound
    in_press = [a.name for a in assumptions(USUAL) if a.origin.startswith("press")]
    assert in_press == ["bar_pence", "bar_kcal", "bars", "schools", "taking", "kg"]


def test_the_walls_of_2003_are_those_of_the_record() -> None:
    for item in press.THINGS:
        whole = press.behind(press.tokens(item))
        assert model.pieces(item, CAMPAIGN_2003) == whole.tokens
        assert model.kcal_behind(item, CAMPAIGN_2003) == pytest.approx(whole.kcal, rel=1e-5)
        assert model.pounds_behind(item, CAMPAIGN_2003) == pytest.approx(whole.pounds, rel=2e-4)


# --- the newspaper test


def test_the_campaign_of_2003_fails_whatever_is_assumed() -> None:
    for n in (USUAL, *worlds()):
        assert not try_out(CAMPAIGN_2003, n).page.passes
        assert not try_out(NAIVE, n).page.passes


def test_it_fails_even_if_nobody_eats_a_bar_more() -> None:
    """The company's best argument does not answer the sum."""
    n = replace(USUAL, extra=0.0)
    assert headline(try_out(CAMPAIGN_2003, n)) == headline(try_out(CAMPAIGN_2003))
    assert not try_out(CAMPAIGN_2003, n).page.passes


def test_three_kinds_of_scheme_pass_as_assumed_and_two_whatever_is_assumed() -> None:
    assert all(try_out(scheme).page.passes for scheme in PASSING)
    quiet = [replace(scheme, fanfare=QUIET) for scheme in PASSING]
    for n in worlds():
        assert all(try_out(scheme, n).page.passes for scheme in quiet)


def test_a_purchase_link_passes_only_where_the_firm_gives_more_than_the_piece_costs() -> None:
    """As the page says: £1 of equipment for a small bar of 21p, and no children asked."""
    linked = [scheme for scheme in every_scheme() if scheme.linked]
    passing = [scheme for scheme in linked if try_out(scheme).page.passes]
    assert len(linked) > 100 and passing
    for scheme in passing:
        assert scheme.per_pound == 1 and scheme.product == SMALL and scheme.given == BALLS
        assert scheme.earned != WRAPPERS or scheme.collectors != "children"
        price = USUAL.bar_pence * model.SIZES[scheme.product]
        assert 100 / scheme.per_pound > price
    assert not any(try_out(replace(s, per_pound=2)).page.passes for s in passing)


def test_a_small_gift_with_a_loud_campaign_fails_by_its_telling() -> None:
    loud = try_out(Scheme(GIFT, money=1.0, fanfare=FULL))
    assert not loud.page.passes and loud.page.worst == TELLING
    assert try_out(Scheme(GIFT, money=9.0, fanfare=FULL)).page.passes


@settings(max_examples=60, deadline=None)
@given(schemes)
def test_the_headline_holds_the_largest_sum(scheme: Scheme) -> None:
    tried = try_out(scheme)
    page = tried.page
    assert page.excess[page.worst] == max(page.excess[name] for name in SUMS)
    assert page.passes == (page.excess[page.worst] <= 1)
    words = headline(tried)
    assert 10 < len(words) < 90 and "{" not in words
    if not page.passes and page.worst == PIECES:
        assert f"{page.sums[PIECES]:,.0f}" in words
    assert scheme.linked == (page.sums[PIECES] > 0)
    lines = below(tried)
    assert 1 <= len(lines) <= 5 and not any("{" in line for line in lines)
    assert ("The firm had been warned." in lines) == (scheme.critics and not page.passes)


@settings(max_examples=40, deadline=None)
@given(schemes.filter(lambda s: s.linked), st.sampled_from(press.THINGS))
def test_twice_the_tokens_is_twice_the_wall(scheme: Scheme, thing: str) -> None:
    double = replace(scheme, per_pound=2 * scheme.per_pound)
    assert abs(model.pieces(thing, double) - 2 * model.pieces(thing, scheme)) <= 1
    assert try_out(double).page.sums[PIECES] >= try_out(scheme).page.sums[PIECES]


def test_children_who_are_asked_make_it_twice_the_story() -> None:
    adults = replace(CAMPAIGN_2003, collectors="adults")
    assert try_out(CAMPAIGN_2003).page.excess[PIECES] == 2 * try_out(adults).page.excess[PIECES]


# --- a hundred springs


def wins(one: Scheme, other: Scheme, what: str, sign: int = 1) -> float:
    """The share of springs in which one scheme has more (sign 1) or less of something."""
    mine, theirs = (getattr(try_out(s).outcome, what) for s in (one, other))
    return float((sign * (mine - theirs) > 0).mean())


@pytest.mark.parametrize(("what", "sign"), [("trust", 1), ("reach", 1), ("more", -1)])
def test_a_better_slogan_loses_to_a_quiet_gift(what: str, sign: int) -> None:
    assert wins(LESSON, NAIVE, what, sign) >= 0.9


def test_the_quiet_gift_has_its_price() -> None:
    assert wins(NAIVE, LESSON, "cost", -1) >= 0.9


@pytest.mark.parametrize("what", ["trust", "reach"])
def test_some_scheme_beats_the_obvious_one(what: str) -> None:
    assert wins(BETTER, LESSON, what) >= 0.9


def test_tokens_told_quietly_earn_money_as_long_as_nobody_counts() -> None:
    quiet = try_out(replace(CAMPAIGN_2003, fanfare=QUIET)).outcome
    assert (quiet.cost < 0).mean() >= 0.9
    assert quiet.cost[~quiet.printed].mean() < quiet.cost[quiet.printed].mean()


def test_what_the_page_says_of_asking() -> None:
    assert wins(replace(LESSON, teachers=True), LESSON, "reach") == 1
    assert wins(replace(LESSON, critics=True), LESSON, "trust") == 1
    warned, unwarned = (try_out(replace(CAMPAIGN_2003, critics=c)).outcome for c in (True, False))
    assert warned.trust.mean() < unwarned.trust.mean()
    gift, match = try_out(LESSON).outcome, try_out(Scheme(MATCH, fanfare=QUIET)).outcome
    assert match.reach.mean() < gift.reach.mean()


def test_no_scheme_is_best_in_all_four() -> None:
    grid = every_scheme()
    for n in (USUAL, *worlds()[:4]):
        means = np.array(
            [
                [o.cost.mean(), -o.reach.mean(), o.more.mean(), -o.trust.mean()]
                for o in (try_out(s, n, springs()).outcome for s in grid)
            ]
        )
        assert not (means <= means.min(axis=0) + 1e-9).all(axis=1).any()


def test_luck_stays_in() -> None:
    luck = springs()
    assert len(luck.mood) == model.SPRINGS
    o = try_out(CAMPAIGN_2003).outcome
    assert o.reach.std() > 0.05 and o.trust.std() > 2
    assert 0.8 < o.printed.mean() < 1
    other = try_out(CAMPAIGN_2003, USUAL, springs(seed=1)).outcome
    assert not np.array_equal(o.trust, other.trust)


@settings(max_examples=40, deadline=None)
@given(schemes)
def test_outcomes_are_possible(scheme: Scheme) -> None:
    tried: Tried = try_out(scheme)
    o, n = tried.outcome, USUAL
    assert (o.given >= 0).all() and (o.given <= scheme.money + 1e-9).all()
    assert (o.reach >= 0).all() and (o.reach <= n.schools * n.pupils / 1e3).all()
    assert (o.more >= 0).all() and scheme.linked == bool(o.more.any())
    assert tried.page.passes <= (not o.printed.any())
    assert np.isfinite(o.cost).all() and np.isfinite(o.trust).all()


def test_things_are_offered_dearest_last() -> None:
    for given_ in model.GIVEN:
        things = Scheme(given=given_).things
        worths = [model.worth(thing) for thing in things]
        assert worths == sorted(worths)
    assert Scheme(given=BALLS).things == (press.BASKETBALL,)
