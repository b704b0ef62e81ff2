"""Wrong ideas about two voices in a call, about agreement, and about listening programmes."""

from __future__ import annotations

from cem_workbook.exercises.misconceptions.idea import Misconception

# The employee's voice

BLAME_THE_PERSON = Misconception(
    "blame-the-person",
    "If a call goes badly, the employee was not willing.",
    "where you are off, you say that *nothing* stood in the employee's way: they only had to want "
    "to. Read what the employee says. What would they have needed, from whom?",
)
NEED_TAKEN_FOR_OBSTACLE = Misconception(
    "need-taken-for-obstacle",
    "What the customer lacks is what the employee lacks.",
    "you follow the caller: who asks for information gets “no information”, who wants money back "
    "“no authority”. That is the customer's voice once more. What does the *employee* say is missing?",
)
UNTOLD_IS_UNSEEN = Misconception(
    "untold-is-unseen",
    "Not having been told is the same as not being able to look it up.",
    "somebody *decided* something here and did not say so: a letter, a poster, an offer. “No "
    "information” is for what lies in another system and cannot be looked up. Which of the two needs "
    "a new screen, and which a message beforehand?",
)
UNSEEN_IS_UNTOLD = Misconception(
    "unseen-is-untold",
    "Whoever does not know something was not told it.",
    "did somebody here *decide* something and keep it to themselves? Or does it stand in the firm's "
    "books, where this employee cannot look? Read the employee's words once more.",
)
A_NO_IS_AN_OBSTACLE = Misconception(
    "a-no-is-an-obstacle",
    "Something must stand in the way of every employee.",
    "something stands in the way only if the employee's own words say so: “I may not”, “I cannot look "
    "into it”, “there are others waiting”, “nobody has told us”. Where you are off, can you find such "
    "words?",
)
ALWAYS_TIME = Misconception(
    "always-time",
    "With more people on the phones, all would go well.",
    "where you are off, you say *no time*. Would this call have ended better with ten minutes more? "
    "Look at what the employee may do, can see and has been told.",
)

# Agreement and chance

TWO_WAYS_HALF_CHANCE = Misconception(
    "two-ways-half-chance",
    "There are two possibilities, so chance gives one half.",
    "{answer} % would be right if both gave the code to every second call. They do not. How often "
    "does each of them give it?",
)
ONE_CODE_OF_FIVE = Misconception(
    "one-code-of-five",
    "There are five codes, so chance gives one fifth.",
    "{answer} % would be the chance of one code of five, if all were given equally often. Here only "
    "*one* code counts: it is given, or it is not. How often does each of the two give it?",
)
YES_ONLY = Misconception(
    "chance-on-yes-only",
    "They agree by chance where both say yes by chance.",
    "{answer} % is the chance that *both give* the code. They also agree where neither gives it. How "
    "large is that part?",
)
OBSERVED_FOR_CHANCE = Misconception(
    "observed-for-chance",
    "The agreement that I count is the agreement to expect.",
    "{answer} % is how often they *did* agree, having listened. The question is what blind chance "
    "would do. For that you need only how often each of them gives the code.",
)
MEAN_OF_THE_SHARES = Misconception(
    "mean-of-the-shares",
    "I take the middle of how often the two give the code.",
    "{answer} % is how often the code is given, on average. Chance agreement is about *both at once*: "
    "both give it, or neither does. What do you do with two chances that must come together?",
)
AGREEMENT_IS_KAPPA = Misconception(
    "agreement-is-kappa",
    "Kappa is the share of calls on which two agree.",
    "{answer} is the plain agreement. Part of it, chance would have made as well. How much is left "
    "beyond chance, and out of how much?",
)
BEYOND_CHANCE_ONLY = Misconception(
    "beyond-chance-only",
    "Kappa is the agreement less chance.",
    "{answer} is the agreement beyond chance. The last step is missing: compare it with the most that "
    "there *could* be beyond chance.",
)
DIVIDED_BY_CHANCE = Misconception(
    "divided-by-chance",
    "I divide by what chance would do.",
    "{answer} divides by what chance *does*. Divide by what chance *leaves open*: how far is it from "
    "there to full agreement?",
)
DIVIDED_BY_AGREEMENT = Misconception(
    "divided-by-agreement",
    "I divide by the agreement.",
    "{answer} is the part of the agreement that chance does not explain. Kappa divides by what chance "
    "leaves open: how far is it from there to full agreement?",
)
KAPPA_IN_PER_CENT = Misconception(
    "kappa-in-per-cent",
    "Kappa is a percentage.",
    "{answer} has the right figures. Kappa is written from −1 to 1, so that nobody takes it for a "
    "share of calls.",
    close=True,
)

# Causes behind topics

CAUSE_IN_THE_LOUDEST_TOPIC = Misconception(
    "cause-in-the-loudest-topic",
    "The loudest topic tells me all I need.",
    "{answer} % is right for “{loudest}” alone. The other topics have their complaints as well. Add "
    "up all rows first.",
)
ALL_COMPLAINTS_AS_BASE = Misconception(
    "all-complaints-as-base",
    "A share is a share of all complaints.",
    "{answer} % divides by *all* closed complaints. The question is about those that were not made "
    "good. Which column is the whole?",
)
TOPIC_FOR_CAUSE = Misconception(
    "topic-for-cause",
    "The topic is the cause.",
    "{answer} % is how much of it is filed under “{loudest}”. A topic says *what about*. You are "
    "asked what stood in the staff's way: the last column.",
)
SHARE_NOT_MADE_GOOD = Misconception(
    "share-not-made-good",
    "The share that is asked for is the share that went badly.",
    "{answer} % is how many of the closed complaints were not made good. The question looks *inside* "
    "these: how many of them were beyond authority?",
)
MEAN_OF_THE_TOPICS = Misconception(
    "mean-of-the-topics",
    "I take the average of the topics' shares.",
    "{answer} % is the plain average of the topics. It gives a rare topic the same weight as the "
    "loudest. Add up the two columns first, then divide.",
)

# Reading the source

LARGE_COMPANIES_AS_CUSTOMERS = Misconception(
    "large-companies-as-customers",
    "The criterion says that large companies should become customers.",
    "that takes the words as they stand, and makes a sales plan of them. The other seven criteria are "
    "about one's own organisation. What would fit between them?",
)
LARGE_COMPANIES_AS_MODELS = Misconception(
    "large-companies-as-models",
    "The criterion says to do as large companies do.",
    "comparing stands in the list already, and lesson 3 of the same source warns against copying. Look "
    "at the words again: what else might “large” and “company” have been in another language?",
)
WHAT_IS_UNCLEAR_GOES = Misconception(
    "what-is-unclear-goes",
    "A criterion that makes no sense can be left out.",
    "then your readers never learn that there was an eighth, and cannot judge for themselves. What can "
    "you do with a sentence that you doubt, apart from hiding it?",
)
SITTING_OPPOSITE_SUFFICES = Misconception(
    "sitting-opposite-suffices",
    "Whoever sits opposite a customer hears what they need.",
    "that turns the sentence round: “*not only* that they sit opposite” says that this is too little. "
    "What must be there besides?",
)
ONLY_THE_FRONT_LINE = Misconception(
    "only-the-front-line",
    "Thinking like the customer is for those who meet customers.",
    "the sentence begins with *all* employees, direct and support. Think of the letter of call 4: who "
    "wrote it, and would they ever have met the caller?",
)
VOICES_TELL_NOTHING = Misconception(
    "voices-tell-nothing",
    "The sentence says that one cannot hear a need in a voice.",
    "the sentence wants the need to be heard, in either reading; two lines on, the source sends its "
    "executives to the telephone. What is it that does *not* suffice?",
)

# Ways to listen

A_CALL_IS_BOTH_VOICES = Misconception(
    "a-call-is-both-voices",
    "Whoever hears a call hears both voices.",
    "on a recording, and in the staff's place, one hears the customer. What stands in the employee's "
    "way is not said there: nobody asks, or the employee is not even in the room. Where could one ask?",
)
LIVING_IT_IS_BOTH = Misconception(
    "living-it-is-both",
    "When an employee lives it as a customer, both voices are heard.",
    "whoever stays in a listed home is a *guest* that night: the employee learns what a customer needs. "
    "Of what stands in the way of the staff at the desk, one learns nothing there.",
)
AN_AVERAGE_IS_A_VOICE = Misconception(
    "an-average-is-a-voice",
    "A score is what customers say.",
    "an average of last year says how *much*, and not what anybody needs. Could you code it with one of "
    "the five needs?",
)
BESIDE_HEARS_CUSTOMERS_ONLY = Misconception(
    "beside-hears-customers-only",
    "On the phones, executives learn about customers.",
    "they do, and that is half of it. Who sits beside them, and what can be seen from there?",
)
RECORDINGS_SUFFICE = Misconception(
    "recordings-suffice",
    "Executives can listen to recordings when it suits them.",
    "from recordings they learn the customer's voice. The employee cannot be asked there, and what "
    "stands in their way is easily taken for unfriendliness. Where is the second voice?",
)
REPLACE_THE_STAFF = Misconception(
    "replace-the-staff",
    "If executives do the work themselves, they learn most, and the staff have a rest.",
    "an executive may decide everything and knows whom to ring. So the obstacles that the staff meet "
    "every day never come up. Who would have to sit there to show them?",
)
REPORT_INSTEAD_OF_CHANGE = Misconception(
    "report-instead-of-change",
    "The result of listening is a report with all that was found.",
    "twenty recommendations are twenty times nothing until one of them is done. What would the staff "
    "who were listened to see, a month later?",
)
EXECUTIVES_ARE_FASTER = Misconception(
    "executives-are-faster",
    "Executives deal with calls faster than the staff.",
    "the decision stands; reason 4 does not. Perhaps they are faster: they may decide everything. That "
    "is the very thing that hides what stands in the staff's way.",
)
ACT_WHEN_CERTAIN = Misconception(
    "act-when-certain",
    "One should listen until all is certain, and only then change something.",
    "the decision stands; reason 5 does not. In the model, two hundred calls were surer, and the change "
    "came months later. How sure do you have to be to make *one* change that can be taken back?",
)
