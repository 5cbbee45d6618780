"""Charts by matplotlib: similarities, sizes of groups, scores of sentences."""

from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from twicetold.optional import needed

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from twicetold.duplicates import Duplicates
    from twicetold.summary_results import Summary

Kind = Literal["similarity", "groups"]

_MARKED, _PALE, _EDGE = "#2f7dc9", "#a9b4c2", "#c26a00"  # told apart on light and dark, and by the colour-blind


def plot_duplicates(found: "Duplicates", kind: Kind, ax: "Axes | None") -> "Axes":
    """Draw a result's similarities, or how many groups there are of each size."""
    if kind not in ("similarity", "groups"):
        raise ValueError(f"kind must be 'similarity' or 'groups', got {kind!r}")
    axes = _axes(ax)
    (_similarities if kind == "similarity" else _sizes)(found, axes)
    return axes


def _axes(ax: "Axes | None") -> "Axes":
    pyplot = needed("matplotlib.pyplot", "plot")
    axes: Axes = pyplot.subplots(figsize=(6.4, 3.2), layout="constrained")[1] if ax is None else ax
    axes.spines[["top", "right"]].set_visible(False)
    return axes


def _whole_numbers(axes: "Axes") -> None:
    axes.yaxis.set_major_locator(needed("matplotlib.ticker", "plot").MaxNLocator(integer=True))


def similarity_bins(found: "Duplicates") -> tuple[Any, Any, Any]:
    """Return edges (k + 1), and how many pairs and how many of ``below`` are in each of the k bins (the last closed).

    The threshold is an edge, so that no bin holds both kinds.
    """
    threshold = float(found.parameters["threshold"])
    low = float(found.parameters["floor"] or threshold)
    if len(found.below):
        low = min(low, float(found.below["similarity"].min()))
    below = np.linspace(low, threshold, max(1, round((threshold - low) * 50)) + 1) if low < threshold else [threshold]
    above = np.linspace(threshold, 1.0, max(1, round((1 - threshold) * 50)) + 1) if threshold < 1 else [1.0, 1.02]
    edges = np.concatenate([below[:-1], above])
    counts = [np.histogram(array["similarity"], edges)[0] for array in (found.pairs, found.below)]
    return edges, counts[0], counts[1]


def _similarities(found: "Duplicates", axes: "Axes") -> None:
    edges, pairs, below = similarity_bins(found)
    threshold, measure = found.parameters["threshold"], found.parameters["measure"]
    if below.any():
        axes.stairs(below, edges, fill=True, color=_PALE, label="below the threshold")
    axes.stairs(pairs, edges, fill=True, color=_MARKED, label="pairs")
    axes.axvline(threshold, color=_EDGE, linewidth=1.5, label=f"threshold {threshold:g}")
    _whole_numbers(axes)
    axes.set(xlabel=f"{measure} similarity", ylabel="pairs", xlim=(edges[0], edges[-1]), ylim=(0, None))
    axes.legend(frameon=False)


def _sizes(found: "Duplicates", axes: "Axes") -> None:
    sizes, counts = np.unique([len(group.members) for group in found.groups], return_counts=True)
    axes.bar(np.arange(len(sizes)), counts, color=_MARKED, width=0.8)
    step = max(1, len(sizes) // 12)
    axes.set_xticks(np.arange(len(sizes))[::step], [f"{size:,}" for size in sizes.tolist()[::step]])
    _whole_numbers(axes)
    axes.set(xlabel="texts in a group", ylabel="groups")
    if len(counts) and counts.max() > 50:
        axes.set_yscale("log")  # most groups are pairs


def plot_profile(summary: "Summary", ax: "Axes | None") -> "Axes":
    """Draw the score of every sentence of a summary's texts."""
    axes = _axes(ax)
    scores, chosen, in_order = summary._profile()
    edges = np.arange(len(scores) + 1) + 0.5
    for which, color, label in ((~chosen, _PALE, "other sentences"), (chosen, _MARKED, "chosen")):
        axes.stairs(np.where(which, scores, 0), edges, fill=True, color=color, label=label)
    axes.plot(np.flatnonzero(chosen) + 1, scores[chosen], "o", color=_MARKED, markersize=3)  # seen among thousands
    axes.set(xlabel="sentence" if in_order else "sentences, highest score first", ylabel="score")
    if len(scores):
        axes.legend(frameon=False)
    return axes
