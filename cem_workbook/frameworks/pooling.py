"""One assessment as a small file without a name, and many such files as one group.

A file is JSON and holds, and may hold, exactly this:

    {"format": "cem-workbook-assessment", "version": 1, "statements": 1,
     "mark": "0123456789abcdef", "role": "front line", "about": "one branch",
     "day": "2026-03-01", "answers": {"know": 2, "best": null, ...}}

- `statements`: the number of the set of statements; answers to different sets are not pooled.
- `mark`: 16 hexadecimal digits, drawn at random when the assessment was finished. It names nobody;
  by it, a file that was chosen twice is recognised.
- `role`: `manager` or `front line`; `about`: `whole firm` or `one branch`.
- `day`: when it was finished, by the clock of whoever did; no hour.
- `answers`: for every statement its level, 0 to 3, or null for "I cannot know".

No name, no free text, no number of a learner. Whoever collects the files can still open each of
them, so what is *shown* of a group never stands for fewer than three people, and a role of one or
two people is not shown apart (nor does it count half, for it could then be worked out). Spread and
alpha take six: of three people, mean and spread together give back what each of them scored.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NoReturn

import numpy as np

from cem_workbook.errors import BadInput
from cem_workbook.frameworks.assessment import (
    SMALLEST,
    Gap,
    Sheet,
    Standing,
    gaps,
    matrix,
    standing,
    step_points,
)
from cem_workbook.frameworks.statements import IDS, LEVELS, ROLES, SET, STATEMENTS
from cem_workbook.frameworks.steps import STEPS
from cem_workbook.messages import say
from cem_workbook.metrics.reliability import Alpha, cronbach_alpha

FORMAT, VERSION = "cem-workbook-assessment", 1
FIRM, BRANCH = "whole firm", "one branch"
ABOUT = (FIRM, BRANCH)
LARGEST = 10_000
"""Bytes of a file; one of ours has about 500."""
MOST_FILES = 500
SPREAD_FROM = 6
"""The smallest group of which the spread, or alpha, is shown."""

_MARK = re.compile(r"[0-9a-f]{16}")
_DAY = re.compile(r"2\d{3}-\d\d-\d\d", re.ASCII)
_KEYS = ("format", "version", "statements", "mark", "role", "about", "day", "answers")


@dataclass(frozen=True)
class Assessment:
    """One finished assessment.

    Attributes:
        mark: 16 hexadecimal digits.
        about: FIRM or BRANCH.
        day: when it was finished.
        sheet: role and answers.
    """

    mark: str
    about: str
    day: date
    sheet: Sheet

    def record(self) -> dict[str, Any]:
        """Return it as the file holds it."""
        answers = {id: self.sheet.levels[id] for id in IDS}
        values = (FORMAT, VERSION, SET, self.mark, self.sheet.role, self.about,
                  self.day.isoformat(), answers)  # fmt: skip
        return dict(zip(_KEYS, values, strict=True))

    @property
    def file_name(self) -> str:
        """A name for the file, so that those of a workshop fit into one folder; it names nobody."""
        return f"cem-assessment-{self.mark[:6]}.json"

    def file(self) -> bytes:
        """Return the file's content."""
        return (json.dumps(self.record(), indent=1) + "\n").encode()


def read_record(record: object) -> Assessment:
    """Return the assessment that a record describes.

    Raises:
        BadInput: it describes none; the text, to be read after "Set aside: its name,", says why.
    """
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        raise BadInput(say("it is no assessment of this course"))
    if type(record.get("version")) is not int or record["version"] != VERSION:
        raise BadInput(say("it has another form than this version of the course reads"))
    if type(record.get("statements")) is not int or record["statements"] != SET:
        raise BadInput(say("it answers another set of statements"))
    if missing := [key for key in _KEYS if key not in record]:
        raise BadInput(say("it lacks “{key}”", key=missing[0]))
    if more := [key for key in record if key not in _KEYS]:
        raise BadInput(
            say("it holds more than an assessment may: “{key}”", key=as_name(str(more[0])))
        )
    mark, role, about = record["mark"], record["role"], record["about"]
    if not isinstance(mark, str) or not _MARK.fullmatch(mark):
        raise BadInput(say("its mark is damaged"))
    if role not in ROLES or not isinstance(role, str):
        raise BadInput(say("it does not say whether a manager or the front line answered"))
    if about not in ABOUT or not isinstance(about, str):
        raise BadInput(say("it does not say whether it is about the whole firm or one branch"))
    return Assessment(mark, about, _day(record["day"]), Sheet(role, _levels(record["answers"])))


def _day(text: object) -> date:
    if isinstance(text, str) and _DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise BadInput(say("its day is no day of the calendar"))


def _levels(answers: object) -> dict[str, int | None]:
    if not isinstance(answers, dict) or set(answers) != set(IDS):
        raise BadInput(say("its answers are not those to the {n} statements", n=len(IDS)))
    for id, level in answers.items():
        if level is not None and (type(level) is not int or level not in LEVELS):
            raise BadInput(say("its answer to “{id}” is none of 0 to 3", id=id))
    if all(level is None for level in answers.values()):
        raise BadInput(say("it knows nothing: every answer is “I cannot know”"))
    return {id: answers[id] for id in IDS}


def read_file(content: bytes | memoryview) -> Assessment:
    """Return the assessment that a file holds.

    Raises:
        BadInput: it holds none; says why, as `read_record`.
    """
    if len(content) > LARGEST:
        raise BadInput(say("it is larger than an assessment can be"))
    if not len(content):
        raise BadInput(say("it is empty"))
    try:
        text = bytes(content).decode("utf-8-sig")
        record = json.loads(text, parse_constant=_refuse, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        raise BadInput(say("it is damaged, or no file of this course")) from None
    return read_record(record)


def _refuse(word: str) -> NoReturn:
    raise ValueError(word)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the pairs as a dictionary; a key that stands twice is refused."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def as_name(name: str, most: int = 40) -> str:
    """Return a file's name as it can be shown: short, and without signs that steer the text."""
    shown = "".join(c for c in name if unicodedata.category(c)[0] != "C")
    return shown if len(shown) <= most else shown[: most - 1] + "…"


@dataclass(frozen=True)
class SetAside:
    """A file that was not used.

    Attributes:
        name: its name, as it can be shown.
        why: the reason, to be read after the name.
    """

    name: str
    why: str

    @property
    def sentence(self) -> str:
        """What to tell."""
        return say("Set aside: {name}; {why}.", name=self.name, why=self.why)


@dataclass(frozen=True)
class Pool:
    """Assessments of several people about one firm.

    Attributes:
        used: those that count, by their marks' order.
        aside: files that do not, each with its reason.
        about: what they are about; "" without any.
    """

    used: tuple[Assessment, ...] = ()
    aside: tuple[SetAside, ...] = ()
    about: str = ""

    @property
    def roles(self) -> Mapping[str, int]:
        """How many of each role."""
        return {role: sum(each.sheet.role == role for each in self.used) for role in ROLES}


def pool(files: Iterable[tuple[str, bytes | memoryview]]) -> Pool:
    """Read files, and set aside what cannot be used.

    Assessments of the whole firm and of a branch are not mixed: the kind of which there are more is
    used (of as many, that of the whole firm). The order of the files does not matter, but for which
    of two copies is named.

    Args:
        files: name and content of each; of more than MOST_FILES, the rest is set aside unread.
    """
    found: dict[str, tuple[str, Assessment]] = {}
    aside: list[SetAside] = []
    for number, (name, content) in enumerate(files):
        shown = as_name(name)
        if number >= MOST_FILES:
            aside.append(SetAside(shown, say("{n} files are the most at once", n=MOST_FILES)))
            continue
        try:
            one = read_file(content)
        except BadInput as reason:
            aside.append(SetAside(shown, str(reason)))
            continue
        if one.mark in found:
            other, first = found[one.mark]
            same = first == one
            why = say("it is the same as {other}", other=other) if same else say(
                "it bears the mark of {other} and says something else", other=other
            )  # fmt: skip
            aside.append(SetAside(shown, why))
            continue
        found[one.mark] = shown, one
    kinds = Counter(one.about for _, one in found.values())
    about = max(ABOUT, key=lambda kind: kinds[kind]) if kinds else ""
    for name, one in found.values():
        if one.about != about:
            aside.append(
                SetAside(name, say("it is about {one}, the others about {other}",
                                   one=say(one.about), other=say(about)))
            )  # fmt: skip
    used = sorted((one for _, one in found.values() if one.about == about), key=lambda o: o.mark)
    return Pool(tuple(used), tuple(aside), about)


@dataclass(frozen=True)
class GroupView:
    """What may be shown of a group.

    Attributes:
        people: how many answered.
        all: where the firm stands by all of them; None for fewer than SMALLEST people.
        by_role: the same by each role, if both have SMALLEST people; else empty.
        gaps: how far the roles are apart, step by step; else empty.
        spread: standard deviation between people, in points, by number of the step; a step for
            which fewer than SPREAD_FROM speak is left out.
        alpha: of the four statements of each step, by number of the step; a step that fewer than
            SPREAD_FROM people have answered in full is left out.
    """

    people: int
    all: Standing | None = None
    by_role: Mapping[str, Standing] = field(default_factory=dict)
    gaps: tuple[Gap, ...] = ()
    spread: Mapping[int, float] = field(default_factory=dict)
    alpha: Mapping[int, Alpha] = field(default_factory=dict)


def view_of(sheets: Sequence[Sheet]) -> GroupView:
    """Return what may be shown of these people's answers.

    A statement that fewer than SMALLEST people know is not shown, nor a step for which fewer speak;
    role by role, if that is so in either role.
    """
    if len(sheets) < SMALLEST:
        return GroupView(len(sheets))
    everybody = _shown(sheets, [list(range(len(sheets)))])
    places = [[i for i, sheet in enumerate(sheets) if sheet.role == role] for role in ROLES]
    apart = _shown(sheets, places) if min(map(len, places)) >= SMALLEST else []
    points = step_points(np.array([sheet.row for sheet in everybody]))
    known = [column[~np.isnan(column)] for column in points.T]
    alphas = {s.number: cronbach_alpha(matrix(everybody, s.key), invalid="drop") for s in STEPS}
    return GroupView(
        people=len(sheets),
        all=standing(everybody),
        by_role={
            role: standing([sheet for sheet in apart if sheet.role == role])
            for role in ROLES
            if apart
        },
        gaps=gaps(apart),
        spread={i: float(c.std(ddof=1)) for i, c in enumerate(known, 1) if len(c) >= SPREAD_FROM},
        alpha={number: alpha for number, alpha in alphas.items() if alpha.n >= SPREAD_FROM},
    )


def _shown(sheets: Sequence[Sheet], groups: Sequence[Sequence[int]]) -> list[Sheet]:
    """Return the sheets without the answers that would stand for too few people of a group."""
    levels = np.array([sheet.row for sheet in sheets])
    for group in groups:
        levels[:, (~np.isnan(levels[group])).sum(axis=0) < SMALLEST] = np.nan
    speaks = ~np.isnan(step_points(levels))
    for s, step in enumerate(STEPS):
        if any(speaks[group, s].sum() < SMALLEST for group in groups):
            levels[:, [one.step == step.key for one in STATEMENTS]] = np.nan
    return [
        Sheet(
            sheet.role, {i: None if np.isnan(v) else int(v) for i, v in zip(IDS, row, strict=True)}
        )
        for sheet, row in zip(sheets, levels, strict=True)
    ]
