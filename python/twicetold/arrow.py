"""Columns of results in Arrow's memory layout, which need no Arrow library to be read or handed over."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Generic, SupportsIndex, TypeVar, overload

from twicetold import _core
from twicetold.optional import needed
from twicetold.wording import count_of, shortened

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

T = TypeVar("T")
# How many characters of a row the repr shows.
_WIDTH = 80


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

    __slots__ = ("_index", "_name", "_read", "_rows")

    def __init__(self, rows: Any, read: Callable[[Any, int], T | None], index: Any = None, name: Any = None) -> None:
        self._rows: _core.SpanRows | _core.FoldRows = rows
        self._read = read
        self._index = index  # these two are those of the pandas Series that was read
        self._name = name

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
            if not rows:
                raise IndexError(f"row must be that of a text, got row {row} of an empty column") from None
            raise IndexError(f"row must be in {-len(self)}..{len(self) - 1}, got {row}") from None

    def __iter__(self) -> Iterator[T | None]:
        """Yield row after row."""
        return (self._read(self._rows, row) for row in range(len(self)))

    def to_list(self) -> list[T | None]:
        """Return all rows as Python objects: ``list(column)``."""
        return list(self)

    def to_arrow(self) -> Any:
        """Return the column as a ``pyarrow.Array``, without a copy.

        Raises
        ------
        ImportError
            If pyarrow is not installed.
        """
        return needed("pyarrow", "to_arrow").array(self)

    def to_polars(self) -> "pl.Series":
        """Return the column as a polars Series.

        Raises
        ------
        ImportError
            If polars is not installed.
        """
        series: pl.Series = needed("polars", "to_polars").Series(self)
        return series

    def to_pandas(self, index: Any = None) -> "pd.Series[Any]":
        """Return the column as a pandas Series of Arrow's type.

        Parameters
        ----------
        index : labels of the rows; default: those of the pandas Series or DataFrame that was read, whose column's name
            the result has too, so that it can be put beside it; 0, 1, … if none was read

        Raises
        ------
        ImportError
            If pandas or pyarrow is not installed.

        Examples
        --------
        >>> import pandas as pd
        >>> import twicetold as tt
        >>> table = pd.DataFrame({"text": ["ONE", "TWO", "THREE"]})
        >>> table.iloc[1:].assign(folded=tt.fold(table.text.iloc[1:]).to_pandas())
            text folded
        1    TWO    two
        2  THREE  three
        """
        pandas = needed("pandas", "to_pandas")
        values = needed("pyarrow", "to_pandas").array(self)
        labels = self._index if index is None else index
        series: pd.Series[Any] = pandas.Series(
            values, index=labels, name=self._name, dtype=pandas.ArrowDtype(values.type), copy=False
        )
        return series

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
        """Pickle the buffers, and the index."""
        return ArrowColumn, (self._rows, self._read, self._index, self._name)

    def __repr__(self) -> str:
        """Return the beginning of the first rows."""
        first = "".join(f"\n  {row}: {_beginning(self[row])}" for row in range(min(3, len(self))))
        more = "\n  …" if len(self) > 3 else ""
        return f"<ArrowColumn of {count_of(len(self), 'row', 'rows')}{first}{more}>"


def _beginning(found: Any) -> str:
    """Return about a line of a row: a text's beginning, or its first sentences or tokens and how many follow."""
    if not isinstance(found, list):
        return repr(found if found is None else shortened(found, _WIDTH))
    shown: list[str] = []
    for one in found:
        text = repr(one).replace(repr(one.text), repr(shortened(one.text, _WIDTH)), 1)
        if shown and sum(map(len, shown)) + len(text) > _WIDTH:
            break
        shown.append(text)
    left = len(found) - len(shown)
    return f"[{', '.join([*shown, f'… {left:,} more'] if left else shown)}]"
