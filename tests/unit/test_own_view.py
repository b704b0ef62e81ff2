"""A file of your own, analysed: the form, what it asks, and what it shows."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import cem_workbook as cem
from cem_workbook.desk.own import ANALYSES
from cem_workbook.errors import CourseError
from tests.unit.test_desk import enter, home, upload, words

__all__ = ["home"]  # every test here sits down at a clean desk, too


def csv(*columns: str, rows: int = 40) -> bytes:
    """Return a small export; each column is given as `name=` and a function's worth of values."""
    names = [c.split("=")[0] for c in columns]
    lines = [",".join(names)]
    for i in range(rows):
        cells = {"nps": str(i % 11), "five": str(i % 5 + 1), "ab": "ab"[i % 2], "text": f"word {i}"}
        lines.append(",".join(cells[c.split("=")[1]] for c in columns))
    return "\n".join(lines).encode()


@pytest.fixture
def sample(root: Path) -> Path:
    return root / "datasets" / "sample_survey_export.csv"


def test_the_sample_export_is_analysed(sample: Path) -> None:
    panel = cem.your_file()
    upload(panel, sample.read_bytes(), sample.name)
    said = words(panel.said.value)
    assert said.startswith("Read sample_survey_export.csv: 120 rows")
    assert "recommend us" in said
    assert said.endswith(".")
    assert "recommend us" in panel.columns["recommend"].value
    assert panel.group.value == "Branch"
    frame = pd.read_csv(sample, sep=";", dtype=str)
    scores = pd.to_numeric(frame[panel.columns["recommend"].value], errors="coerce").dropna()
    expected = cem.metrics.nps(scores[scores.between(0, 10)].astype(int))
    shown = words(panel.result.value)
    assert str(expected) in shown
    for branch in frame["Branch"].dropna().unique():
        assert branch in shown
    assert f"Answers read: {expected.n}." in shown
    assert "How the file was read" in shown


def test_a_path_is_read_by_the_button_and_by_enter(sample: Path) -> None:
    panel = cem.your_file()
    panel.read.click()
    assert "type where it is" in words(panel.said.value)
    panel.path.value = f' "{sample}" '
    panel.read.click()
    by_button = panel.result.value
    assert "answers" in words(by_button)
    again = cem.your_file()
    again.path.value = str(sample)
    enter(again.path)
    assert again.result.value == by_button


def test_other_columns_can_be_chosen() -> None:
    panel = cem.your_file()
    upload(panel, csv("recommend=nps", "stars=five", "branch=ab"), "x.csv")
    assert panel.columns["recommend"].value == "recommend"
    panel.group.value = "branch"
    assert "<table" in panel.result.value
    panel.group.value = ""
    everybody = words(panel.result.value)
    panel.columns["recommend"].value = "stars"
    assert words(panel.result.value) != everybody
    panel.columns["recommend"].value = "branch"
    assert "holds no answer from 0 to 10" in words(panel.result.value)
    panel.columns["recommend"].value = ""
    assert "Column with the answers 0 to 10: choose it above." in words(panel.result.value)


@pytest.mark.parametrize(
    "name", ["score", "nps", "n", "group", "low", "promoters", "line", "index"]
)
def test_a_column_to_compare_by_may_have_any_name(name: str) -> None:
    panel = cem.your_file()
    upload(panel, csv("recommend=nps", f"{name}=ab"), "x.csv")
    panel.columns["recommend"].value = "recommend"
    panel.group.value = name
    table = re.search("<table.*?</table>", panel.result.value, flags=re.S)[0]
    head, *rows = [words(row).split() for row in re.findall("<tr.*?</tr>", table, flags=re.S)]
    assert head[:2] == [name, "answers"]
    assert [row[:2] for row in rows] == [["a", "20"], ["b", "20"]]


def test_too_many_groups_are_not_listed() -> None:
    panel = cem.your_file()
    upload(panel, csv("recommend=nps", "comment=text", rows=60), "x.csv")
    panel.columns["recommend"].value, panel.group.value = "recommend", "comment"
    assert "“comment” has 60 different values" in words(panel.result.value)


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "empty.csv", "empty"),
        (b"\x00\x01\x02" * 50, "x.csv", "another kind"),
        (b"PK\x03\x04junk", "x.xlsx", "damaged"),
        (b"recommend\n", "x.csv", "no answers"),
        (b"<html><script>alert(1)</script>", "<b>.csv", "web page"),
    ],
)
def test_a_broken_file_gets_a_sentence_and_leaves_no_old_analysis(
    content: bytes, name: str, says: str, sample: Path
) -> None:
    panel = cem.your_file()
    upload(panel, sample.read_bytes(), sample.name)
    upload(panel, content, name)
    assert says in words(panel.said.value)
    assert panel.result.value == ""
    assert panel._choices_box.layout.display == "none"
    assert "<b>" not in panel.said.value
    upload(panel, sample.read_bytes(), sample.name)
    assert panel._choices_box.layout.display == "flex"
    assert panel.result.value


def test_what_stands_in_a_file_is_never_obeyed() -> None:
    rows = "\n".join(f"{i % 11},<img src=x onerror=a()>{i % 2}" for i in range(30))
    panel = cem.your_file()
    upload(panel, f"recommend,<script>b()</script>\n{rows}\n<i>12</i>,z".encode(), "<u>.csv")
    panel.columns["recommend"].value = "recommend"
    panel.group.value = panel.group.options[-1][1]
    for html in (panel.said.value, panel.result.value):
        assert not re.search(r"<(img|script|i|u)\b", html)


def test_a_path_that_leads_nowhere_gets_a_sentence(tmp_path: Path) -> None:
    panel = cem.your_file()
    for path in ("nothing.csv", str(tmp_path), "\x00", "http://example.org/x.csv", "~nobody/x"):
        panel.path.value = path
        panel.read.click()
        assert len(words(panel.said.value)) > 20
        assert "That did not work" not in words(panel.said.value)


def test_trouble_that_nobody_foresaw_is_shown_when_a_choice_changes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: object) -> str:
        raise ZeroDivisionError("<b>")

    panel = cem.your_file()
    upload(panel, csv("recommend=nps", "branch=ab"), "x.csv")
    panel.group.value = ""
    monkeypatch.setattr(panel.analysis, "show", broken)
    panel.group.value = "branch"
    assert "These columns cannot be analysed (ZeroDivisionError" in words(panel.result.value)
    assert "<b>" not in panel.result.value


def test_a_file_can_be_read_from_code(sample: Path) -> None:
    own = cem.read_own(sample)
    assert len(own.frame) == 120
    with pytest.raises(CourseError, match=r"nothing\.csv"):
        cem.read_own("nothing.csv")


# -- satisfaction, effort, churn -------------------------------------------------------------


def choose(panel: Any, **columns: str) -> None:
    for role, name in columns.items():
        panel.columns[role].value = name


def test_satisfaction_out_of_the_sample(sample: Path) -> None:
    panel = cem.your_file("csat")
    upload(panel, sample.read_bytes(), sample.name)
    column = panel.columns["satisfaction"].value
    assert "how satisfied" in column
    given = pd.read_csv(sample, sep=";", dtype=str)[column].dropna().astype(int)
    assert str(cem.metrics.csat(given)) in words(panel.result.value)
    assert panel.analysis.questions["scale"].value == (1, 5)
    panel.analysis.questions["top"].value = 1
    assert str(cem.metrics.csat(given, satisfied_from=5)) in words(panel.result.value)
    panel.analysis.questions["scale"].value = (1, 3)
    panel.analysis.questions["top"].value = 3
    assert "everybody would be satisfied" in words(panel.result.value)


def test_effort_is_not_analysed_before_its_direction_is_told(sample: Path) -> None:
    panel = cem.your_file("ces")
    upload(panel, sample.read_bytes(), sample.name)
    assert "What does a 7 mean in your survey" in words(panel.result.value)
    column = panel.columns["effort"].value
    given = pd.read_csv(sample, sep=";", dtype=str)[column].dropna().astype(int)
    for high_is in ("easy", "hard"):
        panel.analysis.questions["high_is"].value = high_is
        assert str(cem.metrics.ces(given, high_is=high_is)) in words(panel.result.value)
        assert f"7 is very {high_is}" in panel.result.value


def test_the_scale_is_suggested_by_the_answers_and_can_be_changed() -> None:
    panel = cem.your_file("csat")
    upload(panel, csv("satisfaction=five", "recommend=nps", "branch=ab"), "x.csv")
    choose(panel, satisfaction="recommend")
    assert panel.analysis.questions["scale"].value == (0, 10)
    assert "boxes 9 to 10" in words(panel.result.value)
    choose(panel, satisfaction="satisfaction")
    assert panel.analysis.questions["scale"].value == (1, 5)
    panel.analysis.questions["scale"].value = (1, 4)
    assert "no answer from 1 to 4: 8" in words(panel.result.value)
    choose(panel, satisfaction="branch")
    assert "holds no answer from 1 to 4" in words(panel.result.value)
    choose(panel, satisfaction="")
    assert "choose it above" in words(panel.result.value)


@pytest.fixture
def customer_list(root: Path) -> Path:
    return root / "datasets" / "sample_customer_list.csv"


def test_churn_out_of_a_list_of_customers(customer_list: Path) -> None:
    panel = cem.your_file("churn")
    upload(panel, customer_list.read_bytes(), customer_list.name)
    assert panel.columns["joined"].value == "Joined on"
    assert panel.columns["left"].value == "Left on"
    assert panel.analysis.questions["rows"].value == "customers"
    end = panel.analysis.questions["end"].value
    assert panel.analysis.questions["start"].value == end.replace(year=end.year - 1)

    table = pd.read_csv(customer_list, sep=";", dtype=str).iloc[:-1].drop_duplicates()
    for column in ("Joined on", "Left on"):
        table[column] = pd.to_datetime(table[column], format="%d.%m.%Y")
    expected = cem.metrics.churn(
        table, end.replace(year=end.year - 1), end, joined="Joined on", left="Left on"
    )
    assert expected.lost > 20
    assert str(expected) in words(panel.result.value)
    panel.group.value = "Contract"
    for plan, part in table.groupby("Contract"):
        one = cem.metrics.churn(
            part, end.replace(year=end.year - 1), end, joined="Joined on", left="Left on"
        )
        assert re.search(rf"{plan} [^<]*?\b{one.at_start}\b", words(panel.result.value))
    panel.analysis.questions["end"].value = dt.date(2000, 1, 1)
    assert "must end after it begins" in words(panel.result.value)
    panel.analysis.questions["end"].value = None
    assert "Choose both days" in words(panel.result.value)


def test_churn_out_of_a_list_of_purchases_states_its_window() -> None:
    lines = ["customer id,purchase date,branch"]
    for customer in range(30):
        for month in range(1, 13 if customer % 3 else 5):
            lines.append(f"C{customer},2026-{month:02d}-1{customer % 9},{'ab'[customer % 2]}")
    panel = cem.your_file("churn")
    upload(panel, "\n".join(lines).encode(), "purchases.csv")
    choose(panel, joined="purchase date", left="", customer="customer id")
    assert panel.analysis.questions["rows"].value == "purchases"
    panel.analysis.questions["silent"].value = 90
    panel.analysis.questions["start"].value = dt.date(2026, 2, 1)
    panel.analysis.questions["end"].value = dt.date(2026, 8, 1)
    shown = words(panel.result.value)
    assert "more than 90 days before 2026-12" in shown
    assert "at the start 30, of them left 10" in shown
    panel.analysis.questions["silent"].value = 300
    assert "more than 300 days" in words(panel.result.value)


def purchases_until_december() -> bytes:
    """Return two years of purchases; every third customer stops after the first year."""
    lines = ["order,buyer,order date"]
    for customer in range(60):
        for month in range(24 if customer % 3 else 12):
            day = dt.date(2024 + month // 12, month % 12 + 1, 1 + customer % 27)
            lines.append(f"{len(lines)},B{customer},{day.isoformat()}")
    return "\n".join(lines).encode()


def test_a_period_that_can_be_judged_is_suggested_and_another_is_warned_of() -> None:
    panel = cem.your_file("churn")
    upload(panel, purchases_until_december(), "purchases.csv")
    choose(panel, joined="order date", customer="buyer")
    questions = panel.analysis.questions
    assert questions["rows"].value == "purchases"
    last = dt.date(2025, 12, 27)
    assert questions["end"].value <= last - dt.timedelta(days=questions["silent"].value - 1)
    assert "Too low" not in words(panel.result.value)
    questions["silent"].value = 60
    assert questions["end"].value == dt.date(2025, 10, 1)
    questions["end"].value = dt.date(2026, 1, 1)
    assert "Too low: from" in words(panel.result.value)


def test_day_and_month_stand_in_one_order_in_a_file() -> None:
    """One column can only be month first; the other, which could be either, follows it."""
    lines = ["customer,joined,cancelled"]
    lines += [f"c{i},0{i % 9 + 1}/0{i % 8 + 1}/2024,12/1{i % 9 + 1}/2024" for i in range(30)]
    lines += [f"d{i},01/02/2024," for i in range(30)]
    panel = cem.your_file("churn")
    upload(panel, "\n".join(lines).encode(), "list.csv")
    choose(panel, joined="joined", left="cancelled")
    dates = panel.analysis._dates(panel.own, panel._chosen())
    assert dates["left"].certain
    assert dates["joined"].day_first is dates["left"].day_first is False
    assert "left before they joined" not in words(panel.result.value)
    panel.analysis.questions["start"].value = dt.date(2024, 11, 15)
    panel.analysis.questions["end"].value = dt.date(2025, 1, 1)
    assert "No whole quarter" in words(panel.result.value)
    assert "Churn" in words(panel.result.value)
    panel.analysis.questions["every"].value = "month"
    assert "Only every whole month of the period is drawn" in words(panel.result.value)


def test_what_was_told_of_one_file_does_not_hold_for_the_next(sample: Path) -> None:
    panel = cem.your_file("ces")
    upload(panel, sample.read_bytes(), sample.name)
    panel.analysis.questions["high_is"].value = "hard"
    assert "where 1 is easiest" in words(panel.result.value)
    upload(panel, sample.read_bytes(), "another.csv")
    assert "What does a 7 mean in your survey" in words(panel.result.value)


def test_marks_where_one_is_the_best_are_turned_round() -> None:
    marks = [1 + i % 6 for i in range(60)]
    panel = cem.your_file("csat")
    upload(panel, ("satisfaction\n" + "\n".join(map(str, marks))).encode(), "marks.csv")
    assert panel.analysis.questions["scale"].value == (1, 7)
    panel.analysis.questions["scale"].value = (1, 6)
    panel.analysis.questions["high_is"].value = "bad"
    turned = cem.metrics.csat([7 - mark for mark in marks], low=1, high=6)
    assert str(turned) in words(panel.result.value)
    assert "turned round" in words(panel.result.value)


def test_a_score_out_of_a_few_cells_is_refused() -> None:
    """A scale from 0 to 100 is none that the course knows."""
    panel = cem.your_file("csat")
    cells = "\n".join(str(i) for i in range(0, 100))
    upload(panel, f"satisfaction\n{cells}".encode(), "percent.csv")
    choose(panel, satisfaction="satisfaction")
    assert "On which scale was it asked?" in words(panel.result.value)
    panel.analysis.questions["scale"].value = (1, 5)
    assert "Only 5 of 100 filled cells" in words(panel.result.value)


def test_those_who_left_before_they_joined_are_named() -> None:
    lines = ["customer,joined,left", "a,2026-01-01,2025-01-01", "b,2024-01-01,2026-02-03"]
    lines += [f"c{i},2024-05-05," for i in range(9)]
    panel = cem.your_file("churn")
    upload(panel, "\n".join(lines).encode(), "list.csv")
    choose(panel, joined="joined", left="left")
    assert "left before they joined: 1 (the first in line 2)" in words(panel.result.value)


@pytest.mark.parametrize("metric", ANALYSES)
def test_every_analysis_has_an_example_that_it_can_read(metric: str, root: Path) -> None:
    panel = cem.your_file(metric)
    assert panel.path.placeholder == panel.analysis.example
    panel.path.value = str((root / "notebooks" / panel.analysis.example).resolve())
    panel.read.click()
    if metric == "ces":
        panel.analysis.questions["high_is"].value = "easy"
    assert "<svg" in panel.result.value
    assert "How the file was read" in words(panel.result.value)


@pytest.mark.parametrize("metric", ANALYSES)
@pytest.mark.parametrize("content", [b"a,b\n1,2\n3,4\n", b"a\n1\n", b"name,left\nx,y\nz,w\n"])
def test_a_file_without_the_columns_gets_a_sentence(metric: str, content: bytes) -> None:
    panel = cem.your_file(metric)
    upload(panel, content, "x.csv")
    said = words(panel.said.value) + words(panel.result.value)
    assert "cannot be analysed (" not in said
    assert "did not work" not in said
    assert len(said) > 30


def test_progress_is_seen_while_a_file_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    panel = cem.your_file()
    seen: list[tuple[float, str]] = []
    panel.bar.observe(lambda _: seen.append((panel.bar.value, panel.bar.layout.display)), "value")
    big = b"recommend,branch\n" + b"9,Harbour\n" * 200_000
    upload(panel, big, "big.csv")
    assert seen and all(display == "flex" for _, display in seen)
    assert [share for share, _ in seen] == sorted(share for share, _ in seen)
    assert panel.bar.layout.display == "none"


def test_a_file_can_be_read_differently_without_code() -> None:
    panel = cem.your_file()
    assert panel.reading.widget.layout.display == "none"
    lines = ["id,recommend,branch", *(f"{i},{i % 11},a" for i in range(30)), "29,1,b"]
    upload(panel, "\n".join(lines).encode(), "x.csv")
    assert panel.reading.widget.layout.display == "flex"
    assert "31 rows" in words(panel.said.value)
    panel.reading.controls["id_column"].value = "id"
    panel.reading.controls["repeated_ids"].value = "first"
    panel.reading.again.click()
    assert "30 rows" in words(panel.said.value)
    panel.reading.controls["header"].value = "two"
    panel.reading.again.click()
    assert "is a number" in words(panel.said.value)
    panel.reading.controls["header"].value = "0"
    panel.reading.controls["id_column"].value = ""
    panel.reading.controls["repeated_ids"].value = "all"
    panel.reading.again.click()
    assert "32 rows" in words(panel.said.value)
    upload(panel, "\n".join(lines).encode(), "x.csv")
    assert "31 rows" in words(panel.said.value), "what was told is forgotten with the file"


def test_a_file_that_could_not_be_read_may_be_once_something_is_told() -> None:
    panel = cem.your_file()
    upload(panel, b"a~recommend\nx~9\ny~3\n", "x.csv")
    panel.reading.controls["encoding"].value = "utf-16"
    panel.reading.again.click()
    assert panel.result.value == ""
    panel.reading.controls["encoding"].value = ""
    panel.reading.again.click()
    assert panel.reading.widget.layout.display == "flex"


def test_names_are_read_only_if_somebody_wants_them(customer_list: Path) -> None:
    panel = cem.your_file("churn")
    upload(panel, customer_list.read_bytes(), customer_list.name)
    assert "Name" not in [value for _, value in panel.group.options]
    panel.reading.controls["keep_personal"].value = True
    panel.reading.again.click()
    assert "Name" in [value for _, value in panel.group.options]
