"""Near-duplicate texts: find them, choose which to keep, explain why."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import narwhals as nw
import numpy as np

from twicetold import _core
from twicetold.arguments import check_at_least_1, check_number, check_share, check_slots, check_str
from twicetold.columns import Column, add_columns, ranks_by, read_column, take
from twicetold.errors import warn_about
from twicetold.evidence import Evidence, compare
from twicetold.guards import warnings_for
from twicetold.running import Progress, reporting, thread_count

if TYPE_CHECKING:
    import pandas as pd

BoolArray = np.ndarray[Any, np.dtype[np.bool_]]
IntArray = np.ndarray[Any, np.dtype[np.int64]]
FloatArray = np.ndarray[Any, np.dtype[np.float64]]
RankArray = np.ndarray[Any, np.dtype[np.uint32]]
Keep = str | Sequence[float] | FloatArray | Literal[False]


_NO_NODE = np.uint32(0xFFFFFFFF)  # of a row that is missing or has no token


class Group(NamedTuple):
    """A kept text and all that it stands for; members are in row order and include the representative."""

    representative: int
    members: tuple[int, ...]


@dataclass(frozen=True)
class _Found:
    """What the core found: pairs of nodes, where texts of equal content are one node."""

    node_of: RankArray  # 2**32 - 1: nothing to compare
    node_pairs: Any
    shingle_counts: RankArray  # repeats included
    priority: RankArray
    keep_any: bool  # False: every text that is in any pair is dropped
    cost: Mapping[str, Any]


@dataclass(frozen=True, eq=False, repr=False)
class Duplicates:
    """The near-duplicates among n texts. Rows are 0-based positions.

    Attributes
    ----------
    pairs : structured array (left, right int64; similarity, left_in_right, right_in_left float64), sorted by
        (left, right), of every pair at or above the threshold; left < right
    pairs_complete : False if crowds were bounded (see ``warnings``): then identical texts are a star to their first
    below : pairs with floor ≤ similarity < threshold, like ``pairs``
    keep_mask : bool, shape (n,)
    duplicate_of : int64, shape (n,), the kept row that stands for each row, -1 for a row that stands for itself
    duplicate_similarity : float64, shape (n,), similarity to that row; 1 for a row that stands for itself
    missing : bool, shape (n,), rows without a token: never compared, always kept
    warnings : what was bounded or looks odd
    parameters : the arguments of the call
    """

    pairs: Any
    pairs_complete: bool
    below: Any
    keep_mask: BoolArray
    duplicate_of: IntArray
    duplicate_similarity: FloatArray
    missing: BoolArray
    warnings: tuple[str, ...]
    parameters: Mapping[str, Any]
    _found: _Found
    _column: Column | None = field(default=None)

    def __len__(self) -> int:
        """Return the number of texts."""
        return len(self.keep_mask)

    @cached_property
    def groups(self) -> list[Group]:
        """Groups of at least two texts, biggest first, then by representative."""
        members: dict[int, list[int]] = {}
        for row in np.flatnonzero(self.duplicate_of >= 0).tolist():
            members.setdefault(int(self.duplicate_of[row]), []).append(row)
        groups = [Group(kept, tuple(sorted([kept, *rows]))) for kept, rows in members.items()]
        return sorted(groups, key=lambda group: (-len(group.members), group.representative))

    def cost(self) -> dict[str, Any]:
        """Return what the search did.

        ``bands`` and ``slots_per_band`` (0: no sketches were used), ``candidates`` (pairs of different texts whose
        similarity was computed), ``candidates_per_text``, ``rejected`` (share of them below the lowest similarity that
        was asked for), ``largest_bucket`` (texts that met in a band, or in a list of texts with a shingle),
        ``bucket_limit`` (larger ones were compared by representatives; 0: none), ``crowded_buckets`` (how many), and
        ``seconds`` of each stage. Identical texts count as one.
        """
        cost = dict(self._found.cost)
        candidates = cost["candidates"]
        per_text = candidates / len(self) if len(self) else 0.0
        rejected = 1 - len(self._found.node_pairs) / candidates if candidates else 0.0
        return {**cost, "candidates_per_text": per_text, "rejected": rejected}

    def summary(self) -> str:
        """Return the result in a few lines."""
        n, dropped = len(self), int((~self.keep_mask).sum())
        p = self.parameters
        lines = [
            f"{_many(n, 'text')}: {n - dropped:,} kept, {dropped:,} dropped"
            + (f" ({dropped / n:.1%})" if n else "")
            + (f", {int(self.missing.sum()):,} without text" if self.missing.any() else ""),
            f"{_many(len(self.pairs), 'pair')}{'' if self.pairs_complete else ' (bounded)'} at {p['measure']} ≥ "
            f"{p['threshold']:g} on {p['shingle']} ({p['method']}), {_many(len(self.groups), 'group')}"
            + (f", the largest of {len(self.groups[0].members):,} texts" if self.groups else ""),
        ]
        lines += [f"warning: {message}" for message in self.warnings]
        return "\n".join(line if len(line) <= 300 else line[:299] + "…" for line in lines)

    def __repr__(self) -> str:
        """Return a bounded summary."""
        return f"<Duplicates of {self.summary()}>"[:1900]

    def explain(self, i: int, j: int | None = None) -> Evidence:
        """Explain why rows i and j are similar, or (``j`` None) why row i was dropped: against the kept text for it.

        Raises
        ------
        IndexError
            If a row is not in 0..n-1.
        ValueError
            If ``j`` is None and row i was kept, or the texts are gone (``without_texts``, pickles).
        """
        i = self._row(i)
        if j is None and self.duplicate_of[i] < 0:
            raise ValueError(f"j must name a row to compare with: row {i} is a duplicate of none")
        other = self._row(int(self.duplicate_of[i]) if j is None else j)
        if self._column is None:
            raise ValueError("the texts are gone: use twicetold.compare on them")
        evidence = compare(self._column.text(i), self._column.text(other), shingle=str(self.parameters["shingle"]))
        also = tuple(row for row in self._partners(i) if row != other and self.keep_mask[row]) if j is None else ()
        return replace(evidence, left=i, right=other, also=also)

    def _partners(self, row: int) -> list[int]:
        right = self.pairs["right"][self.pairs["left"] == row]
        left = self.pairs["left"][self.pairs["right"] == row]
        return sorted({*left.tolist(), *right.tolist()})

    def _row(self, row: int) -> int:
        if isinstance(row, bool) or not isinstance(row, (int, np.integer)):
            raise TypeError(f"row must be int, got {type(row).__name__}")
        if not 0 <= row < len(self):
            raise IndexError(f"row must be in 0..{len(self) - 1}, got {row}" if len(self) else f"no rows, got {row}")
        return int(row)

    def at(self, threshold: float) -> "Duplicates":
        """Return the result for another threshold, at least ``floor`` (the threshold of the call, if none was given).

        The texts are not read again. Bands were chosen for the lower of threshold and floor.
        """
        check_number("threshold", threshold)
        lowest = self.parameters["floor"] or self.parameters["searched"]
        if not lowest <= threshold <= 1:
            raise ValueError(f"threshold must be in [{lowest}, 1], got {threshold}: search again with floor=")
        every = np.concatenate([self.pairs, self.below])
        every = every[np.lexsort((every["right"], every["left"]))]
        result = _decide(
            every, self.pairs_complete, self._found, self.missing, {**self.parameters, "threshold": threshold},
            self._column, (),
        )  # fmt: skip
        result = replace(result, warnings=warnings_for(result))
        if not self.pairs_complete:
            message = "the pairs are not complete: crowds were bounded, so what is kept may differ from a new search"
            result = replace(result, warnings=(*result.warnings, message))
            warn_about([message], result)
        return result

    def borderline(self, k: int = 10) -> Any:
        """Return the k pairs nearest to the threshold, from ``pairs`` and ``below``, nearest first."""
        every = np.concatenate([self.pairs, self.below])
        distance = np.abs(every["similarity"] - self.parameters["threshold"])
        return every[np.argsort(distance, kind="stable")[:k]]

    def apply(self, data: Any) -> Any:
        """Return the kept rows of ``data``: the searched object, or another with as many rows, in its own type."""
        return take(data, self.keep_mask)

    def annotate(self, data: Any, *, prefix: str = "") -> Any:
        """Return the table with columns duplicate_of, duplicate_group (-1: none) and duplicate_similarity."""
        group = np.full(len(self), -1, dtype=np.int64)
        for number, (_, members) in enumerate(self.groups):
            group[list(members)] = number
        columns = {
            "duplicate_of": self.duplicate_of,
            "duplicate_group": group,
            "duplicate_similarity": self.duplicate_similarity,
        }
        return add_columns(data, columns, prefix)

    def to_pandas(self) -> "pd.DataFrame":
        """Return ``pairs`` as a pandas DataFrame."""
        import pandas as pd

        return pd.DataFrame({name: self.pairs[name] for name in self.pairs.dtype.names})

    def to_polars(self) -> Any:
        """Return ``pairs`` as a polars DataFrame."""
        import polars as pl

        return pl.DataFrame({name: self.pairs[name] for name in self.pairs.dtype.names})

    def to_arrow(self) -> Any:
        """Return ``pairs`` as a pyarrow Table."""
        import pyarrow as pa

        return pa.table({name: self.pairs[name] for name in self.pairs.dtype.names})

    def without_texts(self) -> "Duplicates":
        """Return the same result without the reference to the caller's texts."""
        return replace(self, _column=None)

    def __copy__(self) -> "Duplicates":
        """Return the same result, with the texts."""
        return replace(self)

    def __getstate__(self) -> dict[str, Any]:
        """Leave the texts out of pickles."""
        return {**self.__dict__, "_column": None}


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _priority(keep: Keep, column: Column, data: Any) -> RankArray:
    """Return the rank of every row: who is visited first is kept first."""
    n = len(column)
    if keep is False or (isinstance(keep, str) and keep == "first"):
        return np.arange(n, dtype=np.uint32)
    if not isinstance(keep, str):
        if isinstance(keep, (bool, int, float)) or keep is None:
            raise TypeError(f"keep must be a policy, a column's name, n scores or False, got {keep!r}")
        return ranks_by(keep, n)
    if keep == "last":
        return np.arange(n, dtype=np.uint32)[::-1].copy()
    if keep in ("longest", "shortest"):
        return ranks_by(column.texts.code_points(), n, highest_first=keep == "longest")
    return ranks_by(_score_column(keep, data), n)


def _score_column(name: str, data: Any) -> Any:
    if isinstance(data, (list, tuple)) and data and isinstance(data[0], Mapping) and any(name in row for row in data):
        return [row.get(name) for row in data]
    table = nw.from_native(data, pass_through=True)
    if isinstance(table, nw.DataFrame) and name in table.columns:
        return table.get_column(name).to_numpy()
    raise ValueError(f"keep must be 'first', 'last', 'longest', 'shortest', a column, n scores or False, got {name!r}")


def _decide(
    every: Any,
    complete: bool,
    found: _Found,
    missing: BoolArray,
    parameters: Mapping[str, Any],
    column: Column | None,
    warnings: Iterable[str],
) -> Duplicates:
    """Apply the threshold: split the pairs, choose the representatives."""
    pairs, below = _split(every, parameters["threshold"])
    node_pairs, _ = _split(found.node_pairs, parameters["threshold"])
    of, similarity = _core.representatives_of_nodes(node_pairs, found.priority, found.node_of)
    rows = np.arange(len(of))
    duplicate_of = np.where(of == rows, -1, of.astype(np.int64))
    keep_mask = duplicate_of < 0 if found.keep_any else ~_in_any_pair(found.node_of, node_pairs)
    return Duplicates(
        pairs=pairs,
        pairs_complete=complete,
        below=below,
        keep_mask=keep_mask,
        duplicate_of=duplicate_of,
        duplicate_similarity=similarity,
        missing=missing,
        warnings=tuple(warnings),
        parameters=parameters,
        _found=found,
        _column=column,
    )


def _split(pairs: Any, threshold: float) -> tuple[Any, Any]:
    """Return the pairs at or above the threshold, without a copy if that is all of them, and those below it."""
    reached = pairs["similarity"] >= threshold
    return (pairs, pairs[:0]) if reached.all() else (pairs[reached], pairs[~reached])


def _in_any_pair(node_of: RankArray, node_pairs: Any) -> BoolArray:
    """Return which rows are in a pair: those of a node that is in one, or that has several rows."""
    compared = node_of != _NO_NODE
    rows = np.bincount(node_of[compared])
    paired = rows > 1
    paired[node_pairs["left"]] = True
    paired[node_pairs["right"]] = True
    result = np.zeros(len(node_of), dtype=bool)
    result[compared] = paired[node_of[compared]]
    return result


def find_duplicates(
    data: Any,
    *,
    column: str = "text",
    threshold: float = 0.8,
    shingle: str = "word:5",
    method: Literal["minhash", "exact"] = "minhash",
    recall: float = 0.999,
    slots: int = 128,
    keep: Keep = "first",
    floor: float | None = None,
    max_pairs: int = 20_000_000,
    threads: int | None = None,
    progress: Progress = None,
) -> Duplicates:
    """Find near-duplicate texts and choose which to keep.

    Every pair that is reported was verified on the texts' shingle sets. Nothing is dropped without a kept text at least
    as similar as the threshold. The result is the same for any number of threads and any container.

    Parameters
    ----------
    data : column of n texts (list, Series, Arrow array …), or a table that has one
    column : name of the column, if ``data`` is a table
    threshold : Jaccard similarity in (0, 1] from which two texts count as duplicates
    shingle : what similarity is counted in: ``word:n`` or ``char:n``, n consecutive tokens or characters.
        Mails, pages, news: word:5 at .8; tweets, comments: char:5 at .7; titles: char:4 at .7. Product names: use
        entity matching, similarity cannot tell 128GB from 256GB.
    method : "minhash" compares texts that share a band of their sketches; "exact" misses nothing
    recall : probability to find a pair exactly at the threshold (a more similar one more surely); "exact" ignores it
    slots : size of a sketch: 64, 128 or 256
    keep : who stays: "first", "last", "longest", "shortest", the name of a column or n scores (higher first), or False
        to drop every text that has a duplicate
    floor : also report pairs from this similarity on, in ``below``, and let ``at()`` go down to it
    max_pairs : bound on the pairs that are reported; beyond it crowds of similar texts are compared by representatives
    threads : default: all CPUs this process may use; 1 runs on the calling thread
    progress : None (a bar on a terminal or in a notebook, after 2 s), True, False or a callable(stage, done, total)

    Returns
    -------
    Duplicates

    Raises
    ------
    ValueError
        If an argument is outside its range, or a column is not there.
    TypeError
        If ``data`` is no column of texts and no table, or a row is neither text nor missing.

    Examples
    --------
    >>> texts = ["the cat sat on the mat today", "The cat sat on the mat, today!", "Something else", None]
    >>> found = find_duplicates(texts, shingle="char:4", threshold=0.7)
    >>> found.keep_mask
    array([ True, False,  True,  True])
    >>> found.duplicate_of
    array([-1,  0, -1, -1])
    """
    found = _find(
        data, column, threshold, shingle, method, recall, slots, keep, floor, max_pairs, threads, progress
    )  # fmt: skip
    warn_about(found.warnings, found)
    return found


def _find(
    data: Any,
    column: str,
    threshold: float,
    shingle: str,
    method: str,
    recall: float,
    slots: int,
    keep: Keep,
    floor: float | None,
    max_pairs: int,
    threads: int | None,
    progress: Progress,
) -> Duplicates:
    check_share("threshold", threshold)
    if floor is not None:
        check_share("floor", floor)
        if floor > threshold:
            raise ValueError(f"floor must be at most the threshold {threshold}, got {floor}")
    check_number("recall", recall)
    check_slots(slots)
    check_at_least_1("max_pairs", max_pairs)
    check_str("shingle", shingle)
    check_str("method", method)
    texts = read_column(data, column)
    priority = _priority(keep, texts, data)
    lowest = threshold if floor is None else floor
    with reporting(progress) as report:
        every, complete, node_of, node_pairs, shingle_counts, cost = _core.find_duplicates(
            texts.texts, priority, threshold=lowest, shingle=shingle, method=method, recall=recall, slots=slots,
            max_pairs=max_pairs, threads=thread_count(threads), progress=report,
        )  # fmt: skip
    parameters = {
        "threshold": threshold, "measure": "jaccard", "shingle": shingle, "method": method, "recall": recall,
        "slots": slots, "floor": floor, "searched": lowest, "max_pairs": max_pairs,
        "keep": keep if isinstance(keep, (str, bool)) else "scores",
    }  # fmt: skip
    found = _Found(node_of, node_pairs, shingle_counts, priority, keep is not False, cost)
    result = _decide(every, complete, found, node_of == _NO_NODE, parameters, texts, ())
    return replace(result, warnings=warnings_for(result))


def drop_duplicates(
    data: Any,
    *,
    column: str = "text",
    threshold: float = 0.8,
    shingle: str = "word:5",
    method: Literal["minhash", "exact"] = "minhash",
    recall: float = 0.999,
    slots: int = 128,
    keep: Keep = "first",
    max_pairs: int = 20_000_000,
    threads: int | None = None,
    progress: Progress = None,
) -> Any:
    """Return ``data`` without its near-duplicates: ``find_duplicates(data, ...).apply(data)``.

    Takes the arguments of :func:`find_duplicates`. What comes in goes out: the same type, index, columns and order. An
    iterator becomes a list.

    Examples
    --------
    >>> drop_duplicates(("a rose is a rose", "A rose is a rose!", "a nose is no rose"), shingle="char:4")
    ('a rose is a rose', 'a nose is no rose')
    """
    if isinstance(data, Iterator):
        data = list(data)
    found = _find(data, column, threshold, shingle, method, recall, slots, keep, None, max_pairs, threads, progress)
    kept = found.apply(data)
    warn_about(found.warnings, kept)
    return kept
