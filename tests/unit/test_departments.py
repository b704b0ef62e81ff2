"""Four windows onto a customer, and two years by rules: recounted by hand, and over 100 firms."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cem_workbook.cases import windows
from cem_workbook.cases.departments import (
    ALL,
    CALLS,
    EACH_BY_ITSELF,
    EXPLAIN,
    MAKE_GOOD,
    MONTHS,
    NOBODY,
    NOT_COMPLAINED,
    NOT_SORE,
    OFFERS,
    USUAL,
    After,
    Messages,
    Rules,
    Start,
    carry_on,
    start,
)
from cem_workbook.cases.firm import AS_BEFORE, go_on
from cem_workbook.cases.windows import (
    CLASHES,
    DEPARTMENTS,
    SERVICE,
    TODAY,
    everybody,
    feelings,
    feels,
    hit_in_2025,
    story,
    visible,
    worth_a_look,
)
from cem_workbook.data import SECTORS, Company
from cem_workbook.data.assumed import assumptions
from cem_workbook.data.company import TABLES

COMPANIES = [Company("bank", 31), Company("insurer", 3), Company("phone shop", 7), Company("restaurant", 11)]  # fmt: skip
each_company = pytest.mark.parametrize("company", COMPANIES, ids=lambda c: c.sector)
NAMES = [clash.name for clash in CLASHES]


def lived(sector: str, seed: int) -> Company:
    """Return a company with its tables: its two years are lived once, not anew for each table."""
    company = Company(sector, seed)
    for name in TABLES:
        getattr(company, f"_{name}")
    return company


# --- the four windows


@each_company
@pytest.mark.parametrize("day", [TODAY, pd.Timestamp("2025-03-31")], ids=["today", "march"])
def test_the_windows_are_a_recount_of_the_tables(company: Company, day: pd.Timestamp) -> None:
    seen = everybody(company, day)
    purchases, tickets, surveys = company.purchases, company.tickets, company.surveys
    gone = company.customers.set_index("customer_id")["left_on"] <= day
    assert not gone[seen.index].any()
    for who in [*seen.index[::160], *seen.index[seen["sore"]][:6]]:
        row = seen.loc[who]
        bought = purchases[(purchases["customer_id"] == who) & (purchases["date"] <= day)]
        days = (day - bought["date"]).dt.days
        assert row["bought"] == (days < 365).sum()
        assert row["month"] == pytest.approx(bought.loc[days < 30, "amount"].sum())
        margin = (bought["amount"] - bought["cost"])[days < 365].sum()
        assert row["margin"] == pytest.approx(margin)
        mine = tickets[(tickets["customer_id"] == who) & (tickets["opened_on"] <= day)]
        still = [pd.isna(end) or end > day for end in mine["closed_on"]]
        assert row["open"] == any(still)
        ago = [
            (day - t.closed_on).days
            for t in mine.itertuples()
            if t.outcome == "denied" and t.closed_on <= day
        ]
        assert row["sore"] == (any(still) or any(days < 60 for days in ago))
        assert np.isnan(row["refused"]) if not ago else row["refused"] == min(ago)
        asked = surveys[(surveys["customer_id"] == who) & (surveys["asked_on"] <= day)]
        assert np.isnan(row["asked"]) == asked.empty
        if len(asked):
            assert row["answered"] == asked.iloc[-1]["answered"]
            recent = asked[(day - asked["asked_on"]).dt.days < 365]
            assert row["silent"] == (len(recent) > 0 and not recent["answered"].any())


@each_company
def test_each_department_decides_by_its_own_table_alone(company: Company) -> None:
    """Customers whom one table shows alike get the same step, whatever the others hold."""
    seen = everybody(company)
    assert (seen["sales"] == windows.OFFER).equals(seen["last"] <= windows.QUARTER)
    assert (seen["service"] == windows.CLOSE).equals(seen["open"])
    assert (seen["billing"] == windows.BILL).equals(seen["month"] > 0)
    asked = seen["asked"] <= windows.QUARTER
    assert (seen["marketing"] == windows.ASK).equals(~asked)
    assert (seen["marketing"] == windows.REMIND).equals(asked & ~seen["answered"])


@given(st.sets(st.sampled_from(DEPARTMENTS)))
def test_a_clash_can_be_seen_only_from_both_windows(joined: set[str]) -> None:
    seen = visible(frozenset(joined))
    assert len(seen) == sum(set(clash.between) <= joined for clash in CLASHES)
    if len(joined) < 2:
        assert not seen
    for more in DEPARTMENTS:  # joining one more table hides nothing
        assert set(seen) <= set(visible(frozenset({*joined, more})))


@each_company
def test_the_table_of_service_shows_the_most(company: Company) -> None:
    hit = hit_in_2025(company)

    def found(joined: tuple[str, ...]) -> int:
        names = [clash.name for clash in visible(joined)]
        return int(hit[names].any(axis=1).sum())

    every = found(DEPARTMENTS)
    without = {name: found(tuple(d for d in DEPARTMENTS if d != name)) for name in DEPARTMENTS}
    assert min(without, key=without.get) == SERVICE
    assert without[SERVICE] < every / 4
    assert 0.15 < every / len(hit) < 0.45, "a part of the customers, and not all"
    assert found(DEPARTMENTS[:2]) <= every


@each_company
def test_today_is_one_of_the_days_that_the_year_counts(company: Company) -> None:
    hit, today = hit_in_2025(company), everybody(company)
    assert set(today.index) <= set(hit.index)
    for name in NAMES:
        assert (hit.loc[today.index, name] | ~today[name]).all()
        assert hit[name].any(), name


@pytest.mark.parametrize("sector", SECTORS)
def test_there_is_always_somebody_worth_a_look(sector: str) -> None:
    for seed in range(12):
        company = lived(sector, seed)
        first, second, *others = worth_a_look(company)
        today = everybody(company)
        assert today.loc[first, NAMES].sum() >= 3
        # whose face is to show what four right steps come to must not smile
        felt = feels(company)
        assert felt[first] < 50
        others_hurt = today["bill_clash"] & today["best"] & today["survey_clash"]
        others_hurt &= today["refused"] < windows.SORE_DAYS
        assert felt[first] == felt[today.index[others_hurt]].min()
        assert today.loc[second, NAMES].sum() == 0
        assert len({first, second, *others}) == 2 + len(others) >= 6
        assert today.loc[[first, *others], "open"].any(), "one complaint is still open"


@pytest.mark.parametrize("sector", SECTORS)
def test_the_freshly_refused_feel_worse_than_the_others(sector: str) -> None:
    for seed in range(12):
        company = lived(sector, seed)
        seen, average = everybody(company), feelings(company)
        assert average.refused < average.everybody - 5
        assert average.refused < average.made_good - 5
        end = company.truth[company.truth["month"] == company.truth["month"].max()]
        felt = end[end["active"]].set_index("customer_id")["satisfaction_felt"]
        assert average.everybody == pytest.approx(felt[felt.index.isin(seen.index)].mean())
        fresh = set(seen.index[seen["refused"] < 60])
        assert average.refused == pytest.approx(felt[felt.index.isin(fresh)].mean())


@each_company
def test_a_story_is_all_that_the_tables_hold(company: Company) -> None:
    for who in worth_a_look(company)[:4]:
        events = story(company, who)
        assert [e.ago for e in events] == sorted((e.ago for e in events), reverse=True)
        tables = (company.purchases, company.tickets, company.surveys)
        assert len(events) == sum((t["customer_id"] == who).sum() for t in tables)
        paid = sum(event.crowns for event in events if event.kind == windows.PURCHASE)
        mine = company.purchases[company.purchases["customer_id"] == who]
        assert paid == pytest.approx(mine["amount"].sum())
        assert all(0 <= event.until <= event.ago for event in events)
        assert len(story(company, who, days=100)) == sum(event.ago < 100 for event in events)


# --- two years by rules


@cache
def begin(sector: str = "bank", seed: int = 31) -> Start:
    return start(Company(sector, seed))


NO_EFFECT = replace(USUAL, offer_lift=0.0, offer_cost=0.0, offer_pain=0.0, survey_pain=0.0, bill_pain=0.0)  # fmt: skip


@pytest.mark.parametrize("sector", SECTORS)
def test_messages_without_effect_leave_the_common_model_alone(sector: str) -> None:
    first = begin(sector, 31)
    course = go_on(first.firm, [AS_BEFORE] * MONTHS, first.luck)
    for offers in OFFERS:
        after = carry_on(first, Rules(offers, letters_wait=True), NO_EFFECT)
        assert after.margin == pytest.approx(course.margin.sum())
        assert after.staying == after.customers - course.left.sum()
        assert after.net == after.margin


def test_the_same_rules_give_the_same_and_another_luck_another() -> None:
    assert carry_on(begin(), EACH_BY_ITSELF) == carry_on(begin(), Rules())
    other = start(Company("bank", 31), again=1)
    assert carry_on(other, EACH_BY_ITSELF) != carry_on(begin(), EACH_BY_ITSELF)


rules = st.builds(
    Rules, st.sampled_from(OFFERS), st.booleans(), st.sampled_from(CALLS), st.floats(0, 400)
)


@settings(max_examples=25, deadline=None)
@given(rules)
def test_what_an_outcome_must_be(plan: Rules) -> None:
    after = carry_on(begin(), plan)
    assert 0 < after.staying <= after.customers == len(begin().firm)
    assert 0 <= after.hurt <= after.customers
    assert after.net == pytest.approx(after.margin - after.offers - after.calls - after.made_good)
    assert (after.called > 0) == (after.calls > 0)
    if plan.call == NOBODY:
        assert after.called == 0
    if plan.call != MAKE_GOOD:
        assert after.made_good == 0
    if plan.letters_wait and plan.offers != ALL:
        assert after.hurt == 0, "nobody writes while a refusal is fresh"


@pytest.mark.parametrize("call", [EXPLAIN, MAKE_GOOD])
def test_the_higher_the_line_the_fewer_are_called(call: str) -> None:
    called = [
        carry_on(begin(), Rules(NOT_SORE, True, call, least)).called for least in (0, 50, 150, 400)
    ]
    assert called == sorted(called, reverse=True)
    assert called[0] > called[-1] > 0


def test_a_call_costs_what_the_model_says() -> None:
    dear = replace(USUAL, call_cost=40.0)
    after = carry_on(begin(), Rules(NOT_SORE, True, EXPLAIN), dear)
    assert after.calls == 40.0 * after.called


PLANS = {
    "alone": EACH_BY_ITSELF,
    "hold": Rules(NOT_SORE, letters_wait=True),
    "silence": Rules(NOT_COMPLAINED, letters_wait=True),
    "call all": Rules(NOT_SORE, True, EXPLAIN),
    "call some": Rules(NOT_SORE, True, EXPLAIN, 100.0),
    "pay all": Rules(NOT_SORE, True, MAKE_GOOD),
}
SEEDS = range(25)


@cache
def results(sector: str) -> dict[str, list[After]]:
    found: dict[str, list[After]] = {name: [] for name in PLANS}
    for seed in SEEDS:
        first = start(lived(sector, seed))
        for name, plan in PLANS.items():
            found[name].append(carry_on(first, plan))
    return found


def share(sector: str, better: str, worse: str, what: str = "net") -> float:
    pairs = zip(results(sector)[better], results(sector)[worse], strict=True)
    return float(np.mean([getattr(a, what) > getattr(b, what) for a, b in pairs]))


@pytest.mark.parametrize("sector", SECTORS)
def test_what_the_lesson_says_holds_in_nine_of_ten_firms(sector: str) -> None:
    assert share(sector, "hold", "alone") >= 0.9, "waiting beats each by itself"
    assert share(sector, "hold", "silence") >= 0.9, "silence for all costs sales"
    assert share(sector, "call some", "hold") >= 0.9, "solve first, then offer, is best"
    assert share(sector, "call some", "alone") >= 0.9
    assert share(sector, "alone", "pay all") >= 0.9, "no rule wins on everything: this one costs"
    assert share(sector, "pay all", "hold", "staying") >= 0.9, "and it keeps the most"
    # the rule that suggests itself loses even to doing nothing
    assert share(sector, "alone", "silence") >= 0.6
    # and the page says it: manners are worth about a per cent, not a fortune
    net = {name: np.mean([after.net for after in results(sector)[name]]) for name in PLANS}
    assert 0.003 < (net["call some"] - net["alone"]) / net["alone"] < 0.03


@pytest.mark.parametrize("sector", SECTORS)
def test_other_assumptions_make_other_rules_win(sector: str) -> None:
    """The page lets a call cost 30 crowns, then an offer bring nothing, and asks who wins now."""

    def mean_of(plan: str, messages: Messages) -> float:
        return float(
            np.mean([carry_on(begin(sector, seed), PLANS[plan], messages).net for seed in range(4)])
        )

    dear, useless = replace(USUAL, call_cost=30.0), replace(USUAL, offer_lift=0.0)
    assert mean_of("hold", dear) > mean_of("call all", dear)
    assert mean_of("silence", useless) > mean_of("hold", useless)
    assert mean_of("silence", useless) > mean_of("alone", useless)


def test_every_number_of_the_model_says_where_it_comes_from() -> None:
    for each in assumptions(Messages()):
        assert each.origin in {"assumed; in no source", "invented"}
        assert each.low <= each.value <= each.high
        assert np.isfinite([each.low, each.high]).all()
