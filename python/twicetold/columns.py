"""Columns of text in whatever container the caller has them, and the same container back."""

import io
from collections.abc import Iterable, Mapping, MappingView, Sequence, Set
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np

from twicetold import _core
from twicetold.arguments import check_str

COLUMN = "a column of texts or a table"
TEXT_OR_COLUMN = f"a str, {COLUMN}"


@dataclass(frozen=True)
class Column:
    """A column of texts as the core reads it, and the caller's object that holds them."""

    texts: _core.Texts
    values: Any

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
    if isinstance(data, str):
        raise TypeError(f"data must be {accepted}, got one str")
    check_rows("data", data, accepted)
    if isinstance(data, np.ndarray):
        return _read_array(data)
    if isinstance(data, (list, tuple)):
        return _read_sequence(data, column)
    native = nw.from_native(data, allow_series=True, pass_through=True)
    if isinstance(native, nw.DataFrame):
        return _read_series(table_column(native, column))
    if isinstance(native, nw.LazyFrame):
        raise TypeError(f"data must be in memory, got the lazy {type(data).__name__}: collect it first")
    if isinstance(native, nw.Series):
        return _read_series(native)
    if hasattr(data, "__arrow_c_array__") or hasattr(data, "__arrow_c_stream__"):
        return _read_arrow(data, data)
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
    elif isinstance(data, (bytes, bytearray, Mapping)):
        hint = type(data).__name__
    else:
        return
    raise TypeError(f"{name} must be {accepted}, got {hint}")


def table_column(table: nw.DataFrame[Any], column: str) -> nw.Series[Any]:
    """Return a column of a table, or say which columns there are."""
    if column not in table.columns:
        raise ValueError(_no_column(column, table.columns))
    return table.get_column(column)


def _no_column(column: str, columns: Iterable[object]) -> str:
    names = [str(name) for name in columns]
    listed = ", ".join(names[:20]) + (", …" if len(names) > 20 else "")
    return f"column must be one of the table's columns ({listed}), got {column!r}"


def _read_array(data: np.ndarray[Any, Any]) -> Column:
    if data.ndim != 1:
        raise ValueError(f"data must have one dimension, got shape {data.shape}")
    if data.dtype.kind not in "OUT":
        raise TypeError(f"data must hold str or missing values, got dtype {data.dtype}")
    return Column(_core.Texts.from_sequence(data.tolist()), data)


def _read_sequence(data: Sequence[Any], column: str) -> Column:
    if data and isinstance(data[0], Mapping):
        return Column(_core.Texts.from_sequence([_cell(row, column, k) for k, row in enumerate(data)]), data)
    return Column(_core.Texts.from_sequence(data), data)


def _cell(row: Any, column: str, position: int) -> Any:
    if not isinstance(row, Mapping):
        raise TypeError(f"data must hold only dicts if it starts with one, got {type(row).__name__} in row {position}")
    if column not in row:
        raise ValueError(f"{_no_column(column, row)} in row {position}")
    return row[column]


def _read_series(series: nw.Series[Any]) -> Column:
    native = series.to_native()
    if series.is_null().all():
        return Column(_core.Texts.from_sequence([None] * len(series)), native)
    is_text = series.dtype in (nw.String, nw.Categorical, nw.Enum)
    if not is_text and series.dtype not in (nw.Object, nw.Unknown, nw.Binary):
        raise TypeError(f"data must be a column of text, got dtype {series.dtype}")
    if hasattr(native, "__arrow_c_stream__") and (is_text or series.dtype == nw.Binary) and _is_arrow(series, native):
        return _read_arrow(native, native)
    return Column(_core.Texts.from_sequence(series.to_list()), native)


def _is_arrow(series: nw.Series[Any], native: Any) -> bool:
    """Return whether the column lies in Arrow memory: pandas would first convert what does not, by pyarrow."""
    pandas_like = series.implementation.is_pandas_like()
    return (
        not pandas_like or getattr(native.dtype, "storage", "") == "pyarrow" or hasattr(native.dtype, "pyarrow_dtype")
    )


def _read_arrow(data: Any, values: Any) -> Column:
    if not hasattr(data, "__arrow_c_stream__"):
        import pyarrow as pa

        data = pa.chunked_array([pa.array(data)])
    return Column(_core.Texts.from_arrow(data.__arrow_c_stream__()), values)


def take(data: Any, keep: np.ndarray[Any, np.dtype[np.bool_]]) -> Any:
    """Return the rows of ``data`` where ``keep`` is true, in the caller's own type.

    Raises
    ------
    ValueError
        If ``data`` does not have as many rows as ``keep``.
    """
    if hasattr(data, "__len__"):
        _check_rows(len(data), len(keep))
    if type(data).__module__.startswith("pyarrow"):
        return _take_arrow(data, keep)
    native = nw.from_native(data, allow_series=True, pass_through=True)
    if isinstance(native, (nw.DataFrame, nw.Series)):
        return native.filter(keep.tolist()).to_native() if len(keep) else data
    if isinstance(data, np.ndarray):
        return data[keep]
    rows = data if isinstance(data, (list, tuple)) else list(data)
    _check_rows(len(rows), len(keep))
    kept = [row for row, stays in zip(rows, keep.tolist(), strict=True) if stays]
    return tuple(kept) if isinstance(data, tuple) else kept


def _take_arrow(data: Any, keep: np.ndarray[Any, np.dtype[np.bool_]]) -> Any:
    """Filter a pyarrow Array, ChunkedArray or Table, also where it holds views, which have no filter of their own."""
    import pyarrow as pa

    views = (pa.string_view(), pa.binary_view())
    mask = pa.array(keep)
    if isinstance(data, pa.Table):
        fields = [f.with_type(pa.large_binary()) if f.type in views else f for f in data.schema]
        return data.cast(pa.schema(fields, data.schema.metadata)).filter(mask).cast(data.schema)
    if data.type in views:
        return data.cast(pa.large_binary()).filter(mask).cast(data.type)
    return data.filter(mask)


def with_texts(data: Any, column: str, rows: np.ndarray[Any, np.dtype[np.int64]], texts: Sequence[str]) -> Any:
    """Return ``data`` with other texts in these rows, in the caller's own type; all else stays.

    Where the type cannot hold them a column gets one that can: an Enum of polars becomes String.
    """
    if type(data).__module__.startswith("pyarrow"):
        return _arrow_with_texts(data, column, rows, texts)
    native = nw.from_native(data, allow_series=True, pass_through=True)
    if isinstance(native, nw.DataFrame):
        return native.with_columns(_series_with_texts(native.get_column(column), rows, texts)).to_native()
    if isinstance(native, nw.Series):
        return _series_with_texts(native, rows, texts).to_native()
    if isinstance(data, np.ndarray):
        array = data.copy()
        array[rows] = _as_held(data[rows].tolist(), texts)
        return array
    changed = list(data)
    of_dicts = bool(changed) and isinstance(changed[0], Mapping)
    held = [changed[row][column] if of_dicts else changed[row] for row in rows.tolist()]
    for row, text in zip(rows.tolist(), _as_held(held, texts), strict=True):
        changed[row] = {**changed[row], column: text} if of_dicts else text
    return tuple(changed) if isinstance(data, tuple) else changed


def _as_held(held: Sequence[Any], texts: Sequence[str]) -> list[str | bytes]:
    """Return the texts as what stood in their place: str, or bytes of UTF-8."""
    return [text.encode() if isinstance(old, bytes) else text for old, text in zip(held, texts, strict=True)]


def _series_with_texts(series: nw.Series[Any], rows: Any, texts: Sequence[str]) -> nw.Series[Any]:
    native, name = series.to_native(), series.name
    if not len(rows):
        return series
    if series.implementation.is_pandas_like():
        if series.dtype in (nw.Categorical, nw.Enum):
            native = native.cat.add_categories(sorted(set(texts) - set(native.cat.categories)))
        native = native.copy()
        native.iloc[rows] = _as_held(native.iloc[rows].tolist(), texts)
        if series.dtype in (nw.Categorical, nw.Enum):
            native = native.cat.remove_unused_categories()
        return nw.from_native(native, series_only=True)
    values = series.to_list()
    for row, text in zip(rows.tolist(), _as_held([values[row] for row in rows.tolist()], texts), strict=True):
        values[row] = text
    dtype = nw.String if series.dtype == nw.Enum else series.dtype
    return nw.new_series(name, values, dtype, backend=series.implementation)


def _arrow_with_texts(data: Any, column: str, rows: Any, texts: Sequence[str]) -> Any:
    """Replace texts in a pyarrow Array, ChunkedArray or Table, chunk by chunk."""
    import pyarrow as pa

    if isinstance(data, pa.Table):
        place = data.schema.get_field_index(column)
        new = _arrow_with_texts(data.column(place), column, rows, texts)
        return data.set_column(place, data.schema.field(place), new)
    chunks, begin = [], 0
    for chunk in data.chunks if isinstance(data, pa.ChunkedArray) else [data]:
        first, last = np.searchsorted(rows, (begin, begin + len(chunk))).tolist()
        own = [(int(row) - begin, text) for row, text in zip(rows[first:last], texts[first:last], strict=True)]
        chunks.append(_chunk_with_texts(chunk, own))
        begin += len(chunk)
    return pa.chunked_array(chunks, data.type) if isinstance(data, pa.ChunkedArray) else chunks[0]


def _chunk_with_texts(chunk: Any, texts: Sequence[tuple[int, str]]) -> Any:
    import pyarrow as pa

    if not texts:
        return chunk
    values = chunk.to_pylist()
    for row, text in texts:
        values[row] = text.encode() if isinstance(values[row], bytes) else text
    if pa.types.is_dictionary(chunk.type):
        return pa.array(values, chunk.type.value_type).dictionary_encode().cast(chunk.type)
    return pa.array(values, chunk.type)


def add_columns(data: Any, columns: Mapping[str, np.ndarray[Any, Any]], prefix: str) -> Any:
    """Return the table ``data`` with more columns, in the caller's own type.

    Raises
    ------
    TypeError
        If ``data`` is not a table.
    ValueError
        If a column of that name exists, or the number of rows differs.
    """
    named = {prefix + name: values for name, values in columns.items()}
    rows = len(next(iter(columns.values())))
    if isinstance(data, list) and (not data or isinstance(data[0], Mapping)):
        _check_rows(len(data), rows)
        for row in data:
            _check_names(row, named)
        lists = {name: values.tolist() for name, values in named.items()}
        return [{**row, **{name: values[k] for name, values in lists.items()}} for k, row in enumerate(data)]
    table = nw.from_native(data, pass_through=True)
    if not isinstance(table, nw.DataFrame):
        raise TypeError(f"data must be a table to add columns to, got {type(data).__name__}")
    _check_rows(len(table), rows)
    _check_names(table.columns, named)
    backend = table.implementation
    new = [
        nw.new_series(name, values.tolist(), nw.Float64 if values.dtype.kind == "f" else nw.Int64, backend=backend)
        for name, values in named.items()
    ]
    return table.with_columns(*new).to_native()


def _check_rows(rows: int, expected: int) -> None:
    if rows != expected:
        raise ValueError(f"data must have the {expected} rows that were read, got {rows}")


def _check_names(existing: Iterable[str], new: Iterable[str]) -> None:
    clash = [name for name in new if name in set(existing)]
    if clash:
        raise ValueError(f"data must not have a column {clash[0]!r} yet: choose prefix= to name the new ones otherwise")


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
