"""Rows that share an id: exact copies are left out, rows that differ are kept; both are told.

An export made twice, or merged with an older one, counts people twice. Without an id nothing can
be said: two customers of one branch may well have given the same answers on the same day.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from cem_workbook.data.own.cells import no_answer
from cem_workbook.data.own.looks import says
from cem_workbook.data.own.sheet import Choice, LeftOut
from cem_workbook.data.own.table import Table
from cem_workbook.errors import BadInput
from cem_workbook.messages import say

Repeated = Literal["different", "all", "first", "last"]
REPEATED: tuple[Repeated, ...] = ("different", "all", "first", "last")

_FILLED = 0.9  # share of the rows that have an id
_DIFFERENT = 0.9  # share of the rows, without exact copies, whose id no other row has


@dataclass(frozen=True)
class _Ids:
    """A column of ids, and the rows whose id comes again, counted from 0.

    Attributes:
        column: its name.
        groups: for each id that comes again, its rows.
        copies: rows that are the same in every column as an earlier one.
        filled: how many rows have an id.
    """

    column: str
    groups: list[list[int]]
    copies: set[int]
    filled: int

    @property
    def sharing(self) -> int:
        """How many rows share their id with another."""
        return sum(map(len, self.groups))

    @property
    def tells_rows_apart(self) -> bool:
        """Whether, but for exact copies, hardly an id comes again.

        The number of a customer who answered several times does not tell rows apart.
        """
        again = self.sharing - len(self.copies) - len(self.groups)
        return again <= max(1, (1 - _DIFFERENT) * (self.filled - len(self.copies)))


def settle_repeats(table: Table, name: str, keep: Repeated | None, id_column: str | None) -> None:
    """Leave out rows whose id another row has, as told, and say so in the table.

    Args:
        table: the table, with personal columns: rows that differ in them are no copies.
        name: what to call the file in messages.
        keep: of the rows that share an id, keep those that are `different` (the default), `all`,
            the `first` or the `last`.
        id_column: the column that tells rows apart; None to find it.

    Raises:
        BadInput: if there is no such column, or no such way to keep rows.
    """
    if keep is not None and keep not in REPEATED:
        raise BadInput(
            say(
                "repeated_ids is one of {ways}; {given!r} is not.",
                ways=", ".join(f'"{way}"' for way in REPEATED),
                given=keep,
            )
        )
    if id_column is not None and id_column not in table.names:
        raise BadInput(
            say(
                "{name} has no column {column!r}. Its columns are: {columns}.",
                name=name,
                column=id_column,
                columns=", ".join(table.names),
            )
        )
    ids = _ids(table, id_column)
    told = keep is not None or id_column is not None
    keep = keep or "different"
    others = ", ".join(f'repeated_ids="{way}"' for way in REPEATED if way != keep)
    how = say("{others}; id_column=… for another column", others=others)
    if ids is None or not ids.groups:
        if told:  # nothing was done, and somebody expects that something was
            why = say("no column looks like an id of rows; name it with id_column=…")
            if ids is not None:
                why = say("each id in “{column}” stands in one row only", column=ids.column)
            table.choices.append(Choice(say("Repeated ids"), say("none"), why, how))
        return
    gone = _gone(ids, keep)
    if gone:
        table.left_out.append(_left_out(table, ids, keep, gone))
    chosen = say(
        "{rows} rows share {ids} ids in “{column}”: {gone} left out, {kept} kept",
        rows=ids.sharing,
        ids=len(ids.groups),
        column=ids.column,
        gone=len(gone),
        kept=ids.sharing - len(gone),
    )
    why = _why(table, ids, told, found=id_column is None)
    table.choices.append(Choice(say("Repeated ids"), chosen, why, how))
    stay = np.ones(len(table.lines), dtype=bool)
    stay[list(gone)] = False
    table.keep_rows(stay)


def _ids(table: Table, told: str | None) -> _Ids | None:
    """Return the column that tells rows apart, or None if none seems to.

    Columns of customers are looked at last: customers may come again.
    """
    if told is not None:
        return _look_at(table, told)
    # the code of a branch or of a product comes again by its nature
    named = [c for c in table.names if says(c, "id") and not says(c, "group", "thing")]
    for column in sorted(named, key=lambda column: says(column, "customer")):
        cells = table.columns[table.names.index(column)]
        filled = len(cells) - cells.count("")
        different = len(set(cells) - {""})
        # Every second id may come again: a file that was merged with itself has each twice.
        if filled >= _FILLED * len(cells) and 2 * different >= filled:
            if different == filled:
                return _Ids(column, [], set(), filled)
            ids = _look_at(table, column)
            if ids.tells_rows_apart:
                return ids
    return None


def _look_at(table: Table, column: str) -> _Ids:
    cells = table.columns[table.names.index(column)]
    seen: set[str] = set()
    again: set[str] = set()
    for cell in cells:
        (again if cell in seen else seen).add(cell)
    groups: dict[str, list[int]] = {id_: [] for id_ in again if id_ and not no_answer(id_)}
    for at, cell in enumerate(cells if groups else ()):
        if cell in groups:
            groups[cell].append(at)
    copies = set()
    for rows in groups.values():
        contents = set()
        for at in rows:
            content = tuple(other[at] for other in table.columns)
            if content in contents:
                copies.add(at)
            contents.add(content)
    return _Ids(column, list(groups.values()), copies, len(cells) - cells.count(""))


def _gone(ids: _Ids, keep: Repeated) -> set[int]:
    """Return the rows to leave out."""
    if keep == "different":
        return ids.copies
    if keep == "all":
        return set()
    kept = slice(1, None) if keep == "first" else slice(None, -1)
    return {row for rows in ids.groups for row in rows[kept]}


def _left_out(table: Table, ids: _Ids, keep: Repeated, gone: set[int]) -> LeftOut:
    what = say("rows with a repeated id")
    if keep == "different":
        what = say("exact copies of another row")
        why = say(
            "they are the same in “{column}” and in every other column; "
            'repeated_ids="all" keeps them',
            column=ids.column,
        )
    elif keep == "first":
        why = say("the first row with the same “{column}” was kept", column=ids.column)
    else:
        why = say("the last row with the same “{column}” was kept", column=ids.column)
    return LeftOut(what, tuple(table.lines[sorted(gone)].tolist()), (), why)


def _why(table: Table, ids: _Ids, told: bool, found: bool) -> str:
    parts = [say("you said so")] if told else []
    if found:
        parts.append(say("its header says that it is an id, and nearly all of its cells differ"))
    if ids.copies:
        parts.append(say("exact copies: {count}", count=len(ids.copies)))
    different = ([row for row in rows if row not in ids.copies] for rows in ids.groups)
    example = next((rows for rows in different if len(rows) > 1), None)
    if example:
        first, second = table.lines[example[:2]].tolist()
        parts.append(
            say("lines {first} and {second} share an id and differ", first=first, second=second)
        )
    return "; ".join(parts)
