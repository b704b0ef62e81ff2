"""The stored pages: executed, in one normal form, without errors, small, and truly compared."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.sign import NotebookNotary

from cem_workbook import _pages
from cem_workbook.errors import CourseError
from tests.notebooks.answering import Runs

ROOT = Path(__file__).resolve().parents[2]
PAGES = _pages.all_pages(ROOT)
MOST_LINES = 15  # in a code cell: a cell holds one idea
MOST_UNCOMPARED = 2  # cells in the whole course whose output may differ
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"

Strictly = Callable[[Path], "subprocess.CompletedProcess[str]"]
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)


def load(page: Path) -> Any:
    return json.loads(page.read_text(encoding="utf-8"))


def code_cells(page: Path) -> list[Any]:
    return [c for c in load(page)["cells"] if c["cell_type"] == "code"]


# --- the course's pages


def test_every_notebook_is_a_page_of_the_course() -> None:
    """Another name would be neither refreshed nor trusted."""
    there = (ROOT / "notebooks").rglob("*.ipynb")
    assert sorted(p for p in there if ".ipynb_checkpoints" not in p.parts) == sorted(PAGES)


@each_page
def test_was_executed_from_top_to_bottom(page: Path) -> None:
    """A page that was stored without its outputs would pass the strict comparison in silence."""
    written = [c for c in code_cells(page) if "".join(c["source"]).strip()]
    assert written
    assert [c["execution_count"] for c in written] == list(range(1, len(written) + 1))
    assert any(c["outputs"] for c in written)


@each_page
def test_raises_nothing_and_warns_of_nothing(page: Path) -> None:
    for cell in code_cells(page):
        for output in cell["outputs"]:
            assert output["output_type"] != "error", cell["source"]
            assert output.get("name") != "stderr", cell["source"]


@each_page
def test_is_in_normal_form(page: Path) -> None:
    assert _pages.normal_form(_pages.read(page)) == page.read_bytes()


@each_page
def test_shows_without_a_kernel(page: Path) -> None:
    """Neither widget state nor views whose widget is gone: they show an error text."""
    text = page.read_text(encoding="utf-8")
    assert "widgets" not in load(page)["metadata"]
    assert WIDGET_VIEW not in text


@each_page
def test_cells_are_small_and_have_ids_of_their_own(page: Path) -> None:
    for cell in code_cells(page):
        assert len("".join(cell["source"]).splitlines()) <= MOST_LINES, cell["source"]
    ids = [c["id"] for c in load(page)["cells"]]
    assert len(set(ids)) == len(ids)


def test_hardly_any_output_goes_uncompared() -> None:
    ignored = 0
    for page in PAGES:
        for cell in code_cells(page):
            source = "".join(cell["source"])
            tags = cell["metadata"].get("tags", [])
            ignored += "nbval-ignore-output" in tags or "NBVAL_IGNORE_OUTPUT" in source
            assert "nbval-skip" not in tags, page
            assert "NBVAL_SKIP" not in source, page
    assert ignored <= MOST_UNCOMPARED


def test_a_fresh_run_gives_the_same_bytes(runs: Runs) -> None:
    assert _pages.normal_form(runs.untouched) == runs.page.read_bytes()


# --- the strict comparison can fail


def change_a_number(page: Path) -> str:
    """Change one digit in one stored output that is compared; return what it was."""
    notebook = load(page)
    places = [
        (output["data"], kind, row)
        for cell in notebook["cells"]
        for output in cell.get("outputs", [])
        if "data" in output
        for kind in ("text/html", "text/plain", "image/svg+xml")
        for row, line in enumerate(output["data"].get(kind, []))
        if re.search(r"\d", re.sub(r"[0-9a-f]{32}|0x[0-9a-f]{6,}|T_[0-9a-f]{5}", "", line))
    ]
    assert places, "no numbers are stored: was the page executed?"
    data, kind, row = random.Random(page.name).choice(places)
    before: str = data[kind][row]
    digit = re.search(r"\d", before)
    assert digit is not None
    changed = str((int(digit[0]) + 1) % 10)
    data[kind][row] = before[: digit.start()] + changed + before[digit.end() :]
    page.write_text(json.dumps(notebook), encoding="utf-8")
    return before


def test_strict_nbval_passes_a_true_page(small_page: Path, strictly: Strictly) -> None:
    result = strictly(small_page)
    assert result.returncode == 0, result.stdout
    assert "6 passed" in result.stdout


def test_strict_nbval_sees_one_changed_character(small_page: Path, strictly: Strictly) -> None:
    """In a value, a table, a drawing within a widget, and in what was printed."""
    text = small_page.read_text(encoding="utf-8")
    cells = {"7.25": 5, "  <td>3</td>": 1, "725": 3, "mean": 2}
    for stored, cell in cells.items():
        head, found, tail = text.rpartition(stored)
        assert found
        changed = found.replace("7", "8").replace("3", "4").replace("mean", "moan")
        page = small_page.with_name(f"{cell}.ipynb")
        page.write_text(head + changed + tail, encoding="utf-8")
    result = strictly(small_page.parent)
    assert result.returncode == 1, result.stdout
    seen = re.findall(r"^FAILED .*?(\w+)\.ipynb::Cell (\d+)", result.stdout, re.M)
    assert sorted(seen) == sorted((str(cell), str(cell)) for cell in cells.values())
    assert "4 failed, 26 passed" in result.stdout


@pytest.mark.skipif(not PAGES, reason="there are no pages yet")
def test_strict_nbval_sees_a_changed_number_in_a_page(tmp_path: Path, strictly: Strictly) -> None:
    """One page is enough, and the one on NPS has every sort of output."""
    page = next((p for p in PAGES if p.stem == "11_nps"), PAGES[-1])
    copy = tmp_path / "notebooks" / page.name
    copy.parent.mkdir()
    shutil.copy(page, copy)
    before = change_a_number(copy)
    result = strictly(copy)
    assert result.returncode == 1, f"{before}\n{result.stdout}"
    assert re.search(r"\b1 failed, \d+ passed", result.stdout), result.stdout


# --- refresh


def refresh(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    code = (
        "import sys, pathlib; from cem_workbook import _pages\n"
        f"sys.exit(_pages.refresh(pathlib.Path({str(folder)!r}), sys.argv[2:],"
        " check=sys.argv[1] == 'check'))"
    )
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, encoding="utf-8", cwd=ROOT
    )


def test_refreshing_twice_changes_nothing(small_page: Path) -> None:
    folder = small_page.parent.parent
    before, written = small_page.read_bytes(), small_page.stat().st_mtime_ns
    again = refresh(folder, "store")
    assert again.returncode == 0, again.stderr
    assert re.fullmatch(r"01_small +\d+\.\d s  as it was\n", again.stdout)
    assert small_page.read_bytes() == before
    assert small_page.stat().st_mtime_ns == written
    assert [p.name for p in small_page.parent.iterdir()] == [small_page.name]


def test_refresh_mends_what_check_only_reports(small_page: Path) -> None:
    folder, before = small_page.parent.parent, small_page.read_bytes()
    stale = before.replace(b'"7.25"', b'"8.25"')
    assert stale != before
    small_page.write_bytes(stale)
    checked = refresh(folder, "check", "01_small")
    assert checked.returncode == 1
    assert "would change" in checked.stdout
    assert small_page.read_bytes() == stale
    stored = refresh(folder, "store", str(small_page))
    assert stored.returncode == 0, stored.stderr
    assert "stored anew" in stored.stdout
    assert small_page.read_bytes() == before
    assert refresh(folder, "check").returncode == 0


def test_a_page_runs_as_the_demo_learner_who_has_done_nothing(tmp_path: Path) -> None:
    page = tmp_path / "01_where.ipynb"
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [
        nbformat.v4.new_code_cell(
            "import os, pathlib\n"
            "home = pathlib.Path(os.environ['CEM_WORKBOOK_HOME'])\n"
            "print(os.environ['CEM_WORKBOOK_LEARNER'], list(home.iterdir()), pathlib.Path().cwd())\n"
            "print('MPLBACKEND' in os.environ and os.environ['MPLBACKEND'] == 'pdf')\n"
            "_ = (home / 'trace').write_text('of this run')"
        )
    ]
    nbformat.write(notebook, page)
    os.environ["MPLBACKEND"] = "pdf"
    try:
        shown = [_pages.execute(ROOT, page).cells[0].outputs[0].text for _ in range(2)]
    finally:
        del os.environ["MPLBACKEND"]
    assert shown == [f"demo [] {tmp_path}\nFalse\n"] * 2


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("import os\nos._exit(1)", "DeadKernelError"),
    ],
)
def test_a_cell_that_raises_is_named(tmp_path: Path, cell: str, words: str) -> None:
    page = tmp_path / "01_broken.ipynb"
    notebook = nbformat.v4.new_notebook()
    markdown, code = nbformat.v4.new_markdown_cell, nbformat.v4.new_code_cell
    notebook.cells = [markdown("# One"), code("1 + 1"), code(""), code(cell), code("2 + 2")]
    nbformat.write(notebook, page)
    before = page.read_bytes()
    with pytest.raises(CourseError) as caught:
        _pages.execute(ROOT, page)
    first = cell.splitlines()[0]
    sentence = f"01_broken.ipynb stops in code cell [2], which begins with {first!r}: {words}"
    assert str(caught.value).startswith(sentence)
    assert page.read_bytes() == before


def test_an_unknown_page_is_named_with_those_there_are() -> None:
    with pytest.raises(CourseError, match="no page '99_none'"):
        _pages.refresh(ROOT, ["99_none"])


def test_a_file_that_is_no_notebook(tmp_path: Path) -> None:
    for text in ("", "<<<<<<< yours", "[]", '{"cells": [{}]}'):
        page = tmp_path / "01_torn.ipynb"
        page.write_text(text)
        with pytest.raises(CourseError, match=r"01_torn\.ipynb is not a notebook"):
            _pages.read(page)


# --- the normal form


def untidy() -> Any:
    view = {WIDGET_VIEW: {"model_id": "x"}}
    stream = {"output_type": "stream", "name": "stdout"}
    display = {"output_type": "display_data", "metadata": {}}
    return nbformat.from_dict(
        {
            "nbformat": 4,
            "nbformat_minor": 5,
            "metadata": {
                "widgets": {"state": 1},
                "kernelspec": {"name": "mine"},
                "language_info": {"name": "python", "version": "3.11.7"},
            },
            "cells": [
                {
                    "cell_type": "code",
                    "id": "one",
                    "execution_count": 17,
                    "source": "1",
                    "metadata": {"execution": {"a": 1}, "trusted": True, "tags": ["kept"]},
                    "outputs": [
                        {**stream, "text": "a\n"},
                        {**stream, "text": "سلام\n"},
                        {**display, "data": dict(view)},
                        {**display, "data": {**view, "text/html": "<b>b</b>"}},
                        {**stream, "text": "c\n"},
                        {**stream, "name": "stderr", "text": "d\n"},
                    ],
                },
                {
                    "cell_type": "code",
                    "id": "two",
                    "execution_count": 3,
                    "source": " ",
                    "metadata": {},
                    "outputs": [],
                },
                {
                    "cell_type": "code",
                    "id": "three",
                    "execution_count": 3,
                    "source": "2",
                    "metadata": {},
                    "outputs": [
                        {
                            "output_type": "execute_result",
                            "execution_count": 3,
                            "metadata": {},
                            "data": {"text/plain": "2"},
                        }
                    ],
                },
            ],
        }
    )


def test_normal_form_keeps_what_a_reader_needs() -> None:
    stored = _pages.normal_form(untidy())
    notebook = json.loads(stored)
    first, second, third = notebook["cells"]
    assert [o.get("text") or o["data"] for o in first["outputs"]] == [
        ["a\n", "سلام\n"],
        {"text/html": ["<b>b</b>"]},
        ["c\n"],
        ["d\n"],
    ]
    assert first["metadata"] == {"tags": ["kept"]}
    assert [c["execution_count"] for c in (first, second, third)] == [1, None, 2]
    assert third["outputs"][0]["execution_count"] == 2
    assert set(notebook["metadata"]) == {"kernelspec", "language_info"}
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"
    assert notebook["metadata"]["language_info"] == {"name": "python"}
    # As nbformat writes it: one blank of indent, sorted keys, letters as letters, a last newline.
    assert "سلام".encode() in stored
    assert stored.endswith(b"}\n")
    pretty = json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    assert stored == pretty.encode()


def test_normal_form_is_a_fixed_point(tmp_path: Path) -> None:
    page = tmp_path / "01_page.ipynb"
    page.write_bytes(_pages.normal_form(untidy()))
    assert _pages.normal_form(_pages.read(page)) == page.read_bytes()


def test_normal_form_leaves_its_argument_alone() -> None:
    notebook = untidy()
    _pages.normal_form(notebook)
    assert notebook == untidy()


def test_missing_and_doubled_ids_are_given_the_same_way_every_time(tmp_path: Path) -> None:
    page = tmp_path / "01_page.ipynb"
    notebook = untidy()
    del notebook.cells[0]["id"]
    notebook.cells[2]["id"] = "two"
    page.write_text(json.dumps(notebook))
    once, twice = (_pages.normal_form(_pages.read(page)) for _ in range(2))
    assert once == twice
    ids = [c["id"] for c in json.loads(once)["cells"]]
    assert ids[1] == "two"
    assert len(set(ids)) == 3


# --- trust


@pytest.fixture
def course(small_page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    return small_page.parent.parent


def is_trusted(page: Path) -> bool:
    notary = NotebookNotary()
    try:
        return bool(notary.check_signature(nbformat.read(page, as_version=4)))
    finally:
        notary.store.close()


def test_trust_signs_the_courses_pages_and_no_others(course: Path, small_page: Path) -> None:
    stranger = small_page.with_name("from a classmate.ipynb")
    stranger.write_bytes(small_page.read_bytes().replace(b"7.25", b"9.75"))
    assert not is_trusted(small_page)
    assert _pages.trust(course) == 1
    assert is_trusted(small_page)
    assert not is_trusted(stranger)


def test_trust_is_given_again_only_when_a_page_has_changed(
    course: Path, small_page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _pages.trust_if_changed(course)
    assert is_trusted(small_page)
    signed: list[Path] = []
    monkeypatch.setattr(_pages, "trust", lambda root: signed.append(root) or 1)
    _pages.trust_if_changed(course)
    assert signed == []
    small_page.write_bytes(small_page.read_bytes().replace(b"7.25", b"9.75"))
    _pages.trust_if_changed(course)
    assert signed == [course]


def test_a_page_that_cannot_be_read_keeps_nobody_from_the_course(
    course: Path, small_page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small_page.write_text("<<<<<<< yours")
    _pages.trust_if_changed(course)
    assert "will only show when you run a page" in capsys.readouterr().err
