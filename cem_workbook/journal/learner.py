"""A learner: who they are, as their journal tells it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .store import Journal

DEMO = "demo"
"""The id of somebody who has not chosen a company."""

DEMO_SECTOR = "bank"

MOST_SEEDS = 2**31
"""Seeds are below this."""

_ID = re.compile(r"[0-9a-f]{8}")


@dataclass(frozen=True)
class Learner:
    """Somebody who learns.

    Attributes:
        id: 8 hexadecimal digits, or `demo`.
        name: what they want to be called; "" if they did not say.
        sector: the kind of their company, such as `bank`.
        seed: what their company is generated from, 0 to 2**31 - 1.
    """

    id: str
    name: str
    sector: str
    seed: int


def is_learner_id(text: object) -> bool:
    """Whether the text can be the id of a learner (not of the demo)."""
    return isinstance(text, str) and _ID.fullmatch(text) is not None


def is_company(sector: object, seed: object) -> bool:
    """Whether a company can be generated from these."""
    return (
        isinstance(sector, str)
        and 1 <= len(sector) <= 40
        and isinstance(seed, int)
        and not isinstance(seed, bool)
        and 0 <= seed < MOST_SEEDS
    )


def named(record: object) -> Learner | None:
    """Return the learner that a record from outside names, or None; names of people are not read.

    Args:
        record: a dictionary with `id`, `sector` and `seed`, if all is well.
    """
    if not isinstance(record, dict):
        return None
    id, sector, seed = (record.get(key) for key in ("id", "sector", "seed"))
    if not is_learner_id(id) or not is_company(sector, seed):
        return None
    return Learner(record["id"], "", record["sector"], record["seed"])


def profile(journal: Journal) -> Learner | None:
    """Return the learner whose journal this is, or None if no company was chosen in it.

    Profiles of other learners, that came in with an import, are about another subject.
    """
    company: dict[str, object] = {}
    for entry in journal.entries("profile", journal.owner):
        if is_company(entry.body.get("sector"), entry.body.get("seed")):
            company = entry.body
    learner = named({**company, "id": journal.owner})
    called = journal.latest("name", journal.owner) if learner else None
    if learner is None or called is None or not isinstance(called.body.get("name"), str):
        return learner
    return Learner(learner.id, called.body["name"], learner.sector, learner.seed)
