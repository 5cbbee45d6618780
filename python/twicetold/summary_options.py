"""How to summarise: arguments that are checked and become the core's options."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np

from twicetold import _core
from twicetold.arguments import check_at_least_1, check_name, check_number, check_str
from twicetold.columns import check_rows
from twicetold.wording import well_formed

DocumentFrequencies = _core.DocumentFrequencies
Method: TypeAlias = Literal[
    "auto", "lead", "centroid", "lexrank", "textrank", "lsa", "sumbasic", "kl", "luhn", "pacsum"
]
#: A budget: one number, or for a column one for each text.
Amount: TypeAlias = int | Sequence[int] | np.ndarray[Any, Any] | None
Share: TypeAlias = float | Sequence[float] | np.ndarray[Any, Any] | None


@dataclass(frozen=True, slots=True)
class BudgetArgument:
    """The one budget that was given: its unit, and an amount or one for each text."""

    unit: str
    amount: float | None
    amounts: np.ndarray[Any, np.dtype[np.float64]] | None = None


def budget_of(
    sentences: Amount = None, words: Amount = None, chars: Amount = None, ratio: Share = None, rows: int | None = None
) -> BudgetArgument:
    """Check the one budget that was given; none means 3 sentences. ``rows`` is the number of texts of a column."""
    given = {"sentences": sentences, "words": words, "chars": chars, "ratio": ratio}
    chosen = {name: amount for name, amount in given.items() if amount is not None} or {"sentences": 3}
    if len(chosen) > 1:
        raise ValueError(f"only one of sentences, words, chars and ratio must be given, got {' and '.join(chosen)}")
    ((unit, amount),) = chosen.items()
    if rows is None or isinstance(amount, (bool, int, float, str, np.number)) or not isinstance(amount, Iterable):
        _check_amount(unit, amount)
        return BudgetArgument(unit, float(amount))  # type: ignore[arg-type]
    check_rows(unit, amount, "one number or one for each text")
    amounts = list(amount)
    if len(amounts) != rows:
        raise ValueError(f"{unit} must be one number or one for each of the {rows} texts, got {len(amounts)}")
    for row, one in enumerate(amounts):
        try:
            _check_amount(unit, one)
            if unit == "ratio" and not 0 < one <= 1:
                raise ValueError(f"ratio must be in (0, 1], got {one!s}")
        except (TypeError, ValueError) as error:
            raise type(error)(f"{error} in row {row}") from None
    return BudgetArgument(unit, None, np.array(amounts, dtype=np.float64))


def _check_amount(unit: str, amount: Any) -> None:
    numbers = (int, np.integer) if unit != "ratio" else (int, float, np.integer, np.floating)
    if isinstance(amount, bool) or not isinstance(amount, numbers):
        raise TypeError(f"{unit} must be {'a number' if unit == 'ratio' else 'int'}, got {type(amount).__name__}")
    if unit != "ratio":
        check_at_least_1(unit, amount)


def options_of(
    budget: BudgetArgument,
    *,
    method: str = "auto",
    lead: float | None = None,
    mmr: float | None = None,
    query: str | None = None,
    weight: float = 0.5,
    language: str | None = None,
    stop_words: Iterable[str] | None = None,
    background: DocumentFrequencies | None = None,
) -> _core.SummaryOptions:
    """Check all else and make the core's options."""
    check_name("method", method)
    for name, value in (("lead", lead), ("mmr", mmr)):
        if value is not None:
            check_number(name, value)
    check_number("weight", weight)
    if query is not None:
        check_str("query", query)
    if language is not None:
        check_name("language", language)
    if background is not None and not isinstance(background, DocumentFrequencies):
        raise TypeError(f"background must be what document_frequencies returns, got {type(background).__name__}")
    if lead is not None and method != "auto" and method in _core.named_methods:
        raise ValueError(f"lead must be left out with a named method, got method={method!r}")
    amount = 1.0 if budget.amount is None else budget.amount
    return _core.SummaryOptions(
        budget.unit, amount, method, lead, language or "", mmr, well_formed(query or ""), weight, words_of(stop_words),
        background,
    )  # fmt: skip


def words_of(stop_words: Iterable[str] | None) -> list[str]:
    """Check stop words and return them as a list."""
    if stop_words is None:
        return []
    if isinstance(stop_words, (str, bytes)) or not isinstance(stop_words, Iterable):
        raise TypeError(f"stop_words must be words in a list, got {type(stop_words).__name__}")
    words = list(stop_words)
    for row, word in enumerate(words):
        if not isinstance(word, str):
            raise TypeError(f"stop_words must hold str, got {type(word).__name__} in row {row}")
    return [well_formed(word) for word in words]
