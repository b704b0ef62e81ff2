"""Moving work between computers: one small JSON file, shown before it leaves, merged by id."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from ..errors import BadInput
from ..messages import say
from .entry import Entry, parse, to_record
from .learner import DEMO, Learner, named, profile
from .learners import Learners
from .store import Journal

FORMAT = "cem-workbook-journal"
VERSION = 1
LARGEST = 32 * 2**20
"""The largest file that is read, in bytes: years of work are a tenth of it."""


@dataclass(frozen=True)
class Preview:
    """What would leave this computer.

    Attributes:
        counts: how many entries of each kind, by kind.
        first: when the first entry was made, or "".
        last: when the last one was made, or "".
        words: how many words of your own reflections are in it.
        names: every name that is in it, in order; empty if none is.
        size: the size of the file in bytes.
    """

    counts: Mapping[str, int]
    first: str
    last: str
    words: int
    names: tuple[str, ...]
    size: int


@dataclass(frozen=True)
class MergeReport:
    """What became of an imported file.

    Attributes:
        added: how many entries were new.
        already_there: how many we had.
        refused: how many were not entries, or have the id of one of ours and say something else.
        notice: trouble with the journal that the learner should be told, or "".
    """

    added: int
    already_there: int
    refused: int
    notice: str = ""

    @property
    def sentence(self) -> str:
        """The report in words."""
        return say(
            "Added: {added}. Already there: {already_there}. Refused: {refused}.",
            added=self.added,
            already_there=self.already_there,
            refused=self.refused,
        )


def export_bytes(journal: Journal, without: Collection[str] = ()) -> bytes:
    """Return the journal as a JSON file in UTF-8; the same journal always gives the same bytes.

    Args:
        journal: what to export, entries held in memory included.
        without: kinds of entries to leave out, such as `reflection` or `name`; or a kind and a
            subject, such as `assessment/peer-review`.
    """
    entries = _leaving(journal, without)
    records = [json.dumps(to_record(entry), ensure_ascii=False) for entry in entries]
    head = json.dumps(
        {"format": FORMAT, "version": VERSION, "learner": _owner(journal, without)},
        ensure_ascii=False,
    )
    # One entry a line: the file can be read, and compared, by people.
    return (head[:-1] + ', "entries": [\n' + ",\n".join(records) + "\n]}\n").encode()


def preview(journal: Journal, without: Collection[str] = ()) -> Preview:
    """Return what `export_bytes` would let leave this computer.

    Args:
        journal: what would be exported.
        without: what would be left out, as in `export_bytes`.
    """
    entries = _leaving(journal, without)
    names = (entry.body.get("name") for entry in entries if entry.kind == "name")
    return Preview(
        counts=dict(sorted(Counter(entry.kind for entry in entries).items())),
        first=entries[0].at if entries else "",
        last=entries[-1].at if entries else "",
        words=sum(_words(entry.body) for entry in entries if entry.kind == "reflection"),
        names=tuple(dict.fromkeys(name for name in names if isinstance(name, str) and name)),
        size=len(export_bytes(journal, without)),
    )


def merge(journal: Journal, source: bytes | memoryview | str | Path) -> MergeReport:
    """Add the entries of an exported file that are not in the journal yet.

    Merging twice changes nothing, and the order of several files does not matter. An entry that
    has the id of one of ours and says something else is refused.

    Args:
        journal: where the entries go.
        source: the content of the file, or where it is.

    Raises:
        BadInput: the file cannot be read, or is not an export of this course. The journal is then
            as it was.
    """
    return _add(journal, read_export(source))


def bring(learners: Learners, source: bytes | memoryview | str | Path) -> MergeReport:
    """Import a file for whoever is learning now.

    Somebody who comes to a new computer has not chosen a company there: they become the learner
    of the file, with the company they had.

    Args:
        learners: the learners of this computer.
        source: the content of the file, or where it is.

    Raises:
        BadInput: as `merge`.
    """
    parcel = read_export(source)
    if parcel.learner and not learners.forced and learners.current().id == DEMO:
        learners.adopt(parcel.learner)
    return _add(learners.journal(), parcel)


@dataclass(frozen=True)
class Parcel:
    """What is in an exported file.

    Attributes:
        learner: whose work it is, without a name; None if the file does not say.
        entries: those that are entries.
        refused: how many were not.
    """

    learner: Learner | None
    entries: tuple[Entry, ...]
    refused: int


def _leaving(journal: Journal, without: Collection[str]) -> list[Entry]:
    return [
        entry
        for entry in journal.entries()
        if entry.kind not in without and f"{entry.kind}/{entry.subject}" not in without
    ]


def _owner(journal: Journal, without: Collection[str]) -> dict[str, Any]:
    owner: dict[str, Any] = {"id": journal.owner}
    learner = profile(journal)
    if learner and "name" not in without:
        owner["name"] = learner.name
    if learner and "profile" not in without:
        owner |= {"sector": learner.sector, "seed": learner.seed}
    return owner


def _words(value: object) -> int:
    if isinstance(value, str):
        return len(value.split())
    if isinstance(value, dict):
        return sum(map(_words, value.values()))
    return sum(map(_words, value)) if isinstance(value, list) else 0


def _add(journal: Journal, parcel: Parcel) -> MergeReport:
    absorbed = journal.absorb(parcel.entries)
    return MergeReport(
        absorbed.added,
        absorbed.already_there,
        parcel.refused + absorbed.clashing,
        absorbed.notice,
    )


def read_export(source: bytes | memoryview | str | Path) -> Parcel:
    """Return what is in an exported file, with every entry checked.

    Args:
        source: the content of the file, or where it is.

    Raises:
        BadInput: the file cannot be read, or is not an export of this course.
    """
    raw = content_of(source)
    try:
        # Some editors put a mark at the beginning. NaN and its like are no JSON.
        content = json.loads(raw.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise BadInput(
            say(
                "This file does not hold work from this course. Choose the file that you saved here."
            )
        )
    if type(content.get("version")) is not int or content["version"] != VERSION:
        raise BadInput(
            say(
                "This file has form {theirs}, and this version of the course reads form {ours}."
                " Update the course, or export the file again.",
                theirs=repr(content.get("version"))[:20],
                ours=VERSION,
            )
        )
    records = content.get("entries")
    if not isinstance(records, list):
        raise BadInput(
            say("This file has lost its list of entries. Export it again where you made it.")
        )
    entries = tuple(entry for entry in map(parse, records) if entry)
    return Parcel(named(content.get("learner")), entries, len(records) - len(entries))


def content_of(source: bytes | memoryview | str | Path) -> bytes:
    """Return what stands in a file that was handed in.

    Args:
        source: the content of the file, or where it is.

    Raises:
        BadInput: it cannot be read, or is larger than any file of this course.
    """
    if isinstance(source, (str, Path)):
        path = Path(source).expanduser()
        try:
            # A device never ends and has no size to ask for, so no more is read than is taken.
            with path.open("rb") as file:
                content = file.read(LARGEST + 1)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise BadInput(
                say("{path} cannot be read ({reason}).", path=path, reason=reason)
            ) from error
    else:
        content = bytes(source)
    if len(content) > LARGEST:
        raise BadInput(
            say(
                "This file is larger than {most} MB, which no file of this course is.",
                most=LARGEST // 2**20,
            )
        )
    return content


def _refuse_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is no JSON")
