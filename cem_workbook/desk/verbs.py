"""The verbs of a notebook: `cem.load`, `cem.explore`, `cem.ask`, `cem.check` and the others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from cem_workbook.desk.desk import current_desk
from cem_workbook.errors import CourseError
from cem_workbook.messages import say

if TYPE_CHECKING:
    import pandas as pd

    from cem_workbook.data.own.file import OwnFile
    from cem_workbook.desk.cards import Card
    from cem_workbook.desk.front import CompanyChooser, WorkDesk
    from cem_workbook.desk.glossary import Found, Glossary, PageTerms
    from cem_workbook.desk.help import Note
    from cem_workbook.desk.ninety_days import NinetyDays
    from cem_workbook.desk.own import OwnFileView
    from cem_workbook.desk.peer_review import PeerReview
    from cem_workbook.desk.progress import CourseMap, Progress, Welcome
    from cem_workbook.desk.take_home import Stated, TakeHome
    from cem_workbook.exercises.marking import Result
    from cem_workbook.explorers.base import Explorer
    from cem_workbook.plan.certificate import Verdict


def begin(page: str) -> Welcome:
    """Open a page: say whose company it works with, whether the work is kept, and what is done.

    Args:
        page: the notebook's name, such as `11_nps`.

    Raises:
        CourseError: if there is no such page.
    """
    from cem_workbook.course import page_named
    from cem_workbook.desk.progress import Welcome

    found = page_named(page)
    if found is None:
        raise CourseError(say("There is no page “{page}”.", page=page))
    return Welcome(found, current_desk())


def load(name: str) -> pd.DataFrame:
    """Return a table as a pandas DataFrame of your own to work on.

    Args:
        name: a table of your company, whose data are synthetic: `customers`, `purchases`,
            `surveys`, `tickets`, `staff` or `truth`. Or published data, the same for everybody:
            `telco`, `sbg_regular` or `cdnow`. Or the course's own: `assessments` (also
            synthetic), `cadbury_items`, `cadbury_timeline`, `calls`, `claims` or `glossary`.
            datasets/README.md describes them all, column by column.

    Raises:
        CourseError: if there is no such table; says which there are.
    """
    from cem_workbook.data.company import TABLES
    from cem_workbook.data.company import load as load_table
    from cem_workbook.data.shipped import SHIPPED, load_shipped, no_such_table

    if name in tuple(SHIPPED):
        return load_shipped(name)
    if name not in TABLES:
        raise CourseError(no_such_table(name, (*TABLES, *SHIPPED)))
    return load_table(name, current_desk().company)


def explore(name: str) -> Explorer:
    """Open the interactive view of one idea, such as `nps`.

    Raises:
        CourseError: if there is none of that name; says which there are.
    """
    from cem_workbook.desk.notes import with_notes
    from cem_workbook.explorers import open_explorer

    return with_notes(open_explorer(name, current_desk().company))


def ask(exercise_id: str) -> Card:
    """Show a question as a card: answer, check, hint and solution by mouse or keyboard.

    Args:
        exercise_id: such as `nps-1`.

    Raises:
        CourseError: if there is no such question.
    """
    from cem_workbook.desk.cards import Card

    desk = current_desk()
    return Card(desk.question(exercise_id), desk)


def check(exercise_id: str, answer: Any = ...) -> Result:
    """Mark an answer and keep the attempt in your journal.

    Args:
        exercise_id: such as `nps-1`.
        answer: your answer; three dots mean “not attempted”.

    Returns:
        The result, which shows itself at the end of a cell. It never raises for an answer.

    Raises:
        CourseError: if there is no such question.
    """
    desk = current_desk()
    return desk.answer(desk.question(exercise_id), answer, by="code")


def hint(exercise_id: str) -> Note:
    """Show the next hint: a nudge, then the method, then nearly there."""
    from cem_workbook.desk.help import next_hint

    desk = current_desk()
    return next_hint(desk, desk.question(exercise_id))


def solution(exercise_id: str) -> Note:
    """Show the worked solution, after an attempt or when asked twice."""
    from cem_workbook.desk.help import worked_solution

    desk = current_desk()
    return worked_solution(desk, desk.question(exercise_id))


def reflect(exercise_id: str) -> Card:
    """Show a box for your own words, which are kept and never marked.

    Raises:
        CourseError: if the question is one that is marked, or does not exist.
    """
    card = ask(exercise_id)
    if card.question.exercise.answer.marked:
        raise CourseError(
            say("{id} is a question with an answer: use cem.ask(“{id}”).", id=exercise_id)
        )
    return card


def progress() -> Progress:
    """Show what you have answered, page by page, and what comes next."""
    from cem_workbook.desk.progress import Progress

    return Progress(current_desk())


def course_map() -> CourseMap:
    """Show the course as a map, with what you have done."""
    from cem_workbook.desk.progress import CourseMap

    return CourseMap(current_desk())


def choose_company() -> CompanyChooser:
    """Show the form in which you choose your company and, if you like, give your name."""
    from cem_workbook.desk.front import CompanyChooser

    return CompanyChooser()


def my_work() -> WorkDesk:
    """Show the form with which you take your work with you, or bring it back."""
    from cem_workbook.desk.front import WorkDesk

    return WorkDesk()


def glossary(word: str = "") -> Found | Glossary:
    """Look a word up in the course's glossary, or open the whole of it.

    Args:
        word: in English, Persian, Turkish or Russian, such as `churn`; without one, all terms are
            shown with a field to search in. A word that the glossary does not have gets the
            nearest terms, never an error.
    """
    from cem_workbook.desk.glossary import Glossary, look_up

    return look_up(word) if str(word).strip() else Glossary()


def terms(page: str) -> PageTerms:
    """Show the terms that a page introduces, folded, with what they mean.

    Args:
        page: the notebook's name, such as `11_nps`.

    Raises:
        CourseError: if there is no such page.
    """
    from cem_workbook.course import page_named
    from cem_workbook.desk.glossary import PageTerms

    found = page_named(str(page))
    if found is None:
        raise CourseError(say("There is no page “{page}”.", page=page))
    return PageTerms(found)


def read_own(path: str | Path, **options: Any) -> OwnFile:
    """Read a file of your own: CSV, Excel or Parquet. A big one shows how far it is.

    Args:
        path: where it is.
        **options: `sheet`, `separator`, `encoding`, `decimal`, `header`, where the file's own are
            not recognised; `repeated_ids`, `id_column` and `keep_personal` for what is left out.

    Raises:
        CourseError: if it cannot be read; says why, and what to do.
    """
    from cem_workbook.data.own.file import read_own as read

    try:
        big = Path(path).expanduser().stat().st_size > 5_000_000  # less takes a second
    except (OSError, ValueError, RuntimeError, TypeError):
        big = False  # it is the reader that says what is wrong with the path
    if not big:
        return read(path, **options)

    import ipywidgets
    from IPython import get_ipython

    from cem_workbook.explorers.base import LABEL, show_view

    if not hasattr(get_ipython(), "kernel"):
        return read(path, **options)
    bar = ipywidgets.FloatProgress(
        description=say("Reading {name}", name=Path(path).name),
        min=0.0,
        max=1.0,
        style=LABEL,
        layout=ipywidgets.Layout(width="auto"),
    )

    def show(share: float, words: str) -> None:
        bar.value, bar.description = share, f"{words} ({share:.0%})"

    show_view(bar)
    try:
        return read(path, **{"progress": show, **options})
    finally:
        bar.close()


def your_file(metric: str = "nps") -> OwnFileView:
    """Show the form in which you point at a file of your own and run this page's analysis on it."""
    from cem_workbook.desk.own import OwnFileView

    return OwnFileView(metric)


def ninety_days() -> NinetyDays:
    """Show every action that you wrote on the pages, as your plan of ninety days."""
    from cem_workbook.desk.ninety_days import NinetyDays
    from cem_workbook.desk.notes import with_notes

    return with_notes(NinetyDays(current_desk()))


def review() -> PeerReview:
    """Show the form with which somebody else reads your plan."""
    from cem_workbook.desk.notes import with_notes
    from cem_workbook.desk.peer_review import PeerReview

    return with_notes(PeerReview())


def take_home() -> TakeHome:
    """Show the form with which you save your plan, your actions and your certificate as files."""
    from cem_workbook.desk.take_home import TakeHome

    return TakeHome()


def certificate() -> Stated:
    """Show what you have done in the course, by answers and by what was right, page by page."""
    from cem_workbook.desk.take_home import Stated, certificate_of_now

    return Stated(certificate_of_now())


def verify(certificate: str | Path, export: str | Path) -> Verdict:
    """Check a certificate against the work that was exported with it.

    Args:
        certificate: where the certificate's file is, the one that ends in `.json`.
        export: where the file is that `cem.my_work()` saved.

    Raises:
        CourseError: one of the two cannot be read, or is something else.
    """
    from cem_workbook.desk.take_home import verify_files

    return verify_files(certificate, export)
