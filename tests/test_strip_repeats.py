"""strip_repeats and its result: what is cut, what is left, what is said about it."""

import gzip
import json
import pickle
import random
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, get_args

import pandas as pd
import pytest
import strip_reference
import twicetold as tt
from hypothesis import given
from hypothesis import strategies as st
from reference import COMPARABLE, KNOWN, TRICKY

pytestmark = pytest.mark.filterwarnings("ignore::twicetold.DataWarning")

Unit = Literal["paragraph", "sentence", "line"]
UNITS: tuple[Unit, ...] = get_args(Unit)
units = pytest.mark.parametrize("unit", UNITS)


def strip(texts: Any, unit: Unit = "line", min_texts: int = 2, **options: Any) -> tt.Stripped:
    return tt.strip_repeats(texts, unit=unit, min_texts=min_texts, **options)


def left(text: str, unit: Unit = "line", cut: str = "cut") -> str:
    """Return what is left of a text beside one that is ``cut``."""
    found: list[str] = strip([text, cut], unit).texts
    return found[0]


# --- what is cut -----------------------------------------------------------------------------------------------------


def test_paragraphs_that_stand_in_ten_texts_are_cut_from_all() -> None:
    texts = [f"News {k}.\n\nAll  rights\nreserved.\n\nMore of {k}." for k in range(9)]
    assert tt.strip_repeats([*texts, "Else."]).texts == [*texts, "Else."]
    found = tt.strip_repeats([*texts, "all rights reserved."])
    assert found.texts == [*(f"News {k}.\n\nMore of {k}." for k in range(9)), ""]


@pytest.mark.parametrize(
    "other",
    ["MENU of the day", "Menu  of\tthe day", "Ｍｅｎｕ of the day", "menu of the\u00a0day", "me\u00adnu of the day"],
)
def test_case_width_and_white_space_do_not_matter(other: str) -> None:
    assert strip(["fog\nMenu of the day", f"{other}\nrain"]).texts == ["fog", "rain"]


@pytest.mark.parametrize("other", ["Menu of the day!", "Menu, of the day", "Menu of the day 2", "Menü of the day"])
def test_punctuation_digits_and_accents_do(other: str) -> None:
    texts = ["fog\nMenu of the day", f"{other}\nrain"]
    assert strip(texts).texts == texts


def test_a_text_counts_once_for_a_passage() -> None:
    assert strip(["menu\nmenu\nfog", "rain"]).texts == ["menu\nmenu\nfog", "rain"]


def test_keep_first_leaves_a_passage_in_the_first_text_that_has_it() -> None:
    assert strip(["fog", "menu\nfog\nmenu", None, "rain\nfog", "menu"], keep="first").texts == [
        "fog", "menu\nmenu", None, "rain", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\ncut\nb", "a\nb"),
        ("a\n\ncut\n\nb", "a\n\nb"),
        ("a\ncut\n\nb", "a\n\nb"),
        ("a\n\ncut\nb", "a\n\nb"),
        ("a\ncut\n\ncut\nb", "a\n\nb"),
        ("a\r\ncut\r\nb\r\n", "a\r\nb\r\n"),
        ("a\rcut\rb", "a\rb"),
        ("a  \n  cut \n    b", "a  \n    b"),
        ("cut\n\na", "a"),
        ("\n\ncut\na\n", "\n\na\n"),
        ("a\n\ncut\n", "a\n"),
        ("\ncut\n", ""),
        ("a\n---\ncut\n---\nb", "a\n---\n---\nb"),
        ("---\ncut\n---\ncut\n---", ""),
        ("cut\n---\na", "---\na"),
        ("---\ncut\n***\na", "***\na"),
    ],
)
def test_of_the_white_space_around_a_cut_the_stretch_that_separates_most_stays(text: str, expected: str) -> None:
    assert left(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We left. It rained. They came.", "We left. They came."),
        ("We left.\n\nIt rained. They came.", "We left.\n\nThey came."),
        ("We left. It rained.", "We left."),
        ("We left.It rained.They came.", "We left.They came."),
    ],
)
def test_sentences_are_cut_without_gluing_words(text: str, expected: str) -> None:
    assert left(text, "sentence", "It rained.") == expected


def test_passages_without_a_token_are_never_counted() -> None:
    texts = ["---", "---", "a\n```\nb\n```", "```"]
    assert strip(texts).texts == texts


PIECES = (
    "Menu", "MENU", "menu", "It rained.", "it  rained.", "We left.", "-----", "* * *", "…", "新闻。", "Straße",
    "STRASSE", "x", "\u200b", "\x00", "\ud800", "\ufffd", "\ufeff", "\u2028", "a\u0301", "á", "🚀",
)  # fmt: skip
SPACES = ("\n", "\n\n", "\r\n", "\r\n\r\n", "\r", " ", "  ", "", "\n  ", " \n", "\n \n", "\n\n\n", "\u3000", "\v")
texts_of_pieces = st.lists(st.sampled_from(PIECES + SPACES + SPACES), max_size=12).map("".join)
tricky_texts = st.text(st.sampled_from([c for c in TRICKY if c in KNOWN or c == "\ud800"] + ["\n", " "]), max_size=12)
columns = st.lists(st.one_of(st.none(), texts_of_pieces, tricky_texts), max_size=8)


@pytest.mark.skipif(not COMPARABLE, reason="Python's Unicode is newer than the reference bears")
@given(columns, st.sampled_from(UNITS), st.integers(2, 3), st.sampled_from(["none", "first"]))
def test_any_texts_are_stripped_as_the_obvious_rules_say(
    texts: list[str | None], unit: Unit, min_texts: int, keep: str
) -> None:
    found = strip(texts, unit, min_texts, keep=keep)
    assert found.texts == strip_reference.strip_repeats(texts, unit, min_texts, keep)


@given(columns, st.sampled_from(UNITS), st.integers(2, 3))
def test_a_result_agrees_with_itself(texts: list[str | None], unit: Unit, min_texts: int) -> None:
    found = strip(texts, unit, min_texts)
    for row, (text, rest) in enumerate(zip(texts, found.texts, strict=True)):
        cuts = [(int(s["start"]), int(s["end"])) for s in found.removed_spans if s["row"] == row]
        assert cuts == sorted(cuts)
        end, pieces = 0, []
        for start, stop in cuts:
            assert end <= start < stop <= len(text or "")
            pieces.append((text or "")[end:start])
            end = stop
        assert rest is None if text is None else rest == "".join(pieces) + text[end:]
        assert found.counts["chars"][row] == len(text or "") - len(rest or "")
        assert (found.counts["passages"][row] > 0) == bool(cuts)
        if text is not None and not cuts:
            assert rest is text
    assert found.counts["passages"].sum() == sum(repeat.occurrences for repeat in found.passages)
    for repeat in found.passages:
        assert min_texts <= repeat.texts <= repeat.occurrences
        rows = [row for row, _, _ in repeat.examples]
        assert rows == sorted(set(rows))
        assert len(rows) == min(3, repeat.texts)
        shown = [(texts[row] or "")[start:end] for row, start, end in repeat.examples]
        assert repeat.text == shown[0]
        assert len({strip_reference.form(text) for text in shown}) == 1
    assert found.passages == sorted(found.passages, key=lambda r: (-r.texts, -r.occurrences, r.examples[0]))


@given(columns, st.sampled_from(UNITS))
def test_what_is_left_holds_no_line_that_was_repeated(texts: list[str | None], unit: Unit) -> None:
    """Cutting lines or paragraphs makes no new ones."""
    if unit != "sentence":
        once: list[str | None] = strip(texts, unit).texts
        assert strip(once, unit).texts == once


# --- the result ------------------------------------------------------------------------------------------------------

TEXTS = ["Fog at sea.\nMenu", "menu\nRain\nHome", None, "Sun\nHOME\n MENU "]


def test_passages_come_by_texts_occurrences_and_first_place() -> None:
    found = strip(TEXTS)
    assert found.passages == [
        tt.Repeat("Menu", 3, 3, ((0, 12, 16), (1, 0, 4), (3, 10, 14))),
        tt.Repeat("Home", 2, 2, ((1, 10, 14), (3, 4, 8))),
    ]
    assert found.texts == ["Fog at sea.", "Rain", None, "Sun"]
    assert found.counts.tolist() == [(1, 5), (2, 10), (0, 0), (2, 12)]
    assert found.removed_spans.tolist() == [(0, 11, 16), (1, 0, 5), (1, 9, 14), (3, 3, 15)]
    assert len(found) == 4
    assert found.parameters == {"column": "text", "unit": "line", "min_texts": 2, "keep": "none"}


def test_apply_gives_the_table_back_with_its_texts_replaced() -> None:
    frame = pd.DataFrame({"id": range(4), "text": TEXTS, "n": 1.5}, index=[3, 3, 1, 0])
    cleaned = strip(frame).apply(frame)
    pd.testing.assert_frame_equal(cleaned, frame.assign(text=["Fog at sea.", "Rain", None, "Sun"]))
    assert frame["text"].tolist()[0] == "Fog at sea.\nMenu"


def test_apply_refuses_other_texts() -> None:
    found = strip(TEXTS)
    with pytest.raises(ValueError, match=r"^data must have the 4 rows that were read, got 3$"):
        found.apply(TEXTS[:3])
    with pytest.raises(
        ValueError, match=r"^data must hold the texts that were read, got one of 3 characters instead of 14 in row 1$"
    ):
        found.apply([TEXTS[0], "fog", None, TEXTS[3]])
    with pytest.raises(ValueError, match=r"^column must be one of the table's columns"):
        found.apply(pd.DataFrame({"body": TEXTS}))


def test_lone_surrogates_stay_what_they_are() -> None:
    texts = ["a\ud800é\nmenu", "menu\n\udfffZ", "🚀\udc00\nmenu\n\ud83dx"]
    assert strip(texts).texts == ["a\ud800é", "\udfffZ", "🚀\udc00\n\ud83dx"]


def test_what_is_left_is_as_small_as_any_other_string() -> None:
    """A wide character that is cut out must not leave a wide string: it would be equal to no other."""
    (text, _), expected = strip(["abc\n🚀", "🚀"]).texts, "abc"
    assert text == expected
    assert hash(text) == hash(expected)
    assert text.isascii()


def test_without_texts_and_in_pickles_the_texts_are_gone() -> None:
    found = strip(TEXTS)
    cleaned = found.texts
    for other in (found.without_texts(), pickle.loads(pickle.dumps(found))):
        assert other.apply(TEXTS) == cleaned
        assert other.counts.tolist() == found.counts.tolist()
        assert "Menu" not in repr(other)
        for name in ("texts", "passages"):
            with pytest.raises(ValueError, match=r"^the texts are gone"):
                getattr(other, name)
    assert "Fog" not in str(pickle.dumps(found))


def test_a_result_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        strip(TEXTS).counts = None  # type: ignore[misc]


def test_the_summary_says_how_much_was_cut_and_what_most_often() -> None:
    assert strip(TEXTS).summary().splitlines()[:4] == [
        "4 texts: 3 changed, 0 of them left empty",
        "2 lines of at least 2 texts cut 5 times, 60.0% of all characters",
        "in 3 texts: 'Menu'",
        "in 2 texts: 'Home'",
    ]
    assert strip([]).summary() == (
        "0 texts: 0 changed, 0 of them left empty\n0 lines of at least 2 texts cut 0 times, 0.0% of all characters"
    )


def test_repr_stays_small() -> None:
    escapes = "\x1b[31m" * 5000
    texts = [f"{escapes}\n{'<b>' * 9000}\n{'long ' * 9000}{k % 2}" for k in range(50)]
    assert len(repr(strip(texts))) < 2000
    assert "\x1b" not in repr(strip(texts))


# --- warnings and errors ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "min_texts", "message"),
    [
        (["a", "b"], 10, "no passage can stand in min_texts=10 texts: there are only 2"),
        (["same"] * 12, 10, "12 of 12 texts are left empty: if they are copies of one another, drop_duplicates first"),
        (
            [f"{k}\nmuch longer" for k in range(1000)],
            10,
            "81% of all characters are cut: look at passages, or raise min_texts",
        ),
    ],
)
def test_what_looks_odd_is_said(texts: list[str], min_texts: int, message: str) -> None:
    with pytest.warns(tt.DataWarning, match=message) as caught:
        found = tt.strip_repeats(texts, unit="line", min_texts=min_texts)
    assert [str(one.message) for one in caught] == list(found.warnings)
    assert all(one.filename == __file__ for one in caught)


def test_a_result_is_not_lost_to_a_warning() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error", tt.DataWarning)
        with pytest.raises(tt.DataWarning) as caught:
            tt.strip_repeats(["same", "same"], min_texts=2)
    assert caught.value.result.texts == ["", ""]


def test_a_usual_call_does_not_warn() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        strip([])
        strip([None, None])
        strip([f"{'word ' * 20}{k}\nmenu" for k in range(5)])


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"min_texts": 1}, ValueError, "min_texts must be at least 2, got 1"),
        ({"min_texts": -5}, ValueError, "min_texts must be at least 2, got -5"),
        ({"min_texts": 2**53}, ValueError, "min_texts must be below"),
        ({"min_texts": 2.5}, TypeError, "min_texts must be int, got float"),
        ({"min_texts": True}, TypeError, "min_texts must be int, got bool"),
        ({"unit": "word"}, ValueError, "unit must be 'paragraph', 'sentence' or 'line', got 'word'"),
        ({"unit": None}, TypeError, "unit must be str, got NoneType"),
        ({"keep": "last"}, ValueError, "keep must be 'none' or 'first', got 'last'"),
        ({"keep": False}, TypeError, "keep must be str, got bool"),
        ({"threads": 0}, ValueError, "threads must be at least 1, got 0"),
        ({"progress": 5}, TypeError, "progress must be None"),
    ],
)
def test_a_bad_argument_is_named_with_the_rule_and_the_value(
    options: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=f"^{message}"):
        tt.strip_repeats(["a"], **options)


def test_bad_data_are_refused() -> None:
    with pytest.raises(TypeError, match=r"^data must be a column of texts or a table, got one str$"):
        tt.strip_repeats("text")
    with pytest.raises(ValueError, match=r"^column must be one of the table's columns"):
        tt.strip_repeats(pd.DataFrame({"body": TEXTS}))


# --- hard cases, threads ---------------------------------------------------------------------------------------------


def many_texts(count: int) -> list[str | None]:
    choose = random.Random(5)
    notices = [f"Notice {k}: all rights reserved, {'word ' * (k % 40)}é" for k in range(200)]
    return [
        None if k % 50 == 7 else "\n\n".join(
            choose.choice([choose.choice(notices), f"News {choose.random()} 東京 of today. It rained. " * 5, "-----"])
            for _ in range(choose.randrange(9))
        )
        for k in range(count)
    ]  # fmt: skip


@units
def test_the_number_of_threads_changes_nothing(unit: Unit) -> None:
    texts = many_texts(6000)
    assert sum(len(text or "") for text in texts) > 2_500_000  # enough for several threads
    one, *others = (strip(texts, unit, threads=threads) for threads in (1, 2, 7, None))
    assert len(one.passages) == 200 if unit == "paragraph" else len(one.passages) > 100
    for other in others:
        for name in ("counts", "removed_spans", "_lengths", "_repeats"):
            assert getattr(other, name).tobytes() == getattr(one, name).tobytes()
        assert (other.texts, other.passages, other.summary()) == (one.texts, one.passages, one.summary())


@pytest.mark.parametrize("threads", [1, 2])
def test_progress_is_reported_and_what_it_raises_reaches_the_caller(threads: int) -> None:
    calls: list[tuple[str, int, int]] = []
    texts = many_texts(3000)
    strip(texts, threads=threads, progress=lambda *call: calls.append(call))
    assert list(dict.fromkeys(stage for stage, _, _ in calls)) == ["passages", "repeats", "comparing", "cutting"]
    assert all(done <= total for _, done, total in calls)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        strip(texts, threads=threads, progress=stop)


HARD: dict[str, Callable[[int], list[str | None]]] = {
    "equal lines in one text": lambda n: ["menu\n" * n, "menu\nfog"],
    "different lines in one text": lambda n: ["".join(f"{k}\n" for k in range(n)), "5\n6"],
    "one line": lambda n: ["word " * n, "word " * n + "!", "fog"],
    "equal texts": lambda n: ["menu\nfog"] * n,
    "blank lines": lambda n: ["a" + "\n" * n + "menu" + "\n" * n, "menu"],
    "blanks": lambda n: ["a" + " " * n + "\nmenu" + " " * n + "\n" + " " * n + "b", "menu"],
    "rules": lambda n: ["---\n" * n + "menu\n" + "---\n" * n, "menu"],
    "short and long lines by turns": lambda n: ["a\nb\n" * n, "a\nb\n" * n],
    "missing": lambda n: [None] * n,
    "NUL": lambda n: ["\x00" * n + "\nmenu", "menu"],
    "marks": lambda n: ["e" + "\u0301" * (n // 10) + "\nmenu", "menu"],
}


@units
@pytest.mark.parametrize("case", HARD)
def test_work_grows_no_faster_than_the_texts(case: str, unit: Unit) -> None:
    short, long = HARD[case](10_000), HARD[case](80_000)

    def seconds(texts: list[str | None]) -> float:
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            strip(texts, unit, threads=1)
            best = min(best, time.process_time() - start)
        return best

    assert seconds(long) < 24 * seconds(short) + 0.01


def test_a_million_equal_lines_are_cut() -> None:
    found = strip(["menu\n" * 1_000_000 + "fog", "Menu"])
    assert found.texts == ["fog", ""]
    assert found.passages == [tt.Repeat("menu", 2, 1_000_001, ((0, 0, 4), (1, 0, 4)))]
    assert len(found.removed_spans) == 2


@units
def test_real_texts_lose_only_what_others_have(shared_data: Path, unit: Unit) -> None:
    with gzip.open(shared_data / "scancode_licenses_texts100.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [text for line in lines if len(text := json.loads(line)["text"]) < 2000][::12]
    found = strip(texts, unit, 3)
    assert found.texts == strip_reference.strip_repeats(texts, unit, 3, "none")
    assert len(found.passages) > 10
