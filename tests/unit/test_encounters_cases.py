"""The cases of page 19: they agree with the conversations, and with what the page says."""

from __future__ import annotations

import json
import random
from collections import Counter
from functools import cache
from itertools import product

import pytest

from cem_workbook.cases.encounters import Choice, Condition, Conversation, Feelings
from cem_workbook.cases.encounters_play import Play, walk
from cem_workbook.cases.encounters_read import read_folder, shipped_folder
from cem_workbook.course import NOTEBOOKS
from cem_workbook.data.company import Company
from cem_workbook.exercises.bank import encounters_cases as cases
from cem_workbook.exercises.bank import find
from cem_workbook.exercises.marking import mark
from cem_workbook.explorers.encounter_words import helpful
from cem_workbook.frameworks.techniques import NAMED

COMPANIES = [Company("bank", 31), Company("insurer", 3), Company("phone shop", 7), Company("restaurant", 11)]  # fmt: skip
DRAWS = range(40)
TALKS = {talk.key: talk for talk in read_folder(shipped_folder(), NAMED).conversations}


@cache
def page_text() -> str:
    file = NOTEBOOKS / "19_service_encounters.ipynb"
    cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
    return " ".join("\n".join("".join(c["source"]) for c in cells).split())


@cache
def endings() -> dict[str, list[tuple[str, bool]]]:
    """For each talk, every way's ending, and whether every answer on it was meant to help."""

    def ways(talk: Conversation) -> list[tuple[str, bool]]:
        found = []
        for way in walk(talk):
            steps = Play(talk, way.picks).steps
            found.append((way.outcome.ending, all(helpful(step.choice) for step in steps)))
        return found

    return {key: ways(talk) for key, talk in TALKS.items()}


def best(key: str) -> str:
    return TALKS[key].endings[0].name


def worst(key: str) -> str:
    return TALKS[key].endings[-1].name


# --- what the page says


def test_the_files_are_the_courses_own() -> None:
    assert set(cases.FILES) == set(TALKS)
    for key, talk in TALKS.items():
        keeps = [ending.keeps for ending in talk.endings]
        assert keeps[0] == max(keeps) and keeps[-1] == min(keeps), key


def test_about_one_way_in_twenty_leads_to_the_best_ending() -> None:
    every = [(key, ending) for key, ways in endings().items() for ending, _ in ways]
    share = sum(ending == best(key) for key, ending in every) / len(every)
    assert 1 / 25 < share < 1 / 16
    assert "**one in twenty**" in page_text()


def test_who_makes_no_mistake_never_meets_the_worst_and_not_always_the_best() -> None:
    met = [(key, ending) for key, ways in endings().items() for ending, pure in ways if pure]
    assert {key for key, _ in met} == set(TALKS)
    assert not any(ending == worst(key) for key, ending in met)
    middle = sum(ending != best(key) for key, ending in met) / len(met)
    assert 0.25 < middle < 0.35
    assert "more than one in four met the middle one" in page_text()


def test_most_ways_to_the_best_ending_hold_a_mistake() -> None:
    pure = [p for key, ways in endings().items() for ending, p in ways if ending == best(key)]
    assert sum(pure) / len(pure) < 0.5


@pytest.mark.parametrize("key", cases.FILES)
def test_the_shortest_answers_end_in_the_worst_way(key: str) -> None:
    play = Play(TALKS[key])
    while play.turn:
        minutes = [choice.minutes for choice in play.turn.choices]
        play = play.choose(1 + minutes.index(min(minutes)))
    assert play.ending is not None
    assert play.ending.name == worst(key)
    assert play.feelings.trust == cases.by_rule(key, cases.SHORTEST).trust
    assert play.minutes == cases.by_rule(key, cases.SHORTEST).minutes


def test_the_longest_answers_win_trust_and_seldom_the_best_ending() -> None:
    for key in cases.FILES:
        long, short = (cases.by_rule(key, rule) for rule in (cases.LONGEST, cases.SHORTEST))
        assert long.trust > TALKS[key].start.trust > short.trust
        assert long.minutes > short.minutes
    met = Counter(ended_by_the_longest(key) == best(key) for key in cases.FILES)
    assert met[True] < met[False]


def ended_by_the_longest(key: str) -> str:
    play = Play(TALKS[key])
    while play.turn:
        minutes = [choice.minutes for choice in play.turn.choices]
        play = play.choose(1 + minutes.index(max(minutes)))
    assert play.ending is not None
    return play.ending.name


def test_the_answer_of_the_card_stands_in_the_file() -> None:
    """“Sew something for me” works in the two ways that the question prints."""
    choices = [c for turn in TALKS["noise-without-name"].turns for c in turn.choices]
    (sew,) = (choice for choice in choices if "Sew something" in choice.says)
    angry, calm = sew.effects
    assert angry.when == (Condition("anger", ">", 24),)
    text = find("encounters-2").ask
    for effect in (angry, calm):
        moves = ", ".join(
            f"{name} {'+' if by > 0 else '−'}{abs(by)}"
            for name, by in zip(Feelings._fields, effect.moves, strict=True)
        )
        assert moves in text


def test_a_promise_left_until_friday_costs_what_the_card_says() -> None:
    friday = TALKS["noise-without-name"].turn("friday")
    assert friday is not None
    trust = [effect.moves.trust for choice in friday.choices for effect in choice.effects]
    assert (max(trust), min(trust)) == (-10, -36)
    assert "costs ten points of trust, and the worst 36" in find("encounters-7").right


def test_the_worked_example_of_the_page_is_right() -> None:
    case = {"margin": 10, "leave": 20, "months": 3, "given": 9}
    assert cases.worth()(case) == pytest.approx(15.4)
    assert "10 × 0.8 = 8" in page_text() and "**15.4** are left" in page_text()


# --- replies


def test_every_name_is_met_and_helps_or_not() -> None:
    assert set(cases.REPLIES.values()) == set(cases.NAMES)
    helps = {each.name: each.helps for each in NAMED.values()}
    assert [helps[name] for name in cases.NAMES] == [True, False] * 3


# --- all ways


@pytest.mark.parametrize("company", COMPANIES, ids=lambda c: c.sector)
def test_ways_are_all_that_can_be_said(company: Company) -> None:
    for seed in DRAWS:
        case = cases.small_talk(company, random.Random(seed))
        talk, start = case["talk"], case["anger"]
        angers = []
        for picks in product(*(range(len(talk[turn])) for turn in (1, 2, 3))):
            first = talk[1][picks[0]]
            if first.leads == 3 and picks[1]:
                continue  # the second turn is left out: one way, whatever would be said there
            second = 0 if first.leads == 3 else talk[2][picks[1]].moves
            angers.append(start + first.moves + second + talk[3][picks[2]].moves)
        found = [anger for anger, _ in cases.ends(talk, start)]
        assert sorted(found) == sorted(angers)
        assert len(found) == 15, "the hint says so"
        assert all(0 <= anger <= 100 for anger in found), "no feeling leaves the scale"
        stay = sum(anger < 30 for anger in angers)
        assert cases.share_of_ways()(case) == pytest.approx(100 * stay / 15)
        assert sum(chance for _, chance in cases.ends(talk, start)) == pytest.approx(1)


def test_the_question_has_something_to_count() -> None:
    for seed in range(30):
        case = find("encounters-3").pose(Company("bank", seed)).case
        assert 0 < cases.kept_ways(case) < 15


# --- two rules


def test_a_rule_is_played_as_the_view_plays_it() -> None:
    """Without wrong ideas it is the engine; each of them makes a difference somewhere."""
    differ: Counter[str] = Counter()
    for key, rule in product(cases.FILES, (cases.SHORTEST, cases.LONGEST)):
        right = cases.by_rule(key, rule)
        assert right == cases.by_rule(key, rule, effect=Choice.effect, step=Feelings.moved)
        assert right.moved == right.trust - TALKS[key].start.trust
        differ["usual"] += cases.by_rule(key, rule, effect=cases.usual) != right
        differ["lower"] += cases.by_rule(key, rule, upper=False) != right
        differ["bounds"] += cases.by_rule(key, rule, step=cases.without_bounds) != right
    assert min(differ.values()) >= 3, differ


def test_two_talks_are_two() -> None:
    drawn = [cases.two_talks(COMPANIES[0], random.Random(seed))["files"] for seed in range(60)]
    assert all(one != two for one, two in drawn)
    assert {one for one, _ in drawn} == set(cases.FILES)


# --- crowns


def test_worth_is_a_sum_month_by_month() -> None:
    for seed in DRAWS:
        case = cases.after_the_refund(COMPANIES[seed % 4], random.Random(seed))
        there, crowns = 1.0, -float(case["given"])
        for _ in range(case["months"]):
            crowns += there * case["margin"]
            there -= there * case["leave"] / 100
        assert cases.worth()(case) == pytest.approx(crowns)
        assert crowns > 0, "it has ended well"


# --- conditions


def test_the_recipes_read_as_they_say() -> None:
    signs = {
        ">": lambda a, b: a > b,
        ">=": lambda a, b: a >= b,
        "<": lambda a, b: a < b,
        "<=": lambda a, b: a <= b,
    }
    values = (0, 9, 40, 59, 60, 61, 100)
    for sign, value, number in product(signs, values, values):
        felt = {"trust": 1, "effort": value, "anger": 99}
        text = f"effort {sign} {number}"
        assert cases.FUNCTIONS["d"](text, felt) == signs[sign](value, number)
        assert cases.FUNCTIONS["e"](text, felt) == signs[sign](str(value), str(number))
        assert cases.FUNCTIONS["a"](text, felt) == signs[sign[0] + "="](value, number)
        assert cases.FUNCTIONS["b"](text, felt) == signs[sign[0]](value, number)
        assert cases.FUNCTIONS["c"](text, felt) == signs[sign](99, number)


def test_four_trials_lie_on_the_line() -> None:
    for seed in DRAWS:
        case = cases.conditions(COMPANIES[0], random.Random(seed))
        on_line = [feelings[text.split()[0]] == case["line"] for text, feelings in case["trials"]]
        assert sum(on_line) == 4 and len(on_line) == 6


def test_yes_and_no_pass_as_code() -> None:
    question = find("encounters-8").pose(COMPANIES[0])
    assert mark(question, cases.FUNCTIONS["d"]).is_right
