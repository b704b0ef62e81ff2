"""A learner's words where they leave the notebook: harmless, and short enough for their place."""

from __future__ import annotations

import unicodedata
from html import escape

JOINERS = "\u200c\u200d"
"""Signs without width that Persian spelling, and some emoji, cannot do without."""


def clean(text: object) -> str:
    """Return a text on one line, without signs that steer the text around it or cannot be seen.

    Control characters, marks of direction, halves of emoji and the like go; white space becomes
    single blanks. What is no text becomes nothing.
    """
    if not isinstance(text, str):
        return ""
    kept = "".join(
        c if c in JOINERS or c.isspace() or unicodedata.category(c)[0] != "C" else "" for c in text
    )
    return " ".join(kept.split())


def clip(text: str, most: int) -> str:
    """Return a text of at most `most` signs; one that is cut ends in three dots."""
    if len(text) <= most:
        return text
    cut = text[: most - 1].rstrip()
    word = cut.rfind(" ")
    return (cut[:word] if word > 0.7 * most else cut).rstrip(" ,;:") + "…"


def own(text: str) -> str:
    """Return a learner's words as HTML: as text, with a direction of its own."""
    return f'<bdi dir="auto">{escape(text)}</bdi>'
