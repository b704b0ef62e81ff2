"""The journal: what a learner did, appended to one file and never overwritten.

A learner's answer must never fail because of a disk. Whatever goes wrong with the file, the entry
is held in memory, the learner is told in a sentence, and the next entry tries again for both.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..messages import say
from . import file
from .entry import Entry, compose, from_row, to_row

_Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Receipt:
    """What became of an entry.

    Attributes:
        entry: the entry.
        kept: whether it is in the file. If not, it is held in memory for the next try.
        notice: what the learner should be told, or "".
    """

    entry: Entry
    kept: bool
    notice: str = ""


@dataclass(frozen=True)
class Absorbed:
    """What became of entries from another journal.

    Attributes:
        added: how many were new.
        already_there: how many we had.
        clashing: how many have the id of one of ours and say something else; ours stay.
        notice: what the learner should be told, or "".
    """

    added: int
    already_there: int
    clashing: int
    notice: str = ""


class Journal:
    """One learner's journal, in one SQLite file.

    Several processes and threads may use the file at once. A connection lives for one operation
    only, so that no lock is left behind by a kernel that was killed. The file and its folder are
    made by the first entry.

    Args:
        path: where the file is, or will be. Its name without the suffix is the learner's id.
        timeout: how many seconds to wait for another process that is writing.
    """

    def __init__(self, path: Path, *, timeout: float = 10.0) -> None:
        self.path = path
        self._timeout = timeout
        self._lock = threading.RLock()
        self._pending: list[Entry] = []
        self._notices: list[str] = []
        self._told: set[str] = set()
        self._examined = False

    @property
    def owner(self) -> str:
        """The id of the learner whose journal this is."""
        return self.path.stem

    @property
    def pending(self) -> int:
        """How many entries are held in memory because they could not be written."""
        return len(self._pending)

    @property
    def notices(self) -> tuple[str, ...]:
        """What the learner should be told and has not been told yet."""
        return tuple(self._notices)

    def take_notices(self) -> tuple[str, ...]:
        """Return the notices, and regard them as told."""
        with self._lock:
            notices, self._notices = self.notices, []
        return notices

    def append(
        self, kind: str, subject: str, body: dict[str, Any], *, after: Entry | None = None
    ) -> Receipt:
        """Add an entry. Trouble with the disk never raises; the receipt tells of it.

        Args:
            kind: what was done, such as `attempt` (lower case).
            subject: what it is about, such as the id of an exercise.
            body: what JSON takes; NaN and infinity are no JSON.
            after: an entry that this one replaces, see `compose`.

        Raises:
            CannotKeep: kind, subject or body are not what an entry is made of.
        """
        entry = compose(kind, subject, body, after)
        with self._lock:
            waiting = bool(self._pending)
            # First in memory: an interrupt in the middle of the write loses nothing.
            self._pending.append(entry)
            trouble = self._flush()
        if trouble or not waiting:
            return Receipt(entry, not trouble, trouble)
        relief = say("Your journal can be written again: what was held in memory is in it now.")
        return Receipt(entry, True, relief)

    def absorb(self, entries: Iterable[Entry]) -> Absorbed:
        """Add the entries of another journal that are not here yet, all or none of them.

        Doing so twice changes nothing. An entry that has the id of one of ours and says something
        else is not taken.
        """
        with self._lock:
            ours = {entry.id: to_row(entry) for entry in self.entries()}
            new: list[Entry] = []
            already_there = clashing = 0
            for entry in entries:
                row = to_row(entry)
                mine = ours.setdefault(entry.id, row)
                if mine is row:
                    new.append(entry)
                elif mine == row:
                    already_there += 1
                else:
                    clashing += 1
            self._pending += new
            notice = self._flush() if new else ""
        return Absorbed(len(new), already_there, clashing, notice)

    def entries(self, kind: str | None = None, subject: str | None = None) -> tuple[Entry, ...]:
        """Return the entries in order of time, those held in memory included.

        Trouble with the file never raises: what can be read is returned, and a notice is left.

        Args:
            kind: only entries of this kind.
            subject: only entries about this.
        """

        def read(connection: sqlite3.Connection) -> _Rows:
            return connection.execute(
                f"SELECT {file.COLUMNS} FROM entry"
                " WHERE (:kind IS NULL OR kind = :kind)"
                " AND (:subject IS NULL OR subject = :subject)",
                {"kind": kind, "subject": subject},
            ).fetchall()

        with self._lock:
            waiting = len(self._pending)
            try:
                rows = self._run(read, writing=False)
            except _Trouble as trouble:
                self._tell(str(trouble))
                rows = []
            known = [from_row(row) for row in rows]
            found = {entry.id: entry for entry in (*known, *self._pending) if entry}
            if len(self._pending) > waiting:  # rescued from a damaged file just now
                self._tell(self._flush())
        if None in known:
            self._tell(
                say("Some entries of your journal cannot be read: {n}.", n=known.count(None))
            )
        return tuple(
            sorted(
                (
                    entry
                    for entry in found.values()
                    if kind in (None, entry.kind) and subject in (None, entry.subject)
                ),
                key=lambda entry: entry.order,
            )
        )

    def latest(self, kind: str, subject: str) -> Entry | None:
        """Return the last entry of this kind about this, or None."""
        found = self.entries(kind, subject)
        return found[-1] if found else None

    def _flush(self) -> str:
        """Write what is pending. Return what to tell the learner if that fails, or ""."""

        def write(connection: sqlite3.Connection) -> _Rows:
            file.begin_writing(connection)
            # An entry may be there already: a commit can fail after it has reached the disk.
            connection.executemany(
                "INSERT OR IGNORE INTO entry VALUES (?, ?, ?, ?, ?)", map(to_row, self._pending)
            )
            connection.execute("COMMIT")
            return []

        try:
            self._run(write, writing=True)
        except _Trouble as trouble:
            held = say("Your work is held in memory only: export it before you close the notebook.")
            return f"{trouble} {held}"
        self._pending.clear()
        return ""

    def _run(self, work: Callable[[sqlite3.Connection], _Rows], *, writing: bool) -> _Rows:
        """Do the work on a connection of its own; on a fresh file if this one is damaged."""
        try:
            try:
                return self._once(work, writing)
            except file.FAULTS as error:
                if file.is_damage(error):
                    self._set_aside()
                elif not file.was_moved(error):
                    raise
            return self._once(work, writing)
        except (*file.FAULTS, OSError, file.Newer) as error:
            raise _Trouble(file.explain(error, self.path, self._timeout)) from error

    def _once(self, work: Callable[[sqlite3.Connection], _Rows], writing: bool) -> _Rows:
        if writing:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        elif not self.path.exists():
            return []
        with closing(file.connect(self.path, self._timeout)) as connection:
            there = file.examine(connection, self.path, thoroughly=not self._examined)
            self._examined = True
            return work(connection) if there or writing else []

    def _set_aside(self) -> None:
        """Move a damaged file away and begin a fresh one. Rows that can be read wait for it."""
        self._examined = False
        moved = file.set_aside(self.path, self._timeout)
        if moved is None:
            return
        self.path.touch()
        aside, rows = moved
        rescued = [entry for entry in map(from_row, rows) if entry]
        self._pending[:0] = rescued
        self._tell(
            say(
                "Your journal was damaged. It is kept as {name}, and a fresh one was begun;"
                " entries that could still be read: {count}. If you have an export, import it now.",
                name=aside.name,
                count=len(rescued),
            )
        )

    def _tell(self, sentence: str) -> None:
        """Leave a notice, unless it is empty or was left before."""
        if sentence and sentence not in self._told:
            self._told.add(sentence)
            self._notices.append(sentence)


class _Trouble(Exception):
    """The file cannot be used now; the text is for the learner."""
