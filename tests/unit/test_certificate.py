"""The certificate: what it counts, and that anybody with the file can tell whether it is true."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cem_workbook.errors import BadInput
from cem_workbook.exercises.bank import exercises_of
from cem_workbook.journal.entry import Entry, compose
from cem_workbook.journal.store import Journal
from cem_workbook.journal.transfer import export_bytes, merge, read_export
from cem_workbook.plan.certificate import (
    Certificate,
    PageRecord,
    Verdict,
    certify,
    read_certificate,
    verify,
)
from cem_workbook.plan.certificate_page import certificate_page, certificate_sentences

ME, COURSE = "0a1b2c3d", "0.1.0"


def attempt(id: str, status: str) -> Entry:
    return compose("attempt", id, {"status": status, "answer": "25"})


def shown(id: str, really: bool = True) -> Entry:
    return compose("solution", id, {"shown": really})


def wrote(id: str) -> Entry:
    return compose("reflection", id, {"text": "We never ask those who leave."})


def page(entries: Iterable[Entry], file: str = "11_nps") -> PageRecord:
    made = certify(entries, ME, COURSE)
    return next(record for record in made.pages if record.page == file)


def work() -> list[Entry]:
    return [
        compose("profile", ME, {"sector": "bank", "seed": 3}),
        attempt("nps-1", "wrong"),
        attempt("nps-1", "right"),
        attempt("nps-2", "right"),
        wrote("nps-r1"),
        attempt("csat-1", "close"),
    ]


def check(certificate: Certificate, entries: Iterable[Entry], learner: str = ME) -> Verdict:
    return verify(certificate, learner, list(entries), COURSE)


# -- what is counted


def test_first_and_last_answers_are_counted_apart() -> None:
    record = page(work())
    marked = sum(e.answer.marked for e in exercises_of("nps"))
    assert record == PageRecord("11_nps", marked, 2, 1, 2, 0, 3, 1, 1)


def test_what_could_not_be_marked_is_no_answer() -> None:
    odd = [attempt("nps-1", status) for status in ("unreadable", "incomplete", "strange")]
    assert page(odd).attempts == page(odd).tried == 0
    assert page([*odd, attempt("nps-1", "right")]).first == 1
    assert page([compose("attempt", "nps-1", {"status": ["right"]})]).attempts == 0


def test_right_and_wrong_again_is_not_right_at_last() -> None:
    record = page([attempt("nps-1", "right"), attempt("nps-1", "wrong")])
    assert (record.first, record.last) == (1, 0)


def test_right_only_after_the_solution_is_said() -> None:
    wrong, right = attempt("nps-1", "wrong"), attempt("nps-1", "right")
    peek, last = shown("nps-1"), attempt("nps-1", "right")
    assert page([wrong, peek, last]).after_solution == 1
    assert page([wrong, right, peek, last]).after_solution == 0
    assert page([wrong, shown("nps-1", False), last]).after_solution == 0


def test_work_on_what_the_course_does_not_know_counts_for_nothing() -> None:
    made = certify([attempt("gone-7", "right"), wrote("gone-r1")], ME, COURSE)
    assert not made.begun_pages
    assert "Nothing" in certificate_sentences(made)[0]


# -- checking


def test_a_true_certificate_agrees_and_says_what_it_does_not_prove() -> None:
    entries = work()
    verdict = check(certify(entries, ME, COURSE), reversed(entries))
    assert verdict.agrees and not verdict.differences
    assert "agrees" in str(verdict) and "does not say who" in str(verdict)


@pytest.mark.parametrize("what", ["first", "last", "attempts", "written", "tried", "exercises"])
def test_a_changed_figure_is_named(what: str) -> None:
    entries = work()
    made = certify(entries, ME, COURSE)
    at = next(i for i, record in enumerate(made.pages) if record.page == "11_nps")
    true = getattr(made.pages[at], what)
    forged = replace(made.pages[at], **{what: true + 5})
    verdict = check(replace(made, pages=(*made.pages[:at], forged, *made.pages[at + 1 :])), entries)
    assert not verdict.agrees and len(verdict.differences) == 1
    assert "11_nps" in verdict.differences[0]
    assert str(true + 5) in verdict.differences[0] and str(true) in verdict.differences[0]


def test_a_name_is_no_figure_and_the_verdict_says_so() -> None:
    entries = work()
    renamed = check(certify(entries, ME, COURSE, "Professor Shirin"), entries)
    assert renamed.agrees and "Professor Shirin, is not checked" in renamed.sentence
    assert ME in renamed.sentence
    assert "is not checked" not in check(certify(entries, ME, COURSE), entries).sentence


def test_a_certificate_that_ends_before_the_work_is_not_told_that_texts_are_missing() -> None:
    entries = work()
    made = replace(certify(entries, ME, COURSE), until=("2000", "x"))
    verdict = check(made, entries)
    assert not verdict.agrees and "without its texts" not in verdict.sentence


def test_a_page_twice_and_a_changed_day_are_found() -> None:
    entries = work()
    made = certify(entries, ME, COURSE)
    assert not check(replace(made, pages=(*made.pages, made.pages[0])), entries).agrees
    assert not check(replace(made, begun="2020-01-01"), entries).agrees


def test_another_learners_file_is_told_apart() -> None:
    entries = work()
    verdict = check(certify(entries, ME, COURSE), entries, "ffffffff")
    assert not verdict.agrees and "another learner" in verdict.sentence
    assert ME in verdict.sentence and "ffffffff" in verdict.sentence


def test_a_newer_file_still_agrees_and_says_how_much_is_new() -> None:
    entries = work()
    made = certify(entries, ME, COURSE)
    verdict = check(made, [*entries, attempt("nps-3", "wrong"), wrote("csat-r1")])
    assert verdict.agrees and "newer: 2" in verdict.sentence


def test_an_older_file_or_one_with_work_taken_out_does_not_agree() -> None:
    entries = work()
    made = certify(entries, ME, COURSE)
    assert not check(made, entries[:-1]).agrees
    without = [e for e in entries if e.subject != "nps-2"]
    assert any("right at first" in each for each in check(made, without).differences)


def test_an_answer_that_was_exchanged_is_found_though_the_figures_are_the_same() -> None:
    entries = work()
    made = certify(entries, ME, COURSE)
    other = [replace(e, body={**e.body, "answer": "99"}) if e.subject == "nps-2" else e
             for e in entries]  # fmt: skip
    verdict = check(made, other)
    assert not verdict.agrees and "though the figures are the same" in verdict.differences[0]
    words = [replace(e, body={"text": "other"}) if e.kind == "reflection" else e for e in entries]
    assert "Texts" in check(made, words).differences[0]


def test_a_file_without_texts_is_checked_as_far_as_it_goes() -> None:
    entries = work()
    verdict = check(certify(entries, ME, COURSE), [e for e in entries if e.kind != "reflection"])
    assert verdict.agrees and "without its texts" in verdict.sentence


def test_another_version_of_the_course_is_said() -> None:
    entries = work()
    made = replace(certify(entries, ME, COURSE), course="0.0.9")
    older = tuple(replace(p, exercises=p.exercises + 1) for p in made.pages)
    verdict = check(replace(made, pages=older), entries)
    assert verdict.agrees and "0.0.9" in verdict.sentence


def test_it_is_checked_from_a_real_export_after_a_journey(tmp_path: Path) -> None:
    journal = Journal(tmp_path / f"{ME}.sqlite")
    for entry in work():
        journal.append(entry.kind, entry.subject, entry.body)
    file = read_certificate(certify(journal.entries(), ME, COURSE, "Shirin").file())
    parcel = read_export(export_bytes(journal, ("name",)))
    assert parcel.learner is not None
    assert check(file, parcel.entries, parcel.learner.id).agrees
    elsewhere = Journal(tmp_path / "other" / f"{ME}.sqlite")
    merge(elsewhere, export_bytes(journal))
    assert certify(elsewhere.entries(), ME, COURSE, "Shirin") == file


STATUS = st.sampled_from(["right", "close", "wrong", "unreadable", "incomplete"])
IDS = st.sampled_from(["nps-1", "nps-2", "csat-1", "start-1"])
ENTRIES = st.lists(
    st.builds(attempt, IDS, STATUS) | st.builds(shown, IDS, st.booleans())
    | st.builds(wrote, st.sampled_from(["nps-r1", "start-r1"])),
    min_size=1, max_size=14,
)  # fmt: skip


@settings(max_examples=60)
@given(ENTRIES, st.randoms(use_true_random=False))
def test_every_certificate_agrees_with_its_own_work_in_any_order(entries: list, draw: Any) -> None:
    made = certify(entries, ME, COURSE)
    draw.shuffle(entries)
    assert check(read_certificate(made.file()), entries).agrees
    for record in made.pages:
        assert record.after_solution <= record.last <= record.tried <= record.attempts
        assert record.first <= record.tried <= record.exercises


# -- the files


def test_the_page_says_the_same_figures_and_shows_no_name_that_is_not_wanted() -> None:
    evil = '<script>alert(1)</script> "Shirin" \u202e'
    made = certify(work(), ME, COURSE, evil)
    html = certificate_page(made).decode()
    assert "<script" not in html and "\u202e" not in html and "&lt;script&gt;" in html
    row = re.search(r"11 Would you recommend us\? NPS.*?</tr>", html)
    assert row is not None
    numbers = re.findall(r'class="number">([\d/]+)<', row[0])
    assert numbers == [str(page(work()).exercises), "2", "1", "2", "0", "3", "1/1"]
    nameless = certificate_page(replace(made, name="")).decode()
    assert "Shirin" not in nameless and ME in nameless
    assert "no proof" in nameless


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[]", b"\xff\xfe", b'{"format": "cem-workbook-journal"}', "[" * 5000],
)
def test_what_is_no_certificate_gets_a_sentence(content: bytes | str) -> None:
    with pytest.raises(BadInput, match="certificate"):
        read_certificate(content)


@settings(max_examples=60)
@given(st.data())
def test_a_damaged_certificate_gets_a_sentence(data: Any) -> None:
    record = json.loads(certify(work(), ME, COURSE).file())
    key = data.draw(st.sampled_from(sorted(record)))
    value = data.draw(st.none() | st.text(max_size=5) | st.integers() | st.lists(st.integers()))
    try:
        found = read_certificate(json.dumps({**record, key: value}))
    except BadInput as refused:
        assert str(refused)
    else:
        assert isinstance(check(found, work()), Verdict)
