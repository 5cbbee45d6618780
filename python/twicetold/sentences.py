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
    r"""Split a text, or each text of a column, into sentences.

    Everything but white space belongs to exactly one of them. Each has a ``kind``:

    - "sentence": what ends with a closing mark or with its paragraph
    - "headline": a line of its own without a closing mark, in a text that has sentences too; where it has none, such
      lines are what the text says, and are sentences
    - "list item": what stands behind a bullet or a number
    - "fragment": a tail of handles and links, a date line, a table row, a rule of dashes

    Parameters
    ----------
    data : one str, or a column of texts (or a table that has one)
    column : name of the column, if ``data`` is a table
    threads : how many work on a column; default: one for each CPU this process may use; one text needs none of its own
    progress : None (a bar on a terminal or in a notebook, after 2 s), True, False or a callable(stage, done, total)

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
    >>> text = "Storm closes port\n\nIt reopens on Monday.\n\n- bring boots\n\nFollow us @port #storm"
    >>> [(s.text, s.kind) for s in sentences(text)]
    [('Storm closes port', 'headline'), ('It reopens on Monday.', 'sentence'), ('- bring boots', 'list item'),
     ('Follow us @port #storm', 'fragment')]
    >>> found = sentences(["It rained. We left.", None, "Summer at last"])
    >>> [None if row is None else [s.text for s in row] for row in found]
    [['It rained.', 'We left.'], None, ['Summer at last']]

    The sentences of one text are the rows of a frame: ``pd.DataFrame(sentences(text))``, ``pl.DataFrame(...)``. A row
    for each sentence of a table, with the columns of the table that are wanted beside it, in pandas, polars and Arrow:

    >>> import pandas as pd
    >>> table = pd.DataFrame({"id": [7, 8], "text": ["It rained. We left.", None]})
    >>> rows = pd.Series(sentences(table).to_list(), index=table.index).explode().dropna()
    >>> table[["id"]].join(pd.DataFrame(rows.to_list(), index=rows.index), how="inner")
       id        text  start  end      kind
    0   7  It rained.      0   10  sentence
    0   7    We left.     11   19  sentence

    >>> import polars as pl
    >>> frame = pl.from_pandas(table)
    >>> rows = frame.select("id", found=sentences(frame).to_polars()).explode("found").drop_nulls("found")
    >>> rows.unnest("found").rows()  # the texts that were split have the name "text" too: they stay behind
    [(7, 'It rained.', 0, 10, 'sentence'), (7, 'We left.', 11, 19, 'sentence')]

    >>> import pyarrow as pa
    >>> import pyarrow.compute as pc
    >>> found = sentences(table).to_arrow()
    >>> rows = pa.Table.from_struct_array(found.flatten())
    >>> rows.append_column("id", pa.array(table.id).take(pc.list_parent_indices(found))).column_names
    ['text', 'start', 'end', 'kind', 'id']
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
