"""What the commands share: options, the library's warnings and errors as lines, where results go."""

import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import click

from twicetold.output import Failed, Kind, Misused, Output, emit, say

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
    click.option("--column", default="text", show_default=True, help="Where a JSONL row has its text."),
    click.option("--lines", is_flag=True, help="Each line of a .txt file is a text (else the file is one)."),
    click.option("--format", "form", type=click.Choice(["txt", "lines", "jsonl"]), help="What the input holds, whatever"
                 " its name: one text a file, one a line, or JSONL."),
    click.option("--json", "as_json", is_flag=True, help="Write JSON for programs."),
    click.option("--quiet", is_flag=True, help="Say nothing but errors on standard error."),
)  # fmt: skip
reads_files = _with_options(click.argument("files", nargs=-1, required=True), reads_texts)
chooses_threads = click.option("--threads", type=AT_LEAST_1, help="How many to use.  [default: one for each CPU]")
writes_rows = _with_options(
    click.option("-o", "--output", default="-", help="File to write, whole or not at all.  [default: standard output]"),
    click.option("--overwrite", is_flag=True, help="Replace output files that exist."),
)


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
    except ValueError as error:
        name, _, rule = str(error).partition(" ")
        if name in click.get_current_context().params:
            raise Misused(f"--{name.replace('_', '-')} {rule}") from error
        raise Failed(str(error)) from error
    if not quiet:
        for warning in caught:
            say(f"Warning: {warning.message}")


def output_file(path: str, overwrite: bool, kind: Kind) -> Output | None:
    """Return the file to write, None for standard output."""
    return None if path == "-" else Output(path, overwrite=overwrite, kind=kind)


def put(file: Output | None, chunks: Iterable[bytes]) -> None:
    """Write to the file, or to standard output."""
    if file:
        file.write(chunks)
    else:
        emit(chunks)
