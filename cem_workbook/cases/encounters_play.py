"""Talking: one step after another, back again, every way through, and what each step was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from cem_workbook.cases.encounters import Choice, Conversation, Effect, Ending, Feelings, Turn
from cem_workbook.errors import BadInput
from cem_workbook.messages import say


@dataclass(frozen=True)
class Step:
    """One turn that has been answered.

    Attributes:
        turn: the turn.
        heard: what the customer said.
        choice: what was answered.
        number: which of the choices that was, from 1.
        effect: what it did.
        before, after: the feelings.
    """

    turn: Turn
    heard: str
    choice: Choice
    number: int
    effect: Effect
    before: Feelings
    after: Feelings

    @property
    def moved(self) -> Feelings:
        """How the feelings really moved: they stay between 0 and 100."""
        return Feelings(*(b - a for a, b in zip(self.before, self.after, strict=True)))


@dataclass(frozen=True)
class Play:
    """A conversation as far as it has come.

    Attributes:
        conversation: which.
        picks: the number of the choice at each turn, from 1.
    """

    conversation: Conversation
    picks: tuple[int, ...] = ()

    @cached_property
    def _told(self) -> tuple[tuple[Step, ...], str]:
        """The steps, and the name of where they lead."""
        talk = self.conversation
        name, feelings = talk.turns[0].name, talk.start
        steps: list[Step] = []
        for place, pick in enumerate(self.picks, start=1):
            turn = talk.turn(name)
            if turn is None or not 1 <= pick <= len(turn.choices):
                raise BadInput(
                    say(
                        "“{title}” has no choice {pick} at step {place}. Start again, or go back "
                        "to an earlier turn.",
                        title=talk.title, pick=pick, place=place,
                    )
                )  # fmt: skip
            choice = turn.choices[pick - 1]
            effect = choice.effect(feelings)
            after = feelings.moved(effect.moves)
            heard = turn.line(feelings)
            steps.append(Step(turn, heard, choice, pick, effect, feelings, after))
            name, feelings = effect.next, after
        return tuple(steps), name

    @property
    def steps(self) -> tuple[Step, ...]:
        """What has been said so far, and what it did.

        Raises:
            BadInput: a pick does not exist.
        """
        return self._told[0]

    @property
    def feelings(self) -> Feelings:
        """What the customer feels now."""
        return self.steps[-1].after if self.picks else self.conversation.start

    @property
    def turn(self) -> Turn | None:
        """The turn that waits for an answer; None when the talk is over."""
        return self.conversation.turn(self._told[1])

    @property
    def ending(self) -> Ending | None:
        """How it ended; None while it goes on."""
        if self.turn is not None:
            return None
        return self.conversation.ending(self._told[1], self.feelings)

    @property
    def cost(self) -> int:
        """What has been given away, in % of the loss."""
        return sum(step.choice.cost for step in self.steps)

    @property
    def minutes(self) -> int:
        """How long it has taken."""
        return sum(step.choice.minutes for step in self.steps)

    @property
    def outcome(self) -> Outcome:
        """What it has come to so far."""
        name = self.ending.name if self.ending else ""
        return Outcome(name, self.feelings, self.cost, self.minutes)

    def choose(self, number: int) -> Play:
        """Return the play after one more choice, from 1.

        Raises:
            BadInput: there is no such choice, or the talk is over.
        """
        further = replace(self, picks=(*self.picks, number))
        _ = further.steps
        return further

    def back_to(self, step: int) -> Play:
        """Return the play as it was before a step, from 1: that turn can be taken again."""
        return replace(self, picks=self.picks[: max(step - 1, 0)])


class Outcome(NamedTuple):
    """What a conversation came to: the ending, the feelings, the cost (% of the loss), minutes."""

    ending: str
    feelings: Feelings
    cost: int
    minutes: int


def written(picks: tuple[int, ...]) -> str:
    """Return picks as a line, to be kept: `1 3 2`."""
    return " ".join(map(str, picks))


def resume(conversation: Conversation, line: str) -> Play:
    """Return the play that a line of picks tells, as far as it still fits the conversation."""
    play = Play(conversation)
    for word in line.split()[: len(conversation.turns)]:
        if (
            not word.isdecimal()
            or play.turn is None
            or not 1 <= int(word) <= len(play.turn.choices)
        ):
            break
        play = play.choose(int(word))
    return play


class Way(NamedTuple):
    """A way through a conversation: the number of the choice at each turn, and its outcome."""

    picks: tuple[int, ...]
    outcome: Outcome


def walk(conversation: Conversation) -> Iterator[Way]:
    """Yield every way through a conversation, to its end."""
    first = conversation.turns[0].name
    waiting: list[tuple[str, Way]] = [(first, Way((), Outcome("", conversation.start, 0, 0)))]
    while waiting:
        name, (picks, now) = waiting.pop()
        turn = conversation.turn(name)
        if turn is None:
            ending = conversation.ending(name, now.feelings)
            yield Way(picks, now._replace(ending=ending.name))
            continue
        for number in range(len(turn.choices), 0, -1):
            choice = turn.choices[number - 1]
            effect = choice.effect(now.feelings)
            after = Outcome("", now.feelings.moved(effect.moves), now.cost + choice.cost,
                            now.minutes + choice.minutes)  # fmt: skip
            waiting.append((effect.next, Way((*picks, number), after)))


Standing = tuple[str, Feelings]
"""The name of a turn, and what the customer feels when it comes."""


def prospects(
    conversation: Conversation,
) -> Mapping[Standing, tuple[frozenset[Outcome], ...]]:
    """Return what can still become of each choice, wherever one can stand.

    Returns:
        For each turn and the feelings that one can have there, what may still come of each of its
        choices: ending, feelings at the end, and cost and minutes from this turn on.
    """
    known: dict[Standing, tuple[frozenset[Outcome], ...]] = {}

    def ahead(name: str, feelings: Feelings) -> frozenset[Outcome]:
        turn = conversation.turn(name)
        if turn is None:
            ending = conversation.ending(name, feelings)
            return frozenset({Outcome(ending.name, feelings, 0, 0)})
        if (name, feelings) not in known:
            each = []
            for choice in turn.choices:
                effect = choice.effect(feelings)
                rest = ahead(effect.next, feelings.moved(effect.moves))
                each.append(
                    frozenset(
                        o._replace(cost=o.cost + choice.cost, minutes=o.minutes + choice.minutes)
                        for o in rest
                    )
                )
            known[name, feelings] = tuple(each)
        return frozenset().union(*known[name, feelings])

    ahead(conversation.turns[0].name, conversation.start)
    return known


def unmet(conversation: Conversation, most: int) -> tuple[str, ...]:
    """Return the turns and endings that nobody ever comes to, in the order of the file.

    Args:
        conversation: one in which no turn comes twice.
        most: after so many places (a turn, with some feelings) the search is given up, and what
            has not been met by then counts as not met.
    """
    turns = {turn.name: turn for turn in conversation.turns}
    missing = dict.fromkeys([*turns, *(each.name for each in conversation.endings)])
    seen: set[Standing] = set()
    waiting: list[Standing] = [(conversation.turns[0].name, conversation.start)]
    while waiting and missing and len(seen) < most:
        place = waiting.pop()
        if place in seen:
            continue
        seen.add(place)
        name, feelings = place
        turn = turns.get(name)
        if turn is None:
            missing.pop(conversation.ending(name, feelings).name, None)
            continue
        missing.pop(name, None)
        for choice in turn.choices:
            effect = choice.effect(feelings)
            waiting.append((effect.next, feelings.moved(effect.moves)))
    return tuple(missing)
