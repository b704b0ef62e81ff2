"""The pages of the course, in reading order. A page that has no file yet is in preparation."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"

GROUPS = (
    "Start",
    "Foundations",
    "The six lessons",
    "The four steps",
    "The numbers",
    "Cases",
    "Your plan",
)


@dataclass(frozen=True)
class Page:
    """A page of the course.

    Attributes:
        number: its place, from 0.
        file: the notebook's name, without `.ipynb`.
        title: its title.
        group: the part of the course that it belongs to.
        minutes: how long it takes, exercises included; 0 while it is in preparation.
        bank: the module of `exercises.bank` that holds its exercises, and the prefix of their ids.
    """

    number: int
    file: str
    title: str
    group: str
    minutes: int = 0
    bank: str = ""

    @property
    def ready(self) -> bool:
        """Whether there is such a notebook."""
        return bool(self.minutes)


PAGES = (
    Page(0, "00_start_here", "Start here", "Start", 10, "start"),
    Page(1, "01_customer_centricity", "Customer-centricity", "Foundations", 60, "centric"),
    Page(2, "02_crm_and_the_whole_customer", "CRM and the whole customer", "Foundations", 60, "crm"),
    Page(3, "03_lesson_1_build_the_culture", "Lesson 1: build the culture", "The six lessons", 60, "culture"),
    Page(4, "04_lesson_2_think_like_the_customer", "Lesson 2: think like the customer", "The six lessons", 60, "think"),
    Page(5, "05_lesson_3_give_the_business_control", "Lesson 3: give the business control", "The six lessons", 60, "control"),
    Page(6, "06_lesson_4_listen_and_close_the_loop", "Lesson 4: listen and close the loop", "The six lessons", 55, "listen"),
    Page(7, "07_lesson_5_measure_what_matters", "Lesson 5: measure what matters", "The six lessons", 55, "measure"),
    Page(8, "08_lesson_6_keep_improving", "Lesson 6: keep improving", "The six lessons", 55, "improve"),
    Page(9, "09_four_steps", "Four steps", "The four steps", 50, "steps"),
    Page(10, "10_where_do_we_stand", "Where do we stand?", "The four steps", 60, "standing"),
    Page(11, "11_nps", "Would you recommend us? NPS", "The numbers", 50, "nps"),
    Page(12, "12_csat", "Satisfaction: CSAT", "The numbers", 50, "csat"),
    Page(13, "13_ces", "Effort: CES", "The numbers", 45, "ces"),
    Page(14, "14_churn_and_retention", "Churn and retention", "The numbers", 60, "churn"),
    Page(15, "15_customer_lifetime_value", "Customer lifetime value", "The numbers", 60, "clv"),
    Page(16, "16_satisfaction_indices", "Satisfaction indices", "The numbers", 50, "indices"),
    Page(17, "17_value_segments", "Value segments", "The numbers", 50, "segments"),
    Page(18, "18_cadbury", "Cadbury: would you sign?", "Cases", 60, "cadbury"),
    Page(19, "19_service_encounters", "Service encounters", "Cases", 60, "encounters"),
    Page(20, "20_capstone", "Your ninety-day plan", "Your plan", 60, "capstone"),
)  # fmt: skip


def page_named(file: str) -> Page | None:
    """Return the page with this file name, or None."""
    return next((page for page in PAGES if page.file == file.removesuffix(".ipynb")), None)
