"""The four sectors of the course as data: their words, prices, segments, seasons and troubles.

The sources tell of a bank, an insurer, a phone shop and a restaurant ([004 · Bank], [004 ·
Insurance], [004 · Shop], [004 · Restaurant]); every number here is invented. All four live in
one town with the same four branches, so that neighbours can compare.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from cem_workbook.errors import CourseError
from cem_workbook.messages import say

BRANCHES = ("Harbour", "Market", "Station", "Garden")


@dataclass(frozen=True)
class Segment:
    """A kind of customer, and how it differs from the others.

    Attributes:
        name: what the firm calls it.
        share: share of all customers, 0 to 1; the shares of a sector sum to 1.
        warmth: how much better (or worse) it thinks of the firm, points of satisfaction.
        patience: how long a wait it finds usual, relative to the sector's `tolerance`.
        visits: visits a month, relative to the sector's `visits_a_month`.
        spend: what it spends on a visit, relative to the list price.
        answers: how readily it answers surveys, on the log-odds scale.
        born: average year of birth.
    """

    name: str
    share: float
    warmth: float
    patience: float
    visits: float
    spend: float
    answers: float
    born: int


@dataclass(frozen=True)
class Product:
    """Something sold: list price (crowns), margin (share of the price) and share of purchases."""

    name: str
    price: float
    margin: float
    share: float


@dataclass(frozen=True)
class Topic:
    """Something that goes wrong: what it is called, and its share of all troubles."""

    name: str
    share: float


@dataclass(frozen=True)
class Sector:
    """One kind of firm: what it calls things, whom it serves, and how its months go.

    Attributes:
        name: as the learner chooses it, for instance `phone shop`.
        title: as it stands in a sentence, for instance `the phone shop`.
        customer: what a customer is called, singular.
        customers: the same, plural.
        visit: what a visit is called, singular.
        purchase: what a purchase is called, singular.
        helper: who serves the customer.
        touchpoints: the moments of a customer's way through the firm, in order.
        segments: four kinds of customer.
        products: what is sold.
        channels: three ways to be served; the first is face to face.
        channel_share: share of visits by each channel.
        channel_wait: waiting time of each channel, relative to the branch's.
        contract: True where customers have a contract, so that the firm sees them leave.
        visits_a_month: visits of an average customer in a month.
        season: visits of each calendar month relative to the average month, January first.
        waiting: usual wait in minutes at four branches; which branch has which depends on the seed.
        tolerance: the wait in minutes that an average customer finds usual.
        topics: what goes wrong.
        trouble: share of visits at which something goes wrong.
        leaving: log-odds of leaving in a month for a customer in the middle of both scales.
        asked: share of customer-months with a visit after which a survey is sent.
        acquisition: usual cost of winning a customer, crowns.
    """

    name: str
    title: str
    customer: str
    customers: str
    visit: str
    purchase: str
    helper: str
    touchpoints: tuple[str, ...]
    segments: tuple[Segment, ...]
    products: tuple[Product, ...]
    channels: tuple[str, str, str]
    channel_share: tuple[float, float, float]
    channel_wait: tuple[float, float, float]
    contract: bool
    visits_a_month: float
    season: tuple[float, ...]
    waiting: tuple[float, float, float, float]
    tolerance: float
    topics: tuple[Topic, ...]
    trouble: float
    leaving: float
    asked: float
    acquisition: float

    @property
    def usual_amount(self) -> float:
        """The average list price of a purchase, crowns."""
        return sum(product.price * product.share for product in self.products)


BANK = Sector(
    name="bank",
    title="the bank",
    customer="account holder",
    customers="account holders",
    visit="visit",
    purchase="paid service",
    helper="clerk",
    touchpoints=(
        "web site",
        "opening an account",
        "counter",
        "app",
        "telephone line",
        "loan talk",
        "monthly statement",
        "complaint",
    ),
    segments=(
        Segment("student", 0.22, 2.0, 1.1, 0.8, 0.45, -0.35, 2003),
        Segment("family", 0.40, -1.0, 0.95, 1.0, 1.0, 0.0, 1983),
        Segment("pensioner", 0.25, 4.0, 1.25, 1.1, 0.8, 0.5, 1953),
        Segment("business", 0.13, -4.0, 0.8, 1.7, 2.4, -0.1, 1978),
    ),
    products=(
        Product("account package", 9.0, 0.70, 0.34),
        Product("payment abroad", 14.0, 0.55, 0.20),
        Product("card", 20.0, 0.50, 0.22),
        Product("loan service", 60.0, 0.45, 0.16),
        Product("advice", 35.0, 0.35, 0.08),
    ),
    channels=("branch", "telephone", "online"),
    channel_share=(0.50, 0.18, 0.32),
    channel_wait=(1.0, 0.85, 0.30),
    contract=True,
    visits_a_month=0.75,
    season=(1.10, 0.95, 1.02, 1.00, 0.95, 0.98, 0.85, 0.78, 1.05, 1.02, 1.05, 1.25),
    waiting=(7.0, 9.0, 11.0, 14.5),
    tolerance=10.0,
    topics=(
        Topic("wrong fee", 0.32),
        Topic("blocked card", 0.22),
        Topic("late transfer", 0.20),
        Topic("app failed", 0.16),
        Topic("unclear letter", 0.10),
    ),
    trouble=0.10,
    leaving=-4.35,
    asked=0.32,
    acquisition=60.0,
)

INSURER = Sector(
    name="insurer",
    title="the insurer",
    customer="policyholder",
    customers="policyholders",
    visit="contact",
    purchase="premium",
    helper="adviser",
    touchpoints=(
        "advertisement",
        "first talk",
        "signing the policy",
        "premium letter",
        "telephone line",
        "claim",
        "payment of a claim",
        "renewal",
    ),
    segments=(
        Segment("tenant", 0.30, 2.0, 0.9, 0.8, 0.5, -0.3, 1996),
        Segment("home owner", 0.38, 3.0, 1.1, 1.0, 1.1, 0.1, 1976),
        Segment("driver", 0.20, -5.0, 0.85, 1.1, 0.9, -0.1, 1985),
        Segment("business", 0.12, -5.0, 0.8, 1.6, 2.6, 0.2, 1974),
    ),
    products=(
        Product("home cover", 38.0, 0.34, 0.32),
        Product("car cover", 62.0, 0.24, 0.34),
        Product("travel cover", 24.0, 0.42, 0.16),
        Product("health cover", 85.0, 0.28, 0.18),
    ),
    channels=("branch", "telephone", "online"),
    channel_share=(0.25, 0.45, 0.30),
    channel_wait=(1.0, 0.95, 0.35),
    contract=True,
    visits_a_month=0.55,
    season=(1.30, 1.15, 1.05, 0.95, 0.90, 1.00, 1.05, 0.90, 0.85, 0.85, 0.90, 1.10),
    waiting=(8.0, 10.5, 13.0, 17.0),
    tolerance=12.0,
    topics=(
        Topic("slow claim", 0.34),
        Topic("claim cut short", 0.24),
        Topic("surprise in the small print", 0.20),
        Topic("wrong premium", 0.14),
        Topic("lost papers", 0.08),
    ),
    trouble=0.13,
    leaving=-4.35,
    asked=0.42,
    acquisition=110.0,
)

PHONE_SHOP = Sector(
    name="phone shop",
    title="the phone shop",
    customer="buyer",
    customers="buyers",
    visit="visit",
    purchase="purchase",
    helper="seller",
    touchpoints=(
        "shop window",
        "web shop",
        "advice",
        "till",
        "setting up the phone",
        "warranty desk",
        "repair",
        "taking goods back",
    ),
    segments=(
        Segment("student", 0.30, 1.0, 0.95, 1.1, 0.7, -0.3, 2004),
        Segment("family", 0.36, 0.0, 1.0, 1.0, 1.0, 0.1, 1984),
        Segment("pensioner", 0.18, 4.0, 1.25, 0.7, 0.8, 0.5, 1954),
        Segment("business", 0.16, -4.0, 0.8, 1.5, 1.9, -0.1, 1981),
    ),
    products=(
        Product("top-up", 15.0, 0.12, 0.34),
        Product("accessory", 24.0, 0.45, 0.32),
        Product("repair", 58.0, 0.40, 0.16),
        Product("second-hand phone", 120.0, 0.25, 0.10),
        Product("new phone", 260.0, 0.17, 0.08),
    ),
    channels=("shop", "telephone", "online"),
    channel_share=(0.62, 0.08, 0.30),
    channel_wait=(1.0, 1.1, 0.40),
    contract=False,
    visits_a_month=0.62,
    season=(0.90, 0.80, 0.90, 0.90, 0.95, 0.95, 0.90, 1.00, 1.10, 1.00, 1.10, 1.60),
    waiting=(5.0, 6.5, 8.0, 10.5),
    tolerance=7.0,
    topics=(
        Topic("faulty phone", 0.34),
        Topic("refund refused", 0.22),
        Topic("late repair", 0.22),
        Topic("wrong price", 0.12),
        Topic("part not in stock", 0.10),
    ),
    trouble=0.11,
    leaving=-3.75,
    asked=0.48,
    acquisition=18.0,
)

RESTAURANT = Sector(
    name="restaurant",
    title="the restaurant",
    customer="guest",
    customers="guests",
    visit="meal",
    purchase="bill",
    helper="waiter",
    touchpoints=(
        "booking",
        "welcome",
        "menu",
        "order",
        "wait for the food",
        "meal",
        "bill",
        "goodbye",
    ),
    segments=(
        Segment("student", 0.24, 1.0, 1.0, 1.1, 0.6, -0.3, 2003),
        Segment("family", 0.34, 1.0, 0.9, 0.8, 1.7, 0.1, 1984),
        Segment("neighbour", 0.26, 4.0, 1.2, 1.5, 0.8, 0.4, 1966),
        Segment("business", 0.16, -5.0, 0.8, 1.1, 1.6, -0.2, 1980),
    ),
    products=(
        Product("lunch", 15.0, 0.32, 0.36),
        Product("dinner", 36.0, 0.38, 0.28),
        Product("coffee and cake", 9.0, 0.60, 0.20),
        Product("take-away box", 18.0, 0.28, 0.10),
        Product("feast", 120.0, 0.35, 0.06),
    ),
    channels=("table", "counter", "delivery"),
    channel_share=(0.64, 0.20, 0.16),
    channel_wait=(1.0, 0.50, 1.35),
    contract=False,
    visits_a_month=0.95,
    season=(0.80, 0.85, 0.95, 1.00, 1.05, 1.10, 1.20, 1.15, 1.00, 0.90, 0.80, 1.20),
    waiting=(12.0, 15.5, 19.0, 24.5),
    tolerance=17.0,
    topics=(
        Topic("meat not cooked through", 0.28),
        Topic("cold food", 0.26),
        Topic("wrong order", 0.22),
        Topic("wrong bill", 0.14),
        Topic("lost booking", 0.10),
    ),
    trouble=0.09,
    leaving=-3.5,
    asked=0.38,
    acquisition=8.0,
)

SECTORS = {each.name: each for each in (BANK, INSURER, PHONE_SHOP, RESTAURANT)}


def sector(name: str) -> Sector:
    """Return the sector of this name; case, hyphens and underscores do not matter.

    Args:
        name: `bank`, `insurer`, `phone shop` or `restaurant`.

    Raises:
        CourseError: there is no such sector; the text lists the four.
    """
    key = " ".join(str(name).lower().replace("_", " ").replace("-", " ").split())
    if key in SECTORS:
        return SECTORS[key]
    listed = ", ".join(SECTORS)
    near = get_close_matches(key, SECTORS, n=1)
    if near:
        raise CourseError(
            say(
                'There is no sector called "{name}". Did you mean "{near}"? Choose one of: {listed}.',
                name=name,
                near=near[0],
                listed=listed,
            )
        )
    raise CourseError(
        say(
            'There is no sector called "{name}". Choose one of: {listed}.',
            name=name,
            listed=listed,
        )
    )
