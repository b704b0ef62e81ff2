"""Pictures: readable colours, well-formed SVG that keeps its words, and forms for every reader."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cem_workbook.errors import BadInput
from cem_workbook.figures import (
    BANDS,
    BLUE,
    COLOURS,
    DETRACTOR,
    FEEDBACK,
    INK,
    PAPER,
    PASSIVE,
    PROMOTER,
    SHADE,
    SOFT,
    Drawing,
    Picture,
    figure,
    show,
)

SVG = "{http://www.w3.org/2000/svg}"
# what XML can hold at all, and a keyboard can type
WORDS = st.text("<>&\"' a", max_size=9) | st.text(
    st.characters(categories=("L", "N", "P", "S", "Zs")), max_size=40
)


# -- colours ---------------------------------------------------------------------------------


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_of_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(
        4.48, abs=0.01
    )  # the well-known near miss


@pytest.mark.parametrize("colour", sorted({INK, SOFT, BLUE, *COLOURS.values(), *FEEDBACK.values()}))
def test_every_colour_of_words_reads_on_paper(colour: str) -> None:
    assert contrast(colour, PAPER) >= 4.5


@pytest.mark.parametrize("band", BANDS)
def test_white_words_read_on_the_colour_of_each_camp(band: str) -> None:
    assert contrast(PAPER, BANDS[band]) >= 4.5


@pytest.mark.parametrize("colour", [INK, SOFT, BLUE, DETRACTOR, PASSIVE, PROMOTER])
def test_dots_and_words_can_be_told_from_a_shaded_box(colour: str) -> None:
    assert contrast(colour, SHADE) >= 3


def test_a_white_number_reads_on_the_stations_of_the_map() -> None:
    assert min(contrast(PAPER, PROMOTER), contrast(PAPER, BLUE)) >= 4.5


# -- drawings --------------------------------------------------------------------------------


def drawn(name: str = "x", words: str = "words") -> Drawing:
    d = Drawing(name, 200, 100)
    d.text(1, 2, words, bold=True, anchor="middle")
    d.rect(0, 0, 10, 20, fill=INK, opacity=0.5)
    d.line(0, 0, 5, 5, dash="2 2")
    d.path("M0 0h5")
    d.dots([(1, 1), (2, 2)], radius=2, fill=BLUE)
    return d


@settings(deadline=None)
@given(WORDS, WORDS, WORDS)
def test_a_drawing_is_well_formed_and_says_what_it_is(title: str, about: str, words: str) -> None:
    root = ET.fromstring(drawn(words=words).svg(title, about))
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    named = {element.get("id"): element for element in root.iter() if element.get("id")}
    heading, description = (named[i] for i in root.get("aria-labelledby", "").split())
    assert (heading.tag, heading.text or "") == (f"{SVG}title", title)
    assert (description.tag, description.text or "") == (f"{SVG}desc", about)
    assert (root.find(f"{SVG}text").text or "") == words


def test_two_drawings_on_a_page_have_ids_of_their_own() -> None:
    one, two = (set(re.findall(r'id="([^"]+)"', drawn(n).svg("t", "d"))) for n in ("a", "b"))
    assert one
    assert not one & two


def test_no_dots_draw_nothing() -> None:
    d = Drawing("x", 10, 10)
    d.dots([], radius=2, fill=BLUE)
    assert ET.fromstring(d.svg("t", "d")).find(f"{SVG}path") is None


def test_a_bar_of_less_than_nothing_has_no_width() -> None:
    d = Drawing("x", 10, 10)
    d.rect(0, 0, -5, 5)
    bar = ET.fromstring(d.svg("t", "d")).findall(f"{SVG}rect")[-1]
    assert bar.get("width") == "0"


def test_a_persian_drawing_reads_from_right_to_left_and_its_words_stay_in_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def anchors(d: Drawing) -> tuple[str | None, list[str | None]]:
        for anchor in ("start", "middle", "end"):
            d.text(0, 0, "سلام", anchor=anchor)
        root = ET.fromstring(d.svg("t", "d"))
        return root.get("direction"), [t.get("text-anchor") for t in root.findall(f"{SVG}text")]

    assert anchors(Drawing("x", 9, 9)) == ("ltr", ["start", "middle", "end"])
    monkeypatch.setenv("CEM_WORKBOOK_LANGUAGE", "fa")
    # where reading is from right to left, the start of a text is its right-hand end
    assert anchors(Drawing("x", 9, 9)) == ("rtl", ["end", "middle", "start"])


# -- pictures --------------------------------------------------------------------------------

BUNDLE = {"text/markdown", "image/svg+xml", "text/plain"}


def test_a_picture_comes_in_a_form_for_every_reader() -> None:
    svg = drawn().svg("t", "d")
    bundle = Picture(svg, "what is seen", still="nps")._repr_mimebundle_()
    assert set(bundle) == BUNDLE
    assert bundle["text/plain"] == "what is seen"
    assert bundle["image/svg+xml"] == svg
    assert svg in bundle["text/markdown"]
    assert 'class="cem-still cem-still-nps"' in bundle["text/markdown"]
    assert 'class="cem-picture"' in Picture(svg, "x")._repr_mimebundle_()["text/markdown"]


@pytest.mark.parametrize("trap", ["\n\n", "\n \n", "\r\n\r\n", "$5 and $6", "$$x$$", "\n\n$\n\n"])
def test_nothing_in_a_picture_ends_its_markdown_or_becomes_a_formula(trap: str) -> None:
    drawing = Drawing("x", 9, 9)
    drawing.text(0, 0, f"before{trap}after")
    picture = Picture(drawing.svg(f"a{trap}b", f"a{trap}b"), f"alt{trap}text")
    markdown = picture._repr_mimebundle_()["text/markdown"]
    assert "\n" not in markdown
    assert "$" not in markdown
    ET.fromstring(markdown)  # the wrapper is closed, too


def test_a_picture_that_is_held_back_leaves_its_alt_text() -> None:
    picture = Picture(drawn().svg("t", "d"), "A <b> & c")
    held_back = ET.fromstring(picture._repr_mimebundle_()["text/markdown"]).find("p")
    assert held_back.get("class") == "cem-held-back"
    assert held_back.text.endswith("A <b> & c")


# -- matplotlib ------------------------------------------------------------------------------


def plotted() -> object:
    fig, ax = figure()
    ax.plot([1, 2, 3], [3, -1, 2], marker="o", color=BLUE)
    ax.set_xlabel("answers so far")
    ax.set_title("نمره − NPS")
    return fig


@pytest.mark.parametrize("alt", ["", "  ", "\n"])
def test_a_picture_without_alt_text_is_refused(alt: str) -> None:
    with pytest.raises(BadInput, match="alt text"):
        show(plotted(), alt)


def test_the_same_figure_gives_the_same_bytes() -> None:
    assert show(plotted(), "a line").svg == show(plotted(), "a line").svg


def test_another_figure_gives_other_bytes() -> None:
    fig, ax = figure()
    ax.plot([1, 2, 3], [3, -1, 2.1])
    assert show(fig, "a line").svg != show(plotted(), "a line").svg


def test_the_words_of_a_figure_stay_words() -> None:
    root = ET.fromstring(show(plotted(), "a line").svg)
    words = {"".join(t.itertext()) for t in root.iter(f"{SVG}text")}
    assert "answers so far" in words
    assert any("NPS" in w for w in words)


@pytest.mark.parametrize(
    "alt", ["a line that falls", r"C:\Users \1 \g<0>", "a < b & c > d", "“$5”"]
)
def test_the_alt_text_of_a_figure_is_its_title(alt: str) -> None:
    picture = show(plotted(), alt)
    root = ET.fromstring(picture.svg)
    assert root[0].tag == f"{SVG}title"
    assert root[0].text == alt
    assert root.get("role") == "img"
    assert repr(picture) == alt


def test_a_figure_says_no_date_and_no_maker() -> None:
    svg = show(plotted(), "a line").svg
    assert not re.search(r"20\d\d-\d\d-\d\d|Matplotlib v", svg)


def test_the_style_of_the_course_does_not_leak() -> None:
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    show(plotted(), "a line")
    assert dict(mpl.rcParams) == before


def test_the_names_that_pages_use_are_the_palette() -> None:
    assert set(BANDS) < set(COLOURS)
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in COLOURS.values())
