"""The journal in a bad world: kills, full disks, locks, damage, and two kernels at once.

The processes here are real: they are started, limited and killed as the system would do it.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

import cem_workbook
from cem_workbook.journal import file as journal_file
from cem_workbook.journal.store import Journal
from cem_workbook.journal.transfer import export_bytes, merge

ROOT = Path(cem_workbook.__file__).parents[1]
POSIX = pytest.mark.skipif(os.name == "nt", reason="signals, limits and users of POSIX")

PRELUDE = """
import json, os, sqlite3, sys
from pathlib import Path
from cem_workbook.journal.store import Journal
from cem_workbook.journal.learners import Learners
path = Path(sys.argv[1])
"""


def command(code: str, *arguments: object) -> list[str]:
    # Without site-packages (-S): the journal needs the standard library only, and a child that
    # starts in 50 ms can be killed two hundred times.
    return [sys.executable, "-S", "-c", PRELUDE + code, *map(str, arguments)]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}


def start(code: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(code, *arguments), stdout=subprocess.PIPE, text=True, env=environment()
    )


def finish(code: str, *arguments: object) -> Any:
    """Run a child to its end, and return the JSON it printed."""
    done = subprocess.run(
        command(code, *arguments),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env=environment(),
        timeout=60,
    )
    return json.loads(done.stdout)


def integrity(path: Path) -> str:
    with closing(sqlite3.connect(path)) as raw:
        return str(raw.execute("PRAGMA integrity_check").fetchone()[0])


def damaged(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.damaged-*.sqlite"))


# -- several kernels -------------------------------------------------------------------------

WRITE_MANY = """
journal = Journal(path, timeout=60)
ids = []
for n in range(int(sys.argv[2])):
    receipt = journal.append("attempt", f"nps-{n}", {"pid": os.getpid(), "n": n})
    assert receipt.kept, receipt
    ids.append(receipt.entry.id)
print(json.dumps([ids, journal.take_notices()]))
"""


def test_two_kernels_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "home" / "learners" / "0a1b2c3d.sqlite"  # neither file nor folder is there
    children = [start(WRITE_MANY, path, 200) for _ in range(2)]
    written = []
    for child in children:
        out, _ = child.communicate(timeout=120)
        assert child.returncode == 0
        ids, notices = json.loads(out)
        assert notices == []
        assert len(ids) == 200
        written.append(ids)
    found = Journal(path).entries()
    assert {entry.id for entry in found} == {*written[0], *written[1]}
    assert len(found) == 400
    for ids in written:  # each kernel's entries are in the order in which it made them
        assert [entry.id for entry in found if entry.id in set(ids)] == ids
    assert integrity(path) == "ok"


# -- kills -----------------------------------------------------------------------------------

WRITE_AND_TELL = """
journal = Journal(path, timeout=60)
n = 0
while True:
    n += 1
    receipt = journal.append("attempt", "nps-1", {"n": n, "text": "x" * (n * 997 % 9000)})
    print(receipt.entry.id if receipt.kept else "NOT KEPT " + receipt.notice, flush=True)
"""


@POSIX
def test_two_hundred_kills_lose_no_acknowledged_attempt(tmp_path: Path) -> None:
    path = tmp_path / "0a1b2c3d.sqlite"
    log = tmp_path / "0a1b2c3d.sqlite-journal"
    chance = random.Random(20261121)
    acknowledged: set[str] = set()
    in_the_middle = 0
    for _ in range(200):
        child = start(WRITE_AND_TELL, path)
        assert child.stdout is not None
        acks = [child.stdout.readline() for _ in range(chance.randint(1, 3))]
        time.sleep(chance.uniform(0, 0.004))  # an append takes 1 to 3 ms
        child.kill()
        acks += child.stdout.readlines()
        child.wait()
        child.stdout.close()
        assert child.returncode == -signal.SIGKILL
        # A rollback journal with a header means that the file was being changed.
        in_the_middle += log.exists() and log.stat().st_size > 0
        whole = {line.strip() for line in acks if line.endswith("\n")}
        assert all(len(line) == 32 for line in whole), whole
        acknowledged |= whole
        assert integrity(path) == "ok"
        with closing(sqlite3.connect(path)) as raw:
            found = {row[0] for row in raw.execute("SELECT id FROM entry")}
        assert acknowledged <= found
        # Of what was not acknowledged, at most the last one of each child is there.
        assert len(found) <= len(acknowledged) + 200
    after = Journal(path)
    assert acknowledged <= {entry.id for entry in after.entries()}
    assert after.take_notices() == ()
    assert after.append("attempt", "nps-1", {}).kept
    assert damaged(tmp_path) == []
    print(f"{in_the_middle} of 200 kills in mid-write, {len(acknowledged)} acknowledged attempts")
    assert in_the_middle > 10, "the kills missed the writes: this test proves nothing"


@POSIX
def test_a_killed_kernel_leaves_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "0a1b2c3d.sqlite"
    child = start(
        'raw = sqlite3.connect(path, isolation_level=None); raw.execute("BEGIN EXCLUSIVE")\n'
        'print("locked", flush=True); import time; time.sleep(60)',
        path,
    )
    assert child.stdout is not None
    child.stdout.readline()
    one = Journal(path, timeout=0.1)
    assert not one.append("attempt", "nps-1", {}).kept
    child.kill()
    child.communicate()
    assert one.append("attempt", "nps-2", {}).kept
    assert len(Journal(path).entries()) == 2


# -- locks -----------------------------------------------------------------------------------


def test_a_lock_that_lasts_too_long_holds_the_entry_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "0a1b2c3d.sqlite"
    one = Journal(path, timeout=0.05)
    first = one.append("attempt", "nps-1", {})
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        second = one.append("attempt", "nps-2", {})
        assert not second.kept
        assert "locked for 0.05 seconds" in second.notice
        assert "export" in second.notice
        assert str(path) in second.notice
        assert one.pending == 1
        assert one.entries() == (first.entry, second.entry)  # reading goes on
        other.execute("ROLLBACK")
        other.execute("BEGIN EXCLUSIVE")
        assert one.entries() == (second.entry,)  # now not even that
        assert "locked" in one.take_notices()[0]
        assert one.latest("attempt", "nps-2") == second.entry
    assert Journal(path).entries() == (first.entry,)
    third = one.append("attempt", "nps-3", {})
    assert third.kept
    assert "can be written again" in third.notice
    assert one.pending == 0
    assert Journal(path).entries() == (first.entry, second.entry, third.entry)
    assert one.append("attempt", "nps-4", {}).notice == ""


def test_an_entry_held_in_memory_can_arrive_by_another_way_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "0a1b2c3d.sqlite"
    one, other = Journal(path, timeout=0.05), Journal(path)
    one.append("attempt", "nps-1", {})
    with closing(sqlite3.connect(path, isolation_level=None)) as lock:
        lock.execute("BEGIN IMMEDIATE")
        held = one.append("attempt", "nps-2", {})
        assert not held.kept
    assert merge(other, export_bytes(one)).added == 1
    assert len(one.entries()) == 2  # the one on the disk and the one in memory are the same
    assert one.append("attempt", "nps-3", {}).kept
    assert [entry.subject for entry in other.entries()] == ["nps-1", "nps-2", "nps-3"]


def test_an_interrupt_in_the_middle_of_a_write_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(connection: sqlite3.Connection) -> None:
        raise KeyboardInterrupt

    one = Journal(tmp_path / "0a1b2c3d.sqlite")
    with monkeypatch.context() as patch:
        patch.setattr(journal_file, "begin_writing", interrupted)
        with pytest.raises(KeyboardInterrupt):
            one.append("reflection", "nps-r1", {"text": "long thoughts"})
    assert one.append("attempt", "nps-1", {}).kept
    assert [entry.kind for entry in Journal(one.path).entries()] == ["reflection", "attempt"]


# -- full disks ------------------------------------------------------------------------------

FILL = """
journal = Journal(path)
kept, held, notice = [], [], ""
for n in range(400):
    receipt = journal.append("attempt", "nps-1", {"n": n, "text": "x" * 1000})
    (kept if receipt.kept else held).append(receipt.entry.id)
    notice = receipt.notice or notice
    if len(held) == 3:
        break
report = {
    "kept": kept, "held": held, "notice": notice, "pending": journal.pending,
    "seen": [entry.id for entry in journal.entries()],
    "on_disk": [entry.id for entry in Journal(path).entries()],
    "integrity": sqlite3.connect(path).execute("PRAGMA integrity_check").fetchone()[0],
}
"""

FILL_A_LIMITED_FILE = f"""
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, hard))
{FILL}
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
last = journal.append("attempt", "nps-1", {{}})
report |= {{"last": last.entry.id, "last_kept": last.kept, "last_notice": last.notice}}
report["in_the_end"] = [entry.id for entry in Journal(path).entries()]
print(json.dumps(report))
"""

FILL_A_SMALL_DISK = f"""
stuffing = path.with_name("stuffing")
stuffing.write_bytes(bytes(20_000))
{FILL}
stuffing.unlink()
last = journal.append("attempt", "nps-1", {{}})
report |= {{"last": last.entry.id, "last_kept": last.kept, "last_notice": last.notice}}
report["in_the_end"] = [entry.id for entry in Journal(path).entries()]
print(json.dumps(report))
"""


def check_full(report: dict[str, Any]) -> None:
    assert len(report["kept"]) > 5
    assert len(report["held"]) == 3
    assert report["pending"] == 3
    assert "is full" in report["notice"]
    assert "export" in report["notice"]
    assert report["seen"] == report["kept"] + report["held"]
    assert report["on_disk"] == report["kept"]
    assert report["integrity"] == "ok"
    assert report["last_kept"]
    assert "can be written again" in report["last_notice"]
    assert report["in_the_end"] == [*report["kept"], *report["held"], report["last"]]


@POSIX
def test_a_file_that_may_not_grow(tmp_path: Path) -> None:
    check_full(finish(FILL_A_LIMITED_FILE, tmp_path / "0a1b2c3d.sqlite"))


def can_mount() -> bool:
    if not sys.platform.startswith("linux") or shutil.which("unshare") is None:
        return False
    trial = ["unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", tempfile.gettempdir()]
    return subprocess.run(trial, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not can_mount(), reason="this system lets nobody mount a disk of their own")
def test_a_disk_that_is_full(tmp_path: Path) -> None:
    child = command(FILL_A_SMALL_DISK, tmp_path / "0a1b2c3d.sqlite")
    mount = 'mount -t tmpfs -o size=80k tmpfs "$0" && exec "$@"'
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", mount, str(tmp_path), *child],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env=environment(),
        timeout=60,
    )
    check_full(json.loads(done.stdout))


# -- folders that are not ours ---------------------------------------------------------------


@contextmanager
def public_folder() -> Iterator[Path]:
    """A folder that another user can reach, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="cem-journal-test-"))
    folder.chmod(0o755)
    (folder / "temporary").mkdir()
    (folder / "temporary").chmod(0o777)
    try:
        yield folder
    finally:
        for inner in folder.rglob("*"):
            if inner.is_dir():
                inner.chmod(0o755)
        shutil.rmtree(folder)


DROP_ROOT = """
from cem_workbook.messages import say
say("loads what it needs: nobody else may read this Python")
if os.getuid() == 0:  # root may write anywhere
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
"""

USE_A_HOME = """
import tempfile
tempfile.tempdir = str(path.parents[2] / "temporary")
os.environ.pop("CEM_WORKBOOK_HOME", None)
journal = Journal(path)
before = [entry.subject for entry in journal.entries()]
receipt = journal.append("attempt", "new", {})
learners = Learners(path.parent.parent, demo_seed=1)
learner = learners.begin("bank", "Zoe", 7)
learners.journal().append("attempt", "mine", {})
print(json.dumps({
    "kept": receipt.kept, "notice": receipt.notice, "before": before,
    "after": [entry.subject for entry in journal.entries()],
    "same": learners.current() == learner, "lasting": learners.lasting().kept,
    "mine": [entry.subject for entry in learners.journal().entries("attempt")],
    "notices": learners.take_notices(),
}))
"""


@POSIX
@pytest.mark.parametrize("case", ["no file yet", "a file of ours", "a file that is read-only"])
def test_a_read_only_home(case: str) -> None:
    with public_folder() as folder:
        learners = folder / "home" / "learners"
        path = learners / "0a1b2c3d.sqlite"
        if case == "no file yet":
            learners.mkdir(parents=True)
        else:
            Journal(path).append("attempt", "old", {})
            path.chmod(0o666 if case == "a file of ours" else 0o444)
        learners.chmod(0o555)
        learners.parent.chmod(0o555)
        content = path.read_bytes() if path.exists() else b""
        report = finish(DROP_ROOT + USE_A_HOME, path)
        old = ["old"] if content else []
        assert report["kept"] is False
        assert str(learners) in report["notice"]
        assert "read-only" in report["notice"]
        assert "export" in report["notice"]
        assert report["before"] == old
        assert report["after"] == [*old, "new"]
        assert report["same"] is True
        assert report["mine"] == ["mine"]
        assert report["lasting"] is False
        assert report["notices"]
        assert (path.read_bytes() if path.exists() else b"") == content
        assert sorted(learners.iterdir()) == ([path] if content else [])


@POSIX
def test_a_home_that_may_not_be_looked_into() -> None:
    with public_folder() as folder:
        path = folder / "home" / "learners" / "0a1b2c3d.sqlite"
        Journal(path).append("attempt", "old", {})
        path.parent.parent.chmod(0)
        report = finish(DROP_ROOT + USE_A_HOME, path)
        assert report["kept"] is False
        assert report["before"] == []
        assert report["after"] == ["new"]
        assert report["same"] is True
        assert report["lasting"] is False
        assert any("cannot be read" in notice for notice in report["notices"])


def test_a_home_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file, not a folder")
    one = Journal(tmp_path / "home" / "learners" / "0a1b2c3d.sqlite")
    receipt = one.append("attempt", "nps-1", {})
    assert not receipt.kept
    assert str(one.path.parent) in receipt.notice
    assert one.entries() == (receipt.entry,)
    (tmp_path / "home").unlink()
    assert one.append("attempt", "nps-2", {}).kept
    assert len(Journal(one.path).entries()) == 2
    if os.name != "nt":
        assert stat.S_IMODE(one.path.parent.stat().st_mode) == 0o700


def test_a_folder_where_the_file_should_be(tmp_path: Path) -> None:
    path = tmp_path / "0a1b2c3d.sqlite"
    path.mkdir()
    one = Journal(path)
    receipt = one.append("attempt", "nps-1", {})
    assert not receipt.kept
    assert receipt.notice
    assert one.entries() == (receipt.entry,)
    assert path.is_dir()


# -- damage ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal of several pages, with short and long entries."""
    one = Journal(tmp_path_factory.mktemp("sound") / "0a1b2c3d.sqlite")
    for n in range(60):
        one.append("attempt", f"nps-{n}", {"n": n, "text": "words " * (n % 7 * 60)})
    return one.path


def check_after_damage(path: Path, sound: Path, content: bytes) -> str:
    """Use a damaged journal as a kernel would; return "unnoticed", "noticed" or "set aside"."""
    path.write_bytes(content)
    old = {entry.id: entry for entry in Journal(sound).entries()}
    one = Journal(path, timeout=1)
    seen = {entry.id: entry for entry in one.entries()}
    receipt = one.append("attempt", "new", {})
    assert receipt.kept, receipt
    assert integrity(path) == "ok"
    after = {entry.id: entry for entry in Journal(path).entries()}
    assert after == {**seen, receipt.entry.id: receipt.entry}
    notices = one.take_notices()
    aside = damaged(path.parent)
    if aside:
        assert len(aside) == 1
        assert aside[0].read_bytes() == content
        assert any(aside[0].name in notice for notice in notices)
        assert any("import" in notice for notice in notices)
    if set(old) - set(after):
        assert notices, "entries were lost in silence"
    return "set aside" if aside else "noticed" if notices else "unnoticed"


@pytest.mark.parametrize("size", [1, 15, 16, 100, 511, 4096, 20_000])
def test_random_bytes(tmp_path: Path, sound: Path, size: int) -> None:
    content = random.Random(size).randbytes(size)
    assert check_after_damage(tmp_path / "0a1b2c3d.sqlite", sound, content) == "set aside"


@pytest.mark.parametrize("size", [1, 100, 4096, 20_000])
def test_zeros(tmp_path: Path, sound: Path, size: int) -> None:
    assert check_after_damage(tmp_path / "0a1b2c3d.sqlite", sound, bytes(size)) == "set aside"


def test_a_file_cut_off_anywhere(tmp_path: Path, sound: Path) -> None:
    whole = sound.read_bytes()
    lengths = {1, 15, 16, 17, 50, 59, 63, 64, 99, 100, 101, 512, 1024, 4095, 4097, len(whole) - 1}
    lengths |= {*range(4096, len(whole), 4096), *range(1, len(whole), 7919)}
    for length in sorted(lengths):
        folder = tmp_path / str(length)
        folder.mkdir()
        fate = check_after_damage(folder / "0a1b2c3d.sqlite", sound, whole[:length])
        # The last letters of the last entry may be all that is missing.
        assert fate == "set aside" or (fate == "noticed" and length > len(whole) - 4096), length


def test_much_of_a_cut_off_file_is_rescued(tmp_path: Path, sound: Path) -> None:
    path = tmp_path / "0a1b2c3d.sqlite"
    content = sound.read_bytes()[:-4096]
    check_after_damage(path, sound, content)
    assert len(Journal(path).entries()) > 20


def test_garbage_in_the_middle(tmp_path: Path, sound: Path) -> None:
    whole = sound.read_bytes()
    chance = random.Random(7)
    fates = []
    for n in range(60):
        length = chance.choice([1, 2, 16, 300, 5000])
        where = chance.randrange(len(whole) - length)
        content = whole[:where] + chance.randbytes(length) + whole[where + length :]
        folder = tmp_path / str(n)
        folder.mkdir()
        fates.append(check_after_damage(folder / "0a1b2c3d.sqlite", sound, content))
    # Garbage inside a learner's words is still words: nobody can see that.
    assert {"set aside", "unnoticed"} <= set(fates)


def test_garbage_in_the_header(tmp_path: Path, sound: Path) -> None:
    whole = sound.read_bytes()
    for where in (0, 16, 21, 28, 44, 56, 60, 100, 101, 103, 105):
        content = bytearray(whole)
        content[where] ^= 0x55
        folder = tmp_path / str(where)
        folder.mkdir()
        path = folder / "0a1b2c3d.sqlite"
        path.write_bytes(content)
        one = Journal(path, timeout=1)
        one.entries()
        receipt = one.append("attempt", "new", {})
        if where == 60:  # the version: this looks like a file from the future
            assert not receipt.kept
            assert "newer version" in receipt.notice
            assert path.read_bytes() == bytes(content)
        else:
            assert receipt.kept
            assert one.take_notices() or len(one.entries()) == 61


def test_a_database_of_another_program_is_kept_aside(tmp_path: Path, sound: Path) -> None:
    path = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE notes (text)")
        raw.commit()
    content = path.read_bytes()
    path.unlink()
    assert check_after_damage(tmp_path / "0a1b2c3d.sqlite", sound, content) == "set aside"
    with closing(sqlite3.connect(damaged(tmp_path)[0])) as raw:
        raw.execute("INSERT INTO notes VALUES ('still there')")


def test_a_log_of_the_damaged_file_does_not_touch_the_fresh_one(
    tmp_path: Path, sound: Path
) -> None:
    log = tmp_path / "0a1b2c3d.sqlite-journal"
    log.write_bytes(random.Random(1).randbytes(6000))
    check_after_damage(tmp_path / "0a1b2c3d.sqlite", sound, random.Random(2).randbytes(9000))
    assert not log.exists()


def test_damage_while_the_kernel_runs(tmp_path: Path) -> None:
    one = Journal(tmp_path / "0a1b2c3d.sqlite")
    one.append("attempt", "nps-1", {})
    one.path.write_bytes(b"not a database at all" * 300)
    receipt = one.append("attempt", "nps-2", {})
    assert receipt.kept
    assert len(damaged(tmp_path)) == 1
    assert "damaged" in one.take_notices()[0]
    assert one.take_notices() == ()
    assert Journal(one.path).entries() == (receipt.entry,)


def test_damage_in_a_read_only_home_is_told_and_nothing_is_moved() -> None:
    with public_folder() as folder:
        learners = folder / "home" / "learners"
        learners.mkdir(parents=True)
        path = learners / "0a1b2c3d.sqlite"
        path.write_bytes(b"not a database at all" * 300)
        content = path.read_bytes()
        learners.chmod(0o555)
        learners.parent.chmod(0o555)
        report = finish(DROP_ROOT + USE_A_HOME, path)
        assert report["kept"] is False
        assert report["notice"]
        assert report["after"] == ["new"]
        assert path.read_bytes() == content


def test_several_kernels_find_the_damage_at_once(tmp_path: Path, sound: Path) -> None:
    content = sound.read_bytes()[:-5000]
    for round_ in range(4):
        path = tmp_path / str(round_) / "0a1b2c3d.sqlite"
        path.parent.mkdir()
        path.write_bytes(content)
        children = [start(WRITE_MANY, path, 10) for _ in range(4)]
        written: set[str] = set()
        notices = []
        for child in children:
            out, _ = child.communicate(timeout=120)
            assert child.returncode == 0
            ids, told = json.loads(out)
            written |= set(ids)
            notices += told
        found = {entry.id for entry in Journal(path).entries()}
        assert written <= found
        assert len(written) == 40
        assert len(found) > 60  # with what was rescued
        assert integrity(path) == "ok"
        assert len(damaged(path.parent)) == 1
        assert len(notices) == 1


def test_only_one_of_two_sets_the_damaged_file_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rescue = journal_file._rescue

    def slow(connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
        time.sleep(0.2)  # time enough for the other one to find the damage as well
        return rescue(connection)

    monkeypatch.setattr(journal_file, "_rescue", slow)
    path = tmp_path / "0a1b2c3d.sqlite"
    path.write_bytes(b"not a database at all" * 300)
    with ThreadPoolExecutor() as pool:
        receipts = list(
            pool.map(lambda n: Journal(path).append("attempt", f"nps-{n}", {}), range(3))
        )
    assert all(receipt.kept for receipt in receipts), receipts
    assert len(damaged(tmp_path)) == 1
    assert {entry.id for entry in Journal(path).entries()} == {r.entry.id for r in receipts}


def test_a_file_that_was_moved_while_we_had_it_open_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "0a1b2c3d.sqlite"
    one = Journal(path)
    one.append("attempt", "nps-1", {})
    moved = False
    begin = journal_file.begin_writing

    def begin_after_a_move(connection: sqlite3.Connection) -> None:
        nonlocal moved
        if not moved:  # another kernel sets the file aside between our look and our write
            moved = True
            path.rename(tmp_path / "aside.sqlite")
        begin(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(journal_file, "begin_writing", begin_after_a_move)
        receipt = one.append("attempt", "nps-2", {})
    assert moved
    assert receipt.kept
    assert Journal(path).entries() == (receipt.entry,)
    assert receipt.entry not in Journal(tmp_path / "aside.sqlite").entries()


def test_a_file_from_a_newer_course_is_left_alone(tmp_path: Path) -> None:
    one = Journal(tmp_path / "0a1b2c3d.sqlite")
    one.append("attempt", "nps-1", {})
    with closing(sqlite3.connect(one.path)) as raw:
        raw.execute("PRAGMA user_version = 2")
    content = one.path.read_bytes()
    for journal in (one, Journal(one.path)):
        receipt = journal.append("attempt", "nps-2", {})
        assert not receipt.kept
        assert "newer version" in receipt.notice
        assert "export" in receipt.notice
        assert journal.entries() == (receipt.entry,)
    assert one.path.read_bytes() == content
    assert [path.name for path in tmp_path.iterdir()] == [one.path.name]
