"""The firms of today that many tests look at: to live a company's two years anew takes longest."""

from __future__ import annotations

from functools import lru_cache

from cem_workbook.data.company import Company
from cem_workbook.data.today import Today, today


@lru_cache(maxsize=400)  # a fifth of a megabyte each
def firm_of(sector: str, seed: int) -> Today:
    """Return how a company stands at the end of its two years; it is never changed."""
    return today(Company(sector, seed))
