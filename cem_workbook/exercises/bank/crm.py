"""Page 02: CRM and the whole customer."""

from __future__ import annotations

from cem_workbook.exercises.bank import crm_cases as cases
from cem_workbook.exercises.draws import rounded
from cem_workbook.exercises.exercise import Exercise
from cem_workbook.exercises.kinds import PLAN, Decision, Number, Reflection, Verdict
from cem_workbook.exercises.misconceptions import crm as wrong
from cem_workbook.exercises.misconceptions.csat import SHARE_LEFT_AS_A_FRACTION
from cem_workbook.exercises.misconceptions.general import ROUNDED_TOO_SOON
from cem_workbook.exercises.sheets import Classify, Table
from cem_workbook.frameworks import crm

EXERCISES = (
    Exercise(
        id="crm-1",
        goal="Decide for one customer what four departments do next",
        minutes=4,
        ask="One {customer} of {title}, through four windows:\n\n"
        "- **sales**: {bought} purchases in a year. Next: an offer.\n"
        "- **service**: a complaint, refused {refused} days ago; it cost them {loss} crowns. Next: nothing.\n"
        "- **billing**: {paid} crowns paid in 30 days; **{margin} crowns** of margin in a year. Next: the "
        "bill.\n"
        "- **marketing**: segment “{segment}”. Next: a survey.\n\n"
        "You see all four. What happens first? Tick at least two reasons.",
        answer=Decision(
            options={
                "a": "The offer, with a voucher on top: they see our good will.",
                "b": "The survey: they can write down what went wrong.",
                "c": "Nothing for half a year: they are left in peace.",
                "d": "A call, to listen and explain: all else waits for it.",
            },
            reasons={
                "1": "A message that does not know of the refusal says that nobody listened.",
                "2": "A year of this customer brings far more than a call costs (about {call} crowns).",
                "3": "Who complains once is a difficult customer, and not worth much.",
                "4": "The ticket is closed, so the matter is settled.",
            },
            sound=frozenset({"1", "2"}),
            needed=2,
        ),
        case=cases.one_of_the_refused,
        expected=lambda c: Verdict("d", frozenset({"1", "2"})),
        misconceptions=(
            wrong.VOUCHER_MENDS.shows_as(Verdict("a", frozenset({"1", "2"}))),
            wrong.SURVEY_LISTENS.shows_as(Verdict("b", frozenset({"1", "2"}))),
            wrong.SILENCE_IS_KIND.shows_as(Verdict("c", frozenset({"1", "2"}))),
            wrong.COMPLAINERS_ARE_NOT_WORTH_IT.shows_as(Verdict("d", frozenset({"1", "2", "3"}))),
            wrong.CLOSED_IS_SETTLED.shows_as(Verdict("d", frozenset({"1", "2", "4"}))),
        ),
        hints=(
            "Put yourself in this customer's place: which of the four would you like to meet first?",
            "In the view, compare three rules: messages as ever, silence for half a year, and a call "
            "before the next offer.",
            "One option takes notice of the trouble. Two of the reasons hold: one is about the customer, "
            "one about the money.",
        ),
        right="Solve first, then offer. It takes service to know of the refusal, billing to know who it is, "
        "and sales, billing and marketing to wait.",
        solution="Decision d, for reasons 1 and 2. The voucher and the survey come from departments that do "
        "not know of the refusal. Silence spares the wrong word, and the right one as well. Reason 3: most "
        "people in trouble say nothing; who complains still wants something of you. Reason 4: closed says "
        "that the firm has finished.",
    ),
    Exercise(
        id="crm-2",
        goal="Say whom the tables know",
        minutes=5,
        code=True,
        ask="The **{branch}** branch of {title}, in four tables. (One customer can have many rows.)\n\n"
        "| table | rows | different customers |\n| :--- | ---: | ---: |\n{lines}\n\n"
        "Of the branch's **customers**, what share has **bought** in the two years? What share has "
        "**complained**? Of what share do we have an **answer** to a survey? In per cent, with one "
        "decimal.",
        answer=Table(
            rows=lambda c: [cases.BOUGHT, cases.COMPLAINED, cases.ANSWERED],
            columns=lambda c: [cases.SHARE],
            tolerance=0.06,
        ),
        case=cases.who_is_known,
        expected=cases.known,
        misconceptions=(
            wrong.SENT_IS_ANSWERED.shows_as(lambda c: cases.known(c, answered="asked")),
            wrong.OF_THOSE_WHO_WERE_ASKED.shows_as(
                lambda c: cases.known(c, base_of_answers="asked")
            ),
            wrong.ROWS_ARE_CUSTOMERS.shows_as(lambda c: cases.known(c, of="rows")),
            wrong.ONLY_THOSE_WHO_BOUGHT.shows_as(lambda c: cases.known(c, base=cases.BOUGHT)),
            wrong.OF_THOSE_WHO_WERE_ASKED.shows_as(
                cases.of_surveys,
                says="the row of the answers divides surveys by surveys *sent*: that says how good the "
                "survey is at getting answers. You were asked of how many *customers* you have one. "
                "Which column, and what is the base?",
            ),
            SHARE_LEFT_AS_A_FRACTION.shows_as(lambda c: cases.known(c, scale=1)),
            ROUNDED_TOO_SOON.shows_as(
                rounded(cases.known), says="they are right, and rounded too far. Keep one decimal."
            ),
        ),
        hints=(
            "Two columns of numbers stand there. Only one of them counts people.",
            "Everybody stands once in the first table. Its number of customers is the base of all "
            "three shares.",
            "Divide the different customers of purchases, of tickets and of the answered surveys by "
            "those of the first line. One line is not needed.",
        ),
        right="Sales knows nearly everybody. Service knows those who complained, and marketing those who "
        "answered: an average of the answers is an average of *them*.",
        solution="The base is the customers of the first line. The surveys that were only sent say "
        "nothing about opinions.\n\nIn code:\n\n"
        "```python\n"
        'here = {{name: table[table["branch"] == "{branch}"] for name, table in tables.items()}}\n'
        'answers = here["surveys"][here["surveys"]["answered"]]\n'
        'known = {{"bought": here["purchases"], "complained": here["tickets"], "answered": answers}}\n'
        'everybody = len(here["customers"])\n'
        'my_shares = {{name: 100 * table["customer_id"].nunique() / everybody\n'
        "             for name, table in known.items()}}\n"
        "```",
    ),
    Exercise(
        id="crm-3",
        goal="Join two tables without inventing money",
        minutes=5,
        code=True,
        ask="The **{branch}** branch of {title} has **{all}** customers. Somebody has joined its purchases "
        "with its tickets, in two ways. The margin is in crowns.\n\n"
        "| table | rows | different customers | margin |\n| :--- | ---: | ---: | ---: |\n{lines}\n\n"
        "What **margin** has an **average customer** of the branch brought in the two years? In "
        "crowns, with one decimal.",
        answer=Number(unit="crowns", tolerance=0.06, low=0),
        case=cases.three_joins,
        expected=cases.per("plain_margin", "all"),
        misconceptions=(
            wrong.JOIN_MULTIPLIES.shows_as(cases.per("left_margin", "all")),
            wrong.COMPLAINERS_ONLY.shows_as(cases.per("inner_margin", "inner_people")),
            wrong.AVERAGE_OF_THE_ROWS.shows_as(cases.per("plain_margin", "plain_rows")),
            wrong.BUYERS_ONLY.shows_as(cases.per("plain_margin", "plain_people")),
            wrong.JOIN_MULTIPLIES.shows_as(cases.per("left_margin", "left_people")),
            wrong.COMPLAINERS_ONLY.shows_as(cases.per("inner_margin", "all")),
            wrong.AVERAGE_OF_THE_ROWS.shows_as(
                cases.unless_near(
                    cases.per("left_margin", "left_rows"), cases.per("plain_margin", "plain_rows")
                ),
                says="{answer} is the margin of an average *row* of the joined table. By what do you divide, "
                "if the question is about a customer? And in which table does each purchase stand once?",
            ),
            ROUNDED_TOO_SOON.shows_as(
                cases.whole_crowns, says="{answer} is rounded too far. Keep one decimal."
            ),
        ),
        hints=(
            "Nobody has bought more because two tables were joined. Which of the three sums is the "
            "money that really came in?",
            "Take the margin from the table in which each purchase stands once.",
            "Divide it by all {all} customers, not by those who bought.",
        ),
        right="{answer} crowns. Before you join two tables with many rows a customer, make at least one "
        "of them a table with *one* row a customer.",
        solution="Each purchase stands once in the table of purchases: {plain_margin} divided by {all} "
        "is {result} crowns.\n\nIn code:\n\n"
        "```python\n"
        'here = {{name: table[table["branch"] == "{branch}"] for name, table in tables.items()}}\n'
        'bought = here["purchases"]\n'
        'margin = (bought["amount"] - bought["cost"]).groupby(bought["customer_id"]).sum()\n'
        'everybody = here["customers"].set_index("customer_id")\n'
        'everybody["margin"] = margin\n'
        'my_margin = everybody["margin"].fillna(0).mean()\n'
        "```",
    ),
    Exercise(
        id="crm-4",
        goal="Find the surveys that nobody should have sent",
        minutes=5,
        code=True,
        ask="The **{branch}** branch of {title}, surveys sent from {period} to {until}. Only those "
        "are listed whose customer *also complained* at about that time; the complaint stands beside the "
        "survey. (“Denied” is the word of the table for “refused”.)\n\n"
        "| survey | sent on | complaint opened | closed | outcome |\n"
        "| ---: | :--- | :--- | :--- | :--- |\n{lines}\n\n"
        "A survey **clashes** if, on the day on which it was sent, a complaint of the customer was **still "
        "open**, or had been **denied less than 60 days before**. How many of the surveys clash? Count "
        "a survey once.",
        answer=Number(unit="surveys", tolerance=0.3, low=0, decimals=0),
        case=cases.surveys_over_complaints,
        expected=lambda c: c["clashes"],
        misconceptions=(
            wrong.EVERY_LINE_OF_THE_JOIN.shows_as(cases.unless_the_same("lines_in_all")),
            wrong.EVERY_LINE_OF_THE_JOIN.shows_as(cases.unless_the_same("surveys_in_all")),
            wrong.REFUSED_AT_ANY_TIME.shows_as(cases.unless_the_same("refused")),
            wrong.ONLY_THE_REFUSED.shows_as(cases.unless_the_same("fresh_only")),
            wrong.ONLY_THE_OPEN.shows_as(cases.unless_the_same("open_only")),
        ),
        hints=(
            "Go through line by line. First question: had the complaint been opened by the day of the "
            "survey?",
            "Open: opened by that day, and closed after it or not yet. Fresh: denied, and closed less "
            "than 60 days before.",
            "Cross out all that were made good or explained *before* the survey, all that were opened "
            "after it, and the denials that are older.",
        ),
        right="That many people were asked “how were we?” in the middle of their trouble. Marketing could "
        "not see it, and service did not know of the survey.",
        solution="A line counts if the complaint was open on the day of the survey, or denied less than 60 "
        "days before: {result} surveys.\n\nIn code:\n\n"
        "```python\n"
        'sent = tables["surveys"]\n'
        'sent = sent[(sent["branch"] == "{branch}") & (sent["asked_on"] >= "{from_day}")\n'
        '            & (sent["asked_on"] < "{to_day}")]\n'
        'pairs = sent[["survey_id", "customer_id", "asked_on"]].merge(tables["tickets"], on="customer_id")\n'
        'begun = pairs["opened_on"] <= pairs["asked_on"]\n'
        'over = pairs["closed_on"] <= pairs["asked_on"]\n'
        'days = (pairs["asked_on"] - pairs["closed_on"]).dt.days\n'
        'fresh = over & (pairs["outcome"] == "denied") & (days < 60)\n'
        'my_clashes = pairs.loc[(begun & ~over) | fresh, "survey_id"].nunique()\n'
        "```",
    ),
    Exercise(
        id="crm-5",
        goal="Tell communication from a relationship",
        minutes=3,
        ask="One Persian word, «ارتباط», means both. Here are six things between {title} and its customers.\n\n"
        "{lines}\n\n"
        "Which is **communication** (a meaning reached the other mind), which is a **relationship** (a bond "
        "that lasts), and which is **only a record**?",
        answer=Classify(bins=crm.MEANINGS, items=lambda c: list(c["places"])),
        case=cases.moments,
        expected=cases.places,
        misconceptions=(
            wrong.RECORDS_ARE_THE_RELATIONSHIP.shows_as(
                cases.moved({crm.RECORD: crm.RELATIONSHIP})
            ),
            wrong.TALKING_IS_THE_RELATIONSHIP.shows_as(
                cases.moved({crm.COMMUNICATION: crm.RELATIONSHIP})
            ),
            wrong.STORED_IS_SAID.shows_as(cases.moved({crm.RECORD: crm.COMMUNICATION})),
            wrong.A_BOND_IS_TALK.shows_as(cases.moved({crm.RELATIONSHIP: crm.COMMUNICATION})),
            wrong.A_MESSAGE_IS_A_FILE.shows_as(cases.moved({crm.COMMUNICATION: crm.RECORD})),
        ),
        hints=(
            "Ask of each: does the customer know of it at all?",
            "Two of them could be deleted tonight, and no customer would notice.",
            "Of the other four, two are over when both have understood; two last.",
        ),
        right="All in place. A system keeps records; people communicate; out of that, in time, a "
        "relationship can grow.",
        solution="The address list and the filed ticket are records: no customer notices them. The clear "
        "letter and the question asked twice are communication: in the end both mean the same. Nine years, "
        "and coming back after a mistake, are a relationship.",
    ),
    Exercise(
        id="crm-6",
        goal="See which abilities your data can show",
        minutes=3,
        ask="Eight abilities of a firm that puts the customer first [004 · Link to CRM], each with a sign by "
        "which you would see it (the signs are the course's own).\n\n{lines}\n\n"
        "In which table of {title} could you see the sign? Choose the *one* table that is enough. A sign can "
        "also need **several, joined**, or stand in **no table**.",
        answer=Classify(bins=crm.PLACES, items=lambda c: list(c["places"])),
        case=cases.abilities,
        expected=cases.places,
        misconceptions=(
            wrong.THE_CARD_IS_THE_CUSTOMER.shows_as(cases.moved({crm.JOINED: crm.CUSTOMERS})),
            wrong.ASKED_IS_COMMUNICATED.shows_as(cases.moved({crm.NO_TABLE: crm.SURVEYS})),
            wrong.ASKED_IS_COMMUNICATED.shows_as(
                cases.moved({crm.NO_TABLE: crm.TICKETS}),
                says="tickets hold what *they* told us, how often they called and how it ended. "
                "Communication runs both ways: where does it stand what we told somebody, and whether "
                "they understood?",
            ),
            wrong.BUYING_SHOWS_THE_NEED.shows_as(
                cases.moved({crm.SURVEYS: crm.PURCHASES, crm.JOINED: crm.PURCHASES})
            ),
            wrong.A_COMPLAINT_IS_A_WISH.shows_as(cases.moved({crm.SURVEYS: crm.TICKETS})),
            wrong.ONE_WINDOW_IS_ENOUGH.shows_as(cases.moved({crm.JOINED: crm.TICKETS})),
            wrong.ONE_WINDOW_IS_ENOUGH.shows_as(cases.moved({crm.JOINED: crm.SURVEYS})),
            wrong.EVERYTHING_NEEDS_A_JOIN.shows_as(
                cases.moved(dict.fromkeys(crm.PLACES[:4], crm.JOINED))
            ),
        ),
        hints=(
            "Run the cell with the four tables, and read the names of their columns.",
            "Days and outcome stand in the tickets, comments in the surveys, the segment with the "
            "customers.",
            "Two signs compare things that stand in different tables. One is written down nowhere.",
        ),
        right="Five of the eight signs stand in a single table, and two need a join. Whether your words reached "
        "somebody stands in none: no software will do that part for you.",
        solution="Fitting and quick answers: tickets (outcome, days). Needs in their own words: surveys "
        "(comment). Kinds: customers (segment). History: purchases. Knowing somebody well, and comparing "
        "those with trouble to the others, need several tables joined. What we told somebody, and whether "
        "they understood, stands in no table.",
    ),
    Exercise(
        id="crm-7",
        goal="Sort what CRM is hoped to bring, and spot a slip",
        minutes=4,
        ask="Source [001 · CRM goals] names three groups of aims: saving **cost**, more **income**, "
        "**strategic** effects (for the long run). It also lists five outcomes, each with a reason, and does "
        "not say which belongs where.\n\n{lines}\n\n"
        "Sort them by their reasons. **One reason cannot be meant as it stands:** put it under “a slip”.",
        answer=Classify(bins=cases.GROUPS, items=lambda c: list(c["places"])),
        case=cases.aims,
        expected=cases.places,
        misconceptions=(
            wrong.DISCOUNTS_RAISE_PROFIT.shows_as(cases.moved({cases.SLIP: crm.INCOME})),
            wrong.DISCOUNTS_SAVE_COST.shows_as(cases.moved({cases.SLIP: crm.COST})),
            wrong.INCOME_IS_COST.shows_as(
                cases.moved({crm.COST: crm.INCOME, crm.INCOME: crm.COST})
            ),
            wrong.SATISFACTION_IS_INCOME.shows_as(cases.moved({crm.STRATEGIC: crm.INCOME})),
            wrong.EVERYTHING_IS_STRATEGY.shows_as(
                cases.moved({crm.INCOME: crm.STRATEGIC, crm.COST: crm.STRATEGIC})
            ),
            wrong.DOUBTFUL_IS_A_SLIP.shows_as(cases.moved(dict.fromkeys(crm.GROUPS, cases.SLIP))),
        ),
        hints=(
            "Read the reasons, not the names. Which of them takes money *away* from the firm?",
            "One is about spending less, two about selling more or better, one about the customer's view "
            "of you.",
            "Of 100 crowns paid, {title} keeps {margin}. What is left of them after a discount of 10?",
        ),
        right="The slip is I-20 in the register of errors: profit “through price discounts”. Of 100 crowns, "
        "{title} keeps {margin}; with 10 % off, it would have to sell {more} % more for the same "
        "margin. Likely meant: who knows their customers sells value, and needs *fewer* discounts.",
        solution="Lower cost of selling: cost. Sales income and success rate: income. Satisfaction: "
        "strategic (somebody who argues for income has a case, too: the source does not sort them). The slip "
        "is under higher profit: of 100 crowns {title} keeps {margin}, and a discount of 10 takes away ten of "
        "these. Read it as: know customers and give them value, so that *less* discounting is needed.",
    ),
    Exercise(
        id="crm-8",
        goal="Match what a web site does to identify, anticipate, satisfy",
        minutes=3,
        ask="A web site can help to **identify**, **anticipate** and **satisfy** needs [001 · Websites]. The "
        "post tells it twice, once in prose and once as a numbered list, and not in the same way.\n\n"
        "{lines}\n\nWhich verb does *its own telling* use for each?",
        answer=Classify(bins=crm.VERBS, items=lambda c: list(c["places"])),
        case=cases.web_acts,
        expected=cases.places,
        misconceptions=(
            wrong.QUESTIONS_ALWAYS_IDENTIFY.shows_as(cases.by_means(crm.QUESTIONS, crm.IDENTIFY)),
            wrong.QUESTIONS_ALWAYS_ANTICIPATE.shows_as(
                cases.by_means(crm.QUESTIONS, crm.ANTICIPATE)
            ),
            wrong.OFFERING_IS_SATISFYING.shows_as(cases.by_means(crm.OPTIONS, crm.SATISFY)),
            wrong.CHOOSING_SHOWS_THE_NEED.shows_as(cases.by_means(crm.OPTIONS, crm.IDENTIFY)),
            wrong.MAILING_IS_ANTICIPATING.shows_as(cases.by_means(crm.MAIL, crm.ANTICIPATE)),
        ),
        hints=(
            "Each telling has each verb once. Sort the three of the prose first, then those of the list.",
            "Identify: find out what the need is. Anticipate: get ready what will fit. Satisfy: the "
            "customer has it.",
            "Both tellings speak of questions, and use the answers for different things.",
        ),
        right="The same question identifies in one telling and anticipates in the other (I-22). Say which one "
        "you quote; your site will do both.",
        solution="Prose: questions on the need identify, options by a forecast anticipate, and the need is met "
        "when the customer picks. List: mail and grouping identify, questions with right answers "
        "anticipate, and delivery on time, news of the order and service afterwards satisfy.",
    ),
    Exercise(
        id="crm-r1",
        goal="Bring it home",
        minutes=3,
        ask="**In your organisation.** One action that follows from this page: two departments that will tell "
        "each other something about the same customer. What, who, by when, and how shall you see that it "
        "works?",
        answer=Reflection(PLAN),
    ),
)
