"""The ledger of claims: judge each one first, then open its file, and see how far you were off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

import ipywidgets as widgets

from cem_workbook.errors import CourseError
from cem_workbook.explorers.base import LABEL, Explorer
from cem_workbook.explorers.claims_drawing import Entry, apart, draw_ledger
from cem_workbook.figures import Drawing
from cem_workbook.frameworks.claims import STEPS, Claim, compare, ledger
from cem_workbook.messages import say

if TYPE_CHECKING:
    from cem_workbook.data.company import Company


class ClaimsLedger(Explorer):
    """The claims of the articles, the learner's judgements, and the files behind them."""

    name: ClassVar[str] = "claims"
    title: ClassVar[str] = "The ruler of trust"

    def __init__(self, company: Company) -> None:
        self._claims = ledger()
        super().__init__()

    def build(self) -> None:
        """Make the controls: one judgement for each claim, of which the chosen one is shown."""
        steps = [(say(step).capitalize(), place) for place, step in enumerate(STEPS)]
        judge = {
            f"judge {claim.name}": widgets.ToggleButtons(
                options=steps,
                value=None,
                description=say("Would you repeat it?"),
                style={"description_width": "initial", "button_width": "130px"},
            )
            for claim in self._claims
        }
        self.controls = {
            "claim": widgets.Dropdown(
                options=[(f"{at + 1} · {say(c.name)}", at) for at, c in enumerate(self._claims)],
                description=say("Claim"),
                style=LABEL,
                layout=widgets.Layout(width="320px"),
            ),
            **judge,
            "open": widgets.Button(description=say("Open the file")),
            "next": widgets.Button(description=say("Next claim")),
            "open all": widgets.Button(description=say("Open all that I have judged")),
            "reset": widgets.Button(description=say("Start again")),
            # not shown: which files have been opened is kept with the judgements
            "opened": widgets.SelectMultiple(
                options=[claim.name for claim in self._claims], description=say("Opened")
            ),
        }
        self.controls["open all"].layout = widgets.Layout(width="auto")
        self.controls["open"].on_click(self.act(self._open))
        self.controls["next"].on_click(self.act(self._next))
        self.controls["open all"].on_click(self.act(self._open_all))
        self.controls["reset"].on_click(self.act(self._reset))
        self.kept = [*judge, "opened"]

    def layout(self) -> Sequence[widgets.Widget]:
        """The claim, the judgement on it, and what can be done."""
        wrap = widgets.Layout(flex_flow="row wrap", grid_gap="0 14px")
        judge = [self._judge(claim) for claim in self._claims]
        buttons = [self.controls[key] for key in ("open", "next", "open all", "reset")]
        return [self.controls["claim"], *judge, widgets.HBox(buttons, layout=wrap)]

    def _judge(self, claim: Claim) -> widgets.ToggleButtons:
        return self.controls[f"judge {claim.name}"]

    @property
    def _claim(self) -> Claim:
        claim: Claim = self._claims[self.controls["claim"].value]
        return claim

    @property
    def judgements(self) -> dict[str, int]:
        """How far the learner would repeat the claims judged so far, by name."""
        marks = {claim.name: self._judge(claim).value for claim in self._claims}
        return {name: mark for name, mark in marks.items() if mark is not None}

    @property
    def opened(self) -> set[str]:
        """The claims whose files are open; only what has been judged can be."""
        return set(self.controls["opened"].value) & set(self.judgements)

    def _open(self) -> None:
        if self._claim.name not in self.judgements:
            raise CourseError(
                say("Judge first: would you repeat this claim? Then the file can be opened.")
            )
        self._show({self._claim.name})

    def _open_all(self) -> None:
        if not self.judgements:
            raise CourseError(say("You have judged no claim yet."))
        self._show(set(self.judgements))

    def _show(self, names: set[str]) -> None:
        every = self.opened | names
        self.controls["opened"].value = tuple(c.name for c in self._claims if c.name in every)

    def _next(self) -> None:
        self.controls["claim"].value = (self.controls["claim"].value + 1) % len(self._claims)

    def _reset(self) -> None:
        self.controls["opened"].value = ()
        for claim in self._claims:
            self._judge(claim).value = None
        self.controls["claim"].value = 0

    def update(self) -> None:
        """Show the judgement on the chosen claim; once its file is open, the first one stands."""
        for claim in self._claims:
            control = self._judge(claim)
            control.layout.display = None if claim is self._claim else "none"
            control.disabled = claim.name in self.opened

    @property
    def summary(self) -> str:
        """The claim, the two judgements on it, and the score so far."""
        claim, marks = self._claim, self.judgements
        where = say(claim.sources) if claim.in_the_sources else say("In none of the five articles")
        parts = [
            say(
                "Claim {number} of {all}: “{says}” {where}.",
                number=self.controls["claim"].value + 1,
                all=len(self._claims),
                says=say(claim.says),
                where=where,
            )
        ]
        if claim.name not in marks:
            parts.append(say("Not judged yet; its file is closed."))
        elif claim.name not in self.opened:
            step = say(STEPS[marks[claim.name]])
            parts.append(say("You would repeat it: {step}. Its file is closed.", step=step))
        else:
            parts.append(
                say(
                    "You would repeat it: {step}. The ledger: {trust}, {apart}. Verdict: {verdict}. "
                    "What one may still say: {instead}",
                    step=say(STEPS[marks[claim.name]]),
                    trust=say(STEPS[claim.trust]),
                    apart=apart(marks[claim.name] - claim.trust),
                    verdict=say(claim.verdict),
                    instead=say(claim.instead),
                )
            )
        return " ".join([*parts, self._score()])

    def _score(self) -> str:
        found = compare({name: self.judgements[name] for name in self.opened})
        return say(
            "Judged {judged} of {all}, opened {opened}: {alike} like the ledger, {trusting} too "
            "trusting, {strict} too strict.",
            judged=len(self.judgements),
            all=len(self._claims),
            opened=len(self.opened),
            alike=found.alike,
            trusting=found.too_trusting,
            strict=found.too_strict,
        )

    def rows(self) -> tuple[Sequence[str], Sequence[Sequence[object]]]:
        """A row a claim; what its file says stands there once it is open."""
        head = [
            say("Claim"),
            say("Where"),
            say("You"),
            say("Ledger"),
            say("Verdict"),
            say("How the articles part"),
            say("Traced to"),
            say("What one may still say"),
        ]
        lines = []
        for claim in self._claims:
            mark = self.judgements.get(claim.name)
            line = [
                say(claim.says),
                say(claim.sources),
                say("not judged yet") if mark is None else say(STEPS[mark]),
            ]
            differ = claim.differ or "there is one only"
            file = (STEPS[claim.trust], claim.verdict, differ, claim.traced, claim.instead)
            is_open = claim.name in self.opened
            lines.append([*line, *(say(part) if is_open else "…" for part in file)])
        return head, lines

    def draw(self) -> Drawing:
        """Draw the card of the chosen claim, and all claims on the ruler."""
        entries = [
            Entry(claim, self.judgements.get(claim.name), claim.name in self.opened)
            for claim in self._claims
        ]
        return draw_ledger(self.name, entries, self.controls["claim"].value, self._score())
