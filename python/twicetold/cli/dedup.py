"""The command ``twicetold dedup``."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from twicetold.cli.options import (
    SHARE_BELOW_1,
    asking_the_library,
    examples,
    file_for_rows,
    kept_rows,
    measure_option,
    pairs_file_beside,
    put,
    read_for,
    reads_files,
    say_table,
    searches_pairs,
    write_pairs,
    writes_rows,
)
from twicetold.files import Row, Source, other_column, sources
from twicetold.optional import needed
from twicetold.output import Kind, Misused, Output, emit, json_line, shown

if TYPE_CHECKING:
    from twicetold import Duplicates

_POLICIES = ("first", "last", "longest", "shortest", "none")


@click.command(
    epilog=examples(
        "twicetold dedup news.jsonl -o kept.jsonl",
        "twicetold dedup in.parquet --column body -o clean.parquet --report dup.html --pairs pairs.parquet",
        "twicetold dedup monday.jsonl tuesday.jsonl.gz --column body --keep longest > kept.jsonl",
    )
)
@reads_files
@writes_rows
@searches_pairs
@measure_option("jaccard", "the smaller one")
@click.option("--recall", type=SHARE_BELOW_1, default=0.999, show_default=True,
              help="How surely minhash finds a pair that is exactly at the threshold.")  # fmt: skip
@click.option("--report", "report_path", metavar="FILE", help="Also write a page to look through what was found, as"
              " HTML (extra report: jinja2).")  # fmt: skip
@click.option("--keep", metavar="|".join(["COLUMN", *_POLICIES]), default="first", show_default=True, help="Which of"
              " several similar texts stays: of a COLUMN of numbers or times (ISO 8601) the highest; none: all"
              " go.")  # fmt: skip
def dedup(
    files: tuple[str, ...], column: str, lines: bool, form: Kind | None, as_json: bool, quiet: bool, output: str,
    overwrite: bool, keep: str, pairs_path: str | None, report_path: str | None, dry_run: bool,
    fail_on_duplicates: bool, **search: Any,
) -> None:  # fmt: skip
    """Drop near-duplicates, keep the rest unchanged.

    Each dropped text is at least as similar as the threshold to one that is kept. Several files are read in the order
    given. Rows of JSONL and CSV may also become .parquet, those of Parquet .jsonl. For .txt files of one text each, the
    names of the kept files are written. --json writes counts, duplicate_of and groups instead of the rows (0-based row
    numbers, counted through all files).
    """
    import twicetold as tt

    with asking_the_library(quiet):
        tt.find_duplicates([], **search)  # so that a wrong argument shows before the files are read
    inputs = sources(files, lines=lines, form=form)
    kind = inputs[0].kind
    kept_file = file_for_rows(output, overwrite, kind)
    pairs_file = pairs_file_beside(pairs_path, overwrite, kept_file)
    report_file = Output(report_path, overwrite=overwrite, kind="html") if report_path else None
    if report_file:
        with asking_the_library(quiet):
            needed("jinja2", "--report")  # before anything is written
    if keep not in _POLICIES and kind not in ("jsonl", "csv", "parquet"):
        raise Misused(f"--keep must be {', '.join(_POLICIES)} or, for JSONL, CSV and Parquet, a column, got {keep!r}")

    rows = read_for(kept_file, inputs, column=column, others=() if keep in _POLICIES else (keep,))
    with asking_the_library(quiet):
        found = tt.find_duplicates(
            [row.text for row in rows], keep=_priority(keep, rows), progress=False if quiet else None, **search
        )
    if not dry_run:
        if kept_file or not as_json:
            put(kept_file, kept_rows(kept_file, rows, found))
        write_pairs(pairs_file, found, rows, rows)
        if report_file:
            report_file.write([_page(found, quiet)])
    if as_json:
        emit([json_line(_duplicates_as_json(found, inputs, rows)), b"\n"])
    if not quiet:
        say_table(_counts(found))
    if fail_on_duplicates and found.groups:
        click.get_current_context().exit(3)


def _page(found: "Duplicates", quiet: bool) -> bytes:
    """Return the page to look through."""
    with asking_the_library(quiet):
        page: str = found.report(None, title="twicetold dedup")
    return page.encode()


def _counts(found: "Duplicates") -> Iterator[tuple[str, int, str]]:
    n, dropped, p = len(found), int((~found.keep_mask).sum()), found.parameters
    yield "texts", n, f"{int(found.missing.sum()):,} of them without text" if found.missing.any() else ""
    yield "kept", n - dropped, ""
    yield "dropped", dropped, f"{dropped / n:.1%}" if n else ""
    yield "groups", len(found.groups), f"the largest of {len(found.groups[0].members):,} texts" if found.groups else ""
    bounded = "" if found.pairs_complete else " (bounded)"
    yield "pairs" + bounded, len(found.pairs), f"{p['measure']} ≥ {p['threshold']:g} on {p['shingle']}, {p['method']}"


def _priority(keep: str, rows: Sequence[Row]) -> Any:
    if keep in _POLICIES:
        return False if keep == "none" else keep
    return other_column(rows, 0, keep, int, float, str)  # times are texts there


def _duplicates_as_json(found: "Duplicates", inputs: Sequence[Source], rows: Sequence[Row]) -> dict[str, Any]:
    kept = int(found.keep_mask.sum())
    return {
        "texts": len(found), "kept": kept, "dropped": len(found) - kept, "missing": int(found.missing.sum()),
        "pairs": len(found.pairs), "pairs_complete": found.pairs_complete,
        "files": [{"name": shown(source.path), "rows": sum(row.source is source for row in rows)} for source in inputs],
        "keep": found.keep_mask.tolist(), "duplicate_of": found.duplicate_of.tolist(),
        "groups": [group._asdict() for group in found.groups], "warnings": list(found.warnings),
    }  # fmt: skip
