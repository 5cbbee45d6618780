"""The command ``twicetold leaks``."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from twicetold.cli.options import (
    asking_the_library,
    examples,
    file_for_rows,
    kept_rows,
    measure_option,
    pairs_file_beside,
    put,
    read_for,
    reads_texts,
    say_summary,
    searches_pairs,
    write_pairs,
    writes_rows,
)
from twicetold.files import Source, read, sources
from twicetold.output import Kind, emit, json_line, shown

if TYPE_CHECKING:
    from twicetold import Leaks


@click.command(
    epilog=examples(
        "twicetold leaks train.jsonl test.jsonl -o clean.jsonl",
        "twicetold leaks 2024.jsonl.gz 2025.jsonl.gz exam.jsonl --column body --fail-on-duplicates > /dev/null",
    )
)
@click.argument("train", nargs=-1, required=True)
@click.argument("test")
@reads_texts
@writes_rows
@searches_pairs
@measure_option("containment", "the TEST text")
def leaks(
    train: tuple[str, ...], test: str, column: str, lines: bool, form: Kind | None, as_json: bool, quiet: bool,
    output: str, overwrite: bool, pairs_path: str | None, dry_run: bool, fail_on_duplicates: bool,
    **search: Any,
) -> None:  # fmt: skip
    """Drop texts of TEST that TRAIN holds, whole or nearly.

    TRAIN is one or more files, TEST the last one. The rows of TEST that stand in none of TRAIN's texts are written back
    unchanged. --json writes counts and duplicate_of instead (0-based row numbers; those of TRAIN are counted through
    all its files). --pairs has rows of TRAIN as left and rows of TEST as right.
    """
    import twicetold as tt

    with asking_the_library(quiet):
        tt.find_leaks([], [], **search)  # so that a wrong argument shows before the files are read
    inputs = sources((*train, test), lines=lines, form=form)
    kept_file = file_for_rows(output, overwrite, inputs[-1].kind)
    pairs_file = pairs_file_beside(pairs_path, overwrite, kept_file)

    held = read(inputs[:-1], column=column)
    rows = read_for(kept_file, inputs[-1:], column=column)
    with asking_the_library(quiet):
        found = tt.find_leaks(
            [row.text for row in held], [row.text for row in rows], progress=False if quiet else None, **search
        )
    if not dry_run:
        if kept_file or not as_json:
            put(kept_file, kept_rows(kept_file, rows, found))
        write_pairs(pairs_file, found, held, rows)
    if as_json:
        emit([json_line(_leaks_as_json(found, inputs)), b"\n"])
    if not quiet:
        say_summary(found.summary())
    if fail_on_duplicates and not found.keep_mask.all():
        click.get_current_context().exit(3)


def _leaks_as_json(found: "Leaks", inputs: Sequence[Source]) -> dict[str, Any]:
    kept = int(found.keep_mask.sum())
    return {
        "train": found.train_size, "texts": len(found), "kept": kept, "dropped": len(found) - kept,
        "missing": int(found.missing.sum()), "pairs": len(found.pairs), "pairs_complete": found.pairs_complete,
        "files": [shown(source.path) for source in inputs], "keep": found.keep_mask.tolist(),
        "duplicate_of": found.duplicate_of.tolist(), "groups": [group._asdict() for group in found.groups],
        "warnings": list(found.warnings),
    }  # fmt: skip
