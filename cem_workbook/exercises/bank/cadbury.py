"""Page 18: the Cadbury case."""

from __future__ import annotations

from cem_workbook.cases import cadbury as press
from cem_workbook.exercises.bank import cadbury_cases as cases
from cem_workbook.exercises.draws import sorted_with, things_to_sort
from cem_workbook.exercises.exercise import Exercise
from cem_workbook.exercises.functions import Function
from cem_workbook.exercises.kinds import PLAN, Decision, Number, Reflection, Verdict
from cem_workbook.exercises.misconceptions import cadbury as wrong
from cem_workbook.exercises.misconceptions.general import ROUNDED_TOO_SOON
from cem_workbook.exercises.sheets import Classify, Table

SOUND = frozenset({"1", "2"})

EXERCISES = (
    Exercise(
        id="cadbury-1",
        goal="Decide with what is known in March 2003",
        minutes=4,
        ask="It is the end of March 2003. You sit on the board of the chocolate maker. The plan lies "
        "on the table, with all that stands above. **What do you decide?** Tick two reasons.",
        answer=Decision(
            options={
                "a": "Approve it: it helps schools, and it sells chocolate.",
                "b": "Stop it, and say nothing more of it.",
                "c": "Put it off by two weeks, and ask for one more page.",
                "d": "Approve it, with more stars and a larger campaign.",
            },
            reasons={
                "1": "Nothing on the table says what one child has to do for one ball.",
                "2": "Others' schemes have been reckoned through in public before.",
                "3": "A minister and sports stars stand behind it, so the press will, too.",
                "4": "The gift is large as a whole; single things do not matter.",
            },
            sound=SOUND,
            needed=2,
        ),
        expected=lambda c: Verdict("c", SOUND),
        misconceptions=(
            wrong.GOOD_CAUSE_IS_ENOUGH.shows_as(Verdict("a", SOUND)),
            wrong.STOP_WITHOUT_A_SUM.shows_as(Verdict("b", SOUND)),
            wrong.MORE_NOISE_HELPS.shows_as(Verdict("d", SOUND)),
            wrong.FAMOUS_FRIENDS_PROTECT.shows_as(Verdict("c", SOUND | {"3"})),
            wrong.ONLY_THE_TOTAL_COUNTS.shows_as(Verdict("c", SOUND | {"4"})),
        ),
        hints=(
            "Read the plan once more as a journalist would. What would you ask first?",
            "Which of the four can still be taken back in April?",
            "Which two reasons name something that can be found out? The two others only hope.",
        ),
        right="The papers name 750 tokens and 2,000, and no thing beside them. The company has the "
        "list. One page, an afternoon's work: you decided with what was known then, and so your answer "
        "stays right whatever comes.",
        solution="Decision c, for reasons 1 and 2. How many bars does one ball take? Only the company "
        "has the list, and the sum takes an afternoon. That a minister supports it (3) makes a story "
        "larger, whichever way it goes. And no reader pictures millions (4); everybody pictures one "
        "ball.",
    ),
    Exercise(
        id="cadbury-2",
        goal="From wrappers to pounds and calories",
        minutes=5,
        code=True,
        ask="A school collects (this school is made up):\n\n"
        "| who | wrappers |\n| :--- | ---: |\n{lines}\n\n"
        "By the Daily Mail, a basketball worth £{worth:.0f} takes **{tokens} bars**, which cost "
        "**£{price:.0f}** and hold **{kcal:,.0f} kcal**. What stands behind the wrappers of each "
        "class, in pounds and in thousand kcal? Keep one decimal.",
        answer=Table(
            rows=lambda c: list(c["counts"]),
            columns=lambda c: [cases.POUNDS, cases.THOUSAND_KCAL],
            tolerance=0.5,
        ),
        case=cases.wrappers,
        expected=cases.behind_with(),
        misconceptions=(
            wrong.WORTH_FOR_PRICE.shows_as(
                cases.behind_with(pounds=lambda n, c: n * c["worth"] / c["tokens"])
            ),
            wrong.PENCE_FOR_POUNDS.shows_as(
                cases.behind_with(pounds=lambda n, c: 100 * n * c["price"] / c["tokens"])
            ),
            wrong.PENCE_FOR_POUNDS.shows_as(cases.behind_with(pounds=lambda n, c: 42 * n)),
            ROUNDED_TOO_SOON.shows_as(
                cases.behind_with(lambda n, c: 0.42 * n, lambda n, c: 0.226 * n),
                says="the way is right; a bar was rounded before it was multiplied. Over hundreds of "
                "wrappers that adds up. Keep the decimals until the end.",
            ),
            wrong.SINGLE_KCAL.shows_as(
                cases.behind_with(kcal=lambda n, c: n * c["kcal"] / c["tokens"])
            ),
            wrong.WRAPPERS_DIVIDED_THE_WRONG_WAY.shows_as(
                cases.behind_with(
                    lambda n, c: n * c["tokens"] / c["price"],
                    lambda n, c: n * c["tokens"] / c["kcal"] * 1000,
                )
            ),
            wrong.WHOLE_BALLS_ONLY.shows_as(
                cases.behind_with(
                    lambda n, c: n // c["tokens"] * c["price"],
                    lambda n, c: n // c["tokens"] * c["kcal"] / 1000,
                )
            ),
        ),
        hints=(
            "What does one bar cost, and how many kcal has it?",
            "Divide the pounds by the {tokens} bars, and the kcal too.",
            "Multiply each by the wrappers of a class. For thousand kcal, divide by 1,000.",
        ),
        right="Six right numbers. This is the sum that nobody did: two divisions and a multiplication.",
        solution="One bar costs £{price:.0f} ÷ {tokens}, and holds {kcal:,.0f} ÷ {tokens} kcal. Times "
        "the wrappers.\n\nIn code:\n\n"
        "```python\n"
        'mail = items[(items["source"] == "Daily Mail") & (items["item"] == "basketball")]\n'
        'ball = mail.set_index("quantity")["value"]\n'
        "brought = {{{in_code}}}\n"
        "my_behind = {{\n"
        '    name: {{"pounds": n * ball["price"] / ball["tokens"],\n'
        '           "thousand kcal": n * ball["kcal"] / ball["tokens"] / 1000}}\n'
        "    for name, n in brought.items()\n"
        "}}\n"
        "```",
    ),
    Exercise(
        id="cadbury-3",
        goal="Do three sums with the article's figures",
        minutes=4,
        ask="As told in the article [001 · Cadbury part 2]: for every **eight** pounds spent on its "
        "chocolate, the company spends **one** pound of it on sports equipment. {tokens} chocolates "
        "make a basketball, and {play:.0f} hours with it burn them. A family spends **£{spend}**.\n\n"
        "Which share goes into equipment, in per cent? How many pounds are that for the family? And "
        "how many minutes of play burn **one** chocolate? One decimal is enough.",
        answer=Table(
            rows=lambda c: [cases.SHARE, cases.EQUIPMENT, cases.MINUTES],
            columns=lambda c: [cases.YOURS],
            tolerance=0.06,
        ),
        case=cases.as_told,
        expected=cases.sums(),
        misconceptions=(
            wrong.ONE_IN_NINE.shows_as(
                cases.sums(
                    share=lambda c: 100 / (c["spent_for_one"] + 1),
                    equipment=lambda c: c["spend"] / (c["spent_for_one"] + 1),
                )
            ),
            wrong.EIGHT_IS_THE_PERCENT.shows_as(
                cases.sums(
                    share=lambda c: c["spent_for_one"],
                    equipment=lambda c: c["spend"] * c["spent_for_one"] / 100,
                )
            ),
            wrong.WHAT_IS_KEPT.shows_as(
                cases.sums(
                    share=lambda c: 100 - 100 / c["spent_for_one"],
                    equipment=lambda c: c["spend"] - c["spend"] / c["spent_for_one"],
                )
            ),
            wrong.SHARE_AS_A_FRACTION.shows_as(cases.sums(share=lambda c: 1 / c["spent_for_one"])),
            wrong.HOURS_READ_AS_MINUTES.shows_as(
                cases.sums(minutes=lambda c: c["play"] / c["tokens"])
            ),
            wrong.CHOCOLATES_AND_HOURS_EXCHANGED.shows_as(
                cases.sums(minutes=lambda c: 60 * c["tokens"] / c["play"])
            ),
            ROUNDED_TOO_SOON.shows_as(
                cases.sums(minutes=lambda c: float(round(60 * c["play"] / c["tokens"]))),
                says="the way is right; the minutes are rounded to a whole number. Give one decimal.",
            ),
        ),
        hints=(
            "One of eight: which part of a whole is that?",
            "{play:.0f} hours are how many minutes? They are shared out among {tokens} chocolates.",
            "1 ÷ {spent_for_one:.0f}; £{spend} ÷ {spent_for_one:.0f}; {play:.0f} × 60 ÷ {tokens}.",
        ),
        right="All three. About half an hour of play for each chocolate, says the article's figure: "
        "that is a sum one can do at the kitchen table.",
        solution="1 ÷ 8 is 12.5 %. £{spend} ÷ 8 goes into equipment. {play:.0f} × 60 ÷ {tokens} is "
        "31.8 minutes for one chocolate.",
    ),
    Exercise(
        id="cadbury-4",
        goal="Count whole sets",
        minutes=3,
        code=True,
        ask="{issued:.0f} million tokens are printed. Suppose that **{share} %** of them come back (how "
        "many really did, no paper found says), and all schools choose the same thing: a **{what}**. How many "
        "**whole** sets are that?",
        answer=Number(unit="sets", tolerance=0.01, low=0, decimals=2),
        case=cases.redeemed,
        expected=cases.whole_sets,
        misconceptions=(
            wrong.FRACTION_OF_A_SET.shows_as(cases.with_fraction),
            wrong.FRACTION_OF_A_SET.shows_as(cases.with_a_decimal),
            wrong.TOKENS_FOR_SETS.shows_as(lambda c: float(c["back"])),
            wrong.SETS_ROUNDED_UP.shows_as(cases.rounded_up),
            wrong.ALL_COME_BACK.shows_as(lambda c: float(press.sets(c["each"], c["issued"] * 1e6))),
            wrong.TIMES_INSTEAD_OF_DIVIDED.shows_as(lambda c: float(c["back"] * c["each"])),
            wrong.OTHER_PAPERS_FIGURE.shows_as(cases.with_the_other),
        ),
        hints=(
            "First: how many tokens come back?",
            "Then: how often does the number of one set fit into them?",
            "Divide, and leave away what stands behind the decimal point.",
        ),
        right="{answer} sets. Beside it put the number of schools that were asked, about 22,000 [BBC].",
        solution="{share} % of {issued:.0f} million, divided by {each:,}, without the rest: {result}.\n\n"
        "In code:\n\n"
        "```python\n"
        "my_sets = {issued:.0f}_000_000 * {share} // 100 // {each}\n"
        "```",
    ),
    Exercise(
        id="cadbury-5",
        goal="Work out hours of play under given assumptions",
        minutes=3,
        code=True,
        ask="A ball's chocolate holds **{kcal:,.0f} kcal** [Daily Mail]. A child of **{kg} kg** plays "
        "with an effort of **{met:g} METs**. By tables for adults, one MET is 1 kcal for each kilogram "
        "and hour. How many hours of play burn the chocolate?",
        answer=Number(unit="hours", tolerance=0.1, relative=0.003, low=0),
        case=cases.a_child,
        expected=cases.adult_hours,
        misconceptions=(
            wrong.WEIGHT_LEFT_OUT.shows_as(lambda c: c["kcal"] / c["met"]),
            wrong.EFFORT_LEFT_OUT.shows_as(lambda c: c["kcal"] / c["kg"]),
            wrong.HOURS_OF_ONE_BAR.shows_as(lambda c: cases.adult_hours(c) / c["tokens"]),
            wrong.BURNT_DIVIDED_BY_EATEN.shows_as(lambda c: 1 / cases.adult_hours(c)),
            wrong.NINETY_BECAUSE_IT_WAS_PRINTED.shows_as(lambda c: c["play"]),
        ),
        hints=(
            "How many kcal does this child burn in one hour of play?",
            "METs times kilograms is what an hour burns.",
            "{kcal:,.0f} divided by ({met:g} × {kg}).",
        ),
        right="{answer} hours with these assumptions. Your neighbour has another child, and another "
        "number. So ask of the 90: which child, which play, which table?",
        solution="{kcal:,.0f} ÷ ({met:g} × {kg}) = {result} hours.\n\nIn code:\n\n"
        "```python\n"
        "my_hours = {kcal:.0f} / ({met:g} * {kg})\n"
        "```",
    ),
    Exercise(
        id="cadbury-6",
        goal="Write the hours of a child as a function",
        minutes=5,
        code=True,
        ask="Tables for children count an hour of play as **METs × what the body uses in an hour at "
        "rest**. For a boy from 10 to 18, Schofield's line gives rest for a *day*: "
        "**{slope} × kilograms + {constant}** kcal.\n\n"
        "Which recipe gives the hours of play? It is tried on four children; the first weighs "
        "{child:.0f} kg, plays at {game:g} METs, and has a ball's {kcal:,.0f} kcal to burn. (In code, "
        "write it as a function of **kcal**, **met** and **kg**, in this order.)",
        answer=Function(
            trials=lambda c: c["trials"],
            recipes=cases.RECIPES,
            functions=cases.FUNCTIONS,
            tolerance=0.05,
        ),
        case=cases.trials,
        expected=lambda c: cases.FUNCTIONS["c"],
        misconceptions=(
            wrong.ADULT_TABLE_FOR_A_CHILD.shows_as("a"),
            wrong.REST_OF_A_DAY.shows_as("b"),
            wrong.REST_ALONE.shows_as("d"),
            wrong.BURNT_DIVIDED_BY_EATEN.shows_as("e"),
        ),
        hints=(
            "What does an hour of rest take, if a day has 24?",
            "An hour of play takes METs times as much.",
            "What was eaten stands above the line; what an hour burns, below it.",
        ),
        right="Four children, four right results. With the Guardian's child and a real game you are "
        "near the printed 90; with the table for adults you were above it.",
        solution="Recipe c. As a function:\n\n"
        "```python\n"
        "def my_function(kcal, met, kg):\n"
        "    rest = ({slope} * kg + {constant}) / 24\n"
        "    return kcal / (met * rest)\n\n"
        "my_answer = my_function\n"
        "```",
    ),
    Exercise(
        id="cadbury-7",
        goal="Settle what the papers say",
        minutes=5,
        ask="Eight pairs of statements from the press of 2003 and 2004, and from our article. What is "
        "each?\n\n"
        "- *a rounding*: less than three per cent apart (the course's own line);\n"
        "- *another thing's figure*: a number has slipped to a thing that it does not belong to;\n"
        "- *two things, one word*: both can be true, of different things;\n"
        "- *cannot be squared*: one of them must be wrong, and we do not know which;\n"
        "- *they agree*: a sum leads from one to the other.\n\n"
        "Sums that help: a bar has about 226 kcal and 12 grams of fat; the cricket set takes 2,730 "
        "bars; a full game lasts 40 minutes.",
        answer=Classify(bins=cases.VERDICTS, items=lambda c: c["items"]),
        case=things_to_sort(cases.PAPERS),
        expected=sorted_with(cases.PAPERS),
        misconceptions=(
            wrong.EVERY_DIFFERENCE_IS_A_MISTAKE.shows_as(
                sorted_with(
                    cases.PAPERS, dict.fromkeys((cases.BARS_5400, cases.MILLION_KCAL), cases.NO_WAY)
                )
            ),
            wrong.SLIP_TAKEN_FOR_ROUNDING.shows_as(
                sorted_with(
                    cases.PAPERS, dict.fromkeys((cases.FAT_33, cases.FOOTBALL), cases.ROUNDING)
                )
            ),
            wrong.SAME_NUMBER_SAME_THING.shows_as(
                sorted_with(cases.PAPERS, {cases.NINE_MILLION: cases.AGREE})
            ),
            wrong.LENGTHS_CLASH.shows_as(sorted_with(cases.PAPERS, {cases.LENGTH: cases.NO_WAY})),
            wrong.HOURS_AND_GAMES_CLASH.shows_as(
                sorted_with(cases.PAPERS, {cases.GAMES_27: cases.NO_WAY})
            ),
            wrong.LEAST_AND_MOST_AGREE.shows_as(
                sorted_with(cases.PAPERS, {cases.LEAST_MOST: cases.TWO_THINGS})
            ),
            wrong.NEAR_IS_AGREEMENT.shows_as(
                sorted_with(
                    cases.PAPERS, dict.fromkeys((cases.BARS_5400, cases.MILLION_KCAL), cases.AGREE)
                )
            ),
            wrong.SLIP_TAKEN_FOR_A_RIDDLE.shows_as(
                sorted_with(
                    cases.PAPERS, dict.fromkeys((cases.FAT_33, cases.FOOTBALL), cases.NO_WAY)
                )
            ),
            wrong.GAMES_ARE_ANOTHER_THING.shows_as(
                sorted_with(cases.PAPERS, {cases.GAMES_27: cases.TWO_THINGS})
            ),
            wrong.COST_AND_WORTH_CLASH.shows_as(
                sorted_with(cases.PAPERS, {cases.NINE_MILLION: cases.NO_WAY})
            ),
        ),
        hints=(
            "Reckon before you judge: how far apart are the two, in per cent?",
            "12 grams of fat a bar: how many kilograms are that for 5,440 bars? And for 2,730?",
            "Two are roundings, two have slipped, two are two things. Where one word stands for two "
            "things, ask “of what?”.",
        ),
        right="All eight. Papers copied from each other within days, and so do figures travel to the "
        "wrong thing. Somebody who prints a sum should also print how it was done.",
        solution="Roundings: 5,440 and 5,400; the 1.23 million and “nearly 1.25 million” (1,230,816 by "
        "the bar). Slipped: the 33 kg belong to the cricket set, for the posts "
        "it would be 6 grams a bar; and the football net has the volleyball posts' number. Two "
        "things: cost and worth; the tokens on the bars and the whole story. Not to be squared: 750 and 170, 2,000 "
        "and 5,440. In agreement: 90 hours are 27 games of 40 minutes for five.",
    ),
    Exercise(
        id="cadbury-8",
        goal="Redesign the same offer at home",
        minutes=4,
        ask="{title_capital} plans the same (this plan is made up): a voucher with every purchase, "
        "{vouchers} vouchers for a ball worth {worth:,} crowns. An ordinary purchase is about "
        "{amount:,} crowns, so **{spent:,} crowns** are spent for one ball. **What "
        "do you do?** Tick two reasons.",
        answer=Decision(
            options={
                "a": "Keep it, and find a better slogan.",
                "b": "Keep it, and explain to the press that nobody needs to buy more.",
                "c": "Give a fixed sum without any purchase; ask schools first, and print the sum "
                "yourself.",
                "d": "Ask for half as many vouchers.",
            },
            reasons={
                "1": "Then everybody can see who gives, and who gains.",
                "2": "A sum that we have done and printed ourselves cannot surprise us.",
                "3": "A gift without a link costs the firm nothing.",
                "4": "Without a link nobody can find anything to criticise.",
            },
            sound=SOUND,
            needed=2,
        ),
        case=cases.own_offer,
        expected=lambda c: Verdict("c", SOUND),
        misconceptions=(
            wrong.BETTER_SLOGAN.shows_as(Verdict("a", SOUND)),
            wrong.EXPLAIN_IT_TO_THE_PRESS.shows_as(Verdict("b", SOUND)),
            wrong.HALF_IS_GENEROUS.shows_as(Verdict("d", SOUND)),
            wrong.QUIET_COSTS_NOTHING.shows_as(Verdict("c", SOUND | {"3"})),
            wrong.NO_LINK_NO_CRITICS.shows_as(Verdict("c", SOUND | {"4"})),
        ),
        hints=(
            "Write the headline for each of the four.",
            "Which change takes the sum itself away, and which only its words?",
            "Two reasons promise that nothing will cost or hurt. Leave those.",
        ),
        right="Clear aims, no link, the sum done first. It costs more than the vouchers would have: "
        "that is the price of a gift.",
        solution="Decision c, for reasons 1 and 2. A slogan (a) and an explanation (b) leave the sum as "
        "it is; half of it (d) is still a headline. A gift costs money (3), and a small gift told "
        "loudly has critics of its own (4).",
    ),
    Exercise(
        id="cadbury-r1",
        goal="Do the sum on one promise of your own",
        minutes=4,
        ask="**In your organisation.** Take one promise, offer or good deed that is tied to buying. Do "
        "the sum from the side of one customer, and write the headline that a newspaper might run. "
        "Then write one action: what will you change, or what will you print yourself?",
        answer=Reflection(PLAN),
    ),
)
