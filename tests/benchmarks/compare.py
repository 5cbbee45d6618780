"""Time twicetold beside other libraries, interleaved, on texts of your own: whole jobs from raw text.

    python tests/benchmarks/compare.py [FILE.jsonl.gz …] [--runs 3] [--limit N]

Near-duplicates at Jaccard ≥ .8 of 5-token shingles (recall and precision against the exact pairs), and summaries of
3 sentences. A library that is not installed is left out. Ratios carry over to other machines, seconds do not.
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
THRESHOLD = 0.8
Pairs = set[tuple[int, int]]


def shingles(text: str) -> set[str]:
    """Return 5-token shingles as the other libraries' users make them."""
    tokens = WORD.findall(text.lower())
    return {" ".join(tokens[k : k + 5]) for k in range(max(1, len(tokens) - 4))} if tokens else set()


def with_twicetold(texts: list[str]) -> Pairs:
    """Verified pairs, one thread."""
    found = tt.find_duplicates(texts, threshold=THRESHOLD, threads=1)
    return set(zip(found.pairs["left"].tolist(), found.pairs["right"].tolist(), strict=True))


def with_datasketch(texts: list[str]) -> Pairs:
    """MinHash LSH with its default bands; pairs by estimate."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=THRESHOLD, num_perm=128)
    sketches: list[Any] = []
    pairs: Pairs = set()
    for row, text in enumerate(texts):
        sketch = MinHash(num_perm=128)
        sketch.update_batch([s.encode() for s in shingles(text)])
        pairs |= {(other, row) for other in index.query(sketch) if sketches[other].jaccard(sketch) >= THRESHOLD}
        index.insert(row, sketch)
        sketches.append(sketch)
    return pairs


def with_rensa(texts: list[str]) -> Pairs:
    """R-MinHash with 16 bands; pairs by estimate."""
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=THRESHOLD, num_perm=128, num_bands=16)
    sketches: list[Any] = []
    pairs: Pairs = set()
    for row, text in enumerate(texts):
        sketch = RMinHash(num_perm=128, seed=42)
        sketch.update(list(shingles(text)))
        pairs |= {(other, row) for other in index.query(sketch) if sketches[other].jaccard(sketch) >= THRESHOLD}
        index.insert(row, sketch)
        sketches.append(sketch)
    return pairs


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
    """Print both tables."""
    shared = Path(__file__).resolve().parents[3] / "shared" / "data"
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=sorted(shared.glob("scancode*.gz")))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--limit", type=int, default=5000)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    texts = read(options.files, options.limit)
    size = sum(len(text.encode()) for text in texts) / 1e6
    exact = tt.find_duplicates(texts, threshold=THRESHOLD, method="exact")
    true = set(zip(exact.pairs["left"].tolist(), exact.pairs["right"].tolist(), strict=True))
    print(f"{len(texts)} texts, {size:.0f} MB, {len(true)} pairs at {THRESHOLD}")
    jobs = installed({"twicetold": with_twicetold, "rensa": with_rensa, "datasketch": with_datasketch})
    found = timed(jobs, texts, options.runs)
    own = found["twicetold"][0]
    for name, (seconds, pairs) in found.items():
        recall, precision = len(pairs & true) / max(1, len(true)), len(pairs & true) / max(1, len(pairs))
        print(f"{name:12} {seconds:8.2f} s {seconds / own:7.1f} ×   recall {recall:.4f}  precision {precision:.4f}")
    articles = [text[:2000] for text in texts[:500]]
    print(f"summaries of {len(articles)} texts of at most 2,000 characters")
    jobs = installed({"twicetold": summaries_twicetold, "summa": summaries_summa, "sumy": summaries_sumy})
    made = timed(jobs, articles, options.runs)
    for name, (seconds, _) in made.items():
        print(f"{name:12} {len(articles) / seconds:8.0f} a second {seconds / made['twicetold'][0]:7.1f} ×")


if __name__ == "__main__":
    main()
