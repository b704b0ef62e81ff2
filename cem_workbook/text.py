"""Markdown, the one form of all text in the course, as safe HTML and as plain text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from cem_workbook.messages import say


class Points(float):
    """A number that is written with a real minus sign, so that −5 never looks like a dash and 5."""

    def __format__(self, spec: str) -> str:
        return float(self).__format__(spec).replace("-", "−")


def fill(template: str, values: Mapping[str, Any]) -> str:
    """Return the (translated) template with its fields filled in.

    Floats are written with a real minus sign. A text without fields may be given with no values.
    """
    written = {key: Points(v) if type(v) is float else v for key, v in values.items()}
    return say(template, **written)


@cache
def _renderer() -> Any:
    import mistune

    # escape: a learner's words can stand in a text, and must never become markup
    return mistune.create_markdown(escape=True, plugins=["table"])


def to_html(markdown: str) -> str:
    """Return Markdown as HTML; any HTML in it is shown as text."""
    return str(_renderer()(markdown)).strip()


def inline_html(markdown: str) -> str:
    """Return one paragraph of Markdown as HTML without the paragraph."""
    return re.sub(r"^<p>(.*)</p>$", r"\1", to_html(markdown), flags=re.S)


def to_plain(markdown: str) -> str:
    """Return Markdown as a person would type it: without emphasis marks and code ticks."""
    without_fences = re.sub(r"^```\w*\n?", "", markdown, flags=re.M)
    return re.sub(r"\*\*|`|(?<!\w)_|_(?!\w)|(?<![\w*])\*(?=\S)|(?<=\S)\*(?!\w)", "", without_fences)
