"""Folding and tokens: the form in which texts are compared."""

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, overload

import numpy as np

from twicetold import _core
from twicetold.arguments import check_bool
from twicetold.arrow import ArrowColumn
from twicetold.columns import TEXT_OR_COLUMN, read_column
from twicetold.running import Progress, check_unused, reporting, thread_count
from twicetold.wording import count_of, shortened

IntArray = np.ndarray[Any, np.dtype[np.int64]]


class Token(NamedTuple):
    """A folded token and where it stands in the text (code points)."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, eq=False, repr=False)
class Folded:
    """A folded text that knows where it comes from.

    Attributes
    ----------
    text : the folded text, n code points
    starts, ends : int64 arrays of shape (n,): ``text[k]`` comes from ``original[starts[k]:ends[k]]``. Both rise; code
        points that come from the same ones (a ligature's, a letter's with its marks) have the same.
    """

    text: str
    starts: IntArray
    ends: IntArray

    def __str__(self) -> str:
        """Return the folded text."""
        return self.text

    def __len__(self) -> int:
        """Return the number of its code points."""
        return len(self.text)

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Return the code points of the original that ``text[start:end]`` comes from.

        Raises
        ------
        IndexError
            If not 0 <= start <= end <= len(text).

        Examples
        --------
        >>> folded = fold("Oﬃce", spans=True)
        >>> folded.text, folded.source(1, 3)
        ('office', (1, 2))
        """
        if not 0 <= start <= end <= len(self.text):
            raise IndexError(f"start and end must be in order in 0..{len(self.text)}, got {start} and {end}")
        if start < end:
            return int(self.starts[start]), int(self.ends[end - 1])
        place = self.starts[start] if start < len(self.text) else self.ends[-1] if len(self.text) else 0
        return int(place), int(place)

    def __repr__(self) -> str:
        """Return the beginning of the folded text."""
        return f"<Folded: {count_of(len(self.text), 'code point', 'code points')}: {shortened(self.text, 80)!r}>"


@overload
def fold(
    data: str,
    *,
    spans: Literal[False] = False,
    column: str = "text",
    threads: int | None = None,
    progress: Progress = None,
) -> str: ...
@overload
def fold(
    data: str, *, spans: Literal[True], column: str = "text", threads: int | None = None, progress: Progress = None
) -> Folded: ...
@overload
def fold(
    data: str, *, spans: bool, column: str = "text", threads: int | None = None, progress: Progress = None
) -> str | Folded: ...
@overload
def fold(
    data: Any,
    *,
    spans: Literal[False] = False,
    column: str = "text",
    threads: int | None = None,
    progress: Progress = None,
) -> ArrowColumn[str]: ...
def fold(
    data: Any,
    *,
    spans: bool = False,
    column: str = "text",
    threads: int | None = None,
    progress: Progress = None,
) -> str | Folded | ArrowColumn[str]:
    """Return the NFKC_Casefold of a text (The Unicode Standard, section 3.13), default ignorables removed.

    Parameters
    ----------
    data : one str, or a column of texts (or a table that has one)
    spans : whether to say, for one str, where each folded code point comes from
    column : name of the column, if ``data`` is a table
    threads : how many work on a column; default: one for each CPU this process may use; one text needs none of its own
    progress : None (a bar on a terminal or in a notebook, after 2 s), True, False or a callable(stage, done, total)

    Returns
    -------
    str, with ``spans`` Folded; for a column ArrowColumn (large_utf8): a str for each row, in order, None for a missing
    text. It holds the folded texts; until the call returns, twice that is needed. Lone surrogates read as U+FFFD.

    Raises
    ------
    TypeError
        If ``data`` is neither text nor a column of texts.
    ValueError
        If ``spans`` is true for a column.

    Examples
    --------
    >>> fold("ﬁne ＣＡＦＥ\u0301")
    'fine café'
    >>> fold("ﬁne", spans=True).starts
    array([0, 0, 1, 2])
    >>> list(fold(["Straße", None]))
    ['strasse', None]
    """
    check_bool("spans", spans)
    if isinstance(data, str):
        check_unused(column, threads, progress)
        return Folded(*_core.fold_spans(data)) if spans else _core.fold(data)
    texts = read_column(data, column, accepted=TEXT_OR_COLUMN)
    if spans:
        raise ValueError("spans must be False unless data is one str, got True for a column")
    with reporting(progress) as report:
        rows = _core.fold_rows(texts.texts, thread_count(threads), report)
    return ArrowColumn(rows, _text_of, *texts.labels)


@overload
def tokens(
    data: str, *, column: str = "text", threads: int | None = None, progress: Progress = None
) -> list[Token]: ...
@overload
def tokens(
    data: Any, *, column: str = "text", threads: int | None = None, progress: Progress = None
) -> ArrowColumn[list[Token]]: ...
def tokens(
    data: Any, *, column: str = "text", threads: int | None = None, progress: Progress = None
) -> list[Token] | ArrowColumn[list[Token]]:
    """Return the tokens of a text, or of each text of a column: runs of letters, marks and digits of the folded text.

    An apostrophe inside a word joins; everything else separates: "3.5" is 3 and 5, "U.S.A." is u, s and a. In scripts
    written without spaces each character is a token, and so is each emoji: of a sequence (a family, a flag) each part
    for itself, without skin tone.

    Parameters
    ----------
    data : one str, or a column of texts (or a table that has one)
    column : name of the column, if ``data`` is a table
    threads : how many work on a column; default: one for each CPU this process may use; one text needs none of its own
    progress : None (a bar on a terminal or in a notebook, after 2 s), True, False or a callable(stage, done, total)

    Returns
    -------
    list of Token for a str, in order, else ArrowColumn: such a list for each row, None for a missing text. It holds the
    tokens' text and 24 bytes for each, about five times the text; until the call returns, twice that is needed. Its
    Arrow type is ``large_list<struct<text: large_utf8, start: int64, end: int64>>``.

    Raises
    ------
    TypeError
        If ``data`` is neither text nor a column of texts.

    Examples
    --------
    >>> [token.text for token in tokens("Don't stop.Go to 東京 🚀")]
    ["don't", 'stop', 'go', 'to', '東', '京', '🚀']
    >>> [token.text for token in tokens("3.5 U.S.A. x_1 👍🏽👨\u200d👩\u200d👧")]
    ['3', '5', 'u', 's', 'a', 'x', '1', '👍', '👨', '👩', '👧']
    >>> tokens(["Don't stop", None])[0]
    [Token(text="don't", start=0, end=5), Token(text='stop', start=6, end=10)]
    """
    if isinstance(data, str):
        check_unused(column, threads, progress)
        found: list[Token] = _core.tokens(data, Token)
        return found
    texts = read_column(data, column, accepted=TEXT_OR_COLUMN)
    with reporting(progress) as report:
        rows = _core.token_rows(texts.texts, thread_count(threads), report)
    return ArrowColumn(rows, _tokens_of, *texts.labels)


def _text_of(rows: _core.FoldRows, row: int) -> str | None:
    return rows.text(row)


def _tokens_of(rows: _core.SpanRows, row: int) -> list[Token] | None:
    return rows.tokens(row, Token)
