"""A text as a row of segments: what another text shares, what is only here, and what was left out."""

from collections.abc import Iterable, Iterator
from enum import IntEnum

from twicetold.html.text import escaped

Span = tuple[int, int]


class Part(IntEnum):
    """What a segment is; the review page knows these numbers too."""

    PLAIN = 0
    SHARED = 1
    ONLY = 2
    GAP = 3  # its text is the number of characters that were left out


Segments = list[tuple[Part, str]]

_LEAST = 24  # characters of a segment that are worth showing


def segments(
    text: str, shared: Iterable[Span], only: Iterable[Span], width: int, *, whole: Part = Part.ONLY
) -> Segments:
    """Part a text by spans that do not overlap those of the other kind, and show about ``width`` characters of it.

    A text that is longer keeps its segments of the kind ``whole`` as far as they fit, and the ends of the others.
    """
    parts = list(_parts(len(text), shared, only))
    if len(text) <= width:
        return [(kind, text[start:end]) for start, end, kind in parts]
    kept = sum(end - start for start, end, kind in parts if kind is whole)
    others = sum(kind is not whole for *_, kind in parts)
    ends = max(60, (width - min(kept, width // 2)) // max(1, others))
    room = {kind: max(200, width // 2) if kind is whole else ends for kind in Part}
    shown: Segments = []
    left = width
    for start, end, kind in parts:
        if left < min(_LEAST, end - start):
            shown.append((Part.GAP, f"{len(text) - start:,}"))
            break
        pieces = _ends(text, start, end, kind, min(room[kind], left))
        shown += pieces
        left -= sum(len(piece) for part, piece in pieces if part is not Part.GAP)
    return shown


def _parts(length: int, shared: Iterable[Span], only: Iterable[Span]) -> Iterator[tuple[int, int, Part]]:
    marked = sorted([*((*span, Part.SHARED) for span in _merged(shared)), *((*span, Part.ONLY) for span in only)])
    done = 0
    for start, end, kind in marked:
        if start > done:
            yield done, start, Part.PLAIN
        if end > start:
            yield start, end, kind
        done = max(done, end)
    if done < length:
        yield done, length, Part.PLAIN


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order, those that overlap as one."""
    result: list[Span] = []
    for start, end in sorted(spans):
        if result and start < result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def _ends(text: str, start: int, end: int, kind: Part, room: int) -> Segments:
    """Return a piece of the text, or both its ends if it does not fit the room."""
    if end - start <= room + 20:
        return [(kind, text[start:end])]
    half = max(1, room // 2)
    head = text.rfind(" ", start + half * 3 // 4, start + half) + 1 or start + half  # between words, if there are any
    tail = text.find(" ", end - half, end - half * 3 // 4)
    tail = end - half if tail < 0 else tail
    return [(kind, text[start:head]), (Part.GAP, f"{tail - head:,}"), (kind, text[tail:end])]


def segments_html(shown: Segments, *, brief: bool = False) -> str:
    """Return segments as HTML: <mark> for what is shared (or chosen), <ins> for what is only here.

    ``brief`` marks only the latter, and does not say how much was left out.
    """
    return "".join(_segment_html(kind, piece, brief) for kind, piece in shown)


def _segment_html(kind: Part, piece: str, brief: bool) -> str:
    if kind is Part.GAP:
        return '<span class="tt-gap"> ⋯ </span>' if brief else f'<span class="tt-gap"> ⋯ {piece} characters ⋯ </span>'
    text = escaped(piece)
    if kind is Part.PLAIN or (brief and kind is Part.SHARED):
        return text
    return f"<mark>{text}</mark>" if kind is Part.SHARED else f"<ins>{text}</ins>"
