"""What rouge gives: scores of texts, their means and confidence intervals."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np

from twicetold import _core
from twicetold.arguments import check_at_least, check_number
from twicetold.frozen import Frozen
from twicetold.optional import needed
from twicetold.running import reporting, thread_count
from twicetold.wording import count_of

if TYPE_CHECKING:
    import pandas as pd

Number = Literal["precision", "recall", "f1"]
NUMBERS: tuple[Number, ...] = ("precision", "recall", "f1")


class Interval(NamedTuple):
    """A mean with the bounds of its confidence interval."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, eq=False, repr=False)
class Scores(Frozen):
    """How n candidates score against their references, in shares from 0 to 1. Rows are 0-based positions.

    Attributes
    ----------
    precision, recall, f1 : read-only structured arrays of shape (n,) with a float64 field for each measure:
        ``scores.f1["rouge2"]``
    tokens : "english" or "unicode": what was counted
    parameters : the arguments of the call
    """

    precision: Any
    recall: Any
    f1: Any
    tokens: str
    parameters: Mapping[str, Any]
    _labels: Any = field(default=None)

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures, as they were asked for."""
        names: tuple[str, ...] = self.f1.dtype.names
        return names

    @property
    def means(self) -> dict[str, float]:
        """The mean f1 of each measure."""
        return {name: float(self.f1[name].mean()) for name in self.measures}

    def __len__(self) -> int:
        """Return the number of candidates."""
        return len(self.f1)

    def intervals(
        self,
        number: Number = "f1",
        *,
        confidence: float = 0.95,
        samples: int = 1000,
        seed: int = 0,
        threads: int | None = None,
    ) -> dict[str, Interval]:
        """Return the mean of each measure with a bootstrap confidence interval.

        As many texts as there are, are drawn with replacement, again and again; ``low`` and ``high`` are percentiles of
        the means. The same seed gives the same bounds, whatever the number of threads.

        Parameters
        ----------
        number : "precision", "recall" or "f1"
        confidence : share of the means within the bounds, in (0, 1)
        samples : how often texts are drawn
        seed : of the draws, at least 0
        threads : how many work; default: one for each CPU this process may use

        Raises
        ------
        ValueError
            If an argument is outside its range.
        """
        return self._intervals(_plain(self._of(number)), confidence, samples, seed, threads)

    def compare(
        self,
        other: "Scores",
        number: Number = "f1",
        *,
        confidence: float = 0.95,
        samples: int = 1000,
        seed: int = 0,
        threads: int | None = None,
    ) -> dict[str, Interval]:
        """Return how much higher these scores are than ``other``'s, text by text, with confidence intervals.

        ``other`` has the scores of other candidates with the same references, in the same order. An interval without 0
        means that the difference is more than chance. The other arguments are those of ``intervals``.

        Raises
        ------
        TypeError
            If ``other`` is no Scores.
        ValueError
            If its texts, tokens, stems or measures are others.
        """
        if not isinstance(other, Scores):
            raise TypeError(f"other must be Scores, got {type(other).__name__}")
        mine, theirs = self._kind(), other._kind()
        if mine != theirs:
            raise ValueError(f"other must be scores of {mine}, got scores of {theirs}")
        difference = _plain(self._of(number)) - _plain(other._of(number))
        return self._intervals(difference, confidence, samples, seed, threads)

    def to_pandas(self) -> "pd.DataFrame":
        """Return one row for each candidate, with the index of the pandas column that was read.

        Columns are ``rouge1_precision``, ``rouge1_recall``, ``rouge1_f1`` and so on.
        """
        columns = {f"{name}_{number}": self._of(number)[name] for name in self.measures for number in NUMBERS}
        table: pd.DataFrame = needed("pandas", "to_pandas").DataFrame(columns, index=self._labels)
        return table

    def __repr__(self) -> str:
        """Return the mean f1 of each measure with its 95 % interval."""
        lines = [
            f"\n  {name:9} {mean:.4f}" + (f"  ({low:.4f}–{high:.4f})" if len(self) > 1 else "")
            for name, (mean, low, high) in self.intervals().items()
        ]
        within = " with 95 % intervals" if len(self) > 1 else ""
        return f"<Scores of {self._kind(named=False)}: f1{within}{''.join(lines)}>"

    def _repr_html_(self) -> str:
        """Return a table of the means."""
        heads = ("", *NUMBERS, *(("95 % of f1",) if len(self) > 1 else ()))
        rows = []
        for name, (_, low, high) in self.intervals().items():
            cells = [f"{self._of(number)[name].mean():.4f}" for number in NUMBERS]
            bounds = [f"{low:.4f}–{high:.4f}"] if len(self) > 1 else []
            rows.append(f"<tr><th>{name}</th>{''.join(f'<td>{cell}</td>' for cell in cells + bounds)}</tr>")
        head = "".join(f"<th>{name}</th>" for name in heads)
        return f"<table><caption>{self._kind(named=False)}</caption><tr>{head}</tr>{''.join(rows)}</table>"

    def _of(self, number: Number) -> Any:
        if number not in NUMBERS:
            raise ValueError(f"number must be 'precision', 'recall' or 'f1', got {number!r}")
        return getattr(self, number)

    def _kind(self, named: bool = True) -> str:
        """Say what was scored."""
        stems = ", stems" if self.parameters["stem"] else ""
        names = f", {', '.join(self.measures)}" if named else ""
        return f"{count_of(len(self), 'text', 'texts')} ({self.tokens} tokens{stems}{names})"

    def _intervals(
        self, values: Any, confidence: float, samples: int, seed: int, threads: int | None
    ) -> dict[str, Interval]:
        check_number("confidence", confidence)
        if not 0 < confidence < 1:
            raise ValueError(f"confidence must be in (0, 1), got {confidence}")
        check_at_least(1, "samples", samples)
        check_at_least(0, "seed", seed)
        with reporting(False) as report:
            drawn = _core.bootstrap_means(values, int(samples), int(seed), thread_count(threads), report)
        tail = (1 - confidence) / 2
        bounds = np.quantile(drawn, (tail, 1 - tail), axis=0)
        means = values.mean(axis=0)
        return {
            name: Interval(float(means[k]), float(bounds[0, k]), float(bounds[1, k]))
            for k, name in enumerate(self.measures)
        }


def _plain(fields: Any) -> Any:
    """Return a structured array of equal fields as one of two dimensions."""
    return fields.view(np.float64).reshape(len(fields), -1)
