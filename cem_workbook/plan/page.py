"""The plan as a page for the wall: two sheets of A4, one with pictures, one with every action."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from html import escape

from cem_workbook.figures import Drawing
from cem_workbook.frameworks.assessment import standing
from cem_workbook.frameworks.claims import STEPS
from cem_workbook.messages import say
from cem_workbook.plan.days import LENGTH
from cem_workbook.plan.document import document, foot
from cem_workbook.plan.gather import Action, Plan
from cem_workbook.plan.pictures import STAIRS_HEIGHT, STAIRS_WIDTH, draw_stairs, range_words
from cem_workbook.plan.road import day_words, draw_road
from cem_workbook.plan.says import (
    counts,
    profile_words,
    summary,
    trust_words,
    when_words,
    worth_words,
)
from cem_workbook.plan.words import clip, own
from cem_workbook.plan.worth import Worth

MOST_LINES = 52
"""Lines of an action that all rows of the table share; each takes at least three."""
MOST_CLAIMS, MOST_WORKS = 3, 2


@dataclass(frozen=True)
class Extras:
    """What stands on the page beside the plan.

    Attributes:
        company: the title of the learner's company, such as "the bank".
        figures: what is known of that company, a sentence each.
        worths: what each action with a lever may be worth, by its id.
        together: what all of these may be worth together, or None.
    """

    company: str = ""
    figures: Sequence[str] = ()
    worths: Mapping[str, Worth] = field(default_factory=dict)
    together: Worth | None = None


def plan_page(plan: Plan, extras: Extras, *, named: bool = True) -> bytes:
    """Return the plan as one self-contained page of HTML.

    Args:
        plan: the plan.
        extras: what else stands on it.
        named: whether the learner's name stands on it.
    """
    first = _first_sheet(plan, extras, named=named)
    second = _second_sheet(plan, extras)
    lines = max(3, MOST_LINES // max(len(plan.actions), 1))
    size, padding = (8.0, 0.4) if len(plan.actions) > 12 else (9.5, 1)
    style = (
        f".lines {{ -webkit-line-clamp: {lines}; }} .actions {{ font-size: {size}pt; "
        f"line-height: 1.25; }} .actions td, .actions th {{ padding-block: {padding}mm; }} "
        ".first { font-size: 8.5pt; line-height: 1.27; } .first > svg { "
        "max-height: 122mm; } .first ul { padding-inline-start: 3.5mm; } .first h2 { margin-top: 2mm; }"
    )
    return document(say("My ninety days"), first + second, style)


def _first_sheet(plan: Plan, extras: Extras, *, named: bool) -> str:
    title = say("My ninety days")
    heading = (
        say("{name}: my ninety days", name=clip(plan.name, 60)) if named and plan.name else title
    )
    # the name stands in the heading, so the whole heading has a direction of its own
    parts = [f'<section class="sheet first"><h1>{own(heading)}</h1>', f"<p>{_days(plan)}</p>"]
    if plan.purpose:
        words = escape(say("What I came for:"))
        parts.append(f"<p><strong>{words}</strong> {own(clip(plan.purpose, 180))}</p>")
    words = counts(plan) if plan.actions else summary(plan)
    parts += [draw_road("road", plan).svg(title, words), f"<p>{escape(words)}</p>"]
    parts += ['<div class="two"><div>', _profile(plan), _numbers(plan, extras), "</div><div>"]
    parts += [_together(extras), _claims(plan), _works(plan), "</div></div>"]
    return "".join([*parts, foot(), "</section>"])


def _days(plan: Plan) -> str:
    if plan.start is None:
        return escape(say("The first day is not chosen yet."))
    return escape(
        say(
            "From {start} to {end}.",
            start=day_words(plan.start),
            end=day_words(plan.start + timedelta(days=LENGTH)),
        )
    )


def _profile(plan: Plan) -> str:
    parts = [f"<h2>{escape(say('Where we stand'))}</h2>"]
    words = profile_words(plan)
    if plan.assessments:
        drawing = Drawing("stairs", STAIRS_WIDTH + 8, STAIRS_HEIGHT - 32)
        drawn = standing([plan.assessments[-1].sheet])
        draw_stairs(drawing, 4, STAIRS_HEIGHT - 34, drawn)
        parts.append(drawing.svg(say("The four steps"), words))
    parts.append(f"<p>{escape(words)}</p>")
    return "".join(parts)


def _works(plan: Plan) -> str:
    if not plan.works:
        return ""
    items = "".join(
        f'<li>{escape(clip(work.words, 150))} <span class="soft">({work.page.number:02})</span></li>'
        for work in plan.works[-MOST_WORKS:]
    )
    return f"<h2>{escape(say('What I worked out'))}</h2><ul>{items}</ul>"


def _claims(plan: Plan) -> str:
    parts = [f"<h2>{escape(say('What I trust'))}</h2><p>{escape(trust_words(plan))}</p>"]
    repeated = [each for each in plan.claims if each.mark > 0]
    repeated.sort(key=lambda each: -each.mark)
    items = "".join(
        f"<li>{escape(clip(say(each.claim.says), 110))} <span class='soft'>"
        f"({escape(say('I'))}: {escape(say(STEPS[each.mark]))}; "
        f"{escape(say('ledger'))}: {escape(say(STEPS[each.claim.trust]))})</span></li>"
        for each in repeated[:MOST_CLAIMS]
    )
    return "".join([*parts, f"<ul>{items}</ul>" if items else ""])


def _numbers(plan: Plan, extras: Extras) -> str:
    parts = [f"<h2>{escape(say('Numbers to hold on to'))}</h2>"]
    mine = "".join(f"<li>{own(clip(number, 120))}</li>" for number in plan.own_numbers)
    if mine:
        parts.append(f"<p>{escape(say('Of my own firm:'))}</p><ul>{mine}</ul>")
    if extras.figures:
        words = say("Of {company}, the synthetic company I learnt with:", company=extras.company)
        items = "".join(f"<li>{escape(figure)}</li>" for figure in extras.figures)
        parts.append(f"<p>{escape(words)}</p><ul>{items}</ul>")
    return "".join(parts)


def _together(extras: Extras) -> str:
    head = f"<h2>{escape(say('What it may be worth'))}</h2>"
    if extras.together is None:
        words = say("No action has a lever and a guess yet, so no sum was done.")
        return f"{head}<p>{escape(words)}</p>"
    which = (
        say("The one action with a guess")
        if len(extras.worths) == 1
        else say("All {n} actions with a guess together", n=len(extras.worths))
    )
    words = say(
        "{which}, in the model company, over twelve months and what the customers who were kept "
        "bring in the months after.",
        which=which,
    )
    how = say(
        "“Between” holds the middle 8 of 10 of {n} runs. Its numbers are assumed.",
        n=extras.together.runs,
    )
    return (
        f'{head}<div class="box"><p>{escape(worth_words(extras.together))}</p>'
        f'<p class="soft">{escape(words)} {escape(how)}</p></div>'
    )


def _second_sheet(plan: Plan, extras: Extras) -> str:
    title = escape(say("Every action, its owner, its day, its measure"))
    if not plan.actions:
        return f'<section class="sheet"><h1>{title}</h1><p>{escape(summary(plan))}</p></section>'
    heads = (
        ("6%", "#"),
        ("30%", say("What I shall do")),
        ("12%", say("Who owns it")),
        ("13%", say("By when")),
        ("21%", say("How I shall see that it works")),
        ("18%", say("What it may be worth")),
    )
    columns = "".join(f'<col style="width:{width}">' for width, _ in heads)
    top = "".join(f'<th scope="col">{escape(head)}</th>' for _, head in heads)
    rows = "".join(
        _row(number, action, extras.worths.get(action.id))
        for number, action in enumerate(plan.actions, start=1)
    )
    note = say(
        "In brackets: the page of the course. In the last column, crowns if it works, if half of "
        "it works, and if it does not. Long texts are cut; the spreadsheet has them whole."
    )
    return (
        f'<section class="sheet"><h1>{title}</h1><table class="actions"><caption>{escape(note)}'
        f"</caption><colgroup>{columns}</colgroup><thead><tr>{top}</tr></thead>"
        f"<tbody>{rows}</tbody></table>{foot()}</section>"
    )


def _row(number: int, action: Action, worth: Worth | None) -> str:
    page = f'<br><span class="soft">({action.page.number:02})</span>'
    sums = "–"
    if worth is not None:
        sums = "<br>".join(
            escape(range_words(case.crowns.low, case.crowns.high)) for case in worth.cases
        )
    cells = (
        _lines(action.what, 400),
        _lines(action.owner, 120),
        _lines(when_words(action), 120, open_="when" in action.gaps),
        _lines(action.measure, 300),
        sums,
    )
    return (
        f'<tr><th scope="row">{number}{page}</th>'
        + "".join(f"<td>{cell}</td>" for cell in cells)
        + "</tr>"
    )


def _lines(text: str, most: int, *, open_: bool = False) -> str:
    words = own(clip(text, most)) if text else escape(say("open"))
    return f'<div class="lines{" open" if open_ or not text else ""}">{words}</div>'
