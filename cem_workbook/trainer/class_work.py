"""The work of a class: every learner once, from however many files, and what was set aside.

Learners go by their code, which names nobody. A learner's files are put together by the ids of
their entries, as the journal itself does, so that the order of the files does not matter. No
sentence ties the name of a file to a code: learning platforms put people's names into file names.

Of an entry only what the report counts is held: a file of 4 MB can unfold to a hundred.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NoReturn

from cem_workbook.errors import BadInput
from cem_workbook.exercises.kinds import PLAN
from cem_workbook.frameworks.pooling import FORMAT as ASSESSMENT
from cem_workbook.frameworks.pooling import SetAside, read_record
from cem_workbook.journal.entry import LONGEST_SUBJECT, Entry, to_row
from cem_workbook.journal.transfer import FORMAT, Parcel, read_export
from cem_workbook.messages import say
from cem_workbook.plan.certificate import FORMAT as CERTIFICATE
from cem_workbook.plan.kept import ASSESSED
from cem_workbook.plan.words import clean, clip
from cem_workbook.trainer.class_files import Found, Progress, calm, given_from, read_files

MOST_ENTRIES = 20_000
"""Entries in one file; a whole course leaves some hundreds."""
MOST_TOGETHER = 500_000
"""Entries of a class that the report counts; each takes about a kilobyte of memory."""
LONGEST_NAME = 40
LONGEST_TEXT = 16_000
"""Signs of one part of a text; so many fit into a cell of a spreadsheet, whatever they are."""
MOST_LABELS = 20
"""Parts of one text that are held."""
KINDS = ("attempt", "reflection", "name", "profile")


@dataclass(frozen=True)
class Person:
    """One learner.

    Attributes:
        code: their code, 8 hexadecimal digits, or such as `visitor 1` for work without one.
        name: what they want to be called, if they let it leave their computer; else "".
        entries: what the report counts of what they did, in order of time.
    """

    code: str
    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class ClassWork:
    """What could be read of a class.

    Attributes:
        people: the learners, by code.
        files: how many files their work comes from.
        aside: the files that were not used, each with the reason and what to do.
        notes: what else should be known about the files that were used.
    """

    people: tuple[Person, ...] = ()
    files: int = 0
    aside: tuple[SetAside, ...] = ()
    notes: tuple[str, ...] = ()


_Held = tuple[Entry, bytes]
"""An entry with what the report needs of it, and the check sum of all of it."""


@dataclass
class _Pile:
    """The files of one learner while they are put together."""

    names: list[str] = field(default_factory=list)
    entries: dict[str, _Held] = field(default_factory=dict)
    clashing: set[str] = field(default_factory=set)

    def add(self, name: str, entries: Iterable[_Held]) -> None:
        self.names.append(name)
        for entry, digest in entries:
            if self.entries.setdefault(entry.id, (entry, digest))[1] != digest:
                self.clashing.add(entry.id)

    def join(self, other: _Pile) -> None:
        self.add("", other.entries.values())
        self.names[-1:] = other.names
        self.clashing |= other.clashing

    def in_order(self) -> tuple[Entry, ...]:
        """Return the entries; of those that files tell differently, nobody knows which is true."""
        kept = (entry for id, (entry, _) in self.entries.items() if id not in self.clashing)
        return tuple(sorted(kept, key=lambda entry: entry.order))


def read_work(
    where: str | Path | Iterable[tuple[str, bytes]],
    progress: Progress = lambda share, words: None,
    now: datetime | None = None,
) -> ClassWork:
    """Read the files of a class.

    Args:
        where: a folder, one file, or files as names and contents.
        progress: told now and then the share that is done, and a few words.
        now: the time now, against which clocks that are wrong are noticed.

    Raises:
        BadInput: there is no such folder, or it holds far more than a class. Of single files,
            whatever is in them, nothing is raised.
    """
    given, aside = given_from(where)
    known: dict[str, _Pile] = {}
    visitors: list[_Pile] = []
    digests: dict[bytes, str] = {}
    twice: list[tuple[str, str]] = []
    notes: list[str] = []
    files, room = 0, MOST_TOGETHER
    for found in read_files(given, progress):
        if found.why:
            aside.append(found)
            continue
        digest = hashlib.sha256(found.content).digest()
        if digest in digests:
            files += 1
            twice.append((digests[digest], found.name))
            continue
        try:
            parcel = _parcel(found)
            held = [_held(entry) for entry in parcel.entries if _counts(entry)]
            if len(held) > room:
                raise BadInput(_no_room())
        except BadInput as reason:
            aside.append(Found(found.name, why=str(reason)))
            continue
        files, room = files + 1, room - len(held)
        digests[digest] = found.name
        if parcel.refused:
            notes.append(_refused(found.name, parcel))
        if parcel.learner:
            known.setdefault(parcel.learner.id, _Pile()).add(found.name, held)
        else:
            _add_visitor(visitors, found.name, held)
    piles = sorted(known.items())
    # A visitor has no code. Their order must neither follow file names nor change from run to run.
    visitors.sort(key=lambda pile: min(pile.entries, default=""))
    piles += [(say("visitor {n}", n=i), pile) for i, pile in enumerate(visitors, start=1)]
    people = tuple(
        Person(code, name_of(entries, code), entries)
        for code, pile in piles
        for entries in [pile.in_order()]
    )
    notes += _doubled([pile for _, pile in piles], twice)
    if visitors:
        notes.append(
            say(
                "Learners without a code: {n}. They worked as the visitor “demo”, or their file has "
                "lost it; here they are visitor 1 and so on.",
                n=len(visitors),
            )
        )
    notes += _from_the_future(people, now or datetime.now(UTC))
    return ClassWork(people, files, tuple(SetAside(f.name, f.why) for f in aside), tuple(notes))


def name_of(entries: Sequence[Entry], code: str) -> str:
    """Return the name that a learner let leave their computer, or "". Entries in order of time."""
    for entry in reversed(entries):
        if entry.kind == "name" and entry.subject == code:
            return clip(clean(entry.body.get("name")), LONGEST_NAME)
    return ""


def _counts(entry: Entry) -> bool:
    """Whether the report looks at an entry: most of a journal is work in views, and is not kept."""
    return entry.kind in KINDS or entry.subject == ASSESSED


def _held(entry: Entry) -> _Held:
    """Return an entry with nothing in it but what the report looks at."""
    digest = hashlib.blake2b("\0".join(to_row(entry)).encode(), digest_size=16).digest()
    body, held = entry.body, dict[str, Any]()
    if entry.kind == "attempt":
        held = {k: body[k] for k in ("status", "misconception") if _is_short(body.get(k))}
    elif entry.kind == "reflection":
        parts = body.get("parts")
        if isinstance(parts, dict):
            labels = [*(label for label in PLAN if label in parts), *parts]
            held["parts"] = {_cut(label): _cut(parts[label]) for label in labels[:MOST_LABELS]}
        else:
            held["text"] = _cut(body.get("text"))
    elif entry.kind == "name":
        held["name"] = _cut(body.get("name"))
    elif entry.subject == ASSESSED:
        with suppress(BadInput):  # finished with another set of statements, or damaged
            held["values"] = read_record(body.get("values")).record()
    return Entry(
        entry.id, entry.at, sys.intern(entry.kind), sys.intern(entry.subject), held
    ), digest


def _is_short(word: object) -> bool:
    return isinstance(word, str) and len(word) <= LONGEST_SUBJECT


def _cut(text: object) -> str:
    return calm(text[:LONGEST_TEXT]) if isinstance(text, str) else ""


def _no_room() -> str:
    return say(
        "not read, for the files of a class hold {n:,} answers and texts together at most: read it "
        "on its own",
        n=MOST_TOGETHER,
    )


def _add_visitor(visitors: list[_Pile], name: str, entries: Sequence[_Held]) -> None:
    """Add the work of somebody without a code; files with an entry in common are one person's."""
    new = _Pile()
    new.add(name, entries)
    for pile in [each for each in visitors if each.entries.keys() & new.entries.keys()]:
        visitors.remove(pile)
        pile.join(new)
        new = pile
    visitors.append(new)


def _parcel(found: Found) -> Parcel:
    """Return what is in a learner's file.

    Raises:
        BadInput: it is none, or holds nothing; the text says why, to be read after its name.
    """
    try:
        parcel = read_export(found.content)
    except BadInput as trouble:
        raise BadInput(_what_else(found.content) or _within(str(trouble))) from trouble
    if len(parcel.entries) + parcel.refused > MOST_ENTRIES:
        raise BadInput(
            say(
                "it holds {n:,} entries, far more than anybody makes: ask for the file that "
                "cem.my_work() saves",
                n=len(parcel.entries) + parcel.refused,
            )
        )
    if not parcel.entries:
        if parcel.refused:
            raise BadInput(
                say("none of its {n} entries can be read: ask for it again", n=parcel.refused)
            )
        raise BadInput(say("nothing was done in it yet: ask for it once there are answers"))
    return parcel


def _within(sentence: str) -> str:
    """Return a sentence as it reads after the name of a file."""
    sentence = sentence.rstrip(".")
    return sentence[:1].lower() + sentence[1:]


def _what_else(content: bytes) -> str:
    """Say what a file is that is no export, where that helps; else return nothing."""
    if not content.strip():
        return say("it is empty: ask for it again")
    if content.startswith(b"PK"):
        return say(
            "it is an Office document or an archive, and no learner's work: ask for the file that "
            "“Save” made on page 00. If it is an archive, end its name in .zip"
        )
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return say("an editor has saved it in another encoding (UTF-16): ask for the original file")
    try:
        record = json.loads(content.decode("utf-8-sig"), parse_constant=_refuse)
    except (ValueError, RecursionError):
        return say("it is damaged, or no file of this course: ask for what cem.my_work() saves")
    form = record.get("format") if isinstance(record, dict) else None
    if form == CERTIFICATE:
        return say("it is a certificate: ask for the work that goes with it, cem.my_work()")
    if form == ASSESSMENT:
        return say("it is a self-assessment alone: pool such files on page 10, in view 4")
    if isinstance(record, dict) and "cells" in record:
        return say("it is a notebook: the answers are not in it; ask for what cem.my_work() saves")
    if form != FORMAT:
        return say("it holds no work from this course: ask for the file that cem.my_work() saves")
    return ""


def _refuse(word: str) -> NoReturn:
    raise ValueError(word)


def _refused(name: str, parcel: Parcel) -> str:
    return say(
        "In {name}, {n} of {all} entries cannot be read; they were left out.",
        name=name,
        n=parcel.refused,
        all=parcel.refused + len(parcel.entries),
    )


def _doubled(piles: Sequence[_Pile], twice: Sequence[tuple[str, str]]) -> list[str]:
    """Say which files were there twice, and which are of one learner."""
    notes = []
    if twice:
        notes.append(
            say(
                "There twice, and counted once: {n}, such as {second}, which is the same as {first}.",
                n=len(twice),
                first=twice[0][0],
                second=twice[0][1],
            )
        )
    for pile in piles:
        if len(pile.names) > 1:
            more = say(" and {n} more", n=len(pile.names) - 4) if len(pile.names) > 4 else ""
            sentence = say(
                "Of one learner, by the code in them: {names}{more}. What is in them was put "
                "together. If two people sent them, one has taken the other's code.",
                names=", ".join(sorted(pile.names)[:4]),
                more=more,
            )
        elif pile.clashing:
            sentence = say("In {name}, one id stands for different entries.", name=pile.names[0])
        else:
            continue
        if pile.clashing:
            sentence += " " + say(
                "Entries that say one thing here and another there: {n}; they were left out.",
                n=len(pile.clashing),
            )
        notes.append(sentence)
    return notes


def _from_the_future(people: Sequence[Person], now: datetime) -> list[str]:
    tomorrow = (now + timedelta(days=1)).isoformat(timespec="milliseconds")
    n = sum(bool(p.entries) and p.entries[-1].at > tomorrow for p in people)
    if not n:
        return []
    return [
        say(
            "Learners with entries from the future: {n}. The clock of their computer was wrong; "
            "they were counted as they are.",
            n=n,
        )
    ]
