"""Links, addresses, names and quantities of a text, as spans."""

from dataclasses import dataclass
from typing import Literal

from twicetold import _core
from twicetold.arguments import check_one_text

EntityKind = Literal["url", "email", "handle", "hashtag", "number", "date", "time", "file name"]
ENTITY_KINDS: tuple[EntityKind, ...] = ("url", "email", "handle", "hashtag", "number", "date", "time", "file name")
_KINDS = frozenset(ENTITY_KINDS)


@dataclass(frozen=True, slots=True)
class Entity:
    """A span of the text: ``source[start:end] == text``, in code points."""

    text: str
    start: int
    end: int
    kind: EntityKind

    def __post_init__(self) -> None:
        """Refuse what is no span and no kind, as Sentence does."""
        if not isinstance(self.text, str):
            raise TypeError(f"text must be str, got {type(self.text).__name__}")
        if not 0 <= self.start <= self.end:
            raise ValueError(f"start and end must be in order and not negative, got {self.start} and {self.end}")
        if self.kind not in _KINDS:
            raise ValueError(f"kind must be one of {', '.join(map(repr, ENTITY_KINDS))}, got {self.kind!r}")


def entities(text: str) -> list[Entity]:
    """Find URLs, e-mail addresses, handles, hashtags, file names, dates, times and numbers.

    They come in order and do not overlap. What is doubtful is left out.

    Parameters
    ----------
    text : one text; for a column, ``[tt.entities(text) for text in column]``

    Returns
    -------
    list of Entity
        ``kind`` is one of ``"url"``, ``"email"``, ``"handle"``, ``"hashtag"``, ``"number"``, ``"date"``, ``"time"`` and
        ``"file name"``. Of several kinds that fit, links, addresses and names come before dates, these before times,
        these before numbers.

        A number is digits with their sign, separators (1,234.50, 1e6) and ordinal ending (5th), without currency,
        percent sign and unit: 128 of 128GB. Versions and IP addresses are one number (1.2.3 of v1.2.3); of telephone
        numbers, ranges and fractions written with a stroke each part is one, of 3½ the 3. Digits behind a letter
        (B2B, Covid-19) and numbers in words are none.

    Raises
    ------
    TypeError
        If ``text`` is no ``str``.

    Examples
    --------
    >>> text = "On May 3, 2021 at 9:30 AM @ann paid $1,234.50, see https://example.org/a_(b)."
    >>> [(e.text, e.kind) for e in entities(text)]
    [('May 3, 2021', 'date'), ('9:30 AM', 'time'), ('@ann', 'handle'), ('1,234.50', 'number'),
     ('https://example.org/a_(b)', 'url')]
    >>> [e.text for e in entities("It closed.The file report_2021.pdf tells why.")]
    ['report_2021.pdf']
    >>> [e.text for e in entities("10.0.0.1 runs v1.2.3 on 128GB since its 5th year, call 555-1234 for B2B")]
    ['10.0.0.1', '1.2.3', '128', '5th', '555', '1234']
    """
    check_one_text(text, "entities")
    return [Entity(text[start:end], start, end, ENTITY_KINDS[kind]) for (start, end), kind in _core.entities(text)]
