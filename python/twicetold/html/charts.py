"""Small charts as SVG that takes the width it is given; their colours are the style sheet's."""

import html
from collections.abc import Sequence
from typing import Any

import numpy as np

_HEIGHT = 100
_MOST_BARS = 240


def bars(heights: Sequence[Any], kinds: Sequence[str], said: str, rule: float | None = None) -> str:
    """Return stacked bars.

    Parameters
    ----------
    heights : for each kind, from the bottom up, one height a bar, k of them
    kinds : the class of each, ``tt-fill`` or ``tt-pale``
    said : what a reader who sees no pictures is told
    rule : where a line stands, in bars from the left
    """
    values = np.asarray(heights, dtype=np.float64)
    highest = values.sum(axis=0).max(initial=0.0) or 1.0
    scaled = values * (_HEIGHT / highest)
    scaled[(values > 0) & (scaled < 2)] = 2  # so that one among thousands is seen
    base = np.zeros(values.shape[1])
    drawn = []
    for kind, row in zip(kinds, scaled, strict=True):
        path = "".join(
            f"M{k * 10 + 1} {_HEIGHT - low:.5g}v{-height:.4g}h8v{height:.4g}z"
            for k, (low, height) in enumerate(zip(base.tolist(), row.tolist(), strict=True))
            if height
        )
        drawn.append(f'<path class="{kind}" d="{path}"/>')
        base += row
    if rule is not None:
        drawn.append(f'<path class="tt-rule" d="M{rule * 10:.5g} 0v{_HEIGHT}"/>')
    return (
        f'<svg class="tt-chart" viewBox="0 0 {values.shape[1] * 10} {_HEIGHT}" preserveAspectRatio="none" role="img" '
        f'aria-label="{html.escape(said)}">{"".join(drawn)}</svg>'
    )


def axis(first: str, last: str, between: str = "", place: float = 0.5) -> str:
    """Return the labels below a chart: at its ends, and one at ``place`` in 0..1."""
    middle = f'<span class="tt-at" style="left:{place:.1%}">{html.escape(between)}</span>' if between else ""
    return f'<div class="tt-axis"><span>{html.escape(first)}</span>{middle}<span>{html.escape(last)}</span></div>'


def profile(scores: Any, chosen: Any, said: str) -> str:
    """Return a bar for each score, or for the highest of each run of them if there are too many; chosen ones are full.

    ``scores`` float64 and ``chosen`` bool, both of shape (n,).
    """
    n = len(scores)
    count = min(n, _MOST_BARS)
    starts = np.arange(count) * n // count
    highest = np.maximum.reduceat(np.maximum(scores, 0), starts)
    full = np.logical_or.reduceat(chosen, starts)
    return bars([np.where(full, highest, 0), np.where(full, 0, highest)], ["tt-fill", "tt-pale"], said)
