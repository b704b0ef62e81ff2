"""Wrong ideas about self-assessment: what was seen, whom to ask, gaps, leaps, and alpha."""

from __future__ import annotations

from cem_workbook.exercises.misconceptions.idea import Misconception

# Behaviour, opinion, wish

PLAN_IS_DEED = Misconception(
    "plan-is-deed",
    "What is planned counts as done.",
    "you count a plan as something seen. It speaks of next year. What could a visitor see today?",
)
WARM_WORDS_ARE_SEEN = Misconception(
    "warm-words-are-seen",
    "That our people care is a fact that everybody can see.",
    "you take praise for something seen. Two people can look at the same counter and judge it "
    "differently. What would both of them have to write down alike?",
)
BAD_NEWS_IS_OPINION = Misconception(
    "bad-news-is-opinion",
    "Only good things can be seen; bad news is somebody's opinion.",
    "one of your opinions can be checked in an afternoon. That something did *not* happen can be "
    "seen, too. Which sentence is only unpleasant?",
)
AGREEING_IS_SEEING = Misconception(
    "agreeing-is-seeing",
    "To agree with a sentence is to have seen it.",
    "to agree is no observation. Somebody may agree, and have met no customer in a year. What was "
    "seen in that sentence, and on which day?",
)
OUGHT_IS_OPINION = Misconception(
    "ought-is-opinion",
    "What we should do is an opinion.",
    "you put wishes among the opinions. They are near: an opinion says how good a thing *is*, a wish "
    "what *should* or *will* be. Read once more for “should”, “ought” and “will”.",
    close=True,
)

# Whom to ask

THE_TOP_KNOWS = Misconception(
    "the-top-knows",
    "Managers see the whole, so a few of them are enough.",
    "those three see one side, from above, and are few. What does the counter see that does not "
    "reach the meeting room?",
)
VOLUNTEERS_WILL_DO = Misconception(
    "volunteers-will-do",
    "Who comes forward knows best.",
    "volunteers have a reason to come: they are proud, or they are cross. Who stays at home then, "
    "and what have they seen?",
)
HANDS_IN_THE_MEETING = Misconception(
    "hands-in-the-meeting",
    "Asking everybody in one meeting is quickest and best.",
    "in a meeting each hand looks at the others, and at the boss. You would measure who dares. How "
    "can people answer without being seen?",
)
SHARE_OF_STAFF = Misconception(
    "share-of-staff",
    "One must ask a fixed share of the staff.",
    "the decision stands; reason 3 does not. What a group leaves open hangs on how *many* were "
    "asked, hardly on what share they are. What did you move in the view with a hundred groups?",
)
HONEST_BY_ORDER = Misconception(
    "honest-by-order",
    "With a name below each answer, people are honest.",
    "the decision stands; reason 4 does not. What does somebody write who may be asked about it "
    "tomorrow?",
)

# The gap

GAP_TURNED_ROUND = Misconception(
    "gap-turned-round",
    "The sign does not matter: a gap is a gap.",
    "your gap runs the other way round. It says who sees more. Which of the two comes first in the "
    "question?",
    close=True,
)
SPREAD_FOR_ERROR = Misconception(
    "spread-for-error",
    "The interval is as wide as people differ.",
    "your ends are those of *people*: how far one manager may lie from one of the front line. The "
    "question is about two averages. What do several people do to the error of an average?",
)
ONE_GROUP_ERRS = Misconception(
    "one-group-errs",
    "Only the managers' average is uncertain.",
    "you counted the error of the managers alone. The front line's average is a sample, too. How do "
    "two errors go together?",
)
ERRORS_ADDED = Misconception(
    "errors-added",
    "Two errors are added up.",
    "you added the two errors. They seldom point the same way, so together they are less than their "
    "sum. What is added is their squares.",
)
ONE_ERROR_EITHER_SIDE = Misconception(
    "one-error-either-side",
    "One standard error either side makes the interval.",
    "you went one standard error either side. That holds the truth in about two of three cases only. "
    "By which number does the card widen it?",
    close=True,
)
NOT_SQUARED = Misconception(
    "not-squared",
    "The standard deviations go into the error as they are.",
    "you divided the standard deviations themselves by the number of people. What stands above the s "
    "in the formula?",
    close=True,
)
NORMAL_FOR_FEW = Misconception(
    "normal-for-few",
    "1.96 fits every sample.",
    "you took 1.96 errors either side. That is for large samples; for twelve people the spread "
    "itself is a guess, and the card names the number that pays for it.",
    close=True,
)

# The leap

ANY_GAP_IS_A_LEAP = Misconception(
    "any-hole-is-a-leap",
    "Every hole in the stairs is a leap.",
    "you call every step above a hole a leap. The rule speaks of steps 3 and 4 on a weak 1 or 2. Where "
    "is the hole in the firms that you marked?",
)
HIGH_IS_A_LEAP = Misconception(
    "high-is-a-leap",
    "Who stands on step 3 or 4 has leapt.",
    "you marked firms for being high. To be high is no leap if the steps below hold. What stands "
    "under their step 3?",
)
WEAK_IS_A_LEAP = Misconception(
    "weak-is-a-leap",
    "A firm with a weak step 1 or 2 leaps.",
    "you marked every firm whose step 1 or 2 is weak. Some of them claim nothing above it: they are "
    "just at the beginning. What else does a leap need?",
)
BOTH_MUST_HANG = Misconception(
    "both-must-hang",
    "It is a leap only if step 3 and step 4 both hold.",
    "you want step 3 *and* step 4 in the air. The source says: straight to stage three *or* four. "
    "Which firms have one of the two?",
)

# Alpha

ITEMS_FACTOR_FORGOTTEN = Misconception(
    "items-factor-forgotten",
    "Alpha is one less the ratio of the variances.",
    "{answer} is one less the ratio. The first factor is missing: four items cannot reach 1 without "
    "it. What is k here, and k − 1?",
    close=True,
)
PEOPLE_FOR_ITEMS = Misconception(
    "people-for-items",
    "k is the number of people.",
    "{answer} comes out if k counts the people. Alpha is about answers that go together: how many "
    "statements does the step have?",
    close=True,
)
VARIANCES_TURNED_ROUND = Misconception(
    "variances-turned-round",
    "The variance of the sum goes on top.",
    "{answer} comes from dividing the wrong way round. Where answers go together, which is larger: "
    "the variance of the sum, or the four variances added up?",
)
RATIO_FOR_ALPHA = Misconception(
    "ratio-for-alpha",
    "Alpha is the share of the items' variances.",
    "{answer} is the ratio of the variances itself. It is large where answers do *not* go together. "
    "What does the formula do with it?",
)
DEVIATIONS_FOR_VARIANCES = Misconception(
    "deviations-for-variances",
    "Standard deviations will do as well.",
    "{answer} is what standard deviations give. They do not add up; variances do. Square them first.",
)
ALPHA_IN_PERCENT = Misconception(
    "alpha-in-percent",
    "Alpha is a percentage.",
    "{answer} is right as a hundredfold. Alpha is no percentage, neither of people nor of right "
    "answers. Leave it as a number up to 1.",
    close=True,
)
UNKNOWN_IS_ZERO = Misconception(
    "unknown-is-zero",
    "“I cannot know” is the same as “not there”.",
    "{answer} comes out if “I cannot know” counts as level 0. Somebody who cannot see a thing has "
    "not seen its absence. Whose answers are complete?",
)
ALPHA_IS_VALIDITY = Misconception(
    "alpha-is-validity",
    "A high alpha proves that the right thing is measured.",
    "that is what alpha cannot say. Four questions about the weather would go together just as "
    "well. Against what would you have to hold the answers to know what they measure?",
)
ALPHA_IS_SHARE_RIGHT = Misconception(
    "alpha-is-share-right",
    "An alpha of 0.91 means that 91 % is right.",
    "alpha counts no right answers: there is no key to compare with. What did you set against what, "
    "when you computed it?",
)
ALPHA_IS_AGREEMENT = Misconception(
    "alpha-is-agreement",
    "A high alpha means that the people agree about the firm.",
    "look at the formula: if all agreed, the variance of the sum would be nothing. Alpha lives on "
    "people who *differ*. In what do they differ alike?",
)
ALPHA_BOUNDS_THE_SCORE = Misconception(
    "alpha-bounds-the-score",
    "Alpha tells how sure the firm's score is.",
    "how sure the firm's score is stands in its band, which hangs on how many were asked. Alpha is "
    "about something else: what is set against what in its formula?",
)

# 70 per cent

SURVEYS_ADD_UP = Misconception(
    "surveys-of-other-ladders",
    "Another survey has 41 and 30 %, so the figure is confirmed.",
    "that is another ladder, with five other stages, twelve years later. That its two lowest shares "
    "add up to nearly the same is chance. What would it have to have in common?",
)
AHEAD_OF_SEVENTY = Misconception(
    "ahead-of-seventy",
    "Who stands on step 3 is ahead of the 70 %.",
    "that sets two rulers side by side that were never compared: a summary of 2012 whose questions "
    "nobody found, and sixteen statements of this course. What would have to be the same?",
)
MOST_ARE_HIGH_THEN = Misconception(
    "most-are-high-then",
    "If the figure cannot be traced, most firms stand higher.",
    "that nobody can check a figure does not make its opposite true. What may you say about your own "
    "trade, then?",
)

# What to do next

BUILD_ON_STRENGTH = Misconception(
    "build-on-strength",
    "One builds on one's strengths.",
    "that builds higher on the same hole. Look at the stairs once more: what would the new step "
    "stand on?",
)
ALL_STEPS_ALIKE = Misconception(
    "all-steps-alike",
    "Work on everything, so that the average rises.",
    "the average of the four hides the hole: a strong step covers it. With ninety days and few "
    "hands, which one step would you see change?",
)
ASK_WHO_SEES_MORE = Misconception(
    "ask-who-sees-more",
    "Next time, ask only those who see more.",
    "that mends the score and not the firm. Whoever stands at the counter sees what arrives there. "
    "What would you no longer learn?",
)
SKIPPING_ALWAYS_KILLS = Misconception(
    "skipping-always-kills",
    "Who skips a step goes under, always.",
    "the decision stands; reason 3 does not. The source also says that firms need not go through the "
    "stages in order, and it counts no cases. Is it a law, or a warning?",
)
AVERAGE_WILL_TELL = Misconception(
    "average-will-tell",
    "The average of the four steps shows whether it worked.",
    "the decision stands; reason 4 does not. If step {high} falls while step {weak} rises, the "
    "average stays. Which single number would you look at?",
)
