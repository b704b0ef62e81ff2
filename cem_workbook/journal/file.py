"""The file under the journal: opening it, judging it, and setting it aside when it is damaged."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..messages import say

VERSION = 1
"""The form of the file, kept in its `user_version`."""

COLUMNS = "id, at, kind, subject, body"

FAULTS = (sqlite3.Error, UnicodeDecodeError)
"""What SQLite raises; the text of an error may quote damaged letters, which are no UTF-8."""

_SCHEMA = (
    """CREATE TABLE entry (
        id TEXT PRIMARY KEY NOT NULL,
        at TEXT NOT NULL,
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        body TEXT NOT NULL
    )""",
    """CREATE TRIGGER entry_stays BEFORE DELETE ON entry
        BEGIN SELECT RAISE(ABORT, 'entries are never removed'); END""",
    """CREATE TRIGGER entry_is_final BEFORE UPDATE ON entry
        BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END""",
    f"PRAGMA user_version = {VERSION}",
)


class Damaged(sqlite3.DatabaseError):
    """The file opens, but it is not a journal, or not a whole one."""


class Newer(Exception):
    """The file was written by a newer version of the course."""


def connect(path: Path, timeout: float) -> sqlite3.Connection:
    """Return a connection that does nothing of its own accord: transactions are ours to begin."""
    connection = sqlite3.connect(path, timeout=timeout, isolation_level=None)
    # A damaged letter must not hide the rest of the journal.
    connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA fullfsync = ON")  # on macOS a plain fsync stops at the drive's cache
    return connection


def examine(connection: sqlite3.Connection, path: Path, *, thoroughly: bool) -> bool:
    """Return whether there is a journal in the file at `path`; an empty file has none yet.

    Raises:
        Newer: the file belongs to a newer version of the course.
        sqlite3.Error: it is damaged (see `is_damage`), or cannot be read now.
    """
    connection.execute("BEGIN")  # what follows is seen as of one moment
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    pages = int(connection.execute("PRAGMA page_count").fetchone()[0])
    if version > VERSION:
        raise Newer
    if version != VERSION and (pages or path.stat().st_size):  # one byte makes no page
        raise Damaged("not a journal")
    if pages and thoroughly:
        verdict = connection.execute("PRAGMA integrity_check(1)").fetchone()
        if verdict != ("ok",):
            raise Damaged(str(verdict))
        connection.execute(f"SELECT {COLUMNS} FROM entry LIMIT 1").fetchall()
    connection.execute("COMMIT")
    return pages > 0


def begin_writing(connection: sqlite3.Connection) -> None:
    """Begin a transaction that survives a power cut once committed; make the table if need be."""
    # Home directories on a class server are often network mounts, where a write-ahead log is not
    # safe. EXTRA also syncs the folder, without which a cut could bring a finished journal back.
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("BEGIN IMMEDIATE")
    if connection.execute("PRAGMA user_version").fetchone() == (0,):
        for statement in _SCHEMA:
            connection.execute(statement)


def is_damage(error: BaseException) -> bool:
    """Whether the error says that the file is not a sound journal.

    `SQLITE_ERROR` is among them: our statements are right, so one that cannot be prepared means
    that the table is not there. `set_aside` looks again before it moves anything.
    """
    return isinstance(error, (Damaged, UnicodeDecodeError)) or _code(error) in (
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_ERROR,
    )


def was_moved(error: BaseException) -> bool:
    """Whether the file was set aside by another process while we had it open."""
    return getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_READONLY_DBMOVED


def set_aside(path: Path, timeout: float) -> tuple[Path, list[tuple[Any, ...]]] | None:
    """Rename a damaged file to `<name>.damaged-<time>.sqlite`.

    Returns:
        Where it is now and the rows that could still be read; None if the file is sound, because
        another process has been here first.

    Raises:
        sqlite3.Error: it could not be locked.
        OSError: it could not be renamed.
    """
    # Two kernels may find the damage at once, and the second must not move the first one's fresh
    # file away. A damaged file cannot always be locked, so an empty file beside it is; the lock
    # of an SQLite file works on every system and ends with the process that held it.
    with closing(connect(path.with_suffix(".lock"), timeout)) as turn:
        turn.execute("BEGIN EXCLUSIVE")
        with closing(connect(path, timeout)) as old:
            if _is_sound(old, path):
                return None
            with suppress(*FAULTS):
                old.execute("ROLLBACK")
            try:
                old.execute("BEGIN EXCLUSIVE")  # nobody may be in the middle of a write
            except FAULTS as error:
                if not is_damage(error):
                    raise
            rows = _rescue(old)
            if os.name == "nt":  # Windows renames no open file
                old.close()
            moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
            aside = path.with_name(f"{path.stem}.damaged-{moment}.sqlite")
            # The rollback journal goes first: beside a fresh file it would be played into it.
            with suppress(FileNotFoundError):
                _log(path).rename(_log(aside))
            path.rename(aside)
    return aside, rows


def explain(error: BaseException, path: Path, timeout: float) -> str:
    """Return one sentence on what is wrong with the file at `path`."""
    code, number = _code(error), getattr(error, "errno", None)
    if isinstance(error, Newer):
        return say(
            "Your journal was written by a newer version of this course and is left as it is:"
            " update the course to use it ({path}).",
            path=path,
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return say(
            "Another program has kept your journal locked for {seconds:g} seconds ({path}).",
            seconds=timeout,
            path=path,
        )
    if (
        code == sqlite3.SQLITE_FULL
        or getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_IOERR_WRITE
        or number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    ):
        return say("The disk that holds your journal is full ({path}).", path=path)
    if isinstance(error, OSError) or code in (
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PERM,
    ):
        return say(
            "Your journal cannot be kept in {folder}: the folder, or the file in it, is missing,"
            " read-only or not yours.",
            folder=path.parent,
        )
    if is_damage(error):
        return say("Your journal is damaged and could not be set aside ({path}).", path=path)
    return say("Your journal cannot be used: {reason} ({path}).", reason=error, path=path)


def _code(error: BaseException) -> int:
    """The primary result code of SQLite, or 0."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _is_sound(connection: sqlite3.Connection, path: Path) -> bool:
    try:
        examine(connection, path, thoroughly=True)
    except Newer:
        return True
    except FAULTS as error:
        if is_damage(error):
            return False
        raise
    return True


def _rescue(connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
    """Read the rows from both ends up to the damage."""
    rows: dict[Any, tuple[Any, ...]] = {}
    with suppress(*FAULTS):  # else a file that was cut off is not opened at all
        connection.execute("PRAGMA writable_schema = ON")
    for direction in ("ASC", "DESC"):
        with suppress(*FAULTS):
            for row in connection.execute(
                f"SELECT {COLUMNS} FROM entry ORDER BY rowid {direction}"
            ):
                rows[row[0]] = row
    return list(rows.values())


def _log(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")
