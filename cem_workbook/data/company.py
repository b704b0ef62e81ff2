"""The learner's own company: two years of a made-up firm, the same every time for the same seed."""

from __future__ import annotations

import hashlib
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cem_workbook.data import tables
from cem_workbook.data.life import Life, live
from cem_workbook.data.people import gather
from cem_workbook.data.sectors import BRANCHES, Sector
from cem_workbook.data.sectors import sector as find_sector
from cem_workbook.data.shipped import no_such_table
from cem_workbook.data.town import Town, settle, stream
from cem_workbook.errors import CourseError
from cem_workbook.messages import say

if TYPE_CHECKING:
    from cem_workbook.data.model import Ints

TABLES = ("customers", "purchases", "surveys", "tickets", "staff", "truth")
DEMO = ("bank", 31)
"""Sector and seed of the company that pages and tests use until a learner chooses their own."""


class Company:
    """A synthetic company: customers, purchases, surveys, tickets and staff over 24 months.

    Making one costs nothing; a table is built when it is first asked for, and kept. Every access
    returns a fresh frame over the kept values, so nobody can spoil a table for somebody else.
    """

    def __init__(self, sector: str, seed: int, customers: int = 2000) -> None:
        """Describe a company.

        Args:
            sector: `bank`, `insurer`, `phone shop` or `restaurant`, in any case.
            seed: a whole number, 0 or more; neighbours with other seeds have other numbers.
            customers: how many were customers at some time in the 24 months, 100 to 200,000.

        Raises:
            CourseError: no such sector, or a number that does not fit.
        """
        self.profile: Sector = find_sector(sector)
        self.seed = _whole("seed", seed, 0, 2**63 - 1)
        self.size = _whole("customers", customers, 100, 200_000)

    def __repr__(self) -> str:
        return f"Company({self.sector!r}, {self.seed}, customers={self.size})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Company) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    @property
    def _key(self) -> tuple[str, int, int]:
        return self.sector, self.seed, self.size

    @property
    def sector(self) -> str:
        """The sector's name, for instance `phone shop`."""
        return self.profile.name

    @property
    def title(self) -> str:
        """The company as it stands in a sentence, for instance `the phone shop`."""
        return self.profile.title

    @property
    def branches(self) -> tuple[str, ...]:
        """The names of the four branches."""
        return BRANCHES

    @property
    def customers(self) -> pd.DataFrame:
        """One row per customer."""
        return self.table("customers")

    @property
    def purchases(self) -> pd.DataFrame:
        """One row per purchase."""
        return self.table("purchases")

    @property
    def surveys(self) -> pd.DataFrame:
        """One row per survey sent, answered or not."""
        return self.table("surveys")

    @property
    def tickets(self) -> pd.DataFrame:
        """One row per complaint."""
        return self.table("tickets")

    @property
    def staff(self) -> pd.DataFrame:
        """One row per member of staff."""
        return self.table("staff")

    @property
    def truth(self) -> pd.DataFrame:
        """One row per customer and month: what each really feels, which no real firm can see."""
        return self.table("truth")

    def table(self, name: str) -> pd.DataFrame:
        """Return a table by its name, one of TABLES.

        Raises:
            CourseError: there is no such table; the text lists them.
        """
        if name not in TABLES:
            raise CourseError(no_such_table(name, TABLES))
        kept: pd.DataFrame = getattr(self, f"_{name}")
        self.__dict__.pop("_answers", None)  # megabytes, for milliseconds of work
        return kept.copy(deep=False)  # copy on write: a change to it never reaches the kept one

    def _stream(self, name: str) -> np.random.Generator:
        return stream(self.profile, self.seed, name)

    @property
    def life(self) -> Life:
        """The two years behind the tables: what happened, and what no real firm can see."""
        return _lived(self.sector, self.seed, self.size)

    @cached_property
    def town(self) -> Town:
        """Its branches and staff over the two years."""
        return settle(self.profile, self._stream("town"))

    @cached_property
    def _answers(self) -> tuple[Ints, Ints, Ints]:
        return tables.answers(self.life, self._stream("answers"))

    @cached_property
    def _customers(self) -> pd.DataFrame:
        return tables.customers(self.profile, self.life, self._stream("customers"))

    @cached_property
    def _purchases(self) -> pd.DataFrame:
        return tables.purchases(self.profile, self.life, self._stream("purchases"))

    @cached_property
    def _surveys(self) -> pd.DataFrame:
        return tables.surveys(self.profile, self.life, self._answers, self._stream("surveys"))

    @cached_property
    def _tickets(self) -> pd.DataFrame:
        return tables.tickets(self.profile, self.life, self._stream("tickets"))

    @cached_property
    def _staff(self) -> pd.DataFrame:
        return tables.staff(self.profile, self.town)

    @cached_property
    def _truth(self) -> pd.DataFrame:
        return tables.truth(self.life, self._answers, self._purchases)


def _whole(name: str, value: object, low: int, high: int) -> int:
    """Return `value` as an int, or say what is wrong with it."""
    if isinstance(value, (int, np.integer)) and not isinstance(value, bool):
        number = int(value)
        if low <= number <= high:
            return number
    raise CourseError(
        say(
            "A company's {name} must be a whole number from {low} to {high}, not {value}.",
            name=name,
            low=low,
            high=high,
            value=repr(value),
        )
    )


@lru_cache(maxsize=1)  # megabytes: only the company that was asked for last
def _lived(sector: str, seed: int, size: int) -> Life:
    company = Company(sector, seed, size)
    profile, town = company.profile, company.town
    people = gather(profile, town, size, company._stream("people"))
    return live(profile, town, people, company._stream("life"))


@lru_cache(maxsize=1)
def demo() -> Company:
    """Return the demo company, the same object every time, so that its tables are built once."""
    return Company(*DEMO)


def load(name: str, company: Company) -> pd.DataFrame:
    """Return a table of a company as a fresh copy.

    Args:
        name: one of TABLES, for instance `surveys`.
        company: whose table.

    Raises:
        CourseError: there is no such table; the text lists them.
    """
    return company.table(name)


def digest(company: Company) -> str:
    """Return a fingerprint (64 hexadecimal digits) of all tables of a company.

    It covers names, order and every value, whatever pandas keeps them in, so it changes exactly
    when a reader would see a change.
    """
    print_of = hashlib.sha256()
    for name in TABLES:
        table = company.table(name)
        for column in table:
            print_of.update(f"{name}.{column}:{len(table)}\n".encode())
            print_of.update(_bytes(table[column]))
    return print_of.hexdigest()


def _bytes(column: pd.Series) -> bytes:
    missing = column.isna().to_numpy(dtype=bool)
    if isinstance(column.dtype, pd.StringDtype):
        values = "\0".join(column.fillna("").to_list()).encode()
    elif isinstance(column.dtype, np.dtype) and column.dtype.kind == "M":
        values = column.to_numpy().astype("datetime64[D]").astype("<i8").tobytes()
    elif column.dtype.kind == "f":
        values = column.fillna(0.0).to_numpy(dtype="<f8").tobytes()
    else:
        values = column.to_numpy(dtype="<i8", na_value=0).tobytes()
    return np.packbits(missing).tobytes() + values
