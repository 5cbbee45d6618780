"""What the commands share: options, the library's warnings and errors as lines, where results go."""

import os
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Any, TypeVar

import click
import numpy as np

from twicetold.files import Row, Rows, Source, read
from twicetold.output import ENDINGS, Failed, Kind, Misused, Output, emit, json_line, say, shown
from twicetold.tables import csv_line, parquet_bytes, parquet_module
from twicetold.wording import shortened

_Command = TypeVar("_Command", bound=Callable[..., Any])


class _Whole(click.IntRange):
    """Whole numbers in a range; says so of what is none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number."""
        try:
            int(value)
        except ValueError:
            self.fail(f"{value!r} is not a whole number.", param, ctx)
        return super().convert(value, param, ctx)


class Number(click.FloatRange):
    """Numbers in a range; says so of what is none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number."""
        try:
            float(value)
        except ValueError:
            self.fail(f"{value!r} is not a number.", param, ctx)
        return super().convert(value, param, ctx)


AT_LEAST_1 = _Whole(min=1)
SHARE = Number(0, 1, min_open=True)
SHARE_BELOW_1 = Number(0, 1, min_open=True, max_open=True)


def _with_options(*options: Callable[[_Command], _Command]) -> Callable[[_Command], _Command]:
    def add(command: _Command) -> _Command:
        for option in reversed(options):
            command = option(command)
        return command

    return add


reads_texts = _with_options(
    click.option("--column", default="text", show_default=True, help="Where a row of JSONL, CSV or Parquet has its"
                 " text."),
    click.option("--lines", is_flag=True, help="Each line of a .txt file is a text (else the file is one)."),
    click.option("--format", "form", type=click.Choice(["txt", "lines", "jsonl", "csv"]), help="What the input holds,"
                 " whatever its name: one text a file, one a line, JSONL or CSV."),
    click.option("--json", "as_json", is_flag=True, help="Write JSON for programs."),
    click.option("--quiet", is_flag=True, help="Say nothing but errors on standard error."),
)  # fmt: skip
reads_files = _with_options(click.argument("files", nargs=-1, required=True), reads_texts)
chooses_threads = click.option("--threads", type=AT_LEAST_1, help="How many to use.  [default: one for each CPU]")
writes_rows = _with_options(
    click.option("-o", "--output", default="-", help="File to write, whole or not at all.  [default: standard output]"),
    click.option("--overwrite", is_flag=True, help="Replace output files that exist."),
)
bounds_pairs = click.option("--max-pairs", type=AT_LEAST_1, default=20_000_000, show_default=True, help="Beyond this"
                            " many pairs, crowds of similar texts are compared by representatives.")  # fmt: skip
searches_pairs = _with_options(
    click.option("--threshold", type=SHARE, default=0.8, show_default=True, help="Similarity from which two texts count"
                 " as duplicates, inclusive."),
    click.option("--shingle", default="word:5", show_default=True, help="What similarity is counted in: word:N or"
                 " char:N. For short texts take char:4 with --threshold 0.7."),
    click.option("--method", type=click.Choice(["minhash", "exact"]), default="minhash", show_default=True,
                 help="minhash is fast, exact misses nothing."),
    bounds_pairs,
    chooses_threads,
    click.option("--pairs", "pairs_path", metavar="FILE", help="Also write the pairs that were found: .jsonl,"
                 " .parquet, or .csv with the beginnings of both texts."),
    click.option("--dry-run", is_flag=True, help="Say what would go, and write nothing."),
    click.option("--fail-on-duplicates", is_flag=True, help="Exit with status 3 if there are duplicates."),
)  # fmt: skip


def measure_option(default: str, texts: str) -> Callable[[_Command], _Command]:
    """Return the option ``--measure``; ``texts`` says of which text containment is a share."""
    return click.option("--measure", type=click.Choice(["jaccard", "containment"]), default=default, show_default=True,
                        help=f"jaccard compares whole texts, containment counts what share of {texts} the other"
                        " holds: excerpts and truncated copies.")  # fmt: skip


def examples(*lines: str) -> str:
    """Return the end of a command's help: calls as one would type them."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


@contextmanager
def asking_the_library(quiet: bool) -> Iterator[None]:
    """Turn the library's warnings and errors into lines; an error about an argument is a misuse."""
    import twicetold as tt

    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always", tt.DataWarning)
            yield
    except ImportError as error:
        raise Failed(str(error)) from error
    except ValueError as error:
        name, _, rule = str(error).partition(" ")
        if name in click.get_current_context().params:
            raise Misused(f"--{name.replace('_', '-')} {rule}") from error
        raise Failed(str(error)) from error
    if not quiet:
        for warning in caught:
            say(f"Warning: {as_commands(str(warning.message))}")


# What the library's messages advise, and how it is done here; what holds another stands before it.
_AS_COMMANDS = (
    (" by explain(i, j) you see ", " in the page of --report you see "),
    (" by explain(i, j), and see ", " in the page of --report, and see "),
    ("by explain(i) you see ", "in the file of --pairs you see "),
    ("explain(i) shows why a text was found", "the file of --pairs tells which texts were found"),
    ("thresholds(data)", "twicetold thresholds"),
    ("strip_repeats(data, unit='line')", "twicetold strip-repeats --unit line"),
    ("strip_repeats", "twicetold strip-repeats"),
    ("stories(data)", "twicetold stories"),
    ("drop_duplicates first", "twicetold dedup first"),
    ("look at passages", "see the passages of --json"),
    ("keep='first'", "--keep first"),
    ("min_texts=", "--min-texts "),
    ("min_texts", "--min-texts"),
    ("max_pairs=", "--max-pairs "),
    ("max_pairs", "--max-pairs"),
    ("shingle='char:4', threshold=.7", "--shingle char:4 --threshold 0.7"),
    ("threshold=", "--threshold "),
    ("shingle='word:3' or 'char:5'", "--shingle word:3 or char:5"),
)


def as_commands(message: str) -> str:
    """Return a message of the library with its advice in the words of the command line."""
    for call, command in _AS_COMMANDS:
        message = message.replace(call, command)
    return message


def file_for_rows(path: str, overwrite: bool, kind: Kind) -> Output | None:
    """Return the file for rows that stay, None for standard output: as they are, or of Parquet as JSONL or back."""
    if kind in ("jsonl", "csv") and path.lower().endswith(ENDINGS["parquet"]):
        kind = "parquet"
    elif kind == "parquet" and path.lower().endswith(ENDINGS["jsonl"]):
        kind = "jsonl"
    elif kind == "parquet" and os.path.splitext(path)[1] and not path.lower().endswith(ENDINGS["parquet"]):
        raise Misused(f"{shown(path)}: rows of Parquet are written as .parquet, .jsonl or .jsonl.gz")
    why = {"lines": "lines are written as they were read", "txt": ""}
    return output_file(path, overwrite, kind, why.get(kind, "rows are written as they were read, or as .parquet"))


def output_file(path: str, overwrite: bool, kind: Kind, why: str = "") -> Output | None:
    """Return the file to write, which must be of the ``kind`` because of ``why``; None for standard output."""
    return None if path == "-" else Output(path, overwrite=overwrite, kind=kind, why=why)


def pairs_file_beside(path: str | None, overwrite: bool, rows_file: Output | None) -> Output | None:
    """Return the file for ``--pairs``, of the kind that its name says, which must not be that of the rows."""
    why = "pairs may also be .csv or .parquet"
    file = Output(path, overwrite=overwrite, kind=_pairs_kind(path), why=why) if path else None
    if file and rows_file and rows_file.target == file.target:
        raise Misused("--output and --pairs must be two files")
    if file and file.kind == "parquet":
        parquet_module(shown(path or ""))  # before anything is written
    return file


def _pairs_kind(path: str) -> Kind:
    kinds: tuple[Kind, ...] = ("csv", "parquet")
    return next((kind for kind in kinds if path.lower().endswith(ENDINGS[kind])), "jsonl")


def write_pairs(file: Output | None, found: Any, left: Sequence[Row], right: Sequence[Row]) -> None:
    """Write the pairs of rows of ``left`` and ``right``."""
    if not file:
        return
    pairs = found.pairs
    names = pairs.dtype.names
    if file.kind == "parquet":
        file.write([parquet_bytes(found.to_arrow())])
    elif file.kind == "csv":
        lines = (
            (*pair, *(shortened(rows[row].text or "", 200) for rows, row in ((left, pair[0]), (right, pair[1]))))
            for pair in map(np.void.tolist, pairs)
        )
        file.write(map(csv_line, chain([(*names, "left_text", "right_text")], lines)))
    else:
        file.write(json_line(dict(zip(names, pair.tolist(), strict=True))) + b"\n" for pair in pairs)


def read_for(file: Output | None, inputs: Sequence[Source], **columns: Any) -> Rows:
    """Return rows that can be written to ``file``."""
    return read(inputs, for_parquet=file.name if file and file.kind == "parquet" else None, **columns)


def kept_rows(file: Output | None, rows: Rows, found: Any) -> Iterator[bytes]:
    """Return what is written of the rows that stay."""
    return rows.kept(found.keep_mask.tolist(), as_parquet=file is not None and file.kind == "parquet")


def say_table(lines: Iterable[tuple[str, int, str]]) -> None:
    """Write names, counts and remarks to standard error as a table."""
    for name, count, remark in lines:
        click.echo(f"{name:<22}{count:>14,}  {remark}".rstrip().encode(), err=True)


def say_summary(summary: str) -> None:
    """Write a result's summary to standard error, without the warnings, which were shown in full."""
    for line in summary.splitlines():
        if not line.startswith("warning: "):
            say(line)


def put(file: Output | None, chunks: Iterable[bytes]) -> None:
    """Write to the file, or to standard output."""
    if file:
        file.write(chunks)
    else:
        emit(chunks)
