"""Stories: texts that tell the same event, told once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, overload

import numpy as np

from twicetold import _core
from twicetold.beside import days_of, labels_beside, values_beside
from twicetold.columns import Column, read_column
from twicetold.errors import warn_about
from twicetold.given_back import add_columns
from twicetold.optional import needed
from twicetold.running import Progress, reporting, thread_count
from twicetold.sentences import KINDS
from twicetold.summary_options import budget_of, options_of
from twicetold.summary_results import Summary, SummarySentence, warning_texts
from twicetold.wording import count_of, shortened

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Member:
    """A text of a story: its row and how it belongs to it."""

    position: int
    how: str


@dataclass(frozen=True, slots=True)
class Support:
    """A text that says (nearly) the same as a sentence of the summary, and where (code points)."""

    position: int
    start: int
    end: int
    copy: bool
    numbers_differ: bool


@dataclass(frozen=True, eq=False, repr=False)
class Story:
    """Texts that tell the same event.

    Attributes
    ----------
    members : the texts, by row
    title : the title that tells most of the story, "" without titles
    summary : its best sentences, ``document`` being a row and ``support`` the number of members that say the same
    supporters : for each sentence of the summary the members that say the same, its own among them
    terms : words that tell what it is about
    """

    members: tuple[Member, ...]
    title: str
    summary: Summary
    supporters: tuple[tuple[Support, ...], ...]
    terms: tuple[str, ...]

    def __len__(self) -> int:
        """Return the number of texts."""
        return len(self.members)

    def __repr__(self) -> str:
        """Return its title or first sentence."""
        first = self.title or (self.summary.sentences[0].text if self.summary.sentences else "")
        told = shortened(" ".join(first[:600].split()), 120)
        return f"<Story of {count_of(len(self), 'text', 'texts')}: {told!r}>"


class Stories(Sequence[Story]):
    """Stories, biggest first.

    Attributes
    ----------
    threshold : the average similarity from which groups were joined
    warnings : what was odd in the data
    """

    def __init__(self, stories: Sequence[Story], rows: int, threshold: float, warnings: tuple[str, ...]) -> None:
        self._stories = tuple(stories)
        self._rows = rows
        self.threshold = threshold
        self.warnings = warnings

    def __len__(self) -> int:
        """Return the number of stories."""
        return len(self._stories)

    @overload
    def __getitem__(self, k: int) -> Story: ...
    @overload
    def __getitem__(self, k: slice) -> Sequence[Story]: ...
    def __getitem__(self, k: int | slice) -> Story | Sequence[Story]:
        """Return a story."""
        return self._stories[k]

    def __repr__(self) -> str:
        """Return the biggest stories."""
        shown = "\n".join(f"  {len(s):>4}  {repr(s)[1:-1].partition(': ')[2]}" for s in self._stories[:8])
        stories, texts = count_of(len(self), "story", "stories"), count_of(self._rows, "text", "texts")
        return f"<{stories} of {texts}\n{shown}>"

    def labels(self) -> np.ndarray[Any, np.dtype[np.int64]]:
        """Return the number of each row's story, int64 of shape (n,), -1 for a row that is in none."""
        labels = np.full(self._rows, -1, dtype=np.int64)
        for number, story in enumerate(self._stories):
            labels[[member.position for member in story.members]] = number
        return labels

    def annotate(self, data: Any, *, prefix: str = "") -> Any:
        """Return the table with a column ``story``: the number of each row's story, -1 for a row that is in none."""
        return add_columns(data, {"story": self.labels()}, prefix)

    def to_pandas(self) -> "pd.DataFrame":
        """Return one row for each text of a story: position, story, how, title and number of texts of the story."""
        table: pd.DataFrame = needed("pandas", "to_pandas").DataFrame(
            [
                {"position": member.position, "story": k, "how": member.how, "title": s.title, "texts": len(s)}
                for k, s in enumerate(self._stories)
                for member in s.members
            ],
            columns=["position", "story", "how", "title", "texts"],
        )
        return table


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
    threads: int | None = None,
    progress: Progress = None,
) -> Stories:
    """Group texts that tell the same event, and tell each event once.

    Near-duplicates are folded first; what is left is grouped by average link over tf-idf similarities. Each story has
    one summary, and each of its sentences says which texts tell (nearly) the same. The order of the rows changes
    neither stories nor summaries.

    Parameters
    ----------
    data : column of n texts, or a table that has one
    column : name of the column, if ``data`` is a table
    title, time, source, language : a column's name or a sequence of n. Titles weigh most in what a text is about; texts
        far apart in time or in different languages are not joined; with sources, support counts sources, not texts.
    threshold : "auto", "running" (stories that go on for weeks), "event" (single events) or the average similarity from
        which groups are joined, in (0, 1]
    sentences : how many sentences a summary has
    threads : default: one for each CPU this process may use; 1 runs on the calling thread
    progress : None (a bar on a terminal or in a notebook, after 2 s), True, False or a callable(stage, done, total)

    Returns
    -------
    Stories, biggest first; a text that no other tells is a story of one; one without a word, in itself
        or its title, is in none

    Raises
    ------
    ValueError
        If an argument is outside its range, or a column is not there.

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
    if not isinstance(threshold, str) and (isinstance(threshold, bool) or not isinstance(threshold, (int, float))):
        raise TypeError(f"threshold must be a name or a number, got {type(threshold).__name__}")
    texts = read_column(data, column)
    titles = labels_beside("title", title, data, len(texts))
    sources = _sources(values_beside("source", source, data, len(texts)))
    days, unknown = days_of(values_beside("time", time, data, len(texts)))
    languages = labels_beside("language", language, data, len(texts))
    with reporting(progress) as report:
        found, copy_of, similarity, used = _core.stories(
            texts.texts,
            titles=None if titles is None else titles.texts,
            languages=None if languages is None else languages.texts,
            days=days,
            threshold=threshold,
            summary=options_of(budget_of(sentences=sentences)),
            threads=thread_count(threads),
            progress=report,
        )
    made = [_story(story, texts, titles, sources, copy_of, similarity) for story in found]
    warnings = (f"{unknown} of {len(texts)} texts have no time that can be read",) if unknown else ()
    result = Stories(made, len(texts), used, warnings)
    warn_about(warnings, result)
    return result


def _sources(values: list[Any] | None) -> list[str | None] | None:
    """Return the sources as text, None where there is none."""
    if values is None:
        return None
    return [None if value is None or value != value else str(value) for value in map(_none_if_na, values)]


def _none_if_na(value: Any) -> Any:
    return None if type(value).__name__ in ("NAType", "NaTType") else value


def _story(
    found: Any, texts: Column, titles: Column | None, sources: list[Any] | None, copy_of: Any, similarity: Any
) -> Story:
    members, sentences, warnings, title_row, terms = found
    supporters = tuple(
        tuple(Support(row, start, end, copy, numbers) for row, (start, end), copy, numbers in support)
        for *_, support in sentences
    )
    chosen = tuple(
        SummarySentence(texts.text(row)[start:end], start, end, index, row, score, _count(who, sources), KINDS[kind])
        for (row, index, (start, end), score, kind, _), who in zip(sentences, supporters, strict=True)
    )
    scores = np.array([sentence.score for sentence in chosen])
    return Story(
        members=tuple(Member(row, _how(row, copy_of, similarity)) for row in members),
        title="" if titles is None or title_row is None else titles.text(title_row),
        summary=Summary(chosen, scores, tuple(terms), "multi" if len(members) > 1 else "long", warning_texts(warnings)),
        supporters=supporters,
        terms=tuple(terms),
    )


def _count(supporters: tuple[Support, ...], sources: list[Any] | None) -> int:
    if sources is None:
        return len(supporters)
    # A text without a source counts for itself.
    return len({("row", s.position) if sources[s.position] is None else sources[s.position] for s in supporters})


def _how(row: int, copy_of: Any, similarity: Any) -> str:
    if copy_of[row] == row:
        return "same story"
    return f"identical to {copy_of[row]}" if similarity[row] == 1 else f"near-duplicate of {copy_of[row]}"
