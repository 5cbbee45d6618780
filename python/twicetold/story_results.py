"""What stories are made of: members, supported sentences, and where the texts differ."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Any, Literal, Self

import numpy as np

from twicetold import _core
from twicetold.columns import Column
from twicetold.sentences import KINDS, Kind
from twicetold.story_inputs import StoryInputs
from twicetold.summary_results import Summary
from twicetold.wording import count_of, shortened

Conflict = Literal["", "numbers", "negation", "numbers and negation"]

_CONFLICTS: dict[tuple[bool, bool], Conflict] = {
    (False, False): "", (True, False): "numbers", (False, True): "negation", (True, True): "numbers and negation",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Member:
    """A text of a story: its row, and how it belongs to it.

    ``how`` is "same story", or for a text that was folded "identical to 3" (they share all shingles) or "near-duplicate
    of 3", which names a row.
    ``source`` and ``time`` (in seconds of UTC) are None where they were not given or not known.
    """

    position: int
    how: str
    source: str | None = None
    time: np.datetime64 | None = None


@dataclass(frozen=True, slots=True)
class Support:
    """A text that says (nearly) the same as a sentence of the summary, and where (code points)."""

    position: int
    start: int
    end: int
    copy: bool
    numbers_differ: bool


@dataclass(frozen=True, slots=True)
class SupportedSentence:
    """A sentence of a member, how many texts (with sources: how many sources) say the same, and which."""

    text: str
    position: int
    start: int
    end: int
    kind: Kind
    support: int
    supporters: tuple[Support, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """One way in which texts tell what others tell differently.

    ``positions`` are the texts that tell it so, among them ``position``, whose ``text`` (at ``start`` to ``end``) is
    quoted. ``numbers`` are its numbers but for those that all versions have. ``differs`` says in what it is in conflict
    with the first version, which has "".
    """

    text: str
    position: int
    start: int
    end: int
    positions: tuple[int, ...]
    numbers: tuple[str, ...]
    differs: Conflict


@dataclass(frozen=True, slots=True)
class Difference:
    """A statement on which texts of a story do not agree: its versions, that of most texts first."""

    versions: tuple[Version, ...]

    def __str__(self) -> str:
        """Return the versions with the number of texts that tell each, one a line."""
        shown = [f"{len(v.positions)}: {shortened(' '.join(v.text[:2000].split()), 400)}" for v in self.versions[:8]]
        more = len(self.versions) - len(shown)
        return "\n".join([*shown, f"… {more:,} more"] if more else shown)


@dataclass(frozen=True, eq=False, repr=False)
class Story:
    """Texts that tell the same event.

    Attributes
    ----------
    members : the texts, by row
    title : the title that tells most of the story, "" without titles
    summary : its best sentences, ``document`` being a row and ``support`` the number of members that say the same (with
        sources: of sources, so copies within one source count once)
    supporters : for each sentence of the summary the members that say the same, its own among them
    terms : words that tell what it is about
    similarity : mean similarity of the pairs of texts that were grouped (a pair below half of the threshold counts as
        0, copies do not count), 1 for one text
    span : when the first and the last of its texts appeared, as ``numpy.datetime64`` in seconds of UTC; None if no time
        is known
    """

    members: tuple[Member, ...]
    title: str
    summary: Summary
    supporters: tuple[tuple[Support, ...], ...]
    terms: tuple[str, ...]
    similarity: float = 1.0
    span: tuple[np.datetime64, np.datetime64] | None = None
    _inputs: StoryInputs | None = field(default=None)

    def __len__(self) -> int:
        """Return the number of texts."""
        return len(self.members)

    def __repr__(self) -> str:
        """Return its title or first sentence."""
        return f"<Story of {count_of(len(self), 'text', 'texts')}: {shortened(self._headline(), 120)!r}>"

    def _headline(self) -> str:
        first = self.title or (self.summary.sentences[0].text if self.summary.sentences else "")
        return " ".join(first[:600].split())

    def _repr_html_(self) -> str:
        """Return the story for a notebook."""
        from twicetold.html.stories import story_view

        return story_view(self, self._inputs)

    def __copy__(self) -> Self:
        """Return the same story, with the texts."""
        return replace(self)

    def __getstate__(self) -> dict[str, Any]:
        """Pickle without the texts."""
        return {**self.__dict__, "_inputs": None}

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """Where its texts conflict in numbers or in negation on what they else say (nearly) the same.

        What a reader wants to see of spins and corrections: "14 passengers" against "41 passengers", "is" against "is
        not". A number that one text only leaves out is no conflict. The difference told by most texts comes first.
        Found when it is first asked for; of very large stories maybe not all (``differences_complete``).

        Raises
        ------
        ValueError
            If the texts are gone (``without_texts``, pickles) and it was not asked for before.
        """
        text_of = cache(self._column("differences").text)  # once a text, not once a sentence
        return tuple(_difference(versions, text_of) for versions in self._found_differences[0])

    @property
    def differences_complete(self) -> bool:
        """Whether every sentence was looked at for ``differences``: the work is bounded."""
        return bool(self._found_differences[1])

    @cached_property
    def _found_differences(self) -> tuple[Any, bool]:
        return _core.story_differences(self._column("differences").texts, self._rows())

    def support(self, position: int | None = None) -> tuple[SupportedSentence, ...]:
        """Return every sentence of a member with its support, or without ``position`` those of all that are no copies.

        Parameters
        ----------
        position : the row of a member

        Raises
        ------
        ValueError
            If the row is not in this story, or the texts are gone (``without_texts``, pickles).
        """
        if position is not None and (isinstance(position, bool) or not isinstance(position, (int, np.integer))):
            raise TypeError(f"position must be int or None, got {type(position).__name__}")
        texts, rows = self._column("support"), self._rows()
        text_of = cache(texts.text)
        sources = {member.position: member.source for member in self.members}
        if position is None:
            asked = [k for k, member in enumerate(self.members) if member.how == "same story"]
        else:
            asked = [k for k, member in enumerate(self.members) if member.position == position]
            if not asked:
                raise ValueError(f"position must be the row of a member of the story, got {position}")
        found = []
        for row, (start, end), kind, support in _core.story_support(texts.texts, rows, asked):
            supporters = supporters_of(support)
            count = count_tellers(supporters, sources)
            text = text_of(row)[start:end]
            found.append(SupportedSentence(text, row, start, end, KINDS[kind], count, supporters))
        return tuple(found)

    def tellers(self) -> int:
        """Return how many could support a sentence: the texts, or their sources; one without a source is its own."""
        return len({("row", m.position) if m.source is None else m.source for m in self.members})

    def _column(self, name: str) -> Column:
        if self._inputs is None:
            raise ValueError(f"{name} needs the texts, which are gone (without_texts, or a pickle)")
        return self._inputs.texts

    def _rows(self) -> np.ndarray[Any, np.dtype[np.uint32]]:
        return np.array([member.position for member in self.members], dtype=np.uint32)


def _difference(versions: Any, text_of: Callable[[int], str]) -> Difference:
    quoted = [text_of(row)[start:end] for row, (start, end), *_ in versions]
    numbers = [_numbers(text) for text in quoted]
    shared = set(numbers[0]).intersection(*numbers[1:])
    made = []
    for k, (row, (start, end), positions, conflict, contrary) in enumerate(versions):
        own = tuple(number for value, number in numbers[k].items() if value not in shared)
        made.append(Version(quoted[k], row, start, end, tuple(positions), own, _CONFLICTS[conflict, contrary]))
    return Difference(tuple(made))


def _numbers(text: str) -> dict[str, str]:
    """Return the numbers of a sentence as they stand there, by value; of equal ones the first."""
    found: dict[str, str] = {}
    for (start, end), value in _core.numbers(text):
        found.setdefault(value, text[start:end])
    return found


def supporters_of(found: Any) -> tuple[Support, ...]:
    """Return what the core found as objects."""
    return tuple(Support(row, start, end, copy, numbers) for row, (start, end), copy, numbers in found)


def count_tellers(
    supporters: tuple[Support, ...], sources: Sequence[str | None] | Mapping[int, str | None] | None
) -> int:
    """Return how many texts, or with sources (by row) how many of them, say the same; one without counts for itself."""
    if sources is None:
        return len(supporters)
    return len({("row", s.position) if sources[s.position] is None else sources[s.position] for s in supporters})
