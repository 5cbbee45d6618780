"""The same texts in every container: the same result, and the caller's own type back."""

import io
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

pytestmark = [
    pytest.mark.filterwarnings("ignore:half of the texts:twicetold.DataWarning"),
    pytest.mark.filterwarnings("ignore:.* of all characters are cut:twicetold.DataWarning"),
    pytest.mark.filterwarnings("ignore:.* texts are left empty:twicetold.DataWarning"),
    pytest.mark.filterwarnings("ignore:no passage can stand:twicetold.DataWarning"),
]

# Inline and long strings (Arrow's string_view tells them apart), other scripts, missing and empty ones.
TEXTS: list[str | None] = [
    "To be or not to be",
    "to be, or not to be!",
    None,
    "Ünïcode 東京 🚀 is text as well, and longer than twelve bytes",
    "",
    "ünïcode 東京 🚀 is text as well and longer than twelve bytes…",
    "short",
    None,
    "To be or not to be",
    "SHORT",
]
KEEP = [True, False, True, True, True, False, True, True, False, False]
KEPT = [text for text, kept in zip(TEXTS, KEEP, strict=True) if kept]
OPTIONS: dict[str, Any] = {"shingle": "char:4", "threshold": 0.9}
EXPECTED_PAIRS = [(0, 1), (0, 8), (1, 8), (3, 5), (6, 9)]

Make = Callable[[list[str | None]], Any]


def chunked(texts: list[str | None], kind: Any) -> Any:
    """In chunks of different sizes, one of them empty, that start inside their buffers."""
    return pa.chunked_array(
        [
            pa.array(["x", *texts[:3]], kind)[1:],
            pa.array([], kind),
            pa.array([*texts[3:], "y", "z"], kind)[: len(texts[3:])],
        ],
        kind,
    )


def categorical(texts: list[str | None]) -> Any:
    return pa.chunked_array([pa.array(texts[:4]).dictionary_encode(), pa.array(texts[4:]).dictionary_encode()])


COLUMNS: dict[str, Make] = {
    "list": list,
    "tuple": tuple,
    "numpy object": lambda texts: np.array(texts, dtype=object),
    "numpy strided": lambda texts: np.array([own for text in texts for own in (text, 5)], dtype=object)[::2],
    "pandas object": lambda texts: pd.Series(texts, dtype=object),
    "pandas str": lambda texts: pd.Series(texts, dtype="str"),
    "pandas string": lambda texts: pd.Series(texts, dtype="string"),
    "pandas string python": lambda texts: pd.Series(texts, dtype="string[python]"),
    "pandas arrow": lambda texts: pd.Series(texts, dtype=pd.ArrowDtype(pa.string())),
    "pandas category": lambda texts: pd.Series(texts, dtype="category"),
    "pandas named": lambda texts: pd.Series(texts, name="body", index=[5] * len(texts)),
    "polars String": lambda texts: pl.Series("text", texts, dtype=pl.String),
    "polars Categorical": lambda texts: pl.Series("text", texts, dtype=pl.Categorical),
    "polars Enum": lambda texts: pl.Series("text", texts, dtype=pl.Enum(sorted({t for t in texts if t is not None}))),
    "polars Object": lambda texts: pl.Series("text", texts, dtype=pl.Object),
    "polars sliced": lambda texts: pl.Series(["x", *texts, "y"])[1:-1],
    "arrow string": lambda texts: pa.array(texts, pa.string()),
    "arrow large_string": lambda texts: pa.array(texts, pa.large_string()),
    "arrow string_view": lambda texts: pa.array(texts, pa.string_view()),
    "arrow binary": lambda texts: pa.array([t and t.encode() for t in texts], pa.binary()),
    "arrow dictionary": lambda texts: pa.array(texts).dictionary_encode(),
    "arrow dictionary int8": lambda texts: pa.array(texts).cast(pa.dictionary(pa.int8(), pa.large_string())),
    "arrow sliced": lambda texts: pa.array(["x", None, *texts, "y"])[2:-1],
    "arrow chunked string": lambda texts: chunked(texts, pa.string()),
    "arrow chunked large_string": lambda texts: chunked(texts, pa.large_string()),
    "arrow chunked string_view": lambda texts: chunked(texts, pa.string_view()),
    "arrow chunked dictionary": categorical,
}

TABLES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "pandas": lambda columns: pd.DataFrame(columns, index=[7, 7, 3, 3, 3, 1, 0, -1, 7, 2][: len(columns["text"])]),
    "pandas multi": lambda columns: pd.DataFrame(
        columns, index=pd.MultiIndex.from_tuples([(k // 3, "x") for k in range(len(columns["text"]))])
    ),
    "polars": pl.DataFrame,
    "pyarrow": pa.table,
    "list of dicts": lambda columns: [
        dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)
    ],
}


def values(column: Any) -> list[str | None]:
    own = column.to_pylist() if hasattr(column, "to_pylist") else list(column)
    decoded = [text.decode() if isinstance(text, bytes) else text for text in own]
    return [text if isinstance(text, str) else None for text in decoded]


@pytest.fixture(params=COLUMNS, ids=str)
def make(request: pytest.FixtureRequest) -> Make:
    return COLUMNS[request.param]


@pytest.mark.parametrize("method", ["minhash", "exact"])
def test_every_column_gives_the_same_result(make: Make, method: str) -> None:
    data = make(TEXTS)
    expected = tt.find_duplicates(TEXTS, method=method, **OPTIONS)  # type: ignore[arg-type]
    assert [(p["left"], p["right"]) for p in expected.pairs] == EXPECTED_PAIRS
    found = tt.find_duplicates(data, method=method, **OPTIONS)  # type: ignore[arg-type]
    assert found.pairs.tobytes() == expected.pairs.tobytes()
    assert found.keep_mask.tolist() == KEEP
    assert found.duplicate_of.tolist() == expected.duplicate_of.tolist()
    assert found.missing.tolist() == [text in (None, "") for text in TEXTS]
    assert found.warnings == expected.warnings
    assert found.explain(5).right_text == TEXTS[5]
    for policy in ("last", "longest", "shortest"):
        mine = tt.find_duplicates(data, keep=policy, **OPTIONS)
        assert mine.keep_mask.tolist() == tt.find_duplicates(TEXTS, keep=policy, **OPTIONS).keep_mask.tolist()
    assert tt.sketch(data).tolist() == tt.sketch(TEXTS).tolist()


def test_every_column_comes_back_in_its_own_type(make: Make) -> None:
    data = make(TEXTS)
    kept = tt.drop_duplicates(data, **OPTIONS)
    assert type(kept) is type(data)
    assert values(kept) == KEPT
    assert getattr(kept, "dtype", None) == getattr(data, "dtype", None)
    assert getattr(kept, "type", None) == getattr(data, "type", None)
    assert getattr(kept, "name", None) == getattr(data, "name", None)
    if isinstance(data, pd.Series):
        pd.testing.assert_series_equal(kept, data[KEEP])
    assert values(data) == TEXTS  # the caller's own is as it was


def test_a_column_without_rows_comes_back_without_rows(make: Make) -> None:
    data = make([])
    kept = tt.drop_duplicates(data, **OPTIONS)
    assert type(kept) is type(data)
    assert len(kept) == 0
    assert getattr(kept, "dtype", None) == getattr(data, "dtype", None)
    assert getattr(kept, "type", None) == getattr(data, "type", None)
    assert len(tt.find_duplicates(data)) == 0


def test_a_column_of_missing_texts_is_kept(make: Make) -> None:
    data = make([None, None, None, None])
    assert tt.find_duplicates(data).missing.all()
    assert len(tt.drop_duplicates(data)) == 4


# Each text that has a line gets another, which they share; without it they are TEXTS again.
REPEATING = [text and text + "\nMenu 東" for text in TEXTS]


def test_every_column_is_stripped_in_its_own_type(make: Make, request: pytest.FixtureRequest) -> None:
    data = make(REPEATING)
    found = tt.strip_repeats(data, unit="line", min_texts=3)
    for stripped in (found.texts, found.apply(data), found.without_texts().apply(data)):
        assert type(stripped) is type(data)
        assert values(stripped) == TEXTS
        assert getattr(stripped, "type", None) == getattr(data, "type", None)
        assert getattr(stripped, "name", None) == getattr(data, "name", None)
        if "category" in request.node.callspec.id:
            assert stripped.dtype == "category"
        elif "Enum" in request.node.callspec.id:
            assert stripped.dtype == pl.String  # a column of an Enum holds no other texts
        else:
            assert getattr(stripped, "dtype", None) == getattr(data, "dtype", None)
        if isinstance(data, pd.Series):
            assert stripped.index.equals(data.index)
    assert values(data) == REPEATING  # the caller's own is as it was
    assert [repeat.text for repeat in found.passages] == ["Menu 東"]


def test_a_column_that_loses_nothing_comes_back_as_it_is(make: Make) -> None:
    columns: list[list[str | None]] = [[], [None, None], TEXTS]
    for texts in columns:
        data = make(texts)
        stripped = tt.strip_repeats(data, unit="line", min_texts=3, progress=False).texts
        assert type(stripped) is type(data)
        assert values(stripped) == texts
        assert getattr(stripped, "dtype", None) == getattr(data, "dtype", None)
        assert getattr(stripped, "type", None) == getattr(data, "type", None)


@pytest.mark.parametrize("kind", TABLES)
def test_every_table_is_stripped_and_keeps_all_else(kind: str) -> None:
    columns = {"id": list(range(10)), "body": REPEATING, "weight": [k / 2 for k in range(10)]}
    table = TABLES[kind]({**columns, "text": columns["id"]})
    found = tt.strip_repeats(table, column="body", unit="line", min_texts=3)
    stripped = found.apply(table)
    assert type(stripped) is type(table)
    assert values(found.texts) == [text if isinstance(text, str) else None for text in TEXTS]
    assert column_of(table, "body")[0] == REPEATING[0]
    expected = TABLES[kind]({**columns, "body": TEXTS, "text": columns["id"]})
    if isinstance(table, pd.DataFrame):
        pd.testing.assert_frame_equal(stripped, expected)
    elif isinstance(table, list):
        assert stripped == expected
    else:
        assert stripped.equals(expected)
        assert stripped.schema == table.schema


def test_strings_of_numpy_and_bytes_are_stripped() -> None:
    for kind in ("U", np.dtypes.StringDType()):
        array = np.array(["fog\nmenu", "menu", "rain"], dtype=kind)
        stripped = tt.strip_repeats(array, unit="line", min_texts=2).texts
        assert stripped.dtype == array.dtype
        assert stripped.tolist() == ["fog", "", "rain"]
    for data in ([b"fog\nmenu", "menu"], pl.Series([b"fog\nmenu", b"menu"]), pd.Series([b"fog\nmenu", "menu"])):
        assert list(tt.strip_repeats(data, unit="line", min_texts=2).texts) in ([b"fog", ""], [b"fog", b""])


def test_an_iterator_becomes_a_list() -> None:
    assert tt.drop_duplicates((text for text in TEXTS), **OPTIONS) == KEPT
    assert tt.drop_duplicates(reversed(["b", "a"]), **OPTIONS) == ["a", "b"]
    assert tt.find_duplicates(iter(TEXTS), **OPTIONS).explain(1).left_text == TEXTS[0]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"a", "b"}, "set, which has no order: pass a list"),
        (frozenset(["a"]), "frozenset, which has no order: pass a list"),
        ({"a": "b"}.keys(), "dict_keys, a view that changes with its dict: pass a list of it"),
        ({"a": "b"}.values(), "dict_values, a view that changes with its dict: pass a list of it"),
        (io.StringIO("a\nb"), "an open file: pass file.read() for one text or list(file) for a text a line"),
    ],
)
def test_what_has_no_rows_in_an_order_is_refused_with_what_to_do(data: Any, reason: str) -> None:
    for function in (tt.find_duplicates, tt.sketch, tt.fold, tt.summarize, tt.stories):
        with pytest.raises(TypeError, match=re.escape(f"a column of texts or a table, got {reason}") + "$"):
            function(data)
    with pytest.raises(TypeError, match=r"^title must be a column's name or a sequence of one entry a text, got set"):
        tt.stories(["a", "b"], title={"a", "b"})


@pytest.mark.parametrize("data", ["text", ["text"], [{"text": "a"}]])
def test_the_name_of_a_column_is_a_str_whatever_the_data(data: Any) -> None:
    functions: list[Callable[..., Any]] = [tt.sentences, tt.tokens, tt.fold, tt.summarize]
    for function in functions:
        with pytest.raises(TypeError, match=r"^column must be str, got int$"):
            function(data, column=3)


def test_numpy_arrays_of_strings_are_columns() -> None:
    for kind in ("U", np.dtypes.StringDType()):
        data = np.array(["To be or not", "to be, or not!", "else"], dtype=kind)
        kept = tt.drop_duplicates(data, **OPTIONS)
        assert kept.dtype == data.dtype
        assert kept.tolist() == ["To be or not", "else"]


@pytest.mark.parametrize("shape", [(), (2, 2), (0, 1)])
def test_arrays_have_one_dimension(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"^data must have one dimension, got shape \("):
        tt.find_duplicates(np.full(shape, "a", dtype=object))


def test_missing_values_of_any_kind_are_missing() -> None:
    found = tt.find_duplicates(pd.Series(["a", None, float("nan"), pd.NA, pd.NaT], dtype=object))
    assert found.missing.tolist() == [False, True, True, True, True]


@pytest.mark.parametrize("gone", [np.float16("nan"), np.float32("nan"), np.longdouble("nan"), np.datetime64("NaT")])
def test_missing_values_of_numpys_types_are_missing(gone: Any) -> None:
    rows = ["a rose", gone, "a rose", gone]
    of_dicts = [{"text": text} for text in rows]
    for data in (rows, tuple(rows), np.array(rows, dtype=object), pd.Series(rows, dtype=object), of_dicts):
        found = tt.find_duplicates(data, shingle="word:1")
        assert found.missing.tolist() == [False, True, False, True]
        assert found.duplicate_of.tolist() == [-1, -1, 0, -1]
    assert tt.drop_duplicates(rows, shingle="word:1") == ["a rose", gone, gone]
    for wrong in (np.float32(1), np.datetime64("2020-01-01")):
        with pytest.raises(TypeError, match=r"^data must hold str or missing values, got numpy\.\w+ in row 4$"):
            tt.find_duplicates([*rows, wrong])


@pytest.mark.parametrize("data", [
    np.array([]), np.array([], dtype=np.int64), np.full(3, np.nan), np.full(3, np.nan, dtype=np.float32),
    np.full(3, "NaT", dtype="M8[s]"),
])  # fmt: skip
def test_an_array_without_rows_or_of_missing_values_is_one_of_missing_texts(data: Any) -> None:
    found = tt.find_duplicates(data)
    assert found.missing.tolist() == tt.find_duplicates(pd.Series(data)).missing.tolist() == [True] * len(data)
    for kept in (tt.drop_duplicates(data), tt.strip_repeats(data).texts):
        assert kept.dtype == data.dtype
        assert len(kept) == len(data)


@pytest.mark.parametrize("data", [np.array([np.nan, 1.0]), np.zeros(1, dtype="M8[s]"), np.zeros(1, dtype="V3")])
def test_an_array_of_something_else_is_refused(data: Any) -> None:
    with pytest.raises(
        TypeError, match=rf"^data must hold str or missing values, got dtype {re.escape(str(data.dtype))}$"
    ):
        tt.find_duplicates(data)


def test_lone_surrogates_are_read_from_every_container_that_can_hold_them() -> None:
    texts = ["one \ud800 two", "one \ufffd two", "one \udfff two"]
    for data in (texts, tuple(texts), np.array(texts, dtype=object), pd.Series(texts, dtype=object)):
        assert tt.find_duplicates(data, **OPTIONS).duplicate_of.tolist() == [-1, 0, 0]


def table_of(kind: str, rows: int = len(TEXTS)) -> Any:
    return TABLES[kind]({"id": list(range(rows)), "text": TEXTS[:rows], "weight": [k / 2 for k in range(rows)]})


def column_of(table: Any, name: str) -> list[Any]:
    if isinstance(table, list):
        return [row[name] for row in table]
    return table[name].to_pylist() if isinstance(table, pa.Table) else list(table[name])


@pytest.mark.parametrize("kind", TABLES)
def test_every_table_gives_the_same_result_and_comes_back_in_its_own_type(kind: str) -> None:
    table = table_of(kind)
    expected = tt.find_duplicates(TEXTS, **OPTIONS)
    found = tt.find_duplicates(table, **OPTIONS)
    assert found.pairs.tobytes() == expected.pairs.tobytes()
    assert found.duplicate_of.tolist() == expected.duplicate_of.tolist()
    kept = tt.drop_duplicates(table, **OPTIONS)
    assert type(kept) is type(table)
    assert column_of(kept, "id") == [k for k in range(len(TEXTS)) if KEEP[k]]
    if isinstance(table, pd.DataFrame):
        pd.testing.assert_frame_equal(kept, table[KEEP])
    elif isinstance(table, pl.DataFrame):
        assert kept.schema == table.schema
    elif isinstance(table, pa.Table):
        assert kept.schema.equals(table.schema)
    else:
        assert all(own is table[own["id"]] for own in kept)
    assert len(column_of(table, "id")) == len(TEXTS)


@pytest.mark.parametrize("kind", TABLES)
def test_another_column_can_be_named(kind: str) -> None:
    table = TABLES[kind]({"text": ["same", "same", "same"], "body": ["one", "two", "ONE"]})
    assert column_of(tt.drop_duplicates(table, column="body", **OPTIONS), "body") == ["one", "two"]


@pytest.mark.parametrize("kind", TABLES)
def test_annotate_adds_columns_to_every_table(kind: str) -> None:
    table = table_of(kind)
    found = tt.find_duplicates(table, **OPTIONS)
    noted = found.annotate(table)
    assert type(noted) is type(table)
    assert column_of(noted, "duplicate_of") == found.duplicate_of.tolist()
    assert column_of(noted, "duplicate_group") == [0, 0, -1, 1, -1, 1, 2, -1, 0, 2]
    assert column_of(noted, "duplicate_similarity") == found.duplicate_similarity.tolist()
    assert column_of(noted, "id") == column_of(table, "id")
    if isinstance(table, pd.DataFrame):
        pd.testing.assert_frame_equal(noted[table.columns], table)
        assert noted.dtypes["duplicate_of"] == noted.dtypes["duplicate_group"] == np.int64
    elif isinstance(table, pl.DataFrame):
        assert list(noted.schema.values())[3:] == [pl.Int64, pl.Int64, pl.Float64]
    elif isinstance(table, pa.Table):
        assert [field.type for field in noted.schema][3:] == [pa.int64(), pa.int64(), pa.float64()]
    else:
        assert "duplicate_of" not in table[0]


@pytest.mark.parametrize("kind", ["pandas", "polars", "pyarrow"])
def test_a_table_without_rows_comes_back_with_its_columns(kind: str) -> None:
    table = table_of(kind)[:0] if kind != "pyarrow" else table_of(kind).slice(0, 0)
    kept = tt.drop_duplicates(table, **OPTIONS)
    assert type(kept) is type(table)
    assert len(kept) == 0
    assert list(kept.schema) == list(table.schema) if kind != "pandas" else kept.dtypes.equals(table.dtypes)


@pytest.mark.parametrize("kind", ["pandas", "polars", "pyarrow"])
def test_annotate_gives_a_table_without_rows_columns_of_the_right_types(kind: str) -> None:
    table = table_of(kind)[:0] if kind != "pyarrow" else table_of(kind).slice(0, 0)
    full, empty = (tt.find_duplicates(own, **OPTIONS).annotate(own) for own in (table_of(kind), table))
    if kind == "pandas":
        assert empty.dtypes.equals(full.dtypes)
    else:
        assert empty.schema == full.schema


def test_tables_of_dictionaries_and_chunks_are_read() -> None:
    table = pa.table({"text": categorical(TEXTS)})
    assert tt.find_duplicates(table, **OPTIONS).keep_mask.tolist() == KEEP
    frame = pl.concat([pl.DataFrame({"text": TEXTS[:4]}), pl.DataFrame({"text": TEXTS[4:]})], rechunk=False)
    assert frame.n_chunks() == 2
    assert tt.drop_duplicates(frame, **OPTIONS)["text"].to_list() == KEPT


def test_pandas_data_need_no_pyarrow() -> None:
    """It is an extra; pandas does without."""
    code = """
import sys
sys.modules["pyarrow"] = None
import pandas as pd, twicetold as tt
table = pd.DataFrame({"text": ["To be or not", None, "to be, or not!"]}, index=[3, 3, 1])
print(tt.drop_duplicates(table, shingle="char:4").index.tolist(), end=" ")
print(tt.drop_duplicates(table["text"], shingle="char:4").index.tolist(), end=" ")
print(tt.find_duplicates(table, shingle="char:4").annotate(table)["duplicate_of"].tolist())
"""
    child = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120)
    assert (child.stdout, child.returncode) == ("[3, 3] [3, 3] [-1, -1, 0]\n", 0), child.stderr


def test_lists_need_neither_pandas_nor_polars_nor_pyarrow() -> None:
    code = """
import sys
for name in ("pandas", "polars", "pyarrow"):
    sys.modules[name] = None
import twicetold as tt
found = tt.find_duplicates(["To be or not", None, "to be, or not!"], shingle="char:4")
print(found.keep_mask.tolist(), len(found.annotate([{"a": 1}] * 3)), found.explain(2).jaccard)
"""
    child = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120)
    assert (child.stdout, child.returncode) == ("[True, True, False] 3 1.0\n", 0), child.stderr
