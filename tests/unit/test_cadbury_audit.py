"""The audit of page 18: no number of the case stands there that the record does not give.

Every number in the page's own words and code, in its questions and in its feedback is looked up
among numbers that are computed here from datasets/cadbury_items.csv, or belong to a date of the
timeline, a physical constant, a source, or the course's own model. One wrong digit fails.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache

import pytest

from cem_workbook.cases import cadbury as press
from cem_workbook.cases.campaign import CAMPAIGN_2003, TOKENS_2003, USUAL
from cem_workbook.cases.campaign_news import try_out
from cem_workbook.course import NOTEBOOKS, PAGES
from cem_workbook.data import demo
from cem_workbook.data.shipped import load_shipped
from cem_workbook.exercises.bank import cadbury_cases as cases
from cem_workbook.exercises.bank import exercises_of
from cem_workbook.explorers.campaign_drawing import BAR_HIGH, BAR_WIDE

PAGE = NOTEBOOKS / "18_cadbury.ipynb"
NUMBER = re.compile(r"(?<![\w.])\d[\d,_]*(?:\.\d+)?")
MONTHS = "January February March April May June July August September October November December"
DATE = re.compile(rf"\b(?:(\d{{1,2}}) )?({'|'.join(MONTHS.split())})(?: (\d{{4}}))?\b")


def cells(kind: str) -> list[str]:
    page = json.loads(PAGE.read_text(encoding="utf-8"))
    return ["".join(c["source"]) for c in page["cells"] if c["cell_type"] == kind]


def forms(value: float) -> set[str]:
    """The ways in which a number may be written: whole, with a decimal or two, in thousands."""
    found = {f"{value:,.0f}", f"{value:.1f}", f"{value:.2f}", f"{value:g}"}
    if value == int(value):
        found |= {f"{value:.0f}", f"{value:_.0f}"}
    for size in (1e6, 1e9):
        if value >= size:
            found |= {f"{value / size:g}", f"{value / size:.1f}", f"{value / size:.2f}"}
    return found


@cache
def computed() -> dict[str, float]:
    """Every number of the case that may be told, by what it is."""
    bar, found = press.average_bar(), press.conflicts()
    posts, everything = press.behind(press.tokens(press.POSTS)), press.behind(160e6)
    article = {
        item: press.figure(item, "tokens", press.ARTICLE)
        for item in (press.BASKETBALL, press.CRICKET, press.POSTS)
    }
    kcal, kg = (
        press.figure(press.BASKETBALL, "kcal"),
        press.figure(press.CHILD, "weight", press.GUARDIAN),
    )
    play = press.figure(press.BASKETBALL, "play")
    price, worth = (press.figure(press.BASKETBALL, q) for q in ("price", "worth"))
    netball = [press.figure(press.NETBALL, q, press.GUARDIAN) for q in ("price", "worth")]
    low, high = press.netball_tokens()
    own = {
        "pence of a small bar": bar.pence / 2,
        "kcal a bar": bar.kcal, "pence a bar": bar.pence, "grams of fat a bar": bar.fat,
        "kcal of the posts": posts.kcal,
        "pounds of all": everything.pounds, "kcal of all": everything.kcal, "fat of all": everything.fat_kg,
        "grams if 33 kg": found["fat of the posts"].sum, "a game": press.a_game(),
        "tokens a pound": press.tokens_a_pound(), "all come back": press.if_all_come_back(),
        "ball, one to": price / worth, "netball, one to": netball[0] / netball[1],
        "netball low": low, "netball high": high,
        "one in eight": 100 * found["share given"].other,
        "minutes a chocolate": 60 * play / article[press.BASKETBALL],
        "kcal an hour": kcal / play, "METs for ninety": kcal / play / kg,
        "kg for ninety": kcal / play / press.GAME,
        "a girl": press.hours(kcal, press.an_hour_child(press.GAME, kg, press.GIRL)),
        "slope": press.BOY.slope, "constant": press.BOY.constant, "game": press.GAME, "playing": press.PLAYING,
        "bar wide": 100 * BAR_WIDE, "bar high": 100 * BAR_HIGH,
        "players": 5, "minutes of an hour": 60, "ten years": 10, "a day": 24,
        "hours in the view": try_out(CAMPAIGN_2003).page.sums["hours"],
    }  # fmt: skip
    own |= {f"way {way}": hours for way, hours in press.ways_to_ninety().items()}
    own |= {f"sets {item}": press.sets(round(n)) for item, n in article.items()}
    return own


@cache
def allowed() -> frozenset[str]:
    """The written forms of every number that has a source or is computed."""
    values = [row.value for row in press.record()] + list(computed().values())
    words = {form for value in values for form in forms(value)}
    for event in load_shipped("cadbury_timeline")["event"]:
        words |= {number.rstrip(",") for number in NUMBER.findall(event)}
    return frozenset(words)


# what is no number of the case: layout, names and the course itself
NO_CASE = (
    r"\[00\d[^\]]*\]", r"\bI-\d\d\b", r"\bE\d\d\b", r"\bG\.\d\b", r"CC BY 4\.0", r"by/4\.0", r"BSD-3", r"pages? \d\d(?: and \d\d)?",
    r"\blesson \d", r"(?m)^\d\. ", r"\bcadbury-\d\b", r"18_cadbury", r"\{[^}]*\}", r"About 60 minutes.*",
    r"`[^`]*`", r"\((?:\d)\)", r"reasons? \d(?: and \d)?", r"\bclass \d", r"2011 Compendium|adults of 2011|Butte and others 2018|of 1985|Schofield 1985",
    r"at most 1 million pounds", r"£1(?![\d,])", r"to 0: the headline", r"from 10 to 18", r"at \d\d % interest",
)  # fmt: skip


def numbers(text: str) -> Iterable[str]:
    """The numbers of the case in a text, dates looked up and taken out."""
    for form in NO_CASE:
        text = re.sub(form, " ", text)
    for day, month, year in DATE.findall(text):
        at = MONTHS.split().index(month) + 1
        stamp = f"{at:02d}" + (f"-{int(day):02d}" if day else "")
        known = [
            *load_shipped("cadbury_timeline")["date"],
            *load_shipped("cadbury_items")["date"].dropna(),
        ]
        if day or year:
            wanted = f"{year or 2003}-{stamp}"
            assert any(d.startswith(wanted) for d in known), (day, month, year)
    text = DATE.sub(" ", text)
    text = re.sub(r"\b(?:2001|2003|2004)(?:-\d\d)?\b", " ", text)
    return [n.rstrip(",") for n in NUMBER.findall(text)]


@pytest.mark.parametrize("cell", range(len(cells("markdown"))))
def test_every_number_in_the_words_of_the_page_is_traced(cell: int) -> None:
    for number in numbers(cells("markdown")[cell]):
        assert number in allowed(), number


def test_the_sentences_with_the_sums_say_what_is_computed() -> None:
    """Not only a number that occurs somewhere: the right one in its place."""
    c, t = computed(), press.tokens
    kcal, price, worth = (press.figure(press.BASKETBALL, q) for q in ("kcal", "price", "worth"))
    netball = [press.figure(press.NETBALL, q, press.GUARDIAN) for q in ("price", "worth")]
    slipped = press.figure(press.POSTS, "fat", press.GUARDIAN, "2004")
    hours = sorted(press.ways_to_ninety().values())
    text = " ".join(cells("markdown"))
    for sentence in (
        f"A basketball takes **{t(press.BASKETBALL)} bars**, a volleyball {t(press.VOLLEYBALL)}, a "
        f"cricket set {t(press.CRICKET):,}, posts and net **{t(press.POSTS):,}** [Daily Mail]",
        f"{t(press.BASKETBALL)} bars for £{price:.0f} are {c['pence a bar']:.1f} pence a bar. "
        f"{kcal:,.0f} kcal for {t(press.BASKETBALL)} bars are {c['kcal a bar']:.0f} kcal a bar.",
        f"With our bar: £{c['pounds of all'] / 1e6:.1f} million, {c['kcal of all'] / 1e9:.1f} "
        f"billion kcal, {c['fat of all'] / 1e6:.2f} million kg.",
        f"{kcal:,.0f} kcal in 90 hours are {c['kcal an hour']:.0f} kcal an hour",
        f"comes near: {hours[0]:.0f} hours. All other ways give more: {hours[1]:.0f}, "
        f"{hours[2]:.0f}, {hours[3]:.0f}.",
        f"one would need {c['METs for ninety']:.2f} METs, or a child of {c['kg for ninety']:.0f} kg",
        f"a girl of the same weight gives {c['a girl']:.0f} hours",
        f"five players, and games of {c['a game']:.0f} minutes",
        f"{slipped:.0f} kg for {t(press.POSTS):,} bars would be {c['grams if 33 kg']:.1f} grams a bar. "
        f"Everywhere else it is {c['grams of fat a bar']:.0f}.",
        f"{c['tokens a pound']:.0f} tokens for £1, all 160 million are "
        f"£{c['all come back'] / 1e6:.1f} million",
        f"The ball gives £{worth:.0f} for £{price:.0f}, which is {c['ball, one to']:.1f} : 1. The netball "
        f"gives £{netball[1]:.0f} for nearly £{netball[0]:.0f} [The Guardian], which is "
        f"{c['netball, one to']:.0f} : 1",
        f"the sum gives {c['netball low']:.0f} to {c['netball high']:.0f}",
        f"one pound in eight, {c['one in eight']:.1f} %",
        f"The view says {c['hours in the view']:.0f} hours for the ball",
    ):
        assert sentence in text, sentence
    solutions = " ".join(e.solution for e in exercises_of(PAGES[18].bank))
    assert f"is {c['minutes a chocolate']:.1f} minutes".replace("is ", "", 1) in solutions
    assert f"{c['kcal of the posts']:,.0f} by the bar" in solutions.replace("\n", " ")


def test_every_number_in_the_code_of_the_page_is_traced() -> None:
    calendar = {"12", "365.25", "24", "1000", "100"}
    layout = {"0", "1", "2", "2.4", "4", "210"}
    for code in cells("code"):
        for number in numbers(re.sub(r"%\.0f", "", code)):
            plain = number.replace("_", ",")
            assert {number, plain} & (allowed() | calendar | layout), (number, code)


def templates() -> list[str]:
    """Every sentence of the bank, its fields still open."""
    texts: list[str] = [
        *cases.PAPERS,
        *cases.RECIPES.values(),
        *(words for _, _, words in cases.SOURCES),
    ]
    for exercise in exercises_of(PAGES[18].bank):
        texts += [exercise.goal, exercise.ask, exercise.right, *(exercise.hints or ())]
        texts.append(re.sub(r"```python.*?```", "", exercise.solution, flags=re.S))
        texts += [trap.says for trap in exercise.misconceptions]
        for several in ("options", "reasons"):
            texts += getattr(exercise.answer, several, {}).values()
    return texts


def test_every_number_typed_in_the_questions_is_traced() -> None:
    small = {"1,000", "100", "4", "8", "12", "42", "226", "6", "1", "3", "0", "2"}
    for text in templates():
        for number in numbers(text):
            assert number in allowed() | small, (number, text)
    assert {"42", "226", "12", "6"} <= {
        f"{press.average_bar().pence:.0f}", f"{press.average_bar().kcal:.0f}",
        f"{press.average_bar().fat:.0f}", f"{press.conflicts()['fat of the posts'].sum:.0f}",
    }  # fmt: skip


def test_the_questions_print_what_the_record_says() -> None:
    asked = cases.printed()
    assert asked["tokens"] == press.tokens(press.BASKETBALL)
    assert {asked["price"], asked["worth"], asked["kcal"], asked["play"]} <= {
        row.value for row in press.record() if row.item == press.BASKETBALL
    }
    assert asked["issued"] * 1e6 == press.figure(press.ALL, "tokens", press.ARTICLE)
    case = next(e for e in exercises_of(PAGES[18].bank) if e.id == "cadbury-6").pose(demo()).case
    assert (case["slope"], case["constant"]) == (press.BOY.slope, press.BOY.constant)


def test_a_wrong_digit_would_be_seen() -> None:
    assert list(numbers("It takes 171 bars, not 170; on 29 April 2003.")) == ["171", "170"]
    assert "170" in allowed() and "171" not in allowed()
    assert "5,440" in allowed() and "5,400" in allowed() and "5,404" not in allowed()
    with pytest.raises(AssertionError):
        list(numbers("On 28 April 2003 it was published."))


def test_the_newspaper_prints_the_record() -> None:
    page = try_out(CAMPAIGN_2003).page
    assert page.sums["pieces"] == press.tokens(press.POSTS) == TOKENS_2003[press.POSTS]
    ball = press.figure(press.BASKETBALL, "price") / press.figure(press.BASKETBALL, "worth")
    assert page.sums["pounds"] == pytest.approx(ball, rel=2e-4)
    assert page.sums["hours"] == pytest.approx(
        press.ways_to_ninety()["child", press.GAME], rel=1e-5
    )
    assert USUAL.met == press.GAME


def written(date: str) -> str:
    """A date of the timeline as the page writes it."""
    year, *rest = date.split("-")
    month = [MONTHS.split()[int(rest[0]) - 1]] if rest else []
    return " ".join([*(str(int(day)) for day in rest[1:]), *month, year])


def test_the_timeline_on_the_page_is_that_of_the_file_and_nothing_stands_there_too_early() -> None:
    before, after = "\n".join(cells("markdown")).split("## From April on")
    for step in load_shipped("cadbury_timeline").itertuples():
        row = f"| {written(step.date)} | {step.event} | [{step.source}] |"
        assert (row in after) == (step.date >= "2003-04"), row
        assert row not in before


def test_nothing_of_later_is_known_when_the_board_decides() -> None:
    """Neither on the page above the decision, nor in its headings, nor on the card."""
    page = json.loads(PAGE.read_text(encoding="utf-8"))["cells"]
    decided = next(i for i, c in enumerate(page) if 'ask("cadbury-1")' in "".join(c["source"]))
    early = "\n".join("".join(c["source"]) for c in page[:decided])
    card = exercises_of(PAGES[18].bank)[0]
    early += " ".join((card.ask, *card.answer.options.values(), *card.answer.reasons.values()))
    headings = " ".join(re.findall(r"(?m)^#+ .*", "\n".join(cells("markdown"))))
    for word in (
        "170",
        "5,440",
        "90 hours",
        "Food Commission",
        "disastrous",
        "newspaper",
        "own goal",
    ):
        assert word not in early and word not in headings, word
    for word in ("sum", "defence", "Redesign", "hours"):
        assert word not in re.findall(r"\w+", headings), word


def test_the_stored_tables_are_those_of_the_file() -> None:
    """The outputs are made from the file while the page is stored; here they are made once more."""
    page = json.loads(PAGE.read_text(encoding="utf-8"))
    plain = "".join(
        "".join(o.get("data", {}).get("text/plain", o.get("text", "")))
        for c in page["cells"] if c["cell_type"] == "code"
        for o in c["outputs"]
    )  # fmt: skip
    for row in press.record():
        if row.item == press.BASKETBALL:
            assert re.search(rf"{row.quantity} +{row.value:.0f} ", plain), row
    for many in (941_176, 58_608, 29_629):
        assert str(many) in plain and float(many) in computed().values()
    for hours in press.ways_to_ninety().values():
        assert f"{hours:.0f}" in plain
