"""When the customers of a company came and left, and from when to when that is known."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from cem_workbook.data.company import Company
from cem_workbook.data.town import MONTHS, START
from cem_workbook.exercises.bank.churn_cases import (
    SEEN_UNTIL,
    SILENCE,
    dated,
    how_leaving_shows,
)
from cem_workbook.messages import say


@dataclass(frozen=True)
class Stays:
    """The customers whose coming and going is known.

    Attributes:
        frame: a row a customer, with joined_on and left_on (missing for those still there).
        since: first day of the data. Who left before it is in no table, so of those who joined
            before it only the ones who stayed are known.
        until: the day after the last one on which leaving can be told.
        how: what counts as leaving, in a sentence or two.
    """

    frame: pd.DataFrame
    since: pd.Timestamp
    until: pd.Timestamp
    how: str


def stays(company: Company) -> Stays:
    """Return when the customers of a company came and left, as page 14 counts it.

    With a contract the firm sees both. Without one, leaving is a stated silence, and the end of
    the data cannot be judged: there nobody has been silent for long enough.
    """
    since = pd.Timestamp(START)
    how = how_leaving_shows(company)
    if company.profile.contract:
        return Stays(dated(company), since, since + pd.DateOffset(months=MONTHS), how)
    how = say("{how} The last {days} days of the data cannot be judged yet.", how=how, days=SILENCE)
    return Stays(dated(company), since, pd.Timestamp(SEEN_UNTIL), how)
