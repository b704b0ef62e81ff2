"""The view “standing”: answering, what is kept, the pool, the trial, and the drawings."""

from __future__ import annotations

import json
import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import cem_workbook as cem
from cem_workbook.data.company import demo
from cem_workbook.desk.desk import current_desk, learners_at
from cem_workbook.desk.notes import DeskNotes
from cem_workbook.explorers.standing import AGO, ANSWER, GAP, MANY, POOL, WhereWeStand
from cem_workbook.explorers.standing_answers import CANNOT_KNOW
from cem_workbook.frameworks.assessment import gaps, standing
from cem_workbook.frameworks.pooling import Assessment, read_file, view_of
from cem_workbook.frameworks.respondents import as_sheets, sample, try_out
from cem_workbook.frameworks.statements import FRONT, IDS, MANAGER, STATEMENTS
from tests.views import SVG, assert_inside, assert_words_apart, sentence, words_of

LEAPING = (3, 2, 3, 2, 1, 0, 1, None, 2, 3, 2, 3, 0, 1, None, 0)
IN_ORDER = (3, 3, 3, 2, 2, 2, 3, 2, 1, 0, 1, 1, 0, 0, 0, 0)


class Memory:
    """Notes that a view keeps, as the desk would."""

    def __init__(self) -> None:
        self.values: Mapping[str, Any] = {}
        self.done: list[Mapping[str, Any]] = []

    def read(self) -> Mapping[str, Any]:
        return self.values

    def write(self, values: Mapping[str, Any]) -> str:
        self.values = dict(values)
        return ""

    def finish(self, values: Mapping[str, Any]) -> str:
        self.done.append(dict(values))
        return ""

    def history(self) -> Sequence[Mapping[str, Any]]:
        return self.done


@pytest.fixture
def view() -> WhereWeStand:
    return WhereWeStand(demo())


def look_at(view: WhereWeStand, name: str) -> str:
    view.controls["view"].value = name
    return view.summary


def answer(view: WhereWeStand, levels: Sequence[int | None]) -> None:
    """Answer one statement after the other, as a person does."""
    for level in levels:
        view.own.radio.value = CANNOT_KNOW if level is None else level
        view.controls["next"].click()


def finish(view: WhereWeStand, day: date, levels: Sequence[int | None] = LEAPING) -> None:
    view.own.today = lambda: day
    look_at(view, ANSWER)
    view.controls["reset"].click()
    answer(view, levels)
    view.controls["finish"].click()


# -- answering


def test_a_fresh_view_asks_the_first_statement(view: WhereWeStand) -> None:
    assert view.summary.startswith("Statement 1 of 16: who buys what. Answered: 0 of 16")
    assert view.own.radio.value is None
    options = [words for words, _ in view.own.radio.options]
    assert tuple(options[:4]) == STATEMENTS[0].seen[MANAGER]
    assert "cannot know" in options[4]


def test_each_role_is_asked_for_what_it_can_see(view: WhereWeStand) -> None:
    view.controls["role"].value = FRONT
    for statement in STATEMENTS:
        options = [words for words, _ in view.own.radio.options]
        assert tuple(options[:4]) == statement.seen[FRONT]
        assert statement.asks[FRONT] in view.own._question.value
        view.controls["next"].click()
    assert "Statement 1 of 16" in view.summary, "it goes round"
    view.controls["back"].click()
    assert "Statement 16 of 16" in view.summary


def test_answers_are_shown_counted_and_come_back_on_the_way(view: WhereWeStand) -> None:
    answer(view, LEAPING[:8])
    assert "Answered: 8 of 16" in view.summary
    assert "You cannot know 1 of them" in view.summary
    view.controls["back"].click()
    assert view.own.radio.value == CANNOT_KNOW
    view.controls["back"].click()
    assert view.own.radio.value == LEAPING[6]


def test_the_summary_tells_where_the_leap_is_and_what_follows(view: WhereWeStand) -> None:
    answer(view, LEAPING)
    assert "stands on step 1 (Target customers)" in view.summary
    assert "A leap: step 3 (Engage) holds while step 2 (Respond) does not" in view.summary
    assert "disappearing or being sold" in view.summary
    assert "Work on step 2 (Respond) first." in view.summary and "page 06" in view.summary
    assert "in the air: step 2 does not hold" in words_of(ET.fromstring(view.svg))


def test_undo_takes_back_answer_after_answer_and_also_start_again(view: WhereWeStand) -> None:
    answer(view, (3, 2, 1))
    view.controls["undo"].click()
    assert view.own.levels == {"know": 3, "best": 2}
    assert "Statement 3 of 16" in view.summary
    view.controls["reset"].click()
    assert not view.own.levels
    view.controls["undo"].click()
    assert view.own.levels == {"know": 3, "best": 2}
    for _ in range(2):
        view.controls["undo"].click()
    assert not view.own.levels
    view.controls["undo"].click()
    assert "nothing to undo" in view.html


def test_a_role_cannot_take_over_what_another_one_saw(view: WhereWeStand) -> None:
    assert not view.controls["role"].disabled
    answer(view, (3,))
    assert view.controls["role"].disabled and view.controls["about"].disabled
    view.controls["reset"].click()
    assert not view.controls["role"].disabled


def test_an_answer_belongs_to_the_statement_that_was_on_the_screen(view: WhereWeStand) -> None:
    """Next is on its way to the kernel when somebody presses an answer of the one before."""
    answer(view, (3,))
    on_screen = view.own.radio
    view.controls["next"].click()
    on_screen.value = 2
    assert view.own.levels == {"know": 3, "best": 2}
    assert "Statement 3 of 16" in view.summary and view.own.radio.value is None
    view.controls["undo"].click()
    assert view.own.levels == {"know": 3} and "Statement 2 of 16" in view.summary
    assert view.own.radio is on_screen and on_screen.value is None
    view.controls["reset"].click()
    as_manager = view.own.radio
    view.controls["role"].value = FRONT
    as_manager.value = 1
    assert not view.own.levels, "nor is what a manager sees taken for the front line's"


def test_the_brick_that_is_asked_has_a_frame(view: WhereWeStand) -> None:
    def framed() -> list[ET.Element]:
        root = ET.fromstring(view.svg)
        return [r for r in root.iter(f"{SVG}rect") if r.get("stroke-width") == "3"]

    (first,) = framed()
    view.controls["next"].click()
    (second,) = framed()
    assert float(second.get("x")) > float(first.get("x"))
    assert not look_at(view, GAP).startswith("Statement")
    assert {r.get("stroke") for r in framed()}.isdisjoint({first.get("stroke")})


def test_finish_wants_every_statement_and_something_known(view: WhereWeStand) -> None:
    answer(view, LEAPING[:14])
    view.controls["finish"].click()
    assert "Statements without an answer: 15, 16" in view.html
    view.controls["reset"].click()
    answer(view, [None] * 16)
    view.controls["finish"].click()
    assert "nothing to keep" in view.html
    assert not view.own.finished


# -- what is kept


def test_answers_so_far_and_finished_ones_come_back(view: WhereWeStand) -> None:
    notes = Memory()
    view.remember(notes)
    finish(view, date(2026, 3, 1))
    assert "Kept, with the date 1 March 2026" in view.html
    view.controls["finish"].click()
    assert "kept already" in view.html and len(notes.done) == 1
    view.controls["reset"].click()
    answer(view, (1, None, 2))
    again = WhereWeStand(demo())
    again.remember(notes)
    assert again.own.levels == {"know": 1, "best": None, "whole": 2}
    assert "Statement 4 of 16" in again.summary, "it goes on where one stopped"
    assert again.own.finished == view.own.finished
    again.controls["undo"].click()
    assert "nothing to undo" in again.html, "what an earlier hour did is not undone by chance"


@pytest.mark.parametrize(
    "values",
    [
        {"answers": "know=9 best=x =3 ? strange=1 whole=2"},
        {"answers": 12, "role": "owner", "about": None},
        {"role": FRONT, "answers": "whole=2 whole=3"},
    ],
)
def test_kept_answers_that_make_no_sense_are_passed_over(values: dict) -> None:
    notes = Memory()
    notes.values = values
    notes.done = [{"format": "?"}, {}, {"answers": 3}]
    view = WhereWeStand(demo())
    view.remember(notes)
    assert set(view.own.levels) <= {"whole"}
    assert not view.own.finished
    assert "Statement 1 of 16" in view.summary


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("CEM_WORKBOOK_HOME", str(tmp_path / "home"))
    yield
    learners_at.cache_clear()


@pytest.mark.usefixtures("home")
def test_it_is_all_there_after_a_killed_kernel_and_nothing_is_overwritten() -> None:
    view = cem.explore("standing")
    finish(view, date(2026, 3, 1))
    finish(view, date(2026, 9, 1), IN_ORDER)
    answer_before = view.own.levels
    learners_at.cache_clear()
    again = cem.explore("standing")
    assert again.own.levels == answer_before
    assert [one.day for one in again.own.finished] == [date(2026, 3, 1), date(2026, 9, 1)]
    entries = current_desk().journal.entries("assessment", "standing, finished")
    assert [entry.body["values"]["day"] for entry in entries] == ["2026-03-01", "2026-09-01"]
    assert DeskNotes("standing").read()["answers"], "work in hand is kept apart"
    assert not DeskNotes("claims").history()


def test_the_same_answers_months_later_are_an_assessment_too(view: WhereWeStand) -> None:
    notes = Memory()
    view.remember(notes)
    answer(view, LEAPING)
    assert "Nothing is open: choose Finish and keep." in view.own._status.value
    finish(view, date(2026, 3, 1))
    assert "To answer anew, choose Start again." in view.own._status.value
    again = WhereWeStand(demo())
    again.remember(notes)
    again.own.today = lambda: date(2026, 9, 1)
    again.controls["finish"].click()
    assert "kept already" in again.html and len(notes.done) == 1, "only looked at"
    finish(again, date(2026, 9, 1))
    assert [one.day for one in again.own.finished] == [date(2026, 3, 1), date(2026, 9, 1)]


# -- now and earlier


def test_the_latest_is_compared_with_an_earlier_one(view: WhereWeStand) -> None:
    assert "It takes two to compare" in look_at(view, AGO)
    finish(view, date(2026, 3, 1))
    assert "Finished assessments: 1." in look_at(view, AGO)
    finish(view, date(2026, 9, 1), IN_ORDER)
    said = look_at(view, AGO)
    assert "1 March 2026: The firm stands on step 1" in said
    assert "1 September 2026: The firm stands on step 2" in said
    assert "Careful" not in said
    head, rows = view.rows()
    assert head[1:3] == ["1 March 2026", "1 September 2026"]
    then, now = (standing([one.sheet]).scores[1].value for one in view.own.finished)
    assert rows[1][-1] == f"+{now - then:.0f}"
    for row in rows:
        first, second = (int(cell.split()[0]) for cell in row[1:3])
        assert int(row[3].replace("−", "-")) == second - first, "the change as one would sum it"
    look_at(view, ANSWER)
    view.controls["reset"].click()
    view.controls["role"].value = FRONT
    answer(view, IN_ORDER)
    view.controls["finish"].click()
    assert "Careful: they were answered from another place" in look_at(view, AGO)
    view.controls["earlier"].value = 1
    assert "1 September 2026: The firm stands on step 2" in view.summary


# -- managers and front line


def test_the_example_shows_both_roles_and_their_gap(view: WhereWeStand) -> None:
    said = look_at(view, GAP)
    assert "(synthetic)" in said
    sheets = as_sheets(sample(1))
    _, rows = view.rows()
    for gap, row in zip(gaps(sheets), rows, strict=True):
        assert f"{gap.managers:.0f} (" in row[1] and f"{gap.front:.0f} (" in row[2]
        assert f"{gap.value:+.0f} (" in row[3]
        assert row[3] in words_of(ET.fromstring(view.svg))
    widest = max(gaps(sheets), key=lambda gap: abs(gap.value))
    assert f"Furthest apart in step {widest.number}" in said


# -- how many


def test_the_trial_counts_groups(view: WhereWeStand) -> None:
    look_at(view, MANY)
    view.controls["people"].value = 12
    found = try_out("step 2", 12)
    assert f"Placed where their firm was built to stand: {found.placed[2]}." in view.summary
    root = ET.fromstring(view.svg)
    dots = sum(path.get("d").count("M") for path in root.findall(f"{SVG}path"))
    assert dots == found.groups
    assert "Too few answers" not in view.summary
    view.controls["assume unknown"].value = 0.6
    view.controls["people"].value = 1
    lost = int(re.search(r"Too few answers to place: (\d+)\.", view.summary)[1])
    head, rows = view.rows()
    assert rows[0][head.index("Not placed")] == lost > 0
    assert sum(rows[0][1 : head.index("Not placed") + 1]) == found.groups
    view.controls["assume unknown"].value = 0.08
    view.controls["people"].value = 12
    view.controls["build"].value = "leap"
    assert f"The leap is found in {try_out('leap', 12).leaps}" in view.summary
    view.controls["assume strict"].value = 1.5
    assert f"found in {try_out('leap', 12).leaps} of" not in view.summary
    view.controls["reset"].click()
    assert view.controls["assume strict"].value == 0.4


# -- the pool


def uploaded(*files: tuple[str, bytes]) -> tuple[dict[str, Any], ...]:
    return tuple(
        {
            "name": name,
            "type": "",
            "size": len(c),
            "content": memoryview(c),
            "last_modified": datetime.now(UTC),
        }
        for name, c in files
    )


def person(number: int) -> tuple[str, bytes]:
    sheet = as_sheets(sample(2))[number]
    return f"p{number}.json", Assessment(
        f"{number:016x}", "whole firm", date(2026, 3, 1), sheet
    ).file()


def test_files_are_pooled_and_bad_ones_named(view: WhereWeStand) -> None:
    assert "Nothing is shown of fewer than three people" in look_at(view, POOL)
    view.pool.take([person(0), person(1)])
    view._redraw()
    assert "People: 2." in view.summary and "Nothing is shown" in view.summary
    assert not re.search(r"\d+ \(\d+ to", words_of(ET.fromstring(view.svg)))
    view.pool._uploaded()  # nothing chosen, nothing done
    view.controls["files"].set_trait("value", uploaded(*map(person, range(6)), ("<b>x.json", b"?")))
    assert view.controls["files"].value == (), "so that the same can be chosen again"
    assert "People: 6. Managers: 3. Front line: 3. Set aside" in view.summary
    assert "Set aside: 3." in view.summary, "two were there, and one is no file of ours"
    below = view.pool.aside.value
    assert "&lt;b&gt;x.json" in below and "<b>" not in below
    assert "it is the same as p0.json" in below
    view.controls["empty"].click()
    assert "People: 0." in view.summary


def test_the_sample_shows_gap_spread_and_alpha(view: WhereWeStand) -> None:
    look_at(view, POOL)
    view.controls["sample"].click()
    found = view_of(as_sheets(sample(1)))
    assert "People: 12. Managers: 6. Front line: 6. Synthetic: 12." in view.summary
    assert "12 people together, 12 of them synthetic" in words_of(ET.fromstring(view.svg))
    assert "What alpha means here" in view.pool.meaning.value
    head, rows = view.rows()
    for row, score in zip(rows, found.all.scores, strict=True):
        alpha = found.alpha[score.number]
        assert row[head.index("alpha of its four statements")].startswith(f"{alpha.value:.2f} (")
        assert row[head.index("spread, points")] == f"{found.spread[score.number]:.0f}"
        assert row[head.index("score")].startswith(f"{score.value:.0f} (")
    view.controls["sample"].click()
    assert "Set aside: 12." in view.summary, "the same twelve again"


def test_what_leaves_is_shown_before_it_leaves(view: WhereWeStand) -> None:
    look_at(view, POOL)
    assert "Finish an assessment in view 1" in view.pool.leaving.value
    finish(view, date(2026, 3, 1))
    look_at(view, POOL)
    from base64 import b64decode
    from html import unescape

    below = view.pool.leaving.value
    shown = unescape(re.search(r"<pre>(.*?)</pre>", below, re.S)[1])
    saved = b64decode(re.search(r"base64,([^\"]+)", below)[1])
    assert saved.decode() == shown, "what is saved is what is shown"
    assert read_file(saved) == view.own.finished[-1]
    assert set(json.loads(shown)["answers"]) == set(IDS)


# -- the drawings


def states() -> Iterator[WhereWeStand]:
    """Every kind of picture once; drawn once for all tests of drawings."""
    view = WhereWeStand(demo())
    yield view
    answer(view, LEAPING[:9])
    yield view
    finish(view, date(2026, 3, 1))
    yield view
    finish(view, date(2026, 9, 30), [3] * 16)
    yield view
    for name in (GAP, MANY, POOL, AGO):
        look_at(view, name)
        yield view
    look_at(view, MANY)
    view.controls["build"].value = "leap"
    view.controls["people"].value = 24
    yield view
    look_at(view, POOL)
    view.controls["sample"].click()
    yield view


def test_drawings_stay_inside_their_words_apart_and_large_enough() -> None:
    for view in states():
        root = ET.fromstring(view.svg)
        assert_inside(root)
        assert_words_apart(root)
        assert view.summary in sentence(view.html).replace("&quot;", '"') or "&" in view.html
        head, rows = view.rows()
        assert all(len(row) == len(head) for row in rows)
        assert not re.search(r"\bnan\b|None|\{", view.summary + str(rows) + words_of(root))


def test_the_picture_says_the_scores_of_the_summary(view: WhereWeStand) -> None:
    answer(view, LEAPING)
    words = words_of(ET.fromstring(view.svg))
    for score in standing([view.own.sheet]).scores:
        assert f"{score.value:.0f} ({score.interval[0]:.0f} to {score.interval[1]:.0f})" in words
        assert not math.isnan(score.value)


def test_only_the_controls_of_the_view_are_shown(view: WhereWeStand) -> None:
    for name in view.parts:
        look_at(view, name)
        shown = [part for part, box in view._boxes.items() if box.layout.display is None]
        assert shown == [name]


def test_start_again_brings_everything_back(view: WhereWeStand) -> None:
    first = view.html
    answer(view, LEAPING[:3])
    look_at(view, MANY)
    view.controls["people"].value = 9
    look_at(view, POOL)
    view.controls["sample"].click()
    view.controls["reset"].click()
    assert view.html == first
