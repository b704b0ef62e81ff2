"""The view of the claims: judging first, opening later, and the ruler."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cem_workbook.data import demo
from cem_workbook.explorers import open_explorer
from cem_workbook.explorers.claims import ClaimsLedger
from cem_workbook.frameworks.claims import STEPS, ledger
from tests.views import SVG, assert_inside, sentence, words_of

CLAIMS = ledger()
FIRST = CLAIMS[0]


class Memory:
    """Notes that stay in the test."""

    def __init__(self, values: Mapping[str, Any] | None = None) -> None:
        self.values: dict[str, Any] = dict(values or {})

    def read(self) -> Mapping[str, Any]:
        return self.values

    def write(self, values: Mapping[str, Any]) -> str:
        self.values = {k: list(v) if isinstance(v, tuple) else v for k, v in values.items()}
        return ""


@pytest.fixture
def view() -> ClaimsLedger:
    return ClaimsLedger(demo())


def judge(view: ClaimsLedger, name: str, step: int | None) -> None:
    view.controls[f"judge {name}"].value = step


def picture(view: ClaimsLedger) -> ET.Element:
    return ET.fromstring(view.svg)


def table(view: ClaimsLedger) -> list[dict]:
    head, rows = view.rows()
    return [dict(zip(head, row, strict=True)) for row in rows]


def shown(view: ClaimsLedger) -> str:
    """Everything that a learner can see."""
    view._as_table.value = True
    return f"{view.html} {view.summary}"


def test_it_is_found_by_its_name() -> None:
    assert isinstance(open_explorer("claims", demo()), ClaimsLedger)


def test_every_control_says_what_it_is(view: ClaimsLedger) -> None:
    assert all(control.description for control in view.controls.values())


def test_a_file_stays_closed_until_the_claim_is_judged(view: ClaimsLedger) -> None:
    view.controls["open"].click()
    assert "Judge first" in view.html
    assert not view.opened
    judge(view, FIRST.name, 2)
    view.controls["open"].click()
    assert view.opened == {FIRST.name}
    assert "Judge first" not in view.html
    assert FIRST.verdict in view.summary


def test_nothing_of_a_closed_file_is_shown(view: ClaimsLedger) -> None:
    for at, claim in enumerate(CLAIMS):
        judge(view, claim.name, 1)
        view.controls["claim"].value = at
        for secret in (claim.traced, claim.instead):
            assert secret[:40] not in shown(view)
        assert table(view)[at]["Ledger"] == "…"
    assert "1 too" not in view.summary


def test_opening_all_opens_the_judged_only(view: ClaimsLedger) -> None:
    view.controls["open all"].click()
    assert "You have judged no claim yet" in view.html
    for claim in CLAIMS[:3]:
        judge(view, claim.name, 0)
    view.controls["open all"].click()
    assert view.opened == {claim.name for claim in CLAIMS[:3]}


def test_the_first_judgement_stands_once_the_file_is_open(view: ClaimsLedger) -> None:
    judge(view, FIRST.name, 2)
    assert not view.controls[f"judge {FIRST.name}"].disabled
    view.controls["open"].click()
    assert view.controls[f"judge {FIRST.name}"].disabled
    assert not view.controls[f"judge {CLAIMS[1].name}"].disabled
    view.controls["reset"].click()
    assert not view.controls[f"judge {FIRST.name}"].disabled
    assert view.judgements == {}
    assert view.opened == set()


def test_only_the_chosen_claim_can_be_judged(view: ClaimsLedger) -> None:
    for at in (0, 4, len(CLAIMS) - 1):
        view.controls["claim"].value = at
        free = [c.name for c in CLAIMS if view.controls[f"judge {c.name}"].layout.display != "none"]
        assert free == [CLAIMS[at].name]
    view.controls["next"].click()
    assert view.controls["claim"].value == 0


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from([None, 0, 1, 2]), min_size=len(CLAIMS), max_size=len(CLAIMS)))
def test_picture_sentence_and_table_agree(marks: list[int | None]) -> None:
    view = ClaimsLedger(demo())
    for claim, mark in zip(CLAIMS, marks, strict=True):
        judge(view, claim.name, mark)
    view.controls["open all"].click()
    root = picture(view)
    assert_inside(root)
    words, summary = words_of(root), view.summary
    apart = [m - c.trust for c, m in zip(CLAIMS, marks, strict=True) if m is not None]
    alike, trusting = sum(a == 0 for a in apart), sum(a > 0 for a in apart)
    strict = len(apart) - alike - trusting
    score = f"{alike} like the ledger, {trusting} too trusting, {strict} too strict."
    assert score in summary
    assert score in words
    assert summary in sentence(view.html).replace("&amp;", "&")
    listed = [text.text for text in root.findall(f"{SVG}text")]
    assert listed.count("too trusting") == trusting
    assert listed.count("too strict") == strict
    assert listed.count("not judged") == marks.count(None)
    for claim, mark, row in zip(CLAIMS, marks, table(view), strict=True):
        assert row["You"] == ("not judged yet" if mark is None else STEPS[mark])
        assert row["Ledger"] == ("…" if mark is None else STEPS[claim.trust])


def test_the_marks_stand_in_their_zones(view: ClaimsLedger) -> None:
    """A ring for each judgement, and a diamond for each opened file, at the right place."""
    for at, claim in enumerate(CLAIMS):
        judge(view, claim.name, at % 3)
    view.controls["open all"].click()
    heads = {t.text: float(t.get("x")) for t in picture(view).findall(f"{SVG}text")}
    diamonds = [p.get("d") for p in picture(view).findall(f"{SVG}path") if "l5 5" in p.get("d")]
    rings = [
        p.get("d") for p in picture(view).findall(f"{SVG}path") if p.get("stroke-width") == "15"
    ]
    at_x = [float(d[1:].split()[0]) for d in diamonds][: len(CLAIMS)]
    assert at_x == [heads[STEPS[claim.trust]] for claim in CLAIMS]
    at_x = [float(d[1:].split()[0]) for d in rings][: len(CLAIMS)]
    assert at_x == [heads[STEPS[at % 3]] for at in range(len(CLAIMS))]


def test_every_card_fits_with_its_file_open(view: ClaimsLedger) -> None:
    for claim in CLAIMS:
        judge(view, claim.name, 1)
    view.controls["open all"].click()
    for at, claim in enumerate(CLAIMS):
        view.controls["claim"].value = at
        root = picture(view)
        assert_inside(root)
        lines = [t for t in root.findall(f"{SVG}text") if 104 < float(t.get("y")) < 254]
        assert max(float(t.get("y")) for t in lines) < 246, claim.name
        text = " ".join((t.text or "").replace("\N{NO-BREAK SPACE}", " ") for t in lines)
        for part in (claim.verdict, claim.traced, claim.instead):
            assert part in text
        assert f"Repeat it: {STEPS[claim.trust]}." in text
        assert min(float(t.get("font-size")) for t in root.findall(f"{SVG}text")) >= 12


def test_no_cell_of_an_open_file_looks_closed(view: ClaimsLedger) -> None:
    for claim in CLAIMS[::2]:
        judge(view, claim.name, 1)
    view.controls["open all"].click()
    for at, row in enumerate(table(view)):
        closed = [head for head, words in row.items() if words == "…"]
        assert len(closed) == (5 if at % 2 else 0)


def test_the_work_is_kept_and_comes_back(view: ClaimsLedger) -> None:
    notes = Memory()
    view.remember(notes)
    judge(view, FIRST.name, 2)
    judge(view, CLAIMS[3].name, 0)
    view.controls["open"].click()
    again = ClaimsLedger(demo())
    again.remember(Memory(notes.values))
    assert again.judgements == {FIRST.name: 2, CLAIMS[3].name: 0}
    assert again.opened == {FIRST.name}
    assert again.controls[f"judge {FIRST.name}"].disabled
    assert again.summary == view.summary


def test_what_no_longer_fits_is_passed_over(view: ClaimsLedger) -> None:
    view.remember(Memory({f"judge {FIRST.name}": 9, "opened": ["gone"], "else": 1}))
    assert view.judgements == {}
    assert view.opened == set()
    assert "stumbled" not in view.html
