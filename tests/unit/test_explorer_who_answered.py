"""Who answered: the people, how they are asked, how they are drawn, and the view that shows them."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET
from collections import Counter
from functools import lru_cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cem_workbook.data.company import Company, demo
from cem_workbook.explorers import open_explorer
from cem_workbook.explorers.crowd import (
    FEELINGS,
    Crowd,
    Pile,
    Survey,
    angry_and_delighted,
    as_here,
    busy_silent,
    crowds,
    everybody,
    luck,
    polite,
    survey,
)
from cem_workbook.explorers.crowd_drawing import (
    COLOURS,
    COLUMN,
    GAP,
    HEIGHT,
    HERE_HEIGHT,
    HERE_TOP,
    LEFT,
    LEFT_HEIGHT,
    LEFT_TOP,
    RULER,
    WIDTH,
    draw_crowd,
)
from cem_workbook.explorers.who_answered import ALL_OF_THEM, SIZES, WhoAnswered
from cem_workbook.figures import BLUE, PAPER, Drawing
from cem_workbook.metrics import csat_from_counts

SVG = "{http://www.w3.org/2000/svg}"
SECTORS = ("bank", "insurer", "phone shop", "restaurant")
HABITS = (everybody, as_here, angry_and_delighted, polite, busy_silent)
JANUARY, DECEMBER = 0, 1


@lru_cache
def two_months(sector: str) -> tuple[Crowd, Crowd]:
    return crowds(Company(sector, 4))


# -- the people ------------------------------------------------------------------------------


@pytest.mark.parametrize("sector", SECTORS)
def test_both_months_hold_the_customers_of_january(sector: str) -> None:
    start, end = two_months(sector)
    truth = Company(sector, 4).truth
    january = truth[(truth["month"] == "2025-01-01") & truth["active"]]
    december = truth[(truth["month"] == "2025-12-01") & truth["active"]]
    still = set(january["customer_id"]) & set(december["customer_id"])
    assert start.here.all()
    assert start.feeling.tolist() == january["satisfaction"].tolist()
    assert int(end.here.sum()) == len(still) < len(january) == len(end.here)
    for crowd in (start, end):
        assert not (crowd.came & ~crowd.here).any()
        assert not (crowd.went_well & ~crowd.came).any()
        assert 0 < crowd.went_well.sum() < crowd.came.sum() < crowd.here.sum()
        assert 0 < crowd.busy.sum() < len(crowd.busy)
        assert ((crowd.answering > 0) & (crowd.answering < 1)).all()


@pytest.mark.parametrize("sector", SECTORS)
def test_those_who_left_were_less_satisfied(sector: str) -> None:
    """The lesson on survivors needs it in every sector: leaving alone lifts the score."""
    _, end = two_months(sector)
    assert end.share_satisfied(~end.here) < end.share_satisfied(end.here) - 5


@pytest.mark.parametrize("sector", SECTORS)
def test_strong_feelings_answer_more_often_in_every_company(sector: str) -> None:
    start, _ = two_months(sector)
    middle = start.answering[start.feeling == 3].mean()
    assert start.answering[start.feeling == 5].mean() > middle
    assert start.answering[start.feeling <= 2].mean() > middle


# -- asking ----------------------------------------------------------------------------------


def groups(crowd: Crowd) -> list[np.ndarray]:
    return [crowd.here, crowd.came, crowd.went_well, crowd.here | ~crowd.here]


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(SECTORS),
    st.sampled_from((JANUARY, DECEMBER)),
    st.integers(0, 3),
    st.sampled_from(HABITS),
    st.integers(0, 3000),
    st.integers(1, 50),
)
def test_nobody_is_lost_or_invented(sector, month, group, habit, most, sample) -> None:
    crowd = two_months(sector)[month]
    among = groups(crowd)[group]
    found = survey(crowd, among, habit(crowd), most, luck(7, sample, len(among)))
    assert found.asked == min(most, int(among.sum()))
    for place, piles in ((crowd.here, found.here), (~crowd.here, found.left)):
        for feeling in FEELINGS:
            pile, these = piles[feeling], place & (crowd.feeling == feeling)
            assert pile.people == these.sum()
            assert min(pile.answered, pile.silent, pile.unasked) >= 0
            assert pile.asked <= (these & among).sum(), "nobody outside the group is asked"
    if habit is everybody:
        assert sum(found.counts.values()) == found.asked
    else:
        assert sum(found.counts.values()) <= found.asked


@pytest.mark.parametrize("habit", HABITS)
def test_a_larger_survey_keeps_the_earlier_answers(habit) -> None:
    crowd, _ = two_months("bank")
    drawn = luck(7, 1, len(crowd.here))
    before = dict.fromkeys(FEELINGS, 0)
    for size in (*SIZES, ALL_OF_THEM):
        now = survey(crowd, crowd.here, habit(crowd), size, drawn).counts
        assert all(now[feeling] >= before[feeling] for feeling in FEELINGS)
        before = now


@pytest.mark.parametrize("habit", HABITS)
def test_the_score_settles_where_it_is_said_to(habit) -> None:
    """Many surveys together come to the score that asking without end would give."""
    _, crowd = two_months("insurer")
    total = Counter()
    for sample in range(60):
        drawn = luck(3, sample, len(crowd.here))
        total.update(survey(crowd, crowd.here, habit(crowd), 400, drawn).counts)
    score = csat_from_counts(dict(total), confidence=0.9999)
    low, high = (100 * end for end in score.interval)
    assert low <= crowd.settles(crowd.here, habit(crowd)) <= high


def test_with_chance_alone_the_interval_holds_the_truth_with_silence_it_need_not() -> None:
    crowd, _ = two_months("phone shop")
    truth = crowd.share_satisfied(crowd.here) / 100
    held = Counter()
    for sample in range(200):
        drawn = luck(11, sample, len(crowd.here))
        for habit in (everybody, polite):
            found = survey(crowd, crowd.here, habit(crowd), 400, drawn)
            low, high = csat_from_counts(found.counts).interval
            held[habit] += low <= truth <= high
    assert held[everybody] >= 185, "about 95 of 100, a little more as so many of them are asked"
    assert held[polite] == 0


def test_busy_people_never_answer() -> None:
    crowd, _ = two_months("bank")
    found = survey(crowd, crowd.busy, busy_silent(crowd), 400, luck(1, 1, len(crowd.busy)))
    assert found.asked > 0
    assert sum(found.counts.values()) == 0
    assert math.isnan(crowd.settles(crowd.busy, busy_silent(crowd)))


def test_nobody_to_ask_has_no_share() -> None:
    crowd, _ = two_months("bank")
    assert math.isnan(crowd.share_satisfied(crowd.here & ~crowd.here))


# -- the picture -----------------------------------------------------------------------------


def shapes(drawing: Drawing) -> ET.Element:
    return ET.fromstring(drawing.svg("title", "description"))


def dots(path: ET.Element) -> list[tuple[float, float]]:
    return [
        (float(x), float(y)) for x, y in re.findall(r"M(-?[\d.]+) (-?[\d.]+)h0", path.get("d", ""))
    ]


def drawn(root: ET.Element) -> dict[tuple[str, int], Counter]:
    """Return the dots of every pile by their colour; paper stands for the hole of a ring."""
    found: dict[tuple[str, int], Counter] = {}
    for path in root.findall(f"{SVG}path"):
        half = float(path.get("stroke-width", 0)) / 2
        for x, y in dots(path):
            for place, top, height in (
                ("here", HERE_TOP, HERE_HEIGHT),
                ("left", LEFT_TOP, LEFT_HEIGHT),
            ):
                if top <= y <= top + height:
                    column, across = divmod(x - LEFT, COLUMN)
                    assert top <= y - half <= y + half <= top + height, "inside its box"
                    assert 0 <= across - half <= across + half <= COLUMN - GAP, "inside its box"
                    pile = found.setdefault((place, int(column) + 1), Counter())
                    pile[path.get("stroke")] += 1
    return found


def assert_shows(root: ET.Element, found: Survey, each: int = 1) -> None:
    """Every person is a dot in its pile: full, ring or faint."""
    seen = drawn(root)
    for place, piles in (("here", found.here), ("left", found.left)):
        for feeling, pile in piles.items():
            colours = Counter(seen.get((place, feeling), {}))
            answered, silent, unasked = (
                math.ceil(n / each) for n in (pile.answered, pile.silent, pile.unasked)
            )
            assert colours.pop(COLOURS[feeling], 0) == answered + silent
            assert colours.pop(PAPER, 0) == silent
            assert sum(colours.values()) == unasked


def assert_inside(root: ET.Element) -> None:
    """No words leave the picture; they are taken to be wide."""
    for text in root.findall(f"{SVG}text"):
        x, y, size = (float(text.get(name)) for name in ("x", "y", "font-size"))
        width = 0.52 * size * len(text.text or "")
        left = x - width * {"start": 0, "middle": 0.5, "end": 1}[text.get("text-anchor")]
        assert left >= 0, text.text
        assert left + width <= WIDTH, text.text
        assert y - 0.8 * size >= 0, text.text
        assert y + 0.25 * size <= HEIGHT, text.text


PILES = st.fixed_dictionaries(
    {f: st.builds(Pile, *[st.integers(0, 150)] * 3) for f in FEELINGS}  # type: ignore[arg-type]
)
FEW = st.fixed_dictionaries(
    {f: st.builds(Pile, *[st.integers(0, 25)] * 3) for f in FEELINGS}  # type: ignore[arg-type]
)


@settings(max_examples=60, deadline=None)
@given(PILES, FEW, st.floats(0, 100), st.floats(0, 100))
def test_everybody_is_a_dot_in_their_pile(here, left, staying, everyone) -> None:
    found = Survey(here, left)
    score = csat_from_counts(found.counts)
    root = shapes(draw_crowd("x", found, score, staying=staying, everyone=everyone))
    assert_shows(root, found)
    assert_inside(root)


@pytest.mark.parametrize("many", [2_000, 40_000])
def test_in_a_crowd_a_dot_stands_for_several(many: int) -> None:
    here = {f: Pile(many // f, many, 3) for f in FEELINGS}
    found = Survey(here, {f: Pile(0, 2, many // 10) for f in FEELINGS})
    score = csat_from_counts(found.counts)
    root = shapes(draw_crowd("x", found, score, staying=40, everyone=30))
    words = " ".join(text.text or "" for text in root.findall(f"{SVG}text"))
    each = int(re.search(r"every dot: (\d+) customers", words)[1])
    assert each > 1
    assert_shows(root, found, each)
    assert_inside(root)


def ruler_at(percent: float) -> float:
    return round(50 + percent / 100 * (WIDTH - 100), 1)


def test_the_ruler_shows_the_score_its_interval_and_the_truth() -> None:
    here = {f: Pile(10 * f, 5, 20) for f in FEELINGS}
    gone = {f: Pile(0, 0, 4) for f in FEELINGS}
    score = csat_from_counts({f: 10 * f for f in FEELINGS})
    root = shapes(draw_crowd("x", Survey(here, gone), score, staying=47.5, everyone=31))
    paths = [path.get("d", "") for path in root.findall(f"{SVG}path")]
    assert f"M{ruler_at(100 * score.value):g} {RULER}h0" in paths
    for truth in (47.5, 31):
        assert any(d.startswith(f"M{ruler_at(truth):g} {RULER + 4}l") for d in paths)
    band = next(
        rect
        for rect in root.findall(f"{SVG}rect")
        if rect.get("fill") == BLUE and float(rect.get("y")) == RULER - 8
    )
    low, high = (ruler_at(100 * end) for end in score.interval)
    assert float(band.get("x")) == pytest.approx(low, abs=0.1)
    assert float(band.get("width")) == pytest.approx(high - low, abs=0.2)


def test_without_answers_there_is_neither_score_nor_band() -> None:
    nobody = {f: Pile(0, 3, 0) for f in FEELINGS}
    none = {f: Pile(0, 0, 0) for f in FEELINGS}
    score = csat_from_counts([0] * 5)
    root = shapes(draw_crowd("x", Survey(nobody, none), score, staying=40, everyone=40))
    words = " ".join(text.text or "" for text in root.findall(f"{SVG}text"))
    assert "No answers, no score" in words
    assert "nan" not in words
    assert "with those who left" not in words, "nobody has left"
    assert not [r for r in root.findall(f"{SVG}rect") if r.get("fill") == BLUE]


# -- the view --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def company() -> Company:
    return demo()


@pytest.fixture
def view(company: Company) -> WhoAnswered:
    return WhoAnswered(company)


def choose(view: WhoAnswered, control: str, words: str) -> None:
    labels = [label for label, _ in view.controls[control].options]
    view.controls[control].index = next(i for i, label in enumerate(labels) if words in label)


def assert_all_agree(view: WhoAnswered) -> None:
    """The picture, the sentence, the table and the living view say the same."""
    assert view.score == csat_from_counts(view.survey.counts)
    assert f"asked {view.survey.asked}, answered {view.score.n}" in view.summary
    if view.score.n:
        assert f"CSAT {100 * view.score.value:.1f} % (95 % interval" in view.summary
    head, rows = view.rows()
    assert all(len(row) == len(head) for row in rows)
    assert [row[3] for row in rows[:5]] == list(view.survey.counts.values())
    assert rows[5][2:4] == (view.survey.asked, view.score.n)
    assert rows[5][1] + rows[5][4] == len(view.crowd.feeling)
    if view.score.n:
        assert rows[6][3] == pytest.approx(100 * view.score.value)
    assert rows[6][1] == pytest.approx(view.crowd.share_satisfied(view.crowd.here))
    root = ET.fromstring(view.svg)
    assert_shows(root, view.survey)
    assert_inside(root)
    assert view.svg in view.html
    assert view.summary in view.html.replace("&#x27;", "'")


def test_it_opens_with_two_hundred_who_all_answer(view: WhoAnswered) -> None:
    assert view.survey.asked == view.score.n == 200
    assert_all_agree(view)


def test_the_first_view_of_a_company_is_always_the_same(company: Company) -> None:
    assert WhoAnswered(company).html == WhoAnswered(Company(company.sector, company.seed)).html


@pytest.mark.parametrize("month", [JANUARY, DECEMBER])
def test_whoever_is_asked_and_answers_all_parts_agree(view: WhoAnswered, month: int) -> None:
    view.controls["month"].value = month
    for group in range(len(view.controls["ask"].options)):
        view.controls["ask"].index = group
        for habit in range(len(view.controls["answers"].options)):
            view.controls["answers"].index = habit
            assert_all_agree(view)


def test_the_printed_numbers_add_up(view: WhoAnswered) -> None:
    """Whoever works the sums out again by hand comes to the same."""
    for habit in range(len(HABITS)):
        view.controls["answers"].index = habit
        for _ in range(8):
            view.controls["again"].click()
            measured, truth, gap = numbers(
                r"CSAT ([\d.]+) % .*: ([\d.]+) %\. Gap in points: ([+−]?[\d.]+)\.", view.summary
            )
            assert gap == pytest.approx(measured - truth, abs=1e-6)
            words = " ".join(t.text or "" for t in ET.fromstring(view.svg).findall(f"{SVG}text"))
            assert f"CSAT {measured:.1f} %" in words
            assert f"still customers: {truth:.1f} %" in words
            (not_satisfied,) = numbers(r"not satisfied: ([\d.]+) %", words)
            assert f" satisfied: {truth:.1f} %" in words
            assert not_satisfied + truth == pytest.approx(100)


def test_another_sample_is_another(view: WhoAnswered) -> None:
    first = view.survey
    view.controls["again"].click()
    assert view.survey != first
    assert "sample 2" in view.summary
    assert_all_agree(view)


def test_whoever_asks_everybody_and_hears_everybody_has_the_truth(view: WhoAnswered) -> None:
    view.controls["size"].value = ALL_OF_THEM
    assert 100 * view.score.value == pytest.approx(view.truth)
    assert "Gap in points: 0.0." in view.summary
    assert "nothing is left to chance" in view.summary
    choose(view, "ask", "branch")
    assert "chance has no part in the gap" in view.summary


def test_the_lesson_that_is_told_is_the_one_that_applies(view: WhoAnswered) -> None:
    told = Counter()
    for habit in range(len(HABITS)):
        view.controls["answers"].index = habit
        for size in (25, 400):
            view.controls["size"].value = size
            for _ in range(12):
                view.controls["again"].click()
                low, high = (100 * end for end in view.score.interval)
                inside, leans = low <= view.truth <= high, abs(view.settles - view.truth) >= 1
                assert ("would settle near" in view.summary) == leans
                assert ("narrower, not truer" in view.summary) == leans
                assert ("now lies outside the interval" in view.summary) == (leans and not inside)
                assert ("5 times in 100" in view.summary) == (not leans and not inside)
                told[leans, inside] += 1
    assert told[True, True]
    assert told[True, False]
    assert told[False, True]


def test_asking_all_in_the_same_way_brings_no_more_truth(view: WhoAnswered) -> None:
    choose(view, "answers", "polite")
    view.controls["size"].value = 100
    few = view.score
    view.controls["size"].value = ALL_OF_THEM
    assert view.score.interval[1] - view.score.interval[0] < few.interval[1] - few.interval[0]
    assert abs(100 * view.score.value - view.truth) > 10
    assert "More answers make it narrower, not truer." in view.summary


def test_fewer_than_the_slider_asks_for_are_said_to_be_fewer(view: WhoAnswered) -> None:
    choose(view, "ask", "staff")
    view.controls["size"].value = 800
    assert view.survey.asked == view.reachable < 800
    assert f"There were no more than {view.reachable} to ask." in view.summary


def numbers(pattern: str, text: str) -> list[float]:
    found = re.search(pattern, text)
    assert found, text
    return [float(number.replace("−", "-")) for number in found.groups()]


@pytest.mark.parametrize("seed", range(12))
def test_the_rise_since_january_is_split_into_feelings_and_leaving(seed: int) -> None:
    view = WhoAnswered(Company(SECTORS[seed % 4], seed))
    assert "Since January" not in view.summary
    view.controls["month"].value = DECEMBER
    start, end = view._start, view._end
    before, after, rise = numbers(
        r"went from ([\d.]+) to ([\d.]+) %: ([+−]?[\d.]+) points", view.summary
    )
    feelings, leaving = numbers(
        r"moved it by ([+−]?[\d.]+), those who left by ([+−]?[\d.]+)\.", view.summary
    )
    assert before == round(start.share_satisfied(start.here), 1)
    assert after == round(end.share_satisfied(end.here), 1)
    assert rise == pytest.approx(after - before, abs=1e-6)
    assert rise == pytest.approx(feelings + leaving, abs=1e-6)
    change = end.satisfied.astype(int) - start.satisfied.astype(int)  # of the same people
    assert feelings == pytest.approx(100 * change.mean(), abs=0.06)
    assert leaving > 0
    assert ("no happier" in view.summary) == (rise > 0 >= feelings)


def test_who_asks_those_who_left_too_wants_the_truth_about_them(view: WhoAnswered) -> None:
    view.controls["month"].value = DECEMBER
    staying = view.truth
    choose(view, "ask", "also those who have left")
    assert view.truth == pytest.approx(100 * view.crowd.satisfied.mean())
    assert view.truth < staying
    assert "all of January's customers" in view.summary
    assert sum(pile.asked for pile in view.survey.left.values()) > 0


def test_start_again_brings_the_first_view_back(view: WhoAnswered, company: Company) -> None:
    view.controls["month"].value = DECEMBER
    view.controls["ask"].index = 2
    view.controls["answers"].index = 3
    view.controls["size"].value = 50
    view.controls["again"].click()
    view.controls["reset"].click()
    assert view.html == WhoAnswered(company).html


def test_the_table_is_shown_when_it_is_asked_for(view: WhoAnswered) -> None:
    assert "<table" not in view.html
    view._as_table.value = True
    assert view.table_html() in view.html
    view.controls["size"].value = 50
    assert view.table_html() in view.html


@pytest.mark.parametrize("method", ["update", "draw"])
def test_an_error_in_a_callback_becomes_a_sentence(
    view: WhoAnswered, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    def broken() -> None:
        raise ZeroDivisionError("nothing to divide by")

    good = view.html
    with monkeypatch.context() as trouble:
        trouble.setattr(view, method, broken)
        view.controls["size"].value = 50
        assert "This view stumbled (ZeroDivisionError" in view.html
    view.controls["reset"].click()
    assert view.html == good


def test_a_small_and_a_large_company_can_be_shown() -> None:
    for customers in (100, 20_000):
        view = WhoAnswered(Company("restaurant", 3, customers=customers))
        for month in (JANUARY, DECEMBER):
            view.controls["month"].value = month
            for group in range(len(view.controls["ask"].options)):
                view.controls["ask"].index = group
                assert "stumbled" not in view.html
                assert "nan" not in view.summary
    assert "every dot: 1" not in view.svg


def test_it_is_found_by_its_name(company: Company) -> None:
    assert open_explorer("who-answered", company).name == "who-answered"
