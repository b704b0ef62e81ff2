"""Everything that the sources say, and where the course says it.

`coverage.csv` has a row per statement of the five articles (and per remark of ours on them): its
number in the digest of the sources, what it is about, the page, the cell, and words that stand
there. A row that points nowhere, a number that was left out, or words that have gone fail.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

import pytest

from cem_workbook import _pages
from cem_workbook.course import NOTEBOOKS, page_named

ROWS = list(csv.DictReader((Path(__file__).parent / "coverage.csv").open(encoding="utf-8")))
# how many statements each part of the digest has
SECTIONS = {
    "A.1": 16, "A.2": 11, "A.3": 12, "A.4": 20, "A.5": 5, "A.6": 5, "A.7": 11,
    "B.1": 16, "B.2": 6, "B.3": 3,
    "C.1": 5, "C.2": 11, "C.3": 10, "C.4": 11, "C.5": 5, "C.6": 2, "C.7": 6, "C.8": 7,
    "D.1": 8, "D.2": 18, "D.3": 11, "D.4.L1": 16, "D.4.L4": 14,
    "D.4.L5": 12, "D.4.L6": 12, "E.1": 14, "E.2": 3, "E.3": 1, "F.1": 5, "F.8": 1,
    "G.1": 12, "G.2": 2, "G.3": 11, "G.4": 6,
    "H.1": 4, "H.2": 7, "H.3": 1, "H.4": 1, "H.5": 1, "H.6": 1, "H.7": 12, "H.8": 1,
    "H.9": 3,
    "I.1": 3, "I.2": 4, "I.3": 3,
    "J.1": 5, "J.2": 5, "J.3": 5, "J.4": 5, "J.5": 5, "J.6": 6, "J.7": 5, "J.8": 5, "J.9": 6, "J.10": 1,
}  # fmt: skip


@cache
def texts(page: str) -> dict[str, str]:
    """Return what a reader can read in each cell of a page: its source and what it gave."""
    book = _pages.read(NOTEBOOKS / f"{page}.ipynb")
    return {cell.id: flat("\n".join([cell.source, *outputs(cell)])) for cell in book.cells}


def outputs(cell) -> list[str]:
    given = cell.get("outputs", [])
    kinds = ("text/plain", "text/html", "text/markdown")
    shown = [o.data[kind] for o in given if "data" in o for kind in kinds if kind in o.data]
    return [*shown, *(o.text for o in given if "text" in o)]


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def section(item: str) -> str:
    return item.rpartition(".")[0]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['item']} on {row['page'][:2]}")
def test_a_statement_stands_where_the_table_says(row: dict[str, str]) -> None:
    page = page_named(row["page"])
    assert page is not None and page.ready
    assert row["about"] and len(row["words"]) > 5
    assert row["words"] in texts(row["page"]).get(row["cell"], ""), f"{row}: look for it anew"


@pytest.mark.parametrize(("name", "count"), SECTIONS.items())
def test_no_statement_was_left_out(name: str, count: int) -> None:
    there = {int(row["item"].rpartition(".")[2]) for row in ROWS if section(row["item"]) == name}
    assert there >= set(range(1, count + 1))
