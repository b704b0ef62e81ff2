"""The ledger of claims: what it holds, and how judgements are set beside it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cem_workbook.data.shipped import load_shipped
from cem_workbook.frameworks.claims import OUTSIDE, STEPS, Judged, compare, ledger

# of the course's fact sheet, section 4
VERDICTS = {
    "60 % more profitable": "secondary, before 2000",
    "winning costs 5 times": "untraceable as a rule",
    "2 % is worth 10 %": "secondary, no method",
    "10 % lost every year": "untraceable",
    "54 % research there": "vendor survey, base misquoted",
    "71 % more buy": "one company, secondary trace",
    "5 % gives 25 to 95 %": "primary, but illustrative",
}
NAMES = [claim.name for claim in ledger()]
judgements = st.dictionaries(st.sampled_from(NAMES), st.integers(0, 2))


def test_the_verdicts_are_those_of_the_fact_sheet() -> None:
    verdict = {claim.name: claim.verdict for claim in ledger()}
    assert {name: verdict[name] for name in VERDICTS} == VERDICTS


def test_every_claim_is_complete() -> None:
    assert len(set(NAMES)) == len(NAMES) == len(load_shipped("claims"))
    for claim in ledger():
        assert claim.trust in range(len(STEPS))
        for words in (claim.says, claim.traced, claim.verdict, claim.instead):
            assert words.strip() == words != ""
        tags = re.findall(r"\[00[0-4] · [^\]]+\]", claim.sources)
        assert (" ".join(tags) == claim.sources) == claim.in_the_sources
        assert claim.differ or len(tags) == 1, "where two articles say it, how they part is said"


def test_one_claim_stands_in_none_of_the_articles() -> None:
    outside = [claim for claim in ledger() if claim.sources == OUTSIDE]
    assert [claim.name for claim in outside] == ["5 % gives 25 to 95 %"]


def test_nobody_says_how_and_a_name_is_no_proof() -> None:
    inside = [claim for claim in ledger() if claim.in_the_sources]
    assert not any(claim.names_method for claim in inside)
    named = [claim.trust for claim in inside if claim.names_origin]
    assert set(named) == {0, 1, 2}
    assert {claim.trust for claim in inside if not claim.names_origin} == {0, 1}


def test_the_sums_in_the_files() -> None:
    traced = {claim.name: claim.traced for claim in ledger()}
    assert f"{12 / 7:.2f}" in traced["71 % more buy"]
    assert f"{100 * (1 - 0.5 ** (1 / 5)):.1f} %" in traced["10 % lost every year"]


@given(judgements)
def test_every_judgement_is_alike_too_trusting_or_too_strict(given_: dict[str, int]) -> None:
    found = compare(given_)
    assert found.alike + found.too_trusting + found.too_strict == len(given_)
    trust = {claim.name: claim.trust for claim in ledger()}
    assert found.alike == sum(trust[name] == step for name, step in given_.items())
    turned = compare({name: 2 * trust[name] - step for name, step in given_.items()})
    assert (turned.too_trusting, turned.too_strict) == (found.too_strict, found.too_trusting)


def test_the_ledger_agrees_with_itself() -> None:
    assert compare({claim.name: claim.trust for claim in ledger()}) == Judged(len(NAMES), 0, 0)


def test_an_unknown_claim_is_refused() -> None:
    with pytest.raises(KeyError):
        compare({"seven times": 1})


def test_what_the_page_says_of_the_ledger(root: Path) -> None:
    cells = json.loads((root / "notebooks" / "01_customer_centricity.ipynb").read_text("utf-8"))
    text = " ".join("".join(c["source"]) for c in cells["cells"] if c["cell_type"] == "markdown")
    all_in, nothing = (compare(dict.fromkeys(NAMES, step)) for step in (2, 0))
    assert (
        f"Trusting everything is wrong {all_in.too_trusting} times of {len(NAMES)}, and trusting "
        f"nothing {nothing.too_strict} times" in text
    )
    assert f"here are {len(NAMES) - 1} claims of theirs" in text
