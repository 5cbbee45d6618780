"""Decisions of people, applied: nothing is dropped without a kept twin, whatever they decide."""

import json
import re
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import twicetold as tt
from hypothesis import given
from hypothesis import strategies as st
from twicetold.review import fingerprint

CHAIN = [  # each like the next, the first unlike the last
    "a b c d e f g h", "c d e f g h i j", "e f g h i j k l", "g h i j k l m n",
]  # fmt: skip


def search(texts: list[Any], **options: Any) -> tt.Duplicates:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", tt.DataWarning)
        return tt.find_duplicates(texts, **{"shingle": "word:1", "threshold": 0.6, "method": "exact", **options})


def review_of(found: tt.Duplicates, **decisions: str) -> dict[str, Any]:
    """Return what the page exports; rows are named r0, r1 …"""
    return {
        "twicetold_review": 1, "texts": len(found), "fingerprint": fingerprint(found),
        "decisions": [{"row": int(row[1:]), "decision": decision} for row, decision in decisions.items()],
    }  # fmt: skip


def check_promise(found: tt.Duplicates, share: str | None = None) -> None:
    """Every dropped row has a kept one that is paired with it, or equal to it."""
    similar = {}
    for pair in found.pairs:
        similar[pair["left"], pair["right"]] = pair[(share and "left_in_right") or "similarity"]
        similar[pair["right"], pair["left"]] = pair[(share and "right_in_left") or "similarity"]
    for row in range(len(found)):
        of = found.duplicate_of[row]
        assert (of < 0) == found.keep_mask[row]
        if of >= 0:
            assert found.keep_mask[of]
            assert found.duplicate_similarity[row] == similar[row, of] >= found.parameters["threshold"]
        else:
            assert found.duplicate_similarity[row] == 1


def test_rows_that_are_decided_to_stay_stand_for_themselves() -> None:
    found = search(["a b c d", "a b c d e", "a b c d e f"])
    assert found.keep_mask.tolist() == [True, False, False]
    kept = found.apply_review(review_of(found, r2="keep", r1="unsure"))
    assert kept.keep_mask.tolist() == [True, False, True]
    assert kept.duplicate_of.tolist() == [-1, 0, -1]
    assert kept.duplicate_similarity[2] == 1
    assert kept.parameters["decisions"] == 2
    assert [group.members for group in kept.groups] == [(0, 1)]
    assert found.keep_mask.tolist() == [True, False, False]  # the first result stays
    assert kept.apply(["x", "y", "z"]) == ["x", "z"]


def test_another_representative_takes_over() -> None:
    found = search(["a b c d", "a b c d e", "a b c d e f"])
    swapped = found.apply_review(review_of(found, r0="drop", r1="keep"))
    assert swapped.duplicate_of.tolist() == [1, -1, 1]
    check_promise(swapped)


def test_rows_that_lose_their_representative_are_decided_anew() -> None:
    found = search(CHAIN[:3])
    found = search([CHAIN[1], CHAIN[0], CHAIN[2]])
    assert found.duplicate_of.tolist() == [-1, 0, 0]
    dropped = found.apply_review(review_of(found, r0="drop"))
    assert dropped.duplicate_of.tolist() == [1, -1, -1]  # the two are unlike each other: both stay
    check_promise(dropped)


def test_the_last_of_a_group_stays_and_says_so() -> None:
    found = search(["a b c d", "a b c d e", "x y z"])
    with pytest.warns(tt.DataWarning, match=r"no text that is kept resembles them, so they stay: rows 0, 2$") as caught:
        result = found.apply_review(review_of(found, r0="drop", r1="drop", r2="drop"))
    assert result.keep_mask.tolist() == [True, False, True]
    assert Path(caught[0].filename) == Path(__file__)
    assert str(caught[0].message) in result.warnings
    check_promise(result)


def test_identical_texts_stand_for_each_other_though_their_pair_is_not_listed() -> None:
    found = search(["a b c"] * 6, max_pairs=5)
    assert not found.pairs_complete
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = found.apply_review(review_of(found, r0="drop"))
    assert result.duplicate_of.tolist() == [1, -1, 1, 1, 1, 1]


def test_by_containment_only_what_is_contained_goes() -> None:
    found = search(["a b c d", "a b c d e f g h"], measure="containment", threshold=0.9)
    assert found.duplicate_of.tolist() == [1, -1]
    with pytest.warns(tt.DataWarning, match=r"rows 1$"):
        result = found.apply_review(review_of(found, r0="keep", r1="drop"))
    assert result.keep_mask.tolist() == [True, True]


def test_leaks_can_be_kept() -> None:
    leaks = tt.find_leaks(["a b c d e f"], ["x y z u v w", "a b c d e f", "a b c d e f g"], shingle="char:3")
    result = leaks.apply_review(review_of(leaks, r1="keep", r2="drop"))
    assert isinstance(result, tt.Leaks)
    assert result.keep_mask.tolist() == [True, True, False]
    assert result.duplicate_of.tolist() == [-1, -1, 0]
    with pytest.warns(tt.DataWarning, match=r"rows 0$"):
        leaks.apply_review(review_of(leaks, r0="drop"))


def test_where_no_duplicate_is_kept_a_decision_keeps_it() -> None:
    found = search(["a b c d", "a b c d e", "x"], keep=False)
    result = found.apply_review(review_of(found, r0="drop", r1="keep"))
    assert result.keep_mask.tolist() == [False, True, True]


@given(
    st.lists(st.text("abcdef", min_size=1, max_size=6).map(lambda text: " ".join(text)), min_size=1, max_size=14),
    st.lists(st.sampled_from(["keep", "drop", "drop", "unsure", ""]), min_size=14, max_size=14),
    st.sampled_from(["jaccard", "containment"]),
    st.sampled_from(["first", "last", "longest"]),
)  # fmt: skip
def test_nothing_is_ever_dropped_without_a_kept_twin(
    texts: list[str], decisions: list[str], measure: str, keep: str
) -> None:
    found = search(texts, measure=measure, keep=keep)
    own = {f"r{k}": decision for k, decision in enumerate(decisions[: len(texts)]) if decision}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", tt.DataWarning)
        result = found.apply_review(review_of(found, **own))
    check_promise(result, "share" if measure == "containment" else None)
    assert all(result.keep_mask[int(row[1:])] for row, decision in own.items() if decision == "keep")
    stayed = [int(row[1:]) for row, decision in own.items() if decision == "drop" and result.keep_mask[int(row[1:])]]
    assert bool(stayed) == (len(result.warnings) > len(found.warnings))
    kept = np.flatnonzero(result.keep_mask)
    for row in stayed:  # only where it must
        assert not any({row, other} == {int(pair["left"]), int(pair["right"])} and (
            measure == "jaccard" or pair["left_in_right" if pair["left"] == row else "right_in_left"] >= 0.6
        ) for pair in found.pairs for other in kept)  # fmt: skip
    if not any(decision in ("keep", "drop") for decision in own.values()):
        assert result.duplicate_of.tolist() == found.duplicate_of.tolist()


# ---- the file


def test_a_review_is_read_from_a_file(tmp_path: Path) -> None:
    found = search(["a b c d", "a b c d e"])
    path = tmp_path / "review.json"
    path.write_text(json.dumps(review_of(found, r1="keep")), encoding="utf-8-sig")
    assert found.apply_review(path).keep_mask.all()
    assert found.apply_review(str(path)).keep_mask.all()


FOUND = search(["a b c d", "a b c d e"])
GOOD = review_of(FOUND, r1="keep")


@pytest.mark.parametrize(("change", "message"), [
    ({"twicetold_review": 2}, "must be what a review page exported (twicetold_review 1)"),
    ({"texts": 3}, "is of another result: of 3 texts, this one has 2"),
    ({"fingerprint": "0"}, "is of another result: its pairs or what was kept differ"),
    ({"decisions": 5}, "must have a list of decisions"),
    ({"decisions": {"row": 1}}, "must have a list of decisions"),
    ({"decisions": [7]}, "decision 0 must have a row in 0..1, got None"),
    ({"decisions": [{"row": True, "decision": "keep"}]}, "decision 0 must have a row in 0..1, got True"),
    ({"decisions": [{"row": 2, "decision": "keep"}]}, "decision 0 must have a row in 0..1, got 2"),
    ({"decisions": [{"row": 1, "decision": "burn"}]}, "decision 0 must be keep, drop or unsure, got 'burn'"),
    ({"decisions": [{"row": 1, "decision": ["keep"]}]}, "decision 0 must be keep, drop or unsure, got ['keep']"),
    ({"decisions": [{"row": 1, "decision": "keep"}] * 2}, "row 1 must be decided once"),
])  # fmt: skip
def test_a_file_that_does_not_fit_is_refused(change: dict[str, Any], message: str, tmp_path: Path) -> None:
    path = tmp_path / "review.json"
    path.write_text(json.dumps({**GOOD, **change}))
    with pytest.raises(ValueError, match=f"^{re.escape(str(path))}.*{re.escape(message)}"):
        FOUND.apply_review(path)
    with pytest.raises(ValueError, match=f"^the review.*{re.escape(message)}"):
        FOUND.apply_review({**GOOD, **change})


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "[]", "null", "\ufeff\ufeff{}", "{\x00}"])
def test_a_file_that_is_no_review_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "review.json"
    path.write_text(text)
    with pytest.raises(ValueError, match=r"review\.json must be (JSON|what a review page exported)"):
        FOUND.apply_review(path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ValueError, match=r"review\.json must be JSON"):
        FOUND.apply_review(path)


def test_what_is_no_path_is_refused() -> None:
    with pytest.raises(TypeError, match=r"^review must be a path or the exported mapping, got list$"):
        FOUND.apply_review([1])  # type: ignore[arg-type]
    with pytest.raises(FileNotFoundError):
        FOUND.apply_review("no such file.json")


def test_another_search_has_another_fingerprint() -> None:
    texts = ["a b c d", "a b c d e", "x y z u v"]
    same = [search(texts), search(tuple(texts)), search(texts, threads=1)]  # type: ignore[arg-type]
    assert len({fingerprint(found) for found in same}) == 1
    others = [search(texts, keep="last"), search(texts, threshold=0.9), search(texts[:2]), search([*texts, None])]
    assert len({fingerprint(found) for found in [same[0], *others]}) == 5


@pytest.mark.filterwarnings("ignore::twicetold.DataWarning")
def test_warnings_are_those_of_what_was_decided() -> None:
    texts = [" ".join(f"{letter}{k // 3}" for letter in "abcdef") for k in range(1_200)]
    found = search(texts)
    assert any("800 of 1,200 texts are dropped" in message for message in found.warnings)
    decided = found.apply_review(review_of(found, **{f"r{3 * k + 1}": "keep" for k in range(400)}))
    assert not any("texts are dropped" in message for message in decided.warnings)
