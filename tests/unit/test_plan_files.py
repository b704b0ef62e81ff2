"""What leaves the notebook: two pages, a spreadsheet without formulas, a form; hostile words."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from cem_workbook.course import PAGES
from cem_workbook.data.company import Company
from cem_workbook.exercises.kinds import PLAN
from cem_workbook.journal.entry import compose
from cem_workbook.plan.certificate_page import review_page
from cem_workbook.plan.gather import Choice, Plan, gather, write_choices
from cem_workbook.plan.of_company import TOGETHER, company_figures, worths
from cem_workbook.plan.page import Extras, plan_page
from cem_workbook.plan.road import _placed, draw_road
from cem_workbook.plan.rubric import LEVELS, QUESTIONS, Review, summary
from cem_workbook.plan.sheet import action_rows, spreadsheet
from cem_workbook.plan.words import clean

START = date(2026, 12, 1)
COMPANY = Company("phone shop", 3, 300)
EVIL = (
    '<script>alert(1)</script><img src=x onerror=alert(2)>"\'&\u202e]]></style>',
    "=HYPERLINK(\"http://evil.example\",\"click\")",
    "+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "مشتری\u2067 \u202e =1+1",
    "x" * 5000,
)  # fmt: skip


def full(words: str = "Ask twelve customers", owner: str = "Ali", pages: int = 99) -> Plan:
    """Return a plan with an action of every page, of which every third has no day."""
    entries, asked = [], [page for page in PAGES if page.bank and page.number][:pages]
    for n, page in enumerate(asked):
        when = "" if n % 3 == 2 else (START + timedelta(days=5 * n)).isoformat()
        parts = dict(zip(PLAN, (words, owner, when, f"{words} {n}"), strict=True))
        entries.append(compose("reflection", f"{page.bank}-r1", {"parts": parts}))
    entries.append(compose("reflection", "start-r1", {"text": words}))
    entries.append(compose("name", "me", {"name": words}))
    choices = {
        "crm-r1": Choice(lever="waiting", by=20, hours=30),
        "culture-r1": Choice(lever="skill", by=20, crowns=100),
        "think-r1": Choice(off=True),
    }
    chosen = {"start": "2026-12-01", "choices": write_choices(choices), "number 1": words}
    return gather(entries, "me", chosen=chosen)


@lru_cache(maxsize=1)
def extras() -> Extras:
    found = worths(full(), COMPANY)
    together = found.pop(TOGETHER)
    return Extras(COMPANY.title, company_figures(COMPANY), found, together)


class Seen(HTMLParser):
    """Collects the tags, what refers to the outside, and the words that are read."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.refers: list[str] = []
        self.words: list[str] = []
        self.handlers: list[str] = []
        self._style = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._style = tag == "style"
        for name, value in attrs:
            if name in ("src", "href", "srcset", "action", "data", "background"):
                self.refers.append(f"{name}={value}")
            if name.startswith("on"):
                self.handlers.append(name)

    def handle_data(self, data: str) -> None:
        if not self._style:
            self.words.append(data)


def page_of(plan: Plan, **more: object) -> tuple[str, Seen]:
    html = plan_page(plan, extras(), **more).decode()
    return html, Seen(html)


def test_the_page_stands_alone_and_carries_its_picture_with_words_for_it() -> None:
    html, seen = page_of(full())
    assert not seen.refers and not seen.handlers
    assert not {"script", "img", "link", "iframe", "object", "base"} & set(seen.tags)
    assert "http" not in re.sub('xmlns="[^"]*"', "", html).replace("http-equiv", "")
    assert seen.tags.count("svg") == 1  # no assessment was finished, so no stairs
    assert seen.tags.count("title") == seen.tags.count("svg") + 1 and "desc" in seen.tags
    assert html.count('<section class="sheet') == 2
    assert "size: A4" in html
    assert len(html) < 200_000


def test_every_action_stands_in_the_table_with_its_sums() -> None:
    plan = full()
    html, _ = page_of(plan)
    rows = re.findall(r'<tr><th scope="row">.*?</tr>', html)
    assert len(rows) == len(plan.actions) >= 18
    for action, row in zip(plan.actions, rows, strict=True):
        assert f"({action.page.number:02})" in row
        assert (" to " in row) == (action.id in extras().worths)


@settings(max_examples=40)
@given(st.sampled_from(EVIL) | st.text(max_size=300))
def test_no_words_of_a_learner_become_markup(words: str) -> None:
    plan = full(words, owner=words, pages=3)
    _, seen = page_of(plan)
    _, tame = page_of(full("a tame text", owner="Ali", pages=3))
    # what is missing has fewer tags; nothing that is there may have more, or others
    assert set(seen.tags) <= set(tame.tags)
    assert seen.tags.count("bdi") <= tame.tags.count("bdi") + 6
    assert not seen.refers and not seen.handlers
    if words.strip().startswith("<script>"):
        assert "<script>alert(1)</script>" in "".join(seen.words)


def test_very_long_words_are_cut_on_the_page_and_whole_in_the_spreadsheet() -> None:
    plan = full("long words " * 2000)
    html, _ = page_of(plan)
    assert len(html) < 200_000
    _, rows = action_rows(plan, {})
    assert rows[0][2] == plan.actions[0].what
    assert len(load(spreadsheet(plan, {}))["C2"].value) <= 32_000


def test_the_name_stays_away_if_it_is_not_wanted() -> None:
    plan = replace(full(), name="Shirin")
    assert "Shirin" in page_of(plan)[0]
    assert "Shirin" not in page_of(plan, named=False)[0]


def test_an_empty_plan_is_a_page_that_says_where_to_begin() -> None:
    html = plan_page(gather([]), Extras()).decode()
    words = "".join(Seen(html).words)
    assert "Begin on page 01" in words
    assert "no sum was done" in words


# -- the road


def test_the_flags_of_a_month_do_not_overlap_and_their_text_can_be_read() -> None:
    for plan in (full(), full("w" * 400, "o" * 90), full("یک کار", "علی")):
        svg = draw_road("road", plan).svg("t", "d")
        assert min(map(float, re.findall(r'font-size="([\d.]+)"', svg))) >= 12
        for number in range(1, len(plan.actions) + 1):
            assert f">{number}</text>" in svg, f"action {number} is not on the picture"


def test_a_month_in_which_everything_is_due_on_one_day_has_all_its_flags() -> None:
    entries = [
        compose("reflection", f"{page.bank}-r1",
                {"parts": dict(zip(PLAN, ("Do it", "Ali", "2026-12-10", "x"), strict=True))})
        for page in PAGES if page.bank and page.number
    ]  # fmt: skip
    plan = gather(entries, chosen={"start": "2026-12-01"})
    flags = _placed(plan.actions)
    assert len(flags) == len(plan.actions)
    assert sum(flag.lane is not None for flag in flags) >= 1
    svg = draw_road("road", plan).svg("t", "d")
    places = re.findall(r'<rect x="([\d.-]+)" y="([\d.-]+)" width="24"', svg)
    assert len(set(places)) == len(plan.actions)


# -- the spreadsheet


def load(content: bytes):  # type: ignore[no-untyped-def]
    return load_workbook(io.BytesIO(content)).active


def test_a_row_an_action_and_days_are_days() -> None:
    plan = full()
    sheet = load(spreadsheet(plan, extras().worths))
    assert sheet.max_row == len(plan.actions) + 1
    assert sheet["F2"].value.date() == START
    assert sheet["A2"].value == 1 and sheet["N4"].value == 100
    assert isinstance(sheet["O3"].value, int)


def test_no_cell_of_a_learner_is_a_formula() -> None:
    for words in EVIL:
        content = spreadsheet(full(words, owner=words, pages=4), {})
        for row in load(content).iter_rows(min_row=2):
            for cell in row:
                assert cell.data_type != "f", cell.coordinate
            if row[2].value:
                assert row[2].value.startswith(clean(words)[:50])
                assert row[2].data_type == "s" and row[2].quotePrefix
                assert row[2].number_format == "@"
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names = parts.namelist()
            xml = "".join(parts.read(name).decode() for name in names if name.endswith(".xml"))
        assert "<f>" not in xml and "<f " not in xml
        assert not any("externalLink" in name or "vba" in name for name in names)
        assert "hyperlink" not in re.sub("HYPERLINK", "", xml)


@settings(max_examples=25)
@given(st.text(max_size=120))
def test_any_text_can_stand_in_the_spreadsheet(words: str) -> None:
    plan = full(words, owner=words, pages=2)
    for row in load(spreadsheet(plan, {})).iter_rows(min_row=2):
        assert all(cell.data_type != "f" for cell in row)


# -- the form


def test_the_form_for_a_peer_has_every_question_and_no_total() -> None:
    html = review_page().decode()
    assert html.count('class="tick"') == len(QUESTIONS) * len(LEVELS)
    assert 6 <= len(QUESTIONS) <= 8
    assert all(len(set(each.seen)) == len(LEVELS) for each in QUESTIONS)
    assert not Seen(html).refers and "script" not in Seen(html).tags


def test_a_review_names_what_to_talk_about_first_and_adds_nothing_up() -> None:
    marks = {each.key: 2 for each in QUESTIONS}
    assert Review(marks).first is None and Review({}).first is None
    low = Review({**marks, "harm": 0, "room": 1})
    assert low.first is not None and low.first.key == "harm"
    words = summary(low)
    assert low.first.ask_back in words and "no total" in words
    assert str(2 * len(QUESTIONS) - 3) not in words
