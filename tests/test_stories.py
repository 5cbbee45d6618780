"""Stories as users call for them, on the sample that ships inside."""

import json
import random
import sys
from importlib import resources
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
import twicetold as tt

SAMPLE = [
    json.loads(line)
    for line in resources.files("twicetold").joinpath("data/sample.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.fixture(scope="module")
def told() -> tt.Stories:
    return tt.stories(SAMPLE, title="title", time="time", source="source")


def labels_of(stories: tt.Stories) -> set[tuple[int, ...]]:
    return {tuple(member.position for member in story.members) for story in stories}


def test_every_story_of_the_sample_is_found_and_none_are_joined(told: tt.Stories) -> None:
    rows: dict[str, set[int]] = {}
    for position, row in enumerate(SAMPLE):
        rows.setdefault(row["story"], set()).add(position)
    for slug, positions in rows.items():
        if "/" in slug:
            continue  # in another language: words in common are chance
        homes = [story for story in told if positions & {m.position for m in story.members}]
        assert len(homes) == 1, slug
        others = {SAMPLE[m.position]["story"].partition("/")[0] for m in homes[0].members}
        assert others == {slug}


def test_stories_come_biggest_first(told: tt.Stories) -> None:
    sizes = [len(story) for story in told]
    assert sizes == sorted(sizes, reverse=True)
    assert sum(sizes) == len(SAMPLE)


def test_summaries_quote_members_and_count_who_says_the_same(told: tt.Stories) -> None:
    for story in told:
        rows = {member.position for member in story.members}
        assert 1 <= len(story.summary.sentences) <= 3
        for sentence, supporters in zip(story.summary.sentences, story.supporters, strict=True):
            text = SAMPLE[sentence.document]["text"]
            assert text[sentence.start : sentence.end] == sentence.text
            assert sentence.document in {s.position for s in supporters} <= rows
            sources = {SAMPLE[s.position]["source"] for s in supporters}
            assert sentence.support == len(sources)
            for s in supporters:
                assert SAMPLE[s.position]["text"][s.start : s.end].strip()


def test_no_two_sentences_of_a_summary_say_the_same(told: tt.Stories) -> None:
    for story in told:
        chosen = [(s.document, s.start) for s in story.summary.sentences]
        for place, supporters in zip(chosen, story.supporters, strict=True):
            same = {(s.position, s.start) for s in supporters}
            assert not same & (set(chosen) - {place})


def test_the_order_of_the_rows_changes_no_story() -> None:
    expected = labels_of(tt.stories(SAMPLE, title="title"))
    for seed in range(3):
        order = list(range(len(SAMPLE)))
        random.Random(seed).shuffle(order)
        shuffled = tt.stories([SAMPLE[k] for k in order], title="title")
        assert {tuple(sorted(order[k] for k in rows)) for rows in labels_of(shuffled)} == expected


def test_copies_say_whose_they_are(told: tt.Stories) -> None:
    hows = [member.how for story in told for member in story.members]
    assert any(how.startswith("identical to ") for how in hows)
    assert any(how.startswith("near-duplicate of ") for how in hows)
    assert hows.count("same story") > 20


@pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame, lambda rows: rows])
def test_tables_of_any_kind_give_the_same_stories(make: Any, told: tt.Stories) -> None:
    rows = [{k: v for k, v in row.items() if k != "planted"} for row in SAMPLE]
    table = make(rows)
    stories = tt.stories(table, title="title", time="time", source="source")
    assert labels_of(stories) == labels_of(told)
    annotated = stories.annotate(table, prefix="told_")
    assert type(annotated) is type(table)
    column = [row["told_story"] for row in annotated] if isinstance(annotated, list) else list(annotated["told_story"])
    assert column == stories.labels().tolist()


def test_dates_keep_events_of_the_same_words_apart() -> None:
    text = (
        "The ferry Alma ran aground in thick fog off Gull Point with {} passengers, and tugs freed it {} hours later."
    )
    texts = [text.format(41, "eight") + " It was Tuesday.", text.format(12, "three") + " A Friday in June."]
    near = tt.stories(texts, time=["2031-03-04", "2031-03-05"])
    far = tt.stories(texts, time=["2031-03-04", "2035-06-08"])
    assert (len(near), len(far)) == (1, 2)


def test_times_that_cannot_be_read_are_counted() -> None:
    with pytest.warns(tt.DataWarning, match="1 of 2 texts have no time"):
        stories = tt.stories(["cracks in the dam", "a new tram line"], time=["2031-03-04", "soon"])
    assert len(stories) == 2


@pytest.mark.parametrize(
    "time", [np.array(["2031-03-04"] * 2, dtype="datetime64[D]"), pd.to_datetime(["2031-03-04"] * 2)]
)
def test_times_of_numpy_and_pandas_are_read(time: Any) -> None:
    assert len(tt.stories(["a dam cracked", "a tram came"], time=time)) == 2


@pytest.mark.parametrize(("texts", "count"), [([], 0), (["one"], 1), (["same text"] * 5, 1), (["", None, "..."], 0)])
def test_the_smallest_collections_are_told(texts: list[Any], count: int) -> None:
    assert len(tt.stories(texts)) == count


def test_titles_alone_are_enough() -> None:
    titles = ["Ferry Alma aground in fog", "Ferry Alma aground in thick fog", "Bakery recalls rye bread"]
    assert labels_of(tt.stories([""] * 3, title=titles)) == {(0, 1), (2,)}


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"threshold": 1.5}, ValueError, "threshold must be in"),
        ({"threshold": "best"}, ValueError, "threshold must be"),
        ({"threshold": None}, TypeError, "threshold must be a name or a number, got NoneType"),
        ({"title": ["x"]}, ValueError, "title must have one entry for each of the 2 texts, got 1"),
        ({"title": "heading"}, ValueError, "title must be a sequence, as data is no table, got 'heading'"),
        ({"sentences": 0}, ValueError, "sentences must be at least 1, got 0"),
    ],
)
def test_bad_arguments_are_refused(options: dict[str, Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error) as caught:
        tt.stories(["one text", "other text"], **options)
    assert str(caught.value).startswith(message)


def test_a_missing_column_lists_those_there_are() -> None:
    with pytest.raises(ValueError, match=r"title must be one of the table's columns .*source.*, got 'heading'"):
        tt.stories(SAMPLE, title="heading")


def test_representations_are_bounded(told: tt.Stories) -> None:
    assert len(repr(told)) < 2000
    assert len(repr(told[0])) < 500
    assert set(told.to_pandas().columns) == {"position", "story", "how", "title", "texts"}


def test_representations_count_in_the_singular_and_are_cut_with_an_ellipsis() -> None:
    one = tt.stories(["The ferry Alma ran aground" + " and aground" * 30 + "."])
    assert repr(one).startswith("<1 story of 1 text\n")
    assert repr(one[0]).startswith("<Story of 1 text: 'The ferry Alma ran aground and")
    assert repr(one[0]).endswith("…'>")


def test_pandas_is_named_where_it_is_missing(told: tt.Stories, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match=r"^to_pandas needs pandas: pip install pandas$"):
        told.to_pandas()


def test_the_number_of_threads_changes_nothing(told: tt.Stories) -> None:
    one = tt.stories(SAMPLE, title="title", time="time", source="source", threads=1)
    assert labels_of(one) == labels_of(told)
    assert [s.summary.sentences for s in one] == [s.summary.sentences for s in told]


def test_numbers_are_no_times() -> None:
    with pytest.warns(tt.DataWarning, match="2 of 2 texts have no time"):
        assert len(tt.stories(["the dam cracked"] * 2, time=[1700000000000, True])) == 1


def test_texts_without_a_source_count_for_themselves() -> None:
    text = "The ferry Alma ran aground in thick fog off Gull Point. Tugs freed the ferry at noon."
    for sources, count in (([float("nan")] * 3, 3), (["a", "a", None], 2), (["a", "b", "c"], 3)):
        story = tt.stories([text] * 3, source=sources, sentences=1)[0]
        assert story.summary.sentences[0].support == count


def test_a_title_of_another_type_is_named() -> None:
    with pytest.raises(TypeError, match="title must hold str or missing values, got int in row 0"):
        tt.stories(["a b", "c d"], title=[1, 2])
