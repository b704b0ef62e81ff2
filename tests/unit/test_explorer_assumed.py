from __future__ import annotations

import json
from dataclasses import dataclass

import pytest

from cem_workbook.data.assumed import assume, assumptions
from cem_workbook.data.model import DEFAULT, Coefficients
from cem_workbook.explorers.assumed import Assumptions


@dataclass(frozen=True)
class Scheme:
    begging: float = assume(0.3, "share", "invented", "how many beg <loudly>", 0, 1)
    cost: float = assume(120.0, "crowns", "[000 · 4 ways]; size invented", "a day of training", 0)


def test_a_panel_shows_every_number_with_its_unit_and_origin() -> None:
    panel = Assumptions(Scheme())
    assert list(panel.inputs) == ["assume begging", "assume cost"]
    assert panel.inputs["assume cost"].description == "A day of training"
    button, unfolded = panel.widget.children
    lines = unfolded.children
    said = " ".join(line.children[1].value for line in lines)
    for each in assumptions(Scheme()):
        assert each.unit in said and each.origin in said
    assert unfolded.layout.display == "none", "it is folded until somebody opens it"
    button.value = True
    assert unfolded.layout.display != "none"
    button.value = False
    assert unfolded.layout.display == "none"


def test_what_is_changed_reaches_the_model_and_can_be_set_back() -> None:
    panel = Assumptions(Scheme(), DEFAULT, only=["cost", "memory"])
    assert list(panel.inputs) == ["assume cost", "assume memory"]
    assert panel.apply(Scheme()) == Scheme()
    assert panel.apply(DEFAULT) == DEFAULT
    panel.inputs["assume cost"].value = 80
    panel.inputs["assume memory"].value = 0.25
    assert panel.apply(Scheme()) == Scheme(cost=80)
    assert panel.apply(DEFAULT) == Coefficients(memory=0.25)
    panel.reset()
    assert panel.apply(Scheme()) == Scheme()
    assert panel.apply(DEFAULT) == DEFAULT


@pytest.mark.parametrize(("typed", "kept"), [(7.0, 1.0), (-1.0, 0.0)])
def test_a_number_out_of_its_range_is_brought_back_into_it(typed: float, kept: float) -> None:
    panel = Assumptions(Scheme())
    panel.inputs["assume begging"].value = typed
    assert panel.apply(Scheme()).begging == kept


def test_a_browser_is_sent_no_infinity() -> None:
    panel = Assumptions(DEFAULT)
    for box in panel.inputs.values():
        json.dumps([box.min, box.max, box.value, box.step], allow_nan=False)
