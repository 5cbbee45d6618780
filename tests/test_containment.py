"""measure="containment": excerpts go, the whole stays; what design and METHODS promise about it."""

import gzip
import json
import random
from collections.abc import Callable
from functools import cache
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

pytestmark = pytest.mark.filterwarnings("ignore::twicetold.DataWarning")

NOBODY = -1
METHODS = ["minhash", "exact"]
SPECS = ["word:1", "word:2", "char:3", "char:5"]
THRESHOLDS = [0.1, 1 / 3, 0.5, 0.55, 0.6, 2 / 3, 0.7, 0.75, 0.8, 0.9, 1.0]


def words(*numbers: int) -> str:
    return " ".join(f"w{k}" for k in numbers)


def find(data: Any, **options: Any) -> tt.Duplicates:
    return tt.find_duplicates(
        data, **{"shingle": "word:1", "threshold": 0.6, "method": "exact", "measure": "containment", **options}
    )


def found_pairs(found: tt.Duplicates) -> list[reference.Pair]:
    return [(int(p["left"]), int(p["right"]), float(p["similarity"])) for p in found.pairs]


WHOLE = words(*range(10))
PART = words(2, 3, 4, 5, 6)
OTHER = words(*range(20, 30))


# --- the rule --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("keep", ["first", "last", "longest", "shortest", [1, 9, 5], "part"])
def test_the_part_goes_and_the_whole_stays_whatever_is_to_be_kept(method: str, keep: Any) -> None:
    texts = [{"text": PART, "part": 1}, {"text": WHOLE, "part": 0}, {"text": OTHER, "part": 0}]
    found = find(texts, method=method, keep=keep)
    assert found.keep_mask.tolist() == [False, True, True]
    assert found.duplicate_of.tolist() == [1, NOBODY, NOBODY]
    assert found.pairs.tolist() == [(0, 1, 1.0, 1.0, 0.5)]
    assert found.parameters["measure"] == "containment"


def test_similarity_is_the_share_of_the_smaller_text() -> None:
    found = find([words(1, 2, 3, 4, 90), words(*range(8)), words(4, 5, 6, 7, 90)], threshold=0.6)
    assert found.pairs.tolist() == [(0, 1, 0.8, 0.8, 0.5), (1, 2, 0.8, 0.5, 0.8)]


def test_keep_chooses_among_texts_of_equal_size() -> None:
    equal = [words(1, 2, 3, 4), words(1, 2, 3, 5), words(9, 2, 3, 1)]
    assert find(equal).duplicate_of.tolist() == [NOBODY, 0, 0]
    assert find(equal, keep="last").duplicate_of.tolist() == [2, 2, NOBODY]
    assert find(equal, keep=[0, 7, 3]).duplicate_of.tolist() == [1, NOBODY, 1]


def test_size_is_the_number_of_distinct_shingles_not_the_length() -> None:
    assert find(["a a a a a a a a a a", "a b"]).duplicate_of.tolist() == [1, NOBODY]


def test_a_chain_drops_only_texts_that_are_contained_in_what_is_kept() -> None:
    """.8 of each is in the one before, but only .6 in the one before that."""
    chain = [words(*range(12)), words(*range(4, 12), 20, 21), words(6, 7, 8, 9, 10, 11, 20, 21, 30, 31)[:-8]]
    found = find(chain, threshold=0.8)
    for row in np.flatnonzero(~found.keep_mask).tolist():
        part, whole = (reference.shingle_set(chain[k], "word:1") for k in (row, int(found.duplicate_of[row])))
        assert reference.containment(part, whole) >= 0.8


def test_identical_texts_collapse_as_by_jaccard() -> None:
    found = find([WHOLE, WHOLE.upper(), PART, PART + "!"], keep="last")
    assert found.duplicate_of.tolist() == [1, NOBODY, 1, 1]
    assert len(found.pairs) == 6
    assert found.groups == [tt.Group(1, (0, 1, 2, 3))]


def test_false_drops_only_contained_texts() -> None:
    found = find([WHOLE, PART, OTHER, words(20, 21)], keep=False)
    assert found.keep_mask.tolist() == [True, False, True, False]
    # Equal sizes are contained in each other, identical texts too.
    assert find([words(1, 2, 3), words(1, 2, 4)], keep=False).keep_mask.tolist() == [False, False]
    assert find([OTHER, OTHER, WHOLE], keep=False).keep_mask.tolist() == [False, False, True]


def test_false_drops_the_part_and_not_the_whole_however_much_they_share() -> None:
    shared = words(*range(10))
    for larger, kept in ((" y", False), (" y z", True)):
        found = find([shared + " x", shared + larger], threshold=0.8, keep=False)
        ((_, _, _, left_in_right, right_in_left),) = found.pairs.tolist()
        assert min(left_in_right, right_in_left) >= 0.8
        assert found.keep_mask.tolist() == [False, kept]
    truncated = words(*range(9))
    assert find([truncated, shared], threshold=0.8, keep=False).keep_mask.tolist() == [False, True]


def test_the_threshold_is_inclusive_to_the_last_bit() -> None:
    for size in [*range(1, 40), 64, 99, 100, 127, 200]:
        for common in range(1, size + 1, 1 if size < 40 else 9):
            texts = [words(*range(size)), words(*range(size - common, 3 * size))]
            assert len(find(texts, threshold=common / size).pairs) == 1, (common, size)
            above = float(np.nextafter(common / size, 2))
            if above <= 1:
                assert len(find(texts, threshold=above).pairs) == 0, (common, size)


@pytest.mark.parametrize("method", METHODS)
def test_missing_texts_and_texts_without_tokens_are_kept(method: str) -> None:
    empty = [None, float("nan"), "", " \n", "?!"]
    found = find([*empty, "a b", *empty, "a"], method=method)
    assert found.missing.tolist() == [True] * 5 + [False] + [True] * 5 + [False]
    assert found.keep_mask.tolist() == [True] * 11 + [False]
    assert len(find([])) == len(find([]).pairs) == 0


def test_texts_shorter_than_the_shingle_are_parts_of_none() -> None:
    texts = ["a b c", "a b c d e f g", "A, b, c"]
    found = find(texts, shingle="word:5", threshold=0.1)
    assert found.duplicate_of.tolist() == [NOBODY, NOBODY, 0]


def test_an_unknown_measure_is_named() -> None:
    with pytest.raises(ValueError, match=r"^measure must be 'jaccard' or 'containment', got 'cosine'$"):
        find(["a"], measure="cosine")
    with pytest.raises(TypeError, match=r"^measure must be str, got NoneType$"):
        find(["a"], measure=None)


@pytest.mark.parametrize("recall", [0, 1, -2, float("nan")])
def test_recall_out_of_range_is_refused_though_nothing_is_left_to_chance(recall: float) -> None:
    for method in METHODS:
        with pytest.raises(ValueError, match=r"^recall must be in \(0, 1\), got "):
            find(["a"], recall=recall, method=method)


# --- results ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("keep", ["first", "last", "longest", False, [1, 2, 3, 0, 9]])
def test_at_equals_a_new_search(keep: Any) -> None:
    texts = [WHOLE, PART, words(2, 3, 4, 90, 91), words(2, 3, 4, 5, 80), words(4, 90, 91)]
    searched = find(texts, threshold=0.9, floor=0.2, keep=keep)
    for threshold in (0.2, 0.4, 0.5, 0.6, 2 / 3, 0.9, 1.0):
        there, anew = searched.at(threshold), find(texts, threshold=threshold, keep=keep)
        assert found_pairs(there) == found_pairs(anew)
        assert there.keep_mask.tolist() == anew.keep_mask.tolist()
        assert there.duplicate_of.tolist() == anew.duplicate_of.tolist()
        assert there.duplicate_similarity.tolist() == anew.duplicate_similarity.tolist()
        assert len(there.pairs) + len(there.below) == len(searched.pairs) + len(searched.below)


def test_explain_and_summary_speak_of_containment() -> None:
    found = find([WHOLE, PART, None], shingle="char:4")
    evidence = found.explain(1)
    assert (evidence.left, evidence.right, evidence.right_in_left) == (0, 1, 1.0)
    assert "1 pair at containment ≥ 0.6 on char:4 (exact), 1 group, the largest of 2 texts" in found.summary()


def test_cost_says_what_was_searched_and_bounded() -> None:
    found = find([WHOLE, PART, OTHER])
    cost = found.cost()
    assert list(cost["seconds"]) == ["shingles", "index", "join", "pairs"]
    assert (cost["bands"], cost["bucket_limit"], cost["crowded_buckets"], cost["bounded_lookups"]) == (0, 0, 0, 0)
    assert cost["candidates"] == 1
    family = [f"{words(*range(60))} x{k}" for k in range(300)]
    bounded = find(family, max_pairs=3000, shingle="word:3", method="minhash")
    assert not bounded.pairs_complete
    assert bounded.cost()["bounded_lookups"] > 0
    assert bounded.cost()["crowded_buckets"] > 0
    assert any("were looked up" in message for message in bounded.warnings)
    assert bounded.keep_mask.sum() == 1


@pytest.mark.parametrize("make", [tuple, pd.Series, pl.Series, np.array, pa.array, lambda rows: iter(rows)])
def test_every_container_gives_the_same(make: Callable[[list[str]], Any]) -> None:
    texts = [WHOLE, PART, OTHER, "é " + PART]
    assert find(make(texts)).pairs.tolist() == find(texts).pairs.tolist()


def test_drop_duplicates_takes_the_measure() -> None:
    frame = pd.DataFrame({"text": [PART, WHOLE, OTHER]}, index=[7, 8, 9])
    kept = tt.drop_duplicates(frame, measure="containment", shingle="word:2")
    assert kept.index.tolist() == [8, 9]


# --- against the reference -------------------------------------------------------------------------------------------

VOCABULARY = ["a", "b", "c", "d", "e", "don't", "É", "東", "京", "🚀", "x1"]


@st.composite
def columns(draw: st.DrawFn) -> list[str | None]:
    """Texts of which many are parts of earlier ones, or hold parts of them."""
    rows: list[str | None] = []
    fresh = st.lists(st.sampled_from(VOCABULARY), max_size=12)
    for _ in range(draw(st.integers(0, 12))):
        kind = draw(st.sampled_from(["fresh", "part", "quote", "edit", "copy", "odd"]))
        earlier = draw(st.sampled_from(rows)) if rows and kind not in ("fresh", "odd") else None
        own = earlier.split(" ") if earlier else draw(fresh)
        if kind in ("part", "quote"):
            start = draw(st.integers(0, len(own)))
            own = own[start : start + draw(st.integers(0, 8))]
        if kind == "quote":
            own = [*draw(fresh), *own, *draw(fresh)]
        if kind == "edit" and own:
            own[draw(st.integers(0, len(own) - 1))] = draw(st.sampled_from(VOCABULARY))
        rows.append(draw(st.sampled_from([None, "", "?"])) if kind == "odd" else " ".join(own))
    return rows


@given(columns(), st.sampled_from(SPECS), st.sampled_from(THRESHOLDS), st.sampled_from(METHODS))
def test_pairs_equal_brute_force(texts: list[str | None], shingle: str, threshold: float, method: str) -> None:
    found = find(texts, shingle=shingle, threshold=threshold, method=method)
    assert found_pairs(found) == reference.all_pairs(texts, shingle, threshold, "containment")
    sets = [reference.shingle_set(text, shingle) for text in texts]
    for left, right, similarity, left_in_right, right_in_left in found.pairs.tolist():
        shares = reference.containment(sets[left], sets[right]), reference.containment(sets[right], sets[left])
        assert (left_in_right, right_in_left) == shares
        assert similarity == max(shares)


@given(columns(), st.sampled_from(SPECS), st.sampled_from(THRESHOLDS),
       st.sampled_from(["first", "last", "longest", "shortest"]))  # fmt: skip
def test_who_stays_follows_the_rule(texts: list[str | None], shingle: str, threshold: float, keep: str) -> None:
    found = find(texts, shingle=shingle, threshold=threshold, keep=keep)
    sizes = [len(reference.shingle_set(text, shingle)) for text in texts]
    pairs = reference.all_pairs(texts, shingle, threshold, "containment")
    of = reference.representatives(pairs, reference.priority(texts, keep, sizes))
    assert found.duplicate_of.tolist() == [NOBODY if own == row else own for row, own in enumerate(of)]
    dropped = find(texts, shingle=shingle, threshold=threshold, keep=False)
    contained = {row for a, b, _ in pairs for row, other in ((a, b), (b, a)) if sizes[row] <= sizes[other]}
    assert dropped.keep_mask.tolist() == [row not in contained for row in range(len(texts))]


@given(columns(), st.sampled_from(SPECS), st.sampled_from(METHODS), st.integers(1, 20))
def test_every_dropped_text_is_contained_in_a_kept_one_even_if_crowds_are_bounded(
    texts: list[str | None], shingle: str, method: str, max_pairs: int
) -> None:
    found = find(texts, shingle=shingle, method=method, max_pairs=max_pairs)
    for row in np.flatnonzero(~found.keep_mask).tolist():
        twin = int(found.duplicate_of[row])
        assert found.keep_mask[twin]
        part, whole = (reference.shingle_set(texts[k], shingle) for k in (row, twin))
        assert reference.containment(part, whole) == found.duplicate_similarity[row] >= 0.6
    true = reference.all_pairs(texts, shingle, 0.6, "containment")
    assert set(found_pairs(found)) <= set(true)
    if found.pairs_complete:
        assert found_pairs(found) == true


def corpus(texts: int, seed: int = 5) -> list[str]:
    """Texts of about 1 kB, a third of them excerpts of earlier ones."""
    rng = random.Random(seed)
    rows: list[str] = []
    for _ in range(texts):
        own = [f"word{rng.randrange(3000)}" for _ in range(120)]
        if rows and rng.random() < 0.33:
            own = rng.choice(rows).split()
            start = rng.randrange(len(own))
            own = own[start : start + rng.randrange(10, 120)]
        rows.append(" ".join(own))
    return rows


@pytest.mark.parametrize("max_pairs", [20_000_000, 400])
def test_the_number_of_threads_changes_nothing(max_pairs: int) -> None:
    texts = corpus(3000)
    one, *others = [find(texts, shingle="word:3", threads=threads, floor=0.3, max_pairs=max_pairs, method="minhash")
                    for threads in (1, 2, 7)]  # fmt: skip
    assert one.pairs_complete == (max_pairs > 400)
    assert len(one.pairs) > 300
    for other in others:
        assert other.pairs.tobytes() == one.pairs.tobytes()
        assert other.below.tobytes() == one.below.tobytes()
        assert other.duplicate_of.tobytes() == one.duplicate_of.tobytes()
        assert {**other.cost(), "seconds": None} == {**one.cost(), "seconds": None}


# --- real texts ------------------------------------------------------------------------------------------------------

SETS = [("powershell_docs_docs.jsonl.gz", None), ("scancode_licenses_texts100.jsonl.gz", None),
        ("tldr_pages_docs.jsonl.gz", 10_000), ("udhr2_docs.jsonl.gz", None)]  # fmt: skip


@cache
def read_texts(path: Path, most: int | None) -> list[str]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file]
    return texts if most is None else [texts[k] for k in np.linspace(0, len(texts) - 1, most).astype(int).tolist()]


@pytest.mark.parametrize("threshold", [0.5, 0.8, 0.95])
@pytest.mark.parametrize(("name", "most"), SETS)
def test_exact_equals_brute_force_on_real_texts(
    shared_data: Path, name: str, most: int | None, threshold: float
) -> None:
    texts = read_texts(shared_data / name, most)[:1200]
    sets = [np.unique(tt.shingles(text)) for text in texts]
    sizes = np.array([len(own) for own in sets])
    ids = np.unique(np.concatenate(sets), return_inverse=True)[1]
    starts = np.cumsum(np.append(0, sizes[:-1]))
    member = np.zeros(ids.max() + 1, dtype=bool)
    expected = []
    for row, own in enumerate(np.split(ids, starts[1:])):
        member[own] = True
        common = np.add.reduceat(np.append(member[ids], False).astype(np.int64), starts)
        common[sizes == 0] = 0
        member[own] = False
        with np.errstate(invalid="ignore"):
            share = common / np.minimum(sizes, sizes[row])
        expected += [(row, k, share[k]) for k in np.flatnonzero(share >= threshold).tolist() if k > row]
    found = find(texts, shingle="word:5", threshold=threshold)
    assert found_pairs(found) == expected


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("name", "most"), SETS)
def test_excerpts_of_real_texts_go_and_the_texts_stay(
    shared_data: Path, name: str, most: int | None, method: str
) -> None:
    """An excerpt, a truncated copy and a quote with a word of introduction, of 30 shingles and more each."""
    rng = random.Random(name)
    texts = read_texts(shared_data / name, most)
    long = [row for row, text in enumerate(texts) if len(tt.shingles(text)) >= 80]
    excerpts: list[tuple[int, str]] = []
    for row in rng.sample(long, min(60, len(long))):
        tokens = tt.tokens(texts[row])
        first = rng.randrange(len(tokens) - 40)
        last = min(len(tokens) - 1, first + 34 + rng.randrange(60))
        excerpt = texts[row][tokens[first].start : tokens[last].end]
        cut = texts[row][: tokens[len(tokens) * 2 // 3].end]
        excerpts += [(row, text) for text in (excerpt, cut, f"As they say: {excerpt}")]
    excerpts = [(row, text) for row, text in excerpts if len(np.unique(tt.shingles(text))) >= 30]
    n = len(excerpts)
    assert n > 50
    before = find(texts, shingle="word:5", threshold=0.8, method=method)
    found = find([*(text for _, text in excerpts), *texts], shingle="word:5", threshold=0.8, method=method)
    # An excerpt may stay only if its text goes, for one that holds most of the text and not enough of the excerpt.
    stays = found.keep_mask[:n].tolist()
    assert not [row for (row, _), kept in zip(excerpts, stays, strict=True) if kept and found.keep_mask[n + row]]
    assert sum(stays) < n / 20
    # The texts themselves stay or go as they did.
    assert found.keep_mask[n:].tolist() == before.keep_mask.tolist()
