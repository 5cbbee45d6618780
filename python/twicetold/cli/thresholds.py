"""The command ``twicetold thresholds``."""

from dataclasses import replace
from typing import Any

import click

from twicetold.cli.options import (
    as_commands,
    asking_the_library,
    bounds_pairs,
    chooses_threads,
    examples,
    measure_option,
    reads_files,
)
from twicetold.files import read, sources
from twicetold.output import Kind, Misused, emit, json_line
from twicetold.wording import utf8


def _numbers(_: click.Context, option: click.Parameter, value: str | None) -> list[float] | None:
    try:
        return None if value is None else [float(one) for one in value.split(",")]
    except ValueError:
        raise click.BadParameter(f"{value!r} is not numbers with commas between them.", param=option) from None


@click.command(
    "thresholds", epilog=examples("twicetold thresholds news.jsonl", "twicetold thresholds in.parquet --at .6,.7,.8,.9")
)
@reads_files
@click.option("--at", "thresholds", callback=_numbers, metavar="T,T,…", help="The thresholds.  [default: .5,.55 … 1]")
@click.option("--shingle", default="word:5", show_default=True, help="What similarity is counted in: word:N or char:N.")
@click.option("--method", type=click.Choice(["minhash", "exact"]), default="minhash", show_default=True,
              help="minhash is fast, exact misses nothing.")  # fmt: skip
@measure_option("jaccard", "the smaller one")
@bounds_pairs
@chooses_threads
def show_thresholds(
    files: tuple[str, ...], column: str, lines: bool, form: Kind | None, as_json: bool, quiet: bool,
    thresholds: list[float] | None, **search: Any,
) -> None:  # fmt: skip
    """Show what each of some thresholds would drop.

    One search at the lowest threshold tells of all: how many texts stay and go, how many groups there are, how surely a
    pair exactly at the threshold is found, and a pair that the threshold adds to the next higher one.
    """
    import twicetold as tt

    rows = read(sources(files, lines=lines, form=form), column=column)
    try:
        with asking_the_library(quiet):
            found = tt.thresholds(
                [row.text for row in rows], thresholds=thresholds, progress=False if quiet else None, **search
            )
    except Misused as error:
        raise Misused(error.message.replace("--thresholds", "--at")) from error
    if as_json:
        steps = [{**step._asdict(), "samples": [pair._asdict() for pair in step.samples]} for step in found]
        emit([json_line({"texts": len(rows), "thresholds": steps, "warnings": found.warnings}), b"\n"])
    else:
        table = str(replace(found, warnings=()))  # which were said
        table = table if any(step.pairs for step in found) else as_commands(table)  # texts stay as they are
        emit([utf8(table), b"\n"])
