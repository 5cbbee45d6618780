"""The review page as a file: what is in it, what it refuses, how large it gets."""

import base64
import hashlib
import json
import os
import re
import sys
import warnings
from pathlib import Path
from typing import Any

import pytest
import twicetold as tt
from markup import HOSTILE_MARKUP, Elements, hostile_texts
from twicetold import report
from twicetold.html.text import visible

A = "The ferry Alma ran aground in thick fog off Gull Point on Tuesday with 41 passengers. Nobody was hurt."
B = "The ferry Alma ran aground in thick fog off Gull Point on Tuesday with 43 passengers. Nobody was hurt, it said."
C = "A bakery chain recalled its rye bread after two customers found glass in a loaf."


def found_in(texts: list[Any], **search: Any) -> tt.Duplicates:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", tt.DataWarning)
        return tt.find_duplicates(texts, **{"shingle": "word:3", "threshold": 0.3, **search})


def data_of(page: str) -> dict[str, Any]:
    match = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert match
    data: dict[str, Any] = json.loads(match[1])
    return data


def whole(pair: list[Any]) -> list[str]:
    """Return the right text of a pair, with the pieces that stand in the left one."""
    return [pair[3][int(piece[1:])] if piece[0] == "4" else piece for piece in pair[4]]


def told(pieces: list[str]) -> str:
    return "".join(piece[1:] for piece in pieces)


def test_the_page_has_every_group_with_its_pairs() -> None:
    found = found_in([A, C, B, None, A, C])
    data = data_of(found.report(title="Ferries"))
    assert (data["title"], data["texts"], data["threshold"], data["within"]) == ("Ferries", 6, 0.3, True)
    assert [(row, others, [pair[0] for pair in pairs]) for row, _, others, pairs in data["groups"]] == [
        (0, 2, [2, 4]),  # the least alike first
        (1, 1, [5]),
    ]
    row, similarity, figures, left, _ = pair = data["groups"][0][3][0]
    right = whole(pair)
    evidence = found.explain(0, row)
    assert similarity == round(evidence.jaccard, 4)
    assert figures == [round(x, 4) for x in (evidence.jaccard, evidence.left_in_right, evidence.right_in_left)]
    assert (told(left), told(right)) == (A, B)
    assert [piece for piece in left if piece[0] == "2"] == ["241"]
    assert [piece for piece in right if piece[0] == "2"] == ["243", "2it said"]


def test_leaks_are_shown_beside_the_text_of_train() -> None:
    leaks = tt.find_leaks([C, A], ["new", B], shingle="word:3", threshold=0.3)
    data = data_of(leaks.report())
    assert not data["within"]
    assert [(row, others, pairs[0][0]) for row, _, others, pairs in data["groups"]] == [(1, 1, 1)]
    assert (told(data["groups"][0][3][0][3]), told(whole(data["groups"][0][3][0]))) == (A, B)
    assert "Drop left" not in leaks.report()


def test_where_none_is_kept_there_is_no_other_to_drop_instead() -> None:
    assert "Drop left" in found_in([A, B]).report()
    assert "Drop left" not in found_in([A, B], keep=False).report()


def test_the_policy_allows_this_style_and_this_script_only() -> None:
    page = found_in([A, B]).report()
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    style, script = (
        re.search(r"<style>(.*?)</style>", page, re.DOTALL),
        re.search(r"<script>(.*?)</script>", page, re.DOTALL),
    )
    assert style
    assert script
    hashes = [base64.b64encode(hashlib.sha256(found[1].encode()).digest()).decode() for found in (style, script)]
    assert policy[1] == (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; base-uri 'none'; "
        "form-action 'none'"
    )
    assert page.index("Content-Security-Policy") < page.index("<style>")


def test_the_page_asks_for_nothing_and_writes_text_only_as_text() -> None:
    page = found_in([A, B]).report()
    elements = Elements(page)
    assert not {"link", "img", "iframe", "object", "base", "form"} & set(elements.names)
    assert not {"src", "href", "style", "action"} & {name for name, _ in elements.attributes}
    assert not [name for name, _ in elements.attributes if name.startswith("on")]
    script = "".join(elements.texts["script"])
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|Function\(|fetch\(|XMLHttp", script
    )


def test_hostile_texts_stay_data() -> None:
    for title in HOSTILE_MARKUP:
        page = found_in(hostile_texts()).report(title=title)
        elements = Elements(page)
        assert elements.names.count("script") == 2
        assert elements.names.count("style") == 1
        assert not {"img", "svg", "iframe", "link", "base", "a"} & set(elements.names)
        page.encode()  # no lone surrogates
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]", page)
    block = page.partition('id="data">')[2].partition("</script>")[0]
    assert not set("<>&\u2028\u2029") & set(block)
    data = data_of(page)
    assert len(data["groups"]) >= len(HOSTILE_MARKUP) - 2
    everything = json.dumps(data, ensure_ascii=False)
    assert "⟨U+202E⟩right to left⟨U+2066⟩" in everything
    assert "<script>window.ran = 1</script>" in everything  # as JSON, once it is read
    assert data["title"] == visible(HOSTILE_MARKUP[-1])


def test_the_page_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = found_in([A, B])
    path = tmp_path / "page.html"
    found.report(path)
    assert path.read_bytes() == found.report().encode()
    path.write_text("mine")
    with pytest.raises(FileExistsError, match=r"page\.html exists already: overwrite=True replaces it$"):
        found.report(path)
    assert path.read_text() == "mine"
    found.report(str(path), overwrite=True)
    assert path.read_bytes() == found.report().encode()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match=r"not written \(No space left on device\).*page\.html"):
        found.report(path, overwrite=True, title="other")
    assert path.read_bytes() == found.report().encode()
    assert [entry.name for entry in tmp_path.iterdir()] == ["page.html"]


def test_places_that_cannot_be_written_are_named_before_the_work(tmp_path: Path) -> None:
    found = found_in([A, B])
    with pytest.raises(FileNotFoundError, match=r"missing.page\.html: its directory does not exist$"):
        found.report(tmp_path / "missing" / "page.html")
    with pytest.raises(IsADirectoryError, match=r"is a directory, not a file$"):
        found.report(tmp_path, overwrite=True)


def test_a_report_needs_texts_and_jinja2(monkeypatch: pytest.MonkeyPatch) -> None:
    found = found_in([A, B])
    with pytest.raises(ValueError, match=r"^the texts are gone"):
        found.without_texts().report()
    with pytest.raises(TypeError, match=r"^title must be str, got int$"):
        found.report(title=5)  # type: ignore[call-overload]
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(ImportError, match=r"report needs jinja2: pip install 'twicetold\[report\]'"):
        found.report()


def test_a_result_without_groups_has_a_page() -> None:
    page = tt.find_duplicates([], threshold=0.75).report()
    assert data_of(page)["groups"] == []
    assert "No near-duplicates were found at jaccard ≥ 0.75 on word:5." in page
    assert "No group is like that." not in page


def test_what_a_page_leaves_out_is_bounded_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    words = " ".join(f"w{k}" for k in range(400))
    texts = [f"{words} copy {k}" for k in range(50)] + [
        f"x{k // 2} {A} x{k // 2} y{k // 2} z{k // 2}" for k in range(20)
    ]
    monkeypatch.setattr(report, "_MOST_MEMBERS", 10)
    monkeypatch.setattr(report, "_MOST_GROUPS", 5)
    monkeypatch.setattr(report, "_CHARACTERS", 10_000)
    data = data_of(found_in(texts, threshold=0.9).report())
    assert len(data["groups"]) == 5
    _, _, others, pairs = data["groups"][0]
    assert (others, len(pairs)) == (49, 10)
    for pair in pairs:
        for pieces in (pair[3], whole(pair)):
            assert len(told(pieces)) < 1000
            assert any(piece.startswith("3") for piece in pieces)
        assert f"2{pair[0]}" in pair[4]  # the number of the copy, all that differs
    notes = " ".join(data["notes"])
    assert "1 large group it has 10 texts" in notes
    assert "5 biggest of 11 groups" in notes


def test_ten_megabytes_of_text_make_a_small_page() -> None:
    long = "one two three four five six. " * 350_000
    page = found_in([long, long + "seven", "\u202e" * 100_000 + A, "\u202e" * 100_000 + A]).report()
    assert len(page.encode()) < 1_000_000


def test_a_hundred_thousand_groups_make_one_page() -> None:
    texts = [f"{k}a {k}b {k}c {k}d {k}e {end}" for k in range(100_000) for end in ("one", "two")]
    page = found_in(texts, threshold=0.5).report()
    assert len(data_of(page)["groups"]) == 100_000
    assert len(page) < 60_000_000
