"""Folding and tokens: examples of the rules of METHODS.md section 1, and the core against unicodedata."""

import copy
import pickle
import re
import unicodedata

import numpy as np
import pytest
import reference
import twicetold as tt
from hypothesis import given
from hypothesis import strategies as st

comparable = pytest.mark.skipif(
    not reference.COMPARABLE, reason=f"unicodedata {unicodedata.unidata_version} has characters the core does not know"
)

tricky_texts = st.text(st.sampled_from(reference.TRICKY), max_size=40)
known_texts = st.text(st.sampled_from(reference.KNOWN), max_size=30)
texts = st.one_of(tricky_texts, known_texts, st.text(st.sampled_from("aé '.東\u0301"), min_size=50, max_size=200))


def words(text: str) -> list[str]:
    return [token.text for token in tt.tokens(text)]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        ("Straße", "strasse"),
        ("ﬁne ＣＡＦＥ\u0301", "fine café"),
        ("soft\u00adhyphen zero\u200bwidth \ufefftext", "softhyphen zerowidth text"),
        ("a\u200d\u0301", "á"),  # what is removed does not keep a mark from its letter
        ("İ", "i\u0307"),
        ("ſẛ", "sṡ"),
        ("\u03b1\u0345\u0301", "\u03b1\u03af"),  # U+0345 becomes a letter where it stands, before marks are sorted
        ("q\u0307\u0323", "q\u0323\u0307"),
        ("각 \u1100\u1161\u11a8", "각 각"),
        ("ｶﾞ", "ガ"),
        ("a\x00B", "a\x00b"),
        ("\ud800A\udfff", "\ufffda\ufffd"),
    ],
)
def test_fold_is_nfkc_casefold_without_ignorables(text: str, folded: str) -> None:
    assert tt.fold(text) == folded
    assert reference.fold(text) == folded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t.,;!?-–—…()[]{}\"'’`", []),
        ("The cat sat.", ["the", "cat", "sat"]),
        ("left.Then it", ["left", "then", "it"]),
        ("https://example.org/a_b?q=1", ["https", "example", "org", "a", "b", "q", "1"]),
        ("mail@host 10:30 3.14 1,000", ["mail", "host", "10", "30", "3", "14", "1", "000"]),
        ("don't rock’n’roll", ["don't", "rock’n’roll"]),
        ("'quoted' dogs' 'tis ''", ["quoted", "dogs", "tis"]),
        ("a''b a' b", ["a", "b", "a", "b"]),
        ("東京へ", ["東", "京", "へ"]),
        ("Tokyo東京2020年", ["tokyo", "東", "京", "2020", "年"]),
        ("東'a", ["東", "a"]),
        ("a'東", ["a", "東"]),
        ("ที่นี่", ["ที่", "นี่"]),
        ("한국어 텍스트", ["한국어", "텍스트"]),
        ("go🚀🚀go", ["go", "🚀", "🚀", "go"]),
        ("👍🏽 👍", ["👍", "👍"]),
        ("🇩🇪", ["🇩", "🇪"]),
        ("❤️", ["❤"]),
        ("👨\u200d👩\u200d👧", ["👨", "👩", "👧"]),
        ("™ is no emoji once folded", ["tm", "is", "no", "emoji", "once", "folded"]),
        ("© ® ←", []),
        ("nai\u0308ve हिन्दी", ["naïve", "हिन्दी"]),
        ("a\x00b", ["a", "b"]),
        (
            "\u0301 a \u0301b ´c ¨ d'\u0301e 🚀\u20e3",
            ["a", "b", "c", "d", "e", "🚀\u20e3"],
        ),  # marks need something to stand on
        ("a\ud800b", ["a", "b"]),
        ("㍿", ["株", "式", "会", "社"]),
    ],
)
def test_tokens_are_runs_of_letters_marks_and_digits(text: str, expected: list[str]) -> None:
    assert words(text) == expected
    assert reference.tokens(text) == expected


def test_an_apostrophe_does_not_join_a_character_that_is_a_token_even_if_a_mark_stands_on_it() -> None:
    assert words("東\u0301's") == ["東\u0301", "s"]


def test_an_apostrophe_joins_an_ordinary_word_whatever_mark_it_ends_with() -> None:
    assert words("x\u0f72's") == ["x\u0f72's"]


def test_tokens_name_their_place_in_code_points() -> None:
    text = "🚀 Ünï ＡＢ ﬁn"
    assert [(t.text, text[t.start : t.end]) for t in tt.tokens(text)] == [
        ("🚀", "🚀"),
        ("ünï", "Ünï"),
        ("ab", "ＡＢ"),
        ("fin", "ﬁn"),
    ]


@pytest.mark.parametrize("length", [*range(58, 72), *range(120, 136), 255, 256, 257])
@pytest.mark.parametrize("last", ["a", "é", "e\u0301", "東", "'s", ". "])
def test_nothing_changes_where_blocks_of_bytes_meet(length: int, last: str) -> None:
    for text in ("a" * length + last + "b" * 70, ("ab " * length)[:length] + last + "c d"):
        assert words(text) == reference.tokens(text)


@pytest.mark.parametrize("blank", [" ", "\n", " \u0301", "\u00a0", "' ", ""])
def test_a_long_text_has_the_shingles_of_its_tokens(blank: str) -> None:
    """Long texts are folded piece by piece."""
    text = "東ab" * 16_384 + "x" * 70 + blank + "'cd e" + " fg" * 40_000
    assert tt.shingles(text, shingle="word:1").tolist() == [
        int(tt.shingles(word, shingle="word:1")[0]) for word in words(text)
    ]


@comparable
def test_every_character_folds_and_parts_tokens_like_the_reference() -> None:
    """Every character of Python's Unicode, alone and in words; of the thousands of Han and Hangul one in sixteen."""
    uniform = ("CJK UNIFIED IDEOGRAPH", "HANGUL SYLLABLE", "TANGUT", "CUNEIFORM", "EGYPTIAN")
    chosen = [
        c
        for c in reference.KNOWN
        if unicodedata.category(c) != "Co" and (ord(c) % 16 == 0 or not unicodedata.name(c, "").startswith(uniform))
    ]
    assert len(chosen) > 30_000
    for c in chosen:
        text = f"{c} a{c}b \u0e01{c} a'{c}"
        assert tt.fold(text) == reference.fold(text), ascii(c)
        assert words(text) == reference.tokens(text), ascii(c)


@comparable
@given(texts)
def test_fold_equals_the_reference(text: str) -> None:
    assert tt.fold(text) == reference.fold(text)


@comparable
@given(texts)
def test_tokens_equal_the_reference(text: str) -> None:
    assert words(text) == reference.tokens(text)


def test_tokens_are_named_tuples() -> None:
    (token,) = tt.tokens("Ünï")
    assert type(token) is tt.Token
    assert token == ("ünï", 0, 3) == tt.Token("ünï", 0, 3)
    assert hash(token) == hash(("ünï", 0, 3))
    assert repr(token) == "Token(text='ünï', start=0, end=3)"
    assert token._replace(end=4) == ("ünï", 0, 4)
    assert pickle.loads(pickle.dumps(token)) == copy.copy(token) == token


@comparable
@given(texts)
def test_folded_texts_know_where_each_code_point_comes_from(text: str) -> None:
    folded = tt.fold(text, spans=True)
    assert folded.text == str(folded) == tt.fold(text)
    assert folded.starts.shape == folded.ends.shape == (len(folded),)
    assert folded.starts.dtype == folded.ends.dtype == np.int64
    assert (folded.starts < folded.ends).all()
    assert (np.diff(folded.starts) >= 0).all()
    assert (np.diff(folded.ends) >= 0).all()
    assert not len(folded) or folded.ends[-1] <= len(text)
    for k, character in enumerate(folded.text):
        assert character in tt.fold(text[folded.starts[k] : folded.ends[k]])


@pytest.mark.parametrize(
    ("text", "found", "source"),
    [
        ("straße 5", "ss", "ß"),
        ("The ＣＡＦＥ\u0301!", "café", "ＣＡＦＥ\u0301"),
        ("so\u00adft", "soft", "so\u00adft"),
        ("plain ascii", "ascii", "ascii"),
        ("㍿", "式", "㍿"),
    ],
)
def test_what_is_found_in_the_folded_text_is_shown_in_the_original(text: str, found: str, source: str) -> None:
    folded = tt.fold(text, spans=True)
    at = folded.text.index(found)
    start, end = folded.source(at, at + len(found))
    assert text[start:end] == source


def test_an_empty_span_of_the_folded_text_has_a_place_in_the_original() -> None:
    folded = tt.fold("ﬁné", spans=True)
    assert [folded.source(k, k) for k in range(5)] == [(0, 0), (0, 0), (1, 1), (2, 2), (3, 3)]
    assert tt.fold("", spans=True).source(0, 0) == (0, 0)
    for start, end in ((-1, 2), (2, 1), (0, 5)):
        message = rf"^start and end must be in order in 0\.\.4, got {start} and {end}$"
        with pytest.raises(IndexError, match=message):
            folded.source(start, end)


def test_spans_may_be_chosen_while_the_program_runs() -> None:
    assert [str(tt.fold("ﬁn", spans=spans)) for spans in (False, True)] == ["fin", "fin"]


def test_spans_of_folding_are_for_one_text() -> None:
    with pytest.raises(ValueError, match=r"^spans must be False unless data is one str, got True for a column$"):
        tt.fold(["a"], spans=True)  # type: ignore[call-overload]
    for data in ("a", ["a"]):
        with pytest.raises(TypeError, match=r"^spans must be bool, got int$"):
            tt.fold(data, spans=1)  # type: ignore[call-overload]
    assert len(repr(tt.fold("word " * 9999, spans=True))) < 200
    assert repr(tt.fold("A", spans=True)) == "<Folded: 1 code point: 'a'>"


def test_shingles_take_one_text() -> None:
    for value, name in ((None, "NoneType"), (b"bytes", "bytes"), (5, "int")):
        with pytest.raises(TypeError, match=rf"^text must be str, got {name}$"):
            tt.shingles(value)  # type: ignore[arg-type]
    message = "text must be str, got list: for a column, [tt.shingles(t) for t in column]"
    with pytest.raises(TypeError, match=f"^{re.escape(message)}$"):
        tt.shingles(["a"])  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"^shingle must be str, got int$"):
        tt.shingles("a", shingle=5)  # type: ignore[arg-type]


@pytest.mark.parametrize("before", ["", "\ufeff", "\u00ad\u200b"])
@pytest.mark.parametrize("behind", ["", "\ufeff"])
def test_ignorables_around_a_text_do_not_shift_its_spans(before: str, behind: str) -> None:
    text = before + "the ferry" + behind
    assert [text[token.start : token.end] for token in tt.tokens(text)] == ["the", "ferry"]
