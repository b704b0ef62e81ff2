"""Numbers as people type them, in every script and with every separator; and things that are none."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cem_workbook.exercises.numbers import Reading, Unreadable, read_number
from cem_workbook.metrics import nps_from_counts

FINITE = st.floats(allow_nan=False, allow_infinity=False)
thoroughly = settings(max_examples=500, deadline=None)


def values(answer: Any) -> list[float]:
    return [reading.value for reading in read_number(answer)]


def reading_or_sentence(answer: Any) -> tuple[Reading, ...] | str:
    try:
        return read_number(answer)
    except Unreadable as trouble:
        return str(trouble)


def only(answer: Any) -> float:
    """Return the one way to read an answer."""
    (reading,) = read_number(answer)
    return reading.value


# -- any number, in any notation -------------------------------------------------------------

SCRIPTS = {
    "European": "0123456789",
    "Persian": "۰۱۲۳۴۵۶۷۸۹",
    "Arabic": "٠١٢٣٤٥٦٧٨٩",
    "full-width": "０１２３４５６７８９",
    "Devanagari": "०१२३४५६७८९",
}
# (between thousands, before decimals), as countries write them
SEPARATORS = [
    ("", "."), ("", ","), ("", "٫"), (",", "."), (".", ","), (" ", ","), (" ", "."),
    ("\u00a0", ","), ("\u202f", ","), ("'", "."), ("’", "."), ("٬", "٫"), ("", "．"),
]  # fmt: skip
FRAMES = [
    "{}", " {} ", "{}.", "= {}", "{} %", "%{}", "{}٪", "{} points", "{} pts", "{} percent",
    "{} per cent", "{} customers", "\u200e{}", "\u202b{}\u202c", "\u061c{}\n",
]  # fmt: skip


@dataclass(frozen=True)
class Written:
    """A number and one way to write it."""

    value: float
    text: str
    core: str  # without the frame

    @property
    def ambiguous(self) -> bool:
        """One point or comma, three figures after it: a thousand and more, or one and a bit."""
        return re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", self.core) is not None


@st.composite
def written(draw: st.DrawFn) -> Written:
    places = draw(st.integers(0, 6))
    size = Decimal(draw(st.integers(0, 10**12))).scaleb(-places)
    negative = draw(st.booleans())
    thousands, point = draw(st.sampled_from(SEPARATORS))
    western = f"{size:,.{places}f}".replace(",", "T").replace(".", "D")
    plain = western.replace("T", thousands).replace("D", point)
    digits = str.maketrans("0123456789", SCRIPTS[draw(st.sampled_from(list(SCRIPTS)))])
    minus = draw(st.sampled_from("-−–－")) if negative else draw(st.sampled_from(["", "+"]))
    frame = draw(st.sampled_from(FRAMES))
    if "." in frame and (point in plain or thousands in plain):
        frame = "{}"  # a full stop behind it would be one separator more
    core = plain.replace("٫", ".").replace("．", ".")
    text = frame.format(minus + plain.translate(digits))
    return Written(float(-size if negative else size), text, core)


@thoroughly
@given(written())
def test_a_number_is_read_back_from_any_notation(number: Written) -> None:
    found = values(number.text)
    if number.ambiguous:
        assert len(found) == 2
        assert number.value in found
    else:
        assert found == [number.value]


@thoroughly
@given(FINITE)
def test_what_python_prints_is_read_back_exactly(value: float) -> None:
    for text in (repr(value), repr(value).replace(".", ","), f"{value:e}"):
        assert float(text.replace(",", ".")) in values(text)
    assert values(repr(value))[0] == value


@thoroughly
@given(FINITE)
def test_what_code_hands_in_is_read_as_it_is(value: float) -> None:
    forms: list[Any] = [
        value, np.float64(value), np.array(value), np.array([[value]]), [value], (value,), [[value]],
        pd.Series([value]), pd.Series({"nps": value}), pd.DataFrame({"nps": [value]}),
        Decimal(repr(value)), Fraction(value),
    ]  # fmt: skip
    for form in forms:
        assert only(form) == value


@settings(deadline=None)
@given(st.integers(-(10**9), 10**9))
def test_whole_numbers_of_every_type(value: int) -> None:
    for form in (value, np.int64(value), pd.Series([value]), pd.array([value], dtype="Int64")):
        assert only(form) == value


def test_a_result_is_read_by_its_value() -> None:
    result = nps_from_counts(5, 3, 2)
    assert only(result) == result.value


@settings(deadline=None)
@given(st.integers(-(10**6), 10**6), st.integers(1, 10**6))
def test_a_fraction_is_worked_out(top: int, bottom: int) -> None:
    for text in (f"{top}/{bottom}", f" {top} / {bottom} ", f"{top}/{bottom}".replace("-", "−")):
        assert only(text) == top / bottom


def test_a_fraction_of_nothing_is_no_number() -> None:
    with pytest.raises(Unreadable):
        read_number("5/0")


# -- percent ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["25 %", "25%", "%25", "% 25", "25٪", "٪۲۵", "25％", "25 percent", "25 PER CENT", "25 percentage points"],
)  # fmt: skip
def test_percent_is_noticed_wherever_it_stands(text: str) -> None:
    assert read_number(text) == (Reading(25.0, percent=True),)


@pytest.mark.parametrize("text", ["25", "0.25", "25 points", "25 people", "1/4"])
def test_without_a_sign_nothing_is_taken_for_percent(text: str) -> None:
    assert not any(reading.percent for reading in read_number(text))


# -- separators that could mean two things ---------------------------------------------------


def test_one_comma_and_three_figures_is_more_often_a_thousand() -> None:
    assert values("1,234") == [1234.0, 1.234]


def test_one_point_and_three_figures_is_more_often_one_and_a_bit() -> None:
    assert values("1.234") == [1.234, 1234.0]


@pytest.mark.parametrize("text", ["0,250", "0.250", "00,250"])
def test_a_thousand_never_begins_with_nought(text: str) -> None:
    assert values(text) == [0.25]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234,567", 1_234_567), ("1.234.567", 1_234_567), ("1 234 567", 1_234_567),
        ("1,234.5", 1234.5), ("1.234,5", 1234.5), ("1 234,567", 1234.567),
        ("1,25,000.5", 125_000.5), (".5", 0.5), (",5", 0.5), ("5,", 5), ("1,5e3", 1500),
        ("2.5E-3", 0.0025),
    ],
)  # fmt: skip
def test_the_last_of_two_separators_is_the_decimal_sign(text: str, value: float) -> None:
    assert values(text) == [value]


# -- no number -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "--", "--5", "+-5", "5-", "%", "abc", "twelve", "about 25", "25 or 30", "20 25",
        "12 34", "20 30.5", "1,2,3,4", "1.2.3", "1..5", "1,,5", "1.234.5", "1e", "e5", "1 e5",
        "1 2e3", "0x10", "1_000", "nan", "inf", "1e400", "5²", "½", "(5)", "2**9**9", "1//2", "2+2j", "4/(3-3)", "۱۲/۰",
        "1" * 300, "1" * 5000 + "/3", "<b>5</b>", "\x00", "٫", "− ",
    ],
)  # fmt: skip
def test_text_that_is_no_number_gets_a_sentence(text: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_number(text)
    assert 20 < len(str(caught.value)) < 250


@thoroughly
@given(st.text() | st.text(alphabet="0123456789.,eE+-−% /'٫٬۱٪=", max_size=30))
def test_any_text_is_a_number_or_gets_a_sentence(text: str) -> None:
    found = reading_or_sentence(text)
    if isinstance(found, str):
        assert 20 < len(found) < 250
    else:
        assert found
        assert all(math.isfinite(reading.value) for reading in found)


@settings(max_examples=20, deadline=None)
@given(st.text(alphabet="0123456789 .,", min_size=1000, max_size=3000))
def test_a_whole_column_pasted_by_accident_is_refused_at_once(text: str) -> None:
    with pytest.raises(Unreadable):
        read_number(text + "x")


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (None, "empty value"), (pd.NA, "empty value"), (pd.NaT, "empty value"), ([None], "empty value"),
        (True, "yes or a no"), (np.bool_(False), "yes or a no"), (pd.Series([True]), "yes or a no"),
        (math.nan, "not a number"), (math.inf, "infinite"), (np.float64("nan"), "not a number"),
        (Decimal("NaN"), "not a number"), (10**400, "infinite"), pytest.param(10**5000, "infinite", id="10**5000"),
        (1j, "line"), (len, "brackets"), (lambda: 5, "brackets"), (nps_from_counts, "brackets"),
        ([], "0 values"), ([1, 2], "2 values"), (np.zeros((2, 3)), "6 values"),
        (pd.Series([1.0, 2.0]), "2 values"), (pd.DataFrame({"a": [1], "b": [2]}), "2 values"),
        ({}, "dict"), ({"nps": 5}, "dict"), ({5}, "set"), (b"5", "bytes"), (range(1), "range"),
        (pd.Timestamp("2026-01-01"), "Timestamp"), (pd.Timedelta(days=5), "Timedelta"),
        (np.datetime64("2026-01-01"), "date"), (object(), "object"), (..., "ellipsis"),
    ],
)  # fmt: skip
def test_other_things_are_named_for_what_they_are(answer: Any, word: str) -> None:
    with pytest.raises(Unreadable, match=word) as caught:
        read_number(answer)
    assert len(str(caught.value)) < 250


THINGS = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.complex_numbers() | st.text()
    | st.binary() | st.decimals() | st.fractions() | st.datetimes() | st.timedeltas(),
    lambda inner: st.lists(inner, max_size=3) | st.tuples(inner)
    | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=5,
)  # fmt: skip


@thoroughly
@given(THINGS)
def test_nothing_that_is_handed_in_raises_anything_else(thing: Any) -> None:
    found = reading_or_sentence(thing)
    assert found
    if not isinstance(found, str):
        assert all(math.isfinite(reading.value) for reading in found)


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("100 × (18 − 6) / 31", 100 * (18 - 6) / 31), ("2+2", 4), ("4*150", 600), ("4 x 150", 600),
        ("(5 - 28) ÷ 48", (5 - 28) / 48), ("0,25 + 0,5", 0.75), ("۴×۱۵۰", 600), ("= 3 : 4", 0.75),
        ("-(3 + 4) * 2", -14), ("100*(5-28)/48 %", 100 * (5 - 28) / 48), ("minus 48", -48),
    ],
)  # fmt: skip
def test_a_sum_is_worked_out(text: str, total: float) -> None:
    assert read_number(text)[0].value == pytest.approx(total)


@thoroughly
@given(st.lists(st.integers(1, 999), min_size=2, max_size=6), st.data())
def test_a_sum_comes_to_what_python_makes_of_it(values: list[int], data: st.DataObject) -> None:
    signs = [data.draw(st.sampled_from("+-*/")) for _ in values[1:]]
    text = str(values[0]) + "".join(f" {s} {v}" for s, v in zip(signs, values[1:], strict=True))
    assert read_number(text)[0].value == pytest.approx(eval(text))
