"""Wrong ideas about which number tells what, for whom, when, and what it brings."""

from __future__ import annotations

from cem_workbook.exercises.misconceptions.idea import Misconception

# Which number answers which question

EFFORT_IS_SATISFACTION = Misconception(
    "effort-is-satisfaction",
    "Whether it took much work is a question of satisfaction.",
    "you answer the question about work with satisfaction. One can be pleased after a hard struggle. "
    "Which score has *effort* in its name?",
)
STAYED_IS_LEFT = Misconception(
    "stayed-is-left",
    "How many stayed and how many left is one number.",
    "you gave the number of those who left where the question asks who stayed, or the other way "
    "round. The two belong together, and each answers its own question.",
    close=True,
)
RECOMMEND_IS_SATISFACTION = Misconception(
    "recommend-is-satisfaction",
    "Whoever is satisfied recommends.",
    "you mix recommending and being satisfied. Source [003] says of both scores that they measure "
    "both. The course keeps to what is *asked*: which question asks about friends?",
)
WORTH_IS_RETENTION = Misconception(
    "worth-is-retention",
    "What customers bring is how many stay.",
    "you answer a question about money with a share of people. Who stays may bring much or little. "
    "Which of the numbers is in crowns?",
)

# The colleague who reads two lists

FEWER_IS_REFUTED = Misconception(
    "fewer-is-refuted",
    "What the shorter list leaves out is wrong.",
    "that a list does not name a number is no finding against it. Both lists belong to the same "
    "kind of article, and neither tested anything. What do both say *before* they begin to list?",
)
LONGER_IS_BETTER = Misconception(
    "longer-is-better",
    "The longer list is the more complete one.",
    "a longer list is not a better one: each number costs work, and somebody has to act on it. What "
    "do both articles say before they begin to list?",
)
ONE_MUST_BE_WRONG = Misconception(
    "one-must-be-wrong",
    "Two articles that differ cannot both be of use.",
    "that throws away both. Two lists for different firms can differ and both be of use. What do "
    "both say of measuring in *every* organisation?",
)

# Early, late, or tied to nothing

COUNTING_WORK_IS_RESULT = Misconception(
    "counting-work-is-result",
    "What we did shows how we fare.",
    "you treat what the *firm* did as news of the customer. Posters can hang and surveys can go out "
    "while nothing changes for anybody. Which of these would move if customers had a bad month?",
)
MONEY_SPEAKS_FIRST = Misconception(
    "money-speaks-first",
    "Money and leaving show it first.",
    "you let leaving and money tell early. When they move, it has happened. What did these people "
    "live through in the weeks before?",
)
ASKING_IS_LATE = Misconception(
    "asking-is-late",
    "A survey comes after the visit, so it tells afterwards.",
    "you call the answers late because the visit is over. The question is whether they come before "
    "the *outcome*: before somebody leaves, or buys less. Do they?",
)
EVERYTHING_LEADS = Misconception(
    "everything-leads",
    "Every number tells something early.",
    "you call nearly all of them early. Take each and ask: if this number is bad today, can I still "
    "keep the customers whom it speaks of? For three of them it is too late.",
)

# Of whom does a number speak?

ROWS_ARE_PEOPLE = Misconception(
    "rows-are-people",
    "Every row is another customer.",
    "you divided *rows* by customers. Somebody who came three times has three rows. Which column of "
    "the card counts people?",
)
SHARE_OF_THE_ASKED = Misconception(
    "share-of-the-asked",
    "The survey speaks for the share of the asked who answered.",
    "for the survey you divided by those who were *sent* one. That is how many answered of the "
    "asked. The question is of how many of *all who came* the number speaks.",
)
SHARE_OF_THE_COUNTED = Misconception(
    "share-of-the-counted",
    "The three counts together are the whole.",
    "you divided each count by the sum of the three. Many people stand in two of them. The whole is "
    "the customers who came.",
)

# Signs of leaving

LEAVERS_WITH_THE_SIGN = Misconception(
    "leavers-with-the-sign",
    "The share is: how many of those who went had the sign.",
    "you asked how many of *those who went* had the sign. You cannot know today who will go. Turn it "
    "round: of those *with the sign*, how many went?",
)
WITH_FOR_WITHOUT = Misconception(
    "with-for-without",
    "The two columns are the other way round.",
    "your two columns are exchanged: people with the sign stand under “without”, and the others "
    "under “with”.",
    close=True,
)
ALL_FOR_WITHOUT = Misconception(
    "all-for-without",
    "I compare those with the sign with everybody.",
    "under “without” you counted everybody, those with the sign, too. Then a common sign is compared "
    "with itself. Take them out of both numbers.",
    close=True,
)
ALL_IN_THE_BASE = Misconception(
    "all-in-the-base",
    "Every share is one of all customers.",
    "you divided by all of them in both columns. A sign that few people show then looks harmless. "
    "How many people *have* it?",
)

# Like with like

PLAIN_DIFFERENCE = Misconception(
    "plain-difference",
    "I compare all the satisfied with all the others.",
    "{answer} compares all the satisfied with all the others. The two groups are made up of "
    "different segments, and a segment that buys more may be the one that is harder to please. "
    "Compare within each segment first.",
)
SEGMENTS_ALIKE = Misconception(
    "segments-alike",
    "Every segment counts the same.",
    "{answer} gives each of the four differences the same voice. How many customers stand in each "
    "line?",
    close=True,
)
DIFFERENCE_TURNED = Misconception(
    "difference-turned",
    "I take the satisfied away from the others.",
    "{answer} has the wrong sign: it says how much more the *others* bring.",
    close=True,
)
LARGEST_SEGMENT_ONLY = Misconception(
    "largest-segment-only",
    "The largest segment speaks for all.",
    "{answer} is the difference in the largest segment. It is compared like with like, and three "
    "segments are missing.",
)
DIFFERENCES_ADDED_UP = Misconception(
    "differences-added-up",
    "The four differences are added up.",
    "{answer} is the sum of the four differences. One customer belongs to one segment only. What "
    "does the *average* customer's segment show?",
)

# A number as a target

RISE_IS_PROOF = Misconception(
    "rise-is-proof",
    "If the number gets better, things are better.",
    "you trust a number because it got better. Compare the last two columns of its line: how far did "
    "it move as reported, and how far really?",
)
TARGET_ALWAYS_LIES = Misconception(
    "target-always-lies",
    "A number that is a target is never to be trusted.",
    "you mistrust every number that is paid for. In two such lines it moves as the real thing does. "
    "Who writes the number down there?",
)
WORSE_MEANS_BROKEN = Misconception(
    "worse-means-broken",
    "A number that gets worse tells nothing.",
    "you reject a number that got worse. Bad news is news. The only question is whether it moves as the "
    "real thing does: compare the last two columns.",
)

# A number that is tied to nothing

COUNT_WHAT_IS_EASY = Misconception(
    "count-what-is-easy",
    "What can be counted every hour should steer the firm.",
    "that makes a number the goal because it is at hand. Nobody has looked whether anything "
    "follows from it. What will people do when they are paid for it?",
)
ONLY_MONEY_COUNTS = Misconception(
    "only-money-counts",
    "Only crowns count.",
    "crowns come last. When they fall, the customers have gone, and crowns do not say why. What "
    "would you look at *before*?",
)
MORE_NUMBERS_ARE_SAFER = Misconception(
    "more-numbers-are-safer",
    "With thirty numbers nothing can be overlooked.",
    "with thirty numbers one of them is always up and one always down, and everybody finds the one "
    "they like. Which decision would each of the thirty be for?",
)
MORE_CONTACTS_PLEASE = Misconception(
    "more-contacts-please",
    "More contacts an hour are more content customers.",
    "the decision stands; reason 4 does not. More contacts an hour can also be shorter talks, or "
    "people who had to come twice. It is a guess until somebody looks.",
)
EASY_TO_COUNT_IS_REASON = Misconception(
    "easy-to-count-is-reason",
    "That it is easy to count speaks for it.",
    "the decision stands; reason 3 does not. What is easy to count can be of no account. What must a "
    "number be tied to?",
)
