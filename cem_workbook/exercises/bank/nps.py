"""Page 11: the Net Promoter Score."""

from __future__ import annotations

from cem_workbook.exercises.bank.nps_cases import (
    BANDS,
    FIRM,
    FUNCTIONS,
    RECIPES,
    a_survey,
    average_of_branches,
    branches,
    by_branch,
    everywhere,
    largest_branch,
    one_branch,
    sorted_by,
    ten_answers,
    trial_scores,
    two_quarters,
    with_blanks,
)
from cem_workbook.exercises.exercise import Exercise
from cem_workbook.exercises.functions import Function
from cem_workbook.exercises.kinds import Choice, Decision, Number, Reflection, Verdict
from cem_workbook.exercises.misconceptions.general import (
    ANY_RISE_IS_NEWS,
    AVERAGE_OF_AVERAGES,
    BLANKS_COUNTED_AS_ANSWERS,
    LARGE_FIRM_NEEDS_LARGE_SAMPLE,
    LARGEST_GROUP_ONLY,
    NOT_SURE_MEANS_NO_CHANGE,
    WORK_AROUND_THE_SCORE,
    WRONG_GROUP_OF_ROWS,
)
from cem_workbook.exercises.misconceptions.nps import (
    A_HIGH_SCORE_PROVES_THE_CAUSE,
    COUNTS_INSTEAD_OF_SHARES,
    DETRACTORS_MINUS_PROMOTERS,
    DETRACTORS_ONLY,
    EIGHT_IS_A_PROMOTER,
    FIVE_IS_THE_DIVIDE,
    FRACTION_INSTEAD_OF_POINTS,
    HALF_THE_WIDTH_TWICE_THE_ANSWERS,
    MEAN_OF_THE_SCORES,
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
)
from cem_workbook.exercises.sheets import Classify, Table
from cem_workbook.metrics import nps_from_counts

EXERCISES = (
    Exercise(
        id="nps-1",
        goal="Sort answers into the three camps",
        minutes=3,
        ask="Ten customers of {title} said how ready they are to recommend it. Put each of them "
        "where the source puts them: promoters answer 9 or 10, passives 7 or 8, detractors 0 to 6 "
        "[000 · NPS].",
        answer=Classify(bins=BANDS, items=lambda case: list(case["people"])),
        case=ten_answers,
        expected=lambda c: sorted_by(c, {}),
        misconceptions=(
            EIGHT_IS_A_PROMOTER.shows_as(lambda c: sorted_by(c, {8: "promoter"})),
            SIX_IS_IN_THE_MIDDLE.shows_as(lambda c: sorted_by(c, {6: "passive"})),
            FIVE_IS_THE_DIVIDE.shows_as(
                lambda c: sorted_by(c, {5: "passive", 6: "promoter", 7: "promoter", 8: "promoter"})
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
        case=one_branch,
        expected=lambda c: nps_from_counts(c["p"], c["m"], c["d"]).value,
        misconceptions=(
            FRACTION_INSTEAD_OF_POINTS.shows_as(lambda c: (c["p"] - c["d"]) / c["n"]),
            PASSIVES_LEFT_OUT_OF_THE_BASE.shows_as(
                lambda c: 100 * (c["p"] - c["d"]) / max(1, c["p"] + c["d"])
            ),
            PROMOTERS_ONLY.shows_as(lambda c: 100 * c["p"] / c["n"]),
            DETRACTORS_ONLY.shows_as(lambda c: 100 * c["d"] / c["n"]),
            EIGHT_IS_A_PROMOTER.shows_as(
                lambda c: 100 * (c["p"] + c["eights"] - c["d"]) / c["n"],
                "{answer} is what you get when the 8s count as promoters. Look again at the lower "
                "edge of the top camp: only two boxes belong to it.",
            ),
            SIX_IS_IN_THE_MIDDLE.shows_as(
                lambda c: 100 * (c["p"] - c["d"] + c["sixes"]) / c["n"],
                "{answer} is what you get when the 6s stand in the middle. On a scale from 0 to 10 "
                "a 6 does look like a pass. Look again at where the source draws its lower line.",
            ),
            PASSIVES_COUNTED_AS_PROMOTERS.shows_as(
                lambda c: 100 * (c["p"] + c["m"] - c["d"]) / c["n"]
            ),
            PASSIVES_COUNTED_AS_DETRACTORS.shows_as(
                lambda c: 100 * (c["p"] - c["m"] - c["d"]) / c["n"]
            ),
            BLANKS_COUNTED_AS_ANSWERS.shows_as(with_blanks),
            DETRACTORS_MINUS_PROMOTERS.shows_as(lambda c: 100 * (c["d"] - c["p"]) / c["n"]),
            COUNTS_INSTEAD_OF_SHARES.shows_as(lambda c: c["p"] - c["d"]),
            WRONG_GROUP_OF_ROWS.shows_as(lambda c: c["every_quarter"]),
            MEAN_OF_THE_SCORES.shows_as(lambda c: c["mean"]),
        ),
        hints=(
            "You need three numbers: the promoters, the detractors, and everybody who answered.",
            "NPS is the share of promoters less the share of detractors, both in per cent of all who "
            "answered. A blank is not an answer.",
            "{p} promoters, {d} detractors, {n} answers. Subtract, divide, multiply by 100.",
        ),
        right="{answer} points, from {n} answers. The {m} passives do not move the score up or "
        "down, but they stand in the base.",
        solution="{p} promoters (9 and 10), {m} passives (7 and 8) and {d} detractors (0 to 6) make "
        "{n} answers. NPS = 100 × ({p} − {d}) / {n} = {result}.\n\nIn code:\n\n"
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
        case=trial_scores,
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
            FRACTION_INSTEAD_OF_POINTS.shows_as(
                "f",
                "the camps are right. NPS is reported in points from −100 to 100, so that nobody "
                "reads it as a percentage of people. One step is missing.",
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
            "Leave out the recipes that do not use all three camps. In Python, "
            "`sum(s >= 9 for s in scores)` counts the promoters of a list.",
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
        case=branches,
        expected=by_branch,
        misconceptions=(
            AVERAGE_OF_AVERAGES.shows_as(
                average_of_branches,
                "the branches are right; the firm is the plain average of their scores. That gives "
                "a small branch the same voice as a large one. How many answers stand behind each?",
            ),
            LARGEST_GROUP_ONLY.shows_as(
                largest_branch,
                "the branches are right; for the firm you gave the score of the largest branch. It "
                "is the loudest voice, but the others answered too.",
            ),
            FRACTION_INSTEAD_OF_POINTS.shows_as(
                lambda c: everywhere(c, lambda p, m, d: (p - d) / (p + m + d)),
                "as fractions they are right. NPS is reported in points from −100 to 100.",
            ),
            PASSIVES_LEFT_OUT_OF_THE_BASE.shows_as(
                lambda c: everywhere(c, lambda p, m, d: 100 * (p - d) / max(1, p + d)),
                "the passives are missing from what you divide by. They did answer.",
            ),
            PROMOTERS_ONLY.shows_as(
                lambda c: everywhere(c, lambda p, m, d: 100 * p / (p + m + d)),
                "these are the shares of promoters. What becomes of the detractors?",
            ),
            COUNTS_INSTEAD_OF_SHARES.shows_as(
                lambda c: everywhere(c, lambda p, m, d: p - d),
                "these are numbers of people. What do you divide by to make them shares?",
            ),
            DETRACTORS_MINUS_PROMOTERS.shows_as(
                lambda c: everywhere(c, lambda p, m, d: 100 * (d - p) / (p + m + d)),
                "they have the right size and the wrong sign. Which camp comes first?",
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
        'answered = cem.load("surveys").dropna(subset=["recommend"])\n'
        'quarter = answered[answered["asked_on"].dt.to_period("Q") == "{quarter_code}"]\n'
        'each = quarter.groupby("branch")["recommend"]\n'
        'my_table = each.apply(lambda scores: cem.metrics.nps(scores).value).to_frame("NPS")\n'
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
                "1": "Zero lies inside the interval of the difference, and so do real rises.",
                "2": "Two samples of the very same customers would differ by some points too.",
                "3": "Five points more means that five per cent of the customers are happier.",
                "4": "The sample is too small a share of all customers.",
            },
            sound=frozenset({"1", "2"}),
            needed=2,
        ),
        case=two_quarters,
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
        ask="{title_capital} has {n} answers, and its NPS is sure to within ±{margin:.1f} points. "
        "The manager would like ±{half:.1f}: half the width. About how many answers does that "
        "take **in all**, if customers feel as they do now?",
        answer=Number(tolerance=12, relative=0.03, low=1, decimals=0),
        case=a_survey,
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
        right="About {answer}: four times as many answers for half the width. This is why the last few "
        "points of precision cost so much.",
        solution="The width shrinks with the square root of the number of answers. To halve it, the root must "
        "double, so the number must be four times as "
        "large: 4 × {n} = {result}.\n\nIn code:\n\n```python\nanswers_in_all = {n} * (1 / 0.5) ** 2\n```",
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
