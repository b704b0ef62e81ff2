"""The eleven boxes: what can be done to them, how they are drawn, and the view that shows them."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cem_workbook.data.company import Company, demo
from cem_workbook.errors import CourseError
from cem_workbook.explorers import EXPLORERS, open_explorer
from cem_workbook.explorers.boxes import (
    BOX_HEIGHT,
    BOX_TOP,
    BOXES,
    COLUMN,
    HEIGHT,
    LEFT,
    MOST_DOTS,
    WIDTH,
    begged,
    count,
    draw_boxes,
    love_or_hate,
    moved,
    nobody_minds,
    score_of,
)
from cem_workbook.explorers.nps import SIZES, NPSExplorer
from cem_workbook.figures import BANDS, Drawing
from cem_workbook.metrics import band, nps
from tests.views import SVG, sentence

BOXFUL = st.lists(st.integers(0, 60), min_size=11, max_size=11)
SOMEBODY = BOXFUL.filter(any)
MOVES = st.lists(
    st.tuples(st.integers(0, 10), st.integers(0, 10), st.integers(0, 100)), max_size=12
)


# -- what can be done to the boxes -----------------------------------------------------------


@settings(deadline=None)
@given(st.lists(st.integers(0, 10)))
def test_every_answer_lands_in_its_box(scores: list[int]) -> None:
    assert Counter(scores) == {box: n for box, n in enumerate(count(scores)) if n}


@settings(deadline=None)
@given(st.lists(st.integers(0, 10), min_size=1))
def test_the_score_of_the_boxes_is_that_of_the_answers(scores: list[int]) -> None:
    assert score_of(count(scores)) == nps(scores)


@settings(deadline=None)
@given(BOXFUL, st.integers(0, 100), MOVES)
def test_nobody_is_lost_or_invented(
    boxes: list[int], percent: int, moves: list[tuple[int, int, int]]
) -> None:
    for after in (
        begged(boxes, percent), love_or_hate(boxes), nobody_minds(boxes), moved(boxes, moves)
    ):  # fmt: skip
        assert sum(after) == sum(boxes)
        assert min(after) >= 0
        assert len(after) == 11


@settings(deadline=None)
@given(BOXFUL, st.integers(0, 100), MOVES)
def test_the_boxes_that_were_given_stay_as_they_are(
    boxes: list[int], percent: int, moves: list[tuple[int, int, int]]
) -> None:
    before = list(boxes)
    for change in (lambda b: begged(b, percent), love_or_hate, nobody_minds):
        change(boxes)
    moved(boxes, moves)
    assert boxes == before


@settings(deadline=None)
@given(SOMEBODY)
def test_two_quite_different_firms_have_exactly_the_same_score(boxes: list[int]) -> None:
    split, calm = love_or_hate(boxes), nobody_minds(boxes)
    assert score_of(split).value == score_of(calm).value == score_of(boxes).value
    assert sum(split[7:9]) <= 1  # an odd one cannot be split in two
    assert min(sum(calm[9:]), sum(calm[:7])) == 0


@settings(deadline=None)
@given(BOXFUL)
def test_begging_moves_only_passives_and_only_to_ten(boxes: list[int]) -> None:
    assert begged(boxes, 0) == boxes
    for percent in range(0, 101, 10):
        after = begged(boxes, percent)
        assert (after[:7], after[9]) == (boxes[:7], boxes[9])
        assert after[10] - boxes[10] == sum(boxes[7:9]) - sum(after[7:9]) >= 0
    assert begged(boxes, 100)[7:9] == [0, 0]


@settings(deadline=None)
@given(BOXFUL, st.integers(0, 10), st.integers(0, 10), st.integers(0, 100))
def test_a_move_takes_what_is_there_and_no_more(
    boxes: list[int], source: int, target: int, many: int
) -> None:
    after = moved(boxes, [(source, target, many)])
    if source == target:
        assert after == boxes
    else:
        assert after[source] == max(0, boxes[source] - many)
        assert after[target] - boxes[target] == boxes[source] - after[source]


# -- how they are drawn ----------------------------------------------------------------------


def shapes(drawing: Drawing) -> ET.Element:
    return ET.fromstring(drawing.svg("title", "description"))


def dots(path: ET.Element) -> list[tuple[float, float]]:
    return [
        (float(x), float(y)) for x, y in re.findall(r"M(-?[\d.]+) (-?[\d.]+)h0", path.get("d", ""))
    ]


def drawn_dots(root: ET.Element) -> list[int]:
    """Return how many dots stand in each box; the one of the ruler stands below all boxes."""
    found: Counter[int] = Counter()
    for path in root.findall(f"{SVG}path"):
        half = float(path.get("stroke-width", 0)) / 2
        for x, y in dots(path):
            box, across = divmod(x - LEFT, COLUMN)
            if y < BOX_TOP + BOX_HEIGHT:
                assert BOX_TOP <= y - half <= y + half <= BOX_TOP + BOX_HEIGHT, "inside its box"
                assert 0 <= across - half <= across + half <= COLUMN - 5, "inside its box"
                found[int(box)] += 1
    return [found[box] for box in BOXES]


def assert_inside(root: ET.Element) -> None:
    """Nothing is drawn outside the view box; words are taken to be wide."""
    places: list[tuple[float, float]] = []

    def at(element: ET.Element, *names: str) -> list[float]:
        return [float(element.get(name, 0)) for name in names]

    for rect in root.findall(f"{SVG}rect"):
        x, y, width, height = at(rect, "x", "y", "width", "height")
        places += [(x, y), (x + width, y + height)]
    for line in root.findall(f"{SVG}line"):
        x1, y1, x2, y2 = at(line, "x1", "y1", "x2", "y2")
        places += [(x1, y1), (x2, y2)]
    for path in root.findall(f"{SVG}path"):
        half = float(path.get("stroke-width", 0)) / 2
        for x, y in dots(path):
            places += [(x - half, y - half), (x + half, y + half)]
    for text in root.findall(f"{SVG}text"):
        x, y, size = at(text, "x", "y", "font-size")
        width = 0.52 * size * len(text.text or "")
        left = x - width * {"start": 0, "middle": 0.5, "end": 1}[text.get("text-anchor", "start")]
        places += [(left, y - 0.8 * size), (left + width, y + 0.25 * size)]
    for x, y in places:
        assert 0 <= x <= WIDTH, (x, y)
        assert 0 <= y <= HEIGHT, (x, y)


@settings(max_examples=60, deadline=None)
@given(SOMEBODY, st.none() | SOMEBODY)
def test_every_answer_is_one_dot_in_its_box(
    boxes: list[int], all_of_them: list[int] | None
) -> None:
    everybody = score_of(all_of_them) if all_of_them else None
    root = shapes(draw_boxes("x", boxes, everybody))
    assert drawn_dots(root) == boxes
    assert_inside(root)


@pytest.mark.parametrize("many", [1, 400, MOST_DOTS, MOST_DOTS + 1, 5_000, 200_000])
@pytest.mark.parametrize("box", [0, 8, 10])
def test_a_crowd_stays_inside_the_picture(box: int, many: int) -> None:
    boxes = [3] * 11
    boxes[box] = many
    root = shapes(draw_boxes("x", boxes))
    assert_inside(root)
    words = " ".join(text.text or "" for text in root.findall(f"{SVG}text"))
    each = re.search(r"every dot: (\d+) answers", words)
    worth = int(each[1]) if each else 1
    assert (worth > 1) == (many > MOST_DOTS)
    assert drawn_dots(root) == [math.ceil(n / worth) for n in boxes]
    assert str(many) in words


@pytest.mark.parametrize("only", BOXES)
def test_a_single_answer_can_be_drawn(only: int) -> None:
    boxes = [int(box == only) for box in BOXES]
    root = shapes(draw_boxes("x", boxes, score_of(boxes)))
    assert drawn_dots(root) == boxes
    assert_inside(root)


def test_every_box_and_its_dots_have_the_colour_of_their_camp() -> None:
    root = shapes(draw_boxes("x", [2] * 11))
    for path in root.findall(f"{SVG}path"):
        for x, y in dots(path):
            if y < BOX_TOP + BOX_HEIGHT:
                assert path.get("stroke") == BANDS[band(int((x - LEFT) // COLUMN))]


# -- the view --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def company() -> Company:
    return demo()


@pytest.fixture
def view(company: Company) -> NPSExplorer:
    return NPSExplorer(company)


def assert_all_agree(view: NPSExplorer) -> None:
    """The picture, the sentence, the table and the living view say the same."""
    score = score_of(view.boxes)
    assert view.nps == score
    assert f"from {score.n} answers" in view.summary
    for word in ("promoters", "passives", "detractors"):
        assert f"{word} {getattr(score, word)}" in view.summary
    head, rows = view.rows()
    assert all(len(row) == len(head) for row in rows)
    assert [(row[0], row[1]) for row in rows] == [(box, band(box)) for box in BOXES]
    assert [row[-1] for row in rows] == view.boxes
    root = ET.fromstring(view.svg)
    assert drawn_dots(root) == view.boxes
    assert_inside(root)
    assert view.svg in view.html
    assert view.summary in sentence(view.html)


def test_it_opens_with_a_hundred_answers(view: NPSExplorer) -> None:
    assert sum(view.boxes) == 100
    assert_all_agree(view)


def test_the_first_view_of_a_company_is_always_the_same(company: Company) -> None:
    assert NPSExplorer(company).html == NPSExplorer(Company(company.sector, company.seed)).html


@pytest.mark.parametrize("size", SIZES)
def test_as_many_are_asked_as_the_slider_says(view: NPSExplorer, size: int) -> None:
    view.controls["answers"].value = size
    assert sum(view.boxes) == size
    assert_all_agree(view)


def test_a_larger_sample_keeps_the_first_answers(view: NPSExplorer) -> None:
    before: list[int] = [0] * 11
    for size in SIZES:
        view.controls["answers"].value = size
        assert all(now >= then for now, then in zip(view.boxes, before, strict=True))
        before = view.boxes


def test_another_sample_is_another(view: NPSExplorer) -> None:
    first = view.boxes
    view.controls["again"].click()
    assert view.boxes != first
    assert sum(view.boxes) == 100
    assert_all_agree(view)


def test_whoever_is_asked_there_are_answers(view: NPSExplorer) -> None:
    for whom in view.controls["ask"].options:
        view.controls["ask"].value = whom
        for size in (SIZES[0], SIZES[-1]):
            view.controls["answers"].value = size
            assert 0 < sum(view.boxes) <= size
            assert_all_agree(view)


def test_all_answers_of_the_firm_are_the_same_whomever_you_ask(view: NPSExplorer) -> None:
    firm = re.search(r"All \d+ \(synthetic\) answers of the firm give \S+", view.summary)[0]
    for whom in view.controls["ask"].options:
        view.controls["ask"].value = whom
        assert firm in view.summary


def test_a_rise_is_only_claimed_where_there_is_one(view: NPSExplorer) -> None:
    """Asking the satisfied raises the score; a few of them can still be an unlucky sample."""
    view.controls["ask"].index = 1
    claims = set()
    for size in (10, 20, 400):
        view.controls["answers"].value = size
        for _ in range(25):
            view.controls["again"].click()
            claimed = "The score rose" in view.summary
            assert claimed == (view.nps.value > view._everybody.value)
            assert "Only satisfied customers were asked." in view.summary
            claims.add(claimed)
    assert claims == {True, False}, "the samples show both"


def test_moving_answers_and_taking_it_back(view: NPSExplorer) -> None:
    start = view.boxes
    view.controls["source"].value, view.controls["target"].value = 8, 2
    view.controls["many"].value = 3
    view.controls["move"].click()
    once = view.boxes
    assert once == moved(start, [(8, 2, 3)]) != start
    assert_all_agree(view)
    view.controls["move"].click()
    view.controls["undo"].click()
    assert view.boxes == once
    view.controls["undo"].click()
    assert view.boxes == start
    view.controls["undo"].click()  # nothing is left to take back
    assert view.boxes == start


def test_moving_more_than_there_are_moves_those_that_there_are(view: NPSExplorer) -> None:
    start = view.boxes
    view.controls["source"].value, view.controls["target"].value = 8, 9
    view.controls["many"].value = 400
    view.controls["move"].click()
    assert (view.boxes[8], view.boxes[9]) == (0, start[8] + start[9])
    view.controls["move"].click()
    assert "Box 8 is empty, so there is nothing to move from it." in sentence(view.html)
    view.controls["undo"].click()
    assert view.boxes == start


def test_moving_to_the_same_box_gets_a_sentence(view: NPSExplorer) -> None:
    start = view.boxes
    view.controls["source"].value = view.controls["target"].value = 8
    view.controls["move"].click()
    assert "two different boxes" in sentence(view.html)
    assert view.svg in view.html, "the picture stays"
    view.controls["undo"].click()
    assert view.boxes == start
    assert_all_agree(view)


def test_begging_says_how_far_it_moved_the_score(view: NPSExplorer) -> None:
    before = view.nps.value
    view.controls["beg"].value = 50
    gained = view.nps.value - before
    assert gained > 0
    assert f"Begging moved the score by +{gained:.0f} points." in view.summary
    assert_all_agree(view)


@pytest.mark.parametrize("firm", [1, 2])
def test_the_same_score_in_another_firm(view: NPSExplorer, firm: int) -> None:
    before = view.nps
    view.controls["firm"].index = firm
    assert view.nps.value == before.value
    assert view.nps.detractors != before.detractors
    assert f"detractors are {view.nps.detractors} instead of {before.detractors}" in view.summary
    assert_all_agree(view)


def test_start_again_brings_the_first_view_back(view: NPSExplorer, company: Company) -> None:
    view.controls["ask"].index = 2
    view.controls["answers"].value = 400
    view.controls["beg"].value = 30
    view.controls["firm"].index = 2
    view.controls["again"].click()
    view.controls["move"].click()
    view.controls["reset"].click()
    assert view.html == NPSExplorer(company).html


def test_the_table_is_shown_when_it_is_asked_for(view: NPSExplorer) -> None:
    assert "<table" not in view.html
    view._as_table.value = True
    table = ET.fromstring(re.search("<table.*</table>", view.html, flags=re.S)[0])
    cells = [["".join(cell.itertext()) for cell in row] for row in table.iter("tr")]
    head, rows = view.rows()
    assert cells == [list(head), *([str(cell) for cell in row] for row in rows)]
    view.controls["answers"].value = 20
    assert view.table_html() in view.html
    view._as_table.value = False
    assert "<table" not in view.html


# -- trouble ---------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["update", "draw", "_sample"])
def test_an_error_in_a_callback_becomes_a_sentence(
    view: NPSExplorer, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    def broken() -> None:
        raise ZeroDivisionError("<b>nothing</b> to divide by")

    good = view.html
    with monkeypatch.context() as trouble:
        trouble.setattr(view, method, broken)
        view.controls["answers"].value = 200
        view.controls["again"].click()
        assert "This view stumbled (ZeroDivisionError" in sentence(view.html)
        assert "<b>" not in view.html
        assert 'role="alert"' in view.html
    view.controls["reset"].click()
    assert view.html == good, "and it recovers"


def test_an_error_in_a_button_becomes_a_sentence(
    view: NPSExplorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    view._moves = None  # a bug, as it were
    view.controls["undo"].click()
    view.controls["move"].click()
    assert "This view stumbled (AttributeError" in sentence(view.html)


def test_an_explorer_that_does_not_exist_names_those_that_do(company: Company) -> None:
    with pytest.raises(CourseError, match=r"npz.*nps"):
        open_explorer("npz", company)
    for name in EXPLORERS:
        assert open_explorer(name, company).name == name


# -- the stored page -------------------------------------------------------------------------


def test_a_stored_page_has_the_picture_the_sentence_and_the_table(
    view: NPSExplorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    outputs: list[dict[str, object]] = []

    def keep(shown: object, raw: bool = False) -> None:
        outputs.append(shown if raw else shown._repr_mimebundle_())

    monkeypatch.setattr("IPython.display.display", keep)
    view.controls["answers"].value = 50
    view._ipython_display_()
    picture, words, living = outputs
    assert picture["image/svg+xml"] == view.svg
    assert view.summary in picture["text/plain"]
    assert view.summary in words["text/html"]
    assert view.table_html() in words["text/html"]
    assert words["text/plain"].startswith(view.summary)
    assert list(living) == ["application/vnd.jupyter.widget-view+json"]
