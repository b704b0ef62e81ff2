"""The glossary: its file, how a word is found, and how terms are shown."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cem_workbook as cem
from cem_workbook.course import NOTEBOOKS, PAGES, page_named
from cem_workbook.data import shipped
from cem_workbook.desk.glossary import IN_FULL, Glossary, PageTerms
from cem_workbook.desk.glossary_html import WHOLE, card_html, table_html
from cem_workbook.errors import CourseError
from cem_workbook.explorers.base import hide_still
from cem_workbook.frameworks import glossary
from cem_workbook.frameworks.glossary import (
    COLUMNS,
    Term,
    find,
    fold,
    introduced_on,
    near,
    search,
    terms,
)
from tests.html_page import Page as Seen
from tests.unit.test_desk import WIDGET_VIEW, displayed, enter, words

TERMS = terms()
SPEAKS = {"fa": {"000", "001", "004"}, "tr": {"002"}, "ru": {"003"}}
"""Which of the five articles are in which language."""
LETTERS = {"fa": r"[؀-ۿ‌]", "tr": r"[a-zçğıöşüâ]", "ru": r"[а-яё]"}
ZWNJ = "\u200c"

some_term = st.sampled_from(TERMS)


def each_term(test: Callable[[Term], None]) -> Callable[[], None]:
    """Run a test for every term, as one test; a failure says for which."""

    def run() -> None:
        for term in TERMS:
            try:
                test(term)
            except BaseException as error:
                error.add_note(f"the term {term.key}")
                raise

    run.__name__, run.__doc__ = test.__name__, test.__doc__
    return run


def named(key: str) -> Term:
    return next(term for term in TERMS if term.key == key)


def parts(cell: str) -> list[str]:
    return cell.split("; ") if cell else []


# -- the file --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def rows(root: Path) -> list[dict[str, str]]:
    with (root / "datasets" / "glossary.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_row_becomes_a_term_and_nothing_is_lost(rows: list[dict[str, str]]) -> None:
    by_key = {term.key: term for term in TERMS}
    assert len(by_key) == len(rows) == len(TERMS)
    for row in rows:
        term = by_key[row["key"]]
        assert (term.english, term.abbreviation, term.definition, term.trap) == (
            row["english"], row["abbreviation"], row["definition"], row["trap"]
        )  # fmt: skip
        assert list(term.also) == parts(row["also"])
        assert list(term.see_also) == parts(row["see_also"])
        assert list(term.register) == parts(row["register"])
        assert [page.file for page in term.pages] == parts(row["pages"])
        for code, column in COLUMNS.items():
            assert [form.text for form in term.forms[code]] == parts(row[column])
            repaired = [form.printed for form in term.forms[code] if form.printed]
            assert repaired == parts(row.get(f"{column}_as_printed", ""))


def test_no_cell_has_loose_ends(rows: list[dict[str, str]]) -> None:
    for row in rows:
        for column, cell in row.items():
            assert cell == " ".join(cell.split(" ")).strip(), (row["key"], column)
            assert all(part and part == part.strip() for part in parts(cell)), (row["key"], column)


def test_every_term_has_a_form_in_each_language(rows: list[dict[str, str]]) -> None:
    for row in rows:
        for column in COLUMNS.values():
            assert parts(row[column]), (row["key"], column)
            assert len(parts(row[column])) == len(parts(row[f"{column}_from"])), (
                row["key"],
                column,
            )


def test_a_form_says_where_it_comes_from(rows: list[dict[str, str]]) -> None:
    """An article can only be the origin of a form in its own language."""
    tag = r"\[\d{3}\]"
    for row in rows:
        for code, column in COLUMNS.items():
            for origin in parts(row[f"{column}_from"]):
                assert re.fullmatch(rf"supplied|(repaired )?{tag}( {tag})*", origin), row["key"]
                assert set(re.findall(r"\d+", origin)) <= SPEAKS[code], (row["key"], origin)
        assert re.fullmatch(rf"({tag}( {tag})*)?", row["english_in"]), row["key"]


@each_term
def test_a_form_is_written_in_the_letters_of_its_language(term: Term) -> None:
    for code, forms in term.forms.items():
        for form in forms:
            if form.text.isascii() and form.sources:
                assert code == "tr" or (code, form.sources) == ("ru", ("003",))  # prints English
                continue
            assert re.search(LETTERS[code], form.text, re.I), form
            others = "".join(LETTERS[other] for other in LETTERS if other != code)
            assert not re.search(others.replace("][", ""), form.text, re.I), form
            assert not set(form.text) & set("يكى"), "Persian letters, not Arabic ones"


@each_term
def test_a_repaired_spelling_is_that_of_the_article_with_its_joints_put_back(term: Term) -> None:
    for form in term.forms["fa"]:
        if form.printed:
            assert not form.supplied
            assert form.printed != form.text
            assert ZWNJ in form.text
            assert form.text.replace(ZWNJ, "") == form.printed
        elif form.sources:
            assert ZWNJ not in form.text, "no article has one"
    assert not any(form.printed for code in ("tr", "ru") for form in term.forms[code])


@each_term
def test_a_definition_is_one_or_two_short_sentences(term: Term) -> None:
    sentences = re.findall(r"[^.]+\.(?: |$)", term.definition)
    assert "".join(sentences) == term.definition
    assert len(sentences) <= 3
    assert len(term.definition) <= 150
    assert len(term.trap) <= 260


@each_term
def test_a_trap_has_its_numbers_in_the_register(term: Term) -> None:
    assert bool(term.trap) == bool(term.register)
    assert all(re.fullmatch(r"I-\d\d", number) for number in term.register)
    assert term.trap == "" or term.trap.endswith(".")


@each_term
def test_related_terms_exist_and_are_others(term: Term) -> None:
    assert set(term.see_also) <= {other.key for other in TERMS} - {term.key}
    assert len(set(term.see_also)) == len(term.see_also)


@each_term
def test_a_term_is_introduced_on_pages_of_the_course(term: Term) -> None:
    assert term.pages
    assert set(term.pages) <= set(PAGES)
    assert list(term.pages) == sorted(set(term.pages), key=PAGES.index)


def test_only_the_course_uses_a_term_if_no_article_has_it_in_any_language() -> None:
    assert not named("cohort").from_articles
    assert named("nps").from_articles
    assert named("csi").from_articles, "one article prints its English name"
    assert named("promise").from_articles


def test_it_can_be_loaded_as_a_table(rows: list[dict[str, str]]) -> None:
    table = cem.load("glossary")
    assert table["key"].tolist() == [row["key"] for row in rows]
    assert table.fillna("").to_dict("records") == rows


def test_the_description_of_the_file_counts_right(root: Path) -> None:
    readme = (root / "datasets" / "README.md").read_text(encoding="utf-8")
    row = next(line for line in readme.splitlines() if line.startswith("| `glossary.csv`"))
    theirs = sum(term.from_articles for term in TERMS)
    assert f"{len(TERMS)} terms of the course" in row
    assert f"{theirs} terms from the five source articles" in row
    assert f"{len(TERMS) - theirs} terms are the course's own" in row
    supplied = Counter(
        code for t in TERMS for code, forms in t.forms.items() for form in forms if form.supplied
    )
    said = f"{supplied['fa']} Persian, {supplied['tr']} Turkish and {supplied['ru']} Russian ones"
    assert said in readme


# -- a page has the words that it introduces -------------------------------------------------


def stored(file: str) -> list[dict[str, Any]]:
    cells = json.loads((NOTEBOOKS / f"{file}.ipynb").read_text(encoding="utf-8"))["cells"]
    return [cell | {"source": "".join(cell["source"])} for cell in cells]


OVERVIEWS = ("cem.terms(", "cem.glossary(", "cem.progress(", "cem.course_map(")


def text_of(file: str) -> str:
    """Return what a page says by itself: no overview of the course, no marks, no tags."""
    said = []
    for cell in stored(file):
        if any(call in cell["source"] for call in OVERVIEWS):
            continue
        said.append(cell["source"])
        for output in cell.get("outputs", []):
            shown = output.get("data", {})
            said += [words("".join(shown.get(kind, ""))) for kind in ("text/html", "text/markdown")]
            said.append("".join(output.get("text", "")))
    return re.sub(r"\s+", " ", " ".join(said).replace("*", "")).casefold()


STORED = [page for page in PAGES if (NOTEBOOKS / f"{page.file}.ipynb").exists()]


@pytest.mark.parametrize("page", STORED, ids=lambda page: page.file)
def test_a_page_has_the_words_that_it_introduces(page: Any) -> None:
    """Some may stand there in other words; but a list of strangers belongs to another page.

    Move them: the column `pages` of datasets/glossary.csv.
    """
    text, listed = text_of(page.file), introduced_on(page)
    absent = [
        term.key
        for term in listed
        if not any(
            re.search(rf"(?<!\w){re.escape(name.casefold())}", text)
            for name in (term.english, *term.also, term.abbreviation)
            if name
        )
    ]
    assert len(absent) <= len(listed) / 4, absent


@pytest.mark.parametrize("page", STORED, ids=lambda page: page.file)
def test_a_list_of_terms_stands_on_its_own_page_and_leads_to_the_whole(page: Any) -> None:
    called = re.findall(
        r"cem\.terms\(\"(.*?)\"\)", " ".join(c["source"] for c in stored(page.file))
    )
    assert set(called) <= {page.file}
    if called:
        file, heading = WHOLE.split("#")
        sources = [cell["source"] for cell in stored(file.removesuffix(".ipynb"))]
        headings = re.findall(r"^#+ (.*)$", "\n".join(sources), re.M)
        assert heading.replace("-", " ") in headings
        assert any("cem.glossary()" in source for source in sources)


# -- looking a word up -----------------------------------------------------------------------


@each_term
def test_a_term_is_found_by_each_of_its_names_in_each_language(term: Term) -> None:
    for name in (term.key, term.english, term.title, *term.also, term.abbreviation):
        assert not name or term in find(name), name
    for forms in term.forms.values():
        for form in forms:
            assert term in find(form.text), form
            assert not form.printed or term in find(form.printed), form


def test_a_word_names_one_term_and_only_customer_orientation_in_persian_two() -> None:
    counts = Counter(fold(name) for term in TERMS for name in {fold(n): n for n in term.names})
    assert [name for name, n in counts.items() if n > 1] == [fold("مشتری مداری")]
    both = find("مشتری مداری")
    assert [term.key for term in both] == ["customer-centricity", "customer-orientation"]
    assert all("I-02" in term.register for term in both)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("churn", "churn"),
        ("  Net   promoter SCORE ", "nps"),
        ("nps", "nps"),
        ("promoter", "promoters"),
        ("surveys", "survey"),
        ("complaints", "complaint"),
        ("after sales service", "after-sales-service"),
        ("360 degree view", "360-degree-view"),
        ("مشتري ناراضي", "dissatisfied-customer"),  # with the Arabic yeh
        ("شكايت", "complaint"),  # with the Arabic kaf
        ("داده‌های مشتری", "customer-data"),
        ("داده های مشتری", "customer-data"),
        ("دادههای مشتری", "customer-data"),
        ("مشتری‌محوری", "customer-centricity"),
        ("مسئوليت اجتماعي", "social-responsibility"),
        ("رضـایت مشتری", "satisfaction"),  # drawn out
        ("دید ٣٦٠ درجه", "360-degree-view"),  # with Arabic digits
        ("MÜŞTERİ KAYBI", "attrition"),
        ("MUSTERI KAYBI", "attrition"),  # as a keyboard without Turkish letters has it
        ("musteri deneyimi", "customer-experience"),
        ("İŞLETME", "business"),
        ("Karlı", "profitable"),
        ("ОПЫТ КЛИЕНТОВ", "customer-experience"),
        ("индекс удовлетворенности клиентов", "csi"),  # without the dots on ё
        ("чат-ботов", "chat-bot"),
    ],
)
def test_spelling_does_not_matter(typed: str, key: str) -> None:
    assert [term.key for term in find(typed)] == [key]


def spellings(form: str) -> st.SearchStrategy[str]:
    """Return other ways in which somebody may type a word."""

    def change(changes: tuple[bool, bool, str, bool, bool]) -> str:
        arabic, upper, between, turkish, tail = changes
        typed = form.replace("ی", "ي").replace("ک", "ك") if arabic else form
        typed = re.sub(f"[ {ZWNJ}]", between, typed)
        if upper:
            typed = typed.replace("i", "İ").replace("ı", "I") if turkish else typed
            typed = typed.upper()
        return f"  {typed}\n" if tail else typed

    return st.tuples(
        st.booleans(), st.booleans(), st.sampled_from([" ", ZWNJ, "", "\u00a0", "-"]),
        st.booleans(), st.booleans(),
    ).map(change)  # fmt: skip


@given(st.data())
def test_any_form_is_found_in_any_spelling(data: st.DataObject) -> None:
    term = data.draw(some_term)
    form = data.draw(
        st.sampled_from([form.text for forms in term.forms.values() for form in forms])
    )
    assert term in find(data.draw(spellings(form)))


LONG = [(term, name) for term in TERMS for name in term.names if len(fold(name)) >= 6]


@given(st.data())
def test_a_slip_of_the_finger_still_leads_to_the_term(data: st.DataObject) -> None:
    term, name = data.draw(st.sampled_from(LONG))
    place = data.draw(st.integers(0, len(name) - 1))
    typed = name[:place] + name[place + 1 :]
    assert term in (*find(typed), *near(typed))


def test_nearest_means_nearest() -> None:
    assert near("loyality")[0].key == "loyalty"
    assert near("retension")[0].key == "retention"
    assert {term.key for term in near("promot")[:1]} == {"promoters"}
    assert "satisfaction" in {term.key for term in near("satis")}, "a part is near, however short"
    assert near("отзыв")[0].key == "review", "the article has it inflected"
    assert len(near("customer")) == len(near("customer", most=5)) == 5
    assert near("xyzzy") == near("") == near("…") == ()


def test_a_search_takes_the_beginnings_of_words() -> None:
    assert set(search("satisf")) == {
        term for term in TERMS if any(re.search(r"\bsatisf", n, re.I) for n in term.names)
    }
    assert set(search("satis")) > set(search("satisf")), "Turkish satış begins like it"
    assert named("market-share") not in search("art")
    assert named("customer-data") in search("داده")
    assert search("") == search("  ") == TERMS
    assert search("xyzzy") == ()


@given(some_term)
def test_what_is_found_is_also_searched(term: Term) -> None:
    assert all(term in search(name) for name in term.names)


# -- one term --------------------------------------------------------------------------------


class Marked(HTMLParser):
    """The words of a page with the language and direction they are marked with, and its links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[tuple[str, str, str]] = []
        self.links: list[tuple[str, str]] = []
        self._open: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()
        assert self._open == [], "every tag is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"br", "input"}:
            self._open.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        def nearest(name: str) -> str:
            return next((str(a[name]) for _, a in reversed(self._open) if name in a), "")

        if data.strip():
            self.words.append((data.strip(), nearest("lang"), nearest("dir")))
            if self._open and self._open[-1][0] == "a":
                self.links.append((nearest("href"), data))


def marked_as(form: str, code: str) -> tuple[str, str, str]:
    if form.isascii():
        return form, "en", "ltr"
    return form, code, "rtl" if code == "fa" else "ltr"


@each_term
def test_a_term_is_shown_with_all_there_is_to_say(term: Term) -> None:
    html = card_html(term)
    card, said = Marked(html), words(html)
    for sentence in (term.title, term.definition, *term.also, *term.register):
        assert sentence in said
    assert words(term.trap) in re.sub("« (.*?) »", r"«\1»", said)
    for key in term.see_also:
        assert named(key).title in said
    for code, forms in term.forms.items():
        for form in forms:
            assert marked_as(form.text, code) in card.words
            assert not form.printed or marked_as(form.printed, code) in card.words
    for word, code, way in card.words:  # and nothing else is marked as one of these languages
        if code in {"fa", "tr", "ru"}:
            assert re.search(LETTERS[code], word, re.I)
            assert way == ("rtl" if code == "fa" else "ltr")


@each_term
def test_each_form_has_its_origin_beside_it(term: Term) -> None:
    table = re.findall(r"<tr>(.*?)</tr>", card_html(term))[2:]  # below the head and the English
    forms = [form for several in term.forms.values() for form in several]
    assert len(table) == len(forms)
    for line, form in zip(map(words, table), forms, strict=True):
        assert ("supplied by the course" in line) == form.supplied
        assert ("spelling repaired" in line) == bool(form.printed)
        assert re.findall(r"\[(\d+)\]", line) == list(form.sources)


@each_term
def test_pages_are_links_if_they_are_there(term: Term) -> None:
    links = Marked(card_html(term)).links
    assert [href for href, _ in links] == [f"{p.file}.ipynb" for p in term.pages if p.ready]
    for page in term.pages:
        assert page.title in words(card_html(term))
    assert Marked(card_html(term, linked=False)).links == []


def test_a_page_in_preparation_is_named_and_no_link() -> None:
    term = named("churn")
    page = replace(PAGES[-1], minutes=0)
    later = Term(**{**vars(term), "pages": (page,)})
    html = card_html(later)
    assert "<a" not in html
    assert f"{page.title} (in preparation)" in words(html)


def test_one_word_shows_one_term() -> None:
    found = cem.glossary("churn")
    assert found.terms == (named("churn"),)
    assert found._repr_html_() == cem.glossary("Churn rate")._repr_html_()
    plain = repr(found)
    assert plain.startswith("churn rate\n")
    for part in (found.terms[0].definition, "Persian ([000]", "نرخ ریزش", "supplied", "I-32"):
        assert part in plain


def test_a_word_that_two_terms_share_shows_both() -> None:
    html = cem.glossary("مشتری مداری")._repr_html_()
    assert "stands for 2 terms" in words(html)
    assert html.count('class="cem-glossary"') == 2


def test_an_unknown_word_gets_a_sentence_and_the_nearest_terms() -> None:
    found = cem.glossary("retension")
    assert found.terms == ()
    said = words(found._repr_html_())
    assert "The glossary has no “\u2068retension\u2069”" in said
    for term in found.near:
        assert term.title in said
        assert term.title in repr(found)
    ((href, says),) = [link for link in Marked(found._repr_html_()).links if "#" in link[0]]
    assert href == WHOLE
    assert WHOLE.split("#")[1].replace("-", " ") in says
    assert f"all {len(TERMS)} terms" in says
    assert "nothing that looks like it" in repr(cem.glossary("xyzzy"))


ODD: list[Any] = [None, 5, 1.5, ..., [], ["nps"], {"a": 1}, pd.Series([1]), "x" * 5000, "\x00", "‎"]


@pytest.mark.parametrize("word", ODD, ids=lambda word: repr(word)[:12])
def test_a_word_of_a_wrong_kind_gets_a_sentence(word: Any) -> None:
    found = cem.glossary(word)
    said = words(found._repr_html_())
    assert 20 < len(said) < 5000
    assert "xxxx…" in said or "x" * 61 not in said


@given(st.text(max_size=80))
def test_whatever_is_typed_is_shown_as_text(typed: str) -> None:
    found = cem.glossary(typed)
    if not isinstance(found, Glossary):
        page = Seen(found._repr_html_())
        assert page.tags <= TAGS
        assert found.terms or found.word in page.words
        assert found.word in repr(found) or found.terms


TAGS = {
    "div", "p", "table", "thead", "tbody", "tr", "th", "td", "strong", "bdi", "a", "br", "small"
}  # fmt: skip


def test_html_in_the_file_is_shown_as_text() -> None:
    evil = "<script>alert(1)</script>"
    term = named("cem")
    forms = {code: (glossary.Form(evil, (), evil),) for code in COLUMNS}
    changed = {"english": evil, "definition": evil, "trap": f"«{evil}»", "forms": forms}
    term = Term(**{**vars(term), **changed, "also": (evil,), "register": ("I-00",)})
    for html in (card_html(term), table_html([term])):
        page = Seen(html)
        assert page.tags <= TAGS
        assert page.words.count(evil) >= 5


# -- the terms of a page ---------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.file)
def test_a_page_lists_the_terms_that_it_introduces(page: Any) -> None:
    shown = cem.terms(page.file)
    assert set(shown.terms) == {term for term in TERMS if page in term.pages}
    listed = re.findall(r"<li><strong>(.*?)</strong>", shown._repr_html_())
    assert [words(title) for title in listed] == [term.title for term in shown.terms]
    for term in shown.terms:
        assert words(term.definition) in words(shown._repr_html_())
        assert f"{term.title}: {term.definition}" in repr(shown)
    assert [href for href, _ in Marked(shown._repr_html_()).links] == [WHOLE]
    assert ("<details" in shown._repr_html_()) == bool(shown.terms)


def test_every_term_is_on_some_list() -> None:
    assert {term for page in PAGES for term in PageTerms(page).terms} == set(TERMS)


def test_the_sentence_counts() -> None:
    assert cem.terms("11_nps").sentence == (
        f"The {len(introduced_on(page_named('11_nps')))} words that this page introduces"  # type: ignore[arg-type]
    )
    assert cem.terms("20_capstone").sentence == "This page introduces no new terms."


@pytest.mark.parametrize("page", ["12_x", "", None, 11])
def test_a_page_that_does_not_exist_gets_a_sentence(page: Any) -> None:
    with pytest.raises(CourseError, match="There is no page"):
        cem.terms(page)


# -- the whole -------------------------------------------------------------------------------


@pytest.fixture
def view() -> Glossary:
    found = cem.glossary()
    assert isinstance(found, Glossary)
    return found


def test_a_stored_page_has_every_term(view: Glossary, monkeypatch: pytest.MonkeyPatch) -> None:
    still, living = displayed(view, monkeypatch)
    assert set(living) == {WIDGET_VIEW}
    rows = re.findall(r"<tr>(.*?)</tr>", still["text/html"])[1:]
    assert len(rows) == len(TERMS)
    for row, term in zip(rows, TERMS, strict=True):
        line, said = Marked(row), words(row)
        assert said.startswith(f"{term.title} {term.definition}")
        assert all(number in said for number in term.register)
        for code, forms in term.forms.items():
            for form in forms:
                assert marked_as(form.text, code) in line.words
        forms_in_row = [form for several in term.forms.values() for form in several]
        assert said.count("(supplied)") == sum(form.supplied for form in forms_in_row)
        assert said.count("(repaired)") == sum(bool(form.printed) for form in forms_in_row)
        assert [href for href, _ in line.links] == [
            f"{p.file}.ipynb" for p in term.pages if p.ready
        ]
    assert "cem-still-glossary" in still["text/html"]
    assert all(term.title in still["text/plain"] for term in TERMS)


def test_it_is_stored_the_same_every_time(monkeypatch: pytest.MonkeyPatch) -> None:
    first, again = (displayed(cem.glossary(), monkeypatch)[0] for _ in range(2))
    assert first == again
    assert "0x" not in first["text/plain"]


def test_the_sentence_says_what_is_the_courses_own(view: Glossary) -> None:
    ours = [term for term in TERMS if not term.from_articles]
    assert view.sentence.startswith(f"{len(TERMS)} terms in English, Persian, Turkish and Russian")
    assert f"{len(TERMS) - len(ours)} from the articles, {len(ours)} that" in view.sentence


def test_controls_say_what_they_are_for(view: Glossary) -> None:
    assert "four languages" in view.field.description
    assert (view.find.description, view.every.description) == ("Find", "Show all")
    assert view.field.continuous_update is False
    assert hide_still(view.name) in view.widget.children[0].value
    assert words(view.shown.value) == view.sentence, "nothing more before somebody asks"


@pytest.mark.parametrize("by", ["enter", "button"])
def test_a_word_is_searched_by_enter_and_by_the_button(view: Glossary, by: str) -> None:
    view.field.value = "نرخ ریزش"
    if by == "enter":
        enter(view.field)
    else:
        view.find.click()
    said = words(view.shown.value)
    assert f"1 of {len(TERMS)} terms" in said
    assert named("churn").definition in said
    assert 'role="status"' in view.shown.value
    assert "<a" not in view.shown.value, "in a widget, a link leads astray"


def test_few_matches_are_shown_in_full_and_many_as_a_table(view: Glossary) -> None:
    just = next(n for term in TERMS for n in term.names if len(search(n)) == IN_FULL)
    for word in ("churn", just, "satisfaction", "customer"):
        view.field.value = word
        view.find.click()
        matches = search(word)
        assert f"{len(matches)} of {len(TERMS)}" in words(view.shown.value)
        cards = view.shown.value.count('class="cem-glossary"')
        assert cards == (len(matches) if len(matches) <= IN_FULL else 0)
        for term in matches:
            assert words(term.definition) in words(view.shown.value)


def test_all_terms_are_shown_on_demand(view: Glossary) -> None:
    view.field.value = "churn"
    view.every.click()
    assert view.field.value == ""
    said = words(view.shown.value)
    assert all(words(term.definition) in said for term in TERMS)
    view.field.value = "   "
    enter(view.field)
    assert words(view.shown.value) == said


def test_a_search_without_a_match_offers_the_nearest(view: Glossary) -> None:
    view.field.value = "loyality"
    enter(view.field)
    said = words(view.shown.value)
    assert "The glossary has no" in said
    assert named("loyalty").definition in said
    view.field.value = "<b>xyzzy</b>"
    enter(view.field)
    assert "b" not in Seen(view.shown.value).tags
    assert "<b>xyzzy</b>" in Seen(view.shown.value).words


def test_an_error_in_the_view_becomes_a_sentence(
    view: Glossary, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_words: str) -> None:
        raise KeyError("deep inside")

    monkeypatch.setattr("cem_workbook.desk.glossary.search", broken)
    view.field.value = "churn"
    view.find.click()
    assert "stumbled" in words(view.shown.value)
    assert 'role="alert"' in view.shown.value
    assert "view glossary" in caplog.text


@pytest.fixture
def without_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    kept = (glossary.terms, glossary._exact, glossary._starts)
    for one in kept:
        one.cache_clear()
    monkeypatch.setattr(shipped, "datasets_folder", lambda: tmp_path)
    yield
    for one in kept:
        one.cache_clear()


@pytest.mark.usefixtures("without_file")
def test_without_its_file_there_is_a_sentence() -> None:
    with pytest.raises(CourseError, match=r"glossary\.csv is missing"):
        cem.glossary("churn")
    assert "is missing" in words(Glossary().shown.value)


def test_the_frame_follows_the_reader_and_the_words_their_language(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CEM_WORKBOOK_LANGUAGE", "fa")
    html = card_html(named("churn"))
    assert html.startswith('<div class="cem-glossary" dir="rtl"')
    assert marked_as("kayıp oranı", "tr") in Marked(html).words
