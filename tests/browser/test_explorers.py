"""Every explorer and every form for a file of one's own, moved in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from cem_workbook import _pages
from cem_workbook.course import NOTEBOOKS, PAGES
from tests.browser.lab import ROOT, cell_with, open_page, run_all, run_cells, slide

pytestmark = pytest.mark.browser
WITH_EXPLORERS = {
    page.file: re.findall(
        r'cem\.explore\("([\w-]+)"\)',
        "\n".join(c.source for c in _pages.read(NOTEBOOKS / f"{page.file}.ipynb").cells),
    )
    for page in PAGES
    if page.ready and page.number
}
# what a person does first on each, by keyboard, and a word that the sentence then holds
FIRST_MOVES = {
    "bonus": ("slider", "a bonus of 1 % of pay"),
    "bucket": ("slider", "after 13 months"),
    "campaign": ("slider", "equipment: 18"),
    "claims": ("button Next claim", "Claim 2 of 17"),
    "cohorts": ("select", "Down"),
    "customer-life": ("box Cost of winning", "word for word"),
    "customer-map": ("slider", "under 95"),
    "eight-criteria": ("button Next criterion", "Criterion 2"),
    "eight-quarters": ("button Play quarter 1", "after quarter 1 of 8"),
    "encounter": ("button 1 ·", "Turn 2"),
    "four-departments": ("button Next customer", "Customer 10670"),
    "inbox": ("slider", "of 65 hours"),
    "journey-board": ("button Next practice", "Practice 2 · the restaurant"),
    "leap": ("button Another luck", "luck 2 of 10"),
    "metric-tree": ("slider", "15 % less waiting"),
    "moments": ("slider", "up to Tuesday"),
    "nps": ("slider", "from 200 answers"),
    "pays": ("slider", "3 come back by nature"),
    "phones": ("button Next call", "Call 2 of 16"),
    "programme": ("button Let the year pass", "as many"),
    "standing": ("button Next", "Statement 2 of 16"),
    "two-scales": ("button Add this step", "Reza"),
    "weights": ("slider", "38 %"),
    "who-answered": ("slider", "400"),
}
UNFOLDED_BY = {"campaign": "Change the scheme"}  # what is there to move is folded away at first


def shown(view: Locator) -> str:
    return str(view.locator(".cem-explorer svg").evaluate("svg => svg.outerHTML"))


@pytest.mark.parametrize("file", WITH_EXPLORERS)
def test_an_explorer_moves_and_says_so(file: str, tab: Page, address: str) -> None:
    open_page(tab, address, f"notebooks/{file}.ipynb")
    for name in WITH_EXPLORERS[file]:
        assert run_cells(tab, f'cem.explore("{name}")')
        view = cell_with(tab, f'cem.explore("{name}")')
        summary = view.locator(".cem-summary")
        expect(view.locator(".cem-explorer").get_by_role("img")).to_be_visible()
        expect(summary).to_be_visible()
        if name in UNFOLDED_BY:
            view.get_by_role("button", name=UNFOLDED_BY[name]).press("Space")
            expect(view.get_by_role("button", name="Start again")).to_be_visible()
            expect(summary).to_contain_text("newspaper test")
        # the text of the page's tree: what is rendered is empty while a cell is scrolled to
        expect(summary).not_to_have_text("")
        said, drawn = str(summary.text_content()), shown(view)

        move, word = FIRST_MOVES[name]
        if move == "slider":
            slide(view.locator(".noUi-handle").nth(2 if name == "bucket" else 0), 1)
        elif move == "select":
            view.get_by_label("Read").focus()
            tab.keyboard.press("Space")
            tab.keyboard.press("ArrowDown")
            tab.keyboard.press("Enter")
        elif move.startswith("box "):
            view.get_by_label(re.compile(move.removeprefix("box "))).first.focus()
            tab.keyboard.press("Space")
        else:
            view.get_by_role("button", name=move.removeprefix("button ")).focus()
            tab.keyboard.press("Space")
        expect(summary).to_contain_text(word)
        assert summary.text_content() != said
        assert shown(view) != drawn

        view.get_by_role("button", name="Start again").click()
        expect(summary).to_have_text(said)
        # the controls go back one after the other, and the picture with each
        expect(view.locator(".cem-explorer svg")).to_have_js_property("outerHTML", drawn)
        view.get_by_label("Show the same as a table").check()
        expect(view.get_by_role("columnheader").first).to_be_visible()


@pytest.mark.parametrize(
    ("file", "sample", "says"),
    [
        ("12_csat", "sample_survey_export.csv", "CSAT"),
        ("13_ces", "sample_survey_export.csv", "What does a 7 mean in your survey"),
        ("14_churn_and_retention", "sample_customer_list.csv", "Churn"),
    ],
)
def test_a_file_of_ones_own(file: str, sample: str, says: str, tab: Page, address: str) -> None:
    open_page(tab, address, f"notebooks/{file}.ipynb")
    assert run_all(tab)
    cell = cell_with(tab, "cem.your_file")
    with tab.expect_file_chooser() as chooser:
        cell.get_by_role("button", name="Choose a file").click()
    chooser.value.set_files(Path(ROOT / "datasets" / sample))
    expect(cell).to_contain_text(f"Read {sample}:")
    expect(cell).to_contain_text(says)
    if file == "13_ces":
        cell.get_by_label("The highest answer means").select_option(label="very easy")
        expect(cell).to_contain_text("where 7 is easiest")
    expect(cell.locator("svg[role=img]").first).to_be_visible()
    expect(cell.get_by_text("How the file was read")).to_be_visible()
