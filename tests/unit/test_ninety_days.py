"""The view of the plan, the form for a peer, and the files to take home, at the learner's desk."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import cem_workbook as cem
from cem_workbook.desk.desk import current_desk
from cem_workbook.desk.ninety_days import NinetyDays
from cem_workbook.desk.ninety_days_controls import BROUGHT, EXAMPLE, MINE, ROAD, SUM
from cem_workbook.desk.notes import DeskNotes
from cem_workbook.desk.peer_review import NOT_MARKED, PeerReview
from cem_workbook.desk.take_home import (
    ACTIONS_FILE,
    CERTIFICATE_DATA,
    CERTIFICATE_FILE,
    PLAN_FILE,
    REVIEW_FILE,
    Stated,
    TakeHome,
    certificate_of_now,
    verify_files,
)
from cem_workbook.errors import BadInput
from cem_workbook.exercises.kinds import PLAN
from cem_workbook.journal.transfer import export_bytes
from cem_workbook.plan.rubric import QUESTIONS
from tests.desks import restart, sit_down

EVIL = '<img src=x onerror=alert(1)> & "=1+1"'


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Sit down at a clean desk, with a company of one's own."""
    sit_down(tmp_path, monkeypatch)
    restart()
    current_desk().learners.begin("bank", "Shirin", 31)
    yield
    restart()


def write(id: str, what: str, owner: str = "", when: str = "", measure: str = "") -> None:
    cem.check(id, dict(zip(PLAN, (what, owner, when, measure), strict=True)))


def opened() -> NinetyDays:
    view = NinetyDays(current_desk())
    view.remember(DeskNotes(view.name))
    return view


def test_an_empty_road_says_where_to_begin() -> None:
    view = opened()
    view.controls["whose"].value = MINE
    assert "empty" in view.summary and "Begin on page 01" in view.summary
    for look in (ROAD, SUM, BROUGHT):
        view.controls["look"].value = look
        assert "<svg" in view.html and "stumbled" not in view.html
        assert view.table_html()


def test_who_has_written_nothing_looks_at_an_example_that_is_never_kept() -> None:
    view = opened()
    assert view.controls["whose"].value == EXAMPLE
    assert "made up" in view.summary and "Begin on page 01" in view.summary
    assert "An example" in view.svg and len(view.rows()[1]) == len(view.shown.actions) > 4
    assert 2 <= len(view.shown.complete) < len(view.shown.actions)  # something is left to find
    view.controls["action"].value = "nps-r1"
    view.controls["owner"].value = "Ali"
    view.controls["day"].value = date(2027, 1, 8)
    assert view.shown.actions[5].owner == "Ali" and view.shown.actions[5].number == 4
    assert not view.plan.actions and not view.extras().worths
    again = opened()
    assert not again.shown.actions[5].owner
    assert not current_desk().journal.entries("assessment", again.name)
    for look in (SUM, BROUGHT, ROAD):
        view.controls["look"].value = look
        assert "stumbled" not in view.html


def test_the_first_action_of_ones_own_takes_the_place_of_the_example() -> None:
    before = opened()
    write("crm-r1", "Share one file", "Tom", "2026-12-11", "Fewer questions asked twice")
    before.controls["look"].value = SUM
    before.controls["look"].value = ROAD
    assert "choose it at" in before.summary
    before.controls["whose"].value = MINE
    before.controls["begin"].value = date(2026, 12, 1)
    assert before.controls["action"].value == "crm-r1"
    after = opened()
    assert after.controls["whose"].value == MINE and "made up" not in after.html
    assert after.plan == after.shown == before.plan
    after.controls["whose"].value = EXAMPLE
    assert after.plan == before.plan and after.controls["begin"].value == date(2027, 1, 4)
    after.controls["whose"].value = MINE
    assert after.controls["begin"].value == date(2026, 12, 1)


def test_the_first_day_puts_flags_on_the_road_and_everything_is_there_again() -> None:
    write("crm-r1", "Share one file", "Tom", "2026-12-11", "Fewer questions asked twice")
    cem.check("nps-r1", "Ask the silent")
    view = opened()
    assert "first day" in view.summary
    view.controls["begin"].value = date(2026, 12, 1)
    assert "On the road: 1" in view.summary
    view.controls["action"].value = "nps-r1"
    view.controls["owner"].value = "Ali"
    view.controls["day"].value = date(2027, 1, 8)
    view.controls["measure"].value = "Answers of the silent"
    assert "With an owner, a day and a measure: 2 of 2" in view.summary
    again = opened()
    assert again.controls["begin"].value == date(2026, 12, 1)
    assert again.plan == view.plan
    again.controls["action"].value = "nps-r1"
    assert again.controls["owner"].value == "Ali"
    assert again.controls["day"].value == date(2027, 1, 8)


def test_what_stands_on_a_page_is_shown_and_cannot_be_changed_in_the_view() -> None:
    write("crm-r1", "Share one file", "Tom")
    view = opened()
    assert view.controls["owner"].disabled and view.controls["owner"].value == "Tom"
    assert not view.controls["measure"].disabled
    view.controls["measure"].value = "Fewer calls"
    write("crm-r1", "Share two files", "Eve")
    view.controls["look"].value = BROUGHT
    view.controls["look"].value = ROAD
    assert view.plan.actions[0].owner == "Eve" and view.plan.actions[0].measure == "Fewer calls"
    assert any("Share two files" in label for label, _ in view.controls["action"].options)


def test_a_choice_belongs_to_the_action_for_which_it_was_made() -> None:
    write("crm-r1", "One", "Tom", "2026-12-11", "a")
    write("think-r1", "Two", "Eve", "2026-12-12", "b")
    view = opened()
    view.controls["by"].value = 25
    view.controls["next"].click()
    assert view.controls["action"].value == "think-r1" and view.controls["by"].value == 10
    view.controls["off"].value = True
    view.controls["next"].click()
    assert view.controls["by"].value == 25 and not view.controls["off"].value
    assert not next(a for a in view.plan.actions if a.choice.off).gaps
    choices = {action.id: action.choice for action in view.plan.actions}
    assert choices["crm-r1"].by == 25 and choices["think-r1"].off


def test_the_sum_is_told_as_ranges_and_its_numbers_are_open() -> None:
    write("crm-r1", "Move the desk", "Tom", "2026-12-11", "Minutes waited")
    view = opened()
    view.controls["look"].value = SUM
    assert "choose which lever" in view.summary
    view.controls["lever"].value = "none"
    view.controls["hours"].value = 40
    assert "limit, not a judgement" in view.summary and "between" in view.summary
    before = view.summary
    view.controls["assume hour"].value = 60.0
    assert view.summary != before


def test_each_view_shows_its_own_controls_and_the_way_back() -> None:
    view = opened()
    expected = {
        ROAD: {"look", "whose", "begin", "action", "owner", "day"},
        SUM: {"look", "whose", "begin", "action", "lever", "hours"},
        BROUGHT: {"look", "number 1"},
    }
    every = set().union(*expected.values())
    for look, names in expected.items():
        view.controls["look"].value = look
        shown = set(controls_in(view._box))
        assert {name for name in every if id(view.controls[name]) in shown} == names


def controls_in(box: Any) -> Iterator[int]:
    """Yield what can be seen in a box."""
    if box.layout.display != "none":
        yield id(box)
        for child in getattr(box, "children", ()):
            yield from controls_in(child)


def test_words_of_a_learner_are_text_in_the_view() -> None:
    write("crm-r1", EVIL, EVIL, EVIL, EVIL)
    view = opened()
    view.controls["number 1"].value = EVIL
    for look in (ROAD, SUM, BROUGHT):
        view.controls["look"].value = look
        assert "<img" not in view.html + view.table_html() + view._words.value
        assert "stumbled" not in view.html


def test_a_peers_marks_are_kept_and_can_be_cleared() -> None:
    view = PeerReview()
    view.remember(DeskNotes(view.name))
    view.controls["mark room"].value = 0
    view.controls["keep"].value = EVIL
    again = PeerReview()
    again.remember(DeskNotes(again.name))
    assert again.controls["mark room"].value == 0 and "Talk first" in again.summary
    assert "<img" not in again.html and len(again.rows()[1]) == len(QUESTIONS)
    again.controls["reset"].click()
    assert again.controls["mark room"].value == NOT_MARKED
    assert "Nothing has been marked" in again.summary


def test_what_leaves_is_said_first_and_four_files_are_saved(tmp_path: Path) -> None:
    write("crm-r1", EVIL, "Tom", "2026-12-11", "x")
    panel = TakeHome()
    assert "your actions (1, in" in panel.leaving.value
    assert "what you worked out" in panel.leaving.value
    assert "Shirin" in panel.leaving.value
    for button in panel.buttons.values():
        button.click()
        assert "Saved as" in panel.said.value
    made = {path.name for path in tmp_path.iterdir() if path.is_file()}
    assert made == {PLAN_FILE, ACTIONS_FILE, REVIEW_FILE, CERTIFICATE_FILE, CERTIFICATE_DATA}
    assert "Shirin" in Path(PLAN_FILE).read_text(encoding="utf-8")
    assert "<img" not in Path(PLAN_FILE).read_text(encoding="utf-8")
    assert 'href="data:' in panel.links.value


def test_the_name_can_stay_away_from_plan_and_certificate(tmp_path: Path) -> None:
    write("crm-r1", "One", "Tom", "2026-12-11", "x")
    panel = TakeHome()
    panel.no_name.value = True
    assert "not in them" in panel.leaving.value
    for name in (PLAN_FILE, CERTIFICATE_FILE):
        panel.buttons[name].click()
    for name in (PLAN_FILE, CERTIFICATE_FILE, CERTIFICATE_DATA):
        assert "Shirin" not in Path(name).read_text(encoding="utf-8")


def test_the_certificate_is_checked_from_the_file_of_ones_work(tmp_path: Path) -> None:
    write("crm-r1", "One", "Tom", "2026-12-11", "x")
    cem.check("nps-2", 10**6)
    TakeHome().buttons[CERTIFICATE_FILE].click()
    work = tmp_path / "work.json"
    work.write_bytes(export_bytes(current_desk().journal))
    assert verify_files(CERTIFICATE_DATA, work).agrees
    forged = json.loads(Path(CERTIFICATE_DATA).read_text(encoding="utf-8"))
    forged["pages"][2]["written"] += 1
    (tmp_path / "forged.json").write_text(json.dumps(forged), encoding="utf-8")
    assert not verify_files(tmp_path / "forged.json", work).agrees
    with pytest.raises(BadInput, match="cannot be read"):
        verify_files(tmp_path / "nothing.json", work)
    stated = Stated(certificate_of_now())
    assert "Shirin" in repr(stated) and "Texts written" in stated._repr_html_()
    cem.my_work().save.click()
    files = re.findall('"(.+?)"', stated.check)  # of the line that the page asks to copy
    assert verify_files(*files).agrees and stated.check in repr(stated)


def test_the_visitor_of_the_demo_company_can_check_theirs_too(tmp_path: Path) -> None:
    current_desk().learners.choose("demo")
    cem.check("nps-2", 10**6)
    (tmp_path / "c.json").write_bytes(certificate_of_now().file())
    (tmp_path / "w.json").write_bytes(export_bytes(current_desk().journal))
    assert verify_files(tmp_path / "c.json", tmp_path / "w.json").agrees
    assert re.search(r"Learner demo", repr(Stated(certificate_of_now())))
