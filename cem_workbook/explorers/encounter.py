"""What do I say to the person in front of me? A conversation to play, and its replay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import ipywidgets as widgets

from cem_workbook.cases.encounters import PLACES, Conversation
from cem_workbook.cases.encounters_play import Play, Step, resume, written
from cem_workbook.cases.encounters_read import (
    MOST_CHOICES,
    Shelf,
    own_folder,
    read_folder,
    shipped_folder,
)
from cem_workbook.cases.encounters_worth import USUAL, Stakes, Sum, crowd, sums
from cem_workbook.data.model import DEFAULT
from cem_workbook.errors import CourseError
from cem_workbook.explorers.assumed import Assumptions
from cem_workbook.explorers.base import LABEL, Explorer
from cem_workbook.explorers.encounter_drawing import Scene, Told, draw_encounter
from cem_workbook.explorers.encounter_words import (
    about_sum,
    crowns,
    feelings_sentence,
    helpful,
    items,
    missing,
    moved,
    names_of,
    short_names,
    verdict,
)
from cem_workbook.figures import DETRACTOR, Drawing
from cem_workbook.frameworks.techniques import NAMED
from cem_workbook.messages import say
from cem_workbook.text import table_html

if TYPE_CHECKING:
    from cem_workbook.data.company import Company

ALONE, CUSTOMER, ANSWERS = "alone", "customer", "answers"
COMMON = (
    "leave_satisfaction",
    "leave_effort",
    "memory",
    "fading",
    "effort_wait",
    "less_for_effort",
)
WRAPS = (
    "<style>.cem-says.jupyter-button,.cem-says button{white-space:normal;height:auto;"
    "line-height:1.4;text-align:start;padding:6px 12px}</style>"
)


class Encounter(Explorer):
    """Choose a conversation, answer turn by turn, and see at the end what each answer was."""

    name: ClassVar[str] = "encounter"
    title: ClassVar[str] = "The person in front of you"

    def __init__(self, company: Company, folder: Path | None = None) -> None:
        """Open the view.

        Args:
            company: the learner's company, by whose customers the sum is made.
            folder: where the conversations lie; unless told otherwise the course's own, and
                after them those in the learner's own folder.

        Raises:
            CourseError: there is no conversation that can be read.
        """
        self._company = company
        self._people = crowd(company)
        shelf = read_folder(folder or shipped_folder(), NAMED)
        mine = Shelf((), ()) if folder else read_folder(own_folder(), NAMED)
        self._broken = (*shelf.broken, *mine.broken)
        talks = sorted(shelf.conversations, key=_place)
        # one's own file may have the name of one of the course's
        self._mine = {f"own {talk.key}": talk for talk in mine.conversations}
        self._talks = {talk.key: talk for talk in talks}
        self._talks |= {key: replace(talk, key=key) for key, talk in self._mine.items()}
        if not self._talks:
            raise CourseError(
                " ".join([say("There is no conversation that can be read."), *self._broken])
            )
        super().__init__()
        # one reads first, and answers then: the answers stand below the picture
        above, below = self._rows[:2], self._rows[2:]
        self._box.children = [*above, self._view, *below[:-1], self._as_table, below[-1]]

    # -- controls

    def build(self) -> None:
        """Make the controls; what was picked is kept, one hidden line for each conversation."""
        talks = [
            (say("yours: {title}", title=t.title) if key in self._mine
             else f"{say(t.place)}: {say(t.title)}", key)
            for key, t in self._talks.items()
        ]  # fmt: skip
        self.controls = {
            "talk": widgets.Dropdown(
                options=talks, description=say("Conversation"), style=LABEL,
                layout=widgets.Layout(width="430px", max_width="98%"),
            ),
            "who": widgets.Dropdown(
                options=[
                    (say("I play alone"), ALONE),
                    (say("two people: I play the customer"), CUSTOMER),
                    (say("two people: I answer"), ANSWERS),
                ],
                description=say("Who plays"), style=LABEL,
                layout=widgets.Layout(width="340px", max_width="98%"),
            ),
        }  # fmt: skip
        for number in range(1, MOST_CHOICES + 1):
            button = widgets.Button(layout=widgets.Layout(width="auto", max_width="860px"))
            button.add_class("cem-says")
            button.on_click(self.act(lambda n=number: self._choose(n)))
            self.controls[f"say {number}"] = button
        self.controls["turn"] = widgets.Dropdown(
            description=say("Turn"), style=LABEL,
            layout=widgets.Layout(width="430px", max_width="98%"),
        )  # fmt: skip
        self.controls["again"] = widgets.Button(
            description=say("Take this turn again"), layout=widgets.Layout(width="auto")
        )
        self.controls["again"].on_click(self.act(self._again))
        self.controls["back"] = widgets.Button(
            description=say("Take back the last answer"), layout=widgets.Layout(width="auto")
        )
        self.controls["back"].on_click(self.act(self._back))
        self.controls["reset"] = widgets.Button(description=say("Start again"))
        self.controls["reset"].on_click(self.act(self._reset))
        for key, talk in self._talks.items():
            self.controls[f"picks {key}"] = widgets.Text(description=say(talk.title))
        self.kept = [f"picks {key}" for key in self._talks]
        self._panel = Assumptions(USUAL, DEFAULT, only=[*vars(USUAL), *COMMON])
        self.controls |= self._panel.inputs
        left_out = "".join(f"<li>{escape(each)}</li>" for each in self._broken)
        words = escape(say("Left out, until somebody mends them:"))
        self._left_out = widgets.HTML(
            f'<div role="alert" style="color:{DETRACTOR}">{words}<ul>{left_out}</ul></div>'
            if left_out
            else ""
        )

    def layout(self) -> Sequence[widgets.Widget]:
        """What one chooses, and what was left out; below the picture answers, turns, assumptions."""
        wrap = widgets.Layout(flex_flow="row wrap", grid_gap="2px 14px")

        def line(*names: str) -> widgets.HBox:
            return widgets.HBox([self.controls[name] for name in names], layout=wrap)

        says = [self.controls[f"say {n}"] for n in range(1, MOST_CHOICES + 1)]
        self._rows = [
            line("talk", "who"),
            self._left_out,
            widgets.VBox([widgets.HTML(WRAPS), *says]),
            line("turn", "again", "back", "reset"),
            self._panel.widget,
        ]
        return self._rows

    @property
    def conversation(self) -> Conversation:
        """The one that is chosen."""
        return self._talks[self.controls["talk"].value]

    @property
    def play(self) -> Play:
        """It, as far as it has come."""
        talk = self.conversation
        return resume(talk, self.controls[f"picks {talk.key}"].value)

    def _put(self, play: Play) -> None:
        self.controls[f"picks {play.conversation.key}"].value = written(play.picks)

    def _choose(self, number: int) -> None:
        self._put(self.play.choose(number))

    def _again(self) -> None:
        self._put(self.play.back_to(self.controls["turn"].value or 1))

    def _back(self) -> None:
        self._put(self.play.back_to(len(self.play.picks)))

    def _reset(self) -> None:
        """Begin this conversation anew; the others stay as they are."""
        self._put(Play(self.conversation))
        self._panel.reset()

    # -- what is shown

    def update(self) -> None:
        """Follow the picks, write the answers on the buttons, and make the sum after the end."""
        play = self._play = self.play
        self._who = self.controls["who"].value
        self._offer(play)
        self._sum: Sum | None = None
        if play.ending:
            stakes, k = self._panel.apply(USUAL), self._panel.apply(DEFAULT)
            self._stakes: Stakes = stakes
            self._sum = sums(play.conversation, [play.outcome], self._people, stakes, k)[0]

    def _offer(self, play: Play) -> None:
        choices = play.turn.choices if play.turn else ()
        for number in range(1, MOST_CHOICES + 1):
            button = self.controls[f"say {number}"]
            there = number <= len(choices)
            button.layout.display = None if there else "none"
            if not there:
                button.description = ""
            elif self._who == CUSTOMER:
                button.description = say("You hear answer {n}", n=number)
            else:
                choice = choices[number - 1]
                button.description = say("{n} · {words} ({minutes} min)", n=number,
                                         words=say(choice.says), minutes=choice.minutes)  # fmt: skip
        steps = play.steps
        options = [(f"{i}: {say(s.choice.says)}"[:70], i) for i, s in enumerate(steps, start=1)]
        turns = self.controls["turn"]
        if [value for _, value in turns.options] != [i for _, i in options] or (
            [label for label, _ in turns.options] != [label for label, _ in options]
        ):
            chosen = turns.value
            turns.options = options
            if options:  # never an empty field beside the button
                turns.value = chosen if chosen and chosen <= len(options) else 1
        over = bool(play.ending)
        for name in ("turn", "again"):
            self.controls[name].layout.display = None if over else "none"
        self.controls["back"].disabled = not steps

    @property
    def _head(self) -> str:
        talk = self.conversation
        return f"{say(talk.place)[:1].upper()}{say(talk.place)[1:]}: {say(talk.title)}"

    @property
    def summary(self) -> str:
        """Where the talk stands, and after the end what is left of it."""
        play, talk = self._play, self.conversation
        own = talk.key in self._mine
        where = (
            say("{head} (yours).", head=self._head)
            if own
            else say("{head} (synthetic).", head=self._head)
        )
        if play.ending is None:
            return f"{where} {self._say_turn(play)}"
        assert self._sum is not None
        total = items(self._sum, play)[-1].crowns
        helped = sum(helpful(step.choice) for step in play.steps)
        found = say(
            "It ended after {turns} turns: {title}. {says} Feelings at the end: {feelings}. "
            "{helped} of your {turns} answers were techniques or good examples, and nothing else. "
            "Left, all in all: {total} crowns. An average customer of {company} brings {usual}.",
            turns=len(play.steps), title=say(play.ending.title), says=say(play.ending.says),
            feelings=feelings_sentence(play.feelings), helped=helped, total=crowns(total),
            company=self._company.title, usual=crowns(self._sum.usual),
        )  # fmt: skip
        started = say("{who} came with: {feelings}.", who=say(talk.customer),
                      feelings=feelings_sentence(talk.start))  # fmt: skip
        return " ".join(each for each in (where, found, missing(play), started) if each)

    def _say_turn(self, play: Play) -> str:
        talk, turn = self.conversation, play.turn
        assert turn is not None
        number = say("Turn {n}.", n=len(play.steps) + 1)
        if self._who == ANSWERS:
            return " ".join([
                number, say("You are {you}.", you=say(talk.you)), say(talk.situation),
                say("Listen to your partner, then choose, and say the number of your answer."),
            ])  # fmt: skip
        parts = [number, say(talk.situation) if not play.steps else ""]
        line = say(turn.line(play.feelings))
        parts.append(say("{who}: {line}", who=say(talk.customer), line=line))
        if self._who == CUSTOMER and turn.thinks:
            parts.append(say("You think: {words}", words=say(turn.thinks)))
        parts.append(say("Feelings: {feelings}.", feelings=feelings_sentence(play.feelings)))
        return " ".join(part for part in parts if part)

    def _visible(self, step: Step) -> tuple[str, str]:
        """Return what a player may see of a step: what was heard, what was said."""
        heard = "" if self._who == ANSWERS and not self._play.ending else say(step.heard)
        hidden = self._who == CUSTOMER and not self._play.ending
        return heard, say("answer {n}", n=step.number) if hidden else say(step.choice.says)

    def rows(self) -> tuple[Sequence[str], Sequence[Sequence[object]]]:
        """A row a step; what each answer was is told only after the end."""
        play = self._play
        head = [say("Turn"), say("The customer"), say("You")]
        rows: list[list[object]] = []
        for number, step in enumerate(play.steps, start=1):
            row: list[object] = [str(number), *self._visible(step)]
            if play.ending:
                row += [names_of(step.choice), say(step.effect.why)]
            if self._who != ANSWERS or play.ending:
                row += [", ".join(moved(step.moved)) or "–", *step.after]
            rows.append(row)
        if play.ending:
            head += [say("What it was"), say("Why it worked so")]
        if self._who != ANSWERS or play.ending:
            head += [say("Moved"), say("trust"), say("effort"), say("anger")]
        if play.turn and self._who != ANSWERS:
            now: list[object] = [
                str(len(rows) + 1), say(play.turn.line(play.feelings)), "", "", *play.feelings,
            ]  # fmt: skip
            rows.append(now)
        return head, rows

    def table_html(self) -> str:
        """Return the steps, and after the end the sum below them."""
        tables = super().table_html()
        if self._sum is None:
            return tables
        lines = items(self._sum, self._play)
        head = [say("What is left of it"), say("Crowns")]
        return f"{tables}<br>{table_html(head, [(i.what, i.crowns) for i in lines])}"

    def draw(self) -> Drawing:
        """Draw the stage; after the end also the replay and the sum."""
        play, talk, ending = self._play, self.conversation, self._play.ending
        steps, sees = play.steps, self._who != ANSWERS or ending is not None
        last = self._visible(steps[-1])[1] if steps else ""
        if ending:
            line, turn = say(ending.says), say("the end, after {n} turns", n=len(steps))
        else:
            assert play.turn is not None
            line = say(play.turn.line(play.feelings)) if sees else say("(Listen to your partner.)")
            turn = say("turn {n}, {minutes} min so far", n=len(steps) + 1, minutes=play.minutes)
        thought = ""
        if play.turn and self._who == CUSTOMER:
            thought = say(play.turn.thinks) if play.turn.thinks else ""
        about = "" if steps else say(talk.situation)
        found = self._sum
        return draw_encounter(self.name, Scene(
            head=self._head,
            turn=turn,
            about=f"{about} {say(talk.why)}" if about and sees else about,
            customer=say(talk.customer),
            you=say(talk.you),
            answer=last,
            line=line,
            thought=thought,
            feelings=[talk.start, *(step.after for step in steps)] if sees else [],
            queue=talk.queue,
            crowd=_crowd(talk),
            ending=say(ending.title) if ending else "",
            told=[self._told(i, s) for i, s in enumerate(steps, start=1)] if ending else [],
            items=items(found, play) if found else [],
            notes=about_sum(found, int(self._stakes.months), self._company.title) if found else [],
        ))  # fmt: skip

    def _told(self, number: int, step: Step) -> Told:
        minutes = say("{n}\u00a0min", n=step.choice.minutes)
        given = [say("cost {n}\u00a0%", n=step.choice.cost)] if step.choice.cost > 0 else []
        sold = [say("sold {n}\u00a0%", n=-step.choice.cost)] if step.choice.cost < 0 else []
        return Told(
            number=number,
            heard=say(step.heard),
            said=say(step.choice.says),
            names=f"{verdict(step.choice)} · {short_names(step.choice)}",
            helps=helpful(step.choice),
            moved=", ".join([*moved(step.moved), minutes, *given, *sold]),
            why=say(step.effect.why),
        )


def _place(talk: Conversation) -> int:
    """Return where a conversation stands in the list: the course's places first."""
    return PLACES.index(talk.place) if talk.place in PLACES else len(PLACES)


def _crowd(talk: Conversation) -> str:
    """Return who else is touched by the talk, in words."""
    parts = []
    if talk.queue:
        parts.append(say("Waiting behind: {n}.", n=talk.queue))
    if talk.hear:
        parts.append(say("Who will hear of it: {n}.", n=talk.hear))
    return " ".join(parts)
