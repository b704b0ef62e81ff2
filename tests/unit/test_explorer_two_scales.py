"""A morning on two scales: the rule, what merging does to it, the drawing, and the view."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import pairwise
from statistics import fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cem_workbook.data.company import Company, demo
from cem_workbook.explorers.errands import (
    AS_TICKED,
    BRANCHES,
    FLIPPED,
    HARBOUR,
    MARKET,
    MOST_STEPS,
    NEW,
    OLD,
    PEOPLE,
    SCALES,
    STEPS,
    STRETCHED,
    WAYS,
    Errand,
    Morning,
    Scale,
    the_morning,
)
from cem_workbook.explorers.errands_drawing import (
    AT,
    BLOCK,
    BLOCKS,
    COLUMN,
    FOOT,
    HEIGHT,
    WIDTH,
    draw_morning,
)
from cem_workbook.explorers.two_scales import TwoScales
from cem_workbook.figures import BLUE
from cem_workbook.metrics import to_ease

SVG = "{http://www.w3.org/2000/svg}"
SECTORS = tuple(STEPS)
HOW_MANY = st.integers(0, MOST_STEPS)
each_scale = pytest.mark.parametrize("scale", SCALES, ids=["old", "new"])
each_sector = pytest.mark.parametrize("sector", SECTORS)


@st.composite
def mornings(draw: st.DrawFn) -> Morning:
    step = st.sampled_from(STEPS[draw(st.sampled_from(SECTORS))])
    errands = tuple(
        Errand(person, BRANCHES[i // 3], "an errand", tuple(draw(st.lists(step, max_size=6))))
        for i, person in enumerate(PEOPLE)
    )
    before = draw(st.none() | st.tuples(st.integers(0, 5), HOW_MANY))
    return Morning(errands, draw(st.sampled_from(WAYS)), draw(st.booleans()), before)


# -- the rule --------------------------------------------------------------------------------


@each_scale
def test_the_ends_of_the_scale_are_nothing_and_six_steps(scale: Scale) -> None:
    ends = (1, scale.high) if scale.high_is == "hard" else (scale.high, 1)
    assert (scale.ticked(0), scale.ticked(MOST_STEPS)) == ends


@each_scale
def test_one_step_more_never_looks_easier(scale: Scale) -> None:
    marks = [scale.ticked(steps) for steps in range(MOST_STEPS + 1)]
    assert marks == sorted(marks, reverse=scale.high_is == "easy")
    assert all(abs(after - before) <= 1 for before, after in pairwise(marks))


def test_every_step_moves_the_new_mark_and_never_both_in_one_direction() -> None:
    for steps in range(MOST_STEPS):
        assert NEW.ticked(steps + 1) - NEW.ticked(steps) == -1
        assert OLD.ticked(steps + 1) - OLD.ticked(steps) in (0, 1)


@each_scale
def test_ease_is_that_of_the_metric(scale: Scale) -> None:
    boxes = range(1, scale.high + 1)
    ease = to_ease(boxes, high_is=scale.high_is, low=1, high=scale.high)
    assert [scale.ease(box) for box in boxes] == pytest.approx(list(100 * ease))


@given(HOW_MANY)
def test_stretched_the_scales_differ_by_no_more_than_their_rounding(steps: int) -> None:
    true_ease = 100 * (1 - steps / MOST_STEPS)
    for scale in SCALES:
        half_a_box = 50 / (scale.high - 1)
        assert abs(scale.shown(steps, STRETCHED) - true_ease) <= half_a_box + 1e-9


@each_scale
@given(HOW_MANY)
def test_flipping_turns_the_old_scale_only(scale: Scale, steps: int) -> None:
    mark = scale.ticked(steps)
    assert scale.flipped(scale.flipped(mark)) == mark
    assert scale.shown(steps, AS_TICKED) == mark
    assert scale.shown(steps, FLIPPED) == (6 - mark if scale is OLD else mark)


# -- the morning -----------------------------------------------------------------------------


@each_sector
def test_six_people_take_steps_of_their_sector(sector: str) -> None:
    errands = the_morning(sector)
    assert [e.person for e in errands] == list(PEOPLE)
    assert [e.branch for e in errands] == [HARBOUR] * 3 + [MARKET] * 3
    for errand in errands:
        assert set(errand.steps) <= set(STEPS[sector])
        assert len(errand.steps) < MOST_STEPS, "there is room for one more"
    assert len({e.what for e in errands}) == 6


@each_sector
def test_both_wrong_ways_turn_the_order_round_and_the_right_one_does_not(sector: str) -> None:
    errands = the_morning(sector)
    for way in WAYS:
        morning = Morning(errands, way, merged=True)
        assert morning.easier == HARBOUR
        assert morning.looks_easier == (HARBOUR if way == STRETCHED else MARKET)


@given(mornings())
def test_averages_are_those_of_the_marks_shown(morning: Morning) -> None:
    asked = []
    for branch in BRANCHES:
        for scale in SCALES:
            marks = [morning.mark(e, scale) for e in morning.errands if e.branch == branch]
            if morning.merged and (branch == HARBOUR) != (scale is OLD):
                assert marks == [None] * 3
                assert morning.average(branch, scale) is None
            else:
                assert morning.average(branch, scale) == fmean(marks)
                asked += marks
    assert morning.pooled() == pytest.approx(fmean(asked))


@given(mornings())
def test_the_branch_that_looks_easier_has_the_higher_average(morning: Morning) -> None:
    merged = Morning(morning.errands, morning.way, merged=True)
    harbour, market = merged.average(HARBOUR, OLD), merged.average(MARKET, NEW)
    looks = {HARBOUR: harbour > market, MARKET: market > harbour, None: harbour == market}
    if abs(harbour - market) > 1e-6 or harbour == market:
        assert looks[merged.looks_easier]
    few, many = (merged.steps(branch) for branch in BRANCHES)
    assert {HARBOUR: few < many, MARKET: many < few, None: few == many}[merged.easier]


# -- the drawing -----------------------------------------------------------------------------


def drawn(morning: Morning) -> ET.Element:
    return ET.fromstring(draw_morning("x", morning, []).svg("title", "description"))


def at(element: ET.Element, *names: str) -> list[float]:
    return [float(element.get(name, 0)) for name in names]


def blocks(root: ET.Element) -> list[int]:
    """Return how many blocks stand in each row that has some, from the top."""
    rows: dict[float, int] = {}
    for rect in root.findall(f"{SVG}rect"):
        x, y, width = at(rect, "x", "y", "width")
        if width == BLOCK - 4 and rect.get("stroke") == BLUE:
            assert (x - BLOCKS) % BLOCK == 0
            rows[y] = rows.get(y, 0) + 1
    return [rows[y] for y in sorted(rows)]


def ticked(root: ET.Element, scale: Scale) -> list[int]:
    """Return which box of a scale is filled in each row, from the top."""
    found = []
    for rect in root.findall(f"{SVG}rect"):
        x, y, width = at(rect, "x", "y", "width")
        if rect.get("fill") == BLUE and AT[scale] <= x < AT[scale] + COLUMN:
            found.append((y, 1 + int((x + width / 2 - AT[scale]) // (COLUMN / scale.high))))
    return [box for _, box in sorted(found)]


def written(root: ET.Element) -> list[str]:
    return [text.text or "" for text in root.findall(f"{SVG}text")]


def assert_inside(root: ET.Element) -> None:
    """Nothing is drawn outside the view box; words are taken to be wide."""
    places: list[tuple[float, float]] = []
    for rect in root.findall(f"{SVG}rect"):
        x, y, width, height = at(rect, "x", "y", "width", "height")
        places += [(x, y), (x + width, y + height)]
    for line in root.findall(f"{SVG}line"):
        x1, y1, x2, y2 = at(line, "x1", "y1", "x2", "y2")
        places += [(x1, y1), (x2, y2)]
    for path in root.findall(f"{SVG}path"):
        x, y = re.match(r"M([\d.]+) ([\d.]+)", path.get("d", "")).groups()
        places += [(float(x) - 7, float(y) - 4), (float(x) + 7, float(y) + 12)]
    for text in root.findall(f"{SVG}text"):
        x, y, size = at(text, "x", "y", "font-size")
        width = 0.52 * size * len(text.text or "")
        left = x - width * {"start": 0, "middle": 0.5, "end": 1}[text.get("text-anchor", "start")]
        places += [(left, y - 0.8 * size), (left + width, y + 0.25 * size)]
    for x, y in places:
        assert 0 <= x <= WIDTH, (x, y)
        assert 0 <= y <= HEIGHT, (x, y)


@settings(max_examples=80, deadline=None)
@given(mornings())
def test_every_step_is_a_block_and_every_mark_a_ticked_box(morning: Morning) -> None:
    root = drawn(morning)
    assert blocks(root) == [len(e.steps) for e in morning.errands if e.steps]
    assert written(root).count("done at once") == sum(not e.steps for e in morning.errands)
    assert written(root).count("not asked") == (6 if morning.merged else 0)
    if morning.way != STRETCHED:
        for scale in SCALES:
            marks = [morning.mark(e, scale) for e in morning.errands]
            assert ticked(root, scale) == [mark for mark in marks if mark is not None]
    assert_inside(root)


@settings(max_examples=40, deadline=None)
@given(mornings())
def test_the_words_at_the_ends_say_which_way_the_marks_run(morning: Morning) -> None:
    """Wherever easy and hard stand above a scale, the ticks agree with them."""
    root = drawn(Morning(morning.errands, morning.way))
    for scale in SCALES:
        place = {
            text.text: at(text, "x")[0]
            for text in root.findall(f"{SVG}text")
            if text.text in ("easy", "hard")
            and at(text, "y")[0] < FOOT - 30
            and AT[scale] <= at(text, "x")[0] <= AT[scale] + COLUMN
        }
        rising = scale.shown(0, morning.way) > scale.shown(MOST_STEPS, morning.way)
        assert (place["easy"] > place["hard"]) == rising


def test_pooled_as_they_are_the_ends_are_in_doubt() -> None:
    errands = the_morning("bank")
    assert "easy?" in written(drawn(Morning(errands, AS_TICKED, merged=True)))
    for way in (FLIPPED, STRETCHED):
        assert "easy?" not in written(drawn(Morning(errands, way, merged=True)))


def test_a_mark_that_moved_leaves_a_trace() -> None:
    errands = the_morning("bank")
    still = drawn(Morning(errands))
    moved = drawn(Morning(errands, before=(1, 1)))  # Reza, who has two steps now
    assert len(moved.findall(f"{SVG}path")) > len(still.findall(f"{SVG}path"))
    thick = [r for r in moved.findall(f"{SVG}rect") if r.get("stroke-width") == "2.5"]
    assert len(thick) == sum(scale.ticked(1) != scale.ticked(2) for scale in SCALES)


@settings(max_examples=60, deadline=None)
@given(mornings())
def test_the_numbers_at_the_ends_of_a_ruler_stand_clear_of_the_names(morning: Morning) -> None:
    """Also where a branch lies at the end itself."""
    below = [t for t in drawn(morning).findall(f"{SVG}text") if at(t, "y")[0] > FOOT]
    ends = [t for t in below if (t.text or "").isdecimal()]
    names = [t for t in below if (t.text or "").startswith(BRANCHES)]
    assert len(ends) == len(names) == (2 if morning.merged else 4)
    for end in ends:
        for name in names:
            x, y, size = at(name, "x", "y", "font-size")
            half = 0.3 * size * len(name.text or "")
            assert abs(at(end, "y")[0] - y) > size or abs(at(end, "x")[0] - x) > half + 20


# -- the view --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def company() -> Company:
    return demo()


@pytest.fixture
def view(company: Company) -> TwoScales:
    return TwoScales(company)


def sentence(html: str) -> str:
    return " ".join(re.findall(r"<p(?: [^>]*)?>(.*?)</p>", html, flags=re.S))


def assert_all_agree(view: TwoScales) -> None:
    """The picture, the sentence, the table and the living view say the same."""
    morning = view.morning
    root = ET.fromstring(view.svg)
    assert blocks(root) == [len(e.steps) for e in morning.errands if e.steps]
    assert_inside(root)
    lines = [words for words, _ in view.found]
    for words in lines:
        assert words in view.summary
        assert words in written(root)
        assert 0.52 * 14 * len(words) < AT[OLD] - 20, "beside the rulers, not under them"
    head, rows = view.rows()
    assert all(len(row) == len(head) for row in rows)
    for errand, row in zip(morning.errands, rows, strict=False):
        assert row[0] == errand.person
        assert row[4] == len(errand.steps)
        for scale, cell in zip(SCALES, row[5:], strict=True):
            mark = morning.mark(errand, scale)
            assert cell == (mark if mark is not None else "not asked")
    digits = 0 if morning.way == STRETCHED else 1
    for branch, row in zip(BRANCHES, rows[6:8], strict=True):
        assert row[4] == morning.steps(branch)
        for scale, cell in zip(SCALES, row[5:], strict=True):
            mean = morning.average(branch, scale)
            assert cell == (mean if mean is not None else "not asked")
            if mean is not None:
                assert f"{branch} {mean:.{digits}f}" in written(root)
                assert f"{branch} {mean:.{digits}f}" in view.summary
    assert view.svg in view.html
    assert view.summary in sentence(view.html)


def test_it_opens_with_all_six_on_both_scales(view: TwoScales) -> None:
    assert view.morning == Morning(the_morning("bank"))
    assert_all_agree(view)


@each_sector
def test_the_first_view_of_a_company_is_always_the_same(sector: str) -> None:
    first = TwoScales(Company(sector, 3))
    assert_all_agree(first)
    assert first.html == TwoScales(Company(sector, 3)).html
    assert "invented" in first.summary


@pytest.mark.parametrize("survey", [0, 1])
@pytest.mark.parametrize("way", WAYS)
def test_every_way_to_put_the_numbers_together(view: TwoScales, survey: int, way: int) -> None:
    view.controls["survey"].index = survey
    view.controls["marks"].value = way
    assert (view.morning.merged, view.morning.way) == (bool(survey), way)
    assert_all_agree(view)
    if survey:
        assert f"all six {view.morning.pooled():.{0 if way == STRETCHED else 1}f}" in view.summary
        assert ("The steps say the opposite" in view.summary) == (way != STRETCHED)


def test_one_step_more_moves_one_mark_up_and_the_other_down(view: TwoScales) -> None:
    view.controls["step"].value = "call back"
    view.controls["add"].click()
    reza = view.morning.errands[1]
    assert reza.steps == (*the_morning("bank")[1].steps, "call back")
    assert view.summary.startswith("Reza: one step more (call back).")
    assert "The old mark goes up from 2 to 3." in view.summary
    assert "The new mark goes down from 5 to 4." in view.summary
    assert_all_agree(view)


def test_a_mark_that_stays_is_said_to_stay(view: TwoScales) -> None:
    view.controls["take"].click()  # from two steps to one: the old scale has no box between
    assert "The old mark stays at 2: five boxes are few." in view.summary
    assert "The new mark goes up from 5 to 6." in view.summary


@pytest.mark.parametrize("way", WAYS)
def test_what_happened_is_told_in_the_numbers_that_are_shown(view: TwoScales, way: int) -> None:
    view.controls["marks"].value = way
    view.controls["add"].click()
    for scale in SCALES:
        before, after = scale.shown(2, way), scale.shown(3, way)
        assert f"from {before:.0f} to {after:.0f}." in view.summary


def test_of_a_merged_survey_only_the_mark_that_was_asked_is_told(view: TwoScales) -> None:
    view.controls["survey"].index = 1
    view.controls["add"].click()  # Reza, at Harbour
    assert "old mark" in view.summary
    assert "new mark" not in view.summary


def test_what_happened_is_gone_with_the_next_choice(view: TwoScales) -> None:
    view.controls["add"].click()
    assert view.morning.before == (1, 2)
    view.controls["marks"].value = FLIPPED
    assert view.morning.before is None
    assert "Reza:" not in view.summary


def test_taking_all_steps_away_and_no_more(view: TwoScales) -> None:
    for _ in range(2):
        view.controls["take"].click()
    assert view.morning.errands[1].steps == ()
    assert_all_agree(view)
    view.controls["take"].click()
    assert "Reza is done at once: there is no step to take away." in sentence(view.html)
    assert 'role="alert"' in view.html
    assert_all_agree(view)


def test_adding_as_many_as_a_row_holds_and_no_more(view: TwoScales) -> None:
    for _ in range(MOST_STEPS - 2):
        view.controls["add"].click()
    assert len(view.morning.errands[1].steps) == MOST_STEPS
    assert_all_agree(view)
    view.controls["add"].click()
    assert "Reza has 6 steps already" in sentence(view.html)
    assert len(view.morning.errands[1].steps) == MOST_STEPS


def test_changes_can_be_taken_back_one_by_one(view: TwoScales) -> None:
    states = [view.morning.errands]
    for person, button in ((1, "add"), (5, "take"), (0, "add")):
        view.controls["errand"].value = person
        view.controls[button].click()
        states.append(view.morning.errands)
    assert len(set(states)) == 4
    for state in reversed(states[:-1]):
        view.controls["undo"].click()
        assert view.morning.errands == state
        assert_all_agree(view)
    view.controls["undo"].click()  # nothing is left to take back
    assert view.morning.errands == states[0]
    assert "There is no step to undo." in sentence(view.html)


def test_a_refused_step_leaves_nothing_to_take_back(view: TwoScales) -> None:
    view.controls["errand"].value = 0  # Mina is done at once
    view.controls["take"].click()
    view.controls["errand"].value = 1
    view.controls["add"].click()
    view.controls["undo"].click()
    assert view.morning.errands == the_morning("bank")


def test_start_again_brings_the_first_view_back(view: TwoScales, company: Company) -> None:
    for control in ("errand", "step", "marks", "survey"):
        view.controls[control].index = 1
    view.controls["errand"].index = 4
    view.controls["add"].click()
    view.controls["reset"].click()
    assert view.html == TwoScales(company).html
    assert {k: c.value for k, c in view.controls.items() if hasattr(c, "value")} == {
        k: c.value for k, c in TwoScales(company).controls.items() if hasattr(c, "value")
    }
    view.controls["undo"].click()
    assert view.morning.errands == the_morning("bank")


@pytest.mark.parametrize(
    ("lengths", "words"),
    [
        ((0, 2, 4, 1, 3, 5), "Harbour looks easier, as the steps say."),
        ((1, 3, 5, 0, 2, 4), "Market looks easier, as the steps say."),
        ((3, 3, 3, 3, 3, 3), "The two look alike, as the steps say."),
        ((1, 1, 1, 1, 1, 1), "Market looks easier. Both took as many steps."),
        ((4, 4, 3, 5, 4, 3), "The two look alike. Harbour took fewer steps."),
        ((2, 2, 2, 1, 2, 2), "Harbour looks easier. The steps say the opposite."),
    ],
)
def test_the_verdict_on_a_merged_survey(
    view: TwoScales, lengths: tuple[int, ...], words: str
) -> None:
    """Stretched, the marks of some mornings still mislead: five boxes are coarse."""
    for person, (errand, length) in enumerate(zip(the_morning("bank"), lengths, strict=True)):
        view.controls["errand"].value = person
        change = "add" if length > len(errand.steps) else "take"
        for _ in range(abs(length - len(errand.steps))):
            view.controls[change].click()
    view.controls["survey"].index = 1
    view.controls["marks"].value = STRETCHED
    assert view.found[-1][0] == words
    assert_all_agree(view)


def test_the_table_is_shown_when_it_is_asked_for(view: TwoScales) -> None:
    assert "<table" not in view.html
    view._as_table.value = True
    view.controls["survey"].index = 1
    table = ET.fromstring(re.search("<table.*</table>", view.html, flags=re.S)[0])
    cells = [["".join(cell.itertext()) for cell in row] for row in table.iter("tr")]
    assert cells[0][:4] == ["Person", "Branch", "Errand", "Steps"]
    assert cells[0][5:] == ["old scale, 2010", "new scale, 2013"]
    assert cells[1][3:] == ["done at once", "0", "1", "not asked"]
    assert cells[-1][:2] == ["average", "all six"]


def test_an_error_in_a_button_becomes_a_sentence(view: TwoScales) -> None:
    view._past = None  # a bug, as it were
    view.controls["add"].click()
    assert "This view stumbled (AttributeError" in sentence(view.html)


def test_a_stored_page_has_the_picture_the_sentence_and_the_table(
    view: TwoScales, monkeypatch: pytest.MonkeyPatch
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
