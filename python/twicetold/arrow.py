"""Columns of results in Arrow's memory layout, which need no Arrow library to be read or handed over."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Generic, SupportsIndex, TypeVar, overload

from twicetold import _core

if TYPE_CHECKING:
    import polars as pl

T = TypeVar("T")


class ArrowColumn(Generic[T]):
    """What was found in each row of a column: a sequence with None where the text was missing.

    Rows become Python objects when they are asked for. Libraries that speak Arrow (polars, pyarrow, pandas)
    take the whole column over without a copy, by the Arrow PyCapsule interface: ``pl.Series(column)``,
    ``pa.array(column)``. Whatever was taken over lives on without this object.

    Examples
    --------
    >>> import twicetold as tt
    >>> column = tt.fold(["One", None, "TWO"])
    >>> len(column), column[-1], list(column)
    (3, 'two', ['one', None, 'two'])
    >>> column.to_polars().to_list()
    ['one', None, 'two']
    """

    __slots__ = ("_read", "_rows")

    def __init__(self, rows: Any, read: Callable[[Any, int], T | None]) -> None:
        self._rows: _core.SpanRows | _core.FoldRows = rows
        self._read = read

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self._rows)

    @overload
    def __getitem__(self, row: SupportsIndex) -> T | None: ...
    @overload
    def __getitem__(self, row: slice) -> list[T | None]: ...
    def __getitem__(self, row: SupportsIndex | slice) -> T | list[T | None] | None:
        """Return what was found in a row, None if its text is missing; negative rows count from the end."""
        rows = range(len(self))
        if isinstance(row, slice):
            return [self._read(self._rows, k) for k in rows[row]]
        if not hasattr(row, "__index__"):
            raise TypeError(f"row must be int or slice, got {type(row).__name__}")
        try:
            return self._read(self._rows, rows[row])
        except IndexError:
            bounds = f"{-len(self)}..{len(self) - 1}" if rows else "an empty column"
            raise IndexError(f"row must be in {bounds}, got {row}") from None

    def __iter__(self) -> Iterator[T | None]:
        """Yield row after row."""
        return (self._read(self._rows, row) for row in range(len(self)))

    def to_arrow(self) -> Any:
        """Return the column as a ``pyarrow.Array``, without a copy.

        Raises
        ------
        ImportError
            If pyarrow is not installed.
        """
        try:
            import pyarrow as pa
        except ImportError as error:
            raise ImportError("to_arrow needs pyarrow: pip install 'twicetold[arrow]'") from error
        return pa.array(self)

    def to_polars(self) -> "pl.Series":
        """Return the column as a polars Series."""
        import polars as pl

        return pl.Series(self)

    def to_pandas(self, index: Any = None) -> Any:
        """Return the column as a pandas Series of Arrow's type, with this index (that of the frame it belongs to).

        Raises
        ------
        ImportError
            If pandas or pyarrow is not installed.
        """
        import pandas as pd

        values = self.to_arrow()
        return pd.Series(values, index=index, dtype=pd.ArrowDtype(values.type), copy=False)

    def __arrow_c_schema__(self) -> object:
        """Return the column's type as a capsule, as Arrow's PyCapsule interface asks."""
        return self._rows.arrow_schema()

    def __arrow_c_array__(self, requested_schema: object = None) -> tuple[object, object]:
        """Return the column as capsules of its type and its array."""
        return self._rows.arrow_array()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Return the column as a capsule of a stream of one array."""
        return self._rows.arrow_stream()

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the buffers."""
        return ArrowColumn, (self._rows, self._read)

    def __repr__(self) -> str:
        """Return the beginning of the first rows."""
        first = "".join(f"\n  {row}: {_short(self[row])}" for row in range(min(3, len(self))))
        return f"<ArrowColumn of {len(self)} rows{first}{'…' if len(self) > 3 else ''}>"


def _short(found: Any) -> str:
    if found is None:
        return "None"
    shown = repr(found[:3])[:300]
    return shown + ("…" if len(repr(found[:3])) > 300 or len(found) > 3 else "")
