"""A class on the real class server: who comes in, works, is killed, comes back and goes home.

    python -m tests.hub.load --learners 20 --proxy /path/to/configurable-http-proxy

Run by hand, in the course's folder, with the Python of an environment that has what GUIDE.md
installs (jupyterhub, jupyterhub-idle-culler and the course) and psutil. Linux only. It starts a
JupyterHub with the real configuration (`on_this_machine.py` says what is changed) and so many
learners, all at once. Each of them

1. signs in through the form, starts a server, opens the page on NPS and runs all of it;
2. chooses a company and answers: wrongly and rightly, in code, on a card and in words;
3. loses the server (SIGKILL), in the middle of writing answers;
4. starts it again, and must find every answer that had been acknowledged;
5. saves the work to a file and downloads it; the file must hold the same.

Strangers, wrong passwords and curious neighbours are tried, too. The memory of each learner is
measured beside a bare kernel's in the same run.
"""

from __future__ import annotations

import argparse
import json
import re
import secrets
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import requests
import websocket

from cem_workbook import _pages
from cem_workbook.exercises.bank import find
from cem_workbook.journal.transfer import read_export
from tests.hub.browser import Browser, Kernel, Refused
from tests.hub.server import cull, processes_of, readable_by_others, running_hub
from tests.notebooks.answering import on_the_card

ROOT = Path(__file__).resolve().parents[2]
PAGE = "notebooks/11_nps.ipynb"
SECTORS = ("bank", "insurer", "phone shop", "restaurant")
BARE = "import pandas, matplotlib.pyplot, ipywidgets"
MB = 1e6

CHOOSE = """\
chooser = cem.choose_company()
chooser.sector.value, chooser.person.value = {sector!r}, {name!r}
chooser.choose.click()"""

IN_CODE = """\
question = cem.ask({id!r}).question
wrong = question.exercise.misconceptions[0].answer(question.case)
right = question.exercise.expected(question.case)
first, second = cem.check({id!r}, wrong), cem.check({id!r}, right)
assert "Right" in str(second) and "Right" not in str(first), (str(first), str(second))"""

# Each number is printed when its answer has been written, so that the browser knows what must
# be there after a crash.
WRITING = """\
from cem_workbook.desk.desk import current_desk
for number in range(100_000):
    cem.check("nps-6", number)
    entry = current_desk().journal.latest("attempt", "nps-6")
    print(entry.id, flush=True)"""

ENTRIES = """\
import json
import cem_workbook as cem
from cem_workbook.desk.desk import current_desk
desk = current_desk()
print(json.dumps({
    "entries": {e.id: e.kind for e in desk.journal.entries()},
    "words": [e.body for e in desk.journal.entries("reflection")],
    "learner": [desk.learner.id, desk.learner.name, desk.learner.sector],
    "notices": list(desk.take_notices()),
    "progress": str(cem.progress()),
}))"""

EXPORT = """\
work = cem.my_work()
work.save.click()
print(work.said.value)"""


@dataclass
class Learner:
    """One learner of the class, and what became of them."""

    browser: Browser
    sector: str
    secret: str
    seconds: dict[str, float] = field(default_factory=dict)
    kernel: Kernel | None = None
    acknowledged: set[str] = field(default_factory=set)
    named_by: set[str] = field(default_factory=set)
    id: str = ""
    failure: str = ""

    @property
    def name(self) -> str:
        return self.browser.name

    @property
    def words(self) -> str:
        return f"We shall call back within a day ({self.secret})."

    def seen(self) -> dict:
        """Return what the learner's own journal says now."""
        assert self.kernel is not None
        return json.loads(self.kernel.run(ENTRIES))


# --- what a learner does ------------------------------------------------------------------------


def come_in(learner: Learner, password: str) -> None:
    browser = learner.browser
    with timed(learner, "sign-in"):
        browser.sign_in(password)
    begun = time.monotonic()
    browser.start_server()
    learner.seconds["server"] = time.monotonic() - begun
    page = browser.open_page(PAGE)
    learner.seconds["page open"] = time.monotonic() - begun
    stored = _pages.read(ROOT / PAGE)
    expect([c["source"] for c in page["cells"]] == [c.source for c in stored.cells], "another page")
    code = [cell for cell in page["cells"] if cell["cell_type"] == "code"]
    expect(all(c["metadata"].get("trusted") for c in code), "the page's pictures are not trusted")
    learner.kernel = browser.kernel_for(PAGE)
    for cell in code:
        learner.kernel.run(cell["source"])
        learner.seconds.setdefault("first cell", time.monotonic() - begun)
    learner.seconds["whole page"] = time.monotonic() - begun


def answer(learner: Learner) -> None:
    kernel = learner.kernel
    assert kernel is not None
    kernel.run(CHOOSE.format(sector=learner.sector, name=learner.name))
    kernel.run(IN_CODE.format(id="nps-2"))
    on_card = on_the_card(find("nps-5"), "question.exercise.expected(question.case)")
    expect("Right" in kernel.run(on_card), "nps-5 on the card is not right")
    expect("Kept" in kernel.run(on_the_card(find("nps-r1"), repr(learner.words))), "no words kept")
    seen = learner.seen()
    learner.id = seen["learner"][0]
    learner.acknowledged = set(seen["entries"])
    learner.named_by = {id for id, kind in seen["entries"].items() if kind == "name"}
    expect(seen["learner"][1:] == [learner.name, learner.sector], f"is {seen['learner']}")
    kinds = set(seen["entries"].values())
    expect({"attempt", "reflection", "profile", "name"} <= kinds, f"the journal has only {kinds}")


def lose_the_server(learner: Learner, hub: psutil.Process, whole_tree: bool) -> None:
    """Write answers without a pause, until the server is killed."""
    assert learner.kernel is not None
    victims = processes_of(hub, learner.name)
    writing = learner.kernel.messages(WRITING)
    until = time.monotonic() + 60
    printed, killed = 0, False
    try:
        for message in writing:
            if message["msg_type"] == "stream":
                ids = message["content"]["text"].split()
                learner.acknowledged.update(i for i in ids if len(i) == 32)
                printed += len(ids)
            expect(time.monotonic() < until, "nothing was written in a minute")
            if printed > 20 and not killed:
                killed = True
                for victim in victims if whole_tree else victims[:1]:
                    victim.kill()
    except (websocket.WebSocketException, OSError):
        pass
    expect(killed, "the writing ended before the server was killed")


def come_back(learner: Learner) -> None:
    learner.browser.wait_until_gone()
    with timed(learner, "server again"):
        learner.browser.start_server()
    page = learner.browser.open_page(PAGE)
    learner.kernel = learner.browser.kernel_for(PAGE)
    learner.kernel.run(next(c["source"] for c in page["cells"] if c["cell_type"] == "code"))
    seen = learner.seen()
    lost = learner.acknowledged - set(seen["entries"])
    expect(not lost, f"{len(lost)} of {len(learner.acknowledged)} answers are lost")
    expect(seen["learner"] == [learner.id, learner.name, learner.sector], "somebody else came back")
    expect(seen["words"] and learner.words in json.dumps(seen["words"]), "the words are lost")
    expect(not seen["notices"], f"the journal complains: {seen['notices']}")
    expect("11_nps" in seen["progress"], f"progress says {seen['progress']!r}")


def go_home(learner: Learner) -> None:
    assert learner.kernel is not None
    said = learner.kernel.run(EXPORT)
    there = learner.browser.own("GET", "api/contents/notebooks").json()["content"]
    files = [file["path"] for file in there if re.fullmatch(r"my-cem-work.*\.json", file["name"])]
    expect(len(files) == 1, f"the export says {said!r}, and there are {files}")
    file = learner.browser.own("GET", f"files/{files[0]}").content
    parcel = read_export(file)
    expect(parcel.learner is not None and parcel.learner.id == learner.id, "somebody else's file")
    lost = learner.acknowledged - learner.named_by - {entry.id for entry in parcel.entries}
    expect(not lost, f"{len(lost)} answers are not in the file")
    expect(learner.name not in file.decode(), "the file names the learner, who did not ask for it")
    expect(parcel.refused == 0, f"{parcel.refused} entries of the file are refused")
    others = file.decode().replace(learner.words, "")
    expect("We shall call back" not in others, "the file holds the words of others")


def expect(true: object, otherwise: str) -> None:
    if not true:
        raise Refused(otherwise)


@contextmanager
def timed(learner: Learner, what: str) -> Iterator[None]:
    begun = time.monotonic()
    yield
    learner.seconds[what] = time.monotonic() - begun


def all_at_once(learners: Sequence[Learner], do: Callable[[Learner], None], what: str) -> None:
    """Let all who are still in the class do something at the same time; note who fails."""

    def one(learner: Learner) -> None:
        try:
            do(learner)
        except Exception as error:
            learner.failure = f"{what}: {type(error).__name__}: {error}"

    well = [learner for learner in learners if not learner.failure]
    begun = time.monotonic()
    with ThreadPoolExecutor(max(1, len(well))) as pool:
        list(pool.map(one, well))
    done = sum(not learner.failure for learner in well)
    print(f"{what:<44} {done} of {len(well)} in {time.monotonic() - begun:.0f} s", flush=True)


# --- what must not be possible ------------------------------------------------------------------


def refusals(base: str, password: str, learners: Sequence[Learner]) -> Iterator[tuple[str, bool]]:
    """Yield what was tried, and whether it was refused as it must be."""
    yield "a wrong password", refuses(lambda: Browser(base, learners[0].name).sign_in("wrong"))
    yield "no password", refuses(lambda: Browser(base, learners[0].name).sign_in(""))
    yield "somebody not named", refuses(lambda: Browser(base, "stranger").sign_in(password))
    seen = requests.get(f"{base}/user/{learners[0].name}/lab", timeout=60)
    yield "a learner's server without a sign-in", "/hub/login" in seen.url
    one = learners[0].browser
    yield "the list of users, as a learner", one.ask("GET", "/hub/api/users").status_code == 403
    second = one.ask("POST", f"/hub/api/users/{one.name}/servers/second")
    yield "a second server", second.status_code == 400
    if len(learners) > 1:
        other = learners[1].name
        seen = one.ask("GET", f"/user/{other}/api/contents/notebooks", allow_redirects=False)
        yield "the pages of a neighbour", seen.status_code in (302, 403)
        stop = one.ask("DELETE", f"/hub/api/users/{other}/server")
        yield "stopping a neighbour's server", stop.status_code in (403, 404)


def refuses(do: Callable[[], None]) -> bool:
    try:
        do()
    except Refused:
        return True
    return False


# --- memory -------------------------------------------------------------------------------------


def pss(process: psutil.Process) -> float:
    return process.memory_full_info().pss / MB


def kernel_process(hub: psutil.Process, learner: Learner, kernel: Kernel) -> psutil.Process:
    found = processes_of(hub, learner.name)
    return next(p for p in found if kernel.id in " ".join(p.cmdline()))


def memory(hub: psutil.Process, learners: Sequence[Learner], bare: int) -> dict[str, list[float]]:
    """Measure the class while all of it runs, and a few bare kernels beside it."""
    measured: dict[str, list[float]] = {
        "server": [],
        "kernel after the page": [],
        "bare kernel, nothing imported": [],
        "bare kernel, pandas, matplotlib, ipywidgets": [],
    }
    server, page, empty, imported = measured.values()
    well = [learner for learner in learners if not learner.failure]
    kernels = [(learner, learner.browser.bare_kernel()) for learner in well[:bare]]
    for _, kernel in kernels:
        kernel.run("pass")
    empty += [pss(kernel_process(hub, *pair)) for pair in kernels]
    for _, kernel in kernels:
        kernel.run(BARE)
    imported += [pss(kernel_process(hub, *pair)) for pair in kernels]
    for learner in well:
        assert learner.kernel is not None
        server.append(pss(processes_of(hub, learner.name)[0]))
        page.append(pss(kernel_process(hub, learner, learner.kernel)))
    for learner, kernel in kernels:
        learner.browser.own("DELETE", f"api/kernels/{kernel.id}")
    return measured


# --- the run ------------------------------------------------------------------------------------


def report(learners: Sequence[Learner], measured: dict[str, list[float]]) -> None:
    print(f"\n{'seconds':<44} median     max")
    for what in ("sign-in", "server", "page open", "first cell", "whole page", "server again"):
        if values := [lr.seconds[what] for lr in learners if what in lr.seconds]:
            print(f"  {what:<42} {statistics.median(values):6.1f}  {max(values):6.1f}")
    print(f"\n{'memory (PSS, MB)':<44} median     max")
    for what, values in measured.items():
        if values:
            print(f"  {what:<42} {statistics.median(values):6.0f}  {max(values):6.0f}")
    pairs = list(zip(measured["server"], measured["kernel after the page"], strict=True))
    if pairs:
        each = [sum(pair) for pair in pairs]
        print(f"  {'a learner: server and kernel':<42} {statistics.median(each):6.0f}  {max(each):6.0f}")  # fmt: skip
    written = [len(learner.acknowledged) for learner in learners]
    print(
        f"\nentries acknowledged before the kill: {sum(written)}, of each at least {min(written)}"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--learners", type=int, default=20)
    parser.add_argument("--bare", type=int, default=3, help="bare kernels to measure beside")
    parser.add_argument("--proxy", default=shutil.which("configurable-http-proxy"))
    parser.add_argument("--port", type=int, default=18000, help="the first of three in a row")
    parser.add_argument("--log", type=Path, help="where to leave what the hub has written")
    options = parser.parse_args()
    if not options.proxy:
        parser.error("where is configurable-http-proxy? (--proxy)")
    names = [f"learner{number:03d}" for number in range(options.learners)]
    secret = {"password": secrets.token_urlsafe(24), "culler": secrets.token_hex(32)}
    wrong: list[str] = []
    with tempfile.TemporaryDirectory(prefix="cem-load-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        with running_hub(place, options.port, options.proxy, names, secret) as (base, hub):
            learners = [
                Learner(Browser(base, name), SECTORS[number % len(SECTORS)], secrets.token_hex(8))
                for number, name in enumerate(names)
            ]
            all_at_once(
                learners, lambda lr: come_in(lr, secret["password"]), "came in, ran the page"
            )
            measured = memory(hub, learners, options.bare)
            for what, refused in refusals(base, secret["password"], learners):
                print(f"  {what:<42} {'refused' if refused else 'POSSIBLE'}")
                wrong += [] if refused else [what]
            wrong += [f"open to others: {name}" for name in readable_by_others(place)]
            all_at_once(learners, answer, "chose a company, answered")
            all_at_once(
                learners,
                # of every second one only the server, whose kernel is then left to itself
                lambda lr: lose_the_server(lr, hub, int(lr.name[-3:]) % 2 == 0),
                "were killed while writing",
            )
            all_at_once(learners, come_back, "came back, found every answer")
            all_at_once(learners, go_home, "saved their work, downloaded it")
            ids = [learner.id for learner in learners if learner.id]
            wrong += [] if len(set(ids)) == len(ids) else ["two learners with one id"]
            left = cull(base, secret["culler"], hub, names)
            print(f"idle servers left by the culler: {left}")
            wrong += [f"{left} servers were not culled"] if left else []
            report(learners, measured)
            failed = [learner for learner in learners if learner.failure]
            if options.log:
                shutil.copy(place / "hub.log", options.log)
    for learner in failed:
        print(f"{learner.name}: {learner.failure}")
    for what in wrong:
        print(f"WRONG: {what}")
    print(f"{len(learners)} learners, {len(failed)} failed, {len(wrong)} other faults")
    return int(bool(failed or wrong))


if __name__ == "__main__":
    sys.exit(main())
