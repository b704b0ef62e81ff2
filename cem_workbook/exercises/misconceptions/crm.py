"""Wrong ideas about joining what several departments know, and about what CRM is for."""

from __future__ import annotations

from cem_workbook.exercises.misconceptions.idea import Misconception

# Joining tables

SENT_IS_ANSWERED = Misconception(
    "sent-is-answered",
    "Every survey in the table is an answer.",
    "the row of the answers counts everybody who was *sent* a survey. Most of them said nothing. "
    "Which column, or which line, tells who answered?",
)
ROWS_ARE_CUSTOMERS = Misconception(
    "rows-are-customers",
    "A table has one row for each customer.",
    "you count rows. One customer can stand in a table many times. How many *different* customers "
    "stand there?",
)
ONLY_THOSE_WHO_BOUGHT = Misconception(
    "only-those-who-bought",
    "Who is not in the purchases is no customer.",
    "you divide by those who have bought. Whoever bought nothing in the two years is a customer, "
    "too, and a join that keeps matching rows only loses them without a word. Which table holds "
    "everybody?",
)
OF_THOSE_WHO_WERE_ASKED = Misconception(
    "of-those-who-were-asked",
    "The share who answered is a share of those who were asked.",
    "the row of the answers divides by those who were *asked*: that says how good the survey is at "
    "getting answers. You were asked of how many *customers* you have one. What is the base?",
)
JOIN_MULTIPLIES = Misconception(
    "join-multiplies",
    "A join that keeps every purchase cannot change their sum.",
    "{answer} comes from the joined table. A customer with ten purchases and three complaints stands "
    "there thirty times, so each purchase is counted three times. Where does each purchase stand "
    "once?",
)
COMPLAINERS_ONLY = Misconception(
    "complainers-only",
    "What the joined table holds is everybody.",
    "{answer} comes from the table with the matching rows. It has lost everybody who never "
    "complained, and counts the others' purchases several times. Who should be in the average?",
)
AVERAGE_OF_THE_ROWS = Misconception(
    "average-of-the-rows",
    "The average of the rows is the average of the customers.",
    "{answer} is the margin of an average *purchase*. Somebody who bought forty times has forty "
    "voices in it. The question is about a customer: by what do you divide?",
)
BUYERS_ONLY = Misconception(
    "buyers-only",
    "Who bought nothing does not count in an average.",
    "{answer} divides by those who have bought. Whoever bought nothing has brought nothing, and is a "
    "customer all the same. How many customers are there?",
    close=True,
)
REFUSED_AT_ANY_TIME = Misconception(
    "refused-at-any-time",
    "A refusal is a refusal, whenever it was.",
    "{answer} counts every survey beside a refusal, and leaves out those beside an open complaint. "
    "Some refusals came long before the survey, or after it. Compare the days, line by line.",
)
ONLY_THE_REFUSED = Misconception(
    "only-the-refused",
    "A complaint that is still open is no trouble yet.",
    "{answer} counts the fresh refusals. The rule has two halves: what of a complaint that was still "
    "*open* when the survey went out?",
    close=True,
)
ONLY_THE_OPEN = Misconception(
    "only-the-open",
    "A closed complaint is over.",
    "{answer} counts the complaints that were still open. The rule has two halves: what of one that "
    "had just been closed by a *refusal*?",
    close=True,
)
EVERY_LINE_OF_THE_JOIN = Misconception(
    "every-line-of-the-join",
    "Whoever stands in the joined table has a clash.",
    "{answer} counts all that stand in the list. Each line only says that somebody had a survey and "
    "a complaint, often weeks apart, or made good. Which days must you compare?",
)

# What to do next

VOUCHER_MENDS = Misconception(
    "voucher-mends",
    "A voucher makes good whatever went wrong.",
    "that is the offer that sales would have sent in any case. It asks the customer to spend more, "
    "and says nothing about what was refused. Who has listened so far?",
)
SURVEY_LISTENS = Misconception(
    "survey-listens",
    "To send a survey is to listen.",
    "this customer has already told you what went wrong, aloud, and was refused. A form that asks "
    "“how were we?” shows that nobody has read it. What would show that somebody has?",
)
SILENCE_IS_KIND = Misconception(
    "silence-is-kind",
    "After trouble it is best to leave people in peace.",
    "half a year of silence spares them a wrong message, and also any word about the trouble. Try it in "
    "the view, for the whole firm: read *in all*. What could happen *before* the next offer?",
)
COMPLAINERS_ARE_NOT_WORTH_IT = Misconception(
    "complainers-are-not-worth-it",
    "Who complains is a difficult customer.",
    "the decision stands; reason 3 does not. Whoever complains still wants something of you: most who "
    "had trouble said nothing. What does billing say about this one?",
)
CLOSED_IS_SETTLED = Misconception(
    "closed-is-settled",
    "When the ticket is closed, the matter is settled.",
    "the decision stands; reason 4 does not. Closed says that the *firm* has finished. Is the customer "
    "done with it, too?",
)

# What the words mean

RECORDS_ARE_THE_RELATIONSHIP = Misconception(
    "records-are-the-relationship",
    "Who is in the system has a relationship with us.",
    "you take what is stored for a relationship. A table can be full, and nobody on the other side has "
    "noticed. What does the *customer* do where there is a bond?",
)
TALKING_IS_THE_RELATIONSHIP = Misconception(
    "talking-is-the-relationship",
    "Where people talk, there is a relationship.",
    "you take a message that arrived for a relationship. One clear letter is communication, and it can "
    "be the only one. What makes a bond out of many?",
)
STORED_IS_SAID = Misconception(
    "stored-is-said",
    "What is written down has been communicated.",
    "you take what is stored for communication. That is complete only when the meaning has reached "
    "the other mind. Who has read, or heard, these?",
)

A_BOND_IS_TALK = Misconception(
    "a-bond-is-talk",
    "Whatever passes between two people is communication.",
    "you take a bond for a message. Somebody may be telling or asking something there, but ask what "
    "would be left if no word were said for a month. What lasts?",
)
A_MESSAGE_IS_A_FILE = Misconception(
    "a-message-is-a-file",
    "A letter or a question is something on file.",
    "you take a message for a file. It may be on file as well. Did its meaning arrive in another mind?",
)

# Abilities and their tables

THE_CARD_IS_THE_CUSTOMER = Misconception(
    "the-card-is-the-customer",
    "The table of customers tells who they are.",
    "the table of customers has a segment, a branch, a year of birth: the name plate. What somebody "
    "buys, says and suffers stands elsewhere, and in more than one place.",
)
ASKED_IS_COMMUNICATED = Misconception(
    "asked-is-communicated",
    "We send surveys, so we communicate.",
    "surveys hold what *we* asked, and what some answered. Communication runs both ways: where does it "
    "stand what we told somebody, and whether they understood?",
)
BUYING_SHOWS_THE_NEED = Misconception(
    "buying-shows-the-need",
    "What people buy shows what they need.",
    "purchases show what people took from what was there. They hold neither what somebody looked for "
    "in vain, nor what went wrong. Where could that stand, in their own words or in the complaints?",
)

ONE_WINDOW_IS_ENOUGH = Misconception(
    "one-window-is-enough",
    "One table with a good deal in it will do.",
    "you look for the sign in one table alone. Read it once more: it names several things, and they do "
    "not all stand there. What is missing in the table that you chose?",
)
EVERYTHING_NEEDS_A_JOIN = Misconception(
    "everything-needs-a-join",
    "A view of 360 degrees means to join everything.",
    "you would join tables for a sign that stands in one. Look at the columns: which single table "
    "already has it?",
)
A_COMPLAINT_IS_A_WISH = Misconception(
    "a-complaint-is-a-wish",
    "The complaints tell us what people need.",
    "a ticket has a topic that *the firm* has chosen from a list. Where do customers write in their own "
    "words?",
)

# Aims

DISCOUNTS_RAISE_PROFIT = Misconception(
    "discounts-raise-profit",
    "Lower prices bring more sales, so more profit.",
    "the sentence about discounts stands under income, as if it were sound. A discount comes off the "
    "margin of everybody who would have bought anyway. Read the reason once more: can it be meant?",
)
DISCOUNTS_SAVE_COST = Misconception(
    "discounts-save-cost",
    "A discount is a matter of cost.",
    "the sentence about discounts stands under cost. A discount saves the *customer* money. Read the "
    "reason once more: can it be meant?",
)
INCOME_IS_COST = Misconception(
    "earning-and-saving-exchanged",
    "What saves money earns money.",
    "saving and earning have changed places. Ask of each: does more come in, or does less go out?",
)
SATISFACTION_IS_INCOME = Misconception(
    "satisfaction-is-income",
    "Satisfied customers pay at once.",
    "you count satisfaction as income. It may bring some, later and by another way. Which group is for "
    "what works in the long run? (If you can argue for yours, note it: the source does not sort them.)",
    close=True,
)

EVERYTHING_IS_STRATEGY = Misconception(
    "everything-is-strategy",
    "Whatever CRM does pays in the long run.",
    "you can argue for it: in the long run everything is strategy, and the source does not sort them. "
    "But read the reason: what changes at the next sale, or in this month's costs?",
    close=True,
)
DOUBTFUL_IS_A_SLIP = Misconception(
    "doubtful-is-a-slip",
    "A reason that is weak cannot be meant.",
    "something else stands under “a slip”. You may doubt that reason, but it can be meant as it stands. "
    "Which one says the opposite of its own heading?",
)

# Web sites

QUESTIONS_ALWAYS_IDENTIFY = Misconception(
    "questions-always-identify",
    "Whoever asks wants to identify the need.",
    "you let every question identify. The prose does so. The numbered list uses questions for another "
    "verb, and the mail for this one. Look at what the answers are *used* for.",
)
QUESTIONS_ALWAYS_ANTICIPATE = Misconception(
    "questions-always-anticipate",
    "Whoever asks wants to anticipate the need.",
    "you let every question anticipate. The numbered list does so. In the prose, the questions find "
    "out what the need *is*. Look at what the answers are used for.",
)
OFFERING_IS_SATISFYING = Misconception(
    "offering-is-satisfying",
    "Who offers the right thing has met the need.",
    "you take an offer for a need that is met. An offer is made before the customer has anything. When "
    "is the need met?",
)
CHOOSING_SHOWS_THE_NEED = Misconception(
    "choosing-shows-the-need",
    "What people choose from shows what they need.",
    "you let the options find out the need. In the prose that has been done before, by questions. "
    "What is still to be done when the need is known?",
)
MAILING_IS_ANTICIPATING = Misconception(
    "mailing-is-anticipating",
    "Who writes first is ahead of the need.",
    "the mail goes out before anybody asks, it is true. But look at what comes *back*, and at what the "
    "list does with it. What does the firm know afterwards?",
)
