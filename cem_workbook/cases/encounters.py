"""A conversation with a customer as data: turns, what one may say, and how it can end.

Three feelings run from 0 to 100: trust, effort (100 is the hardest) and anger. Every choice moves
them. A conversation only goes forward: no turn comes twice, so every way through it ends. What a
line, a choice or an ending depends on is always a comparison of one feeling with one number.

`encounters_read` reads conversations from files that a trainer can write; nothing in a file is
evaluated. The scenes and all sizes are the course's own, after [004 · Techniques] and the examples
of [004]; see `datasets/conversations/README.md`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

PLACES = ("bank", "insurer", "phone shop", "warranty desk", "restaurant", "host")
"""Where the course's own conversations take place; a trainer's own may be anywhere."""
END = "end"
"""As the next turn: the talk is over, and the feelings decide how."""


class Feelings(NamedTuple):
    """What the customer feels, each from 0 to 100; or how much each feeling moves."""

    trust: int
    effort: int
    anger: int

    def moved(self, by: Feelings) -> Feelings:
        """Return the feelings after a move; they stay between 0 and 100."""
        now = (min(100, max(0, a + b)) for a, b in zip(self, by, strict=True))
        return Feelings(*now)


FEELINGS = Feelings._fields
STILL = Feelings(0, 0, 0)


class Condition(NamedTuple):
    """A feeling compared with a number, such as anger > 60."""

    feeling: str
    sign: str
    number: int

    def holds(self, feelings: Feelings) -> bool:
        """Return whether it is so."""
        value = feelings[FEELINGS.index(self.feeling)]
        if self.sign == ">":
            return value > self.number
        if self.sign == ">=":
            return value >= self.number
        if self.sign == "<":
            return value < self.number
        return value <= self.number

    def __str__(self) -> str:
        return f"{self.feeling} {self.sign} {self.number}"


Conditions = tuple[Condition, ...]


def all_hold(conditions: Conditions, feelings: Feelings) -> bool:
    """Return whether every condition holds; without any, yes."""
    return all(each.holds(feelings) for each in conditions)


@dataclass(frozen=True)
class Effect:
    """What a choice does.

    Attributes:
        moves: how it moves the feelings.
        next: the name of a turn or an ending, or END.
        why: why it works so.
        when: holds only when these do; empty for the usual effect.
    """

    moves: Feelings
    next: str
    why: str
    when: Conditions = ()


@dataclass(frozen=True)
class Choice:
    """Something that one may say.

    Attributes:
        says: the words, and what one does meanwhile.
        named: keys of the techniques and mistakes that it is.
        cost: what it gives away, in % of what is at stake; below 0 what it brings in at once.
        minutes: how long it takes.
        effects: what it does; the first whose conditions hold, the usual one last.
    """

    says: str
    named: tuple[str, ...]
    cost: int
    minutes: int
    effects: tuple[Effect, ...]

    def effect(self, feelings: Feelings) -> Effect:
        """Return what it does to a customer who feels so."""
        return next(each for each in self.effects if all_hold(each.when, feelings))


class Line(NamedTuple):
    """Words of the customer, and when they are the ones."""

    says: str
    when: Conditions = ()


@dataclass(frozen=True)
class Turn:
    """The customer says something, and one must answer.

    Attributes:
        name: the name under which choices lead here.
        lines: what the customer says; the first whose conditions hold, the usual one last.
        thinks: what the customer does not say; may be empty.
        choices: two to four.
    """

    name: str
    lines: tuple[Line, ...]
    thinks: str
    choices: tuple[Choice, ...]

    def line(self, feelings: Feelings) -> str:
        """Return what a customer who feels so says."""
        return next(each.says for each in self.lines if all_hold(each.when, feelings))


@dataclass(frozen=True)
class Ending:
    """How a conversation can end.

    Attributes:
        name: the name under which choices lead here.
        title: what it is called.
        says: what happens.
        when: it is taken at END when these hold. Without any it is the last ending, which takes
            the rest, or one that is reached by its name only.
        keeps: what the customer goes on buying, in % of the usual: 0 for somebody who has gone.
    """

    name: str
    title: str
    says: str
    when: Conditions
    keeps: int


@dataclass(frozen=True)
class Conversation:
    """A conversation.

    Attributes:
        key: the name of its file, without the ending.
        title: what it is called.
        place: one of PLACES, or what a trainer calls theirs.
        customer: who the customer is.
        you: who answers.
        situation: what one knows before the first word.
        source: where the scene comes from; may be empty.
        start: what the customer feels when they come.
        why: why they feel so.
        loss: what they have lost, in usual purchases; the costs of choices are shares of it.
        hear: how many other customers hear of it.
        queue: how many customers wait behind.
        turns: in the order of the file; the talk begins with the first.
        endings: in the order in which they are tried.
    """

    key: str
    title: str
    place: str
    customer: str
    you: str
    situation: str
    source: str
    start: Feelings
    why: str
    loss: float
    hear: int
    queue: int
    turns: tuple[Turn, ...]
    endings: tuple[Ending, ...]

    def turn(self, name: str) -> Turn | None:
        """Return the turn of that name; None for an ending."""
        return self._turns.get(name)

    @cached_property
    def _turns(self) -> dict[str, Turn]:
        return {each.name: each for each in self.turns}

    @cached_property
    def best(self) -> Ending:
        """The ending after which the customer keeps most; of several, the first."""
        return max(self.endings, key=lambda each: each.keeps)

    def ending(self, name: str, feelings: Feelings) -> Ending:
        """Return the ending of that name, or the one that these feelings lead to at END.

        Args:
            name: of an ending, or END.
            feelings: as they are at the end.
        """
        if name != END:
            return next(each for each in self.endings if each.name == name)
        tried = (e for e in self.endings if e.when and all_hold(e.when, feelings))
        return next(tried, self.endings[-1])
