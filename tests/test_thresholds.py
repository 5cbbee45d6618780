"""A range of thresholds from one search: the same as a search at each."""

from typing import Any

import numpy as np
import pytest
import twicetold as tt

OPTIONS: dict[str, Any] = {"shingle": "char:4", "method": "exact"}
WORDS = [*"abcdefghijklm", "ferry", "aground", "thick", "fog", "point", "tugs", "freed", "noon", "monday"]


def texts(seed: int, n: int = 120) -> list[str]:
    random = np.random.default_rng(seed)
    families = [list(random.permutation(WORDS)) for _ in range(12)]
    return [
        " ".join(word if random.random() > 0.08 * (k % 4) else str(random.integers(99)) for word in families[k % 12])
        for k in range(n)
    ]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("measure", ["jaccard", "containment"])
@pytest.mark.parametrize("keep", ["first", "longest", False])
def test_each_step_is_what_a_search_at_its_threshold_finds(seed: int, measure: Any, keep: Any) -> None:
    data = texts(seed)
    found = tt.thresholds(data, thresholds=[1, 0.3, 0.62, 0.9], measure=measure, keep=keep, **OPTIONS)
    assert [step.threshold for step in found] == [0.3, 0.62, 0.9, 1.0]
    for step, higher in zip(found, (0.62, 0.9, 1.0, 2.0), strict=True):
        alone = tt.find_duplicates(data, threshold=step.threshold, measure=measure, keep=keep, **OPTIONS)
        assert step.kept == alone.keep_mask.sum() == len(data) - step.dropped
        assert step.groups == len(alone.groups)
        assert step.largest == max((len(group.members) for group in alone.groups), default=0)
        assert step.pairs == len(alone.pairs)
        assert found.at(step.threshold).keep_mask.tolist() == alone.keep_mask.tolist()
        added: dict[frozenset[str], float] = {}  # of equal texts only one
        for left, right, similarity in alone.pairs[["left", "right", "similarity"]].tolist():
            if similarity < higher:
                added.setdefault(frozenset((_words(data[left]), _words(data[right]))), similarity)
        assert [sample.similarity for sample in step.samples] == sorted(added.values())[:3]
        for sample in step.samples:
            assert len(sample.left_text) <= 60
            assert sample.left_text.strip("…") in data[sample.left]
            assert sample.right_text.strip("…") in data[sample.right]
    assert found[0].dropped > found[-1].dropped


def _words(text: str) -> str:
    return " ".join(token.text for token in tt.tokens(text))


def test_where_nothing_is_found_the_next_step_is_named() -> None:
    nothing = tt.thresholds(["one text of its own", "something else entirely"], thresholds=[0.5, 0.9], **OPTIONS)
    assert "no two texts are so much alike: shingle='word:3'" in str(nothing)
    assert "no two texts are so much alike: shingle=&#x27;word:3&#x27;" in nothing._repr_html_()
    something = tt.thresholds(["one text", "one text"], thresholds=[0.5, 0.9], **OPTIONS)
    assert "no two texts" not in str(something) + something._repr_html_()


def test_recall_is_that_of_the_bands_chosen_for_the_lowest() -> None:
    found = tt.thresholds(texts(1), shingle="char:4", recall=0.99)
    recalls = [step.recall for step in found]
    assert recalls == sorted(recalls)
    assert 0.99 <= recalls[0] < recalls[-1] == 1.0
    assert all(step.recall == 1 for step in tt.thresholds(texts(1), **OPTIONS))


def test_the_table_is_the_same_in_pandas_text_and_html() -> None:
    hostile = ["<script>alert(1)</script> " + " ".join(WORDS), " ".join(WORDS[:-1])]
    found = tt.thresholds(hostile, thresholds=[0.5, 1.0], **OPTIONS)
    frame = found.to_pandas()
    assert list(frame.columns) == ["threshold", "kept", "dropped", "groups", "largest", "pairs", "recall"]
    assert frame["dropped"].tolist() == [step.dropped for step in found] == [1, 0]
    assert "<script>alert" not in found._repr_html_()
    assert "&lt;script&gt;alert" in found._repr_html_()
    assert "rows 0 and 1 (0." in str(found)
    assert max(map(len, str(found).splitlines())) <= 80  # a terminal's width
    unseen = tt.thresholds(["\u202e" * 50 + " ".join(WORDS)] * 2, thresholds=[0.5], **OPTIONS)
    assert max(map(len, str(unseen).splitlines())) <= 80  # though each takes six characters
    assert repr(found).splitlines()[2].split()[:3] == ["0.5", "1", "1"]


def test_samples_start_at_the_beginning_where_that_shows_the_difference_or_there_is_none() -> None:
    long = " ".join([*WORDS, *WORDS[::-1]])
    (same,) = tt.thresholds([long, long], thresholds=[0.5], **OPTIONS)[0].samples
    assert same.left_text == same.right_text == long[:59] + "…"
    (early,) = tt.thresholds([long, "x " + long], thresholds=[0.5], **OPTIONS)[0].samples
    assert {early.left_text[0], early.right_text[0]} == {"a", "x"}


def test_what_it_shows_is_bounded() -> None:
    many = tt.thresholds(["&" * 5000 + f" word{k % 9} " * 40 for k in range(3000)], shingle="word:1",
                         thresholds=np.linspace(0.25, 1, 40).tolist())  # fmt: skip
    assert len(many) == 40
    assert len(repr(many)) < 2000
    assert len(many._repr_html_()) < 100_000


def test_the_plot_is_drawn_where_it_is_told() -> None:
    pyplot = pytest.importorskip("matplotlib.pyplot")
    pyplot.switch_backend("agg")
    found = tt.thresholds(texts(2), **OPTIONS)
    figure, ax = pyplot.subplots()
    assert found.plot(ax=ax) is ax
    (line,) = ax.get_lines()
    assert np.asarray(line.get_ydata()).tolist() == [100 * step.dropped / 120 for step in found]
    own = found.plot()
    assert own.figure is not figure
    pyplot.close("all")


@pytest.mark.parametrize("data", [[], [None], ["a"]])
def test_nothing_to_compare_gives_steps_without_duplicates(data: list[str | None]) -> None:
    found = tt.thresholds(data, **OPTIONS)
    assert len(found) == 11
    assert all(step.dropped == step.groups == step.largest == step.pairs == 0 for step in found)


@pytest.mark.parametrize(
    ("given", "kind", "message"),
    [
        ([], ValueError, r"^thresholds must be 1 to 40 numbers, got 0$"),
        ([0.0], ValueError, r"^thresholds must be in \(0, 1\], got 0.0$"),
        (["a"], TypeError, r"^thresholds must be a number in \(0, 1\], got str$"),
        (0.5, TypeError, r"^thresholds must be a list of numbers in \(0, 1\], got float$"),
    ],
)
def test_wrong_thresholds_are_told(given: Any, kind: type[Exception], message: str) -> None:
    with pytest.raises(kind, match=message):
        tt.thresholds(["a"], thresholds=given)


def test_bounded_pairs_are_a_warning_with_the_result() -> None:
    with pytest.warns(tt.DataWarning, match="raise max_pairs") as caught:
        found = tt.thresholds([f"the same words for all of them {k % 2}" for k in range(200)], max_pairs=50)
    assert caught[0].message.result is found  # type: ignore[union-attr]


def test_samples_show_where_texts_part_that_begin_alike() -> None:
    begin = "The harbour of Port Ansel was closed on Sunday night after the storm had torn two cranes from their rails"
    found = tt.thresholds([f"{begin}; 18 men were hurt.", f"{begin}; 81 men were hurt."], thresholds=[0.5, 1])
    (sample,) = found[0].samples
    assert sample.left_text == "…cranes from their rails; 18 men were hurt."
    assert sample.right_text == "…cranes from their rails; 81 men were hurt."
