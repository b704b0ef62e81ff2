"""The wrong ideas of the course, each named once.

A misconception says what somebody believes. How the belief shows depends on the question, so an
exercise ties it to an answer with `shows_as`. The same names come back in the class report.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Misconception:
    """A wrong idea that people really hold.

    Attributes:
        name: its name in the journal and in the class report, in kebab-case.
        idea: the idea in the words of somebody who holds it.
        says: what to tell them (Markdown; fields of the case and `{answer}`): what their answer
            is, why that is not what was asked, and where to look next. Never the result.
        close: whether the answer needs only a finishing touch.

    """

    name: str
    idea: str
    says: str = ""
    close: bool = False

    def shows_as(self, answer: Any, says: str = "") -> Trap:
        """Tie the idea to the answer that it leads to in one exercise.

        Args:
            answer: the wrong answer, or a function of the case that computes it; None where the
                idea makes no difference.
            says: what to say here, where the general words do not fit.

        """
        return Trap(self, answer if callable(answer) else lambda case: answer, says or self.says)


@dataclass(frozen=True)
class Trap:
    """A misconception in one exercise: the answer it gives there, and what to say."""

    misconception: Misconception
    answer: Callable[[Any], Any]
    says: str


# Net Promoter Score
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

# Averages and groups
AVERAGE_OF_AVERAGES = Misconception(
    "average-of-averages",
    "The whole is the plain average of its parts.",
    "{answer} is the plain average of the branches' scores. It gives a small branch the same voice "
    "as a large one. How many answers stand behind each score?",
)
LARGEST_GROUP_ONLY = Misconception(
    "largest-group-only",
    "The largest branch speaks for all.",
    "{answer} is the score of the largest branch. It is the loudest voice, but the others answered "
    "too.",
)
BLANKS_COUNTED_AS_ANSWERS = Misconception(
    "blanks-counted-as-answers",
    "Everybody who was asked belongs in the base.",
    "{answer} is what you get when people who left the question blank stand in the base. They said "
    "nothing. How many really answered?",
)

# Uncertainty
ANY_RISE_IS_NEWS = Misconception(
    "any-rise-is-news",
    "The number went up, so things are better.",
    "the score did rise, in these two samples. Ask what two other samples of the same customers "
    "would have shown: look at the interval of the difference, and at what it holds.",
)
NOT_SURE_MEANS_NO_CHANGE = Misconception(
    "not-sure-means-no-change",
    "The interval holds zero, so nothing has changed.",
    "“we cannot tell” is not “nothing has changed”. The same interval also holds rises that you "
    "would be glad of. What does an honest sentence about it say?",
)
LARGE_FIRM_NEEDS_LARGE_SAMPLE = Misconception(
    "large-firm-needs-large-sample",
    "A sample must be a fixed share of all customers.",
    "the decision stands; reason {sample_share_reason} does not. In a large firm the interval "
    "hardly depends on how many customers there are. What does it depend on?",
)
POINTS_READ_AS_PERCENT = Misconception(
    "points-read-as-percent",
    "Five points more means that five per cent of the customers are happier.",
    "the decision stands; reason {points_reason} does not. The score is a difference of two "
    "shares. Five points can come from promoters won, from detractors lost, or from both.",
)
WORK_AROUND_THE_SCORE = Misconception(
    "work-around-the-score",
    "If the score matters, help it along.",
    "that would move the number and not the customers: it is the trick that you saw in the "
    "explorer. What would your successor learn from such a score?",
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

# Reading a claim
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

# Shares and groups of rows
COUNT_INSTEAD_OF_SHARE = Misconception(
    "count-instead-of-share",
    "I give how many instead of what share.",
    "{answer} is how many, not what share. Of how many in all?",
)
WRONG_GROUP_OF_ROWS = Misconception(
    "wrong-group-of-rows",
    "I take all the rows there are.",
    "{answer} is the score of more people than were asked about. Look again at which branch and "
    "which quarter the question names.",
)
