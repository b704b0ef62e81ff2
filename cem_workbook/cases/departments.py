"""Each department by itself, or by rules that take all four into account: two years of either.

The course's own model of what messages do. Offers bring visits, except from somebody who has just
been refused; to them every message is salt in the wound. Somebody may call the refused. The
customers, their complaints and how these end are those of `firm`, on the same luck for every plan.
Surveys bring no gain here: what they are good for is another page's question.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

import numpy as np

from cem_workbook.cases.firm import AS_BEFORE, Luck, draw_luck, go_on, losses
from cem_workbook.cases.windows import MONTH, everybody
from cem_workbook.data.assumed import assume
from cem_workbook.data.model import DEFAULT, DENIED, SILENT, Coefficients, Flags, Floats
from cem_workbook.data.today import Today, today

if TYPE_CHECKING:
    from cem_workbook.data.company import Company

MONTHS = 24
NEVER = -99  # month of the last complaint of those who have not complained

ALL, NOT_SORE, NOT_COMPLAINED = "all", "not sore", "not complained"
OFFERS = (ALL, NOT_SORE, NOT_COMPLAINED)
NOBODY, EXPLAIN, MAKE_GOOD = "nobody", "explain", "make good"
CALLS = (NOBODY, EXPLAIN, MAKE_GOOD)

_ASSUMED = "assumed; in no source"


@dataclass(frozen=True)
class Messages:
    """Every number of this model but those of `data.model`."""

    offer_lift: float = assume(
        0.12, "share", _ASSUMED, "an offer adds so much to a month's visits", 0.0, 1.0
    )
    offer_cost: float = assume(0.3, "crowns", "invented", "an offer costs", 0.0, 20.0)
    offer_pain: float = assume(
        8.0, "points", _ASSUMED, "an offer to somebody just refused takes away", 0.0, 50.0
    )
    survey_pain: float = assume(
        4.0, "points", _ASSUMED, "a survey to somebody just refused takes away", 0.0, 50.0
    )
    bill_pain: float = assume(
        4.0, "points", _ASSUMED, "a bill for the purchase in dispute takes away", 0.0, 50.0
    )
    sore_months: int = assume(
        2, "months", _ASSUMED, "so long a refusal is fresh, and an offer sells nothing", 0, 12
    )
    quiet_months: int = assume(
        6, "months", "invented", "so long silence after a complaint lasts, as a rule", 0, 24
    )
    call_cost: float = assume(5.0, "crowns", "invented", "a call to somebody refused costs", 0, 100)
    restored: float = assume(
        0.8, "share", _ASSUMED, "so much of the better ending a late call still brings", 0.0, 1.0
    )


USUAL = Messages()


@dataclass(frozen=True)
class Rules:
    """What the departments agree on. The default: nothing, each goes by its own table.

    Attributes:
        offers: who of last month's visitors gets an offer: ALL of them (sales looks at nothing
            else), NOT_SORE (all but the freshly refused), or NOT_COMPLAINED (nobody who has
            complained, however it ended, for `Messages.quiet_months`).
        letters_wait: True where surveys and bills wait while a refusal is fresh.
        call: what a call to the refused brings, the month after: NOBODY calls, somebody listens
            and can EXPLAIN, or the loss is MAKE_GOOD, made good.
        least: crowns of margin in the last year from which on somebody is called; 0 for all.
    """

    offers: str = ALL
    letters_wait: bool = False
    call: str = NOBODY
    least: float = 0.0


EACH_BY_ITSELF = Rules()


@dataclass(frozen=True)
class After:
    """What two years under some rules came to.

    Attributes:
        margin: what the purchases brought, crowns.
        offers: what the offers cost, crowns.
        calls: what the calls cost, crowns.
        made_good: what was paid to make losses good, crowns.
        customers: how many there were at the start.
        staying: how many of them are still there.
        hurt: how many got a message while a refusal was fresh.
        called: how many calls were made.
    """

    margin: float
    offers: float
    calls: float
    made_good: float
    customers: int
    staying: int
    hurt: int
    called: int

    @property
    def net(self) -> float:
        """Margin less all that the rules cost, crowns."""
        return self.margin - self.offers - self.calls - self.made_good


@dataclass(frozen=True)
class Start:
    """Where two years begin: the firm, the luck, and what its tables say of each customer.

    Attributes:
        firm: the customers of today.
        luck: what chance decides, the same for all rules.
        came: True where they bought in the last month, shape (n,), as all arrays here.
        refused: month of the last refusal, -1 for the last one before the start, or NEVER.
        loss: crowns, of the complaint refused last.
        worth: margin of the last year as billing sees it, crowns.
    """

    firm: Today
    luck: Luck
    came: Flags
    refused: Floats
    loss: Floats
    worth: Floats


def start(company: Company, again: int = 0) -> Start:
    """Return where two years begin; `again` gives another luck."""
    firm = today(company)
    seen = everybody(company).reindex(firm.number)
    ago = np.ceil((seen["refused"].to_numpy() + 1) / MONTH)
    return Start(
        firm=firm,
        luck=draw_luck(firm, MONTHS, again),
        came=seen["month"].to_numpy() > 0,
        refused=np.where(np.isnan(ago), NEVER, -ago),
        loss=np.nan_to_num(seen["loss"].to_numpy()),
        worth=seen["margin"].to_numpy(),
    )


def carry_on(
    begin: Start, rules: Rules, messages: Messages = USUAL, k: Coefficients = DEFAULT
) -> After:
    """Return what two years under some rules come to.

    Args:
        begin: from `start`.
        rules: what the departments agree on.
        messages: what messages do.
        k: the coefficients of the common model.
    """
    firm = begin.firm
    here = np.ones(len(firm), dtype=bool)
    hurt = np.zeros(len(firm), dtype=bool)
    satisfaction, effort = firm.satisfaction, firm.effort
    came, loss = begin.came, begin.loss
    refused, complained = begin.refused.copy(), begin.refused.copy()
    better = k.explain_gain if rules.call == EXPLAIN else k.good_gain
    gain = messages.restored * (k.deny_pain + better)  # as if it had ended so from the start
    margin = offers = made_good = 0.0
    called = 0

    for month in range(MONTHS):
        came = came & here
        sore = here & (month - refused <= messages.sore_months)
        offered = came
        if rules.offers == NOT_SORE:
            offered = came & ~sore
        elif rules.offers == NOT_COMPLAINED:
            offered = came & (month - complained > messages.quiet_months)
        written = came & ~sore if rules.letters_wait else came
        asked = written & (begin.luck.asked[month] < firm.profile.asked)
        pain = messages.offer_pain * offered + messages.survey_pain * asked
        pain = sore * (pain + messages.bill_pain * written)
        hurt |= sore & (offered | written)
        offers += messages.offer_cost * offered.sum()

        call = here & (refused == month - 1) & (begin.worth >= rules.least)
        call &= rules.call != NOBODY
        called += int(call.sum())
        if rules.call == MAKE_GOOD:
            made_good += float(loss[call].sum())
        refused[call] = NEVER

        course = go_on(
            replace(
                firm,
                visits=firm.visits * here * (1.0 + messages.offer_lift * (offered & ~sore)),
                satisfaction=np.clip(satisfaction - pain + gain * call, 0.0, 100.0),
                effort=effort,
            ),
            [AS_BEFORE],
            _of_month(begin.luck, month),
            k,
            first_month=month,
        )
        margin += float(course.margin.sum())
        satisfaction, effort = course.satisfaction[0], course.effort[0]
        came, outcome = course.visits[0] > 0, course.outcome[0]
        complained[outcome != SILENT] = refused[outcome == DENIED] = month
        loss = np.where(outcome == DENIED, losses(firm, begin.luck.loss[month]), loss)
        here = here & ~course.left[0]
    return After(
        margin=margin,
        offers=float(offers),
        calls=messages.call_cost * called,
        made_good=made_good,
        customers=len(firm),
        staying=int(here.sum()),
        hurt=int(hurt.sum()),
        called=called,
    )


def _of_month(luck: Luck, month: int) -> Luck:
    return Luck(**{each.name: getattr(luck, each.name)[[month]] for each in fields(Luck)})
