"""One table of a conversation's file: its values, and a sentence with its line for what is wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any, NoReturn

from cem_workbook.cases import encounters_lines
from cem_workbook.cases.encounters import END, Condition, Conditions
from cem_workbook.errors import BadInput
from cem_workbook.messages import say

TOP = ("place", "customer", "you", "situation", "source", "loss", "hear", "queue")
SHORT, LONG = 80, 320  # characters of a name, and of what somebody says

CONDITION = re.compile(r"\s*(trust|effort|anger)\s*(<=|>=|<|>)\s*(\d{1,3})\s*")
NAME = re.compile(r"[\w-]+(?: [\w-]+)*")


def stop(file: str, line: int, what: str) -> NoReturn:
    """Raise the sentence for something wrong on a line of a file."""
    raise BadInput(say("{file}, line {line}: {what}", file=file, line=line, what=what))


def meant(word: str, words: Iterable[str]) -> str:
    """Return “Did you mean …?”, or all the words that there are."""
    words = list(words)
    if near := get_close_matches(word, words, n=1):
        return say("Did you mean “{near}”?", near=near[0])
    return say("Choose one of: {words}.", words=", ".join(words))


def key_meant(word: str, keys: Iterable[str]) -> str:
    """Return “Did you mean …?” for the key of a technique or mistake, or where they are listed."""
    keys = list(keys)
    low = word.lower()
    near = get_close_matches(low, keys, n=1) or [key for key in keys if key in low]
    if near:
        return say("Did you mean “{near}”?", near=near[0])
    return say("All keys stand in the list at the end of datasets/conversations/README.md.")


class Table:
    """One table of a file; whatever does not fit becomes a sentence with its line."""

    def __init__(
        self,
        file: str,
        values: Any,
        path: encounters_lines.Path,
        lines: dict[encounters_lines.Path, int],
    ) -> None:
        self.file, self.path, self._lines = file, path, lines
        self.values: Mapping[str, Any] = values

    def stop(self, what: str, key: str = "") -> NoReturn:
        """Raise the sentence for a key of this table, or for the table itself."""
        path = (*self.path, key) if key else self.path
        stop(self.file, encounters_lines.nearest(self._lines, path), what)

    def only(self, *allowed: str) -> None:
        """Stop at a key that nobody reads: it is mistyped."""
        for key in self.values:
            if key in TOP and key not in allowed:
                self.stop(say("“{key}” belongs to the top of the file, above [start]. Move it "
                              "there.", key=key), key)  # fmt: skip
            if key not in allowed:
                self.stop(say("nobody knows “{key}” here. {meant}", key=key[:SHORT],
                              meant=meant(key, allowed)), key)  # fmt: skip

    def text(self, key: str, most: int, default: str | None = None) -> str:
        """Return a text of up to `most` characters, its blanks and line ends as single blanks."""
        if key not in self.values:
            if default is not None:
                return default
            self.stop(say('“{key}” is missing. Add a line {key} = "…".', key=key))
        value = self.values[key]
        if not isinstance(value, str):
            self.stop(say("“{key}” must be a text. Put it between quotation marks.", key=key), key)
        words = " ".join(value.split())
        if not words:
            self.stop(say("“{key}” is empty. Write something, or take the line out.", key=key), key)
        if len(words) > most:
            self.stop(say("“{key}” has {n} characters. Shorten it to {most}.", key=key,
                          n=len(words), most=most), key)  # fmt: skip
        if any(unicodedata.category(sign) in ("Cc", "Cn", "Cs") for sign in words):
            self.stop(say("“{key}” holds a sign that cannot be shown. Type the text again.",
                          key=key), key)  # fmt: skip
        return words

    def whole(self, key: str, low: int, high: int, default: int | None = None) -> int:
        """Return a whole number within bounds."""
        if key not in self.values:
            if default is not None:
                return default
            self.stop(say("“{key}” is missing. Add a line {key} = {low}, or another whole number "
                          "up to {high}.", key=key, low=low, high=high))  # fmt: skip
        value = self.values[key]
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            self.stop(say("“{key}” must be a whole number from {low} to {high}, without quotation "
                          "marks.", key=key, low=low, high=high), key)  # fmt: skip
        return value

    def tables(self, key: str, low: int, high: int) -> list[Table]:
        """Return the tables of that name, from `low` to `high` of them."""
        value = self.values.get(key, [])
        head = ".".join([*(str(p) for p in self.path if isinstance(p, str)), key])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            self.stop(say("write “{key}” as tables of its own, each under a line [[{head}]].",
                          key=key, head=head), key)  # fmt: skip
        if not low <= len(value) <= high:
            self.stop(say("[[{head}]] comes {n} times here; it must come {low} to {high} times. Add "
                          "or take away.", n=len(value), head=head, low=low, high=high), key)  # fmt: skip
        return [
            Table(self.file, each, (*self.path, key, at), self._lines)
            for at, each in enumerate(value)
        ]

    def table(self, key: str) -> Table | None:
        """Return the one table of that name; None if it is not there."""
        value = self.values.get(key)
        if value is not None and not isinstance(value, dict):
            self.stop(say("“{key}” must hold feelings and numbers, such as {example}.", key=key,
                          example="{ trust = 5, anger = -10 }"), key)  # fmt: skip
        if value is None:
            return None
        return Table(self.file, value, (*self.path, key), self._lines)

    def words(self, key: str, most: int, example: str) -> list[str]:
        """Return a text, or a list of texts, as a list."""
        value = self.values.get(key)
        listed = value if isinstance(value, list) else [value]
        if not 1 <= len(listed) <= most or not all(isinstance(each, str) for each in listed):
            self.stop(say("“{key}” must be a text such as {example}, or a list of up to {most} of "
                          "them in square brackets.", key=key, example=f'"{example}"', most=most),
                      key)  # fmt: skip
        return [str(each) for each in listed]

    def conditions(self, needed: bool) -> Conditions:
        """Return what stands under “if”; none where it may be left out."""
        if not needed and "if" not in self.values:
            return ()
        found = []
        for words in self.words("if", 3, "anger > 60"):
            match = CONDITION.fullmatch(words)
            if match is None or int(match[3]) > 100:
                self.stop(say("“{words}” is no condition. Write a feeling (trust, effort or "
                              "anger), a sign (<, <=, > or >=) and a number up to 100, such as "
                              "{example}.", words=words[:SHORT], example='"anger > 60"'), "if")  # fmt: skip
            found.append(Condition(match[1], match[2], int(match[3])))
        return tuple(found)

    def name(self, taken: dict[str, int]) -> str:
        """Return the name of a turn or an ending; no two may have the same."""
        name = self.text("name", SHORT)
        if not NAME.fullmatch(name) or name == END:
            self.stop(say("“{name}” cannot be a name. Take letters and digits, and not the word "
                          "“{end}”.", name=name, end=END), "name")  # fmt: skip
        if name in taken:
            self.stop(say("the name “{name}” stands on line {line} already. Give this one another "
                          "name.", name=name, line=taken[name]), "name")  # fmt: skip
        taken[name] = encounters_lines.nearest(self._lines, (*self.path, "name"))
        return name
