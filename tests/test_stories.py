"""Stories as users call for them, on the sample that ships inside."""

import copy
import json
import pickle
import random
import sys
import time
from datetime import datetime, timedelta, timezone
from importlib import resources
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import twicetold as tt
from twicetold.columns import Column

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
        ({"threshold": np.float32(1.1)}, ValueError, "threshold must be in (0, 1], got 1.1"),
        ({"threshold": 10**400}, ValueError, "threshold must be in (0, 1], got 1000"),
        (
            {"threshold": "best"},
            ValueError,
            "threshold must be 'auto', 'running', 'event' or a number in (0, 1], got 'best'",
        ),
        (
            {"threshold": "\ud800"},
            ValueError,
            "threshold must be 'auto', 'running', 'event' or a number in (0, 1], got '\\ud800'",
        ),
        ({"threshold": None}, TypeError, "threshold must be a name or a number, got NoneType"),
        ({"title": ["x"]}, ValueError, "title must have one entry for each of the 2 texts, got 1"),
        ({"title": "heading"}, ValueError, "title must be a sequence, as data is no table, got 'heading'"),
        ({"order": "newest"}, ValueError, "order must be 'size', 'time' or 'novelty', got 'newest'"),
        ({"order": "time"}, ValueError, "order='time' needs time=, got none"),
        ({"order": np.array(["time", "size"])}, TypeError, "order must be str, got ndarray"),
        ({"title": [{"a": "b"}, {}]}, TypeError, "title must hold str or missing values, got dict in row 0"),
        ({"title": [b"\xff", "a"]}, ValueError, "title must be valid UTF-8, got an invalid byte at 0 of row 0"),
        (
            {"source": [np.array([1]), 2]},
            TypeError,
            "source must hold str, numbers or missing values, got ndarray in row 0",
        ),
        ({"source": [1, [2]]}, TypeError, "source must hold str, numbers or missing values, got list in row 1"),
        ({"source": [b"a", b"b"]}, TypeError, "source must hold str, numbers or missing values, got bytes in row 0"),
        (
            {"source": np.ones((2, 2))},
            TypeError,
            "source must hold str, numbers or missing values, got ndarray in row 0",
        ),
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
    with pytest.raises(ValueError, match=r"title must be one of the table's columns \(text, by\), got 'heading'"):
        tt.stories(pd.DataFrame({"text": ["a"], "by": ["b"]}), title="heading")
    with pytest.raises(ValueError, match=r"time must be one of the table's columns \(text, by\), got 'when'"):
        tt.stories([{"text": "a"}, {"text": "a", "by": "b"}], time="when")


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda told: told[0].support("8"), TypeError, "position must be int or None, got str"),
        (lambda told: told[0].support(True), TypeError, "position must be int or None, got bool"),
        (lambda told: told[0].support(np.array([1, 2])), TypeError, "position must be int or None, got ndarray"),
        (lambda told: told.annotate(SAMPLE, prefix=3), TypeError, "prefix must be str, got int"),
        (
            lambda told: told.annotate([*SAMPLE[:-1], 5], prefix="new_"), TypeError,
            "data must hold only dicts if it starts with one, got int in row 127",
        ),
        (lambda told: told["0"], TypeError, "k must be int or slice, got str"),
        (lambda told: told[99], IndexError, "k must be the number of one of 24 stories, got 99"),
        (lambda told: told.report(title=5), TypeError, "title must be str, got int"),
        (lambda told: told.report(5), TypeError, "path must be str or os.PathLike, got int"),
        (lambda told: told.report(""), ValueError, "path must name a file, got ''"),
        (lambda told: told.report("a\0b"), ValueError, "path must name a file, got 'a\\x00b'"),
        (lambda told: told.report("page.html", overwrite="no"), TypeError, "overwrite must be bool, got str"),
        (lambda told: told.update(None), TypeError, "new must be a column of texts or a table, got NoneType"),
        (lambda told: told.update(["a"]), ValueError, "title must be a sequence, as new is no table, got 'title'"),
    ],
)  # fmt: skip
def test_wrong_values_are_told_by_name_and_rule(
    told: tt.Stories, call: Any, error: type[Exception], message: str
) -> None:  # fmt: skip
    with pytest.raises(error) as caught:
        call(told)
    assert str(caught.value) == message


def test_a_narrow_number_of_numpy_is_the_threshold_that_it_is_written_as() -> None:
    assert tt.stories(["a dam cracked", "a tram came"], threshold=np.float32(0.1)).threshold == 0.1  # type: ignore[arg-type]


def test_representations_are_bounded(told: tt.Stories) -> None:
    assert len(repr(told)) < 2000
    assert len(repr(told[0])) < 500
    assert set(told.to_pandas().columns) == {"position", "story", "how", "title", "texts"}


def test_representations_count_in_the_singular_and_are_cut_with_an_ellipsis() -> None:
    one = tt.stories(["The ferry Alma ran aground" + " and aground" * 30 + "."])
    assert repr(one).startswith("<1 story of 1 text\n")
    assert repr(one[0]).startswith("<Story of 1 text: 'The ferry Alma ran aground and")
    assert repr(one[0]).endswith("…'>")
    assert repr(tt.stories([None])) == "<0 stories of 1 text>"


def test_tables_of_no_stories_have_the_types_of_others(told: tt.Stories) -> None:
    none, some = tt.stories([]).to_pandas(), told.to_pandas()
    numbers = ["position", "story", "texts"]
    assert none[numbers].dtypes.to_dict() == some[numbers].dtypes.to_dict() == dict.fromkeys(numbers, np.dtype("int64"))


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


def test_differences_name_the_planted_conflicts_and_nothing_else(told: tt.Stories) -> None:
    found = {}
    for story in told:
        for difference in story.differences:
            first, *others = difference.versions
            assert first.differs == ""
            for version in others:
                assert len(version.positions) < len(first.positions)
                found[version.position] = (set(first.numbers), set(version.numbers), version.differs)
            for version in difference.versions:
                assert SAMPLE[version.position]["text"][version.start : version.end] == version.text
                assert version.position in version.positions
        assert story.differences_complete
    assert found.pop(86)[1:] == ({"4", "6"}, "numbers")  # "by 9 votes to 4, and not by 9 to 6 as we reported"
    assert found == {
        29: (set(), set(), "negation"),
        40: ({"41"}, {"14"}, "numbers"),
        76: ({"4", "150"}, {"6", "150"}, "numbers"),
        114: ({"18,400"}, {"184,000"}, "numbers"),
    }
    planted = {k for k, row in enumerate(SAMPLE) if row.get("planted", "").startswith("number")}
    assert planted == {40, 76, 114}


def test_differences_are_told_in_lines(told: tt.Stories) -> None:
    first, second = str(told[0].differences[0]).splitlines()
    assert first.startswith("8: A passenger ferry ran aground")
    assert second.startswith("1: ")
    assert "leaving 14 passengers" in second


def test_the_order_of_the_rows_changes_no_difference(told: tt.Stories) -> None:
    def texts_of(stories: tt.Stories) -> set[frozenset[str]]:
        return {frozenset(" ".join(v.text.split()) for v in d.versions) for story in stories for d in story.differences}

    order = random.Random(1).sample(range(len(SAMPLE)), len(SAMPLE))
    assert texts_of(tt.stories([SAMPLE[k] for k in order], title="title")) == texts_of(told)


def test_every_sentence_has_support_on_request(told: tt.Stories) -> None:
    story = told[0]
    every = story.support()
    kept = [member.position for member in story.members if member.how == "same story"]
    assert [s.position for s in every] == [k for k in kept for _ in tt.sentences(SAMPLE[k]["text"])]
    chosen = {(s.document, s.start): (s.support, who) for s, who in zip(story.summary.sentences, story.supporters,
                                                                        strict=True)}  # fmt: skip
    for sentence in every:
        assert SAMPLE[sentence.position]["text"][sentence.start : sentence.end] == sentence.text
        assert 1 <= sentence.support <= story.tellers() == 14
        assert sentence.position in {support.position for support in sentence.supporters}
        known = chosen.pop((sentence.position, sentence.start), None)
        assert known in (None, (sentence.support, sentence.supporters))
    assert chosen == {}
    row = story.members[0].position
    assert story.support(row) == tuple(s for s in every if s.position == row)
    with pytest.raises(ValueError, match="position must be the row of a member of the story, got 0"):
        story.support(0)


def test_members_know_their_source_and_time_and_stories_their_span(told: tt.Stories) -> None:
    for story in told:
        times = [np.datetime64(SAMPLE[m.position]["time"]) for m in story.members]
        assert [m.time for m in story.members] == times
        assert story.span == (min(times), max(times))
        assert [m.source for m in story.members] == [SAMPLE[m.position]["source"] for m in story.members]
    bare = tt.stories(["a dam cracked"])[0]
    assert (bare.span, bare.members[0].time, bare.members[0].source) == (None, None, None)


def test_similarity_is_the_mean_of_the_pairs_that_were_grouped(told: tt.Stories) -> None:
    for story in told:
        kept = [member for member in story.members if member.how == "same story"]
        assert story.similarity == 1 if len(kept) == 1 else told.threshold <= story.similarity < 1
    pair = ["The ferry Alma ran aground in fog off Gull Point.", "Off Gull Point the ferry Alma ran aground in fog."]
    two = tt.stories(pair)[0].similarity
    assert tt.stories([*pair, pair[0]])[0].similarity == two


def test_stories_come_by_time_or_by_novelty_if_asked() -> None:
    texts = ["A dam cracked.", "A tram line opened.", "Bread was recalled.", "A dam cracked.", "A bell rang."]
    time = ["2031-03-05", "2031-03-02", "2031-03-09", "2031-03-04", None]

    def firsts(order: Any) -> list[int]:
        with pytest.warns(tt.DataWarning, match="1 of 5"):
            return [story.members[0].position for story in tt.stories(texts, time=time, order=order)]

    assert firsts("time") == [1, 0, 2, 4]
    assert firsts("novelty") == [2, 0, 1, 4]
    assert firsts("size") == [0, 1, 2, 4]


def test_annotate_refuses_a_name_that_is_there(told: tt.Stories) -> None:
    with pytest.raises(ValueError, match="data must not have a column 'story' yet: choose prefix="):
        told.annotate(SAMPLE)
    with pytest.raises(ValueError, match="data must have the 128 rows that were read, got 3"):
        told.annotate(SAMPLE[:3], prefix="own_")


def test_copies_within_one_source_count_once() -> None:
    text = "The ferry Alma ran aground in thick fog off Gull Point. Tugs freed the ferry at noon."
    story = tt.stories([text] * 4, source=["Wire", "Wire", "Wire", "Post"], sentences=1)[0]
    assert (story.summary.sentences[0].support, story.tellers(), len(story.supporters[0])) == (2, 2, 4)
    assert {s.support for s in story.support()} == {2}


def test_pickles_hold_no_texts_but_what_was_found(told: tt.Stories) -> None:
    asked = tt.stories(SAMPLE, title="title")
    assert asked[0].differences
    again = pickle.loads(pickle.dumps(asked))
    assert labels_of(again) == labels_of(asked)
    assert again[0].differences == asked[0].differences
    assert again.to_pandas().equals(asked.to_pandas())
    for story in (again[1], told.without_texts()[1]):
        with pytest.raises(ValueError, match="support needs the texts, which are gone"):
            story.support()
    with pytest.raises(ValueError, match="differences needs the texts, which are gone"):
        told.without_texts()[8].differences  # noqa: B018


def test_copies_keep_the_texts_and_results_stay_as_they_were_found(told: tt.Stories) -> None:
    again = copy.copy(told)
    assert again[0] is told[0]
    assert again.report() == told.report()
    assert copy.copy(told[8]).differences == told[8].differences
    for name in ("threshold", "warnings"):
        with pytest.raises(AttributeError):
            setattr(told, name, None)


def test_long_texts_are_read_once_and_not_for_each_of_their_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [". ".join(f"The ferry {k} took {k * own % 89} people" for k in range(300)) for own in (7, 11)]
    read = []
    text_of = Column.text

    def counted(column: Column, row: int) -> str:
        read.append(row)
        return text_of(column, row)

    monkeypatch.setattr(Column, "text", counted)
    story = tt.stories(texts, sentences=400)[0]
    assert sorted(read) == [0, 1]
    assert len(story.differences) > 100
    assert sorted(read) == [0, 0, 1, 1]
    assert len(story.support()) == 600
    assert sorted(read) == [0, 0, 0, 1, 1, 1]
    read.clear()
    assert len(tt.summarize_together(texts, sentences=20).sentences) == 20
    assert sorted(read) == [0, 1]


@pytest.mark.parametrize("n", [2, 30, 150])
def test_equal_texts_are_one_story_and_unrelated_ones_are_none(n: int) -> None:
    equal = tt.stories(["The ferry ran aground in thick fog off the point."] * n)
    assert [len(story) for story in equal] == [n]
    assert equal[0].summary.sentences[0].support == n
    assert equal[0].differences == ()
    unrelated = tt.stories([" ".join(f"w{k}x{j}" for j in range(12)) + "." for k in range(n)])
    assert [len(story) for story in unrelated] == [1] * n


def test_texts_of_one_template_take_time_in_proportion() -> None:
    def seconds(n: int) -> float:
        texts = [
            f"Order {k} of customer {k * 7 % n} was shipped on day {k % 365} and will arrive soon." for k in range(n)
        ]
        begin = time.process_time()
        found = tt.stories(texts, threads=1)
        found[0].differences  # noqa: B018
        assert len(found._repr_html_()) < 100_000
        return time.process_time() - begin

    small = seconds(1_000)
    assert seconds(10_000) < 40 * small + 1


def test_a_sentence_of_a_megabyte_is_a_sentence() -> None:
    long = "The ferry " + " ".join(f"passed island {k}" for k in range(50_000)) + "."
    found = tt.stories([long, long.replace("island 7 ", "island 8 "), "The ferry ran aground."])
    assert len(found[0]) == 2
    assert len(found._repr_html_()) < 100_000
    assert len(repr(found)) < 2000


def test_more_sentences_than_there_are_is_a_warning_of_the_summary() -> None:
    story = tt.stories(["A dam cracked in the night. Engineers lowered the lake."], sentences=1000)[0]
    assert len(story.summary.sentences) == 2
    assert story.summary.warnings == ("1000 sentences were asked for, but only 2 different ones exist",)


def test_mixed_languages_and_scripts_are_told() -> None:
    texts = ["渡轮在浓雾中搁浅，四十一名乘客获救。", "渡轮在浓雾中搁浅，乘客全部获救。",
             "הספינה עלתה על שרטון בערפל.", "नौका घने कोहरे में फँस गई।",
             "Паром сел на мель в тумане.", "🐦😱"]  # fmt: skip
    found = tt.stories(texts)
    assert sum(len(story) for story in found) == len(texts)
    assert labels_of(found) >= {(0, 1)}


ALMA = "The ferry Alma ran aground in thick fog off Gull Point. Tugs freed the ferry at noon."
ALMA_AGAIN = "Tugs freed the ferry Alma at noon. It had run aground in thick fog off Gull Point."


@pytest.mark.parametrize(
    "moment",
    [
        "0001-01-01T00:00:00+05:00", "9999-12-31T23:59:59-05:00",
        datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=5))),
        datetime.max.replace(tzinfo=timezone(-timedelta(hours=5))),
    ],
)  # fmt: skip
def test_the_ends_of_time_are_times(moment: Any) -> None:
    found = tt.stories([ALMA, ALMA_AGAIN], time=[moment, moment])
    assert found.warnings == ()
    assert len(found) == 1


def test_times_beyond_what_seconds_can_count_are_none() -> None:
    with pytest.warns(tt.DataWarning, match="1 of 2 texts have no time that can be read"):
        tt.stories([ALMA, ALMA_AGAIN], time=[np.datetime64(10**15, "Y"), np.datetime64("2020-01-01T00:00:00.5")])


def test_arrow_arrays_beside_the_texts_mean_what_they_hold() -> None:
    texts = [ALMA, ALMA_AGAIN]
    times = pa.array([datetime(2020, 1, 1), datetime(2024, 1, 1)])
    assert tt.stories(texts, time=times).warnings == ()
    assert len(tt.stories(texts, time=pa.chunked_array([times]))) == 2
    (story,) = tt.stories(texts, source=pa.array([None, None]), title=pa.array(["a", None]))
    assert max(sentence.support or 0 for sentence in story.summary.sentences) == 2
    assert story.title == "a"
    (story,) = tt.stories(texts, title=np.array(["a", "b"]), language=pa.array(["en", "en"]))
    assert type(story.title) is str


def test_no_texts_have_whatever_column_they_are_asked_for() -> None:
    assert len(tt.stories([], time="time", title="title")) == 0
    told = tt.stories([{"text": ALMA, "title": "x"}], title="title")
    assert len(told.update([])) == 1


def test_a_threshold_may_be_a_number_of_numpy() -> None:
    assert tt.stories([ALMA, ALMA_AGAIN], threshold=np.float64(0.25)).threshold == 0.25
    assert tt.stories([ALMA, ALMA_AGAIN], threshold=np.int64(1)).threshold == 1  # type: ignore[arg-type]


def test_what_is_no_sequence_is_named() -> None:
    with pytest.raises(TypeError, match="time must be a column's name or a sequence of one entry a text, got int"):
        tt.stories([ALMA], time=5)
