"""The cases of page 10: they agree with the table, with the page, and with what the page says."""

from __future__ import annotations

import json
import math
import random
from functools import cache
from types import SimpleNamespace

import pytest

from cem_workbook import metrics
from cem_workbook.course import NOTEBOOKS
from cem_workbook.data.company import Company
from cem_workbook.data.shipped import load_shipped
from cem_workbook.exercises.bank import find
from cem_workbook.exercises.bank import standing_cases as cases
from cem_workbook.exercises.marking import mark
from cem_workbook.figures import COLOURS, figure, show
from cem_workbook.frameworks.respondents import SAMPLE
from cem_workbook.metrics.reliability import cronbach_alpha

COMPANIES = [Company("bank", 31), Company("insurer", 3), Company("phone shop", 7), Company("restaurant", 11)]  # fmt: skip
DRAWS = range(25)


@cache
def page_names() -> dict:
    """Run the page's own sums, and return what they made."""
    cem = SimpleNamespace(
        load=load_shipped, metrics=metrics, figure=figure, show=show, COLOURS=COLOURS
    )
    names: dict = {"cem": cem}
    path = NOTEBOOKS / "10_where_do_we_stand.ipynb"
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        source = "".join(cell["source"])
        own = ("cem.explore", "cem.ask", "cem.check", "cem.reflect", "cem.progress", "cem.begin", "cem.terms")  # fmt: skip
        if cell["cell_type"] == "code" and not any(call in source for call in own):
            exec(source, names)
    return names


def page_text() -> str:
    path = NOTEBOOKS / "10_where_do_we_stand.ipynb"
    return "".join("".join(cell["source"]) for cell in json.loads(path.read_text("utf-8"))["cells"])


@pytest.mark.parametrize(
    ("which", "name"),
    [("standing-3", "my_gap"), ("standing-4", "my_leaps"), ("standing-5", "my_alpha")],
)
def test_the_code_of_the_worked_solution_is_right(which: str, name: str) -> None:
    for company in COMPANIES:
        question = find(which).pose(company)
        names = dict(page_names())
        text = question.text(question.exercise.solution, result="")
        exec(text.split("```python")[1].split("```")[0], names)
        assert mark(question, names[name]).is_right


def test_what_the_page_says_of_firm_one() -> None:
    names = page_names()
    found = names["found"]
    assert (found["gap"] > 0).all(), "in all four steps the managers see a little more"
    assert ((found["low"] < 0) & (found["high"] > 0)).all(), "every interval holds 0"
    for role in ("manager", "front line"):
        means = names["first"].loc[names["first"]["role"] == role, [1, 2, 3, 4]].mean()
        assert (means >= 50).tolist() == [True, False, True, False]
    text = page_text()
    alpha = cronbach_alpha(names["second"])
    assert alpha.value == pytest.approx(names["alpha_of"](names["second"]))
    low, high = alpha.interval
    assert f"Nine people, alpha {alpha.value:.2f}" in text and alpha.n == 9
    assert f"runs from {low:.2f} to {high:.2f}" in text
    assert names["alpha_of"](names["second"] + 1) == pytest.approx(alpha.value)
    assert round(100 / 3) == 33 and "rises by 33 points" in text


def test_each_sort_of_sentence_is_met() -> None:
    assert set(cases.SENTENCES.values()) == set(cases.KINDS)
    assert sum(kind == cases.SEEN for kind in cases.SENTENCES.values()) == 4, "as the hint says"


def test_the_gap_is_a_recount_of_the_file() -> None:
    file = load_shipped("assessments")
    for seed in DRAWS:
        case = cases.two_roles(COMPANIES[0], random.Random(seed))
        columns = [word.strip('"') for word in case["columns"].split(", ")]
        here = file[file["firm"] == case["firm"]]
        seen = here[columns].mean(axis=1) * 100 / 3
        for name, role in (("managers", "manager"), ("front", "front line")):
            of_role = seen[here["role"] == role]
            assert case[name] == pytest.approx(of_role.mean())
            assert case[f"{name}_sd"] == pytest.approx(of_role.std())
        sheet = cases.gap_sheet()(case)
        low, gap, high = (
            sheet[row][cases.IN_POINTS] for row in (cases.LOWER, cases.GAP, cases.UPPER)
        )
        assert low < gap < high
        assert ("leaves out 0" in case["says"]) == (low > 0 or high < 0)


def test_the_cards_figures_are_enough_for_the_gap() -> None:
    for seed in DRAWS:
        case = cases.two_roles(COMPANIES[0], random.Random(seed))
        shown = {k: round(v, 1) if isinstance(v, float) else v for k, v in case.items()}
        right, by_hand = cases.gap_sheet()(case), cases.gap_sheet()(shown)
        for row in right:
            assert by_hand[row][cases.IN_POINTS] == pytest.approx(
                right[row][cases.IN_POINTS], abs=0.29
            )


def test_rounding_names_no_wrong_idea_where_it_is_right() -> None:
    near = {"managers": 60.02, "front": 50.0, "managers_sd": 0.0, "front_sd": 0.0,
            "managers_n": 6, "front_n": 6}  # fmt: skip
    assert cases.whole_points(near) is None
    assert cases.whole_points({**near, "managers": 60.45}) is not None
    assert cases.far_from_alpha(lambda c: 0.71)({"parts": [1.0] * 4, "whole": 8.57}) is None


def test_two_of_the_six_firms_leap_and_each_was_built_so() -> None:
    for seed in DRAWS:
        case = cases.six_firms(COMPANIES[0], random.Random(seed))
        found = cases.leaps_by(cases.is_leap)(case)
        assert sum(fate == cases.LEAP for fate in found.values()) == 2
        for firm in case["firms"]:
            solid = SAMPLE[firm - 1]
            built = bool({3, 4} & set(solid)) and not {1, 2} <= set(solid)
            assert (found[f"firm {firm}"] == cases.LEAP) == built
            assert (cases.standing_in(firm).leap is not None) == built, "the view says the same"
    every = sorted(firm for kind in cases.KINDS_OF_FIRM for firm in kind)
    assert every == list(cases.FIRMS)


def test_whole_points_on_the_card_lead_to_the_same_leaps() -> None:
    for firm in cases.FIRMS:
        scores = [s.value for s in cases.standing_in(firm).scores]
        assert [round(v) >= 50 for v in scores] == [v >= 50 for v in scores]
        leap = cases.standing_in(firm).leap
        assert leap is None or leap.apart > 17, "fifteen points are never in doubt"


def test_alpha_is_that_of_the_metrics() -> None:
    file = load_shipped("assessments")
    for seed in DRAWS:
        case = cases.four_items(COMPANIES[0], random.Random(seed))
        columns = [word.strip('"') for word in case["columns"].split(", ")]
        found = cronbach_alpha(file.loc[file["firm"] == case["firm"], columns], invalid="drop")
        assert cases.alpha(case) == pytest.approx(found.value)
        assert (case["people"], case["left_out"]) == (found.n, found.left_out)
        shown = {"parts": [round(v, 3) for v in case["parts"]], "whole": round(case["whole"], 3)}
        assert cases.alpha(shown) == pytest.approx(found.value, abs=0.004), (
            "enough for two decimals"
        )


def test_the_firm_that_needs_an_action_leaps_and_its_bands_do_not_meet() -> None:
    for seed in range(60):
        case = cases.leaping_firm(COMPANIES[0], random.Random(seed))
        scores = cases.standing_in(case["firm"]).scores
        assert scores[case["weak"] - 1].interval[1] < scores[case["high"] - 1].interval[0]
        assert all(score.holds for score in scores[: case["weak"] - 1]), "the lowest comes first"
        assert case["high"] > 2 >= case["weak"]
        assert not math.isnan(scores[0].value)


def test_asking_more_helps_in_every_case() -> None:
    for seed in DRAWS:
        case = cases.asking(COMPANIES[0], random.Random(seed))
        assert case["three"] < case["twelve"] <= 100
