"""find_leaks: which texts of one collection stand in another."""

import copy
import gzip
import json
import pickle
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import reference
import twicetold as tt
from hypothesis import given
from hypothesis import strategies as st
from test_containment import METHODS, NOBODY, SPECS, THRESHOLDS, columns, corpus, words

pytestmark = pytest.mark.filterwarnings("ignore::twicetold.DataWarning")

MEASURES = ["containment", "jaccard"]

TRAIN = [words(*range(10)), words(*range(20, 30)), None, words(*range(10))]
TEST = [words(2, 3, 4, 5, 6), words(*range(40, 45)), "", words(*range(15)), words(20, 21, 22, 23, 99)]


def find(train: Any, test: Any, **options: Any) -> tt.Leaks:
    return tt.find_leaks(train, test, **{"shingle": "word:1", "threshold": 0.6, **options})


def found_pairs(found: tt.Leaks) -> list[reference.Pair]:
    return [(int(p["left"]), int(p["right"]), float(p["similarity"])) for p in found.pairs]


# --- what is found ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", METHODS)
def test_the_share_of_the_test_text_counts(method: str) -> None:
    found = find(TRAIN, TEST, method=method)
    assert found.pairs.tolist() == [
        (0, 0, 1.0, 0.5, 1.0), (0, 3, 10 / 15, 1.0, 10 / 15), (1, 4, 0.8, 0.4, 0.8), (3, 0, 1.0, 0.5, 1.0),
        (3, 3, 10 / 15, 1.0, 10 / 15),
    ]  # fmt: skip
    assert found.duplicate_of.tolist() == [0, NOBODY, NOBODY, 0, 1]
    assert found.duplicate_similarity.tolist() == [1.0, 1.0, 1.0, 10 / 15, 0.8]
    assert found.keep_mask.tolist() == [False, True, True, False, False]
    assert found.missing.tolist() == [False, False, True, False, False]
    assert len(found) == 5
    assert found.train_size == 4
    assert isinstance(found, tt.Duplicates)


def test_a_test_text_much_larger_than_a_train_text_does_not_stand_in_it() -> None:
    assert find([words(1, 2, 3)], [words(*range(10))]).keep_mask.all()
    assert not find([words(*range(10))], [words(1, 2, 3)]).keep_mask.any()


def test_by_jaccard_whole_texts_are_compared() -> None:
    found = find(TRAIN, [words(*range(9)), words(1, 2, 3)], measure="jaccard")
    assert found_pairs(found) == [(0, 0, 0.9), (3, 0, 0.9)]
    assert found.parameters["measure"] == "jaccard"


def test_copies_within_a_collection_are_no_leaks() -> None:
    found = find(["a b c"] * 3, ["x y z"] * 3 + [None] * 3)
    assert len(found.pairs) == 0
    assert found.keep_mask.all()
    assert (found.duplicate_of == NOBODY).all()
    assert found.cost()["candidates"] == 0


def test_ties_go_to_the_earliest_row_of_train() -> None:
    train = [words(1, 2, 3, 9), words(1, 2, 3, 4, 5), words(1, 2, 3, 4), words(4, 3, 2, 1)]
    assert find(train, [words(1, 2, 3, 4)]).duplicate_of.tolist() == [1]
    assert find(train, [words(1, 2, 3, 4)], measure="jaccard").duplicate_of.tolist() == [2]


def test_groups_have_a_row_of_train_and_the_rows_of_test_that_stand_in_it() -> None:
    found = find(TRAIN, [*TEST, words(7, 8, 9), words(20, 21)])
    assert found.groups == [tt.Group(0, (0, 3, 5)), tt.Group(1, (4, 6))]


@pytest.mark.parametrize("measure", MEASURES)
def test_no_texts_give_an_empty_result(measure: str) -> None:
    for train, test in (([], []), ([], ["a"]), (["a"], []), ([None], ["a"]), (["a"], [None])):
        found = find(train, test, measure=measure)
        assert (len(found), len(found.pairs), found.groups) == (len(test), 0, [])
        assert found.keep_mask.tolist() == [True] * len(test)
        assert found.pairs_complete


def test_summary_and_repr_say_how_many_stand_in_train() -> None:
    found = find(TRAIN, TEST)
    assert found.summary().splitlines()[:2] == [
        "3 of 5 test texts stand in train (60.0%), 1 without text",
        "5 pairs at containment ≥ 0.6 on word:1 (minhash), 2 of 4 train texts hold them",
    ]
    assert repr(found).startswith("<Leaks: 3 of 5 test texts stand in train")
    assert find(["a b"], ["a"]).summary().startswith("1 of 1 test text stands in train (100.0%)\n")
    assert find([], []).summary().startswith("0 of 0 test texts stand in train\n")


# --- results ---------------------------------------------------------------------------------------------------------


def test_explain_takes_a_row_of_test_and_one_of_train() -> None:
    found = find(TRAIN, TEST)
    evidence = found.explain(4)
    assert (evidence.left, evidence.right, evidence.left_text, evidence.right_text) == (1, 4, TRAIN[1], TEST[4])
    assert (evidence.left_in_right, evidence.right_in_left, evidence.also) == (0.4, 0.8, ())
    assert found.explain(0).also == (3,)
    assert found.explain(1, 3).right_in_left == 0.0
    assert found.explain(0, 2).left_text == ""
    for pair in found.pairs:
        evidence = found.explain(int(pair["right"]), int(pair["left"]))
        assert (evidence.left_in_right, evidence.right_in_left) == (pair["left_in_right"], pair["right_in_left"])


def test_explain_refuses_rows_that_are_not_there() -> None:
    found = find(TRAIN, TEST)
    with pytest.raises(ValueError, match=r"^j must name a row of train to compare with: row 1 of test stands in none$"):
        found.explain(1)
    with pytest.raises(IndexError, match=r"^row must be in 0\.\.4, got 5$"):
        found.explain(5)
    with pytest.raises(IndexError, match=r"^row must be in 0\.\.3, got 4$"):
        found.explain(4, 4)


def test_at_equals_a_new_search() -> None:
    searched = find(TRAIN, TEST, threshold=0.9, floor=0.2)
    assert [(p["left"], p["right"]) for p in searched.below] == [(0, 3), (1, 4), (3, 3)]
    for threshold in (0.2, 0.6, 10 / 15, 0.8, 0.81, 1.0):
        there, anew = searched.at(threshold), find(TRAIN, TEST, threshold=threshold)
        assert isinstance(there, tt.Leaks)
        assert found_pairs(there) == found_pairs(anew)
        assert there.duplicate_of.tolist() == anew.duplicate_of.tolist()
        assert there.duplicate_similarity.tolist() == anew.duplicate_similarity.tolist()
        assert there.keep_mask.tolist() == anew.keep_mask.tolist()
        assert there.groups == anew.groups
        assert there.warnings == anew.warnings
        assert there.explain(0).left == 0
    with pytest.raises(ValueError, match=r"^threshold must be in \[0\.2, 1\], got 0\.1: search again with floor=$"):
        searched.at(0.1)


def test_apply_and_annotate_are_over_test() -> None:
    table = pd.DataFrame({"text": TEST}, index=[5, 5, 4, 3, 2])
    found = find(TRAIN, table)
    assert found.apply(table).index.tolist() == [5, 4]
    noted = found.annotate(table)
    assert noted["duplicate_of"].tolist() == [0, -1, -1, 0, 1]
    assert noted["duplicate_group"].tolist() == [0, -1, -1, 0, 1]
    assert found.apply(TEST) == [TEST[1], TEST[2]]
    assert len(found.to_pandas()) == len(found.to_polars()) == len(found.pairs)


@pytest.mark.parametrize("make", [tuple, pd.Series, pl.Series, np.array, pa.array, lambda rows: iter(rows)])
def test_every_container_gives_the_same(make: Callable[[list[str]], Any]) -> None:
    train, test = [text or "" for text in TRAIN], [text or "" for text in TEST]
    expected = find(train, test).pairs.tolist()
    assert find(make(train), test).pairs.tolist() == expected
    assert find(train, make(test)).pairs.tolist() == expected


def test_columns_may_have_two_names() -> None:
    train, test = pl.DataFrame({"body": TRAIN}), pa.table({"question": TEST})
    found = find(train, test, column=("body", "question"))
    assert found.duplicate_of.tolist() == find(TRAIN, TEST).duplicate_of.tolist()
    assert found.apply(test).num_rows == 2
    assert len(find(train, train.rename({"body": "text"}).rename({"text": "body"}), column="body")) == 4


def test_pickles_and_bare_results_hold_no_texts() -> None:
    found = find([f"unmistakable {words(1, 2)}", "unmentioned"], ["unmistakable w1"])
    assert not found.keep_mask.any()
    pickled = pickle.dumps(found)
    assert b"unmistakable" not in pickled
    assert b"unmentioned" not in pickled
    for twin in (pickle.loads(pickled), copy.deepcopy(found), found.without_texts()):
        assert twin.duplicate_of.tolist() == [0]
        assert twin.at(1.0).groups == found.at(1.0).groups
        with pytest.raises(ValueError, match=r"^the texts are gone: use twicetold\.compare on them$"):
            twin.explain(0)
    assert copy.copy(found).explain(0).left == 0


# --- bad input -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"threshold": 0}, "threshold must be in (0, 1], got 0"),
        ({"threshold": 1.5}, "threshold must be in (0, 1], got 1.5"),
        ({"floor": 0.9}, "floor must be at most the threshold 0.6, got 0.9"),
        ({"measure": "cosine"}, "measure must be 'jaccard' or 'containment', got 'cosine'"),
        ({"method": "lsh"}, "method must be 'minhash' or 'exact', got 'lsh'"),
        ({"shingle": "word:0"}, "shingle must be 'word:n' or 'char:n' with n in 1..64, got 'word:0'"),
        ({"recall": 2}, "recall must be in (0, 1), got 2"),
        ({"slots": 100}, "slots must be 64, 128 or 256, got 100"),
        ({"max_pairs": 0}, "max_pairs must be at least 1, got 0"),
        ({"threads": 0}, "threads must be at least 1, got 0"),
    ],
)
def test_a_value_out_of_range_is_named_with_its_rule(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError) as raised:  # noqa: PT011
        find(["a"], ["a"], **options)
    assert str(raised.value) == message


def test_errors_about_data_name_the_collection() -> None:
    with pytest.raises(TypeError, match=r"^train must be a column of texts or a table, got one str$"):
        find("one text", ["a"])
    with pytest.raises(TypeError, match=r"^test must hold str or missing values, got int in row 1$"):
        find(["a"], ["a", 5])
    with pytest.raises(ValueError, match=r"^test must be valid UTF-8, got an invalid byte at 0 of row 0$"):
        find(["a"], [b"\xff"])
    with pytest.raises(ValueError, match=r"^column must be one of the table's columns \(body\), got 'text'$"):
        find(pd.DataFrame({"body": ["a"]}), ["a"])
    with pytest.raises(TypeError, match=r"^column must be a name or two, of train's and of test's column, got 5$"):
        find(["a"], ["a"], column=5)


# --- warnings --------------------------------------------------------------------------------------------------------


def long_text(seed: int) -> str:
    return words(*random.Random(seed).sample(range(10**6), 60))


def test_a_source_of_many_leaks_and_a_test_that_mostly_leaks_are_warned_about() -> None:
    test = [long_text(k if k > 10 else 0) for k in range(1000)]
    found = tt.find_leaks([long_text(5000), long_text(0)], test)
    assert len(found.warnings) == 1
    assert found.warnings[0].startswith("row 1 of train holds 11 of 1,000 texts of test; compare rows 1 and 0, ")
    found = tt.find_leaks([long_text(k) for k in range(600)], [long_text(k) for k in range(1000)])
    assert [message.split(";")[0] for message in found.warnings] == ["600 of 1,000 texts of test stand in train"]
    assert tt.find_leaks([long_text(k) for k in range(500)], [long_text(k) for k in range(1000)]).warnings == ()


def test_a_warning_is_raised_at_the_line_of_the_call_with_the_result() -> None:
    with pytest.warns(tt.DataWarning, match=r"^half of the texts") as raised:
        tt.find_leaks(["a b"], ["a b"])
    assert raised[0].filename == __file__
    assert isinstance(raised[0].message.result, tt.Leaks)  # type: ignore[union-attr]


def test_bounds_are_said_and_no_leak_is_invented() -> None:
    train, test = [["the same text, told again and again"] * n for n in (100, 50)]
    found = tt.find_leaks(train, test, max_pairs=4999)
    assert not found.pairs_complete
    assert any(message.startswith("too many pairs for max_pairs=4,999") for message in found.warnings)
    assert [(left, right) for left, right, _ in found_pairs(found)] == [(0, k) for k in range(50)]
    assert (found.duplicate_of == 0).all()
    assert tt.find_leaks(train, test, max_pairs=5000).pairs_complete


# --- against the reference -------------------------------------------------------------------------------------------


@given(columns(), columns(), st.sampled_from(SPECS), st.sampled_from(THRESHOLDS), st.sampled_from(MEASURES),
       st.sampled_from(METHODS))  # fmt: skip
def test_leaks_equal_brute_force(
    train: list[str | None], more: list[str | None], shingle: str, threshold: float, measure: str, method: str
) -> None:
    test = [*more, *train[::2], *(text and text[: len(text) // 2] for text in train[1::2])]
    found = find(train, test, shingle=shingle, threshold=threshold, measure=measure, method=method)
    expected = reference.leaks(train, test, shingle, threshold, measure)
    assert found_pairs(found) == expected
    best = [max(((s, -i) for i, k, s in expected if k == row), default=(1.0, 1)) for row in range(len(test))]
    assert found.duplicate_of.tolist() == [-i if i < 1 else NOBODY for _, i in best]
    assert found.duplicate_similarity.tolist() == [s for s, _ in best]
    assert found.keep_mask.tolist() == [i == 1 for _, i in best]
    assert found.missing.tolist() == [not reference.shingle_set(text, shingle) for text in test]


@given(columns(), columns(), st.sampled_from(SPECS), st.sampled_from(MEASURES), st.sampled_from(METHODS),
       st.integers(1, 9))  # fmt: skip
def test_every_leak_is_one_even_if_crowds_are_bounded(
    train: list[str | None], test: list[str | None], shingle: str, measure: str, method: str, max_pairs: int
) -> None:
    found = find(train, test + train, shingle=shingle, measure=measure, method=method, max_pairs=max_pairs)
    true = reference.leaks(train, test + train, shingle, 0.6, measure)
    assert set(found_pairs(found)) <= set(true)
    if found.pairs_complete:
        assert found_pairs(found) == true
    similarity = {(i, k): s for i, k, s in true}
    for row in np.flatnonzero(~found.keep_mask).tolist():
        assert similarity[int(found.duplicate_of[row]), row] == found.duplicate_similarity[row]


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("max_pairs", [20_000_000, 100])
def test_the_number_of_threads_changes_nothing(measure: str, max_pairs: int) -> None:
    texts = corpus(4000)
    one, *others = [
        find(texts[:3000], texts[3000:], shingle="word:3", floor=0.2, measure=measure, threads=threads,
             max_pairs=max_pairs)
        for threads in (1, 2, 7)
    ]  # fmt: skip
    assert one.pairs_complete == (max_pairs > 100)
    assert len(one.pairs) > 50
    for other in others:
        assert other.pairs.tobytes() == one.pairs.tobytes()
        assert other.below.tobytes() == one.below.tobytes()
        assert other.duplicate_of.tobytes() == one.duplicate_of.tobytes()
        assert {**other.cost(), "seconds": None} == {**one.cost(), "seconds": None}


def test_progress_rises_to_the_end_of_every_stage() -> None:
    calls: list[tuple[str, int, int]] = []
    texts = corpus(1000)
    find(texts[:800], texts[800:], threads=2, progress=lambda *call: calls.append(call))
    assert list(dict.fromkeys(stage for stage, _, _ in calls)) == ["test", "train", "index", "join"]
    assert [call[1:] for call in calls if call[0] == "train"][-1] == (800, 800)


# --- real texts ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["powershell_docs_docs.jsonl.gz", "scancode_licenses_texts100.jsonl.gz"])
def test_leaks_of_real_texts_are_the_cross_pairs_of_a_search_in_both(shared_data: Path, name: str) -> None:
    with gzip.open(shared_data / name, "rt", encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file][:2400]
    train, test = texts[:2000], texts[2000:]
    for measure, threshold in (("containment", 0.7), ("jaccard", 0.7)):
        both = tt.find_duplicates(texts, measure=measure, threshold=threshold, method="exact")  # type: ignore[arg-type]
        found = tt.find_leaks(train, test, measure=measure, threshold=threshold)  # type: ignore[arg-type]
        cross = both.pairs[(both.pairs["left"] < 2000) & (both.pairs["right"] >= 2000)]
        if measure == "containment":  # there the smaller one counts, here the test text
            cross = cross[cross["right_in_left"] >= threshold]
        assert len(cross) > 20
        assert np.array_equal(found.pairs["left"], cross["left"])
        assert np.array_equal(found.pairs["right"], cross["right"] - 2000)
        assert np.array_equal(found.pairs["right_in_left"], cross["right_in_left"])


def test_excerpts_of_real_texts_are_leaks_and_other_texts_are_not(shared_data: Path) -> None:
    with gzip.open(shared_data / "stories_dev.jsonl.gz", "rt", encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file]
    train = texts[:60]
    excerpts = [text[len(text) // 3 : len(text) * 2 // 3] for text in train if len(text) > 1500]
    found = tt.find_leaks(train, [*excerpts, *texts[60:]])
    assert len(excerpts) > 10
    assert not found.keep_mask[: len(excerpts)].any()
    assert found.keep_mask[len(excerpts) :].mean() > 0.9
