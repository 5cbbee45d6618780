"""The slow, obvious twin of ``strip_repeats``, written from the rules alone (cpp/METHODS.md, section 7)."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

import twicetold as tt
from reference import WHITE_SPACE, fold, tokens

Span = tuple[int, int]

_BREAKS = re.compile("\r\n|\r|\n")
_SPACE = re.compile(f"[{WHITE_SPACE}]+")
_BLANKS = "".join(sorted(set(WHITE_SPACE) - {"\r", "\n"}))


def passages(text: str, unit: str) -> list[Span]:
    """Return spans with no white space at either end."""
    if unit == "sentence":
        return [(sentence.start, sentence.end) for sentence in tt.sentences(text)]
    found: list[Span] = []
    begin, after_blank = 0, True
    for line in [*_BREAKS.finditer(text), None]:
        end = line.start() if line else len(text)
        own = text[begin:end]
        if own.strip(WHITE_SPACE):
            start = begin + len(own) - len(own.lstrip(WHITE_SPACE))
            last = begin + len(own.rstrip(WHITE_SPACE))
            if unit == "paragraph" and not after_blank:
                found[-1] = (found[-1][0], last)
            else:
                found.append((start, last))
        after_blank = not own.strip(WHITE_SPACE)
        begin = line.end() if line else len(text)
    return found


@cache
def form(passage: str) -> str:
    """Return what is compared, "" without a token."""
    return _SPACE.sub(" ", fold(passage)).strip(" ") if tokens(passage) else ""


def left_of(text: str, spans: Sequence[Span], goes: Sequence[bool]) -> str:
    """Return the text without the passages that go."""
    if not any(goes):
        return text
    if all(goes):
        return ""
    around = []  # with the white space that reaches to an end of the line
    for start, end in spans:
        before, behind = text[:start].rstrip(_BLANKS), text[end:].lstrip(_BLANKS)
        at_start = not before or before[-1] in "\r\n"
        at_end = not behind or behind[0] in "\r\n"
        around.append((len(before) if at_start else start, len(text) - len(behind) if at_end else end))
    borders = [0, *(place for span in around for place in span), len(text)]
    spaces = [text[a:b] for a, b in zip(borders[::2], borders[1::2], strict=True)]  # before each passage and at the end
    stay = [k for k, gone in enumerate(goes) if not gone]
    pieces = [spaces[0]]
    for k, following in zip(stay, [*stay[1:], None], strict=True):
        pieces.append(text[slice(*around[k])])
        pieces.append(spaces[-1] if following is None else max(spaces[k + 1 : following + 1], key=_separation))
    return "".join(pieces)


def _separation(space: str) -> int:
    return min(len(_BREAKS.findall(space)), 2) + 1 if space else 0


def strip_repeats(texts: Iterable[str | None], unit: str, min_texts: int, keep: str) -> list[str | None]:
    texts = list(texts)
    spans = [passages(text or "", unit) for text in texts]
    forms = [[form((text or "")[start:end]) for start, end in own] for text, own in zip(texts, spans, strict=True)]
    rows: dict[str, list[int]] = {}
    for row, own in enumerate(forms):
        for one in set(own) - {""}:
            rows.setdefault(one, []).append(row)
    left: list[str | None] = []
    for row, text in enumerate(texts):
        fates = [None if not one else _goes(rows[one], row, min_texts, keep) for one in forms[row]]
        left.append(None if text is None else left_of(text, spans[row], _settled(fates)))
    return left


def _goes(rows: Sequence[int], row: int, min_texts: int, keep: str) -> bool:
    return len(rows) >= min_texts and not (keep == "first" and rows[0] == row)


def _settled(fates: Sequence[bool | None]) -> list[bool]:
    """Let passages without a token (None) follow those beside them."""
    settled = []
    for k, fate in enumerate(fates):
        before = next((one for one in reversed(fates[:k]) if one is not None), None)
        behind = next((one for one in fates[k:] if one is not None), None)
        follows = before is not False and behind is not False and (before or behind) is True
        settled.append(follows if fate is None else fate)
    return settled
