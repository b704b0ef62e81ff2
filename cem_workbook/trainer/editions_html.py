"""Editions as HTML through nbconvert: pages to read and to print, which ask nothing from outside."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cem_workbook.messages import direction, language, say

if TYPE_CHECKING:
    from nbformat import NotebookNode

TEMPLATES = Path(__file__).resolve().parent / "templates"
_LINK = re.compile(r'<a\b[^>]*\bhref="([^"]*)"[^>]*>(.*?)</a>', re.S)
_SECTION = re.compile(r"<h2>(.*?)</h2>", re.S)
_PAGE = re.compile(r"([0-9]{2}_\w+)\.ipynb(#.*)?$")


def exporter_of(kind: str, template: str, **settings: Any) -> Any:
    """Return an nbconvert exporter that takes its template from this folder.

    Args:
        kind: the exporter's class in nbconvert.
        template: the template's folder.
        **settings: traits of the exporter.
    """
    import nbconvert

    return getattr(nbconvert, kind)(
        template_name=template,
        extra_template_basedirs=[str(TEMPLATES)],
        exclude_anchor_links=True,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        **settings,
    )


@lru_cache(maxsize=1)  # making one takes longer than a page
def _pages_exporter() -> Any:
    return exporter_of("HTMLExporter", "cem-page")


def style(name: str) -> str:
    """Return a style sheet of the editions."""
    return (TEMPLATES / "cem-page" / f"{name}.css").read_text(encoding="utf-8").strip()


def page_html(notebook: NotebookNode, title: str, kind: str) -> str:
    """Return a notebook as one HTML file.

    Args:
        notebook: the edition.
        title: for the browser's tab.
        kind: `page` or `handout`; names its style sheet.
    """
    about = {
        "title": title,
        "style": style(kind),
        "kind": kind,
        "language": language(),
        "direction": direction(),
    }
    html, _ = _pages_exporter().from_notebook_node(notebook, resources={"cem": about})
    return mend_links(_with_ways(html) if kind == "page" else html, pages=kind == "page")


def _with_ways(html: str) -> str:
    """Put a list of the sections at the top: nobody scrolls while a group waits."""
    titles = _SECTION.findall(html)
    numbers = count(1)
    html = _SECTION.sub(lambda h: f'<h2 id="section-{next(numbers)}">{h[1]}</h2>', html)
    links = [f'<a href="#section-{n}">{title}</a>' for n, title in enumerate(titles, 1)]
    ways = f"<nav>{escape(say('Sections:'))} {' · '.join(links)}</nav>"
    return html.replace("<main>", f"<main>\n{ways}", 1) if links else html


def mend_links(html: str, *, pages: bool) -> str:
    """Let links lead to what lies beside the file, and make text of those that lead nowhere.

    Args:
        html: with links as they stand in the notebooks.
        pages: whether the other pages lie beside it as HTML.
    """

    def mended(link: re.Match[str]) -> str:
        target, words = link[1], link[2]
        if target.startswith(("https://", "http://", "#")):
            return link[0]
        page = _PAGE.match(target)
        if page and pages:
            return f'<a href="{page[1]}.html{page[2] or ""}">{words}</a>'
        return words

    return _LINK.sub(mended, html)
