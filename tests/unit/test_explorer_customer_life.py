"""A customer's life: the sums, whose recipes they are, the drawing, and the view."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from functools import cache
from html import unescape
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cem_workbook.data import SECTORS, Company, demo
from cem_workbook.exercises.bank.clv_cases import average_customer
from cem_workbook.explorers import open_explorer
from cem_workbook.explorers.customer_life import SLIDERS, SWITCHES, CustomerLife
from cem_workbook.explorers.customer_life_drawing import FOOT, MOST_BOXES, TOP, amount, draw_life
from cem_workbook.explorers.customer_years import Life, recipe
from cem_workbook.figures import DETRACTOR, PROMOTER
from cem_workbook.metrics import lifetime_value as recipes
from tests.views import SVG, assert_inside, sentence, words_of

AMOUNT = st.integers(0, 5000)
LIVES = st.builds(
    Life,
    income=st.integers(1, 5000), cost=AMOUNT, acquisition=AMOUNT,
    retention=st.integers(0, 99).map(lambda n: n / 100), rate=st.integers(0, 25).map(lambda n: n / 100),
    years=st.one_of(st.none(), st.integers(1, MOST_BOXES)),
    serve=st.booleans(), win=st.booleans(), leave=st.booleans(), wait=st.booleans(),
)  # fmt: skip


def example(**more: object) -> Life:
    """The customer of [000], with the course's own 400, 80 % and 10 %."""
    given = {"income": 1000, "cost": 400, "acquisition": 1000, "retention": 0.8, "rate": 0.1, "years": 10}  # fmt: skip
    return Life(**{**given, **more})


# -- the sums --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "total", "words"),
    [
        (("win",), 9000, "[000 · CLV], word for word"),
        (("win", "serve"), 5000, "No source has this. It is [000 · CLV] with the cost to serve"),
        (("serve", "wait"), 3686.74, "[002 · CLV], word for word"),
        (
            ("serve", "wait", "win"),
            2686.74,
            "No source has this. It is [002 · CLV] with the cost of",
        ),
    ],
)
def test_the_four_values_of_the_digest_have_their_recipe(
    on: tuple[str, ...], total: float, words: str
) -> None:
    life = example(**dict.fromkeys(on, True))
    assert life.total == pytest.approx(total, abs=0.005)
    assert words in recipe(life)


@given(LIVES)
def test_a_sum_that_is_called_a_recipe_is_what_the_recipe_gives(life: Life) -> None:
    words = recipe(life)
    if "[000 · CLV], word for word" in words:
        given = recipes.revenue_less_acquisition(life.income, life.years, life.acquisition)
    elif "[002 · CLV], word for word" in words:
        given = recipes.discounted_profit(
            [life.income] * life.years, [life.cost] * life.years, life.years, life.rate
        )
    elif "standard formula" in words:
        given = recipes.with_retention(
            life.income - life.cost,
            life.retention,
            life.rate,
            acquisition_cost=life.acquisition if life.win else 0,
        )
    else:
        return
    assert life.total == pytest.approx(given)


def test_every_combination_is_named_and_each_recipe_by_exactly_one() -> None:
    named: dict[str, int] = {}
    for on in product((False, True), repeat=4):
        for years in (10, None):
            life = example(years=years, **dict(zip(SWITCHES, on, strict=True)))
            words = recipe(life)
            assert words.strip()
            for mark in ("[000 · CLV], word for word", "[002 · CLV], word for word", "standard formula", "no end"):  # fmt: skip
                named[mark] = named.get(mark, 0) + (mark in words)
    assert named == {"[000 · CLV], word for word": 1, "[002 · CLV], word for word": 1, "standard formula": 2, "no end": 4}  # fmt: skip


@given(LIVES)
def test_the_ledger_adds_up_to_the_sum(life: Life) -> None:
    if life.total is None:
        assert life.ledger() == []
    else:
        assert sum(crowns for _, crowns in life.ledger()) == pytest.approx(life.total, abs=1e-6)


@given(LIVES)
def test_the_years_and_what_comes_after_add_up_to_the_sum(life: Life) -> None:
    shown = life.years or MOST_BOXES
    boxes = sum(life.margin * life.counts(year) for year in range(1, shown + 1))
    if life.total is not None:
        assert boxes + life.after(shown) - life.paid == pytest.approx(life.total, abs=1e-6)
    if life.years is not None:
        assert life.after(shown) == pytest.approx(0, abs=1e-6)


@given(LIVES, st.sampled_from(["leave", "wait"]))
def test_a_year_never_counts_more_than_the_year_before_or_than_a_full_one(
    life: Life, switch: str
) -> None:
    weights = [1.0, *(life.counts(year) for year in range(1, 12))]
    assert all(later <= sooner for sooner, later in pairwise(weights))
    assert all(life.counts(year) <= life.chance(year) <= 1 for year in range(1, 12))
    off, on = ({**vars(life), switch: value} for value in (False, True))
    assert Life(**on).counts(3) <= Life(**off).counts(3)


def test_without_a_last_year_only_leaving_or_waiting_bounds_the_sum() -> None:
    assert example(years=None).total is None
    assert example(years=None, wait=True, rate=0).total is None
    assert example(years=None, wait=True).total == pytest.approx(1000 / 0.1)
    assert example(years=None, leave=True).total == pytest.approx(1000 * 0.8 / 0.2)


# -- the drawing -----------------------------------------------------------------------------


@settings(deadline=None, max_examples=60)
@given(LIVES)
def test_boxes_are_as_high_as_what_counts(life: Life) -> None:
    root = ET.fromstring(draw_life("x", life, "origin").svg("t", "d"))
    assert_inside(root)
    heights = {
        colour: [
            float(r.get("height"))
            for r in root.findall(f"{SVG}rect")
            if r.get("fill") == colour and float(r.get("y")) < FOOT  # above the legend
        ]
        for colour in (PROMOTER, DETRACTOR)
    }
    shown = min(life.years or MOST_BOXES, MOST_BOXES)
    scale = (FOOT - TOP) / (life.income + max(life.cost, life.acquisition))
    tall = [life.income * life.counts(year) * scale for year in range(1, shown + 1)]
    found = heights[PROMOTER]
    # what counts never grows from year to year, so what is too low to be drawn comes last
    assert found == pytest.approx(tall[: len(found)], abs=0.051)
    assert all(each <= 0.051 for each in tall[len(found) :])
    if not (life.serve or life.win):
        assert not heights[DETRACTOR]


# -- the view --------------------------------------------------------------------------------


@cache
def view_of(sector: str) -> CustomerLife:
    return CustomerLife(Company(sector, 31))


def assert_all_agree(view: CustomerLife) -> None:
    """The picture, the sentence, the table and the living view say the same."""
    assert "stumbled" not in view.html
    life = view.life
    root = ET.fromstring(view.svg)
    assert_inside(root)
    words = words_of(root)
    cells = dict(view.rows()[1])
    if life.total is None:
        assert cells["sum"] == "no end"
        assert "has no end" in words
        assert "no end" in view.summary
    else:
        total = amount(life.total)
        assert cells["sum"] == total
        assert f"{total} crowns" in words
        assert f"Sum: {total} crowns." in view.summary
    assert recipe(life) in view.summary
    assert recipe(life).replace(" ", "") in words.replace(" | ", "").replace(" ", "")
    for entry, crowns in life.ledger():
        assert entry in words
        assert amount(crowns) in words
        assert cells[f"in the sum: {entry}"] == amount(crowns)
    assert view.svg in view.html
    assert view.summary in unescape(sentence(view.html))


@pytest.mark.parametrize("sector", SECTORS)
def test_it_starts_with_the_learners_own_company(sector: str) -> None:
    company = Company(sector, 7)
    view = open_explorer("customer-life", company)
    about = average_customer(company)
    life = view.life
    assert (life.income, life.cost, life.acquisition) == (about.income, about.cost, about.acquisition)  # fmt: skip
    assert life.years == about.years
    assert life.retention == pytest.approx(1 - about.churn)
    assert life.total == about.income * about.years
    assert "synthetic" in view.summary
    assert_all_agree(view)


@pytest.mark.parametrize("sector", SECTORS)
@pytest.mark.parametrize("who", ["own", "example"])
@pytest.mark.parametrize("endless", [False, True])
def test_every_switch(sector: str, who: str, endless: bool) -> None:
    view = view_of(sector)
    view.controls["who"].value = who
    view.controls["endless"].value = endless
    for on in product((False, True), repeat=len(SWITCHES)):
        for key, value in zip(SWITCHES, on, strict=True):
            view.controls[key].value = value
        assert_all_agree(view)


@pytest.mark.parametrize("years", [1, 7, MOST_BOXES])
@pytest.mark.parametrize("retention", [0, 50, 99])
@pytest.mark.parametrize("rate", [0, 25])
def test_extremes(years: int, retention: int, rate: int) -> None:
    view = view_of("bank")
    for key, value in zip(SLIDERS, (years, retention, rate), strict=True):
        view.controls[key].value = value
    for endless in (False, True):
        view.controls["endless"].value = endless
        assert_all_agree(view)


@pytest.mark.parametrize("sector", SECTORS)
@pytest.mark.parametrize("who", ["own", "example"])
def test_serving_takes_off_most_and_less_than_a_fifth_is_left(sector: str, who: str) -> None:
    """The page says so of any company's average customer, and of the example."""
    view = CustomerLife(Company(sector, 31))
    view.controls["who"].value = who
    for key in SWITCHES:
        view.controls[key].value = True
    (_, income), *taken = view.life.ledger()
    assert min(taken, key=lambda entry: entry[1])[0] == "cost to serve"
    assert view.life.total is not None
    assert 0 < view.life.total < income / 5


def test_start_again_takes_everything_back() -> None:
    view, fresh = CustomerLife(demo()), CustomerLife(demo())
    view.controls["who"].value = "example"
    assert view.life.years == 10
    for key in (*SWITCHES, "endless"):
        view.controls[key].value = True
    view.controls["reset"].click()
    assert view.html == fresh.html


def test_the_example_is_that_of_the_source() -> None:
    view = CustomerLife(demo())
    view.controls["who"].value = "example"
    view.controls["win"].value = True
    assert view.life.total == 9000
    assert "synthetic" not in view.summary
