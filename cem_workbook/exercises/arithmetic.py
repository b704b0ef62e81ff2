"""Sums that people type instead of their result, such as `100 × (18 − 6) / 31`."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable

LONGEST = 120
LARGEST_POWER = 100
OPERATIONS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def calculate(text: str) -> float | None:
    """Return what a sum in figures comes to, or None if the text is no such sum.

    Nothing is evaluated as code: only figures, brackets, the four operations and powers with small
    whole numbers are understood.

    Args:
        text: figures with + − × ÷ ^ (or * / : **) and round brackets; a comma is a decimal sign.
    """
    tidy = re.sub(r"[×·]|(?<= )x(?= )", "*", text.lower()).replace("÷", "/").replace("^", "**")
    tidy = re.sub(r"(?<=\d),(?=\d)", ".", tidy.replace(":", "/")).strip()
    is_sum = re.fullmatch(r"[\d.+\-*/() ]+", tidy) and re.search(
        r"[\d)] *(?:[+\-*/]|\*\*) *[(\d.-]", tidy
    )
    if len(tidy) > LONGEST or not is_sum:
        return None
    try:
        return _value(ast.parse(tidy, mode="eval").body)
    except (SyntaxError, ValueError, ZeroDivisionError, OverflowError):
        return None


def _value(node: ast.expr) -> float:
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        return float(node.value)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_value(node.operand)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.UAdd):
        return _value(node.operand)
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATIONS:
        return OPERATIONS[type(node.op)](_value(node.left), _value(node.right))
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
        base, power = _value(node.left), _value(node.right)
        if power == int(power) and 0 <= power <= LARGEST_POWER:
            return float(base**power)
    raise ValueError("none of these operations, or two numbers side by side")
