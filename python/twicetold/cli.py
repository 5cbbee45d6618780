"""The command line: ``twicetold demo|dedup|compare|summarize|stories``. Data on stdout, talk on stderr."""

import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib import resources
from typing import TYPE_CHECKING, Any, TypeVar

import click

from twicetold.files import Row, Source, other_column, read, sources
from twicetold.output import Failed, Kind, Misused, Output, emit, joined, json_line, printable, say, shown
from twicetold.rendering import (
    bold,
    count_of,
    sentence_values,
    story_as_json,
    story_lines,
    told_as_json,
    told_in_lines,
    told_together,
    with_column,
    wrapped,
)

if TYPE_CHECKING:
    from twicetold import Duplicates, Summary

_Command = TypeVar("_Command", bound=Callable[..., Any])

_AT_LEAST_1 = click.IntRange(min=1)
_SHARE = click.FloatRange(0, 1, min_open=True)
_POLICIES = ("first", "last", "longest", "shortest", "none")


def _story_threshold(context: click.Context, option: click.Parameter, value: Any) -> Any:
    return value if value in ("auto", "running", "event") else _SHARE.convert(value, option, context)


def _with_options(*options: Callable[[_Command], _Command]) -> Callable[[_Command], _Command]:
    def add(command: _Command) -> _Command:
        for option in reversed(options):
            command = option(command)
        return command

    return add


_reads_texts = _with_options(
    click.option("--column", default="text", show_default=True, help="Where a JSONL row has its text."),
    click.option("--lines", is_flag=True, help="Each line of a .txt file is a text (else the file is one)."),
    click.option("--format", "form", type=click.Choice(["txt", "lines", "jsonl"]), help="What the input holds, whatever"
                 " its name: one text a file, one a line, or JSONL."),
    click.option("--json", "as_json", is_flag=True, help="Write JSON for programs."),
    click.option("--quiet", is_flag=True, help="Say nothing but errors on standard error."),
)  # fmt: skip
_reads_files = _with_options(click.argument("files", nargs=-1, required=True), _reads_texts)
_writes_rows = _with_options(
    click.option("-o", "--output", default="-", help="File to write, whole or not at all.  [default: standard output]"),
    click.option("--overwrite", is_flag=True, help="Replace output files that exist."),
)


def _examples(*lines: str) -> str:
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


@contextmanager
def _asking_the_library(quiet: bool) -> Iterator[None]:
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


def _output(path: str, overwrite: bool, kind: Kind) -> Output | None:
    return None if path == "-" else Output(path, overwrite=overwrite, kind=kind)


def _put(file: Output | None, chunks: Iterable[bytes]) -> None:
    if file:
        file.write(chunks)
    else:
        emit(chunks)


def _print_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        import twicetold as tt

        click.echo(f"twicetold {tt.__version__}")
        context.exit()


@click.group(
    epilog=_examples("twicetold demo", "twicetold dedup news.jsonl -o kept.jsonl", "twicetold dedup --help"),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version,
              help="Show the version and exit.")  # fmt: skip
def main() -> None:
    """Find near-duplicate texts, show why they match, and tell each story once.

    FILES end in .txt (one text each; with --lines, one a line), .jsonl or .jsonl.gz; - is standard input, JSONL unless
    --format says else. Results go to standard output, remarks to standard error. The exit status is 0 if all went
    well, 1 if it did not, 2 if the call was wrong, and 3 if dedup --fail-on-duplicates found some.
    """


@main.command(
    epilog=_examples(
        "twicetold dedup news.jsonl -o kept.jsonl",
        "twicetold dedup monday.jsonl tuesday.jsonl.gz --column body --keep longest > kept.jsonl",
    )
)
@_reads_files
@_writes_rows
@click.option("--threshold", type=_SHARE, default=0.8, show_default=True, help="Similarity from which two texts count"
              " as duplicates, inclusive.")  # fmt: skip
@click.option("--shingle", default="word:5", show_default=True, help="What similarity is counted in: word:N or char:N."
              " For short texts take char:4 with --threshold 0.7.")  # fmt: skip
@click.option("--method", type=click.Choice(["minhash", "exact"]), default="minhash", show_default=True,
              help="minhash is fast, exact misses nothing.")  # fmt: skip
@click.option("--recall", type=click.FloatRange(0, 1, min_open=True, max_open=True), default=0.999, show_default=True,
              help="How surely minhash finds a pair that is exactly at the threshold.")  # fmt: skip
@click.option("--keep", metavar="|".join(["COLUMN", *_POLICIES]), default="first", show_default=True, help="Which of"
              " several similar texts stays: of a COLUMN of numbers the highest; with none, none of them.")  # fmt: skip
@click.option("--max-pairs", type=_AT_LEAST_1, default=20_000_000, show_default=True, help="Beyond this many pairs,"
              " crowds of similar texts are compared by representatives.")  # fmt: skip
@click.option("--threads", type=_AT_LEAST_1, help="How many to use.  [default: one for each CPU]")
@click.option("--pairs", "pairs_path", metavar="FILE", help="Also write the pairs that were found, as JSONL.")
@click.option("--fail-on-duplicates", is_flag=True, help="Exit with status 3 if there are duplicates.")
def dedup(
    files: tuple[str, ...], column: str, lines: bool, form: Kind | None, as_json: bool, quiet: bool, output: str,
    overwrite: bool, keep: str, pairs_path: str | None, fail_on_duplicates: bool, **search: Any,
) -> None:  # fmt: skip
    """Drop near-duplicates, keep the rest unchanged.

    Each dropped text is at least as similar as the threshold to one that is kept. Several files are read in the order
    given. For .txt files of one text each, the names of the kept files are written. --json writes counts, duplicate_of
    and groups instead of the rows (0-based row numbers, counted through all files).
    """
    import twicetold as tt

    with _asking_the_library(quiet):
        tt.find_duplicates([], **search)  # so that a wrong argument shows before the files are read
    inputs = sources(files, lines=lines, form=form)
    kind = inputs[0].kind
    kept_file = _output(output, overwrite, kind)
    pairs_file = Output(pairs_path, overwrite=overwrite) if pairs_path else None
    if kept_file and pairs_file and kept_file.target == pairs_file.target:
        raise Misused("--output and --pairs must be two files")
    if keep not in _POLICIES and kind != "jsonl":
        raise Misused(f"--keep must be {', '.join(_POLICIES)} or, for JSONL, a column, got {keep!r}")

    rows = read(inputs, column=column, others=() if keep in _POLICIES else (keep,))
    with _asking_the_library(quiet):
        found = tt.find_duplicates(
            [row.text for row in rows], keep=_priority(keep, rows), progress=False if quiet else None, **search
        )
    if kept_file or not as_json:
        _put(kept_file, joined(row.raw for row, stays in zip(rows, found.keep_mask.tolist(), strict=True) if stays))
    if pairs_file:
        names = found.pairs.dtype.names
        pairs_file.write(json_line(dict(zip(names, pair.tolist(), strict=True))) + b"\n" for pair in found.pairs)
    if as_json:
        emit([json_line(_duplicates_as_json(found, inputs, rows)), b"\n"])
    if not quiet:
        for line in found.summary().splitlines():
            if not line.startswith("warning: "):  # they were shown in full
                say(line)
    if fail_on_duplicates and found.groups:
        click.get_current_context().exit(3)


def _priority(keep: str, rows: Sequence[Row]) -> Any:
    if keep in _POLICIES:
        return False if keep == "none" else keep
    scores = other_column(rows, 0, keep, int, float)
    return [float("nan") if score is None else float(score) for score in scores]


def _duplicates_as_json(found: "Duplicates", inputs: Sequence[Source], rows: Sequence[Row]) -> dict[str, Any]:
    kept = int(found.keep_mask.sum())
    return {
        "texts": len(found), "kept": kept, "dropped": len(found) - kept, "missing": int(found.missing.sum()),
        "pairs": len(found.pairs), "pairs_complete": found.pairs_complete,
        "files": [{"name": shown(source.path), "rows": sum(row.source is source for row in rows)} for source in inputs],
        "keep": found.keep_mask.tolist(), "duplicate_of": found.duplicate_of.tolist(),
        "groups": [group._asdict() for group in found.groups], "warnings": list(found.warnings),
    }  # fmt: skip


@main.command(epilog=_examples("twicetold compare draft.txt final.txt"))
@click.argument("left")
@click.argument("right")
@_reads_texts
@click.option("--shingle", default="word:5", show_default=True, help="What similarity is counted in: word:N or char:N.")
def compare(
    left: str, right: str, column: str, lines: bool, form: Kind | None, as_json: bool, quiet: bool, shingle: str
) -> None:
    """Show what two texts share and where they differ.

    LEFT and RIGHT are files of one text each.
    """
    import twicetold as tt

    texts = []
    for source in sources([left, right], lines=lines, form=form):
        rows = read([source], column=column)
        if len(rows) != 1:
            raise Failed(f"{source.name}: compare takes files of one text, this one has {len(rows)}")
        texts.append(rows[0].text or "")
    with _asking_the_library(quiet):
        evidence = tt.compare(texts[0], texts[1], shingle=shingle)
    figures = ("jaccard", "left_in_right", "right_in_left", "token_ratio", "only_left", "only_right")
    passages = [{"left": p.left, "right": p.right, "tokens": p.tokens} for p in evidence.passages]
    as_dict = {
        "left": left,
        "right": right,
        **{name: getattr(evidence, name) for name in figures},
        "passages": passages,
    }
    emit([json_line(as_dict) if as_json else str(evidence).encode("utf-8", "replace"), b"\n"])


@main.command(
    epilog=_examples(
        "twicetold summarize article.txt --sentences 2", "twicetold summarize news.jsonl --words 50 -o short.jsonl"
    )
)
@_reads_files
@_writes_rows
@click.option("--sentences", type=_AT_LEAST_1, help="At most so many sentences.  [default: 3]")
@click.option("--words", type=_AT_LEAST_1, help="At most so many words.")
@click.option("--chars", type=_AT_LEAST_1, help="At most so many characters.")
@click.option("--ratio", type=_SHARE, help="This share of the text's sentences.")
@click.option("--together", is_flag=True, help="One summary of all texts, not one each.")
@click.option("--scores", is_flag=True, help="Show each sentence's score before it; in JSONL beside it.")
@click.option("--into", metavar="NAME", default="summary", show_default=True, help="The column that JSONL rows get.")
def summarize(
    files: tuple[str, ...], column: str, lines: bool, form: Kind | None, as_json: bool, quiet: bool, output: str,
    overwrite: bool, together: bool, scores: bool, into: str, **budgets: float | None,
) -> None:  # fmt: skip
    """Summarise texts by their best sentences.

    Sentences stay in the order of the text and are not rewritten. A .txt file gives one sentence a line; with --lines
    each text gives one line, its sentences separated by tabs. JSONL rows are written back unchanged but for the column
    "summary" at their end.
    """
    import twicetold as tt

    budget: dict[str, Any] = {name: value for name, value in budgets.items() if value is not None}
    if len(budget) > 1:
        raise Misused(f"{' and '.join('--' + name for name in budget)} exclude each other")
    inputs = sources(files, lines=lines, form=form)
    adds_column = inputs[0].kind == "jsonl" and not together
    file = _output(output, overwrite, "jsonl" if as_json or adds_column else "txt")
    rows = read(inputs, column=column, new=into if adds_column else None)
    texts = [row.text for row in rows]
    if together:
        with _asking_the_library(quiet):
            summary = tt.summarize_together(texts, **budget)
        _put(file, [told_together(summary, rows, into, as_json, scores)])
        return
    with _asking_the_library(quiet):
        told = list(tt.summarize(texts, progress=False if quiet else None, **budget))
    if not quiet:
        _warn_of_lengths(told, rows)
    if adds_column:
        pairs = zip(rows, told, strict=True)
        _put(file, joined(with_column(row.raw, into, sentence_values(one, as_json, scores)) for row, one in pairs))
    elif as_json:
        _put(file, (told_as_json(one, row, into) for row, one in zip(rows, told, strict=True)))
    elif inputs[0].kind == "lines":
        _put(file, (told_in_lines(one, "\t", scores) or b"\n" for one in told))
    else:
        heads = [f"==> {printable(row.source.name)} <==\n".encode() if len(rows) > 1 else b"" for row in rows]
        blocks = [head + told_in_lines(one, "\n", scores) for head, one in zip(heads, told, strict=True)]
        _put(file, [b"\n".join(blocks)])


def _warn_of_lengths(told: Sequence["Summary"], rows: Sequence[Row]) -> None:
    """Say once which summaries are not as long as asked."""
    odd = [(row, summary.warnings[0]) for row, summary in zip(rows, told, strict=True) if summary.warnings]
    if odd:
        more = f" (and {len(odd) - 1:,} more of {len(rows):,} texts)" if len(odd) > 1 else ""
        say(f"Warning: {odd[0][0].place}: {odd[0][1]}{more}")


@main.command(epilog=_examples("twicetold stories news.jsonl --title title --time published --limit 10"))
@_reads_files
@click.option("--title", metavar="COLUMN", help="Where a JSONL row has its headline.")
@click.option("--time", metavar="COLUMN", help="Where it has its date.")
@click.option("--source", metavar="COLUMN", help="Where it has its publisher.")
@click.option("--threshold", callback=_story_threshold, default="auto", show_default=True,
              metavar="auto|running|event|NUMBER", help="How alike the texts of a story are: running for stories that"
              " go on for weeks, event for single events.")  # fmt: skip
@click.option("--sentences", type=_AT_LEAST_1, default=3, show_default=True, help="How many sentences tell a story.")
@click.option("--limit", type=_AT_LEAST_1, metavar="N", help="Only the N biggest stories.")
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
    if named and inputs[0].kind != "jsonl":
        raise Misused(f"--{next(iter(named))} names a column: it needs JSONL files")
    rows = read(inputs, column=column, others=tuple(named.values()))
    known: dict[str, Any] = {
        name: other_column(rows, position, value, *((str, int, float) if name == "time" else (str,)))
        for position, (name, value) in enumerate(named.items())
    }
    with _asking_the_library(quiet):
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


@main.command(epilog=_examples("twicetold demo"))
def demo() -> None:
    """Tell the stories of a sample that ships inside."""
    import json

    import twicetold as tt

    sample = resources.files("twicetold").joinpath("data/sample.jsonl").read_text(encoding="utf-8")
    texts = [json.loads(line) for line in sample.splitlines()]
    with _asking_the_library(quiet=True):
        found = tt.stories(texts, title="title", time="time", source="source")
    publishers = [text["source"] for text in texts]
    shared = [story for story in found if len(story.members) > 1]
    emit([
        *(line.encode() + b"\n" for line in wrapped(
            f"{len(texts)} invented news texts, among them copies, rewritten copies and translations, tell"
            f" {len(shared)} stories. Here each is told once, the biggest first.", "", "")),
        b"\n",
        *(line for number, story in enumerate(shared, 1) for line in story_lines(number, story, publishers)),
        f"{len(found) - len(shared)} more texts stand alone.\n\n".encode(),
        bold("Where to go next"), b"\n", _NEXT.encode(),
    ])  # fmt: skip


_NEXT = """\
  twicetold dedup news.jsonl -o kept.jsonl            drop near-duplicates, keep the rest as it is
  twicetold stories news.jsonl --title title          tell the stories of your own texts
  twicetold summarize article.txt                     the three best sentences of one text
  import twicetold as tt; tt.find_duplicates(table)   in Python: pandas, polars, Arrow, lists
  notebooks/                                          worked examples in the project's repository
"""
