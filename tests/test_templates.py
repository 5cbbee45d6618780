"""Warnings of words with which many texts begin or end."""

import pytest
import twicetold as tt

PASSAGE = " ".join(f"menu{k}" for k in range(30))


def _own(k: int) -> str:
    return " ".join(f"own{k}x{i}" for i in range(60))


def _warnings(texts: list[str]) -> tuple[str, ...]:
    with pytest.warns(tt.DataWarning):
        return tt.find_duplicates(texts, progress=False).warnings


@pytest.mark.parametrize("white", ["", "\n", " \t\n"])
def test_a_passage_is_found_whatever_white_space_is_around(white: str) -> None:
    around = [("", white)[k % 2] for k in range(1_000)]
    begin = _warnings([f"{around[k]}{PASSAGE} {_own(k)}" for k in range(1_000)])
    assert any("1,000 of 1,000 texts begin with the same 30 words ('menu0 menu1" in warning for warning in begin), begin
    end = _warnings([f"{_own(k)} {PASSAGE}{around[k]}" for k in range(1_000)])
    assert any("1,000 of 1,000 texts end with the same 30 words ('menu0 menu1" in warning for warning in end), end


def test_a_passage_whose_white_space_differs_is_no_passage_of_no_words() -> None:
    texts = [f"{_own(k)} {PASSAGE.replace('menu29', 'menu29' if k % 2 else ' menu29')}" for k in range(1_000)]
    assert tt.find_duplicates(texts, progress=False).warnings == ()
