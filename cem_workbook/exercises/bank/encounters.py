"""Page 19: service encounters."""

from __future__ import annotations

from cem_workbook.exercises.bank import encounters_cases as cases
from cem_workbook.exercises.draws import sorted_with, things_to_sort
from cem_workbook.exercises.exercise import Exercise
from cem_workbook.exercises.functions import Function
from cem_workbook.exercises.kinds import PLAN, Choice, Decision, Number, Reflection, Verdict
from cem_workbook.exercises.misconceptions import encounters as wrong
from cem_workbook.exercises.misconceptions.general import COUNT_INSTEAD_OF_SHARE, ROUNDED_TOO_SOON
from cem_workbook.exercises.sheets import Classify, Table

EXERCISES = (
    Exercise(
        id="encounters-1",
        goal="Tell replies apart that look alike",
        minutes=4,
        ask="Ten replies. Three of the names are of things that help, three of poor answers that look like "
        "them. What is each reply?",
        answer=Classify(bins=cases.NAMES, items=lambda c: c["items"]),
        case=things_to_sort(cases.REPLIES),
        expected=sorted_with(cases.REPLIES),
        misconceptions=(
            wrong.WISHED_IS_PROMISED.shows_as(
                sorted_with(
                    cases.REPLIES, dict.fromkeys((cases.FRIDAY, cases.FOR_ALWAYS), cases.PROMISE)
                )
            ),
            wrong.GIVING_IS_MAKING_GOOD.shows_as(
                sorted_with(
                    cases.REPLIES, dict.fromkeys((cases.DINNER, cases.VOUCHER), cases.MAKING_GOOD)
                )
            ),
            wrong.SORRY_IS_SORRY.shows_as(
                sorted_with(cases.REPLIES, {cases.REGRETS: cases.APOLOGY})
            ),
            wrong.CAUTIOUS_IS_WEAK.shows_as(
                sorted_with(
                    cases.REPLIES, dict.fromkeys((cases.MONDAY, cases.ONE_FEE), cases.HOLLOW)
                )
            ),
            wrong.SMALL_IS_ONLY_MONEY.shows_as(
                sorted_with(
                    cases.REPLIES,
                    dict.fromkeys((cases.LENT, cases.DESSERT, cases.ONE_FEE), cases.MONEY),
                )
            ),
        ),
        hints=(
            "Ask of each promise: may this person decide it?",
            "Ask of each gift: has somebody looked at what was lost?",
            "Two promises can be kept, and two cannot. Two gifts meet a loss, and two end a talk.",
        ),
        right="All ten. From the outside the pairs look alike; what tells them apart is authority, the "
        "loss, and what the customer has afterwards.",
        solution="“Friday” and “for always” are promises beyond one's authority; “Monday is sure” and the "
        "one fee can be kept [004 · Techniques › Promises]. The loan and the dessert meet a loss "
        "[004 · 5 standards]; the free dinner and the voucher are money instead of an answer. The open "
        "door is a welcome with an apology [004 · Restaurant]; the regrets are an apology and nothing "
        "else. (The two last names for poor answers are the course's own.)",
    ),
    Exercise(
        id="encounters-2",
        goal="See why the same words work in two ways",
        minutes=2,
        ask="At the warranty desk: “It does something.” The clerk says: “Sew something for me”, plugs the "
        "machine in, and both listen. In the file of the conversation stands:\n\n"
        "- usually: trust +10, effort +3, anger −6;\n"
        "- if anger > 24: trust +1, effort +9, anger +6.\n\n"
        "A colleague asks why one and the same answer does both. What do you say?",
        answer=Choice(
            options={
                "a": "Good listening is good for everybody; the second customer is unfair.",
                "b": "Angry customers want money. Offer some before you listen.",
                "c": "Who comes angry has waited enough: first less effort, and listening then.",
                "d": "It was too short. With angry people, go on until they are calm.",
            }
        ),
        expected=lambda c: "c",
        misconceptions=(
            wrong.WORDS_ARE_RIGHT_OR_WRONG.shows_as("a"),
            wrong.ANGER_IS_PAID.shows_as("b"),
            wrong.ANGER_IS_TALKED_AWAY.shows_as("d"),
        ),
        hints=(
            "Look at the second number of each line.",
            "One technique of the article says that the idea stays and the way changes.",
            "What must the second customer do once more, after pushing a machine through the town?",
        ),
        right="The idea is the same for both, to find out what is wrong. The way changes with the "
        "circumstances [004 · Techniques].",
        solution="Answer c. Managing the situation: no fixed formula. For somebody who is angry already, "
        "nine more points of effort undo the listening.",
    ),
    Exercise(
        id="encounters-3",
        goal="Walk all ways through a conversation, and count",
        minutes=5,
        code=True,
        ask="A small conversation with a customer of {title}, made up. The customer comes with an anger "
        "of **{anger}**. Every way begins at turn 1.\n\n"
        "| turn | answer | moves the anger by | leads to turn |\n| ---: | ---: | ---: | ---: |\n{lines}\n\n"
        "At the end: an anger **below 30**, the customer stays; below 60, the customer comes less often; "
        "otherwise the customer goes. Of all the ways through, which share ends with a customer who "
        "**stays**? In per cent, with one decimal. Each way counts once.",
        answer=Number(unit="percent", tolerance=0.06, low=0, high=100),
        case=cases.small_talk,
        expected=cases.share_of_ways(),
        misconceptions=(
            wrong.ENDINGS_COUNTED.shows_as(lambda c: 100 / 3),
            wrong.EVERY_TURN_COMES.shows_as(cases.with_every_turn),
            wrong.WAYS_DRAWN_BY_LOT.shows_as(cases.by_lot),
            wrong.BELOW_TAKES_THE_LINE.shows_as(
                cases.share_of_ways(lambda anger: anger <= cases.KEPT)
            ),
            COUNT_INSTEAD_OF_SHARE.shows_as(cases.kept_ways),
            ROUNDED_TOO_SOON.shows_as(cases.whole_share),
        ),
        hints=(
            "Write down one way after the other, and the anger after each answer.",
            "Answers 1 and 2 of the first turn go on to turn 2. Answer 3 goes past it.",
            "There are fifteen ways: twelve over all three turns, and three over two.",
        ),
        right="So few ways, and already hard to see through. The conversations of the view have more than "
        "a thousand each.",
        solution="Twelve ways go over all three turns (2 × 2 × 3), three leave the second out. Add the "
        "moves along each, count those that end below 30, and divide by 15.\n\nIn code:\n\n"
        "```python\n"
        "talk = {{{in_code}}}\n\n"
        "def ends(turn, anger):\n"
        "    if turn > 3:\n"
        "        return [anger]\n"
        "    return [end for moves, leads in talk[turn] for end in ends(leads, anger + moves)]\n\n"
        "angers = ends(1, {anger})\n"
        "my_share = 100 * sum(anger < 30 for anger in angers) / len(angers)\n"
        "```",
    ),
    Exercise(
        id="encounters-4",
        goal="Try two rules for answering",
        minutes=6,
        code=True,
        ask="Two rules that need no thinking. The minutes stand behind every answer.\n\n"
        "- *shortest*: always take the answer with the fewest minutes;\n"
        "- *longest*: always the one with the most minutes.\n\n"
        "Where two take the same time, take the upper one. Play **“{one}”** and **“{two}”** by each rule "
        "in the view (*Start again* between them), or let code do it. How much **trust** is there at the "
        "end, from 0 to 100?",
        answer=Table(
            rows=lambda c: c["titles"],
            columns=lambda c: [cases.SHORTEST, cases.LONGEST],
            tolerance=0.4,
        ),
        case=cases.two_talks,
        expected=cases.sheet(cases.trust),
        misconceptions=(
            wrong.RULES_SWAPPED.shows_as(cases.differing(cases.swapped)),
            wrong.CHANGE_FOR_LEVEL.shows_as(
                cases.sheet(lambda file, rule: cases.by_rule(file, rule).moved)
            ),
            wrong.MINUTES_FOR_TRUST.shows_as(
                cases.sheet(lambda file, rule: cases.by_rule(file, rule).minutes)
            ),
            wrong.USUAL_EFFECT_ALWAYS.shows_as(
                cases.differing(
                    lambda file, rule: cases.by_rule(file, rule, effect=cases.usual).trust
                )
            ),
            wrong.LOWER_AMONG_EQUALS.shows_as(
                cases.differing(lambda file, rule: cases.by_rule(file, rule, upper=False).trust)
            ),
            wrong.TRUST_WITHOUT_END.shows_as(
                cases.differing(
                    lambda file, rule: cases.by_rule(file, rule, step=cases.without_bounds).trust
                )
            ),
        ),
        hints=(
            "Begin with one talk and one rule. The number in brackets behind each answer is its minutes.",
            "The sentence above the picture gives the feelings after each answer. Take the trust after "
            "the last one.",
            "Two answers take equally long? The upper one. Did you press Start again before the second rule?",
        ),
        right="Being quick at any price loses the customer, here and in all ten. Being long wins trust, "
        "those behind pay for it, and it seldom finds the best ending. Neither rule looks at the person.",
        solution="Play each talk twice, and read the trust at the end.\n\nIn code:\n\n"
        "```python\n"
        "def trust_by(talk, sign):  # 1: the shortest answer, -1: the longest\n"
        "    play = Play(talk)\n"
        "    while play.turn:\n"
        "        minutes = [sign * choice.minutes for choice in play.turn.choices]\n"
        "        play = play.choose(1 + minutes.index(min(minutes)))\n"
        "    return play.feelings.trust\n\n"
        "my_trust = {{\n"
        '    talks[file].title: {{"shortest": trust_by(talks[file], 1), "longest": trust_by(talks[file], -1)}}\n'
        "    for file in [{in_code}]\n"
        "}}\n"
        "```",
    ),
    Exercise(
        id="encounters-5",
        goal="Settle a contradiction about time",
        minutes=3,
        ask="One article says two things. Customers expect service in the *shortest time*, and *dedicated "
        "time* [004 · Expectations]. And: you cannot give each as much time as they like "
        "[004 · Techniques] (I-58). Seven people wait behind a grandmother who has a question about her "
        "telephone. A colleague asks for **one rule**. Which one can keep both sentences?",
        answer=Choice(
            options={
                "a": "Four minutes for each, by the clock. That is fair.",
                "b": "Your whole attention while it lasts; long matters get a time of their own; "
                "those who wait are told how long.",
                "c": "Each gets the time that they like. The others will understand.",
                "d": "As fast as possible, for all. That is what they expect first.",
            }
        ),
        expected=lambda c: "b",
        misconceptions=(
            wrong.EQUAL_TIME_IS_FAIR.shows_as("a"),
            wrong.AS_LONG_AS_THEY_LIKE.shows_as("c"),
            wrong.FAST_IS_ALL.shows_as("d"),
        ),
        hints=(
            "“Dedicated” can mean long. What else can it mean?",
            "Three of the rules keep one sentence and break the other, or both.",
            "Somebody who waits can bear much more when they know one number.",
        ),
        right="The two sentences speak of two things: one of how much time, the other of whose it is. Fast "
        "*and* attentive (the course's reading of I-58).",
        solution="Answer b. “Dedicated” is read as undivided, not as endless. A long matter gets its own "
        "hour, and those who wait get a number.",
    ),
    Exercise(
        id="encounters-6",
        goal="Reckon what a customer is still worth",
        minutes=4,
        code=True,
        ask="A talk at {company_name} has ended well; **{given} crowns** were given back. The customer "
        "brings a margin of **{margin} crowns a month**. From one month to the next, **{leave} of 100** "
        "who feel so leave. The first month is certain.\n\n"
        "Look **{months} months** ahead. How many crowns are left of this talk, all in all? With one "
        "decimal. (Made up. Interest is left out.)",
        answer=Number(unit="crowns", tolerance=0.06),
        case=cases.after_the_refund,
        expected=cases.worth(),
        misconceptions=(
            wrong.ONE_MONTH_ONLY.shows_as(cases.worth(lambda stay, n: 1.0)),
            wrong.GIVEN_FORGOTTEN.shows_as(cases.worth(gives=False)),
            ROUNDED_TOO_SOON.shows_as(cases.whole_crowns),
            wrong.NOBODY_GOES.shows_as(cases.worth(lambda stay, n: float(n))),
            wrong.LEAVING_AS_A_LUMP.shows_as(cases.worth(lambda stay, n: n * stay)),
            wrong.LEFT_BEFORE_THE_FIRST.shows_as(
                cases.worth(lambda stay, n: stay * cases.month_by_month(stay, n))
            ),
        ),
        hints=(
            "Of 100 such customers, how many are there in the first month, in the second, in the third?",
            "In each month as many are left as in the one before, times the share who stay.",
            "Add up the {months} shares, multiply by the margin, take off what was given.",
        ),
        right="Now ask what a refusal would have left: nothing was given, and more leave each month. The "
        "difference between the two is what making good is worth.",
        solution="With a share of stayers of 1 − {leave}/100, add up its powers from 0 on, {months} of them; "
        "times {margin}, less {given}.\n\nIn code:\n\n"
        "```python\n"
        "stay = 1 - {leave} / 100\n"
        "my_crowns = {margin} * sum(stay**month for month in range({months})) - {given}\n"
        "```",
    ),
    Exercise(
        id="encounters-7",
        goal="Take back a promise that was not yours",
        minutes=3,
        ask="A sewing machine lies in your workshop. On Tuesday you told its owner: “Friday. I promise.” The workshop decides on dates, not you. On Wednesday "
        "it tells you: “Monday. Perhaps Friday, if the part comes.” The dress is needed on Saturday. What "
        "do you do? Tick at least two reasons.",
        answer=Decision(
            options={
                "a": "Wait until Friday. The part may still come.",
                "b": "Write that the workshop has let everybody down.",
                "c": "Ask a friend in the workshop to put this machine before all others.",
                "d": "Ring today: Monday is sure, Friday is hope; the word was mine; here is what I may "
                "lend you until then.",
            },
            reasons={
                "1": "An unkept promise may cost all of the trust.",
                "2": "Who knows it today can still plan.",
                "3": "Being honest costs no trust.",
                "4": "A loan makes her forget the date.",
                "5": "What I lend lies within my authority, so I can keep it.",
            },
            sound=frozenset({"1", "2", "5"}),
            needed=2,
        ),
        expected=lambda c: Verdict("d", frozenset({"1", "2"})),
        misconceptions=(
            wrong.HOPE_IT_COMES_TRUE.shows_as(Verdict("a", frozenset({"1", "2"}))),
            wrong.BLAME_THE_WORKSHOP.shows_as(Verdict("b", frozenset({"1", "2"}))),
            wrong.KEEP_IT_AT_ANY_PRICE.shows_as(Verdict("c", frozenset({"1", "2"}))),
            wrong.HONESTY_IS_FREE.shows_as(Verdict("d", frozenset({"1", "2", "3"}))),
            wrong.GIFT_ERASES_IT.shows_as(Verdict("d", frozenset({"1", "2", "4"}))),
        ),
        hints=(
            "On which day can she still do something about Saturday?",
            "Whose authority is needed for the date, and whose for the loan?",
            "Three reasons hold. Two of the five promise too much.",
        ),
        right="It costs some trust today. In the conversation “It does something” the same word is left until "
        "Friday: then even the best answer costs ten points of trust, and the worst 36.",
        solution="Answer d, for two of the reasons 1, 2 and 5 [004 · Techniques › Promises]. Honesty is not "
        "free (3): the word is taken back. And no loan makes a date forgotten (4). In the long run the "
        "mistake was made on Tuesday, and perhaps by the firm: who may promise what? [004 · Mistakes]",
    ),
    Exercise(
        id="encounters-8",
        goal="Read a condition as the file does",
        minutes=4,
        code=True,
        ask="Conditions such as “anger > {line}” decide what a customer says, what an answer does, and how "
        "a talk ends. Which recipe reads them right? It is tried on six conditions; in four of them the "
        "feeling lies exactly on the line.\n\n"
        'In code: a function of a **condition**, such as `"anger > {line}"`, and of **feelings**, such as '
        '`{{"trust": 50, "effort": 40, "anger": {line}}}`. It returns 1 where the condition holds, and 0 '
        "where it does not.",
        answer=Function(
            trials=lambda c: c["trials"],
            recipes=cases.RECIPES,
            functions=cases.FUNCTIONS,
            tolerance=0.05,
        ),
        case=cases.conditions,
        expected=lambda c: cases.FUNCTIONS["d"],
        misconceptions=(
            wrong.MORE_IS_AT_LEAST.shows_as("a"),
            wrong.EQUAL_SIGN_OVERLOOKED.shows_as("b"),
            wrong.NAME_OVERLOOKED.shows_as("c"),
            wrong.NUMBERS_AS_TEXT.shows_as("e"),
        ),
        hints=(
            "A condition has three words: a feeling, a sign, a number.",
            "There are four signs, and on the line itself no two of a pair say the same.",
            "Is {line} > {line}? Is {line} >= {line}? One of the two is true.",
        ),
        right="Right on all six. One sign more or less decides about a whole ending: look at the last lines "
        "of any of the files.",
        solution="Recipe d. As a function:\n\n"
        "```python\n"
        "def my_holds(condition, feelings):\n"
        "    name, sign, number = condition.split()\n"
        "    value, number = feelings[name], int(number)\n"
        '    if sign == ">":\n'
        "        return int(value > number)\n"
        '    if sign == ">=":\n'
        "        return int(value >= number)\n"
        '    if sign == "<":\n'
        "        return int(value < number)\n"
        "    return int(value <= number)\n\n"
        "my_answer = my_holds\n"
        "```",
    ),
    Exercise(
        id="encounters-r1",
        goal="Plan one talk that your people can practise",
        minutes=4,
        ask="**In your organisation.** Which talk goes wrong most often, and at which sentence? Write one "
        "action: who practises it with whom, which promise they may make alone, and how you will hear "
        "whether customers notice.",
        answer=Reflection(PLAN),
    ),
)
