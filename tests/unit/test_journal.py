"""The journal: appending, reading, moving to another computer."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cem_workbook.errors import BadInput, CourseError
from cem_workbook.journal import entry as entries
from cem_workbook.journal import transfer
from cem_workbook.journal.entry import CannotKeep, Entry, compose, parse, to_record
from cem_workbook.journal.store import Journal
from cem_workbook.journal.transfer import export_bytes, merge, preview

WORDS = [
    "plain",
    "",
    "من از صف بانک خسته‌ام",
    "👩🏽‍💼 queue 🏦",
    "she said \"no\" and 'never'; DROP TABLE entry; --",
    "<script>alert('x')</script><b>&amp;</b>",
    "one\ntwo\r\nthree\ttabs\0null\u2028line",
    "\ufeffmark \u202eright to left\u202c",
]


def journal(path: Path, name: str = "0a1b2c3d") -> Journal:
    return Journal(path / f"{name}.sqlite", timeout=2)


def names(found: tuple[Entry, ...]) -> list[str]:
    return [entry.id for entry in found]


# -- keeping ---------------------------------------------------------------------------------


def test_importing_the_journal_loads_nothing() -> None:
    code = (
        "import sys, cem_workbook.journal as j; assert 'sqlite3' not in sys.modules;"
        "assert set(j.__all__) == set(dir(j)); [getattr(j, n) for n in j.__all__];"
        "assert 'sqlite3' in sys.modules;"
        "assert not {'numpy', 'pandas', 'cem_workbook.data', 'cem_workbook.exercises'}"
        " & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_unknown_names_are_attribute_errors() -> None:
    import cem_workbook.journal as package

    with pytest.raises(AttributeError, match="nothing_such"):
        package.nothing_such  # noqa: B018


def test_what_is_appended_is_there_for_the_next_kernel(tmp_path: Path) -> None:
    first = journal(tmp_path)
    receipts = [first.append("attempt", f"nps-{n}", {"answer": n}) for n in range(5)]
    assert all(receipt.kept and not receipt.notice for receipt in receipts)
    again = journal(tmp_path).entries()
    assert again == tuple(receipt.entry for receipt in receipts)
    assert again == first.entries()


def test_nothing_is_written_before_the_first_entry(tmp_path: Path) -> None:
    empty = journal(tmp_path / "home")
    assert empty.entries() == ()
    assert empty.latest("attempt", "nps-1") is None
    assert export_bytes(empty)
    assert list(tmp_path.iterdir()) == []
    assert empty.notices == ()


def test_an_empty_file_is_a_journal_without_entries(tmp_path: Path) -> None:
    (tmp_path / "0a1b2c3d.sqlite").touch()
    one = journal(tmp_path)
    assert one.entries() == ()
    assert one.append("attempt", "nps-1", {}).kept
    assert one.notices == ()
    assert len(journal(tmp_path).entries()) == 1


def test_entries_are_filtered_by_kind_and_subject(tmp_path: Path) -> None:
    one = journal(tmp_path)
    made = [
        one.append(kind, subject, {}).entry
        for kind in ("attempt", "hint", "reflection")
        for subject in ("nps-1", "nps-2")
    ]
    for kind in ("attempt", "hint", "reflection", "none", None):
        for subject in ("nps-1", "nps-2", "none", None):
            expected = [e for e in made if kind in (None, e.kind) and subject in (None, e.subject)]
            assert list(one.entries(kind, subject)) == expected


def test_entries_made_in_one_millisecond_keep_their_order(tmp_path: Path) -> None:
    # Two objects on one file in one kernel must agree as well.
    pair = journal(tmp_path), journal(tmp_path)
    made = [pair[n % 2].append("attempt", "nps-1", {"n": n}).entry for n in range(60)]
    assert list(pair[0].entries()) == made
    assert len({entry.at for entry in made}) == len(made)
    assert pair[1].latest("attempt", "nps-1") == made[-1]


def test_times_are_utc_to_the_millisecond(tmp_path: Path) -> None:
    at = journal(tmp_path).append("attempt", "nps-1", {}).entry.at
    moment = datetime.fromisoformat(at)
    assert moment.utcoffset() == timedelta(0)
    assert abs(datetime.now(moment.tzinfo) - moment) < timedelta(minutes=1)
    assert len(at) == len("2026-03-01T09:30:00.000Z")


def test_an_entry_that_replaces_another_is_later_even_if_the_clock_was_wrong(
    tmp_path: Path,
) -> None:
    one = journal(tmp_path)
    wrong = Entry("0" * 32, "2999-12-31T23:59:59.998Z", "profile", "x", {"sector": "bank"})
    assert one.absorb([wrong]).added == 1
    assert one.append("profile", "x", {"sector": "insurer"}).kept
    assert one.latest("profile", "x") == wrong
    one.append("profile", "x", {"sector": "insurer"}, after=wrong)
    found = one.latest("profile", "x")
    assert found is not None
    assert found.body == {"sector": "insurer"}
    # and a wrong date does not spread to what has nothing to do with it
    assert one.append("attempt", "nps-1", {}).entry.at < wrong.at


@pytest.mark.parametrize("text", WORDS)
def test_words_survive_as_they_were_typed(tmp_path: Path, text: str) -> None:
    one = journal(tmp_path)
    body = {"text": text, text: [text, {"deep": text}], "number": 0.1, "yes": True, "none": None}
    one.append("reflection", text or "empty", body)
    (found,) = journal(tmp_path).entries()
    assert found.body == body
    assert found.subject == (text or "empty")
    other = journal(tmp_path, "99999999")
    assert merge(other, export_bytes(one)).added == 1
    assert other.entries() == (found,)


def test_halves_of_an_emoji(tmp_path: Path) -> None:
    whole, half = "\ud83c\udfe6", "\ud83c"
    one = journal(tmp_path)
    assert one.append("reflection", "r" + half, {"whole": whole, "half": half}).kept
    (found,) = journal(tmp_path).entries()
    assert found == one.entries()[0]
    assert found.body == {"whole": "🏦", "half": "?"}
    assert found.subject == "r?"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip
BODIES = st.dictionaries(st.text(), JSON, max_size=5)


@settings(deadline=None)
@given(body=BODIES)
def test_any_json_comes_back_from_the_file_and_from_an_export(body: dict[str, Any]) -> None:
    made = compose("attempt", "nps-1", body)
    assert entries.from_row(entries.to_row(made)) == made
    record = json.loads(json.dumps(to_record(made)))
    assert parse(record) == made
    assert entries.to_row(made)[4] == entries.to_row(parse(record) or made)[4]


def test_what_is_in_memory_is_what_the_file_gives(tmp_path: Path) -> None:
    one = journal(tmp_path)
    made = one.append("attempt", "nps-1", {"tuple": (1, 2), "b": {3: "three"}, "a": 1.0}).entry
    assert made.body == {"tuple": [1, 2], "b": {"3": "three"}, "a": 1.0}
    assert list(made.body) == sorted(made.body)
    assert journal(tmp_path).entries() == (made,)


def nested(levels: int) -> Any:
    value: Any = 1
    for _ in range(levels):
        value = [value]
    return value


LOOP: dict[str, Any] = {}
LOOP["loop"] = LOOP


@pytest.mark.parametrize(
    ("kind", "subject", "body"),
    [
        ("attempt", "nps-1", {"answer": {1, 2}}),
        ("attempt", "nps-1", {"answer": object()}),
        ("attempt", "nps-1", {"answer": b"bytes"}),
        ("attempt", "nps-1", {"answer": float("nan")}),
        ("attempt", "nps-1", {"answer": float("inf")}),
        ("attempt", "nps-1", {(1, 2): "key"}),
        ("attempt", "nps-1", {"answer": 10**5000}),
        ("attempt", "nps-1", {"answer": nested(40)}),
        ("attempt", "nps-1", {"answer": nested(100_000)}),
        ("attempt", "nps-1", LOOP),
        ("attempt", "nps-1", [1, 2]),
        ("attempt", "nps-1", "text"),
        ("attempt", "nps-1", None),
        ("attempt", "", {}),
        ("attempt", "x" * 201, {}),
        ("attempt", None, {}),
        ("Attempt", "nps-1", {}),
        ("two words", "nps-1", {}),
        ("", "nps-1", {}),
        ("attempt\n", "nps-1", {}),
        (None, "nps-1", {}),
    ],
)
def test_what_cannot_be_kept_is_refused_and_leaves_nothing(
    tmp_path: Path, kind: Any, subject: Any, body: Any
) -> None:
    one = journal(tmp_path)
    with pytest.raises(CannotKeep) as caught:
        one.append(kind, subject, body)
    assert isinstance(caught.value, CourseError)
    assert isinstance(caught.value, TypeError)
    assert str(caught.value).startswith("Nothing was kept for ")
    assert one.pending == 0
    assert list(tmp_path.iterdir()) == []


def test_the_file_refuses_to_change_or_lose_an_entry(tmp_path: Path) -> None:
    one = journal(tmp_path)
    one.append("attempt", "nps-1", {})
    with closing(sqlite3.connect(one.path)) as raw:
        for statement in ("DELETE FROM entry", "UPDATE entry SET subject = 'x'"):
            with pytest.raises(sqlite3.IntegrityError, match="never"):
                raw.execute(statement)


def test_the_file_is_a_rollback_journal_with_a_version(tmp_path: Path) -> None:
    one = journal(tmp_path)
    one.append("attempt", "nps-1", {})
    with closing(sqlite3.connect(one.path)) as raw:
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert raw.execute("PRAGMA user_version").fetchone() == (1,)
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_rows_that_make_no_sense_are_passed_over_with_a_notice(tmp_path: Path) -> None:
    one = journal(tmp_path)
    kept = one.append("attempt", "nps-1", {}).entry
    with closing(sqlite3.connect(one.path, isolation_level=None)) as raw:
        for n, body in enumerate(
            ["{", "[1]", "[" * 100_000, b"\xff", '{"x": NaN}', '{"x": 1e999}']
        ):
            row = (f"{n:032x}", kept.at, "attempt", "nps-1", body)
            raw.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?)", row)
        raw.execute(
            "INSERT INTO entry VALUES (?, ?, 'attempt', CAST(X'ff6e7073' AS TEXT), '{}')",
            ("f" * 32, kept.at),
        )
    again = journal(tmp_path)
    assert sorted(e.subject for e in again.entries()) == ["nps-1", "\ufffdnps"]
    assert again.take_notices() == ("Some entries of your journal cannot be read: 6.",)
    again.entries()
    assert again.take_notices() == ()  # told once


# -- moving ----------------------------------------------------------------------------------


def filled(path: Path) -> Journal:
    one = journal(path)
    one.append("profile", one.owner, {"sector": "bank", "seed": 7})
    one.append("name", one.owner, {"name": "Zoë"})
    one.append("name", one.owner, {"name": "زهرا"})
    one.append("attempt", "nps-1", {"answer": 25, "verdict": "right"})
    one.append("reflection", "nps-r1", {"text": "Three plain words", "more": ["and two"]})
    return one


def test_an_export_is_one_json_file_with_everything_in_order(tmp_path: Path) -> None:
    one = filled(tmp_path)
    content = json.loads(export_bytes(one))
    assert content["format"] == "cem-workbook-journal"
    assert content["version"] == 1
    assert content["learner"] == {
        "id": one.owner, "name": "زهرا", "sector": "bank", "seed": 7
    }  # fmt: skip
    assert content["entries"] == [to_record(entry) for entry in one.entries()]
    assert export_bytes(one) == export_bytes(journal(tmp_path))


def test_what_is_left_out_does_not_leave(tmp_path: Path) -> None:
    one = filled(tmp_path)
    content = export_bytes(one, without=("name", "reflection")).decode()
    assert "زهرا" not in content
    assert "Zoë" not in content
    assert "Three" not in content
    assert json.loads(content)["learner"] == {"id": one.owner, "sector": "bank", "seed": 7}
    assert json.loads(export_bytes(one, without=("profile",)))["learner"] == {
        "id": one.owner,
        "name": "زهرا",
    }
    # what was left out can follow later, and nothing clashes
    other = journal(tmp_path, "99999999")
    merge(other, content.encode())
    report = merge(other, export_bytes(one))
    assert (report.added, report.already_there, report.refused) == (3, 2, 0)
    assert other.entries() == one.entries()


def test_one_view_can_stay_while_the_others_leave(tmp_path: Path) -> None:
    one = journal(tmp_path)
    one.append("assessment", "peer-review", {"values": {"keep": "the second sentence"}})
    one.append("assessment", "standing", {"values": {"answers": "know=2"}})
    without = ("assessment/peer-review",)
    assert preview(one, without).counts == {"assessment": 1}
    content = export_bytes(one, without).decode()
    assert "second sentence" not in content and "know=2" in content


@pytest.mark.parametrize("without", [(), ("name",), ("name", "reflection"), ("nothing-such",)])
def test_a_preview_tells_what_would_leave(tmp_path: Path, without: tuple[str, ...]) -> None:
    one = filled(tmp_path)
    shown = preview(one, without)
    content = export_bytes(one, without)
    records = json.loads(content)["entries"]
    assert shown.size == len(content)
    assert sum(shown.counts.values()) == len(records)
    assert all(shown.counts.get(kind, 0) == 0 for kind in without)
    assert (shown.first, shown.last) == (records[0]["at"], records[-1]["at"])
    assert shown.words == (0 if "reflection" in without else 5)
    assert shown.names == (() if "name" in without else ("Zoë", "زهرا"))
    assert ("زهرا" in content.decode()) == bool(shown.names)


def test_a_preview_of_nothing(tmp_path: Path) -> None:
    shown = preview(journal(tmp_path))
    assert (shown.counts, shown.first, shown.last, shown.words, shown.names) == ({}, "", "", 0, ())
    assert shown.size == len(export_bytes(journal(tmp_path)))


def test_importing_twice_changes_nothing(tmp_path: Path) -> None:
    one, other = filled(tmp_path), journal(tmp_path, "99999999")
    content = export_bytes(one)
    first = merge(other, content)
    assert (first.added, first.already_there, first.refused) == (5, 0, 0)
    before = other.path.read_bytes()
    again = merge(other, content)
    assert (again.added, again.already_there, again.refused) == (0, 5, 0)
    assert again.sentence == "Added: 0. Already there: 5. Refused: 0."
    assert other.path.read_bytes() == before
    assert merge(one, content).added == 0


@pytest.mark.parametrize("form", ["bytes", "memoryview", "path", "text", "mark"])
def test_a_file_can_be_given_as_people_have_it(tmp_path: Path, form: str) -> None:
    content = export_bytes(filled(tmp_path))
    path = tmp_path / "my work.json"
    path.write_bytes(b"\xef\xbb\xbf" + content if form == "mark" else content)
    source: Any = {"bytes": content, "memoryview": memoryview(content), "text": str(path)}.get(
        form, path
    )
    assert merge(journal(tmp_path, "99999999"), source).added == 5


def test_an_id_that_says_something_else_is_refused_and_ours_stays(tmp_path: Path) -> None:
    one = filled(tmp_path)
    content = json.loads(export_bytes(one))
    for change in ({"kind": "hint"}, {"subject": "nps-9"}, {"body": {"answer": 100}},
                   {"at": "2020-01-01T00:00:00.000Z"}, {"body": {"answer": 25, "verdict": True}}):  # fmt: skip
        tampered = [*content["entries"][:3], {**content["entries"][3], **change}]
        before = one.entries()
        report = merge(one, json.dumps({**content, "entries": tampered}).encode())
        assert (report.added, report.already_there, report.refused) == (0, 3, 1)
        assert one.entries() == before
    twice = [*content["entries"], {**content["entries"][3], "kind": "hint"}]
    report = merge(
        journal(tmp_path, "99999999"), json.dumps({**content, "entries": twice}).encode()
    )
    assert (report.added, report.refused) == (5, 1)


GOOD = {
    "id": "a" * 32, "at": "2026-03-01T09:30:00.000Z", "kind": "attempt", "subject": "nps-1",
    "body": {"answer": 1},
}  # fmt: skip


@pytest.mark.parametrize(
    "record",
    [
        {**GOOD, "id": "A" * 32},
        {**GOOD, "id": "a" * 31},
        {**GOOD, "id": 5},
        {**GOOD, "id": "a" * 32 + "\n"},
        {**GOOD, "at": "yesterday"},
        {**GOOD, "at": "2026-02-30T09:30:00.000Z"},
        {**GOOD, "at": "2026-03-01T09:30:00.000+01:00"},
        {**GOOD, "at": "9999-12-31T23:59:59.999Z"},
        {**GOOD, "at": "۲۰۲۶-03-01T09:30:00.000Z"},
        {**GOOD, "at": None},
        {**GOOD, "kind": "<b>"},
        {**GOOD, "kind": ["attempt"]},
        {**GOOD, "subject": ""},
        {**GOOD, "subject": "x" * 201},
        {**GOOD, "subject": {"$ne": 1}},
        {**GOOD, "body": "text"},
        {**GOOD, "body": None},
        {**GOOD, "body": [1]},
        {**GOOD, "body": {"deep": nested(40)}},
        {**GOOD, "extra": 1},
        {key: value for key, value in GOOD.items() if key != "body"},
        "text",
        7,
        None,
        [],
    ],
)
def test_a_tampered_entry_is_refused_and_the_others_come_in(tmp_path: Path, record: Any) -> None:
    content = {"format": transfer.FORMAT, "version": 1, "learner": {}, "entries": [record, GOOD]}
    one = journal(tmp_path)
    report = merge(one, json.dumps(content).encode())
    assert (report.added, report.already_there, report.refused) == (1, 0, 1)
    assert [to_record(entry) for entry in one.entries()] == [GOOD]


def test_a_number_that_is_too_large_for_a_float_is_refused(tmp_path: Path) -> None:
    content = json.dumps(
        {"format": transfer.FORMAT, "version": 1, "learner": None, "entries": [GOOD]}
    ).replace('"answer": 1', '"answer": 1e999')
    assert merge(journal(tmp_path), content.encode()).refused == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "does not hold work"),
        (b"\x80\x04\x95pickle", "does not hold work"),
        (b"__import__('os').system('true')", "does not hold work"),
        (b"null", "does not hold work"),
        (b"[]", "does not hold work"),
        (b"{}", "does not hold work"),
        (b"[" * 200_000, "does not hold work"),
        (b"1" * 10_000, "does not hold work"),
        ('{"format": "other", "version": 1, "entries": []}', "does not hold work"),
        (
            '{"format": "cem-workbook-journal", "version": 1, "x": NaN, "entries": []}',
            "does not hold",
        ),
        ('{"format": "cem-workbook-journal", "version": 2, "entries": []}', "form 2"),
        ('{"format": "cem-workbook-journal", "version": "1", "entries": []}', "form '1'"),
        ('{"format": "cem-workbook-journal", "version": true, "entries": []}', "form True"),
        ('{"format": "cem-workbook-journal", "entries": []}', "form None"),
        ('{"format": "cem-workbook-journal", "version": 1, "entries": {}}', "list of entries"),
        ('{"format": "cem-workbook-journal", "version": 1}', "list of entries"),
        ("سلام".encode("utf-16"), "does not hold work"),
    ],
)
def test_a_file_that_is_no_export_is_refused_in_a_sentence(
    tmp_path: Path, content: bytes | str, says: str
) -> None:
    one = filled(tmp_path)
    before = one.entries()
    source = content.encode() if isinstance(content, str) else content
    path = tmp_path / "file.json"
    path.write_bytes(source)
    for given_as in (source, path):
        with pytest.raises(BadInput, match=says):
            merge(one, given_as)
    assert one.entries() == before


def test_a_cut_off_export_is_refused(tmp_path: Path) -> None:
    content = export_bytes(filled(tmp_path))
    for length in range(0, len(content) - 3, 37):
        with pytest.raises(BadInput, match="does not hold work"):
            merge(journal(tmp_path, "99999999"), content[:length])


def test_a_huge_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transfer, "LARGEST", 2**20)
    path = tmp_path / "huge.json"
    with path.open("wb") as file:
        file.truncate(2**40)  # a hole of a terabyte
    with pytest.raises(BadInput, match="larger than 1 MB"):
        merge(journal(tmp_path), path)
    with pytest.raises(BadInput, match="larger than 1 MB"):
        merge(journal(tmp_path), b" " * (2**20 + 1))
    if Path("/dev/zero").exists():  # its size is 0, and it never ends
        with pytest.raises(BadInput, match="larger than 1 MB"):
            merge(journal(tmp_path), "/dev/zero")


def test_a_path_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.json", tmp_path, tmp_path / "nul\0.json"):
        with pytest.raises(BadInput, match="cannot be read"):
            merge(journal(tmp_path), path)


def universe() -> dict[str, Entry]:
    """Return twelve entries, some of them of one moment."""
    found = {}
    for n in range(12):
        at = f"2026-03-01T09:30:00.{n // 3:03d}Z"
        found[f"{n:032x}"] = Entry(
            f"{n:032x}", at, "attempt", "nps-1", {"n": n, "text": WORDS[n % 8]}
        )
    return found  # fmt: skip


UNIVERSE = universe()
SOME = st.lists(st.sampled_from(sorted(UNIVERSE)), max_size=12)


def packed(ids: list[str]) -> bytes:
    records = [to_record(UNIVERSE[key]) for key in ids]
    head = {"format": transfer.FORMAT, "version": 1, "learner": {"id": "demo"}}
    return json.dumps({**head, "entries": records}).encode()


@settings(max_examples=25, deadline=None)
@given(ours=SOME, first=SOME, second=SOME)
def test_merging_is_idempotent_commutative_and_associative(
    tmp_path_factory: pytest.TempPathFactory, ours: list[str], first: list[str], second: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("merge")

    def merged(name: str, *files: bytes) -> Journal:
        one = journal(folder, name)
        for file in files:
            before = set(names(one.entries()))
            wanted = [record["id"] for record in json.loads(file)["entries"]]
            report = merge(one, file)
            assert report.added == len(set(wanted) - before)
            assert report.added + report.already_there == len(wanted)
            assert report.refused == 0
        return one

    a, b, c = packed(ours), packed(first), packed(second)
    straight = merged("00000001", a, b, c)
    everything = sorted((UNIVERSE[key] for key in {*ours, *first, *second}), key=lambda e: e.order)
    assert list(straight.entries()) == everything
    other_way = merged("00000001b", c, a, b, b)
    assert other_way.entries() == straight.entries()
    nested_way = merged("00000001c", a, export_bytes(merged("00000001d", c, b)))
    assert nested_way.entries() == straight.entries()


def test_merging_brings_what_is_held_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    nowhere = Journal(tmp_path / "file" / "0a1b2c3d.sqlite")
    assert not nowhere.append("attempt", "nps-1", {}).kept
    other = journal(tmp_path, "99999999")
    assert merge(other, export_bytes(nowhere)).added == 1
    assert other.entries() == nowhere.entries()
    # and into a journal that cannot be written
    report = merge(nowhere, export_bytes(filled(tmp_path)))
    assert report.added == 5
    assert "export" in report.notice
    assert len(nowhere.entries()) == 6
