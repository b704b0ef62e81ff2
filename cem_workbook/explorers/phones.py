"""An hour on the phones: code what two voices say, and compare with somebody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import ipywidgets as widgets

from cem_workbook.cases.voices import NOT_CODED, VOICES, Coding, empty, read_coding, write_coding
from cem_workbook.errors import CourseError
from cem_workbook.explorers.base import LABEL, Explorer
from cem_workbook.explorers.phones_calls import (
    COURSE,
    IVAN,
    MINA,
    Match,
    about_call,
    laid_together,
    shipped_calls,
)
from cem_workbook.explorers.phones_drawing import coded, draw_call, draw_match, headline
from cem_workbook.figures import Drawing
from cem_workbook.messages import say

if TYPE_CHECKING:
    from cem_workbook.data.company import Company

CODE, COMPARE = 1, 2
ME, COLLEAGUE = "me", "colleague"
SHOWN = {
    CODE: ("call", "next", "coder", "customer", "employee"),
    COMPARE: ("one", "other", "voice", "look", "pasted", "take"),
}
START = {
    "step": CODE, "call": 1, "coder": ME, "voice": "customer", "one": ME, "other": COURSE,
    "pasted": "",
}  # fmt: skip


class HourOnThePhones(Explorer):
    """Sixteen calls to code, and two codings laid upon one another."""

    name: ClassVar[str] = "phones"
    title: ClassVar[str] = "An hour on the phones"

    def __init__(self, company: Company) -> None:
        del company  # the calls are the course's own: the same for everybody
        self._calls, self._codings = shipped_calls()
        self._showing = False  # a control is being set by the view, not by the learner
        super().__init__()

    # -- controls

    def build(self) -> None:
        """Make the controls of both steps; each step shows its own."""

        def choose(words: str, options: Sequence[tuple[str, Any]], key: str, width: int) -> Any:
            return widgets.Dropdown(
                options=options, value=START.get(key, NOT_CODED), description=words, style=LABEL,
                layout=widgets.Layout(width=f"{width}px"),
            )  # fmt: skip

        who = [
            (say("you"), ME), (say("your colleague"), COLLEAGUE), ("Mina", MINA), ("Ivan", IVAN),
            (say("the course"), COURSE),
        ]  # fmt: skip
        steps = [
            (say("1 · listen and code"), CODE),
            (say("2 · compare two codings"), COMPARE),
        ]
        numbers = [
            (f"{call.number} · {say(call.firm)}: {say(call.topic)}", call.number)
            for call in self._calls
        ]
        codes = {
            voice: [(say("– choose –"), NOT_CODED), *((say(c.name), c.name) for c in VOICES[voice])]
            for voice in VOICES
        }
        nobody = write_coding(empty(len(self._calls)))
        self.controls = {
            "step": choose(say("Step"), steps, "step", 320),
            "reset": widgets.Button(description=say("Start again")),
            "call": choose(say("Call"), numbers, "call", 330),
            "next": widgets.Button(description=say("Next call")),
            "coder": choose(say("Coding of"), who[:2], "coder", 230),
            "customer": choose(say("The customer needs to"), codes["customer"], "code", 370),
            "employee": choose(say("In the employee's way stands"), codes["employee"], "code", 370),
            "voice": choose(say("Voice"), [(headline(v), v) for v in VOICES], "voice", 420),
            "one": choose(say("Compare"), who, "one", 230),
            "other": choose(say("with"), who, "other", 200),
            "look": widgets.Dropdown(
                description=say("Look at call"), style=LABEL, layout=widgets.Layout(width="300px")
            ),
            "pasted": widgets.Text(
                description=say("Your colleague's line"),
                placeholder=say("paste it here, then choose Take it over"),
                continuous_update=False,
                style=LABEL,
                layout=widgets.Layout(width="520px"),
            ),
            "take": widgets.Button(description=say("Take it over")),
            # the learner's work, each coding as one line; never shown as a field
            "mine": widgets.Text(value=nobody, description=say("Your coding")),
            "colleague": widgets.Text(value=nobody, description=say("Your colleague's coding")),
        }
        self.kept = ["mine", "colleague"]
        for key in ("call", "coder", "mine", "colleague"):
            self.controls[key].observe(self._show_codes, "value")
        for voice in VOICES:
            self.controls[voice].observe(self._give_code, "value")
        self.controls["next"].on_click(self.act(self._next))
        self.controls["take"].on_click(self.act(self._take_over))
        self.controls["reset"].on_click(self.act(self._reset))

    def layout(self) -> Sequence[widgets.Widget]:
        """The step, and the rows of its controls."""
        wrap = widgets.Layout(flex_flow="row wrap", grid_gap="2px 14px")
        rows = [("step", "reset"), *SHOWN.values()]
        return [widgets.HBox([self.controls[k] for k in row], layout=wrap) for row in rows]

    def _coding(self, who: str) -> Coding:
        if who in self._codings:
            return self._codings[who]
        line = self.controls["mine" if who == ME else "colleague"].value
        try:
            return read_coding(line, len(self._calls))
        except CourseError:  # kept by an older set of calls
            return empty(len(self._calls))

    def _show_codes(self, _change: Any = None) -> None:
        coding, at = self._coding(self.controls["coder"].value), self.controls["call"].value - 1
        self._showing = True
        for voice in VOICES:
            self.controls[voice].value = coding.of(voice)[at]
        self._showing = False

    def _give_code(self, change: Any) -> None:
        if self._showing:
            return
        coder, at = self.controls["coder"].value, self.controls["call"].value - 1
        voice = next(v for v in VOICES if self.controls[v] is change["owner"])
        coding = self._coding(coder).with_code(voice, at, change["new"])
        self.controls["mine" if coder == ME else "colleague"].value = write_coding(coding)

    def _next(self) -> None:
        self.controls["call"].value = self.controls["call"].value % len(self._calls) + 1

    def _take_over(self) -> None:
        coding = read_coding(self.controls["pasted"].value, len(self._calls))
        self.controls["colleague"].value = write_coding(coding)
        self.controls["pasted"].value = ""
        self.controls["other"].value = COLLEAGUE
        self.note = say(
            "Taken over: your colleague has coded {count} calls in full.", count=coding.complete
        )

    def _reset(self) -> None:
        """Go back to the start of the view; the codings are the learner's work, and stay."""
        for key, value in START.items():
            self.controls[key].value = value

    # -- what is shown

    def update(self) -> None:
        """Show the controls of the step, and compute it."""
        step = self.controls["step"].value
        for each, names in SHOWN.items():
            for name in names:
                self.controls[name].layout.display = None if each == step else "none"
        if step == COMPARE:
            self._match = self._compare()
            self._offer()

    def _who(self, who: str) -> str:
        return {key: str(word) for word, key in self.controls["one"].options}[who]

    def _compare(self) -> Match:
        voice = self.controls["voice"].value
        who = self.controls["one"].value, self.controls["other"].value
        codings = self._coding(who[0]), self._coding(who[1])
        return laid_together(self._calls, voice, codings, (self._who(who[0]), self._who(who[1])))

    def _offer(self) -> None:
        """Offer the calls to look at, those on which the two differ first."""
        apart = [n for n, *_ in self._match.apart]
        rest = [n for n, *_ in self._match.pairs if n not in apart]
        options = [
            *((say("{call}: they differ", call=n), n) for n in apart),
            *((say("{call}: alike", call=n), n) for n in rest),
        ] or [(say("none yet"), 0)]
        choose = self.controls["look"]
        if choose.options != tuple(options):
            at = choose.value
            choose.options = options
            choose.value = at if at in {n for _, n in options} else options[0][1]

    def _about(self) -> list[str]:
        number = self.controls["look"].value
        if not number:
            return [say("Code calls in step 1, or compare Mina with Ivan or with the course.")]
        told = COURSE in (self.controls["one"].value, self.controls["other"].value)
        return about_call(self._calls[number - 1], self._match, told=told)

    @property
    def summary(self) -> str:
        """What the step shows, in a few sentences."""
        if self.controls["step"].value == CODE:
            return self._say_call()
        line = self.controls["mine"].value
        if not any(c.isalpha() for c in line):
            return self._say_match()
        mine = say("Your own coding, as a line to send: {line}", line=line)
        return f"{self._say_match()} {mine}"

    def _say_call(self) -> str:
        call, coder = self._calls[self.controls["call"].value - 1], self.controls["coder"].value
        coding = self._coding(coder)
        return say(
            "Call {number} of {all}, to the {firm}, filed under “{topic}” (synthetic). Coder: "
            "{whose}. The customer needs to: {customer}. In the employee's way stands: {employee}. "
            "Both codes given: {count} of {all}.",
            number=call.number, all=len(self._calls), firm=say(call.firm), topic=say(call.topic),
            whose=self._who(coder), customer=coded(coding.customer[call.number - 1]),
            employee=coded(coding.employee[call.number - 1]), count=coding.complete,
        )  # fmt: skip

    def _say_match(self) -> str:
        match = self._match
        if not match.pairs:
            return say(
                "{one} and {other}: nothing to compare yet, for no call has a code from both.",
                one=match.names[0][:1].upper() + match.names[0][1:], other=match.names[1],
            )  # fmt: skip
        found = say(
            "{head} {one} and {other}: {alike} of {n} calls alike; chance alone would make {chance} "
            "alike. {kappa}.",
            head=headline(match.voice), one=match.names[0][:1].upper() + match.names[0][1:],
            other=match.names[1], alike=match.alike, n=len(match.pairs),
            chance=f"{match.by_chance:.2f}", kappa=str(match.agreement)[:1].upper() + str(match.agreement)[1:],
        )  # fmt: skip
        if not match.apart:
            return found
        calls = ", ".join(str(n) for n, *_ in match.apart)
        found += " " + say("They differ on the calls {calls}.", calls=calls)
        if match.arguable:
            found += " " + say("Arguable among these: {count}.", count=len(match.arguable))
        return found

    def rows(self) -> tuple[Sequence[str], Sequence[Sequence[object]]]:
        """The call and its codes, or the calls that both coders have coded."""
        if self.controls["step"].value == CODE:
            call = self._calls[self.controls["call"].value - 1]
            said = [(say(who), say(words)) for who, words in call.said]
            codes = [(say(c.name), say(c.means)) for codes in VOICES.values() for c in codes]
            return [say("Who, or which code"), say("Words, or meaning")], [*said, *codes]
        head = [say("Call"), *self._match.names, say("Arguable")]
        return head, [
            (str(n), say(a), say(b), say("yes") if n in self._match.arguable else "")
            for n, a, b in self._match.pairs
        ]

    def draw(self) -> Drawing:
        """Draw the step."""
        if self.controls["step"].value == COMPARE:
            return draw_match(self.name, self._match, self._about())
        call = self._calls[self.controls["call"].value - 1]
        whose = say("Coding of: {who}", who=self._who(self.controls["coder"].value))
        coding = self._coding(self.controls["coder"].value)
        return draw_call(self.name, call, len(self._calls), coding, whose)
