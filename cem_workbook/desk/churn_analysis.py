"""Churn out of a file of your own: a list of customers, or of purchases where nobody says goodbye."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, ClassVar

import ipywidgets as widgets

from cem_workbook.desk.analyses import NOT_CHOSEN, Analysis
from cem_workbook.desk.findings import dropped_html, groups_html, strong
from cem_workbook.desk.front import LABEL
from cem_workbook.errors import BadInput, CourseError
from cem_workbook.figures import BLUE, figure, show
from cem_workbook.messages import say
from cem_workbook.metrics import churn, churn_by, churn_over_time, left_by_silence

if TYPE_CHECKING:
    import pandas as pd

    from cem_workbook.data.own.file import Dates, OwnFile, Roles

SILENT_DAYS = 180
AS_SHOWN = "as shown"


class ChurnAnalysis(Analysis):
    """Churn of a period among those who were there at its start, and period by period."""

    metric: ClassVar[str] = "churn"
    example: ClassVar[str] = "../datasets/sample_customer_list.csv"
    decisive: ClassVar[tuple[str, ...]] = ("rows", "silent", "order")

    def __init__(self) -> None:
        super().__init__()
        self.roles = {
            "joined": say("Column with the day of joining (or of a purchase)"),
            "left": say("Column with the day of leaving, blank for those still here"),
            "customer": say("Column that tells the customer (for a list of purchases)"),
        }
        wide = widgets.Layout(width="330px")
        self.questions = {
            "rows": widgets.Dropdown(
                options=[
                    (say("a customer, with the days of joining and leaving"), "customers"),
                    (say("a purchase, with its customer and its day"), "purchases"),
                ],
                description=say("A row of the file is"),
                style=LABEL,
                layout=widgets.Layout(width="480px"),
            ),
            "silent": widgets.BoundedIntText(
                value=SILENT_DAYS,
                min=1,
                max=3650,
                description=say("Gone means no purchase for so many days"),
                style=LABEL,
                layout=wide,
            ),
            "order": widgets.Dropdown(
                options=[
                    (say("as the column shows"), AS_SHOWN),
                    (say("day first (31/12/2026)"), "day"),
                    (say("month first (12/31/2026)"), "month"),
                ],
                description=say("Dates are written"),
                style=LABEL,
                layout=wide,
            ),
            "start": widgets.DatePicker(description=say("From"), style=LABEL),
            "end": widgets.DatePicker(
                description=say("up to, not including"),
                style=LABEL,
                layout=widgets.Layout(width="330px"),
            ),
            "every": widgets.Dropdown(
                options=[
                    (say("month"), "month"),
                    (say("quarter"), "quarter"),
                    (say("year"), "year"),
                ],
                value="quarter",
                description=say("Also for every"),
                style=LABEL,
                layout=wide,
            ),
        }

    def preferred(self, roles: Roles) -> dict[str, str | None]:
        """Where no column tells the day of joining, the day of the purchase may stand there."""
        found = super().preferred(roles)
        return {**found, "joined": found["joined"] or roles.date.column}

    def suggest(self, own: OwnFile, columns: Mapping[str, str], *, fresh: bool) -> None:
        """Suggest what a row is, and the last twelve whole months that can be judged."""
        if fresh:
            purchases = columns["left"] == NOT_CHOSEN
            self.questions["rows"].value = "purchases" if purchases else "customers"
        if columns["joined"] == NOT_CHOSEN:
            return
        days = [dates.values for dates in self._dates(own, columns).values()]
        last = max((part.max() for part in days if len(part)), default=None)
        if last is None:
            return
        after = last.date() + dt.timedelta(days=1)
        if self._of_purchases:
            after -= dt.timedelta(days=self.questions["silent"].value)
        end = after.replace(day=1)
        self.questions["end"].value = end
        self.questions["start"].value = end.replace(year=end.year - 1)

    def missing(self, roles: Roles) -> str:
        """Either the day of leaving or the customer may be missing, not both."""
        found = self.preferred(roles)
        if found["joined"] and (found["left"] or found["customer"]):
            return ""
        return say(
            "Please choose the column with the day of joining, and the one with the day of leaving."
        )

    def show(self, own: OwnFile, columns: Mapping[str, str], group: str) -> str:
        """Say the churn of the period, and show that of every month, quarter or year."""
        customers, notes = self._customers(own, columns, group)
        start, end = self.questions["start"].value, self.questions["end"].value
        if start is None or end is None:
            raise CourseError(say("For which period? Choose both days above."))
        if end <= start:
            raise CourseError(say("The period must end after it begins. Change one of the days."))
        result = churn(customers, start, end, joined="joined", left="left")
        compared = ""
        if group:
            by = churn_by(customers, start, end, "group", joined="joined", left="left")
            compared = groups_html(by, group, ("churn", "low", "high"))
        drawn, note = self._over_time(customers, start, end)
        lines = "".join(f"<p>{escape(line)}</p>" for line in (*note, *notes))
        return f"{strong(result)}{drawn}{compared}{lines}{self._dropped}"

    def _over_time(
        self, customers: pd.DataFrame, start: dt.date, end: dt.date
    ) -> tuple[str, list[str]]:
        """Return picture and table of the whole periods, and what is to be said of the others."""
        import pandas as pd

        every = self.questions["every"].value
        try:
            table = churn_over_time(
                customers, every=every, start=start, end=end, joined="joined", left="left"
            )
        except BadInput as none_whole:
            return "", [str(none_whole)]
        months = {"month": 1, "quarter": 3, "year": 12}[every]
        after = table["period"].iloc[-1] + pd.DateOffset(months=months)
        whole = table["period"].iloc[0].date() == start and after.date() == end
        note = say("Only every whole {every} of the period is drawn.", every=say(every))
        return self._drawn(table, every), [] if whole else [note]

    @property
    def _of_purchases(self) -> bool:
        return bool(self.questions["rows"].value == "purchases")

    def _dates(self, own: OwnFile, columns: Mapping[str, str]) -> dict[str, Dates]:
        """Return the columns of dates that are chosen, all read with one order of day and month.

        What one column shows for certain holds for the other: nobody writes both orders in one
        file.
        """
        from cem_workbook.data.own.file import dates

        roles = ["joined"] if self._of_purchases else ["joined", "left"]
        chosen = {role: columns[role] for role in roles if columns[role] != NOT_CHOSEN}
        order = self.questions["order"].value
        told = None if order == AS_SHOWN else order == "day"
        read = {role: dates(own, column, told) for role, column in chosen.items()}
        shown = {
            one.day_first for one in read.values() if one.certain and one.day_first is not None
        }
        if len(shown) == 1:
            (day_first,) = shown
            for role, one in read.items():
                if not one.certain:
                    read[role] = dates(own, chosen[role], day_first)
        return read

    def _customers(
        self, own: OwnFile, columns: Mapping[str, str], group: str
    ) -> tuple[pd.DataFrame, list[str]]:
        """Return one row a customer (joined, left, group), and what is to be said of the reading."""
        import pandas as pd

        wanted = ["joined", "customer"] if self._of_purchases else ["joined", "left"]
        for role in wanted:
            if columns[role] == NOT_CHOSEN:
                raise CourseError(say("{label}: choose it above.", label=self.roles[role]))
        read = self._dates(own, columns)
        if not len(read["joined"].values):
            raise CourseError(
                say(
                    "The column “{column}” holds no date. Choose another.", column=columns["joined"]
                )
            )
        notes = [f"“{columns[role]}”: {one.summary}" for role, one in read.items()]
        self._dropped = "".join(dropped_html(one.dropped) for one in read.values())
        table = pd.DataFrame({"joined": read["joined"].values})
        if self._of_purchases:
            return self._from_purchases(own, columns, group, table, notes)
        table["left"] = read["left"].values.reindex(table.index)
        unread = table.index.intersection([entry.line for entry in read["left"].dropped])
        table = table.drop(index=unread)
        backwards = table["left"] < table["joined"]
        if backwards.any():
            notes.append(
                say(
                    "Left out because they left before they joined: {n} (the first in line {line}).",
                    n=int(backwards.sum()),
                    line=table.index[backwards][0],
                )
            )
            table = table[~backwards]
        if group:
            table["group"] = own.text[group].reindex(table.index)
        return table, notes

    def _from_purchases(
        self,
        own: OwnFile,
        columns: Mapping[str, str],
        group: str,
        days: pd.DataFrame,
        notes: list[str],
    ) -> tuple[pd.DataFrame, list[str]]:
        """Return one row a customer; gone is who was silent for longer than was told."""
        days["customer"] = own.text[columns["customer"]].reindex(days.index)
        days = days[days["customer"] != ""].rename(columns={"joined": "date"})
        silent = self.questions["silent"].value
        until = days["date"].max() + dt.timedelta(days=1)
        customers = left_by_silence(
            days, days=silent, until=until, customer="customer", date="date"
        ).rename(columns={"joined_on": "joined", "left_on": "left"})
        judged = until.date() - dt.timedelta(days=silent)
        notes.append(
            say(
                "{n} customers. Nobody says goodbye in a list of purchases: gone is whoever bought "
                "nothing for more than {days} days before {until}; the last purchase counts as "
                "the day of leaving.",
                n=f"{len(customers):,}",
                days=silent,
                until=until.date().isoformat(),
            )
        )
        end = self.questions["end"].value
        if end is not None and end > judged:
            notes.insert(
                0,
                say(
                    "Too low: from {judged} on, a silence of {days} days cannot be seen yet. Choose "
                    "a period that ends by then.",
                    judged=judged.isoformat(),
                    days=silent,
                ),
            )
        if group:
            names = own.text[group].reindex(days.index)
            customers["group"] = customers["customer"].map(names.groupby(days["customer"]).first())
        return customers, notes

    def _drawn(self, table: pd.DataFrame, every: str) -> str:
        known = table[table["at_start"] > 0]
        if known.empty:
            return ""
        value, low, high = (100 * known[name] for name in ("churn", "low", "high"))
        fig, ax = figure()
        label = known["period"].dt.strftime("%Y-%m")
        _ = ax.errorbar(
            label, value, yerr=[value - low, high - value], fmt="o", color=BLUE, capsize=5
        )
        _ = ax.set(ylabel=say("churn (%)"), xlabel=say("{every} from", every=say(every)))
        _ = ax.set_ylim(bottom=0)
        ax.tick_params(axis="x", rotation=45 if len(known) > 8 else 0)
        alt = say(
            "Churn by {every} with its 95 % interval; between {low:.1f} and {high:.1f} %.",
            every=say(every),
            low=value.min(),
            high=value.max(),
        )
        shown = known.assign(period=label).rename(columns={"period": "group"})
        return show(fig, alt).svg + groups_html(
            shown, say("{every} from", every=say(every)), ("churn", "low", "high")
        )
