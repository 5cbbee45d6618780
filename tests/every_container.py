"""Tables and columns of every kind, and how tests read them again. What is not installed is skipped by name."""

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

Columns = dict[str, list[Any]]


class Stream:
    """Speaks nothing but Arrow streams."""

    def __init__(self, held: Any) -> None:
        self._held = held

    @classmethod
    def from_arrow(cls, held: Any) -> "Stream":
        return cls(held)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._held.__arrow_c_stream__(requested_schema)


class OneArray:
    """Speaks nothing but single Arrow arrays."""

    def __init__(self, held: Any) -> None:
        self._held = held

    @classmethod
    def from_arrow(cls, held: Any) -> "OneArray":
        return cls(pa.record_batch(held) if isinstance(held, OneArray) else one_array(held))

    def __arrow_c_array__(self, requested_schema: object = None) -> tuple[object, object]:
        capsules: tuple[object, object] = self._held.__arrow_c_array__(requested_schema)
        return capsules


def one_array(held: Any) -> Any:
    if isinstance(held, pa.Table):
        batches = held.combine_chunks().to_batches()
        return batches[0] if batches else pa.RecordBatch.from_pylist([], schema=held.schema)
    return held.combine_chunks() if isinstance(held, pa.ChunkedArray) else held


def installed(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


@dataclass(frozen=True)
class Container:
    """How a table of this kind is made of columns, read again, and what must stay besides: types and labels."""

    make: Callable[[Columns], Any]
    read: Callable[[Any], Columns]
    schema: Callable[[Any], Any]
    package: str = "numpy"


def _pandas(dtype: Any, index: Callable[[int], Any] | None = None) -> Container:
    def make(columns: Columns) -> Any:
        n = len(columns["text"])
        frame = pd.DataFrame({name: pd.Series(values) for name, values in columns.items()})
        frame["text"] = pd.Series(columns["text"], dtype=dtype)
        frame.index = pd.RangeIndex(n) if index is None else index(n)
        return frame

    return Container(
        make,
        lambda frame: {name: [None if pd.isna(v) else v for v in frame[name].tolist()] for name in frame.columns},
        lambda frame: ([str(dtype) if dtype != "category" else "category" for dtype in frame.dtypes],
                       list(frame.columns), frame.index.dtype, list(frame.index.names)),
    )  # fmt: skip


def _arrow(make: Callable[[Any], Any], kind: Any = None) -> Container:
    def table(columns: Columns) -> Any:
        built = pa.table(columns)
        return make(built.set_column(0, "text", built["text"].cast(kind or pa.string())))

    return Container(table, lambda held: _table(held).to_pydict(), lambda held: _table(held).schema)


def _table(held: Any) -> Any:
    if isinstance(held, pa.Table):
        return held
    return pa.Table.from_batches([held]) if isinstance(held, pa.RecordBatch) else pa.table(held)


def _chunked(table: Any) -> Any:
    """Chunks of different sizes, one of them empty, that start inside their buffers."""
    padded = pa.concat_tables([table.slice(0, 1), table])[1:]
    return pa.concat_tables([padded[:3], padded[:0], padded[3:]])


def _as_views(table: Any) -> Any:
    """By its values: older releases of pyarrow cannot cast to views."""
    return table.set_column(0, "text", pa.array(table["text"].to_pylist(), pa.string_view()))


#: Relations of older releases do not keep their connection open.
_connections: list[Any] = []


def _duckdb(columns: Columns) -> Any:
    import duckdb

    connection = duckdb.connect()
    _connections.append(connection)
    held = pa.table(columns)
    connection.register("held", held)
    return connection.sql("SELECT *, 'a'::ENUM('a', 'b') AS kind, 1::HUGEINT AS huge FROM held")


def _dataset(columns: Columns) -> Any:
    """With its rows in another order than its table, and one left out."""
    import datasets

    n = len(columns["text"])
    backwards = {name: [*values[::-1], values[0]] for name, values in columns.items()}
    return datasets.Dataset.from_dict(backwards).select([n - 1 - k for k in range(n)])


TABLES: dict[str, Container] = {
    "list of dicts": Container(
        lambda columns: [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)],
        lambda rows: {name: [row[name] for row in rows] for name in rows[0]},
        lambda rows: list(rows[0]),
    ),
    "tuple of dicts": Container(
        lambda columns: tuple(dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)),
        lambda rows: {name: [row[name] for row in rows] for name in rows[0]},
        lambda rows: list(rows[0]),
    ),
    "pandas object": _pandas(object),
    "pandas str": _pandas("str"),
    "pandas string[python]": _pandas("string[python]"),
    "pandas string[pyarrow]": _pandas("string[pyarrow]"),
    "pandas ArrowDtype": _pandas(pd.ArrowDtype(pa.large_string())),
    "pandas category": _pandas("category"),
    "pandas index with names twice": _pandas(object, lambda n: pd.Index([k // 2 for k in range(n)], name="key")),
    "pandas dates": _pandas("str", lambda n: pd.date_range("2026-01-01", periods=n, name="day")),
    "pandas two levels": _pandas("str", lambda n: pd.MultiIndex.from_tuples([(k // 3, "x") for k in range(n)])),
    "polars": Container(pl.DataFrame, lambda frame: frame.to_dict(as_series=False), lambda frame: frame.schema),
    "polars Categorical": Container(
        lambda columns: pl.DataFrame(columns, schema_overrides={"text": pl.Categorical}),
        lambda frame: frame.to_dict(as_series=False), lambda frame: frame.schema),
    "polars lazy": Container(
        pl.LazyFrame, lambda frame: frame.collect().to_dict(as_series=False), lambda frame: frame.collect_schema()),
    "narwhals lazy": Container(
        lambda columns: nw.from_native(pl.LazyFrame(columns)),
        lambda frame: frame.collect().to_dict(as_series=False), lambda frame: frame.collect_schema()),
    "pyarrow Table": _arrow(lambda table: table),
    "pyarrow Table in chunks": _arrow(_chunked),
    "pyarrow large_string": _arrow(_chunked, pa.large_string()),
    "pyarrow string_view": _arrow(_as_views),
    "pyarrow dictionary": _arrow(_chunked, pa.dictionary(pa.int8(), pa.string())),
    "pyarrow RecordBatch": _arrow(one_array),
    "pyarrow RecordBatch inside its buffers": _arrow(
        lambda table: one_array(pa.concat_tables([table, table]))[len(table):]),
    "only __arrow_c_stream__": _arrow(lambda table: Stream(_chunked(table))),
    "only __arrow_c_array__": _arrow(lambda table: OneArray(one_array(table))),
    "DuckDB": Container(
        _duckdb,
        lambda relation: dict(zip(relation.columns, map(list, zip(*relation.fetchall(), strict=True)), strict=True)),
        lambda relation: (relation.columns, [str(kind) for kind in relation.types]), "duckdb"),
    "Hugging Face Dataset": Container(
        _dataset, lambda data: data.to_dict(), lambda data: dict(data.features), "datasets"),
}  # fmt: skip

every_table = pytest.mark.parametrize(
    "container",
    [
        pytest.param(held, id=name, marks=pytest.mark.skipif(not installed(held.package), reason=f"no {held.package}"))
        for name, held in TABLES.items()
    ],
)

COLUMNS: dict[str, Callable[[list[str | None]], Any]] = {
    "list": list,
    "tuple": tuple,
    "generator": lambda texts: (text for text in texts),
    "numpy object": lambda texts: np.array(texts, dtype=object),
    "pandas": lambda texts: pd.Series(texts, index=[k // 2 for k in range(len(texts))], name="body"),
    "polars": lambda texts: pl.Series("body", texts),
    "narwhals": lambda texts: nw.from_native(pl.Series("body", texts), series_only=True),
    "pyarrow Array": pa.array,
    "pyarrow ChunkedArray": lambda texts: pa.chunked_array([texts[:2], [], texts[2:]], pa.string()),
    "only __arrow_c_stream__": lambda texts: Stream(pa.chunked_array([texts[:2], texts[2:]], pa.string())),
    "only __arrow_c_array__": lambda texts: OneArray(pa.array(["x", *texts], pa.string())[1:]),
}


def texts_of(column: Any) -> list[str | None]:
    """Return the texts of a column of any kind, None for missing ones."""
    if isinstance(column, (Stream, OneArray)):
        column = pa.chunked_array(column) if isinstance(column, Stream) else pa.array(column)
    held = column.to_pylist() if hasattr(column, "to_pylist") else list(column)
    return [text if isinstance(text, str) else None for text in held]
