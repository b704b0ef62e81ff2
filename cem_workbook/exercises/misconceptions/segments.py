"""Wrong ideas about recency, frequency and value, and about segments of customers."""

from __future__ import annotations

from cem_workbook.exercises.misconceptions.idea import Misconception

# One customer in numbers

SINCE_THE_FIRST = Misconception(
    "days-since-the-first",
    "How long ago means since the first purchase.",
    "the first number counts from the *first* purchase to today. That is how long you have known "
    "the customer. When did you last see them?",
)
BOTH_ENDS_COUNTED = Misconception(
    "both-ends-counted",
    "The day of the purchase and today both count.",
    "the first number is one day too many. From yesterday to today one day has passed, not two: take "
    "one number of a day from the other.",
    close=True,
)
FIRST_TO_LAST = Misconception(
    "first-to-last-is-recency",
    "Recency is the time between the first and the last purchase.",
    "the first number runs from the first purchase to the last one. Models of repeat buying do call "
    "that “recency”. You were asked about the silence since then.",
)
EVERY_RECEIPT_COUNTS = Misconception(
    "every-receipt-counts",
    "Every purchase counts, also two on one day.",
    "the second number counts purchases. Somebody who pays twice on one day came *once*. On how "
    "many days did they come?",
)
REPEATS_ONLY = Misconception(
    "repeats-only",
    "The first purchase does not count.",
    "the second number leaves out the first day. Models of repeat buying count like that. You "
    "were asked about all the days with a purchase.",
    close=True,
)
AS_MANY_GAPS_AS_DAYS = Misconception(
    "as-many-gaps-as-days",
    "Five days have five gaps.",
    "the usual gap is divided by the number of days. Draw the days as dots on a line: how many gaps "
    "lie between them?",
)
SILENCE_IN_THE_RHYTHM = Misconception(
    "silence-in-the-rhythm",
    "The rhythm runs up to today.",
    "the usual gap runs from the first purchase up to today. So the silence stretches the very "
    "rhythm that you want to compare it with. Between which two days do the gaps lie?",
)

# Best and loyal

SILENCE_FORGOTTEN = Misconception(
    "silence-forgotten",
    "Who came often for years is loyal.",
    "you call somebody loyal who came often, for years, and has stopped. The rule has three parts. "
    "When was each of them here last?",
)
YEAR_FORGOTTEN = Misconception(
    "year-forgotten",
    "Who comes often and lately is loyal.",
    "you call somebody loyal who comes often and lately, and has not been with the firm for long. The "
    "rule has three parts. In which year did each of them join?",
)
DAYS_FORGOTTEN = Misconception(
    "days-forgotten",
    "Who has been a customer for years and was here lately is loyal.",
    "you call somebody loyal who joined long ago and was here lately, and hardly ever comes. The rule "
    "has three parts. On how many days did each of them buy?",
)
ONE_LIST_EACH = Misconception(
    "one-list-each",
    "Everybody belongs on one list.",
    "somebody of yours stands on one list who belongs on two. Best and loyal do not exclude each "
    "other. Ask both questions of everybody.",
    close=True,
)
LONG_IS_LOYAL = Misconception(
    "long-is-loyal",
    "Who has been a customer for long is loyal.",
    "you sort by the year of joining alone. Somebody can be in the books for ten years and hardly "
    "ever come. What else does the rule ask for?",
)
OFTEN_IS_LOYAL = Misconception(
    "often-is-loyal",
    "Who comes often is loyal.",
    "you sort by the number of days alone. Some of them are new, and some have stopped. What else "
    "does the rule ask for?",
)
BEST_ARE_LOYAL = Misconception(
    "best-are-loyal",
    "The best customers are the loyal ones.",
    "you use one line for both words: whoever brings much is loyal, and nobody else. Money says "
    "nothing about how long and how lately somebody has come. Use two rules, one after the other.",
)
OTHER_BASE_OF_THE_OVERLAP = Misconception(
    "other-base-of-the-overlap",
    "The overlap is a share, whichever list I divide by.",
    "{answer} % is the share of the *loyal* who are among the best. The question starts from the "
    "other list. Of whom is the share asked?",
)
OVERLAP_OF_EVERYBODY = Misconception(
    "overlap-of-everybody",
    "A share is always a share of all customers.",
    "{answer} % is the share of *all* customers of the branch who are on both lists. The question is "
    "about the best only. How many are they?",
)
OVERLAP_OF_EITHER = Misconception(
    "overlap-of-either",
    "I divide by everybody on one list or the other.",
    "{answer} % divides by all who are on one list or the other. That says how alike the lists are. "
    "The question asks about one list: which?",
)
THE_OTHERS_OF_THE_BEST = Misconception(
    "the-others-of-the-best",
    "I give the best who are not loyal.",
    "{answer} % is the share of the best who are *not* loyal. The question asks for those who are.",
    close=True,
)
WHOLE_FIRM_INSTEAD_OF_BRANCH = Misconception(
    "whole-firm-instead-of-branch",
    "I take all the customers there are.",
    "{answer} % is the overlap in the *whole firm*. The question names a branch. Which?",
)
LOYAL_INSTEAD_OF_OVERLAP = Misconception(
    "loyal-instead-of-overlap",
    "I give the share that is loyal.",
    "{answer} % is the share of *all* customers of the branch who are loyal. Look at the best only. "
    "How many of those are loyal?",
)
TRANSLATION_HIDES_NOTHING = Misconception(
    "best-and-loyal-are-one-word",
    "Best and loyal are two words for the same people.",
    "that takes the two words for one. In this firm, many of the best are not loyal by the rule. "
    "What would they get an offer for?",
)
MONEY_DECIDES = Misconception(
    "money-decides-the-word",
    "The source that speaks of value must be the right one.",
    "neither article is wrong: they make two designs. Value in crowns picks one list, and leaves out "
    "people who come every week for little. What is the offer for?",
)
LOYALTY_DECIDES = Misconception(
    "loyalty-decides-the-word",
    "Loyalty is what counts, so the list of the loyal replaces the other.",
    "the list of the loyal leaves out customers who bring much and are new, and some who have just "
    "stopped. Neither list replaces the other. What is the offer for?",
)

# Concentration

SHARE_OF_THE_PEOPLE = Misconception(
    "share-of-the-people",
    "A fifth of the customers is a fifth of the margin.",
    "{answer} % is the share of the *customers* in the top fifth: a fifth of the people, by "
    "definition. What share of the *money* do they bring?",
)
REVENUE_INSTEAD_OF_MARGIN = Misconception(
    "revenue-instead-of-margin",
    "What they paid is what they are worth.",
    "{answer} % is their share of the *revenue*: of all that was paid. The margin is what is left "
    "after costs. Which column is that?",
)
OTHER_BRANCHES_OR_YEARS = Misconception(
    "other-branches-or-years",
    "I take all the purchases there are.",
    "{answer} % comes from more purchases than were asked about. Look again at which branch and which "
    "years the question names.",
)
TWENTY_INSTEAD_OF_A_FIFTH = Misconception(
    "twenty-instead-of-a-fifth",
    "The top 20 % are the top twenty customers.",
    "{answer} % is what the top twenty *customers* bring. A fifth is 20 %, not twenty. How many "
    "customers is it here?",
)
MARGIN_OF_REVENUE = Misconception(
    "margin-of-revenue",
    "I divide their margin by what they paid.",
    "{answer} % is how much of each crown they paid is left as margin. You were asked for their "
    "part of *everybody's* margin. What do you divide by?",
)
REST_INSTEAD_OF_TOP = Misconception(
    "rest-instead-of-top",
    "I give what the others bring.",
    "{answer} % is what the *other* four fifths bring. The question is about the top one.",
    close=True,
)

# Segments by lines

SEGMENT_SHARES_EXCHANGED = Misconception(
    "segment-shares-exchanged",
    "I mix up the share of people and the share of money.",
    "the two columns are exchanged: people stand under margin, money under customers.",
    close=True,
)
ONE_COLUMN_TWICE = Misconception(
    "one-column-twice",
    "A segment's share is its share, of people and of money alike.",
    "both columns hold the same shares. One is about people, the other about money. Which of the two "
    "have you filled in, and where do the numbers for the other stand?",
)
SEGMENT_NAMES_EXCHANGED = Misconception(
    "segment-names-exchanged",
    "Which name belongs to which segment is all the same.",
    "“often and recent” and “rare and silent” have changed places. Which of the two holds the "
    "customers who come often?",
    close=True,
)
MEAN_MARGIN_INSTEAD = Misconception(
    "mean-margin-instead",
    "What a segment is worth is what one of its customers brings.",
    "the column of margin holds what *one* customer of the segment brings, in crowns. The share is "
    "of the branch's whole margin. What do you divide by?",
)
SHARE_OF_THE_WHOLE_FIRM = Misconception(
    "share-of-the-whole-firm",
    "I divide by all customers of the firm.",
    "these are shares of the *whole firm*. Add a column up: does it come to 100? The question names a "
    "branch.",
)
THE_LINE_BELONGS_BELOW = Misconception(
    "the-line-belongs-below",
    "Who stands on the line is below it.",
    "you put the customers who stand exactly *on* the line of days below it. The question says “or "
    "more”. To which side do they belong?",
    close=True,
)

# Whom to call

MOST_VALUABLE_FIRST = Misconception(
    "most-valuable-first",
    "The call goes to whoever brings the most.",
    "that customer brings the most, and is not missing: the silence is shorter than their usual gap. "
    "What would the call change? Compare each silence with the customer's *own* gap.",
)
LONGEST_SILENCE_FIRST = Misconception(
    "longest-silence-first",
    "Whoever has been silent for the most days is in danger.",
    "that is the longest silence in days. But this customer comes rarely, and is hardly late. "
    "Compare each silence with the customer's *own* gap.",
)
MOST_OVERDUE_FIRST = Misconception(
    "most-overdue-first",
    "Whoever is most overdue comes first, whatever they bring.",
    "that customer is the most overdue of all. Now look at the margin, and at what the call costs. "
    "Who is overdue *and* would be missed?",
)
SEGMENTS_EXPLAIN = Misconception(
    "segments-explain",
    "The numbers show why somebody stays away.",
    "the decision stands; reason 3 does not. A silence says *that* somebody stays away. Illness, a "
    "move and a quarrel look the same in this table. How could you learn the cause?",
)
ONE_WINDOW_FOR_ALL = Misconception(
    "one-window-for-all",
    "A fixed number of days tells for everybody who is in danger.",
    "the decision stands; reason 4 does not. Thirty days are an age for somebody who comes every "
    "week, and nothing for somebody who comes once a season. What do you compare a silence with?",
)
