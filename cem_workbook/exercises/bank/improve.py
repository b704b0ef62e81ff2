"""Page 08: lesson 6, keep improving."""

from __future__ import annotations

from cem_workbook.exercises.bank import improve_cases as cases
from cem_workbook.exercises.bank import improve_waits as compared
from cem_workbook.exercises.draws import elsewhere, rounded, sorted_with, things_to_sort
from cem_workbook.exercises.exercise import Exercise
from cem_workbook.exercises.kinds import PLAN, Choice, Decision, Number, Reflection, Verdict
from cem_workbook.exercises.misconceptions import improve as wrong
from cem_workbook.exercises.misconceptions.general import ROUNDED_TOO_SOON
from cem_workbook.exercises.sheets import Classify, Table

EXERCISES = (
    Exercise(
        id="improve-1",
        goal="Tell three kinds of dip apart",
        minutes=3,
        ask="Imagine that {title} begins to listen, to train and to mend. In the first months seven things are "
        "noticed. Who feels each of them?\n\n"
        "- *customers feel it*: somebody waits longer, or has more trouble;\n"
        "- *only a number moves*: customers fare as before, but more is heard or counted;\n"
        "- *only the till feels it*: it costs crowns, and no customer fares worse.",
        answer=Classify(bins=cases.KINDS, items=lambda c: c["items"]),
        case=things_to_sort(cases.DIPS),
        expected=sorted_with(cases.DIPS),
        misconceptions=(
            wrong.HEARING_IS_HURTING.shows_as(
                sorted_with(cases.DIPS, elsewhere(cases.DIPS, [cases.COUNTED], cases.FELT))
            ),
            wrong.PAID_IS_FELT.shows_as(
                sorted_with(cases.DIPS, elsewhere(cases.DIPS, [cases.PAID], cases.FELT))
            ),
            wrong.COURSES_COST_ONLY_MONEY.shows_as(
                sorted_with(cases.DIPS, elsewhere(cases.DIPS, [cases.FELT], cases.PAID))
            ),
            wrong.NOBODY_NOTICES_A_DIP.shows_as(
                sorted_with(cases.DIPS, elsewhere(cases.DIPS, [cases.FELT], cases.COUNTED))
            ),
            wrong.CROWNS_ARE_ONLY_A_NUMBER.shows_as(
                sorted_with(cases.DIPS, elsewhere(cases.DIPS, [cases.PAID], cases.COUNTED))
            ),
        ),
        hints=(
            "Take each line by itself: does a customer stand, walk or wait longer because of it?",
            "Where nobody does, ask whether crowns are spent. If not, it is only a number.",
            "Two are felt by customers, two by the till.",
        ),
        right="All seven. Tell your people in advance which dip will come, and what kind it is. A dip "
        "that was announced frightens nobody.",
        solution="Felt by customers: the queue during the course, the long way round the counter. Felt "
        "by the till: the booking list, the losses made good. Only a number: complaints that are asked "
        "for, a longer list of known faults, a mean score with other people in it.",
    ),
    Exercise(
        id="improve-2",
        goal="Compare small steps with a large one",
        minutes=4,
        code=True,
        ask="In 2025 a visit to the **{branch}** branch of {title} took **{wait:.2f} minutes** of "
        "waiting on average. Two plans for the next eight quarters:\n\n"
        "- *small steps*: each quarter, from the first on, takes {small}\u00a0% off the wait of the quarter "
        "before;\n"
        "- *one large step*: six quarters of preparation, with the wait as it was. Quarters 7 and 8 have "
        "{large}\u00a0% less than at the start.\n\n"
        "Somebody comes once in each quarter. Give for each plan the **last wait** (that of quarter 8) "
        "and the minutes **saved** on the eight visits together, against the old wait. With two "
        "decimals.",
        answer=Table(
            rows=lambda c: [cases.SMALL, cases.LARGE],
            columns=lambda c: [cases.LAST, cases.SAVED],
            tolerance=cases.NEAR,
        ),
        case=cases.steps,
        expected=cases.saved(),
        misconceptions=(
            wrong.STEPS_ADDED_UP.shows_as(cases.saved(lambda n, step: 1.0 - n * step)),
            wrong.STEP_COMES_LATER.shows_as(cases.saved(lambda n, step: (1.0 - step) ** (n - 1))),
            wrong.ONLY_THE_END_COUNTS.shows_as(
                cases.saved(in_all=lambda first, each: first - each[-1])
            ),
            wrong.WAITED_FOR_SAVED.shows_as(cases.saved(in_all=lambda first, each: sum(each))),
            wrong.LARGE_STEP_AT_ONCE.shows_as(cases.saved(at_once=0)),
            wrong.END_FROM_THE_START.shows_as(
                cases.saved(in_all=lambda first, each: len(each) * (first - each[-1]))
            ),
            ROUNDED_TOO_SOON.shows_as(cases.one_decimal),
            ROUNDED_TOO_SOON.shows_as(rounded(cases.saved(), 0)),
        ),
        hints=(
            "Write down the eight waits of each plan, one under the other.",
            "After a step of {small}\u00a0%, {rest}\u00a0% of the wait before it are left. And so on, from what is "
            "left.",
            "On each visit, “saved” is {wait:.2f} minutes less the wait of that quarter. Add the eight "
            "up.",
        ),
        right="All four. The large step may end lower; the small ones have helped since the first "
        "quarter. “Small changes pay” [000 · Closing], [002 · Conclusion] is a sum that you can do.",
        solution="Small steps: the wait of quarter n is {wait:.2f} × {left}ⁿ. One large step: six times "
        "{wait:.2f}, then twice {large_left} of it. Saved is {wait:.2f} less the wait, added up over the "
        "eight quarters.\n\nIn code:\n\n"
        "```python\n"
        "first = {wait}\n"
        "small = [first * {left} ** n for n in range(1, 9)]\n"
        "large = [first] * 6 + [first * {large_left}] * 2\n"
        "my_steps = {{\n"
        '    name: {{"last wait": way[-1], "saved": sum(first - wait for wait in way)}}\n'
        '    for name, way in {{"small steps": small, "one large step": large}}.items()\n'
        "}}\n"
        "```",
    ),
    Exercise(
        id="improve-3",
        goal="Decide at a review: stop, change, or go on",
        minutes=4,
        ask="{title_capital} has listened and mended for two quarters. The first column is the same "
        "quarter of the year before, from its tables; the second is made up.\n\n"
        "| | a year ago | now |\n| :--- | ---: | ---: |\n"
        "| visits that went wrong, of 100 | {before:.1f} | {after:.1f} |\n"
        "| complaints in the quarter | {tickets} | {more} |\n"
        "| minutes waited, on average | {wait:.1f} | {longer:.1f} |\n\n"
        "As many people came. It is the day of the review. What do you decide? Tick at least two "
        "reasons.",
        answer=Decision(
            options={
                "a": "Stop. The complaints show that customers are less content.",
                "b": "Go on, ask what makes the wait longer, and write down now which number next quarter "
                "would make us change course.",
                "c": "Go on for two years and do not look in between. Such things take time.",
                "d": "It goes too slowly. Begin three more things at once.",
            },
            reasons={
                "1": "Fewer visits go wrong, and more of them are told.",
                "2": "So much has been paid that it must be finished.",
                "3": "A number written down in advance keeps us from explaining everything away.",
                "4": "After a dip there is always a rise.",
            },
            sound=frozenset({"1", "3"}),
            needed=2,
        ),
        case=cases.review,
        expected=lambda c: Verdict("b", frozenset({"1", "3"})),
        misconceptions=(
            wrong.STOP_AT_THE_DIP.shows_as(Verdict("a", frozenset({"1", "3"}))),
            wrong.LEAVE_IT_ALONE.shows_as(Verdict("c", frozenset({"1", "3"}))),
            wrong.MORE_AT_ONCE.shows_as(Verdict("d", frozenset({"1", "3"}))),
            wrong.BEGUN_MUST_BE_FINISHED.shows_as(Verdict("b", frozenset({"1", "2", "3"}))),
            wrong.EVERY_DIP_IS_REPAID.shows_as(Verdict("b", frozenset({"1", "3", "4"}))),
        ),
        hints=(
            "Read the three lines of the table as the three kinds of dip.",
            "Which line tells how customers fare, and which how much the firm hears?",
            "A decision to go on needs a day and a number at which you would stop.",
        ),
        right="One line is a gain, one is hearing, one is a dip that people feel. A review takes each by "
        "itself. That projects and metrics be reviewed regularly is asked for in [001 · Lesson 2]; the "
        "number written down in advance is the course's own.",
        solution="Decision b, for reasons 1 and 3. What was paid is gone either way (2). And many dips are "
        "never repaid (4): that is why one writes down the number at which one would change course.",
    ),
    Exercise(
        id="improve-4",
        goal="Compare before and after without falling for the season",
        minutes=4,
        code=True,
        ask="At the beginning of {now}, somebody says, the **{branch}** branch of {title} changed its "
        "counter. Minutes waited, on average:\n\n"
        "| | {year} | {last} | {now} |\n| :--- | ---: | ---: | ---: |\n"
        "| {branch} | {here_year:.2f} | {here_last:.2f} | {here_now:.2f} |\n"
        "| the other three branches | {others_year:.2f} | {others_last:.2f} | {others_now:.2f} |\n\n"
        "By how many minutes did the wait at {branch} change **from {year} to {now}, beyond what it "
        "changed in the other three**? Shorter is below zero. With two decimals.",
        answer=Number(unit="minutes", tolerance=0.025, decimals=2),
        case=compared.before_and_after,
        expected=compared.beyond,
        misconceptions=(
            wrong.SEASON_FOR_CHANGE.shows_as(compared.far(compared.season)),
            wrong.QUARTER_BEFORE_IN_BOTH.shows_as(compared.far(compared.both_seasons)),
            wrong.OTHERS_LEFT_OUT.shows_as(compared.far(compared.alone)),
            wrong.OTHERS_AS_YARDSTICK.shows_as(compared.far(compared.today_only)),
            wrong.CHANGES_ADDED.shows_as(
                compared.far(lambda c: compared.alone(c) + compared.others(c))
            ),
            ROUNDED_TOO_SOON.shows_as(
                compared.whole_minutes,
                says="{answer} looks like whole minutes. Two decimals, please.",
            ),
            wrong.OTHERS_FIRST.shows_as(compared.far(lambda c: -compared.beyond(c))),
        ),
        hints=(
            "You need four of the six numbers. Which column belongs to another season?",
            "First the change here, from {year} to {now}. Then the same for the other three.",
            "Take the change of the others off the change here.",
        ),
        right="{answer} minutes beyond the others. That is what is left when the season and the year have "
        "been taken out. Whether the counter did it, four numbers cannot say: ask what else was new.",
        solution="Here: {here_now:.2f} − {here_year:.2f}. The others: {others_now:.2f} − "
        "{others_year:.2f}. The first less the second is {result}.\n\nIn code:\n\n"
        "```python\n"
        'quarter = purchases["date"].dt.to_period("Q").astype(str)\n'
        'here = purchases["branch"] == "{branch}"\n'
        'wait = purchases["waiting"].groupby([here, quarter]).mean()\n'
        'change = wait[:, "{now_code}"] - wait[:, "{year_code}"]\n'
        "my_change = change[True] - change[False]\n"
        "```",
    ),
    Exercise(
        id="improve-5",
        goal="Work out how far a number jumps by chance",
        minutes=5,
        code=True,
        ask="Complaints to {title}, month by month, {first} to {last}:\n\n{line}.\n\n"
        "Work out the **centre** (the mean), the **mean jump** (how far apart two months in a row are, "
        "on average, without the sign), and the **lower** and the **upper limit**: the centre less and "
        "plus 2.66 mean jumps. With one decimal.",
        answer=Table(
            rows=lambda c: [cases.CENTRE, cases.JUMP, cases.LOW, cases.HIGH],
            columns=lambda c: [cases.COMPLAINTS],
            tolerance=0.15,
        ),
        case=cases.complaints,
        expected=cases.limits(),
        misconceptions=(
            wrong.LIMITS_ONE_JUMP_AWAY.shows_as(cases.limits(reach=1.0)),
            wrong.SPREAD_FOR_JUMPS.shows_as(cases.by_spread),
            wrong.JUMPS_WITH_SIGNS.shows_as(cases.limits(lambda jumps: float(jumps.mean()))),
            wrong.TWELVE_JUMPS.shows_as(cases.limits(lambda jumps: float(abs(jumps).sum() / 12))),
            wrong.EXTREMES_AS_LIMITS.shows_as(cases.by_extremes),
            ROUNDED_TOO_SOON.shows_as(rounded(cases.limits(), 0)),
        ),
        hints=(
            "Write the jumps between the months: from the first to the second, and so on. All without a "
            "sign.",
            "Twelve months have eleven jumps. Add the jumps, divide by eleven.",
            "Multiply the mean jump by 2.66. Go so far down and up from the centre.",
        ),
        right="All four. A month between the limits is, as far as anybody can tell, noise. Nobody needs to "
        "explain it, and nobody should be blamed or praised for it.",
        solution="Centre: the sum divided by 12. Mean jump: the eleven jumps without their signs, divided by "
        "11. Limits: centre − and + 2.66 × mean jump (W. A. Shewhart's idea; chart and constant as in "
        "D. J. Wheeler, *Understanding Variation*).\n\nIn code:\n\n"
        "```python\n"
        'month = tickets["opened_on"].dt.to_period("M")\n'
        'twelve = month.value_counts().sort_index()["{from_code}":"{to_code}"]\n'
        "jump = twelve.diff().abs().mean()\n"
        "my_limits = {{\n"
        '    "centre": twelve.mean(), "mean jump": jump,\n'
        '    "lower limit": twelve.mean() - 2.66 * jump, "upper limit": twelve.mean() + 2.66 * jump,\n'
        "}}\n"
        "```",
    ),
    Exercise(
        id="improve-6",
        goal="Tell noise from a signal",
        minutes=3,
        ask="From the complaints of 2024, {title} has the centre **{centre}** a month and the limits "
        "**{low}** and **{high}**. Six (made-up) reports from a later year. Two signs make a signal: a "
        "month outside the limits, or eight months in a row on one side of the centre. What is each?\n\n"
        "- *noise*: nothing that needs a cause;\n"
        "- *signal*: look for what has changed for customers;\n"
        "- *another ruler*: the counting has changed, so the limits no longer fit.",
        answer=Classify(bins=cases.VERDICTS, items=lambda c: c["items"]),
        case=cases.sentences,
        expected=cases.judged,
        misconceptions=(
            wrong.EVERY_MOVE_IS_NEWS.shows_as(cases.moved(cases.NOISE, cases.SIGNAL)),
            wrong.INSIDE_IS_NOISE.shows_as(cases.runs_overlooked),
            wrong.BROKEN_RULER_IS_NEWS.shows_as(cases.moved(cases.RULER, cases.SIGNAL)),
            wrong.BROKEN_RULER_IS_NOISE.shows_as(cases.moved(cases.RULER, cases.NOISE)),
            wrong.NEW_LIFE_IS_A_NEW_RULER.shows_as(cases.moved(cases.SIGNAL, cases.RULER)),
            wrong.SIGNALS_WAVED_AWAY.shows_as(cases.moved(cases.SIGNAL, cases.NOISE)),
        ),
        hints=(
            "First look for the reports that tell of a change in the counting.",
            "Then compare each number with the two limits, and not with the month before.",
            "Two are noise. One of the signals lies wholly inside the limits.",
        ),
        right="All six. Eight months on the good side of the centre are how small improvements look on a "
        "chart: no single month is remarkable.",
        solution="Noise: March and April, both inside the limits. Signals: June, above the upper limit, and "
        "the eight months below the centre. Another ruler: the button and the form that was off line.",
    ),
    Exercise(
        id="improve-7",
        goal="See through blame and praise",
        minutes=2,
        ask="At {title} the manager reads the survey each month. She blames the branch with the lowest mean "
        "score and praises the one with the highest. She kept count over {n} months: the one that she blamed "
        "did better in the next month **{better}** times, the one that she praised did worse **{worse}** "
        "times. What follows?",
        answer=Choice(
            options={
                "a": "Blame works.",
                "b": "Nothing about blame and praise: after an extreme month an ordinary one is likely.",
                "c": "Praise makes people careless.",
                "d": "The survey is worthless, for it goes up and down.",
            }
        ),
        case=cases.blamed,
        expected=lambda c: "b",
        misconceptions=(
            wrong.SCOLDING_WORKS.shows_as("a"),
            wrong.PRAISE_SPOILS.shows_as("c"),
            wrong.NUMBERS_ARE_WORTHLESS.shows_as("d"),
        ),
        hints=(
            "Nobody at this made-up firm was really blamed or praised.",
            "Part of each month's score is luck. Who has the lowest score of four is also likely to have "
            "had bad luck. Does luck last?",
            "Imagine four dice, thrown each month. Blame the lowest, and throw again.",
        ),
        right="It is called regression to the mean: the worst of many is partly unlucky, and bad luck does "
        "not last. Whoever mends only the worst of the month will mostly look successful.",
        solution="Answer b. In your tables nobody was blamed, and the same happens: a branch is lowest partly "
        "by luck, and the luck is drawn anew. To know whether a word helps, one would have to leave some of "
        "the lowest without a word.",
    ),
    Exercise(
        id="improve-8",
        goal="Spot what may be promised",
        minutes=2,
        ask="One article says four things. How large the effect of customer-centricity is, is *not "
        "predictable* [004 · Suitable for whom]. *In most cases* it raises sales [004 · CC or more "
        "sales?]. A caption under a picture says that it *leads to higher profit* [004 · Effect]. And "
        "making good may cut profit in the short run, but *will* raise sales in the long run [004 · CC or "
        "more sales?]. You write to the board of {title}. Which sentence do you sign?",
        answer=Choice(
            options={
                "a": "Customer-centricity leads to higher profit.",
                "b": "Nobody can predict the effect, so we promise nothing and say nothing.",
                "c": "Sales rise in the long run, so the dip needs no watching.",
                "d": "It often raises sales. How much, and when, we shall measure; profit may dip first.",
            }
        ),
        case=lambda company, draw: {"title": company.title},
        expected=lambda c: "d",
        misconceptions=(
            wrong.LEADS_TO_PROFIT.shows_as("a"),
            wrong.SAY_NOTHING_THEN.shows_as("b"),
            wrong.LONG_RUN_NEEDS_NO_WATCHING.shows_as("c"),
        ),
        hints=(
            "The four things do not fit together. Which of the sentences contradicts none of them?",
            "“Not predictable” forbids a number. It does not forbid a direction.",
            "Look for the word that stands between “always” and “nobody knows”.",
        ),
        right="“Often” is as far as the article carries (I-57). The rest of the sentence is what you owe the "
        "board: that you will look, and what may come first.",
        solution="Answer d. The caption says more than the text, and “will” more than anybody has shown. "
        "“Often”, with a review, agrees with all of them.",
    ),
    Exercise(
        id="improve-r1",
        goal="Begin one improvement, with its dip and its review",
        minutes=4,
        ask="**In your organisation.** Choose one small improvement that you can begin within a month. Write "
        "it as an action. Who will notice a dip at first, and what will you tell them? On which day do you "
        "review it, by which number, and at which number would you stop or change it?",
        answer=Reflection(PLAN),
    ),
)
