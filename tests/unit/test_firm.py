from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest
from scipy import stats

from cem_workbook.cases.firm import (
    AS_BEFORE,
    Arrivals,
    Conditions,
    Luck,
    draw_luck,
    go_on,
    poisson_counts,
    survey,
    with_newcomers,
)
from cem_workbook.data.company import Company, demo
from cem_workbook.data.sectors import SECTORS
from cem_workbook.data.today import today

YEAR = [AS_BEFORE] * 12
COMPANIES = [Company(sector, seed) for sector in SECTORS for seed in (1, 2, 3)]


@pytest.mark.parametrize("company", COMPANIES, ids=repr)
def test_a_firm_that_changes_nothing_goes_on_as_the_generator_did(company: Company) -> None:
    firm = today(company)
    course = go_on(firm, YEAR, draw_luck(firm, 12))
    truth = company.truth
    year = truth[truth["active"] & (truth["month"] >= "2025-01-01")]
    assert course.mean(course.satisfaction).mean() == pytest.approx(
        year["satisfaction_felt"].mean(), abs=3
    )
    assert course.mean(course.effort).mean() == pytest.approx(year["effort_felt"].mean(), abs=3)
    assert course.visits.sum() / course.active.sum() == pytest.approx(
        year["visits"].mean(), rel=0.1
    )
    leaving = course.left.sum() / course.active.sum()
    assert leaving == pytest.approx(year["leaving_chance"].mean(), rel=0.25)
    assert course.trouble.sum() / course.visits.sum() == pytest.approx(
        year["troubles"].sum() / year["visits"].sum(), rel=0.15
    )
    assert course.margin.sum() / course.active.sum() == pytest.approx(
        year["margin"].mean(), rel=0.25
    )


@pytest.mark.parametrize("sector", SECTORS)
def test_today_are_those_who_are_still_there(sector: str) -> None:
    company = Company(sector, 7)
    firm = today(company)
    last = company.truth.groupby("customer_id").tail(1).set_index("customer_id")
    there = last[last["active"] & (last["month"] == last["month"].max())]
    assert set(firm.number) <= set(there.index)  # without those who leave at the very end
    felt = there.loc[firm.number, "satisfaction_felt"].to_numpy()
    assert np.allclose(felt, firm.satisfaction, atol=0.1)


@pytest.mark.parametrize(
    ("better", "what"),
    [
        (Conditions(waiting=0.7), "effort"),
        (Conditions(skill=0.7), "satisfaction"),
        (Conditions(trouble=0.5), "satisfaction"),
        (Conditions(authority=1e6), "satisfaction"),
        (Conditions(days=0.3), "satisfaction"),
        (Conditions(warmth=3.0), "satisfaction"),
    ],
    ids=lambda x: str(x) if isinstance(x, str) else repr(x)[:40],
)
def test_what_is_better_for_customers_is_felt_and_keeps_them(better: Conditions, what: str) -> None:
    for company in COMPANIES[::3]:
        firm = today(company)
        luck = draw_luck(firm, 12)
        before, after = go_on(firm, YEAR, luck), go_on(firm, [better] * 12, luck)
        change = after.mean(getattr(after, what))[0] - before.mean(getattr(before, what))[0]
        assert change < 0 if what == "effort" else change > 0
        assert after.staying() >= before.staying()


def test_a_branch_can_be_changed_alone() -> None:
    firm = today(demo())
    luck = draw_luck(firm, 3)
    before = go_on(firm, YEAR[:3], luck)
    after = go_on(firm, [Conditions(waiting=np.array([0.5, 1, 1, 1]))] * 3, luck)
    waited = before.visits[0] > 0
    shorter = after.waiting[0] < before.waiting[0]
    assert np.array_equal(shorter[waited], (firm.branch == 0)[waited])


def test_luck_is_the_same_again_and_another_when_asked() -> None:
    firm = today(demo())
    one, same, other = draw_luck(firm, 4), draw_luck(firm, 4), draw_luck(firm, 4, again=1)
    for each in fields(one):
        drawn = getattr(one, each.name)
        assert drawn.shape == (4, len(firm))
        assert np.array_equal(drawn, getattr(same, each.name))
        assert not np.array_equal(drawn, getattr(other, each.name))


def test_who_has_left_does_nothing_any_more() -> None:
    firm = today(Company("restaurant", 5))
    course = go_on(firm, YEAR, draw_luck(firm, 12))
    gone = ~course.active
    assert gone.any()
    assert not course.visits[gone].any()
    assert not course.margin[gone].any()
    assert not course.left[gone].any()
    assert course.left.sum(axis=0).max() == 1
    assert course.staying() == pytest.approx(1 - course.left.any(axis=0).mean())


def test_a_survey_hears_those_who_came_and_lifts_what_they_say() -> None:
    firm = today(demo())
    luck = draw_luck(firm, 12)
    course = go_on(firm, YEAR, luck)
    plain, pleaded = survey(firm, course, luck), survey(firm, course, luck, lift=1)
    heard = ~np.isnan(plain)
    assert heard.any()
    assert not heard[course.visits == 0].any()
    assert np.array_equal(heard, ~np.isnan(pleaded))
    assert np.array_equal(pleaded[heard], np.minimum(plain[heard] + 1, 10))
    assert np.isnan(survey(firm, course, luck, asked=0.0)).all()
    happy_only = survey(firm, course, luck, asked=course.satisfaction > 75)
    assert np.nanmean(happy_only) > np.nanmean(plain)


@pytest.mark.parametrize("mean", [0.0, 0.3, 2.0, 9.0])
def test_counts_follow_the_poisson_distribution(mean: float) -> None:
    u = (np.arange(2000) + 0.5) / 2000
    assert np.array_equal(poisson_counts(np.full(2000, mean), u), stats.poisson.ppf(u, mean))


# -- newcomers -------------------------------------------------------------------------------

NEW, LATE = 300, 99


def joining(month: int, hope: float = 0.0, size: int = NEW) -> tuple:
    """A firm with newcomers who all join in one month, its luck, and who arrives."""
    now = today(Company("phone shop", 3))
    firm = with_newcomers(now, size)
    months = np.concatenate((np.full(len(now), -1), np.full(size, month)))
    hopes = np.where(months < 0, 0.0, hope)
    return now, firm, draw_luck(firm, 12), Arrivals(months, hopes)


def test_where_nobody_joins_all_goes_on_as_without_newcomers() -> None:
    now, firm, luck, arrivals = joining(LATE)
    old = slice(0, len(now))
    cut = Luck(**{each.name: getattr(luck, each.name)[:, old] for each in fields(luck)})
    alone, beside = go_on(now, YEAR, cut), go_on(firm, YEAR, luck, arrivals=arrivals)
    for each in fields(alone):
        with_others = getattr(beside, each.name)
        assert np.array_equal(getattr(alone, each.name), with_others[:, old], equal_nan=True)
    assert not beside.active[:, len(now) :].any()
    assert not beside.visits[:, len(now) :].any()
    assert beside.staying() == alone.staying()


@pytest.mark.parametrize("month", [0, 5])
def test_newcomers_make_one_visit_in_the_month_in_which_they_join(month: int) -> None:
    now, firm, luck, arrivals = joining(month)
    course = go_on(firm, YEAR, luck, arrivals=arrivals)
    new = slice(len(now), None)
    assert not course.active[:month, new].any()
    assert course.active[month, new].all()
    assert (course.visits[month, new] == 1).all()
    assert course.visits[month + 1 :, new].max() > 1
    assert 0 < course.left[:, new].sum() < NEW
    old = course.active[0] & (arrivals.month < 0)
    assert course.staying() == pytest.approx(
        1 - course.left[:, course.active[0]].any(axis=0).mean()
    )
    assert old.sum() == len(now)


@pytest.mark.parametrize("sector", SECTORS)
def test_newcomers_are_like_the_generators(sector: str) -> None:
    company = Company(sector, 11)
    now = today(company)
    firm = with_newcomers(now, 3000)
    new = slice(len(now), None)
    truth = company.truth
    first = truth[truth["month"] > "2024-01-01"].groupby("customer_id").head(1)
    joined = company.customers.set_index("customer_id")["joined_on"]
    first = first[first["customer_id"].map(joined) >= "2024-02-01"]
    course = go_on(
        firm,
        [AS_BEFORE],
        draw_luck(firm, 1),
        arrivals=Arrivals(np.where(np.arange(len(firm)) < len(now), -1, 0), np.zeros(len(firm))),
    )
    assert course.satisfaction[0, new].mean() == pytest.approx(
        first["satisfaction_felt"].mean(), abs=3
    )
    assert firm.baseline[new].mean() < now.baseline.mean(), "who stayed likes the firm better"
    assert len(set(firm.number)) == len(firm)
    for each in ("segment", "branch"):
        assert set(np.unique(getattr(firm, each)[new])) == set(np.unique(getattr(now, each)))


def test_other_newcomers_come_when_asked() -> None:
    now = today(demo())
    one, same, other = (with_newcomers(now, 50, again) for again in (0, 0, 1))
    assert np.array_equal(one.baseline, same.baseline)
    assert not np.array_equal(one.baseline, other.baseline)


def test_too_much_hope_disappoints_at_first_and_is_forgotten() -> None:
    now, firm, luck, arrivals = joining(0)
    new = slice(len(now), None)
    hoping = joining(0, hope=20.0)[3]
    plain = go_on(firm, YEAR, luck, arrivals=arrivals)
    let_down = go_on(firm, YEAR, luck, arrivals=hoping)
    gap = (plain.satisfaction - let_down.satisfaction)[:, new].mean(axis=1)
    assert gap[0] == pytest.approx(10, abs=1), "one visit replaces half of the old feeling"
    assert 0 < gap[-1] < gap[0] / 3
    assert let_down.left[:, new].sum() >= plain.left[:, new].sum()
    old = slice(0, len(now))
    assert np.array_equal(plain.satisfaction[:, old], let_down.satisfaction[:, old])


def test_luck_of_some_months_is_a_part_of_the_whole() -> None:
    luck = draw_luck(today(demo()), 6)
    part = luck.months(2, 5)
    for each in fields(luck):
        assert np.array_equal(getattr(part, each.name), getattr(luck, each.name)[2:5])
