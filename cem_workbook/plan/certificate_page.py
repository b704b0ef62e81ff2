"""The certificate, and the form of a peer review, as pages to print."""

from __future__ import annotations

from html import escape

from cem_workbook.course import page_named
from cem_workbook.figures import INK
from cem_workbook.messages import say
from cem_workbook.plan.certificate import Certificate
from cem_workbook.plan.document import document
from cem_workbook.plan.rubric import LEVELS, QUESTIONS
from cem_workbook.plan.words import own


def certificate_sentences(certificate: Certificate) -> tuple[str, ...]:
    """Return what the certificate states, in sentences."""
    total = certificate.total
    if not certificate.begun_pages:
        return (say("Nothing has been answered yet: there is nothing to state."),)
    return (
        say(
            "{days}, something was done on {pages} of the {all} pages with exercises of the CEM "
            "Workbook, version {course}.",
            days=_days(certificate),
            pages=len(certificate.begun_pages),
            all=len(certificate.pages),
            course=certificate.course,
        ),
        say(
            "Exercises answered: {tried} of {all}. Right in the first answer: {first}. Right in "
            "the last: {last}; {after} of these only after the solution was shown.",
            tried=total("tried"),
            all=total("exercises"),
            first=total("first"),
            last=total("last"),
            after=total("after_solution"),
        ),
        say(
            "Answers in all: {attempts}. Texts written for their own work: {written} of {texts}.",
            attempts=total("attempts"),
            written=total("written"),
            texts=total("texts"),
        ),
    )


def _days(certificate: Certificate) -> str:
    begun, ended = certificate.begun, certificate.ended
    if begun == ended:
        return say("On {day}", day=begun)
    return say("From {begun} to {ended}", begun=begun, ended=ended)


def certificate_page(certificate: Certificate) -> bytes:
    """Return the certificate as a self-contained page of HTML, one sheet of A4."""
    title = say("What was done")
    who = (
        f"<p class='who'>{own(certificate.name)}</p>"
        if certificate.name
        else f"<p class='who'>{escape(say('Learner {id}', id=certificate.learner))}</p>"
    )
    sentences = "".join(f"<p>{escape(each)}</p>" for each in certificate_sentences(certificate))
    heads = (
        say("Page"), say("Exercises"), say("Answered"), say("Right at first"),
        say("Right at last"), say("After the solution"), say("Answers"), say("Texts"),
    )  # fmt: skip
    top = "".join(
        f'<th scope="col"{"" if at == 0 else " class=number"}>{escape(head)}</th>'
        for at, head in enumerate(heads)
    )
    rows = ""
    for record in certificate.begun_pages:
        page = page_named(record.page)
        name = f"{page.number:02} {say(page.title)}" if page else record.page
        figures = (
            record.exercises, record.tried, record.first, record.last, record.after_solution,
            record.attempts, f"{record.written}/{record.texts}",
        )  # fmt: skip
        cells = "".join(f'<td class="number">{escape(str(each))}</td>' for each in figures)
        rows += f'<tr><th scope="row">{own(name)}</th>{cells}</tr>'
    table = (
        f'<table><colgroup><col style="width:29%"></colgroup><thead><tr>{top}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
        if rows
        else ""
    )
    check = say(
        "It was made from the journal of learner {id}. Whoever has the learner's exported file can "
        "check every figure: cem.verify(“my-certificate.json”, “my-cem-work-{id}.json”). It is no proof "
        "of who sat at the keyboard. Check sums: answers {answers}, texts {writing}.",
        id=certificate.learner,
        answers=certificate.answers[:16],
        writing=certificate.writing[:16],
    )
    body = (
        f'<section class="sheet"><h1>{escape(title)}</h1>{who}{sentences}{table}'
        f'<p class="soft check">{escape(check)}</p></section>'
    )
    style = "thead th { font-size: 8.5pt; } .who { font-size: 15pt; margin: 3mm 0 4mm; } .check { margin-top: 5mm; }"
    return document(say("CEM Workbook: certificate"), body, style)


def review_page() -> bytes:
    """Return the form by which two people read one another's plan, one sheet of A4."""
    box = '<span class="tick"></span>'
    heads = (say("Question"), *(say(level).capitalize() for level in LEVELS))
    top = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    rows = "".join(
        f'<tr><th scope="row"><strong>{escape(say(each.asks))}</strong><br>'
        f'<span class="soft">{escape(say(each.ask_back))}</span></th>'
        + "".join(f"<td>{box}{escape(say(seen))}</td>" for seen in each.seen)
        + "</tr>"
        for each in QUESTIONS
    )
    rule = say(
        "Read in silence, eight minutes. Take the three actions that matter most, and tick what "
        "stands there, not what was meant. Then speak, five minutes: first what to keep, then “not "
        "yet”. The owner listens. There is no total: a good date does not make up for a person "
        "harmed."
    )
    lines = "".join(
        f'<p class="line">{escape(say(words))}</p>'
        for words in ("Plan of:", "Read by, and when:", "Keep this as it is:", "My question:")
    )
    body = (
        f'<section class="sheet"><h1>{escape(say("Read one another’s plan"))}</h1>'
        f"<p>{escape(rule)}</p><table><thead><tr>{top}</tr></thead><tbody>{rows}</tbody></table>"
        f"{lines}</section>"
    )
    style = (
        f".tick {{ display: inline-block; width: 3.4mm; height: 3.4mm; border: .3mm solid {INK}; "
        "margin-inline-end: 1.5mm; vertical-align: -.4mm; } .line { margin-top: 6mm; "
        f"border-bottom: .2mm solid {INK}; padding-bottom: 1mm; }}"
    )
    return document(say("Peer review of a plan"), body, style)
