"""The command ``twicetold strip-repeats``."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from twicetold.cli.options import AT_LEAST_1, asking_the_library, examples, output_file, put, reads_files, writes_rows
from twicetold.files import Row, read, sources
from twicetold.output import Kind, emit, joined, json_line, say
from twicetold.rendering import where
from twicetold.rewriting import with_text

if TYPE_CHECKING:
    from twicetold import Stripped


@click.command(
    "strip-repeats",
    epilog=examples(
        "twicetold strip-repeats pages.jsonl -o clean.jsonl",
        "twicetold strip-repeats mails.jsonl --unit line --min-texts 50 --json | head -c 2000",
    ),
)
@reads_files
@writes_rows
@click.option("--unit", type=click.Choice(["paragraph", "sentence", "line"]), default="paragraph", show_default=True,
              help="What is compared and cut; paragraphs have a blank line between them.")  # fmt: skip
@click.option("--min-texts", type=click.IntRange(min=2), default=10, show_default=True, help="A passage is cut if it"
              " stands in at least so many different texts.")  # fmt: skip
@click.option("--keep", type=click.Choice(["none", "first"]), default="none", show_default=True, help="With first, a"
              " passage stays in the first text that has it.")  # fmt: skip
@click.option("--threads", type=AT_LEAST_1, help="How many to use.  [default: one for each CPU]")
def strip_repeats(
    files: tuple[str, ...], column: str, lines: bool, form: Kind | None, as_json: bool, quiet: bool, output: str,
    overwrite: bool, **options: Any,
) -> None:  # fmt: skip
    """Cut notices, menus and other passages that many texts repeat.

    Passages are compared folded: case, width and line breaks do not matter. JSONL rows are written back unchanged but
    for their text, lines as lines; .txt files of one text each, CSV and Parquet give JSONL rows. --json writes counts
    and the passages instead (0-based row numbers, counted through all files).
    """
    import twicetold as tt

    inputs = sources(files, lines=lines, form=form)
    kind = inputs[0].kind
    file = output_file(output, overwrite, kind if kind == "lines" else "jsonl")
    rows = read(inputs, column=column, as_jsonl=True)
    with asking_the_library(quiet):
        found = tt.strip_repeats([row.text for row in rows], progress=False if quiet else None, **options)
    if file or not as_json:
        put(file, joined(_rows(rows, found, column)))
    if as_json:
        emit([json_line(_as_json(found)), b"\n"])
    if not quiet:
        for line in found.summary().splitlines():
            if not line.startswith("warning: "):  # they were shown in full
                say(line)


def _rows(rows: Sequence[Row], found: "Stripped", column: str) -> Iterator[bytes]:
    changed = found.counts["chars"] > 0
    for row, text, other in zip(rows, found.texts, changed.tolist(), strict=True):
        if row.source.kind == "txt":
            yield json_line({**where(row), "text": text}) + b"\n"
        else:
            yield with_text(row, column, text) if other else row.raw


def _as_json(found: "Stripped") -> dict[str, Any]:
    return {
        "texts": len(found), "changed": int((found.counts["chars"] > 0).sum()),
        "passages_cut": found.counts["passages"].tolist(), "chars_cut": found.counts["chars"].tolist(),
        "passages": [repeat._asdict() for repeat in found.passages], "warnings": list(found.warnings),
    }  # fmt: skip
