"""Page 15: customer lifetime value."""

from __future__ import annotations

from cem_workbook.exercises.bank import clv_cases as cases
from cem_workbook.exercises.exercise import Exercise
from cem_workbook.exercises.functions import Function
from cem_workbook.exercises.kinds import Choice, Decision, Number, Reflection, Verdict
from cem_workbook.exercises.misconceptions import clv as wrong
from cem_workbook.exercises.misconceptions.general import ROUNDED_TOO_SOON
from cem_workbook.exercises.sheets import Classify, Table

# Sums of whole crowns are whole; who rounds a sum with decimals is half a crown off at most.
CROWNS = Number(unit="crowns", tolerance=0.5)
HOLD = frozenset({"1", "2"})  # the reasons that hold in clv-8

EXERCISES = (
    Exercise(
        id="clv-1",
        goal="Follow the recipe with revenue",
        minutes=3,
        ask="Source [000]: take your total revenue, multiply it by the length of the relationship, and "
        "subtract what it cost to win the customer [000 · CLV].\n\n"
        "A customer of {title} spends **{income}** crowns a year. Serving them costs the firm "
        "**{cost}** a year, winning them cost **{acquisition}**, and they will stay for **{years}** "
        "years. The whole firm takes in {revenue:,} crowns a year. What is this customer worth by "
        "the recipe, in crowns?",
        answer=CROWNS,
        case=cases.a_customer,
        expected=cases.by_revenue,
        misconceptions=(
            wrong.COST_OF_WINNING_FORGOTTEN.shows_as(lambda c: c["income"] * c["years"]),
            wrong.COST_OF_WINNING_EVERY_YEAR.shows_as(
                lambda c: c["years"] * (c["income"] - c["acquisition"])
            ),
            wrong.COST_OF_WINNING_ADDED.shows_as(
                lambda c: c["income"] * c["years"] + c["acquisition"]
            ),
            wrong.PROFIT_WHERE_REVENUE_IS_ASKED.shows_as(cases.by_profit),
            wrong.WHOLE_FIRM_FOR_ONE_CUSTOMER.shows_as(
                lambda c: c["revenue"] * c["years"] - c["acquisition"]
            ),
            wrong.PROFIT_BEFORE_WINNING.shows_as(lambda c: c["margin"] * c["years"]),
            wrong.SERVED_ONCE.shows_as(
                lambda c: c["income"] * c["years"] - c["cost"] - c["acquisition"]
            ),
            wrong.ONE_YEAR_ONLY.shows_as(lambda c: c["income"] - c["acquisition"]),
        ),
        hints=(
            "The recipe needs three numbers, and five are given. Which two does it leave out?",
            "Revenue of *this* customer, times the years. Then take off one more number, once.",
            "Work out {income} × {years} first. Then: what did it cost to win this customer?",
        ),
        right="{answer} crowns, word for word. Note what is missing: nothing was taken off for "
        "serving this customer, and the last year counts like the first.",
        solution="{income} × {years} − {acquisition} = {result} crowns. The cost to serve and the "
        "firm's revenue are not part of it. In code: "
        "`cem.metrics.lifetime_value.revenue_less_acquisition({income}, {years}, {acquisition})`.",
    ),
    Exercise(
        id="clv-2",
        goal="See where a recipe stops",
        minutes=3,
        ask="“Another way” in source [002]: an average order of 100 and a repeat rate of 20 % make a "
        "value of 120 [002 · CLV].\n\n"
        "An average order at {title} is **{order:.1f}** crowns. Suppose that **{percent} %** of the "
        "customers order again. What does the source's way give, in crowns with one decimal?",
        answer=Number(unit="crowns", tolerance=0.06),
        case=cases.orders,
        expected=cases.one_repeat,
        misconceptions=(
            wrong.ONLY_THE_REPEAT.shows_as(lambda c: c["order"] * c["percent"] / 100),
            wrong.REPEATED_FOR_EVER.shows_as(cases.for_ever),
            wrong.TWO_REPEATS.shows_as(
                lambda c: c["order"] * (1 + c["percent"] / 100 + (c["percent"] / 100) ** 2)
            ),
            wrong.PERCENT_ADDED_AS_MONEY.shows_as(lambda c: c["order"] + c["percent"]),
            wrong.DIVIDED_BY_THE_RATE.shows_as(lambda c: 100 * c["order"] / c["percent"]),
            wrong.EXAMPLES_SHARE_TAKEN.shows_as(lambda c: cases.one_repeat({**c, "percent": 20})),
            wrong.PERCENT_TAKEN_AS_TIMES.shows_as(lambda c: c["order"] * c["percent"]),
            ROUNDED_TOO_SOON.shows_as(lambda c: float(round(cases.one_repeat(c)))),
        ),
        hints=(
            "How does the source get from 100 and 20 % to 120?",
            "The first order counts whole. Then comes a share of a second one.",
            "{percent} % of {order:.1f} is the second part. Add it to the first.",
        ),
        right="{answer} crowns: one order, and a chance of one more. Nobody orders a third time here, "
        "no cost is taken off, and no time passes.",
        solution="{order:.1f} × (1 + {percent} / 100) = {result} crowns. In code: "
        "`cem.metrics.lifetime_value.one_repeat_order({order:.1f}, {percent} / 100)`.",
    ),
    Exercise(
        id="clv-3",
        goal="Discount every payment",
        minutes=5,
        code=True,
        ask="A customer of {title} brings **{income}** crowns a year and costs **{cost}** to serve. "
        "They will stay for **{years}** years, and each year is settled at its end. Waiting costs "
        "**{rate} %** a year. What are these years worth today, in crowns? (Leave the cost of winning "
        "out. Round only at the very end.)",
        answer=CROWNS,
        case=cases.a_margin,
        expected=cases.discounted,
        misconceptions=(
            wrong.TOTAL_DISCOUNTED_ONCE.shows_as(cases.total_at_once),
            wrong.NOT_DISCOUNTED.shows_as(lambda c: c["margin"] * c["years"]),
            wrong.TOTAL_DISCOUNTED_FULLY.shows_as(lambda c: cases.total_at_once(c, c["years"])),
            wrong.PAID_AT_THE_START.shows_as(lambda c: cases.each_year(c, first=0)),
            wrong.COST_TO_SERVE_FORGOTTEN.shows_as(lambda c: cases.discounted({**c, "cost": 0})),
            wrong.INTEREST_ADDED.shows_as(
                lambda c: cases.each_year(c, growth=1 / (1 + c["rate"] / 100))
            ),
            wrong.RATE_TAKEN_OFF.shows_as(
                lambda c: cases.each_year(c, growth=1 / (1 - c["rate"] / 100))
            ),
            wrong.RATE_TAKEN_OFF_THE_TOTAL.shows_as(
                lambda c: c["margin"] * c["years"] * (1 - c["rate"] / 100)
            ),
            wrong.SIMPLE_INTEREST.shows_as(cases.without_compounding),
            wrong.EXAMPLES_INTEREST_TAKEN.shows_as(
                lambda c: cases.discounted({**c, "rate": cases.INTEREST})
            ),
            wrong.FIRST_YEAR_ONLY.shows_as(lambda c: cases.discounted({**c, "years": 1})),
        ),
        hints=(
            "What is left of a year's income? And when does it come?",
            "Divide the first year's margin by (1 + {rate} / 100), the second year's by that twice, and "
            "so on. Then add.",
            "The first year gives {margin} / (1 + {rate} / 100). The next divides once more.",
        ),
        right="{answer} crowns today. The margins add up to more, but they come later; the rest is the "
        "price of waiting.",
        solution="Each year leaves {income} − {cost} = {margin} crowns. The sum of {margin} / "
        "(1 + {rate} / 100)^year, for the years 1 to {years}, is {result} crowns.\n\nIn code:\n\n"
        "```python\n"
        "years_today = 0\n"
        "for year in range(1, {years} + 1):\n"
        "    years_today += ({income} - {cost}) / (1 + {rate} / 100) ** year\n"
        "```\n\n"
        "`cem.metrics.lifetime_value.discounted_profit({income}, {cost}, {years}, {rate} / 100)` is "
        "the same.",
    ),
    Exercise(
        id="clv-4",
        goal="Price one customer in four ways",
        minutes=6,
        code=True,
        ask="One customer of {title}: income **{income}** crowns a year, cost to serve **{cost}** a "
        "year, cost of winning **{acquisition}** (paid today), **{years}** years, interest **{rate} %**, "
        "each year settled at its end. Work out four values, in crowns.\n\n"
        "| | recipe |\n| :--- | :--- |\n"
        "| A | [000], word for word |\n"
        "| B | the same, with the cost to serve taken off every year |\n"
        "| C | [002]: income less cost to serve, every year discounted |\n"
        "| D | C, less the cost of winning |\n",
        answer=Table(rows=lambda c: cases.ROWS, columns=lambda c: [cases.COLUMN], tolerance=0.5),
        case=cases.a_customer,
        expected=cases.four_recipes,
        misconceptions=(
            wrong.NOT_DISCOUNTED.shows_as(
                lambda c: cases.from_c(c, c["margin"] * c["years"]),
                "C is not discounted: a crown in some years counts like a crown today. What must each "
                "year's margin be divided by?",
            ),
            wrong.TOTAL_DISCOUNTED_ONCE.shows_as(
                lambda c: cases.from_c(c, cases.total_at_once(c)),
                "C divides the *total* by one year of interest. Each payment has its own waiting time: "
                "the first one year, the second two. Divide first, then add.",
            ),
            wrong.COST_TO_SERVE_FORGOTTEN.shows_as(
                lambda c: cases.from_c(c, cases.discounted({**c, "cost": 0})),
                "C discounts the whole income. What does serving take off every year?",
            ),
            wrong.PAID_AT_THE_START.shows_as(
                lambda c: cases.from_c(c, cases.each_year(c, first=0)),
                "C pays the first margin today. Each year is settled at its end: how long does the "
                "first margin wait?",
            ),
            wrong.COST_OF_WINNING_FORGOTTEN.shows_as(
                lambda c: cases.four_recipes(
                    c, A=c["income"] * c["years"], B=c["margin"] * c["years"]
                ),
                "A and B are all that comes in. The recipe of [000] has a second half: what did it cost "
                "to win this customer?",
            ),
            wrong.COST_OF_WINNING_EVERY_YEAR.shows_as(
                lambda c: cases.four_recipes(
                    c,
                    A=c["years"] * (c["income"] - c["acquisition"]),
                    B=c["years"] * (c["margin"] - c["acquisition"]),
                ),
                "A and B take the cost of winning off every year. A customer is won once.",
            ),
            wrong.SERVED_ONCE.shows_as(
                lambda c: cases.four_recipes(
                    c, B=c["income"] * c["years"] - c["cost"] - c["acquisition"]
                ),
                "B takes the cost to serve off for one year only. For how many years is this customer "
                "served?",
            ),
            wrong.COST_OF_WINNING_DISCOUNTED.shows_as(
                lambda c: cases.four_recipes(
                    c, D=cases.discounted(c) - c["acquisition"] / (1 + c["rate"] / 100)
                )
            ),
        ),
        hints=(
            "A and B need no interest. What is the only difference between them?",
            "For C divide each year's {margin} crowns by (1 + {rate} / 100) as often as years have "
            "passed, then add. D takes one number off C.",
            "A is {income} × {years} − {acquisition}. For B put {margin} where {income} stands.",
        ),
        right="One customer, four values. The facts never changed; each recipe only leaves out "
        "something else. So a value without its recipe says nothing.",
        solution="A: {income} × {years} − {acquisition}. B: {margin} × {years} − {acquisition}. C: the "
        "sum of {margin} / (1 + {rate} / 100)^year over {years} years. D: C − {acquisition}.\n\n"
        "In code:\n\n"
        "```python\n"
        "value = cem.metrics.lifetime_value\n"
        "four_values = {{\n"
        '    "A": value.revenue_less_acquisition({income}, {years}, {acquisition}),\n'
        '    "B": value.revenue_less_acquisition({income} - {cost}, {years}, {acquisition}),\n'
        '    "C": value.discounted_profit({income}, {cost}, {years}, {rate} / 100),\n'
        '    "D": value.discounted_profit(\n'
        "        {income}, {cost}, {years}, {rate} / 100, acquisition_cost={acquisition}\n"
        "    ),\n"
        "}}\n"
        "```",
    ),
    Exercise(
        id="clv-5",
        goal="Build the margin multiple",
        minutes=5,
        code=True,
        ask="Nobody knows how long a customer stays; retention says how likely each further year is. "
        "The **margin multiple** says how many yearly margins that is worth today. The first margin "
        "comes after a year, if the customer is still there; there is no last year.\n\n"
        "Which recipe gives it? Your choice is tried on six pairs; the first is {title} with a "
        "retention of {own} %, at 10 % interest. (In code, write it as a function of **retention** and "
        "**rate**, both from 0 to 1.)",
        answer=Function(
            trials=lambda case: case["trials"],
            recipes=cases.RECIPES,
            functions=cases.FUNCTIONS,
            tolerance=0.0005,
        ),
        case=cases.trial_rates,
        expected=lambda c: cases.FUNCTIONS["d"],
        misconceptions=(
            wrong.INTEREST_LEFT_OUT.shows_as("a"),
            wrong.FIRST_MARGIN_COUNTED.shows_as("b"),
            wrong.NOBODY_LEAVES.shows_as("c"),
            wrong.MULTIPLE_IN_PERCENT.shows_as(
                lambda c: lambda kept, rate: 100 * cases.FUNCTIONS["d"](kept, rate)
            ),
            wrong.CHURN_FOR_RETENTION.shows_as("e"),
            wrong.INTEREST_FORGOTTEN.shows_as(lambda c: lambda kept, rate: kept / (1 - kept)),
            ROUNDED_TOO_SOON.shows_as(
                lambda c: lambda kept, rate: round(cases.FUNCTIONS["d"](kept, rate), 2)
            ),
        ),
        hints=(
            "Try a retention of 0. What must the multiple be if nobody is there after a year?",
            "Each year multiplies by retention and divides by one plus interest. Such a sum, q + q² + "
            "q³ + …, is q / (1 − q).",
            "Put q = retention / (1 + rate) into q / (1 − q), and multiply top and bottom by 1 + rate.",
        ),
        right="Six pairs, six right results. No article has this formula; it is the standard "
        "one. It needs no number of years: retention takes their place.",
        solution="Recipe d. As a function:\n\n"
        "```python\n"
        "def my_multiple(retention, rate):\n"
        "    return retention / (1 + rate - retention)\n\n"
        "my_answer = my_multiple\n"
        "```",
    ),
    Exercise(
        id="clv-6",
        goal="Spot the error: look at the units",
        minutes=4,
        ask="The five steps of source [001 · Customer value], with figures of a firm like {title}. In "
        "**which unit** does each of the first four come?\n\n"
        "| | |\n| :--- | :--- |\n"
        "| Step 1 | revenue of a year / customers = {revenue:,} / {customers:,} |\n"
        "| Step 2 | average length of a relationship: {years} |\n"
        "| Step 3 | those who became customers this year / all customers = {came} / {customers:,} |\n"
        "| Step 4 | (amount a customer pays in a year + yearly fee of {fee}) × step 2 |\n"
        "| Step 5 | (step 1 + step 2 + step 3 + step 4) × {came} |\n",
        answer=Classify(
            bins=("money", "money a year", "time", "ratio"), items=lambda c: cases.ITEMS
        ),
        case=cases.five_steps,
        expected=lambda c: cases.units(),
        misconceptions=(
            wrong.A_RATE_IS_AN_AMOUNT.shows_as(lambda c: cases.units(step_1="money")),
            wrong.YEARS_FORGOTTEN_IN_THE_PRODUCT.shows_as(
                lambda c: cases.units(step_4="money a year")
            ),
            wrong.A_SHARE_IS_AN_AMOUNT.shows_as(lambda c: cases.units(step_3="money")),
            wrong.A_RATIO_OF_A_YEAR_IS_TIME.shows_as(lambda c: cases.units(step_3="time")),
            wrong.A_QUOTIENT_IS_A_RATIO.shows_as(lambda c: cases.units(step_1="ratio")),
            wrong.A_LENGTH_HAS_NO_UNIT.shows_as(lambda c: cases.units(step_2="ratio")),
        ),
        hints=(
            "Write the unit behind every number: crowns, years, people. Divide and multiply units, too.",
            "People divided by people leaves nothing behind. Crowns a year times years: the years cancel.",
            "All four are different. Begin with step 2.",
        ),
        right="Four steps, four units. They cannot be added (I-44); and steps 1 and 4 both hold a year's "
        "spending, so it counts twice (I-45). The sum would be {literal:,.0f}: of what?",
        solution="Step 1 is money a year, step 2 a time, step 3 a ratio, step 4 money. No two of them "
        "can be added. The page shows a repair.",
    ),
    Exercise(
        id="clv-7",
        goal="Read a silence",
        minutes=3,
        ask="Two customers as CDNOW may have had them (made up by the course). Both bought for the "
        "first time **{weeks}** weeks ago.\n\n"
        "| | bought again | last time in week | silent for |\n| :--- | ---: | ---: | ---: |\n"
        "| A | {often} times | {often_last} | {often_silent} weeks |\n"
        "| B | {seldom} times | {seldom_last} | {seldom_silent} weeks |\n\n"
        "Who is more likely still a customer?",
        answer=Choice(
            options={
                "a": "A: who bought more often is more surely a customer.",
                "b": "B: for A such a silence is unusual, for B it is not.",
                "c": "Both, equally: neither of them has said goodbye.",
                "d": "Neither: after so many weeks both are gone.",
            }
        ),
        case=cases.two_histories,
        expected=lambda c: "b",
        misconceptions=(
            wrong.MORE_BOUGHT_MORE_ALIVE.shows_as("a"),
            wrong.SILENCE_IS_ALL.shows_as("c"),
            wrong.ANY_SILENCE_IS_THE_END.shows_as("d"),
        ),
        hints=(
            "How many weeks lay between two purchases of A, and of B, while they came?",
            "Set each silence beside the customer's own usual pause.",
            "A bought {often} times again by week {often_last}. Would you expect such a customer to be "
            "silent for {often_silent} weeks?",
        ),
        right="The model on this page says {often_alive:.0f} % for A and {seldom_alive:.0f} % for B. A "
        "frequent buyer who falls silent is a bad sign. A list by “spend so far” would put A first.",
        solution="B. While buying, A came about every {often_last} / {often} weeks and has now been "
        "silent for {often_silent}. B's silence of {seldom_silent} weeks is no longer than B's usual "
        "pause. The model says {often_alive:.0f} % for A and {seldom_alive:.0f} % for B.",
    ),
    Exercise(
        id="clv-8",
        goal="Choose the figure for a decision",
        minutes=4,
        ask="Advertising is planned for {title}. A customer won there will cost **more** than the {paid} "
        "crowns of today. Where is the limit? Four figures for an average customer lie on the table; "
        "{kept} % stay from year to year, which is about {years} years, and interest is {rate} %. "
        "Choose one and tick at least two reasons.",
        answer=Decision(
            options={
                "a": "{revenue_sum:,} crowns: income × years.",
                "b": "{margin_sum:,} crowns: (income − cost to serve) × years.",
                "c": "{worth:,.0f} crowns: (income − cost to serve) × margin multiple.",
                "d": "{net:,.0f} crowns: as c, less the {paid} crowns that winning costs today.",
            },
            reasons={
                "1": "Money that is spent on serving customers cannot also pay for winning them.",
                "2": "The price is paid today; the margins come later, and only while they stay.",
                "3": "The largest figure makes sure that we do not give up too early.",
                "4": "The cost of winning must be taken off first, and what is left compared with the price.",
            },
            sound=HOLD,
            needed=2,
        ),
        case=cases.a_limit,
        expected=lambda c: Verdict("c", HOLD),
        misconceptions=(
            wrong.REVENUE_SETS_THE_LIMIT.shows_as(Verdict("a", HOLD)),
            wrong.A_LATER_CROWN_IS_A_CROWN.shows_as(Verdict("b", HOLD)),
            wrong.COST_OF_WINNING_TAKEN_TWICE.shows_as(Verdict("d", HOLD)),
            wrong.LARGEST_FIGURE_IS_SAFEST.shows_as(Verdict("c", HOLD | {"3"})),
            wrong.TAKE_OFF_FIRST.shows_as(Verdict("c", HOLD | {"4"})),
        ),
        hints=(
            "The limit is reached where a customer brings exactly as much as winning them cost.",
            "Compare like with like: a price paid today, and what comes back, in today's money.",
            "Which figure takes off the cost to serve, knows of waiting and of leaving, and has not paid "
            "for winning yet?",
        ),
        right="That is the limit for an average customer, and only if those won by advertising stay and "
        "buy like the others. Often they do not. The table of customers says how each came (in its "
        "column `came_by`): look there before you pay.",
        solution="Figure c, for reasons 1 and 2. Figure a is revenue. Figure b counts every crown in "
        "full, however late it comes. Figure d has already paid for winning the customer, so comparing "
        "it with the price would count that money twice (reason 4). And too large a figure lets you buy "
        "customers at a loss (reason 3).",
    ),
    Exercise(
        id="clv-r1",
        goal="Bring it home",
        minutes=3,
        ask="**In your organisation.** Does anybody say what a customer is worth? By which recipe: "
        "revenue or profit, how many years, with interest, before or after the cost of winning? Which "
        "decision would change if the figure were a third of it?",
        answer=Reflection(),
    ),
)
