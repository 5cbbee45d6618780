"""find_duplicates and its results: what they promise about pairs, choice, edge cases, errors and threads."""

import copy
import itertools
import json
import os
import pickle
import random
import signal
import subprocess
import sys
import warnings
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import reference
import twicetold as tt
from hypothesis import given
from hypothesis import strategies as st

# Short texts are what these tests are made of; those about the warning ask for it.
pytestmark = pytest.mark.filterwarnings("ignore:half of the texts:twicetold.DataWarning")

NOBODY = -1


def found_pairs(found: tt.Duplicates) -> list[reference.Pair]:
    return [(int(p["left"]), int(p["right"]), float(p["similarity"])) for p in found.pairs]


def words(*numbers: int) -> str:
    return " ".join(f"w{k}" for k in numbers)


# A~B and C~B, but A and C are too different: at .6 (3 common words of 5).
CHAIN = [words(1, 2, 3, 4), words(2, 3, 4, 5), words(3, 4, 5, 6)]


def find(data: Any, **options: Any) -> tt.Duplicates:
    return tt.find_duplicates(data, **{"shingle": "word:1", "threshold": 0.6, "method": "exact", **options})


# --- what is found ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["minhash", "exact"])
def test_pairs_hold_positions_and_all_similarities(method: str) -> None:
    found = find([words(1, 2, 3, 4, 5), "x y z", words(1, 2, 3, 4), words(5, 4, 3, 2, 1)], method=method)
    assert found.pairs.dtype.names == ("left", "right", "similarity", "left_in_right", "right_in_left")
    assert [found.pairs.dtype[k] for k in range(5)] == [np.dtype(np.int64)] * 2 + [np.dtype(np.float64)] * 3
    assert found.pairs.tolist() == [(0, 2, 0.8, 0.8, 1.0), (0, 3, 1.0, 1.0, 1.0), (2, 3, 0.8, 1.0, 0.8)]
    assert found.pairs_complete
    assert len(found) == 4


def test_results_have_the_documented_types() -> None:
    found = find(CHAIN)
    assert found.keep_mask.dtype == found.missing.dtype == np.dtype(np.bool_)
    assert found.duplicate_of.dtype == np.dtype(np.int64)
    assert found.duplicate_similarity.dtype == np.dtype(np.float64)
    assert found.keep_mask.tolist() == [True, False, True]
    assert found.duplicate_of.tolist() == [NOBODY, 0, NOBODY]
    assert found.duplicate_similarity.tolist() == [1.0, 0.6, 1.0]
    assert found.groups == [tt.Group(0, (0, 1))]


def test_the_threshold_is_inclusive_to_the_last_bit() -> None:
    for union in range(1, 60):
        for common in range(1, union + 1):
            texts = [words(*range(union)), words(*range(common))]
            assert len(find(texts, threshold=common / union).pairs) == 1, (common, union)
            above = float(np.nextafter(common / union, 2))
            if above <= 1:
                assert len(find(texts, threshold=above).pairs) == 0, (common, union)


def test_folding_makes_copies_equal() -> None:
    texts = ["Straße ＣＡＦＥ\u0301 don't stop!", "STRASSE café, DON'T… stop", "strasse\u200b cafe\u0301 don't-stop"]
    assert find(texts, threshold=1.0).duplicate_of.tolist() == [NOBODY, 0, 0]


def test_groups_are_biggest_first_then_by_representative() -> None:
    found = find(["a", "b", "c", "b", "c", "c", "d", "a"], threshold=1.0)
    assert found.groups == [tt.Group(2, (2, 4, 5)), tt.Group(0, (0, 7)), tt.Group(1, (1, 3))]


@pytest.mark.parametrize(
    ("method", "stages"),
    [("minhash", ["sketch", "bands", "verify", "pairs"]), ("exact", ["shingles", "index", "join", "pairs"])],
)
def test_cost_says_what_the_search_did(method: str, stages: list[str]) -> None:
    found = find([*CHAIN, "x"], method=method)
    cost = found.cost()
    assert cost["candidates"] >= 2
    assert cost["candidates_per_text"] == cost["candidates"] / 4
    assert cost["rejected"] == 1 - len(found.pairs) / cost["candidates"]
    assert cost["bucket_limit"] == cost["crowded_buckets"] == 0
    assert 0 <= cost["bands"] * cost["slots_per_band"] <= 128
    assert (cost["bands"] == 0) == (method == "exact")
    assert list(cost["seconds"]) == stages
    assert all(0 <= seconds < 60 for seconds in cost["seconds"].values())


def test_numbers_may_be_those_of_numpy() -> None:
    numbers = {
        "threshold": np.float32(0.75), "floor": np.float16(0.5), "recall": np.float64(0.99), "slots": np.int64(64),
        "max_pairs": np.int32(100), "cache_mb": np.float32(8),
    }  # fmt: skip
    found = find(CHAIN, **numbers)
    assert json.loads(json.dumps(found.parameters))["threshold"] == 0.75
    assert json.loads(json.dumps(found.at(np.float32(0.5)).parameters))["threshold"] == 0.5  # type: ignore[arg-type]
    leaks = tt.find_leaks(CHAIN, CHAIN, threshold=np.float32(0.75))  # type: ignore[arg-type]
    assert json.loads(json.dumps(leaks.parameters))["threshold"] == 0.75


def test_parameters_are_those_of_the_call() -> None:
    parameters = find(CHAIN, keep="last", floor=0.3).parameters
    expected = {"threshold": 0.6, "shingle": "word:1", "method": "exact", "keep": "last", "floor": 0.3, "slots": 128}
    assert {name: parameters[name] for name in expected} == expected
    assert parameters["measure"] == "jaccard"


# --- who stays -------------------------------------------------------------------------------------------------------


def test_first_is_kept_unless_told_otherwise() -> None:
    assert find(CHAIN).keep_mask.tolist() == find(CHAIN, keep="first").keep_mask.tolist() == [True, False, True]


def test_last_is_kept_if_asked_for() -> None:
    found = find(["a b", "A B", "c", "a, b"], keep="last", threshold=1.0)
    assert found.duplicate_of.tolist() == [3, 3, NOBODY, NOBODY]


def test_longest_and_shortest_count_code_points() -> None:
    texts = ["é é é b", "a 🚀 b  ", "A 🚀, b", "ÉÉ é"]
    equal = ["東 b", "東! b", "東b"]
    assert find(equal, keep="longest", threshold=1.0).duplicate_of.tolist() == [1, NOBODY, 1]
    assert find(equal, keep="shortest", threshold=1.0).duplicate_of.tolist() == [2, 2, NOBODY]
    assert find(texts[1:3], keep="longest", threshold=1.0).duplicate_of.tolist() == [NOBODY, 0]


def test_ties_of_length_go_to_the_earlier_row() -> None:
    assert find(["a b", "A B", "a!b"], keep="longest", threshold=1.0).duplicate_of.tolist() == [NOBODY, 0, 0]
    assert find(["a b", "A B", "a!b"], keep="shortest", threshold=1.0).duplicate_of.tolist() == [NOBODY, 0, 0]


@pytest.mark.parametrize("scores", [
    [1, 3, 2], (1.0, 3.0, 2.0), np.array([1, 3, 2], dtype=np.uint8), pd.Series([1, 3, 2], index=[9, 9, 9]),
    pl.Series([1, 3, 2]), pa.array([1, 3, 2]), [1, float("inf"), 2], [None, 3.0, float("nan")], [False, True, False],
])  # fmt: skip
def test_the_highest_score_is_kept(scores: Any) -> None:
    found = find(["same", "same", "same"], keep=scores)
    assert found.duplicate_of.tolist() == [1, NOBODY, 1]
    assert found.parameters["keep"] == "scores"


def test_ties_of_scores_go_to_the_earlier_row_and_missing_scores_come_last() -> None:
    assert find(["same"] * 4, keep=[float("nan"), 1, 1, -5]).keep_mask.tolist() == [False, True, False, False]
    assert find(["same"] * 2, keep=[float("nan"), float("-inf")]).keep_mask.tolist() == [False, True]


def test_scores_that_doubles_cannot_tell_apart_are_told_apart() -> None:
    """Ids and times in nanoseconds are such."""
    assert find(["same"] * 2, keep=[2**53, 2**53 + 1]).keep_mask.tolist() == [False, True]
    assert find(["same"] * 2, keep=np.array([2**62, 2**62 + 1])).keep_mask.tolist() == [False, True]


@pytest.mark.parametrize(
    "make", [pd.DataFrame, pl.DataFrame, pa.table, lambda columns: pd.DataFrame(columns).to_dict("records")]
)
def test_a_column_gives_the_scores(make: Callable[[dict[str, list[Any]]], Any]) -> None:
    table = make({"text": ["same", "same", "same"], "stars": [2, 5, 5], "longest_ago": [3.5, 0.0, 1.0]})
    assert find(table, keep="stars").duplicate_of.tolist() == [1, NOBODY, 1]
    assert find(table, keep="longest_ago").duplicate_of.tolist() == [NOBODY, 0, 0]


TIMES = {
    "pandas": lambda times: pd.Series(times, index=[9, 9, 9]),
    "pandas with a zone": lambda times: pd.Series(times).dt.tz_localize("UTC"),
    "polars": pl.Series,
    "polars, days": lambda times: pl.Series([time and time.date() for time in times]),
    "arrow": pa.array,
    "NumPy, nanoseconds": lambda times: np.array(times, dtype="datetime64[ns]"),
    "NumPy, days": lambda times: np.array(times, dtype="datetime64[D]"),
    "Python": list,
    "Python, with a zone": lambda times: [time and time.replace(tzinfo=UTC) for time in times],
    "Python, days": lambda times: [time and time.date() for time in times],
    "spans of time": lambda times: [time and time - datetime(2000, 1, 1) for time in times],
}


@pytest.mark.parametrize("make", TIMES.values(), ids=TIMES)
@pytest.mark.parametrize("table", [None, pd.DataFrame, pl.DataFrame, pa.table])
def test_of_times_the_latest_is_kept_and_missing_ones_come_last(
    make: Callable[[Any], Any], table: Callable[[dict[str, Any]], Any] | None
) -> None:
    times = make([datetime(2024, 1, 1), datetime(2026, 5, 1), None])
    if table is None:
        assert find(["same"] * 3, keep=times).duplicate_of.tolist() == [1, NOBODY, 1]
    else:
        if table is pd.DataFrame:  # which would go by a Series' index
            times = times.to_pylist() if isinstance(times, pa.Array) else list(times)
        frame = table({"text": ["same"] * 3, "seen": times})
        assert find(frame, keep="seen").duplicate_of.tolist() == [1, NOBODY, 1]


def test_times_a_nanosecond_apart_are_told_apart() -> None:
    times = np.array([10**18, 10**18 + 1, "NaT"], dtype="datetime64[ns]")
    assert find(["same"] * 3, keep=times).keep_mask.tolist() == [False, True, False]
    assert find(["same"] * 3, keep=[None, *times[:2].tolist()]).keep_mask.tolist() == [False, False, True]


def test_false_drops_every_text_that_is_in_any_pair() -> None:
    found = find(["a b", "A B", "c d"], keep=False)
    assert found.keep_mask.tolist() == [False, False, True]
    assert found.duplicate_of.tolist() == [NOBODY, 0, NOBODY]


def test_false_drops_a_text_whose_only_twin_is_dropped_for_another() -> None:
    """0~1 and 2~1: 1 is a duplicate of 0, but 2 is in a pair too."""
    found = find(CHAIN, keep=False)
    assert [(left, right) for left, right, _ in found_pairs(found)] == [(0, 1), (1, 2)]
    assert found.keep_mask.tolist() == [False, False, False]
    assert found.duplicate_of.tolist() == [NOBODY, 0, NOBODY]


# --- other thresholds ------------------------------------------------------------------------------------------------


def test_floor_reports_pairs_below_the_threshold_and_drops_none_for_them() -> None:
    found = find([*CHAIN, words(1, 2, 3, 4)], threshold=0.9, floor=0.3)
    assert [(p["left"], p["right"]) for p in found.pairs] == [(0, 3)]
    assert [(p["left"], p["right"], p["similarity"]) for p in found.below] == [
        (0, 1, 3 / 5), (0, 2, 2 / 6), (1, 2, 3 / 5), (1, 3, 3 / 5), (2, 3, 2 / 6)
    ]  # fmt: skip
    assert found.below.dtype == found.pairs.dtype
    assert found.duplicate_of.tolist() == [NOBODY, NOBODY, NOBODY, 0]
    assert len(find(CHAIN).below) == 0


@pytest.mark.parametrize("keep", ["first", "last", "longest", False, [1, 2, 3, 0]])
def test_at_equals_a_new_search(keep: Any) -> None:
    texts = [*CHAIN, words(1, 2, 3, 4)]
    searched = find(texts, threshold=0.9, floor=0.3, keep=keep)
    for threshold in (0.3, 1 / 3, 0.5, 0.6, 0.61, 0.9, 1.0):
        there, anew = searched.at(threshold), find(texts, threshold=threshold, keep=keep)
        assert found_pairs(there) == found_pairs(anew)
        assert there.keep_mask.tolist() == anew.keep_mask.tolist()
        assert there.duplicate_of.tolist() == anew.duplicate_of.tolist()
        assert there.duplicate_similarity.tolist() == anew.duplicate_similarity.tolist()
        assert there.groups == anew.groups
        assert there.parameters["threshold"] == threshold
        assert len(there.pairs) + len(there.below) == len(searched.pairs) + len(searched.below)
    assert found_pairs(searched.at(0.3).at(0.9)) == found_pairs(searched)


def test_at_goes_down_to_the_floor_or_else_the_threshold() -> None:
    assert len(find(CHAIN).at(0.6).pairs) == 2
    with pytest.raises(ValueError, match=r"^threshold must be in \[0\.6, 1\], got 0\.5: search again with floor=$"):
        find(CHAIN).at(0.5)
    with pytest.raises(ValueError, match=r"^threshold must be in \[0\.3, 1\], got 0\.2: search again with floor=$"):
        find(CHAIN, floor=0.3).at(0.2)
    with pytest.raises(ValueError, match=r"^threshold must be in \[0\.6, 1\], got 1\.1"):
        find(CHAIN).at(1.1)
    # The result at a higher threshold still knows what was searched.
    assert len(find(CHAIN).at(1.0).at(0.6).pairs) == 2


def test_borderline_pairs_are_nearest_to_the_threshold() -> None:
    found = find([words(1, 2, 3, 4), words(1, 2, 3), words(1, 2), words(1)], threshold=0.7, floor=0.2)
    nearest = [float(p["similarity"]) for p in found.borderline(3)]
    assert nearest == [2 / 3, 3 / 4, 1 / 2]
    assert [float(p["similarity"]) for p in found.borderline(1)] == [2 / 3]
    assert len(found.borderline(100)) == 6
    assert len(found.borderline(0)) == 0
    assert found.borderline(2).dtype == found.pairs.dtype
    with pytest.raises(ValueError, match=r"^k must be at least 0, got -1$"):
        found.borderline(-1)


def test_the_pairs_nearest_to_the_threshold_are_the_first_of_all_sorted() -> None:
    letters = np.random.default_rng(5).integers(97, 100, size=(60, 12), dtype=np.uint8)
    texts = [row.tobytes().decode() for row in letters]
    found = tt.find_duplicates(texts, shingle="char:2", threshold=0.6, floor=0.3, method="exact")
    assert len(np.unique(found.pairs["similarity"])) < len(found.pairs) / 5  # many are equally near
    every = found.borderline(10**9)
    distance = np.abs(every["similarity"] - 0.6)
    assert len(every) == len(found.pairs) + len(found.below)
    assert (np.diff(distance) >= 0).all()
    for k in (0, 1, 7, 100, len(every) - 1, len(every)):
        assert found.borderline(k).tobytes() == every[:k].tobytes()


# --- why -------------------------------------------------------------------------------------------------------------


def test_explain_shows_the_kept_text_left_and_the_one_dropped_for_it_right_as_the_page_does() -> None:
    evidence = find(CHAIN).explain(1)
    assert (evidence.left, evidence.right) == (0, 1)
    assert (evidence.left_text, evidence.right_text) == (CHAIN[0], CHAIN[1])
    assert evidence.jaccard == 0.6
    assert evidence.also == (2,)
    # Row 1 is paired with its copy too, which is dropped.
    assert find([CHAIN[0], CHAIN[1], CHAIN[1], CHAIN[2]]).explain(1).also == (3,)


def test_explain_compares_any_two_rows() -> None:
    evidence = find([*CHAIN, None]).explain(0, 2)
    assert (evidence.left, evidence.right, evidence.jaccard, evidence.also) == (0, 2, 2 / 6, ())
    assert find([*CHAIN, None]).explain(0, 3).right_text == ""


def test_explain_agrees_with_every_pair() -> None:
    found = find([*CHAIN, words(4, 1, 2, 3, 9)])
    assert len(found.pairs) > 2
    for pair in found.pairs:
        evidence = found.explain(int(pair["left"]), int(pair["right"]))
        shown = (evidence.jaccard, evidence.left_in_right, evidence.right_in_left)
        assert shown == (pair["similarity"], pair["left_in_right"], pair["right_in_left"])


def test_explain_needs_a_row_that_exists_and_one_to_compare_with() -> None:
    found = find(CHAIN)
    with pytest.raises(ValueError, match=r"^j must name a row to compare with: row 0 is a duplicate of none$"):
        found.explain(0)
    for row in (3, -1):
        with pytest.raises(IndexError, match=rf"^row must be in 0\.\.2, got {row}$"):
            found.explain(row)
        with pytest.raises(IndexError, match=rf"^row must be in 0\.\.2, got {row}$"):
            found.explain(0, row)


# --- back to the caller's data ---------------------------------------------------------------------------------------


def test_apply_takes_the_data_or_anything_of_as_many_rows() -> None:
    found = find(["a b", "A B", "c"])
    assert found.apply([1, 2, 3]) == [1, 3]
    assert found.apply((1, 2, 3)) == (1, 3)
    assert found.apply(np.array([1, 2, 3])).tolist() == [1, 3]
    with pytest.raises(ValueError, match=r"^data must have the 3 rows that were read, got 2$"):
        found.apply([1, 2])
    with pytest.raises(ValueError, match=r"^data must have the 3 rows that were read, got 4$"):
        found.apply(pd.DataFrame({"x": range(4)}))


def test_annotate_adds_three_columns() -> None:
    table = pd.DataFrame({"text": ["c", "a b", "A B", "x"]}, index=[4, 4, 2, 1])
    noted = find(table).annotate(table)
    pd.testing.assert_frame_equal(
        noted,
        table.assign(duplicate_of=[-1, -1, 1, -1], duplicate_group=[-1, 0, 0, -1], duplicate_similarity=[1.0] * 4),
    )
    assert list(table.columns) == ["text"]


def test_a_prefix_that_is_no_str_is_refused() -> None:
    with pytest.raises(TypeError, match=r"^prefix must be str, got NoneType$"):
        find(["a"]).annotate(pd.DataFrame({"text": ["a"]}), prefix=None)  # type: ignore[arg-type]


def test_a_column_that_is_not_named_as_such_is_asked_for() -> None:
    drop: Any = tt.drop_duplicates
    with pytest.raises(TypeError, match=r"^all arguments but data must be named: column='body'\?$"):
        drop(pd.DataFrame({"body": ["a"]}), "body")


def test_annotate_numbers_groups_as_groups_does() -> None:
    texts = ["a", "b", "c", "b", "c", "c", "d", "a"]
    found = find(texts)
    noted = found.annotate(pl.DataFrame({"text": texts}))
    for number, group in enumerate(found.groups):
        assert [row for row, own in enumerate(noted["duplicate_group"]) if own == number] == list(group.members)


def test_annotate_refuses_names_that_exist_and_takes_a_prefix() -> None:
    message = "^data must not have a column 'duplicate_of' yet: choose prefix= to name the new ones otherwise$"
    records = [{"text": "a", "duplicate_of": 7}, {"text": "a", "duplicate_of": 8}]
    for table in (pd.DataFrame(records), pl.DataFrame(records), pa.Table.from_pylist(records), records):
        found = find(table)
        with pytest.raises(ValueError, match=message):
            found.annotate(table)
        noted = pd.DataFrame(found.annotate(table, prefix="near_") if table is records else
                             dict(zip(["text", "duplicate_of", "near_duplicate_of", "g", "s"],
                                      _columns(found.annotate(table, prefix="near_")), strict=True)))  # fmt: skip
        assert noted["near_duplicate_of"].tolist() == [-1, 0]
        assert noted["duplicate_of"].tolist() == [7, 8]


def _columns(table: Any) -> list[list[Any]]:
    if isinstance(table, pa.Table):
        return [column.to_pylist() for column in table.columns]
    return [list(table[name]) for name in table.columns]


def test_annotate_needs_a_table() -> None:
    with pytest.raises(TypeError, match=r"^data must be a table to add columns to, got list$"):
        find(["a", "b"]).annotate(["a", "b"])


def test_pairs_become_frames_of_any_kind() -> None:
    found = find(CHAIN)
    names = list(found.pairs.dtype.names)
    frame = found.to_pandas()
    assert isinstance(frame, pd.DataFrame)
    assert list(frame.columns) == names
    assert [tuple(row) for row in frame.itertuples(index=False)] == found.pairs.tolist()
    assert found.to_polars().rows() == found.pairs.tolist()
    table = found.to_arrow()
    assert table.column_names == names
    assert [tuple(row.values()) for row in table.to_pylist()] == found.pairs.tolist()
    assert len(find(["a"]).to_pandas()) == len(find(["a"]).to_polars()) == len(find(["a"]).to_arrow()) == 0


def test_a_result_hands_its_pairs_over_as_arrow() -> None:
    found = find(CHAIN)
    assert pa.table(found).equals(found.to_arrow())
    assert pa.table(find(["a"])).column_names == list(found.pairs.dtype.names)


# --- what a result holds ---------------------------------------------------------------------------------------------


def test_pickles_and_copies_hold_no_texts() -> None:
    secret = "unmistakable"
    found = find([f"{secret} one", f"{secret} one", "other"], floor=0.2)
    assert found.groups
    pickled = pickle.dumps(found)
    assert secret.encode() not in pickled
    for twin in (pickle.loads(pickled), copy.deepcopy(found)):
        assert found_pairs(twin) == found_pairs(found)
        assert twin.duplicate_of.tolist() == found.duplicate_of.tolist()
        assert twin.groups == found.groups
        assert dict(twin.parameters) == dict(found.parameters)
        assert twin.at(1.0).keep_mask.tolist() == [True, False, True]
        assert twin.apply(["a", "b", "c"]) == ["a", "c"]
        with pytest.raises(ValueError, match=r"^the texts are gone: use twicetold\.compare on them$"):
            twin.explain(1)


def test_texts_can_be_let_go() -> None:
    class Text(str):
        __slots__ = ("__weakref__",)

    import gc
    import weakref

    texts = [Text("a b"), Text("a b")]
    watched = weakref.ref(texts[0])
    found = find(texts)
    assert found.explain(1).right_text == "a b"
    bare = found.without_texts()
    del texts, found
    gc.collect()
    assert watched() is None
    assert bare.keep_mask.tolist() == [True, False]
    with pytest.raises(ValueError, match=r"^the texts are gone"):
        bare.explain(1)


def test_results_are_frozen() -> None:
    with pytest.raises(AttributeError):
        find(CHAIN).keep_mask = np.zeros(3, dtype=bool)  # type: ignore[misc]


@pytest.mark.filterwarnings("ignore::twicetold.DataWarning")
def test_repr_stays_small_for_many_texts() -> None:
    texts = [f"copy {k % 20_000} of many" for k in range(200_000)]
    found = tt.find_duplicates(texts, shingle="word:2", threshold=1.0, max_pairs=1000)
    assert len(found) == 200_000
    assert len(repr(found).encode()) < 2000
    assert "200,000 texts: 20,000 kept, 180,000 dropped (90.0%)" in repr(found)
    assert found.summary() in f"{found!r}"


def test_summary_counts() -> None:
    assert find(["a b", "A B", "c", None], shingle="char:1").summary() == (
        "4 texts: 3 kept, 1 dropped (25.0%), 1 without text\n"
        "1 pair at jaccard ≥ 0.6 on char:1 (exact), 1 group, the largest of 2 texts"
    )
    assert find([]).summary() == "0 texts: 0 kept, 0 dropped\n0 pairs at jaccard ≥ 0.6 on word:1 (exact), 0 groups"


def test_summary_shows_the_warnings() -> None:
    found = find(["a b", "c d"])
    assert found.warnings
    assert [f"warning: {message}" for message in found.warnings] == found.summary().splitlines()[2:]


# --- missing, empty, short -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["minhash", "exact"])
@pytest.mark.parametrize("shingle", ["word:1", "word:5", "char:4"])
def test_missing_and_token_free_texts_are_kept_and_never_compared(method: str, shingle: str) -> None:
    empty = [None, float("nan"), np.nan, pd.NA, pd.NaT, "", " \n\t", "?!…", "—'’", "\x00", "\ud800", "\u200b\ufeff",
             "🏽"]  # fmt: skip
    found = find([*empty, "a", *empty], method=method, shingle=shingle, threshold=0.01 if method == "exact" else 0.5)
    assert found.missing.tolist() == [True] * 13 + [False] + [True] * 13
    assert found.keep_mask.all()
    assert len(found.pairs) == 0
    assert (found.duplicate_of == NOBODY).all()


@pytest.mark.parametrize("keep", ["first", "last", "longest", "shortest", False])
def test_missing_texts_are_kept_under_every_policy(keep: Any) -> None:
    assert find([None, "", "a", None, "?", ""], keep=keep).keep_mask.all()


@pytest.mark.parametrize("method", ["minhash", "exact"])
def test_texts_shorter_than_the_shingle_match_only_when_all_their_tokens_are_equal(method: str) -> None:
    texts = ["a b c", "A, b; C!", "a b", "a b c d", "c b a", "a b c d e", "abc", "a b c d e f"]
    found = tt.find_duplicates(texts, shingle="word:5", threshold=0.5, method=method)  # type: ignore[arg-type]
    assert [(left, right) for left, right, _ in found_pairs(found)] == [(0, 1), (5, 7)]
    found = tt.find_duplicates(["ab", "Ab!", "abc", "a b", "a\nb"], shingle="char:4", threshold=0.1, method="exact")
    assert [(left, right) for left, right, _ in found_pairs(found)] == [(0, 1), (3, 4)]


def test_no_texts_give_an_empty_result() -> None:
    without_rows: list[Any] = [[], (), iter([]), np.array([], dtype=object)]
    for data in without_rows:
        found = find(data)
        assert len(found) == len(found.pairs) == len(found.groups) == 0
        assert found.keep_mask.shape == found.duplicate_of.shape == found.missing.shape == (0,)
        assert found.pairs_complete
        assert found.warnings == ()


def test_one_text_is_kept() -> None:
    assert find(["a"]).keep_mask.tolist() == [True]


def test_lone_surrogates_read_as_replacement_characters_and_nul_parts_words() -> None:
    texts = ["a\ud800b", "a\udfffb", "a\ufffdb", "a b", "a\x00b"]
    assert find(texts, shingle="word:2", threshold=1.0).duplicate_of.tolist() == [NOBODY, 0, 0, 0, 0]


def test_bytes_are_read_as_utf8() -> None:
    assert find([b"caf\xc3\xa9 one", "CAFÉ one"], threshold=1.0).duplicate_of.tolist() == [NOBODY, 0]


# --- warnings --------------------------------------------------------------------------------------------------------


def caught(action: Callable[[], tt.Duplicates]) -> tuple[tt.Duplicates, list[warnings.WarningMessage]]:
    with warnings.catch_warnings(record=True) as raised:
        warnings.simplefilter("always")
        found = action()
    assert all(warning.category is tt.DataWarning for warning in raised)
    assert tuple(str(warning.message) for warning in raised) == found.warnings
    return found, raised


def test_texts_too_short_for_the_shingle_are_warned_about_at_the_line_of_the_call() -> None:
    found, raised = caught(lambda: tt.find_duplicates([words(*range(k, k + 20)) for k in range(5)]))
    assert len(found.warnings) == 1
    assert "half of the texts have at most 20 tokens" in found.warnings[0]
    assert "shingle='char:4', threshold=.7" in found.warnings[0]
    # 16 shingles, of which a changed word changes 5: 11 of 21 stay common.
    assert "0.52" in found.warnings[0]
    assert raised[0].filename == __file__


def test_drop_duplicates_warns_at_the_line_of_the_call() -> None:
    with pytest.warns(tt.DataWarning, match=r"half of the texts") as raised:
        tt.drop_duplicates(["a b", "c d"])
    assert raised[0].filename == __file__


def test_texts_long_enough_for_the_shingle_are_not_warned_about() -> None:
    assert caught(lambda: tt.find_duplicates([words(*range(k, k + 60)) for k in range(5)]))[0].warnings == ()
    assert caught(lambda: find([words(1, 2, 3)], shingle="char:4"))[0].warnings == ()


def long_text(seed: int) -> str:
    return words(*random.Random(seed).sample(range(10**6), 60))


def test_a_group_of_more_than_one_in_a_hundred_is_warned_about() -> None:
    texts = [long_text(k if k > 10 else 0) for k in range(1000)]
    found, _ = caught(lambda: tt.find_duplicates(texts))
    assert len(found.warnings) == 1
    assert found.warnings[0].startswith("one group holds 11 of 1,000 texts; compare rows 0 and 1")
    texts[10] = long_text(10)
    assert caught(lambda: tt.find_duplicates(texts))[0].warnings == ()


def test_most_texts_dropped_is_warned_about() -> None:
    texts = [long_text(k // 3) for k in range(1002)]
    found, _ = caught(lambda: tt.find_duplicates(texts))
    assert [
        message for message in found.warnings if message.startswith("668 of 1,002 texts are dropped; compare rows ")
    ]
    halves = [long_text(k // 2) for k in range(1002)]
    assert caught(lambda: tt.find_duplicates(halves))[0].warnings == ()


def test_a_bound_that_was_reached_is_warned_about() -> None:
    found, _ = caught(lambda: tt.find_duplicates([long_text(0)] * 10, max_pairs=44))
    assert not found.pairs_complete
    assert len(found.warnings) == 1
    assert found.warnings[0].startswith("too many pairs for max_pairs=44: identical texts were compared by representa")
    assert [(left, right) for left, right, _ in found_pairs(found)] == [(0, k) for k in range(1, 10)]
    found, _ = caught(lambda: tt.find_duplicates([long_text(0)] * 10, max_pairs=45))
    assert found.pairs_complete
    assert len(found.pairs) == 45
    assert found.warnings == ()


def test_a_warning_turned_into_an_error_brings_the_result_along() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(tt.DataWarning) as raised:
            tt.find_duplicates(["a b", "A B", "c"])
    assert raised.value.result.duplicate_of.tolist() == [NOBODY, 0, NOBODY]
    assert raised.value.result.warnings == (str(raised.value),)


# --- errors ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"threshold": 1.5}, "threshold must be in (0, 1], got 1.5"),
        ({"threshold": np.float32(1.1)}, "threshold must be in (0, 1], got 1.1"),
        ({"recall": np.float32(1.1)}, "recall must be in (0, 1), got 1.1"),
        ({"floor": np.float32(0.9)}, "floor must be at most the threshold 0.8, got 0.9"),
        ({"threshold": 0}, "threshold must be in (0, 1], got 0"),
        ({"threshold": -0.5}, "threshold must be in (0, 1], got -0.5"),
        ({"threshold": float("nan")}, "threshold must be in (0, 1], got nan"),
        ({"threshold": 1.0000001}, "threshold must be in (0, 1], got 1.0000001"),
        ({"floor": 0}, "floor must be in (0, 1], got 0"),
        ({"floor": 0.9}, "floor must be at most the threshold 0.8, got 0.9"),
        ({"recall": 0}, "recall must be in (0, 1), got 0"),
        ({"recall": 1}, "recall must be in (0, 1), got 1"),
        (
            {"threshold": 0.001},
            "recall must be one that 128 slots can reach at threshold 0.001, got 0.999: use method='exact'",
        ),
        (
            {"threshold": 0.04},
            "recall must be one that 128 slots can reach at threshold 0.04, got 0.999: slots=256 reaches it, "
            "and so does method='exact'",
        ),
        ({"slots": 100}, "slots must be 64, 128 or 256, got 100"),
        ({"slots": -1}, "slots must be 64, 128 or 256, got -1"),
        ({"shingle": "word:0"}, "shingle must be 'word:n' or 'char:n' with n in 1..64, got 'word:0'"),
        ({"method": "lsh"}, "method must be 'minhash' or 'exact', got 'lsh'"),
        ({"max_pairs": 0}, "max_pairs must be at least 1, got 0"),
        ({"cache_mb": 0.5}, "cache_mb must be at least 1 (megabyte) and below 1e9, got 0.5"),
        ({"cache_mb": float("nan")}, "cache_mb must be at least 1 (megabyte) and below 1e9, got nan"),
        ({"cache_mb": float("inf")}, "cache_mb must be at least 1 (megabyte) and below 1e9, got inf"),
        ({"max_pairs": -1}, "max_pairs must be at least 1, got -1"),
        ({"threads": 0}, "threads must be at least 1, got 0"),
        ({"threads": -3}, "threads must be at least 1, got -3"),
        (
            {"keep": "best"},
            "keep must be 'first', 'last', 'longest', 'shortest', a column, n scores or False, got 'best'",
        ),
        ({"keep": [1.0]}, "keep must have one score for each of the 2 texts, got shape (1,)"),
        ({"keep": [1, [2]]}, "keep must have one score for each text, got lists of different lengths"),
        ({"keep": ["good", 2]}, "keep must have numbers or times as scores, got 'good'"),
        (
            {"keep": [date(2026, 1, 1), 2]},
            "keep must have scores of one kind, got some that differ: '<' not supported between instances of 'int' "
            "and 'datetime.date'",
        ),
    ],
)
def test_a_value_out_of_range_is_named_with_its_rule(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError) as raised:  # noqa: PT011
        tt.find_duplicates(["a", "b"], **options)
    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("options", "start"),
    [
        ({"threshold": "0.8"}, "threshold must be a number in (0, 1], got str"),
        ({"threshold": True}, "threshold must be a number in (0, 1], got bool"),
        ({"threshold": None}, "threshold must be a number in (0, 1], got NoneType"),
        ({"floor": "0.5"}, "floor must be a number in (0, 1], got str"),
        ({"threads": 1.5}, "threads must be int or None, got float"),
        ({"threads": True}, "threads must be int or None, got bool"),
        ({"progress": 5}, "progress must be None, a bool or a callable, got int"),
        ({"keep": True}, "keep must be a policy, a column's name, n scores or False, got True"),
        ({"keep": None}, "keep must be a policy, a column's name, n scores or False, got None"),
        ({"recall": "x"}, "recall must be"),
        ({"slots": 128.5}, "slots must be"),
        ({"slots": "128"}, "slots must be"),
        ({"shingle": 5}, "shingle must be"),
        ({"method": None}, "method must be"),
        ({"max_pairs": "many"}, "max_pairs must be"),
        ({"cache_mb": "64"}, "cache_mb must be a number, got str"),
        ({"keep": ["good", "bad"]}, "keep must"),
    ],
)
def test_a_value_of_the_wrong_type_is_named(options: dict[str, Any], start: str) -> None:
    with pytest.raises((TypeError, ValueError)) as raised:
        tt.find_duplicates(["a", "b"], **options)
    assert str(raised.value).startswith(start)
    assert len(str(raised.value)) < 200


@pytest.mark.parametrize("options", [{"keep": "stars"}, {"keep": "title"}])
def test_a_keep_that_no_column_has_is_an_error_about_keep(options: dict[str, Any]) -> None:
    """``stars`` does not exist, ``title`` holds no numbers."""
    with pytest.raises((TypeError, ValueError), match=r"^keep must "):
        tt.find_duplicates(pd.DataFrame({"text": ["a", "b"], "title": ["x", "y"]}), **options)


@pytest.mark.parametrize(("rows", "message"), [
    (["a", 5], "data must hold str or missing values, got int in row 1"),
    ([["a"]], "data must hold str or missing values, got list in row 0"),
    (["a", 1.5], "data must hold str or missing values, got float in row 1"),
    (["a", None, {}], "data must hold str or missing values, got dict in row 2"),
    ([{"text": "a"}, "b"], "data must hold only dicts if it starts with one, got str in row 1"),
    ([{"text": 7}], "data must hold str or missing values, got int in row 0"),
])  # fmt: skip
def test_a_row_that_is_no_text_is_named_with_its_type(rows: list[Any], message: str) -> None:
    with pytest.raises(TypeError) as raised:
        tt.find_duplicates(rows)
    assert str(raised.value) == message


def test_bytes_that_are_no_utf8_are_named_with_row_and_place() -> None:
    for rows in ([b"a", "x", b"ab\xffc"], pl.Series([b"a", b"x", b"ab\xffc"]), pa.array([b"a", b"x", b"ab\xffc"])):
        with pytest.raises(ValueError, match=r"^data must be valid UTF-8, got an invalid byte at 2 of row 2$"):
            tt.find_duplicates(rows)


@pytest.mark.parametrize("call", [tt.find_duplicates, tt.drop_duplicates, tt.sketch])
@pytest.mark.parametrize(("data", "message"), [
    ("one text", "data must be a column of texts or a table, got one str"),
    (b"one text", "data must be a column of texts or a table, got bytes"),
    (5, "data must be a column of texts or a table, got int"),
    (None, "data must be a column of texts or a table, got NoneType"),
    ({"text": ["a"]}, "data must be a column of texts or a table, got dict: pass one of its values ('text')"),
    ({}, "data must be a column of texts or a table, got dict"),
    (pl.Series([1, 2]), "data must be a column of text, got dtype Int64"),
    (np.array([1, 2]), "data must hold str or missing values, got dtype int64"),
    (pa.array([1, 2]), "data must be a column of text, got Arrow type int64"),
    (pa.array([1.5]), "data must be a column of text, got Arrow type float64"),
    (pa.array([[1]]), "data must be a column of text, got Arrow type list"),
    (pa.array([1], pa.timestamp("us", "UTC")), "data must be a column of text, got Arrow type timestamp"),
    (pa.array([b"abcd"], pa.binary(4)), "data must be a column of text, got Arrow type fixed_size_binary"),
])  # fmt: skip
def test_data_that_is_no_column_of_text_is_named(call: Callable[[Any], Any], data: Any, message: str) -> None:
    with pytest.raises(TypeError) as raised:
        call(data)
    assert str(raised.value) == message


def test_a_lazy_table_that_is_no_query_of_polars_is_refused() -> None:
    """Those of polars are collected (tests/every_container.py)."""
    duckdb = pytest.importorskip("duckdb")
    lazy = nw.from_native(duckdb.sql("SELECT 'a' AS text"))
    with pytest.raises(TypeError, match=r"^data must be in memory, got the lazy LazyFrame: collect it first$"):
        tt.find_duplicates(lazy)


@pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame, pa.table])
def test_a_missing_column_lists_the_columns_there_are(make: Callable[[dict[str, list[str]]], Any]) -> None:
    message = r"^column must be one of the table's columns \(body, title\), got 'text'$"
    with pytest.raises(ValueError, match=message):
        tt.find_duplicates(make({"body": ["a"], "title": ["b"]}))
    many = make({f"c{k}": ["a"] for k in range(30)})
    with pytest.raises(ValueError, match=r"\(c0, .*, c19, …\), got 'text'$"):
        tt.find_duplicates(many)


def test_a_row_of_a_table_that_is_no_text_is_named_with_its_column() -> None:
    with pytest.raises(TypeError) as raised:
        tt.find_duplicates(pd.DataFrame({"body": ["a", 5]}), column="body")
    assert str(raised.value) == (
        "data must hold str or missing values, got int in row 1 of column 'body': turn it into text, or name another "
        "by column="
    )


def test_a_dict_without_the_column_is_a_missing_text_but_one_must_have_it() -> None:
    rows = [{"text": "a b c"}, {"body": "b"}, {"text": "A b c"}]
    assert tt.find_duplicates(rows).missing.tolist() == [False, True, False]
    assert tt.drop_duplicates(rows) == rows[:2]
    with pytest.raises(ValueError, match=r"^column must be one of the table's columns \(text, body\), got 'title'$"):
        tt.find_duplicates(rows, column="title")


# --- threads, progress, interruption ---------------------------------------------------------------------------------


def corpus(texts: int, seed: int = 5) -> list[str]:
    """Texts of about 1 kB, every third a changed copy of an earlier one."""
    rng = random.Random(seed)
    rows: list[str] = []
    for _ in range(texts):
        if rows and rng.random() < 0.33:
            own = rng.choice(rows).split()
            for _ in range(rng.randrange(6)):
                own[rng.randrange(len(own))] = f"é{rng.randrange(99)}"
        else:
            own = [f"word{rng.randrange(3000)}" for _ in range(120)]
        rows.append(" ".join(own))
    return rows


@pytest.mark.parametrize("method", ["minhash", "exact"])
@pytest.mark.parametrize("max_pairs", [20_000_000, 700])
@pytest.mark.filterwarnings("ignore::twicetold.DataWarning")
def test_the_number_of_threads_changes_nothing(method: str, max_pairs: int) -> None:
    texts = corpus(3000)
    assert sum(map(len, texts)) > 2_500_000  # enough for several threads
    one, *others = [
        tt.find_duplicates(texts, threads=threads, method=method, floor=0.5, max_pairs=max_pairs)  # type: ignore[arg-type]
        for threads in (1, 2, 7, None)
    ]
    assert one.pairs_complete == (max_pairs > 700)
    assert len(one.pairs) > 300
    for other in others:
        assert other.pairs.tobytes() == one.pairs.tobytes()
        assert other.below.tobytes() == one.below.tobytes()
        assert other.duplicate_of.tobytes() == one.duplicate_of.tobytes()
        assert other.duplicate_similarity.tobytes() == one.duplicate_similarity.tobytes()
        assert other.keep_mask.tobytes() == one.keep_mask.tobytes()
        assert other.pairs_complete == one.pairs_complete
        assert other.warnings == one.warnings


@pytest.mark.parametrize("method", ["minhash", "exact"])
@pytest.mark.parametrize("threads", [1, 2])
def test_progress_rises_to_the_end_of_every_stage(method: str, threads: int) -> None:
    calls: list[tuple[str, int, int]] = []
    find(corpus(2000), method=method, threads=threads, progress=lambda *call: calls.append(call))
    stages = list(dict.fromkeys(stage for stage, _, _ in calls))
    assert len(stages) > 1
    for stage in stages:
        done = [call[1] for call in calls if call[0] == stage]
        totals = {call[2] for call in calls if call[0] == stage}
        assert all(0 <= k <= max(totals) for k in done)
        assert done[-1] in totals


@pytest.mark.parametrize("threads", [1, 2])
def test_what_the_progress_callback_raises_reaches_the_caller(threads: int) -> None:
    def stop(stage: str, done: int, total: int) -> None:
        raise LookupError(f"stopped in {stage}")

    with pytest.raises(LookupError, match=r"^stopped in "):
        find(corpus(500), threads=threads, progress=stop)


def test_progress_false_and_none_are_silent_without_a_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    for progress in (None, False):
        find(corpus(300), progress=progress)
    assert capfd.readouterr() == ("", "")


def test_progress_true_shows_a_bar_on_standard_error(capfd: pytest.CaptureFixture[str]) -> None:
    find(corpus(300), progress=True)
    out, err = capfd.readouterr()
    assert out == ""
    assert "%" in err


# One call that would take minutes; "started" is said in the stage that is to be interrupted.
LONG_CALL = """
import random, signal, sys
import twicetold as tt
signal.signal(signal.SIGINT, signal.default_int_handler)  # as at a terminal, wherever the tests run
method, threads, stage_to_stop = sys.argv[1], int(sys.argv[2]), sys.argv[3]
if stage_to_stop == "join":  # every text shares its shingles with thousands: 10^9 candidates
    rng = random.Random(1)
    words = [f"w{k}" for k in range(60)]
    texts = [" ".join(rng.sample(words, 20)) for _ in range(60_000)]
else:  # 100 GB in one megabyte
    texts = ["one two three four five six seven eight " * 25_000] * 100_000
said = False

def report(stage, done, total):
    global said
    if not said and stage_to_stop in ("any", stage):
        said = True
        print("started", flush=True)

tt.find_duplicates(texts, shingle="word:1", threshold=0.5, method=method, threads=threads, progress=report)
print("finished", flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="no SIGINT to send on Windows")
@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize(("method", "stage"), [("minhash", "any"), ("exact", "any"), ("exact", "join")])
def test_ctrl_c_ends_a_long_call(method: str, stage: str, threads: int) -> None:
    child = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", LONG_CALL, method, str(threads), stage],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert child.stdout is not None
        assert child.stdout.readline() == "started\n"
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=20)  # a guard against hanging: the rest of the call takes longer
    finally:
        child.kill()
        child.wait()
    assert "finished" not in out
    assert err.rstrip().endswith("KeyboardInterrupt")
    assert child.returncode != 0


# --- against the reference -------------------------------------------------------------------------------------------

VOCABULARY = ["a", "b", "c", "d", "e", "don't", "É", "e\u0301", "東", "京", "🚀", "ﬁ", "x1"]
THRESHOLDS = [0.1, 0.2, 1 / 3, 0.5, 0.55, 0.6, 2 / 3, 0.7, 0.75, 0.8, 0.9, 1.0]
SPECS = [f"word:{n}" for n in (1, 2, 3)] + [f"char:{n}" for n in (2, 3, 4, 5)]


@st.composite
def columns(draw: st.DrawFn) -> list[str | None]:
    """Lists of texts, many of them copies of earlier ones: as they are, cut, with a word changed or another case."""
    rows: list[str | None] = []
    fresh = st.lists(st.sampled_from(VOCABULARY), max_size=14)
    for _ in range(draw(st.integers(0, 14))):
        kind = draw(st.sampled_from(["fresh", "fresh", "copy", "loud", "cut", "edit", "join", "odd"]))
        earlier = draw(st.sampled_from(rows)) if rows and kind not in ("fresh", "odd") else None
        own = earlier.split(" ") if earlier else draw(fresh)
        if kind == "cut":
            own = own[draw(st.integers(0, 2)) :]
        elif kind == "edit" and own:
            own[draw(st.integers(0, len(own) - 1))] = draw(st.sampled_from(VOCABULARY))
        elif kind == "join":
            own = own + draw(fresh)
        text = " ".join(own)
        rows.append(draw(st.sampled_from([None, "", "?", "\ud800"])) if kind == "odd" else
                    text.upper() + "!" if kind == "loud" else text)  # fmt: skip
    return rows


@given(columns(), st.sampled_from(SPECS), st.sampled_from(THRESHOLDS))
def test_exact_equals_brute_force(texts: list[str | None], shingle: str, threshold: float) -> None:
    found = find(texts, shingle=shingle, threshold=threshold)
    assert found_pairs(found) == reference.all_pairs(texts, shingle, threshold)
    assert found.missing.tolist() == [not reference.shingle_set(text, shingle) for text in texts]
    sets = [reference.shingle_set(text, shingle) for text in texts]
    for left, right, _, left_in_right, right_in_left in found.pairs.tolist():
        common = len(sets[left] & sets[right])
        assert (left_in_right, right_in_left) == (common / len(sets[left]), common / len(sets[right]))


@given(columns(), st.sampled_from(SPECS), st.sampled_from([t for t in THRESHOLDS if t >= 0.2]))
def test_minhash_reports_only_pairs_that_exact_reports(texts: list[str | None], shingle: str, threshold: float) -> None:
    true = {
        (left, right): rest for left, right, *rest in find(texts, shingle=shingle, threshold=threshold).pairs.tolist()
    }
    found = find(texts, shingle=shingle, threshold=threshold, method="minhash", slots=256)
    for left, right, *rest in found.pairs.tolist():
        assert true[left, right] == rest
    copies = {pair for pair, (similarity, *_) in true.items() if similarity == 1.0}
    assert copies <= {(left, right) for left, right, _ in found_pairs(found)}


keeps = st.sampled_from(["first", "last", "longest", "shortest", "scores"])


@given(columns(), st.sampled_from(SPECS), st.sampled_from(THRESHOLDS), keeps, st.randoms(use_true_random=False))
def test_who_stays_follows_the_rule(
    texts: list[str | None], shingle: str, threshold: float, policy: str, rng: random.Random
) -> None:
    keep: Any = [rng.randrange(4) for _ in texts] if policy == "scores" else policy
    found = find(texts, shingle=shingle, threshold=threshold, keep=keep)
    pairs = reference.all_pairs(texts, shingle, threshold)
    of = reference.representatives(pairs, reference.priority(texts, keep))
    assert found.duplicate_of.tolist() == [NOBODY if own == row else own for row, own in enumerate(of)]
    assert found.keep_mask.tolist() == [own == row for row, own in enumerate(of)]
    assert found.duplicate_similarity.tolist() == [
        1.0 if own == row else next(s for a, b, s in pairs if {a, b} == {row, own}) for row, own in enumerate(of)
    ]
    members = [[row for row, other in enumerate(of) if other == own] for own in sorted(set(of))]
    groups = [tt.Group(of[rows[0]], tuple(rows)) for rows in members if len(rows) > 1]
    assert found.groups == sorted(groups, key=lambda group: (-len(group.members), group.representative))


@given(columns(), st.sampled_from(SPECS), st.sampled_from(THRESHOLDS))
def test_false_drops_exactly_the_texts_of_pairs(texts: list[str | None], shingle: str, threshold: float) -> None:
    found = find(texts, shingle=shingle, threshold=threshold, keep=False)
    in_pairs = {row for left, right, _ in reference.all_pairs(texts, shingle, threshold) for row in (left, right)}
    assert found.keep_mask.tolist() == [row not in in_pairs for row in range(len(texts))]
    assert found.duplicate_of.tolist() == find(texts, shingle=shingle, threshold=threshold).duplicate_of.tolist()


@given(columns(), st.sampled_from(SPECS), st.sampled_from(["minhash", "exact"]), keeps.filter(lambda k: k != "scores"),
       st.integers(1, 30))  # fmt: skip
@pytest.mark.filterwarnings("ignore::twicetold.DataWarning")
def test_every_dropped_text_has_a_kept_twin_even_if_crowds_are_bounded(
    texts: list[str | None], shingle: str, method: str, keep: str, max_pairs: int
) -> None:
    found = find(texts, shingle=shingle, method=method, keep=keep, max_pairs=max_pairs)
    for row in np.flatnonzero(~found.keep_mask).tolist():
        twin = int(found.duplicate_of[row])
        assert found.keep_mask[twin]
        a, b = (reference.shingle_set(texts[k], shingle) for k in (row, twin))
        assert reference.jaccard(a, b) == found.duplicate_similarity[row] >= 0.6
    true = reference.all_pairs(texts, shingle, 0.6)
    assert set(found_pairs(found)) <= set(true)
    if method == "exact" and found.pairs_complete:
        assert found_pairs(found) == true
    if len(true) > max_pairs and method == "exact":
        assert not found.pairs_complete


@given(columns(), st.sampled_from(SPECS), st.sampled_from(["minhash", "exact"]), st.integers(1, 9))
def test_neither_threads_nor_containers_change_anything(
    texts: list[str | None], shingle: str, method: str, threads: int
) -> None:
    one = find(texts, shingle=shingle, method=method, threads=1)
    arrow = pa.array([text and text.replace("\ud800", "\ufffd") for text in texts], pa.string())
    for other in (find(tuple(texts), shingle=shingle, method=method, threads=threads),
                  find(arrow, shingle=shingle, method=method, threads=threads)):  # fmt: skip
        assert other.pairs.tobytes() == one.pairs.tobytes()
        assert other.duplicate_of.tolist() == one.duplicate_of.tolist()


@given(columns(), st.sampled_from(SPECS), st.sampled_from(THRESHOLDS))
def test_dropping_twice_drops_nothing_more(texts: list[str | None], shingle: str, threshold: float) -> None:
    options: dict[str, Any] = {"shingle": shingle, "threshold": threshold, "method": "exact"}
    once = tt.drop_duplicates(texts, **options)
    assert tt.drop_duplicates(once, **options) == once
    assert once == find(texts, **options).apply(texts)


@given(st.lists(st.text(), max_size=8), st.sampled_from(["word:1", "word:5", "char:4"]))
def test_no_text_is_refused(texts: list[str], shingle: str) -> None:
    for method in ("minhash", "exact"):
        found = find(texts, shingle=shingle, method=method)
        assert len(found) == len(texts)
        assert {(left, right) for left, right, s in found_pairs(found) if s == 1.0} >= {
            (i, k)
            for i, k in itertools.combinations(range(len(texts)), 2)
            if texts[i] == texts[k] and not found.missing[i]
        }


# --- what a review found ----------------------------------------------------------------------------------------------


def test_exact_bounds_nothing_while_there_are_few_pairs() -> None:
    """Crowded shingles without pairs are no reason to miss one."""
    rng = random.Random(5)
    words = [f"w{k}" for k in range(60)]
    texts = [" ".join(rng.sample(words, 30)) for _ in range(1500)]
    texts.append(texts[7])
    found, _ = caught(lambda: tt.find_duplicates(texts, shingle="word:1", threshold=0.95, method="exact", max_pairs=10))
    assert found.pairs_complete
    assert (7, 1500) in {(left, right) for left, right, _ in found_pairs(found)}


def test_a_large_template_family_is_found_whole_on_any_number_of_threads() -> None:
    """Its bands have more edges than are kept at once, so they are verified as they go."""
    shared = " ".join(f"s{k}" for k in range(160))
    texts = [f"{shared} own{k} words{k}" for k in range(1800)]
    one, _ = caught(lambda: tt.find_duplicates(texts, threads=1))
    two, _ = caught(lambda: tt.find_duplicates(texts, threads=2))
    exact, _ = caught(lambda: tt.find_duplicates(texts, method="exact"))
    assert len(exact.pairs) == 1800 * 1799 // 2
    assert np.array_equal(one.pairs, exact.pairs)
    assert np.array_equal(two.pairs, exact.pairs)
    assert {**one.cost(), "seconds": None} == {**two.cost(), "seconds": None}


def test_a_copy_of_a_result_keeps_the_texts() -> None:
    found, _ = caught(lambda: tt.find_duplicates(["a b c", "A b c"]))
    assert copy.copy(found).explain(0, 1).jaccard == 1.0


def test_long_texts_are_not_called_short_at_high_thresholds() -> None:
    assert caught(lambda: tt.find_duplicates([long_text(0) * 10, long_text(1) * 10], threshold=1.0))[0].warnings == ()


ROWS = [
    {"text": text, "id": k}
    for k, text in enumerate(["one two three four five six seven"] * 2 + ["a quite different text"])
]
MADE: list[Callable[[list[dict[str, Any]]], Any]] = [list, pd.DataFrame, pl.DataFrame, pa.Table.from_pylist]


@pytest.mark.parametrize("make", MADE)
def test_rows_that_moved_since_the_search_are_refused(make: Callable[[list[dict[str, Any]]], Any]) -> None:
    found = tt.find_duplicates(make(ROWS))
    assert len(found.apply(make(ROWS))) == 2
    moved = make([ROWS[1], ROWS[2], ROWS[0]])
    for use in (found.apply, found.annotate):
        with pytest.raises(ValueError, match=r"^data must have the rows that were searched, in their order: row 1 has"):
            use(moved)
    renamed = make([{"body": row["text"], "id": row["id"]} for row in reversed(ROWS)])
    assert len(found.apply(renamed)) == 2  # it cannot be told
    assert len(found.without_texts().apply(moved)) == 2
    assert found.apply(["x", "y", "z"]) == ["x", "z"]


def test_borderline_gives_one_of_pairs_whose_texts_are_equal() -> None:
    body = " ".join(f"w{k}" for k in range(30))
    texts = [body] * 5 + [f"{body} more words here"] * 5 + [f"{body} other words stand here"]
    found, _ = caught(lambda: tt.find_duplicates(texts, threshold=0.8))
    near = found.borderline(100)
    pairs = [tuple(sorted((texts[left], texts[right]))) for left, right in near[["left", "right"]].tolist()]
    assert len(pairs) == len(set(pairs)) > 3
    distances = np.abs(near["similarity"] - 0.8)
    assert (np.diff(distances) >= 0).all()
    assert found.borderline(2).tolist() == near[:2].tolist()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", tt.DataWarning)
        steps = tt.thresholds(texts, thresholds=[0.5, 0.9])
    told = [tuple(sorted((sample.left_text, sample.right_text))) for sample in steps[0].samples]
    assert len(told) == len(set(told)) > 0


def test_times_as_iso_texts_are_scores() -> None:
    copies = ["one two three four five six"] * 3
    times = ["2031-03-01T15:16:00", "2031-03-02", "2031-03-01T23:59+00:00"]
    assert tt.find_duplicates(copies, keep=times).keep_mask.tolist() == [False, True, False]
    with pytest.raises(ValueError, match="scores of one kind"):
        tt.find_duplicates(copies, keep=["5", "2031-03-02", None])


def test_a_column_without_any_text_is_warned_of() -> None:
    with pytest.warns(tt.DataWarning, match="none of the 300 texts has a token: nothing was compared"):
        tt.find_duplicates(pd.DataFrame({"text": [None, "", " -- "] * 100}, dtype=object))
    assert tt.find_duplicates([None] * 3).warnings == ()
