"""Who owns this moment: what a week and a year do to the customers, and the perfume."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cem_workbook.cases import perfume
from cem_workbook.cases.firm import draw_luck
from cem_workbook.cases.moments import (
    AS_ASSUMED,
    CENTRE,
    DAYS,
    DEPUTY,
    KNOWS,
    NOBODY,
    OWNERS,
    PERSON,
    RULE,
    SIGNED,
    TEAM,
    WAYS,
    WHY,
    Arrangement,
    Setting,
    chance,
    draw_events,
    everywhere,
    hold,
    moments_of,
    plan_of,
)
from cem_workbook.cases.moments_stations import STATIONS
from cem_workbook.cases.moments_year import a_year, average_week, bill, rule_and_deputy
from cem_workbook.cases.perfume import COPY, METHOD, NOTHING, US, Scent, race
from cem_workbook.data.assumed import assumptions
from cem_workbook.data.company import Company
from cem_workbook.data.model import Coefficients
from cem_workbook.data.sectors import SECTORS
from cem_workbook.data.today import Today, today
from tests.firms import firm_of

SEEDS = 100
BEST_PERSON, RULES, SIGNATURES = (
    everywhere(PERSON, KNOWS),
    everywhere(TEAM, RULE),
    everywhere(TEAM, SIGNED),
)
TWO_SIGNED = (Arrangement(TEAM, SIGNED),) * 2 + RULES[2:]
ARRANGEMENTS = st.builds(Arrangement, st.sampled_from(OWNERS), st.sampled_from(WAYS))
PLANS = st.lists(ARRANGEMENTS, min_size=8, max_size=8).map(tuple)


@pytest.fixture(scope="module")
def firm() -> Today:
    return today(Company("bank", 31))


# -- what a plan comes to, over many firms ---------------------------------------------------


def one_centre(firm: Today):
    """A centre where most odd cases come up, the key person at the next three, rules for the rest."""
    order = sorted(range(8), key=lambda i: -moments_of(firm)[i].a_week * moments_of(firm)[i].odd)
    plan = list(RULES)
    plan[order[0]] = Arrangement(CENTRE, KNOWS)
    for i in order[1:4]:
        plan[i] = Arrangement(PERSON, RULE)
    return tuple(plan)


def outcomes(sector: str) -> dict[str, np.ndarray]:
    """Of many firms: falls in both weeks, share staying, and what is left of the margin."""
    never_away = replace(AS_ASSUMED, weeks_away=0.0)
    half_a_year = replace(AS_ASSUMED, weeks_away=26.0)
    rows: dict[str, list[tuple[float, ...]]] = {}
    for seed in range(SEEDS):
        firm = firm_of(sector, seed)
        luck, events = draw_luck(firm, 12), draw_events(firm)
        lesson = rule_and_deputy(firm)
        plans = {
            "naive": BEST_PERSON, "rules": RULES, "lesson": lesson,
            "centre": one_centre(firm), "signed": SIGNATURES,
        }  # fmt: skip
        years = {name: a_year(firm, plan, luck) for name, plan in plans.items()}
        for name, plan in plans.items():
            year = years[name]
            weeks = [hold(firm, plan, events, here).fell.sum() for here in (True, False)]
            rows.setdefault(name, []).append((*weeks, year.staying, year.left_over))
        for name, plan in (("naive, never away", BEST_PERSON), ("lesson, never away", lesson)):
            year = a_year(firm, plan, luck, never_away)
            rows.setdefault(name, []).append((0, 0, year.staying, year.left_over))
        year = a_year(firm, BEST_PERSON, luck, half_a_year)
        rows.setdefault("naive, half a year away", []).append((0, 0, year.staying, year.left_over))
        some_signed = a_year(firm, TWO_SIGNED, luck)
        rows.setdefault("two signed", []).append(
            (some_signed.fell, some_signed.waiting, some_signed.staying, some_signed.left_over)
        )
        year = years["rules"]
        rows.setdefault("rules, year", []).append((year.fell, year.waiting, 0, 0))
    return {name: np.array(found).T for name, found in rows.items()}


def share(better: np.ndarray) -> float:
    return float(np.mean(better))


# One test a sector: where tests are spread over processes, each would count the firms anew.
@pytest.mark.parametrize("sector", SECTORS)
def test_what_the_plans_come_to_over_many_firms(sector: str) -> None:
    found = outcomes(sector)
    naive, rules, lesson, centre, signed = (
        found[name] for name in ("naive", "rules", "lesson", "centre", "signed")
    )

    # the naive plan is splendid while the person is there, and then everything falls
    for other in (rules, lesson):
        assert share(naive[0] < other[0]) >= 0.9
        assert share(naive[1] > other[1]) >= 0.9
    assert share(naive[1] > 5 * naive[0]) >= 0.9

    # the lesson's plan beats it, mostly after paying for its days, too
    assert share(lesson[2] > naive[2]) >= 0.9
    assert share(lesson[3] > naive[3]) >= 0.75

    # rules for everything are beaten by mixed plans
    for mixed in (lesson, centre):
        assert share(mixed[2] > rules[2]) >= 0.9
        assert share(mixed[3] > rules[3]) >= 0.9

    # no plan wins on everything: it may need fewer days, or nobody may ever be away
    assert share(lesson[2] >= centre[2]) >= 0.75
    assert share(centre[3] > lesson[3]) >= 0.6
    assert share(found["naive, never away"][3] > found["lesson, never away"][3]) >= 0.75

    # what the page says of both ends: never away, the person beats the rules; half a year, the rules
    for worth in (2, 3):
        assert share(found["naive, never away"][worth] > rules[worth]) >= 0.9
        assert share(found["naive, half a year away"][worth] < rules[worth]) >= 0.9

    # two signatures prevent falls, make customers wait, and cost customers
    signs, by_rule = found["two signed"], found["rules, year"]
    assert share(signs[0] < by_rule[0]) >= 0.9
    assert share(signs[1] > by_rule[1]) >= 0.9
    assert share(signs[2] < rules[2]) >= 0.9

    # a signature for everything keeps it right, and drives customers away
    assert share(signed[0] < rules[0]) >= 0.9
    assert share(signed[2] < rules[2]) >= 0.9
    assert not bill(SIGNATURES).fits()


# -- the rules of the model ------------------------------------------------------------------


@given(ARRANGEMENTS, st.booleans(), st.booleans())
def test_a_chance_is_one_and_nobody_is_better_for_an_absence(
    how: Arrangement, odd: bool, here: bool
) -> None:
    met, why = chance(how, odd, here)
    assert 0 <= met <= 1
    assert WHY[why] in WHY
    assert chance(how, odd, True)[0] >= chance(how, odd, False)[0]
    if how.owner != PERSON:
        assert chance(how, odd, True) == chance(how, odd, False)


@pytest.mark.parametrize(
    ("owner", "way", "odd", "why"),
    [
        (PERSON, KNOWS, False, "away"),
        (PERSON, RULE, True, "unforeseen"),
        (PERSON, DEPUTY, True, "luck"),
        (NOBODY, KNOWS, False, "nobody"),
        (NOBODY, RULE, False, "stale"),
        (TEAM, KNOWS, True, "differs"),
        (TEAM, RULE, True, "unforeseen"),
        (TEAM, RULE, False, "luck"),
        (CENTRE, KNOWS, True, "luck"),
    ],
)
def test_why_it_falls_while_the_key_person_is_away(
    owner: str, way: str, odd: bool, why: str
) -> None:
    assert WHY[chance(Arrangement(owner, way), odd, here=False)[1]] == why


def test_a_rule_helps_with_the_usual_and_costs_judgement() -> None:
    by_rule, free = Arrangement(TEAM, RULE), Arrangement(TEAM, KNOWS)
    assert chance(by_rule, False, True) > chance(free, False, True)
    assert chance(by_rule, True, True) < chance(free, True, True)


@given(PLANS, ARRANGEMENTS, st.integers(0, 7))
def test_more_arrangement_never_takes_fewer_days(plan, how: Arrangement, at: int) -> None:
    bare = (*plan[:at], Arrangement(TEAM, KNOWS), *plan[at + 1 :])
    more = (*plan[:at], how, *plan[at + 1 :])
    assert bill(more).set_up >= bill(bare).set_up
    assert bill(more).keep_up >= bill(bare).keep_up
    assert bill(more).price() == pytest.approx(
        AS_ASSUMED.day_price * (bill(more).set_up + 12 * bill(more).keep_up)
    )


def test_the_days_do_not_reach_for_everything(firm: Today) -> None:
    assert bill(BEST_PERSON).price() == 0
    assert bill(RULES).fits()
    for way, owner in ((DEPUTY, TEAM), (KNOWS, CENTRE), (SIGNED, TEAM)):
        assert not bill(everywhere(owner, way)).fits()
    for sector in SECTORS:
        assert bill(rule_and_deputy(today(Company(sector, 4)))).fits()


@given(plan=PLANS)
def test_an_absence_lets_more_fall_and_never_fewer(firm: Today, plan) -> None:
    events = draw_events(firm)
    planned, away = (hold(firm, plan, events, here) for here in (True, False))
    assert not (planned.fell & ~away.fell).any()
    same = np.array([how.owner != PERSON for how in plan])[events.moment]
    assert np.array_equal(planned.fell[same], away.fell[same])
    assert np.array_equal(planned.satisfaction[same], away.satisfaction[same])


def test_who_falls_waits_longer_and_is_less_satisfied(firm: Today) -> None:
    events = draw_events(firm)
    planned, away = (hold(firm, BEST_PERSON, events, here) for here in (True, False))
    hit = away.fell & ~planned.fell
    assert hit.sum() > 30
    assert (away.waiting[hit] > planned.waiting[hit]).all()
    assert (away.satisfaction[hit] <= planned.satisfaction[hit]).all()
    assert away.satisfaction[hit].mean() < planned.satisfaction[hit].mean() - 5


def test_counts_of_a_week_add_up(firm: Today) -> None:
    week = hold(firm, RULES, draw_events(firm), here=True)
    last = len(DAYS) - 1
    assert sum(sum(week.fallen(i, last)) for i in range(8)) == week.fell.sum()
    for moment in range(8):
        before, today_ = week.fallen(moment, 3)
        assert week.fallen(moment, 4)[0] == before + today_
        at = week.fell & (week.events.moment == moment)
        reason = week.main_reason(moment, last)
        assert (reason is None) == (not at.any())
        if reason is not None:
            assert (week.why[at] == reason).sum() * 2 >= at.sum() / len(WHY)


@pytest.mark.parametrize("sector", SECTORS)
def test_the_shares_of_the_year_are_those_of_many_weeks(sector: str) -> None:
    firm = today(Company(sector, 8))
    k = replace(AS_ASSUMED, weeks_away=26.0)
    fell = [
        hold(firm, BEST_PERSON, draw_events(firm, again), here).fell.mean()
        for again in range(40)
        for here in (True, False)
    ]
    assert average_week(firm, BEST_PERSON, k)[0] == pytest.approx(np.mean(fell), abs=0.02)


@pytest.mark.parametrize("sector", SECTORS)
def test_every_sector_has_its_moments(sector: str) -> None:
    profile, moments = SECTORS[sector], moments_of(today(Company(sector, 2)))
    assert tuple(each.name for each in moments) == profile.touchpoints
    assert len(STATIONS[sector]) == len(moments) == 8
    assert len({each.example for each in moments}) == 8
    assert all(0 < each.odd < 1 and 0 < each.a_week < 60 for each in moments)


def test_the_same_firm_has_the_same_week_and_a_neighbour_another() -> None:
    one, same, other = (today(Company("insurer", seed)) for seed in (5, 5, 6))
    assert moments_of(one) == moments_of(same)
    assert moments_of(one) != moments_of(other)
    assert np.array_equal(draw_events(one).luck, draw_events(same).luck)
    assert not np.array_equal(draw_events(one).luck[:50], draw_events(one, 1).luck[:50])


def test_the_learners_numbers_reach_the_year(firm: Today) -> None:
    luck = draw_luck(firm, 12)
    often = a_year(firm, BEST_PERSON, luck, Setting(weeks_away=26.0))
    seldom = a_year(firm, BEST_PERSON, luck, Setting(weeks_away=1.0))
    assert often.fell > seldom.fell
    assert often.staying < seldom.staying
    calm = a_year(firm, BEST_PERSON, luck, c=Coefficients(leave_satisfaction=0.0))
    assert calm.staying != a_year(firm, BEST_PERSON, luck).staying


@pytest.mark.parametrize("model", [AS_ASSUMED, perfume.AS_ASSUMED], ids=["moments", "perfume"])
def test_every_number_lies_in_its_range_and_says_where_it_comes_from(model) -> None:
    for each in assumptions(model):
        assert each.low <= each.value <= each.high, each.name
        assert each.origin
        assert each.meaning


def test_a_plan_from_pairs() -> None:
    assert plan_of([(PERSON, KNOWS)] * 8) == BEST_PERSON


# -- the perfume -----------------------------------------------------------------------------


@cache
def ends(ours: str, others: str) -> np.ndarray:
    return np.array([race(seed, ours, others).share[-1] for seed in range(SEEDS)])


def test_a_copied_practice_is_worth_something_only_while_few_have_it() -> None:
    alone, everybody = ends(COPY, NOTHING)[:, US], ends(COPY, COPY)[:, US]
    assert share(alone > everybody) >= 0.9


def test_who_does_nothing_falls_behind() -> None:
    """The page compares each world with this one."""
    nobody = ends(NOTHING, NOTHING)[:, US]
    assert share(ends(COPY, NOTHING)[:, US] > nobody) >= 0.9
    assert share(ends(COPY, COPY)[:, US] > ends(NOTHING, COPY)[:, US]) >= 0.9


def test_once_all_copy_nobody_gains_on_the_others() -> None:
    """Beside the three others who copy, our lead is as likely to fall as to grow."""
    start = np.array([race(seed, COPY).share[0] for seed in range(400)])
    end = np.array([race(seed, COPY).share[-1] for seed in range(400)])
    lead = (np.log(end[:, [US]] / end[:, 2:]) - np.log(start[:, [US]] / start[:, 2:])).ravel()
    assert abs(lead.mean()) < 3 * lead.std() / np.sqrt(400)
    assert end[:, US].mean() < start[:, US].mean(), "and the leader is a step further on"


def test_the_method_beats_the_copied_result() -> None:
    assert share(ends(METHOD, COPY)[:, US] > ends(COPY, COPY)[:, US]) >= 0.9


def test_the_method_has_its_price() -> None:
    """If asking eats most of the mending, the copied answer is better."""
    dear = Scent(asking=0.9)
    mine = [race(seed, METHOD, k=dear).share[-1, US] for seed in range(SEEDS)]
    assert share(np.array(mine) < ends(COPY, COPY)[:, US]) >= 0.75


@given(st.integers(0, 10**6), st.sampled_from([COPY, METHOD, NOTHING]))
def test_shares_are_shares(seed: int, ours: str) -> None:
    run = race(seed, ours)
    assert run.share.sum(axis=1) == pytest.approx(1)
    assert (run.share > 0).all()
    assert len(run.mended) == len(run.pain) == len(run.share) - 1
    assert run.mended[0] == -1, "nobody can copy before there is something to copy"
    assert (ours == NOTHING) == (set(run.mended) == {-1})
    assert np.array_equal(race(seed, ours).share, run.share)
