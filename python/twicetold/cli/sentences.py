"""The command ``twicetold sentences``."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from twicetold.cli.options import (
    asking_the_library,
    chooses_threads,
    examples,
    output_file,
    put,
    reads_files,
    writes_rows,
)
from twicetold.files import read, sources
from twicetold.output import Kind, json_line
from twicetold.wording import utf8

if TYPE_CHECKING:
    from twicetold import Sentence

# As twicetold.sentences.KINDS, which would load the library to show a help text.
_KINDS = ("sentence", "headline", "list item", "fragment")


@click.command(
    epilog=examples(
        "twicetold sentences article.txt",
        "twicetold sentences news.jsonl --kind sentence --kind headline",
        "twicetold sentences news.jsonl --json -o sentences.jsonl",
    )
)
@reads_files
@writes_rows
@click.option("--kind", "kinds", type=click.Choice([*_KINDS, "list-item"]), multiple=True, help="Only sentences of this"
              " kind; may be given several times.  [default: all]")  # fmt: skip
@chooses_threads
def sentences(
    files: tuple[str, ...], column: str, lines: bool, form: Kind | None, as_json: bool, quiet: bool, output: str,
    overwrite: bool, kinds: tuple[str, ...], threads: int | None,
) -> None:  # fmt: skip
    """Split texts into sentences, one a line.

    A line break inside a sentence becomes a blank, and a blank line stands between texts; a text without sentences
    prints nothing. --json writes a JSON object for each sentence: row (its text, 0-based, counted through all files,
    those without sentences too), text, start, end (code points), kind.
    """
    import twicetold as tt

    inputs = sources(files, lines=lines, form=form)
    file = output_file(output, overwrite, "jsonl" if as_json else "txt")
    texts = [row.text for row in read(inputs, column=column)]
    with asking_the_library(quiet):
        found = tt.sentences(texts, threads=threads, progress=False if quiet else None)
    wanted = {kind.replace("-", " ") for kind in kinds} or set(_KINDS)
    chosen = ([one for one in row or () if one.kind in wanted] for row in found)
    put(file, _as_json(chosen) if as_json else _in_lines(chosen))


def _in_lines(rows: "Iterable[list[Sentence]]") -> Iterator[bytes]:
    """Yield the sentences of each text that has some, a blank line between texts."""
    between = b""
    for row in filter(None, rows):
        yield between + utf8("".join(" ".join(one.text.split()) + "\n" for one in row))
        between = b"\n"


def _as_json(rows: "Iterable[list[Sentence]]") -> Iterator[bytes]:
    for position, row in enumerate(rows):
        for one in row:
            values = {"row": position, "text": one.text, "start": one.start, "end": one.end, "kind": one.kind}
            yield json_line(values) + b"\n"
