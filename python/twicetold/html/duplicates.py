"""What find_duplicates and find_leaks found, as HTML: figures, similarities, the biggest groups, the borderline."""

from typing import TYPE_CHECKING, Any

from twicetold.html.charts import axis, bars
from twicetold.html.style import view
from twicetold.html.text import figures, fitted, one_line, warned
from twicetold.plots import similarity_bins
from twicetold.wording import count_of

if TYPE_CHECKING:
    from twicetold.duplicates import Duplicates

_MOST_GROUPS = 8
_BORDERLINE = 6


def duplicates_html(found: "Duplicates") -> str:
    """Return a result for a notebook."""
    return fitted(lambda width: view(_body(found, width)), 160)


def _body(found: "Duplicates", width: int) -> str:
    n, dropped = len(found), int((~found.keep_mask).sum())
    missing = int(found.missing.sum())
    words = found.words
    return (
        f'<p class="tt-title">{count_of(n, *words.texts)}</p><p class="tt-soft">{one_line(_search(found), 300)}</p>'
        + figures([
            (f"{n - dropped:,}", words.kept),
            (f"{dropped:,}" + (f" · {dropped / n:.1%}" if n else ""), words.dropped),
            *([(f"{missing:,}", "without text")] if missing else []),
            (f"{len(found.groups):,}", words.groups),
            (f"{len(found.pairs):,}" + ("" if found.pairs_complete else " (bounded)"), "pairs"),
        ])
        + warned(found.warnings)
        + _similarities(found)
        + _groups(found, width)
        + _borderline(found, width)
    )  # fmt: skip


def _search(found: "Duplicates") -> str:
    p = found.parameters
    return f"{p['measure']} ≥ {p['threshold']:g} on {p['shingle']}, {p['method']}"


def _similarities(found: "Duplicates") -> str:
    if not len(found.pairs) and not len(found.below):
        return ""
    edges, pairs, below = similarity_bins(found)
    threshold = found.parameters["threshold"]
    before = int((edges[:-1] < threshold).sum())
    said = f"Histogram of similarities from {edges[0]:.2f} to 1: {len(found.pairs):,} pairs at or above {threshold:g}"
    rule = before if before else None
    named = f"full colour: from the threshold {threshold:g} on" if before else f"from the threshold {threshold:g} on"
    return (
        f'<p class="tt-head">Similarity of pairs, {named}</p>'
        f"{bars([pairs, below], ['tt-fill', 'tt-pale'], said, rule)}{axis(f'{edges[0]:.2f}', '1.00')}"
    )


def _groups(found: "Duplicates", width: int) -> str:
    if not found.groups:
        return ""
    shown = found.groups[:_MOST_GROUPS]
    rows = "".join(
        f'<tr><td class="tt-n">{len(group.members):,}</td><td class="tt-n">{group.representative:,}</td>'
        f"{_told(found, group.representative, True, width)}</tr>"
        for group in shown
    )
    left = len(found.groups) - len(shown)
    more = f'<p class="tt-soft">and {left:,} more; <code>.report("page.html")</code> shows all</p>' if left else ""
    return _table(f"The biggest {found.words.groups}", ["texts", found.words.source, "begins"], rows) + more


def _borderline(found: "Duplicates", width: int) -> str:
    pairs = found.borderline(_BORDERLINE)
    if not len(pairs):
        return ""
    rows = "".join(
        f'<tr><td class="tt-n">{pair["similarity"]:.3f}</td>{_told(found, int(pair["left"]), True, width, True)}'
        f"{_told(found, int(pair['right']), False, width, True)}</tr>"
        for pair in pairs
    )
    return _table("Pairs nearest to the threshold", ["similarity", "left", "right"], rows) + (
        '<p class="tt-soft"><code>.explain(i, j)</code> shows what two rows share</p>'
    )


def _table(title: str, heads: list[str], rows: str) -> str:
    wide = ("begins", "left", "right")
    head = "".join(f'<th scope="col"{"" if name in wide else " class=tt-n"}>{name}</th>' for name in heads)
    return (
        f'<p class="tt-head">{title}</p><table class="tt-table"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    )


def _told(found: "Duplicates", row: int, source: bool, width: int, numbered: bool = False) -> str:
    """Return a cell with the beginning of a row's text."""
    text: Any = found.text_of(row, source=source)
    number = f'<span class="tt-soft">{row:,}</span> ' if numbered else ""
    if text is None:
        return f'<td>{number}<span class="tt-soft">the texts are gone</span></td>'
    return f'<td dir="auto">{number}{one_line(text, width)}</td>'
