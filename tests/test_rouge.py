"""rouge and its result: equal to rouge-score for English, to the definitions everywhere, and clear about bad input."""

import functools
import gzip
import json
import pickle
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import rouge_reference
import twicetold as tt
from hostile import HOSTILE, Shape
from hypothesis import given
from hypothesis import strategies as st

ALL = ("rouge1", "rouge2", "rouge3", "rougeL", "rougeLsum")
Tokens = Literal["english", "unicode"]

words = st.sampled_from(["the", "The", "ferry", "ferries", "ran", "running", "aground", "don't", "1974", "a", "of"])
odd = st.sampled_from(["é", "Straße", "ΣΑΣ", "渡轮", "K", "İ", "ﬁn", "_", "\u00a0", "—", "\r", "ก็", "𝔄"])
lines = st.lists(st.lists(words | odd, max_size=12).map(" ".join), max_size=5).map("\n".join)


def numbers(scores: tt.Scores, row: int, measure: str) -> tuple[float, float, float]:
    return scores.precision[measure][row], scores.recall[measure][row], scores.f1[measure][row]


def f1(candidate: Any, references: Any, measure: str = "rouge1", **options: Any) -> float:
    return float(tt.rouge(candidate, references, measures=[measure], **options).f1[measure][0])


@functools.cache
def scorer(stem: bool, measures: tuple[str, ...] = ALL) -> Any:
    """Return the scorer of rouge-score, which takes long to make."""
    return pytest.importorskip("rouge_score.rouge_scorer").RougeScorer(list(measures), use_stemmer=stem)


# --- what is computed ------------------------------------------------------------------------------------------------


@given(candidate=lines, reference=lines, stem=st.booleans())
def test_scores_are_those_of_rouge_score(candidate: str, reference: str, stem: bool) -> None:
    expected = scorer(stem).score(reference, candidate)
    found = tt.rouge(candidate, reference, measures=ALL, stem=stem, tokens="english")
    assert {name: numbers(found, 0, name) for name in ALL} == {name: tuple(expected[name]) for name in ALL}


@given(candidate=lines, reference=lines, tokens=st.sampled_from(["english", "unicode"]))
def test_scores_are_those_of_the_definitions(candidate: str, reference: str, tokens: Tokens) -> None:
    found = tt.rouge(candidate, reference, measures=ALL, tokens=tokens)
    for name in ALL:
        assert numbers(found, 0, name) == rouge_reference.rouge(candidate, reference, name, tokens)


@given(candidate=lines, reference=lines, stem=st.booleans(), tokens=st.sampled_from(["english", "unicode"]))
def test_precision_and_recall_change_places_with_the_texts(
    candidate: str, reference: str, stem: bool, tokens: Tokens
) -> None:
    measures = ["rouge1", "rouge2", "rougeL"]
    found = tt.rouge(candidate, reference, measures=measures, stem=stem, tokens=tokens)
    turned = tt.rouge(reference, candidate, measures=measures, stem=stem, tokens=tokens)
    own = tt.rouge(candidate, candidate, measures=measures, stem=stem, tokens=tokens)
    for name in measures:
        assert found.precision[name] == turned.recall[name]
        assert found.recall[name] == turned.precision[name]
        assert own.f1[name] in (0, 1)
    assert found.f1["rougeL"] <= found.f1["rouge1"]


@pytest.fixture(scope="module")
def dev(shared_data: Path) -> tuple[list[str], list[list[str]]]:
    """Return summaries, made of the beginnings of texts, and their references."""
    with gzip.open(shared_data / "summaries_dev.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    rows = random.Random(5).sample(rows, 60)
    return ["\n".join(s.text for d in row["docs"][:5] for s in tt.sentences(d)[:4]) for row in rows], [
        row["refs"] for row in rows
    ]


@pytest.mark.parametrize("stem", [False, True])
def test_summaries_of_real_texts_score_as_in_rouge_score(dev: tuple[list[str], list[list[str]]], stem: bool) -> None:
    found = tt.rouge(*dev, measures=ALL, stem=stem)
    mean = tt.rouge(*dev, measures=ALL, stem=stem, several="mean")
    assert found.tokens == "english"
    for row, (candidate, references) in enumerate(zip(*dev, strict=True)):
        expected = scorer(stem).score_multi(references, candidate)
        each = [scorer(stem).score(reference, candidate) for reference in references]
        for name in ALL:
            assert numbers(found, row, name) == tuple(expected[name])
            assert mean.f1[name][row] == sum(own[name].fmeasure for own in each) / len(each)


def test_stems_are_those_of_nltk(dev: tuple[list[str], list[list[str]]]) -> None:
    porter = pytest.importorskip("nltk.stem.porter").PorterStemmer()
    ends = (
        "s es ed eed ing ings ly y ied ies er ation ational izer fulness fully ologi logy bility ement ion e ll ic al"
    )
    roots = "ab sky fly tr hop hopp agr pon conflat rel oper dyi lyi enjo yy syzyg 1 a2 cann radic form"
    known = {word.lower() for text in dev[0] for word in text.split() if word.isascii() and word.isalnum()}
    made = sorted(known | {root + a + b for root in roots.split() for a in ends.split() for b in ("", *ends.split())})
    made = [word for word in made if len(word) > 3]
    stems = [porter.stem(word) for word in made]
    # One word each: they score 1 if the stems are equal. Neighbours often are, and a short stem has none of its own.
    pairs = [(made[k], made[k + 1], stems[k] == stems[k + 1]) for k in range(len(made) - 1)]
    pairs += [(word, stem, True) for word, stem in zip(made, stems, strict=True) if len(stem) <= 3]
    found = tt.rouge([a for a, _, _ in pairs], [b for _, b, _ in pairs], measures=["rouge1"], stem=True)
    wrong = [pair for pair, score in zip(pairs, found.f1["rouge1"], strict=True) if (score == 1) != pair[2]]
    assert wrong == []
    assert len(pairs) > 5000


# --- languages -------------------------------------------------------------------------------------------------------


def test_words_of_other_languages_are_whole() -> None:
    french = ["Le traversier s'est échoué à l'été"], ["Le traversier est échoué l'été"]
    assert tt.rouge(*french).tokens == "unicode"
    assert f1(*french) == pytest.approx(2 * 6 / (8 + 6))
    assert f1("Паром сел на мель", "паром сел") == pytest.approx(2 / 3)
    assert f1("STRASSE", "Straße") == 1


def test_scripts_without_spaces_are_counted_by_characters() -> None:
    assert f1("渡轮搁浅", "渡轮在雾中搁浅") == pytest.approx(2 * 4 / (4 + 7))
    assert f1("渡轮搁浅", "渡轮在雾中搁浅", "rouge2") == pytest.approx(2 * 2 / (3 + 6))
    assert f1("เรือข้ามฟาก", "เรือ") > 0


def test_references_choose_the_tokens_unless_the_caller_does() -> None:
    assert tt.rouge(["é" * 9], ["plain"]).tokens == "english"
    assert tt.rouge(["plain"], ["é" * 9]).tokens == "unicode"
    assert f1("café", "caf", tokens="english") == 1
    assert f1("café", "caf", tokens="unicode") == 0


# --- what goes in ----------------------------------------------------------------------------------------------------

CANDIDATES = ["the ferry ran aground", "nobody was hurt", "tugs freed it"]
REFERENCES = ["a ferry ran aground", "no one was hurt", "tugs freed the ferry"]
SEVERAL = [["a ferry ran aground", "aground"], ["no one was hurt"], ["tugs freed the ferry", "freed", "x"]]


@pytest.mark.parametrize(
    "make",
    [
        tuple,
        np.array,
        pd.Series,
        pl.Series,
        pa.array,
        lambda texts: pa.chunked_array([texts[:1], texts[1:]]),
        lambda texts: pd.Series(texts, dtype="string[pyarrow]"),
        lambda texts: pd.DataFrame({"text": texts}),
        lambda texts: pl.DataFrame({"text": texts}),
        lambda texts: [{"text": text} for text in texts],
        lambda texts: [text.encode() for text in texts],
        iter,
    ],
)
def test_columns_of_all_kinds_score_alike(make: Callable[[list[str]], Any]) -> None:
    expected = tt.rouge(CANDIDATES, REFERENCES)
    found = tt.rouge(make(CANDIDATES), make(REFERENCES))
    assert (found.f1 == expected.f1).all()


@pytest.mark.parametrize(
    "make",
    [
        list,
        tuple,
        iter,
        pd.Series,
        pl.Series,
        pa.array,
        lambda rows: pa.chunked_array([pa.array(rows, pa.large_list(pa.string()))]),
        lambda rows: pd.Series([np.array(row, dtype=object) for row in rows]),
        lambda rows: pd.DataFrame({"text": rows}),
        lambda rows: pl.DataFrame({"text": rows}),
        lambda rows: [{"text": row} for row in rows],
    ],
)
def test_several_references_come_as_lists_in_any_column(make: Callable[[list[list[str]]], Any]) -> None:
    expected = [max(f1(c, r) for r in row) for c, row in zip(CANDIDATES, SEVERAL, strict=True)]
    assert tt.rouge(CANDIDATES, make(SEVERAL)).f1["rouge1"].tolist() == expected


def test_one_text_has_one_reference_or_several() -> None:
    assert f1("a b", "a b") == 1
    assert f1("a b", ["x", "a b"]) == 1
    assert f1("a b", ["x", "a b"], several="mean") == 0.5


def test_summaries_are_scored_line_by_line() -> None:
    texts = ["Fog closed the strait. The ferry ran aground.\nNobody was hurt.", "Rain fell all day. It was cold."]
    made = tt.summarize(texts, sentences=2)
    expected = tt.rouge([str(summary) for summary in made], REFERENCES[:2])
    for candidates in (made, list(made)):
        assert (tt.rouge(candidates, REFERENCES[:2]).f1 == expected.f1).all()
    assert tt.rouge(made[0], REFERENCES[0]).f1[0] == expected.f1[0]


def test_empty_texts_score_nothing() -> None:
    found = tt.rouge(["", "a", "..."], ["a", "", "..."], measures=ALL)
    assert [found.f1[name].tolist() for name in ALL] == [[0, 0, 0]] * len(ALL)


@pytest.mark.parametrize(
    ("candidates", "references", "options", "error", "message"),
    [
        (["a"], ["a", "b"], {}, ValueError, "references must have a row for each of the 1 candidates, got 2"),
        (["a", "b"], [["a"]], {}, ValueError, "references must have a row for each of the 2 candidates, got 1"),
        ([], [], {}, ValueError, "candidates must have at least one text, got none"),
        (["a", None], ["a", "b"], {}, ValueError, "candidates must have a text .* missing one in row 1"),
        (["a", "b"], ["a", float("nan")], {}, ValueError, "references must have a text .* missing one in row 1"),
        (["a", "b"], [["a", "b"], ["c", None]], {}, ValueError, "references must have a text .* missing one in row 1"),
        (["a", "b"], [["a"], []], {}, ValueError, "references must have a text .*, got an empty list in row 1"),
        (["a", "b"], [["a"], "b"], {}, TypeError, "lists of texts in all rows or in none, got str in row 1"),
        (["a", "b"], [["a"], [3]], {}, TypeError, "references must hold str, got int in row 1"),
        (["a", 3], ["a", "b"], {}, TypeError, "candidates must hold str or missing values, got int in row 1"),
        (["a"], [3], {}, TypeError, "references must hold str or missing values, got int in row 0"),
        (["a"], "a", {}, TypeError, "references must be a column of texts or a table, got one str"),
        ("a", 3, {}, TypeError, "references must hold str or missing values, got int in row 0"),
        ({"a"}, ["a"], {}, TypeError, "candidates must be .* which has no order"),
        (["a"], {"a": "b"}, {}, TypeError, "references must be .* got dict"),
        (["a"], ["a"], {"measures": []}, ValueError, "measures must be at least one, each once, got \\[\\]"),
        (["a"], ["a"], {"measures": ["rouge1", "rouge1"]}, ValueError, "each once"),
        (["a"], ["a"], {"measures": "rouge1"}, TypeError, "measures must be a list of str, got str"),
        (["a"], ["a"], {"measures": [1]}, TypeError, "measures must be str, got int"),
        (["a"], ["a"], {"measures": ["rougeW"]}, ValueError, "'rougeL' or 'rougeLsum', got 'rougeW'"),
        (["a"], ["a"], {"tokens": "french"}, ValueError, "tokens must be 'auto', 'english' or 'unicode', got 'french'"),
        (["a"], ["a"], {"several": "worst"}, ValueError, "several must be 'best' or 'mean', got 'worst'"),
        (["a"], ["a"], {"stem": 1}, TypeError, "stem must be bool, got int"),
        (["a"], ["a"], {"threads": 0}, ValueError, "threads must be at least 1, got 0"),
        (pd.DataFrame({"summary": ["a"]}), ["a"], {}, ValueError, "column must be one of .*summary.*, got 'text'"),
        (["a"], pd.DataFrame({"summary": ["a"]}), {}, ValueError, "column must be one of .*summary.*, got 'text'"),
    ],
)  # fmt: skip
def test_bad_input_is_refused_with_the_argument_the_rule_and_the_value(
    candidates: Any, references: Any, options: Any, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        tt.rouge(candidates, references, **options)


# --- the result ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def scores() -> tt.Scores:
    draw = random.Random(2)
    texts = [" ".join(draw.choices("abcdefgh", k=9)) for _ in range(200)]
    return tt.rouge(texts, texts[1:] + texts[:1])


def test_repr_is_small_and_readable(scores: tt.Scores) -> None:
    assert repr(scores).startswith("<Scores of 200 texts (english tokens): f1 with 95 % intervals\n  rouge1    0.")
    assert len(repr(scores)) < 400
    assert repr(tt.rouge("a", "a", measures=["rouge1"], stem=True)) == (
        "<Scores of 1 text (english tokens, stems): f1\n  rouge1    1.0000>"
    )
    html = scores._repr_html_()
    assert html.count("<tr>") == 5
    assert "rougeLsum" in html


def test_scores_become_a_frame_with_the_callers_index() -> None:
    column = pd.Series(CANDIDATES, index=["x", "y", "z"])
    found = tt.rouge(column, REFERENCES, measures=["rouge2", "rougeL"])
    table = found.to_pandas()
    assert table.columns.tolist() == [
        f"{name}_{number}" for name in ("rouge2", "rougeL") for number in ("precision", "recall", "f1")
    ]
    assert table.index.tolist() == ["x", "y", "z"]
    assert (table["rougeL_f1"] == found.f1["rougeL"]).all()
    assert tt.rouge(CANDIDATES, REFERENCES).to_pandas().index.tolist() == [0, 1, 2]


def test_results_are_frozen_and_pickled(scores: tt.Scores) -> None:
    with pytest.raises(AttributeError):
        scores.tokens = "unicode"  # type: ignore[misc]
    again = pickle.loads(pickle.dumps(scores))
    assert (again.f1 == scores.f1).all()
    assert repr(again) == repr(scores)


def test_intervals_hold_the_mean_and_do_not_depend_on_threads(scores: tt.Scores) -> None:
    found = scores.intervals()
    assert found == scores.intervals(threads=1) == scores.intervals(threads=5)
    assert found != scores.intervals(seed=1)
    for name, (mean, low, high) in found.items():
        assert mean == pytest.approx(scores.means[name])
        assert low < mean < high
        error = scores.f1[name].std() / len(scores) ** 0.5
        assert high - low == pytest.approx(2 * 1.96 * error, rel=0.15)
    wider = scores.intervals(confidence=0.99)
    assert all(wider[name].low < low and high < wider[name].high for name, (_, low, high) in found.items())
    assert scores.intervals("recall")["rouge1"].mean == scores.recall["rouge1"].mean()


def test_intervals_of_one_text_are_its_score() -> None:
    assert tt.rouge("a b", "a c").intervals()["rouge1"] == (0.5, 0.5, 0.5)


def test_comparisons_are_paired(scores: tt.Scores) -> None:
    assert set(scores.compare(scores).values()) == {(0.0, 0.0, 0.0)}
    draw = random.Random(2)
    texts = [" ".join(draw.choices("abcdefgh", k=9)) for _ in range(200)]
    shorter = tt.rouge([text[:-2] for text in texts], texts[1:] + texts[:1])
    mean, low, high = scores.compare(shorter, "recall")["rouge1"]
    assert mean == pytest.approx(scores.recall["rouge1"].mean() - shorter.recall["rouge1"].mean())
    own = scores.intervals("recall")["rouge1"]
    assert 0 < low < mean < high
    assert high - low < own.high - own.low  # what texts have in common goes away


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"number": "f2"}, ValueError, "number must be 'precision', 'recall' or 'f1', got 'f2'"),
        ({"confidence": 1}, ValueError, r"confidence must be in \(0, 1\), got 1"),
        ({"confidence": "high"}, TypeError, "confidence must be a number, got str"),
        ({"samples": 0}, ValueError, "samples must be at least 1, got 0"),
        ({"seed": -1}, ValueError, "seed must be at least 0, got -1"),
        ({"threads": 0}, ValueError, "threads must be at least 1, got 0"),
    ],
)
def test_bad_arguments_of_intervals_are_refused(
    scores: tt.Scores, options: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        scores.intervals(**options)
    with pytest.raises(error, match=message):
        scores.compare(scores, **options)


def test_only_scores_of_the_same_kind_are_compared(scores: tt.Scores) -> None:
    with pytest.raises(TypeError, match="other must be Scores, got float"):
        scores.compare(0.5)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"other must be scores of 200 texts .*, got scores of 1 text "):
        scores.compare(tt.rouge("a", "a"))
    with pytest.raises(ValueError, match=r"got scores of .*stems"):
        tt.rouge("a", "a").compare(tt.rouge("a", "a", stem=True))


# --- speed and hostile texts -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", HOSTILE, ids=lambda shape: shape.name)
def test_hostile_texts_are_scored(shape: Shape) -> None:
    text = shape.text()[:40_000]
    start = time.process_time()
    for tokens in ("english", "unicode"):
        found = tt.rouge(text, text[::-1] + "\na b\n", stem=True, tokens=tokens)
        assert ((found.f1.view(np.float64) >= 0) & (found.f1.view(np.float64) <= 1)).all()
    assert time.process_time() - start < 5


def test_long_texts_are_scored_with_sixty_four_places_at_a_step() -> None:
    draw = random.Random(3)
    texts = [" ".join(str(draw.randrange(5000)) for _ in range(60_000)) for _ in range(2)]
    start = time.process_time()
    tt.rouge(*texts)
    assert time.process_time() - start < 5  # the table has 3.6 billion cells


def test_lines_are_compared_only_where_they_may_add_something() -> None:
    draw = random.Random(3)
    lines = [" ".join(str(int(draw.paretovariate(0.7))) for _ in range(15)) for _ in range(8000)]
    start = time.process_time()
    tt.rouge("\n".join(lines), "\n".join(draw.sample(lines, len(lines))), measures=["rougeLsum"])
    assert time.process_time() - start < 5  # 64 million pairs of lines


def test_threads_change_nothing(dev: tuple[list[str], list[list[str]]]) -> None:
    one = tt.rouge(dev[0] * 9, dev[1] * 9, threads=1)
    for threads in (2, 7):
        assert (tt.rouge(dev[0] * 9, dev[1] * 9, threads=threads).f1 == one.f1).all()


def test_scores_come_at_least_twenty_times_as_fast_as_those_of_rouge_score(
    dev: tuple[list[str], list[list[str]]],
) -> None:
    theirs_by = scorer(False, ("rouge1", "rouge2", "rougeL", "rougeLsum"))
    candidates, references = dev[0][:40], [row[0] for row in dev[1][:40]]
    ours, theirs = [], []
    for _ in range(3):
        start = time.process_time()
        tt.rouge(candidates, references, threads=1)
        ours.append(time.process_time() - start)
        start = time.process_time()
        for candidate, reference in zip(candidates, references, strict=True):
            theirs_by.score(reference, candidate)
        theirs.append(time.process_time() - start)
    assert min(theirs) > 20 * min(ours)
