"""Columns of sentences, tokens and folded texts: what each text gives alone, whatever container and library."""

import copy
import gc
import pickle
import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import twicetold as tt
from hypothesis import given
from hypothesis import strategies as st
from test_containers import COLUMNS, TABLES, TEXTS

Function = Callable[..., Any]

FUNCTIONS: list[Function] = [tt.sentences, tt.tokens, tt.fold]
SPAN = [("text", pa.large_string()), ("start", pa.int64()), ("end", pa.int64())]
TYPES = {
    tt.sentences: pa.large_list(pa.struct([*SPAN, ("kind", pa.dictionary(pa.int8(), pa.string()))])),
    tt.tokens: pa.large_list(pa.struct(SPAN)),
    tt.fold: pa.large_string(),
}
ARTICLE = "Fog closed the strait\n\nThe ferry Älma ran aground. 41 passengers waited.\n\n- ﬁrst\n- 東京 🚀\n\nSee @alma"
MANY: list[str | None] = [None if k % 11 == 3 else ARTICLE[k % 7 :] * (k % 40) for k in range(700)]

every_function = pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)


def alone(function: Function, texts: list[str | None]) -> list[Any]:
    return [None if text is None else function(text) for text in texts]


def plain(found: Any) -> Any:
    """Return what a library that knows no Sentence and no Token has in its place."""
    if isinstance(found, tt.Sentence):
        return {"text": found.text, "start": found.start, "end": found.end, "kind": found.kind}
    if isinstance(found, tt.Token):
        return found._asdict()
    return [plain(one) for one in found] if isinstance(found, list) else found


@every_function
@pytest.mark.parametrize("make", COLUMNS.values(), ids=list(COLUMNS))
def test_every_column_gives_row_by_row_what_each_text_gives_alone(function: Function, make: Function) -> None:
    expected = alone(function, TEXTS)
    assert list(function(make(TEXTS))) == expected
    assert list(function(make([]))) == []
    assert list(function(make([None, None]))) == [None, None]


@every_function
@pytest.mark.parametrize("kind", TABLES)
def test_every_table_has_a_column_of_texts(function: Function, kind: str) -> None:
    table = TABLES[kind]({"text": ["other"] * len(TEXTS), "body": TEXTS})
    assert list(function(table, column="body")) == alone(function, TEXTS)
    assert list(function(table)) == alone(function, ["other"] * len(TEXTS))


@every_function
def test_generators_and_arrays_are_columns(function: Function) -> None:
    assert list(function(text for text in TEXTS)) == alone(function, TEXTS)
    assert list(function(np.array(["One two.", "Three"]))) == alone(function, ["One two.", "Three"])
    assert function([float("nan"), pd.NA, "a"])[:2] == [None, None]


@every_function
def test_the_number_of_threads_changes_nothing(function: Function) -> None:
    expected = function(MANY, threads=1)
    assert list(expected)[::37] == alone(function, MANY)[::37]
    for threads in (2, 7):
        found = function(MANY, threads=threads)
        assert pickle.dumps(found) == pickle.dumps(expected)


@given(st.lists(st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=30), max_size=8))
def test_any_texts_give_in_a_column_what_they_give_alone(texts: list[str | None]) -> None:
    for function in FUNCTIONS:
        found = function(texts)
        assert list(found) == alone(function, texts)
        assert found.to_arrow().to_pylist() == [plain(row) for row in alone(function, texts)]


@every_function
def test_pyarrow_polars_and_pandas_read_the_same_rows(function: Function) -> None:
    found = function(MANY)
    expected = [plain(row) for row in found]
    array = found.to_arrow()
    array.validate(full=True)
    assert array.type == TYPES[function]
    assert array.null_count == MANY.count(None)
    assert array.to_pylist() == expected
    assert pa.chunked_array(found).to_pylist() == expected
    assert pa.field(found).type == array.type  # by its schema alone
    assert found.to_polars().to_list() == pl.Series("own", found).to_list() == expected
    series = found.to_pandas()
    assert [None if row is pd.NA or row is None else row for row in pa.array(series).to_pylist()] == expected
    assert series.dtype == pd.ArrowDtype(TYPES[function])


@every_function
@pytest.mark.parametrize("texts", [[], [None], [""], ["", None, " "], ["."]])
def test_empty_columns_are_valid_everywhere(function: Function, texts: list[str | None]) -> None:
    found = function(texts)
    expected = [plain(row) for row in alone(function, texts)]
    found.to_arrow().validate(full=True)
    assert found.to_arrow().to_pylist() == found.to_polars().to_list() == expected
    assert len(found.to_pandas()) == len(texts)


def test_a_column_keeps_the_index_of_the_frame_it_is_put_in() -> None:
    frame = pd.DataFrame({"text": ["ONE", "TWO", None]}, index=[7, 7, 1])
    frame["folded"] = tt.fold(frame).to_pandas(index=frame.index)
    frame["again"] = tt.fold(frame)
    frame["tokens"] = tt.tokens(frame)
    assert frame["folded"].tolist()[:2] == frame["again"].tolist()[:2] == ["one", "two"]
    assert frame["folded"].isna().tolist() == frame["again"].isna().tolist() == [False, False, True]
    assert frame["tokens"].tolist()[0] == [tt.Token("one", 0, 3)]
    table = pl.DataFrame({"text": ["One. Two.", None]})
    exploded = table.with_columns(tt.sentences(table).to_polars().alias("s")).explode("s").unnest("s", separator=".")
    assert exploded["s.kind"].to_list() == ["sentence", "sentence", None]


@every_function
def test_a_pandas_series_of_what_was_found_has_the_index_and_the_name_of_what_was_read(function: Function) -> None:
    table = pd.DataFrame({"id": [1, 2, 3], "body": ["ONE", "TWO", None]}, index=pd.Index([7, 7, 1], name="key"))
    series = function(table.iloc[1:], column="body").to_pandas()
    assert (series.name, series.index.name, series.index.tolist()) == ("body", "key", [7, 1])
    assert function(table["id"].astype(str)).to_pandas().index.equals(table.index)
    assert function(table, column="body").to_pandas(index=[5, 6, 7]).index.tolist() == [5, 6, 7]
    for other in (["a", "b"], pl.Series("own", ["a", "b"]), pa.array(["a", "b"])):
        series = function(other).to_pandas()
        assert (series.name, series.index.tolist()) == (None, [0, 1])
    twin = pickle.loads(pickle.dumps(function(table, column="body")))
    assert twin.to_pandas().index.equals(table.index)


def test_a_column_of_a_part_of_a_frame_aligns_with_it() -> None:
    table = pd.DataFrame({"text": ["ONE", "TWO", "THREE"]})
    rest = table.iloc[1:]
    assert rest.assign(folded=tt.fold(rest.text).to_pandas())["folded"].tolist() == ["two", "three"]


@every_function
def test_a_column_becomes_a_list(function: Function) -> None:
    assert function(TEXTS).to_list() == alone(function, TEXTS)


@every_function
def test_what_was_handed_over_outlives_the_column(function: Function) -> None:
    expected = [plain(row) for row in alone(function, MANY)]
    found = function(MANY)
    array, series, (schema, capsule), stream = (
        found.to_arrow(), found.to_polars(), found.__arrow_c_array__(), found.__arrow_c_stream__(),
    )  # fmt: skip
    del found
    gc.collect()
    function(MANY)  # takes the memory, if it was given back
    assert array.to_pylist() == series.to_list() == expected
    assert pa.Array._import_from_c_capsule(schema, capsule).to_pylist() == expected
    del array, series, stream  # a capsule that nobody took releases what it holds
    gc.collect()


def test_rows_are_counted_from_both_ends() -> None:
    found = tt.fold(["A", None, "C"])
    assert (found[0], found[1], found[2], found[-1], found[-3]) == ("a", None, "c", "c", "a")
    assert found[1:] == [None, "c"]
    assert found[::-1] == ["c", None, "a"]
    assert found[np.int64(2)] == "c"
    for row in (3, -4):
        with pytest.raises(IndexError, match=rf"^row must be in -3\.\.2, got {row}$"):
            found[row]
    with pytest.raises(IndexError, match=r"^row must be that of a text, got row 0 of an empty column$"):
        tt.fold([])[0]
    with pytest.raises(TypeError, match=r"^row must be int or slice, got str$"):
        found["text"]  # type: ignore[call-overload]


@every_function
def test_columns_can_be_pickled_and_copied(function: Function) -> None:
    found = function(MANY[:50])
    for twin in (pickle.loads(pickle.dumps(found)), copy.copy(found), copy.deepcopy(found)):
        assert list(twin) == list(found)
        assert twin.to_arrow().equals(found.to_arrow())


@every_function
def test_the_repr_is_short(function: Function) -> None:
    assert len(repr(function(["word. " * 50_000, None, "🚀" * 9_000, "x"] * 3))) < 2000
    assert repr(function([])) == "<ArrowColumn of 0 rows>"


def test_the_repr_shows_a_line_of_each_row_and_says_what_it_leaves_out() -> None:
    assert repr(tt.fold(["The ferry Alma"])) == "<ArrowColumn of 1 row\n  0: 'the ferry alma'>"
    assert repr(tt.fold(["a", None, "b" * 99, "c"])).splitlines() == [
        "<ArrowColumn of 4 rows", "  0: 'a'", "  1: None", f"  2: '{'b' * 79}…'", "  …>",
    ]  # fmt: skip
    assert repr(tt.tokens(["", "One two three four five", "x" * 99])).splitlines()[1:] == [
        "  0: []",
        "  1: [Token(text='one', start=0, end=3), Token(text='two', start=4, end=7), … 3 more]",
        f"  2: [Token(text='{'x' * 79}…', start=0, end=99)]>",
    ]
    (_, row) = repr(tt.sentences(["It rained. We left."])).splitlines()
    assert row == "  0: [Sentence(text='It rained.', start=0, end=10, kind='sentence'), … 1 more]>"


@every_function
def test_what_is_neither_text_nor_column_is_refused(function: Function) -> None:
    for value, name in ((None, "NoneType"), (3, "int"), ({}, "dict")):
        with pytest.raises(TypeError, match=rf"^data must be a str, a column of texts or a table, got {name}$"):
            function(value)
    with pytest.raises(TypeError, match=r"^data must be a str, a column of texts or a table, got bytes$"):
        function(b"bytes")
    with pytest.raises(TypeError, match=r"^data must hold str or missing values, got int in row 1$"):
        function(["a", 1])
    with pytest.raises(ValueError, match=r"^column must be one of the table's columns \(a\), got 'text'$"):
        function(pd.DataFrame({"a": ["x"]}))


@every_function
@pytest.mark.parametrize("data", ["a", ["a"]])
def test_arguments_are_checked_alike_for_one_text_and_for_a_column(function: Function, data: Any) -> None:
    with pytest.raises(ValueError, match=r"^threads must be at least 1, got 0$"):
        function(data, threads=0)
    with pytest.raises(TypeError, match=r"^threads must be int or None, got float$"):
        function(data, threads=2.0)
    with pytest.raises(TypeError, match=r"^progress must be None, a bool or a callable, got int$"):
        function(data, progress=1)


@every_function
@pytest.mark.parametrize("threads", [1, 2])
def test_progress_is_reported_and_can_stop_the_call(function: Function, threads: int) -> None:
    calls: list[tuple[str, int, int]] = []
    function(MANY, threads=threads, progress=lambda *call: calls.append(call))
    assert calls[-1] == (function.__name__, len(MANY), len(MANY))

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        function(MANY, threads=threads, progress=stop)


def test_lone_surrogates_read_as_replacement_characters_in_columns() -> None:
    assert tt.sentences(["a \ud800 b"])[0] == [tt.Sentence("a \ufffd b", 0, 5, "sentence")]
    assert tt.sentences("a \ud800 b")[0].text == "a \ud800 b"


@every_function
@pytest.mark.parametrize(
    ("method", "package", "install"),
    [
        ("to_pandas", "pandas", "pandas"),
        ("to_pandas", "pyarrow", "'twicetold[arrow]'"),
        ("to_polars", "polars", "polars"),
        ("to_arrow", "pyarrow", "'twicetold[arrow]'"),
    ],
)
def test_a_package_that_is_missing_is_named_with_the_method_that_needs_it(
    function: Function, method: str, package: str, install: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ImportError, match=rf"^{method} needs {package}: pip install {re.escape(install)}$"):
        getattr(function(["a"]), method)()


def test_columns_need_no_pyarrow() -> None:
    code = """
import sys
sys.modules["pyarrow"] = None
import polars as pl, twicetold as tt
found = tt.sentences(pl.Series(["One. Two.", None]))
print([row and [s.text for s in row] for row in found], found.to_polars().list.len().to_list())
try:
    found.to_arrow()
except ImportError as error:
    print(error)
"""
    child = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120)
    assert child.stdout.splitlines() == [
        "[['One.', 'Two.'], None] [2, None]",
        "to_arrow needs pyarrow: pip install 'twicetold[arrow]'",
    ], child.stderr
