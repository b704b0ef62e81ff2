"""Page 12: the satisfaction score, CSAT."""

from __future__ import annotations

from cem_workbook.exercises.bank.csat_cases import (
    CSAT,
    MEAN,
    NOT_SATISFIED,
    SATISFIED,
    average,
    by_branch,
    eight_answers,
    five_groups,
    four_branches,
    in_two_years,
    january_and_december,
    nobody_of_n,
    one_average_for_all,
    one_branch,
    sent_back,
    share,
    sorted_by,
    with_blanks,
)
from cem_workbook.exercises.exercise import Exercise
from cem_workbook.exercises.kinds import Choice, Decision, Number, Reflection, Verdict
from cem_workbook.exercises.misconceptions import csat as wrong
from cem_workbook.exercises.misconceptions.general import (
    BLANKS_COUNTED_AS_ANSWERS,
    BRACKETS_LEFT_OUT,
    COUNT_INSTEAD_OF_SHARE,
    ROUNDED_TOO_SOON,
    WORK_AROUND_THE_SCORE,
    WRONG_GROUP_OF_ROWS,
)
from cem_workbook.exercises.sheets import Classify, Table
from cem_workbook.metrics import csat_from_counts, wilson

Z_SQUARED = 3.84  # as printed on the page, so that whoever computes with it is right

EXERCISES = (
    Exercise(
        id="csat-1",
        goal="Tell who counts as satisfied",
        minutes=2,
        ask="Eight customers of {title} answered “How satisfied are you?” from 1, very "
        "dissatisfied, to 5, very satisfied. Who counts as satisfied, if the **two top boxes** "
        "count?",
        answer=Classify(bins=(SATISFIED, NOT_SATISFIED), items=lambda case: list(case["people"])),
        case=eight_answers,
        expected=lambda c: sorted_by(c, (4, 5)),
        misconceptions=(
            wrong.THREE_IS_SATISFIED.shows_as(
                lambda c: sorted_by(c, (3, 4, 5)),
                "the 3s have landed among the satisfied. They did not complain, and they did not "
                "say that they are satisfied. How many boxes does “top two” leave?",
            ),
            wrong.ONLY_THE_TOP_BOX.shows_as(
                lambda c: sorted_by(c, (5,)),
                "the 4s are missing among the satisfied. “Top box” alone would leave them out; "
                "here the *two* top boxes count.",
            ),
            wrong.ONLY_THE_FOURS.shows_as(
                lambda c: sorted_by(c, (4,)),
                "a 5 is missing among the satisfied. It is called “very satisfied”: that is "
                "more than satisfied, not less. Which two boxes are at the top?",
            ),
            wrong.ONE_IS_THE_BEST.shows_as(lambda c: sorted_by(c, (1, 2))),
        ),
        hints=(
            "Which end of the scale is the satisfied one?",
            "Write the five answers in a row, and draw one line between two of them.",
            "Two answers stand on the satisfied side of the line, three on the other.",
        ),
        right="All eight are where they belong. Whoever gives a 3 does not complain, and does not "
        "say “satisfied” either.",
        solution="4 and 5 count as satisfied; 1, 2 and 3 do not.",
    ),
    Exercise(
        id="csat-2",
        goal="Compute a CSAT from counts",
        minutes=5,
        code=True,
        ask="The **{branch}** branch of {title} asked **{asked}** customers in {quarter}. "
        "**{returned}** sent the form back; {blanks} of them left this question blank. The others "
        "answered:\n\n"
        "| answer | 1 | 2 | 3 | 4 | 5 |\n| --- | --- | --- | --- | --- | --- |\n"
        "| how many | {line} |\n\n"
        "What is the CSAT of the branch, in per cent?",
        answer=Number(unit="percent", tolerance=0.5, low=0, high=100),
        case=one_branch,
        expected=lambda c: 100 * csat_from_counts(c["counts"]).value,
        misconceptions=(
            wrong.MEAN_INSTEAD_OF_SHARE.shows_as(lambda c: average(c["counts"])),
            wrong.MEAN_AS_PERCENT.shows_as(lambda c: 20 * average(c["counts"])),
            wrong.SILENT_IN_THE_BASE.shows_as(lambda c: 100 * c["satisfied"] / c["asked"]),
            BLANKS_COUNTED_AS_ANSWERS.shows_as(with_blanks),
            wrong.RESPONSE_RATE_AS_SCORE.shows_as(lambda c: 100 * c["n"] / c["asked"]),
            wrong.BOXES_COUNTED.shows_as(40),
            wrong.ONLY_THE_TOP_BOX.shows_as(lambda c: share(c["counts"], 5) or None),
            wrong.ONLY_THE_FOURS.shows_as(lambda c: share(c["counts"], 4, 4)),
            wrong.THREE_IS_SATISFIED.shows_as(lambda c: share(c["counts"], 3)),
            wrong.SHARE_OF_THE_DISSATISFIED.shows_as(lambda c: share(c["counts"], 1, 2) or None),
            wrong.SATISFIED_LESS_DISSATISFIED.shows_as(
                lambda c: share(c["counts"]) - share(c["counts"], 1, 2)
            ),
            COUNT_INSTEAD_OF_SHARE.shows_as(
                lambda c: c["satisfied"] if c["satisfied"] <= 100 else None,
                "{answer} is how many are satisfied, not what share. Of how many answers?",
            ),
            WRONG_GROUP_OF_ROWS.shows_as(lambda c: c["every_quarter"]),
            WRONG_GROUP_OF_ROWS.shows_as(lambda c: c["whole_firm"]),
            WRONG_GROUP_OF_ROWS.shows_as(lambda c: c["two_years"]),
        ),
        hints=(
            "You need two numbers: the satisfied, and everybody who answered this question.",
            "CSAT is the share of 4s and 5s among the answers. Silence and blanks are no answers.",
            "{satisfied} satisfied, {n} answers. Divide, and multiply by 100.",
        ),
        right="{answer} %, from {n} answers. The base is those who answered. Whoever kept silent "
        "is not in it, and whoever left the question blank is not either.",
        solution="{satisfied} of {n} answers are a 4 or a 5: 100 × {satisfied} / {n} = {result} %."
        "\n\nIn code:\n\n"
        "```python\n"
        'surveys = cem.load("surveys")\n'
        'quarter = surveys["asked_on"].dt.to_period("Q") == "{quarter_code}"\n'
        'answers = surveys[(surveys["branch"] == "{branch}") & quarter]["satisfaction"].dropna()\n'
        "branch_csat = 100 * (answers >= 4).mean()\n"
        "```",
    ),
    Exercise(
        id="csat-3",
        goal="See what an average hides",
        minutes=5,
        code=True,
        ask="Four branches of {title} in {quarter}:\n\n"
        "| branch | 1 | 2 | 3 | 4 | 5 | answers | sum of all answers |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- |\n{lines}\n\n"
        "Give for each branch the CSAT in per cent, with one decimal, and the average answer, with "
        "two. Do the two rank the branches alike?",
        answer=Table(
            rows=lambda c: list(c["counts"]), columns=lambda c: [CSAT, MEAN], tolerance=0.06
        ),
        case=four_branches,
        expected=by_branch,
        misconceptions=(
            wrong.SHARE_AND_MEAN_EXCHANGED.shows_as(lambda c: by_branch(c, average, share)),
            wrong.SHARE_LEFT_AS_A_FRACTION.shows_as(
                lambda c: by_branch(c, lambda n: share(n) / 100)
            ),
            ROUNDED_TOO_SOON.shows_as(
                lambda c: by_branch(c, lambda n: round(share(n)), lambda n: round(average(n), 1)),
                "they are right, and rounded too far. Keep one decimal of the share and two of the "
                "average.",
            ),
            wrong.SHARE_OF_THE_DISSATISFIED.shows_as(
                lambda c: by_branch(c, lambda n: share(n, 1, 2)),
                "the CSAT column holds the shares of the 1s and 2s. Which boxes does CSAT count?",
            ),
            wrong.ONLY_THE_TOP_BOX.shows_as(
                lambda c: by_branch(c, lambda n: share(n, 5)),
                "the CSAT column counts the 5s alone. Which box is missing?",
            ),
            wrong.ONLY_THE_FOURS.shows_as(
                lambda c: by_branch(c, lambda n: share(n, 4, 4)),
                "the CSAT column counts the 4s alone. Is somebody who is *very* satisfied not "
                "satisfied?",
            ),
            COUNT_INSTEAD_OF_SHARE.shows_as(
                lambda c: by_branch(c, lambda n: sum(n[3:])),
                "the CSAT column holds how many are satisfied, not what share. Of how many "
                "answers in each branch?",
            ),
            wrong.THREE_IS_SATISFIED.shows_as(
                lambda c: by_branch(c, lambda n: share(n, 3)),
                "the CSAT column counts the 3s as satisfied. How many boxes does “top two” leave?",
            ),
            wrong.MEAN_AS_PERCENT.shows_as(
                lambda c: by_branch(c, lambda n: 20 * average(n)),
                "the CSAT column holds the averages as percentages of 5. That is no share of "
                "people: whoever answers 1 still adds a fifth. How many gave 4 or 5?",
            ),
            wrong.DIVIDED_BY_THE_BOXES.shows_as(lambda c: by_branch(c, mean=lambda n: sum(n) / 5)),
            WRONG_GROUP_OF_ROWS.shows_as(
                one_average_for_all,
                "the average is that of the whole firm in every row. Whose answers stand in the "
                "row of a branch?",
            ),
            WRONG_GROUP_OF_ROWS.shows_as(
                in_two_years,
                "the others are those of both years together, as in the table of the page. The "
                "question names one quarter.",
            ),
        ),
        hints=(
            "Do one branch first: two numbers from its row, each divided by its answers.",
            "CSAT: the 4s and 5s, divided by the answers. Average: the sum of all answers, divided "
            "by the answers.",
            "You may type sums: in the cell, 100 × (3 + 4) / 10 is as good as its result.",
        ),
        right="All eight are right. {lesson} With so few answers, that may be chance. But it shows "
        "the difference: the average counts how high each answer is, the share only whether it is "
        "a 4 or a 5. Neither is wrong; say which one you show.",
        solution="CSAT = 100 × (4s + 5s) / answers; average = sum of all answers / answers. {lesson}"
        "\n\nIn code:\n\n"
        "```python\n"
        'surveys = cem.load("surveys").dropna(subset=["satisfaction"])\n'
        'quarter = surveys[surveys["asked_on"].dt.to_period("Q") == "{quarter_code}"]\n'
        'each = quarter.groupby("branch")["satisfaction"]\n'
        'my_table = each.mean().astype(float).to_frame("average")\n'
        'my_table["CSAT"] = each.apply(lambda answers: 100 * (answers >= 4).mean())\n'
        "```",
    ),
    Exercise(
        id="csat-4",
        goal="Say what “nobody” can mean",
        minutes=3,
        ask="Suppose that **{n}** customers of the {branch} branch answer, and **nobody** is "
        "dissatisfied. How many in 100 of all its customers may be dissatisfied all the same? Give "
        "the upper end of the 95 % interval, in per cent. For 0 of n it is z² / (n + z²), with "
        "z² = 3.84.",
        # relative, so that 1/n as a fraction is not taken for “nobody”
        answer=Number(unit="percent", tolerance=0.02, relative=0.02, low=0, high=100),
        case=nobody_of_n,
        expected=lambda c: 100 * wilson(0, c["n"])[1],
        misconceptions=(
            wrong.NONE_OF_N_MEANS_NONE.shows_as(lambda c: 0),
            wrong.ONE_MORE_AT_MOST.shows_as(lambda c: 100 / c["n"]),
            wrong.RULE_OF_THREE.shows_as(lambda c: 300 / c["n"]),
            wrong.EXAMPLE_COPIED.shows_as(100 * wilson(0, 20)[1]),
            wrong.OUTSIDE_THE_INTERVAL.shows_as(5),
            wrong.HALF_FOR_EACH_SIDE.shows_as(lambda c: 50 * wilson(0, c["n"])[1]),
            BRACKETS_LEFT_OUT.shows_as(
                lambda c: 100 * Z_SQUARED / c["n"] + Z_SQUARED,
                "{answer} % is what comes out without brackets: then 3.84 is divided by {n} alone, "
                "and the other 3.84 is added afterwards. What must be added up first?",
            ),
            wrong.BASE_WITHOUT_Z.shows_as(lambda c: 100 * Z_SQUARED / c["n"]),
            wrong.Z_NOT_SQUARED.shows_as(lambda c: 196 / (c["n"] + 1.96)),
        ),
        hints=(
            "The page works this out for 20 answers. Here {n} answered: do you know more than with "
            "20? Must the number be larger or smaller, then?",
            "Put {n} in the place of n, and 3.84 in the place of z², both times. Then multiply by 100.",
            "First add {n} + 3.84. Then divide 3.84 by that.",
        ),
        right="Up to {answer} %: that much can hide behind “nobody complained”. With ten times as "
        "many answers it would be little more than a tenth of that.",
        solution="100 × 3.84 / ({n} + 3.84) = {result} %. In code: `cem.metrics.wilson(0, {n})`.",
    ),
    Exercise(
        id="csat-5",
        goal="Work out what silence does to a score",
        minutes=5,
        code=True,
        ask="In {month} **{n}** customers came to {title}. In this made-up world we know what each "
        "of them felt. All are asked, and some of them answer.\n\n"
        "| feeling | 1 | 2 | 3 | 4 | 5 |\n| --- | --- | --- | --- | --- | --- |\n"
        "| customers | {asked_line} |\n| of them answer | {rates_line} |\n\n"
        "What CSAT will the firm measure, in per cent?",
        answer=Number(unit="percent", tolerance=0.6, low=0, high=100),
        case=five_groups,
        expected=lambda c: share(sent_back(c)),
        misconceptions=(
            wrong.TRUTH_INSTEAD_OF_MEASURED.shows_as(lambda c: c["truth"]),
            wrong.RESPONSE_RATE_AS_SCORE.shows_as(lambda c: 100 * sum(sent_back(c)) / c["n"]),
            wrong.RATES_WITHOUT_PEOPLE.shows_as(lambda c: share(c["rates"])),
            wrong.RATES_ADDED.shows_as(lambda c: sum(c["rates"][3:])),
            wrong.RATES_ADDED.shows_as(
                lambda c: sum(c["rates"][3:]) / 2,
                "{answer} % lies in the middle of the two rates of the satisfied: it says how many "
                "of them answer. How many people answer in each of the five groups?",
            ),
            wrong.MEAN_INSTEAD_OF_SHARE.shows_as(lambda c: average(sent_back(c))),
            wrong.SHARE_OF_THE_OTHERS.shows_as(lambda c: share(sent_back(c), 1, 3)),
            wrong.RATE_OF_THE_SATISFIED.shows_as(
                lambda c: 100 * sum(sent_back(c)[3:]) / sum(c["asked"][3:])
            ),
            wrong.SILENT_IN_THE_BASE.shows_as(lambda c: 100 * sum(sent_back(c)[3:]) / c["n"]),
        ),
        hints=(
            "The firm sees only the forms that come back. Work out how many come from each group.",
            "Customers × rate gives the answers of a group; half a person does no harm here. Then "
            "take the CSAT of those answers.",
            "Add up the answers of all five groups: that is the base. Add up those of the 4s and "
            "5s, and divide.",
        ),
        right="{answer} % is what the firm will read. If everybody answered, it would be "
        "{truth:.1f} %. No larger sample mends that: it would bring more of the same answers.",
        solution="Multiply customers by rate in each group, then divide the answers of the 4s and 5s "
        "by all answers: {result} %.\n\nIn code:\n\n"
        "```python\n"
        "asked = [{asked_code}]\n"
        "rates = [{rates_code}]\n"
        "answers = [n * rate for n, rate in zip(asked, rates)]\n"
        "measured_csat = 100 * sum(answers[3:]) / sum(answers)\n"
        "```",
    ),
    Exercise(
        id="csat-6",
        goal="Decide what a rising score may be told as",
        minutes=4,
        ask="Suppose that {title} asks {n} customers in January, and the same people again in "
        "December. Everybody who is still a customer answers.\n\n"
        "| | people | satisfied | CSAT |\n| --- | --- | --- | --- |\n"
        "| January, all | {n} | {satisfied_before} | {before:.1f} % |\n"
        "| of these: left during the year | {left} | {left_before} | |\n"
        "| of these: stayed | {stayed} | {stayed_before} | |\n"
        "| December, those who stayed | {stayed} | {stayed_after} | {after:.1f} % |\n\n"
        "The CSAT is {rise:.1f} points higher. What do you tell the board? Give at least two "
        "reasons.",
        answer=Decision(
            options={
                "a": "“Our customers are happier than in January.”",
                "b": "“The score rose because dissatisfied customers left. Those who stayed feel "
                "no better.”",
                "c": "“The survey tells us nothing: the two groups are not the same.”",
                "d": "“The score rose. If we ask only loyal customers, it will rise further.”",
            },
            reasons={
                "1": "Of those who stayed, {stayed_before} were satisfied in January and "
                "{stayed_after} in December.",
                "2": "Most of those who left were not satisfied, and nobody asks them any more.",
                "3": "A higher share means more satisfied customers than in January.",
                "4": "All who are still customers were asked, so nobody is missing.",
            },
            sound=frozenset({"1", "2"}),
            needed=2,
        ),
        case=january_and_december,
        expected=lambda c: Verdict("b", frozenset({"1", "2"})),
        misconceptions=(
            wrong.SURVIVORS_TAKEN_FOR_PROGRESS.shows_as(Verdict("a", frozenset({"1", "2"}))),
            wrong.FLAWED_MEANS_WORTHLESS.shows_as(Verdict("c", frozenset({"1", "2"}))),
            WORK_AROUND_THE_SCORE.shows_as(
                Verdict("d", frozenset({"1", "2"})),
                "that would move the number, and make no customer happier. What would the board "
                "learn from such a score?",
            ),
            wrong.SHARE_READ_AS_COUNT.shows_as(Verdict("b", frozenset({"1", "2", "3"}))),
            wrong.THOSE_LEFT_ARE_ALL.shows_as(Verdict("b", frozenset({"1", "2", "4"}))),
        ),
        hints=(
            "Compare the same people with themselves.",
            "Who stood in the base in January, and stands in it no longer? How did they answer?",
            "The honest sentence names both: what the score did, and why. Two of the four reasons "
            "carry it.",
        ),
        right="The board hears what happened: {left} people are gone, and the score rose *because* "
        "they are. Show the loss beside the score.",
        solution="Sentence b, for reasons 1 and 2. In January {satisfied_before} of {n} were "
        "satisfied, in December {stayed_after} of {stayed}: fewer people, and a larger share of a "
        "smaller whole. Of those who stayed, {stayed_before} were satisfied in January already. "
        "Reason 3 takes a share for a number of people; reason 4 forgets those who have left.",
    ),
    Exercise(
        id="csat-7",
        goal="Spot the error in a source",
        minutes=3,
        ask="A source describes two scores in nearly the same way. In our words: *NPS shows how "
        "satisfied and how loyal clients are; CSAT determines loyalty and satisfaction* "
        "[003 · Metrics]. What is wrong with that?",
        answer=Choice(
            options={
                "a": "Nothing. They are two names for one thing, so one description does for both.",
                "b": "Each score comes from one question: would you recommend us, or how satisfied "
                "are you? Loyalty is what people do; neither asks that.",
                "c": "The two have changed places: CSAT is the one for loyalty, NPS the one for "
                "satisfaction.",
                "d": "It is too long: whoever is satisfied stays, so there is no need to speak of "
                "loyalty.",
            }
        ),
        case=lambda company, draw: {},
        expected=lambda c: "b",
        misconceptions=(
            wrong.TWO_NAMES_FOR_ONE.shows_as("a"),
            wrong.NAMES_EXCHANGED.shows_as("c"),
            wrong.SATISFIED_MEANS_LOYAL.shows_as("d"),
        ),
        hints=(
            "Say the question behind each score aloud.",
            "Can somebody be satisfied and not recommend? Can somebody be satisfied and leave?",
            "Look for the answer that keeps three things apart: feeling, saying, doing.",
        ),
        right="CSAT asks how satisfied you are, NPS whether you would recommend (I-47 in the "
        "register of errors). Who stays is seen in churn and retention.",
        solution="Answer b. The register of errors keeps them apart: NPS for recommending, CSAT for "
        "satisfaction (I-47). Whether satisfied customers also stay has to be looked up in other "
        "numbers; the score itself does not say it.",
    ),
    Exercise(
        id="csat-r1",
        goal="Bring it home",
        minutes=3,
        ask="**In your organisation.** Who never gets your satisfaction survey, who gets it and "
        "keeps silent, and who always answers? Think of those who left, of those without time, and "
        "of those whom the staff pick. What would you do next month to hear one of these groups?",
        answer=Reflection(),
    ),
)
