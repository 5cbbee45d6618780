"""What a container is, told by what it can do: no library is imported to ask."""

import inspect
from collections.abc import Callable, Iterator
from typing import Any

import narwhals as nw

from twicetold.optional import needed


def is_arrow(data: Any) -> bool:
    """Return whether ``data`` hands its rows over by Arrow's PyCapsule interface."""
    return hasattr(data, "__arrow_c_stream__") or hasattr(data, "__arrow_c_array__")


def is_pyarrow(data: Any) -> bool:
    """Return whether ``data`` is one of pyarrow's own types."""
    return type(data).__module__.startswith("pyarrow")


def is_dataset(data: Any) -> bool:
    """Return whether ``data`` is a Hugging Face Dataset, whose rows are its table's as its indices say."""
    return all(hasattr(data, name) for name in ("select", "select_columns", "with_format", "features"))


def is_relation(data: Any) -> bool:
    """Return whether ``data`` is a relation of DuckDB: a query, run each time its rows are asked for."""
    return hasattr(data, "__arrow_c_stream__") and all(hasattr(data, name) for name in ("query", "types", "fetchall"))


def wrapped(data: Any) -> Any:
    """Return ``data`` as narwhals sees it, itself if it does not.

    Raises
    ------
    ValueError
        If two columns have one name.
    """
    try:
        native = nw.from_native(data, allow_series=True, pass_through=True)
    except ValueError as error:
        _check_names(list(getattr(data, "column_names", getattr(data, "columns", ()))))
        raise error
    if isinstance(native, nw.DataFrame):
        _check_names(native.columns)
    return native


def _check_names(names: list[Any]) -> None:
    twice = next((name for k, name in enumerate(names) if name in names[:k]), None)
    if twice is not None:
        raise ValueError(
            f"data must have columns of different names, got {str(twice)!r} {names.count(twice)} times: "
            "pass the column itself, or data.loc[:, ~data.columns.duplicated()]"
        )


def table_of(data: Any) -> Any:
    """Return a table of any kind as narwhals sees a frame in memory, None if ``data`` is none."""
    if isinstance(data, (list, tuple)):
        return None
    if is_dataset(data):
        data = data.with_format("arrow")[:]
    native = wrapped(data)
    if isinstance(native, nw.LazyFrame) and native.implementation.is_polars():
        native = native.collect()
    elif not isinstance(native, (nw.DataFrame, nw.Series)) and is_arrow(data) and not isinstance(data, Iterator):
        native = wrapped(arrow_of(data))
    return native if isinstance(native, nw.DataFrame) else None


def arrow_of(data: Any, method: str = "this container") -> Any:
    """Return what speaks Arrow as pyarrow's Table, ChunkedArray or Array."""
    pa = needed("pyarrow", method)
    if isinstance(data, (pa.Table, pa.ChunkedArray, pa.Array)):
        return data
    if isinstance(data, pa.RecordBatch):
        return pa.Table.from_batches([data])
    try:
        return pa.table(data)
    except (TypeError, ValueError, NotImplementedError):  # not one of structs
        return pa.chunked_array(data) if hasattr(data, "__arrow_c_stream__") else pa.array(data)


def in_memory(data: Any) -> tuple[Any, Callable[[Any], Any]]:
    """Return rows that can be gone through twice and are then the same, and how to give them back in their own type.

    An iterator becomes a list and stays one.
    """
    if is_relation(data):
        return arrow_of(data), lambda table: _as_relation(data, table)
    if isinstance(data, (nw.DataFrame, nw.Series)):
        return data.to_native(), lambda native: nw.from_native(native, allow_series=True)
    if is_arrow(data) and not is_pyarrow(data) and not isinstance(wrapped(data), (nw.DataFrame, nw.Series)):
        return arrow_of(data), lambda table: _made_by(type(data), table)
    if is_pyarrow(data) and isinstance(data, Iterator):  # a RecordBatchReader
        return arrow_of(data), lambda table: _made_by(type(data), table)
    if is_pyarrow(data) and hasattr(data, "to_struct_array"):  # a Table, or a RecordBatch
        is_batch = not hasattr(data, "to_batches")
        return arrow_of(data), (lambda table: _batch(type(data), table)) if is_batch else _itself
    if isinstance(data, Iterator):
        return rows_left(data), _itself
    native = wrapped(data)
    if isinstance(native, nw.LazyFrame) and native.implementation.is_polars():
        own_type = nw.from_native if isinstance(data, nw.LazyFrame) else _itself
        return native.collect().to_native(), lambda frame: own_type(frame.lazy())
    return data, _itself


def rows_left(data: Iterator[Any]) -> list[Any]:
    """Return what an iterator still has.

    Raises
    ------
    ValueError
        If it is a generator that has run to its end.
    """
    if inspect.isgenerator(data) and inspect.getgeneratorstate(data) == inspect.GEN_CLOSED:
        raise ValueError("data must have rows left, got a generator that was read to its end: pass a list")
    return list(data)


def _itself(data: Any) -> Any:
    return data


def _batch(kind: Any, table: Any) -> Any:
    batches = table.combine_chunks().to_batches()
    return batches[0] if batches else kind.from_pylist([], schema=table.schema)


def _made_by(kind: Any, table: Any) -> Any:
    """Return an Arrow object as ``kind``, if that has one of the usual ways to be made of one; else as it is."""
    make = getattr(kind, "from_arrow", None) or getattr(kind, "from_stream", None)
    return table if make is None else make(table)


def _as_relation(relation: Any, rows_by_twicetold: Any) -> Any:
    """Return a table as a relation of the same connection; types that Arrow does not have come back by a cast.

    DuckDB finds the table by the name of the variable, where it has no table of that name.

    Raises
    ------
    ValueError
        If the connection reads no variables of Python.
    """
    try:
        made = relation.query("view_by_twicetold", "SELECT * FROM rows_by_twicetold")
    except Exception as error:  # of duckdb, which is not imported here
        if type(error).__name__ != "CatalogException":
            raise
        raise ValueError(
            "data must be of a connection that reads Python's variables, got one that forbids it "
            "(python_enable_replacements or enable_external_access is off): pass data.to_arrow_table()"
        ) from error
    known = dict(zip(relation.columns, relation.types, strict=True))
    columns = [
        f"CAST({name} AS {known[column]}) AS {name}" if column in known and known[column] != kind else name
        for column, kind in zip(made.columns, made.types, strict=True)
        for name in ['"' + column.replace('"', '""') + '"']
    ]
    return made.project(", ".join(columns))
