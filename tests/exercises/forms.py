"""The same answer in other clothes, and things that are no answer at all."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd

from cem_workbook.exercises.exercise import Question
from cem_workbook.exercises.functions import Function
from cem_workbook.exercises.kinds import Choice, Decision, Number, Reflection
from cem_workbook.exercises.sheets import Classify, Table

PERSIAN = str.maketrans("0123456789.-", "۰۱۲۳۴۵۶۷۸۹٫−")


def same_number(value: float) -> list[Any]:
    comma = f"{value:.6f}".replace(".", ",")
    return [
        float(value), f" {value:.6f} ", comma, f"{value:.6f}".translate(PERSIAN),
        np.float64(value), np.array([value]), pd.Series([value]), pd.Series({"nps": value}), [value],
        Decimal(repr(float(value))), Fraction(value), pd.DataFrame({"x": [value]}),
    ]  # fmt: skip


def equivalents(question: Question, answer: Any) -> list[Any]:
    """Return other forms of an answer that mean the same."""
    kind = question.exercise.answer
    if isinstance(kind, Number):
        forms = same_number(answer)
        if kind.unit == "percent":
            forms += [f"{answer:.6f} %", f"%{answer:.6f}", answer / 100]
        return forms
    if isinstance(kind, Choice):
        return [answer.upper(), f"{answer})", f" {answer}. ", kind.labels(question.case)[answer]]
    if isinstance(kind, Function):
        return [answer] if callable(answer) else [kind.functions[answer], answer.upper()]
    if isinstance(kind, Classify):
        items = list(kind.items(question.case))
        upper = {k: v.upper() for k, v in answer.items()}
        plural = {k: f"{v}s" for k, v in answer.items()}
        return [upper, plural, [answer[i] for i in items], pd.Series(answer)]
    if isinstance(kind, Table):
        frame = pd.DataFrame.from_dict(answer, orient="index")
        named = frame.rename_axis("branch").reset_index()
        text = {r: {c: f"{v:.6f}" for c, v in row.items()} for r, row in answer.items()}
        return [frame, frame.iloc[::-1], named, frame.assign(more=1), text]
    if isinstance(kind, Decision):
        reasons = sorted(answer.reasons)
        return [
            (answer.option, reasons), (answer.option.upper(), [int(r) for r in reasons]),
            {"decide": answer.option, "because": reasons}, (answer.option, ", ".join(reasons)),
        ]  # fmt: skip
    assert isinstance(kind, Reflection)
    words = "Somebody is never asked."
    return [{part.upper(): words for part in kind.parts}] if kind.parts else [words]


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
