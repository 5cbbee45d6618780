"""The command ``twicetold stories``."""

from typing import Any

import click

from twicetold.cli.options import AT_LEAST_1, SHARE, asking_the_library, examples, reads_files
from twicetold.files import other_column, read, sources
from twicetold.output import Kind, Misused, emit, json_line, say
from twicetold.rendering import story_as_json, story_lines
from twicetold.wording import count_of


def _story_threshold(context: click.Context, option: click.Parameter, value: Any) -> Any:
    if value in ("auto", "running", "event"):
        return value
    try:
        return SHARE.convert(value, option, context)
    except click.BadParameter as error:
        message = f"{value!r} is not auto, running, event or a number in (0, 1]."
        raise click.BadParameter(message, context, option) from error


@click.command(epilog=examples("twicetold stories news.jsonl --title title --time published --limit 10"))
@reads_files
@click.option("--title", metavar="COLUMN", help="Where a JSONL row has its headline.")
@click.option("--time", metavar="COLUMN", help="Where it has its date.")
@click.option("--source", metavar="COLUMN", help="Where it has its publisher.")
@click.option("--threshold", callback=_story_threshold, default="auto", show_default=True,
              metavar="auto|running|event|NUMBER", help="How alike the texts of a story are: running for stories that"
              " go on for weeks, event for single events.")  # fmt: skip
@click.option("--sentences", type=AT_LEAST_1, default=3, show_default=True, help="How many sentences tell a story.")
@click.option("--limit", type=AT_LEAST_1, metavar="N", help="Only the N biggest stories.")
def stories(
    files: tuple[str, ...], column: str, lines: bool, form: Kind | None, as_json: bool, quiet: bool,
    threshold: Any, sentences: int, limit: int | None, **columns: str | None,
) -> None:  # fmt: skip
    """Tell each story of many texts once.

    Texts that tell the same event are one story; the biggest come first. Behind each sentence of its summary stands how
    many texts of the story say (nearly) the same; with --source, how many sources.
    """
    import twicetold as tt

    inputs = sources(files, lines=lines, form=form)
    named = {name: value for name, value in columns.items() if value is not None}
    if named and inputs[0].kind not in ("jsonl", "csv", "parquet"):
        raise Misused(f"--{next(iter(named))} names a column: it needs JSONL, CSV or Parquet files")
    rows = read(inputs, column=column, others=tuple(named.values()))
    known: dict[str, Any] = {
        name: other_column(rows, position, value, *((str, int, float) if name == "time" else (str,)))
        for position, (name, value) in enumerate(named.items())
    }
    with asking_the_library(quiet):
        found = tt.stories(
            [row.text for row in rows],
            threshold=threshold, sentences=sentences, progress=False if quiet else None, **known,
        )  # fmt: skip
    shown = list(found)[:limit]
    if as_json:
        told = [story_as_json(story, rows) for story in shown]
        emit([json_line({"texts": len(rows), "stories": told, "warnings": list(found.warnings)}), b"\n"])
    else:
        emit(line for number, story in enumerate(shown, 1) for line in story_lines(number, story, known.get("source")))
    if not quiet:
        rest = f"; the biggest {len(shown):,} shown" if len(shown) < len(found) else ""
        say(f"{count_of(len(rows), 'text', 'texts')}, {count_of(len(found), 'story', 'stories')}{rest}")
