"""Sentences as users see them.

The rules are tested in cpp/tests/test_sentences.cpp, what holds for every text in test_text_properties.py.
"""

import copy
import dataclasses
import gc
import pickle
import pprint
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest
import twicetold as tt


def test_kinds_tell_headlines_items_and_fragments_from_sentences() -> None:
    text = (
        "Mole washed out by spring storms\n\nDivers found the damage in March. Repairs began at once.\n\n"
        "- steel piles\n- new lamps\n\nFollow us @lissen #harbour https://news.example/mole"
    )
    assert [s.kind for s in tt.sentences(text)] == [
        "headline", "sentence", "sentence", "list item", "list item", "fragment",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It left at 10 a.m. local time. It came back.", 2),
        ("Prices rose 3.5 percent. That is a lot.", 2),
        ("It stopped.Then it went on.", 2),
        ("Mr. A. B. Smith spoke. He left.", 2),
        ("これは文です。次の文です。", 2),
        ("यह पहला वाक्य है। यह दूसरा है।", 2),
        ("He said “Stop!” and left. She stayed.", 2),
    ],
)
def test_full_stops_that_end_nothing_end_nothing(text: str, count: int) -> None:
    assert len(tt.sentences(text)) == count


def test_the_seed_article_is_split_as_a_reader_would(shared_data: Path) -> None:
    article = (shared_data / "seed_article.txt").read_text(encoding="utf-8")
    known = (shared_data / "seed_sentences.txt").read_text(encoding="utf-8").splitlines()
    assert [s.text for s in tt.sentences(article)] == known


def test_sentences_are_frozen_values() -> None:
    (sentence,) = tt.sentences("It rained.")
    assert sentence == tt.Sentence("It rained.", 0, 10, "sentence")
    assert hash(sentence) == hash(tt.Sentence("It rained.", 0, 10, "sentence"))
    assert repr(sentence) == "Sentence(text='It rained.', start=0, end=10, kind='sentence')"
    assert not isinstance(sentence, tuple)  # which is how spans are told from sentences
    for twin in (pickle.loads(pickle.dumps(sentence)), copy.copy(sentence), copy.deepcopy(sentence)):
        assert twin == sentence
    assert sentence.__replace__(start=1) == tt.Sentence("It rained.", 1, 10, "sentence") != sentence
    assert sentence != ("It rained.", 0, 10, "sentence")
    with pytest.raises(AttributeError):
        sentence.start = 3  # type: ignore[misc]
    with pytest.raises(AttributeError):
        sentence.other = 3  # type: ignore[attr-defined]
    match sentence:
        case tt.Sentence(text, start, end, kind):
            assert (text, start, end, kind) == ("It rained.", 0, 10, "sentence")


def test_sentences_are_dataclasses_to_those_that_ask() -> None:
    found = tt.sentences("It rained.\n\nSummer at last, " + "and on and on " * 20)
    sentence = found[0]
    assert dataclasses.is_dataclass(sentence)
    assert [field.name for field in dataclasses.fields(sentence)] == list(tt.Sentence.__match_args__)
    values = {"text": "It rained.", "start": 0, "end": 10, "kind": "sentence"}
    assert dataclasses.asdict(sentence) == values
    assert dataclasses.astuple(sentence) == tuple(values.values())
    assert dataclasses.replace(sentence, kind="headline") == tt.Sentence("It rained.", 0, 10, "headline")
    with pytest.raises(ValueError, match="kind must be one of"):
        dataclasses.replace(sentence, kind="verse")
    assert pprint.pformat(found).startswith("[Sentence(text='It rained.', start=0, end=10, kind='sentence'),")


@pytest.mark.parametrize("frame", [pd.DataFrame, pl.DataFrame])
def test_sentences_tokens_and_entities_are_rows_of_a_frame(frame: Any) -> None:
    text = "Summer at last\n\nIt rained on May 3. We left."
    for function in (tt.sentences, tt.tokens, tt.entities):
        table = frame(function(text))
        fields = ["text", "start", "end", "kind"]
        assert list(table.columns) == (fields[:3] if function is tt.tokens else fields)
        assert list(table["text"]) == [one.text for one in function(text)]
        assert list(table["start"]) == [one.start for one in function(text)]


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        (("a", 0, 1, "verse"), ValueError, r"^kind must be one of 'sentence', .*, got 'verse'$"),
        (("a", 2, 1, "sentence"), ValueError, r"^start and end must be in order and not negative, got 2 and 1$"),
        (("a", -1, 1, "sentence"), ValueError, r"got -1 and 1$"),
        ((b"a", 0, 1, "sentence"), TypeError, "must be str, not bytes"),
        (("a", 0, 1), TypeError, "kind"),
    ],
)
def test_a_sentence_is_made_of_four_values(arguments: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        tt.Sentence(*arguments)


def test_sentences_are_made_and_dropped_without_a_leak() -> None:
    """They are objects of the core's own, out of the garbage collector's sight: reference counts must be right."""
    text = "It rained in Ünï. We left. " * 50
    source = sys.getrefcount(text)
    kind = tt.sentences(text)[0].kind
    before = sys.getrefcount(kind), sys.getrefcount(tt.Sentence)
    for _ in range(20):
        first = tt.sentences(text)[0]
        own = first.text
        counts = sys.getrefcount(first), sys.getrefcount(own)
        assert counts == (2, 3)
    assert sys.getrefcount(text) == source  # all but the first of the last call were dropped, and that one was read
    unread = tt.sentences(text)
    assert sys.getrefcount(text) == source + len(unread)
    assert "".join(one.text for one in unread[:2]) == "It rained in Ünï.We left."
    assert sys.getrefcount(text) == source + len(unread) - 2
    del first, unread
    assert (sys.getrefcount(kind), sys.getrefcount(tt.Sentence)) == before
    assert not any(isinstance(own, tt.Sentence) for own in gc.get_objects())
