"""The eight criteria: the source's list, our levels, and what a checklist says."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cem_workbook.errors import BadInput
from cem_workbook.frameworks.criteria import (
    CRITERIA,
    IN_ACTION,
    LEVELS,
    ON_PAPER,
    level_words,
    score,
)

checklists = st.dictionaries(
    st.integers(1, 8), st.one_of(st.none(), st.sampled_from(LEVELS)), max_size=8
)


def test_there_are_eight_in_the_source_s_order() -> None:
    assert [each.number for each in CRITERIA] == list(range(1, 9))
    assert CRITERIA[6].original == "اتصال تجربه مشتری به شرکت های بزرگ"
    for each in CRITERIA:
        assert each.name and each.means and each.original
        assert len(set(each.seen)) == len(LEVELS), "each level shows in another way"


def test_the_doubtful_one_says_that_it_is_our_reading() -> None:
    assert "Word for word" in CRITERIA[6].means and "I-24" in CRITERIA[6].means


@given(checklists)
def test_a_profile_counts_what_was_judged(levels) -> None:
    profile = score(levels)
    judged = {n: level for n, level in levels.items() if level is not None}
    assert dict(profile.levels) == judged
    assert profile.judged == sum(len(profile.at(level)) for level in LEVELS)
    assert set(profile.untranslated) == {n for n, level in judged.items() if level == ON_PAPER}
    assert profile.complete == (judged == dict.fromkeys(range(1, 9), IN_ACTION))


@given(checklists)
def test_what_comes_next_stands_on_paper_or_is_the_lowest(levels) -> None:
    profile = score(levels)
    open_ones = {n: level for n, level in profile.levels.items() if level < IN_ACTION}
    if not open_ones:
        assert profile.next is None
    elif profile.untranslated:
        assert profile.next == min(profile.untranslated)
    else:
        assert open_ones[profile.next] == min(open_ones.values())


@pytest.mark.parametrize("wrong", [{0: 1}, {9: 1}, {1: 4}, {1: -1}, {"1": 2}])
def test_what_is_no_level_is_refused(wrong) -> None:
    with pytest.raises(BadInput, match=r"1 to 8.*0 to 3"):
        score(wrong)


def test_every_level_has_a_word_of_its_own() -> None:
    assert list(level_words()) == list(LEVELS)
    assert len(set(level_words().values())) == 4


def test_the_module_says_what_is_the_course_s_own() -> None:
    text = Path(__file__).parents[2] / "cem_workbook" / "frameworks" / "criteria.py"
    head = text.read_text(encoding="utf-8").split('"""')[1]
    assert "[001 · Lesson 2]" in head and "course's own" in " ".join(head.split())
