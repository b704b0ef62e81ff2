"""The self-assessment: its statements, its rules, and whether it finds firms as they were built."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from functools import cache

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cem_workbook.course import NOTEBOOKS, PAGES
from cem_workbook.data.assumed import assumptions
from cem_workbook.data.shipped import load_shipped
from cem_workbook.frameworks import respondents
from cem_workbook.frameworks.actions import ACTIONS, actions_for
from cem_workbook.frameworks.assessment import (
    HOLDS,
    POINTS,
    Sheet,
    gaps,
    standing,
    standing_of,
    step_points,
    t_quantile,
)
from cem_workbook.frameworks.lessons import LESSONS
from cem_workbook.frameworks.respondents import BUILDS, SAMPLE, Found, as_sheets, roles_of, try_out
from cem_workbook.frameworks.statements import (
    FRONT,
    IDS,
    LEVELS,
    MANAGER,
    ROLES,
    STATEMENTS,
)
from cem_workbook.frameworks.steps import STEPS


def sheet(*steps: int | None, role: str = MANAGER) -> Sheet:
    """Return the answers of somebody who gives all four statements of a step the same level."""
    return Sheet(role, {s.id: steps[[x.key for x in STEPS].index(s.step)] for s in STATEMENTS})


# -- the statements


def test_each_step_has_four_statements_for_both_places() -> None:
    assert Counter(s.step for s in STATEMENTS) == {step.key: 4 for step in STEPS}
    assert [s.step for s in STATEMENTS] == [step.key for step in STEPS for _ in range(4)]
    assert len(set(IDS)) == len(IDS) == 16
    for statement in STATEMENTS:
        assert re.fullmatch("[a-z]+", statement.id)
        assert set(statement.asks) == set(statement.seen) == set(ROLES)
        assert statement.asks[MANAGER] != statement.asks[FRONT]
        for role in ROLES:
            assert len(set(statement.seen[role])) == len(LEVELS)
            assert max(map(len, statement.seen[role])) < 95, "it stands on one line or two"


def test_no_level_asks_for_an_opinion() -> None:
    words = " ".join(t for s in STATEMENTS for role in ROLES for t in (*s.seen[role], s.asks[role]))
    assert not re.search(r"\b(agree[sd]? with|should|ought|good|bad|important|very)\b", words, re.I)


def test_statements_and_actions_lead_to_pages_of_the_course() -> None:
    numbers = {page.number for page in PAGES}
    assert {s.page for s in STATEMENTS} | {a.page for a in ACTIONS} <= numbers
    assert {a.lesson for a in ACTIONS} == set(LESSONS), "every lesson is good for something"
    for step in STEPS:
        assert len(actions_for(step.number)) == 2


# -- the rules


@pytest.mark.parametrize(
    ("levels", "step", "leap"),
    [
        ((0, 0, 0, 0), 0, None),
        ((2, 1, 1, 0), 1, None),
        ((3, 2, 1, 0), 2, None),
        ((2, 2, 2, 1), 3, None),
        ((3, 3, 3, 3), 4, None),
        ((3, 1, 2, 0), 1, (2, (3,))),
        ((1, 3, 1, 2), 0, (1, (4,))),
        ((1, 0, 3, 3), 0, (2, (3, 4))),
        ((2, 2, 1, 3), 2, None),  # a hole higher up
        ((1, 3, 1, 1), 0, None),  # step 2 alone
    ],
)
def test_placing_and_leap(levels: tuple[int, ...], step: int, leap: tuple | None) -> None:
    for sheets in ([sheet(*levels)], [sheet(*levels), sheet(*levels, role=FRONT)] * 3):
        found = standing(sheets)
        assert found.step == step
        assert (found.leap and (found.leap.weak, found.leap.high)) == leap
        for score, level in zip(found.scores, levels, strict=True):
            assert score.value == pytest.approx(POINTS * level)
            assert score.holds == (score.value >= HOLDS)
            assert score.interval[0] <= score.value <= score.interval[1]
            assert score.interval[1] > score.interval[0], "rounding alone leaves a width"


def test_a_leap_needs_fifteen_points() -> None:
    near = {**sheet(2, 1, 1, 0).levels, **dict(zip(("trust", "delight"), (2, 2), strict=True))}
    near |= {"ask": 2}
    found = standing([Sheet(MANAGER, near)])
    assert found.scores[1].value == pytest.approx(41.67, abs=0.01)
    assert found.scores[2].value == pytest.approx(50)
    assert found.leap is None
    assert standing([Sheet(MANAGER, near | {"ask": 1})]).leap is not None


def test_what_one_cannot_know_counts_nothing() -> None:
    levels = dict(sheet(3, 3, 0, 0).levels)
    some = {**levels, "know": None, "best": None}
    assert standing([Sheet(MANAGER, some)]).scores[0].value == pytest.approx(100)
    found = standing([Sheet(MANAGER, {**some, "whole": None})])
    assert math.isnan(found.scores[0].value)
    assert found.scores[0].interval == (0.0, 100.0)
    assert found.step is None
    assert (
        standing([Sheet(MANAGER, {**levels, **dict.fromkeys(("life", "new", "trial"))})]).step == 2
    )


def test_without_any_answers_nothing_is_said() -> None:
    for sheets in ([], [Sheet(MANAGER, {})]):
        found = standing(sheets)
        assert found.step is None and found.leap is None and found.weakest is None
        assert found.between == (0, 4)
        assert all(math.isnan(v) for v in found.levels.values())


def test_each_role_counts_half_once_it_has_three_people() -> None:
    high, low = sheet(3, 3, 3, 3), sheet(0, 0, 0, 0, role=FRONT)
    assert standing([high] * 9 + [low] * 3).scores[0].value == pytest.approx(50)
    assert standing([high] * 10 + [low] * 2).scores[0].value == pytest.approx(100 * 10 / 12)


def test_the_step_to_work_on_is_the_lowest_that_does_not_hold() -> None:
    assert standing([sheet(3, 1, 0, 0)]).weakest.number == 2
    assert standing([sheet(3, 2, 3, 3)]).weakest.number == 2
    assert standing([sheet(1, 0, 3, 3)]).weakest.number == 1


def test_the_gap_is_the_textbooks_two_sample_interval() -> None:
    group = respondents.sample(1)
    person, managers = step_points(group), roles_of(12)
    for i, gap in enumerate(gaps(as_sheets(group))):
        one, other = person[managers, i], person[~managers, i]
        error = math.sqrt(one.var(ddof=1) / 6 + other.var(ddof=1) / 6)
        assert gap.value == pytest.approx(one.mean() - other.mean())
        assert gap.interval[1] - gap.value == pytest.approx(t_quantile(10) * error)
        assert gap.sure == (abs(gap.value) > t_quantile(10) * error)
    assert round(t_quantile(10), 3) == 2.228


def test_no_gap_is_shown_of_fewer_than_three_people_of_a_role() -> None:
    people = [sheet(3, 3, 3, 3)] * 2 + [sheet(0, 0, 0, 0, role=FRONT)] * 5
    assert gaps(people) == ()
    assert len(gaps([*people, sheet(3, 3, 3, None)])) == 3, "for step 4 only two speak"


levels_of_many = st.lists(
    st.lists(st.sampled_from([0, 1, 2, 3, None]), min_size=16, max_size=16), min_size=1, max_size=7
)


@settings(max_examples=60)
@given(rows=levels_of_many)
def test_any_answers_give_a_standing_that_hangs_together(rows) -> None:
    sheets = [Sheet(ROLES[i % 2], dict(zip(IDS, row, strict=True))) for i, row in enumerate(rows)]
    found = standing(sheets)
    again = standing(sheets[::-1])
    for score, other in zip(found.scores, again.scores, strict=True):
        assert score.value == pytest.approx(other.value, nan_ok=True)
        assert score.interval == pytest.approx(other.interval)
        if not math.isnan(score.value):
            assert 0 <= score.interval[0] <= score.value + 1e-9 <= score.interval[1] + 2e-9 <= 100.1
    if found.step is not None:
        assert found.between[0] <= found.step <= found.between[1]
    if found.leap:
        low, high = found.scores[found.leap.weak - 1], found.scores[found.leap.high[0] - 1]
        assert not low.holds and high.holds and found.leap.apart >= 15


# -- firms whose place is known


@cache
def tried() -> dict[tuple[str, int], Found]:
    return {(build, n): try_out(build, n) for build in BUILDS for n in (1, 3, 6, 12)}


def placed_right(people: int) -> list[int]:
    return [tried()[f"step {step}", people].placed[step] for step in range(5)]


def falsely(people: int) -> list[int]:
    return [tried()[f"step {step}", people].leaps for step in range(5)]


def test_twelve_people_place_a_firm_where_it_was_built() -> None:
    assert min(placed_right(12)) >= 95


def test_twelve_people_find_the_leap_and_hardly_ever_one_that_is_not_there() -> None:
    assert tried()["leap", 12].leaps >= 95
    assert max(falsely(12)) <= 5


def test_more_people_find_more() -> None:
    for few, many in ((1, 3), (3, 6), (6, 12)):
        assert sum(placed_right(few)) < sum(placed_right(many))
        assert tried()["leap", few].leaps <= tried()["leap", many].leaps
        assert max(falsely(few)) >= max(falsely(many))


def test_luck_and_strictness_stay_in() -> None:
    strict = respondents.Habits(strict=1.2)
    assert try_out("step 2", 12, strict).placed[2] < tried()["step 2", 12].placed[2]
    assert len({str(respondents.group("step 2", 12, i)) for i in range(5)}) == 5


def test_what_the_page_says_of_how_many_to_ask() -> None:
    text = page_text()
    for people in (1, 3, 6, 12):
        right = placed_right(people)
        row = (
            f"| {people} | {min(right)} to {max(right)} | {tried()['leap', people].leaps} | "
            f"up to {max(falsely(people))} |"
        )
        assert row in text, row


def page_text() -> str:
    cells = json.loads((NOTEBOOKS / "10_where_do_we_stand.ipynb").read_text("utf-8"))["cells"]
    return "".join("".join(cell["source"]) for cell in cells)


@pytest.mark.parametrize(
    ("people", "least"), [(1, 0.82), (2, 0.94), (3, 0.93), (6, 0.93), (12, 0.92)]
)
def test_the_bands_hold_the_truth_about_as_often_as_they_say(people: int, least: float) -> None:
    """The truth is what very many people of the same firm would answer; of one person the band
    knows nothing of strictness, and so it holds the truth less often."""
    inside = [
        low <= truth <= high for firm in range(200) for (low, high), truth in _bands(firm, people)
    ]
    assert np.mean(inside) >= least


@cache
def _many(firm: int) -> tuple[np.ndarray, np.ndarray]:
    """Return what 600 people answer about a firm, and the firm's own draws."""
    solid = BUILDS["leap"][firm % 6] if firm % 2 else BUILDS[f"step {firm // 2 % 5}"][0]
    return respondents.answers(solid, 600, np.random.default_rng([9, firm])), roles_of(600)


def _bands(firm: int, people: int) -> list[tuple[tuple[float, float], float]]:
    answers, managers = _many(firm)
    points = step_points(answers)
    half = [np.nanmean(points[who], axis=0) for who in (managers, ~managers)]
    chosen = np.random.default_rng([3, firm, people]).permutation(300)[:people]
    rows = 2 * chosen + np.arange(people) % 2  # every second one a manager
    share = (np.arange(people) % 2).mean() if people < 6 else 0.5
    truth = share * half[0] + (1 - share) * half[1]
    found = standing_of(answers[rows], managers[rows])
    return [
        (score.interval, t) for score, t in zip(found.scores, truth, strict=True) if score.people
    ]


# -- the sample


def test_the_file_is_what_the_generator_makes() -> None:
    file = load_shipped("assessments")
    assert list(file.columns) == ["firm", "person", "role", *IDS]
    for firm in range(1, len(SAMPLE) + 1):
        here = file[file["firm"] == firm]
        assert here["person"].tolist() == list(range(1, 13))
        assert (here["role"] == MANAGER).tolist() == roles_of(12).tolist()
        pd.testing.assert_frame_equal(
            here[list(IDS)].reset_index(drop=True),
            pd.DataFrame(respondents.sample(firm), columns=list(IDS)),
            check_dtype=False,
        )


def test_every_step_of_the_sample_lies_clearly_on_its_side() -> None:
    for firm, solid in enumerate(SAMPLE, start=1):
        group = respondents.sample(firm)
        assert not np.isnan(step_points(group)).any(), "everybody speaks for every step"
        for score in standing_of(group, roles_of(12)).scores:
            side = 1 if score.number in solid else -1
            assert side * (score.value - HOLDS) >= 8


def test_all_that_is_assumed_is_said_to_be_invented() -> None:
    for each in assumptions(respondents.USUAL):
        assert each.origin == "invented"
        assert each.low <= each.value <= each.high and each.meaning and each.unit
