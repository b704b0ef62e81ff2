"""The way from nothing but Python to a running course, on tiny courses with real environments.

A tiny course is this package's own commands with a pyproject.toml that asks for one small wheel,
which stands in for JupyterLab. venv and pip are the real ones; no network is needed.
"""

from __future__ import annotations

import ast
import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import tomllib
import urllib.request
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from cem_workbook import _environment, _installer

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

# A build backend without requirements, so that `pip install -e .` needs no network.
BACKEND = """
import pathlib, tomllib, zipfile
project = tomllib.loads(pathlib.Path("pyproject.toml").read_text())["project"]
def build_editable(folder, config_settings=None, metadata_directory=None):
    info = "cem_workbook-0.1.0.dist-info"
    extras = project["optional-dependencies"]
    needs = [f"Requires-Dist: {d}" for d in project["dependencies"]]
    needs += [f"Provides-Extra: {e}" for e in extras]
    needs += [f"Requires-Dist: {d}; extra == '{e}'" for e in extras for d in extras[e]]
    meta = "\\n".join(["Metadata-Version: 2.1", "Name: cem-workbook", "Version: 0.1.0", *needs, ""])
    name = "cem_workbook-0.1.0-py3-none-any.whl"
    with zipfile.ZipFile(pathlib.Path(folder, name), "w") as wheel:
        wheel.writestr("cem_workbook.pth", str(pathlib.Path.cwd()))
        wheel.writestr(info + "/METADATA", meta)
        wheel.writestr(info + "/WHEEL", "Wheel-Version: 1.0\\nTag: py3-none-any\\n")
        wheel.writestr(info + "/RECORD", "")
    return name
"""
FAKE_LAB = """
def main():
    import json, os, sys, tiny_lab
    print(json.dumps({"argv": sys.argv[1:], "prefix": sys.prefix, "path": os.environ["PYTHONPATH"]}))
    return int(os.environ.get("EXIT", "0"))
"""


def make_wheel(folder: Path, name: str, version: str, files: dict[str, str]) -> None:
    info = f"{name}-{version}.dist-info"
    meta = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
        for path, text in files.items():
            wheel.writestr(path, text)
        wheel.writestr(f"{info}/METADATA", meta)
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")


@dataclass
class Course:
    folder: Path
    wheels: Path

    def require(self, *needs: str) -> None:
        (self.folder / "pyproject.toml").write_text(
            '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
            '[project]\nname = "cem-workbook"\nversion = "0.1.0"\n'
            f"dependencies = {json.dumps(needs)}\n"
            'optional-dependencies = {test = ["tiny-test>=2"]}\n',
            encoding="utf-8",
        )

    def env(self, **more: str) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "PYTHONPATH"))}
        pip = {
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": self.wheels.as_uri(),
        }
        return {**kept, **pip, **more}

    def start(self, *arguments: str, python: str = sys.executable, **more: str) -> subprocess.Popen:
        return subprocess.Popen(
            [python, "-m", "cem_workbook", *(arguments or ("lab",))],
            cwd=self.folder,
            env=self.env(**more),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=os.name == "posix",
        )

    def run(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        process = self.start(*arguments, **more)
        out, err = process.communicate(timeout=240)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def make_course(folder: Path) -> Course:
    shutil.copytree(
        ROOT / "cem_workbook",
        folder / "cem_workbook",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    wheels = folder / "wheels"
    wheels.mkdir()
    lab = {
        "jupyterlab/__init__.py": "",
        "jupyterlab/labapp.py": FAKE_LAB,
        "tiny_lab.py": "",
    }
    make_wheel(wheels, "tiny_lab", "1.5", lab)
    make_wheel(wheels, "tiny_more", "3.0.1", {"tiny_more.py": ""})
    make_wheel(wheels, "tiny_test", "2.0", {"tiny_test.py": ""})
    (folder / "backend.py").write_text(BACKEND, encoding="utf-8")
    course = Course(folder, wheels)
    course.require("tiny-lab>=1,<2")
    return course


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return make_course(tmp_path)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course after its first start, in a folder with a blank and Persian letters in its path."""
    folder = tmp_path_factory.mktemp("course") / "دوره تجربه" / "my course"
    folder.mkdir(parents=True)
    course = make_course(folder)
    first = course.run("lab", "--no-browser")
    assert first.returncode == 0, first.stderr
    assert "Installing the course into" in first.stdout
    assert "The course is installed" in first.stdout
    assert "Requirement" not in first.stdout  # pip's own words stay back
    assert first.stderr == ""
    course.first = first  # type: ignore[attr-defined]
    return course


def lab_started(result: subprocess.CompletedProcess[str]) -> dict[str, object]:
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout.splitlines()[-1])


def one_sentence(result: subprocess.CompletedProcess[str], *words: str) -> None:
    assert result.returncode == 1
    said = result.stderr.strip()
    assert len(said.splitlines()) == 1, said
    assert said.endswith((".", "lab")), said
    for word in words:
        assert word in said


# --- the first start, the second, and what changes between them


def test_first_start_opens_the_course_map_in_an_environment_of_its_own(installed: Course) -> None:
    lab = lab_started(installed.first)  # type: ignore[attr-defined]
    assert Path(str(lab["prefix"])) == installed.folder / ".venv"
    assert f"--ServerApp.root_dir={installed.folder}" in lab["argv"]
    assert "--LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb" in lab["argv"]
    assert lab["argv"][-1] == "--no-browser"
    assert str(lab["path"]).split(os.pathsep)[0] == str(installed.folder)


def test_second_start_installs_nothing(installed: Course) -> None:
    # A folder that is no longer there to install from: had pip run, it would have failed.
    second = installed.run("lab", "--port=1", PIP_FIND_LINKS="file:///nowhere")
    assert len(second.stdout.splitlines()) == 1
    assert lab_started(second)["argv"][-1] == "--port=1"


def test_exit_code_of_jupyterlab_is_ours(installed: Course) -> None:
    assert installed.run("lab", EXIT="7").returncode == 7


def test_a_changed_pyproject_is_installed_and_a_failure_keeps_what_was_there(
    installed: Course,
) -> None:
    installed.require("tiny-lab>=1,<2", "tiny-more>=3,<4")
    nowhere = {
        "PIP_NO_INDEX": "",
        "PIP_FIND_LINKS": "",
        "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
        "PIP_RETRIES": "0",
    }
    one_sentence(installed.run("lab", **nowhere), "connect to the internet", "HTTPS_PROXY")
    mark = _environment.Mark.read(installed.folder / ".venv")
    assert mark is not None
    assert mark.complete

    changed = installed.run("lab")
    assert "Bringing the environment up to date" in changed.stdout
    assert "Installing the course into" not in changed.stdout
    lab_started(changed)
    python = _environment.python_in(installed.folder / ".venv")
    subprocess.run([python, "-c", "import tiny_more, tiny_lab"], check=True)
    assert len(installed.run("lab").stdout.splitlines()) == 1


def test_the_environment_python_may_be_used_directly(installed: Course) -> None:
    python = str(_environment.python_in(installed.folder / ".venv"))
    process = installed.start("lab", python=python)
    out, _ = process.communicate()
    assert len(out.splitlines()) == 1


def test_a_moved_course_goes_on(installed: Course, tmp_path: Path) -> None:
    moved = Course(tmp_path / "moved", installed.wheels)
    shutil.copytree(installed.folder, moved.folder, symlinks=True)
    lab = lab_started(moved.run("lab"))
    assert Path(str(lab["prefix"])) == moved.folder / ".venv"
    assert str(lab["path"]).split(os.pathsep)[0] == str(moved.folder)


def test_an_environment_that_has_everything_is_used(course: Course, tmp_path: Path) -> None:
    """Conda, Binder, a class server: nothing is installed, also when the folder is not ours."""
    env = tmp_path / "theirs"
    subprocess.run([sys.executable, "-m", "venv", env], check=True)
    python = str(_environment.python_in(env))
    wheel = next(course.wheels.glob("tiny_lab*"))
    install = [python, "-m", "pip", "install", "-q", "--no-deps", str(wheel)]
    subprocess.run(install, check=True, env=course.env())
    process = course.start("lab", python=python)
    out, err = process.communicate()
    assert process.returncode == 0, err
    assert Path(json.loads(out)["prefix"]) == env
    assert not (course.folder / ".venv").exists()


# --- what can go wrong, each under real conditions


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="kills a process group")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_an_interrupted_installation_is_mended(course: Course, how: signal.Signals) -> None:
    process = course.start("lab")
    assert process.stdout is not None
    for line in process.stdout:
        if "asking what is needed" in line:
            break
    os.killpg(process.pid, how)
    _, err = process.communicate()
    if how == signal.SIGINT:
        assert process.returncode == 1
        assert err.strip() == "Stopped. The same command goes on from here."
    junk = course.folder / ".venv" / "half-a-package"
    junk.mkdir()
    again = course.run("lab")
    lab_started(again)
    assert "Installing the course into" in again.stdout
    assert not junk.exists()


@pytest.mark.slow
def test_two_starts_at_once_install_once(course: Course) -> None:
    both = [course.start("lab"), course.start("lab")]
    said = [p.communicate()[0] for p in both]
    assert [p.returncode for p in both] == [0, 0]
    assert sum("Installing the course into" in s for s in said) == 1
    assert sum("waiting for it" in s for s in said) == 1


def test_no_venv_module(course: Course, tmp_path: Path) -> None:
    """Debian's Python without python3-venv: `ensurepip` is not there."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text("import sys\nsys.modules['ensurepip'] = None\n")
    result = course.run("lab", PYTHONPATH=str(site))
    one_sentence(result, "venv module", "sudo apt install python3-venv")


def test_no_network_at_the_first_start(course: Course) -> None:
    result = course.run(
        "lab",
        PIP_NO_INDEX="",
        PIP_FIND_LINKS="",
        PIP_INDEX_URL="http://127.0.0.1:9/simple",
        PIP_RETRIES="0",
    )
    one_sentence(result, "could not be fetched", "connect to the internet")
    assert "Traceback" not in result.stdout


@contextlib.contextmanager
def unwritable(folder: Path) -> Iterator[list[str]]:
    """Take the right to write away; yield what a command must begin with to be without it.

    root may write anywhere, unless it gives that privilege up.
    """
    prefix: list[str] = []
    if os.name != "posix":
        pytest.skip("permissions work differently here")
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("root can write anywhere here")
        prefix = ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-all"]
    folder.chmod(0o555)
    try:
        if subprocess.run([*prefix, "touch", folder / "x"], stderr=subprocess.DEVNULL).returncode:
            yield prefix
        else:
            pytest.skip("the right to write cannot be taken away here")
    finally:
        folder.chmod(0o755)


def test_a_read_only_folder(course: Course, tmp_path: Path) -> None:
    with unwritable(course.folder) as prefix:
        command = [*prefix, sys.executable, "-m", "cem_workbook", "lab"]
        run = {"cwd": course.folder, "capture_output": True, "encoding": "utf-8"}
        refused = subprocess.run(command, env=course.env(), **run)
        one_sentence(refused, str(course.folder / ".venv"), "CEM_WORKBOOK_VENV")
        # And what the sentence says works, in a folder that is elsewhere.
        with tempfile.TemporaryDirectory() as elsewhere:
            env = course.env(CEM_WORKBOOK_VENV=str(Path(elsewhere, "new", "env")))
            done = subprocess.run(command, env=env, **run)
            assert lab_started(done)["prefix"] == str(Path(elsewhere, "new", "env"))


def test_a_folder_that_holds_other_things_is_left_alone(course: Course, tmp_path: Path) -> None:
    precious = tmp_path / "thesis" / "chapter.txt"
    precious.parent.mkdir()
    precious.write_text("years of work")
    result = course.run("lab", CEM_WORKBOOK_VENV=str(precious.parent))
    one_sentence(result, "holds other things", "CEM_WORKBOOK_VENV")
    assert precious.read_text() == "years of work"


def test_a_disk_that_is_too_full(course: Course, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", str(small)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no right to make a small disk")
    try:
        result = course.run("lab", CEM_WORKBOOK_VENV=str(small / "env"))
    finally:
        subprocess.run(["umount", str(small)], check=True)
    one_sentence(result, "too full", "CEM_WORKBOOK_VENV")


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("ERROR: Could not install: [Errno 28] No space left on device", "too full"),
        ("OSError: [WinError 112] There is not enough space on the disk", "too full"),
        ("NameResolutionError: Failed to resolve 'index.example'", "connect to the internet"),
        ("ERROR: No matching distribution found (from versions: none)", "connect to the internet"),
        ("[Errno 30] Read-only file system: '/x'", "CEM_WORKBOOK_VENV"),
    ],
)
def test_known_failures_have_a_sentence(output: str, words: str, tmp_path: Path) -> None:
    assert words in _installer._explain(output, tmp_path, "course")


def test_an_unknown_failure_shows_what_pip_said(course: Course) -> None:
    (course.folder / "backend.py").write_text("raise RuntimeError('the dog ate it')")
    result = course.run("lab")
    assert result.returncode == 1
    assert "the dog ate it" in result.stderr
    assert "for the reason above" in result.stderr.strip().splitlines()[-1]


# --- Pythons that are too old


def old_pythons() -> list[str]:
    """Interpreters older than 3.11 on this machine, wherever version managers keep them."""
    names = [shutil.which(f"python3.{minor}") for minor in range(6, 11)]
    homes = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    found = [n for n in names if n] + [str(p) for p in sorted(homes.glob("3.*/bin/python3"))]
    ask = ["-c", "import sys; sys.exit(sys.version_info >= (3, 11))"]
    return [p for p in found if subprocess.run([p, *ask], capture_output=True).returncode == 0]


def test_old_pythons_get_a_sentence(course: Course) -> None:
    pythons = old_pythons()
    if not pythons:
        pytest.skip("no Python older than 3.11 on this machine")
    for python in pythons:
        process = course.start("lab", python=python)
        out, err = process.communicate()
        result = subprocess.CompletedProcess([], process.returncode, out, err)
        one_sentence(result, "needs Python 3.11 or newer", "https://www.python.org/downloads/")


@pytest.mark.parametrize("name", ["__main__.py", "__init__.py"])
def test_what_runs_before_the_version_check_can_be_read_by_python_3_6(name: str) -> None:
    tree = ast.parse((ROOT / "cem_workbook" / name).read_text("utf-8"), feature_version=(3, 6))
    futures = [n for n in tree.body if isinstance(n, ast.ImportFrom) and n.module == "__future__"]
    assert not futures  # `annotations` came with 3.7


# --- going on as another process, the way of Windows


@pytest.mark.skipif(os.name != "posix", reason="sends POSIX signals")
def test_waiting_for_another_process_passes_on_ctrl_c_and_its_exit_code() -> None:
    child = (
        "import time\n"
        "try: print('up', flush=True); time.sleep(60)\n"
        "except KeyboardInterrupt: raise SystemExit(5)"
    )
    code = (
        "import sys; from cem_workbook._environment import hand_over\n"
        f"sys.exit(hand_over([sys.executable, '-c', {child!r}], replace=False))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        encoding="utf-8",
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "up\n"
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 5
    assert err == ""


# --- what is needed, and in which versions

numbers = st.lists(st.integers(0, 30), min_size=1, max_size=4).map(
    lambda parts: ".".join(map(str, parts))
)


@given(version=numbers, low=numbers, high=numbers)
def test_ranges_mean_what_they_mean_to_pip(version: str, low: str, high: str) -> None:
    limits = f">={low},<{high}"
    assert _environment.allows(f"pandas{limits}", version) == SpecifierSet(limits).contains(version)


def test_every_requirement_is_of_a_form_the_course_understands() -> None:
    groups = PROJECT["optional-dependencies"].values()
    for line in [*PROJECT["dependencies"], *(line for group in groups for line in group)]:
        requirement = Requirement(line)
        assert not requirement.extras, line
        assert requirement.marker is None, line
        assert {s.operator for s in requirement.specifier} <= {">=", "<"}, line


def test_every_dependency_of_the_course_has_an_upper_limit() -> None:
    for line in PROJECT["dependencies"]:
        assert {s.operator for s in Requirement(line).specifier} == {">=", "<"}, line


def test_requirements_of_a_group_include_the_course() -> None:
    base = _environment.requirements(ROOT, "course")
    assert base == PROJECT["dependencies"]
    assert set(_environment.requirements(ROOT, "test")) > set(base)


def test_the_running_interpreter_meets_the_tests_requirements() -> None:
    assert _environment.is_met(_environment.requirements(ROOT, "test"))
    assert not _environment.is_met(["pandas>=99"])
    assert not _environment.is_met(["there-is-no-such-distribution>=1"])


def test_a_mark_that_cannot_be_read_is_no_mark(tmp_path: Path) -> None:
    for text in ("", "[]", "{", '{"unknown": 1}'):
        (tmp_path / _environment.MARK).write_text(text)
        assert _environment.Mark.read(tmp_path) is None


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Collecting pandas<4,>=3 (from cem-workbook==0.1.0)", "looking up pandas"),
        (
            "  Downloading jupyter_client-8.10.0-py3-none-any.whl (106 kB)",
            "fetching jupyter_client (106 kB)",
        ),
        ("Using cached numpy-2.4.6-cp311-abi3-linux.whl (16.8 MB)", "fetching numpy (16.8 MB)"),
        ("Installing collected packages: a, b, c", "unpacking 3 packages"),
        ("Requirement already satisfied: pip", None),
    ],
)
def test_what_pip_does_in_words(line: str, words: str | None) -> None:
    assert _installer.what_pip_does(line) == words


# --- conda and Binder


def test_environment_yml_agrees_with_pyproject() -> None:
    conda = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    assert conda["name"] == PROJECT["name"]
    assert conda["channels"] == ["conda-forge"]
    *named, pip = conda["dependencies"]
    # Only `python=3.12` (or ==, or .*) is understood by repo2docker; see the next test.
    pin = next(d for d in named if d.startswith("python="))
    assert SpecifierSet(PROJECT["requires-python"]).contains(pin.split("=")[1])
    assert named == [pin, "pip"]
    # Everything else is listed once, in pyproject.toml.
    assert pip == {"pip": ["-e ."]}


def test_what_repo2docker_makes_of_it(tmp_path: Path) -> None:
    for name in ("environment.yml", "postBuild", "pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, tmp_path)
    shown = subprocess.run(
        [sys.executable, "-m", "repo2docker", "--no-build", "--debug", str(tmp_path)],
        capture_output=True,
        encoding="utf-8",
    )
    assert shown.returncode == 0, shown.stderr
    conda = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    version = conda["dependencies"][0].split("=")[1]
    assert f"Building conda environment for python={version}\n" in shown.stderr
    dockerfile = shown.stdout
    # `-e .` needs the sources, so they must be there first; the pages are trusted at the end.
    moments = [
        "COPY --chown=0:0 src/",
        'env update -p ${NB_PYTHON_PREFIX} --file "environment.yml"',
    ]
    positions = [dockerfile.index(m) for m in (*moments, "RUN ./postBuild")]
    assert positions == sorted(positions)


def test_postbuild_is_ready_to_run() -> None:
    script = ROOT / "postBuild"
    assert os.name != "posix" or os.access(script, os.X_OK)
    assert script.read_bytes().startswith(b"#!/usr/bin/env bash\n")
    assert "python -m cem_workbook trust" in script.read_text(encoding="utf-8")


def test_jupyterlab_asks_no_learner_about_news() -> None:
    """The package brings the setting along, as a default that a person's own choice overrules."""
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    shared = pyproject["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    source = "cem_workbook/lab_settings.json"
    assert shared[source] == "share/jupyter/lab/settings/overrides.d/cem-workbook.json"
    settings = json.loads((ROOT / source).read_text(encoding="utf-8"))
    assert settings["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"


# --- the whole way, once, with the real thing


@pytest.mark.slow
@pytest.mark.waits
def test_a_fresh_clone_opens_in_jupyterlab(tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    ignore = shutil.ignore_patterns(".venv", ".git", "__pycache__", ".*_cache", "tests")
    shutil.copytree(ROOT, clone, ignore=ignore)
    # The base interpreter of this environment, with nothing installed: what a newcomer has.
    base = Path(sys.base_prefix) / ("python.exe" if os.name == "nt" else "bin/python3")
    env = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    log = (tmp_path / "log").open("w+", encoding="utf-8")
    for start in ("first", "second"):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        arguments = ["--no-browser", "--allow-root", f"--port={port}", "--IdentityProvider.token="]
        command = [str(base), "-m", "cem_workbook", "lab", *arguments]
        process = subprocess.Popen(command, cwd=clone, env=env, stdout=log, stderr=log)
        try:
            address = wait_for(f"http://127.0.0.1:{port}/", process, seconds=900)
        finally:
            process.terminate()
            process.wait(30)
        log.seek(0)
        said = log.read()
        if address is None and "could not be fetched" in said and "CI" not in os.environ:
            pytest.skip("no network")
        assert address == f"http://127.0.0.1:{port}/lab/tree/notebooks/00_start_here.ipynb", said
        assert said.count("Installing the course into") == 1, start
    log.close()


def wait_for(url: str, process: subprocess.Popen[bytes], seconds: float) -> str | None:
    end = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < end:
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=5) as answer:
            return str(answer.geturl())
        time.sleep(0.2)
    return None
