"""The four steps of customer-centricity: two accounts, the roles they name, and other ladders.

Source [001] tells the steps twice, in two posts: [001 · Chessboard] in a line each, [001 · Steps
of CEM] in a paragraph each. Only the second says what CRM, EFM and CEM do in a step. Everything
here is in the course's own words; `original` is the source's own name of a step.

The steps come from Bob Thompson of CustomerThink (about June 2012), who drew four stages of a
customer-centric journey. The other models stand here to compare the *number and names* of their
stages, with what is known of their figures.
"""

from __future__ import annotations

from dataclasses import dataclass

from cem_workbook.metrics.shares import wilson

CHESSBOARD, STEPS_OF_CEM = "001 · Chessboard", "001 · Steps of CEM"


@dataclass(frozen=True)
class Step:
    """One of the four steps.

    Attributes:
        number: 1 to 4.
        key: "target", "respond", "engage" or "inspire".
        title: what the course calls it.
        original: the source's own name, in Persian; the same in both accounts.
        literal: that name, word for word.
        chessboard: what [001 · Chessboard] says of it.
        steps_of_cem: what [001 · Steps of CEM] says of it.
        role: what [001 · Steps of CEM] says that CRM, EFM or CEM do in it.
        cem: how strong it calls the role of CEM, in one or two words.
        tools: which of "CRM" and "EFM" it names in this step.
        only_chessboard: what only the first account has.
        only_steps: what only the second account has.
        stage: the name of Bob Thompson's stage.
    """

    number: int
    key: str
    title: str
    original: str
    literal: str
    chessboard: str
    steps_of_cem: str
    role: str
    cem: str
    tools: tuple[str, ...]
    only_chessboard: str
    only_steps: str
    stage: str


TARGET = Step(
    number=1,
    key="target",
    title="Target customers",
    original="مشتریان هدف",
    literal="target customers",
    chessboard="Sell more products and services to the “best” customer.",
    steps_of_cem="Know your customers: what they buy from you, and which part of the firm each of "
    "them advances (service activities, sales, marketing and so on). Keeping that customer then "
    "guarantees the path of growth and profit.",
    role="This step is mostly about CRM, because the customer is not the goal: the main goal is our "
    "profit, in other words the customer's money. The role of CEM is faint.",
    cem="faint",
    tools=("CRM",),
    only_chessboard="the “best” customer",
    only_steps="knowing customers, and which part of the firm each of them advances",
    stage="Customer-Focused",
)
RESPOND = Step(
    number=2,
    key="respond",
    title="Respond",
    original="پاسخگویی به مشتری",
    literal="responding to the customer",
    chessboard="Improve continuously, by watching and heeding customers' feedback.",
    steps_of_cem="Collect feedback regularly, on goods, services, automated services and so on. "
    "Prioritise it. Use it for more satisfaction, which is the desirable experience, so that "
    "attrition is as small as possible.",
    role="CEM plays a strong role by introducing a technology, Enterprise Feedback Management (EFM).",
    cem="strong",
    tools=("EFM",),
    only_chessboard="continuous improvement",
    only_steps="priorities, satisfaction, and as little attrition as possible",
    stage="Customer-Driven",
)
ENGAGE = Step(
    number=3,
    key="engage",
    title="Engage",
    original="درگیر شدن با مشتری",
    literal="getting involved with the customer",
    chessboard="Create an emotional bond with customers that stirs their supportive behaviour.",
    steps_of_cem="Focus on the long-term relation, and try to build an emotional one. By managing "
    "the experience, delight the customer, and be sure that our name is engraved in the mind.",
    role="CEM has a considerable role.",
    cem="considerable",
    tools=(),
    only_chessboard="supportive behaviour: customers speak up for the firm",
    only_steps="delight, a long-term relation, and a name engraved in the mind",
    stage="Customer-Engaged",
)
INSPIRE = Step(
    number=4,
    key="inspire",
    title="Inspire",
    original="الهام گرفتن از مشتری",
    literal="taking inspiration from the customer",
    chessboard="Develop new solutions that solve problems before the customer asks or wants.",
    steps_of_cem="Think deeply about customers, their work life and even their private life. That "
    "they are in the shop is not enough: once they leave, it is hard to predict their return. With "
    "this deep knowledge, even when we are not beside them, we can create a new way and meet a want "
    "before we hear it.",
    role="CEM has a very strong role.",
    cem="very strong",
    tools=(),
    only_chessboard="nothing of its own: the core is the same",
    only_steps="the customer's work life and even private life",
    stage="Customer-Inspired",
)
STEPS: tuple[Step, ...] = (TARGET, RESPOND, ENGAGE, INSPIRE)


@dataclass(frozen=True)
class Model:
    """A published ladder of maturity, and how far to trust what is said with it.

    Attributes:
        author: who published it.
        year: when.
        stages: the names of its stages, lowest first.
        n: how many firms, or people who spoke for firms, were asked; 0 if no survey is known.
        shares: share (0 to 1) at each stage, or fewer where only some are known; empty if none is.
        figure: what is reported, in the course's words.
        verdict: how far to trust it.
    """

    author: str
    year: int
    stages: tuple[str, ...]
    n: int
    shares: tuple[float, ...]
    figure: str
    verdict: str


THOMPSON = Model(
    "Bob Thompson, CustomerThink",
    2012,
    tuple(step.stage for step in STEPS),
    0,
    (),
    "70 % of businesses stood in the first two stages.",
    "From a summary of that time. It does not say how many were asked, nor how, nor how the 70 % "
    "fall on stage 1 and stage 2. Do not repeat it as a fact.",
)
FORRESTER_2008 = Model(
    "Forrester",
    2008,
    ("Interested", "Invested", "Committed", "Engaged", "Embedded"),
    0,
    (),
    "none that we found",
    "Names only. The fifth is from memory: check it before you print it.",
)
FORRESTER_2013 = Model(
    "Forrester",
    2013,
    ("Repair", "Elevate", "Optimize", "Differentiate"),
    0,
    (),
    "none that we found",
    "Names only. Note that it begins with repair.",
)
TEMKIN = Model(
    "Temkin",
    2013,
    ("Ignore", "Explore", "Mobilize", "Operationalize", "Align", "Embed"),
    224,
    (),
    "6 % in the top two stages",
    "Firms judged themselves, in the sample of a consultancy. Good for the picture that few think "
    "themselves high; no good for your own trade or country.",
)
XM_INSTITUTE = Model(
    "XM Institute",
    2024,
    ("Investigate", "Initiate", "Mobilize", "Scale", "Embed"),
    234,
    (0.41, 0.30, 0.18, 0.09, 0.02),
    "41, 30, 18, about 9 and 2 % (the 9 by subtraction)",
    "As above: a self-report in the sample of a firm that sells such programmes. The 9 % is what "
    "the others leave.",
)
MODELS: tuple[Model, ...] = (THOMPSON, FORRESTER_2008, FORRESTER_2013, TEMKIN, XM_INSTITUTE)


def step_of(key: str) -> Step:
    """Return the step with this key.

    Raises:
        KeyError: there is no such step.
    """
    return {step.key: step for step in STEPS}[key]


def between(share: float, n: int, confidence: float = 0.95) -> tuple[float, float]:
    """Return the shares (0 to 1) that go well with a reported one, if the sample were random.

    A report gives a rounded share, so the count behind it is the nearest whole number. The Wilson
    interval of `metrics.shares` is taken of that count.

    Args:
        share: reported, 0 to 1.
        n: how many were asked.
        confidence: of the interval.
    """
    return wilson(round(share * n), n, confidence=confidence)
