"""What each of some thresholds would drop, as HTML: a table, with the pairs that each adds below it."""

from typing import TYPE_CHECKING

from twicetold.html.style import view
from twicetold.html.text import escaped, fitted, one_line, warned
from twicetold.wording import count_of

if TYPE_CHECKING:
    from twicetold.thresholds import SamplePair, Threshold, Thresholds

_HEADS = ("threshold", "kept", "dropped", "groups", "largest", "pairs", "recall")


def thresholds_html(found: "Thresholds", messages: tuple[str, ...]) -> str:
    """Return the steps for a notebook, and the messages below them."""
    return fitted(lambda width: view(_body(found, messages, width)), 60)


def _body(found: "Thresholds", messages: tuple[str, ...], width: int) -> str:
    p = found.found.parameters
    search = escaped(
        f"{p['measure']} on {p['shingle']}, {p['method']}; "
        "under each threshold, pairs that it adds to the next higher one"
    )
    heads = "".join(f'<th scope="col" class="tt-n">{name}</th>' for name in _HEADS)
    return (
        f'<p class="tt-title">{count_of(len(found.found), "text", "texts")}</p><p class="tt-soft">{search}</p>'
        f'<table class="tt-table"><thead><tr>{heads}</tr></thead>'
        f"<tbody>{''.join(_step(step, width) for step in found)}</tbody></table>{warned(messages)}"
    )


def _step(step: "Threshold", width: int) -> str:
    figures = (f"{step.threshold:.3g}", *(f"{count:,}" for count in step[1:6]), f"{step.recall:.4f}")
    cells = "".join(f'<td class="tt-n">{cell}</td>' for cell in figures)
    return f"<tr>{cells}</tr>{''.join(_sample(pair, width) for pair in step.samples)}"


def _sample(pair: "SamplePair", width: int) -> str:
    texts = "".join(
        f'<td colspan="3" dir="auto"><span class="tt-row">{row:,}</span> {one_line(text, width)}</td>'
        for row, text in ((pair.left, pair.left_text), (pair.right, pair.right_text))
    )
    return f'<tr class="tt-soft"><td class="tt-n">{pair.similarity:.3f}</td>{texts}</tr>'
