"""The command ``twicetold summarize``."""

from typing import Any, TextIO

import click

from twicetold.cli.options import (
    AT_LEAST_1,
    SHARE,
    Number,
    asking_the_library,
    examples,
    output_file,
    put,
    reads_files,
    writes_rows,
)
from twicetold.files import read, sources
from twicetold.output import Failed, Kind, Misused, joined, printable, say, shown
from twicetold.rendering import sentence_values, told_as_json, told_in_lines, told_together, with_column

_FROM_0_TO_1 = Number(0, 1)


@click.command(
    epilog=examples(
        "twicetold summarize article.txt --sentences 2",
        'twicetold summarize report.txt --query "costs of the bridge"',
        "twicetold summarize news.jsonl --words 50 -o short.jsonl",
    )
)
@reads_files
@writes_rows
@click.option("--sentences", type=AT_LEAST_1, help="At most so many sentences.  [default: 3]")
@click.option("--words", type=AT_LEAST_1, help="At most so many words.")
@click.option("--chars", type=AT_LEAST_1, help="At most so many characters.")
@click.option("--ratio", type=SHARE, help="This share of the text's sentences.")
@click.option(
    "--method",
    default="auto",
    show_default=True,
    help="auto, lead, centroid, lexrank, textrank, lsa, sumbasic, kl, luhn or pacsum.",
)
@click.option("--query", help="What the summary shall be about.")
@click.option("--weight", type=_FROM_0_TO_1, default=0.5, show_default=True, help="How much the query counts.")
@click.option("--mmr", type=_FROM_0_TO_1, help="Relevance against novelty: 1 is relevance only.")
@click.option("--lead", type=_FROM_0_TO_1, help="How much position matters to the method auto.")
@click.option("--language", help="Of the stop words: a code such as en, or none.  [default: what fits the text]")
@click.option("--stop-words", type=click.File(encoding="utf-8"), help="A file of further words that are no terms.")
@click.option("--together", is_flag=True, help="One summary of all texts, not one each.")
@click.option("--scores", is_flag=True, help="Show each sentence's score before it; in JSONL beside it.")
@click.option("--into", metavar="NAME", default="summary", show_default=True, help="The column that JSONL rows get.")
def summarize(
    files: tuple[str, ...], column: str, lines: bool, form: Kind | None, as_json: bool, quiet: bool, output: str,
    overwrite: bool, together: bool, scores: bool, into: str, method: str, query: str | None, weight: float,
    mmr: float | None, lead: float | None, language: str | None, stop_words: TextIO | None, **budgets: float | None,
) -> None:  # fmt: skip
    """Summarise texts by their best sentences.

    Sentences stay in the order of the text and are not rewritten. A .txt file gives one sentence a line; with --lines
    each text gives one line, its sentences separated by tabs. JSONL rows are written back unchanged but for the column
    "summary" at their end; rows of CSV and Parquet become JSONL.
    """
    import twicetold as tt

    options: dict[str, Any] = {name: value for name, value in budgets.items() if value is not None}
    if len(options) > 1:
        raise Misused(f"{' and '.join('--' + name for name in options)} exclude each other")
    options.update(method=method, query=query, weight=weight, mmr=mmr, lead=lead, language=language)
    if stop_words:
        try:
            options["stop_words"] = stop_words.read().split()
        except UnicodeDecodeError as error:
            raise Failed(f"{shown(stop_words.name)}: not UTF-8 ({error.reason} at byte {error.start + 1})") from error
    inputs = sources(files, lines=lines, form=form)
    adds_column = inputs[0].kind in ("jsonl", "csv", "parquet") and not together
    file = output_file(output, overwrite, "jsonl" if as_json or adds_column else "txt")
    rows = read(inputs, column=column, new=into if adds_column else None, as_jsonl=True)
    texts = [row.text for row in rows]
    if together:
        with asking_the_library(quiet):
            summary = tt.summarize_together(texts, **options)
        put(file, [told_together(summary, rows, into, as_json, scores)])
        return
    with asking_the_library(quiet=True):  # of what is odd, the first place is said instead of its row
        summaries = tt.summarize(texts, progress=False if quiet else None, **options)
    if not quiet:
        for odd in summaries._odd:
            more = f" (and {odd.texts - 1:,} more of {len(rows):,} texts)" if odd.texts > 1 else ""
            say(f"Warning: {rows[odd.first].place}: {odd.message}{more}")
    told = list(summaries)
    if adds_column:
        pairs = zip(rows, told, strict=True)
        put(file, joined(with_column(row.raw, into, sentence_values(one, as_json, scores)) for row, one in pairs))
    elif as_json:
        put(file, (told_as_json(one, row, into) for row, one in zip(rows, told, strict=True)))
    elif inputs[0].kind == "lines":
        put(file, (told_in_lines(one, "\t", scores) or b"\n" for one in told))
    else:
        heads = [f"==> {printable(row.source.name)} <==\n".encode() if len(rows) > 1 else b"" for row in rows]
        blocks = [head + told_in_lines(one, "\n", scores) for head, one in zip(heads, told, strict=True)]
        put(file, [b"\n".join(blocks)])
