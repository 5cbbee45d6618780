"""The building blocks of near-duplicate search: shingles, sketches, bands, representatives."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from twicetold import _core
from twicetold.arguments import check_name, check_one_text, check_slots
from twicetold.columns import read_column
from twicetold.running import Progress, reporting, thread_count

UInt32Array = np.ndarray[Any, np.dtype[np.uint32]]
UInt64Array = np.ndarray[Any, np.dtype[np.uint64]]


def shingles(text: str, *, shingle: str = "word:5") -> UInt64Array:
    """Return the 64-bit hash of every shingle of a text, in order, repeats included.

    Takes one text; for a column, ``[tt.shingles(text) for text in column]``, or :func:`sketch`.

    >>> shingles("one two three four five six").shape
    (2,)
    """
    check_one_text(text, "shingles")
    check_name("shingle", shingle)
    return _core.shingles(text, shingle)


def sketch(
    data: Any,
    *,
    column: str = "text",
    shingle: str = "word:5",
    slots: int = 128,
    threads: int | None = None,
    progress: Progress = None,
) -> UInt32Array:
    """Return the sketches of n texts, uint32 of shape (n, slots).

    Fast Similarity Sketching (Dahlgaard, Knudsen and Thorup, FOCS 2017): the share of equal slots of two rows estimates
    their Jaccard similarity. A text that is missing or has no tokens has all slots 2**32 - 1.

    >>> a, b = sketch(["the cat sat on the mat today", "The cat sat on the mat, today!"])
    >>> float((a == b).mean())
    1.0
    """
    check_slots(slots)
    check_name("shingle", shingle)
    texts = read_column(data, column).texts
    with reporting(progress) as report:
        return _core.sketch(texts, shingle, slots, thread_count(threads), report)


def bands(sketches: UInt32Array, *, threshold: float = 0.8, recall: float = 0.999) -> UInt64Array:
    """Return the band keys of sketches, uint64 of shape (n, b): texts that share a key are candidates.

    ``b`` is chosen so that two texts exactly at ``threshold`` share a key with probability at least ``recall``.
    """
    values = np.ascontiguousarray(sketches, dtype=np.uint32)
    if values.ndim != 2:
        raise ValueError(f"sketches must have shape (n, slots), got {values.shape}")
    rows, count, _ = _core.banding(threshold, recall, values.shape[1])
    return _core.bands(values, values.shape[1], rows, count)


def representatives(pairs: Any, priority: Sequence[int] | UInt32Array) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Return for every text the kept text that stands for it (itself, if it is kept), int64 of shape (n,).

    Parameters
    ----------
    pairs : structured array with fields left, right, similarity, as ``Duplicates.pairs``
    priority : rank of each of the n texts, 0 first; texts are visited in this order, and one is kept unless a kept text
        is paired with it; then the most similar of those stands for it, ties to the one visited earlier

    Raises
    ------
    ValueError
        If ``priority`` is not the ranks 0..n-1.
    IndexError
        If a pair names a text beyond them.
    """
    pairs = np.asarray(pairs)
    core = np.empty(len(pairs), dtype=_core.node_pair_dtype)
    for field in ("left", "right", "similarity"):
        wrong = (pairs[field] < 0) | (pairs[field] >= 2**32)
        if field != "similarity" and wrong.any():
            raise IndexError(f"pairs must name texts by position, got {field} {pairs[field][wrong][0]}")
        core[field] = pairs[field]
    ranks = np.asarray(priority)
    outside = (ranks < 0) | (ranks >= 2**32)
    if outside.any():
        raise ValueError(f"priority must be the ranks 0..{len(ranks) - 1}, each once, got {ranks[outside][0]}")
    of, _ = _core.representatives(core, ranks.astype(np.uint32))
    return of.astype(np.int64)
