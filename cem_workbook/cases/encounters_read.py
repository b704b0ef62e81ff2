"""Reading conversations from files: plain TOML, bounded, nothing in it evaluated.

Whatever does not fit is said in one sentence that names the file, the line and what to do.
`datasets/conversations/README.md` describes every key, with an example.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple, NoReturn

from cem_workbook.cases import encounters_lines
from cem_workbook.cases.encounters import (
    END,
    FEELINGS,
    STILL,
    Choice,
    Conversation,
    Effect,
    Ending,
    Feelings,
    Line,
    Turn,
)
from cem_workbook.cases.encounters_play import unmet
from cem_workbook.cases.encounters_table import LONG, SHORT, Table, key_meant, meant, stop
from cem_workbook.data.shipped import datasets_folder
from cem_workbook.errors import BadInput
from cem_workbook.messages import say

TITLE, PLACE, CUSTOMER = 50, 24, 60  # characters that the picture has room for
MOST_FILES = 60
MOST_BYTES = 100_000
MOST_IN_LINE = 3000  # characters; a key of 50,000 parts would take gigabytes
MOST_TURNS, MOST_CHOICES, MOST_ENDINGS, MOST_INSTEAD = 30, 4, 6, 4
MOST_PLACES = 50_000  # turns with different feelings: so far one looks for a way to each

HEADINGS = (
    "[start]", "[[turn]]", "[[turn.or]]", "[[turn.choice]]", "[[turn.choice.or]]", "[[ending]]",
)  # fmt: skip
_MENDS = {
    "Illegal character": "a text that begins on this line does not end on it. Close it with a "
    "quotation mark; a text stays on one line.",
    "Cannot overwrite": "what stands here stands above already. Take one of the two away.",
    "Cannot declare": "this heading stands above already. Take one of the two away.",
    "Invalid value": "behind the equals sign stands neither a text nor a number. Put a text between "
    'straight quotation marks, such as "bank".',
    "Expected '='": "a key has an equals sign behind it, within { } too, such as minutes = 3.",
    "Expected newline": "something stands behind the end of the line's value. Take it out; within a "
    "text write “ and ” for quotation marks.",
    "Invalid initial character": "a key must begin with a letter, and what stands between { and } "
    "stays on one line.",
    "Unclosed inline table": "within { } stand keys, equals signs and numbers, with commas between "
    "them, such as { trust = 5, anger = -10 }.",
    "Unclosed array": "within [ ] stand texts with commas between them. Close it with ].",
}
_FILE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Shelf(NamedTuple):
    """The conversations of a folder, and a sentence for each file that could not be read."""

    conversations: tuple[Conversation, ...]
    broken: tuple[str, ...]


def shipped_folder() -> Path:
    """Return where the course's own conversations lie."""
    return datasets_folder() / "conversations"


def own_folder() -> Path:
    """Return where a trainer's own conversations lie: in a folder beside the page that runs."""
    return Path.cwd() / "my-conversations"


def read_folder(folder: Path, known: Collection[str]) -> Shelf:
    """Return the conversations in a folder's `.toml` files, in the order of their names.

    Args:
        folder: where they lie.
        known: the keys of the techniques and mistakes that choices may name.
    """
    files = sorted(folder.glob("*.toml"))
    broken = [
        say(
            "{file}: the name must end with .toml. Rename it; your computer may hide "
            "the end of a name.",
            file=each.name,
        )
        for each in sorted(folder.glob("*"))
        if each not in files and ".toml" in each.name.lower() and each.is_file()
    ]
    if len(files) > MOST_FILES:
        broken.append(
            say(
                "{folder} holds {n} conversations; the first {most} are read. Move the others to "
                "a folder of their own.",
                folder=folder.name, n=len(files), most=MOST_FILES,
            )
        )  # fmt: skip
    talks = []
    for file in files[:MOST_FILES]:
        try:
            talks.append(read_file(file, known))
        except BadInput as sentence:
            broken.append(str(sentence))
    return Shelf(tuple(talks), tuple(broken))


def read_file(file: Path, known: Collection[str]) -> Conversation:
    """Return the conversation in a file.

    Args:
        file: a TOML file in UTF-8.
        known: the keys of the techniques and mistakes that choices may name.

    Raises:
        BadInput: the file does not fit; the text names the file, the line and what to do.
    """
    if not _FILE.fullmatch(file.stem) or len(file.stem) > SHORT:
        stop(file.name, 1, say("a file's name has small letters, digits and hyphens only, such "
                                "as late-transfer.toml. Rename it."))  # fmt: skip
    try:
        with file.open("rb") as opened:
            raw = opened.read(MOST_BYTES + 1)
    except OSError as trouble:
        stop(file.name, 1, say("the file cannot be opened ({why}). Look whether it is there and "
                                "may be read.", why=trouble.strerror or type(trouble).__name__))  # fmt: skip
    if len(raw) > MOST_BYTES:
        stop(file.name, 1, say("the file has more than {most} bytes. Split it into two "
                                "conversations.", most=f"{MOST_BYTES:,}"))  # fmt: skip
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as trouble:
        line = raw.count(b"\n", 0, trouble.start) + 1
        stop(file.name, line, say("a letter there is not written in UTF-8. Save the file as "
                                   "UTF-8 in your editor."))  # fmt: skip
    return read_text(text, file.name, known)


def read_text(text: str, name: str, known: Collection[str]) -> Conversation:
    """Return the conversation that a text in TOML tells.

    Args:
        text: the text.
        name: the name of its file.
        known: the keys of the techniques and mistakes that choices may name.

    Raises:
        BadInput: the text does not fit; the sentence names the file, the line and what to do.
    """
    for number, row in enumerate(text.split("\n"), start=1):
        if len(row) > MOST_IN_LINE:
            stop(name, number, say("this line has {n} characters. Break it up, or shorten it to "
                                   "{most}.", n=len(row), most=MOST_IN_LINE))  # fmt: skip
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        reason = str(trouble)
        at = re.search(r"\s*\(at line (\d+), column (\d+)\)", reason)
        line = int(at[1]) if at else text.rstrip().count("\n") + 1
        reason = reason[: at.start()] if at else reason.replace(" (at end of document)", "")
        heading = encounters_lines.strange_heading(text, HEADINGS, line)
        if heading and heading[1] in HEADINGS:
            stop(name, heading[0], say("{heading} changes something that must stand above it, in the "
                                       "same turn. Move it down.", heading=heading[1]))  # fmt: skip
        if heading:
            stop(name, heading[0], say("there is no heading {heading}. {meant}",
                                       heading=heading[1], meant=meant(heading[1], HEADINGS)))  # fmt: skip
        stop(name, line, say("this cannot be read as TOML: {what}", what=_mend(reason)))
    except RecursionError:
        stop(name, 1, say("there are brackets within brackets without end. Write the tables as "
                           "in the example."))  # fmt: skip
    top = Table(name, values, (), encounters_lines.lines_of(text))
    talk = _conversation(top, Path(name).stem, known)
    _check_ways(talk, top)
    return talk


def _mend(reason: str) -> str:
    """Return what to do about something that Python's reader of TOML complains of."""
    for begins, what in _MENDS.items():
        if reason.startswith(begins):
            return say(what)
    return say("{reason}. Look there, and one line above, for a missing quotation mark, bracket or "
               "equals sign.", reason=reason)  # fmt: skip


def _conversation(top: Table, key: str, known: Collection[str]) -> Conversation:
    top.only("title", "place", "customer", "you", "situation", "source", "loss", "hear", "queue",
             "start", "turn", "ending")  # fmt: skip
    title, place = top.text("title", TITLE), top.text("place", PLACE)
    start = top.table("start")
    if start is None:
        top.stop(say("the table [start] is missing. Add it, with trust, effort, anger and why."))
    start.only(*FEELINGS, "why")
    feelings = Feelings(*(start.whole(name, 0, 100) for name in FEELINGS))
    taken: dict[str, int] = {}
    turns = tuple(_turn(each, taken, known) for each in top.tables("turn", 1, MOST_TURNS))
    endings = tuple(_ending(each, taken) for each in top.tables("ending", 2, MOST_ENDINGS))
    return Conversation(
        key=key,
        title=title,
        place=place,
        customer=top.text("customer", CUSTOMER),
        you=top.text("you", SHORT),
        situation=top.text("situation", 2 * LONG),
        source=top.text("source", LONG, ""),
        start=feelings,
        why=start.text("why", LONG),
        loss=top.whole("loss", 1, 2000, 100) / 100,
        hear=top.whole("hear", 0, 1000, 0),
        queue=top.whole("queue", 0, 100, 0),
        turns=turns,
        endings=endings,
    )


def _turn(table: Table, taken: dict[str, int], known: Collection[str]) -> Turn:
    table.only("name", "says", "thinks", "or", "choice")
    name = table.name(taken)
    lines = []
    for other in table.tables("or", 0, MOST_INSTEAD):
        other.only("if", "says")
        lines.append(Line(other.text("says", LONG), other.conditions(needed=True)))
    lines.append(Line(table.text("says", LONG)))
    choices = table.tables("choice", 2, MOST_CHOICES)
    return Turn(
        name=name,
        lines=tuple(lines),
        thinks=table.text("thinks", LONG, ""),
        choices=tuple(_choice(each, known) for each in choices),
    )


def _choice(table: Table, known: Collection[str]) -> Choice:
    table.only("says", "is", "moves", "cost", "minutes", "next", "why", "or")
    named = tuple(table.words("is", 3, "listening"))
    for key in named:
        if key not in known:
            table.stop(say("there is no technique or mistake “{key}”. {meant}", key=key[:SHORT],
                           meant=key_meant(key, known)), "is")  # fmt: skip
    usual = Effect(_moves(table) or STILL, table.text("next", SHORT), table.text("why", LONG))
    effects = []
    for other in table.tables("or", 0, MOST_INSTEAD):
        other.only("if", "moves", "next", "why")
        when = other.conditions(needed=True)
        if len(other.values) < 2:
            other.stop(say("nothing is different here. Add moves, next or why."))
        moves = _moves(other) or usual.moves
        nexts, why = other.text("next", SHORT, usual.next), other.text("why", LONG, usual.why)
        effects.append(Effect(moves, nexts, why, when))
    return Choice(
        says=table.text("says", LONG),
        named=named,
        cost=table.whole("cost", -1000, 1000, 0),
        minutes=table.whole("minutes", 0, 120, 1),
        effects=(*effects, usual),
    )


def _moves(table: Table) -> Feelings | None:
    moves = table.table("moves")
    if moves is None:
        return None
    moves.only(*FEELINGS)
    return Feelings(*(moves.whole(name, -100, 100, 0) for name in FEELINGS))


def _ending(table: Table, taken: dict[str, int]) -> Ending:
    table.only("name", "title", "says", "if", "keeps")
    return Ending(
        name=table.name(taken),
        title=table.text("title", TITLE),
        says=table.text("says", LONG),
        when=table.conditions(needed=False),
        keeps=table.whole("keeps", 0, 200),
    )


# Where the ways lead


def _check_ways(talk: Conversation, top: Table) -> None:
    """Stop where a way leads nowhere, or back, or where nobody ever comes."""
    turns = [each.name for each in talk.turns]
    endings = [each.name for each in talk.endings]
    tables = dict(zip(turns, top.tables("turn", 1, MOST_TURNS), strict=True))
    for turn in talk.turns:
        choices = tables[turn.name].tables("choice", 2, MOST_CHOICES)
        for choice, at in zip(turn.choices, choices, strict=True):
            # the usual effect stands in the table itself; what an “or” leaves out it takes from there
            places = [at, *at.tables("or", 0, MOST_INSTEAD)]
            effects = [choice.effects[-1], *choice.effects[:-1]]
            for effect, place in zip(effects, places, strict=True):
                if effect.next not in (*turns, *endings, END):
                    place.stop(say("no turn and no ending is called “{name}”. {meant}",
                                   name=effect.next, meant=meant(effect.next, [*turns, *endings, END])),
                               "next")  # fmt: skip
    _check_loops(talk, lambda name, what: tables[name].stop(what, "name"))
    ends = dict(zip(endings, top.tables("ending", 2, MOST_ENDINGS), strict=True))
    last = talk.endings[-1]
    if last.when:
        ends[last.name].stop(say("the last ending takes whoever fits no other, so it has no “if”. "
                                 "Take that line out, or add an ending below."), "if")  # fmt: skip
    for name in unmet(talk, MOST_PLACES):
        if name in tables:
            tables[name].stop(say("no way leads to the turn “{name}”. Let a choice have next = "
                                  "\"{name}\" (and look whether an “if” keeps people away), or take "
                                  "it out.", name=name), "name")  # fmt: skip
        ends[name].stop(say("no way leads to the ending “{name}”. Change its “if”, let a choice have "
                            "next = \"{name}\", or take it out.", name=name), "name")  # fmt: skip


def _check_loops(talk: Conversation, stop: Callable[[str, str], NoReturn]) -> None:
    """Stop at a turn that leads back to itself."""
    after = {t.name: {e.next for c in t.choices for e in c.effects} for t in talk.turns}
    try:
        TopologicalSorter(after).prepare()
    except CycleError as found:
        circle = found.args[1][::-1]
        # the same circle always begins at the same turn: the one that stands first in the file
        first = min(range(len(circle) - 1), key=lambda at: list(after).index(circle[at]))
        circle = [*circle[first:-1], *circle[: first + 1]]
        stop(circle[0], say("the talk goes in a circle: {way}. A conversation only goes forward: "
                            "let one of these lead further, or to “{end}”.",
                            way=" → ".join(circle), end=END))  # fmt: skip
