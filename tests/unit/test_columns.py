"""Columns of answers: what is let in, and what is said about the rest."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cem_workbook.errors import BadInput
from cem_workbook.metrics import _columns
from cem_workbook.metrics._columns import (
    Dropped,
    broken_rule,
    check_choice,
    check_confidence,
    pick,
    show,
    whole_numbers,
)

ANSWERS = [9, 3, 10, 0, 7]

COLUMNS = {
    "list": list,
    "tuple": tuple,
    "iterator": iter,
    "dict values": lambda rows: dict(enumerate(rows)).values(),
    "list of floats": lambda rows: [float(row) for row in rows],
    "numbers of many kinds": lambda rows: [
        kind(row)
        for kind, row in zip((int, np.int8, Decimal, Fraction, np.float32), rows, strict=True)
    ],
    "numpy int64": np.array,
    "numpy uint8": lambda rows: np.array(rows, dtype=np.uint8),
    "numpy float32": lambda rows: np.array(rows, dtype=np.float32),
    "numpy object": lambda rows: np.array(rows, dtype=object),
    "numpy every other": lambda rows: np.repeat(rows, 2)[::2],
    "numpy masked, nothing hidden": lambda rows: np.ma.array(rows, mask=[False] * len(rows)),
    "pandas int64": pd.Series,
    "pandas Int64": lambda rows: pd.Series(rows, dtype="Int64"),
    "pandas Float64": lambda rows: pd.Series(rows, dtype="Float64"),
    "pandas object": lambda rows: pd.Series(rows, dtype=object),
    "pandas category": lambda rows: pd.Series(rows, dtype="category"),
    "pandas Index": pd.Index,
    "Polars": pl.Series,
    "Polars UInt8": lambda rows: pl.Series(rows, dtype=pl.UInt8),
    "Polars Decimal": lambda rows: pl.Series(rows).cast(pl.Decimal(4, 1)),
}


@pytest.mark.parametrize("make", COLUMNS.values(), ids=COLUMNS.keys())
def test_every_kind_of_column_gives_the_same_answers(make):
    answers = whole_numbers(make(ANSWERS), low=0, high=10)
    assert answers.values.tolist() == ANSWERS
    assert answers.values.dtype == np.int64
    assert answers.kept.all()
    assert answers.dropped == ()


@pytest.mark.parametrize("empty", [[], (), np.array([]), pd.Series([]), pl.Series([])])
def test_an_empty_column_is_no_answers_and_no_error(empty):
    answers = whole_numbers(empty, low=0, high=10)
    assert answers.values.size == 0
    assert answers.dropped == ()


def test_the_scale_is_an_argument():
    assert whole_numbers([1, 7], low=1, high=7).values.tolist() == [1, 7]
    with pytest.raises(BadInput, match="off the scale, which runs from 1 to 7"):
        whole_numbers([1, 0], low=1, high=7)
    assert whole_numbers([-2, 2], low=-2, high=2).values.tolist() == [-2, 2]


# One value that no scale of 0 to 10 holds, and how the rule is put.
BAD = [
    (11, "off the scale, which runs from 0 to 10"),
    (-1, "off the scale"),
    (11.5, "off the scale"),
    (10**400, "off the scale"),
    (np.int64(99), "off the scale"),
    (Decimal(11), "off the scale"),
    (7.5, "not a whole number"),
    (Fraction(1, 2), "not a whole number"),
    (np.float32(0.5), "not a whole number"),
    (float("inf"), "infinite"),
    (float("-inf"), "infinite"),
    (np.inf, "infinite"),
    (True, "true or false"),
    (np.bool_(False), "true or false"),
    ("often", "text, not a number"),
    ("", "text, not a number"),
    ("nan", "text, not a number"),
    ("9", "a number written as text"),
    (" 9.0 ", "a number written as text"),
    ("۹", "a number written as text"),
    (None, "missing"),
    (float("nan"), "missing"),
    (np.float32("nan"), "missing"),
    (Decimal("nan"), "missing"),
    (pd.NA, "missing"),
    (pd.NaT, "missing"),
    (np.datetime64("NaT", "D"), "missing"),
    (3 + 0j, "not a number"),
    ([9], "not a number"),
    ({"score": 9}, "not a number"),
    (b"9", "not a number"),
    (np.timedelta64(3, "s"), "not a number"),
    (np.datetime64("2024-01-01"), "not a number"),
    (pd.Timestamp("2024-01-01"), "not a number"),
    (object(), "not a number"),
]


def _name(case):
    """The same name in every process (an object's repr bears its address)."""
    return case[:20] if isinstance(case, str) else type(case).__name__


@pytest.mark.parametrize(("value", "rule"), BAD, ids=_name)
def test_a_bad_value_is_refused_with_its_rule(value, rule):
    assert rule in broken_rule(value, 0, 10)
    with pytest.raises(BadInput) as caught:
        whole_numbers([9, value, 3], low=0, high=10)
    text = str(caught.value)
    assert '"scores"' in text
    assert "row 1 (counted from 0)" in text
    if rule == "a number written as text":
        assert "numbers written as text" in text
        assert "Convert it first" in text
    else:
        assert rule in text
        assert 'invalid="drop"' in text


@pytest.mark.parametrize(
    ("value", "rule"),
    [row for row in BAD if "written as text" not in row[1]],
    ids=_name,
)
def test_a_bad_value_is_left_out_and_listed(value, rule):
    answers = whole_numbers([9, value, 3], low=0, high=10, invalid="drop")
    assert answers.values.tolist() == [9, 3]
    assert answers.kept.tolist() == [True, False, True]
    (dropped,) = answers.dropped
    assert dropped.row == 1
    assert rule in dropped.rule
    assert (dropped.value is None) == (rule == "missing")


@pytest.mark.parametrize(
    "column",
    [
        ["9", "10"],
        [9, "10"],
        np.array(["9", "10"]),
        pd.Series(["9", None]),
        pd.Series(["9", "n/a"], dtype="category"),
        pl.Series(["n/a", "10"]),
    ],
    ids=["list", "mixed", "numpy", "pandas", "pandas category", "Polars"],
)
@pytest.mark.parametrize("invalid", ["raise", "drop"])
def test_numbers_as_text_are_never_left_out(column, invalid):
    with pytest.raises(BadInput, match=r"numbers written as text.*Convert it first"):
        whole_numbers(column, low=0, high=10, invalid=invalid)


HOLES = {
    "list": [9, None, 3],
    "numpy": np.array([9, np.nan, 3]),
    "numpy masked": np.ma.array([9, 5, 3], mask=[False, True, False]),
    "pandas float64": pd.Series([9, np.nan, 3]),
    "pandas Int64": pd.Series([9, None, 3], dtype="Int64"),
    "pandas object": pd.Series([9, None, 3], dtype=object),
    "pandas category": pd.Series([9, None, 3], dtype="category"),
    "Polars null": pl.Series([9, None, 3]),
    "Polars NaN": pl.Series([9.0, float("nan"), 3.0]),
}


@pytest.mark.parametrize("column", HOLES.values(), ids=HOLES.keys())
def test_every_kind_of_missing_is_the_same(column):
    answers = whole_numbers(column, low=0, high=10, invalid="drop")
    assert answers.values.tolist() == [9, 3]
    assert answers.dropped == (Dropped(1, None, "missing"),)
    with pytest.raises(BadInput, match=r"row 1 .*the answer is missing"):
        whole_numbers(column, low=0, high=10)


@pytest.mark.parametrize(
    "column",
    [[None, None], [float("nan")] * 2, pd.Series([None, None]), pl.Series([None, None])],
)
def test_nothing_but_missing_has_its_own_sentence(column):
    with pytest.raises(BadInput, match=r"holds no answers: every row is missing \(rows: 2\)"):
        whole_numbers(column, low=0, high=10)
    assert len(whole_numbers(column, low=0, high=10, invalid="drop").dropped) == 2


def test_a_series_is_called_by_its_name_and_its_row_by_its_label():
    column = pd.Series([9, 11], index=["Ayşe", "Ben"], name="recommend")
    with pytest.raises(BadInput, match=r'Column "recommend", the row labelled "Ben": .* 11 '):
        whole_numbers(column, low=0, high=10)
    assert whole_numbers(column, low=0, high=10, invalid="drop").dropped[0].row == "Ben"


def test_labels_that_are_numbers_are_not_taken_for_positions():
    column = pd.Series([9, 11, 12]).iloc[[0, 2]]
    with pytest.raises(BadInput, match=r"the row labelled 2: .* 12 "):
        whole_numbers(column, low=0, high=10)


def test_a_default_index_counts_from_0():
    with pytest.raises(BadInput, match=r"row 1 \(counted from 0\)"):
        whole_numbers(pd.Series([9, 11]), low=0, high=10)


def test_labels_of_several_levels_and_labels_that_repeat():
    index = pd.MultiIndex.from_tuples([("shop", 1), ("shop", 2)])
    column = pd.Series([11, 9], index=index)
    assert whole_numbers(column, low=0, high=10, invalid="drop").dropped[0].row == ("shop", 1)
    column = pd.Series([9, 11, 12], index=[7, 7, 7])
    rows = [entry.row for entry in whole_numbers(column, low=0, high=10, invalid="drop").dropped]
    assert rows == [7, 7]


def test_a_polars_series_has_a_name_and_positions():
    with pytest.raises(BadInput, match=r'"recommend", row 1 \(counted from 0\)'):
        whole_numbers(pl.Series("recommend", [9, 11]), low=0, high=10)


def test_the_first_trouble_is_named_and_the_others_counted():
    with pytest.raises(BadInput) as caught:
        whole_numbers([9, 11, 12, -1, 7.5, None], low=0, high=10)
    text = str(caught.value)
    assert "row 1 (counted from 0): the answer 11 is off the scale" in text
    assert "Further rows with the same trouble: 2." in text
    assert "Rows with another trouble: 2." in text


def test_a_single_trouble_counts_no_others():
    with pytest.raises(BadInput) as caught:
        whole_numbers([9, 11], low=0, high=10)
    assert "Further rows" not in str(caught.value)
    assert "another" not in str(caught.value)


def test_values_are_shown_as_they_were_typed():
    column = pd.Series([9, 11, None])  # pandas makes this 11.0
    dropped = whole_numbers(column, low=0, high=10, invalid="drop").dropped
    assert dropped[0].value == 11
    assert type(dropped[0].value) is int
    assert show("x" * 100) == f'"{"x" * 39}…"'
    assert show(11) == "11"


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ("9", "must be a column"),
        (b"9", "must be a column"),
        (9, "must be a column"),
        (None, "must be a column"),
        ({9, 10}, "must be a column.*got set"),
        ({"a": 9}, "must be a column.*got dict"),
        (np.array(9), "one dimension"),
        (np.ones((2, 1)), "one dimension"),
        (pd.DataFrame({"a": [9], "b": [1]}), "whole table.*a, b"),
        (pl.DataFrame({"a": [9]}), "whole table"),
    ],
)
def test_what_is_no_column_is_refused(column, words):
    with pytest.raises(BadInput, match=words):
        whole_numbers(column, low=0, high=10)


def test_a_relation_is_no_column():
    with pytest.raises(BadInput, match="whole table"):
        whole_numbers(FRAMES["DuckDB"](), low=0, high=10)


@pytest.mark.parametrize("invalid", ["skip", None, True, ["drop"]])
def test_a_wrong_invalid_is_refused(invalid):
    with pytest.raises(BadInput, match='invalid must be one of "raise", "drop"; got'):
        whole_numbers([9], low=0, high=10, invalid=invalid)


@pytest.mark.parametrize("make", [np.array, pd.Series, pl.Series, list])
def test_valid_numbers_are_never_looked_at_one_by_one(make, monkeypatch):
    def refuse(*_):
        raise AssertionError("a Python loop over valid rows")

    monkeypatch.setattr(_columns, "broken_rule", refuse)
    monkeypatch.setattr(_columns, "is_missing", refuse)
    assert whole_numbers(make(ANSWERS), low=0, high=10).kept.all()


def test_the_column_given_is_not_changed():
    column = np.array([9.0, np.nan, 11.0])
    whole_numbers(column, low=0, high=10, invalid="drop")
    np.testing.assert_array_equal(column, [9.0, np.nan, 11.0])


ANYTHING = st.one_of(
    st.integers(-3, 14), st.floats(), st.booleans(), st.none(), st.sampled_from(["a", "often"])
)


@settings(deadline=None)
@given(st.lists(ANYTHING, max_size=20))
def test_every_row_is_either_kept_or_listed(rows):
    answers = whole_numbers(rows, low=0, high=10, invalid="drop")
    fits = [
        isinstance(row, (int, float)) and not isinstance(row, bool) and row in range(11)
        for row in rows
    ]
    assert answers.kept.tolist() == fits
    assert answers.values.tolist() == [row for row, fit in zip(rows, fits, strict=True) if fit]
    assert [entry.row for entry in answers.dropped] == [i for i, fit in enumerate(fits) if not fit]


ROWS = {"recommend": [9, 3], "shop": ["a", "b"], "spent": [1.5, 2.5]}
FRAMES = {
    "pandas": lambda: pd.DataFrame(ROWS),
    "Polars": lambda: pl.DataFrame(ROWS),
    "Polars lazy": lambda: pl.LazyFrame(ROWS),
    "DuckDB": lambda: duckdb.sql(
        "select * from (values (9, 'a', 1.5), (3, 'b', 2.5)) as t(recommend, shop, spent)"
    ),
}


@pytest.mark.parametrize("make", FRAMES.values(), ids=FRAMES.keys())
def test_pick_takes_the_named_columns_of_any_table(make):
    table = pick(make(), ["shop", "recommend", "shop"])
    assert table.columns == ["shop", "recommend"]
    assert table["recommend"].to_list() == [9, 3]


@pytest.mark.parametrize("make", FRAMES.values(), ids=FRAMES.keys())
def test_a_missing_column_is_named_with_those_that_exist(make):
    with pytest.raises(BadInput) as caught:
        pick(make(), ["recomend"])
    text = str(caught.value)
    assert 'no column "recomend"' in text
    assert 'Did you mean "recommend"?' in text
    assert "recommend, shop, spent" in text


def test_no_suggestion_where_nothing_is_near():
    with pytest.raises(BadInput) as caught:
        pick(FRAMES["pandas"](), ["zzz"])
    assert "Did you mean" not in str(caught.value)


@pytest.mark.parametrize("thing", [[1, 2], {"a": [1]}, pd.Series([1]), None, "table.csv"])
def test_what_is_no_table_is_refused(thing):
    with pytest.raises(BadInput, match="A table is needed"):
        pick(thing, ["a"])


def test_names_that_are_not_text_or_not_unique_are_refused():
    with pytest.raises(BadInput, match=r"called by its name.*got 0"):
        pick(pd.DataFrame([[9, 3]]), [0])
    twice = pd.DataFrame([[9, 3, 1]], columns=["a", "b", "b"])
    with pytest.raises(BadInput, match="same name"):
        pick(twice, ["a"])


@pytest.mark.parametrize("confidence", [0, 1, 95, -0.5, float("nan"), True, False, "0.95", None])
def test_a_wrong_confidence_is_refused(confidence):
    with pytest.raises(BadInput, match=r"between 0 and 1, such as 0.95 for 95 %; got"):
        check_confidence(confidence)


def test_good_arguments_pass():
    assert check_confidence(np.float64(0.9)) == 0.9
    assert check_confidence(Fraction(1, 2)) == 0.5
    check_choice("every", "month", ("month", "year"))
