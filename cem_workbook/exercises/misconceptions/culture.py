"""Wrong ideas about culture, incentives, and what numbers say of the people who work for a firm."""

from __future__ import annotations

from cem_workbook.exercises.misconceptions.idea import Misconception

# Only the happy are asked

NEW_SCORE_NOT_THE_RISE = Misconception(
    "new-score-not-the-rise",
    "I give the new score.",
    "{answer} is the score among those who would still be asked. By how much is that more than "
    "among all?",
    close=True,
)
LEFT_OUT_BUT_IN_THE_BASE = Misconception(
    "left-out-but-in-the-base",
    "Whoever is not asked still counts among the answers.",
    "{answer} leaves the unhappy out of the camps, and keeps them in the number that you divide "
    "by. Whoever is not asked gives no answer. How many answers are left?",
)
ONLY_DETRACTORS_GO = Misconception(
    "only-detractors-go",
    "If the unhappy are not asked, only detractors are missing.",
    "{answer} takes only the unhappy *detractors* out. The staff pass over everybody who looks "
    "unhappy: look at all three numbers of that row.",
)
PROMOTERS_RISE_ONLY = Misconception(
    "promoters-rise-only",
    "The score rises as the share of promoters does.",
    "{answer} is how much the share of *promoters* rises. The score has another side, which "
    "falls. What does that add?",
)
RISE_WITH_THE_WRONG_SIGN = Misconception(
    "rise-with-the-wrong-sign",
    "I take the new score from the old one.",
    "{answer} has the right size. A rise is the new score less the old one.",
    close=True,
)

HAPPY_LESS_OTHERS = Misconception(
    "happy-less-others",
    "I compare those who are asked with those who are not.",
    "{answer} is how far the happy are from the *others*. Before, the score was that of both "
    "together. What is it?",
)

# Which lessons there are

ALL_SIX_LESSONS = Misconception(
    "all-six-lessons",
    "A course of six lessons has the text of all six.",
    "that takes all six for found. A course may teach a lesson without having its text. Which of "
    "the ten posts is a lesson?",
)
A_POINTER_IS_A_TEXT = Misconception(
    "a-pointer-is-a-text",
    "Where a lesson is pointed at, its text must be there.",
    "that takes lesson 1 for found, because lesson 2 says that it goes on from it. A pointer is "
    "not a text. Is there a post behind it?",
)
NO_LESSON_FOUND = Misconception(
    "no-lesson-found",
    "If the course made up some titles, it made up all of them.",
    "that takes every title for the course's own. Two of the posts carry a lesson in their "
    "heading. Which?",
)

# Four ways

BEST_SELLER_FITS = Misconception(
    "best-seller-fits",
    "Whoever sells most is the right one to hire.",
    "that deed is about hiring, and it looks at sales or at speed. The article asks for something "
    "else in an applicant. What?",
)
SLOGAN_IS_A_RELATIONSHIP = Misconception(
    "slogan-is-a-relationship",
    "Who calls customers dear has a relationship with them.",
    "that deed names customers, and nothing happens between two people. The article says that "
    "customers are no numbers in a report. What would a customer notice?",
)
A_FILE_IS_ACCESS = Misconception(
    "a-file-is-access",
    "Where data are collected, they are shared.",
    "that deed keeps what is known about customers with a few. The article speaks of access. Who "
    "can look it up?",
)
ANY_TARGET_IS_A_RESULT = Misconception(
    "any-target-is-a-result",
    "A bonus on any result ties the culture to results.",
    "that deed rewards a result of the *firm*. The article ties the culture to results for the "
    "*customer*. What does a customer have from it?",
)
SEEN_IS_SHARED = Misconception(
    "seen-is-shared",
    "A number on the wall is information for all.",
    "you sort by the number that is shown. What is it tied to? One way opens what is known about "
    "*customers*; the other shows staff what their *deeds* did for them.",
)
LOOKS_LIKE_ENOUGH = Misconception(
    "looks-like-enough",
    "What sounds like one of the four ways is one.",
    "you sort by the subject: hiring, customers, data, bonus. Some of the deeds have the right "
    "subject and miss the point. What does a customer notice of each?",
)

# Five standards

HALF_COUNTS_AS_DONE = Misconception(
    "half-counts-as-done",
    "A good beginning is as good as done.",
    "you call done what has only begun. Read once more what the standard asks for, word by word. "
    "Is it there for *all* and for *each*, or for some?",
)
A_PLAN_COUNTS_AS_BEGUN = Misconception(
    "a-plan-counts-as-begun",
    "What is planned has begun.",
    "you call begun what is only intended. What would a customer notice of it today?",
)
HALF_IS_NOTHING = Misconception(
    "half-is-nothing",
    "What is not complete does not count.",
    "you call missing what has begun. Something is there to build on, and it should be named. "
    "What is done already, and what is left?",
)

# Slips in the sources

ARTICLES_ARE_RIGHT = Misconception(
    "articles-are-right",
    "What is printed will be right.",
    "you find nothing wrong where something is. Read each sentence as if a new colleague had said "
    "it: what would you ask back?",
)
ALL_IS_TRANSLATION = Misconception(
    "all-is-translation",
    "If something reads oddly, the translation is to blame.",
    "you blame the translation for sentences whose every word is clear. Put the two halves side "
    "by side: can both hold?",
)
THE_UNSAID_IS_UNSEEN = Misconception(
    "the-unsaid-is-unseen",
    "Where no word is wrong, nothing is wrong.",
    "you look for a wrong word, and in one case none is needed. What did the heading promise?",
)
ODD_WORDS_ARE_A_CLASH = Misconception(
    "odd-words-are-a-clash",
    "An odd word is a contradiction.",
    "you call it a clash where one word alone reads oddly. Replace that word: does the sentence "
    "make sense?",
)

# Numbers about staff

BELOW_MEANS_WORSE = Misconception(
    "below-means-worse",
    "Whoever is below the firm's share works worse than the others.",
    "{answer} is how many lie below the firm's share. In any firm about half of the people do. Whose "
    "whole interval lies on one side of it?",
)
HOLDING_COUNTED = Misconception(
    "holding-counted",
    "The interval holds the firm's share, so it differs.",
    "{answer} is how many intervals *do* hold the firm's share. Of those people one cannot say "
    "that they differ. Who is left?",
)
ONE_SIDE_ONLY = Misconception(
    "one-side-only",
    "To differ is to be worse.",
    "{answer} counts those on one side only. One can differ upwards and downwards.",
    close=True,
)
FIRM_SHARE_FOR_ALL = Misconception(
    "firm-share-for-all",
    "What the firm manages on average can be expected of everybody.",
    "{answer} is what the firm's overall share gives. But this person's complaints are no average "
    "mixture. Take the two kinds one by one.",
)
EASY_SHARE_FOR_ALL = Misconception(
    "easy-share-for-all",
    "The share of the easy cases can be expected of all cases.",
    "{answer} applies the share within authority to all the complaints. The others are harder to "
    "put right. Which share belongs to them?",
)
HALFWAY_SHARE = Misconception(
    "halfway-share",
    "Of two shares I take the middle.",
    "{answer} takes the middle of the two shares. The two kinds are not equally many here. How "
    "many are there of each?",
)
SHARES_EXCHANGED = Misconception(
    "shares-exchanged",
    "Which share belongs to which cases does not matter.",
    "{answer} gives each kind the share of the other. Which kind is put right more often, and how "
    "many cases of it are there?",
)
DONE_NOT_EXPECTED = Misconception(
    "done-not-expected",
    "What somebody did is what could be expected of them.",
    "{answer} is how many *were* made good. What would the firm as a whole have made good of the "
    "same complaints?",
)
DIFFERENCE_NOT_EXPECTATION = Misconception(
    "difference-not-expectation",
    "I compare at once.",
    "{answer} is how far the person is from what one would expect. The question asks for what one "
    "would expect.",
    close=True,
)

# One person

DISMISS_BY_RAW_SHARE = Misconception(
    "dismiss-by-raw-share",
    "A low share shows somebody who does not fit.",
    "that judges a person by a raw share. Compare it with what anybody would have reached with the "
    "same complaints and the same authority. Who is short of something, the person or the post?",
)
A_NEW_PERSON_SOLVES_IT = Misconception(
    "a-new-person-solves-it",
    "With somebody who fits, the trouble is over.",
    "a new person would stand at the same desk, with the same authority. Look at what is put right "
    "beyond it, whoever handles it. What would change?",
)
NOBODY_TO_BLAME_NOTHING_TO_DO = Misconception(
    "nobody-to-blame-nothing-to-do",
    "If the person is not at fault, all can stay as it is.",
    "the person may not be at fault, and customers still go home with their loss. What could the "
    "firm change, so that they do not?",
)
RAW_COUNTS_RANK_PEOPLE = Misconception(
    "raw-counts-rank-people",
    "Whoever put right the fewest complaints did the least.",
    "the decision stands; reason 3 does not. A count grows with how many complaints somebody was "
    "given. Of how many was it, and of which kind?",
)
SUCCESS_STORY_DECIDES = Misconception(
    "success-story-decides",
    "What a famous firm does is right for us.",
    "the decision stands; reason 4 does not. The article names a famous firm, and gives no result "
    "of that rule. What do your own numbers say?",
)
THE_BRANCH_IS_THE_CLERK = Misconception(
    "the-branch-is-the-clerk",
    "What a branch is like shows how each one there works.",
    "the decision stands; reason 5 does not. Everybody at that branch has the same queue. What "
    "does a queue say about one of them?",
)
