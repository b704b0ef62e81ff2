"""Who is learning on this computer, and where their journals are.

```
<home>/current                  who is learning now: one line of JSON
<home>/learners/<id>.sqlite     a learner's journal
```
Until a company is chosen, the learner is the demo: the same company for everybody, with a journal
among the temporary files.
"""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass, replace
from pathlib import Path

from ..errors import BadInput, CourseError
from ..messages import say
from .learner import (
    DEMO,
    DEMO_SECTOR,
    MOST_SEEDS,
    Learner,
    is_company,
    is_learner_id,
    named,
    profile,
)
from .places import HOME_VARIABLE, private_folder, write_atomically
from .store import Journal

LEARNER_VARIABLE = "CEM_WORKBOOK_LEARNER"

# BinderHub sets these for every session it starts; which of them depends on its version.
_BINDER_VARIABLES = (
    "BINDER_LAUNCH_HOST",
    "BINDER_REPO_URL",
    "BINDER_REQUEST",
    "BINDER_SERVICE_HOST",
)


@dataclass(frozen=True)
class Lasting:
    """Whether a learner's work will be there tomorrow, and the sentence that says so."""

    kept: bool
    sentence: str


class Learners:
    """The learners of one home.

    Nothing here raises because of a file that is missing, broken, or not ours: the demo steps in,
    and a notice says why. Keep one object per process: what cannot be written is held in it.

    Args:
        home: the folder of the journals.
        demo_seed: what the demo company is generated from.
    """

    def __init__(self, home: Path, *, demo_seed: int) -> None:
        self.home = home
        self.demo = Learner(DEMO, "", DEMO_SECTOR, demo_seed)
        self._journals: dict[Path, Journal] = {}
        self._notices: list[str] = []
        self._told: set[str] = set()
        self._unwritten: Learner | None = None

    @property
    def forced(self) -> bool:
        """Whether this session is a demonstration (`CEM_WORKBOOK_LEARNER=demo`)."""
        return os.environ.get(LEARNER_VARIABLE) == DEMO

    def current(self) -> Learner:
        """Return who is learning now."""
        if self.forced:
            return self.demo
        waiting = self._unwritten
        if waiting is not None:
            if not self.journal(waiting).pending:  # the disk is well again
                self._point_to(waiting)
            return waiting if waiting.id == DEMO else profile(self.journal(waiting)) or waiting
        return self._pointed_to()

    def begin(self, sector: str, name: str = "", seed: int | None = None) -> Learner:
        """Choose a company, and become a learner with a journal of one's own.

        What was done with the demo company so far comes along.

        Args:
            sector: the kind of company.
            name: what the learner wants to be called, if anything.
            seed: what the company is generated from, 0 to 2**31 - 1; drawn at random if None.

        Raises:
            BadInput: the sector is empty or the seed out of range.
            CourseError: this session is a demonstration.
        """
        if seed is None:
            seed = secrets.randbelow(MOST_SEEDS)
        return self.adopt(Learner(secrets.token_hex(4), name.strip(), sector, seed))

    def adopt(self, learner: Learner) -> Learner:
        """Make a learner the current one, with the id they have on another computer.

        A learner who is known here keeps the company they have here.

        Raises:
            BadInput: the id, the sector or the seed cannot be a learner's.
            CourseError: this session is a demonstration.
        """
        self._refuse_in_demonstration()
        if not is_learner_id(learner.id):
            raise BadInput(say("A learner's id has 8 hexadecimal digits."))
        _check_company(learner.sector, learner.seed)
        former, journal = self.current(), self.journal(learner)
        if profile(journal) is None:
            self._record(journal, learner)
        if former.id == DEMO:
            self._tell(journal.absorb(self.journal(former).entries()).notice)
        known = profile(journal) or learner
        self._point_to(known)
        return known

    def change(
        self, *, name: str | None = None, sector: str | None = None, seed: int | None = None
    ) -> Learner:
        """Change what is given of the current learner; what was done before stays.

        Raises:
            BadInput: the sector is empty or the seed out of range.
            CourseError: there is no company yet, or this session is a demonstration.
        """
        self._refuse_in_demonstration()
        old = self.current()
        if old.id == DEMO:
            raise CourseError(
                say("The demo company stays as it is. Choose your own company first.")
            )
        new = replace(
            old,
            name=old.name if name is None else name.strip(),
            sector=old.sector if sector is None else sector,
            seed=old.seed if seed is None else seed,
        )
        _check_company(new.sector, new.seed)
        journal = self.journal(old)
        self._record(journal, new, old)
        if (new.sector, new.seed) != (old.sector, old.seed):
            self._point_to(new)
        return profile(journal) or new

    def choose(self, id: str) -> Learner:
        """Make another learner of this home the current one, and return who is current then.

        Raises:
            CourseError: this session is a demonstration.
        """
        self._refuse_in_demonstration()
        wanted = self.demo if id == DEMO else self._known(id)
        if wanted is None:
            self._notices.append(say("There is no learner {id} in {home}.", id=id, home=self.home))
            return self.current()
        self._point_to(wanted)
        return wanted

    def all(self) -> tuple[Learner, ...]:
        """Return the learners of this home, by id; the demo is not among them."""
        ids = {journal.owner for journal in self._journals.values()}
        try:
            ids |= {path.stem for path in self._folder.iterdir() if path.suffix == ".sqlite"}
        except FileNotFoundError:
            pass  # nobody has begun here
        except OSError as error:
            self._tell(_unreadable(self._folder, error))
        found = (self._known(id) for id in sorted(ids))
        return tuple(learner for learner in found if learner)

    def journal(self, learner: Learner | None = None) -> Journal:
        """Return the journal of a learner; of the current one if None."""
        learner = learner or self.current()
        path = self._demo_path() if learner.id == DEMO else self._folder / f"{learner.id}.sqlite"
        return self._journals.setdefault(path, Journal(path))

    def lasting(self, learner: Learner | None = None) -> Lasting:
        """Say plainly whether a learner's work will be there tomorrow."""
        learner = learner or self.current()
        journal = self.journal(learner)
        if any(os.environ.get(name) for name in _BINDER_VARIABLES):
            sentence = say(
                "This is a Binder session. It ends after a few minutes without you, and your work"
                " ends with it: export it before you go."
            )
        elif learner.id == DEMO:
            sentence = say(
                "You are working with the demo company, and what you do is not kept for good."
                " Choose your own company, and it comes along."
            )
        elif journal.pending:
            sentence = say(
                "Your work is held in memory only: export it before you close the notebook."
            )
        else:
            return Lasting(True, say("Your work is kept in {path}.", path=journal.path))
        return Lasting(False, sentence)

    def take_notices(self) -> tuple[str, ...]:
        """Return what the learner should be told, once: about learners and about their journals."""
        notices, self._notices = self._notices, []
        for journal in self._journals.values():
            notices.extend(journal.take_notices())
        return tuple(dict.fromkeys(notices))

    @property
    def _folder(self) -> Path:
        return self.home / "learners"

    @property
    def _pointer(self) -> Path:
        return self.home / "current"

    def _pointed_to(self) -> Learner:
        """Return the learner that the pointer names; the demo if it names none."""
        try:
            record = json.loads(self._pointer.read_bytes())
        except FileNotFoundError:
            return self.demo
        except (ValueError, RecursionError):
            record = None
        except OSError as error:
            self._tell(_unreadable(self._pointer, error))
            self._tell(say("You are working with the demo company."))
            return self.demo
        id = record.get("id") if isinstance(record, dict) else None
        if id == DEMO:
            return self.demo
        learner = self._known(id) or self._restored(record)
        if learner is None:
            self._tell(
                say(
                    "{path} does not say who is learning here, so you are working with the demo"
                    " company. Choose your company again, or import your work.",
                    path=self._pointer,
                )
            )
        return learner or self.demo

    def _restored(self, record: object) -> Learner | None:
        """A journal that was damaged may have lost its profile: the pointer still has it."""
        learner = named(record)
        if learner is None:
            return None
        journal = self.journal(learner)
        try:
            there = journal.path.exists()
        except OSError:
            there = False
        if not there:
            return None
        self._record(journal, learner)
        return learner

    def _known(self, id: object) -> Learner | None:
        if not isinstance(id, str) or not is_learner_id(id):
            return None
        return profile(self.journal(replace(self.demo, id=id)))

    def _record(self, journal: Journal, new: Learner, old: Learner | None = None) -> None:
        """Append what is new. The name is an entry of its own, so that it can be left out."""
        if old is None or (old.sector, old.seed) != (new.sector, new.seed):
            self._replace(journal, "profile", {"sector": new.sector, "seed": new.seed})
        if new.name != (old.name if old else ""):
            self._replace(journal, "name", {"name": new.name})

    def _replace(self, journal: Journal, kind: str, body: dict[str, str | int]) -> None:
        former = journal.latest(kind, journal.owner)
        self._tell(journal.append(kind, journal.owner, body, after=former).notice)

    def _point_to(self, learner: Learner) -> None:
        """Remember who is learning: in the pointer, or in memory if nothing can be written."""
        self._unwritten = learner
        if learner.id != DEMO and self.journal(learner).pending:
            return  # a pointer to a journal that is not there would help nobody
        line = json.dumps({"id": learner.id, "sector": learner.sector, "seed": learner.seed})
        try:
            self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_atomically(self._pointer, line.encode())
        except OSError as error:
            self._tell(
                say(
                    "Who is learning could not be written to {path} ({reason}): the next session"
                    " will not know you. Export your work before you close the notebook.",
                    path=self._pointer,
                    reason=error.strerror or error,
                )
            )
        else:
            self._unwritten = None

    def _demo_path(self) -> Path:
        if os.environ.get(HOME_VARIABLE):  # somebody wants everything in one place
            return self.home / f"{DEMO}.sqlite"
        return private_folder(self.home) / f"{DEMO}.sqlite"

    def _refuse_in_demonstration(self) -> None:
        if self.forced:
            raise CourseError(
                say(
                    "This session is a demonstration and stays with the demo company. Start the"
                    " course without {variable} to work as yourself.",
                    variable=LEARNER_VARIABLE,
                )
            )

    def _tell(self, sentence: str) -> None:
        """Leave a notice, unless it is empty or was left before."""
        if sentence and sentence not in self._told:
            self._told.add(sentence)
            self._notices.append(sentence)


def _unreadable(path: Path, error: OSError) -> str:
    return say("{path} cannot be read ({reason}).", path=path, reason=error.strerror or error)


def _check_company(sector: object, seed: object) -> None:
    if not is_company(sector, seed):
        raise BadInput(
            say(
                "A company needs a sector, such as “bank”, and a seed, a whole number from 0 to"
                " {most}; here they were {sector!r} and {seed!r}.",
                most=MOST_SEEDS - 1,
                sector=sector,
                seed=seed,
            )
        )
