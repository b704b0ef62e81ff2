"""What a learner has worked out in the views of the course, read back from the journal.

Each view keeps the values of its controls under its own name. What was kept by another edition of
a view, or came in damaged, is passed over: a plan must never fail because of an old entry.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cem_workbook.cases.campaign import CAMPAIGN_2003
from cem_workbook.cases.encounters import Conversation
from cem_workbook.cases.encounters_play import resume
from cem_workbook.cases.encounters_read import read_folder, shipped_folder
from cem_workbook.cases.moments import OWNERS
from cem_workbook.course import PAGES, Page
from cem_workbook.errors import BadInput
from cem_workbook.frameworks import criteria, practices
from cem_workbook.frameworks.claims import STEPS, Claim, ledger
from cem_workbook.frameworks.pooling import Assessment, read_record
from cem_workbook.frameworks.steps import STEPS as STAIRS
from cem_workbook.frameworks.techniques import NAMED
from cem_workbook.journal.entry import Entry
from cem_workbook.messages import say

KIND = "assessment"
ASSESSED = "standing, finished"
"""What a finished self-assessment is kept under."""
PICKS = "picks "
"""What the name of a talk's line begins with, in the view of page 19."""
Values = Mapping[str, Any]


@dataclass(frozen=True)
class JudgedClaim:
    """A claim of page 01 that the learner judged.

    Attributes:
        claim: the claim, with what the ledger says of it.
        mark: how far the learner would repeat it, 0 not at all, 1 with a warning, 2 as it is.
        opened: whether they have opened its file since.
    """

    claim: Claim
    mark: int
    opened: bool


@dataclass(frozen=True)
class Work:
    """Something that was worked out in a view.

    Attributes:
        page: where the view stands.
        words: what came of it, in a sentence.
    """

    page: Page
    words: str


def latest(entries: Sequence[Entry], view: str) -> Values:
    """Return what a view kept last; empty if it kept nothing. The entries are in order of time."""
    for entry in reversed(entries):
        if entry.kind == KIND and entry.subject == view:
            values = entry.body.get("values")
            if isinstance(values, dict):
                return values
    return {}


def judged_claims(values: Values) -> tuple[JudgedClaim, ...]:
    """Return the claims that were judged, in the ledger's order."""
    opened = values.get("opened")
    names = opened if isinstance(opened, list) else []
    found = ((claim, values.get(f"judge {claim.name}")) for claim in ledger())
    return tuple(
        JudgedClaim(claim, mark, claim.name in names)
        for claim, mark in found
        if type(mark) is int and 0 <= mark < len(STEPS)
    )


def assessments(entries: Sequence[Entry]) -> tuple[Assessment, ...]:
    """Return the self-assessments that were finished, the oldest first."""
    found = []
    for entry in entries:
        if entry.kind == KIND and entry.subject == ASSESSED:
            try:
                found.append(read_record(entry.body.get("values")))
            except BadInput:  # finished with another set of statements, or damaged
                continue
    return tuple(found)


def works(entries: Sequence[Entry]) -> tuple[Work, ...]:
    """Return what was worked out in the other views, in the order of the pages."""
    found = []
    for view, (number, words_of) in _VIEWS.items():
        words = words_of(latest(entries, view))
        if words:
            found.append(Work(PAGES[number], words))
    return tuple(found)


def _eight_criteria(values: Values) -> str:
    levels = {}
    for each in criteria.CRITERIA:
        level = values.get(f"criterion {each.number}")
        if type(level) is int and level in criteria.LEVELS:
            levels[each.number] = level
    if not levels:
        return ""
    found = criteria.score(levels)
    counts = say(
        "Of {n} criteria judged, {action} are in action.",
        n=found.judged,
        action=len(found.at(criteria.IN_ACTION)),
    )
    if found.next is None:
        return counts
    name = say(criteria.CRITERIA[found.next - 1].name)
    return counts + " " + say("The next to move: {name}.", name=name)


def _phones(values: Values) -> str:
    line = values.get("mine")
    if not isinstance(line, str):
        return ""
    signs = "".join(line.split()).replace(",", "")
    coded = sum("-" not in signs[at : at + 2] for at in range(0, len(signs) - 1, 2))
    return say("Calls listened to and coded in both voices: {n}.", n=coded) if coded else ""


def _moments(values: Values) -> str:
    owners = [owner for name, owner in values.items() if name.startswith("owner: ")]
    known = [owner for owner in owners if owner in OWNERS]
    if not known:
        return ""
    alone = known.count("person")
    return say(
        "Of {n} moments, {nobody} have no owner, and {alone} hang on one person.",
        n=len(known),
        nobody=known.count("nobody"),
        alone=alone,
    )


def _inbox(values: Values) -> str:
    mended = [name for name, on in values.items() if name.startswith("mend ") and on is True]
    return say("Causes chosen to be mended at the source: {n}.", n=len(mended)) if mended else ""


def _quarters(values: Values) -> str:
    played = values.get("played")
    if type(played) is not int or played < 1:
        return ""
    return say("Quarters of the model firm played: {n} of 8.", n=min(played, 8))


def _board(values: Values) -> str:
    board = {}
    for key in (*(practice.key for practice in practices.PRACTICES), "own"):
        place, level = values.get(f"place {key}"), values.get(f"level {key}")
        whole = type(place) is int and type(level) is int
        if whole and place in practices.PLACES and level in practices.LEVELS:
            board[key] = (place, level)
    found = practices.profile(board)
    if not found.placed:
        return ""
    if found.foremost is None:
        return say("Practices placed on the board: {n}.", n=found.placed)
    title = say(STAIRS[found.foremost - 1].title)
    holes = sum(found.holes(step) for step in found.levels if step < found.foremost)
    return say(
        "Practices on the board: {n}. The foremost step with something done: {step} ({title}). "
        "Holes below it: {holes}.",
        n=found.placed,
        step=found.foremost,
        title=title,
        holes=holes,
    )


def _campaign(values: Values) -> str:
    mine = {name: values[name] for name in vars(CAMPAIGN_2003) if name in values}
    if not mine or values.get("open") is not True:
        return ""
    changed = sum(getattr(CAMPAIGN_2003, name) != value for name, value in mine.items())
    if not changed:
        return say("The scheme of 2003 was looked at, and left as it was.")
    return say("A scheme of your own: {n} things differ from that of 2003.", n=changed)


@lru_cache(maxsize=1)  # a plan is gathered at every click, and to read the files takes longest
def _talks() -> tuple[Conversation, ...]:
    return read_folder(shipped_folder(), NAMED).conversations


def _encounter(values: Values) -> str:
    """Return how many talks came to their end; one that a trainer has changed since may not."""
    lines = {key[len(PICKS) :]: line for key, line in values.items() if key.startswith(PICKS)}
    if not any(isinstance(line, str) and line for line in lines.values()):
        return ""  # the files are read only where somebody has talked
    plays = [
        resume(talk, line)
        for talk in _talks()
        if isinstance(line := lines.get(talk.key), str) and line
    ]
    ended = [play for play in plays if play.ending]
    if not ended:
        return ""
    best = sum(play.ending == play.conversation.best for play in ended)
    slips = sum(
        any(not NAMED[name].helps for name in step.choice.named)
        for play in ended
        for step in play.steps
    )
    return say(
        "Conversations played to the end: {n}, {best} of them to the best ending. Answers given: "
        "{answers}; among them mistakes: {slips}.",
        n=len(ended),
        best=best,
        answers=sum(len(play.steps) for play in ended),
        slips=slips,
    )


_VIEWS: Mapping[str, tuple[int, Callable[[Values], str]]] = {
    "eight-criteria": (4, _eight_criteria),
    "phones": (4, _phones),
    "moments": (5, _moments),
    "inbox": (6, _inbox),
    "eight-quarters": (8, _quarters),
    "journey-board": (9, _board),
    "campaign": (18, _campaign),
    "encounter": (19, _encounter),
}
"""For each view its page, and what says in words what it kept."""
