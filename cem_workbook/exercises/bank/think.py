"""Page 04: lesson 2, think like the customer."""

from __future__ import annotations

from cem_workbook.cases.phones import AUTHORITY, INFORMATION, MANNER, TIME, UNTOLD
from cem_workbook.exercises.bank import think_cases as cases
from cem_workbook.exercises.exercise import Exercise
from cem_workbook.exercises.kinds import PLAN, Choice, Decision, Number, Reflection, Verdict
from cem_workbook.exercises.misconceptions import think as wrong
from cem_workbook.exercises.misconceptions.general import COUNT_INSTEAD_OF_SHARE
from cem_workbook.exercises.sheets import Classify

PERCENT = Number(unit="percent", tolerance=0.1, low=0, high=100)

EXERCISES = (
    Exercise(
        id="think-1",
        goal="Hear what stands in the employee's way",
        minutes=4,
        ask="Five of the calls once more. What stands in the **employee's** way?\n\n{talk}\n\n"
        "The codes: **no authority** (could help, and may not), **no information** (known in the firm, "
        "not visible here), **no time** (too many others, or other work), **nobody told them** "
        "(somebody decided, and did not say), **nothing** (all was there, used well or not).",
        answer=Classify(bins=cases.OBSTACLES, items=lambda c: list(c["codes"])),
        case=cases.five_calls,
        expected=lambda c: c["codes"],
        misconceptions=(
            wrong.UNTOLD_IS_UNSEEN.shows_as(cases.untold_as_unseen),
            wrong.UNSEEN_IS_UNTOLD.shows_as(cases.unseen_as_untold),
            wrong.BLAME_THE_PERSON.shows_as(cases.always(MANNER)),
            wrong.ALWAYS_TIME.shows_as(cases.always(TIME)),
            wrong.NEED_TAKEN_FOR_OBSTACLE.shows_as(cases.by_the_need),
            *(
                wrong.A_NO_IS_AN_OBSTACLE.shows_as(cases.nothing_as(code))
                for code in (AUTHORITY, INFORMATION, UNTOLD)
            ),
        ),
        hints=(
            "Cover the caller's lines, and read only what the employee says.",
            "Ask for each call: what would this employee have needed to end it well? A right to "
            "decide, something to look up, minutes, a message beforehand, or nothing at all?",
            "“May”, “allowed”, “decides” point to authority; “look into”, “see”, “open” point to "
            "information; “nobody has told us” speaks for itself. One code comes twice.",
        ),
        right="You heard the second voice. What stands in the way is seldom a person who does not want to.",
        solution="Read the employee's lines alone. Who would help and may not: *no authority*. Who "
        "cannot see what the firm knows: *no information*. Who is torn between two jobs: *no time*. "
        "Who hears of a decision from the caller: *nobody told them*. Who has all they need, and uses "
        "it or not: *nothing*. The course's reason for each call stands in step 2 of the view.",
    ),
    Exercise(
        id="think-2",
        goal="Say what blind chance would agree on",
        minutes=3,
        code=True,
        ask="Two coders listened for {voice} in all {n} calls. **{one}** gives the code “{code}” to **{yes_one}** "
        "of them, **{other}** to **{yes_other}**. (Columns `{column_one}` and `{column_other}` of the "
        "table `calls`.) On **{alike}** of the {n} calls they agree about this code: both give it, or "
        "neither does.\n\n"
        "Now nobody listens: they draw lots, and each gives the code just as often as before. On what share "
        "of the calls would **chance alone** make them agree? In per cent, with one decimal.",
        answer=PERCENT,
        case=cases.one_code,
        expected=cases.by_chance,
        misconceptions=(
            wrong.OBSERVED_FOR_CHANCE.shows_as(cases.share("alike", "n")),
            wrong.YES_ONLY.shows_as(cases.both_yes),
            wrong.TWO_WAYS_HALF_CHANCE.shows_as(
                lambda c: 50.0 if abs(cases.by_chance(c) - 50) > 1 else None
            ),
            wrong.ONE_CODE_OF_FIVE.shows_as(20.0),
            COUNT_INSTEAD_OF_SHARE.shows_as(lambda c: cases.by_chance(c) * c["n"] / 100),
            wrong.MEAN_OF_THE_SHARES.shows_as(
                lambda c: 50 * (c["yes_one"] + c["yes_other"]) / c["n"]
            ),
        ),
        hints=(
            "They agree in two ways: both give the code, or neither gives it.",
            "The chance that both give it is the product of the two shares. Do the same for not giving "
            "it, and add the two.",
            "{yes_one}/{n} times {yes_other}/{n}, and what is left of each, multiplied as well.",
        ),
        right="{answer} % without listening to a single call. Most of it is agreement on *not* giving the "
        "code.",
        solution="Both: {yes_one}/{n} × {yes_other}/{n}. Neither: ({n} − {yes_one})/{n} × "
        "({n} − {yes_other})/{n}. Together {result} %.\n\nIn code:\n\n"
        "```python\n"
        'one = (calls["{column_one}"] == "{code}").mean()\n'
        'other = (calls["{column_other}"] == "{code}").mean()\n'
        "my_chance = 100 * (one * other + (1 - one) * (1 - other))\n"
        "```",
    ),
    Exercise(
        id="think-3",
        goal="Compute kappa",
        minutes=4,
        code=True,
        ask="Over {which}, **{one}** and **{other}** agree about {voice} (all five codes) on **{alike} of "
        "{n}** calls: {in_per_cent} %. Chance alone would agree on {chance} %. (Columns `{column_one}` and "
        "`{column_other}`.)\n\nWhat is **kappa**? A number from −1 to 1, with two decimals.",
        answer=Number(tolerance=0.006, low=-1, high=1, decimals=2),
        case=cases.two_coders,
        expected=cases.kappa,
        misconceptions=(
            wrong.AGREEMENT_IS_KAPPA.shows_as(lambda c: c["observed"]),
            wrong.AGREEMENT_IS_KAPPA.shows_as(lambda c: float(c["in_per_cent"])),
            wrong.AGREEMENT_IS_KAPPA.shows_as(lambda c: 100 * c["observed"]),
            wrong.BEYOND_CHANCE_ONLY.shows_as(lambda c: c["observed"] - c["expected"]),
            wrong.BEYOND_CHANCE_ONLY.shows_as(
                lambda c: float(c["in_per_cent"]) - float(c["chance"])
            ),
            wrong.DIVIDED_BY_CHANCE.shows_as(
                lambda c: (c["observed"] - c["expected"]) / c["expected"]
            ),
            wrong.DIVIDED_BY_AGREEMENT.shows_as(
                lambda c: (c["observed"] - c["expected"]) / c["observed"]
            ),
            wrong.KAPPA_IN_PER_CENT.shows_as(lambda c: 100 * cases.kappa(c)),
            wrong.KAPPA_IN_PER_CENT.shows_as(lambda c: round(100 * cases.kappa(c), 1)),
            wrong.KAPPA_IN_PER_CENT.shows_as(lambda c: round(100 * cases.kappa(c))),
        ),
        hints=(
            "Think of the bar in step 2 of the view: where does chance end, how far does the green part "
            "reach, and how far could it reach?",
            "Take chance away from the agreement. Then divide by what is left between chance and "
            "100 %.",
            "({in_per_cent} − {chance}) divided by (100 − {chance}).",
        ),
        right="Kappa {answer}. And {n} calls are few: kappas from {low:.2f} to {high:.2f} go well with "
        "them.",
        solution="Beyond chance: {in_per_cent} − {chance}. Possible beyond chance: 100 − {chance}. The "
        "one divided by the other is {result}.\n\nIn code:\n\n"
        "```python\n"
        'part = calls[calls["firm"] != "{firm}"]\n'
        'found = cem.metrics.cohens_kappa(part["{column_one}"], part["{column_other}"])\n'
        "my_kappa = found.value\n"
        "```",
    ),
    Exercise(
        id="think-4",
        goal="Find the cause behind the topics",
        minutes=4,
        code=True,
        ask="Complaints at the **{branch}** branch of {title}, closed in the two years. *Beyond authority*: the "
        "loss was larger than what the person who dealt with it may promise without asking.\n\n"
        "| topic | closed | not made good | of these, beyond authority |\n"
        "| :--- | ---: | ---: | ---: |\n{lines}\n\n"
        "Of **all** complaints that were **not made good**, what share was beyond authority? In per "
        "cent, with one decimal.",
        answer=PERCENT,
        case=cases.behind_the_topics,
        expected=cases.share("beyond", "left"),
        misconceptions=(
            wrong.CAUSE_IN_THE_LOUDEST_TOPIC.shows_as(
                cases.share("beyond_loudest", "left_loudest")
            ),
            wrong.ALL_COMPLAINTS_AS_BASE.shows_as(cases.share("beyond", "closed")),
            wrong.TOPIC_FOR_CAUSE.shows_as(cases.share("left_loudest", "left")),
            wrong.SHARE_NOT_MADE_GOOD.shows_as(cases.share("left", "closed")),
            wrong.MEAN_OF_THE_TOPICS.shows_as(cases.mean_of_topics),
            COUNT_INSTEAD_OF_SHARE.shows_as(lambda c: c["beyond"] if c["beyond"] <= 100 else None),
        ),
        hints=(
            "You need two sums of columns, and no single row.",
            "The whole is the column “not made good”. The part is the column beside it.",
            "Add up the last column, and divide by the sum of the column before it.",
        ),
        right="{answer} %. By topic, it runs from {lowest:.0f} to {highest:.0f} %. A topic says what a complaint "
        "is about; this column says what the staff were not allowed to do.",
        solution="{beyond} of {left} is {result} %.\n\nIn code:\n\n"
        "```python\n"
        'here = tickets[tickets["branch"] == "{branch}"]\n'
        'here = here.merge(staff[["staff_id", "authority"]], on="staff_id")\n'
        'left = here[here["outcome"].isin(["explained", "denied"])]\n'
        'beyond_authority = 100 * (left["loss"] > left["authority"]).mean()\n'
        "```",
    ),
    Exercise(
        id="think-5",
        goal="Spot a slip of translation",
        minutes=2,
        ask="**Spot the error.** The seventh of the eight criteria says, word for word: “Connect the customer's experience to "
        "large companies” «اتصال تجربه مشتری به شرکت های بزرگ» [001 · Lesson 2]. The other seven are "
        "about insight, strategy, standards, sharing, comparing, measuring and reviewing. What do you "
        "do with it?",
        answer=Choice(
            options={
                "a": "Take it at its word: win large companies as customers.",
                "b": "Take it at its word: do as large companies do.",
                "c": "Read “the wider aims of the company”, and say that this is a guess.",
                "d": "Leave it out: seven criteria are enough.",
            }
        ),
        expected=lambda c: "c",
        misconceptions=(
            wrong.LARGE_COMPANIES_AS_CUSTOMERS.shows_as("a"),
            wrong.LARGE_COMPANIES_AS_MODELS.shows_as("b"),
            wrong.WHAT_IS_UNCLEAR_GOES.shows_as("d"),
        ),
        hints=(
            "The criterion before it collects numbers; the one after it reviews projects. What belongs "
            "between them?",
            "In English, “corporate” can mean: of a large company. It can also mean: of the whole of one's "
            "own company.",
            "One of the answers repairs the sentence and leaves the repair open to view.",
        ),
        right="A repair that can be seen (I-24). If somebody finds the English original, it can be tested.",
        solution="Answer c. Somewhere on its way, “the wider corporate goals” may have become “large "
        "companies”; that would fit its neighbours. It is our guess, and it is marked as one (I-24).",
    ),
    Exercise(
        id="think-6",
        goal="Read an unclear sentence with care",
        minutes=2,
        ask="**Spot the two meanings.** The source goes on: the place of *all* employees, “direct and support, must be "
        "in the thinking of the customer, not only that they sit opposite to hear the need in the voice” "
        "«نه فقط اینکه مقابل او بشینند تا بتوانند نیاز او را در صدایش بشنوند» [001 · Lesson 2]. The sentence "
        "can be read in two ways (I-69). Which of these holds **in both**?",
        answer=Choice(
            options={
                "a": "Sit opposite customers: then you hear in their voice what they need.",
                "b": "To be in front of the customer is not enough; everybody must have them in mind.",
                "c": "Those who sit opposite must think like the customer; support need not.",
                "d": "A need cannot be heard in a voice.",
            }
        ),
        expected=lambda c: "b",
        misconceptions=(
            wrong.SITTING_OPPOSITE_SUFFICES.shows_as("a"),
            wrong.ONLY_THE_FRONT_LINE.shows_as("c"),
            wrong.VOICES_TELL_NOTHING.shows_as("d"),
        ),
        hints=(
            "Write both readings down: one where sitting there does not let you hear, one where thinking "
            "along lets you hear.",
            "Who is meant? Read the first five words of the sentence again.",
            "Both readings call the same thing too little.",
        ),
        right="Whichever way it is read: being there is not enough, and everybody is meant.",
        solution="Answer b. One reading: sitting opposite to hear the need is not enough. The other: be in "
        "the customer's mind, *so that* you can hear the need, instead of merely sitting there. In both, "
        "presence alone is too little, and all employees are meant.",
    ),
    Exercise(
        id="think-7",
        goal="Tell which voice can be heard where",
        minutes=3,
        ask="Whose voice do you hear there: do you learn what the **customer** needs, what stands in the "
        "**employee**'s way, **both**, or **neither**?",
        answer=Classify(bins=cases.BINS, items=lambda c: list(cases.HEARD)),
        expected=lambda c: cases.HEARD,
        misconceptions=(
            wrong.A_CALL_IS_BOTH_VOICES.shows_as(cases.heard_but(n2="both", n3="both")),
            wrong.LIVING_IT_IS_BOTH.shows_as(cases.heard_but(n5="both")),
            wrong.AN_AVERAGE_IS_A_VOICE.shows_as(cases.heard_but(n7="customer")),
            wrong.BESIDE_HEARS_CUSTOMERS_ONLY.shows_as(cases.heard_but(n4="customer")),
        ),
        hints=(
            "Ask each time: who is in the room, and whom can I ask?",
            "To learn what stands in the employee's way, one has to see the employee at work, or ask.",
            "Only one of the seven lets you hear both. One lets you hear nobody.",
        ),
        right="One place of seven has both voices. The others are not useless: they are half of it.",
        solution="A survey, recordings, a day in the staff's place and a night as a guest teach the "
        "customer's voice. The meeting teaches the employee's. Beside the staff one hears both. An average "
        "says how much, and not what. (Recordings are arguable: sometimes an employee says aloud what is "
        "missing.)",
    ),
    Exercise(
        id="think-8",
        goal="Plan a month on the phones",
        minutes=4,
        ask="The {executives} executives of {title} have one month for the *call* programme. Which plan do you "
        "put before them? Tick at least two reasons.",
        answer=Decision(
            options={
                "a": "Each hears {recordings} recordings at home, and notes what customers want.",
                "b": "On {replaced} days they take over all phones; the support staff have those days off.",
                "c": "Each answers two hours a week beside the staff, {hours} hours in all. Notes under two "
                "headings; at the end, one thing is changed.",
                "d": "Each answers two hours a week beside the staff. At the end, a report with twenty "
                "recommendations goes to the board.",
            },
            reasons={
                "1": "Beside the staff, both voices can be heard.",
                "2": "Notes under two headings can be coded by two people and compared.",
                "3": "One change shows everybody that listening has led to something.",
                "4": "Executives deal with calls faster than the staff.",
                "5": "Nothing should be changed until all is certain.",
            },
            sound=frozenset({"1", "2", "3"}),
            needed=2,
        ),
        case=cases.rota,
        expected=lambda c: Verdict("c", frozenset({"1", "3"})),
        misconceptions=(
            wrong.RECORDINGS_SUFFICE.shows_as(Verdict("a", frozenset({"1", "3"}))),
            wrong.REPLACE_THE_STAFF.shows_as(Verdict("b", frozenset({"1", "3"}))),
            wrong.REPORT_INSTEAD_OF_CHANGE.shows_as(Verdict("d", frozenset({"1", "3"}))),
            wrong.EXECUTIVES_ARE_FASTER.shows_as(Verdict("c", frozenset({"1", "3", "4"}))),
            wrong.ACT_WHEN_CERTAIN.shows_as(Verdict("c", frozenset({"1", "3", "5"}))),
        ),
        hints=(
            "The source names two things that executives come to understand on the phones. In which plans "
            "can they learn both?",
            "Two plans are left. What is different on the day after the month?",
            "The plan with the two headings. Three of the five reasons hold.",
        ),
        right="Both voices, and something that is different afterwards. Now write the note form: one page, two "
        "headings, and a line for the change.",
        solution="Plan c, with any two of reasons 1, 2 and 3. In a and b the second voice is missing; in d "
        "nothing changes. Reason 4 is why plan b fails, and with reason 5, months pass and nothing "
        "changes. The source names the programme, the support staff and the two voices; notes and the one "
        "change are the course's own.",
    ),
    Exercise(
        id="think-r1",
        goal="Bring it home",
        minutes=3,
        ask="**In your organisation.** Plan one hour in which somebody who decides things sits beside "
        "somebody who answers customers. What will they note, under which two headings? Which **one** change "
        "may follow, and how will the person who answered see it?",
        answer=Reflection(PLAN),
    ),
)
