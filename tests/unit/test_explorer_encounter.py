"""The view of an encounter: what is said, what each of two players sees, and the replay."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from functools import cache
from html import unescape
from pathlib import Path

import pytest

from cem_workbook.cases.encounters import FEELINGS
from cem_workbook.cases.encounters_play import Play, written
from cem_workbook.cases.encounters_read import shipped_folder
from cem_workbook.data import Company, demo
from cem_workbook.errors import CourseError
from cem_workbook.explorers.encounter import ANSWERS, CUSTOMER, Encounter
from cem_workbook.explorers.encounter_words import feeling_word, items, verdict
from cem_workbook.frameworks.techniques import NAMED
from tests.views import Kept, assert_inside, assert_words_apart, sentence, words_of

KEYS = sorted(path.stem for path in shipped_folder().glob("*.toml"))


@pytest.fixture
def view() -> Encounter:
    return Encounter(demo())


@cache
def shared() -> Encounter:
    """One view for all tests that set everything they need."""
    return Encounter(demo())


def picture(view: Encounter) -> ET.Element:
    return ET.fromstring(view.svg)


def seen(view: Encounter) -> str:
    return words_of(picture(view))


def play_on(view: Encounter, last: bool = False) -> None:
    """Answer to the end, always with the first (or the last) answer."""
    while view.play.turn is not None:
        view.controls[f"say {len(view.play.turn.choices) if last else 1}"].click()


def finish(view: Encounter, ending: str) -> None:
    """Go straight to one of the endings of the conversation that is chosen."""
    from cem_workbook.cases.encounters_play import walk

    talk = view.conversation
    way = next(way for way in walk(talk) if way.outcome.ending == ending)
    view.controls[f"picks {talk.key}"].value = written(way.picks)


def test_at_first_the_customer_speaks(view: Encounter) -> None:
    talk = view.conversation
    assert talk.place == "bank", "the places come in their order"
    assert talk.turns[0].lines[-1].says in view.summary and talk.situation in view.summary
    assert "Turn 1." in view.summary and "synthetic" in view.summary
    assert view.summary == Encounter(demo()).summary and view.svg == Encounter(demo()).svg
    assert not any(NAMED[k].name in view.html for c in talk.turns[0].choices for k in c.named[:1])


def test_the_buttons_carry_number_words_and_minutes(view: Encounter) -> None:
    choices = view.conversation.turns[0].choices
    for number, choice in enumerate(choices, start=1):
        words = view.controls[f"say {number}"].description
        assert words == f"{number} · {choice.says} ({choice.minutes} min)"
    hidden = view.controls[f"say {len(choices) + 1}"]
    assert hidden.layout.display == "none" and hidden.description == ""


def test_an_answer_moves_the_feelings_and_can_be_taken_back(view: Encounter) -> None:
    first = view.summary
    choice = view.conversation.turns[0].choices[0]
    assert view.controls["back"].disabled
    view.controls["say 1"].click()
    assert "Turn 2." in view.summary
    moved = view.conversation.start.moved(choice.effects[-1].moves)
    assert all(
        f"{name} {value} (" in view.summary for name, value in zip(FEELINGS, moved, strict=True)
    )
    view.controls["back"].click()
    assert view.summary == first


def test_the_replay_comes_after_the_end_only(view: Encounter) -> None:
    view.controls["say 1"].click()
    assert "replay" not in seen(view) and view.controls["again"].layout.display == "none"
    play_on(view)
    ending = view.play.ending
    assert ending is not None
    assert ending.title in view.summary and ending.says in view.summary
    everything = seen(view)
    assert "The replay" in everything
    for step in view.play.steps:
        assert verdict(step.choice) in everything
        assert all(NAMED[key].name in everything for key in step.choice.named)
        assert " ".join(step.effect.why.split()[:4]) in everything
    assert view.controls["say 1"].layout.display == "none"


def test_what_the_best_ending_lacked_is_told_after_another(view: Encounter) -> None:
    best, middle, _ = view.conversation.endings
    finish(view, best.name)
    assert "was missing" not in view.summary
    finish(view, middle.name)
    told = view.summary.split("For the best ending this was missing: ")[1].split(".")[0].split(", ")
    lacked = [each for each in best.when if not each.holds(view.play.feelings)]
    assert lacked and len(told) == len(lacked)
    for words, each in zip(told, lacked, strict=True):
        assert words.startswith(each.feeling) and words.endswith(f" {each.number}")
    view.controls["talk"].value = "ten-years"
    view.controls["picks ten-years"].value = "1 2 1"  # the account is closed, whatever he feels
    assert view.play.ending is not None and "was missing" not in view.summary


def test_a_turn_is_taken_again_from_there(view: Encounter) -> None:
    play_on(view)
    before = view.play
    assert view.controls["turn"].value == 1, "the field is never empty"
    view.controls["turn"].value = 3
    view.controls["again"].click()
    assert view.play.picks == before.picks[:2]
    assert view.play.turn == before.steps[2].turn
    assert view.controls["again"].layout.display == "none"
    view.controls[f"say {2 if before.picks[2] == 1 else 1}"].click()
    assert view.play.picks != before.picks[:3]


def test_start_again_forgets_this_conversation_only(view: Encounter) -> None:
    play_on(view)
    other = view.controls["talk"].options[1][1]
    view.controls["talk"].value = other
    view.controls["say 2"].click()
    view.controls["reset"].click()
    assert view.play.picks == ()
    view.controls["talk"].value = view.controls["talk"].options[0][1]
    assert view.play.ending is not None


@pytest.mark.parametrize("key", KEYS)
def test_the_sum_adds_up_and_table_and_picture_agree(key: str) -> None:
    view = shared()
    view.controls["talk"].value = key
    for ending in view.conversation.endings:
        finish(view, ending.name)
        assert 'role="alert"' not in view.html
        assert view._sum is not None
        lines = items(view._sum, view.play)
        assert lines[-1].crowns == sum(line.crowns for line in lines[:-1])
        assert lines[-1].crowns == pytest.approx(view._sum.whole, abs=len(lines) / 2)
        everything, table = seen(view), view.table_html()
        for line in lines:
            assert line.what in everything and line.what in table
        head, rows = view.rows()
        assert len(rows) == len(view.play.steps)
        assert {len(row) for row in rows} == {len(head)}
        assert ending.title in everything
        texts_apart(view)


def texts_apart(view: Encounter) -> None:
    root = picture(view)
    assert_inside(root)
    assert_words_apart(root)


@pytest.mark.parametrize("key", KEYS)
def test_every_turn_is_drawn_inside(key: str) -> None:
    view = shared()
    view.controls["talk"].value, view.controls["who"].value = key, CUSTOMER
    view.controls["reset"].click()
    while view.play.turn is not None:
        texts_apart(view)
        assert view.play.turn.thinks in view.summary
        view.controls["say 2"].click()


def test_two_people_see_two_halves(view: Encounter) -> None:
    talk = view.conversation
    line, thought = talk.turns[0].lines[-1].says, talk.turns[0].thinks
    view.controls["who"].value = CUSTOMER
    assert line in view.html and thought[:20] in view.html
    assert view.controls["say 1"].description == "You hear answer 1"
    view.controls["say 2"].click()
    picked = talk.turns[0].choices[1].says
    view._as_table.value = True
    assert picked not in unescape(view.html) and "answer 2" in view.html
    view.controls["reset"].click()
    view.controls["who"].value = ANSWERS
    assert line not in unescape(view.html) and thought not in unescape(view.html)
    assert "Feelings" not in view.summary and "anger" not in view.html
    assert talk.turns[0].choices[0].says in view.controls["say 1"].description
    view.controls["say 2"].click()
    assert picked in unescape(view.html) and "anger" not in view.html
    play_on(view)
    assert "Feelings at the end" in view.summary


def test_two_people_who_press_the_same_numbers_stay_together() -> None:
    one, two = Encounter(demo()), Encounter(demo())
    one.controls["who"].value, two.controls["who"].value = CUSTOMER, ANSWERS
    for number in (2, 1, 3):
        for each in (one, two):
            each.controls[f"say {number}"].click()
        assert one.play.picks == two.play.picks


def test_conversations_come_back(view: Encounter) -> None:
    notes = Kept()
    view.remember(notes)
    play_on(view)
    other = Encounter(Company("restaurant", 5))
    other.remember(notes)
    assert other.play == view.play and other.play.ending is not None
    key = view.conversation.key
    notes.values[f"picks {key}"] = "1 99 <script> 2"  # kept by an older file: as far as it fits
    third = Encounter(demo())
    third.remember(notes)
    assert third.play == Play(third.conversation, (1,))
    assert 'role="alert"' not in third.html


def test_assumptions_change_the_sum(view: Encounter) -> None:
    play_on(view, last=True)
    assert view._sum is not None
    before = view._sum
    view.controls["assume minute_cost"].value = 5.0
    assert view._sum.time > before.time
    view.controls["assume months"].value = 12
    assert view._sum.customer < before.customer or before.customer == 0
    view.controls["reset"].click()
    assert view.controls["assume months"].value == 36


def test_the_sum_is_of_the_learners_own_company() -> None:
    found = set()
    for sector in ("bank", "restaurant"):
        view = Encounter(Company(sector, 7))
        play_on(view, last=True)
        assert view._sum is not None
        found.add(round(view._sum.usual))
        assert f"the {sector}" in view.summary
    assert len(found) == 2


def test_a_broken_file_is_named_and_the_others_play(tmp_path: Path) -> None:
    good = (shipped_folder() / "ten-years.toml").read_text(encoding="utf-8")
    (tmp_path / "good.toml").write_text(good, encoding="utf-8")
    (tmp_path / "bad.toml").write_text(
        good.replace("loss = 100", '"<b>moon</b>" = 3'), encoding="utf-8"
    )
    view = Encounter(demo(), tmp_path)
    assert [key for _, key in view.controls["talk"].options] == ["good"]
    assert "nobody knows “&lt;b&gt;moon&lt;/b&gt;” here" in view._left_out.value
    assert "<b>" not in view._left_out.value and 'role="alert"' in view._left_out.value
    (tmp_path / "good.toml").unlink()
    with pytest.raises(CourseError, match=r"no conversation that can be read.*bad\.toml, line "):
        Encounter(demo(), tmp_path)


def test_ones_own_conversations_stand_after_the_courses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They lie beside the page, may be called like one of the course's, and are kept apart."""
    monkeypatch.chdir(tmp_path)
    mine = tmp_path / "my-conversations"
    mine.mkdir()
    text = (shipped_folder() / "ten-years.toml").read_text(encoding="utf-8")
    text = text.replace('place = "bank"', 'place = "bicycle workshop"')
    text = text.replace('title = "Ten years, and a form"', 'title = "Ten miles, and a brake"')
    (mine / "ten-years.toml").write_text(text, encoding="utf-8")
    (mine / "draft.toml").write_text("title = ", encoding="utf-8")
    view = Encounter(demo())
    options = view.controls["talk"].options
    assert [key for _, key in options if not key.startswith("own ")] == [
        key for _, key in Encounter(demo(), shipped_folder()).controls["talk"].options
    ]
    assert options[-1][0] == "yours: Ten miles, and a brake"
    assert "draft.toml, line 1: " in view._left_out.value
    view.controls["talk"].value = options[-1][1]
    assert view.summary.startswith("Bicycle workshop: Ten miles, and a brake (yours).")
    view.controls["say 1"].click()
    assert view.controls["picks own ten-years"].value == "1"
    assert view.controls["picks ten-years"].value == ""


def test_words_of_a_file_are_never_markup(tmp_path: Path) -> None:
    text = (shipped_folder() / "ten-years.toml").read_text(encoding="utf-8")
    nasty = "<img src=x onerror=alert(1)> {who} $x$ "
    for key in ("title", "customer", "you", "situation", "why", "says", "thinks"):
        text = re.sub(rf'(?m)^({key} = ")', rf"\g<1>{nasty}", text)
    text = re.sub(rf'(?m)^((?:title|customer|you) = "{re.escape(nasty)}).*$', r'\1"', text)
    (tmp_path / "nasty.toml").write_text(text, encoding="utf-8")
    view = Encounter(demo(), tmp_path)
    view._as_table.value = True
    while True:
        assert "<img" not in view.html and "stumbled" not in view.html
        ET.fromstring(view.svg)
        if view.play.turn is None:
            break
        view.controls["say 1"].click()
    assert "&lt;img" in view.html and "{who}" in view.html


def test_each_feeling_has_a_word_for_every_value() -> None:
    for name in FEELINGS:
        words = [feeling_word(name, value) for value in range(101)]
        assert len(set(words)) >= 4
        assert [w for i, w in enumerate(words) if w not in words[:i]] == list(dict.fromkeys(words))


def test_the_living_view_has_a_sentence_and_a_picture(view: Encounter) -> None:
    assert sentence(view.html).startswith("Bank: Ten years, and a form (synthetic)")
    assert 'role="img"' in view.html
    play_on(view)
    view._as_table.value = True
    assert view.html.count("<table") == 2
