"""Every picture goes through here: palette, alt text, reading direction, one way to store it.

A picture is SVG. Its text stays text: it can be selected, read aloud, translated and compared.
Widgets draw with `Drawing`; worked examples draw with matplotlib and end in `show`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from cem_workbook.errors import BadInput
from cem_workbook.messages import direction, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Each of these reads at 4.5 : 1 or better on PAPER. No picture depends on hue: every camp carries its word.
INK = "#1c2733"
SOFT = "#5a6672"
PAPER = "#ffffff"
GRID = "#d9dee4"
SHADE = "#f1f4f7"
BLUE = "#0b57a4"
DETRACTOR = "#b23a0e"
PASSIVE = "#6a6f76"
PROMOTER = "#00695c"
BANDS = {"detractor": DETRACTOR, "passive": PASSIVE, "promoter": PROMOTER}
# the names that a notebook uses
COLOURS = {**BANDS, "blue": BLUE, "ink": INK, "soft": SOFT}
FEEDBACK = {
    "right": PROMOTER,
    "close": "#8a5a00",
    "wrong": DETRACTOR,
    "unreadable": BLUE,
    "incomplete": BLUE,
    "unattempted": SOFT,
    "kept": PROMOTER,
}
FONT = "system-ui, 'Noto Sans', 'DejaVu Sans', sans-serif"


class Drawing:
    """An SVG picture in the making. Coordinates are in pixels from the top left.

    Args:
        name: a word that is unique on the page, for the ids that tie title and description.
        width, height: the size of the drawing area; the picture scales down with the page.
    """

    def __init__(self, name: str, width: int, height: int) -> None:
        self.name, self.width, self.height = name, width, height
        self._parts: list[str] = []

    def text(
        self,
        x: float,
        y: float,
        words: object,
        *,
        size: float = 14,
        anchor: str = "start",
        fill: str = INK,
        bold: bool = False,
    ) -> None:
        """Write words with their base line at (x, y).

        `anchor` is start where the words begin at x and run to the right, middle, or end.
        """
        if direction() == "rtl":  # there, SVG lets words that start at x run to the left
            anchor = {"start": "end", "end": "start"}.get(anchor, anchor)
        weight = ' font-weight="600"' if bold else ""
        self._parts.append(
            f'<text x="{x:g}" y="{y:g}" font-size="{size:g}" text-anchor="{anchor}" '
            f'fill="{fill}"{weight}>{escape(str(words))}</text>'
        )

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = "none",
        stroke: str = "none",
        thick: float = 1,
        corner: float = 0,
        opacity: float = 1,
    ) -> None:
        """Draw a rectangle."""
        more = f' opacity="{opacity:g}"' if opacity != 1 else ""
        self._parts.append(
            f'<rect x="{x:g}" y="{y:g}" width="{max(width, 0):g}" height="{max(height, 0):g}" '
            f'rx="{corner:g}" fill="{fill}" stroke="{stroke}" stroke-width="{thick:g}"{more}/>'
        )

    def line(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        *,
        stroke: str = INK,
        thick: float = 1,
        dash: str = "",
    ) -> None:
        """Draw a straight line."""
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self._parts.append(
            f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" stroke="{stroke}" '
            f'stroke-width="{thick:g}"{dashed}/>'
        )

    def path(self, d: str, *, fill: str = "none", stroke: str = INK, thick: float = 1) -> None:
        """Draw a path given in SVG's own words."""
        # as a style: JupyterLab's own style sheet overrules the attribute
        self._parts.append(
            f'<path d="{d}" fill="{fill}" stroke="{stroke}" stroke-width="{thick:g}" '
            'style="stroke-linecap:round;stroke-linejoin:round"/>'
        )

    def dots(self, points: Iterable[tuple[float, float]], *, radius: float, fill: str) -> None:
        """Draw many dots as one path of round-ended strokes without length: small and quick."""
        d = "".join(f"M{x:g} {y:g}h0" for x, y in points)
        if d:
            self.path(d, stroke=fill, thick=2 * radius)

    def svg(self, title: str, description: str) -> str:
        """Return the picture, with a title and a description for people who do not see it."""
        ids = f"{self.name}-title {self.name}-desc"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}" '
            f'width="{self.width}" style="max-width:100%;height:auto" role="img" '
            f'aria-labelledby="{ids}" direction="{direction()}" font-family="{FONT}">'
            f'<title id="{self.name}-title">{escape(title)}</title>'
            f'<desc id="{self.name}-desc">{escape(description)}</desc>'
            f'<rect width="{self.width}" height="{self.height}" fill="{PAPER}"/>'
            f"{''.join(self._parts)}</svg>"
        )


@dataclass(frozen=True)
class Picture:
    """A finished picture, in the forms that every reader of a stored page can show.

    JupyterLab takes the Markdown: the drawing itself, with its alt text and selectable words.
    Repository pages and static sites take the SVG, which they would strip from Markdown. Where
    a page is not trusted, so that drawings are held back, a sentence stands in their place.

    Attributes:
        svg: the drawing.
        alt: what there is to see, for people who do not see it.
        still: the name of the explorer that replaces the picture while it is alive.
    """

    svg: str
    alt: str
    still: str = ""

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        classes = f"cem-still cem-still-{self.still}" if self.still else "cem-picture"
        held_back = say(
            "(A drawing belongs here. JupyterLab holds it back until it trusts this page: run the "
            "page, or choose Trust Notebook in the command palette.) {alt}",
            alt=self.alt,
        )
        markdown = (
            f'<div class="{classes}"><style>.cem-held-back{{display:none}}</style>'
            f'<p class="cem-held-back">{escape(held_back)}</p>{self.svg}</div>'
        )
        # Markdown ends a block of HTML at a blank line, and takes two dollar signs for a formula
        markdown = re.sub(r"\s*\n\s*", " ", markdown).replace("$", "&#36;")
        return {"text/markdown": markdown, "image/svg+xml": self.svg, "text/plain": self.alt}

    def __repr__(self) -> str:
        return self.alt


def figure(width: float = 7, height: float = 3.2) -> tuple[Figure, Axes]:
    """Return a matplotlib figure and its axes, in the style of the course.

    Args:
        width: in inches.
        height: in inches.
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context(
        {
            "font.size": 11,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.edgecolor": SOFT,
            "axes.labelcolor": INK,
            "text.color": INK,
            "xtick.color": INK,
            "ytick.color": INK,
            "axes.axisbelow": True,
            "grid.color": GRID,
        }
    ):
        fig = Figure(figsize=(width, height), layout="constrained")
        return fig, fig.subplots()


def show(fig: Figure, alt: str) -> Picture:
    """Return a matplotlib figure as a picture.

    Args:
        fig: the figure, from `figure` or from pyplot.
        alt: what there is to see, in a sentence or two. Required.

    Raises:
        BadInput: if the alt text is missing.
    """
    if not alt.strip():
        raise BadInput(say("A picture needs alt text: say in a sentence what there is to see."))
    import io

    import matplotlib as mpl

    out = io.StringIO()
    # words stay words; fixed ids and no date, so that the same picture has the same bytes
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "cem-workbook"}):
        fig.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    drawing = out.getvalue()
    drawing = drawing[drawing.index("<svg") :].strip()
    inside = f"<title>{escape(alt)}</title>"
    drawing = drawing.replace("<svg ", '<svg role="img" style="max-width:100%;height:auto" ', 1)
    return Picture(drawing.replace(">", f">{inside}", 1), alt)
