"""Methods, queries, vectors, own sentences, stop words and backgrounds of summaries."""

import math
import os
import pickle
import random
import subprocess
import sys
import time
import warnings
from datetime import date
from typing import Any, get_args

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import twicetold as tt
from test_summaries import ARTICLE, texts_of
from twicetold import _core
from twicetold.summary_options import Method
from twicetold.summary_warnings import column_texts, counted

METHODS = get_args(Method)
FERRY = (
    "Fog closed the strait at dawn on Monday. The ferry Alma ran aground in the fog with 41 passengers. "
    "Nobody was hurt. Tugs freed the ferry at noon. The harbour master praised the crew of the tugs."
)


def indices(summary: tt.Summary) -> list[int]:
    return [sentence.index for sentence in summary.sentences]


def test_the_named_methods_of_the_core_are_those_of_the_signature() -> None:
    assert ("auto", *_core.named_methods) == METHODS


@pytest.mark.parametrize("method", METHODS)
def test_every_method_takes_one_text_a_column_and_many_together(method: Any) -> None:
    summary = tt.summarize(ARTICLE, method=method)
    assert len(summary.sentences) == 3
    assert np.isfinite(summary.scores).all()
    assert (summary.preset == "none") == (method != "auto")
    column = tt.summarize([FERRY, None, "", ARTICLE], method=method, threads=2)
    assert column[3].sentences == summary.sentences
    assert [len(s.sentences) for s in column] == [3, 0, 0, 3]
    together = tt.summarize_together([FERRY, ARTICLE, FERRY], method=method, sentences=4)
    assert len(set(texts_of(together))) == 4


# Names and questions that are no text.


def test_a_lone_surrogate_in_a_query_reads_as_a_replacement_character() -> None:
    seen: list[list[str]] = []

    def embed(sentences: list[str]) -> Any:
        seen.append(sentences)
        return np.ones((len(sentences), 2))

    for odd, read in (("ferry\ud800 noon", "ferry\ufffd noon"), ("\udcff", "\ufffd")):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", tt.DataWarning)
            assert tt.summarize(FERRY, query=odd).sentences == tt.summarize(FERRY, query=read).sentences
            assert tt.summarize([FERRY], query=odd).to_list() == tt.summarize([FERRY], query=read).to_list()
            assert texts_of(tt.summarize_together([FERRY], query=odd, embeddings=embed))
            tt.summarize(FERRY, query=odd, embeddings=embed)
        assert seen[-1] == seen[-3] == [read]


@pytest.mark.parametrize(
    "call",
    [
        lambda odd: tt.summarize(FERRY, method=odd),
        lambda odd: tt.summarize([FERRY], method=odd),
        lambda odd: tt.summarize_together([FERRY], method=odd),
        lambda odd: tt.summarize(FERRY, language=odd),
        lambda odd: tt.document_frequencies([FERRY], language=odd),
        lambda odd: tt.rouge(FERRY, FERRY, tokens=odd),
        lambda odd: tt.rouge(FERRY, FERRY, several=odd),
        lambda odd: tt.rouge(FERRY, FERRY, measures=[odd]),
        lambda odd: tt.find_duplicates([FERRY], shingle=odd),
        lambda odd: tt.find_duplicates([FERRY], method=odd),
        lambda odd: tt.find_leaks([FERRY], [FERRY], measure=odd),
        lambda odd: tt.compare(FERRY, FERRY, shingle=odd),
        lambda odd: tt.sketch([FERRY], shingle=odd),
        lambda odd: tt.strip_repeats([FERRY], unit=odd),
    ],
)
@pytest.mark.parametrize(("odd", "got"), [("\ud800", r"'\\ud800'"), ("foo\0bar", r"'foo\\x00bar'")])
def test_a_name_with_a_lone_surrogate_or_nul_is_refused_and_shown_whole(call: Any, odd: str, got: str) -> None:
    with pytest.raises(ValueError, match=rf"^\w+ must be without control characters and lone surrogates, got {got}$"):
        call(odd)


# The oddities of other libraries.


@pytest.mark.parametrize("method", METHODS)
def test_repeated_text_gives_each_sentence_once(method: Any) -> None:
    with pytest.warns(tt.DataWarning, match="only 5 different"):
        summary = tt.summarize((FERRY + " ") * 200, sentences=9, method=method)
    assert len(set(texts_of(summary))) == len(summary.sentences) == 5


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    "text",
    [
        "One sentence is all there is.",
        "word",
        "no full stop anywhere in this text",
        "新闻报道说港口星期一重新开放。维修花了九个月。费用比计划高。",
        "ท่าเรือเปิดอีกครั้งในวันจันทร์หลังจากซ่อมเก้าเดือน",
        "बंदरगाह सोमवार को फिर खुला। मरम्मत में नौ महीने लगे।",
        "It is what it is. To be or not to be.",
    ],
)
def test_no_method_gives_an_empty_summary_of_a_text_with_words(method: Any, text: str) -> None:
    assert tt.summarize(text, sentences=1, method=method).sentences


@pytest.mark.parametrize("method", METHODS)
def test_a_ratio_of_a_fifth_of_five_sentences_is_one(method: Any) -> None:
    assert len(tt.summarize(FERRY, ratio=0.2, method=method).sentences) == 1


@pytest.mark.parametrize("method", METHODS)
def test_sentences_come_in_document_order_and_exactly_as_many_as_asked(method: Any) -> None:
    for k in range(1, 6):
        found = indices(tt.summarize(FERRY, sentences=k, method=method))
        assert found == sorted(found)
        assert len(found) == k


def test_the_hash_seed_of_python_changes_nothing() -> None:
    code = (
        "import twicetold as tt, hashlib\n"
        "from typing import get_args\n"
        "from twicetold.summary_options import Method\n"
        f"text = {ARTICLE!r}\n"
        "found = [tt.summarize(text, method=m).sentences for m in get_args(Method)]\n"
        "print(hashlib.sha256(repr(found).encode()).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("0", "77")
    }  # fmt: skip
    assert len(runs) == 1


@pytest.mark.parametrize("method", METHODS)
def test_fragments_are_chosen_last(method: Any) -> None:
    text = "Follow @abc #tag https://example.org/abc\n\n" + FERRY + "\n\n| a | b | c |\n| d | e | f |\n"
    assert all(sentence.kind != "fragment" for sentence in tt.summarize(text, sentences=5, method=method).sentences)


# Query.


@pytest.mark.parametrize("method", METHODS)
def test_a_query_brings_forward_what_it_is_about(method: Any) -> None:
    summary = tt.summarize(FERRY, sentences=1, query="Who freed it at noon?", weight=1, method=method)
    assert indices(summary) == [3]
    assert summary.warnings == ()


@pytest.mark.parametrize("query", ["zebras", "the", "???", " "])
def test_a_query_without_known_terms_has_no_effect_and_says_so(query: str) -> None:
    with pytest.warns(tt.DataWarning, match="no term of the query stands in the text"):
        summary = tt.summarize(FERRY, query=query)
    assert summary.warnings == ("no term of the query stands in the text: it has no effect",)
    assert summary.sentences == tt.summarize(FERRY).sentences


@pytest.mark.parametrize("method", ["auto", "centroid", "luhn", "pacsum"])
@pytest.mark.parametrize("weight", [0.5, 1])
def test_a_query_finds_sentences_that_share_no_term_with_another(method: Any, weight: float) -> None:
    text = "Fog closed the strait at dawn. Nobody was hurt in it. Fog rose at dawn again. Police asked two witnesses."
    for told in (text, text.partition(". ")[2]):  # in the second all sentences score 0 without a query
        summary = tt.summarize(told, sentences=1, query="police witnesses", weight=weight, method=method)
        if weight == 1 or told != text:
            assert str(summary) == "Police asked two witnesses."
        assert max(summary.scores) > 0
        assert summary.warnings == ()


def test_a_query_of_one_character_finds_the_pairs_that_hold_it() -> None:
    text = "猫が好きです。犬は嫌いです。鳥が飛んだ。"
    assert str(tt.summarize(text, sentences=1, query="犬", weight=1)) == "犬は嫌いです。"
    with pytest.warns(tt.DataWarning, match="no term of the query"):
        tt.summarize(text, query="x")


@pytest.mark.filterwarnings("ignore::twicetold.DataWarning")
@pytest.mark.parametrize("text", ["...", "the", "🙂", "--- ..."])
def test_texts_without_terms_have_no_score_by_any_method(text: str) -> None:
    for method in ("auto", "lead", "centroid", "lexrank", "textrank", "lsa", "sumbasic", "kl", "luhn", "pacsum"):
        assert all(math.isfinite(score) for score in tt.summarize(text, method=method).scores), method


def test_without_weight_a_query_changes_nothing() -> None:
    plain = tt.summarize(FERRY)
    same = tt.summarize(FERRY, query="crew of the tugs", weight=0)
    assert same.sentences == plain.sentences
    assert tt.summarize(FERRY, query="").sentences == plain.sentences


# Vectors.


def test_vectors_alone_choose_the_most_central_sentence() -> None:
    vectors = np.array([[1, 0], [0.9, 0.1], [0, 1], [0.8, 0.3], [-1, 0.2]])
    for method in METHODS:
        summary = tt.summarize(FERRY, sentences=1, embeddings=vectors, weight=1, method=method)
        assert indices(summary) == [3], method
    assert tt.summarize(FERRY, embeddings=vectors, weight=0).sentences == tt.summarize(FERRY).sentences


def test_a_function_makes_vectors_of_sentences_and_query() -> None:
    asked: list[list[str]] = []

    def embed(sentences: list[str]) -> Any:
        asked.append(sentences)
        return [[float("tugs" in s.lower()), 1.0] for s in sentences]

    summary = tt.summarize(FERRY, sentences=1, embeddings=embed, query="tugs", weight=1)
    assert indices(summary) == [3]
    assert asked == [[s.text for s in tt.sentences(FERRY)], ["tugs"]]
    column = tt.summarize([FERRY, None], embeddings=embed, sentences=2)
    assert len(column[0].sentences) == 2
    assert column[1].sentences == ()
    assert len(tt.summarize_together([FERRY, ARTICLE], embeddings=embed).sentences) == 3


@pytest.mark.parametrize(
    ("vectors", "message"),
    [
        (np.zeros((4, 3)), "embeddings must have one row for each of the 5 sentences, got 4"),
        (np.zeros((6, 3)), "embeddings must have one row for each of the 5 sentences, got 6"),
        ([[0, 1]] * 3 + [[0, float("nan")]] * 2, "embeddings must be finite numbers, got NaN or infinity in row 3"),
        ([[0, 1]] * 4 + [[0, float("inf")]], "embeddings must be finite numbers, got NaN or infinity in row 4"),
        (np.zeros(5), "embeddings must have the shape (sentences, d), got (5,)"),
        ([["a"]], "embeddings must be numbers of shape (sentences, d), got list"),
        (np.array([["1", "2"]] * 5), "embeddings must be numbers of shape (sentences, d), got ndarray"),
        (np.array([["1", 2]] * 5, object), "embeddings must be numbers of shape (sentences, d), got ndarray"),
        ([["1", "2"]] * 5, "embeddings must be numbers of shape (sentences, d), got list"),
        (np.ones((5, 2), complex), "embeddings must be numbers of shape (sentences, d), got ndarray"),
    ],
)
def test_vectors_of_another_shape_or_with_nan_are_refused(vectors: Any, message: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011
        tt.summarize(FERRY, embeddings=vectors)
    assert str(caught.value) == message
    with pytest.raises(ValueError, match=r"text 0$"):
        tt.summarize([FERRY], embeddings=[vectors])


@pytest.mark.parametrize(
    ("of_query", "got"),
    [([], "0 rows"), (np.ones((2, 2)), "2 rows"), ([[1, float("nan")]], "NaN or infinity")],
)
def test_the_vector_of_a_query_is_one_of_finite_numbers(of_query: Any, got: str) -> None:
    with pytest.raises(ValueError, match=rf"^embeddings must give the query one row of finite numbers, got {got}$"):
        tt.summarize(FERRY, query="tugs", embeddings=lambda texts: np.ones((5, 2)) if len(texts) == 5 else of_query)


def test_vectors_of_no_sentences_are_no_error() -> None:
    assert tt.summarize("", embeddings=np.zeros((0, 3))).sentences == ()
    assert tt.summarize("", embeddings=[]).sentences == ()
    with pytest.raises(ValueError, match="each of the 0 sentences, got 1"):
        tt.summarize("", embeddings=[[1.0]])


# MMR.


def test_mmr_of_one_asks_for_relevance_only_and_of_less_for_novelty() -> None:
    text = (
        "Storm floods damaged the harbour bridge on Monday night. "
        "Storm floods damaged the old harbour wall and the quay. "
        "The town orchestra played a concert for the children."
    )
    relevant = tt.summarize(text, sentences=2, mmr=1.0)
    assert indices(relevant) == [0, 1]
    assert indices(tt.summarize(text, sentences=2, mmr=0.2)) == [0, 2]
    for bad in (-0.1, 1.1, float("nan")):
        with pytest.raises(ValueError, match=r"^mmr must be in \[0, 1\], got "):
            tt.summarize(text, mmr=bad)


@pytest.mark.parametrize("method", METHODS)
def test_mmr_equals_looking_at_every_sentence_in_each_round(method: Any) -> None:
    from reference import cosine_rows

    plain = tt.summarize(ARTICLE, sentences=1, method=method)
    scores = plain.scores / plain.scores.max()
    sentences = tt.sentences(ARTICLE)
    near = cosine_rows([s.text for s in sentences])
    real = [k for k, s in enumerate(sentences) if s.kind == "sentence"]
    chosen: list[int] = []
    for _ in range(4):
        value = {
            k: 0.6 * scores[k] - 0.4 * max((near[k][c] for c in chosen), default=0.0) for k in real if k not in chosen
        }
        chosen.append(max(value, key=lambda k: (value[k], -k)))
    assert indices(tt.summarize(ARTICLE, sentences=4, method=method, mmr=0.6)) == sorted(chosen)


# Own sentences.


def test_own_sentences_may_be_texts_or_spans() -> None:
    halves = ["Fog closed the strait", "at dawn on Monday.", "The ferry Alma ran aground", "with 41 passengers."]
    by_text = tt.summarize(FERRY, sentences=2, presplit=halves)
    assert set(texts_of(by_text)) <= set(halves)
    assert len(by_text.scores) == 4
    spans = [(FERRY.index(half), FERRY.index(half) + len(half)) for half in halves]
    for given in (spans, np.array(spans), tuple(spans)):
        assert tt.summarize(FERRY, sentences=2, presplit=given).sentences == by_text.sentences
    column = tt.summarize([FERRY, ARTICLE], sentences=2, presplit=[halves, None])
    assert column[0].sentences == by_text.sentences
    assert column[1].sentences == tt.summarize(ARTICLE, sentences=2).sentences
    together = tt.summarize_together([FERRY, ARTICLE], sentences=2, presplit=[halves, None])
    assert len(together.scores) == 4 + len(tt.sentences(ARTICLE))


def test_spans_of_own_sentences_count_code_points() -> None:
    text = "🚀 Die Fähre lief. 港口重新开放。 Ça va?"
    spans = [(0, 17), (18, 25), (26, 32)]
    found = tt.summarize(text, sentences=3, presplit=spans).sentences
    assert [(s.start, s.end) for s in found] == spans
    assert all(text[s.start : s.end] == s.text for s in found)


def test_own_sentences_that_are_blank_are_never_chosen() -> None:
    text = "Fog closed the strait. The ferry ran aground. "
    presplit = ["Fog closed the strait", ".", "", " ", "The ferry ran aground", ". "]
    with pytest.warns(tt.DataWarning, match="6 sentences were asked for"):
        summary = tt.summarize(text, sentences=6, presplit=presplit)
    assert texts_of(summary) == ["Fog closed the strait", ".", "The ferry ran aground"]
    assert len(summary.scores) == 6


@pytest.mark.parametrize(
    ("presplit", "error", "message"),
    [
        (["Fog closed", "zebra"], ValueError, "got 'zebra' in row 1, which is not found from character 10 on"),
        (["ferry", "Fog"], ValueError, "got 'Fog' in row 1"),
        ([(0, 5), (3, 9)], ValueError, r"got \(3, 9\) in row 1"),
        ([(5, 2)], ValueError, r"got \(5, 2\) in row 0"),
        ([(0, 10_000)], ValueError, "within the text of"),
        ([(-1, 3)], ValueError, r"got \(-1, 3\) in row 0"),
        ([(0.5, 3)], TypeError, r"presplit must hold str or \(start, end\), got \(0.5, 3\) in row 0"),
        ([None], TypeError, "got None in row 0"),
        ("Fog closed", TypeError, r"presplit must be a list of str or of \(start, end\), got str"),
    ],
)
def test_own_sentences_that_are_not_in_the_text_are_refused(presplit: Any, error: type, message: str) -> None:
    with pytest.raises(error, match=message):
        tt.summarize(FERRY, presplit=presplit)


# Terms.


def test_stop_words_of_the_caller_are_no_terms() -> None:
    assert any(word.casefold() == "ferry" for word in tt.summarize(FERRY).keywords)
    keywords = tt.summarize(FERRY, stop_words=["Ferry", "tugs"]).keywords
    assert not {"ferry", "tugs"} & {word.casefold() for word in keywords}
    # Whole words, though terms are cut to five code points, and pairs of characters.
    assert "ferryman" in tt.summarize("The ferryman saw the ferry go.", sentences=1, stop_words=["ferry"]).keywords
    assert "公司" in tt.summarize("公司昨天开会。", sentences=1).keywords
    assert "公司" not in tt.summarize("公司昨天开会。", sentences=1, stop_words=["公司"]).keywords
    assert (
        tt.summarize([FERRY], stop_words=("ferry",))[0].keywords == tt.summarize(FERRY, stop_words={"ferry"}).keywords
    )


def test_all_words_may_be_stop_words() -> None:
    words = [token.text for token in tt.tokens(FERRY)]
    for method in METHODS:
        summary = tt.summarize(FERRY, stop_words=words, method=method)
        assert len(summary.sentences) == 3
        assert summary.keywords == ()


@pytest.mark.parametrize(
    ("stop_words", "message"),
    [("ferry", "words in a list, got str"), ([1], "hold str, got int in row 0"), (7, "got int")],
)
def test_stop_words_are_a_list_of_words(stop_words: Any, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        tt.summarize(FERRY, stop_words=stop_words)


def test_language_none_strikes_no_words() -> None:
    assert "the" in [word.casefold() for word in tt.summarize("The cat. The dog. The hen.", language="none").keywords]
    with pytest.raises(ValueError, match=r"^language must be one of ar, .* or none, got xx$"):
        tt.summarize(FERRY, language="xx")


def test_terms_common_in_the_background_count_less() -> None:
    corpus = ["The ferry sails.", "A ferry is late.", "The ferry again."] * 50 + ["Tugs work."]
    seen = tt.document_frequencies(corpus, threads=2)
    assert seen.sentences == 151
    assert repr(len(seen)) == str(len(tt.document_frequencies(corpus, threads=1)))
    plain, against = tt.summarize(FERRY).keywords, tt.summarize(FERRY, background=seen).keywords
    assert plain.index("ferry") < plain.index("Tugs")
    assert "ferry" not in against
    assert "Tugs" in against
    again = pickle.loads(pickle.dumps(seen))
    assert tt.summarize(FERRY, background=again).scores.tolist() == tt.summarize(FERRY, background=seen).scores.tolist()
    assert tt.summarize([FERRY], background=seen)[0].keywords == against
    with pytest.raises(TypeError, match="background must be what document_frequencies returns, got dict"):
        tt.summarize(FERRY, background={"ferry": 3})  # type: ignore[call-overload]


def test_an_empty_background_changes_nothing() -> None:
    empty = tt.document_frequencies([])
    assert (len(empty), empty.sentences) == (0, 0)
    assert tt.summarize(FERRY, background=empty).scores.tolist() == tt.summarize(FERRY).scores.tolist()


def test_lead_is_for_the_default_method_only() -> None:
    with pytest.raises(ValueError, match="lead must be left out with a named method, got method='kl'"):
        tt.summarize(FERRY, method="kl", lead=0.3)


# Columns.


def test_budgets_may_differ_from_text_to_text() -> None:
    column = [FERRY, ARTICLE, FERRY]
    assert [len(s.sentences) for s in tt.summarize(column, sentences=[1, 4, 2])] == [1, 4, 2]
    assert [len(s.sentences) for s in tt.summarize(column, ratio=np.array([0.2, 0.5, 1.0]))] == [1, 4, 4]
    budgets: list[dict[str, Any]] = [{"words": [20, 30, 40]}, {"chars": pd.Series([100, 200, 300])}]
    for budget in budgets:
        for found, text, k in zip(tt.summarize(column, **budget), column, range(3), strict=True):
            (name, amounts) = next(iter(budget.items()))
            one: dict[str, Any] = {name: int(amounts[k])}
            assert found.sentences == tt.summarize(text, **one).sentences
    unordered: list[Any] = [{1, 2, 3}, frozenset([1, 2, 3]), {1: 2, 3: 4, 5: 6}]
    for numbers in unordered:
        got = type(numbers).__name__
        with pytest.raises(TypeError, match=f"^sentences must be one number or one for each text, got {got}"):
            tt.summarize([FERRY] * 3, sentences=numbers)
    with pytest.raises(ValueError, match="sentences must be one number or one for each of the 3 texts, got 2"):
        tt.summarize(column, sentences=[1, 2])
    with pytest.raises(ValueError, match="sentences must be at least 1, got 0 in row 1"):
        tt.summarize(column, sentences=[1, 0, 2])
    with pytest.raises(ValueError, match=r"ratio must be in \(0, 1\], got 2 in row 2"):
        tt.summarize(column, ratio=[1, 0.5, 2])
    with pytest.raises(TypeError, match="sentences must be int, got list"):
        tt.summarize(FERRY, sentences=[1])


def test_languages_may_differ_from_text_to_text() -> None:
    column = ["Die Katze war im Haus.", "Die cast was good."]
    found = tt.summarize(column, sentences=1, language=["de", None])
    assert found[0].keywords == tt.summarize(column[0], sentences=1, language="de").keywords
    assert found[1].keywords == tt.summarize(column[1], sentences=1).keywords
    with pytest.raises(ValueError, match=r"got xx in row 1$"):
        tt.summarize(column, language=["de", "xx"])
    with pytest.raises(ValueError, match="language must have one entry for each of the 2 texts, got 1"):
        tt.summarize(column, language=["de"])


def test_a_language_that_names_a_column_is_told_how_to_pass_it() -> None:
    rows = [{"text": "Die Katze war im Haus.", "lang": "de"}, {"text": "Die cast was good.", "lang": None}]
    for data in (rows, pd.DataFrame(rows), pl.DataFrame(rows), pa.table(pd.DataFrame(rows))):
        with pytest.raises(ValueError, match=r"or none, got lang: to give each text its own, pass the column itself$"):
            tt.summarize(data, language="lang")
        with pytest.raises(ValueError, match=r"or none, got xx$"):
            tt.summarize(data, language="xx")
    assert tt.summarize(pd.DataFrame(rows), language=pd.DataFrame(rows)["lang"]).to_list()
    for texts in (FERRY, [FERRY], iter([FERRY])):
        with pytest.raises(ValueError, match=r"or none, got lang$"):
            tt.summarize(texts, language="lang")


def test_a_column_of_summaries_becomes_a_column_of_texts() -> None:
    series = pd.Series([FERRY, None, ARTICLE], index=[7, 8, 9])
    found = tt.summarize(series, sentences=2)
    told = [str(found[0]), None, str(found[2])]
    assert found.to_list() == told
    assert found.to_arrow().to_pylist() == told
    assert found.to_polars().to_list() == told
    assert list(found.to_pandas().index) == [7, 8, 9]
    assert tt.summarize(pa.array([FERRY, None, ARTICLE]), sentences=2).to_list() == told
    assert tt.summarize(pl.Series([FERRY, None, ARTICLE]), sentences=2).to_list() == told


def test_lone_surrogates_become_replacement_characters_where_arrow_holds_no_others() -> None:
    found = tt.summarize(["a \ud800."])
    assert found.to_polars().to_list() == found.to_arrow().to_pylist() == ["a \ufffd."]
    assert found.to_list() == found.to_pandas().to_list() == ["a \ud800."]


# What is odd in a column.


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"query": "zzz"}, "have no term of the query: it has no effect on their summaries"),
        ({"chars": 3}, "have no sentence that fits the budget: the best one alone exceeds it"),
        ({"words": [1, 1, 1, 40]}, "have no sentence that fits the budget: the best one alone exceeds it"),
        ({"query": "zzz", "presplit": [None] * 4}, "have no term of the query"),
    ],
)
def test_a_column_warns_once_a_call_of_what_its_summaries_do_not_show(options: dict[str, Any], said: str) -> None:
    texts = [None, FERRY, ARTICLE, FERRY]
    with pytest.warns(tt.DataWarning) as caught:
        found = tt.summarize(texts, **options)
    ((warning),) = caught
    assert warning.filename == __file__
    assert warning.message.result is found  # type: ignore[union-attr]
    first, *more = found.warnings
    assert str(warning.message) == first
    assert not more
    assert said in first
    count = sum(bool(summary.warnings) for summary in found)
    assert first.startswith(f"{count} of 4 texts ")
    assert first.endswith("(the first in row 1)")
    assert count == (2 if "words" in options else 3)
    assert pickle.loads(pickle.dumps(found)).warnings == found.warnings
    assert said in found._repr_html_()


def test_a_column_counts_short_texts_and_does_not_warn_of_them() -> None:
    found = tt.summarize([FERRY, "Nobody was hurt.", "", None, "Fog."], sentences=4)
    assert found.warnings == ("2 of 5 texts have fewer different sentences than asked for (the first in row 1)",)
    assert tt.summarize([FERRY], sentences=4).warnings == tt.summarize([]).warnings == ()


def test_summaries_are_those_of_the_texts_that_were_read_whatever_becomes_of_the_list() -> None:
    texts = [FERRY, "Nobody was hurt. — " * 3 + FERRY]
    found = tt.summarize(texts, sentences=1)
    first = [(s.text, s.start, s.end) for one in found for s in one.sentences]
    texts[:] = ["", "x"]
    assert [(s.text, s.start, s.end) for one in found for s in one.sentences] == first
    assert first[1][0] == ("Nobody was hurt. — " * 3 + FERRY)[first[1][1] : first[1][2]]


def test_the_core_has_no_row_behind_the_last_one() -> None:
    rows = tt.summarize([FERRY, None], sentences=1)._found
    assert isinstance(rows, _core.SummaryRows)
    for row in (2, 10**9):
        with pytest.raises(IndexError):
            rows[row]


def test_many_chosen_sentences_stand_where_their_spans_say() -> None:
    text = " ".join(f"Ferry v{k} — w{k}, x{k}, y{k} — ran aground near z{k}." for k in range(3000))
    summary = tt.summarize(text, ratio=0.5)
    assert len(summary.sentences) > 500
    assert all(text[s.start : s.end] == s.text and s.text.startswith("Ferry") for s in summary.sentences)


def test_the_words_for_a_column_are_known_for_every_warning_of_the_core() -> None:
    odd = counted((row, kind, 1, 2) for row, kind in enumerate((3, 1, 0, 2)))
    assert [one.kind for one in odd] == [0, 1, 2, 3]
    assert all(text.startswith("1 of 4 texts have ") for text in column_texts(odd, 4))


# Many texts.


def test_sentences_of_many_texts_come_in_the_order_of_their_dates() -> None:
    texts = ["Tugs freed the ferry at noon on Tuesday.", "Nobody knows when this was written here.", FERRY]
    for dates in (["2026-03-02", None, "2026-03-01"], [date(2026, 3, 2), None, date(2026, 3, 1)]):
        with pytest.warns(tt.DataWarning, match="1 of 3 texts have no time that can be read"):
            summary = tt.summarize_together(texts, sentences=5, order="time", time=dates)
        documents = [sentence.document for sentence in summary.sentences]
        assert documents == sorted(documents, key=[2, 0, 1].index)
    plain = tt.summarize_together(texts, sentences=5)
    assert {(s.document, s.index) for s in plain.sentences} == {(s.document, s.index) for s in summary.sentences}
    table = pd.DataFrame({"text": [FERRY, ARTICLE], "day": ["2026-03-02", "2026-03-01"]})
    by_time = tt.summarize_together(table, order="time", time="day", sentences=4)
    assert [s.document for s in by_time.sentences] == sorted((s.document for s in by_time.sentences), reverse=True)
    with pytest.raises(ValueError, match="order='time' and time= go together, got order='time' and no time"):
        tt.summarize_together(texts, order="time")
    with pytest.raises(ValueError, match="order must be 'document' or 'time', got 'score'"):
        tt.summarize_together(texts, order="score")  # type: ignore[arg-type]


def test_support_counts_the_texts_that_say_the_same() -> None:
    texts = [FERRY, "On Monday the ferry Alma ran aground in the fog with 41 passengers.", "Cats purr at night."]
    summary = tt.summarize_together(texts, sentences=6)
    support = {sentence.text: sentence.support for sentence in summary.sentences}
    assert support["Cats purr at night."] == 1
    assert max(support.values()) == 2


# Hard cases.


HARD = {
    "one-word sentences": " ".join(f"Word{k % 5000}!" for k in range(100_000)),
    "different one-word sentences": " ".join(f"Word{k}!" for k in range(100_000)),
    "one sentence of 1 MB": "word " * 200_000 + "end.",
    "one sentence of many words": " ".join(f"w{k % 70_000}" for k in range(150_000)) + ".",
    "the same sentence": "The tide came in at noon. " * 1000,
    "stop words": "It is what it is. To be or not to be. " * 10_000,
}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("case", HARD)
def test_hard_texts_take_no_quadratic_time(case: str, method: Any) -> None:
    """At most .1 s of a server core of 2020 each."""
    for budget in ({"sentences": 3}, {"ratio": 0.5}):
        start = time.process_time()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            summary = tt.summarize(HARD[case], method=method, **budget)
        assert time.process_time() - start < 3
        assert len(set(texts_of(summary))) == len(summary.sentences) >= 1


def few_words(sentences: int) -> str:
    """Return sentences of 8 words of 30."""
    draw = random.Random(1)
    return " ".join(
        " ".join(f"w{draw.randrange(10, 40)}" for _ in range(8)).capitalize() + "." for _ in range(sentences)
    )


@pytest.mark.parametrize("method", METHODS)
def test_half_of_many_sentences_of_few_words_costs_no_more_than_a_bounded_multiple(method: Any) -> None:
    """Where nearly all values fall with each choice, evaluating all each time took 200 to 300 times as long as this."""

    def seconds(**options: Any) -> float:
        start = time.process_time()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tt.summarize(text, **options)
        return time.process_time() - start

    text = few_words(14_000)
    pairs = [(seconds(sentences=3), seconds(ratio=0.5, method=method)) for _ in range(3)]
    assert min(half / three for three, half in pairs) < (250 if method == "kl" else 100)


def test_a_summary_needs_neither_network_nor_home_nor_files_beyond_the_package() -> None:
    """Others raise LookupError until something was downloaded."""
    program = (
        "import sys, twicetold as tt\n"
        "def refuse(event, details):\n"
        "    if event.startswith('socket.') or event == 'open' and 'nltk' in str(details[0]):\n"
        "        raise RuntimeError(event)\n"
        "sys.addaudithook(refuse)\n"
        "print(tt.summarize('The ferry ran aground. Nobody was hurt. Tugs freed the ferry.', sentences=1))"
    )
    path = os.pathsep.join(map(str, sys.path))
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": path, "HOME": "/nonexistent"},
        capture_output=True,
        text=True,
    )
    assert done.stderr == ""
    assert done.stdout.strip()


def test_the_bounds_of_comparisons_are_said() -> None:
    """Two of four terms are common, so all stay; the last would be compared with all others."""
    with pytest.warns(tt.DataWarning, match="so few different words that not all sentences were compared"):
        tt.summarize(" ".join(f"Harbour pilots {10_000 + k}." for k in range(20_000)), ratio=1.0)
