"""Near-duplicate texts: find them, choose which to keep, explain why."""

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Self, TypeVar, overload

import numpy as np

from twicetold import _core
from twicetold.arguments import check_at_least, check_at_least_1, check_name, check_number, check_share, check_slots
from twicetold.columns import Column, read_column
from twicetold.containers import in_memory, table_of
from twicetold.duplicate_views import DuplicateViews
from twicetold.errors import warn_about
from twicetold.evidence import Evidence, bands_of, compare
from twicetold.frozen import Frozen
from twicetold.given_back import add_columns, take
from twicetold.guards import warnings_for
from twicetold.optional import needed
from twicetold.pairs import merged, nearest, nearest_of_texts, reaching, split
from twicetold.ranks import ranks_by
from twicetold.running import Progress, reporting, thread_count
from twicetold.same_rows import check_same_rows

if TYPE_CHECKING:
    import pandas as pd

BoolArray = np.ndarray[Any, np.dtype[np.bool_]]
IntArray = np.ndarray[Any, np.dtype[np.int64]]
FloatArray = np.ndarray[Any, np.dtype[np.float64]]
RankArray = np.ndarray[Any, np.dtype[np.uint32]]
#: Scores are numbers, times, or texts of one of both.
Keep = (
    str | Sequence[float | None] | Sequence[str | None] | Sequence[date | None] | np.ndarray[Any, Any] | Literal[False]
)
#: A container of texts, which comes back as it is.
Data = TypeVar("Data")
Item = TypeVar("Item")
Measure = Literal["jaccard", "containment"]
Method = Literal["minhash", "exact"]


_POLICIES = ("first", "last", "longest", "shortest")
NO_NODE = np.uint32(0xFFFFFFFF)  # of a row that is missing or has no token


class Group(NamedTuple):
    """A kept text and all that it stands for; members are in row order and include the representative."""

    representative: int
    members: tuple[int, ...]


@dataclass(frozen=True)
class Found:
    """What the core found: pairs of nodes, where texts of equal content are one node."""

    node_of: RankArray  # 2**32 - 1: nothing to compare
    node_pairs: Any
    node_sizes: RankArray  # distinct shingles; 0 if the node was compared with none
    priority: RankArray  # by which texts are visited
    shingle_counts: RankArray  # repeats included
    keep_any: bool  # False: every text that is in any pair is dropped
    cost: Mapping[str, Any]

    def decide(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """Apply the threshold: what is decided by it, by the attribute's name in a result."""
        node_pairs = reaching(self.node_pairs, parameters["threshold"])
        of, similarity = _core.representatives_of_nodes(node_pairs, self.priority, self.node_of)
        duplicate_of = np.where(of == np.arange(len(of)), -1, of.astype(np.int64))
        return {
            "keep_mask": duplicate_of < 0 if self.keep_any else ~self._in_any_pair(node_pairs, parameters["measure"]),
            "duplicate_of": duplicate_of,
            "duplicate_similarity": similarity,
            "parameters": parameters,
        }

    def _in_any_pair(self, node_pairs: Any, measure: str) -> BoolArray:
        """Return which rows are in a pair: those of a node that is in one, or that has several rows.

        By containment only the smaller text of a pair counts, and both if they are equally large.
        """
        compared = self.node_of != NO_NODE
        rows = np.bincount(self.node_of[compared])
        paired = rows > 1
        left, right, sizes = node_pairs["left"], node_pairs["right"], self.node_sizes
        either = measure == "jaccard"
        paired[left[either | (sizes[left] <= sizes[right])]] = True
        paired[right[either | (sizes[right] <= sizes[left])]] = True
        result = np.zeros(len(self.node_of), dtype=bool)
        result[compared] = paired[self.node_of[compared]]
        return result


@dataclass(frozen=True, eq=False, repr=False)
class Duplicates(Frozen, DuplicateViews):
    """The near-duplicates among n texts. Rows are 0-based positions; arrays are read-only (``.copy()`` is not).

    Attributes
    ----------
    pairs : structured array (left, right int64; similarity, left_in_right, right_in_left float64), sorted by
        (left, right), of every pair at or above the threshold; left < right. ``similarity`` is by the measure of the
        call: the Jaccard similarity, or the larger of the two shares that follow it
    pairs_complete : False if crowds were bounded (see ``warnings``): then identical texts are a star to their first
    below : pairs with floor ≤ similarity < threshold, like ``pairs``
    keep_mask : bool, shape (n,)
    duplicate_of : int64, shape (n,), the kept row that stands for each row, -1 for a row that stands for itself
    duplicate_similarity : float64, shape (n,), similarity to that row; 1 for a row that stands for itself
    missing : bool, shape (n,), rows without a token: never compared, always kept
    warnings : what was bounded or looks odd
    parameters : the arguments of the call but for ``data``, ``column``, ``threads`` and ``progress``, as a dict that
        refuses changes; ``searched`` is the lowest similarity of ``pairs`` and ``below``
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
    _found: Found
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
        ``bucket_limit`` (larger ones were compared by representatives; 0: none), ``crowded_buckets`` (how many),
        ``bounded_lookups`` (by containment: how often a text's search met such a list and did not look all of it
        through), and ``seconds`` of each stage. Identical texts count as one.
        """
        cost = copy.deepcopy(dict(self._found.cost))
        candidates = cost["candidates"]
        per_text = candidates / len(self) if len(self) else 0.0
        rejected = 1 - len(self._found.node_pairs) / candidates if candidates else 0.0
        return {**cost, "candidates_per_text": per_text, "rejected": rejected}

    def summary(self) -> str:
        """Return the result in a few lines."""
        n, dropped = len(self), int((~self.keep_mask).sum())
        return self._summary(
            f"{many(n, 'text')}: {n - dropped:,} kept, {dropped:,} dropped" + (f" ({dropped / n:.1%})" if n else ""),
            many(len(self.groups), "group")
            + (f", the largest of {len(self.groups[0].members):,} texts" if self.groups else ""),
        )

    def _summary(self, texts: str, groups: str) -> str:
        p = self.parameters
        lines = [
            texts + (f", {int(self.missing.sum()):,} without text" if self.missing.any() else ""),
            f"{many(len(self.pairs), 'pair')}{'' if self.pairs_complete else ' (bounded)'} at {p['measure']} ≥ "
            f"{p['threshold']:g} on {p['shingle']} ({p['method']}), {groups}",
        ]
        lines += [f"warning: {message}" for message in self.warnings]
        return "\n".join(line if len(line) <= 300 else line[:299] + "…" for line in lines)

    def __repr__(self) -> str:
        """Return a bounded summary."""
        return f"<{type(self).__name__} of {self.summary()}>"[:1900]

    def explain(self, i: int, j: int | None = None) -> Evidence:
        """Explain why rows i and j are similar, or (``j`` None) why row i was dropped: against the kept text for it.

        Left is row i and right row j; or left is the kept text and right row i, as on the page of :meth:`report`.

        Raises
        ------
        IndexError
            If a row is not in 0..n-1.
        ValueError
            If ``j`` is None and row i was kept, or the texts are gone (``without_texts``, pickles).
        """
        i = check_row(i, len(self))
        if j is None and self.duplicate_of[i] < 0:
            raise ValueError(f"j must name a row to compare with: row {i} is a duplicate of none")
        left, right = (int(self.duplicate_of[i]), i) if j is None else (i, check_row(j, len(self)))
        if self._column is None:
            raise ValueError("the texts are gone: use twicetold.compare on them")
        texts = self._column.text(left), self._column.text(right)
        evidence = compare(*texts, shingle=str(self.parameters["shingle"]))
        bands = bands_of(*texts, self.parameters, self._found.cost)
        also = tuple(row for row in self._partners(i) if row != left and self.keep_mask[row]) if j is None else ()
        return replace(evidence, left=left, right=right, also=also, bands=bands)

    def _partners(self, row: int) -> list[int]:
        right = self.pairs["right"][self.pairs["left"] == row]
        left = self.pairs["left"][self.pairs["right"] == row]
        return sorted({*left.tolist(), *right.tolist()})

    def at(self, threshold: float) -> Self:
        """Return the result for another threshold, at least ``floor`` (the threshold of the call, if none was given).

        The texts are not read again. Bands were chosen for the lower of threshold and floor. A review that was applied
        is left out.

        Raises
        ------
        ValueError
            If the threshold is outside its range.
        TypeError
            If it is no number.

        Warns
        -----
        DataWarning
            If the pairs are not complete: then a new search may keep others.
        """
        check_number("threshold", threshold)
        lowest = self.parameters["searched"]
        if not lowest <= threshold <= 1:
            way_out = ": search again with floor=" if 0 < threshold < lowest else ""
            raise ValueError(f"threshold must be in [{lowest}, 1], got {threshold!s}{way_out}")
        threshold = float(threshold)
        (above, fallen), (risen, under) = split(self.pairs, threshold), split(self.below, threshold)
        parameters = {**self.parameters, "threshold": threshold}
        result = replace(
            self, pairs=merged(above, risen), below=merged(fallen, under), **self._found.decide(parameters)
        )._guarded()
        if not self.pairs_complete:
            message = "the pairs are not complete: crowds were bounded, so what is kept may differ from a new search"
            result = replace(result, warnings=(*result.warnings, message))
            warn_about([message], result)
        return result

    def _guarded(self) -> Self:
        """Return the same result with the warnings that it deserves."""
        return replace(self, warnings=warnings_for(self))

    def borderline(self, k: int = 10) -> Any:
        """Return the k pairs nearest to the threshold, from ``pairs`` and ``below``, nearest first.

        Of pairs whose texts are equal only the first is returned. What is below the threshold is known from ``floor``
        on: without one, or ``thresholds(data).at(t)``, all pairs are above it.

        Raises
        ------
        TypeError, ValueError
            If ``k`` is no whole number, or negative.
        """
        check_at_least(0, "k", k)
        similarity = np.concatenate([self.pairs["similarity"], self.below["similarity"]])
        distances = np.abs(similarity - self.parameters["threshold"])
        if not self._within:  # pairs of two collections, in which rows are numbered anew
            return self._pairs_at(nearest(distances, k))
        return self._pairs_at(nearest_of_texts(distances, self._pairs_at, self._found.node_of, k))

    def _pairs_at(self, places: Any) -> Any:
        """Return pairs by their places in ``pairs``, and behind it in ``below``."""
        above = places < len(self.pairs)
        chosen = np.empty(len(places), dtype=self.pairs.dtype)
        chosen[above] = self.pairs.take(places[above])
        chosen[~above] = self.below.take(places[~above] - len(self.pairs))
        return chosen

    @overload
    def apply(self, data: tuple[Item, ...]) -> tuple[Item, ...]: ...
    @overload
    def apply(self, data: Data) -> Data: ...
    def apply(self, data: Any) -> Any:
        """Return the kept rows of ``data`` in its own type: the searched object, or another of the same rows.

        Rows are positions: a table that was sorted or sampled after the search is refused, if it has the searched
        column (by up to 5,000 of its texts).

        Raises
        ------
        ValueError
            If ``data`` has not n rows, or they are not those that were searched.
        """
        check_same_rows(self._column, data)
        return take(data, self.keep_mask)

    def annotate(self, data: Data, *, prefix: str = "") -> Data:
        """Return the table with columns duplicate_of, duplicate_group (-1: none) and duplicate_similarity.

        Raises
        ------
        TypeError, ValueError
            If ``data`` is no table, has not n rows or a column of that name, or its rows are not those that were
            searched, as :meth:`apply` tells.
        """
        check_same_rows(self._column, data)
        group = np.full(len(self), -1, dtype=np.int64)
        for number, (_, members) in enumerate(self.groups):
            group[list(members)] = number
        columns = {
            "duplicate_of": self.duplicate_of,
            "duplicate_group": group,
            "duplicate_similarity": self.duplicate_similarity,
        }
        return add_columns(data, columns, prefix)  # type: ignore[no-any-return]

    def to_pandas(self) -> "pd.DataFrame":
        """Return ``pairs`` as a pandas DataFrame."""
        frame: pd.DataFrame = needed("pandas", "to_pandas").DataFrame(self._pair_columns())
        return frame

    def to_polars(self) -> Any:
        """Return ``pairs`` as a polars DataFrame."""
        return needed("polars", "to_polars").DataFrame(self._pair_columns())

    def to_arrow(self) -> Any:
        """Return ``pairs`` as a pyarrow Table."""
        return needed("pyarrow", "to_arrow").table(self._pair_columns())

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Hand ``pairs`` over by Arrow's PyCapsule interface: ``polars.DataFrame(found)``, ``pyarrow.table(found)``."""
        return needed("pyarrow", "__arrow_c_stream__").table(self._pair_columns()).__arrow_c_stream__(requested_schema)

    def _pair_columns(self) -> dict[str, Any]:
        return {name: self.pairs[name] for name in self.pairs.dtype.names}

    def without_texts(self) -> Self:
        """Return the same result without the reference to the caller's texts."""
        return replace(self, _column=None)

    def __copy__(self) -> Self:
        """Return the same result, with the texts."""
        return replace(self)

    def __getstate__(self) -> dict[str, Any]:
        """Leave the texts out of pickles."""
        return {**self.__dict__, "_column": None}


def check_row(row: int, rows: int) -> int:
    """Return ``row``, or raise unless it is in 0..rows-1."""
    if isinstance(row, bool) or not isinstance(row, (int, np.integer)):
        raise TypeError(f"row must be int, got {type(row).__name__}")
    if not 0 <= row < rows:
        raise IndexError(f"row must be in 0..{rows - 1}, got {row}" if rows else f"no rows, got {row}")
    return int(row)


def many(count: int, what: str) -> str:
    """Return a number of things in words."""
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
    table = table_of(data)
    if table is not None and name in table.columns:
        return table.get_column(name).to_numpy()
    raise ValueError(f"keep must be 'first', 'last', 'longest', 'shortest', a column, n scores or False, got {name!r}")


def find_duplicates(
    data: Any,
    *,
    column: str = "text",
    threshold: float = 0.8,
    measure: Measure = "jaccard",
    shingle: str = "word:5",
    method: Method = "minhash",
    recall: float = 0.999,
    slots: int = 128,
    keep: Keep = "first",
    floor: float | None = None,
    max_pairs: int = 20_000_000,
    cache_mb: float = 32.0,
    threads: int | None = None,
    progress: Progress = None,
) -> Duplicates:
    """Find near-duplicate texts and choose which to keep.

    Every pair that is reported was verified on the texts' shingle sets. Nothing is dropped without a kept text at least
    as similar as the threshold (but by ``keep=False``). The result is the same for any number of threads and any
    container. Texts that are missing (None, NaN, null) or have no token are never compared and always kept; one of
    fewer than n units of ``shingle`` is like another only if all their tokens are equal.

    Parameters
    ----------
    data : column of n texts (list, Series, Arrow array …), or a table that has one
    column : name of the column, if ``data`` is a table
    threshold : similarity in (0, 1] from which on two texts count as duplicates
    measure : "jaccard", distinct shingles in both texts / in either; or "containment", in both / in the smaller: then
        excerpts, quotes and truncated copies go and the whole stays. A text is dropped only if at least ``threshold``
        of its own distinct shingles are in the text that is kept for it, which is at least as large; texts are visited
        by their number of distinct shingles, more first, and ``keep`` breaks ties.
    shingle : what similarity is counted in: ``word:n`` or ``char:n``, n consecutive tokens or characters.
        Mails, pages, news: word:5 at .8; tweets, comments: char:5 at .7; titles: char:4 at .7. Product names: use
        entity matching, similarity cannot tell 128GB from 256GB.
    method : "minhash" compares texts that share a band of their sketches; "exact" misses nothing. Sketches cannot find
        an excerpt, so by containment both compare all texts that share a rare shingle; with "minhash" the shingles of
        crowds are bounded if the work would exceed 50 ``max_pairs`` meetings, which ``cost()`` and a warning then say.
    recall : in (0, 1), probability to find a pair exactly at the threshold, or the floor (a more similar one more
        surely); "exact" ignores it, and by containment nothing is left to chance
    slots : size of a sketch: 64, 128 or 256; more make low thresholds possible
    keep : who stays: "first", "last", "longest", "shortest" (in code points), the name of a column or n scores (numbers
        or times, also as texts in ISO 8601; higher first, missing ones last), ties to the earlier row; or False to drop
        every text that has a duplicate. By containment False drops a text if at least ``threshold`` of its distinct
        shingles are in one that has at least as many: of a pair the smaller goes, both if they are equally large. No
        text goes because of a smaller one, even if ``threshold`` of it is in there, too.
    floor : at most the threshold: also report pairs from this similarity on, in ``below``, and let ``at()`` go down to
        it; bands are chosen for it
    max_pairs : if there are more pairs than this, those of ``below`` counted as well, crowds are compared only in part:
        ``pairs_complete`` is then False, a warning says so, and still nothing is dropped without a kept twin.

        - Too many pairs of rows: of identical texts the first is paired with its copies and with other texts, the
          copies with nothing else.
        - Too many pairs of different texts: those that meet in a large bucket (have a band in common, or a rare
          shingle) are compared only with the first 16 of it, by ``keep``, and with the one before; by containment, with
          the first that have the shingle. Buckets of half the size count as large, again and again, until there are at
          most ``max_pairs``, but none of 16 texts or fewer: so the pairs may still be more.
        - Too much work, with "minhash": if more than 50 ``max_pairs`` pairs of texts meet in buckets, the largest
          buckets are treated so, however few of the pairs are similar.
    cache_mb : with "minhash", the megabytes of shingle sets that are in memory while pairs are verified, at least 1 and
        at least one pair; less takes longer and changes nothing. Beside it there are 4 ``slots`` bytes a text, 16 bytes
        for each text and band of the eight that are searched at a time, and 40 bytes a pair. "exact" and containment
        hold the sets of all texts, 8 bytes a shingle.
    threads : default: all CPUs this process may use; 1 runs on the calling thread
    progress : None (a bar on a terminal or in a notebook, after 2 s), True, False or a callable(stage, done, total)

    Returns
    -------
    Duplicates
        Its arrays have a row for each of the n texts, or for each pair; ``apply(data)`` is what is kept.

    Raises
    ------
    ValueError
        If an argument is outside its range, a column is not there, bytes are not valid UTF-8, or sketches of so many
        slots cannot reach the recall at the threshold: then it says which would.
    TypeError
        If ``data`` is no column of texts and no table, a row is neither text nor missing, or an argument is of another
        type.

    Warns
    -----
    DataWarning
        If crowds were bounded, one group has more than 1 % of the texts, more than half of them are dropped, many share
        a template, or most are too short for the shingle; ``warnings`` of the result repeats it.

    Notes
    -----
    "minhash" uses Fast Similarity Sketching (Dahlgaard, Knudsen and Thorup, FOCS 2017), "exact" a prefix-filter join
    after AllPairs (Bayardo, Ma and Srikant, WWW 2007) and PPJoin (Xiao et al., WWW 2008); containment is that of Broder
    (1997).

    Examples
    --------
    >>> texts = ["the cat sat on the mat today", "The cat sat on the mat, today!", "Something else", None]
    >>> found = find_duplicates(texts, shingle="char:4", threshold=0.7)
    >>> found.keep_mask
    array([ True, False,  True,  True])
    >>> found.duplicate_of
    array([-1,  0, -1, -1])

    >>> texts = ["The mat was new.", "The cat sat on the mat. The mat was new."]
    >>> find_duplicates(texts, measure="containment", shingle="char:4").keep_mask
    array([False,  True])
    """
    found = search(
        data, column, threshold, measure, shingle, method, recall, slots, keep, floor, max_pairs, cache_mb, threads,
        progress,
    )  # fmt: skip
    warn_about(found.warnings, found)
    return found


def search(
    data: Any,
    column: str,
    threshold: float,
    measure: str,
    shingle: str,
    method: str,
    recall: float,
    slots: int,
    keep: Keep,
    floor: float | None,
    max_pairs: int,
    cache_mb: float,
    threads: int | None,
    progress: Progress,
) -> Duplicates:
    check_search(threshold, measure, shingle, method, recall, slots, floor, max_pairs)
    check_cache(cache_mb)
    numbers = plain_numbers(threshold=threshold, recall=recall, slots=slots, floor=floor, max_pairs=max_pairs)
    if isinstance(keep, str) and keep not in _POLICIES:
        data, _ = in_memory(data)  # so that scores and texts are read of the same rows
    texts = read_column(data, column)
    with reporting(progress) as report:
        every, complete, *rest, cost = _core.find_duplicates(
            texts.texts, _priority(keep, texts, data), threshold=numbers["searched"], measure=measure,
            shingle=shingle, method=method, recall=recall, slots=slots, max_pairs=max_pairs,
            cache_bytes=int(cache_mb * 1e6), threads=thread_count(threads), progress=report,
        )  # fmt: skip
    node_of, node_pairs, node_sizes, priority, shingle_counts = rest
    parameters = {
        **numbers, "measure": measure, "shingle": shingle, "method": method, "cache_mb": float(cache_mb),
        "keep": keep if isinstance(keep, (str, bool)) else "scores",
    }  # fmt: skip
    found = Found(node_of, node_pairs, node_sizes, priority, shingle_counts, keep is not False, cost)
    pairs, below = split(every, numbers["threshold"])
    result = Duplicates(
        pairs=pairs, pairs_complete=complete, below=below, missing=node_of == NO_NODE, warnings=(), _found=found,
        _column=texts, **found.decide(parameters),
    )  # fmt: skip
    return result._guarded()


def check_search(
    threshold: float,
    measure: str,
    shingle: str,
    method: str,
    recall: float,
    slots: int,
    floor: float | None,
    max_pairs: int,
) -> None:
    """Raise unless the arguments of a search have their types, and are in their ranges where the core cannot tell."""
    check_share("threshold", threshold)
    if floor is not None:
        check_share("floor", floor)
        if floor > threshold:
            raise ValueError(f"floor must be at most the threshold {threshold!s}, got {floor!s}")
    check_number("recall", recall)
    if not 0 < recall < 1:
        raise ValueError(f"recall must be in (0, 1), got {recall!s}")
    check_slots(slots)
    check_at_least_1("max_pairs", max_pairs)
    check_name("measure", measure)
    check_name("shingle", shingle)
    check_name("method", method)


def plain_numbers(
    *, threshold: float, recall: float, slots: int, floor: float | None, max_pairs: int
) -> dict[str, Any]:
    """Return the numbers of a search by name as Python's own, which can be compared and written anywhere.

    ``searched`` is the lowest similarity that is reported.
    """
    return {
        "threshold": float(threshold), "recall": float(recall), "slots": int(slots),
        "floor": None if floor is None else float(floor), "searched": float(threshold if floor is None else floor),
        "max_pairs": int(max_pairs),
    }  # fmt: skip


def check_cache(cache_mb: Any) -> None:
    """Raise unless ``cache_mb`` is a size that a cache may have."""
    check_number("cache_mb", cache_mb)
    if not 1 <= cache_mb < 1e9:
        raise ValueError(f"cache_mb must be at least 1 (megabyte) and below 1e9, got {cache_mb}")


@overload
def drop_duplicates(
    data: Iterator[Item],
    *,
    column: str = "text",
    threshold: float = 0.8,
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
) -> list[Item]: ...
@overload
def drop_duplicates(
    data: tuple[Item, ...],
    *,
    column: str = "text",
    threshold: float = 0.8,
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
) -> tuple[Item, ...]: ...
@overload
def drop_duplicates(
    data: Data,
    *,
    column: str = "text",
    threshold: float = 0.8,
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
) -> Data: ...
def drop_duplicates(
    data: Any,
    *unnamed: Any,
    column: str = "text",
    threshold: float = 0.8,
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
) -> Any:
    """Return ``data`` without its near-duplicates: ``find_duplicates(data, ...).apply(data)``.

    Takes the arguments of :func:`find_duplicates` but for ``floor``, and raises and warns as it does. What comes in
    goes out: the same type, index, columns and order. An iterator becomes a list. ``data`` itself is not changed.

    Examples
    --------
    >>> drop_duplicates(("a rose is a rose", "A rose is a rose!", "a nose is no rose"), shingle="char:4")
    ('a rose is a rose', 'a nose is no rose')
    """
    if unnamed:
        raise TypeError(f"all arguments but data must be named: column={unnamed[0]!r:.60}?")
    rows, own_type = in_memory(data)
    found = search(
        rows, column, threshold, measure, shingle, method, recall, slots, keep, None, max_pairs, cache_mb, threads,
        progress,
    )  # fmt: skip
    kept = own_type(take(rows, found.keep_mask))
    warn_about((text.replace(" explain(", " find_duplicates(data).explain(") for text in found.warnings), kept)
    return kept
