"""Wrong ideas about the four steps, their two accounts, and figures of maturity."""

from __future__ import annotations

from cem_workbook.exercises.misconceptions.idea import Misconception

# The steps

FEEDBACK_IS_KNOWING = Misconception(
    "feedback-is-knowing",
    "Collecting feedback belongs to knowing the customer, so to step 1.",
    "you put feedback on step 1. Step 1 wants to know what customers *bring*. What does the firm do "
    "with what customers *say*, and on which step?",
)
DELIGHT_IS_INSPIRING = Misconception(
    "delight-is-inspiring",
    "Whoever is delighted is inspired.",
    "you exchanged two steps: a feeling that lasts, and a new solution. Which line speaks of what is "
    "felt, and which of what is invented?",
)
KNOWING_IS_TARGETING = Misconception(
    "knowing-is-targeting",
    "Knowing customers' lives is knowing the target.",
    "you put knowing people's lives on step 1. There one knows what they buy and bring. What is the "
    "deep knowledge of their life for?",
    close=True,
)
PART_IS_SERVICE = Misconception(
    "part-of-the-firm-is-service",
    "Which part of the firm a customer advances is a matter of service, so of step 2.",
    "you put on step 2 which part of the firm a customer advances. Nobody has said anything yet that "
    "could be answered. Whose growth and profit does this line look at?",
    close=True,
)

SUPPORT_IS_SERVICE = Misconception(
    "support-is-service",
    "Supportive behaviour is what a service desk does.",
    "you put supportive behaviour on step 2, as if the firm supported. Here the *customer* supports "
    "the firm, and speaks up for it. What stirs somebody to do that?",
    close=True,
)
SOLVING_IS_RESPONDING = Misconception(
    "solving-is-responding",
    "Whoever solves a problem responds.",
    "you put on step 2 what is solved before anybody asks. Whoever responds has heard something "
    "first. Which step does not wait for that?",
    close=True,
)
THINKING_IS_BONDING = Misconception(
    "thinking-is-bonding",
    "Whoever thinks deeply of customers has a bond with them.",
    "you put thinking about people's lives on step 3. A bond is what customers feel for the firm. "
    "This line looks at them where the firm is *not*. What can it find there?",
    close=True,
)

# Tools and roles

CRM_IS_ENGAGING = Misconception(
    "crm-is-engaging",
    "Relationship stands in the name of CRM, so it belongs to engaging.",
    "you took CRM by its name. In this account it serves the firm's own profit. On which step is "
    "“the customer is not the goal” said?",
)
EFM_COMES_FIRST = Misconception(
    "efm-comes-first",
    "Feedback comes first, so EFM belongs to step 1.",
    "you let feedback come first. In this account the first step sells, and listens little. Which "
    "step *answers*?",
)
CEM_GROWS_STEP_BY_STEP = Misconception(
    "cem-grows-step-by-step",
    "The role of CEM grows with every step.",
    "you let the role grow from step to step. That would be tidy. The account calls it strong at the "
    "very place where it brings in a tool of its own. Which tool, and which step?",
    close=True,
)
CEM_IS_FEELINGS = Misconception(
    "cem-is-feelings",
    "CEM is about feelings, so its role is strongest in engaging.",
    "you gave the strongest role to feelings. One step asks to know more of customers than what they "
    "feel in the shop. Which?",
)

# Two accounts

ALL_IN_BOTH = Misconception(
    "both-accounts-say-the-same",
    "It is one author and one list, so both say the same.",
    "you put under “both” what one account alone has. They share a core, and each has thoughts of "
    "its own. Take the words one by one, and look for each in both accounts.",
)
BOND_ONLY_IN_ONE = Misconception(
    "bond-only-in-one",
    "The emotional bond stands in the longer account only.",
    "you found the bond in the longer account only. The other one has it in other words. Read its "
    "line on step 3 once more.",
    close=True,
)
DELIGHT_MEANS_ADVOCACY = Misconception(
    "delight-means-advocacy",
    "Delighted customers speak up, so both words mean one thing.",
    "you put delight and supportive behaviour into one place. One is what a customer feels, the other "
    "what a customer *does*. Each account names one of them.",
)
LONGER_HAS_ALL = Misconception(
    "longer-account-has-all",
    "The longer account explains the shorter one, so it has all of it.",
    "you took the longer account for complete. It leaves out two things that the short one has, one "
    "of step 1 and one of step 3. Which words can you not find in it?",
)

# The leap

JOURNEY_AGAINST_STEPS = Misconception(
    "journey-against-steps",
    "A journey cannot have steps.",
    "a journey can be told in stages; these two go well together. Look for a sentence that says the "
    "order does not matter, and for one that says it does.",
)
NEW_AGAINST_OLD = Misconception(
    "new-firms-against-old-firms",
    "It says one thing of new firms, another of old ones.",
    "the paragraph says “especially” of new firms; nothing is said of old ones that could conflict. "
    "What does it say of the *order*?",
)
NOTHING_CONFLICTS = Misconception(
    "the-leap-has-no-conflict",
    "Nothing conflicts: the warning explains the sentence.",
    "read the first sentence alone, as a manager in a hurry would. What would that manager do? And "
    "what does the last sentence say happens then?",
)

# Inspire

INSPIRE_THEM = Misconception(
    "we-inspire-the-customer",
    "In step 4 the firm inspires its customers.",
    "that turns the step round, as the English word “inspire” invites one to do. The Persian says "
    "«الهام گرفتن از مشتری»: to take inspiration. From whom?",
)
ASK_AND_BUILD = Misconception(
    "ask-and-build",
    "Step 4 is to ask customers what they want, and to build it.",
    "to ask and to build what was named is good work, and it comes *after* somebody asked. What does "
    "the step say about when?",
    close=True,
)
NEVER_ASK = Misconception(
    "never-ask",
    "Who leads the market does not ask customers.",
    "what people cannot name can still be seen by those who look. Without asking and without "
    "looking, where would the idea come from?",
)

# A figure

ONE_STANDARD_ERROR = Misconception(
    "one-standard-error",
    "An interval is the share and its standard error either side.",
    "your ends lie one standard error away from the middle: some 68 %, not 95 %. Which number stands "
    "before the root?",
    close=True,
)
TEXTBOOK_INTERVAL = Misconception(
    "textbook-interval",
    "The interval is the share, plus and minus 1.96 standard errors.",
    "this is the textbook interval around the reported share. For small shares it reaches too low. "
    "The card gives another formula: its middle is not the share itself.",
    close=True,
)
BRACKETS_OVERLOOKED = Misconception(
    "brackets-overlooked",
    "Only the root is divided.",
    "you divided the root alone, so the ends lie far above 100 %. The brackets say what is divided "
    "by n + 3.84: everything before it.",
    close=True,
)
ENDS_EXCHANGED = Misconception(
    "ends-exchanged",
    "The upper end first.",
    "one end of the interval stands where the other belongs. Which of the two is the smaller?",
    close=True,
)
FIRMS_FOR_SHARES = Misconception(
    "firms-for-shares",
    "I give how many firms it is.",
    "these are numbers of firms. The card asks for per cent of those who were asked.",
)

# The firm's parts

SEGMENT_INTO_CHANNELS = Misconception(
    "segment-into-channels",
    "I divide by the segment's own revenue.",
    "you divided by each segment's own revenue: that says by which channel *they* come. The question "
    "looks from the other side: who carries this channel?",
)
OF_ALL_REVENUE = Misconception(
    "of-all-revenue",
    "A share is a share of everything.",
    "you divided by the revenue of the whole firm, so your four shares do not add up to 100. Of "
    "which part of the firm is the share asked?",
)
PURCHASES_FOR_REVENUE = Misconception(
    "purchases-for-revenue",
    "Who comes most often carries the channel.",
    "you counted purchases. Step 1 asks what they bring. Which column holds the crowns?",
)
CROWNS_FOR_SHARES = Misconception(
    "crowns-for-shares",
    "I give the crowns.",
    "these are the crowns themselves. Divide them by the channel's crowns in all.",
)

# Answered in time

TIMELY_COUNT = Misconception(
    "timely-count",
    "The more are answered in time, the better.",
    "these are numbers of complaints. A half-year with many complaints has many of everything. Of "
    "how many is it a share?",
)
RUNNING_SHARE = Misconception(
    "running-share",
    "I count from the beginning up to each half-year.",
    "your shares run from the beginning up to each half-year. Such a line moves ever more slowly, and "
    "hides whether anything improved lately. Take each half-year by itself.",
)
OF_TWO_YEARS = Misconception(
    "of-all-complaints",
    "All shares have one base: all complaints.",
    "you divided by the complaints of both years together. Each half-year has its own base.",
)
CLOSED_IS_CLOSED = Misconception(
    "closed-is-closed",
    "Closed is closed, however late.",
    "you counted all that were closed, however late. Step 2 promises an answer while it still helps. "
    "Which column holds those?",
)
LATE_FOR_TIMELY = Misconception(
    "late-for-timely",
    "I give the share that was not in time.",
    "these are the shares that were *not* closed in time. The card asks for the other side.",
    close=True,
)
OPEN_ARE_NO_COMPLAINTS = Misconception(
    "open-are-no-complaints",
    "What is still open does not count yet.",
    "you left the open ones out. Whoever waits for an answer has not had one in time. The card says "
    "where they belong.",
    close=True,
)
