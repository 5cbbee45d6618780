"""Decisions of people about what was found: read from the file that a review page exports, and applied."""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from twicetold.duplicates import Duplicates

FORMAT = 1
DECISIONS = ("keep", "drop", "unsure")

_NO_NODE = np.uint32(0xFFFFFFFF)
_LARGEST = 256_000_000  # bytes of a file; 2^22 decisions take less


def fingerprint(found: "Duplicates") -> str:
    """Return what tells a result from others: a hash of its pairs and of what stands for what."""
    digest = hashlib.sha256(f"{len(found)} ".encode())
    for array in (found.pairs, found.duplicate_of, found.keep_mask):
        digest.update(np.ascontiguousarray(array).view(np.uint8).data)
    return digest.hexdigest()


def reviewed(found: "Duplicates", review: Any) -> "tuple[Duplicates, list[str]]":
    """Return the result with the decisions in it, and warnings about those that could not be followed."""
    decisions = _read(found, review)
    keep = [row for row, decision in decisions.items() if decision == "keep"]
    drop = {row for row, decision in decisions.items() if decision == "drop"}
    kept, of, similarity = found.keep_mask.copy(), found.duplicate_of.copy(), found.duplicate_similarity.copy()
    kept[keep], of[keep], similarity[keep] = True, -1, 1.0
    if found._within and found._found.keep_any:
        stay = _decide_anew(found, kept, of, similarity, drop)
    else:  # dropped rows need no twin here that could go itself, and the others have none
        stay = sorted(row for row in drop if kept[row])
    messages = []
    if stay:
        rows = ", ".join(map(str, stay[:10])) + (", …" if len(stay) > 10 else "")
        messages.append(f"to be dropped, but no text that is kept resembles them, so they stay: rows {rows}")
    result = replace(
        found, keep_mask=kept, duplicate_of=of, duplicate_similarity=similarity,
        parameters={**found.parameters, "decisions": len(decisions)},
    )._guarded()  # fmt: skip
    return replace(result, warnings=(*result.warnings, *messages)), messages


def _decide_anew(found: "Duplicates", kept: Any, of: Any, similarity: Any, drop: set[int]) -> list[int]:
    """Drop rows, and decide anew for those that they stood for; return rows to be dropped that have no kept twin.

    Changes the arrays. Rows are visited by priority, those to be dropped last, so that all that stay are known.
    """
    kept[list(drop)] = False
    orphans = np.flatnonzero((of >= 0) & ~kept[np.maximum(of, 0)]).tolist()
    priority = found._found.priority
    waiting = sorted({*drop, *orphans} - {row for row in drop if of[row] >= 0 and kept[of[row]]})
    waiting.sort(key=lambda row: (row in drop, priority[row]))
    twins = _Twins(found, waiting, kept)
    stay = []
    for row in waiting:
        twin, share = twins.best(row)
        of[row], similarity[row], kept[row] = twin, share, twin < 0
        if twin < 0:
            twins.keep(row)
            stay += [row] if row in drop else []
    return sorted(stay)


class _Twins:
    """The texts that may stand for each of some rows: similar ones, and those of equal content."""

    def __init__(self, found: "Duplicates", rows: list[int], kept: Any) -> None:
        self._kept = kept
        self._priority, self._node_of = found._found.priority, found._found.node_of
        self._similar: dict[int, list[tuple[float, int]]] = {row: [] for row in rows}
        self._equal: dict[int, int] = {}  # the first kept row of each node
        jaccard, threshold = found.parameters["measure"] == "jaccard", found.parameters["threshold"]
        for own, other, share in (("left", "right", "left_in_right"), ("right", "left", "right_in_left")):
            near = found.pairs[np.isin(found.pairs[own], rows)]
            near = near if jaccard else near[near[share] >= threshold]  # only what is contained may go
            shares = near["similarity" if jaccard else share]
            for row, twin, value in zip(near[own].tolist(), near[other].tolist(), shares.tolist(), strict=True):
                self._similar[row].append((value, twin))
        nodes = self._node_of[rows]
        alike = kept & (self._node_of != _NO_NODE) & np.isin(self._node_of, nodes)
        for row in np.flatnonzero(alike).tolist():
            self.keep(row)

    def keep(self, row: int) -> None:
        """Note that a row is kept."""
        node = int(self._node_of[row])
        if self._priority[row] <= self._priority[self._equal.get(node, row)]:
            self._equal[node] = row

    def best(self, row: int) -> tuple[int, float]:
        """Return the most similar kept text, ties to the earlier priority, and its similarity; -1 and 1 for none."""
        node = int(self._node_of[row])
        equal = [(1.0, self._equal[node])] if node != _NO_NODE and node in self._equal else []
        kept = [(share, twin) for share, twin in [*self._similar[row], *equal] if self._kept[twin] and twin != row]
        if not kept:
            return -1, 1.0
        share, twin = min(kept, key=lambda own: (-own[0], self._priority[own[1]]))
        return twin, share


def _read(found: "Duplicates", review: Any) -> dict[int, str]:
    """Return the decision on each row that has one, or say what is wrong with the file."""
    name, value = ("the review", review) if isinstance(review, Mapping) else _load(review)
    if not isinstance(value, Mapping) or value.get("twicetold_review") != FORMAT:
        raise ValueError(f"{name} must be what a review page exported (twicetold_review {FORMAT})")
    if value.get("texts") != len(found):
        raise ValueError(f"{name} is of another result: of {value.get('texts')!r} texts, this one has {len(found)}")
    if value.get("fingerprint") != fingerprint(found):
        raise ValueError(f"{name} is of another result: its pairs or what was kept differ (other arguments or texts?)")
    decisions = value.get("decisions")
    if not isinstance(decisions, Iterable) or isinstance(decisions, (str, Mapping)):
        raise ValueError(f"{name} must have a list of decisions")
    result: dict[int, str] = {}
    for place, entry in enumerate(decisions):
        row, decision = (entry.get("row"), entry.get("decision")) if isinstance(entry, Mapping) else (None, None)
        if type(row) is not int or not 0 <= row < len(found):
            raise ValueError(f"{name}: decision {place} must have a row in 0..{len(found) - 1}, got {row!r:.60}")
        if decision not in DECISIONS:
            raise ValueError(f"{name}: decision {place} must be keep, drop or unsure, got {decision!r:.60}")
        if row in result:
            raise ValueError(f"{name}: row {row} must be decided once")
        result[row] = decision
    return result


def _load(path: Any) -> tuple[str, Any]:
    if not isinstance(path, (str, os.PathLike)):
        raise TypeError(f"review must be a path or the exported mapping, got {type(path).__name__}")
    name = os.fsdecode(path)
    if os.path.getsize(path) > _LARGEST:
        raise ValueError(f"{name} must be what a review page exported, got a file of {os.path.getsize(path):,} bytes")
    try:
        with open(path, encoding="utf-8-sig") as file:
            return name, json.load(file)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{name} must be JSON: {error}") from error
