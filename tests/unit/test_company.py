"""The company holds what the pages teach, whatever the seed and the sector."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cem_workbook import data
from cem_workbook.data import BRANCHES, SECTORS, TABLES, Company, demo, load, tables
from cem_workbook.data.company import DEMO, digest
from cem_workbook.data.life import live
from cem_workbook.data.model import Coefficients
from cem_workbook.data.people import gather
from cem_workbook.data.phrases import catalogue
from cem_workbook.data.town import MONTH_START, STREAMS, settle, stream
from cem_workbook.errors import CourseError

ROOT = Path(__file__).parents[2]
SEEDS = range(100, 112)
DEMO_DIGEST = "7775a670fc40794ba01a4e28810c56988e745371da2a533fb7644cb66691f4e5"

anywhere = pytest.mark.parametrize("sector", SECTORS)


@cache
def company(sector: str, seed: int) -> Company:
    return Company(sector, seed)


def companies(sector: str) -> list[Company]:
    return [company(sector, seed) for seed in SEEDS]


def nps(scores: pd.Series) -> float:
    """In points, straight from the definition."""
    known = scores.dropna().astype(int)
    return 100 * float((known >= 9).mean() - (known <= 6).mean())


def answered(firm: Company) -> pd.DataFrame:
    return firm.surveys[lambda table: table["answered"]]


def month_of_purchase(firm: Company, table: pd.DataFrame) -> np.ndarray:
    """The first day of the month of the purchase that each row of the table is about."""
    date = firm.purchases.set_index("purchase_id")["date"].loc[table["purchase_id"]]
    return date.to_numpy().astype("datetime64[M]").astype("datetime64[us]")


def margin_by_customer(firm: Company) -> pd.Series:
    bought = firm.purchases
    margin = (bought["amount"] - bought["cost"]).groupby(bought["customer_id"]).sum()
    return margin.reindex(firm.customers["customer_id"], fill_value=0.0)


# --- the same seed, the same company ------------------------------------------------------------


def test_the_demo_is_what_it_was() -> None:
    """A change here changes stored pages: refresh them, then put the new digest in.

    It changes with the generator, or when numpy draws otherwise.
    """
    assert digest(demo()) == DEMO_DIGEST


def test_the_demo_is_built_once() -> None:
    assert demo() is demo()
    assert (demo().sector, demo().seed) == DEMO


@settings(max_examples=12, deadline=None)
@given(st.sampled_from(list(SECTORS)), st.integers(0, 2**63 - 1), st.integers(100, 400))
def test_equal_companies_have_equal_tables_and_neighbours_differ(
    sector: str, seed: int, customers: int
) -> None:
    one = Company(sector, seed, customers)
    two = Company(sector.upper().replace(" ", "_"), np.int64(seed), customers=customers)
    assert one == two
    assert hash(one) == hash(two)
    assert digest(one) == digest(two)
    for name in TABLES:
        pd.testing.assert_frame_equal(one.table(name), two.table(name))
    neighbour = Company(sector, seed - 1 if seed else 1, customers)
    assert neighbour != one
    assert digest(neighbour) != digest(one)


def test_the_order_in_which_tables_are_asked_for_does_not_matter() -> None:
    there, back = Company("insurer", 5, 300), Company("insurer", 5, 300)
    for name in TABLES:
        there.table(name)
    for name in reversed(TABLES):
        back.table(name)
    assert digest(there) == digest(back)


def test_a_table_that_draws_more_does_not_shift_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    usual = Company("restaurant", 5, 300)
    digest(usual)  # build its tables
    written = tables.purchases

    def wasteful(*args: object) -> pd.DataFrame:
        args[-1].random(10)  # type: ignore[attr-defined]
        return written(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(tables, "purchases", wasteful)
    other = Company("restaurant", 5, 300)
    assert not other.purchases["amount"].equals(usual.purchases["amount"])
    for name in ("customers", "surveys", "tickets", "staff"):
        pd.testing.assert_frame_equal(other.table(name), usual.table(name))


def test_every_stream_has_numbers_of_its_own() -> None:
    first = {
        (sector.name, seed, name): stream(sector, seed, name).random()
        for sector in SECTORS.values()
        for seed in (0, 1)
        for name in STREAMS
    }
    assert len(set(first.values())) == len(first)


def test_only_the_documented_methods_draw() -> None:
    used = set()
    for path in (ROOT / "cem_workbook" / "data").glob("*.py"):
        used |= set(re.findall(r"\brng\.(\w+)", path.read_text(encoding="utf-8")))
    assert used == {"random", "standard_normal", "poisson"}


def test_the_digest_sees_every_value_and_every_gap() -> None:
    firm = Company("insurer", 3, 100)
    before = digest(firm)
    for name in TABLES:
        for column in firm.table(name):
            whole = firm.table(name)
            known = whole[column].dropna()
            spoilt = whole.copy()
            spoilt.loc[known.index[0], column] = known[known != known.iloc[0]].iloc[0]
            spoilings = [spoilt]
            if whole[column].isna().any():
                spoilt = whole.copy()
                spoilt.loc[known.index[0], column] = None
                spoilings.append(spoilt)
            for table in spoilings:
                firm.__dict__[f"_{name}"] = table
                assert digest(firm) != before, (name, column)
            firm.__dict__[f"_{name}"] = whole
    assert digest(firm) == before


# --- asking for it ------------------------------------------------------------------------------


def test_importing_is_cheap_and_so_is_describing_a_company() -> None:
    code = (
        "import sys, cem_workbook.data as data\n"
        "assert not {'numpy', 'pandas'} & set(sys.modules)\n"
        "data.SECTORS, data.BRANCHES\n"
        "assert not {'numpy', 'pandas'} & set(sys.modules)\n"
        "firm = data.Company('bank', 1)\n"
        "assert not [name for name in vars(firm) if name.startswith('_')]\n"
        "firm.staff\n"
        "assert not [name for name in vars(firm) if name in ('life', '_answers')]\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_every_public_name_is_found() -> None:
    for name in data.__all__:
        assert getattr(data, name) is not None
        assert name in dir(data)
    with pytest.raises(AttributeError, match="nothing_like_it"):
        data.nothing_like_it  # noqa: B018


@pytest.mark.parametrize(
    ("said", "meant"),
    [("Phone-Shop", "phone shop"), (" RESTAURANT ", "restaurant"), ("phone_shop", "phone shop")],
)
def test_sector_names_are_taken_as_people_write_them(said: str, meant: str) -> None:
    assert Company(said, 1).sector == meant


def test_a_wrong_sector_gets_the_four_and_a_guess() -> None:
    with pytest.raises(CourseError, match=r'"banc".*Did you mean "bank"') as caught:
        Company("banc", 1)
    assert all(name in str(caught.value) for name in SECTORS)
    with pytest.raises(CourseError, match="no sector") as caught:
        Company("circus", 1)
    assert all(name in str(caught.value) for name in SECTORS)


@pytest.mark.parametrize("seed", [-1, 1.5, "7", None, True, 2**63])
def test_a_wrong_seed_gets_a_sentence(seed: object) -> None:
    with pytest.raises(CourseError, match=r"seed.*whole number.*" + re.escape(repr(seed))):
        Company("bank", seed)  # type: ignore[arg-type]


@pytest.mark.parametrize("customers", [0, 99, 10**6, 2000.0])
def test_a_wrong_size_gets_a_sentence(customers: object) -> None:
    with pytest.raises(CourseError, match=r"customers.*whole number"):
        Company("bank", 1, customers)  # type: ignore[arg-type]


def test_a_wrong_table_gets_the_names_and_a_guess() -> None:
    with pytest.raises(CourseError, match='Did you mean "surveys"') as caught:
        load("survey", demo())
    assert all(name in str(caught.value) for name in TABLES)
    with pytest.raises(CourseError, match="no table"):
        load("weather", demo())


@pytest.mark.parametrize("name", TABLES)
def test_nobody_can_spoil_a_table_for_others(name: str) -> None:
    before = digest(demo())
    for table in (load(name, demo()), getattr(demo(), name)):
        table.iloc[:, 0] = 0
        table["mine"] = 1
        table.loc[len(table)] = table.iloc[0]
    assert digest(demo()) == before


@anywhere
def test_a_company_says_who_it_is(sector: str) -> None:
    firm = company(sector, 100)
    assert firm.title == f"the {sector}"
    assert firm.branches == BRANCHES
    assert eval(repr(firm)) == firm
    assert "synthetic" in (ROOT / "datasets" / "README.md").read_text(encoding="utf-8")


def test_every_column_is_documented() -> None:
    text = (ROOT / "datasets" / "README.md").read_text(encoding="utf-8")
    for name in TABLES:
        section = text.split(f"### `{name}`")[1].split("\n#")[0]
        documented = {
            word
            for line in section.splitlines()
            if line.startswith("| `")
            for word in re.findall(r"`(\w+)`", line.split("|")[1])
        }
        assert documented == set(demo().table(name).columns), name
    assert f"{DEMO[0]}, seed {DEMO[1]}" in text


# --- tables that fit together -------------------------------------------------------------------


@anywhere
def test_keys_are_unique_and_point_somewhere(sector: str) -> None:
    for firm in companies(sector)[:3]:
        keys = {
            name: set(firm.table(name)[f"{name.removesuffix('s')}_id"])
            for name in ("customers", "purchases", "surveys", "tickets")
        }
        keys["staff"] = set(firm.staff["staff_id"])
        for name, found in keys.items():
            assert len(found) == len(firm.table(name))
        for name in ("purchases", "surveys", "tickets", "truth"):
            assert set(firm.table(name)["customer_id"]) <= keys["customers"]
        for name in ("surveys", "tickets"):
            assert set(firm.table(name)["purchase_id"]) <= keys["purchases"]
            about = firm.table(name).merge(firm.purchases, on="purchase_id")
            assert (about["customer_id_x"] == about["customer_id_y"]).all()
        assert set(firm.tickets["staff_id"]) <= keys["staff"]
        assert firm.staff["first_name"].is_unique
        assert not firm.truth.duplicated(["customer_id", "month"]).any()


@anywhere
def test_nothing_happens_before_its_cause(sector: str) -> None:
    first, last = pd.Timestamp("2024-01-01"), pd.Timestamp("2025-12-31")
    for firm in companies(sector)[:3]:
        bought = firm.purchases.merge(firm.customers, on="customer_id")
        assert bought["date"].between(first, last).all()
        assert (bought["date"] >= bought["joined_on"]).all()
        assert (bought["left_on"].isna() | (bought["date"] < bought["left_on"])).all()
        assert bought["date"].is_monotonic_increasing

        asked = firm.surveys.merge(firm.purchases[["purchase_id", "date"]], on="purchase_id")
        asked = asked.merge(firm.customers[["customer_id", "left_on"]], on="customer_id")
        assert asked["asked_on"].is_monotonic_increasing
        assert ((asked["asked_on"] > asked["date"]) & (asked["asked_on"] <= last)).all()
        assert (asked["left_on"].isna() | (asked["asked_on"] < asked["left_on"])).all()
        soon = (asked["asked_on"] - asked["date"]).dt.days <= 3
        assert 0.95 < soon.mean() < 1  # the others wait until a complaint is closed

        tickets = firm.tickets
        assert tickets["opened_on"].is_monotonic_increasing
        closed = tickets.dropna(subset=["closed_on"])
        days = (closed["closed_on"] - closed["opened_on"]).dt.days
        assert (days == closed["days"]).all()
        assert closed["days"].between(0, 60).all()
        assert (closed["closed_on"] <= last).all()

        newcomers = firm.customers[firm.customers["joined_on"] >= first]
        opening = firm.purchases.groupby("customer_id")["date"].min()
        met = opening.loc[newcomers["customer_id"]].to_numpy()
        assert (newcomers["joined_on"].to_numpy() == met).all()
        assert (firm.staff["hired_on"] < first).all()
        age = firm.customers["joined_on"].dt.year - firm.customers["birth_year"]
        assert age.min() >= 15


@anywhere
def test_values_stay_in_their_ranges(sector: str) -> None:
    for firm in companies(sector)[:3]:
        profile = firm.profile
        segments = {each.name for each in profile.segments}
        for name in ("customers", "surveys"):
            assert set(firm.table(name)["segment"]) == segments
        for name in ("customers", "purchases", "surveys", "tickets", "staff"):
            assert set(firm.table(name)["branch"]) == set(BRANCHES)
        for name in ("customers", "purchases", "surveys", "tickets"):
            assert set(firm.table(name)["channel"]) == set(profile.channels)
        assert set(firm.purchases["product"]) == {each.name for each in profile.products}
        assert set(firm.tickets["topic"]) == {each.name for each in profile.topics}
        assert set(firm.tickets["outcome"]) == {"made good", "explained", "denied", "open"}
        assert (firm.purchases["amount"] >= 0.5).all()
        assert (firm.purchases["cost"] > 0).all()
        assert firm.purchases["waiting"].dropna().between(0, 120).all()
        assert (firm.customers["acquisition_cost"] > 0).all()
        for column, top in {"recommend": 10, "satisfaction": 5, "effort": 7}.items():
            low = 0 if top == 10 else 1
            for table in (firm.surveys, firm.truth):
                assert table[column].dropna().between(low, top).all()
            assert firm.surveys[column].dtype == pd.Int64Dtype()
        for column in ("satisfaction_felt", "effort_felt"):
            assert firm.truth[column].between(0, 100).all()


@anywhere
def test_missing_values_follow_the_rules(sector: str) -> None:
    for firm in companies(sector)[:3]:
        surveys = firm.surveys
        scores = ["recommend", "satisfaction", "effort"]
        silent = surveys[~surveys["answered"]]
        assert silent[[*scores, "comment"]].isna().all(axis=None)
        gaps = answered(firm)[scores].isna().mean()
        assert gaps["recommend"] == pytest.approx(0.04, abs=0.02)
        assert gaps["satisfaction"] == pytest.approx(0.06, abs=0.025)
        assert gaps["effort"] == pytest.approx(0.10, abs=0.03)
        assert 0.3 < answered(firm)["comment"].notna().mean() < 0.55
        assert 0.2 < surveys["answered"].mean() < 0.4
        assert firm.purchases["waiting"].isna().mean() == pytest.approx(0.04, abs=0.01)
        assert firm.customers["birth_year"].isna().mean() == pytest.approx(0.07, abs=0.025)
        unsettled = firm.tickets["outcome"] == "open"
        for column in ("closed_on", "days", "contacts", "made_good"):
            assert (firm.tickets[column].isna() == unsettled).all()
        never = {
            "purchases": ["waiting"],
            "customers": ["birth_year", "left_on"],
            "surveys": [*scores, "comment"],
            "tickets": ["closed_on", "days", "contacts", "made_good"],
            "truth": ["waiting", "leaving_chance"],
            "staff": [],
        }
        for name, may in never.items():
            assert firm.table(name).drop(columns=may).notna().all(axis=None), name


@anywhere
def test_the_truth_is_what_surveys_and_books_show_a_part_of(sector: str) -> None:
    for firm in companies(sector)[:3]:
        truth = firm.truth
        asked = answered(firm)
        asked = asked.assign(month=month_of_purchase(firm, asked))
        both = asked.merge(truth, on=["customer_id", "month"], suffixes=("", "_true"))
        assert len(both) == len(asked)
        assert both["active"].all()
        for column in ("recommend", "satisfaction", "effort"):
            given_ = both[both[column].notna()]
            assert (given_[column] == given_[f"{column}_true"]).all()
        assert truth["visits"].sum() == len(firm.purchases)
        assert truth["margin"].sum() == pytest.approx(margin_by_customer(firm).sum(), abs=1)
        assert (truth.loc[~truth["active"], ["visits", "margin"]] == 0).all(axis=None)
        assert (truth["active"] == truth["leaving_chance"].notna()).all()
        # Who has gone does not come back, and the last feelings stay.
        came_back = truth.groupby("customer_id")["active"].diff().eq(True) & truth["active"]
        assert not came_back.any()
        gone = truth[~truth["active"]].groupby("customer_id")["satisfaction_felt"]
        assert (gone.max() == gone.min()).all()


@anywhere
def test_a_firm_sees_customers_leave_only_where_there_is_a_contract(sector: str) -> None:
    for firm in companies(sector)[:3]:
        last = firm.truth[firm.truth["active"]].groupby("customer_id")["month"].max()
        gone = last[last < pd.Timestamp("2025-12-01")]
        assert len(gone) > 100
        left = firm.customers.set_index("customer_id")["left_on"]
        if firm.profile.contract:
            assert set(left.dropna().index) == set(gone.index)
            next_month = gone + pd.DateOffset(months=1)
            ended = left.loc[gone.index]
            assert (ended.dt.to_period("M") == next_month.dt.to_period("M")).all()
        else:
            assert left.isna().all()


# --- what the pages teach is there to be found --------------------------------------------------


@anywhere
def test_nps_is_lively_and_has_all_kinds_of_people(sector: str) -> None:
    overall = []
    for firm in companies(sector):
        scores = answered(firm)["recommend"].dropna().astype(int)
        overall.append(nps(scores))
        assert len(answered(firm)) >= 600
        assert answered(firm)["branch"].value_counts().min() >= 80
        assert set(scores) == set(range(11))
        assert set(answered(firm)["satisfaction"].dropna()) == set(range(1, 6))
        assert set(answered(firm)["effort"].dropna()) == set(range(1, 8))
        for share in ((scores >= 9).mean(), scores.isin([7, 8]).mean(), (scores <= 6).mean()):
            assert share >= 0.10
        assert -45 < overall[-1] < 65
        quarter = answered(firm)["asked_on"].dt.quarter + 4 * answered(firm)["asked_on"].dt.year
        cells = answered(firm).groupby(["branch", quarter]).size()
        assert len(cells) == 4 * 8
    assert max(overall) - min(overall) > 25


@anywhere
def test_segments_and_branches_differ(sector: str) -> None:
    def spread(firm: Company, by: str) -> float:
        scores = answered(firm).groupby(by)["recommend"].apply(nps)
        return float(scores.max() - scores.min())

    firms = companies(sector)
    assert min(spread(firm, "segment") for firm in firms) > 15
    assert np.median([spread(firm, "branch") for firm in firms]) > 15
    best = {answered(firm).groupby("branch")["recommend"].apply(nps).idxmax() for firm in firms}
    assert len(best) > 1
    for firm in firms:
        waits = firm.purchases.groupby("branch")["waiting"].mean()
        assert waits.max() > 1.4 * waits.min()
        spending = firm.purchases.merge(firm.customers[["customer_id", "segment"]])
        spending = spending.groupby("segment")["amount"].mean()
        assert spending.max() > 1.3 * spending.min()


@anywhere
def test_waiting_makes_effort_and_effort_makes_discontent(sector: str) -> None:
    for firm in companies(sector):
        asked = answered(firm).merge(firm.purchases[["purchase_id", "waiting"]], on="purchase_id")
        r = asked[["waiting", "effort", "satisfaction", "recommend"]].astype(float).corr()
        assert r.loc["waiting", "effort"] < -0.3  # 7 is very easy
        assert r.loc["waiting", "satisfaction"] < -0.04
        assert r.loc["effort", "satisfaction"] > 0.1
        assert r.loc["satisfaction", "recommend"] > 0.6


@anywhere
def test_how_a_complaint_is_handled_is_remembered(sector: str) -> None:
    for firm in companies(sector):
        asked = answered(firm)[["customer_id", "asked_on", "satisfaction"]]
        closed = firm.tickets.dropna(subset=["closed_on"])
        after = asked.merge(closed[["customer_id", "closed_on", "outcome"]], on="customer_id")
        delay = (after["asked_on"] - after["closed_on"]).dt.days
        after = after[delay.between(1, 90)]
        mean = after.groupby("outcome")["satisfaction"].mean()
        assert mean["made good"] > mean["explained"] > mean["denied"]
        assert mean["made good"] - mean["denied"] > 0.5
        assert mean["denied"] < asked["satisfaction"].mean() - 0.3


@anywhere
def test_low_scores_and_high_effort_come_before_leaving(sector: str) -> None:
    for firm in companies(sector):
        truth = firm.truth
        stays = truth.groupby("customer_id")["active"].shift(-1)
        truth = truth.assign(leaves=~stays.fillna(True).astype(bool))
        truth = truth[truth["active"] & stays.notna()]
        left = truth["leaves"]
        assert left[truth["recommend"] <= 6].mean() > 2 * left[truth["recommend"] >= 9].mean()
        assert left[truth["effort"] <= 4].mean() > 1.4 * left[truth["effort"] >= 6].mean()


@anywhere
def test_losses_are_believable_and_newcomers_come_every_month(sector: str) -> None:
    contract = SECTORS[sector].contract
    low, high = (0.07, 0.25) if contract else (0.13, 0.45)
    for firm in companies(sector):
        truth = firm.truth.set_index("month")
        start = set(truth.loc["2025-01-01"].query("active")["customer_id"])
        end = set(truth.loc["2025-12-01"].query("active")["customer_id"])
        assert low < 1 - len(start & end) / len(start) < high
        joined = firm.customers["joined_on"]
        months = joined[joined >= "2024-01-01"].dt.to_period("M").value_counts()
        assert len(months) == 24
        assert months.min() >= 5


@anywhere
def test_a_few_customers_bring_most_of_the_value(sector: str) -> None:
    for firm in companies(sector):
        margin = margin_by_customer(firm).sort_values(ascending=False)
        best = margin.iloc[: len(margin) // 5].sum() / margin.sum()
        assert 0.55 < best < 0.80


@anywhere
def test_the_seasons_show(sector: str) -> None:
    profile = SECTORS[sector]
    for firm in companies(sector):
        truth = firm.truth[firm.truth["active"]]
        visits = truth.groupby("month")["visits"].mean()
        known = np.tile(profile.season, 2)
        assert np.corrcoef(visits, known)[0, 1] > 0.6
        busy, calm = int(np.argmax(known)), int(np.argmin(known))
        wait = firm.purchases.groupby(firm.purchases["date"].dt.month)["waiting"].mean()
        assert wait[busy + 1] > wait[calm + 1]


@anywhere
def test_the_surveys_flatter_the_firm(sector: str) -> None:
    """Who answers is not who is there: the gap must be there to be seen."""
    gaps = []
    for firm in companies(sector):
        truth = firm.truth[firm.truth["active"]]
        gaps.append(nps(answered(firm)["recommend"]) - nps(truth["recommend"]))
        asked = firm.surveys.assign(felt=lambda table: table["answered"].astype(float))
        by_segment = asked.groupby("segment")["felt"].mean()
        assert by_segment.max() > 1.15 * by_segment.min()
    assert np.mean(np.abs(gaps)) > 3


@anywhere
def test_strong_feelings_answer_more_often(sector: str) -> None:
    for firm in companies(sector):
        asked = firm.surveys.assign(month=month_of_purchase(firm, firm.surveys))
        asked = asked[["customer_id", "month", "answered"]].merge(
            firm.truth, on=["customer_id", "month"]
        )
        strong = (asked["satisfaction_felt"] < 25) | (asked["satisfaction_felt"] > 90)
        mild = asked["satisfaction_felt"].between(50, 70)
        assert asked["answered"][strong].mean() > asked["answered"][mild].mean()


@anywhere
def test_training_and_authority_show_in_the_tickets(sector: str) -> None:
    tickets = pd.concat(
        [firm.tickets.merge(firm.staff, on="staff_id") for firm in companies(sector)]
    ).dropna(subset=["made_good"])
    good = tickets["made_good"].astype(bool)
    within = tickets["loss"] <= tickets["authority"]
    assert good[within].mean() > good[~within].mean() + 0.2
    trained = tickets["training_days"] >= 7
    untrained = tickets["training_days"] <= 3
    days = tickets["days"].astype(float)
    assert days[trained].mean() < days[untrained].mean()
    assert tickets["contacts"][trained].mean() < tickets["contacts"][untrained].mean()
    denied = tickets["outcome"] == "denied"
    assert denied[trained].mean() < denied[untrained].mean()


def test_where_customers_are_pleased_more_newcomers_are_recommended() -> None:
    points = []
    for sector in SECTORS:
        for firm in companies(sector):
            came = firm.customers.loc[firm.customers["joined_on"] >= "2024-01-01", "came_by"]
            truth = firm.truth[firm.truth["active"]]
            points.append((nps(truth["recommend"]), (came == "recommended").mean()))
    assert np.corrcoef(np.array(points).T)[0, 1] > 0.5


@anywhere
def test_comments_say_what_happened(sector: str) -> None:
    book = catalogue(SECTORS[sector])
    assert len(set(book.texts)) == len(book.texts)
    topics = {each.name for each in SECTORS[sector].topics}
    assert topics < set(book.causes)
    firm = company(sector, 100)
    comments = answered(firm).dropna(subset=["comment"])
    about = comments["comment"].map(book.about)
    cause, tone = about.str[0], about.str[1]
    known = comments["satisfaction"].notna()
    expected = np.select(
        [comments["satisfaction"][known] >= 4, comments["satisfaction"][known] <= 2],
        ["good", "bad"],
        "mixed",
    )
    assert (tone[known] == expected).all()
    settled = comments[cause.isin(["handling", "recovered"])]
    assert set(settled["customer_id"]) <= set(firm.tickets["customer_id"])
    troubled = comments[cause.isin(topics)]
    troubled = troubled.assign(month=month_of_purchase(firm, troubled)).merge(
        firm.truth, on=["customer_id", "month"]
    )
    assert len(troubled) > 5
    assert (troubled["troubles"] > 0).all()


# --- one causal model ---------------------------------------------------------------------------


@anywhere
def test_what_if_nobody_minded_waiting(sector: str) -> None:
    """The company's life follows the coefficients it is given."""
    profile = SECTORS[sector]
    patient = Coefficients(effort_wait=0.0, effort_contact=0.0)
    gained = []
    for seed in range(4):
        town = settle(profile, stream(profile, seed, "town"))
        people = gather(profile, town, 1000, stream(profile, seed, "people"))
        usual = live(profile, town, people, stream(profile, seed, "life"))
        calm = live(profile, town, people, stream(profile, seed, "life"), patient)
        assert calm.effort[calm.active].mean() < usual.effort[usual.active].mean() - 5
        assert calm.satisfaction[calm.active].mean() > usual.satisfaction[usual.active].mean()
        gained.append(calm.active[-1].mean() - usual.active[-1].mean())
    assert np.mean(gained) > 0


def test_the_calendar_is_the_calendar() -> None:
    starts = pd.date_range("2024-01-01", "2026-01-01", freq="MS")
    assert list(MONTH_START) == [(start - starts[0]).days for start in starts]


@anywhere
def test_a_sector_is_complete(sector: str) -> None:
    profile = SECTORS[sector]
    assert sum(each.share for each in profile.segments) == pytest.approx(1)
    assert sum(each.share for each in profile.products) == pytest.approx(1)
    assert sum(each.share for each in profile.topics) == pytest.approx(1)
    assert sum(profile.channel_share) == pytest.approx(1)
    assert len(profile.season) == 12
    assert np.mean(profile.season) == pytest.approx(1, abs=0.01)
    assert len(profile.touchpoints) >= 6
