"""An hour on the phones: coding and comparing, without a browser."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from cem_workbook.cases.voices import VOICES, read_coding, write_coding
from cem_workbook.data import SECTORS, Company, demo
from cem_workbook.explorers import open_explorer
from cem_workbook.explorers.phones import (
    CODE,
    COLLEAGUE,
    COMPARE,
    COURSE,
    IVAN,
    ME,
    MINA,
    SHOWN,
    HourOnThePhones,
)
from cem_workbook.explorers.phones_calls import laid_together, shipped_calls
from cem_workbook.figures import DETRACTOR, PROMOTER
from cem_workbook.metrics import cohens_kappa
from tests.views import SVG, assert_inside, sentence, words_of

CALLS, CODINGS = shipped_calls()


@pytest.fixture
def view() -> HourOnThePhones:
    return HourOnThePhones(demo())


def move(view: HourOnThePhones, **values) -> None:
    for name, value in values.items():
        view.controls[name].value = value


def picture(view: HourOnThePhones) -> ET.Element:
    return ET.fromstring(view.svg)


def code_all(view: HourOnThePhones, who: str, numbers=range(1, 17)) -> None:
    """Code calls by hand, as somebody known would."""
    for n in numbers:
        move(view, call=n, **{v: CODINGS[who].of(v)[n - 1] for v in VOICES})


# -- step 1 ------------------------------------------------------------------------------------


def test_it_is_found_by_its_name_and_begins_with_an_uncoded_call(view) -> None:
    assert isinstance(open_explorer("phones", demo()), HourOnThePhones)
    assert "Call 1 of 16" in view.summary and "0 of 16" in view.summary
    assert view.controls["customer"].label == "– choose –"
    assert view.html.count("stumbled") == 0


def test_the_words_of_a_call_stand_in_picture_and_table(view) -> None:
    for call in CALLS:
        move(view, call=call.number)
        shown = words_of(picture(view)).replace(" | ", " ")
        table = view.rows()[1]
        for speaker, words in call.said:
            assert words in shown
            assert (speaker, words) in table
        for codes in VOICES.values():
            for code in codes:
                assert code.name in shown and code.means in shown


def test_what_is_coded_stays_with_its_call_and_its_coder(view) -> None:
    move(view, call=3, customer="be told", employee="nothing")
    move(view, call=4, customer="be guided")
    move(view, coder=COLLEAGUE)
    assert view.controls["customer"].value == ""
    move(view, customer="be heard")
    move(view, coder=ME, call=3)
    assert (view.controls["customer"].value, view.controls["employee"].value) == (
        "be told",
        "nothing",
    )
    assert "1 of 16" in view.summary
    mine = read_coding(view.work["mine"], 16)
    assert [i + 1 for i, c in enumerate(mine.customer) if c] == [3, 4]
    other = read_coding(view.work["colleague"], 16)
    assert other.customer[3] == "be heard" and other.complete == 0


def test_a_code_can_be_taken_back(view) -> None:
    move(view, customer="be told")
    move(view, customer="")
    assert read_coding(view.work["mine"], 16).customer[0] == ""


def test_the_marked_code_is_marked_by_a_sign_too(view) -> None:
    move(view, customer="be heard")
    assert "✓ be heard" in words_of(picture(view))


def test_next_goes_round(view) -> None:
    for number in [*range(2, 17), 1]:
        view.controls["next"].click()
        assert f"Call {number} of 16" in view.summary


# -- step 2 ------------------------------------------------------------------------------------


def test_nothing_coded_gives_a_sentence(view) -> None:
    move(view, step=COMPARE)
    assert "nothing to compare yet" in view.summary
    assert "stumbled" not in view.html
    assert_inside(picture(view))


@pytest.mark.parametrize("voice", VOICES)
def test_two_codings_are_compared_as_the_metric_does(view, voice: str) -> None:
    move(view, step=COMPARE, voice=voice, one=MINA, other=IVAN)
    found = cohens_kappa(CODINGS[MINA].of(voice), CODINGS[IVAN].of(voice))
    assert str(found)[1:] in view.summary
    alike = round(found.observed * found.n)
    assert f"{alike} of 16 calls alike" in view.summary
    assert f"alike: {alike} of 16 calls" in words_of(picture(view))
    assert f"Kappa {found.value:.2f}" in words_of(picture(view))
    apart = [
        i
        for i, pair in enumerate(
            zip(CODINGS[MINA].of(voice), CODINGS[IVAN].of(voice), strict=True), 1
        )
        if len(set(pair)) == 2
    ]
    assert f"the calls {', '.join(map(str, apart))}." in view.summary


def test_every_call_has_its_chip_in_the_table_green_where_alike(view) -> None:
    move(view, step=COMPARE, one=MINA, other=COURSE, voice="customer")
    chips = [r.get("fill") for r in picture(view).findall(f"{SVG}rect") if r.get("rx") == "9"]
    same = sum(
        a == b for a, b in zip(CODINGS[MINA].customer, CODINGS[COURSE].customer, strict=True)
    )
    assert chips.count(PROMOTER) == same
    assert chips.count(DETRACTOR) == 16 - same


def test_the_bar_shows_chance_and_what_lies_beyond(view) -> None:
    move(view, step=COMPARE, one=MINA, other=COURSE, voice="employee")
    match = laid_together(CALLS, "employee", (CODINGS[MINA], CODINGS[COURSE]), ("a", "b"))
    bars = [r for r in picture(view).findall(f"{SVG}rect") if float(r.get("height")) == 26]
    whole, beyond, chance = (float(r.get("width")) for r in bars)
    assert chance / whole == pytest.approx(match.by_chance / 16, abs=1e-5)
    assert (chance + beyond) / whole == pytest.approx(match.alike / 16, abs=1e-5)
    assert beyond / (whole - chance) == pytest.approx(match.agreement.value, abs=1e-4)


@pytest.mark.parametrize("voice", VOICES)
def test_the_squares_of_chance_add_up_to_what_the_bar_says(view, voice: str) -> None:
    """Each is rounded to two places, so the sum may be off by a few hundredths and no more."""
    for one, other in ((MINA, IVAN), (IVAN, COURSE), (COURSE, COURSE)):
        move(view, step=COMPARE, voice=voice, one=one, other=other)
        words = words_of(picture(view)).split(" | ")
        squares = [float(w.removeprefix("chance ")) for w in words if w.startswith("chance ")]
        whole = next(w for w in words if w.startswith("by chance alone: "))
        assert len(squares) == 5
        assert sum(squares) == pytest.approx(float(whole.split(": ")[1]), abs=0.025)


def test_the_letters_of_the_strip_stand_beside_their_codes(view) -> None:
    shown = words_of(picture(view))
    for codes in VOICES.values():
        for code in codes:
            assert f"{code.means} | {code.letter}" in shown


def test_only_calls_that_both_have_coded_count(view) -> None:
    code_all(view, IVAN, (1, 2, 6, 9))
    move(view, step=COMPARE)
    assert "of 4 calls alike" in view.summary
    assert len(view.rows()[1]) == 4


def test_the_same_code_everywhere_is_undefined_in_words(view) -> None:
    line = " ".join(["TN"] * 16)
    view.controls["mine"].value = line
    move(view, step=COMPARE, one=ME, other=ME)
    assert "undefined" in view.summary
    assert "undefined" in words_of(picture(view))
    assert_inside(picture(view))


def test_the_course_gives_its_reason_and_admits_what_is_arguable(view) -> None:
    move(view, step=COMPARE, one=IVAN, other=COURSE, voice="customer")
    for call in CALLS:
        move(view, look=call.number)
        shown = words_of(picture(view)).replace(" | ", " ")
        assert call.because in shown
        assert ("can be defended as well" in shown) == bool(call.too["customer"])
    move(view, other=MINA)
    shown = words_of(picture(view)).replace(" | ", " ")
    assert "The course's reason" not in shown, "two colleagues are not told the answer"


def test_arguable_is_what_the_course_would_defend_too(view) -> None:
    match = laid_together(CALLS, "customer", (CODINGS[IVAN], CODINGS[COURSE]), ("a", "b"))
    for number, one, other in match.apart:
        both = {CALLS[number - 1].code["customer"], CALLS[number - 1].too["customer"]}
        assert (number in match.arguable) == ({one, other} == both)
    assert match.arguable


def test_a_colleague_s_line_is_taken_over(view) -> None:
    move(view, step=COMPARE, one=MINA, pasted=write_coding(CODINGS[IVAN]).lower())
    view.controls["take"].click()
    assert view.work["colleague"] == write_coding(CODINGS[IVAN])
    assert "16 calls in full" in view.note
    assert "Mina and your colleague" in view.summary
    assert view.controls["pasted"].value == ""


@pytest.mark.parametrize(
    ("line", "words"),
    [("", "nothing to read"), ("TA RI", "4 letters"), ("X" * 32, "call 1"), ("T" * 32, "call 1")],
)
def test_a_bad_line_gets_a_sentence_and_changes_nothing(view, line: str, words: str) -> None:
    before = view.work
    move(view, step=COMPARE, pasted=line)
    view.controls["take"].click()
    assert words in view.html and 'role="alert"' in view.html
    assert view.work == before
    assert "stumbled" not in view.html


def test_my_own_line_stands_there_to_be_sent(view) -> None:
    code_all(view, MINA, (1, 5))
    move(view, step=COMPARE)
    assert f"as a line to send: {view.work['mine']}" in view.summary
    assert view.work["mine"] in sentence(view.html), "as words that can be marked and copied"


# -- the whole view ----------------------------------------------------------------------------


def test_each_step_shows_its_own_controls(view) -> None:
    for step in (CODE, COMPARE):
        move(view, step=step)
        for each, names in SHOWN.items():
            for name in names:
                assert (view.controls[name].layout.display is None) == (each == step), name
    assert all(control.description for control in view.controls.values())


def test_start_again_keeps_the_codings(view) -> None:
    first = view.summary
    code_all(view, MINA)
    work = view.work
    move(view, step=COMPARE)
    view.controls["reset"].click()
    assert view.work == work
    assert view.summary.split(".")[0] == first.split(".")[0]


def test_what_was_kept_comes_back_and_nonsense_does_not_hurt() -> None:
    class Notes:
        def __init__(self, **values):
            self.values = values

        def read(self):
            return self.values

        def write(self, values):
            self.values = dict(values)
            return ""

    notes = Notes(mine=write_coding(CODINGS[MINA]), colleague="of an older set of calls")
    view = HourOnThePhones(demo())
    view.remember(notes)
    assert "16 of 16" in view.summary
    assert view.controls["customer"].value == CODINGS[MINA].customer[0]
    move(view, coder=COLLEAGUE)
    assert "0 of 16" in view.summary
    move(view, customer="be told")
    assert read_coding(notes.values["colleague"], 16).customer[0] == "be told"
    assert notes.values["mine"] == write_coding(CODINGS[MINA])


@pytest.mark.parametrize("sector", SECTORS)
def test_nothing_lies_outside_the_picture(sector: str) -> None:
    view = HourOnThePhones(Company(sector, 31))

    def check() -> None:
        root = picture(view)
        assert_inside(root)
        assert min(float(t.get("font-size")) for t in root.findall(f"{SVG}text")) >= 12
        assert "stumbled" not in view.html
        said = sentence(view.html).replace("&#x27;", "'").replace("&quot;", '"')
        assert view.summary in said

    for call in CALLS:
        move(view, call=call.number)
        check()
    move(view, step=COMPARE)
    for voice in VOICES:
        for one, other in ((MINA, IVAN), (IVAN, COURSE), (ME, COURSE), (MINA, MINA)):
            move(view, voice=voice, one=one, other=other)
            check()
