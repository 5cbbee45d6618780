"""What two texts share: figures and spans."""

import sys
import time

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


def token_range(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Return which tokens of a text lie in a span."""
    inside = [k for k, t in enumerate(tt.tokens(text)) if span[0] <= t.start < span[1]]
    return inside[0], inside[-1] + 1


def shortest_of(shingle: str, tokens: list[list[str]]) -> int:
    wanted = int(shingle.partition(":")[2]) if shingle.startswith("word") else 2
    return min(wanted, *map(len, tokens))


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
def test_shared_is_what_the_other_text_has_anywhere(texts: tuple[str, str], shingle: str) -> None:
    evidence = tt.compare(*texts, shingle=shingle)
    tokens = [reference.tokens(text) for text in texts]
    shared = reference.shared_tokens(tokens[0], tokens[1], shortest_of(shingle, tokens))
    for text, only, own in zip(texts, (evidence.only_left, evidence.only_right), shared, strict=True):
        assert [not any(start <= t.start < end for start, end in only) for t in tt.tokens(text)] == own
    covered = sum(map(sum, shared))
    assert evidence.token_ratio == (covered / sum(map(len, tokens)) if covered else 0.0)
    assert tt.compare(texts[1], texts[0], shingle=shingle).token_ratio == evidence.token_ratio


@given(two_texts(), specs)
def test_passages_are_maximal_and_cover_what_is_shared(texts: tuple[str, str], shingle: str) -> None:
    evidence = tt.compare(*texts, shingle=shingle)
    tokens = [reference.tokens(text) for text in texts]
    shortest = shortest_of(shingle, tokens)
    shared = reference.shared_tokens(tokens[0], tokens[1], shortest)
    sizes = [passage.tokens for passage in evidence.passages]
    assert sizes == sorted(sizes, reverse=True)
    assert max(sizes, default=0) == reference.longest_shared_run(tokens[0], tokens[1], shortest)
    covered = [[False] * len(own) for own in tokens]
    for passage in evidence.passages:
        (i, i_end), (j, j_end) = (
            token_range(text, span) for text, span in zip(texts, (passage.left, passage.right), strict=True)
        )
        assert tokens[0][i:i_end] == tokens[1][j:j_end]
        assert i_end - i == passage.tokens >= shortest
        assert i == 0 or j == 0 or tokens[0][i - 1] != tokens[1][j - 1]
        assert tokens[0][i_end : i_end + 1] != tokens[1][j_end : j_end + 1] or i_end == len(tokens[0])
        assert not (all(covered[0][i:i_end]) and all(covered[1][j:j_end]))  # something that longer ones have not
        covered[0][i:i_end] = covered[1][j:j_end] = [True] * passage.tokens
    assert covered == shared


def test_a_passage_that_another_overlaps_is_given_whole() -> None:
    left, right = "a b c d e X b c d e f g", "a b c d e f g"
    evidence = tt.compare(left, right)
    assert [left[slice(*p.left)] for p in evidence.passages] == ["b c d e f g", "a b c d e"]
    assert [right[slice(*p.right)] for p in evidence.passages] == ["b c d e f g", "a b c d e"]
    assert (parts(left, evidence.only_left), evidence.only_right) == (["X"], ())


def test_a_character_that_is_shared_in_part_is_not_called_different() -> None:
    evidence = tt.compare("x ½ a b", "2 a b", shingle="word:3")  # ½ folds to two tokens
    assert [(p.left, p.right) for p in evidence.passages] == [((2, 7), (0, 5))]
    assert evidence.only_left == ((0, 1),)


def test_what_one_text_has_twice_is_shared_twice_whichever_comes_first() -> None:
    once = "one two three four five six"
    twice = f"{once}. {once}"
    assert tt.compare(once, twice).token_ratio == tt.compare(twice, once).token_ratio == 1.0
    assert [p.left for p in tt.compare(twice, once).passages] == [(0, 27), (29, 56)]


def test_a_passage_is_found_whole_however_often_its_first_words_occur_before() -> None:
    passage = " ".join(f"w{k}" for k in range(35))
    start = " ".join(f"w{k}" for k in range(5))
    left = " ".join(f"{start} x{k}" for k in range(50)) + f" {passage}"
    evidence = tt.compare(left, f"y {passage} z")
    assert evidence.passages[0].tokens == 35
    assert left[slice(*evidence.passages[0].left)] == passage


def test_where_there_is_a_choice_passages_keep_the_reading_order() -> None:
    notice, news, more = ("all rights are reserved by us", "it rained a lot in town", "then the sun came out again")
    left = f"{notice}! {news}? {notice}; {more}"
    right = f"{news} 1 {notice} 2 {more}"
    evidence = tt.compare(left, right)
    at = left.rindex(notice)
    assert {left[slice(*p.left)] for p in evidence.passages} == {notice, news, more}
    assert ((at, at + len(notice)), right.index(notice)) in [(p.left, p.right[0]) for p in evidence.passages]
    assert not evidence.only_left


def test_evidence_shows_itself_in_few_lines() -> None:
    left, right = "one two three four five " * 2000, "one two three four five " * 2000 + "<b>six</b>\n" * 5000
    shown = repr(tt.compare(left, right))
    assert shown.startswith("Evidence: jaccard 0.")
    assert len(shown) < 2000
    assert shown == str(tt.compare(left, right))


def fibonacci_word(size: int) -> str:
    before, word = "b", "a"
    while len(word) < size:
        before, word = word, word + before
    return " ".join(word[:size])


def hostile(kind: str, size: int) -> tuple[str, str]:
    sentence = "it rained a lot in this town "
    fibonacci = fibonacci_word(size)
    return {
        "one token": ("a " * size, "a " * (size - 7) + "b"),
        "one sentence": (sentence * (size // 7), f"x{sentence}é " * (size // 8)),
        "Fibonacci words": (fibonacci, fibonacci.replace("a b a a b a b", "a b é b a b", size // 100)),
        "runs of all sizes": ("a " * size, " ".join("a " * (k % 99) + f"é{k}" for k in range(size // 50))),
    }[kind]


@pytest.mark.parametrize("kind", ["one token", "one sentence", "Fibonacci words", "runs of all sizes"])
def test_hostile_repetition_costs_no_quadratic_work(kind: str) -> None:
    """Ten times the tokens, in a little more than ten times the time: 10^10 places if all pairs were tried."""
    seconds = []
    for size in (20_000, 200_000):
        texts = hostile(kind, size)
        best = sys.float_info.max
        for _ in range(3):
            start = time.thread_time()
            evidence = tt.compare(*texts)
            best = min(best, time.thread_time() - start)
        seconds.append(best)
        assert evidence.token_ratio > 0.6
        assert len(evidence.passages) < size / 5
    assert seconds[1] < 25 * seconds[0]


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
