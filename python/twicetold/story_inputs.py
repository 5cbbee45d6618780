"""What is known of texts that are grouped into stories: the texts, and what stands beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from twicetold.beside import FloatArray, days_of, labels_beside, values_beside
from twicetold.columns import Column, read_column
from twicetold.containers import in_memory


@dataclass(frozen=True)
class StoryInputs:
    """n texts; titles, sources and languages are None and ``days`` is empty where they were not given."""

    texts: Column
    titles: Column | None
    days: FloatArray
    sources: Sequence[str | None] | None
    languages: Column | None

    def __len__(self) -> int:
        """Return the number of texts."""
        return len(self.texts)

    def __add__(self, new: "StoryInputs") -> "StoryInputs":
        """Return the inputs of both, those of ``new`` behind; what only one of them has is missing in the other."""
        sizes = (len(self), len(new))
        return StoryInputs(
            read_column(_values(self.texts, sizes[0]) + _values(new.texts, sizes[1])),
            _columns_joined((self.titles, new.titles), sizes),
            _days_joined((self.days, new.days), sizes),
            _sources_joined((self.sources, new.sources), sizes),
            _columns_joined((self.languages, new.languages), sizes),
        )


def read_inputs(data: Any, *, column: str, title: Any, time: Any, source: Any, language: Any) -> StoryInputs:
    """Read texts and what stands beside them: each the name of a column or a sequence of n."""
    if any(isinstance(given, str) for given in (title, time, source, language)):
        data, _ = in_memory(data)  # so that its columns are read of the same rows
    texts = read_column(data, column)
    titles = labels_beside("title", title, data, len(texts))
    sources = _as_labels(values_beside("source", source, data, len(texts)))
    days, _ = days_of(values_beside("time", time, data, len(texts)))
    return StoryInputs(texts, titles, days, sources, labels_beside("language", language, data, len(texts)))


def _as_labels(values: list[Any] | None) -> list[str | None] | None:
    """Return the sources as text, None where there is none."""
    return None if values is None else [_as_label(value, row) for row, value in enumerate(values)]


def _as_label(value: Any, row: int) -> str | None:
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return None
    if not isinstance(value, str) and (hasattr(value, "__len__") or hasattr(value, "__iter__")):
        got = f"{type(value).__name__} in row {row}"
        raise TypeError(f"source must hold str, numbers or missing values, got {got}")
    return str(value) if value == value else None


def _values(column: Column | None, rows: int) -> list[str | None]:
    if column is None:
        return [None] * rows
    missing = column.texts.missing()
    return [None if missing[row] else column.text(row) for row in range(rows)]


def _columns_joined(columns: tuple[Column | None, Column | None], sizes: tuple[int, int]) -> Column | None:
    if columns == (None, None):
        return None
    return read_column(_values(columns[0], sizes[0]) + _values(columns[1], sizes[1]))


def _days_joined(days: tuple[FloatArray, FloatArray], sizes: tuple[int, int]) -> FloatArray:
    if not any(len(own) for own in days):
        return np.empty(0)
    return np.concatenate([own if len(own) else np.full(n, np.nan) for own, n in zip(days, sizes, strict=True)])


def _sources_joined(sources: tuple[Any, Any], sizes: tuple[int, int]) -> Sequence[str | None] | None:
    if sources == (None, None):
        return None
    return [value for own, n in zip(sources, sizes, strict=True) for value in (own or [None] * n)]
