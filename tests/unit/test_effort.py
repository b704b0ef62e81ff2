"""Customer effort: the average, its direction, the ease, the interval, groups and periods."""

from __future__ import annotations

import datetime as dt
import math
import statistics

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from cem_workbook.errors import BadInput
from cem_workbook.metrics import Dropped, ces, ces_by, ces_over_time, csat, to_ease, wilson
from tests.unit.test_nps import KINDS, TABLES, as_date, every_table, listed

OTHER = {"easy": "hard", "hard": "easy"}
directions = st.sampled_from(["easy", "hard"])
answers_1_to_7 = st.lists(st.integers(1, 7), min_size=1, max_size=60)


@st.composite
def surveys(draw):
    """A scale with its direction, and answers on it."""
    low = draw(st.integers(-5, 5))
    high = low + draw(st.integers(1, 10))
    answers = draw(st.lists(st.integers(low, high), min_size=1, max_size=40))
    return answers, {"low": low, "high": high, "high_is": draw(directions)}


# --- the number and its direction -------------------------------------------------------------


def test_the_two_published_scales():
    """CES 2.0: 1 to 7, high is easy; the version of 2010: 1 to 5, high is hard (facts, 5)."""
    new = ces([7, 7, 6, 5, 4, 1], high_is="easy")
    assert new.value == pytest.approx(5)
    assert new.ease == pytest.approx(4 / 6)
    assert (new.easy, new.hard, new.n) == (3, 1, 6)
    assert (new.scale, new.high_is, new.confidence) == ((1, 7), "easy", 0.95)
    old = ces([1, 1, 2, 3, 4, 5], high_is="hard", high=5)
    assert old.value == pytest.approx(16 / 6)
    assert old.ease == pytest.approx((5 - 16 / 6) / 4)
    assert (old.easy, old.hard, old.n) == (3, 2, 6)


def test_the_direction_must_be_told():
    with pytest.raises(TypeError, match="high_is"):
        ces([7, 6])
    with pytest.raises(TypeError, match="high_is"):
        to_ease([7, 6])


@pytest.mark.parametrize("end", ["easy", "hard"])
def test_the_ends_of_ease(end):
    assert ces([7, 7, 7], high_is=end).ease == (end == "easy")
    assert ces([1, 1, 1], high_is=end).ease == (end == "hard")
    assert ces([4], high_is=end).ease == 0.5


@given(surveys())
def test_value_counts_and_bounds(survey):
    answers, scale = survey
    result = ces(answers, **scale)
    low, high = result.interval
    assert result.value == pytest.approx(statistics.fmean(answers), abs=1e-12)
    assert scale["low"] <= low <= result.value <= high <= scale["high"]
    assert 0 <= result.ease <= 1
    assert 0 <= result.easy + result.hard <= result.n == len(answers)
    boxes = list(range(scale["low"], scale["high"] + 1))
    size = 2 if len(boxes) >= 4 else 1  # two boxes at each end would meet on a shorter scale
    bottom = sum(answer in boxes[:size] for answer in answers)
    top = sum(answer in boxes[-size:] for answer in answers)
    expected = (top, bottom) if scale["high_is"] == "easy" else (bottom, top)
    assert (result.easy, result.hard) == expected


@given(surveys())
def test_a_scale_turned_round_tells_the_same(survey):
    answers, scale = survey
    ends = scale["low"] + scale["high"]
    one = ces(answers, **scale)
    other = ces([ends - x for x in answers], **{**scale, "high_is": OTHER[scale["high_is"]]})
    assert other.ease == pytest.approx(one.ease, abs=1e-12)
    assert (other.easy, other.hard, other.n) == (one.easy, one.hard, one.n)
    assert other.value == pytest.approx(ends - one.value, abs=1e-12)
    turned = ends - one.interval[1], ends - one.interval[0]
    assert other.interval == pytest.approx(turned, abs=1e-9)


@given(surveys())
def test_the_wrong_direction_turns_the_ease_round(survey):
    answers, scale = survey
    right = ces(answers, **scale)
    wrong = ces(answers, **{**scale, "high_is": OTHER[scale["high_is"]]})
    assert wrong.ease == pytest.approx(1 - right.ease, abs=1e-12)
    assert (wrong.easy, wrong.hard) == (right.hard, right.easy)
    assert (wrong.value, wrong.interval) == (right.value, right.interval)


@given(answers_1_to_7, st.integers(-20, 20), st.integers(1, 5))
def test_the_ease_does_not_depend_on_the_numbers_on_the_boxes(answers, start, step):
    one = ces(answers, high_is="easy")
    moved = [start + step * (answer - 1) for answer in answers]
    other = ces(moved, high_is="easy", low=start, high=start + 6 * step)
    assert other.ease == pytest.approx(one.ease, abs=1e-12)


@given(answers_1_to_7, directions, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(answers, direction, chance):
    shuffled = answers.copy()
    chance.shuffle(shuffled)
    assert ces(shuffled, high_is=direction) == ces(answers, high_is=direction)


@given(answers_1_to_7, directions, st.integers(2, 5))
def test_the_whole_several_times_over_is_the_same_and_surer(answers, direction, times):
    once, more = (ces(answers * k, high_is=direction) for k in (1, times))
    assert (more.value, more.ease) == (once.value, once.ease)
    assert more.interval[0] >= once.interval[0]
    assert more.interval[1] <= once.interval[1]
    unclipped = once.interval[0] > 1 or once.interval[1] < 7
    assert np.ptp(more.interval) < np.ptp(once.interval) or not unclipped


def test_no_answers():
    for result in (ces([], high_is="easy"), ces([None, 8], high_is="easy", invalid="drop")):
        assert math.isnan(result.value)
        assert math.isnan(result.ease)
        assert result.interval == (1, 7)
        assert result.n == result.easy == result.hard == 0


# --- the interval ---------------------------------------------------------------------------


@given(surveys(), st.sampled_from([0.5, 0.8, 0.95, 0.99]))
def test_the_interval_is_students_t(survey, confidence):
    answers, scale = survey
    assume(len(set(answers)) > 1)
    low, high = stats.t.interval(
        confidence, len(answers) - 1, loc=np.mean(answers), scale=stats.sem(answers)
    )
    expected = max(low, scale["low"]), min(high, scale["high"])
    found = ces(answers, **scale, confidence=confidence).interval
    assert found == pytest.approx(expected, abs=1e-9)


def test_one_answer_says_nothing_about_spread():
    assert ces([7], high_is="easy").interval == (1, 7)


def test_an_average_of_many_answers_is_exact():
    answers = np.tile([1, 7, 4, 6], 250_000)
    result = ces(answers, high_is="easy")
    assert result.value == 4.5
    half = stats.t.ppf(0.975, len(answers) - 1) * stats.sem(answers)
    assert result.interval == pytest.approx((4.5 - half, 4.5 + half), abs=1e-9)


@given(st.integers(2, 500), surveys(), st.floats(0.5, 0.999))
def test_answers_all_alike_are_not_certain(n, survey, confidence):
    """As far as the average moves if those whom Wilson allows for all stood at one end."""
    (box, *_), scale = survey
    result = ces([box] * n, **scale, confidence=confidence)
    others = wilson(0, n, confidence=confidence)[1]
    lowest = (1 - others) * box + others * scale["low"]
    highest = (1 - others) * box + others * scale["high"]
    assert result.interval == pytest.approx((lowest, highest), abs=1e-9)
    assert result.interval[0] < result.interval[1]
    assert csat([box] * n, low=scale["low"], high=scale["high"]).mean_interval == pytest.approx(
        ces([box] * n, **scale).interval
    )


def coverage(n: int, deviating: float, boxes: tuple[int, int], *, t_alone: bool) -> float:
    """Return how often the interval holds the true average, each outcome with its probability.

    Args:
        n: number of answers.
        deviating: the true share of people in the first box; all others are in the second.
        boxes: these two boxes.
        t_alone: take the plain t interval, of no width where all answers are alike.
    """
    truth = deviating * boxes[0] + (1 - deviating) * boxes[1]
    total = 0.0
    for count in range(n + 1):
        result = ces([boxes[0]] * count + [boxes[1]] * (n - count), high_is="easy")
        low, high = result.interval
        if t_alone and count in (0, n):
            low = high = result.value
        if low <= truth <= high:
            total += float(stats.binom.pmf(count, n, deviating))
    return total


@pytest.mark.parametrize("boxes", [(1, 7), (6, 7), (7, 4)])
@pytest.mark.parametrize(
    ("n", "deviating"), [(5, 0.05), (5, 0.2), (10, 0.1), (20, 0.02), (20, 0.1), (50, 0.02)]
)
def test_why_answers_all_alike_have_an_interval_of_their_own(n, deviating, boxes):
    """Where few deviate, a sample often has none of them: t alone is then sure, and wrong."""
    all_alike = (1 - deviating) ** n
    assert all_alike > 0.1
    assert coverage(n, deviating, boxes, t_alone=True) <= 1 - all_alike
    assert coverage(n, deviating, boxes, t_alone=False) >= 0.95


# --- what people see ------------------------------------------------------------------------


def test_it_reads_well_and_says_which_end_is_easy():
    answers = [7] * 8 + [6] * 6 + [4] * 4 + [2] * 2
    result = ces(answers, high_is="easy")
    low, high = (f"{bound:.2f}" for bound in result.interval)
    assert str(result) == (
        f"CES {statistics.fmean(answers):.2f} on a scale of 1 to 7 where 7 is easiest "
        f"(95 % interval {low} to {high}): ease {100 * result.ease:.0f} %, in the easiest boxes 14, in the hardest 2, "
        "answers 20"
    )
    assert repr(result) == str(result)


@pytest.mark.parametrize("answers", [[], [3], [1, 5, 2], [None]])
@pytest.mark.parametrize(("direction", "easiest"), [("easy", 5), ("hard", 1)])
def test_the_direction_is_always_printed(answers, direction, easiest):
    text = str(ces(answers, high_is=direction, high=5, invalid="drop"))
    assert f"on a scale of 1 to 5 where {easiest} is easiest" in text


def test_negative_boxes_have_a_true_minus_sign():
    text = str(ces([-3, -2, -2], high_is="hard", low=-3, high=3))
    assert text.startswith("CES −2.33 on a scale of −3 to 3 where −3 is easiest (95 % interval −3")
    assert "-" not in text


def test_rows_left_out_are_mentioned_and_listed():
    result = ces([7, 8, None, 3], high_is="easy", invalid="drop")
    assert str(result).endswith("answers 2; rows left out 2")
    assert [(entry.row, entry.value) for entry in result.dropped] == [(1, 8), (2, None)]
    assert all(isinstance(entry, Dropped) and entry.rule for entry in result.dropped)
    nothing = str(ces([None], high_is="easy", invalid="drop"))
    assert nothing.startswith("CES unknown")
    assert nothing.endswith("no answers; rows left out 1")


def test_a_result_cannot_be_changed():
    result = ces([5, 3], high_is="easy")
    with pytest.raises(AttributeError):
        result.value = 1
    assert hash(result) == hash(ces([3, 5], high_is="easy"))


# --- a column as ease -----------------------------------------------------------------------


@given(surveys())
def test_the_average_ease_is_the_ease_of_the_average(survey):
    answers, scale = survey
    ease = to_ease(answers, **scale)
    assert ease.shape == (len(answers),)
    assert np.all((ease >= 0) & (ease <= 1))
    assert ease.mean() == pytest.approx(ces(answers, **scale).ease, abs=1e-12)


def test_surveys_of_different_scales_merge():
    new = to_ease([7, 4, 1], high_is="easy")
    old = to_ease([1, 3, 5], high_is="hard", high=5)
    assert new.tolist() == old.tolist() == [1, 0.5, 0]


def test_the_column_keeps_its_kind_and_its_place():
    series = pd.Series([7, None, 1], index=["Ayşe", "Ben", "Cem"], name="effort")
    expected = pd.Series([1, math.nan, 0], index=series.index, name="effort")
    pd.testing.assert_series_equal(to_ease(series, high_is="easy"), expected)
    pd.testing.assert_series_equal(to_ease(series.astype("Int64"), high_is="easy"), expected)
    pd.testing.assert_series_equal(
        to_ease(pd.Series([7, 1]), high_is="hard"), pd.Series([0.0, 1.0])
    )
    found = to_ease(pl.Series("effort", [7, None, 1]), high_is="easy")
    assert found.name == "effort"
    assert found.to_list() == [1, None, 0]
    for column in ([7, None, 1], (7, math.nan, 1), iter([7, None, 1]), np.array([7, np.nan, 1])):
        found = to_ease(column, high_is="hard")
        assert isinstance(found, np.ndarray)
        np.testing.assert_array_equal(found, [0, math.nan, 1])


def test_it_goes_back_into_the_table():
    frame = pd.DataFrame({"effort": [7, 1], "g": ["a", "b"]}, index=[5, 3])
    assert frame.assign(ease=to_ease(frame["effort"], high_is="easy"))["ease"].tolist() == [1, 0]


@pytest.mark.parametrize("nothing", [[], [None, None]])
def test_a_column_without_answers_is_no_trouble(nothing):
    assert np.isnan(to_ease(nothing, high_is="easy")).all()
    assert len(to_ease(pd.Series(nothing, dtype=object), high_is="easy")) == len(nothing)


def test_missing_is_no_mistake_but_an_answer_off_the_scale_is():
    column = pd.Series([7, None, 8, 9], name="effort")
    with pytest.raises(BadInput) as caught:
        to_ease(column, high_is="easy")
    for part in ('"effort"', "row 2", " 8 ", "from 1 to 7", "same trouble: 1.", '"drop"'):
        assert part in str(caught.value)
    assert "missing" not in str(caught.value)
    found = to_ease(column, high_is="easy", invalid="drop")
    assert found.isna().tolist() == [False, True, True, True]
    with pytest.raises(BadInput, match="numbers written as text"):
        to_ease(["7"], high_is="easy", invalid="drop")


# --- bad input (every kind of bad answer: test_columns.py) -------------------------------------


def test_a_bad_answer_names_column_row_value_and_rule():
    with pytest.raises(BadInput) as caught:
        ces(pd.Series([5, 8], name="effort"), high_is="easy")
    for part in ('"effort"', "row 1 (counted from 0)", " 8 ", "from 1 to 7", '"drop"'):
        assert part in str(caught.value)
    with pytest.raises(BadInput, match='"answers", row 0'):
        ces([0], high_is="easy")


EASY = {"high_is": "easy"}
FUNCTIONS = {
    "ces": lambda **more: ces([4], **{**EASY, **more}),
    "ces_by": lambda **more: ces_by(
        pd.DataFrame({"s": [4], "g": [1]}), "s", "g", **{**EASY, **more}
    ),
    "ces_over_time": lambda **more: ces_over_time(
        pd.DataFrame({"s": [4], "d": [pd.Timestamp("2024-01-01")]}), "s", "d", **{**EASY, **more}
    ),
    "to_ease": lambda **more: to_ease([4], **{**EASY, **more}),
}
everywhere = pytest.mark.parametrize("call", FUNCTIONS.values(), ids=FUNCTIONS.keys())


@everywhere
@pytest.mark.parametrize("direction", ["Easy", "low", "", None, True, 7])
def test_a_wrong_direction_is_refused_everywhere(call, direction):
    with pytest.raises(BadInput, match='high_is must be one of "easy", "hard"; got'):
        call(high_is=direction)


@everywhere
@pytest.mark.parametrize(("low", "high"), [(7, 1), (4, 4), (0, 101), ("1", 7), (1, math.nan)])
def test_a_wrong_scale_is_refused_everywhere(call, low, high):
    with pytest.raises(BadInput, match="A scale runs from a whole number low up to"):
        call(low=low, high=high)


@everywhere
def test_a_wrong_invalid_is_refused_everywhere(call):
    with pytest.raises(BadInput, match="invalid must be one of"):
        call(invalid="ignore")


@pytest.mark.parametrize("name", ["ces", "ces_by", "ces_over_time"])
@pytest.mark.parametrize("confidence", [0, 1, 95, "0.95", None, math.nan])
def test_a_wrong_confidence_is_refused_everywhere(name, confidence):
    with pytest.raises(BadInput, match="confidence must be"):
        FUNCTIONS[name](confidence=confidence)


# --- groups and periods (labels, order, dates: test_nps.py) -------------------------------------


@settings(max_examples=25)
@given(surveys())
def test_every_kind_of_column_and_table_gives_the_same(survey):
    answers, scale = survey
    expected = ces(answers, **scale)
    for column in (tuple(answers), np.array(answers), pd.Series(answers), pl.Series(answers)):
        assert ces(column, **scale) == expected
    rows = {"s": answers, "g": ["all"] * len(answers)}
    for kind, make in TABLES.items():
        result = ces_by(make(rows), "s", "g", **scale)
        assert isinstance(result, KINDS[kind])
        (row,) = listed(result)
        assert list(row) == ["g", "n", "ces", "low", "high", "ease"]
        assert row["n"] == expected.n
        found = (row["ces"], row["low"], row["high"], row["ease"])
        assert found == pytest.approx(
            (expected.value, *expected.interval, expected.ease), rel=0, abs=1e-12
        )


@given(
    st.lists(st.tuples(st.integers(1, 5), st.sampled_from("abc")), min_size=1, max_size=40),
    directions,
)
def test_every_group_is_scored_as_if_it_were_alone(rows, direction):
    scale = {"high": 5, "high_is": direction, "confidence": 0.9}
    answers, groups = map(list, zip(*rows, strict=True))
    found = listed(ces_by(pd.DataFrame({"s": answers, "g": groups}), "s", "g", **scale))
    assert [row["g"] for row in found] == sorted(set(groups))
    for row in found:
        own = ces([answer for answer, group in rows if group == row["g"]], **scale)
        assert (row["n"], row["ces"], row["ease"]) == (own.n, own.value, own.ease)
        assert (row["low"], row["high"]) == own.interval


@every_table
def test_rows_left_out_are_counted_in_their_group(kind):
    rows = {"s": [7, 7, 8, None, 12], "g": ["a", "a", "a", "b", "b"]}
    found = listed(ces_by(TABLES[kind](rows), "s", "g", high_is="easy", invalid="drop"))
    assert [(r["g"], r["n"], r["ces"], r["ease"], r["dropped"]) for r in found] == [
        ("a", 2, 7, 1, 1),
        ("b", 0, None, None, 2),
    ]
    assert (found[1]["low"], found[1]["high"]) == (1, 7)


def test_no_score_is_null_in_polars():
    """A NaN there would spoil every later average; a null is passed over."""
    frame = pl.DataFrame({"s": [5, None], "g": ["a", "b"]})
    found = ces_by(frame, "s", "g", high_is="easy", invalid="drop")
    assert found["ces"].null_count() == found["ease"].null_count() == 1


@every_table
def test_a_bad_answer_in_a_table_names_column_row_value_and_rule(kind):
    rows = {"effort": [5, 3, 8], "g": ["a", "a", "a"]}
    said = r'"effort", row 2 \(counted from 0\): the answer 8 is off .* from 1 to 7'
    with pytest.raises(BadInput, match=said):
        ces_by(TABLES[kind](rows), "effort", "g", high_is="easy")


@pytest.mark.parametrize("column", ["n", "ces", "low", "high", "ease", "dropped"])
def test_a_group_column_may_not_bear_the_name_of_a_result(column):
    with pytest.raises(BadInput, match=f'has a column "{column}" of its own'):
        ces_by(pd.DataFrame({"s": [4], column: [1]}), "s", column, high_is="easy")


@every_table
def test_periods(kind):
    days = ((2023, 11, 30), (2024, 2, 1), (2024, 2, 29), (2024, 2, 10))
    rows = {"s": [2, 7, 5, 6], "d": [dt.datetime(*day) for day in days]}
    result = ces_over_time(TABLES[kind](rows), "s", "d", every="month", high_is="hard")
    assert isinstance(result, KINDS[kind])
    found = listed(result)
    assert list(found[0]) == ["period", "n", "ces", "low", "high", "ease"]
    assert [(as_date(r["period"]), r["n"], r["ces"], r["ease"]) for r in found] == [
        (dt.date(2023, 11, 1), 1, 2, pytest.approx(5 / 6)),
        (dt.date(2023, 12, 1), 0, None, None),
        (dt.date(2024, 1, 1), 0, None, None),
        (dt.date(2024, 2, 1), 3, 6, pytest.approx(1 / 6)),
    ]
    alone = ces([7, 5, 6], high_is="hard").interval
    assert (found[-1]["low"], found[-1]["high"]) == pytest.approx(alone)


def test_rows_left_out_are_counted_in_their_period():
    frame = pd.DataFrame({"s": [5, 8, None], "d": pd.to_datetime(["2024-01-01"] * 2 + [None])})
    found = listed(ces_over_time(frame, "s", "d", high_is="easy", invalid="drop"))
    assert [(row["n"], row["dropped"]) for row in found] == [(1, 1), (0, 1)]
