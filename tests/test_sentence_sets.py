"""Sentences of real texts against the ends that people marked: F1 by set, and golden cases one by one."""

import gzip
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import twicetold as tt

Row = dict[str, Any]
GOLDEN = ("gr_", "sx_")


def ends(text: str, offsets: list[int]) -> set[int]:
    """Ends as numbers of characters that are no white space; that of the last sentence says nothing."""
    solid = [0]
    for c in text:
        solid.append(solid[-1] + (not c.isspace()))
    found = {solid[offset] for offset in offsets}
    return found - {solid[-1]}


def compared(row: Row) -> tuple[set[int], set[int]]:
    """The ends that are marked in a text, and those that are found."""
    text = row["text"]
    return ends(text, row["ends"]), ends(text, [sentence.end for sentence in tt.sentences(text)])


def differs(row: Row) -> bool:
    marked, found = compared(row)
    return marked != found


def f1(rows: list[Row]) -> float:
    """In percent, over all ends of a set."""
    right = all_ends = 0
    for marked, found in map(compared, rows):
        right += len(marked & found)
        all_ends += len(marked) + len(found)
    return 200 * right / all_ends


@pytest.fixture(scope="module")
def sets(shared_data: Path) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = defaultdict(list)
    with gzip.open(shared_data / "sentences_dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            rows[row["set"]].append(row)
    return rows


def listed_differences() -> set[tuple[str, int]]:
    lines = (Path(__file__).parent / "sentence_differences.txt").read_text(encoding="utf-8").splitlines()
    return {(name, int(number)) for name, number, *_ in (line.split() for line in lines if line[:3] in GOLDEN)}


@pytest.mark.parametrize(
    ("name", "least"), [("en_ewt", 92.3), ("en_ewt_wrap", 92.0), ("en_ewt_nl", 91.0), ("en_ewt_flat", 80.0)]
)
def test_english_sentences_are_found(sets: dict[str, list[Row]], name: str, least: float) -> None:
    assert f1(sets[name]) >= least


def test_sentences_of_other_languages_are_found_without_naming_the_language(sets: dict[str, list[Row]]) -> None:
    others = [name for name in sets if not name.startswith((*GOLDEN, "en_"))]
    assert len(others) == 12
    assert sum(f1(sets[name]) for name in others) / 12 >= 96.5


@pytest.mark.parametrize(("prefix", "least"), [("gr_", 0.9), ("sx_", 0.8)])
def test_golden_cases_are_split_exactly_but_for_those_listed(
    sets: dict[str, list[Row]], prefix: str, least: float
) -> None:
    cases = {(name, k): row for name, rows in sets.items() if name.startswith(prefix) for k, row in enumerate(rows)}
    different = {case for case, row in cases.items() if differs(row)}
    assert different == {(name, number) for name, number in listed_differences() if name.startswith(prefix)}
    assert len(different) <= (1 - least) * len(cases)
