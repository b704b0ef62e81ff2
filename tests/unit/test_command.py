"""The commands: what they accept, what they print, and that `test` misses nothing."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
import pytest

from cem_workbook import _checks, _command, _pages

ROOT = Path(__file__).resolve().parents[2]
_known_to_mypy = tempfile.TemporaryDirectory(prefix="cem-mypy-", ignore_cleanup_errors=True)


def command(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    run = [sys.executable, "-m", "cem_workbook", *arguments]
    return subprocess.run(run, cwd=cwd, capture_output=True, encoding="utf-8")


@pytest.mark.parametrize("arguments", [(), ("help",), ("--help",), ("-h",)])
def test_help_names_every_command(arguments: tuple[str, ...]) -> None:
    shown = command(*arguments)
    assert shown.returncode == 0
    for name in _command.COMMANDS:
        assert re.search(rf"-m cem_workbook {name}\b", shown.stdout), name


def test_an_unknown_command_is_named() -> None:
    shown = command("lap")
    assert shown.returncode == 2
    assert shown.stderr.startswith("There is no command 'lap'.")
    assert shown.stdout == ""


def test_a_command_in_half_a_copy_says_where_to_give_it(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "cem_workbook", tmp_path / "cem_workbook")
    shown = command("lab", cwd=tmp_path)
    assert shown.returncode == 1
    assert "pyproject.toml" in shown.stderr
    assert len(shown.stderr.splitlines()) == 1


def test_benchmarks_that_are_not_there(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "cem_workbook", tmp_path / "cem_workbook")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shown = command("benchmarks", cwd=tmp_path)
    assert shown.returncode == 1
    assert "run.py is missing" in shown.stderr


def test_lab_gives_jupyterlab_what_was_typed() -> None:
    ours = _command.lab_arguments(Path("/course"), [])
    assert ours[0] == "--ServerApp.root_dir=/course"
    typed = ["--port=9999", "--LabApp.default_url=/lab", "--notebook-dir=/mine", "extra"]
    # What was typed comes last, as it is; a setting is never given twice (JupyterLab refuses that).
    assert _command.lab_arguments(Path("/course"), typed) == typed


def test_a_copy_with_blanks_in_its_path_is_one_argument() -> None:
    root = Path("/my course/دوره")
    assert f"--ServerApp.root_dir={root}" in _command.lab_arguments(root, [])


# --- the test command, on a small project of its own

PROJECT = """
[project]
name = "small"
version = "1"
dependencies = []
[tool.ruff]
extend-exclude = ["notebooks"]
[tool.mypy]
packages = ["small"]
strict = true
[tool.pytest.ini_options]
testpaths = ["tests"]
"""


def make_project(root: Path) -> None:
    for folder in ("small", "notebooks", "tests/unit", "tests/browser", "tests/notebooks"):
        (root / folder).mkdir(parents=True)
    (root / "pyproject.toml").write_text(PROJECT)
    (root / "small" / "__init__.py").write_text("ANSWER: int = 42\n")
    (root / "tests" / "unit" / "test_small.py").write_text(
        "def test_one() -> None:\n    assert True\n\n\n"
        "def test_two() -> None:\n    import os\n\n"
        '    assert "MPLBACKEND" not in os.environ\n'
    )
    (root / "tests" / "browser" / "test_page.py").write_text(
        'import os\n\n\ndef test_browser() -> None:\n    assert os.environ["CHROMIUM"]\n'
    )
    for name in ("clean_nbval.py", "sanitize.cfg"):
        shutil.copy(ROOT / "tests" / "notebooks" / name, root / "tests" / "notebooks")
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [
        nbformat.v4.new_code_cell("import os\n6 * 7"),
        nbformat.v4.new_code_cell("os.environ['CEM_WORKBOOK_LEARNER']"),
    ]
    page = root / "notebooks" / "01_small.ipynb"
    nbformat.write(notebook, page)
    _pages.store(page, _pages.normal_form(_pages.execute(ROOT, page)))


def checks(root: Path, *arguments: str, **more: str) -> tuple[int, str, dict[str, str]]:
    """Run the test command on a project; return its exit code, its output, each step's result.

    What mypy has learnt of Python's own library is the same for every project, and is kept.
    """
    code = (
        "import sys, pathlib; from cem_workbook import _checks\n"
        f"sys.exit(_checks.run(pathlib.Path({str(root)!r}), sys.argv[1:]))"
    )
    env = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "MPLBACKEND": "agg", **more}
    env["MYPY_CACHE_DIR"] = _known_to_mypy.name
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=root,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    table = done.stdout.rsplit("\nstep ", 1)[-1].splitlines()[1:-1]
    found = [re.match(r"(.+?) {2,}(\w+(?: \w+)?) ", line) for line in table]
    return done.returncode, done.stdout, {m[1]: m[2] for m in found if m}


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project; its page is run and stored once."""
    root = tmp_path_factory.mktemp("untouched")
    make_project(root)
    return root


@pytest.fixture
def project(untouched: Path, tmp_path: Path) -> Path:
    """A copy of the small project, to do with as one likes."""
    return Path(shutil.copytree(untouched, tmp_path, dirs_exist_ok=True))


STEPS = ("lint", "format", "types", "tests", "stored pages", "browser")


@pytest.mark.slow
def test_all_is_well(project: Path) -> None:
    code, output, results = checks(project, CHROMIUM=sys.executable)
    assert results == dict.fromkeys(STEPS, "passed"), output
    assert code == 0
    # Two tests, two cells, one browser test.
    assert output.splitlines()[-1] == "5 passed, 0 failed"


@pytest.mark.slow
def test_every_step_runs_though_all_fail(project: Path) -> None:
    (project / "small" / "__init__.py").write_text("import os\nANSWER:int = 'no'\n")
    (project / "tests" / "unit" / "test_more.py").write_text("def test_no():\n    assert False\n")
    (project / "tests" / "browser" / "test_page.py").write_text("syntax error")
    page = project / "notebooks" / "01_small.ipynb"
    page.write_text(page.read_text().replace('"42"', '"43"'))
    code, output, results = checks(project, CHROMIUM=sys.executable)
    assert results == dict.fromkeys(STEPS, "failed"), output
    assert code == 1
    # One test, one cell and the browser tests, which could not even be read.
    assert output.splitlines()[-1] == "3 passed, 3 failed"


@pytest.mark.parametrize(("ci", "result", "code"), [("", "left out", 0), ("true", "failed", 1)])
def test_without_chromium_ci_fails_and_a_person_is_told(
    project: Path, ci: str, result: str, code: int
) -> None:
    step = [s for s in _checks.steps(project) if s.name == "browser"]
    assert len(step) == 1
    shutil.rmtree(project / "notebooks")
    shutil.rmtree(project / "tests" / "unit")
    (project / "tests" / "test_one.py").write_text("def test_one() -> None:\n    pass\n")
    got, output, results = checks(project, CI=ci, PATH=str(project), CHROMIUM="")
    assert results["browser"] == result, output
    assert results["stored pages"] == "left out"
    assert "No Chromium was found: install it" in output
    assert got == code
    assert output.splitlines()[-1] == f"1 passed, {code} failed"


def test_fast_leaves_out_what_is_slow(project: Path) -> None:
    (project / "tests" / "unit" / "test_slow.py").write_text(
        "import pytest\n\n\n@pytest.mark.slow\ndef test_slow() -> None:\n    raise AssertionError\n"
    )
    code, output, results = checks(project, "--fast")
    assert list(results) == ["lint", "format", "types", "tests"]
    assert code == 0, output
    assert output.splitlines()[-1] == "2 passed, 0 failed"


def test_chosen_tests_run_alone(project: Path) -> None:
    code, output, results = checks(project, "tests/unit/test_small.py", "-k", "one")
    assert results == {"tests": "passed"}
    assert code == 0
    assert output.splitlines()[-1] == "1 passed, 0 failed"


def test_no_tests_is_a_failure(project: Path) -> None:
    code, output, _ = checks(project, "tests/unit", "-k", "nothing_is_called_this")
    assert code == 1
    assert output.splitlines()[-1] == "0 passed, 1 failed"


def test_counts_of_a_report_that_was_cut_short(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    assert _checks.counts(report) == (0, 0, 0)
    report.write_text("<testsuites><testsuite tests='3'")
    assert _checks.counts(report) == (0, 0, 0)
    report.write_text(
        "<testsuites><testsuite tests='9' failures='1' errors='2' skipped='3'/></testsuites>"
    )
    assert _checks.counts(report) == (3, 3, 3)


def test_the_course_has_every_step() -> None:
    names = [s.name for s in _checks.steps(ROOT)]
    assert [n for n in names if n != "floors"] == list(STEPS)


def test_ci_runs_the_command_of_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "python3 -m cem_workbook test" in script
    assert subprocess.run(["bash", "-n", str(ROOT / ".ci" / "run")]).returncode == 0
