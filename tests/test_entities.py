"""Entities as users see them; the rules themselves are tested in cpp/tests/test_entities.cpp."""

import re
from pathlib import Path
from typing import Any

import entity_reference
import pytest
import twicetold as tt
from hypothesis import given
from hypothesis import strategies as st


def found(text: str) -> list[tuple[str, str]]:
    return [(entity.text, entity.kind) for entity in tt.entities(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("It closed.The end, e.g. here.", []),
        ("(see https://example.org/a_(b)).", [("https://example.org/a_(b)", "url")]),
        ("Mail ann@example.org.", [("ann@example.org", "email")]),
        ("via @ann_lee: #Ukraine", [("@ann_lee", "handle"), ("#Ukraine", "hashtag")]),
        ("On May 3, 2021 at 9:30 AM", [("May 3, 2021", "date"), ("9:30 AM", "time")]),
        ("🚀 2021年3月4日、１２％", [("2021年3月4日", "date"), ("１２", "number")]),
        ("The 2021.report.pdf has 1,234.50 lines", [("2021.report.pdf", "file name"), ("1,234.50", "number")]),
        (r"C:\dir\a.txt and /usr/lib/libx.so.6", [(r"C:\dir\a.txt", "file name"), ("/usr/lib/libx.so.6", "file name")]),
    ],
)
def test_each_kind_is_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


WORDS = st.from_regex(r"[a-z]{4,9}", fullmatch=True).filter(lambda w: w not in ("http", "https", "march", "april"))
PLAIN = st.lists(
    st.tuples(
        st.one_of(
            WORDS,
            *(
                st.from_regex(re.compile(pattern, re.ASCII), fullmatch=True).filter(lambda piece: len(piece) <= 40)
                for pattern in entity_reference.PATTERNS.values()
            ),
        ),
        st.sampled_from([" ", ", ", ". ", "; ", " (", ") ", "\n", "! "]),
    ),
    max_size=12,
)  # fmt: skip


@given(PLAIN)
def test_plain_pieces_are_found_as_the_reference_finds_them(pieces: list[tuple[str, str]]) -> None:
    text = "".join(piece + blank for piece, blank in pieces)
    assert [(e.text, e.start, e.end, e.kind) for e in tt.entities(text)] == entity_reference.entities(text)


PARTS = st.lists(
    st.sampled_from(
        ["http://", "https://a.example/b?c", "www.", "t.co/x", "@", "#", "＠", "＃", "ann", "Ann", "日本", "에서", "é",
         "e\u0301", ".", ",", ":", "/", "\\", "-", "(", ")", "'", "%", "_", " ", "\n", "\u00a0", "1", "23", "2021",
         "１", "٣", "May ", "de ", "年", "月", "am", "T", "Z", ".pdf", ".so", "😀", "\x00", "\ud800", "\u202e"]
    ),
    max_size=30,
)  # fmt: skip


@given(st.one_of(st.text(max_size=300), PARTS.map("".join)))
def test_spans_come_in_order_and_rebuild_their_text(text: str) -> None:
    end = 0
    for entity in tt.entities(text):
        assert end <= entity.start < entity.end <= len(text)
        assert text[entity.start : entity.end] == entity.text
        assert "\ud800" not in entity.text
        end = entity.end


@given(st.one_of(st.text(max_size=100), PARTS.map("".join)))
def test_a_blank_line_parts_entities(text: str) -> None:
    """What is found in a text is found in it between others."""
    alone = found(text)
    assert found(f"word\n\n{text}\n\nword") == alone


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("." * 100_000, 0),
        ("a.b.c." * 33_000, 0),
        ("@" * 1_000_000, 0),
        ("1" * 40_000, 1),
        ("http://" * 30_000, 1),
        ("1 " * 50_000, 50_000),
        ("1-" * 50_000, 50_000),
        ("a@b.example " * 20_000, 20_000),
        ("http://a.example/" + "(" * 50_000 + ")" * 50_001, 1),
        ("/" * 100_000, 0),
    ],
)
def test_hostile_texts_are_only_texts(text: str, count: int) -> None:
    assert len(tt.entities(text)) == count


def test_the_seed_article_has_the_entities_a_reader_sees(shared_data: Path) -> None:
    article = (shared_data / "seed_article.txt").read_text(encoding="utf-8")
    kinds = {kind: [text for text, k in found(article) if k == kind] for _, kind in found(article)}
    assert kinds["date"] == ["2022-12-29", "November 16", "December 22", "December 29, 2022"]
    assert kinds["hashtag"] == ["#Ukraine"]
    assert kinds["handle"] == ["@UkraineStand"]
    assert kinds["time"] == ["10 a.m."]
    assert [url.partition("/")[0] for url in kinds["url"]] == ["pic.twitter.com"]
    assert "email" not in kinds
    assert "file name" not in kinds


def test_an_entity_cannot_be_changed() -> None:
    (entity,) = tt.entities("5 apples")
    with pytest.raises(AttributeError):
        entity.kind = "date"  # type: ignore[misc]


def test_other_types_are_refused() -> None:
    with pytest.raises(TypeError, match="text must be str, got int"):
        tt.entities(3)  # type: ignore[arg-type]
    message = "text must be str, got list: for a column, [tt.entities(t) for t in column]"
    with pytest.raises(TypeError, match=f"^{re.escape(message)}$"):
        tt.entities(["5 apples"])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        (("5", 0, 1, "amount"), ValueError, r"^kind must be one of 'url', .*, 'file name', got 'amount'$"),
        (("5", 2, 1, "number"), ValueError, r"^start and end must be in order and not negative, got 2 and 1$"),
        (("5", -1, 1, "number"), ValueError, r"got -1 and 1$"),
        ((5, 0, 1, "number"), TypeError, r"^text must be str, got int$"),
    ],
)
def test_an_entity_is_made_of_a_span_and_a_known_kind(arguments: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        tt.Entity(*arguments)


def test_wide_signs_join_wide_digits_and_part_clauses_elsewhere() -> None:
    assert [e.text for e in tt.entities("共１８，６００票") if e.kind == "number"] == ["１８，６００"]
    assert [e.text for e in tt.entities("在2030，2031") if e.kind == "number"] == ["2030", "2031"]
