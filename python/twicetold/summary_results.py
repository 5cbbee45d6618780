"""What summaries are: chosen sentences, for one text or for each of a column."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, overload

import numpy as np

from twicetold import _core
from twicetold.columns import Column
from twicetold.frozen import Frozen
from twicetold.optional import needed
from twicetold.sentences import KINDS, Kind
from twicetold.summary_warnings import Counted, column_texts, counted, warning_texts
from twicetold.wording import count_of, shortened, well_formed

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    from matplotlib.axes import Axes

FloatArray = np.ndarray[Any, np.dtype[np.float64]]
BoolArray = np.ndarray[Any, np.dtype[np.bool_]]
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
class Summary(Frozen):
    """The best sentences of a text, or of several, in document order.

    Attributes
    ----------
    sentences : the chosen sentences
    scores : float64, read-only, the score of every sentence of all documents, one document after the other
    keywords : the words of most weight, at most 10, as the text spells them most often; numbers and single letters only
        where there is no other word
    preset : how the default method ranked: "one", "long", "multi"; "none" if another did, or there was nothing to rank
    warnings : why fewer came back than were asked for, or what had no effect
    """

    sentences: tuple[SummarySentence, ...]
    scores: FloatArray
    keywords: tuple[str, ...]
    preset: str
    warnings: tuple[str, ...] = ()
    _text_of: Callable[[int], str] | None = field(default=None)

    def __str__(self) -> str:
        """Return the chosen sentences, one a line; white space inside a sentence is one blank."""
        return "\n".join(" ".join(sentence.text.split()) for sentence in self.sentences)

    def __repr__(self) -> str:
        """Return the beginning of the chosen sentences."""
        shown = [shortened(" ".join(s.text[:600].split()), 160) for s in self.sentences[:8]]
        more = f", … {len(self.sentences) - 8} more" if len(self.sentences) > 8 else ""
        of = count_of(len(self.scores), "sentence", "sentences")
        told = f": {', '.join(map(repr, shown))}" if shown else ""
        return f"<Summary: {len(self.sentences)} of {of}{told}{more}>"

    def _repr_html_(self) -> str:
        """Show the chosen sentences, the scores of all, and the text with its chosen sentences marked."""
        from twicetold.html.summaries import summary_html

        return summary_html(self)

    def _profile(self) -> tuple[FloatArray, BoolArray, bool]:
        """Return scores, which of them are those of chosen sentences, and whether they are in the text's order.

        Scores of several texts are highest first instead.
        """
        chosen = np.zeros(len(self.scores), dtype=bool)
        rows = [sentence.index for sentence in self.sentences]
        if all(sentence.document == 0 and sentence.index < len(chosen) for sentence in self.sentences):
            chosen[rows] = True
            return self.scores, chosen, True
        scores = np.sort(self.scores)[::-1]
        first: dict[float, int] = {}
        for score in sorted((sentence.score for sentence in self.sentences), reverse=True):
            place = first.get(score, int(np.searchsorted(-scores, -score)))
            first[score] = place + 1
            chosen[min(place, len(chosen) - 1)] = True
        return scores, chosen, False

    def plot(self, *, ax: "Axes | None" = None) -> "Axes":
        """Draw the score of every sentence, those of chosen ones marked, and return the matplotlib Axes.

        Parameters
        ----------
        ax : where to draw; None makes a new figure

        Raises
        ------
        ImportError
            If matplotlib is not installed.
        """
        from twicetold.plots import plot_profile

        return plot_profile(self, ax)

    def __getstate__(self) -> dict[str, Any]:
        """Leave the texts out of pickles."""
        return {**self.__dict__, "_text_of": None}


class Summaries(Sequence[Summary]):
    """One summary for each text of a column, in its order; built when it is asked for.

    ``to_arrow()``, ``to_polars()`` and ``to_pandas()`` give their texts as a column, ``to_list()`` as a list.

    Attributes
    ----------
    warnings : what was odd, and in how many of the texts; ``summaries[row].warnings`` has that of one
    """

    def __init__(
        self,
        column: Column | None,
        found: _core.SummaryRows | list[Any],
        missing: BoolArray,
        index: Any,
        odd: tuple[Counted, ...],
    ) -> None:
        self._column = column
        self._found = found  # what the core found, or without the column the summaries themselves
        self._missing = missing
        self._index = index  # that of the pandas Series that was read
        self._odd = odd

    @property
    def warnings(self) -> tuple[str, ...]:
        """What was odd, and in how many of the texts."""
        return column_texts(self._odd, len(self))

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
        if not hasattr(row, "__index__"):
            raise TypeError(f"row must be int or slice, got {type(row).__name__}")
        if not len(self):
            raise IndexError(f"row must be that of a text, got row {row} of no summaries")
        if not -len(self) <= row < len(self):
            raise IndexError(f"row must be in 0..{len(self) - 1}, got {row}")
        row %= len(self)
        found: Any = self._found[row]
        if self._column is None:
            summary: Summary = found
            return summary
        text = self._column.text(row)
        return build_summary(found, lambda _: text)

    def to_list(self) -> list[str | None]:
        """Return each summary as one str, its sentences in lines, None for a missing text."""
        return [None if gone else str(summary) for summary, gone in zip(self, self._missing, strict=True)]

    def to_arrow(self) -> Any:
        """Return ``to_list()`` as a ``pyarrow.Array`` of large strings.

        Raises
        ------
        ImportError
            If pyarrow is not installed.
        """
        arrow = needed("pyarrow", "to_arrow")
        return arrow.array(self._well_formed(), type=arrow.large_string())

    def to_polars(self) -> "pl.Series":
        """Return ``to_list()`` as a polars Series.

        Raises
        ------
        ImportError
            If polars is not installed.
        """
        polars = needed("polars", "to_polars")
        series: pl.Series = polars.Series("summary", self._well_formed(), dtype=polars.String)
        return series

    def to_pandas(self) -> "pd.Series[Any]":
        """Return ``to_list()`` as a pandas Series, with the index of the Series or DataFrame that was read.

        Raises
        ------
        ImportError
            If pandas is not installed.
        """
        series: pd.Series[Any] = needed("pandas", "to_pandas").Series(
            self.to_list(), index=self._index, name="summary", dtype=object
        )
        return series

    def _well_formed(self) -> list[str | None]:
        """Return ``to_list()`` as Arrow can hold it."""
        return [text if text is None else well_formed(text) for text in self.to_list()]

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the summaries, which hold their sentences, without the texts; which were missing, and the index."""
        return Summaries, (None, list(self), self._missing, self._index, self._odd)

    def __repr__(self) -> str:
        """Return the first summaries."""
        first = "".join(f"\n  {k}: {shortened(repr(self[k]), 400)}" for k in range(min(3, len(self))))
        more = "\n  …" if len(self) > 3 else ""
        return f"<Summaries of {count_of(len(self), 'text', 'texts')}{first}{more}>"

    def _repr_html_(self) -> str:
        """Show the first summaries, for a notebook."""
        from twicetold.html.summaries import summaries_html

        return summaries_html(self)


def summaries_of(column: Column, found: _core.SummaryRows | list[Any]) -> Summaries:
    """Make Summaries of what the core found for each text of a column."""
    if isinstance(found, list):
        warnings = [(row, *warning) for row, (_, _, _, own, _) in enumerate(found) for warning in own]
    else:
        warnings = found.warnings()
    return Summaries(column, found, column.texts.missing(), column.labels[0], counted(warnings))


def build_summary(found: Any, text_of: Callable[[int], str]) -> Summary:
    """Make a Summary of what the core found; ``text_of(document)`` is the text that spans count in."""
    sentences, scores, keywords, warnings, preset = found
    own_text = cache(text_of)  # once a text, not once a sentence
    return Summary(
        sentences=tuple(
            SummarySentence(own_text(document)[start:end], start, end, index, document, score, support, KINDS[kind])
            for document, index, (start, end), score, kind, support in sentences
        ),
        scores=scores,
        keywords=tuple(keywords),
        preset=PRESETS[preset],
        warnings=warning_texts(warnings),
        _text_of=text_of,
    )
