"""Wrong ideas about dips, small steps, reviews, comparisons and noise."""

from __future__ import annotations

from cem_workbook.exercises.misconceptions.idea import Misconception

# Three kinds of dip

HEARING_IS_HURTING = Misconception(
    "hearing-is-hurting",
    "More complaints mean that customers fare worse.",
    "you take what is *heard* for what is *felt*. A trouble that is written down hurts no more than "
    "one that is not. Has anything changed for the customer in these lines?",
)
PAID_IS_FELT = Misconception(
    "paid-is-felt",
    "What costs the firm hurts the customer.",
    "you let customers feel what the firm pays. Whose purse is lighter in these lines? What do the "
    "customers notice of it?",
)
COURSES_COST_ONLY_MONEY = Misconception(
    "courses-cost-only-money",
    "Training and rebuilding cost money, and that is all.",
    "a course and a rebuilding do cost money. But who stands longer in the queue meanwhile? In "
    "these lines the queue is named.",
)
NOBODY_NOTICES_A_DIP = Misconception(
    "nobody-notices-a-dip",
    "A dip in a good cause is only a number.",
    "you call it a number only, and somebody waits or walks further. A good reason does not make "
    "the queue shorter. What does the customer meet here?",
)
CROWNS_ARE_ONLY_A_NUMBER = Misconception(
    "crowns-are-only-a-number",
    "What customers do not feel is only a number.",
    "you call it only a number, and crowns leave the till. A number that moves by itself costs "
    "nothing. Who pays in these lines?",
)

# Small steps

STEPS_ADDED_UP = Misconception(
    "steps-added-up",
    "Eight steps of 4 % are 32 %.",
    "you took each step from the *first* wait. But the second step finds a shorter wait already. Of "
    "what is each step a share?",
)
STEP_COMES_LATER = Misconception(
    "step-comes-later",
    "A step helps only in the quarter after it.",
    "your small steps begin one quarter late. The card says that the first step already shortens "
    "the wait of quarter 1.",
    close=True,
)
ONLY_THE_END_COUNTS = Misconception(
    "only-the-end-counts",
    "What counts is how far one has come in the end.",
    "as “saved” you gave the gain of the *last* quarter. Somebody who comes eight times gains on "
    "each visit. How much in all?",
)
WAITED_FOR_SAVED = Misconception(
    "waited-for-saved",
    "I add up the waits.",
    "as “saved” you gave the minutes *waited*. Saved is what is missing from eight waits of the old "
    "length.",
)
LARGE_STEP_AT_ONCE = Misconception(
    "large-step-at-once",
    "The large step is there from the start.",
    "you let the large step work in all eight quarters. It is being prepared for six of them. In "
    "how many quarters does anybody gain by it?",
)
END_FROM_THE_START = Misconception(
    "end-from-the-start",
    "Eight visits save eight times what the last one saves.",
    "as “saved” you took eight times the gain of the *last* visit. The early visits gain less. What "
    "does each of the eight save?",
)

# A review

STOP_AT_THE_DIP = Misconception(
    "stop-at-the-dip",
    "If the numbers get worse, stop.",
    "you stop because more people complain. Look at the first line of the table, too: how many "
    "visits go wrong? What can rise while that falls?",
)
LEAVE_IT_ALONE = Misconception(
    "leave-it-alone",
    "It takes time, so do not look.",
    "it does take time. But two years without a look are two years in which nobody corrects "
    "anything. The source asks for a *regular* review. What would you want to know in between?",
)
MORE_AT_ONCE = Misconception(
    "more-at-once",
    "If it goes slowly, do more things.",
    "more things at once: in the view above, such a plan is seldom back on level ground after eight "
    "quarters. What would the people at the counter stop doing?",
)
BEGUN_MUST_BE_FINISHED = Misconception(
    "begun-must-be-finished",
    "What was paid for must be finished.",
    "the decision stands; reason 2 does not. What has been spent is spent, whether you go on or "
    "not. Only what is still to come can speak for or against.",
)
EVERY_DIP_IS_REPAID = Misconception(
    "every-dip-is-repaid",
    "First it gets worse, then it gets better.",
    "the decision stands; reason 4 does not. You have seen roads that went down and stayed there. A "
    "dip promises nothing. What tells a dip from a decline?",
)

# Before and after

SEASON_FOR_CHANGE = Misconception(
    "season-for-change",
    "I compare with the quarter before.",
    "{answer} is the difference from the quarter *before*. That one lies in another season. Which "
    "quarter of the table had the same weather, holidays and pay days?",
)
QUARTER_BEFORE_IN_BOTH = Misconception(
    "quarter-before-in-both",
    "The quarter before will do, for I take the others off.",
    "{answer} compares with the quarter *before*, here and in the others. That helps if the season "
    "is the same everywhere. The card asks for the same quarter of the year before.",
    close=True,
)
OTHERS_LEFT_OUT = Misconception(
    "others-left-out",
    "Against last year, that is the effect.",
    "{answer} is the change against the year before, in this branch alone. What did the wait do "
    "where nobody changed anything?",
    close=True,
)
OTHERS_AS_YARDSTICK = Misconception(
    "others-as-yardstick",
    "I compare with the other branches today.",
    "{answer} compares this branch with the others *today*. They may have differed before. By how "
    "much has each of the two *changed*?",
)
CHANGES_ADDED = Misconception(
    "changes-added",
    "I add the two changes.",
    "{answer} adds the change of the others. You want what this branch did *beyond* them. What do "
    "you do with what would have come anyway?",
)
OTHERS_FIRST = Misconception(
    "others-first",
    "The others less this branch.",
    "{answer} has the right size and the wrong sign: you took this branch's change from the "
    "others'. A shorter wait here must come out below zero.",
    close=True,
)

# Noise

SPREAD_FOR_JUMPS = Misconception(
    "spread-for-jumps",
    "The limits are three standard deviations.",
    "these limits come from the standard deviation of all twelve months. A season or a trend "
    "widens it, and then hides itself. This chart goes by how far *neighbours* are apart.",
)
JUMPS_WITH_SIGNS = Misconception(
    "jumps-with-signs",
    "Up and down cancel out.",
    "you kept the signs of the jumps, so ups and downs cancel out. A jump of 8 down is as long as "
    "one of 8 up. How long are they on average?",
)
TWELVE_JUMPS = Misconception(
    "twelve-jumps",
    "Twelve months have twelve jumps.",
    "you divided the jumps by twelve. Between twelve months, how many steps are there from one to "
    "the next?",
    close=True,
)
LIMITS_ONE_JUMP_AWAY = Misconception(
    "limits-one-jump-away",
    "A month further away than a usual jump is a signal.",
    "you set the limits one mean jump from the centre. About one month in four would lie outside, "
    "without any cause. How many mean jumps does the card name?",
)
EXTREMES_AS_LIMITS = Misconception(
    "extremes-as-limits",
    "The lowest and the highest month are the limits.",
    "as limits you gave the lowest and the highest month. Another year would have had others. Use "
    "the centre and the mean jump.",
)

EVERY_MOVE_IS_NEWS = Misconception(
    "every-move-is-news",
    "A month above the last one means something.",
    "you look for a cause where a month lies inside the limits, and no run is there. Next month you "
    "would have to look for the cause of the opposite. What do the limits say?",
)
INSIDE_IS_NOISE = Misconception(
    "inside-is-noise",
    "Inside the limits there is nothing to see.",
    "each of these months lies inside. But eight in a row on one side? A fair coin falls so in one "
    "of 128 tries. Which of the two signs of a signal is this?",
)
BROKEN_RULER_IS_NEWS = Misconception(
    "broken-ruler-is-news",
    "A large change has a large cause among customers.",
    "you look for a cause among customers. Read the second half of the sentence: what happened to "
    "the *counting*? Before and after cannot be compared.",
)
BROKEN_RULER_IS_NOISE = Misconception(
    "broken-ruler-is-noise",
    "If I know the reason, or if it lies inside the limits, it is noise.",
    "you call it noise. Read the second half of the sentence: is the number counted as it was in "
    "2024? If not, can these limits judge it at all?",
)
NEW_LIFE_IS_A_NEW_RULER = Misconception(
    "new-life-is-a-new-ruler",
    "A strange month means that something is wrong with the counting.",
    "you blame the counting, and nothing in these lines says that it has changed. What do the two "
    "signs of a signal say?",
)
SIGNALS_WAVED_AWAY = Misconception(
    "signals-waved-away",
    "Such things happen.",
    "you let a month outside the limits pass as noise. That comes by chance about three times in a "
    "thousand months. Somebody should ask what happened.",
)

SCOLDING_WORKS = Misconception(
    "scolding-works",
    "After blame it got better, so blame helps.",
    "it did get better after the blame. But whom did she blame? Always the one who had just had the "
    "worst month. What would have come next without a word?",
)
PRAISE_SPOILS = Misconception(
    "praise-spoils",
    "After praise it got worse, so praise spoils.",
    "it did get worse after the praise. But whom did she praise? After the best month of all, which "
    "way is there most room to go?",
)
NUMBERS_ARE_WORTHLESS = Misconception(
    "numbers-are-worthless",
    "What goes up and down by itself is of no use.",
    "that some of the movement is luck does not make the rest worthless. A mean over a year has "
    "less luck in it. What exactly is wrong with the manager's conclusion?",
)

# What may be promised

LEADS_TO_PROFIT = Misconception(
    "leads-to-profit",
    "A caption in an article is a finding.",
    "that sentence is a caption under a picture, and the same article says “not predictable”. "
    "Which sentence is true of both?",
)
SAY_NOTHING_THEN = Misconception(
    "say-nothing-then",
    "What cannot be predicted cannot be said.",
    "“not predictable” speaks of *how much*. That it often raises sales, the article does say. What "
    "is the most that one may say honestly?",
)
LONG_RUN_NEEDS_NO_WATCHING = Misconception(
    "long-run-needs-no-watching",
    "It pays in the long run, so nobody needs to look.",
    "the article does say “will”, and shows no study. A gain that is sure needs no review; is this "
    "one sure? Remember the roads that stayed below.",
)
