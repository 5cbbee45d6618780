"""What type checkers tell users: checked by mypy and basedpyright, run by neither pytest nor anybody."""

from collections.abc import Iterator
from typing import Any, Literal, assert_type

import numpy as np
import pandas as pd
import polars as pl
import twicetold as tt

texts: list[str] = ["a", "b"]
with_gaps: list[str | None] = ["a", None]
rows: list[dict[str, object]] = [{"text": "a"}]
frame = pd.DataFrame({"text": texts})
series = pd.Series(texts)
table = pl.DataFrame({"text": texts})
lazy = table.lazy()


def generated() -> Iterator[str]:
    yield "a"


# The same type comes back; an iterator becomes a list.
assert_type(tt.drop_duplicates(texts), list[str])
assert_type(tt.drop_duplicates(with_gaps, threshold=0.7), list[str | None])
assert_type(tt.drop_duplicates(tuple(texts)), tuple[str, ...])
assert_type(tt.drop_duplicates(rows, column="text"), list[dict[str, object]])
assert_type(tt.drop_duplicates(generated(), keep="last"), list[str])
assert_type(tt.drop_duplicates(frame, keep="text"), pd.DataFrame)
assert_type(tt.drop_duplicates(table, keep=False), pl.DataFrame)
assert_type(tt.drop_duplicates(lazy), pl.LazyFrame)
assert_type(tt.drop_duplicates(table["text"]), pl.Series)

found = tt.find_duplicates(frame, measure="containment", method="exact")
assert_type(found, tt.Duplicates)
assert_type(found.at(0.9), tt.Duplicates)
assert_type(found.apply(frame), pd.DataFrame)
assert_type(found.apply(tuple(texts)), tuple[str, ...])
assert_type(found.annotate(table), pl.DataFrame)
assert_type(found.groups[0].members, tuple[int, ...])
assert_type(found.to_pandas(), pd.DataFrame)
assert_type(found.explain(0), tt.Evidence)
assert_type(tt.find_leaks(texts, frame), tt.Leaks)
assert_type(tt.find_leaks(texts, frame).apply(frame), pd.DataFrame)

assert_type(tt.strip_repeats(frame).apply(frame), pd.DataFrame)
assert_type(tt.stories(frame).annotate(frame), pd.DataFrame)
assert_type(tt.stories(frame)[0], tt.Story)

assert_type(tt.summarize("a"), tt.Summary)
assert_type(tt.summarize(texts), tt.Summaries)
assert_type(tt.summarize(texts)[0], tt.Summary)
assert_type(tt.summarize_together(frame), tt.Summary)

assert_type(tt.sentences("a"), list[tt.Sentence])
assert_type(tt.sentences(texts)[0], list[tt.Sentence] | None)
assert_type(tt.sentences("a")[0].kind, Literal["sentence", "headline", "list item", "fragment"])
assert_type(tt.tokens("a"), list[tt.Token])
assert_type(tt.fold("a"), str)
assert_type(tt.fold(texts)[0], str | None)
assert_type(tt.fold(texts).to_polars(), pl.Series)

thresholds = tt.thresholds(texts, thresholds=[0.5, 0.7])
assert_type(thresholds[0], tt.Threshold)
assert_type(thresholds[0].samples[0].left_text, str)
assert_type(thresholds.at(0.7), tt.Duplicates)
assert_type([step.dropped for step in thresholds], list[int])


def report(stage: str, done: int, total: int) -> None:
    """Show how far it is."""


tt.find_duplicates(texts, progress=report)
tt.find_duplicates(texts, progress=True, keep=np.array([1.0, 2.0]))
values: Any = tt.sketch(texts)
