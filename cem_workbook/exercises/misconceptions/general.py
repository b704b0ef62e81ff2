"""Wrong ideas that turn up in many subjects: averages, shares, rows, chance, claims."""

from __future__ import annotations

from cem_workbook.exercises.misconceptions.idea import Misconception

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
WORK_AROUND_THE_SCORE = Misconception(
    "work-around-the-score",
    "If the score matters, help it along.",
    "that would move the number and not the customers: it is the trick that you saw in the "
    "explorer. What would your successor learn from such a score?",
)
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
ROUNDED_TOO_SOON = Misconception(
    "rounded-too-soon",
    "A rounded number is near enough.",
    "the way is right, the rounding is not: so few decimals hide what is compared here. Keep them "
    "all until the last step, and round only as the card asks.",
    close=True,
)
PART_FOR_WHOLE = Misconception(
    "part-for-whole",
    "I report the part that I was asked to leave out.",
    "{answer} is how many did not answer. The question asks for the others.",
)
RATIO_OF_THE_PARTS = Misconception(
    "ratio-of-the-parts",
    "I divide one part by the other part.",
    "{answer} % compares those who answered with those who did not. A share compares a part with "
    "the whole. What is the whole here?",
)
BRACKETS_LEFT_OUT = Misconception(
    "brackets-left-out",
    "I type the sum as I say it, from left to right.",
    "{answer} is what a calculator gives without brackets: it divides by the first number alone. "
    "What must be added up first?",
)
TWO_ARTICLES_ARE_TWO_WITNESSES = Misconception(
    "two-articles-are-two-witnesses",
    "Several sources say it, so it is well founded.",
    "two articles do say it. They share whole sentences, so they are probably two versions of one "
    "text, and neither names a study. Who counted, and where?",
)
UP_TO_MAKES_IT_SAFE = Misconception(
    "up-to-makes-it-safe",
    "With “up to” in front, the figure is right.",
    "“up to five times” is also true of twice, of once and of half. A sentence that fits every firm "
    "tells yours nothing. What would you need to know about your own firm?",
)
UNTRACEABLE_IS_FALSE = Misconception(
    "untraceable-is-false",
    "If nobody can trace it, it is wrong.",
    "that nobody can trace a figure does not make the opposite true. In many firms winning a "
    "customer may well be dearer. What can you honestly say of a figure like this?",
)
