"""Page 09: the four steps."""

from __future__ import annotations

from cem_workbook.exercises.bank import steps_cases as cases
from cem_workbook.exercises.draws import rounded, sorted_with, things_to_sort
from cem_workbook.exercises.exercise import Exercise
from cem_workbook.exercises.kinds import PLAN, Choice, Reflection
from cem_workbook.exercises.misconceptions import steps as wrong
from cem_workbook.exercises.misconceptions.csat import SHARE_LEFT_AS_A_FRACTION
from cem_workbook.exercises.misconceptions.general import ROUNDED_TOO_SOON
from cem_workbook.exercises.sheets import Classify, Table

EXERCISES = (
    Exercise(
        id="steps-1",
        goal="Match eight lines to the four steps",
        minutes=3,
        ask="Eight lines from the two accounts, in our words. To which step does each belong? Each step "
        "has two.",
        answer=Classify(bins=cases.FOUR_STEPS, items=lambda c: c["items"]),
        case=things_to_sort(cases.LINES),
        expected=sorted_with(cases.LINES),
        misconceptions=(
            wrong.FEEDBACK_IS_KNOWING.shows_as(
                sorted_with(cases.LINES, {cases.PRIORITISE: cases.ONE, cases.HEED: cases.ONE})
            ),
            wrong.DELIGHT_IS_INSPIRING.shows_as(
                sorted_with(cases.LINES, {cases.ENGRAVED: cases.FOUR, cases.BEFORE: cases.THREE})
            ),
            wrong.KNOWING_IS_TARGETING.shows_as(sorted_with(cases.LINES, {cases.LIFE: cases.ONE})),
            wrong.PART_IS_SERVICE.shows_as(sorted_with(cases.LINES, {cases.WHICH_PART: cases.TWO})),
            wrong.SUPPORT_IS_SERVICE.shows_as(sorted_with(cases.LINES, {cases.SUPPORT: cases.TWO})),
            wrong.SOLVING_IS_RESPONDING.shows_as(
                sorted_with(cases.LINES, {cases.BEFORE: cases.TWO})
            ),
            wrong.THINKING_IS_BONDING.shows_as(sorted_with(cases.LINES, {cases.LIFE: cases.THREE})),
        ),
        hints=(
            "Ask of each line: who gains first, the till or the customer?",
            "Two lines look at what customers bring, two at what they say, two at what they feel, two at "
            "how they live.",
            "“Attrition” and “feedback” belong together; so do “mind” and “bond”.",
        ),
        right="All eight. Selling, answering, a bond, a new way: note how the look moves from our profit "
        "to the customer's life.",
        solution="1 target: the “best” customer; which part of the firm each advances. 2 respond: "
        "prioritise feedback; improve continuously. 3 engage: a bond that stirs support; delight and a "
        "name in the mind. 4 inspire: before anybody asks; work life and private life "
        "[001 · Chessboard], [001 · Steps of CEM].",
    ),
    Exercise(
        id="steps-2",
        goal="Say where CRM, EFM and CEM do their part",
        minutes=3,
        ask="The longer account names two tools, CRM and EFM, each in one step only. And it says of "
        "every step how large the role of CEM is [001 · Steps of CEM]. **Guess** where each stands.",
        answer=Classify(bins=cases.FOUR_STEPS, items=lambda c: c["items"]),
        case=things_to_sort(cases.ROLES),
        expected=sorted_with(cases.ROLES),
        misconceptions=(
            wrong.CRM_IS_ENGAGING.shows_as(sorted_with(cases.ROLES, {cases.CRM: cases.THREE})),
            wrong.EFM_COMES_FIRST.shows_as(sorted_with(cases.ROLES, {cases.EFM: cases.ONE})),
            wrong.CEM_GROWS_STEP_BY_STEP.shows_as(
                sorted_with(cases.ROLES, {cases.STRONG: cases.THREE, cases.CONSIDERABLE: cases.TWO})
            ),
            wrong.CEM_IS_FEELINGS.shows_as(
                sorted_with(
                    cases.ROLES, {cases.VERY_STRONG: cases.THREE, cases.CONSIDERABLE: cases.FOUR}
                )
            ),
        ),
        hints=(
            "Where the firm looks at its own profit, the experience plays hardly any part.",
            "EFM is a tool for feedback. On which step is feedback answered?",
            "The role does not simply grow: on step 2 it is called by a larger word than on step 3.",
        ),
        right="All six. CRM is named on step 1 only, EFM on step 2 only. That later steps name no tool "
        "does not mean that none is used there.",
        solution="1 target: CRM, and CEM's role is faint. 2 respond: EFM, and its role is strong. "
        "3 engage: considerable. 4 inspire: very strong [001 · Steps of CEM].",
    ),
    Exercise(
        id="steps-3",
        goal="Find what stands in one account only",
        minutes=4,
        ask="Read both accounts above once more. Which of these stand in **one account only**, which in **both**? "
        "(The words may differ, as long as the thought is there.)",
        answer=Classify(bins=cases.ACCOUNTS, items=lambda c: c["items"]),
        case=things_to_sort(cases.DIFFERENCES),
        expected=sorted_with(cases.DIFFERENCES),
        misconceptions=(
            wrong.ALL_IN_BOTH.shows_as(
                sorted_with(cases.DIFFERENCES, dict.fromkeys(cases.DIFFERENCES, cases.BOTH))
            ),
            wrong.LONGER_HAS_ALL.shows_as(
                sorted_with(
                    cases.DIFFERENCES, {cases.ONLY_BEST: cases.BOTH, cases.ADVOCACY: cases.BOTH}
                )
            ),
            wrong.BOND_ONLY_IN_ONE.shows_as(
                sorted_with(cases.DIFFERENCES, {cases.BOND: cases.STEPS})
            ),
            wrong.DELIGHT_MEANS_ADVOCACY.shows_as(
                sorted_with(cases.DIFFERENCES, {cases.DELIGHT: cases.CHESSBOARD})
            ),
        ),
        hints=(
            "Look for each thought in the short account first. It has one line a step.",
            "Three of the ten stand in both: one on step 2, one on step 3, one on step 4.",
            "Only two stand in the short account alone: one says whom to sell to, one what customers do.",
        ),
        right="All ten. Put together, the accounts say more than each: step 3 wants the *feeling* "
        "(delight) and what people *do* (support).",
        solution="Chessboard only: the “best” customer, supportive behaviour. Steps of CEM only: which "
        "part of the firm each advances, as little attrition as possible, delight, the engraved name, "
        "work life and private life. Both: heeding feedback, the bond, before it is asked.",
    ),
    Exercise(
        id="steps-4",
        goal="Say who inspires whom",
        minutes=2,
        ask="Step 4 is called «الهام گرفتن از مشتری»: word for word, *taking inspiration from the "
        "customer*. Four departments of {title} say: “We are on step 4.” Which of them is?",
        answer=Choice(
            options={
                "a": "“Our films inspire customers to dream big.”",
                "b": "“We ask which product they want, and build just that.”",
                "c": "“We never ask. People do not know what they want.”",
                "d": "“We saw how they live, and solved what nobody had named.”",
            }
        ),
        case=lambda company, draw: {"title": company.title},
        expected=lambda c: "d",
        misconceptions=(
            wrong.INSPIRE_THEM.shows_as("a"),
            wrong.ASK_AND_BUILD.shows_as("b"),
            wrong.NEVER_ASK.shows_as("c"),
        ),
        hints=(
            "From whom to whom does the inspiration go?",
            "The want is met before it is heard. So it was not asked for by name.",
            "Who knows nothing of customers' lives can only guess.",
        ),
        right="The idea comes from the customer's life, the solution from the firm. “Inspire” is the "
        "usual English label, and misleads (I-28).",
        solution="Answer d: a new solution, before the customer asks, from deep knowledge of work and "
        "life. Answer b is asking and building, which serves step 2; a turns the step round; c leaves "
        "out the knowledge.",
    ),
    Exercise(
        id="steps-5",
        goal="Spot two sentences that pull opposite ways",
        minutes=2,
        ask="Read the paragraph on the leap once more. Which two of its statements conflict?",
        answer=Choice(
            options={
                "a": "“A journey, not a destination” and “four steps”.",
                "b": "What it says of new firms and what it says of old ones.",
                "c": "“No reason to go in order” and “who skips disappears or is sold”.",
                "d": "None. The warning explains the first sentence.",
            }
        ),
        expected=lambda c: "c",
        misconceptions=(
            wrong.JOURNEY_AGAINST_STEPS.shows_as("a"),
            wrong.NEW_AGAINST_OLD.shows_as("b"),
            wrong.NOTHING_CONFLICTS.shows_as("d"),
        ),
        hints=(
            "Ask of each sentence: what does it say about the order of the steps?",
            "One sentence sets you free from the order. Another threatens you if you leave it.",
            "Old firms are not mentioned at all.",
        ),
        right="That is the conflict (I-29). The course's careful reading: firms do not go through the "
        "steps in order by themselves, but to go from 1 straight to 3 or 4 is dangerous.",
        solution="Answer c. “There is no reason that companies go through these four stages in order” "
        "and the warning pull opposite ways. The reading above keeps what can be kept of both, and is "
        "the course's own.",
    ),
    Exercise(
        id="steps-6",
        goal="See which customers carry which part of the firm",
        minutes=4,
        code=True,
        ask="Step 1 wants to know “which part of the firm each customer advances”. Here is the revenue "
        "of {title} in {year}, in crowns, by kind of customer and by channel:\n\n"
        "| kind of customer | {heads} |\n| :--- | {dashes} |\n{lines}\n\n"
        "Who carries the channel **{channel}**? For each kind of customer: its share, in per cent, of "
        "the revenue that comes by **{channel}**. With one decimal.",
        answer=Table(
            rows=lambda c: c["segments"], columns=lambda c: [cases.PER_CENT], tolerance=0.1
        ),
        case=cases.carried,
        expected=cases.of_channel(),
        misconceptions=(
            wrong.SEGMENT_INTO_CHANNELS.shows_as(cases.of_channel(whole=lambda c: c["of_segment"])),
            wrong.OF_ALL_REVENUE.shows_as(
                cases.of_channel(whole=lambda c: [c["all"]] * len(c["here"]))
            ),
            wrong.PURCHASES_FOR_REVENUE.shows_as(
                cases.of_channel(
                    part=lambda c: c["purchases"],
                    whole=lambda c: [sum(c["purchases"])] * len(c["purchases"]),
                )
            ),
            wrong.CROWNS_FOR_SHARES.shows_as(cases.crowns_only),
            wrong.CROWNS_FOR_SHARES.shows_as(cases.crowns_shown),
            SHARE_LEFT_AS_A_FRACTION.shows_as(cases.as_fractions(cases.of_channel())),
            ROUNDED_TOO_SOON.shows_as(rounded(cases.of_channel())),
        ),
        hints=(
            "You need one column of the table only.",
            "Add up that column: this is what the channel brings.",
            "Divide each line of the column by its sum, times 100. The four add up to 100.",
        ),
        right="All four. Of what comes by {channel}, {compared} That is what step 1 looks at: our growth and "
        "profit. Nobody has asked yet what these customers need.",
        solution="Each number of the column “{channel}”, divided by the sum of the column.\n\nIn code:\n\n"
        "```python\n"
        'year = purchases[purchases["date"].dt.year == {year}].merge(customers[["customer_id", '
        '"segment"]])\n'
        'here = year[year["channel"] == "{channel}"].groupby("segment")["amount"].sum()\n'
        "my_carriers = 100 * here / here.sum()\n"
        "```",
    ),
    Exercise(
        id="steps-7",
        goal="Look for step 2 in the tables: answered in time?",
        minutes=4,
        code=True,
        ask="Step 2 promises *continuous* improvement. The complaints of the **{branch}** branch of "
        "{title}, by the half-year in which they were opened:\n\n"
        "| half-year | complaints | closed within {limit} days | closed later | still open |\n"
        "| :--- | ---: | ---: | ---: | ---: |\n{lines}\n\n"
        "What share was closed **within {limit} days**, in each half-year? In per cent, with one "
        "decimal. What is still open counts as not in time.",
        answer=Table(
            rows=lambda c: list(cases.HALF_YEARS),
            columns=lambda c: [cases.PER_CENT],
            tolerance=0.1,
        ),
        case=cases.in_time,
        expected=cases.timely(),
        misconceptions=(
            wrong.TIMELY_COUNT.shows_as(cases.timely(lambda n, k, o: k)),
            wrong.RUNNING_SHARE.shows_as(cases.so_far),
            wrong.OF_TWO_YEARS.shows_as(cases.of_two_years),
            wrong.OPEN_ARE_NO_COMPLAINTS.shows_as(cases.without_the_open),
            wrong.CLOSED_IS_CLOSED.shows_as(
                cases.timely(lambda n, k, o: 100 * (n - o) / max(n, 1))
            ),
            wrong.LATE_FOR_TIMELY.shows_as(cases.timely(lambda n, k, o: 100 * (n - k) / max(n, 1))),
            SHARE_LEFT_AS_A_FRACTION.shows_as(cases.as_fractions(cases.timely())),
            ROUNDED_TOO_SOON.shows_as(rounded(cases.timely())),
        ),
        hints=(
            "Each half-year has a base of its own.",
            "Divide those closed within {limit} days by all complaints of the line.",
            "All complaints of a line: in time, later, and open.",
        ),
        right="All four. {verdict} Improvement is a row of numbers that rises, and goes on rising; one "
        "good half-year is none.",
        solution="In each line: closed within {limit} days, divided by all complaints of the line.\n\n"
        "In code:\n\n"
        "```python\n"
        'here = tickets[tickets["branch"] == "{branch}"]\n'
        'year, late = here["opened_on"].dt.year, here["opened_on"].dt.month > 6\n'
        'half = late.map({{False: "January to June ", True: "July to December "}}) + year.astype(str)\n'
        'in_time = (here["days"] <= {limit}).fillna(False).astype(bool)\n'
        "my_in_time = 100 * in_time.groupby(half).mean()\n"
        "```",
    ),
    Exercise(
        id="steps-8",
        goal="See how far a reported percentage reaches",
        minutes=4,
        code=True,
        ask="{author}, {year}: of **{n}** firms asked, **{share} %** stood in {where}. That makes about "
        "**{x}** firms. *If* they were a random sample of all firms, which shares would go well with "
        "this? The ends of the 95 % interval, as shares from 0 to 1, are\n\n"
        "(x + 1.92 ± 1.96 × √(x × (n − x) ÷ n + 0.96)) ÷ (n + 3.84)\n\n"
        "with x = {x} and n = {n}. Give both ends in **per cent**, with one decimal.",
        answer=Table(
            rows=lambda c: [cases.LOWEST, cases.HIGHEST],
            columns=lambda c: [cases.PER_CENT],
            tolerance=0.06,
        ),
        case=cases.figure,
        expected=cases.interval,
        misconceptions=(
            wrong.TEXTBOOK_INTERVAL.shows_as(cases.textbook),
            wrong.ONE_STANDARD_ERROR.shows_as(cases.one_error),
            wrong.FIRMS_FOR_SHARES.shows_as(cases.in_firms),
            wrong.BRACKETS_OVERLOOKED.shows_as(cases.only_the_root_divided),
            wrong.ENDS_EXCHANGED.shows_as(cases.exchanged),
            SHARE_LEFT_AS_A_FRACTION.shows_as(cases.as_fractions(cases.interval)),
            ROUNDED_TOO_SOON.shows_as(rounded(cases.interval)),
        ),
        hints=(
            "Work out the root first. It is about {root}.",
            "The lowest: add 1.92 to x, take 1.96 times the root away, and divide all of it by n + 3.84.",
            "Then the same with plus. Last, times 100.",
        ),
        right="Both. So wide is chance alone. The interval knows nothing of the rest: the firms judged "
        "themselves, and a consultancy chose whom to ask.",
        solution="The root is about {root}. Lowest: ({x} + 1.92 − 1.96 × {root}) ÷ ({n} + 3.84), times "
        "100. Highest: the same with + in place of −.\n\nIn code:\n\n"
        "```python\n"
        "low, high = cem.metrics.wilson({x}, {n})\n"
        'my_interval = {{"lowest": 100 * low, "highest": 100 * high}}\n'
        "```",
    ),
    Exercise(
        id="steps-r1",
        goal="Close one hole on your own board",
        minutes=4,
        ask="**In your organisation.** Look at your board. Which practice of a lower step is a hole, while "
        "your firm already spends on a higher one? Write the one action that would fill it in places "
        "within ninety days.",
        answer=Reflection(PLAN),
    ),
)
