"""One customer, four departments: what each window shows, what clashes, and what rules are worth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

import ipywidgets as widgets

from cem_workbook.cases.departments import (
    ALL,
    EACH_BY_ITSELF,
    EXPLAIN,
    MAKE_GOOD,
    NOBODY,
    NOT_COMPLAINED,
    NOT_SORE,
    USUAL,
    After,
    Rules,
    carry_on,
    start,
)
from cem_workbook.cases.windows import (
    BILLING,
    DEPARTMENTS,
    MARKETING,
    SALES,
    SERVICE,
    everybody,
    feelings,
    feels,
    hit_in_2025,
    story,
    visible,
    worth_a_look,
)
from cem_workbook.data.model import DEFAULT
from cem_workbook.explorers.assumed import Assumptions
from cem_workbook.explorers.base import LABEL, Explorer
from cem_workbook.explorers.departments_drawing import (
    OneCustomer,
    WholeFirm,
    draw_customer,
    draw_firm,
)
from cem_workbook.explorers.departments_words import (
    clash_sentence,
    clash_words,
    department_words,
    four_windows,
    short_words,
)
from cem_workbook.figures import Drawing
from cem_workbook.messages import say
from cem_workbook.text import Points

if TYPE_CHECKING:
    from cem_workbook.data.company import Company

ONE, FIRM = "one", "firm"
OF_THE_MODEL = ("deny_pain", "explain_gain", "good_gain", "leave_satisfaction")
DEAREST = 400  # crowns of margin from which on somebody is called, at most
MORE = 12  # customers offered besides those who are worth a look
MOST_TRIES = 12  # kept for comparison


class FourDepartments(Explorer):
    """The same customer through four windows, joined one by one; then everybody, by rules."""

    name: ClassVar[str] = "four-departments"
    title: ClassVar[str] = "One customer, four departments"

    def __init__(self, company: Company) -> None:
        self._company = company
        self._today = everybody(company)
        self._begin = start(company)
        self._feels = feels(company)
        self._alone: After | None = None
        self._by_rules: After | None = None
        self._basis: object = None  # what the last results were computed from
        self._tries: dict[Rules, float] = {}
        self._title = company.title[:1].upper() + company.title[1:]
        super().__init__()

    def build(self) -> None:
        """Make the controls."""
        first = worth_a_look(self._company)
        step = max(1, len(self._today) // MORE)
        others = [int(who) for who in self._today.index[step // 2 :: step] if who not in first]
        tables = {
            SALES: say("Join sales (purchases)"),
            SERVICE: say("Join service (tickets)"),
            BILLING: say("Join billing (amounts)"),
            MARKETING: say("Join marketing (surveys)"),
        }
        self._panel = Assumptions(
            USUAL,
            DEFAULT,
            only=[
                "offer_lift", "offer_cost", "offer_pain", "survey_pain", "bill_pain",
                "call_cost", "restored", "sore_months", "quiet_months", *OF_THE_MODEL,
            ],
        )  # fmt: skip
        self.controls = {
            "look": widgets.ToggleButtons(
                options=[(say("one customer"), ONE), (say("the whole firm"), FIRM)],
                description=say("Look at"),
            ),
            "customer": widgets.Dropdown(
                options=[self._called(who) for who in (*first, *others)],
                description=say("Customer"),
                style=LABEL,
                layout=widgets.Layout(width="270px"),
            ),
            "next": widgets.Button(description=say("Next customer")),
            **{
                name: widgets.Checkbox(description=words, indent=False, layout=_wide("190px"))
                for name, words in tables.items()
            },
            "offers": widgets.Dropdown(
                options=[
                    (say("everybody who came last month"), ALL),
                    (say("those, but not the freshly refused"), NOT_SORE),
                    (say("those, but nobody with a complaint in half a year"), NOT_COMPLAINED),
                ],
                description=say("Offers go to"),
                style=LABEL,
                layout=_wide("450px"),
            ),
            "letters": widgets.Checkbox(
                description=say("Surveys and bills wait for the freshly refused"),
                indent=False,
                layout=_wide("360px"),
            ),
            "call": widgets.Dropdown(
                options=[
                    (say("nobody"), NOBODY),
                    (say("somebody, to listen and explain"), EXPLAIN),
                    (say("somebody, to make the loss good"), MAKE_GOOD),
                ],
                description=say("Who calls the refused"),
                style=LABEL,
                layout=_wide("400px"),
            ),
            "least": widgets.IntSlider(
                description=say("Call from (crowns of margin a year)"),
                max=DEAREST,
                step=25,
                style=LABEL,
                layout=_wide("460px"),
                continuous_update=False,
            ),
            "reset": widgets.Button(description=say("Start again")),
            **self._panel.inputs,
        }
        self.controls["next"].on_click(self.act(self._next))
        self.controls["reset"].on_click(self.act(self._reset))

    def _called(self, who: int) -> tuple[str, int]:
        segment = self._today.at[who, "segment"]
        return say("{number} · {segment}", number=who, segment=segment), who

    def layout(self) -> Sequence[widgets.Widget]:
        """What to look at, whom, the four tables, and the rules."""

        def row(*names: str) -> widgets.HBox:  # a layout each: some rows are hidden
            wrap = widgets.Layout(flex_flow="row wrap", grid_gap="0 14px")
            return widgets.HBox([self.controls[name] for name in names], layout=wrap)

        self._person = row("customer", "next")
        self._rules = widgets.VBox([row("offers", "letters"), row("call", "least")])
        return [
            row("look", "reset"),
            self._person,
            row(*DEPARTMENTS),
            self._rules,
            self._panel.widget,
        ]

    def _next(self) -> None:
        choose = self.controls["customer"]
        places = [who for _, who in choose.options]
        choose.value = places[(places.index(choose.value) + 1) % len(places)]

    def _reset(self) -> None:
        self._tries.clear()
        self._panel.reset()
        for name in DEPARTMENTS:
            self.controls[name].value = False
        for name, value in (("offers", ALL), ("letters", False), ("call", NOBODY), ("least", 0)):
            self.controls[name].value = value
        self.controls["customer"].value = self.controls["customer"].options[0][1]
        self.controls["look"].value = ONE

    @property
    def joined(self) -> frozenset[str]:
        """The departments whose tables are joined."""
        return frozenset(name for name in DEPARTMENTS if self.controls[name].value)

    @property
    def rules(self) -> Rules:
        """The rules as the controls say them."""
        value = {name: self.controls[name].value for name in ("offers", "letters", "call", "least")}
        # whom to call does not matter where nobody calls
        least = 0.0 if value["call"] == NOBODY else float(value["least"])
        return Rules(value["offers"], value["letters"], value["call"], least)

    @property
    def _whole(self) -> bool:
        return bool(self.controls["look"].value == FIRM)

    def update(self) -> None:
        """Show the controls that belong to the view; for the firm, live through two years."""
        self._person.layout.display = "none" if self._whole else None
        for part in (self._rules, self._panel.widget):
            part.layout.display = None if self._whole else "none"
        # a line drawn where nobody calls would do nothing
        self.controls["least"].disabled = self.controls["call"].value == NOBODY
        if not self._whole:
            return
        messages, k = self._panel.apply(USUAL), self._panel.apply(DEFAULT)
        if self._basis != (messages, k):
            self._basis = (messages, k)
            self._tries.clear()
            self._alone = carry_on(self._begin, EACH_BY_ITSELF, messages, k)
        assert self._alone is not None
        rules = self.rules
        self._by_rules = carry_on(self._begin, rules, messages, k)
        self._tries.pop(rules, None)  # the present ones stand last
        self._tries[rules] = self._by_rules.net - self._alone.net
        while len(self._tries) > MOST_TRIES:
            del self._tries[next(iter(self._tries))]

    # one customer

    def _seen(self) -> OneCustomer:
        who = int(self.controls["customer"].value)
        row = {str(name): value for name, value in self._today.loc[who].items()}
        events = story(self._company, who)
        clashes = {
            clash.name: clash_sentence(clash, row)
            for clash in visible(self.joined)
            if row[clash.name]
        }
        return OneCustomer(
            number=who,
            windows=four_windows(row, events),
            joined=self.joined,
            clashes=clashes,
            events=events,
            feels=float(self._feels[who]),
        )

    def _of_one(self) -> str:
        seen, words = self._seen(), short_words()
        steps = "; ".join(f"{words[name]}: {seen.windows[name].step}" for name in DEPARTMENTS)
        joined = ", ".join(words[name] for name in DEPARTMENTS if name in seen.joined)
        found = (
            say("Clashes: {sentences}", sentences=" ".join(seen.clashes.values()))
            if seen.clashes
            else say("No clash can be seen.")
        )
        return say(
            "Customer {number} of {firm} (synthetic). Next step of each department: {steps}. "
            "Joined: {joined}. {found} {felt}",
            number=seen.number,
            firm=self._company.title,
            steps=steps,
            joined=joined or say("none"),
            found=found,
            felt=self._felt(seen),
        ).rstrip()

    def _felt(self, seen: OneCustomer) -> str:
        """Say what the face shows, beside what others feel: one face is only one face."""
        if len(seen.joined) < len(DEPARTMENTS):
            return ""
        average = feelings(self._company)
        gone = seen.feels != seen.feels
        return say(
            "{words} On average, the freshly refused feel {refused:.0f}, those with a loss made good "
            "{made_good:.0f}, everybody {everybody:.0f} of 100.",
            words=say("This customer has left, and told nobody.")
            if gone
            else say("This customer really feels {feels:.0f} of 100.", feels=seen.feels),
            refused=average.refused,
            made_good=average.made_good,
            everybody=average.everybody,
        )

    # the whole firm

    def _firm(self) -> WholeFirm:
        hit = hit_in_2025(self._company)
        names = [clash.name for clash in visible(self.joined)]
        before, after = self._alone, self._by_rules
        assert before is not None
        assert after is not None
        return WholeFirm(
            customers=len(hit),
            counts={name: int(hit[name].sum()) for name in names},
            any=int(hit[names].any(axis=1).sum()) if names else 0,
            parts=(
                (say("margin of what they buy"), after.margin - before.margin),
                (say("fewer offers to pay for"), before.offers - after.offers),
                (say("{count} calls", count=after.called), -after.calls),
                (say("losses made good"), -after.made_good),
            ),
            net=after.net - before.net,
            tries=tuple(self._tries.values()),
            verdict=(
                say(
                    "In all, that is {share} % of the margin of each by itself ({crowns:,.0f} crowns).",
                    share=f"{Points(100 * (after.net - before.net) / before.margin):+.1f}",
                    crowns=before.margin,
                ),
                say(
                    "Still there after two years: {after:,} of {all:,} (each by itself: {before:,}).",
                    after=after.staying,
                    all=after.customers,
                    before=before.staying,
                ),
                say(
                    "Reached by a message while a refusal was fresh: {hurt} (each by itself: {before}).",
                    hurt=after.hurt,
                    before=before.hurt,
                ),
            ),
        )

    def _of_firm(self) -> str:
        firm = self._firm()
        return say(
            "{title} (synthetic). By the tables that are joined, {any} of {all} customers ({share:.0f} %) "
            "were hit by a clash at the end of a month of 2025. In the model, two years by these rules "
            "come to {net} crowns against each department by itself. {verdict}",
            title=self._title,
            any=f"{firm.any:,}",
            all=f"{firm.customers:,}",
            share=100 * firm.any / firm.customers,
            net=f"{Points(firm.net):+,.0f}",
            verdict=" ".join(firm.verdict),
        )

    # both

    @property
    def summary(self) -> str:
        """What can be seen of the customer, or what the rules come to for the firm."""
        return self._of_firm() if self._whole else self._of_one()

    def rows(self) -> tuple[Sequence[str], Sequence[Sequence[object]]]:
        """A row a department and a clash; for the firm, a row a clash and a part of the result."""
        if self._whole:
            firm, words = self._firm(), clash_words()
            return [say("What"), say("How much"), say("In")], [
                *(
                    (words[name], f"{count:,}", say("customers"))
                    for name, count in firm.counts.items()
                ),
                (
                    say("hit in 2025"),
                    f"{firm.any:,}",
                    say("of {all:,} customers", all=firm.customers),
                ),
                *((part, f"{Points(crowns):+,.0f}", say("crowns")) for part, crowns in firm.parts),
                (say("in all"), f"{Points(firm.net):+,.0f}", say("crowns")),
                *((sentence, "", "") for sentence in firm.verdict),
            ]
        seen, titles = self._seen(), department_words()
        felt = self._felt(seen)
        return [say("Who"), say("Sees, or clashes"), say("Next step")], [
            *(
                (titles[name], "; ".join(window.facts), window.step)
                for name, window in seen.windows.items()
            ),
            *((clash_words()[name], sentence, "") for name, sentence in seen.clashes.items()),
            *([(say("only a made-up world knows"), felt, "")] if felt else []),
        ]

    def draw(self) -> Drawing:
        """Draw the windows, or the firm."""
        return (
            draw_firm(self.name, self._firm())
            if self._whole
            else draw_customer(self.name, self._seen())
        )


def _wide(width: str) -> widgets.Layout:
    return widgets.Layout(width=width)
