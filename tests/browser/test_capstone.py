"""The last page in a real JupyterLab: an action, its owner and its day, and the plan as a file."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lab import ROOT, cell_with, open_page, run_cells

pytestmark = pytest.mark.browser
PLAN = "my-ninety-days.html"
KEEP = 'cem.reflect("capstone-r1")'


def test_a_plan_is_written_dated_and_saved(tab: Page, address: str) -> None:
    saved = ROOT / "notebooks" / PLAN
    assert not saved.exists()
    open_page(tab, address, "notebooks/20_capstone.ipynb")
    assert run_cells(tab, KEEP)
    card = cell_with(tab, KEEP)
    card.locator("input[type=text], textarea").first.fill("Ring the <b>carpenter</b>")
    card.get_by_role("button", name="Keep").click()
    expect(card.get_by_text("Kept")).to_be_visible()

    assert run_cells(tab, "cem.ninety_days()", "cem.take_home()")
    view = cell_with(tab, "cem.ninety_days()")
    summary = view.locator(".cem-summary")
    expect(summary).to_contain_text("Actions: 1.")
    days = view.locator("input[type=date]")
    days.first.fill("2026-12-07")
    days.first.press("Tab")
    owner = view.locator("input[type=text]:visible").first
    owner.fill("Ali")
    owner.press("Tab")
    days.nth(1).fill("2026-12-14")
    days.nth(1).press("Tab")
    expect(summary).to_contain_text("On the road: 1.")
    expect(view.locator(".cem-explorer svg")).to_contain_text("Ali")

    files = cell_with(tab, "cem.take_home()")
    try:
        files.get_by_role("button", name="My plan").click()
        expect(files.get_by_text(f"Saved as {PLAN}")).to_be_visible()
        page = saved.read_text(encoding="utf-8")
    finally:
        saved.unlink(missing_ok=True)
    assert "Ring the &lt;b&gt;carpenter&lt;/b&gt;" in page and "14 Dec 2026" in page
