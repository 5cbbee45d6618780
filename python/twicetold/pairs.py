"""Arrays of pairs, of which there may be millions: split by a threshold, merged in order, the nearest of them."""

from collections.abc import Callable
from typing import Any

import numpy as np


def reaching(pairs: Any, threshold: float) -> Any:
    """Return the pairs at or above the threshold, without a copy if that is all of them."""
    reached = pairs["similarity"] >= threshold
    return pairs if reached.all() else pairs.compress(reached)  # which takes half the time of pairs[reached]


def split(pairs: Any, threshold: float) -> tuple[Any, Any]:
    """Return ``reaching`` pairs, and those below the threshold."""
    above = reaching(pairs, threshold)
    return above, pairs[:0] if above is pairs else pairs.compress(pairs["similarity"] < threshold)


def merged(one: Any, other: Any) -> Any:
    """Return the pairs of two arrays, both sorted by (left, right), as one; without a copy if one is empty."""
    if not len(one) or not len(other):
        return one if len(one) else other
    every = np.concatenate([one, other])
    keys = every["left"].astype(np.uint64) << np.uint64(32) | every["right"].astype(np.uint64)
    return every.take(np.argsort(keys, kind="stable"))  # a merge sort: linear for what consists of two sorted runs


def nearest(distances: Any, k: int) -> Any:
    """Return the places of the k smallest distances, smallest first, of equal ones the first; of fewer, all."""
    if not 0 < k < len(distances):
        return np.argsort(distances, kind="stable")[:k]
    farthest = np.partition(distances, k - 1)[k - 1]
    nearer = np.flatnonzero(distances < farthest)
    ties = np.flatnonzero(distances == farthest)[: k - len(nearer)]  # all pairs, if a text stands there 6,000 times
    return np.concatenate([nearer[np.argsort(distances[nearer], kind="stable")], ties])


def nearest_of_texts(distances: Any, take: Callable[[Any], Any], content: Any, k: int) -> Any:
    """Return the places of the k ``nearest`` pairs, of those of equal texts only the first.

    ``take(places)`` gives the pairs at some places, ``content`` a number for each row that equal texts share.
    """
    looked_at = k
    while True:
        places = nearest(distances, looked_at)
        pairs = take(places)
        ends = np.sort(np.stack([content[pairs["left"]], content[pairs["right"]]]), axis=0).astype(np.uint64)
        first = np.sort(np.unique(ends[0] << np.uint64(32) | ends[1], return_index=True)[1])
        if len(first) >= k or looked_at >= len(distances):
            return places[first[:k]]
        looked_at *= 8
