"""Wrong ideas about churn, retention and what is told of them."""

from __future__ import annotations

from cem_workbook.exercises.misconceptions.idea import Misconception

# What stands below the line

AVERAGE_AS_THE_BASE = Misconception(
    "average-as-the-base",
    "I divide by the average number of customers in the period.",
    "{answer} % is divided by the average of start and end, as source [000] does it. That base holds "
    "a part of the newcomers, and on day one they were not there yet. Who was?",
)
START_AS_THE_BASE = Misconception(
    "start-as-the-base",
    "Whoever was there on day one is the base, whatever the recipe says.",
    "{answer} % is divided by the customers of day one. Many firms do just that. This recipe names "
    "another base: by what does it divide?",
)
END_AS_THE_BASE = Misconception(
    "end-as-the-base",
    "I divide by the customers that we have now.",
    "{answer} % is divided by the customers of the last day. Those who left are no longer among "
    "them, and the newcomers of yesterday are. Whose leaving are you counting?",
)
SUM_INSTEAD_OF_AVERAGE = Misconception(
    "sum-instead-of-average",
    "I add start and end, and divide by that.",
    "{answer} % is divided by start *plus* end: that counts most customers twice. An average "
    "lies between the two. What is missing?",
)
EVERYBODY_IN_THE_BASE = Misconception(
    "everybody-ever-in-the-base",
    "Everybody who was a customer at some time in the year belongs in the base.",
    "{answer} % is everybody who left, divided by everybody who was a customer at some time in the "
    "year. Somebody who joined in the last week had only a week to leave. Who had the whole year?",
)

# What stands above the line

NEWCOMERS_AMONG_THE_LOST = Misconception(
    "newcomers-among-the-lost",
    "Whoever left in the year counts as lost.",
    "{answer} % counts newcomers among the lost: people who joined and left again within the "
    "year. They are not in your base, so your two numbers speak of different people. "
    "How many of those *at the start* left?",
)
NET_CHANGE_INSTEAD = Misconception(
    "net-change-instead",
    "The firm shrank by so much, so that is its churn.",
    "{answer} % is the net change: how far the number of customers moved. Newcomers can hide any "
    "number of leavers in it: a firm can grow and lose many. Look at those who left.",
)
RETENTION_INSTEAD_OF_CHURN = Misconception(
    "retention-instead-of-churn",
    "I give the share that stayed.",
    "{answer} % is the share that *stayed*: the retention rate. The question is about those who "
    "left. How are the two connected?",
    close=True,
)
CHURN_INSTEAD_OF_RETENTION = Misconception(
    "churn-instead-of-retention",
    "I give the share that left.",
    "{answer} % is the share that has *left*. The question is about those who are still there. "
    "How are the two connected?",
    close=True,
)
THE_HEADING_SAYS_LOSS = Misconception(
    "the-heading-says-loss",
    "It is called loss, so the recipe must divide those who left.",
    "{answer} % is the loss, and that is what the heading promises. But you were asked what the "
    "recipe gives, word for word. Which customers does it divide: those who left?",
)
TWO_RECIPES_MIXED = Misconception(
    "two-recipes-mixed",
    "I take the top from one recipe and the bottom from the other.",
    "{answer} % divides those who remained, as [002] does, by the average, as [000] does. Stay with "
    "one recipe: what does [002] divide by?",
)
NEWCOMERS_LEFT_IN = Misconception(
    "newcomers-left-in",
    "Retention is the customers at the end, divided by those at the start.",
    "this recipe compares the firm's size at the end with its size at the start. With enough "
    "newcomers it passes 100 %, and nobody can keep more than all. Who must be taken out?",
)
NEWCOMERS_ADDED = Misconception(
    "newcomers-added",
    "Newcomers are good, so I add them.",
    "this recipe counts the newcomers twice: they are already in the number at the end. Are they "
    "among those whom you could have kept?",
)
PERCENT_INSTEAD_OF_SHARE = Misconception(
    "percent-instead-of-share",
    "A rate is always given in per cent.",
    "the sum is right, in per cent. This function is asked for a share from 0 to 1; leave out the "
    "last step.",
    close=True,
)

# From a month to a year

TIMES_TWELVE = Misconception(
    "times-twelve",
    "Twelve months are twelve times one month.",
    "{answer} % is twelve times the month. That takes the same number of people each month. But "
    "the share is taken of those who are *still there*, and they grow fewer. How many of 100 are "
    "there after two months?",
)
MONTH_STANDS_FOR_THE_YEAR = Misconception(
    "month-stands-for-the-year",
    "A rate is a rate, whatever the period.",
    "{answer} % is the rate of one month. Eleven more follow. What happens to those who stay?",
)
ROOT_INSTEAD_OF_POWER = Misconception(
    "root-instead-of-power",
    "From month to year I take the twelfth root.",
    "{answer} % goes the other way: it is the rate of a twelfth of a month. A year must lose more "
    "than a month does. Multiply instead: what stays after one month, after two, after three?",
)
LOSS_GROWS_LIKE_INTEREST = Misconception(
    "loss-grows-like-interest",
    "Churn compounds like interest: one plus the rate, to the power of twelve.",
    "{answer} % is how a debt grows at that rate. Customers grow fewer: each month multiplies those "
    "who *stay* by a number below one. By which?",
)

# Reading a cohort triangle

AGE_COUNTED_FROM_ONE = Misconception(
    "age-counted-from-one",
    "The third column is age 3.",
    "{answer} % stands one column too far to the left. The first column is age 0, the day of "
    "joining. Read the heads of the columns, not their places.",
    close=True,
)
ALONG_THE_DIAGONAL = Misconception(
    "along-the-diagonal",
    "I add up all the cohorts along the diagonal.",
    "{answer} % runs along the diagonal: it puts cohorts of different ages together. They had "
    "different times in which to leave. Stay in the row of one cohort.",
)
NEIGHBOURING_COHORT = Misconception(
    "neighbouring-cohort",
    "I read the row of the next cohort.",
    "{answer} % belongs to the cohort one row further down. Which quarter does the question name?",
)
ALL_COHORTS_TOGETHER = Misconception(
    "all-cohorts-together",
    "I take all the cohorts that have reached this age.",
    "{answer} % is the whole column: all the cohorts that have reached this age. The question asks "
    "about one of them. Which row is it?",
)
STEP_INSTEAD_OF_SHARE = Misconception(
    "step-instead-of-share",
    "I compare with the quarter before.",
    "{answer} % is the share of those who were there *one quarter earlier*: a single step. The "
    "question asks for the whole way from the day of joining. What is the base then?",
)

# What a snapshot says

SNAPSHOT_IS_A_RATE = Misconception(
    "snapshot-is-a-rate",
    "The share that has left is the rate of a year.",
    "that reads a share of a table as the rate of a year. Some in the table had hardly a month in "
    "which to leave, others six years. A rate needs a period: which one do the Telco numbers name?",
)
SHARE_OVER_TWELVE = Misconception(
    "share-over-twelve",
    "The share divided by twelve is the rate of a month.",
    "dividing by twelve does not give the rate of a month: nobody says that the share was that of a "
    "year. How much time in which to leave had each of these customers had?",
)
ONLY_LEAVERS_COUNT = Misconception(
    "only-leavers-count",
    "Only those who have left show how long customers stay.",
    "that keeps the short stays and throws out the long ones: those who are still there have "
    "stayed the longest of all. What do they tell us, although we do not know their end?",
)
STAYERS_SAY_NOTHING = Misconception(
    "stayers-say-nothing",
    "Whoever has not left yet tells us nothing about how long customers stay.",
    "the decision stands; reason {stayers_reason} does not. Somebody who has been there for five "
    "years tells us that they stayed *at least* five. Survival curves use just that.",
)
RATES_NEED_EQUAL_SIZES = Misconception(
    "rates-need-equal-sizes",
    "Only rates of firms of the same size can be compared.",
    "the decision stands; reason {size_reason} does not. A rate is counted per customer, so size is "
    "already out of it; a small firm only has a wider interval. What else differs here?",
)
