"""Sentences of a text, as spans."""

from dataclasses import dataclass
from typing import Literal

from twicetold import _core

Kind = Literal["sentence", "headline", "list item", "fragment"]
KINDS: tuple[Kind, ...] = ("sentence", "headline", "list item", "fragment")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A span of the text: ``source[start:end] == text``, in code points."""

    text: str
    start: int
    end: int
    kind: Kind


def sentences(text: str) -> list[Sentence]:
    """Split a text into sentences.

    Everything but white space belongs to exactly one of them. Headlines without a full stop, list items and fragments
    (tails of handles and links, date lines, table rows) are told apart by ``kind``.

    Examples
    --------
    >>> [s.text for s in sentences("It began at 10 a.m. on Monday. Dr. No left.Then it rained.")]
    ['It began at 10 a.m. on Monday.', 'Dr. No left.', 'Then it rained.']
    """
    return [Sentence(text[start:end], start, end, KINDS[kind]) for (start, end), kind in _core.sentences(text)]
