"""What the cases of several pages share: drawing from chance, and sorting that went wrong."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from cem_workbook.data.company import Company
from cem_workbook.exercises.exercise import Case
from cem_workbook.messages import say

Sheet = dict[str, dict[str, float]]
"""The numbers of a table: row, column, number."""


def one_of(draw: random.Random, several: Sequence[Any]) -> Any:
    """Return one of several."""
    # from single draws, as everywhere here: `choice` and `shuffle` may change between Pythons
    return several[int(draw.random() * len(several))]


def in_any_order(draw: random.Random, several: Iterable[Any]) -> list[Any]:
    """Return several in another order."""
    return sorted(several, key=lambda _: draw.random())


def table_rows(cells: Iterable[Iterable[Any]]) -> str:
    """Return the rows of a table in Markdown."""
    return "\n".join("| " + " | ".join(map(str, row)) + " |" for row in cells)


def things_to_sort(things: Iterable[str]) -> Callable[[Company, random.Random], Case]:
    """Return a case: the things to sort, in an order of this learner's own."""

    def case(company: Company, draw: random.Random) -> Case:
        return {"title": company.title, "items": in_any_order(draw, map(say, things))}

    return case


def sorted_with(
    things: Mapping[str, str], wrong: Mapping[str, str] | None = None
) -> Callable[[Case], dict[str, str]]:
    """Return how the things are sorted by somebody who puts the `wrong` ones elsewhere."""
    place = {say(each): bin_ for each, bin_ in {**things, **(wrong or {})}.items()}
    return lambda case: {item: place[item] for item in case["items"]}


def elsewhere(things: Mapping[str, str], bins: Sequence[str], to: str) -> dict[str, str]:
    """Return the things of these bins, put into another one."""
    return {each: to for each, bin_ in things.items() if bin_ in bins}


def rounded(
    sheet: Callable[[Case], Mapping[str, Mapping[str, float]]], decimals: int = 0
) -> Callable[[Case], Sheet]:
    """Return a sheet with fewer decimals than were asked for."""
    return lambda case: {
        row: {column: float(round(value, decimals)) for column, value in cells.items()}
        for row, cells in sheet(case).items()
    }
