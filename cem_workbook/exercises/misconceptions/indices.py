"""Wrong ideas about indices: scales, weights, parts and causes."""

from __future__ import annotations

from cem_workbook.exercises.misconceptions.idea import Misconception

# which index is which

CONTINENTS_EXCHANGED = Misconception(
    "continents-exchanged",
    "The American and the European index have changed places.",
    "the American and the European index have changed places. One of the two has the image of "
    "the firm among its parts; look at the table of the page once more.",
)
SWISS_TAKEN_FOR_EUROPEAN = Misconception(
    "swiss-taken-for-european",
    "Switzerland is in Europe, so it is one index.",
    "what belongs to the Swiss index has gone to the European one. They share two parts. Which "
    "third part does only one of them have?",
)
ONE_INDEX_IS_LIKE_ANOTHER = Misconception(
    "one-index-is-like-another",
    "CSI is just the American index by its short name.",
    "the statements about CSI have gone to the American index. The names are alike. What does a "
    "source say that CSI looks at, mainly?",
)

AN_EFFECT_IS_ANY_LINK = Misconception(
    "an-effect-is-any-link",
    "Links between parts: that is the index in which satisfaction affects the others.",
    "what belongs to the European index has gone to the Swiss one. An effect is a link too, so they "
    "are easily mixed up. The Swiss index names one effect; which index looks at the links between "
    "*many* parts?",
)
A_CAUSE_IS_AN_EFFECT = Misconception(
    "a-cause-is-an-effect",
    "Finding the cause belongs to the index in which one part affects the others.",
    "what belongs to CSI has gone to the Swiss index. There, one part is said to affect two others. "
    "Of which index is it said that it tells *why* people are satisfied?",
)
ALL_ASPECTS_IS_THE_PLAIN_ONE = Misconception(
    "all-aspects-is-the-plain-one",
    "What covers everything must be the plain Customer Satisfaction Index.",
    "what belongs to the American index has gone to CSI. CSI looks *mainly* at one thing. Which index "
    "is made of three values, each said to cover everything?",
)

# from a scale to points

LOWEST_IS_NOT_NOTHING = Misconception(
    "lowest-is-not-nothing",
    "I divide by the highest answer.",
    "{answer} comes from dividing by the highest answer. Then even somebody who is very "
    "dissatisfied adds points, and nobody can reach 0. Where does the scale begin?",
)
LOWEST_NOT_TAKEN_AWAY = Misconception(
    "lowest-not-taken-away",
    "I divide by the steps of the scale, and leave the average as it is.",
    "{answer} divides by the right number of steps, and starts from 0. But the lowest answer is 1. "
    "How far has the average come from there?",
)
COUNTED_FROM_THE_TOP = Misconception(
    "counted-from-the-top",
    "I measure how far the average is from the highest answer.",
    "{answer} is the way that is still missing to the highest answer. How far has the average come "
    "from the *lowest*?",
    close=True,
)
STEPS_MISCOUNTED = Misconception(
    "steps-miscounted",
    "There are as many steps as there are boxes.",
    "{answer} comes from dividing the way by the number of boxes. From the lowest box to the "
    "highest there is one step fewer. How many points would the highest answer get?",
)
SHARE_INSTEAD_OF_MEAN = Misconception(
    "share-instead-of-mean",
    "The index uses the share of the satisfied.",
    "{answer} is the share of the 4s and 5s: the CSAT of page 12. An index starts from the average "
    "answer. How far along the scale does that stand?",
)
NOT_BROUGHT_TO_POINTS = Misconception(
    "not-brought-to-points",
    "The average can stay as it is.",
    "{answer} still stands on the scale of the question. An index needs all its parts on one "
    "scale. What is the lowest answer worth there, and what the highest?",
)
POINTS_AS_A_FRACTION = Misconception(
    "points-as-a-fraction",
    "The way along the scale is a number between 0 and 1.",
    "{answer} is the way as a fraction. An index runs from 0 to 100.",
    close=True,
)

# weights

WEIGHTS_LEFT_OUT = Misconception(
    "weights-left-out",
    "An index is the plain average of its parts.",
    "{answer} is the plain average of the three parts. Here each has a weight of its own. Which "
    "part counts most?",
)
WEIGHTS_IN_ANOTHER_ORDER = Misconception(
    "weights-in-another-order",
    "The weights can go to any part.",
    "{answer} comes from giving the weights to the parts in the opposite order. Which weight "
    "belongs to satisfaction?",
)
DIVIDED_ONCE_MORE = Misconception(
    "divided-once-more",
    "Three parts, so I divide by three in the end.",
    "{answer} is a third of it. The weights come to 1 already, so the sum *is* the average.",
    close=True,
)
WEIGHTS_NOT_MADE_SHARES = Misconception(
    "weights-not-made-shares",
    "Three parts, so I divide by three, whatever the weights.",
    "the second column is divided by three. One part counts twice, so how many weights are there "
    "in all? Try it with 100 points in every part: what must come out?",
)
PARTS_ONLY_ADDED = Misconception(
    "parts-only-added",
    "An index is the sum of its parts.",
    "there the points are added up, and not divided. Can an index be more than 100?",
)
WRONG_PART_DOUBLED = Misconception(
    "wrong-part-doubled",
    "Which part counts double is all the same.",
    "the second column gives the double weight to another part. Which one does the question name?",
)
WEIGHT_ADDED_TO_THE_AVERAGE = Misconception(
    "weight-added-to-the-average",
    "I take the plain average, and average it with the important part.",
    "the second column is the middle between the equal index and the one part. That part then has "
    "four times the weight of another, and not twice. How often is each part in the sum?",
)
BOTH_COLUMNS_ALIKE = Misconception(
    "both-columns-alike",
    "Only the answers count, so the weights change nothing.",
    "both columns hold the same numbers. In one of them all parts count once; in the other, one part "
    "counts twice. Which of your two is which?",
)
COLUMNS_OF_WEIGHTS_EXCHANGED = Misconception(
    "columns-of-weights-exchanged",
    "I have the two columns the wrong way round.",
    "the numbers are there, each in the other's column.",
    close=True,
)
INDEX_ROUNDED_TOO_SOON = Misconception(
    "index-rounded-too-soon",
    "Whole points will do.",
    "the numbers are rounded too far. Whole points can hide who is first, so keep one decimal.",
    close=True,
)

# where the order turns

SHARE_OF_THE_OTHER_PART = Misconception(
    "share-of-the-other-part",
    "I give the weight of the part that is left.",
    "{answer} % is what the *other* part must weigh. The two come to 100 %.",
    close=True,
)
LEAD_OVER_LEAD = Misconception(
    "lead-over-lead",
    "I divide one lead by the other.",
    "{answer} % is the one lead as a percentage of the other. A weight is a share of all the "
    "weight. So what must stand under the line?",
)
HALF_AND_HALF = Misconception(
    "half-and-half",
    "Two branches are level when both parts count the same.",
    "{answer} % is equal weights. Put them in: are the two branches level then? The branch with "
    "the larger lead is still ahead. Which part must count for less?",
)
LEADS_SUBTRACTED = Misconception(
    "leads-subtracted",
    "The difference of the two leads is the answer.",
    "{answer} is one lead less the other, in points. That says who is ahead by how much when both "
    "count in full, and no weight. What share of all the weight makes the two leads cancel?",
)

# parts and causes

SEVEN_ARE_LISTED = Misconception(
    "seven-are-listed",
    "The text says seven, so there are seven.",
    "the text does say seven. Now count what stands there, with a finger on each. How far do you "
    "get?",
)
FEWER_THAN_LISTED = Misconception(
    "fewer-than-listed",
    "Quality and the value obtained are the same thing.",
    "quality is how good it was; value is what one got for what one gave. A cheap thing can be of "
    "low quality and good value. So these are two. How many are there in all?",
)
A_RESULT_IS_NO_PART = Misconception(
    "a-result-is-no-part",
    "Loyalty follows from satisfaction, so it cannot be a part.",
    "that loyalty follows from satisfaction is what the European index *studies*: results are "
    "among its parts as well. The error is a simpler one. Count.",
)
PART_TAKEN_FOR_CAUSE = Misconception(
    "part-taken-for-cause",
    "What fell most is the cause.",
    "the part “{part}” did fall most. That says *where* the index fell. Why it fell there stands in no index. "
    "Who could tell you?",
)
LARGEST_FALL_IS_THE_CAUSE = Misconception(
    "largest-fall-is-the-cause",
    "The part that fell most has pulled the others down.",
    "the decision stands; reason {cause_reason} does not. Three numbers that fall together do not "
    "tell which of them, if any, moved the others.",
)
PARTS_TAKEN_FOR_EVERYTHING = Misconception(
    "parts-taken-for-everything",
    "An index covers everything that matters.",
    "the decision stands; reason {all_reason} does not. Think of something that customers care "
    "about and that nobody asked here: the price, for one.",
)
