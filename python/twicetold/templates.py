"""Words with which many texts begin or end: menus, headers, footers, which make different texts look alike."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from twicetold.columns import Column
from twicetold.wording import shortened

_LOOKED_AT = 1000  # texts, evenly spaced: what a share of 1 % needs
_CHARACTERS = 4000  # of each end of a text
_FEWEST_WORDS = 20  # shared by chance they hardly are
_FEWEST_TEXTS = 10  # of those looked at


class Template(NamedTuple):
    """What many different texts share at one end, and three pairs of rows that do."""

    where: str  # "begin" or "end"
    words: int
    rows: int
    text: str  # how it starts
    pairs: tuple[tuple[int, int], ...]


def find_template(column: Column, rows: int) -> Template | None:
    """Return the passage of at least 20 words with which more than 1 % of the texts begin, or end; the more common.

    It is looked for in 1,000 texts, of which equal ones count once; only where it was found all texts are counted.
    """
    looked_at = range(0, rows, max(1, rows // _LOOKED_AT))
    first_row: dict[str, int] = {}
    for row in looked_at:
        first_row.setdefault(column.text(row), row)
    found = (_shared(column, rows, list(first_row), at_end) for at_end in (False, True))
    return max(filter(None, found), key=lambda template: template.rows, default=None)


def _shared(column: Column, rows: int, texts: Sequence[str], at_end: bool) -> Template | None:
    crowds: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        # Few texts have in common what so many words take at least; reading words takes longer.
        crowds[_end_of(text, 2 * _FEWEST_WORDS - 1, at_end)].append(text)
    families: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for text in (text for crowd in crowds.values() if len(crowd) >= _FEWEST_TEXTS for text in crowd):
        own = _end_of(text, _CHARACTERS, at_end)
        words = own.split(maxsplit=_FEWEST_WORDS)
        if len(words) > _FEWEST_WORDS:
            families[tuple(words[:_FEWEST_WORDS])].append(own)
    family = max(families.values(), key=len, default=[])
    if len(family) < _FEWEST_TEXTS or len(family) * 100 <= len(texts):
        return None
    shared = _common_start(min(family), max(family))
    passage = shared[::-1] if at_end else shared
    if len(passage.split()) < _FEWEST_WORDS:  # where white space differs between the words
        return None
    having = [row for row in range(rows) if _has(column.text(row), passage, at_end)]
    if len(having) * 100 <= rows:
        return None
    pairs = tuple((having[k], having[-1 - k]) for k in range(3))
    start = shortened(" ".join(passage.split()), 40)
    return Template("end" if at_end else "begin", len(passage.split()), len(having), start, pairs)


def _end_of(text: str, characters: int, at_end: bool) -> str:
    """Return one end of a text without the white space outside of it; the last one is read backwards."""
    return text.rstrip()[: -characters - 1 : -1] if at_end else text.lstrip()[:characters]


def _common_start(first: str, last: str) -> str:
    """Return the words with which two texts start, and so all that sort between them."""
    size = next((k for k, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    if any(size < len(text) and not text[size].isspace() for text in (first, last)):
        while size and not first[size - 1].isspace():
            size -= 1
    return first[:size]


def _has(text: str, passage: str, at_end: bool) -> bool:
    return text.rstrip().endswith(passage) if at_end else text.lstrip().startswith(passage)
