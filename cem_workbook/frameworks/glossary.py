"""The words of the course in four languages: what they mean, where each form comes from, what to beware of.

The terms stand in datasets/glossary.csv. A form either stands in an article, or stands there in a
spelling that the course repaired, or was supplied by the course because no article in that
language has the word. The definitions are the course's own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache

from cem_workbook.course import Page, page_named
from cem_workbook.data.shipped import load_shipped

COLUMNS = {"fa": "persian", "tr": "turkish", "ru": "russian"}
"""The column of the file for each language, by the language's code."""

_NEAR = 0.6  # of 1: how alike a word must be to be offered; difflib's own rule of thumb
_MOST = 5  # offered at once


@dataclass(frozen=True)
class Form:
    """A term as one language has it.

    Attributes:
        text: the form; from an article it may be inflected, as it stands there.
        sources: tags of the articles that print it, such as `000`; empty if the course supplied it.
        printed: how the article spells it, if the course repaired the spelling.
    """

    text: str
    sources: tuple[str, ...] = ()
    printed: str = ""

    @property
    def supplied(self) -> bool:
        """Whether no article in this language has the word."""
        return not self.sources


@dataclass(frozen=True)
class Term:
    """One term of the course.

    Attributes:
        key: its name in links and in the file, such as `retention-rate`.
        english: the course's English word for it.
        also: other English words under which it is found.
        abbreviation: such as `NPS`, or nothing.
        english_in: tags of the articles that print the English in Latin letters.
        definition: what it means, in one or two sentences of the course's own.
        forms: the forms by language code, `fa`, `tr` and `ru`; the first is the usual one.
        pages: the pages that introduce it, in reading order.
        see_also: keys of related terms.
        register: ids in the course's register of errors, such as `I-32`.
        trap: in what way the word misleads in the articles, or nothing.
    """

    key: str
    english: str
    also: tuple[str, ...]
    abbreviation: str
    english_in: tuple[str, ...]
    definition: str
    forms: dict[str, tuple[Form, ...]] = field(hash=False)
    pages: tuple[Page, ...]
    see_also: tuple[str, ...]
    register: tuple[str, ...]
    trap: str

    @property
    def title(self) -> str:
        """The English word, with its abbreviation."""
        return f"{self.english} ({self.abbreviation})" if self.abbreviation else self.english

    @property
    def from_articles(self) -> bool:
        """Whether an article has the word, in whatever language."""
        every = (form for forms in self.forms.values() for form in forms)
        return bool(self.english_in) or not all(form.supplied for form in every)

    @property
    def names(self) -> Iterator[str]:
        """Everything by which it can be looked up."""
        yield from (self.key, self.title, self.english, *self.also)
        if self.abbreviation:
            yield self.abbreviation
        for form in (form for forms in self.forms.values() for form in forms):
            yield form.text
            if form.printed:
                yield form.printed


@cache
def terms() -> tuple[Term, ...]:
    """Return all terms, in the order of their English words.

    Raises:
        CourseError: if the file is missing.
    """
    table = load_shipped("glossary").fillna("")
    rows = ({str(name): str(cell) for name, cell in row.items()} for _, row in table.iterrows())
    return tuple(sorted(map(_term, rows), key=lambda term: fold(term.english)))


def find(word: str) -> tuple[Term, ...]:
    """Return the terms that a word names, in any of the four languages.

    Case, the kind of letter, accents, spaces and joiners do not matter. Two terms can share a
    word; most words name one term or none.
    """
    names = _exact()
    sought = fold(word)
    return names.get(sought) or names.get(sought.removesuffix("s"), ())


def search(words: str) -> tuple[Term, ...]:
    """Return the terms with a name in which these words stand, also the first letters of a word."""
    sought = fold(words)
    if not sought:
        return terms()
    return tuple(t for t in terms() if any(s.startswith(sought) for s in _starts()[t.key]))


def near(word: str, most: int = _MOST) -> tuple[Term, ...]:
    """Return the terms that are nearest to a word that names none, the nearest first.

    Args:
        word: what was looked for.
        most: how many terms at the most.
    """
    sought = fold(word)
    if not sought:
        return ()
    alike: dict[str, float] = {}
    for term in terms():
        best = 0.0
        for name in term.names:
            match = SequenceMatcher(a=fold(name), b=sought, autojunk=False)
            if match.real_quick_ratio() > best and match.quick_ratio() > best:
                best = max(best, match.ratio())
        if any(start.startswith(sought) for start in _starts()[term.key]):
            best += 1  # a part of a name is nearer than a name that only looks alike
        if best >= _NEAR:
            alike[term.key] = best
    ranked = sorted((t for t in terms() if t.key in alike), key=lambda t: -alike[t.key])
    return tuple(ranked[:most])


def named(key: str) -> Term:
    """Return the term of this key; raises `KeyError` if there is none."""
    return {term.key: term for term in terms()}[key]


def introduced_on(page: Page) -> tuple[Term, ...]:
    """Return the terms that a page introduces, in the order of their English words."""
    return tuple(term for term in terms() if page in term.pages)


def fold(word: str) -> str:
    """Return a word in one form of its many spellings: letters and digits only.

    Arabic ي and ك become Persian ی and ک, every i is a plain one (Turkish has one with a dot and
    one without), accents go, digits are 0 to 9, and so do spaces, hyphens and joiners.
    """
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(_letter(sign) for sign in apart if sign.isalnum())


# Arabic letters that Persian writes in its own way, the stroke that only makes a word longer, and
# the Turkish i without a dot
_LETTERS = {"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ـ": "", "ı": "i"}


def _letter(sign: str) -> str:
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    return _LETTERS.get(sign, sign)


@cache
def _exact() -> dict[str, tuple[Term, ...]]:
    """The terms by each of their folded names, and by the singular of an English plural."""
    found: dict[str, tuple[Term, ...]] = {}
    for term in terms():
        for name in {fold(name) for name in term.names}:
            found[name] = (*found.get(name, ()), term)
    for name, several in list(found.items()):
        found.setdefault(name.removesuffix("s"), several)
    return found


@cache
def _starts() -> dict[str, tuple[str, ...]]:
    """For each term its names, folded, from each of their words on."""
    return {
        term.key: tuple(
            fold(name[word.start() :]) for name in term.names for word in re.finditer(r"\w+", name)
        )
        for term in terms()
    }


def _term(row: dict[str, str]) -> Term:
    pages = (page_named(file) for file in _parts(row["pages"]))
    return Term(
        key=row["key"],
        english=row["english"],
        also=_parts(row["also"]),
        abbreviation=row["abbreviation"],
        english_in=_tags(row["english_in"]),
        definition=row["definition"],
        forms={code: _forms(row, column) for code, column in COLUMNS.items()},
        pages=tuple(page for page in pages if page is not None),
        see_also=_parts(row["see_also"]),
        register=_parts(row["register"]),
        trap=row["trap"],
    )


def _forms(row: dict[str, str], column: str) -> tuple[Form, ...]:
    printed = iter(_parts(row.get(f"{column}_as_printed", "")))
    return tuple(
        Form(text, _tags(origin), next(printed) if origin.startswith("repaired") else "")
        for text, origin in zip(_parts(row[column]), _parts(row[f"{column}_from"]), strict=True)
    )


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _tags(cell: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\[(\d+)\]", cell))
