"""The leap: two years on the four steps, half-year by half-year, beside another path."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import ipywidgets as widgets

from cem_workbook.cases.leap import (
    HALVES,
    IN_TURN,
    LEAP,
    SELL_ON,
    Habits,
    Path,
    TwoYears,
    draw_fate,
    walk,
)
from cem_workbook.data.model import Coefficients
from cem_workbook.data.today import today
from cem_workbook.explorers.assumed import Assumptions
from cem_workbook.explorers.base import LABEL, Explorer
from cem_workbook.explorers.leap_drawing import Listed, draw_bridges, path_word, step_word
from cem_workbook.figures import Drawing
from cem_workbook.messages import say
from cem_workbook.text import Points

if TYPE_CHECKING:
    from cem_workbook.data.company import Company

STEP_NUMBERS = (1, 2, 3, 4)
LUCKS = 10  # then the first one comes back
MOST_NOTED = 6
NOTHING: tuple[int, ...] = ()  # not None: a list shows that as no choice at all
MATTER = ("trouble_pain", "leave_satisfaction", "pleased_from")


class TheLeap(Explorer):
    """What becomes of the customers on a path of one's own, and on another."""

    name: ClassVar[str] = "leap"
    title: ClassVar[str] = "The leap over a step"

    def __init__(self, company: Company) -> None:
        self._firm = today(company)
        self._title = company.title[:1].upper() + company.title[1:]
        self._again = 0
        self._paths: list[Path] = []
        self._arranging = False
        super().__init__()

    def build(self) -> None:
        """Make the controls: a step for each half-year, the path beside it, another luck."""
        steps = [(step_word(step), step) for step in STEP_NUMBERS]
        for half in range(1, HALVES + 1):
            self.controls[f"half {half}"] = widgets.Dropdown(
                options=steps,
                value=SELL_ON[half - 1],
                description=say("Half-year {half}", half=half),
                style=LABEL,
                layout=widgets.Layout(width="164px"),
            )
        self.controls["against"] = widgets.Dropdown(
            options=[
                (say("– nothing –"), NOTHING),
                *((self._called(path), path) for path in (SELL_ON, IN_TURN, LEAP)),
            ],
            value=NOTHING,
            description=say("Beside it"),
            style=LABEL,
            layout=widgets.Layout(width="300px"),
        )
        self.controls["note"] = widgets.Button(description=say("Note this path"))
        self.controls["luck"] = widgets.Button(description=say("Another luck"))
        self.controls["reset"] = widgets.Button(description=say("Start again"))
        self.controls["note"].on_click(self.act(self._keep_path))
        self.controls["luck"].on_click(self.act(self._other_luck))
        self.controls["reset"].on_click(self.act(self._reset))
        self._assumed = Assumptions(
            Habits(), Coefficients(), only=[*Habits.__dataclass_fields__, *MATTER]
        )
        self.controls.update(self._assumed.inputs)

    def layout(self) -> Sequence[widgets.Widget]:
        """The four half-years, then what stands beside them; what is assumed last."""
        wrap = widgets.Layout(flex_flow="row wrap", grid_gap="0 10px")
        halves = [self.controls[f"half {half}"] for half in range(1, HALVES + 1)]
        others = [self.controls[key] for key in ("against", "note", "luck", "reset")]
        return [
            widgets.HBox(halves, layout=wrap),
            widgets.HBox(others, layout=wrap),
            self._assumed.widget,
        ]

    @staticmethod
    def _called(path: Path) -> str:
        """Return a path in figures, and the name of those that have one."""
        names = {SELL_ON: say("only step 1"), IN_TURN: say("in turn"), LEAP: say("the leap")}
        figures = path_word(path)
        return f"{figures}, {names[path]}" if path in names else figures

    def _keep_path(self) -> None:
        """Keep the path in the list; those in between, on the way to another, do not matter."""
        if self.path not in self._paths:
            self._paths = [*self._paths, self.path][-MOST_NOTED:]

    def _other_luck(self) -> None:
        self._again = (self._again + 1) % LUCKS

    def _reset(self) -> None:
        self._arranging = True
        try:
            for half in range(HALVES):
                self.controls[f"half {half + 1}"].value = SELL_ON[half]
            self.controls["against"].value = NOTHING
            self._assumed.reset()
            self._again = 0
            self._paths.clear()
        finally:
            self._arranging = False

    def _redraw(self, _change: Any = None) -> None:
        """Redraw, but not in the middle of a change of many controls."""
        if not self._arranging:
            super()._redraw(_change)

    @property
    def path(self) -> Path:
        """What the learner chose for each half-year."""
        one, two, three, four = (self.controls[f"half {n}"].value for n in range(1, HALVES + 1))
        return one, two, three, four

    def update(self) -> None:
        """Let two years pass on every path that is shown or noted."""
        habits, model = self._assumed.apply(Habits()), self._assumed.apply(Coefficients())
        fate = draw_fate(self._firm, self._again)
        self.years: dict[Path, TwoYears] = {
            path: walk(self._firm, path, fate, habits, model)
            for path in dict.fromkeys([*self._shown, *self._paths])
        }

    @property
    def _shown(self) -> list[Path]:
        """The learner's path, and the one beside it if there is another."""
        other = self.controls["against"].value
        return [self.path] if other in (NOTHING, self.path) else [self.path, other]

    @property
    def summary(self) -> str:
        """What both paths come to."""
        head = say(
            "{title} (synthetic), {customers} customers, luck {luck} of {lucks}.",
            title=self._title,
            customers=f"{len(self._firm):,}",
            luck=self._again + 1,
            lucks=LUCKS,
        )
        whose = (say("Your path"), say("Beside it"))
        told = [self._told(who, path) for who, path in zip(whose, self._shown, strict=False)]
        return " ".join([head, *told])

    def _told(self, who: str, path: Path) -> str:
        years = self.years[path]
        in_one, in_two, glad, first, both = self._cells(years)
        driven = sum(half.after_trouble for half in years.halves)
        solutions = [half.hit for half in years.halves if half.hit is not None]
        parts = [
            say(
                "{who}, {path}: of 100 customers {one} leave in a year and {two} in two years, "
                "{driven:.1f} of them after trouble that was not made good. Of those still here, "
                "{glad} of 100 tell others. Crowns for each customer of the start: {first} in a "
                "year, {both} in two. Causes of trouble: 100 at the start, {trouble:.0f} at the end.",
                who=who,
                path=self._called(path),
                one=in_one,
                two=in_two,
                driven=100 * driven / years.customers,
                glad=glad,
                first=first,
                both=both,
                trouble=100 * years.halves[-1].trouble,
            )
        ]
        if solutions:
            parts.append(
                say(
                    "Its new solutions: {all}, of which {hits} met a want.",
                    all=len(solutions),
                    hits=sum(solutions),
                )
            )
        return " ".join(parts)

    @staticmethod
    def _cells(years: TwoYears) -> tuple[str, ...]:
        """Return lost in a year and in two, those who tell others, crowns in a year and in two."""
        n, end = years.customers, years.halves[-1]
        return (
            f"{100 * years.lost(HALVES // 2) / n:.1f}",
            f"{100 * years.lost() / n:.1f}",
            f"{100 * end.glad / max(1, end.here):.1f}",
            f"{Points(years.margin(HALVES // 2) / n):.1f}",
            f"{Points(years.margin() / n):.1f}",
        )

    def rows(self) -> tuple[Sequence[str], Sequence[Sequence[object]]]:
        """A row a path and half-year, in numbers of customers."""
        head = [
            say("Path"),
            say("Half-year"),
            say("Step"),
            say("Here at its end"),
            say("Left in it"),
            say("of these, after trouble not made good"),
            say("Tell others"),
            say("Crowns"),
            say("Causes of trouble (100 at the start)"),
            say("New solution"),
        ]
        words = {None: "", True: say("met a want"), False: say("missed")}
        body: list[Sequence[object]] = []
        for path, years in self.years.items():
            for n, half in enumerate(years.halves):
                body.append(
                    (
                        self._called(path), n + 1, step_word(half.step), half.here, half.lost,
                        half.after_trouble, half.glad, round(half.margin),
                        round(100 * half.trouble), words[half.hit],
                    )
                )  # fmt: skip
        return head, body

    def draw(self) -> Drawing:
        """Draw one bridge or two, and the list of paths."""
        titles = ("Your path: {path}", "Beside it: {path}")
        bridges = [
            (say(title, path=self._called(path)), path, self.years[path])
            for title, path in zip(titles, self._shown, strict=False)
        ]
        listed = [
            Listed(self._called(path), self._cells(years), path == self.path)
            for path, years in self.years.items()
        ]
        return draw_bridges(self.name, bridges, listed)
