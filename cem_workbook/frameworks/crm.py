"""CRM in the words of the sources, as typed data: abilities, aims, success factors, web verbs.

Everything stands as the tagged source has it, in our words. What no source has says so: which
group an outcome belongs to, and which table of a firm shows an ability.
"""

from __future__ import annotations

from dataclasses import dataclass

from cem_workbook.messages import say

COST, INCOME, STRATEGIC = "cost", "income", "strategic"
GROUPS = (COST, INCOME, STRATEGIC)
"""The three groups of aims [001 · CRM goals]: saving cost, more income, strategic effects."""

IDENTIFY, ANTICIPATE, SATISFY = "identify", "anticipate", "satisfy"
VERBS = (IDENTIFY, ANTICIPATE, SATISFY)
PROSE, LIST = "prose", "list"
MAIL, QUESTIONS, OPTIONS, SERVICE = "mail", "questions", "options", "service"

COMMUNICATION, RELATIONSHIP, RECORD = "communication", "relationship", "only a record"
MEANINGS = (COMMUNICATION, RELATIONSHIP, RECORD)
"""What one Persian word covers (I-17), and what neither of the two is."""


CUSTOMERS, PURCHASES = "customer table", "purchase table"
SURVEYS, TICKETS = "survey table", "ticket table"
JOINED, NO_TABLE = "several, joined", "no table"
PLACES = (CUSTOMERS, PURCHASES, SURVEYS, TICKETS, JOINED, NO_TABLE)
"""Where a firm of the course could see whether it has an ability."""


@dataclass(frozen=True)
class Ability:
    """Something that a firm must be able to do to put the customer first [004 · Link to CRM].

    Attributes:
        label: in a few words.
        sign: by what one would see it; the course's own.
        place: which of PLACES holds the sign in the course's firms; the course's own.
    """

    label: str
    sign: str
    place: str


@dataclass(frozen=True)
class Outcome:
    """Something that a firm with CRM can hope for [001 · CRM goals].

    Attributes:
        label: in a few words.
        reason: why the source expects it.
        group: the group that it fits best; the course's own, for the source does not sort them.
        suspect: whether the reason as it is printed cannot be meant (I-20).
    """

    label: str
    reason: str
    group: str
    suspect: bool = False


@dataclass(frozen=True)
class WebAct:
    """Something that a web site does for a customer's need [001 · Websites].

    Attributes:
        label: in a few words.
        act: what the site does.
        telling: PROSE or LIST: the post tells it twice, and differently (I-22).
        verb: which of VERBS this telling calls it.
        means: by what: MAIL, QUESTIONS, OPTIONS offered, or SERVICE.
    """

    label: str
    act: str
    telling: str
    verb: str
    means: str


@dataclass(frozen=True)
class Moment:
    """Something between a firm and a customer, and what it is; the course's own.

    Attributes:
        label: in a few words.
        told: what happened.
        meaning: which of MEANINGS it is.
    """

    label: str
    told: str
    meaning: str


def abilities() -> tuple[Ability, ...]:
    """Return the eight abilities, in the source's order."""
    return (
        Ability(
            say("know them well"),
            say("what one person buys, what they say, what went wrong for them"),
            JOINED,
        ),
        Ability(
            say("communicate properly"),
            say("what we told somebody, and whether they understood it"),
            NO_TABLE,
        ),
        Ability(say("take in their needs"), say("wishes in the customer's own words"), SURVEYS),
        Ability(
            say("give a fitting answer"),
            say("whether a complaint was made good, explained or refused"),
            TICKETS,
        ),
        Ability(say("answer quickly"), say("how many days an answer took"), TICKETS),
        Ability(
            say("tell kinds apart"),
            say("which kind of customer each of them is, asked or not"),
            CUSTOMERS,
        ),
        Ability(say("keep their history"), say("what somebody bought, and when"), PURCHASES),
        Ability(
            say("analyse and compare"),
            say("whether those who had trouble buy less afterwards than the others"),
            JOINED,
        ),
    )


def outcomes() -> tuple[Outcome, ...]:
    """Return the five outcomes, in the source's order."""
    return (
        Outcome(
            say("higher sales income"),
            say("less time goes into gathering information, so more is left for the customers"),
            INCOME,
        ),
        Outcome(
            say("better success rate"),
            say("wrong behaviour towards customers while selling is avoided"),
            INCOME,
        ),
        Outcome(
            say("higher profit"),
            say("customers are known, and are given value and price discounts"),
            INCOME,
            suspect=True,
        ),
        Outcome(
            say("higher satisfaction"),
            say("customers find what fits their particular needs"),
            STRATEGIC,
        ),
        Outcome(
            say("lower cost of selling"),
            say(
                "a specialised firm with good information on its target customers spends less on "
                "the administration of marketing, and on selling in general"
            ),
            COST,
        ),
    )


def web_acts() -> tuple[WebAct, ...]:
    """Return what a web site does, as the prose and as the numbered list tell it."""
    return (
        WebAct(
            say("mail, then group"),
            say(
                "It mails its members about goods and, from what comes back, groups them by taste."
            ),
            LIST,
            IDENTIFY,
            MAIL,
        ),
        WebAct(
            say("questions on the need"),
            say(
                "It gathers and analyses what people need, by questions, and so finds the real need."
            ),
            PROSE,
            IDENTIFY,
            QUESTIONS,
        ),
        WebAct(
            say("questions, right answers"),
            say(
                "It puts questions and encourages accurate answers, to offer what fits their taste."
            ),
            LIST,
            ANTICIPATE,
            QUESTIONS,
        ),
        WebAct(
            say("options by a forecast"),
            say("It knows the range of the need, and offers varied options by a prediction."),
            PROSE,
            ANTICIPATE,
            OPTIONS,
        ),
        WebAct(
            say("on time, and told"),
            say("It delivers on time, says where the order is, and serves after the sale."),
            LIST,
            SATISFY,
            SERVICE,
        ),
        WebAct(
            say("the customer picks"),
            say("The customer picks what they want from different options."),
            PROSE,
            SATISFY,
            OPTIONS,
        ),
    )


def moments(customer: str, visit: str) -> tuple[Moment, ...]:
    """Return six moments between a firm and its customers.

    Args:
        customer: what the firm calls a customer.
        visit: what it calls a visit.
    """
    return (
        Moment(
            say("the clear letter"),
            say("One {customer} reads our letter once and knows what to do.", customer=customer),
            COMMUNICATION,
        ),
        Moment(
            say("nine years on"),
            say(
                "One {customer} has come for nine years, and tells friends of us.",
                customer=customer,
            ),
            RELATIONSHIP,
        ),
        Moment(
            say("the address list"),
            say("We have the birthdays of all our customers in a table."),
            RECORD,
        ),
        Moment(
            say("asked back twice"),
            say("Somebody asks twice what a charge is for, and then both mean the same."),
            COMMUNICATION,
        ),
        Moment(
            say("back after a mistake"),
            say("After our mistake, one {customer} comes back, trusting us.", customer=customer),
            RELATIONSHIP,
        ),
        Moment(
            say("the filed ticket"),
            say(
                "A complaint about the last {visit} stands in the system. Nobody has read it.",
                visit=visit,
            ),
            RECORD,
        ),
    )
