"""Wrong ideas about what to say to somebody, and about counting what may come of it."""

from __future__ import annotations

from cem_workbook.exercises.misconceptions.idea import Misconception

# Replies that look alike

WISHED_IS_PROMISED = Misconception(
    "wished-is-promised",
    "A promise is a promise, the firmer the better.",
    "you count a firm word as a kept promise. Ask of each: may the one who speaks decide it? What "
    "will the customer say of the word on the day when it does not come true?",
)
GIVING_IS_MAKING_GOOD = Misconception(
    "giving-is-making-good",
    "Whoever gives something has made good.",
    "you take a gift for compensation. Compensation meets a loss that somebody has looked at. Which "
    "of these gifts come before anybody knows what was lost?",
)
SORRY_IS_SORRY = Misconception(
    "sorry-is-sorry",
    "Words of regret are an apology.",
    "you let words of regret pass as an apology. Look at what the customer has afterwards. Who is to "
    "blame in that sentence, by the way?",
)
CAUTIOUS_IS_WEAK = Misconception(
    "cautious-is-weak",
    "A promise with a limit is only an excuse for not deciding.",
    "you see no kept promise in the careful ones. They promise less, and can keep all of it. That is "
    "what “within one's authority” means. Put them where they belong.",
)
SMALL_IS_ONLY_MONEY = Misconception(
    "small-is-only-money",
    "Giving back just what was lost only buys peace.",
    "you call it money instead of an answer where exactly the loss was met. Ask: did somebody look at "
    "what this customer had lost? Then it is more than money.",
)

# The same words

WORDS_ARE_RIGHT_OR_WRONG = Misconception(
    "words-are-right-or-wrong",
    "A good answer is good for everybody.",
    "the words are the same, and the second customer is another one. The article has no fixed formula "
    "[004 · Techniques]. What does somebody need who is angry already?",
)
ANGER_IS_PAID = Misconception(
    "anger-is-paid",
    "Angry customers want money.",
    "nobody knows yet what this customer has lost, so money would be money instead of an answer. What "
    "has the customer spent already, and is asked to spend again?",
)
ANGER_IS_TALKED_AWAY = Misconception(
    "anger-is-talked-away",
    "The longer one talks with angry people, the calmer they get.",
    "more of the same costs more time, and time is what raised the effort. The numbers on the card say "
    "it: look at what the answer does to effort where anger is high.",
)

# Ways

ENDINGS_COUNTED = Misconception(
    "endings-counted",
    "With three endings, each comes in a third of the cases.",
    "{answer} % counts endings: one of three. But many ways lead to one ending, and few to another. "
    "Count the ways that lead to each.",
)
EVERY_TURN_COMES = Misconception(
    "every-turn-comes",
    "Every way goes through all turns.",
    "{answer} % lets every way go through all three turns. One answer leads past the second turn. "
    "Follow that one to its end, and count anew.",
)
WAYS_DRAWN_BY_LOT = Misconception(
    "ways-drawn-by-lot",
    "A share of the ways is a chance.",
    "{answer} % is the chance of somebody who draws each answer by lot: then a short way comes more "
    "often than a long one. Asked is how many of the ways there are; each counts once.",
)
BELOW_TAKES_THE_LINE = Misconception(
    "below-takes-the-line",
    "“Below 30” includes 30.",
    "{answer} % also counts the ways that end on the line itself. “Below” leaves the line out. Is "
    "there a way that ends exactly there?",
)

# Two rules

LOWER_AMONG_EQUALS = Misconception(
    "lower-among-equals",
    "Among equals it does not matter which one takes.",
    "the rule of the card takes the *upper* one where two answers take the same minutes. You took the "
    "lower one, at least once. Go through those turns again.",
)
USUAL_EFFECT_ALWAYS = Misconception(
    "usual-effect-always",
    "An answer always does what it usually does.",
    "that is what the answers *usually* do. On a customer who is angry, or trusts nobody, some work in "
    "another way: that stands under “or” in the file. Use what holds for the feelings at that turn.",
)
CHANGE_FOR_LEVEL = Misconception(
    "change-for-level",
    "I give how much the trust moved.",
    "you hand in how far the trust *moved*. Asked is where it stands at the end. Where did it begin?",
)
MINUTES_FOR_TRUST = Misconception(
    "minutes-for-trust",
    "I give the minutes.",
    "these are the minutes that the talks took. The rule chooses by minutes; asked is the trust that it "
    "leaves.",
)
TRUST_WITHOUT_END = Misconception(
    "trust-without-end",
    "Trust can fall below nothing.",
    "you let a feeling leave the scale. Each stays between 0 and 100 after every answer, and the next "
    "answer starts from there.",
)
RULES_SWAPPED = Misconception(
    "rules-swapped",
    "I put the two rules the wrong way round.",
    "the numbers are right, and stand in each other's columns. Which rule takes the answer with the "
    "fewest minutes?",
    close=True,
)

# Time

EQUAL_TIME_IS_FAIR = Misconception(
    "equal-time-is-fair",
    "The same minutes for each are fair.",
    "four minutes are too many for a lost key and too few for an inherited account. The article asks "
    "to value each one's time. What differs from one to the next?",
)
AS_LONG_AS_THEY_LIKE = Misconception(
    "as-long-as-they-like",
    "Dedicated time means as long as the customer likes.",
    "you give one sentence of the article, and take the other away: you cannot give each as much as "
    "they like. Who else stands in the shop, and whose time is it?",
)
FAST_IS_ALL = Misconception(
    "fast-is-all",
    "Customers want it quick, and nothing else.",
    "quick is the first thing on the list, and not the only one: accuracy, respect, a full "
    "introduction and dedicated time stand there, too. What did the rule of the shortest answer do?",
)

# What a customer is still worth

ONE_MONTH_ONLY = Misconception(
    "one-month-only",
    "What counts is what the customer brings this month.",
    "that is one month's margin, less what was given. Seen so, nothing is ever made good. How many "
    "more months does the question look at?",
)
GIVEN_FORGOTTEN = Misconception(
    "given-forgotten",
    "What was given away is gone, so it does not count.",
    "{answer} is what the customer is expected to bring. The firm has also given something away in "
    "this talk. What is left?",
)
NOBODY_GOES = Misconception(
    "nobody-goes",
    "Whoever has been calmed stays.",
    "{answer} counts every month in full, as if nobody could leave. Of 100 such customers, how many "
    "are still there in the second month?",
)
LEAVING_AS_A_LUMP = Misconception(
    "leaving-as-a-lump",
    "The chance of leaving is taken off once.",
    "{answer} takes the chance of leaving off once, for all months together. But each month some of "
    "those who are left leave. Go on month by month.",
)
LEFT_BEFORE_THE_FIRST = Misconception(
    "left-before-the-first",
    "Some have left before the first month.",
    "{answer} lets some leave before the first month. The card says that the first month is certain. "
    "Begin with its margin in full.",
)

# A promise beyond one's authority

HOPE_IT_COMES_TRUE = Misconception(
    "hope-it-comes-true",
    "One waits: perhaps it comes true.",
    "until Friday she plans with your word, and on Friday there is no time left to plan anew. Each "
    "silent day makes the unkept promise dearer. What can she still do if she knows it today?",
)
KEEP_IT_AT_ANY_PRICE = Misconception(
    "keep-it-at-any-price",
    "A promise must be kept, whatever it takes.",
    "you answer one promise beyond your authority with a second one: the other customers' dates are "
    "not yours to move, either. Who may decide that, and who should be asked?",
)
BLAME_THE_WORKSHOP = Misconception(
    "blame-the-workshop",
    "It was another department that failed.",
    "the workshop promised nothing; you did. For the customer there is one firm. What does she get "
    "from hearing whose fault it was?",
)
HONESTY_IS_FREE = Misconception(
    "honesty-is-free",
    "Whoever is honest loses nothing.",
    "the decision stands; reason 3 does not. Taking a word back costs trust, whenever one does it; "
    "today it costs less than on Friday. Which reasons say so?",
)
GIFT_ERASES_IT = Misconception(
    "gift-erases-it",
    "With a gift the broken promise is forgotten.",
    "the decision stands; reason 4 does not. A loan or a gift makes the loss smaller, and the date is "
    "still missed. Which reasons speak of the promise itself?",
)

# Conditions

MORE_IS_AT_LEAST = Misconception(
    "more-is-at-least",
    "“More than 60” begins at 60.",
    "this function lets “>” hold on the line itself. Is 60 more than 60? What would the sign “>=” be "
    "for, then?",
)
EQUAL_SIGN_OVERLOOKED = Misconception(
    "equal-sign-overlooked",
    "“>=” is another way to write “>”.",
    "this function overlooks the “=”. The second sign says what happens on the line itself. Try a "
    "feeling that is exactly as large as the number.",
)
NAME_OVERLOOKED = Misconception(
    "name-overlooked",
    "A condition is about anger.",
    "this function looks at anger, whatever the condition names. Try one that names trust, with a "
    "customer who is calm and trusts nobody.",
)
NUMBERS_AS_TEXT = Misconception(
    "numbers-as-text",
    "Numbers can be compared as they are written.",
    "this function compares letters. In a dictionary “9” stands behind “60”, because 9 comes after 6. "
    "Make numbers of both sides first.",
)
