"""Summaries as users call for them."""

import json
import random
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
import twicetold as tt

ARTICLE = (
    "Harbour reopens after long repairs\n\n"
    "The harbour of Lissen reopened on Monday after nine months of repairs to its northern mole. "
    "Divers had found in March that storms had washed out 40 metres of the mole's foundation. "
    "Dr. Imre Halvard, the harbour master, said at 10 a.m. that ships of up to 200 metres can moor again.\n\n"
    "A ferry and two trawlers came in before noon. "
    "The repairs cost 12.5 million crowns, a fifth more than the town had planned. "
    "Fishermen had to land their catch in Port Ansel all summer. "
    "The mole now rests on 64 piles of steel that reach 18 metres into the clay.\n\n"
    "Follow us @lissenharbour #Lissen https://news.example/harbour\n"
)


def texts_of(summary: tt.Summary) -> list[str]:
    return [sentence.text for sentence in summary.sentences]


def test_sentences_are_spans_of_the_text_in_its_order() -> None:
    summary = tt.summarize(ARTICLE, sentences=4)
    assert len(summary.sentences) == 4
    for sentence in summary.sentences:
        assert ARTICLE[sentence.start : sentence.end] == sentence.text
        assert sentence.kind == "sentence"
        assert sentence.support == 1
        assert sentence.score == summary.scores[sentence.index]
    starts = [sentence.start for sentence in summary.sentences]
    assert starts == sorted(starts)


def test_headlines_and_tails_of_links_are_not_chosen_while_sentences_exist() -> None:
    chosen = texts_of(tt.summarize(ARTICLE, sentences=7))
    assert not any("reopens after" in text or "@lissenharbour" in text for text in chosen)


def test_three_sentences_are_the_default() -> None:
    assert len(tt.summarize(ARTICLE).sentences) == 3


@pytest.mark.parametrize("words", [1, 20, 45, 80])
def test_a_word_budget_is_kept_unless_no_sentence_fits(words: int) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        summary = tt.summarize(ARTICLE, words=words)
    total = sum(len(text.split()) for text in texts_of(summary))
    assert total <= words or (len(summary.sentences) == 1 and len(caught) == 1)


def test_a_character_budget_holds_for_the_printed_summary() -> None:
    for chars in (120, 200, 400):
        assert len(str(tt.summarize(ARTICLE, chars=chars))) <= chars


@pytest.mark.parametrize(
    ("asked", "text", "warning"),
    [
        (3, "Go. Go.", "3 sentences were asked for, but only 1 different one exists"),
        (3, "Go. Stop.", "3 sentences were asked for, but only 2 different ones exist"),
    ],
)
def test_a_shortfall_is_said_in_words(asked: int, text: str, warning: str) -> None:
    with pytest.warns(tt.DataWarning):
        assert tt.summarize(text, sentences=asked).warnings == (warning,)


def test_a_ratio_counts_sentences_but_not_headlines_and_links() -> None:
    assert len(tt.summarize(ARTICLE, ratio=0.2).sentences) == 1  # 1.4 of 7
    assert len(tt.summarize(ARTICLE, ratio=0.5).sentences) == 4  # 3.5, half up
    assert len(tt.summarize(ARTICLE, ratio=1.0).sentences) == 7


def test_repeated_sentences_are_chosen_once_and_the_shortfall_is_said() -> None:
    text = "The tide came in at noon over the flats. " * 50
    with pytest.warns(tt.DataWarning, match="only 1 different"):
        summary = tt.summarize(text, sentences=3)
    assert len(summary.sentences) == 1
    assert summary.warnings


@pytest.mark.parametrize(
    "text",
    [
        "one line without a full stop",
        "新闻报道说港口星期一重新开放。维修花了九个月。费用比计划高。船只可以再次停泊。",
        "बंदरगाह सोमवार को फिर खुला। मरम्मत में नौ महीने लगे। खर्च योजना से अधिक था।",
        "ท่าเรือเปิดอีกครั้งในวันจันทร์ หลังจากซ่อมเก้าเดือน",
        "первая строка без точки\nвторая строка без точки",
    ],
)
def test_no_text_with_words_gives_an_empty_summary(text: str) -> None:
    assert tt.summarize(text, sentences=1).sentences


@pytest.mark.parametrize("text", ["", "   \n", "\x00"])
def test_texts_without_words_give_next_to_nothing(text: str) -> None:
    assert str(tt.summarize(text, sentences=1)) in ("", "\x00")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"sentences": 0}, "sentences must be at least 1, got 0"),
        ({"sentences": -2}, "sentences must be at least 1, got -2"),
        ({"words": 0}, "words must be at least 1, got 0"),
        ({"chars": -1}, "chars must be at least 1, got -1"),
        ({"ratio": 0.0}, "ratio must be in (0, 1], got 0"),
        ({"ratio": 1.5}, "ratio must be in (0, 1], got 1.5"),
        ({"ratio": float("nan")}, "ratio must be in (0, 1], got nan"),
        ({"lead": 2.0}, "lead must be in [0, 1], got 2"),
        (
            {"words": 5, "ratio": 0.5},
            "only one of sentences, words, chars and ratio must be given, got words and ratio",
        ),
        (
            {"method": "best"},
            "method must be 'auto', 'lead', 'centroid', 'lexrank', 'textrank', 'lsa', 'sumbasic', 'kl', 'luhn' "
            "or 'pacsum', got 'best'",
        ),
    ],
)
def test_bad_budgets_are_refused_by_name_rule_and_value(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011
        tt.summarize(ARTICLE, **options)
    assert str(caught.value) == message


def test_wrong_types_are_named() -> None:
    with pytest.raises(TypeError, match="sentences must be int, got str"):
        tt.summarize(ARTICLE, sentences="3")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="sentences must be int, got float"):
        tt.summarize(ARTICLE, sentences=2.5)  # type: ignore[call-overload]
    with pytest.raises(TypeError, match="got int in row 1"):
        tt.summarize([ARTICLE, 3])
    with pytest.raises(TypeError, match="got int"):
        tt.summarize(3)


@pytest.mark.parametrize("make", [list, tuple, iter, np.array, pd.Series, pl.Series])
def test_a_column_gives_one_summary_a_text(make: Any) -> None:
    summaries = tt.summarize(make([ARTICLE, "", ARTICLE[:300]]), sentences=2)
    assert len(summaries) == 3
    assert texts_of(summaries[0]) == texts_of(tt.summarize(ARTICLE, sentences=2))
    assert [len(s.sentences) for s in summaries] == [2, 0, 2]
    assert texts_of(summaries[-1]) == texts_of(summaries[2])
    with pytest.raises(IndexError):
        summaries[3]


def test_missing_texts_have_empty_summaries() -> None:
    assert [len(s.sentences) for s in tt.summarize([None, ARTICLE], sentences=1)] == [0, 1]


def test_the_number_of_threads_changes_nothing() -> None:
    texts = [ARTICLE[k:] * (1 + k % 3) for k in range(400)]
    one = tt.summarize(texts, threads=1)
    for threads in (2, 7):
        more = tt.summarize(texts, threads=threads)
        for a, b in zip(one, more, strict=True):
            assert a.sentences == b.sentences
            assert (a.scores == b.scores).all()


def test_spans_count_code_points_in_texts_of_any_script() -> None:
    text = "🚀 Die Fähre lief auf Grund. 新闻报道说港口重新开放。 Ça s'est passé à l'aube, dit-on."
    for sentence in tt.summarize(text, sentences=3).sentences:
        assert text[sentence.start : sentence.end] == sentence.text


def test_many_texts_give_one_summary_without_repeats() -> None:
    texts = [ARTICLE, ARTICLE, "The mole of Lissen harbour now stands on 64 steel piles."]
    summary = tt.summarize_together(texts, sentences=4)
    assert len(set(texts_of(summary))) == len(summary.sentences) == 4
    assert all(texts[s.document][s.start : s.end] == s.text for s in summary.sentences)
    order = [(s.document, s.start) for s in summary.sentences]
    assert order == sorted(order)
    assert len(summary.scores) == 2 * len(tt.sentences(ARTICLE)) + 1


def test_no_texts_give_an_empty_summary() -> None:
    assert str(tt.summarize_together([])) == ""
    assert len(tt.summarize([])) == 0


def test_keywords_are_words_of_the_text() -> None:
    keywords = tt.summarize(ARTICLE).keywords
    assert 5 <= len(keywords) <= 10
    assert all(word in ARTICLE for word in keywords)


def test_keywords_are_words_as_they_are_mostly_spelled() -> None:
    text = "FERRY news. The U.S. ferry had 1,000 guests at 5 p.m. A ferry for 3,000 guests sank, says the U.S."
    assert tt.summarize(text).keywords == ("ferry", "guests", "news", "sank", "says")
    assert set(tt.summarize("1,000 and 2,000.", sentences=1).keywords) == {"000", "1", "2"}


def test_representations_are_bounded() -> None:
    long = "A sentence that goes on and on about nothing much at all. " * 20_000
    with pytest.warns(tt.DataWarning):
        assert len(repr(tt.summarize(long, sentences=50))) < 2000
    assert len(repr(tt.summarize([long] * 10, sentences=3))) < 2000


def test_the_html_representation_is_escaped_and_bounded() -> None:
    shown = tt.summarize("The <b>ferry</b> ran aground & sank. Nobody was hurt there.", sentences=1)._repr_html_()
    assert "The &lt;b&gt;ferry&lt;/b&gt; ran aground &amp; sank." in shown
    assert "<b>" not in shown
    assert "1 of 2 sentences" in shown
    text = " ".join(f"Sentence {k} holds {'<&> ' * 2000} and {k * 7919}." for k in range(60))
    with pytest.warns(tt.DataWarning):
        long = tt.summarize(text, sentences=60)
    assert len(long._repr_html_()) < 100_000


def test_the_seed_article_gives_three_whole_sentences(shared_data: Path) -> None:
    article = (shared_data / "seed_article.txt").read_text(encoding="utf-8")
    known = (shared_data / "seed_sentences.txt").read_text(encoding="utf-8").splitlines()
    chosen = texts_of(tt.summarize(article))
    assert len(chosen) == 3
    assert set(chosen) <= set(known)
    headlines = {"Moscow launched one of the largest", "You can’t see where", "Stand with", "date 2022"}
    assert not any(text.startswith(tuple(headlines)) for text in chosen)


def test_every_row_of_the_shared_summaries_is_summarised(shared_data: Path) -> None:
    import gzip

    with gzip.open(shared_data / "summaries_dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines][:100]
    for row in rows:
        summary = tt.summarize_together(row["docs"], **row["budget"])
        assert summary.sentences


def test_a_sentence_is_not_repeated_where_texts_have_other_stop_words() -> None:
    with pytest.warns(tt.DataWarning):
        summary = tt.summarize_together(["東京は雨でした。 été was hot. 东京は雨でした。", "été was hot."], sentences=5)
    assert texts_of(summary).count("été was hot.") == 1


def test_lone_surrogates_stay_what_they_are() -> None:
    text = "The ferry \ud800 ran aground. "
    assert texts_of(tt.summarize([text], sentences=1)[0]) == texts_of(tt.summarize(text, sentences=1)) == [text.strip()]


def test_summaries_can_be_pickled_without_their_texts() -> None:
    import pickle

    summaries = pickle.loads(pickle.dumps(tt.summarize([ARTICLE, ""], sentences=2)))
    assert texts_of(summaries[0]) == texts_of(tt.summarize(ARTICLE, sentences=2))


def test_pickled_and_copied_summaries_know_which_texts_were_missing_and_their_index() -> None:
    import copy
    import pickle

    import pandas as pd

    series = pd.Series(["A b.", None, ""], index=[7, 8, 9])
    found = tt.summarize(series, sentences=1)
    once = pickle.loads(pickle.dumps(found))
    for twin in (once, pickle.loads(pickle.dumps(once)), copy.copy(found), copy.deepcopy(found)):
        assert twin.to_list() == found.to_list() == ["A b.", None, ""]
        assert list(twin.to_pandas().index) == [7, 8, 9]
        assert twin.to_arrow().null_count == 1


@pytest.mark.parametrize("options", [{"sentences": 2**63}, {"words": 2**70}])
def test_budgets_beyond_all_bounds_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"must be below 2\*\*53"):
        tt.summarize(ARTICLE, **options)


def test_arguments_are_checked_alike_for_one_text_and_for_a_column() -> None:
    for data in (ARTICLE, [ARTICLE]):
        with pytest.raises(ValueError, match=r"^threads must be at least 1, got 0$"):
            tt.summarize(data, threads=0)


def test_headlines_come_last_but_rank_as_sentences_where_they_are_nearly_all_there_is() -> None:
    places = ["Gull", "Alma", "Tern", "Skua", "Plover", "Curlew", "Dunlin", "Knot", "Ruff", "Snipe", "Stilt"]
    lines = [f"Ferry {number} freed at noon off {place}" for number, place in enumerate(places)]
    real = "Nobody was hurt, the company said on Monday."
    assert real in texts_of(tt.summarize("\n\n".join([*lines[:9], real]), sentences=1))
    assert texts_of(tt.summarize("\n\n".join([*lines, real]), sentences=2)) == lines[:2]


@pytest.mark.parametrize("row", ["a", 1.0, None])
def test_a_row_of_summaries_that_is_no_number_is_named(row: Any) -> None:
    for texts in ([ARTICLE], []):
        with pytest.raises(TypeError, match=f"^row must be int or slice, got {type(row).__name__}$"):
            tt.summarize(texts)[row]


def test_the_representation_is_cut_with_an_ellipsis_and_counts_in_the_singular() -> None:
    summary = tt.summarize("The ferry ran aground" + " and aground" * 30 + ".", sentences=1)
    shown = repr(summary)
    assert shown.startswith("<Summary: 1 of 1 sentence: 'The ferry ran aground and")
    assert shown.endswith("…'>")
    assert repr(tt.summarize([ARTICLE])).startswith("<Summaries of 1 text\n  0: <Summary: 3 of 9 sentences: ")
    assert repr(tt.summarize([ARTICLE] * 4)).endswith("\n  …>")
    assert repr(tt.summarize([])) == "<Summaries of 0 texts>"
    with pytest.raises(IndexError, match=r"^row must be that of a text, got row 0 of no summaries$"):
        tt.summarize([])[0]


def test_the_representation_of_an_empty_summary_ends_with_its_number() -> None:
    assert repr(tt.summarize("")) == "<Summary: 0 of 0 sentences>"


def test_the_representation_says_how_many_of_how_many_sentences() -> None:
    assert repr(tt.summarize(ARTICLE, sentences=2)).startswith("<Summary: 2 of 9 sentences: ")


def test_long_texts_are_read_piece_by_piece_with_the_same_result() -> None:
    """Pieces of 64 kB are counted fast, those with a curly apostrophe by words; both give the same words."""
    rng = random.Random(4)
    words = ["don't", "isn't"]  # the only stop words, a fifth of all
    words += ["".join(rng.choices("bdfgklmnprst", k=5)) for _ in range(3000)]
    sentences = ["Word " + " ".join(rng.choices(words, [400, 400] + [1] * 3000, k=12)) for _ in range(5000)]
    plain = ". ".join(sentences) + "."
    curly = plain.replace("'", "’")
    assert len(plain) > 4 * 65536
    one, other = tt.summarize(plain, sentences=20), tt.summarize(curly, sentences=20)
    assert [s.index for s in one.sentences] == [s.index for s in other.sentences]
    assert np.array_equal(one.scores, other.scores)
    assert not np.array_equal(one.scores, tt.summarize(plain, sentences=20, language="none").scores)
    assert np.array_equal(one.scores, tt.summarize(plain, sentences=20, language="en").scores)
