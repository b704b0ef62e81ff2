"""The trainer's notes and agendas: their form, and that they fit the pages they are for."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from cem_workbook.course import PAGES, page_named
from cem_workbook.errors import BadInput
from cem_workbook.exercises.bank import exercises_of
from cem_workbook.trainer import agendas_read, notes_read
from cem_workbook.trainer.agendas_read import Day, Item, all_agendas, read_agenda
from cem_workbook.trainer.editions import check_sections
from cem_workbook.trainer.editions_pages import read_page, ready_pages
from cem_workbook.trainer.notes_read import all_notes, drawings_for, read_notes

WRITTEN = sorted(f.stem for f in notes_read.FOLDER.glob("*.md"))
PATTERN = (notes_read.FOLDER / "11_nps.md").read_text(encoding="utf-8")


def test_every_page_has_notes():
    assert {p.file for p in ready_pages()} <= set(WRITTEN)


@pytest.mark.parametrize("name", WRITTEN)
def test_notes_fit_their_page(name):
    notes, page = read_notes(name), page_named(name)
    student = read_page(page)
    assert tuple(s.title for s in notes.sections) == student.sections
    low, high = notes.minutes
    assert low <= page.minutes <= high <= 2 * page.minutes, "minutes of the sections"
    ideas = {t.misconception.name for e in exercises_of(page.bank) for t in e.misconceptions}
    for drawing in notes.board:
        assert set(drawing.helps) <= ideas, f"“{drawing.title}” helps with what the page lacks"
    if len(ideas) >= 5:
        assert 2 <= len(notes.board) <= 4
        assert len({name for d in notes.board for name in d.helps}) >= 5
    assert notes.split.count("**One side:**") == notes.split.count("**The other side:**") == 1
    assert "**Afterwards:**" in notes.split
    for part in ("**25 minutes:**", "**Leave out first:**", "**Never leave out:**"):
        assert part in notes.short


@pytest.mark.parametrize("name", WRITTEN)
def test_notes_name_only_exercises_that_exist(name):
    known = {e.id for p in PAGES if p.bank for e in exercises_of(p.bank)}
    banks = "|".join(p.bank for p in PAGES if p.bank)
    text = (notes_read.FOLDER / f"{name}.md").read_text(encoding="utf-8")
    assert set(re.findall(rf"\b(?:{banks})-r?\d+\b", text)) <= known


def test_drawings_are_found_by_the_idea_that_they_help_against():
    every = [d for notes in all_notes() for d in notes.board]
    for name in {name for d in every for name in d.helps}:
        assert drawings_for(name) == tuple(d for d in every if name in d.helps)
    assert drawings_for("no-such-idea") == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("# 11_nps", "# nps", 1, "first line"),
        ("## Before", "## Beforehand", 5, "## Beforehand"),
        ("## Split the room", "## Split", None, "## Split"),
        ("minutes: 8–12", "minutes: 8-12", 14, "en dash"),
        ("minutes: 8–12", "minutes: 12–8", 14, "more than"),
        ("helps: any-rise-is-news", "helps: Any rise", None, "helps: "),
        ("### Three camps", "### Predict, then see", None, "stands twice"),
        ("~~~text\n      against", "~~~\n      against", None, "~~~text"),
        ("│ 0│ 1│ 2│", "│ 0│ 1│ 2│" + 60 * "─", None, "64"),
        ("- **Ask:** Read the", "- Read the", None, None),  # there is still a Show
    ],
)
def test_a_note_out_of_form_is_named_with_its_line(tmp_path, old, new, line, said):
    assert old in PATTERN
    text = PATTERN.replace(old, new, 1)
    (tmp_path / "11_nps.md").write_text(text, encoding="utf-8")
    if said is None:
        read_notes("11_nps", tmp_path)
        return
    with pytest.raises(BadInput) as trouble:
        read_notes("11_nps", tmp_path)
    assert "11_nps.md, line " in str(trouble.value) and said in str(trouble.value)
    if line:
        assert f"line {line}:" in str(trouble.value)
        assert new in text.splitlines()[line - 1]


@pytest.mark.parametrize("cut", range(1, len(PATTERN.splitlines()), 7))
def test_notes_that_are_cut_short_are_never_taken_for_whole(tmp_path, cut):
    whole = read_notes("11_nps")
    (tmp_path / "11_nps.md").write_text("\n".join(PATTERN.splitlines()[:cut]), encoding="utf-8")
    try:
        notes = read_notes("11_nps", tmp_path)
    except BadInput as trouble:
        assert "11_nps.md, line " in str(trouble)
        return
    # only the last part, of free text, can be shorter without anybody being able to tell
    assert whole.without.startswith(notes.without)
    assert replace(notes, without="", file=Path()) == replace(whole, without="", file=Path())


def test_missing_notes_are_a_sentence_with_the_nearest():
    with pytest.raises(BadInput, match=r"'11_nsp'; the nearest is '11_nps'"):
        read_notes("11_nsp")


def test_a_section_that_the_page_lost_is_named():
    notes = read_notes("11_nps")
    lost = replace(notes, sections=(replace(notes.sections[1], title="Four camps"),))
    with pytest.raises(BadInput, match=rf"11_nps.md, line {notes.sections[1].line}: .*Four camps"):
        check_sections(read_page(page_named("11_nps")), lost)


@pytest.mark.parametrize("agenda", all_agendas(), ids=lambda a: a.name)
def test_every_agenda_adds_up(agenda):
    for day, (low, high) in zip(agenda.days, agendas_read.DAYS[agenda.name], strict=True):
        times = day.clock("9:00")
        hours, minutes = map(int, times[-1][0].split(":"))
        ends = 60 * (hours - 9) + minutes + day.items[-1].minutes
        assert low <= ends == sum(item.minutes for item in day.items) <= high
        assert all(item.page == "" or page_named(item.page) for item in day.items)
        if day.minutes > 120:
            assert any("Break" in item.what for item in day.items)
    assert agenda.opening and agenda.title


def test_the_clock_goes_on_over_noon_and_midnight():
    day = Day("", (Item(50, "", "a", ""), Item(80, "", "b", ""), Item(5, "", "c", "")))
    assert [t for t, _ in day.clock("11:30")] == ["11:30", "12:20", "13:40"]
    assert [t for t, _ in day.clock("23.00")] == ["23:00", "23:50", "1:10"]
    for wrong in ("24:00", "9:61", "nine", ""):
        with pytest.raises(BadInput, match="no time"):
            day.clock(wrong)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("| 85 | – | a | b | – |", "sum to 85"),
        ("| 90 | 11_nsp | a | b | – |", "no page “11_nsp”"),
        ("| many | – | a | b | – |", "“many”"),
        ("| 90 | – | a | b |", "five cells"),
        ("| 90 | – | a | b | nps-1 |", "cards belong to a page"),
    ],
)
def test_an_agenda_that_does_not_hold_is_named(tmp_path, row, said):
    columns = "| minutes | page | what | how | cards |\n| --- | --- | --- | --- | --- |\n"
    head = f"# Title\n\nFor whom.\n\n{columns}"
    (tmp_path / "90_minutes.md").write_text(f"{head}{row}\n", encoding="utf-8")
    with pytest.raises(BadInput, match=r"90_minutes\.md, line ") as trouble:
        read_agenda("90_minutes", tmp_path)
    assert said in str(trouble.value)


def test_an_unknown_agenda_is_a_sentence():
    with pytest.raises(BadInput, match="half_a_day"):
        read_agenda("half_day")
