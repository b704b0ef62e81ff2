"""The files of a class, read without trust: from a folder, from an upload, from an archive.

Nothing is unpacked to the disk, no link is followed, nothing is waited for, and every size is
bounded before it is believed. What cannot be used is yielded with the reason and what to do.
"""

from __future__ import annotations

import io
import os
import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cem_workbook.errors import BadInput
from cem_workbook.messages import say
from cem_workbook.plan.words import clean

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

MOST_STACKED = 4
"""Marks on one letter; Persian, Hebrew and Vietnamese need two or three."""

_OURS = re.compile(r"class-report(-\d+)?\.(html|xlsx)")
_CODE = re.compile(r"(my-cem-work-)[0-9a-f]{8}(?![0-9a-f])", re.IGNORECASE)
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


def calm(text: str) -> str:
    """Return a text without the marks that are piled upon one letter to cover what stands around."""
    if text.isascii():
        return text
    kept, stacked = [], 0
    for sign in text:
        kind = unicodedata.category(sign)
        if kind in ("Mn", "Me"):
            stacked += 1
        elif kind[0] != "C":  # what cannot be seen does not part a letter from its marks
            stacked = 0
        if stacked <= MOST_STACKED:
            kept.append(sign)
    return "".join(kept)


def shown(name: str) -> str:
    """Return a file's name as it can be shown: its end tells more than its beginning.

    The course itself puts the learner's code into the name of their file, and a learning platform
    the learner's own name around it: where more than the code stands there, the code is left out.
    """
    flat = clean(calm(name)) or "?"
    code = _CODE.match(flat)
    if not code or not re.fullmatch(r"[\s\d()_-]*\.json", flat[code.end() :], re.IGNORECASE):
        flat = _CODE.sub(r"\1…", flat)
    return flat if len(flat) <= 90 else "…" + flat[-89:]


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
    read = left = 0
    room = MOST_BYTES  # also for what an archive holds and is no use: to unpack it takes as long
    for number, (name, source) in enumerate(given):
        progress(
            number / len(given), say("Reading file {n} of {all}", n=number + 1, all=len(given))
        )
        if read >= MOST_FILES or room <= 0:
            left += 1
            continue
        archive = name.lower().endswith(".zip")
        try:
            content = _content(source, LARGEST_ARCHIVE if archive else LARGEST)
        except BadInput as reason:
            yield Found(shown(name), why=str(reason))
            continue
        room -= len(content)
        if not archive:
            read += 1
            yield Found(shown(name), content)
            continue
        for size, found in _unpacked(name, content, room):
            room -= size
            if found.why:
                yield found
            elif read >= MOST_FILES:
                left += 1
            else:
                read += 1
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
        raise BadInput(_too_large(most))
    return content


def _bytes_of(path: Path, most: int) -> bytes:
    """Read a regular file; a link is not followed, a pipe not waited for, a device not opened."""
    flags = os.O_RDONLY
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY", "O_NOCTTY"):
        flags |= getattr(os, name, 0)
    try:
        handle = os.open(path, flags)
        with open(handle, "rb") as file:  # noqa: PTH123 (only here the flags can be given)
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                raise BadInput(_no_file())
            if status.st_size > most:
                raise BadInput(_too_large(most))
            return file.read(most + 1)
    except OSError as error:
        raise BadInput(_unreadable(error)) from error


def _too_large(most: int) -> str:
    return say(
        "it is larger than {most} MB, which no work of this course is: ask for the file that "
        "cem.my_work() saves",
        most=most // MB,
    )


def _no_file() -> str:
    return say("it is no file but a pipe, a device or the like: take it out of the folder")


def _unreadable(error: OSError) -> str:
    return say(
        "it cannot be opened ({reason}): copy it again", reason=error.strerror or type(error).__name__
    )  # fmt: skip


def _unpacked(name: str, content: bytes, room: int) -> Iterator[tuple[int, Found]]:
    """Yield the members of an archive, read in memory, each with the bytes that it unpacks to.

    Args:
        name: the archive's name.
        content: what stands in it.
        room: how many bytes may be unpacked.
    """
    if not content:
        yield 0, Found(shown(name), why=say("it is empty: ask for it again"))
        return
    # The list of members is made in memory before anybody can count it, so count its marks first.
    if content.count(_CENTRAL) > MOST_THINGS:
        why = say("it holds more than {n} files: pack only those of this class", n=MOST_THINGS)
        yield 0, Found(shown(name), why=why)
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [each for each in archive.infolist() if not each.is_dir()]
            if not members:
                why = say("it holds no files: ask for it again")
                yield 0, Found(shown(name), why=why)
            for member in sorted(members, key=lambda each: each.filename):
                parts = member.filename.replace("\\", "/").split("/")
                if any(is_litter(part) for part in parts if part not in (".", "..")):
                    continue
                label = shown(f"{name} › {member.filename}")
                try:
                    _check_member(member, parts, room)
                except BadInput as reason:
                    yield 0, Found(label, why=str(reason))
                    continue
                room -= member.file_size
                yield member.file_size, _read_member(archive, member, label)
    except _FAULTS:
        why = say("it is a damaged archive: fetch it again, or unpack it yourself into a folder")
        yield 0, Found(shown(name), why=why)


def _check_member(member: zipfile.ZipInfo, parts: Sequence[str], room: int) -> None:
    """Look at a member of an archive before it is unpacked.

    Raises:
        BadInput: it is not to be unpacked; the text says why.
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
    if member.file_size > room:
        raise BadInput(
            say(
                "not unpacked, for the files of a class hold {size} MB together at most: pack only "
                "those of this class",
                size=MOST_BYTES // MB,
            )
        )


def _read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, label: str) -> Found:
    try:
        with archive.open(member) as file:
            return Found(label, file.read(LARGEST))  # no more than it says is unpacked of it
    except _FAULTS:
        return Found(label, why=say("it is damaged within its archive: ask for it again"))


def given_from(where: str | Path | Iterable[tuple[str, bytes]]) -> tuple[Given, list[Found]]:
    """Return what to read: files of a folder, or files that were uploaded.

    Raises:
        BadInput: as `files_in`.
    """
    if isinstance(where, (str, Path)):
        return files_in(where)
    return [(name, bytes(content)) for name, content in where], []
