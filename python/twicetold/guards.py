"""What a user should know before half of the data is dropped."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from twicetold.templates import find_template

if TYPE_CHECKING:
    from twicetold.duplicates import Duplicates
    from twicetold.leaks import Leaks

# From how many rows on a share of them says something.
_FEW = 1000
# From how many rows on it cannot be meant that all are empty.
_SOME = 100
# Tokens from which word:5 at .8 bears a changed word.
_LONG = 50


def warnings_for(found: "Duplicates") -> tuple[str, ...]:
    """Return the warnings that a result deserves."""
    return _messages(found, (_nothing, _bounded, _crowd, _most_dropped, _template, _short))


def warnings_for_leaks(found: "Leaks") -> tuple[str, ...]:
    """Return the warnings that a result of find_leaks deserves."""
    return _messages(found, (_nothing, _bounded, _one_source, _most_leaked, _template, _short))


def _messages(found: Any, checks: tuple[Callable[[Any], str | None], ...]) -> tuple[str, ...]:
    return tuple(message for check in checks if (message := check(found)))


def _samples(pairs: Any) -> str:
    if not len(pairs):
        return ""
    chosen = pairs[np.linspace(0, len(pairs) - 1, min(3, len(pairs))).astype(int)]
    return _rows((p["left"], p["right"]) for p in chosen)


def _rows(pairs: Iterable[tuple[Any, Any]]) -> str:
    return "; compare rows " + ", ".join(f"{left} and {right}" for left, right in pairs)


def _nothing(found: "Duplicates") -> str | None:
    n = len(found)
    if n < _SOME or not found.missing.all():
        return None
    return f"none of the {n:,} texts has a token: nothing was compared; is it the right column?"


def _bounded(found: "Duplicates") -> str | None:
    if found.pairs_complete:
        return None
    cost, most = found.cost(), found.parameters["max_pairs"]
    limit, lookups = cost["bucket_limit"], cost["bounded_lookups"]
    start, end = f"too many pairs for max_pairs={most:,}", "so pairs is not complete"
    if lookups:
        return (
            f"{start}, or too many texts to compare: {cost['crowded_buckets']:,} shingles that more than {limit:,} "
            f"texts have were looked up {lookups:,} times, but only some of their texts were compared, {end} and some "
            f"texts may stay that would go (those that go do have their twin){_samples(found.pairs)}; raise max_pairs"
        )
    what = f"{cost['crowded_buckets']:,} crowds of more than {limit:,} texts" if limit else "identical texts"
    return (
        f"{start}: {what} were compared by representatives, {end} (every dropped text still has a kept twin)"
        f"{_samples(found.pairs)}; raise max_pairs, or cut what they repeat by strip_repeats"
    )


def _crowd(found: "Duplicates") -> str | None:
    n = len(found)
    dropped_for = np.bincount(found.duplicate_of[found.duplicate_of >= 0], minlength=1)
    kept = int(dropped_for.argmax())
    members = int(dropped_for[kept]) + 1
    if n < _FEW or members <= n / 100:
        return None
    own = found.pairs[found.pairs["left"] == kept]
    return (
        f"one group holds {members:,} of {n:,} texts{_samples(own)}: by explain(i, j) you see whether a template makes "
        "them alike (then strip_repeats) or the threshold is too low (then thresholds(data))"
    )


def _most_dropped(found: "Duplicates") -> str | None:
    n, dropped = len(found), int((~found.keep_mask).sum())
    if n < _FEW or dropped <= n / 2:
        return None
    return (
        f"{dropped:,} of {n:,} texts are dropped{_samples(found.pairs)} by explain(i, j), and see by thresholds(data) "
        "what a higher threshold keeps"
    )


def _template(found: "Duplicates") -> str | None:
    if len(found) < _FEW or found._column is None or len(found.missing) == int(found.missing.sum()):
        return None
    template = find_template(found._column, len(found))
    if template is None:
        return None
    return (
        f"{template.rows:,} of {len(found):,} texts {template.where} with the same {template.words} words "
        f"({template.text!r}){_rows(template.pairs)}: cut such passages by strip_repeats(data, unit='line') before, or "
        "raise the threshold"
    )


def _one_source(found: "Leaks") -> str | None:
    n = len(found)
    sources, leaked = np.unique(found.duplicate_of[found.duplicate_of >= 0], return_counts=True)
    if n < _FEW or not len(sources) or leaked.max() <= n / 100:
        return None
    source = int(sources[leaked.argmax()])
    own = found.pairs[found.pairs["left"] == source]
    return (
        f"row {source} of train holds {leaked.max():,} of {n:,} texts of test{_samples(own)} (of train, of test): "
        "by explain(i) you see whether a template makes them alike (then strip_repeats) or the threshold is too low"
    )


def _most_leaked(found: "Leaks") -> str | None:
    n, leaked = len(found), int((~found.keep_mask).sum())
    if n < _FEW or leaked <= n / 2:
        return None
    return (
        f"{leaked:,} of {n:,} texts of test stand in train{_samples(found.pairs)} (of train, of test): "
        "is test a part of train? explain(i) shows why a text was found"
    )


def _short(found: "Duplicates") -> str | None:
    unit, _, length = str(found.parameters["shingle"]).partition(":")
    counts = found._found.shingle_counts[~found.missing]
    if unit != "word" or not len(counts):
        return None
    n, threshold = int(length), float(found.parameters["threshold"])
    median = int(np.median(counts))
    if median + n - 1 >= _LONG:
        return None
    # A changed word changes up to n shingles of each text.
    changed = min(n, median)
    whole = median if found.parameters["measure"] == "containment" else median + changed
    similarity = (median - changed) / whole if median else 0.0
    if similarity >= threshold:
        return None
    return (
        f"half of the texts have at most {median + n - 1} tokens: one changed word lowers the similarity of such "
        f"a text to {similarity:.2f}, so its copy is missed at threshold={threshold:g}; "
        f"for short texts use shingle='char:4', threshold=.7{_samples(found.pairs)}"
    )
