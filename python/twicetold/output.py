"""What the command line writes: errors in one line, data on standard output, whole files or none."""

import gzip
import json
import os
import re
import secrets
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any, BinaryIO, Literal

import click

Kind = Literal["txt", "lines", "jsonl", "csv", "parquet", "html", "feed"]

#: How the name of a file of each kind may end.
ENDINGS: dict[Kind, tuple[str, ...]] = {
    "txt": (".txt", ".txt.gz"),
    "lines": (".txt", ".txt.gz"),
    "jsonl": (".jsonl", ".jsonl.gz"),
    "csv": (".csv", ".csv.gz", ".tsv", ".tsv.gz"),
    "parquet": (".parquet",),
    "html": (".html", ".htm"),
    "feed": (".xml", ".rss", ".atom"),
}

#: The exit status when the reader of standard output has gone: what a shell shows for cat or grep then.
READER_GONE = 141

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


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


def json_line(value: Any, others: Callable[[Any], Any] | None = None) -> bytes:
    """Return a value as JSON in one line, without a line end; lone surrogates are escaped.

    ``others`` says what stands for values that JSON does not know.
    """
    try:
        return json.dumps(value, ensure_ascii=False, default=others).encode()
    except UnicodeEncodeError:
        return json.dumps(value, default=others).encode()


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
    """Write to standard output; if its reader has gone, end the program quietly."""
    if sys.stdout is None:
        raise Failed("standard output is closed")
    try:
        sys.stdout.buffer.writelines(chunks)
        sys.stdout.buffer.flush()
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise SystemExit(READER_GONE) from None
        raise Failed(f"standard output: {error.strerror or error}") from error


class Output:
    """A file to write, whole or not at all.

    Creating one refuses, before any work, a name that does not end as ``kind`` asks (``why`` says why), a file that
    exists (unless ``overwrite``) and a folder that cannot be written to. Devices and pipes are written in place.
    """

    def __init__(self, path: str, *, overwrite: bool = False, kind: Kind = "jsonl", why: str = "") -> None:
        self._path, self.name, self._overwrite, self.kind = path, shown(path), overwrite, kind
        self.target = os.path.realpath(path)  # a link stays a link
        self._folder = os.path.dirname(self.target)
        self._special = os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path)
        endings = ENDINGS[kind]
        if not self._special and not path.lower().endswith(endings):
            raise Misused(f"{self.name}: this output must end in {' or '.join(endings)}{why and ': ' + why}")
        self._refuse_existing()
        if not self._special and not os.access(self._folder, os.W_OK):
            raise Failed(f"{self.name}: its directory is missing or cannot be written to")

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
            raise Failed(f"{self.name}: not written ({error.strerror or error})") from error
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
            raise Failed(f"{self.name}: a directory, not a file")
        if os.path.isfile(self._path) and not self._overwrite:
            raise Failed(f"{self.name}: the file exists already: --overwrite replaces it")
