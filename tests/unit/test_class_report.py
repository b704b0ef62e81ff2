"""The class report: learners simulated through the real verbs, and what is counted of them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

import cem_workbook as cem
from cem_workbook.desk.desk import current_desk, learners_at
from cem_workbook.errors import CourseError
from cem_workbook.frameworks.pooling import BRANCH, FIRM, Assessment
from cem_workbook.frameworks.respondents import as_sheets, sample
from cem_workbook.trainer import report_ideas, report_room
from cem_workbook.trainer.class_work import read_work
from cem_workbook.trainer.report import ClassReport, read_class
from cem_workbook.trainer.report_command import report_command
from cem_workbook.trainer.report_counts import count
from cem_workbook.trainer.report_parts import share
from cem_workbook.trainer.report_sample import PEOPLE, sample_class, sample_files
from tests import desks
from tests.class_exports import attempt, entry, export
from tests.html_page import Page

LEFT_OUT, RISE, EXTRA = "passives-left-out-of-the-base", "any-rise-is-news", "promoters-only"
TOP_ONLY = "only-the-top-box"
Home = Callable[[str], None]


@pytest.fixture
def sit_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """Give each learner a computer of their own."""

    def move(name: str) -> None:
        place = tmp_path / name
        place.mkdir()
        desks.sit_down(place, monkeypatch)

    yield move
    learners_at.cache_clear()


def show(exercise: str, idea: str) -> None:
    """Answer as somebody does who holds this idea, and see that the marking notices."""
    question = current_desk().question(exercise)
    trap = next(t for t, _ in question.wrong if t.misconception.name == idea)
    assert cem.check(exercise, trap.answer(question.case)).misconception == idea


def solve(exercise: str) -> None:
    question = current_desk().question(exercise)
    assert cem.check(exercise, question.exercise.expected(question.case)).is_right


def held(report: ClassReport) -> list[tuple[str, int, int]]:
    return [(h.idea.name, h.still, h.ever) for h in report.counted.held]


# -- a workshop ------------------------------------------------------------------------------


def test_twelve_learners_export_and_the_report_names_what_was_planted(
    sit_down: Home, tmp_path: Path
) -> None:
    """Planted: one idea that 6 still hold, one that 4 do, one that 3 do; many others in passing."""
    files = tmp_path / "from my class"
    files.mkdir()
    codes = {}
    for n in range(12):
        sit_down(f"learner {n}")
        current_desk().learners.begin("bank", f"Person {n}", 100 + n % 4)
        if n < 8:
            show("nps-2", LEFT_OUT)  # six keep it, two let go
        if n in (6, 7) or n >= 8:
            solve("nps-2")
        if n % 3 == 0:
            show("nps-5", RISE)
        elif n % 3 == 1:
            show("nps-5", RISE)  # these see it in time
            solve("nps-5")
        if n >= 9:
            show("csat-1", TOP_ONLY)
        elif n == 4:
            show("nps-3", EXTRA)
            solve("nps-3")
        if n == 5:
            assert cem.check("nps-r1", "Ask those who left").status == "kept"
        desk = cem.my_work()
        desk.with_name.value = n == 3
        desk.save.click()
        (work,) = Path().glob("my-cem-work-*.json")
        work.rename(files / work.name)
        codes[n] = current_desk().learner.id
    report = read_class(files)
    assert held(report)[:3] == [(LEFT_OUT, 6, 8), (RISE, 4, 8), (TOP_ONLY, 3, 3)]
    to_draw = repr(report).splitlines()[-1]
    firsts = [report_ideas.drawings_for(name)[0].title for name in (LEFT_OUT, RISE, TOP_ONLY)]
    assert sorted(firsts, key=to_draw.index) == firsts
    assert held(report)[3:] == [(EXTRA, 0, 1)]
    assert not report.counted.work.aside and not report.counted.work.notes
    told = report.wrong_ideas.words
    places = [told.index(report_ideas.ideas()[name].words) for name in (LEFT_OUT, RISE, TOP_ONLY)]
    assert places == sorted(places)
    tallies = {t.exercise.id: (t.people, t.first, t.last) for t in report.counted.tallies}
    assert tallies == {
        "nps-2": (12, 4, 6),
        "nps-3": (1, 0, 1),
        "nps-5": (8, 0, 4),
        "csat-1": (3, 0, 0),
    }
    everything = report.page().decode() + repr(sheet_words(report))
    assert set(codes.values()) == {d.person.code for d in report.counted.doing}
    assert all(code in everything for code in codes.values())
    assert "Person 3" in everything
    assert len(re.findall(r"Person \d", everything)) == everything.count("Person 3")
    assert "Ask those who left" in everything


def sheet_words(report: ClassReport) -> list[object]:
    book = load_workbook(io.BytesIO(report.sheet()))
    return [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]


# -- what is counted -------------------------------------------------------------------------


def class_of(*files: bytes) -> ClassReport:
    return read_class([(f"{i}.json", content) for i, content in enumerate(files)])


def code(n: int) -> str:
    return f"{n:08x}"


def test_an_idea_is_still_held_while_the_last_answer_to_one_of_its_questions_shows_it() -> None:
    gone_in_one = [
        attempt("nps-2", LEFT_OUT),
        attempt("nps-3", LEFT_OUT),
        attempt("nps-3", right=True),
    ]
    wrong_otherwise = [attempt("nps-2", LEFT_OUT), attempt("nps-2", "promoters-only")]
    report = class_of(export(code(1), gone_in_one), export(code(2), wrong_otherwise))
    assert held(report) == [(LEFT_OUT, 1, 2), ("promoters-only", 1, 1)]


def test_an_idea_that_a_right_answer_or_another_exercise_claims_is_not_counted() -> None:
    claims = [
        attempt("nps-2", LEFT_OUT, right=True),
        attempt("nps-5", LEFT_OUT),
        attempt("nps-2", "no-such-idea"),
        attempt("nps-99", LEFT_OUT),
    ]
    report = class_of(export(code(1), claims))
    assert held(report) == []
    assert report.counted.unknown == 1
    assert "1 answers to questions" in report.answers.words


def test_a_share_has_per_cent_only_where_there_are_people_for_it() -> None:
    assert share(3, 5) == "3 of 5"
    assert share(6, 12) == "6 of 12 (50 %)"


answers_of_one = st.lists(
    st.tuples(st.sampled_from(["nps-2", "nps-3", "nps-5"]), st.booleans()), max_size=12
)


@settings(max_examples=30)
@given(st.lists(answers_of_one, min_size=1, max_size=6), st.randoms())
def test_counts_agree_with_a_count_by_hand_in_any_order_of_files(
    people: list[list[tuple[str, bool]]], shuffle: object
) -> None:
    """Each learner's work is cut into two files that overlap."""
    ideas = {"nps-2": LEFT_OUT, "nps-3": EXTRA, "nps-5": RISE}
    files, first, last, tried = [], 0, 0, 0
    for n, did in enumerate(people):
        entries = [attempt(id, None if right else ideas[id], right=right) for id, right in did]
        entries.insert(0, entry("profile", code(n), {"sector": "bank", "seed": 7}))
        half = len(entries) // 2
        files += [export(code(n), entries[: half + 1]), export(code(n), entries[half:])]
        by_exercise: dict[str, list[bool]] = {}
        for id, right in did:
            by_exercise.setdefault(id, []).append(right)
        tried += len(by_exercise)
        first += sum(rights[0] for rights in by_exercise.values())
        last += sum(rights[-1] for rights in by_exercise.values())
    shuffle.shuffle(files)  # type: ignore[attr-defined]
    counted = class_of(*files).counted
    assert len(counted.doing) == len(people)
    assert sum(t.people for t in counted.tallies) == tried
    assert sum(t.first for t in counted.tallies) == first
    assert sum(t.last for t in counted.tallies) == last
    assert sum(t.answers for t in counted.tallies) == sum(map(len, people))
    still = sum(h.still for h in counted.held)
    assert still == tried - last


def test_done_is_what_the_learners_own_map_calls_done() -> None:
    from cem_workbook.exercises.bank import exercises_of

    every = exercises_of("nps")
    entries = [attempt(e.id, right=True) for e in every if e.answer.marked]
    entries += [attempt(every[0].id, None)]  # right once is done
    entries += [entry("reflection", e.id, {"text": "words"}) for e in every if not e.answer.marked]
    report = class_of(export(code(1), entries), export(code(2), [attempt("csat-1", None)]))
    every_csat = len(exercises_of("csat"))
    rows = [row[1:] for row in report.learners.table.rows]
    assert rows == [["done", "–"], ["–", f"0/{every_csat}"]]


def test_what_nobody_got_names_the_idea_behind_it() -> None:
    files = [export(code(n), [attempt("nps-2", LEFT_OUT)]) for n in range(3)]
    report = class_of(*files, export(code(9), [attempt("nps-5", right=True)]))
    assert [t.exercise.id for t in report.counted.nobody_right] == ["nps-2"]
    assert report_ideas.ideas()[LEFT_OUT].words in str(report.nobody_right.table)


# -- the self-assessments --------------------------------------------------------------------


def assessed(n: int, about: str = FIRM, mark: int | None = None) -> bytes:
    from datetime import date

    one = Assessment(f"{mark or n + 1:016x}", about, date(2026, 3, 2), as_sheets(sample(1))[n])
    body = {"values": one.record()}
    return export(code(n), [entry("assessment", "standing, finished", body)])


@pytest.mark.parametrize(("people", "shown"), [(2, False), (3, True)])
def test_nothing_is_shown_of_fewer_than_three(people: int, shown: bool) -> None:
    report = class_of(*(assessed(n) for n in range(people)))
    assert (report.counted.view.all is not None) == shown
    assert (report.firm.drawing is not None) == shown == (report.firm.table is not None)


def test_a_class_without_a_self_assessment_is_not_asked_for_more_files() -> None:
    assert class_of(export(code(1), [attempt("nps-2")])).firm.words.startswith("Nobody's file")


def test_roles_are_told_apart_from_three_of_each_and_spread_from_six() -> None:
    few = class_of(*(assessed(n) for n in range(5)))  # two managers, three of the front line
    assert not few.counted.view.by_role and not few.counted.view.spread
    many = class_of(*(assessed(n) for n in range(6)))
    assert many.counted.view.by_role and many.counted.view.spread


def test_a_copied_assessment_and_one_about_a_branch_are_left_out_without_saying_whose() -> None:
    files = [assessed(n) for n in range(4)] + [assessed(4, BRANCH), assessed(5, mark=1)]
    report = class_of(*files)
    assert report.counted.view.people == 4
    assert "Set aside: 2." in report.firm.words
    assert code(4) not in report.firm.html and code(5) not in report.firm.html


def test_only_the_last_assessment_of_a_learner_counts() -> None:
    import json

    early, late = (json.loads(assessed(0, mark=mark))["entries"][0] for mark in (77, 88))
    report = class_of(export(code(0), [early, late]))
    assert [one.mark for one in report.counted.pooled.used] == [f"{88:016x}"]


# -- names -----------------------------------------------------------------------------------


def test_no_sentence_ties_the_name_of_a_file_to_a_code() -> None:
    """Learning platforms put names into file names."""
    twice = [attempt("nps-2", LEFT_OUT)]
    files = [
        ("Anna Smith.json", export(code(1), twice)),
        ("Anna Smith (2).json", export(code(1), [*twice, attempt("nps-3", EXTRA)])),
        ("Visitor Bob.json", export("demo", [attempt("nps-2", right=True)])),
    ]
    report = read_class(files)
    assert [d.person.code for d in report.counted.doing] == [code(1), "visitor 1"]
    note, without = report.counted.work.notes
    assert "Learners without a code: 1" in without
    assert "Anna Smith.json" in note and code(1) not in note
    for part in report.parts:
        if part.key != "files":
            assert "Anna" not in part.html and "Bob" not in part.html
    assert not [w for w in sheet_words(report) if "Anna" in str(w) or "Bob" in str(w)]


def test_the_last_name_counts_and_only_the_learners_own() -> None:
    names = [
        entry("name", code(1), {"name": "Old"}),
        entry("name", code(1), {"name": "New"}),
        entry("name", code(2), {"name": "Somebody else"}),
    ]
    (person,) = read_work([("a.json", export(code(1), names))]).people
    assert person.name == "New"


# -- how it looks ----------------------------------------------------------------------------


def test_the_room_has_a_person_for_everybody_who_has_shown_an_idea() -> None:
    files = [export(code(n), [attempt("nps-2", LEFT_OUT)]) for n in range(40)]
    files += [export(code(100 + n), [attempt("nps-2", LEFT_OUT), attempt("nps-2", right=True)])
              for n in range(3)]  # fmt: skip
    report = class_of(*files)
    drawing = report.wrong_ideas.drawing
    svg = drawing.svg("t", "d")
    # a head is drawn with two arcs
    assert svg.count("a4 4 0 1 1 8 0") == 43
    assert f"{40} of {43} still" in svg
    xs = [float(x) for x in re.findall(r"M([\d.]+) [\d.]+v-8", svg)]
    ys = [float(y) for y in re.findall(r"M[\d.]+ ([\d.]+)v-8", svg)]
    assert len(set(zip(xs, ys, strict=True))) == 43, "nobody stands on anybody"
    assert max(xs) < 720 and max(ys) < drawing.height


def test_ideas_have_words_and_a_gist_without_fields() -> None:
    every = report_ideas.ideas()
    assert len(every) > 600
    for idea in every.values():
        assert idea.words and len(idea.gist) > 20 and "{" not in idea.gist, idea.name
        assert len(idea.gist) <= report_ideas.LONGEST_GIST


def test_the_board_drawing_that_helps_stands_beside_the_idea(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from cem_workbook.trainer.notes_read import BoardDrawing

    made = BoardDrawing(
        "11_nps", "One strip", (LEFT_OUT,), "┌──┐ <9 & 10>", "Draw the *strip* <b>first</b>."
    )
    monkeypatch.setattr(
        "cem_workbook.trainer.notes_read.drawings_for", lambda n: (made,) if n == LEFT_OUT else ()
    )
    html = class_of(
        export(code(1), [attempt("nps-2", LEFT_OUT), attempt("nps-5", RISE)])
    ).wrong_ideas.html
    assert "One strip" in html and "&lt;9 &amp; 10&gt;" in html and "<em>strip</em>" in html
    assert "<b>" not in html
    assert html.count("No board drawing") == 1

    def broken(name: str) -> None:
        raise CourseError("11_nps.md, line 3: no.")

    monkeypatch.setattr("cem_workbook.trainer.notes_read.drawings_for", broken)
    assert report_ideas.drawings_for(LEFT_OUT) == ()


def test_the_page_stands_alone() -> None:
    html = sample_class().page().decode()
    page = Page(html)
    assert not {"script", "img", "link", "iframe", "object", "base", "form"} & page.tags
    assert "http" not in re.sub('xmlns="[^"]*"', "", html).replace("http-equiv", "")
    assert html.count("<svg") == html.count("<desc") == 2
    assert len(html) < 400_000


def test_an_empty_class_is_a_report_that_says_so(tmp_path: Path) -> None:
    report = read_class(tmp_path)
    assert "Learners: 0." in report.summary
    assert "Set aside: 0." in Page(report.page().decode()).words
    assert load_workbook(io.BytesIO(report.sheet()))
    for part in report.parts:
        assert part.sentences and repr(part)


def test_the_sample_class_says_that_it_is_synthetic_and_is_always_the_same() -> None:
    report = sample_class()
    assert "synthetic" in report.summary and "synthetic" in report.page().decode()
    assert report.page() == sample_class().page()
    assert len(report.counted.doing) == PEOPLE
    assert len(report.counted.work.aside) == 2 and len(report.counted.work.notes) == 1
    assert held(report)[0][0] == LEFT_OUT
    assert report.counted.view.by_role


def test_parts_show_themselves_in_a_notebook(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[object] = []
    monkeypatch.setattr("IPython.display.display", lambda *a, **k: shown.append(a[0]))
    report = sample_class()
    for part in report.parts:
        part._ipython_display_()
    assert len(shown) == len(report.parts) + 2
    assert repr(report).startswith("This class is synthetic")


# -- the command and the view ----------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    place = tmp_path / "class"
    place.mkdir()
    for name, content in sample_files():
        (place / name).write_bytes(content)
    return place


def test_the_command_writes_a_page_and_a_spreadsheet(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report_command([str(folder), "--to", str(tmp_path / "out.html")]) == 0
    said = capsys.readouterr().out
    assert "Learners: 12." in said and "Set aside: learner-13.json" in said
    assert (tmp_path / "out.html").stat().st_size > 10_000
    assert load_workbook(tmp_path / "out.xlsx").sheetnames[0] == "ideas"
    assert report_command([str(folder)]) == 0
    assert Path("class-report.html").exists()


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        ([], 2, "Say in which folder"),
        (["a", "b"], 2, "these are 2"),
        (["a", "--out", "x.html"], 2, "no option --out"),
        (["a", "--to"], 2, "After --to"),
        (["a", "--to", "a.pdf"], 2, "After --to"),
        (["no such folder"], 1, "There is no folder"),
        (["bad\0name"], 1, ""),
        ([".", "--to=/no/such/place.html"], 1, "cannot be written"),
        (["--help"], 0, "FOLDER holds"),
    ],
)
def test_the_command_says_what_is_wrong_in_a_sentence(
    arguments: list[str], status: int, says: str, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert report_command(arguments) == status
    captured = capsys.readouterr()
    said = captured.out + captured.err
    assert says in said and "Traceback" not in said
    assert not list(tmp_path.iterdir())


def test_the_view_reads_shows_and_saves(folder: Path) -> None:
    from cem_workbook import trainer
    from tests.unit.test_desk import upload, words

    view = trainer.class_report()
    view.read.click()
    assert "Type where the files are" in words(view.said.value)
    view.save_page.click()
    assert "Read the files of a class first" in words(view.said.value)
    view.folder.value = "nowhere"
    view.read.click()
    assert "There is no folder" in words(view.said.value)
    view.folder.value = "class"
    view.read.click()
    assert "Learners: 12." in words(view.said.value)
    assert view.bar.value == 1.0 and view.bar.layout.display == "none"
    frame = Page(view.shown.value)
    assert frame.tags == {"iframe"} and ' sandbox srcdoc="' in view.shown.value
    view.save_page.click()
    view.save_sheet.click()
    assert Path("class-report.html").exists() and Path("class-report.xlsx").exists()
    upload(view, sample_files()[0][1], "one.json")
    assert "Learners: 1." in words(view.said.value)
    upload(view, b"nothing", "one.json")
    assert "Learners: 0." in words(view.said.value)


def test_progress_goes_up_to_the_end(folder: Path) -> None:
    told: list[float] = []
    read_class(folder, lambda share, words: told.append(share))
    assert told == sorted(told) and told[-1] == 1.0 and len(told) == 16


def test_loading_the_package_loads_nothing_of_it() -> None:
    import subprocess
    import sys

    source = "import sys, cem_workbook.trainer; print('numpy' in sys.modules, 'ipywidgets' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", source], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "False"]


def test_the_drawn_sentence_is_true_of_a_class_without_wrong_ideas() -> None:
    assert "No answer shows" in report_room.room_sentence([])
    work = read_work(
        [("a.json", export(code(1), [attempt("nps-2", EXTRA), attempt("nps-2", right=True)]))]
    )
    assert "None shows in anybody's last answer" in report_room.room_sentence(count(work).held)
