"""Wrong ideas about listening, replying, complaints and compensation."""

from __future__ import annotations

from cem_workbook.exercises.misconceptions.idea import Misconception

# The chain of a mishandled review

MONEY_GOES_FIRST = Misconception(
    "money-goes-first",
    "A bad review costs income at once, and the rest follows.",
    "you let the income fall first. Nobody pays less because one stranger was cross. What do people "
    "who read the review *see* first?",
)
TRUST_BEFORE_LOYALTY = Misconception(
    "trust-before-loyalty",
    "Trust goes, and therefore loyalty.",
    "you put trust before loyalty. One can argue for that, but the source tells it the other way "
    "round. Exchange these two.",
    close=True,
)
INCOME_BEFORE_DEMAND = Misconception(
    "income-before-demand",
    "Income falls, and then demand.",
    "you let income fall before demand. Income is what people pay. What must they do less of "
    "before it can fall?",
)
IMAGE_AT_THE_END = Misconception(
    "image-at-the-end",
    "The image is ruined only in the end.",
    "you put the image last. A review is read by others on the day on which it is written. Which of "
    "the five needs no time at all?",
)

# Replies

APOLOGY_IS_ENOUGH = Misconception(
    "apology-is-enough",
    "A reply that says sorry is a good reply.",
    "you let “sorry, but …” pass. The apology is taken back after the “but”, and the guest has no "
    "other dish. What does the guest have in their hands afterwards?",
)
EXPLAINING_IS_ANSWERING = Misconception(
    "explaining-is-answering",
    "Whoever explains the costs has answered.",
    "you count the talk of dear meat as a good reply. It explains why the *manager* finds life hard. "
    "The source calls it justifying a weakness. What was done about the dish?",
)
NO_IS_DISRESPECT = Misconception(
    "no-is-disrespect",
    "Saying no to a customer is disrespectful.",
    "you call a patient no disrespectful. The source asks for the opposite: explain respectfully and "
    "patiently, even where a request cannot be met. What would be disrespectful is how, not what.",
)
ONLY_RUDE_WORDS_COUNT = Misconception(
    "only-rude-words-count",
    "Without a rude word there is no disrespect.",
    "there is no rude word in them, so you let them pass. Look at what the customer gets: a single "
    "word, or half of somebody's attention. The source lists both as signs.",
)
POLITE_DENIAL_IS_AN_EXCUSE = Misconception(
    "polite-denial-is-an-excuse",
    "A denial is only a kind of excuse.",
    "you take denials for excuses. An excuse admits that something was wrong and blames something "
    "else. These replies say that nothing was wrong. Sort them once more.",
    close=True,
)

# Serious talk

THE_WORD_IS_THE_MEANING = Misconception(
    "the-word-is-the-meaning",
    "The article says serious talk, so serious talk is disrespect.",
    "that takes one word of a translation for the whole thought. Read the other three signs beside "
    "it: what do they have in common?",
)
NOTHING_IS_DISRESPECT = Misconception(
    "nothing-is-disrespect",
    "None of these can hurt anybody.",
    "the other three signs hold: think of the last time somebody answered you in one word and went "
    "on typing. Only one of the four words needs another reading. Which?",
)
NEVER_SAY_NO = Misconception(
    "never-say-no",
    "Respect means to agree.",
    "nobody says that respect is to agree. The same passage wants even an unreasonable request to be "
    "*explained*, with respect and patience. Look at the list of signs again.",
)

# Techniques

PATIENCE_FOR_LISTENING = Misconception(
    "patience-for-listening",
    "Whoever listens is patient, so it is one thing.",
    "you call listening what is patience, or the other way round. One is about bearing with somebody "
    "who cannot name the trouble yet; the other about taking in what somebody *did* say.",
)
PROMISES_ARE_TRUST = Misconception(
    "promises-are-trust",
    "A broken promise and a lie are one thing.",
    "you mix keeping promises and building trust. Somebody who may not decide breaks a promise "
    "without lying. Who could not keep a word here, and who did not tell the truth?",
)
EVERYTHING_IS_RESPECT = Misconception(
    "everything-is-respect",
    "In the end all of it is a lack of respect.",
    "you put under respect what has a name of its own. Nearly every mistake feels disrespectful; the "
    "article's signs of disrespect are a stern tone, too little explanation, one-word answers, and "
    "other work while one talks.",
)
TIME_IS_PATIENCE = Misconception(
    "time-is-patience",
    "Somebody who gives much time is patient.",
    "you take patience and time for one. To be kept on the line costs the *customer's* time, however "
    "patiently it is done. Whose time is lost in that letter?",
)

# Days, silence, triage

PLACES_FOR_NUMBERS = Misconception(
    "places-for-numbers",
    "An order is first, second, third.",
    "these are places in a queue, and as places they are right. The card asks for the number behind "
    "each place. What do you multiply, and what do you divide by?",
    close=True,
)

OPEN_IN_THE_BASE = Misconception(
    "open-in-the-base",
    "All complaints belong in the base.",
    "for all of them together you also counted complaints that are still open. They have no number "
    "of days yet. How many are closed?",
)
PLAIN_AVERAGE_OF_ENDINGS = Misconception(
    "plain-average-of-endings",
    "The whole is the plain average of the three endings.",
    "the last number is the plain average of the three others. It gives a rare ending the "
    "same voice as a frequent one. How many complaints stand behind each?",
)
DAYS_NOT_DIVIDED = Misconception(
    "days-not-divided",
    "The days in all are how long it takes.",
    "these are all the days together. The question is how long *one* complaint takes. What do you "
    "divide by?",
)
COMPLAINTS_FOR_DAYS = Misconception(
    "complaints-for-days",
    "I give how many complaints there were.",
    "these are numbers of complaints. The question asks for days: you need both columns.",
)
COMPLAINTS_PER_DAY = Misconception(
    "complaints-per-day",
    "I divide the complaints by the days.",
    "you divided the wrong way round: these are complaints per day. How many days fall to one "
    "complaint?",
)
WHO_SPOKE_INSTEAD = Misconception(
    "who-spoke-instead",
    "I give the share that complained.",
    "{answer} % is the share that *did* complain. The question is about the others.",
    close=True,
)
TICKETS_ARE_PEOPLE = Misconception(
    "tickets-are-people",
    "Every ticket is another customer.",
    "{answer} % takes every ticket for another customer. Some people complained twice. Which line "
    "of the table counts people?",
)
SILENT_OF_ALL_WHO_CAME = Misconception(
    "silent-of-all-who-came",
    "The share is one of all customers.",
    "{answer} % is a share of everybody who came. Most of them had nothing to complain of. Of whom "
    "is the share asked?",
)
LOUD_AGAINST_SILENT = Misconception(
    "loud-against-silent",
    "I compare those who complained with the silent.",
    "{answer} % compares those who complained with the silent. A share compares a part with the "
    "whole. Who is the part here, and who is the whole?",
)
REACH_ALONE = Misconception(
    "reach-alone",
    "The most frequent complaint comes first.",
    "these are numbers of complaints: reach alone. How much does each of them hurt, and what would "
    "mending it take?",
)
EFFORT_FORGOTTEN = Misconception(
    "effort-forgotten",
    "What hurts the most people most comes first, whatever it takes.",
    "reach and pain are in it, effort is not. Two causes can hurt alike, and one takes twice the "
    "hours. What do you divide by?",
)
REACH_FORGOTTEN = Misconception(
    "reach-forgotten",
    "What hurts one customer most comes first.",
    "you divided the pain of *one* complaint by the hours. How many customers does it meet?",
)
PAIN_FORGOTTEN = Misconception(
    "pain-forgotten",
    "A complaint is a complaint.",
    "you divided complaints by hours, as if each hurt alike. What does one of them cost the "
    "customer?",
)
EFFORT_MULTIPLIED = Misconception(
    "effort-multiplied",
    "The three numbers are multiplied.",
    "you multiplied by the hours, so the hardest cause looks the most urgent. What should many hours "
    "do to a place in the queue?",
)

# Compensation

ASK_THE_MANAGER = Misconception(
    "ask-the-manager",
    "Money is the manager's business.",
    "that leaves the staff without any authority, which the source lists among the mistakes. The "
    "customer waits, and small losses wait as long as large ones. Look at the two percentages again.",
)
PROMISE_ANYTHING = Misconception(
    "promise-anything",
    "The customer gets whatever the customer asks for.",
    "that promises what nobody can be sure to keep. By the source, a promise that is not kept loses "
    "probably *all* trust. What limits a promise so that it can be kept?",
)
LOUD_ONES_ARE_PAID = Misconception(
    "loud-ones-are-paid",
    "Make good where somebody threatens to go.",
    "that pays for shouting. The quiet ones have lost the same, and they will learn how it is done. "
    "What should decide: the voice or the loss?",
)
PAYS_WITHIN_THE_YEAR = Misconception(
    "compensation-pays-at-once",
    "What is paid to customers comes back within the year.",
    "the rule stands; reason 3 does not. The source says that making good may cut the profit at "
    "first. In the inbox, too, you saw crowns go. What comes back, and when, is another matter.",
)
PAID_IS_MENDED = Misconception(
    "paid-is-mended",
    "When the loss is paid, the matter is closed.",
    "the rule stands; reason 4 does not. Money closes the matter with one person; the next one meets "
    "the same cause. What else belongs to the loop?",
)
