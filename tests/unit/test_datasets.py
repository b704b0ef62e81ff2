"""Every data set is described where people look for it."""

from __future__ import annotations

import re
from pathlib import Path

from cem_workbook.data import TABLES, demo


def test_every_file_has_its_row_and_every_row_its_file(root: Path) -> None:
    readme = (root / "datasets" / "README.md").read_text(encoding="utf-8")
    described = set(re.findall(r"^\| `([\w.]+\.\w+)` \|", readme, re.M))
    there = {path.name for path in (root / "datasets").iterdir()} - {"README.md"}
    assert described == there


def test_every_column_of_the_company_is_described(root: Path) -> None:
    readme = (root / "datasets" / "README.md").read_text(encoding="utf-8")
    for name in TABLES:
        section = readme.split(f"### `{name}`")[1].split("### ")[0]
        for column in demo().table(name).columns:
            assert f"`{column}`" in section, f"{name}.{column}"
