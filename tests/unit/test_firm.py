from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest
from scipy import stats

from cem_workbook.cases.firm import AS_BEFORE, Conditions, draw_luck, go_on, poisson_counts, survey
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
