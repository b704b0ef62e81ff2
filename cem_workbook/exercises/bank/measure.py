"""Page 07: lesson 5, measure what matters."""

from __future__ import annotations

from cem_workbook.exercises.bank import measure_cases as cases
from cem_workbook.exercises.bank import measure_sums as sums
from cem_workbook.exercises.draws import rounded, sorted_with, things_to_sort
from cem_workbook.exercises.exercise import Exercise
from cem_workbook.exercises.kinds import PLAN, Choice, Decision, Number, Reflection, Verdict
from cem_workbook.exercises.misconceptions import measure as wrong
from cem_workbook.exercises.misconceptions.general import COUNT_INSTEAD_OF_SHARE, ROUNDED_TOO_SOON
from cem_workbook.exercises.sheets import Classify, Table

EXERCISES = (
    Exercise(
        id="measure-1",
        goal="Match a question to the number that answers it",
        minutes=3,
        ask="Seven questions, asked at {title}. Which number answers each? (One of them twice.)\n\n"
        "CES: customer effort score. CSAT: customer satisfaction score. NPS: net promoter score. "
        "CLV: customer lifetime value.",
        answer=Classify(bins=cases.NUMBERS, items=lambda c: c["items"]),
        case=things_to_sort(cases.QUESTIONS),
        expected=sorted_with(cases.QUESTIONS),
        misconceptions=(
            wrong.STAYED_IS_LEFT.shows_as(
                sorted_with(
                    cases.QUESTIONS, {cases.STAYED: cases.CHURN, cases.LEFT: cases.RETENTION}
                )
            ),
            wrong.EFFORT_IS_SATISFACTION.shows_as(
                sorted_with(cases.QUESTIONS, {cases.WORK: cases.CSAT, cases.PLEASED: cases.CES})
            ),
            wrong.RECOMMEND_IS_SATISFACTION.shows_as(
                sorted_with(cases.QUESTIONS, {cases.FRIENDS: cases.CSAT, cases.PLEASED: cases.NPS})
            ),
            wrong.WORTH_IS_RETENTION.shows_as(
                sorted_with(
                    cases.QUESTIONS,
                    {cases.WORTH: cases.RETENTION, cases.TO_WIN: cases.RETENTION},
                )
            ),
        ),
        hints=(
            "Three questions can be asked of a customer. Four can only be answered from the files.",
            "Of the three: one asks about work, one about pleasure, one about friends.",
            "Of the four: two count people, and two ask about crowns.",
        ),
        right="All seven. A number without its question is a number for any decision, and so for none.",
        solution="Work: CES. Pleased: CSAT. Recommend: NPS. Still with us: retention. Gone: churn. What "
        "one brings over the years, and what one may spend to win one: CLV.",
    ),
    Exercise(
        id="measure-2",
        goal="Read two lists of “most important” numbers",
        minutes=2,
        ask="Source [000] has **three** numbers to watch closely: churn, NPS and CLV. Source [002] has "
        "**two** most important ones: churn and CLV. A colleague at {title} says: “The second list "
        "leaves NPS out. So NPS has been refuted.” What do you answer?",
        answer=Choice(
            options={
                "a": "Right: what the newer list leaves out is no longer valid.",
                "b": "No: the longer list is the better one. Watch all three.",
                "c": "Two lists that differ: neither is of any use.",
                "d": "Neither list fits every firm, as both say. Ask first which decision it is for.",
            }
        ),
        case=lambda company, draw: {"title": company.title},
        expected=lambda c: "d",
        misconceptions=(
            wrong.FEWER_IS_REFUTED.shows_as("a"),
            wrong.LONGER_IS_BETTER.shows_as("b"),
            wrong.ONE_MUST_BE_WRONG.shows_as("c"),
        ),
        hints=(
            "Did either article test a number?",
            "Look at the sentence with which both begin: what does it say of different firms?",
            "Three of the answers take a list for a finding.",
        ),
        right="Both articles say first that measuring differs from firm to firm (I-33). A list is a place "
        "to start from.",
        solution="Answer d. [000]: there are no identical success measures for every organisation. [002]: "
        "measuring may differ for each organisation. The register of errors lists the two lists as a "
        "contradiction (I-33); the safe reading is to list all and to choose by decision.",
    ),
    Exercise(
        id="measure-3",
        goal="Say of whom a number speaks",
        minutes=4,
        code=True,
        ask="In {quarter}, **{came_words}** customers came to {title}. On file about them:\n\n"
        "| number | rows | different customers |\n| :--- | ---: | ---: |\n{lines}\n\n"
        "({sent} of them were sent a survey.) Of how many **per cent of those who came** does each "
        "number speak? With one decimal.",
        answer=Table(
            rows=lambda c: list(sums.SPEAK), columns=lambda c: [sums.SHARE], tolerance=0.06
        ),
        case=sums.speaks,
        expected=sums.spoken,
        misconceptions=(
            wrong.ROWS_ARE_PEOPLE.shows_as(lambda c: sums.spoken(c, "entries")),
            wrong.SHARE_OF_THE_ASKED.shows_as(sums.of_the_asked),
            wrong.SHARE_OF_THE_COUNTED.shows_as(sums.of_their_sum),
            COUNT_INSTEAD_OF_SHARE.shows_as(
                sums.counts_alone, says="these are numbers of customers. Of how many in all?"
            ),
            ROUNDED_TOO_SOON.shows_as(
                rounded(sums.spoken),
                says="these are rounded to whole numbers. One decimal, please.",
            ),
        ),
        hints=(
            "A share is a part of a whole. The whole is the same in all three lines.",
            "Count people, not rows.",
            "Divide each number of different customers by {came_words}.",
        ),
        right="The clock speaks of nearly everybody; survey and complaints speak of few. That is why in the tree "
        "the straight link 5 can be sure where link 3, through the answers, is not.",
        solution="Different customers divided by {came_words}, in per cent.\n\nIn code:\n\n"
        "```python\n"
        'def inside(dates):\n    return dates.dt.to_period("Q") == "{quarter_code}"\n\n'
        'came = set(purchases.loc[inside(purchases["date"]), "customer_id"])\n'
        "files = {{\n"
        '    "minutes waited": purchases[inside(purchases["date"]) & purchases["waiting"].notna()],\n'
        '    "survey answers": surveys[inside(surveys["asked_on"]) & surveys["answered"]],\n'
        '    "complaints": tickets[inside(tickets["opened_on"])],\n'
        "}}\n"
        'my_share = {{name: 100 * len(came & set(rows["customer_id"])) / len(came)\n'
        "            for name, rows in files.items()}}\n"
        "```",
    ),
    Exercise(
        id="measure-4",
        goal="Tell what speaks early from what speaks afterwards",
        minutes=3,
        ask="Ten numbers of {title}. Which tell something **before** a customer leaves, which only "
        "**afterwards**, and which are **tied to nothing yet**: they count what the firm does, and "
        "nobody has shown that anything follows for a customer?",
        answer=Classify(bins=cases.TELLS, items=lambda c: c["items"]),
        case=things_to_sort(cases.WHEN),
        expected=sorted_with(cases.WHEN),
        misconceptions=(
            wrong.COUNTING_WORK_IS_RESULT.shows_as(
                sorted_with(
                    cases.WHEN,
                    dict.fromkeys((cases.POSTERS, cases.SENT, cases.COURSES), cases.EARLY),
                )
            ),
            wrong.MONEY_SPEAKS_FIRST.shows_as(
                sorted_with(
                    cases.WHEN,
                    dict.fromkeys(
                        (cases.YEARS_CHURN, cases.YEARS_MARGIN, cases.REALISED), cases.EARLY
                    ),
                )
            ),
            wrong.ASKING_IS_LATE.shows_as(
                sorted_with(
                    cases.WHEN, dict.fromkeys((cases.ANSWERS, cases.PLEASED_NOW), cases.LATE)
                )
            ),
            wrong.EVERYTHING_LEADS.shows_as(lambda c: dict.fromkeys(c["items"], cases.EARLY)),
        ),
        hints=(
            "Ask of each: if it is bad today, can I still keep the customers whom it speaks of?",
            "Three of the ten count what the firm did, not what a customer met.",
            "Four tell early. Three tell afterwards.",
        ),
        right="The books on management call the first kind *leading*, the second *lagging*. You need both: "
        "the early ones to act, the late ones to see whether acting helped.",
        solution="Early: minutes waited, ease answers, satisfaction after a visit, open complaints. "
        "Afterwards: churn, last year's margin, the realised value of those who left. Tied to nothing "
        "yet: posters, surveys sent, the training film. (The course's own sorting, as are the words "
        "leading and lagging.)",
    ),
    Exercise(
        id="measure-5",
        goal="Find a sign of leaving in your own files",
        minutes=5,
        code=True,
        ask="All quarters of {title} together: the {customers} who came in a quarter are counted in it "
        "once. *Gone* are those who {rule}. Three signs were looked for in the quarter in which they "
        "came:\n\n"
        "- long wait: more than {minutes} minutes on average;\n"
        "- complaint: at least one;\n"
        "- low answer: {low} or less on the 1-to-5 question.\n\n"
        "| sign | with it | of them gone | without it | of them gone |\n"
        "| :--- | ---: | ---: | ---: | ---: |\n{lines}\n\n"
        "How many **per cent** were gone, **with** each sign and **without** it? With two decimals. (Who "
        "gave no answer counts as without a low one.)",
        answer=Table(
            rows=lambda c: list(sums.SIGNS),
            columns=lambda c: [sums.WITH, sums.WITHOUT],
            tolerance=0.006,
        ),
        case=sums.signs,
        expected=sums.gone_shares,
        misconceptions=(
            wrong.LEAVERS_WITH_THE_SIGN.shows_as(sums.signs_of_the_gone),
            wrong.WITH_FOR_WITHOUT.shows_as(sums.exchanged),
            wrong.ALL_FOR_WITHOUT.shows_as(sums.against_all),
            wrong.ALL_IN_THE_BASE.shows_as(sums.of_everybody),
            COUNT_INSTEAD_OF_SHARE.shows_as(
                sums.gone_counts, says="these are numbers of people. Of how many, line by line?"
            ),
            ROUNDED_TOO_SOON.shows_as(rounded(sums.gone_shares, 1)),
            ROUNDED_TOO_SOON.shows_as(rounded(sums.gone_shares)),
        ),
        hints=(
            "Today you see the sign, not who will go. So the sign is the base.",
            "With: those gone with the sign, divided by all with it.",
            "Without: those gone without it, divided by all without it. Times 100.",
        ),
        right="A sign is worth something where the two differ. Look also at how many people have it: that "
        "is how many you would ring up. That a sign goes with leaving does not say that it causes it.",
        solution="Gone divided by people, in each of the six cells, times 100.\n\nIn code, with the table "
        "`seen` of the page:\n\n"
        "```python\n"
        "signs = {{\n"
        '    "long wait": seen["wait"] > {minutes},\n'
        '    "complaint": seen["complaint"],\n'
        '    "low answer": seen["lowest"] <= {low},\n'
        "}}\n"
        "my_signs = {{\n"
        '    name: {{"with": 100 * seen.loc[mark, "gone"].mean(),\n'
        '           "without": 100 * seen.loc[~mark, "gone"].mean()}}\n'
        "    for name, mark in signs.items()\n"
        "}}\n"
        "```",
    ),
    Exercise(
        id="measure-6",
        goal="Compare like with like",
        minutes=5,
        code=True,
        ask="Do satisfied customers of {title} bring more? Here are all who answered in {period}, with "
        "their *margin* in the same time: what they paid less what it cost, in crowns. *Satisfied* means "
        "that their last answer was {answer_words}.\n\n"
        "| segment | satisfied | margin each | others | margin each |\n"
        "| :--- | ---: | ---: | ---: | ---: |\n{lines}\n\n"
        "Compare **within each segment**: how much more does a satisfied customer bring? Then take the "
        "average of the four differences. A larger segment counts for more: count each difference once "
        "for **every customer in its line**. In crowns, with one decimal; less than nothing with a minus.",
        answer=Number(unit="crowns", tolerance=0.15),
        case=sums.like_with_like,
        expected=sums.fair,
        misconceptions=(
            wrong.PLAIN_DIFFERENCE.shows_as(sums.plain),
            wrong.SEGMENTS_ALIKE.shows_as(sums.unweighted),
            wrong.DIFFERENCE_TURNED.shows_as(lambda c: -sums.fair(c)),
            wrong.LARGEST_SEGMENT_ONLY.shows_as(sums.largest),
            wrong.DIFFERENCES_ADDED_UP.shows_as(lambda c: sum(d for _, d in sums.differences(c))),
        ),
        hints=(
            "Begin with one line: what does a satisfied customer bring there, less what another brings?",
            "The customers of a line are the satisfied and the others in it, together.",
            "Difference times customers, line by line; add up; divide by all the customers.",
        ),
        right="{answer} crowns, like with like. {compared} And a difference is still no cause: those who "
        "came often have also had more chances to be pleased.",
        solution="In each line, margin of the satisfied less margin of the others, times all customers of "
        "the line; the sum divided by all customers: {result}.\n\nIn code:\n\n"
        "```python\n"
        "years = [{years}]\n"
        'bought = purchases[purchases["date"].dt.year.isin(years)]\n'
        'margin = (bought["amount"] - bought["cost"]).groupby(bought["customer_id"]).sum()\n'
        'asked = surveys[surveys["asked_on"].dt.year.isin(years)].dropna(subset=["satisfaction"])\n'
        'last = asked.groupby("customer_id")[["segment", "satisfaction"]].last()\n'
        'last = last.join(margin.rename("margin"), how="inner")\n'
        'last["satisfied"] = last["satisfaction"] >= {best}\n'
        'means = last.pivot_table("margin", "segment", "satisfied")\n'
        'weights = last["segment"].value_counts()\n'
        "difference = means[True] - means[False]\n"
        "my_difference = (difference * weights).sum() / weights.sum()\n"
        "```",
    ),
    Exercise(
        id="measure-7",
        goal="Find the number that has stopped telling",
        minutes=3,
        ask="{title_capital} pays its staff for one number at a time. The sizes before are its own; what "
        "happens then is made up. Answers run from 1 to 5.\n\n"
        "| | paid for | a number | as reported | as it really is |\n"
        "| ---: | :--- | :--- | :--- | :--- |\n{lines}\n\n"
        "A number **still tells** where it moves as the real thing does. Where it moves alone, it has "
        "**stopped telling**.",
        answer=Classify(bins=cases.VERDICTS, items=lambda c: list(c["items"])),
        case=cases.targets,
        expected=cases.telling,
        misconceptions=(
            wrong.RISE_IS_PROOF.shows_as(cases.trusting),
            wrong.TARGET_ALWAYS_LIES.shows_as(cases.mistrusting),
            wrong.WORSE_MEANS_BROKEN.shows_as(cases.good_news_only),
            wrong.RISE_IS_PROOF.shows_as(cases.by_the_news),
        ),
        hints=(
            "Compare the last two columns, not whether the news is good.",
            "In four of the six lines the two columns agree.",
            "The two that do not agree have something in common: who writes the number down?",
        ),
        right="Both that stopped are targets *and* are written down by those who are paid for them. The same "
        "targets, measured by others, still tell.",
        solution="Stopped: minutes noted by the staff who are paid for short waits, and answers on cards "
        "handed out by the staff who are paid for high ones. The other four tell, also where the news "
        "is bad, and also where the number is a target but others measure it.",
    ),
    Exercise(
        id="measure-8",
        goal="Decide on a number that is tied to no outcome",
        minutes=3,
        ask="Head office proposes a new key number for {title}: **contacts per {helper} per hour**. It is "
        "in the system already, every minute. Staff shall be paid by it from next month. What do you "
        "decide, and why? (Two reasons that hold.)",
        answer=Decision(
            options={
                "a": "Agree: it is measured anyway, and everybody can improve it.",
                "b": "Look first, in our own data, whether it goes with leaving or crowns; no pay until then.",
                "c": "Refuse: only crowns count.",
                "d": "Agree, and add the other thirty numbers of the system.",
            },
            reasons={
                "1": "Nobody has shown that anything follows from it for a customer.",
                "2": "Work should be tied to customers' results; so the tie to a result must stand first.",
                "3": "What is easy to count is what should be managed.",
                "4": "More contacts an hour means more satisfied customers.",
                "5": "A number that people are paid for and produce themselves soon tells less.",
            },
            sound=frozenset({"1", "2", "5"}),
            needed=2,
        ),
        case=lambda company, draw: {"title": company.title, "helper": company.profile.helper},
        expected=lambda c: Verdict("b", frozenset({"1", "2"})),
        misconceptions=(
            wrong.COUNT_WHAT_IS_EASY.shows_as(Verdict("a", frozenset({"1", "2"}))),
            wrong.ONLY_MONEY_COUNTS.shows_as(Verdict("c", frozenset({"1", "2"}))),
            wrong.MORE_NUMBERS_ARE_SAFER.shows_as(Verdict("d", frozenset({"1", "2"}))),
            wrong.EASY_TO_COUNT_IS_REASON.shows_as(Verdict("b", frozenset({"1", "3"}))),
            wrong.MORE_CONTACTS_PLEASE.shows_as(Verdict("b", frozenset({"1", "4"}))),
        ),
        hints=(
            "Which decision about a customer would this number change?",
            "The source ties actions to *customers'* results. Is a contact a result?",
            "Three of the five reasons hold.",
        ),
        right="A number may be watched for a while before it is believed, and believed for a while before "
        "anybody is paid by it.",
        solution="Decision b, with two of the reasons 1, 2 and 5. Reason 2 is [000 · 4 ways]: tie culture to "
        "customers' results, then motivation rises. Reasons 3 and 4 assume what was to be shown.",
    ),
    Exercise(
        id="measure-r1",
        goal="Tie one of your numbers to an outcome",
        minutes=4,
        ask="**In your organisation.** Take one number that your team reports. For which decision is it? "
        "What outcome is it tied to, and how do you know? Write one action: tie it, replace it, or stop "
        "reporting it.",
        answer=Reflection(PLAN),
    ),
)
