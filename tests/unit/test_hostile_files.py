"""Files that a class could hold by accident or by malice, and what becomes of each.

Run this file to print the table: `python -m tests.unit.test_hostile_files`.
"""

from __future__ import annotations

import io
import json
import os
import pickle
import sqlite3
import stat
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from cem_workbook.trainer import class_files, class_work
from cem_workbook.trainer.class_files import LARGEST, MOST_FILES, MOST_THINGS
from cem_workbook.trainer.report import ClassReport, read_class
from cem_workbook.trainer.report_sample import sample_class
from tests.class_exports import attempt, entry, export
from tests.html_page import Page

USED, ASIDE, PASSED_OVER = "used", "set aside", "passed over"
NOW = datetime(2026, 3, 3, tzinfo=UTC)
CODE = "bad0bad0"
SCRIPT = "</script><script>alert(1)</script><img src=x onerror=alert(2)><svg/onload=alert(3)>\"'`"
FORMULAS = (
    "=cmd|' /C calc'!A0",
    "+1+cmd",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r\n=1+1",
    '=HYPERLINK("http://x")',
)
TWISTED: tuple[Any, ...] = ([], {}, {"a": 1}, None, 1, 7.5, True, "RIGHT", "<b>", "x" * 9000)
FORMULA = r"costs $5 and $\rule{3000px}{3000px}$ and $\href{javascript:alert(1)}{x}$"
PILED = "a" + "\u0335\u200b\u0488" * 500
STEERING = "abc\u202egnp.exe\u2066\u200f\x00\x1b[31m\x07\u2028=1+1\x85"


@dataclass(frozen=True)
class Hostile:
    """A file and its fate.

    Attributes:
        name: its name.
        make: its bytes, or what makes it at a place.
        fate: USED (its harmless part is in the report), ASIDE, or PASSED_OVER (no learner's file).
        says: what the report says of it.
    """

    name: str
    make: bytes | Callable[[], bytes] | Callable[[Path], object]
    fate: str
    says: str = ""
    place: bool = False

    def put(self, folder: Path) -> None:
        if self.place:
            self.make(folder / self.name)  # type: ignore[operator, call-arg]
        else:
            content = self.make if isinstance(self.make, bytes) else self.make()  # type: ignore[call-arg]
            (folder / self.name).write_bytes(content)  # type: ignore[arg-type]


def wrote(words: Any, label: str = "What I shall do") -> Any:
    return entry("reflection", "nps-r1", {"parts": {label: words}})


def named(name: Any) -> Any:
    return entry("name", CODE, {"name": name})


ONE = attempt("nps-2", "promoters-only")


def good(*more: Any, **head: Any) -> bytes:
    """Return a learner's file in order, with more in it."""
    return export(CODE, [ONE, *more], **head)


def raw(entries: str, learner: str = "") -> bytes:
    """Return a file whose entries are written by hand, after one that is in order."""
    whose = learner or json.dumps({"id": CODE, "sector": "bank", "seed": 7})
    return (
        f'{{"format": "cem-workbook-journal", "version": 1, "learner": {whose}, '
        f'"entries": [{json.dumps(ONE)}{entries}]}}'
    ).encode()


def bad_body(body: str) -> str:
    return f', {{"id": "{7:032x}", "at": "2026-03-02T09:00:00.000Z", "kind": "attempt", "subject": "nps-2", "body": {body}}}'


class Bomb:
    """Unpickling this would leave a file behind."""

    def __reduce__(self) -> Any:
        return os.system, ("touch unpickled",)


def database() -> bytes:
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE TABLE entry (id TEXT)")
        return bytes(connection.serialize())


def archive(*members: tuple[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as packed:
        for name, content in members:
            packed.writestr(name, content)
    return out.getvalue()


def link_in_archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        info = zipfile.ZipInfo("link.json")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        packed.writestr(info, "/etc/passwd")
    return out.getvalue()


def locked() -> bytes:
    """Return an archive whose member says that it is encrypted."""
    content = bytearray(archive(("a.json", good())))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + at] |= 1
    return bytes(content)


def broken(members: int = 1) -> bytes:
    """Return an archive whose members unpack, and are then found to be others than it says."""
    content = archive(*((f"{n}.json", good()) for n in range(members)))
    for n in range(members):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            right = packed.getinfo(f"{n}.json").CRC.to_bytes(4, "little")
        content = content.replace(right, b"\0\0\0\0")
    return content


def lying() -> bytes:
    """Return an archive whose list says that a member of 8 MB has 100 bytes."""
    content = bytearray(archive(("a.json", b" " * 2 * LARGEST)))
    at = content.index(b"PK\x01\x02") + 24
    content[at : at + 4] = (100).to_bytes(4, "little")
    return bytes(content)


def sparse(place: Path) -> None:
    with place.open("wb") as file:
        file.truncate(40 * 2**20)


def big_reflection() -> bytes:
    return good(wrote("words " * 200_000))


def pipe(place: Path) -> None:
    os.mkfifo(place)


def linked(target: str) -> Callable[[Path], None]:
    return lambda place: place.symlink_to(target)


def twin(first: dict[str, Any], **changed: Any) -> dict[str, Any]:
    return {**first, "body": {**first["body"], **changed}}


def nested_folders(place: Path) -> None:
    deep = place
    for _ in range(6):
        deep = deep / "deeper"
    deep.mkdir(parents=True)
    (deep / "work.json").write_bytes(good())


NEW = attempt("nps-5", "any-rise-is-news", at="2999-01-01T00:00:00.000Z")
# fmt: off
TABLE = (
    # what is no export at all
    Hostile("empty.json", b"", ASIDE, "it is empty"),
    Hostile("blank.json", b" \n" * 500, ASIDE, "it is empty"),
    Hostile("nul.json", b"\0" * 5000, ASIDE, "damaged"),
    Hostile("40-megabytes.json", sparse, ASIDE, "larger than 4 MB", place=True),
    Hostile("utf-16.json", lambda: good().decode().encode("utf-16"), ASIDE, "UTF-16"),
    Hostile("latin-1.json", lambda: good(named("Zoë")).replace(b"\\u00eb", b"\xeb"), ASIDE, "damaged"),
    Hostile("byte-order-mark.json", lambda: b"\xef\xbb\xbf" + good(), USED),
    Hostile("cut-off.json", lambda: good()[:-40], ASIDE, "damaged"),
    Hostile("database.json", database, ASIDE, "damaged"),
    Hostile("pickle.json", lambda: pickle.dumps(Bomb()), ASIDE, "damaged"),
    Hostile("picture.json", b"\x89PNG\r\n\x1a\n" + b"\xff" * 200, ASIDE, "damaged"),
    Hostile("page.html", b"<script>alert(1)</script>", ASIDE, "damaged"),
    Hostile("table.csv", b"name;score\r\n=cmd|' /C calc'!A0;1\r\n", ASIDE, "damaged"),
    Hostile("letter.docx", lambda: archive(("word/document.xml", b"<w/>")), ASIDE, "Office"),
    Hostile("notebook.json", b'{"cells": [], "nbformat": 4}', ASIDE, "it is a notebook"),
    Hostile("certificate.json", b'{"format": "cem-workbook-certificate", "version": 1}', ASIDE, "certificate"),
    Hostile("assessment.json", b'{"format": "cem-workbook-assessment", "version": 1}', ASIDE, "page 10"),
    Hostile("foreign.json", b'{"format": "other", "entries": []}', ASIDE, "holds no work"),
    Hostile("list.json", b"[1, 2, 3]", ASIDE, "holds no work"),
    Hostile("next-version.json", lambda: good(version=2), ASIDE, "has form 2"),
    Hostile("true-version.json", lambda: good(version=True), ASIDE, "has form True"),
    Hostile("no-entries.json", lambda: good().replace(b'"entries": [', b'"records": ['), ASIDE, "lost its list"),
    Hostile("nothing-done.json", lambda: export(CODE, []), ASIDE, "nothing was done"),
    # JSON that wants to hurt its reader
    Hostile("deep-lists.json", b"[" * 1_000_000, ASIDE, "damaged"),
    Hostile("deep-objects.json", b'{"format":' * 300_000, ASIDE, "damaged"),
    Hostile("deep-body.json", lambda: raw(bad_body('{"a":' * 300 + "1" + "}" * 300)), USED, "1 of 2 entries"),
    Hostile("huge-integer.json", lambda: raw(bad_body('{"a": ' + "9" * 100_000 + "}")), ASIDE, "damaged"),
    Hostile("huge-float.json", lambda: raw(bad_body('{"a": 1e999}')), USED, "1 of 2 entries"),
    Hostile("not-a-number.json", lambda: raw(bad_body('{"a": NaN}')), ASIDE, "damaged"),
    Hostile("doubled-keys.json", lambda: raw(', {"kind": "x", "kind": ["y"], "id": 1, "id": 2}'), USED, "1 of 2"),
    Hostile("wrong-types.json", lambda: raw(", 1, null, true, [], {}, \"x\", [[{}]]"), USED, "7 of 8 entries"),
    Hostile("30000-entries.json", lambda: raw(", {}" * 30_000), ASIDE, "30,001 entries"),
    Hostile("100000-entries.json", lambda: raw("".join([", " + json.dumps(ONE)] * 100_000)), ASIDE, "4 MB"),
    # entries that lie
    Hostile("odd-bodies.json", lambda: good(
        *(attempt("nps-2", twist) for twist in TWISTED),
        *(entry("attempt", "nps-2", {"status": s, "misconception": "promoters-only"})
          for s in TWISTED),
        entry("reflection", "nps-r1", {"parts": {"What I shall do": [1]}}), wrote(12),
        entry("assessment", "standing, finished", {"values": {"format": [], "answers": 3}}),
        named({"a": 1}), entry("profile", CODE, {"sector": [], "seed": "x"}),
    ), USED),
    Hostile("fake-ideas.json", lambda: good(attempt("nps-2", "<b>no-such</b>"), attempt("nps-1", "times-twelve")), USED),
    Hostile("no-such-exercise.json", lambda: good(attempt("nps-99"), attempt("../etc/passwd"), attempt(SCRIPT)), USED),
    Hostile("from-the-future.json", lambda: good(NEW), USED, "entries from the future: 1"),
    Hostile("month-thirteen.json", lambda: good(attempt("nps-2", at="2026-13-45T00:00:00.000Z")), USED, "1 of 2"),
    Hostile("seed-too-large.json", lambda: good(seed=2**40), USED, "without a code: 1"),
    Hostile("seed-negative.json", lambda: good(seed=-1, sector="\0"), USED, "without a code: 1"),
    Hostile("code-is-a-path.json", lambda: export("../../x", [ONE]), USED, "without a code: 1"),
    Hostile("code-is-a-script.json", lambda: export(SCRIPT, [ONE]), USED, "without a code: 1"),
    Hostile("twice.json", lambda: good(), USED, "There twice"),
    Hostile("same-code-other-work.json", lambda: good(attempt("nps-5", right=True)), USED, "Of one learner"),
    Hostile("clashing.json", lambda: export(CODE, [twin(ONE, status="right"), attempt("nps-7")]), USED, "one thing here"),
    # words that want to be more
    Hostile("script-everywhere.json", lambda: good(
        named(SCRIPT), wrote(SCRIPT), wrote(SCRIPT, label=SCRIPT), attempt("nps-2", SCRIPT),
        entry("assessment", SCRIPT, {"values": SCRIPT}), sector=SCRIPT[:40],
    ), USED),
    Hostile("formulas.json", lambda: good(named(FORMULAS[0]), *(wrote(f, label=f) for f in FORMULAS)), USED),
    Hostile("steering.json", lambda: good(named(STEERING), wrote(STEERING, label=STEERING)), USED),
    Hostile("half-an-emoji.json", lambda: good(named("\ud83d"), wrote("\udc00 x")), USED),
    Hostile("long-name.json", lambda: good(named("N" * 100_000)), USED),
    Hostile("long-words.json", big_reflection, USED),
    Hostile("many-emoji.json", lambda: good(wrote("\U0001f389" * 40_000)), USED),
    Hostile("piled-marks.json", lambda: good(named(PILED), wrote(PILED, label=PILED)), USED),
    Hostile("formula-of-a-page.json", lambda: good(wrote(FORMULA)), USED),
    Hostile("named-like-another.json", lambda: good(named("00000001"), wrote("not mine")), USED),
    Hostile("thousand-answers.json", lambda: good(*(attempt("nps-2", "promoters-only") for _ in range(1000))), USED),
    Hostile("unfolding.json", lambda: raw(bad_body('{"status": "right", "a": [' + "[]," * 30_000 + "[]]}")), USED),
    Hostile("Anna Smith_my-cem-work-bad0bad0.json", b"no", ASIDE, "Anna Smith_my-cem-work-….json"),
    Hostile("two\u2028lines.json", b"no", ASIDE, "two lines.json"),
    Hostile("<img src=x onerror=alert(1)>.json", b"no", ASIDE, "damaged"),
    Hostile("=cmd|' !A0.json", b"no", ASIDE, "damaged"),
    Hostile("two\nlines\x1b[31m\u202enosj.json", b"no", ASIDE, "damaged"),
    # archives
    Hostile("in-order.zip", lambda: archive(("Anna_1/work.json", good()), ("__MACOSX/._x", b"no")), USED),
    Hostile("half-good.zip", lambda: archive(("a.json", good()), ("b.json", b"no")), USED, "b.json"),
    Hostile("climbing.zip", lambda: archive(("../../climbed.json", good())), ASIDE, "outside its folder"),
    Hostile("absolute.zip", lambda: archive(("/tmp/climbed.json", good())), ASIDE, "outside its folder"),
    Hostile("drive.zip", lambda: archive(("C:\\climbed.json", good())), ASIDE, "outside its folder"),
    Hostile("bomb.zip", lambda: archive(("a.json", b" " * 40 * 2**20)), ASIDE, "swells to 41,943,040"),
    Hostile("dense.zip", lambda: archive(("a.json", b" " * 3_000_000)), ASIDE, "swells to 3,000,000"),
    Hostile("broken-check-sum.zip", broken, ASIDE, "damaged within its archive"),
    Hostile("lying.zip", lying, ASIDE, "damaged within its archive"),
    Hostile("nested.zip", lambda: archive(("in.zip", archive(("a.json", good())))), ASIDE, "archive within"),
    Hostile("locked.zip", locked, ASIDE, "password"),
    Hostile("link.zip", link_in_archive, ASIDE, "link to somewhere else"),
    Hostile("lzma.zip", lambda: archive(("a.json", good()), how=zipfile.ZIP_LZMA), ASIDE, "unusual way"),
    Hostile("damaged.zip", lambda: archive(("a.json", good()))[:-30], ASIDE, "damaged archive"),
    Hostile("empty.zip", lambda: archive(), ASIDE, "holds no files"),
    Hostile("crowd.zip", lambda: archive(*((f"{i}", b"") for i in range(MOST_THINGS + 1))), ASIDE, "more than 2000"),
    Hostile("no-zip.zip", b"no", ASIDE, "damaged archive"),
    # what is no file
    Hostile("link.json", linked("/etc/passwd"), ASIDE, "link to somewhere else", place=True),
    Hostile("link-to-device.json", linked("/dev/zero"), ASIDE, "link to somewhere else", place=True),
    Hostile("link-to-all", linked("/"), ASIDE, "link to somewhere else", place=True),
    Hostile("link-in-a-ring", linked(".."), ASIDE, "link to somewhere else", place=True),
    Hostile("pipe.json", pipe, ASIDE, "a pipe", place=True),
    Hostile("folder.json", lambda place: place.mkdir(), ASIDE, "empty folder", place=True),
    Hostile("deep-folders", nested_folders, ASIDE, "nested too deep", place=True),
    Hostile(".hidden.json", b"no", PASSED_OVER),
)
# fmt: on

POSIX_ONLY = {
    "pipe.json",
    "two\nlines\x1b[31m\u202enosj.json",
    "<img src=x onerror=alert(1)>.json",
    "=cmd|' !A0.json",
}


class Live(Page):
    """What is live in a page: its tags, handlers and addresses."""

    def __init__(self, html: str) -> None:
        self.handlers: list[str] = []
        super().__init__(html)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        super().handle_starttag(tag, attrs)
        self.handlers += [
            f"{name}={value}" for name, value in attrs
            if name.startswith("on") or name in ("src", "href", "srcset", "action", "data", "formaction")
        ]  # fmt: skip


def classmates() -> list[tuple[str, bytes]]:
    """Return the files of three learners who did nothing wrong."""
    return [
        (f"good-{n}.json", export(f"{n:08x}", [attempt("nps-2", "promoters-only"), wrote("tame")]))
        for n in (1, 2, 3)
    ]


@pytest.fixture(scope="module")
def tame() -> set[str]:
    """The tags of a report in which nothing is hostile."""
    files = [*classmates(), ("name.json", good(named("Mina"))), ("no.json", b"no")]
    return Live(read_class(files, now=NOW).page().decode()).tags


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with the files of three classmates, in a place where nothing else may appear."""
    place = tmp_path / "class"
    place.mkdir()
    monkeypatch.chdir(tmp_path)
    for name, content in classmates():
        (place / name).write_bytes(content)
    yield place
    assert sorted(p.name for p in tmp_path.iterdir()) == ["class"], "something landed outside"


def everything(place: Path) -> list[str]:
    return sorted(
        str(Path(root, name))
        for root, folders, files in os.walk(place)
        for name in (*folders, *files)
    )


def cells(report: ClassReport) -> list[Any]:
    book = load_workbook(io.BytesIO(report.sheet()))
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row]


def check_harmless(report: ClassReport, tame: set[str]) -> None:
    """The three classmates are there, and nothing of anybody's is alive on the page or in a cell."""
    codes = {d.person.code for d in report.counted.doing}
    assert {f"{n:08x}" for n in (1, 2, 3)} <= codes
    html = report.page().decode()
    live = Live(html)
    assert live.tags <= tame | {"ul", "li"}
    assert not live.handlers
    assert not set("\0\x1b\x07\u202e\u2066\u200f") & set(live.words)
    for cell in cells(report):
        assert cell.data_type in ("s", "n", "inlineStr"), cell.value
        if isinstance(cell.value, str) and cell.value[:1] in "=+-@\t\r":
            assert cell.quotePrefix and cell.number_format == "@", cell.value
    with zipfile.ZipFile(io.BytesIO(report.sheet())) as book:
        assert not [n for n in book.namelist() if b"<f>" in book.read(n) or b"<f " in book.read(n)]


def fate_of(hostile: Hostile, report: ClassReport) -> tuple[str, str]:
    """Return what became of a file, and the sentence about it."""
    people, work = len(report.counted.doing), report.counted.work
    said = " ".join([*(a.sentence for a in work.aside), *work.notes])
    if people > 3:
        return USED, said
    return (ASIDE, said) if work.aside else (PASSED_OVER, said)


@pytest.mark.parametrize("hostile", TABLE, ids=lambda h: h.name.encode("unicode_escape").decode())
def test_a_hostile_file_meets_its_fate_and_the_rest_is_reported(
    hostile: Hostile, folder: Path, tame: set[str]
) -> None:
    if os.name == "nt" and (hostile.place or hostile.name in POSIX_ONLY):
        pytest.skip("such a file cannot be made here")
    hostile.put(folder)
    if hostile.name in ("twice.json", "same-code-other-work.json", "clashing.json"):
        (folder / "first.json").write_bytes(good())
    before = everything(folder)
    report = read_class(folder, now=NOW)
    fate, said = fate_of(hostile, report)
    assert fate == hostile.fate, said
    assert hostile.says in said
    if fate == ASIDE:
        assert class_files.shown(hostile.name)[:20] in said
        assert hostile.says in Live(report.files.html).words
    check_harmless(report, tame)
    assert everything(folder) == before


def test_there_are_enough_of_them() -> None:
    assert len(TABLE) >= 30
    assert len({h.name for h in TABLE}) == len(TABLE)


@pytest.mark.skipif(os.name == "nt", reason="such files cannot be made here")
def test_all_of_them_together_leave_the_classmates_reported(folder: Path, tame: set[str]) -> None:
    for hostile in TABLE:
        hostile.put(folder)
    report = read_class(folder, now=NOW)
    check_harmless(report, tame)
    aside = {each.name for each in report.counted.work.aside}
    for hostile in TABLE:
        if hostile.fate == ASIDE:
            assert any(class_files.shown(hostile.name)[:20] in name for name in aside), hostile.name


def test_uploads_pass_through_the_same_door(tame: set[str]) -> None:
    files = classmates()
    for hostile in TABLE:
        if not hostile.place and hostile.name != ".hidden.json":
            content = hostile.make if isinstance(hostile.make, bytes) else hostile.make()  # type: ignore[call-arg]
            files.append((hostile.name, content))  # type: ignore[arg-type]
    check_harmless(read_class(files, now=NOW), tame)


# -- what each of these words comes to -------------------------------------------------------


def test_words_that_want_to_be_markup_are_read_as_words(folder: Path) -> None:
    next(h for h in TABLE if h.name == "script-everywhere.json").put(folder)
    report = read_class(folder, now=NOW)
    assert "<script>alert(1)</script>" in Live(report.page().decode()).words
    assert any("<script>" in str(cell.value) for cell in cells(report))


def test_clashing_entries_are_left_out_whichever_file_comes_first() -> None:
    one, other = good(), export(CODE, [twin(ONE, status="right"), attempt("nps-7")])
    counted = [
        read_class([("a.json", first), ("b.json", second)], now=NOW).counted.doing
        for first, second in ((one, other), (other, one))
    ]
    assert counted[0] == counted[1]
    assert list(counted[0][0].answers) == ["nps-7"]


def test_a_code_that_is_none_is_never_shown(folder: Path) -> None:
    next(h for h in TABLE if h.name == "code-is-a-script.json").put(folder)
    assert [d.person.code for d in read_class(folder).counted.doing][-1] == "visitor 1"


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/stdin", "/dev/tty", "/proc/self/mem"])
def test_a_device_given_by_name_neither_hangs_nor_is_read(path: str) -> None:
    if not Path(path).exists():
        pytest.skip("there is none here")
    report = read_class(path)
    assert not report.counted.doing and len(report.counted.work.aside) <= 1


@pytest.mark.skipif(os.name == "nt", reason="there are no such pipes")
def test_a_pipe_given_by_name_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    (aside,) = read_class(tmp_path / "pipe.json").counted.work.aside
    assert "a pipe" in aside.why


def test_more_files_than_a_class_has_are_left_with_a_sentence(tmp_path: Path) -> None:
    for n in range(MOST_FILES + 5):
        (tmp_path / f"{n:04}.json").write_bytes(b"{}" if n else good())
    (tmp_path / "zz.json").write_bytes(good(attempt("nps-5")))
    report = read_class(tmp_path, now=NOW)
    assert len(report.counted.doing) == 1
    assert report.counted.work.aside[-1].sentence.startswith("Set aside: 6 more files; not read")


def test_a_folder_that_is_no_class_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(class_files, "MOST_THINGS", 20)
    for n in range(21):
        (tmp_path / f"{n}.txt").touch()
    with pytest.raises(ValueError, match="a folder of their own"):
        read_class(tmp_path)


def test_all_bytes_of_a_class_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(class_files, "MOST_BYTES", 3 * len(good()))
    packed = archive(*((f"{n}.json", good()) for n in range(6)))
    report = read_class([("a.zip", packed), *classmates()], now=NOW)
    said = " ".join(a.sentence for a in report.counted.work.aside)
    assert "not unpacked, for the files of a class hold" in said and "more files; not read" in said


@pytest.mark.parametrize("damaged", [True, False])
def test_what_is_unpacked_in_vain_counts_too(
    damaged: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What turns out to be damaged, or no learner's file, and in whichever archive."""
    packed = broken(6) if damaged else archive(*((f"{n}", bytes(600)) for n in range(6)))
    size = len(good()) if damaged else 600
    monkeypatch.setattr(class_files, "MOST_BYTES", 2 * len(packed) + 8 * size)
    report = read_class([("a.zip", packed), ("b.zip", packed), *classmates()], now=NOW)
    said = [a.sentence for a in report.counted.work.aside]
    assert sum("not unpacked" in each for each in said) == 4
    assert not report.counted.doing and "3 more files; not read" in said[-1]


def test_the_answers_of_a_class_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(class_work, "MOST_TOGETHER", 6)
    many = export(CODE, [attempt("nps-2") for _ in range(3)])
    report = read_class([("a.json", many), *classmates()], now=NOW)
    assert [d.person.code for d in report.counted.doing] == ["00000001", CODE]
    assert all("6 answers and texts" in a.why for a in report.counted.work.aside)


def test_of_a_file_that_unfolds_little_is_held(folder: Path) -> None:
    next(h for h in TABLE if h.name == "unfolding.json").put(folder)
    last = read_class(folder, now=NOW).counted.work.people[-1]
    assert [entry.body for entry in last.entries] == [
        {"status": "wrong", "misconception": "promoters-only"},
        {"status": "right"},
    ]


def test_marks_cannot_be_piled_up() -> None:
    tame_words, words = (
        Live(read_class([("a.json", good(named(n), wrote(n)))], now=NOW).page().decode()).words
        for n in ("a", PILED)
    )
    assert "\u0335\u0488\u0335\u0488" in words
    assert "\u0335\u0488" * 3 not in words and len(words) < len(tame_words) + 20
    for spelt in ("گفت‌وگوی پُرمِهر", "שָׁלוֹם", "Việt", "a\u0302\u0323", "❤️"):
        assert class_files.calm(spelt) == spelt


def test_a_cell_of_the_spreadsheet_is_never_overfull() -> None:
    report = read_class([("a.json", good(wrote("\U0001f389" * 40_000)))], now=NOW)
    longest = max(len(str(cell.value).encode("utf-16-le")) // 2 for cell in cells(report))
    assert 30_000 < longest <= 32_767


def test_no_sentence_ties_a_name_to_a_code() -> None:
    given = [
        (f"Anna_7_my-cem-work-{CODE}.json", good()),
        (f"x/my-cem-work-{CODE} (1).json", good(NEW)),
        (f"Bo/my-cem-work-{CODE}.json", b"no"),
    ]
    report = read_class(given, now=NOW)
    said = Live(report.files.html).words + repr(report.counted.work.aside)
    assert "Anna" in said and "Bo/" in said and CODE not in said
    assert class_files.shown(f"my-cem-work-{CODE} (1).json") == f"my-cem-work-{CODE} (1).json"


def test_whoever_takes_anothers_name_or_code_is_told_apart() -> None:
    taken = export("00000001", [attempt("nps-7"), entry("name", "00000001", {"name": "Eve"})])
    report = read_class([*classmates(), ("eve.json", taken)], now=NOW)
    assert "one has taken the other's code" in " ".join(report.counted.work.notes)
    liar = good(named("00000001"), wrote("not mine"))
    words = Live(read_class([*classmates(), ("x.json", liar)], now=NOW).page().decode()).words
    assert f"00000001 ({CODE})" in words


def test_the_report_says_what_it_cannot_know() -> None:
    report = sample_class()
    assert "whoever has one can change what is in it" in report.files.words
    assert "two reports" in report.firm.words


def test_in_a_notebook_sums_of_money_are_no_formula(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Any] = []
    monkeypatch.setattr("IPython.display.display", lambda data, **_: shown.append(data))
    read_class([("a.json", good(wrote(FORMULA)))], now=NOW).reflections._ipython_display_()
    assert shown[-1]["text/html"].startswith('<div class="mathjax_ignore"')


if __name__ == "__main__":
    import tempfile

    for hostile in TABLE:
        with tempfile.TemporaryDirectory() as place:
            for name, content in classmates():
                Path(place, name).write_bytes(content)
            hostile.put(Path(place))
            if hostile.name in ("twice.json", "same-code-other-work.json", "clashing.json"):
                Path(place, "first.json").write_bytes(good())
            fate, said = fate_of(hostile, read_class(place, now=NOW))
        sys.stdout.write(f"{ascii(hostile.name)[1:-1]} | {fate} | {said}\n")
