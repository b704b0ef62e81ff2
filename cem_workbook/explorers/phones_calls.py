"""The calls of the course, who has coded them, and two codings laid on one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cem_workbook.cases.voices import VOICES, Coding
from cem_workbook.data.shipped import load_shipped
from cem_workbook.messages import say
from cem_workbook.metrics.agreement import Agreement, cohens_kappa

COURSE, MINA, IVAN = "course", "mina", "ivan"


@dataclass(frozen=True)
class Call:
    """One call of the set, as the table `calls` has it.

    Attributes:
        number: from 1.
        firm, topic: who is called, and under what the call is filed.
        said: who speaks and what they say, in order.
        code: the course's code of each voice.
        too: another code of each voice that can be argued for; empty if there is none.
        because: the course's reason.
    """

    number: int
    firm: str
    topic: str
    said: tuple[tuple[str, str], ...]
    code: Mapping[str, str]
    too: Mapping[str, str]
    because: str


@dataclass(frozen=True)
class Match:
    """Two codings of one voice, call by call.

    Attributes:
        voice: `customer` or `employee`.
        names: of the two coders.
        pairs: number of the call, and the code that each of the two gave; only calls that both
            have coded.
        arguable: numbers of calls on which they differ and the course could defend either.
        agreement: how far they agree.
    """

    voice: str
    names: tuple[str, str]
    pairs: tuple[tuple[int, str, str], ...]
    arguable: frozenset[int]
    agreement: Agreement

    @property
    def apart(self) -> tuple[tuple[int, str, str], ...]:
        """The pairs that differ."""
        return tuple(pair for pair in self.pairs if pair[1] != pair[2])

    @property
    def alike(self) -> int:
        """How many pairs agree."""
        return len(self.pairs) - len(self.apart)

    @property
    def by_chance(self) -> float:
        """How many pairs would agree by chance alone; 0 where there are none."""
        return self.agreement.expected * len(self.pairs) if self.pairs else 0.0


def shipped_calls() -> tuple[tuple[Call, ...], dict[str, Coding]]:
    """Return the calls of the course, and who has coded them: the course, Mina and Ivan."""
    table = load_shipped("calls").fillna("")
    calls = tuple(
        Call(
            number=row["call"],
            firm=row["firm"],
            topic=row["topic"],
            said=tuple(tuple(line.split(": ", 1)) for line in row["text"].split("\n")),
            code={voice: row[voice] for voice in VOICES},
            too={voice: row[f"{voice}_too"] for voice in VOICES},
            because=row["because"],
        )
        for row in table.to_dict("records")
    )
    codings = {
        who: Coding(tuple(table[f"customer{end}"]), tuple(table[f"employee{end}"]))
        for who, end in ((COURSE, ""), (MINA, "_mina"), (IVAN, "_ivan"))
    }
    return calls, codings


def laid_together(
    calls: Sequence[Call], voice: str, codings: tuple[Coding, Coding], names: tuple[str, str]
) -> Match:
    """Return two codings of one voice, call by call; calls that one has not coded are left out.

    Args:
        calls: the calls, in order.
        voice: `customer` or `employee`.
        codings: of the two coders.
        names: of the two coders, in words.
    """
    one, other = (coding.of(voice) for coding in codings)
    pairs = tuple(
        (call.number, a, b) for call, a, b in zip(calls, one, other, strict=True) if a and b
    )
    both = {call.number: {call.code[voice], call.too[voice]} for call in calls}
    return Match(
        voice=voice,
        names=names,
        pairs=pairs,
        arguable=frozenset(n for n, a, b in pairs if a != b and {a, b} <= both[n]),
        agreement=cohens_kappa(
            [a for _, a, _ in pairs],
            [b for _, _, b in pairs],
            categories=[code.name for code in VOICES[voice]],
        ),
    )


def about_call(call: Call, match: Match, *, told: bool) -> list[str]:
    """Return what there is to say of one call that both have coded, a paragraph each.

    Args:
        call: the call.
        match: the two codings; both have coded it.
        told: whether to tell the course's reason; the words of the call stand there otherwise.
    """
    codes = next(pair[1:] for pair in match.pairs if pair[0] == call.number)
    first, second = (name[:1].upper() + name[1:] for name in match.names)
    one, other = map(say, codes)
    lines = [
        say(
            "Call {call}. {first}: {one}. {second}: {other}.",
            call=call.number,
            first=first,
            one=one,
            second=second,
            other=other,
        )
    ]
    if not told:
        said = " / ".join(say(words) for _, words in call.said)
        return [*lines, said, say("Which words of the call speak for each of the two codes?")]
    lines.append(say("The course's reason: {reason}", reason=say(call.because)))
    if call.too[match.voice]:
        code = say(call.too[match.voice])
        lines.append(say("Arguable: “{code}” can be defended as well.", code=code))
    return lines
