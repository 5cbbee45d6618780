"""Passages that many texts repeat, such as notices and menus, cut out of all of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal, NamedTuple, TypeVar

import numpy as np

from twicetold import _core
from twicetold.arguments import check_at_least, check_name, check_str
from twicetold.columns import Column, column_of, read_column
from twicetold.errors import warn_about
from twicetold.frozen import Frozen
from twicetold.given_back import with_texts
from twicetold.running import Progress, reporting, thread_count

# From how many texts on a share of their characters says something.
_FEW = 1000

Data = TypeVar("Data")
IntArray = np.ndarray[Any, np.dtype[np.int64]]


class Repeat(NamedTuple):
    """A passage that is cut.

    ``text`` is how it stands where it is first met, ``texts`` and ``occurrences`` count where it stood before, and
    ``examples`` has (row, start, end) of the first in each of the first three texts.
    """

    text: str
    texts: int
    occurrences: int
    examples: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, eq=False, repr=False)
class Stripped(Frozen):
    """What n texts are without the passages that they repeat. Rows are 0-based positions, spans code points.

    Arrays are read-only.

    Attributes
    ----------
    counts : structured array (passages, chars int64), shape (n,): how many passages each text loses, and how many
        characters, white space around the passages included
    removed_spans : structured array (row, start, end int64) of what was cut, by (row, start): each text is its original
        without them
    warnings : what looks odd
    parameters : the arguments of the call
    """

    counts: Any
    removed_spans: Any
    warnings: tuple[str, ...]
    parameters: Mapping[str, Any]
    _lengths: IntArray
    _repeats: Any
    _column: Column | None = field(default=None)

    def __len__(self) -> int:
        """Return the number of texts."""
        return len(self.counts)

    @cached_property
    def texts(self) -> Any:
        """The texts that are left, as the column that was read: the same type, index and name; missing stays missing.

        Raises
        ------
        ValueError
            If the texts are gone (``without_texts``, pickles): then ``apply`` gives them.
        """
        column = self._texts()
        return self._applied(column_of(column.values, self.parameters["column"]), column)

    @cached_property
    def passages(self) -> list[Repeat]:
        """The passages that are cut: those in most texts first, then the most frequent, then the first to be met.

        Raises
        ------
        ValueError
            If the texts are gone (``without_texts``, pickles).
        """
        return self._first_passages(len(self._repeats))

    def apply(self, data: Data) -> Data:
        """Return ``data`` with the texts that are left: the table or column that was read, or a copy, in its own type.

        Raises
        ------
        ValueError
            If ``data`` does not hold the texts that were read.
        """
        column = read_column(data, self.parameters["column"])
        if len(column) != len(self):
            raise ValueError(f"data must have the {len(self)} rows that were read, got {len(column)}")
        return self._applied(data, column)  # type: ignore[no-any-return]

    def _applied(self, data: Any, column: Column) -> Any:
        texts = _core.cut_texts(column.texts, self.removed_spans, self._lengths)
        return with_texts(data, self.parameters["column"], np.unique(self.removed_spans["row"]), texts)

    def _texts(self) -> Column:
        if self._column is None:
            raise ValueError("the texts are gone: use apply on them")
        return self._column

    def _first_passages(self, count: int) -> list[Repeat]:
        column, chosen = self._texts(), self._repeats[:count]
        places = [[tuple(place) for place in own if place[0] >= 0] for own in chosen["places"].tolist()]
        texts: dict[int, str] = {}
        row, text = -1, ""
        for k in sorted(range(len(chosen)), key=lambda k: places[k][0]):  # so that each text is made once
            first, start, end = places[k][0]
            if first != row:
                row, text = first, column.text(first)
            texts[k] = text[start:end]
        return [
            Repeat(texts[k], int(chosen["texts"][k]), int(chosen["occurrences"][k]), tuple(places[k]))
            for k in range(len(chosen))
        ]

    def summary(self) -> str:
        """Return the result in a few lines."""
        p, chars = self.parameters, int(self._lengths.sum())
        changed = int((self.counts["chars"] > 0).sum())
        lines = [
            f"{_many(len(self), 'text')}: {changed:,} changed, {int(self._emptied().sum()):,} of them left empty",
            f"{_many(len(self._repeats), p['unit'])} of at least {p['min_texts']:,} texts cut "
            f"{_many(int(self.counts['passages'].sum()), 'time')}, "
            f"{self.counts['chars'].sum() / max(chars, 1):.1%} of all characters",
        ]
        if self._column is not None:
            lines += [f"in {own.texts:,} texts: {_short(own.text)}" for own in self._first_passages(3)]
        lines += [f"warning: {message}" for message in self.warnings]
        return "\n".join(line if len(line) <= 300 else line[:299] + "…" for line in lines)

    def __repr__(self) -> str:
        """Return a bounded summary."""
        return f"<Stripped: {self.summary()}>"[:1900]

    def _emptied(self) -> Any:
        return (self.counts["chars"] == self._lengths) & (self._lengths > 0)

    def without_texts(self) -> "Stripped":
        """Return the same result without the reference to the caller's texts."""
        return replace(self, _column=None)

    def __copy__(self) -> "Stripped":
        """Return the same result, with the texts."""
        return replace(self)

    def __getstate__(self) -> dict[str, Any]:
        """Leave the texts out of pickles."""
        kept = {name: value for name, value in self.__dict__.items() if name not in ("texts", "passages")}
        return {**kept, "_column": None}


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _short(text: str) -> str:
    return repr(text if len(text) <= 80 else text[:79] + "…")


def _warnings(found: Stripped) -> Iterator[str]:
    some, fewest = int((found._lengths > 0).sum()), found.parameters["min_texts"]
    if 0 < some < fewest:
        yield f"no passage can stand in min_texts={fewest:,} texts: there {'is' if some == 1 else 'are'} only {some:,}"
    left = int(found._emptied().sum())
    if left * 100 > some:
        yield (
            f"{left:,} of {some:,} texts are left empty: if they are copies of one another, drop_duplicates first, or "
            "leave each passage in one text by keep='first'"
        )
    cut, chars = int(found.counts["chars"].sum()), int(found._lengths.sum())
    if some >= _FEW and cut * 2 > chars:
        yield f"{cut / chars:.0%} of all characters are cut: look at passages, or raise min_texts"


def strip_repeats(
    data: Any,
    *,
    column: str = "text",
    unit: Literal["paragraph", "sentence", "line"] = "paragraph",
    min_texts: int = 10,
    keep: Literal["none", "first"] = "none",
    threads: int | None = None,
    progress: Progress = None,
) -> Stripped:
    r"""Cut passages that many texts repeat out of all of them: notices, menus, signatures, boilerplate.

    Passages are equal if their folded texts are, where white space of any kind and length is one blank: case, width and
    line breaks do not matter, punctuation and digits do. One that stands in at least ``min_texts`` different texts is
    cut wherever it stands; this is verified on the texts, never told by hashes alone. A passage without letters, digits
    or emoji (``-----``) is cut only between passages that are, or between one that is and an end of the text.

    What remains are the text's own characters; nothing is put in. Of the white space around what is cut one stretch
    remains, a blank line before a line break before blanks, of equal ones the first, so that no words are glued and no
    paragraphs run together. Texts that lose nothing stay as they are, and one that loses all passages becomes "".

    Parameters
    ----------
    data : column of n texts (list, Series, Arrow array …), or a table that has one
    column : name of the column, if ``data`` is a table
    unit : "paragraph" (lines between blank ones), "sentence" (as ``sentences`` tells them apart) or "line". Texts whose
        paragraphs have no blank lines between them want "line".
    min_texts : a passage is cut if it stands in at least so many different texts, at least 2
    keep : "first" leaves a passage in the first text that has it
    threads, progress : as for ``find_duplicates``

    Returns
    -------
    Stripped
        ``texts`` are what is left of each of the n, ``apply(data)`` is ``data`` with them, ``passages`` what was cut.

    Raises
    ------
    ValueError
        If an argument is outside its range, a column is not there, or bytes are not valid UTF-8.
    TypeError
        If ``data`` is no column of texts and no table, a row is neither text nor missing, or an argument is of another
        type.

    Warns
    -----
    DataWarning
        If there are fewer texts than ``min_texts``, more than 1 % of the texts are left empty, or more than half of all
        characters are cut; ``warnings`` of the result repeats it.

    Examples
    --------
    >>> texts = ["Fog at sea all day.\n\nAll rights reserved.", "ALL RIGHTS RESERVED.\n\nRain and snow on land.", None]
    >>> found = strip_repeats(texts, min_texts=2)
    >>> found.texts
    ['Fog at sea all day.', 'Rain and snow on land.', None]
    >>> found.passages
    [Repeat(text='All rights reserved.', texts=2, occurrences=2, examples=((0, 21, 41), (1, 0, 20)))]
    """
    check_name("unit", unit)
    check_at_least(2, "min_texts", min_texts)
    check_str("keep", keep)
    if keep not in ("none", "first"):
        raise ValueError(f"keep must be 'none' or 'first', got {keep!r}")
    texts = read_column(data, column)
    with reporting(progress) as report:
        cuts, counts, lengths, repeats = _core.strip_repeats(
            texts.texts, unit=unit, min_texts=int(min_texts), keep_first=keep == "first", threads=thread_count(threads),
            progress=report,
        )  # fmt: skip
    parameters = {"column": column, "unit": unit, "min_texts": int(min_texts), "keep": keep}
    found = Stripped(counts, cuts, (), parameters, lengths, repeats, texts)
    found = replace(found, warnings=tuple(_warnings(found)))
    warn_about(found.warnings, found)
    return found
