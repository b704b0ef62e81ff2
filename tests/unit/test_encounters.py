"""Conversations: playing them, what every way through them comes to, and what it is worth."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cem_workbook.cases import encounters_print
from cem_workbook.cases.encounters import (
    END,
    FEELINGS,
    PLACES,
    Choice,
    Condition,
    Conversation,
    Feelings,
)
from cem_workbook.cases.encounters_play import (
    Outcome,
    Play,
    Standing,
    prospects,
    resume,
    walk,
    written,
)
from cem_workbook.cases.encounters_read import read_folder, shipped_folder
from cem_workbook.cases.encounters_worth import (
    USUAL,
    Stakes,
    Sum,
    ahead,
    crowd,
    satisfaction,
    sums,
)
from cem_workbook.data import SECTORS, Company, demo
from cem_workbook.errors import BadInput
from cem_workbook.frameworks.techniques import (
    ALL,
    DISRESPECTS,
    KINDS,
    MISTAKES,
    NAMED,
    STANDARDS,
    TECHNIQUES,
)

CRITERIA = ("trust", "calm", "cost", "time", "whole")
Scores = dict[str, float]


@cache
def talks() -> tuple[Conversation, ...]:
    shelf = read_folder(shipped_folder(), NAMED)
    assert not shelf.broken
    return shelf.conversations


KEYS = sorted(path.stem for path in shipped_folder().glob("*.toml"))


def talk(key: str) -> Conversation:
    return next(each for each in talks() if each.key == key)


@cache
def every_way(key: str) -> tuple[tuple[Outcome, int], ...]:
    """Each way's outcome and its number of answers."""
    return tuple((way.outcome, len(way.picks)) for way in walk(talk(key)))


@cache
def reached(key: str) -> Mapping[Standing, tuple[frozenset[Outcome], ...]]:
    return prospects(talk(key))


@cache
def worth(key: str) -> dict[Outcome, Sum]:
    """What each outcome from any turn on is worth to the demo company."""
    after = {o for each in reached(key).values() for some in each for o in some}
    listed = sorted(after | {o for o, _ in every_way(key)})
    return dict(zip(listed, sums(talk(key), listed, crowd(demo())), strict=True))


@cache
def chances(key: str) -> dict[str, list[list[Scores]]]:
    """For each turn and each state one can be in there: the best that each choice can reach."""
    found: dict[str, list[list[Scores]]] = defaultdict(list)
    value = worth(key)
    for (turn, _), each in reached(key).items():
        found[turn].append([
            {
                "trust": max(o.feelings.trust for o in some),
                "calm": max(-o.feelings.anger for o in some),
                "cost": max(-o.cost for o in some),
                "time": max(-o.minutes for o in some),
                "whole": max(value[o].whole for o in some),
            }
            for some in each
        ])  # fmt: skip
    return found


def best_at(scores: list[Scores], criterion: str) -> set[int]:
    most = max(each[criterion] for each in scores)
    return {i for i, each in enumerate(scores) if each[criterion] >= most - 1e-9}


def by(key: str, score: Callable[[Choice], float]) -> Play:
    """Play with the same strategy at each turn; among equals the first."""
    play = Play(talk(key))
    while play.turn is not None:
        values = [score(choice) for choice in play.turn.choices]
        play = play.choose(1 + values.index(max(values)))
    return play


# The shipped conversations


def test_there_are_enough_and_they_are_everywhere() -> None:
    assert 8 <= len(talks()) <= 10
    assert {each.place for each in talks()} == set(PLACES)
    assert len({each.title for each in talks()}) == len(talks())
    assert all("[00" in each.source for each in talks())


def test_every_name_is_met() -> None:
    used = {k for t in talks() for turn in t.turns for c in turn.choices for k in c.named}
    assert used == set(NAMED)
    assert len(TECHNIQUES) == 10 and len(STANDARDS) == 5
    assert len(MISTAKES) == 6 + 3 + 1 and len(DISRESPECTS) == 4
    assert {each.kind for each in ALL} == set(KINDS)
    assert len(NAMED) == len(ALL)
    assert all(each.tag.startswith("[00") or each.tag == "the course's own" for each in ALL)


@pytest.mark.parametrize("key", KEYS)
def test_three_endings_are_reached_and_six_turns(key: str) -> None:
    endings = Counter(outcome.ending for outcome, _ in every_way(key))
    assert set(endings) == {each.name for each in talk(key).endings}
    assert len(endings) == 3
    steps = [n for _, n in every_way(key)]
    assert max(steps) >= 6
    assert np.mean([n >= 6 for n in steps]) > 0.5
    keeps = [each.keeps for each in talk(key).endings]
    assert keeps == sorted(keeps, reverse=True)


@pytest.mark.parametrize("key", KEYS)
def test_no_choice_is_the_best_whatever_one_wants(key: str) -> None:
    for turn, states in chances(key).items():
        always = set(range(len(states[0])))
        for scores in states:
            for criterion in CRITERIA:
                always &= best_at(scores, criterion)
        assert not always, turn


@pytest.mark.parametrize("key", KEYS)
def test_somewhere_the_feelings_decide_what_is_best(key: str) -> None:
    """For one and the same aim, another choice is best where the customer feels otherwise."""
    for criterion in ("trust", "whole"):
        turns = [
            turn
            for turn, states in chances(key).items()
            if not set.intersection(*(best_at(scores, criterion) for scores in states))
        ]
        if turns:
            return
    pytest.fail("the same choices are best for everybody")


def test_no_way_of_answering_is_best_everywhere() -> None:
    """Always giving, always apologising, always being thorough or quick: none does it."""

    def thorough(choice: Choice) -> float:
        return 1000 * all(NAMED[k].helps for k in choice.named) + choice.minutes

    ways: dict[str, Callable[[Choice], float]] = {
        "gives": lambda c: c.cost,
        "sorry": lambda c: float("apology" in c.named or "hollow sorry" in c.named),
        "thorough": thorough,
        "quick": lambda c: -c.minutes,
        "first": lambda c: 0,
    }
    top: Counter[str] = Counter()
    best: Counter[str] = Counter()
    for each in talks():
        most = max(worth(each.key)[o].whole for o, _ in every_way(each.key))
        for name, score in ways.items():
            play = by(each.key, score)
            assert play.ending is not None
            top[name] += play.ending == each.endings[0]
            best[name] += worth(each.key)[play.outcome].whole > most - 1
    assert not any(best.values()), "some way reaches all that can be reached"
    assert top["gives"] <= 2 and top["sorry"] <= 2 and top["quick"] == 0
    assert 1 <= top["thorough"] <= 5  # it helps, and it is not enough


@pytest.mark.parametrize("key", [each.key for each in TECHNIQUES])
def test_a_technique_is_sometimes_best_and_sometimes_not(key: str) -> None:
    seen = set()
    for each in talks():
        for turn in each.turns:
            places = {i for i, c in enumerate(turn.choices) if key in c.named}
            for scores in chances(each.key)[turn.name] if places else ():
                seen.add(bool(places & best_at(scores, "whole")))
    assert seen == {True, False}


@pytest.mark.parametrize("key", KEYS)
def test_every_other_line_and_effect_comes_up(key: str) -> None:
    met = list(reached(key))
    for turn in talk(key).turns:
        here = [feelings for name, feelings in met if name == turn.name]
        assert {turn.line(f) for f in here} == {line.says for line in turn.lines}
        for choice in turn.choices:
            assert {id(choice.effect(f)) for f in here} == {id(e) for e in choice.effects}


def test_the_order_of_choices_tells_nothing() -> None:
    places = Counter(
        min(best_at(scores, "whole"))
        for each in talks()
        for states in chances(each.key).values()
        for scores in states[:1]
    )
    assert max(places.values()) < 0.6 * sum(places.values())


def test_the_texts_are_clean() -> None:
    for each in talks():
        for turn in each.turns:
            assert turn.thinks
            words = [turn.thinks, *(line.says for line in turn.lines)]
            words += [w for c in turn.choices for w in (c.says, *(e.why for e in c.effects))]
            for text in words:
                assert text.count("“") == text.count("”"), text
                assert '"' not in text and "  " not in text
            says = [c.says for c in turn.choices]
            assert len(set(says)) == len(says)


# Playing


def test_a_play_is_its_picks() -> None:
    each = talk("ten-years")
    play = Play(each)
    assert play.feelings == each.start and play.turn == each.turns[0] and play.ending is None
    one = play.choose(1)
    assert one.steps[0].choice == each.turns[0].choices[0]
    assert one.feelings == each.start.moved(one.steps[0].effect.moves)
    assert one.minutes == one.steps[0].choice.minutes
    assert play.picks == (), "a play does not change"
    assert one.back_to(1) == play
    assert resume(each, written(one.picks)) == one


@pytest.mark.parametrize("picks", [(0,), (9,), (-1,), (1, 9)])
def test_a_choice_that_is_not_there_is_refused(picks: tuple[int, ...]) -> None:
    with pytest.raises(BadInput, match="has no choice"):
        _ = Play(talk("ten-years"), picks).steps


def test_after_the_end_nothing_can_be_said() -> None:
    play = by("ten-years", lambda c: -c.minutes)
    with pytest.raises(BadInput, match="has no choice 1"):
        play.choose(1)


@pytest.mark.parametrize("line", ["", "x", "1 x", "99", "-1", "1 99 1", "1.5", "①", "1 " * 500])
def test_any_kept_line_is_read_as_far_as_it_fits(line: str) -> None:
    play = resume(talk("ten-years"), line)
    assert len(play.picks) <= 20
    assert play.steps is not None


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_whatever_is_picked_feelings_stay_in_range_and_it_ends(data: st.DataObject) -> None:
    each = data.draw(st.sampled_from(talks()))
    play = Play(each)
    while play.turn is not None:
        assert len(play.picks) <= len(each.turns)
        play = play.choose(data.draw(st.integers(1, len(play.turn.choices))))
        assert all(0 <= value <= 100 for value in play.feelings)
        step = play.steps[-1]
        assert step.before.moved(step.moved) == step.after
    assert play.ending is not None
    assert play.cost == sum(step.choice.cost for step in play.steps)
    assert resume(each, written(play.picks)) == play
    again = play.back_to(data.draw(st.integers(1, len(play.picks))))
    assert play.picks[: len(again.picks)] == again.picks and again.turn is not None


@pytest.mark.parametrize("sign", ["<", "<=", ">", ">="])
def test_conditions_compare(sign: str) -> None:
    for value in (49, 50, 51):
        for at, feeling in enumerate(FEELINGS):
            numbers = [0, 0, 0]
            numbers[at] = value
            holds = {"<": value < 50, "<=": value <= 50, ">": value > 50, ">=": value >= 50}[sign]
            assert Condition(feeling, sign, 50).holds(Feelings(*numbers)) == holds


def test_prospects_agree_with_the_ways() -> None:
    key = "wedding-storm"
    first = talk(key).turns[0].name, talk(key).start
    ahead_of = set().union(*reached(key)[first])
    assert ahead_of == {outcome for outcome, _ in every_way(key)}


# What it is worth


def outcome(feelings: Feelings, ending: str = "", cost: int = 0, minutes: int = 0) -> Outcome:
    return Outcome(ending, feelings, cost, minutes)


@pytest.mark.parametrize("sector", SECTORS)
def test_who_feels_better_brings_more_and_who_has_gone_brings_nothing(sector: str) -> None:
    each, people = talk("ten-years"), crowd(Company(sector, 3))
    glad, sore = Feelings(80, 40, 10), Feelings(20, 60, 70)
    one, two, gone = sums(each, [outcome(glad), outcome(sore), outcome(sore, "gone")], people)
    assert one.customer > two.customer > gone.customer == 0
    assert one.there_after > two.there_after > gone.there_after == 0
    assert one.low < one.whole < one.high
    assert one.usual == pytest.approx(two.usual)


def test_each_part_counts_once() -> None:
    each, people = talk("friend-listens"), crowd(demo())
    assert each.hear and each.queue
    plain, dear, long = sums(
        each,
        [
            outcome(each.start),
            outcome(each.start, cost=100),
            outcome(each.start, minutes=10),
        ],
        people,
    )
    assert dear.whole - plain.whole == pytest.approx(-each.loss * people.purchase)
    assert plain.heard == pytest.approx(0) and plain.queue == pytest.approx(0)
    assert long.time == pytest.approx(10 * USUAL.minute_cost)
    assert long.queue < 0
    assert long.whole == pytest.approx(plain.whole + long.queue - long.time)
    no_ears = sums(each, [outcome(Feelings(90, 30, 0))], people, Stakes(heard_share=0.0))[0]
    ears = sums(each, [outcome(Feelings(90, 30, 0))], people)[0]
    assert no_ears.heard == pytest.approx(0) and ears.heard > 0


def test_without_any_change_the_model_is_a_plain_chain() -> None:
    people = crowd(demo())
    from cem_workbook.data.model import leaving_chance, spend_factor, visits_factor

    found = ahead(people, np.array([people.satisfaction]), np.array([people.effort]))
    leave = float(leaving_chance(people.satisfaction, people.effort, people.leaving))
    bought = visits_factor(people.satisfaction) * spend_factor(people.satisfaction)
    months = np.arange(USUAL.months)
    assert found.there[0] == pytest.approx((1 - leave) ** 12)
    assert found.margin[0] == pytest.approx(people.margin * bought * ((1 - leave) ** months).sum())


def test_satisfaction_mixes_trust_and_calm() -> None:
    assert satisfaction(Feelings(100, 50, 0)) == 100
    assert satisfaction(Feelings(0, 50, 100)) == 0
    assert satisfaction(Feelings(100, 0, 100)) == pytest.approx(100 * USUAL.trust_share)


# On paper


@pytest.mark.parametrize("key", KEYS)
def test_both_sheets_hold_their_halves(key: str) -> None:
    from cem_workbook.text import to_plain

    names = {each.key: each.name for each in ALL}
    printed = encounters_print.sheets(talk(key), names)
    assert all(sheet.count("\n## ") >= len(talk(key).turns) for sheet in printed)
    customer, answers, afterwards = map(to_plain, printed)
    for turn in talk(key).turns:
        assert turn.thinks in customer and turn.thinks not in answers
        assert all(line.says in customer for line in turn.lines)
        assert all(c.says in answers and c.says not in customer for c in turn.choices)
        for choice in turn.choices:
            assert all(effect.why in afterwards for effect in choice.effects)
            assert all(effect.why not in customer + answers for effect in choice.effects)
            assert ", ".join(names[k] for k in choice.named) in afterwards
    assert all(each.title in customer for each in talk(key).endings)
    assert END not in answers.split()
