"""What the tests of the views share: a look at a drawing, and a place where work is kept."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from typing import Any

SVG = "{http://www.w3.org/2000/svg}"


def assert_inside(root: ET.Element) -> None:
    """No rectangle, line or word lies outside the picture."""
    _, _, width, height = map(float, root.get("viewBox").split())
    places: list[tuple[float, float]] = []

    def at(element: ET.Element, *names: str) -> list[float]:
        return [float(element.get(name, 0)) for name in names]

    for rect in root.findall(f"{SVG}rect"):
        x, y, w, h = at(rect, "x", "y", "width", "height")
        places += [(x, y), (x + w, y + h)]
    for line in root.findall(f"{SVG}line"):
        x1, y1, x2, y2 = at(line, "x1", "y1", "x2", "y2")
        places += [(x1, y1), (x2, y2)]
    for text in root.findall(f"{SVG}text"):
        x, y, size = at(text, "x", "y", "font-size")
        long = 0.54 * size * len(text.text or "")
        left = x - long * {"start": 0, "middle": 0.5, "end": 1}[text.get("text-anchor", "start")]
        places += [(left, y - 0.8 * size), (left + long, y + 0.25 * size)]
    for x, y in places:
        assert -0.5 <= x <= width + 0.5, (x, y)
        assert -0.5 <= y <= height + 0.5, (x, y)


def assert_words_apart(root: ET.Element) -> None:
    """No word is small, and no two overlap."""
    boxes = []
    for text in root.findall(f"{SVG}text"):
        size = float(text.get("font-size"))
        assert size >= 12
        long = 0.54 * size * len(text.text or "")
        x, y = float(text.get("x")), float(text.get("y"))
        left = x - long * {"start": 0, "middle": 0.5, "end": 1}[text.get("text-anchor")]
        boxes.append((left, left + long, y - 0.7 * size, y, text.text))
    for i, one in enumerate(boxes):
        for other in boxes[i + 1 :]:
            apart = one[1] <= other[0] + 1 or other[1] <= one[0] + 1
            apart = apart or one[3] <= other[2] + 1 or other[3] <= one[2] + 1
            assert apart, (one[4], other[4])


def words_of(root: ET.Element) -> str:
    """The words of a drawing, in the order in which they are drawn."""
    return " | ".join(text.text or "" for text in root.findall(f"{SVG}text"))


def sentence(html: str) -> str:
    """Return the words of the living view's paragraphs."""
    return " ".join(
        re.findall(r"<p(?: [^>]*)?>(?:<strong>)?(.*?)(?:</strong>)?</p>", html, flags=re.S)
    )


class Kept:
    """A learner's notes in memory, and how often something was written."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.times = 0

    def read(self) -> Mapping[str, Any]:
        return self.values

    def write(self, values: Mapping[str, Any]) -> str:
        self.values = dict(values)
        self.times += 1
        return ""
