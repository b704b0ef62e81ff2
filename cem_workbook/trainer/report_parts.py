"""The parts of the class report, from what was counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape

from cem_workbook.exercises.kinds import PLAN
from cem_workbook.explorers import standing_words
from cem_workbook.explorers.standing_drawing import Panel, bricks_of, draw_one
from cem_workbook.explorers.standing_pool import lines_of
from cem_workbook.figures import BLUE, GRID, SHADE, SOFT
from cem_workbook.messages import say
from cem_workbook.plan.words import clip, own
from cem_workbook.text import to_html
from cem_workbook.trainer.report_counts import Counted, Doing, Held, Tally
from cem_workbook.trainer.report_ideas import drawings_for, exercises
from cem_workbook.trainer.report_part import Part, Row, Table
from cem_workbook.trainer.report_room import draw_room, room_sentence

IN_THE_ROOM = 10
"""Wrong ideas that are drawn and told at length; the table has them all."""
FEW = 10
"""Below this number of learners a share is told as a count alone."""
LONGEST_WORDS = 1200
MOST_LINES = 100
"""Sentences about files."""
_SMALL = f'style="color:{SOFT};margin:0"'
_BOX = f'style="border:1px solid {GRID};border-radius:4px;padding:6px 9px;break-inside:avoid"'
_SIDE_BY_SIDE = (
    'style="display:grid;grid-template-columns:repeat(auto-fill,minmax(210px,1fr));gap:8px"'
)


def share(n: int, people: int) -> str:
    """Return a share in words: a count, with per cent where there are enough people for it."""
    count = say("{n} of {all}", n=n, all=people)
    return count if people < FEW else say("{count} ({p:.0f} %)", count=count, p=100 * n / people)


def wrong_ideas(counted: Counted) -> Part:
    """The wrong ideas, ranked: the room, what helps against the first of them, and all as a table."""
    held = counted.held
    rows: list[Row] = [
        [
            rank, each.idea.words, each.still, each.ever, each.people,
            ", ".join(f"{page.number:02}" for page in each.idea.pages), ", ".join(each.where),
        ]
        for rank, each in enumerate(held, start=1)
    ]  # fmt: skip
    head = [
        say("Rank"), say("Wrong idea"), say("still hold it"), say("have shown it"),
        say("answered where it can show"), say("Pages"), say("It showed in"),
    ]  # fmt: skip
    cells = Table(
        [*head, say("What the course answers"), say("Name")],
        [[*row, h.idea.gist, h.idea.name] for row, h in zip(rows, held, strict=True)],
    )
    sentences = [room_sentence(held)]
    if held:
        sentences.append(
            say(
                "Ranked by how many still hold an idea, then by how many have shown it. Somebody "
                "still holds it while their last answer to one of its questions shows it."
            )
        )
    told = "".join(_told(rank, each) for rank, each in enumerate(held[:IN_THE_ROOM], start=1))
    return Part(
        "ideas",
        say("Wrong ideas, and what helps"),
        sentences,
        drawing=draw_room("class-room", held[:IN_THE_ROOM]) if held else None,
        table=Table(head, rows) if held else None,
        cells=cells,
        body=told,
    )


def _told(rank: int, each: Held) -> str:
    """Return one wrong idea as HTML: in words, how many, what the course answers, what to draw."""
    idea = each.idea
    counts = say(
        "{still} of {people} still hold it; {ever} have shown it.",
        still=each.still, people=each.people, ever=each.ever,
    )  # fmt: skip
    pages = "; ".join(f"{page.number:02} {say(page.title)}" for page in idea.pages)
    drawings = drawings_for(idea.name)
    helps = "".join(
        f'<div style="background:{SHADE};border-radius:4px;padding:6px 10px;margin:4px 0">'
        f"<p {_SMALL}>{escape(say('On the board: {title} (notes of {page})', title=d.title, page=d.page))}</p>"
        f'<pre style="font:12px/1.3 monospace;margin:4px 0;overflow-x:auto">{escape(d.sketch)}</pre>'
        f"{to_html(d.words)}</div>"
        for d in drawings
    )
    if not drawings:
        words = say("No board drawing in the notes helps against it yet.")
        helps = f"<p {_SMALL}>{escape(words)}</p>"
    return (
        f'<div class="idea" style="border-inline-start:4px solid {BLUE};padding-inline-start:10px;'
        f'margin:10px 0;break-inside:avoid"><h3 style="margin:0">'
        f"{rank}. {escape(say('“{idea}”', idea=idea.words))}</h3>"
        f"<p style='margin:2px 0'><strong>{escape(counts)}</strong> "
        f"{escape(say('The course answers: {gist}', gist=idea.gist))}</p>"
        f"<p {_SMALL}>{escape(say('Page {pages}. It showed in {ids}.', pages=pages, ids=', '.join(each.where)))}"
        f"</p>{helps}</div>"
    )


def nobody_right(counted: Counted) -> Part:
    """The exercises that nobody has right at last."""
    found = counted.nobody_right
    if not counted.tallies:
        sentence = say("Nobody has answered an exercise yet.")
    elif not found:
        sentence = say("Every exercise that was answered is right at last for somebody.")
    else:
        sentence = say(
            "Answered, and right at last for nobody: {n} of {all} exercises. Do the first of them "
            "together.",
            n=len(found),
            all=len(counted.tallies),
        )
    head = [say("Exercise"), say("Page"), say("What it asks for"), say("Learners"),
            say("Shown most at last")]  # fmt: skip
    rows = [
        [t.exercise.id, f"{t.page.number:02}", say(t.exercise.goal), t.people, _most(counted, t)]
        for t in found
    ]
    return Part(
        "nobody-right",
        say("What nobody got"),
        [sentence],
        table=Table(head, rows) if rows else None,
        cells=Table(head, rows),
    )


def _most(counted: Counted, tally: Tally) -> str:
    """Return the wrong idea that most last answers to an exercise show, in words."""
    last = (d.answers[tally.exercise.id][-1].idea for d in counted.doing
            if tally.exercise.id in d.answers)  # fmt: skip
    ideas = Counter(idea for idea in last if idea)
    if not ideas:
        return say("no idea that the course knows")
    name, n = min(ideas.items(), key=lambda pair: (-pair[1], pair[0]))
    found = next(each.idea for each in counted.held if each.idea.name == name)
    return say("“{idea}” ({n})", idea=found.words, n=n)


def answers(counted: Counted) -> Part:
    """Every exercise: how many were right at first, and at last."""
    sentences = [
        say(
            "Of those who answered an exercise, how many were right in their first answer and in "
            "their last. Per cent stand where {few} learners or more answered.",
            few=FEW,
        )
    ]
    if counted.unknown:
        sentences.append(
            say(
                "Not counted: {n} answers to questions that this version of the course does not "
                "have.",
                n=counted.unknown,
            )
        )
    head = [say("Exercise"), say("What it asks for"), say("Learners"), say("right at first"),
            say("right at last"), say("Answers")]  # fmt: skip
    rows, cells = [], []
    for t in counted.tallies:
        told, goal = [share(n, t.people) for n in (t.first, t.last)], say(t.exercise.goal)
        rows.append([t.exercise.id, goal, t.people, *told, t.answers])
        cells.append([t.exercise.id, goal, t.people, t.first, t.last, t.answers])
    return Part(
        "exercises",
        say("Right at first, right at last"),
        sentences,
        table=Table(head, rows) if rows else None,
        cells=Table(head, cells),
    )


def learners(counted: Counted) -> Part:
    """Who finished what: a row for each learner, a column for each page that somebody began."""
    named = any(d.person.name for d in counted.doing)
    head = [say("Code"), *([say("Name")] if named else []),
            *(f"{page.number:02}" for page in counted.pages)]  # fmt: skip
    rows = [
        [
            d.person.code,
            *([d.person.name or "–"] if named else []),
            *(_cell(*d.finished(page)) for page in counted.pages),
        ]
        for d in counted.doing
    ]
    done = sum(row.count(say("done")) for row in rows)
    pages = "; ".join(f"{page.number:02} {say(page.title)}" for page in counted.pages)
    sentences = [
        say(
            "Learners: {n}. Pages that one of them has done to the end: {done} in all. “3/8” means "
            "that three of eight exercises are done; a dash, that the page was not begun.",
            n=len(rows),
            done=done,
        )
    ]
    if pages:
        sentences.append(say("Pages that somebody began: {pages}.", pages=pages))
    return Part("learners", say("Who finished what"), sentences, table=Table(head, rows))


def _cell(done: int, every: int, begun: bool) -> str:
    if not begun:
        return "–"
    return say("done") if done == every else f"{done}/{every}"


def firm(counted: Counted) -> Part:
    """Where the class sees its firm, and how far managers and front line are apart."""
    pool, view = counted.pooled, counted.view
    title = say("Where we stand, by all of them")
    if not view.people and not pool.aside:
        return Part(
            "firm", title, [say("Nobody's file holds a finished self-assessment (page 10).")]
        )
    words = standing_words.pooled(pool, view, 0)
    if view.all is None:
        return Part("firm", title, [words])
    head, *rows = lines_of(view)
    top = say("{n} people together", n=view.people)
    drawing = draw_one("class-firm", Panel(top, view.all, bricks_of(view.all)), [head, *rows])
    scored = [
        [*row, "–" if score.people == 0 else f"{score.value:.0f}"]
        for row, score in zip(rows, view.all.scores, strict=True)
    ]
    warning = say(
        "Whoever has two reports, of which only one has the file of a certain person, can work out "
        "from both what that person answered: pass on one of them."
    )
    return Part(
        "firm",
        title,
        [words, warning],
        drawing=drawing,
        table=Table([*head, say("score, points")], scored),
    )


def reflections(counted: Counted) -> Part:
    """What was written, page by page, side by side."""
    body, rows = "", []
    for id, placed in exercises().items():
        wrote = [d for d in counted.doing if id in d.written]
        if not wrote:
            continue
        heading = f"{placed.page.number:02} {say(placed.page.title)}: {say(placed.exercise.goal)}"
        boxes = "".join(_box(d, id) for d in wrote)
        body += f"<h3>{escape(heading)}</h3><div {_SIDE_BY_SIDE}>{boxes}</div>"
        rows += [
            [placed.page.number, id, d.person.code, d.person.name, _label(label), words]
            for d in wrote
            for label, words in d.written[id]
        ]
    n = sum(len(d.written) for d in counted.doing)
    sentence = (
        say("Texts: {n}. They are the learners' own; nobody marks them.", n=n)
        if n
        else say("Nobody wrote a text, or let one leave their computer.")
    )
    head = [say("Page"), say("Exercise"), say("Code"), say("Name"), say("Part"), say("Words")]
    return Part(
        "reflections", say("What was written"), [sentence], cells=Table(head, rows), body=body
    )


def _box(doing: Doing, id: str) -> str:
    # a name is what somebody calls themselves, and may be another's, or another's code
    called, code = doing.person.name, doing.person.code
    who = own(say("{name} ({code})", name=called, code=code) if called else code)
    lines = "".join(
        f'<p dir="auto" style="margin:3px 0;overflow-wrap:anywhere">'
        f"{f'<strong>{own(_label(label))}:</strong> ' if label else ''}"
        f"{own(clip(words, LONGEST_WORDS))}</p>"
        for label, words in doing.written[id]
    )
    return f"<div {_BOX}><p {_SMALL}>{who}</p>{lines}</div>"


def _label(label: str) -> str:
    """Return the name of a part of a text; it comes from the learner's file."""
    return clip(say(label) if label in PLAN else label, 60)


def files(counted: Counted) -> Part:
    """Which files were not used, and what else is to be known about the others."""
    work = counted.work
    sentences = [
        say(
            "Files read: {n}, of {people} learners. Set aside: {aside}.",
            n=work.files,
            people=len(work.people),
            aside=len(work.aside),
        ),
        say(
            "Every file is believed, and whoever has one can change what is in it: nothing of this "
            "report is a proof, or a mark."
        ),
    ]
    lines = [f"{own(each.name)}: {escape(each.why)}." for each in work.aside]
    lines += [escape(note) for note in work.notes]
    return Part("files", say("Files"), sentences, body=_listed(lines))


def _listed(lines: Sequence[str]) -> str:
    if not lines:
        return ""
    more = len(lines) - MOST_LINES
    last = f"<li>{escape(say('and {n} more', n=more))}</li>" if more > 0 else ""
    return f"<ul>{''.join(f'<li>{line}</li>' for line in lines[:MOST_LINES])}{last}</ul>"
