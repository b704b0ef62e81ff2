"""The eight bridges: the checklist, the picture, and what is kept."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from cem_workbook.data import demo
from cem_workbook.explorers import open_explorer
from cem_workbook.explorers.criteria import NOT_JUDGED, EightCriteria
from cem_workbook.explorers.criteria_drawing import ACTION_BANK, PAPER_BANK
from cem_workbook.frameworks.criteria import CRITERIA, IN_ACTION, LEVELS, ON_PAPER, level_words
from tests.views import SVG, assert_inside, sentence, words_of


@pytest.fixture
def view() -> EightCriteria:
    return EightCriteria(demo())


def judge(view: EightCriteria, levels) -> None:
    for number, level in enumerate(levels, 1):
        view.controls[f"criterion {number}"].value = level


def planks(view: EightCriteria) -> list[float]:
    """Return how far each bridge reaches, as a share of the way across."""
    wide = ACTION_BANK - PAPER_BANK
    return [
        float(r.get("width")) / wide
        for r in ET.fromstring(view.svg).findall(f"{SVG}rect")
        if float(r.get("x", 0)) == PAPER_BANK and float(r.get("height")) == 14
    ]


def test_it_is_found_by_its_name_and_begins_empty(view: EightCriteria) -> None:
    assert isinstance(open_explorer("eight-criteria", demo()), EightCriteria)
    assert planks(view) == []
    assert "No criterion has been judged" in view.summary


def test_a_bridge_is_as_long_as_its_level(view: EightCriteria) -> None:
    judge(view, (3, 1, 2, 1, 0, 2, 3))
    reach = planks(view)
    assert len(reach) == 7 and reach[0] == reach[6] == 1.0
    assert reach[1] == reach[3] < reach[2] == reach[5] < 1
    assert reach[4] == 0
    shown = words_of(ET.fromstring(view.svg))
    for level in LEVELS:
        assert f"{level} {level_words()[level]}" in shown
    assert "not judged yet" in shown
    assert "Across: 2 of 7 judged. Said and not done: 2." in shown


def test_the_sentence_names_what_is_said_and_not_done(view: EightCriteria) -> None:
    judge(view, (3, 1, 2, 1, 0, 2, 3, 2))
    assert "Judged: 8 of 8. In action 2, in places 3, on paper 2, not there 1." in view.summary
    assert "not translated into action: 2, 4." in view.summary
    assert CRITERIA[1].seen[ON_PAPER + 1] in view.summary
    assert view.summary in sentence(view.html).replace("&#x27;", "'")


def test_a_whole_set_is_asked_who_else_would_say_so(view: EightCriteria) -> None:
    judge(view, [IN_ACTION] * 8)
    assert "whole set" in view.summary
    judge(view, [IN_ACTION] * 7 + [NOT_JUDGED])
    assert "judge the others" in view.summary
    judge(view, [0] * 8)
    assert "Nothing stands on paper only" in view.summary


def test_the_table_has_the_source_s_words_and_one_step_further(view: EightCriteria) -> None:
    judge(view, (1, 3))
    head, rows = view.rows()
    assert len(rows) == 8 and all(len(row) == len(head) for row in rows)
    for each, row in zip(CRITERIA, rows, strict=True):
        assert f"«{each.original}»" in row and each.means in row
    assert CRITERIA[0].seen[1] in rows[0] and CRITERIA[0].seen[2] in rows[0]
    assert rows[1][-1] == "" and rows[2][-2] == ""


def test_it_is_kept_and_comes_back(view: EightCriteria) -> None:
    judge(view, (3, 1, 2))
    other = EightCriteria(demo())

    class Notes:
        def __init__(self):
            self.values = {**view.work, "criterion 8": "nonsense", "criterion 9": 1}

        def read(self):
            return self.values

        def write(self, values):
            self.values = values
            return ""

    notes = Notes()
    other.remember(notes)
    assert other.work == view.work
    other.controls["criterion 5"].value = 2
    assert notes.values["criterion 5"] == 2


def test_next_goes_round_and_start_again_clears(view: EightCriteria) -> None:
    first = view.html
    for _ in CRITERIA:
        view.controls["next"].click()
    assert view.html == first
    judge(view, (3, 1, 2))
    assert "Criterion 3" in view.summary, "what has just been judged is looked at"
    view.controls["next"].click()
    assert "Criterion 4" in view.summary
    view.controls["reset"].click()
    assert view.html == first
    assert set(view.work.values()) == {NOT_JUDGED}


def test_nothing_lies_outside_the_picture(view: EightCriteria) -> None:
    for level in (NOT_JUDGED, *LEVELS):
        judge(view, [level] * 8)
        for number in range(1, 9):
            view.controls["look"].value = number
            root = ET.fromstring(view.svg)
            assert_inside(root)
            assert min(float(t.get("font-size")) for t in root.findall(f"{SVG}text")) >= 12
    assert all(control.description for control in view.controls.values())
