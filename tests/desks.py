"""A clean desk for a test: nobody's journal, no other computer's settings."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cem_workbook.desk.desk import learners_at, question_for


def sit_down(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in this folder from now on, and return the home of the journals in it."""
    for name in list(os.environ):
        if name.startswith(("CEM_WORKBOOK_LEARNER", "BINDER_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("CEM_WORKBOOK_HOME", str(place / "home"))
    monkeypatch.chdir(place)
    return place / "home"


def restart() -> None:
    """Forget what a kernel forgets when it is restarted."""
    learners_at.cache_clear()
    question_for.cache_clear()
