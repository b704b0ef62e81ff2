"""What `import cem_workbook as cem` gives: nothing heavy, names that work, errors that explain."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import subprocess
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import cem_workbook as cem
from cem_workbook.errors import BadInput, CourseError, log_unexpected


def in_a_fresh_python(code: str) -> Any:
    """Run code in a Python of its own and return what it prints, as JSON."""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    return json.loads(done.stdout)


# -- cost ------------------------------------------------------------------------------------

LOADED = """
import sys
before = set(sys.modules)
import cem_workbook as cem
{then}
loaded = sorted(set(sys.modules) - before)
import json
print(json.dumps(loaded))
"""


def test_importing_the_package_loads_nothing_else() -> None:
    assert in_a_fresh_python(LOADED.format(then="dir(cem), cem.__version__, cem.__all__")) == [
        "cem_workbook"
    ]


@pytest.mark.parametrize(
    ("then", "not_needed"),
    [
        ("cem.COLOURS", {"numpy", "pandas", "matplotlib", "ipywidgets", "narwhals", "mistune", "sqlite3"}),
        ("cem.figure", {"numpy", "pandas", "matplotlib", "ipywidgets", "narwhals", "mistune", "sqlite3"}),
        ("cem.metrics", {"pandas", "matplotlib", "ipywidgets", "narwhals", "mistune", "sqlite3"}),
        ("cem.check", {"matplotlib", "ipywidgets", "openpyxl", "mistune"}),
        ("repr(cem.check('nps-2', 12))", {"matplotlib", "ipywidgets", "openpyxl", "mistune"}),
        ("cem.load('surveys')", {"matplotlib", "ipywidgets", "openpyxl", "mistune"}),
    ],
)  # fmt: skip
def test_a_verb_loads_what_it_needs_and_no_more(
    then: str, not_needed: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CEM_WORKBOOK_HOME", str(tmp_path))
    assert not not_needed & set(in_a_fresh_python(LOADED.format(then=then)))


# -- names -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", cem.__all__)
def test_every_name_works_and_explains_itself(name: str) -> None:
    thing = getattr(cem, name)
    if isinstance(thing, types.FunctionType):
        first = inspect.getdoc(thing).splitlines()[0]
        assert first.endswith(".")
        assert "arg" not in inspect.signature(thing).parameters
        for parameter in inspect.signature(thing).parameters.values():
            assert parameter.annotation is not inspect.Parameter.empty
    elif isinstance(thing, types.ModuleType):
        assert thing.__doc__
    else:
        assert isinstance(thing, dict), "the palette"


def test_tab_offers_the_names_and_nothing_else() -> None:
    assert set(dir(cem)) == {*cem.__all__, "__version__"}


def test_a_star_import_brings_the_names() -> None:
    assert in_a_fresh_python(
        "import json; from cem_workbook import *; print(json.dumps(sorted(n for n in dir() if n[0] != '_')))"
    ) == sorted([*cem.__all__, "json"])


@pytest.mark.parametrize("name", ["nps", "Check", "ask_", "__wrapped__"])
def test_a_name_that_does_not_exist_says_which_do(name: str) -> None:
    with pytest.raises(AttributeError) as caught:
        getattr(cem, name)
    assert repr(name) in str(caught.value)
    assert all(known in str(caught.value) for known in cem.__all__)
    assert not hasattr(cem, name)


def test_the_type_checker_is_told_of_the_same_names() -> None:
    source = inspect.getsource(cem)
    block = source[source.index("if TYPE_CHECKING:") : source.index("__version__")]
    told = {line.split(" as ")[1] for line in block.splitlines() if " as " in line}
    assert told == set(cem.__all__)


# -- errors ----------------------------------------------------------------------------------


def every_module() -> list[types.ModuleType]:
    names = [m.name for m in pkgutil.walk_packages(cem.__path__, "cem_workbook.")]
    return [importlib.import_module(name) for name in names if not name.endswith("__main__")]


def errors_for_people() -> list[type[CourseError]]:
    every_module()
    found, new = [CourseError], [CourseError]
    while new:
        new = [sub for one in new for sub in one.__subclasses__()]
        found += new
    return sorted(set(found), key=lambda c: c.__qualname__)


@pytest.fixture
def notebook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Any]:
    """Run a cell as a notebook does; return what it shows."""
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    monkeypatch.setenv("CEM_WORKBOOK_HOME", str(tmp_path / "home"))
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    settings = Config()
    settings.HistoryManager.enabled = False
    shell = InteractiveShell(config=settings, colors="nocolor")
    saved = sys.excepthook, sys.displayhook

    def run(cell: str) -> str:
        capsys.readouterr()
        shell.run_cell(cell)
        said = capsys.readouterr()
        return said.out + said.err

    yield run
    sys.excepthook, sys.displayhook = saved


def test_an_ordinary_error_shows_its_traceback(notebook: Any) -> None:
    assert "Traceback" in notebook("1 / 0")


@pytest.mark.parametrize("error", errors_for_people(), ids=lambda e: e.__qualname__)
def test_an_error_for_people_is_one_sentence_in_a_notebook(
    error: type[CourseError], notebook: Any
) -> None:
    said = notebook(
        f"import {error.__module__} as module\n"
        "try:\n    1 / 0\nexcept ZeroDivisionError:\n"
        f"    raise module.{error.__qualname__}('Box 11 is not on the scale: use 0 to 10.')"
    )
    assert said.strip() == "Box 11 is not on the scale: use 0 to 10."


def test_bad_input_is_also_what_python_expects() -> None:
    assert issubclass(BadInput, ValueError)
    assert issubclass(BadInput, CourseError)


@pytest.mark.parametrize(
    "cell",
    [
        "cem.ask('nps-77')", "cem.check('np', 5)", "cem.load('survey')", "cem.explore('npz')",
        "cem.begin('12_x')", "cem.terms('12_x')", "cem.reflect('nps-2')", "cem.your_file('nsp')",
        "cem.read_own('nothing.csv')", "cem.metrics.nps([1, 2, 77])", "cem.metrics.nps('abc')",
        "cem.show(cem.figure()[0], '')",
    ],
)  # fmt: skip
def test_what_people_do_wrong_is_answered_without_a_traceback(cell: str, notebook: Any) -> None:
    said = notebook(f"import cem_workbook as cem\n{cell}")
    assert 20 < len(said.strip()) < 400
    assert "Traceback" not in said
    assert "cem_workbook" not in said


def test_a_result_shows_itself_at_the_end_of_a_cell(notebook: Any) -> None:
    notebook("import cem_workbook as cem")
    assert "Not attempted yet." in notebook("cem.check('nps-2', ...)")
    assert "Not yet:" in notebook("cem.check('nps-2', 12)")
    assert "Hint 1 of 3." in notebook("cem.hint('nps-2')")
    assert "1 of " not in notebook("x = cem.check('nps-2', 12)"), "and not before"


def test_an_unexpected_error_is_for_the_log_and_not_for_the_page(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        raise KeyError("deep inside")
    except KeyError:
        log_unexpected("card nps-2")
    (record,) = caplog.records
    assert (record.name, record.getMessage()) == ("cem_workbook", "unexpected error in card nps-2")
    assert "deep inside" in caplog.text
    assert capsys.readouterr().err == ""
