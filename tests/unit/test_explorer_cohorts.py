"""The cohort triangle: its cells, its three readings, its drawing, and the view that shows them."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from functools import cache
from itertools import pairwise, product

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cem_workbook.data import SECTORS, Company, demo
from cem_workbook.explorers.cohort_grid import SHADES, shade
from cem_workbook.explorers.cohort_triangle import (
    COLUMN,
    COUNT,
    DIAGONAL,
    LOSS,
    ROW,
    SHARE,
    Cell,
    Triangle,
    difference,
    reading_in_words,
    triangle,
)
from cem_workbook.explorers.cohorts import CohortTriangle
from cem_workbook.explorers.stays import stays
from cem_workbook.figures import INK
from cem_workbook.metrics import cohorts, wilson
from tests.views import SVG, assert_inside, sentence, words_of

KINDS = (SHARE, COUNT, LOSS)
READINGS = (ROW, COLUMN, DIAGONAL)
EVERY = ("month", "quarter", "year")
MONTHS = {"month": 1, "quarter": 3, "year": 12}


@cache
def view_of(sector: str) -> CohortTriangle:
    return CohortTriangle(Company(sector, 31))


@pytest.fixture
def view() -> CohortTriangle:
    return CohortTriangle(demo())


def choose(view: CohortTriangle, **values: object) -> None:
    for key in ("every", "cells", "read", "which"):  # the last is filled anew by the others
        if key in values:
            view.controls[key].value = values[key]


def small() -> Triangle:
    """Four quarters: 10 join in each, and each quarter of age costs one; the last cost two."""
    rows = [
        (pd.Timestamp(2024, 1 + 3 * row, 1), age, 10, 10 - age - (row == 3 and age == 1))
        for row in range(4)
        for age in range(4 - row)
    ]
    return triangle(pd.DataFrame(rows, columns=["cohort", "age", "size", "kept"]), "quarter")


# -- the cells -------------------------------------------------------------------------------


def test_what_a_cell_shows() -> None:
    cell = Cell(row=0, age=2, size=40, kept=27, before=30)
    assert [cell.value(kind) for kind in KINDS] == [67.5, 27, pytest.approx(10)]
    assert [cell.written(kind) for kind in KINDS] == ["68", "27", "10.0"]


def test_a_cell_of_nobody_shows_nothing() -> None:
    assert [Cell(0, 1, 0, 0, 0).written(kind) for kind in KINDS] == ["", "", ""]
    everybody_gone = Cell(0, 2, 5, 0, 0)
    assert [everybody_gone.written(kind) for kind in KINDS] == ["0", "0", ""]
    assert Cell(0, 0, 5, 5, 5).value(LOSS) is None


def test_the_readings_take_the_cells_that_they_should() -> None:
    t = small()
    assert t.cohorts == ("2024 Q1", "2024 Q2", "2024 Q3", "2024 Q4")
    places = {reading: [(c.row, c.age) for c in t.along(SHARE, reading, 1)] for reading in READINGS}
    assert places == {
        ROW: [(1, 0), (1, 1), (1, 2)],
        COLUMN: [(0, 1), (1, 1), (2, 1)],
        DIAGONAL: [(0, 1), (1, 0)],
    }
    assert [(c.row, c.age) for c in t.along(LOSS, DIAGONAL, 2)] == [(0, 2), (1, 1)]


@given(st.data())
def test_the_losses_of_a_row_lead_to_its_share(data: st.DataObject) -> None:
    kept = sorted(data.draw(st.lists(st.integers(0, 50), min_size=1, max_size=9)), reverse=True)
    size = data.draw(st.integers(max(kept), 60).filter(bool))
    counts = [size, *kept]
    rows = [(pd.Timestamp("2024-01-01"), age, size, n) for age, n in enumerate(counts)]
    t = triangle(pd.DataFrame(rows, columns=["cohort", "age", "size", "kept"]), "month")
    stayed = 100.0
    for age in range(1, len(counts)):
        cell = t.cells[0, age]
        stayed *= 1 - (cell.value(LOSS) or 0) / 100
        assert cell.value(SHARE) == pytest.approx(stayed, abs=1e-9)


@given(st.integers(1, 200), st.integers(1, 200), st.data())
def test_the_interval_of_a_difference(n: int, m: int, data: st.DataObject) -> None:
    first, second = data.draw(st.integers(0, n)), data.draw(st.integers(0, m))
    low, high = difference(first, n, second, m)
    assert -1 <= low <= first / n - second / m <= high <= 1
    back_low, back_high = difference(second, m, first, n)
    assert (back_low, back_high) == pytest.approx((-high, -low))


def test_the_interval_of_a_difference_as_newcombe_gives_it() -> None:
    """His first example: 56 of 70 less 48 of 80 is 0.20, from 0.0524 to 0.3339 by method 10."""
    assert difference(56, 70, 48, 80) == pytest.approx((0.0524, 0.3339), abs=5e-5)


# -- who is in the table ---------------------------------------------------------------------


@pytest.mark.parametrize("sector", SECTORS)
def test_only_cohorts_all_of_whom_are_known(sector: str) -> None:
    """Everybody who joined in the data stands in a cohort, and nobody who joined before."""
    company = Company(sector, 31)
    known = stays(company)
    months = view_of(sector)._triangles["month"]
    joined = company.customers["joined_on"]
    joined = joined[(joined >= known.since) & (joined < known.until)].dt.strftime("%Y-%m")
    assert {
        cohort: months.cells[row, 0].size for row, cohort in enumerate(months.cohorts)
    } == joined.value_counts().to_dict()
    # of those who joined before, only survivors are in the tables: their cohorts would flatter
    early = known.frame[known.frame["joined_on"] < known.since]
    assert len(early)
    assert not (early["left_on"] < known.since).any()


@pytest.mark.parametrize("sector", SECTORS)
@pytest.mark.parametrize("every", EVERY)
def test_the_cells_are_those_of_the_metric(sector: str, every: str) -> None:
    view = view_of(sector)
    known = stays(Company(sector, 31))
    frame = known.frame[known.frame["joined_on"] >= known.since]
    expected = cohorts(frame, every=every, until=known.until)
    if every not in view._triangles:
        assert expected["age"].max() == 0
        return
    t = view._triangles[every]
    assert len(t.cells) == len(expected)
    for (row, age), cell in t.cells.items():
        (match,) = expected[
            (expected["cohort"] == sorted(expected["cohort"].unique())[row])
            & (expected["age"] == age)
        ].itertuples()
        assert (cell.size, cell.kept) == (match.size, match.kept)


@pytest.mark.parametrize("sector", SECTORS)
def test_the_silent_end_of_the_data_is_not_judged(sector: str) -> None:
    """Where silence counts as leaving, no cohort reaches into days that cannot be judged."""
    company = Company(sector, 31)
    known = stays(company)
    last = view_of(sector)._triangles["month"].cohorts[-1]
    assert pd.Timestamp(last) + pd.DateOffset(months=1) == known.until
    end = pd.Timestamp("2026-01-01")
    assert known.until == end if company.profile.contract else known.until < end - pd.Timedelta(179)
    words = words_of(ET.fromstring(view_of(sector).svg))
    assert ("180 days" in words) == (not company.profile.contract)
    assert f"up to {known.until:%Y-%m-%d}" in words
    assert "synthetic" in words


# -- the readings in words -------------------------------------------------------------------


def test_a_row_in_words() -> None:
    t = small()
    low, high = wilson(7, 10)
    assert (
        f"of the 10 who joined in 2024 Q1, 70 % were still here at age 3 (in quarters; 95 % "
        f"interval {100 * low:.0f} to {100 * high:.0f} %)"
    ) in reading_in_words(t, SHARE, ROW, 0)
    assert "7 were still here at age 3" in reading_in_words(t, COUNT, ROW, 0)
    loss = reading_in_words(t, LOSS, ROW, 0)
    assert "3 were lost by age 3" in loss
    assert "to age 3: it lost 12.5 %" in loss


def test_a_column_in_words() -> None:
    t = small()
    words = reading_in_words(t, SHARE, COLUMN, 1)
    assert "(2024 Q1 to 2024 Q2) 18 of 20 were still here (90 %)" in words
    assert "newer ones 9 of 10 (90 %)" in words
    assert "can be chance" in words
    loss = reading_in_words(t, LOSS, COLUMN, 2)
    assert "(2024 Q1) lost 1 of 9 (11.1 %), the newer ones 1 of 9 (11.1 %)" in loss
    assert "Only 2024 Q1 is that old" in reading_in_words(t, SHARE, COLUMN, 3)


@pytest.mark.parametrize(("newer", "word"), [(95, "better"), (60, "worse"), (82, "chance")])
@pytest.mark.parametrize("kind", [SHARE, LOSS])
def test_better_or_worse_is_said_only_beyond_chance(newer: int, word: str, kind: str) -> None:
    rows = [
        (pd.Timestamp(2024, 1 + 3 * row, 1), age, 100, 100 if not age else kept)
        for row, kept in enumerate((80, 80, newer, newer))
        for age in (0, 1)
    ]
    t = triangle(pd.DataFrame(rows, columns=["cohort", "age", "size", "kept"]), "quarter")
    words = reading_in_words(t, kind, COLUMN, 1)
    assert [each for each in ("better", "worse", "chance.") if each in words] == [
        word if word != "chance" else "chance."
    ]


def test_a_diagonal_in_words() -> None:
    t = small()
    words = reading_in_words(t, SHARE, DIAGONAL, 2)
    assert "had reached by the end of 2024 Q3." in words
    assert "Together 27 of 30 were still here: 90 %" in words
    loss = reading_in_words(t, LOSS, DIAGONAL, 2)
    assert "mixes ages" in loss
    assert "lost 2 of 19: 10.5 %" in loss


@pytest.mark.parametrize("every", EVERY)
def test_a_diagonal_is_no_day_on_which_people_were_counted(every: str) -> None:
    """Ages count from each one's own day of joining, so its cells lie on different days.

    Whoever left after their last whole period is still counted; the sentence must not say that
    so many are here at the end.
    """
    company = demo()
    known = stays(company)
    t = view_of(company.sector)._triangles[every]
    frame = known.frame[known.frame["joined_on"] >= known.since]
    here = int((~(frame["left_on"] < known.until)).sum())
    cells = t.along(COUNT, DIAGONAL, len(t.cohorts) - 1)
    kept = sum(cell.kept for cell in cells)
    assert kept > here, "there is something to get wrong"
    names = frame["joined_on"].dt.to_period(every[0].upper()).astype(str)
    for cell in cells:
        cohort = frame[names == t.cohorts[cell.row].replace(" ", "")]
        reached = cohort["joined_on"] + pd.DateOffset(months=cell.age * MONTHS[every])
        assert (reached <= known.until).all()
        assert cell.kept == int((~(cohort["left_on"] < reached)).sum())
    words = reading_in_words(t, SHARE, DIAGONAL, len(t.cohorts) - 1)
    assert f"Together {kept:,} of {len(frame):,} were still here" in words


def test_a_triangle_in_which_everybody_leaves_or_nobody_joins() -> None:
    rows = [
        ("2024-01-01", 0, 4, 4), ("2024-01-01", 1, 4, 0), ("2024-01-01", 2, 4, 0),
        ("2024-02-01", 0, 0, 0), ("2024-02-01", 1, 0, 0), ("2024-03-01", 0, 3, 3),
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["cohort", "age", "size", "kept"])
    frame["cohort"] = pd.to_datetime(frame["cohort"])
    t = triangle(frame, "month")
    assert [which for _, which in t.choices(ROW)] == [0]
    assert "Nobody is left to compare" in reading_in_words(t, LOSS, COLUMN, 2)
    assert "100.0 %" in reading_in_words(t, LOSS, ROW, 0)
    for kind, reading in product(KINDS, READINGS):
        for _, which in t.choices(reading):
            assert reading_in_words(t, kind, reading, which)


# -- the view --------------------------------------------------------------------------------


def drawn_cells(root: ET.Element) -> list[str]:
    """Return the numbers that stand on a shade, in the order in which they were drawn."""
    found = []
    elements = list(root)
    for shape, text in pairwise(elements):
        if shape.tag == f"{SVG}rect" and shape.get("rx") == "2" and text.tag == f"{SVG}text":
            found.append(text.text or "")
    return found


def outlines(root: ET.Element) -> list[tuple[float, float]]:
    """Return the sizes of the outlined rectangles."""
    return [
        (float(rect.get("width", 0)), float(rect.get("height", 0)))
        for rect in root.findall(f"{SVG}rect")
        if rect.get("stroke") == INK
    ]


def assert_all_agree(view: CohortTriangle) -> None:
    """The picture, the sentence, the table and the living view say the same."""
    assert "stumbled" not in view.html
    t, kind = view._triangle, view.controls["cells"].value
    root = ET.fromstring(view.svg)
    assert_inside(root)
    expected = [cell.written(kind) for cell in t.cells.values()]
    assert drawn_cells(root) == [words for words in expected if words]
    head, rows = view.rows()
    assert len(rows) == len(t.cohorts)
    for row, (cohort, size, *numbers) in enumerate(rows):
        assert len(head) == 2 + len(numbers)
        assert (cohort, size) == (t.cohorts[row], t.cells[row, 0].size)
        for age, number in enumerate(numbers):
            there = (row, age) in t.cells and t.cells[row, age].written(kind)
            assert (f"{number:,.{int(kind == LOSS)}f}" if number != "" else "") == (there or "")
    reading, which = view.controls["read"].value, view.controls["which"].value
    assert reading_in_words(t, kind, reading, which) in view.summary
    assert "(synthetic)" in view.summary
    frames = outlines(root)
    assert len(frames) == (1 if reading != DIAGONAL or len(view.chosen) == 1 else len(view.chosen))
    assert view.svg in view.html
    assert view.summary in sentence(view.html)


@pytest.mark.parametrize("sector", SECTORS)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("reading", READINGS)
def test_every_reading_of_every_table(sector: str, kind: str, reading: str) -> None:
    view = view_of(sector)
    for every in view._triangles:
        choose(view, every=every, cells=kind, read=reading)
        options = view.controls["which"].options
        assert options
        for _, which in {options[0], options[len(options) // 2], options[-1]}:
            choose(view, which=which)
            assert_all_agree(view)


@pytest.mark.parametrize("sector", SECTORS)
@pytest.mark.parametrize("customers", [100, 20_000])
def test_a_small_and_a_large_company(sector: str, customers: int) -> None:
    view = CohortTriangle(Company(sector, 3, customers=customers))
    for every, kind, reading in product(view._triangles, KINDS, READINGS):
        choose(view, every=every, cells=kind, read=reading)
        assert_all_agree(view)


def test_it_opens_with_the_share_of_quarters_along_the_first_row(view: CohortTriangle) -> None:
    assert "Along a row" in view.summary
    assert "2024 Q1" in view.summary
    assert_all_agree(view)


def test_a_row_is_outlined_at_once_and_a_diagonal_cell_by_cell(view: CohortTriangle) -> None:
    ((wide, high),) = outlines(ET.fromstring(view.svg))
    cells = len(view.chosen)
    assert wide > high
    choose(view, read=DIAGONAL)
    each = outlines(ET.fromstring(view.svg))
    assert len(each) == cells == len(view.chosen)
    assert each[0] == pytest.approx((wide / cells, high), abs=0.01)


def test_which_one_offers_what_there_is_to_read(view: CohortTriangle) -> None:
    t = view._triangle
    assert len(view.controls["which"].options) == len(t.cohorts) - 1  # the last has only age 0
    choose(view, read=COLUMN)
    assert [which for _, which in view.controls["which"].options] == list(range(1, t.oldest + 1))
    choose(view, read=DIAGONAL)
    assert view.controls["which"].label == f"up to the end of {t.cohorts[-1]}"
    choose(view, every="month")
    assert len(view.controls["which"].options) == 23


def test_every_number_reads_on_its_shade() -> None:
    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for kind in KINDS:
        assert (shade(0, kind), shade(1, kind)) == SHADES[kind]
        for step in range(101):
            assert (light(shade(step / 100, kind)) + 0.05) / (light(INK) + 0.05) >= 4.5


def test_the_darkest_shade_is_the_greatest_number(view: CohortTriangle) -> None:
    choose(view, cells=LOSS)
    root = ET.fromstring(view.svg)
    elements = list(root)
    fills = [
        shape.get("fill")
        for shape, text in pairwise(elements)
        if shape.get("rx") == "2" and text.tag == f"{SVG}text"
    ]
    losses = [cell.value(LOSS) for cell in view._triangle.cells.values() if cell.age]
    shown = dict(zip(losses, fills, strict=True))
    assert (shown[min(losses)], shown[max(losses)]) == SHADES[LOSS]
    legend = words_of(root)
    assert f"{min(losses):.1f} %" in legend
    assert f"{max(losses):.1f} %" in legend


def test_start_again_brings_the_first_view_back(view: CohortTriangle) -> None:
    choose(view, every="month", cells=LOSS, read=DIAGONAL)
    view.controls["which"].index = 2
    view.controls["reset"].click()
    assert view.html == CohortTriangle(demo()).html
    view.controls["which"].index = 3
    view.controls["reset"].click()
    assert view.html == CohortTriangle(demo()).html


def test_the_table_is_shown_when_it_is_asked_for(view: CohortTriangle) -> None:
    view._as_table.value = True
    assert view.table_html() in view.html
    assert re.search(r"<th[^>]*>Age 7</th>", view.html)


@pytest.mark.parametrize("method", ["_fill", "draw"])
def test_an_error_in_a_callback_becomes_a_sentence(
    view: CohortTriangle, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    def broken() -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as trouble:
        trouble.setattr(view, method, broken)
        view.controls["reset"].click()
        assert "This view stumbled (ZeroDivisionError" in sentence(view.html)
    view.controls["reset"].click()
    assert_all_agree(view)
