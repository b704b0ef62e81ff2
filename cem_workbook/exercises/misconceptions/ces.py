"""Wrong ideas about the Customer Effort Score: which end is easy, two scales, what effort predicts."""

from __future__ import annotations

from cem_workbook.exercises.misconceptions.idea import Misconception

# which end is easy

HIGH_IS_ALWAYS_EASY = Misconception(
    "high-is-always-easy",
    "A high number is a good number.",
    "the old scale has been read as if its high end were the easy one. Its number counts the "
    "*effort*. Which of its ends would you wish for?",
)
HIGH_IS_ALWAYS_HARD = Misconception(
    "high-is-always-hard",
    "An effort score counts effort, so a high number is hard.",
    "the new scale has been read as if its high end were the hard one. So the scale of 2010 was "
    "built; the one of 2013 runs the other way. What does its highest box say?",
)
SEVEN_BOXES_EVERYWHERE = Misconception(
    "seven-boxes-everywhere",
    "4 is the middle of every scale.",
    "the old scale has been read as if it had seven boxes. How many has it, and which of them is "
    "in the middle?",
)
FIVE_BOXES_EVERYWHERE = Misconception(
    "five-boxes-everywhere",
    "3 is the middle of every scale.",
    "the new scale has been read as if it had five boxes. How many has it, and which of them is "
    "in the middle?",
)
EFFORT_HAS_NO_DIRECTION = Misconception(
    "effort-has-no-direction",
    "An effort score has no good end; only how far answers lie apart counts.",
    "the score does have a direction: one end is easy, the other is hard. Two surveys can differ "
    "in which end is which. Where does each of these say it?",
)

# the score

FLIPPED_WITHOUT_NEED = Misconception(
    "flipped-without-need",
    "An effort score has to be turned round.",
    "{answer} is the average turned round: 8 less each answer. That makes a measure of *effort*. "
    "This scale already has its easy end on top. What is left to do with the answers?",
)
MOST_FREQUENT_ANSWER = Misconception(
    "most-frequent-answer",
    "The score is the answer that most people gave.",
    "{answer} is the answer that was given most often. The others answered, too. How does an "
    "average hear all of them?",
)
SHARE_OF_EASY_ANSWERS = Misconception(
    "share-of-easy-answers",
    "The score is the share of those who found it easy.",
    "{answer} is the share, in per cent, of those who gave 5 to 7. That is a useful number, too. "
    "The question asks for the *average*, which lies between 1 and 7.",
)

# from one scale to the other

STRETCHED_WITHOUT_FLIPPING = Misconception(
    "stretched-without-flipping",
    "Going from five boxes to seven is only a matter of length.",
    "{answer} is the old number stretched to seven boxes, and not turned round. Try the ends: very "
    "much effort is a 5 there. Where must it land here?",
)
FLIPPED_WITHOUT_STRETCHING = Misconception(
    "flipped-without-stretching",
    "Going from the old scale to the new one is only a matter of direction.",
    "{answer} is the old number turned round, and still on five boxes. Try the ends: the easiest "
    "old answer, turned round, is a 5. Where must the easiest one land here?",
)
FLIPPED_AT_THE_NEW_SCALE = Misconception(
    "flipped-at-the-new-scale",
    "8 less the number turns any effort score round.",
    "{answer} is 8 less the number. That turns round an answer of *seven* boxes. Try it on a 5 of "
    "the old scale: does it land at the hard end?",
)
TIMES_SEVEN_FIFTHS = Misconception(
    "times-seven-fifths",
    "7 boxes instead of 5, so I multiply by 7/5.",
    "{answer} is 7/5 of the number. That neither turns the scale round nor lands on its ends: the "
    "lowest box is a 1 on both scales, and would become 1.4. What happens to 1, and to 5?",
)
STRETCHED_FROM_ZERO = Misconception(
    "stretched-from-zero",
    "First turn it round, then multiply by 7/5.",
    "{answer} is turned round, and then multiplied by 7/5, as if the scales began at 0. They "
    "begin at 1. From 1 to 5 there are four steps: how many are there from 1 to 7?",
)
STEPS_COUNTED_FROM_ZERO = Misconception(
    "steps-counted-from-zero",
    "6/4 new steps for each old step, so I take 6/4 of the number itself.",
    "{answer} is 7 less 6/4 of the number. Turned round and stretched it is, but the old scale "
    "begins at 1, not at 0. Try it on a 1, the easiest old answer: does it become a 7?",
)
POOLED_AS_THEY_ARE = Misconception(
    "pooled-as-they-are",
    "Numbers are numbers: all the answers go into one average.",
    "{answer} is the average of all the numbers as they are. A 5 of one survey and a 5 of the "
    "other mean opposite things.",
)

# what effort goes with

SHARE_OF_THE_GONE = Misconception(
    "share-of-the-gone",
    "The share of those who found it hard among the gone tells how risky hard is.",
    "these are shares of *those who were gone*: how many of them had found it hard, in the middle, "
    "easy. There a group can lead only because it is large. The question starts from the other "
    "side: of those who found it hard, how many were gone?",
)
WHOLE_FIRM_AS_THE_BASE = Misconception(
    "whole-firm-as-the-base",
    "I divide by everybody who answered.",
    "you divided by all who answered. Each group has a base of its own. How many found it hard, "
    "gone or not?",
)
PEOPLE_FOR_EACH_ONE_GONE = Misconception(
    "people-for-each-one-gone",
    "I divide the larger number by the smaller one.",
    "these say how many people there are for each one who was gone. The question asks the other "
    "way round. Of a hundred people in a group, how many were gone?",
)
SHARE_OF_THOSE_STILL_THERE = Misconception(
    "share-of-those-still-there",
    "I give the share that stayed.",
    "these are the shares of those who were *still there*. The question asks for the others.",
)
ASSOCIATION_IS_CAUSE = Misconception(
    "association-is-cause",
    "Those who found it hard leave more often, so the effort drives them away.",
    "the two do go together. What else do people who found it hard have in common? If that is "
    "what makes them leave, less effort alone keeps nobody. What would tell the two apart?",
)
INTERVAL_COVERS_EVERYTHING = Misconception(
    "interval-covers-everything",
    "The intervals are narrow, so nothing else can be behind it.",
    "the decision stands; reason {interval_reason} does not. An interval is about chance: what "
    "another sample would have shown. It knows nothing of what else differs between the groups.",
)
LARGEST_HEAP_FIRST = Misconception(
    "largest-heap-first",
    "The group with the most losses is the one at risk.",
    "the decision stands; reason {heap_reason} does not. A group can lose many only because it is "
    "large. Which number would you look at instead?",
)
PAY_FOR_THE_SCORE = Misconception(
    "pay-for-the-score",
    "Whoever is paid for a score will make things easier.",
    "people would work for the number, and there are quicker ways to it than easier errands: "
    "choosing whom to ask, or telling them what to tick. Whose effort would be less?",
)
