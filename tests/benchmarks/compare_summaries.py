"""Time twicetold's summaries of 3 sentences beside other libraries, interleaved, on texts of your own.

    python tests/benchmarks/compare_summaries.py [FILE.jsonl.gz …] [--runs 3] [--limit N]

A library that is not installed is left out. Ratios carry over to other machines, seconds do not.
"""

import argparse
import gzip
import json
import re
import statistics
import time
import warnings
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import twicetold as tt

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def summaries_twicetold(texts: list[str]) -> None:
    """One call for all, one thread."""
    tt.summarize(texts, sentences=3, threads=1)


def summaries_summa(texts: list[str]) -> None:
    """TextRank."""
    from summa.summarizer import summarize

    for text in texts:
        summarize(text, ratio=0.2)


def summaries_sumy(texts: list[str]) -> None:
    """Luhn, the fastest of sumy's methods that need no further library; tokenised without downloads."""
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
    from sumy.summarizers.luhn import LuhnSummarizer

    class Words:
        def to_words(self, sentence: str) -> list[str]:
            return WORD.findall(sentence)

    summarizer = LuhnSummarizer()
    for text in texts:
        parts = [Sentence(s, Words()) for s in re.split(r"(?<=[.!?])\s+", text) if s]
        summarizer(ObjectDocumentModel([Paragraph(parts)]), 3)


def timed(jobs: dict[str, Callable[[list[str]], Any]], texts: list[str], runs: int) -> dict[str, tuple[float, Any]]:
    """Run the jobs in turn, again and again; return the median seconds and the last result of each."""
    seconds: dict[str, list[float]] = {name: [] for name in jobs}
    results: dict[str, Any] = {}
    for _ in range(runs):
        for name, job in jobs.items():
            start = time.perf_counter()
            results[name] = job(texts)
            seconds[name].append(time.perf_counter() - start)
    return {name: (statistics.median(seconds[name]), results[name]) for name in jobs}


def installed(jobs: dict[str, Callable[[list[str]], Any]]) -> dict[str, Callable[[list[str]], Any]]:
    """Leave out libraries that are not there."""
    return {name: job for name, job in jobs.items() if find_spec(name)}


def read(paths: Iterable[Path], limit: int) -> list[str]:
    """Read the texts of gzipped JSONL files."""
    texts = []
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            texts += [json.loads(line)["text"] for line in lines]
    return texts[:limit]


def main() -> None:
    """Print the table."""
    shared = Path(__file__).resolve().parents[3] / "shared" / "data"
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, default=sorted(shared.glob("scancode*.gz")))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--limit", type=int, default=500)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    articles = [text[:2000] for text in read(options.files, options.limit)]
    print(f"summaries of {len(articles)} texts of at most 2,000 characters")
    jobs = installed({"twicetold": summaries_twicetold, "summa": summaries_summa, "sumy": summaries_sumy})
    made = timed(jobs, articles, options.runs)
    for name, (seconds, _) in made.items():
        print(f"{name:12} {len(articles) / seconds:8.0f} a second {seconds / made['twicetold'][0]:7.1f} ×")


if __name__ == "__main__":
    main()
