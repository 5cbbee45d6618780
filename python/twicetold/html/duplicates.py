"""What find_duplicates and find_leaks found, as HTML: figures, similarities, the biggest groups, the borderline."""

from typing import TYPE_CHECKING, Any

from twicetold.evidence import compare
from twicetold.html.charts import axis, bars
from twicetold.html.segments import segments, segments_html
from twicetold.html.style import view
from twicetold.html.text import figures, fitted, one_line, warned
from twicetold.plots import similarity_bins
from twicetold.wording import count_of

if TYPE_CHECKING:
    from twicetold.duplicates import Duplicates

_GONE = '<td class="tt-soft">the texts are gone</td>'
_COMPARED = 50_000
_MOST_GROUPS = 8
_BORDERLINE = 6


def duplicates_html(found: "Duplicates") -> str:
    """Return a result for a notebook."""
    return fitted(lambda width: view(_body(found, width)), 160)


def _body(found: "Duplicates", width: int) -> str:
    n, dropped = len(found), int((~found.keep_mask).sum())
    missing = int(found.missing.sum())
    words = found._words
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
    chart = bars([pairs, below], ["tt-fill", "tt-pale"], said, before or None)
    place = before / (len(edges) - 1)
    between = f"threshold {threshold:g}" if 0.1 < place < 0.9 else ""
    return f'<p class="tt-head">Similarity of pairs</p>{chart}{axis(f"{edges[0]:.2f}", "1.00", between, place)}'


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
    return _table(f"The biggest {found._words.groups}", ["texts", found._words.source, "begins"], rows) + more


def _borderline(found: "Duplicates", width: int) -> str:
    pairs = found.borderline(_BORDERLINE)
    if not len(pairs):
        return ""
    rows = "".join(
        f'<tr><td class="tt-n">{pair["similarity"]:.3f}</td>{_differences(found, pair, width)}</tr>' for pair in pairs
    )
    return _table("Pairs nearest to the threshold", ["similarity", "left", "right"], rows) + (
        '<p class="tt-soft"><code>.explain(i, j)</code> shows what two rows share</p>'
    )


def _table(title: str, heads: list[str], rows: str) -> str:
    wide = ("begins", "left", "right")
    head = "".join(f'<th scope="col"{"" if name in wide else " class=tt-n"}>{name}</th>' for name in heads)
    table = f'<table class="tt-table"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    return f'<p class="tt-head">{title}</p>{table}'


def _told(found: "Duplicates", row: int, source: bool, width: int) -> str:
    """Return a cell with the beginning of a row's text."""
    text = found._text_of(row, source=source)
    return _GONE if text is None else f'<td dir="auto">{one_line(text, width)}</td>'


def _differences(found: "Duplicates", pair: Any, width: int) -> str:
    """Return two cells with what of each text the other has not, and a little around it."""
    rows = int(pair["left"]), int(pair["right"])
    texts = found._text_of(rows[0], source=True), found._text_of(rows[1])
    if texts[0] is None or texts[1] is None:
        return _GONE * 2
    # Of long texts the beginnings: a view is shown often, and must not take long.
    left, right = (text[:_COMPARED] for text in texts if text is not None)
    evidence = compare(left, right, shingle=str(found.parameters["shingle"]))
    shared = [passage.left for passage in evidence.passages], [passage.right for passage in evidence.passages]
    only = evidence.only_left, evidence.only_right
    return "".join(
        f'<td dir="auto"><span class="tt-row">{row:,}</span> '
        f"{segments_html(segments(text, own, rest, width), brief=True)}</td>"
        for row, text, own, rest in zip(rows, (left, right), shared, only, strict=True)
    )
