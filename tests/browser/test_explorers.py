"""Every explorer and every form for a file of one's own, moved in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from cem_workbook import _pages
from cem_workbook.course import NOTEBOOKS, PAGES
from tests.browser.lab import ROOT, cell_with, open_page, run_all, slide

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
    "claims": ("button Next claim", "Claim 2 of 17"),
    "cohorts": ("select", "Down"),
    "customer-life": ("box Cost of winning", "word for word"),
    "customer-map": ("slider", "under 95"),
    "eight-criteria": ("button Next criterion", "Criterion 2"),
    "four-departments": ("button Next customer", "Customer 10670"),
    "inbox": ("slider", "of 65 hours"),
    "moments": ("slider", "up to Tuesday"),
    "nps": ("slider", "from 200 answers"),
    "pays": ("slider", "3 come back by nature"),
    "phones": ("button Next call", "Call 2 of 16"),
    "programme": ("button Let the year pass", "as many"),
    "two-scales": ("button Add this step", "Reza"),
    "weights": ("slider", "38 %"),
    "who-answered": ("slider", "400"),
}


def opened(page: Page, address: str, file: str) -> None:
    open_page(page, address, f"notebooks/{file}.ipynb")
    assert run_all(page)


def shown(view: Locator) -> str:
    return str(view.locator(".cem-explorer svg").evaluate("svg => svg.outerHTML"))


@pytest.mark.parametrize("file", WITH_EXPLORERS)
def test_an_explorer_moves_and_says_so(file: str, page: Page, address: str) -> None:
    opened(page, address, file)
    for name in WITH_EXPLORERS[file]:
        view = cell_with(page, f'cem.explore("{name}")')
        summary = view.locator(".cem-summary")
        expect(view.locator(".cem-explorer").get_by_role("img")).to_be_visible()
        expect(summary).to_be_visible()
        # the text of the page's tree: what is rendered is empty while a cell is scrolled to
        expect(summary).not_to_have_text("")
        said, drawn = str(summary.text_content()), shown(view)

        move, word = FIRST_MOVES[name]
        if move == "slider":
            slide(view.locator(".noUi-handle").nth(2 if name == "bucket" else 0), 1)
        elif move == "select":
            view.get_by_label("Read").focus()
            page.keyboard.press("Space")
            page.keyboard.press("ArrowDown")
            page.keyboard.press("Enter")
        elif move.startswith("box "):
            view.get_by_label(re.compile(move.removeprefix("box "))).first.focus()
            page.keyboard.press("Space")
        else:
            view.get_by_role("button", name=move.removeprefix("button ")).focus()
            page.keyboard.press("Space")
        expect(summary).to_contain_text(word)
        assert summary.text_content() != said
        assert shown(view) != drawn

        view.get_by_role("button", name="Start again").click()
        expect(summary).to_have_text(said)
        assert shown(view) == drawn
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
def test_a_file_of_ones_own(file: str, sample: str, says: str, page: Page, address: str) -> None:
    opened(page, address, file)
    cell = cell_with(page, "cem.your_file")
    with page.expect_file_chooser() as chooser:
        cell.get_by_role("button", name="Choose a file").click()
    chooser.value.set_files(Path(ROOT / "datasets" / sample))
    expect(cell).to_contain_text(f"Read {sample}:")
    expect(cell).to_contain_text(says)
    if file == "13_ces":
        cell.get_by_label("The highest answer means").select_option(label="very easy")
        expect(cell).to_contain_text("where 7 is easiest")
    expect(cell.locator("svg[role=img]").first).to_be_visible()
    expect(cell.get_by_text("How the file was read")).to_be_visible()
