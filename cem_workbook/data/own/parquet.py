"""From a Parquet file to a sheet. DuckDB reads it: pyarrow would cost every kernel its memory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cem_workbook.data.own.kinds import MOST_BYTES, MOST_CELLS, too_big, too_many_cells
from cem_workbook.data.own.sheet import Choice, LeftOut, Report, Sheet
from cem_workbook.errors import BadInput
from cem_workbook.messages import say

_BLOCK = 500  # rows
_OFTEN = 20  # blocks between two reports
_FLOATS = ("FLOAT", "DOUBLE")
_TEXTS = ("VARCHAR", "JSON")
# Types whose text is what a person would write; others are lists, records and bytes.
_PLAIN = re.compile(
    r"(?:U?(?:TINY|SMALL|BIG|HUGE)?INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL|BOOLEAN|VARCHAR|ENUM|UUID"
    r"|JSON|DATE|TIME|TIMESTAMP|INTERVAL)(?:_\w+)?(?:\b.*[^\]]|$)",
    re.DOTALL,
)


def read_parquet(data: bytes, name: str, report: Report) -> Sheet:
    """Read a Parquet file; its first row is line 1.

    Dates become ISO text, numbers plain text with a point, booleans TRUE and FALSE, missing
    values blank cells. Columns of lists, records and bytes are left out and listed.

    Args:
        data: the whole file.
        name: what to call the file in messages.
        report: told the share that is read.

    Raises:
        BadInput: if the file is damaged, holds no row, no plain column, or too many cells.
    """
    import duckdb  # for Parquet only

    with TemporaryDirectory(prefix="cem-own-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "own.parquet"  # DuckDB reads files, and an upload is none
        path.write_bytes(data)
        try:
            with duckdb.connect(
                config={
                    "autoinstall_known_extensions": "false",  # nothing is fetched from anywhere
                    "autoload_known_extensions": "false",
                    "threads": "1",  # the rest of the computer is somebody else's
                }
            ) as connection:
                return _read(connection, str(path), name, report)
        except (BadInput, MemoryError):
            raise
        except duckdb.OutOfMemoryException:
            raise too_big(name, len(data)) from None
        except Exception:  # duckdb.Error, and UnicodeDecodeError for names and texts
            raise BadInput(
                say(
                    "{name} looks like a Parquet file and cannot be read: it is damaged or was not "
                    "copied whole. Export it again, or save it as CSV.",
                    name=name,
                )
            ) from None


def _read(connection: Any, path: str, name: str, report: Report) -> Sheet:
    literal = "'{}'".format(path.replace("'", "''"))
    # the path is ours, and nothing in it is a column
    source = f"read_parquet({literal}, hive_partitioning = false)"
    connection.execute("SET TimeZone = 'UTC'")
    described = connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
    types = {str(column): str(kind) for column, kind, *_ in described}
    kept = [column for column, kind in types.items() if _PLAIN.fullmatch(kind)]
    gone = tuple(column for column in types if column not in kept)
    if not kept:
        raise BadInput(
            say(
                "{name} holds only lists, records or bytes ({columns}), and no column of plain "
                "values. Save it as CSV where it was made.",
                name=name,
                columns=", ".join(gone)[:200],
            )
        )
    (rows,) = connection.execute(f"SELECT count(*) FROM {source}").fetchone()
    (size,) = connection.execute(
        f"SELECT sum(total_uncompressed_size) FROM parquet_metadata({literal})"
    ).fetchone()
    if rows * len(kept) > MOST_CELLS:
        raise too_many_cells(name)
    # A text that stands in many cells is stored once, and would be here once for each of them.
    texts = [column for column in kept if types[column] in _TEXTS]
    sums = " + ".join(["0", *(f"coalesce(sum(strlen({_quoted(t)}::VARCHAR)), 0)" for t in texts)])
    letters, _ = connection.execute(f"SELECT {sums}, count(*) FROM {source}").fetchone()
    if (most := max(size or 0, letters)) > 4 * MOST_BYTES:
        raise too_big(name, int(most))
    sheet = Sheet(
        names=kept,
        numbers={at for at, column in enumerate(kept) if _is_number(types[column])},
        choices=[
            Choice(
                say("Format"),
                say("Parquet"),
                say("the file begins by saying so"),
                say("save it as CSV where it was made"),
            )
        ],
    )
    if gone:
        why = say("they hold lists, records or bytes, not one value in a cell")
        sheet.left_out.append(LeftOut(say("columns that are no table"), (), gone, why))
    cells = ", ".join(_as_text(column, types[column]) for column in kept)
    sheet.fill(_rows_of(connection.execute(f"SELECT {cells} FROM {source}"), rows, report), name)
    return sheet


def _is_number(kind: str) -> bool:
    return kind in _FLOATS or kind.startswith("DECIMAL")


def _as_text(column: str, kind: str) -> str:
    """Return the SQL that gives a column as text, as a workbook's cells are given."""
    quoted = _quoted(column)
    text = f"CAST({quoted} AS VARCHAR)"
    if kind in _FLOATS:
        text = f"CASE WHEN isnan({quoted}) THEN '' ELSE regexp_replace({text}, '\\.0$', '') END"
    elif kind == "BOOLEAN":
        text = f"upper({text})"
    elif kind.startswith("TIMESTAMP"):
        text = f"regexp_replace({text}, ' 00:00:00(\\+00)?$', '')"
    return f"coalesce({text}, '')"


def _quoted(column: str) -> str:
    """Return a column's name as SQL takes it, whatever is in it."""
    return '"{}"'.format(column.replace('"', '""'))


def _rows_of(result: Any, rows: int, report: Report) -> Iterator[tuple[str, ...]]:
    done = 0
    while block := result.fetchmany(_BLOCK):
        done += len(block)
        if done % (_OFTEN * _BLOCK) == 0:
            report(done / rows)
        yield from block
