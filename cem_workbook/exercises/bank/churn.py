"""Page 14: churn and retention."""

from __future__ import annotations

from cem_workbook.exercises.bank import churn_cases as cases
from cem_workbook.exercises.exercise import Exercise
from cem_workbook.exercises.functions import Function
from cem_workbook.exercises.kinds import Choice, Decision, Number, Reflection, Verdict
from cem_workbook.exercises.misconceptions.churn import (
    AGE_COUNTED_FROM_ONE,
    ALL_COHORTS_TOGETHER,
    ALONG_THE_DIAGONAL,
    AVERAGE_AS_THE_BASE,
    CHURN_INSTEAD_OF_RETENTION,
    END_AS_THE_BASE,
    EVERYBODY_IN_THE_BASE,
    LOSS_GROWS_LIKE_INTEREST,
    MONTH_STANDS_FOR_THE_YEAR,
    NEIGHBOURING_COHORT,
    NET_CHANGE_INSTEAD,
    NEWCOMERS_ADDED,
    NEWCOMERS_AMONG_THE_LOST,
    NEWCOMERS_LEFT_IN,
    ONLY_LEAVERS_COUNT,
    PERCENT_INSTEAD_OF_SHARE,
    RATES_NEED_EQUAL_SIZES,
    RETENTION_INSTEAD_OF_CHURN,
    ROOT_INSTEAD_OF_POWER,
    SHARE_OVER_TWELVE,
    SNAPSHOT_IS_A_RATE,
    START_AS_THE_BASE,
    STAYERS_SAY_NOTHING,
    STEP_INSTEAD_OF_SHARE,
    SUM_INSTEAD_OF_AVERAGE,
    THE_HEADING_SAYS_LOSS,
    TIMES_TWELVE,
    TWO_RECIPES_MIXED,
)
from cem_workbook.exercises.misconceptions.general import (
    BRACKETS_LEFT_OUT,
    COUNT_INSTEAD_OF_SHARE,
    TWO_ARTICLES_ARE_TWO_WITNESSES,
    UNTRACEABLE_IS_FALSE,
    UP_TO_MAKES_IT_SAFE,
    WRONG_GROUP_OF_ROWS,
)

# As wide as what is said back: ideas that round to the same figure are not told apart.
PERCENT = Number(unit="percent", tolerance=0.1, low=0, high=100)

EXERCISES = (
    Exercise(
        id="churn-1",
        goal="See what a recipe really gives",
        minutes=3,
        ask="Source [002] tells us how to get the “total customer loss”, in our words: *divide the "
        "customers who remained in the last 12 months by the total number of customers in the same "
        "period* [002 · Churn].\n\n"
        "The {branch} branch of {title} starts a year with **{S}** customers; take them as the "
        "total. **{lost}** leave, nobody joins, **{E}** remain. What does the recipe give, word "
        "for word, in per cent with one decimal?",
        answer=PERCENT,
        case=cases.nobody_joins,
        expected=lambda c: c["retention"],
        misconceptions=(
            THE_HEADING_SAYS_LOSS.shows_as(lambda c: c["churn"]),
            AVERAGE_AS_THE_BASE.shows_as(
                lambda c: c["on_average"],
                "{answer} % is what the *other* source's recipe gives: those who left, divided by "
                "the average number of customers [000 · Churn]. Whom does [002] divide?",
            ),
            TWO_RECIPES_MIXED.shows_as(lambda c: c["mixed"]),
            NET_CHANGE_INSTEAD.shows_as(
                lambda c: c["net_change"],
                "{answer} % is the net change: by so much the branch has become smaller. The recipe "
                "subtracts nothing. Which two numbers does it divide?",
            ),
        ),
        hints=(
            "Read the recipe word by word. Whom do you divide, and by whom?",
            "Take those who *remained*, and divide by all {S}.",
            "Divide {E} by {S}. Then ask yourself: the share of whom is this?",
        ),
        right="The recipe for “loss” gives {answer} %. Who would call that a loss? It is the share that "
        "*stayed*: a retention rate under the wrong name (I-30).",
        solution="{E} / {S} = {result} %. These are the customers who are still there. The churn, "
        "on the same base, is {lost} / {S}: what is missing to 100 %.",
    ),
    Exercise(
        id="churn-2",
        goal="Compute the churn of a year",
        minutes=5,
        code=True,
        ask="The **{branch}** branch of {title} in {period}. {how}\n\n"
        "| | customers |\n| :--- | ---: |\n"
        "| there at the start | {S} |\n"
        "| of these, left within the year | {lost} |\n"
        "| joined within the year | {joined} |\n"
        "| of these, left again within the year | {short} |\n"
        "| there at the end | {E} |\n\n"
        "Of those who were there at the start, what share left within the year? Give this churn in per "
        "cent, with one decimal.",
        answer=PERCENT,
        case=cases.a_year,
        expected=cases.of_cohort,
        misconceptions=(
            NEWCOMERS_AMONG_THE_LOST.shows_as(cases.share("all_lost", "S")),
            AVERAGE_AS_THE_BASE.shows_as(
                cases.on_average,
                "{answer} % is the recipe of source [000]: all who left, divided by the average number "
                "of customers. Its base holds only a part of the newcomers. Keep to one group of "
                "people: those who were there on day one.",
            ),
            AVERAGE_AS_THE_BASE.shows_as(lambda c: 200 * c["lost"] / (c["S"] + c["E"])),
            END_AS_THE_BASE.shows_as(cases.share("lost", "E")),
            EVERYBODY_IN_THE_BASE.shows_as(cases.share("all_lost", "S", "joined")),
            NET_CHANGE_INSTEAD.shows_as(lambda c: 100 * (c["E"] - c["S"]) / c["S"]),
            NET_CHANGE_INSTEAD.shows_as(lambda c: 100 * (c["S"] - c["E"]) / c["S"]),
            WRONG_GROUP_OF_ROWS.shows_as(
                lambda c: c["whole_firm"],
                "{answer} % is the churn of the whole firm. Which branch does the question name?",
            ),
            COUNT_INSTEAD_OF_SHARE.shows_as(cases.counted("lost")),
            RETENTION_INSTEAD_OF_CHURN.shows_as(cases.share("kept", "S")),
        ),
        hints=(
            "Two numbers of the table are enough. Which people is the question about?",
            "Take those of the start who left, and divide by all of the start.",
            "The newcomers are in neither of the two numbers. Begin with {lost}.",
        ),
        right="{answer} % of those who were there at the start are gone. The {joined} newcomers do "
        "not touch this number, whether they stay or leave.",
        solution="{lost} / {S} = {result} %.\n\nIn code (`dated` is the table that the page "
        "made):\n\n"
        "```python\n"
        'branch = dated[dated["branch"] == "{branch}"]\n'
        'here = branch[(branch["joined_on"] < "{start}") & ~(branch["left_on"] < "{start}")]\n'
        'lost = here[here["left_on"] < "{end}"]\n'
        "my_churn = 100 * len(lost) / len(here)\n"
        "```\n\n"
        '`cem.metrics.churn(branch, "{start}", "{end}")` counts the same.',
    ),
    Exercise(
        id="churn-3",
        goal="Follow a recipe with an average in it",
        minutes=3,
        ask="Source [000] divides *the customers who left in the last 12 months by the average "
        "number of customers in the same period* [000 · Churn].\n\n"
        "The {branch} branch of {title} had **{S}** customers at the start of {period}, and **{E}** "
        "at the end. In between, **{all_lost}** left. What does this recipe give, in per cent with one "
        "decimal? (Take the average of start and end.)",
        answer=PERCENT,
        case=cases.a_year,
        expected=cases.on_average,
        misconceptions=(
            START_AS_THE_BASE.shows_as(cases.share("all_lost", "S")),
            END_AS_THE_BASE.shows_as(
                cases.share("all_lost", "E"),
                "{answer} % is divided by the customers of the last day. The recipe asks for the "
                "*average* of the period. Between which two numbers does that lie?",
            ),
            SUM_INSTEAD_OF_AVERAGE.shows_as(cases.share("all_lost", "S", "E")),
            BRACKETS_LEFT_OUT.shows_as(
                lambda c: 100 * c["all_lost"] / (c["S"] + c["E"]) / 2,
                "{answer} % is what a calculator gives without brackets: it divides by start plus "
                "end, and *then* by two once more. First work out the average, and write it down. "
                "Then divide by it.",
            ),
            COUNT_INSTEAD_OF_SHARE.shows_as(cases.counted("all_lost")),
            NET_CHANGE_INSTEAD.shows_as(lambda c: 100 * (c["E"] - c["S"]) / c["S"]),
        ),
        hints=(
            "The number to divide is given. The number to divide by must be worked out first.",
            "The average number of customers lies half-way between {S} and {E}.",
            "Work out ({S} + {E}) / 2, and write it down. Then divide {all_lost} by it.",
        ),
        right="{answer} %. It is a common recipe, and its two numbers speak of different people: "
        "newcomers who left again count as lost, and only a part of the newcomers is in the base.",
        solution="The average is ({S} + {E}) / 2. {all_lost} divided by it is {result} %.",
    ),
    Exercise(
        id="churn-4",
        goal="Turn a month into a year",
        minutes=4,
        ask="Suppose that the {branch} branch of {title} loses **{rate:.1f} %** of its customers "
        "every month. What share of those who are there today is gone after twelve months, in per "
        "cent with one decimal?",
        answer=Number(unit="percent", low=0, high=100),
        case=cases.a_month,
        expected=cases.after_a_year,
        misconceptions=(
            TIMES_TWELVE.shows_as(lambda c: 12 * c["rate"]),
            TIMES_TWELVE.shows_as(
                lambda c: 100 - 12 * c["rate"],
                "{answer} % is what *stays* if each month takes the same number of people. The question "
                "is about those who are gone; and each month takes a share of those still there.",
            ),
            RETENTION_INSTEAD_OF_CHURN.shows_as(
                lambda c: 100 - cases.after_a_year(c),
                "{answer} % is the share that is *still there* after a year. The question is about "
                "those who are gone.",
            ),
            LOSS_GROWS_LIKE_INTEREST.shows_as(lambda c: 100 * ((1 + c["rate"] / 100) ** 12 - 1)),
            ROOT_INSTEAD_OF_POWER.shows_as(lambda c: 100 * (1 - (1 - c["rate"] / 100) ** (1 / 12))),
            MONTH_STANDS_FOR_THE_YEAR.shows_as(lambda c: c["rate"]),
        ),
        hints=(
            "Take 100 customers and go through two months by hand.",
            "Each month multiplies those who are *still there* by the same number. Follow those who "
            "stay. At the very end, ask who is gone.",
            "Begin with 100, and multiply by (1 − {rate:.1f} / 100) twelve times: so many stay. How "
            "many of the 100 are missing?",
        ),
        right="{answer} % are gone. It is less than twelve times the month: each time the rate is "
        "taken of fewer people.",
        solution="Begin with 100, and multiply by (1 − {rate:.1f} / 100) twelve times: so many stay. The "
        "others of the 100 are gone: {result} %. In code: `cem.metrics.compound({rate:.1f} / 100, 12)`.",
    ),
    Exercise(
        id="churn-5",
        goal="Put retention into one function",
        minutes=4,
        code=True,
        ask="Source [003] praises the retention rate and gives no formula [003 · Metrics]. Which "
        "recipe gives the share that stayed? *New ones* are those at the end who joined within the "
        "year. Your choice is tried on the numbers of six years. (In code, write it as a function of "
        "**start**, **end** and **new** that returns a share from 0 to 1.)",
        answer=Function(
            trials=lambda case: case["trials"],
            recipes=cases.RECIPES,
            functions=cases.FUNCTIONS,
            tolerance=0.0005,
        ),
        case=cases.trial_counts,
        expected=lambda c: cases.FUNCTIONS["d"],
        misconceptions=(
            NEWCOMERS_LEFT_IN.shows_as("a"),
            PERCENT_INSTEAD_OF_SHARE.shows_as(cases.in_percent),
            END_AS_THE_BASE.shows_as(
                "b",
                "this recipe gives the share of today's customers who are not new. It falls with every "
                "newcomer. Of whom could you have kept somebody?",
            ),
            NET_CHANGE_INSTEAD.shows_as(
                "c",
                "this recipe says by what share the firm has shrunk. Newcomers can hide any number of "
                "leavers in it. Are the newcomers among those whom you kept?",
            ),
            NEWCOMERS_ADDED.shows_as("e"),
            CHURN_INSTEAD_OF_RETENTION.shows_as(
                "f",
                "this recipe gives the share that *left*, of the right people. It goes one step too far.",
            ),
        ),
        hints=(
            "Try each recipe on a firm that starts with 100, loses 20 and wins 50.",
            "Retention asks about the people of the start only. Who at the end was there at the start?",
            "Take the new ones out of the end. Then divide by those who could have been kept.",
        ),
        right="Six years, six right results. This is the standard formula; no source gives one "
        "(I-48).",
        solution="Recipe d. As a function:\n\n"
        "```python\n"
        "def my_retention(start, end, new):\n"
        "    return (end - new) / start\n\n"
        "my_answer = my_retention\n"
        "```",
    ),
    Exercise(
        id="churn-6",
        goal="Read a cohort triangle",
        minutes=5,
        code=True,
        ask="Of those who joined {title}, how many were still there so many quarters later? {how}\n\n"
        "| joined in | age 0 | age 1 | age 2 | age 3 | age 4 | age 5 |\n"
        "| :--- | ---: | ---: | ---: | ---: | ---: | ---: |\n{lines}\n\n"
        "What share of those who joined in **{cohort}** was still there at **age {age}**, in per "
        "cent with one decimal?",
        answer=PERCENT,
        case=cases.triangle,
        expected=cases.share_kept,
        misconceptions=(
            STEP_INSTEAD_OF_SHARE.shows_as(lambda c: cases.share_kept(c, of_age=c["age"] - 1)),
            AGE_COUNTED_FROM_ONE.shows_as(lambda c: cases.share_kept(c, age=-1)),
            ALONG_THE_DIAGONAL.shows_as(cases.along_the_diagonal),
            NEIGHBOURING_COHORT.shows_as(lambda c: cases.share_kept(c, row=1)),
            ALL_COHORTS_TOGETHER.shows_as(cases.whole_column),
            COUNT_INSTEAD_OF_SHARE.shows_as(cases.many_kept),
            CHURN_INSTEAD_OF_RETENTION.shows_as(cases.share_gone),
        ),
        hints=(
            "Put one finger on the row of {cohort}, and keep it there.",
            "Divide the number at age {age} by the number of those who joined.",
            "Both numbers are in the same row: one under age 0, one under age {age}.",
        ),
        right="{answer} % of them were still there. The other cohorts in the same column had as much "
        "time in which to leave; only with those can you compare.",
        solution="In the row of {cohort}: the number at age {age}, divided by the number at age 0, "
        "is {result} %.\n\nIn code:\n\n"
        "```python\n"
        'newcomers = dated[dated["joined_on"] >= "2024-01-01"]\n'
        'triangle = cem.metrics.cohorts(newcomers, every="quarter", until="2025-07-01")\n'
        'row = triangle[triangle["cohort"] == "{cohort_code}"]\n'
        'share_kept = row[row["age"] == {age}]["share"]\n'
        "```",
    ),
    Exercise(
        id="churn-7",
        goal="Tell a snapshot from a rate",
        minutes=5,
        ask="Of the {customers} customers in the Telco table, {left} are marked as gone: "
        "{share:.1f} %. In {period}, {title} lost {ours:.1f} %. A colleague wants to tell the board: "
        "“Others lose {share:.1f} % a year. Compare us with that.” What do you advise? Tick at "
        "least two reasons.",
        answer=Decision(
            options={
                "a": "Tell the board: {ours:.1f} % against {share:.1f} % is a fair comparison.",
                "b": "Divide {share:.1f} % by twelve, and compare it with a month of ours.",
                "c": "Do not compare these. Compare who is still there after one year, like with like.",
                "d": "Take only those who are gone, and compare how long they stayed.",
            },
            reasons={
                "1": "The share has no period: some had hardly a month to leave, others {longest} months.",
                "2": "Monthly and two-year contracts end at different speeds; the table mixes them.",
                "3": "Only rates of firms of the same size can be compared.",
                "4": "Whoever has not left yet tells us nothing about how long customers stay.",
            },
            sound=frozenset({"1", "2"}),
            needed=2,
        ),
        case=cases.a_snapshot,
        expected=lambda c: Verdict("c", frozenset({"1", "2"})),
        misconceptions=(
            SNAPSHOT_IS_A_RATE.shows_as(Verdict("a", frozenset({"1", "2"}))),
            SHARE_OVER_TWELVE.shows_as(Verdict("b", frozenset({"1", "2"}))),
            ONLY_LEAVERS_COUNT.shows_as(Verdict("d", frozenset({"1", "2"}))),
            RATES_NEED_EQUAL_SIZES.shows_as(Verdict("c", frozenset({"1", "2", "3"}))),
            STAYERS_SAY_NOTHING.shows_as(Verdict("c", frozenset({"1", "2", "4"}))),
        ),
        hints=(
            "Ask of every rate: how many, of how many, *in what time*? Which part is missing?",
            "Look at the three curves above. Do the customers of all three leave at the same speed?",
            "A fair comparison needs people who had the same time. Two of the reasons hold.",
        ),
        right="That is what an analyst would say. A share of a snapshot mixes people who had hardly a "
        "month with people who had {longest}, and contracts that should not be mixed.",
        solution="Advice c, for reasons 1 and 2. The {share:.1f} % is the share of a table on one "
        "day, and dividing it by twelve (b) gives it no period. Looking at leavers only (d) throws "
        "away those who stayed longest: they say “at least so long” (reason 4). And a rate is "
        "counted per customer, so firms of different size can be compared (reason 3).",
    ),
    Exercise(
        id="churn-8",
        goal="Judge a famous figure",
        minutes=3,
        ask="*Winning a new customer costs five times more than keeping one* [000 · Churn]. *Up to "
        "five times* [002 · Churn]. You are writing a plan to spend more on keeping customers. What "
        "can you defend?",
        answer=Choice(
            options={
                "a": "Five times is well founded: two sources say it.",
                "b": "“Up to five times” is safe: nobody can say that it is wrong.",
                "c": "No figure without its study: give what both cost in our own firm.",
                "d": "The figure is wrong: keeping a customer costs as much as winning one.",
            }
        ),
        case=lambda company, draw: {},
        expected=lambda c: "c",
        misconceptions=(
            TWO_ARTICLES_ARE_TWO_WITNESSES.shows_as("a"),
            UP_TO_MAKES_IT_SAFE.shows_as("b"),
            UNTRACEABLE_IS_FALSE.shows_as("d"),
        ),
        hints=(
            "Who counted, in which firms, in which year? Does the sentence say it?",
            "A figure without an origin is neither proved nor refuted.",
            "What would your own accounts say? Two sums of money are enough.",
        ),
        right="The earliest trace that we found leads to the late 1980s; later texts say 5 to 25, 8 "
        "to 10, or 11. Verdict: untraceable as a rule. It depends on the firm (I-10).",
        solution="Sentence c. No source names a study, a firm or a year, and [000] and [002] are probably "
        "two versions of one text. “Up to” makes the sentence empty. And what cannot be traced is not "
        "refuted.",
    ),
    Exercise(
        id="churn-r1",
        goal="Bring it home",
        minutes=3,
        ask="**In your organisation.** When does a customer count as gone, and who decided that? "
        "Write the sentence that should stand below your churn rate: who is counted, divided by "
        "whom, from when to when.",
        answer=Reflection(),
    ),
)
