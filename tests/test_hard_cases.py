"""Texts that make other libraries slow, wrong or huge: what is found, and that ten times the texts take as much time.

Times are compared with each other and never with a clock.
"""

import random
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import twicetold as tt

pytestmark = pytest.mark.filterwarnings("ignore::twicetold.DataWarning")

Texts = list[str | None]
METHODS = ["minhash", "exact"]
# Time per text at ten times the size; caches that no longer hold everything take their share.
MOST_GROWTH = 1.5


def find(texts: Texts, **options: Any) -> tt.Duplicates:
    return tt.find_duplicates(texts, **{"threads": 1, "progress": False, **options})


def words(count: int, start: int = 0) -> str:
    return " ".join(f"w{k}" for k in range(start, start + count))


def identical(n: int) -> Texts:
    return ["the very same text, told again and again without a change"] * n


def template(n: int) -> Texts:
    """19 of 20 words are shared."""
    return [f"{words(150)} own{k} name{k}" for k in range(n)]


def short(n: int) -> Texts:
    rng = random.Random(n)
    return [" ".join(f"w{rng.randrange(n)}" for _ in range(rng.randint(1, 4))) for _ in range(n)]


def nearly_identical(n: int) -> Texts:
    """Only what is rarest in a text tells it from the others, and no two reach a threshold of 1."""
    return [f"{words(20)} own{k // 2}{'!' * (k % 2)}" for k in range(n)]


def missing(n: int) -> Texts:
    return [None, "", " \n", "-- !"] * (n // 4)


def one_long(n: int) -> Texts:
    return [" ".join(f"w{k * 7919 % 1000003}" for k in range(20 * n)), "a few words beside a long text"]


def excerpts(n: int) -> Texts:
    """Every second text is a third of the one before."""
    rng = random.Random(n)
    texts: Texts = []
    for _ in range(n // 2):
        own = [f"w{rng.randrange(50 * n)}" for _ in range(90)]
        texts += [" ".join(own), " ".join(own[30:60])]
    return texts


def unfolded(n: int) -> Texts:
    """Copies that differ in width, ligatures, what is invisible and the order of marks: none is as it is compared."""

    def copies(k: int) -> list[str]:
        plain = f"{words(30, 30 * k)} the official café of the field in ậ"
        return [
            "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in plain),
            plain.replace("fi", "ﬁ"),
            plain.replace("w", "w\u00ad\u200d"),
            plain.replace("ậ", "a\u0302\u0323"),
            plain.replace("ậ", "a\u0323\u0302"),
        ]

    return [text for k in range(n // 5) for text in copies(k)]


def hub(n: int) -> Texts:
    """All share half of their words."""
    return [f"{words(60)} {words(40, 1000 * (k + 1))}" for k in range(n)]


def just_below(n: int) -> Texts:
    """All are about .7 alike."""
    return [f"{words(100)} {words(20, 1000 * (k + 1))}" for k in range(n)]


def one_among_parts(n: int) -> Texts:
    """A text with all the others in it."""
    parts = [words(20, 20 * k) for k in range(n)]
    return [" ".join(parts), *parts]


def seconds_per_text(make: Callable[[int], Texts], n: int, options: dict[str, Any]) -> Callable[[], float]:
    texts = make(n)

    def run() -> float:
        start = time.perf_counter()
        find(texts, **options)
        return (time.perf_counter() - start) / n

    return run


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("make", "n", "options"),
    [
        (identical, 30_000, {}),
        (template, 2_000, {"max_pairs": 20_000}),
        (hub, 3_000, {}),
        (just_below, 3_000, {}),
        (short, 30_000, {}),
        (unfolded, 5_000, {}),
        (nearly_identical, 3_000, {"shingle": "word:1", "threshold": 1}),
        (missing, 100_000, {}),
        (one_long, 10_000, {}),
    ],
)
def test_ten_times_the_texts_take_ten_times_as_long(
    make: Callable[[int], Texts], n: int, options: dict[str, Any], method: str
) -> None:
    few = seconds_per_text(make, n, {**options, "method": method})
    many = seconds_per_text(make, 10 * n, {**options, "method": method})
    check_growth(few, many)


def check_growth(few: Callable[[], float], many: Callable[[], float]) -> None:
    # The machine changes its pace now and then, so only times of one round are compared.
    growth = [many() / few()]
    while min(growth) > MOST_GROWTH and len(growth) < 15:
        growth.append(many() / few())
    assert min(growth) <= MOST_GROWTH, growth


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("make", "n", "options"),
    [
        (identical, 30_000, {}),
        (template, 2_000, {"max_pairs": 20_000}),
        (excerpts, 3_000, {}),
        (hub, 1_000, {}),
        (one_among_parts, 5_000, {}),
        (short, 30_000, {}),
        (missing, 100_000, {}),
        (one_long, 10_000, {}),
    ],
)
def test_by_containment_too(make: Callable[[int], Texts], n: int, options: dict[str, Any], method: str) -> None:
    test_ten_times_the_texts_take_ten_times_as_long(make, n, {**options, "measure": "containment"}, method)


def seconds_per_leak(make: Callable[[int], Texts], n: int, options: dict[str, Any]) -> Callable[[], float]:
    texts = make(n)

    def run() -> float:
        start = time.perf_counter()
        tt.find_leaks(texts, texts[: n // 10], **{"threads": 1, "progress": False, **options})
        return (time.perf_counter() - start) / n

    return run


@pytest.mark.parametrize("measure", ["containment", "jaccard"])
@pytest.mark.parametrize(
    ("make", "n", "options"),
    [
        (identical, 30_000, {}),
        (template, 2_000, {"max_pairs": 20_000}),
        (excerpts, 3_000, {}),
        (hub, 1_000, {}),
        (short, 30_000, {}),
        (missing, 100_000, {}),
    ],
)
def test_leaks_of_ten_times_the_texts_take_ten_times_as_long(
    make: Callable[[int], Texts], n: int, options: dict[str, Any], measure: str
) -> None:
    few = seconds_per_leak(make, n, {**options, "measure": measure})
    many = seconds_per_leak(make, 10 * n, {**options, "measure": measure})
    check_growth(few, many)


@pytest.mark.parametrize("shingle", ["word:1", "word:5", "char:5"])
def test_a_text_that_repeats_itself_takes_hardly_longer_than_one_that_does_not(shingle: str) -> None:
    """Each of its few shingles is offered to the slots of its sketch once, not as often as it occurs."""
    n = 100_000
    plain = seconds_per_text(
        lambda n: [" ".join(f"w{k * 7919 % 1000003:06}" for k in range(n))], n, {"shingle": shingle}
    )
    repeated = seconds_per_text(lambda n: ["w000000 " * n], n, {"shingle": shingle})
    assert min(repeated() / plain() for _ in range(5)) < 3


@pytest.mark.parametrize("method", METHODS)
def test_a_million_identical_small_texts_are_one_set(method: str) -> None:
    texts: Texts = ["told again and again"] * 1_000_000
    found = find(texts, method=method, measure="containment")
    assert (found.keep_mask.sum(), len(found.pairs), found.pairs_complete) == (1, 999_999, False)
    leaks = tt.find_leaks(texts, texts[:1000], method=method)  # type: ignore[arg-type]
    assert (leaks.keep_mask.sum(), len(leaks.pairs)) == (0, 1000)


@pytest.mark.parametrize("method", METHODS)
def test_a_family_of_which_not_all_pairs_are_reported_ends_as_one_group_by_containment(method: str) -> None:
    """Though larger texts that are none of it have some of its shingles."""
    larger = [f"{words(20)} {words(400, 1000 * (k + 1))}" for k in range(10)]
    family = [f"{words(150)} own{k} name{k}" for k in range(3_000)]
    found = find([*family, *larger], method=method, measure="containment", max_pairs=100_000)
    assert not found.pairs_complete
    assert found.keep_mask.sum() == 11
    assert [len(group.members) for group in found.groups] == [3_000]
    leaks = tt.find_leaks([*family, *larger], [f"{words(150)} other{k}" for k in range(3_000)], max_pairs=100_000)
    assert not leaks.pairs_complete
    assert not leaks.keep_mask.any()


@pytest.mark.parametrize("method", METHODS)
def test_a_hub_hides_no_part_and_makes_none(method: str) -> None:
    texts = hub(1_500)
    parts = [str(text)[len(words(40)) :] for text in texts[:20]]
    found = find([*texts, *parts], method=method, measure="containment")
    assert found.pairs_complete
    assert sorted(zip(found.pairs["left"].tolist(), found.pairs["right"].tolist(), strict=True)) == [
        (k, 1_500 + k) for k in range(20)
    ]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("make", [identical, template])
def test_a_family_ends_as_one_group_however_few_pairs_are_reported(make: Callable[[int], Texts], method: str) -> None:
    found = find(make(5_000), method=method, max_pairs=10_000)
    assert not found.pairs_complete
    assert [len(group.members) for group in found.groups] == [5_000]
    assert found.keep_mask.sum() == 1
    assert (found.duplicate_similarity >= 0.8).all()
    assert (found.pairs["similarity"] >= 0.8).all()


@pytest.mark.parametrize("method", METHODS)
def test_all_pairs_of_a_family_are_reported_as_long_as_there_are_few_enough(method: str) -> None:
    n = 300
    found = find(template(n), method=method, max_pairs=n * (n - 1) // 2)
    assert found.pairs_complete
    assert len(found.pairs) == n * (n - 1) // 2


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("make", "n"), [(hub, 1_500), (just_below, 3_000)])
def test_a_hub_hides_no_pair_and_makes_none(make: Callable[[int], Texts], n: int, method: str) -> None:
    """Many texts share much of their words, and a few of them nearly all."""
    texts = make(n)
    twins = [f"{text} more" for text in texts[:20]]
    found = find([*texts, *twins], method=method)
    assert sorted(zip(found.pairs["left"].tolist(), found.pairs["right"].tolist(), strict=True)) == [
        (k, n + k) for k in range(20)
    ]
    if make is just_below:
        assert found.cost()["candidates"] < 100 * n  # of 4.5 million pairs, nearly all with enough equal slots


@pytest.mark.parametrize("method", METHODS)
def test_texts_shorter_than_a_shingle_match_only_if_all_their_tokens_do(method: str) -> None:
    texts = short(3_000)
    found = find(texts, method=method)
    first: dict[tuple[str, ...], int] = {}
    expected = [first.setdefault(tuple(str(text).split()), row) for row, text in enumerate(texts)]
    assert np.where(found.duplicate_of < 0, np.arange(len(texts)), found.duplicate_of).tolist() == expected


@pytest.mark.parametrize("method", METHODS)
def test_width_case_ligatures_invisible_characters_and_the_order_of_marks_hide_nothing(method: str) -> None:
    plain = f"{words(30)} the official café of the Straße in ậ field of file {words(30, 100)}"
    copies = [
        plain.upper(),
        plain.replace("fi", "ﬁ").replace("ffi", "ﬃ"),
        "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in plain),  # full-width
        "\u00ad".join(plain.split("ff")).replace("o\u00ad", "off\u00ad"),
        plain.replace("field", "fi\u200del\u200bd"),
        plain.replace("é", "e\u0301").replace("ậ", "a\u0302\u0323"),
        plain.replace(" ", "\u3000").replace("café", "caf\u200d\u00e9"),
    ]
    found = find([plain, *copies], method=method)
    assert found.duplicate_similarity.tolist() == [1.0] * (1 + len(copies))
    assert found.keep_mask.sum() == 1


def test_max_pairs_counts_pairs_below_the_threshold_and_bounds_no_bucket_of_sixteen() -> None:
    texts: Texts = [f"{words(100)} other{k} another{k}" for k in range(200)]  # all similar by 100/104
    every = 200 * 199 // 2
    for method in METHODS:
        search = {"shingle": "word:1", "threshold": 0.99, "floor": 0.9, "method": method}
        for max_pairs in (every, every - 1):
            found = find(texts, max_pairs=max_pairs, **search)
            assert len(found.pairs) == 0
            assert found.pairs_complete == (max_pairs == every)
            assert (len(found.below) >= every * 0.99) == found.pairs_complete
        assert 1 < len(find(texts, max_pairs=1, **search).below) < every / 4
    # Without the floor there are no pairs, but with sketches 50 of them are the most that may be looked at.
    assert not find(texts, shingle="word:1", threshold=0.99, max_pairs=1).pairs_complete
    assert find(texts, shingle="word:1", threshold=0.99, max_pairs=1, method="exact").pairs_complete
