"""Files as people have them: each gives the right table, or one sentence that helps.

`python -m tests.unit.test_own_file_malformed` writes what comes out of each as a Markdown table.
"""

from __future__ import annotations

import ast
import contextlib
import gzip
import io
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from cem_workbook.data.own import parquet as own_parquet
from cem_workbook.data.own import workbook
from cem_workbook.data.own.file import OwnFile, dates, flags, read_own, recognise, scores
from cem_workbook.errors import BadInput

# --- builders ------------------------------------------------------------------------------------


def lines(*rows: str, end: str = "\n", encoding: str = "utf-8") -> bytes:
    return "".join(row + end for row in rows).encode(encoding)


def book(*sheets: tuple[str, Iterable[Iterable[object]]], **states: str) -> Workbook:
    """Return a workbook; `states` says which sheets are hidden."""
    made = Workbook()
    made.remove(made.active)
    for title, rows in sheets:
        sheet = made.create_sheet(title)
        sheet.sheet_state = states.get(title, "visible")
        for row in rows:
            sheet.append(list(row))
    return made


def saved(workbook: Workbook) -> bytes:
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def zipped(*members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in members:
            archive.writestr(name, b"<x/>")
    return out.getvalue()


def worked_out(data: bytes) -> bytes:
    """Return a workbook whose formulas have values, as Excel saves them."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as was, zipfile.ZipFile(out, "w") as archive:
        for name in was.namelist():
            content = re.sub(rb"<v ?/>|<v></v>", b"<v>10</v>", was.read(name))
            archive.writestr(name, content)
    return out.getvalue()


def parquet(select: str) -> bytes:
    """Return what DuckDB writes for a SELECT."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.parquet"
        with duckdb.connect() as connection:
            connection.execute(f"COPY ({select}) TO '{path}' (FORMAT parquet)")
        return path.read_bytes()


def merged() -> bytes:
    made = book(("Data", [["branch", "score"], ["Nord", 9], [None, 8], ["Ost", 7]]))
    made["Data"].merge_cells("A2:A3")
    return saved(made)


def ole(*streams: str) -> bytes:
    """Return the beginning of an Office file of the old kind, with names of streams in it."""
    names = b"".join(name.encode("utf-16-le") + bytes(64) for name in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + names


# --- the files -----------------------------------------------------------------------------------

Values = dict[str, list[Any]]


@dataclass(frozen=True)
class File:
    """A file, and what must come out of it.

    Attributes:
        data: its bytes.
        gives: the columns, or a part of the sentence that refuses it.
        told: arguments of `read_own`.
        name: what it is called.
        says: what must stand in the choices and in the list of what is left out.
        asked: what a further question to it must give.
    """

    data: bytes
    gives: Values | str
    told: dict[str, Any] = field(default_factory=dict)
    name: str = "mine.csv"
    says: tuple[str, ...] = ()
    asked: tuple[Callable[[OwnFile], Any], Any] | None = None


NORD: Values = {"branch": ["Nord", "Ost"], "score": [9, 7]}
RUSSIAN: Values = {"филиал": ["Москва", "Казань"], "оценка": [9, 7]}
TURKISH: Values = {"şube": ["Kadıköy", "Üsküdar"], "puan": [9, 7]}
PERSIAN: Values = {"شعبه": ["تهران", "مشهد"], "امتیاز": [9, 7]}
ARABIC_KEYS: Values = {"شعبه": ["تهران", "مشهد"], "امتياز": [9, 7]}  # cp1256 has no Persian ye


def csv_of(values: Values, separator: str = ",", **options: Any) -> bytes:
    rows = zip(*values.values(), strict=True)
    text = [separator.join(values), *(separator.join(map(str, row)) for row in rows)]
    return lines(*text, **options)


def read_scores(column: str) -> Callable[[OwnFile], list[int]]:
    return lambda own: scores(own, column).values.tolist()


def read_dates(column: str) -> Callable[[OwnFile], tuple[list[str], dict[str, int]]]:
    def read(own: OwnFile) -> tuple[list[str], dict[str, int]]:
        found = dates(own, column)
        return [str(value.date()) for value in found.values], found.reasons

    return read


SIX = [f"{n % 28 + 1:02}.03.2026" for n in range(6)]

FILES: dict[str, File] = {
    # nothing in it
    "empty": File(b"", "is empty"),
    "byte order mark only": File(b"\xef\xbb\xbf", "is empty"),
    "UTF-16 mark only": File(b"\xff\xfe", "is empty"),
    "blank lines only": File(b"\n\r\n \n", "is empty"),
    "column names only": File(b"branch,score\n", "no answers below"),
    # encodings
    "UTF-8 with a mark": File(csv_of(TURKISH, encoding="utf-8-sig"), TURKISH, says=("UTF-8",)),
    "UTF-16 LE with a mark": File(csv_of(PERSIAN, "\t", encoding="utf-16"), PERSIAN),
    "UTF-16 BE with a mark": File(b"\xfe\xff" + csv_of(PERSIAN, encoding="utf-16-be"), PERSIAN),
    "UTF-16 LE without a mark": File(csv_of(RUSSIAN, ";", encoding="utf-16-le"), RUSSIAN),
    "UTF-16 BE without a mark": File(csv_of(RUSSIAN, ";", encoding="utf-16-be"), RUSSIAN),
    "UTF-16 cut within a letter": File(
        csv_of(RUSSIAN, ";", encoding="utf-16")[:-1],
        RUSSIAN | {"оценка": ["9", "7\ufffd"]},
        says=("wrong bytes: 1",),
    ),
    "cp1254 (Turkish Windows)": File(csv_of(TURKISH, encoding="cp1254"), TURKISH, says=("cp1254",)),
    "cp1251 (Russian Windows)": File(csv_of(RUSSIAN, encoding="cp1251"), RUSSIAN, says=("cp1251",)),
    "cp1256 (Persian Windows)": File(
        csv_of(ARABIC_KEYS, encoding="cp1256"), ARABIC_KEYS, says=("cp1256",)
    ),
    "KOI8-R (Russian Unix)": File(csv_of(RUSSIAN, encoding="koi8-r"), RUSSIAN, says=("KOI8-R",)),
    "cp866 (Russian DOS)": File(csv_of(RUSSIAN, encoding="cp866"), RUSSIAN, says=("cp866",)),
    "cp857 (Turkish DOS)": File(csv_of(TURKISH, encoding="cp857"), TURKISH, says=("cp857",)),
    "Mac Turkish": File(csv_of(TURKISH, encoding="mac_turkish"), TURKISH, says=("mac_turkish",)),
    "Mac Cyrillic": File(csv_of(RUSSIAN, encoding="mac_cyrillic"), RUSSIAN, says=("mac_cyrillic",)),
    "Mac Roman": File(
        csv_of({"Größe": ["für", "über", "café"], "score": [1, 2, 3]}, encoding="mac_roman"),
        {"Größe": ["für", "über", "café"], "score": [1, 2, 3]},
    ),
    "Greek, which nothing here knows": File(
        csv_of({"κατάστημα": ["Αθήνα", "Πάτρα"], "βαθμός": [9, 7]}, encoding="cp1253"),
        "cannot be made out",
    ),
    "UTF-8 with a wrong byte": File(
        csv_of({"şube": ["Kadıköy"] * 30, "puan": [9] * 30}) + b"Be\xfeikta\xfe,7\n",
        {"şube": ["Kadıköy"] * 30 + ["Be\ufffdikta\ufffd"], "puan": [9] * 30 + [7]},
        says=("wrong bytes: 2",),
    ),
    "UTF-8 with the sign for a wrong byte in it": File(
        csv_of({"branch": ["a\ufffdb", "c"], "score": [9, 7]}),
        {"branch": ["a\ufffdb", "c"], "score": [9, 7]},
        {"encoding": "utf-8"},
    ),
    "NUL bytes": File(b"branch,score\nNord,9\n\0\0\0\0\0\0\0", "NUL bytes"),
    "NUL in UTF-16": File("branch,score\nNo\0rd,9\n".encode("utf-16"), "NUL bytes"),
    # lines and separators
    "mixed line ends": File(b"branch,score\r\nNord,9\rOst,7\n", NORD),
    "a quotation mark never closed": File(
        b'branch,score\nNord,"9\nOst,7\nWest,8\n', "line 2 has no end"
    ),
    "quotation marks in quotes": File(
        b'comment,score\n"said ""no"", twice",9\n"a\nb",7\n',
        {"comment": ['said "no", twice', "a\nb"], "score": [9, 7]},
    ),
    "semicolons and decimal commas": File(
        b"branch;wait\nNord;3,5\nOst;0,25\n",
        {"branch": ["Nord", "Ost"], "wait": [3.5, 0.25]},
        says=("semicolon", "comma"),
    ),
    "tabs": File(csv_of(NORD, "\t"), NORD, name="mine.tsv", says=("tab",)),
    "bars": File(csv_of(NORD, "|"), NORD, says=("vertical bar",)),
    "sep=; in the first line": File(b"sep=;\n" + csv_of(NORD, ";"), NORD, says=("says so",)),
    "sep=~ in the first line": File(b"sep=~\n" + csv_of(NORD, "~"), NORD, says=("~",)),
    "one column of numbers": File(b"score\n9\n7\n", {"score": [9, 7]}),
    "one column of words": File(b"comment\ngood\nbad\n", "separator=…"),
    "a row too short and a row too long": File(
        lines("branch,score,wait", "Nord,9", "Ost,7,1", "West,8,2,oh", "Süd,6,3"),
        {"branch": ["Nord", "Ost", "Süd"], "score": [9, 7, 6], "wait": [None, 1, 3]},
        says=("filled up with blank cells", "rows that are too long: 4"),
    ),
    "blank lines and lines of separators": File(
        lines("branch,score", "", "Nord,9", ",", "Ost,7"), NORD, says=("blank lines: 2, 4",)
    ),
    "a huge cell": File(b"branch,score\n" + b"x" * 200_000 + b",9\n", "line 2 has no end"),
    "a million columns": File(b"a," * 999_999 + b"a\n", "1,000,000 cells"),
    # above, below, beside the table
    "a title above": File(
        b"Survey of March\n\n" + csv_of(NORD), NORD, says=("lines above the column names: 1",)
    ),
    "two lines of column names": File(
        lines("Answers,,Waiting", "branch,score,wait", "Nord,9,1", "Ost,7,2"),
        {"branch": ["Nord", "Ost"], "score": [9, 7], "wait": [1, 2]},
        says=("lines above the column names: 1",),
    ),
    "two full lines of column names": File(
        lines("branch,score,wait", "Which branch?,0 to 10,in minutes", "Nord,9,1", "Ost,7,2"),
        {"branch": ["Nord", "Ost"], "score": [9, 7], "wait": [1, 2]},
        says=("more lines of names: 2",),
    ),
    "a first answer in words": File(
        lines("branch,score,wait", "A,nine,one", *(f"B,{n},{n}" for n in range(9)), "C,nine,one"),
        {
            "branch": ["A", *"B" * 9, "C"],
            "score": ["nine", *map(str, range(9)), "nine"],
            "wait": ["one", *map(str, range(9)), "one"],
        },
    ),
    "a first answer in one word": File(
        lines("branch,score,wait", "A,secret,secret", *(f"B,{n},{n}" for n in range(9))),
        {
            "branch": ["A", *"B" * 9],
            "score": ["secret", *map(str, range(9))],
            "wait": ["secret", *map(str, range(9))],
        },
    ),
    "column names again and again": File(
        lines("branch,score", "Nord,9", "branch,score", "Ost,7", "branch,score"),
        NORD,
        says=("repeated column names: 3, 5",),
    ),
    "the same name twice": File(
        b"score,score,\n9,8,a\n7,6,b\n",
        {"score": [9, 7], "score (2)": [8, 6], "column 3": ["a", "b"]},
        says=("score (2)",),
    ),
    "an index without a name": File(
        b",score,branch\n0,9,Nord\n1,7,Ost\n", {"column 1": [0, 1], **dict(reversed(NORD.items()))}
    ),
    **{
        f"total at the foot: {word}": File(
            csv_of(NORD, ";") + f"{word};16\n".encode(), NORD, says=("totals and notes",)
        )
        for word in ("Total", "Genel toplam", "Итого:", "جمع کل")
    },
    "emoji and direction marks in the names": File(
        "\u200fشعبه\u200f,score 😀\n\u200eNord,9\nOst,7\n".encode(),
        {"شعبه": ["Nord", "Ost"], "score 😀": [9, 7]},
    ),
    # numbers
    "Persian digits": File(
        "branch;score;wait\nNord;۹;۳٫۵\nOst;۷;۰٫۲۵\n".encode(), NORD | {"wait": [3.5, 0.25]}
    ),
    "Arabic digits": File("branch;score\nNord;٩\nOst;٧\n".encode(), NORD),
    "real minus signs": File(
        "branch;change\nNord;−9\nOst;−7,5\n".encode(),
        {"branch": ["Nord", "Ost"], "change": [-9, -7.5]},
    ),
    "marks between thousands": File(
        "branch;a;b;c\nNord;1.234,5;1 234,5;12\u00a0345,6\nOst;2.000,0;3,0;4,0\n".encode(),
        {"branch": ["Nord", "Ost"], "a": [1234.5, 2000], "b": [1234.5, 3], "c": [12345.6, 4]},
    ),
    "thousands or decimals, nobody knows": File(
        b"branch;a\nNord;1,234\nOst;5,678\n",
        {"branch": ["Nord", "Ost"], "a": [1.234, 5.678]},
        says=("it could be either",),
    ),
    "per cent signs": File(
        b"branch;share\nNord;45 %\nOst;%12,5\n",
        {"branch": ["Nord", "Ost"], "share": [0.45, 0.125]},
        says=("45% is read as 0.45",),
    ),
    "scores as 9/10": File(
        b"branch,score\nNord,9/10\nOst,7/10\n",
        {"branch": ["Nord", "Ost"], "score": ["9/10", "7/10"]},
        asked=(read_scores("score"), [9, 7]),
    ),
    "scores as 9 - very likely": File(
        b"branch,score\nNord,9 - very likely\nOst,7\n",
        {"branch": ["Nord", "Ost"], "score": ["9 - very likely", "7"]},
        asked=(read_scores("score"), [9, 7]),
    ),
    "n/a, yok, нет данных, ندارد": File(
        lines("branch,score", "A,9", "B,n/a", "C,yok", "D,нет данных", "E,ندارد", "F,7"),
        {"branch": [*"ABCDEF"], "score": [9, None, None, None, None, 7]},
        says=("n/a (score) × 1",),
        asked=(read_scores("score"), [9, 7]),
    ),
    "formulas that would run in Excel": File(
        b"branch,score\n\"=cmd|'/C calc'!A0\",9\n@SUM(1+1),8\n+1+1,7\n",
        {"branch": ["=cmd|'/C calc'!A0", "@SUM(1+1)", "+1+1"], "score": [9, 8, 7]},
    ),
    # dates
    "days before months": File(
        lines("day,score", "03/04/2026,9", "13/04/2026,7"),
        {"day": ["03/04/2026", "13/04/2026"], "score": [9, 7]},
        asked=(read_dates("day"), (["2026-04-03", "2026-04-13"], {})),
    ),
    "days or months, nobody knows": File(
        lines("day,score", "03/04/2026,9", "05/06/2026,7"),
        {"day": ["03/04/2026", "05/06/2026"], "score": [9, 7]},
        asked=(lambda own: (dates(own, "day").certain, "assumed" in dates(own, "day").why),
               (False, True)),
    ),
    "Persian years": File(
        lines("day,score", "1404/12/13,9", "2026-03-04,7"),
        {"day": ["1404/12/13", "2026-03-04"], "score": [9, 7]},
        asked=(
            read_dates("day"),
            (["2026-03-04"], {"has a year of the Persian or the Islamic calendar": 1}),
        ),
    ),
    "days as Excel counts them": File(
        lines("day,score", "46082,9", "46083,7"),
        {"day": [46082, 46083], "score": [9, 7]},
        asked=(
            read_dates("day"),
            ([], {"looks like a day as Excel counts it: format the column as a date, and export "
                  "it again": 2}),
        ),
    ),
    # workbooks
    "Excel, hidden and empty sheets first": File(
        saved(book(
            ("Old", [["a", "b"], [1, 2]]), ("Notes", []), ("Data", [NORD, ["Nord", 9], ["Ost", 7]]),
            Old="hidden",
        )),
        NORD,
        name="mine.xlsx",
        says=("Old (hidden)",),
    ),
    "Excel, a hidden sheet told": File(
        saved(book(
            ("Data", [["a", "b"], [1, 2]]), ("Old", [NORD, ["Nord", 9], ["Ost", 7]]), Old="hidden"
        )),
        NORD,
        {"sheet": "Old"},
        name="mine.xlsx",
    ),
    "Excel, all sheets empty": File(saved(book(("One", []))), "is empty", name="mine.xlsx"),
    "Excel, merged cells": File(
        merged(),
        {"branch": ["Nord", None, "Ost"], "score": [9, 8, 7]},
        name="mine.xlsx",
        says=("A2:A3",),
    ),
    "Excel, formulas without values": File(
        saved(book(("Data", [["branch", "score", "sum"], ["Nord", 9, "=B2+1"], ["Ost", 7, "=B3"]]))),
        NORD | {"sum": [None, None]},
        name="mine.xlsx",
        says=("Formulas without a value: C2, C3",),
    ),
    "Excel, dates and decimals beside text with commas": File(
        saved(book((
            "Data",
            [["day", "wait", "rent"], [date(2026, 3, 1), 1.234, "3,5"],
             [datetime(2026, 3, 2, 9, 30), 5.678, "4,25"]],
        ))),
        {"day": ["2026-03-01", "2026-03-02 09:30:00"], "wait": [1.234, 5.678], "rent": [3.5, 4.25]},
        name="mine.xlsx",
        asked=(
            lambda own: [choice.why for choice in own.choices if choice.what == "Decimal sign"],
            ["only so are these columns numbers: rent"],
        ),
    ),
    "Excel, protected by a password": File(
        ole("EncryptionInfo", "EncryptedPackage"), "password", name="mine.xlsx"
    ),
    "Excel, cut off": File(
        saved(book(("Data", [NORD, ["Nord", 9]])))[:2000], "damaged", name="mine.xlsx"
    ),
    "Excel of before 2007 (.xls)": File(ole("Workbook"), "(.xls)", name="mine.xls"),
    "binary Excel (.xlsb)": File(zipped("xl/workbook.bin"), "(.xlsb)", name="mine.xlsb"),
    "OpenDocument (.ods)": File(zipped("mimetype", "content.xml"), "(.ods)", name="mine.ods"),
    # other kinds
    "ZIP": File(zipped("export.csv"), "a ZIP archive", name="mine.zip"),
    "gzip, cut off": File(gzip.compress(csv_of(NORD))[:20], "compressed", name="mine.csv.gz"),
    "PDF": File(b"%PDF-1.7\n", "a PDF document", name="mine.pdf"),
    "a web page called CSV": File(b"<!DOCTYPE html><html><table><tr><td>9", "a web page"),
    "JSON": File(b'[{"score": 9}]', "a JSON file", name="mine.json"),
    "a photograph": File(b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(range(256)), "a picture"),
    # Parquet
    "Parquet": File(
        parquet(
            "SELECT * FROM (VALUES ('Nord', 9, 3.5::DOUBLE, DATE '2026-03-01', true), "
            "(NULL, 10, 'nan'::DOUBLE, NULL, false)) t(branch, score, wait, day, \"left\")"
        ),
        {
            "branch": ["Nord", None],
            "score": [9, 10],
            "wait": [3.5, None],
            "day": ["2026-03-01", None],
            "left": ["TRUE", "FALSE"],
        },
        name="mine.parquet",
        says=("Parquet",),
        asked=(
            lambda own: (
                flags(own, "left").values.tolist(),
                own.text["wait"].tolist(),
                [choice.what for choice in own.choices],
            ),
            ([True, False], ["3.5", ""], ["Format"]),
        ),
    ),
    "Parquet, moments": File(
        parquet(
            "SELECT TIMESTAMP '2026-03-01 00:00:00' AS a, TIMESTAMP '2026-03-01 09:30:00' AS b, "
            "TIMESTAMPTZ '2026-03-01 09:30:00+02' AS c"
        ),
        {"a": ["2026-03-01"], "b": ["2026-03-01 09:30:00"], "c": ["2026-03-01 07:30:00+00"]},
        name="mine.parquet",
        asked=(
            lambda own: [dates(own, c).values.tolist() for c in "abc"],
            [[datetime(2026, 3, 1)], [datetime(2026, 3, 1, 9, 30)], [datetime(2026, 3, 1, 7, 30)]],
        ),
    ),
    "Parquet, numbers of all kinds": File(
        parquet(
            "SELECT 9::DOUBLE AS a, 12.50::DECIMAL(10, 2) AS b, 1.234::DOUBLE AS c, "
            "123456789::BIGINT AS d, '3,5' AS e, '007' AS f"
        ),
        {"a": [9], "b": [12.5], "c": [1.234], "d": [123456789], "e": [3.5], "f": ["007"]},
        name="mine.parquet",
        asked=(
            lambda own: own.text.iloc[0].tolist(),
            ["9", "12.50", "1.234", "123456789", "3,5", "007"],
        ),
    ),
    "Parquet, columns of lists and records": File(
        parquet(
            "SELECT 'Nord' AS branch, 9 AS score, [1, 2] AS many, {'a': 1} AS record, "
            "'x'::BLOB AS raw UNION ALL SELECT 'Ost', 7, [], {'a': 2}, 'y'::BLOB"
        ),
        NORD,
        name="mine.parquet",
        says=("many, record, raw",),
    ),
    "Parquet, nothing but lists": File(
        parquet("SELECT [1, 2] AS many"), "holds only lists", name="mine.parquet"
    ),
    "Parquet without rows": File(
        parquet("SELECT 1 AS score WHERE false"), "no answers below", name="mine.parquet"
    ),
    "Parquet, cut off": File(
        parquet("SELECT 1 AS score")[:-10], "damaged", name="mine.parquet"
    ),
    "Parquet, its middle overwritten": File(
        parquet("SELECT range AS score FROM range(1000)")[:60]
        + b"\xff" * 400
        + parquet("SELECT range AS score FROM range(1000)")[460:],
        "damaged",
        name="mine.parquet",
    ),
    # people and ids
    "personal columns only": File(
        b"name,e-mail\nAnn,ann@example.org\n", "only personal columns"
    ),
    "personal columns beside others": File(
        lines("name,phone,score", "Ann,+44 20 7946 0123,9", "Bob,+44 20 7946 0124,7"),
        {"score": [9, 7]},
        says=("personal column: name", "personal column: phone"),
    ),
    "ids that come again": File(
        lines("response id,score", *(f"R-{n},{n}" for n in range(9)), "R-3,3", "R-4,9"),
        {"response id": [*(f"R-{n}" for n in range(9)), "R-4"], "score": [*range(9), 9]},
        says=("exact copies of another row: 11", "4 rows share 2 ids", "lines 6 and 12"),
    ),
    "ids of customers who came again": File(
        lines("customer id,score", *(f"C-{n % 4},{n % 3}" for n in range(12))),
        {
            "customer id": [f"C-{n % 4}" for n in range(12)],
            "score": [n % 3 for n in range(12)],
        },
        asked=(lambda own: [choice.what for choice in own.choices].count("Repeated ids"), 0),
    ),
    "a column for each role, churn": File(
        lines(
            "Customer ID;Joined;Left;Tenure;Churned",
            *(f"C-{n};{day};{day if n % 2 else ''};{n};{'yes' if n % 2 else 'no'}"
              for n, day in enumerate(SIX)),
        ),
        {
            "Customer ID": [f"C-{n}" for n in range(6)],
            "Joined": SIX,
            "Left": [None, SIX[1], None, SIX[3], None, SIX[5]],
            "Tenure": [*range(6)],
            "Churned": ["no", "yes"] * 3,
        },
        asked=(
            lambda own: [
                (role.column, role.certainty)
                for role in (
                    recognise(own).customer,
                    recognise(own).joined,
                    recognise(own).left,
                    recognise(own).duration,
                    recognise(own).ended,
                )
            ],
            [(name, "certain") for name in ("Customer ID", "Joined", "Left", "Tenure", "Churned")],
        ),
    ),
}  # fmt: skip


# --- the tests -----------------------------------------------------------------------------------

TELLS_WHAT_TO_DO = (
    "xport it again", "ave it", "ake a part", "Put it right", "name its", "name it", "keep_personal",
    "take that file", "export it as CSV", "save it as CSV",
)  # fmt: skip


def told_by(own: OwnFile) -> str:
    """Return everything that is said of how the file was read, a line for each thing."""
    choices = [f"{c.what}: {c.chosen} ({c.why})" for c in own.choices]
    gone = [
        f"{left.what}: {', '.join(map(str, left.rows or left.columns))} ({left.why})"
        for left in own.left_out
    ]
    return "\n".join([*choices, *gone])


def blank_as_none(cells: Iterable[Any]) -> list[Any]:
    return [None if cell != cell else cell for cell in cells]


@pytest.mark.parametrize("case", FILES)
def test_it_gives_the_right_table_or_one_sentence(case: str) -> None:
    file = FILES[case]
    if isinstance(file.gives, str):
        with pytest.raises(BadInput) as caught:
            read_own(file.data, name=file.name, **file.told)
        sentence = str(caught.value)
        assert file.gives in sentence
        assert file.name in sentence
        assert any(advice in sentence for advice in TELLS_WHAT_TO_DO), sentence
        assert sentence.endswith(".")
        assert "\n" not in sentence
        assert caught.value.__suppress_context__ or caught.value.__context__ is None
        return
    own = read_own(file.data, name=file.name, **file.told)
    assert {name: blank_as_none(own.frame[name]) for name in own.frame} == file.gives
    assert list(own.text) == list(own.frame) == [column.name for column in own.columns]
    told = told_by(own)
    for part in file.says:
        assert part in told, told
    if file.asked is not None:
        ask, answer = file.asked
        assert ask(own) == answer
    for choice in own.choices:
        assert choice.what and choice.chosen and choice.why and choice.how_to_change
    recognise(own)


def test_there_are_enough_of_them() -> None:
    assert len(FILES) >= 45


def test_nothing_is_left_behind_in_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    good, bad = FILES["Parquet"].data, FILES["Parquet, cut off"].data
    read_own(good)
    with pytest.raises(BadInput):
        read_own(bad)
    assert list(tmp_path.iterdir()) == []


def test_no_extension_is_fetched_for_parquet(monkeypatch: pytest.MonkeyPatch) -> None:
    """A person's file never makes the course go to the network."""
    settings: list[dict[str, str]] = []
    connect = duckdb.connect
    monkeypatch.setattr(
        duckdb, "connect", lambda *args, config: settings.append(config) or connect(config=config)
    )
    read_own(FILES["Parquet"].data)
    assert settings[0]["autoinstall_known_extensions"] == "false"


PARQUET = parquet("SELECT range AS score, 'R-' || range AS id FROM range(50)")


@given(st.integers(4, len(PARQUET) - 1), st.binary(min_size=1, max_size=40), st.booleans())
@settings(max_examples=60)
def test_parquet_with_wrong_bytes_raises_nothing_else(at: int, junk: bytes, cut: bool) -> None:
    data = PARQUET[:at] if cut else PARQUET[:at] + junk + PARQUET[at + len(junk) :]
    with contextlib.suppress(BadInput):
        own = read_own(data)
        assert len(own.frame) == len(own.text) > 0
        recognise(own)


# --- every choice can be changed -----------------------------------------------------------------

ARGUMENT = re.compile(r"""(\w+)=("[^"]*"|'[^']*'|\d+|True)""")


# --- files that want to hurt their reader: each would take minutes, hours, or all of the memory ---


def with_sheet(rows: str, before: str = "") -> bytes:
    """Return a workbook whose sheet is written by hand."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(saved(book(("a", [["x"]]))))) as good,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bad,
    ):
        for name in good.namelist():
            content = good.read(name)
            if name == "xl/worksheets/sheet1.xml":
                space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
                content = (
                    f'{before}<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'
                ).encode()
            bad.writestr(name, content)
    return out.getvalue()


def test_a_line_of_blanks_is_read_once() -> None:
    with pytest.raises(BadInput):
        read_own(b"a\n" + b" " * 190_000 + b"x\n", name="blank.csv")


def test_a_word_of_a_megabyte_is_read_once() -> None:
    with pytest.raises(BadInput):
        read_own(b"a" * 1_000_000 + b" \xff\xfe,b\n", name="long.csv", separator=",")


def test_blank_cells_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "_MOST_BLANK", 10 * 16_384)
    with pytest.raises(BadInput, match="too big"):
        read_own(with_sheet('<row><c r="XFD1"/></row>' * 11), name="wide.xlsx")
    with pytest.raises(BadInput, match="no filled cell"):
        read_own(with_sheet('<row><c r="XFD1"/></row>' * 9), name="wide.xlsx")


@pytest.mark.parametrize(
    "entities",
    [
        '<!ENTITY e SYSTEM "file:///etc/passwd">',
        '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY e "&b;&b;&b;&b;&b;&b;&b;&b;">',
    ],
)
def test_entities_of_a_workbook_are_not_followed(entities: str) -> None:
    cell = '<row><c t="inlineStr"><is><t>&e;</t></is></c></row>'
    with pytest.raises(BadInput, match="damaged"):
        read_own(with_sheet(cell, f"<!DOCTYPE x [{entities}]>"), name="entities.xlsx")


def test_a_text_stored_once_for_many_cells_is_counted_for_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = parquet("SELECT repeat('x', 10000) AS a, r AS b FROM range(100) t(r)")
    assert len(data) < 10_000
    assert read_own(data, name="a.parquet").frame.shape == (100, 2)
    monkeypatch.setattr(own_parquet, "MOST_BYTES", 999_999 // 4)
    with pytest.raises(BadInput, match="too big: 1 MB"):
        read_own(data, name="a.parquet")


def test_the_place_of_a_parquet_file_is_no_column(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "key=value").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "key=value"))
    data = parquet("SELECT 1 AS a, 2 AS b")
    assert list(read_own(data, name="a.parquet").frame.columns) == ["a", "b"]


def test_a_column_name_is_no_sql() -> None:
    evil = """a" FROM read_text('/etc/passwd') --"""
    data = parquet("""SELECT 1 AS "{}", 2 AS b""".format(evil.replace('"', '""')))
    assert list(read_own(data, name="a.parquet").frame.columns) == [evil, "b"]


def arguments(how_to_change: str) -> list[tuple[str, Any]]:
    """Return the arguments of `read_own` that a sentence names, with their values."""
    return [(name, ast.literal_eval(value)) for name, value in ARGUMENT.findall(how_to_change)]


@pytest.mark.parametrize("case", [case for case in FILES if isinstance(FILES[case].gives, dict)])
def test_what_is_said_to_change_a_choice_changes_it(case: str) -> None:
    """Taken at its word, the advice is followed, or refused with a sentence."""
    file = FILES[case]
    own = read_own(file.data, name=file.name, **file.told)
    for choice in own.choices:
        for name, value in arguments(choice.how_to_change):
            try:
                changed = read_own(file.data, name=file.name, **{**file.told, name: value})
            except BadInput as refused:
                assert name in ("encoding", "separator", "header", "sheet"), refused
                continue
            (made,) = [other for other in changed.choices if other.what == choice.what]
            assert made.why.startswith("you said so")
            assert made.chosen != choice.chosen
    for left in own.left_out:
        for name, value in arguments(left.why):
            kept = read_own(file.data, name=file.name, **{**file.told, name: value})
            assert left not in kept.left_out
            assert kept.frame.size > own.frame.size


def changed_by_what_it_says(data: bytes, what: str, **told: Any) -> list[OwnFile]:
    """Return what comes out for each argument that a choice names."""
    own = read_own(data, **told)
    (choice,) = [choice for choice in own.choices if choice.what == what]
    named = arguments(choice.how_to_change)
    assert named, choice
    return [read_own(data, **{**told, name: value}) for name, value in named]


def test_a_changed_choice_gives_another_table() -> None:
    words = csv_of({"word": ["грубо", "звоню"], "score": [9, 7]}, encoding="koi8-r")
    (read_otherwise,) = changed_by_what_it_says(words, "Encoding", encoding="cp1251")
    assert read_otherwise.choices[0].chosen == "cp1254"
    (cut_otherwise,) = changed_by_what_it_says(b"a;b,c\n1;2,3\n4;5,6\n", "Separator")
    assert list(cut_otherwise.frame) == ["a", "b,c"]
    below, none = changed_by_what_it_says(b"x,y\na,b\nc,d\n", "Header")
    assert (list(below.frame), len(below.frame)) == (["a", "b"], 1)
    assert (list(none.frame), len(none.frame)) == (["column 1", "column 2"], 3)
    (by_point,) = changed_by_what_it_says(FILES["thousands or decimals, nobody knows"].data,
                                          "Decimal sign")  # fmt: skip
    assert by_point.frame["a"].tolist() == [1234, 5678]
    two = saved(book(("It's", [["a", "b"], [1, 2]]), ("Other", [["c", "d"], [3, 4]])))
    for told in ({}, {"sheet": "Other"}):
        (other_sheet,) = changed_by_what_it_says(two, "Sheet", **told)
        assert other_sheet.choices[0].chosen == ("Other" if not told else "It's")
    sizes = [
        len(own.frame)
        for own in changed_by_what_it_says(FILES["ids that come again"].data, "Repeated ids")
    ]
    assert sizes == [11, 9, 9], "all, the first, the last"


def test_what_the_file_itself_must_change() -> None:
    """Advice that names no argument helps as well."""

    def whats(data: bytes) -> set[str]:
        return {choice.what for choice in read_own(data).choices}

    for what, before, after in [
        ("Column names", b"a,b,\n1,x,p\n2,y,q\n", b"a,b,c\n1,x,p\n2,y,q\n"),
        ("Short rows", b"a,b\n1,x\n2\n", b"a,b\n1,x\n2,\n"),
        ("Merged cells", merged(), saved(book(("D", [["a", "b"], ["Nord", 9], ["Nord", 8]])))),
        (
            "Formulas without a value",
            FILES["Excel, formulas without values"].data,
            worked_out(FILES["Excel, formulas without values"].data),
        ),
    ]:
        assert what in whats(before)
        assert what not in whats(after)
    for what, data in [
        ("Words for no answer", b"a,b\n1,x\nn/a,y\n3,z\n"),
        ("Per cent signs", FILES["per cent signs"].data),
    ]:
        own = read_own(data)
        (choice,) = [choice for choice in own.choices if choice.what == what]
        assert "own.text" in choice.how_to_change
        written = set(own.text.to_numpy().ravel())
        assert "n/a" in written or "45 %" in written


# --- the same as a table for people --------------------------------------------------------------


def as_markdown() -> str:
    """Return what comes out of each file as a Markdown table."""
    out = ["| file | what comes out |", "| --- | --- |"]
    for case, file in FILES.items():
        try:
            own = read_own(file.data, name=file.name, **file.told)
        except BadInput as refused:
            came = str(refused)
        else:
            rows, columns = own.frame.shape
            came = f"{rows} rows × {columns} columns"
            if file.says:
                came += "; " + "; ".join(
                    line for line in told_by(own).splitlines() if any(p in line for p in file.says)
                )
        out.append(f"| {case} | {came.replace('|', chr(92) + '|')} |")
    return "\n".join(out)


if __name__ == "__main__":
    print(as_markdown())
