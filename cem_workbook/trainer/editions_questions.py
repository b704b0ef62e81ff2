"""Questions on paper: what is asked, what people will answer, and the worked solution.

Every text comes from the bank, filled in for a company; what a wrong answer hears is what the
marking says to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cem_workbook.data.company import DEMO
from cem_workbook.desk.desk import company_of, question_for
from cem_workbook.exercises.bank import exercises_of
from cem_workbook.exercises.exercise import Question
from cem_workbook.exercises.functions import Function
from cem_workbook.exercises.kinds import Choice, Decision, Number, Reflection, Verdict
from cem_workbook.exercises.marking import mark
from cem_workbook.exercises.sheets import Cells, Classify, Table
from cem_workbook.messages import say

SHORT = 24  # letters; things to sort with shorter names stand in a row
MOST_CELLS = 4  # so many cells of a sheet show a wrong idea; more would hide it


@dataclass(frozen=True)
class WrongAnswer:
    """A wrong answer that people are likely to give.

    Attributes:
        name: the misconception's name.
        idea: the idea in the words of somebody who holds it.
        answer: what they answer with these numbers; empty where the idea makes no difference.
        hears: what the feedback says to it (Markdown).
    """

    name: str
    idea: str
    answer: str
    hears: str


def questions_of(bank: str, company: tuple[str, int] = DEMO) -> tuple[Question, ...]:
    """Return the questions of a page as a company poses them, in order.

    Args:
        bank: the page's bank, such as `nps`.
        company: sector and seed.
    """
    return tuple(question_for(e.id, *company) for e in exercises_of(bank))


def whose(company: tuple[str, int]) -> str:
    """Say whose numbers they are, such as “the demo company (the bank, seed 31)”."""
    title = company_of(*company).title
    text = "the demo company ({title}, seed {seed})" if company == DEMO else "{title}, seed {seed}"
    return say(text, title=title, seed=company[1])


def asked(question: Question) -> str:
    """Return the question as Markdown, with what there is to choose or to sort, without answers."""
    kind, case = question.exercise.answer, question.case
    lines: list[str] = []
    if isinstance(kind, Classify):
        items = [str(item) for item in kind.items(case)]
        short = max(map(len, items)) <= SHORT
        lines = [" · ".join(items)] if short else [f"- {item}" for item in items]
        lines += ["", say("*Where does each belong?* {bins}", bins=" · ".join(kind.bins))]
    elif isinstance(kind, (Choice, Function, Decision)):
        lines = [f"- **{key})** {text}" for key, text in kind.labels(case).items()]
        if isinstance(kind, Decision):
            lines += ["", say("**Because:**"), ""]
            lines += [f"- **{key})** {text}" for key, text in kind.reason_labels(case).items()]
    elif isinstance(kind, Reflection):
        lines = [f"- {say(part)}: …" for part in kind.parts]
    return "\n".join([question.text(question.exercise.ask), "", *lines]).strip()


def answer(question: Question) -> str:
    """Return the right answer in words (Markdown)."""
    kind, expected = question.exercise.answer, question.expected
    if isinstance(kind, Classify):
        placed = {b: [i for i, place in expected.items() if place == b] for b in kind.bins}
        return "\n".join(
            f"- **{place}:** {'; '.join(map(str, items)) or '–'}" for place, items in placed.items()
        )
    if isinstance(kind, Table):
        rows, columns = kind.rows(question.case), kind.columns(question.case)
        lines = ["| | " + " | ".join(columns) + " |", "| --- |" + " ---: |" * len(columns)]
        for row in rows:
            cells = " | ".join(Number(decimals=2).write(expected[row, c]) for c in columns)
            lines.append(f"| {row} | {cells} |")
        return "\n".join(lines)
    assert question.exercise.expected is not None
    return _in_words(question, question.exercise.expected(question.case), expected)


def _in_words(question: Question, raw: Any, reading: Any) -> str:
    """Say an answer so that a trainer recognises it on a learner's screen."""
    kind, case = question.exercise.answer, question.case
    if isinstance(kind, Number):
        unit = "%" if kind.unit == "percent" else say(kind.unit) if kind.unit else ""
        return f"{kind.write(reading)} {unit}".strip()
    if isinstance(kind, Choice):
        return f"{reading}) {kind.labels(case)[reading]}"
    if isinstance(kind, Decision):
        return _decided(kind.labels(case), reading, question.expected)
    if isinstance(kind, Function):
        letters = (raw,) if isinstance(raw, str) else kind.functions
        letter = next((k for k in letters if raw == k or kind.functions[k] is raw), None)
        labels = kind.labels(case)
        return f"{letter}) {labels[letter]}" if letter in labels else kind.write(reading)
    if isinstance(kind, Cells):
        return _differing_cells(kind, reading, question.expected)
    return kind.write(reading)


def _decided(labels: Mapping[str, str], verdict: Verdict, right: Verdict) -> str:
    decision = f"{verdict.option}) {labels[verdict.option]}"
    if verdict.option != right.option:
        return decision  # whatever the reasons are
    reasons = ", ".join(sorted(verdict.reasons))
    return say("{decision} Because of {reasons}.", decision=decision, reasons=reasons)


def _differing_cells(kind: Cells, wrong: Mapping[Any, Any], right: Mapping[Any, Any]) -> str:
    off = [label for label in right if not kind.same_cell(wrong[label], right[label])]
    shown = []
    for label in off[:MOST_CELLS]:
        name = ", ".join(map(str, label)) if isinstance(label, tuple) else str(label)
        value = wrong[label]
        words = Number(decimals=2).write(value) if isinstance(kind, Table) else str(value)
        shown.append(f"{name} → {words}")
    more = len(off) - len(shown)
    if more:
        shown.append(say("and {n} more", n=more))
    return "; ".join(shown)


def wrong_answers(question: Question) -> tuple[WrongAnswer, ...]:
    """Return what people who hold the exercise's misconceptions answer here, and what they hear.

    Ideas that make no difference with this company's numbers come last, without an answer.
    """
    told = {id(trap): reading for trap, reading in question.wrong}
    found, silent = [], []
    for trap in question.exercise.misconceptions:
        idea = trap.misconception
        if id(trap) not in told:
            silent.append(WrongAnswer(idea.name, idea.idea, "", ""))
            continue
        raw = trap.answer(question.case)
        words = _in_words(question, raw, told[id(trap)])
        found.append(WrongAnswer(idea.name, idea.idea, words, mark(question, raw).sentence))
    return (*found, *silent)


def right_says(question: Question) -> str:
    """Return what the right answer hears (Markdown)."""
    assert question.exercise.expected is not None
    return mark(question, question.exercise.expected(question.case)).sentence


def solution(question: Question) -> str:
    """Return the worked solution (Markdown), filled in as the card fills it."""
    exercise = question.exercise
    result = exercise.answer.write(question.expected)
    return question.text(exercise.solution, result=result)
