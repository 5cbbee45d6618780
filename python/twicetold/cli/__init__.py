"""The command line: ``twicetold demo|dedup|compare|…``. Data on stdout, talk on stderr."""

import click

from twicetold.cli.compare import compare
from twicetold.cli.dedup import dedup
from twicetold.cli.demo import demo
from twicetold.cli.leaks import leaks
from twicetold.cli.options import examples
from twicetold.cli.sentences import sentences
from twicetold.cli.stories import stories
from twicetold.cli.strip_repeats import strip_repeats
from twicetold.cli.summarize import summarize
from twicetold.cli.thresholds import show_thresholds


def _print_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        import twicetold as tt

        click.echo(f"twicetold {tt.__version__}")
        context.exit()


@click.group(
    epilog=examples("twicetold demo", "twicetold dedup news.jsonl -o kept.jsonl", "twicetold dedup --help"),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version,
              help="Show the version and exit.")  # fmt: skip
def main() -> None:
    """Find near-duplicate texts, show why they match, and tell each story once.

    FILES end in .txt (one text each; with --lines, one a line), .jsonl, .csv or .tsv, or in one of these and .gz, or
    in .parquet; a pattern in quotes stands for all files that match; - is standard input, JSONL unless --format says
    else. Results go to standard output, remarks to standard error. The exit status is 0 if
    all went well, 1 if it did not, 2 if the call was wrong, 3 if dedup or leaks found some under --fail-on-duplicates,
    and 141 if the reader of standard output has gone.
    """


for command in (demo, dedup, show_thresholds, leaks, strip_repeats, compare, summarize, stories, sentences):
    main.add_command(command)
