"""What the course says of itself is true: README, course map and pages agree."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

from cem_workbook.course import GROUPS, NOTEBOOKS, PAGES, Page, page_named
from cem_workbook.exercises.bank import exercises_of

READY = [page for page in PAGES if page.ready]


def cells(page: Page) -> list[dict]:
    return json.loads((NOTEBOOKS / f"{page.file}.ipynb").read_text(encoding="utf-8"))["cells"]


def test_the_pages_that_are_ready_are_the_notebooks_that_exist() -> None:
    files = {path.stem for path in NOTEBOOKS.glob("[0-9]*.ipynb")}
    assert files == {page.file for page in READY}


def test_pages_are_numbered_in_reading_order() -> None:
    assert [page.number for page in PAGES] == list(range(21))
    for page in PAGES:
        assert page.file.startswith(f"{page.number:02d}_")
        assert page.group in GROUPS
        assert page_named(f"{page.file}.ipynb") is page
    assert page_named("12_nothing") is None


@pytest.mark.parametrize("page", READY, ids=lambda p: p.file)
def test_minutes_leave_time_for_the_exercises(page: Page) -> None:
    exercises = sum(exercise.minutes for exercise in exercises_of(page.bank))
    assert exercises < page.minutes <= 60


def test_the_readme_lists_the_pages_that_are_ready(root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \[(\w+)\]\(notebooks/(\w+)\.ipynb\) \|.*\| (\d+) \|$", readme, re.M)
    assert rows == [(page.file, page.file, str(page.minutes)) for page in READY]


def test_the_readme_shows_an_exercise_that_works(root: Path) -> None:
    from cem_workbook.data.company import demo
    from cem_workbook.exercises import exercise, kinds
    from cem_workbook.exercises.misconceptions import nps as ideas
    from tests.exercises.test_contract import check_contract

    readme = (root / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", readme, re.S)
    source = next(block for block in blocks if block.startswith("Exercise("))
    names = {**vars(ideas), **vars(kinds), "Exercise": exercise.Exercise}
    shown = eval(compile(ast.parse(source, mode="eval"), "README.md", "eval"), names)
    assert check_contract(shown, demo()) == len(shown.misconceptions)


@pytest.mark.parametrize("page", READY, ids=lambda p: p.file)
def test_a_page_keeps_the_rhythm(page: Page) -> None:
    every = cells(page)
    text = "\n".join("".join(c["source"]) for c in every if c["cell_type"] == "markdown")
    code = ["".join(c["source"]) for c in every if c["cell_type"] == "code"]
    assert len(every) <= 45
    assert text.startswith("# ")
    assert "import cem_workbook as cem" in code[0]
    assert f'cem.begin("{page.file}")' in code[0]
    assert "CC BY 4.0" in text
    assert sum("import " in source for source in code) == 1, "one import is all a notebook needs"
    if page.number:
        for part in ("Predict", "Key points", "Sources."):
            assert part in text, part
        assert any(re.search(r"cem\.(explore|ninety_days)\(", source) for source in code)
        assert any("cem.reflect(" in source for source in code)
        assert 4 <= sum("cem.ask(" in source for source in code) <= 8
        assert sum("cem.check(" in source for source in code) >= 3


@pytest.mark.parametrize("page", READY, ids=lambda p: p.file)
def test_every_stored_picture_has_alt_text(page: Page) -> None:
    for cell in cells(page):
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            assert not {"image/png", "image/jpeg"} & data.keys(), "pictures are SVG"
            if "image/svg+xml" in data:
                assert 'role="img"' in "".join(data["image/svg+xml"])
                assert len("".join(data["text/plain"])) > 20
    for picture in re.findall(r"!\[(.*?)\]", json.dumps(cells(page))):
        assert len(picture) > 10
