"""Page 20: the plan of ninety days."""

from __future__ import annotations

from cem_workbook.exercises.bank import capstone_cases as cases
from cem_workbook.exercises.draws import elsewhere, sorted_with, things_to_sort
from cem_workbook.exercises.exercise import Exercise
from cem_workbook.exercises.kinds import PLAN, Choice, Decision, Number, Reflection, Verdict
from cem_workbook.exercises.misconceptions import capstone as wrong
from cem_workbook.exercises.misconceptions.general import ROUNDED_TOO_SOON
from cem_workbook.exercises.sheets import Classify, Table

EXERCISES = (
    Exercise(
        id="capstone-1",
        goal="Tell a measure that can say no from one that cannot",
        minutes=4,
        ask="Eleven lines from the column “How I shall see that it works” of different plans. What does each "
        "tell: only what *we* did, what *became of customers*, or is it something that could *not say no* "
        "in any quarter?",
        answer=Classify(bins=cases.KINDS, items=lambda c: c["items"]),
        case=things_to_sort(cases.MEASURES),
        expected=sorted_with(cases.MEASURES),
        misconceptions=(
            wrong.CUSTOMERS_IN_IT.shows_as(
                sorted_with(
                    cases.MEASURES, dict.fromkeys((cases.LETTERS, cases.CALLS), cases.BECAME)
                )
            ),
            wrong.COUNTED_IS_ACHIEVED.shows_as(
                sorted_with(cases.MEASURES, elsewhere(cases.MEASURES, (cases.DONE,), cases.BECAME))
            ),
            wrong.GLAD_WORDS_MEASURE.shows_as(
                sorted_with(
                    cases.MEASURES, dict.fromkeys((cases.GROWN, cases.VOICES), cases.BECAME)
                )
            ),
            wrong.COMPARING_IS_TOO_MUCH.shows_as(
                sorted_with(cases.MEASURES, {cases.BESIDE: cases.NEVER_NO})
            ),
            wrong.ONLY_A_TARGET_SAYS_NO.shows_as(
                sorted_with(
                    cases.MEASURES, elsewhere(cases.MEASURES, (cases.BECAME,), cases.NEVER_NO)
                )
            ),
        ),
        hints=(
            "Ask of each: on which day would it make you stop?",
            "Whose doing is counted? A call is yours, coming back is theirs.",
            "Four count work. Four tell what became of customers. Three would please you in any quarter.",
        ),
        right="All eleven. Counting work is no sin: it says whether the action took place. Only the second kind "
        "says whether it was worth it.",
        solution="What we did: training, meetings, letters, calls. What became of customers: still here after 60 "
        "days, the same cause again, minutes waited, and the share who left beside those who were not called. "
        "The attitude, the three nicest comments and “what we stand for” are there to be found in every "
        "quarter. (The three kinds are the course's own.)",
    ),
    Exercise(
        id="capstone-2",
        goal="Find an owner who may act",
        minutes=2,
        ask="An action for the branch **{branch}** of {title} (made up): *whoever meets a loss at the counter makes "
        "good up to {limit} crowns on the spot.* Limits up to {most} crowns are set by the head of a branch, and "
        "paid from the branch's money. Who owns it?",
        answer=Choice(
            options={
                "a": "The whole team of {branch}: then everybody feels responsible.",
                "b": "{clerk}, at the counter, who has asked for it for years.",
                "c": "{writer}, head of customer experience at the main office, who wrote the idea.",
                "d": "{head}, head of {branch}, who sees the counter every day and has said yes.",
                "e": "{director}, managing director, who visits {branch} twice a year.",
            }
        ),
        case=cases.owner,
        expected=lambda c: "d",
        misconceptions=(
            wrong.ALL_OWN_IT.shows_as("a"),
            wrong.WHO_CARES_OWNS.shows_as("b"),
            wrong.WHO_WROTE_IT_OWNS.shows_as("c"),
            wrong.HIGHEST_OWNS.shows_as("e"),
        ),
        hints=(
            "Whose signature does the first step need?",
            "Two things: the right to decide, and a look at it every week.",
            "Three of them may not set the limit. One of the other two is never there.",
        ),
        right="One name, the right to decide, the money, and a look at it every day. The others are needed, too: "
        "at the counter somebody does it, somebody wrote it, somebody asks about it.",
        solution="Answer d. An owner is not the one who likes it best or stands highest, but the one who may decide it "
        "and sees it. (The rule is the course's own.)",
    ),
    Exercise(
        id="capstone-3",
        goal="Compute what an action is worth, net of its cost",
        minutes=4,
        code=True,
        ask="An action of {title} (made up). Three guesses of the customers whom it keeps; a minus means that some "
        "leave *because of* it:\n\n"
        "| guess | customers kept | chance |\n| :--- | ---: | ---: |\n"
        "| low | {low_words} | {chance_low} % |\n| likely | {likely} | {chance_likely} % |\n"
        "| high | {high} | {chance_high} % |\n\n"
        "A customer who is kept brings **{brings} crowns** (margin, not turnover). The action takes **{hours} hours** "
        "at {hour} crowns, and **{crowns} crowns** besides.\n\n"
        "What is it worth on average, after its cost? In crowns, with one decimal.",
        answer=Number(unit="crowns", tolerance=0.06),
        case=cases.guesses,
        expected=cases.net(),
        misconceptions=(
            wrong.COST_LEFT_OUT.shows_as(cases.net(cost=0.0)),
            wrong.OWN_HOURS_ARE_FREE.shows_as(cases.net(hour=0.0)),
            wrong.ONLY_THE_LIKELY.shows_as(cases.net(lambda c: c["likely"])),
            wrong.GUESSES_ALIKE.shows_as(cases.net(cases.plain_mean)),
            wrong.BEST_CASE_TOLD.shows_as(cases.net(lambda c: c["high"])),
            wrong.HARM_COUNTED_AS_GAIN.shows_as(cases.sign_lost),
        ),
        hints=(
            "First only the customers: how many are kept on average?",
            "Multiply each guess by its chance, and add the three. A minus stays a minus.",
            "Times {brings}; then take off the hours, each at {hour} crowns, and the {crowns} crowns.",
        ),
        right="One number, and it hides three. Write the range beside it: the low guess may come as well.",
        solution="Customers on average: each guess times its chance, added up. Times {brings}, less {hours} × {hour} + "
        "{crowns}: {result}.\n\nIn code:\n\n"
        "```python\n"
        "kept = {low} * 0.{chance_low} + {likely} * 0.{chance_likely} + {high} * 0.{chance_high}\n"
        "my_net = kept * {brings} - ({hours} * {hour} + {crowns})\n"
        "```",
    ),
    Exercise(
        id="capstone-4",
        goal="Set what an action is worth if it works beside what it is worth if not",
        minutes=5,
        code=True,
        ask="Three actions of {title} (made up). Each brings the crowns under *brings* if it works, and nothing "
        "if it does not. The costs are spent before one knows.\n\n"
        "| action | brings | costs | works, of 100 |\n| :--- | ---: | ---: | ---: |\n{lines}\n\n"
        "What is left of each, in crowns: if it works, if it does not, and on average over both?",
        answer=Table(
            rows=lambda c: c["titles"], columns=lambda c: list(cases.COLUMNS), tolerance=0.6
        ),
        case=cases.three_actions,
        expected=cases.by_outcome(cases.right_row),
        misconceptions=(
            wrong.CHANCE_OF_THE_NET.shows_as(
                cases.by_outcome(lambda b, c, p: (b - c, -c, p * (b - c)))
            ),
            wrong.COST_NEVER_COUNTED.shows_as(cases.by_outcome(lambda b, c, p: (b - c, -c, p * b))),
            wrong.EVEN_CHANCES.shows_as(cases.by_outcome(lambda b, c, p: (b - c, -c, b / 2 - c))),
            wrong.FAILING_IS_FREE.shows_as(
                cases.by_outcome(lambda b, c, p: (b - c, 0.0, p * (b - c)))
            ),
            wrong.LOSS_WITHOUT_SIGN.shows_as(
                cases.by_outcome(lambda b, c, p: (b - c, c, p * b - c))
            ),
            wrong.COST_ONLY_IF_IT_FAILS.shows_as(
                cases.by_outcome(lambda b, c, p: (b, -c, p * b - (1 - p) * c))
            ),
        ),
        hints=(
            "Fill in the first two columns before you look at the chances.",
            "Of 100 such actions: so many times the first number, the other times the second. Add, and divide by 100.",
            "*If it does not* is never above zero, and never zero: what was spent is spent.",
        ),
        right="Look at the signs. An action can look fine in the first column and lose on average; and one that wins on "
        "average still loses in many of 100 cases.",
        solution="If it works: brings less costs. If not: minus the costs. On average: the chance times what it brings, less "
        "the costs.\n\nIn code:\n\n"
        "```python\n"
        "actions = {{{in_code}}}\n"
        "my_worth = {{\n"
        '    name: {{"if it works": brings - costs, "if it does not": -costs, "on average": chance * brings - costs}}\n'
        "    for name, (brings, costs, chance) in actions.items()\n"
        "}}\n"
        "```",
    ),
    Exercise(
        id="capstone-5",
        goal="Find the chance at which an action breaks even",
        minutes=3,
        code=True,
        ask="Nobody knows how likely an action is to work. So turn the question round. An action of {title} (made up) takes "
        "**{hours} hours** at {hour} crowns and **{crowns} crowns** besides. If it works it brings **{brings:,} crowns**, "
        "if not, nothing.\n\n"
        "How likely must it be to work, so that on average it pays just what it costs? In per cent, with one decimal.",
        answer=Number(unit="percent", tolerance=0.06, low=0, high=100),
        case=cases.chance,
        expected=cases.breaks_even,
        misconceptions=(
            wrong.OWN_HOURS_ARE_FREE.shows_as(lambda c: 100 * c["crowns"] / c["brings"]),
            wrong.COST_BY_WHAT_IS_LEFT.shows_as(
                lambda c: 100 * c["spent"] / (c["brings"] - c["spent"])
            ),
            wrong.THE_OTHER_CHANCE.shows_as(lambda c: 100 - cases.breaks_even(c)),
            wrong.COIN_TOSS.shows_as(lambda c: 50.0),
            wrong.TURNED_OVER.shows_as(lambda c: c["brings"] / c["spent"]),
            ROUNDED_TOO_SOON.shows_as(cases.whole_chance),
        ),
        hints=(
            "First what it costs, in all.",
            "At this chance, the chance times what it brings is just what it costs.",
            "So divide the costs by {brings:,}, and multiply by 100.",
        ),
        right="Now you need not know the chance. You need only say: is it likelier than that? Most people can answer this "
        "about their own house.",
        solution="The costs ({hours} × {hour} + {crowns}) divided by {brings:,}: {result} %.\n\nIn code:\n\n"
        "```python\n"
        "my_chance = 100 * ({hours} * {hour} + {crowns}) / {brings}\n"
        "```",
    ),
    Exercise(
        id="capstone-6",
        goal="Spot the error in a sum",
        minutes=3,
        ask="From a plan of {title} (made up): “The action keeps **{kept}** customers. By the formula of the article each is worth "
        "what they spend in a year, **{spend} crowns**. {kept} × {spend} = {sum}; less {cost} for the action, so it is worth "
        "**{claim} crowns**.” Of 100 crowns that a customer spends, {title} keeps {margin} after paying for what it sold.\n\n"
        "The plan leans on [000 · CLV], which counts *revenue*; [002 · CLV] counts *profit* (I-38). What do you say?",
        answer=Choice(
            options={
                "a": "Right: what they spend is what they bring.",
                "b": "The two articles differ, so take the middle of both sums.",
                "c": "The action's cost must not be taken off: the customers pay for it.",
                "d": "Of what they spend, only {margin} of 100 crowns pay for the action. The sum must begin with those.",
                "e": "What a customer is worth cannot be put in numbers. Strike the line out.",
            }
        ),
        case=cases.revenue,
        expected=lambda c: "d",
        misconceptions=(
            wrong.SPENT_IS_EARNED.shows_as("a"),
            wrong.MEAN_OF_TWO_SOURCES.shows_as("b"),
            wrong.COST_IS_THE_ERROR.shows_as("c"),
            wrong.NEVER_A_NUMBER.shows_as("e"),
        ),
        hints=(
            "Follow one crown: who gives it, and who has it in the end?",
            "Revenue and profit are two things. Which of the two can pay an hour of work?",
            "Do the sum once more, with {margin} of 100 crowns.",
        ),
        right="With the margin, {left} crowns are left, not {claim}. Say which of the two you mean each time (I-38).",
        solution="Answer d. {kept} × {spend} × {margin} / 100 less {cost} is {left}. The article's formula is not wrong, but it "
        "counts revenue; a plan needs what is left of it.",
    ),
    Exercise(
        id="capstone-7",
        goal="Choose what comes first, with reasons",
        minutes=4,
        ask="Five actions on the list of {title} (made up). There is room for **two** in the next ninety days. Crowns are "
        "after costs.\n\n"
        "| action | owner | measure | weeks until it shows | if it works | if not |\n"
        "| :--- | :--- | :--- | ---: | ---: | ---: |\n{lines}\n\n"
        "Which two do you begin with? Tick at least two reasons.",
        answer=Decision(
            options={
                "a": "{largest}: they may bring most.",
                "b": "{cheapest}: they cost least.",
                "c": "{first}.",
                "d": "{same}: both go for the same hour, so it will surely get better.",
                "e": "All five. There is no time to lose.",
            },
            reasons={
                "1": "Each has an owner who has agreed, and a measure that could say no.",
                "2": "Within the ninety days one sees whether it works, and what is lost if not is small.",
                "3": "The worths of two actions add up, so one knows what both bring.",
                "4": "What may bring the most is also the surest.",
            },
            sound=frozenset({"1", "2"}),
            needed=2,
        ),
        case=cases.five_actions,
        expected=lambda c: Verdict("c", frozenset({"1", "2"})),
        misconceptions=(
            wrong.LARGEST_FIRST.shows_as(Verdict("a", frozenset({"1", "2"}))),
            wrong.CHEAPEST_FIRST.shows_as(Verdict("b", frozenset({"1", "2"}))),
            wrong.SAME_THING_TWICE.shows_as(Verdict("d", frozenset({"1", "2"}))),
            wrong.ALL_AT_ONCE.shows_as(Verdict("e", frozenset({"1", "2"}))),
            wrong.WORTHS_ADD_UP.shows_as(Verdict("c", frozenset({"1", "2", "3"}))),
            wrong.LARGE_IS_SURE.shows_as(Verdict("c", frozenset({"1", "2", "4"}))),
        ),
        hints=(
            "Cross out what nobody owns.",
            "Then cross out what will not have shown anything by day 90.",
            "Two are left. Two of the reasons hold, and both can be read from the table.",
        ),
        right="Owned, small, soon seen. The large one is not thrown away: its first step is to find an owner, and a measure "
        "that could say no.",
        solution="Decision c, for reasons 1 and 2. Worths do not simply add up (3): two actions may mend the same thing. And the "
        "height of a gain is not its chance (4).",
    ),
    Exercise(
        id="capstone-r1",
        goal="Say what you will do on Monday",
        minutes=5,
        ask="**On Monday.** Whom will you tell, what, and what will you ask them for? Write the first step of your ninety days: "
        "small enough for one morning. It becomes an action of your plan, like those of the other pages.",
        answer=Reflection(PLAN),
    ),
)
