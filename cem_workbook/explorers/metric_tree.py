"""The metric tree: links estimated from the company's data, a change carried through, the truth."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

import ipywidgets as widgets
import numpy as np

from cem_workbook.cases import metric_tree as model
from cem_workbook.cases.metric_tree import (
    EASE_SATISFACTION,
    GOOD_SIGN,
    LINKS,
    NOTHING,
    STEP,
    WAIT_EASE,
    WAIT_LEAVE,
    WAIT_SPEND,
    Choice,
    Link,
    Tree,
)
from cem_workbook.cases.metric_tree_change import (
    BOTH,
    BY_LINKS,
    STAY,
    Carried,
    Sheet,
    answer_sheet,
    carry,
)
from cem_workbook.explorers.assumed import Assumptions
from cem_workbook.explorers.base import LABEL, Explorer
from cem_workbook.explorers.metric_tree_drawing import (
    Box,
    Part,
    Plot,
    Scene,
    Strand,
    Way,
    draw_tree,
)
from cem_workbook.explorers.metric_tree_words import (
    NAMES,
    UPWARDS,
    WAYS,
    crowns,
    effect,
    long_word,
    mean,
    range_words,
    sentence,
    short_word,
    signed,
)
from cem_workbook.figures import Drawing
from cem_workbook.messages import say
from cem_workbook.text import table_html

if TYPE_CHECKING:
    from cem_workbook.data.company import Company

THIRDS = 3


class MetricTree(Explorer):
    """See how strong each link is and how sure, and ask what less waiting brings in a year."""

    name: ClassVar[str] = "metric-tree"
    title: ClassVar[str] = "The metric tree"

    def __init__(self, company: Company) -> None:
        self._company = company
        on_file = model.records(company)
        self._all = model.months_there_are(on_file)
        usual = model.grow(on_file, Choice(self._all)).links
        # each link's bar has a scale of its own: as far as it reaches with all the data
        self._scale = {
            name: max(map(abs, link.slope.interval)) * GOOD_SIGN[name] if link.known else math.inf
            for name, link in usual.items()
        }
        super().__init__()

    def build(self) -> None:
        """Make the controls."""
        wide = widgets.Layout(width="388px")

        def choose(label: str, options: list[tuple[str, object]]) -> widgets.Dropdown:
            return widgets.Dropdown(options=options, description=label, style=LABEL, layout=wide)

        periods = [(say("all {n} months", n=self._all), self._all), (say("the last year"), 12),
                   (say("the last quarter"), 3), (say("the last month"), 1)]  # fmt: skip
        self.controls = {
            "less": widgets.IntSlider(
                value=10,
                min=5,
                max=30,
                step=5,
                description=say("Less waiting, in %"),
                style=LABEL,
                layout=wide,
            ),
            "link": choose(
                say("Look under link"),
                [(f"{i}  {say(NAMES[name])}", name) for i, name in enumerate(LINKS, start=1)],
            ),
            "months": choose(say("Data of"), list(periods)),
            "fair": choose(
                say("Compare"),
                [(say("like with like (fair)"), True), (say("all with all (plain)"), False)],
            ),
            "everybody": choose(
                say("Answers of"),
                [(say("those who answered"), False), (say("all who came (made up)"), True)],
            ),
            "target": choose(
                say("Reward the staff for"),
                [
                    (say("nothing"), NOTHING),
                    (say("short waits, which they note"), model.WAITING),
                    (say("high ease answers"), model.EASE),
                    (say("high satisfaction answers"), model.SATISFACTION),
                ],
            ),
            "sheet": widgets.Checkbox(
                description=say("Open the answer sheet, which no real firm has"),
                indent=False,
                layout=wide,
            ),
            "reset": widgets.Button(description=say("Start again")),
        }
        self.controls["reset"].on_click(self.act(self._reset))
        self._assumptions = Assumptions(model.USUAL)
        self.controls |= self._assumptions.inputs

    def layout(self) -> Sequence[widgets.Widget]:
        """Two controls in a line, then the assumptions."""
        wrap = widgets.Layout(flex_flow="row wrap", grid_gap="0 14px")
        pairs = (("less", "reset"), ("link", "months"), ("fair", "everybody"), ("target", "sheet"))
        lines = [
            widgets.HBox([self.controls[name] for name in pair], layout=wrap) for pair in pairs
        ]
        return [*lines, self._assumptions.widget]

    def _reset(self) -> None:
        first = {"less": 10, "link": WAIT_EASE, "months": self._all, "fair": True,
                 "everybody": False, "target": NOTHING, "sheet": False}  # fmt: skip
        for name, value in first.items():
            self.controls[name].value = value
        self._assumptions.reset()

    def update(self) -> None:
        """Grow the tree of the chosen data, and carry the change through it."""
        value = {name: control.value for name, control in self.controls.items() if name != "reset"}
        self._choice = Choice(value["months"], value["fair"], value["everybody"], value["target"])
        habits = self._assumptions.apply(model.USUAL)
        on_file = model.records(self._company, value["everybody"], value["target"], habits)
        self._less = value["less"] / 100
        self._link = value["link"]
        self._tree: Tree = model.grow(on_file, self._choice)
        self._real = (
            self._tree
            if self._choice.target == NOTHING
            else model.grow(
                model.records(self._company, value["everybody"]),
                Choice(value["months"], value["fair"], value["everybody"]),
            )
        )
        self._customers = on_file.customers
        self._carried: Carried = carry(on_file, self._choice, self._tree, self._less)
        self._sheet: Sheet | None = (
            answer_sheet(self._company, self._less) if value["sheet"] else None
        )

    # words

    @property
    def summary(self) -> str:
        """The data, the chosen link, what less waiting brings, and the answer sheet."""
        place = LINKS.index(self._link) + 1
        link = self._tree.links[self._link]
        title = self._company.title
        parts = [
            say(
                "{title} (synthetic), {months}: {visits} monthly waits, {answers} survey answers.",
                title=title[:1].upper() + title[1:],
                months=self._period(),
                visits=f"{self._tree.visits:,}",
                answers=f"{self._tree.answers:,}",
            ),
            say(
                "Link {n}, {name}: {effect}. {word}.",
                n=place,
                name=say(NAMES[self._link]),
                effect=effect(self._link, link),
                word=long_word(self._link, link),
            ),
            say(
                "{less:.0f} % less waiting, straight: {both} By fewer leaving alone: {stay} "
                "Link by link: {links}",
                less=100 * self._less,
                both=sentence(self._carried.crowns[BOTH]),
                stay=sentence(self._carried.crowns[STAY]),
                links=sentence(self._carried.crowns[BY_LINKS]),
            ),
        ]
        if self._sheet:
            low, high = self._sheet.one_year
            parts.append(
                say(
                    "The answer sheet: {crowns} crowns a year, {kept:.0f} customers kept. In single "
                    "years between {low} and {high}. Two real years may differ by {luck} crowns by "
                    "luck alone.",
                    crowns=crowns(self._sheet.crowns[BOTH]),
                    kept=self._sheet.kept,
                    low=crowns(low),
                    high=crowns(high),
                    luck=f"{self._sheet.luck_alone:,.0f}",
                )
            )
        return " ".join(parts)

    def _period(self) -> str:
        months = self._choice.months
        return say("data of one month") if months == 1 else say("data of {n} months", n=months)

    def rows(self) -> tuple[Sequence[str], Sequence[Sequence[object]]]:
        """A row a link."""
        head = [say("Link"), say("What goes with what (95 % interval)"), say("How sure"),
                say("Rows"), say("Customers"), say("Answer sheet")]  # fmt: skip
        return head, [
            (
                f"{i} {say(NAMES[name])}",
                effect(name, link),
                long_word(name, link),
                link.slope.n,
                link.slope.customers,
                signed(name, self._sheet.links[name]) if self._sheet else "–",
            )
            for i, (name, link) in enumerate(self._tree.links.items(), start=1)
        ]

    def table_html(self) -> str:
        """Return the links, the boxes, and the crowns, as three tables."""
        boxes = [(b.name, " ".join(filter(None, (b.value, b.unit, b.flag)))) for b in self._boxes()]
        boxes.append((say("Value"), say("{crowns} crowns a year", crowns=self._year())))
        ways = [
            (way.name, way.words, crowns(way.really) if way.really is not None else "–")
            for way in self._ways()
        ]
        head = [say("Carried"), say("Crowns a year (95 % interval)"), say("Answer sheet")]
        return "<br>".join(
            (
                super().table_html(),
                table_html([say("Box"), say("Number")], boxes),
                table_html(head, ways),
            )
        )

    # the picture

    def draw(self) -> Drawing:
        """Draw the tree, the data under the chosen link, and the crowns."""
        title = say("The metric tree of {title} (synthetic)", title=self._company.title)
        question = say("{less:.0f} % less waiting: what does it bring in a year?",
                       less=100 * self._less)  # fmt: skip
        now = say("As it is, all customers together bring {crowns} crowns.", crowns=self._year())
        chosen = LINKS.index(self._link) + 1
        scene = Scene(
            title=title,
            boxes=self._boxes(),
            foot=""
            if self._company.profile.contract
            else say("* no visit in the next {n} months", n=model.SILENCE),
            strands=[self._strand(name) for name in LINKS],
            period=self._period(),
            chosen=chosen,
            under=say("Under link {n}: {name}", n=chosen, name=say(NAMES[self._link])),
            plot=self._plot(),
            question=(question, now),
            ways=self._ways(),
        )
        return draw_tree(self.name, scene)

    def _year(self) -> str:
        tree = self._tree
        year = self._customers * tree.spending * sum((1 - tree.leaving) ** t for t in range(12))
        return f"{round(year, -2):,.0f}"

    def _boxes(self) -> list[Box]:
        tree, real, target = self._tree, self._real, self._choice.target
        month = say("in 100 a month")
        seen = month if self._company.profile.contract else say("in 100 a month*")
        still = "" if target == NOTHING else say("not moved")

        def box(name: str, value: str, unit: str, kind: str, before: float) -> Box:
            if target != kind:
                return Box(name, value, unit)
            return Box(name, value, say("without: {n:.1f}", n=before), say("paid for"), True)

        return [
            box(say("Waiting"), f"{tree.waited:.1f}", say("typical minutes"), model.WAITING,
                real.waited),
            box(say("Ease"), mean(tree.ease, 2), say("mean of 1 to 7"), model.EASE, real.ease),
            box(say("Satisfaction"), mean(tree.satisfaction, 2), say("mean of 1 to 5"),
                model.SATISFACTION, real.satisfaction),
            Box(say("Leaving"), f"{100 * tree.leaving:.2f}", seen, still),
            Box(say("Spending"), f"{tree.spending:.1f}", say("crowns a month"), still),
        ]  # fmt: skip

    def _strand(self, name: str) -> Strand:
        link, real, scale = self._tree.links[name], self._real.links[name], self._scale[name]

        def parts(interval: tuple[float, float]) -> tuple[float, float]:
            low, high = sorted(end / scale for end in interval)
            return low, high

        low, high = parts(link.slope.interval) if link.known else (None, None)
        truth = self._sheet.links[name] if self._sheet else None
        changed = real.known and real.slope.interval != link.slope.interval
        return Strand(
            number=LINKS.index(name) + 1,
            name=say(NAMES[name]),
            word=short_word(name, link),
            low=low,
            value=link.slope.value / scale if link.known else None,
            high=high,
            before=parts(real.slope.interval) if changed else None,
            truth=truth / scale if truth is not None else None,
            really=f"◇ {signed(name, truth)}" if truth is not None else "",
        )

    def _plot(self) -> Plot | None:
        link, name, fair = self._tree.links[self._link], self._link, self._choice.fair
        if not link.known:
            return None
        slope = link.slope.value
        segments = [segment.name for segment in self._company.profile.segments]
        parts = []
        for i, dots in thirds(link).items():
            x, y = link.seen[:, link.segment == i].mean(axis=1)
            ends = [(at, float(y + slope * (at - x))) for at, _ in (dots[0], dots[-1])]
            parts.append(Part(say(segments[i]), dots, ends if fair else ()))
        across = [at for part in parts for at, _ in part.dots]
        first, last = min(across), max(across)
        x, y = link.seen.mean(axis=1)
        line = [] if fair else [(at, float(y + slope * (at - x))) for at in (first, last)]
        waits = name in (WAIT_EASE, WAIT_LEAVE, WAIT_SPEND)
        ticks = [
            (at, f"{math.exp(STEP * at):.1f}" if waits else f"{at:.1f}")
            for at in (first, (first + last) / 2, last)
        ]
        notes = (
            say(
                "across: minutes waited, shorter to the right"
                if waits
                else "across: ease, 1 to 7"
                if name == EASE_SATISFACTION
                else "across: satisfaction, 1 to 5"
            ),
            say("upwards: {what}", what=say(UPWARDS[name])),
            say(
                "Dots: thirds of each segment. Like with like: a line for each."
                if fair
                else "Dots: thirds of each segment. Plain: one line for all."
            ),
        )
        return Plot(effect(name, link), parts, line, short_word(name, link), ticks, notes)

    def _ways(self) -> list[Way]:
        truth = self._sheet.crowns if self._sheet else {}
        ways = []
        for name, words in WAYS.items():
            r = self._carried.crowns[name]
            really = truth.get(BOTH if name == BY_LINKS else name)
            ways.append(Way(say(words), r.low, r.value, r.high, r.known, range_words(r), really))
        return ways


def thirds(link: Link) -> dict[int, list[tuple[float, float]]]:
    """Return each segment's rows under a link in thirds by x: the mean x and y of each third.

    They are what is on file, freed of nothing; a segment of fewer than three rows is left out.
    """
    found = {}
    for i in range(int(link.segment.max()) + 1):
        x, y = link.seen[:, link.segment == i]
        if len(x) >= THIRDS:
            cut = np.array_split(np.argsort(x, kind="stable"), THIRDS)
            found[i] = [(float(x[rows].mean()), float(y[rows].mean())) for rows in cut]
    return found
