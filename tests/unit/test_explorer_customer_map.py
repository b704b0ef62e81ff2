"""The map of the customers: what lies between the lines, its drawing, and the view that shows it."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cem_workbook.data import SECTORS, Company, demo
from cem_workbook.exercises.bank.segments_cases import people
from cem_workbook.explorers import open_explorer
from cem_workbook.explorers.customer_map import CustomerMap
from cem_workbook.explorers.customer_map_drawing import (
    BEST,
    BOTTOM,
    LISTS,
    LOYAL,
    MOST_DOTS,
    NOBODY,
    RIGHT,
    place_dots,
)
from cem_workbook.explorers.customer_segments import (
    LONGEST_NAME,
    customers_of,
    divide,
    interval,
    tidy_name,
)
from cem_workbook.metrics.segmentation import segment_values, segments
from tests.views import SVG, assert_inside, sentence, words_of

MARKS = (NOBODY, BEST, LOYAL, LISTS)


@cache
def everybody(sector: str = "bank"):
    return customers_of(Company(sector, 31))


@pytest.fixture
def view() -> CustomerMap:
    return CustomerMap(demo())


def picture(view: CustomerMap) -> ET.Element:
    return ET.fromstring(view.svg)


def table(view: CustomerMap) -> list[dict]:
    head, rows = view.rows()
    return [dict(zip(head, row, strict=True)) for row in rows]


# -- what lies between the lines -------------------------------------------------------------

silences = st.lists(st.integers(1, 730), min_size=1, max_size=2, unique=True).map(sorted)
bought_on = st.lists(st.integers(1, 110), min_size=1, max_size=2, unique=True).map(sorted)


@settings(max_examples=30, deadline=None)
@given(silence=silences, days=bought_on)
def test_it_divides_as_the_metric_does(silence: list[int], days: list[int]) -> None:
    frame = people(demo())
    names = [f"{c}/{r}" for c in range(len(silence) + 1) for r in range(len(days) + 1)]
    parts = segments(frame, {"silence": silence, "days": days}, names=names)
    worth = segment_values(parts).set_index("segment")
    found = {f"{r.column}/{r.row}": r for r in divide(customers_of(demo()), silence, days)}
    assert sorted(found) == sorted(names)
    for name, region in found.items():
        if not region.customers:
            assert name not in worth.index
            continue
        assert region.customers == worth.at[name, "customers"]
        assert region.share_of_customers == pytest.approx(
            100 * worth.at[name, "share_of_customers"]
        )
        assert region.share_of_margin == pytest.approx(100 * worth.at[name, "share_of_value"])
        assert region.best == parts.loc[parts["segment"] == name, "best"].sum()
        assert region.loyal == parts.loc[parts["segment"] == name, "loyal"].sum()


@pytest.mark.parametrize("sector", SECTORS)
def test_the_parts_make_the_whole(sector: str) -> None:
    regions = divide(everybody(sector), [90, 365], [12, 30])
    assert len(regions) == 9
    assert sum(r.customers for r in regions) == len(everybody(sector).days)
    for share in ("share_of_customers", "share_of_margin", "share_at_stake"):
        assert sum(getattr(r, share) for r in regions) == pytest.approx(100)
    purchases = Company(sector, 31).purchases
    late = purchases[purchases["date"].dt.year == 2025]
    assert sum(r.at_stake for r in regions) == pytest.approx((late["amount"] - late["cost"]).sum())


def test_segments_are_numbered_from_the_corner_of_the_frequent_and_recent() -> None:
    regions = divide(everybody(), [90], [12])
    assert [r.place for r in regions] == [(0, 1), (1, 1), (0, 0), (1, 0)]
    assert regions[0].silence == (0, 90)
    assert regions[0].days == (12, math.inf)


def test_lines_may_come_in_any_order_and_two_on_one_another_are_one() -> None:
    assert divide(everybody(), [365, 90], [12]) == divide(everybody(), [90, 365], [12])
    assert divide(everybody(), [90, 90], [12, 12]) == divide(everybody(), [90], [12])


def test_who_stands_on_a_line_is_above_it() -> None:
    some = everybody()
    at = float(np.median(some.days))
    often = [r for r in divide(some, [90], [at]) if r.row == 1]
    assert sum(r.customers for r in often) == (some.days >= at).sum()


def test_an_interval_in_words() -> None:
    ends = [(0.0, 90.0), (90.0, 365.0), (365.0, math.inf)]
    assert [interval(e) for e in ends] == ["under 90", "90 to under 365", "365 or more"]


@given(st.text(max_size=200))
def test_a_name_is_one_short_line(words: str) -> None:
    name = tidy_name(words)
    assert len(name) <= LONGEST_NAME
    assert name == " ".join(name.split())
    assert tidy_name(name) == name


# -- the drawing -----------------------------------------------------------------------------


def test_a_dot_stands_where_its_customer_does() -> None:
    some = everybody()
    dots = place_dots(some)
    assert len(dots.points) == len(some.days)
    assert dots.each == 1
    x, y = dots.points.T
    assert (np.argsort(x, kind="stable")[-1]) in np.flatnonzero(some.silence == some.silence.max())
    for pixels, values in ((x, some.silence), (-y, some.days)):
        order = np.argsort(values, kind="stable")
        assert (np.diff(pixels[order]) >= 0).all()
    assert (dots.size == 2).sum() == some.best.sum()
    assert x.max() < RIGHT
    assert y.max() < BOTTOM


def test_very_many_customers_share_their_dots() -> None:
    dots = place_dots(customers_of(Company("restaurant", 5, customers=4500)))
    assert dots.each == 3
    assert len(dots.points) <= MOST_DOTS


def test_the_lines_part_the_dots_as_the_customers_are_parted(view: CustomerMap) -> None:
    lines = [e for e in picture(view).findall(f"{SVG}line") if e.get("stroke-dasharray")]
    assert len(lines) == 2
    upright = next(float(e.get("x1")) for e in lines if e.get("x1") == e.get("x2"))
    level = next(float(e.get("y1")) for e in lines if e.get("y1") == e.get("y2"))
    some = customers_of(demo())
    x, y = place_dots(some).points.T
    assert ((x > upright) == (some.silence >= 90)).all()
    assert ((y < level) == (some.days >= 12)).all()


@pytest.mark.parametrize("sector", SECTORS)
def test_nothing_lies_outside_the_picture(sector: str) -> None:
    view = CustomerMap(Company(sector, 31))
    for lines in (1, 2):
        for mark in MARKS:
            view.controls["lines"].value, view.controls["mark"].value = lines, mark
            assert_inside(picture(view))
    for key in ("silence", "silence_2", "days", "days_2"):
        for end in (view.controls[key].min, view.controls[key].max):
            view.controls[key].value = end
            assert_inside(picture(view))
            assert "stumbled" not in view.html
    view.controls["name"].value = "W" * 80
    assert_inside(picture(view))


def test_the_bars_are_as_long_as_the_shares(view: CustomerMap) -> None:
    bars = [r for r in picture(view).findall(f"{SVG}rect") if float(r.get("height")) == 26]
    assert len(bars) == 3 * 4
    whole = sum(float(r.get("width")) for r in bars[:4])
    shares = [row["% of customers"] for row in table(view)]
    for bar, share in zip(bars[:4], shares, strict=True):
        assert float(bar.get("width")) / whole == pytest.approx(share / 100, abs=0.002)


# -- the view --------------------------------------------------------------------------------


def test_it_is_found_by_its_name() -> None:
    assert isinstance(open_explorer("customer-map", demo()), CustomerMap)


def test_every_control_says_what_it_is(view: CustomerMap) -> None:
    assert all(control.description for control in view.controls.values())
    assert not view.controls["name"].continuous_update


def test_picture_sentence_and_table_agree(view: CustomerMap) -> None:
    for lines in (1, 2):
        view.controls["lines"].value = lines
        for at, row in enumerate(table(view)):
            view.controls["segment"].value = at
            people_, money = row["% of customers"], row["% of margin"]
            assert f"{row['Customers']:,} customers, {people_:.1f} % of all" in view.summary
            assert f"bring {money:.1f} % of the margin" in view.summary
            assert f"{row['Margin of 2025, crowns']:,} crowns" in view.summary
            shown = words_of(picture(view))
            assert f"{people_:.1f} % of people, {money:.1f} % of margin" in shown
            assert row["Segment"] in shown
            assert view.summary in sentence(view.html)


def test_moving_a_line_moves_customers(view: CustomerMap) -> None:
    before = table(view)
    view.controls["silence"].value = 30
    after = table(view)
    assert "under 30 days ago" in view.summary
    assert after[0]["Customers"] < before[0]["Customers"]
    assert sum(r["Customers"] for r in after) == sum(r["Customers"] for r in before)


def test_the_second_lines_show_only_when_there_are_two(view: CustomerMap) -> None:
    for key in ("silence", "days"):
        assert view.controls[key].layout.display is None, "the first lines always show"
        assert view.controls[f"{key}_2"].layout.display == "none"
    view.controls["lines"].value = 2
    assert view.controls["silence_2"].layout.display is None
    assert len(table(view)) == 9
    view.controls["silence_2"].value = view.controls["silence"].value
    assert len(table(view)) == 6
    assert "stumbled" not in view.html


def test_the_two_lists(view: CustomerMap) -> None:
    frame = people(demo())
    view.controls["mark"].value = LISTS
    both = int((frame["best"] & frame["loyal"]).sum())
    assert f"Of the {frame['best'].sum()} best, {both} are also loyal" in view.summary
    counts = [int(n) for n in re.findall(r"(?:only|both): (\d+)", words_of(picture(view)))]
    assert counts == [frame["best"].sum() - both, frame["loyal"].sum() - both, both]
    for mark, column in ((BEST, "best"), (LOYAL, "loyal")):
        view.controls["mark"].value = mark
        assert f"Of the {frame[column].sum()} {mark}" in view.summary
        here = [row[column.capitalize()] for row in table(view)]
        assert sum(here) == frame[column].sum()
        assert f"{here[0]} stand here" in view.summary


def test_marked_customers_are_told_by_shape_not_only_by_colour(view: CustomerMap) -> None:
    def paths() -> list[tuple[str, str]]:
        every = picture(view).findall(f"{SVG}path")
        return [(p.get("stroke"), p.get("stroke-width")) for p in every if "h0M" in p.get("d")]

    view.controls["mark"].value = LISTS
    assert len({width for _, width in paths()}) >= 3  # a dot, a ring with a hole, a dot in a ring


# -- names -----------------------------------------------------------------------------------


def test_a_name_stands_everywhere_and_stays_with_its_segment(view: CustomerMap) -> None:
    view.controls["name"].value = "  our   regulars "
    assert "1 · our regulars" in view.summary
    assert view.controls["segment"].options[0][0] == "1 · our regulars"
    assert table(view)[0]["Segment"] == "1 · our regulars"
    assert "1 · our regulars" in words_of(picture(view))

    view.controls["segment"].value = 2
    assert view.controls["name"].value == ""
    view.controls["name"].value = "sleepers"
    view.controls["segment"].value = 0
    assert view.controls["name"].value == "our regulars"
    view.controls["silence"].value = 200
    assert "1 · our regulars" in view.summary
    view.controls["name"].value = ""
    assert "1 · segment 1" in view.summary


def test_four_and_nine_segments_keep_names_of_their_own(view: CustomerMap) -> None:
    view.controls["name"].value = "four"
    view.controls["lines"].value = 2
    assert view.controls["name"].value == ""
    view.controls["segment"].value = 8
    view.controls["name"].value = "nine"
    view.controls["lines"].value = 1
    assert view.controls["segment"].value == 0
    assert "1 · four" in view.summary


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "</text><b>x", "&lt;", "{name}", "%s"]
)
def test_a_name_is_never_markup(view: CustomerMap, words: str) -> None:
    view.controls["name"].value = words
    view._as_table.value = True
    assert "<script" not in view.html
    assert "<b>" not in view.html
    assert "stumbled" not in view.html
    assert f"1 · {tidy_name(words)}" in words_of(picture(view))


def test_start_again_forgets_names_and_lines(view: CustomerMap) -> None:
    first = (view.summary, view.svg)
    view.controls["lines"].value = 2
    view.controls["silence"].value = 10
    view.controls["mark"].value = BEST
    view.controls["name"].value = "mine"
    view.controls["segment"].value = 5
    view.controls["name"].value = "too"
    view.controls["reset"].click()
    assert (view.summary, view.svg) == first
    view.controls["lines"].value = 2
    assert not any(
        "mine" in label or "too" in label for label, _ in view.controls["segment"].options
    )
