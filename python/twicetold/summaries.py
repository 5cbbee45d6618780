"""Summaries: the best sentences of a text, or of many together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, overload

import numpy as np

from twicetold import _core
from twicetold.arguments import check_at_least_1, check_number, check_str
from twicetold.columns import Column, read_column
from twicetold.errors import warn_about
from twicetold.running import Progress, check_unused, reporting, thread_count
from twicetold.sentences import KINDS, Kind
from twicetold.wording import count_of, shortened

FloatArray = np.ndarray[Any, np.dtype[np.float64]]
PRESETS = ("none", "one", "long", "multi")


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """A chosen sentence: ``texts[document][start:end] == text``, in code points.

    ``index`` counts the sentences of its document; ``support`` is the number of texts that say (nearly) the same, its
    own included.
    """

    text: str
    start: int
    end: int
    index: int
    document: int
    score: float
    support: int
    kind: Kind


@dataclass(frozen=True, eq=False, repr=False)
class Summary:
    """The best sentences of a text, or of several, in document order.

    Attributes
    ----------
    sentences : the chosen sentences
    scores : float64, the score of every sentence of all documents, one document after the other
    keywords : the words of most weight, at most 10, as they stand in the text
    preset : how sentences were ranked: "one", "long", "multi", or "none" if there was nothing to rank
    warnings : why fewer came back than were asked for
    """

    sentences: tuple[SummarySentence, ...]
    scores: FloatArray
    keywords: tuple[str, ...]
    preset: str
    warnings: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the chosen sentences, one a line; white space inside a sentence is one blank."""
        return "\n".join(" ".join(sentence.text.split()) for sentence in self.sentences)

    def __repr__(self) -> str:
        """Return the beginning of the chosen sentences."""
        shown = [shortened(" ".join(s.text[:600].split()), 160) for s in self.sentences[:8]]
        more = f", … {len(self.sentences) - 8} more" if len(self.sentences) > 8 else ""
        of = count_of(len(self.scores), "sentence", "sentences")
        return f"<Summary: {len(self.sentences)} of {of}: {', '.join(map(repr, shown))}{more}>"


class Summaries(Sequence[Summary]):
    """One summary for each text of a column, in its order; built when it is asked for."""

    def __init__(self, column: Column | None, found: list[Any]) -> None:
        self._column = column
        self._found = found  # what the core found, or without the column the summaries themselves

    def __len__(self) -> int:
        """Return the number of texts."""
        return len(self._found)

    @overload
    def __getitem__(self, row: int) -> Summary: ...
    @overload
    def __getitem__(self, row: slice) -> list[Summary]: ...
    def __getitem__(self, row: int | slice) -> Summary | list[Summary]:
        """Return the summary of a row."""
        if isinstance(row, slice):
            return [self[k] for k in range(*row.indices(len(self)))]
        if not len(self):
            raise IndexError(f"row must be that of a text, got row {row} of no summaries")
        if not -len(self) <= row < len(self):
            raise IndexError(f"row must be in 0..{len(self) - 1}, got {row}")
        row %= len(self)
        if self._column is None:
            summary: Summary = self._found[row]
            return summary
        text = self._column.text(row)
        return build_summary(self._found[row], lambda _: text)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the summaries, which hold their sentences, without the texts."""
        return Summaries, (None, list(self))

    def __repr__(self) -> str:
        """Return the first summaries."""
        first = "".join(f"\n  {k}: {shortened(repr(self[k]), 400)}" for k in range(min(3, len(self))))
        more = "\n  …" if len(self) > 3 else ""
        return f"<Summaries of {count_of(len(self), 'text', 'texts')}{first}{more}>"


def build_summary(found: Any, text_of: Callable[[int], str]) -> Summary:
    """Make a Summary of what the core found; ``text_of(document)`` is the text that spans count in."""
    sentences, scores, keywords, warnings, preset = found
    return Summary(
        sentences=tuple(
            SummarySentence(text_of(document)[start:end], start, end, index, document, score, 1, KINDS[kind])
            for document, index, (start, end), score, kind in sentences
        ),
        scores=scores,
        keywords=tuple(keywords),
        preset=PRESETS[preset],
        warnings=warning_texts(warnings),
    )


def warning_texts(warnings: list[tuple[int, int, int]]) -> tuple[str, ...]:
    """Put the core's warnings into words."""
    return tuple(
        f"{asked} sentences were asked for, but only {got} different ones exist"
        if kind == 0
        else f"no sentence fits the budget of {asked}: the best one alone has {got}"
        for kind, asked, got in warnings
    )


def options_of(
    sentences: int | None,
    words: int | None,
    chars: int | None,
    ratio: float | None,
    method: str,
    lead: float | None,
    language: str | None,
) -> _core.SummaryOptions:
    """Check the one budget that was given (3 sentences if none) and make the core's options."""
    given = {"sentences": sentences, "words": words, "chars": chars, "ratio": ratio}
    chosen = {name: amount for name, amount in given.items() if amount is not None} or {"sentences": 3}
    if len(chosen) > 1:
        raise ValueError(f"only one of sentences, words, chars and ratio must be given, got {' and '.join(chosen)}")
    ((unit, amount),) = chosen.items()
    numbers = (int, np.integer) if unit != "ratio" else (int, float, np.integer, np.floating)
    if isinstance(amount, bool) or not isinstance(amount, numbers):
        raise TypeError(f"{unit} must be {'a number' if unit == 'ratio' else 'int'}, got {type(amount).__name__}")
    if unit != "ratio":
        check_at_least_1(unit, amount)
    if lead is not None:
        check_number("lead", lead)
    check_str("method", method)
    if language is not None:
        check_str("language", language)
    return _core.SummaryOptions(unit, float(amount), method, lead, language or "")


@overload
def summarize(
    data: str,
    *,
    column: str = "text",
    sentences: int | None = None,
    words: int | None = None,
    chars: int | None = None,
    ratio: float | None = None,
    method: Literal["auto", "lead"] = "auto",
    lead: float | None = None,
    language: str | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Summary: ...
@overload
def summarize(
    data: Any,
    *,
    column: str = "text",
    sentences: int | None = None,
    words: int | None = None,
    chars: int | None = None,
    ratio: float | None = None,
    method: Literal["auto", "lead"] = "auto",
    lead: float | None = None,
    language: str | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Summaries: ...
def summarize(
    data: Any,
    *,
    column: str = "text",
    sentences: int | None = None,
    words: int | None = None,
    chars: int | None = None,
    ratio: float | None = None,
    method: Literal["auto", "lead"] = "auto",
    lead: float | None = None,
    language: str | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Summary | Summaries:
    """Summarise a text by its best sentences, or each text of a column.

    Sentences are ranked by a discounted centroid with a position prior: the terms that weigh most in the text, each
    worth less once it has been told. Headlines, list items and tails of links are chosen only when nothing else
    is left.

    Parameters
    ----------
    data : one str, or a column of texts (or a table that has one)
    column : name of the column, if ``data`` is a table
    sentences, words, chars, ratio : how long a summary may be, one of them; default 3 sentences. Words and characters
        are never exceeded unless no sentence fits; then the best one comes back with a warning. ``ratio`` is the share
        of the sentences that are no headlines and the like.
    method : "auto", or "lead": the first sentences
    lead : how much position matters, 0 to 1; default .5
    language : code of the stop words ("en"); default: the list that fits the text
    threads : how many work on a column; default: one for each CPU this process may use; one text needs none of its own
    progress : None (a bar on a terminal or in a notebook, after 2 s), True, False or a callable(stage, done, total)

    Returns
    -------
    Summary for a str, else Summaries: one Summary a text, in order; that of a missing text is empty

    Raises
    ------
    ValueError
        If a budget is outside its range, or more than one is given.
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
    """
    options = options_of(sentences, words, chars, ratio, method, lead, language)
    if isinstance(data, str):
        check_unused(column, threads, progress)
        summary = build_summary(_core.summarize(data, options), lambda _: data)
        warn_about(summary.warnings, summary)
        return summary
    texts = read_column(data, column)
    with reporting(progress) as report:
        found = _core.summarize_each(texts.texts, options, thread_count(threads), report)
    return Summaries(texts, found)


def summarize_together(
    data: Any,
    *,
    column: str = "text",
    sentences: int | None = None,
    words: int | None = None,
    chars: int | None = None,
    ratio: float | None = None,
    method: Literal["auto", "lead"] = "auto",
    lead: float | None = None,
    language: str | None = None,
) -> Summary:
    """Make one summary of many texts, in which no two sentences say the same.

    Takes the arguments of :func:`summarize`. ``document`` of a sentence is the row of its text.

    Examples
    --------
    >>> texts = ["The dam is safe, engineers said on Monday.", "Engineers said on Monday that the dam is safe."]
    >>> len(summarize_together(texts, sentences=1).sentences)
    1
    """
    options = options_of(sentences, words, chars, ratio, method, lead, language)
    texts = read_column(data, column)
    summary = build_summary(_core.summarize_together(texts.texts, options), texts.text)
    warn_about(summary.warnings, summary)
    return summary
