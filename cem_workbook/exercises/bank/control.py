"""Page 05: lesson 3, give the business control of customer experience."""

from __future__ import annotations

from cem_workbook.exercises.bank import control_cases as cases
from cem_workbook.exercises.exercise import Exercise
from cem_workbook.exercises.kinds import PLAN, Choice, Decision, Number, Reflection, Verdict
from cem_workbook.exercises.misconceptions import control as wrong
from cem_workbook.exercises.misconceptions.general import COUNT_INSTEAD_OF_SHARE
from cem_workbook.exercises.sheets import Classify, Table

# As wide as what is said back: ideas that round to the same figure are not told apart.
PERCENT = Number(unit="percent", tolerance=0.1, low=0, high=100)

EXERCISES = (
    Exercise(
        id="control-1",
        goal="Read a word that was translated too literally",
        minutes=3,
        ask="The English title of the lesson is *Give the business control of customer experience*. The "
        "Persian article says «شغل» for “business”; the word means job, occupation. Taken literally, "
        "its title says: “Let us allow our **job** to steer the customer experience!” A sentence in it "
        "says: “our **job** must also be able to act **without us**” [001 · Lesson 3].\n\n"
        "What is meant?",
        answer=Choice(
            options={
                "a": "Our jobs are to be done without us: machines take them over.",
                "b": "Everybody steers the customer's experience from their own job, in their own way.",
                "c": "Our business, its units and processes, must serve the customer well even when we "
                "are not there.",
                "d": "The management takes more control: in future it decides on every case.",
            }
        ),
        expected=lambda c: "c",
        misconceptions=(
            wrong.JOBS_GO_WITHOUT_US.shows_as("a"),
            wrong.EVERYBODY_STEERS_ALONE.shows_as("b"),
            wrong.CONTROL_FROM_THE_TOP.shows_as("d"),
        ),
        hints=(
            "Put the English word of the title back into both sentences.",
            "What can go on acting while you are on holiday?",
            "Three options speak of persons: those who hold jobs, or those at the top. One speaks of "
            "the firm.",
        ),
        right="So read «شغل» as *the business*: its units and its processes (I-25). The reading is the "
        "course's own; without it the sentences are odd.",
        solution="Answer c. The word is a translation of *business*. What shall act without us is what the "
        "firm has arranged: owners, rules, and people who may stand in (I-25).",
    ),
    Exercise(
        id="control-2",
        goal="Measure how much goes through one person",
        minutes=4,
        code=True,
        ask="The **{branch}** branch of {title}. Who has handled how many complaints in 2024 and 2025?\n\n"
        "| name | role | complaints |\n| :--- | :--- | ---: |\n{lines}\n\n"
        "What share of the branch's complaints goes through its **busiest** person? In per cent, with one "
        "decimal.",
        answer=PERCENT,
        case=cases.one_branch,
        expected=cases.share("busiest", "all"),
        misconceptions=(
            wrong.SHARE_OF_THE_STAFF.shows_as(cases.one_of_the_people),
            wrong.SHARE_OF_THE_FIRM.shows_as(cases.share("busiest", "firm")),
            wrong.MANAGER_IS_THE_BUSIEST.shows_as(cases.managers_share),
            wrong.BUSIEST_BESIDE_THE_REST.shows_as(cases.beside_the_rest),
            COUNT_INSTEAD_OF_SHARE.shows_as(cases.busiest_counted),
        ),
        hints=(
            "Find the largest number in the column. That is the part; what is the whole?",
            "Add up the column.",
            "Divide {busiest} by the sum of the column.",
        ),
        right="{answer} %. If all {people} people had the same, it would be {even:.1f} %. How far apart "
        "are the two?",
        solution="All complaints of the branch are {all}. {busiest} / {all} = {result} %.\n\nIn code:\n\n"
        "```python\n"
        'branch = tickets[tickets["branch"] == "{branch}"]\n'
        'busiest = 100 * branch["staff_id"].value_counts(normalize=True).max()\n'
        "```",
    ),
    Exercise(
        id="control-3",
        goal="Measure what one person may settle alone",
        minutes=5,
        code=True,
        ask="The manager of the **{branch}** branch of {title} may promise {top} crowns without asking, and is "
        "away today. **{person}** is alone at the branch, and may promise **{limit} crowns**.\n\n"
        "Here are the branch's complaints of two years, by what the customer had lost. (A loss of exactly "
        "{limit} crowns stands in the row “up to {limit}”.)\n\n"
        "| loss, crowns | complaints | lost together, crowns |\n| :--- | ---: | ---: |\n{lines}\n"
        "| all | {cases} | {crowns} |\n\n"
        "Of all the **crowns lost**, what share lies in cases that {person} may make good **in full, alone**? "
        "In per cent, with one decimal.",
        answer=Number(unit="percent", tolerance=0.15, low=0, high=100),
        case=cases.stand_in,
        expected=lambda c: c["settled"],
        misconceptions=(
            wrong.CASES_INSTEAD_OF_CROWNS.shows_as(lambda c: c["share_of_cases"]),
            wrong.MANAGER_STILL_THERE.shows_as(lambda c: c["by_the_manager"]),
            wrong.WHAT_MUST_WAIT.shows_as(cases.what_must_wait),
            wrong.ONE_BAND_ONLY.shows_as(cases.far_from_right("of_the_band")),
            wrong.WHOLE_FIRM_FOR_A_BRANCH.shows_as(cases.far_from_right("of_the_firm")),
            wrong.AVERAGE_AUTHORITY.shows_as(cases.far_from_right("by_the_average")),
            wrong.A_PART_OF_EACH_LOSS.shows_as(lambda c: c["in_part"]),
        ),
        hints=(
            "Draw a line through the table at {limit} crowns. Which rows stand above that line?",
            "Add up the *crowns* of those rows, and divide by the crowns of all.",
            "The whole is {crowns} crowns.",
        ),
        right="{answer} % of the crowns lost, and {share_of_cases:.0f} % of the cases. A small loss is "
        "a whole case, and few crowns. The larger ones wait until somebody comes who may promise more.",
        solution="Add the crowns of the rows up to {limit}, and divide by {crowns}: {result} %.\n\nIn code:\n\n"
        "```python\n"
        'loss = tickets.loc[tickets["branch"] == "{branch}", "loss"]\n'
        "settled = 100 * loss[loss <= {limit}].sum() / loss.sum()\n"
        "```",
    ),
    Exercise(
        id="control-4",
        goal="Count who is left to decide",
        minutes=5,
        code=True,
        ask="Today all four managers of {title} are at a meeting. Below are the losses of each branch's "
        "complaints, and what each person may promise without asking, in crowns.\n\n"
        "| branch | median loss | mean loss | the manager | the others |\n"
        "| :--- | ---: | ---: | ---: | :--- |\n{lines}\n\n"
        "A usual complaint costs the customer as much as the **median**: half cost less. How many **people** "
        "are left at each branch who may make that good alone?",
        answer=Table(
            rows=lambda c: list(c["branches"]), columns=lambda c: [cases.LEFT], tolerance=0.05
        ),
        case=cases.who_is_left,
        expected=cases.able,
        misconceptions=(
            wrong.MANAGER_COUNTED_AMONG_THE_REST.shows_as(lambda c: cases.able(c, manager=True)),
            wrong.MEAN_FOR_MEDIAN.shows_as(
                cases.unless_same(lambda c: cases.able(c, measure="mean"), cases.able)
            ),
            wrong.ANY_AUTHORITY_WILL_DO.shows_as(cases.any_authority),
            wrong.EVERYBODY_THERE_CAN_ACT.shows_as(cases.everybody),
        ),
        hints=(
            "Take one branch. Put a finger on its median loss, and go through “the others”.",
            "Count those whose limit is as large as the median, or larger.",
            "The managers are away. There may be a branch where nobody is left.",
        ),
        right="A branch with a 0 cannot make good a usual loss today, however friendly its people are. Where "
        "there is a 1, one more person ill is enough for that.",
        solution="Compare each of “the others” with the median of their branch, and count.\n\nIn code:\n\n"
        "```python\n"
        'median = tickets.groupby("branch")["loss"].median()\n'
        'others = staff[staff["role"] != "manager"]\n'
        'able = others["authority"] >= others["branch"].map(median)\n'
        'left_to_decide = able.groupby(others["branch"]).sum()\n'
        "```",
    ),
    Exercise(
        id="control-5",
        goal="Divide the duty between people and business",
        minutes=4,
        ask="“The duty of **people** is to align **results** with the strategy of the business. The duty of "
        "the **business** is to align **people** with the strategy” [001 · Lesson 3]. To align means: to "
        "bring into line. To the business belongs its process, too, which acts without people.\n\n"
        "Whose duty is it?\n\n{lines}",
        answer=Classify(bins=(cases.PEOPLE, cases.BUSINESS), items=lambda c: c["items"]),
        case=cases.duties,
        expected=cases.of_people("results"),
        misconceptions=(
            wrong.ONLY_MACHINES_ARE_THE_BUSINESS.shows_as(cases.of_people("results", "arranged")),
            wrong.PEOPLE_DO_IT_ALL.shows_as(cases.of_people("results", "arranged", "running")),
            wrong.PEOPLE_DO_IT_ALL.shows_as(cases.of_people("results", "running")),
            wrong.ALIGNING_IS_THE_FIRMS_WORK.shows_as(cases.of_people()),
        ),
        hints=(
            "Ask of each: is a *result* brought into line here, or are *people*?",
            "What is arranged for everybody, or runs by itself, is the business.",
            "Three of the seven are people's duty: in each, one person looks at a result.",
        ),
        right="It goes both ways: the firm shows its people the aim, and they tell the firm when a result "
        "misses it.",
        solution="People: whoever sees, asks or turns down because a result does not fit the strategy. The "
        "business: what is arranged for all (training, bonus, centres) and what runs by itself (rules, "
        "systems, messages).",
    ),
    Exercise(
        id="control-6",
        goal="Tell a method from a result",
        minutes=4,
        ask="Three of our texts seem to quarrel (I-27). Do not use other companies' latest practices "
        "[001 · Lesson 3]. **Compare** [001 · Lesson 2, fifth criterion]. **Take models from other "
        "businesses** [004 · Training].\n\n"
        "The course's own way out: learn from others **how they find** an answer, the method. Leave the "
        "finished answer, the result, where it is. Sort what somebody has seen elsewhere:\n\n{lines}",
        answer=Classify(bins=(cases.METHOD, cases.RESULT), items=lambda c: c["items"]),
        case=cases.practices,
        expected=cases.methods_are("asking", "comparing"),
        misconceptions=(
            wrong.COMPARING_IS_COPYING.shows_as(cases.methods_are("asking")),
            wrong.LOOKING_IS_COPYING.shows_as(cases.methods_are()),
            wrong.SUCCESS_MAKES_A_METHOD.shows_as(
                cases.methods_are("asking", "comparing", "famous")
            ),
            wrong.EVERYTHING_IS_A_METHOD.shows_as(
                cases.methods_are("asking", "comparing", "famous", "plain")
            ),
        ),
        hints=(
            "Imagine that all your neighbours do the same tomorrow. What is it then worth to you?",
            "A method finds out something about *your* customers. A result was found for somebody else's.",
            "Half of them are methods.",
        ),
        right="Read so, the three texts agree: compare, take the method, and find your own result.",
        solution="Methods are those that ask, try, walk the way, or compare: they give every firm another "
        "answer. Hours, prices, words, cards and apps are results: everybody can buy them in the first "
        "shop on the way.",
    ),
    Exercise(
        id="control-7",
        goal="Leave an image unexplained",
        minutes=3,
        ask="One paragraph of the lesson cannot be read with certainty (I-26). In our words:\n\n"
        "> In business systems with many functions each member is ready for the challenge of customer "
        "experience like a bolt of lightning. Today's managers believe that by a strategy of training, and "
        "of injecting “solid customer experience” into the organisation, initiative and creativity can be "
        "speeded up. This strategy is CEM, and the solid customer is our business itself.\n\n"
        "A colleague puts it on a slide: “Lesson 3 shows that our people must be fast as lightning and "
        "our customers solid.” What can honestly be taken from the paragraph?",
        answer=Choice(
            options={
                "a": "Staff must be quick: lightning stands for speed.",
                "b": "Every customer gets the same: solid stands for a standard.",
                "c": "Nothing: who writes of solid customers need not be read.",
                "d": "By CEM the text means a strategy of training, and of bringing customer experience into "
                "the organisation. The two images stay unexplained.",
            }
        ),
        expected=lambda c: "d",
        misconceptions=(
            wrong.LIGHTNING_MEANS_SPEED.shows_as("a"),
            wrong.SOLID_MEANS_THE_SAME_FOR_ALL.shows_as("b"),
            wrong.DAMAGED_MEANS_WORTHLESS.shows_as("c"),
        ),
        hints=(
            "Cross out the two images. Which words are left?",
            "An explanation that you have to invent is not the source's.",
            "One option says what it takes, and what it leaves.",
        ),
        right="An image that nobody can explain is not a finding. What is left is useful: it is the sentence in "
        "which this article says what CEM is.",
        solution="Answer d. Lightning and “solid” may be mistranslations; the course does not explain "
        "them as fact (I-26). What is plain: training, and customer experience brought into the "
        "organisation.",
    ),
    Exercise(
        id="control-8",
        goal="Decide where a deputy does most",
        minutes=4,
        ask="At {title} every moment has a written rule. **{person}** decides on what no rule foresees, and will "
        "be away for a month. There is time to train **one** deputy, for **one** moment. Here is one week:\n\n"
        "| moment | {customers} | of these, odd cases | who else may decide |\n"
        "| :--- | ---: | ---: | :--- |\n"
        "| {name_a} | {passing_a} | {odd_a} | nobody |\n"
        "| {name_b} | {passing_b} | {odd_b} | nobody |\n"
        "| {name_c} | {passing_c} | {odd_c} | a centre of excellence |\n"
        "| {name_d} | {passing_d} | {odd_d} | nobody |\n\n"
        "Where do you put the deputy? Tick at least two reasons.",
        answer=Decision(
            options={key: "{name_" + key + "}" for key in "abcd"},
            reasons={
                "1": "The rule meets the usual cases, whoever is there.",
                "2": "A deputy helps where many odd cases come up and nobody else may decide.",
                "3": "Where most customers pass, most of them fall.",
                "4": "At the other moments, a deputy can be trained when one is needed.",
            },
            sound=frozenset({"1", "2"}),
            needed=2,
        ),
        case=cases.one_deputy,
        expected=lambda c: Verdict("b", frozenset({"1", "2"})),
        misconceptions=(
            wrong.MOST_CUSTOMERS_FIRST.shows_as(Verdict("a", frozenset({"1", "2"}))),
            wrong.TWICE_LOOKED_AFTER.shows_as(Verdict("c", frozenset({"1", "2"}))),
            wrong.LARGEST_SHARE_FIRST.shows_as(Verdict("d", frozenset({"1", "2"}))),
            wrong.BUSY_MEANS_DANGER.shows_as(Verdict("b", frozenset({"1", "2", "3"}))),
            wrong.DEPUTIES_CAN_WAIT.shows_as(Verdict("b", frozenset({"1", "2", "4"}))),
        ),
        hints=(
            "Cross out what the rule does. What is left over each week, at each moment?",
            "Then cross out where somebody is there already.",
            "Two of the four reasons hold. Compare the odd cases of the moments that have nobody.",
        ),
        right="Many odd cases, and nobody yet who may decide on them: there a deputy is worth the days.",
        solution="Option b, for reasons 1 and 2. At a, the rule does nearly all the work; at c, the centre "
        "decides; at d, there are few cases. Reason 3 forgets the rule; and reason 4 comes too late.",
    ),
    Exercise(
        id="control-r1",
        goal="Bring it home",
        minutes=4,
        ask="**In your organisation.** Take the moment that came to your mind. Plan **one** step, so that it goes "
        "well also on the day when the one who knows is away: a rule with authority, a deputy, or both.",
        answer=Reflection(PLAN),
    ),
)
