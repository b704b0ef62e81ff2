"""What the class server promises, read from its own files; JupyterHub itself need not be there.

`tests/hub/load.py` lets learners work on the running server.
"""

from __future__ import annotations

import configparser
import ipaddress
import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from cem_workbook import _command
from cem_workbook.journal import places
from cem_workbook.trainer.class_files import files_in
from cem_workbook.trainer.hub import start

ROOT = Path(__file__).resolve().parents[2]
HUB = ROOT / "cem_workbook" / "trainer" / "hub"
GUIDE = (HUB / "GUIDE.md").read_text(encoding="utf-8")
CULLER = {"list:users", "read:users:activity", "read:servers", "delete:servers"}


def load(file: Path) -> Config:
    return PyFileConfigLoader(file.name, path=str(file.parent)).load_config()


@pytest.fixture
def c(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Config:
    """The configuration, as JupyterHub reads it."""
    monkeypatch.setenv("STATE_DIRECTORY", str(tmp_path))
    return load(HUB / "jupyterhub_config.py")


@pytest.fixture(scope="module")
def values() -> dict[str, Any]:
    return yaml.safe_load((HUB / "values.yaml").read_text(encoding="utf-8"))


def seconds_after(word: str, command: list[str]) -> int:
    return next(int(part.split("=")[1]) for part in command if part.startswith(f"{word}="))


# --- who may come in


def test_one_must_sign_in_with_a_password_of_ones_own(c: Config) -> None:
    assert c.JupyterHub.authenticator_class == "pam"
    assert "DummyAuthenticator" not in c and "SharedPasswordAuthenticator" not in c
    assert not any("password" in str(name).lower() for part in c.values() for name in part)


def test_nobody_is_admitted_who_was_not_named(c: Config) -> None:
    assert c.PAMAuthenticator.allowed_groups == {"cem-learners"}
    assert c.Authenticator.allow_all is False
    assert c.Authenticator.allow_existing_users is False
    others = set(c.Authenticator) | set(c.PAMAuthenticator)
    assert not {"allowed_users", "any_allow_config", "admin_groups"} & others


def test_nobody_rules_it_from_a_browser(c: Config) -> None:
    assert c.Authenticator.admin_users == set()
    assert "admin_access" not in c.JupyterHub
    assert all(not {"admin", "admin-ui"} & set(role["scopes"]) for role in c.JupyterHub.load_roles)
    assert all(not service.get("admin") for service in c.JupyterHub.services)


def test_only_this_machine_reaches_it_until_there_is_https(c: Config) -> None:
    assert c.JupyterHub.bind_url.startswith("http://127.0.0.1:")


def test_no_secret_stands_in_its_files() -> None:
    for file in HUB.iterdir():
        if file.is_file():
            text = file.read_text(encoding="utf-8")
            # a word, a sign, and something that is neither a call nor a name to be filled in
            found = re.findall(
                r"(?i)(?:token|secret|password|key)\"?\s*[:=]\s*[\"'](\S+)[\"']", text
            )
            assert not [f for f in found if not f.startswith(("/", "$"))], file.name
            assert not re.search(r"\b[0-9a-f]{32,}\b", text), file.name


def test_secrets_are_drawn_where_only_root_may_look(c: Config, tmp_path: Path) -> None:
    assert "cookie_secret" not in c.JupyterHub
    assert "auth_token" not in c.ConfigurableHTTPProxy
    assert Path(c.JupyterHub.cookie_secret_file).parent == tmp_path
    assert c.JupyterHub.db_url == f"sqlite:///{tmp_path}/jupyterhub.sqlite"
    unit = configparser.ConfigParser(interpolation=None, strict=False)
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    unit.read(HUB / "cem-hub.service", encoding="utf-8")
    service = unit["Service"]
    assert (service["StateDirectoryMode"], service["UMask"]) == ("0700", "0077")


def test_without_systemd_it_looks_where_the_service_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STATE_DIRECTORY", raising=False)
    c = load(HUB / "jupyterhub_config.py")
    unit = (HUB / "cem-hub.service").read_text(encoding="utf-8")
    folder = re.search(r"^WorkingDirectory=(.*)$", unit, re.M)
    assert folder is not None and c.JupyterHub.db_url.startswith(f"sqlite:///{folder[1]}/")
    assert f"StateDirectory={Path(folder[1]).name}\n" in unit


# --- what each learner gets


def test_each_learner_has_limits_that_the_spawner_keeps(c: Config) -> None:
    assert c.JupyterHub.spawner_class == "systemdspawner.SystemdSpawner"
    assert float(c.Spawner.mem_limit.removesuffix("G")) >= 1
    assert c.Spawner.cpu_limit >= 1
    assert int(c.SystemdSpawner.unit_extra_properties["TasksMax"]) >= 100
    for kept_apart in ("disable_user_sudo", "isolate_tmp", "isolate_devices"):
        assert c.SystemdSpawner[kept_apart] is True
    assert c.JupyterHub.allow_named_servers is False


def test_servers_start_with_the_course_that_is_installed(c: Config) -> None:
    python, isolated, *module = c.Spawner.cmd
    assert (python, isolated) == (sys.executable, "-I")
    assert module[:2] == ["-m", start.__name__]
    assert Path(module[2]) == Path(sys.executable).with_name("jupyterhub-singleuser")


def test_work_is_kept_in_the_home(c: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    assert c.Spawner.notebook_dir == f"~/{start.FOLDER}"
    assert c.Spawner.default_url == _command.START_PAGE
    kept = c.Spawner.environment[places.HOME_VARIABLE]
    monkeypatch.setenv(places.HOME_VARIABLE, kept)
    monkeypatch.setenv("HOME", "/home/ada")
    assert places.home() == Path("/home/ada/.cem-workbook")
    assert not places.home().is_relative_to(Path(c.Spawner.notebook_dir).expanduser())


def test_two_who_start_at_once_cannot_meet_at_a_port(c: Config) -> None:
    assert "--KernelManager.transport=ipc" in c.Spawner.args
    spawners = [SimpleNamespace(user=SimpleNamespace(id=i), ip="") for i in range(1, 2000)]
    for spawner in spawners:
        c.Spawner.pre_spawn_hook(spawner)
    addresses = {ipaddress.ip_address(spawner.ip) for spawner in spawners}
    assert len(addresses) == len(spawners)
    assert all(address.is_loopback for address in addresses)


def test_there_is_time_for_a_whole_class(c: Config) -> None:
    # measured: with 60 and 30 seconds, of twenty at once on two cores nobody came in
    assert c.Spawner.start_timeout >= 180
    assert c.Spawner.http_timeout >= 120
    assert c.JupyterHub.concurrent_spawn_limit >= 20


# --- when nobody is there


def test_idle_servers_are_stopped_by_somebody_who_may_do_nothing_else(c: Config) -> None:
    (service,) = c.JupyterHub.services
    assert service["command"][:3] == [sys.executable, "-m", "jupyterhub_idle_culler"]
    assert 1800 <= seconds_after("--timeout", service["command"]) <= 7200
    assert seconds_after("--cull-every", service["command"]) <= 600
    assert not any("cull-users" in part for part in service["command"])
    (role,) = c.JupyterHub.load_roles
    assert role["services"] == [service["name"]]
    assert set(role["scopes"]) == CULLER


def test_learners_work_on_while_the_hub_is_started_anew(c: Config) -> None:
    assert c.JupyterHub.cleanup_servers is False
    assert c.JupyterHub.shutdown_on_logout is True


# --- on Kubernetes, the same


def test_on_kubernetes_nobody_comes_in_either(values: dict[str, Any], c: Config) -> None:
    config = values["hub"]["config"]
    # the chart's own default is the sign-in for trials
    assert config["JupyterHub"]["authenticator_class"] == "null"
    who = config["Authenticator"]
    assert (who["allow_all"], who["allow_existing_users"]) == (False, False)
    assert who["allowed_users"] == who["admin_users"] == []
    assert values["hub"]["allowNamedServers"] is c.JupyterHub.allow_named_servers
    assert values["proxy"]["https"]["enabled"] is True
    for name in ("cookie_max_age_days", "shutdown_on_logout"):
        assert config["JupyterHub"][name] == c.JupyterHub[name]


def test_on_kubernetes_a_learner_gets_the_same(values: dict[str, Any], c: Config) -> None:
    user = values["singleuser"]
    assert user["memory"]["limit"] == c.Spawner.mem_limit
    assert 0.2 <= float(user["memory"]["guarantee"].removesuffix("G")) <= 0.5
    assert user["cpu"]["limit"] == c.Spawner.cpu_limit
    assert user["defaultUrl"] == c.Spawner.default_url
    assert user["cmd"][1:5] == [*c.Spawner.cmd[1:4], "jupyterhub-singleuser"]
    # a pod has all ports for itself; the rest is the same
    assert user["cmd"][5:] == [a for a in c.Spawner.args if "transport" not in a]
    home = user["storage"]["homeMountPath"]
    folder = values["hub"]["config"]["KubeSpawner"]["notebook_dir"]
    same = {k: v.replace("~", home) for k, v in c.Spawner.environment.items()}
    assert (user["extraEnv"], folder) == (same, f"{home}/{start.FOLDER}")
    assert user["storage"]["type"] == "dynamic"


def test_on_kubernetes_the_times_are_the_same(values: dict[str, Any], c: Config) -> None:
    (service,) = c.JupyterHub.services
    cull = values["cull"]
    assert (cull["enabled"], cull["users"]) == (True, False)
    assert cull["timeout"] == seconds_after("--timeout", service["command"])
    assert cull["every"] == seconds_after("--cull-every", service["command"])
    assert values["hub"]["concurrentSpawnLimit"] == c.JupyterHub.concurrent_spawn_limit
    assert values["hub"]["config"]["KubeSpawner"]["http_timeout"] == c.Spawner.http_timeout
    assert values["singleuser"]["startTimeout"] >= c.Spawner.start_timeout


# --- the guide speaks of these files


def test_the_guide_names_what_there_is(c: Config) -> None:
    (group,) = c.PAMAuthenticator.allowed_groups
    assert f"groupadd --force {group}\n" in GUIDE
    assert f"more than {c.Spawner.mem_limit.removesuffix('G')} GB" in GUIDE
    assert c.JupyterHub.bind_url in GUIDE
    assert f"{c.Spawner.notebook_dir}/notebooks" in GUIDE
    assert c.Spawner.environment[places.HOME_VARIABLE] in GUIDE
    for path in re.findall(r"/opt/cem-workbook/(cem_workbook/[\w./-]+)", GUIDE):
        assert (ROOT / path).exists(), path
    unit = (HUB / "cem-hub.service").read_text(encoding="utf-8")
    for place in ("/opt/cem-hub/bin/", "/etc/cem-hub/jupyterhub_config.py"):
        assert place in GUIDE and place in unit


def test_a_file_of_ones_own_goes_on_where_ours_ends(tmp_path: Path) -> None:
    """The block that the guide tells people to write, with our own path in it."""
    block = re.search(r"```python\n(load_subconfig.*?)```", GUIDE, re.S)
    assert block is not None
    own = tmp_path / "jupyterhub_config.py"
    own.write_text(block[1].replace("/opt/cem-workbook", str(ROOT)), encoding="utf-8")
    c = load(own)
    assert c.JupyterHub.bind_url.startswith("https://") and c.JupyterHub.ssl_key
    assert c.Authenticator.allow_all is False


@pytest.mark.skipif(sys.platform != "linux", reason="the guide is for Linux")
def test_what_the_guide_collects_cannot_be_another_learners(tmp_path: Path) -> None:
    """Two files of one name stay apart, nothing is followed, and the report is for root alone."""
    block = re.search(r"```\n(install -d -m 700 /root/class.*?)\ncd /opt", GUIDE, re.S)
    assert block is not None and "trainer report /root/class" in GUIDE
    assert "--to /root/class/class-report.html" in GUIDE
    homes, drop = tmp_path / "home", tmp_path / "root" / "class"
    drop.parent.mkdir()
    for name in ("anna", "eve"):
        pages = homes / name / "cem-workbook" / "notebooks"
        pages.mkdir(parents=True)
        (pages / "my-cem-work-demo.json").write_text(name)
    (pages / "my-cem-work-link.json").symlink_to("/etc/passwd")
    os.mkfifo(pages / "my-cem-work-pipe.json")
    with (pages / "my-cem-work-huge.json").open("wb") as file:
        file.truncate(10**9)
    script = block[1].replace("/root/class", str(drop)).replace("/home", str(homes))
    subprocess.run(["sh", "-ec", script], check=True)
    found = sorted(each for each in drop.rglob("*") if not each.is_dir())
    assert [each.read_text() for each in found] == ["anna", "eve"]
    assert [name for name, _ in files_in(drop)[0]] == [str(f.relative_to(drop)) for f in found]


# --- the pages, laid out


@pytest.fixture
def course(tmp_path: Path) -> Path:
    folder = tmp_path / "course"
    (folder / "notebooks").mkdir(parents=True)
    (folder / "datasets").mkdir()
    for name in ("00_start", "01_next"):
        (folder / "notebooks" / f"{name}.ipynb").write_text(f"{name}, as it came")
    return folder


def test_a_learner_gets_all_pages_and_later_the_new_ones(course: Path, tmp_path: Path) -> None:
    mine = tmp_path / "home" / start.FOLDER
    assert [p.stem for p in start.lay_out(course, mine)] == ["00_start", "01_next"]
    assert stat.S_IMODE(mine.stat().st_mode) == 0o700
    assert (mine / "datasets").resolve() == course / "datasets"
    assert start.lay_out(course, mine) == []
    (course / "notebooks" / "02_new.ipynb").write_text("new")
    assert [p.stem for p in start.lay_out(course, mine)] == ["02_new"]


def test_what_a_learner_has_written_is_never_changed(course: Path, tmp_path: Path) -> None:
    mine = tmp_path / "home" / start.FOLDER
    start.lay_out(course, mine)
    page = mine / "notebooks" / "00_start.ipynb"
    page.write_text("my own words")
    (course / "notebooks" / "00_start.ipynb").write_text("a later edition")
    start.lay_out(course, mine)
    assert page.read_text() == "my own words"
    page.rename(page.with_name("00_mine.ipynb"))  # the way to a fresh one
    start.lay_out(course, mine)
    assert page.read_text() == "a later edition"
    assert page.with_name("00_mine.ipynb").read_text() == "my own words"


def test_a_link_of_the_learners_own_is_left_alone(course: Path, tmp_path: Path) -> None:
    pages = tmp_path / "home" / start.FOLDER / "notebooks"
    pages.mkdir(parents=True)
    elsewhere = tmp_path / "elsewhere"
    (pages / "00_start.ipynb").symlink_to(elsewhere)
    start.lay_out(course, pages.parent)
    assert not elsewhere.exists()
    assert (pages / "00_start.ipynb").is_symlink()


def test_a_home_that_cannot_be_written_to_stops_nobody(
    course: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / start.FOLDER).write_text("a file in the place of the folder")
    start.prepare(course, home)
    assert "could not be laid out" in capsys.readouterr().err


def test_the_server_runs_in_a_home_with_pages_that_are_trusted(tmp_path: Path) -> None:
    """The real command with the real course; the server is replaced by one that looks around."""
    look = (
        "import os, pathlib, nbformat; from nbformat.sign import NotebookNotary;"
        "page = pathlib.Path.home() / 'cem-workbook/notebooks/11_nps.ipynb';"
        "book = nbformat.read(page, as_version=4);"
        "print(NotebookNotary().check_signature(book), os.environ['JUPYTER_RUNTIME_DIR'])"
    )
    command = [sys.executable, "-m", start.__name__, sys.executable, "-c", look]
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "CEM", "IPYTHON"))}
    (tmp_path / "tmp").mkdir()
    run = subprocess.run(
        command,
        env={**kept, "HOME": str(tmp_path), "TMPDIR": str(tmp_path / "tmp")},
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    trusted, sockets = run.stdout.split()
    assert trusted == "True"
    assert stat.S_IMODE(Path(sockets).stat().st_mode) == 0o700
    laid_out = {p.name for p in (tmp_path / start.FOLDER / "notebooks").iterdir()}
    assert laid_out == {p.name for p in (ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb")}
    # a socket's whole name must fit into 107 characters
    assert len(f"/tmp/{Path(sockets).name}/kernel-{'0' * 36}-ipc-5") < 107


def test_a_course_without_pages_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(start, "COURSE", tmp_path)
    with pytest.raises(SystemExit, match="no pages in"):
        start.main(["true"])
