"""Named methods beside the libraries that they are known from, on real texts; skipped where these are not installed.

Both get the same sentences and terms: words of a–z, no stop words, their first five letters. So what differs is the
method itself, in details that each test names.
"""

import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import twicetold as tt

SENTENCES = 30
CHOSEN = 5
Floats = np.ndarray[Any, np.dtype[np.float64]]


@pytest.fixture(scope="session")
def documents(shared_data: Path) -> list[list[str]]:
    """Return stretches of different sentences of stories, reduced to terms."""
    with gzip.open(shared_data / "summaries_dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["set"] == "squality"][:25]
    found = []
    for row in rows:
        of_text = tt.sentences(row["docs"][0])[: 3 * SENTENCES]
        plain = dict.fromkeys(reduced(sentence.text) for sentence in of_text)
        found.append([text for text in plain if text.count(" ") >= 3][:SENTENCES])
    assert min(map(len, found)) > SENTENCES / 2
    return found


def reduced(sentence: str) -> str:
    words = re.findall("[a-z]{3,}", sentence.lower())
    return " ".join(word[:5] for word in words if word not in STOP_WORDS) + "."


STOP_WORDS = re.findall(
    "[a-z]+",
    "the and that this with from for was were had has have his her him she you they them their its our who what which "
    "but not are did been would could will can all out there then than into when your one said",
)


def ours(sentences: list[str], method: Any) -> tt.Summary:
    text = "\n".join(sentences)
    return tt.summarize(text, presplit=sentences, sentences=CHOSEN, method=method, language="none")


def sumy(name: str, kind: str, **changes: Any) -> Callable[[list[str]], Floats]:
    """Return how a method of sumy rates sentences, with nothing stemmed or left out."""
    module = pytest.importorskip(f"sumy.summarizers.{name}")
    dom = pytest.importorskip("sumy.models.dom")
    null_stemmer = pytest.importorskip("sumy.nlp.stemmers").null_stemmer
    method = type(kind, (getattr(module, kind),), changes)

    class Words:
        def to_words(self, sentence: str) -> list[str]:
            return sentence.strip(".").split()

    def rate(sentences: list[str]) -> Floats:
        ratings = np.zeros(len(sentences))

        def note(infos: list[Any]) -> list[Any]:
            for info in infos:
                ratings[info.order] = info.rating
            return infos

        document = dom.ObjectDocumentModel([dom.Paragraph([dom.Sentence(text, Words()) for text in sentences])])
        method(null_stemmer)(document, note)
        return ratings

    return rate


def rank_correlation(a: Floats, b: Floats) -> float:
    """Return Spearman's."""
    return float(np.corrcoef(pd.Series(a).rank(), pd.Series(b).rank())[0, 1])


def mean_correlation(documents: list[list[str]], method: str, rate: Callable[[list[str]], Floats]) -> float:
    return float(np.mean([rank_correlation(ours(text, method).scores, rate(text)) for text in documents]))


def mean_overlap(documents: list[list[str]], method: str, rate: Callable[[list[str]], Floats]) -> float:
    """Return the share of our sentences that are among as many best ones of theirs."""
    shares = []
    for text in documents:
        chosen = {sentence.index for sentence in ours(text, method).sentences}
        shares.append(len(chosen & set(np.argsort(-rate(text), kind="stable")[:CHOSEN].tolist())) / CHOSEN)
    return float(np.mean(shares))


def test_sumbasic_chooses_as_sumy(documents: list[list[str]]) -> None:
    """But for ties and for sentences that nearly repeat one."""
    assert mean_overlap(documents, "sumbasic", sumy("sum_basic", "SumBasicSummarizer")) > 0.95


def test_luhn_chooses_as_sumy(documents: list[list[str]]) -> None:
    """But there one significant word alone is worth nothing, and 4 others end a cluster, here 5."""
    assert mean_overlap(documents, "luhn", sumy("luhn", "LuhnSummarizer")) > 0.85


def test_lsa_ranks_much_as_sumy(documents: list[list[str]]) -> None:
    """There smoothed frequencies are decomposed, here the weights x, and here at most half the largest value counts."""
    assert mean_correlation(documents, "lsa", sumy("lsa", "LsaSummarizer")) > 0.65


def test_textrank_ranks_much_as_sumy(documents: list[list[str]]) -> None:
    """Without sumy's edges from a sentence to itself; there edges count common words, here they weigh them by BM25+."""

    def edge(a: list[str], b: list[str]) -> float:
        return 0.0 if a is b else len(set(a) & set(b)) / (np.log(len(a)) + np.log(len(b)))

    changed = sumy("text_rank", "TextRankSummarizer", _rate_sentences_edge=staticmethod(edge))
    assert mean_correlation(documents, "textrank", changed) > 0.75
    plain = sumy("text_rank", "TextRankSummarizer")
    assert mean_correlation(documents, "textrank", plain) < mean_correlation(documents, "textrank", changed)


def test_textrank_ranks_much_as_summa(documents: list[list[str]]) -> None:
    """There edges count common words, here they weigh them by BM25+; there words are stemmed once more."""
    summarize = pytest.importorskip("summa.summarizer").summarize

    def rate(sentences: list[str]) -> Floats:
        scored = dict(summarize("\n".join(sentences), ratio=1.0, split=True, scores=True))
        return np.array([float(scored.get(text, 0)) for text in sentences])

    assert mean_correlation(documents, "textrank", rate) > 0.75


def test_lexrank_ranks_much_as_the_package_lexrank(documents: list[list[str]]) -> None:
    """There without damping, with plain frequencies and ln(n/df); here log2(1 + tf) · ln(1 + n/df) and damping .85."""
    package = pytest.importorskip("lexrank")

    def rate(sentences: list[str]) -> Floats:
        ranker = package.LexRank([[text] for text in sentences], stopwords=set())
        return np.asarray(ranker.rank_sentences(sentences, threshold=None), dtype=np.float64)

    assert mean_correlation(documents, "lexrank", rate) > 0.8


def test_lexrank_chooses_more_as_sumy_than_by_chance(documents: list[list[str]]) -> None:
    """There edges above .1 are equal and the walk stops once it changes by less than .1: little is left of ranks."""
    chance = CHOSEN / SENTENCES
    assert mean_overlap(documents, "lexrank", sumy("lex_rank", "LexRankSummarizer")) > 2 * chance
