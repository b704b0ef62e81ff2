"""From the bytes of a text file to its letters: which encoding, and why.

A text file does not tell its encoding. UTF-8 and UTF-16 give themselves away by their form. The
older encodings of one byte a letter do not: any bytes are some letters in each of them, so the
one is taken under which the words look like words.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from cem_workbook.errors import BadInput
from cem_workbook.messages import say

_MARKS = (  # the longer first: the mark of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
# The likelier first, each with what its words look like (all letters of one script, in a Latin word
# also a plain one) and the frequent letters of its languages. Turkish Windows differs from Western
# European in six letters only, so it serves both.
_LATIN = r"(?=.*[A-Za-z])[A-Za-zÀ-ÖØ-öø-ÿĞğİıŞşŒœŠšŸ]+"
_CYRILLIC, _RUSSIAN = r"[\u0400-\u04ff]+", frozenset("оеаинтсрвлкмдпуя")
_ARABIC, _PERSIAN = r"[\u0600-\u06ff]+", frozenset("ايینرمدتهولبسشكکپگف")
_LEGACY = {
    "cp1254": ("Windows, Turkish and Western European (cp1254)", _LATIN, frozenset()),
    "cp1251": ("Windows, Cyrillic (cp1251)", _CYRILLIC, _RUSSIAN),
    "cp1256": ("Windows, Arabic and Persian (cp1256)", _ARABIC, _PERSIAN),
    "koi8-r": ("Unix, Cyrillic (KOI8-R)", _CYRILLIC, _RUSSIAN),
}
_ENOUGH = 0.5  # mean of `_likeness` over the words


def decode(data: bytes, name: str, encoding: str | None) -> tuple[str, str, str]:
    """Turn bytes into text.

    Args:
        data: the whole file.
        name: what to call the file in messages.
        encoding: the encoding, or None to find it.

    Returns:
        The text without a byte order mark; the name of the encoding; why it was chosen.

    Raises:
        BadInput: if the bytes are no text in the encoding given, or in none that is known here.
    """
    if encoding is not None:
        return _decode_as(data, name, encoding), encoding, say("you said so")
    for mark, codec, label in _MARKS:
        if data.startswith(mark):
            return _decode_as(data, name, codec), label, say("the file begins by saying so")
    if text := _utf16_without_mark(data):
        return text, "UTF-16", say("every second byte of it is empty")
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    if text.isascii():
        return text, "UTF-8", say("it has plain letters only")
    if not bad:
        return text, "UTF-8", say("all of it reads as such")
    if sum(not c.isascii() for c in text) > 20 * bad:
        return text, "UTF-8", say("nearly all of it reads as such (wrong bytes: {bad})", bad=bad)
    return _decode_legacy(data, name)


def _decode_as(data: bytes, name: str, encoding: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except (LookupError, TypeError):
        text = say(
            "{encoding!r} is not the name of an encoding of text. "
            "Use utf-8, utf-16, cp1254 (Turkish), cp1251 (Russian) or cp1256 (Persian).",
            encoding=encoding,
        )
    except ValueError:
        text = say(
            "{name} cannot be read with the encoding {encoding}: some of its bytes do not fit. "
            "Try another one, or leave the encoding out.",
            name=name,
            encoding=encoding,
        )
    raise BadInput(text)


def _utf16_without_mark(data: bytes) -> str:
    head = data[:4096]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) <= max(len(head) / 20, 10 * min(even, odd)):
        return ""
    try:
        return data.decode("utf-16-le" if odd > even else "utf-16-be")
    except UnicodeDecodeError:
        return ""


def _decode_legacy(data: bytes, name: str) -> tuple[str, str, str]:
    """Choose the encoding under which the words look most like words."""
    best, chosen, text, examples = 0.0, "", "", list[str]()
    wordless = True
    for codec, (_, letters, frequent) in _LEGACY.items():
        try:
            decoded = data.decode(codec)
        except UnicodeDecodeError:
            continue
        words = {w for w in re.findall(r"[^\W\d_]{2,}", decoded[:200_000]) if not w.isascii()}
        if not words:
            continue
        wordless = False
        likeness = {word: _likeness(word, letters, frequent) for word in words}
        mean = sum(likeness.values()) / len(words)
        if mean > 1.1 * best:  # a less likely encoding must do clearly better
            right = sorted(word for word in words if likeness[word])
            best, chosen, text, examples = mean, codec, decoded, right
    if wordless:  # a euro sign, a dash: the likeliest will do
        label, why = _LEGACY["cp1254"][0], say("it is not UTF-8, and holds no words to tell by")
        return data.decode("cp1254", "replace"), say(label), why
    if best < _ENOUGH:
        raise BadInput(
            say(
                "The letters of {name} cannot be made out: it is not UTF-8, and no other encoding "
                "gives words. Save it as “CSV UTF-8”, or name its encoding with encoding=….",
                name=name,
            )
        )
    shown = ", ".join(sorted(examples, key=len)[-3:])
    why = say("it is not UTF-8, and read so it has words such as {words}", words=shown)
    return text, say(_LEGACY[chosen][0]), why


def _likeness(word: str, letters: str, frequent: frozenset[str]) -> float:
    """Return how much a string of letters looks like a word, from 0 to 1.

    A word is of one script and has its capitals where capitals stand: read wrongly, Persian gives
    Cyrillic words LiKe tHis, and Turkish gives words of two scripts. Between encodings of one
    script, and for words all in capitals, the share of frequent letters decides.
    """
    cased = any(unicodedata.category(c) in ("Lu", "Ll") for c in word)
    if not re.fullmatch(letters, word) or (cased and not (word[1:].islower() or word.isupper())):
        return 0.0
    if not frequent:
        return 1.0
    return sum(c in frequent for c in word.lower()) / len(word)
