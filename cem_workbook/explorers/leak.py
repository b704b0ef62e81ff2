"""A firm as a bucket with a hole: how its level moves, and what filling or mending it costs."""

from __future__ import annotations

from dataclasses import dataclass

TRIED = 4  # of so many who would leave, an effort to keep them keeps one: the course's own choice


@dataclass(frozen=True)
class Flow:
    """A number of customers, month by month.

    Attributes:
        newcomers: customers who come each month.
        churn: share of those inside who leave each month, 0 to 1.
        levels: customers at the start and after each month, shape (months + 1,).
        first: how many of those at the start are still there, likewise.
    """

    newcomers: int
    churn: float
    levels: tuple[float, ...]
    first: tuple[float, ...]

    @property
    def months(self) -> int:
        """Months that have passed."""
        return len(self.levels) - 1

    @property
    def start(self) -> int:
        """Customers at the start."""
        return round(self.levels[0])

    @property
    def now(self) -> int:
        """Customers after the last month, as a whole number."""
        return round(self.levels[-1])

    @property
    def first_left(self) -> int:
        """How many of the customers at the start are still there, as a whole number."""
        return round(self.first[-1])

    @property
    def came(self) -> int:
        """Customers who came in all months."""
        return self.newcomers * self.months

    @property
    def leaked(self) -> int:
        """Customers lost in all months, so that start + came - leaked = now, as printed."""
        return self.start + self.came - self.now

    @property
    def only_replaced(self) -> int:
        """How many of those who came did no more than replace somebody who was lost."""
        return min(self.came, self.leaked)

    @property
    def balance(self) -> float | None:
        """The level at which as many leave as come: newcomers / churn. None without a hole."""
        return self.newcomers / self.churn if self.churn else None


def flow(start: int, newcomers: int, churn: float, months: int) -> Flow:
    """Return how the number of customers moves.

    Each month a share `churn` of those inside leaves, then the month's newcomers arrive:
    level[t + 1] = level[t] * (1 - churn) + newcomers. The first customers only leave:
    first[t] = start * (1 - churn) ** t.

    Args:
        start: customers at the start, 0 or more.
        newcomers: customers who come each month, 0 or more.
        churn: share who leave each month, 0 to 1.
        months: how many months pass, 0 or more.
    """
    levels, first = [float(start)], [float(start)]
    for _ in range(months):
        levels.append(levels[-1] * (1 - churn) + newcomers)
        first.append(first[-1] * (1 - churn))
    return Flow(newcomers, churn, tuple(levels), tuple(first))


@dataclass(frozen=True)
class Bill:
    """The cost of making up for a quarter of the lost customers, in two ways.

    Attributes:
        customers: how many customers are to be had: one of every four that were lost.
        tries: how often the firm must try to keep somebody, so that so many are kept.
        winning: cost of winning as many new ones, crowns.
        keeping: cost of keeping them, crowns.
        replacing_all: cost of replacing all that were lost, crowns.
        break_even: how many times dearer winning must be for both ways to cost the same.
    """

    customers: int
    tries: int
    winning: float
    keeping: float
    replacing_all: float
    break_even: float


def bill(lost: int, ratio: float, cost: float, stay_anyway: float) -> Bill:
    """Return what it costs to win customers anew, and to keep as many of those who were lost.

    Nobody knows beforehand who will leave. Of those with whom the firm tries, a share `stay_anyway`
    would have stayed, and of the others one in TRIED is kept. So one customer kept takes
    TRIED / (1 - stay_anyway) tries, and that is also the ratio at which both ways cost the same.
    The model is the course's own.

    Args:
        lost: customers lost, 0 or more.
        ratio: how many times dearer it is to win a customer than to try to keep one.
        cost: cost of trying to keep one customer, crowns.
        stay_anyway: share of the tries spent on customers who would have stayed, 0 to below 1.
    """
    customers = lost // TRIED
    each = TRIED / (1 - stay_anyway)
    tries = round(customers * each)
    return Bill(
        customers=customers,
        tries=tries,
        winning=customers * ratio * cost,
        keeping=tries * cost,
        replacing_all=lost * ratio * cost,
        break_even=each,
    )
