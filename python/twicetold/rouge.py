"""ROUGE: how much of the words of references is in summaries, and the other way round."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

import narwhals as nw
import numpy as np

from twicetold import _core
from twicetold.arguments import check_bool, check_name
from twicetold.columns import Column, read_column
from twicetold.running import Progress, reporting, thread_count
from twicetold.scores import NUMBERS, Scores
from twicetold.summary_results import Summaries, Summary

MEASURES = ("rouge1", "rouge2", "rougeL", "rougeLsum")
_SHOWN = 20
_LISTS = (list, tuple, np.ndarray)

IntArray = np.ndarray[Any, np.dtype[np.int64]]


def rouge(
    candidates: Any,
    references: Any,
    *,
    column: str = "text",
    measures: Sequence[str] = MEASURES,
    stem: bool = False,
    tokens: Literal["auto", "english", "unicode"] = "auto",
    several: Literal["best", "mean"] = "best",
    threads: int | None = None,
    progress: Progress = None,
) -> Scores:
    r"""Score summaries against references that people wrote: ROUGE (Lin 2004), as the package rouge-score has it.

    ``rouge1`` to ``rouge9`` count shared n-grams, ``rougeL`` the longest common subsequence of words; ``rougeLsum``
    does so line by line: put every sentence on a line of its own ("\n"), as ``str(summary)`` does. For English all
    numbers are those of rouge-score to the last bit.

    Parameters
    ----------
    candidates : one text or Summary, or n of them: a column, a table that has one, or Summaries
    references : the references of each candidate: as many texts, or for each a list of texts; with one candidate a text
        or a list of texts
    column : name of the column, where a table is given
    measures : "rouge1" to "rouge9", "rougeL", "rougeLsum"
    stem : compare words by Porter's stems (``use_stemmer`` of rouge-score); words beyond a–z and 0–9 stay as they are
    tokens : "english", those of rouge-score: runs of a–z and 0–9, so that é ends a word and Chinese has none;
        "unicode": words of any script, and each character of scripts written without spaces; "auto": "english" if at
        most one letter in 200 of the references is beyond A–Z, else "unicode". The result says which.
    several : with several references for a candidate: the "best" for each measure (largest f1, as rouge-score's
        ``score_multi``), or the "mean" of each number
    threads, progress : as for ``find_duplicates``

    Returns
    -------
    Scores

    Raises
    ------
    ValueError
        If there is nothing to score, a text is missing, a candidate has no reference, numbers of rows differ, or an
        argument is outside its range. An empty text is none of this: it scores 0.
    TypeError
        If candidates or references hold something else than texts.

    Examples
    --------
    >>> scores = rouge(["The ferry ran aground.", "Nobody was hurt."], ["A ferry ran aground.", "None was hurt."])
    >>> [round(float(f1), 3) for f1 in scores.f1["rouge1"]]
    [0.75, 0.667]
    >>> rouge("渡轮搁浅", ["渡轮在雾中搁浅", "一艘渡轮"], measures=["rouge1"])
    <Scores of 1 text (unicode tokens): f1
      rouge1    0.7273>
    """
    names = _check_measures(measures)
    check_bool("stem", stem)
    for name, value in (("tokens", tokens), ("several", several)):
        check_name(name, value)
    own, texts, first = _read(candidates, references, column)
    with reporting(progress) as report:
        workers = thread_count(threads)
        chosen = _core.rouge_tokens(texts.texts, workers, report) if tokens == "auto" else tokens
        found = _core.rouge(
            own.texts, texts.texts, first, measures=names, tokens=chosen, stem=bool(stem), several=several,
            threads=workers, progress=report,
        )  # fmt: skip
    parameters = {"measures": names, "stem": bool(stem), "tokens": tokens, "several": several}
    dtype = np.dtype([(name, np.float64) for name in names])
    precision, recall, f1 = (np.ascontiguousarray(found[number]).view(dtype)[:, 0] for number in NUMBERS)
    return Scores(precision, recall, f1, chosen, parameters, own.labels[0])


def _check_measures(measures: Any) -> tuple[str, ...]:
    if isinstance(measures, str) or not isinstance(measures, Sequence):
        raise TypeError(f"measures must be a list of str, got {type(measures).__name__}")
    for name in measures:
        check_name("measures", name)
    if not measures or len(set(measures)) < len(measures):
        raise ValueError(f"measures must be at least one, each once, got {list(measures)[:_SHOWN]}")
    return tuple(measures)


def _read(candidates: Any, references: Any, column: str) -> tuple[Column, Column, IntArray]:
    """Return candidates and references as columns, and where in these the references of each candidate begin."""
    if isinstance(candidates, (str, Summary)):
        candidates, references = [candidates], [references]
    own = _read_texts("candidates", candidates, column)
    if not len(own):
        raise ValueError("candidates must have at least one text, got none")
    if isinstance(references, Iterator):
        references = list(references)
    lists = _lists(references, column)
    if lists is None:
        texts = _read_texts("references", references, column)
        first: IntArray = np.arange(len(texts) + 1)
    else:
        first = np.cumsum([0, *(len(row) for row in lists)])
        texts = _read_texts("references", [text for row in lists for text in row], column)
    if len(first) != len(own) + 1:
        raise ValueError(f"references must have a row for each of the {len(own)} candidates, got {len(first) - 1}")
    _check_none_missing("candidates", own, np.arange(len(own) + 1))
    _check_none_missing("references", texts, first)
    return own, texts, first


def _read_texts(name: str, data: Any, column: str) -> Column:
    """Read a column; summaries in it are texts of one sentence a line, and messages speak of ``name``."""
    if isinstance(data, Summaries) or (isinstance(data, (list, tuple)) and any(isinstance(s, Summary) for s in data)):
        data = [str(text) if isinstance(text, Summary) else text for text in data]
    try:
        return read_column(data, column)
    except (TypeError, ValueError) as error:
        raise type(error)(str(error).replace("data must", f"{name} must", 1)) from None


def _lists(references: Any, column: str) -> list[list[Any]] | None:
    """Return the references of each candidate as a list, or None if no row is a list: then each is one text."""
    rows = _objects(references, column)
    if not any(isinstance(row, _LISTS) for row in rows):
        return None
    for k, row in enumerate(rows):
        if not isinstance(row, _LISTS):
            raise TypeError(
                f"references must be lists of texts in all rows or in none, got {type(row).__name__} in row {k}"
            )
        if not len(row):
            raise ValueError(f"references must have a text for each candidate, got an empty list in row {k}")
        wrong = [text for text in row if not isinstance(text, (str, bytes, Summary, type(None)))]
        if wrong:
            raise TypeError(f"references must hold str, got {type(wrong[0]).__name__} in row {k}")
    return [list(row) for row in rows]


def _objects(references: Any, column: str) -> Sequence[Any]:
    """Return the rows of what could hold lists as Python has them; nothing of what holds only texts."""
    native = nw.from_native(references, allow_series=True, pass_through=True)
    if isinstance(native, nw.DataFrame) and column in native.columns:
        native = native.get_column(column)
    if isinstance(native, nw.Series):
        return native.to_list() if native.dtype in (nw.List, nw.Array, nw.Object, nw.Unknown) else ()
    if isinstance(references, (list, tuple)):
        of_dicts = bool(references) and isinstance(references[0], Mapping)
        return [row.get(column) if isinstance(row, Mapping) else row for row in references] if of_dicts else references
    if isinstance(references, np.ndarray) and references.dtype.kind == "O" and references.ndim == 1:
        rows: list[Any] = references.tolist()
        return rows
    if hasattr(references, "to_pylist") and str(references.type).startswith(("list", "large_list", "fixed_size_list")):
        listed: list[Any] = references.to_pylist()
        return listed
    return ()


def _check_none_missing(name: str, texts: Column, first: IntArray) -> None:
    missing = texts.texts.missing()
    if missing.any():
        row = int(np.searchsorted(first, missing.argmax(), side="right")) - 1
        raise ValueError(f"{name} must have a text in every row, got a missing one in row {row}")
