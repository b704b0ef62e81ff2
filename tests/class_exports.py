"""Files as learners export them, made by hand, for the tests of the class report."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import count
from typing import Any

from cem_workbook.journal.transfer import FORMAT, VERSION

_ids = count(1)


def entry(kind: str, subject: str, body: Any, *, at: str = "", id: str = "") -> dict[str, Any]:
    """Return an entry; each is a second later than the one before."""
    n = next(_ids)
    clock = f"2026-03-02T{8 + n // 3600 % 12:02}:{n // 60 % 60:02}:{n % 60:02}.000Z"
    return {
        "id": id or f"{n:032x}",
        "at": at or clock,
        "kind": kind,
        "subject": subject,
        "body": body,
    }


def attempt(exercise: str, idea: str | None = None, *, right: bool = False, **more: Any) -> Any:
    """Return an answer to an exercise that shows a wrong idea, or is right."""
    status = "right" if right else "wrong"
    body = {
        "answer": 1,
        "status": status,
        "misconception": idea,
        "by": "card",
        "company": ["bank", 7],
    }
    return entry("attempt", exercise, body, **more)


def export(code: str, entries: Sequence[Any], **head: Any) -> bytes:
    """Return a learner's file. `head` replaces what stands in its head, or in the learner's."""
    learner = {"id": code, "sector": "bank", "seed": 7}
    record = {"format": FORMAT, "version": VERSION, "learner": learner, "entries": list(entries)}
    for key, value in head.items():
        (learner if key in learner else record)[key] = value
    return json.dumps(record).encode()
