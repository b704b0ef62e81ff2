"""The cases of page 08: they agree with the tables, with the page, and with what the page says."""

from __future__ import annotations

import json
import random
from types import SimpleNamespace
from unittest.mock import MagicMock

import numpy as np
import pytest

from cem_workbook.course import NOTEBOOKS
from cem_workbook.data.company import Company, load
from cem_workbook.exercises.bank import find
from cem_workbook.exercises.bank import improve_cases as cases
from cem_workbook.exercises.bank import improve_waits as compared
from cem_workbook.exercises.marking import mark
from cem_workbook.figures import COLOURS
from cem_workbook.frameworks.lessons import LESSONS
from cem_workbook.metrics.control_chart import xmr

COMPANIES = [Company("bank", 31), Company("insurer", 3), Company("phone shop", 7), Company("restaurant", 11)]  # fmt: skip
each_company = pytest.mark.parametrize("company", COMPANIES, ids=lambda c: c.sector)
DRAWS = range(6)
PAGE = NOTEBOOKS / "08_lesson_6_keep_improving.ipynb"


def page_cells() -> list[dict]:
    return json.loads(PAGE.read_text(encoding="utf-8"))["cells"]


def page_names(company: Company) -> dict:
    """Run the page's own sums for a company, and return what they made; nothing is drawn."""
    cem = SimpleNamespace(
        load=lambda name: load(name, company),
        figure=lambda **_: (MagicMock(), MagicMock()),
        show=lambda figure, alt: alt,
        COLOURS=COLOURS,
        metrics=SimpleNamespace(xmr=xmr),
    )
    names: dict = {"cem": cem, "print": lambda *words: None}
    own = ("explore", "ask", "check", "reflect", "progress", "begin", "terms")
    for cell in page_cells():
        source = "".join(cell["source"])
        if cell["cell_type"] == "code" and not any(f"cem.{call}(" in source for call in own):
            exec(source, names)
    return names


NAMES: dict[str, dict] = {}


def names_of(company: Company) -> dict:
    if company.sector not in NAMES:
        NAMES[company.sector] = page_names(company)
    return dict(NAMES[company.sector])


# --- the page and its exercises


@each_company
@pytest.mark.parametrize(
    ("which", "name"),
    [("improve-2", "my_steps"), ("improve-4", "my_change"), ("improve-5", "my_limits")],
)
def test_the_code_of_the_worked_solution_is_right_in_every_sector(
    company: Company, which: str, name: str
) -> None:
    question = find(which).pose(company)
    text = question.text(question.exercise.solution, result="")
    names = names_of(company)
    exec(text.split("```python")[1].split("```")[0], names)
    assert mark(question, names[name]).is_right


@each_company
def test_the_two_years_have_their_seasons_together(company: Company) -> None:
    wait = names_of(company)["wait"]
    assert np.corrcoef(wait[2024], wait[2025])[0, 1] > 0.5


@each_company
def test_the_worst_do_better_and_the_best_worse_and_nobody_said_a_word(company: Company) -> None:
    names = names_of(company)
    assert names["after_worst"] > 0.1
    assert names["after_best"] < -0.1


@each_company
def test_the_chart_of_the_page_is_that_of_the_tables(company: Company) -> None:
    names = names_of(company)
    counts = cases.by_month(company)
    assert names["complaints"].to_list() == list(counts)
    visits = names["visits"].to_numpy()
    assert np.allclose(names["chart"].values, 100 * np.array(counts) / visits)
    assert len(names["chart"].outside) <= 6, "mostly noise"


@each_company
def test_some_of_those_who_went_were_content(company: Company) -> None:
    names = names_of(company)
    assert 0 < (names["known"] >= 4).sum() < len(names["known"]) < len(names["silent"])


def test_the_page_lists_every_carrier_of_the_lesson_and_says_whose_the_title_is() -> None:
    text = "".join("".join(c["source"]) for c in page_cells())
    lesson = LESSONS[5]
    assert not lesson.in_sources
    passages = text[text.index("The eleven passages") : text.index("</details>")]
    for tag in lesson.carriers:
        assert f"[{tag}]" in passages, tag
    assert passages.count("[") - passages.count("], [") == 11
    assert "was not found" in text and "the course's own title" in text


def test_the_worked_example_of_the_page_is_right() -> None:
    text = "".join("".join(c["source"]) for c in page_cells())
    assert "10 → 9 → 8.1" in text and "make 19 %" in text
    assert round(100 * (1 - 0.9**2), 6) == 19


# --- the sums


def test_every_dip_has_its_kind() -> None:
    assert set(cases.DIPS.values()) == set(cases.KINDS)


@each_company
def test_steps_by_hand(company: Company) -> None:
    for seed in DRAWS:
        case = cases.steps(company, random.Random(seed))
        first, wait, in_all = case["wait"], case["wait"], 0.0
        for _ in range(8):
            wait -= wait * case["small"] / 100
            in_all += first - wait
        sheet = cases.saved()(case)
        assert sheet[cases.SMALL] == pytest.approx({cases.LAST: wait, cases.SAVED: in_all})
        cut = first * case["large"] / 100
        assert sheet[cases.LARGE] == pytest.approx({cases.LAST: first - cut, cases.SAVED: 2 * cut})
        assert in_all > 2 * cut, "small steps save more, as the page says"


def test_the_wait_of_the_card_is_that_of_the_branch() -> None:
    company = COMPANIES[0]
    case = cases.steps(company, random.Random(1))
    bought = company.purchases
    here = bought[(bought["branch"] == case["branch"]) & (bought["date"].dt.year == 2025)]
    assert case["wait"] == round(here["waiting"].mean(), 2)


@each_company
def test_a_review_tells_of_fewer_troubles_and_more_complaints(company: Company) -> None:
    for seed in DRAWS:
        case = cases.review(company, random.Random(seed))
        assert round(case["after"], 1) < round(case["before"], 1)
        assert case["more"] > case["tickets"]
        assert round(case["longer"], 1) > round(case["wait"], 1)
    late = company.tickets["opened_on"] >= "2025-10-01"
    assert case["tickets"] == late.sum()


@each_company
def test_before_and_after_is_a_recount_of_the_purchases(company: Company) -> None:
    bought = company.purchases
    quarter = bought["date"].dt.to_period("Q").astype(str)
    for seed in range(4):
        case = compared.before_and_after(company, random.Random(seed))
        here = bought["branch"] == case["branch"]
        for word in ("now", "last", "year"):
            when = quarter == case[f"{word}_code"]
            assert case[f"here_{word}"] == pytest.approx(bought.loc[when & here, "waiting"].mean())
            elsewhere = bought.loc[when & ~here, "waiting"].mean()
            assert case[f"others_{word}"] == pytest.approx(elsewhere)
        as_shown = {k: round(v, 2) if isinstance(v, float) else v for k, v in case.items()}
        kind = find("improve-4").answer
        assert kind.same(compared.beyond(as_shown), compared.beyond(case)), "the card is enough"


def test_wrong_ways_near_the_right_one_are_passed_over() -> None:
    near = {
        "here_now": 9.0,
        "here_year": 8.0,
        "here_last": 8.2,
        "others_now": 7.05,
        "others_year": 7.0,
    }
    assert compared.far(compared.alone)(near) is None
    assert compared.far(compared.season)(near) == pytest.approx(0.8)
    assert compared.whole_minutes(near) is None
    assert compared.whole_minutes(near | {"here_now": 8.3}) is None, "0 says nothing of rounding"


@each_company
def test_limits_are_those_of_the_chart(company: Company) -> None:
    for seed in DRAWS:
        case = cases.complaints(company, random.Random(seed))
        assert len(case["counts"]) == 12
        sheet, chart = cases.limits()(case), xmr(case["counts"])
        found = [sheet[row][cases.COMPLAINTS] for row in (cases.CENTRE, cases.JUMP, cases.LOW, cases.HIGH)]  # fmt: skip
        assert found == pytest.approx([chart.centre, chart.moving_range, chart.low, chart.high])
        by_hand = chart.centre + 2.66 * round(chart.moving_range, 2)
        assert by_hand == pytest.approx(chart.high, abs=0.14), "the card's 2.66 is enough"


@each_company
def test_reports_agree_with_the_limits_on_the_card(company: Company) -> None:
    for seed in DRAWS:
        case = cases.sentences(company, random.Random(seed))
        assert sorted(case["items"]) == sorted(case["things"])
        assert len(case["items"]) == 6
        low, high = case["low"], case["high"]
        for item, verdict in case["things"].items():
            numbers = [int(word) for word in item.replace(",", "").split() if word.isdigit()]
            if verdict == cases.NOISE:
                assert all(low < n < high for n in numbers if n > 12)
            elif item.startswith(cases.IN_A_ROW):
                assert low < numbers[0] < numbers[1] < case["centre"]
            elif verdict == cases.SIGNAL:
                assert numbers[0] > high


def test_blame_and_praise_are_counted_month_by_month() -> None:
    company = COMPANIES[2]
    found = []
    for column in ("recommend", "satisfaction"):
        answered = company.surveys.dropna(subset=[column])
        month = answered["asked_on"].dt.to_period("M")
        score = answered[column].astype(float).groupby([month, answered["branch"]]).mean().unstack()
        better = worse = n = 0
        for here, later in zip(score.index[:-1], score.index[1:], strict=True):
            if score.loc[[here, later]].isna().any(axis=None):
                continue
            n += 1
            better += score.loc[later, score.loc[here].idxmin()] > score.loc[here].min()
            worse += score.loc[later, score.loc[here].idxmax()] < score.loc[here].max()
        found.append((better, worse, n))
    assert cases.blame_and_praise(company) in found


def test_in_every_firm_the_manager_sees_blame_work_and_praise_fail() -> None:
    for seed in range(12):
        company = Company(("bank", "insurer", "phone shop", "restaurant")[seed % 4], seed)
        better, worse, n = cases.blame_and_praise(company)
        assert min(better, worse) > n / 2
