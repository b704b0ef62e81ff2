"""What the four departments say of a customer, and what somebody says who sees several of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cem_workbook.cases import windows
from cem_workbook.cases.windows import (
    ANSWERED,
    BILLING,
    DEPARTMENTS,
    MARKETING,
    SALES,
    SERVICE,
    Clash,
    Event,
)
from cem_workbook.messages import say

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Window:
    """One department's view of a customer.

    Attributes:
        facts: what its tables show, a line each.
        step: what it would do next, by itself.
    """

    facts: tuple[str, ...]
    step: str


def department_words() -> dict[str, str]:
    """Return the departments and what they see, in words."""
    return {
        SALES: say("Sales sees purchases"),
        SERVICE: say("Service sees complaints"),
        BILLING: say("Billing sees money"),
        MARKETING: say("Marketing sees answers"),
    }


def short_words() -> dict[str, str]:
    """Return the departments in a word each."""
    return {
        SALES: say("sales"),
        SERVICE: say("service"),
        BILLING: say("billing"),
        MARKETING: say("marketing"),
    }


def ending_words() -> dict[str, str]:
    """Return how a complaint stands, in words."""
    return {
        "open": say("open"),
        "made good": say("made good"),
        "explained": say("explained"),
        "denied": say("refused"),
    }


def ago(days: float) -> str:
    """Say how long ago something was."""
    if days < 1:
        return say("today")
    return say("yesterday") if days < 2 else say("{days:.0f} days ago", days=days)


def _count(number: float, one: str, many: str) -> str:
    return one if number == 1 else say(many, number=f"{number:.0f}")


def four_windows(row: Row, events: Sequence[Event]) -> dict[str, Window]:
    """Return what each department sees of a customer, and its next step.

    Args:
        row: the customer's row of `windows.everybody`.
        events: all that happened to them, from `windows.story`.
    """
    facts = {
        SALES: _sales(row, events),
        SERVICE: _service(row, events),
        BILLING: _billing(row),
        MARKETING: _marketing(row),
    }
    steps = {
        windows.OFFER: say("Offer them more"),
        windows.WIN_BACK: say("Win them back with a voucher"),
        windows.CLOSE: say("Close the open ticket"),
        windows.NOTHING: say("Nothing to do"),
        windows.BILL: say("Send the bill of the month"),
        windows.ASK: say("Send the survey"),
        windows.REMIND: say("Remind: send the survey again"),
        windows.FRIEND: say("Ask them to bring a friend"),
        windows.NEWS: say("Send the newsletter"),
    }
    return {name: Window(facts[name], steps[row[name]]) for name in DEPARTMENTS}


def _sales(row: Row, events: Sequence[Event]) -> tuple[str, ...]:
    bought = [event for event in events if event.department == SALES]
    if not bought:
        return (say("no purchase in two years"),)
    last = bought[-1]
    return (
        _count(row["bought"], say("1 purchase in a year"), "{number} purchases in a year"),
        say("last: {product}, {ago}", product=last.what, ago=ago(last.ago)),
    )


def _service(row: Row, events: Sequence[Event]) -> tuple[str, ...]:
    complaints = [event for event in events if event.department == SERVICE]
    if not complaints:
        return (say("no complaint in two years"),)
    last = complaints[-1]
    return (
        _count(row["complaints"], say("1 complaint in a year"), "{number} complaints in a year"),
        say("last: {topic}", topic=last.what),
        say(
            "{ending}, {ago}",
            ending=ending_words()[last.kind],
            ago=ago(last.ago if last.kind == "open" else last.until),
        ),
        say("it cost them {loss:,.0f} crowns", loss=last.crowns),
    )


def _billing(row: Row) -> tuple[str, ...]:
    return (
        say("paid in 30 days: {paid:,.0f} crowns", paid=row["month"]),
        say("margin of a year: {margin:,.0f} crowns", margin=row["margin"]),
        say("given back in a year: {back:,.0f} crowns", back=row["given_back"]),
    )


def _marketing(row: Row) -> tuple[str, ...]:
    segment = say("segment: {segment}", segment=row["segment"])
    if row["asked"] != row["asked"]:  # NaN: never asked
        return segment, say("never sent a survey")
    asked = say("last survey: {ago}", ago=ago(row["asked"]))
    if not row["answered"]:
        return segment, asked, say("no answer")
    if row["recommend"] != row["recommend"]:
        return segment, asked, say("answered in part")
    return segment, asked, say("would recommend us: {score:.0f} of 10", score=row["recommend"])


def clash_words() -> dict[str, str]:
    """Return each kind of clash in a few words."""
    return {
        "offer_clash": say("an offer over a fresh complaint"),
        "survey_clash": say("a survey over a fresh complaint"),
        "bill_clash": say("a bill for what is in dispute"),
        "refused_blind": say("one of the best refused, unknowingly"),
        "unheard": say("“no answer”, but a complaint"),
        "sold_at_loss": say("more sold to somebody who costs"),
    }


def clash_sentence(clash: Clash, row: Row) -> str:
    """Say what clashes for one customer."""
    state = (
        say("whose complaint is open")
        if row["open"]
        else say("whom service refused {ago}", ago=ago(row["refused"]))
        if row["sore"]
        else ""
    )
    return {
        "offer_clash": say("Sales writes “buy more” to somebody {state}.", state=state),
        "survey_clash": say("Marketing asks a favour of somebody {state}.", state=state),
        "bill_clash": say("Billing sends a bill for the very purchase that is in dispute."),
        "refused_blind": say(
            "Service refused one of the best, and could not know: {margin:,.0f} crowns a year.",
            margin=row["margin"],
        ),
        "unheard": say("Marketing notes “no answer”. Service has one: a complaint."),
        "sold_at_loss": say(
            "Sales wants to sell more; with what was given back, they cost more than they bring."
        ),
    }[clash.name]


def event_words(event: Event) -> str:
    """Say what happened, without when."""
    if event.department == SALES:
        return say("bought: {product}, {paid:,.2f} crowns", product=event.what, paid=event.crowns)
    if event.department == SERVICE:
        return say(
            "complained: {topic}, {ending}", topic=event.what, ending=ending_words()[event.kind]
        )
    return say("survey answered") if event.kind == ANSWERED else say("survey not answered")
