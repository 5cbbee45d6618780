"""Files of texts for the command line: rows with their bytes and places in, which errors name.

Every error is a :class:`Failed`: one line that names the file, the place in it and what is wrong.
"""

import difflib
import glob
import gzip
import json
import os
import stat
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any

import numpy as np

from twicetold.output import ENDINGS, Failed, Kind, Misused, joined, json_line, shown
from twicetold.tables import (
    CsvRecords,
    column_values,
    kept_of,
    parquet_bytes,
    read_parquet,
    table_of,
    table_rows,
    text_columns,
)  # fmt: skip
from twicetold.wording import count_of

_BOM = b"\xef\xbb\xbf"
_GZIP = b"\x1f\x8b"
_TYPE_NAMES = {
    str: "a string", bool: "a boolean", int: "a number", float: "a number", list: "an array", dict: "an object",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """A file of texts, or standard input (``-``), and what it holds."""

    path: str
    kind: Kind

    @property
    def name(self) -> str:
        """Return the name that errors show."""
        return "standard input" if self.path == "-" else shown(self.path)


@dataclass(frozen=True, slots=True)
class Row:
    """One text: its file, its line (from 1), what is written if it survives, and the other columns asked for."""

    source: Source
    line: int
    raw: bytes
    text: str | None
    cells: tuple[Any, ...] = ()

    @property
    def place(self) -> str:
        """Return file and line as messages show them."""
        if self.source.kind == "txt":
            return self.source.name
        return f"{self.source.name}, {'row' if self.source.kind == 'parquet' else 'line'} {self.line}"


def sources(paths: Sequence[str], *, lines: bool = False, form: Kind | None = None) -> list[Source]:
    """Say what each file holds, by its ending or by ``form``; all of them must be there and hold the same.

    A name that is no file's but a pattern stands for all files that match it, sorted.
    """
    if lines and form not in (None, "txt", "lines"):
        raise Misused(f"--lines and --format {form} exclude each other")
    paths = expanded(paths)
    if paths.count("-") > 1:
        raise Misused("standard input (-) can be read only once")
    for path in paths:
        if path != "-":
            check_is_there(path)
    found = [Source(path, _kind(path, lines, form)) for path in paths]
    for source in found:
        if source.kind != found[0].kind:
            raise Misused(f"files of different kinds do not mix in one call: {found[0].name}, {source.name}")
    return found


def expanded(paths: Sequence[str]) -> list[str]:
    """Return the names of files, those that match in place of each pattern, sorted."""
    return [own for path in paths for own in _matching(path)]


def _matching(path: str) -> list[str]:
    if path == "-" or os.path.lexists(path) or not glob.has_magic(path):
        return [path]
    return sorted(glob.glob(path, recursive=True)) or [path]


def _kind(path: str, lines: bool, form: Kind | None) -> Kind:
    text: Kind = "lines" if lines or form == "lines" else "txt"
    if form in ("jsonl", "csv"):
        return form
    if form is not None or path == "-":
        return "jsonl" if form is None and not lines else text
    if path.lower().endswith(ENDINGS["txt"]):
        return text
    kinds: tuple[Kind, ...] = ("jsonl", "csv", "parquet")
    for kind in kinds:
        if path.lower().endswith(ENDINGS[kind]):
            return kind
    raise Misused(
        f"{shown(path)}: files must end in .txt, .jsonl, .csv, .tsv (or these and .gz) or .parquet, unless --format "
        "txt|lines|jsonl|csv says what they hold"
    )


def check_is_there(path: str) -> None:
    """Raise Failed if there is no such file, or it is a directory, with what may be meant."""
    try:
        is_folder = stat.S_ISDIR(os.stat(path).st_mode)
    except OSError as error:
        hint = _other_name(path) if isinstance(error, FileNotFoundError) else ""
        raise Failed(f"{shown(path)}: {error.strerror or error}{hint}") from error
    if is_folder:
        raise Failed(f"{shown(path)}: a directory: name the files in it")


def _other_name(path: str) -> str:
    """Return what a name that does not exist may be: a pattern, or another name that is there."""
    if glob.has_magic(path):
        return ": no file matches this pattern"
    folder, name = os.path.split(path)
    try:
        names = os.listdir(folder or ".")
    except OSError:
        return ""
    stem = name.partition(".")[0]
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.88)
    near = near or sorted(other for other in names if stem and other.partition(".")[0] == stem)
    return f"; is {shown(os.path.join(folder, near[0]))} meant?" if near else ""


class Rows(list[Row]):
    """Rows, and what their files hold besides: the first line of CSV files, the tables of Parquet files."""

    header = b""
    names: tuple[str, ...] = ()
    tables: tuple[Any, ...] = ()

    def kept(self, keep: Sequence[bool], *, as_parquet: bool = False) -> Iterator[bytes]:
        """Yield what is written of the rows that stay: their bytes, a Parquet file, or its rows as JSONL."""
        if as_parquet:
            yield parquet_bytes(kept_of(self.tables, np.array(keep, dtype=bool)))
        elif self.tables:
            every = (row for table in self.tables for row in table_rows(table))
            yield from (json_line(row, str) + b"\n" for row, stays in zip(every, keep, strict=True) if stays)
        else:
            raws = (row.raw for row, stays in zip(self, keep, strict=True) if stays)
            yield from joined(chain([self.header] if self.header else [], raws))


def read(
    sources: Sequence[Source], *, column: str = "text", others: Sequence[str] = (), new: str | None = None,
    as_jsonl: bool = False, for_parquet: str | None = None,
) -> Rows:  # fmt: skip
    """Read the texts of all files, in the order given.

    A table must have ``column`` (strings and nulls) and the columns ``others``, but none called ``new``; a row of JSONL
    may lack what another has. Blank lines of JSONL and CSV files are no rows; a byte order mark belongs to none. A file
    that is one text is written back as its name. With ``as_jsonl`` rows of CSV and Parquet files are written as JSONL.
    For the Parquet file of the name ``for_parquet`` rows of JSONL and CSV become a table.
    """
    if for_parquet is not None and sources[0].kind != "parquet":
        rows = read(sources, column=column, others=others, new=new, as_jsonl=True)
        rows.tables = (table_of([_decoder.decode(row.raw.decode()) for row in rows], rows.names, for_parquet),)
        return rows
    rows = Rows()
    for source in sources:
        if source.kind == "csv":
            rows.extend(_csv_rows(source, rows, column, others, new, as_jsonl))
        elif source.kind == "parquet":
            rows.extend(_parquet_rows(source, rows, column, others, new, as_jsonl))
        else:
            rows.extend(_rows(source, rows, column, others, new))
    place = sources[0].name if len(sources) == 1 else f"all {len(sources)} files"
    needed = (column, *others) if sources[0].kind == "jsonl" else others
    _check_columns(rows.names, needed if rows else (), None, place)
    return rows


def _csv_rows(
    source: Source, rows: Rows, column: str, others: Sequence[str], new: str | None, as_jsonl: bool
) -> Iterator[Row]:
    lines = ((number, raw, _decode(raw, f"{source.name}, line {number}", source)) for number, raw in _lines(source))
    records = CsvRecords(lines, source.name, "\t" if source.path.lower().endswith((".tsv", ".tsv.gz")) else ",")
    if records.names and rows.header and tuple(records.names) != rows.names:
        raise Failed(f"{source.name}: its columns are not those of the first file ({', '.join(rows.names)})")
    if not rows.header:
        rows.header, rows.names = records.header, tuple(records.names)
    _check_columns(records.names, (column, *others) if records.names else (), new, f"{source.name}, line 1")
    for line, raw, values in records:
        own = json_line(values) + b"\n" if as_jsonl else raw
        yield Row(source, line, own, values[column], tuple(values[name] or None for name in others))


def _parquet_rows(
    source: Source, rows: Rows, column: str, others: Sequence[str], new: str | None, as_jsonl: bool
) -> Iterator[Row]:
    table = read_parquet(source.path, source.name)
    if rows.tables and not table.schema.equals(rows.tables[0].schema):
        raise Failed(f"{source.name}: its columns are not those of the first file")
    _check_columns(table.column_names, (), new, source.name)
    rows.tables, rows.names = (*rows.tables, table), tuple(table.column_names)
    texts, *cells = (column_values(table, name, source.name) for name in (column, *others))
    raws = (json_line(row, str) + b"\n" for row in table_rows(table)) if as_jsonl else repeat(b"")
    for number, (text, raw, *own) in enumerate(zip(texts, raws, *cells, strict=False), 1):
        if type(text) is not str and text is not None:
            raise _no_text(text, column, f"{source.name}, row {number}", text_columns(table))
        yield Row(source, number, raw, text, tuple(own))


def _check_columns(names: Sequence[str], needed: Sequence[str], new: str | None, place: str) -> None:
    for name in needed:
        _cell(dict.fromkeys(names), name, place)
    if new is not None and new in names:
        raise Failed(f"{place}: there is a column {new!r} already: --into NAME chooses another")


def _rows(source: Source, rows: Rows, column: str, others: Sequence[str], new: str | None) -> Iterator[Row]:
    if source.kind == "txt":
        text = "".join(_decode(raw, f"{source.name}, line {number}", source) for number, raw in _lines(source))
        yield Row(source, 1, os.fsencode(source.path) + b"\n", text)
        return
    names: dict[str, None] = dict.fromkeys(rows.names)
    for number, raw in _lines(source):
        place = f"{source.name}, line {number}"
        if source.kind == "lines":
            yield Row(source, number, raw, _decode(raw, place, source).removesuffix("\n").removesuffix("\r"))
        elif raw.strip():
            values = _json_object(raw, place, source)
            if new is not None and new in values:
                raise Failed(f"{place}: there is a column {new!r} already: --into NAME chooses another")
            text_or_null, *cells = map(_none_if_nan, map(values.get, (column, *others)))
            if type(text_or_null) is not str and text_or_null is not None:
                raise _no_text(text_or_null, column, place, [own for own in values if isinstance(values[own], str)])
            names.update(dict.fromkeys(values))
            yield Row(source, number, raw, text_or_null, tuple(cells))
    rows.names = tuple(names)


def _none_if_nan(value: Any) -> Any:
    """Return None for NaN, as pandas writes what is missing."""
    return value if value == value else None


def _lines(source: Source) -> Iterator[tuple[int, bytes]]:
    """Yield the lines of a file, numbered, with their ends but without a byte order mark; refuse binary files."""
    number = size = zeros = first_zero = 0
    try:
        with _opened(source) as stream:
            for number, raw in enumerate(stream, 1):
                if not zeros and b"\0" in raw:
                    first_zero = size + raw.index(0)
                size, zeros = size + len(raw), zeros + raw.count(0)
                yield number, raw.removeprefix(_BOM) if number == 1 else raw
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise Failed(f"{source.name}, line {number + 1}: broken gzip ({error})") from error
    except OSError as error:
        place = f"{source.name}, line {number + 1}" if number else source.name
        raise Failed(f"{place}: {error.strerror or error}") from error
    if zeros * 10 > size:
        count = count_of(zeros, "NUL byte", "NUL bytes")
        raise Failed(f"{source.name}, byte {first_zero + 1}: binary, not text ({count})")


@contextmanager
def _opened(source: Source) -> Iterator[Iterable[bytes]]:
    if source.path == "-":
        if sys.stdin is None:
            raise Failed("standard input is closed")
        yield sys.stdin.buffer
    elif source.path.lower().endswith(".gz"):
        with gzip.open(source.path, "rb") as unpacked:
            yield unpacked
    else:
        with open(source.path, "rb") as stream:
            yield stream


def _decode(raw: bytes, place: str, source: Source) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        what = f"byte {error.start + 1} of the line is 0x{raw[error.start]:02X}"
        raise Failed(f"{place}: not UTF-8 ({what}; {_other_form(raw, source)})") from error


def _other_form(raw: bytes, source: Source) -> str:
    """Return what bytes that are not UTF-8 may be, and what to do then."""
    if raw.startswith(_GZIP):
        return "gzip? " + ("Pipe it through zcat" if source.path == "-" else "Then its name must end in .gz")
    if raw.startswith(b"PAR1"):
        return "Parquet? Then it must be a file whose name ends in .parquet"
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16? iconv -f utf-16 -t utf-8 converts it"
    return "Latin-1? iconv -f latin1 -t utf-8 converts it"


def _integer(digits: str) -> int | float:
    # Python refuses to read integers of more than 4,300 digits, and a row may have one.
    return int(digits) if len(digits) <= 400 else float(digits)


_decoder = json.JSONDecoder(parse_int=_integer)


def _json_object(raw: bytes, place: str, source: Source) -> dict[str, Any]:
    plain = source.path == "-" and not raw.lstrip().startswith(b"{")
    hint = ": standard input is read as JSONL; --format txt for plain text" if plain else ""
    try:
        value = _decoder.decode(_decode(raw, place, source).rstrip("\r\n"))
    except json.JSONDecodeError as error:
        if raw.count(0) * 10 > len(raw):
            raise Failed(f"{place}: binary, not text (NUL at byte {raw.index(0) + 1} of the line)") from error
        raise Failed(f"{place}: not JSON ({error.msg} at column {error.colno}){hint}") from error
    except RecursionError as error:
        raise Failed(f"{place}: nested too deeply to be read") from error
    if not isinstance(value, dict):
        raise Failed(f"{place}: a row must be a JSON object, got {_TYPE_NAMES.get(type(value), 'null')}{hint}")
    return value


def _cell(values: dict[str, Any], name: str, place: str) -> Any:
    if name in values:
        return values[name]
    there = ", ".join(list(values)[:20]) + (", …" if len(values) > 20 else "")
    raise Failed(f"{place}: no column {name!r}; there are: {there or 'none'}")


def _check_type(value: Any, name: str, place: str, types: tuple[type, ...]) -> None:
    if value is not None and type(value) not in types:
        wanted = " or ".join(dict.fromkeys(_TYPE_NAMES[kind] for kind in types))
        got = _TYPE_NAMES.get(type(value), type(value).__name__)
        raise Failed(f"{place}: column {name!r} must be {wanted} or null, got {got}")


def _no_text(value: Any, column: str, place: str, others: Sequence[str]) -> Failed:
    """Return the error of a text that is none; ``others`` are the columns that hold text."""
    there = f"--column names another; of text: {', '.join(others[:20])}" if others else "no other holds text"
    got = _TYPE_NAMES.get(type(value), type(value).__name__)
    return Failed(f"{place}: column {column!r} must be a string or null, got {got} ({there})")


def other_column(rows: Sequence[Row], position: int, name: str, *types: type) -> list[Any]:
    """Return one of the ``others`` that were read; its values must be null or of one of the ``types``."""
    values = [row.cells[position] for row in rows]
    for row, value in zip(rows, values, strict=True):
        if row.source.kind != "parquet":  # whose dates and decimals the library knows
            _check_type(value, name, row.place, types)
    return values
