"""Stories are those of a slow reference, in any order of the rows."""

import gzip
import json
import math
import random
from collections.abc import Callable, Sequence
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import story_reference as reference
import twicetold as tt
from hypothesis import given
from hypothesis import strategies as st

SAMPLE = [
    json.loads(line)
    for line in resources.files("twicetold").joinpath("data/sample.jsonl").read_text(encoding="utf-8").splitlines()
]


def partition(found: tt.Stories) -> set[frozenset[int]]:
    return {frozenset(member.position for member in story.members) for story in found}


def day(row: dict[str, Any]) -> float:
    return datetime.fromisoformat(row["time"]).timestamp() / 86_400


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("threshold", ["auto", "running", "event", 0.3])
def test_stories_of_the_sample_are_those_of_the_reference(seed: int, threshold: Any) -> None:
    rows = random.Random(seed).sample(SAMPLE, 45)
    texts, titles = [row["text"] for row in rows], [row["title"] for row in rows]
    found = tt.stories(texts, title=titles, threshold=threshold)
    assert partition(found) == reference.stories(texts, titles, threshold=threshold)


def test_dates_and_languages_count_as_in_the_reference() -> None:
    texts, titles = [row["text"] for row in SAMPLE], [row["title"] for row in SAMPLE]
    languages = [row["language"] for row in SAMPLE]
    # Every other text appeared months later, so that dates part what words join; but no copies: which of equally long
    # ones stands for the others is left to a hash, and its date with it.
    hows = {member.position: member.how for story in tt.stories(texts) for member in story.members}
    copied = {int(how.split()[-1]) for how in hows.values() if how != "same story"}
    alone = [hows[k] == "same story" and k not in copied for k in range(len(SAMPLE))]
    times = [
        row["time"].replace("2031-03", "2031-08") if k % 2 and alone[k] else row["time"] for k, row in enumerate(SAMPLE)
    ]
    times[5] = "some day"
    with pytest.warns(tt.DataWarning, match="1 of 128 texts"):
        found = tt.stories(texts, title=titles, time=times, language=languages)
    days = [math.nan if k == 5 else day({"time": time}) for k, time in enumerate(times)]
    assert partition(found) == reference.stories(texts, titles, days, languages)
    assert len(found) > len(tt.stories(texts, title=titles))


def articles(folder: Path) -> list[str]:
    with gzip.open(folder / "stories_dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [f"{row['title']}\n\n{row['text']}" for row in map(json.loads, lines)]


def documents(name: str, column: str) -> Callable[[Path], list[str]]:
    def read(folder: Path) -> list[str]:
        with gzip.open(folder / name, "rt", encoding="utf-8") as lines:
            values = [json.loads(line)[column] for line in lines]
        return [(" ".join(value) if isinstance(value, list) else value)[:2000] for value in values]

    return read


READERS = [
    articles,
    documents("summaries_dev.jsonl.gz", "docs"),
    documents("tldr_pages_docs.jsonl.gz", "text"),
    documents("powershell_docs_docs.jsonl.gz", "text"),
    documents("scancode_licenses_texts100.jsonl.gz", "text"),
    documents("udhr2_docs.jsonl.gz", "text"),
    documents("sentences_dev.jsonl.gz", "text"),
]


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("seed", range(2))
def test_stories_of_real_texts_are_those_of_the_reference(
    shared_data: Path, read: Callable[[Path], Sequence[str]], seed: int
) -> None:
    texts = random.Random(seed).sample(read(shared_data), 30)
    expected = reference.stories(texts)
    assert partition(tt.stories(texts)) == expected
    order = random.Random(seed).sample(range(30), 30)
    shuffled = partition(tt.stories([texts[k] for k in order]))
    assert {frozenset(order[k] for k in story) for story in shuffled} == expected


_ROWS = st.fixed_dictionaries(
    {
        "text": st.sampled_from([SAMPLE[k]["text"][:200] for k in range(12)]).flatmap(
            lambda text: st.sampled_from([text, text.upper(), text + " It is so.", ""])
        ),
        "title": st.sampled_from(["Ferry aground in fog", "Aground in fog: ferry", "", None]),
        "time": st.sampled_from(["2031-03-01", "2031-03-02T10:00", "2031-09-01", None]),
        "language": st.sampled_from(["en", "sv", "", None]),
    }
)


@pytest.mark.filterwarnings("ignore::twicetold.DataWarning")
@given(st.lists(_ROWS, max_size=12).flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(range(len(rows))))))
def test_shuffled_rows_tell_the_same_stories(rows_and_order: tuple[list[dict[str, Any]], list[int]]) -> None:
    def told(rows: list[dict[str, Any]]) -> tt.Stories:
        return tt.stories(rows, title="title", time="time", language="language")

    rows, order = rows_and_order
    found, shuffled = told(rows), told([rows[k] for k in order])
    assert {frozenset(order[k] for k in story) for story in partition(shuffled)} == partition(found)
    assert sorted(map(_telling, shuffled)) == sorted(map(_telling, found))


def _telling(story: tt.Story) -> tuple[Any, ...]:
    chosen = sorted((s.text, s.support) for s in story.summary.sentences)
    return len(story.members), story.title, story.terms, chosen


@pytest.mark.parametrize("cut", [1, 50, 99, 128])
def test_an_update_gives_the_stories_of_a_call_on_all_texts(cut: int) -> None:
    def told(rows: list[dict[str, Any]]) -> tt.Stories:
        return tt.stories(rows, title="title", time="time", source="source", language="language", order="time")

    expected, first = told(SAMPLE), told(SAMPLE[:cut])
    before = partition(first)
    new: Any = SAMPLE[cut:] or SAMPLE[:0]
    nothing: dict[str, Any] = {} if new else {name: [] for name in ("title", "time", "source", "language")}
    found = first.update(new, **nothing)
    assert [story.members for story in found] == [story.members for story in expected]
    assert [story.summary.sentences for story in found] == [story.summary.sentences for story in expected]
    assert [(story.title, story.span) for story in found] == [(story.title, story.span) for story in expected]
    assert (found.threshold, found.warnings) == (expected.threshold, expected.warnings)
    assert partition(first) == before


def test_what_only_one_side_of_an_update_has_is_missing_on_the_other() -> None:
    texts = ["The ferry Alma ran aground in fog.", "A bakery recalled rye bread.", "Fog: ferry Alma ran aground."]
    first = tt.stories(texts[:2])
    with pytest.warns(tt.DataWarning, match="2 of 3 texts have no time"):
        found = first.update(texts[2:], title=["Ferry"], time=["2031-03-04"], source=["Gazette"])
    with pytest.warns(tt.DataWarning):
        expected = tt.stories(texts, title=[None, None, "Ferry"], time=[None, None, "2031-03-04"],
                              source=[None, None, "Gazette"])  # fmt: skip
    assert [story.members for story in found] == [story.members for story in expected]


def test_an_update_reads_the_columns_that_were_named() -> None:
    first = tt.stories(SAMPLE[:9], column="text", title="title")
    with pytest.raises(ValueError, match="column must be one of the table's columns"):
        first.update([{"body": "x"}])
    with pytest.raises(ValueError, match="title must be a sequence, as new is no table"):
        first.update(["a text"])
    with pytest.raises(ValueError, match="update needs the texts, which are gone"):
        first.without_texts().update(SAMPLE[9:])
