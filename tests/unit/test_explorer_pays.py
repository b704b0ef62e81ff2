"""The view “Does it pay here?”: places, plans, and the picture of people and money."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from cem_workbook.cases.pays import AS_MUCH_AS_POSSIBLE, pays, place_of
from cem_workbook.cases.visitors import Care, draw_luck
from cem_workbook.data import SECTORS, Company, demo
from cem_workbook.data.today import today
from cem_workbook.explorers import open_explorer
from cem_workbook.explorers.pays import (
    A_BANK,
    AN_INSURER,
    ASSUMED,
    OWN,
    PLAN,
    ROAD,
    DoesItPay,
    crowns,
)
from cem_workbook.explorers.pays_drawing import PEOPLE
from cem_workbook.figures import BLUE, PROMOTER, SOFT
from tests.views import SVG, assert_inside, sentence, words_of

PLACES = (ROAD, A_BANK, AN_INSURER, OWN)


@pytest.fixture
def view() -> DoesItPay:
    return DoesItPay(demo())


def picture(view: DoesItPay) -> ET.Element:
    return ET.fromstring(view.svg)


def table(view: DoesItPay) -> dict[str, object]:
    return {str(what): amount for what, amount in view.rows()[1]}


def plan(view: DoesItPay, **crowns_: float) -> None:
    for key in PLAN:
        view.controls[key].value = crowns_.get(key, 0.0)


def dots(view: DoesItPay, colour: str) -> int:
    paths = [p for p in picture(view).findall(f"{SVG}path") if p.get("stroke") == colour]
    return sum(p.get("d").count("h0") for p in paths)


def lives(view: DoesItPay) -> list[ET.Element]:
    return [
        line
        for line in picture(view).findall(f"{SVG}line")
        if line.get("y1") == line.get("y2") and 134 < float(line.get("y1")) < 384
    ]


def test_it_is_found_by_its_name() -> None:
    assert isinstance(open_explorer("pays", demo()), DoesItPay)


def test_every_control_says_what_it_is(view: DoesItPay) -> None:
    assert all(control.description for control in view.controls.values())


def test_it_begins_at_the_roadside_with_nothing_spent(view: DoesItPay) -> None:
    assert "2 come back by nature and 98 pass once" in view.summary
    assert "You spend nothing" in view.summary
    assert view.result.net == 0


@pytest.mark.parametrize("place", PLACES)
def test_picture_sentence_and_table_agree(view: DoesItPay, place: str) -> None:
    view.controls["place"].value = place
    view.controls["most"].click()
    for care in (Care(), AS_MUCH_AS_POSSIBLE, Care(0.5, 2.0, 4.0)):
        plan(view, everybody=care.everybody, chosen=care.chosen, mending=care.mending)
        result, rows, words = view.shown, table(view), words_of(picture(view))
        assert view.care == care
        assert rows["Brings, in all"] == f"{crowns(result.brings)} crowns a year"
        assert rows["What is left of your plan"] == f"{crowns(result.net)} crowns a year"
        assert f"Brings, crowns a year: {crowns(result.brings)}" in words
        assert f"Costs, crowns a year: {crowns(result.costs)}" in words
        assert crowns(result.net, sign=True) in words
        assert crowns(view.most.net, sign=True) in words
        assert crowns(view.most.net, sign=True) in view.summary
        if result.costs:
            assert crowns(result.net, sign=True) in view.summary
            assert ("It pays here." in view.summary) == (result.net > 0)
        assert view.summary in sentence(view.html)


@pytest.mark.parametrize("place", PLACES)
def test_the_sums_add_up_as_they_are_shown(view: DoesItPay, place: str) -> None:
    def amount(what: str) -> int:
        words = str(table(view)[what]).replace("\N{MINUS SIGN}", "-").replace(",", "")
        return int(words.removesuffix(" crowns a year"))

    view.controls["place"].value = place
    for care in ({"everybody": 6.0}, {"chosen": 2.0}, {"mending": 4.0}, dict.fromkeys(PLAN, 1.5)):
        plan(view, **care)
        brings = ["people stay longer", "they come more often and buy more", "word of mouth"]
        costs = ["everybody", "the chosen fifth", "mending what went wrong"]
        costs.append("records of the customers")
        in_all = sum(amount(f"Brings: {item}") for item in brings)
        spent = sum(amount(f"Costs: {item}") for item in costs)
        assert amount("Brings, in all") == in_all
        assert amount("Costs, in all") == spent
        assert amount("What is left of your plan") == in_all - spent
        assert in_all - spent == pytest.approx(view.result.net, abs=50 * 7)


def test_what_the_dearest_plan_leaves_is_shown_once_it_was_tried(view: DoesItPay) -> None:
    def told() -> list[bool]:
        words = crowns(view.most.net, sign=True)
        rows = " ".join(str(cell) for cell in table(view).values())
        unsigned = crowns(view.most.net)
        return [
            words in view.summary,
            words in words_of(picture(view)),
            unsigned in rows,
        ]

    for place in PLACES:
        view.controls["place"].value = place
        plan(view, mending=4.0)
        assert not any(told())
    view.controls["most"].click()
    plan(view, mending=4.0)
    assert all(told())
    view.controls["reset"].click()
    assert not any(told())


def test_it_reckons_with_what_the_sliders_show(view: DoesItPay) -> None:
    view.controls["place"].value = OWN
    plan(view, chosen=2.0)
    firm, own = today(demo()), place_of(demo())
    assert view.place.people == own.people
    assert view.place.returning == pytest.approx(own.returning, abs=0.005)
    assert view.place.talk == pytest.approx(own.talk, abs=0.025)
    again = pays(firm, view.place, Care(chosen=2.0), draw_luck(firm))
    assert view.result.net == again.net


def test_a_place_brings_its_factors_along_and_keeps_the_plan(view: DoesItPay) -> None:
    plan(view, mending=4.0)
    view.controls["place"].value = A_BANK
    assert view.controls["returning"].value == 97
    assert view.controls["rivals"].value == 1.5
    assert view.care == Care(mending=4.0)


def test_dots_pass_and_lines_come_back(view: DoesItPay) -> None:
    for share in (0, 2, 50, 97, 100):
        view.controls["returning"].value = share
        back = max(round(PEOPLE * share / 100), 1 if share else 0)
        assert len(lives(view)) == back
        assert dots(view, SOFT) == PEOPLE - back
        assert_inside(picture(view))


def test_what_the_plan_adds_is_green(view: DoesItPay) -> None:
    assert dots(view, PROMOTER) == 0
    plan(view, everybody=3.0)
    more = round((PEOPLE - 1) * (view.result.newcomers - 1))
    assert dots(view, PROMOTER) == more > 0
    view.controls["place"].value = A_BANK
    longer = [line for line in lives(view) if line.get("stroke") == PROMOTER]
    assert longer
    assert all(float(line.get("x2")) > float(line.get("x1")) for line in longer)


def test_the_blue_marks_leave_the_thick_lines_when_nobody_is_told_apart(view: DoesItPay) -> None:
    def met() -> tuple[int, int]:
        marks = [
            float(r.get("y")) + 2
            for r in picture(view).findall(f"{SVG}rect")
            if r.get("fill") == BLUE and r.get("width") == "9"
        ]
        thick = [float(e.get("y1")) for e in lives(view) if float(e.get("stroke-width")) == 3.4]
        return sum(min(abs(y - m) for m in marks) < 0.1 for y in thick), len(marks)

    view.controls["place"].value = A_BANK
    plan(view, chosen=2.0)
    view.controls["telling"].value = 100
    known, marks = met()
    assert known >= marks - 1
    view.controls["telling"].value = 0
    assert met()[0] < known / 2


@pytest.mark.parametrize("sector", SECTORS)
def test_nothing_lies_outside_the_picture(sector: str) -> None:
    for seed in (1, 7):
        view = DoesItPay(Company(sector, seed))
        for place in PLACES:
            view.controls["place"].value = place
            for care in ({}, dict.fromkeys(PLAN, 6.0), {"chosen": 2.0, "mending": 4.0}):
                plan(view, **care)
                root = picture(view)
                assert_inside(root)
                assert "stumbled" not in view.html
                assert min(float(t.get("font-size")) for t in root.findall(f"{SVG}text")) >= 12
    for key, end in (("returning", 0), ("people", 100_000), ("people", 200), ("talk", 100)):
        view.controls[key].value = end
        assert_inside(picture(view))


def test_words_on_one_line_do_not_run_into_each_other(view: DoesItPay) -> None:
    for place in PLACES:
        view.controls["place"].value = place
        plan(view, everybody=6.0, chosen=6.0, mending=10.0)
        texts = picture(view).findall(f"{SVG}text")
        spans: dict[float, list[tuple[float, float]]] = {}
        for text in texts:
            x, size = float(text.get("x")), float(text.get("font-size"))
            long = 0.54 * size * len(text.text or "")
            left = x - long * {"start": 0, "middle": 0.5, "end": 1}[text.get("text-anchor")]
            spans.setdefault(float(text.get("y")), []).append((left, left + long))
        for line in spans.values():
            for (_, end), (start, _) in zip(sorted(line), sorted(line)[1:], strict=False):
                assert start > end - 2, line


def test_other_luck_is_said_and_start_again_forgets_it(view: DoesItPay) -> None:
    first = view.svg
    plan(view, mending=4.0)
    before = view.result.net
    view.controls["luck"].click()
    assert "Luck number 2" in view.html
    assert view.result.net != before
    view.controls["assume several"].value = 1.0
    view.controls["place"].value = AN_INSURER
    view.controls["reset"].click()
    assert view.svg == first
    assert view.controls["assume several"].value == 5.0


def test_the_buttons_set_the_plan(view: DoesItPay) -> None:
    view.controls["most"].click()
    assert view.care == AS_MUCH_AS_POSSIBLE
    assert view.shown.net == view.most.net
    view.controls["nothing"].click()
    assert view.care == Care()


def test_what_is_assumed_can_be_changed(view: DoesItPay) -> None:
    plan(view, mending=4.0)
    before = view.result.net
    view.controls["assume several"].value = 0.0
    assert view.result.net < before
    assert not re.search("nan|inf", view.html)


@pytest.mark.parametrize("end", ["min", "max"])
def test_no_assumption_breaks_the_view_at_its_ends(view: DoesItPay, end: str) -> None:
    inputs = [name for name in view.controls if name.startswith("assume ")]
    assert len(inputs) == len(ASSUMED)
    for place in (ROAD, A_BANK):
        view.controls["reset"].click()
        view.controls["place"].value = place
        plan(view, everybody=1.0, chosen=2.0, mending=4.0)
        for name in inputs:
            before = view.controls[name].value
            view.controls[name].value = getattr(view.controls[name], end)
            assert "stumbled" not in view.html, name
            assert not re.search(r"\b(nan|inf)\b", view.html), name
            assert_inside(picture(view))
            view.controls[name].value = before
