"""The files of a class, read without trust: from a folder, from an upload, from an archive.

Nothing is unpacked to the disk, no link is followed, nothing is waited for, and every size is
bounded before it is believed. What cannot be used is yielded with the reason and what to do.
"""

from __future__ import annotations

import io
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cem_workbook.errors import BadInput
from cem_workbook.frameworks.pooling import as_name
from cem_workbook.messages import say

MB = 2**20
LARGEST = 4 * MB
"""The largest learner's file, in bytes; the work of a whole course has about a tenth."""
LARGEST_ARCHIVE = 64 * MB
MOST_FILES = 500
"""Learners' files of one class; the rest is not read."""
MOST_THINGS = 2000
"""Files and folders that are looked at, and members of one archive."""
MOST_BYTES = 256 * MB
"""What all files of a class hold together."""
DEEPEST = 4
"""Folders in folders; learning platforms make one for each learner."""
MOST_RATIO = 200
"""How many times larger than packed a member may be; a learner's work reaches 30."""

Progress = Callable[[float, str], object]
"""Told the share that is done, from 0 to 1, and a few words."""
Given = Sequence[tuple[str, Path | bytes]]

_OURS = re.compile(r"class-report(-\d+)?\.(html|xlsx)")
_LITTER = ("__MACOSX", "Thumbs.db", "desktop.ini")
_CENTRAL = b"PK\x01\x02"  # with this begins every entry of an archive's list of members
_FAULTS = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError,
    KeyError, IndexError, OverflowError,
)  # fmt: skip


@dataclass(frozen=True)
class Found:
    """A file, or why there is none.

    Attributes:
        name: its name, as it can be shown.
        content: what stands in it; empty if it cannot be used.
        why: the reason, with what to do, to be read after the name; "" if all is well.
    """

    name: str
    content: bytes = b""
    why: str = ""


def shown(name: str) -> str:
    """Return a file's name as it can be shown: its end tells more than its beginning."""
    clean = as_name(name, len(name) + 1) or "?"
    return clean if len(clean) <= 90 else "…" + clean[-89:]


def files_in(where: str | Path) -> tuple[Given, list[Found]]:
    """Return the files of a folder and of the folders in it, and what is no file.

    Args:
        where: a folder, or one file (a learner's, or an archive).

    Raises:
        BadInput: there is no such folder, or it holds far more than a class.
    """
    root = Path(where).expanduser()
    try:
        if not root.is_dir():
            if not root.exists():
                raise BadInput(say("There is no folder {path}. Look at its spelling.", path=root))
            return [(root.name, root.resolve())], []
        return _walk(root)
    except (OSError, ValueError) as error:
        if isinstance(error, BadInput):
            raise
        reason = getattr(error, "strerror", None) or error
        raise BadInput(
            say("{path} cannot be read ({reason}).", path=root, reason=reason)
        ) from error


def _walk(root: Path) -> tuple[Given, list[Found]]:
    files: list[tuple[str, Path | bytes]] = []
    aside: list[Found] = []
    waiting, seen = [(root, "", 0)], 0
    while waiting:
        folder, before, depth = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                inside = []
                for entry in entries:
                    seen += 1
                    if seen > MOST_THINGS:
                        raise BadInput(
                            say(
                                "{path} holds more than {n} files and folders. Put the learners' "
                                "files into a folder of their own.",
                                path=root,
                                n=MOST_THINGS,
                            )
                        )
                    inside.append(entry)
        except OSError as error:
            aside.append(Found(shown(before), why=_unreadable(error)))
            continue
        for entry in sorted(inside, key=lambda each: each.name):
            name = before + entry.name
            if is_litter(entry.name):
                continue
            if entry.is_symlink():
                why = say("it is a link to somewhere else: put the file itself into the folder")
                aside.append(Found(shown(name), why=why))
            elif entry.is_dir(follow_symlinks=False):
                if depth + 1 < DEEPEST:
                    waiting.append((Path(entry.path), f"{name}/", depth + 1))
                else:
                    why = say("its folders are nested too deep: move its files further up")
                    aside.append(Found(shown(name), why=why))
            elif entry.is_file(follow_symlinks=False):
                files.append((name, Path(entry.path)))
            else:
                aside.append(Found(shown(name), why=_no_file()))
        if before and not inside:
            why = say("it is an empty folder: ask for the file that was to be in it")
            aside.append(Found(shown(before), why=why))
    return sorted(files, key=lambda each: each[0]), sorted(aside, key=lambda each: each.name)


def is_litter(name: str) -> bool:
    """Whether a file is no learner's: hidden, left behind by the system, or a report of ours."""
    return name.startswith(".") or name in _LITTER or _OURS.fullmatch(name) is not None


def read_files(given: Given, progress: Progress = lambda share, words: None) -> Iterator[Found]:
    """Yield the learners' files among those given, with what stands in them.

    Args:
        given: names, each with where the file is, or with its content.
        progress: told now and then how far it is.
    """
    read = total = left = 0
    for number, (name, source) in enumerate(given):
        progress(
            number / len(given), say("Reading file {n} of {all}", n=number + 1, all=len(given))
        )
        archive = name.lower().endswith(".zip")
        try:
            content = _content(source, LARGEST_ARCHIVE if archive else LARGEST)
        except BadInput as reason:
            yield Found(shown(name), why=str(reason))
            continue
        for found in _unpacked(name, content) if archive else [Found(shown(name), content)]:
            if found.why:
                yield found
            elif read >= MOST_FILES or total + len(found.content) > MOST_BYTES:
                left += 1
            else:
                read, total = read + 1, total + len(found.content)
                yield found
    if left:
        why = say(
            "not read, for {files} files of {size} MB together are the most: read them on their own",
            files=MOST_FILES,
            size=MOST_BYTES // MB,
        )
        yield Found(say("{n} more files", n=left), why=why)
    progress(1.0, say("Counting"))


def _content(source: Path | bytes, most: int) -> bytes:
    """Return what stands in a file.

    Raises:
        BadInput: it cannot be used; the text says why.
    """
    content = source if isinstance(source, bytes) else _bytes_of(source, most)
    if len(content) > most:
        raise BadInput(
            say(
                "it is larger than {most} MB, which no work of this course is: ask for the file "
                "that cem.my_work() saves",
                most=most // MB,
            )
        )
    return content


def _bytes_of(path: Path, most: int) -> bytes:
    """Read a regular file; a link is not followed, a pipe not waited for, a device not opened."""
    flags = os.O_RDONLY
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY", "O_NOCTTY"):
        flags |= getattr(os, name, 0)
    try:
        handle = os.open(path, flags)
        with open(handle, "rb") as file:  # noqa: PTH123 (only here the flags can be given)
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise BadInput(_no_file())
            return file.read(most + 1)
    except OSError as error:
        raise BadInput(_unreadable(error)) from error


def _no_file() -> str:
    return say("it is no file but a pipe, a device or the like: take it out of the folder")


def _unreadable(error: OSError) -> str:
    return say(
        "it cannot be opened ({reason}): copy it again", reason=error.strerror or type(error).__name__
    )  # fmt: skip


def _unpacked(name: str, content: bytes) -> Iterator[Found]:
    """Yield the members of an archive, read in memory."""
    if not content:
        yield Found(shown(name), why=say("it is empty: ask for it again"))
        return
    # The list of members is made in memory before anybody can count it, so count its marks first.
    if content.count(_CENTRAL) > MOST_THINGS:
        why = say("it holds more than {n} files: pack only those of this class", n=MOST_THINGS)
        yield Found(shown(name), why=why)
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [each for each in archive.infolist() if not each.is_dir()]
            if not members:
                why = say("it holds no files: ask for it again")
                yield Found(shown(name), why=why)
            left = MOST_BYTES
            for member in sorted(members, key=lambda each: each.filename):
                parts = member.filename.replace("\\", "/").split("/")
                if any(is_litter(part) for part in parts if part not in (".", "..")):
                    continue
                label = shown(f"{name} › {member.filename}")
                try:
                    inside = _member(archive, member, parts, left)
                    left -= len(inside)
                    yield Found(label, inside)
                except BadInput as reason:
                    yield Found(label, why=str(reason))
    except _FAULTS:
        why = say("it is a damaged archive: fetch it again, or unpack it yourself into a folder")
        yield Found(shown(name), why=why)


def _member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, parts: Sequence[str], left: int
) -> bytes:
    """Return what stands in a member of an archive.

    Raises:
        BadInput: it cannot be used; the text says why.
    """
    if ".." in parts or parts[0] == "" or parts[0].endswith(":"):
        raise BadInput(
            say(
                "its archive would put it outside its folder: nothing was unpacked; ask for the "
                "file itself"
            )
        )
    if stat.S_ISLNK(member.external_attr >> 16):
        raise BadInput(say("it is a link to somewhere else: ask for the file itself"))
    if member.flag_bits & 1:
        raise BadInput(
            say("it is locked with a password: ask for it without, or unpack it yourself")
        )
    if parts[-1].lower().endswith(".zip"):
        raise BadInput(say("it is an archive within an archive: unpack it, and read it on its own"))
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise BadInput(say("it is packed in an unusual way: unpack it yourself into a folder"))
    blown = member.file_size > 100_000 and member.file_size > MOST_RATIO * member.compress_size
    if member.file_size > LARGEST or blown:
        raise BadInput(
            say(
                "it swells to {size:,} bytes when it is unpacked, which no work of this course "
                "does: ask for the file that cem.my_work() saves",
                size=member.file_size,
            )
        )
    if member.file_size > left:
        raise BadInput(say("its archive holds too much: pack only the files of this class"))
    try:
        with archive.open(member) as file:
            return _content(file.read(LARGEST + 1), LARGEST)
    except BadInput:
        raise
    except _FAULTS as error:
        raise BadInput(say("it is damaged within its archive: ask for it again")) from error


def given_from(where: str | Path | Iterable[tuple[str, bytes]]) -> tuple[Given, list[Found]]:
    """Return what to read: files of a folder, or files that were uploaded.

    Raises:
        BadInput: as `files_in`.
    """
    if isinstance(where, (str, Path)):
        return files_in(where)
    return [(name, bytes(content)) for name, content in where], []
