"""Wrong ideas about what a customer is worth: recipes, interest, units, forecasts."""

from __future__ import annotations

from cem_workbook.exercises.misconceptions.idea import Misconception

# What a recipe takes off

COST_OF_WINNING_FORGOTTEN = Misconception(
    "cost-of-winning-forgotten",
    "What comes in is what the customer is worth.",
    "{answer} is all that comes in. The recipe has a second half: what did it cost to win this "
    "customer?",
)
COST_OF_WINNING_EVERY_YEAR = Misconception(
    "cost-of-winning-every-year",
    "The cost of winning is taken off every year.",
    "{answer} takes the cost of winning off once for every year. A customer is won once. How often "
    "is it paid?",
)
COST_OF_WINNING_ADDED = Misconception(
    "cost-of-winning-added",
    "What we paid for a customer is part of their value.",
    "{answer} *adds* the cost of winning. That money went out of the till. Which sign does it get?",
)
PROFIT_WHERE_REVENUE_IS_ASKED = Misconception(
    "profit-where-revenue-is-asked",
    "Value always means profit.",
    "{answer} takes off the cost to serve. That is wiser than the recipe, but it is not the recipe: "
    "[000] speaks of revenue only. What does it give word for word?",
    close=True,
)
PROFIT_BEFORE_WINNING = Misconception(
    "profit-before-winning",
    "What is left after serving the customer is their value.",
    "{answer} takes off serving, which this recipe does not name, and not winning, which it does. "
    "Word for word: revenue, length, and which one cost?",
)
SERVED_ONCE = Misconception(
    "served-once",
    "Every cost is taken off once.",
    "{answer} takes off one year of serving, too. This recipe names one cost only. Which one?",
)
ONE_YEAR_ONLY = Misconception(
    "one-year-only",
    "What a customer brings is what they spend in a year.",
    "{answer} counts one year's revenue. How many years will this customer stay?",
)
COST_OF_WINNING_DISCOUNTED = Misconception(
    "cost-of-winning-discounted",
    "Every payment in the sum is discounted.",
    "D discounts the cost of winning as well. That is paid today. How long does it wait?",
)
WHOLE_FIRM_FOR_ONE_CUSTOMER = Misconception(
    "whole-firm-for-one-customer",
    "Total revenue is the revenue of the firm.",
    "{answer} takes the revenue of the *whole firm*. The words “your total revenue” ask for it, and "
    "the source's own example does not (I-39). Whose revenue belongs in the value of one customer?",
)
COST_TO_SERVE_FORGOTTEN = Misconception(
    "cost-to-serve-forgotten",
    "Income is what a customer brings us.",
    "{answer} counts the income whole. Serving the customer costs money every year. What is left "
    "of a year's income?",
)

# Repeat orders

ONLY_THE_REPEAT = Misconception(
    "only-the-repeat",
    "The value is order times rate.",
    "{answer} is only the second order, as far as it can be expected. The first order was paid, "
    "too. What do both bring together?",
)
DIVIDED_BY_THE_RATE = Misconception(
    "divided-by-the-rate",
    "The order is divided by the rate.",
    "{answer} divides the order by the rate, so that *fewer* repeats would make a customer worth "
    "*more*. Of 100 customers, how many order a second time?",
)
PERCENT_ADDED_AS_MONEY = Misconception(
    "percent-added-as-money",
    "A rate of 20 % adds 20.",
    "{answer} adds {percent} crowns. But {percent} % is a share: of what?",
)
PERCENT_TAKEN_AS_TIMES = Misconception(
    "percent-taken-as-times",
    "20 % means 20 times.",
    "{answer} lets everybody order {percent} times. But {percent} % is {percent} of 100 customers. "
    "What part of one more order is that?",
)
EXAMPLES_SHARE_TAKEN = Misconception(
    "examples-share-taken",
    "The share is always that of the example.",
    "{answer} takes the 20 % of the source's example; the way is right. Which share is given here?",
    close=True,
)
REPEATED_FOR_EVER = Misconception(
    "repeated-for-ever",
    "A repeat rate goes on and on.",
    "{answer} lets each order be followed by another, for ever. That is a sound thought, and another "
    "recipe: the source's own example counts one repeat. How far does its 120 go?",
)
TWO_REPEATS = Misconception(
    "two-repeats",
    "Whoever comes twice comes a third time.",
    "{answer} counts a third order, too. How many repeats are in the source's own example, 100 and "
    "20 % giving 120?",
)

# Interest

NOT_DISCOUNTED = Misconception(
    "not-discounted",
    "A crown is a crown, whenever it comes.",
    "{answer} is the plain sum: it treats a crown in some years like a crown today. By how much must "
    "the second year's margin be divided?",
)
TOTAL_DISCOUNTED_ONCE = Misconception(
    "total-discounted-once",
    "I divide the total by one plus the rate.",
    "{answer} divides the *total* by one year of interest, as if all the money came after a year. "
    "The source says “divide **all payments**”: each has its own waiting time.",
)
TOTAL_DISCOUNTED_FULLY = Misconception(
    "total-discounted-fully",
    "I divide the total by all the years of interest.",
    "{answer} discounts the total as if all of it came in the last year. When does the first year's "
    "margin come?",
)
PAID_AT_THE_START = Misconception(
    "paid-at-the-start",
    "The first margin comes today.",
    "{answer} is right if each year is paid at its *start*. Here it is paid at the end: how long "
    "does the first margin wait?",
    close=True,
)
INTEREST_ADDED = Misconception(
    "interest-added",
    "Interest makes the money grow.",
    "{answer} is more than the margins together: it multiplies by interest. Money that comes later "
    "is worth *less* today. What is the opposite of multiplying?",
)
RATE_TAKEN_OFF = Misconception(
    "rate-taken-off",
    "At 10 % I take 10 % off for each year.",
    "{answer} takes the rate *off* each year, × (1 − rate). Interest works the other way round: what "
    "amount, put in a bank today, grows *to* the margin in a year?",
    close=True,
)
RATE_TAKEN_OFF_THE_TOTAL = Misconception(
    "rate-taken-off-the-total",
    "At 10 % I take 10 % off the total.",
    "{answer} takes {rate} % off the *total*, once. But each margin waits for its own time: the first "
    "one year, the second two. What is the first one worth today, alone?",
)
SIMPLE_INTEREST = Misconception(
    "simple-interest",
    "Two years of waiting cost twice the rate.",
    "{answer} adds the rates of the years: it forgets the interest on interest. What does money in a "
    "bank grow by in its *second* year?",
    close=True,
)
EXAMPLES_INTEREST_TAKEN = Misconception(
    "examples-interest-taken",
    "The rate is always that of the example.",
    "{answer} takes the 10 % of the page's example; the way is right. What does waiting cost here?",
    close=True,
)
FIRST_YEAR_ONLY = Misconception(
    "first-year-only",
    "One division is enough.",
    "{answer} is what the *first* year alone is worth today. What do the later years add?",
)

# The margin multiple

INTEREST_LEFT_OUT = Misconception(
    "interest-left-out",
    "A customer is worth as many margins as years they stay.",
    "this recipe is the average number of years that a customer stays. All of them count in full, "
    "the tenth like the first. Where is interest?",
)
INTEREST_FORGOTTEN = Misconception(
    "interest-forgotten",
    "Only leaving makes later margins count less.",
    "this recipe knows that customers leave, and lets the tenth margin count like the first if they "
    "are still there. Where is interest?",
)
FIRST_MARGIN_COUNTED = Misconception(
    "first-margin-counted",
    "The first margin is certain, so it belongs in.",
    "this recipe counts one margin more, received today. Here the first one comes after a year, "
    "from those who are still there. Which part of the recipe must change?",
    close=True,
)
NOBODY_LEAVES = Misconception(
    "nobody-leaves",
    "The margin is divided by the interest, as with a bond.",
    "this recipe pays for ever to everybody who stays for the first year. After that nobody leaves "
    "any more. What happens to the customers in the second year?",
)
CHURN_FOR_RETENTION = Misconception(
    "churn-for-retention",
    "The rate that counts is the rate of leaving.",
    "this recipe uses churn where retention belongs. Try it: with more leavers the customer becomes "
    "worth *more*. Who pays a margin, those who leave or those who stay?",
)
MULTIPLE_IN_PERCENT = Misconception(
    "multiple-in-percent",
    "What comes out of rates is a percentage.",
    "this is a hundred times too much: a multiple of 3 means three yearly margins. Leave out the "
    "last step.",
    close=True,
)

# Units

A_RATE_IS_AN_AMOUNT = Misconception(
    "a-rate-is-an-amount",
    "Revenue divided by customers is money.",
    "you made step 1 an amount. But its revenue is that of a *year*: with two years of accounts it "
    "would be twice as large. What is left of “crowns a year” when you divide by people?",
)
A_QUOTIENT_IS_A_RATIO = Misconception(
    "a-quotient-is-a-ratio",
    "Whatever is divided is a ratio.",
    "you made step 1 a ratio. It divides, but *crowns* by *people*: these do not cancel. What does one "
    "customer bring, and in which time?",
)
A_LENGTH_HAS_NO_UNIT = Misconception(
    "a-length-has-no-unit",
    "A number without a word behind it is a ratio.",
    "you made step 2 a ratio. Its number stands there bare, as in the source. Length of a "
    "relationship: what would you write behind it?",
)
YEARS_FORGOTTEN_IN_THE_PRODUCT = Misconception(
    "years-forgotten-in-the-product",
    "Money a year times years is still money a year.",
    "you left “a year” in step 4. Crowns a *year*, times *years*: what cancels?",
)
A_SHARE_IS_AN_AMOUNT = Misconception(
    "a-share-is-an-amount",
    "People bring money, so the share of them is money.",
    "you made step 3 money. It divides customers by customers: no crown is in it. What is left?",
)
A_RATIO_OF_A_YEAR_IS_TIME = Misconception(
    "a-ratio-of-a-year-is-time",
    "What is counted in a year is a time.",
    "you made step 3 a time. It counts those who came within a year, but divides people by people. "
    "Which unit is left?",
)

# Forecasts and decisions

MORE_BOUGHT_MORE_ALIVE = Misconception(
    "more-bought-more-alive",
    "Whoever bought more is more surely still a customer.",
    "that looks at the number of purchases only. Compare each silence with the customer's own pace: "
    "how many purchases would you have expected of each in that time?",
)
SILENCE_IS_ALL = Misconception(
    "silence-is-all",
    "Nobody said goodbye, so both are still customers.",
    "where there is no contract, nobody ever says goodbye. So silence is all that can be seen. "
    "Whose silence is out of the ordinary?",
)
ANY_SILENCE_IS_THE_END = Misconception(
    "any-silence-is-the-end",
    "Both have been silent for weeks, so both are gone.",
    "both are silent, and one of them has paused so long before and come back. What was the usual "
    "pause of each?",
)
REVENUE_SETS_THE_LIMIT = Misconception(
    "revenue-sets-the-limit",
    "What a customer spends with us is what we may pay for them.",
    "that is what the customer *spends*. A part of it goes straight out again, to serve them. Which "
    "part of a year's income is left to pay for winning anybody?",
)
A_LATER_CROWN_IS_A_CROWN = Misconception(
    "a-later-crown-is-a-crown",
    "Years times margin is what comes in, so it is the limit.",
    "those margins come over years, and only while the customer stays. You would pay today, for "
    "sure. Which figure knows of waiting and of leaving?",
)
COST_OF_WINNING_TAKEN_TWICE = Misconception(
    "cost-of-winning-taken-twice",
    "The net value is what we may pay.",
    "that figure has *already* paid for winning the customer, at today's price. To ask how much you "
    "may pay, compare the price with the value before it. Which figure is that?",
)
LARGEST_FIGURE_IS_SAFEST = Misconception(
    "largest-figure-is-safest",
    "The largest figure makes sure that we do not give a customer up too early.",
    "the decision stands; reason {largest_reason} does not. A figure that is too large lets you pay "
    "more for a customer than ever comes back. Who loses then?",
)
TAKE_OFF_FIRST = Misconception(
    "take-off-first",
    "The cost of winning must be taken off before it is compared.",
    "the decision stands; reason {twice_reason} does not. Taken off first *and* compared, the same "
    "money counts twice. On which side of the comparison does it stand?",
)
