"""What holds for fold, tokens and sentences of every text: real, hostile, or made up by hypothesis."""

import gzip
import json
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
import twicetold as tt
from hostile import HOSTILE, Shape
from hypothesis import given
from hypothesis import strategies as st
from reference import TRICKY, WHITE_SPACE

PIECES = (
    "Dr. No left.", " ", "\n", "\n\n", "Then", "it rained", ".", "?!", "…", "“", "”", "(", ")", "e.g.", "No. 5",
    "新闻。", "\u200d", "é", "e\u0301", "😀", "#tag", "@me", "https://a.example/b?c", "- item", "1.", "\x00",
    "\ud800", "\u202e",
)  # fmt: skip
made_up_texts = st.one_of(
    st.text(max_size=300),
    st.text(st.sampled_from(TRICKY), max_size=40),
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
)

hostile_texts = pytest.mark.parametrize("shape", HOSTILE, ids=[shape.name for shape in HOSTILE])


def check_sentences(text: str) -> None:
    """Spans are in order, hold what they say, and leave out nothing but white space."""
    end = 0
    for sentence in tt.sentences(text):
        assert not text[end : sentence.start].strip(WHITE_SPACE)
        assert text[sentence.start : sentence.end] == sentence.text
        assert sentence.text == sentence.text.strip(WHITE_SPACE) != ""
        end = sentence.end
    assert not text[end:].strip(WHITE_SPACE)


def check_tokens(text: str) -> None:
    """Spans are in order and hold their tokens; what lies between them holds none."""
    found = tt.tokens(text)
    end = 0
    for token in found:
        # One character may fold to several tokens: then they have one span.
        assert 0 <= token.start < token.end <= len(text)
        assert token.text in tt.fold(text[token.start : token.end])
        assert token.start <= end or not tt.tokens(text[end : token.start])
        end = max(end, token.end)
    assert not tt.tokens(text[end:])
    assert all(a.start <= b.start and a.end <= b.end for a, b in pairwise(found))


def check_folding(text: str) -> None:
    """Folding twice changes nothing, and folded text has the same tokens."""
    folded = tt.fold(text)
    assert tt.fold(folded) == folded
    assert [token.text for token in tt.tokens(folded)] == [token.text for token in tt.tokens(text)]


@given(made_up_texts)
def test_sentences_and_white_space_rebuild_every_text(text: str) -> None:
    check_sentences(text)


@given(made_up_texts)
def test_tokens_and_what_lies_between_rebuild_every_text(text: str) -> None:
    check_tokens(text)


@given(made_up_texts)
def test_folding_twice_changes_nothing(text: str) -> None:
    check_folding(text)


@hostile_texts
def test_hostile_texts_are_only_texts(shape: Shape) -> None:
    text = shape.text()
    check_sentences(text)
    check_tokens(text)
    check_folding(text)


@hostile_texts
def test_work_grows_no_faster_than_the_text(shape: Shape) -> None:
    short, long = shape.text(shape.size // 8), shape.text()
    for work in (tt.sentences, tt.fold, tt.shingles):
        assert seconds(work, long) < 24 * seconds(work, short) + 0.002, work


def seconds(work: Callable[[str], object], text: str) -> float:
    """The least time of a few runs."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        work(text)
        best = min(best, time.process_time() - start)
    return best


def strings(value: object) -> Iterator[str]:
    """All strings in what was read from JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)


def test_what_holds_for_made_up_texts_holds_for_real_ones(shared_data: Path) -> None:
    files = sorted(shared_data.glob("*.jsonl.gz"))
    assert files
    for file in files:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            texts = [text for line in lines for text in strings(json.loads(line))]
        for text in texts:
            check_sentences(text)
        for text in texts[:: max(1, len(texts) // 500)]:
            check_tokens(text)
            check_folding(text)
