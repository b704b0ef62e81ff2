"""How terms of the glossary look: with all there is to say, as a list, and as a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from cem_workbook.course import Page
from cem_workbook.figures import GRID, SOFT
from cem_workbook.frameworks.glossary import Form, Term, named, terms
from cem_workbook.messages import RIGHT_TO_LEFT, direction, language, say

WHOLE = "00_start_here.ipynb#The-words-of-the-course"
"""Where the whole glossary stands: a page, and a heading on it."""

_CELL = "text-align:start;vertical-align:top;padding:3px 9px 3px 0"
# long words part, so that a table fits a narrow window, too
_GRID = "border-collapse:collapse;line-height:1.4;overflow-wrap:anywhere;hyphens:auto"
_LINE = "margin:2px 0"


def language_name(code: str) -> str:
    """Return what a language is called."""
    return {
        "en": say("English"),
        "fa": say("Persian"),
        "tr": say("Turkish"),
        "ru": say("Russian"),
    }[code]


# where a form comes from


def origin(form: Form) -> str:
    """Say where a form comes from, without the article's own spelling."""
    if form.supplied:
        return say("supplied by the course: no article in this language has it")
    if form.printed:
        return say("{tags}, spelling repaired", tags=_tags(form.sources))
    return say("{tags}, as it stands there", tags=_tags(form.sources))


def _english_origin(term: Term) -> str:
    tags = _tags(term.english_in)
    if tags and term.abbreviation:
        return say("it, or its abbreviation, stands in {tags} in Latin letters", tags=tags)
    if tags:
        return say("{tags}, in Latin letters", tags=tags)
    return say("the course's own wording")


def _tags(sources: Sequence[str]) -> str:
    return " ".join(f"[{source}]" for source in sources)


def _beware(term: Term) -> tuple[str, str]:
    return say("Beware:"), f"{say(term.trap)} ({', '.join(term.register)})"


# the parts of a page


def _word(text: str, code: str) -> str:
    """Return a word in its own language and direction, for the eye and for a screen reader."""
    return f"<bdi {_own(text, code)}>{escape(text)}</bdi>"


def _own(text: str, code: str) -> str:
    if text.isascii():  # a name such as Net Promoter Score stays English in any language
        code = "en"
    return f'lang="{code}" dir="{"rtl" if code in RIGHT_TO_LEFT else "ltr"}"'


def _prose(text: str) -> str:
    """Return a sentence in which Persian words, between « and », keep their own direction."""
    return re.sub("«(.+?)»", lambda m: f"«{_word(m[1], 'fa')}»", escape(text))


def _beware_html(term: Term) -> str:
    head, trap = _beware(term)
    return f"<strong>{escape(head)}</strong> {_prose(trap)}"


def _page(page: Page, words: str, linked: bool) -> str:
    """Return a page's words; as a link only where a page is, and where links lead to pages."""
    if linked and page.ready:
        return f'<a href="{page.file}.ipynb">{escape(words)}</a>'
    return escape(words)


def _title(page: Page) -> str:
    if page.ready:
        return f"{page.number} {say(page.title)}"
    return say("{number} {title} (in preparation)", number=page.number, title=say(page.title))


def box(inner: str) -> str:
    """Return HTML in a frame."""
    return (
        f'<div class="cem-glossary" dir="{direction()}" style="border:1px solid {GRID};'
        f'border-radius:6px;padding:8px 14px;margin:4px 0;line-height:1.5">{inner}</div>'
    )


def whole_link() -> str:
    """Return a link to the whole glossary.

    It names the heading, for JupyterLab opens the page at its top unless it was open already.
    """
    words = say("all {n} terms, on the first page under “The words of the course”", n=len(terms()))
    return f'<a href="{WHOLE}">{escape(words)}</a>'


def _table(head: Iterable[str], rows: Iterable[str]) -> str:
    cells = "".join(
        f'<th scope="col" style="{_CELL};min-width:5.5em">{escape(name)}</th>' for name in head
    )
    return (
        f'<div style="overflow-x:auto"><table style="{_GRID}">'
        f"<thead><tr>{cells}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def defined_html(several: Sequence[Term]) -> str:
    """Return terms with what they mean."""
    lines = (
        f"<li><strong>{escape(say(term.title))}</strong>: {escape(say(term.definition))}</li>"
        for term in several
    )
    return f'<ul style="margin:6px 0">{"".join(lines)}</ul>'


def card_html(term: Term, *, linked: bool = True) -> str:
    """Return one term with all there is to say about it.

    Args:
        term: the term.
        linked: whether its pages are links. In a widget they would lead astray: JupyterLab finds
            out where a link leads only in a cell's own output.
    """
    rows = [(language_name("en"), _word(term.title, "en"), escape(_english_origin(term)))]
    for code, forms in term.forms.items():
        for form in forms:
            whence = escape(origin(form))
            if form.printed:
                whence += escape(say("; printed there: ")) + _word(form.printed, code)
            rows.append((language_name(code), _word(form.text, code), whence))
    head = (say("Language"), say("Word"), say("Where it comes from"))
    body = [
        f'<tr><th scope="row" style="{_CELL};font-weight:normal">{escape(name)}</th>'
        f'<td style="{_CELL}"><strong>{word}</strong></td>'
        f'<td style="{_CELL}">{whence}</td></tr>'
        for name, word, whence in rows
    ]
    parts = [f"<strong>{escape(say(term.title))}</strong>", escape(say(term.definition))]
    if term.also:
        parts.append(escape(say("Also found as: {words}.", words=", ".join(term.also))))
    if term.trap:
        parts.append(_beware_html(term))
    pages = ", ".join(_page(page, _title(page), linked) for page in term.pages)
    after = [f"{escape(say('Pages:'))} {pages}"]
    if term.see_also:
        after.append(escape(say("See also: {words}", words=_related(term))))
    above, below = (
        "".join(f'<p style="{_LINE}">{p}</p>' for p in group) for group in (parts, after)
    )
    return box(above + _table(head, body) + below)


def card_text(term: Term) -> str:
    """Return one term in plain words."""
    lines = [say(term.title), say(term.definition)]
    if term.trap:
        lines.append(" ".join(_beware(term)))
    for code, forms in term.forms.items():
        for form in forms:
            lines.append(f"{language_name(code)} ({origin(form)}): {form.text}")
    lines.append(say("Pages: {pages}", pages=", ".join(page.file for page in term.pages)))
    if term.see_also:
        lines.append(say("See also: {words}", words=_related(term)))
    return "\n".join(lines)


def _related(term: Term) -> str:
    return ", ".join(say(named(key).title) for key in term.see_also)


def table_html(several: Sequence[Term], *, linked: bool = True) -> str:
    """Return terms as a table, with a legend: what they mean, their pages, the three languages.

    Args:
        several: the terms.
        linked: as for `card_html`.
    """
    languages = (language_name(code) for code in ("fa", "tr", "ru"))
    head = (say("Term and meaning"), *languages)
    table = _table(head, (_row(term, linked) for term in several))
    return f'<p style="color:{SOFT}">{escape(_legend())}</p>{table}'


def _row(term: Term, linked: bool) -> str:
    first = f"<strong>{escape(say(term.title))}</strong><br>{escape(say(term.definition))}"
    if term.trap:
        first += f"<br>{_beware_html(term)}"
    pages = ", ".join(_page(page, str(page.number), linked) for page in term.pages)
    first += f"<br>{escape(say('Pages:'))} {pages}"
    cells = [f'<td style="{_CELL};min-width:10em">{first}</td>']
    for code, forms in term.forms.items():
        lines = "".join(f"<div {_own(f.text, code)}>{_marked(f)}</div>" for f in forms)
        cells.append(f'<td style="{_CELL}">{lines}</td>')
    return f"<tr>{''.join(cells)}</tr>"


def _marked(form: Form) -> str:
    """Return a form with a short mark of where it comes from."""
    mark = _tags(form.sources)
    if form.supplied:
        mark = say("(supplied)")
    elif form.printed:
        mark += " " + say("(repaired)")
    here = f'lang="{language()}" dir="{direction()}"'
    return f"{escape(form.text)} <small {here}>{escape(mark)}</small>"


def _legend() -> str:
    return say(
        "A tag such as [000] names the article in which a word stands, sometimes in an inflected "
        "form. “Repaired”: the article has it, in another spelling. “Supplied”: no article in that "
        "language has the word, so the course chose it; a native speaker should look at it."
    )
