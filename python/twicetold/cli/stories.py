"""The command ``twicetold stories``."""

from typing import Any

import click

from twicetold.cli.options import AT_LEAST_1, SHARE, asking_the_library, examples, reads_files
from twicetold.feeds import COLUMNS, are_feeds, read_feeds
from twicetold.files import Row, expanded, other_column, read, sources
from twicetold.output import Kind, Misused, Output, emit, json_line, say
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


@click.command(
    epilog=examples(
        "twicetold stories news.jsonl --title title --time published --limit 10",
        "twicetold stories gazette.rss herald.atom --report stories.html",
    )
)
@reads_files
@click.option("--title", metavar="COLUMN", help="Where a JSONL row has its headline.")
@click.option("--time", metavar="COLUMN", help="Where it has its date.")
@click.option("--source", metavar="COLUMN", help="Where it has its publisher.")
@click.option("--feed", is_flag=True, help="The input is RSS or Atom, whatever its name; what ends in .rss, .atom or"
              " .xml is taken for that.")  # fmt: skip
@click.option("--threshold", callback=_story_threshold, default="auto", show_default=True,
              metavar="auto|running|event|NUMBER", help="How alike the texts of a story are: running for stories that"
              " go on for weeks, event for single events.")  # fmt: skip
@click.option("--order", type=click.Choice(["size", "time", "novelty"]), default="size", show_default=True,
              help="Biggest first, the one that began first, or the one that began last.")  # fmt: skip
@click.option("--sentences", type=AT_LEAST_1, default=3, show_default=True, help="How many sentences tell a story.")
@click.option("--limit", type=AT_LEAST_1, metavar="N", help="Only the first N stories.")
@click.option("--report", "report_path", metavar="FILE", help="Also write an HTML page that tells every story in full.")
@click.option("--overwrite", is_flag=True, help="Replace a report that exists.")
def stories(
    files: tuple[str, ...], column: str, lines: bool, form: Kind | None, as_json: bool, quiet: bool, feed: bool,
    threshold: Any, order: Any, sentences: int, limit: int | None, report_path: str | None, overwrite: bool,
    **columns: str | None,
) -> None:  # fmt: skip
    """Tell each story of many texts once.

    Texts that tell the same event are one story; the biggest come first. Behind each sentence of its summary stands how
    many texts of the story say (nearly) the same; with --source, how many sources. Below them, after ≠, stands where
    texts conflict in numbers or in negation. Feeds bring headlines, dates and sources along; nothing is fetched.
    """
    import twicetold as tt

    report = Output(report_path, overwrite=overwrite, kind="html") if report_path else None
    named = {name: value for name, value in columns.items() if value is not None}
    paths = expanded(files)
    if are_feeds(paths, said=feed):
        if named or lines or form or column != "text":
            no = "no --format, --lines, --column, --title, --time or --source"
            raise Misused(f"feeds are read as what they are: {no}")
        rows, named = read_feeds(paths, quiet=quiet), {name: name for name in COLUMNS}
    else:
        rows = _texts(paths, column, lines, form, named)
    if order != "size" and "time" not in named:
        raise Misused(f"--order {order} needs --time")
    known: dict[str, Any] = {
        name: other_column(rows, position, value, *((str,) if name == "title" else (str, int, float)))
        for position, (name, value) in enumerate(named.items())
    }
    with asking_the_library(quiet):
        found = tt.stories(
            [row.text for row in rows],
            threshold=threshold, order=order, sentences=sentences, progress=False if quiet else None, **known,
        )  # fmt: skip
    shown = list(found)[:limit]
    if report:
        report.write([found.report().encode()])
    if as_json:
        told = [story_as_json(story, rows) for story in shown]
        emit([json_line({"texts": len(rows), "stories": told, "warnings": list(found.warnings)}), b"\n"])
    else:
        emit(line for number, story in enumerate(shown, 1) for line in story_lines(number, story, "source" in named))
    if not quiet:
        which = "the biggest" if order == "size" else "the first"
        rest = f"; {which} {len(shown):,} shown" if len(shown) < len(found) else ""
        say(f"{count_of(len(rows), 'text', 'texts')}, {count_of(len(found), 'story', 'stories')}{rest}")


def _texts(files: list[str], column: str, lines: bool, form: Kind | None, named: dict[str, str]) -> list[Row]:
    inputs = sources(files, lines=lines, form=form)
    if named and inputs[0].kind not in ("jsonl", "csv", "parquet"):
        raise Misused(f"--{next(iter(named))} names a column: it needs JSONL, CSV or Parquet files")
    return read(inputs, column=column, others=tuple(named.values()))
