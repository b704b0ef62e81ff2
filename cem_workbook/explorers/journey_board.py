"""The journey as a board of many shades: where practices belong, and how far one's firm does them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, ClassVar

import ipywidgets as widgets

from cem_workbook.errors import CourseError
from cem_workbook.explorers.base import LABEL, Explorer, Notes
from cem_workbook.explorers.journey_board_drawing import Square, draw_board, place_word
from cem_workbook.figures import Drawing
from cem_workbook.frameworks.practices import (
    LEVELS,
    PLACES,
    PRACTICES,
    Practice,
    Profile,
    level_words,
    profile,
)
from cem_workbook.frameworks.steps import STEPS
from cem_workbook.messages import say

if TYPE_CHECKING:
    from cem_workbook.data.company import Company

UNSAID = -1
OWN = "own"
KEYS = (*(practice.key for practice in PRACTICES), OWN)


class JourneyBoard(Explorer):
    """Practices on a board of four steps, and the profile of the learner's firm."""

    name: ClassVar[str] = "journey-board"
    title: ClassVar[str] = "A board in many shades"

    def __init__(self, company: Company) -> None:
        del company  # the firm that is looked at is the learner's real one
        self._past: list[dict[str, Any]] = []
        self._last: dict[str, Any] = {}
        self._arranging = False
        super().__init__()

    def build(self) -> None:
        """Make two lists for the chosen practice, and a store of what was chosen for each.

        The lists stay the same from practice to practice: what has the focus must not vanish.
        """
        places = [(place_word(place), place) for place in PLACES]
        levels = [(level_words()[level], level) for level in LEVELS]

        def a_list(label: str, options: list[tuple[str, int]]) -> widgets.Dropdown:
            return widgets.Dropdown(
                options=[(say("– choose –"), UNSAID), *options],
                value=UNSAID,
                description=label,
                style=LABEL,
                layout=widgets.Layout(width="330px"),
            )

        self.controls = {
            "practice": widgets.Dropdown(
                options=[(self._called(at), at) for at in range(len(KEYS))],
                description=say("Practice"),
                style=LABEL,
                layout=widgets.Layout(width="330px"),
            ),
            "own words": widgets.Text(
                description=say("One of your own"),
                placeholder=say("We …"),
                continuous_update=False,
                style=LABEL,
                layout=widgets.Layout(width="min(680px, 98%)"),
            ),
        }
        for what, label, options in (
            ("place", say("Belongs to"), places),
            ("level", say("In your firm"), levels),
        ):
            self.controls[what] = a_list(label, options)
            self.controls[what].observe(lambda change, w=what: self._choose(w, change.new), "value")
            for key in KEYS:  # not shown
                self.controls[f"{what} {key}"] = a_list(label, options)
        for key, words, action in (
            ("next", say("Next practice"), self._next),
            ("compare", say("Compare with the course"), self._compare),
            ("undo", say("Undo"), self._undo),
            ("reset", say("Start again"), self._reset),
        ):
            button = widgets.Button(description=words, layout=widgets.Layout(width="auto"))
            button.on_click(self.act(action))
            self.controls[key] = button
        # not shown: which practices have been compared is kept with the placing
        self.controls["compared"] = widgets.SelectMultiple(
            options=[practice.key for practice in PRACTICES], description=say("Compared")
        )
        self.kept = [
            *(f"{what} {key}" for key in KEYS for what in ("place", "level")),
            "own words",
            "compared",
        ]
        self._card = widgets.HTML()
        self._last = self.work

    def layout(self) -> Sequence[widgets.Widget]:
        """The practice in words, the two lists, and what can be done."""
        wrap = widgets.Layout(flex_flow="row wrap", grid_gap="0 14px")
        lists = [self.controls[what] for what in ("place", "level")]
        buttons = [self.controls[key] for key in ("next", "compare", "undo", "reset")]
        return [
            self.controls["practice"],
            self._card,
            self.controls["own words"],
            widgets.HBox(lists, layout=wrap),
            widgets.HBox(buttons, layout=wrap),
        ]

    @staticmethod
    def _called(at: int) -> str:
        if at == len(PRACTICES):
            return say("{number} · your own firm", number=at + 1)
        return say("{number} · the {firm}", number=at + 1, firm=say(PRACTICES[at].firm))

    # what the learner does

    def _choose(self, what: str, value: int) -> None:
        """Note what was chosen for the practice that is looked at."""
        if not self._arranging:
            self.controls[f"{what} {self._key}"].value = value

    def _next(self) -> None:
        self.controls["practice"].value = (self.controls["practice"].value + 1) % len(KEYS)

    def _compare(self) -> None:
        if self._key == OWN:
            raise CourseError(
                say(
                    "The course does not know this practice. Ask somebody from another department "
                    "where they would put it."
                )
            )
        if self._said("place", self._key) is None:
            raise CourseError(
                say("Place it first: to which step does it belong? Then it can be compared.")
            )
        every = {*self.controls["compared"].value, self._key}
        self.controls["compared"].value = tuple(key for key in KEYS if key in every)

    def _undo(self) -> None:
        if not self._past:
            raise CourseError(say("There is nothing to undo."))
        before = self._past.pop()
        changed = [name for name in self.kept if before[name] != self._last[name]]

        def back() -> None:
            for name in changed:
                self.controls[name].value = before[name]

        self._arrange(back)
        self._last = self.work
        if len(changed) == 1 and changed[0].startswith(("place", "level")):
            self.controls["practice"].value = KEYS.index(changed[0].split(" ", 1)[1])

    def _reset(self) -> None:
        def empty() -> None:
            for key in KEYS:
                for what in ("place", "level"):
                    self.controls[f"{what} {key}"].value = UNSAID
            self.controls["own words"].value = ""
            self.controls["compared"].value = ()
            self.controls["practice"].value = 0

        self._arrange(empty)

    def _arrange(self, change: Callable[[], Any]) -> None:
        """Change many controls at once; the board is only drawn when all are changed."""
        self._arranging = True
        try:
            change()
        finally:
            self._arranging = False

    def remember(self, notes: Notes) -> None:
        """Show the board that was kept; what was kept is no move that could be undone."""
        self._arrange(lambda: super(JourneyBoard, self).remember(notes))
        self._last = self.work
        self._redraw()

    def _redraw(self, _change: Any = None) -> None:
        """Redraw, but not in the middle of a change of many controls."""
        if not self._arranging:
            super()._redraw(_change)

    # what stands on the board

    @property
    def _key(self) -> str:
        at: int = self.controls["practice"].value
        return KEYS[at]

    def _said(self, what: str, key: str) -> int | None:
        value: int = self.controls[f"{what} {key}"].value
        return None if value == UNSAID else value

    @property
    def compared(self) -> set[str]:
        """The practices whose place the course has told; only what was placed can be compared."""
        return {
            key for key in self.controls["compared"].value if self._said("place", key) is not None
        }

    def update(self) -> None:
        """Note what was there before, read the board, and show the lists of the chosen practice."""
        now = self.work
        if now != self._last:
            self._past.append(self._last)
            self._last = now
        self._arrange(self._show_chosen)
        self.controls["own words"].layout.display = None if self._key == OWN else "none"
        placed = {key: self._said("place", key) for key in KEYS}
        levels = {key: self._said("level", key) for key in KEYS}
        self._placed = {key: place for key, place in placed.items() if place is not None}
        self.profile: Profile = profile(
            {
                key: (place, level)
                for key, place in self._placed.items()
                if (level := levels[key]) is not None
            }
        )
        self._card.value = (
            f'<p style="font-size:16px;margin:4px 0">{escape(self._does(self._key))}</p>'
            f'<p role="status" style="margin:4px 0">{escape(self._course(self._key))}</p>'
        )

    def _show_chosen(self) -> None:
        for what in ("place", "level"):
            self.controls[what].value = self.controls[f"{what} {self._key}"].value

    def _does(self, key: str) -> str:
        if key == OWN:
            typed = str(self.controls["own words"].value).strip()
            return say("“{does}”", does=typed) if typed else say("What does your firm do? Type it.")
        return say("“{does}”", does=say(_practice(key).does))

    def _course(self, key: str) -> str:
        """What the course says of a practice, once it has been compared."""
        if key not in self.compared:
            return ""
        practice = _practice(key)
        alike = practice.place == self._placed[key]
        parts = [
            say("The course puts it there, too: {place}.", place=place_word(practice.place))
            if alike
            else say("The course puts it elsewhere: {place}.", place=place_word(practice.place)),
            say(practice.reason),
        ]
        if practice.other is not None:
            parts.append(
                say(
                    "Arguable: {place}. {argument}",
                    place=place_word(practice.other),
                    argument=say(practice.argument),
                )
            )
        return " ".join(parts)

    @property
    def summary(self) -> str:
        """The practice that is looked at, and how far the firm has come."""
        at = self.controls["practice"].value
        parts = [
            say(
                "Practice {called}: {does}",
                called=self._called(at),
                does=self._does(self._key),
            ),
            self._yours(),
            self._course(self._key),
            say("Placed: {placed} of {all}.", placed=len(self._placed), all=len(KEYS)),
            *self._steps(),
            self._where(),
        ]
        return " ".join(part for part in parts if part)

    def _yours(self) -> str:
        place, level = self._said("place", self._key), self._said("level", self._key)
        if place is None:
            return say("You have not placed it yet.")
        if level is None:
            return say("You put it on: {place}.", place=place_word(place))
        return say(
            "You put it on: {place}. In your firm: {level}.",
            place=place_word(place),
            level=level_words()[level],
        )

    def _steps(self) -> list[str]:
        found = self.profile
        return [
            say(
                "{step}: {done} of {count} done, holes: {holes}.",
                step=place_word(step.number),
                done=found.done(step.number),
                count=len(found.levels[step.number]),
                holes=found.holes(step.number),
            )
            for step in STEPS
            if found.levels[step.number]
        ]

    def _where(self) -> str:
        """Where the firm's foremost foot stands, and what it has leapt over."""
        found = self.profile
        front = found.foremost
        if front is None:
            if found.placed:
                return say("Nothing is done mostly or as a rule: no foot stands on a step yet.")
            return ""
        foot = say("Its foremost foot stands on {step}.", step=place_word(front))
        if found.leapt_over:
            over = ", ".join(map(place_word, found.leapt_over))
            return f"{foot} " + say("It has leapt over: {steps}.", steps=over)
        holes = [step for step in found.levels if step < front and found.holes(step)]
        if holes:
            steps = ", ".join(map(place_word, holes))
            return f"{foot} " + say("Behind it there are holes: {steps}.", steps=steps)
        empty = [step for step in found.levels if step < front and not found.levels[step]]
        if empty:
            steps = ", ".join(map(place_word, empty))
            return f"{foot} " + say("Nothing has been placed on: {steps}.", steps=steps)
        return f"{foot} " + say("Behind it there are no holes.")

    def rows(self) -> tuple[Sequence[str], Sequence[Sequence[object]]]:
        """A row a practice; what the course says stands there once it has been compared."""
        head = [
            say("Practice"),
            say("What the firm does"),
            say("Your step"),
            say("In your firm"),
            say("The course's step"),
            say("Why"),
        ]
        lines = []
        for at, key in enumerate(KEYS):
            place, level = self._said("place", key), self._said("level", key)
            seen = key in self.compared
            lines.append(
                (
                    self._called(at),
                    self._does(key),
                    say("not placed yet") if place is None else place_word(place),
                    "" if level is None else level_words()[level],
                    place_word(_practice(key).place) if seen else "…",
                    self._course(key) if seen else "…",
                )
            )
        return head, lines

    def draw(self) -> Drawing:
        """Draw the board."""
        squares, waiting = [], []
        for at, key in enumerate(KEYS):
            if key not in self._placed:
                waiting.append((at + 1, key == self._key))
                continue
            place = self._placed[key]
            differs = key in self.compared and _practice(key).place != place
            squares.append(
                Square(
                    at + 1,
                    place,
                    self._said("level", key),
                    _practice(key).place if differs else None,
                    key == self._key,
                )
            )
        return draw_board(self.name, squares, self.profile, waiting)


def _practice(key: str) -> Practice:
    return next(practice for practice in PRACTICES if practice.key == key)
