"""The first page of the trainer's folder: every page's editions, and the agendas with the clock."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from cem_workbook.course import GROUPS, PAGES, Page
from cem_workbook.data.company import DEMO
from cem_workbook.errors import CourseError
from cem_workbook.messages import direction, language, say
from cem_workbook.text import to_html
from cem_workbook.trainer.agendas_read import Agenda, all_agendas
from cem_workbook.trainer.editions_html import style
from cem_workbook.trainer.editions_questions import whose
from cem_workbook.trainer.handout_sheets import papers_of
from cem_workbook.trainer.notes_read import read_notes
from cem_workbook.trainer.slides_html import Reveal

NO_REVEAL = (
    "The slides ask the network for reveal.js when they are shown. For a room without a network, "
    "install it once ({install}), or name the folder of the npm package reveal.js (--reveal "
    "FOLDER), and build again."
)
INSTALL = '{python} -m pip install "sphinx-revealjs>=3.2,<4"'


def index_html(folder: Path, companies: Sequence[tuple[str, int]], reveal: Reveal | None) -> str:
    """Return the index as one HTML file that asks nothing from outside.

    Args:
        folder: where the editions are; pages that are not in it are not listed.
        companies: for which the exercises were solved, besides the demo's.
        reveal: whether the slides have reveal.js inside.
    """
    there = [p for p in PAGES if (folder / "edition" / f"{p.file}.html").exists()]
    agendas = all_agendas()
    named = "; ".join(map(whose, [DEMO, *companies]))
    if reveal:
        slides = say("The slides need no network. In them, S opens the speaker's window, F fills "
                     "the screen, and Space goes on.")  # fmt: skip
    else:
        slides = say(NO_REVEAL, install=INSTALL.format(python="python3"))
    parts = [
        f"<h1>{escape(say('For the trainer'))}</h1>",
        _p(say("Worked solutions in the trainer's edition are for: {companies}.", companies=named)),
        _p(slides),
        _p(say("Handouts are printed from the browser, on A4, both sides.")),
        _ways(agendas),
        f'<h2 id="pages">{escape(say("The pages"))}</h2>',
        _pages_table(there),
        f"<h2>{escape(say('Three agendas'))}</h2>",
        *(agenda_html(agenda, there) for agenda in agendas),
    ]
    return (
        f'<!DOCTYPE html>\n<html lang="{language()}" dir="{direction()}">\n<head>\n'
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, '
        f'initial-scale=1">\n<title>{escape(say("For the trainer"))}</title>\n<style>\n'
        f"{style('page')}\n</style>\n</head>\n<body><main>\n"
        + "\n".join(parts)
        + "\n</main></body>\n"
        "</html>\n"
    )


def _p(words: str) -> str:
    return f"<p>{escape(words)}</p>"


def _ways(agendas: Sequence[Agenda]) -> str:
    links = [("pages", say("all pages")), *((a.name, a.title) for a in agendas)]
    row = " · ".join(f'<a href="#{to}">{escape(words)}</a>' for to, words in links)
    return f"<p><strong>{escape(say('On this page:'))}</strong> {row}</p>"


def _pages_table(pages: Sequence[Page]) -> str:
    heads = [say("Page"), say("Minutes alone"), say("With a group"), say("Open")]
    rows = []
    for group in GROUPS:
        of_group = [p for p in pages if p.group == group]
        if of_group:
            rows.append(f'<tr><th colspan="4" scope="rowgroup">{escape(say(group))}</th></tr>')
        for page in of_group:
            try:
                low, high = read_notes(page.file).minutes
                minutes = say("{low} to {high}", low=low, high=high)
            except CourseError:
                minutes = "–"
            cells = [f"{page.number:02d} {page.title}", str(page.minutes), minutes]
            rows.append(f"<tr>{''.join(f'<td>{escape(c)}</td>' for c in cells)}{_links(page)}</tr>")
            papers = " · ".join(
                f'<a href="handout/{page.file}-{p.key}.html">{escape(p.title)}</a>'
                for p in papers_of(page.file)
            )
            if papers:
                said = escape(say("For groups, on paper:"))
                rows.append(f'<tr><td colspan="4">{said} {papers}</td></tr>')
    head = "".join(f'<th scope="col">{escape(h)}</th>' for h in heads)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _links(page: Page, *, notebook: bool = True) -> str:
    links = {
        say("trainer's edition"): f"edition/{page.file}.html",
        say("as a notebook"): f"edition/{page.file}.ipynb",
        say("slides"): f"slides/{page.file}.html",
        say("handout"): f"handout/{page.file}.html",
    }
    if not notebook:
        del links[say("as a notebook")]
    row = [f'<a href="{href}">{escape(words)}</a>' for words, href in links.items()]
    return f'<td style="white-space:nowrap">{(" · " if notebook else "<br>").join(row)}</td>'


def agenda_html(agenda: Agenda, pages: Sequence[Page], begins: str = "9:00") -> str:
    """Return an agenda as HTML, with the clock.

    Args:
        agenda: the agenda.
        pages: to which pages there can be links.
        begins: when each day begins.
    """
    there = {p.file: p for p in pages}
    parts = [f'<h3 id="{agenda.name}">{escape(agenda.title)}</h3>', to_html(agenda.opening)]
    parts.append(_to_print(agenda, complete=set(agenda.pages) <= there.keys()))
    for day in agenda.days:
        if day.title:
            parts.append(f"<h4>{escape(day.title)}</h4>")
        rows = []
        for time, item in day.clock(begins):
            cards = [say("Cards: {cards}", cards=", ".join(item.cards))] if item.cards else []
            about, links = f"<strong>{escape(item.what)}</strong>", "<td></td>"
            if item.page in there:
                links = _links(there[item.page], notebook=False)
            if item.page:
                about += f"<br>{escape(item.page)}"
            rows.append(
                f"<tr><td>{time}</td><td>{item.minutes}</td><td>{about}</td>"
                f"<td>{to_html(item.how)}{''.join(map(_p, cards))}</td>{links}</tr>"
            )
        heads = (say("Time"), say("Minutes"), say("What"), say("How"), say("Open"))
        head = "".join(f'<th scope="col">{escape(h)}</th>' for h in heads)
        parts.append(f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>")
    return "\n".join([*parts, to_html(agenda.closing)])


def _to_print(agenda: Agenda, *, complete: bool) -> str:
    """What to print for an agenda, or how to get the pages that are not here."""
    if not complete:
        return _p(
            say(
                "Not all of its pages are here. These words build them: "
                "python3 -m cem_workbook trainer {name}",
                name=agenda.name,
            )
        )
    words = say("one handout for all of it, with its cards only")
    link = f'<a href="handout/{agenda.name}.html">{escape(words)}</a>'
    other = say(
        "Another time of day: python3 -m cem_workbook trainer agenda {name} --from 13:30",
        name=agenda.name,
    )
    return f"<p>{escape(say('To print for each person:'))} {link}.</p>{_p(other)}"
