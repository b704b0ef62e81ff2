"""Satisfaction indices: several answers in one number from 0 to 100, by weights that can be seen.

The source article [004 · Main indices] names four of them and gives no formula; all are supplied
here. Each is a weighted average of its parts, every part brought to 0 to 100 first:
(mean - low) / (high - low) x 100. An index shows a level; it never shows a cause.

- ACSI: the published score of three questions on a scale of 1 to 10. Its real weights belong to
  its makers. One published set is `OHIO_WEIGHTS`.
- ECSI and SWICS: the originals estimate their weights with a path model; here all parts weigh the
  same unless you say otherwise, and the result's `note` says so.
- CSI: satisfaction with each attribute, weighted by the attribute's importance (a usual form).

A part is given in one of two ways: as a column of answers, whole numbers on the scale, or as one
number, which is taken for their mean. Both must be on the scale that `low` and `high` tell.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

import numpy as np

from cem_workbook.errors import BadInput
from cem_workbook.messages import say
from cem_workbook.metrics._columns import is_missing, is_real, show, whole_numbers
from cem_workbook.metrics._ratings import Scale, check_scale
from cem_workbook.text import Points

Part: TypeAlias = "float | Iterable[Any]"
Weights: TypeAlias = "Mapping[str, float] | Sequence[float] | None"

# A published set for satisfaction, expectations and ideal, as used by the State of Ohio.
OHIO_WEIGHTS = (0.3885, 0.3190, 0.2925)

# [004 · Main indices] says seven and lists six; the seventh appears when quality is split in two,
# as the European index does.
ECSI_PARTS = ("image", "expectations", "quality", "value", "satisfaction", "loyalty")
ECSI_SPLIT = ("product quality", "service quality")


@dataclass(frozen=True, repr=False)
class Index:
    """A satisfaction index.

    Attributes:
        name: which index it is, such as "ACSI".
        value: from 0 to 100; NaN if a part that weighs something has no answers.
        parts: each part from 0 to 100; NaN without answers.
        weights: each part's share of the weight, from 0 to 1; together 1.
        n: the fewest answers that a part has; None if every part was given as a mean.
        note: what the source lacks, and what stands in its place here.
    """

    name: str
    value: float
    parts: Mapping[str, float] = field(hash=False)
    weights: Mapping[str, float] = field(hash=False)
    n: int | None
    note: str

    @property
    def contributions(self) -> dict[str, float]:
        """What each part adds to the value: part x weight; together they are the value."""
        return {
            name: self.parts[name] * weight if weight else 0.0
            for name, weight in self.weights.items()
        }

    def __str__(self) -> str:
        if math.isnan(self.value):
            silent = [
                name for name, part in self.parts.items() if math.isnan(part) and self.weights[name]
            ]
            text = say(
                "{index} unknown: no answers to {parts}", index=self.name, parts=", ".join(silent)
            )
        else:
            parts = ", ".join(
                f"{name} {part:.1f} × {100 * self.weights[name]:.1f} %"
                for name, part in self.parts.items()
            )
            text = say(
                "{index} {value} of 100: {parts}",
                index=self.name,
                value=f"{Points(self.value):.1f}",
                parts=parts,
            )
            if self.n is not None:
                text += say("; answers {n}", n=self.n)
        return f"{text}\n{self.note}"

    __repr__ = __str__  # a notebook shows the repr


def acsi(
    satisfaction: Part,
    expectations: Part,
    ideal: Part,
    *,
    weights: Weights = None,
    low: int = 1,
    high: int = 10,
    invalid: Literal["raise", "drop"] = "raise",
) -> Index:
    """Return the American index: ((x1 - 1) w1 + (x2 - 1) w2 + (x3 - 1) w3) / 9 x 100.

    Source of the formula: the index's published score. [004 · Main indices] says it is made "by
    measuring three values: expectations, quality delivered, value received". In the published
    model these three are what drives satisfaction, and the score comes from three other answers,
    those below.

    Args:
        satisfaction: answers to "all in all, how satisfied are you?", or their mean.
        expectations: "did it fall short of what you expected, or exceed it?"
        ideal: "how close is it to the ideal you can think of?"
        weights: one for each of the three, in this order or by name; only their proportions
            count. Without them all three weigh the same. `OHIO_WEIGHTS` is a published set.
        low: lowest answer of the scale.
        high: highest answer of the scale.
        invalid: `"raise"` refuses a column with an answer that is missing or not on the scale;
            `"drop"` leaves such answers out, each part for itself.

    Returns:
        The index from 0 to 100, with its parts and weights.

    Raises:
        BadInput: an answer or a mean is not on the scale, or the weights do not fit.
    """
    parts = {"satisfaction": satisfaction, "expectations": expectations, "ideal": ideal}
    if weights is None:
        note = say("All three answers weigh the same here; the index's own weights are not public.")
    else:
        note = say("The weights were given; the index's own weights are not public.")
    return _index("ACSI", parts, weights, check_scale(low, high), invalid, note)


def ecsi(
    parts: Mapping[str, Part],
    *,
    weights: Weights = None,
    low: int = 0,
    high: int = 100,
    invalid: Literal["raise", "drop"] = "raise",
) -> Index:
    """Return the European index, as a weighted average of those of its parts that you have.

    Source: the list of parts is that of [004 · Main indices], which says "seven" and names six
    (`ECSI_PARTS`); the European index splits quality into `ECSI_SPLIT`. The average is the
    course's own: the real index estimates its weights with a path model, and reports satisfaction
    beside the other parts.

    Args:
        parts: by name, columns of answers or means; "quality" or its two halves, not both.
        weights: by name, or in the order of `parts`; only their proportions count. Without them
            all parts weigh the same, so two halves of quality weigh twice as much as a whole.
        low: lowest answer of the scale.
        high: highest answer of the scale.
        invalid: as in `acsi`.

    Returns:
        The index from 0 to 100; its note names the parts that were not given.

    Raises:
        BadInput: a part is none of the index, is given twice, or there is none at all; an answer
            or a mean is not on the scale; the weights do not fit.
    """
    _check_mapping("parts", parts)
    halves = [name for name in ECSI_SPLIT if name in parts]
    for name in parts:
        if name not in (*ECSI_PARTS, *ECSI_SPLIT):
            raise BadInput(
                say(
                    "The European index has no part {part}. Its parts are: {parts}.",
                    part=show(name),
                    parts=", ".join((*ECSI_PARTS, *ECSI_SPLIT)),
                )
            )
    if halves and "quality" in parts:
        raise BadInput(
            say(
                'Quality would count twice: give "quality", or "product quality" and "service '
                'quality".'
            )
        )
    wanted = [name for name in ECSI_PARTS if name != "quality"]
    wanted[2:2] = ECSI_SPLIT if halves else ("quality",)
    absent = [name for name in wanted if name not in parts]
    notes = [
        say("The original estimates its weights with a path model; here all parts weigh the same.")
        if weights is None
        else say("The original estimates its weights with a path model; these were given.")
    ]
    if absent:
        notes.append(say("Parts without an answer: {parts}.", parts=", ".join(absent)))
    return _index("ECSI", parts, weights, check_scale(low, high), invalid, "\n".join(notes))


def swics(
    satisfaction: Part,
    dialogue: Part,
    loyalty: Part,
    *,
    weights: Weights = None,
    low: int = 0,
    high: int = 100,
    invalid: Literal["raise", "drop"] = "raise",
) -> Index:
    """Return an approximation of the Swiss index: the average of its three parts.

    Source: the three parts are those of [004 · Main indices], which gives no formula; none was
    found elsewhere. The average is the course's own. That "satisfaction affects the other two" is
    a hypothesis, and one number cannot test it.

    Args:
        satisfaction: answers about satisfaction, or their mean.
        dialogue: answers about the dialogue with the firm, or their mean.
        loyalty: answers about staying and recommending, or their mean.
        weights: one for each of the three, in this order or by name; only their proportions
            count. Without them all three weigh the same.
        low: lowest answer of the scale.
        high: highest answer of the scale.
        invalid: as in `acsi`.

    Returns:
        The approximation from 0 to 100.

    Raises:
        BadInput: an answer or a mean is not on the scale, or the weights do not fit.
    """
    parts = {"satisfaction": satisfaction, "dialogue": dialogue, "loyalty": loyalty}
    if weights is None:
        note = say("An approximation with equal weights: no formula of the Swiss index was found.")
    else:
        note = say("An approximation with given weights: no formula of the Swiss index was found.")
    return _index("SWICS", parts, weights, check_scale(low, high), invalid, note)


def csi(
    satisfaction: Mapping[str, Part],
    importance: Mapping[str, float],
    *,
    low: int = 1,
    high: int = 10,
    invalid: Literal["raise", "drop"] = "raise",
) -> Index:
    """Return satisfaction with each attribute, weighted by how important the attribute is.

    Source: [004 · Main indices] says that it measures satisfaction with product and service, and
    that it "lets you find the cause"; no formula. This is a usual form of it. One number shows no
    cause: the parts show where to ask, and customers say why.

    Args:
        satisfaction: by attribute (opening hours, friendliness, ...), answers or their mean.
        importance: by attribute, a weight of 0 or more; only their proportions count.
        low: lowest answer of the scale of satisfaction.
        high: highest answer of that scale.
        invalid: as in `acsi`.

    Returns:
        The index from 0 to 100; its parts are the attributes.

    Raises:
        BadInput: there is no attribute, the two mappings do not have the same ones, an answer or
            a mean is not on the scale, or the weights do not fit.
    """
    _check_mapping("satisfaction", satisfaction)
    _check_mapping("importance", importance)
    note = say("The source gives no formula; this is the usual one, weighted by importance.")
    return _index("CSI", satisfaction, importance, check_scale(low, high), invalid, note)


def _index(
    name: str, parts: Mapping[str, Part], weights: Any, scale: Scale, invalid: str, note: str
) -> Index:
    shares = _shares(weights, list(parts))
    scored, counts = {}, []
    for part, given in parts.items():
        mean, count = _mean(part, given, scale, invalid)
        scored[part] = 100 * (mean - scale.low) / (scale.high - scale.low)
        if count is not None:
            counts.append(count)
    # What weighs nothing is not asked, so that a part without answers cannot spoil the rest.
    heard = [scored[part] for part, share in shares.items() if share]
    value = math.fsum(share * scored[part] for part, share in shares.items() if share)
    if not math.isnan(value):  # thirds come to a hair less than 1
        value = min(max(value, min(heard)), max(heard))
    return Index(name, value, scored, shares, min(counts, default=None), note)


def _mean(name: str, given: Any, scale: Scale, invalid: str) -> tuple[float, int | None]:
    """Return the mean of a part, on its scale, and how many answers it has (None: not known)."""
    if not is_real(given) or is_missing(given):
        answers = whole_numbers(given, low=scale.low, high=scale.high, invalid=invalid, name=name)
        count = len(answers.values)
        # Added up as whole numbers, so that the order of rows cannot change a result.
        return (int(answers.values.sum()) / count if count else math.nan), count
    if isinstance(given, (bool, np.bool_)) or not scale.low <= given <= scale.high:
        raise BadInput(
            say(
                "{part} must be a mean on the scale of {low} to {high}, or a column of answers; "
                "got {value}.",
                part=name,
                low=scale.low,
                high=scale.high,
                value=show(given),
            )
        )
    return float(given), None


def _shares(weights: Any, parts: list[str]) -> dict[str, float]:
    """Return each part's share of the weight; together they are 1."""
    if weights is None:
        return dict.fromkeys(parts, 1 / len(parts))
    if isinstance(weights, Mapping):
        if set(weights) != set(parts):
            raise BadInput(
                say(
                    "There must be one weight for each part. The parts are: {parts}; weights were "
                    "given for: {weights}.",
                    parts=", ".join(parts),
                    weights=", ".join(map(str, weights)) or say("nothing"),
                )
            )
        pairs = {part: weights[part] for part in parts}
    else:
        listed = [] if isinstance(weights, str) or is_real(weights) else list(weights)
        if len(listed) != len(parts):
            raise BadInput(
                say(
                    "There must be one weight for each part, in this order: {parts}; got {value}.",
                    parts=", ".join(parts),
                    value=show(weights),
                )
            )
        pairs = dict(zip(parts, listed, strict=True))
    for part, weight in pairs.items():
        if not _is_weight(weight):
            raise BadInput(
                say(
                    "The weight of {part} must be a number of 0 or more; got {value}.",
                    part=part,
                    value=show(weight),
                )
            )
    largest = max(float(weight) for weight in pairs.values())
    if largest == 0:
        raise BadInput(say("At least one weight must be above 0, or nothing is counted."))
    # Divided by the largest first: the sum of very large weights would be infinite.
    scaled = {part: float(weight) / largest for part, weight in pairs.items()}
    total = math.fsum(scaled.values())
    return {part: weight / total for part, weight in scaled.items()}


def _is_weight(weight: Any) -> bool:
    if not is_real(weight) or isinstance(weight, (bool, np.bool_)) or is_missing(weight):
        return False
    return bool(0 <= weight < math.inf)


def _check_mapping(argument: str, given: Any) -> None:
    if not isinstance(given, Mapping) or not given:
        raise BadInput(
            say(
                "{argument} must be a mapping with at least one part, such as {example}; got "
                "{value}.",
                argument=argument,
                example='{"satisfaction": 72}',
                value=show(given),
            )
        )
