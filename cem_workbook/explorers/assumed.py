"""The panel in which a learner opens what a model assumes, and changes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Any, TypeVar

import ipywidgets as widgets

from cem_workbook.data.assumed import Assumption, assumptions
from cem_workbook.messages import say

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

FAR = 1e9  # a browser knows no infinity
Model = TypeVar("Model", bound="DataclassInstance")


class Assumptions:
    """A folded list of a model's numbers, each with its unit, its origin, and a box to change it.

    Attributes:
        inputs: the boxes, by name, to be added to an explorer's `controls`.
        open: the button that unfolds the list.
        widget: button and list, to stand below the other controls.
    """

    def __init__(self, *models: DataclassInstance, only: Sequence[str] = ()) -> None:
        """Make the panel.

        Args:
            *models: dataclasses whose fields were made with `assume`; their names must differ.
            only: the numbers to show, in this order; all of them if it is empty.
        """
        known = {each.name: each for model in models for each in assumptions(model)}
        self._shown = [known[name] for name in only] if only else list(known.values())
        self.inputs: dict[str, widgets.Widget] = {
            f"assume {each.name}": widgets.BoundedFloatText(
                value=each.value,
                min=max(each.low, -FAR),
                max=min(each.high, FAR),
                step=_step(each),
                description=each.meaning[:1].upper() + each.meaning[1:],
                style={"description_width": "70%"},
                layout=widgets.Layout(width="490px", max_width="98%"),
            )
            for each in self._shown
        }
        wrap = widgets.Layout(flex_flow="row wrap", flex="0 0 auto")
        lines = [
            widgets.HBox([box, widgets.HTML(_about(each))], layout=wrap)
            for each, box in zip(self._shown, self.inputs.values(), strict=True)
        ]
        # a button, for the header of ipywidgets' own folding list takes no keyboard focus
        self.open = widgets.ToggleButton(
            description=say("What this model assumes: open it, and change it"),
            icon="caret-right",
            layout=widgets.Layout(width="auto"),
        )
        self._list = widgets.VBox(
            lines, layout=widgets.Layout(display="none", max_height="320px", overflow="auto")
        )
        self.open.observe(self._fold, "value")
        self.widget = widgets.VBox([self.open, self._list])

    def _fold(self, _change: Any) -> None:
        self.open.icon = "caret-down" if self.open.value else "caret-right"
        self._list.layout.display = "" if self.open.value else "none"

    def apply(self, model: Model) -> Model:
        """Return the model with the numbers that stand in the panel."""
        own = {each.name for each in assumptions(model)}
        changed: dict[str, Any] = {
            each.name: self.inputs[f"assume {each.name}"].value
            for each in self._shown
            if each.name in own
        }
        return replace(model, **changed)

    def reset(self) -> None:
        """Set every number back to what the course assumes."""
        for each in self._shown:
            self.inputs[f"assume {each.name}"].value = each.value


def _step(each: Assumption) -> float:
    return float(10 ** (len(str(int(abs(each.value)))) - 2)) if each.value else 0.1


def _about(each: Assumption) -> str:
    return f"<span>{escape(each.unit)} · {escape(each.origin)}</span>"
