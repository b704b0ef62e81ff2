"""The newspaper test: the headline that a newspaper might run about a scheme, from its numbers.

The rule is the course's own:

1. Do four sums: the chocolates behind the dearest thing that can be had; the pounds that are
   spent on chocolate for each pound that is given; the hours of play that burn the chocolate
   behind a ball; the pounds spent on telling for each pound that is given.
2. Divide each by the size at which a reader shrugs. Where schoolchildren are asked to collect,
   the first three count double.
3. The largest makes the headline. Above 1, the scheme fails; otherwise the paper has nothing but
   what is given, and the scheme passes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from cem_workbook.cases.cadbury import BASKETBALL, an_hour_child, hours
from cem_workbook.cases.campaign import (
    CHILDREN,
    COACHING,
    GIFT,
    LOUD,
    MATCH,
    PLAY,
    SHARE,
    SIZES,
    USUAL,
    WRAPPERS,
    Luck,
    Numbers,
    Outcome,
    Scheme,
    follow,
    kcal_behind,
    pieces,
    pounds_behind,
    springs,
    worth,
)
from cem_workbook.messages import say

PIECES, POUNDS, HOURS, TELLING = "pieces", "pounds", "hours", "telling"
SUMS = (PIECES, POUNDS, HOURS, TELLING)


@dataclass(frozen=True)
class FrontPage:
    """What the newspaper test finds.

    Attributes:
        sums: the four sums, by name; in pieces, pounds, hours and pounds.
        excess: how many times each is what a reader shrugs at.
        thing: the dearest thing that can be had.
    """

    sums: dict[str, float]
    excess: dict[str, float]
    thing: str

    @property
    def worst(self) -> str:
        """The sum that makes the headline."""
        return max(SUMS, key=lambda name: self.excess[name])

    @property
    def passes(self) -> bool:
        """Whether no sum is larger than what a reader shrugs at."""
        return self.excess[self.worst] <= 1.0


def play_hours(thing: str, scheme: Scheme, n: Numbers = USUAL) -> float:
    """Return the hours of play of one child that burn the chocolate behind a thing."""
    return hours(kcal_behind(thing, scheme, n), an_hour_child(n.met, n.kg))


def front_page(scheme: Scheme, given: float, n: Numbers = USUAL) -> FrontPage:
    """Return what the newspaper test finds.

    Args:
        scheme: the scheme.
        given: million pounds of equipment that it gives.
        n: the model's numbers.
    """
    dearest, first = scheme.things[-1], scheme.things[0]
    own = 1.0 if scheme.earned == MATCH else 0.0  # a pound of theirs for a pound of the firm's
    sums = {
        PIECES: pieces(dearest, scheme, n),
        POUNDS: pounds_behind(first, scheme, n) / worth(first, n) or own,
        HOURS: play_hours(first, scheme, n),
        TELLING: n.telling * LOUD[scheme.fanfare] / max(given, 1e-9),
    }
    double = 2.0 if scheme.earned == WRAPPERS and scheme.collectors == CHILDREN else 1.0
    excess = {
        PIECES: double * sums[PIECES] / n.shrug_bars,
        POUNDS: double * sums[POUNDS] / n.shrug_pounds,
        HOURS: double * sums[HOURS] / n.shrug_hours,
        TELLING: sums[TELLING] / n.shrug_telling,
    }
    return FrontPage(sums, excess, dearest)


@dataclass(frozen=True)
class Tried:
    """A scheme, its front page, and what came of it in many springs."""

    scheme: Scheme
    page: FrontPage
    outcome: Outcome


@lru_cache(maxsize=256)
def _tried(scheme: Scheme, n: Numbers) -> Tried:
    return _try(scheme, springs(), n)


def try_out(scheme: Scheme, n: Numbers = USUAL, luck: Luck | None = None) -> Tried:
    """Return what the newspaper test and a hundred springs make of a scheme.

    What is given decides on the sum of telling; it is taken before any story turns schools away.
    """
    return _tried(scheme, n) if luck is None else _try(scheme, luck, n)


def _try(scheme: Scheme, luck: Luck, n: Numbers) -> Tried:
    calm = follow(scheme, 0.0, luck, n)
    page = front_page(scheme, float(calm.given.mean()), n)
    worst = page.excess[page.worst]
    return Tried(scheme, page, follow(scheme, worst, luck, n))


def best_slogan(scheme: Scheme) -> Scheme:
    """Return the scheme with nothing changed but the slogan."""
    return replace(scheme, slogan=True)


# --- in words


def thing_words(thing: str) -> str:
    """Return what a thing is called."""
    return say(
        {
            BASKETBALL: "basketball",
            "volleyball": "volleyball",
            "cricket set": "cricket set",
            "posts and net": "set of posts and net",
            COACHING: "hour with a coach",
        }[thing]
    )


def piece_words(scheme: Scheme) -> str:
    """Return what the pieces of chocolate are called."""
    return say({1.0: "bars", 0.5: "small bars", 8.0: "boxes of chocolates"}[SIZES[scheme.product]])


def headline(tried: Tried) -> str:
    """Return the headline that a newspaper might run; it is the course's own."""
    page, scheme = tried.page, tried.scheme
    if page.passes:
        return _calm(tried)
    number = page.sums[page.worst]
    fields = {"n": f"{number:,.0f}", "what": piece_words(scheme), "thing": thing_words(page.thing)}
    if page.worst == PIECES:
        if scheme.earned == SHARE:
            return say("{n} {what} must be sold for one {thing}", **fields)
        if scheme.collectors == CHILDREN:
            return say("Children: eat {n} {what}, get one {thing}", **fields)
        return say("Buy {n} {what}, give a school one {thing}", **fields)
    if page.worst == POUNDS:
        return say("Spend £{n} on chocolate, and a school gets £1", n=f"{number:.2f}")
    if page.worst == HOURS:
        return say("{n} hours of play to burn off one ball", n=fields["n"])
    return say("£{n} spent on telling for every £1 given", n=f"{number:.2f}")


def _calm(tried: Tried) -> str:
    given = f"{float(tried.outcome.given.mean()):.1f}"
    earned = tried.scheme.earned
    if earned == PLAY:
        return say("Play counts: schools earn £{n} million of equipment by playing", n=given)
    if earned == MATCH:
        return say("A pound raised, a pound added: £{n} million for school sport", n=given)
    if earned == GIFT:
        return say("Chocolate maker gives schools £{n} million of equipment", n=given)
    return say("Schools get £{n} million of equipment", n=given)


def below(tried: Tried) -> list[str]:
    """Return the lines that stand below the headline: what else the sums say."""
    page, scheme = tried.page, tried.scheme
    lines = []
    if scheme.linked:
        first = scheme.things[0]
        count = f"{pieces(first, scheme):,.0f}"
        # not beside a headline about telling, whose own line comes further down: there is room for five
        if page.worst != TELLING and (first != page.thing or page.worst != PIECES):
            lines.append(
                say("One {thing}: {n} {what}.", thing=thing_words(first), n=count,
                    what=piece_words(scheme))
            )  # fmt: skip
        lines.append(say("£{n} of chocolate for £1 of equipment.", n=f"{page.sums[POUNDS]:.2f}"))
        lines.append(
            say("{h} hours of play for one {thing}.", h=f"{page.sums[HOURS]:,.0f}",
                thing=thing_words(first))
        )  # fmt: skip
    else:
        lines.append(say("Nothing to buy."))
        if scheme.earned == MATCH:
            lines.append(say("For every £1 that a school raises, £1 from the firm."))
    if scheme.earned == WRAPPERS:
        lines.append(
            {
                CHILDREN: say("Schoolchildren are asked to collect."),
                "adults": say("Only adults are asked to collect."),
            }.get(scheme.collectors, say("Everybody is asked to collect."))
        )
    if page.sums[TELLING] > 0 and (not scheme.linked or page.worst == TELLING):
        lines.append(say("£{n} on telling for every £1 given.", n=f"{page.sums[TELLING]:.2f}"))
    if scheme.critics and not page.passes:
        lines.append(say("The firm had been warned."))
    return lines
