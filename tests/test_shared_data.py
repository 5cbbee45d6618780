"""Issue 3, "Done when": minhash against exact, and exact against brute force, on real texts."""

import gzip
import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import reference
import twicetold as tt

pytestmark = pytest.mark.filterwarnings("ignore::twicetold.DataWarning")

# File, how many of its texts, shingle.
SETS = [
    ("scancode_licenses_texts100.jsonl.gz", None, "word:5"),
    ("powershell_docs_docs.jsonl.gz", None, "word:5"),
    ("tldr_pages_docs.jsonl.gz", 10_000, "word:5"),
    ("tldr_pages_docs.jsonl.gz", 10_000, "char:5"),
    ("udhr2_docs.jsonl.gz", None, "char:5"),
]
THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9)


@cache
def read_texts(path: Path, most: int | None) -> list[str]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file]
    if most is None:
        return texts
    # Spread over the file, which is in order of languages.
    return [texts[k] for k in np.linspace(0, len(texts) - 1, most).astype(int).tolist()]


def by_rows(pairs: Any) -> set[tuple[int, int]]:
    return set(zip(pairs["left"].tolist(), pairs["right"].tolist(), strict=True))


def components(found: tt.Duplicates) -> Any:
    """The least row that pairs lead to from each row."""
    least = np.arange(len(found))
    while True:
        before = least.copy()
        for here, there in (("left", "right"), ("right", "left")):
            np.minimum.at(least, found.pairs[here], least[found.pairs[there]])
        if (least == before).all():
            return least


def adjusted_rand_index(a: Any, b: Any) -> float:
    """How alike two partitions are (Hubert and Arabie 1985): 1 if they are the same, about 0 if by chance."""
    together, of_a, of_b = (
        float((counts * (counts - 1) // 2).sum())
        for counts in (np.unique(labels, return_counts=True)[1] for labels in (a << 32 | b, a, b))
    )
    expected = of_a * of_b / (len(a) * (len(a) - 1) / 2)
    return (together - expected) / ((of_a + of_b) / 2 - expected)


def row_keys(pairs: Any) -> Any:
    return pairs["left"] << 32 | pairs["right"]


def check_representatives(found: tt.Duplicates) -> None:
    """Every dropped text has a kept twin among the pairs."""
    similarity = {
        (left, right): value
        for left, right, value in zip(
            found.pairs["left"].tolist(), found.pairs["right"].tolist(), found.pairs["similarity"].tolist(), strict=True
        )
    }
    dropped = np.flatnonzero(~found.keep_mask).tolist()
    assert dropped
    for row in dropped:
        twin = int(found.duplicate_of[row])
        assert found.keep_mask[twin]
        assert similarity[min(row, twin), max(row, twin)] == found.duplicate_similarity[row]
        assert found.duplicate_similarity[row] >= found.parameters["threshold"]


@pytest.mark.parametrize(("name", "most", "shingle"), SETS)
def test_minhash_finds_what_exact_finds(shared_data: Path, name: str, most: int | None, shingle: str) -> None:
    texts = read_texts(shared_data / name, most)
    every = tt.find_duplicates(texts, shingle=shingle, threshold=min(THRESHOLDS), method="exact")
    assert every.pairs_complete
    for threshold in THRESHOLDS:
        exact = every.at(threshold)
        found = tt.find_duplicates(texts, shingle=shingle, threshold=threshold)
        assert found.pairs_complete
        true, mine = by_rows(exact.pairs), by_rows(found.pairs)
        assert len(true) > (30 if len(texts) > 1_000 else 5)
        assert mine <= true, f"precision at {threshold}: {len(mine & true)} of {len(mine)}"
        assert len(mine) >= 0.999 * len(true), f"recall at {threshold}: {len(mine)} of {len(true)}"
        check_representatives(exact)
        check_representatives(found)
        assert (found.duplicate_of == exact.duplicate_of).mean() >= 0.999
        assert adjusted_rand_index(components(exact), components(found)) >= 0.999
        # Figures of a pair are the same, whoever found it.
        both = np.isin(row_keys(exact.pairs), row_keys(found.pairs))
        assert exact.pairs[both].tobytes() == found.pairs.tobytes()


@pytest.mark.parametrize("threshold", THRESHOLDS)
@pytest.mark.parametrize(("name", "most", "shingle"), SETS)
def test_exact_equals_brute_force(
    shared_data: Path, name: str, most: int | None, shingle: str, threshold: float
) -> None:
    texts = read_texts(shared_data / name, most)[:1500]
    pairs, similarity = brute_force(tuple(texts), shingle)
    reached = similarity >= threshold
    found = tt.find_duplicates(texts, shingle=shingle, threshold=threshold, method="exact")
    assert reached.any()
    assert np.array_equal(np.stack([found.pairs["left"], found.pairs["right"]], axis=1), pairs[reached])
    assert found.pairs["similarity"].tobytes() == similarity[reached].tobytes()


@cache
def brute_force(texts: tuple[str, ...], shingle: str) -> tuple[Any, Any]:
    """All pairs that share a shingle, in order, with their similarity: by counting all common shingles of each text."""
    sets = [np.unique(tt.shingles(text, shingle=shingle)) for text in texts]
    sizes = np.array([len(own) for own in sets])
    _, ids = np.unique(np.concatenate(sets), return_inverse=True)
    ends = np.cumsum(sizes)
    member = np.zeros(ids.max() + 1, dtype=bool)
    rows, similarities = [], []
    for row, own in enumerate(np.split(ids, ends[:-1])):
        member[own] = True
        # How many of the shingles of every later text are in this one.
        hits = np.add.reduceat(np.append(member[ids], False).astype(np.int64), np.append(0, ends[:-1]))
        hits[sizes == 0] = 0
        member[own] = False
        others = np.flatnonzero(hits[row + 1 :] > 0) + row + 1
        rows.append(np.stack([np.full(len(others), row), others], axis=1))
        similarities.append(hits[others] / (sizes[row] + sizes[others] - hits[others]))
    return np.concatenate(rows), np.concatenate(similarities)


def test_a_few_real_texts_have_the_shingles_of_the_reference(shared_data: Path) -> None:
    texts = read_texts(shared_data / "udhr2_docs.jsonl.gz", 40)
    for text in (text[:600] for text in texts):
        if not (reference.COMPARABLE and all(map(reference.known, text))):
            continue
        assert tt.fold(text) == reference.fold(text)
        assert [token.text for token in tt.tokens(text)] == reference.tokens(text)


def test_declarations_in_388_languages_give_three_whole_different_sentences(shared_data: Path) -> None:
    """But for the few that have fewer: an empty text, and first articles alone."""
    texts = read_texts(shared_data / "udhr2_docs.jsonl.gz", 388)
    short = 0
    for text, summary in zip(texts, tt.summarize(texts), strict=True):
        whole = [(sentence.start, sentence.end) for sentence in tt.sentences(text)]
        assert len(summary.sentences) == min(3, len(whole))
        assert len({sentence.text for sentence in summary.sentences}) == len(summary.sentences)
        assert {(sentence.start, sentence.end) for sentence in summary.sentences} <= set(whole)
        short += len(whole) < 3
    assert short < 8
