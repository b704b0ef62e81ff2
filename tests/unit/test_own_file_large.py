"""Large files: read in blocks without mixing up a row, with a bar, in little memory, or refused."""

from __future__ import annotations

import io
import itertools
import json
import subprocess
import sys
import types
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import ipywidgets
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

import cem_workbook as cem
from cem_workbook.data.own import sheet, textfile, workbook
from cem_workbook.data.own.file import read_own
from cem_workbook.data.own.sheet import Sheet
from cem_workbook.errors import BadInput

HEAD = "Response ID;Submitted;Branch;NPS;Satisfaction;Effort;Wait;Comment\n"


def row(n: int) -> str:
    """Return a row of a survey, in which ids and comments all differ."""
    nps = "" if n % 12 == 11 else n % 11
    wait = f"{n % 300 / 10:.1f}".replace(".", ",")
    return (
        f"R-{n:07};{n % 28 + 1:02}.{n % 12 + 1:02}.2026;Branch {n % 9};{nps};{n % 5 + 1};"
        f"{n % 7 + 1};{wait};{f'all good {n}' if n % 10 < 7 else ''}\n"
    )


def write(path: Path, rows: int) -> Path:
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD)
        file.writelines(map(row, range(rows)))
    return path


# --- blocks --------------------------------------------------------------------------------------

CELLS = st.sampled_from(["", " ", "a", "b", "c d", " e", "9", "n/a"])
ROWS = st.lists(st.lists(CELLS, max_size=6), max_size=40)


@given(ROWS, st.integers(1, 5), st.integers(0, 4))
def test_a_sheet_keeps_every_row_in_its_place(
    rows: list[list[str]], block: int, most_kept: int
) -> None:
    """Whatever the lengths of the rows, and wherever a block ends."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheet, "_BLOCK", block)
        patch.setattr(sheet, "_MOST_KEPT", most_kept)
        patch.setattr(sheet, "SAMPLE_ROWS", 7)
        filled = Sheet()
        filled.fill(rows, "mine.csv")
    tidied = [[cell.strip() for cell in row] for row in rows]
    assert [filled.row(line) for line in range(1, len(rows) + 1)] == tidied
    assert filled.row(0) == filled.row(len(rows) + 1) == []
    not_blank = [(line, row) for line, row in enumerate(tidied, 1) if any(row)]
    assert filled.head == not_blank[:7]
    widths = {
        line: int(width)
        for group in filled.groups.values()
        for line, width in zip(group.lines, group.widths(), strict=True)
    }
    assert widths == {
        line: max((at for at, cell in enumerate(row, 1) if cell), default=0)
        for line, row in enumerate(tidied, 1)
    }


def test_rows_of_several_lengths_come_out_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "_BLOCK", 4)
    lines = ["branch,score,comment"]
    for n in range(50):
        lines.append([f"B{n},{n},good", f"B{n},{n}", "", f"B{n},{n},,,", f"B{n},{n},x,y,z"][n % 5])
    own = read_own("\n".join(lines).encode())
    used = [n for n in range(50) if n % 5 in (0, 1, 3)]
    assert own.frame.index.tolist() == [n + 2 for n in used]
    assert own.frame["score"].tolist() == used
    assert own.frame["branch"].tolist() == [f"B{n}" for n in used]
    left = {left.what: left.rows for left in own.left_out}
    assert left["rows that are too long"] == tuple(n + 2 for n in range(50) if n % 5 == 4)
    assert left["blank lines"] == tuple(n + 2 for n in range(50) if n % 5 == 2)
    short = next(choice for choice in own.choices if choice.what == "Short rows")
    assert short.chosen == "10 filled up with blank cells"


def test_what_comes_late_in_a_long_file_is_seen() -> None:
    """The encoding, the width and the kind of a column are not judged by the first lines only."""
    early = [f"{n};{n % 9};Nord" for n in range(30_000)]
    late = ["x1;n/a;Süd", "x2;8,5;Süd;more", "x3;7;Süd"]
    own = read_own("\n".join(["id;score;branch", *early, *late]).encode("cp1254"))
    assert own.choices[0].chosen.endswith("(cp1254)")
    assert own.frame["branch"].tolist()[-2:] == ["Süd", "Süd"]
    assert own.column("score").no_answer == 1
    assert own.column("id").kind == "text"
    assert [left.rows for left in own.left_out] == [(30_003,)]


# --- too big -------------------------------------------------------------------------------------


def test_more_cells_than_memory_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    data = (HEAD + "".join(map(row, range(500)))).encode()
    read_own(data)
    monkeypatch.setattr(sheet, "MOST_CELLS", 3000)
    with pytest.raises(BadInput, match=r"mine.csv is too big.*million cells\. Take a part"):
        read_own(data, name="mine.csv")


def test_rows_of_ever_more_cells_are_refused_before_they_fill_the_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    triangle = "\n".join(",".join("1" * n) for n in range(1, 200)).encode()
    cells = 199 * 200 // 2
    monkeypatch.setattr(sheet, "MOST_CELLS", 2 * cells)
    with pytest.raises(BadInput, match="million cells"):
        read_own(triangle)


def test_parquet_that_unpacks_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "mine.parquet"
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT 1 AS a, 2 AS b FROM range(100000)) TO '{path}' (FORMAT parquet)"
        )
    assert path.stat().st_size < 5000, "two numbers a hundred thousand times pack well"
    assert read_own(path).frame.sum().tolist() == [100_000, 200_000]
    monkeypatch.setattr("cem_workbook.data.own.parquet.MOST_CELLS", 150_000)
    with pytest.raises(BadInput, match="million cells"):
        read_own(path)


# --- how far it is -------------------------------------------------------------------------------


def kinds_of_files(tmp_path: Path, rows: int) -> Iterator[Path]:
    csv = write(tmp_path / "mine.csv", rows)
    yield csv
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT * FROM read_csv('{csv}', delim=';', header=true)) "
            f"TO '{tmp_path / 'mine.parquet'}' (FORMAT parquet)"
        )
    yield tmp_path / "mine.parquet"
    book = Workbook(write_only=True)
    answers = book.create_sheet("Data")
    for line in itertools.islice(csv.read_text().splitlines(), rows + 1):
        answers.append(line.split(";"))
    book.save(tmp_path / "mine.xlsx")
    yield tmp_path / "mine.xlsx"


def test_progress_goes_from_nothing_to_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(textfile, "_OFTEN", 300)
    monkeypatch.setattr(workbook, "_OFTEN", 300)
    monkeypatch.setattr("cem_workbook.data.own.parquet._OFTEN", 1)
    for path in kinds_of_files(tmp_path, 3000):
        told: list[tuple[float, str]] = []
        own = read_own(path, progress=lambda share, words, told=told: told.append((share, words)))
        assert len(own.frame) == 3000
        shares = [share for share, _ in told]
        assert shares == sorted(shares)
        assert (shares[0], shares[-1]) == (0, 1)
        while_reading = {share for share in shares if 0 < share < 0.7}
        assert len(while_reading) >= 5, path.name
        assert Counter(words for _, words in told).keys() == {
            f"Reading {path.name}",
            f"Looking at the columns of {path.name}",
        }


def test_progress_is_told_now_and_then_not_for_each_row() -> None:
    calls = []
    data = (HEAD + "".join(map(row, range(20_000)))).encode()
    read_own(data, progress=lambda share, words: calls.append(share))
    assert 5 < len(calls) < 100


class Views:
    """Stands in for the page: what was shown, and whether it is still there."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, kernel: bool = True) -> None:
        self.shown: list[ipywidgets.FloatProgress] = []
        self.closed: list[ipywidgets.Widget] = []
        shell = types.SimpleNamespace(kernel=object()) if kernel else None
        monkeypatch.setattr("IPython.get_ipython", lambda: shell)
        monkeypatch.setattr("cem_workbook.explorers.base.show_view", self.shown.append)
        close = ipywidgets.FloatProgress.close
        monkeypatch.setattr(
            ipywidgets.FloatProgress,
            "close",
            lambda bar: (self.closed.append(bar), close(bar))[1],
        )


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of a bit more than 5 MB."""
    path = write(tmp_path_factory.mktemp("big") / "answers <of> 2026.csv", 100_000)
    assert path.stat().st_size > 5_000_000
    return path


def test_a_big_file_shows_a_bar_in_a_notebook(big: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    views = Views(monkeypatch)
    said = []
    monkeypatch.setattr(
        "cem_workbook.explorers.base.show_view",
        lambda bar: (views.shown.append(bar), bar.observe(lambda c: said.append(c.new), "description")),
    )  # fmt: skip
    own = cem.read_own(big)
    assert len(own.frame) == 100_000
    (bar,) = views.shown
    assert bar.value == 1
    assert (bar.min, bar.max) == (0, 1)
    assert said[0] == "Reading answers <of> 2026.csv (0%)"
    assert said[-1] == "Looking at the columns of answers <of> 2026.csv (100%)"
    assert not bar.description_allow_html, "a file name is no HTML"
    assert views.closed == [bar]
    pandas_frame = read_own(big).frame
    assert own.frame.equals(pandas_frame)


def test_the_bar_goes_away_when_the_file_cannot_be_read(
    big: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    views = Views(monkeypatch)
    with pytest.raises(BadInput, match=r"cannot be in line 0\.5"):
        cem.read_own(big, header=0.5)
    assert views.closed == views.shown != []


def test_no_bar_where_nobody_would_see_it(
    big: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        script = Views(patch, kernel=False)
        cem.read_own(big)
        assert script.shown == []
    views = Views(monkeypatch)
    cem.read_own(write(tmp_path / "small.csv", 100))
    for nowhere in (tmp_path / "none.csv", "a\0b", tmp_path):
        with pytest.raises(BadInput):
            cem.read_own(nowhere)
    assert views.shown == []


# --- a million rows ------------------------------------------------------------------------------

READ = """
import json, resource, sys
from cem_workbook.data.own.file import dates, read_own, recognise, scores
import pandas
def peak():
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
before = peak()
shares = []
own = read_own(sys.argv[1], progress=lambda share, words: shares.append(share))
roles = recognise(own)
found = scores(own, "NPS")
print(json.dumps({
    "rows": len(own.frame), "bytes": peak() - before, "reports": len(shares),
    "in order": shares == sorted(shares), "recommend": roles.recommend.column,
    "date": roles.date.column, "joined": roles.joined.column,
    "answers": int(found.values.sum()), "blank": found.blank, "wait": float(own.frame["Wait"].sum()),
    "left out": len(own.left_out), "days": len(dates(own, "Submitted").values),
}))
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell the most memory used")
def test_a_million_rows_in_little_memory(tmp_path: Path) -> None:
    rows = 1_000_000
    path = write(tmp_path / "million.csv", rows)
    done = subprocess.run(
        [sys.executable, "-c", READ, str(path)], capture_output=True, text=True, check=True
    )
    told: dict[str, Any] = json.loads(done.stdout)
    given_answers = [n % 11 for n in range(rows) if n % 12 != 11]
    assert told["answers"] == sum(given_answers)
    assert told["blank"] == rows - len(given_answers)
    assert told["wait"] == pytest.approx(sum(n % 300 / 10 for n in range(rows)))
    assert (told["rows"], told["days"], told["left out"]) == (rows, rows, 0)
    assert (told["recommend"], told["date"], told["joined"]) == ("NPS", "Submitted", None)
    assert told["in order"] and told["reports"] < 1000
    assert told["bytes"] < 10 * path.stat().st_size, "a kernel on Binder has 2 GB"
    assert told["bytes"] < 700_000_000


def test_nothing_of_the_bytes_is_kept(tmp_path: Path) -> None:
    """The text of a file is not kept beside the table."""
    data = (HEAD + "".join(map(row, range(2000)))).encode()
    own = read_own(io.BytesIO(data).getbuffer())
    ids = own.text["Branch"].tolist()
    assert len({id(cell) for cell in ids}) == len(set(ids)), "equal cells are one object"
