"""Cutting text into slides: nothing is lost, nothing is said twice, and it fits."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from cem_workbook.trainer.slides_split import LINES, blocks, hidden, packed

word = st.text("abcdefghij", min_size=1, max_size=9)
sentence = st.lists(word, min_size=2, max_size=25).map(lambda ws: " ".join(ws).capitalize() + ".")
paragraph = st.lists(sentence, min_size=1, max_size=12).map(" ".join)
bullets = st.lists(sentence, min_size=1, max_size=20).map(
    lambda xs: "\n".join(f"- {x}" for x in xs)
)
numbered = st.lists(sentence, min_size=1, max_size=20).map(
    lambda xs: "\n".join(f"{i}. {x}" for i, x in enumerate(xs, 1))
)
row = st.lists(word, min_size=3, max_size=3).map(lambda cells: f"| {' | '.join(cells)} |")
table = st.lists(row, min_size=1, max_size=25).map(
    lambda rows: "\n".join(["| x | y | z |", "| --- | --- | --- |", *rows])
)
markdown = st.lists(st.one_of(paragraph, bullets, numbered, table), max_size=6).map("\n\n".join)


def letters(text: str) -> str:
    """Everything but white space and the heads of tables, which each part of a table repeats."""
    return re.sub(r"\s", "", text.replace("| x | y | z |", "").replace("| --- | --- | --- |", ""))


@settings(max_examples=25)
@given(markdown)
def test_nothing_is_lost_and_every_piece_fits(text: str) -> None:
    pieces = packed(text)
    assert letters("".join(pieces)) == letters(text)
    for piece in pieces:
        assert sum(b.lines for b in blocks(piece)) <= LINES


@settings(max_examples=25)
@given(markdown)
def test_blocks_put_together_again_are_the_text(text: str) -> None:
    found = blocks(text)
    assert [b.text for b in blocks("\n\n".join(b.text for b in found))] == [b.text for b in found]
    assert letters("".join(b.text for b in found)) == letters(text)


@settings(max_examples=25)
@given(st.lists(row, min_size=40, max_size=60))
def test_every_part_of_a_long_table_has_its_head(rows: list[str]) -> None:
    head = "| x | y | z |\n| --- | --- | --- |"
    pieces = packed("\n".join([head, *rows]))
    assert len(pieces) > 1
    assert all(piece.startswith(head) for piece in pieces)


def test_what_belongs_together_stays_together() -> None:
    code = "```python\na = 1\n\n# not a heading\n```"
    assert [b.kind for b in blocks(f"Text\nmore\n\n{code}\n\n- a\n  more of a\n\n- b\n\nEnd")] == [
        "text",
        "code",
        "list",
        "text",
    ]
    lead = "Three things:\n\n- one\n- two\n- three"
    full = "\n\n".join(["word " * 60] * 2)
    (first, second) = packed(f"{full}\n\n{lead}", room=11)
    assert "Three things" in second and "three" in second and "Three" not in first


def test_what_a_page_keeps_folded_is_taken_out_and_kept() -> None:
    text = "Ask.\n\n<details><summary>Open</summary>\n\nAnswer\n\n- a\n\n</details>\n\nOn."
    shown, folded = hidden(text)
    assert "Answer" not in shown and "Open" in shown and shown.endswith("On.")
    assert folded == (("Open", "Answer\n\n- a"),)
