"""Practices of four firms, each with the step that it belongs to, and a profile of one's own firm.

The practices are the course's own, after the firms of the source articles. So is their placing,
by the words of the two accounts in `steps`, and the reasons are given. Where two placings can be
defended, both are. The levels, and what is read from a profile, are the course's own, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cem_workbook.errors import BadInput
from cem_workbook.frameworks.steps import STEPS
from cem_workbook.messages import say

NONE = 0
"""The place of what belongs to none of the four steps."""
PLACES = (*(step.number for step in STEPS), NONE)

NOT_AT_ALL, IN_PLACES, MOSTLY, AS_A_RULE = 0, 1, 2, 3
LEVELS = (NOT_AT_ALL, IN_PLACES, MOSTLY, AS_A_RULE)

BANK, INSURER, PHONE_SHOP, RESTAURANT = "bank", "insurer", "phone shop", "restaurant"


@dataclass(frozen=True)
class Practice:
    """Something that a firm does.

    Attributes:
        key: a short name that never changes.
        firm: whose practice it is: "bank", "insurer", "phone shop" or "restaurant".
        does: what the firm does, as a sentence about "we".
        place: the step, 1 to 4, or NONE.
        reason: why the course puts it there.
        other: the place that can be defended as well; None if it is not arguable.
        argument: what speaks for that place.
    """

    key: str
    firm: str
    does: str
    place: int
    reason: str
    other: int | None = None
    argument: str = ""

    @property
    def arguable(self) -> bool:
        """Whether another place can be defended as well."""
        return self.other is not None


PRACTICES: tuple[Practice, ...] = (
    Practice(
        "rich-first",
        BANK,
        "When there is a new product, we ring our richest customers first.",
        1,
        "More is sold to the “best” customer [001 · Chessboard]. What these customers need does not "
        "come into it.",
    ),
    Practice(
        "cards-in-a-drawer",
        RESTAURANT,
        "Each guest finds a card with five questions. The cards lie in a drawer.",
        NONE,
        "Step 2 collects, prioritises and uses [001 · Steps of CEM]. Here nothing is used, so "
        "nothing is answered.",
        other=2,
        argument="It is the first third of step 2. Once somebody opens the drawer each week, it "
        "counts.",
    ),
    Practice(
        "told-what-became",
        PHONE_SHOP,
        "A fault that three customers report goes to the maker, and we tell all three what came "
        "of it.",
        2,
        "Feedback is heard, used and answered: the firm improves by heeding it.",
    ),
    Practice(
        "after-the-fire",
        INSURER,
        "When a house has burnt, our adviser comes the same day, and stays until there is a bed "
        "for the night.",
        3,
        "An emotional bond, and a name that nobody there will forget.",
        other=4,
        argument="The want is met before it is spoken. But no new way is created: a person comes.",
    ),
    Practice(
        "moving-house",
        BANK,
        "We saw what moving house costs people. So we made one form that tells everybody the new "
        "address.",
        4,
        "A new solution for a problem of the customer's life, before anybody asked the bank for it.",
    ),
    Practice(
        "film",
        BANK,
        "We want to inspire our customers: with a film about courage, before the news.",
        NONE,
        "Step 4 takes inspiration *from* the customer, and ends in a solution (I-28). A film solves "
        "nothing.",
    ),
    Practice(
        "second-policy",
        INSURER,
        "Who has had no claim for five years is offered a second policy.",
        1,
        "It picks the customers who bring the most profit, and sells them more.",
    ),
    Practice(
        "you-said",
        RESTAURANT,
        "On Mondays a board hangs at the door: ‘You said. We did.’",
        2,
        "Continuous improvement by heeding feedback, and guests see that they were heard.",
    ),
    Practice(
        "tenth-charger",
        PHONE_SHOP,
        "A stamp card: the tenth charger is free.",
        1,
        "It rewards buying more. A discount is no emotional bond.",
        other=3,
        argument="It aims at a long relation, and some feel thanked. Ask who would come without the "
        "card.",
    ),
    Practice(
        "children's-names",
        RESTAURANT,
        "We know the children's names, and what was celebrated at the table last year.",
        3,
        "A long-term, emotional relation: the guest is at home here.",
    ),
    Practice(
        "storm",
        INSURER,
        "On the evening before a storm we write to those in its way what to bring in, and what to "
        "tie down.",
        4,
        "The damage is prevented before anybody asks. That takes knowing where and how they live.",
    ),
    Practice(
        "anything",
        PHONE_SHOP,
        "Whatever customers want, they get: a new phone, too, for one that fell into the river.",
        NONE,
        "To do whatever customers want is a common mistake about customer-centricity "
        "[001 · Chessboard]. Nothing is learnt, and nothing is mended.",
        other=3,
        argument="It does delight, and it is talked about. Without a long relation it is a gift.",
    ),
    Practice(
        "which-part",
        BANK,
        "For each customer we note which part of the bank lives by them: counter, loans, or the "
        "advice to their firm.",
        1,
        "Which part of the firm each customer advances: that is step 1 in the longer account "
        "[001 · Steps of CEM].",
    ),
    Practice(
        "first-on-the-list",
        INSURER,
        "Each month we count what customers write, put it in order, and mend what stands first.",
        2,
        "Regular, prioritised, used: the three words of step 2.",
    ),
    Practice(
        "evening-class",
        PHONE_SHOP,
        "Once a month our regulars help newcomers with their phones. They bring their friends.",
        3,
        "Supportive behaviour: customers speak up for the shop, and act for it [001 · Chessboard].",
    ),
    Practice(
        "last-bus",
        RESTAURANT,
        "The offices near us work late. So we invented a supper box that is ready at the bus stop.",
        4,
        "It begins with the guests' work life, and creates a new way. Nobody had asked for it.",
    ),
    Practice(
        "counter-and-app",
        BANK,
        "Twice a year we ask about the counter and about the app. What hurts most is changed, and "
        "asked about again.",
        2,
        "Regular feedback on services and on automated services, used to improve.",
    ),
    Practice(
        "before-the-trip",
        PHONE_SHOP,
        "We know who travels for work. Before the trip we write: ‘Shall we switch the tariff for "
        "the week?’",
        4,
        "It looks at the customer's work life, and solves the dear bill before it comes.",
        other=1,
        argument="It sells a tariff. Whose problem comes first here: the traveller's or the till's?",
    ),
)
"""In the order in which they are laid out: no two of a step follow each other."""


def level_words() -> dict[int, str]:
    """Return what each level is called."""
    return {
        NOT_AT_ALL: say("not at all"),
        IN_PLACES: say("in places"),
        MOSTLY: say("mostly"),
        AS_A_RULE: say("as a rule"),
    }


@dataclass(frozen=True)
class Profile:
    """What of each step a firm does.

    Attributes:
        levels: for each step, 1 to 4, the levels of the practices that stand there.
    """

    levels: Mapping[int, tuple[int, ...]]

    @property
    def placed(self) -> int:
        """How many practices stand on a step."""
        return sum(map(len, self.levels.values()))

    def holes(self, step: int) -> int:
        """How many practices of a step the firm does not do at all."""
        return self.levels[step].count(NOT_AT_ALL)

    def done(self, step: int) -> int:
        """How many practices of a step the firm does mostly or as a rule."""
        return sum(level >= MOSTLY for level in self.levels[step])

    def strength(self, step: int) -> float | None:
        """How far a step is done on average, 0 (not at all) to 1 (as a rule); None if it is empty."""
        here = self.levels[step]
        return sum(here) / (AS_A_RULE * len(here)) if here else None

    @property
    def foremost(self) -> int | None:
        """The highest step of which at least one practice is done mostly or as a rule."""
        return max((step for step in self.levels if self.done(step)), default=None)

    @property
    def leapt_over(self) -> tuple[int, ...]:
        """The steps below the foremost one with at least as many holes as practices done."""
        front = self.foremost or 0
        return tuple(
            step
            for step in self.levels
            if step < front and self.holes(step) and self.done(step) <= self.holes(step)
        )


def profile(board: Mapping[str, tuple[int, int]]) -> Profile:
    """Return the profile of a board.

    Args:
        board: for each practice, by a name, its place (1 to 4, or NONE) and its level (0 to 3).
            What stands at NONE does not count.

    Raises:
        BadInput: there is no such place or no such level.
    """
    levels: dict[int, list[int]] = {step.number: [] for step in STEPS}
    for name, (place, level) in board.items():
        if place not in PLACES or level not in LEVELS:
            raise BadInput(
                say(
                    "A practice stands on step {first} to {last} or on none ({none}), at a level "
                    "from {low} to {high}; “{name}” has {place} and {level}.",
                    first=STEPS[0].number,
                    last=STEPS[-1].number,
                    none=NONE,
                    low=LEVELS[0],
                    high=LEVELS[-1],
                    name=name,
                    place=place,
                    level=level,
                )
            )
        if place != NONE:
            levels[place].append(level)
    return Profile({step: tuple(found) for step, found in levels.items()})
