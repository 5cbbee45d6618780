"""Why two texts count as similar."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from twicetold import _core
from twicetold.arguments import check_name, check_str

Span = tuple[int, int]


class Bands(NamedTuple):
    """Where two sketches agree: the bands in which they meet (from 0), of how many, of how many slots each."""

    met: tuple[int, ...]
    total: int
    slots: int


@dataclass(frozen=True)
class Passage:
    """A maximal run of tokens that stands in both texts: it could not be longer on either side.

    Attributes
    ----------
    left, right : where it stands, as (start, end) in code points of each text
    tokens : how many tokens it has, equal once folded, whatever lies between them
    """

    left: Span
    right: Span
    tokens: int


@dataclass(frozen=True, repr=False)
class Evidence:
    """What two texts share, and what they do not.

    Attributes
    ----------
    left_text, right_text : the two texts
    jaccard : distinct shingles in both / in either; 0 if a text has no token
    left_in_right, right_in_left : share of the one's distinct shingles that the other has
    token_ratio : share of all tokens, of both texts, that are shared: that stand in a run of at least n equal tokens
        which the other text has too, anywhere (n of ``word:n``; 2 for ``char:n``; all tokens of a shorter text). It
        is the same for (right, left).
    passages : what is shared, as maximal runs, longest first. Each has tokens, of either text, that those before it
        have not; they may overlap, and a place of one text may stand in several if the other text repeats it.
        Where there is a choice, they keep the reading order.
    only_left, only_right : spans (start, end), in code points, of what is not shared, in order
    left, right : row positions, if the texts come from a column
    also : positions of other kept texts that the right one, which was dropped, also matches
    bands : the bands of the search in which the two meet; None if it used none, or there was none
    """

    left_text: str
    right_text: str
    jaccard: float
    left_in_right: float
    right_in_left: float
    token_ratio: float
    passages: tuple[Passage, ...]
    only_left: tuple[Span, ...]
    only_right: tuple[Span, ...]
    left: int | None = None
    right: int | None = None
    also: tuple[int, ...] = ()
    bands: Bands | None = None

    def __str__(self) -> str:
        """Show the figures, the longest passages and the first differences."""
        rows = "" if self.left is None else f" of rows {self.left} and {self.right}"
        lines = [
            f"Evidence{rows}: jaccard {self.jaccard:.3f}, {self.left_in_right:.0%} of left in right, "
            f"{self.right_in_left:.0%} of right in left",
        ]
        lines += [f"  both  {_quote(self.left_text, p.left)} ({p.tokens} tokens)" for p in self.passages[:3]]
        lines += [f"  left  {_quote(self.left_text, s)}" for s in self.only_left[:3]]
        lines += [f"  right {_quote(self.right_text, s)}" for s in self.only_right[:3]]
        if self.also:
            lines.append(f"  also matches {', '.join(map(str, self.also[:10]))}")
        return "\n".join(lines)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        """Show both texts side by side, what they share and what they do not, for a notebook."""
        from twicetold.html.evidence import evidence_html

        return evidence_html(self)


def _quote(text: str, span: Span, width: int = 80) -> str:
    words = " ".join(text[span[0] : min(span[1], span[0] + 4 * width)].split())
    return repr(words if len(words) <= width else words[: width - 1] + "…")


def compare(a: str, b: str, *, shingle: str = "word:5") -> Evidence:
    """Compare two texts.

    Shared passages are looked for from the start of ``b`` on, at each place the longest: each token of ``b`` is in at
    most one.

    Parameters
    ----------
    a, b : the texts; ``left`` is a and ``right`` is b
    shingle : what similarity is counted in, ``word:n`` or ``char:n``, n from 1 to 64; passages have at least n tokens
        (``char:n``: 2), or are a whole text

    Returns
    -------
    Evidence
        Shares from 0 to 1, of distinct shingles or of tokens, and spans in code points.

    Raises
    ------
    ValueError
        If ``shingle`` is none.
    TypeError
        If a text or ``shingle`` is not a str.

    Examples
    --------
    >>> evidence = compare("The cat sat on the mat today.", "Today the CAT sat on the mat", shingle="word:3")
    >>> evidence.jaccard
    0.6666666666666666
    >>> [evidence.left_text[p.left[0] : p.left[1]] for p in evidence.passages]
    ['The cat sat on the mat']
    """
    check_str("a", a)
    check_str("b", b)
    check_name("shingle", shingle)
    figures, passages, only_left, only_right = _core.compare(a, b, shingle)
    return Evidence(a, b, *figures, tuple(Passage(*p) for p in passages), tuple(only_left), tuple(only_right))


def bands_of(left: str, right: str, parameters: Mapping[str, Any], cost: Mapping[str, Any]) -> Bands | None:
    """Return the bands of a search, known by its parameters and cost, in which two texts meet."""
    count, rows = cost["bands"], cost["slots_per_band"]
    if not count or not rows:
        return None
    slots = int(parameters["slots"])
    texts = _core.Texts.from_sequence([left, right])
    keys = _core.bands(_core.sketch(texts, str(parameters["shingle"]), slots, 1, None), slots, rows, count)
    return Bands(tuple(np.flatnonzero(keys[0] == keys[1]).tolist()), count, rows)
