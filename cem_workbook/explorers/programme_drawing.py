"""How the call programme is drawn: who sits at the phones, what they bring back, and the year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from textwrap import wrap

from cem_workbook.cases.phones import (
    BESIDE,
    INSTEAD,
    MANNER,
    MONTHS,
    NO_CHANGE,
    RECORDINGS,
    TOPIC,
    Plan,
    Year,
)
from cem_workbook.figures import BLUE, DETRACTOR, GRID, INK, PAPER, PROMOTER, SHADE, SOFT, Drawing
from cem_workbook.messages import say
from cem_workbook.metrics.shares import wilson
from cem_workbook.text import Points

WIDTH, FOOT = 760, 544
CUSTOMERS, PER_ROW, DOT = 438, 74, 11  # where they begin; a row of dots, and its height
FAINT = "#9aa5b1"


@dataclass(frozen=True)
class Outcome:
    """A year under a plan, beside the same year without one.

    Attributes:
        plan: what the executives do.
        year: what became of it.
        passed: whether the learner has let this year pass; its end is kept back until then.
        leaving: of 1,000 customers, how many leave if all goes on as before.
        kept: how many more of 1,000 are still there under the plan; below 0 if fewer.
        earned: crowns that the plan brings after its cost, compared with going on as before.
        truth: share of the calls in which each obstacle stands, to be shown; None to keep it.
    """

    plan: Plan
    year: Year
    passed: bool
    leaving: float
    kept: float
    earned: float
    truth: Mapping[str, float] | None


def listener_words() -> dict[str, str]:
    """Return the ways to listen, in words."""
    return {
        RECORDINGS: say("executives hear recordings"),
        BESIDE: say("executives answer beside the staff"),
        INSTEAD: say("executives replace the staff"),
    }


def obstacle_word(name: str) -> str:
    """Return what an obstacle is called by executives; without one, only manner is left."""
    return say("only their manner") if name == MANNER else say(name)


def change_words(topic: str) -> dict[str, str]:
    """Return the changes in words, by name; `topic` is the loudest topic."""
    return {
        NO_CHANGE: say("none"),
        TOPIC: say("a campaign on {topic}", topic=topic),
        "no authority": say("authority: staff may settle it alone"),
        "no information": say("information: one screen for all"),
        "no time": say("time: more people on the phones"),
        "nobody told them": say("staff are told before customers are"),
        MANNER: say("manner: training in friendliness"),
    }


def kept_words(kept: float) -> str:
    """Return how many of 1,000 customers a plan keeps or loses, in words."""
    count = round(kept)
    if count > 0:
        return say("the plan keeps {count} of them", count=count)
    return (
        say("under this plan, {count} more", count=-count)
        if count
        else say("with this plan, as many")
    )


def draw_programme(name: str, found: Outcome, tried: Sequence[Sequence[str]]) -> Drawing:
    """Draw the phones, the two lists that the executives bring back, and the year.

    Args:
        name: a word that is unique on the page.
        found: the plan and what became of it.
        tried: the plans tried so far: who listens, calls, the change, customers kept, crowns.
    """
    leaving = max(round(found.leaving), round(found.leaving) - round(found.kept))
    foot = max(FOOT, CUSTOMERS + 60 + DOT * ceil(leaving / PER_ROW))
    d = Drawing(name, WIDTH, foot + 12 + (52 + 18 * len(tried) if tried else 0))
    _draw_phones(d, found.plan)
    heard = found.year.heard
    topics = {say(topic): count for topic, count in heard.topics.items()}
    title = say("what the calls are filed under")
    _draw_list(d, 8, 152, title, topics, heard.n, None)
    named = {obstacle_word(name): count for name, count in heard.obstacles.items()}
    title = say("what they name as standing in the staff's way")
    truth = found.truth and {obstacle_word(name): share for name, share in found.truth.items()}
    _draw_list(d, 392, 152, title, named, heard.n, truth)
    _draw_year(d, 368, found)
    _draw_customers(d, foot, found)
    if tried:
        _draw_tried(d, foot + 30, tried)
    return d


def _draw_tried(d: Drawing, y: float, tried: Sequence[Sequence[str]]) -> None:
    """Draw the plans tried so far as a list, the newest last."""
    d.text(8, y, say("the plans that you have tried"), size=13.5, bold=True)
    columns = (
        (8, "start", say("who listens")),
        (300, "end", say("calls")),
        (320, "start", say("the one change")),
        (665, "end", say("kept, of 1,000")),
        (WIDTH - 8, "end", say("crowns")),
    )
    for x, anchor, word in columns:
        d.text(x, y + 20, word, size=12, anchor=anchor, fill=SOFT)
    for i, line in enumerate(tried):
        for (x, anchor, _), word in zip(columns, line, strict=True):
            d.text(x, y + 38 + 18 * i, word, size=12.5, anchor=anchor)


def _draw_person(d: Drawing, x: float, y: float, colour: str, word: str) -> None:
    """A head with a headset, and shoulders."""
    d.dots([(x, y)], radius=11, fill=colour)
    d.path(f"M{x - 19:g} {y + 36:g} q0 -20 19 -20 q19 0 19 20", fill=colour, stroke=colour, thick=2)
    d.path(f"M{x - 14:g} {y:g} a14 14 0 0 1 28 0", stroke=INK, thick=2.5)
    d.path(f"M{x - 14:g} {y:g} q0 12 9 13", stroke=INK, thick=2)
    d.text(x, y + 58, word, size=12.5, anchor="middle")


def _draw_phones(d: Drawing, plan: Plan) -> None:
    """Draw who sits at the desk where the calls come in."""
    staff, executive = say("staff"), say("executive")
    d.text(8, 22, listener_words()[plan.listen][:1].upper() + listener_words()[plan.listen][1:],
           size=16, bold=True)  # fmt: skip
    d.text(300, 34, say("the phones"), size=12.5, fill=SOFT)
    d.text(8, 60, say("customers call"), size=13)
    for i in range(4):
        d.path(f"M{118 + 40 * i} 62 h22 l-7 -6 m7 6 l-7 6", stroke=BLUE, thick=2)
    if plan.listen == BESIDE:
        _draw_person(d, 380, 54, SOFT, staff)
        _draw_person(d, 470, 54, BLUE, executive)
        words = say("both hear the caller, and each other")
    elif plan.listen == INSTEAD:
        _draw_person(d, 425, 54, BLUE, executive)
        _draw_person(d, 690, 54, FAINT, staff)
        words = say("the staff are sent away; the executive may do everything, at once")
    else:
        _draw_person(d, 425, 54, SOFT, staff)
        _draw_person(d, 690, 54, BLUE, executive)
        d.line(556, 62, 655, 62, stroke=FAINT, thick=2, dash="3 5")
        d.text(606, 52, say("recording"), size=12.5, anchor="middle", fill=SOFT)
        words = say("a recording does not say what the staff would need")
    d.rect(300, 86, 250, 11, fill=SHADE, stroke=SOFT, corner=3)
    d.text(WIDTH - 8, 132, words, size=12.5, anchor="end", fill=SOFT)


def _draw_list(
    d: Drawing,
    x: float,
    y: float,
    title: str,
    counts: Mapping[str, int],
    n: int,
    truth: Mapping[str, float] | None,
) -> None:
    """Draw a list of counts as bars, each share with the interval that the calls allow."""
    d.text(x, y, title, size=13.5, bold=True)
    left, wide = x + 132, 190.0
    most = max(counts.values())
    for i, (word, count) in enumerate(counts.items()):
        top = y + 14 + 30 * i
        lines = wrap(word, 18)
        for j, line in enumerate(lines):
            d.text(left - 8, top + 14 + 13 * j - 6 * (len(lines) - 1), line, size=12, anchor="end")
        d.rect(left, top + 2, wide, 16, fill=SHADE)
        d.rect(left, top + 2, wide * count / n, 16, fill=BLUE if count == most else FAINT)
        low, high = wilson(count, n)
        middle = top + 10
        d.line(left + wide * low, middle, left + wide * high, middle, stroke=INK, thick=2)
        for end in (low, high):
            d.line(
                left + wide * end, middle - 4, left + wide * end, middle + 4, stroke=INK, thick=2
            )
        d.text(left + wide + 8, top + 15, count, size=13, bold=count == most)
        if truth is not None:
            at = left + wide * truth[word]
            d.path(f"M{at:g} {top + 19:g} l-6 9 h12 z", fill=DETRACTOR, stroke=DETRACTOR)
    words = say("of {n} calls; the line: where the share can lie (95 %)", n=n)
    d.text(x, y + 30 + 30 * len(counts), words, size=12, fill=SOFT)
    if truth is not None:
        words = say("red: the truth, which only a made-up world can show")
        d.text(x, y + 46 + 30 * len(counts), words, size=12, fill=DETRACTOR)


def _draw_year(d: Drawing, y: float, found: Outcome) -> None:
    """Draw the twelve months: listening, then the change."""
    year, plan = found.year, found.plan
    step = (WIDTH - 16) / MONTHS
    listening = min(MONTHS, year.listening)
    d.text(8, y + 12, say("the year, month by month"), size=13.5, bold=True)
    for month in range(MONTHS):
        x = 8 + step * month
        changed = month >= year.from_month
        fill = BLUE if month < listening else PROMOTER if changed else PAPER
        ink = PAPER if month < listening or changed else SOFT
        d.rect(x + 1, y + 20, step - 2, 24, fill=fill, stroke=GRID, corner=3)
        words = say("hear") if month < listening else say("changed") if changed else "–"
        d.text(x + step / 2, y + 37, words, size=12, anchor="middle", fill=ink)
    topic = say(year.heard.loudest)
    words = change_words(topic)[plan.change]
    d.text(WIDTH - 8, y + 12, say("the one change – {change}", change=words), size=13, anchor="end")


def _draw_customers(d: Drawing, foot: float, found: Outcome) -> None:
    """Draw those of 1,000 customers who leave: as before, and what the plan makes of it."""
    leaving, kept = round(found.leaving), round(found.kept) if found.passed else 0
    saved, lost = max(0, kept), max(0, -kept)
    words = say("of 1,000 customers, those who leave within the year")
    d.text(8, CUSTOMERS + 12, words, size=13.5, bold=True)
    step = (WIDTH - 16) / PER_ROW
    places = [
        (12 + step * (i % PER_ROW), CUSTOMERS + 28 + DOT * (i // PER_ROW))
        for i in range(leaving + lost)
    ]
    stay = max(0, leaving - saved)
    d.dots(places[:stay], radius=3.6, fill=FAINT)
    d.dots(places[stay:leaving], radius=4.6, fill=PROMOTER)
    d.dots(places[leaving:], radius=4.6, fill=DETRACTOR)
    d.text(8, foot - 20, say("as before, {count} leave", count=leaving), size=13)
    if not found.passed:
        words = say("This year is still to come: choose Let the year pass.")
        d.text(8, foot, words, size=14, bold=True)
        return
    words, colour = kept_words(found.kept), INK
    if kept:
        shade = say("green") if saved else say("red")
        words = say("{words} ({shade})", words=words, shade=shade)
        colour = PROMOTER if saved else DETRACTOR
    d.text(8, foot, words, size=14, fill=colour, bold=True)
    words = say(
        "margin less cost, against going on as before: {crowns} crowns",
        crowns=f"{Points(found.earned):+,.0f}",
    )
    d.text(WIDTH - 8, foot, words, size=14, anchor="end", bold=True)
    cost = say("listening and change cost {crowns} crowns", crowns=f"{found.year.cost:,.0f}")
    d.text(WIDTH - 8, foot - 20, cost, size=13, anchor="end")
