"""Values that stand beside the texts: dates, titles, languages, in a column of the table or a sequence."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

import numpy as np

from twicetold.columns import Column, check_rows, no_column, read_column, table_column
from twicetold.containers import table_of

FloatArray = np.ndarray[Any, np.dtype[np.float64]]


def values_beside(name: str, given: Any, data: Any, rows: int) -> list[Any] | None:
    """Return the column that ``given`` names or is."""
    if given is None:
        return None
    check_rows(name, given, "a column's name or a sequence of one entry a text")
    values = _named_values(name, given, data) if isinstance(given, str) else _listed(name, given)
    if len(values) != rows:
        raise ValueError(f"{name} must have one entry for each of the {rows} texts, got {len(values)}")
    return values


def _listed(name: str, given: Any) -> list[Any]:
    if hasattr(given, "to_pylist"):  # Arrow's own scalars are neither equal nor shown as what they hold
        values: list[Any] = given.to_pylist()
        return values
    if isinstance(given, np.ndarray) and given.dtype.kind in "OUT":
        return list(given.tolist())
    try:
        return list(given)
    except TypeError:
        got = type(given).__name__
        raise TypeError(f"{name} must be a column's name or a sequence of one entry a text, got {got}") from None


def labels_beside(name: str, given: Any, data: Any, rows: int) -> Column | None:
    """Return a column of texts such as titles or languages."""
    values = values_beside(name, given, data, rows)
    if values and isinstance(values[0], Mapping):
        raise TypeError(f"{name} must hold str or missing values, got {type(values[0]).__name__} in row 0")
    try:
        return None if values is None else read_column(values)
    except (TypeError, ValueError) as error:
        if not str(error).startswith("data "):
            raise
        raise type(error)(str(error).replace("data", name, 1)) from None


@contextmanager
def advising_column(name: str, given: Any, data: Any) -> Iterator[None]:
    """Say of a wrong value that only names a column how that column is passed: "id" could be a language, too."""
    try:
        yield
    except ValueError as error:
        if str(error).startswith(f"{name} ") and isinstance(given, str) and _names_column(given, data):
            raise ValueError(f"{error}: to give each text its own, pass the column itself") from None
        raise


def _names_column(given: str, data: Any) -> bool:
    try:
        return bool(_named_values("", given, data))
    except ValueError:
        return False


def _named_values(name: str, column: str, data: Any) -> list[Any]:
    if isinstance(data, (list, tuple)) and not data:
        return []  # it may be of rows that would have had the column
    if isinstance(data, (list, tuple)) and isinstance(data[0], Mapping):
        if not any(column in row for row in data):
            raise ValueError(no_column(column, dict.fromkeys(chain.from_iterable(data)), name))
        return [row.get(column) for row in data]
    table = table_of(data)
    if table is None:
        raise ValueError(f"{name} must be a sequence, as data is no table, got {column!r}")
    return table_column(table, column, name).to_list()


def days_of(values: list[Any] | None) -> tuple[FloatArray, int]:
    """Return when each text appeared, in days (NaN: not known), and how many are not known."""
    if values is None:
        return np.empty(0), 0
    days = np.array([day_of(value) for value in values], dtype=np.float64)
    return days, int(np.isnan(days).sum())


def day_of(value: Any) -> float:
    """Return days since 1970 of an ISO text, a date or a NumPy or pandas time; NaN if it is none.

    A number may count anything since any day: it is none.
    """
    if isinstance(value, (bool, int, float, np.number)):
        return float("nan")
    offset = timedelta()
    try:
        moment = datetime.fromisoformat(value.strip()) if isinstance(value, str) else value
        if isinstance(moment, datetime):
            offset = moment.utcoffset() or timedelta()
            moment = moment.replace(tzinfo=None)
        seconds = np.datetime64(moment, "s")
        if np.isnat(seconds) or seconds.astype("M8[Y]") != np.datetime64(moment).astype("M8[Y]"):  # it wrapped around
            return float("nan")
    except (TypeError, ValueError, AttributeError, OverflowError):
        return float("nan")
    # In numbers: the first and the last days that datetime knows have none beyond.
    return (float(seconds.astype(np.int64)) - offset.total_seconds()) / 86_400
