"""Columns of text in whatever container the caller has them."""

import io
from collections.abc import Iterable, Iterator, Mapping, MappingView, Sequence, Set
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

import narwhals as nw
import numpy as np

from twicetold import _core
from twicetold.arguments import check_str
from twicetold.arrow_types import with_names
from twicetold.containers import arrow_of, is_arrow, is_dataset, is_relation, rows_left, wrapped

_TEXT_TYPES = (nw.String, nw.Categorical, nw.Enum)
_DATASET_TEXTS = ("string", "large_string", "string_view")
COLUMN = "a column of texts or a table"
TEXT_OR_COLUMN = f"a str, {COLUMN}"


@dataclass(frozen=True)
class Column:
    """A column of texts as the core reads it, and the caller's object that holds them."""

    texts: _core.Texts
    values: Any
    name: str = "text"  # of the table's column, if it came from one

    def __len__(self) -> int:
        return len(self.texts)

    def text(self, row: int) -> str:
        """Return the text of a row, "" if it is missing."""
        return self.texts.text(row)

    @property
    def labels(self) -> tuple[Any, Any]:
        """Return index and name of a pandas Series, else None and None."""
        return (self.values.index, self.values.name) if nw.dependencies.is_pandas_series(self.values) else (None, None)


def read_column(data: Any, column: str = "text", *, accepted: str = COLUMN) -> Column:
    """Find the texts in ``data``; ``accepted`` says, where it is none of that, what could be given.

    Raises
    ------
    TypeError
        If ``data`` is no column of texts and no table, or holds something else than texts.
    ValueError
        If a table has no such column, or a text is not valid UTF-8.
    """
    check_str("column", column)
    return replace(_read(data, column, accepted), name=column)


def _read(data: Any, column: str, accepted: str) -> Column:
    if isinstance(data, str):
        raise TypeError(f"data must be {accepted}, got one str")
    check_rows("data", data, accepted)
    if isinstance(data, np.ndarray):
        return _read_array(data)
    if isinstance(data, (list, tuple)):
        return _read_sequence(data, column)
    if is_dataset(data):
        return _read_dataset(data, column)
    if is_relation(data) or (is_arrow(data) and isinstance(data, Iterator)):  # whose rows can be had only once
        data = arrow_of(data)
    native = wrapped(data)
    if isinstance(native, nw.LazyFrame) and native.implementation.is_polars():
        schema = native.collect_schema()
        if column not in schema:
            raise ValueError(no_column(column, schema))
        return _read_series(native.select(column).collect().get_column(column), schema)
    if isinstance(native, nw.DataFrame):
        return _read_series(table_column(native, column), native.schema)
    if isinstance(native, nw.LazyFrame):
        raise TypeError(f"data must be in memory, got the lazy {type(data).__name__}: collect it first")
    if isinstance(native, nw.Series):
        return _read_series(native)
    if is_arrow(data):
        return _read_arrow(data, data, column)
    if isinstance(data, Iterator):
        return _read_sequence(rows_left(data), column)
    if isinstance(data, Iterable):
        return _read_sequence(list(data), column)
    raise TypeError(f"data must be {accepted}, got {type(data).__name__}")


def check_rows(name: str, data: Any, accepted: str) -> None:
    """Raise TypeError if ``data`` can be gone through but has no rows in an order, or not those that are meant."""
    if isinstance(data, io.IOBase):
        hint = "an open file: pass file.read() for one text or list(file) for a text a line"
    elif isinstance(data, MappingView):
        hint = f"{type(data).__name__}, a view that changes with its dict: pass a list of it"
    elif isinstance(data, Set):
        hint = f"{type(data).__name__}, which has no order: pass a list"
    elif isinstance(data, Mapping):
        names = ", ".join(repr(name) for name in list(data)[:5]) + (", …" if len(data) > 5 else "")
        hint = f"{type(data).__name__}: pass one of its values ({names})" if names else type(data).__name__
    elif isinstance(data, (bytes, bytearray)):
        hint = type(data).__name__
    else:
        return
    raise TypeError(f"{name} must be {accepted}, got {hint}")


def table_column(table: nw.DataFrame[Any], column: str, argument: str = "column") -> nw.Series[Any]:
    """Return a column of a table, or say which columns there are."""
    if column not in table.columns:
        raise ValueError(no_column(column, table.columns, argument))
    return table.get_column(column)


def no_column(column: str, columns: Iterable[object], argument: str = "column") -> str:
    """Return what is wrong with an argument that names a column that is not there."""
    names = [str(name) for name in columns]
    listed = ", ".join(names[:20]) + (", …" if len(names) > 20 else "")
    return f"{argument} must be one of the table's columns ({listed}), got {column!r}"


def _read_array(data: np.ndarray[Any, Any]) -> Column:
    if data.ndim != 1:
        raise ValueError(f"data must have one dimension, got shape {data.shape}")
    if data.dtype.kind in "OUT":
        return Column(_texts(data.tolist()), data)
    if (data == data).any():  # else it has no rows, or only NaN, which is what arrays of no text often are
        raise TypeError(f"data must hold str or missing values, got dtype {data.dtype}")
    return Column(_texts([None] * len(data)), data)


def _texts(rows: Sequence[Any]) -> _core.Texts:
    """Give rows to the core, which knows as missing what Python and pandas have, but not all of NumPy's scalars."""
    try:
        return _core.Texts.from_sequence(rows)
    except TypeError:
        if not any(map(_is_numpys_missing, rows)):
            raise
    return _core.Texts.from_sequence([None if _is_numpys_missing(row) else row for row in rows])


def _is_numpys_missing(row: Any) -> bool:
    return isinstance(row, (np.floating, np.datetime64)) and bool(row != row)


def _read_sequence(data: Sequence[Any], column: str) -> Column:
    if not data or not isinstance(data[0], Mapping):
        return Column(_texts(data), data)
    for position, row in enumerate(data):
        if not isinstance(row, Mapping):
            got = type(row).__name__
            raise TypeError(f"data must hold only dicts if it starts with one, got {got} in row {position}")
    if not any(column in row for row in data):
        raise ValueError(no_column(column, dict.fromkeys(chain.from_iterable(data))))
    return Column(_texts([row.get(column) for row in data]), data)  # as pandas reads rows that lack a column


def _read_dataset(data: Any, column: str) -> Column:
    if column not in data.column_names:
        raise ValueError(no_column(column, data.column_names))
    table = wrapped(data.select_columns([column]).with_format("arrow")[:])
    types = {name: nw.String() for name, kind in data.features.items() if getattr(kind, "dtype", "") in _DATASET_TEXTS}
    return _read_series(table.get_column(column), {**types, **table.schema})


def _read_series(series: nw.Series[Any], schema: Mapping[str, Any] | None = None) -> Column:
    """Read a column of a table with this schema, or one that stands alone."""
    native = series.to_native()
    if series.is_null().all():
        return Column(_texts([None] * len(series)), native)
    is_text = series.dtype in _TEXT_TYPES
    if not is_text and series.dtype not in (nw.Object, nw.Unknown, nw.Binary):
        raise TypeError(_no_text(series, schema))
    if hasattr(native, "__arrow_c_stream__") and (is_text or series.dtype == nw.Binary) and _is_arrow(series, native):
        return _read_arrow(native, native)
    try:
        return Column(_texts(series.to_list()), native)
    except TypeError as error:
        if schema is None:
            raise
        raise TypeError(f"{error} of column {series.name!r}: turn it into text, or name another by column=") from None


def _no_text(series: nw.Series[Any], schema: Mapping[str, Any] | None) -> str:
    if schema is None:
        return f"data must be a column of text, got dtype {series.dtype}"
    others = [name for name, dtype in schema.items() if dtype in _TEXT_TYPES]
    there = f"those of text are {', '.join(others[:20])}{', …' if len(others) > 20 else ''}" if others else "none is"
    return f"column must name a column of text, got {series.name!r} of dtype {series.dtype} ({there})"


def _is_arrow(series: nw.Series[Any], native: Any) -> bool:
    """Return whether the column lies in Arrow memory: pandas would first convert what does not, by pyarrow."""
    pandas_like = series.implementation.is_pandas_like()
    return (
        not pandas_like or getattr(native.dtype, "storage", "") == "pyarrow" or hasattr(native.dtype, "pyarrow_dtype")
    )


def _read_arrow(data: Any, values: Any, column: str = "") -> Column:
    try:
        if hasattr(data, "__arrow_c_stream__"):
            texts = _core.Texts.from_arrow(data.__arrow_c_stream__(), column)
        else:
            schema, array = data.__arrow_c_array__()
            texts = _core.Texts.from_arrow_array(schema, array, column)
    except TypeError as error:
        raise TypeError(with_names(str(error))) from None
    return Column(texts, values)


def column_of(values: Any, column: str) -> Any:
    """Return the texts of what was read, where that is a table: the dicts' values, or a column of Arrow's."""
    if isinstance(values, (list, tuple)) and values and isinstance(values[0], Mapping):
        return [row[column] for row in values]
    if is_arrow(values) and not isinstance(wrapped(values), nw.Series):
        table = arrow_of(values)
        return table.column(column) if hasattr(table, "column_names") else values
    return values
