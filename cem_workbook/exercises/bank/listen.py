"""Page 06: lesson 4, listen and close the loop."""

from __future__ import annotations

from cem_workbook.exercises.bank import listen_cases as cases
from cem_workbook.exercises.draws import elsewhere, rounded, sorted_with, things_to_sort
from cem_workbook.exercises.exercise import Exercise
from cem_workbook.exercises.kinds import PLAN, Choice, Decision, Number, Reflection, Verdict
from cem_workbook.exercises.misconceptions import listen as wrong
from cem_workbook.exercises.misconceptions.general import COUNT_INSTEAD_OF_SHARE, ROUNDED_TOO_SOON
from cem_workbook.exercises.sheets import Classify, Table

EXERCISES = (
    Exercise(
        id="listen-1",
        goal="Follow a review that nobody answered",
        minutes=2,
        ask="A bad review of {title} is ignored, or answered badly. Source [003 · Mistakes] tells what "
        "follows, in five steps. Put them in order.",
        answer=Classify(bins=cases.PLACES, items=lambda c: c["items"]),
        case=things_to_sort(cases.CHAIN),
        expected=sorted_with(cases.CHAIN),
        misconceptions=(
            wrong.MONEY_GOES_FIRST.shows_as(
                sorted_with(
                    cases.chain_as(
                        cases.INCOME, cases.IMAGE, cases.LOYALTY, cases.TRUST, cases.DEMAND
                    )
                )
            ),
            wrong.TRUST_BEFORE_LOYALTY.shows_as(
                sorted_with(
                    cases.chain_as(
                        cases.IMAGE, cases.TRUST, cases.LOYALTY, cases.DEMAND, cases.INCOME
                    )
                )
            ),
            wrong.INCOME_BEFORE_DEMAND.shows_as(
                sorted_with(
                    cases.chain_as(
                        cases.IMAGE, cases.LOYALTY, cases.TRUST, cases.INCOME, cases.DEMAND
                    )
                )
            ),
            wrong.IMAGE_AT_THE_END.shows_as(
                sorted_with(
                    cases.chain_as(
                        cases.LOYALTY, cases.TRUST, cases.DEMAND, cases.INCOME, cases.IMAGE
                    )
                )
            ),
        ),
        hints=(
            "Begin with what strangers see, and end with what the till sees.",
            "Between the two ends: first the regulars care less, then people believe you less.",
            "Before money stays away, people must want less. That settles the last two.",
        ),
        right="That is the chain. It can be stopped at its first link, by an answer. So, says the "
        "source, it is important to listen to clients *and to hear* them «слушать и слышать».",
        solution="Negative image, lower loyalty, less trust, less demand, falling income "
        "[003 · Mistakes].",
    ),
    Exercise(
        id="listen-2",
        goal="Count the silent",
        minutes=4,
        code=True,
        ask="The **{branch}** branch of {title} in {quarter}. Only in a made-up world can one count "
        "those who say nothing:\n\n"
        "| who | how many |\n| :--- | ---: |\n"
        "| customers who came | {came} |\n"
        "| customers for whom something went wrong | {trouble} |\n"
        "| complaints (tickets) | {tickets} |\n"
        "| customers who complained | {spoke} |\n\n"
        "Of the customers for whom something went wrong, what share **did not complain**? In per cent, "
        "with one decimal.",
        answer=Number(unit="percent", tolerance=0.1, low=0, high=100),
        case=cases.silent,
        expected=cases.silent_share(),
        misconceptions=(
            wrong.WHO_SPOKE_INSTEAD.shows_as(
                cases.far_from_right(lambda c: 100 * c["spoke"] / c["trouble"])
            ),
            wrong.TICKETS_ARE_PEOPLE.shows_as(cases.far_from_right(cases.silent_share("tickets"))),
            wrong.SILENT_OF_ALL_WHO_CAME.shows_as(
                cases.far_from_right(cases.silent_share(whole="came"))
            ),
            wrong.LOUD_AGAINST_SILENT.shows_as(cases.far_from_right(cases.against_the_silent)),
            COUNT_INSTEAD_OF_SHARE.shows_as(
                cases.far_from_right(lambda c: c["trouble"] - c["spoke"])
            ),
            ROUNDED_TOO_SOON.shows_as(
                cases.whole_share,
                says="{answer} % is rounded to a whole number. One decimal, please.",
            ),
        ),
        hints=(
            "You need two lines of the four. Which two count people in trouble?",
            "Those in trouble, less those who complained, are the silent.",
            "Divide the silent by the {trouble} for whom something went wrong.",
        ),
        right="{answer} % say nothing. An inbox shows the others. So ask, in more than one way.",
        solution="{trouble} less {spoke} is the number of the silent; divided by {trouble} it is "
        "{result} %.\n\nIn code:\n\n"
        "```python\n"
        'inside = truth["month"].dt.to_period("Q") == "{quarter_code}"\n'
        'wrong = truth[inside & (truth["troubles"] > 0) & (truth["branch"] == "{branch}")]\n'
        'spoke = tickets[(tickets["opened_on"].dt.to_period("Q") == "{quarter_code}")\n'
        '                & (tickets["branch"] == "{branch}")]\n'
        'trouble = wrong["customer_id"].nunique()\n'
        'my_silent = 100 * (trouble - spoke["customer_id"].nunique()) / trouble\n'
        "```",
    ),
    Exercise(
        id="listen-3",
        goal="Tell a reply that closes the loop from one that only replies",
        minutes=4,
        ask="The restaurant's meat was not cooked through; a phone is brought back with a fault; "
        "somebody comes to the warranty desk. What does each reply do?\n\n"
        "- *closes the loop*: it hears, and something is done or plainly settled;\n"
        "- *makes an excuse*: it admits the trouble and blames something else;\n"
        "- *denies it all*: nothing was wrong;\n"
        "- *shows disrespect*: one-word answers, too little explanation, other work while one talks.",
        answer=Classify(bins=cases.ENDS, items=lambda c: c["items"]),
        case=things_to_sort(cases.REPLIES),
        expected=sorted_with(cases.REPLIES),
        misconceptions=(
            wrong.APOLOGY_IS_ENOUGH.shows_as(
                sorted_with(cases.REPLIES, {cases.SORRY_BUT: cases.CLOSES})
            ),
            wrong.EXPLAINING_IS_ANSWERING.shows_as(
                sorted_with(
                    cases.REPLIES, {cases.DEAR: cases.CLOSES, cases.SORRY_BUT: cases.CLOSES}
                )
            ),
            wrong.NO_IS_DISRESPECT.shows_as(
                sorted_with(cases.REPLIES, {cases.PATIENT_NO: cases.DISRESPECT})
            ),
            wrong.ONLY_RUDE_WORDS_COUNT.shows_as(
                sorted_with(cases.REPLIES, {cases.SOON: cases.CLOSES, cases.TYPES: cases.CLOSES})
            ),
            wrong.POLITE_DENIAL_IS_AN_EXCUSE.shows_as(
                sorted_with(cases.REPLIES, elsewhere(cases.REPLIES, [cases.DENIES], cases.EXCUSE))
            ),
        ),
        hints=(
            "Ask of each reply: what does the customer have afterwards that was not there before?",
            "An excuse says “yes, but”. A denial says “no, it was fine”.",
            "Four replies close the loop. One of them says no.",
        ),
        right="All ten. Note the patient no: the loop is closed by being heard and by a plain end, not "
        "by getting everything. And “I will tell the kitchen why” also mends the cause.",
        solution="Four close the loop: the new dish, the dish replaced with a word to the kitchen, the "
        "date at the warranty desk, and the patient no. “Meat is dear” is an excuse, with or without "
        "“sorry”. “Nobody else complained” and “it had no fault” deny. “Soon.” and typing on are signs "
        "of disrespect [004 · Restaurant], [004 · Shop], [004 · Techniques › Respect].",
    ),
    Exercise(
        id="listen-4",
        goal="Spot a word that was translated too literally",
        minutes=2,
        ask="Four signs of disrespect, by our article, word for word: *serious conversations* «مکالمات "
        "جدی», too little explanation, one-word answers, doing other work while talking "
        "[004 · Techniques › Respect]. A colleague concludes: “So we keep every talk light. No serious "
        "conversations with customers.” What do you say?",
        answer=Choice(
            options={
                "a": "Right: it stands in the article.",
                "b": "“Serious” must mean a cold, stern tone.",
                "c": "None of the four is a sign of disrespect.",
                "d": "The article means: never say no to a customer.",
            }
        ),
        expected=lambda c: "b",
        misconceptions=(
            wrong.THE_WORD_IS_THE_MEANING.shows_as("a"),
            wrong.NOTHING_IS_DISRESPECT.shows_as("c"),
            wrong.NEVER_SAY_NO.shows_as("d"),
        ),
        hints=(
            "Somebody's rent was late because of your mistake. Which talk would be disrespectful?",
            "Look at what the other three signs have in common: the customer gets too little.",
            "Three of the four answers throw away the whole list, or the thought behind it.",
        ),
        right="The course reads it so, and says that it is a reading (I-67). Keep the other three signs "
        "as they stand.",
        solution="Answer b. The word can mean serious and stern. Beside one-word answers and too little "
        "explanation, only the second makes sense. A serious loss deserves a serious talk.",
    ),
    Exercise(
        id="listen-5",
        goal="Say which technique was missing",
        minutes=4,
        ask="Ten letters to ten firms. In each, one of the nine techniques of [004 · Techniques] was "
        "missing. One technique was missing twice. Which was missing where?",
        answer=Classify(bins=cases.TECHNIQUES, items=lambda c: list(cases.LETTERS)),
        expected=lambda c: dict(cases.LETTERS),
        misconceptions=(
            wrong.PATIENCE_FOR_LISTENING.shows_as(
                lambda c: (
                    cases.LETTERS
                    | {
                        cases.CANNOT_NAME: cases.LISTENING,
                        cases.OFF_THE_POINT: cases.PATIENCE,
                    }
                )
            ),
            wrong.PROMISES_ARE_TRUST.shows_as(
                lambda c: (
                    cases.LETTERS
                    | {cases.TAKEN_BACK: cases.BUILDING_TRUST, cases.NEVER_HEARD: cases.PROMISES}
                )
            ),
            wrong.EVERYTHING_IS_RESPECT.shows_as(
                lambda c: dict.fromkeys(cases.LETTERS, cases.RESPECT)
            ),
            wrong.TIME_IS_PATIENCE.shows_as(
                lambda c: cases.LETTERS | {cases.FIVE_CALLS: cases.PATIENCE}
            ),
        ),
        hints=(
            "Do first the ones that name the thing: a former customer, a promise, an unclear sentence.",
            "“No fixed formula” is the mark of managing the situation: each case gets an answer that fits it.",
            "Two letters tell of untrue or unfair words. That costs what is built slowly.",
        ),
        right="All ten, and none of the writers used the word for it. A letter tells what happened; the "
        "name of the cause is your work.",
        solution="1 patience, 2 good listening, 3 keeping one's promise, 4 and 5 building trust, 6 time "
        "management, 7 managing the situation, 8 clear communication, 9 keeping in contact, "
        "10 respect.",
    ),
    Exercise(
        id="listen-6",
        goal="Find how long complaints take, by how they end",
        minutes=4,
        code=True,
        ask="The complaints of the **{branch}** branch of {title}, opened in {period}:\n\n"
        "| what became of it | complaints | days until closed, all together |\n"
        "| :--- | ---: | ---: |\n{lines}\n\n"
        "How many days did a complaint take **on average**: each kind, and all closed ones together? "
        "With two decimals, because the four are close.",
        answer=Table(
            rows=lambda c: [*cases.GROUPS, cases.CLOSED],
            columns=lambda c: [cases.DAYS],
            tolerance=0.006,
        ),
        case=cases.endings,
        expected=cases.by_ending,
        misconceptions=(
            wrong.OPEN_IN_THE_BASE.shows_as(cases.with_the_open),
            wrong.PLAIN_AVERAGE_OF_ENDINGS.shows_as(cases.plain_average),
            wrong.DAYS_NOT_DIVIDED.shows_as(lambda c: cases.by_ending(c, lambda days, count: days)),
            wrong.COMPLAINTS_FOR_DAYS.shows_as(
                lambda c: cases.by_ending(c, lambda days, count: count)
            ),
            wrong.COMPLAINTS_PER_DAY.shows_as(
                lambda c: cases.by_ending(c, lambda days, count: count / max(days, 1))
            ),
            ROUNDED_TOO_SOON.shows_as(rounded(cases.by_ending, 1)),
        ),
        hints=(
            "One complaint's share of the days is what you look for.",
            "Divide the days by the complaints, line by line. For the last one, add up first.",
            "Leave the open ones out altogether: nobody knows yet how long they will take.",
        ),
        right="All four. Compare the three endings: was a denial any quicker than making good? Each day "
        "costs good will, whatever the ending.",
        solution="Days divided by complaints in each line; for all closed ones, the sum of the days "
        "divided by the sum of the complaints, without those still open.\n\nIn code:\n\n"
        "```python\n"
        'here = tickets[(tickets["branch"] == "{branch}")\n'
        '               & tickets["opened_on"].dt.year.isin([{years}])].dropna(subset=["days"])\n'
        'my_days = here.groupby("outcome")["days"].mean().to_frame("days")\n'
        'my_days.loc["all closed"] = here["days"].mean()\n'
        "```",
    ),
    Exercise(
        id="listen-7",
        goal="Put causes in order by reach, pain and effort",
        minutes=4,
        code=True,
        ask="The complaints of {title} in {quarter}, by what they were about:\n\n"
        "| cause | complaints | loss of one customer, crowns | hours to mend |\n"
        "| :--- | ---: | ---: | ---: |\n{lines}\n\n"
        "Give each cause its number: **reach × pain ÷ effort**. Reach is the number of complaints, "
        "pain the loss, effort the hours. With one decimal. (It says how many crowns of loss an hour "
        "of mending would touch. The silent are not in it: only complaints stand in this table.)",
        answer=Table(
            rows=lambda c: list(c["topics"]), columns=lambda c: [cases.SCORE], tolerance=0.1
        ),
        case=cases.causes,
        expected=cases.scored(lambda n, pain, effort: n * pain / effort),
        misconceptions=(
            wrong.REACH_ALONE.shows_as(cases.scored(lambda n, pain, effort: n)),
            wrong.EFFORT_FORGOTTEN.shows_as(cases.scored(lambda n, pain, effort: n * pain)),
            wrong.REACH_FORGOTTEN.shows_as(cases.scored(lambda n, pain, effort: pain / effort)),
            wrong.PAIN_FORGOTTEN.shows_as(cases.scored(lambda n, pain, effort: n / effort)),
            wrong.EFFORT_MULTIPLIED.shows_as(
                cases.scored(lambda n, pain, effort: n * pain * effort)
            ),
            wrong.PLACES_FOR_NUMBERS.shows_as(cases.places),
            ROUNDED_TOO_SOON.shows_as(
                rounded(cases.scored(lambda n, pain, effort: n * pain / effort), 0)
            ),
        ),
        hints=(
            "Three columns, one number a line. What should make it larger, and what smaller?",
            "Many complaints and large losses raise it. Many hours lower it.",
            "Multiply the first two columns, then divide by the third.",
        ),
        right="By this rule, “{first}” comes first. {compared} The rule is the "
        "course's own: the source says *prioritise*, and not how [001 · Steps of CEM].",
        solution="In each line: complaints × loss ÷ hours.\n\nIn code:\n\n"
        "```python\n"
        "hours = {{{hours}}}\n"
        'quarter = tickets[tickets["opened_on"].dt.to_period("Q") == "{quarter_code}"]\n'
        'loss = quarter.groupby("topic")["loss"].agg(["size", "mean"])\n'
        'my_order = {{name: loss["size"].get(name, 0) * loss["mean"].get(name, 0) / hours[name]\n'
        "            for name in hours}}\n"
        "```",
    ),
    Exercise(
        id="listen-8",
        goal="Choose a rule for making losses good",
        minutes=4,
        ask="{title_capital} looks for a rule. In its tables, complaints within what the {helper} in "
        "charge could promise alone were made good in **{inside:.0f}\u00a0%** of the cases, larger ones in "
        "**{outside:.0f}\u00a0%**. Of all complaints, **{covered:.0f}\u00a0%** were about at most {limit} crowns. "
        "Which rule do you choose? Tick at least two reasons.",
        answer=Decision(
            options={
                "a": "Every compensation is decided by the manager.",
                "b": "Up to {limit} crowns everybody decides at once; above that, the manager, by a "
                "day that the customer is told.",
                "c": "Whoever is asked promises what the customer wants.",
                "d": "Losses are made good for customers who threaten to leave.",
            },
            reasons={
                "1": "Satisfaction comes before extra income.",
                "2": "A promise within one's authority can be kept.",
                "3": "What is paid comes back within the year.",
                "4": "Once the loss is paid, the matter is closed for the firm.",
            },
            sound=frozenset({"1", "2"}),
            needed=2,
        ),
        case=cases.limits,
        expected=lambda c: Verdict("b", frozenset({"1", "2"})),
        misconceptions=(
            wrong.ASK_THE_MANAGER.shows_as(Verdict("a", frozenset({"1", "2"}))),
            wrong.PROMISE_ANYTHING.shows_as(Verdict("c", frozenset({"1", "2"}))),
            wrong.LOUD_ONES_ARE_PAID.shows_as(Verdict("d", frozenset({"1", "2"}))),
            wrong.PAYS_WITHIN_THE_YEAR.shows_as(Verdict("b", frozenset({"1", "2", "3"}))),
            wrong.PAID_IS_MENDED.shows_as(Verdict("b", frozenset({"1", "2", "4"}))),
        ),
        hints=(
            "Compare the two percentages: what did it change that somebody could decide alone?",
            "A rule needs a limit that staff can rely on, and a way for what lies above it.",
            "Two of the reasons stand in the source. The other two promise too much.",
        ),
        right="A limit, a way beyond it, and a date: a promise that can be kept. Write the limit down, and "
        "look once a quarter at what it cost and whom it kept.",
        solution="Rule b, for reasons 1 and 2: satisfaction before extra income, a “golden principle” "
        "[004 · 5 standards]; promises within one's authority [004 · Techniques › Promises]; not to give "
        "staff the authority is a mistake [004 · Mistakes]. That it comes back within the year (3) "
        "nobody says; the source expects the gain in the long run. And to pay one customer does not mend "
        "the cause (4).",
    ),
    Exercise(
        id="listen-r1",
        goal="Design the loop for one product",
        minutes=4,
        ask="**In your organisation.** Take one product or service. Write one action that closes its loop: "
        "by which ways do you hear of it (name the silent, too), what decides what comes first, who "
        "answers the person, who mends the cause, and how do you ask again after the change?",
        answer=Reflection(PLAN),
    ),
)
