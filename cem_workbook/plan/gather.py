"""From the entries of a journal to a plan: the actions, and what stands behind them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cem_workbook.course import PAGES, Page
from cem_workbook.exercises.kinds import PLAN
from cem_workbook.frameworks.pooling import Assessment
from cem_workbook.journal.entry import Entry
from cem_workbook.plan.days import LENGTH, read_day
from cem_workbook.plan.kept import JudgedClaim, Work, assessments, judged_claims, latest, works
from cem_workbook.plan.words import clean

VIEW = "ninety-days"
"""The name under which the view of the plan keeps what is chosen in it."""

ON_THE_ROAD, OPEN, LATER, BEFORE, PUT_OFF = "on the road", "open", "later", "before", "put off"
OWN_NUMBERS = 4
"""How many numbers of one's own firm the plan has room for."""
MOST_HOURS, MOST_CROWNS, MOST_BY = 5000, 1_000_000, 50


@dataclass(frozen=True)
class Choice:
    """What the learner has chosen for an action in the view of the plan.

    Attributes:
        off: whether it is put off until after the ninety days.
        owner, measure: what fills a gap that the page's words leave.
        day: the day chosen for it, or None.
        lever: which lever of the model it moves, one of `worth.LEVERS`; "" if not said.
        by: how far it is expected to move it, per cent, 0 to 50.
        hours, crowns: what it costs.
    """

    off: bool = False
    owner: str = ""
    measure: str = ""
    day: date | None = None
    lever: str = ""
    by: int = 10
    hours: int = 0
    crowns: int = 0


@dataclass(frozen=True)
class Action:
    """Something that somebody will do.

    Attributes:
        id: the reflection that it was written in, such as `nps-r1`.
        page: where that stands.
        what: what will be done.
        owner, when, measure: who owns it, by when, how one shall see that it works; "" if open.
            The page's own words come first, and what was chosen in the view fills the gaps.
        day: the day it is due, if it can be told.
        place: ON_THE_ROAD, OPEN (no day), LATER or BEFORE (outside the ninety days), or PUT_OFF.
        number: day of the plan, 0 to 90, if it is on the road.
        choice: what was chosen for it.
    """

    id: str
    page: Page
    what: str
    owner: str
    when: str
    measure: str
    day: date | None
    place: str
    number: int | None
    choice: Choice

    @property
    def gaps(self) -> tuple[str, ...]:
        """What is still open: some of `what`, `owner`, `when` and `measure`."""
        there = {
            "what": self.what,
            "owner": self.owner,
            "when": self.day or self.choice.off,
            "measure": self.measure,
        }
        return tuple(name for name, value in there.items() if not value)


@dataclass(frozen=True)
class Plan:
    """All that somebody takes home.

    Attributes:
        name: what they want to be called, or "".
        purpose: what they came for, from the first page, or "".
        start: the first day of the ninety, or None.
        actions: in the order of the pages.
        missing: the pages whose action has not been written.
        own_numbers: numbers of their own firm, as they typed them.
        claims: the claims that they judged.
        assessments: those that were finished, the oldest first.
        works: what else they worked out, a sentence each.
    """

    name: str = ""
    purpose: str = ""
    start: date | None = None
    actions: tuple[Action, ...] = ()
    missing: tuple[Page, ...] = ()
    own_numbers: tuple[str, ...] = ()
    claims: tuple[JudgedClaim, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    works: tuple[Work, ...] = ()

    def at(self, *places: str) -> tuple[Action, ...]:
        """Return the actions of these places."""
        return tuple(action for action in self.actions if action.place in places)

    @property
    def complete(self) -> tuple[Action, ...]:
        """The actions that have an owner, a day and a measure."""
        return tuple(a for a in self.actions if a.day is not None and not a.gaps)


def gather(
    entries: Iterable[Entry], owner: str = "", chosen: Mapping[str, Any] | None = None
) -> Plan:
    """Return the plan that a journal holds. What is damaged, or of another edition, is passed over.

    Args:
        entries: the journal's entries, in any order.
        owner: the learner's id; without it no name is read.
        chosen: what stands in the view of the plan now; without it, what was kept last.
    """
    ordered = sorted(entries, key=lambda entry: entry.order)
    if chosen is None:
        chosen = latest(ordered, VIEW)
    start = read_day(clean(chosen.get("start")))
    choices = read_choices(chosen.get("choices"))
    written = _reflections(ordered)
    asked = [page for page in PAGES if page.bank and page.number > 0]
    actions, missing = [], []
    for page in asked:
        id = f"{page.bank}-r1"
        if id in written:
            actions.append(_action(page, written[id], choices.get(id, Choice()), start))
        else:
            missing.append(page)
    return Plan(
        name=_name(ordered, owner),
        purpose=written.get("start-r1", {}).get("", ""),
        start=start,
        actions=tuple(actions),
        missing=tuple(missing),
        own_numbers=tuple(
            filter(None, (clean(chosen.get(f"number {i}")) for i in range(1, OWN_NUMBERS + 1)))
        ),
        claims=judged_claims(latest(ordered, "claims")),
        assessments=assessments(ordered),
        works=works(ordered),
    )


def _action(page: Page, written: Mapping[str, str], choice: Choice, start: date | None) -> Action:
    what, owner, when, measure = (written.get(label, "") for label in PLAN)
    day = choice.day or read_day(when, start)
    place, number = OPEN, None
    if choice.off:
        place = PUT_OFF
    elif day is not None and start is not None:
        days = (day - start).days
        place = BEFORE if days < 0 else LATER if days > LENGTH else ON_THE_ROAD
        number = days if place == ON_THE_ROAD else None
    return Action(
        id=f"{page.bank}-r1",
        page=page,
        what=what or written.get("", ""),  # one box of words is what they would do
        owner=owner or choice.owner,
        when=when,
        measure=measure or choice.measure,
        day=day,
        place=place,
        number=number,
        choice=choice,
    )


def _reflections(entries: Sequence[Entry]) -> dict[str, dict[str, str]]:
    """Return the last words of each reflection, by its parts; under "" where it has one box."""
    found: dict[str, dict[str, str]] = {}
    for entry in entries:
        if entry.kind != "reflection":
            continue
        text, parts = entry.body.get("text"), entry.body.get("parts")
        words = {"": clean(text)}
        if isinstance(parts, dict):
            words |= {label: clean(parts.get(label)) for label in PLAN}
        words = {label: each for label, each in words.items() if each}
        if words:
            found[entry.subject] = words
    return found


def _name(entries: Sequence[Entry], owner: str) -> str:
    names = [e for e in entries if e.kind == "name" and e.subject == owner]
    return clean(names[-1].body.get("name")) if names else ""


def read_choices(text: object) -> dict[str, Choice]:
    """Return what was chosen, by action, from the line in which the view keeps it."""
    try:
        record = json.loads(text) if isinstance(text, str) else None
    except (ValueError, RecursionError):
        record = None
    if not isinstance(record, dict):
        return {}
    return {id: _choice(each) for id, each in record.items() if isinstance(each, dict)}


def write_choices(choices: Mapping[str, Choice]) -> str:
    """Return the line in which the view keeps what was chosen; what is as usual is left out."""
    usual = Choice()
    record = {}
    for id, choice in choices.items():
        differ = {k: v for k, v in vars(choice).items() if v != getattr(usual, k)}
        if isinstance(differ.get("day"), date):
            differ["day"] = differ["day"].isoformat()
        if differ:
            record[id] = differ
    return json.dumps(record, ensure_ascii=False, sort_keys=True)


def _choice(record: Mapping[str, Any]) -> Choice:
    return Choice(
        off=record.get("off") is True,
        owner=clean(record.get("owner")),
        measure=clean(record.get("measure")),
        day=read_day(clean(record.get("day"))),
        lever=clean(record.get("lever")),
        by=_whole(record.get("by"), MOST_BY, 10),
        hours=_whole(record.get("hours"), MOST_HOURS, 0),
        crowns=_whole(record.get("crowns"), MOST_CROWNS, 0),
    )


def _whole(value: object, most: int, usual: int) -> int:
    fits = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most
    return value if fits and isinstance(value, int) else usual
