"""The ledger of claims: what the articles say it is worth, where that comes from, how far to trust it.

The claims stand in datasets/claims.csv. How far one may repeat a claim follows a rule of three
steps, which is the course's own:

- as it is: a source outside the articles was found that says just this;
- with a warning: a source is known, if only at second hand; or the claim is nearly right; or it
  claims no more than that something can happen. Say who, when, about whom, and what is missing;
- not at all: no source was found; or those that were found contradict one another, or say
  something else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from cem_workbook.data.shipped import load_shipped

STEPS = ("not at all", "with a warning", "as it is")
"""How far one may repeat a claim; the position is its place on the ruler of trust."""

OUTSIDE = "not in the sources"


@dataclass(frozen=True)
class Claim:
    """One claim.

    Attributes:
        name: a short name, such as `60 % more profitable`.
        says: what the article says, in the course's words.
        sources: tags of the articles, such as `[000 · Churn]`; OUTSIDE if it stands in none.
        names_origin, names_year, names_method: whether the article says who found it, when, how.
        differ: how the articles part, or nothing.
        traced: where it really comes from, as far as it was found.
        verdict: what that makes of it, in a few words.
        trust: how far one may repeat it: 0 not at all, 1 with a warning, 2 as it is.
        instead: what one may still say.
    """

    name: str
    says: str
    sources: str
    names_origin: bool
    names_year: bool
    names_method: bool
    differ: str
    traced: str
    verdict: str
    trust: int
    instead: str

    @property
    def in_the_sources(self) -> bool:
        """Whether one of the five articles says it."""
        return self.sources != OUTSIDE


@cache
def ledger() -> tuple[Claim, ...]:
    """Return every claim, in the order in which learners judge them."""
    frame = load_shipped("claims").fillna({"differ": ""})
    return tuple(
        Claim(
            name=str(row.claim),
            says=str(row.says),
            sources=str(row.sources),
            names_origin=bool(row.names_origin),
            names_year=bool(row.names_year),
            names_method=bool(row.names_method),
            differ=str(row.differ),
            traced=str(row.traced),
            verdict=str(row.verdict),
            trust=STEPS.index(str(row.repeat)),
            instead=str(row.instead),
        )
        for row in frame.itertuples()
    )


@dataclass(frozen=True)
class Judged:
    """How somebody's judgements stand beside the ledger's.

    Attributes:
        alike: how many agree.
        too_trusting: how many were trusted more than the ledger trusts them.
        too_strict: how many were trusted less.
    """

    alike: int
    too_trusting: int
    too_strict: int


def compare(judgements: Mapping[str, int]) -> Judged:
    """Set judgements beside the ledger's.

    Args:
        judgements: for some of the claims, by name, how far the learner would repeat them: 0 not
            at all, 1 with a warning, 2 as it is.

    Raises:
        KeyError: for a name that is not in the ledger.
    """
    trust = {claim.name: claim.trust for claim in ledger()}
    apart = [judgement - trust[name] for name, judgement in judgements.items()]
    return Judged(
        alike=sum(steps == 0 for steps in apart),
        too_trusting=sum(steps > 0 for steps in apart),
        too_strict=sum(steps < 0 for steps in apart),
    )
