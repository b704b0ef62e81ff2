"""Markdown cut into pieces that fit on a slide, at the places where a reader would pause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

# a slide of 1280 x 720 holds about so many lines under its title, of about so many letters
LINES, LETTERS = 14.0, 78
_ITEM = re.compile(r"^\s*(?:[-*]|\d+[.)]) ")
_DETAILS = re.compile(
    r"<details><summary>(?P<summary>.*?)</summary>\s*(?P<body>.*?)\s*</details>", re.S
)


@dataclass(frozen=True)
class Block:
    """A paragraph, list, table, heading, or piece of code, and how many lines of a slide it takes."""

    kind: str
    text: str

    @property
    def lines(self) -> float:
        """Lines of a slide, with the space below."""
        rows = self.text.splitlines()
        if self.kind == "code":
            return 0.8 * len(rows) + 0.5
        if self.kind == "table":
            return sum(_table_row(row) for row in rows if not _is_rule(row)) + 0.5
        if self.kind == "list":
            return sum(_rows(row) + 0.15 for row in rows if row.strip()) + 0.4
        return _rows(" ".join(rows)) + 0.5


def _rows(text: str) -> float:
    return max(1, -(-len(text) // LETTERS))


def _is_rule(row: str) -> bool:
    return not row.strip("|:- ")


def _table_row(row: str) -> float:
    cells = row.strip().strip("|").split("|")
    # columns share the width by what is in them, so the longest cell counts less than its letters
    return 0.35 + 0.8 * max(1.0, len(row) / (LETTERS * 1.1), max(map(len, cells)) / (LETTERS * 0.7))


def hidden(markdown: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Take out what a page keeps folded.

    Returns:
        The Markdown with the place of each marked by its summary alone, and (summary, body) of each.
    """
    found = tuple((m["summary"], m["body"]) for m in _DETAILS.finditer(markdown))
    return _DETAILS.sub(lambda m: f"*▸ {m['summary']}*", markdown), found


def blocks(markdown: str) -> list[Block]:
    """Cut Markdown into its blocks."""
    found: list[Block] = []
    part: list[str] = []
    kind = ""

    def close() -> None:
        nonlocal kind
        if part:
            found.append(Block(kind, "\n".join(part).rstrip()))
        part.clear()
        kind = ""

    for line in markdown.splitlines():
        if kind == "code":
            part.append(line)
            if line.startswith(part[0][:3]):
                close()
            continue
        opens = _kind(line)
        if opens == "" and kind == "list" and part:
            part.append("")  # a list may go on after a blank line
        elif opens == "":
            close()
        elif _goes_on(kind, opens, line, part):
            part.append(line)
        else:
            close()
            kind = opens
            part.append(line)
            if kind == "heading":
                close()
    close()
    return [b for b in found if b.text]


def _goes_on(kind: str, opens: str, line: str, part: list[str]) -> bool:
    if kind == "list":  # without a blank line between them, a text belongs to the item before it
        return opens == "list" or line.startswith("  ") or bool(part[-1])
    return kind == opens != "heading"


def _kind(line: str) -> str:
    if not line.strip():
        return ""
    if line.startswith(("```", "~~~")):
        return "code"
    if line.startswith("#"):
        return "heading"
    if line.startswith("|"):
        return "table"
    return "list" if _ITEM.match(line) else "text"


def _smaller(block: Block) -> list[Block]:
    """Cut a block that no slide can hold: a list by items, a table by rows, a text by sentences."""
    if block.kind == "list":
        items: list[str] = []
        for line in block.text.splitlines():
            if _ITEM.match(line) and not line.startswith("  "):
                items.append(line)
            else:
                items[-1] += "\n" + line
        return [Block("list", item.rstrip()) for item in items]
    if block.kind == "table":
        head, rule, *rows = block.text.splitlines()
        return [Block("table", "\n".join([head, rule, row])) for row in rows]
    if block.kind == "text":
        return [Block("text", s) for s in re.split(r"(?<=[.?!:])\s+(?=[\w“«*\[(])", block.text)]
    return [block]


def _joined(kind: str, parts: Sequence[Block]) -> Block:
    if kind == "table":
        first, *others = (p.text.splitlines() for p in parts)
        return Block(kind, "\n".join([*first, *(line for rows in others for line in rows[2:])]))
    return Block(kind, (" " if kind == "text" else "\n").join(p.text for p in parts))


def packed(markdown: str, room: float = LINES) -> list[str]:
    """Return the Markdown as pieces that each fit on a slide.

    A block goes to the next slide whole rather than being cut, unless no slide could hold it.

    Args:
        markdown: the text; without it there is no slide.
        room: the lines of a slide.
    """
    slides: list[list[Block]] = [[]]
    used = 0.0
    for block in blocks(markdown):
        for piece in _cut(block, room):
            ends_with_head = bool(slides[-1]) and slides[-1][-1].kind == "heading"
            if slides[-1] and used + piece.lines > room and not ends_with_head:
                moved = []
                if len(slides[-1]) > 1 and _leads(slides[-1][-1], piece):
                    moved = [slides[-1].pop()]
                slides.append(moved)
                used = sum(b.lines for b in moved)
            slides[-1].append(piece)
            used += piece.lines
    return ["\n\n".join(b.text for b in slide) for slide in slides if slide]


def _leads(before: Block, piece: Block) -> bool:
    """Whether the last block on a slide announces the one that would go to the next."""
    return before.kind == "text" and before.text.rstrip("*").endswith(":") and piece.kind != "text"


def _cut(block: Block, room: float) -> list[Block]:
    if block.lines <= room:
        return [block]
    small = _smaller(block)
    if len(small) < 2:
        return [block]
    pieces: list[list[Block]] = [[]]
    for part in small:
        if pieces[-1] and _joined(block.kind, [*pieces[-1], part]).lines > room:
            pieces.append([])
        pieces[-1].append(part)
    return [_joined(block.kind, p) for p in pieces]
