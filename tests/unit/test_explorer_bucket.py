"""The leaking bucket: its sums, its drawing, and the view that shows them."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET
from functools import cache
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cem_workbook.data import SECTORS, Company, demo
from cem_workbook.explorers import bucket_drawing as drawing
from cem_workbook.explorers.bucket import CHURN_STEPS, MOST_MONTHS, LeakingBucket, verdict
from cem_workbook.explorers.bucket_drawing import BOTTOM, RIM, percent, scale_of, spread, who_came
from cem_workbook.explorers.leak import TRIED, Flow, bill, flow
from cem_workbook.explorers.stays import stays
from cem_workbook.figures import DETRACTOR, PROMOTER
from cem_workbook.metrics import churn, compound
from tests.views import SVG, assert_inside, sentence, words_of

CUSTOMERS = st.integers(0, 100_000)
NEWCOMERS = st.integers(0, 5_000)
CHURN = st.floats(0, 1)
MONTHS = st.integers(0, 60)
FLOWS = st.builds(flow, CUSTOMERS, NEWCOMERS, CHURN, MONTHS)


# -- the level -------------------------------------------------------------------------------


@given(FLOWS)
def test_each_month_some_leave_and_then_the_newcomers_come(f: Flow) -> None:
    for before, after in pairwise(f.levels):
        assert after == pytest.approx(before - f.churn * before + f.newcomers)


@given(FLOWS)
def test_what_is_printed_adds_up(f: Flow) -> None:
    assert f.start + f.came - f.leaked == f.now
    assert f.came == f.months * f.newcomers
    assert 0 <= f.only_replaced <= min(f.came, max(f.leaked, 0))


@given(FLOWS)
def test_the_first_customers_leave_at_a_compound_rate(f: Flow) -> None:
    assert f.first[-1] == pytest.approx(f.start * (1 - compound(f.churn, f.months)), abs=1e-6)
    assert all(first <= level + 1e-9 for first, level in zip(f.first, f.levels, strict=True))


def test_five_per_cent_a_month_is_46_per_cent_a_year() -> None:
    """The reference number of the course's facts: 46.0 %, not 60 %."""
    assert 1 - flow(1000, 70, 0.05, 12).first[-1] / 1000 == pytest.approx(0.460, abs=5e-4)


@given(NEWCOMERS, st.floats(0.01, 1), MONTHS)
def test_at_the_balance_nothing_moves(newcomers: int, share: float, months: int) -> None:
    balance = newcomers / share
    assert flow(0, newcomers, share, 1).balance == balance
    level = balance
    for _ in range(months):
        level = level * (1 - share) + newcomers
    assert level == pytest.approx(balance)


@given(CUSTOMERS, NEWCOMERS, st.floats(0.01, 0.99), MONTHS)
def test_the_level_never_passes_the_balance(
    start: int, newcomers: int, share: float, months: int
) -> None:
    f = flow(start, newcomers, share, months)
    gaps = [abs(level - f.balance) for level in f.levels]
    assert all(later <= sooner + 1e-6 for sooner, later in pairwise(gaps))
    assert all((level - f.balance) * (start - f.balance) >= -1e-6 for level in f.levels)


def test_without_a_hole_there_is_no_balance() -> None:
    assert flow(100, 5, 0, 12).balance is None
    assert flow(100, 5, 0, 12).leaked == 0
    assert flow(100, 0, 1, 1).levels == (100, 0)


# -- the bill --------------------------------------------------------------------------------


@given(st.integers(0, 10_000), st.integers(1, 15), st.integers(1, 100), st.integers(0, 19))
def test_both_ways_cost_the_same_at_the_break_even(
    lost: int, ratio: int, cost: int, twentieths: int
) -> None:
    b = bill(lost, ratio, cost, twentieths / 20)
    same = bill(lost, b.break_even, cost, twentieths / 20)
    assert abs(same.winning - same.keeping) <= cost / 2  # tries are whole numbers
    assert b.keeping == b.tries * cost
    assert b.customers == lost // TRIED
    assert b.replacing_all == lost * ratio * cost
    if b.customers >= 20:
        clearly = abs(ratio - b.break_even) > 0.1
        assert not clearly or (b.winning > b.keeping) == (ratio > b.break_even)


@pytest.mark.parametrize(("stay", "even"), [(0, 4), (0.2, 5), (0.5, 8), (0.9, 40)])
def test_who_would_stay_anyway_makes_keeping_dear(stay: float, even: float) -> None:
    assert bill(100, 5, 12, stay).break_even == pytest.approx(even)


# -- the drawing -----------------------------------------------------------------------------


@given(FLOWS)
def test_the_bucket_holds_every_level(f: Flow) -> None:
    capacity, step = scale_of(f)
    assert capacity >= max(f.levels)
    assert capacity % step == 0
    assert 1 <= capacity // step <= 6


@given(st.lists(st.floats(100, 324), max_size=4))
def test_labels_stand_apart_in_order_and_inside(heights: list[float]) -> None:
    placed = spread(heights, 19, 90, 324)
    assert all(90 - 1e-9 <= y <= 324 + 1e-9 for y in placed)
    order = sorted(range(len(heights)), key=lambda i: heights[i])
    for above, below in pairwise(order):
        assert placed[below] - placed[above] >= 19 - 1e-9


@pytest.mark.parametrize(
    ("share", "words"), [(0.013, "1.3 %"), (0.0065, "0.65 %"), (1, "100 %"), (36, "3,600 %"), (0, "0 %")]
)  # fmt: skip
def test_a_share_is_written_with_the_digits_it_needs(share: float, words: str) -> None:
    assert percent(share) == words


# -- the view --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def company() -> Company:
    return demo()


@pytest.fixture
def view(company: Company) -> LeakingBucket:
    return LeakingBucket(company)


def move(view: LeakingBucket, **values: float) -> None:
    for key, value in values.items():
        view.controls[key].value = value


def table(view: LeakingBucket) -> dict[object, object]:
    return dict(view.rows()[1])


def assert_all_agree(view: LeakingBucket) -> None:
    """The picture, the sentence, the table and the living view say the same."""
    assert "stumbled" not in view.html
    value = {key: view.controls[key].value for key in ("newcomers", "churn", "months")}
    f = flow(view.flow.start, value["newcomers"], value["churn"], value["months"])
    assert view.flow == f
    cells = table(view)
    assert (
        cells["Customers at the start"] + cells["Came so far"] - cells["Leaked so far"]
        == (cells["Customers now"])
    )
    assert f"{f.start:,} customers at the start, {f.now:,} after {f.months} months" in view.summary
    root = ET.fromstring(view.svg)
    assert_inside(root)
    words = words_of(root)
    assert f"now {f.now:,}" in words
    assert f"{f.came:,} came so far" in words
    assert f"{f.leaked:,} leaked so far" in words
    if f.months:
        assert f"first customers {f.first_left:,}" in words
    if f.balance is not None:
        assert f"balance at {f.balance:,.0f}" in words
        assert f"at {f.balance:,.0f} customers" in view.summary
    if view.bill.customers:
        assert f"{view.bill.winning:,.0f} crowns" in words
        assert f"costs {view.bill.winning:,.0f}, keeping" in view.summary
    if f.came:
        assert who_came(f)[0] in words
        assert who_came(f)[0] in view.summary
    assert view.svg in view.html
    assert view.summary in sentence(view.html)


@pytest.mark.parametrize("sector", SECTORS)
def test_it_starts_with_the_learners_own_company(sector: str) -> None:
    company = Company(sector, 7)
    view = LeakingBucket(company)
    known = stays(company)
    year = churn(known.frame, known.until - pd.DateOffset(years=1), known.until)
    assert view.flow.start == year.at_end
    assert view.controls["newcomers"].value == round(year.joined / 12)
    # a month of the average rate, twelve times over, is about the year's
    assert compound(view.controls["churn"].value, 12) == pytest.approx(year.value, abs=0.04)
    assert_all_agree(view)
    words = words_of(ET.fromstring(view.svg))
    assert "synthetic" in words
    assert ("180 days" in words) == (not company.profile.contract)
    assert f"up to {known.until:%Y-%m-%d}" in words


@cache
def view_of(sector: str) -> LeakingBucket:
    return LeakingBucket(Company(sector, 31))


@pytest.mark.parametrize("sector", SECTORS)
@pytest.mark.parametrize("share", [0, 0.001, 0.05, 1])
@pytest.mark.parametrize("newcomers", [0, 1, 40])
@pytest.mark.parametrize("months", [0, 1, MOST_MONTHS])
def test_extremes(sector: str, share: float, newcomers: int, months: int) -> None:
    view = view_of(sector)
    move(view, churn=share, newcomers=newcomers, months=months)
    assert_all_agree(view)


@pytest.mark.parametrize("customers", [100, 20_000])
def test_a_small_and_a_large_company(customers: int) -> None:
    view = LeakingBucket(Company("bank", 5, customers=customers))
    assert_all_agree(view)
    move(view, months=MOST_MONTHS)
    assert_all_agree(view)


def test_the_first_view_of_a_company_is_always_the_same(company: Company) -> None:
    assert LeakingBucket(company).html == LeakingBucket(Company(company.sector, company.seed)).html


def test_the_water_stands_as_high_as_the_level(view: LeakingBucket) -> None:
    for months in (0, 12, 36):
        move(view, months=months, churn=0.05)
        capacity, _ = scale_of(view.flow)
        root = ET.fromstring(view.svg)
        tops = {
            path.get("fill"): float(re.match(r"M[\d.]+ ([\d.]+)H", path.get("d", ""))[1])
            for path in root.findall(f"{SVG}path")
            if path.get("stroke") == "none" and re.match(r"M[\d.]+ [\d.]+H", path.get("d", ""))
        }
        full = BOTTOM - RIM
        for colour, level in (
            (drawing.NEW_WATER, view.flow.levels[-1]),
            (drawing.BLUE, view.flow.first[-1]),
        ):
            assert BOTTOM - tops[colour] == pytest.approx(full * level / capacity, abs=0.1)


def test_the_hole_is_as_large_as_the_churn(view: LeakingBucket) -> None:
    """Its area, so its width is as the root: four times the churn, twice as wide."""

    def wide() -> float:
        path = next(
            path.get("d", "")
            for path in ET.fromstring(view.svg).findall(f"{SVG}path")
            if path.get("stroke-width") == "5"
        )
        left, right = re.search(rf"H([\d.]+)M([\d.]+) {BOTTOM}", path).groups()
        return float(right) - float(left)

    move(view, churn=0.01)
    small = wide()
    move(view, churn=0.04)
    assert wide() == pytest.approx(2 * small, rel=0.01)
    move(view, churn=0)
    assert wide() == 0


def test_the_bar_shows_who_only_filled_the_hole(view: LeakingBucket) -> None:
    def bar() -> dict[str, float]:
        return {
            rect.get("fill", ""): float(rect.get("width", 0))
            for rect in ET.fromstring(view.svg).findall(f"{SVG}rect")
            if rect.get("height") == "14"
        }

    drawn = bar()
    assert drawn[DETRACTOR] / sum(drawn.values()) == pytest.approx(
        view.flow.only_replaced / view.flow.came, abs=0.001
    )
    move(view, churn=0.2)
    assert "All 420 who came only filled the hole." in view.summary
    assert "more leaked than came" in view.summary
    assert bar()[PROMOTER] == 0
    move(view, churn=0)
    assert "All 420 who came made the firm larger." in view.summary
    assert bar()[DETRACTOR] == 0


def test_months_are_not_added_up(view: LeakingBucket) -> None:
    move(view, churn=0.05, months=12)
    assert "5 % a month, 12 times over, is 46 % (adding up would give 60 %)" in view.summary
    assert ", 54 of 100:" in view.summary
    assert table(view)["The same of 100 first customers"] == 54
    move(view, months=36)
    assert "adding up would give 180 %, more than all" in view.summary
    move(view, months=1)
    assert "times over" not in view.summary


def test_which_way_is_cheaper_depends_on_the_ratio_and_on_who_stays_anyway(
    view: LeakingBucket,
) -> None:
    move(view, ratio=5, stay=50)
    assert "At 5 times winning is cheaper; at 8 times both ways cost the same." in view.summary
    assert view.bill.winning < view.bill.keeping
    move(view, stay=20)
    assert "At 5 times both ways cost the same." in view.summary
    assert view.bill.winning == view.bill.keeping
    move(view, stay=0)
    assert "At 5 times keeping is cheaper; at 4 times both ways cost the same." in view.summary
    assert view.bill.winning > view.bill.keeping
    move(view, stay=50, ratio=9)
    assert "keeping is cheaper" in view.summary


@pytest.mark.parametrize("sector", SECTORS)
def test_the_page_can_say_at_which_ratio_the_bars_are_equally_long(sector: str) -> None:
    """Its fourth step asks for that, so it must be a ratio that the slider has."""
    view = LeakingBucket(Company(sector, 31))
    assert view.bill.winning < view.bill.keeping
    move(view, ratio=8)
    assert view.bill.winning == view.bill.keeping


@pytest.mark.parametrize("sector", SECTORS)
def test_the_longest_time_shows_the_level_come_near_its_balance(sector: str) -> None:
    """The page's first step: after the longest time most of the way is behind it."""
    view = LeakingBucket(Company(sector, 31))
    move(view, months=MOST_MONTHS)
    f = view.flow
    assert f.balance is not None
    assert abs(f.levels[-1] - f.balance) < abs(f.start - f.balance) / 2


def test_a_half_hole_and_a_double_tap_have_one_balance(company: Company) -> None:
    """The page says so; and that with the double tap more people leak."""
    plugged, opened = LeakingBucket(company), LeakingBucket(company)
    plugged.controls["plug"].click()
    opened.controls["tap"].click()
    assert plugged.flow.balance == pytest.approx(opened.flow.balance)
    assert plugged.flow.leaked < opened.flow.leaked


def test_the_price_of_a_try_moves_both_bills_alike(view: LeakingBucket) -> None:
    before = view.bill
    move(view, cost=2 * view.controls["cost"].value)
    assert view.bill.winning == 2 * before.winning
    assert view.bill.keeping == 2 * before.keeping


@pytest.mark.parametrize("ratio", range(1, 16))
def test_every_ratio_has_its_verdict_in_the_picture(view: LeakingBucket, ratio: int) -> None:
    move(view, ratio=ratio)
    words = words_of(ET.fromstring(view.svg))
    assert verdict(ratio) in words
    assert "It depends." in verdict(ratio)
    assert f"costs {ratio} × {view.controls['cost'].value} = " in words
    assert_all_agree(view)


def test_the_slogan_carries_its_source_and_its_trace() -> None:
    assert "[000 · Churn]" in verdict(5)
    assert "TARP" in verdict(5)
    assert all("[000" not in verdict(ratio) for ratio in range(1, 16) if ratio != 5)


def test_with_next_to_nobody_lost_there_is_no_bill(view: LeakingBucket) -> None:
    move(view, months=0)
    assert view.bill.customers == 0
    assert "Hardly anybody was lost" in words_of(ET.fromstring(view.svg))
    assert "crowns" not in view.summary


# -- the buttons -----------------------------------------------------------------------------


def test_half_the_hole(view: LeakingBucket) -> None:
    before, share = view.flow, view.controls["churn"].value
    view.controls["plug"].click()
    assert view.controls["churn"].value == share / 2
    assert_all_agree(view)
    note = f"there are {view.flow.now:,} customers instead of {before.now:,}"
    assert note in sentence(view.html)
    assert f"{before.leaked - view.flow.leaked:,} fewer leaked" in sentence(view.html)
    for _ in range(12):
        view.controls["plug"].click()
    assert view.controls["churn"].value == pytest.approx(share / 2**13)
    assert_all_agree(view)


def test_twice_the_tap(view: LeakingBucket) -> None:
    before, newcomers = view.flow, view.controls["newcomers"].value
    view.controls["tap"].click()
    assert view.controls["newcomers"].value == 2 * newcomers
    assert_all_agree(view)
    said = sentence(view.html)
    assert f"there are {view.flow.now:,} customers instead of {before.now:,}" in said
    assert f"{view.flow.leaked - before.leaked:,} more leaked" in said
    for _ in range(3):
        view.controls["tap"].click()
    assert view.controls["newcomers"].value == view.controls["newcomers"].max
    assert "as far open as it goes" in sentence(view.html)


def test_before_a_month_has_passed_the_buttons_speak_of_a_year(view: LeakingBucket) -> None:
    move(view, months=0)
    view.controls["plug"].click()
    assert "12 months later" in sentence(view.html)


def test_nothing_to_plug_and_nothing_to_open(view: LeakingBucket) -> None:
    move(view, churn=0, newcomers=0)
    view.controls["plug"].click()
    assert "There is no hole to plug" in sentence(view.html)
    view.controls["tap"].click()
    assert "The tap is shut" in sentence(view.html)
    assert view.svg in view.html, "the picture stays"


def test_start_again_brings_the_first_view_back(view: LeakingBucket, company: Company) -> None:
    move(view, churn=0.1, newcomers=3, months=30, ratio=12, cost=3, stay=95)
    view.controls["plug"].click()
    view.controls["tap"].click()
    view.controls["reset"].click()
    assert view.html == LeakingBucket(company).html


def test_every_step_of_the_churn_slider_is_written_differently() -> None:
    assert len({percent(share) for share in CHURN_STEPS}) == len(CHURN_STEPS)
    assert {0, 0.05, 1} <= set(CHURN_STEPS)
    assert list(CHURN_STEPS) == sorted(CHURN_STEPS)
    assert not any(math.isnan(share) for share in CHURN_STEPS)


def test_the_table_is_shown_when_it_is_asked_for(view: LeakingBucket) -> None:
    view._as_table.value = True
    assert view.table_html() in view.html


def test_an_error_in_a_callback_becomes_a_sentence(
    view: LeakingBucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as trouble:
        trouble.setattr(view, "_words", None)
        move(view, months=3)
        assert "This view stumbled (TypeError" in sentence(view.html)
    move(view, months=12)
    assert_all_agree(view)
