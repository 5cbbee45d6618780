"""Stories: texts that tell the same event, told once."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, Self, TypeVar, overload

import numpy as np

from twicetold import _core
from twicetold.arguments import check_share, check_str
from twicetold.errors import warn_about
from twicetold.given_back import add_columns
from twicetold.optional import needed
from twicetold.running import Progress, reporting, thread_count
from twicetold.sentences import KINDS
from twicetold.story_inputs import StoryInputs, read_inputs
from twicetold.story_results import Member, Story, count_tellers, supporters_of
from twicetold.summary_options import budget_of, options_of
from twicetold.summary_results import Summary, SummarySentence
from twicetold.summary_warnings import warning_texts
from twicetold.wording import count_of

if TYPE_CHECKING:
    import pandas as pd

Data = TypeVar("Data")
Order = Literal["size", "time", "novelty"]


@dataclass(frozen=True)
class _Request:
    """How stories were asked for, which an update repeats: all but the texts."""

    columns: dict[str, str]  # the names that were given
    threshold: float | str
    sentences: int
    order: Order


class Stories(Sequence[Story]):
    """Stories, in the order asked for.

    Attributes
    ----------
    threshold : the average similarity from which groups were joined
    warnings : what was odd in the data
    """

    def __init__(
        self, stories: Sequence[Story], rows: int, threshold: float, warnings: tuple[str, ...], request: _Request,
        inputs: StoryInputs | None,
    ) -> None:  # fmt: skip
        self._stories = tuple(stories)
        self._rows = rows
        self._threshold = threshold
        self._warnings = warnings
        self._request = request
        self._inputs = inputs

    @property
    def threshold(self) -> float:
        """The average similarity from which groups were joined."""
        return self._threshold

    @property
    def warnings(self) -> tuple[str, ...]:
        """What was odd in the data."""
        return self._warnings

    def __len__(self) -> int:
        """Return the number of stories."""
        return len(self._stories)

    @overload
    def __getitem__(self, k: int) -> Story: ...
    @overload
    def __getitem__(self, k: slice) -> Sequence[Story]: ...
    def __getitem__(self, k: int | slice) -> Story | Sequence[Story]:
        """Return a story."""
        if isinstance(k, slice):
            return self._stories[k]
        if not hasattr(k, "__index__"):
            raise TypeError(f"k must be int or slice, got {type(k).__name__}")
        if not -len(self) <= k < len(self):
            raise IndexError(f"k must be the number of one of {count_of(len(self), 'story', 'stories')}, got {k}")
        return self._stories[k]

    def __repr__(self) -> str:
        """Return the first stories."""
        shown = "\n".join(f"  {len(s):>4}  {repr(s)[1:-1].partition(': ')[2]}" for s in self._stories[:8])
        stories, texts = count_of(len(self), "story", "stories"), count_of(self._rows, "text", "texts")
        return f"<{stories} of {texts}\n{shown}>" if shown else f"<{stories} of {texts}>"

    def _repr_html_(self) -> str:
        """Return the first stories for a notebook, at most 100 kB."""
        from twicetold.html.stories import stories_view

        return stories_view(self, self._rows, self._inputs)

    @overload
    def report(self, path: None = None, *, title: str = ..., overwrite: bool = ...) -> str: ...
    @overload
    def report(self, path: str | os.PathLike[str], *, title: str = ..., overwrite: bool = ...) -> None: ...
    def report(
        self, path: str | os.PathLike[str] | None = None, *, title: str = "Stories", overwrite: bool = False
    ) -> str | None:
        """Write a page that tells every story in full: summary, who supports each sentence, texts, differences.

        The page is one HTML file without script that asks for nothing from elsewhere. It has the first 500 stories of
        several texts, 100 texts of each, and says how many are left out.

        Parameters
        ----------
        path : the file to write; None returns the page as str
        title : its heading
        overwrite : whether a file that exists is replaced

        Raises
        ------
        FileExistsError
            If the file exists and ``overwrite`` is False.
        ValueError
            If the texts are gone (``without_texts``, pickles).
        """
        from twicetold.html.stories import stories_page
        from twicetold.page_file import write_page

        check_str("title", title)

        def page() -> str:
            return stories_page(self, self._rows, self._texts_of("report"), title)

        if path is None:
            return page()
        write_page(path, page, overwrite)
        return None

    def labels(self) -> np.ndarray[Any, np.dtype[np.int64]]:
        """Return the number of each row's story, int64 of shape (n,), -1 for a row that is in none."""
        labels = np.full(self._rows, -1, dtype=np.int64)
        for number, story in enumerate(self._stories):
            labels[[member.position for member in story.members]] = number
        return labels

    def annotate(self, data: Data, *, prefix: str = "") -> Data:
        """Return the table with a column ``story``: the number of each row's story, -1 for a row that is in none."""
        return add_columns(data, {"story": self.labels()}, prefix)  # type: ignore[no-any-return]

    def to_pandas(self) -> "pd.DataFrame":
        """Return one row for each text of a story: position, story, how, title and number of texts of the story."""
        table: pd.DataFrame = (
            needed("pandas", "to_pandas")
            .DataFrame(
                [
                    {"position": member.position, "story": k, "how": member.how, "title": s.title, "texts": len(s)}
                    for k, s in enumerate(self._stories)
                    for member in s.members
                ],
                columns=["position", "story", "how", "title", "texts"],
            )
            .astype({"position": "int64", "story": "int64", "texts": "int64"})
        )
        return table

    def update(
        self,
        new: Any,
        *,
        title: Any = None,
        time: Any = None,
        source: Any = None,
        language: Any = None,
        threads: int | None = None,
        progress: Progress = None,
    ) -> "Stories":
        """Return the stories of all texts, those of ``new`` behind the others: their rows go on from the last one.

        The result is that of a call on all texts at once, stories and summaries alike: one text more changes what every
        term is worth, and two stories may become one or come apart. So it costs what such a call costs, and saves
        keeping the earlier texts and what was asked for. Nothing changes in this object.

        Parameters
        ----------
        new : texts or a table, as ``data`` of :func:`stories`. Where that was given names of columns, ``new`` has them.
        title, time, source, language : for ``new`` alone, as in :func:`stories`; without one they are missing there
        threads, progress : as in :func:`stories`

        Raises
        ------
        ValueError
            As :func:`stories`, and if the texts are gone (``without_texts``, pickles).
        """
        given = {"title": title, "time": time, "source": source, "language": language}
        named = {name: self._request.columns.get(name) if value is None else value for name, value in given.items()}
        try:
            added = read_inputs(new, column=self._request.columns["column"], **named)
        except (TypeError, ValueError) as error:
            if (message := _about_new(str(error))) == str(error):
                raise
            raise type(error)(message) from None
        result = _tell(self._texts_of("update") + added, self._request, threads, progress)
        warn_about(result.warnings, result)
        return result

    def without_texts(self) -> Self:
        """Return the same stories without the reference to the caller's texts."""
        return type(self)(
            [replace(story, _inputs=None) for story in self._stories], self._rows, self._threshold, self._warnings,
            self._request, None,
        )  # fmt: skip

    def __copy__(self) -> Self:
        """Return the same stories, with the texts."""
        return type(self)(self._stories, self._rows, self._threshold, self._warnings, self._request, self._inputs)

    def __getstate__(self) -> dict[str, Any]:
        """Leave the texts out of pickles."""
        return {**self.__dict__, "_inputs": None}

    def _texts_of(self, name: str) -> StoryInputs:
        if self._inputs is None:
            raise ValueError(f"{name} needs the texts, which are gone (without_texts, or a pickle)")
        return self._inputs


def stories(
    data: Any,
    *,
    column: str = "text",
    title: Any = None,
    time: Any = None,
    source: Any = None,
    language: Any = None,
    threshold: float | Literal["auto", "running", "event"] = "auto",
    sentences: int = 3,
    order: Order = "size",
    threads: int | None = None,
    progress: Progress = None,
) -> Stories:
    """Group texts that tell the same event, and tell each event once.

    Near-duplicates are folded first; what is left is grouped by average link over tf-idf similarities. Each story has
    one summary, and each of its sentences says which texts tell (nearly) the same. The order of the rows changes
    neither stories nor what a summary says; its sentences stand in the order of the rows.

    Parameters
    ----------
    data : column of n texts, or a table that has one
    column : name of the column, if ``data`` is a table
    title, time, source, language : a column's name or a sequence of n. Titles weigh most in what a text is about; texts
        far apart in time or in different languages are not joined (a missing language may be any); with sources,
        support counts sources, not texts. Names of sources and languages count as they are written: "en", "EN" and
        "en-GB" are three. Times are ISO 8601 texts, dates, or times of NumPy and pandas; a text without
        one, or with one that cannot be read, is as near to every day (counted in ``warnings``).
    threshold : "auto", "running" (stories that go on for weeks), "event" (single events) or the average similarity from
        which groups are joined, in (0, 1]
    sentences : how many sentences a summary has, at most
    order : "size": biggest first; "time": the one that began first; "novelty": the one that began last. Ties: bigger
        first. Stories without a time come last.
    threads : default: one for each CPU this process may use; 1 runs on the calling thread
    progress : None (a bar on a terminal or in a notebook, after 2 s), True, False or a callable(stage, done, total)

    Returns
    -------
    Stories; a text that no other tells is a story of one; one without a word, in itself
        or its title, is in none

    Raises
    ------
    ValueError
        If an argument is outside its range, a column is not there, or ``order`` needs a ``time`` that is not given.

    Notes
    -----
    Of two texts only those are compared that share one of their 40 heaviest terms which stand in at most 100 texts. So
    a story of many hundreds of texts that have no rarer words in common may come apart.

    Examples
    --------
    >>> texts = [
    ...     "The ferry Alma ran aground in thick fog off Gull Point. Tugs freed the ferry at noon.",
    ...     "A bakery chain recalled rye bread after customers found glass in a loaf.",
    ...     "Tugs freed the ferry Alma at noon. It had run aground in thick fog off Gull Point.",
    ... ]
    >>> [[member.position for member in story.members] for story in stories(texts)]
    [[0, 2], [1]]
    """
    searched = _checked(threshold)
    check_str("order", order)
    if order not in ("size", "time", "novelty"):
        raise ValueError(f"order must be 'size', 'time' or 'novelty', got {order!r}")
    if order != "size" and time is None:
        raise ValueError(f"order={order!r} needs time=, got none")
    given = {"column": column, "title": title, "time": time, "source": source, "language": language}
    inputs = read_inputs(data, **given)
    named = {name: value for name, value in given.items() if isinstance(value, str)}
    result = _tell(inputs, _Request(named, searched, sentences, order), threads, progress)
    warn_about(result.warnings, result)
    return result


def _checked(threshold: Any) -> float | str:
    """Return a threshold that the core knows; NumPy's narrow numbers as what they are written as."""
    if isinstance(threshold, bool) or not isinstance(threshold, (str, int, float, np.integer, np.floating)):
        raise TypeError(f"threshold must be a name or a number, got {type(threshold).__name__}")
    if isinstance(threshold, str):
        if threshold not in ("auto", "running", "event"):
            raise ValueError(
                f"threshold must be 'auto', 'running', 'event' or a number in (0, 1], got {threshold[:40]!r}"
            )
        return threshold
    check_share("threshold", threshold)
    return float(str(threshold))


def _about_new(message: str) -> str:
    """Return a message about ``data`` as one about ``new``."""
    return f"new{message[4:]}" if message.startswith("data ") else message.replace(", as data is", ", as new is", 1)


def _tell(inputs: StoryInputs, request: _Request, threads: int | None, progress: Progress) -> Stories:
    with reporting(progress) as report:
        found, copy_of, similarity, used = _core.stories(
            inputs.texts.texts,
            titles=None if inputs.titles is None else inputs.titles.texts,
            languages=None if inputs.languages is None else inputs.languages.texts,
            days=inputs.days,
            threshold=request.threshold,
            summary=options_of(budget_of(sentences=request.sentences)),
            threads=thread_count(threads),
            progress=report,
        )
    made = [_story(story, inputs, copy_of, similarity) for story in found]
    if request.order != "size":
        made.sort(key=lambda story: _age(story, newest_first=request.order == "novelty"))
    unknown = int(np.isnan(inputs.days).sum())
    warnings = (f"{unknown} of {len(inputs)} texts have no time that can be read",) if unknown else ()
    return Stories(made, len(inputs), used, warnings, request, inputs)


def _age(story: Story, *, newest_first: bool) -> tuple[bool, int]:
    """Return the key by which stories are sorted by when they began; those that are not dated last."""
    if story.span is None:
        return True, 0
    began = int(story.span[0].astype(np.int64))
    return False, -began if newest_first else began


def _story(found: Any, inputs: StoryInputs, copy_of: Any, similarity: Any) -> Story:
    members, sentences, warnings, title_row, terms, cohesion = found
    supporters = tuple(supporters_of(support) for *_, support in sentences)
    text_of = cache(inputs.texts.text)  # once a text, not once a sentence
    chosen = tuple(
        SummarySentence(
            text_of(row)[start:end], start, end, index, row, score, count_tellers(who, inputs.sources),
            KINDS[kind],
        )
        for (row, index, (start, end), score, kind, _), who in zip(sentences, supporters, strict=True)
    )  # fmt: skip
    scores = np.array([sentence.score for sentence in chosen])
    kept = sum(int(copy_of[row] == row) for row in members)
    return Story(
        members=tuple(_member(row, inputs, copy_of, similarity) for row in members),
        title="" if inputs.titles is None or title_row is None else inputs.titles.text(title_row),
        summary=Summary(chosen, scores, tuple(terms), "multi" if kept > 1 else "long", warning_texts(warnings)),
        supporters=supporters,
        terms=tuple(terms),
        similarity=cohesion,
        span=_span(inputs.days, members),
        _inputs=inputs,
    )


def _member(row: int, inputs: StoryInputs, copy_of: Any, similarity: Any) -> Member:
    how = "same story"
    if copy_of[row] != row:
        how = f"{'identical to' if similarity[row] == 1 else 'near-duplicate of'} {copy_of[row]}"
    source = None if inputs.sources is None else inputs.sources[row]
    return Member(row, how, source, _moment(inputs.days[row]) if len(inputs.days) else None)


def _moment(day: float) -> np.datetime64 | None:
    return None if np.isnan(day) else np.datetime64(round(day * 86_400), "s")


def _span(days: Any, members: list[int]) -> tuple[np.datetime64, np.datetime64] | None:
    own = days[members] if len(days) else days
    first, last = (_moment(own.min()), _moment(own.max())) if len(own := own[~np.isnan(own)]) else (None, None)
    return None if first is None or last is None else (first, last)
