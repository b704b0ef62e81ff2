"""The glossary as a notebook shows it: a word, the terms of a page, and all with a search field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

import ipywidgets as widgets

from cem_workbook.course import Page
from cem_workbook.desk.answers import LABEL, on_enter
from cem_workbook.desk.glossary_html import (
    box,
    card_html,
    card_text,
    defined_html,
    table_html,
    whole_link,
)
from cem_workbook.errors import CourseError, log_unexpected
from cem_workbook.explorers.base import HIDE_DEAD_VIEW, hide_still, show_view
from cem_workbook.explorers.timing import soon
from cem_workbook.figures import DETRACTOR, SOFT
from cem_workbook.frameworks.glossary import Term, find, introduced_on, near, search, terms
from cem_workbook.messages import direction, say

IN_FULL = 3  # as many terms are shown with all there is; more of them as a table
_LINE = "margin:2px 0"
# A wide table scrolls by itself, and does not push the sentences above it out of the page.
STYLE = "<style>.cem-glossary-view .widget-html-content{min-width:0;width:100%}</style>"


@dataclass(frozen=True)
class Found:
    """What was found for a word: its term, or two that share it, or the nearest ones.

    Attributes:
        word: what was looked for.
        terms: the terms that it names.
        near: the nearest terms, if it names none.
    """

    word: str
    terms: tuple[Term, ...]
    near: tuple[Term, ...] = ()

    @property
    def sentence(self) -> str:
        """What is said before the terms."""
        if len(self.terms) == 1:
            return ""
        if self.terms:
            return say(
                "“{word}” stands for {n} terms here.", word=_apart(self.word), n=len(self.terms)
            )
        if not self.near:
            return say(
                "The glossary has no “{word}”, and nothing that looks like it. Try another word, "
                "or another of the four languages.",
                word=_apart(self.word),
            )
        return say(
            "The glossary has no “{word}”. The nearest terms are these:", word=_apart(self.word)
        )

    def __repr__(self) -> str:
        cards = [card_text(term) for term in self.terms]
        others = [f"{say(term.title)}: {say(term.definition)}" for term in self.near]
        return "\n\n".join(filter(None, (self.sentence, *cards, "\n".join(others))))

    def _repr_html_(self) -> str:
        said = f"<p>{escape(self.sentence)}</p>" if self.sentence else ""
        if self.terms:
            return f'<div dir="{direction()}">{said}{"".join(map(card_html, self.terms))}</div>'
        end = f"<p>{escape(say('Or look through'))} {whole_link()}.</p>"
        return box(said + (table_html(self.near) if self.near else "") + end)


def look_up(word: object) -> Found:
    """Return what the glossary has for a word; never raises for a word."""
    text = " ".join(str(word).split())
    text = text if len(text) <= 60 else text[:59] + "…"
    found = find(text)
    return Found(text, found, () if found else near(text))


@dataclass(frozen=True)
class PageTerms:
    """The terms that a page introduces, folded, for its end.

    Attributes:
        page: the page.
    """

    page: Page

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms, in the order of their English words."""
        return introduced_on(self.page)

    @property
    def sentence(self) -> str:
        """How many there are."""
        if not self.terms:
            return say("This page introduces no new terms.")
        if len(self.terms) == 1:
            return say("The word that this page introduces")
        return say("The {n} words that this page introduces", n=len(self.terms))

    def __repr__(self) -> str:
        lines = [f"{say(term.title)}: {say(term.definition)}" for term in self.terms]
        return "\n".join([self.sentence, *lines])

    def _repr_html_(self) -> str:
        there = escape(say("In English, Persian, Turkish and Russian, and with their traps:"))
        end = f'<p style="{_LINE}">{there} {whole_link()}.</p>'
        if not self.terms:
            return f'<div dir="{direction()}"><p>{escape(self.sentence)}</p>{end}</div>'
        head = f"<summary><strong>{escape(self.sentence)}</strong></summary>"
        return f'<details dir="{direction()}">{head}{defined_html(self.terms)}{end}</details>'


class Glossary:
    """All terms, with a search field; a folded table where no kernel runs."""

    name = "glossary"

    def __init__(self) -> None:
        self.field = widgets.Text(
            description=say("Find a word, in any of the four languages"),
            style=LABEL,
            layout=widgets.Layout(width="460px"),
        )
        self.find = widgets.Button(description=say("Find"), button_style="primary")
        self.every = widgets.Button(description=say("Show all"))
        self.shown = widgets.HTML()
        # a quick click can overtake the word that was typed just before
        self.find.on_click(lambda _: soon(lambda: self._do(self._found)))
        self.every.on_click(lambda _: self._show_all())
        on_enter(self.field, lambda: self._do(self._found))
        row = widgets.HBox(
            [self.field, self.find, self.every], layout=widgets.Layout(flex_flow="row wrap")
        )
        self.widget = widgets.VBox([widgets.HTML(hide_still(self.name) + STYLE), row, self.shown])
        self.widget.add_class("cem-glossary-view")
        self._do(lambda: _status(self.sentence))

    @property
    def sentence(self) -> str:
        """How many terms there are, and where they come from."""
        count = len(terms())
        ours = sum(not term.from_articles for term in terms())
        return say(
            "{n} terms in English, Persian, Turkish and Russian: {from_articles} from the "
            "articles, {ours} that only the course uses.",
            n=count,
            from_articles=count - ours,
            ours=ours,
        )

    def _show_all(self) -> None:
        self.field.value = ""
        self._do(self._found)

    def _found(self) -> str:
        """Return what the field asks for; every term, if it is empty."""
        word = " ".join(self.field.value.split())
        if not word:
            return _status(self.sentence) + table_html(terms(), linked=False)
        exact = find(word)
        matches = (*exact, *(term for term in search(word) if term not in exact))
        if not matches:
            nearest = look_up(word)
            said = _status(nearest.sentence)
            return said + (table_html(nearest.near, linked=False) if nearest.near else "")
        said = _status(
            say(
                "“{word}”: {n} of {all} terms.",
                word=_apart(word),
                n=len(matches),
                all=len(terms()),
            )
        )
        if len(matches) <= IN_FULL:
            return said + "".join(card_html(term, linked=False) for term in matches)
        return said + table_html(matches, linked=False)

    def _do(self, show: Callable[[], str]) -> None:
        """Show something below the field. JupyterLab hides an error in a callback."""
        try:
            said = show()
        except CourseError as trouble:
            said = _trouble(str(trouble))
        except Exception as error:
            log_unexpected(f"view {self.name}")
            kind = f"{type(error).__name__}: {error}"
            said = _trouble(say("The glossary stumbled ({kind}). Run its cell again.", kind=kind))
        self.shown.value = f'<div dir="{direction()}" style="line-height:1.45">{said}</div>'

    def __repr__(self) -> str:
        return f"{self.sentence}\n{', '.join(say(term.title) for term in terms())}"

    def _ipython_display_(self) -> None:
        from IPython.display import display

        note = say("Run this cell to search.")
        html = (
            f'{HIDE_DEAD_VIEW}<div class="cem-still cem-still-{self.name}" dir="{direction()}">'
            f"<p>{escape(self.sentence)}</p>"
            f"<details><summary>{escape(say('All terms as a table'))}</summary>{table_html(terms())}"
            f'</details><p style="color:{SOFT}"><em>{escape(note)}</em></p></div>'
        )
        display({"text/html": html, "text/plain": repr(self)}, raw=True)
        show_view(self.widget)


def _apart(word: str) -> str:
    """Return a typed word with signs around it that keep its direction out of the sentence."""
    return f"\u2068{word}\u2069"


def _status(sentence: str) -> str:
    return f'<p role="status">{escape(sentence)}</p>'


def _trouble(sentence: str) -> str:
    return f'<p role="alert" style="color:{DETRACTOR}">{escape(sentence)}</p>'
