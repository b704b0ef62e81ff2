"""What the encounter's view says in words: feelings, names of choices, and the sum."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cem_workbook.cases.encounters import END, FEELINGS, Choice, Feelings
from cem_workbook.cases.encounters_play import Play
from cem_workbook.cases.encounters_worth import Sum
from cem_workbook.frameworks.techniques import NAMED
from cem_workbook.messages import say
from cem_workbook.text import Points

_WORDS = {
    "trust": ((25, "hardly any"), (45, "doubtful"), (65, "waits and sees"), (80, "trusts you"),
              (101, "trusts you fully")),
    "effort": ((30, "easy"), (50, "some effort"), (65, "hard work"), (101, "exhausting")),
    "anger": ((15, "calm"), (35, "annoyed"), (60, "angry"), (101, "furious")),
}  # fmt: skip
_BOUNDS = {
    "<": "{feeling} below {number}",
    "<=": "{feeling} of at most {number}",
    ">": "{feeling} above {number}",
    ">=": "{feeling} of at least {number}",
}


def feeling_word(feeling: str, value: int) -> str:
    """Return the word for a feeling of 0 to 100."""
    return say(next(word for below, word in _WORDS[feeling] if value < below))


def feelings_sentence(feelings: Feelings) -> str:
    """Return all three feelings in words and numbers."""
    parts = (
        say("{name} {value} ({word})", name=say(name), value=value, word=feeling_word(name, value))
        for name, value in zip(FEELINGS, feelings, strict=True)
    )
    return ", ".join(parts)


def names_of(choice: Choice) -> str:
    """Return what a choice was: its names, with the tags of the articles."""
    known = (NAMED[key] for key in choice.named)
    return "; ".join(f"{say(each.name)} ({say(each.kind)}, {each.tag})" for each in known)


def short_names(choice: Choice) -> str:
    """Return what a choice was, without tags."""
    return ", ".join(say(NAMED[key].name) for key in choice.named)


def helpful(choice: Choice) -> bool:
    """Return whether all that a choice was is meant to help."""
    return all(NAMED[key].helps for key in choice.named)


def verdict(choice: Choice) -> str:
    """Return in a word whether its names are those of techniques, of mistakes, or of both."""
    if helpful(choice):
        return say("technique")
    mixed = any(NAMED[key].helps for key in choice.named)
    return say("technique and mistake") if mixed else say("mistake")


def missing(play: Play) -> str:
    """Return what the feelings lacked for the best ending, as a sentence; or nothing."""
    best = play.conversation.best
    if play.ending in (None, best) or play.steps[-1].effect.next != END:
        return ""
    lacks = [
        say(_BOUNDS[each.sign], feeling=say(each.feeling), number=each.number)
        for each in best.when
        if not each.holds(play.feelings)
    ]
    return (
        say("For the best ending this was missing: {lacks}.", lacks=", ".join(lacks))
        if lacks
        else ""
    )


class Item(NamedTuple):
    """A line of the sum: what, and crowns."""

    what: str
    crowns: int


def items(found: Sum, play: Play) -> list[Item]:
    """Return the sum line by line; the last is the total of the rounded lines above it."""
    talk = play.conversation
    keeps = play.ending.keeps if play.ending else 100
    lines = [
        Item(
            say("This customer, who keeps {keeps} % of the usual business", keeps=keeps),
            round(found.customer),
        )
    ]  # fmt: skip
    if talk.hear:
        what = say("What changes with the {n} who hear of it", n=talk.hear)
        lines.append(Item(what, round(found.heard)))
    if talk.queue:
        what = say("What {minutes} minutes take from the {n} who wait behind",
                   minutes=play.minutes, n=talk.queue)  # fmt: skip
        lines.append(Item(what, round(found.queue)))
    if round(found.given) < 0:
        lines.append(Item(say("Sold at once"), round(-found.given)))
    else:
        lines.append(Item(say("Given away"), -round(found.given)))
    lines.append(Item(say("Your {minutes} minutes", minutes=play.minutes), -round(found.time)))
    lines.append(Item(say("Left, all in all"), sum(line.crowns for line in lines)))
    return lines


def crowns(amount: float, sign: bool = False) -> str:
    """Return an amount in whole crowns, with a real minus; with a plus, too, if `sign`."""
    return f"{Points(round(amount)):+,.0f}" if sign else f"{Points(round(amount)):,.0f}"


def about_sum(found: Sum, months: int, company: str) -> list[str]:
    """Return what to know beside the sum, and how sure it is: sentences."""
    usual = say(
        "The customer is taken for an average one of {company} (synthetic), who brings {usual} crowns "
        "in {months} months if all is as usual, and stays for {stays} of them.",
        company=company, usual=crowns(found.usual), months=months, stays=f"{12 * found.years:.0f}",
    )  # fmt: skip
    before = say(
        "Of 100 who feel as this one did on coming, {before} are still there after a year.",
        before=round(100 * found.there_before),
    )
    if not found.there_after:
        return [
            usual,
            f"{before} {say('This one has gone, be it a small customer or a large one.')}",
        ]
    after = say(
        "Of 100 who feel as this one does now, {after}.", after=round(100 * found.there_after)
    )
    who = say(
        "Nobody can see who stands there. With a small customer (a tenth of yours are smaller) {low} "
        "crowns would be left, with a large one (a tenth are larger) {high}. All of it is an "
        "expectation, and no promise.",
        low=crowns(found.low), high=crowns(found.high),
    )  # fmt: skip
    return [usual, f"{before} {after}", who]


def moved(by: Feelings) -> Sequence[str]:
    """Return each move that is not nothing, such as `trust +8`."""
    return [
        f"{say(name)} {Points(value):+.0f}"
        for name, value in zip(FEELINGS, by, strict=True)
        if value
    ]
