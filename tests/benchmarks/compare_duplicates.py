"""Time twicetold beside other near-duplicate libraries on texts of your own: whole jobs from raw text, one thread.

    python tests/benchmarks/compare_duplicates.py [FILE.jsonl.gz …] [--runs 3] [--limit N] [--cut WORDS] [--markdown]

All look for pairs at Jaccard ≥ .8 of 5-token shingles. Jobs run in turn, each in a process of its own, which also tells
its memory and its CPU seconds (the work on all threads, which other jobs of the machine disturb less than the clock).
``pairs`` are compared with the exact pairs: recall and precision; ``ARI`` compares the connected components of the
pairs with those of the exact ones; ``lost`` are texts that are dropped although no exact pair links them to a kept text
(where a library does not say what to keep, the first of every component is). With ``--cut`` texts are cut into pieces
of about that many words, and a quarter of the pieces is copied with up to three words changed. A library that is not
installed is left out. Ratios carry over to other machines, seconds do not.
"""

import argparse
import gzip
import json
import multiprocessing
import random
import re
import resource
import statistics
import threading
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
THRESHOLD = 0.8
SLOTS, BANDS, ROWS = 128, 16, 8
Pairs = set[tuple[int, int]]
Job = Callable[[list[str]], Any]


def shingles(text: str) -> set[str]:
    """Return 5-token shingles as the other libraries' users make them."""
    tokens = WORD.findall(text.lower())
    return {" ".join(tokens[k : k + 5]) for k in range(max(1, len(tokens) - 4))} if tokens else set()


def twicetold(texts: list[str]) -> Any:
    """Verified pairs."""
    import twicetold as tt

    return tt.find_duplicates(texts, threshold=THRESHOLD, threads=1, progress=False)


def twicetold_exact(texts: list[str]) -> Any:
    """All pairs, guaranteed."""
    import twicetold as tt

    return tt.find_duplicates(texts, threshold=THRESHOLD, method="exact", threads=1, progress=False)


def twicetold_sketches(texts: list[str]) -> None:
    """Sketches only."""
    import twicetold as tt

    tt.sketch(texts, threads=1)


def python_dict(texts: list[str]) -> Pairs:
    """Identical strings only."""
    first: dict[str, int] = {}
    pairs: Pairs = set()
    for row, text in enumerate(texts):
        if (kept := first.setdefault(text, row)) != row:
            pairs.add((kept, row))
    return pairs


def datasketch(texts: list[str]) -> Pairs:
    """MinHash LSH with its default bands, as its documentation shows; every candidate counts."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=THRESHOLD, num_perm=SLOTS)
    pairs: Pairs = set()
    for row, text in enumerate(texts):
        sketch = MinHash(num_perm=SLOTS)
        sketch.update_batch([s.encode() for s in shingles(text)])
        pairs |= {(other, row) for other in index.query(sketch)}
        index.insert(row, sketch)
    return pairs


def datasketch_estimates(texts: list[str]) -> Pairs:
    """16 bands of 8, pairs whose estimate reaches the threshold."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(params=(BANDS, ROWS), num_perm=SLOTS)
    sketches: list[Any] = []
    pairs: Pairs = set()
    for row, text in enumerate(texts):
        sketch = MinHash(num_perm=SLOTS)
        sketch.update_batch([s.encode() for s in shingles(text)])
        pairs |= {(other, row) for other in index.query(sketch) if sketches[other].jaccard(sketch) >= THRESHOLD}
        index.insert(row, sketch)
        sketches.append(sketch)
    return pairs


def rensa(texts: list[str]) -> None:
    """The README's path: a flag for each text."""
    from rensa import RMinHash, RMinHashDeduplicator

    dedup = RMinHashDeduplicator(threshold=THRESHOLD, num_perm=SLOTS, use_lsh=True, num_bands=BANDS, seed=42)
    for row, text in enumerate(texts):
        sketch = RMinHash(num_perm=SLOTS, seed=42)
        sketch.update(list(shingles(text)))
        dedup.add(str(row), sketch)


def rensa_estimates(texts: list[str]) -> Pairs:
    """R-MinHash with 16 bands, pairs whose estimate reaches the threshold."""
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=THRESHOLD, num_perm=SLOTS, num_bands=BANDS)
    sketches: list[Any] = []
    pairs: Pairs = set()
    for row, text in enumerate(texts):
        sketch = RMinHash(num_perm=SLOTS, seed=42)
        sketch.update(list(shingles(text)))
        pairs |= {(other, row) for other in index.query(sketch) if sketches[other].jaccard(sketch) >= THRESHOLD}
        index.insert(row, sketch)
        sketches.append(sketch)
    return pairs


def rensa_sketches(texts: list[str]) -> None:
    """Sketches only."""
    from rensa import RMinHash

    for text in texts:
        RMinHash(num_perm=SLOTS, seed=42).update(list(shingles(text)))


def fast_sketch_lsh(texts: list[str]) -> Pairs:
    """16 bands, pairs whose estimate reaches the threshold."""
    import numpy as np
    from FastSketchLSH import LSH, FastSimilaritySketch

    sketches = np.asarray(FastSimilaritySketch(SLOTS).batch([list(shingles(t)) for t in texts], num_threads=1))
    index = LSH(num_perm=SLOTS, num_bands=BANDS, num_threads=1)
    index.insert(sketches)
    pairs: Pairs = set()
    for row, others in enumerate(index.query(sketches)):
        near = [other for other in set(others) if other < row]
        if near:
            equal = (sketches[near] == sketches[row]).mean(axis=1)
            pairs |= {(other, row) for other, share in zip(near, equal, strict=True) if share >= THRESHOLD}
    return pairs


def gaoya(texts: list[str]) -> Pairs:
    """16 bands of 8 on raw text; every candidate counts."""
    from gaoya.minhash import MinHashStringIndex

    index = MinHashStringIndex(32, THRESHOLD, BANDS, ROWS, None, "word", True, (5, 5))
    pairs: Pairs = set()
    for row, text in enumerate(texts):
        pairs |= {(other, row) for other in index.query(text)}
        index.insert_document(row, text)
    return pairs


def gaoya_sketches(texts: list[str]) -> None:
    """Sketches in an index; nothing is looked up."""
    from gaoya.minhash import MinHashStringIndex

    index = MinHashStringIndex(32, THRESHOLD, BANDS, ROWS, None, "word", True, (5, 5))
    for row, text in enumerate(texts):
        index.insert_document(row, text)


class Entry(NamedTuple):
    """A line of the table."""

    name: str
    package: str
    job: Job
    sketches_only: bool = False


ENTRIES = (
    Entry("twicetold", "twicetold", twicetold),
    Entry("twicetold exact", "twicetold", twicetold_exact),
    Entry("dict of identical strings", "json", python_dict),
    Entry("gaoya", "gaoya", gaoya),
    Entry("FastSketchLSH, estimates", "FastSketchLSH", fast_sketch_lsh),
    Entry("rensa, README", "rensa", rensa),
    Entry("rensa, estimates", "rensa", rensa_estimates),
    Entry("datasketch, default bands", "datasketch", datasketch),
    Entry("datasketch, estimates", "datasketch", datasketch_estimates),
    Entry("twicetold, sketches", "twicetold", twicetold_sketches, sketches_only=True),
    Entry("gaoya, sketches", "gaoya", gaoya_sketches, sketches_only=True),
    Entry("rensa, sketches", "rensa", rensa_sketches, sketches_only=True),
)


class Measured(NamedTuple):
    """What a job took and gave: ``kept_for`` is the row that is kept for each row."""

    seconds: float
    megabytes: float
    pairs: Pairs | None
    kept_for: list[int]


def resident() -> float:
    """Return the megabytes of this process."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6


def run(job: Job, texts: list[str], sender: Any) -> None:
    """Run a job, in a process of its own, and send what was measured."""
    warnings.simplefilter("ignore")
    # Strings of its own: to touch those of the parent would copy their pages, which costs a fast job half of its rate.
    texts = [text.encode("utf-8", "surrogatepass").decode("utf-8", "surrogatepass") for text in texts]
    job(texts[:20])  # imports
    before = peak = resident()
    done = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not done.wait(0.002):
            peak = max(peak, resident())

    watcher = threading.Thread(target=watch)
    watcher.start()
    start = time.process_time()
    found = job(texts)
    seconds = time.process_time() - start
    done.set()
    watcher.join()
    pairs, kept_for = decisions(found, len(texts))
    sender.send(Measured(seconds, max(peak, resident()) - before, pairs, kept_for))


def decisions(found: Any, n: int) -> tuple[Pairs | None, list[int]]:
    """Return the pairs, and who is kept for whom: the first of each component, unless the library says it."""
    if found is None:
        return None, []
    if isinstance(found, set):
        return found, components(found, n)
    kept_for = [row if kept < 0 else kept for row, kept in enumerate(found.duplicate_of.tolist())]
    return set(zip(found.pairs["left"].tolist(), found.pairs["right"].tolist(), strict=True)), kept_for


def measured(job: Job, texts: list[str]) -> Measured:
    """Return what ``run`` sends."""
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=run, args=(job, texts, sender))
    process.start()
    sender.close()
    result: Measured = receiver.recv()
    process.join()
    return result


def components(pairs: Pairs, n: int) -> list[int]:
    """Return the smallest row of each row's connected component."""
    parent = list(range(n))

    def root(row: int) -> int:
        while parent[row] != row:
            parent[row] = parent[parent[row]]
            row = parent[row]
        return row

    for left, right in pairs:
        a, b = root(left), root(right)
        parent[max(a, b)] = min(a, b)
    return [root(row) for row in range(n)]


def adjusted_rand_index(a: list[int], b: list[int]) -> float:
    """Agreement of two partitions, 1 if they are equal (Hubert and Arabie 1985)."""

    def couples(counts: Iterable[int]) -> float:
        return sum(c * (c - 1) / 2 for c in counts)

    both, in_a, in_b = (couples(Counter(x).values()) for x in (zip(a, b, strict=True), a, b))
    expected = in_a * in_b / (len(a) * (len(a) - 1) / 2)
    return 1.0 if in_a == in_b == both else (both - expected) / ((in_a + in_b) / 2 - expected)


def lost(kept_for: list[int], exact: Pairs) -> int:
    """Count the texts that are dropped although no exact pair links them to a kept text."""
    twins: dict[int, set[int]] = {}
    for left, right in exact:
        twins.setdefault(left, set()).add(right)
        twins.setdefault(right, set()).add(left)
    return sum(k != row and not any(kept_for[t] == t for t in twins.get(row, ())) for row, k in enumerate(kept_for))


def read(paths: Iterable[Path]) -> list[str]:
    """Read the texts of gzipped JSONL files: ``text``, or every one of ``docs``."""
    texts: list[str] = []
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                texts += row["docs"] if "docs" in row else [row["text"]]
    return texts


def cut(texts: list[str], words: int) -> list[str]:
    """Cut texts into pieces of about so many words, and copy a quarter of them with up to three words changed."""
    rng = random.Random(1)
    pieces: list[str] = []
    for text in texts:
        parts = text.split(" ")
        while parts:
            size = rng.randint(words // 3, words * 5 // 3)
            pieces.append(" ".join(parts[:size]))
            parts = parts[size:]
    for piece in rng.sample(pieces, len(pieces) // 4):
        parts = piece.split(" ")
        for _ in range(rng.randint(0, 3)):
            parts[rng.randrange(len(parts))] = "changed"
        pieces.append(" ".join(parts))
    rng.shuffle(pieces)
    return pieces


def main() -> None:
    """Print the table."""
    shared = Path(__file__).resolve().parents[3] / "shared" / "data"
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, default=sorted(shared.glob("powershell*.gz")))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--limit", type=int, default=20_000, help="texts")
    parser.add_argument("--cut", type=int, metavar="WORDS")
    parser.add_argument("--only", help="a part of the names of the jobs to run")
    parser.add_argument("--markdown", action="store_true")
    options = parser.parse_args()
    texts = read(options.files)
    texts = (cut(texts, options.cut) if options.cut else texts)[: options.limit]
    size = sum(len(text.encode()) for text in texts) / 1e6
    exact = measured(twicetold_exact, texts).pairs or set()
    truth = components(exact, len(texts))
    print(f"{len(texts):,} texts, {size:.0f} MB, {len(exact):,} pairs at {THRESHOLD}\n")
    entries = [e for e in ENTRIES if find_spec(e.package) and (not options.only or options.only in e.name)]
    results: dict[str, list[Measured]] = {entry.name: [] for entry in entries}
    for _ in range(options.runs):
        for entry in entries:
            results[entry.name].append(measured(entry.job, texts))
    head = ["library", "CPU s", "MB/s", "× ours", "MB over texts", "recall", "precision", "ARI", "lost"]
    rows = [head]
    for entry in entries:
        own = "twicetold, sketches" if entry.sketches_only else "twicetold"
        seconds = statistics.median(r.seconds for r in results[entry.name])
        ratio = seconds / statistics.median(r.seconds for r in results[own]) if own in results else float("nan")
        memory = max(r.megabytes for r in results[entry.name])
        quality = ["–"] * 4
        last = results[entry.name][-1]
        if last.pairs is not None:
            right = len(last.pairs & exact)
            ari = adjusted_rand_index(components(last.pairs, len(texts)), truth)
            shares = (right / max(1, len(exact)), right / max(1, len(last.pairs)), ari)
            quality = [*(f"{share:.4f}" for share in shares), str(lost(last.kept_for, exact))]
        rows.append([entry.name, f"{seconds:.2f}", f"{size / seconds:.0f}", f"{ratio:.1f}", f"{memory:.0f}", *quality])
    if options.markdown:
        rows.insert(1, ["---"] * len(head))
        print("\n".join("| " + " | ".join(row) + " |" for row in rows))
    else:
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        print("\n".join("  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)) for row in rows))


if __name__ == "__main__":
    main()
