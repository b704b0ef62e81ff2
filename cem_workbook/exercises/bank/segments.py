"""Page 17: value segments."""

from __future__ import annotations

from cem_workbook.exercises.bank import segments_cases as cases
from cem_workbook.exercises.bank import segments_rhythm as rhythm
from cem_workbook.exercises.exercise import Exercise
from cem_workbook.exercises.kinds import Choice, Decision, Number, Reflection, Verdict
from cem_workbook.exercises.misconceptions import segments as wrong
from cem_workbook.exercises.misconceptions.csat import SHARE_LEFT_AS_A_FRACTION
from cem_workbook.exercises.misconceptions.general import COUNT_INSTEAD_OF_SHARE, ROUNDED_TOO_SOON
from cem_workbook.exercises.sheets import Classify, Table

# As wide as what is said back: ideas that round to the same figure are not told apart.
PERCENT = Number(unit="percent", tolerance=0.1, low=0, high=100)

EXERCISES = (
    Exercise(
        id="segments-1",
        goal="Put one customer into three numbers",
        minutes=4,
        ask="One {customer} of {title} bought on these days. The days are numbered: 1 January 2024 is day 1, "
        "and **today**, 31 December 2025, is **day {today}**.\n\n{lines}\n\n"
        "How many **days** have passed **since the last purchase**? On how many **days** was there a "
        "**purchase**? And what is the **usual gap**: how many days lie, on average, between one day "
        "with a purchase and the next? Keep one decimal.",
        answer=Table(
            rows=lambda c: list(rhythm.NUMBERS), columns=lambda c: [rhythm.DAYS], tolerance=0.06
        ),
        case=rhythm.one_customer,
        expected=rhythm.of_customer,
        misconceptions=(
            wrong.SINCE_THE_FIRST.shows_as(lambda c: rhythm.of_customer(c, silence="since_first")),
            wrong.BOTH_ENDS_COUNTED.shows_as(
                lambda c: rhythm.of_customer({**c, "silence": c["silence"] + 1})
            ),
            wrong.FIRST_TO_LAST.shows_as(lambda c: rhythm.of_customer(c, silence="first_to_last")),
            wrong.EVERY_RECEIPT_COUNTS.shows_as(
                lambda c: rhythm.of_customer(c, days=lambda c: c["receipts"])
            ),
            wrong.REPEATS_ONLY.shows_as(
                lambda c: rhythm.of_customer(c, days=lambda c: c["days"] - 1)
            ),
            wrong.AS_MANY_GAPS_AS_DAYS.shows_as(
                lambda c: rhythm.of_customer(c, gap=lambda c: c["first_to_last"] / c["days"])
            ),
            ROUNDED_TOO_SOON.shows_as(rhythm.gap_rounded),
            wrong.EVERY_RECEIPT_COUNTS.shows_as(
                lambda c: rhythm.of_customer(
                    c,
                    days=lambda c: c["receipts"],
                    gap=lambda c: c["first_to_last"] / (c["receipts"] - 1),
                )
            ),
            wrong.SILENCE_IN_THE_RHYTHM.shows_as(
                lambda c: rhythm.of_customer(c, gap=lambda c: c["since_first"] / (c["days"] - 1))
            ),
            wrong.SILENCE_IN_THE_RHYTHM.shows_as(
                lambda c: rhythm.of_customer(c, gap=lambda c: c["since_first"] / c["days"])
            ),
        ),
        hints=(
            "Draw a line, and put a dot on it for each day with a purchase. Today is the right end.",
            "The first number lies between the last dot and today. The gaps lie between the dots.",
            "The usual gap is the time from the first dot to the last, divided by the number of gaps.",
        ),
        right="Three numbers, and one customer has a rhythm. Is the silence long? Only beside the "
        "usual gap can you tell.",
        solution="Since the last purchase: {today} less the number of the last day is {silence} days. Days with a purchase: {days}, because two "
        "purchases on one day count once. From the first to the last are {first_to_last} days; "
        "divide them by the gaps, of which there is one fewer than days.",
    ),
    Exercise(
        id="segments-2",
        goal="Tell best from loyal",
        minutes=4,
        ask="Here are customers of {title}, with the margin of two years in crowns.\n\n"
        "| | joined in | bought on, days | last purchase, days ago | margin |\n"
        "| :--- | ---: | ---: | ---: | ---: |\n{lines}\n\n"
        "The rules of this page:\n\n"
        "- **best**: at least **{line} crowns** of margin. That is the fifth with the most.\n"
        "- **loyal**: joined before **2024**, *and* bought on at least **12 days**, *and* the last "
        "purchase is less than **90 days** ago.\n\n"
        "Put each customer into its place.",
        answer=Classify(bins=cases.BINS, items=lambda c: list(c["sheets"])),
        case=cases.dossiers,
        expected=cases.sorted_by(cases.by_the_rule),
        misconceptions=(
            wrong.SILENCE_FORGOTTEN.shows_as(
                cases.sorted_by(lambda who: who["old"] and who["often"])
            ),
            wrong.YEAR_FORGOTTEN.shows_as(
                cases.sorted_by(lambda who: who["often"] and who["lately"])
            ),
            wrong.DAYS_FORGOTTEN.shows_as(
                cases.sorted_by(lambda who: who["old"] and who["lately"])
            ),
            wrong.ONE_LIST_EACH.shows_as(cases.in_one_list_only(cases.BEST)),
            wrong.ONE_LIST_EACH.shows_as(cases.in_one_list_only(cases.LOYAL)),
            wrong.LONG_IS_LOYAL.shows_as(cases.sorted_by(lambda who: who["old"])),
            wrong.OFTEN_IS_LOYAL.shows_as(cases.sorted_by(lambda who: who["often"])),
            wrong.BEST_ARE_LOYAL.shows_as(cases.sorted_by(lambda who: who[cases.BEST])),
        ),
        hints=(
            "Ask two questions of each customer, one after the other. The first is about money.",
            "Loyal needs three times yes: the year, the days, the silence. One no is enough.",
            "Mark with a pencil who joined in 2024 or 2025, and who was last here 90 days ago or more. "
            "They are not loyal.",
        ),
        right="All are in place. Some bring much and are new, or have stopped; some come faithfully for "
        "little.",
        solution="Go through the two rules one after the other. Whoever has at least {line} crowns "
        "is best. Whoever says yes three times is loyal. Two yeses make “both”, none makes "
        "“neither”.",
    ),
    Exercise(
        id="segments-3",
        goal="Measure how far two lists overlap",
        minutes=4,
        code=True,
        ask="The **{branch}** branch of {title}, by the rules of this page:\n\n"
        "| | loyal | not loyal |\n| :--- | ---: | ---: |\n"
        "| **best** | {both} | {best_only} |\n| **not best** | {loyal_only} | {neither} |\n\n"
        "Of the branch's *best* customers, what share is also loyal? In per cent, with one decimal.",
        answer=PERCENT,
        case=cases.two_lists,
        expected=cases.share("both", "best"),
        misconceptions=(
            wrong.OTHER_BASE_OF_THE_OVERLAP.shows_as(cases.share("both", "loyal")),
            wrong.OVERLAP_OF_EVERYBODY.shows_as(cases.share("both", "everybody")),
            wrong.OVERLAP_OF_EITHER.shows_as(cases.share("both", "either")),
            wrong.THE_OTHERS_OF_THE_BEST.shows_as(cases.share("best_only", "best")),
            wrong.WHOLE_FIRM_INSTEAD_OF_BRANCH.shows_as(lambda c: c["firm"]),
            wrong.LOYAL_INSTEAD_OF_OVERLAP.shows_as(cases.share("loyal", "everybody")),
            COUNT_INSTEAD_OF_SHARE.shows_as(lambda c: c["both"] if c["both"] <= 100 else None),
        ),
        hints=(
            "Put a finger on the row of the best, and stay in it.",
            "Add the two numbers of that row: so many are best. How many of them are loyal?",
            "Divide {both} by the sum of the row.",
        ),
        right="{answer} %. The others of the best are new, or rare, or have gone quiet. An offer for "
        "“loyal customers” never reaches them.",
        solution="Best are {both} + {best_only} customers. {both} divided by that is {result} %.\n\n"
        "In code:\n\n"
        "```python\n"
        'best = people[(people["branch"] == "{branch}") & people["best"]]\n'
        'my_overlap = 100 * best["loyal"].mean()\n'
        "```",
    ),
    Exercise(
        id="segments-4",
        goal="Spot a word that was exchanged",
        minutes=3,
        ask="A colleague plans an offer: “The one article speaks of our **best** customers [000 · Opening], "
        "the other of our **loyal** ones [002 · What does it mean?]. It is the same text, so they mean the "
        "same people. One list will do.” In {title}, **{firm:.0f} %** of the best are loyal by our rule. "
        "What do you answer?",
        answer=Choice(
            options={
                "a": "Right: best and loyal are two words for the same people.",
                "b": "The first article is right: it also speaks of value, so take the best.",
                "c": "The second article is right: loyalty is what counts, so take the loyal.",
                "d": "These are two lists. Decide what the offer is for, then take one, and say which.",
            }
        ),
        case=cases.two_lists,
        expected=lambda c: "d",
        misconceptions=(
            wrong.TRANSLATION_HIDES_NOTHING.shows_as("a"),
            wrong.MONEY_DECIDES.shows_as("b"),
            wrong.LOYALTY_DECIDES.shows_as("c"),
        ),
        hints=(
            "Who would be invited by mistake, and who would be forgotten?",
            "A thank-you and an attempt to sell more go to different people.",
            "Neither article says why it chose its word. So who has to decide?",
        ),
        right="Two versions of one sentence, two designs (I-16). A thank-you suits the loyal; looking after "
        "those who bring much suits the best.",
        solution="Answer d. The two articles seem to come from one text, and here they part: best "
        "customers in [000], loyal ones in [002]. Neither is a mistake. The list follows from what "
        "the offer is for.",
    ),
    Exercise(
        id="segments-5",
        goal="See how much depends on a few",
        minutes=4,
        code=True,
        ask="The **{branch}** branch of {title}, in {period}. Sums are in crowns, rounded.\n\n"
        "| who | customers | revenue | margin |\n| :--- | ---: | ---: | ---: |\n{lines}\n\n"
        "What share of the branch's **margin** comes from the **fifth** with the most margin? In per "
        "cent, with one decimal.",
        answer=PERCENT,
        case=cases.top_fifth,
        expected=cases.share("margin_of_fifth", "margin_of_all"),
        misconceptions=(
            wrong.SHARE_OF_THE_PEOPLE.shows_as(cases.twenty_per_cent),
            wrong.SHARE_OF_THE_PEOPLE.shows_as(cases.share("fifth", "everybody")),
            wrong.REVENUE_INSTEAD_OF_MARGIN.shows_as(cases.share_of_revenue),
            wrong.REVENUE_INSTEAD_OF_MARGIN.shows_as(
                cases.share_of_revenue_or_rounded,
                "{answer} % comes from one of two things: from the column of *revenue* "
                "instead of margin, or from rounding too soon. Which column did you take? Keep one "
                "decimal.",
            ),
            wrong.OTHER_BRANCHES_OR_YEARS.shows_as(cases.share_of_too_many("share_of_both_years")),
            wrong.OTHER_BRANCHES_OR_YEARS.shows_as(cases.share_of_too_many("share_of_firm")),
            wrong.TWENTY_INSTEAD_OF_A_FIFTH.shows_as(cases.share("margin_of_20", "margin_of_all")),
            wrong.MARGIN_OF_REVENUE.shows_as(cases.share("margin_of_fifth", "amount_of_fifth")),
            wrong.REST_INSTEAD_OF_TOP.shows_as(cases.share("margin_of_rest", "margin_of_all")),
        ),
        hints=(
            "The table has three rows and three columns of numbers. You need two cells of one column.",
            "Stay in the column of margin. Which row is the part, and which is the whole?",
            "Divide the fifth's margin by the margin of all who bought.",
        ),
        right="A fifth of the people brings {answer} % of the margin. To lose one of them costs far more "
        "than to lose one of the others.",
        solution="The margin of the fifth, {margin_of_fifth}, divided by the margin of all, "
        "{margin_of_all}, is {result} %.\n\nIn code:\n\n"
        "```python\n"
        'branch = purchases[purchases["branch"] == "{branch}"]\n'
        'branch = branch[branch["date"].dt.year.isin([{years}])]\n'
        'margins = branch.groupby("customer_id")["margin"].sum().sort_values(ascending=False)\n'
        "fifth_of_margin = 100 * margins.head(len(margins) // 5).sum() / margins.sum()\n"
        "```",
    ),
    Exercise(
        id="segments-6",
        goal="Draw two lines and say what the four parts are worth",
        minutes=5,
        code=True,
        ask="The **{branch}** branch of {title}. One line lies at **{silence} days** since the last purchase: "
        "*recent* is less, *silent* is {silence} or more. The other lies at **{days} days** with a "
        "purchase: *rare* is fewer, *often* is {days} or more.\n\n"
        "| segment | customers | margin, crowns |\n| :--- | ---: | ---: |\n{lines}\n"
        "| all | {all_customers} | {all_margin} |\n\n"
        "Give for each segment its share of the branch's customers and of its margin, in per cent with "
        "one decimal.",
        answer=Table(
            rows=lambda c: list(cases.NAMES),
            columns=lambda c: [cases.CUSTOMERS, cases.MARGIN],
            tolerance=0.06,
        ),
        case=cases.four_segments,
        expected=cases.shares_of,
        misconceptions=(
            wrong.ONE_COLUMN_TWICE.shows_as(cases.one_column_twice(cases.CUSTOMERS)),
            wrong.ONE_COLUMN_TWICE.shows_as(cases.one_column_twice(cases.MARGIN)),
            wrong.SEGMENT_SHARES_EXCHANGED.shows_as(cases.exchanged),
            wrong.SEGMENT_NAMES_EXCHANGED.shows_as(cases.names_mixed_up),
            ROUNDED_TOO_SOON.shows_as(cases.in_whole_numbers),
            SHARE_LEFT_AS_A_FRACTION.shows_as(lambda c: cases.shares_of(c, scale=1)),
            COUNT_INSTEAD_OF_SHARE.shows_as(
                lambda c: cases.shares_of(c, of=(100, 100)),
                "these are the customers and crowns themselves, not shares. Of how many in all?",
            ),
            wrong.MEAN_MARGIN_INSTEAD.shows_as(cases.mean_margins),
            wrong.SHARE_OF_THE_WHOLE_FIRM.shows_as(lambda c: cases.shares_of(c, of=c["firm"])),
            wrong.THE_LINE_BELONGS_BELOW.shows_as(lambda c: cases.shares_of(c, counts="below")),
        ),
        hints=(
            "Each column has its own whole. Where does it stand?",
            "Divide the customers of a segment by all customers, and its margin by all the margin.",
            "Check yourself: each column must add up to 100.",
        ),
        right="All eight are right. Look for the segment whose share of the margin is far above its share "
        "of the people: that is whom the branch lives on.",
        solution="Divide each number by the one at the foot of its column.\n\nIn code:\n\n"
        "```python\n"
        'branch = people[people["branch"] == "{branch}"]\n'
        'cuts = {{"silence": [{silence}], "days": [{days}]}}\n'
        'names = ["rare and recent", "often and recent", "rare and silent", "often and silent"]\n'
        "worth = cem.metrics.segment_values(cem.metrics.segments(branch, cuts, names=names))\n"
        'worth = worth.set_index("segment")\n'
        "my_segments = 100 * worth.rename(columns={{\n"
        '    "share_of_customers": "share of customers", "share_of_value": "share of margin"}})\n'
        "```",
    ),
    Exercise(
        id="segments-7",
        goal="Decide whom to call",
        minutes=4,
        ask="The budget of {title} allows **one** call today. It costs {call} crowns. Which customer do you call? "
        "Tick at least two reasons.",
        answer=Decision(
            options={
                "a": "Buys every {gap_a} days, silent for {silent_a} days; margin {worth_a} crowns a year.",
                "b": "Buys every {gap_b} days, silent for {silent_b} days; margin {worth_b} crowns a year.",
                "c": "Buys every {gap_c} days, silent for {silent_c} days; margin {worth_c} crowns a year.",
                "d": "Buys every {gap_d} days, silent for {silent_d} days; margin {worth_d} crowns a year.",
            },
            reasons={
                "1": "The silence is several times as long as this customer's usual gap.",
                "2": "A year of this customer brings far more than the call costs.",
                "3": "The silence shows that the customer is angry with us.",
                "4": "Everybody who is silent for more than 30 days is in danger.",
            },
            sound=frozenset({"1", "2"}),
            needed=2,
        ),
        case=rhythm.whom_to_call,
        expected=lambda c: Verdict("c", frozenset({"1", "2"})),
        misconceptions=(
            wrong.MOST_VALUABLE_FIRST.shows_as(Verdict("a", frozenset({"1", "2"}))),
            wrong.LONGEST_SILENCE_FIRST.shows_as(Verdict("b", frozenset({"1", "2"}))),
            wrong.MOST_OVERDUE_FIRST.shows_as(Verdict("d", frozenset({"1", "2"}))),
            wrong.SEGMENTS_EXPLAIN.shows_as(Verdict("c", frozenset({"1", "2", "3"}))),
            wrong.ONE_WINDOW_FOR_ALL.shows_as(Verdict("c", frozenset({"1", "2", "4"}))),
        ),
        hints=(
            "Divide each silence by the customer's own gap. Who is late, and who is not?",
            "Two of the four are clearly late. Now look at what each of them brings.",
            "A call should cost less than what it may save. Two of the reasons hold.",
        ),
        right="Late by their own rhythm, and worth far more than the call. Now listen: the numbers do "
        "not say why.",
        solution="Customer c, for reasons 1 and 2. Customer a is not late at all, b hardly; d is late, and "
        "brings less in a year than the call costs. A silence names no cause (reason 3), and 30 days "
        "are much for one customer and little for another (reason 4).",
    ),
    Exercise(
        id="segments-r1",
        goal="Bring it home",
        minutes=3,
        ask="**In your organisation.** Who is called a “good customer” with you, and by which number? "
        "Whom would you miss, and after how long a silence would somebody notice? Write the line that you "
        "would draw.",
        answer=Reflection(),
    ),
)
