"""One corpus through every container and every function: the same results, and the caller's own type back."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import twicetold as tt
from every_container import COLUMNS, Columns, Container, OneArray, Stream, every_table, texts_of

pytestmark = pytest.mark.filterwarnings("ignore::twicetold.DataWarning")

FERRY = "The ferry Alma ran aground in thick fog off Gull Point on Tuesday with 41 passengers. Nobody was hurt."
TEXTS: list[str | None] = [
    FERRY,
    FERRY.upper(),
    None,
    "Ünïcode 東京 🚀 is text as well, and longer than twelve bytes. It stays as it is.",
    "",
    "A bakery chain recalled its rye bread on Tuesday after two customers found glass in a loaf.",
    "Tugs freed the ferry Alma on Tuesday night. It had run aground off Gull Point in thick fog.",
    "ünïcode 東京 🚀 is text as well and longer than twelve bytes. It stays as it is!",
]
MENU = "\nHome | News | Contact"
ROWS: Columns = {
    "text": [text and text + MENU for text in TEXTS],
    "id": list(range(8)),
    "weight": [k / 2 for k in range(8)],
    "title": [f"title {k}" for k in range(8)],
}
OPTIONS: dict[str, Any] = {"shingle": "char:5", "threshold": 0.7}
KEPT = [0, 2, 3, 4, 5, 6]


def rows_of(columns: Columns, rows: list[int]) -> Columns:
    return {name: [values[row] for row in rows] for name, values in columns.items()}


def expected(container: Container) -> Columns:
    """Return the columns as a container gives them back: DuckDB's has two more."""
    return container.read(container.make(ROWS))


@every_table
def test_every_table_gives_the_same_results_and_comes_back_as_it_was(container: Container) -> None:
    data = container.make(ROWS)
    before = container.read(data)
    assert {name: before[name] for name in ROWS} == ROWS

    found, by_list = tt.find_duplicates(data, **OPTIONS), tt.find_duplicates(ROWS["text"], **OPTIONS)
    assert found.pairs.tobytes() == by_list.pairs.tobytes()
    assert found.duplicate_of.tolist() == by_list.duplicate_of.tolist()
    assert np.flatnonzero(found.keep_mask).tolist() == KEPT
    assert found.explain(1).right_text == ROWS["text"][1]

    for kept in (tt.drop_duplicates(data, **OPTIONS), found.apply(data)):
        assert type(kept) is type(data)
        assert container.read(kept) == rows_of(before, KEPT)
        assert container.schema(kept) == container.schema(data)

    noted = found.annotate(data)
    assert type(noted) is type(data)
    told = container.read(noted)
    assert list(told) == [*before, "duplicate_of", "duplicate_group", "duplicate_similarity"]
    assert {name: told[name] for name in before} == before
    assert told["duplicate_of"] == by_list.duplicate_of.tolist()
    assert told["duplicate_similarity"] == by_list.duplicate_similarity.tolist()
    with pytest.raises(ValueError, match=r"^data must not have a column 'duplicate_of' yet"):
        found.annotate(noted)

    stripped = tt.strip_repeats(data, unit="line", min_texts=3)
    assert texts_of(stripped.texts) == TEXTS
    clean = stripped.apply(data)
    assert type(clean) is type(data)
    assert container.read(clean) == {**before, "text": TEXTS}
    if "Enum" not in str(container.schema(data)):
        assert container.schema(clean) == container.schema(data)

    assert tt.summarize(data).to_list() == tt.summarize(ROWS["text"]).to_list()
    stories, by_lists = tt.stories(data, title="title"), tt.stories(ROWS["text"], title=ROWS["title"])
    assert [(s.title, s.members, s.summary.sentences) for s in stories] == [
        (s.title, s.members, s.summary.sentences) for s in by_lists
    ]
    assert container.read(stories.annotate(data))["story"] == by_lists.labels().tolist()
    by_weight = tt.find_duplicates(data, keep="weight", **OPTIONS)
    assert np.flatnonzero(~by_weight.keep_mask).tolist() == [0, 3]
    assert container.read(data) == before  # the caller's own is as it was


@every_table
def test_a_table_without_rows_and_one_that_loses_all_or_none(container: Container) -> None:
    one = container.make(rows_of(ROWS, [0]))
    assert container.read(tt.drop_duplicates(one)) == container.read(one)
    twice = container.make(rows_of(ROWS, [0, 0]))
    none = tt.drop_duplicates(twice, keep=False)
    assert type(none) is type(twice)
    if not isinstance(twice, (list, tuple)):
        assert container.schema(none) == container.schema(twice)
    assert len(tt.find_duplicates(none)) == 0


@every_table
def test_a_column_that_is_not_text_or_not_there_is_told_with_those_of_text(container: Container) -> None:
    data = container.make(ROWS)
    with pytest.raises(ValueError, match=r"^column must be one of the table's columns \(text, id, weight, title"):
        tt.find_duplicates(data, column="body")
    if isinstance(data, (list, tuple)):
        with pytest.raises(TypeError, match=r"^data must hold str or missing values, got int in row 0$"):
            tt.find_duplicates(data, column="id")
        return
    with pytest.raises(TypeError) as caught:
        tt.find_duplicates(data, column="weight")
    message = str(caught.value)
    assert message.startswith("column must name a column of text, got 'weight' of ")
    assert "(those of text are text, title" in message


@every_table
def test_the_number_of_rows_must_be_that_which_was_read(container: Container) -> None:
    found = tt.find_duplicates(container.make(ROWS), **OPTIONS)
    other = container.make(rows_of(ROWS, [0, 1]))
    with pytest.raises(ValueError, match=r"^data must have the 8 rows that were read, got 2$"):
        found.apply(other)
    with pytest.raises(ValueError, match=r"^data must have the 8 rows that were read, got 2$"):
        found.annotate(other)


@pytest.mark.parametrize("kind", COLUMNS)
def test_every_column_gives_the_same_results(kind: str) -> None:
    make = COLUMNS[kind]
    texts: list[str | None] = ROWS["text"]
    assert tt.find_duplicates(make(texts), **OPTIONS).duplicate_of.tolist() == [-1, 0, -1, -1, -1, -1, -1, 3]
    data = make(texts)
    kept = tt.drop_duplicates(data, **OPTIONS)
    assert texts_of(kept) == [texts[row] for row in KEPT]
    assert type(kept) is (list if isinstance(data, Iterator) else type(data))
    assert texts_of(tt.strip_repeats(make(texts), unit="line", min_texts=3).texts) == TEXTS
    assert tt.summarize(make(texts)).to_list() == tt.summarize(texts).to_list()
    assert [story.members for story in tt.stories(make(texts))] == [story.members for story in tt.stories(texts)]


def test_what_speaks_arrow_and_cannot_be_made_of_it_comes_back_as_pyarrow() -> None:
    class Bare:
        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            return pa.table(ROWS).__arrow_c_stream__(requested_schema)

    kept = tt.drop_duplicates(Bare(), **OPTIONS)
    assert isinstance(kept, pa.Table)
    assert kept.to_pydict() == rows_of(ROWS, KEPT)


def test_a_reader_of_batches_is_read_once_and_a_reader_comes_back() -> None:
    table = pa.table(ROWS)
    kept = tt.drop_duplicates(table.to_reader(max_chunksize=3), **OPTIONS)
    assert isinstance(kept, pa.RecordBatchReader)
    assert kept.read_all().to_pydict() == rows_of(ROWS, KEPT)
    assert tt.find_duplicates(table.to_reader(), **OPTIONS).explain(1).right_text == ROWS["text"][1]


def test_rows_that_are_null_in_a_table_of_structs_are_missing() -> None:
    structs = pa.array([{"text": "one"}, None, {"text": "ONE"}, {"text": None}])
    for data in (Stream(pa.chunked_array([structs])), OneArray(structs[1:]), Stream(pa.chunked_array([structs[2:]]))):
        n = len(tt.find_duplicates(data).missing)
        assert tt.find_duplicates(data).missing.tolist() == [False, True, False, True][-n:]


def test_invalid_utf8_in_a_table_is_named_by_its_row() -> None:
    table = pa.table({"id": [1, 2], "text": pa.array([b"a", b"\xff"])})
    for data in (table, Stream(table), OneArray(table.to_batches()[0])):
        with pytest.raises(ValueError, match=r"^data must be valid UTF-8, got an invalid byte at 0 of row 1$"):
            tt.find_duplicates(data)


@pytest.mark.parametrize(
    "data",
    [
        pd.DataFrame([["a", "b"]], columns=["text", "text"]),
        pa.table([["a"], ["b"]], names=["text", "text"]),
        pa.record_batch([pa.array(["a"]), pa.array(["b"])], names=["text", "text"]),
        Stream(pa.table([["a"], ["b"]], names=["text", "text"])),
    ],
    ids=["pandas", "pyarrow", "RecordBatch", "stream"],
)
def test_two_columns_of_one_name_are_refused(data: Any) -> None:
    with pytest.raises(
        ValueError, match=r"^data must have (columns of different names, got 'text' 2 times|one column)"
    ):
        tt.find_duplicates(data)


def test_a_generator_that_was_read_to_its_end_is_refused() -> None:
    texts = (text for text in TEXTS)
    assert len(tt.find_duplicates(texts)) == 8
    for function in (tt.find_duplicates, tt.drop_duplicates, tt.stories, tt.summarize):
        with pytest.raises(ValueError, match=r"^data must have rows left, got a generator that was read to its end"):
            function(texts)
    assert tt.drop_duplicates(iter(list[str]())) == []


def test_a_relation_comes_back_whatever_the_tables_of_its_database_are_called() -> None:
    duckdb = pytest.importorskip("duckdb")
    connection = duckdb.connect()
    connection.execute("CREATE TABLE t AS SELECT unnest(['a b c', 'A B C', 'd']) AS text")
    for name in ("own_rows", "relation", "table", "data", "rows", "_"):
        connection.execute(f"""CREATE TABLE "{name}" AS SELECT 'another' AS text""")
    assert tt.drop_duplicates(connection.table("t")).fetchall() == [("a b c",), ("d",)]
    assert connection.sql('FROM "_"').fetchall() == [("another",)]


def test_a_connection_that_reads_no_variables_is_told_of_another_way() -> None:
    duckdb = pytest.importorskip("duckdb")
    connection = duckdb.connect()
    connection.execute("SET python_enable_replacements = false")
    data = connection.sql("SELECT unnest(['a b c', 'A B C', 'd']) AS text")
    with pytest.raises(
        ValueError, match=r"^data must be of a connection that reads Python's variables.*to_arrow_table"
    ):
        tt.drop_duplicates(data)
    assert tt.drop_duplicates(data.to_arrow_table())["text"].to_pylist() == ["a b c", "d"]


def test_columns_of_views_in_lists_and_structs_come_back_too() -> None:
    """As polars hands them over: pyarrow has no filter for any of them."""
    text = pa.string_view()
    held = {
        "text": pa.array(["a b c", "A B C", None], text),
        "tags": pa.array([["x"], ["y", None], None], pa.large_list(text)),
        "deep": pa.array([[["x"]], [], None], pa.list_(pa.list_(text))),
        "both": pa.array([["x", "y"], ["y", None], None], pa.list_(text, 2)),
        "site": pa.array(
            [{"url": "x", "n": 1}, None, {"url": None, "n": 2}], pa.struct([("url", text), ("n", pa.int8())])
        ),
        "keys": pa.array([[("k", "v")], [], None], pa.map_(text, pa.binary_view())),
    }
    table = pa.table(held)
    kept = tt.drop_duplicates(table)
    kept.validate(full=True)
    assert kept.schema == table.schema
    assert kept.to_pylist() == [table.to_pylist()[row] for row in (0, 2)]
    assert tt.find_duplicates(table).apply(held["tags"]).to_pylist() == [["x"], None]


def test_lists_that_mix_are_told_by_row_and_type() -> None:
    for data in (["a", 3], ("a", 3), np.array(["a", 3], dtype=object), pd.Series(["a", 3], dtype=object)):
        with pytest.raises(TypeError, match=r"^data must hold str or missing values, got int in row 1$"):
            tt.find_duplicates(data)
    with pytest.raises(TypeError, match=r"^data must hold only dicts if it starts with one, got str in row 1$"):
        tt.find_duplicates([{"text": "a"}, "b"])


@pytest.mark.parametrize("given", ["title", "time", "source", "language"])
def test_what_stands_beside_the_texts_has_their_length(given: str) -> None:
    beside: dict[str, Any] = {given: ["x", "y", "z"]}
    with pytest.raises(ValueError, match=rf"^{given} must have one entry for each of the 2 texts, got 3$"):
        tt.stories(["a", "b"], **beside)
    with pytest.raises(ValueError, match=r"^keep must have one score for each of the 2 texts, got shape \(3,\)$"):
        tt.find_duplicates(["a", "b"], keep=[1.0, 2.0, 3.0])


def test_a_lazy_frame_is_run_once_by_drop_duplicates() -> None:
    runs: list[int] = []

    def count(frame: pl.DataFrame) -> pl.DataFrame:
        runs.append(1)
        return frame

    lazy = pl.LazyFrame(ROWS).map_batches(count, schema=None)
    kept = tt.drop_duplicates(lazy, **OPTIONS)
    ran = len(runs)
    assert kept.collect()["id"].to_list() == KEPT
    assert ran == len(runs) == 1
