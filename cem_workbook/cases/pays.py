"""Does customer-centricity pay here? What a better experience brings in a year, and what it costs.

An article asks two questions (does attention change sales and profit; can limited resources be
concentrated on it?) and names four factors: competition, whether customers can be told apart,
size, and very many customers who by nature are not loyal [004 · Suitable for whom]. They are the
dials of this model, with one more that stands elsewhere: what people say of a place [004 ·
Effect]. The article gives no direction for size; here a larger firm shares the fixed cost of its
records among more people, which is assumed. All amounts are invented. A later crown counts like
a crown today; page 15 mends that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cem_workbook.cases.visitors import (
    JOINERS,
    MONTHS,
    NOTHING,
    NUMBERS,
    PASSERS,
    STARTERS,
    YEARS,
    Care,
    Luck,
    Numbers,
    Place,
    Run,
)
from cem_workbook.cases.visitors_years import live_on
from cem_workbook.data.model import DEFAULT, Coefficients, Floats
from cem_workbook.data.today import Today

if TYPE_CHECKING:
    from cem_workbook.data.company import Company

ROADSIDE = Place(people=50_000, returning=0.02, rivals=1.0, telling=0.05, talk=0.40)
BANK = Place(people=10_000, returning=0.97, rivals=1.5, telling=0.90, talk=0.25)
INSURER = Place(people=8_000, returning=0.95, rivals=1.2, telling=0.85, talk=0.25)
TELLING = 0.8  # of a firm that knows every purchase of every customer; assumed
AS_MUCH_AS_POSSIBLE = Care(everybody=6.0)


def place_of(company: Company) -> Place:
    """Return a learner's company as a place, from its own tables as far as they say it.

    The customers who bought in the last year are counted; of those who bought in the year before,
    the share that came back is taken as returning; talk is the share of the two years' newcomers
    who came recommended. Rivals are as in the town.
    """
    purchases, customers = company.purchases, company.customers
    before, after = (
        set(purchases.loc[purchases["date"].dt.year == year, "customer_id"])
        for year in (2024, 2025)
    )
    new = customers[customers["joined_on"] >= "2024-01-01"]
    return Place(
        people=len(after),
        returning=len(before & after) / len(before),
        rivals=1.0,
        telling=TELLING,
        talk=float((new["came_by"] == "recommended").mean()),
    )


def by_the_factors(place: Place) -> Care:
    """Return the plan that the article's factors suggest, with amounts of our own.

    Where most people pass once, it “perhaps pays little attention”. Where they come back, care
    pays, and is concentrated on those worth most if they can be told apart.
    """
    if place.returning < 0.5:
        return NOTHING
    return Care(chosen=2.0) if place.telling >= 0.5 else Care(everybody=0.5)


@dataclass(frozen=True)
class Pays:
    """What a plan brings and costs beside doing nothing, crowns in an average of the five years.

    Attributes:
        stays: margin of people who stay longer than they would.
        buys: margin of what people buy more while they would have been there anyway.
        word: margin of people who come, or are no longer kept away, because of what is said.
        everybody, chosen, mending, records: what the plan costs, item by item.
        newcomers: newcomers of the last year for each one who would come without the plan.
        without, plan: what became of the people.
    """

    stays: float
    buys: float
    word: float
    everybody: float
    chosen: float
    mending: float
    records: float
    newcomers: float
    without: Run
    plan: Run

    @property
    def brings(self) -> float:
        """What the plan brings, crowns a year."""
        return self.stays + self.buys + self.word

    @property
    def costs(self) -> float:
        """What the plan costs, crowns a year."""
        return self.everybody + self.chosen + self.mending + self.records

    @property
    def net(self) -> float:
        """What is left, crowns a year; below 0 the plan does not pay."""
        return self.brings - self.costs


def pays(
    firm: Today,
    place: Place,
    care: Care,
    luck: Luck,
    k: Coefficients = DEFAULT,
    own: Numbers = NUMBERS,
    without: Run | None = None,
) -> Pays:
    """Return what a plan brings and costs.

    Args:
        firm: the synthetic firm whose customers the people are like.
        place: the factors.
        care: the plan.
        luck: what chance decides.
        k: the common model's coefficients.
        own: the numbers of `visitors`.
        without: what becomes of the people without a plan, if it is known already.
    """
    before = without or live_on(firm, place, NOTHING, luck, k, own)
    return accounts(place, care, before, live_on(firm, place, care, luck, k, own), k, own)


def accounts(
    place: Place,
    care: Care,
    before: Run,
    after: Run,
    k: Coefficients = DEFAULT,
    own: Numbers = NUMBERS,
) -> Pays:
    """Return what `pays` does, from what becomes of the people without the plan and with it."""
    said = newcomers(before, after, place.talk, k, own)

    # how many people one of the sample stands for: of those there today, of joiners, of passers
    today = place.people * place.returning / STARTERS
    lost = float((before.left[:STARTERS] < 12).sum()) / 12  # a month; as many join
    ones = np.concatenate([np.ones(STARTERS), np.full(MONTHS * JOINERS, lost / JOINERS)])
    usual = today * ones
    now = usual * np.concatenate([np.ones(STARTERS), np.repeat(said, JOINERS)])
    passer = place.people * (1 - place.returning) / (12 * PASSERS) * np.ones((MONTHS, 1))
    passer_now = passer * said[:, None]

    more = (after.margin - before.margin) * usual
    longer = after.active & ~before.active
    word = (after.margin * (now - usual)).sum() + (after.once * (passer_now - passer)).sum()
    visits, once = after.visits * now, np.ones_like(after.once) * passer_now
    chosen, chosen_once = after.chosen
    wrong = (after.troubles * now).sum() + (after.once_troubles * once).sum()
    of_chosen = (visits * chosen).sum() + (once * chosen_once).sum()
    return Pays(
        stays=float(more[longer].sum()) / YEARS,
        buys=float(more[~longer].sum()) / YEARS,
        word=float(word) / YEARS,
        everybody=care.everybody * float(visits.sum() + once.sum()) / YEARS,
        chosen=care.chosen * float(of_chosen) / YEARS,
        mending=care.mending * float(wrong) / YEARS,
        records=own.records if care.chosen else 0.0,
        newcomers=float(said[-12:].mean()),
        without=before,
        plan=after,
    )


def newcomers(before: Run, after: Run, talk: float, k: Coefficients, own: Numbers) -> Floats:
    """Return the newcomers of each month for each one who would come without the plan.

    Of those who go by what others say, the pleased bring more as in the common model, and each
    displeased visitor fewer keeps `several` fewer people away. What is said is that of a year.
    """
    usual, now_said = (
        np.clip(k.found_anyway + k.word_of_mouth * run.pleased, 0.0, 1.0) for run in (before, after)
    )
    praised = np.divide(now_said, usual, out=np.ones(MONTHS), where=usual > 0)
    spared = own.several * (before.displeased - after.displeased)
    now = np.maximum(0.0, 1.0 + talk * (praised - 1.0 + spared))
    sums = np.concatenate([[0.0], np.cumsum(now)])
    month = np.arange(1, MONTHS + 1)
    since = np.maximum(month - 12, 0)
    return np.asarray((sums[month] - sums[since]) / (month - since))
