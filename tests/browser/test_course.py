"""What a person does in the course, in a real JupyterLab in a real browser."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from cem_workbook.data.company import demo
from cem_workbook.exercises.bank import find
from tests.browser.lab import (
    ROOT,
    cell_with,
    course,
    open_page,
    run_all,
    run_cells,
    set_source_and_run,
    slide,
    wait_until_idle,
)

pytestmark = pytest.mark.browser
START, NPS = "notebooks/00_start_here.ipynb", "notebooks/11_nps.ipynb"


def boxes_drawn(page: Page) -> str:
    """Return what the explorer shows now."""
    return page.evaluate("() => document.querySelector('.cem-explorer svg').outerHTML")


def test_the_command_opens_the_first_page(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_function(
        "p => window.jupyterapp?.shell.currentWidget?.context?.path === p", arg=START
    )
    expect(page.get_by_role("heading", name="Start here")).to_be_visible()
    expect(page.get_by_text("Would you like to get notified")).to_have_count(0)
    course_map = cell_with(page, "cem.course_map()")
    course_map.get_by_role("link", name=re.compile("recommend us")).click()
    page.wait_for_function("p => jupyterapp.shell.currentWidget?.context?.path === p", arg=NPS)


def test_a_stored_page_shows_its_pictures_without_being_run(page: Page, address: str) -> None:
    open_page(page, address, NPS)
    explorer = cell_with(page, 'cem.explore("nps")')
    picture = explorer.get_by_role("img", name=re.compile("Eleven boxes"))
    expect(picture).to_be_visible()
    expect(explorer.get_by_text("Run this cell to move it yourself.")).to_be_visible()
    expect(page.get_by_text("Error displaying widget")).to_have_count(0)


def test_a_page_saved_yesterday_shows_its_pictures_and_no_error(
    page: Page, browser: Browser, tmp_path: Path
) -> None:
    """The views of a page that was run and saved have lost their kernel by the next day."""
    checkout = tmp_path / "course"
    left_out = shutil.ignore_patterns(".*", "__pycache__", "test-results")
    shutil.copytree(ROOT, checkout, ignore=left_out)
    with course(tmp_path, checkout) as address:
        with browser.new_page() as yesterday:
            open_page(yesterday, address, NPS)
            assert run_all(yesterday)
            expect(yesterday.locator(".cem-explorer, .cem-card").last).to_be_attached()
            yesterday.evaluate("jupyterapp.commands.execute('docmanager:save')")
            yesterday.wait_for_function("!jupyterapp.shell.currentWidget.context.model.dirty")
            yesterday.evaluate("jupyterapp.serviceManager.sessions.shutdownAll()")
        open_page(page, address, NPS)
        explorer = cell_with(page, 'cem.explore("nps")')
        expect(explorer.get_by_role("img", name=re.compile("Eleven boxes"))).to_be_visible()
        dead = page.get_by_text("Error displaying widget")
        expect(dead).not_to_have_count(0)
        for index in range(dead.count()):
            expect(dead.nth(index)).to_be_hidden()
        page.goto("about:blank")  # before its server is gone


def test_a_slider_moves_the_picture(tab: Page, address: str) -> None:
    open_page(tab, address, NPS)
    assert run_cells(tab, 'cem.explore("nps")')
    explorer = cell_with(tab, 'cem.explore("nps")')
    expect(explorer.locator(".cem-explorer")).to_be_visible()
    # the living view stands in the place of the stored one
    expect(explorer.locator(".cem-still")).to_have_count(2)
    expect(explorer.locator(".cem-still").first).to_be_hidden()
    before = boxes_drawn(tab)
    expect(explorer.locator(".cem-summary")).to_contain_text("from 100 answers")
    slide(explorer.locator(".noUi-handle").first, 1)
    expect(explorer.locator(".cem-summary")).to_contain_text("from 200 answers")
    assert boxes_drawn(tab) != before

    explorer.get_by_role("button", name="Move").click()
    expect(explorer.locator(".cem-explorer")).to_contain_text("Moved from box")
    moved = boxes_drawn(tab)
    explorer.get_by_role("button", name="Undo").click()
    tab.wait_for_function(
        "old => document.querySelector('.cem-explorer svg').outerHTML !== old", arg=moved
    )
    explorer.get_by_label("Show the same as a table").check()
    expect(explorer.get_by_role("columnheader", name="Camp")).to_be_visible()


def test_a_card_by_keyboard_then_code_then_tomorrow(page: Page, address: str) -> None:
    question = find("nps-2").pose(demo())
    wrong = {
        t.misconception.name: t.answer(question.case) for t in question.exercise.misconceptions
    }
    open_page(page, address, NPS)
    assert run_all(page)

    # by keyboard alone: type, Enter, read; Tab to the hint, Space
    card = cell_with(page, 'cem.ask("nps-2")')
    field = card.get_by_label("Your answer (points)")
    field.focus()
    page.keyboard.type(f"{wrong['promoters-only']:.1f}")
    page.keyboard.press("Enter")
    expect(card.get_by_role("alert")).to_contain_text("is the share of promoters")
    expect(card.get_by_role("alert")).to_contain_text("Not yet")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(card.get_by_role("button", name="Hint")).to_be_focused()
    page.keyboard.press("Space")
    expect(card.get_by_role("alert")).to_contain_text("Hint 1 of 3")

    # from code
    cell = set_source_and_run(
        page, "branch_nps = ...", f"branch_nps = {wrong['fraction-instead-of-points']!r}"
    )
    expect(cell.locator(".cem-result")).to_contain_text("Close")
    expect(cell.locator(".cem-result")).to_contain_text("right as a fraction")
    right = question.exercise.expected(question.case)
    cell = set_source_and_run(
        page, f"branch_nps = {wrong['fraction-instead-of-points']!r}", f"branch_nps = {right!r}"
    )
    expect(cell.locator(".cem-result")).to_contain_text("Right")

    # the kernel dies, and the work is there
    page.evaluate("jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    wait_until_idle(page, NPS)
    assert run_all(page)
    progress = cell_with(page, "cem.progress()")
    row = progress.get_by_role("row").filter(has_text="11_nps")
    expect(row).to_contain_text("1 of 8 done")
    card = cell_with(page, 'cem.ask("nps-2")')
    expect(card.get_by_role("alert")).to_contain_text("right")


def test_choosing_by_keyboard(tab: Page, address: str) -> None:
    open_page(tab, address, NPS)
    assert run_cells(tab, 'cem.ask("nps-7")')
    card = cell_with(tab, 'cem.ask("nps-7")')
    check = card.get_by_role("button", name="Check")

    def tab_to_check() -> None:
        for _ in range(6):
            tab.keyboard.press("Tab")
            if check.evaluate("button => button === document.activeElement"):
                return
        pytest.fail("Tab does not lead to Check")

    card.get_by_label(re.compile("^a\\)")).focus()
    tab.keyboard.press("Space")
    tab_to_check()
    tab.keyboard.press("Enter")
    expect(card.get_by_role("alert")).to_contain_text("Try to break it")
    card.get_by_label(re.compile("^a\\)")).focus()
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Space")
    tab_to_check()
    tab.keyboard.press("Space")
    expect(card.get_by_role("alert")).to_contain_text("Right")


def test_keys_in_a_list_choose_and_leave_the_page_as_it_is(tab: Page, address: str) -> None:
    """JupyterLab's one-letter commands would turn or delete the cell under the list."""
    open_page(tab, address, NPS)
    assert run_cells(tab, 'cem.ask("nps-1")')
    card = cell_with(tab, 'cem.ask("nps-1")')
    first = card.locator("select").first
    notebook = "jupyterapp.shell.currentWidget.content"
    cells = f"{notebook}.widgets.map(cell => cell.model.type + cell.model.id).join()"
    before, empty = tab.evaluate(cells), first.input_value()
    for key in "abcdmrxyzdd":
        first.press(key)
    for _ in range(3):
        first.press("ArrowDown")
    assert first.input_value() != empty
    assert tab.evaluate(cells) == before
    expect(first).to_be_focused()


def test_your_own_file_is_uploaded_and_analysed(tab: Page, address: str) -> None:
    open_page(tab, address, NPS)
    assert run_cells(tab, "cem.your_file")
    cell = cell_with(tab, "cem.your_file")
    with tab.expect_file_chooser() as chooser:
        cell.get_by_role("button", name="Choose a file").click()
    chooser.value.set_files(ROOT / "datasets" / "sample_survey_export.csv")
    expect(cell.get_by_role("img", name=re.compile("Your own eleven boxes"))).to_be_visible()
    expect(cell.get_by_text("Answers read:")).to_be_visible()


def test_choosing_a_company_and_taking_work_along(page: Page, address: str, tmp_path: Path) -> None:
    open_page(page, address, START)
    assert run_all(page)
    chooser = cell_with(page, "cem.choose_company()")
    chooser.get_by_label(re.compile("^The restaurant")).check()
    chooser.get_by_label("Your name, if you like").fill("Mina <b>")
    chooser.get_by_role("button", name="Choose this company").click()
    expect(chooser.get_by_role("alert")).to_contain_text(
        "Welcome, Mina <b>. Your company is the restaurant"
    )

    # a card that was shown before still counts for the one who answers it now
    card = cell_with(page, 'cem.ask("start-1")')
    question = find("start-1").pose(demo())
    share = question.exercise.expected(question.case)
    card.get_by_label("Your answer (percent)").fill(f"{share:.2f} %")
    card.get_by_role("button", name="Check").click()
    expect(card.get_by_role("alert")).to_contain_text("Right")
    cell = set_source_and_run(page, "cem.progress()", "cem.progress() ")
    expect(cell.get_by_role("row").filter(has_text="00_start")).to_contain_text("1 of 2 done")

    cell = set_source_and_run(page, "cem.my_work()", "cem.my_work() ")
    cell.get_by_role("button", name="Save my work to a file").click()
    with page.expect_download() as download:
        cell.get_by_role("link", name=re.compile("Download")).click()
    saved = tmp_path / "work.json"
    download.value.save_as(saved)
    assert json.loads(saved.read_text())["format"] == "cem-workbook-journal"

    with page.expect_file_chooser() as chosen:
        cell.get_by_role("button", name="Bring work back").click()
    chosen.value.set_files(saved)
    expect(cell.get_by_role("alert")).to_contain_text("0 entries were added")
    (work,) = (ROOT / "notebooks").glob("my-cem-work-*.json")
    work.unlink()

    open_page(page, address, NPS)
    assert run_all(page)
    welcome = cell_with(page, 'cem.begin("11_nps")')
    expect(welcome).to_contain_text("Welcome, Mina <b>. Your company is the restaurant")
