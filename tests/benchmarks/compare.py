"""Two sides measured in turn, and the line of the table that comes of it."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Samples = dict[str, list[float]]


@dataclass(frozen=True)
class Row:
    """One comparison.

    Attributes:
        what: what is compared with what.
        ours: what the course costs, one number for each time it was measured.
        beside: what its peer or floor costs, measured in the same run.
        unit: of both.
        goal: the largest ratio that is good enough; None where there is no goal.
    """

    what: str
    ours: list[float]
    beside: list[float]
    unit: str
    goal: float | None

    @property
    def ratio(self) -> float:
        return statistics.median(self.ours) / statistics.median(self.beside)

    @property
    def met(self) -> bool:
        return self.goal is None or self.ratio <= self.goal


def in_turn(sides: Mapping[str, Callable[[], float]], times: int, *, warm_up: int = 1) -> Samples:
    """Measure every side once a round: what disturbs the machine then disturbs all of them.

    Args:
        sides: name -> what measures it once.
        times: rounds that count. The order turns round from one to the next.
        warm_up: rounds before them, which fill caches and do not count.
    """
    samples: Samples = {name: [] for name in sides}
    order = list(sides)
    for done in range(-warm_up, times):
        for name in order:
            value = sides[name]()
            if done >= 0:
                samples[name].append(value)
        order.reverse()
    return samples


def table(rows: list[Row]) -> str:
    """Return the rows as a table: medians, their ratio, the goal."""
    lines = [["what", "ours", "beside", "ratio", "goal", "met"]]
    for row in rows:
        ours, beside = (
            f"{statistics.median(side):.1f} {row.unit}" for side in (row.ours, row.beside)
        )
        goal = "-" if row.goal is None else f"<= {row.goal:.2f}"
        met = "-" if row.goal is None else "yes" if row.met else "NO"
        lines.append([row.what, ours, beside, f"{row.ratio:.3f}", goal, met])
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    lines.insert(1, ["-" * width for width in widths])
    return "\n".join(
        " | ".join([line[0].ljust(widths[0]), *map(str.rjust, line[1:], widths[1:])])
        for line in lines
    )


def spread(row: Row) -> str:
    """Return how far the measurements of a row lie apart: the middle half of each side."""

    def half(side: list[float]) -> str:
        low, _, high = statistics.quantiles(side, n=4, method="inclusive")
        return f"{low:.1f} to {high:.1f}"

    return (
        f"{row.what}: {len(row.ours)} times each; the middle half "
        f"{half(row.ours)} beside {half(row.beside)} {row.unit}"
    )
