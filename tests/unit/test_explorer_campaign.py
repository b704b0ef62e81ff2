"""The view of the campaign: the chocolate first; unfolded, wall, headline and judgements agree."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cem_workbook.cases import campaign as model
from cem_workbook.cases.cadbury import BASKETBALL, POSTS, THINGS
from cem_workbook.cases.campaign import CAMPAIGN_2003, Scheme
from cem_workbook.cases.campaign_news import headline, try_out
from cem_workbook.data import demo
from cem_workbook.explorers import open_explorer
from cem_workbook.explorers.campaign import RedesignTheCampaign, judged
from cem_workbook.explorers.campaign_drawing import BAR_HIGH, CHOCOLATE, GOOD, TALLEST, columns
from cem_workbook.figures import BLUE
from tests.unit.test_explorer_claims import Memory
from tests.views import SVG, assert_inside, sentence, words_of


@pytest.fixture
def view() -> RedesignTheCampaign:
    """The view, unfolded."""
    return unfolded()


def unfolded() -> RedesignTheCampaign:
    view = RedesignTheCampaign(demo())
    view.controls["open"].value = True
    return view


def picture(view: RedesignTheCampaign) -> ET.Element:
    return ET.fromstring(view.svg)


def put(view: RedesignTheCampaign, **values: object) -> None:
    for name, value in values.items():
        view.controls[name].value = value


def bars(root: ET.Element) -> tuple[float, float]:
    """Return width and height of the wall in pixels."""
    wall = [r for r in root.findall(f"{SVG}rect") if r.get("fill") == CHOCOLATE]
    return (
        max(float(r.get("width")) for r in wall),
        sum(float(r.get("height")) for r in wall),
    )


def test_it_is_found_by_its_name() -> None:
    assert isinstance(open_explorer("campaign", demo()), RedesignTheCampaign)


def test_it_opens_with_the_chocolate_and_nothing_of_what_came_later() -> None:
    view = RedesignTheCampaign(demo())
    assert view._folded.layout.display == "none"
    for text in (view.summary, view.html, view.table_html()):
        for later in ("headline", "newspaper", "Trust", "springs", "critics"):
            assert later not in text
    assert "170 bars" in view.summary and "5,440" not in view.svg
    view.controls["earned"].value = model.GIFT  # as when an earlier scheme comes back
    assert view.scheme == CAMPAIGN_2003 and "170 bars" in view.summary
    view.controls["open"].value = True
    assert view._folded.layout.display is None
    assert view.scheme.earned == model.GIFT and "newspaper test" in view.summary


@pytest.mark.parametrize("thing", [*THINGS, model.COACHING])
def test_there_are_as_many_squares_as_hours(thing: str) -> None:
    view = RedesignTheCampaign(demo())
    put(view, thing=thing)
    root = picture(view)
    squares = [r for r in root.findall(f"{SVG}rect") if r.get("fill") == BLUE]
    said = int(re.search(r"([\d,]+) hours of play", view.summary)[1].replace(",", ""))
    area = sum(float(r.get("width")) * float(r.get("height")) for r in squares)
    side = float(squares[-1].get("height")) if len(squares) == 2 else None
    assert f"{said:,} hours of play" in words_of(root)
    assert side is None or area / side**2 == pytest.approx(said, rel=0.02)
    assert_inside(root)
    assert min(float(t.get("font-size")) for t in root.findall(f"{SVG}text")) >= 12


def test_it_unfolds_with_the_campaign_of_2003(view: RedesignTheCampaign) -> None:
    assert view.scheme == CAMPAIGN_2003
    for words in (
        "one basketball: 170 bars",
        "38,463 kcal; £71",
        "93 hours",
        "Tokens for £1 of equipment: 17",
    ):
        assert words in view.summary
    assert "eat 5,440 bars" in view.summary and "fails the newspaper test" in view.summary


def test_every_control_says_what_it_is(view: RedesignTheCampaign) -> None:
    assert all(control.description for control in view.controls.values())


def test_the_controls_make_the_scheme(view: RedesignTheCampaign) -> None:
    put(view, earned=model.PLAY, money=3, fanfare=model.LINE, teachers=True, given=model.BALLS)
    assert view.scheme == Scheme(
        model.PLAY, money=3.0, fanfare=model.LINE, teachers=True, given=model.BALLS
    )
    assert "passes the newspaper test" in view.summary
    assert "no chocolate" in view.summary and "Tokens for" not in view.summary


def test_what_does_not_matter_cannot_be_moved(view: RedesignTheCampaign) -> None:
    tied = ("per_pound", "product", "collectors")
    free = {model.WRAPPERS: 3, model.SHARE: 2, model.PLAY: 0, model.MATCH: 0, model.GIFT: 0}
    for earned, many in free.items():
        put(view, earned=earned)
        assert sum(not view.controls[key].disabled for key in tied) == many


def test_a_slogan_changes_no_headline(view: RedesignTheCampaign) -> None:
    before = headline(view._tried)
    put(view, slogan=True)
    assert headline(view._tried) == before


def test_start_again_is_2003_again(view: RedesignTheCampaign) -> None:
    said, drawn = view.summary, view.svg
    put(view, thing=POSTS, earned=model.GIFT, money=1, critics=True)
    view.controls["assume extra"].value = 0.0
    view.controls["compare"].click()
    assert "before: " in words_of(picture(view))
    view.controls["reset"].click()
    assert (view.summary, view.svg) == (said, drawn)


def test_the_earlier_scheme_stands_beside(view: RedesignTheCampaign) -> None:
    put(view, earned=model.GIFT, money=2, fanfare=model.QUIET)
    cost = view._judgements()[0].value
    view.controls["compare"].click()
    put(view, earned=model.PLAY)
    assert f"before: {cost}" in words_of(picture(view))
    assert view._judgements()[0].value != cost


def test_the_scheme_is_kept_and_comes_back(view: RedesignTheCampaign) -> None:
    notes = Memory()
    view.remember(notes)
    put(view, earned=model.MATCH, teachers=True, money=4)
    view.controls["thing"].value = POSTS
    assert "thing" not in notes.values and "assume extra" not in notes.values
    again = RedesignTheCampaign(demo())
    again.remember(Memory(notes.values))
    assert again.scheme == view.scheme


def test_the_assumptions_can_be_moved(view: RedesignTheCampaign) -> None:
    before = headline(view._tried)
    view.controls["assume extra"].value = 0.0
    assert view._judgements()[2].value == "0.0 million pieces"
    assert headline(view._tried) == before
    view.controls["assume shrug_bars"].value = 60
    assert not view._tried.page.passes


@pytest.mark.parametrize("pieces", [1, 9, 10, 99, 170, 320, 1000, 2730, 5440, 9600])
def test_a_wall_is_ten_wide_or_no_taller_than_it_may_be(pieces: int) -> None:
    across = columns(pieces)
    assert across % 10 == 0
    assert -(-pieces // across) * BAR_HIGH <= TALLEST + 1e-9
    if across > 10:
        assert -(-pieces // (across - 10)) * BAR_HIGH > TALLEST


def test_the_wall_has_as_many_bars_as_it_says(view: RedesignTheCampaign) -> None:
    """Its area is the number of bars; each bar is ten wide and three high."""
    for thing in THINGS:
        for tokens in (17, 23):
            put(view, thing=thing, per_pound=tokens)
            count = view._pieces(thing)
            wall = [r for r in picture(view).findall(f"{SVG}rect") if r.get("fill") == CHOCOLATE]
            area = sum(float(r.get("width")) * float(r.get("height")) for r in wall)
            wide = max(float(r.get("width")) for r in wall) / columns(count)
            assert area / (wide * wide * 0.3) == pytest.approx(count, rel=0.01)
            assert f"{count:,} bars" in view.summary


def test_without_a_link_there_is_no_wall(view: RedesignTheCampaign) -> None:
    put(view, earned=model.GIFT)
    assert not [r for r in picture(view).findall(f"{SVG}rect") if r.get("fill") == CHOCOLATE]
    assert "Behind one basketball: no chocolate" in words_of(picture(view))


@settings(max_examples=30, deadline=None)
@given(
    st.fixed_dictionaries(
        {
            "thing": st.sampled_from([*THINGS, model.COACHING]),
            "earned": st.sampled_from(model.EARNED),
            "per_pound": st.integers(1, 30),
            "product": st.sampled_from(model.PRODUCTS),
            "collectors": st.sampled_from(model.COLLECTORS),
            "given": st.sampled_from(model.GIVEN),
            "money": st.integers(1, 9),
            "fanfare": st.sampled_from(model.FANFARE),
            "critics": st.booleans(),
        }
    )
)
def test_picture_sentence_and_table_agree(values: dict[str, object]) -> None:
    view = VIEW
    put(view, **values)
    root = picture(view)
    assert_inside(root)
    texts = root.findall(f"{SVG}text")
    assert min(float(t.get("font-size")) for t in texts) >= 12
    words = words_of(root)
    assert view.summary in sentence(view.html).replace("&amp;", "&").replace("&#x27;", "'")
    for each in view._judgements():
        assert each.value in words and each.word in words and each.value in view.summary
    assert headline(view._tried) in re.sub(r" \| ", " ", words)
    stamp = min(float(t.get("y")) for t in texts if "newspaper test" in (t.text or ""))
    paper = [t for t in texts if float(t.get("x")) > 520 and float(t.get("y")) < stamp]
    assert max(float(t.get("y")) for t in paper) <= stamp - 20, "nothing lies under the stamp"
    head, rows = view.rows()
    shown = dict(zip([row[0] for row in rows], rows, strict=True))
    called = view._heads[0].removeprefix("Behind one ").split(":")[0]
    count = shown[called][1]
    assert f"{count} " in words or count == "0"
    assert len(head) == len(rows[0]) and headline(view._tried) in view.table_html().replace(
        "&#x27;", "'"
    )


VIEW = unfolded()


def test_the_stored_picture_is_small(view: RedesignTheCampaign) -> None:
    assert len(view.svg) < 9_000
    put(view, thing=POSTS, per_pound=30)
    assert len(view.svg) < 15_000


def test_no_scheme_has_four_ticks() -> None:
    """The page's game: whoever wants three gives up the fourth."""
    three = 0
    asked = list(product((False, True), repeat=3))
    for earned, money, ask, fanfare, given_ in product(
        (model.PLAY, model.MATCH, model.GIFT), (1.0, 2.0), asked, model.FANFARE,
        (model.BALLS, model.COACH),
    ):  # fmt: skip
        tried = try_out(Scheme(earned, 17, model.BARS, "children", given_, money, *ask, fanfare))
        good = [each.mark == GOOD for each in judged(tried, model.USUAL)]
        assert not all(good)
        three += tried.page.passes and sum(good) == 3
    assert three > 10
    bars = Scheme(per_pound=1, product=model.SMALL, collectors=model.ADULTS, given=model.BALLS)
    assert try_out(bars).page.passes and judged(try_out(bars), model.USUAL)[2].mark != GOOD


def test_the_start_looks_at_the_ball(view: RedesignTheCampaign) -> None:
    assert view.controls["thing"].value == BASKETBALL
    wide, high = bars(picture(view))
    assert wide > 160 and high > 80, "a bar of the ball's wall can be counted"
