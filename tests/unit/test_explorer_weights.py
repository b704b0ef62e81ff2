"""Turning weights: places, turning points, the triangle of all weightings, and the view."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import pairwise, product

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from cem_workbook.data.company import Company, demo
from cem_workbook.exercises.bank.indices_parts import BOTH_YEARS, MEASURED, parts_of
from cem_workbook.explorers.weightings import CORNERS, RECIPES, League, Three, shares
from cem_workbook.explorers.weightings_drawing import (
    AXIS,
    BAR,
    BASE,
    HALF,
    HEIGHT,
    MIDDLE,
    SCALE,
    TOP,
    WIDTH,
    asked,
    at,
    draw_weightings,
    in_hundred,
    out_of_hundred,
)
from cem_workbook.explorers.weights import AT_FIRST, EQUAL, HEAVIEST, TO_BE_SEEN, TurnTheWeights
from cem_workbook.metrics import acsi, csi, swics

SVG = "{http://www.w3.org/2000/svg}"
BRANCHES = ("Garden", "Harbour", "Market", "Station")
SECTORS = ("bank", "insurer", "phone shop", "restaurant")
every_recipe = pytest.mark.parametrize("recipe", range(3), ids=[r.name for r in RECIPES])

# tenths of a point, as averages that one reads; floats of any kind would only test rounding
points = st.tuples(*[st.integers(0, 1000).map(lambda tenths: tenths / 10)] * 3)
weightings = st.tuples(*[st.integers(0, HEAVIEST)] * 3).filter(any).map(shares)
leagues = st.builds(
    lambda four, weights: League(dict(zip(BRANCHES, four, strict=True)), weights),
    st.lists(points, min_size=4, max_size=4),
    weightings,
)


def gap(league: League, one: str, other: str) -> float:
    return league.value(one) - league.value(other)


# -- the logic -------------------------------------------------------------------------------


@given(leagues)
def test_a_league_is_the_metric(league: League) -> None:
    for branch, three in league.points.items():
        index = swics(*three, weights=league.weights)
        assert league.value(branch) == pytest.approx(index.value)
        assert league.adds(branch) == pytest.approx(list(index.contributions.values()))


@given(leagues)
def test_the_order_falls_from_the_first_to_the_last(league: League) -> None:
    values = [league.value(branch) for branch in league.order]
    assert all(higher >= lower - 1e-9 for higher, lower in pairwise(values))
    assert sorted(league.order) == sorted(BRANCHES)
    assert [league.place(branch) for branch in league.order] == [1, 2, 3, 4]


def turned(league: League, part: int, share: float) -> League:
    """Return the league with another share for one part; the others keep their proportion."""
    rest = 1 - league.weights[part]
    weights = [(1 - share) * (w / rest if rest > 1e-9 else 0.5) for w in league.weights]
    weights[part] = share
    return League(league.points, (weights[0], weights[1], weights[2]))


@settings(max_examples=300)
@given(leagues, st.integers(0, 2))
def test_at_a_turn_two_branches_are_level_and_beyond_it_they_have_changed(
    league: League, part: int
) -> None:
    turn = league.turn(part)
    assume(turn is not None)
    assert turn is not None
    now = league.weights[part]
    assert turn.more == (turn.at > now)
    assert gap(turned(league, part, turn.at), turn.passing, turn.passed) == pytest.approx(
        0, abs=1e-6
    )
    beyond = turned(league, part, turn.at + (1 if turn.more else -1) * 1e-4)
    before = turned(league, part, turn.at + (turn.at - now) * -0.5)
    assert gap(beyond, turn.passing, turn.passed) > 0
    assert gap(before, turn.passing, turn.passed) < 0


@settings(max_examples=300)
@given(leagues, st.integers(0, 2), st.floats(0.001, 0.999))
def test_between_here_and_the_turn_nobody_changes_places(
    league: League, part: int, way: float
) -> None:
    turn = league.turn(part)
    now = league.weights[part]
    reach = abs(turn.at - now) if turn else 1.0
    for share in (now + way * reach, now - way * reach):
        if not 0 < share < 1:
            continue
        moved = turned(league, part, share)
        for one, other in product(BRANCHES, BRANCHES):
            here = gap(league, one, other)
            if here > 1e-6:  # level ones may part at once, in both directions
                assert gap(moved, one, other) > -1e-6


def test_a_turn_by_hand() -> None:
    """North leads by 6 in the first part, South by 2 in the second: the page's example, 75 %."""
    league = League({"North": (66.0, 50.0, 0.0), "South": (60.0, 52.0, 0.0)}, (0.5, 0.5, 0.0))
    assert league.order == ("North", "South")
    turn = league.turn(1)
    assert turn is not None
    assert (turn.passing, turn.passed, turn.more) == ("South", "North", True)
    assert turn.at == pytest.approx(6 / (6 + 2))
    back = league.turn(0)
    assert back is not None
    assert (back.at, back.more) == (pytest.approx(0.25), False)
    assert league.turn(2) is None  # both have nothing there, so they only come nearer


@settings(max_examples=200)
@given(leagues, weightings)
@example(League(dict.fromkeys(BRANCHES, (50.0, 60.0, 70.0)), EQUAL), EQUAL)
def test_the_regions_say_who_is_first(league: League, weights: Three) -> None:
    """Wherever one is clearly first, the weighting lies in its region; elsewhere it does not."""
    here = League(league.points, weights)
    best, second = here.order[:2]
    assume(gap(here, best, second) > 1e-6)
    assert inside(league.region(best), weights)
    for branch in BRANCHES:
        if branch != best and league.region(branch):
            assert not inside(league.region(branch), weights, margin=1e-7)


def inside(corners: tuple[Three, ...], weights: Three, margin: float = -1e-9) -> bool:
    """Whether a weighting lies in a convex region, by its own arithmetic in the plane."""
    flat = [(c[0], c[1]) for c in corners]
    x, y = weights[0], weights[1]
    sides = [
        (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)
        for (x1, y1), (x2, y2) in zip(flat, [*flat[1:], *flat[:1]], strict=True)
    ]
    return all(side >= margin for side in sides) or all(side <= -margin for side in sides)


@given(leagues)
def test_the_regions_fill_the_triangle(league: League) -> None:
    led = [league.led(branch) for branch in BRANCHES]
    assert sum(led) == pytest.approx(1, abs=1e-6)
    assert all(0 <= share <= 1 + 1e-9 for share in led)


@given(leagues, st.integers(0, 3))
def test_who_is_worse_in_every_part_leads_nowhere(league: League, which: int) -> None:
    best = max(BRANCHES, key=league.value)
    worse = BRANCHES[which]
    assume(worse != best)
    lower = {**league.points, worse: tuple(max(0.0, p - 1) for p in league.points[best])}
    assume(all(p >= 1 for p in league.points[best]))
    assert League(lower, league.weights).region(worse) == ()


def test_of_branches_that_are_alike_one_has_the_region() -> None:
    league = League(dict.fromkeys(BRANCHES, (50.0, 60.0, 70.0)), EQUAL)
    assert league.region("Garden") == CORNERS
    assert [league.led(branch) for branch in BRANCHES] == [1, 0, 0, 0]
    assert league.order == BRANCHES
    assert league.turn(0) is None


def test_weights_become_shares() -> None:
    assert shares([2, 1, 1]) == (0.5, 0.25, 0.25)
    assert shares([10, 10, 10]) == shares([5, 5, 5]) == shares([0, 0, 0])


def test_the_columns_that_stand_for_the_parts_exist() -> None:
    for recipe in RECIPES:
        assert {part.measured for part in recipe.parts} <= set(MEASURED)
        assert len({part.measured for part in recipe.parts}) == 3
        assert all(asked(part) for part in recipe.parts)


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.0, "0"), (0.004, "less than 1"), (0.5, "50"), (0.996, "more than 99"), (1.0, "100")],
)
def test_a_share_in_words(share: float, words: str) -> None:
    assert in_hundred(share) == words


# -- the drawing -----------------------------------------------------------------------------


def number(element: ET.Element, *names: str) -> list[float]:
    return [float(element.get(name, 0)) for name in names]


def written(root: ET.Element) -> list[str]:
    return [text.text or "" for text in root.findall(f"{SVG}text")]


def spots(root: ET.Element) -> list[tuple[float, float]]:
    """Return every corner of everything that is drawn; words are taken to be wide."""
    places: list[tuple[float, float]] = []
    for rect in root.findall(f"{SVG}rect"):
        x, y, width, height = number(rect, "x", "y", "width", "height")
        places += [(x, y), (x + width, y + height)]
    for line in root.findall(f"{SVG}line"):
        x1, y1, x2, y2 = number(line, "x1", "y1", "x2", "y2")
        places += [(x1, y1), (x2, y2)]
    for path in root.findall(f"{SVG}path"):
        found = re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", path.get("d", ""))
        places += [(float(x), float(y)) for x, y in found]
    for text in root.findall(f"{SVG}text"):
        x, y, size = number(text, "x", "y", "font-size")
        width = 0.53 * size * len(text.text or "")
        left = x - width * {"start": 0, "middle": 0.5, "end": 1}[text.get("text-anchor", "start")]
        places += [(left, y - 0.8 * size), (left + width, y + 0.25 * size)]
    return places


def assert_inside(root: ET.Element) -> None:
    for x, y in spots(root):
        assert 0 <= x <= WIDTH, (x, y)
        assert 0 <= y <= HEIGHT, (x, y)


def drawn(league: League, recipe: int = 0) -> ET.Element:
    equal = League(league.points, EQUAL)
    drawing = draw_weightings("x", RECIPES[recipe], league, equal, ["One line"], "A note")
    return ET.fromstring(drawing.svg("title", "description"))


def pieces(root: ET.Element) -> list[list[tuple[float, float]]]:
    """Return (left, width) of the pieces of each bar, from the top; outlines are left out."""
    rows: dict[float, list[tuple[float, float]]] = {}
    for rect in root.findall(f"{SVG}rect"):
        x, y, width, height = number(rect, "x", "y", "width", "height")
        if height == 28 and rect.get("fill") != "none":
            rows.setdefault(y, []).append((x, width))
    return [sorted(rows[y]) for y in sorted(rows)]


@settings(max_examples=60, deadline=None)
@given(leagues, st.integers(0, 2))
def test_the_bars_show_what_each_part_adds(league: League, recipe: int) -> None:
    root = drawn(league, recipe)
    assert_inside(root)
    bars = pieces(root)
    assert len(bars) == 4
    for branch, bar in zip(league.order, bars, strict=True):
        assert sorted(width for _, width in bar) == pytest.approx(
            sorted(points * SCALE for points in league.adds(branch)), abs=0.06
        )
        end = max(left + width for left, width in bar)
        assert end == pytest.approx(BAR + league.value(branch) * SCALE, abs=0.3)
        assert end <= BAR + 100 * SCALE + 0.2
        assert f"{league.value(branch):.1f}" in written(root)
    names = sorted(
        (number(t, "y")[0], t.text)
        for t in root.findall(f"{SVG}text")
        if t.text in BRANCHES and number(t, "x")[0] < BAR
    )
    assert tuple(name for _, name in names) == league.order


@settings(max_examples=60, deadline=None)
@given(leagues)
@example(  # a region smaller than a pixel
    League(
        dict(
            zip(
                BRANCHES,
                [(0.0, 0.0, 0.0), (20.0, 0.0, 5.0), (20.1, 0.0, 4.2), (20.1, 24.2, 4.1)],
                strict=True,
            )
        ),
        (0.0, 0.0, 1.0),
    )
)
def test_the_hatching_stays_in_the_triangle_and_the_dot_is_where_we_are(league: League) -> None:
    root = drawn(league)
    here = at(league.weights)
    assert any(f"M{here[0]:g} {here[1]:g}h0" == p.get("d") for p in root.findall(f"{SVG}path"))
    for path in root.findall(f"{SVG}path"):
        found = re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", path.get("d", ""))
        for x, y in ((float(a), float(b)) for a, b in found):
            if y > BASE + 0.1 or x < MIDDLE - HALF - 1:
                continue  # the swatches
            top = TOP + abs(x - MIDDLE) / HALF * (BASE - TOP)
            assert y >= top - 0.3, (x, y)


def test_the_corners_of_the_triangle() -> None:
    assert [at(corner) for corner in CORNERS] == [
        (MIDDLE, TOP),
        (MIDDLE - HALF, BASE),
        (MIDDLE + HALF, BASE),
    ]
    x, y = at(EQUAL)
    assert (x, y) == (MIDDLE, pytest.approx(BASE - (BASE - TOP) / 3, abs=0.1))


def test_a_name_in_the_triangle_gives_way_to_the_dot() -> None:
    """A branch that leads everywhere, and weights in the middle of its name."""
    league = League({"Garden": (90.0, 90.0, 90.0), "Harbour": (10.0, 10.0, 10.0)}, EQUAL)
    (name,) = (
        number(t, "x", "y")
        for t in drawn(league).findall(f"{SVG}text")
        if t.text == "Garden" and number(t, "x")[0] > BAR + 100 * SCALE
    )
    assert abs(name[1] - 5 - at(EQUAL)[1]) >= 19


def test_who_moved_says_where_it_was() -> None:
    league = League(
        {"Garden": (80.0, 20.0, 20.0), "Harbour": (20.0, 70.0, 70.0)}, shares([10, 0, 0])
    )
    assert "place 2 with equal weights" in written(drawn(league))
    assert "place 2 with equal weights" not in written(drawn(League(league.points, EQUAL)))


# -- the view --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def company() -> Company:
    return demo()


@pytest.fixture
def view(company: Company) -> TurnTheWeights:
    return TurnTheWeights(company)


def put(view: TurnTheWeights, *weights: int) -> None:
    for position, weight in enumerate(weights):
        view.controls[f"weight {position}"].value = weight


def sentence(html: str) -> str:
    return " ".join(re.findall(r"<p(?: [^>]*)?>(.*?)</p>", html, flags=re.S))


def assert_all_agree(view: TurnTheWeights) -> None:
    """The picture, the sentence, the table and the living view say the same."""
    league, recipe = view.league, view.recipe
    root = ET.fromstring(view.svg)
    assert_inside(root)
    head, rows = view.rows()
    assert recipe.name in head
    assert [row[1] for row in rows] == list(league.order)
    for place, row in enumerate(rows, start=1):
        assert len(row) == len(head)
        branch = row[1]
        assert row[0] == place
        assert row[2:5] == league.points[branch]
        assert sum(row[5:8]) == pytest.approx(row[8])
        assert f"{place} {branch} {row[8]:.1f}" in view.summary
        assert f"{row[8]:.1f}" in written(root)
        assert row[9] == view.equal.place(branch)
    for part, weight in zip(recipe.parts, league.weights, strict=True):
        assert f"{part.name} {100 * weight:.0f} %" in view.summary
        assert f"{part.name} {100 * weight:.0f} %" in written(root)
        assert f"all on {part.name}" in written(root)
    for line in view.found:
        assert line in view.summary
        assert line in written(root)
        assert 0.53 * 14 * len(line) < MIDDLE - HALF - 30, "beside the list, not under it"
    assert view.svg in view.html
    assert view.summary in sentence(view.html)


def test_it_opens_with_equal_weights(view: TurnTheWeights) -> None:
    assert view.league.weights == pytest.approx(EQUAL)
    assert view.recipe.name == "SWICS"
    assert "With equal weights" not in view.summary
    assert_all_agree(view)


@pytest.mark.parametrize("sector", SECTORS)
def test_the_first_view_of_a_company_is_always_the_same(sector: str) -> None:
    first = TurnTheWeights(Company(sector, 3))
    assert_all_agree(first)
    assert first.html == TurnTheWeights(Company(sector, 3)).html
    assert "Synthetic" in first.svg


def test_the_points_are_those_of_the_answers(view: TurnTheWeights, company: Company) -> None:
    """By another road: from the tables, with the metrics that the page names."""
    quarter = view.controls["quarter"].value
    surveys, visits = company.surveys, company.purchases.dropna(subset=["waiting"])
    surveys = surveys[surveys["asked_on"].dt.to_period("Q").astype(str) == quarter]
    visits = visits[visits["date"].dt.to_period("Q").astype(str) == quarter]
    for recipe in range(3):
        view.controls["index"].value = recipe
        put(view, 2, 1, 1)
        for branch in company.branches:
            of = surveys[surveys["branch"] == branch]
            mean = of[["satisfaction", "effort", "recommend"]].mean()
            satisfied, ease = 25 * (mean["satisfaction"] - 1), 100 * (mean["effort"] - 1) / 6
            loyal = 10 * mean["recommend"]
            here = visits[visits["branch"] == branch]
            quick = 100 * (here["waiting"] <= 10).mean()
            index = (
                swics(satisfied, ease, loyal, weights=[2, 1, 1]),
                acsi(satisfied, quick, loyal, weights=[2, 1, 1], low=0, high=100),
                csi(
                    {"s": satisfied, "e": ease, "q": quick},
                    {"s": 2, "e": 1, "q": 1},
                    low=0,
                    high=100,
                ),
            )[recipe]
            assert view.league.value(branch) == pytest.approx(index.value)


@every_recipe
@pytest.mark.parametrize("weights", [(10, 0, 0), (0, 10, 0), (0, 0, 10), (1, 9, 3), (7, 7, 0)])
def test_every_kind_of_weights(
    view: TurnTheWeights, recipe: int, weights: tuple[int, int, int]
) -> None:
    view.controls["index"].value = recipe
    put(view, *weights)
    assert view.league.weights == pytest.approx([w / sum(weights) for w in weights])
    assert_all_agree(view)
    for position, part in enumerate(RECIPES[recipe].parts):
        assert view.controls[f"weight {position}"].description == part.name


def test_every_quarter(view: TurnTheWeights) -> None:
    for quarter in parts_of(demo()):
        view.controls["quarter"].value = quarter
        assert_all_agree(view)
        words = "both years together" if quarter == BOTH_YEARS else f"of {quarter[:4]}"
        assert words in view.summary


def test_only_the_proportions_count(view: TurnTheWeights) -> None:
    put(view, 2, 1, 4)
    before = view.svg
    put(view, 4, 2, 8)
    assert view.svg == before


def test_passing_the_number_in_the_line_changes_the_order(view: TurnTheWeights) -> None:
    """The demo's first view: what the line announces happens."""
    turn = view.league.turn(0)
    assert turn is not None
    assert turn.more
    assert view.league.order.index(turn.passed) < view.league.order.index(turn.passing)
    put(view, HEAVIEST, AT_FIRST, AT_FIRST)
    assert view.league.weights[0] > turn.at
    assert view.league.order.index(turn.passing) < view.league.order.index(turn.passed)
    assert "With equal weights" in view.summary


def test_no_weight_at_all_is_told(view: TurnTheWeights) -> None:
    put(view, 0, 0, 0)
    assert "With no weight at all nothing is counted. Equal weights are shown." in sentence(
        view.html
    )
    assert_all_agree(view)
    put(view, 1, 0, 0)
    assert "With no weight" not in sentence(view.html)


def test_equal_weights_and_start_again(view: TurnTheWeights, company: Company) -> None:
    view.controls["index"].index, view.controls["quarter"].index = 2, 8
    put(view, 9, 1, 0)
    view.controls["equal"].click()
    assert view.league.weights == pytest.approx(EQUAL)
    assert view.recipe.name == "CSI"
    put(view, 9, 1, 0)
    view.controls["reset"].click()
    assert view.html == TurnTheWeights(company).html


def test_in_most_companies_the_first_view_can_be_turned() -> None:
    """It opens with an index and a quarter in which more than one branch can be first."""
    turnable = 0
    for seed in range(24):
        league = TurnTheWeights(Company(SECTORS[seed % 4], seed)).league
        turnable += sorted(league.led(branch) for branch in league.points)[-2] > TO_BE_SEEN
    assert turnable >= 22


def test_a_branch_that_is_always_first_is_said_to_be(view: TurnTheWeights) -> None:
    view.controls["quarter"].value = "2025Q4"  # Station leads in all three parts
    assert "Of all weightings, Station is first in every one." in view.summary
    assert "Garden: first in none" in view.svg


def test_the_table_is_shown_when_it_is_asked_for(view: TurnTheWeights) -> None:
    assert "<table" not in view.html
    view._as_table.value = True
    table = ET.fromstring(re.search("<table.*</table>", view.html, flags=re.S)[0])
    cells = [["".join(cell.itertext()) for cell in row] for row in table.iter("tr")]
    assert cells[0][:3] == ["Place", "Branch", "satisfaction (how satisfied?), points"]
    assert len(cells) == 5


def test_an_error_becomes_a_sentence(view: TurnTheWeights) -> None:
    view._parts = {}  # a bug, as it were
    put(view, 1)
    assert "This view stumbled (KeyError" in sentence(view.html)


def test_a_stored_page_has_the_picture_the_sentence_and_the_table(
    view: TurnTheWeights, monkeypatch: pytest.MonkeyPatch
) -> None:
    outputs: list[dict[str, object]] = []

    def keep(shown: object, raw: bool = False) -> None:
        outputs.append(shown if raw else shown._repr_mimebundle_())

    monkeypatch.setattr("IPython.display.display", keep)
    view._ipython_display_()
    picture, words, living = outputs
    assert picture["image/svg+xml"] == view.svg
    assert view.summary in picture["text/plain"]
    assert view.summary in words["text/html"]
    assert view.table_html() in words["text/html"]
    assert list(living) == ["application/vnd.jupyter.widget-view+json"]


def test_the_axis_stands_below_the_bars() -> None:
    root = drawn(League(dict.fromkeys(BRANCHES, (100.0, 100.0, 100.0)), EQUAL))
    lowest = max(
        y + height
        for x, y, width, height in (
            number(r, "x", "y", "width", "height") for r in root.findall(f"{SVG}rect")
        )
        if height == 28
    )
    assert lowest < AXIS


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=4))
def test_shares_that_come_to_one_are_shown_so_that_they_add_up(sizes: list[int]) -> None:
    shares = {str(i): size / sum(sizes) for i, size in enumerate(sizes)}
    shown = out_of_hundred(shares)
    assert all(abs(int(n) - 100 * shares[name]) < 1 for name, n in shown.items() if n.isdigit())
    if all(n.isdigit() for n in shown.values()):
        assert sum(map(int, shown.values())) == 100
