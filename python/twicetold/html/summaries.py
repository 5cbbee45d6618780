"""Summaries as HTML: the source with its chosen sentences marked, and the scores of all."""

from collections.abc import Callable
from itertools import groupby
from typing import TYPE_CHECKING

from twicetold.html.charts import axis, profile
from twicetold.html.segments import Part, Segments, segments, segments_html
from twicetold.html.style import view
from twicetold.html.text import fitted, one_line, warned
from twicetold.wording import count_of

if TYPE_CHECKING:
    from twicetold.summary_results import Summaries, Summary, SummarySentence

_MOST_SENTENCES = 15
_MOST_DOCUMENTS = 12
_MOST_SUMMARIES = 8
_SOURCE = 2_400  # characters of one text, so that what was chosen is in sight
_AROUND = 900  # of each of several texts


def summary_html(summary: "Summary") -> str:
    """Return the chosen sentences, their scores among all, and their place in the text."""
    return fitted(lambda width: view(_body(summary, width)), 8_000)


def _body(summary: "Summary", width: int) -> str:
    several = len({sentence.document for sentence in summary.sentences}) > 1
    of = count_of(len(summary.scores), "sentence", "sentences")
    keywords = f'<p class="tt-soft">Keywords: {one_line(", ".join(summary.keywords), 400)}</p>'
    return (
        f'<p class="tt-title">{len(summary.sentences):,} of {of}</p>'
        + (keywords if summary.keywords else "")
        + warned(summary.warnings)
        + _sentences(summary, several, width)
        + _profile(summary)
        + _sources(summary, width)
    )


def _sentences(summary: "Summary", several: bool, width: int) -> str:
    if not summary.sentences:
        return ""
    shown = summary.sentences[:_MOST_SENTENCES]
    heads = ["score", *(["text", "told by"] if several else []), "sentence"]
    head = "".join(f'<th scope="col"{_narrow(name)}>{name}</th>' for name in heads)
    rows = "".join(_row(sentence, several, max(80, width // 8)) for sentence in shown)
    left = len(summary.sentences) - len(shown)
    more = f'<p class="tt-soft">and {left:,} more</p>' if left else ""
    return (
        f'<p class="tt-head">The summary</p><table class="tt-table"><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table>{more}"
    )


def _narrow(name: str) -> str:
    return "" if name == "sentence" else ' class="tt-n"'


def _row(sentence: "SummarySentence", several: bool, width: int) -> str:
    where = f'<td class="tt-n">{sentence.document:,}</td><td class="tt-n">{sentence.support:,}</td>' if several else ""
    text = one_line(sentence.text, width)
    return f'<tr><td class="tt-n">{sentence.score:.3f}</td>{where}<td dir="auto">{text}</td></tr>'


def _profile(summary: "Summary") -> str:
    scores, chosen, in_order = summary._profile()
    if len(scores) < 2:
        return ""
    said = f"Scores of {len(scores)} sentences, {'as they stand in the text' if in_order else 'highest first'}"
    ends = ("first sentence", "last sentence") if in_order else ("highest score", "lowest")
    return (
        f'<p class="tt-head">Score of every sentence, chosen ones in full colour</p>{profile(scores, chosen, said)}'
        f"{axis(*ends)}"
    )


def _sources(summary: "Summary", width: int) -> str:
    text_of = summary._text_of
    if text_of is None or not summary.sentences:
        return ""
    ordered = sorted(summary.sentences, key=lambda sentence: (sentence.document, sentence.start))
    documents = [(row, list(own)) for row, own in groupby(ordered, key=lambda sentence: sentence.document)]
    shown = documents[:_MOST_DOCUMENTS]
    each = min(width, _SOURCE) if len(documents) == 1 else min(_AROUND, width // len(shown))
    boxes = "".join(_source(row, own, text_of, each, len(documents) > 1) for row, own in shown)
    left = len(documents) - len(shown)
    more = f'<p class="tt-soft">and {count_of(left, "more text", "more texts")}</p>' if left else ""
    return f'<p class="tt-head">Where it stands</p>{boxes}{more}'


def _source(row: int, chosen: "list[SummarySentence]", text_of: Callable[[int], str], width: int, named: bool) -> str:
    text = text_of(row)
    shown: Segments = segments(
        text, [(sentence.start, sentence.end) for sentence in chosen], (), width, whole=Part.SHARED
    )
    name = f'<p class="tt-head">Text {row:,}</p>' if named else ""
    return (
        f'<div class="tt-box">{name}<div class="tt-text tt-scroll tt-source" dir="auto" tabindex="0" role="group" '
        f'aria-label="Text {row}">{segments_html(shown)}</div></div>'
    )


def summaries_html(summaries: "Summaries") -> str:
    """Return the first summaries."""

    def body(width: int) -> str:
        rows = "".join(
            f'<tr><td class="tt-n">{row:,}</td><td dir="auto">{one_line(str(summary), width) or missing}</td></tr>'
            for row, summary in enumerate(summaries[:_MOST_SUMMARIES])
        )
        left = len(summaries) - _MOST_SUMMARIES
        more = f'<p class="tt-soft">and {left:,} more</p>' if left > 0 else ""
        return view(
            f'<p class="tt-title">{count_of(len(summaries), "summary", "summaries")}</p>'
            f"{warned(summaries.warnings)}"
            '<p class="tt-soft"><code>summaries[row]</code> shows one in its text</p>'
            '<table class="tt-table"><thead><tr><th scope="col" class="tt-n">row</th><th scope="col">summary</th></tr>'
            f"</thead><tbody>{rows}</tbody></table>{more}"
        )

    missing = '<span class="tt-soft">no sentence</span>'
    return fitted(body, 800)
