"""What a result of find_duplicates shows of itself: in notebooks, as charts, as a page to review."""

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Self, overload

from twicetold.errors import warn_about

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from twicetold.columns import Column
    from twicetold.plots import Kind


class Words(NamedTuple):
    """How views call what they show."""

    texts: tuple[str, str] = ("text", "texts")
    kept: str = "kept"
    dropped: str = "dropped"
    groups: str = "groups"
    source: str = "kept row"


class DuplicateViews:
    """The part of :class:`Duplicates` that people look at."""

    _words: ClassVar[Words] = Words()
    _within: ClassVar[bool] = True  # pairs are of texts of one column
    _column: "Column | None"

    def _text_of(self, row: int, *, source: bool = False) -> str | None:
        """Return the text of a row, None if the texts are gone; ``source``: of one that stands for others."""
        return None if self._column is None else self._column.text(row)

    def _repr_html_(self) -> str:
        """Show figures, similarities, the biggest groups and the pairs nearest to the threshold, for a notebook."""
        from twicetold.html.duplicates import duplicates_html

        return duplicates_html(self)  # type: ignore[arg-type]

    def plot(self, kind: "Kind" = "similarity", *, ax: "Axes | None" = None) -> "Axes":
        """Draw a chart and return the matplotlib Axes.

        Parameters
        ----------
        kind : "similarity", how many pairs there are of each similarity, with the threshold (and, if the search had a
            ``floor``, the pairs below it); or "groups", how many groups there are of each size
        ax : where to draw; None makes a new figure

        Raises
        ------
        ValueError
            If ``kind`` is another.
        ImportError
            If matplotlib is not installed.
        """
        from twicetold.plots import plot_duplicates

        return plot_duplicates(self, kind, ax)  # type: ignore[arg-type]

    @overload
    def report(self, path: None = None, *, title: str = ..., overwrite: bool = ...) -> str: ...
    @overload
    def report(self, path: str | os.PathLike[str], *, title: str = ..., overwrite: bool = ...) -> None: ...
    def report(
        self, path: str | os.PathLike[str] | None = None, *, title: str = "Duplicates", overwrite: bool = False
    ) -> str | None:
        """Write a page on which people go through the groups and decide: keep, drop, unsure.

        The page is one file that needs no network, now or in ten years. It has all groups up to 100,000, shows texts
        side by side with what they share, and says what it left out: long texts keep their differences and the ends of
        the passages between them, of large groups it has the members least like their kept text. Decisions stay in the
        browser; the page exports them as a file for :meth:`apply_review`.

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
        ImportError
            If jinja2 is not installed.
        """
        from twicetold.page_file import write_page
        from twicetold.report import review_page

        def page() -> str:
            return review_page(self, title)  # type: ignore[arg-type]

        if path is None:
            return page()
        write_page(path, page, overwrite)
        return None

    def apply_review(self, review: "str | os.PathLike[str] | Mapping[str, Any]") -> Self:
        """Return the result with the decisions of a review in it.

        A row that was decided to be kept stands for itself. One that was decided to be dropped goes if a text that is
        kept resembles it: then the most similar of those stands for it, and rows that it stood for are decided anew.
        What is unsure stays as it was found. ``at()`` decides anew, without the review.

        Parameters
        ----------
        review : the file that the page of :meth:`report` exported, or what is in it

        Raises
        ------
        ValueError
            If it is no such file, or that of another result.

        Warns
        -----
        DataWarning
            If rows were to be dropped that no kept text resembles: they stay, as nothing goes without a kept twin.
        """
        from twicetold.review import reviewed

        result, messages = reviewed(self, review)  # type: ignore[arg-type]
        warn_about(messages, result)
        return result  # type: ignore[return-value]
