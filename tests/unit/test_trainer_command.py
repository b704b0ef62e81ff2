"""`trainer`: what it writes, that it asks nothing from outside, and what it says when it cannot."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cem_workbook.course import NOTEBOOKS, page_named
from cem_workbook.errors import BadInput, CourseError
from cem_workbook.trainer import editions_build
from cem_workbook.trainer.agendas_read import NAMES, read_agenda
from cem_workbook.trainer.command import company_named, trainer_command
from cem_workbook.trainer.editions_build import build
from cem_workbook.trainer.editions_html import mend_links
from cem_workbook.trainer.editions_index import agenda_html
from cem_workbook.trainer.editions_pages import pages_named
from cem_workbook.trainer.slides_html import NETWORK, Reveal, read_reveal

ROOT = NOTEBOOKS.parent
TWO = ("00_start_here", "11_nps")
REVEAL = Reveal(
    "window.Reveal = null;", ".reveal { margin: 0 }", "var link = '<a href=\"x\">y</a>';"
)
ASKS = re.compile(
    r"""(?:\bsrc=|<link\b[^>]*\bhref=|url\(|@import\s+|\bimport\s+)["']?([^"')\s>]+)"""
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("trainer")
    told: list[str] = []
    result = build(pages_named(TWO), folder, reveal=REVEAL, tell=told.append)
    assert result.failed == ()
    assert len(told) == 2 and all(name in line for name, line in zip(TWO, told, strict=True))
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def test_each_page_has_its_editions_and_stands_in_the_index(built: Path) -> None:
    names = {"index.html"}
    for page in TWO:
        names |= {f"edition/{page}.ipynb", f"edition/{page}.html"}
        names |= {f"slides/{page}.html", f"handout/{page}.html"}
    assert set(files(built)) == names
    index = (built / "index.html").read_text(encoding="utf-8")
    links = re.findall(r'href="([^"]+)"', index)
    assert names - {"index.html"} == {link for link in links if not link.startswith("#")}
    for time in ("9:00", "12:55", "15:55"):
        assert f"<td>{time}</td>" in index
    assert "trainer 90_minutes" in index, "19 is not here, so it says how to build it"


def test_an_agendas_pages_stand_beside_it_with_what_to_print(built: Path) -> None:
    index = (built / "index.html").read_text(encoding="utf-8")
    for name in NAMES:
        assert f'href="#{name}"' in index and f'id="{name}"' in index
    agenda = read_agenda("90_minutes")
    shown = agenda_html(agenda, [page_named(file) for file in agenda.pages])
    assert shown.count('href="handout/90_minutes.html"') == 1
    for item in (item for day in agenda.days for item in day.items):
        row = next(r for r in shown.split("<tr>") if f"<strong>{item.what}</strong>" in r)
        for kind in ("edition", "slides", "handout"):
            assert (f'href="{kind}/{item.page}.html"' in row) == bool(item.page)
        assert all(card in row for card in item.cards)


def test_built_twice_is_the_same_bytes(built: Path, tmp_path: Path) -> None:
    build(pages_named(TWO), tmp_path, reveal=REVEAL, tell=lambda _: None)
    assert files(tmp_path) == files(built)


def test_nothing_is_asked_from_outside(built: Path) -> None:
    for name, content in files(built).items():
        if name.endswith(".html"):
            text = content.decode()
            assert [u for u in ASKS.findall(text) if not u.startswith(("data:", "#"))] == [], name
            for target in re.findall(r'<a\b[^>]*\bhref="([^"]+)"', text):
                there = target.startswith(("https://", "#")) or target == "x"
                page = (built / name).parent / target.split("#")[0]
                known = re.fullmatch(r"\d\d_\w+\.html", target.split("#")[0])
                assert there or page.exists() or known, f"{name}: {target}"


def test_each_section_of_an_edition_is_one_click_away(built: Path) -> None:
    text = (built / "edition" / "11_nps.html").read_text(encoding="utf-8")
    ways = re.findall(r'<a href="#(section-\d+)">(.*?)</a>', text)
    assert len(ways) > 5 and ways == re.findall(r'<h2 id="(section-\d+)">(.*?)</h2>', text)
    handout = (built / "handout" / "11_nps.html").read_text(encoding="utf-8")
    assert "<nav>" not in handout


def test_slides_have_reveal_inside_and_speakers_notes(built: Path) -> None:
    text = (built / "slides" / "11_nps.html").read_text(encoding="utf-8")
    assert REVEAL.js in text and REVEAL.css in text and REVEAL.notes in text
    assert NETWORK not in text
    notes = re.findall(r'<aside class="notes">(.*?)</aside>', text, re.S)
    assert len(notes) > 20
    assert any("Everybody writes two numbers down" in n for n in notes)
    assert text.count("<section") == text.count("</section>")


def test_slides_that_need_the_network_say_so(tmp_path: Path, capsys, monkeypatch) -> None:
    monkeypatch.setattr("cem_workbook.trainer.slides_html.find_spec", lambda name: None)
    assert trainer_command(ROOT, ["0", f"--to={tmp_path}"]) == 0
    said = capsys.readouterr().out
    assert "ask the network for reveal.js" in said and "--reveal" in said
    slides = (tmp_path / "slides" / "00_start_here.html").read_text(encoding="utf-8")
    assert f'src="{NETWORK}/dist/reveal.js"' in slides
    assert "which was not reached" in slides
    assert "ask the network for reveal.js" in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_reveal_is_read_from_a_folder(tmp_path: Path) -> None:
    (tmp_path / "dist").mkdir()
    (tmp_path / "plugin" / "notes").mkdir(parents=True)
    (tmp_path / "dist" / "reveal.js").write_text("var a = '</script>';")
    (tmp_path / "dist" / "reveal.css").write_text("b")
    with pytest.raises(BadInput, match=r"plugin/notes/notes\.js is not in it"):
        read_reveal(tmp_path)
    (tmp_path / "plugin" / "notes" / "notes.js").write_text("c")
    assert read_reveal(tmp_path) == Reveal("var a = '<\\/script>';", "b", "c")


def test_pages_are_found_by_name_number_or_file() -> None:
    (nps,) = pages_named(["11_nps"])
    assert pages_named(["11"]) == pages_named(["notebooks/11_nps.ipynb"]) == (nps,)
    assert pages_named(["11", "0", "11_nps"])[-1] == nps
    assert len(pages_named([])) > 19
    with pytest.raises(BadInput, match=r"no page or agenda '11_nsp'\. Did you mean '11_nps'\?"):
        pages_named(["11_nsp"])
    with pytest.raises(BadInput, match=r"Did you mean 'half_a_day'\?"):
        pages_named(["half_day"])
    with pytest.raises(BadInput, match=r"agenda 'report'\.$"):
        pages_named(["report"])


def test_an_agenda_stands_for_its_pages() -> None:
    for name in NAMES:
        assert {page.file for page in pages_named([name])} == set(read_agenda(name).pages)
    both = pages_named(["12", "90_minutes"])
    assert [page.number for page in both] == [0, 11, 12, 19]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["11_nsp"], "Did you mean '11_nps'"),
        (["11", "--company", "bank"], "bank:7"),
        (["11", "--company", "baker:7"], "bank"),
        (["11", "--company"], "--company needs a value"),
        (["11", "--into", "x"], "no option --into"),
        (["11", "--reveal", "/nowhere"], "not a folder of reveal.js"),
        (["agenda"], "half_a_day"),
        (["agenda", "week"], "two_days"),
        (["agenda", "half_a_day", "--from", "noon"], "no time"),
    ],
)
def test_what_cannot_be_understood_is_a_sentence(arguments, said, tmp_path) -> None:
    with pytest.raises(CourseError) as trouble:
        trainer_command(tmp_path, arguments)
    assert said in str(trouble.value)
    assert "\n" not in str(trouble.value)


def test_companies_are_read_as_people_type_them() -> None:
    assert company_named("bank:31") == ("bank", 31)
    assert company_named("Phone-Shop:7") == company_named("phone shop:7") == ("phone shop", 7)


def test_an_agenda_is_printed_with_the_clock(capsys) -> None:
    assert trainer_command(ROOT, ["agenda", "90_minutes", "--from", "13:30"]) == 0
    said = capsys.readouterr().out
    assert re.search(r"^ 13:30 ", said, re.M) and re.search(r"^ 14:55 ", said, re.M)
    assert "[11_nps]" in said and "**" not in said
    assert "Cards: nps-1, nps-2, nps-5" in said
    assert max(map(len, said.splitlines())) <= 96


def test_an_agenda_with_a_wrong_time_prints_nothing(capsys) -> None:
    with pytest.raises(BadInput, match="no time"):
        trainer_command(ROOT, ["agenda", "half_a_day", "--from", "25:00"])
    assert capsys.readouterr().out == ""


def test_help_names_what_there_is(capsys) -> None:
    assert trainer_command(ROOT, ["--help"]) == 0
    said = capsys.readouterr().out
    for word in ("--to", "--company", "--reveal", "agenda", "--from", "report"):
        assert word in said


def test_a_page_whose_notes_are_broken_is_named_and_the_rest_is_built(
    tmp_path: Path, monkeypatch
) -> None:
    def broken(page):
        if page.file == "11_nps":
            raise BadInput("11_nps.md, line 3: broken.")

    monkeypatch.setattr(editions_build, "notes_of", broken)
    told: list[str] = []
    result = build(pages_named(TWO), tmp_path, reveal=REVEAL, tell=told.append)
    assert result.failed == ("11_nps",)
    assert "11_nps.md, line 3: broken." in told[1]
    assert (tmp_path / "handout" / "00_start_here.html").exists()
    assert not (tmp_path / "handout" / "11_nps.html").exists()


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(CourseError, match="cannot be written"):
        build(pages_named(["0"]), tmp_path / "taken", tell=lambda _: None)


def test_links_lead_somewhere_or_are_text() -> None:
    html = (
        '<a href="12_csat.ipynb#A">x</a> <a href="../datasets/README.md">y</a> <a href="#z">z</a>'
    )
    assert mend_links(html, pages=True) == '<a href="12_csat.html#A">x</a> y <a href="#z">z</a>'
    assert mend_links(html, pages=False) == 'x y <a href="#z">z</a>'
