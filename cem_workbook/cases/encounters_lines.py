"""On which line of a TOML file each table and each key stands.

Python's own reader gives the values without their lines. To tell a trainer where to look, this
one finds the lines, and nothing else; it reads files that `tomllib` has accepted.
"""

from __future__ import annotations

import re
from collections.abc import Collection

Path = tuple[str | int, ...]

_HEADER = re.compile(r"\s*(\[\[?)([\w\s.\"'-]+)\]\]?\s*(#.*)?$")
_KEY = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*(\.[^=]*)?=")


def lines_of(text: str) -> dict[Path, int]:
    """Return the line, from 1, of each table and key.

    A path such as `("turn", 2, "choice", 0, "next")` is the key `next` in the first `choice` of
    the third `turn`. Tables that a file writes inside one line are not found.

    Args:
        text: the file.
    """
    found: dict[Path, int] = {(): 1}
    counts: dict[Path, int] = {}
    here: Path = ()
    inside = _Inside()
    for number, line in enumerate(text.split("\n"), start=1):
        if inside.clear:
            if header := _HEADER.match(line):
                here = _opened(header[2].strip(), header[1] == "[[", counts)
                found.setdefault(here, number)
                found.setdefault(here[:1], number)
                continue
            if key := _KEY.match(line):
                found.setdefault((*here, key[1]), number)
        inside.read(line)
    return found


def strange_heading(text: str, known: Collection[str], until: int) -> tuple[int, str] | None:
    """Return line and words of the first heading that is not known, or comes before its own.

    Args:
        text: a file that may not be TOML.
        known: the headings that there are, with their brackets.
        until: the last line to look at.
    """
    above: set[str] = set()
    for number, line in enumerate(text.split("\n")[:until], start=1):
        if header := _HEADER.match(line):
            name = header[2].strip()
            heading = f"{header[1]}{name}{']' * len(header[1])}"
            outer = f"[[{name.rpartition('.')[0]}]]"
            if heading not in known or (outer != "[[]]" and outer not in above):
                return number, heading
            if heading == "[[turn]]":
                above.clear()
            above.add(heading)
    return None


def _opened(name: str, repeated: bool, counts: dict[Path, int]) -> Path:
    """Return the path of a header's table, and count it if it is one of several."""
    parts = [part.strip().strip("\"'") for part in name.split(".")]
    path: Path = ()
    for part in parts[:-1]:
        path = (*path, part)
        if path in counts:
            path = (*path, counts[path])
    path = (*path, parts[-1])
    if repeated:
        counts[path] = counts.get(path, -1) + 1
        path = (*path, counts[path])
    return path


def nearest(found: dict[Path, int], path: Path) -> int:
    """Return the line of a path, or of the nearest table around it."""
    while path not in found:
        path = path[:-1]
    return found[path]


class _Inside:
    """Whether the reading stands inside a text or a list that runs over several lines."""

    def __init__(self) -> None:
        self.quote = ""
        self.depth = 0

    @property
    def clear(self) -> bool:
        return not self.quote and not self.depth

    def read(self, line: str) -> None:
        at = 0
        while at < len(line):
            sign = line[at]
            if self.quote:
                if sign == "\\" and self.quote[0] == '"':
                    at += 1
                elif line.startswith(self.quote, at):
                    at += len(self.quote) - 1
                    self.quote = ""
            elif sign in "\"'":
                self.quote = sign * 3 if line.startswith(sign * 3, at) else sign
                at += len(self.quote) - 1
            elif sign == "#":
                break
            else:
                self.depth += (sign in "[{") - (sign in "]}")
            at += 1
        if len(self.quote) == 1:  # such a text ends with its line
            self.quote = ""
