"""Numbers that a model assumes, declared together with what a reader must know to argue with them."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


@dataclass(frozen=True)
class Assumption:
    """One number of a model as a reader sees it.

    Attributes:
        name: the field that holds it.
        value: what it is set to.
        unit: what it counts.
        origin: which source says so, or that it is invented.
        meaning: what it stands for, in a few words.
        low, high: the range in which the model makes sense.
    """

    name: str
    value: float
    unit: str
    origin: str
    meaning: str
    low: float
    high: float


def assume(
    value: float,
    unit: str,
    origin: str,
    meaning: str,
    low: float = float("-inf"),
    high: float = float("inf"),
) -> Any:
    """Return a dataclass field for a number that a model assumes; see `Assumption`."""
    about = {"unit": unit, "origin": origin, "meaning": meaning, "low": low, "high": high}
    return field(default=value, metadata=about)


def assumptions(model: DataclassInstance) -> tuple[Assumption, ...]:
    """Return every number that a model assumes, in the order in which it declares them.

    Args:
        model: an instance of a dataclass whose fields were made with `assume`.
    """
    return tuple(
        Assumption(name=each.name, value=getattr(model, each.name), **each.metadata)
        for each in fields(model)
    )
