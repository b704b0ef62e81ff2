from __future__ import annotations

import re
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cem_workbook.data import model
from cem_workbook.data.assumed import assumptions
from cem_workbook.data.model import DEFAULT, DENIED, EXPLAINED, MADE_GOOD, SILENT, Coefficients

points = st.floats(0, 100)
skills = st.floats(-3, 3)
normal = st.floats(-4, 4)
waits = st.floats(0, 10)


@given(waits, waits, st.booleans(), normal)
def test_a_longer_wait_is_never_easier(a: float, b: float, trouble: bool, noise: float) -> None:
    short, long = sorted((a, b))
    low, high = model.effort_felt([short, long], trouble, noise)
    assert 0 <= low <= high <= 100


@given(points, points, points, skills, normal)
def test_effort_and_trouble_lower_what_a_visit_leaves(
    baseline: float, a: float, b: float, skill: float, noise: float
) -> None:
    easy, hard = sorted((a, b))
    best, worse = model.experience(baseline, [easy, hard], skill, False, noise)
    troubled = model.experience(baseline, easy, skill, True, noise)
    assert worse <= best
    assert troubled == pytest.approx(best - DEFAULT.trouble_pain)


@given(points, points, st.integers(0, 20))
def test_memory_moves_towards_the_latest_visit_and_not_past_it(
    old: float, latest: float, visits: int
) -> None:
    now = float(model.remember(old, latest, visits))
    assert min(old, latest) - 1e-9 <= now <= max(old, latest) + 1e-9
    assert float(model.remember(old, latest, 0)) == pytest.approx(old)
    one_by_one = old
    for _ in range(visits):
        one_by_one = float(model.remember(one_by_one, latest, 1))
    assert now == pytest.approx(one_by_one)


@given(points, points, st.floats(0, 1))
def test_feelings_fade_towards_normal(old: float, usual: float, share: float) -> None:
    now = float(model.fade(old, usual, share))
    assert abs(now - usual) == pytest.approx(abs(old - usual) * (1 - share))


@given(st.integers(0, 60), st.integers(0, 60))
def test_made_good_beats_explained_beats_denied_and_sooner_beats_later(a: int, b: int) -> None:
    soon, late = sorted((a, b))
    outcomes = [MADE_GOOD, EXPLAINED, DENIED]
    good, explained, denied = model.recovery(outcomes, soon)
    assert good > explained > denied
    assert (model.recovery(outcomes, late) <= model.recovery(outcomes, soon)).all()
    assert model.recovery(SILENT, late) == 0


def test_a_denied_complaint_is_worse_than_silence_and_quick_amends_nearly_undo_the_pain() -> None:
    assert model.recovery(DENIED, 0) < 0
    effort = DEFAULT.effort_trouble * DEFAULT.less_for_effort
    undone = float(model.recovery(MADE_GOOD, 3)) / (DEFAULT.trouble_pain + effort)
    assert 0.8 < undone < 1.2


@given(skills, skills)
def test_skill_and_authority_help(a: float, b: float) -> None:
    low, high = sorted((a, b))
    pair = [low, high]
    for falls in (
        model.trouble_chance(0.1, pair),
        model.handling_days(pair, 0.0),
        model.further_contacts(pair),
        model.denied_chance(pair),
    ):
        assert falls[0] >= falls[1]
    good = model.made_good_chance(pair, False)
    assert good[0] <= good[1]
    assert (model.made_good_chance(pair, True) > good).all()


@given(points, points, points, points, st.floats(-6, -2))
def test_the_dissatisfied_and_the_tired_leave(
    a: float, b: float, c: float, d: float, leaving: float
) -> None:
    (low, high), (easy, hard) = sorted((a, b)), sorted((c, d))
    content, cross = model.leaving_chance([high, low], easy, leaving)
    assert 0 < content <= cross < 1
    assert model.leaving_chance(high, hard, leaving) >= content


def test_in_the_middle_of_both_scales_the_chance_of_leaving_is_the_sectors_own() -> None:
    chance = model.leaving_chance(DEFAULT.usual_satisfaction, DEFAULT.usual_effort, -4.0)
    assert chance == pytest.approx(1 / (1 + np.exp(4.0)))
    assert model.visits_factor(DEFAULT.usual_satisfaction) == 1
    assert model.spend_factor(DEFAULT.usual_satisfaction) == 1


@given(points, points, normal)
def test_answers_stay_on_their_scales_and_follow_the_feeling(
    a: float, b: float, noise: float
) -> None:
    pair = np.sort([a, b])
    recommend = model.recommend_answer(pair, noise)
    satisfied = model.satisfaction_answer(pair, noise)
    easy = model.effort_answer(pair, noise)
    assert 0 <= recommend[0] <= recommend[1] <= 10
    assert 1 <= satisfied[0] <= satisfied[1] <= 5
    assert 7 >= easy[0] >= easy[1] >= 1  # more effort felt, lower answer: 7 is very easy


def test_every_answer_can_be_given() -> None:
    feelings = np.linspace(0, 100, 1001)
    assert set(model.recommend_answer(feelings, 0)) == set(range(11))
    assert set(model.satisfaction_answer(feelings, 0)) == set(range(1, 6))
    assert set(model.effort_answer(feelings, 0)) == set(range(1, 8))


@given(st.floats(0, 40), normal)
def test_strong_feelings_answer_more_often(distance: float, readiness: float) -> None:
    middle = DEFAULT.usual_satisfaction
    below, at, above = model.answering_chance(
        [middle - distance, middle, middle + distance], readiness
    )
    assert below == pytest.approx(above)
    assert below >= at


@given(st.lists(points, min_size=1, max_size=20), st.floats(0, 30))
def test_pleased_customers_bring_newcomers(feelings: list[float], gain: float) -> None:
    now = np.array(feelings)
    there = np.ones(len(now), dtype=bool)
    before = model.recommended_share(now, there)
    assert DEFAULT.found_anyway <= before <= model.recommended_share(now + gain, there) <= 1
    assert model.recommended_share(now, ~there) == pytest.approx(DEFAULT.found_anyway)


def everything(k: Coefficients) -> list[np.ndarray]:
    """Every function of the model at places where every coefficient has a say."""
    feelings = np.array([20.0, 45.0, 71.0, 90.0])
    skill = np.array([-1.0, 0.0, 0.7, 1.5])
    noise = np.array([-1.2, 0.4, 0.9, 1.6])
    trouble = np.array([0, 1, 0, 1])
    days = np.array([2, 50, 7, 40])
    return [
        model.effort_felt([0.2, 0.9, 1.3, 2.0], trouble, noise, k),
        model.experience(feelings, feelings, skill, trouble, noise, k),
        model.remember(feelings, 50.0, 2, k),
        model.fade(feelings, 50.0, k.fading),
        model.fade(feelings, 50.0, k.effort_fading),
        model.trouble_chance(0.1, skill, k),
        np.array(model.complaint_chance(k)),
        model.handling_days(skill - 5, 4 * noise, k),
        model.further_contacts(skill, k),
        model.made_good_chance(skill, trouble, k),
        model.denied_chance(skill, k),
        model.recovery([SILENT, MADE_GOOD, EXPLAINED, DENIED], days, k),
        model.leaving_chance(feelings, feelings, -4.0, k),
        model.visits_factor(feelings, k),
        model.spend_factor(feelings, k),
        model.recommend_answer(np.arange(101.0), 0.3, k),
        model.satisfaction_answer(np.arange(101.0), 0.3, k),
        model.effort_answer(np.arange(101.0), 0.3, k),
        model.answering_chance(feelings, 0.2, k),
        model.recommended_share(feelings, feelings > 0, k),
    ]


# The effort of coming back is added up by the company's life, not by a function of the model.
@pytest.mark.parametrize(
    "name",
    [f.name for f in fields(Coefficients) if f.name not in ("effort_contact", "taste")],
)
def test_no_coefficient_is_idle(name: str) -> None:
    changed = replace(DEFAULT, **{name: getattr(DEFAULT, name) * 1.3})
    pairs = zip(everything(DEFAULT), everything(changed), strict=True)
    assert any(not np.array_equal(before, after) for before, after in pairs)


def test_every_coefficient_says_what_it_is_and_where_it_comes_from() -> None:
    listed = assumptions(replace(DEFAULT, memory=0.9))
    assert [each.name for each in listed] == [f.name for f in fields(Coefficients)]
    assert {each.name: each.value for each in listed}["memory"] == 0.9
    for each in listed:
        assert each.unit
        assert each.meaning
        origin = r"assumed; in no source|invented: .+|direction \[00\d · [^\]]+\]; size invented"
        assert re.fullmatch(origin, each.origin), each


def test_functions_leave_their_arguments_alone_and_keep_their_shape() -> None:
    feelings = np.full((3, 4), 55.0)
    feelings.setflags(write=False)
    for result in (
        model.effort_felt(feelings / 10, feelings > 50, feelings / 50),
        model.experience(feelings, feelings, 0.0, False, 0.0),
        model.remember(feelings, feelings, 1),
        model.leaving_chance(feelings, feelings, -4.0),
        model.recommend_answer(feelings, 0.0),
        model.recovery(np.full((3, 4), DENIED), feelings),
    ):
        assert result.shape == feelings.shape
