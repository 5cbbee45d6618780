"""Files of texts for the command line: rows with their bytes and places in, whole files or none out.

Every error is a :class:`Failed`: one line that names the file, the place in it and what is wrong.
"""

import gzip
import json
import os
import re
import secrets
import shutil
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any, BinaryIO, Literal

import click

Kind = Literal["txt", "lines", "jsonl"]

_BOM = b"\xef\xbb\xbf"
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_TYPE_NAMES = {
    str: "a string", bool: "a boolean", int: "a number", float: "a number", list: "an array", dict: "an object",
}  # fmt: skip


class Failed(click.ClickException):
    """What went wrong, in one line; exit status 1."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Write the line to standard error."""
        say(f"Error: {self.message}")


class Misused(Failed):
    """The command was called in a way that cannot work; exit status 2."""

    exit_code = 2


def shown(path: str) -> str:
    """Return a file's name as UTF-8 in any locale."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


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
        return self.source.name if self.source.kind == "txt" else f"{self.source.name}, line {self.line}"


def sources(paths: Sequence[str], *, lines: bool = False, form: Kind | None = None) -> list[Source]:
    """Say what each file holds, by its ending or by ``form``; all of them must hold the same."""
    if lines and form == "jsonl":
        raise Misused("--lines and --format jsonl exclude each other")
    if paths.count("-") > 1:
        raise Misused("standard input (-) can be read only once")
    found = [Source(path, _kind(path, lines, form)) for path in paths]
    for source in found:
        if source.kind != found[0].kind:
            raise Misused(f"JSONL files and text files do not mix in one call: {found[0].name}, {source.name}")
    return found


def _kind(path: str, lines: bool, form: Kind | None) -> Kind:
    text: Kind = "lines" if lines or form == "lines" else "txt"
    if form is not None or path == "-":
        return "jsonl" if form == "jsonl" or (form is None and not lines) else text
    if path.lower().endswith(".txt"):
        return text
    if path.lower().endswith((".jsonl", ".jsonl.gz")):
        return "jsonl"
    raise Misused(f"{shown(path)}: files must end in .txt, .jsonl or .jsonl.gz, unless --format says what they hold")


def read(
    sources: Iterable[Source], *, column: str = "text", others: Sequence[str] = (), new: str | None = None
) -> list[Row]:
    """Read the texts of all files, in the order given.

    A JSONL row must have ``column`` (a string or null) and the columns ``others``, but none called ``new``. Blank lines
    of JSONL files are no rows; a byte order mark belongs to none. A file that is one text is written back as its name.
    """
    return [row for source in sources for row in _rows(source, column, others, new)]


def _rows(source: Source, column: str, others: Sequence[str], new: str | None) -> Iterator[Row]:
    if source.kind == "txt":
        text = "".join(_decode(raw, f"{source.name}, line {number}") for number, raw in _lines(source))
        yield Row(source, 1, os.fsencode(source.path) + b"\n", text)
        return
    for number, raw in _lines(source):
        place = f"{source.name}, line {number}"
        if source.kind == "lines":
            yield Row(source, number, raw, _decode(raw, place).removesuffix("\n").removesuffix("\r"))
        elif raw.strip():
            values = _json_object(raw, place)
            if new is not None and new in values:
                raise Failed(f"{place}: there is a column {new!r} already: --into NAME chooses another")
            text_or_null = _cell(values, column, place)
            if text_or_null != text_or_null:  # NaN, as pandas writes a missing text
                text_or_null = None
            _check_type(text_or_null, column, place, (str,))
            yield Row(source, number, raw, text_or_null, tuple(_cell(values, name, place) for name in others))


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
        raise Failed(f"{source.name}, byte {first_zero + 1}: binary, not text ({zeros} NUL bytes)")


@contextmanager
def _opened(source: Source) -> Iterator[Iterable[bytes]]:
    if source.path == "-":
        if sys.stdin is None:
            raise Failed("standard input is closed")
        yield sys.stdin.buffer
    elif os.path.isdir(source.path):
        raise Failed(f"{source.name}: a directory: name the files in it")
    elif source.path.lower().endswith(".gz"):
        with gzip.open(source.path, "rb") as unpacked:
            yield unpacked
    else:
        with open(source.path, "rb") as stream:
            yield stream


def _decode(raw: bytes, place: str) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        hint = "; gzip? Then its name must end in .gz" if raw.startswith(b"\x1f\x8b") else ""
        hint = "; UTF-16?" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else hint
        what = f"byte {error.start + 1} of the line is 0x{raw[error.start]:02X}"
        raise Failed(f"{place}: not UTF-8 ({what}{hint})") from error


def _integer(digits: str) -> int | float:
    # Python refuses to read integers of more than 4,300 digits, and a row may have one.
    return int(digits) if len(digits) <= 400 else float(digits)


_decoder = json.JSONDecoder(parse_int=_integer)


def _json_object(raw: bytes, place: str) -> dict[str, Any]:
    try:
        value = _decoder.decode(_decode(raw, place).rstrip("\r\n"))
    except json.JSONDecodeError as error:
        if raw.count(0) * 10 > len(raw):
            raise Failed(f"{place}: binary, not text (NUL at byte {raw.index(0) + 1} of the line)") from error
        raise Failed(f"{place}: not JSON ({error.msg} at column {error.colno})") from error
    except RecursionError as error:
        raise Failed(f"{place}: nested too deeply to be read") from error
    if not isinstance(value, dict):
        raise Failed(f"{place}: a row must be a JSON object, got {_TYPE_NAMES.get(type(value), 'null')}")
    return value


def _cell(values: dict[str, Any], name: str, place: str) -> Any:
    if name in values:
        return values[name]
    there = ", ".join(list(values)[:20]) + (", …" if len(values) > 20 else "")
    raise Failed(f"{place}: no column {name!r}; there are: {there or 'none'}")


def _check_type(value: Any, name: str, place: str, types: tuple[type, ...]) -> None:
    if value is not None and type(value) not in types:
        wanted = " or ".join(dict.fromkeys(_TYPE_NAMES[kind] for kind in types))
        raise Failed(f"{place}: column {name!r} must be {wanted} or null, got {_TYPE_NAMES[type(value)]}")


def other_column(rows: Sequence[Row], position: int, name: str, *types: type) -> list[Any]:
    """Return one of the ``others`` that were read; its values must be null or of one of the ``types``."""
    for row in rows:
        _check_type(row.cells[position], name, row.place, types)
    return [row.cells[position] for row in rows]


def json_line(value: Any) -> bytes:
    """Return a value as JSON in one line, without a line end; lone surrogates are escaped."""
    try:
        return json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return json.dumps(value).encode()


def joined(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the lines unchanged, but end a line that has no end (the last of its file) if another follows."""
    ended = True
    for line in lines:
        yield line if ended else b"\n" + line
        ended = line.endswith(b"\n")


def printable(text: str) -> str:
    """Return the text in one line: white space collapsed, control characters and lone surrogates escaped."""
    return _CONTROL.sub(lambda match: match[0].encode("unicode_escape").decode(), " ".join(text.split()))


def say(message: str) -> None:
    """Write one line to standard error, as UTF-8 in any locale."""
    click.echo(printable(message).encode(), err=True)


def emit(chunks: Iterable[bytes]) -> None:
    """Write to standard output; if its reader has gone, end the program quietly with status 1."""
    if sys.stdout is None:
        raise Failed("standard output is closed")
    try:
        sys.stdout.buffer.writelines(chunks)
        sys.stdout.buffer.flush()
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise SystemExit(1) from None
        raise Failed(f"standard output: {error.strerror or error}") from error


class Output:
    """A file to write, whole or not at all.

    Creating one refuses, before any work, a name that does not end as ``kind`` asks, a file that exists (unless
    ``overwrite``) and a folder that cannot be written to. Devices and pipes are written in place.
    """

    def __init__(self, path: str, *, overwrite: bool = False, kind: Kind = "jsonl") -> None:
        self._path, self._name, self._overwrite = path, shown(path), overwrite
        self.target = os.path.realpath(path)  # a link stays a link
        self._folder = os.path.dirname(self.target)
        self._special = os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path)
        endings = (".jsonl", ".jsonl.gz") if kind == "jsonl" else (".txt",)
        if not self._special and not path.lower().endswith(endings):
            raise Misused(f"{self._name}: this output must end in {' or '.join(endings)}")
        self._refuse_existing()
        if not self._special and not os.access(self._folder, os.W_OK):
            raise Failed(f"{self._name}: its directory is missing or cannot be written to")

    def write(self, chunks: Iterable[bytes]) -> None:
        """Write a temporary file beside the target and put it in its place."""
        part = os.path.join(self._folder, f".twicetold-{secrets.token_hex(8)}.part")
        try:
            if self._special:
                with open(self._path, "wb") as file:
                    self._fill(file, chunks)
                return
            with open(part, "xb") as file:
                self._fill(file, chunks)
                file.flush()
                os.fsync(file.fileno())
            self._refuse_existing()
            if os.path.exists(self.target):
                shutil.copymode(self.target, part)
            os.replace(part, self.target)
        except OSError as error:
            raise Failed(f"{self._name}: not written ({error.strerror or error})") from error
        finally:
            if os.path.exists(part):
                os.unlink(part)

    def _fill(self, file: BinaryIO, chunks: Iterable[bytes]) -> None:
        if not self._path.lower().endswith(".gz"):
            file.writelines(chunks)
            return
        # Without name and time the same rows give the same bytes.
        with gzip.GzipFile(filename="", mode="wb", fileobj=file, compresslevel=6, mtime=0) as packed:
            for chunk in chunks:
                packed.write(chunk)

    def _refuse_existing(self) -> None:
        if os.path.isdir(self._path):
            raise Failed(f"{self._name}: a directory, not a file")
        if os.path.isfile(self._path) and not self._overwrite:
            raise Failed(f"{self._name}: the file exists already: --overwrite replaces it")
