"""The words of the metric tree: links, how sure they are, and what crowns may be said."""

from __future__ import annotations

import math

from cem_workbook.cases.metric_tree import (
    EASE_SATISFACTION,
    GOOD_SIGN,
    SATISFACTION_LEAVE,
    SATISFACTION_SPEND,
    WAIT_EASE,
    WAIT_LEAVE,
    WAIT_SPEND,
    Link,
)
from cem_workbook.cases.metric_tree_change import BOTH, BY_LINKS, SPEND, STAY, Range
from cem_workbook.explorers.metric_tree_drawing import CLEAR, FEW, NONE, REVERSED, ROUGH
from cem_workbook.messages import say
from cem_workbook.text import Points

NAMES = {
    WAIT_EASE: "waiting → ease",
    EASE_SATISFACTION: "ease → satisfaction",
    SATISFACTION_LEAVE: "satisfaction → leaving",
    SATISFACTION_SPEND: "satisfaction → spending",
    WAIT_LEAVE: "waiting → leaving",
    WAIT_SPEND: "waiting → spending",
}
FROM = {
    WAIT_EASE: "10 % less waiting",
    EASE_SATISFACTION: "ease + 1 point",
    SATISFACTION_LEAVE: "satisfaction + 1 point",
    SATISFACTION_SPEND: "satisfaction + 1 point",
    WAIT_LEAVE: "10 % less waiting",
    WAIT_SPEND: "10 % less waiting",
}
TO = {
    WAIT_EASE: "{change} points of ease",
    EASE_SATISFACTION: "{change} points of satisfaction",
    SATISFACTION_LEAVE: "{change} in 100 leave a month",
    SATISFACTION_SPEND: "{change} crowns a month",
    WAIT_LEAVE: "{change} in 100 leave a month",
    WAIT_SPEND: "{change} crowns a month",
}
UPWARDS = {
    WAIT_EASE: "ease, 1 to 7 (7 is very easy)",
    EASE_SATISFACTION: "satisfaction, 1 to 5",
    SATISFACTION_LEAVE: "leave, in 100 a month",
    SATISFACTION_SPEND: "crowns in the month after",
    WAIT_LEAVE: "leave, in 100 a month",
    WAIT_SPEND: "crowns in the month after",
}
WAYS = {
    BY_LINKS: "link by link (1 to 4)",
    STAY: "straight: fewer leave (5)",
    SPEND: "straight: spend more (6)",
    BOTH: "straight: both together",
}


def astray(name: str, link: Link) -> bool:
    """Whether a link clearly goes the wrong way: what should be good for the firm looks bad."""
    return link.told and link.slope.value * GOOD_SIGN[name] < 0


def short_word(name: str, link: Link) -> str:
    """Return how sure a link is, as one of the words of the drawing."""
    if not link.known:
        return FEW
    if not link.told:
        return NONE
    if astray(name, link):
        return REVERSED
    half = (link.slope.interval[1] - link.slope.interval[0]) / 2
    return CLEAR if half < 0.5 * abs(link.slope.value) else ROUGH


def long_word(name: str, link: Link) -> str:
    """Return in words how sure a link is."""
    if not link.known and link.leavers is not None:
        return say("Too few: {n} of these customers left", n=link.leavers)
    if not link.known:
        return say("Too few data")
    if not link.told:
        return say("It can be nothing: the interval holds 0")
    if astray(name, link):
        return say("Clearly there, and the wrong way round")
    if short_word(name, link) == CLEAR:
        return say("Clearly there")
    return say("There, but how strong is only roughly known")


def _digits(name: str) -> int:
    return {SATISFACTION_LEAVE: 1, SATISFACTION_SPEND: 1, WAIT_LEAVE: 3}.get(name, 2)


def signed(name: str, value: float) -> str:
    """Return a slope with its sign, in the decimals that its link needs."""
    return f"{Points(value):+.{_digits(name)}f}"


def effect(name: str, link: Link) -> str:
    """Return what goes with what, and the interval in brackets."""
    if not link.known:
        return say("{start}: too few to say", start=say(FROM[name]))
    low, high = link.slope.interval
    return say(
        "{start}: {end} ({low} to {high})",
        start=say(FROM[name]),
        end=say(TO[name], change=signed(name, link.slope.value)),
        low=signed(name, low),
        high=signed(name, high),
    )


def mean(value: float, decimals: int) -> str:
    """Return a mean, or a dash where there is none."""
    return f"{value:.{decimals}f}" if math.isfinite(value) else "–"


def crowns(value: float) -> str:
    """Return crowns to the nearest ten: more would be a pretence."""
    return f"{Points(round(value, -1)):,.0f}"


def range_words(r: Range) -> str:
    """Return an interval of crowns in short."""
    if not r.known:
        return say("too few to say")
    words = say("{low} to {high}", low=crowns(r.low), high=crowns(r.high))
    return words if r.told else say("{range}: can be nothing", range=words)


def sentence(r: Range) -> str:
    """Return an interval of crowns as a sentence that holds."""
    if not r.known:
        return say("too few data to say.")
    words = say("between {low} and {high} crowns a year.", low=crowns(r.low), high=crowns(r.high))
    return words if r.told else say("{range} It can be nothing.", range=words)
