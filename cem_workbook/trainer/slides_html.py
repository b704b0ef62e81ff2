"""Slides as HTML: reveal.js through nbconvert, with its files inside where they are at hand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cem_workbook.errors import BadInput
from cem_workbook.messages import direction, language, say
from cem_workbook.trainer.editions_html import TEMPLATES, exporter_of, mend_links

if TYPE_CHECKING:
    from nbformat import NotebookNode

# where slides look when no files of reveal.js were at hand when they were built
NETWORK = "https://unpkg.com/reveal.js@5.2.1"
# a package that brings reveal.js along, and in which of its folders
PACKAGE, WITHIN = "sphinx_revealjs", "_static/revealjs"
# the speaker's narrow column has a style of its own, in large letters: more of the notes must be in
# sight at once, and a drawing of 64 letters must fit
_ASIDE = re.compile(r'(<aside class="notes">)(.*?)(</aside>)', re.S)
_SMALL = '<pre style="font-size:0.72em;line-height:1.2"'
_END = "<!-- end of slides -->"
_FILES = {"js": "dist/reveal.js", "css": "dist/reveal.css", "notes": "plugin/notes/notes.js"}


@dataclass(frozen=True)
class Reveal:
    """The three files of reveal.js that slides need, as text (MIT licence)."""

    js: str
    css: str
    notes: str


def read_reveal(folder: Path) -> Reveal:
    """Return reveal.js from a folder such as the npm package's.

    Raises:
        BadInput: it does not hold the files; names the first that is missing.
    """
    texts = {}
    for name, path in _FILES.items():
        try:
            text = (folder / path).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            raise BadInput(
                say(
                    "{folder} is not a folder of reveal.js: {file} is not in it. Give the folder "
                    "that holds dist and plugin.",
                    folder=folder,
                    file=path,
                )
            ) from None
        # inside a page, a script ends where its end tag first stands
        texts[name] = text.replace("</script", "<\\/script").replace("</style", "<\\/style")
    return Reveal(**texts)


def find_reveal() -> Reveal | None:
    """Return reveal.js from the installed package that has it, or None."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        return None
    try:
        return read_reveal(Path(spec.submodule_search_locations[0], WITHIN))
    except BadInput:
        return None


@lru_cache(maxsize=1)
def _exporter() -> Any:
    return exporter_of("SlidesExporter", "cem-slides", exclude_input=True)


def slides_html(notebook: NotebookNode, title: str, reveal: Reveal | None) -> str:
    """Return slides as one HTML file.

    Args:
        notebook: the slides.
        title: for the browser's tab.
        reveal: the files of reveal.js; without them the slides need the network when shown.
    """
    folder = TEMPLATES / "cem-slides"
    about = {
        "title": title,
        "language": language(),
        "direction": direction(),
        "style": (folder / "slides.css").read_text(encoding="utf-8").strip(),
        "script": (folder / "slides.js").read_text(encoding="utf-8").strip(),
        "reveal": reveal,
        "reveal_url": NETWORK,
        "missing": say(
            "These slides need reveal.js from the network, which was not reached. Here they stand "
            "one under the other."
        ),
    }
    html, _ = _exporter().from_notebook_node(notebook, resources={"cem": about})
    shown, end, programs = html.partition(_END)  # what looks like a link in a program is none
    shown = _ASIDE.sub(_smaller, shown)
    return f"{mend_links(shown, pages=False)}{end}{programs}"


def _smaller(aside: re.Match[str]) -> str:
    return f'{aside[1]}<div style="font-size:0.75em">{aside[2].replace("<pre", _SMALL)}</div>{aside[3]}'
