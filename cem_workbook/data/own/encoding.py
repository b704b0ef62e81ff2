"""From the bytes of a text file to its letters: which encoding, and why.

A text file does not tell its encoding. UTF-8 and UTF-16 give themselves away by their form. The
older encodings of one byte a letter do not: any bytes are some letters in each of them, so the
one is taken under which the words look like words.

The letters of a big file would take several times its bytes, so nothing here makes a text of all
of it at once.
"""

from __future__ import annotations

import codecs
import io
import itertools
import re
from dataclasses import dataclass

from cem_workbook.errors import BadInput
from cem_workbook.messages import say

_MARKS = (  # the longer first: the mark of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
# The likelier first, each with its script. The Turkish encodings differ from the Western European
# ones in six letters only, so they serve both.
_LEGACY = {
    "cp1254": ("Windows, Turkish and Western European (cp1254)", "Latin"),
    "cp1251": ("Windows, Cyrillic (cp1251)", "Cyrillic"),
    "cp1256": ("Windows, Arabic and Persian (cp1256)", "Arabic"),
    "koi8-r": ("Unix, Cyrillic (KOI8-R)", "Cyrillic"),
    "cp857": ("DOS, Turkish and Western European (cp857)", "Latin"),
    "cp866": ("DOS, Cyrillic (cp866)", "Cyrillic"),
    "mac_turkish": ("Mac, Turkish and Western European (mac_turkish)", "Latin"),
    "mac_cyrillic": ("Mac, Cyrillic (mac_cyrillic)", "Cyrillic"),
}
# How much the letters of a script speak for a word: the frequent ones of its languages, and others
# (among Latin ones also those of French, Spanish and the North). Plain letters tell nothing.
_LIKENESS: dict[str, dict[str, float | None]] = {
    "Latin": {
        **dict.fromkeys("abcdefghijklmnopqrstuvwxyz"),
        **dict.fromkeys("ışğçöüäßéèàêâ", 1.0),
        **dict.fromkeys("îôûëïùœæøåáíóúñãõìòýÿšž", 0.5),
    },
    "Cyrillic": {
        **dict.fromkeys("оеаинтсрвлкмдпуя", 1.0),
        **dict.fromkeys("ыьгзбчйхжшюцщэфъё", 0.1),
    },
    "Arabic": {
        **dict.fromkeys("ايینرمدتهولبسشكکپگف", 1.0),
        **dict.fromkeys("آأإئءؤةثجچحخذزژصضطظعغقى", 0.1),
    },
}
# Signs that stand beside words, and some that stand inside them.
_BESIDE = "“”„‘’‚‹›«»…–—•·°№€£©®™§\u00a0\u200c\u200d\u200e\u200f،؛؟"
_INSIDE = re.compile("[’–—\u00a0\u200c\u200d]")
_ENOUGH = 0.5  # mean of `_likeness` over the words
_ENOUGH_WORDS = 20_000
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Encoding:
    """How the bytes of a file stand for letters.

    Attributes:
        codec: its name in Python.
        label: its name for people.
        why: how it was found.
    """

    codec: str
    label: str
    why: str


def find_encoding(data: bytes, name: str, told: str | None) -> Encoding:
    """Find out how bytes stand for letters.

    Args:
        data: the whole file.
        name: what to call the file in messages.
        told: the encoding, or None to find it.

    Raises:
        BadInput: if the bytes are no text in the encoding told, or in none that is known here.
    """
    if told is not None:
        return _told(data, name, told)
    for mark, codec, label in _MARKS:
        if data.startswith(mark):
            wrong = _wrong(data, codec, name)
            if 20 * wrong > len(data):
                raise _made_out(name)
            return Encoding(codec, label, _with_wrong(say("the file begins by saying so"), wrong))
    if codec := _utf16_without_mark(data, name):
        return Encoding(codec, "UTF-16", say("every second byte of it is empty"))
    if b"\0" in data:
        raise _holds_nul(name)
    if data.isascii():
        return Encoding("utf-8", "UTF-8", say("it has plain letters only"))
    wrong = _wrong(data, "utf-8", name)
    if not wrong:
        return Encoding("utf-8", "UTF-8", say("all of it reads as such"))
    other_letters = len(data) - len(data.translate(None, bytes(range(0xC2, 0xF5))))
    if other_letters > 20 * wrong:
        return Encoding("utf-8", "UTF-8", _with_wrong(say("nearly all of it reads as such"), wrong))
    return _legacy(data, name)


def open_text(data: bytes, codec: str) -> io.TextIOWrapper[io.BytesIO]:
    """Open bytes as lines of text whose ends are kept; wrong bytes become U+FFFD.

    Args:
        data: the whole file.
        codec: as `find_encoding` gives it.
    """
    return io.TextIOWrapper(io.BytesIO(data), codec, errors="replace", newline="")


def _wrong(data: bytes, codec: str, name: str, errors: str = "replace") -> int:
    """Return how many letters cannot be read with a codec.

    Raises:
        BadInput: if the letter NUL is among them, which no text has.
        UnicodeDecodeError: if one cannot be read and `errors` is `strict`.
    """
    decoder = codecs.getincrementaldecoder(codec)(errors)
    wrong = 0
    for start in range(0, len(data), _CHUNK):
        text = decoder.decode(data[start : start + _CHUNK], start + _CHUNK >= len(data))
        wrong += text.count("\ufffd")
        if "\0" in text:
            raise _holds_nul(name)
    return wrong


def _with_wrong(why: str, wrong: int) -> str:
    return why + say(" (wrong bytes: {bad})", bad=wrong) if wrong else why


def _holds_nul(name: str) -> BadInput:
    return BadInput(
        say(
            "{name} holds NUL bytes, which no text has: it was not saved whole, or it is a file of "
            "another kind. Export it again, as CSV or as an Excel workbook (.xlsx).",
            name=name,
        )
    )


def _made_out(name: str) -> BadInput:
    return BadInput(
        say(
            "The letters of {name} cannot be made out: it is not UTF-8, and no other encoding "
            "gives words. Save it as “CSV UTF-8”, or name its encoding with encoding=….",
            name=name,
        )
    )


def _told(data: bytes, name: str, told: str) -> Encoding:
    try:
        "".encode(told)  # bytes.decode would not look at the name before it needs it
        _wrong(data, told, name, "strict")
    except BadInput:
        raise
    except (LookupError, TypeError):
        text = say(
            "{encoding!r} is not the name of an encoding of text. "
            "Use utf-8, utf-16, cp1254 (Turkish), cp1251 (Russian) or cp1256 (Persian).",
            encoding=told,
        )
    except ValueError:
        text = say(
            "{name} cannot be read with the encoding {encoding}: some of its bytes do not fit. "
            "Try another one, or leave the encoding out.",
            name=name,
            encoding=told,
        )
    else:
        return Encoding(told, told, say("you said so"))
    raise BadInput(text)


def _utf16_without_mark(data: bytes, name: str) -> str:
    """Return the codec if the zero bytes stand as in UTF-16, else an empty string."""
    head = data[:4096]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) <= max(len(head) / 20, 10 * min(even, odd)):
        return ""
    codec = "utf-16-le" if odd > even else "utf-16-be"
    return "" if _wrong(data, codec, name) else codec


def _legacy(data: bytes, name: str) -> Encoding:
    """Choose the encoding under which the words look most like words."""
    # only from where a word begins: a megabyte of plain letters would be tried from each of them
    found = re.finditer(rb"(?<![A-Za-z\x80-\xff])[A-Za-z]*[\x80-\xff][A-Za-z\x80-\xff]*", data)
    words = {word[0] for word in itertools.islice(found, _ENOUGH_WORDS)}
    words = {word for word in words if len(word) > 1} or words
    all_bytes = bytes(set(data.translate(None, bytes(range(0x80)))))
    best, chosen = 0.0, ""
    means = {}
    for codec, (_, script) in _LEGACY.items():
        try:
            all_bytes.decode(codec)
        except UnicodeDecodeError:
            continue
        letters = _LIKENESS[script]
        means[codec] = sum(_likeness(w.decode(codec), letters) for w in words) / len(words)
        if means[codec] > 1.1 * best:  # a less likely encoding must do clearly better
            best, chosen = means[codec], codec
    if best < _ENOUGH:
        raise _made_out(name)
    label, script = _LEGACY[chosen]
    read = (word.decode(chosen) for word in words)
    good = {word.strip(_BESIDE) for word in read if _likeness(word, _LIKENESS[script])}
    telling = sorted((word for word in good if not word.isascii()), key=lambda w: (len(w), w))
    shown = ", ".join(telling[-3:])
    if shown:
        why = say("it is not UTF-8, and read so it has words such as {words}", words=shown)
    else:  # a euro sign, a dash: the likeliest will do
        why = say("it is not UTF-8, and holds no words to tell by")
    close = [
        say(_LEGACY[codec][0])
        for codec, mean in means.items()
        if mean > 0.9 * best and any(word.decode(codec) != word.decode(chosen) for word in words)
    ]
    if close:
        why += say("; {others} would do nearly as well, so look at them", others=", ".join(close))
    return Encoding(chosen, say(label), why)


def _likeness(word: str, letters: dict[str, float | None]) -> float:
    """Return how much a string looks like a word of a script, from 0 to 1.

    A word is of one script, has its capitals where capitals stand, and no signs between its
    letters: read wrongly, Persian gives Cyrillic words LiKe tHis, and Turkish gives words of two
    scripts. Between encodings of one script the share of frequent letters decides.
    """
    parts = [part for part in _INSIDE.split(word.strip(_BESIDE)) if part]
    if not all(part == part.lower() or part[1:].islower() or part.isupper() for part in parts):
        return 0.0
    lower = "".join(parts).replace("İ", "i").lower()
    if any(letter not in letters for letter in lower):
        return 0.0
    likeness = [value for value in map(letters.__getitem__, lower) if value is not None]
    if "a" in letters and len(lower) == len(likeness) > 1:
        return 0.0
    return sum(likeness) / len(likeness) if likeness else 1.0
