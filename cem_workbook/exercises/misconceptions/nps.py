"""Wrong ideas about the Net Promoter Score."""

from __future__ import annotations

from cem_workbook.exercises.misconceptions.idea import Misconception

PASSIVES_LEFT_OUT_OF_THE_BASE = Misconception(
    "passives-left-out-of-the-base",
    "Only promoters and detractors count, so I divide by those two groups.",
    "{answer} is what you get when the 7s and 8s are left out altogether. They add nothing to "
    "either camp, but they did answer. Who belongs in the number that you divide by?",
)
PROMOTERS_ONLY = Misconception(
    "promoters-only",
    "The score is the share of promoters.",
    "{answer} is the share of promoters. NPS also hears the unhappy: look at boxes 0 to 6. What "
    "should they do to the score?",
)
FRACTION_INSTEAD_OF_POINTS = Misconception(
    "fraction-instead-of-points",
    "NPS is a fraction between −1 and 1.",
    "{answer} is right as a fraction. NPS is reported in points from −100 to 100, so that nobody "
    "reads it as a percentage of people.",
    close=True,
)
PASSIVES_COUNTED_AS_PROMOTERS = Misconception(
    "passives-counted-as-promoters",
    "A 7 or an 8 is a good mark, so it is a promoter.",
    "{answer} is what you get when the 7s and 8s count as promoters. They are satisfied, and the "
    "source adds that they would also go to a competitor for something better [000 · NPS]. In "
    "which camp does that put them?",
)
PASSIVES_COUNTED_AS_DETRACTORS = Misconception(
    "passives-counted-as-detractors",
    "Whoever is not a promoter is against us.",
    "{answer} is what you get when everybody below 9 counts as a detractor. The source calls the "
    "7s and 8s satisfied [000 · NPS]. Can a satisfied customer be a detractor?",
)
SIX_IS_IN_THE_MIDDLE = Misconception(
    "six-is-in-the-middle",
    "6 of 10 is above the middle, so it is neither good nor bad.",
    "a 6 has landed in the middle. On a scale from 0 to 10 it does look like a pass. Look again "
    "at where the source draws its lower line.",
)
EIGHT_IS_A_PROMOTER = Misconception(
    "eight-is-a-promoter",
    "8 of 10 is very good, so it is a promoter.",
    "an 8 has landed among the promoters. Look again at the lower edge of the top camp: only two "
    "boxes belong to it.",
)
FIVE_IS_THE_DIVIDE = Misconception(
    "five-is-the-divide",
    "5 is the middle of the scale, so everything above it is good.",
    "the line has been drawn through the middle of the scale, at 5. NPS draws it much higher. "
    "How many boxes does the lowest camp have?",
)
DETRACTORS_ONLY = Misconception(
    "detractors-only",
    "The score is the share of detractors.",
    "{answer} is the share of detractors. The score sets it against another share: which one?",
)
MEAN_OF_THE_SCORES = Misconception(
    "mean-of-the-scores",
    "NPS is the average answer.",
    "{answer} is the average answer. NPS does not average: it counts people in camps. How many "
    "gave 9 or 10, and how many gave 0 to 6?",
)
DETRACTORS_MINUS_PROMOTERS = Misconception(
    "detractors-minus-promoters",
    "I subtract the promoters from the detractors.",
    "{answer} has the right size and the wrong sign. Should a firm with more friends than critics "
    "be above or below zero?",
    close=True,
)
COUNTS_INSTEAD_OF_SHARES = Misconception(
    "counts-instead-of-shares",
    "NPS is the number of promoters less the number of detractors.",
    "{answer} is a number of people. With ten times the answers it would be ten times as large. "
    "What do you divide by to make it a share?",
)
POINTS_READ_AS_PERCENT = Misconception(
    "points-read-as-percent",
    "Five points more means that five per cent of the customers are happier.",
    "the decision stands; reason {points_reason} does not. The score is a difference of two "
    "shares. Five points can come from promoters won, from detractors lost, or from both.",
)
HALF_THE_WIDTH_TWICE_THE_ANSWERS = Misconception(
    "half-the-width-twice-the-answers",
    "Twice the answers give half the width.",
    "{answer} is twice the answers. The width shrinks with the square root of their number, so "
    "twice as many only make it about 0.7 times as wide. Which number has the square root 2?",
)
WIDTH_SHRINKS_WITH_THE_SQUARE = Misconception(
    "width-shrinks-with-the-square",
    "The root of two is enough.",
    "{answer} is about 1.4 times the answers: the root has been taken of the 2. Turn it round: "
    "by how much must the answers grow, so that the *root of the answers* doubles?",
)
ONLY_THE_EXTRA = Misconception(
    "only-the-extra",
    "I give what has to be added instead of the total.",
    "{answer} is how many answers have to come on top. The question asks for all of them together.",
    close=True,
)
PROMOTERS_ARE_THE_WHOLE_STORY = Misconception(
    "promoters-are-the-whole-story",
    "More promoters always means a healthier firm.",
    "that is just what the sentence claims. Try to break it: let promoters and detractors grow "
    "together, and watch the score.",
)
A_HIGH_SCORE_PROVES_THE_CAUSE = Misconception(
    "a-high-score-proves-the-cause",
    "The survey question is at fault because it is a single one.",
    "one question is few, and the source says so itself: it calls the question simple. But a "
    "second question would not mend this sentence. Whom does it leave out?",
)
SCALE_IS_THE_TROUBLE = Misconception(
    "scale-is-the-trouble",
    "The scale is wrong.",
    "the two sources do differ about the scale (eleven boxes, or “ten-point”), but the sentence "
    "does not depend on it. Look at whom the sentence counts.",
)
