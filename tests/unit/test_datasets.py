"""Every data set is described where people look for it."""

from __future__ import annotations

import csv
import re
import tomllib
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import cem_workbook as cem
from cem_workbook.data import TABLES, demo, shipped
from cem_workbook.data.shipped import SHIPPED, load_shipped
from cem_workbook.errors import CourseError


def test_every_file_has_its_row_and_every_row_its_file(root: Path) -> None:
    readme = (root / "datasets" / "README.md").read_text(encoding="utf-8")
    described = set(re.findall(r"^\| `([\w.]+\.\w+)` \|", readme, re.M))
    there = {path.name for path in (root / "datasets").iterdir() if path.is_file()} - {"README.md"}
    assert described == there


def test_every_column_of_the_company_is_described(root: Path) -> None:
    readme = (root / "datasets" / "README.md").read_text(encoding="utf-8")
    for name in TABLES:
        section = readme.split(f"### `{name}`")[1].split("### ")[0]
        for column in demo().table(name).columns:
            assert f"`{column}`" in section, f"{name}.{column}"


@pytest.mark.parametrize("name", SHIPPED)
def test_every_column_of_a_shipped_data_set_is_described(root: Path, name: str) -> None:
    readme = (root / "datasets" / "README.md").read_text(encoding="utf-8")
    section = readme.split(f"### `{name}`")[1].split("### ")[0]
    for column in load_shipped(name).columns:
        assert f"`{column}`" in section, f"{name}.{column}"


# --- the published data ---------------------------------------------------------------------


def test_the_telco_table_is_the_published_one() -> None:
    """Rows, leavers and gaps as in the course's fact sheet, sections 5 and 6."""
    telco = load_shipped("telco")
    assert telco.shape == (7043, 21)
    assert telco["customer"].tolist() == list(range(1, 7044)), "in the order of the source"
    assert telco["churned"].sum() == 1869
    assert f"{telco['churned'].mean():.2%}" == "26.54%"
    new = telco["tenure"] == 0
    assert new.sum() == 11 and telco["total_charges"].isna().equals(new)
    assert not telco.drop(columns="total_charges").isna().any(axis=None)
    assert not telco.loc[new, "churned"].any()
    assert telco["tenure"].between(0, 72).all()


def test_what_the_telco_file_writes_as_yes_and_no_is_true_or_false(root: Path) -> None:
    telco = load_shipped("telco")
    truths = telco.select_dtypes(bool)
    raw = pd.read_csv(root / "datasets" / SHIPPED["telco"])
    assert len(truths.columns) == 7
    for column in raw:
        if set(raw[column]) <= {"Yes", "No"} or set(raw[column]) <= {0, 1}:
            assert telco[column].tolist() == raw[column].isin(["Yes", 1]).tolist(), column
        else:
            assert telco[column].equals(raw[column]), column
    assert set(raw["churned"]) == {"Yes", "No"}


def test_the_regular_cohort() -> None:
    """The eight numbers of the course's fact sheet, section 5."""
    regular = load_shipped("sbg_regular")
    assert regular["year"].tolist() == list(range(8))
    assert regular["survivors"].tolist() == [1000, 631, 468, 382, 326, 289, 262, 241]


def test_the_cdnow_purchases_are_the_published_ones() -> None:
    """Rows and customers as in the course's fact sheet, section 6; the rest as BTYD counts them."""
    cdnow = load_shipped("cdnow")
    assert cdnow.shape == (6919, 4)
    assert sorted(cdnow["customer"].unique()) == list(range(1, 2358))
    assert pd.api.types.is_datetime64_any_dtype(cdnow["date"]), "real dates"
    assert cdnow["date"].min() == pd.Timestamp("1997-01-01")
    assert cdnow["date"].max() == pd.Timestamp("1998-06-30")
    assert cdnow.equals(cdnow.sort_values(["customer", "date"], kind="stable")), "in that order"
    assert not cdnow.isna().any(axis=None)
    assert (cdnow["quantity"] > 0).all() and (cdnow["amount"] >= 0).all()
    days = cdnow.drop_duplicates(["customer", "date"])
    assert len(days) == 6696, "as the packages CLVTools and BTYD have it"
    early = days[days["date"] <= "1997-09-30"]
    assert (early.groupby("customer").size() > 1).sum() == 946, "section 5"


def test_the_numbers_in_the_readme_are_those_of_the_purchases(root: Path) -> None:
    readme = (root / "datasets" / "README.md").read_text(encoding="utf-8")
    section = readme.split("### `cdnow`")[1].split("### ")[0].split("## ")[0]
    cdnow = load_shipped("cdnow")
    first = cdnow.groupby("customer")["date"].min()
    once = cdnow.groupby("customer")["date"].nunique() == 1
    fitted = cdnow["date"] <= "1997-09-30"
    row = next(line for line in readme.splitlines() if line.startswith("| `cdnow_sample.csv`"))
    assert f"{len(cdnow):,} purchases of {cdnow['customer'].nunique():,} customers" in row
    for words in (
        f"{fitted.sum():,} rows",
        f"{(~fitted).sum():,} rows",
        f"{cdnow['customer'].min()} to {cdnow['customer'].max()}, never",
        f"{cdnow['date'].min():%Y-%m-%d} to {cdnow['date'].max():%Y-%m-%d}, never",
        f"{cdnow['quantity'].min()} to {cdnow['quantity'].max()}, never",
        f"{cdnow['amount'].min():.2f} to {cdnow['amount'].max():.2f}, never",
        f"{(cdnow['amount'] == 0).sum()} purchases of one CD each cost nothing",
        f"{cdnow.duplicated(['customer', 'date']).sum()} rows share customer and day",
        f"and {cdnow.duplicated().sum()} of these are the same",
        f"leaves {len(cdnow.drop_duplicates(['customer', 'date'])):,}",
        f"{first.min().day} January to {first.max().day} March 1997",
        f"Half of them, {once.sum():,}, bought on one day only",
    ):
        assert words in section, words
    assert (cdnow.loc[cdnow["amount"] == 0, "quantity"] == 1).all()


def test_the_ranges_in_the_readme_are_those_of_the_table(root: Path) -> None:
    readme = (root / "datasets" / "README.md").read_text(encoding="utf-8")
    section = readme.split("### `telco`")[1].split("### ")[0]
    telco = load_shipped("telco")
    for column in ("monthly_charges", "total_charges"):
        low, high = telco[column].min(), telco[column].max()
        assert f"{low:,.2f} to {high:,.2f}" in section
    for contract, rows in telco["contract"].value_counts().items():
        assert f"`{contract}` ({rows:,})" in section
    words = telco.select_dtypes("str")
    for column in words:
        for word in words[column].unique():
            assert f"`{word}`" in section, f"{column}: {word}"
    assert f"{(telco['tenure'] == 72).sum()} customers stand at exactly 72" in section


@pytest.mark.parametrize("name", SHIPPED)
def test_the_files_are_plain_csv(root: Path, name: str) -> None:
    content = (root / "datasets" / SHIPPED[name]).read_bytes()
    assert content.endswith(b"\n") and b"\r" not in content
    rows = list(csv.reader(content.decode("utf-8").splitlines()))
    assert len(rows) > 1 and len({len(row) for row in rows}) == 1


@pytest.mark.parametrize("name", [*SHIPPED, "customers"])
def test_a_table_is_your_own_to_spoil(name: str) -> None:
    loaded = cem.load(name)
    loaded[loaded.columns[0]] = 0
    assert not cem.load(name).equals(loaded)


@pytest.mark.parametrize("name", ["telko", "nothing", "", None, ["telco"], 7])
def test_an_unknown_name_is_told_which_there_are(name: Any) -> None:
    with pytest.raises(CourseError) as caught:
        cem.load(name)
    for known in (*TABLES, *SHIPPED):
        assert known in str(caught.value)
    with pytest.raises(CourseError, match=", ".join(SHIPPED)):
        load_shipped(name)


def test_a_near_miss_is_recognised_in_both() -> None:
    for typed, meant in (("Telco", "telco"), ("sbg-regular", "sbg_regular"), ("survey", "surveys")):
        with pytest.raises(CourseError, match=f'Did you mean "{meant}"'):
            cem.load(typed)


def test_an_installed_package_reads_its_own_files(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a wheel the folder lies inside the package: see force-include in pyproject.toml."""
    build = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]
    assert (
        build["build"]["targets"]["wheel"]["force-include"]["datasets"] == "cem_workbook/datasets"
    )
    package = tmp_path / "cem_workbook"
    (package / "datasets").mkdir(parents=True)
    (package / "datasets" / SHIPPED["sbg_regular"]).write_text("year,survivors\n0,9\n")
    monkeypatch.setattr(shipped, "__file__", str(package / "data" / "shipped.py"))
    assert load_shipped("sbg_regular")["survivors"].tolist() == [9]
    with pytest.raises(CourseError, match=r"telco_churn\.csv is missing from .*Get a fresh copy"):
        load_shipped("telco")
