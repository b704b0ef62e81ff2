"""Wrong ideas about satisfaction scores, and about who answers them."""

from __future__ import annotations

from cem_workbook.exercises.misconceptions.idea import Misconception

# which boxes count

THREE_IS_SATISFIED = Misconception(
    "three-is-satisfied",
    "Whoever does not complain is satisfied, so 3 counts.",
    "{answer} is what you get when the 3s count as satisfied. They are neither one nor the other. "
    "How many boxes does “top two” leave?",
)
ONLY_THE_TOP_BOX = Misconception(
    "only-the-top-box",
    "Only the very best answer counts.",
    "{answer} counts the 5s alone. Some firms do report that, as “top box”. This page counts the "
    "two boxes at the satisfied end. Which one is missing?",
)
ONLY_THE_FOURS = Misconception(
    "only-the-fours",
    "The answer that is called “satisfied” is 4, so 4 counts.",
    "{answer} counts the 4s alone. A 4 is called “satisfied”; is somebody who is *very* satisfied "
    "not satisfied? Which box is missing?",
)
ONE_IS_THE_BEST = Misconception(
    "one-is-the-best",
    "1 is the best mark, as at school.",
    "the scale has been read the other way round. Look again at which end of it is “very "
    "satisfied”.",
)
SHARE_OF_THE_DISSATISFIED = Misconception(
    "share-of-the-dissatisfied",
    "The score is the share of those who are dissatisfied.",
    "{answer} is the share of the 1s and 2s. It is worth knowing, and it is the other end of the "
    "scale. Which boxes does CSAT count?",
)
SATISFIED_LESS_DISSATISFIED = Misconception(
    "satisfied-less-dissatisfied",
    "As in NPS, the unhappy are taken away from the happy.",
    "{answer} is the satisfied less the dissatisfied. NPS is a difference of two shares; CSAT is "
    "one share. What do you count, and what do you divide by?",
)

# share, mean, base

MEAN_INSTEAD_OF_SHARE = Misconception(
    "mean-instead-of-share",
    "CSAT is the average answer.",
    "{answer} is the average answer. CSAT does not average: it is a share of people. How many of "
    "them gave 4 or 5?",
)
MEAN_AS_PERCENT = Misconception(
    "mean-as-percent",
    "The average, divided by the highest answer, is the per cent.",
    "{answer} is the average answer as a percentage of 5. It looks like a share of people, and it "
    "is none: whoever answers 1 still adds a fifth. How many people gave 4 or 5?",
)
BOXES_COUNTED = Misconception(
    "boxes-counted",
    "Two boxes of five count, so it is two fifths.",
    "{answer} % is two boxes out of five. That counts boxes, and would be the same for every firm. "
    "How many *people* stand in these two?",
)
DIVIDED_BY_THE_BOXES = Misconception(
    "divided-by-the-boxes",
    "The average of the row is the average answer.",
    "the average column divides by five, the number of boxes. That is how many people stand in a "
    "box on average. By how many answers must the sum of all answers be divided?",
)
SILENT_IN_THE_BASE = Misconception(
    "silent-in-the-base",
    "I divide by everybody who was asked.",
    "{answer} is what you get when everybody who was asked stands in the base. Whoever kept silent "
    "did not say “not satisfied”; they said nothing. How many answered?",
)
SHARE_AND_MEAN_EXCHANGED = Misconception(
    "share-and-mean-exchanged",
    "I have the two columns the wrong way round.",
    "the numbers are there, each in the other's column. Which of the two can be larger than 5?",
    close=True,
)
SHARE_LEFT_AS_A_FRACTION = Misconception(
    "share-left-as-a-fraction",
    "A share is a number between 0 and 1.",
    "as fractions the shares are right. The table wants them in per cent.",
    close=True,
)

# how sure

NONE_OF_N_MEANS_NONE = Misconception(
    "none-of-n-means-none",
    "We saw nobody, so there is nobody.",
    "{answer} is what you have seen so far. Others were not asked. If 1 customer in 50 were "
    "dissatisfied, would it be strange to meet none among so few?",
)
EXAMPLE_COPIED = Misconception(
    "example-copied",
    "The page has the number already.",
    "{answer} % is the page's own number, for 20 answers. Here {n} answered. What changes in the "
    "formula?",
)
OUTSIDE_THE_INTERVAL = Misconception(
    "outside-the-interval",
    "95 % are sure, so the other 5 % are the dissatisfied.",
    "{answer} % is how often such an interval misses the truth, whatever the survey says. How far "
    "the interval reaches is another number. How many people answered?",
)
ONE_MORE_AT_MOST = Misconception(
    "one-more-at-most",
    "At worst, one of those who answered could have been the other way.",
    "{answer} % is one of {n}. The question is not how these {n} could have answered, but how many "
    "there may be among all the others.",
)
RULE_OF_THREE = Misconception(
    "rule-of-three",
    "Three divided by n.",
    "{answer} % is the “rule of three”, 3 / n: good work for a sum in the head. It answers a "
    "one-sided question. The interval of this page comes out a little wider.",
    close=True,
)
HALF_FOR_EACH_SIDE = Misconception(
    "half-for-each-side",
    "An interval has two sides, so I take half of it.",
    "{answer} % is half of the way. There is nothing below 0, so the whole interval lies on one "
    "side. Do not halve it.",
)
BASE_WITHOUT_Z = Misconception(
    "base-without-z",
    "I divide by the number of answers alone.",
    "{answer} % comes from dividing by {n} alone. Look once more at what stands under the line.",
    close=True,
)
Z_NOT_SQUARED = Misconception(
    "z-not-squared",
    "1.96 is the number to use.",
    "{answer} % comes from 1.96 itself. The formula uses its square.",
    close=True,
)

# who is silent

TRUTH_INSTEAD_OF_MEASURED = Misconception(
    "truth-instead-of-measured",
    "Who keeps silent makes no difference to the score.",
    "{answer} % is what you would measure if everybody answered. Here the groups do not answer "
    "equally often. How many answers does each group send?",
)
RESPONSE_RATE_AS_SCORE = Misconception(
    "response-rate-as-score",
    "The score is the share of those asked who answered.",
    "{answer} % is how many of those asked answered at all: the response rate. How many of the "
    "*answers* are a 4 or a 5?",
)
RATES_WITHOUT_PEOPLE = Misconception(
    "rates-without-people",
    "I add up the rates of answering.",
    "{answer} % compares the rates with each other, as if all five groups were of one size. How "
    "many people stand behind each rate?",
)
RATES_ADDED = Misconception(
    "rates-added",
    "I add the rates of the two groups that count.",
    "{answer} % is the two rates of the satisfied added up. They are shares of two groups of "
    "different size, so they cannot be added. How many people answer in each group?",
)
SHARE_OF_THE_OTHERS = Misconception(
    "share-of-the-others",
    "I report the part that is not meant.",
    "{answer} % of the answers are a 1, 2 or 3. The score is the share of the others.",
    close=True,
)
RATE_OF_THE_SATISFIED = Misconception(
    "rate-of-the-satisfied",
    "The score is how many of the satisfied answered.",
    "{answer} % is how many of the satisfied answered. Turn it round: how many of those who "
    "answered are satisfied?",
)
SURVIVORS_TAKEN_FOR_PROGRESS = Misconception(
    "survivors-taken-for-progress",
    "The score rose, so customers are happier.",
    "the score did rise. But look at those who stayed, in January and in December: did *they* "
    "become happier? And who is no longer asked?",
)
FLAWED_MEANS_WORTHLESS = Misconception(
    "flawed-means-worthless",
    "A number with a flaw tells nothing.",
    "the two groups do differ, and here you know how: in December those who left are missing. So "
    "compare those who stayed with themselves. What comes out?",
)
SHARE_READ_AS_COUNT = Misconception(
    "share-read-as-count",
    "A higher share means more people.",
    "the decision stands; reason {count_reason} does not. A share can rise while the people become "
    "fewer. Count the satisfied in January, and then in December.",
)
THOSE_LEFT_ARE_ALL = Misconception(
    "those-left-are-all",
    "All who are still there were asked, so nobody is missing.",
    "the decision stands; reason {all_reason} does not. Who was there in January and could not be "
    "asked in December?",
)

# satisfaction and loyalty

TWO_NAMES_FOR_ONE = Misconception(
    "two-names-for-one",
    "NPS and CSAT are two names for the same thing.",
    "if they were two names for one thing, every satisfied customer would be a promoter. Look at "
    "the last table of the page: is it so?",
)
NAMES_EXCHANGED = Misconception(
    "names-exchanged",
    "The two scores have changed places.",
    "a change of places would not help. Read the two questions aloud: does either of them ask "
    "what somebody will *do*?",
)
SATISFIED_MEANS_LOYAL = Misconception(
    "satisfied-means-loyal",
    "Whoever is satisfied stays.",
    "the satisfied leave, too. The passives of NPS are satisfied, says a source, and would go for "
    "something better [000 · NPS]. What would show you that somebody is loyal?",
)
