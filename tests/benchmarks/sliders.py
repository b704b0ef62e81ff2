"""From a key on a slider to the changed picture, in the page, in a real JupyterLab."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import nbformat
from playwright.sync_api import Locator, Page, sync_playwright

from cem_workbook._checks import find_chromium
from tests.benchmarks.compare import Row, in_turn
from tests.benchmarks.kernels import PAGE
from tests.browser import lab

MOVES = 24

# A page of their own, so that they bear nothing that the course does to its pages.
PEERS = {
    "one line": """\
%matplotlib inline
import matplotlib.pyplot as plt, numpy as np, ipywidgets as w
X = np.linspace(0, 10, 200)
def draw(x):
    fig, ax = plt.subplots(figsize=(6, 4))
    ax.plot(X, np.sin(X * x / 50))
    ax.set_title(str(x))
    plt.show()
w.interact(draw, x=w.IntSlider(53, 50, 55));
""",
    "same content": """\
everybody = np.random.default_rng(1).binomial(10, 0.75, 400)
def draw(n):
    boxes = np.bincount(everybody[:n], minlength=11)
    promoters, detractors = boxes[9:].sum() / n, boxes[:7].sum() / n
    nps = promoters - detractors
    margin = 1.96 * np.sqrt((promoters + detractors - nps ** 2) / n)
    fig, (top, ruler) = plt.subplots(2, figsize=(7.6, 3.8), height_ratios=[4, 1])
    bars = top.bar(range(11), boxes, color=["brown"] * 7 + ["grey"] * 2 + ["teal"] * 2)
    top.bar_label(bars)
    top.set(xticks=range(11), yticks=[], title=(
        f"NPS {100 * nps:+.0f} = {promoters:.0%} promoters - {detractors:.0%} detractors"))
    ruler.errorbar([100 * nps], [0], xerr=[100 * margin], fmt="o", capsize=5)
    ruler.set(xlim=(-100, 100), yticks=[], xlabel="these answers, and where the truth may lie")
    plt.show()
w.interact(draw, n=w.SelectionSlider(options=(10, 20, 50, 100, 200, 400), value=100));
""",
    "bare SVG": """\
import math
from IPython.display import display
slider, view = w.IntSlider(53, 50, 55), w.HTML()
def redraw(change=None):
    x = slider.value
    path = 'M' + 'L'.join(
        f'{30 + i * 2.7:.1f},{150 - 100 * math.sin(v * x / 50):.1f}' for i, v in enumerate(X))
    view.value = ('<svg width=600 height=300 viewBox="0 0 600 300">'
                  f'<path d="{path}" fill=none stroke=navy /><text x=10 y=20>{x}</text></svg>')
slider.observe(redraw, 'value')
redraw()
display(slider, view)
""",
}

# What is compared is what is drawn, not the words for people who do not see it.
SVG = """out => { const svg = out.querySelector('.widget-html svg');
    return svg && [...svg.querySelectorAll('path, text')]
        .map(e => e.getAttribute('d') || e.textContent).join('|') }"""
IMAGE = """out => { const img = out.querySelector('img');
    return img && img.complete && img.naturalWidth ? img.src : null }"""

# At a random moment of the browser's frame; a move that changes nothing is an error.
MOVE = """async (handle, picture) => {
    const out = handle.closest('.jp-Cell-outputWrapper'), shown = eval(picture);
    const frame = () => new Promise(requestAnimationFrame);
    await new Promise(done => setTimeout(done, 300 + 50 * Math.random()));
    const at = name => Number(handle.getAttribute('aria-value' + name));
    if (at('now') >= at('max')) handle.dataset.way = 'ArrowLeft';
    if (at('now') <= at('min')) handle.dataset.way = 'ArrowRight';
    const before = shown(out);
    if (!before) throw new Error('there is no picture');
    handle.focus();
    const begun = performance.now(), options = {bubbles: true, cancelable: true};
    options.key = handle.dataset.way || 'ArrowRight';
    handle.dispatchEvent(new KeyboardEvent('keydown', options));
    for (;;) {
        await frame();
        const now = shown(out);
        if (now && now !== before) break;
        if (performance.now() - begun > 8000) throw new Error('the picture did not change');
    }
    const image = out.querySelector('img');
    if (image) await image.decode();
    await frame();
    return performance.now() - begun }"""


def rows(root: Path, place: Path) -> list[Row]:
    """Raises RuntimeError where there is no Chromium."""
    chromium = find_chromium()
    if chromium is None:
        raise RuntimeError("No Chromium was found: install it, or set CHROMIUM to its path.")
    copy = _copy(root, place / "course")
    with lab.course(place, copy) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=lab.CHROMIUM_ARGS)
        page, peers = (browser.new_page(viewport={"width": 1400, "height": 1000}) for _ in "ab")
        _open(page, address, f"{PAGE}.ipynb")
        _open(peers, address, "peers.ipynb")
        explorer = lab.cell_with(page, "cem.explore(")
        answers = explorer.locator(".widget-inline-hbox", has_text="How many answer?")
        sides = {"ours": _mover(page, answers.locator(".noUi-handle"), SVG)}
        for i, name in enumerate(PEERS):
            handle = lab.cell(peers, i).locator(".noUi-handle")
            sides[name] = _mover(peers, handle, SVG if name == "bare SVG" else IMAGE)
        measured = in_turn(sides, MOVES, warm_up=3)
        browser.close()

    def row(what: str, peer: str, goal: float) -> Row:
        return Row(f"slider to picture / {what}", measured["ours"], measured[peer], "ms", goal)

    return [
        row("interact, new figure, same content", "same content", 0.25),
        row("interact, new figure, only a line", "one line", 0.25),
        row("bare SVG into HTML", "bare SVG", 1.30),
    ]


def _copy(root: Path, copy: Path) -> Path:
    """Copy the course, since JupyterLab saves the pages it has open, and add the peers."""
    for folder in ("cem_workbook", "datasets", "notebooks"):
        shutil.copytree(root / folder, copy / folder)
    shutil.copy(root / "pyproject.toml", copy)
    page = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(s) for s in PEERS.values()])
    page.metadata.kernelspec = {
        "name": "python3",
        "display_name": "Python 3",
        "language": "python",
    }
    nbformat.write(page, copy / "notebooks" / "peers.ipynb")
    return copy


def _open(page: Page, address: str, name: str) -> None:
    lab.open_page(page, address, f"notebooks/{name}")
    if not lab.run_all(page):
        raise RuntimeError(f"a cell of {name} raised an error")


def _mover(page: Page, handle: Locator, picture: str) -> Callable[[], float]:
    handle.wait_for()

    def move() -> float:
        page.bring_to_front()
        return float(handle.evaluate(MOVE, picture))

    return move
