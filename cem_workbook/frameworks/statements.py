"""The self-assessment's statements: for each of the four steps, four behaviours that one can see.

The steps are the source's [001 · Chessboard], [001 · Steps of CEM]. It has no question set, and none
was found elsewhere, so the statements, the levels and what is seen at each are the course's own.
Nobody has tested whether they measure the four steps.

A manager and somebody of the front line look at the same behaviour from two places. So each
statement asks each of them what *they* have seen in the last twelve months, and every level is a
thing that they can have seen; "I cannot know" is an answer, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

MANAGER, FRONT = "manager", "front line"
ROLES = (MANAGER, FRONT)
LEVELS = (0, 1, 2, 3)
SET = 1
"""The number of this set of statements; it rises with every change of what is asked or seen."""


@dataclass(frozen=True)
class Statement:
    """One behaviour.

    Attributes:
        id: a short name that stays, for files and journals.
        step: the key of its step, as in `frameworks.steps`.
        name: what it is called, in a few words.
        asks: by role, the question.
        seen: by role, what one has seen at each of LEVELS.
        page: number of the page of the course to work with, if it is weak.
    """

    id: str
    step: str
    name: str
    asks: Mapping[str, str]
    seen: Mapping[str, tuple[str, str, str, str]]
    page: int


def _statement(
    step: str,
    id: str,
    name: str,
    page: int,
    manager: tuple[str, str, str, str, str],
    front: tuple[str, str, str, str, str],
) -> Statement:
    """Return a statement; for each role the question, and what is seen at each level."""
    both = {MANAGER: manager, FRONT: front}
    asks = {role: words[0] for role, words in both.items()}
    return Statement(id, step, name, asks, {role: w[1:] for role, w in both.items()}, page)


STATEMENTS: tuple[Statement, ...] = (
    _statement(
        "target", "know", "who buys what", 2,
        (
            "You decided about a product or a price. What did you know of who buys it?",
            "How much is sold; not who buys it.",
            "Once I have seen a list of who buys what.",
            "In some such decisions this quarter we had a list of who buys what.",
            "In every such decision this quarter we had a list of who buys what.",
        ),
        (
            "A customer stands before you. What can you see of what they bought before?",
            "Nothing; I have to ask them.",
            "There is a record; I have only seen others look at it.",
            "For some customers I can see it.",
            "For every customer I can see it.",
        ),
    ),
    _statement(
        "target", "best", "whom the firm lives on", 17,
        (
            "Some customers bring most of the profit. How do you know who they are?",
            "I do not; nobody has worked it out.",
            "From a list by what they spend, made once.",
            "From a list by profit, which one department uses.",
            "From a list by profit, made anew this year, which all departments use.",
        ),
        (
            "The firm lives on some of its customers. How do you notice that one of them is "
            "before you?",
            "I do not; nobody has told us who they are.",
            "Once we were told some names.",
            "For some of them, a screen or a list tells me.",
            "For all of them, a screen or a list tells me.",
        ),
    ),
    _statement(
        "target", "whole", "one customer, all teams", 2,
        (
            "A customer deals with several of your teams, such as sales and service. Who "
            "sees it all in one place?",
            "Nobody; each team has its own list.",
            "It was put together once, for a report.",
            "Some teams do.",
            "All teams do.",
        ),
        (
            "Another team or shift has dealt with this customer. What do you know of it?",
            "Nothing, until the customer tells me.",
            "Once a colleague has told me.",
            "From some teams, I see it before I speak.",
            "From every team, I see it before I speak.",
        ),
    ),
    _statement(
        "target", "keep", "keeping them", 14,
        (
            "A customer whom you want to keep bought less and less. What happened?",
            "Nothing, until they were gone.",
            "We looked back at it once, when they were gone.",
            "Some such customers were called while they still came.",
            "Each month somebody looks for such customers and calls them.",
        ),
        (
            "A regular customer came less and less often. What happened?",
            "Nothing that I saw.",
            "I noticed, and had nobody to tell.",
            "Some of them we were asked to speak to.",
            "Each month we are told whom to speak to.",
        ),
    ),
    _statement(
        "respond", "ask", "asking regularly", 6,
        (
            "What you sell, how you serve, your machines or app: what are customers asked about?",
            "About nothing.",
            "There was one survey, some time ago.",
            "About some of these, regularly.",
            "About all of these that we have, every month.",
        ),
        (
            "What have you seen of customers being asked what they think?",
            "I have never seen anybody asked.",
            "I have seen one survey.",
            "Some are asked, again and again.",
            "All are asked, after every visit or purchase.",
        ),
    ),
    _statement(
        "respond", "first", "what comes first", 6,
        (
            "There was more to mend than you could mend. How was it chosen what comes first?",
            "By the loudest voice.",
            "There is a list of complaints; nothing was chosen by it.",
            "One team chose by how many customers it meets and how much it hurts.",
            "All choose like that; I can name what had to wait.",
        ),
        (
            "You pass on what customers complain about. What becomes of it?",
            "There is nobody to pass it on to.",
            "I passed it on, and never heard of it again.",
            "Some of it comes back with an answer.",
            "All of it comes back: what is mended first, and why.",
        ),
    ),
    _statement(
        "respond", "mend", "mending", 8,
        (
            "What has changed this quarter because customers said so?",
            "Nothing that I could name.",
            "Something was decided; it is not done.",
            "One thing.",
            "Several things, and we measured whether they helped.",
        ),
        (
            "What do you do differently this quarter because customers said so?",
            "Nothing.",
            "Something was announced; it is not done.",
            "One thing.",
            "Several things, and we were told whether they helped.",
        ),
    ),
    _statement(
        "respond", "leave", "who leaves, and why", 14,
        (
            "Customers leave, or stop coming. What do you know of it?",
            "Nothing; we do not count it.",
            "I have seen a number, once.",
            "Some are asked why.",
            "Each month I see how many, and why.",
        ),
        (
            "A customer told you that they will not come back. What happened?",
            "Nothing that I saw.",
            "I asked why, and could write it nowhere.",
            "Sometimes the reason is written down.",
            "The reason is always written down.",
        ),
    ),
    _statement(
        "engage", "trust", "trust before the sale", 3,
        (
            "A sale would have cost a customer's trust. What was done?",
            "The sale was made.",
            "We spoke of trust, and the sale was made.",
            "Some such sales were let go.",
            "Such a sale was let go, and that was praised before the others.",
        ),
        (
            "What a customer wanted to buy was wrong for them. What did they hear?",
            "Nothing; it was sold.",
            "A colleague advised against it once, and was told off.",
            "Some of us advise against it.",
            "I advised against it this quarter, and was thanked for it.",
        ),
    ),
    _statement(
        "engage", "delight", "kindness beyond the rule", 5,
        (
            "Which kind thing, asked for by no rule, did your people do for a customer?",
            "I know of none.",
            "There is one old story that we like to tell.",
            "I can name one of this quarter.",
            "I can name this month's; all may do it, up to a limit.",
        ),
        (
            "When did you last do something kind for a customer that no rule asked for?",
            "Not in the last twelve months.",
            "Once, at my own risk.",
            "Now and then; it depends on who is in charge.",
            "This month; I know how far I may go.",
        ),
    ),
    _statement(
        "engage", "advocate", "customers who speak for us", 11,
        (
            "How do you know whether customers bring others?",
            "I do not know.",
            "Our advertising says so.",
            "Some new customers are asked who sent them.",
            "Every new customer is asked; I have seen how many were sent.",
        ),
        (
            "A customer brought another one. What have you seen of it?",
            "I have met no case.",
            "I have heard of one case.",
            "I have met it; nobody wrote it down.",
            "I have met it; it was written down, and the customer was thanked.",
        ),
    ),
    _statement(
        "engage", "remember", "remembered between purchases", 2,
        (
            "You have nothing to sell at the moment. What do customers hear from you?",
            "Nothing.",
            "A greeting, the same for all.",
            "Some get a word that fits them.",
            "All whom we know get a word that fits them.",
        ),
        (
            "A regular customer comes back after half a year. What do you still know of them?",
            "Nothing.",
            "Their name, at most.",
            "What I happen to remember myself.",
            "What they told us last time; all of us can read it.",
        ),
    ),
    _statement(
        "inspire", "life", "their work and their life", 4,
        (
            "How do you know what your customers' days are like, at work and at home?",
            "I do not; I know what they buy.",
            "From a report.",
            "Some of us spent time with customers this year.",
            "I spent time with a customer this quarter; I can say what I learned.",
        ),
        (
            "You learned something of a customer's work or home. What became of it?",
            "Nothing; nobody has asked me.",
            "Once I was asked about it.",
            "Some of us note it, if the customer agrees.",
            "All of us note it, if the customer agrees.",
        ),
    ),
    _statement(
        "inspire", "before", "mended before anybody asks", 8,
        (
            "What was mended before a customer had told you of it?",
            "Nothing that I could name.",
            "There is an idea, on paper.",
            "One thing.",
            "Several things; I know how many customers they spared trouble.",
        ),
        (
            "Something went wrong. How often did we tell customers before they noticed?",
            "Never, as far as I saw.",
            "Once.",
            "Sometimes.",
            "Usually; I did it this month.",
        ),
    ),
    _statement(
        "inspire", "new", "new ways from watching", 4,
        (
            "What new thing came from watching customers, not from watching other firms?",
            "Nothing that I could name.",
            "One thing, on paper.",
            "One thing, tried in one place.",
            "One thing that customers use today.",
        ),
        (
            "Something new was tried with customers. Where did it come from?",
            "Nothing new was tried.",
            "From above; I heard of it when it was there.",
            "Some of it came from what we had seen of customers.",
            "It came from what we had seen of customers, and we tried it ourselves.",
        ),
    ),
    _statement(
        "inspire", "trial", "small trials that may fail", 8,
        (
            "There was a new idea for customers. How was it tried?",
            "We try no new ideas.",
            "Everywhere at once; it was not to fail.",
            "Some ideas are tried small first, with an end.",
            "Every idea is tried small first, with an end; I saw one stopped.",
        ),
        (
            "You have an idea for customers. What becomes of it?",
            "There is nobody to tell.",
            "I told it, and never heard of it again.",
            "Some ideas may be tried.",
            "I may try it, small and for a set time.",
        ),
    ),
)  # fmt: skip

IDS = tuple(statement.id for statement in STATEMENTS)


def of_step(key: str) -> tuple[Statement, ...]:
    """Return the statements of a step."""
    return tuple(statement for statement in STATEMENTS if statement.step == key)
