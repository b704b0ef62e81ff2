"""One entry of the journal: what it is, and what it may hold."""

from __future__ import annotations

import json
import math
import re
import threading
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from ..errors import CourseError
from ..messages import say

DEEPEST = 32
"""How deep lists and dictionaries in a body may be nested."""

LONGEST_SUBJECT = 200
"""How many characters a subject may have."""

_ID = re.compile(r"[0-9a-f]{32}")
_AT = re.compile(r"2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)
_KIND = re.compile(r"[a-z][a-z-]{0,39}")
_MILLISECOND = timedelta(milliseconds=1)

Row = tuple[str, str, str, str, str]
"""An entry as the file holds it: id, at, kind, subject, and the body as canonical JSON."""


class CannotKeep(CourseError, TypeError):
    """What was to be kept is not an entry, or holds something that JSON does not know."""


@dataclass(frozen=True)
class Entry:
    """Something the learner did.

    Attributes:
        id: 32 hexadecimal digits, drawn at random: two journals merge by it.
        at: when, in UTC to the millisecond, as in `2026-03-01T09:30:00.000Z`; sorts as text.
        kind: `attempt`, `hint`, `solution`, `reflection`, `profile`, `name`, `assessment`, ...
        subject: what it is about, such as the id of an exercise.
        body: what was done, made of what JSON knows; its keys are in alphabetical order.
    """

    id: str
    at: str
    kind: str
    subject: str
    body: dict[str, Any]

    @property
    def order(self) -> tuple[str, str]:
        """Entries are read in this order; it is the same on every machine."""
        return self.at, self.id


def compose(kind: str, subject: str, body: dict[str, Any], after: Entry | None = None) -> Entry:
    """Return a new entry, made now.

    Args:
        kind: lower-case letters and hyphens, at most 40.
        subject: 1 to 200 characters.
        body: what JSON takes, at most 32 levels deep. Not a number (NaN) and infinity are no JSON:
            keep what the learner typed, as text.
        after: an entry that this one replaces. It is dated later than that one, even when the
            clock was put back in between.

    Raises:
        CannotKeep: what was given is not an entry. This is a programmer's mistake, not a
            learner's.
    """
    key, at = uuid.uuid4().hex, _stamp(after.at if after else "")
    try:
        _check_head(key, at, kind, subject)
        return Entry(key, at, kind, _writable(subject), _canonical(body))
    except ValueError as fault:
        raise CannotKeep(
            say(
                "Nothing was kept for {kind} {subject}: {fault}.",
                kind=kind,
                subject=subject,
                fault=fault,
            )
        ) from fault


def parse(record: object) -> Entry | None:
    """Return the entry that a record from outside describes, or None if it describes none."""
    if not isinstance(record, dict) or set(record) != {"id", "at", "kind", "subject", "body"}:
        return None
    try:
        _check_head(record["id"], record["at"], record["kind"], record["subject"])
        body = _in_order(record["body"])
    except (TypeError, ValueError, RecursionError):
        return None
    return Entry(record["id"], record["at"], record["kind"], _writable(record["subject"]), body)


def from_row(row: Sequence[Any]) -> Entry | None:
    """Return the entry that a row of the file holds, or None if the row makes no sense."""
    key, at, kind, subject, text = row
    try:
        _check_head(key, at, kind, subject)
        body = json.loads(text, parse_constant=_finite, parse_float=_finite)
        _check_body(body)
    except (TypeError, ValueError, RecursionError):
        return None
    return Entry(key, at, kind, subject, body)


def to_row(entry: Entry) -> Row:
    """Return the entry as the file holds it."""
    return entry.id, entry.at, entry.kind, entry.subject, _dump(entry.body)


def to_record(entry: Entry) -> dict[str, Any]:
    """Return the entry as an export holds it."""
    return {
        "id": entry.id,
        "at": entry.at,
        "kind": entry.kind,
        "subject": entry.subject,
        "body": entry.body,
    }


def _check_head(key: object, at: object, kind: object, subject: object) -> None:
    """Raise a ValueError that says what is wrong."""
    if not isinstance(key, str) or not _ID.fullmatch(key):
        raise ValueError(say("its id must be 32 hexadecimal digits"))
    if not isinstance(at, str) or not _AT.fullmatch(at) or not _is_moment(at):
        raise ValueError(say("its time must look like 2026-03-01T09:30:00.000Z"))
    if not isinstance(kind, str) or not _KIND.fullmatch(kind):
        raise ValueError(say("its kind must be a word in lower case"))
    if not isinstance(subject, str) or not 1 <= len(subject) <= LONGEST_SUBJECT:
        raise ValueError(
            say("its subject must be text of 1 to {most} characters", most=LONGEST_SUBJECT)
        )


def _check_body(body: object) -> None:
    """Raise a ValueError that says what is wrong."""
    if not isinstance(body, dict):
        raise ValueError(say("its body must be a dictionary"))
    if _is_too_deep(body, DEEPEST):
        raise ValueError(say("its body is nested more than {most} levels deep", most=DEEPEST))


def _canonical(body: object) -> dict[str, Any]:
    """Return the body as the file will give it back.

    Raises:
        ValueError: JSON does not know what is in it.
    """
    try:
        # The first way also joins the two halves of an emoji that came in separately.
        plain = json.loads(json.dumps(body, allow_nan=False))
    except (TypeError, ValueError, RecursionError) as error:
        raise ValueError(
            say("its body must be made of what JSON knows ({reason})", reason=error)
        ) from error
    return _in_order(plain)


def _in_order(plain: object) -> dict[str, Any]:
    """Return what JSON gave, with its keys in alphabetical order.

    Raises:
        ValueError: it is no body.
    """
    text = _dump(plain)
    # a text with so few brackets cannot be too deep; to walk through all of them takes its time
    if not isinstance(plain, dict) or text.count("{") + text.count("[") > DEEPEST:
        _check_body(plain)
    ordered: dict[str, Any] = json.loads(text)
    return ordered


def _finite(text: str) -> float:
    """Read a number; NaN, infinity, and what is too large for a float are refused."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


_ENCODER = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
)


def _dump(body: object) -> str:
    return _writable(_ENCODER.encode(body))


def _writable(text: str) -> str:
    """Half an emoji cannot be written as UTF-8: a question mark stands for it."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _is_too_deep(value: object, levels: int) -> bool:
    if not isinstance(value, (dict, list)):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(_is_too_deep(item, levels - 1) for item in inner)


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


_clock = threading.Lock()
_given = datetime.min.replace(tzinfo=UTC)


def _stamp(after: str = "") -> str:
    """Return the time now, later than every stamp this process has given and than `after`."""
    global _given
    with _clock:
        now = datetime.now(UTC)
        now = now.replace(microsecond=now.microsecond // 1000 * 1000)
        moment = _given = max(now, _given + _MILLISECOND)
    if after:
        moment = max(moment, datetime.fromisoformat(after) + _MILLISECOND)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
