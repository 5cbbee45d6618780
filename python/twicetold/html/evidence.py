"""Evidence as HTML: both texts side by side."""

from typing import TYPE_CHECKING

from twicetold.html.segments import Span, segments, segments_html
from twicetold.html.style import view
from twicetold.html.text import figures, fitted
from twicetold.wording import count_of

if TYPE_CHECKING:
    from twicetold.evidence import Bands, Evidence

_KEY = (
    '<p class="tt-key tt-soft"><span><mark>in both texts</mark></span><span><ins>only in this one</ins></span>'
    "<span>unmarked: nothing that is compared</span></p>"
)


def evidence_html(evidence: "Evidence") -> str:
    """Return the figures and, as far as there is room for them, the texts of an Evidence."""
    return fitted(lambda width: view(_body(evidence, width)), 12_000)


def _body(evidence: "Evidence", width: int) -> str:
    known = evidence.left is not None and evidence.right is not None
    title = f"Rows {evidence.left:,} and {evidence.right:,}" if known else "Two texts compared"
    shared = count_of(len(evidence.passages), "shared passage", "shared passages")
    left = [passage.left for passage in evidence.passages]
    right = [passage.right for passage in evidence.passages]
    return (
        f'<p class="tt-title">{title}</p><p class="tt-soft">{shared}{_found_by(evidence.bands)}</p>'
        + figures([
            (f"{evidence.jaccard:.3f}", "Jaccard similarity"),
            (f"{evidence.left_in_right:.1%}", "of left in right"),
            (f"{evidence.right_in_left:.1%}", "of right in left"),
            (f"{evidence.token_ratio:.1%}", "of all tokens shared"),
        ])
        + '<div class="tt-sides">'
        + _side("Left", evidence.left, evidence.left_text, left, evidence.only_left, width)
        + _side("Right", evidence.right, evidence.right_text, right, evidence.only_right, width)
        + f"</div>{_KEY}{_also(evidence.also)}"
    )  # fmt: skip


def _found_by(bands: "Bands | None") -> str:
    if bands is None:
        return ""
    if not bands.met:
        return f"; they meet in none of {bands.total} bands, but by way of other texts"
    which = ", ".join(str(band + 1) for band in bands.met[:6]) + (", …" if len(bands.met) > 6 else "")
    word = "band" if len(bands.met) == 1 else "bands"
    return f"; found by {word} {which} ({len(bands.met)} of {bands.total} agree)"


def _side(name: str, row: int | None, text: str, shared: list[Span], only: tuple[Span, ...], width: int) -> str:
    shown = segments_html(segments(text, shared, only, width))
    where = "" if row is None else f" · row {row:,}"
    size = count_of(len(text), "character", "characters")
    box = f'<div class="tt-text tt-scroll" dir="auto" tabindex="0" role="group" aria-label="{name} text">{shown}</div>'
    return f'<div class="tt-box"><p class="tt-head">{name}{where} · {size}</p>{box}</div>'


def _also(rows: tuple[int, ...]) -> str:
    if not rows:
        return ""
    more = f" and {len(rows) - 10:,} more" if len(rows) > 10 else ""
    return f'<p class="tt-soft">Also like row {", ".join(f"{row:,}" for row in rows[:10])}{more}, kept as well</p>'
