"""The view of the bonus: picture, sentence, table and board say the same."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from html import unescape
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cem_workbook.cases.bonus import CHEAP, NO_BONUS, REWARDS, WAYS, Camps, watch
from cem_workbook.cases.firm import draw_luck
from cem_workbook.data.company import Company, demo
from cem_workbook.data.sectors import SECTORS
from cem_workbook.data.today import today
from cem_workbook.explorers import open_explorer
from cem_workbook.explorers.bonus import CHOICES, MOST_PARTS, START, DesignTheBonus
from cem_workbook.explorers.bonus_drawing import PARTS, parts_of, score, way_words
from cem_workbook.figures import DETRACTOR, PASSIVE, PROMOTER
from tests.views import SVG, assert_inside, sentence, words_of


@pytest.fixture
def view() -> DesignTheBonus:
    return DesignTheBonus(demo())


def move(view: DesignTheBonus, **values: object) -> None:
    for key, value in values.items():
        view.controls[key].value = value


def table(view: DesignTheBonus) -> dict[object, list[object]]:
    return {row[0]: list(row[1:]) for row in view.rows()[1]}


def assert_all_agree(view: DesignTheBonus) -> None:
    assert "stumbled" not in view.html, view.html[-400:]
    root = ET.fromstring(view.svg)
    assert_inside(root)
    words, cells = words_of(root), table(view)
    last = view.year.quarters[-1]
    assert cells["reported (NPS)"][:-1] == [q.reported.nps for q in view.year.quarters]
    assert cells["felt (NPS of all customers)"][:-1] == [q.felt.nps for q in view.year.quarters]
    costs = ("bonus, crowns", "training, crowns", "measuring, crowns", "making good, crowns")
    assert cells["crowns left over"][-1] == pytest.approx(
        cells["margin, crowns"][-1] - sum(cells[cost][-1] for cost in costs), abs=3
    )
    assert {len(row) for row in view.rows()[1]} == {len(view.rows()[0])}
    # what stands beside the score can be compared with every other plan on the board
    for other in view.board[:-1]:
        assert cells[f"{other.words}: answers"][:-1] == [q.reported.n for q in other.year.quarters]
        assert cells[f"{other.words}: complaints logged"][:-1] == [
            q.logged for q in other.year.quarters
        ]
    for q in view.year.quarters:
        if q.reported.n and q.felt.n:
            shown = [int(score(c).replace("−", "-")) for c in (q.reported, q.felt)]
            assert f"{abs(shown[0] - shown[1])} apart" in words, (
                "the two numbers as they stand there"
            )
    assert f"reports {score(last.reported)}, and what all customers feel is {score(last.felt)}" in (
        view.summary
    )
    assert f"{view.year.left_over:,.0f}".replace("-", "−") in words
    assert f"{100 * last.staying:.1f} of 100" in view.summary
    assert words.count(f"{100 * last.staying:.1f}") >= 1
    assert view.summary in unescape(sentence(view.html))


def test_it_opens_by_its_name_without_a_bonus_so_that_a_learner_can_guess() -> None:
    view = open_explorer("bonus", demo())
    assert isinstance(view, DesignTheBonus)
    assert view.year == view.usual
    assert "With no bonus" not in view.summary, "there is nothing to compare yet"
    assert_all_agree(view)


def test_one_move_gives_the_plan_that_many_firms_have(view: DesignTheBonus) -> None:
    move(view, size=10)
    assert view.plan.size == 0.1
    assert view.plan.share("score") == 1
    assert not view.plan.others_measure
    before = view.usual.quarters[-1]
    assert f"reported {score(before.reported)}, felt {score(before.felt)}" in view.summary
    assert_all_agree(view)


@pytest.mark.parametrize("sector", SECTORS)
@pytest.mark.parametrize("seed", [1, 31])
def test_every_corner(sector: str, seed: int) -> None:
    view = DesignTheBonus(Company(sector, seed))
    view.controls["compare"].click()
    for size, others, team in product((0, 40), (False, True), (False, True)):
        move(view, size=size, measure=others, whose=team, **dict.fromkeys(REWARDS, 1))
        assert_all_agree(view)
    for reward in REWARDS:
        move(view, **dict.fromkeys(REWARDS, 0), training=6, authority=True, measure=False)
        move(view, **{reward: MOST_PARTS})
        assert_all_agree(view)
    move(view, **dict.fromkeys(REWARDS, 0))
    assert "more for everybody" in view.summary
    assert_all_agree(view)


@pytest.mark.parametrize("customers", [100, 20_000])
def test_a_small_and_a_large_company(customers: int) -> None:
    view = DesignTheBonus(Company("restaurant", 5, customers=customers))
    assert_all_agree(view)
    move(view, size=40)
    assert_all_agree(view)


def test_the_board_compares_on_the_same_luck(view: DesignTheBonus) -> None:
    firm = today(demo())
    luck = draw_luck(firm, 12)
    assert view.usual == watch(firm, NO_BONUS, luck)
    move(view, size=10)
    earlier = view.year
    view.controls["compare"].click()
    assert "on the board" in view.html
    move(view, size=0)
    words = [row.words for row in view.board]
    assert words == ["no bonus, nothing else", "the earlier plan", "this plan"]
    assert view.board[1].year == earlier
    assert view.board[2].year.quarters == view.usual.quarters
    view.controls["again"].click()
    assert view.usual == watch(firm, NO_BONUS, draw_luck(firm, 12, 1))
    assert view.board[1].year != earlier


def test_start_again_brings_back_the_first_view(view: DesignTheBonus) -> None:
    first = view.html
    move(view, size=33, score=0, sales=2, measure=True, whose=True, training=5, authority=True)
    view.controls["compare"].click()
    view.controls["again"].click()
    move(view, **{"assume boldness": 0.0})
    assert view.html != first
    view.controls["reset"].click()
    assert view.html == first
    assert {k: view.controls[k].value for k in START} == START
    assert not any(view.controls[k].value for k in CHOICES)


def test_what_is_assumed_can_be_changed(view: DesignTheBonus) -> None:
    move(view, size=10)
    before = view.year
    move(view, **{"assume happy_gains": 0.0, "assume beg_gains": 0.0})
    assert not any(q.time[way] for q in view.year.quarters for way in CHEAP)
    assert view.year.quarters[-1].felt.nps > before.quarters[-1].felt.nps
    move(view, **{"assume leave_satisfaction": 0.0})
    assert view.usual.quarters != before.quarters


def test_the_first_view_of_a_company_is_always_the_same() -> None:
    assert DesignTheBonus(demo()).html == DesignTheBonus(demo()).html


@given(st.lists(st.integers(0, 500), min_size=2, max_size=10).filter(any))
def test_parts_add_up_and_are_near(counts: list[int]) -> None:
    shares = [count / sum(counts) for count in counts]
    parts = parts_of(shares)
    assert sum(parts) == PARTS
    assert all(abs(p - PARTS * s) < 1 + 1e-9 for p, s in zip(parts, shares, strict=True))


def test_faces_show_the_camps_and_blocks_the_time(view: DesignTheBonus) -> None:
    move(view, size=10, score=1, waiting=1, remedies=1, sales=1)
    root = ET.fromstring(view.svg)
    faces = dict.fromkeys((PROMOTER, PASSIVE, DETRACTOR), 0)
    for path in root.findall(f"{SVG}path"):
        if path.get("stroke") in faces and float(path.get("stroke-width", 0)) == 16:
            faces[path.get("stroke")] += path.get("d", "").count("M")
    wanted = dict.fromkeys(faces, 0)
    for q in view.year.quarters:
        for camps in (q.reported, q.felt):
            shares = [n / camps.n for n in (camps.promoters, camps.passives, camps.detractors)]
            for colour, many in zip(faces, parts_of(shares), strict=True):
                wanted[colour] += many
    assert faces == wanted
    letters = {letter for letter, _ in way_words().values()}
    assert len(letters) == len(WAYS) == 10
    drawn = [t.text for t in root.findall(f"{SVG}text") if t.text in letters]
    assert len(drawn) >= 4 * 5  # a block of each larger use in each quarter, and the legend


def test_letters_stand_beside_their_meaning_and_share(view: DesignTheBonus) -> None:
    move(view, size=10)
    words = words_of(ET.fromstring(view.svg))
    first, last = view.year.quarters[0].time, view.year.quarters[-1].time
    for way, many in first.items():
        if round(100 * many):
            meaning = way_words()[way][1]
            assert f"{meaning} {100 * many:.0f} → {100 * last[way]:.0f} %" in words


def test_no_answers_leave_no_faces_and_no_number() -> None:
    assert score(Camps(0, 0, 0)) == "no answers"


@pytest.mark.filterwarnings("error:Mean of empty slice")
def test_a_firm_that_everybody_leaves_is_still_drawn(view: DesignTheBonus) -> None:
    for key, control in view.controls.items():
        if key.startswith("assume "):
            control.value = control.max
    assert "no visits" in {cell for row in view.rows()[1] for cell in row}
    assert not re.search(r"\bnan\b", view.html)
    assert_inside(ET.fromstring(view.svg))


def test_every_control_has_a_visible_label(view: DesignTheBonus) -> None:
    for key, control in view.controls.items():
        assert re.search(r"\w", control.description), key
