"""Marking: what each kind of answer is read as, and what the feedback says."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cem_workbook.data.company import Company, demo
from cem_workbook.exercises.bank import BANKS, exercises_of, find
from cem_workbook.exercises.exercise import Exercise, Question
from cem_workbook.exercises.functions import Function
from cem_workbook.exercises.kinds import Choice, Decision, Kind, Number, Reflection, Verdict
from cem_workbook.exercises.marking import WORDS, Result, mark
from cem_workbook.exercises.misconceptions.idea import Misconception
from cem_workbook.exercises.numbers import Unreadable
from cem_workbook.exercises.sheets import Classify, Table
from tests.html_page import Page

EXERCISES = [e for bank in BANKS for e in exercises_of(bank)]

HALF = Misconception("half", "I stop half-way.", "{answer} is half of it. What of the rest?")
TENTH = Misconception("tenth", "I slip by a place.", "{answer} is a tenth.", close=True)


def ask(kind: Kind, expected: Any, *traps: Any, **case: Any) -> Question:
    """Return a small question of our own."""
    return Question(
        Exercise(
            id="own-1", goal="try", minutes=1, ask="?", answer=kind, expected=lambda c: expected,
            misconceptions=traps or (HALF.shows_as(lambda c: "never"),), hints=("a", "b", "c"),
            right="{answer} it is.", solution="So.",
        ),
        case,
        ("bank", 1),
    )  # fmt: skip


def number(expected: float = 40.0, **kind: Any) -> Question:
    return ask(Number(**kind), expected, HALF.shows_as(expected / 2), TENTH.shows_as(expected / 10))


# -- the words of feedback -------------------------------------------------------------------

FEEDBACK = [
    ("right", 40, "Right: 40 it is."),
    ("wrong", 20, "Not yet: 20 is half of it. What of the rest?"),
    ("wrong", 7, "Not yet: 7 is not what I get. a"),
    ("close", 4, "Close: 4 is a tenth."),
    ("close", 40.1, "Close: 40.1 is very near. Keep all decimals until the last step, and round only then."),
    ("unreadable", "much", "Not readable yet: I cannot read “much” as a number. Type it in figures, such as 25 or −0.25."),
    ("unattempted", ..., "Not attempted yet. Replace the three dots with your answer, then run this cell again."),
    ("unattempted", " \n", "Not attempted yet. Replace the three dots with your answer, then run this cell again."),
]  # fmt: skip


@pytest.mark.parametrize(("status", "answer", "says"), FEEDBACK)
def test_feedback_begins_with_its_word_in_text_and_in_html(
    status: str, answer: Any, says: str
) -> None:
    result = mark(number(), answer)
    assert result.status == status
    assert repr(result) == says
    assert says.startswith(result.word)
    assert Page(result._repr_html_()).words.strip() == says
    assert result.is_right == (status == "right")


def test_a_reflection_is_kept_and_never_marked() -> None:
    result = mark(ask(Reflection(), None), "Nobody asks the people who left.")
    assert repr(result) == "Kept. Your words are yours; nobody marks them."
    assert not result.is_right


@pytest.mark.parametrize("status", WORDS)
def test_the_word_comes_first_and_the_colour_second(status: str) -> None:
    result = Result("nps-1", status, "so it is")
    html = result._repr_html_()
    assert Page(html).words.startswith(WORDS[status])
    assert 'role="status"' in html
    assert "border-inline-start:6px solid #" in html


def test_feedback_reads_from_right_to_left_where_people_do(monkeypatch: pytest.MonkeyPatch) -> None:
    assert 'dir="ltr"' in mark(number(), 40)._repr_html_()
    monkeypatch.setenv("CEM_WORKBOOK_LANGUAGE", "fa")
    assert 'dir="rtl"' in mark(number(), 40)._repr_html_()


def test_notices_follow_the_feedback_as_plain_text() -> None:
    notice = "It is kept in /home/_me_/*work*/a&b <b> [x](y)."
    result = mark(number(), 40).with_notices((notice,)).with_notices(("And more.",))
    assert repr(result).splitlines() == ["Right: 40 it is.", notice, "And more."]
    page = Page(result._repr_html_())
    assert page.words.endswith(f"{notice}And more.")
    assert page.tags == {"div", "p", "strong"}


# -- somebody's words are never obeyed -------------------------------------------------------

TRICKS = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](http://example.org)",
    "![x](http://example.org/y)", "<http://example.org>", "*2* **3** _4_ `5`", "{answer} {0}", "a | b",
]  # fmt: skip


def every_kind() -> list[Question]:
    company = demo()
    return [e.pose(company) for e in EXERCISES if e.answer.marked]


def in_all_forms(question: Question, words: str) -> list[Any]:
    """Return the places of an answer where a text can stand."""
    kind = question.exercise.answer
    if isinstance(kind, Classify):
        return [words, [words] * len(kind.items(question.case))]
    if isinstance(kind, Table):
        return [words, {r: dict.fromkeys(kind.columns(question.case), words) for r in kind.rows(question.case)}]  # fmt: skip
    if isinstance(kind, Decision):
        return [words, (words, ["1"]), ("a", [words]), {"decide": words, "because": words}]
    if isinstance(kind, Function):

        def breaks(*_: Any) -> Any:
            raise ValueError(words)

        return [words, breaks, lambda scores: words]
    return [words, [words]]


@pytest.mark.parametrize("words", TRICKS)
def test_a_learners_words_are_shown_and_never_obeyed(words: str) -> None:
    quoted = 0
    for question in every_kind():
        for answer in in_all_forms(question, words):
            result = mark(question, answer)
            page = Page(result._repr_html_())
            assert result.status == "unreadable", question.exercise.id
            assert page.tags <= {"div", "p", "strong"}, question.exercise.id
            quoted += words in page.words
            assert (words in page.words) == (words in repr(result))
    assert quoted >= 5, "feedback says what it could not read"


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(categories=("L", "N", "P", "S")), max_size=30).map(lambda w: w + "?"))
def test_an_unreadable_answer_is_said_back_as_it_was_typed(words: str) -> None:
    for question in (number(), find("nps-7").pose(demo())):
        page = Page(mark(question, words)._repr_html_())
        assert f"“{words}”" in page.words
        assert page.tags == {"div", "p", "strong"}


@pytest.mark.parametrize("words", ["x" * 100_000, "7" * 100_000, "\n" * 50 + "y"])
def test_feedback_stays_short_whatever_was_pasted(words: str) -> None:
    for question in every_kind():
        for answer in in_all_forms(question, words):
            assert len(repr(mark(question, answer))) < 500, question.exercise.id


# -- numbers ---------------------------------------------------------------------------------


def test_percent_and_fraction_are_the_same_answer_where_percent_is_asked() -> None:
    question = number(25.0, unit="percent")
    for answer in (25, "25 %", "0.25", "0,25", ".25", "1/4", "۲۵٪", np.float64(0.25)):
        assert mark(question, answer).is_right, answer
    assert not mark(question, "0.25 %").is_right, "a quarter of one per cent is something else"


def test_a_fraction_is_no_answer_in_points() -> None:
    assert not mark(number(25.0, unit="points"), 0.25).is_right


def test_both_ways_to_read_a_separator_are_tried() -> None:
    assert mark(number(1234.0), "1,234").is_right
    assert mark(number(1.234, tolerance=0.001), "1,234").is_right


def test_an_impossible_number_is_called_so() -> None:
    both = number(40.0, low=-100, high=100)
    for answer in (101, -101, 1e300):
        assert "cannot be: it has to lie between −100 and 100" in repr(mark(both, answer))
    assert "cannot be" not in repr(mark(both, 100))
    least = number(40.0, low=1)
    assert repr(mark(least, -5)) == "Not yet: −5 cannot be: it has to be at least 1. a"
    assert "cannot be" not in repr(mark(least, 1e9))


def test_within_the_tolerance_is_right_and_a_little_outside_is_close() -> None:
    question = number(40.0, tolerance=0.5)
    assert [mark(question, x).status for x in (39.5, 40.5, 40.51, 41.5, 41.6)] == [
        "right", "right", "close", "close", "wrong",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (40.0, "40"), (-40.25, "−40.2"), (1234.5, "1,234.5"), (0.204, "0.204"), (0.25, "0.25"),
        (-0.0, "0"), (0.0001, "0"), (-0.0001, "0"), (99.96, "100"), (1e300, "1e+300"),
    ],
)  # fmt: skip
def test_a_number_is_said_back_as_short_as_it_can_be(value: float, text: str) -> None:
    assert Number().write(value) == text


@settings(deadline=None)
@given(st.floats(-1e9, 1e9))
def test_what_is_said_back_is_the_number_that_was_given(value: float) -> None:
    said = Number(decimals=1).write(value)
    assert len(said) < 20
    assert float(said.replace("−", "-").replace(",", "")) == pytest.approx(value, abs=0.0501)


# -- choices and decisions -------------------------------------------------------------------

LETTERS = Choice({"a": "Promoters only.", "b": "Promoters less detractors.", "c": "All answers."})


@pytest.mark.parametrize(
    "answer",
    ["b", "B", " b ", "b)", "(b)", "b.", "[b]", "Promoters less detractors.", "promoters LESS  detractors.", np.str_("b")],
)  # fmt: skip
def test_an_option_is_its_letter_or_its_words(answer: str) -> None:
    assert mark(ask(LETTERS, "b"), answer).is_right


@pytest.mark.parametrize("answer", ["d", "ab", "1", 2, True, None, 2.0, [], "a, b", {"a": 1}, "ß"])
def test_what_is_no_option_gets_the_list_of_them(answer: Any) -> None:
    result = mark(ask(LETTERS, "b"), answer)
    assert result.status == "unreadable"
    assert result.message.endswith("one of a, b, c.")


ADVICE = Decision(
    options={"a": "Wait.", "b": "Act."},
    reasons={"1": "Sound.", "2": "Sound, too.", "3": "Also sound.", "4": "Unsound."},
    sound=frozenset("123"),
    needed=2,
)
UNSOUND = Misconception("unsound", "Four.", "the decision stands; reason 4 does not.")
HASTY = Misconception("hasty", "Act at once.", "what if it was chance?")


def advice() -> Question:
    return ask(
        ADVICE, Verdict("a", frozenset("12")),
        HASTY.shows_as(Verdict("b", frozenset("12"))),
        UNSOUND.shows_as(Verdict("a", frozenset("124"))),
    )  # fmt: skip


@pytest.mark.parametrize(
    "answer",
    [
        ("a", [1, 2]), ("A", ["1", "3"]), ["a", (2, 3)], ("a", {1, 2, 3}), ("a", "1, 2"), ("a", "1 3"),
        {"decide": "a", "because": [3, 1]}, ("Wait.", ["Sound.", "Also sound."]),
        Verdict("a", frozenset("23")), ("a", np.array([1, 2])),
    ],
)  # fmt: skip
def test_enough_sound_reasons_are_enough(answer: Any) -> None:
    assert mark(advice(), answer).is_right


@pytest.mark.parametrize("reasons", [[], [1], ["2"], 3, "3"])
def test_the_right_decision_with_too_few_reasons_is_close(reasons: Any) -> None:
    result = mark(advice(), ("a", reasons))
    assert result.status == "close"
    given = 0 if reasons == [] else 1
    assert f"it needs 2 reasons that hold; you gave {given}" in result.message


@pytest.mark.parametrize("reasons", [[4], [1, 4], [1, 2, 3, 4]])
def test_a_reason_that_does_not_hold_is_named(reasons: list[int]) -> None:
    assert mark(advice(), ("a", reasons)).misconception == "unsound"


@pytest.mark.parametrize("reasons", [[], [1, 2], [4], [1, 2, 3, 4]])
def test_a_wrong_decision_is_wrong_whatever_the_reasons(reasons: list[int]) -> None:
    result = mark(advice(), ("b", reasons))
    assert (result.status, result.misconception) == ("wrong", "hasty")


@pytest.mark.parametrize(
    "answer", ["a", ("a",), ("a", [9]), ("z", [1]), ("a", None), ("a", object()), {}, 7, ("a", 1.5)]
)
def test_half_a_decision_gets_a_sentence(answer: Any) -> None:
    result = mark(advice(), answer)
    assert result.status == "unreadable"
    assert result.message


# What no misconception explains would be called a right decision with too few reasons.
@pytest.mark.parametrize("exercise", [e for e in EXERCISES if e.answer.marked], ids=lambda e: e.id)
def test_every_wrong_option_and_every_unsound_reason_has_its_feedback(exercise: Exercise) -> None:
    kind = exercise.answer
    question = exercise.pose(Company("insurer", 5))
    if isinstance(kind, (Choice, Function)):
        options = kind.labels(question.case)
        told = {letter: mark(question, letter) for letter in options}
        assert sum(result.is_right for result in told.values()) == 1
        assert all(result.is_right or result.misconception for result in told.values())
        names = [result.misconception for result in told.values()]
        assert len(set(names)) == len(names)
    if isinstance(kind, Decision):
        right = question.expected
        for option in kind.options:
            result = mark(question, (option, sorted(right.reasons)))
            assert result.is_right == (option == right.option)
            assert result.is_right or result.misconception
        for reason in set(kind.reasons) - kind.sound:
            result = mark(question, (right.option, [*sorted(right.reasons), reason]))
            assert result.misconception, reason


# -- sheets: partial misconceptions ----------------------------------------------------------


def sorting() -> Question:
    return find("nps-1").pose(demo())


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_wrong_idea_is_recognised_in_some_of_the_cells(data: st.DataObject) -> None:
    """Whoever slips in one cell only, and knows it elsewhere, holds the idea all the same."""
    exercise = find(data.draw(st.sampled_from(["nps-1", "nps-4"])))
    question = exercise.pose(demo())
    right, same = question.expected, exercise.answer.same_cell
    trap, wrong = data.draw(st.sampled_from(question.wrong))
    apart = [cell for cell in right if not same(right[cell], wrong[cell])]
    chosen = data.draw(st.sets(st.sampled_from(apart), min_size=1))
    sheet = {cell: wrong[cell] if cell in chosen else right[cell] for cell in right}
    if isinstance(exercise.answer, Table):
        rows: dict[str, dict[str, float]] = {}
        for (row, column), value in sheet.items():
            rows.setdefault(row, {})[column] = value
        result = mark(question, rows)
    else:
        result = mark(question, sheet)
    explained = [
        t.misconception.name for t, w in question.wrong if all(same(w[c], sheet[c]) for c in chosen)
    ]
    assert trap.misconception.name in explained
    assert result.misconception == explained[0], "the most telling of those that explain it"
    count = f"{len(right) - len(chosen)} of {len(right)} are right: "
    assert (count in result.message) == (len(chosen) < len(right))


def test_two_ideas_at_once_are_not_blamed_on_one() -> None:
    question = sorting()
    right = question.expected
    six = next(who for who in right if who.endswith("gave 6"))
    eight = next(who for who in right if who.endswith("gave 8"))
    result = mark(question, {**right, six: "passive", eight: "promoter"})
    assert (result.status, result.misconception) == ("wrong", None)
    first = next(who for who in right if who in (six, eight))
    assert result.message == f"8 of 10 are right. Look again at “{first}”, to begin with."


def test_one_slip_that_no_idea_explains_is_pointed_at() -> None:
    question = sorting()
    nine = next(who for who in question.expected if who.endswith("gave 9"))
    result = mark(question, {**question.expected, nine: "detractor"})
    assert result.misconception is None
    assert f"9 of 10 are right. Look again at “{nine}”" in result.message


@pytest.mark.parametrize("blank", ["", " ", None, ...])
def test_what_has_not_been_sorted_is_counted(blank: Any) -> None:
    question = sorting()
    first, second = list(question.expected)[:2]
    result = mark(question, {**question.expected, first: blank, second: blank})
    assert result.status == "incomplete"
    assert repr(result).startswith(f"Not complete yet: 2 of 10 still have no place, “{first}”")


@pytest.mark.parametrize(
    "shape", [list, tuple, np.array, pd.Series, lambda v: [x.upper() for x in v]]
)
def test_a_list_of_places_is_taken_in_the_given_order(shape: Any) -> None:
    question = sorting()
    places = [f"{place}s" for place in question.expected.values()]
    assert mark(question, shape(places)).is_right
    short = mark(question, shape(places[:-1]))
    assert (short.status, short.message) == ("unreadable", "You sorted 9 things; there are 10.")


def test_a_place_that_does_not_exist_is_said_back_with_those_that_do() -> None:
    question = sorting()
    who = next(iter(question.expected))
    result = mark(question, {**question.expected, who: "neutral"})
    assert result.message == (
        f"“neutral” (for “{who}”) is none of the places. They are: detractor, passive, promoter."
    )


# -- sheets: tables --------------------------------------------------------------------------


def table(*rows: str, columns: tuple[str, ...] = ("NPS",)) -> Question:
    kind = Table(rows=lambda c: list(rows), columns=lambda c: list(columns), tolerance=0.05)
    right = {r: dict.fromkeys(columns, 33.333 + 10 * i) for i, r in enumerate(rows)}
    return ask(kind, right, HALF.shows_as({r: dict.fromkeys(columns, 1.0) for r in rows}))


RIGHT = {"North": 33.333, "South": 43.333}


@pytest.mark.parametrize(
    "answer",
    [
        {r: {"NPS": v} for r, v in RIGHT.items()},
        RIGHT,
        pd.Series(RIGHT),
        pd.DataFrame({"NPS": RIGHT}),
        pd.DataFrame({"NPS": RIGHT}).iloc[::-1].rename_axis("branch"),
        pd.DataFrame({"branch": RIGHT.keys(), "NPS": RIGHT.values(), "n": [5, 6]}),
        {r: {"NPS": f"{v:.3f}".replace(".", ",")} for r, v in RIGHT.items()},
        {r: {"NPS": f"{v:.3f}"} for r, v in RIGHT.items()},
    ],
)
def test_a_table_is_read_from_what_holds_one(answer: Any) -> None:
    assert mark(table("North", "South"), answer).is_right


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ({"North": 33.333}, "Your table has no row “South”."),
        (pd.Series({"South": 43.333}), "Your table has no row “North”."),
        (pd.DataFrame({"NPS": {"North": 33.333}}), "Your table has no row “South”."),
        (pd.DataFrame({"score": RIGHT}), "Your table has no column “NPS”."),
        ({"North": {"score": 1}, "South": {"score": 1}}, "Your table has no column “NPS”."),
        ({"North": {"NPS": ""}, "South": {"NPS": 1}}, "“NPS” of “North” is still empty."),
        ({"North": 33.3, "South": None}, "“NPS” of “South” is still empty."),
        ({"North": 33.3, "South": float("nan")}, "“NPS” of “South”: That is “not a number” or infinite."),
        ({"North": 33.3, "South": "much"}, "“NPS” of “South”: I cannot read “much” as a number."),
        (33.3, "This question wants a table, with the rows North, South."),
        ([33.3, 43.3], "This question wants a table, with the rows North, South."),
        (pd.DataFrame(), "Your table has no row “North”."),
    ],
)  # fmt: skip
def test_what_a_table_lacks_is_named(answer: Any, says: str) -> None:
    result = mark(table("North", "South"), answer)
    assert result.status == ("incomplete" if "still empty" in says else "unreadable")
    assert result.message.startswith(says)


def test_a_bare_number_is_no_row_of_two_columns() -> None:
    question = table("North", columns=("NPS", "n"))
    assert mark(question, {"North": 5}).message == "Your table has no column “NPS”."
    assert mark(question, {"North": {"NPS": 33.333, "n": 33.333}}).is_right


def test_one_wrong_cell_of_a_table_is_pointed_at() -> None:
    result = mark(table("North", "South"), {**RIGHT, "South": 5})
    assert result.message == "1 of 2 are right. Look again at “South / NPS”, to begin with."


# -- functions -------------------------------------------------------------------------------


def share(scores: list[int]) -> float:
    return 100 * (sum(s >= 9 for s in scores) - sum(s <= 6 for s in scores)) / len(scores)


def function() -> Question:
    return find("nps-3").pose(demo())


@pytest.mark.parametrize(
    "mine",
    [
        share,
        lambda scores: np.float64(share(scores)),
        lambda scores: pd.Series([share(scores)]),
        lambda scores: f"{share(scores):.3f}",
    ],
)
def test_a_function_is_judged_by_what_it_gives(mine: Any) -> None:
    assert mark(function(), mine).is_right


def test_a_function_that_empties_its_list_spoils_nothing() -> None:
    def greedy(scores: list[int]) -> float:
        value = share(scores)
        scores.clear()
        return value

    question = function()
    trials = [list(args[0]) for args in question.case["trials"]]
    assert mark(question, greedy).is_right
    assert [args[0] for args in question.case["trials"]] == trials
    assert mark(question, share).is_right


@pytest.mark.parametrize(
    ("mine", "says"),
    [
        (lambda scores: None, "gives nothing back. Does it end with return?"),
        (lambda: 5, "stops with TypeError"),
        (lambda scores: 1 / 0, "stops with ZeroDivisionError when it is given [9, 10, 10]"),
        (lambda scores: "much", "Given [9, 10, 10]: I cannot read “much” as a number."),
        (lambda scores: scores, "Given [9, 10, 10]: You handed in 3 values."),
        (share([9, 10]), "This question wants the function itself"),
        (int, "stops with TypeError"),
    ],
)
def test_a_function_that_does_not_work_is_told_how_it_fails(mine: Any, says: str) -> None:
    result = mark(function(), mine)
    assert result.status == "unreadable"
    assert says in repr(result)


def test_a_function_that_is_right_sometimes_is_shown_where_it_is_not() -> None:
    result = mark(function(), lambda scores: 100.0 if min(scores) >= 9 else 12.5)
    assert result.misconception is None
    assert result.message.startswith("your function is right on 1 of 6 inputs. Given [")
    assert "it says 12.5; work that one out by hand" in result.message


# -- the desk can rely on it -----------------------------------------------------------------


def test_a_broken_exercise_is_refused_when_it_is_written() -> None:
    with pytest.raises(ValueError, match="own-2"):
        Exercise(id="own-2", goal="g", minutes=1, ask="?", answer=Number(), expected=lambda c: 1)


def test_a_case_that_cannot_tell_ideas_apart_is_drawn_again() -> None:
    drawn: list[float] = []

    def case(company: Company, draw: random.Random) -> dict[str, float]:
        drawn.append(draw.random())
        return {"x": 10.0 if len(drawn) > 2 else 0.0}

    exercise = Exercise(
        id="own-3", goal="g", minutes=1, ask="?", answer=Number(), case=case,
        expected=lambda c: c["x"], misconceptions=(HALF.shows_as(lambda c: c["x"] / 2),),
        hints=("a", "b", "c"), solution="s",
    )  # fmt: skip
    assert exercise.pose(demo()).case["x"] == 10.0
    assert len(set(drawn)) == 3, "each time with other random numbers"


def test_an_idea_that_no_case_tells_apart_is_left_out_and_nobody_stumbles() -> None:
    exercise = Exercise(
        id="own-4", goal="g", minutes=1, ask="?", answer=Number(), expected=lambda c: 0,
        misconceptions=(HALF.shows_as(0), TENTH.shows_as(7), HALF.shows_as(7)),
        hints=("a", "b", "c"), solution="s",
    )  # fmt: skip
    question = exercise.pose(demo())
    assert not question.told_apart
    assert [trap.misconception for trap, _ in question.wrong] == [TENTH]
    assert mark(question, 0).is_right
    assert mark(question, 7).misconception == TENTH.name


def test_a_reflection_wants_words() -> None:
    question = ask(Reflection(), None)
    assert mark(question, 5).status == "unreadable"
    with pytest.raises(Unreadable, match="quotation marks"):
        question.read(5)
