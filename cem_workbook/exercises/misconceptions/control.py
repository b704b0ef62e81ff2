"""Wrong ideas about who owns the customer's experience: one person, a rule, other firms' answers."""

from __future__ import annotations

from cem_workbook.exercises.misconceptions.idea import Misconception

# How to read «شغل»

JOBS_GO_WITHOUT_US = Misconception(
    "jobs-go-without-us",
    "The lesson wants machines to take over our jobs.",
    "that takes «شغل» for the work that somebody does, and the lesson for a goodbye to the staff. "
    "The same paragraph gives everybody a key role. What else can «شغل» stand for, if the English "
    "title says *business*?",
)
EVERYBODY_STEERS_ALONE = Misconception(
    "everybody-steers-alone",
    "Everybody steers the customer's experience from their own job.",
    "that takes «شغل» for each one's own work. Then customers would meet as many ways as there are "
    "people. The lesson begins with a *coordinated* approach. Who or what is to act without us?",
)
CONTROL_FROM_THE_TOP = Misconception(
    "control-from-the-top",
    "Giving the business control means that the management controls more.",
    "that takes *control* for checking from above. The lesson gives control *to* the business. If every "
    "case goes to the top, what happens on the day when nobody is there to sign?",
)

# To copy, or to learn

LOOKING_IS_COPYING = Misconception(
    "looking-is-copying",
    "Do not copy means: take nothing from other firms.",
    "you leave ways of finding out to others, too. The perfume is the finished scent, which everybody can "
    "buy. Which of these statements tell you *how to find* an answer of your own?",
)
SUCCESS_MAKES_A_METHOD = Misconception(
    "success-makes-a-method",
    "What has worked for a well-known firm is a method.",
    "you take finished answers along because the firm is good. They answer *its* customers' question, and "
    "your neighbours can buy them as well. Would this thing find anything out about *your* customers?",
)
EVERYTHING_IS_A_METHOD = Misconception(
    "everything-is-a-method",
    "Whatever others do, one can learn it.",
    "you take finished answers along, too: something that is ready, and that anybody in the street can have. "
    "Which of these find something out, again and again, and which are already found?",
)
COMPARING_IS_COPYING = Misconception(
    "comparing-is-copying",
    "Whoever compares with others copies them.",
    "a comparison shows where you stand, and copies nothing. It is one of the eight criteria of lesson 2. "
    "Sort it by this: does it hand you an answer, or does it help you find yours?",
)

# How much hangs on one person

SHARE_OF_THE_STAFF = Misconception(
    "share-of-the-staff",
    "One of seven people does a seventh of the work.",
    "{answer} % is one person as a share of the *people*. Work is not spread so evenly. Count the complaints "
    "that this person handles.",
)
SHARE_OF_THE_FIRM = Misconception(
    "share-of-the-firm",
    "I divide by the complaints of the whole firm.",
    "{answer} % is divided by the complaints of all four branches. Who stands beside this person on a bad "
    "day: the branch, or the firm?",
)
MANAGER_IS_THE_BUSIEST = Misconception(
    "manager-is-the-busiest",
    "The manager is the one on whom it hangs.",
    "{answer} % is the share of the branch's *manager*. The title does not say who handles most. Look down "
    "the column.",
)
BUSIEST_BESIDE_THE_REST = Misconception(
    "busiest-beside-the-rest",
    "I compare the busiest with the others.",
    "{answer} % compares one person with all the *others*. A share compares a part with the whole, and this "
    "person belongs to the whole. What is missing in your divisor?",
)

# Who may promise what

CASES_INSTEAD_OF_CROWNS = Misconception(
    "cases-instead-of-crowns",
    "I count the cases that can be made good.",
    "{answer} % is a share of the *cases*: each counts one, small or large. The question asks about the "
    "crowns lost. Which column holds them?",
)
MANAGER_STILL_THERE = Misconception(
    "manager-still-there",
    "I take the highest limit in the branch, as always.",
    "{answer} % is what the *manager* could make good, and the manager is away. Up to which loss may "
    "{person} go alone?",
)
WHAT_MUST_WAIT = Misconception(
    "what-must-wait",
    "I give the share that has to wait for the manager.",
    "{answer} % is the other part: the crowns that {person} may *not* make good. Read the last sentence of the "
    "question once more. Which part does it ask for?",
)
WHOLE_FIRM_FOR_A_BRANCH = Misconception(
    "whole-firm-for-a-branch",
    "I take all tickets of the firm.",
    "{answer} % is the share over all four branches. {person} works at one of them. Which?",
)
AVERAGE_AUTHORITY = Misconception(
    "average-authority",
    "The branch can promise its average authority.",
    "{answer} % takes the *average* authority of the branch as the limit. An average decides on nothing: one "
    "person is there. Which limit does {person} have?",
)
ONE_BAND_ONLY = Misconception(
    "one-band-only",
    "I take the line of the table that ends at the limit.",
    "{answer} % is one line of the table: the losses just below the limit. Somebody who may promise that much "
    "may also promise less. Which lines belong to it?",
)
A_PART_OF_EACH_LOSS = Misconception(
    "a-part-of-each-loss",
    "For a large loss one pays as much as one may.",
    "{answer} % also counts a part of every large loss. Made good means the whole loss: whoever lost 90 and "
    "gets 20 is not made good. Which cases can be settled in full?",
)
MANAGER_COUNTED_AMONG_THE_REST = Misconception(
    "manager-counted-among-the-rest",
    "I count everybody at the branch with the authority.",
    "you have counted the manager, too. The question is about a day on which the manager is away. Who is "
    "left?",
)
MEAN_FOR_MEDIAN = Misconception(
    "mean-for-median",
    "The average loss is the usual loss.",
    "you have measured by the *mean* loss. A few large losses pull it up, so it lies above what is usual. "
    "Which of the two numbers has half of the complaints below it?",
)
ANY_AUTHORITY_WILL_DO = Misconception(
    "any-authority-will-do",
    "Whoever may promise anything can act.",
    "you have counted everybody with any authority at all. Somebody who may promise 10 crowns cannot make "
    "good a loss of 15. Compare each limit with the branch's own loss.",
)
EVERYBODY_THERE_CAN_ACT = Misconception(
    "everybody-there-can-act",
    "Whoever is there can act.",
    "you have counted everybody who is there. To be there is one thing, to be allowed to settle the case is "
    "another. Compare each limit with the loss.",
)

# People and the business

ONLY_MACHINES_ARE_THE_BUSINESS = Misconception(
    "only-machines-are-the-business",
    "The business is what runs by itself; where people do it, it is people's duty.",
    "you have given to the people what the firm arranges for *all*, such as training or a bonus, because "
    "people carry it out. It brings people into line with the strategy. Whose duty is that, in the two "
    "sentences of the lesson?",
)
PEOPLE_DO_IT_ALL = Misconception(
    "people-do-it-all",
    "In the end everything is done by people.",
    "you have given to the people what works without them. The lesson wants this non-human part, the "
    "process, to be let into the customers' affairs. Which of these go on when nobody is there?",
)
ALIGNING_IS_THE_FIRMS_WORK = Misconception(
    "aligning-is-the-firms-work",
    "Strategy is the firm's business; people do as they are told.",
    "you have given to the firm what a person does who looks at a result. The lesson asks this of people: "
    "see that *results* fit the strategy. Who notices here that a result does not?",
)

# Lightning and the solid customer

LIGHTNING_MEANS_SPEED = Misconception(
    "lightning-means-speed",
    "Lightning stands for speed, so speed is what counts.",
    "that explains an image that nobody can be sure of, and makes a rule of it. What the paragraph wants "
    "to speed up is initiative and creativity, not service; and the lesson calls CEM a *very long* process. "
    "What is said there without an image?",
)
SOLID_MEANS_THE_SAME_FOR_ALL = Misconception(
    "solid-means-the-same-for-all",
    "A solid experience is one that is the same for everybody.",
    "that is a guess at «جامد», “solid”. The sentence may be a mistranslation, and other sources want each "
    "customer treated as unique. What can be taken from the paragraph without guessing?",
)
DAMAGED_MEANS_WORTHLESS = Misconception(
    "damaged-means-worthless",
    "If one sentence cannot be understood, the lesson is worthless.",
    "that throws away the sentences that are plain because of two that are not. Read the paragraph once more, "
    "and leave the two images out. What remains?",
)

# Where a deputy does most

MOST_CUSTOMERS_FIRST = Misconception(
    "most-customers-first",
    "The deputy goes where most customers pass.",
    "most customers pass there, nearly all with usual cases, and for those the rule is enough. For which "
    "cases does one need somebody who may decide?",
)
LARGEST_SHARE_FIRST = Misconception(
    "largest-share-first",
    "The deputy goes where the share of odd cases is largest.",
    "the *share* of odd cases is largest there, and there are few customers. A deputy decides on cases, not "
    "on shares. How many odd cases come up there in a week, and how many elsewhere?",
)
TWICE_LOOKED_AFTER = Misconception(
    "twice-looked-after",
    "The deputy goes where most odd cases come up, whoever is there already.",
    "many odd cases come up there, and a centre of excellence is there to decide on them. A deputy would be "
    "the second. Where is there nobody yet?",
)
BUSY_MEANS_DANGER = Misconception(
    "busy-means-danger",
    "Where many pass, most falls.",
    "the decision is right; reason {busy_reason} is not. Where many pass, most are usual cases, and the rule "
    "serves them. What falls is what no rule foresees.",
)
DEPUTIES_CAN_WAIT = Misconception(
    "deputies-can-wait",
    "A deputy can be found when one is needed.",
    "the decision is right; reason {later_reason} is not. On the first day without {person}, nobody is there "
    "from whom a deputy could learn. When must a deputy be trained?",
)
