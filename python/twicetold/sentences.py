"""Sentences of a text, as spans."""

from dataclasses import dataclass
from typing import Any, Literal, overload

from twicetold import _core
from twicetold.arrow import ArrowColumn
from twicetold.columns import TEXT_OR_COLUMN, read_column
from twicetold.running import Progress, check_unused, reporting, thread_count

Kind = Literal["sentence", "headline", "list item", "fragment"]
KINDS: tuple[Kind, ...] = ("sentence", "headline", "list item", "fragment")

Sentence = _core.Sentence


@dataclass(frozen=True)
class _Fields:
    text: str
    start: int
    end: int
    kind: Kind


# By these dataclasses.asdict, pandas and polars know a dataclass: to them Sentence, a class of the core, is one too.
for _name in ("__annotations__", "__dataclass_fields__", "__dataclass_params__"):
    setattr(Sentence, _name, getattr(_Fields, _name))


@overload
def sentences(
    data: str, *, column: str = "text", threads: int | None = None, progress: Progress = None
) -> list[Sentence]: ...
@overload
def sentences(
    data: Any, *, column: str = "text", threads: int | None = None, progress: Progress = None
) -> ArrowColumn[list[Sentence]]: ...
def sentences(
    data: Any, *, column: str = "text", threads: int | None = None, progress: Progress = None
) -> list[Sentence] | ArrowColumn[list[Sentence]]:
    """Split a text, or each text of a column, into sentences.

    Everything but white space belongs to exactly one of them. Headlines without a full stop, list items and fragments
    (tails of handles and links, date lines, table rows) are told apart by ``kind``.

    Parameters
    ----------
    data : one str, or a column of texts (or a table that has one)
    column : name of the column, if ``data`` is a table
    threads, progress : as for ``find_duplicates``; one text runs on the calling thread

    Returns
    -------
    list of Sentence for a str, else ArrowColumn: such a list for each row, in order; None for a missing text. It holds
    the text of the sentences and about 33 bytes for each; until the call returns, twice that is needed. Lone surrogates
    read as U+FFFD in it. Its Arrow type is ``large_list<struct<text: large_utf8, start: int64, end: int64, kind:
    dictionary<int8, utf8>>>``.

    Raises
    ------
    TypeError
        If ``data`` is neither text nor a column of texts.

    Examples
    --------
    >>> [s.text for s in sentences("It began at 10 a.m. on Monday. Dr. No left.Then it rained.")]
    ['It began at 10 a.m. on Monday.', 'Dr. No left.', 'Then it rained.']
    >>> found = sentences(["It rained. We left.", None, "Summer at last"])
    >>> [None if row is None else [s.text for s in row] for row in found]
    [['It rained.', 'We left.'], None, ['Summer at last']]
    """
    if isinstance(data, str):
        check_unused(column, threads, progress)
        return _core.sentences(data)
    texts = read_column(data, column, accepted=TEXT_OR_COLUMN)
    with reporting(progress) as report:
        rows = _core.sentence_rows(texts.texts, thread_count(threads), report)
    return ArrowColumn(rows, _sentences_of, *texts.labels)


def _sentences_of(rows: _core.SpanRows, row: int) -> list[Sentence] | None:
    return rows.sentences(row)
