"""The numbers: data in, a small result out. No files, nothing drawn, and nothing loaded unasked.

A metric is imported when it is first used, for some of them are heavy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cem_workbook.metrics import lifetime_value
    from cem_workbook.metrics._columns import Dropped
    from cem_workbook.metrics.agreement import Agreement, cohens_kappa
    from cem_workbook.metrics.attrition import Churn, churn, churn_from_counts, compound
    from cem_workbook.metrics.attrition_groups import churn_by, churn_over_time
    from cem_workbook.metrics.cohort_table import cohorts
    from cem_workbook.metrics.contract_model import SBG, fit_sbg
    from cem_workbook.metrics.control_chart import ControlChart, xmr
    from cem_workbook.metrics.effort import CES, ces, ces_by, ces_over_time, to_ease
    from cem_workbook.metrics.inactivity import left_by_silence
    from cem_workbook.metrics.indices import OHIO_WEIGHTS, Index, acsi, csi, ecsi, swics
    from cem_workbook.metrics.kaplan_meier import Survival, survival, survival_by
    from cem_workbook.metrics.lifetime_value import margin_multiple
    from cem_workbook.metrics.links import Slope, slope
    from cem_workbook.metrics.net_promoter import (
        NPS,
        NPSDifference,
        answers_needed,
        band,
        nps,
        nps_difference,
        nps_from_counts,
    )
    from cem_workbook.metrics.net_promoter_groups import nps_by, nps_over_time
    from cem_workbook.metrics.purchase_models import BGNBD, GammaGamma, fit_bg_nbd, fit_gamma_gamma
    from cem_workbook.metrics.reliability import Alpha, cronbach_alpha
    from cem_workbook.metrics.retained import Retention, retention, retention_from_counts
    from cem_workbook.metrics.rfm_table import rfm
    from cem_workbook.metrics.satisfaction import (
        CSAT,
        csat,
        csat_by,
        csat_from_counts,
        csat_over_time,
    )
    from cem_workbook.metrics.segmentation import segment_values, segments
    from cem_workbook.metrics.shares import wilson

__all__ = [
    "BGNBD",
    "CES",
    "CSAT",
    "NPS",
    "OHIO_WEIGHTS",
    "SBG",
    "Agreement",
    "Alpha",
    "Churn",
    "ControlChart",
    "Dropped",
    "GammaGamma",
    "Index",
    "NPSDifference",
    "Retention",
    "Slope",
    "Survival",
    "acsi",
    "answers_needed",
    "band",
    "ces",
    "ces_by",
    "ces_over_time",
    "churn",
    "churn_by",
    "churn_from_counts",
    "churn_over_time",
    "cohens_kappa",
    "cohorts",
    "compound",
    "cronbach_alpha",
    "csat",
    "csat_by",
    "csat_from_counts",
    "csat_over_time",
    "csi",
    "ecsi",
    "fit_bg_nbd",
    "fit_gamma_gamma",
    "fit_sbg",
    "left_by_silence",
    "lifetime_value",
    "margin_multiple",
    "nps",
    "nps_by",
    "nps_difference",
    "nps_from_counts",
    "nps_over_time",
    "retention",
    "retention_from_counts",
    "rfm",
    "segment_values",
    "segments",
    "slope",
    "survival",
    "survival_by",
    "swics",
    "to_ease",
    "wilson",
    "xmr",
]

# Which module a name comes from. No module may bear the name of a function:
# importing `metrics.nps` the module would put it where `metrics.nps` the function belongs.
_HOME = {
    "BGNBD": "purchase_models",
    "CES": "effort",
    "CSAT": "satisfaction",
    "NPS": "net_promoter",
    "OHIO_WEIGHTS": "indices",
    "SBG": "contract_model",
    "Agreement": "agreement",
    "Alpha": "reliability",
    "Churn": "attrition",
    "ControlChart": "control_chart",
    "Dropped": "_columns",
    "GammaGamma": "purchase_models",
    "Index": "indices",
    "NPSDifference": "net_promoter",
    "Retention": "retained",
    "Slope": "links",
    "Survival": "kaplan_meier",
    "acsi": "indices",
    "answers_needed": "net_promoter",
    "band": "net_promoter",
    "ces": "effort",
    "ces_by": "effort",
    "ces_over_time": "effort",
    "churn": "attrition",
    "churn_by": "attrition_groups",
    "churn_from_counts": "attrition",
    "churn_over_time": "attrition_groups",
    "cohens_kappa": "agreement",
    "cohorts": "cohort_table",
    "compound": "attrition",
    "cronbach_alpha": "reliability",
    "csat": "satisfaction",
    "csat_by": "satisfaction",
    "csat_from_counts": "satisfaction",
    "csat_over_time": "satisfaction",
    "csi": "indices",
    "ecsi": "indices",
    "fit_bg_nbd": "purchase_models",
    "fit_gamma_gamma": "purchase_models",
    "fit_sbg": "contract_model",
    "left_by_silence": "inactivity",
    "margin_multiple": "lifetime_value",
    "nps": "net_promoter",
    "nps_by": "net_promoter_groups",
    "nps_difference": "net_promoter",
    "nps_from_counts": "net_promoter",
    "nps_over_time": "net_promoter_groups",
    "retention": "retained",
    "retention_from_counts": "retained",
    "rfm": "rfm_table",
    "segment_values": "segmentation",
    "segments": "segmentation",
    "slope": "links",
    "survival": "kaplan_meier",
    "survival_by": "kaplan_meier",
    "swics": "indices",
    "to_ease": "effort",
    "wilson": "shares",
    "xmr": "control_chart",
}

# Modules that are reached whole, because their functions are read side by side.
_MODULES = ("lifetime_value",)


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return import_module(f"{__name__}.{name}")
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value  # the next look-up finds it without asking here
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
