"""Page 10: where do we stand."""

from __future__ import annotations

from cem_workbook.exercises.bank import standing_cases as cases
from cem_workbook.exercises.draws import sorted_with, things_to_sort
from cem_workbook.exercises.exercise import Exercise
from cem_workbook.exercises.kinds import PLAN, Choice, Decision, Number, Reflection, Verdict
from cem_workbook.exercises.misconceptions import standing as wrong
from cem_workbook.exercises.misconceptions.general import ROUNDED_TOO_SOON
from cem_workbook.exercises.sheets import Classify, Table

EXERCISES = (
    Exercise(
        id="standing-1",
        goal="Tell what can be seen from opinion and wish",
        minutes=3,
        ask="A questionnaire for {title} is to ask for behaviour. Which of these sentences says "
        "what somebody could *see*, and which is an opinion or a wish?",
        answer=Classify(bins=cases.KINDS, items=lambda c: c["items"]),
        case=things_to_sort(cases.SENTENCES),
        expected=sorted_with(cases.SENTENCES),
        misconceptions=(
            wrong.PLAN_IS_DEED.shows_as(sorted_with(cases.SENTENCES, {cases.PLAN: cases.SEEN})),
            wrong.AGREEING_IS_SEEING.shows_as(
                sorted_with(cases.SENTENCES, {cases.AGREE: cases.SEEN})
            ),
            wrong.WARM_WORDS_ARE_SEEN.shows_as(
                sorted_with(cases.SENTENCES, {cases.CARE: cases.SEEN, cases.GOOD: cases.SEEN})
            ),
            wrong.BAD_NEWS_IS_OPINION.shows_as(
                sorted_with(cases.SENTENCES, {cases.NOBODY: cases.OPINION})
            ),
            wrong.OUGHT_IS_OPINION.shows_as(
                sorted_with(
                    cases.SENTENCES,
                    {each: cases.OPINION for each, k in cases.SENTENCES.items() if k == cases.WISH},
                )
            ),
        ),
        hints=(
            "Imagine a visitor with a notebook and no knowledge of the firm. What can they write down?",
            "“Should”, “ought” and “will” speak of something that is not there.",
            "Four can be seen. One of the four is bad news.",
        ),
        right="All ten. What can be seen can be asked of two people and compared. An opinion can "
        "only be agreed with.",
        solution="Seen: the call before the fault, Monday's list, the one thing that is different, "
        "and that nobody has asked. Opinions: very good, really care, “I agree”. Wishes: should "
        "listen, will be asked, ought to know.",
    ),
    Exercise(
        id="standing-2",
        goal="Choose whom to ask, and how many",
        minutes=4,
        ask="{title_capital} asks where it stands. Say that {staff} people work in such a firm. In the "
        "simulation, groups of three placed a firm built to stand on {build} right in "
        "**{three}** of 100 cases, groups of twelve in **{twelve}**. Whom do you ask? Tick at least "
        "two reasons.",
        answer=Decision(
            options={
                "a": "The head of the firm and two branch managers.",
                "b": "Six managers and six of the front line, drawn by lot from all branches, each "
                "alone, without a name.",
                "c": "Twelve volunteers who come forward.",
                "d": "All {staff} in one meeting, by a show of hands.",
            },
            reasons={
                "1": "A larger group is placed right more often.",
                "2": "Each place sees what the other cannot.",
                "3": "The more people work in the firm, the more must be asked.",
                "4": "With a name below it, an answer is honest.",
            },
            sound=frozenset({"1", "2"}),
            needed=2,
        ),
        case=cases.asking,
        expected=lambda c: Verdict("b", frozenset({"1", "2"})),
        misconceptions=(
            wrong.THE_TOP_KNOWS.shows_as(Verdict("a", frozenset({"1", "2"}))),
            wrong.VOLUNTEERS_WILL_DO.shows_as(Verdict("c", frozenset({"1", "2"}))),
            wrong.HANDS_IN_THE_MEETING.shows_as(Verdict("d", frozenset({"1", "2"}))),
            wrong.SHARE_OF_STAFF.shows_as(Verdict("b", frozenset({"1", "2", "3"}))),
            wrong.HONEST_BY_ORDER.shows_as(Verdict("b", frozenset({"1", "2", "4"}))),
        ),
        hints=(
            "Who sees the counter, and who sees the budget?",
            "Who decides who answers: you, the lot, or those who want to?",
            "Two of the reasons hold in every firm. One of the others mistakes share for number.",
        ),
        right="By lot, from both places, alone and without a name. Twelve is no magic number: it is "
        "where this simulation stops getting much better.",
        solution="Decision b, for reasons 1 and 2. Three of the top see one side, and are few. "
        "Volunteers choose themselves. A show of hands measures who dares. How many one must ask "
        "hardly hangs on the size of the firm, and a name makes people careful, not honest.",
    ),
    Exercise(
        id="standing-3",
        goal="Compute the gap between two roles, with its interval",
        minutes=5,
        code=True,
        ask="Firm **{firm}** of the sample (synthetic), step {step}, {step_title}. Scores of the "
        "step, person by person, in points:\n\n"
        "| role | people | average | standard deviation |\n| :--- | ---: | ---: | ---: |\n"
        "| managers | {managers_n} | {managers:.1f} | {managers_sd:.1f} |\n"
        "| front line | {front_n} | {front:.1f} | {front_sd:.1f} |\n\n"
        "How far apart are they: **managers less front line**, with its interval? The standard "
        "error of the difference is √(s₁²/n₁ + s₂²/n₂). For twelve people, take 2.228 of them either "
        "side (Student's t, 10 degrees of freedom, 95 %). One decimal.",
        answer=Table(
            rows=lambda c: [cases.GAP, cases.LOWER, cases.UPPER],
            columns=lambda c: [cases.IN_POINTS],
            tolerance=0.3,
        ),
        case=cases.two_roles,
        expected=cases.gap_sheet(),
        misconceptions=(
            wrong.GAP_TURNED_ROUND.shows_as(cases.gap_sheet(sign=-1)),
            wrong.NORMAL_FOR_FEW.shows_as(cases.gap_sheet(times=1.96)),
            wrong.SPREAD_FOR_ERROR.shows_as(cases.gap_sheet(cases.spread_of_people)),
            wrong.ERRORS_ADDED.shows_as(cases.gap_sheet(cases.errors_added)),
            wrong.ONE_GROUP_ERRS.shows_as(cases.gap_sheet(cases.managers_error)),
            wrong.ONE_ERROR_EITHER_SIDE.shows_as(cases.gap_sheet(times=1)),
            wrong.NOT_SQUARED.shows_as(cases.gap_sheet(cases.not_squared)),
            ROUNDED_TOO_SOON.shows_as(cases.whole_points),
        ),
        hints=(
            "First the gap alone: one subtraction. Then its error.",
            "Square each standard deviation, divide by the number of people, add, take the root.",
            "2.228 times that error lies below the gap, and as much above it.",
        ),
        right="{says} Whichever it is: talk about the statements on which the two differ most, not "
        "about who is right.",
        solution="The averages' difference; √({managers_sd:.1f}²/{managers_n} + "
        "{front_sd:.1f}²/{front_n}) is its error; 2.228 of them either side.\n\nIn code:\n\n"
        "```python\n"
        'firm = assessments[assessments["firm"] == {firm}]\n'
        "seen = firm[[{columns}]].mean(axis=1) * 100 / 3\n"
        'one, other = (seen[firm["role"] == role] for role in ("manager", "front line"))\n'
        "gap = one.mean() - other.mean()\n"
        "reach = 2.228 * (one.var() / len(one) + other.var() / len(other)) ** 0.5\n"
        'my_gap = {{"gap": gap, "lower end": gap - reach, "upper end": gap + reach}}\n'
        "```",
    ),
    Exercise(
        id="standing-4",
        goal="Find the leaps",
        minutes=4,
        code=True,
        ask="Six firms of the sample (synthetic), and the scores of their four steps in points:\n\n"
        "| firm | 1 | 2 | 3 | 4 |\n| :--- | ---: | ---: | ---: | ---: |\n{lines}\n\n"
        "A step holds from 50 points. It is **a leap** if step 3 or 4 holds while step 1 or 2 does "
        "not, at least 15 points above the weaker of these. Which firms leap?",
        answer=Classify(bins=cases.FATES, items=lambda c: c["items"]),
        case=cases.six_firms,
        expected=cases.leaps_by(cases.is_leap),
        misconceptions=(
            wrong.ANY_GAP_IS_A_LEAP.shows_as(cases.leaps_by(cases.any_hole)),
            wrong.HIGH_IS_A_LEAP.shows_as(cases.leaps_by(lambda holds: holds[2] or holds[3])),
            wrong.WEAK_IS_A_LEAP.shows_as(
                cases.leaps_by(lambda holds: not (holds[0] and holds[1]))
            ),
            wrong.BOTH_MUST_HANG.shows_as(
                cases.leaps_by(lambda holds: cases.is_leap(holds) and holds[2] and holds[3])
            ),
        ),
        hints=(
            "Go through each firm from the left: does 1 hold? Does 2?",
            "Only where one of the first two is below 50, look at 3 and 4.",
            "Two of the six leap. One of the others has a hole, and it lies higher up.",
        ),
        right="Two leap. A hole at step 3 under a strong step 4 is odd, but it is not what the source "
        "warns of; nor is a firm that has begun with step 2.",
        solution="A leap needs both: below 50 in step 1 or 2, and 50 or more in step 3 or 4.\n\n"
        "In code:\n\n"
        "```python\n"
        'score = points.groupby("firm")[[1, 2, 3, 4]].mean()\n'
        "weak, strong = score[[1, 2]].min(axis=1), score[[3, 4]].max(axis=1)\n"
        "leap = (weak < 50) & (strong >= 50) & (strong - weak >= 15)\n"
        'named = leap.map({{True: "a leap", False: "no leap"}})\n'
        'my_leaps = {{"firm " + str(n): named[n] for n in {firms}}}\n'
        "```",
    ),
    Exercise(
        id="standing-5",
        goal="Compute Cronbach's alpha by its formula",
        minutes=5,
        code=True,
        ask="Firm **{firm}** of the sample (synthetic), step {step}, {step_title}. {people} of its "
        "twelve people know all four statements ({left_out} left out). Variances of their levels:\n\n"
        "| statement | variance |\n| :--- | ---: |\n{lines}\n"
        "| **sum of the four levels, person by person** | **{whole:.3f}** |\n\n"
        "Alpha = k / (k − 1) × (1 − the four variances added up / the variance of the sum), where k "
        "is the number of statements. What is alpha here? Two decimals.",
        answer=Number(tolerance=0.006, decimals=2),
        case=cases.four_items,
        expected=cases.alpha,
        misconceptions=(
            wrong.ITEMS_FACTOR_FORGOTTEN.shows_as(lambda c: 1 - cases.ratio(c)),
            wrong.PEOPLE_FOR_ITEMS.shows_as(cases.alpha_of_people),
            wrong.RATIO_FOR_ALPHA.shows_as(cases.far_from_alpha(cases.ratio)),
            wrong.VARIANCES_TURNED_ROUND.shows_as(cases.alpha_turned),
            wrong.DEVIATIONS_FOR_VARIANCES.shows_as(cases.alpha_of_deviations),
            wrong.UNKNOWN_IS_ZERO.shows_as(cases.far_from_alpha(lambda c: c["filled"])),
            wrong.ALPHA_IN_PERCENT.shows_as(lambda c: 100 * cases.alpha(c)),
            ROUNDED_TOO_SOON.shows_as(
                cases.far_from_alpha(lambda c: round(cases.alpha(c), 1)),
                says="{answer} is rounded to one decimal. Two, please.",
            ),
        ),
        hints=(
            "Add the four variances first, and divide by the last line.",
            "One less that ratio; then times 4 / 3.",
            "The variance of the sum is not the sum of the variances: where answers go together, it is larger.",
        ),
        right="{answer}, from {people} people. View 4 of the explorer has the interval beside it, and it "
        "is wide.",
        solution="The four variances added up, divided by {whole:.3f}; one less that, times 4 / 3: "
        "{result}.\n\nIn code:\n\n"
        "```python\n"
        'firm = assessments[assessments["firm"] == {firm}]\n'
        "items = firm[[{columns}]].dropna()\n"
        "my_alpha = 4 / 3 * (1 - items.var().sum() / items.sum(axis=1).var())\n"
        "```",
    ),
    Exercise(
        id="standing-6",
        goal="Say what a high alpha means, and what not",
        minutes=2,
        ask="The answers of twelve people to the four statements of one step have an alpha of 0.91. "
        "Which sentence may stand in the report?",
        answer=Choice(
            options={
                "a": "The statements measure the step: the questionnaire is valid.",
                "b": "91 % of the answers are right.",
                "c": "The twelve agree about the firm.",
                "d": "Who saw more of one of the four behaviours mostly saw more of the others, too.",
                "e": "The firm's score in this step is sure to 9 %.",
            }
        ),
        expected=lambda c: "d",
        misconceptions=(
            wrong.ALPHA_IS_VALIDITY.shows_as("a"),
            wrong.ALPHA_IS_SHARE_RIGHT.shows_as("b"),
            wrong.ALPHA_IS_AGREEMENT.shows_as("c"),
            wrong.ALPHA_BOUNDS_THE_SCORE.shows_as("e"),
        ),
        hints=(
            "What goes into the formula? Only answers; nothing from outside.",
            "If all twelve gave the same answers, there would be no variance to divide.",
            "Alpha is about going up and down *together*.",
        ),
        right="No more than that. It may be because they stand at different counters, or because some "
        "are generous and some strict: alpha cannot tell which.",
        solution="Answer d. For a there would have to be something to compare with: mystery visits, "
        "renewals, an outsider's eyes. For c, look at the spread; for e, at the band.",
    ),
    Exercise(
        id="standing-7",
        goal="Spot the error in a comparison",
        minutes=2,
        ask="A consultancy shows a slide: “70 % of businesses are in the first two stages. By our "
        "sixteen questions you stand on step 3. So you are ahead of 70 % of your trade.” The 70 % "
        "go back to a summary of 2012 of Bob Thompson's four stages. What do you say?",
        answer=Choice(
            options={
                "a": "Right: step 3 lies above the first two.",
                "b": "The 70 % are confirmed: in a survey of 2024, 41 % and 30 % stood on the two "
                "lowest stages.",
                "c": "The 70 % cannot be checked, so most firms must stand higher.",
                "d": "It cannot be said: other questions, other firms, another year, and no method "
                "is known.",
            }
        ),
        expected=lambda c: "d",
        misconceptions=(
            wrong.AHEAD_OF_SEVENTY.shows_as("a"),
            wrong.SURVEYS_ADD_UP.shows_as("b"),
            wrong.MOST_ARE_HIGH_THEN.shows_as("c"),
        ),
        hints=(
            "Who was asked in 2012, and what?",
            "To be ahead of somebody, both must have been measured with one ruler.",
            "Three of the answers know more than anybody does.",
        ),
        right="The summary tells neither how the firms were chosen, nor what they were asked, nor how "
        "many stood on which of the two stages. Compare yourself with yourself, some months later.",
        solution="Answer d. No question set to the four stages was found, and no share for each. The "
        "survey of 2024 has a ladder of its own with five stages (234 answers, by self-report). And "
        "what cannot be checked is not thereby false.",
    ),
    Exercise(
        id="standing-8",
        goal="Choose the next action for a profile",
        minutes=4,
        ask="Firm **{firm}** of the sample (synthetic), by its twelve people:\n\n"
        "| step | score | band |\n| :--- | ---: | ---: |\n{lines}\n\n"
        "What does it do in the next ninety days? Tick at least two reasons.",
        answer=Decision(
            options={
                "a": "Strengthen step {high} ({high_title}) further: that is what it is good at.",
                "b": "Step {weak} ({weak_title}) first: {action}.",
                "c": "Work on all four steps alike, so that their average rises.",
                "d": "Repeat the assessment with managers only: they see more.",
            },
            reasons={
                "1": "The source warns of going straight to stage three or four while the earlier "
                "ones are neglected.",
                "2": "The bands of step {weak} and step {high} do not meet: this is hardly chance.",
                "3": "A firm that skips a step always goes under.",
                "4": "The average of the four steps will show whether it worked.",
            },
            sound=frozenset({"1", "2"}),
            needed=2,
        ),
        case=cases.leaping_firm,
        expected=lambda c: Verdict("b", frozenset({"1", "2"})),
        misconceptions=(
            wrong.BUILD_ON_STRENGTH.shows_as(Verdict("a", frozenset({"1", "2"}))),
            wrong.ALL_STEPS_ALIKE.shows_as(Verdict("c", frozenset({"1", "2"}))),
            wrong.ASK_WHO_SEES_MORE.shows_as(Verdict("d", frozenset({"1", "2"}))),
            wrong.SKIPPING_ALWAYS_KILLS.shows_as(Verdict("b", frozenset({"1", "2", "3"}))),
            wrong.AVERAGE_WILL_TELL.shows_as(Verdict("b", frozenset({"1", "2", "4"}))),
        ),
        hints=(
            "Draw the stairs. Which layer is missing under which?",
            "The lowest step that does not hold comes first.",
            "Two reasons hold. The others say “always”, or hide a hole in an average.",
        ),
        right="First what is missing below. Page {page} has the tools. And look at step {weak} itself "
        "in ninety days, not at the average.",
        solution="Decision b, for reasons 1 and 2. Reason 3 makes a law of a warning: the source also "
        "says that firms need not go in order (I-29). Reason 4: an average of four hides a hole.",
    ),
    Exercise(
        id="standing-r1",
        goal="Plan the next step of your own firm",
        minutes=4,
        ask="**In your organisation.** Take the lowest step that does not hold in your own profile (or "
        "the widest gap, if you have asked others). Write one action for the next ninety days: which "
        "behaviour should people be able to *see* that nobody sees today?",
        answer=Reflection(PLAN),
    ),
)
