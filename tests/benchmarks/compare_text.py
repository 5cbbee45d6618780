"""Score and time sentences, folding and tokens beside other libraries, interleaved, one thread.

    python tests/benchmarks/compare_text.py [--data ../shared/data] [--rounds 5] [--only accuracy|speed|hostile]

Accuracy is F1 of sentence ends by set of sentences_dev.jsonl.gz, in percent; twicetold is not told the language, the
others are. Speed is in MB of UTF-8 a second, the best of some rounds, from str to what Python sees. Hostile texts are
timed by the byte, beside English ones. Ratios carry over to other machines, seconds do not.
"""

import argparse
import gzip
import json
import sys
import time
import warnings
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import twicetold as tt

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from hostile import HOSTILE

Splitter = Callable[[str, str], list[int]]  # text and language -> where sentences end, in code points
PUNKT = {
    "cs": "czech", "de": "german", "en": "english", "es": "spanish", "fr": "french", "nl": "dutch", "ru": "russian",
    "tr": "turkish",
}  # fmt: skip


def ends_with_twicetold(text: str, _: str) -> list[int]:
    return [sentence.end for sentence in tt.sentences(text)]


def ends_of(parts: list[str], text: str) -> list[int]:
    """Where strings that a library returns end in the text."""
    ends = []
    at = 0
    for part in map(str.strip, parts):
        found = text.find(part, at) if part else -1
        if found >= 0:
            at = found + len(part)
            ends.append(at)
    return ends


@cache
def pysbd_for(language: str) -> Any:
    import pysbd

    return pysbd.Segmenter(language=language, clean=False)


def ends_with_pysbd(text: str, language: str) -> list[int]:
    return ends_of(pysbd_for(language).segment(text), text)


def ends_with_sentencex(text: str, language: str) -> list[int]:
    import sentencex

    return ends_of(sentencex.segment(language, text), text)


@cache
def icu_for(language: str) -> Any:
    import icu

    return icu.BreakIterator.createSentenceInstance(icu.Locale(language))


def ends_with_icu(text: str, language: str) -> list[int]:
    import icu

    iterator = icu_for(language)
    units = icu.UnicodeString(text)
    iterator.setText(units)
    ends = list(iterator)
    if len(units) == len(text):
        return ends
    # ICU counts UTF-16 units.
    code_point = {unit: k for k, unit in enumerate(accumulate((1 + (c > "\uffff") for c in text), initial=0))}
    return [code_point[end] for end in ends]


def ends_with_punkt(text: str, language: str) -> list[int]:
    import punkt

    return ends_of(punkt.sent_tokenize(text, PUNKT[language]), text)


def ends_with_blingfire(text: str, _: str) -> list[int]:
    import blingfire

    return [end for _, end in blingfire.text_to_sentences_and_offsets(text)[1]]


SPLITTERS: dict[str, Splitter] = {
    "twicetold": ends_with_twicetold,
    "pysbd": ends_with_pysbd,
    "sentencex": ends_with_sentencex,
    "icu": ends_with_icu,
    "punkt": ends_with_punkt,
    "blingfire": ends_with_blingfire,
}


def installed(names: list[str]) -> list[str]:
    """Name what is missing, and leave it out."""
    missing = [name for name in names if not find_spec(name)]
    if missing:
        print(f"not installed, so left out: {', '.join(missing)}")
    return [name for name in names if name not in missing]


def read(path: Path) -> list[Any]:
    """Read the rows of a gzipped JSONL file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def f1(rows: list[Any], split: Splitter, language: str) -> float | None:
    """F1 of the ends within texts, counted in characters that are no white space; None if the language is unknown."""
    right = ends = 0
    for row in rows:
        text = row["text"]
        solid = list(accumulate((not c.isspace() for c in text), initial=0))
        try:
            found = {solid[end] for end in split(text, language)} - {solid[-1]}
        except (KeyError, ValueError):  # what punkt and pySBD raise
            return None
        marked = {solid[end] for end in row["ends"]} - {solid[-1]}
        right += len(found & marked)
        ends += len(found) + len(marked)
    return 200 * right / ends


def compare_accuracy(data: Path) -> None:
    """Print F1 by set: ours, the others', the best of them and what we have more."""
    names = installed(list(SPLITTERS))
    sets = defaultdict(list)
    for row in read(data / "sentences_dev.jsonl.gz"):
        if not row["set"].startswith(("gr_", "sx_")):
            sets[row["set"]].append(row)
    print(
        "F1 of sentence ends\n" + f"{'set':12}" + "".join(f"{name:>11}" for name in names) + f"{'best other':>12} more"
    )
    for name, rows in sorted(sets.items()):
        own, *others = (f1(rows, SPLITTERS[peer], name.split("_")[0]) for peer in names)
        best = max((score, peer) for score, peer in zip(others, names[1:], strict=True) if score is not None)
        scores = "".join(f"{'–' if score is None else format(score, '.1f'):>11}" for score in (own, *others))
        print(f"{name:12}{scores}{best[1]:>12} {(own or 0) - best[0]:+.1f}")


def sentences_with_icu(text: str) -> list[str]:
    """Strings, as the others return."""
    return [text[start:end] for start, end in pairwise([0, *ends_with_icu(text, "en")])]


def fold_with_icu(text: str) -> str:
    import icu

    return str(icu.Normalizer2.getNFKCCasefoldInstance().normalize(text))


def best_rates(jobs: dict[str, Callable[[str], Any]], texts: list[str], rounds: int) -> dict[str, float]:
    """Run the jobs in turn, again and again: MB a second in each one's best round. A slow one sees fewer texts."""
    seen = {name: texts if name != "pysbd" else texts[:: max(1, len(texts) // 10)] for name in jobs}
    size = {name: sum(len(text.encode()) for text in seen[name]) / 1e6 for name in jobs}
    rates = dict.fromkeys(jobs, 0.0)
    for _ in range(rounds):
        for name, job in jobs.items():
            start = time.perf_counter()
            for text in seen[name]:
                job(text)
            rates[name] = max(rates[name], size[name] / (time.perf_counter() - start))
    return rates


def compare_speed(data: Path, rounds: int) -> None:
    """Print MB/s of splitting and of folding on three sets of texts."""
    english = [row["text"] for row in read(data / "sentences_dev.jsonl.gz") if row["set"] == "en_ewt"]
    stories = [row["docs"] for row in read(data / "summaries_dev.jsonl.gz") if row["set"] == "squality"]
    english += [document for documents in stories for document in documents]
    sets = {
        "English": english,
        "tldr_pages": [row["text"] for row in read(data / "tldr_pages_docs.jsonl.gz")][::10],
        "udhr2": [row["text"] for row in read(data / "udhr2_docs.jsonl.gz")],
    }
    split: dict[str, Callable[[str], Any]] = {"twicetold": tt.sentences}
    fold: dict[str, Callable[[str], Any]] = {"twicetold": tt.fold}
    for name in installed(["sentencex", "icu", "pysbd"]):
        if name == "icu":
            split[name] = sentences_with_icu
            fold[name] = fold_with_icu
        elif name == "sentencex":
            import sentencex

            split[name] = lambda text: sentencex.segment("en", text)
        else:
            split[name] = pysbd_for("en").segment
    for title, jobs in (("sentences", split), ("folding", fold)):
        print(f"\nMB/s of {title}, and how many times as fast ours is")
        print(f"{'texts':12}" + "".join(f"{name:>18}" for name in jobs))
        for name, texts in sets.items():
            rates = best_rates(jobs, texts, rounds)
            print(f"{name:12}" + "".join(f"{r:12.2f} {rates['twicetold'] / r:5.1f}" for r in rates.values()))


def compare_hostile(data: Path, rounds: int) -> None:
    """Print the time by the byte on hostile texts as a multiple of that on English, for text to hashes or spans."""
    english = " ".join(row["text"] for row in read(data / "sentences_dev.jsonl.gz") if row["set"] == "en_ewt")
    jobs: dict[str, Callable[[str], Any]] = {
        "sentences": tt._core.sentences,
        "fold": tt.fold,
        "tokens": tt.shingles,  # without an object a token
    }
    usual = {name: best_rates({name: job}, [english], rounds)[name] for name, job in jobs.items()}
    print(
        "\ntime by the byte, as a multiple of that on English (goal: 2)\n"
        + " " * 36
        + "".join(f"{n:>11}" for n in jobs)
    )
    for shape in HOSTILE:
        text = shape.text()
        size = len(text.encode("utf-8", "surrogatepass")) / 1e6
        times = dict.fromkeys(jobs, float("inf"))
        for _ in range(rounds):
            for name, job in jobs.items():
                start = time.perf_counter()
                job(text)
                times[name] = min(times[name], time.perf_counter() - start)
        print(f"{shape.name:36}" + "".join(f"{times[name] / size * usual[name]:11.2f}" for name in jobs))


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path(__file__).resolve().parents[3] / "shared" / "data")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", choices=["accuracy", "speed", "hostile"])
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    if options.only in (None, "accuracy"):
        compare_accuracy(options.data)
    if options.only in (None, "speed"):
        compare_speed(options.data, options.rounds)
    if options.only in (None, "hostile"):
        compare_hostile(options.data, options.rounds)


if __name__ == "__main__":
    main()
