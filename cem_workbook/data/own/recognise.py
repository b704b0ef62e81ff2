"""Which column is what: by the words of its header, in four languages, and by what is in it.

Nothing is picked in silence: a role is `certain` if header and answers agree in one column only,
`likely` if there is a doubt that a person should look at, and `none` if two columns fit equally
or no column does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from cem_workbook.data.own.cells import date_parts, flag, no_answer, number, score
from cem_workbook.data.own.looks import answers_of, digits, quoted, says, share_of
from cem_workbook.messages import say

if TYPE_CHECKING:
    from cem_workbook.data.own.file import OwnFile

Certainty = Literal["certain", "likely", "none"]

_ENOUGH = 0.9  # share of the answers that must fit a role
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
        satisfaction: answers on any scale from 0 to 10.
        effort: likewise. Which end means easy is not told by a file.
        date: the day of the answer.
        group: the branch, region or channel that answers are compared by.
        customer: the id of the customer; it may come again in other rows.
        joined: the day on which the customer came.
        left: the day on which the customer went; blank for those who stayed.
        duration: how long the customer has been one, as a number. Its unit is not told by a file.
        ended: whether the customer has gone, as yes or no.
    """

    recommend: Role
    satisfaction: Role
    effort: Role
    date: Role
    group: Role
    customer: Role
    joined: Role
    left: Role
    duration: Role
    ended: Role


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
            {
                text: n
                for text, n in answers_of(own.text[name].tolist()).items()
                if not no_answer(text)
            }
        )
        for name in own.text.columns
    }
    decimal = {column.name: column.decimal for column in own.columns}

    def by(look: Callable[[str, Counter[str]], _Look]) -> list[_Look]:
        return [look(name, found) for name, found in answers.items()]

    def scale(role: str, low: int, high: int, usual_top: int) -> list[_Look]:
        return by(
            lambda name, found: _look_at_scale(
                name, role, found, (low, high), usual_top, decimal[name]
            )
        )

    return Roles(
        recommend=_decide(say("recommend (0 to 10)"), scale("recommend", 0, 10, 8)),
        satisfaction=_decide(say("satisfaction"), scale("satisfaction", 0, 10, 4)),
        effort=_decide(say("effort"), scale("effort", 0, 10, 4)),
        date=_decide(say("date"), by(_look_at_date)),
        group=_decide(say("group"), by(_look_at_group)),
        customer=_decide(say("customer"), by(_look_at_customer)),
        joined=_decide(say("joined"), by(_look_at_joined)),
        left=_decide(say("left"), by(_look_at_left)),
        duration=_decide(say("how long a customer"), by(_look_at_duration)),
        ended=_decide(say("gone (yes or no)"), by(_look_at_ended)),
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
    told, other = says(name, role), _says_scale(name, but=role)
    share = share_of(answers, lambda text: values[text] is not None)
    fits = share >= (_HALF if told else _ENOUGH)
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
    return _Look(name, told, fits and (told or not other), alone and not other, doubt)


def _says_scale(header: str, but: str = "") -> bool:
    return says(header, *({"recommend", "satisfaction", "effort"} - {but}))


def _are_dates(answers: Counter[str]) -> bool:
    return share_of(answers, lambda text: date_parts(text) is not None) >= _ENOUGH


def _look_at_date(name: str, answers: Counter[str]) -> _Look:
    fits = _are_dates(answers)
    other = says(name, "joined", "start", "left", "end")
    return _Look(name, says(name, "date") and not other, fits, fits and not other)


def _look_at_joined(name: str, answers: Counter[str]) -> _Look:
    told = says(name, "joined", "start") and not says(name, "left", "end")
    survey = not says(name, "joined", "contract")
    return _Look(name, told, _are_dates(answers), doubt=_start_or_end(survey))


def _look_at_left(name: str, answers: Counter[str]) -> _Look:
    survey = not says(name, "left", "contract")
    return _Look(name, says(name, "left", "end"), _are_dates(answers), doubt=_start_or_end(survey))


def _start_or_end(survey: bool) -> str:
    """Return the doubt about a header that does not say whose start or end it speaks of."""
    return say("its header may also speak of a survey, not of a customer") if survey else ""


def _look_at_group(name: str, answers: Counter[str]) -> _Look:
    told = says(name, "group")
    repeated = 2 <= len(answers) <= min(50, answers.total() / 2)
    dates = share_of(answers, lambda text: date_parts(text) is not None) > 0.5
    words = share_of(answers, lambda text: digits(text) == 0) >= _ENOUGH
    fits = repeated and not dates and (told or words) and not _says_scale(name)
    return _Look(name, told, fits, speaks_for_itself=fits and not _are_flags(answers))


def _look_at_customer(name: str, answers: Counter[str]) -> _Look:
    told = says(name, "customer") and (says(name, "id") or len(name.split()) == 1)
    # a customer may come again, but not as often as a branch does
    many = len(answers) > max(1, min(50, answers.total() / 4))
    short = share_of(answers, lambda text: len(text) <= 40 and len(text.split()) <= 2) >= _ENOUGH
    fits = many and short and not _are_dates(answers) and not _says_scale(name)
    alone = fits and says(name, "id") and not says(name, "row")
    return _Look(name, told, fits and (told or says(name, "id")), alone)


def _look_at_duration(name: str, answers: Counter[str]) -> _Look:
    told = says(name, "duration") and not says(name, "short")
    return _Look(name, told, share_of(answers, _is_amount) >= _ENOUGH)


def _is_amount(text: str) -> bool:
    found = number(text, ".")
    found = number(text, ",") if found is None else found
    return found is not None and found >= 0


def _look_at_ended(name: str, answers: Counter[str]) -> _Look:
    return _Look(name, says(name, "left", "end"), _are_flags(answers))


def _are_flags(answers: Counter[str]) -> bool:
    return share_of(answers, lambda text: flag(text) is not None) >= _ENOUGH


def _decide(role: str, looks: list[_Look]) -> Role:
    agreed = [look for look in looks if look.says and look.fits]
    agreed = [look for look in agreed if not look.doubt] or agreed
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
        "the header of {columns} says so, but the answers do not fit", columns=quoted(named)
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
    columns = quoted(look.column for look in looks)
    return say("{count} columns fit equally: {columns}", count=len(looks), columns=columns)
