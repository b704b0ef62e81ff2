"""When each customer joined and left: two columns of dates, checked row by row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from cem_workbook.errors import BadInput
from cem_workbook.messages import say
from cem_workbook.metrics._calendar import Days, days_of
from cem_workbook.metrics._columns import Dropped, check_choice, labels_of, row_in_words

if TYPE_CHECKING:
    import narwhals as nw

Rows = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Lives:
    """The days on which customers joined and left, one entry a row of the table.

    Attributes:
        joined: day of joining; missing (NaT) in the rows left out, so that comparisons with it
            are false there and nobody counts them.
        left: day of leaving; missing for customers who are still there.
        dropped: the rows that were left out.
    """

    joined: Days
    left: Days
    dropped: tuple[Dropped, ...]

    @property
    def kept(self) -> Rows:
        """Which rows count."""
        return ~np.isnat(self.joined)

    def moves(self, start: np.datetime64, end: np.datetime64) -> dict[str, Rows]:
        """Return who came and went in a period, from `start` to the day before `end`.

        Returns:
            One truth value a row under each name: `at_start`, there when the period began;
            `lost`, those of them who left in it; `joined`, newcomers of the period;
            `joined_and_lost`, those of them who left again in it.
        """
        before = self.joined < start
        gone = self.left < end
        at_start = before & ~(self.left < start)
        newcomers = ~before & (self.joined < end)
        return {
            "at_start": at_start,
            "lost": at_start & gone,
            "joined": newcomers,
            "joined_and_lost": newcomers & gone,
        }


def read_lives(table: nw.DataFrame[Any], joined: str, left: str, invalid: str) -> Lives:
    """Return when each customer of a table joined and left.

    Args:
        table: one row a customer.
        joined: name of the column with the day of joining.
        left: name of the column with the day of leaving, missing for those still there.
        invalid: `"raise"` refuses a table in which somebody has no day of joining, or left
            before it; `"drop"` leaves such rows out and lists them.

    Raises:
        BadInput: a row does not fit (the text names it), or a column holds no dates.
    """
    check_choice("invalid", invalid, ("raise", "drop"))
    came, went = days_of(table[joined]), days_of(table[left])
    missing = np.isnat(came)
    wrong = missing | (went < came)
    if not wrong.any():
        return Lives(came, went, ())
    native = table[joined].to_native()
    positions = np.flatnonzero(wrong)
    dropped = tuple(
        Dropped(row, None, say("missing"))
        if missing[at]
        else Dropped(
            row,
            went[at].item(),
            say("before the day of joining, {joined}", joined=came[at].item()),
        )
        for row, at in zip(labels_of(native, positions), positions, strict=True)
    )
    if invalid == "raise":
        raise BadInput(_complaint(native, joined, left, dropped))
    return Lives(np.where(wrong, np.datetime64("NaT", "D"), came), went, dropped)


def _complaint(native: Any, joined: str, left: str, dropped: tuple[Dropped, ...]) -> str:
    first = dropped[0]
    row = row_in_words(native, first.row)
    if first.value is None:
        parts = [
            say('Column "{column}", {row}: the day of joining is missing.', column=joined, row=row)
        ]
    else:
        parts = [
            say(
                'Column "{column}", {row}: the day of leaving, {value}, is {rule}.',
                column=left,
                row=row,
                value=first.value,
                rule=first.rule,
            )
        ]
    same = sum((entry.value is None) == (first.value is None) for entry in dropped)
    if same > 1:
        parts.append(say("Further rows with the same trouble: {count}.", count=same - 1))
    if len(dropped) > same:
        parts.append(say("Rows with another trouble: {count}.", count=len(dropped) - same))
    parts.append(
        say('Correct the data, or pass invalid="drop" to leave such rows out and count them.')
    )
    return " ".join(parts)
