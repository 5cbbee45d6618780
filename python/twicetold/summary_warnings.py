"""What is odd about summaries, in words: of one text, or counted for a column."""

from collections.abc import Iterable
from typing import NamedTuple

#: By kind, as the core numbers them: the words for one text, and for those of a column.
_WORDINGS = (
    ("{asked} {were} asked for, but only {got} different {exist}", "have fewer different sentences than asked for"),
    (
        "no sentence fits the budget of {asked}: the best one alone has {got}",
        "have no sentence that fits the budget: the best one alone exceeds it",
    ),
    (
        "no term of the query stands in the text: it has no effect",
        "have no term of the query: it has no effect on their summaries",
    ),
    (
        "there are so few different words that not all sentences were compared: some may be nearly equal",
        "have so few different words that not all sentences were compared: some may be nearly equal",
    ),
)
_FEWER = 0


class Counted(NamedTuple):
    """In how many texts of a column something is odd, the first of them, and what is odd there."""

    kind: int
    texts: int
    first: int
    message: str


def warning_texts(warnings: Iterable[tuple[int, int, int]]) -> tuple[str, ...]:
    """Put the core's warnings about one summary into words."""
    return tuple(
        _WORDINGS[kind][0].format(
            asked=asked,
            were="sentence was" if asked == 1 else "sentences were",
            got=got,
            exist="one exists" if got == 1 else "ones exist",
        )
        for kind, asked, got in warnings
    )


def counted(warnings: Iterable[tuple[int, int, int, int]]) -> tuple[Counted, ...]:
    """Count what is odd about the summaries of a column: the core's warnings, each behind the row of its text."""
    texts = [0] * len(_WORDINGS)
    first: dict[int, tuple[int, str]] = {}
    for row, kind, asked, got in warnings:
        if not texts[kind]:
            first[kind] = row, warning_texts([(kind, asked, got)])[0]
        texts[kind] += 1
    return tuple(Counted(kind, texts[kind], *first[kind]) for kind in sorted(first))


def column_texts(odd: Iterable[Counted], texts: int) -> tuple[str, ...]:
    """Put what was counted in a column into words."""
    return tuple(
        f"{one.texts:,} of {texts:,} texts {_WORDINGS[one.kind][1]} (the first in row {one.first})" for one in odd
    )


def not_shown(odd: Iterable[Counted]) -> tuple[Counted, ...]:
    """Return what a summary does not show: that it is short because its text is short, it does."""
    return tuple(one for one in odd if one.kind != _FEWER)
