"""Wrong ideas about promises, sums that nobody did, and what a newspaper makes of them."""

from __future__ import annotations

from cem_workbook.exercises.misconceptions.idea import Misconception

# The decision before the sum

GOOD_CAUSE_IS_ENOUGH = Misconception(
    "good-cause-is-enough",
    "It does good and it sells. So approve it.",
    "good for schools, good for sales: both may be true. What has nobody on this board worked out "
    "yet, from the side of one child?",
)
STOP_WITHOUT_A_SUM = Misconception(
    "stop-without-a-sum",
    "It smells wrong. So stop it, and say nothing more.",
    "you may well end there. But today nobody on the board can say *what* is wrong with it, and the "
    "next plan would be drawn up the same way. What would you have to know, and how long would it "
    "take to find out?",
)
MORE_NOISE_HELPS = Misconception(
    "more-noise-helps",
    "A good deed deserves a large stage.",
    "that makes more people look, before anybody on the board has looked. What will they ask first?",
)
FAMOUS_FRIENDS_PROTECT = Misconception(
    "famous-friends-protect",
    "A minister and stars stand behind it, so the press will, too.",
    "the decision stands; reason 3 does not. Famous friends make a story larger, whichever way it "
    "goes. What does the press need for a story against it?",
)
ONLY_THE_TOTAL_COUNTS = Misconception(
    "only-the-total-counts",
    "The whole gift is large, so single things do not matter.",
    "the decision stands; reason 4 does not. Nobody can picture millions. Everybody can picture one "
    "ball. Which number will a newspaper print?",
)

# What stands behind tokens

WORTH_FOR_PRICE = Misconception(
    "worth-for-price",
    "What the ball is worth is what its chocolate costs.",
    "in the pounds you used what the *ball* is worth. The question is what the *chocolate* costs "
    "that stands behind it. Which figure of the card is that?",
)
PENCE_FOR_POUNDS = Misconception(
    "pence-for-pounds",
    "A bar costs some 42, so I multiply by 42.",
    "your pounds are pence. How many pence make a pound?",
    close=True,
)
SINGLE_KCAL = Misconception(
    "single-kcal",
    "Kcal are kcal.",
    "your calories are right, in kcal. The column asks for *thousand* kcal.",
    close=True,
)
WRAPPERS_DIVIDED_THE_WRONG_WAY = Misconception(
    "wrappers-divided-the-wrong-way",
    "I divide the bars by the pounds.",
    "you divided the wrong way round: that multiplies the wrappers by bars per pound. What does *one* "
    "bar cost, and how many calories has it?",
)
WHOLE_BALLS_ONLY = Misconception(
    "whole-balls-only",
    "Only wrappers that make a whole ball count.",
    "you counted whole balls. A wrapper that did not make a ball was bought and eaten like the "
    "others. Take every wrapper.",
)

# Three sums of the article

ONE_IN_NINE = Misconception(
    "one-in-nine",
    "Eight and one make nine, so it is one in nine.",
    "you divided by nine: eight pounds and one more. But the pound is spent *out of* the eight that "
    "come in; nobody pays a ninth. What is the whole?",
)
EIGHT_IS_THE_PERCENT = Misconception(
    "eight-is-the-percent",
    "Eight pounds, so eight per cent.",
    "you took the 8 itself for per cent. It says how many pounds go *with* one. What is one divided "
    "by eight?",
)
WHAT_IS_KEPT = Misconception(
    "what-is-kept",
    "I give what stays with the firm.",
    "that is what does *not* go into equipment. The card asks for the other part.",
    close=True,
)
SHARE_AS_A_FRACTION = Misconception(
    "share-as-a-fraction",
    "One eighth is 0.125.",
    "as a fraction your share is right. The row asks for per cent.",
    close=True,
)
HOURS_READ_AS_MINUTES = Misconception(
    "hours-read-as-minutes",
    "90 divided by 170 is the answer.",
    "90 ÷ 170 gives *hours* for one chocolate. The card asks for minutes.",
    close=True,
)
CHOCOLATES_AND_HOURS_EXCHANGED = Misconception(
    "chocolates-and-hours-exchanged",
    "170 divided by 90, times 60.",
    "you divided the chocolates by the hours. The answer is to be minutes for *one* chocolate: what "
    "is shared out, and among how many?",
)

# Sets from 160 million tokens

FRACTION_OF_A_SET = Misconception(
    "fraction-of-a-set",
    "The division gives the answer.",
    "{answer} is what the division gives. No school gets a part of a set: how many *whole* ones is "
    "that?",
    close=True,
)
SETS_ROUNDED_UP = Misconception(
    "sets-rounded-up",
    "I round to the next whole number.",
    "{answer} is rounded up. For the last of these sets there are not enough tokens.",
    close=True,
)
TOKENS_FOR_SETS = Misconception(
    "tokens-for-sets",
    "So many tokens come back.",
    "{answer} is how many *tokens* come back. How often does the number of one set fit into them?",
    close=True,
)
ALL_COME_BACK = Misconception(
    "all-tokens-come-back",
    "All tokens that are printed come back.",
    "{answer} is what all 160 million would buy. How many come back, says the card?",
)
TIMES_INSTEAD_OF_DIVIDED = Misconception(
    "times-instead-of-divided",
    "Tokens times tokens.",
    "{answer} multiplies. Each set *uses up* tokens. How often does its number fit into those that "
    "come back?",
)
OTHER_PAPERS_FIGURE = Misconception(
    "other-papers-figure",
    "5,400 or 5,440, it is the same thing.",
    "{answer} uses the other source's figure for the posts. Which source does the card name?",
    close=True,
)

# Hours of play

WEIGHT_LEFT_OUT = Misconception(
    "weight-left-out",
    "METs are the calories of an hour.",
    "{answer} leaves the child's weight out. METs here count kcal *for each kilogram* and hour.",
)
EFFORT_LEFT_OUT = Misconception(
    "effort-left-out",
    "A kilogram burns a kcal an hour.",
    "{answer} leaves the effort out: so long would it take to burn it *at rest*. How many times more "
    "does play take?",
)
HOURS_OF_ONE_BAR = Misconception(
    "hours-of-one-bar",
    "I reckon one bar.",
    "{answer} is the time for one bar. All the bars of a ball are asked for.",
)
NINETY_BECAUSE_IT_WAS_PRINTED = Misconception(
    "ninety-because-it-was-printed",
    "It stands in all papers: 90 hours.",
    "90 is what the papers printed. With the card's assumptions another number comes out; that is "
    "the point. How many kcal does *this* child burn in an hour?",
)
BURNT_DIVIDED_BY_EATEN = Misconception(
    "burnt-divided-by-eaten",
    "I divide what an hour burns by what was eaten.",
    "that is the share of the chocolate that one hour burns. How many such hours does it take? "
    "Divide the other way round.",
)
ADULT_TABLE_FOR_A_CHILD = Misconception(
    "adult-table-for-a-child",
    "METs times kilograms, as for everybody.",
    "that is the way of the tables for adults. A child burns more for each kilogram, even at rest. "
    "By what does the card want the METs multiplied?",
)
REST_OF_A_DAY = Misconception(
    "rest-of-a-day",
    "Schofield's number is what rest takes.",
    "Schofield's line gives kcal for a *day* of rest. You need those of an hour.",
    close=True,
)
REST_ALONE = Misconception(
    "rest-alone",
    "Rest burns it, too.",
    "so many hours would it take to burn the chocolate *lying still*. Where does the effort come in?",
)

# Where the papers part

EVERY_DIFFERENCE_IS_A_MISTAKE = Misconception(
    "every-difference-is-a-mistake",
    "Two numbers, so one of them is wrong.",
    "you let a rounding count as a contradiction. By how many per cent do the two figures part? "
    "“About” and “nearly” are honest words.",
)
SLIP_TAKEN_FOR_ROUNDING = Misconception(
    "slip-taken-for-rounding",
    "Numbers get rounded; that explains it.",
    "you call a rounding what is no rounding. One figure is half of what it should be, or stands "
    "beside another thing. Where have you met this figure before?",
)
SAME_NUMBER_SAME_THING = Misconception(
    "same-number-same-thing",
    "Both papers say nine million. They agree.",
    "the figure is the same. Is the *thing* the same? What a campaign costs includes stars and "
    "advertising; what equipment is worth does not.",
)
LENGTHS_CLASH = Misconception(
    "lengths-clash",
    "It was twelve weeks or eight months. Both cannot be.",
    "both can be: read *what* lasted so long. Tokens on bars are one thing, a scheme until its end "
    "is another.",
)
HOURS_AND_GAMES_CLASH = Misconception(
    "hours-and-games-clash",
    "27 games are never 90 hours.",
    "for one child they are not. A team has five players, and a full game takes forty minutes. How "
    "many hours of play are in one game?",
)
LEAST_AND_MOST_AGREE = Misconception(
    "least-and-most-agree",
    "“At least” and “everything” are loose words. It will fit somehow.",
    "try it: can a ball cost 170 tokens if nothing is given below 750? Can one thing cost more than "
    "everything together?",
)

NEAR_IS_AGREEMENT = Misconception(
    "near-is-agreement",
    "They are nearly the same, so they agree.",
    "they are near each other, and that is all: no sum leads from one to the other. Which of the five "
    "words is for figures that part by less than three per cent?",
)
SLIP_TAKEN_FOR_A_RIDDLE = Misconception(
    "slip-taken-for-a-riddle",
    "One of the two is wrong; nobody can know which.",
    "here one can know. A figure has slipped from another thing in the same papers: look for the "
    "thing that has just this number.",
)
GAMES_ARE_ANOTHER_THING = Misconception(
    "games-are-another-thing",
    "Hours and games are two things.",
    "they are counted in two ways, and still one sum leads from the hours to the games. How many "
    "hours do five players play in one game of forty minutes?",
)
COST_AND_WORTH_CLASH = Misconception(
    "cost-and-worth-clash",
    "The nine million are either cost or worth.",
    "both can be true at once: a campaign may cost so much, and equipment be worth so much. Of what "
    "is each the size?",
)

# The redesign

BETTER_SLOGAN = Misconception(
    "better-slogan",
    "The idea was right; it was told badly.",
    "the words are new, the sum is the old one. In the view a better slogan brought a few more "
    "schools, and the same headline. What in the scheme does the sum come from?",
)
EXPLAIN_IT_TO_THE_PRESS = Misconception(
    "explain-it-to-the-press",
    "People must only be told how it is meant.",
    "that is what the company did in 2003, and some of what it said was true. Who explains is already "
    "defending. Which number would you have to explain away?",
)
HALF_IS_GENEROUS = Misconception(
    "half-is-generous",
    "Make it cheaper, and nobody can complain.",
    "half of a number that everybody laughs at is still one. Work out what would have to be bought "
    "for one ball then. Would you like to read it in the paper?",
)
QUIET_COSTS_NOTHING = Misconception(
    "quiet-costs-nothing",
    "A quiet gift costs the firm nothing.",
    "the decision stands; reason 3 does not. A gift without a link sells nothing; look at the firm's "
    "cost in the view. It is a price, and one should know it.",
)
NO_LINK_NO_CRITICS = Misconception(
    "no-link-no-critics",
    "Without a link nobody can find fault.",
    "the decision stands; reason 4 does not. A gift that is told louder than it is large has a story "
    "of its own. In the view, try the smallest gift with the loudest campaign.",
)
