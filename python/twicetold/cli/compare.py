"""The command ``twicetold compare``."""

import click

from twicetold.cli.options import asking_the_library, examples, reads_texts
from twicetold.files import read, sources
from twicetold.output import Failed, Kind, emit, json_line
from twicetold.wording import utf8


@click.command(epilog=examples("twicetold compare draft.txt final.txt"))
@click.argument("left")
@click.argument("right")
@reads_texts
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
    with asking_the_library(quiet):
        evidence = tt.compare(texts[0], texts[1], shingle=shingle)
    figures = ("jaccard", "left_in_right", "right_in_left", "token_ratio", "only_left", "only_right")
    passages = [{"left": p.left, "right": p.right, "tokens": p.tokens} for p in evidence.passages]
    as_dict = {
        "left": left,
        "right": right,
        **{name: getattr(evidence, name) for name in figures},
        "passages": passages,
    }
    emit([json_line(as_dict) if as_json else utf8(str(evidence)), b"\n"])
