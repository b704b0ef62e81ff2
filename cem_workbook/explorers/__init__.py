"""Interactive views, one per idea. `open_explorer` finds one by its name."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from cem_workbook.errors import CourseError
from cem_workbook.messages import say

if TYPE_CHECKING:
    from cem_workbook.data.company import Company
    from cem_workbook.explorers.base import Explorer

EXPLORERS = {
    "bonus": ("bonus", "DesignTheBonus"),
    "bucket": ("bucket", "LeakingBucket"),
    "campaign": ("campaign", "RedesignTheCampaign"),
    "claims": ("claims", "ClaimsLedger"),
    "cohorts": ("cohorts", "CohortTriangle"),
    "customer-life": ("customer_life", "CustomerLife"),
    "customer-map": ("customer_map", "CustomerMap"),
    "eight-criteria": ("criteria", "EightCriteria"),
    "eight-quarters": ("quarters", "EightQuarters"),
    "encounter": ("encounter", "Encounter"),
    "four-departments": ("departments", "FourDepartments"),
    "inbox": ("inbox", "TheInbox"),
    "journey-board": ("journey_board", "JourneyBoard"),
    "leap": ("leap", "TheLeap"),
    "metric-tree": ("metric_tree", "MetricTree"),
    "moments": ("moments", "WhoOwnsThisMoment"),
    "nps": ("nps", "NPSExplorer"),
    "pays": ("pays", "DoesItPay"),
    "phones": ("phones", "HourOnThePhones"),
    "programme": ("programme", "PhoneProgramme"),
    "standing": ("standing", "WhereWeStand"),
    "two-scales": ("two_scales", "TwoScales"),
    "weights": ("weights", "TurnTheWeights"),
    "who-answered": ("who_answered", "WhoAnswered"),
}


def open_explorer(name: str, company: Company) -> Explorer:
    """Return a new explorer.

    Args:
        name: its name, such as `nps`.
        company: the learner's company, whose data it shows.

    Raises:
        CourseError: if there is none of that name.
    """
    if name not in EXPLORERS:
        raise CourseError(
            say(
                "There is no explorer called “{name}”. There are: {names}.",
                name=name,
                names=", ".join(sorted(EXPLORERS)),
            )
        )
    module, cls = EXPLORERS[name]
    explorer: Explorer = getattr(import_module(f"{__name__}.{module}"), cls)(company)
    return explorer
