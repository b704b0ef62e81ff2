"""Page 13: the Customer Effort Score."""

from __future__ import annotations

from cem_workbook.exercises.bank.ces_cases import (
    BINS,
    FUNCTIONS,
    GONE,
    HIGH_IS_EASY,
    HIGH_IS_HARD,
    NEW_AS_FIVE_BOXES,
    OLD_AS_SEVEN_BOXES,
    RECIPES,
    a_neighbour,
    a_new_tool,
    a_plan,
    each_group,
    gone_by_group,
    on_the_new_scale,
    one_branch,
    sorted_by,
    ten_marks,
    two_surveys,
)
from cem_workbook.exercises.exercise import Exercise
from cem_workbook.exercises.functions import Function
from cem_workbook.exercises.kinds import Choice, Decision, Number, Reflection, Verdict
from cem_workbook.exercises.misconceptions.ces import (
    ASSOCIATION_IS_CAUSE,
    EFFORT_HAS_NO_DIRECTION,
    FIVE_BOXES_EVERYWHERE,
    FLIPPED_AT_THE_NEW_SCALE,
    FLIPPED_WITHOUT_NEED,
    FLIPPED_WITHOUT_STRETCHING,
    HIGH_IS_ALWAYS_EASY,
    HIGH_IS_ALWAYS_HARD,
    INTERVAL_COVERS_EVERYTHING,
    LARGEST_HEAP_FIRST,
    MOST_FREQUENT_ANSWER,
    PAY_FOR_THE_SCORE,
    PEOPLE_FOR_EACH_ONE_GONE,
    POOLED_AS_THEY_ARE,
    SEVEN_BOXES_EVERYWHERE,
    SHARE_OF_EASY_ANSWERS,
    SHARE_OF_THE_GONE,
    SHARE_OF_THOSE_STILL_THERE,
    STEPS_COUNTED_FROM_ZERO,
    STRETCHED_FROM_ZERO,
    STRETCHED_WITHOUT_FLIPPING,
    TIMES_SEVEN_FIFTHS,
    WHOLE_FIRM_AS_THE_BASE,
)
from cem_workbook.exercises.misconceptions.csat import (
    FLAWED_MEANS_WORTHLESS,
    SHARE_LEFT_AS_A_FRACTION,
)
from cem_workbook.exercises.misconceptions.general import (
    AVERAGE_OF_AVERAGES,
    BLANKS_COUNTED_AS_ANSWERS,
    COUNT_INSTEAD_OF_SHARE,
    WRONG_GROUP_OF_ROWS,
)
from cem_workbook.exercises.sheets import Classify, Table

EXERCISES = (
    Exercise(
        id="ces-1",
        goal="Tell easy from hard on either scale",
        minutes=3,
        ask="Ten customers of {title} said how hard or easy it was. Some were asked on the **old** "
        "scale (1 to 5, 5 is very much effort), the others on the **new** one (1 to 7, 7 is very "
        "easy). Who found it easy, who hard, and who ticked the box in the middle?",
        answer=Classify(bins=BINS, items=lambda case: list(case["people"])),
        case=ten_marks,
        expected=lambda c: sorted_by(c, {}),
        misconceptions=(
            HIGH_IS_ALWAYS_EASY.shows_as(lambda c: sorted_by(c, HIGH_IS_EASY)),
            HIGH_IS_ALWAYS_HARD.shows_as(lambda c: sorted_by(c, HIGH_IS_HARD)),
            SEVEN_BOXES_EVERYWHERE.shows_as(lambda c: sorted_by(c, OLD_AS_SEVEN_BOXES)),
            FIVE_BOXES_EVERYWHERE.shows_as(lambda c: sorted_by(c, NEW_AS_FIVE_BOXES)),
        ),
        hints=(
            "Which end of each scale is the easy one? The question says it in brackets.",
            "Each scale has one box in the middle: as many boxes below it as above. Draw both.",
            "Old scale: 1 and 2 lie on the easy side of the middle box. Now do the same for seven boxes.",
        ),
        right="All ten are where they belong. Without the words in brackets nobody could have done it.",
        solution="Old scale: 1 and 2 are easy, 3 is in the middle, 4 and 5 are hard. New scale: 5 to 7 "
        "are easy, 4 is in the middle, 1 to 3 are hard.",
    ),
    Exercise(
        id="ces-2",
        goal="Compute an effort score from raw answers",
        minutes=4,
        code=True,
        ask="The **{branch}** branch of {title} asked its customers in {quarter}: “It was easy to "
        "deal with us”, from 1 to 7, and 7 is very easy. This is how many gave each answer; "
        "{blanks} more sent the form back with this question left blank.\n\n"
        "| {boxes} |\n|{rule}|\n| {counts} |\n\n"
        "What is the effort score of the branch: the average answer, on this scale?",
        answer=Number(tolerance=0.05, low=1, high=7, decimals=2),
        case=one_branch,
        expected=lambda c: c["mean"],
        misconceptions=(
            BLANKS_COUNTED_AS_ANSWERS.shows_as(
                lambda c: c["with_blanks"],
                "{answer} is what you get when a blank counts as a zero. There is no zero on this "
                "scale, and who left it blank said nothing. How many really answered?",
            ),
            FLIPPED_WITHOUT_NEED.shows_as(lambda c: 8 - c["mean"]),
            MOST_FREQUENT_ANSWER.shows_as(lambda c: c["mode"]),
            WRONG_GROUP_OF_ROWS.shows_as(lambda c: c["every_branch"]),
            WRONG_GROUP_OF_ROWS.shows_as(lambda c: c["every_quarter"]),
            WRONG_GROUP_OF_ROWS.shows_as(lambda c: c["everything"]),
            SHARE_OF_EASY_ANSWERS.shows_as(lambda c: c["easy_percent"]),
        ),
        hints=(
            "An average needs two numbers: the sum of all answers, and how many answers there are.",
            "For the sum, multiply each box by how many ticked it, and add up. A blank is not an answer.",
            "The sum of the answers is {total}. What do you divide it by?",
        ),
        right="{answer}, on a scale from 1 to 7 where 7 is very easy. Say the scale whenever you say the "
        "number.",
        solution="The answers add up to {total}; {n} customers gave one. {total} / {n} = {result}.\n\n"
        "In code:\n\n"
        "```python\n"
        'surveys = cem.load("surveys")\n'
        'quarter = surveys["asked_on"].dt.to_period("Q") == "{quarter_code}"\n'
        'answers = surveys[(surveys["branch"] == "{branch}") & quarter]["effort"].dropna()\n'
        "branch_ces = answers.mean()\n"
        "```",
    ),
    Exercise(
        id="ces-3",
        goal="Carry an average from the old scale to the new one",
        minutes=4,
        code=True,
        ask="Another {sector} in town still asks on the old scale, from 1 to 5, where 5 is very much "
        "effort. Its average is **{old:.1f}**. Your company asks on the new scale, from 1 to 7, where "
        "7 is very easy, and gets {own:.1f}. What is the *other* firm's average on the new scale?",
        answer=Number(tolerance=0.05, low=1, high=7, decimals=2),
        case=a_neighbour,
        expected=lambda c: on_the_new_scale(c["old"]),
        misconceptions=(
            STRETCHED_WITHOUT_FLIPPING.shows_as(lambda c: 1 + (c["old"] - 1) * 6 / 4),
            FLIPPED_WITHOUT_STRETCHING.shows_as(lambda c: 6 - c["old"]),
            TIMES_SEVEN_FIFTHS.shows_as(lambda c: c["old"] * 7 / 5),
            FLIPPED_AT_THE_NEW_SCALE.shows_as(lambda c: 8 - c["old"]),
            STRETCHED_FROM_ZERO.shows_as(lambda c: (6 - c["old"]) * 7 / 5),
            STEPS_COUNTED_FROM_ZERO.shows_as(lambda c: 7 - c["old"] * 6 / 4),
            POOLED_AS_THEY_ARE.shows_as(
                lambda c: c["old"],
                "{answer} is the old number as it is. There very much effort is a 5; here very easy "
                "is a 7. Where does very much effort, the old 5, belong on the new scale?",
            ),
        ),
        hints=(
            "Begin with the ends. Where on the new scale does the easiest old answer belong? And the "
            "hardest?",
            "The easiest old answer, 1, becomes 7. Each step of the old scale is worth 6/4 steps of the "
            "new one, and leads down.",
            "From 1 to {old:.1f} it is {way:.1f}. Multiply that by 6/4, and go down from 7 by so much.",
        ),
        right="{answer} on the new scale: by these numbers the other firm is {verdict} to deal with than "
        "yours. Side by side, {old:.1f} and {own:.1f} could not tell.",
        solution="Turn round and stretch: 7 − (old − 1) × 6/4. Here 7 − ({old:.1f} − 1) × 6/4 = {result}.\n\n"
        "In code:\n\n```python\non_the_new_scale = 7 - ({old:.1f} - 1) * 6 / 4\n```",
    ),
    Exercise(
        id="ces-4",
        goal="Merge two surveys that were asked on two scales",
        minutes=4,
        code=True,
        ask="Two branches of {title} asked about effort: one on the old scale (1 to 5, 5 is very much "
        "effort), one on the new (1 to 7, 7 is very easy). Which recipe gives the average of **all "
        "the answers, on the new scale**? Choose it here; or write it as a function that takes two "
        "lists, the old answers and the new ones. Either way it is tried on six pairs of lists.",
        answer=Function(
            trials=lambda case: case["trials"],
            recipes=RECIPES,
            functions=FUNCTIONS,
            tolerance=0.02,
        ),
        case=two_surveys,
        expected=lambda c: FUNCTIONS["d"],
        misconceptions=(
            POOLED_AS_THEY_ARE.shows_as(
                "a",
                "this recipe puts the numbers into one heap as they are. A 5 of one survey and a 5 of "
                "the other mean opposite things. What has to happen to the old ones first?",
            ),
            FLIPPED_WITHOUT_STRETCHING.shows_as(
                "b",
                "this recipe turns the old answers round and leaves them on five boxes. Where does "
                "the easiest old answer land? Where does the easiest new one stand?",
            ),
            STRETCHED_WITHOUT_FLIPPING.shows_as(
                "c",
                "this recipe stretches the old answers to seven boxes and leaves hard on top. Where "
                "does a 5, very much effort, land?",
            ),
            AVERAGE_OF_AVERAGES.shows_as(
                "e",
                "the old answers are carried over well. Then each survey gets one voice, however few "
                "answered. The question asks for the average of all the *answers*.",
            ),
            TIMES_SEVEN_FIFTHS.shows_as(
                "f",
                "this recipe multiplies the old answers by 7/5. Hard stays on top, and the lowest box, "
                "a 1 on both scales, becomes 1.4. What should happen to 1, and to 5?",
            ),
        ),
        hints=(
            "Try each recipe on the old answers 1, 1, 5 and the new answer 7. Three of the four people "
            "found it very easy.",
            "The old answers need two things: another direction, and another length.",
            "After that, every answer has one voice. In Python, `[7 - (x - 1) * 6 / 4 for x in old]` "
            "carries a list over.",
        ),
        right="Six pairs of lists, six right results. Now the answers of both branches mean the same.",
        solution="Recipe d. As a function:\n\n"
        "```python\n"
        "def merged(old, new):\n"
        "    answers = [7 - (x - 1) * 6 / 4 for x in old] + list(new)\n"
        "    return sum(answers) / len(answers)\n\n"
        "my_answer = merged\n"
        "```",
    ),
    Exercise(
        id="ces-5",
        goal="Say what effort goes with",
        minutes=5,
        code=True,
        ask="These customers of {title} were asked from {when}, and answered. *Gone* are those who "
        "then {means}.\n\n"
        "| found it | answered | gone |\n"
        "| --- | --- | --- |\n{lines}\n\n"
        "What share of each group was gone, in per cent?",
        answer=Table(rows=lambda c: list(c["groups"]), columns=lambda c: [GONE], tolerance=0.5),
        case=gone_by_group,
        expected=lambda c: each_group(c, lambda gone, n, all_gone, everybody: 100 * gone / n),
        misconceptions=(
            SHARE_LEFT_AS_A_FRACTION.shows_as(
                lambda c: each_group(c, lambda gone, n, all_gone, everybody: gone / n),
                "these look like parts of 1, such as 0.5 for a half. The question wants per cent: parts "
                "of 100, such as 50 for a half.",
            ),
            SHARE_OF_THE_GONE.shows_as(
                lambda c: each_group(c, lambda gone, n, all_gone, everybody: 100 * gone / all_gone)
            ),
            WHOLE_FIRM_AS_THE_BASE.shows_as(
                lambda c: each_group(c, lambda gone, n, all_gone, everybody: 100 * gone / everybody)
            ),
            COUNT_INSTEAD_OF_SHARE.shows_as(
                lambda c: each_group(c, lambda gone, n, all_gone, everybody: gone),
                "these are how many were gone, not what share. Of how many in each group?",
            ),
            SHARE_OF_THOSE_STILL_THERE.shows_as(
                lambda c: each_group(c, lambda gone, n, all_gone, everybody: 100 - 100 * gone / n)
            ),
            WRONG_GROUP_OF_ROWS.shows_as(
                lambda c: c["all_months"],
                "these are the shares of all the months on the page. Which months does the question "
                "name?",
            ),
            PEOPLE_FOR_EACH_ONE_GONE.shows_as(
                lambda c: each_group(c, lambda gone, n, all_gone, everybody: n / max(1, gone))
            ),
        ),
        hints=(
            "Take one row at a time. Which number of the row is the whole?",
            "For each group: gone, divided by answered, times 100.",
            "The first row: {hard_gone} / {hard_n}, times 100. Now do the same for the others.",
        ),
        right="{lesson}",
        solution="In each row: 100 × gone / answered.\n\nIn code, with the table `followed` from above:\n\n"
        "```python\n"
        'period = followed[followed["asked_on"].between("{first}", "{last}")]\n'
        'my_shares = 100 * period.groupby("found")["gone"].mean()\n'
        "```",
    ),
    Exercise(
        id="ces-6",
        goal="Decide what an association is good for",
        minutes=4,
        ask="Of the customers of {title} who were asked from {when} and found it hard, "
        "{hard:.1f} % then {means}. Of those who found it easy, {easy:.1f} %. The manager wants to "
        "make everything easier, to keep more customers. What do you advise? Give two reasons.",
        answer=Decision(
            options={
                "a": "Do it everywhere at once, and promise that only {easy:.1f} % will be gone then.",
                "b": "Make it easier in one branch first; ask there what was hard, and compare who stays.",
                "c": "Leave it. These numbers prove nothing, so nothing can be done with them.",
                "d": "Pay the staff a bonus for a better effort score.",
            },
            reasons={
                "1": "Those who found it hard differ in other ways, too: they are less satisfied.",
                "2": "Only a comparison with branches that change nothing shows what the change did.",
                "3": "Begin with the group that lost the most customers, whatever its size.",
                "4": "The page gives an interval with each share, so no other cause can be behind it.",
            },
            sound=frozenset({"1", "2"}),
            needed=2,
        ),
        case=a_plan,
        expected=lambda c: Verdict("b", frozenset({"1", "2"})),
        misconceptions=(
            ASSOCIATION_IS_CAUSE.shows_as(Verdict("a", frozenset({"1", "2"}))),
            FLAWED_MEANS_WORTHLESS.shows_as(
                Verdict("c", frozenset({"1", "2"})),
                "they do not prove what the manager hopes, and they are worth a look all the same: a "
                "trial costs little. How could you find out, instead of believing or not?",
            ),
            PAY_FOR_THE_SCORE.shows_as(Verdict("d", frozenset({"1", "2"}))),
            LARGEST_HEAP_FIRST.shows_as(Verdict("b", frozenset({"1", "2", "3"}))),
            INTERVAL_COVERS_EVERYTHING.shows_as(Verdict("b", frozenset({"1", "2", "4"}))),
        ),
        hints=(
            "Suppose that people who are annoyed with everything tick “hard”, and also leave. What would "
            "an easier form change for them?",
            "Two things go together. To see whether one brings the other, change one, and leave "
            "something to compare with.",
            "Two of the four reasons are about what else could be behind the numbers, and how to find out.",
        ),
        right="That is a plan from which one learns something either way. And asking *what* was hard "
        "tells what to change.",
        solution="Advice b, for reasons 1 and 2. Effort and leaving go together. That may be because effort "
        "drives people away, because annoyed people tick “hard” and leave, or both. A trial in one "
        "branch, with the others to compare, can tell. Reason 3 looks at heaps instead of shares. "
        "Reason 4 asks too much of an interval, which knows only about chance.",
    ),
    Exercise(
        id="ces-7",
        goal="Spot the error in a report",
        minutes=3,
        ask="Last year {title} asked on a scale from 1 to 7, where 7 was *very easy*; the average was "
        "{before:.1f}. This year a new tool asks, from 1 to 7, too. It prints under its scale: *7 = very "
        "hard*. The average is "
        "{after:.1f}. The report says: *Our effort score rose by {rise:.1f}. A source tells us that "
        "less effort means a higher score [003 · Metrics]. So things have become easier.* What is "
        "wrong?",
        answer=Choice(
            options={
                "a": "Nothing. The score is higher, and higher is better.",
                "b": "An effort score counts effort, so {before:.1f} was bad already.",
                "c": "The two scales run in opposite directions. Turn one of them round first.",
                "d": "An effort score has no direction. Only how far the answers lie apart counts.",
            }
        ),
        case=a_new_tool,
        expected=lambda c: "c",
        misconceptions=(
            HIGH_IS_ALWAYS_EASY.shows_as(
                "a",
                "that is what the report believed, too. What does this year's tool print under its 7?",
            ),
            HIGH_IS_ALWAYS_HARD.shows_as(
                "b",
                "this year's tool does count effort. Last year's scale was another one: what was its 7?",
            ),
            EFFORT_HAS_NO_DIRECTION.shows_as("d"),
        ),
        hints=(
            "Think of a customer who found it very easy in both years. Which box did such a customer "
            "tick last year, and which this year?",
            "The source's sentence holds for one of the two scales only. For which?",
            "Before two numbers are compared, their scales must have the same end on top.",
        ),
        right="Turned round, this year's number is well below last year's: things became *harder*. The source "
        "says in which direction its score runs, and many tools run the other way (I-46 in the "
        "register of errors).",
        solution="On the tool's scale a high number is hard. To turn it round, take it from 8: so 7 becomes "
        "1, and 1 becomes 7. 8 − {after:.1f} = {turned:.1f}, well below {before:.1f}. The sentence in [003 · Metrics] is true of a score whose top is easy. It says "
        "nothing about a tool that prints the opposite. (And before anybody worries: how many answered?)",
    ),
    Exercise(
        id="ces-r1",
        goal="Bring it home",
        minutes=3,
        ask="**In your organisation.** Name one thing that is harder for your customers than it need "
        "be. How many steps does it take them? Which one could go next month, and how would you "
        "notice that it helped?",
        answer=Reflection(),
    ),
)
