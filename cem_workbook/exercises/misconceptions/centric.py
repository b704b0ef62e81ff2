"""Wrong ideas about customer-centricity, and about what is said for it."""

from __future__ import annotations

from cem_workbook.exercises.misconceptions.idea import Misconception

# What it is, and what it is not

SAME_FOR_ALL_IS_FAIR = Misconception(
    "same-for-all-is-fair",
    "Treating all customers alike is customer-centric.",
    "one package for everybody is simple for the *firm*. One article sets standard solutions against "
    "individual ones [003 · Mistakes]. Whose need decides here?",
)
SELLING_MORE_IS_CENTRIC = Misconception(
    "selling-more-is-centric",
    "Knowing customers well enough to sell them more is customer-centric.",
    "knowing the best buyers and selling them more is what trade experts often *mean* by the word. "
    "One article says that it is not meant [001 · Chessboard]. Who is better off after the talk?",
)
PRODUCT_TALK_IS_PRODUCT_CENTRIC = Misconception(
    "product-talk-is-product-centric",
    "Whoever speaks of the product is product-centric.",
    "the word “product” stands there, but look where the improvement begins. One article counts "
    "constant improvement of the product among its principles [003 · Principles]. Who told the firm "
    "what to improve?",
)
PAYING_A_LOSS_IS_BAD_BUSINESS = Misconception(
    "paying-a-loss-is-bad-business",
    "Making a loss good is a cost, and so no aim of the firm.",
    "making a loss good does cost money. In a conflict, one article puts satisfaction before extra "
    "income [004 · 5 standards]. Which of the two comes first in this sentence?",
)

# What is said for it

POINTS_FOR_PERCENT = Misconception(
    "points-for-percent",
    "60 % more means 60 more of every hundred.",
    "{answer} adds 60 crowns of every 100 of sales. “60 % more” is 60 % *of what we keep*. How much is "
    "that?",
)
OUR_OWN_MARGIN = Misconception(
    "our-own-margin",
    "The rival keeps as much as we do.",
    "{answer} is what *we* keep. The rival is said to keep more. How much is 60 % of that number?",
)
THE_PERCENT_IS_THE_AMOUNT = Misconception(
    "the-percent-is-the-amount",
    "60 % more profitable means that the profit is 60 %.",
    "60 is the figure of the claim itself. It says how much *more* the rival keeps, not how much. More "
    "than what?",
)
ONLY_THE_SURPLUS = Misconception(
    "only-the-surplus",
    "I give what comes on top.",
    "{answer} is only what the rival keeps *on top* of what we keep. What do both together make?",
    close=True,
)
LESS_THE_OTHER_WAY = Misconception(
    "less-the-other-way",
    "If they have 60 % more, we have 60 % less.",
    "{answer} is right if *we* kept 60 % less than the rival. But the 60 % is taken of the smaller "
    "amount, ours. Try it with 10 crowns: what is 60 % more?",
)
OVER_A_HUNDRED_IS_A_LIE = Misconception(
    "over-a-hundred-is-a-lie",
    "If shares add up to more than 100 %, the report contradicts itself.",
    "two shares may add up to more than 100 % without any contradiction: many have a dog, many a "
    "bicycle. Are the 54 % and the 71 % parts of one whole?",
)
ANY_SHARES_CAN_BE_ADDED = Misconception(
    "any-shares-can-be-added",
    "Shares may be added, whatever they are shares of.",
    "the two shares were added. 54 % of the users do one thing. And 71 % *more* than what do the "
    "other? Ask whether both are parts of the same cake.",
)
NETWORKS_ARE_AS_OLD_AS_THE_WEB = Misconception(
    "networks-are-as-old-as-the-web",
    "Social networks have always been part of the web.",
    "look at the two things that are said to have come in one period. When did *you* first see a shop "
    "sell through a social network?",
)
STRIVING_CAUSES_SILOS = Misconception(
    "striving-causes-silos",
    "Firms that try to become customer-centric can no longer share their data.",
    "read it once more: it makes *trying* the reason why data are not shared. Would a firm do better "
    "not to try? Probably one word was mistranslated.",
)
THE_ORDER_IS_A_CAUSE = Misconception(
    "the-order-is-a-cause",
    "Who says what comes first has turned a reason round.",
    "the sentence on profit and culture does speak of what brings forth what. But no single reason is "
    "turned round in it: it says two things. Hold its first half against its second. Can both be true?",
)
THE_WORD_STATISTICS_IS_ENOUGH = Misconception(
    "the-word-statistics-is-enough",
    "If it says that statistics show it, there are statistics.",
    "“statistics show” is a promise. Look for what must follow it: how many, of how many?",
)
NO_NUMBER_MEANS_WRONG = Misconception(
    "no-number-means-wrong",
    "A sentence without a number must not be repeated.",
    "the sentence about one customer who puts others off has no number, and promises none: it says "
    "that something *can* happen. That is less than a statistic. Is anything in it wrong?",
)
TWO_HALVES_ARE_NOT_COMPARED = Misconception(
    "two-halves-are-not-compared",
    "Each half of the sentence sounds right, so the whole is.",
    "take each such sentence apart, and hold its first half against its second. Can both be true?",
)
TWO_PERCENT_OF_THE_COSTS = Misconception(
    "two-percent-of-the-costs",
    "2 % means 2 % of the costs.",
    "{answer} crowns are 2 % of the costs. But the 2 % are a rise in *retention*. Which change in "
    "costs does the claim set beside it?",
)
AN_EQUIVALENCE_CUTS_COSTS = Misconception(
    "an-equivalence-cuts-costs",
    "Better retention makes the costs fall by 10 %.",
    "{answer} crowns are what the costs would fall *to*. No cost falls in this claim: it says what a "
    "rise in retention is *worth* to the profit. As much as which saving?",
)
NEW_COSTS_FALL = Misconception(
    "new-costs-fall",
    "Better retention saves 10 % of the cost of new customers.",
    "{answer} crowns are 10 % of what winning new customers costs. That is the *other* article's "
    "sentence [002 · Churn]. Of which costs does [000 · Churn] speak?",
)
PERCENTS_MULTIPLIED = Misconception(
    "percents-multiplied",
    "Two per cents are multiplied with one another.",
    "{answer} crowns are 2 % of 10 % of the costs. The claim does not multiply: it sets a rise of 2 % "
    "in retention *equal* to something. To what?",
)
EVERYBODY_IN_THE_LEAFLET = Misconception(
    "everybody-in-the-leaflet",
    "I take the share of all claims.",
    "{answer} % is a share of *all* claims in the leaflet. The question asks about those that name an "
    "origin. How many are they?",
)
A_WARNING_IS_A_YES = Misconception(
    "a-warning-is-a-yes",
    "With a warning is as good as it is.",
    "{answer} % also counts what may be repeated only *with a warning*. Which column does the question "
    "name?",
)
THE_FOUR_ARE_STILL_IN = Misconception(
    "the-four-are-still-in",
    "I count all claims of the articles.",
    "{answer} % counts every claim whose article names an origin. But four claims are left out of the "
    "leaflet. Is one of them in your sum?",
)
THE_QUESTION_TURNED_ROUND = Misconception(
    "the-question-turned-round",
    "Of those that may be repeated, how many name an origin?",
    "{answer} % turns the question round: it is the share of those that may be repeated which name an "
    "origin. Which of the two groups is the whole here?",
)

# Whether it pays here

BUYERS_OF_THE_SECOND_YEAR = Misconception(
    "buyers-of-the-second-year",
    "I divide by the customers of this year.",
    "{answer} % is the share of the *second* year's buyers whom one knew already. The question begins "
    "with those of the first year. How many of them came again?",
)
EVERYBODY_WHO_EVER_BOUGHT = Misconception(
    "everybody-who-ever-bought",
    "I divide by all who bought in the two years.",
    "{answer} % is a share of everybody who bought in either year. Newcomers of the second year had no "
    "chance to come *again*. Whom does the question begin with?",
)
GONE_INSTEAD_OF_BACK = Misconception(
    "gone-instead-of-back",
    "I give the share that did not come again.",
    "{answer} % is the share that did *not* buy again. The question is about those who came back.",
    close=True,
)
SALES_EARN_IT_BACK = Misconception(
    "sales-earn-it-back",
    "What a customer pays earns back what winning them cost.",
    "{answer} months would do if the firm kept every crown that the customer *paid*. How much of it "
    "does the firm keep?",
)
YEARS_FOR_MONTHS = Misconception(
    "years-for-months",
    "I divide the cost by the yearly margin.",
    "{answer} is a number of *years*. How many months is that?",
    close=True,
)
TURNED_UPSIDE_DOWN = Misconception(
    "turned-upside-down",
    "I divide the margin by the cost.",
    "{answer} says how many times a year's margin pays for winning a customer. The question asks how "
    "long it takes until it has paid *once*.",
)
MORE_CARE_IS_BETTER = Misconception(
    "more-care-is-better",
    "The more is done for everybody, the better it pays.",
    "that is the dearest plan at both places. Most of it goes to people who stay anyway, or who never "
    "come again. Try it in the explorer: what is left?",
)
MANY_MEANS_DISLOYAL = Misconception(
    "many-means-disloyal",
    "Very many customers means customers who are not loyal.",
    "the bank does have many customers. But the article speaks of very many *who by nature are not "
    "loyal*. Compare how many come again. Is a bank such a place?",
)
WHO_PASSES_DOES_NOT_MATTER = Misconception(
    "who-passes-does-not-matter",
    "Who never comes back cannot do any harm, or good.",
    "for the bank that is sound; for the restaurant it is what the article suggests, with a “perhaps”. "
    "Travellers do not come back. But what do they *say*, and who hears it?",
)
THE_LARGER_THE_BETTER = Misconception(
    "the-larger-the-better",
    "The larger the firm, the more it pays.",
    "the decision stands; reason {size_reason} does not. The article says that size *can* matter, and "
    "gives no direction. Which of its factors have one?",
)
A_QUOTED_FIGURE_DECIDES = Misconception(
    "a-quoted-figure-decides",
    "A figure from other firms shows that it pays in ours.",
    "the decision stands; reason {claim_reason} does not. It is a figure about other firms, of before "
    "2000 and at second hand. What do you know of *these two*?",
)
