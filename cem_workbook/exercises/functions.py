"""Answers that are functions, tried on inputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from cem_workbook.exercises.kinds import Kind, read_option
from cem_workbook.exercises.numbers import Incomplete, Unreadable, read_number
from cem_workbook.messages import say
from cem_workbook.text import Points, fill, literal


@dataclass(frozen=True)
class Function(Kind):
    """A function, tried on inputs. On a card the learner picks its recipe in words.

    Attributes:
        trials: a function of the case that gives the inputs, each a tuple of arguments.
        recipes: letter to recipe in words.
        functions: letter to the function that the recipe means, for every letter of `recipes`.
        tolerance: how far off a result may be.

    """

    trials: Callable[[Any], Sequence[tuple[Any, ...]]]
    recipes: Mapping[str, str]
    functions: Mapping[str, Callable[..., Any]]
    tolerance: float = 0.05

    def labels(self, case: Mapping[str, Any]) -> dict[str, str]:
        """Return the recipes: letter to words."""
        return {key: fill(text, case) for key, text in self.recipes.items()}

    def readings(self, answer: Any, case: Mapping[str, Any]) -> tuple[tuple[Any, ...], ...]:
        """Run the function on the trial inputs; a reading is (input, result) pairs."""
        if isinstance(answer, str):
            answer = self.functions[read_option(answer, self.labels(case))]
        if not callable(answer):
            raise Unreadable(
                say(
                    "This question wants the function itself: its name, without brackets behind it."
                )
            )
        return (tuple((args, self._try(answer, args)) for args in self.trials(case)),)

    def _try(self, function: Callable[..., Any], args: tuple[Any, ...]) -> float:
        shown = ", ".join(map(repr, args))
        try:
            result = function(*deepcopy(args))  # it may also change what it is given
        except Exception as error:  # the learner's code may do anything
            raise Unreadable(
                say(
                    "Your function stops with {kind} when it is given {args}: {error}",
                    kind=type(error).__name__,
                    args=shown,
                    error=literal(str(error)[:200]),
                )
            ) from None
        if result is ...:
            raise Incomplete(
                say("your function still gives three dots back. What should it return?")
            )
        if result is None:
            raise Unreadable(
                say(
                    "Given {args}, your function gives nothing back. Does it end with return?",
                    args=shown,
                )
            )
        try:
            return read_number(result)[0].value
        except Unreadable as trouble:
            raise Unreadable(say("Given {args}: {trouble}", args=shown, trouble=trouble)) from None

    def same(self, one: Any, other: Any) -> bool:
        """The results agree on every trial."""
        return all(
            abs(a[1] - b[1]) <= self.tolerance + 1e-9 for a, b in zip(one, other, strict=True)
        )

    def write(self, reading: Any) -> str:
        """Say what the function gives on the first trial."""
        args, result = reading[0]
        return f"{', '.join(map(repr, args))} → {Points(round(result, 2)):g}"

    def astray(self, reading: Any, expected: Any, case: Mapping[str, Any]) -> tuple[bool, str]:
        """Show the first input on which it goes wrong."""
        wrong = [
            r
            for r, e in zip(reading, expected, strict=True)
            if abs(r[1] - e[1]) > self.tolerance + 1e-9
        ]
        args, result = wrong[0]
        return False, say(
            "your function is right on {right} of {all} inputs. Given {args} it says {result}; work "
            "that one out by hand and compare.",
            right=len(reading) - len(wrong),
            all=len(reading),
            args=", ".join(map(repr, args)),
            result=f"{Points(round(result, 2)):g}",
        )
