"""Page 03: lesson 1, build the culture."""

from __future__ import annotations

from cem_workbook.exercises.bank import culture_cases as cases
from cem_workbook.exercises.bank import culture_deeds as deeds
from cem_workbook.exercises.exercise import Exercise
from cem_workbook.exercises.kinds import PLAN, Decision, Number, Reflection, Verdict
from cem_workbook.exercises.misconceptions import culture as wrong
from cem_workbook.exercises.sheets import Classify

EXERCISES = (
    Exercise(
        id="culture-1",
        goal="Compute what choosing whom to ask does to a score",
        minutes=5,
        code=True,
        ask="The staff of {title} are paid by the NPS of their branch, and they hand out the survey. "
        "Suppose that they can tell who would tick 1 to 3 on the question of *satisfaction*, and that "
        "they no longer ask these people. These are all the answers of **{branch}** in **{year}**, when "
        "nobody was left out yet:\n\n"
        "| satisfaction | promoters | passives | detractors | answers |\n"
        "| :--- | ---: | ---: | ---: | ---: |\n{lines}\n\n"
        "By how many points does the reported NPS **rise**, though no customer feels any different?",
        answer=Number(unit="points", tolerance=0.15, low=-200, high=200),
        case=cases.only_the_happy,
        expected=cases.rise,
        misconceptions=(
            wrong.NEW_SCORE_NOT_THE_RISE.shows_as(cases.new_score),
            wrong.LEFT_OUT_BUT_IN_THE_BASE.shows_as(cases.rise_over_all),
            wrong.ONLY_DETRACTORS_GO.shows_as(cases.rise_without_detractors),
            wrong.PROMOTERS_RISE_ONLY.shows_as(cases.rise_of_promoters),
            wrong.RISE_WITH_THE_WRONG_SIGN.shows_as(lambda c: -cases.rise(c)),
            wrong.HAPPY_LESS_OTHERS.shows_as(cases.happy_less_others),
        ),
        hints=(
            "You need two scores: one of all these answers, and one of those that would be left.",
            "NPS is promoters less detractors, divided by all who answered, times 100 (page 11). Whoever "
            "is not asked is not in the base.",
            "The new score is that of the first row alone. For the old one, add the rows up first.",
        ),
        right="{answer} points, and nobody was served better. The customers who could tell you why "
        "they are unhappy are no longer heard.",
        solution="The new score is 100 × (promoters − detractors) / answers of the first row; the old one "
        "is the same for both rows together. The difference is {result} points.\n\nIn code:\n\n"
        "```python\n"
        'both = surveys.dropna(subset=["recommend", "satisfaction"])\n'
        'here = both[(both["branch"] == "{branch}") & (both["asked_on"].dt.year == {year})]\n'
        'happy = here[here["satisfaction"] >= 4]\n'
        'old, new = (cem.metrics.nps(answers["recommend"]).value for answers in (here, happy))\n'
        "rise = new - old\n"
        "```",
    ),
    Exercise(
        id="culture-2",
        goal="Say which lessons the sources have",
        minutes=3,
        ask="Source [001] speaks of *Six Lessons in CEM*, at the head of two of its posts. These are "
        "all the posts that we have, newest first:\n\n"
        "1. Let our business steer the customer experience! (lesson 3)\n"
        "2. Let's think like the customer (lesson 2, “continuing the previous post”)\n"
        "3. What is meant by communication in CRM?\n"
        "4. Steps of CEM\n"
        "5. The role of web sites\n"
        "6. CEM is not a chessboard!\n"
        "7. Disastrous decisions, part two\n"
        "8. Success factors of CRM\n"
        "9. Goals of CRM\n"
        "10. Calculate your customer's value!\n\n"
        "The course has a page for each of six lessons. Of which lessons do we have the text? Of which is "
        "even the title the course's own?",
        answer=Classify(
            bins=(deeds.FOUND, deeds.OWN), items=lambda c: list(deeds.lessons(lambda n: True))
        ),
        expected=lambda c: deeds.lessons(lambda n: n in deeds.IN_SOURCES),
        misconceptions=(
            wrong.ALL_SIX_LESSONS.shows_as(deeds.lessons(lambda n: True)),
            wrong.A_POINTER_IS_A_TEXT.shows_as(
                deeds.lessons(lambda n: n == 1 or n in deeds.IN_SOURCES)
            ),
            wrong.NO_LESSON_FOUND.shows_as(deeds.lessons(lambda n: False)),
        ),
        hints=(
            "Look for the word “lesson” in the list.",
            "“Continuing the previous post” points at another post. Is one of these ten the lesson?",
            "Two posts say which lesson they are. For every other lesson there is no text.",
        ),
        right="Two of six. This page is built from passages of all five articles, under a title of the "
        "course's own.",
        solution="Lessons 2 and 3 stand in the sources [001 · Lesson 2], [001 · Lesson 3]. Lesson 1 is only "
        "pointed at; of 4, 5 and 6 there is no trace.",
    ),
    Exercise(
        id="culture-3",
        goal="Tell the four ways from what sounds like them",
        minutes=5,
        ask="What {title} might do:\n\n{lines}\n\n"
        "Which of the four ways does each deed follow [000 · 4 ways]? Some follow **none of the four**: "
        "they share the subject, and miss the point.",
        answer=Classify(bins=deeds.FOUR_WAYS, items=lambda c: list(c["ways"])),
        case=deeds.four_ways,
        expected=deeds.of_four_ways(),
        misconceptions=(
            wrong.BEST_SELLER_FITS.shows_as(deeds.of_four_ways(fooled=(deeds.HIRE,))),
            wrong.SLOGAN_IS_A_RELATIONSHIP.shows_as(deeds.of_four_ways(fooled=(deeds.RELATE,))),
            wrong.A_FILE_IS_ACCESS.shows_as(deeds.of_four_ways(fooled=(deeds.INFORM,))),
            wrong.ANY_TARGET_IS_A_RESULT.shows_as(deeds.of_four_ways(fooled=(deeds.RESULTS,))),
            wrong.SEEN_IS_SHARED.shows_as(
                deeds.of_four_ways(instead={deeds.RESULTS: deeds.INFORM})
            ),
            wrong.LOOKS_LIKE_ENOUGH.shows_as(
                deeds.of_four_ways(fooled=(deeds.HIRE, deeds.RELATE, deeds.INFORM, deeds.RESULTS))
            ),
        ),
        hints=(
            "Ask of each deed: what would a customer notice of it?",
            "Each way occurs once. So four deeds belong to none.",
            "A result *for the customer* is a wait, an effort, a trouble. Crowns sold and costs saved are "
            "results for the firm.",
        ),
        right="All eight. The subject does not make the deed: hiring, data and bonuses can serve "
        "customers, or turn away from them.",
        solution="One deed follows each way. The other four only share its subject: they hire for sales "
        "or speed, speak of customers or rank them, lock data up, reward results of the firm.",
    ),
    Exercise(
        id="culture-4",
        goal="Find what is missing in a firm",
        minutes=4,
        ask="A visitor went through {title} with the five standards [004 · 5 standards] in hand:\n\n"
        "{lines}\n\n"
        "Which standard is **done**, which has **begun** (part of it is there today), and which is "
        "**missing** (nothing of it is there today)?",
        answer=Classify(bins=deeds.LEVELS, items=lambda c: list(c["levels"])),
        case=deeds.five_standards,
        expected=deeds.levels_if(),
        misconceptions=(
            wrong.HALF_COUNTS_AS_DONE.shows_as(deeds.levels_if(begun=deeds.DONE)),
            wrong.A_PLAN_COUNTS_AS_BEGUN.shows_as(deeds.levels_if(missing=deeds.BEGUN)),
            wrong.HALF_IS_NOTHING.shows_as(deeds.levels_if(begun=deeds.MISSING)),
        ),
        hints=(
            "Read only what is done *today*. Strike out plans and good intentions.",
            "Then compare what is left with the standard: is it there for *all*, for *each*, *together*, "
            "and even where it *costs* something?",
            "If something is left, and not all of it: it has begun.",
        ),
        right="All five. In your own firm, start with what has begun: there, somebody is already at work.",
        solution="What is only planned, announced or meant is missing. What is there for some, or in "
        "part, has begun. Only what the standard asks for is done.",
    ),
    Exercise(
        id="culture-5",
        goal="Spot the errors in the sources",
        minutes=4,
        ask="Seven places in our sources, shortened, in our translation. One of them is sound. What is "
        "wrong with each of the others?\n\n{lines}",
        answer=Classify(bins=deeds.KINDS_OF_SLIP, items=lambda c: list(c["kinds"])),
        case=deeds.slips,
        expected=deeds.kinds_if({}),
        misconceptions=(
            wrong.ARTICLES_ARE_RIGHT.shows_as(
                deeds.kinds_if(dict.fromkeys((deeds.SLIP, deeds.CLASH, deeds.GAP), deeds.SOUND))
            ),
            wrong.ALL_IS_TRANSLATION.shows_as(deeds.kinds_if({deeds.CLASH: deeds.SLIP})),
            wrong.THE_UNSAID_IS_UNSEEN.shows_as(deeds.kinds_if({deeds.GAP: deeds.SOUND})),
            wrong.ODD_WORDS_ARE_A_CLASH.shows_as(deeds.kinds_if({deeds.SLIP: deeds.CLASH})),
        ),
        hints=(
            "Read each one aloud. Does one *word* jar, do two *halves* jar, or does nothing jar and "
            "something is not there?",
            "Two have one odd word, three have two halves that do not go together, in one a promise is "
            "not kept.",
            "Who deals with clients: users, or the company? And what did the one heading promise?",
        ),
        right="All seven. Kind readers repair a text in their head; good readers notice that they "
        "did.",
        solution="An easy *transfer* is probably an easier transaction (I-61); users deal with the "
        "*company*, not with clients (I-63). Relations and companies (I-64), profit or culture first "
        "(I-05), and who benefits (I-06) do not fit together. The heading promises how to create a "
        "strategy, and no step follows (I-62).",
    ),
    Exercise(
        id="culture-6",
        goal="See how little a few cases say of one person",
        minutes=5,
        code=True,
        ask="Complaints of {title} that were opened in {period} and are closed. In the whole firm **{firm_share} %** "
        "of them were made good. For everybody at {one} and {two}: how many of theirs, and the 95 % interval of the "
        "share, in per cent.\n\n"
        "| branch | who | made good | interval |\n| :--- | :--- | ---: | ---: |\n{lines}\n\n"
        "Of how many of these people can you say that they **differ** from the firm? (The firm's share "
        "lies outside their interval.)",
        answer=Number(unit="people", low=0),
        case=cases.two_branches,
        expected=cases.count_people(lambda share, low, high, firm: not low <= firm <= high),
        misconceptions=(
            wrong.BELOW_MEANS_WORSE.shows_as(
                cases.count_people(lambda share, low, high, firm: share < firm)
            ),
            wrong.HOLDING_COUNTED.shows_as(
                cases.count_people(lambda share, low, high, firm: low <= firm <= high)
            ),
            wrong.ONE_SIDE_ONLY.shows_as(cases.lowest_only),
        ),
        hints=(
            "Write the firm's share above the table, and go down the last column.",
            "For each person ask: does {firm_share} lie between the two numbers? Then you cannot tell.",
            "Count those whose upper number is below {firm_share}, and those whose lower one is above it.",
        ),
        right="{answer}. Of all the others these cases say: perhaps better, perhaps worse. (Of twenty "
        "people who are all alike, about one would stand out by chance.) And whoever differs may have "
        "had other complaints, or less authority: see the next question.",
        solution="The firm's share, {firm_share}, lies outside the interval of {result} people.\n\n"
        "In code:\n\n"
        "```python\n"
        'period = closed[closed["opened_on"].between("{start}", "{end}")]\n'
        'firm = period["made_good"].mean()\n'
        'here = period[period["branch"].isin(["{one}", "{two}"])]\n'
        'cases = here.groupby("first_name")["made_good"]\n'
        "how_many = 0\n"
        "for k, n in zip(cases.sum(), cases.count()):\n"
        "    low, high = cem.metrics.wilson(int(k), int(n))\n"
        "    how_many += not low <= firm <= high\n"
        "```",
    ),
    Exercise(
        id="culture-7",
        goal="Say what could be expected of one person",
        minutes=5,
        code=True,
        ask="{name} ({branch}) may promise up to **{authority} crowns** without asking. In {title} "
        "**{rate_within:.1f} %** of the complaints were made good where the loss was *within* what the "
        "handler may promise, and **{rate_above:.1f} %** where it was *above*; {rate:.1f} % of all.\n\n"
        "{name} closed **{n}** complaints: **{within}** within, **{above}** above. **{k}** were made good. "
        "How many would you **expect**, if {name} handled each kind like the firm as a whole? One "
        "decimal.",
        answer=Number(unit="complaints", tolerance=0.15, low=0),
        case=cases.one_person,
        expected=cases.expected_by("rate_within", "rate_above"),
        misconceptions=(
            wrong.FIRM_SHARE_FOR_ALL.shows_as(cases.expected_by("rate", "rate")),
            wrong.EASY_SHARE_FOR_ALL.shows_as(cases.expected_by("rate_within", "rate_within")),
            wrong.HALFWAY_SHARE.shows_as(cases.halfway),
            wrong.SHARES_EXCHANGED.shows_as(cases.expected_by("rate_above", "rate_within")),
            wrong.DONE_NOT_EXPECTED.shows_as(cases.done),
            wrong.DIFFERENCE_NOT_EXPECTATION.shows_as(
                lambda c: c["k"] - cases.expected_by("rate_within", "rate_above")(c)
            ),
        ),
        hints=(
            "There are two kinds of complaint, and each has a share of its own.",
            "How many of the {within} would be made good at the first share? How many of the {above} at "
            "the second?",
            "Add the two: {within} × {rate_within:.1f} / 100 and {above} × {rate_above:.1f} / 100.",
        ),
        right="About {answer}, and it was {k}. That is a fair comparison: like with like.",
        solution="{within} × {rate_within:.1f} % + {above} × {rate_above:.1f} % ≈ {result}. (With all decimals of "
        "the shares; with the rounded ones the last digit can differ.)\n\nIn code:\n\n"
        "```python\n"
        'shares = closed.groupby("within")["made_good"].mean()\n'
        'theirs = closed[closed["first_name"] == "{name}"]\n'
        'to_expect = theirs["within"].map(shares).sum()\n'
        "```",
    ),
    Exercise(
        id="culture-8",
        goal="Hire, retrain or dismiss?",
        minutes=5,
        ask="{name} works at {branch} of {title}. Of {n} closed complaints {k} were made good: "
        "**{share:.0f} %**, in the firm {rate:.0f} %. {name} may promise **{authority} crowns** without "
        "asking; in **{harder}** the loss was above that. (Of such cases, the whole firm makes "
        "{rate_above:.0f} % good; of the others, {rate_within:.0f} %.) With the same complaints and the same "
        "authority one would expect **{expected_good:.1f}** made good. Training in two years: {training} days "
        "(the staff on average: {all_training:.1f}).\n\n"
        "The articles disagree (I-65). What do you do? Tick at least two reasons.",
        answer=Decision(
            options={
                "a": "Dismiss {name}, who does not fit a culture of putting trouble right [002 · Intro].",
                "b": "Give the post more authority, teach what is missing, and look again in a quarter [004 · Mistakes], [003 · Culture change].",
                "c": "Give the post, as it is, to somebody who brings the culture along [000 · 4 ways], [004 · 5 standards].",
                "d": "Leave everything as it is: {name} is not at fault, and somebody else would do no better.",
            },
            reasons={
                "1": "{name} did about what one would expect with these complaints.",
                "2": "Above the handler's authority, most complaints are lost, whoever handles them.",
                "3": "{name} put right no more than {k} complaints in two years.",
                "4": "Zappos is happy to dismiss, and Zappos leads its trade.",
                "5": "Customers wait {waits:.1f} minutes at {branch} ({all_waits:.1f} in the firm). That shows how {name} works.",
            },
            sound=frozenset({"1", "2"}),
            needed=2,
        ),
        case=cases.judged,
        expected=lambda c: Verdict("b", frozenset({"1", "2"})),
        misconceptions=(
            wrong.DISMISS_BY_RAW_SHARE.shows_as(Verdict("a", frozenset({"1", "2"}))),
            wrong.A_NEW_PERSON_SOLVES_IT.shows_as(Verdict("c", frozenset({"1", "2"}))),
            wrong.NOBODY_TO_BLAME_NOTHING_TO_DO.shows_as(Verdict("d", frozenset({"1", "2"}))),
            wrong.RAW_COUNTS_RANK_PEOPLE.shows_as(Verdict("b", frozenset({"1", "2", "3"}))),
            wrong.SUCCESS_STORY_DECIDES.shows_as(Verdict("b", frozenset({"1", "2", "4"}))),
            wrong.THE_BRANCH_IS_THE_CLERK.shows_as(Verdict("b", frozenset({"1", "2", "5"}))),
        ),
        hints=(
            "Compare {k} with two numbers: with the firm's share of {n}, and with what one would expect.",
            "Two of the reasons compare like with like. Three take something else for the person.",
            "Who could do better at this post, as it is? What would have to change first?",
        ),
        right="The numbers speak of the post more than of the person. No article says which "
        "numbers to look at before one decides. You looked at some.",
        solution="Decision b, for reasons 1 and 2. {k} is near {expected_good:.1f}: somebody else at this "
        "post would have done about the same. A count (3) depends on what one is given, a success "
        "story (4) shows no result, and a queue (5) belongs to the branch. Where somebody *does* harm, "
        "knowing the standard and having been trained, dismissing can be right, and then with respect.",
    ),
    Exercise(
        id="culture-r1",
        goal="One step for your own organisation",
        minutes=4,
        ask="**In your organisation.** What is rewarded there: by pay, by praise, by promotion? What "
        "could somebody do to look good by it, without any customer feeling better? Choose one thing that "
        "you will change about it.",
        answer=Reflection(PLAN),
    ),
)
