"""The certificate: what was done, page by page, and how anybody can check it.

It is made from the journal alone, and an export of the journal gives the same figures again, so a
reader need not believe it: `verify` computes them anew. It is no proof of who did it: whoever has
the file has the certificate.

Counted are answers that could be marked (right, close or wrong). *At first* is right in the first
of them, *at last* in the last one. *After the solution* are those at last that were right only
after the worked solution had been shown. A text is *written* if it was kept.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from cem_workbook.course import PAGES, Page
from cem_workbook.errors import BadInput
from cem_workbook.exercises.bank import exercises_of
from cem_workbook.journal.entry import Entry, to_record
from cem_workbook.journal.learner import DEMO
from cem_workbook.messages import say
from cem_workbook.plan.words import clean, clip

FORMAT, VERSION = "cem-workbook-certificate", 1
MARKED = ("right", "close", "wrong")
LARGEST = 200_000
"""The largest certificate that is read, in bytes; one of ours has about 5,000."""
LONGEST_NAME = 80


@dataclass(frozen=True)
class PageRecord:
    """What was done on one page.

    Attributes:
        page: the notebook's name.
        exercises: how many of them are marked on this page, in this version of the course.
        tried: how many were answered.
        first: right in the first answer.
        last: right in the last answer.
        after_solution: of those, how many were right only after the solution had been shown.
        attempts: answers that could be marked.
        texts: how many texts the page asks for.
        written: how many were written.
    """

    page: str
    exercises: int
    tried: int
    first: int
    last: int
    after_solution: int
    attempts: int
    texts: int
    written: int


@dataclass(frozen=True)
class Certificate:
    """What somebody did.

    Attributes:
        learner: the learner's id.
        name: what they want to be called; "" if they want no name on it.
        course: the version of the course.
        begun, ended: the days of the first and last entry that counts, or "".
        until: time and id of the last entry that counts; what came later is not in it.
        pages: every page that has exercises.
        answers: the check sum of the answers and of the solutions seen.
        writing: the check sum of the texts.
    """

    learner: str
    name: str
    course: str
    begun: str
    ended: str
    until: tuple[str, str]
    pages: tuple[PageRecord, ...]
    answers: str
    writing: str

    @property
    def begun_pages(self) -> tuple[PageRecord, ...]:
        """The pages on which something was done."""
        return tuple(page for page in self.pages if page.attempts or page.written)

    def total(self, what: str) -> int:
        """Return the sum of one of the figures over the pages."""
        return sum(int(getattr(page, what)) for page in self.pages)

    def file(self) -> bytes:
        """Return the certificate as a small JSON file."""
        record = {"format": FORMAT, "version": VERSION, **vars(self)}
        record["pages"] = [vars(page) for page in self.pages]
        return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


def certify(entries: Iterable[Entry], learner: str, course: str, name: str = "") -> Certificate:
    """Return the certificate of what these entries say was done.

    Args:
        entries: the journal's, in any order.
        learner: the learner's id.
        course: the version of the course.
        name: the name that shall stand on it, if any.
    """
    done = _counting(entries)
    return Certificate(
        learner=learner,
        name=clip(clean(name), LONGEST_NAME),
        course=course,
        begun=done[0].at[:10] if done else "",
        ended=done[-1].at[:10] if done else "",
        until=done[-1].order if done else ("", ""),
        pages=_records(done),
        answers=_sum(e for e in done if e.kind != "reflection"),
        writing=_sum(e for e in done if e.kind == "reflection"),
    )


def _counting(entries: Iterable[Entry], until: tuple[str, str] | None = None) -> list[Entry]:
    """Return the entries that a certificate is made from, in order of time."""
    found = (e for e in entries if e.kind in ("attempt", "solution", "reflection"))
    ordered = sorted(found, key=lambda entry: entry.order)
    return [e for e in ordered if until is None or e.order <= until]


def _records(done: Sequence[Entry]) -> tuple[PageRecord, ...]:
    by_subject: dict[str, list[Entry]] = {}
    for entry in done:
        by_subject.setdefault(entry.subject, []).append(entry)
    return tuple(_record(page, by_subject) for page in PAGES if page.bank)


def _record(page: Page, by_subject: Mapping[str, Sequence[Entry]]) -> PageRecord:
    exercises = exercises_of(page.bank)
    marked = [e.id for e in exercises if e.answer.marked]
    texts = [e.id for e in exercises if not e.answer.marked]
    tried = first = last = after = attempts = 0
    for id in marked:
        shown, right = False, []
        right_unaided = False
        for entry in by_subject.get(id, ()):
            if entry.kind == "solution":
                shown = shown or entry.body.get("shown") is True
            elif entry.kind == "attempt" and entry.body.get("status") in MARKED:
                right.append(entry.body["status"] == "right")
                right_unaided = right_unaided or (right[-1] and not shown)
        if right:
            tried += 1
            attempts += len(right)
            first += right[0]
            last += right[-1]
            after += right[-1] and not right_unaided
    written = sum(
        any(entry.kind == "reflection" for entry in by_subject.get(id, ())) for id in texts
    )
    return PageRecord(
        page.file, len(marked), tried, first, last, after, attempts, len(texts), written
    )


def _sum(entries: Iterable[Entry]) -> str:
    """Return the SHA-256 of entries in their canonical form, a line each."""
    digest = hashlib.sha256()
    for entry in entries:
        line = json.dumps(
            to_record(entry), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        digest.update(line.encode() + b"\n")
    return digest.hexdigest()


def read_certificate(content: bytes | str) -> Certificate:
    """Return the certificate that a file holds.

    Raises:
        BadInput: the file holds none.
    """
    raw = content.encode() if isinstance(content, str) else bytes(content)
    try:
        record = json.loads(raw.decode("utf-8-sig")) if len(raw) <= LARGEST else None
    except (ValueError, RecursionError):
        record = None
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        raise BadInput(
            say("This file holds no certificate of this course. Choose the small .json file.")
        )
    if record.get("version") != VERSION:
        raise BadInput(say("This certificate has a form that this version cannot read."))
    try:
        return _certificate(record)
    except (KeyError, TypeError, ValueError) as fault:
        raise BadInput(
            say("This certificate is damaged ({reason}). Save it again.", reason=fault)
        ) from fault


def _certificate(record: Mapping[str, Any]) -> Certificate:
    figures = [field.name for field in fields(PageRecord)][1:]
    pages = tuple(
        PageRecord(_text(page["page"]), *(_count(page[name]) for name in figures))
        for page in record["pages"]
    )
    at, id = record["until"]
    words = {
        name: _text(record[name])
        for name in ("learner", "name", "course", "begun", "ended", "answers", "writing")
    }
    return Certificate(**words, until=(_text(at), _text(id)), pages=pages)


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_NAME:
        raise ValueError(say("a text is missing or too long"))
    return value


def _count(value: object) -> int:
    if type(value) is not int or not 0 <= value < 1_000_000:
        raise ValueError(say("a figure is missing"))
    return value


@dataclass(frozen=True)
class Verdict:
    """Whether a certificate agrees with an export of the journal.

    Attributes:
        agrees: whether every figure follows from the file.
        sentence: what was found, in words.
        differences: what does not agree, a sentence each.
    """

    agrees: bool
    sentence: str
    differences: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return "\n".join((self.sentence, *self.differences))


NO_PROOF = (
    "This check compares two files. It does not say who answered: whoever has the work has the "
    "certificate. Two files that were changed alike agree, too."
)


def verify(
    certificate: Certificate, learner: str, entries: Iterable[Entry], course: str
) -> Verdict:
    """Compute a certificate anew from exported work, and say what agrees and what does not.

    Args:
        certificate: what was handed in.
        learner: whose work the file says that it is; "" for the visitor of the demo company.
        entries: the entries of the file.
        course: the version of the course that checks.
    """
    if (learner or DEMO) != certificate.learner:
        return Verdict(
            False,
            say(
                "This is another learner's file: the certificate is about {one}, the file holds "
                "the work of {other}.",
                one=clean(certificate.learner) or "?",
                other=clean(learner) or "?",
            ),
        )
    every = list(entries)
    then = _counting(every, certificate.until)
    later = len(_counting(every)) - len(then)
    again = certify(then, learner, course, certificate.name)
    notes = []
    # what another version of the course asks for is not what the learner did
    without = {"exercises", "texts"} if certificate.course != again.course else set()
    no_texts = certificate.total("written") > 0 and all(e.kind != "reflection" for e in every)
    if no_texts:
        without |= {"written", "days"}
        notes.append(say("The file was saved without its texts, so these cannot be checked."))
    differences = list(_differences(certificate, again, without))
    if not differences and again.answers != certificate.answers:
        differences.append(
            say("Answers were added, changed or taken away since, though the figures are the same.")
        )
    if not differences and not no_texts and again.writing != certificate.writing:
        differences.append(
            say("Texts were added, changed or taken away since, though the figures are the same.")
        )
    if certificate.course != again.course:
        notes.append(
            say(
                "It was made with version {theirs} of the course, and is checked with {ours}.",
                theirs=clean(certificate.course),
                ours=again.course,
            )
        )
    if later:
        notes.append(say("The file is newer: {n} more since the certificate was made.", n=later))
    if certificate.name and not differences:
        notes.append(
            say(
                "The name on it, {name}, is not checked: learners are told apart by their code, {id}.",
                name=clean(certificate.name),
                id=certificate.learner,
            )
        )
    verdict = (
        say("The certificate and the file do not agree.")
        if differences
        else say(
            "The certificate agrees with the file, which gives the same figures again. Answers: "
            "{n}. Pages: {pages}.",
            n=again.total("attempts"),
            pages=len(again.begun_pages),
        )
    )
    if not differences:
        notes.append(say(NO_PROOF))
    return Verdict(not differences, " ".join((verdict, *notes)), tuple(differences))


def _differences(one: Certificate, other: Certificate, without: Collection[str]) -> Iterable[str]:
    """Say which figures of a certificate do not follow from the work."""
    theirs, ours = ({page.page: page for page in each.pages} for each in (one, other))
    if len(theirs) != len(one.pages):
        yield say("A page stands on the certificate twice.")
    blank = PageRecord("", 0, 0, 0, 0, 0, 0, 0, 0)
    for name in sorted(theirs.keys() | ours.keys()):
        said, found = theirs.get(name, blank), ours.get(name, blank)
        for what, words in _FIGURES.items():
            if what in without:
                continue
            stands, is_ = getattr(said, what), getattr(found, what)
            if stands != is_:
                yield say(
                    "{page}, {what}: the certificate says {said}, the file {found}.",
                    page=clip(clean(name), 60),
                    what=say(words),
                    said=stands,
                    found=is_,
                )
    if (one.begun, one.ended) != (other.begun, other.ended) and "days" not in without:
        yield say("The days do not agree.")


_FIGURES = {
    "exercises": "exercises",
    "tried": "answered",
    "first": "right at first",
    "last": "right at last",
    "after_solution": "right after the solution",
    "attempts": "answers",
    "texts": "texts asked for",
    "written": "texts written",
}
