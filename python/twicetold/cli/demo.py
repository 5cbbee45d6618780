"""The command ``twicetold demo``."""

import json
from importlib import resources

import click

from twicetold.cli.options import asking_the_library, examples
from twicetold.output import emit
from twicetold.rendering import bold, story_lines, wrapped


@click.command(epilog=examples("twicetold demo"))
def demo() -> None:
    """Tell the stories of a sample that ships inside."""
    import twicetold as tt

    sample = resources.files("twicetold").joinpath("data/sample.jsonl").read_text(encoding="utf-8")
    texts = [json.loads(line) for line in sample.splitlines()]
    with asking_the_library(quiet=True):
        found = tt.stories(texts, title="title", time="time", source="source")
    shared = [story for story in found if len(story.members) > 1]
    emit([
        *(line.encode() + b"\n" for line in wrapped(
            f"{len(texts)} invented news texts, among them copies, rewritten copies and translations, tell"
            f" {len(shared)} stories. Here each is told once, the biggest first.", "", "")),
        b"\n",
        *(line for number, story in enumerate(shared, 1) for line in story_lines(number, story, by_source=True)),
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
