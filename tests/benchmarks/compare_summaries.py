"""Compare summarizers: ROUGE with confidence intervals, and speed in interleaved runs. Prints a Markdown table.

    python tests/benchmarks/compare_summaries.py [summaries_dev.jsonl.gz] [--only NAME …] [--limit N] [--runs 3]

Lines of the file have set, docs, refs and budget. ROUGE-1 and -2 F1 in percent, with stems, as
../shared/eval/summaries.py: mean over references (SciTLDR: the best one), SQuALITY cut at its budget; ± is half the
width of the 95 % interval, and ≈ marks what differs from twicetold in ROUGE-1 by no more than chance (paired
bootstrap). All fill a budget of words in the same way: what does not fit is skipped. Speed is that of summaries of 3
sentences of pieces of about 2,000 characters of the longest texts, one call a text, in CPU seconds of one thread, the
best of runs in turn ("twicetold, a column": one call for all), sumy from raw text on Punkt's sentences and NLTK's words
(where the package punkt is installed); ratios carry over to other machines, numbers do not.
"counterpart" says how much faster ours of the same name is. What is not installed, or has no such method, is named at
the end.
"""

import argparse
import contextlib
import gzip
import json
import os
import signal
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before NumPy: one thread for all

import twicetold as tt
from summarizers import COUNTERPARTS, FROM_RAW_TEXT, SYSTEMS, Summarizer

NAMES = {"scitldr": "SciTLDR", "opinosis": "Opinosis", "squality": "SQuALITY"}
COLUMN = "twicetold, a column"
Row = dict[str, Any]


def available(
    systems: dict[str, Callable[[], Summarizer]], only: list[str]
) -> tuple[dict[str, Summarizer], dict[str, str]]:
    """Return the summarizers that are there, and why the others are not."""
    made, missing = {}, {}
    for name, make in systems.items():
        if not only or name in only or name == "twicetold":
            try:
                with contextlib.redirect_stdout(sys.stderr):  # one of spaCy's models prints its folder
                    made[name] = make()
            except (ImportError, ValueError) as error:
                missing[name] = str(error)
    return made, missing


@contextlib.contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise TimeoutError in what takes more CPU seconds: some need minutes for one text."""

    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def scores_of(summarise: Summarizer, rows: list[Row], most_seconds: float) -> tt.Scores | None:
    """Score the summaries of one set; None if they take too long."""
    texts = []
    try:
        with at_most(most_seconds):
            for row in rows:
                text = summarise(row["docs"], row["budget"])
                words = row["budget"].get("words")
                texts.append(" ".join(text.split()[:words]) if words else text)
    except TimeoutError:
        return None
    several: Any = "best" if rows[0]["set"] == "scitldr" else "mean"
    return tt.rouge(texts, [row["refs"] for row in rows], measures=["rouge1", "rouge2"], stem=True, several=several)


def shown(scores: tt.Scores | None, ours: tt.Scores | None) -> str:
    """Return the cell of a table."""
    if scores is None:
        return "too slow"
    cells = [f"{100 * mean:.1f} ±{50 * (high - low):.1f}" for mean, low, high in scores.intervals().values()]
    _, low, high = scores.compare(ours)["rouge1"] if ours is not None else (0, 1, 1)
    return " / ".join(cells) + (" ≈" if scores is not ours and low <= 0 <= high else "")


def speeds(systems: dict[str, Summarizer], texts: list[str], runs: int, seconds: float) -> dict[str, float]:
    """Return texts a CPU second, the best of runs in turn; each run takes as many texts as fit into some seconds."""
    rates = dict.fromkeys([*systems, COLUMN], 0.0)
    for summarise in systems.values():
        summarise([texts[0]], {"sentences": 3})  # what is made once
    for _ in range(runs):
        for name, summarise in systems.items():
            start, done = time.process_time(), 0
            for text in texts:
                summarise([text], {"sentences": 3})
                done += 1
                if time.process_time() - start > seconds:
                    break
            rates[name] = max(rates[name], done / (time.process_time() - start))
        start = time.process_time()
        tt.summarize(texts, sentences=3, threads=1)
        rates[COLUMN] = max(rates[COLUMN], len(texts) / (time.process_time() - start))
    return rates


def pieces_of(texts: list[str], most: int) -> list[str]:
    """Cut texts before a sentence about every 2,000 characters."""
    pieces = []
    for text in texts:
        begin = 0
        for sentence in tt.sentences(text):
            if sentence.end - begin >= 2000:
                pieces.append(text[begin : sentence.end])
                begin = sentence.end
    return pieces[:most]


def times(ratio: float) -> str:
    """Return a ratio as it is printed."""
    return f"{ratio:,.0f} ×" if ratio >= 2 else f"{ratio:.1f} ×"


def main() -> None:
    """Print the table."""
    shared = Path(__file__).resolve().parents[3] / "shared" / "data" / "summaries_dev.jsonl.gz"
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=shared)
    parser.add_argument("--only", nargs="*", default=[], help="names of systems; default: all")
    parser.add_argument("--limit", type=int, help="so many items of each set; default: all")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--most-seconds", type=float, default=200, help="of CPU, for the summaries of a set")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    with gzip.open(options.file, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    sets = {name: [row for row in rows if row["set"] == name][: options.limit] for name in NAMES}
    systems, missing = available(SYSTEMS, options.only)
    from_raw_text, _ = available(FROM_RAW_TEXT, options.only)
    pieces = pieces_of([row["docs"][0] for row in rows if row["set"] == "squality"], 1000)  # whatever the limit
    rates = speeds({**systems, **from_raw_text}, pieces, options.runs, seconds=2.0)
    heads = ["", *(f"{NAMES[name]} (n = {len(own)})" for name, own in sets.items())]
    heads += ["texts/s", f"{COLUMN}, is as fast", "counterpart"]
    print("| " + " | ".join(heads) + " |\n|" + "---|" * len(heads))
    ours: dict[str, tt.Scores | None] = {}
    for name, summarise in systems.items():
        cells = []
        for part, own in sets.items():
            print(f"{name} on {part} …", file=sys.stderr)
            scores = scores_of(summarise, own, options.most_seconds)
            cells.append(shown(scores, ours.setdefault(part, scores)))
        same = f"twicetold {COUNTERPARTS.get(name, '')}"
        cells += [f"{rates[name]:,.0f}", times(rates[COLUMN] / rates[name])]
        cells.append(times(rates[same] / rates[name]) if same in rates else "")
        print(f"| {name} | " + " | ".join(cells) + " |", flush=True)
    print(f"| {COLUMN} |" + " |" * len(sets) + f" {rates[COLUMN]:,.0f} | 1.0 × | |")
    for name, why in missing.items():
        print(f"| {name} | not measured: {why.splitlines()[0]} |" + " |" * (len(heads) - 2))


if __name__ == "__main__":
    main()
