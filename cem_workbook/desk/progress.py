"""What has been done: the head of a page, the course map, and the learner's progress."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from html import escape
from itertools import pairwise

from cem_workbook.course import PAGES, Page
from cem_workbook.desk.desk import Desk
from cem_workbook.exercises.bank import exercises_of
from cem_workbook.figures import BLUE, GRID, INK, PAPER, PROMOTER, SOFT, Drawing, Picture
from cem_workbook.messages import direction, say


@dataclass(frozen=True)
class PageProgress:
    """How far a learner is on one page.

    Attributes:
        page: the page.
        done: ids of exercises that are right, or of reflections that are kept.
        tried: ids of exercises that were attempted and are not right yet.
        open: ids of those that were not attempted.
    """

    page: Page
    done: tuple[str, ...]
    tried: tuple[str, ...]
    open: tuple[str, ...]

    @property
    def total(self) -> int:
        """How many exercises the page has."""
        return len(self.done) + len(self.tried) + len(self.open)

    @property
    def state(self) -> str:
        """`done`, `begun`, `ready`, or `planned` for a page that is in preparation."""
        if not self.page.ready:
            return "planned"
        if self.total and len(self.done) == self.total:
            return "done"
        return "begun" if self.done or self.tried else "ready"

    @property
    def words(self) -> str:
        """The state in words."""
        if self.state == "planned":
            return say("in preparation")
        if self.state == "ready":
            return say("not begun, {minutes} minutes", minutes=self.page.minutes)
        return say("{done} of {total} done", done=len(self.done), total=self.total)


def progress_on(pages: Iterable[Page], desk: Desk) -> tuple[PageProgress, ...]:
    """Return how far the learner is on pages, from the journal, which is read once for all."""
    right, attempted = _solved(desk)
    return tuple(_progress_on(page, right, attempted) for page in pages)


def _progress_on(page: Page, right: set[str], attempted: set[str]) -> PageProgress:
    if not (page.ready and page.bank):
        return PageProgress(page, (), (), ())
    ids = [e.id for e in exercises_of(page.bank)]
    return PageProgress(
        page,
        tuple(i for i in ids if i in right),
        tuple(i for i in ids if i in attempted and i not in right),
        tuple(i for i in ids if i not in attempted),
    )


def _solved(desk: Desk) -> tuple[set[str], set[str]]:
    attempts = desk.journal.entries("attempt")
    kept = {e.subject for e in desk.journal.entries("reflection")}
    right = {e.subject for e in attempts if e.body.get("status") == "right"} | kept
    return right, {e.subject for e in attempts} | kept


def _alerts(desk: Desk) -> str:
    return "".join(f'<p role="alert">{escape(n)}</p>' for n in desk.take_notices())


class Welcome:
    """The head of a page: whose company, whether the work lasts, how far you are."""

    def __init__(self, page: Page, desk: Desk) -> None:
        (self.progress,), self.desk = progress_on([page], desk), desk

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is said, a sentence a line."""
        name, company = self.desk.learner.name, self.desk.company
        if self.desk.learner.id == "demo":
            where = (
                say("on the first page, 00_start_here")
                if self.progress.page.number
                else say("below")
            )
            who = say(
                "You are the visitor “demo”, and your company is {title}. Choose a company of your "
                "own {where}.",
                title=company.title,
                where=where,
            )
        elif name:
            who = say("Welcome, {name}. Your company is {title}.", name=name, title=company.title)
        else:
            who = say("Welcome. Your company is {title}.", title=company.title)
        return (
            who,
            say("Its customers and their answers are synthetic: made by a program, for practice."),
            self.desk.lasting.sentence,
            say("This page: {words}.", words=self.progress.words),
        )

    def __repr__(self) -> str:
        return "\n".join(self.sentences)

    def _repr_html_(self) -> str:
        lines = "".join(f"<p style='margin:2px 0'>{escape(s)}</p>" for s in self.sentences)
        return (
            f'<div dir="{direction()}" style="border:1px solid {GRID};border-radius:6px;'
            f'padding:8px 14px;line-height:1.5">{lines}{_alerts(self.desk)}</div>'
        )


class CourseMap:
    """The course as a drawn way through 21 stations, with what has been done."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @cached_property
    def pages(self) -> tuple[PageProgress, ...]:
        """Every page with its progress."""
        return progress_on(PAGES, self.desk)

    @property
    def summary(self) -> str:
        """The map in a sentence."""
        count = {
            s: sum(p.state == s for p in self.pages) for s in ("done", "begun", "ready", "planned")
        }
        return say(
            "{all} pages: {done} done, {begun} begun, {ready} ready to begin, {planned} in preparation.",
            all=len(self.pages),
            **count,
        )

    def draw(self) -> Drawing:
        """Draw the way: three rows of seven stations."""
        d = Drawing("course-map", 780, 452)
        spots = [(65 + (i % 7) * 108, 50 + (i // 7) * 150) for i in range(len(self.pages))]
        for here, there in pairwise(spots):
            if here[1] == there[1]:
                d.line(*here, *there, stroke=GRID, thick=6)
            else:  # down to the next row
                middle = (here[1] + there[1]) / 2 + 34
                d.path(
                    f"M{here[0]} {here[1]}h54V{middle}H{there[0] - 54}V{there[1]}h54",
                    stroke=GRID,
                    thick=6,
                )
        for spot, station in zip(spots, self.pages, strict=True):
            self._station(d, *spot, station)
        self._legend(d)
        return d

    def _station(self, d: Drawing, x: float, y: float, station: PageProgress) -> None:
        state = station.state
        fill = {"done": PROMOTER, "begun": BLUE}.get(state, PAPER)
        edge = {"done": PROMOTER, "begun": BLUE, "ready": INK}.get(state, SOFT)
        d.rect(
            x - 21,
            y - 21,
            42,
            42,
            fill=fill,
            stroke=edge,
            thick=3 if state != "planned" else 1,
            corner=21,
        )
        d.text(
            x,
            y + 6,
            station.page.number,
            size=16,
            anchor="middle",
            bold=state != "planned",
            fill=PAPER if fill != PAPER else edge,
        )
        colour = SOFT if state == "planned" else INK
        lines = _wrapped(station.page.title, 16)
        for i, line in enumerate(lines):
            d.text(
                x,
                y + 38 + 14 * i,
                line,
                size=12,
                anchor="middle",
                fill=colour,
                bold=state != "planned",
            )
        if state != "planned":
            words = station.words.split(", ")[0]
            d.text(x, y + 38 + 14 * len(lines), words, size=11.5, anchor="middle", fill=BLUE)

    def _legend(self, d: Drawing) -> None:
        x = 48.0
        for fill, edge, thick, words in (
            (PROMOTER, PROMOTER, 3, say("done")),
            (BLUE, BLUE, 3, say("begun")),
            (PAPER, INK, 3, say("ready to begin")),
            (PAPER, SOFT, 1, say("in preparation")),
        ):
            d.rect(x, 428, 14, 14, fill=fill, stroke=edge, thick=thick, corner=7)
            d.text(x + 22, 440, words, size=13)
            x += 60 + 8 * len(words)

    def _links(self) -> str:
        rows = "".join(
            f'<li><a href="{p.page.file}.ipynb">{escape(p.page.title)}</a>: {escape(p.words)}</li>'
            for p in self.pages
            if p.page.ready
        )
        return f'<ul dir="{direction()}">{rows}</ul>'

    def _ipython_display_(self) -> None:
        from IPython.display import display

        title = say("The course map")
        svg = self.draw().svg(title, self.summary)
        display(Picture(svg, f"{title}. {self.summary}"))
        ready = "\n".join(f"{p.page.file}: {p.words}" for p in self.pages if p.page.ready)
        html = f"<p>{escape(self.summary)}</p>{self._links()}{_alerts(self.desk)}"
        display({"text/html": html, "text/plain": f"{self.summary}\n{ready}"}, raw=True)


class Progress:
    """Where am I? Every page that is ready, what is done, and what comes next."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.pages = progress_on((p for p in PAGES if p.ready), desk)

    @property
    def next(self) -> str:
        """The id of the next exercise to do, or an empty text."""
        waiting = (i for p in self.pages for i in (*p.tried, *p.open))
        return next(waiting, "")

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        """Page, state in words, and what is still open."""
        return [(p.page.file, p.words, ", ".join((*p.tried, *p.open)) or "–") for p in self.pages]

    @property
    def advice(self) -> str:
        """What comes next."""
        if not self.next:
            return say("Everything on the pages that are ready is done. Well worked.")
        return say("Next: {id}.", id=self.next)

    def __repr__(self) -> str:
        lines = [
            say("{page}: {words}; open: {open}", page=a, words=b, open=c) for a, b, c in self.rows
        ]
        return "\n".join([*lines, self.advice])

    def _repr_html_(self) -> str:
        head = "".join(
            f'<th scope="col">{h}</th>' for h in (say("Page"), say("Done"), say("Still open"))
        )
        body = "".join(
            f'<tr><td><a href="{a}.ipynb">{a}</a></td><td>{escape(b)}</td><td>{escape(c)}</td></tr>'
            for a, b, c in self.rows
        )
        return (
            f'<div dir="{direction()}"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody>'
            f"</table><p>{escape(self.advice)}</p>{_alerts(self.desk)}</div>"
        )


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width)
