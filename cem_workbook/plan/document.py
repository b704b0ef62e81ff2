"""A page of HTML that stands alone: no script, no network, two colours of print, A4."""

from __future__ import annotations

from html import escape

from cem_workbook.figures import BLUE, DETRACTOR, FONT, GRID, INK, SHADE, SOFT
from cem_workbook.messages import direction, language, say

SHEET_HEIGHT = 271
"""Millimetres of an A4 sheet that are printed on."""

_STYLE = f"""
@page {{ size: A4 portrait; margin: 12mm 11mm; }}
* {{ box-sizing: border-box; }}
body {{ margin: 0; color: {INK}; background: #fff; font: 9.5pt/1.35 {FONT};
  -webkit-print-color-adjust: exact; print-color-adjust: exact; }}
main {{ max-width: 188mm; margin: 0 auto; }}
.sheet {{ break-after: page; overflow-wrap: anywhere; }}
.sheet:last-child {{ break-after: auto; }}
h1 {{ font-size: 20pt; margin: 0 0 1mm; line-height: 1.15; }}
h2 {{ font-size: 12pt; margin: 3mm 0 1mm; color: {BLUE}; break-after: avoid; }}
p {{ margin: 0 0 1.2mm; }} ul {{ margin: 0; padding-inline-start: 4.5mm; }}
li {{ margin: 0 0 .6mm; }} svg {{ display: block; width: 100%; height: auto; max-width: none; }}
table {{ border-collapse: collapse; width: 100%; table-layout: fixed; }}
caption {{ text-align: start; color: {SOFT}; padding-bottom: 1mm; }}
th, td {{ text-align: start; vertical-align: top; padding: 1mm 1.5mm 1mm 0;
  border-top: .2mm solid {GRID}; font-weight: normal; }}
thead th {{ font-weight: 600; overflow-wrap: normal; border-top: 0; border-bottom: .4mm solid {INK}; }}
tr {{ break-inside: avoid; }} .number {{ text-align: end; padding-inline-end: 3mm; }}
.soft {{ color: {SOFT}; }} .open {{ color: {DETRACTOR}; }}
.two {{ display: flex; gap: 7mm; }} .two > * {{ flex: 1; min-width: 0; }}
.box {{ background: {SHADE}; padding: 2mm 3mm; border-radius: 1.5mm; }}
.lines {{ display: -webkit-box; -webkit-box-orient: vertical; overflow: hidden; }}
@media screen {{
  body {{ padding: 8mm 4mm; }} .sheet {{ margin-bottom: 14mm; }}
}}
@media print {{
  .sheet {{ max-height: {SHEET_HEIGHT}mm; overflow: hidden; }} .screen {{ display: none; }}
}}
"""


def document(title: str, body: str, style: str = "") -> bytes:
    """Return a whole page in UTF-8.

    The policy at its head forbids scripts and everything from the network, should a learner's
    words ever get past their escaping.

    Args:
        title: the page's title, as text.
        body: what stands in it, as HTML.
        style: rules of this page's own.
    """
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'"
    html = (
        f'<!DOCTYPE html>\n<html lang="{escape(language())}" dir="{direction()}">\n<head>\n'
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}{style}</style>\n</head>\n"
        f"<body><main>\n{body}\n</main></body>\n</html>\n"
    )
    return html.encode()


def foot() -> str:
    """Return the line at the end of each page that leaves the course."""
    words = say("CEM Workbook. The company and its numbers are synthetic; the plan is your own.")
    return f'<p class="soft">{escape(words)}</p>'
