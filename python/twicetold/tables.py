"""CSV and Parquet files for the command line: rows of CSV keep their bytes, those of Parquet their table."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from twicetold.optional import needed
from twicetold.output import Failed
from twicetold.wording import shortened, utf8

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")  # the last are wide = + - @
_ROWS_AT_A_TIME = 1 << 16


class CsvRecords:
    """The records of a CSV file: the line each begins on, its bytes, and its fields by their columns' names.

    ``lines`` are (number, bytes, text). The first record names the columns; blank lines are no records.
    """

    def __init__(self, lines: Iterable[tuple[int, bytes, str]], name: str, delimiter: str) -> None:
        csv.field_size_limit(2**31 - 1)  # a text may be longer than the 131,072 characters that are usual
        self._taken: list[bytes] = []
        self._name = name
        self._reader = csv.reader((self._take(raw, text) for _, raw, text in lines), delimiter=delimiter, strict=True)
        line, self.header, self.names = next(self._records(), (1, b"", []))
        twice = next((name for k, name in enumerate(self.names) if name in self.names[:k]), None)
        if twice is not None:
            raise Failed(f"{name}, line {line}: column {twice!r} is there twice")

    def _take(self, raw: bytes, text: str) -> str:
        self._taken.append(raw)
        return text

    def _records(self) -> Iterator[tuple[int, bytes, list[str]]]:
        begin = self._reader.line_num + 1
        try:
            for fields in self._reader:
                if fields:
                    yield begin, b"".join(self._taken), fields
                self._taken.clear()
                begin = self._reader.line_num + 1
        except csv.Error as error:
            raise Failed(f"{self._name}, line {begin}: not CSV ({error})") from error

    def __iter__(self) -> Iterator[tuple[int, bytes, dict[str, str]]]:
        """Yield the records behind the header."""
        self._taken.clear()
        for line, raw, fields in self._records():
            if len(fields) != len(self.names):
                columns = f"the first line names {len(self.names)} columns"
                raise Failed(f"{self._name}, line {line}: {len(fields)} fields, but {columns}")
            yield line, raw, dict(zip(self.names, fields, strict=True))


def csv_line(values: Iterable[Any]) -> bytes:
    """Return a record for people: a text that a spreadsheet would run as a formula gets an apostrophe before it."""
    written = io.StringIO()
    cells = ["'" + v if isinstance(v, str) and v.startswith(_FORMULA) else v for v in values]
    csv.writer(written, lineterminator="\r\n").writerow(cells)  # with "\n" a field with "\r" in it were not quoted
    return utf8(written.getvalue().removesuffix("\r\n")) + b"\n"


def parquet_module(name: str) -> Any:
    """Return pyarrow's module for Parquet, or say how the file ``name`` can be had."""
    try:
        return needed("pyarrow.parquet", "Parquet")
    except ImportError as error:
        raise Failed(f"{name}: {str(error).partition(':')[0]}: pip install 'twicetold[arrow]'") from error


def read_parquet(path: str, name: str) -> Any:
    """Return a Parquet file as a pyarrow Table."""
    parquet = parquet_module(name)
    try:
        with open(path, "rb") as file:
            return parquet.read_table(file)
    except (OSError, ValueError, NotImplementedError) as error:
        raise Failed(f"{name}: not Parquet, or broken ({error})") from error


def column_values(table: Any, column: str, name: str) -> list[Any]:
    """Return the values of a column of a pyarrow Table."""
    names = table.column_names
    if names.count(column) != 1:
        what = "no column" if column not in names else f"{names.count(column)} columns"
        raise Failed(f"{name}: {what} {column!r}; there are: {', '.join(names[:20])}{', …' if len(names) > 20 else ''}")
    values: list[Any] = table.column(column).to_pylist()
    return values


def text_columns(table: Any) -> list[str]:
    """Return the names of the columns of text of a pyarrow Table."""
    return [
        field.name for field in table.schema
        if str(getattr(field.type, "value_type", field.type)) in ("string", "large_string", "string_view")
        and not hasattr(field.type, "value_field")  # a list of them
    ]  # fmt: skip


def table_rows(table: Any) -> Iterator[dict[str, Any]]:
    """Yield the rows of a pyarrow Table."""
    for begin in range(0, table.num_rows, _ROWS_AT_A_TIME):
        yield from table.slice(begin, _ROWS_AT_A_TIME).to_pylist()


def kept_of(tables: Sequence[Any], keep: Any) -> Any:
    """Return the rows of some tables, one after the other, where ``keep`` is true; schema and metadata stay."""
    import pyarrow as pa

    from twicetold.given_back import take

    return take(pa.concat_tables(tables), keep)


def table_of(rows: Sequence[dict[str, Any]], names: Iterable[str], file: str) -> Any:
    """Return rows as a pyarrow Table for ``file``: a column for each name or key, null where a row has none."""
    parquet = parquet_module(file)
    import pyarrow as pa

    columns = {}
    for key in dict.fromkeys(chain(names, *rows)):
        try:
            columns[key] = pa.array([row.get(key) for row in rows], from_pandas=True)  # NaN is null
            parquet.read_table(io.BytesIO(parquet_bytes(pa.table({key: columns[key][:0]}))))  # not all types can be
        except (ValueError, TypeError, OverflowError, NotImplementedError, OSError) as error:
            what = shortened(" ".join(str(error).split()), 120)
            raise Failed(f"{file}: column {key!r} does not fit Parquet ({what}); .jsonl takes it as it is") from error
    return pa.table(columns)


def parquet_bytes(table: Any) -> bytes:
    """Return a pyarrow Table as a Parquet file."""
    file = io.BytesIO()
    parquet_module("the output").write_table(table, file)
    return file.getvalue()
