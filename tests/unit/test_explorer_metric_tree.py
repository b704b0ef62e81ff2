"""The view of the metric tree: it shows what the model says, in words, table and picture."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence

import numpy as np
import pytest

from cem_workbook.cases import metric_tree as model
from cem_workbook.cases.metric_tree import LINKS, SATISFACTION, SATISFACTION_SPEND, Choice, Link
from cem_workbook.cases.metric_tree_change import BOTH, STAY, answer_sheet, carry
from cem_workbook.data import SECTORS, Company, demo
from cem_workbook.explorers import open_explorer
from cem_workbook.explorers.metric_tree import MetricTree, thirds
from cem_workbook.explorers.metric_tree_drawing import FEW, NONE, REVERSED
from cem_workbook.explorers.metric_tree_words import astray, long_word, short_word, signed
from cem_workbook.metrics.links import Slope
from tests.views import SVG, assert_inside, sentence, words_of


@pytest.fixture
def view() -> MetricTree:
    return MetricTree(demo())


def put(view: MetricTree, **values: object) -> None:
    for name, value in values.items():
        view.controls[name].value = value


def picture(view: MetricTree) -> ET.Element:
    return ET.fromstring(view.svg)


def test_it_is_found_by_its_name() -> None:
    assert isinstance(open_explorer("metric-tree", demo()), MetricTree)


def test_at_first_it_shows_all_data_compared_fairly(view: MetricTree) -> None:
    assert view._choice == Choice(months=23)
    assert "10 % less waiting, straight: between" in view.summary
    assert "answer sheet:" not in view.summary
    assert "Link 1, waiting → ease" in view.summary


def test_the_sentence_and_the_bars_follow_the_model(view: MetricTree) -> None:
    put(view, months=3, less=20)
    on_file = model.records(demo())
    choice = Choice(months=3)
    tree = model.grow(on_file, choice)
    found = carry(on_file, choice, tree, 0.2)
    stay = found.crowns[STAY]
    said = view.summary.replace("−", "-")
    assert "20 % less waiting" in said
    assert f"between {round(stay.low, -1):,.0f} and {round(stay.high, -1):,.0f} crowns" in said
    assert ("crowns a year. It can be nothing." in said) == any(
        r.known and not r.told for r in found.crowns.values()
    )


@pytest.mark.parametrize("link", LINKS)
def test_each_link_can_be_looked_under(view: MetricTree, link: str) -> None:
    put(view, link=link)
    number = LINKS.index(link) + 1
    assert f"Link {number}, " in view.summary
    words = words_of(picture(view))
    assert f"Under link {number}: " in words
    found = view._tree.links[link]
    parts = thirds(found)
    for i, segment in enumerate(demo().profile.segments):
        assert segment.name in words
        x, y = found.seen[:, found.segment == i]
        assert [at for at, _ in parts[i]] == sorted(at for at, _ in parts[i])
        # thirds differ by a row at most, so their means are hardly other than the mean of all
        assert np.mean([at for at, _ in parts[i]]) == pytest.approx(x.mean(), rel=0.02)
        assert np.mean([at for _, at in parts[i]]) == pytest.approx(y.mean(), rel=0.1)


def test_like_with_like_has_a_line_for_each_segment_and_plain_one_for_all(view: MetricTree) -> None:
    put(view, link=SATISFACTION_SPEND)
    fair, slope = view._plot(), view._tree.links[SATISFACTION_SPEND].slope.value
    put(view, fair=False)
    plain, other = view._plot(), view._tree.links[SATISFACTION_SPEND].slope.value
    assert fair is not None and plain is not None

    def steep(line: Sequence[tuple[float, float]]) -> float:
        (x1, y1), (x2, y2) = line
        return (y2 - y1) / (x2 - x1)

    assert not fair.line and not any(part.line for part in plain.parts)
    assert [steep(part.line) for part in fair.parts] == pytest.approx([slope] * 4)
    assert steep(plain.line) == pytest.approx(other)
    assert [part.dots for part in fair.parts] == [part.dots for part in plain.parts]


def test_a_bar_leaves_nothing_exactly_where_the_link_can_be_told(view: MetricTree) -> None:
    for choice in ({}, {"months": 1}, {"months": view._all, "fair": False}):
        put(view, **choice)
        for name, link in view._tree.links.items():
            bar = view._strand(name)
            assert (bar.low is None) == (not link.known) == (bar.word == FEW)
            if bar.low is not None and bar.high is not None and bar.value is not None:
                assert bar.low <= bar.value <= bar.high
                assert (bar.low <= 0 <= bar.high) == (bar.word == NONE)
                assert (bar.high < 0) == (bar.word == REVERSED)


def test_a_paid_number_shows_what_faded_and_what_did_not_move(view: MetricTree) -> None:
    assert not any(view._strand(name).before for name in LINKS)
    put(view, target=SATISFACTION)
    faded = [name for name in LINKS if view._strand(name).before]
    assert faded == ["ease-satisfaction", "satisfaction-leave", SATISFACTION_SPEND]
    words = words_of(picture(view))
    assert words.count("paid for") == 1 and words.count("not moved") == 2
    assert "outline: no reward" in words


def test_the_answer_sheet_shows_only_when_it_is_open(view: MetricTree) -> None:
    assert "◇" not in words_of(picture(view))
    put(view, sheet=True)
    words = words_of(picture(view))
    sheet = answer_sheet(demo(), 0.1)
    for name in LINKS:
        assert f"◇ {signed(name, sheet.links[name])}" in words
    assert f"The answer sheet: {round(sheet.crowns[BOTH], -1):,.0f} crowns" in view.summary
    assert f"{sheet.kept:.0f} customers kept" in view.summary
    assert view.summary.count("crowns by luck alone") == 1
    put(view, sheet=False)
    assert "answer sheet:" not in view.summary


def test_a_target_says_what_the_number_is_without_it(view: MetricTree) -> None:
    before = view._tree.satisfaction
    put(view, target=SATISFACTION)
    assert f"without: {before:.1f}" in words_of(picture(view))
    assert view._tree.satisfaction > before + 0.4
    put(view, **{"assume dressed": 0.0})
    assert view._tree.satisfaction == pytest.approx(before)


@pytest.mark.parametrize(
    ("interval", "word", "words"),
    [
        ((-3.0, -2.0), "reversed", "wrong way round"),
        ((-1.0, 2.0), "none?", "It can be nothing"),
        ((0.1, 4.0), "rough", "only roughly known"),
        ((2.0, 3.0), "clear", "Clearly there"),
        ((-math.inf, math.inf), "too few", "Too few data"),
    ],
)
def test_every_interval_has_its_words(interval: tuple[float, float], word: str, words: str) -> None:
    low, high = interval
    middle = (low + high) / 2 if math.isfinite(low) else math.nan
    nothing = np.zeros(0)
    found = Link(
        Slope(middle, interval, 0.1, 99, 50),
        nothing,
        nothing,
        nothing,
        None,
        np.zeros((2, 0)),
        nothing,
    )
    assert short_word(SATISFACTION_SPEND, found) == word
    assert words in long_word(SATISFACTION_SPEND, found)
    assert astray(SATISFACTION_SPEND, found) == (word == "reversed")
    # where less is better, the same interval is the other way round
    assert (short_word("wait-leave", found) == "reversed") == (low > 0)


def test_too_few_are_said_to_be_too_few(view: MetricTree) -> None:
    put(view, months=1, link="satisfaction-leave")
    link = view._tree.links["satisfaction-leave"]
    assert not link.known, "else choose another company here"
    assert f"Too few: {link.leavers} of these customers left" in view.summary
    words = words_of(picture(view))
    assert "Too few data" in words and "too few to say" in words


def test_start_again_brings_back_the_first_view(view: MetricTree) -> None:
    said, drawn = view.summary, view.svg
    put(view, less=30, link="wait-spend", months=1, fair=False, everybody=True, sheet=True,
        target="ease", **{"assume dressed": 0.2})  # fmt: skip
    assert view.summary != said
    view.controls["reset"].click()
    assert view.summary == said and view.svg == drawn


def test_the_table_says_the_same(view: MetricTree) -> None:
    put(view, sheet=True)
    head, rows = view.rows()
    assert len(rows) == 6 and all(len(row) == len(head) for row in rows)
    table = view.table_html()
    for words in ("Waiting", "Ease", "Satisfaction", "Leaving", "Spending", "straight: both"):
        assert words in table


@pytest.mark.parametrize(("sector", "seed"), list(zip(SECTORS, (3, 11, 5, 8), strict=True)))
def test_the_picture_holds_together_in_every_sector(sector: str, seed: int) -> None:
    view = MetricTree(Company(sector, seed))
    for choice in (
        {"sheet": True, "link": "wait-leave"},
        {"months": 1, "target": "waiting", "link": "satisfaction-spend"},
        {"months": view._all, "fair": False, "everybody": True, "less": 30},
    ):
        put(view, **choice)
        assert "stumbled" not in sentence(view.html)
        root = picture(view)
        assert_inside(root)
        sizes = [float(text.get("font-size")) for text in root.findall(f"{SVG}text")]
        assert min(sizes) >= 12
        assert not re.search(r"\b(nan|inf)\b", view.svg)
