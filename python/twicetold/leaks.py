"""Texts of one collection that stand, whole or nearly so, in another."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, ClassVar, Self

import numpy as np

from twicetold import _core
from twicetold.columns import Column, read_column
from twicetold.duplicate_views import Words
from twicetold.duplicates import (
    NO_NODE,
    Duplicates,
    Found,
    Group,
    Measure,
    Method,
    check_row,
    check_search,
    many,
    plain_numbers,
)  # fmt: skip
from twicetold.errors import warn_about
from twicetold.evidence import Evidence, compare
from twicetold.guards import warnings_for_leaks
from twicetold.pairs import split
from twicetold.running import Progress, reporting, thread_count


@dataclass(frozen=True)
class FoundLeaks(Found):
    """What the core found: nodes of the rows of train, then of those of test, which share none."""

    train_rows: int = 0

    def decide(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """Apply the threshold: with all of train visited first, each text of test has its most similar one there."""
        decided = super().decide(parameters)
        of, similarity = decided["duplicate_of"][self.train_rows :], decided["duplicate_similarity"][self.train_rows :]
        leaked = (of >= 0) & (of < self.train_rows)  # else it stands for itself, or a copy of it in test does
        return {
            **decided,
            "keep_mask": ~leaked,
            "duplicate_of": np.where(leaked, of, -1),
            "duplicate_similarity": np.where(leaked, similarity, 1.0),
        }


@dataclass(frozen=True, eq=False, repr=False)
class Leaks(Duplicates):
    """Which of the n texts of test stand in train. Rows are 0-based positions, of train or of test; arrays are
    read-only.

    Attributes
    ----------
    pairs : structured array (left, right int64; similarity, left_in_right, right_in_left float64), sorted by
        (left, right): left is a row of train, right one of test; ``similarity`` is by the measure of the call, by
        containment the share of the test text's shingles that the train text has (``right_in_left``)
    pairs_complete : False if crowds were bounded (see ``warnings``): then some leaks may be missed; none is invented
    below : pairs with floor ≤ similarity < threshold, like ``pairs``
    keep_mask : bool, shape (n,), rows of test that do not stand in train
    duplicate_of : int64, shape (n,), the row of train that is most similar to each row of test (the earliest of
        equals), -1 if none reaches the threshold
    duplicate_similarity : float64, shape (n,), similarity to that row; 1 where there is none
    missing : bool, shape (n,), rows of test without a token: never compared
    warnings : what was bounded or looks odd
    parameters : the arguments of the call
    """

    _train: Column | None = field(default=None)
    train_size: int = 0
    _within: ClassVar[bool] = False
    _words: ClassVar[Words] = Words(
        ("test text", "test texts"), "new", "stand in train", "train texts that hold them", "train row"
    )

    def _text_of(self, row: int, *, source: bool = False) -> str | None:
        """Return the text of a row of test, or (``source``) of train; None if the texts are gone."""
        column = self._train if source else self._column
        return None if column is None else column.text(row)

    @cached_property
    def groups(self) -> list[Group]:
        """Rows of train with the rows of test for which they stand (at least one), biggest first, then by row.

        ``representative`` is a row of train, ``members`` are rows of test only.
        """
        members: dict[int, list[int]] = {}
        for row in np.flatnonzero(self.duplicate_of >= 0).tolist():
            members.setdefault(int(self.duplicate_of[row]), []).append(row)
        groups = [Group(source, tuple(rows)) for source, rows in members.items()]
        return sorted(groups, key=lambda group: (-len(group.members), group.representative))

    def summary(self) -> str:
        """Return the result in a few lines."""
        n, leaked = len(self), int((~self.keep_mask).sum())
        return self._summary(
            f"{leaked:,} of {many(n, 'test text')} {'stands' if leaked == 1 else 'stand'} in train"
            + (f" ({leaked / n:.1%})" if n else ""),
            f"{len(self.groups):,} of {many(self.train_size, 'train text')} "
            f"{'holds' if len(self.groups) == 1 else 'hold'} them",
        )

    def __repr__(self) -> str:
        """Return a bounded summary."""
        return f"<Leaks: {self.summary()}>"[:1900]

    def explain(self, i: int, j: int | None = None) -> Evidence:
        """Explain row i of test by row j of train, or (``j`` None) by the row of train in which it stands.

        As in ``pairs``, left is the text of train and right that of test; ``also`` are other rows of train in which
        row i stands.

        Raises
        ------
        IndexError
            If there is no such row.
        ValueError
            If ``j`` is None and row i does not stand in train, or the texts are gone (``without_texts``, pickles).
        """
        i = check_row(i, len(self))
        if j is None and self.duplicate_of[i] < 0:
            raise ValueError(f"j must name a row of train to compare with: row {i} of test stands in none")
        source = check_row(int(self.duplicate_of[i]) if j is None else j, self.train_size)
        if self._train is None or self._column is None:
            raise ValueError("the texts are gone: use twicetold.compare on them")
        evidence = compare(self._train.text(source), self._column.text(i), shingle=str(self.parameters["shingle"]))
        partners = self.pairs["left"][self.pairs["right"] == i].tolist() if j is None else []
        return replace(evidence, left=source, right=i, also=tuple(row for row in partners if row != source))

    def _guarded(self) -> Self:
        return replace(self, warnings=warnings_for_leaks(self))

    def without_texts(self) -> Self:
        """Return the same result without the references to the caller's texts."""
        return replace(self, _column=None, _train=None)

    def __getstate__(self) -> dict[str, Any]:
        """Leave the texts out of pickles."""
        return {**super().__getstate__(), "_train": None}


def find_leaks(
    train: Any,
    test: Any,
    *,
    column: str | tuple[str, str] = "text",
    threshold: float = 0.8,
    measure: Measure = "containment",
    shingle: str = "word:5",
    method: Method = "minhash",
    recall: float = 0.999,
    slots: int = 128,
    floor: float | None = None,
    max_pairs: int = 20_000_000,
    threads: int | None = None,
    progress: Progress = None,
) -> Leaks:
    """Find the texts of ``test`` that stand in ``train``, whole or nearly so: what a model has seen before its exam.

    Only texts of the one are compared with texts of the other. Every pair that is reported was verified on the texts'
    shingle sets. ``find_leaks(...).apply(test)`` is the part of test that is new.

    Parameters
    ----------
    train, test : columns of texts (list, Series, Arrow array …), or tables that have one; not necessarily of one type
    column : name of the column where they are tables, or the two names, of train's and of test's
    threshold : similarity in (0, 1] from which on a text of test stands in one of train
    measure : "containment", the share of the test text's distinct shingles that the train text has, whichever is the
        larger; or "jaccard", shingles in both / in either
    shingle : what similarity is counted in: ``word:n`` or ``char:n``, as in :func:`find_duplicates`
    method : "exact" misses nothing; "minhash" neither, unless the work would exceed 50 ``max_pairs`` meetings of texts
        that share a rare shingle, which ``cost()`` and a warning then say. No sketches are made.
    recall, slots : of sketches, as in :func:`find_duplicates`: nothing is left to chance here
    floor : at most the threshold: also report pairs from this similarity on, in ``below``, and let ``at()`` go down to
        it
    max_pairs : if there are more pairs than this, those of ``below`` counted as well, crowds are compared only in part:
        ``pairs_complete`` is then False and a warning says so. Of identical rows of train only the first is in pairs,
        of those of test each is in one; if there are more pairs of different texts, a text is compared only with the
        first texts of train that have a rare shingle of it, at least 16, so that the pairs may still be more. Some
        leaks may then be missed; none is invented.
    threads : default: all CPUs this process may use; 1 runs on the calling thread
    progress : None (a bar on a terminal or in a notebook, after 2 s), True, False or a callable(stage, done, total)

    Returns
    -------
    Leaks
        Its arrays have a row for each of the n texts of test, or for each pair.

    Raises
    ------
    ValueError
        If an argument is outside its range, a column is not there, or bytes are not valid UTF-8.
    TypeError
        If ``train`` or ``test`` is no column of texts and no table, a row is neither text nor missing, or an argument
        is of another type.

    Warns
    -----
    DataWarning
        If crowds were bounded, one row of train holds more than 1 % of test, more than half of test stands in train,
        many texts share a template, or most are too short for the shingle; ``warnings`` of the result repeats it.

    Examples
    --------
    >>> train = ["The cat sat on the mat. It was a new mat.", "Dogs bark."]
    >>> test = ["Cats sleep.", "It was a new mat", "the cat sat on the mat"]
    >>> leaks = find_leaks(train, test, shingle="char:4")
    >>> leaks.duplicate_of
    array([-1,  0,  0])
    >>> leaks.apply(test)
    ['Cats sleep.']
    """
    train_column, test_column = _two_names(column)
    check_search(threshold, measure, shingle, method, recall, slots, floor, max_pairs)
    numbers = plain_numbers(threshold=threshold, recall=recall, slots=slots, floor=floor, max_pairs=max_pairs)
    sources = _read("train", train, train_column)
    texts = _read("test", test, test_column)
    with reporting(progress) as report:
        every, complete, node_of, node_pairs, shingle_counts, cost = _core.find_leaks(
            sources.texts, texts.texts, threshold=numbers["searched"], measure=measure, shingle=shingle,
            method=method, recall=recall, slots=slots, max_pairs=max_pairs, threads=thread_count(threads),
            progress=report,
        )  # fmt: skip
    parameters = {**numbers, "measure": measure, "shingle": shingle, "method": method}
    visited = np.arange(len(node_of), dtype=np.uint32)
    found = FoundLeaks(node_of, node_pairs, visited[:0], visited, shingle_counts, True, cost, len(sources))
    pairs, below = split(every, numbers["threshold"])
    result = Leaks(
        pairs=pairs, pairs_complete=complete, below=below, missing=node_of[len(sources) :] == NO_NODE, warnings=(),
        _found=found, _column=texts, _train=sources, train_size=len(sources), **found.decide(parameters),
    )._guarded()  # fmt: skip
    warn_about(result.warnings, result)
    return result


def _two_names(column: Any) -> tuple[str, str]:
    if isinstance(column, str):
        return column, column
    if isinstance(column, (tuple, list)) and len(column) == 2 and all(isinstance(name, str) for name in column):
        return column[0], column[1]
    raise TypeError(f"column must be a name or two, of train's and of test's column, got {column!r}")


def _read(name: str, data: Any, column: str) -> Column:
    """Read a column; errors name the argument."""
    try:
        return read_column(data, column)
    except (TypeError, ValueError) as error:
        kind = TypeError if isinstance(error, TypeError) else ValueError
        raise kind(re.sub("^data ", f"{name} ", str(error))) from error
