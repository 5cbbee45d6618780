"""In how many sentences of a corpus each term stands."""

from collections.abc import Iterable
from typing import Any

from twicetold import _core
from twicetold.arguments import check_name
from twicetold.columns import read_column
from twicetold.running import Progress, reporting, thread_count
from twicetold.summary_options import DocumentFrequencies, words_of

__all__ = ["DocumentFrequencies", "document_frequencies"]


def document_frequencies(
    data: Any,
    *,
    column: str = "text",
    language: str | None = None,
    stop_words: Iterable[str] | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> DocumentFrequencies:
    """Count in how many sentences of a corpus each term stands, as ``background=`` for summaries.

    What is common in the corpus then counts less in a text, however often the text says it.

    Parameters
    ----------
    data : column of texts, or a table that has one
    column : name of the column, if ``data`` is a table
    language, stop_words : which words are no terms; best the same as for the summaries
    threads, progress : as for :func:`summarize`

    Returns
    -------
    DocumentFrequencies, with ``len()`` the number of terms and ``.sentences`` that of sentences; it can be pickled, for
        use with the same version of this library

    Examples
    --------
    >>> corpus = ["The ferry sails at noon.", "The ferry is late again.", "Fog closed the strait."]
    >>> seen = document_frequencies(corpus)
    >>> len(seen), seen.sentences
    (8, 3)
    """
    if language is not None:
        check_name("language", language)
    words = words_of(stop_words)
    texts = read_column(data, column)
    with reporting(progress) as report:
        return _core.document_frequencies(texts.texts, language or "", words, thread_count(threads), report)
