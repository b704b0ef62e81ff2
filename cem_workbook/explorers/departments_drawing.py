"""How four departments are drawn: four windows onto one person, and the whole firm as a crowd."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cem_workbook.cases.windows import (
    BILLING,
    CLASHES,
    DEPARTMENTS,
    MARKETING,
    PURCHASE,
    SALES,
    SERVICE,
    UNANSWERED,
    Event,
)
from cem_workbook.explorers.departments_words import (
    Window,
    clash_words,
    department_words,
    ending_words,
    short_words,
)
from cem_workbook.figures import (
    BLUE,
    DETRACTOR,
    FEEDBACK,
    GRID,
    INK,
    PAPER,
    PROMOTER,
    SHADE,
    SOFT,
    Drawing,
)
from cem_workbook.messages import say
from cem_workbook.text import Points

WIDTH, HEIGHT = 760, 604
COLOURS = {SALES: BLUE, SERVICE: DETRACTOR, BILLING: PROMOTER, MARKETING: FEEDBACK["close"]}
PANE, TALL = 252, 138  # a window's width and height
RIGHT = WIDTH - PANE - 6
CORNERS = {SALES: (6, 34), SERVICE: (RIGHT, 34), BILLING: (6, 212), MARKETING: (RIGHT, 212)}
MIDDLE = WIDTH / 2
# where the bolt of each clash is marked, between the two windows
MARKS = {
    "offer_clash": (MIDDLE, 60),
    "survey_clash": (590, 192),
    "unheard": (660, 192),
    "bill_clash": (286, 246),
    "refused_blind": (474, 142),
    "sold_at_loss": (132, 192),
}
LOOK_BACK = 180  # days on the line
LINE_LEFT, LINE_RIGHT, LINE_TOP = 112, 738, 388
ROW = 22
CROWD = 338  # where the crowd begins


@dataclass(frozen=True)
class OneCustomer:
    """What is drawn of one customer.

    Attributes:
        number: `customer_id`.
        windows: what each department sees.
        joined: the departments whose tables are joined.
        clashes: the name of each clash that can be seen, with its sentence.
        events: what happened, the earliest first.
        feels: what the customer really feels, 0 to 100, NaN for one who has left.
    """

    number: int
    windows: Mapping[str, Window]
    joined: frozenset[str]
    clashes: Mapping[str, str]
    events: Sequence[Event]
    feels: float


def draw_customer(name: str, seen: OneCustomer) -> Drawing:
    """Draw four windows onto one person, and what joining them brings to light.

    Args:
        name: a word that is unique on the page.
        seen: the customer.
    """
    d = Drawing(name, WIDTH, HEIGHT)
    _draw_bolts(d, seen)
    _draw_person(d, seen)
    for department in DEPARTMENTS:
        _draw_window(d, department, seen)
    _draw_marks(d, seen)
    _draw_line(d, seen)
    _draw_findings(d, seen)
    return d


def _draw_window(d: Drawing, department: str, seen: OneCustomer) -> None:
    x, y = CORNERS[department]
    colour, joined = COLOURS[department], department in seen.joined
    d.rect(x, y, PANE, TALL, fill=PAPER, stroke=colour, thick=4 if joined else 1.5, corner=3)
    d.rect(x - 4, y + TALL, PANE + 8, 7, fill=colour if joined else GRID, corner=2)  # the sill
    d.rect(x, y, PANE, 24, fill=colour if joined else SHADE, corner=3)
    ink = PAPER if joined else INK
    d.text(x + 10, y + 17, department_words()[department], size=14, bold=True, fill=ink)
    words = say("joined") if joined else say("not joined")
    d.text(x + PANE - 8, y + 17, words, size=12, anchor="end", fill=ink)
    window = seen.windows[department]
    for i, fact in enumerate(window.facts):
        d.text(x + 10, y + 41 + 18 * i, fact, size=13)
    d.line(x + 10, y + TALL - 34, x + PANE - 10, y + TALL - 34, stroke=GRID)
    d.text(x + 10, y + TALL - 12, f"→ {window.step}", size=13.5, bold=True, fill=colour)


def _draw_person(d: Drawing, seen: OneCustomer) -> None:
    """Draw a person in four parts, each in the colour of the window that is joined."""
    m = MIDDLE
    parts = {
        SALES: f"M{m:g} 92A46 46 0 0 0 {m:g} 184Z",
        SERVICE: f"M{m:g} 92A46 46 0 0 1 {m:g} 184Z",
        BILLING: f"M{m:g} 194C{m - 62:g} 194 {m - 84:g} 240 {m - 86:g} 318L{m:g} 318Z",
        MARKETING: f"M{m:g} 194C{m + 62:g} 194 {m + 84:g} 240 {m + 86:g} 318L{m:g} 318Z",
    }
    for department, path in parts.items():
        joined = department in seen.joined
        fill = COLOURS[department] if joined else SHADE
        d.path(path, fill=fill, stroke=PAPER if joined else GRID, thick=2)
    d.text(m, 24, say("customer {number}", number=seen.number), size=16, anchor="middle", bold=True)
    whole = len(seen.joined) == len(DEPARTMENTS)
    if not whole:
        words = say("{count} of 4 parts seen", count=len(seen.joined))
        d.text(m, 340, words, size=13, anchor="middle", fill=SOFT)
        return
    for eye in (m - 16, m + 16):
        d.dots([(eye, 128)], radius=4.5, fill=PAPER)
    gone = seen.feels != seen.feels
    bend = 0 if gone else (seen.feels - 50) / 50 * 16
    d.path(f"M{m - 20:g} 157Q{m:g} {157 + bend:g} {m + 20:g} 157", stroke=PAPER, thick=4)
    words = (
        say("has left, and told nobody")
        if gone
        else say("feels {feels:.0f} of 100", feels=seen.feels)
    )
    d.text(m, 338, words, size=14, anchor="middle", bold=True)
    d.text(m, 354, say("(only a made-up world knows that)"), size=12, anchor="middle", fill=SOFT)


def _draw_bolts(d: Drawing, seen: OneCustomer) -> None:
    ways = {
        "offer_clash": (262, 60, RIGHT - 4, 60),
        "survey_clash": (590, 176, 590, 210),
        "unheard": (660, 176, 660, 210),
        "bill_clash": (262, 256, RIGHT - 2, 132),
        "refused_blind": (262, 256, RIGHT - 2, 132),
        "sold_at_loss": (132, 176, 132, 210),
    }
    for clash in seen.clashes:
        d.path(_zigzag(*ways[clash]), stroke=DETRACTOR, thick=2.5)


def _zigzag(x1: float, y1: float, x2: float, y2: float) -> str:
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    across = (-(y2 - y1) / length, (x2 - x1) / length)
    steps = max(2, round(length / 14))
    points = [f"M{x1:g} {y1:g}"]
    for i in range(1, steps):
        side = 5 if i % 2 else -5
        x = x1 + (x2 - x1) * i / steps + side * across[0]
        y = y1 + (y2 - y1) * i / steps + side * across[1]
        points.append(f"L{x:.1f} {y:.1f}")
    return "".join([*points, f"L{x2:g} {y2:g}"])


def _number(clash: str) -> int:
    return [each.name for each in CLASHES].index(clash) + 1


def _draw_marks(d: Drawing, seen: OneCustomer) -> None:
    for clash in seen.clashes:
        _draw_badge(d, *MARKS[clash], _number(clash))


def _draw_badge(d: Drawing, x: float, y: float, number: int) -> None:
    d.dots([(x, y)], radius=12, fill=PAPER)
    d.dots([(x, y)], radius=10.5, fill=DETRACTOR)
    d.text(x, y + 4.5, number, size=13, anchor="middle", fill=PAPER, bold=True)


def _at(days_ago: float) -> float:
    return round(LINE_RIGHT - days_ago / LOOK_BACK * (LINE_RIGHT - LINE_LEFT), 1)


def _draw_line(d: Drawing, seen: OneCustomer) -> None:
    """Draw the last half-year, a row a department; a table that is not joined stays dark."""
    recent = [event for event in seen.events if event.ago <= LOOK_BACK]
    d.text(6, LINE_TOP - 14, say("the last {days} days", days=LOOK_BACK), size=13, bold=True)
    d.text(LINE_RIGHT, LINE_TOP - 14, say("today"), size=12, anchor="end", fill=SOFT)
    for i, department in enumerate(DEPARTMENTS):
        y = LINE_TOP + ROW * i
        joined = department in seen.joined
        colour = COLOURS[department]
        words = short_words()[department]
        d.text(6, y + 4, words, size=13, fill=colour if joined else SOFT, bold=joined)
        if joined:
            d.line(LINE_LEFT, y, LINE_RIGHT, y, stroke=GRID)
        else:
            d.rect(LINE_LEFT, y - 8, LINE_RIGHT - LINE_LEFT, 16, fill=SHADE, corner=3)
            d.text(LINE_LEFT + 8, y + 4, say("not joined"), size=12, fill=SOFT)
    if SALES in seen.joined:
        bought = [(_at(event.ago), LINE_TOP) for event in recent if event.kind == PURCHASE]
        d.dots(bought, radius=5, fill=BLUE)
    if SERVICE in seen.joined:
        _draw_complaints(d, [event for event in recent if event.department == SERVICE])
    if BILLING in seen.joined:
        _draw_amounts(d, [event for event in recent if event.kind == PURCHASE])
    if MARKETING in seen.joined:
        y = LINE_TOP + 3 * ROW
        asked = [event for event in recent if event.department == MARKETING]
        silent = [(_at(event.ago), y) for event in asked if event.kind == UNANSWERED]
        d.dots([(_at(event.ago), y) for event in asked], radius=6, fill=COLOURS[MARKETING])
        d.dots(silent, radius=3.5, fill=PAPER)


def _draw_complaints(d: Drawing, complaints: Sequence[Event]) -> None:
    y = LINE_TOP + ROW
    free = float(LINE_LEFT)  # words may not run into each other
    for event in complaints:
        left, right = _at(event.ago), _at(event.until)
        d.rect(left - 3, y - 6, right - left + 6, 12, fill=DETRACTOR, corner=6)
        words = ending_words()[event.kind]
        wide = 7.2 * len(words)
        if right + 8 + wide < LINE_RIGHT + 16 and right + 8 > free:
            d.text(right + 8, y + 4, words, size=12, fill=DETRACTOR)
            free = right + 12 + wide
        elif left - 8 - wide > free:
            d.text(left - 8, y + 4, words, size=12, fill=DETRACTOR, anchor="end")
            free = right + 8


def _draw_amounts(d: Drawing, bought: Sequence[Event]) -> None:
    y, most = LINE_TOP + 2 * ROW, max((event.crowns for event in bought), default=1.0)
    for event in bought:
        x = _at(event.ago)
        d.line(x, y + 8, x, round(y + 8 - max(2, 16 * event.crowns / most), 1), stroke=PROMOTER, thick=4)  # fmt: skip


def _draw_findings(d: Drawing, seen: OneCustomer) -> None:
    y = LINE_TOP + 4 * ROW + 8
    key = say("● bought   ▬ complaint, until it ended   ❙ paid   ● answered, ○ unanswered survey")
    d.text(LINE_LEFT, y - 8, key, size=12, fill=SOFT)
    y += 16
    if not seen.clashes:
        words = (
            say("No clash for this customer.")
            if len(seen.joined) == len(DEPARTMENTS)
            else say("No clash can be seen: each window by itself looks right.")
            if len(seen.joined) < 2
            else say("No clash can be seen between the windows that are joined.")
        )
        d.text(6, y + 6, words, size=14, bold=True)
    for i, (clash, sentence) in enumerate(seen.clashes.items()):
        _draw_badge(d, 18, y + 1 + 21 * i, _number(clash))
        d.text(38, y + 6 + 21 * i, sentence, size=13.5)


@dataclass(frozen=True)
class WholeFirm:
    """What is drawn of the whole firm.

    Attributes:
        customers: how many customers there were at the end of some month of the year.
        counts: how many of them each clash hit that can be seen.
        any: how many were hit by at least one of these.
        parts: each part of the difference that the rules make, in words and in crowns.
        net: the difference in all, crowns.
        tries: the differences of all rules tried so far, crowns, the present ones last.
        verdict: a line about the size, one about customers, and one about messages.
    """

    customers: int
    counts: Mapping[str, int]
    any: int
    parts: Sequence[tuple[str, float]]
    net: float
    tries: Sequence[float]
    verdict: Sequence[str]


def draw_firm(name: str, firm: WholeFirm) -> Drawing:
    """Draw everybody who is hit by a clash in a year, and what the rules are worth in two.

    Args:
        name: a word that is unique on the page.
        firm: the firm.
    """
    d = Drawing(name, WIDTH, HEIGHT)
    _draw_worth(d, firm)
    _draw_crowd(d, firm)
    _draw_counts(d, firm)
    return d


def _draw_crowd(d: Drawing, firm: WholeFirm) -> None:
    words = say(
        "{any} of {all} customers ({share:.0f} %) were hit in 2025",
        any=f"{firm.any:,}",
        all=f"{firm.customers:,}",
        share=100 * firm.any / firm.customers,
    )
    d.line(8, CROWD - 34, WIDTH - 8, CROWD - 34, stroke=GRID)
    d.text(8, CROWD - 10, words, size=16, bold=True)
    d.text(8, CROWD + 8, say("large dots: hit; small dots: not"), size=12, fill=SOFT)
    width, height = 340, 216
    step = (width * height / firm.customers) ** 0.5
    down = int(height / step)
    places = [
        (round(12 + step * (i // down), 1), round(CROWD + 24 + step * (i % down), 1))
        for i in range(firm.customers)
    ]
    d.dots(places[: firm.any], radius=round(0.42 * step, 2), fill=DETRACTOR)
    d.dots(places[firm.any :], radius=round(0.3 * step, 2), fill=SOFT)


def _draw_counts(d: Drawing, firm: WholeFirm) -> None:
    for i, clash in enumerate(CLASHES):
        y = CROWD + 24 + 38 * i
        seen = clash.name in firm.counts
        one, other = (short_words()[each] for each in clash.between)
        d.dots([(384, y - 4)], radius=10.5, fill=DETRACTOR if seen else GRID)
        d.text(384, y + 0.5, i + 1, size=13, anchor="middle", fill=PAPER if seen else INK)
        d.text(402, y - 2, clash_words()[clash.name], size=13, fill=INK if seen else SOFT)
        words = (
            say("{count} customers", count=f"{firm.counts[clash.name]:,}")
            if seen
            else say("join {one} and {other} to see it", one=one, other=other)
        )
        d.text(402, y + 14, words, size=13, bold=seen, fill=DETRACTOR if seen else SOFT)


def _draw_worth(d: Drawing, firm: WholeFirm) -> None:
    top, left, right = 18, 330, 742
    d.text(
        8,
        top + 4,
        say("Two years by your rules, against each department by itself"),
        size=16,
        bold=True,
    )
    rows = [*firm.parts, (say("in all"), firm.net)]
    most = max(2000.0, *(abs(value) for _, value in rows), *(abs(net) for net in firm.tries))

    def at(crowns: float) -> float:
        middle = (left + right) / 2
        return round(middle + crowns / most * (right - left - 150) / 2, 1)

    zero = at(0)
    bottom = top + 34 + 26 * len(rows)
    d.line(zero, top + 16, zero, bottom + 8, stroke=INK)
    for i, (words, crowns) in enumerate(rows):
        y = top + 40 + 26 * i
        last = i == len(rows) - 1
        d.text(8, y, words, size=13.5, bold=last)
        x = at(crowns)
        colour = PROMOTER if crowns >= 0 else DETRACTOR
        d.rect(min(x, zero), y - 13, abs(x - zero), 17, fill=colour)
        anchor, shift = ("start", 6) if crowns >= 0 else ("end", -6)
        said = f"{Points(crowns):+,.0f}"
        d.text(x + shift, y, said, size=13, anchor=anchor, bold=last)
    for net in firm.tries[:-1]:
        d.dots([(at(net), bottom + 16)], radius=5, fill=SOFT)
        d.dots([(at(net), bottom + 16)], radius=3.2, fill=PAPER)
    if firm.tries:
        d.dots([(at(firm.tries[-1]), bottom + 16)], radius=5.5, fill=BLUE)
    d.text(8, bottom + 20, say("what you have tried (○), what you see now (●)"), size=13, fill=SOFT)
    for i, words in enumerate(firm.verdict):
        d.text(8, bottom + 48 + 20 * i, words, size=14)
