"""Page 01: customer-centricity."""

from __future__ import annotations

from cem_workbook.exercises.bank import centric_cases as cases
from cem_workbook.exercises.exercise import Exercise
from cem_workbook.exercises.kinds import PLAN, Decision, Number, Reflection, Verdict
from cem_workbook.exercises.misconceptions import centric as wrong
from cem_workbook.exercises.misconceptions.general import (
    COUNT_INSTEAD_OF_SHARE,
    WRONG_GROUP_OF_ROWS,
)
from cem_workbook.exercises.sheets import Classify

# As wide as what is said back: ideas that round to the same figure are not told apart.
PERCENT = Number(unit="percent", tolerance=0.1, low=0, high=100)
CROWNS = Number(unit="crowns", tolerance=0.5, low=0)
SOUND = frozenset({"1", "2", "3"})  # the reasons that hold in centric-8

EXERCISES = (
    Exercise(
        id="centric-1",
        goal="Tell product-centric from customer-centric",
        minutes=4,
        ask="Seven sentences overheard at {title}.\n\n{lines}\n\nWhich of them is product-centric, "
        "which customer-centric?",
        answer=Classify(bins=cases.CAMPS, items=cases.numbered),
        case=cases.two_camps,
        expected=cases.sorted_camps,
        misconceptions=(
            wrong.SAME_FOR_ALL_IS_FAIR.shows_as(cases.in_the_other_camp(cases.SAME_FOR_ALL)),
            wrong.SELLING_MORE_IS_CENTRIC.shows_as(cases.in_the_other_camp(cases.SELL_MORE)),
            wrong.PRODUCT_TALK_IS_PRODUCT_CENTRIC.shows_as(cases.in_the_other_camp(cases.IMPROVE)),
            wrong.PAYING_A_LOSS_IS_BAD_BUSINESS.shows_as(cases.in_the_other_camp(cases.MAKE_GOOD)),
        ),
        hints=(
            "Ask of each sentence: with whom, or with what, does it begin?",
            "Four rows of the table help most: where one starts, the offer, who hears the customer, "
            "and what comes first in a conflict.",
            "Three of the seven need care: one sounds fair, one sounds friendly, and one speaks of the "
            "product.",
        ),
        right="All seven stand where the articles would put them. Neither a friendly tone nor the word "
        "“product” decides; the question is where the sentence begins.",
        solution="Product-centric: the firm's offer, income or convenience comes first; so one package "
        "for all, and knowing buyers in order to sell them more. Customer-centric: it begins with a "
        "need, goes on after the sale, and is everybody's business; so improving the product by what "
        "customers report, and making a loss good first.",
    ),
    Exercise(
        id="centric-2",
        goal="Read “60 % more profitable” rightly",
        minutes=3,
        code=True,
        ask="In {year} the **{branch}** branch of {title} kept **{kept:.2f}** crowns of every 100 crowns "
        "of sales as margin (what customers paid, less what it cost). Suppose that a rival is *60 % more "
        "profitable*, by this measure. How many crowns of every 100 does the rival keep? One decimal.",
        answer=Number(unit="crowns of 100", tolerance=0.1, low=0, decimals=2),
        case=cases.a_margin,
        expected=lambda c: 1.6 * c["kept"],
        misconceptions=(
            wrong.POINTS_FOR_PERCENT.shows_as(lambda c: c["kept"] + 60),
            wrong.OUR_OWN_MARGIN.shows_as(lambda c: c["kept"]),
            wrong.THE_PERCENT_IS_THE_AMOUNT.shows_as(60.0),
            wrong.ONLY_THE_SURPLUS.shows_as(lambda c: 0.6 * c["kept"]),
            wrong.LESS_THE_OTHER_WAY.shows_as(lambda c: c["kept"] / 0.4),
        ),
        hints=(
            "60 % of what? Look for the number that the claim compares with.",
            "Take 60 % of the {kept:.2f} crowns, and put it on top of them.",
            "“60 % more” is the same as times 1.6.",
        ),
        right="{answer} crowns of 100. The claim compares two firms; it does not say that anybody keeps "
        "60 % of sales, nor that 60 % of firms do better.",
        solution="{kept:.2f} × 1.6 = {result} crowns of 100.\n\nIn code:\n\n"
        "```python\n"
        'here = purchases[(purchases["branch"] == "{branch}") & (purchases["date"].dt.year == {year})]\n'
        'rival_keeps = 1.6 * 100 * here["margin"].sum() / here["amount"].sum()\n'
        "```",
    ),
    Exercise(
        id="centric-3",
        goal="Spot the error in what is quoted",
        minutes=5,
        ask="Six of these seven sentences have something wrong with them. What?\n\n{lines}\n\n"
        "**not one whole**: shares of different things are added. **wrong date**: two things are put "
        "into one time. **cause and effect**: a reason is turned round. **no number**: one is promised "
        "and not given. **contradicts itself**: both halves cannot be true.",
        answer=Classify(bins=cases.ERRORS, items=cases.numbered),
        case=cases.seven_spots,
        expected=cases.spotted(),
        misconceptions=(
            wrong.OVER_A_HUNDRED_IS_A_LIE.shows_as(cases.spotted((cases.SHARES, cases.ITSELF))),
            wrong.ANY_SHARES_CAN_BE_ADDED.shows_as(cases.spotted((cases.SHARES, cases.NOTHING))),
            wrong.NETWORKS_ARE_AS_OLD_AS_THE_WEB.shows_as(
                cases.spotted((cases.POWER, cases.NOTHING))
            ),
            wrong.STRIVING_CAUSES_SILOS.shows_as(cases.spotted((cases.STRIVING, cases.NOTHING))),
            wrong.THE_ORDER_IS_A_CAUSE.shows_as(cases.spotted((cases.PROFIT, cases.CAUSE))),
            wrong.THE_WORD_STATISTICS_IS_ENOUGH.shows_as(
                cases.spotted((cases.STATISTICS, cases.NOTHING))
            ),
            wrong.NO_NUMBER_MEANS_WRONG.shows_as(cases.spotted((cases.OTHERS, cases.EMPTY))),
            wrong.TWO_HALVES_ARE_NOT_COMPARED.shows_as(
                cases.spotted((cases.SERVICE, cases.NOTHING), (cases.PROFIT, cases.NOTHING))
            ),
        ),
        hints=(
            "Do not ask whether you believe it. Ask what kind of thing the sentence claims.",
            "Two of the seven contradict themselves. One promises nothing, and so has nothing wrong.",
            "Then four are left: one adds, one dates, one turns a reason round, one promises a number.",
        ),
        right="All seven are in place (I-03, I-05, I-09, I-13, I-14, I-15). Firms that *struggle* "
        "lack shared data and a shared culture; and profit and culture feed each other.",
        solution="54 % and 71 % are shares of different things, so their sum means nothing (I-09). "
        "Social networks were no force in the nineties (I-14). *Strive* is probably a slip for "
        "*struggle* (I-15). “Statistics show” shows none (I-13). Service is and is not part of it "
        "(I-03), and profit and culture cannot both come first: read it as a loop (I-05). That one "
        "customer *can* put others off claims no more than that.",
    ),
    Exercise(
        id="centric-4",
        goal="Tell an equivalence from a saving",
        minutes=4,
        ask="*A rise in retention of 2 % has the same effect on profit as a cut in costs of 10 %* [000 · "
        "Churn]. In {year} the {branch} branch of {title} had costs of **{costs:,}** crowns in all: for "
        "what it sold, and **{winning:,}** for winning new customers. **If** the sentence were true, "
        "what would a rise in retention of 2 % be worth to the branch's profit, in crowns a year?",
        answer=CROWNS,
        case=cases.costs_of_a_year,
        expected=lambda c: c["costs"] / 10,
        misconceptions=(
            wrong.TWO_PERCENT_OF_THE_COSTS.shows_as(lambda c: c["costs"] / 50),
            wrong.AN_EQUIVALENCE_CUTS_COSTS.shows_as(lambda c: 0.9 * c["costs"]),
            wrong.NEW_COSTS_FALL.shows_as(lambda c: c["winning"] / 10),
            wrong.PERCENTS_MULTIPLIED.shows_as(lambda c: c["costs"] / 500),
        ),
        hints=(
            "The sentence has two halves that are worth the same. Which half can you work out?",
            "Suppose that the costs fell by 10 %. By how many crowns would the profit rise?",
            "Take a tenth of all the costs. Leave the retention out of the sum.",
        ),
        right="{answer} crowns, as an *equivalent*: no cost falls. The other article turned it into a "
        "saving on new customers (I-11). And whether it is true at all, nobody shows.",
        solution="A cut of 10 % of {costs:,} is {result} crowns more profit, so by the sentence the 2 % "
        "are worth the same. The costs themselves stay as they are. [002 · Churn] says that 2 % *lowers "
        "new costs by 10 %*, which is something else (I-11). Verdict: secondary, no method.",
    ),
    Exercise(
        id="centric-5",
        goal="See what a famous name is worth",
        minutes=3,
        code=True,
        ask="A colleague makes a leaflet out of {all} of the 16 claims that stand in the five articles. "
        "Left out are {out_list}. This is how the ledger would repeat the others:\n\n"
        "| the article … | {heads} |\n| :--- | ---: | ---: | ---: |\n{lines}\n\n"
        "Of the leaflet's claims whose article **names an origin**, what share may be repeated **as it "
        "is**? In per cent, with one decimal.",
        answer=PERCENT,
        case=cases.leaflet,
        expected=cases.share("named_kept", "named"),
        misconceptions=(
            wrong.EVERYBODY_IN_THE_LEAFLET.shows_as(cases.share("named_kept", "all")),
            wrong.A_WARNING_IS_A_YES.shows_as(
                lambda c: 100 * (c["named_kept"] + c["named_warned"]) / c["named"]
            ),
            wrong.THE_QUESTION_TURNED_ROUND.shows_as(cases.share("named_kept", "kept")),
            wrong.THE_FOUR_ARE_STILL_IN.shows_as(cases.share("named_kept", "named_in_all")),
            COUNT_INSTEAD_OF_SHARE.shows_as(lambda c: c["named_kept"]),
        ),
        hints=(
            "Stay in one row of the table.",
            "How many claims stand in the row “names an origin”? They are the whole.",
            "Divide the {named_kept} of the first column by the sum of that row.",
        ),
        right="{answer} %. A famous name is not yet an origin: ask in which study, when, among whom "
        "and how. Not one of the articles says how.",
        solution="In the row are {named} claims; {named_kept} of them stand under “as it is”: {result} "
        "%.\n\nIn code:\n\n"
        "```python\n"
        'leaflet = claims[claims["sources"] != "not in the sources"]\n'
        'leaflet = leaflet[~leaflet["claim"].isin([{out_code}])]\n'
        'named = leaflet[leaflet["names_origin"]]\n'
        'origin_share = 100 * (named["repeat"] == "as it is").mean()\n'
        "```",
    ),
    Exercise(
        id="centric-6",
        goal="Count who comes back",
        minutes=3,
        code=True,
        ask="The **{branch}** branch of {title}.\n\n| | people |\n| :--- | ---: |\n"
        "| bought in 2024 | {before} |\n| bought in 2025 | {after} |\n"
        "| bought in both years | {both} |\n| bought in one of them at least | {either} |\n\n"
        "Of those who bought in 2024, what share came back in 2025? In per cent, with one decimal.",
        answer=PERCENT,
        case=cases.come_back,
        expected=cases.share("both", "before"),
        misconceptions=(
            wrong.BUYERS_OF_THE_SECOND_YEAR.shows_as(cases.share("both", "after")),
            wrong.EVERYBODY_WHO_EVER_BOUGHT.shows_as(cases.share("both", "either")),
            wrong.GONE_INSTEAD_OF_BACK.shows_as(cases.share("gone", "before")),
            WRONG_GROUP_OF_ROWS.shows_as(
                lambda c: c["in_the_firm"],
                "{answer} % is the share in the whole firm. Which branch does the question name?",
            ),
        ),
        hints=(
            "With which people does the question begin?",
            "They are the whole. How many of them stand in the other year, too?",
            "Divide the {both} who bought in both years by those of 2024.",
        ),
        right="{answer} % came back. By this number your company is no roadside restaurant: there, "
        "nearly everybody passes once.",
        solution="{both} / {before} = {result} %.\n\nIn code:\n\n"
        "```python\n"
        'branch = purchases[purchases["branch"] == "{branch}"]\n'
        'before = set(branch.loc[branch["date"].dt.year == 2024, "customer_id"])\n'
        'after = set(branch.loc[branch["date"].dt.year == 2025, "customer_id"])\n'
        "share_back = 100 * len(before & after) / len(before)\n"
        "```",
    ),
    Exercise(
        id="centric-7",
        goal="Put your own number beside “five times”",
        minutes=5,
        code=True,
        ask="In 2024, **{joined}** people joined the **{branch}** branch of {title}. Crowns for each of "
        "them, on average (whoever left or bought nothing counts, too):\n\n| | crowns |\n| :--- | ---: |\n"
        "| winning this customer cost | {winning:.2f} |\n"
        "| in 2025 the customer paid | {sales:.2f} |\n"
        "| of this, margin | {margin:.2f} |\n\n"
        "How many **months** of such a year does it take until the customer has earned back what "
        "winning them cost? One decimal.",
        answer=Number(unit="months", tolerance=0.05, relative=0.01, low=0),
        case=cases.earn_back,
        expected=cases.months("winning", "margin"),
        misconceptions=(
            wrong.SALES_EARN_IT_BACK.shows_as(cases.months("winning", "sales")),
            wrong.YEARS_FOR_MONTHS.shows_as(cases.months("winning", "margin", 1.0)),
            wrong.TURNED_UPSIDE_DOWN.shows_as(cases.months("margin", "winning", 1.0)),
        ),
        hints=(
            "Which of the two yearly amounts stays with the firm?",
            "How much of it does one month bring? Divide the year by 12.",
            "How often does one month's margin go into {winning:.2f}?",
        ),
        right="Paid back, in months: {answer}. Whoever leaves earlier has cost more than they brought. Such a number of "
        "your own says more than “five times”.",
        solution="A month brings {margin:.2f} / 12 crowns. {winning:.2f} divided by that is {result} "
        "months.\n\nIn code:\n\n"
        "```python\n"
        'customers = cem.load("customers")\n'
        'new = customers[(customers["branch"] == "{branch}") & (customers["joined_on"].dt.year == 2024)]\n'
        'theirs = purchases[purchases["customer_id"].isin(new["customer_id"])]\n'
        'year = theirs.loc[theirs["date"].dt.year == 2025, "margin"].sum()\n'
        'months_needed = 12 * new["acquisition_cost"].sum() / year\n'
        "```",
    ),
    Exercise(
        id="centric-8",
        goal="Decide where it pays",
        minutes=6,
        ask="The article asks to which of its kinds customer-centricity in a **bank** belongs, and does "
        "not answer [004 · Suitable for whom]. Two owners ask *you* where to spend. (Numbers of the "
        "course's own.)\n\n"
        "| | bank | roadside restaurant |\n| :--- | ---: | ---: |\n"
        "| people in a year | {bank:,} | {travellers:,} |\n"
        "| come again next year, of 100 | {bank_back} | {road_back} |\n"
        "| rivals | a new private bank opposite | five more along the road |\n"
        "| knows who is who | records of every customer | nobody's name |\n"
        "| how newcomers choose | offers, friends | the stars that others gave |\n\n"
        "What do you advise? Tick at least three reasons.",
        answer=Decision(
            options={
                "a": "Both alike: as much care as possible for everybody.",
                "b": "Both alike, the other way: they serve very many people, so spend nothing on it.",
                "c": "Bank: care for the customers worth most. Restaurant: spend nothing.",
                "d": "Bank: care for the customers worth most. Restaurant: put right what goes wrong, and "
                "no more.",
            },
            reasons={
                "1": "The bank's customers come back for years, and can go to a rival.",
                "2": "The bank can tell its customers apart, so it can concentrate its money.",
                "3": "A traveller passes once, but a displeased one can put several others off.",
                "4": "The larger a firm is, the more customer-centricity pays.",
                "5": "Customer-centric companies are 60 % more profitable.",
            },
            sound=SOUND,
            needed=3,
        ),
        case=cases.two_owners,
        expected=lambda c: Verdict("d", SOUND),
        misconceptions=(
            wrong.MORE_CARE_IS_BETTER.shows_as(Verdict("a", SOUND)),
            wrong.MANY_MEANS_DISLOYAL.shows_as(Verdict("b", SOUND)),
            wrong.WHO_PASSES_DOES_NOT_MATTER.shows_as(Verdict("c", SOUND)),
            wrong.THE_LARGER_THE_BETTER.shows_as(Verdict("d", SOUND | {"4"})),
            wrong.A_QUOTED_FIGURE_DECIDES.shows_as(Verdict("d", SOUND | {"5"})),
        ),
        hints=(
            "Go through the factors one by one: competition, telling apart, size, loyalty by nature.",
            "Which factors does the bank have that the restaurant lacks? And who hears what a traveller "
            "says?",
            "Two of the advices treat both alike. Of the other two, which one thinks of the stars?",
        ),
        right="That is our answer; the article gives none. A bank stands with strong competition and "
        "customers who can be told apart; that many people are served makes nobody disloyal.",
        solution="Advice d, for reasons 1, 2 and 3. It is a model answer of the course's own. The bank: "
        "high competition, separable customers who return. The restaurant: by nature not loyal, so the "
        "article lets it pay little attention, “perhaps”; yet what a displeased traveller tells reaches "
        "those who have not come yet. Size has no direction in the article (reason 4), and the 60 % are "
        "about other firms (reason 5).",
    ),
    Exercise(
        id="centric-r1",
        goal="Bring it home",
        minutes=3,
        ask="**In your organisation.** Where does the next crown for a better experience pay most: for "
        "everybody, for those who come back and are worth most, or where something goes wrong? Plan one "
        "action.",
        answer=Reflection(PLAN),
    ),
)
