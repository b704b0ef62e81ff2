"""Assessments as files without names: what is in them, which are used, and what is shown."""

from __future__ import annotations

import json
import math
import re
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cem_workbook.errors import BadInput
from cem_workbook.frameworks.assessment import Sheet
from cem_workbook.frameworks.pooling import (
    BRANCH,
    FIRM,
    LARGEST,
    MOST_FILES,
    SMALLEST,
    SPREAD_FROM,
    Assessment,
    as_name,
    pool,
    read_file,
    read_record,
    view_of,
)
from cem_workbook.frameworks.respondents import as_sheets, sample
from cem_workbook.frameworks.statements import FRONT, IDS, MANAGER
from cem_workbook.metrics.reliability import cronbach_alpha

SHEETS = as_sheets(sample(1))
DAY = date(2026, 3, 1)


def one(number: int = 0, about: str = FIRM, sheet: Sheet | None = None) -> Assessment:
    return Assessment(f"{number:016x}", about, DAY, sheet or SHEETS[number % 12])


def files(several: int, about: str = FIRM) -> list[tuple[str, bytes]]:
    return [(f"{i}.json", one(i, about).file()) for i in range(several)]


def changed(**values: object) -> bytes:
    return json.dumps({**one(99).record(), **values}).encode()


def without(key: str) -> bytes:
    record = one(99).record()
    del record[key]
    return json.dumps(record).encode()


# -- the file


def test_what_is_written_is_read_again() -> None:
    for i in range(12):
        assert read_file(one(i).file()) == one(i)
        assert read_file(b"\xef\xbb\xbf" + one(i).file()) == one(i), "an editor's mark"


def test_a_file_holds_no_name_no_words_and_no_hour() -> None:
    record = json.loads(one().file())
    assert set(record) == {
        "format", "version", "statements", "mark", "role", "about", "day", "answers"
    }  # fmt: skip
    assert record["day"] == "2026-03-01"
    assert set(record["answers"]) == set(IDS)
    assert {type(level) for level in record["answers"].values()} <= {int, type(None)}
    assert len(one().file()) < 700


def test_files_of_a_workshop_have_names_of_their_own_that_name_nobody() -> None:
    names = {Assessment(f"{i:03x}" + "0" * 13, FIRM, DAY, SHEETS[0]).file_name for i in range(40)}
    assert len(names) == 40
    assert all(re.fullmatch(r"cem-assessment-[0-9a-f]{6}\.json", name) for name in names)


ANSWERS = one(99).record()["answers"]
BAD = {
    "empty": (b"", "empty"),
    "cut short": (one(99).file()[:100], "damaged"),
    "no text": (b"\xff\xfe\x00\x01" * 20, "damaged"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(200), "damaged"),
    "too large": (one(99).file() + b" " * LARGEST, "larger"),
    "a list": (b"[1, 2, 3]", "no assessment of this course"),
    "a number": (b"12", "no assessment of this course"),
    "a whole journal": (b'{"format": "cem-workbook-journal", "version": 1}', "no assessment"),
    "nested too deep": (b"[" * 4000 + b"]" * 4000, "damaged"),
    "a huge number": (changed(version=0).replace(b'"version": 0', b'"version": ' + b"9" * 5000), "damaged"),
    "not a number": (changed(answers={**ANSWERS, "know": math.nan}), "damaged"),
    "a key twice": (one(99).file().replace(b'"day"', b'"role": "manager", "day"'), "damaged"),
    "a newer form": (changed(version=2), "another form"),
    "version true": (changed(version=True), "another form"),
    "another set": (changed(statements=2), "another set"),
    "no day": (without("day"), "lacks “day”"),
    "a name in it": (changed(name="Mina <script>"), "more than an assessment may: “name”"),
    "a strange key": (changed(**{"\u202e" + "x" * 300: 1}), "more than an assessment may"),
    "a damaged mark": (changed(mark="../../etc/passwd"), "mark is damaged"),
    "a mark that is none": (changed(mark=["a"]), "mark is damaged"),
    "a strange role": (changed(role="owner"), "a manager or the front line"),
    "a role that is a list": (changed(role=["manager"]), "a manager or the front line"),
    "about nothing": (changed(about="my life"), "the whole firm or one branch"),
    "no such day": (changed(day="2026-02-30"), "no day of the calendar"),
    "a day with an hour": (changed(day="2026-03-01T10:00"), "no day of the calendar"),
    "a day in other digits": (changed(day="۲۰۲۶-۰۳-۰۱"), "no day of the calendar"),
    "an answer off the scale": (changed(answers={**ANSWERS, "know": 4}), "“know” is none of 0 to 3"),
    "an answer in halves": (changed(answers={**ANSWERS, "know": 1.5}), "none of 0 to 3"),
    "an answer that is true": (changed(answers={**ANSWERS, "know": True}), "none of 0 to 3"),
    "an answer in words": (changed(answers={**ANSWERS, "know": "3"}), "none of 0 to 3"),
    "an answer missing": (changed(answers=dict(list(ANSWERS.items())[1:])), "not those to the 16"),
    "an answer too many": (changed(answers={**ANSWERS, "more": 1}), "not those to the 16"),
    "answers that are a list": (changed(answers=list(ANSWERS.values())), "not those to the 16"),
    "nothing known": (changed(answers=dict.fromkeys(IDS)), "knows nothing"),
}  # fmt: skip


def test_every_bad_file_is_set_aside_and_named_and_the_rest_is_used() -> None:
    good = files(5)
    bad = [(f"bad {name}.json", content) for name, (content, _) in BAD.items()]
    found = pool([*bad[:20], *good, *bad[20:]])
    assert len(found.used) == 5
    assert [each.name for each in found.aside] == [as_name(name) for name, _ in bad]
    for each, (name, (_, words)) in zip(found.aside, BAD.items(), strict=True):
        assert words in each.why, (name, each.why)
        assert each.sentence.startswith("Set aside: ") and each.sentence.endswith(".")
        assert each.sentence.count(".") <= 3 and "\n" not in each.sentence
        assert len(each.sentence) < 200
    assert view_of([each.sheet for each in found.used]) == view_of(
        [read_file(content).sheet for _, content in good]
    )


def test_a_hostile_name_is_shown_short_and_harmless() -> None:
    (aside,) = pool([("\u202egnp.\x00<b>" + "x" * 500, b"")]).aside
    assert len(aside.name) <= 40
    assert "\u202e" not in aside.name and "\x00" not in aside.name


def test_doubled_files_count_once_and_clashing_ones_are_named() -> None:
    again = ("again.json", one(2).file())
    clash = ("clash.json", Assessment(f"{2:016x}", FIRM, DAY, SHEETS[5]).file())
    found = pool([*files(4), again, clash])
    assert len(found.used) == 4
    assert [each.why for each in found.aside] == [
        "it is the same as 2.json",
        "it bears the mark of 2.json and says something else",
    ]


def test_firm_and_branch_are_not_mixed() -> None:
    branches = [(f"b{i}.json", one(100 + i, BRANCH).file()) for i in range(4)]
    found = pool([*files(3), *branches])
    assert found.about == BRANCH and len(found.used) == 4
    assert {each.why for each in found.aside} == {
        "it is about whole firm, the others about one branch"
    }
    assert pool([*files(4), *branches]).about == FIRM, "of as many, the whole firm"


def test_more_files_than_a_workshop_has_are_set_aside_unread() -> None:
    many = [(str(i), b"") for i in range(MOST_FILES + 3)]
    assert sum("at once" in each.why for each in pool(many).aside) == 3


def test_the_order_of_the_files_does_not_matter() -> None:
    several = files(12)
    assert pool(several).used == pool(several[::-1]).used
    assert pool([]).used == () and pool([]).about == ""


@settings(max_examples=60)
@given(content=st.binary(max_size=300))
def test_whatever_bytes_come_a_sentence_comes_back(content: bytes) -> None:
    with pytest.raises(BadInput):
        read_file(content)


@settings(max_examples=60)
@given(
    key=st.sampled_from(list(one().record())),
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
        ),
        max_leaves=6,
    ),
)
def test_a_record_with_one_strange_value_is_read_or_refused(key: str, value: object) -> None:
    try:
        found = read_record({**one().record(), key: value})
    except BadInput:
        return
    assert found.record()[key] == value


# -- what is shown


def known(view) -> list[float]:
    return [score.value for score in view.all.scores]


def test_nothing_is_shown_of_fewer_than_three_people() -> None:
    for people in range(SMALLEST):
        view = view_of(SHEETS[:people])
        assert view.all is None and not view.by_role and not view.gaps
        assert not view.spread and not view.alpha
    assert view_of(SHEETS[:3]).all is not None


def test_spread_and_alpha_of_few_would_give_back_what_each_scored() -> None:
    for people in (SMALLEST, SPREAD_FROM - 1):
        view = view_of(SHEETS[:people])
        assert not math.isnan(known(view)[0])
        assert not view.spread and not view.alpha
    assert view_of(SHEETS[:SPREAD_FROM]).spread.keys() == {1, 2, 3, 4}


def test_nobody_counts_half_where_others_of_the_role_do_not_know() -> None:
    lonely = [
        Sheet(s.role, {**s.levels, "know": 3 if s.role == MANAGER else 0 if i == 0 else None})
        for i, s in enumerate(SHEETS)
    ]
    assert lonely[0].role == FRONT
    found = view_of(lonely).all.levels["know"]
    assert found == pytest.approx(3 * 6 / 7), "one among seven, not one half of two places"


def test_a_role_of_fewer_than_three_is_not_shown_apart_and_cannot_be_worked_out() -> None:
    managers = [s for s in SHEETS if s.role == MANAGER]
    front = [s for s in SHEETS if s.role == FRONT]
    view = view_of([*managers, *front[:2]])
    assert not view.by_role and not view.gaps
    plain = np.nanmean([[np.nanmean(row)] for row in [s.row[:4] for s in [*managers, *front[:2]]]])
    assert known(view)[0] == pytest.approx(100 / 3 * plain), "each person counts the same"
    assert view_of([*managers, *front[:3]]).by_role.keys() == {MANAGER, FRONT}


def test_a_statement_that_few_know_is_not_shown() -> None:
    sheets = [Sheet(FRONT, {**s.levels, "know": 3 if i < 2 else None, "best": 1, "whole": 1, "keep": 2})
              for i, s in enumerate(SHEETS[:5])]  # fmt: skip
    view = view_of(sheets)
    assert math.isnan(view.all.levels["know"]) and view.all.levels["best"] == 1
    assert known(view)[0] == pytest.approx(100 / 3 * 4 / 3), "and counts nowhere"


def test_a_step_for_which_few_of_a_role_speak_is_not_shown_by_role() -> None:
    unknown = dict.fromkeys(("life", "before", "new"))
    quiet = [Sheet(s.role, {**s.levels, **unknown}) if s.role == MANAGER and i > 4 else s
             for i, s in enumerate(SHEETS)]  # fmt: skip
    assert sum(s.role == MANAGER and s.levels["life"] is not None for s in quiet) < SMALLEST
    view = view_of(quiet)
    assert all(math.isnan(found.scores[3].value) for found in view.by_role.values())
    assert [gap.number for gap in view.gaps] == [1, 2, 3]
    assert not math.isnan(known(view)[3]), "all together still are enough"


def test_alpha_is_that_of_the_answers() -> None:
    view = view_of(SHEETS)
    for i in range(4):
        rows = [s.row[4 * i : 4 * i + 4] for s in SHEETS]
        assert view.alpha[i + 1] == cronbach_alpha(rows, invalid="drop")
    shown = view_of(SHEETS[:8])
    full = {
        i + 1: sum(not np.isnan(s.row[4 * i : 4 * i + 4]).any() for s in SHEETS[:8])
        for i in range(4)
    }
    assert shown.alpha.keys() == {number for number, n in full.items() if n >= SPREAD_FROM}


def test_the_spread_is_the_standard_deviation_between_people() -> None:
    people = [100 / 3 * np.nanmean(s.row[:4]) for s in SHEETS]
    assert view_of(SHEETS).spread[1] == pytest.approx(np.std(people, ddof=1))
