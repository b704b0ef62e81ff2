"""A customer's life in years: what counts of each year's money, and whose recipe the sum is."""

from __future__ import annotations

from dataclasses import dataclass

from cem_workbook.messages import say


@dataclass(frozen=True)
class Life:
    """What one customer brings and costs, and which of it is counted.

    Each year is settled at its end, by those who are still there then. The cost of winning is paid
    today. That a year is settled at its end is the course's own choice.

    Attributes:
        income: crowns a year.
        cost: cost to serve, crowns a year.
        acquisition: cost of winning the customer, crowns.
        retention: chance to stay for another year, 0 to below 1.
        rate: interest a year, 0 to 1.
        years: how many years are counted; None where there is no last year.
        serve: whether the cost to serve is counted.
        win: whether the cost of winning is counted.
        leave: whether the chance of having left is counted.
        wait: whether interest is counted.
    """

    income: float
    cost: float
    acquisition: float
    retention: float
    rate: float
    years: int | None
    serve: bool = False
    win: bool = False
    leave: bool = False
    wait: bool = False

    @property
    def margin(self) -> float:
        """What a year brings: income, less the cost to serve where that is counted."""
        return self.income - (self.cost if self.serve else 0)

    @property
    def paid(self) -> float:
        """The cost of winning, where that is counted."""
        return self.acquisition if self.win else 0

    def chance(self, year: int) -> float:
        """Return the chance that the customer is still there at the end of a year."""
        return self.retention**year if self.leave else 1.0

    def counts(self, year: int) -> float:
        """Return what a crown of a year counts today: chance, and price of waiting."""
        return self.chance(year) / ((1 + self.rate) ** year if self.wait else 1)

    @property
    def multiple(self) -> float | None:
        """How many full margins all the years count together; None if they have no bound."""
        if self.years is not None:
            return sum(map(self.counts, range(1, self.years + 1)))
        each = self.counts(1)  # of the year before it; so the sum is each + each² + each³ + …
        return each / (1 - each) if each < 1 else None

    @property
    def total(self) -> float | None:
        """What the customer is worth; None if it has no bound."""
        return None if self.multiple is None else self.margin * self.multiple - self.paid

    def after(self, years: int) -> float | None:
        """Return what all the years after the first so many bring; None if it has no bound."""
        if self.multiple is None:
            return None
        return self.margin * (self.multiple - sum(map(self.counts, range(1, years + 1))))

    def ledger(self) -> list[tuple[str, float]]:
        """Return how the sum comes about, step by step; the entries add up to it.

        Without a last year only what is left of all the years can be said, for the plain sum of all
        incomes has no bound; the list is empty if that has none either.
        """
        end: list[tuple[str, float]] = []
        if self.win:
            end.append((say("winning the customer"), -self.acquisition))
        if self.years is None:
            if self.multiple is None:
                return []
            words = say(
                "{margin:,.0f} a year × {multiple:.2f}", margin=self.margin, multiple=self.multiple
            )
            return [(words, self.margin * self.multiple), *end]
        n = self.years
        staying = sum(map(self.chance, range(1, n + 1)))
        entries = [(say("income, {n} × {income:,.0f}", n=n, income=self.income), n * self.income)]
        if self.serve:
            entries.append((say("cost to serve"), -n * self.cost))
        if self.leave:
            entries.append((say("may have left"), self.margin * (staying - n)))
        if self.wait:
            assert self.multiple is not None
            entries.append((say("waiting"), self.margin * (self.multiple - staying)))
        return entries + end


def recipe(life: Life) -> str:
    """Say whose recipe the sum is, in a sentence or two."""
    if life.total is None:
        return say(
            "Without a last year, and with nothing that makes later years count less, the sum has no "
            "end. Turn on leaving or waiting."
        )
    endless, none = life.years is None, say("No source has this.")
    match (life.serve, life.win, life.leave, life.wait, endless):
        case (False, True, False, False, False):
            return say(
                "This is [000 · CLV], word for word: revenue × years, less the cost of winning."
            )
        case (True, False, False, True, False):
            return say(
                "This is [002 · CLV], word for word: income less cost to serve, every payment "
                "discounted. (The source gives no rate and no timing; those are the course's.)"
            )
        case (True, False, True, True, True):
            return say("This is margin × margin multiple: the standard formula. No source has it.")
        case (True, True, True, True, True):
            return say(
                "This is margin × margin multiple, less the cost of winning: the standard formula. No "
                "source has it."
            )
        case (_, _, True, _, False):
            return say(
                "{none} It counts leaving twice, by the chance and by a last year. Tick “No last year”.",
                none=none,
            )
        case (True, True, False, True, False):
            return say("{none} It is [002 · CLV] with the cost of winning taken off.", none=none)
        case (True, True, False, False, False):
            return say("{none} It is [000 · CLV] with the cost to serve taken off.", none=none)
        case (False, False, False, False, False):
            return say("{none} [000 · CLV] also takes off the cost of winning.", none=none)
        case (False, False, False, True, False):
            return say("{none} [002 · CLV] also takes off the cost to serve.", none=none)
        case (True, False, True, False, True):
            return say("{none} Margin × the years that a customer stays on average.", none=none)
        case (True, True, True, False, True):
            return say(
                "{none} Margin × the years that a customer stays on average, less the cost of "
                "winning.",
                none=none,
            )
    return none
