"""What callers know of the sentences of their texts: where they stand, and their vectors."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

import numpy as np

from twicetold import _core
from twicetold.wording import shortened

SpanArray = np.ndarray[Any, np.dtype[np.int64]]
FloatArray = np.ndarray[Any, np.dtype[np.float64]]
#: Sentences of a text: as they stand in it, in order, or as (start, end) in code points.
Presplit: TypeAlias = Sequence[str] | Sequence[tuple[int, int]] | np.ndarray[Any, Any]
#: Vectors of the sentences of a text, of shape (n, d), or what makes them of n sentences.
Embeddings: TypeAlias = np.ndarray[Any, Any] | Sequence[Sequence[float]] | Callable[[list[str]], Any]


def spans_of(text: str, presplit: Any, name: str = "presplit") -> SpanArray:
    """Return where the sentences stand, int64 of shape (n, 2).

    Raises
    ------
    ValueError
        If one does not stand in the text behind the one before.
    TypeError
        If ``presplit`` is neither a list of str nor of pairs of int.
    """
    if isinstance(presplit, (str, bytes)) or not hasattr(presplit, "__len__") or not hasattr(presplit, "__iter__"):
        raise TypeError(f"{name} must be a list of str or of (start, end), got {type(presplit).__name__}")
    spans = np.empty((len(presplit), 2), dtype=np.int64)
    end = 0
    for row, sentence in enumerate(presplit):
        start, end = _span_of(text, sentence, end, name, row)
        spans[row] = start, end
    return spans


def _span_of(text: str, sentence: Any, behind: int, name: str, row: int) -> tuple[int, int]:
    if isinstance(sentence, str):
        start = text.find(sentence, behind)
        if start < 0:
            raise ValueError(
                f"{name} must hold sentences as they stand in the text, in order, "
                f"got {shortened(sentence, 60)!r} in row {row}, which is not found from character {behind} on"
            )
        return start, start + len(sentence)
    try:
        start, end = sentence
        start, end = start.__index__(), end.__index__()
    except (TypeError, ValueError, AttributeError):
        raise TypeError(
            f"{name} must hold str or (start, end), got {shortened(repr(sentence), 60)} in row {row}"
        ) from None
    if not behind <= start <= end <= len(text):
        raise ValueError(
            f"{name} must hold spans in order, none over another, within the text of {len(text)} characters, "
            f"got ({start}, {end}) in row {row}"
        )
    return start, end


def vectors_of(embeddings: Any, sentences: Callable[[], list[str]], name: str = "embeddings") -> FloatArray:
    """Return the vectors of the sentences, float64 of shape (n, d): the caller's own, or what his function makes.

    Raises
    ------
    ValueError
        If they are no table of numbers. How many there are, and whether all are finite, the core checks.
    """
    made = embeddings(sentences()) if callable(embeddings) else embeddings
    try:
        given = np.asarray(made)
        if given.dtype.kind not in "biufO" or any(isinstance(one, (str, bytes)) for one in _objects(given)):
            raise TypeError
        vectors = np.asarray(given, dtype=np.float64)
    except (TypeError, ValueError):
        raise ValueError(f"{name} must be numbers of shape (sentences, d), got {type(made).__name__}") from None
    if vectors.size == 0 and vectors.ndim < 2:
        return np.empty((0, 1))
    if vectors.ndim != 2 or vectors.shape[1] == 0:
        raise ValueError(f"{name} must have the shape (sentences, d), got {vectors.shape}")
    return vectors


def _objects(values: np.ndarray[Any, Any]) -> Iterable[object]:
    return values.flat if values.dtype.kind == "O" else ()


def query_vector_of(embeddings: Any, query: str | None) -> FloatArray | None:
    """Return the query's vector, if a function makes vectors and there is a query.

    Raises
    ------
    ValueError
        If it is not one vector of finite numbers.
    """
    if not query or not callable(embeddings):
        return None
    vectors = vectors_of(embeddings, lambda: [query])
    if len(vectors) != 1 or not np.isfinite(vectors).all():
        got = f"{len(vectors)} rows" if len(vectors) != 1 else "NaN or infinity"
        raise ValueError(f"embeddings must give the query one row of finite numbers, got {got}")
    vector: FloatArray = vectors[0]
    return vector


def sentence_texts(text: str, spans: SpanArray | None) -> list[str]:
    """Return the sentences of a text."""
    if spans is None:
        return [sentence.text for sentence in _core.sentences(text)]
    return [text[start:end] for start, end in spans.tolist()]
