"""The published data sets that come with the course: plain files, described in datasets/README.md."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches
from pathlib import Path

import pandas as pd

from cem_workbook.errors import CourseError
from cem_workbook.messages import say

SHIPPED = {
    "telco": "telco_churn.csv",
    "sbg_regular": "sbg_regular.csv",
    "cdnow": "cdnow_sample.csv",
    "calls": "calls.csv",
    "claims": "claims.csv",
    "assessments": "assessments.csv",
    "cadbury_items": "cadbury_items.csv",
    "cadbury_timeline": "cadbury_timeline.csv",
    "glossary": "glossary.csv",
}
"""The file of each data set, by the name under which a learner asks for it."""

_YES_NO = {
    "telco": (
        "churned",
        "female",
        "senior_citizen",
        "partner",
        "dependents",
        "phone_service",
        "paperless_billing",
    ),
    "claims": ("names_origin", "names_year", "names_method"),
}

_DATES = {"cdnow": ["date"]}


def load_shipped(name: str) -> pd.DataFrame:
    """Return a data set that comes with the course, as a fresh pandas DataFrame.

    Args:
        name: one of SHIPPED, for instance `telco`.

    Returns:
        The rows in the order of the file. What the file writes as Yes and No, or as 1 and 0 for
        yes and no, is true or false here; dates are dates.

    Raises:
        CourseError: there is no such data set; the text lists them. Or its file is not there.
    """
    if name not in tuple(SHIPPED):  # of a tuple, one can ask even for a list
        raise CourseError(no_such_table(name, SHIPPED))
    path = datasets_folder() / SHIPPED[name]
    try:
        table = pd.read_csv(path, encoding="utf-8", parse_dates=_DATES.get(name))
    except FileNotFoundError:
        raise CourseError(
            say(
                "The file {file} is missing from the course's folder {folder}. "
                "Get a fresh copy of the course.",
                file=path.name,
                folder=path.parent,
            )
        ) from None
    for column in _YES_NO.get(name, ()):
        table[column] = table[column].isin(["Yes", 1])
    return table


def no_such_table(name: object, names: Collection[str]) -> str:
    """Return the sentence for a name that is none of these: the nearest one, and all of them."""
    near = get_close_matches(str(name).lower(), names, n=1)
    if near:
        return say(
            'There is no table called "{name}". Did you mean "{near}"? Choose one of: {listed}.',
            name=name,
            near=near[0],
            listed=", ".join(names),
        )
    return say(
        'There is no table called "{name}". Choose one of: {listed}.',
        name=name,
        listed=", ".join(names),
    )


def datasets_folder() -> Path:
    """Return where the course's own files lie: inside an installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "datasets"
    return installed if installed.is_dir() else package.parent / "datasets"
