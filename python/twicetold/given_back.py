"""Rows and columns given back in the caller's own type."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import narwhals as nw
import numpy as np

from twicetold.arguments import check_str
from twicetold.containers import in_memory, is_dataset, is_pyarrow, wrapped


def take(data: Any, keep: np.ndarray[Any, np.dtype[np.bool_]]) -> Any:
    """Return the rows of ``data`` where ``keep`` is true, in the caller's own type.

    Raises
    ------
    ValueError
        If ``data`` does not have as many rows as ``keep``.
    """
    if is_dataset(data):
        _check_rows(len(data), len(keep))
        return data.select(np.flatnonzero(keep))
    rows, own_type = in_memory(data)
    return own_type(_taken(rows if hasattr(rows, "__len__") else list(rows), keep))


def _taken(data: Any, keep: np.ndarray[Any, np.dtype[np.bool_]]) -> Any:
    _check_rows(len(data), len(keep))
    if is_pyarrow(data):
        return _take_arrow(data, keep)
    if isinstance(data, np.ndarray):
        return data[keep]
    native = wrapped(data)
    if isinstance(native, (nw.DataFrame, nw.Series)):
        if native.implementation.is_pandas_like():
            return data[keep]
        kept = nw.new_series("kept", keep.tolist(), nw.Boolean, backend=native.implementation)
        return native.filter(kept).to_native()
    kept_rows = [row for row, stays in zip(data, keep.tolist(), strict=True) if stays]
    return tuple(kept_rows) if isinstance(data, tuple) else kept_rows


def _take_arrow(data: Any, keep: np.ndarray[Any, np.dtype[np.bool_]]) -> Any:
    """Filter a pyarrow Array, ChunkedArray or Table, also where it holds views, which have no filter of their own."""
    import pyarrow as pa

    mask = pa.array(keep)
    if isinstance(data, pa.Table):
        fields = [field.with_type(_without_views(field.type)) for field in data.schema]
        return data.cast(pa.schema(fields, data.schema.metadata)).filter(mask).cast(data.schema)
    plain = _without_views(data.type)
    return data.filter(mask) if plain == data.type else data.cast(plain).filter(mask).cast(data.type)


def _without_views(kind: Any) -> Any:
    """Return a type of pyarrow with large_binary for the views in it, as polars has them in lists and structs, too."""
    import pyarrow as pa

    def plain(field: Any) -> Any:
        return field.with_type(_without_views(field.type))

    if "view" not in str(kind):  # most types, and all that are too deep to go down
        return kind
    if kind in (pa.string_view(), pa.binary_view()):
        return pa.large_binary()
    if pa.types.is_struct(kind):
        return pa.struct([plain(kind.field(k)) for k in range(kind.num_fields)])
    if pa.types.is_list(kind):
        return pa.list_(plain(kind.value_field))
    if pa.types.is_large_list(kind):
        return pa.large_list(plain(kind.value_field))
    if pa.types.is_fixed_size_list(kind):
        return pa.list_(plain(kind.value_field), kind.list_size)
    if pa.types.is_map(kind):
        return pa.map_(plain(kind.key_field), plain(kind.item_field), keys_sorted=kind.keys_sorted)
    return kind


def with_texts(data: Any, column: str, rows: np.ndarray[Any, np.dtype[np.int64]], texts: Sequence[str]) -> Any:
    """Return ``data`` with other texts in these rows, in the caller's own type; all else stays.

    Where the type cannot hold them a column gets one that can: an Enum of polars becomes String.
    """
    if is_dataset(data):
        values = data.select_columns([column]).with_format("arrow")[:][column].to_pylist()
        for row, text in zip(rows.tolist(), _as_held([values[row] for row in rows.tolist()], texts), strict=True):
            values[row] = text
        changed = data.remove_columns(column).add_column(column, values).select_columns(data.column_names)
        return changed.cast_column(column, data.features[column])
    held, own_type = in_memory(data)
    return own_type(_with_texts(held, column, rows, texts))


def _with_texts(data: Any, column: str, rows: np.ndarray[Any, np.dtype[np.int64]], texts: Sequence[str]) -> Any:
    if is_pyarrow(data):
        return _arrow_with_texts(data, column, rows, texts)
    if isinstance(data, np.ndarray):
        array = data.copy()
        array[rows] = _as_held(data[rows].tolist(), texts)
        return array
    native = wrapped(data)
    if isinstance(native, nw.DataFrame):
        return native.with_columns(_series_with_texts(native.get_column(column), rows, texts)).to_native()
    if isinstance(native, nw.Series):
        return _series_with_texts(native, rows, texts).to_native()
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
        If ``data`` is not a table, or ``prefix`` no str.
    ValueError
        If a column of that name exists, or the number of rows differs.
    """
    check_str("prefix", prefix)
    named = {prefix + name: values for name, values in columns.items()}
    rows = len(next(iter(columns.values())))
    if is_dataset(data):
        _check_rows(len(data), rows)
        _check_names(data.column_names, named)
        for name, values in named.items():
            data = data.add_column(name, values)
        return data
    held, own_type = in_memory(data)
    return own_type(_with_columns(held, named, rows))


def _with_columns(data: Any, named: Mapping[str, np.ndarray[Any, Any]], rows: int) -> Any:
    if isinstance(data, (list, tuple)) and (not data or isinstance(data[0], Mapping)):
        _check_rows(len(data), rows)
        for k, row in enumerate(data):
            if not isinstance(row, Mapping):
                got = f"{type(row).__name__} in row {k}"
                raise TypeError(f"data must hold only dicts if it starts with one, got {got}")
            _check_names(row, named)
        lists = {name: values.tolist() for name, values in named.items()}
        rows_with = [{**row, **{name: values[k] for name, values in lists.items()}} for k, row in enumerate(data)]
        return tuple(rows_with) if isinstance(data, tuple) else rows_with
    table = wrapped(data)
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
