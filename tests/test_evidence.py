"""What two texts share: figures and spans."""

import itertools

import pytest
import reference
import twicetold as tt
from hypothesis import given
from hypothesis import strategies as st

words = st.lists(st.sampled_from(["alpha", "beta", "gamma", "delta", "don't", "é", "東", "🚀", "x2"]), max_size=40)
specs = st.sampled_from(["word:1", "word:2", "word:3", "word:5", "char:3", "char:5"])


@st.composite
def two_texts(draw: st.DrawFn) -> tuple[str, str]:
    separators = st.sampled_from([" ", "\n", ", ", " – ", ". "])
    left = draw(words)
    right = draw(st.one_of(words, st.tuples(words, words).map(lambda ends: [*ends[0], *left, *ends[1]])))
    return tuple(draw(separators).join(own) for own in (left, right))  # type: ignore[return-value]


def parts(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[start:end] for start, end in spans]


def test_passages_are_spans_of_both_texts() -> None:
    left = "Breaking: the cat sat on the mat today. More soon."
    right = "Ünder the sun THE CAT – sat on the mat, today"
    evidence = tt.compare(left, right)
    assert [(left[slice(*p.left)], right[slice(*p.right)], p.tokens) for p in evidence.passages] == [
        ("the cat sat on the mat today", "THE CAT – sat on the mat, today", 7)
    ]
    assert parts(left, evidence.only_left) == ["Breaking", "More soon"]
    assert parts(right, evidence.only_right) == ["Ünder the sun"]
    assert evidence.token_ratio == 14 / (10 + 10)


def test_figures_count_distinct_shingles() -> None:
    evidence = tt.compare("a b c d", "a b c d e f", shingle="word:2")
    assert (evidence.jaccard, evidence.left_in_right, evidence.right_in_left) == (3 / 5, 1.0, 3 / 5)


def test_a_moved_passage_is_found_and_longest_comes_first() -> None:
    left = "a b c d e f g h i j k"
    right = "g h i j k z a b c d e f"
    evidence = tt.compare(left, right, shingle="word:3")
    assert [left[slice(*p.left)] for p in evidence.passages] == ["a b c d e f", "g h i j k"]
    assert parts(right, evidence.only_right) == ["z"]


def test_short_texts_share_passages_of_all_their_tokens() -> None:
    evidence = tt.compare("Hello, world", "oh hello world of ours", shingle="word:5")
    assert evidence.jaccard == 0.0
    assert [p.tokens for p in evidence.passages] == [2]


def test_texts_without_tokens_share_nothing() -> None:
    for a, b in (("", ""), ("", "a b"), ("?!", "…")):
        evidence = tt.compare(a, b)
        assert (evidence.jaccard, evidence.left_in_right, evidence.right_in_left, evidence.token_ratio) == (0, 0, 0, 0)
        assert evidence.passages == ()
    assert parts("a b", tt.compare("", "a b").only_right) == ["a b"]


def test_a_shared_run_that_repeats_is_matched_in_right_once_each() -> None:
    evidence = tt.compare("a b c", "a b c a b c x", shingle="word:2")
    assert [p.right for p in evidence.passages] == [(0, 5), (6, 11)]
    assert {p.left for p in evidence.passages} == {(0, 5)}


@given(two_texts(), specs)
def test_figures_equal_the_reference(texts: tuple[str, str], shingle: str) -> None:
    a, b = (reference.shingle_set(text, shingle) for text in texts)
    evidence = tt.compare(*texts, shingle=shingle)
    assert evidence.jaccard == reference.jaccard(a, b)
    assert evidence.left_in_right == (len(a & b) / len(a) if a else 0.0)
    assert evidence.right_in_left == (len(a & b) / len(b) if b else 0.0)
    assert (evidence.left_text, evidence.right_text) == texts


@given(two_texts(), specs)
def test_passages_hold_equal_tokens_and_with_the_rest_cover_every_token(texts: tuple[str, str], shingle: str) -> None:
    left, right = texts
    evidence = tt.compare(left, right, shingle=shingle)
    tokens = [reference.tokens(text) for text in texts]
    wanted = int(shingle.partition(":")[2]) if shingle.startswith("word") else 2
    for passage in evidence.passages:
        shared = reference.tokens(left[slice(*passage.left)])
        assert shared == reference.tokens(right[slice(*passage.right)])
        assert len(shared) == passage.tokens >= min(wanted, *map(len, tokens))
    sizes = [passage.tokens for passage in evidence.passages]
    assert sizes == sorted(sizes, reverse=True)
    # In right, passages and what is only there part the text; in left a passage may be used again.
    spans = sorted([*(p.right for p in evidence.passages), *evidence.only_right])
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    assert [t for span in spans for t in reference.tokens(right[slice(*span)])] == tokens[1]
    covered = [t for t in tt.tokens(left) if any(p.left[0] <= t.start < p.left[1] for p in evidence.passages)]
    only = [t for t in tt.tokens(left) if any(start <= t.start < end for start, end in evidence.only_left)]
    assert sorted([*covered, *only], key=lambda t: t.start) == tt.tokens(left)
    if any(tokens):
        assert evidence.token_ratio == (len(covered) + sum(sizes)) / sum(map(len, tokens))


@given(two_texts())
def test_a_shared_run_of_the_shingle_s_length_is_never_overlooked(texts: tuple[str, str]) -> None:
    common = reference.shingle_set(texts[0], "word:3") & reference.shingle_set(texts[1], "word:3")
    if any(len(run) == 3 for run in common):
        assert tt.compare(*texts, shingle="word:3").passages


def test_evidence_shows_itself_in_few_lines() -> None:
    left, right = "one two three four five " * 2000, "one two three four five " * 2000 + "<b>six</b>\n" * 5000
    shown = repr(tt.compare(left, right))
    assert shown.startswith("Evidence: jaccard 0.")
    assert len(shown) < 2000
    assert shown == str(tt.compare(left, right))


def test_hostile_repetition_costs_no_quadratic_work() -> None:
    """A run that repeats everywhere: 4·10^10 token comparisons if every pair of places were tried."""
    evidence = tt.compare("a " * 200_000, "a " * 200_000 + "b")
    assert evidence.token_ratio == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize(("a", "b", "message"), [
    (None, "x", "a must be str, got NoneType"),
    ("x", 5, "b must be str, got int"),
    (["x"], "x", "a must be str, got list"),
])  # fmt: skip
def test_only_str_can_be_compared(a: str, b: str, message: str) -> None:
    with pytest.raises(TypeError, match=rf"^{message}$"):
        tt.compare(a, b)


def test_lone_surrogates_and_nul_are_characters_like_any() -> None:
    evidence = tt.compare("a\ud800b c", "a\ufffdb\x00c", shingle="word:3")
    assert evidence.jaccard == 1.0
    assert [(p.left, p.right) for p in evidence.passages] == [((0, 5), (0, 5))]
