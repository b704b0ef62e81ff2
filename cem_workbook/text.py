"""Markdown, the one form of all text in the course, as safe HTML and as plain text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from numbers import Integral, Real
from typing import Any

from cem_workbook.messages import say


class Points(float):
    """A number that is written with a real minus sign, so that −5 never looks like a dash and 5."""

    def __format__(self, spec: str) -> str:
        text = float(self).__format__(spec).replace("-", "−")
        # what rounds to nothing has no sign: neither −0 nor +0
        nothing = "0" in text and not re.search("[1-9]", text)
        return re.sub("[+−]", "", text) if nothing else text


def fill(template: str, values: Mapping[str, Any]) -> str:
    """Return the (translated) template with its fields filled in.

    Floats are written with a real minus sign. A text without fields may be given with no values.
    """
    written = {key: Points(v) if isinstance(v, float) else v for key, v in values.items()}
    return say(template, **written)


def literal(words: object) -> str:
    """Return somebody's words as Markdown that shows them as they are: no link, no picture."""
    return re.sub(r"[\\`*_\[\]<>&|~]", r"\\\g<0>", " ".join(str(words).split()))


@cache
def _renderer() -> Any:
    import mistune

    # escape: a learner's words can stand in a text, and must never become markup
    return mistune.create_markdown(escape=True, plugins=["table"])


def to_html(markdown: str) -> str:
    """Return Markdown as HTML; any HTML in it is shown as text."""
    return str(_renderer()(markdown)).strip()


# code keeps its stars and underscores, and a literal its escaped signs; other marks go
_MARKS = re.compile(
    r"^```\w*\n(?P<block>.*?)^```\n?|`(?P<code>[^`\n]*)`|\\(?P<sign>[!-/:-@\[-`{-~])"
    r"|\*\*|`|(?<!\w)_|_(?!\w)|(?<![\w*])\*(?=\S)|(?<=\S)\*(?!\w)",
    flags=re.M | re.S,
)


def to_plain(markdown: str) -> str:
    """Return Markdown as a person would type it: without emphasis marks and code ticks."""
    return _MARKS.sub(lambda m: m["block"] or m["code"] or m["sign"] or "", markdown)


def table_html(head: Sequence[object], rows: Sequence[Sequence[object]]) -> str:
    """Return a table as HTML that also looks like one inside a widget.

    Numbers stand right, and so do the heads above them.

    Args:
        head: the column heads.
        rows: the cells, row by row; they are shown as text.
    """
    number = [any(isinstance(row[i], Real) for row in rows) for i in range(len(head))]
    top = "".join(
        f'<th scope="col" style="{_NUMBER if right else _CELL}">{escape(str(h))}</th>'
        for h, right in zip(head, number, strict=True)
    )
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return (
        '<div style="overflow-x:auto"><table style="border-collapse:collapse;line-height:1.4">'
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>"
    )


_CELL = "padding:3px 12px 3px 0;vertical-align:top;text-align:start"
_NUMBER = f"{_CELL};text-align:end"


def _cell(value: object) -> str:
    style = _CELL
    if isinstance(value, Real):
        style = _NUMBER
        if not isinstance(value, Integral):
            value = f"{Points(value):,.1f}"
        elif value < 0:
            value = str(value).replace("-", "−")
    return f'<td style="{style}">{escape(str(value))}</td>'
