"""The inbox: the last letters that reached the learner's company, in piles by cause.

Letters are the complaints of the table `tickets` and the comments of `surveys`. A ticket keeps no
words, so a complaint is given a sentence about its topic from the sector's catalogue.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from cem_workbook.data import model
from cem_workbook.data.phrases import BAD, GOOD, HANDLING, RECOVERED, Catalogue, catalogue
from cem_workbook.data.today import Today, today

if TYPE_CHECKING:
    from cem_workbook.data.company import Company

SIZE = 60
WAITING, STAFF, WISHES, PRAISE = "waiting", "staff", "wishes", "praise"
OTHERS = (WAITING, STAFF, HANDLING, WISHES, PRAISE)
"""The piles beside the sector's own five troubles."""
_PILE_OF = {"effort": WAITING, "price": WISHES, "product": WISHES, RECOVERED: HANDLING}
QUARTER = pd.Timestamp("2025-10-01")  # the last quarter of the tables begins
YEAR = pd.Timestamp("2025-01-01")  # and their last year
LONG_WAIT = 1.2  # usual waits; from there on the generator's customers write of it

# Hours to mend a cause, before the company's own luck: invented, like the range of that luck.
_HOURS = {HANDLING: 12, STAFF: 22, WAITING: 42}
_HOURS_OF_TROUBLE = 18
_LUCK = (0.6, 1.5)


@dataclass(frozen=True)
class Letter:
    """One letter.

    Attributes:
        who: position of the writer among the firm's customers of today.
        day: when it was written.
        pile: its cause, one of the sector's topics or of OTHERS.
        words: what it says.
        loud: how loudly, 0 (praise or a mild word) to 3 (threatens to go).
        loss: what the trouble cost the writer, crowns; 0 for a comment.
        recovered: points that the table's own ending of the complaint gave (or took), which are
            taken back: in the inbox nobody has answered yet.
    """

    who: int
    day: pd.Timestamp
    pile: str
    words: str
    loud: int
    loss: float = 0.0
    recovered: float = 0.0


@dataclass(frozen=True)
class Pile:
    """The letters of one cause, and what the firm's own tables say about it.

    Attributes:
        name: one of the sector's topics or of OTHERS.
        letters: how many of the inbox.
        reach: how many customers met the same in the last quarter, about.
        pain: how far the writers are below "very satisfied", points of the 1-to-5 question.
        hours: to mend the cause; 0 where hours cannot mend it.
    """

    name: str
    letters: int
    reach: int
    pain: float
    hours: int

    @property
    def triage(self) -> float:
        """Reach times pain, over the hours to mend; 0 where hours cannot mend it."""
        return self.reach * self.pain / self.hours if self.hours else 0.0


@dataclass(frozen=True, eq=False)  # one of it a company: `inbox` keeps it
class Inbox:
    """The letters, oldest first, the piles in a fixed order, and the firm they were sent to."""

    firm: Today
    letters: tuple[Letter, ...]
    piles: tuple[Pile, ...]

    def pile(self, name: str) -> Pile:
        """Return the pile of this name."""
        return next(each for each in self.piles if each.name == name)

    def of(self, name: str) -> tuple[Letter, ...]:
        """Return the letters of a pile, oldest first."""
        return tuple(each for each in self.letters if each.pile == name)


@lru_cache(maxsize=4)
def inbox(company: Company) -> Inbox:
    """Return the inbox of a company: the last SIZE letters from customers who are still there."""
    firm = today(company)
    position = {int(number): who for who, number in enumerate(firm.number)}
    book = catalogue(firm.profile)
    surveys, tickets = company.surveys, company.tickets
    written = surveys[surveys["comment"].notna()].copy()
    told = dict(zip(book.texts, zip(book.causes, book.tones, strict=True), strict=True))
    about = [told[words] for words in written["comment"]]
    written["pile"] = [_pile_of(cause, tone) for cause, tone in about]
    written["tone"] = [tone for _, tone in about]

    letters = [
        Letter(
            position[row["customer_id"]],
            row["asked_on"],
            row["pile"],
            row["comment"],
            _loud(row["comment"]),
        )
        for row in _last(written)
        if row["customer_id"] in position
    ]
    letters += [
        _complaint(row, position[row["customer_id"]], book)
        for row in _last(tickets)
        if row["customer_id"] in position
    ]
    letters = sorted(letters, key=lambda letter: letter.day)[-SIZE:]
    names = (*(each.name for each in firm.profile.topics), *OTHERS)
    came = company.purchases
    came = came[came["date"] >= QUARTER]
    reach = _reach(firm, written, tickets[tickets["opened_on"] >= QUARTER], came)
    pain = _pain(written, names)
    hours = hours_to_mend(company)
    piles = tuple(
        Pile(
            name,
            sum(letter.pile == name for letter in letters),
            round(reach.get(name, 0)),
            pain[name],
            hours[name],
        )
        for name in names
    )
    return Inbox(firm, tuple(letters), piles)


def _pile_of(cause: str, tone: str) -> str:
    return PRAISE if tone == GOOD else _PILE_OF.get(cause, cause)


def _loud(words: str) -> int:
    """Return how loud a letter is, by how it ends; the endings are the catalogue's."""
    if words.endswith("elsewhere."):
        return 3
    return 2 if words.endswith("something about it.") else 0


def _last(table: pd.DataFrame) -> list[dict[Any, Any]]:
    """Return the last rows: enough for the inbox, though some writers have left."""
    return table.tail(4 * SIZE).to_dict("records")


def _complaint(row: dict[Any, Any], who: int, book: Catalogue) -> Letter:
    """Return a ticket as a letter."""
    topic = row["topic"]
    start, count = book.kinds[topic, BAD]
    words = book.texts[start + row["ticket_id"] % count]
    outcome = {"made good": model.MADE_GOOD, "explained": model.EXPLAINED, "denied": model.DENIED}
    closed = outcome.get(row["outcome"], model.SILENT)
    days = 0 if closed == model.SILENT else int(row["days"])
    recovered = float(model.recovery(closed, days))
    loud = max(_loud(words), 1)
    return Letter(who, row["opened_on"], topic, words, loud, float(row["loss"]), recovered)


def _reach(
    firm: Today, written: pd.DataFrame, tickets: pd.DataFrame, came: pd.DataFrame
) -> dict[str, float]:
    """Return how many customers met each cause in the last quarter, as the firm can tell."""
    complaints = tickets["topic"].value_counts() / model.complaint_chance()
    found = {str(name): float(count) for name, count in complaints.items()}
    found[HANDLING] = float(tickets["outcome"].isin(["explained", "denied"]).sum())
    late = came[came["waiting"] > LONG_WAIT * firm.profile.tolerance]
    found[WAITING] = float(late["customer_id"].nunique())
    year = written[written["asked_on"] >= YEAR]
    for name in (STAFF, WISHES):
        found[name] = float((year["pile"] == name).mean()) * came["customer_id"].nunique()
    return found


def _pain(written: pd.DataFrame, names: tuple[str, ...]) -> dict[str, float]:
    """Return the pain of each cause; the troubles share one, for few write about each."""
    pile = written["pile"].where(written["pile"].isin(OTHERS), "trouble")
    below = 5.0 - written["satisfaction"].astype("float64").groupby(pile).mean()
    below[PRAISE] = 0.0
    return {name: float(below.get(name, below["trouble"])) for name in names}


def hours_to_mend(company: Company) -> dict[str, int]:
    """Return the hours to mend the cause of each pile; 0 where hours cannot. Invented.

    Every company has its own easy and hard causes.
    """
    draw = random.Random(f"inbox/{company.sector}/{company.seed}")
    low, high = _LUCK
    names = (*(topic.name for topic in company.profile.topics), *OTHERS)
    factor = {name: low + (high - low) * draw.random() for name in names}
    base = dict.fromkeys(names, _HOURS_OF_TROUBLE) | _HOURS | {WISHES: 0, PRAISE: 0}
    return {name: round(base[name] * factor[name]) for name in names}
