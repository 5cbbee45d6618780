"""Summaries: the best sentences of a text, or of many together."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Literal, overload

import numpy as np

from twicetold import _core
from twicetold.beside import advising_column, days_of, labels_beside, values_beside
from twicetold.columns import Column, read_column
from twicetold.errors import warn_about
from twicetold.running import Progress, check_unused, reporting, thread_count
from twicetold.sentence_inputs import (
    Embeddings,
    Presplit,
    query_vector_of,
    sentence_texts,
    spans_of,
    vectors_of,
)
from twicetold.summary_options import (
    Amount,
    DocumentFrequencies,
    Method,
    Share,
    budget_of,
    options_of,
)
from twicetold.summary_results import Summaries, Summary, build_summary, summaries_of
from twicetold.summary_warnings import column_texts, not_shown

FloatArray = np.ndarray[Any, np.dtype[np.float64]]


@overload
def summarize(
    data: str,
    *,
    column: str = "text",
    sentences: int | None = None,
    words: int | None = None,
    chars: int | None = None,
    ratio: float | None = None,
    method: Method = "auto",
    query: str | None = None,
    embeddings: Embeddings | None = None,
    weight: float = 0.5,
    mmr: float | None = None,
    lead: float | None = None,
    presplit: Presplit | None = None,
    language: str | None = None,
    stop_words: Iterable[str] | None = None,
    background: DocumentFrequencies | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Summary: ...
@overload
def summarize(
    data: Any,
    *,
    column: str = "text",
    sentences: Amount = None,
    words: Amount = None,
    chars: Amount = None,
    ratio: Share = None,
    method: Method = "auto",
    query: str | None = None,
    embeddings: Any = None,
    weight: float = 0.5,
    mmr: float | None = None,
    lead: float | None = None,
    presplit: Any = None,
    language: str | Sequence[str | None] | None = None,
    stop_words: Iterable[str] | None = None,
    background: DocumentFrequencies | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Summaries: ...
def summarize(
    data: Any,
    *,
    column: str = "text",
    sentences: Amount = None,
    words: Amount = None,
    chars: Amount = None,
    ratio: Share = None,
    method: Method = "auto",
    query: str | None = None,
    embeddings: Any = None,
    weight: float = 0.5,
    mmr: float | None = None,
    lead: float | None = None,
    presplit: Any = None,
    language: str | Sequence[str | None] | None = None,
    stop_words: Iterable[str] | None = None,
    background: DocumentFrequencies | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Summary | Summaries:
    """Summarise a text by its best sentences, or each text of a column.

    The default method ranks sentences by a discounted centroid with a position prior: the terms that weigh most in the
    text, each worth less once it has been told. Headlines and list items are chosen only when no sentence is left,
    unless they are nearly all there is; of nearly equal sentences one is chosen.

    Parameters
    ----------
    data : one str, or a column of n texts (or a table that has one)
    column : name of the column, if ``data`` is a table
    sentences, words, chars, ratio : how long a summary may be, one of them; default 3 sentences. Words and characters
        are never exceeded unless no sentence fits; then the best one comes back with a warning. ``ratio`` is the share
        of the sentences that are no headlines and the like. For a column also a sequence of n.
    method : "auto", or a published one, each as its paper says (cpp/METHODS.md, section 3): "lead" (the first
        sentences), "centroid", "lexrank", "textrank", "lsa", "sumbasic", "kl", "luhn", "pacsum". "auto" is best, or
        level with the best, on papers, reviews and stories (ROUGE-1 35.6, 29.8 and 40.9, the first sentences 30.6, 20.3
        and 36.0)
    query : what the summary shall be about: sentences that share its terms count more
    embeddings : vectors of the sentences, numbers of shape (sentences, d), or a function that makes them of a list of
        sentences (and of the query). How central a sentence is among them then counts beside its score. For a column a
        function, or a sequence of n.
    weight : how much query and embeddings count, 0 (nothing) to 1 (what shares nothing with the query is worth
        nothing; where there are embeddings, only these tell what is central)
    mmr : 0 to 1: maximal marginal relevance instead of the method's own discount for what was said; 1 asks for
        relevance only, less for sentences unlike those already chosen
    lead : how much position matters to the default method, 0 to 1; default .5 (.85 for several texts together)
    presplit : your own sentences, a list of str as they stand in the text or of (start, end); for a column n of them
    language : code of the stop words ("en"), or "none"; default: the list that fits the text. For a column also n codes
    stop_words : further words that are no terms
    background : what :func:`document_frequencies` counted in an earlier corpus: terms common there count less
    threads : how many work on a column; default: one for each CPU this process may use; one text needs none of its own
    progress : None (a bar on a terminal or in a notebook, after 2 s), True, False or a callable(stage, done, total)

    Returns
    -------
    Summary for a str, else Summaries: one Summary a text, in order; that of a missing text is empty

    Warns
    -----
    DataWarning
        What ``warnings`` of the result says. For a column each kind once, with the number of texts: a budget that no
        sentence fits, a query that has no effect, sentences that were not all compared; but not that some texts have
        fewer sentences than asked for, which ``warnings`` counts, too.

    Raises
    ------
    ValueError
        If an argument is outside its range, two budgets are given, a sentence of ``presplit`` is not where it should
        be, or ``embeddings`` have not one row of finite numbers for each sentence.
    TypeError
        If ``data`` is neither text nor a column of texts.

    Examples
    --------
    >>> text = (
    ...     "Fog closed the strait at dawn on Monday. The ferry Alma ran aground in the fog with 41 passengers. "
    ...     "Nobody was hurt. Tugs freed the ferry at noon."
    ... )
    >>> print(summarize(text, sentences=1))
    The ferry Alma ran aground in the fog with 41 passengers.
    >>> print(summarize(text, sentences=1, query="When was it freed?"))
    Tugs freed the ferry at noon.
    >>> [sentence.index for sentence in summarize(text, sentences=2, method="lexrank").sentences]
    [1, 2]
    >>> summarize([text, None], sentences=[2, 1]).to_list()[1] is None
    True
    """
    if isinstance(data, str):
        budget = budget_of(sentences, words, chars, ratio)
        options = options_of(
            budget, method=method, lead=lead, mmr=mmr, query=query, weight=weight, language=language,  # type: ignore[arg-type]
            stop_words=stop_words, background=background,
        )  # fmt: skip
        check_unused(column, threads, progress)
        summary = build_summary(_summarize_one(data, options, presplit, embeddings), lambda _: data)
        warn_about(summary.warnings, summary)
        return summary
    texts = read_column(data, column)
    n = len(texts)
    one_language = language is None or isinstance(language, str)
    options = options_of(
        budget := budget_of(sentences, words, chars, ratio, rows=n), method=method, lead=lead, mmr=mmr, query=query,
        weight=weight, language=language if one_language else None,  # type: ignore[arg-type]
        stop_words=stop_words, background=background,
    )  # fmt: skip
    languages = None if one_language else labels_beside("language", language, data, n)
    if presplit is not None or embeddings is not None:
        check_unused(column, threads, progress)
        if budget.amounts is not None or languages is not None:
            raise ValueError("budgets and languages must be the same for all texts beside presplit and embeddings")
        found: _core.SummaryRows | list[Any] = _each_with_own(texts, options, presplit, embeddings)
    else:
        with advising_column("language", language, data), reporting(progress) as report:
            found = _core.summarize_each(
                texts.texts, options, budget.unit, np.empty(0) if budget.amounts is None else budget.amounts,
                None if languages is None else languages.texts, thread_count(threads), report,
            )  # fmt: skip
    summaries = summaries_of(texts, found)
    warn_about(column_texts(not_shown(summaries._odd), n), summaries)
    return summaries


def _summarize_one(text: str, options: _core.SummaryOptions, presplit: Any, embeddings: Any) -> Any:
    if presplit is None and embeddings is None:  # most calls: what these cost would show
        return _core.summarize(text, options, None, None, None)
    spans = None if presplit is None else spans_of(text, presplit)
    if embeddings is None:
        return _core.summarize(text, options, spans, None, None)
    vectors = vectors_of(embeddings, lambda: sentence_texts(text, spans))
    return _core.summarize(text, options, spans, vectors, query_vector_of(embeddings, options.query))


def _each_with_own(texts: Column, options: _core.SummaryOptions, presplit: Any, embeddings: Any) -> list[Any]:
    """Summarise text by text those whose sentences or vectors the caller has."""
    n = len(texts)
    splits = _one_each("presplit", presplit, n)
    vectors = [embeddings] * n if callable(embeddings) else _one_each("embeddings", embeddings, n)
    found = []
    for row, missing in enumerate(texts.texts.missing().tolist()):
        try:
            known = (None, None) if missing else (splits[row], vectors[row])
            found.append(_summarize_one(texts.text(row), options, *known))
        except (TypeError, ValueError) as error:
            raise type(error)(f"{error}, text {row}") from None
    return found


def _one_each(name: str, values: Any, n: int) -> Sequence[Any]:
    if values is None:
        return [None] * n
    if isinstance(values, (str, bytes)) or not hasattr(values, "__len__") or len(values) != n:
        got = (
            type(values).__name__ if isinstance(values, (str, bytes)) or not hasattr(values, "__len__") else len(values)
        )
        raise ValueError(f"{name} must have one entry for each of the {n} texts, got {got}")
    return list(values)


def summarize_together(
    data: Any,
    *,
    column: str = "text",
    sentences: int | None = None,
    words: int | None = None,
    chars: int | None = None,
    ratio: float | None = None,
    method: Method = "auto",
    query: str | None = None,
    embeddings: Embeddings | None = None,
    weight: float = 0.5,
    mmr: float | None = None,
    lead: float | None = None,
    presplit: Sequence[Presplit | None] | None = None,
    language: str | None = None,
    stop_words: Iterable[str] | None = None,
    background: DocumentFrequencies | None = None,
    order: Literal["document", "time"] = "document",
    time: Any = None,
) -> Summary:
    """Make one summary of many texts, in which no two sentences say the same.

    Takes the arguments of :func:`summarize`. ``document`` of a sentence is the row of its text, ``support`` the number
    of texts that say (nearly) the same.

    Parameters
    ----------
    data : column of n texts, or a table that has one
    embeddings : vectors of the sentences of all texts, one text after the other, or a function that makes them
    presplit : n lists of sentences, one for each text
    order : "document": by text, then as they stand there; "time": by the date of their text first, unknown ones last
    time : the dates, a column's name or a sequence of n: ISO 8601 texts, dates, or times of NumPy and pandas

    Raises
    ------
    ValueError
        As :func:`summarize`; also for ``order="time"`` without ``time``.

    Examples
    --------
    >>> texts = ["The dam is safe, engineers said on Monday.", "Engineers said on Monday that the dam is safe."]
    >>> [(sentence.text, sentence.support) for sentence in summarize_together(texts, sentences=1).sentences]
    [('The dam is safe, engineers said on Monday.', 2)]
    """
    budget = budget_of(sentences, words, chars, ratio)
    options = options_of(
        budget, method=method, lead=lead, mmr=mmr, query=query, weight=weight, language=language,
        stop_words=stop_words, background=background,
    )  # fmt: skip
    if order not in ("document", "time"):
        raise ValueError(f"order must be 'document' or 'time', got {order!r}")
    if (order == "time") != (time is not None):
        raise ValueError(
            f"order='time' and time= go together, got order={order!r} and {'no ' if time is None else ''}time"
        )
    texts = read_column(data, column)
    days, unknown = days_of(values_beside("time", time, data, len(texts)))
    splits = _one_each("presplit", presplit, len(texts))
    spans = None if presplit is None else [_spans_or_none(texts.text(row), own, row) for row, own in enumerate(splits)]
    vectors = query_vector = None
    if embeddings is not None:
        vectors = vectors_of(embeddings, lambda: _all_sentences(texts, spans))
        query_vector = query_vector_of(embeddings, options.query)
    found = _core.summarize_together(texts.texts, options, spans, vectors, query_vector)
    summary = build_summary(found, texts.text)
    if order == "time":
        summary = _by_time(summary, days, unknown, len(texts))
    warn_about(summary.warnings, summary)
    return summary


def _spans_or_none(text: str, presplit: Any, row: int) -> Any:
    try:
        return None if presplit is None else spans_of(text, presplit)
    except (TypeError, ValueError) as error:
        raise type(error)(f"{error}, text {row}") from None


def _all_sentences(texts: Column, spans: Sequence[Any] | None) -> list[str]:
    own = [None] * len(texts) if spans is None else spans
    return [sentence for row in range(len(texts)) for sentence in sentence_texts(texts.text(row), own[row])]


def _by_time(summary: Summary, days: FloatArray, unknown: int, rows: int) -> Summary:
    """Return the summary with its sentences by the day of their texts, those of unknown days last."""
    told = sorted(
        summary.sentences,
        key=lambda s: (np.isnan(days[s.document]), np.nan_to_num(days[s.document]), s.document, s.start),
    )
    said = (f"{unknown} of {rows} texts have no time that can be read",) if unknown else ()
    return replace(summary, sentences=tuple(told), warnings=summary.warnings + said)
