"""What the sorting questions of page 03 are asked about: deeds of a firm, and slips in the sources."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from cem_workbook.exercises.draws import in_any_order, one_of
from cem_workbook.exercises.exercise import Case
from cem_workbook.frameworks.lessons import LESSONS
from cem_workbook.messages import say

if TYPE_CHECKING:
    from cem_workbook.data.company import Company

Sheet = dict[str, str]


def _numbered(labels: list[str]) -> list[str]:
    return [f"{i} {label}" for i, label in enumerate(labels, 1)]


# 2. Which lessons are in the sources

FOUND, OWN = "text in a source", "title of our own"


def lessons(found: Callable[[int], bool]) -> Sheet:
    """Return the six lessons, sorted by whether the text of each is taken for found."""
    return {f"{each.number} {each.title}": FOUND if found(each.number) else OWN for each in LESSONS}


IN_SOURCES = frozenset(each.number for each in LESSONS if each.in_sources)

# 3. Four ways

HIRE, RELATE, INFORM, RESULTS = "hiring", "relationship", "information", "customer result"
NO_WAY = "none of the four"
FOUR_WAYS = (HIRE, RELATE, INFORM, RESULTS, NO_WAY)

Deed = tuple[str, str]  # a label, and what is done
REAL: dict[str, tuple[Deed, ...]] = {
    HIRE: (
        ("morning at the counter", "Applicants serve for a morning. Those who listen are hired."),
        ("a post out of sight", "Applicants for posts out of customers' sight, too, tell what they once did for a customer."),
    ),
    RELATE: (
        ("a call, nothing to sell", "{Customers} who have not come for long get a call from somebody they know. Nothing is sold."),
        ("time for regulars", "A {helper} may take the time to learn what each regular comes for."),
    ),
    INFORM: (
        ("one screen for all", "Whoever serves {customers} sees what they bought, asked and complained of."),
        ("no more card boxes", "The branches' card boxes are put together in one place, open to all staff."),
    ),
    RESULTS: (
        ("waits by the coffee", "The branch's wait hangs beside the coffee machine; a mark shows when the new rota began."),
        ("minutes spared", "Once a month each change is shown with the minutes that it spared {customers}."),
    ),
}  # fmt: skip
FALSE: dict[str, tuple[Deed, ...]] = {
    HIRE: (
        ("the best seller", "Whoever sold the most elsewhere gets the post."),
        ("posts filled fast", "Personnel is praised for filling posts in under a week."),
    ),
    RELATE: (
        ("a poster", "A poster at the door says: our {customers} are family."),
        ("the top hundred", "A report ranks {customers} by revenue; the top hundred get a card by post."),
    ),
    INFORM: (
        ("a file with a password", "Marketing keeps all complaints, in a file with a password."),
        ("lists of their own", "Each branch gets a computer for its own list of {customers}."),
    ),
    RESULTS: (
        ("a bonus for sales", "Whoever sells for the most crowns gets a bonus."),
        ("a prize for thrift", "Whoever stays below the planned costs gets a prize."),
    ),
}  # fmt: skip


def four_ways(company: Company, draw: random.Random) -> Case:
    """Eight deeds: one for each way, and one that only sounds like each."""
    profile = company.profile
    fields = {
        "helper": profile.helper,
        "customers": profile.customers,
        "Customers": profile.customers.capitalize(),
    }
    drawn = [(way, True, one_of(draw, REAL[way])) for way in REAL]
    drawn += [(way, False, one_of(draw, FALSE[way])) for way in FALSE]
    drawn = in_any_order(draw, drawn)
    labels = _numbered([say(deed[0]) for *_, deed in drawn])
    said = [say(deed[1], **fields) for *_, deed in drawn]
    return {
        "title": company.title,
        "ways": dict(zip(labels, [way for way, *_ in drawn], strict=True)),
        "real": dict(zip(labels, [real for _, real, _ in drawn], strict=True)),
        "lines": "\n".join(f"{i}. {text}" for i, text in enumerate(said, 1)),
    }


def of_four_ways(
    fooled: tuple[str, ...] = (), instead: Mapping[str, str] | None = None
) -> Callable[[Case], Sheet]:
    """Return how the deeds are sorted.

    Args:
        fooled: the ways whose mere look-alikes are taken for them.
        instead: for a way, the place into which its real deed is put instead.
    """
    places = instead or {}

    def sheet(case: Case) -> Sheet:
        found = {}
        for label, way in case["ways"].items():
            if case["real"][label]:
                found[label] = places.get(way, way)
            else:
                found[label] = way if way in fooled else NO_WAY
        return found

    return sheet


# 4. Five standards

DONE, BEGUN, MISSING = "done", "begun", "missing"
LEVELS = (DONE, BEGUN, MISSING)
STANDARDS: dict[str, tuple[str, str, str]] = {
    "1 empathy": (
        "All staff are trained every year. Comments, e-mails and calls are studied, and whoever writes gets an answer of their own.",
        "Comments are studied every week. Whoever writes gets the same standard letter.",
        "Training in listening and a survey stand in next year's plan.",
    ),
    "2 culture": (
        "Marketing and personnel work on it together. Who already knows this culture is hired first.",
        "Marketing works on it. Personnel has not been asked, and hires as ever.",
        "The manager means to speak of it once sales have recovered.",
    ),
    "3 opinions for all": (
        "What {customers} say is read out to everybody, those in the office included.",
        "Sales and marketing get what {customers} say; the others do not.",
        "What {customers} say goes into a box. Nobody reads it yet; somebody is to be found.",
    ),
    "4 contact": (
        "Those who work in the office, too, sit in on calls and appointments with {customers}.",
        "Two people from the office may sit in on calls. The others there never meet any {customers}.",
        "Only the {helper}s meet {customers}. An open day has been announced.",
    ),
    "5 making good": (
        "A loss is made good at once, even where it costs more than the {visit} brought.",
        "A loss is made good where it is small. A larger one is regretted.",
        "Nothing is made good. A working group is to think about it.",
    ),
}  # fmt: skip


def five_standards(company: Company, draw: random.Random) -> Case:
    """What a firm does about each of the five standards; each level occurs."""
    profile = company.profile
    fields = {"helper": profile.helper, "customers": profile.customers, "visit": profile.visit}
    levels = in_any_order(draw, [*LEVELS, one_of(draw, LEVELS), one_of(draw, LEVELS)])
    lines = [
        f"{label[:1]}. **{say(label[2:]).capitalize()}.** {say(texts[LEVELS.index(level)], **fields)}"
        for (label, texts), level in zip(STANDARDS.items(), levels, strict=True)
    ]
    return {
        "title": company.title,
        "levels": dict(zip(STANDARDS, levels, strict=True)),
        "lines": "\n".join(lines),
    }


def levels_if(**instead: str) -> Callable[[Case], Sheet]:
    """Return the levels, with one taken for another."""
    return lambda case: {
        label: instead.get(level, level) for label, level in case["levels"].items()
    }


# 5. Slips in the sources

SLIP, CLASH, GAP, SOUND = (
    "slip of translation",
    "does not fit together",
    "something missing",
    "nothing wrong",
)
KINDS_OF_SLIP = (SLIP, CLASH, GAP, SOUND)
SENTENCES: tuple[tuple[str, str, str], ...] = (
    ("easy transfer", SLIP, "“Ways to cut waiting, or to create an easy *transfer* for the customer, can be recorded.” [000 · 4 ways]"),
    ("with clients", SLIP, "“Users have a positive experience of dealing *with clients*.” [003 · What is CC]"),
    ("stable relations", CLASH, "Heading: “long, stable *relations*”. Below it: clients choose stable *companies*, and support you if their opinions go into products. [003 · Principles]"),
    ("profit or culture first", CLASH, "“First profit rises, later the culture takes root” [004 · Effect]. “Training and standards put the culture into practice”, as the beginning [004 · 5 standards]."),
    ("who benefits", CLASH, "Small changes benefit “the organisation and the customer” [000 · Closing], or “employees and customers” [002 · Conclusion], in what seems to be one text."),
    ("how to create it", GAP, "Heading: “How can you *create* a customer-focused strategy?” Then: why it matters, what it is, how to measure it. The end. [002 · title]"),
)  # fmt: skip
SOUND_ONES = (
    ("listen and respect", SOUND, "“Teach staff to listen to clients and to respect their needs.” [003 · Culture change]"),
    ("opinions for all", SOUND, "“Customers' opinions can be put into the hands of all staff.” [004 · 5 standards]"),
)  # fmt: skip


def slips(company: Company, draw: random.Random) -> Case:
    """Six sentences of the sources that are not right, and one that is, in some order."""
    drawn = in_any_order(draw, [*SENTENCES, one_of(draw, SOUND_ONES)])
    labels = _numbered([say(label) for label, *_ in drawn])
    return {
        "kinds": dict(zip(labels, [kind for _, kind, _ in drawn], strict=True)),
        "lines": "\n".join(f"{i}. {say(text)}" for i, (*_, text) in enumerate(drawn, 1)),
    }


def kinds_if(instead: Mapping[str, str]) -> Callable[[Case], Sheet]:
    """Return the kinds of slip, with one taken for another."""
    return lambda case: {label: instead.get(kind, kind) for label, kind in case["kinds"].items()}
