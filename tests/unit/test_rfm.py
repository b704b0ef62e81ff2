"""RFM: what every customer did, by hand and in every engine."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from decimal import Decimal
from typing import Any

import duckdb
import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cem_workbook.data.shipped import load_shipped
from cem_workbook.errors import BadInput
from cem_workbook.metrics.rfm_table import rfm

Purchase = tuple[Any, dt.date, float]

EVERY = ("day", "week", "month", "quarter", "year")
COUNTS = ["frequency", "recency", "T"]
COLUMNS = ["customer_id", *COUNTS, "value", "total"]
DAY = dt.timedelta(days=1)
FIRST = dt.date(2023, 1, 20)

# Days at the ends of months and years, and around Sundays, are where calendars go wrong.
days = st.integers(0, 900).map(lambda n: FIRST + n * DAY) | st.sampled_from(
    [dt.date(year, month, day) for year in (2023, 2024) for month in (1, 3, 12) for day in (30, 31)]
    + [dt.date(2023, 2, 28), dt.date(2024, 2, 28), dt.date(2024, 2, 29), dt.date(1969, 12, 31)]
    + [dt.date(2024, 12, 29), dt.date(2024, 12, 30), dt.date(2025, 1, 1)]
)
cents = st.integers(-5_000, 100_000).map(lambda amount: amount / 100)
purchases = st.lists(st.tuples(st.integers(-3, 6), days, cents), max_size=30)
some = purchases.filter(bool)


def table(rows: list[Purchase]) -> pd.DataFrame:
    customer, date, amount = zip(*rows, strict=True) if rows else ((), (), ())
    return pd.DataFrame(
        {
            "customer_id": pd.Series(customer, dtype=None if rows else "int64"),
            "date": pd.to_datetime(date),
            "amount": pd.Series(amount, dtype="float64"),
        }
    )


def in_polars(frame: pd.DataFrame) -> pl.DataFrame:
    """The same in Polars, with dates without a time."""
    return pl.DataFrame(
        {
            name: column.astype(object).where(column.notna(), None).to_list()
            if column.dtype.kind == "O"
            else column.to_numpy()
            for name, column in frame.assign(date=frame["date"].astype("datetime64[us]")).items()
        }
    ).with_columns(pl.col("date").cast(pl.Date))


def period(day: dt.date, every: str) -> int:
    """The number of a period, counted one by one in the calendar; only differences matter."""
    if every == "day":
        return (day - dt.date(1900, 1, 1)).days
    if every == "week":
        monday = day - day.weekday() * DAY
        return (monday - dt.date(1900, 1, 1)).days // 7
    if every == "month":
        return sum(12 for _ in range(1900, day.year)) + day.month
    if every == "quarter":
        return 4 * (day.year - 1900) + [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4][day.month - 1]
    return day.year


def by_hand(
    rows: list[Purchase], every: str = "day", until: dt.date | None = None
) -> dict[Any, tuple[int, int, int, float, float]]:
    """The same, one customer after the other."""
    last = until or max((day for _, day, _ in rows), default=FIRST)
    spent: dict[Any, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for customer, day, amount in rows:
        if day <= last:
            spent[customer][period(day, every)].append(amount)
    result = {}
    for customer in sorted(spent):
        visits = sorted(spent[customer])
        repeats = [math.fsum(spent[customer][visit]) for visit in visits[1:]]
        result[customer] = (
            len(visits) - 1,
            visits[-1] - visits[0],
            period(last, every) - visits[0],
            math.fsum(repeats) / len(repeats) if repeats else 0.0,
            math.fsum(amount for amounts in spent[customer].values() for amount in amounts),
        )
    return result


def read(result: Any) -> dict[Any, tuple[Any, ...]]:
    """One row a customer, in the order of the customers, from any engine."""
    if isinstance(result, pl.LazyFrame):
        rows = sorted(result.collect().rows())
    elif isinstance(result, duckdb.DuckDBPyRelation):
        rows = sorted(result.fetchall())
    else:
        rows = result.rows() if isinstance(result, pl.DataFrame) else result.values.tolist()
        assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    return {row[0]: tuple(row[1:]) for row in rows}


def assert_same(found: dict[Any, tuple[Any, ...]], expected: dict[Any, tuple[Any, ...]]) -> None:
    assert list(found) == list(expected)
    for customer, cells in expected.items():
        assert found[customer] == pytest.approx(cells, rel=1e-12, abs=1e-9), customer


@given(purchases, st.sampled_from(EVERY), st.none() | days)
def test_every_customer_is_what_a_plain_loop_finds(rows, every, until):
    result = rfm(table(rows), amount="amount", every=every, until=until)
    assert list(result.columns) == COLUMNS
    assert [kind.kind for kind in result.dtypes] == ["i"] * 4 + ["f"] * 2
    assert result.index.equals(pd.RangeIndex(len(result)))
    assert_same(read(result), by_hand(rows, every, until))


@settings(max_examples=30)
@given(purchases, st.sampled_from(EVERY), st.none() | days, st.booleans())
def test_every_engine_finds_the_same(rows, every, until, text):
    if text:
        rows = [(f"customer {customer}", day, amount) for customer, day, amount in rows]
    frame, expected = table(rows), by_hand(rows, every, until)
    in_rust = in_polars(frame) if rows else in_polars(frame).cast({"customer_id": pl.String})
    options = {"amount": "amount", "every": every, "until": until}
    for engine in (in_rust, in_rust.lazy(), duckdb.from_df(frame)):
        result = rfm(engine, **options)
        assert isinstance(result, type(engine)), "the result is of the same kind"
        assert nw.from_native(result).collect_schema().names() == COLUMNS
        assert_same(read(result), expected)
    kinds = list(rfm(in_rust, **options).schema.values())[1:]
    assert kinds == [pl.Int64] * 3 + [pl.Float64] * 2
    assert list(rfm(in_rust.lazy(), **options).collect_schema().values())[1:] == kinds
    schema = nw.from_native(rfm(duckdb.from_df(frame), **options)).collect_schema()
    assert list(schema.values())[1:] == [nw.Int64] * 3 + [nw.Float64] * 2


def test_what_is_lazy_stays_lazy_and_only_counts_come_back(monkeypatch):
    rows = [(n % 7, FIRST + n * DAY, 1.0) for n in range(100)]
    frame = table(rows)
    seen: list[tuple[int, int]] = []
    collect = nw.LazyFrame.collect

    def counted(self: Any, *arguments: Any) -> Any:
        result = collect(self, *arguments)
        seen.append(result.shape)
        return result

    monkeypatch.setattr(nw.LazyFrame, "collect", counted)
    for engine in (in_polars(frame).lazy(), duckdb.from_df(frame)):
        seen.clear()
        rfm(engine, amount="amount", every="month", until="2023-03-31")
        assert [rows for rows, _ in seen] == [1], "one question, answered in one row"


@given(some, st.sampled_from(EVERY), st.randoms())
def test_the_order_of_rows_does_not_matter(rows, every, chance):
    mixed = chance.sample(rows, len(rows))
    first, again = (
        read(rfm(table(some_rows), amount="amount", every=every)) for some_rows in (rows, mixed)
    )
    assert_same(again, first)


@given(some, st.sampled_from(EVERY))
def test_customers_do_not_know_each_other(rows, every):
    """The same purchases under other names give the same again, also among the first ones."""
    twice = rows + [(customer + 100, day, amount) for customer, day, amount in rows]
    alone = read(rfm(table(rows), amount="amount", every=every))
    both = read(rfm(table(twice), amount="amount", every=every))
    assert_same({c: cells for c, cells in both.items() if c < 50}, alone)
    assert_same({c - 100: cells for c, cells in both.items() if c > 50}, alone)


@given(some, st.sampled_from(EVERY))
def test_purchases_in_one_period_count_once_and_no_amount_is_lost(rows, every):
    split = [(customer, day, amount / 2) for customer, day, amount in rows for _ in range(2)]
    assert_same(
        read(rfm(table(split), amount="amount", every=every)),
        read(rfm(table(rows), amount="amount", every=every)),
    )
    result = rfm(table(rows), amount="amount", every=every)
    assert result["total"].sum() == pytest.approx(sum(amount for *_, amount in rows), abs=1e-6)
    assert len(result) == len({customer for customer, *_ in rows})
    assert ((result["recency"] >= result["frequency"]) & (result["T"] >= result["recency"])).all()
    assert (result.loc[result["frequency"] == 0, ["recency", "value"]] == 0).all(axis=None)
    plain = rfm(table(rows).drop(columns="amount"), every=every)
    assert plain.equals(result[["customer_id", *COUNTS]])


@given(some, days, st.sampled_from(EVERY))
def test_a_calibration_period_does_not_know_the_future(rows, until, every):
    known = [row for row in rows if row[1] <= until]
    cut = rfm(table(rows), amount="amount", until=until, every=every)
    assert cut.equals(rfm(table(known), amount="amount", until=until, every=every))
    later = rfm(table(known), amount="amount", until=until + 400 * DAY, every=every)
    more = period(until + 400 * DAY, every) - period(until, every)
    assert (later["T"] - cut["T"] == more).all(), "a later end only makes everybody older"
    assert later.drop(columns="T").equals(cut.drop(columns="T"))


def one(*dates: str, every: Any, until: str | None = None) -> tuple[int, ...]:
    rows = [(1, dt.date.fromisoformat(date), 1.0) for date in dates]
    return tuple(rfm(table(rows), every=every, until=until)[COUNTS].iloc[0])


def test_months_are_months_of_the_calendar():
    assert one("2024-01-31", "2024-02-01", every="month") == (1, 1, 1)
    assert one("2024-01-01", "2024-01-31", every="month") == (0, 0, 0)
    assert one("2024-01-31", "2024-02-29", "2024-03-31", every="month") == (2, 2, 2)
    assert one("2023-01-31", "2023-02-28", until="2023-03-01", every="month") == (1, 1, 2)
    assert one("2023-12-31", "2024-01-01", every="quarter") == (1, 1, 1)
    assert one("2023-12-31", "2024-01-01", every="year") == (1, 1, 1)
    assert one("2024-02-29", until="2028-02-29", every="year") == (0, 0, 4)
    assert one("2024-02-28", "2024-03-01", every="day") == (1, 2, 2), "a leap year"
    assert one("2023-02-28", "2023-03-01", every="day") == (1, 1, 1)
    assert one("2024-06-30", "2024-07-01", every="week") == (1, 1, 1), "Sunday and Monday"
    assert one("2024-07-01", "2024-07-07", every="week") == (0, 0, 0)
    assert one("1969-12-28", "1969-12-29", "1970-01-05", every="week") == (2, 2, 2)


def test_engines_count_as_pythons_calendar_does_over_two_centuries():
    """1900 was no leap year, and 2000 was one."""
    firsts = np.arange("1895-01", "2105-01", dtype="datetime64[M]").astype("datetime64[D]")
    dates = np.sort(np.concatenate([firsts, firsts - 1, firsts + 27]))
    for part in np.array_split(dates, 3):  # each within the 100 years that are allowed
        frame = pl.DataFrame({"customer_id": np.arange(len(part)), "date": part})
        for every in EVERY:
            expected = read(rfm(frame, every=every))
            assert read(rfm(frame.lazy(), every=every)) == expected
            relation = duckdb.from_df(pd.DataFrame({"customer_id": range(len(part)), "date": part}))
            assert read(rfm(relation, every=every)) == expected
            until = part[-1].item()
            assert [cells[2] for cells in expected.values()] == [
                period_any(until, every) - period_any(day, every) for day in part.tolist()
            ]


def period_any(day: dt.date, every: str) -> int:
    if every == "week":
        return (day.toordinal() - 1) // 7
    months = {"month": 1, "quarter": 3, "year": 12}
    return day.toordinal() if every == "day" else (day.year * 12 + day.month - 1) // months[every]


def test_the_calendar_of_the_time_zone_tells_the_day():
    noon = pd.to_datetime(["2024-01-31 23:30", "2024-02-01 00:30", "2024-02-01 23:59"])
    frame = pd.DataFrame({"customer_id": 1, "date": noon})
    expected = [1, 1, 1]
    assert rfm(frame)[COUNTS].iloc[0].tolist() == expected
    assert rfm(frame, every="month")[COUNTS].iloc[0].tolist() == expected
    for zone in ("Asia/Tehran", "America/New_York", "UTC"):
        local = frame.assign(date=noon.tz_localize(zone))
        assert rfm(local)[COUNTS].iloc[0].tolist() == expected, zone
        rust = pl.DataFrame({"customer_id": [1] * 3, "date": noon.as_unit("us").to_numpy()})
        rust = rust.with_columns(pl.col("date").dt.replace_time_zone(zone))
        assert rfm(rust).row(0)[1:] == (1, 1, 1), zone
        assert rfm(rust.lazy()).collect().row(0)[1:] == (1, 1, 1), zone
    moved = frame.assign(date=noon.tz_localize("UTC").tz_convert("America/New_York"))
    assert rfm(moved)[COUNTS].iloc[0].tolist() == [1, 1, 1], "31 January, 31 January, 1 February"
    assert rfm(moved.iloc[:2])[COUNTS].iloc[0].tolist() == [0, 0, 0]


def test_every_kind_of_amount_and_of_customer():
    frame = table([(2, FIRST, 10.0), (2, FIRST + DAY, 5.0), (1, FIRST, 7.0)])
    expected = [(0, 0, 1, 0.0, 7.0), (1, 1, 1, 5.0, 15.0)]
    amounts = [
        frame["amount"].astype(kind) for kind in ("int8", "float32", "Int64", "Float64", object)
    ]
    amounts.append(frame["amount"].map(lambda amount: Decimal(str(amount))))
    for amount in amounts:
        result = rfm(frame.assign(amount=amount), amount="amount")
        assert list(read(result).values()) == expected, amount.dtype
    rust = in_polars(frame)
    for kind in (pl.Int8, pl.Float32, pl.UInt64, pl.Decimal(9, 2)):
        for engine in (rust.cast({"amount": kind}), rust.cast({"amount": kind}).lazy()):
            assert list(read(rfm(engine, amount="amount")).values()) == expected, kind
    money = duckdb.sql("select customer_id, date::date as date, amount::decimal(9, 2) a from frame")
    assert list(read(rfm(money, amount="a")).values()) == expected

    for column in (
        frame["customer_id"].astype("Int64"),
        frame["customer_id"].astype(float),
        frame["customer_id"].map({1: "ali", 2: "berna"}),
        frame["customer_id"].map({1: "ali", 2: "berna"}).astype("category"),
        frame["customer_id"].map({1: "ali", 2: "berna"}).astype(object),
        pd.Series([True, True, False]),
    ):
        result = rfm(frame.assign(customer_id=column), amount="amount")
        assert list(read(result).values()) == expected
        assert result["customer_id"].tolist() == sorted(set(column))
        assert result["customer_id"].dtype == column.dtype
    for kind in (pl.String, pl.Categorical, pl.Enum(["1", "2"])):
        result = rfm(rust.cast({"customer_id": pl.String}).cast({"customer_id": kind}))
        assert result["customer_id"].to_list() == ["1", "2"]
        assert result["customer_id"].dtype == kind
    python_dates = frame.assign(date=[day.date() for day in frame["date"]])
    assert list(read(rfm(python_dates, amount="amount")).values()) == expected


def test_an_index_of_its_own_and_other_columns_are_no_trouble():
    frame = table([(2, FIRST, 10.0), (1, FIRST, 7.0), (2, FIRST + DAY, 5.0)])
    odd = frame.assign(shop="x").set_axis(["b", "b", "a"]).rename(columns={"customer_id": "who"})
    result = rfm(odd, customer="who", amount="amount", until=FIRST)
    assert result.values.tolist() == [[1, 0, 0, 0, 0, 7], [2, 0, 0, 0, 0, 10]]
    assert frame.equals(table([(2, FIRST, 10.0), (1, FIRST, 7.0), (2, FIRST + DAY, 5.0)]))


def test_the_cdnow_customers_of_fader_and_hardie():
    """2,357 customers, 946 with a repeat purchase in 39 weeks (facts, section 5)."""
    cdnow = load_shipped("cdnow")
    result = rfm(cdnow, customer="customer", amount="amount", until="1997-09-30")
    assert len(result) == 2357
    assert (result["frequency"] > 0).sum() == 946
    assert round(result["T"].max() / 7, 2) == 38.86
    like_theirs = (result["frequency"] == 2) & ((result["recency"] / 7).round(2) == 30.43)
    assert (like_theirs & (result["T"] == result["T"].max())).any(), "x = 2, t_x = 30.43, T = 38.86"
    whole = rfm(cdnow, customer="customer", amount="amount")
    assert whole["total"].sum() == pytest.approx(cdnow["amount"].sum(), rel=1e-12)
    assert whole["customer"].tolist() == result["customer"].tolist()


ENGINES = {
    "pandas": lambda frame: frame,
    "Polars": in_polars,
    "LazyFrame": lambda frame: in_polars(frame).lazy(),
    "DuckDB": lambda frame: duckdb.from_df(frame),
}
ROWS = [(customer, FIRST + customer * DAY, 5.0) for customer in range(1, 6)]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("column", ["customer_id", "date", "amount"])
def test_what_is_missing_is_found(engine, column):
    frame = table(ROWS)
    if column == "customer_id":
        frame["customer_id"] = frame["customer_id"].map("customer {}".format)
    frame.loc[[2, 4], column] = None
    given = ENGINES[engine](frame)
    where = ", row 2 (counted from 0)" if engine in ("pandas", "Polars") else ""
    with pytest.raises(BadInput) as caught:
        rfm(given, amount="amount")
    assert str(caught.value) == (
        f'Column "{column}"{where}: the value is missing. Rows with this trouble: 2. Correct '
        "them, or leave them out of the table first."
    )
    if column == "amount":
        assert len(read(rfm(given))) == 5, "amounts that nobody asked for may be missing"


@pytest.mark.parametrize("engine", ENGINES)
def test_not_a_number_is_missing_and_infinite_is_refused(engine):
    for value, rule in ((math.nan, "missing"), (math.inf, "infinite"), (-math.inf, "infinite")):
        frame = table(ROWS)
        frame["amount"] = [*frame["amount"][:4], value]
        with pytest.raises(BadInput, match=f'"amount".*the value is {rule}.*trouble: 1'):
            rfm(ENGINES[engine](frame), amount="amount")
        ids = frame.assign(customer_id=frame["amount"])
        if rule == "missing":
            with pytest.raises(BadInput, match=r'"customer_id".*the value is missing'):
                rfm(ENGINES[engine](ids))


@pytest.mark.parametrize("engine", ENGINES)
def test_text_is_neither_a_date_nor_an_amount(engine):
    frame = table(ROWS)
    make = ENGINES[engine]
    text = frame["date"].astype(str)
    given = make(frame)
    if engine in ("Polars", "LazyFrame"):
        wrong_dates = given.with_columns(date=pl.lit("2024-01-01"))
        wrong_amounts = given.with_columns(amount=pl.lit("5"))
        booleans = given.with_columns(amount=pl.lit(True))
    else:
        wrong_dates = make(frame.assign(date=text))
        wrong_amounts = make(frame.assign(amount="5"))
        booleans = make(frame.assign(amount=True))
    with pytest.raises(BadInput, match=r'"date" holds text, not dates. .*pandas.to_datetime'):
        rfm(wrong_dates)
    with pytest.raises(BadInput, match=r'"amount" holds text, not numbers. .*pandas.to_numeric'):
        rfm(wrong_amounts, amount="amount")
    with pytest.raises(BadInput, match='"amount" holds true and false, not numbers'):
        rfm(booleans, amount="amount")
    with pytest.raises(BadInput, match=r'no column "amont". Did you mean "amount"'):
        rfm(given, amount="amont")
    with pytest.raises(BadInput, match='no column "when"'):
        rfm(given, date="when")


@pytest.mark.parametrize("engine", ENGINES)
def test_a_date_that_stands_for_an_unknown_one_is_noticed(engine):
    rows = [*ROWS, (9, dt.date(1900, 1, 1), 1.0)]
    with pytest.raises(BadInput, match="1900-01-01 to 2023-01-25, over more than 100 years"):
        rfm(ENGINES[engine](table(rows)))
    late = ENGINES[engine](table([*ROWS, (9, dt.date(2199, 1, 1), 1.0)]))
    assert len(read(rfm(late, until="2024-01-01"))) == 5, "what comes after `until` does not count"
    with pytest.raises(BadInput, match="Leave such rows out"):
        rfm(late)


@pytest.mark.parametrize("engine", ENGINES)
def test_no_purchases_give_an_empty_table_of_the_same_kind(engine):
    frame = table(ROWS)
    for part, until in ((frame, "2001-01-01"), (frame.iloc[:0], None), (frame.iloc[:0], FIRST)):
        result = rfm(ENGINES[engine](part), amount="amount", until=until)
        assert nw.from_native(result).collect_schema().names() == COLUMNS
        assert read(result) == {}


def test_arguments_that_do_not_fit_are_named():
    frame = table(ROWS)
    with pytest.raises(BadInput, match='every must be one of "day", "week", "month", "quarter"'):
        rfm(frame, every="fortnight")
    with pytest.raises(BadInput, match="until must be a date"):
        rfm(frame, until="soon")
    with pytest.raises(BadInput, match='The result has a column "T" of its own'):
        rfm(frame.rename(columns={"customer_id": "T"}), customer="T")
    with pytest.raises(BadInput, match="A table is needed"):
        rfm([1, 2, 3])
    with pytest.raises(BadInput, match="called by its name"):
        rfm(frame, customer=3)
    mixed = frame.assign(customer_id=pd.Series([1, "a", 2, "b", 3], dtype=object))
    with pytest.raises(BadInput, match='"customer_id" cannot be put in order'):
        rfm(mixed)
    for odd in ("5", True):
        several = pd.Series([odd, 1, 2, 3, 4.5], dtype=object)
        with pytest.raises(BadInput, match='"amount" holds things of several kinds'):
            rfm(frame.assign(amount=several), amount="amount")
    with pytest.raises(BadInput, match=r'"amount".*missing.*trouble: 5'):
        rfm(frame.assign(amount=None), amount="amount")
