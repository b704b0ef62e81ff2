"""Page 16: satisfaction indices."""

from __future__ import annotations

from cem_workbook.exercises.bank.indices_cases import (
    ACSI,
    CSI,
    ECSI,
    EQUAL,
    SWICS,
    difference_of_leads,
    evenly,
    four_branches,
    index_rounded,
    level_at,
    of_too_many,
    one_average,
    one_fall,
    points_rounded,
    six_statements,
    sorted_as,
    three_means,
    twice,
    two_columns,
    two_rivals,
    weighted,
)
from cem_workbook.exercises.exercise import Exercise
from cem_workbook.exercises.kinds import Choice, Decision, Number, Reflection, Verdict
from cem_workbook.exercises.misconceptions import indices as wrong
from cem_workbook.exercises.misconceptions.csat import FLAWED_MEANS_WORTHLESS
from cem_workbook.exercises.misconceptions.general import (
    ROUNDED_TOO_SOON,
    WORK_AROUND_THE_SCORE,
    WRONG_GROUP_OF_ROWS,
)
from cem_workbook.exercises.sheets import Classify, Table
from cem_workbook.metrics import OHIO_WEIGHTS, acsi

EXERCISES = (
    Exercise(
        id="indices-1",
        goal="Tell four indices apart",
        minutes=3,
        ask="Six things that a source says of an index [004 · Main indices]. Of which one?",
        answer=Classify(bins=(CSI, ACSI, ECSI, SWICS), items=lambda case: list(case["statements"])),
        case=six_statements,
        expected=sorted_as,
        misconceptions=(
            wrong.CONTINENTS_EXCHANGED.shows_as(lambda c: sorted_as(c, {ACSI: ECSI, ECSI: ACSI})),
            wrong.SWISS_TAKEN_FOR_EUROPEAN.shows_as(lambda c: sorted_as(c, {SWICS: ECSI})),
            wrong.ONE_INDEX_IS_LIKE_ANOTHER.shows_as(lambda c: sorted_as(c, {CSI: ACSI})),
            wrong.AN_EFFECT_IS_ANY_LINK.shows_as(lambda c: sorted_as(c, {ECSI: SWICS})),
            wrong.A_CAUSE_IS_AN_EFFECT.shows_as(lambda c: sorted_as(c, {CSI: SWICS})),
            wrong.ALL_ASPECTS_IS_THE_PLAIN_ONE.shows_as(lambda c: sorted_as(c, {ACSI: CSI})),
        ),
        hints=(
            "Look for the word that only one of the four has.",
            "Image stands in one of them, dialogue in another, a year beside a third.",
            "Only one is not named after a place.",
        ),
        right="All six are where they belong. Four names, and four lists of parts: none of these "
        "sources says how the parts become one number.",
        solution="CSI: mainly product or service, and said to find the cause. ACSI: designed in "
        "1994, three values of which each is said to cover all aspects. ECSI: the links between its "
        "parts, with image among them. SWICS: satisfaction, dialogue, loyalty, the first of which "
        "is said to affect the other two.",
    ),
    Exercise(
        id="indices-2",
        goal="Bring an average to points",
        minutes=3,
        code=True,
        ask="In {quarter} the **{branch}** branch of {title} got {n} answers to “how satisfied are "
        "you?”, from 1 to 5. Their average is **{mean:.2f}**.\n\n"
        "In an index, the lowest answer is worth 0 and the highest 100. How many points is this "
        "average worth?",
        answer=Number(unit="points", tolerance=0.2, low=0, high=100),
        case=one_average,
        expected=lambda c: 100 * (c["mean"] - 1) / 4,
        misconceptions=(
            wrong.LOWEST_IS_NOT_NOTHING.shows_as(lambda c: 100 * c["mean"] / 5),
            wrong.LOWEST_NOT_TAKEN_AWAY.shows_as(lambda c: 100 * c["mean"] / 4),
            wrong.COUNTED_FROM_THE_TOP.shows_as(lambda c: 100 * (5 - c["mean"]) / 4),
            wrong.STEPS_MISCOUNTED.shows_as(lambda c: 100 * (c["mean"] - 1) / 5),
            WRONG_GROUP_OF_ROWS.shows_as(of_too_many("of_branch")),
            WRONG_GROUP_OF_ROWS.shows_as(of_too_many("of_quarter")),
            wrong.SHARE_INSTEAD_OF_MEAN.shows_as(lambda c: c["share"]),
            wrong.NOT_BROUGHT_TO_POINTS.shows_as(lambda c: c["mean"]),
            wrong.POINTS_AS_A_FRACTION.shows_as(lambda c: (c["mean"] - 1) / 4),
        ),
        hints=(
            "What would the points be if everybody had answered 1? And if everybody had answered 5?",
            "How far has the average come from the lowest answer, and how long is the whole way?",
            "({mean:.2f} − 1) is how far it has come. From 1 to 5 the whole way is 4.",
        ),
        right="{answer} points: so much of the way from the lowest answer to the highest.",
        solution="100 × ({mean:.2f} − 1) / (5 − 1) = {result}.\n\nIn code:\n\n"
        "```python\n"
        'surveys = cem.load("surveys")\n'
        'quarter = surveys["asked_on"].dt.to_period("Q") == "{quarter_code}"\n'
        'here = surveys[(surveys["branch"] == "{branch}") & quarter]\n'
        'branch_points = 100 * (here["satisfaction"].mean() - 1) / (5 - 1)\n'
        "```",
    ),
    Exercise(
        id="indices-3",
        goal="Compute an index with published weights",
        minutes=5,
        code=True,
        ask="Suppose that the **{branch}** branch of {title} asks the three questions of the "
        "American index, each from 1 to 10. The averages (invented), and one published set of "
        "weights:\n\n"
        "| question | average | weight |\n| --- | --- | --- |\n"
        "| all in all, how satisfied? | {x1:.1f} | 0.3885 |\n"
        "| less or more than you expected? | {x2:.1f} | 0.3190 |\n"
        "| how close to the ideal? | {x3:.1f} | 0.2925 |\n\n"
        "What is the index, from 0 to 100?",
        answer=Number(unit="points", tolerance=0.06, low=0, high=100),
        case=three_means,
        expected=lambda c: acsi(*c["means"], weights=OHIO_WEIGHTS).value,
        misconceptions=(
            wrong.LOWEST_IS_NOT_NOTHING.shows_as(
                lambda c: weighted(c["means"], OHIO_WEIGHTS, low=0, steps=10)
            ),
            wrong.LOWEST_NOT_TAKEN_AWAY.shows_as(
                lambda c: weighted(c["means"], OHIO_WEIGHTS, low=0)
            ),
            wrong.STEPS_MISCOUNTED.shows_as(lambda c: weighted(c["means"], OHIO_WEIGHTS, steps=10)),
            wrong.WEIGHTS_LEFT_OUT.shows_as(lambda c: acsi(*c["means"]).value),
            wrong.WEIGHTS_IN_ANOTHER_ORDER.shows_as(
                lambda c: acsi(*c["means"], weights=OHIO_WEIGHTS[::-1]).value
            ),
            wrong.NOT_BROUGHT_TO_POINTS.shows_as(
                lambda c: weighted(c["means"], OHIO_WEIGHTS, low=0, steps=100)
            ),
            wrong.NOT_BROUGHT_TO_POINTS.shows_as(lambda c: evenly(c["means"])),
            ROUNDED_TOO_SOON.shows_as(points_rounded),
            ROUNDED_TOO_SOON.shows_as(index_rounded),
            wrong.DIVIDED_ONCE_MORE.shows_as(
                lambda c: acsi(*c["means"], weights=OHIO_WEIGHTS).value / 3
            ),
            wrong.POINTS_AS_A_FRACTION.shows_as(
                lambda c: acsi(*c["means"], weights=OHIO_WEIGHTS).value / 100
            ),
        ),
        hints=(
            "First bring each average to points, then give each its weight.",
            "From 1 to 10 there are nine steps: points = 100 × (average − 1) / 9.",
            "Points × weight, three times; then add up. The weights come to 1, so nothing is left to "
            "divide.",
        ),
        right="{answer} of 100. Equal weights would give {plain:.1f}: these weights do not lie far "
        "apart.",
        solution="100 × (({x1:.1f} − 1) × 0.3885 + ({x2:.1f} − 1) × 0.3190 + ({x3:.1f} − 1) × "
        "0.2925) / 9 = {result}.\n\nIn code:\n\n"
        "```python\n"
        "index = cem.metrics.acsi({x1:.1f}, {x2:.1f}, {x3:.1f}, weights=cem.metrics.OHIO_WEIGHTS)\n"
        "branch_acsi = index.value\n"
        "```",
    ),
    Exercise(
        id="indices-4",
        goal="See what a weight does to an order",
        minutes=5,
        code=True,
        ask="Four branches of {title} in {quarter}, in points:\n\n"
        "| branch | satisfaction | dialogue | loyalty |\n| --- | --- | --- | --- |\n{lines}\n\n"
        "Give the index of each branch twice, with one decimal: by **equal weights**, and with "
        "**{double}** counting twice and the others once. Then look: do the two put the branches in "
        "the same order?",
        answer=Table(
            rows=lambda c: list(c["points"]), columns=lambda c: [EQUAL, c["twice"]], tolerance=0.06
        ),
        case=four_branches,
        expected=two_columns,
        misconceptions=(
            wrong.WEIGHTS_NOT_MADE_SHARES.shows_as(
                lambda c: two_columns(c, double=lambda three: twice(three, c["part"], 3))
            ),
            wrong.PARTS_ONLY_ADDED.shows_as(
                lambda c: two_columns(
                    c, even=sum, double=lambda three: twice(three, c["part"], divisor=1)
                )
            ),
            wrong.WRONG_PART_DOUBLED.shows_as(
                lambda c: two_columns(c, double=lambda three: twice(three, (c["part"] + 1) % 3))
            ),
            wrong.WRONG_PART_DOUBLED.shows_as(
                lambda c: two_columns(c, double=lambda three: twice(three, (c["part"] + 2) % 3))
            ),
            wrong.WEIGHT_ADDED_TO_THE_AVERAGE.shows_as(
                lambda c: two_columns(
                    c, double=lambda three: (evenly(three) + three[c["part"]]) / 2
                )
            ),
            wrong.BOTH_COLUMNS_ALIKE.shows_as(lambda c: two_columns(c, double=evenly)),
            wrong.BOTH_COLUMNS_ALIKE.shows_as(
                lambda c: two_columns(c, even=lambda three: twice(three, c["part"]))
            ),
            wrong.COLUMNS_OF_WEIGHTS_EXCHANGED.shows_as(
                lambda c: two_columns(c, lambda three: twice(three, c["part"]), evenly)
            ),
            wrong.INDEX_ROUNDED_TOO_SOON.shows_as(
                lambda c: two_columns(
                    c,
                    lambda three: round(evenly(three)),
                    lambda three: round(twice(three, c["part"])),
                )
            ),
        ),
        hints=(
            "Do one branch first. By equal weights, each part is a third of the index.",
            "If one part counts twice, it stands in the sum twice. How many weights are there then?",
            "You may type sums: in a cell, (60 + 70 + 2 × 80) / 4 is as good as its result.",
        ),
        right="All eight are right. {lesson} Nobody's answers have changed in between.",
        solution="Equal weights: the three points, divided by 3. With {double} twice: the three "
        "points and {double} once more, divided by 4. {lesson}\n\nIn code:\n\n"
        "```python\n"
        "points = {points_code}\n"
        "my_table = {{}}\n"
        "for branch, three in points.items():\n"
        "    equal = cem.metrics.swics(*three).value\n"
        "    double = cem.metrics.swics(*three, weights=({weights_code})).value\n"
        '    my_table[branch] = {{"equal weights": equal, "{twice}": double}}\n'
        "```",
    ),
    Exercise(
        id="indices-5",
        goal="Find the weight at which an order turns",
        minutes=5,
        ask="An index of {title} has two parts. In {quarter} two branches have these points:\n\n"
        "| branch | {first} | {second} |\n| --- | --- | --- |\n"
        "| {one} | {a1:.1f} | {a2:.1f} |\n| {other} | {b1:.1f} | {b2:.1f} |\n\n"
        "If only *{first}* counts, {one} is ahead; if only *{second}* counts, {other} is. What "
        "share of the weight must **{second}** have for the two to be level? Answer in per cent.",
        answer=Number(unit="percent", tolerance=0.6, low=0, high=100),
        case=two_rivals,
        expected=level_at,
        misconceptions=(
            wrong.SHARE_OF_THE_OTHER_PART.shows_as(lambda c: 100 - level_at(c)),
            # the other way round it is more than 100, and refused as that
            wrong.LEAD_OVER_LEAD.shows_as(
                lambda c: 100 * min(c["ahead"], c["behind"]) / max(c["ahead"], c["behind"])
            ),
            wrong.LEADS_SUBTRACTED.shows_as(difference_of_leads),
            wrong.HALF_AND_HALF.shows_as(50),
        ),
        hints=(
            "By how many points is {one} ahead in the one part, and {other} in the other?",
            "They are level when lead × weight is the same on both sides.",
            "{ahead:.1f} × (1 − w) = {behind:.1f} × w. So w is {ahead:.1f} divided by both leads "
            "together.",
        ),
        right="At {answer} % they are level. Below it {one} is ahead, above it {other} is; and "
        "whoever sets the weight decides which.",
        solution="{one} leads by {ahead:.1f} points, {other} by {behind:.1f}. They are level at "
        "{ahead:.1f} / ({ahead:.1f} + {behind:.1f}) = {result} %.",
    ),
    Exercise(
        id="indices-6",
        goal="Spot the error in a source",
        minutes=4,
        ask="A source on the European index, in our words: *it studies the links between seven "
        "parts: image, expectations, quality, the value obtained, satisfaction, loyalty* "
        "[004 · Main indices]. What is wrong with that?",
        answer=Choice(
            options={
                "a": "Nothing: seven parts are announced, and seven are listed.",
                "b": "Six are listed. Probably one of them stands for two: the quality of the "
                "product, and that of the service.",
                "c": "Five are listed, since quality and the value obtained are the same.",
                "d": "Loyalty is a result and cannot be a part, so it should not be in the list.",
            }
        ),
        case=lambda company, draw: {},
        expected=lambda c: "b",
        misconceptions=(
            wrong.SEVEN_ARE_LISTED.shows_as("a"),
            wrong.FEWER_THAN_LISTED.shows_as("c"),
            wrong.A_RESULT_IS_NO_PART.shows_as("d"),
        ),
        hints=(
            "Do not believe a number that you can check.",
            "Put a finger on each part, and count.",
            "Which of these words could hide two things that a customer judges separately?",
        ),
        right="Six are listed (I-50 in the register of errors). The European index asks about "
        "product and service separately. With equal weights that matters: quality then has two "
        "sevenths of the weight instead of one sixth.",
        solution="Answer b. Image, expectations, quality, value, satisfaction, loyalty: six. That "
        "quality is split in two stands in no source of this course; it is how the European index "
        "is made.",
    ),
    Exercise(
        id="indices-7",
        goal="Decide what a falling index may be told as",
        minutes=4,
        ask="The **{branch}** branch of {title} works with a satisfaction index of three parts, "
        "each with a third of the weight. From {before} to {after} it fell from {start:.1f} to "
        "{end:.1f}. (Service: how satisfied? Ease: how easy was it? Speed: within ten minutes.)\n\n"
        "| part | {before} | {after} |\n| --- | --- | --- |\n{lines}\n\n"
        "A source says that such an index lets one find the cause of dissatisfaction "
        "[004 · Main indices]. What do you tell the board? Give at least two reasons.",
        answer=Decision(
            options={
                "a": "“We have found the cause: {part}. We put all our money there.”",
                "b": "“The index fell, and it fell most in {part}. The index does not say why. "
                "Next we ask customers and staff of the branch.”",
                "c": "“An index that shows no cause is of no use. We stop measuring it.”",
                "d": "“If {part} had less weight, the index would have fallen less. We change the "
                "weights.”",
            },
            reasons={
                "1": "The part “{part}” went from {part_from:.1f} to {part_to:.1f}; with a third of the "
                "weight, that alone takes {of_part:.1f} points off the index.",
                "2": "The same fall can come from fewer staff, from a fault, or from other people "
                "answering.",
                "3": "The part that fell most is the cause of the falls in the others.",
                "4": "The three parts cover all that customers care about.",
            },
            sound=frozenset({"1", "2"}),
            needed=2,
        ),
        case=one_fall,
        expected=lambda c: Verdict("b", frozenset({"1", "2"})),
        misconceptions=(
            wrong.PART_TAKEN_FOR_CAUSE.shows_as(Verdict("a", frozenset({"1", "2"}))),
            FLAWED_MEANS_WORTHLESS.shows_as(
                Verdict("c", frozenset({"1", "2"})),
                "it shows no cause, and it shows something all the same: that something fell, "
                "and in which part. What would you do with that?",
            ),
            WORK_AROUND_THE_SCORE.shows_as(
                Verdict("d", frozenset({"1", "2"})),
                "that would move the number, and no customer would notice. What would the board "
                "learn next quarter?",
            ),
            wrong.LARGEST_FALL_IS_THE_CAUSE.shows_as(Verdict("b", frozenset({"1", "2", "3"}))),
            wrong.PARTS_TAKEN_FOR_EVERYTHING.shows_as(Verdict("b", frozenset({"1", "2", "4"}))),
        ),
        hints=(
            "What does the table say, and what does it not say?",
            "Where did it fall? That is in the table. Why? Is that in the table, too?",
            "The honest sentence says where, admits that it does not know why, and says whom to ask. "
            "Two of the four reasons carry it.",
        ),
        right="An index shows a level (I-49 in the register of errors). Its parts show where to "
        "ask; people say why.",
        solution="Sentence b, for reasons 1 and 2. Reason 3 takes things that happen together for "
        "cause and effect; reason 4 forgets everything that nobody asked, such as the price.",
    ),
    Exercise(
        id="indices-r1",
        goal="Bring it home",
        minutes=3,
        ask="**In your organisation.** Is there one number that is made of several: an index, a "
        "ranking, a bonus, a school's league table? What goes into it, who set the weights, and "
        "who would come first if one of them were doubled? What is not in it at all?",
        answer=Reflection(),
    ),
)
