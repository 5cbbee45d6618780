"""What each threshold would drop, from one search: how to choose one before anything is dropped."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, overload

import numpy as np

from twicetold.arguments import check_share
from twicetold.duplicates import Duplicates, Keep, Measure, Method, search
from twicetold.errors import warn_about
from twicetold.optional import needed
from twicetold.pairs import nearest_of_texts
from twicetold.running import Progress
from twicetold.wording import count_of, shortened

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_DEFAULT = (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0)
_MOST = 40  # what a page holds
_WIDTH = 60  # characters of a sample's texts
_READ = 10_000  # characters of a text that are looked at for where a sample's texts part


class SamplePair(NamedTuple):
    """Two rows that count as duplicates at one threshold and no longer at the next higher one.

    Both texts are shown from their first difference on, with a few words before it, white space collapsed.
    """

    left: int
    right: int
    similarity: float
    left_text: str
    right_text: str


class Threshold(NamedTuple):
    """What one threshold does.

    ``recall`` is how surely a pair exactly at this threshold was found (a more similar one more surely); ``samples``
    are up to three pairs between it and the next higher threshold: the last to be gained by it, least similar first.
    """

    threshold: float
    kept: int
    dropped: int
    groups: int
    largest: int
    pairs: int
    recall: float
    samples: tuple[SamplePair, ...]


@dataclass(frozen=True, eq=False, repr=False)
class Thresholds(Sequence[Threshold]):
    """What each of some thresholds would do with n texts, lowest first.

    Attributes
    ----------
    found : the result at the lowest threshold
    warnings : what was bounded
    """

    steps: tuple[Threshold, ...]
    found: Duplicates
    warnings: tuple[str, ...]

    @overload
    def __getitem__(self, step: int) -> Threshold: ...
    @overload
    def __getitem__(self, step: slice) -> tuple[Threshold, ...]: ...
    def __getitem__(self, step: int | slice) -> Threshold | tuple[Threshold, ...]:
        """Return a step."""
        return self.steps[step]

    def __len__(self) -> int:
        """Return the number of thresholds."""
        return len(self.steps)

    def __iter__(self) -> Iterator[Threshold]:
        """Yield the steps, lowest threshold first."""
        return iter(self.steps)

    def at(self, threshold: float) -> Duplicates:
        """Return the result for a threshold, which need not be one of those asked for but at least the lowest."""
        return self.found.at(threshold)

    def to_pandas(self) -> "pd.DataFrame":
        """Return one row a threshold: threshold, kept, dropped, groups, largest, pairs, recall.

        Raises
        ------
        ImportError
            If pandas is not installed.
        """
        names = Threshold._fields[:-1]
        table: pd.DataFrame = needed("pandas", "to_pandas").DataFrame(
            {name: [getattr(step, name) for step in self.steps] for name in names}
        )
        return table

    def plot(self, ax: "Axes | None" = None) -> "Axes":
        """Draw the share of texts that go, and the number of groups, over the threshold.

        Parameters
        ----------
        ax : where to draw; default: a new figure

        Raises
        ------
        ImportError
            If matplotlib is not installed (``pip install 'twicetold[plot]'``).
        """
        pyplot = needed("matplotlib.pyplot", "plot")
        axes: Axes = pyplot.subplots(figsize=(6, 3.5), layout="constrained")[1] if ax is None else ax
        at, n = [step.threshold for step in self.steps], max(len(self.found), 1)
        (dropped,) = axes.plot(at, [100 * step.dropped / n for step in self.steps], marker="o", color="C0")
        axes.set(xlabel=f"threshold ({self.found.parameters['measure']} on {self.found.parameters['shingle']})")
        axes.set_ylabel("% of the texts dropped", color="C0")
        axes.set_ylim(bottom=0)
        second = axes.twinx()
        (groups,) = second.plot(at, [step.groups for step in self.steps], marker="s", linestyle="--", color="C1")
        second.set_ylabel("groups", color="C1")
        second.set_ylim(bottom=0)
        axes.legend([dropped, groups], ["dropped", "groups"], loc="best", frameon=False)
        return axes

    def __str__(self) -> str:
        """Return the table and a pair of each step."""
        lines = [_HEAD, *map(_line, self.steps)]
        told = [(step, step.samples[0]) for step in self.steps if step.samples]
        if told:
            lines += ["", "the least similar pair that each threshold adds to the next higher one:"]
            for step, pair in told:
                lines.append(f"{step.threshold:9.3g}  rows {pair.left} and {pair.right} ({pair.similarity:.3f}):")
                lines += [f"           {shortened(repr(text), 69)}" for text in (pair.left_text, pair.right_text)]
        lines += [_NOTHING] * self._nothing_found()
        lines += [f"warning: {message}" for message in self.warnings]
        return "\n".join(lines)

    def _nothing_found(self) -> bool:
        return not any(step.pairs for step in self.steps)

    def __repr__(self) -> str:
        """Return a bounded table."""
        p = self.found.parameters
        head = f"<Thresholds of {count_of(len(self.found), 'text', 'texts')}, {p['measure']} on {p['shingle']}"
        lines = [_HEAD, *map(_line, self.steps[:20]), *(["…"] if len(self) > 20 else [])]
        return "\n".join([head, *lines])[:1900] + ">"

    def _repr_html_(self) -> str:
        """Show the table with the samples of each step, for a notebook."""
        from twicetold.html.thresholds import thresholds_html

        return thresholds_html(self, (*[_NOTHING] * self._nothing_found(), *self.warnings))


_NOTHING = (
    "no two texts are so much alike: shingle='word:3' or 'char:5' sees copies that were changed more, and "
    "stories(data) brings together what tells the same event"
)
_HEAD = "threshold      kept   dropped    groups   largest       pairs  recall"


def _line(step: Threshold) -> str:
    return (
        f"{step.threshold:9.3g} {step.kept:9,} {step.dropped:9,} {step.groups:9,} {step.largest:9,} {step.pairs:11,}"
        f"  {step.recall:.4f}"
    )


def _recall(found: Duplicates, threshold: float) -> float:
    """Return the probability that two texts with this similarity share a band."""
    cost = found.cost()
    rows, bands = cost["slots_per_band"], cost["bands"]
    return 1.0 if not rows else 1.0 - (1.0 - threshold**rows) ** bands


def _samples(found: Duplicates, low: float, high: float) -> tuple[SamplePair, ...]:
    """Return the three least similar pairs with low ≤ similarity < high, of those of equal texts only the first."""
    similarity = found.pairs["similarity"]
    between = np.flatnonzero((similarity >= low) & (similarity < high))

    def pairs_at(places: Any) -> Any:
        return found.pairs.take(between[places])

    samples = pairs_at(nearest_of_texts(similarity[between], pairs_at, found._found.node_of, 3))
    return tuple(
        SamplePair(left, right, similarity, *_where_they_part(_beginning(found, left), _beginning(found, right)))
        for left, right, similarity, *_ in samples.tolist()
    )


def _beginning(found: Duplicates, row: int) -> str:
    column = found._column
    return "" if column is None else " ".join(column.text(row)[:_READ].split())


def _where_they_part(left: str, right: str) -> tuple[str, str]:
    """Return both texts from a few words before the first difference on: copies often begin alike."""
    shorter = min(len(left), len(right))
    alike = next((k for k in range(shorter) if left[k] != right[k]), shorter)
    start = left.rfind(" ", 0, max(alike - _WIDTH // 3, 0)) + 1
    if start == 0 or alike == len(left) == len(right):
        return shortened(left, _WIDTH), shortened(right, _WIDTH)
    return shortened("…" + left[start:], _WIDTH), shortened("…" + right[start:], _WIDTH)


def _step(found: Duplicates, threshold: float, higher: float) -> Threshold:
    decided = found._found.decide({**found.parameters, "threshold": threshold})
    dropped = int((~decided["keep_mask"]).sum())
    stands_for = np.bincount(decided["duplicate_of"][decided["duplicate_of"] >= 0], minlength=1)
    pairs = int((found.pairs["similarity"] >= threshold).sum())
    return Threshold(
        threshold=threshold, kept=len(found) - dropped, dropped=dropped, groups=int((stands_for > 0).sum()),
        largest=int(stands_for.max()) + 1 if stands_for.any() else 0, pairs=pairs,
        recall=_recall(found, threshold), samples=_samples(found, threshold, higher),
    )  # fmt: skip


def _checked(thresholds: Any) -> list[float]:
    if thresholds is None:
        return list(_DEFAULT)
    if isinstance(thresholds, (str, bytes)) or not hasattr(thresholds, "__iter__"):
        raise TypeError(f"thresholds must be a list of numbers in (0, 1], got {type(thresholds).__name__}")
    given = list(thresholds)
    if not 1 <= len(given) <= _MOST:
        raise ValueError(f"thresholds must be 1 to {_MOST} numbers, got {len(given)}")
    for one in given:
        check_share("thresholds", one)
    return sorted({float(one) for one in given})


def thresholds(
    data: Any,
    *,
    column: str = "text",
    thresholds: Sequence[float] | None = None,
    measure: Measure = "jaccard",
    shingle: str = "word:5",
    method: Method = "minhash",
    recall: float = 0.999,
    slots: int = 128,
    keep: Keep = "first",
    max_pairs: int = 20_000_000,
    cache_mb: float = 32.0,
    threads: int | None = None,
    progress: Progress = None,
) -> Thresholds:
    """Show what a range of thresholds would drop, from one search at the lowest of them.

    Takes the other arguments of :func:`find_duplicates`; ``max_pairs`` counts the pairs at the lowest threshold. Bands
    are chosen for that one, so the others are found the more surely (``recall`` of each step).

    Parameters
    ----------
    data : column of n texts (list, Series, Arrow array …), or a table that has one
    thresholds : similarities in (0, 1], at most 40; default: .5, .55 … 1

    Returns
    -------
    Thresholds
        A sequence with a step for each threshold, lowest first: how many texts stay and go, how many groups there are,
        and pairs that this threshold adds to the next higher one. ``at(t)`` is the result itself.

    Raises
    ------
    ValueError
        If an argument is outside its range, a column is not there, bytes are not valid UTF-8, or sketches cannot reach
        the recall at the lowest threshold: then it says which slots would.
    TypeError
        If ``data`` is no column of texts and no table, a row is neither text nor missing, or an argument is of another
        type.

    Warns
    -----
    DataWarning
        If crowds were bounded.

    Examples
    --------
    >>> texts = ["the cat sat on the mat today", "The cat sat on the mat, today!", "The cat sat on a mat today", None]
    >>> found = thresholds(texts, shingle="char:4", thresholds=[0.5, 0.7, 1])
    >>> [(step.threshold, step.dropped) for step in found]
    [(0.5, 2), (0.7, 1), (1.0, 1)]
    >>> found.at(0.7).keep_mask
    array([ True, False,  True,  True])
    """
    at = _checked(thresholds)
    found = search(
        data, column, at[0], measure, shingle, method, recall, slots, keep, None, max_pairs, cache_mb, threads,
        progress,
    )  # fmt: skip
    steps = tuple(_step(found, low, high) for low, high in zip(at, [*at[1:], 2.0], strict=True))
    bounded = () if found.pairs_complete else ("the pairs are not complete: crowds were bounded; raise max_pairs",)
    result = Thresholds(steps, found, bounded)
    warn_about(bounded, result)
    return result
