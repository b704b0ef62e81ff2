"""Sheets that go with a page's handout, where a group without computers needs more than the page.

By an entry in SHEETS a page has sheets for each person: each begins on a new side of its handout,
after all that the page itself tells, so that a trainer can print it alone or leave it out. By an
entry in PAPERS it has papers for groups, in files of their own, because not everybody may read
every sheet of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

from cem_workbook.cases.encounters_print import sheets
from cem_workbook.cases.encounters_read import read_folder, shipped_folder
from cem_workbook.frameworks.statements import FRONT, LEVELS, MANAGER, STATEMENTS, of_step
from cem_workbook.frameworks.steps import STEPS
from cem_workbook.frameworks.techniques import NAMED
from cem_workbook.messages import say
from cem_workbook.text import to_html


@dataclass(frozen=True)
class Sheet:
    """One sheet.

    Attributes:
        title: its heading.
        html: what stands on it.
    """

    title: str
    html: str


@dataclass(frozen=True)
class Paper:
    """Sheets for a group, which belong into different hands.

    Attributes:
        key: a short name, for its file.
        title: what it is called.
        sides: the sheets, as HTML.
    """

    key: str
    title: str
    sides: tuple[str, ...]


def sheets_of(page: str) -> tuple[Sheet, ...]:
    """Return the sheets that go with a page's handout; most pages have none.

    Args:
        page: the page's file name, such as `10_where_do_we_stand`.
    """
    return SHEETS[page]() if page in SHEETS else ()


def papers_of(page: str) -> tuple[Paper, ...]:
    """Return the papers for groups that go with a page; most pages have none.

    Args:
        page: the page's file name, such as `19_service_encounters`.
    """
    return PAPERS[page]() if page in PAPERS else ()


def talk_papers() -> tuple[Paper, ...]:
    """Return the conversations to play on paper: the customer's sheet, the answers', and the end's."""
    names = {key: each.name for key, each in NAMED.items()}
    papers = []
    for talk in read_folder(shipped_folder(), NAMED).conversations:
        of_talk = sheets(talk, names)
        sides = (of_talk.customer, of_talk.answers, of_talk.afterwards)
        made_up = escape(say("The course's own, and synthetic."))
        foot = f'<p class="cem-foot">{made_up}</p>'
        html = tuple(to_html(side) + foot for side in sides)
        papers.append(Paper(talk.key, talk.title, html))
    return tuple(papers)


def statement_sheets() -> tuple[Sheet, ...]:
    """Return the self-assessment on paper: all statements with their levels, once for each role."""
    return (
        _statements(MANAGER, say("The statements, as managers answer them")),
        _statements(FRONT, say("The statements, as the front line answers them")),
    )


def _statements(role: str, title: str) -> Sheet:
    top = say(
        "No name. Think of the last twelve months, and tick what you have *seen*. If only half of "
        "an answer holds, take the one before it. “I cannot know” is an answer, too, and counts "
        "nothing. A level counts {points} points; a step is the average of its statements, and it "
        "needs two. The statements are the course's own; nobody has tested what they measure.",
        points=say("0, 33, 67 or 100"),
    )
    heads = [say("Statement"), *map(str, LEVELS), say("I cannot know")]
    rows = []
    for step in STEPS:
        name = say("Step {n}: {title}", n=step.number, title=say(step.title))
        mine = say("my points: ……… from ……… statements")
        rows.append(
            f'<tr class="cem-step"><th colspan="3">{escape(name)}</th>'
            f'<td colspan="3">{escape(mine)}</td></tr>'
        )
        for statement in of_step(step.key):
            number = STATEMENTS.index(statement) + 1
            levels = "".join(f"<td>☐ {escape(say(seen))}</td>" for seen in statement.seen[role])
            asks = f"{number}. {say(statement.asks[role])}"
            rows.append(f"<tr><td>{escape(asks)}</td>{levels}<td>☐</td></tr>")
    head = "".join(f"<th>{escape(word)}</th>" for word in heads)
    table = (
        f'<table class="cem-statements"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )
    return Sheet(title, to_html(top) + table)


SHEETS: Mapping[str, Callable[[], tuple[Sheet, ...]]] = {
    "10_where_do_we_stand": statement_sheets,
}
"""The pages that have sheets, by file name."""

PAPERS: Mapping[str, Callable[[], tuple[Paper, ...]]] = {
    "19_service_encounters": talk_papers,
}
"""The pages that have papers for groups, by file name."""
