"""The view of the inbox: its controls make the plan, and it says what comes of it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from cem_workbook.cases import inbox as model
from cem_workbook.cases.inbox_letters import HANDLING, PRAISE, WAITING, WISHES, inbox
from cem_workbook.data import SECTORS, Company, demo
from cem_workbook.explorers import open_explorer
from cem_workbook.explorers.inbox import TheInbox, called
from cem_workbook.explorers.inbox_drawing import pain_word
from tests.views import SVG, assert_inside, assert_words_apart, sentence, words_of


@pytest.fixture
def view() -> TheInbox:
    return TheInbox(demo())


def picture(view: TheInbox) -> ET.Element:
    return ET.fromstring(view.svg)


def topic(view: TheInbox, place: int = 0) -> str:
    return demo().profile.topics[place].name


def put(view: TheInbox, **values: object) -> None:
    for name, value in values.items():
        view.controls[name].value = value


def test_it_is_found_by_its_name() -> None:
    assert isinstance(open_explorer("inbox", demo()), TheInbox)


def test_at_first_nothing_is_done(view: TheInbox) -> None:
    assert not any(view.plan.answers) and not view.plan.mend and not view.plan.ask
    assert "Your plan takes 0.0 of 60 hours" in view.summary
    yours, nothing = view._of["yours"], view._of["nothing"]
    assert yours == nothing
    assert "0 crowns against doing nothing" in view.summary


def test_the_controls_make_the_plan(view: TheInbox) -> None:
    name = topic(view)
    view.controls[f"answer {name}"].value = model.GOOD
    view.controls[f"answer {PRAISE}"].value = model.OWN
    view.controls[f"mend {WAITING}"].value = True
    view.controls["ask"].value = True
    box = inbox(demo())
    wanted = model.by_pile(box, {name: model.GOOD, PRAISE: model.OWN}, [WAITING], ask=True)
    assert view.plan == wanted
    assert f"takes {model.hours(box, wanted):.1f} of 60" in view.summary


def test_a_loss_is_made_good_only_where_somebody_lost(view: TheInbox) -> None:
    for pile in inbox(demo()).piles:
        offered = [value for _, value in view.controls[f"answer {pile.name}"].options]
        loses = any(letter.loss for letter in inbox(demo()).of(pile.name))
        assert (model.GOOD in offered) == loses
    assert f"mend {PRAISE}" not in view.controls
    assert f"mend {WISHES}" not in view.controls


def test_a_pile_without_letters_takes_no_answer(view: TheInbox) -> None:
    for pile in inbox(demo()).piles:
        assert view.controls[f"answer {pile.name}"].disabled == (pile.letters == 0)


def test_the_hours_for_asking_follow_the_assumption(view: TheInbox) -> None:
    ask = view.controls["ask"]
    assert ask.description.endswith(f": {model.USUAL.ask_hours:g} hours")
    put(view, **{"assume ask_hours": 20.0}, ask=True)
    assert ask.description.endswith(": 20 hours")
    assert "takes 20.0 of 60" in view.summary
    view.controls["reset"].click()
    assert ask.description.endswith(f": {model.USUAL.ask_hours:g} hours")


def test_every_box_says_what_it_mends(view: TheInbox) -> None:
    boxes = [c.description for name, c in view.controls.items() if name.startswith("mend ")]
    assert len(set(boxes)) == len(boxes), "also where the lines wrap"
    assert all(re.search(r": \d+ hours$", words) for words in boxes)


def test_the_sentence_follows_the_model(view: TheInbox) -> None:
    put(view, **{f"mend {WAITING}": True})
    outcome = model.follow(inbox(demo()), view.plan)
    said = view.summary
    assert f"{outcome.complaints} unhappy letters" in said
    assert f"{outcome.lost} of {outcome.customers:,} customers are lost" in said
    assert f"{outcome.again} of the" in said
    assert f"lost in a year: {outcome.lost} " in view._status.value
    assert outcome.lost < view._of["nothing"].lost


def test_too_many_hours_are_refused_in_words_and_shown(view: TheInbox) -> None:
    for name in [n for n in view.controls if n.startswith("mend ")]:
        view.controls[name].value = True
    assert view.over == pytest.approx(model.hours(inbox(demo()), view.plan) - 60)
    assert f"That is {view.over:.1f} too many" in view.summary
    assert "too many" in view._status.value
    assert "your plan takes too many hours" in words_of(picture(view))
    assert "yours" not in view._of
    assert "your plan" not in view.table_html()
    while view.over:  # take one thing off after another
        ticked = next(n for n in view.kept if n.startswith("mend ") and view.controls[n].value)
        view.controls[ticked].value = False
    assert "yours" in view._of
    assert "your plan" in view.table_html()


def test_hours_that_just_suffice_are_enough(view: TheInbox) -> None:
    """Tenths of hours do not add up exactly in a computer."""
    put(view, **{f"answer {topic(view)}": model.OWN, "assume own_hours": 4.0})
    letters = len(inbox(demo()).of(topic(view)))
    assert view._hours == pytest.approx(4 * letters)
    put(view, hours=20, **{"assume own_hours": 20 / letters})
    assert view.over == 0


def test_the_rules_follow_the_hours_there_are(view: TheInbox) -> None:
    before = {name: view._of[name] for name in ("first", "loudest", "triage")}
    put(view, hours=30)
    box = inbox(demo())
    assert view._of["first"] == model.follow(box, model.first_come(box, 30))
    assert view._of["triage"] == model.follow(box, model.by_triage(box, 30))
    assert any(view._of[name] != before[name] for name in before)


def test_a_pile_can_be_opened_and_read(view: TheInbox) -> None:
    assert view._letters.value == ""
    name = topic(view)
    put(view, open=name)
    letters = inbox(demo()).of(name)
    assert view._letters.value.count("<li>") == len(letters)
    assert all(letter.words.split(".")[0] in view._letters.value for letter in letters)
    assert "A ticket keeps no words" in view._letters.value
    put(view, open=PRAISE)
    assert "A ticket keeps no words" not in view._letters.value
    put(view, open="")
    assert view._letters.value == ""


def test_start_again_brings_back_the_first_view(view: TheInbox) -> None:
    first, drawn = view.summary, view.svg
    name = topic(view)
    put(view, hours=45, ask=True, open=name)
    put(view, **{f"mend {HANDLING}": True, f"answer {name}": model.OWN, "assume ignored": 2.0})
    assert view.summary != first
    view.controls["reset"].click()
    assert view.summary == first
    assert view.svg == drawn
    assert view._letters.value == ""


def test_the_triage_is_kept_and_the_play_is_not(view: TheInbox) -> None:
    kept = set(view.kept)
    piles = inbox(demo()).piles
    assert {f"answer {p.name}" for p in piles} | {"ask"} <= kept
    assert {f"mend {p.name}" for p in piles if p.hours} <= kept
    assert not {"hours", "open"} & kept

    class Notes:
        def __init__(self) -> None:
            self.kept: dict = {}

        def read(self) -> dict:
            return self.kept

        def write(self, values: dict) -> str:
            self.kept = dict(values)
            return ""

    notes = Notes()
    view.remember(notes)
    put(view, **{f"mend {WAITING}": True, f"answer {topic(view)}": model.GOOD})
    other = TheInbox(demo())
    other.remember(notes)
    assert other.plan == view.plan
    assert other.summary == view.summary
    stranger = TheInbox(Company("restaurant", 4))
    stranger.remember(notes)  # other troubles: what does not fit is passed over
    assert WAITING in stranger.plan.mend


def test_assumptions_can_be_changed(view: TheInbox) -> None:
    put(view, **{f"answer {topic(view)}": model.OWN})
    before = view._hours
    put(view, **{"assume own_hours": 2.0})
    assert view._hours == pytest.approx(2 * before)
    again = view._of["yours"].again
    put(view, **{"assume again_ignored": 0.0})
    assert view._of["yours"].again < again
    lost = view._of["nothing"].lost
    put(view, **{"assume leave_satisfaction": 0.6})
    assert view._of["nothing"].lost != lost


def test_table_and_picture_say_the_same(view: TheInbox) -> None:
    put(view, **{f"mend {WAITING}": True})
    head, rows = view.rows()
    table = [dict(zip(head, row, strict=True)) for row in rows]
    seen = words_of(picture(view))
    for pile, row in zip(inbox(demo()).piles, table, strict=True):
        assert row["Letters"] == pile.letters
        later, before = row["Letters a month, a quarter later"], row["If nothing is done"]
        assert f"{later} ({before})" in seen
        assert (row["Cause"] == "mended") == (pile.name == WAITING)
        if pile.pain:
            assert row["Pain"] == f"{pile.pain:.1f} {pain_word(pile.pain)}"
            assert f"{pile.pain:.1f}" in seen and pain_word(pile.pain) in seen
    for result in view._results():
        assert result.name in seen
        assert result.name in view.table_html()


def test_a_letter_is_drawn_for_each_letter(view: TheInbox) -> None:
    letters = [r for r in picture(view).findall(f"{SVG}rect") if r.get("width") == "46"]
    assert sum(r.get("stroke") == "#1c2733" for r in letters) >= 60


def test_the_living_view_has_a_sentence_and_a_picture(view: TheInbox) -> None:
    assert sentence(view.html).startswith("The bank (synthetic): 60 letters")
    assert 'role="img"' in view.html
    view._as_table.value = True
    assert view.html.count("<table") == 2


BUSY = {f"mend {WAITING}": True, f"mend {HANDLING}": True, f"answer {PRAISE}": 2, "ask": True}


@pytest.mark.parametrize("sector", SECTORS)
@pytest.mark.parametrize("seed", [1, 5, 31])
@pytest.mark.parametrize("values", [{}, BUSY], ids=["nothing", "busy"])
def test_the_drawing_stays_inside_and_its_words_apart(sector: str, seed: int, values: dict) -> None:
    view = TheInbox(Company(sector, seed))
    put(view, **values)
    root = picture(view)
    assert_inside(root)
    assert_words_apart(root)


def test_the_word_for_a_pain_agrees_with_the_number_beside_it() -> None:
    words = [pain_word(n / 100) for n in range(100, 401)]
    shown = [f"{n / 100:.1f}" for n in range(100, 401)]
    assert len(set(zip(shown, words, strict=True))) == len(set(shown))
    assert set(words) == {"severe", "painful", "annoying"}


def test_every_pile_has_a_name_for_people() -> None:
    for sector in SECTORS:
        for pile in inbox(Company(sector, 2)).piles:
            assert called(pile.name) and called(pile.name) not in {"wishes", "handling"}
