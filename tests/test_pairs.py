"""Arrays of many pairs: what is fast is what the obvious way gives, and is fast."""

import time
from collections.abc import Callable

import numpy as np
import pytest
import twicetold as tt
from twicetold.pairs import merged, nearest, split

ROWS = 2**32 - 1
COUNTS = [0, 1, 2, 50, 1000]


def some_pairs(count: int, seed: int) -> np.ndarray:
    """Pairs of rows up to the largest that there are, with few different similarities."""
    random = np.random.default_rng(seed)
    pairs = np.zeros(count, dtype=tt.find_duplicates([]).pairs.dtype)
    pairs["left"] = random.choice([0, 3, 2**31, ROWS - 2], count)
    pairs["right"] = random.integers(0, ROWS, count)
    pairs["similarity"] = random.integers(1, 11, count) / 10
    return pairs[np.lexsort((pairs["right"], pairs["left"]))]


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("threshold", [0.1, 0.5, 1.0])
def test_pairs_that_were_split_are_merged_in_their_order(count: int, threshold: float) -> None:
    pairs = some_pairs(count, seed=count)
    above, below = split(pairs, threshold)
    assert (above["similarity"] >= threshold).all()
    assert (below["similarity"] < threshold).all()
    assert merged(above, below).tolist() == merged(below, above).tolist() == pairs.tolist()


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("k", [0, 1, 3, 49, 50, 5000])
def test_the_nearest_are_the_first_of_all_sorted_by_distance(count: int, k: int) -> None:
    distances = np.abs(some_pairs(count, seed=count)["similarity"] - 0.5)
    assert nearest(distances, k).tolist() == np.argsort(distances, kind="stable")[:k].tolist()


def test_the_borderline_is_of_pairs_and_below() -> None:
    words = [f"word{k}" for k in range(40)]
    texts = [" ".join(words[: 40 - k]) for k in range(12)]
    found = tt.find_duplicates(texts, shingle="word:1", threshold=0.9, floor=0.7)
    every = [*found.pairs.tolist(), *found.below.tolist()]
    for k in (1, 7, len(every), 1000):
        assert found.borderline(k).tolist() == sorted(every, key=lambda pair: abs(pair[2] - 0.9))[:k]


def seconds(run: Callable[[], object]) -> float:
    times = []
    for _ in range(3):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


def test_another_threshold_costs_less_than_sorting_all_pairs() -> None:
    words = [f"word{k}" for k in range(100)]
    texts = [" ".join([*words, f"other{k}", *[f"another{k}"] * (k % 2)]) for k in range(900)]
    found = tt.find_duplicates(texts, shingle="word:1", threshold=0.95, method="exact")
    pairs = found.pairs
    assert len(pairs) == 900 * 899 // 2
    sorting = seconds(lambda: np.lexsort((pairs["right"], pairs["left"])))
    assert seconds(lambda: found.at(0.96)) < sorting
