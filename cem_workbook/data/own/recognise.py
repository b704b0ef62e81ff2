"""Which column is what: by the words of its header, in four languages, and by what is in it.

Nothing is picked in silence: a role is `certain` if header and answers agree in one column only,
`likely` if there is a doubt that a person should look at, and `none` if two columns fit equally
or no column does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from cem_workbook.data.own.cells import date_parts, folded, no_answer, plain, score
from cem_workbook.messages import say

if TYPE_CHECKING:
    from cem_workbook.data.own.file import OwnFile

Certainty = Literal["certain", "likely", "none"]

_ENOUGH = 0.9  # share of the answers that must fit a role
_ENOUGH_TEXTS = 2000  # different texts by which a column is judged
_HALF = 0.5  # share that may do, with a doubt, if the header says so


@dataclass(frozen=True)
class Role:
    """Which column plays one role.

    Attributes:
        role: the role in words.
        column: the column, or None if it must be asked for.
        certainty: `certain`, `likely` (show it and let it be changed) or `none` (ask).
        alternatives: other columns that could play it, best first.
        why: the reason in words.
    """

    role: str
    column: str | None
    certainty: Certainty
    alternatives: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Roles:
    """Which column plays which role.

    Attributes:
        recommend: answers from 0 to 10 to "would you recommend us?".
        satisfaction: answers from 1 to 5.
        effort: answers from 1 to 7. Which end means easy is not told by a file.
        date: the day of the answer.
        group: the branch, region or channel that answers are compared by.
    """

    recommend: Role
    satisfaction: Role
    effort: Role
    date: Role
    group: Role


# --- words of headers ----------------------------------------------------------------------------

# Beginnings of words; one that ends with a full stop is a whole word.
_WORDS = {
    "recommend": """recommend nps. promoter. tavsiye öner рекоменд посовет советов порекоменд
        پیشنهاد توصیه""",
    "satisfaction": """satisf csat. memnun tatmin удовлетвор доволен. довольны. довольств
        رضایت راضی خشنود""",
    "effort": """effort ces. easy. ease. easily. difficult kolay zor. zorluk çaba. efor.
        усили легко. легкост просто. простот сложн تلاش آسان سهولت راحتی. سخت""",
    "date": """date. datetime. timestamp. day. submitted. completed. recorded. tarih zaman.
        дата. дате. время. تاریخ زمان.""",
    "group": """branch store. stores. shop. shops. region. segment. channel. department. location.
        city. team. country. site. outlet. office. product. şube mağaza bölge segment kanal şehir.
        birim. departman. филиал отдел регион. магазин канал. город. офис شعبه منطقه فروشگاه بخش.
        استان. شهر. کانال.""",
    "person": """name. names. firstname. lastname. surname. fullname. forename. adı. adınız.
        isim. ismi. soyad имя. имени. фамили отчество. фио. نام. نامخانوادگی. اسم.""",
    "e-mail": """email. emails. mail. mailadresi. eposta. posta. почта. почты. мейл. имейл.
        ایمیل. رایانامه.""",
    "telephone": """phone. telephone. mobile. cell. cellphone. tel. fax. whatsapp. telefon gsm. cep.
        телефон мобильн تلفن موبایل همراه.""",
    "address": """address. ipaddress. ip. street. postcode. zipcode. adres. adresi. адрес. адреса. آدرس.
        نشانی.""",
    "thing": """company. firm. brand. item. campaign. survey. file. project. event. category. ürün
        marka şirket. firma. компани. продукт товар бренд شرکت محصول برند""",
}
_FOLDED = {role: folded(words).split() for role, words in _WORDS.items()}
# A "branch name" or a "product name" is nobody's name.
_THINGS = (*_FOLDED["group"], *_FOLDED["thing"])


def _says(header: str, beginnings: Iterable[str]) -> bool:
    """Tell whether a word of the header is one of the words, or begins like one."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header.replace("_", " "))
    words = re.findall(r"[^\W\d_]+", re.sub(r"\be-(?=mail|posta)", "e", folded(apart)))
    return any(
        word == start[:-1] if start.endswith(".") else word.startswith(start)
        for start in beginnings
        for word in words
    )


# --- personal columns ----------------------------------------------------------------------------

_EMAIL = re.compile(r"<?[^@\s]+@[^@\s]+\.[^@\s.>]{2,}>?")
_PHONE = re.compile(r"(?=[+(0])\+?(?:[ ()./-]{0,3}\d){9,15}")


def personal(header: str, cells: Iterable[str]) -> str | None:
    """Return why a column tells who the people are, or None if it does not seem to.

    A header is not enough: "Satisfaction with our telephone service" is no telephone number.

    Args:
        header: the column name.
        cells: its cells as text.
    """
    answers = _answers_of(cells)
    if _share(answers, _is_email) >= 0.3:
        return say("it holds e-mail addresses")
    if _share(answers, _is_phone) >= 0.6:
        return say("it holds telephone numbers")
    person = _says(header, _FOLDED["person"]) or folded(header) == "ad"
    if person and not _says(header, _THINGS) and _few(answers, lambda cell: _digits(cell) > 0):
        return say("its header speaks of names")
    if _says(header, _FOLDED["e-mail"]) and _few(answers, lambda cell: "@" not in cell):
        return say("its header speaks of e-mail addresses")
    if _says(header, _FOLDED["telephone"]) and _few(answers, lambda cell: _digits(cell) < 6):
        return say("its header speaks of telephone numbers")
    if _says(header, _FOLDED["address"]) and _few(answers, lambda cell: len(cell) < 6):
        return say("its header speaks of addresses")
    return None


def _answers_of(cells: Iterable[str]) -> Counter[str]:
    """Return how often each text stands in a column, of the most frequent texts."""
    counts = Counter(cells)
    del counts[""]
    return Counter(dict(counts.most_common(_ENOUGH_TEXTS)))


def _share(answers: Counter[str], fits: Callable[[str], bool]) -> float:
    """Return the share of the filled cells that fit; 0 if there are none."""
    fitting = sum(count for text, count in answers.items() if fits(text))
    return fitting / (answers.total() or 1)


def _few(answers: Counter[str], odd: Callable[[str], bool]) -> bool:
    return _share(answers, odd) < 0.5


def _digits(text: str) -> int:
    return sum(c.isdigit() for c in text)


def _is_email(text: str) -> bool:
    return bool(_EMAIL.fullmatch(text))


def _is_phone(text: str) -> bool:
    return bool(_PHONE.fullmatch(plain(text))) and date_parts(text) is None


# --- roles ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Look:
    """What one column has to say for one role: its header, its answers, and a doubt about them."""

    column: str
    says: bool
    fits: bool
    speaks_for_itself: bool = False  # so clear in its answers that the header need not say it
    doubt: str = ""


def recognise(own: OwnFile) -> Roles:
    """Find out which column plays which role.

    Args:
        own: the file, as `read_own` gives it.
    """
    answers = {
        name: Counter(
            {text: n for text, n in _answers_of(own.text[name]).items() if not no_answer(text)}
        )
        for name in own.text.columns
    }
    decimal = {column.name: column.decimal for column in own.columns}

    def scale(role: str, low: int, high: int, usual_top: int) -> list[_Look]:
        return [
            _look_at_scale(name, role, found, (low, high), usual_top, decimal[name])
            for name, found in answers.items()
        ]

    return Roles(
        recommend=_decide(say("recommend (0 to 10)"), scale("recommend", 0, 10, 8)),
        satisfaction=_decide(say("satisfaction (1 to 5)"), scale("satisfaction", 1, 5, 4)),
        effort=_decide(say("effort (1 to 7)"), scale("effort", 1, 7, 6)),
        date=_decide(say("date"), [_look_at_date(*item) for item in answers.items()]),
        group=_decide(say("group"), [_look_at_group(*item) for item in answers.items()]),
    )


def _look_at_scale(
    name: str,
    role: str,
    answers: Counter[str],
    scale: tuple[int, int],
    usual_top: int,
    decimal: str,
) -> _Look:
    values = {text: score(text, *scale, decimal).value for text in answers}
    given = {value for value in values.values() if value is not None}
    says, other = _says(name, _FOLDED[role]), _says_scale(name, but=role)
    share = _share(answers, lambda text: values[text] is not None)
    fits = share >= (_HALF if says else _ENOUGH)
    top = max(given, default=0)
    doubt = ""
    if share < _ENOUGH:
        doubt = say(
            "its header says so, and {share:.0%} of its answers are on the scale", share=share
        )
    elif top < usual_top:
        doubt = say("no answer in it is above {top}, so it may be on another scale", top=top)
    # Five different answers up to 8, 9 or 10: few other columns of a survey look like that.
    alone = role == "recommend" and fits and not doubt and len(given) >= 5
    return _Look(name, says, fits and (says or not other), alone and not other, doubt)


def _says_scale(header: str, but: str = "") -> bool:
    scales = {"recommend", "satisfaction", "effort"} - {but}
    return any(_says(header, _FOLDED[scale]) for scale in scales)


def _look_at_date(name: str, answers: Counter[str]) -> _Look:
    fits = _share(answers, lambda text: date_parts(text) is not None) >= _ENOUGH
    return _Look(name, _says(name, _FOLDED["date"]), fits, speaks_for_itself=fits)


def _look_at_group(name: str, answers: Counter[str]) -> _Look:
    says = _says(name, _FOLDED["group"])
    repeated = 2 <= len(answers) <= min(50, answers.total() / 2)
    dates = _share(answers, lambda text: date_parts(text) is not None) > 0.5
    words = _share(answers, lambda text: _digits(text) == 0) >= _ENOUGH
    fits = repeated and not dates and (says or words) and not _says_scale(name)
    return _Look(name, says, fits, speaks_for_itself=fits)


def _decide(role: str, looks: list[_Look]) -> Role:
    agreed = [look for look in looks if look.says and look.fits]
    clear = [look for look in looks if look.speaks_for_itself]
    named = [look.column for look in looks if look.says]
    fitting = [look.column for look in looks if look.fits]

    def role_is(chosen: _Look | None, certainty: Certainty, why: str) -> Role:
        column = chosen.column if chosen else None
        others = dict.fromkeys(name for name in (*named, *fitting) if name != column)
        return Role(role, column, certainty, tuple(others), why)

    if len(agreed) == 1:
        (only,) = agreed
        if only.doubt:
            return role_is(only, "likely", only.doubt)
        return role_is(only, "certain", say("its header says so and its answers fit"))
    if agreed:
        return role_is(None, "none", _equal(agreed))
    unfit = say(
        "the header of {columns} says so, but the answers do not fit", columns=_quoted(named)
    )
    if len(clear) == 1:
        why = say("its answers fit and no others do, though its header does not say so")
        return role_is(clear[0], "likely", f"{why}; {unfit}" if named else why)
    if named:
        return role_is(None, "none", unfit)
    if clear:
        return role_is(None, "none", _equal(clear))
    return role_is(None, "none", say("no header says so"))


def _equal(looks: list[_Look]) -> str:
    columns = _quoted(look.column for look in looks)
    return say("{count} columns fit equally: {columns}", count=len(looks), columns=columns)


def _quoted(columns: Iterable[str]) -> str:
    return ", ".join(f"“{column}”" for column in columns)
