"""Churn out of a file of your own: a list of customers, or of purchases where nobody says goodbye."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, ClassVar

import ipywidgets as widgets

from cem_workbook.desk.analyses import NOT_CHOSEN, Analysis, dropped_html, groups_html, strong
from cem_workbook.desk.front import LABEL
from cem_workbook.errors import CourseError
from cem_workbook.figures import BLUE, figure, show
from cem_workbook.messages import say
from cem_workbook.metrics import churn, churn_by, churn_over_time, left_by_silence

if TYPE_CHECKING:
    import pandas as pd

    from cem_workbook.data.own.file import Dates, OwnFile

SILENT_DAYS = 180
AS_SHOWN = "as shown"


class ChurnAnalysis(Analysis):
    """Churn of a period among those who were there at its start, and period by period."""

    metric: ClassVar[str] = "churn"
    example: ClassVar[str] = "../datasets/sample_customer_list.csv"

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

    def suggest(self, own: OwnFile, columns: Mapping[str, str]) -> None:
        """Suggest what a row is, and the last twelve whole months that the file knows."""
        purchases = columns["left"] == NOT_CHOSEN and columns["customer"] != NOT_CHOSEN
        self.questions["rows"].value = "purchases" if purchases else "customers"
        if columns["joined"] == NOT_CHOSEN:
            return
        days = [self._dates(own, columns["joined"]).values]
        if columns["left"] != NOT_CHOSEN:
            days.append(self._dates(own, columns["left"]).values)
        last = max((part.max() for part in days if len(part)), default=None)
        if last is None:
            return
        after = last.date() + dt.timedelta(days=1)
        end = after.replace(day=1)
        self.questions["end"].value = end
        self.questions["start"].value = end.replace(year=end.year - 1)

    def missing(self, roles: object) -> str:
        """Either the day of leaving or the customer may be missing, not both."""
        has = {role: getattr(roles, role).column is not None for role in self.roles}
        if has["joined"] and (has["left"] or has["customer"]):
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
        every = self.questions["every"].value
        table = churn_over_time(
            customers, every=every, start=start, end=end, joined="joined", left="left"
        )
        return (
            f"{strong(result)}{self._drawn(table, every)}{compared}"
            f"{''.join(f'<p>{escape(note)}</p>' for note in notes)}{self._dropped}"
        )

    def _dates(self, own: OwnFile, column: str) -> Dates:
        from cem_workbook.data.own.file import dates

        order = self.questions["order"].value
        return dates(own, column, None if order == AS_SHOWN else order == "day")

    def _customers(
        self, own: OwnFile, columns: Mapping[str, str], group: str
    ) -> tuple[pd.DataFrame, list[str]]:
        """Return one row a customer (joined, left, group), and what is to be said of the reading."""
        import pandas as pd

        if columns["joined"] == NOT_CHOSEN:
            raise CourseError(say("{label}: choose it above.", label=self.roles["joined"]))
        first = self._dates(own, columns["joined"])
        if not len(first.values):
            raise CourseError(
                say(
                    "The column “{column}” holds no date. Choose another.", column=columns["joined"]
                )
            )
        notes = [f"“{columns['joined']}”: {first.summary}"]
        self._dropped = dropped_html(first.dropped)
        table = pd.DataFrame({"joined": first.values})
        if self.questions["rows"].value == "purchases":
            return self._of_purchases(own, columns, group, table, notes)
        if columns["left"] == NOT_CHOSEN:
            raise CourseError(say("{label}: choose it above.", label=self.roles["left"]))
        last = self._dates(own, columns["left"])
        notes.append(f"“{columns['left']}”: {last.summary}")
        unread = [entry.line for entry in last.dropped]
        self._dropped += dropped_html(last.dropped)
        table["left"] = last.values.reindex(table.index)
        table = table.drop(index=[line for line in unread if line in table.index])
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

    def _of_purchases(
        self,
        own: OwnFile,
        columns: Mapping[str, str],
        group: str,
        days: pd.DataFrame,
        notes: list[str],
    ) -> tuple[pd.DataFrame, list[str]]:
        """Return one row a customer; gone is who was silent for longer than the window."""
        if columns["customer"] == NOT_CHOSEN:
            raise CourseError(say("{label}: choose it above.", label=self.roles["customer"]))
        days["customer"] = own.text[columns["customer"]].reindex(days.index)
        days = days[days["customer"] != ""].rename(columns={"joined": "date"})
        silent = self.questions["silent"].value
        until = days["date"].max() + dt.timedelta(days=1)
        customers = left_by_silence(
            days, days=silent, until=until, customer="customer", date="date"
        ).rename(columns={"joined_on": "joined", "left_on": "left"})
        notes.append(
            say(
                "{n} customers. Nobody says goodbye in a list of purchases: gone is whoever bought "
                "nothing for more than {days} days before {until}. Of the last {days} days nothing "
                "can be said yet.",
                n=len(customers),
                days=silent,
                until=until.date().isoformat(),
            )
        )
        if group:
            names = own.text[group].reindex(days.index)
            known = names.groupby(days["customer"]).first()
            customers["group"] = customers["customer"].map(known)
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
