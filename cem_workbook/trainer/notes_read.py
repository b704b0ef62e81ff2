"""The trainer's notes: one Markdown file a page, read into what the editions and the report need.

The form is strict, because people write these files by hand and three programs read them: whoever
leaves out a heading is told the file and the line, and nothing is lost in silence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from cem_workbook.course import PAGES, page_named
from cem_workbook.errors import BadInput
from cem_workbook.messages import say

FOLDER = Path(__file__).resolve().parent / "notes"

PARTS = (
    "Before",
    "Sections",
    "On the board",
    "Split the room",
    "When time is short",
    "Without computers",
)
_MINUTES = re.compile(r"minutes: (\d+)–(\d+)")
_HELPS = re.compile(r"helps: ([a-z0-9-]+(?:, [a-z0-9-]+)*)")
_FENCE = "~~~"
MOST_LINES, MOST_COLUMNS = 14, 64


@dataclass(frozen=True)
class SectionNote:
    """What the trainer does in one section of a page.

    Attributes:
        title: the section's heading, as it stands in the page.
        low: minutes that it takes at least.
        high: minutes that it takes with all the talk that it deserves.
        markdown: what to ask, to show and to watch for.
        line: where it begins in the file.
    """

    title: str
    low: int
    high: int
    markdown: str
    line: int = 0


@dataclass(frozen=True)
class BoardDrawing:
    """A drawing that one makes with a pen in a minute.

    Attributes:
        page: the page whose notes hold it, such as `11_nps`.
        title: its name.
        helps: the names of the misconceptions against which it helps.
        sketch: the drawing in plain signs, at most 14 lines of 64 columns.
        words: in which order one draws it, and what one asks meanwhile (Markdown).
        line: where it begins in the file.
    """

    page: str
    title: str
    helps: tuple[str, ...]
    sketch: str
    words: str
    line: int = 0

    @property
    def markdown(self) -> str:
        """The whole drawing as Markdown, without its title."""
        return f"{_FENCE}text\n{self.sketch}\n{_FENCE}\n\n{self.words}"


@dataclass(frozen=True)
class Notes:
    """The notes for one page. All texts are Markdown.

    Attributes:
        page: the page's file name, such as `11_nps`.
        opening: what the trainer can say aloud at the beginning.
        before: what to prepare.
        sections: what to do in each section, in the order of the page.
        board: what to draw.
        split: a question on which reasonable people differ, and how to end it.
        short: what to do when time is short.
        without: the variant for a group without computers.
        file: where they are.
    """

    page: str
    opening: str
    before: str
    sections: tuple[SectionNote, ...]
    board: tuple[BoardDrawing, ...]
    split: str
    short: str
    without: str
    file: Path

    @property
    def minutes(self) -> tuple[int, int]:
        """What the sections take together: at least, and at most."""
        return sum(s.low for s in self.sections), sum(s.high for s in self.sections)

    def section(self, title: str) -> SectionNote | None:
        """Return the note for the section with this heading, or None."""
        return next((s for s in self.sections if s.title == title), None)


def read_notes(page: str, folder: Path = FOLDER) -> Notes:
    """Return the notes for a page.

    Args:
        page: its file name, such as `11_nps`.
        folder: where the notes are.

    Raises:
        BadInput: there are none, or they are not in the form; names the file and the line.
    """
    file = folder / f"{page.removesuffix('.ipynb')}.md"
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        there = sorted(f.stem for f in folder.glob("*.md"))
        raise BadInput(
            say(
                "There are no notes for {page!r}{nearest}", page=page, nearest=_nearest(page, there)
            )
        ) from None
    except UnicodeDecodeError:
        raise BadInput(say("{file} is not a text in UTF-8: save it anew.", file=file)) from None
    return _parse(file, text)


def _nearest(word: str, known: Sequence[str]) -> str:
    near = get_close_matches(word, known, n=1, cutoff=0.3)
    return say("; the nearest is {near!r}.", near=near[0]) if near else "."


def all_notes(folder: Path = FOLDER) -> tuple[Notes, ...]:
    """Return all notes that there are, in the order of the pages.

    Raises:
        BadInput: one of them is not in the form.
    """
    return tuple(read_notes(p.file, folder) for p in PAGES if (folder / f"{p.file}.md").exists())


def drawings_for(misconception: str) -> tuple[BoardDrawing, ...]:
    """Return every drawing that helps against a wrong idea, in the order of the pages.

    Args:
        misconception: its name, such as `promoters-only`.
    """
    return tuple(d for notes in all_notes() for d in notes.board if misconception in d.helps)


@dataclass(frozen=True)
class _Part:
    """A heading with the lines under it, and the number of the heading's line."""

    title: str
    lines: tuple[str, ...]
    line: int

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip()


def _split(lines: Sequence[str], mark: str, first: int) -> tuple[_Part, list[_Part]]:
    """Cut lines at headings of one rank; a fence hides what looks like a heading in it.

    Args:
        lines: the lines.
        mark: the heading's signs, such as `## `.
        first: the number of the first of the lines in the file.

    Returns:
        What stands before the first heading, and the parts.
    """
    starts, fenced = [], False
    for i, line in enumerate(lines):
        fenced ^= line.startswith(_FENCE)
        if not fenced and line.startswith(mark):
            starts.append(i)
    ends = [*starts[1:], len(lines)] if starts else []
    head = _Part("", tuple(lines[: starts[0] if starts else len(lines)]), first)
    parts = [
        _Part(lines[a].removeprefix(mark).strip(), tuple(lines[a + 1 : b]), first + a)
        for a, b in zip(starts, ends, strict=True)
    ]
    return head, parts


def _wrong(file: Path, line: int, rule: str) -> BadInput:
    return BadInput(say("{file}, line {line}: {rule}", file=file.name, line=line, rule=rule))


@lru_cache(maxsize=64)
def _parse(file: Path, text: str) -> Notes:
    lines = text.splitlines()
    if not lines or lines[0] != f"# {file.stem}":
        raise _wrong(file, 1, say("the first line must be “# {page}”.", page=file.stem))
    if page_named(file.stem) is None:
        raise _wrong(file, 1, say("the course has no page “{page}”.", page=file.stem))
    if sum(line.startswith(_FENCE) for line in lines) % 2:
        last = max(i for i, line in enumerate(lines, 1) if line.startswith(_FENCE))
        raise _wrong(file, last, say("this ~~~ has no partner."))
    opening, parts = _split(lines[1:], "## ", 2)
    for wanted, part in zip(PARTS, [*parts, *[None] * len(PARTS)], strict=False):
        if part is None:
            raise _wrong(file, len(lines), say("the part “## {part}” is missing.", part=wanted))
        if part.title != wanted:
            rule = say("“## {found}” where “## {part}” must stand.", found=part.title, part=wanted)
            raise _wrong(file, part.line, rule)
        if not part.text:
            raise _wrong(file, part.line, say("“## {part}” is empty.", part=wanted))
    if len(parts) > len(PARTS):
        extra = parts[len(PARTS)]
        raise _wrong(file, extra.line, say("there is no part “## {part}”.", part=extra.title))
    if not opening.text:
        raise _wrong(file, 2, say("say here why the page is worth an hour."))
    before, sections, board, split, short, without = parts
    return Notes(
        page=file.stem,
        opening=opening.text,
        before=before.text,
        sections=tuple(_section(file, p) for p in _pieces(file, sections)),
        board=tuple(_drawing(file, p) for p in _pieces(file, board)),
        split=split.text,
        short=short.text,
        without=without.text,
        file=file,
    )


def _pieces(file: Path, part: _Part) -> list[_Part]:
    head, pieces = _split(part.lines, "### ", part.line + 1)
    if head.text or not pieces:
        rule = say("“## {part}” must begin with a heading “### …”.", part=part.title)
        raise _wrong(file, part.line, rule)
    titles = [p.title for p in pieces]
    for piece in pieces:
        if titles.count(piece.title) > 1:
            raise _wrong(file, piece.line, say("“{title}” stands twice.", title=piece.title))
    return pieces


def _section(file: Path, part: _Part) -> SectionNote:
    found = _MINUTES.fullmatch(part.lines[0].strip()) if part.lines else None
    if found is None:
        raise _wrong(
            file,
            part.line + 1,
            say("under “{title}” must stand “minutes: 5–8”, with an en dash.", title=part.title),
        )
    low, high = int(found[1]), int(found[2])
    if low > high:
        rule = say("{low} minutes at least is more than {high} at most.", low=low, high=high)
        raise _wrong(file, part.line + 1, rule)
    text = "\n".join(part.lines[1:]).strip()
    if "**Ask:**" not in text and "**Show:**" not in text:
        rule = say("“{title}” needs an **Ask:** or a **Show:**.", title=part.title)
        raise _wrong(file, part.line, rule)
    return SectionNote(part.title, low, high, text, part.line)


def _drawing(file: Path, part: _Part) -> BoardDrawing:
    found = _HELPS.fullmatch(part.lines[0].strip()) if part.lines else None
    if found is None:
        rule = say("under “{title}” must stand “helps: ” and names.", title=part.title)
        raise _wrong(file, part.line + 1, rule)
    rest = list(part.lines[1:])
    while rest and not rest[0].strip():
        rest.pop(0)
    fences = [i for i, line in enumerate(rest) if line.startswith(_FENCE)]
    if len(fences) != 2 or fences[0] or rest[0] != f"{_FENCE}text":
        rule = say("“{title}” needs one sketch between ~~~text and ~~~.", title=part.title)
        raise _wrong(file, part.line, rule)
    sketch, words = rest[1 : fences[1]], "\n".join(rest[fences[1] + 1 :]).strip()
    for i, line in enumerate(sketch):
        if i >= MOST_LINES or len(line) > MOST_COLUMNS:
            raise _wrong(
                file,
                part.line + 3 + i,
                say(
                    "a sketch has at most {lines} lines of {columns} columns.",
                    lines=MOST_LINES,
                    columns=MOST_COLUMNS,
                ),
            )
    if not words:
        rule = say("say under the sketch in which order one draws it.")
        raise _wrong(file, part.line, rule)
    drawn = "\n".join(line.rstrip() for line in sketch)
    names = tuple(found[1].split(", "))
    return BoardDrawing(file.stem, part.title, names, drawn, words, part.line)
