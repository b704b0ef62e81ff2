"""The learner's desk without a browser: the verbs, the cards, the panels, and what is kept."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import numpy as np
import pandas as pd
import pytest

import cem_workbook as cem
from cem_workbook.course import PAGES, page_named
from cem_workbook.data.company import demo
from cem_workbook.desk.cards import Card
from cem_workbook.desk.desk import Desk, current_desk
from cem_workbook.desk.front import COMPANIES, CompanyChooser, WorkDesk, work_file
from cem_workbook.desk.notes import DeskNotes
from cem_workbook.desk.own import OwnFileView
from cem_workbook.errors import CourseError
from cem_workbook.exercises.bank import BANKS, exercises_of
from cem_workbook.exercises.exercise import Exercise
from cem_workbook.exercises.functions import Function
from cem_workbook.exercises.kinds import PLAN, Decision, Reflection
from cem_workbook.exercises.marking import mark
from cem_workbook.explorers.base import Explorer
from cem_workbook.figures import Drawing
from cem_workbook.journal.entry import Entry
from tests.desks import restart, sit_down
from tests.exercises.forms import NONSENSE

EXERCISES = [e for bank in BANKS for e in exercises_of(bank)]
MARKED = [e for e in EXERCISES if e.answer.marked]
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def by_id(exercise: Exercise) -> str:
    return exercise.id


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Sit down at a clean desk."""
    yield sit_down(tmp_path, monkeypatch)
    restart()


def kept(kind: str, subject: str | None = None) -> tuple[Entry, ...]:
    return current_desk().journal.entries(kind, subject)


def words(html: str) -> str:
    """Return what is read on the page."""
    html = re.sub(r"<style>.*?</style>", "", html, flags=re.S)
    return " ".join(unescape(re.sub("<[^>]+>", " ", html)).split())


def right_answer(exercise: Exercise) -> Any:
    """Return the right answer as the card's form takes it."""
    if not exercise.answer.marked:
        text = "Somebody is never asked. I would ask them <b>first</b>."
        return dict.fromkeys(exercise.answer.parts, text) or text
    question = current_desk().question(exercise.id)
    right = exercise.expected(question.case)
    if isinstance(exercise.answer, Function):
        return next(k for k, f in exercise.answer.functions.items() if f is right)
    if isinstance(exercise.answer, Decision):
        return {"decide": right.option, "because": sorted(right.reasons)}
    if isinstance(right, dict) and isinstance(next(iter(right.values())), dict):
        return {row: {c: f"{v:.6f}" for c, v in line.items()} for row, line in right.items()}
    return f"{right:.6f}" if isinstance(right, (int, float)) else right


def wrong_answer(exercise: Exercise) -> tuple[Any, str]:
    """Return an answer that shows the first misconception, and its name."""
    question = current_desk().question(exercise.id)
    trap = exercise.misconceptions[0]
    return trap.answer(question.case), trap.misconception.name


# -- check -----------------------------------------------------------------------------------


def test_an_answer_is_marked_and_kept() -> None:
    answer, name = wrong_answer(EXERCISES[0])
    result = cem.check(EXERCISES[0].id, answer)
    (entry,) = kept("attempt")
    assert (result.status, result.misconception) == ("wrong", name)
    assert entry.subject == EXERCISES[0].id
    assert entry.body["status"] == "wrong"
    assert entry.body["misconception"] == name
    assert entry.body["by"] == "code"
    assert entry.body["company"] == [current_desk().learner.sector, current_desk().learner.seed]
    assert entry.body["answer"] == pytest.approx(answer)


def test_three_dots_are_no_attempt() -> None:
    assert cem.check("nps-2", ...).status == "unattempted"
    assert cem.check("nps-2").status == "unattempted"
    assert cem.check("nps-2", "  ").status == "unattempted"
    assert not kept("attempt")


@pytest.mark.parametrize("exercise", MARKED, ids=by_id)
def test_the_right_answer_from_code_is_right(exercise: Exercise) -> None:
    question = current_desk().question(exercise.id)
    assert cem.check(exercise.id, exercise.expected(question.case)).is_right
    assert kept("attempt", exercise.id)[-1].body["status"] == "right"


def everything_odd() -> list[Any]:
    loop: list[Any] = []
    loop.append(loop)
    deep: Any = 25
    for _ in range(60):
        deep = [deep]
    return [
        *NONSENSE, float("-inf"), 10**5000, {"a": float("inf")}, [float("nan")], loop, deep,
        {"x" * 500: {1: {2: ...}}}, ["x"] * 1000, np.float64("inf"), np.zeros(5), "x" * 10_000,
    ]  # fmt: skip


@pytest.mark.parametrize("exercise", [e for e in EXERCISES if e.id in {"nps-1", "nps-2", "nps-5", "nps-r1"}], ids=by_id)  # fmt: skip
def test_check_never_raises_and_keeps_every_attempt(exercise: Exercise) -> None:
    answers = everything_odd()
    for answer in answers:
        cem.check(exercise.id, answer)
    entries = kept("attempt", exercise.id) + kept("reflection", exercise.id)
    assert len(entries) == len(answers), "none was lost, none was an empty text"
    assert all(len(json.dumps(e.body)) < 110_000 for e in entries)
    assert not current_desk().journal.pending


@pytest.mark.parametrize(
    ("answer", "in_the_journal"),
    [
        (25, 25), (25.5, 25.5), ("25 %", "25 %"), (np.int64(25), 25), (np.float32(0.5), 0.5), (None, None),
        (True, True), ([1, np.int64(2)], [1, 2]), ((1,), [1]), ({1: 2.5}, {"1": 2.5}),
        (float("nan"), "nan"), (float("-inf"), "-inf"), (np.float64("inf"), "np.float64(inf)"),
        ([float("inf")], ["inf"]), (pd.NA, "<NA>"), pytest.param(10**5000, "<int>", id="10**5000"), (1j, "1j"),
    ],
)  # fmt: skip
def test_plain_values_are_kept_as_they_are_and_others_as_text(
    answer: Any, in_the_journal: Any
) -> None:
    cem.check("nps-2", answer)
    assert kept("attempt")[-1].body["answer"] == in_the_journal


# -- hint and solution -----------------------------------------------------------------------


@pytest.mark.parametrize("exercise", MARKED, ids=by_id)
def test_hints_come_one_after_the_other_and_the_last_one_stays(exercise: Exercise) -> None:
    question = current_desk().question(exercise.id)
    for turn in range(5):
        level = min(turn, 2)
        hint = cem.hint(exercise.id)
        assert hint.text == f"**Hint {level + 1} of 3.** {question.text(exercise.hints[level])}"
        assert repr(hint).startswith(f"Hint {level + 1} of 3. ")
        assert words(hint._repr_html_()).startswith(f"Hint {level + 1} of 3. ")
    restart()
    assert repr(cem.hint(exercise.id)).startswith("Hint 3 of 3")
    assert [e.body["level"] for e in kept("hint")] == [1, 2, 3, 3, 3, 3]


def test_each_question_has_hints_of_its_own() -> None:
    cem.hint("nps-1")
    assert repr(cem.hint("nps-2")).startswith("Hint 1 of 3")


def test_the_solution_asks_once_whether_you_would_rather_try() -> None:
    assert repr(cem.solution("nps-2")).startswith("Have a go first?")
    restart()
    assert repr(cem.solution("nps-2")).startswith("One way to do it.")
    assert [e.body["shown"] for e in kept("solution")] == [False, True]


def test_after_an_attempt_the_solution_is_there() -> None:
    cem.check("nps-2", "no idea")
    solution = cem.solution("nps-2")
    assert repr(solution).startswith("One way to do it.")
    assert "**" not in repr(solution)
    assert "cem.load" in repr(solution)
    assert "<pre>" in solution._repr_html_()


def test_a_reflection_has_neither_hint_nor_solution() -> None:
    assert "no hint" in repr(cem.hint("nps-r1"))
    assert "no solution" in repr(cem.solution("nps-r1"))


# -- names that do not exist -----------------------------------------------------------------


@pytest.mark.parametrize("verb", [cem.ask, cem.check, cem.hint, cem.solution, cem.reflect])
@pytest.mark.parametrize(
    ("wrong", "near"),
    [("nps-77", "nps-7"), ("np-2", "nps-2"), ("strat-1", "start-1"), ("nps", "nps-"), ("", "start-1"), (7, "")],
)  # fmt: skip
def test_an_unknown_question_gets_a_near_one(
    verb: Callable[[Any], object], wrong: Any, near: str
) -> None:
    with pytest.raises(CourseError) as caught:
        verb(wrong)
    assert f"There is no question “{wrong}”." in str(caught.value)
    assert f"Did you mean “{near}" in str(caught.value)
    assert not kept("attempt") + kept("hint") + kept("solution")


@pytest.mark.parametrize("typed", ["NPS-2", " nps-2 ", "Nps-2\n"])
def test_an_id_may_be_typed_in_any_case(typed: str) -> None:
    assert cem.check(typed, "x").exercise == "nps-2"
    assert cem.ask(typed).question.exercise.id == "nps-2"


@pytest.mark.parametrize(
    ("call", "names"),
    [
        (lambda: cem.begin("12_nothing"), "12_nothing"),
        (lambda: cem.explore("npz"), "nps"),
        (lambda: cem.load("survey"), "surveys"),
        (lambda: cem.your_file("nsp"), "nps, csat, ces, churn"),
        (lambda: cem.reflect("nps-2"), "cem.ask"),
    ],
)
def test_other_names_that_do_not_exist_get_a_sentence(
    call: Callable[[], object], names: str
) -> None:
    with pytest.raises(CourseError, match=names):
        call()


# -- begin, progress, course map -------------------------------------------------------------


def test_a_visitor_is_told_so() -> None:
    welcome = cem.begin("11_nps")
    assert "You are the visitor “demo”" in repr(welcome)
    assert "not kept for good" in repr(welcome)
    assert f"This page: not begun, {page_named('11_nps').minutes} minutes." in repr(welcome)
    for sentence in welcome.sentences:
        assert " ".join(sentence.split()) in words(welcome._repr_html_())
    assert repr(cem.begin("11_nps.ipynb")) == repr(welcome)


def test_a_learner_is_greeted_and_told_where_the_work_is(home: Path) -> None:
    current_desk().learners.begin("restaurant", "Mina <b>", 5)
    welcome = cem.begin("00_start_here")
    assert "Welcome, Mina <b>. Your company is" in repr(welcome)
    assert "<b>" not in welcome._repr_html_()
    assert str(home / "learners") in repr(welcome)


def test_progress_goes_from_open_to_tried_to_done_and_never_back() -> None:
    def state(of: str) -> str:
        page = next(p for p in cem.progress().pages if p.page.file == "11_nps")
        return next(s for s in ("done", "tried", "open") if of in getattr(page, s))

    assert state("nps-2") == "open"
    cem.check("nps-2", wrong_answer(next(e for e in EXERCISES if e.id == "nps-2"))[0])
    assert state("nps-2") == "tried"
    cem.check("nps-2", right_answer(next(e for e in EXERCISES if e.id == "nps-2")))
    assert state("nps-2") == "done"
    cem.check("nps-2", "out of curiosity")
    restart()
    assert state("nps-2") == "done"


def test_progress_says_what_comes_next_until_all_is_done() -> None:
    for exercise in EXERCISES:
        progress = cem.progress()
        assert progress.next == exercise.id
        assert repr(progress).endswith(f"Next: {exercise.id}.")
        cem.check(exercise.id, right_answer(exercise))
    assert repr(cem.progress()).endswith("Well worked.")
    assert cem.progress().next == ""
    assert all(still_open == "–" for _, _, still_open in cem.progress().rows)
    assert words(cem.progress()._repr_html_()).endswith("Well worked.")


def test_the_map_shows_every_page_and_what_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    ready = sum(page.ready for page in PAGES)
    planned = len(PAGES) - ready
    assert cem.course_map().summary == (
        f"{len(PAGES)} pages: 0 done, 0 begun, {ready} ready to begin, {planned} in preparation."
    )
    cem.check("nps-2", "first try")
    for exercise in exercises_of("start"):
        cem.check(exercise.id, right_answer(exercise))
    chart = cem.course_map()
    assert f": 1 done, 1 begun, {ready - 2} ready to begin" in chart.summary
    picture, links = displayed(chart, monkeypatch)
    drawn = words(picture["image/svg+xml"])
    for page in PAGES:
        assert "".join(page.title.split()) in "".join(drawn.split())
    assert drawn.count("2 of 2 done") == 1
    assert links["text/html"].count("<a href=") == ready
    assert chart.summary in links["text/plain"]


def displayed(thing: Any, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Return the outputs of a cell that ends in the thing."""
    outputs: list[dict[str, Any]] = []

    def keep(shown: Any, raw: bool = False) -> None:
        outputs.append(shown if raw else shown._repr_mimebundle_())

    with monkeypatch.context() as patch:
        patch.setattr("IPython.display.display", keep)
        thing._ipython_display_()
    return outputs


# -- cards -----------------------------------------------------------------------------------


def card_of(exercise: Exercise) -> Card:
    return cem.ask(exercise.id)


@pytest.mark.parametrize("exercise", EXERCISES, ids=by_id)
def test_a_card_is_answered_kept_and_filled_in_again_after_a_restart(exercise: Exercise) -> None:
    card, answer = card_of(exercise), right_answer(exercise)
    card.form.put(answer)
    assert card.form.get() == answer
    card.check.click()
    said = words(card.feedback.value)
    marked = exercise.answer.marked
    (entry,) = kept("attempt" if marked else "reflection", exercise.id)
    assert entry.body.get("by") == ("card" if marked else None)
    assert said.startswith("Right:" if marked else "Kept.")
    restart()
    again = card_of(exercise)
    assert again.form.get() == answer
    assert entry.at[:10] in words(again.feedback.value)
    assert words(again.feedback.value).endswith("right." if marked else f"{entry.at[:10]}.")
    again.check.click()
    assert words(again.feedback.value) == said


@pytest.mark.parametrize("exercise", EXERCISES, ids=by_id)
def test_an_empty_card_says_what_to_do_and_keeps_nothing(exercise: Exercise) -> None:
    card = card_of(exercise)
    assert card.form.get() == ""
    card.check.click()
    assert words(card.feedback.value) == (
        f"Not attempted yet. Give an answer first, then choose {card.check.description}."
    )
    assert not kept("attempt") + kept("reflection")


@pytest.mark.parametrize("exercise", MARKED, ids=by_id)
def test_hint_and_solution_are_buttons_of_the_card(exercise: Exercise) -> None:
    card = card_of(exercise)
    card.hint.click()
    assert words(card.feedback.value).startswith("Hint 1 of 3.")
    card.solution.click()
    assert words(card.feedback.value).startswith("Have a go first?")
    card.solution.click()
    assert words(card.feedback.value).startswith("One way to do it.")


def test_the_last_answer_is_restored_also_when_it_was_wrong() -> None:
    card = cem.ask("nps-2")
    card.form.put("12")
    card.check.click()
    card.form.put("13")
    card.check.click()
    restart()
    card = cem.ask("nps-2")
    assert card.form.get() == "13"
    assert words(card.feedback.value).endswith("not right yet.")


def test_an_answer_from_code_stands_on_the_card_if_somebody_could_have_typed_it() -> None:
    for answer, shown in (
        (12.5, "12.5"),
        (np.int64(12), "12"),
        ("12 %", "12 %"),
        (pd.Series([12]), ""),
    ):
        cem.check("nps-2", answer)
        assert cem.ask("nps-2").form.get() == shown
    cem.check("nps-5", ("b", [1, 2]))
    assert cem.ask("nps-5").form.get() == {"decide": "b", "because": ["1", "2"]}


@pytest.mark.parametrize("exercise", EXERCISES, ids=by_id)
def test_no_odd_answer_breaks_the_next_card(exercise: Exercise) -> None:
    for answer in (
        None, True, 12, float("nan"), "x", object(), [], [1], ["a", [1]], {}, {"a": 1},
        {"decide": "a", "because": 1}, {"decide": "a", "because": None}, {"x": {"y": [1]}},
    ):  # fmt: skip
        cem.check(exercise.id, answer)
        assert "stumbled" not in card_of(exercise).feedback.value


@pytest.mark.parametrize("exercise", EXERCISES, ids=by_id)
def test_a_form_passes_over_what_does_not_fit_it(exercise: Exercise) -> None:
    card = card_of(exercise)
    for odd in (None, [], {}, [1], {"a": 1}, {"decide": "z", "because": 5}, {"x": {"y": 1}}):
        card.form.put(odd)
    if exercise.answer.marked:
        card.form.put("zzz")
        assert card.form.get() == ""


def enter(field: Any) -> None:
    """Do as the browser does when somebody presses Enter in a text field."""
    field._handle_custom_msg({"event": "submit"}, [])


def test_enter_in_the_field_checks() -> None:
    card = cem.ask("nps-2")
    card.form.widget.value = "12"
    card.form.widget._handle_custom_msg({"event": "something else"}, [])
    assert card.feedback.value == ""
    enter(card.form.widget)
    assert words(card.feedback.value).startswith("Not yet:")
    assert kept("attempt")[-1].body["answer"] == "12"


def test_enter_in_any_field_of_a_table_checks() -> None:
    card = cem.ask("nps-4")
    for cell in card.form._cells.values():
        cell.value = "1"
        enter(cell)
    assert len(kept("attempt")) == len(card.form._cells)


def test_a_half_sorted_card_says_how_many_are_missing() -> None:
    card = cem.ask("nps-1")
    first = next(iter(card.form._items.values()))
    first.value = "promoter"
    card.check.click()
    assert "9 of 10 still have no place" in words(card.feedback.value)


def test_an_error_in_a_card_becomes_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> str:
        raise ZeroDivisionError("<b>")

    card = cem.ask("nps-2")
    with monkeypatch.context() as patch:
        patch.setattr(card.form, "get", broken)
        card.check.click()
        assert "This card stumbled (ZeroDivisionError: <b>)" in words(card.feedback.value)
        assert "<b>" not in card.feedback.value
    card.form.put("12")
    card.check.click()
    assert words(card.feedback.value).startswith("Not yet:")


def test_whoever_sits_here_now_gets_the_attempt() -> None:
    card = cem.ask("nps-2")
    current_desk().learners.begin("restaurant", "", 5)
    card.form.put("12")
    card.check.click()
    (entry,) = kept("attempt")
    assert entry.body["company"] == list(card.question.company) != ["restaurant", 5]


@pytest.mark.parametrize("exercise", EXERCISES, ids=by_id)
def test_a_stored_page_has_the_whole_question(
    exercise: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = card_of(exercise)
    question, living = displayed(card, monkeypatch)
    assert set(living) == {WIDGET_VIEW}
    read = words(question["text/html"])
    assert f"{exercise.id} · {exercise.minutes} min · {exercise.goal}" in read
    assert read.endswith("Run this cell to answer.")
    labels = getattr(exercise.answer, "labels", None)
    for letter, text in (labels(card.question.case) if labels else {}).items():
        assert f"{letter}) {text}" in read
    assert question["text/plain"].startswith(f"{exercise.id}: ")
    assert not re.search(r"\{\w+\}|\*\*", read + question["text/plain"])


# -- a learner's own words -------------------------------------------------------------------


def test_own_words_are_kept_word_for_word_and_shown_only_in_their_box() -> None:
    text = "We never ask <script>alert(1)</script> those who left.\n\nسلام"
    card = cem.reflect("nps-r1")
    card.form.put(text)
    card.check.click()
    assert kept("reflection")[-1].body["text"] == text
    assert "script" not in card.feedback.value
    restart()
    card = cem.reflect("nps-r1")
    assert card.form.get() == text
    assert words(card.feedback.value).startswith("Kept on 2")


def test_own_words_can_be_changed_and_the_old_ones_stay_in_the_journal() -> None:
    card = cem.reflect("nps-r1")
    for text in ("first", "second"):
        card.form.put(text)
        card.check.click()
    assert [e.body["text"] for e in kept("reflection")] == ["first", "second"]


PLANNED = Exercise("nps-r9", "Plan one thing", 2, "What will you do?", Reflection(PLAN))


def planned() -> Card:
    return Card(PLANNED.pose(demo()), current_desk())


def test_an_action_is_kept_part_by_part_and_may_have_gaps() -> None:
    card = planned()
    what, owner, *_ = PLAN
    card.form.put({what: " Call three who left ", owner: "<b>Leyla</b>"})
    card.check.click()
    assert words(card.feedback.value).startswith("Kept.")
    (entry,) = kept("reflection", "nps-r9")
    assert entry.body == {
        "parts": {what: "Call three who left", owner: "<b>Leyla</b>", PLAN[2]: "", PLAN[3]: ""}
    }
    restart()
    assert planned().form.get() == entry.body["parts"]


def test_an_action_is_kept_with_enter_in_any_line() -> None:
    card = planned()
    for line in card.form.widget.children:
        line.value = "something"
        enter(line)
    assert len(kept("reflection", "nps-r9")) == len(PLAN)


@pytest.mark.parametrize("answer", ["a text", 7, {"Who": "Leyla"}, {PLAN[0]: "  "}])
def test_an_action_without_its_parts_gets_a_sentence(answer: Any) -> None:
    result = mark(PLANNED.pose(demo()), answer)
    assert result.status in {"unreadable", "incomplete"}
    assert PLAN[0] in result.message


def test_a_stored_page_shows_the_parts_of_an_action() -> None:
    assert all(part in words(planned().html) for part in PLAN)


# -- what is put into a view -----------------------------------------------------------------


class Ticked(Explorer):
    """A view with one box that is the learner's work, and a slider that is not."""

    name, title = "ticked", "Ticked"

    def build(self) -> None:
        self.controls = {
            "mine": widgets.Dropdown(options=["", "a", "b"]),
            "several": widgets.SelectMultiple(options=["x", "y"]),
            "slider": widgets.IntSlider(1, 0, 9),
        }
        self.kept = ["mine", "several"]

    def update(self) -> None:
        """Nothing to compute."""

    def draw(self) -> Drawing:
        return Drawing(self.name, 10, 10)

    def rows(self) -> tuple[list[str], list[list[object]]]:
        return ["mine"], [[self.controls["mine"].value]]

    @property
    def summary(self) -> str:
        return str(self.work)


def ticked() -> Ticked:
    view = Ticked()
    view.remember(DeskNotes("ticked"))
    return view


def test_what_is_put_into_a_view_is_there_again_after_a_killed_kernel() -> None:
    view = ticked()
    assert not kept("assessment"), "opening a view is no work"
    view.controls["slider"].value = 5
    assert not kept("assessment"), "playing is no work"
    view.controls["mine"].value = "b"
    view.controls["several"].value = ("x", "y")
    assert len(kept("assessment", "ticked")) == 2
    restart()
    again = ticked()
    assert again.work == {"mine": "b", "several": ("x", "y")}
    assert again.controls["slider"].value == 1
    assert len(kept("assessment", "ticked")) == 2, "restoring is no work"


@pytest.mark.parametrize(
    "values", [None, [], {"mine": "gone"}, {"mine": 7, "several": "?"}, {"other": "a"}]
)
def test_a_view_passes_over_kept_work_that_no_longer_fits(values: Any) -> None:
    current_desk().journal.append("assessment", "ticked", {"values": values})
    view = ticked()
    assert view.controls["mine"].value in {None, ""}
    view.controls["mine"].value = "a"
    assert "a" in view.html


# -- where nothing can be written ------------------------------------------------------------


def test_work_that_cannot_be_written_is_held_and_said_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a_file").write_text("not a folder", encoding="utf-8")
    monkeypatch.setenv("CEM_WORKBOOK_HOME", str(tmp_path / "a_file" / "_home_"))
    result = cem.check("nps-2", 12)
    assert "held in memory only" in repr(result)
    assert "_home_" in words(result._repr_html_())
    assert len(kept("attempt")) == 1, "it is there as long as the notebook is open"
    card = cem.ask("nps-2")
    assert card.form.get() == "12"
    card.check.click()
    assert "held in memory only" in words(card.feedback.value)


# -- choose a company ------------------------------------------------------------------------


def choose(sector: str = "restaurant", person: str = "", number: str = "") -> CompanyChooser:
    panel = cem.choose_company()
    panel.sector.value, panel.person.value, panel.number.value = sector, person, number
    panel.choose.click()
    return panel


def test_the_panel_knows_every_kind_of_company() -> None:
    from cem_workbook.data.sectors import SECTORS

    assert set(COMPANIES) == set(SECTORS)
    assert current_desk().learner.sector in COMPANIES


@pytest.mark.parametrize("sector", COMPANIES)
def test_choosing_a_company_makes_a_learner(sector: str) -> None:
    panel = choose(sector, "Mina <b>", "۱۲")
    desk = current_desk()
    assert (desk.learner.name, desk.learner.sector, desk.learner.seed) == ("Mina <b>", sector, 12)
    assert words(panel.said.value).startswith("Welcome, Mina <b>.")
    assert desk.company.title in words(panel.said.value)
    assert "<b>" not in panel.said.value
    restart()
    assert current_desk().learner == desk.learner


def test_a_company_without_a_number_is_drawn() -> None:
    choose()
    first = current_desk().learner
    assert first.id != "demo"
    assert 0 <= first.seed < 2**31


@pytest.mark.parametrize("number", ["abc", "12x", "-1", "1.5", str(2**31), "²"])
def test_what_is_no_number_from_a_trainer_is_refused(number: str) -> None:
    panel = choose(number=number)
    assert "is not a number from a trainer" in words(panel.said.value)
    assert current_desk().learner.id == "demo"


def test_a_number_of_many_digits_gets_a_sentence() -> None:
    panel = choose(number="9" * 5000)
    assert panel.said.value
    assert current_desk().learner.id == "demo"


def test_what_was_done_as_a_visitor_comes_along() -> None:
    cem.check("start-1", "12")
    choose()
    assert [e.subject for e in kept("attempt")] == ["start-1"]


def test_another_name_keeps_the_company_and_another_company_keeps_the_work() -> None:
    choose("restaurant", "Mina", "5")
    cem.check("start-1", "12")
    before = current_desk().learner
    choose("restaurant", "Mina B.")
    renamed = current_desk().learner
    assert (renamed.id, renamed.seed, renamed.name) == (before.id, before.seed, "Mina B.")
    choose("insurer", "Mina B.")
    moved = current_desk().learner
    assert (moved.id, moved.sector) == (before.id, "insurer")
    assert len(kept("attempt")) == 1


def test_going_on_as_somebody_else() -> None:
    choose("restaurant", "Mina", "5")
    mina = current_desk().learner
    current_desk().learners.begin("insurer", "Reza", 6)
    panel = cem.choose_company()
    assert panel._others_box.layout.display == "flex"
    panel.others.value = mina.id
    panel.go_on.click()
    assert current_desk().learner == mina
    assert words(panel.said.value).startswith("Welcome, Mina.")


def test_alone_there_is_nobody_to_go_on_as() -> None:
    panel = cem.choose_company()
    assert panel._others_box.layout.display == "none"
    panel.go_on.click()
    assert words(panel.said.value) == "There is nobody else here."


def test_a_demonstration_stays_a_demonstration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEM_WORKBOOK_LEARNER", "demo")
    panel = choose()
    assert "demonstration" in words(panel.said.value)
    assert current_desk().learner.id == "demo"


def test_a_learner_of_a_company_that_is_unknown_here_can_choose_another() -> None:
    """Work can come from a later edition of the course, with a kind of company of its own."""
    current_desk().learners.begin("hotel", "Mina", 5)
    choose("restaurant", "Mina")
    assert current_desk().learner.sector == "restaurant"
    assert "Your company is" in repr(cem.begin("11_nps"))


@pytest.mark.parametrize("panel", [CompanyChooser, WorkDesk, OwnFileView])
def test_a_stored_page_has_a_sentence_in_place_of_a_panel(
    panel: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = panel()
    sentence, living = displayed(made, monkeypatch)
    assert sentence["text/plain"] == made.still
    assert words(sentence["text/html"]) == made.still
    assert made.still.startswith("Run this cell")
    assert set(living) == {WIDGET_VIEW}


# -- take your work with you -----------------------------------------------------------------


def upload(panel: Any, content: bytes, name: str = "work.json") -> None:
    """Choose a file as in the browser."""
    panel.upload.value = (
        {
            "name": name, "type": "", "size": len(content), "content": memoryview(content),
            "last_modified": dt.datetime(2026, 3, 1, tzinfo=dt.UTC),
        },
    )  # fmt: skip


def work_of_a_day() -> None:
    choose("restaurant", "Mina", "5")
    cem.check("nps-2", 12)
    cem.check("nps-r1", "Three words only.")
    cem.hint("nps-2")


def test_before_there_is_work_there_is_nothing_to_save() -> None:
    panel = cem.my_work()
    assert words(panel.leaving.value).endswith("There is nothing to save yet.")
    assert "so your work has no code" in words(panel.leaving.value)
    assert panel.with_name.layout.display == "none", "who gave no name is not asked about it"


def test_what_leaves_the_computer_is_said_before_it_leaves() -> None:
    work_of_a_day()
    panel = cem.my_work()
    said = words(panel.leaving.value)
    assert f"Your code: {current_desk().learner.id}" in said
    for part in (
        "answers: 1",
        "reflections: 1",
        "hints seen: 1",
        "Your name is not in it.",
        "Words of your own in it: 3",
    ):
        assert part in said
    panel.no_words.value = True
    assert "reflections" not in words(panel.leaving.value)
    panel.save.click()
    content = saved_work().read_text(encoding="utf-8")
    assert "Mina" not in content
    assert "Three words" not in content
    assert current_desk().learner.id in content


def test_a_name_leaves_only_if_its_owner_ticks_it() -> None:
    work_of_a_day()
    panel = cem.my_work()
    panel.with_name.value = True
    assert "Your name is in it: Mina." in words(panel.leaving.value)
    panel.save.click()
    assert json.loads(saved_work().read_bytes())["learner"]["name"] == "Mina"
    panel.with_name.value = False
    assert not panel.link.value, "the link still had the file with the name"
    panel.save.click()
    latest = saved_work().with_stem(f"{saved_work().stem}-2")
    assert "Mina" not in latest.read_text(encoding="utf-8")


def test_own_words_in_the_views_stay_too() -> None:
    work_of_a_day()
    DeskNotes("ninety-days").write({"number 1": "Complaints: 412"})
    DeskNotes("standing").write({"answers": "know=2"})
    panel = cem.my_work()
    panel.no_words.value = True
    panel.save.click()
    content = saved_work().read_text(encoding="utf-8")
    assert "412" not in content and "know=2" in content


def saved_work() -> Path:
    return Path(work_file(current_desk()))


def test_work_goes_to_another_computer_and_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import base64

    work_of_a_day()
    learner, attempts = current_desk().learner, kept("attempt")
    panel = cem.my_work()
    panel.with_name.value = True
    panel.save.click()
    content = saved_work().read_bytes()
    link = re.search(r"base64,([^\"]+)", panel.link.value)[1]
    assert base64.b64decode(link) == content, "the link is the same file"

    restart()
    monkeypatch.setenv("CEM_WORKBOOK_HOME", str(tmp_path / "other computer"))
    assert current_desk().learner.id == "demo"
    panel = cem.my_work()
    upload(panel, content)
    entries = len(json.loads(content)["entries"])
    assert words(panel.said.value).startswith(f"Your work is back: {entries} entries were added")
    assert current_desk().learner == learner
    assert kept("attempt") == attempts
    upload(panel, content)
    assert words(panel.said.value).startswith("Your work is back: 0 entries were added")
    assert kept("attempt") == attempts
    card = cem.ask("nps-2")
    assert card.form.get() == "12"


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b"\x00\xff", b"<b>no</b>", b"name;score\n1;2\n", b'{"format": "x"}']
)  # fmt: skip
def test_a_file_that_is_no_export_changes_nothing(content: bytes) -> None:
    work_of_a_day()
    before = kept("attempt")
    panel = cem.my_work()
    upload(panel, content)
    assert "does not hold work from this course" in words(panel.said.value)
    assert kept("attempt") == before


def test_where_a_page_lies_in_a_read_only_folder_the_link_remains(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    really = Path.open

    def refuse(place: Path, mode: str = "r", *more: Any, **named: Any) -> Any:
        if "x" in mode:
            raise OSError("read-only")
        return really(place, mode, *more, **named)

    work_of_a_day()
    panel = cem.my_work()
    monkeypatch.setattr(Path, "open", refuse)
    panel.save.click()
    assert "use the link" in words(panel.said.value)
    assert f'download="{saved_work().name}"' in panel.link.value


# -- tomorrow --------------------------------------------------------------------------------

TOMORROW = """
import cem_workbook as cem
card = cem.ask("nps-2")
print(card.form.get(), "|", card.feedback.value, "|", repr(cem.progress()), "|", repr(cem.hint("nps-2")))
"""


def test_a_real_restart_finds_everything(root: Path) -> None:
    choose("restaurant", "Mina", "5")
    right = right_answer(next(e for e in EXERCISES if e.id == "nps-2"))
    cem.check("nps-2", right)
    cem.hint("nps-2")
    done = subprocess.run(
        [sys.executable, "-c", TOMORROW], capture_output=True, text=True, check=True, encoding="utf-8"
    )  # fmt: skip
    answer, feedback, progress, hint = done.stdout.split(" | ")
    assert answer == right
    assert "right." in feedback
    assert "1 of 8 done" in progress
    assert hint.startswith("Hint 2 of 3")


def test_the_desk_of_a_moment_is_one_person_at_one_company() -> None:
    desk = current_desk()
    assert isinstance(desk, Desk)
    assert desk.company is current_desk().company, "its tables are made once"
    assert (desk.company.sector, desk.company.seed) == (desk.learner.sector, desk.learner.seed)
    assert set(cem.load("surveys").columns) == set(desk.company.surveys.columns)
    loaded = cem.load("surveys")
    loaded["recommend"] = 0
    assert not cem.load("surveys").equals(loaded), "a table of your own to spoil"
