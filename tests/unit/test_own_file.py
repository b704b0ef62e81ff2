"""Your own file: unusual files read right, unreadable ones refused with one clear sentence."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from cem_workbook.data.own import kinds
from cem_workbook.data.own.file import OwnFile, dates, flags, read_own, recognise, scores
from cem_workbook.errors import BadInput, CourseError

SAMPLE = Path(__file__).parents[2] / "datasets" / "sample_survey_export.csv"

# The table that most files below hold, each in its own way.
NAMES = ["branch", "score", "wait"]
ROWS = [["Nord", 9, 3.5], ["Süd", 10, 0.25], ["Nord", 0, 12.0], ["Ost", 7, 1.75]]


def text_of(
    separator: str = ",", decimal: str = ".", rows: list[list[object]] = ROWS, end: str = "\n"
) -> str:
    """Return the table as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator=end)
    writer.writerow(NAMES)
    for row in rows:
        writer.writerow(
            [str(cell).replace(".", decimal) if isinstance(cell, float) else cell for cell in row]
        )
    return out.getvalue()


def with_branches(*names: str) -> list[list[object]]:
    return [[name, *row[1:]] for name, row in zip(names, ROWS, strict=True)]


TURKISH = with_branches("Kadıköy", "Beşiktaş", "Kadıköy", "Üsküdar")
RUSSIAN = with_branches("Москва", "Казань", "Москва", "Тверь")
PERSIAN = with_branches("تهران", "شیراز".replace("ی", "ي"), "تهران", "تبريز")


def book_of(*sheets: tuple[str, list[list[object]]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rezipped(data: bytes, change: dict[str, bytes | None]) -> bytes:
    """Return an archive with some members replaced, or taken out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.namelist():
            content = change.get(member, old.read(member))
            if content is not None:
                new.writestr(member, content)
    return out.getvalue()


def with_wrong_dimension(data: bytes) -> bytes:
    member = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read(member)
    assert b'<dimension ref="A1:C5"' in xml
    return rezipped(data, {member: xml.replace(b'ref="A1:C5"', b'ref="A1"')})


def zip_of(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


TABLE = [NAMES, *ROWS]
PERSIAN_DIGITS = str.maketrans("0123456789.", "۰۱۲۳۴۵۶۷۸۹٫")
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def lines_of(*lines: str) -> bytes:
    return "\n".join(lines).encode()


READABLE: dict[str, tuple[bytes, dict[str, object], list[list[object]]]] = {
    "comma": (text_of().encode(), {}, ROWS),
    "semicolon and decimal comma": (text_of(";", ",").encode(), {}, ROWS),
    "semicolon and decimal point": (text_of(";").encode(), {}, ROWS),
    "tab": (text_of("\t").encode(), {}, ROWS),
    "tab and decimal comma": (text_of("\t", ",").encode(), {}, ROWS),
    "bar": (text_of("|", ",").encode(), {}, ROWS),
    "comma as separator and as decimal sign": (text_of(",", ",").encode(), {}, ROWS),
    "separator of no list, told": (text_of("~").encode(), {"separator": "~"}, ROWS),
    "line ends of Windows": (text_of(end="\r\n").encode(), {}, ROWS),
    "line ends of old Macs": (text_of(end="\r").encode(), {}, ROWS),
    "no line end at the end": (text_of().rstrip().encode(), {}, ROWS),
    "Excel's hint of the separator": (("sep=;\r\n" + text_of(";")).encode(), {}, ROWS),
    "UTF-8 with a mark": (text_of().encode("utf-8-sig"), {}, ROWS),
    "UTF-16 with a mark": (text_of("\t").encode("utf-16"), {}, ROWS),
    "UTF-16, big end first": (b"\xfe\xff" + text_of().encode("utf-16-be"), {}, ROWS),
    "UTF-16 without a mark": (text_of().encode("utf-16-le"), {}, ROWS),
    "UTF-16, big end first, without a mark": (text_of().encode("utf-16-be"), {}, ROWS),
    "UTF-32": (text_of().encode("utf-32"), {}, ROWS),
    "Western Windows": (text_of(";").encode("cp1252"), {}, ROWS),
    "Turkish Windows": (text_of(rows=TURKISH).encode("cp1254"), {}, TURKISH),
    "Russian Windows": (text_of(";", ",", RUSSIAN).encode("cp1251"), {}, RUSSIAN),
    "Persian Windows": (text_of(rows=PERSIAN).encode("cp1256"), {}, PERSIAN),
    "Russian Unix": (text_of(rows=RUSSIAN).encode("koi8-r"), {}, RUSSIAN),
    "DOS Cyrillic, told": (
        text_of(rows=RUSSIAN).encode("cp866"),
        {"encoding": "cp866"},
        RUSSIAN,
    ),
    "Persian digits": (text_of(";").translate(PERSIAN_DIGITS).encode(), {}, ROWS),
    "Arabic digits": (text_of(";", ",").translate(ARABIC_DIGITS).encode(), {}, ROWS),
    "spaces around cells": (text_of().replace(",", " , ").encode(), {}, ROWS),
    "everything quoted": (
        ('"' + text_of().replace(",", '","').replace("\n", '"\n"')).rstrip('"').encode(),
        {},
        ROWS,
    ),
    "blank lines": (text_of().replace("\n", "\n\n").encode(), {}, ROWS),
    "lines of separators only": (text_of().replace("\n", "\n,,\n").encode(), {}, ROWS),
    "separators at the end of each line": (text_of(";").replace("\n", ";;\n").encode(), {}, ROWS),
    "a title above": (("Survey of March\n\n" + text_of()).encode(), {}, ROWS),
    "column names repeated": ((text_of() + "branch,score,wait\n").encode(), {}, ROWS),
    "totals at the foot": ((text_of() + "Total,26,17.5\nAverage,6.5,4.4\n").encode(), {}, ROWS),
    "a total in Turkish": ((text_of(";", ",") + "Toplam;26;17,5\n").encode(), {}, ROWS),
    "a note at the foot": ((text_of() + "\nExported on 21 March 2026\n").encode(), {}, ROWS),
    "a row that is too long": ((text_of() + "West,3,1.5,oh,no\n").encode(), {}, ROWS),
    "a control character": (text_of().replace("Ost", "Ost\x1a").encode(), {}, [*ROWS]),
    "no column names": (
        text_of().split("\n", 1)[1].encode(),
        {},
        ROWS,
    ),
    "column names in the third line, told": (
        ("x,y,z\nsome,other,words\n" + text_of()).encode(),
        {"header": 3},
        ROWS,
    ),
    "Excel": (book_of(("Data", TABLE)), {}, ROWS),
    "Excel with a title and blank rows": (
        book_of(("Data", [["Report"], [], *TABLE, [], []])),
        {},
        ROWS,
    ),
    "Excel with an empty sheet first": (book_of(("Notes", []), ("Data", TABLE)), {}, ROWS),
    "Excel, sheet told": (
        book_of(("One", [["a", "b"], [1, 2]]), ("Two", TABLE)),
        {"sheet": "Two"},
        ROWS,
    ),
    "Excel with numbers as text": (
        book_of(("Data", [NAMES, *([str(cell) for cell in row] for row in ROWS)])),
        {},
        ROWS,
    ),
    "Excel that claims to be one cell": (
        with_wrong_dimension(book_of(("Data", TABLE))),
        {},
        ROWS,
    ),
    "Excel under the name of a CSV": (
        book_of(("Data", TABLE)),
        {"name": "export.csv"},
        ROWS,
    ),
}

UNREADABLE: dict[str, tuple[bytes, dict[str, object], str]] = {
    "no bytes": (b"", {}, "is empty"),
    "spaces and lines only": (b" \n \r\n\t\n", {}, "is empty"),
    "a mark and nothing": (b"\xef\xbb\xbf", {}, "is empty"),
    "separators only": (b";;;\n;;;\n", {}, "is empty"),
    "column names only": (b"branch,score,wait\n", {}, "no answers below"),
    "column names twice, and nothing else": (
        b"branch,score\nbranch,score\n",
        {},
        "no answers below",
    ),
    "one column of words": (b"comment\ngood\nbad\n", {}, "one column only"),
    "a separator that is not there": (
        text_of().encode(),
        {"separator": ";"},
        "one column only",
    ),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", {}, "a PDF document"),
    "a PNG": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", {}, "a picture"),
    "a JPEG": (b"\xff\xd8\xff\xe0\0\x10JFIF", {}, "a picture"),
    "gzip": (b"\x1f\x8b\x08\0\0\0\0\0", {}, "a compressed file"),
    "an archive": (zip_of(export=b"a,b\n1,2\n"), {}, "a ZIP archive"),
    "a Word document": (zip_of(word__document=b"<w/>"), {}, "a Word document"),
    "a web page": (b"\n<!DOCTYPE html><html><table><tr><td>1", {}, "a web page"),
    "a web page under the name of a workbook": (
        "<html><body><table>".encode("utf-16"),
        {"name": "export.xls"},
        "a web page",
    ),
    "XML": (b'<?xml version="1.0"?><rows/>', {}, "an XML file"),
    "JSON": (b'[{"score": 9}, {"score": 10}]', {}, "a JSON file"),
    "Parquet": (b"PAR1\x15\x04", {}, "a Parquet file"),
    "old Excel": (kinds._OLE + bytes(600), {}, "(.xls)"),
    "a password": (
        kinds._OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        {},
        "password",
    ),
    "half a workbook": (book_of(("Data", TABLE))[:3000], {}, "damaged"),
    "bytes of no kind, with a mark": (b"\xef\xbb\xbf" + bytes(range(1, 32)), {}, "of another kind"),
    "an SPSS file": (b"$FL2@(#) SPSS DATA FILE", {}, "an SPSS file"),
    "a workbook without its sheet": (
        rezipped(book_of(("Data", TABLE)), {"xl/worksheets/sheet1.xml": None}),
        {},
        "is empty",
    ),
    "a workbook with broken XML": (
        rezipped(book_of(("Data", TABLE)), {"xl/worksheets/sheet1.xml": b"<worksheet><sheetD"}),
        {},
        "damaged",
    ),
    "an empty workbook": (book_of(("One", []), ("Two", [])), {}, "is empty"),
    "a sheet that is not there": (
        book_of(("Data", TABLE)),
        {"sheet": "Answers"},
        "Its sheets are: Data",
    ),
    "a quotation mark never closed": (
        b'a,b,c\n1,2,3\n4,"five,6\n7,8,9\n',
        {},
        "line 3 has no end",
    ),
    "a cell without end": (b"a,b\n1,2\n" + b"x" * 200_000 + b",3\n", {}, "line 3 has no end"),
    "bytes of no kind": (bytes(range(1, 256)) * 3, {}, "cannot be made out"),
    "letters of no known encoding": (
        "βαθμός,κατάστημα\n9,Αθήνα\n10,Πάτρα\n".encode("cp1253"),
        {},
        "cannot be made out",
    ),
    "an encoding that does not fit": (
        "Kadıköy,9".encode("cp1254"),
        {"encoding": "utf-8"},
        "some of its bytes do not fit",
    ),
    "an encoding that is none": (b"a,b\n1,2\n", {"encoding": "utf-ate"}, "not the name"),
    "a separator of two marks": (b"a,b\n1,2\n", {"separator": ";;"}, "A separator is one mark"),
    "a decimal sign that is none": (b"a,b\n1,2\n", {"decimal": "'"}, "A decimal sign is"),
    "column names in a blank line": (b"a,b\n\n1,2\n", {"header": 2}, "cannot be in line 2"),
    "only personal columns": (b"name,e-mail\nAnn,ann@example.org\n", {}, "only personal columns"),
}


@pytest.mark.parametrize("case", READABLE)
def test_unusual_files_are_read_right(case: str) -> None:
    data, told, rows = READABLE[case]
    own = read_own(data, **told)  # type: ignore[arg-type]
    if case == "no column names":
        assert list(own.frame) == ["column 1", "column 2", "column 3"]
    else:
        assert list(own.frame) == NAMES
    found = own.frame.set_axis(NAMES, axis="columns")
    branches = [str(name).replace("\x1a", "") for name in found["branch"]]
    assert branches == [row[0] for row in rows]
    assert found["score"].tolist() == [row[1] for row in rows]
    assert found["wait"].tolist() == [row[2] for row in rows]
    assert scores(own, own.frame.columns[1]).values.tolist() == [row[1] for row in rows]
    assert all(choice.what and choice.chosen and choice.why for choice in own.choices)


@pytest.mark.parametrize("case", UNREADABLE)
def test_files_that_cannot_be_read_get_a_clear_sentence(case: str) -> None:
    data, told, part = UNREADABLE[case]
    with pytest.raises(BadInput) as caught:
        read_own(data, **{"name": "mine.csv", **told})  # type: ignore[arg-type]
    text = str(caught.value)
    assert part in text
    assert 20 < len(text) < 400
    assert text.endswith(".")
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_there_are_at_least_forty_files() -> None:
    assert len(READABLE) + len(UNREADABLE) >= 40


# --- where the file comes from -------------------------------------------------------------------


def test_a_path_and_its_bytes_give_the_same(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes(text_of(";", ",").encode())
    uploads: list[object] = [path.read_bytes(), memoryview(path.read_bytes())]
    for source in [path, str(path), *uploads]:
        own = read_own(source, name="mine.csv")  # type: ignore[arg-type]
        assert own == read_own(path)
        pd.testing.assert_frame_equal(own.frame, read_own(path).frame)


def test_places_without_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "survey.csv").write_bytes(text_of().encode())
    wrong = {
        tmp_path / "surveys.csv": "Is it survey.csv?",
        tmp_path: "is a folder",
        tmp_path / "nowhere" / "x.csv": "no such folder",
        "https://example.org/x.csv": "download",
        "a\0b": "no",
        "branch,score\n" * 1000: "cannot be opened",
        None: "not as NoneType",
        7: "not as int",
    }
    for source, part in wrong.items():
        with pytest.raises(BadInput) as caught:
            read_own(source)  # type: ignore[arg-type]
        assert part in str(caught.value)
    monkeypatch.setattr("cem_workbook.data.own.file.MOST_BYTES", 10)
    with pytest.raises(BadInput, match="too big"):
        read_own(tmp_path / "survey.csv")


def test_too_big_for_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    data = text_of().encode()
    with monkeypatch.context() as patch:
        patch.setattr(kinds, "MOST_BYTES", 10)
        with pytest.raises(BadInput, match="too big"):
            read_own(data)
        with pytest.raises(BadInput, match="too big"):
            read_own(book_of(("Data", TABLE)))

    rows = [["word"], *([["the same"]] * 5000)]
    packed = book_of(("Data", rows))
    with monkeypatch.context() as patch:
        patch.setattr(kinds, "MOST_BYTES", len(packed))
        with pytest.raises(BadInput, match="too big"):
            read_own(packed)

    def no_memory(*_: object, **__: object) -> OwnFile:
        raise MemoryError

    monkeypatch.setattr("cem_workbook.data.own.file.find_table", no_memory)
    with pytest.raises(BadInput, match="too big"):
        read_own(data)


# --- what is shown -------------------------------------------------------------------------------


def chosen(own: OwnFile) -> dict[str, str]:
    return {choice.what: choice.chosen for choice in own.choices}


def test_each_choice_is_shown_and_can_be_overruled() -> None:
    own = read_own(text_of(";", ",", TURKISH).encode("cp1254"))
    assert chosen(own) == {
        "Encoding": "Windows, Turkish and Western European (cp1254)",
        "Separator": "semicolon",
        "Header": "line 1",
        "Decimal sign": "comma",
    }
    told = read_own(
        text_of(";", ",", TURKISH).encode("cp1254"),
        encoding="cp1254",
        separator=";",
        header=1,
        decimal=",",
    )
    assert {choice.why for choice in told.choices} == {"you said so"}
    pd.testing.assert_frame_equal(told.frame, own.frame)
    other = read_own(text_of(";", ",", TURKISH).encode("cp1254"), decimal=".")
    assert other.frame["wait"].tolist() == ["3,5", "0,25", "12,0", "1,75"]


def test_what_is_left_out_is_listed_by_line() -> None:
    data = lines_of(
        "Survey of March",  # 1
        "",
        "branch,score,wait",  # 3
        "Nord,9,3.5",
        ",,",
        "branch,score,wait",  # 6
        "West,3,1,5,oh",
        "Ost,7,2.5",
        "Total,,6.0",  # 9
        "Printed for the board",
    )
    own = read_own(data)
    assert {left.what: left.rows for left in own.left_out} == {
        "lines above the column names": (1,),
        "repeated column names": (6,),
        "rows that are too long": (7,),
        "totals and notes at the foot": (9, 10),
        "blank lines": (2, 5),
    }
    assert own.frame.index.tolist() == [4, 8]


def test_a_row_is_left_out_once_though_there_are_two_reasons() -> None:
    own = read_own(lines_of("Total,score", "9,9", "8,8", "Total,score"))
    assert [left.rows for left in own.left_out] == [(4,)]


def test_a_branch_called_total_is_no_total() -> None:
    own = read_own(lines_of("branch,score", "Total,9", "Nord,8", "Total,3"))
    assert own.frame["score"].tolist() == [9, 8, 3]


def test_short_rows_missing_names_and_names_that_stand_twice() -> None:
    own = read_own(lines_of("branch,score,,score", "Nord,9,a,1", "Ost,8", "West,7,b,2"))
    assert list(own.frame) == ["branch", "score", "column 3", "score (2)"]
    assert chosen(own)["Column names"] == "column 3, score (2)"
    assert chosen(own)["Short rows"] == "1 filled up with blank cells"


def test_one_column_of_numbers_is_a_table() -> None:
    for data, values in [
        (b"score\n9\n10\n0\n", [9, 10, 0]),
        (b"score\n9,0\n10,0\n8,5\n", [9, 10, 8.5]),
    ]:
        own = read_own(data)
        assert own.frame["score"].tolist() == values
        assert chosen(own)["Separator"] == "none"


def test_a_decimal_sign_that_could_be_either_is_told() -> None:
    own = read_own(lines_of("a;b", "1,234;x", "5,678;y"))
    choice = next(choice for choice in own.choices if choice.what == "Decimal sign")
    assert "could be either" in choice.why
    assert own.frame["a"].tolist() == [1.234, 5.678]
    other = read_own(lines_of("a;b", "1,234;x", "5,678;y"), decimal=".")
    assert other.frame["a"].tolist() == [1234, 5678]
    shown = read_own(lines_of("a;b;c", "1,234;x;1.5", "5,678;y;2.25"))
    assert shown.frame["a"].tolist() == [1234, 5678], "another column shows the point"


SOME_WORDS = {
    "cp1251": ("грубо", "звоню"),  # as good words in KOI8-R, which is rarer
    "koi8-r": ("очень", "довольна", "обслуживанием", "Москва", "Уфа"),
    "cp1254": ("ÜSKÜDAR", "şube", "güler", "İzmir"),
    "cp1252": ("überall", "Straße", "café"),
    "cp1256": ("خيلي", "راضي", "بودم", "کرج", "گرگان"),
}


@pytest.mark.parametrize("encoding", SOME_WORDS)
def test_older_encodings_are_told_by_their_words(encoding: str) -> None:
    words = SOME_WORDS[encoding]
    own = read_own(("score;word\n" + "".join(f"9;{w}\n" for w in words)).encode(encoding))
    assert tuple(own.frame["word"]) == words
    assert max(words, key=len) in own.choices[0].why


def test_encodings_between_which_little_decides_are_named() -> None:
    own = read_own("score;word\n9;грубо\n8;звоню\n".encode("cp1251"))
    assert "Unix, Cyrillic (KOI8-R)" in own.choices[0].why
    assert "would do nearly as well" in own.choices[0].why
    sure = read_own("score;word\n9;Москва\n8;очень\n".encode("cp1251"))
    assert "nearly" not in sure.choices[0].why


def test_the_mark_of_an_encoding_that_was_told_is_no_letter() -> None:
    own = read_own(b'\xef\xbb\xbf"the branch","score"\nNord,9\n', encoding="utf-8")
    assert list(own.frame) == ["the branch", "score"]


def test_the_hint_for_excel_is_no_line_of_the_sheet() -> None:
    own = read_own(b"sep=|\nbranch|score\nNord|9\nOst|8\n")
    assert own.frame.index.tolist() == [2, 3]
    assert chosen(own)["Separator"] == "vertical bar"
    assert own.left_out == ()


def test_a_few_wrong_bytes_in_utf_8_are_told() -> None:
    data = text_of(rows=[["Süd", 9, 1.5]] * 30).encode() + b"Nord\xff,8,2.5\n"
    own = read_own(data)
    assert own.frame["branch"].tolist() == ["Süd"] * 30 + ["Nord\ufffd"]
    assert "(wrong bytes: 1)" in own.choices[0].why


def test_an_empty_column_without_a_name_is_left_out() -> None:
    own = read_own(book_of(("Data", [[None, *row] for row in TABLE])))
    assert list(own.frame) == NAMES
    assert own.left_out[0].columns == ("column 1",)


def test_two_decimal_signs_in_one_file() -> None:
    own = read_own(lines_of("a;b", "1,5;2.5", "0,5;3.25"))
    assert own.frame["a"].tolist() == [1.5, 0.5]
    assert own.frame["b"].tolist() == [2.5, 3.25]
    assert chosen(own)["Decimal sign"] == "point in b; comma in a"


def test_numbers_that_are_labels_stay_text() -> None:
    own = read_own(lines_of("code,card,score", "007,12345678901234567,9", "010,1234567890123456,8"))
    assert own.frame["code"].tolist() == ["007", "010"]
    assert own.frame["card"].tolist() == ["12345678901234567", "1234567890123456"]


def test_words_for_no_answer_are_told() -> None:
    own = read_own(lines_of("branch,wait", "Nord,3.5", "Ost,n/a", "West,", "Süd,yok"))
    assert own.frame["wait"].isna().tolist() == [False, True, True, True]
    assert chosen(own)["Words for no answer"] == "n/a (wait) × 1, yok (wait) × 1"
    assert (own.column("wait").blank, own.column("wait").no_answer) == (1, 2)


def test_a_cell_with_lines_in_it_is_one_row() -> None:
    own = read_own(b'score,comment\n9,"good\nvery good"\n11,bad\n')
    assert own.frame["comment"].tolist() == ["good\nvery good", "bad"]
    assert scores(own, "score").dropped[0].line == 3


def test_excel_dates_and_numbers() -> None:
    rows = [
        ["day", "moment", "score", "yes"],
        [date(2026, 3, 1), datetime(2026, 3, 1, 9, 30), 9, True],
        [date(2026, 4, 2), datetime(2026, 4, 2, 0, 0), 8.0, False],
    ]
    own = read_own(book_of(("Data", rows)))
    assert own.frame["day"].tolist() == ["2026-03-01", "2026-04-02"]
    assert dates(own, "moment").values.tolist() == [row[1] for row in rows[1:]]
    assert own.frame["score"].tolist() == [9, 8]
    assert own.frame["yes"].tolist() == ["TRUE", "FALSE"]


def test_the_further_header_lines_of_qualtrics() -> None:
    own = read_own(
        lines_of(
            "RecordedDate,Q1_NPS_GROUP,Q1",
            'Recorded Date,"How likely are you, 0 to 10? - Group","How likely are you, 0 to 10?"',
            *['"{""ImportId"":""recordedDate""}","{""ImportId"":""QID1""}","{""ImportId"":""x""}"'],
            *(f"2026-03-{n + 1:02} 10:00:00,Promoter,{n}" for n in range(11)),
        )
    )
    assert own.left_out[0].rows == (2, 3)
    assert own.frame["Q1"].tolist() == list(range(11))
    roles = recognise(own)
    assert (roles.recommend.column, roles.recommend.certainty) == ("Q1", "likely")
    assert "“Q1_NPS_GROUP” says so, but the answers do not fit" in roles.recommend.why
    assert roles.date.column == "RecordedDate"


# --- rows that share an id -----------------------------------------------------------------------

# In the lines 2 to 13; line 12 is an exact copy of line 5, and line 13 differs from line 7.
ANSWERS = [*(f"R-{n},Nord,{n}" for n in range(10)), "R-3,Nord,3", "R-5,Nord,0"]


def with_ids(*rows: str, header: str = "response id,branch,score", **told: object) -> OwnFile:
    return read_own(lines_of(header, *rows), **told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("told", "gone"),
    [
        ({}, (12,)),
        ({"repeated_ids": "different"}, (12,)),
        ({"repeated_ids": "all"}, ()),
        ({"repeated_ids": "first"}, (12, 13)),
        ({"repeated_ids": "last"}, (5, 7)),
        ({"id_column": "response id"}, (12,)),
    ],
)
def test_rows_that_share_an_id(told: dict[str, object], gone: tuple[int, ...]) -> None:
    own = with_ids(*ANSWERS, **told)
    assert own.frame.index.tolist() == [line for line in range(2, 14) if line not in gone]
    assert tuple(line for left in own.left_out for line in left.rows) == gone
    (choice,) = [choice for choice in own.choices if choice.what == "Repeated ids"]
    assert choice.chosen.startswith("4 rows share 2 ids in “response id”")
    assert f"{len(gone)} left out, {4 - len(gone)} kept" in choice.chosen
    assert "lines 7 and 13 share an id and differ" in choice.why
    assert choice.why.startswith("you said so") == bool(told)


def test_a_file_merged_with_itself_is_counted_once() -> None:
    once = [f"{n},Nord,{n % 3}" for n in range(50)]
    own = with_ids(*once, *once)
    assert own.frame["response id"].tolist() == list(range(50))
    assert own.left_out[0].rows == tuple(range(52, 102))


def test_rows_that_differ_in_a_personal_column_are_no_copies() -> None:
    own = with_ids(
        *(f"{n},{n}@example.org,{n}" for n in range(10)),
        "3,other@example.org,3",
        header="response id,e-mail,score",
    )
    assert len(own.frame) == 11
    assert "share an id and differ" in own.choices[-1].why


@pytest.mark.parametrize(
    "header",
    ["ID", "Response ID", "responseId", "No.", "№", "Cevap no", "Müşteri No", "Kayıt numarası",
     "Номер ответа", "ID клиента", "شناسه پاسخ", "شماره مشتری"],
)  # fmt: skip
def test_ids_are_told_by_their_headers_in_four_languages(header: str) -> None:
    assert len(with_ids(*ANSWERS, header=f"{header},branch,score").frame) == 11


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        # a customer may answer again, and in the same way
        ("customer id,score", [f"C-{n % 6},{n % 3}" for n in range(18)]),
        ("customer id,score", [*(f"C-{n % 40},{n % 11}" for n in range(60)), "C-1,1"]),
        # codes come again by their nature
        ("branch code,score", ["B1,9", "B2,9", "B1,9", "B3,8"]),
        # without an id, two customers may have given the same answers
        ("branch,score", [*(f"B{n},9" for n in range(10)), "B1,9"]),
        # no answer is no id
        ("id,score", ["1,9", "2,8", "-,7", "-,7", "3,7", *(f"{n},1" for n in range(4, 30))]),
        # a blank cell is none either
        ("id,branch,score", ["1,B,9", ",B,8", ",B,8", *(f"{n},B,1" for n in range(2, 40))]),
    ],
)
def test_rows_that_are_no_copies_stay(header: str, rows: list[str]) -> None:
    own = with_ids(*rows, header=header)
    assert len(own.frame) == len(rows)
    assert "Repeated ids" not in chosen(own)


def test_an_id_that_was_told() -> None:
    rows = [f"B{n % 4},{n},{n}" for n in range(12)]
    own = with_ids(*rows, header="who,score,wait", id_column="who", repeated_ids="last")
    assert own.frame["score"].tolist() == [8, 9, 10, 11]
    for told in ({"repeated_ids": "first"}, {"id_column": "score"}):
        other = with_ids(*rows, header="who,score,wait", **told)
        assert len(other.frame) == 12
        assert chosen(other)["Repeated ids"] == "none", (
            "who asks for it is told that nothing was done"
        )
    with pytest.raises(BadInput, match="Its columns are: who, score"):
        with_ids(*rows, header="who,score,wait", id_column="whom")
    with pytest.raises(BadInput, match="repeated_ids is one of"):
        with_ids(*rows, header="who,score,wait", repeated_ids="some")


# --- what does not apply -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (text_of().encode(), {"sheet": "Data"}),
        (book_of(("Data", TABLE)), {"separator": ";"}),
        (book_of(("Data", TABLE)), {"encoding": "utf-8"}),
    ],
)
def test_an_argument_that_does_not_apply_is_not_passed_over(
    data: bytes, told: dict[str, object]
) -> None:
    (argument,) = told
    with pytest.raises(BadInput, match=f"{argument}= does not apply"):
        read_own(data, **told)  # type: ignore[arg-type]


# --- personal columns ----------------------------------------------------------------------------

PERSONAL = {
    "Name": ("Ann Lee", "Bob Ray"),
    "RecipientLastName": ("Lee", "Ray"),
    "Ad Soyad": ("Ayşe Öz", "Can Er"),
    "Müşteri adı": ("Ayşe", "Can"),
    "ФИО": ("Иванов И. И.", "Петров П. П."),
    "نام مشتری": ("مریم", "رضا"),
    "E-mail": ("-", "a@b.example"),
    "E-posta": ("", ""),
    "Электронная почта": ("a@b.example", ""),
    "ایمیل": ("a@b.example", ""),
    "contact": ("a@b.example", "c@d.example"),
    "Telefon": ("0532 123 45 67", "+90 532 765 43 21"),
    "Телефон": ("+7 495 123-45-67", "8 495 123-45-67"),
    "شماره تلفن": ("۰۲۱۱۲۳۴۵۶۷۸", "۰۹۱۲۳۴۵۶۷۸۹"),
    "reach us at": ("(020) 7946 0123", "+44 20 7946 0124"),
    "IPAddress": ("192.0.2.1", "192.0.2.22"),
}
NOT_PERSONAL = {
    "Branch name": ("Nord", "Süd"),
    "Şube adı": ("Kadıköy", "Üsküdar"),
    "نام شعبه": ("تهران", "شیراز"),
    "Satisfaction with our telephone service": ("4", "5"),
    "Was your e-mail answered?": ("yes", "no"),
    "Satisfaction with the person whose name is on the badge": ("5", "2"),
    "order": ("100200300", "100200301"),
    "opened": ("01.02.2026", "2026-02-01 10:00"),
    "comment": ("write to me", "fine"),
}


@pytest.mark.parametrize("header", PERSONAL)
def test_personal_columns_are_left_out_and_listed(header: str) -> None:
    first, second = PERSONAL[header]
    data = lines_of(f"{header};score", f"{first};9", f"{second};8")
    own = read_own(data)
    assert list(own.frame) == list(own.text) == ["score"]
    assert [left.columns for left in own.left_out] == [(header,)]
    with pytest.raises(BadInput, match="keep_personal"):
        scores(own, header)
    assert list(read_own(data, keep_personal=True).frame) == [header, "score"]


def test_a_long_column_is_not_judged_by_its_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cem_workbook.data.own.looks._ENOUGH_CELLS", 10)
    late = [f"{'-' if n < 50 else f'a{n}@b.example'};9" for n in range(100)]
    own = read_own(lines_of("contact;score", *late))
    assert own.left_out[0].columns == ("contact",)


@pytest.mark.parametrize("header", NOT_PERSONAL)
def test_other_columns_stay(header: str) -> None:
    first, second = NOT_PERSONAL[header]
    own = read_own(lines_of(f"{header};score", f"{first};9", f"{second};8"))
    assert list(own.frame) == [header, "score"]


# --- scores --------------------------------------------------------------------------------------

READ_AS_NINE = ["9", " 9 ", "9,0", "9.0", "9.", "۹", "٩", "۹٫۰", "９"]
READ_AS_NINE_WITH_A_NOTE = [
    "9 - very likely",
    "9 – çok muhtemel",
    "9: likely",
    "9 (likely)",
    "9 likely",
    "Likely - 9",
    "Likely (9)",
    "Likely\n9",
    "9/10",
    "۹ از",
    "9 out of 10",
]
DROPPED = {
    "11": "is above 10",
    "1e3": "is above 10",
    "-1": "is below 0",
    "−1": "is below 0",
    "9.5": "is not a whole number",
    "9,5": "is not a whole number",
    "4/5": "is out of 5, not out of 10",
    "11/10": "is above 10",
    "9 - 10": "is not one number",
    "9 or 10": "is not one number",
    "nine": "is not one number",
    "²": "is not one number",
    "TRUE": "is not one number",
    "2026-10-09": "is not one number",
    "9" * 5000: "is not one number",
    "n/a": "means no answer",
    "N/A": "means no answer",
    "-": "means no answer",
    "#N/A": "means no answer",
    "Bilmiyorum": "means no answer",
    "Нет данных": "means no answer",
    "نمی‌دانم": "means no answer",
}


def one_cell(text: str) -> OwnFile:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([["score", "b"], [text, "x"], ["words", "x"]])
    return read_own(out.getvalue().encode())


@pytest.mark.parametrize("text", READ_AS_NINE)
def test_ways_to_write_nine(text: str) -> None:
    found = scores(one_cell(text), "score")
    assert found.values.tolist() == [9], found.summary
    assert found.notes == ()


@pytest.mark.parametrize("text", READ_AS_NINE_WITH_A_NOTE)
def test_what_is_passed_over_is_noted(text: str) -> None:
    found = scores(one_cell(text), "score")
    assert found.values.tolist() == [9], found.summary
    assert len(found.notes) == 1
    assert text in found.notes[0]


@pytest.mark.parametrize("text", DROPPED)
def test_what_is_dropped_has_its_line_and_reason(text: str) -> None:
    found = scores(one_cell(text), "score")
    assert found.values.empty
    assert found.dropped[0] == (2, text, DROPPED[text])
    assert sum(found.reasons.values()) == len(found.dropped) == 2


def test_a_score_that_two_decimal_signs_read_apart() -> None:
    data = lines_of("score;wait", "9.000;1.5", "8.000;2.25")
    assert scores(read_own(data), "score").values.tolist() == [9, 8]
    found = scores(read_own(data, decimal=","), "score")
    assert found.reasons == {"is above 10": 2}


def test_the_summary_of_scores() -> None:
    cells = ["9", "", "10", "12", "n/a", *["x"] * 5]
    own = read_own(lines_of("a;b", *(f"{cell};z" for cell in cells)))
    found = scores(own, "a")
    assert found.values.index.tolist() == [2, 4]
    assert found.values.dtype == "Int64"
    assert found.blank == 1
    assert found.reasons == {"is not one number": 5, "is above 10": 1, "means no answer": 1}
    assert found.summary.startswith(
        "2 read, 1 blank, 7 dropped. Dropped: line 5, “12”, is above 10"
    )
    assert "and 2 more" in found.summary


def test_other_scales_and_wrong_ones() -> None:
    own = read_own(lines_of("a;b", "1;x", "5;x", "6;x", "4/5;x", "text;x"))
    assert scores(own, "a", 1, 5).values.tolist() == [1, 5, 4]
    with pytest.raises(BadInput, match="lower to a higher"):
        scores(own, "a", 5, 1)
    with pytest.raises(BadInput, match="Its columns are: a, b"):
        scores(own, "c")


# --- dates ---------------------------------------------------------------------------------------


def day_column(*cells: str) -> OwnFile:
    return read_own(lines_of("day;b", *(f"{cell};x" for cell in cells)), header=1)


@pytest.mark.parametrize(
    "text",
    [
        *("2026-03-14", "2026/3/14", "2026.03.14", "20260314", "14.03.2026", "14/3/2026"),
        *("3/14/2026", "14-03-26", "14 March 2026", "14-Mar-26", "Mar 14, 2026", "۱۴/۰۳/۲۰۲۶"),
    ],
)
@pytest.mark.parametrize(
    ("clock", "hour", "minute"),
    [("", 0, 0), (" 15:09", 15, 9), (" 03:09:26 PM", 15, 9), ("T15:09:26.53Z", 15, 9)],
)
def test_ways_to_write_a_date(text: str, clock: str, hour: int, minute: int) -> None:
    (found,) = dates(day_column(text + clock), "day").values
    assert found.replace(second=0) == datetime(2026, 3, 14, hour, minute)


def test_the_column_shows_the_order_of_day_and_month() -> None:
    first = dates(day_column("03/04/2026", "13/04/2026"), "day")
    assert (first.day_first, first.certain) == (True, True)
    assert "13/04/2026" in first.why
    assert first.values.iloc[0] == datetime(2026, 4, 3)
    second = dates(day_column("03/04/2026", "04/13/2026"), "day")
    assert (second.day_first, second.certain) == (False, True)
    assert second.values.iloc[0] == datetime(2026, 3, 4)
    iso = dates(day_column("2026-03-04"), "day")
    assert (iso.day_first, iso.certain) == (None, True)


def test_an_order_that_nothing_shows_is_told() -> None:
    own = day_column("03/04/2026", "05/06/2026")
    found = dates(own, "day")
    assert (found.day_first, found.certain) == (True, False)
    assert "assumed" in found.why
    told = dates(own, "day", day_first=False)
    assert (told.values.iloc[0], told.certain) == (datetime(2026, 3, 4), True)
    mixed = dates(day_column("13/04/2026", "14/04/2026", "04/15/2026"), "day")
    assert (mixed.day_first, mixed.certain) == (True, False)
    assert mixed.dropped == ((4, "04/15/2026", "is not a day of the calendar"),)


def test_dates_that_are_none() -> None:
    own = day_column("2026-03-04", "1404/12/13", "2026-02-30", "soon", "n/a", "0099-01-01", "45992")
    found = dates(own, "day")
    assert found.values.tolist() == [datetime(2026, 3, 4)]
    assert [(item.line, item.reason) for item in found.dropped] == [
        (3, "has a year of the Persian or the Islamic calendar"),
        (4, "is not a day of the calendar"),
        (5, "is not a date"),
        (6, "means no answer"),
        (7, "has a year outside 1900 to 2199"),
        (
            8,
            "looks like a day as Excel counts it: format the column as a date, and export it again",
        ),
    ]


# --- which column is what ------------------------------------------------------------------------


def survey(header: str, *columns: list[object]) -> OwnFile:
    rows = zip(*columns, strict=True)
    return read_own(lines_of(header, *(";".join(map(str, row)) for row in rows)))


ELEVEN = list(range(11)) * 2
FIVE = [n % 5 + 1 for n in range(22)]
SEVEN = [n % 7 + 1 for n in range(22)]
DAYS = [f"{n + 1:02}.03.2026" for n in range(22)]
PLACES = ["Nord", "Süd"] * 11


@pytest.mark.parametrize(
    "headers",
    [
        (
            "How likely are you to recommend us?",
            "Overall satisfaction",
            "Ease of use",
            "Date",
            "Shop",
        ),
        ("NPS", "CSAT", "CES", "RecordedDate", "Region"),
        ("Tavsiye eder misiniz?", "Memnuniyet", "Kolaylık", "Tarih", "Şube"),
        ("ÖNERİR MİSİNİZ", "MEMNUNİYET", "ÇABA", "TARİH", "BÖLGE"),
        ("Готовы ли вы рекомендовать нас?", "Удовлетворённость", "Усилия", "Дата", "Филиал"),
        ("ما را پیشنهاد می‌کنید؟", "رضایت", "تلاش", "تاریخ", "شعبه"),
        ("احتمال توصيه به ديگران", "ميزان رضايت", "سهولت", "تاريخ", "منطقه"),
    ],
)
def test_roles_are_recognised_in_four_languages(headers: tuple[str, ...]) -> None:
    roles = recognise(survey(";".join(headers), ELEVEN, FIVE, SEVEN, DAYS, PLACES))
    found = (roles.recommend, roles.satisfaction, roles.effort, roles.date, roles.group)
    assert tuple(role.column for role in found) == headers
    assert {role.certainty for role in found} == {"certain"}
    assert roles.recommend.alternatives == (), "columns that say what they are do not compete"


CAME = [f"{n % 28 + 1:02}.01.2025" for n in range(22)]
WENT = [f"{n % 28 + 1:02}.02.2026" if n % 3 else "" for n in range(22)]
MONTHS = [n * 1.5 for n in range(22)]
IDS = [f"C-{n}" for n in range(22)]


@pytest.mark.parametrize(
    ("headers", "yes_no"),
    [
        (("Customer ID", "Joined on", "Left on", "Tenure (months)", "Churned"), ("yes", "no")),
        (("customerID", "signup_date", "churn_date", "tenure", "churn"), ("True", "False")),
        (("Client", "Customer since", "Contract end", "Duration", "Cancelled?"), ("1", "0")),
        (("Member", "Membership", "Membership end", "Lifetime", "Left?"), ("Y", "N")),
        (
            ("Müşteri no", "Sözleşme başlangıç tarihi", "Sözleşme bitiş", "Kıdem (ay)", "Ayrıldı"),
            ("Evet", "Hayır"),
        ),
        (
            ("Номер клиента", "Дата начала договора", "Дата расторжения", "Срок, мес.", "Ушёл"),
            ("да", "нет"),
        ),
        (("شناسه مشتری", "تاریخ عضویت", "تاریخ خروج", "مدت", "ریزش"), ("بله", "خیر")),
    ],
)
def test_a_list_of_customers_is_recognised_in_four_languages(
    headers: tuple[str, ...], yes_no: tuple[str, str]
) -> None:
    gone = [yes_no[0] if day else yes_no[1] for day in WENT]
    own = survey(";".join(headers), IDS, CAME, WENT, MONTHS, gone)
    roles = recognise(own)
    found = (roles.customer, roles.joined, roles.left, roles.duration, roles.ended)
    assert [(role.column, role.certainty) for role in found] == [(h, "certain") for h in headers]
    assert roles.date.column is None, "the day of an answer is another"
    assert flags(own, headers[4]).values.tolist() == [bool(day) for day in WENT]
    assert len(dates(own, headers[2]).values) == sum(map(bool, WENT))


def test_the_start_of_a_survey_is_doubted() -> None:
    roles = recognise(survey("StartDate;EndDate;RecordedDate", CAME, CAME, DAYS))
    assert (roles.joined.column, roles.joined.certainty) == ("StartDate", "likely")
    assert (roles.left.column, roles.left.certainty) == ("EndDate", "likely")
    assert "may also speak of a survey" in roles.left.why
    assert (roles.date.column, roles.date.certainty) == ("RecordedDate", "certain")
    both = recognise(survey("Start;Joined;x", CAME, CAME, IDS))
    assert (both.joined.column, both.joined.certainty) == ("Joined", "certain")
    assert both.joined.alternatives == ("Start",)


def test_what_is_no_customer_and_no_length_of_time() -> None:
    roles = recognise(
        survey("Customer type;Order no;Duration (in seconds);active", PLACES, IDS, SEVEN, PLACES)
    )
    assert roles.customer.column is None
    assert "Order no" in roles.customer.alternatives
    assert roles.duration.column is None
    assert roles.ended.column is None
    unsaid = recognise(survey("ID;score", IDS, ELEVEN)).customer
    assert (unsaid.column, unsaid.certainty) == ("ID", "likely")


def test_yes_and_no() -> None:
    own = read_own(lines_of("gone;b", *(f"{c};x" for c in ("yes", "0", "", "n/a", "2", "HAYIR"))))
    found = flags(own, "gone")
    assert found.values.to_dict() == {2: True, 3: False, 7: False}
    assert found.values.dtype == bool
    assert found.blank == 1
    assert found.dropped == ((5, "n/a", "means no answer"), (6, "2", "says neither yes nor no"))
    assert found.reasons == {"means no answer": 1, "says neither yes nor no": 1}
    assert found.summary.startswith("3 read, 1 blank, 2 dropped. Dropped: line 5, “n/a”")
    with pytest.raises(BadInput, match="Its columns are: gone, b"):
        flags(own, "went")


def test_two_that_fit_equally_are_asked_for() -> None:
    roles = recognise(survey("NPS;would recommend;branch;region", ELEVEN, ELEVEN, PLACES, PLACES))
    for role, both in (
        (roles.recommend, ("NPS", "would recommend")),
        (roles.group, ("branch", "region")),
    ):
        assert (role.column, role.certainty, role.alternatives) == (None, "none", both)
        assert "2 columns fit equally" in role.why


def test_answers_without_a_telling_header_are_likely_at_most() -> None:
    roles = recognise(survey("Q1;Q2;Q3", ELEVEN, DAYS, PLACES))
    assert (roles.recommend.column, roles.recommend.certainty) == ("Q1", "likely")
    assert (roles.date.column, roles.date.certainty) == ("Q2", "likely")
    assert (roles.group.column, roles.group.certainty) == ("Q3", "likely")
    assert (roles.effort.column, roles.effort.certainty) == (None, "none")
    unclear = recognise(survey("Q1;Q2", ELEVEN, ELEVEN[::-1]))
    assert (unclear.recommend.certainty, unclear.recommend.alternatives) == ("none", ("Q1", "Q2"))


def test_a_header_that_the_answers_do_not_bear_out() -> None:
    roles = recognise(survey("NPS;satisfaction;b", PLACES, ELEVEN, PLACES))
    assert (roles.recommend.column, roles.recommend.certainty) == (None, "none")
    assert "do not fit" in roles.recommend.why
    assert roles.satisfaction.certainty == "certain", "any scale up to 10 will do"
    words = recognise(survey("satisfaction;b", PLACES, ELEVEN))
    assert (words.satisfaction.column, words.satisfaction.certainty) == (None, "none")
    assert words.satisfaction.alternatives[0] == "satisfaction"


def test_a_scale_that_speaks_of_branches_is_no_group() -> None:
    roles = recognise(survey("satisfaction with our branch;place", FIVE, PLACES))
    assert (roles.group.column, roles.group.certainty) == ("place", "likely")


def test_a_scale_that_may_be_another_one_is_doubted() -> None:
    threes = [n % 3 + 1 for n in range(len(FIVE))]
    roles = recognise(survey("recommend;effort;b", FIVE, threes, PLACES))
    assert roles.recommend.certainty == roles.effort.certainty == "likely"
    assert "no answer in it is above 5" in roles.recommend.why
    assert "no answer in it is above 3" in roles.effort.why


def test_scores_with_words_and_gaps_are_recognised() -> None:
    cells = [f"{n} - words" if n in (0, 10) else n for n in ELEVEN]
    cells[3], cells[4] = "", "n/a"
    roles = recognise(survey("recommend;NPS group;comment", cells, PLACES, ["Recommended"] * 22))
    assert (roles.recommend.column, roles.recommend.certainty) == ("recommend", "certain")


# --- the sample that is shipped ------------------------------------------------------------------


def test_the_sample_is_as_documented() -> None:
    own = read_own(SAMPLE)
    assert len(own.frame) == 120
    assert chosen(own)["Separator"] == "semicolon"
    assert chosen(own)["Decimal sign"] == "comma"
    assert [left.columns for left in own.left_out] == [("E-mail",)]
    roles = recognise(own)
    survey = (roles.recommend, roles.satisfaction, roles.effort, roles.date, roles.group)
    assert {role.certainty for role in survey} == {"certain"}
    assert roles.customer.column is None, "a response is no customer"
    found = scores(own, roles.recommend.column or "")
    assert found.blank > 0
    assert [item.text for item in found.dropped] == ["n/a"]
    assert len(found.values) + found.blank + len(found.dropped) == 120
    day = dates(own, roles.date.column or "")
    assert (day.day_first, day.certain, len(day.values)) == (True, True, 120)


# --- properties ----------------------------------------------------------------------------------

QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
WORDS = {
    "utf-8": ("Nord", "Süd", "Kadıköy", "Москва", "تهران"),
    "utf-8-sig": ("Nord", "Süd"),
    "utf-16": ("Nord", "Москва", "تهران"),
    "cp1254": ("Kadıköy", "Beşiktaş", "Üsküdar", "İstanbul"),
    "cp1251": ("Москва", "Казань", "САМАРА"),
    "cp1256": ("تهران", "مشهد", "گرگان"),
}


@QUICK
@given(st.data())
def test_scores_come_back_from_any_csv(data: st.DataObject) -> None:
    encoding = data.draw(st.sampled_from(sorted(WORDS)))
    separator = data.draw(st.sampled_from(",;\t|"))
    decimal = data.draw(st.sampled_from(".,"))
    end = data.draw(st.sampled_from(["\n", "\r\n"]))
    quoting = data.draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    row = st.tuples(
        st.sampled_from(WORDS[encoding]),
        st.none() | st.integers(0, 10),
        st.floats(0.01, 500).map(lambda wait: round(wait, 2)),
    )
    rows = data.draw(st.lists(row, min_size=4, max_size=30))
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator=end, quoting=quoting)
    writer.writerow(["branch", "recommend", "wait"])
    for branch, answer, wait in rows:
        writer.writerow([branch, "" if answer is None else answer, str(wait).replace(".", decimal)])
    own = read_own(out.getvalue().encode(encoding))
    assert own.frame["branch"].tolist() == [branch for branch, _, _ in rows]
    assert own.frame["wait"].tolist() == [wait for _, _, wait in rows]
    found = scores(own, "recommend")
    given_answers = {line: answer for line, (_, answer, _) in enumerate(rows, 2)}
    assert found.values.to_dict() == {k: v for k, v in given_answers.items() if v is not None}
    assert found.blank == list(given_answers.values()).count(None)
    assert found.dropped == ()


def use_all_of(data: bytes) -> None:
    """Read whatever it is and ask everything of it; only a sentence for the learner may be raised."""
    try:
        own = read_own(data)
    except CourseError:
        return
    assert len(own.frame) == len(own.text) > 0
    assert len(own.columns) == own.frame.shape[1] > 0
    header = chosen(own)["Header"].removeprefix("line ")
    lines = [int(header)] if header != "none" else []
    lines += [*own.frame.index, *(line for left in own.left_out for line in left.rows)]
    assert sorted(lines) == list(range(1, len(lines) + 1)), "each line is used or listed, once"
    recognise(own)
    for column in own.frame:
        found = scores(own, column)
        assert len(found.values) + len(found.dropped) + found.blank == len(own.frame)
        assert found.values.between(0, 10).all()
        day = dates(own, column)
        assert len(day.values) + len(day.dropped) + day.blank == len(own.frame)
        said = flags(own, column)
        assert len(said.values) + len(said.dropped) + said.blank == len(own.frame)
        assert found.summary
        assert day.summary


STARTS = (b"", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf", kinds._OLE, b"sep=", b"a;b\n")


@QUICK
@given(st.sampled_from(STARTS), st.binary(max_size=300))
def test_random_bytes_raise_nothing_else(start: bytes, data: bytes) -> None:
    use_all_of(start + data)


@QUICK
@given(
    st.text(st.sampled_from(';,\t|"\n\r 0129.-/:@+eTaпдşیک۹(%\ufeff\u200c'), max_size=300),
    st.sampled_from(["utf-8", "utf-16", "utf-8-sig"]),
)
def test_random_text_raises_nothing_else(text: str, encoding: str) -> None:
    use_all_of(text.encode(encoding))


ODD_CELLS = [
    *(
        "",
        " ",
        "9",
        "10",
        "9,0",
        "9.0",
        "1.234,5",
        "1,234",
        "1e5",
        "1e999",
        "-0",
        "007",
        "9/10",
        "4/5",
    ),
    *("9 - very likely", "n/a", "Total", "branch", "13/04/2026", "04/13/2026", "1404/12/13"),
    *(
        "2026-02-30",
        "a@b.example",
        "+90 532 123 45 67",
        "نام",
        "e-mail",
        "tarih",
        "NPS",
        "inf",
        "nan",
    ),
    *("=1+1", "{", "²", "½", "９", "9" * 400, "a\nb", "\x01", "'", "\\", "😀"),
]


@QUICK
@given(
    st.lists(st.lists(st.sampled_from(ODD_CELLS), max_size=5), min_size=1, max_size=12),
    st.sampled_from(",;\t|"),
)
def test_odd_cells_raise_nothing_else(rows: list[list[str]], separator: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    use_all_of(out.getvalue().encode())


BOOK = book_of(("Data", TABLE))


@settings(QUICK, max_examples=60)
@given(st.integers(0, len(BOOK) - 1), st.binary(min_size=1, max_size=40), st.booleans())
def test_a_workbook_with_wrong_bytes_raises_nothing_else(at: int, junk: bytes, cut: bool) -> None:
    use_all_of(BOOK[:at] if cut else BOOK[:at] + junk + BOOK[at + len(junk) :])


@settings(QUICK, max_examples=60)
@given(st.data())
def test_a_workbook_with_wrong_xml_raises_nothing_else(data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(BOOK)) as archive:
        member = data.draw(st.sampled_from(archive.namelist()))
        content = archive.read(member)
    at = data.draw(st.integers(0, len(content)))
    junk = data.draw(st.binary(max_size=20))
    use_all_of(rezipped(BOOK, {member: content[:at] + junk + content[at + len(junk) :]}))
