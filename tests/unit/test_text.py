"""Markdown as safe HTML and as plain text; numbers with a real minus sign."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cem_workbook.data.company import Company
from cem_workbook.exercises.bank import BANKS, exercises_of
from cem_workbook.text import (
    Points,
    fill,
    literal,
    table_html,
    to_html,
    to_plain,
)
from tests.html_page import Page

FINITE = st.floats(-1e9, 1e9)
SPECS = st.sampled_from(["", ".0f", ".1f", "+.0f", "+.1f", ",.2f", ".3g", "+,.1f"])
# what a keyboard can type, on one line
WORDS = st.text(st.characters(categories=("L", "M", "N", "P", "S", "Zs")), max_size=60)


# -- numbers in sentences --------------------------------------------------------------------


@settings(deadline=None)
@given(FINITE, SPECS)
def test_a_number_is_written_as_python_would_with_another_minus(value: float, spec: str) -> None:
    written = format(Points(value), spec)
    assert "-" not in written
    if re.search("[1-9]", written):
        assert written.replace("−", "-") == format(value, spec)


@pytest.mark.parametrize("value", [0.0, -0.0, 0.4, -0.4])
@pytest.mark.parametrize("spec", [".0f", "+.0f", ",.0f"])
def test_what_rounds_to_nothing_has_no_sign(value: float, spec: str) -> None:
    assert format(Points(value), spec) == "0"


def test_infinity_keeps_its_sign() -> None:
    assert f"{Points('-inf'):.1f}" == "−inf"


# -- templates -------------------------------------------------------------------------------


def test_fill_writes_floats_of_every_maker_with_a_minus_sign() -> None:
    for value in (-5.0, np.float64(-5.0), Points(-5.0)):
        assert fill("from {x:+.0f} on", {"x": value}) == "from −5 on"


def test_fill_leaves_other_values_as_they_are() -> None:
    assert fill("{a}, {b}, {c:,}", {"a": "x-y", "b": "**", "c": 1500}) == "x-y, **, 1,500"


def test_fill_takes_fields_that_are_not_used_and_texts_without_fields() -> None:
    assert fill("nothing to fill in", {"x": 1.0}) == "nothing to fill in"
    assert fill("nothing to fill in", {}) == "nothing to fill in"


def test_a_value_is_never_taken_for_a_template() -> None:
    assert fill("{x}", {"x": "{y} {0} {x.__class__}"}) == "{y} {0} {x.__class__}"


def test_a_field_that_nobody_gave_is_an_error() -> None:
    with pytest.raises(KeyError):
        fill("{y}", {"x": 1.0})


# -- HTML ------------------------------------------------------------------------------------

ATTACKS = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<b>bold</b>", "<!-- comment -->",
    "<div\nonclick=x>", "&lt;b&gt;", "<svg/onload=alert(1)>", "</div></div>",
]  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("frame", ["{}", "Say {} now", "- {}", "| a |\n|---|\n| {} |", "`{}`"])
def test_html_in_a_text_is_shown_and_never_obeyed(attack: str, frame: str) -> None:
    page = Page(to_html(frame.format(attack)))
    assert page.tags <= {"p", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "code"}


def test_a_dangerous_link_is_defused() -> None:
    assert "javascript:" not in to_html("[x](javascript:alert(1))")


def test_emphasis_code_and_tables_become_html() -> None:
    html = to_html("**a** *b* `c`\n\n| x | y |\n| --- | --- |\n| 1 | 2 |")
    assert Page(html).tags >= {"strong", "em", "code", "table", "th", "td"}


def test_a_table_shows_words_as_they_are_and_numbers_with_a_minus_sign() -> None:
    html = table_html(["<b>", "NPS"], [["<i>a</i> & b", -12.34], ["c", 5]])
    assert Page(html).tags == {"div", "table", "thead", "tbody", "tr", "th", "td"}
    assert Page(html).words == "<b>NPS<i>a</i> & b−12.3c5"
    cells = re.findall("<td.*?</td>", html)
    assert ["text-align:end" in cell for cell in cells] == [False, True, False, True]


# -- somebody's own words --------------------------------------------------------------------

TRICKS = [
    "[x](http://example.org)", "![x](http://example.org/y.png)", "<http://example.org>", "**a**",
    "__a__", "*a*", "_a_", "`a`", "``a``", "~~a~~", "a | b", "\\*", "&amp;", "&#60;", "a\n\n# b",
    "[x]: http://example.org", "a_b_c", "2*3*4", "\\", "<b>", "<!-- -->", "{x}", "$x$",
]  # fmt: skip


def shown(words: str) -> str:
    return " ".join(words.split())


def assert_shown_as_it_is(words: str) -> None:
    markdown = f"I cannot read “{literal(words)}” as a number."
    sentence = f"I cannot read “{shown(words)}” as a number."
    page = Page(to_html(markdown))
    assert page.words == sentence
    assert page.tags == {"p"}
    assert to_plain(markdown) == sentence


@pytest.mark.parametrize("words", TRICKS)
def test_a_literal_is_shown_as_it_was_typed(words: str) -> None:
    assert_shown_as_it_is(words)


@settings(max_examples=400, deadline=None)
@given(WORDS | st.text("*_`[]()<>!&#~|\\a 1", max_size=12))
def test_any_literal_is_shown_as_it_was_typed(words: str) -> None:
    assert_shown_as_it_is(words)


# -- plain text ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("**Right:** *net* and _so on_", "Right: net and so on"),
        ("`sum(s >= 9)` counts", "sum(s >= 9) counts"),
        ("a_b stays, 2 * 3 * 4 stays", "a_b stays, 2 * 3 * 4 stays"),
        ("`2**0.5`, `**more`, `_x`, `lambda _: 1`", "2**0.5, **more, _x, lambda _: 1"),
        ("In code:\n\n```python\nx = 2**_y\n```", "In code:\n\nx = 2**_y\n"),
        ("```\na\n```\nb *c*\n```python\nd\n```\ne", "a\nb c\nd\ne"),
        ("one ` tick", "one  tick"),
        ("", ""),
    ],
)
def test_plain_text_has_no_marks_and_keeps_its_code(markdown: str, plain: str) -> None:
    assert to_plain(markdown) == plain


@pytest.mark.parametrize(
    "exercise", [e for b in BANKS for e in exercises_of(b)], ids=lambda e: e.id
)
def test_every_text_of_the_course_is_plain_and_html(exercise) -> None:
    question = exercise.pose(Company("restaurant", 3))
    texts = [exercise.ask, exercise.right, *(exercise.hints or ())]
    for template in [*texts, *(trap.says for trap in exercise.misconceptions)]:
        text = question.text(template, answer="25")
        assert not re.search(r"\*\*|`|(?<!\w)\*\w", to_plain(text))
        if text:
            page = Page(to_html(text))
            assert not re.search(r"\*\*|`", page.words)
            assert "img" not in page.tags
