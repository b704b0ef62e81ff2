"""The ready agendas: what to do when, checked to add up, with the clock for any beginning."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from cem_workbook.course import page_named
from cem_workbook.errors import BadInput
from cem_workbook.messages import say

FOLDER = Path(__file__).resolve().parent / "agendas"
NAMES = ("90_minutes", "half_a_day", "two_days")
# the least and the most minutes of each day, breaks included
DAYS = {
    "90_minutes": ((90, 90),),
    "half_a_day": ((240, 240),),
    "two_days": ((360, 420), (360, 420)),
}
_HEAD = ["minutes", "page", "what", "how", "cards"]
_NONE = {"", "-", "–"}


@dataclass(frozen=True)
class Item:
    """One line of an agenda.

    Attributes:
        minutes: how long it takes.
        page: the page it is about, or nothing: a break, a round.
        what: what is done.
        how: how it is done (Markdown).
        cards: ids of the exercises that there is time for; they stand on the agenda's handout.
    """

    minutes: int
    page: str
    what: str
    how: str
    cards: tuple[str, ...] = ()


@dataclass(frozen=True)
class Day:
    """One day: its title, which is empty where there is only one, and its items."""

    title: str
    items: tuple[Item, ...]

    @property
    def minutes(self) -> int:
        """From the first item to the last, breaks included."""
        return sum(item.minutes for item in self.items)

    def clock(self, begins: str = "9:00") -> tuple[tuple[str, Item], ...]:
        """Return each item with the time at which it begins.

        Args:
            begins: the first one's time, such as `9:00` or `13.30`.

        Raises:
            BadInput: that is no time of the day.
        """
        found = re.fullmatch(r"(\d{1,2})(?:[:.](\d{2}))?", begins.strip())
        if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
            raise BadInput(say("“{time}” is no time: write 9:00 or 13:30.", time=begins))
        now = 60 * int(found[1]) + int(found[2] or 0)
        times = []
        for item in self.items:
            times.append((f"{now // 60 % 24}:{now % 60:02d}", item))
            now += item.minutes
        return tuple(times)


@dataclass(frozen=True)
class Agenda:
    """A ready agenda.

    Attributes:
        name: the name of its file, such as `half_a_day`.
        title: its heading.
        opening: for whom it is, and what one needs (Markdown).
        days: what is done, day by day.
        closing: what stands after the last table (Markdown).
    """

    name: str
    title: str
    opening: str
    days: tuple[Day, ...]
    closing: str

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages that it is about, each once, as they come."""
        return tuple(dict.fromkeys(i.page for day in self.days for i in day.items if i.page))

    def cards(self, page: str) -> tuple[str, ...]:
        """Return the exercises of a page that there is time for."""
        of_page = (i.cards for day in self.days for i in day.items if i.page == page)
        return tuple(card for cards in of_page for card in cards)


def read_agenda(name: str, folder: Path = FOLDER) -> Agenda:
    """Return an agenda.

    Args:
        name: `90_minutes`, `half_a_day` or `two_days`.
        folder: where the agendas are.

    Raises:
        BadInput: there is none of this name, or it does not add up; names the file and the line.
    """
    if name not in NAMES:
        near = get_close_matches(name, NAMES, n=1, cutoff=0.2)
        raise BadInput(
            say(
                "There is no agenda {name!r}; there are: {known}.",
                name=name,
                known=", ".join(NAMES),
            )
            + (say(" Did you mean {near!r}?", near=near[0]) if near else "")
        )
    file = folder / f"{name}.md"
    lines = file.read_text(encoding="utf-8").splitlines()
    if not lines or not lines[0].startswith("# "):
        raise _wrong(file, 1, say("the first line must be a heading “# …”."))
    days: list[Day] = []
    title, texts, at = "", [""], 1
    while at < len(lines):
        line = lines[at]
        if line.startswith("## "):
            title = line.removeprefix("## ").strip()
        elif line.startswith("|"):
            end = next(
                (i for i in range(at, len(lines)) if not lines[i].startswith("|")), len(lines)
            )
            days.append(Day(title, _items(file, lines[at:end], at + 1)))
            texts.append("")
            at = end - 1
        else:
            texts[-1] += line + "\n"
        at += 1
    _check(file, days)
    return Agenda(name, lines[0][2:].strip(), texts[0].strip(), tuple(days), texts[-1].strip())


def all_agendas() -> tuple[Agenda, ...]:
    """Return the ready agendas, the shortest first."""
    return tuple(read_agenda(name) for name in NAMES)


def _wrong(file: Path, line: int, rule: str) -> BadInput:
    return BadInput(say("{file}, line {line}: {rule}", file=file.name, line=line, rule=rule))


def _items(file: Path, rows: list[str], first: int) -> tuple[Item, ...]:
    cells = [[cell.strip() for cell in row.strip().strip("|").split("|")] for row in rows]
    if cells[0] != _HEAD:
        rule = say("the table's head must be: {head}.", head=" | ".join(_HEAD))
        raise _wrong(file, first, rule)
    items = []
    for line, row in enumerate(cells[2:], first + 2):
        if len(row) != len(_HEAD):
            raise _wrong(file, line, say("a row has five cells; this has {n}.", n=len(row)))
        minutes, page, what, how, listed = row
        if not minutes.isdecimal() or not int(minutes):
            raise _wrong(file, line, say("“{minutes}” is no number of minutes.", minutes=minutes))
        page = "" if page in _NONE else page.strip("`")
        if page and page_named(page) is None:
            raise _wrong(file, line, say("there is no page “{page}”.", page=page))
        cards = () if listed in _NONE else tuple(card.strip() for card in listed.split(","))
        if cards and not page:
            raise _wrong(file, line, say("cards belong to a page, and this row names none."))
        items.append(Item(int(minutes), page, what, "" if how in _NONE else how, cards))
    return tuple(items)


def _check(file: Path, days: list[Day]) -> None:
    wanted = DAYS[file.stem]
    if len(days) != len(wanted):
        rule = say("{n} tables, and it takes {m}.", n=len(days), m=len(wanted))
        raise _wrong(file, 1, rule)
    for day, (low, high) in zip(days, wanted, strict=True):
        if not low <= day.minutes <= high:
            rule = say(
                "the minutes of {day} sum to {sum}, and should to {low} to {high}.",
                day=f"“{day.title}”" if day.title else say("the table"),
                sum=day.minutes,
                low=low,
                high=high,
            )
            raise _wrong(file, 1, rule)
