"""The same answer in other clothes, and things that are no answer at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd

from cem_workbook.exercises.exercise import Question
from cem_workbook.exercises.functions import Function
from cem_workbook.exercises.kinds import Choice, Decision, Number
from cem_workbook.exercises.sheets import Classify, Table

PERSIAN = str.maketrans("0123456789.-", "۰۱۲۳۴۵۶۷۸۹٫−")


Form = Callable[[Any], Any]

NUMBERS: tuple[Form, ...] = (
    float, lambda v: f" {v:.6f} ", lambda v: f"{v:.6f}".replace(".", ","),
    lambda v: f"{v:.6f}".translate(PERSIAN), np.float64, lambda v: np.array([v]),
    lambda v: pd.Series([v]), lambda v: pd.Series({"nps": v}), lambda v: [v],
    lambda v: Decimal(repr(float(v))), Fraction, lambda v: pd.DataFrame({"x": [v]}),
)  # fmt: skip
PERCENTAGES: tuple[Form, ...] = (
    *NUMBERS, lambda v: f"{v:.6f} %", lambda v: f"%{v:.6f}", lambda v: v / 100,
)  # fmt: skip
DECISIONS: tuple[Form, ...] = (
    lambda v: (v.option, sorted(v.reasons)),
    lambda v: (v.option.upper(), [int(r) for r in sorted(v.reasons)]),
    lambda v: {"decide": v.option, "because": sorted(v.reasons)},
    lambda v: (v.option, ", ".join(sorted(v.reasons))),
)


def _frame(table: Mapping[str, Mapping[str, float]]) -> pd.DataFrame:
    rows = list(table.values())
    return pd.DataFrame({name: [row[name] for row in rows] for name in rows[0]}, index=list(table))


TABLES: tuple[Form, ...] = (
    _frame,
    lambda v: _frame(v).iloc[::-1],
    lambda v: _frame(v).rename_axis("branch").reset_index(),
    lambda v: _frame(v).assign(more=1),
    lambda v: {r: {c: f"{x:.6f}" for c, x in row.items()} for r, row in v.items()},
)


def forms_of(question: Question) -> Sequence[Form]:
    """Return the other forms of an answer that mean the same, each a function of the answer."""
    kind, case = question.exercise.answer, question.case
    if isinstance(kind, Number):
        return PERCENTAGES if kind.unit == "percent" else NUMBERS
    if isinstance(kind, Choice):
        return (
            str.upper, lambda v: f"{v})", lambda v: f" {v}. ", lambda v: kind.labels(case)[v],
        )  # fmt: skip
    if isinstance(kind, Function):
        # the letter of a recipe, or a function that has none
        return (
            lambda v: kind.functions.get(v, v),
            lambda v: v.upper() if isinstance(v, str) else v,
        )
    if isinstance(kind, Classify):
        return (
            lambda v: {k: b.upper() for k, b in v.items()},
            lambda v: {k: f"{b}s" for k, b in v.items()},
            lambda v: [v[item] for item in kind.items(case)],
            pd.Series,
        )
    if isinstance(kind, Table):
        return TABLES
    assert isinstance(kind, Decision)
    return DECISIONS


def _breaks(*_: Any) -> Any:
    raise RuntimeError("a learner's function may do anything")


class _Sulky:
    """An object that breaks whenever it is looked at."""

    def __getattr__(self, name: str) -> Any:
        raise RuntimeError("no")

    def __repr__(self) -> str:
        raise RuntimeError("no")


NONSENSE: list[Any] = [
    None, True, "abc", "twelve", "--", "%", "1,2,3,4", "1.2.3", float("nan"), float("inf"), 1j,
    10**400, [], [1, 2, 3], {}, {"a": 1}, set(), b"12", object(), _Sulky(), _breaks, lambda x: None,
    lambda x: "much", pd.DataFrame(), pd.Series([1, 2]), np.array([]), pd.NA, pd.NaT, np.bool_(True),
    ("a",), ("z", [1]), ("a", 7), ("a", object()), "<script>alert(1)</script>", "x" * 100_000,
    {"decide": "a", "because": ["nonsense"]}, "۱۲/۰", "5/0", range(3), type,
]  # fmt: skip
