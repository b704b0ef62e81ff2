"""What the tests of the pages share: their runs, a small page made on the spot, and strict nbval."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from cem_workbook import _checks, _pages
from tests.notebooks.answering import Runs, run

ROOT = Path(__file__).resolve().parents[2]


# of the session, so that pytest puts the tests of one page together wherever they are written
@pytest.fixture(scope="session", params=_pages.course_pages(ROOT), ids=lambda page: page.stem)
def runs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Runs:
    """Each page in its turn, run untouched, solved and answered wrongly."""
    return run(ROOT, request.param, tmp_path_factory.mktemp("runs"))


def make_page(page: Path, *cells: str) -> Path:
    """Store a page of code cells, executed and in normal form."""
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [nbformat.v4.new_code_cell(source) for source in cells]
    page.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, page)
    _pages.store(page, _pages.normal_form(_pages.execute(ROOT, page)))
    return page


@pytest.fixture(scope="session")
def stored_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with the sorts of output that pages have; it is not to be changed."""
    return make_page(
        tmp_path_factory.mktemp("stored") / "01_small.ipynb",
        "import pandas as pd\nimport ipywidgets as widgets",
        "scores = pd.DataFrame({'score': [9, 10, 3, 7]})\nscores",
        "print('mean'); print(scores['score'].mean())",
        'widgets.HTML(\'<svg role="img"><rect width="725"/></svg>\')',
        "",
        "pd.Series([7.25]).item()",
    )


@pytest.fixture
def small_page(stored_page: Path, tmp_path: Path) -> Path:
    """A copy of that page, to do with as one likes."""
    (tmp_path / "notebooks").mkdir()
    return Path(shutil.copy(stored_page, tmp_path / "notebooks"))


@pytest.fixture
def strictly(root: Path) -> Callable[[Path], subprocess.CompletedProcess[str]]:
    """Compare a stored page with a fresh run, exactly as the test command does."""

    def compare(page: Path) -> subprocess.CompletedProcess[str]:
        plugin = os.pathsep.join([str(root), str(root / "tests" / "notebooks")])
        # The page may lie outside the course: the settings are those of the course all the same.
        arguments = [*_checks.nbval(str(page)), "-p", "no:cacheprovider", f"--rootdir={root}"]
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=root,
            env={**os.environ, "PYTHONPATH": plugin},
            capture_output=True,
            encoding="utf-8",
        )

    return compare
