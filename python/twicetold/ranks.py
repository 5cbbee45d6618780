"""Scores of rows as the order in which texts are visited."""

from typing import Any

import numpy as np


def ranks_by(scores: Any, rows: int, *, highest_first: bool = True) -> np.ndarray[Any, np.dtype[np.uint32]]:
    """Return the rank of every row by its score; ties and scores that are missing: earlier row first, missing last."""
    values = np.asarray(scores)
    if values.shape != (rows,):
        raise ValueError(f"keep must have one score for each of the {rows} texts, got shape {values.shape}")
    if values.dtype.kind not in "iufb":
        try:
            values = np.array([_score(score) for score in values.tolist()], dtype=np.float64)
        except (TypeError, ValueError):
            raise ValueError(f"keep must have numbers as scores, got {_not_a_number(values)!r}") from None
    if highest_first and values.dtype.kind == "f":
        order = np.argsort(-values, kind="stable")
    elif highest_first:
        # Backwards twice, as unsigned numbers have no negative: still the earlier row first where scores are equal.
        order = (rows - 1 - np.argsort(values[::-1], kind="stable"))[::-1]
    else:
        order = np.argsort(values, kind="stable")
    ranks = np.empty(rows, dtype=np.uint32)
    ranks[order] = np.arange(rows, dtype=np.uint32)
    return ranks


def _score(value: Any) -> float:
    """Return a score as a number, NaN for a missing one (None, pandas' NA)."""
    return float("nan") if value is None or type(value).__name__ in ("NAType", "NaTType") else float(value)


def _not_a_number(values: Any) -> Any:
    """Return the first score that is none."""
    for value in values.tolist():
        try:
            _score(value)
        except (TypeError, ValueError):
            return value
    return values
