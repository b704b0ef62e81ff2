"""The call programme as a model, the codes of the two voices, and a coding as a line of text."""

from __future__ import annotations

import json
import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cem_workbook.cases.firm import AS_BEFORE, draw_luck, go_on
from cem_workbook.cases.phones import (
    AS_NAMED,
    BESIDE,
    CHANGES,
    INSTEAD,
    LISTENERS,
    MANNER,
    MONTHS,
    MOST_CALLS,
    NO_CHANGE,
    OBSTACLES,
    RECORDINGS,
    STANDARD,
    TOPIC,
    Plan,
    Programme,
    conditions,
    hear,
    kept_more,
    obstacles_of,
    run,
)
from cem_workbook.cases.voices import (
    CUSTOMER,
    EMPLOYEE,
    NOT_CODED,
    VOICES,
    Coding,
    empty,
    read_coding,
    write_coding,
)
from cem_workbook.course import NOTEBOOKS
from cem_workbook.data import SECTORS, Company, demo
from cem_workbook.data.assumed import assumptions
from cem_workbook.data.today import today
from cem_workbook.errors import BadInput, CourseError
from tests.firms import firm_of

# -- the truth, and what is heard of it --------------------------------------------------------


@pytest.mark.parametrize("sector", SECTORS)
def test_one_obstacle_is_clearly_the_most_frequent_and_it_differs_from_firm_to_firm(sector) -> None:
    first = set()
    for seed in range(200):
        shares = obstacles_of(sector, seed)
        assert tuple(shares) == OBSTACLES
        assert sum(shares.values()) == pytest.approx(1)
        one, other = sorted(shares.values(), reverse=True)[:2]
        assert one > 1.2 * other
        first.add(max(shares, key=lambda name: shares[name]))
    assert first == set(OBSTACLES) - {MANNER}


def test_more_calls_are_the_same_calls_and_others() -> None:
    firm = today(demo())
    few, many = hear(firm, Plan(calls=40)), hear(firm, Plan(calls=120))
    assert few.n == sum(few.topics.values()) == sum(few.obstacles.values()) == 40
    assert all(many.topics[name] >= count for name, count in few.topics.items())
    assert all(many.obstacles[name] >= count for name, count in few.obstacles.items())
    assert hear(firm, Plan(RECORDINGS, 40)).topics == few.topics, "the same calls"
    assert hear(firm, Plan(calls=40), again=1) != few


@pytest.mark.parametrize("listen", LISTENERS)
def test_what_is_named_follows_from_the_truth_and_from_who_listens(listen: str) -> None:
    """Expected share of an obstacle: named rightly, plus what is mistaken for it."""
    rightly = {
        BESIDE: STANDARD.heard_beside,
        RECORDINGS: STANDARD.heard_recorded,
        INSTEAD: STANDARD.heard_instead,
    }[listen]
    named, expected = dict.fromkeys(OBSTACLES, 0.0), dict.fromkeys(OBSTACLES, 0.0)
    for seed in range(80):
        firm = today(Company("bank", seed % 4))
        truth = obstacles_of("bank", seed % 4)
        heard = hear(firm, Plan(listen, MOST_CALLS), again=seed)
        for name in OBSTACLES:
            named[name] += heard.obstacles[name] / heard.n / 80
            missed = (1 - truth[name]) / 4 if listen == BESIDE else float(name == MANNER)
            # who takes manner itself for something else, takes it for manner: so it is never missed
            own = 1.0 if name == MANNER and listen != BESIDE else rightly
            mistaken = (1 - rightly) * missed
            if name == MANNER and listen != BESIDE:
                mistaken *= 1 - truth[name]
            expected[name] += (own * truth[name] + mistaken) / 80
    for name in OBSTACLES:
        assert named[name] == pytest.approx(expected[name], abs=0.02), name


def test_few_calls_name_the_wrong_obstacle_more_often_than_many() -> None:
    right = dict.fromkeys((10, 40, 200), 0.0)
    for seed in range(100):
        company = Company("insurer", seed, customers=200)
        truth = obstacles_of("insurer", seed)
        for calls in right:
            named = hear(today(company), Plan(BESIDE, calls)).named
            right[calls] += (named == max(truth, key=lambda name: truth[name])) / 100
    assert right[10] < 0.8 < 0.85 < right[40] < right[200]


# -- what becomes of the customers -------------------------------------------------------------


@cache
def shares(sector: str) -> dict[str, float]:
    """Return in what share of 100 firms the lesson's plan keeps more customers than each other."""
    others = {
        "listen only": Plan(BESIDE, 40, NO_CHANGE),
        "campaign": Plan(BESIDE, 40, TOPIC),
        "recordings": Plan(RECORDINGS, 40, AS_NAMED),
        "instead": Plan(INSTEAD, 40, AS_NAMED),
        "until sure": Plan(BESIDE, 200, AS_NAMED),
        "ten calls": Plan(BESIDE, 10, AS_NAMED),
    }
    won = dict.fromkeys((*others, "ten earn more", "ten earn on average"), 0.0)
    won |= {f"kept: {name}": 0.0 for name in ("lesson", *others)}
    for seed in range(100):
        firm = firm_of(sector, seed)
        luck = draw_luck(firm, MONTHS)
        lesson = run(firm, Plan(BESIDE, 40, AS_NAMED), luck)
        years = {name: run(firm, plan, luck) for name, plan in others.items()}
        before = years["listen only"].course  # test_without_a_change_only_the_listening_costs
        for name, year in {"lesson": lesson, **years}.items():
            won[f"kept: {name}"] += kept_more(year.course, before) / 100
        for name, year in years.items():
            won[name] += (lesson.course.staying() > year.course.staying()) / 100
        earned = years["ten calls"].net / lesson.net - 1
        won["ten earn more"] += (earned > 0) / 100
        won["ten earn on average"] += earned / 100
    return won


@pytest.mark.parametrize("sector", SECTORS)
def test_one_change_on_what_the_staff_name_beats_the_naive_plans(sector: str) -> None:
    won = shares(sector)
    assert won["listen only"] >= 0.90
    assert won["campaign"] >= 0.90
    assert won["instead"] >= 0.90
    assert won["recordings"] >= 0.90


@pytest.mark.parametrize("sector", SECTORS)
def test_to_listen_until_all_is_sure_loses_to_an_earlier_change(sector: str) -> None:
    assert shares(sector)["until sure"] >= 0.85


@pytest.mark.parametrize("sector", SECTORS)
def test_no_plan_wins_at_everything(sector: str) -> None:
    """Ten calls cost less and often name the same obstacle; where they do not, it is dear."""
    won = shares(sector)
    assert won["ten earn more"] > 0.5
    assert won["ten earn on average"] < 0
    assert won["ten calls"] > 0.2


def test_the_table_on_the_page_is_what_comes_out() -> None:
    """A row for each plan: customers kept by sector, on average, and how often forty calls win."""
    page = json.loads((NOTEBOOKS / "04_lesson_2_think_like_the_customer.ipynb").read_text())
    text = "".join("".join(cell["source"]) + "\n" for cell in page["cells"])
    lines = re.findall(r"^\| (.+?) \|((?: \d+ \|){4}) (.+?) \|$", text, re.M)
    plans = ("recordings", "instead", "campaign", "ten calls", "lesson", "until sure")
    assert len(lines) == len(plans)
    for plan, (_, kept, wins) in zip(plans, lines, strict=True):
        found = [shares(sector)[f"kept: {plan}"] for sector in SECTORS]
        assert [int(n) for n in re.findall(r"\d+", kept)] == [round(each) for each in found]
        if plan != "lesson":
            won = 25 * sum(shares(sector)[plan] for sector in SECTORS)
            assert int(re.search(r"\d+", wins)[0]) == pytest.approx(won, abs=0.8)


def test_two_hundred_recordings_still_name_manner() -> None:
    """Who learns more, the page asks: executives with 200 recordings, or 40 calls beside."""
    for sector in SECTORS:
        for seed in range(25):
            assert hear(firm_of(sector, seed), Plan(RECORDINGS, 200)).named == MANNER


def test_without_a_change_only_the_listening_costs() -> None:
    firm = today(demo())
    luck = draw_luck(firm, MONTHS)
    before = go_on(firm, [AS_BEFORE] * MONTHS, luck)
    year = run(firm, Plan(BESIDE, 40, NO_CHANGE), luck)
    assert kept_more(year.course, before) == 0
    assert year.from_month == MONTHS and year.change == NO_CHANGE
    assert year.cost == pytest.approx(40 * STANDARD.call_cost)
    assert year.net == pytest.approx(before.margin.sum() - year.cost)


def test_replaced_staff_are_missed() -> None:
    firm = today(demo())
    luck = draw_luck(firm, MONTHS)
    before = go_on(firm, [AS_BEFORE] * MONTHS, luck)
    year = run(firm, Plan(INSTEAD, 120, NO_CHANGE), luck)
    assert year.listening == 3
    assert year.course.mean(year.course.effort)[0] > before.mean(before.effort)[0]
    assert kept_more(year.course, before) <= 0


@pytest.mark.parametrize("change", [TOPIC, *OBSTACLES])
def test_every_change_is_felt_and_costs(change: str) -> None:
    firm = today(demo())
    luck = draw_luck(firm, MONTHS)
    before = go_on(firm, [AS_BEFORE] * MONTHS, luck)
    year = run(firm, Plan(BESIDE, 10, change), luck)
    after = year.course.mean(year.course.satisfaction)
    assert after[-1] > before.mean(before.satisfaction)[-1]
    assert kept_more(year.course, before) >= 0
    assert year.cost > 10 * STANDARD.call_cost


def test_a_change_that_mends_nothing_changes_nothing() -> None:
    firm, model = today(demo()), Programme(mended=0.0)
    for change in OBSTACLES:
        there = conditions(firm, change, "", model)
        assert there.warmth == there.authority == 0
        assert there.waiting == there.trouble == there.days == 1 and there.skill == 0


def test_a_campaign_can_win_where_it_spares_all_and_obstacles_weigh_little() -> None:
    """The page invites the learner to look for that point, so there must be one."""
    model = Programme(topic_mended=1.0, obstacle_pain=0.0)
    firm = today(demo())
    luck = draw_luck(firm, MONTHS)
    years = {c: run(firm, Plan(BESIDE, 40, c), luck, model=model) for c in (TOPIC, AS_NAMED)}
    assert years[TOPIC].course.staying() > years[AS_NAMED].course.staying()


def test_the_longest_listening_leaves_no_month_for_the_change() -> None:
    firm = today(demo())
    year = run(firm, Plan(calls=MOST_CALLS), draw_luck(firm, MONTHS),
               model=Programme(calls_a_month=10.0))  # fmt: skip
    assert year.listening == 24 and year.from_month == MONTHS


@pytest.mark.parametrize(
    "wrong", [{"listen": "asleep"}, {"change": "all"}, {"calls": 0}, {"calls": MOST_CALLS + 1}]
)
def test_a_plan_that_cannot_be_is_refused(wrong) -> None:
    with pytest.raises(BadInput, match="calls" if "calls" in wrong else "got"):
        Plan(**wrong)


def test_every_number_says_what_it_is_and_stays_in_its_range() -> None:
    for each in assumptions(STANDARD):
        assert each.meaning and each.origin and each.unit
        assert each.low <= each.value <= each.high
    assert set(CHANGES) == {NO_CHANGE, TOPIC, AS_NAMED, *OBSTACLES}


# -- a coding ----------------------------------------------------------------------------------

codings = st.integers(1, 20).flatmap(
    lambda n: st.builds(
        Coding,
        *(
            st.lists(
                st.sampled_from([NOT_CODED, *(c.name for c in codes)]), min_size=n, max_size=n
            ).map(tuple)
            for codes in VOICES.values()
        ),
    )
)


@settings(deadline=None)
@given(codings)
def test_a_coding_survives_being_sent(coding: Coding) -> None:
    line = write_coding(coding)
    for form in (line, line.lower(), line.replace(" ", ""), f"\n {line.replace(' ', ', ')} "):
        assert read_coding(form, len(coding.customer)) == coding


@given(codings, st.data())
def test_one_code_changes_one_call(coding: Coding, data) -> None:
    at = data.draw(st.integers(0, len(coding.customer) - 1))
    changed = coding.with_code("employee", at, "no time")
    assert changed.customer == coding.customer
    assert changed.employee[at] == "no time"
    assert changed.employee[:at] == coding.employee[:at]
    assert changed.employee[at + 1 :] == coding.employee[at + 1 :]


def test_a_call_is_complete_with_both_codes() -> None:
    one = empty(3).with_code("customer", 0, "be told")
    assert one.complete == 0
    assert one.with_code("employee", 0, "nothing").complete == 1


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", ["nothing to read"]),
        ("  \n", ["nothing to read"]),
        ("TA RI", ["4 letters", "6", "whole line"]),
        ("TA RI HN GM", ["8 letters"]),
        ("TA RX HN", ["“X”", "call 2", "A, I, M, U, N"]),
        ("QA RI HN", ["“Q”", "call 1", "T, R, H, F, G"]),
        ("<script>", ["“<”"]),
        ("call 1: told", ["“C”", "call 1"]),
        ("х" * 6, ["call 1"]),
    ],
)
def test_a_bad_line_gets_a_sentence_that_says_where(line: str, words) -> None:
    with pytest.raises(CourseError) as caught:
        read_coding(line, 3)
    for word in words:
        assert word in str(caught.value)


def test_codes_can_be_told_apart() -> None:
    for codes in (CUSTOMER, EMPLOYEE):
        assert len({c.name for c in codes}) == len({c.letter for c in codes}) == 5
        assert all(c.means for c in codes)
