"""Wrong ideas about plans: measures, owners, what an action is worth, and what comes first."""

from __future__ import annotations

from cem_workbook.exercises.misconceptions.idea import Misconception

# Measures

COUNTED_IS_ACHIEVED = Misconception(
    "counted-is-achieved",
    "What can be counted is a result.",
    "you take work that was counted for something that became of it. All of these can be done to "
    "the last one while every customer leaves. Whose life is different on the day it is counted?",
)
CUSTOMERS_IN_IT = Misconception(
    "customers-in-it",
    "A number that names customers tells what became of them.",
    "two of yours name customers and count what *you* did to them. A letter that is sent says nothing "
    "about the one who reads it. What happened after?",
)
GLAD_WORDS_MEASURE = Misconception(
    "glad-words-measure",
    "Good feelings and kind words show that it works.",
    "you let something pass that is always there to be found. In the worst quarter, too, there are "
    "three nice comments. On which day would it have said: stop?",
)
ONLY_A_TARGET_SAYS_NO = Misconception(
    "only-a-target-says-no",
    "Without a target a number cannot say no.",
    "you sort out numbers of customers because no target stands behind them. A target helps. But a "
    "number that may rise *or* fall can bring bad news without one. Which of yours cannot?",
)
COMPARING_IS_TOO_MUCH = Misconception(
    "comparing-is-too-much",
    "A comparison with others proves nothing.",
    "you call the comparison something that could not say no. If as many leave of those you called as "
    "of those you did not, what has it said?",
)

# Owners

ALL_OWN_IT = Misconception(
    "all-own-it",
    "If everybody owns it, it is in good hands.",
    "everybody is nobody: on the first busy day each thinks that another does it. Of which *one* "
    "person would you ask in two weeks what has become of it?",
)
WHO_CARES_OWNS = Misconception(
    "who-cares-owns",
    "The owner is whoever wants it most.",
    "you chose the heart and not the hand. {clerk} will do it gladly, and must ask first each time: "
    "just what the action was to end. Who may say yes to the limit?",
)
WHO_WROTE_IT_OWNS = Misconception(
    "who-wrote-it-owns",
    "The owner is whoever had the idea.",
    "whoever wrote it knows best what is meant, and has no say in {branch}. Ask: if the limit is wrong "
    "on Monday, who can change it on Tuesday?",
)
HIGHEST_OWNS = Misconception(
    "highest-owns",
    "The higher the owner, the better.",
    "from the top everything may be decided, and little is looked at. An owner needs the right to "
    "decide *and* a look at it every week. Who has both?",
)

# Net worth

ONLY_THE_LIKELY = Misconception(
    "only-the-likely",
    "The most likely case is the value.",
    "{answer} is what the likely case leaves. The other two happen as well, now and then, and they do not "
    "lie equally far from it. How do their chances come in?",
)
BEST_CASE_TOLD = Misconception(
    "best-case-told",
    "One plans for the case that it works.",
    "{answer} is what the high guess leaves. It is the case that the poster shows. How often does it "
    "come?",
)
GUESSES_ALIKE = Misconception(
    "guesses-alike",
    "The average of three guesses is their sum by three.",
    "{answer} takes the three guesses as equally likely. The card gives each a chance of its own. What is "
    "each guess to be multiplied by?",
)
COST_LEFT_OUT = Misconception(
    "cost-left-out",
    "What it brings is what it is worth.",
    "{answer} is what the customers bring. What stands on the card below it?",
)
OWN_HOURS_ARE_FREE = Misconception(
    "own-hours-are-free",
    "Our own hours cost nothing.",
    "{answer} comes out if only the crowns paid out count. In those hours somebody does not do something "
    "else. What does the card say of an hour?",
)
HARM_COUNTED_AS_GAIN = Misconception(
    "harm-counted-as-gain",
    "A minus in a guess is a slip.",
    "{answer} counts the low guess as customers won. The sign says that some leave *because of* it. On "
    "which side of the sum do they stand?",
    close=True,
)

# If it works, and if not

CHANCE_OF_THE_NET = Misconception(
    "chance-of-the-net",
    "On average: the chance times what is left if it works.",
    "your averages are the chance times what is left *if it works*. The other times are not nothing: look "
    "at your second column. What is it to be multiplied by?",
)
FAILING_IS_FREE = Misconception(
    "failing-is-free",
    "If it does not work, nothing is lost.",
    "in your table a failure costs nothing. The crowns have been spent by then. What stands under “costs”?",
)
LOSS_WITHOUT_SIGN = Misconception(
    "loss-without-sign",
    "What is lost needs no sign.",
    "your second column holds the right sizes. As they stand, a failure brings that in. Which sign does a "
    "loss have?",
    close=True,
)
COST_ONLY_IF_IT_FAILS = Misconception(
    "cost-only-if-it-fails",
    "Who succeeds has paid nothing.",
    "your first column is what it brings, whole. The cost is spent before anybody knows how it ends. Where "
    "does it belong, too?",
)
EVEN_CHANCES = Misconception(
    "even-chances",
    "It works or it does not: so half and half.",
    "your averages lie in the middle of the two columns. That holds for a chance of 50 of 100. Which "
    "chances stand on the card?",
)
COST_NEVER_COUNTED = Misconception(
    "cost-never-counted",
    "The average is the chance times what it brings.",
    "your averages are the chance times what it brings: the cost is missing, and only there. How often is "
    "it spent?",
)

# Break even

COST_BY_WHAT_IS_LEFT = Misconception(
    "cost-by-what-is-left",
    "Break even: the cost by the gain that is left.",
    "{answer} is the cost by what is left after the cost. It is taken off twice so. What comes in each time it "
    "works: the whole, or what is left?",
)
THE_OTHER_CHANCE = Misconception(
    "the-other-chance",
    "Break even is the chance that it may fail with.",
    "{answer} is how often it may *fail*. The question asks how often it must work.",
    close=True,
)
COIN_TOSS = Misconception(
    "coin-toss",
    "It must work in more than half of the cases.",
    "{answer} is a rule of thumb that looks at neither number. If it brings ten times what it costs, how "
    "often must it work?",
)
TURNED_OVER = Misconception(
    "turned-over",
    "What it brings, divided by what it costs.",
    "{answer} says how many times over it brings its cost. A good thing to know, but no chance. Which of "
    "the two numbers is to be divided by the other?",
)

# Worth

SPENT_IS_EARNED = Misconception(
    "spent-is-earned",
    "What customers spend is what they bring.",
    "look at what the firm buys with the crowns that a customer spends. Of 100 crowns, how many does the "
    "card leave to it? So what is the first number of that sum?",
)
MEAN_OF_TWO_SOURCES = Misconception(
    "mean-of-two-sources",
    "If two sources differ, take the middle.",
    "revenue and profit are two things, not two guesses of one. A middle of them is neither. Which of them "
    "can pay for hours?",
)
NEVER_A_NUMBER = Misconception(
    "never-a-number",
    "What a customer is worth cannot be put in numbers.",
    "that gives up what the plan needs, because one line of it is wrong. Which line is it, and what would "
    "you have to know to mend it?",
)
COST_IS_THE_ERROR = Misconception(
    "cost-is-the-error",
    "One does not take the cost off twice.",
    "the cost of the action is taken off once, and must be. The goods that the customers buy are another "
    "cost. Where are they in the sum?",
)

# Which two first

LARGEST_FIRST = Misconception(
    "largest-first",
    "What brings most comes first.",
    "the largest sum has the latest answer and the dearest failure, and nobody owns it yet. Its measure "
    "says only that it was done. What would you know of it on day 90?",
)
CHEAPEST_FIRST = Misconception(
    "cheapest-first",
    "What costs least comes first.",
    "cheap, and owned by everybody. In ninety days you could not say of one of the two whether it did "
    "anything. What could say no to it?",
)
ALL_AT_ONCE = Misconception(
    "all-at-once",
    "Begin with all; something will work.",
    "five at once, and if something moves nobody knows which of them it was. What will be left undone in "
    "the meantime?",
)
SAME_THING_TWICE = Misconception(
    "same-thing-twice",
    "Two actions on one thing make it sure.",
    "both are seen by the same minutes in the same hour. If they fall, which of the two was it? And one of "
    "them has no owner.",
)
WORTHS_ADD_UP = Misconception(
    "worths-add-up",
    "The worths of several actions add up.",
    "the decision stands; reason 3 does not. What one action has mended the other cannot mend again. What "
    "did *All together* say in the view?",
)
LARGE_IS_SURE = Misconception(
    "large-is-sure",
    "What may bring much is the safer bet.",
    "the decision stands; reason 4 does not. How much it may bring says nothing of how likely that is. "
    "What does its last column say?",
)
