"""Scores of rows as the order in which texts are visited."""

import reprlib
from datetime import date, timedelta
from decimal import Decimal
from numbers import Real
from typing import Any

import numpy as np

from twicetold.beside import day_of


def ranks_by(scores: Any, rows: int, *, highest_first: bool = True) -> np.ndarray[Any, np.dtype[np.uint32]]:
    """Return the rank of every row by its score, a number or a time; ties: earlier row first; missing scores last."""
    values, missing = _comparable(scores, rows)
    if highest_first:
        # Backwards twice, as unsigned numbers have no negative: still the earlier row first where scores are equal.
        order = (rows - 1 - np.argsort(values[::-1], kind="stable"))[::-1]
    else:
        order = np.argsort(values, kind="stable")
    order = np.concatenate([order[~missing[order]], order[missing[order]]])
    ranks = np.empty(rows, dtype=np.uint32)
    ranks[order] = np.arange(rows, dtype=np.uint32)
    return ranks


def _comparable(scores: Any, rows: int) -> tuple[Any, np.ndarray[Any, np.dtype[np.bool_]]]:
    """Return numbers in the order of the scores, and which of them are missing."""
    try:
        values = np.asarray(scores)
    except ValueError:
        raise ValueError("keep must have one score for each text, got lists of different lengths") from None
    if values.shape != (rows,):
        raise ValueError(f"keep must have one score for each of the {rows} texts, got shape {values.shape}")
    if values.dtype.kind in "mM":
        return values.astype(np.int64), np.isnat(values)
    if values.dtype.kind not in "iufb":
        return _places([_score(value) for value in values.tolist()])
    return values, np.isnan(values) if values.dtype.kind == "f" else np.zeros(rows, dtype=bool)


def _score(value: Any) -> Any:
    """Return what can be compared with its like, None for a missing score (None, NaN, pandas' NA and NaT)."""
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return None
    if not isinstance(value, (Real, Decimal, date, timedelta)):
        try:
            value = float(value)
        except (TypeError, ValueError):
            day = day_of(value)
            if day != day:
                raise ValueError(f"keep must have numbers or times as scores, got {reprlib.repr(value)}") from None
            value = timedelta(days=day)  # which is not compared with numbers
    return value if value == value else None  # NaN is not equal to itself


def _places(scores: list[Any]) -> tuple[Any, np.ndarray[Any, np.dtype[np.bool_]]]:
    """Return the place of every score among all that there are, however large they are."""
    try:
        sorted_scores = sorted(dict.fromkeys(score for score in scores if score is not None))
    except TypeError as error:
        raise ValueError(f"keep must have scores of one kind, got some that differ: {error}") from None
    place = {score: k for k, score in enumerate(sorted_scores)}
    missing = np.array([score is None for score in scores], dtype=bool)
    return np.array([place.get(score, 0) for score in scores], dtype=np.int64), missing
