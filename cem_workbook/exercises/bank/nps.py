"""Page 11: the Net Promoter Score."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cem_workbook.exercises.exercise import Case, Exercise
from cem_workbook.exercises.functions import Function
from cem_workbook.exercises.kinds import Choice, Decision, Number, Reflection, Verdict
from cem_workbook.exercises.misconceptions import (
    A_HIGH_SCORE_PROVES_THE_CAUSE,
    ANY_RISE_IS_NEWS,
    AVERAGE_OF_AVERAGES,
    BLANKS_COUNTED_AS_ANSWERS,
    COUNTS_INSTEAD_OF_SHARES,
    DETRACTORS_MINUS_PROMOTERS,
    EIGHT_IS_A_PROMOTER,
    FIVE_IS_THE_DIVIDE,
    FRACTION_INSTEAD_OF_POINTS,
    HALF_THE_WIDTH_TWICE_THE_ANSWERS,
    LARGE_FIRM_NEEDS_LARGE_SAMPLE,
    LARGEST_GROUP_ONLY,
    MEAN_OF_THE_SCORES,
    NOT_SURE_MEANS_NO_CHANGE,
    ONLY_THE_EXTRA,
    PASSIVES_COUNTED_AS_DETRACTORS,
    PASSIVES_COUNTED_AS_PROMOTERS,
    PASSIVES_LEFT_OUT_OF_THE_BASE,
    POINTS_READ_AS_PERCENT,
    PROMOTERS_ARE_THE_WHOLE_STORY,
    PROMOTERS_ONLY,
    SCALE_IS_THE_TROUBLE,
    SIX_IS_IN_THE_MIDDLE,
    WIDTH_SHRINKS_WITH_THE_SQUARE,
    WORK_AROUND_THE_SCORE,
)
from cem_workbook.exercises.sheets import Classify, Table
from cem_workbook.metrics import band, nps, nps_difference, nps_from_counts

if TYPE_CHECKING:
    from cem_workbook.data.company import Company

BANDS = ("detractor", "passive", "promoter")
NAMES = ("Mina", "Reza", "Elif", "Deniz", "Olga", "Anton", "Sara", "Kemal", "Leyla", "Ivan")


# 1. Sorting scores into bands


def _ten_answers(company: Company, draw: random.Random) -> Case:
    """The scores where people slip (5 to 9) are always there; the others are drawn."""
    scores = [5, 6, 7, 8, 9] + [int(draw.random() * 11) for _ in range(5)]
    order = sorted(range(10), key=lambda _: draw.random())
    return {
        "title": company.title,
        "people": {
            f"{name} gave {scores[i]}": scores[i] for name, i in zip(NAMES, order, strict=True)
        },
    }


def _sorted_by(case: Case, rule: dict[int, str]) -> dict[str, str]:
    return {who: rule.get(score, band(score)) for who, score in case["people"].items()}


# 2. One branch


def _one_branch(company: Company, draw: random.Random) -> Case:
    """The answers of one branch in one quarter, blanks included."""
    surveys = company.surveys
    branch = company.branches[int(draw.random() * len(company.branches))]
    quarters = surveys["asked_on"].dt.to_period("Q")
    quarter = sorted(quarters.unique())[int(draw.random() * quarters.nunique())]
    chosen = surveys[(surveys["branch"] == branch) & (quarters == quarter) & surveys["answered"]][
        "recommend"
    ]
    given = chosen.dropna().astype(int)
    counts = [int((given == box).sum()) for box in range(11)]
    return {
        "title": company.title,
        "branch": branch,
        "quarter": f"quarter {quarter.quarter} of {quarter.year}",
        "quarter_code": str(quarter),
        "blanks": int(chosen.isna().sum()),
        "boxes": " | ".join(map(str, range(11))),
        "counts": " | ".join(map(str, counts)),
        "rule": "|".join([" --- "] * 11),
        "p": sum(counts[9:]),
        "m": sum(counts[7:9]),
        "d": sum(counts[:7]),
        "n": sum(counts),
        "mean": sum(box * count for box, count in enumerate(counts)) / max(1, sum(counts)),
    }


# 3. A function


def _trial_scores(company: Company, draw: random.Random) -> Case:
    """Lists of answers, each with somebody outside the middle, so that every recipe is defined."""
    trials = [[int(draw.random() * 11) for _ in range(8)] + [9] for _ in range(5)]
    return {"trials": [(scores,) for scores in ([9, 10, 10], *trials)]}


def _shares(scores: Sequence[int], top: int = 9, bottom: int = 6) -> float:
    return 100 * (sum(s >= top for s in scores) - sum(s <= bottom for s in scores)) / len(scores)


def _without_passives(scores: Sequence[int]) -> float:
    outside = [s for s in scores if band(s) != "passive"]
    return _shares(outside)


RECIPES = {
    "a": "Take the share of 9s and 10s, in per cent.",
    "b": "Take the share of 7s to 10s, less the share of 0s to 6s, in per cent.",
    "c": "Take the share of 9s and 10s, less the share of 0s to 6s, in per cent of all answers.",
    "d": "Leave out the 7s and 8s. Of the rest: promoters less detractors, in per cent.",
    "e": "Add up all answers and divide by how many there are.",
}
FUNCTIONS = {
    "a": lambda scores: 100 * sum(s >= 9 for s in scores) / len(scores),
    "b": lambda scores: _shares(scores, top=7),
    "c": lambda scores: nps(scores).value,
    "d": _without_passives,
    "e": lambda scores: sum(scores) / len(scores),
}


# 4. Branches and the firm

FIRM = "the whole firm"


def _branches(company: Company, draw: random.Random) -> Case:
    """One quarter, by branch: how many in each camp."""
    surveys = company.surveys.dropna(subset=["recommend"])
    quarters = surveys["asked_on"].dt.to_period("Q")
    quarter = sorted(quarters.unique())[int(draw.random() * quarters.nunique())]
    camps = {}
    for branch in company.branches:
        scores = surveys[(surveys["branch"] == branch) & (quarters == quarter)]["recommend"]
        result = nps(scores.astype(int).tolist())
        camps[branch] = (result.promoters, result.passives, result.detractors)
    lines = "\n".join(
        f"| {branch} | {p} | {m} | {d} | {p + m + d} |" for branch, (p, m, d) in camps.items()
    )
    return {
        "title": company.title,
        "quarter": f"quarter {quarter.quarter} of {quarter.year}",
        "quarter_code": str(quarter),
        "camps": camps,
        "lines": lines,
    }


def _by_branch(case: Case) -> dict[str, dict[str, float]]:
    """The right table: every branch, then the firm from all answers together."""
    table = {b: {"NPS": nps_from_counts(*camps).value} for b, camps in case["camps"].items()}
    totals = [sum(c[i] for c in case["camps"].values()) for i in range(3)]
    return {**table, FIRM: {"NPS": nps_from_counts(*totals).value}}


def _firm_as(case: Case, value: float) -> dict[str, dict[str, float]]:
    return {**_by_branch(case), FIRM: {"NPS": value}}


def _average_of_branches(case: Case) -> dict[str, dict[str, float]]:
    values = [nps_from_counts(*camps).value for camps in case["camps"].values()]
    return _firm_as(case, sum(values) / len(values))


def _largest_branch(case: Case) -> dict[str, dict[str, float]]:
    largest = max(case["camps"].values(), key=sum)
    return _firm_as(case, nps_from_counts(*largest).value)


def _everywhere(case: Case, change: object) -> dict[str, dict[str, float]]:
    """The right table with one change made to the camps of every row."""
    assert callable(change)
    totals = tuple(sum(c[i] for c in case["camps"].values()) for i in range(3))
    return {row: {"NPS": change(*camps)} for row, camps in {**case["camps"], FIRM: totals}.items()}


# 5. A rise of five points


def _two_quarters(company: Company, draw: random.Random) -> Case:
    """Two samples of the size that a branch really gets, about five points apart."""
    scores = nps(company.surveys["recommend"], invalid="drop")
    size = 100 + 20 * int(draw.random() * 6)
    before = [round(size * k / scores.n) for k in (scores.promoters, scores.detractors)]
    more = round(size * (0.02 + 0.02 * draw.random()))
    less = round(size * 0.05) - more
    first = nps_from_counts(before[0], size - sum(before), before[1])
    second = nps_from_counts(before[0] + more, size - sum(before) - more + less, before[1] - less)
    change = nps_difference(first, second)
    return {
        "title": company.title,
        "size": size,
        "before": first.value,
        "after": second.value,
        "rise": change.value,
        "low": change.interval[0],
        "high": change.interval[1],
        "points_reason": "3",
        "sample_share_reason": "4",
    }


# 6. Half the width


def _a_survey(company: Company, draw: random.Random) -> Case:
    scores = nps(company.surveys["recommend"], invalid="drop")
    n = 100 + 50 * int(draw.random() * 9)
    sample = nps_from_counts(
        round(n * scores.promoters / scores.n),
        n - round(n * scores.promoters / scores.n) - round(n * scores.detractors / scores.n),
        round(n * scores.detractors / scores.n),
    )
    return {
        "title": company.title,
        "n": n,
        "value": sample.value,
        "margin": 1.96 * sample.standard_error,
        "half": 1.96 * sample.standard_error / 2,
    }


EXERCISES = (
    Exercise(
        id="nps-1",
        goal="Sort answers into the three camps",
        minutes=3,
        ask="Ten customers of {title} said how ready they are to recommend it. Put each of them "
        "where the source puts them: promoters answer 9 or 10, passives 7 or 8, detractors 0 to 6 "
        "[000 · NPS].",
        answer=Classify(bins=BANDS, items=lambda case: list(case["people"])),
        case=_ten_answers,
        expected=lambda c: _sorted_by(c, {}),
        misconceptions=(
            EIGHT_IS_A_PROMOTER.shows_as(lambda c: _sorted_by(c, {8: "promoter"})),
            SIX_IS_IN_THE_MIDDLE.shows_as(lambda c: _sorted_by(c, {6: "passive"})),
            FIVE_IS_THE_DIVIDE.shows_as(
                lambda c: _sorted_by(c, {5: "passive", 6: "promoter", 7: "promoter", 8: "promoter"})
            ),
        ),
        hints=(
            "The three camps are not of equal size. Which one has seven boxes?",
            "Draw the eleven boxes. Put one line between 6 and 7, another between 8 and 9.",
            "Start with those who gave 9 or 10. Then find the 7s and 8s. All others are detractors.",
        ),
        right="All ten are where they belong. Note how high the bar is: a 6 of 10 already counts "
        "against the firm.",
        solution="9 and 10 are promoters, 7 and 8 are passives, 0 to 6 are detractors. In code: "
        "`cem.metrics.band(score)`.",
    ),
    Exercise(
        id="nps-2",
        goal="Compute an NPS from raw answers",
        minutes=5,
        code=True,
        ask="The **{branch}** branch of {title} asked its customers in {quarter}. This is how many "
        "gave each answer; {blanks} more sent the form back with this question left blank.\n\n"
        "| {boxes} |\n|{rule}|\n| {counts} |\n\n"
        "What is the NPS of the branch, in points?",
        answer=Number(unit="points", tolerance=0.5, low=-100, high=100),
        case=_one_branch,
        expected=lambda c: nps_from_counts(c["p"], c["m"], c["d"]).value,
        misconceptions=(
            FRACTION_INSTEAD_OF_POINTS.shows_as(lambda c: (c["p"] - c["d"]) / c["n"]),
            PASSIVES_LEFT_OUT_OF_THE_BASE.shows_as(
                lambda c: 100 * (c["p"] - c["d"]) / max(1, c["p"] + c["d"])
            ),
            PROMOTERS_ONLY.shows_as(lambda c: 100 * c["p"] / c["n"]),
            PASSIVES_COUNTED_AS_PROMOTERS.shows_as(
                lambda c: 100 * (c["p"] + c["m"] - c["d"]) / c["n"]
            ),
            PASSIVES_COUNTED_AS_DETRACTORS.shows_as(
                lambda c: 100 * (c["p"] - c["m"] - c["d"]) / c["n"]
            ),
            BLANKS_COUNTED_AS_ANSWERS.shows_as(
                lambda c: 100 * (c["p"] - c["d"]) / (c["n"] + c["blanks"])
            ),
            DETRACTORS_MINUS_PROMOTERS.shows_as(lambda c: 100 * (c["d"] - c["p"]) / c["n"]),
            COUNTS_INSTEAD_OF_SHARES.shows_as(lambda c: c["p"] - c["d"]),
            MEAN_OF_THE_SCORES.shows_as(lambda c: c["mean"]),
        ),
        hints=(
            "You need three numbers: promoters, detractors, and everybody who answered.",
            "NPS is the share of promoters less the share of detractors, both in per cent of all who "
            "answered. A blank is not an answer.",
            "{p} promoters, {d} detractors, {n} answers. Subtract, divide, multiply by 100.",
        ),
        right="{answer} points, from {n} answers. The {m} passives do not move the score up or "
        "down, but they stand in the base.",
        solution="{p} promoters (9 and 10), {m} passives (7 and 8) and {d} detractors (0 to 6) make "
        "{n} answers. NPS = 100 × ({p} − {d}) / {n}.\n\nIn code:\n\n"
        "```python\n"
        'surveys = cem.load("surveys")\n'
        'quarter = surveys["asked_on"].dt.to_period("Q") == "{quarter_code}"\n'
        'scores = surveys[(surveys["branch"] == "{branch}") & quarter]["recommend"].dropna()\n'
        "branch_nps = 100 * ((scores >= 9).mean() - (scores <= 6).mean())\n"
        "```",
    ),
    Exercise(
        id="nps-3",
        goal="Put the recipe into one function",
        minutes=4,
        code=True,
        ask="Which recipe gives the NPS of *any* list of answers? Choose it here; or write it as a "
        "function that takes a list of answers and returns the NPS in points. Either way it is "
        "tried on six lists of answers.",
        answer=Function(
            trials=lambda case: case["trials"], recipes=RECIPES, functions=FUNCTIONS, tolerance=0.5
        ),
        case=_trial_scores,
        expected=lambda c: FUNCTIONS["c"],
        misconceptions=(
            PROMOTERS_ONLY.shows_as(
                "a",
                "this recipe gives the share of promoters. NPS also hears the unhappy: what should "
                "boxes 0 to 6 do to the score?",
            ),
            PASSIVES_COUNTED_AS_PROMOTERS.shows_as(
                "b",
                "this recipe counts the 7s and 8s as promoters. They are satisfied, and they would "
                "also leave for something better [000 · NPS]. In which camp does that put them?",
            ),
            PASSIVES_LEFT_OUT_OF_THE_BASE.shows_as(
                "d",
                "this recipe leaves the 7s and 8s out of the base. They add nothing to either camp, "
                "but they did answer. Who belongs in the number that you divide by?",
            ),
            MEAN_OF_THE_SCORES.shows_as(
                "e",
                "this recipe is the average answer. NPS does not average: it counts people in "
                "camps.",
            ),
        ),
        hints=(
            "Try each recipe on the list 9, 10, 7, 3. Two of the four are promoters, one is a detractor.",
            "Every answer belongs in the base, and only two camps move the score.",
            "In Python, `sum(s >= 9 for s in scores)` counts the promoters of a list.",
        ),
        right="Six lists, six right results. This is the standard formula; neither source that "
        "explains NPS gives one [000 · NPS], [003 · Metrics].",
        solution="Recipe c. As a function:\n\n"
        "```python\n"
        "def my_nps(scores):\n"
        "    promoters = sum(s >= 9 for s in scores)\n"
        "    detractors = sum(s <= 6 for s in scores)\n"
        "    return 100 * (promoters - detractors) / len(scores)\n\n"
        "my_answer = my_nps\n"
        "```",
    ),
    Exercise(
        id="nps-4",
        goal="Put branches together without averaging averages",
        minutes=5,
        code=True,
        ask="Four branches of {title} in {quarter}:\n\n"
        "| branch | promoters | passives | detractors | answers |\n"
        "| --- | --- | --- | --- | --- |\n{lines}\n\n"
        "Give the NPS of each branch, and of the whole firm, in points.",
        answer=Table(rows=lambda c: [*c["camps"], FIRM], columns=lambda c: ["NPS"], tolerance=0.5),
        case=_branches,
        expected=_by_branch,
        misconceptions=(
            AVERAGE_OF_AVERAGES.shows_as(
                _average_of_branches,
                "the branches are right; the firm is the plain average of their scores. That gives "
                "a small branch the same voice as a large one. How many answers stand behind each?",
            ),
            LARGEST_GROUP_ONLY.shows_as(
                _largest_branch,
                "the branches are right; for the firm you gave the score of the largest branch. It "
                "is the loudest voice, but the others answered too.",
            ),
            FRACTION_INSTEAD_OF_POINTS.shows_as(
                lambda c: _everywhere(c, lambda p, m, d: (p - d) / (p + m + d)),
                "as fractions they are right. NPS is reported in points from −100 to 100.",
            ),
            PASSIVES_LEFT_OUT_OF_THE_BASE.shows_as(
                lambda c: _everywhere(c, lambda p, m, d: 100 * (p - d) / max(1, p + d)),
                "the passives are missing from what you divide by. They did answer.",
            ),
            PROMOTERS_ONLY.shows_as(
                lambda c: _everywhere(c, lambda p, m, d: 100 * p / (p + m + d)),
                "these are the shares of promoters. What becomes of the detractors?",
            ),
        ),
        hints=(
            "Do the branches first. For the firm, go back to people: who answered, all told?",
            "Add up promoters, detractors and answers over the branches, and use the totals as if the "
            "firm were one big branch.",
            "The firm's score lies nearer to the branches with many answers than the plain average "
            "does.",
        ),
        right="All five are right. The firm's score is an average of the branches after all, if each "
        "counts as often as it has answers.",
        solution="For each branch 100 × (promoters − detractors) / answers. For the firm, add the "
        "columns up first.\n\nIn code:\n\n"
        "```python\n"
        'surveys = cem.load("surveys").dropna(subset=["recommend"])\n'
        'quarter = surveys[surveys["asked_on"].dt.to_period("Q") == "{quarter_code}"]\n'
        'by_branch = quarter.groupby("branch")["recommend"]\n'
        'my_table = by_branch.apply(lambda scores: cem.metrics.nps(scores).value).to_frame("NPS")\n'
        'my_table.loc["the whole firm"] = cem.metrics.nps(quarter["recommend"]).value\n'
        "```",
    ),
    Exercise(
        id="nps-5",
        goal="Decide whether a rise of five points is news",
        minutes=4,
        ask="Last quarter {size} customers of {title} answered, and the NPS was {before:+.0f}. This "
        "quarter {size} others answered, and it is {after:+.0f}: a rise of {rise:.0f} points. The "
        "95 % interval of the difference goes from {low:+.0f} to {high:+.0f}. The manager wants to "
        "write to all staff. What do you advise? Give at least two reasons.",
        answer=Decision(
            options={
                "a": "Announce it: customers are happier than last quarter.",
                "b": "Say that it may be a rise and may be chance; go on asking.",
                "c": "Say that nothing has changed.",
                "d": "Ask staff to remind customers that only a 9 or 10 helps, then announce.",
            },
            reasons={
                "1": "The interval of the difference holds zero, and rises as well.",
                "2": "Two samples of the very same customers would differ by some points too.",
                "3": "Five points more means that five per cent of the customers are happier.",
                "4": "The sample is too small a share of all customers.",
            },
            sound=frozenset({"1", "2"}),
            needed=2,
        ),
        case=_two_quarters,
        expected=lambda c: Verdict("b", frozenset({"1", "2"})),
        misconceptions=(
            ANY_RISE_IS_NEWS.shows_as(Verdict("a", frozenset({"1", "2"}))),
            NOT_SURE_MEANS_NO_CHANGE.shows_as(Verdict("c", frozenset({"1", "2"}))),
            WORK_AROUND_THE_SCORE.shows_as(Verdict("d", frozenset({"1", "2"}))),
            POINTS_READ_AS_PERCENT.shows_as(Verdict("b", frozenset({"1", "2", "3"}))),
            LARGE_FIRM_NEEDS_LARGE_SAMPLE.shows_as(Verdict("b", frozenset({"1", "2", "4"}))),
        ),
        hints=(
            "Is zero inside the interval of the difference? Is ten?",
            "An interval that holds zero says “we cannot tell”. It does not say “no change”.",
            "The honest advice sounds less exciting than the manager would like. Two of the four "
            "reasons are about chance.",
        ),
        right="That is what an analyst would say. With {size} answers a quarter, five points are "
        "within what chance does on its own.",
        solution="Advice b, for reasons 1 and 2. The interval from {low:+.0f} to {high:+.0f} holds "
        "zero: chance alone could do this. It also holds clear rises, so “no change” would be "
        "wrong as well. Reason 3 confuses points with people. Reason 4 is a common belief: with "
        "many customers, the number of answers counts, not their share.",
    ),
    Exercise(
        id="nps-6",
        goal="Plan how many answers you need",
        minutes=4,
        code=True,
        ask="{title_capital} has {n} answers, and the interval around its NPS is ±{margin:.1f} points "
        "wide. The manager would like ±{half:.1f}: half the width. About how many answers does that "
        "take **in all**, if customers feel as they do now?",
        answer=Number(unit="answers", tolerance=12, low=1, decimals=0),
        case=lambda company, draw: _with_capital(_a_survey(company, draw)),
        expected=lambda c: c["n"] * (c["margin"] / c["half"]) ** 2,
        misconceptions=(
            HALF_THE_WIDTH_TWICE_THE_ANSWERS.shows_as(lambda c: 2 * c["n"]),
            ONLY_THE_EXTRA.shows_as(lambda c: 3 * c["n"]),
            WIDTH_SHRINKS_WITH_THE_SQUARE.shows_as(lambda c: c["n"] * 2**0.5),
        ),
        hints=(
            "Move the slider “How many answer?” from 100 to 200, then to 400, and watch the width.",
            "The width shrinks with the square root of the number of answers.",
            "Which number has the square root 2? Multiply {n} by it.",
        ),
        right="{answer} answers: four times as many for half the width. This is why the last few "
        "points of precision cost so much.",
        solution="Width ∝ 1 / √n. To halve the width, √n must double, so n must be four times as "
        "large: 4 × {n}.\n\nIn code:\n\n```python\nanswers_in_all = {n} * (1 / 0.5) ** 2\n```",
    ),
    Exercise(
        id="nps-7",
        goal="Spot the error in a source",
        minutes=3,
        ask="Source [000] says, in our words: *the more promoters you have, the healthier your "
        "business* [000 · NPS]. What is wrong with the sentence?",
        answer=Choice(
            options={
                "a": "Nothing. More promoters, higher score, healthier business.",
                "b": "One question cannot measure loyalty; it would take several.",
                "c": "It leaves the detractors out: both camps can grow at once.",
                "d": "The scale is not fixed, so nobody knows who is a promoter.",
            }
        ),
        case=lambda company, draw: {},
        expected=lambda c: "c",
        misconceptions=(
            PROMOTERS_ARE_THE_WHOLE_STORY.shows_as("a"),
            A_HIGH_SCORE_PROVES_THE_CAUSE.shows_as("b"),
            SCALE_IS_THE_TROUBLE.shows_as("d"),
        ),
        hints=(
            "In the explorer, choose “love it or hate it”. What happens to the promoters? To the score?",
            "A net score has two sides. Which of them does the sentence name?",
            "Imagine 20 more promoters and 20 more detractors.",
        ),
        right="The score is *net*. With twenty more promoters and twenty more detractors the sentence "
        "calls the firm healthier, and the score stands still (I-37 in the register of errors).",
        solution="NPS counts promoters **less** detractors. A firm that splits its customers into "
        "friends and enemies gains promoters and is not healthier for it. The safe reading is: the "
        "larger the difference, the better.",
    ),
    Exercise(
        id="nps-r1",
        goal="Bring it home",
        minutes=3,
        ask="**In your organisation.** Who asks the question, whom, and when? Who is never asked? "
        "Name one thing about it that you would change next month.",
        answer=Reflection(),
    ),
)


def _with_capital(case: Case) -> Case:
    return {**case, "title_capital": case["title"][:1].upper() + case["title"][1:]}
