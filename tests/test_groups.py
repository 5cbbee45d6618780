"""Representatives: who stands for whom, given the pairs."""

import random
from typing import Any

import numpy as np
import pytest
import reference
import twicetold as tt
from hypothesis import given
from hypothesis import strategies as st

PAIR = np.dtype([("left", np.int64), ("right", np.int64), ("similarity", np.float64)])


def pairs_of(*pairs: reference.Pair) -> Any:
    return np.array(list(pairs), dtype=PAIR)


def test_texts_without_pairs_stand_for_themselves() -> None:
    assert tt.representatives(pairs_of(), [0, 1, 2]).tolist() == [0, 1, 2]
    assert tt.representatives(pairs_of(), []).tolist() == []


def test_a_chain_drops_only_texts_that_a_kept_text_resembles() -> None:
    chain = pairs_of((0, 1, 0.9), (1, 2, 0.9), (2, 3, 0.9), (3, 4, 0.9))
    assert tt.representatives(chain, range(5)).tolist() == [0, 0, 2, 2, 4]


def test_the_most_similar_kept_text_stands_for_a_dropped_one() -> None:
    assert tt.representatives(pairs_of((0, 2, 0.8), (1, 2, 0.9)), [0, 1, 2]).tolist() == [0, 1, 1]


def test_ties_go_to_the_text_visited_earlier() -> None:
    tied = pairs_of((0, 2, 0.8), (1, 2, 0.8))
    assert tt.representatives(tied, [0, 1, 2]).tolist() == [0, 1, 0]
    assert tt.representatives(tied, [1, 0, 2]).tolist() == [0, 1, 1]


def test_priority_is_a_rank_for_each_text() -> None:
    found = tt.representatives(pairs_of((0, 1, 0.9), (1, 2, 0.9)), np.array([2, 0, 1], dtype=np.uint32))
    assert found.tolist() == [1, 1, 1]
    assert found.dtype == np.int64


@pytest.mark.filterwarnings("ignore::twicetold.DataWarning")
def test_pairs_of_a_result_can_be_passed_on() -> None:
    found = tt.find_duplicates(["a b c d", "a b c d e", "x", "A, b, c, d!"], shingle="word:1", threshold=0.8)
    assert tt.representatives(found.pairs, range(4)).tolist() == [0, 0, 2, 0]


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[reference.Pair], list[int]]:
    n = draw(st.integers(1, 14))
    edges = draw(st.sets(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)).filter(lambda e: e[0] < e[1])))
    pairs = [(a, b, draw(st.sampled_from([0.5, 0.75, 1.0]))) for a, b in sorted(edges)]
    return pairs, draw(st.permutations(range(n)))


@given(graphs(), st.integers(0, 99))
def test_representatives_follow_the_rule_whatever_the_order_of_the_pairs(
    graph: tuple[list[reference.Pair], list[int]], seed: int
) -> None:
    pairs, priority = graph
    of = tt.representatives(pairs_of(*pairs), priority).tolist()
    assert of == reference.representatives(pairs, priority)
    shuffled = [pair if k % 2 else (pair[1], pair[0], pair[2]) for k, pair in enumerate(pairs)]
    random.Random(seed).shuffle(shuffled)
    assert tt.representatives(pairs_of(*shuffled), priority).tolist() == of
    similar = {(a, b) for a, b, _ in pairs} | {(b, a) for a, b, _ in pairs}
    kept = {text for text, own in enumerate(of) if text == own}
    assert all(own in kept and (text in kept or (text, own) in similar) for text, own in enumerate(of))
    assert not any((a, b) in similar for a in kept for b in kept)


@pytest.mark.parametrize(
    ("priority", "message"),
    [
        ([0, 0], "priority must be the ranks 0..1, each once, got 0 at 1"),
        ([1, 2], "priority must be the ranks 0..1, each once, got 2 at 1"),
        (np.array([0, -1]), "priority must be the ranks 0..1, each once, got -1"),
    ],
)
def test_priority_must_be_ranks(priority: Any, message: str) -> None:
    with pytest.raises(ValueError, match=rf"^{message}$"):
        tt.representatives(pairs_of(), priority)


def test_a_negative_priority_is_a_value_error() -> None:
    with pytest.raises(ValueError, match=r"^priority must be the ranks 0\.\.1, each once, got -1"):
        tt.representatives(pairs_of(), [0, -1])


def test_pairs_must_name_texts_that_exist() -> None:
    with pytest.raises(IndexError, match=r"^pairs must name texts below 2, got 2$"):
        tt.representatives(pairs_of((0, 2, 1.0)), [0, 1])
    with pytest.raises(IndexError, match=r"^pairs must name texts by position, got left -1$"):
        tt.representatives(pairs_of((-1, 1, 1.0)), [0, 1])


def test_the_position_that_is_too_large_is_named() -> None:
    with pytest.raises(IndexError, match=rf"^pairs must name texts by position, got right {2**32}$"):
        tt.representatives(pairs_of((0, 1, 1.0), (0, 2**32, 1.0)), [0, 1])
