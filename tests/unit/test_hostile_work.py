"""A journal from elsewhere, and files that are there already: neither opens a hole."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from cem_workbook.data.company import Company, demo
from cem_workbook.desk.front import save_beside
from cem_workbook.explorers import EXPLORERS, open_explorer
from tests.html_page import Page

SCRIPT = "</title></style><script>alert(1)</script><img src=x onerror=alert(2)>\"'`"
KEPT: Mapping[str, Any] = {
    "nothing": None,
    "a script": SCRIPT,
    "a huge number": 10**400,
    "lists": [[], {}],
    "a record": {"a": 1},
}


class Brought:
    """Notes in which every control of a view has the same value."""

    def __init__(self, names: Sequence[str], value: Any) -> None:
        self.values = dict.fromkeys(names, value)

    def read(self) -> Mapping[str, Any]:
        return self.values

    def write(self, values: Mapping[str, Any]) -> str:
        return ""

    def finish(self, values: Mapping[str, Any]) -> str:
        return ""

    def history(self) -> Sequence[Mapping[str, Any]]:
        return []


@pytest.fixture(scope="module")
def company() -> Company:
    return demo()


@pytest.mark.parametrize("name", ["inbox", "journey-board", "moments", "phones", "standing"])
@pytest.mark.parametrize("value", KEPT.values(), ids=KEPT)
def test_whatever_a_journal_says_the_view_opens(name: str, value: Any, company: Company) -> None:
    assert name in EXPLORERS
    view = open_explorer(name, company)
    view.remember(Brought(list(view.controls), value))
    view._redraw()
    assert "stumbled" not in view.html
    assert not Page(view.html + view.svg).tags & {"script", "img", "iframe"}


def test_nothing_is_saved_over_another_file_or_through_a_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "pages"
    place.mkdir()
    monkeypatch.chdir(place)
    (place / "my.json").write_bytes(b"other")
    said = [save_beside("my.json", content, "text/plain")[0] for content in (b"1", b"1", b"2")]
    assert ["my-2.json" in s for s in said] == [True, True, False] and "my-3.json" in said[2]
    if os.name != "nt":
        (place / "new.json").symlink_to(tmp_path / "elsewhere")
        os.mkfifo(place / "new-2.json")
        assert "new-3.json" in save_beside("new.json", b"1", "text/plain")[0]
        assert not (tmp_path / "elsewhere").exists()
    assert (place / "my.json").read_bytes() == b"other"
