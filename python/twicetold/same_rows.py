"""Whether a table is the one that was searched: a result names rows by position, and sorting moves them."""

from collections.abc import Mapping
from typing import Any

import narwhals as nw
import numpy as np

from twicetold.columns import Column, read_column
from twicetold.containers import is_dataset, wrapped

_LOOKED_AT = 5000  # rows, evenly spaced: any sorting or sampling moves most rows


def check_same_rows(searched: Column | None, data: Any) -> None:
    """Raise ValueError if ``data`` is a table whose rows have other texts than the searched ones, or in another order.

    Columns and tables without the searched column cannot be told: they may be ids, or other columns of the same rows.
    """
    if searched is None or not _has_column(data, searched.name):
        return
    try:
        own = read_column(data, searched.name)
    except (TypeError, ValueError):  # of the same name, but it holds no texts
        return
    if len(own) != len(searched):
        return  # which is told by who takes the rows
    for row in np.linspace(0, len(own) - 1, min(len(own), _LOOKED_AT)).astype(int).tolist():
        if own.text(row) != searched.text(row):
            raise ValueError(
                f"data must have the rows that were searched, in their order: row {row} has another "
                f"{searched.name!r}, got a table that was sorted, sampled or changed since (search that one)"
            )


def _has_column(data: Any, name: str) -> bool:
    if isinstance(data, (list, tuple)):
        return bool(data) and isinstance(data[0], Mapping) and name in data[0]
    if is_dataset(data):
        return name in data.column_names
    table = wrapped(data)
    return isinstance(table, nw.DataFrame) and name in table.columns
