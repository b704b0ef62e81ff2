"""Who is learning, where their work is, and whether it will be there tomorrow."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from cem_workbook.errors import BadInput, CourseError
from cem_workbook.journal import places
from cem_workbook.journal.learner import DEMO, MOST_SEEDS, Learner, is_learner_id
from cem_workbook.journal.learners import Learners
from cem_workbook.journal.places import home, private_folder, write_atomically
from cem_workbook.journal.store import Journal
from cem_workbook.journal.transfer import bring, export_bytes

SEED = 42
POSIX = pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the real home, the real temporary files and a real Binder out of the tests."""
    for name in list(os.environ):
        if name.startswith(("CEM_WORKBOOK_", "BINDER_")):
            monkeypatch.delenv(name)
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.setattr(places, "_own", [])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "home"


def learners(folder: Path) -> Learners:
    """Another kernel of the same person."""
    return Learners(folder, demo_seed=SEED)


def subjects(journal: Journal, kind: str = "attempt") -> list[str]:
    return [entry.subject for entry in journal.entries(kind)]


# -- where things are ------------------------------------------------------------------------


def test_the_home_is_where_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    for value, expected in [
        (str(tmp_path / "x"), tmp_path / "x"),
        ("relative", tmp_path / "relative"),
        ("~/y", tmp_path / "y"),
    ]:
        monkeypatch.setenv("CEM_WORKBOOK_HOME", value)
        assert home() == expected


def test_the_home_is_the_systems_own_place_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    from platformdirs import user_data_dir

    assert home() == Path(user_data_dir("cem-workbook", appauthor=False))
    monkeypatch.setenv("CEM_WORKBOOK_HOME", "")
    assert home() == Path(user_data_dir("cem-workbook", appauthor=False))
    assert home().is_absolute()


def test_the_layout_of_a_home(folder: Path) -> None:
    one = learners(folder)
    me = one.begin("bank")
    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*")) == [
        "current",
        "learners",
        f"learners/{me.id}.sqlite",
    ]
    assert one.journal().path == folder / "learners" / f"{me.id}.sqlite"
    if os.name != "nt":
        assert stat.S_IMODE((folder / "learners").stat().st_mode) == 0o700


# -- the demo --------------------------------------------------------------------------------


def test_until_a_company_is_chosen_the_learner_is_the_demo(folder: Path) -> None:
    one = learners(folder)
    assert one.current() == Learner(DEMO, "", "bank", SEED)
    assert one.journal().append("attempt", "nps-1", {}).kept
    assert not folder.exists()
    assert one.take_notices() == ()
    assert one.all() == ()


def test_the_demo_journal_is_shared_by_a_persons_kernels(folder: Path) -> None:
    learners(folder).journal().append("attempt", "nps-1", {})
    assert subjects(learners(folder).journal()) == ["nps-1"]
    # another home is another person's, or another course's
    assert subjects(learners(folder.with_name("other")).journal()) == []


def test_a_real_kernel_finds_the_demo_journal_of_another(tmp_path: Path, folder: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from cem_workbook.journal import Learners;"
        "j = Learners(Path(sys.argv[1]), demo_seed=1).journal();"
        "print([e.subject for e in j.entries()]); j.append('attempt', sys.argv[2], {})"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", code, str(folder), subject],
            env={**os.environ, "TMPDIR": str(tmp_path / "temporary"), "TEMP": str(tmp_path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for subject in ("first", "second", "third")
    ]
    assert said == ["[]", "['first']", "['first', 'second']"]


@POSIX
def test_the_demo_folder_is_private(folder: Path) -> None:
    place = private_folder(folder)
    assert place.parent == Path(tempfile.gettempdir())
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    assert place.stat().st_uid == os.getuid()
    assert private_folder(folder) == place


@POSIX
@pytest.mark.parametrize("trap", ["open", "link", "file", "dangling", "stranger"])
def test_a_folder_that_somebody_else_prepared_is_not_used(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trap: str
) -> None:
    place = private_folder(folder)
    place.rmdir()
    target = tmp_path / "target"
    if trap == "open":
        place.mkdir()
        place.chmod(0o777)
    elif trap == "link":
        target.mkdir(mode=0o700)
        place.symlink_to(target)
    elif trap == "file":
        place.touch(mode=0o700)
    elif trap == "dangling":
        place.symlink_to(target)
    else:
        if os.getuid() != 0:
            pytest.skip("only root can give a folder away")
        place.mkdir(mode=0o700)
        os.chown(place, 65534, 65534)
    one = learners(folder)
    assert one.journal().append("attempt", "nps-1", {}).kept
    used = one.journal().path.parent
    assert used not in (place, target)
    assert stat.S_IMODE(used.stat().st_mode) == 0o700
    assert used.stat().st_uid == os.getuid()
    assert learners(folder).journal().path.parent == used  # one for the whole process
    if place.is_dir():
        assert list(place.iterdir()) == []


def test_without_temporary_files_the_demo_is_in_the_home(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(folder / "missing"))
    one = learners(folder)
    assert one.journal().append("attempt", "nps-1", {}).kept
    assert one.journal().path == folder / "demo.sqlite"


def test_the_demo_journal_outlives_a_cleared_temporary_folder(folder: Path) -> None:
    one = learners(folder)
    one.journal().append("attempt", "nps-1", {})
    path = one.journal().path
    path.unlink()
    path.parent.rmdir()
    assert one.journal().append("attempt", "nps-2", {}).kept
    assert subjects(one.journal()) == ["nps-2"]


def test_with_a_home_of_its_own_the_demo_is_in_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CEM_WORKBOOK_HOME", str(folder))
    one = learners(home())
    one.journal().append("attempt", "nps-1", {})
    assert one.journal().path == folder / "demo.sqlite"
    assert one.all() == ()  # and is still not one of the learners


def test_a_demonstration_is_always_the_demo(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    me = learners(folder).begin("insurer", "Zoë")
    monkeypatch.setenv("CEM_WORKBOOK_LEARNER", "demo")
    one = learners(folder)
    assert one.current().id == DEMO
    assert one.journal().owner == DEMO
    for attempt in (
        lambda: one.begin("bank"),
        lambda: one.adopt(me),
        lambda: one.change(name="x"),
        lambda: one.choose(me.id),
    ):
        with pytest.raises(CourseError, match="demonstration"):
            attempt()
    monkeypatch.delenv("CEM_WORKBOOK_LEARNER")
    assert one.current() == me


# -- beginning, changing, choosing -----------------------------------------------------------


def test_beginning_makes_a_learner_who_is_there_tomorrow(folder: Path) -> None:
    me = learners(folder).begin("phone shop", "  Zoë  ", 7)
    assert me == Learner(me.id, "Zoë", "phone shop", 7)
    assert is_learner_id(me.id)
    tomorrow = learners(folder)
    assert tomorrow.current() == me
    assert tomorrow.all() == (me,)
    assert [entry.kind for entry in tomorrow.journal().entries()] == ["profile", "name"]
    assert tomorrow.take_notices() == ()


@pytest.mark.parametrize("name", ["", "زهرا 👩🏽‍💼", 'O\'Brien "Bo" <b>&amp;</b>', "two\nlines"])
def test_any_name_will_do(folder: Path, name: str) -> None:
    learners(folder).begin("bank", name)
    assert learners(folder).current().name == name


def test_seeds_are_drawn_apart(folder: Path) -> None:
    made = [learners(folder).begin("bank") for _ in range(5)]
    assert len({one.seed for one in made}) == 5
    assert len({one.id for one in made}) == 5
    assert all(0 <= one.seed < MOST_SEEDS for one in made)


def test_what_the_demo_visitor_did_comes_along(folder: Path) -> None:
    one = learners(folder)
    done = [one.journal().append("attempt", f"nps-{n}", {"n": n}).entry for n in range(3)]
    one.begin("bank")
    assert one.journal().entries("attempt") == tuple(done)
    # but not to somebody who begins after that
    one.begin("insurer")
    assert one.journal().entries("attempt") == ()


@pytest.mark.parametrize(
    ("sector", "seed"),
    [("", 1), ("x" * 41, 1), (None, 1), (5, 1), ("bank", -1), ("bank", MOST_SEEDS),
     ("bank", 1.5), ("bank", "7"), ("bank", True)],
)  # fmt: skip
def test_a_company_that_cannot_be_is_refused(folder: Path, sector: Any, seed: Any) -> None:
    one = learners(folder)
    with pytest.raises(BadInput, match="company needs"):
        one.begin(sector, "", seed)
    assert one.current().id == DEMO
    assert not folder.exists()


def test_a_change_is_appended_and_seen_by_every_kernel(folder: Path) -> None:
    one, other = learners(folder), learners(folder)
    me = one.begin("bank", "Zoë", 7)
    assert other.current() == me
    assert one.change(name="Zahra").name == "Zahra"
    assert other.change(seed=8) == Learner(me.id, "Zahra", "bank", 8)
    assert one.change(sector="insurer", name="") == Learner(me.id, "", "insurer", 8)
    for kernel in (one, other, learners(folder)):
        assert kernel.current() == Learner(me.id, "", "insurer", 8)
    bodies = [entry.body for entry in one.journal().entries("profile")]
    assert bodies == [
        {"sector": "bank", "seed": 7},
        {"sector": "bank", "seed": 8},
        {"sector": "insurer", "seed": 8},
    ]
    before = one.journal().entries()
    assert one.change() == one.change(name="", seed=8)
    assert one.journal().entries() == before  # nothing new, nothing appended
    with pytest.raises(BadInput):
        one.change(seed=-1)


def test_a_change_counts_even_if_the_clock_was_wrong(folder: Path) -> None:
    one = learners(folder)
    me = one.begin("bank", "Zoë", 7)
    content = json.loads(export_bytes(one.journal()))
    for entry in content["entries"]:
        entry["id"], entry["at"] = entry["id"][::-1], "2999" + entry["at"][4:]
    bring(one, json.dumps(content).encode())
    assert one.change(sector="insurer", name="Zahra") == one.current()
    assert one.current() == Learner(me.id, "Zahra", "insurer", 7)


def test_the_demo_company_does_not_change(folder: Path) -> None:
    with pytest.raises(CourseError, match="Choose your own company"):
        learners(folder).change(name="Zoë")


def test_choosing_among_the_learners_of_a_home(folder: Path) -> None:
    one = learners(folder)
    first, second = one.begin("bank", "Zoë"), one.begin("insurer", "Ali")
    assert one.current() == second
    assert set(learners(folder).all()) == {first, second}
    assert one.choose(first.id) == first
    assert learners(folder).current() == first
    assert one.choose(DEMO).id == DEMO
    assert learners(folder).current().id == DEMO
    assert learners(folder).take_notices() == ()


@pytest.mark.parametrize("id", ["ffffffff", "", "../../etc/passwd", "DEMO", "a\0b"])
def test_choosing_somebody_unknown_changes_nothing_and_is_told(folder: Path, id: str) -> None:
    one = learners(folder)
    me = one.begin("bank")
    files = sorted(folder.rglob("*"))
    assert one.choose(id) == me
    assert "no learner" in one.take_notices()[0]
    assert one.current() == me
    assert sorted(folder.rglob("*")) == files


def test_damaged_files_are_not_learners(folder: Path) -> None:
    one = learners(folder)
    me = one.begin("bank")
    for name in (f"{me.id}.damaged-20260301T093000.sqlite", "x.sqlite", "notes.txt"):
        (folder / "learners" / name).write_text("no journal")
    assert learners(folder).all() == (me,)


# -- trouble ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"[", b"[]", b"null", b"7", b"{}", b'{"id": 7}', b'{"id": ["0a1b2c3d"]}',
     b'{"id": "ffffffff"}', b'{"id": "ffffffff", "sector": "bank", "seed": 7}',
     b'{"id": "../../../etc/passwd", "sector": "bank", "seed": 7}', b"[" * 100_000],
)  # fmt: skip
def test_a_broken_pointer_leads_to_the_demo_with_a_notice(folder: Path, content: bytes) -> None:
    me = learners(folder).begin("bank")
    (folder / "current").write_bytes(content)
    one = learners(folder)
    assert one.current().id == DEMO
    assert one.current().id == DEMO
    (notice,) = one.take_notices()
    assert str(folder / "current") in notice
    assert "demo company" in notice
    assert one.take_notices() == ()
    assert one.choose(me.id) == me  # the work is still there
    assert learners(folder).current() == me


def test_a_pointer_that_cannot_be_read_leads_to_the_demo_with_a_notice(folder: Path) -> None:
    learners(folder).begin("bank")
    (folder / "current").unlink()
    (folder / "current").mkdir()
    one = learners(folder)
    assert one.current().id == DEMO
    assert any("cannot be read" in notice for notice in one.take_notices())


def test_a_home_that_is_a_file_is_no_reason_to_stop(folder: Path) -> None:
    folder.write_text("a file, not a folder")
    one = learners(folder)
    assert one.current().id == DEMO
    assert one.all() == ()
    one.journal().append("attempt", "nps-1", {})
    me = one.begin("bank", "Zoë", 7)
    assert me == one.current() == one.change(name="Zoë")
    assert (me.name, me.sector, me.seed) == ("Zoë", "bank", 7)
    assert subjects(one.journal()) == ["nps-1"]
    assert one.all() == (me,)
    assert one.lasting().kept is False
    assert "memory" in one.lasting().sentence
    assert any("export" in notice for notice in one.take_notices())
    # once the folder can be made, all of it is written, and the next kernel knows
    folder.unlink()
    assert one.journal().append("attempt", "nps-2", {}).kept
    assert one.current() == me
    tomorrow = learners(folder)
    assert tomorrow.current() == me
    assert subjects(tomorrow.journal()) == ["nps-1", "nps-2"]
    assert tomorrow.lasting().kept is True


def test_a_pointer_that_cannot_be_written_is_told_and_tried_again(folder: Path) -> None:
    one = learners(folder)
    (folder / "current").mkdir(parents=True)
    me = one.begin("bank")
    assert one.current() == me
    assert any("next session will not know you" in notice for notice in one.take_notices())
    assert sorted(path.name for path in folder.iterdir()) == ["current", "learners"]
    (folder / "current").rmdir()
    assert one.current() == me
    assert learners(folder).current() == me


def test_a_journal_that_was_destroyed_keeps_its_company(folder: Path) -> None:
    me = learners(folder).begin("restaurant", "", 11)
    path = folder / "learners" / f"{me.id}.sqlite"
    path.write_bytes(b"not a database at all" * 500)
    one = learners(folder)
    assert one.current() == me
    notices = one.take_notices()
    assert len(notices) == 1
    assert "damaged" in notices[0]
    again = learners(folder)
    assert again.current() == me
    assert again.all() == (me,)
    assert again.take_notices() == ()


def test_the_pointer_is_written_in_one_piece(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.mkdir()
    path = folder / "current"
    write_atomically(path, b"old")

    def fails(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(OSError, match="full"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(folder.iterdir()) == [path]


# -- whether it lasts ------------------------------------------------------------------------


def test_a_learner_is_told_where_the_work_is_kept(folder: Path) -> None:
    one = learners(folder)
    assert one.lasting().kept is False
    assert "not kept" in one.lasting().sentence
    me = one.begin("bank")
    assert one.lasting().kept is True
    assert str(one.journal().path) in one.lasting().sentence
    assert one.lasting(one.demo).kept is False
    assert one.lasting(me) == one.lasting()


@pytest.mark.parametrize(
    "variable",
    ["BINDER_LAUNCH_HOST", "BINDER_REPO_URL", "BINDER_REQUEST", "BINDER_SERVICE_HOST"],
)
def test_on_binder_everybody_is_told_that_it_ends(
    folder: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    one = learners(folder)
    monkeypatch.setenv(variable, "https://example.org/")
    for _ in range(2):
        assert one.lasting().kept is False
        assert "Binder" in one.lasting().sentence
        assert "export" in one.lasting().sentence
        one.begin("bank")


def test_a_class_server_is_not_binder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUPYTERHUB_SERVICE_PREFIX", "/user/zoe/")
    one = learners(folder)
    one.begin("bank")
    assert one.lasting().kept is True


# -- moving to another computer --------------------------------------------------------------


def test_work_moves_to_a_new_computer_with_its_company(folder: Path) -> None:
    there = learners(folder)
    there.journal().append("attempt", "nps-1", {})
    me = there.begin("restaurant", "زهرا", 99)
    there.journal().append("attempt", "nps-2", {})
    file = export_bytes(there.journal())

    here = learners(folder.with_name("laptop"))
    here.journal().append("attempt", "nps-3", {})  # looked around before importing
    report = bring(here, file)
    assert (report.already_there + report.added, report.refused) == (4, 0)
    assert here.current() == me
    assert subjects(here.journal()) == ["nps-1", "nps-2", "nps-3"]
    # and back again
    bring(there, export_bytes(here.journal()))
    assert subjects(there.journal()) == ["nps-1", "nps-2", "nps-3"]
    assert there.current() == me
    assert bring(here, file).added == 0


def test_somebody_who_has_a_company_keeps_it(folder: Path) -> None:
    there, here = learners(folder), learners(folder.with_name("laptop"))
    there.begin("restaurant", "Zoë", 99)
    there.journal().append("attempt", "nps-1", {})
    me = here.begin("bank", "Ali", 1)
    there.change(seed=100, name="Zo")  # later than our own profile
    bring(here, export_bytes(there.journal()))
    assert here.current() == me
    assert subjects(here.journal()) == ["nps-1"]
    assert learners(here.home).all() == (me,)


def test_a_learner_who_is_known_here_keeps_the_latest_company(folder: Path) -> None:
    one = learners(folder)
    me = one.begin("bank", "Zoë", 1)
    old = export_bytes(one.journal())
    new = one.change(seed=2)
    one.choose(DEMO)
    bring(one, old)
    assert one.current() == new
    assert one.current().id == me.id


def test_a_visitor_without_a_company_stays_the_demo(folder: Path) -> None:
    there, here = learners(folder), learners(folder.with_name("laptop"))
    there.journal().append("attempt", "nps-1", {})
    assert bring(here, export_bytes(there.journal())).added == 1
    assert here.current().id == DEMO
    assert subjects(here.journal()) == ["nps-1"]


def test_an_import_in_a_demonstration_stays_in_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = learners(folder)
    there.begin("bank")
    file = export_bytes(there.journal())
    monkeypatch.setenv("CEM_WORKBOOK_LEARNER", "demo")
    here = learners(folder.with_name("class"))
    assert bring(here, file).added == 1
    assert here.current().id == DEMO


@pytest.mark.parametrize(
    "learner",
    [None, [], "x", {}, {"id": "../evil", "sector": "bank", "seed": 1},
     {"id": "0a1b2c3d", "sector": 5, "seed": 1}, {"id": "0a1b2c3d", "sector": "bank", "seed": "1"},
     {"id": "0a1b2c3d", "sector": "bank", "seed": 2**40}],
)  # fmt: skip
def test_a_tampered_learner_is_nobody(folder: Path, learner: Any) -> None:
    content = {"format": "cem-workbook-journal", "version": 1, "learner": learner, "entries": []}
    here = learners(folder)
    bring(here, json.dumps(content).encode())
    assert here.current().id == DEMO
    assert not folder.exists()


@pytest.mark.parametrize("body", [{}, {"sector": 5, "seed": 1}, {"sector": "bank", "seed": -1}])
def test_a_tampered_profile_is_passed_over(folder: Path, body: dict[str, Any]) -> None:
    one = learners(folder)
    me = one.begin("bank", "Zoë", 1)
    one.journal().append("profile", me.id, body)
    one.journal().append("name", me.id, {"name": 7})
    assert (one.current().sector, one.current().seed) == ("bank", 1)
    assert one.current().name == ""
