"""What an analysis of a file of your own shows: sentences, tables and a picture of bars."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from cem_workbook.figures import Picture, figure, show
from cem_workbook.messages import say
from cem_workbook.text import table_html

if TYPE_CHECKING:
    import pandas as pd

MOST_GROUPS = 50


def strong(result: object) -> str:
    """Return a result in words as HTML."""
    return f"<p><strong>{escape(str(result))}</strong></p>"


def dropped_html(dropped: Any) -> str:
    """Return the first cells that could not be used, as a table."""
    rows = [(d.line, d.text, d.reason) for d in dropped[:10]]
    head = (say("Line in the file"), say("What stands there"), say("Why it is left out"))
    return table_html(head, rows) if rows else ""


def groups_html(table: pd.DataFrame, column: str, shares: tuple[str, ...] = ()) -> str:
    """Return a table of groups as HTML; shares become per cent.

    Args:
        table: one row a group; the group's name stands in the column `group`.
        column: what the file calls that column.
        shares: names of the columns that hold shares from 0 to 1.
    """
    if len(table) > MOST_GROUPS:
        many = say(
            "“{column}” has {n} different values: too many to compare.",
            column=column,
            n=len(table),
        )
        return f"<p>{escape(many)}</p>"
    table = table.assign(**{name: 100 * table[name] for name in shares})
    # a column of the file may have any name, even one of ours
    heads = {
        "n": say("answers"),
        "at_start": say("at the start"),
        "lost": say("of them left"),
        "kept": say("of them stayed"),
        "joined": say("joined"),
        "joined_and_lost": say("joined and left again"),
        "at_end": say("at the end"),
        "nps": "NPS",
        "csat": "CSAT",
        "ces": "CES",
        "churn": say("churn"),
        "low": say("95 % from"),
        "high": say("to"),
        "mean": say("average"),
        "ease": say("ease"),
        "satisfied": say("satisfied"),
        "promoters": say("promoters"),
        "passives": say("passives"),
        "detractors": say("detractors"),
    }
    names = [
        column
        if name == "group"
        else say("{name} (%)", name=heads[name])
        if name in shares
        else heads[name]
        for name in map(str, table)
    ]
    table = table.astype(object).where(table.notna(), "–")
    table["group"] = table["group"].replace({"": say("(blank)")})
    return f'<div style="margin:10px 0">{table_html(names, table.to_numpy().tolist())}</div>'


def bars(
    values: pd.Series[int], camps: Mapping[int, tuple[str, str]], words: str, alt: str
) -> Picture:
    """Draw a bar for each answer, in the colour of its camp, with the camp's name and number."""
    numbers = values.value_counts().reindex(list(camps), fill_value=0)
    fig, ax = figure()
    _ = ax.bar(list(camps), numbers, color=[colour for colour, _ in camps.values()])
    top = max(1, int(numbers.max()))
    for _, name in dict.fromkeys(camps.values()):
        boxes = [box for box, (_, camp) in camps.items() if camp == name]
        where = sum(boxes) / len(boxes)
        _ = ax.text(where, 1.06 * top, f"{name}\n{numbers[boxes].sum()}", ha="center")
    _ = ax.set(xticks=list(camps), xlabel=words, ylabel=say("answers"), ylim=(0, 1.3 * top))
    return show(fig, alt)
