"""Shingles, sketches and bands: golden values, and the laws that sketches promise."""

import itertools
import random

import numpy as np
import pytest
import reference
import twicetold as tt
from hypothesis import given, settings
from hypothesis import strategies as st

CAT = "The cat sat on the mat today."

# These guard tt.FORMAT["sketch"]: if they must change, the format number and the changelog change with them.
GOLDEN_SHINGLES = [
    (CAT, "word:5", [0x7B8AE852A2260248, 0x00CC512ED7CE1DD0, 0xDA4A5AEB2120343C]),
    (
        CAT,
        "word:2",
        [0x4C063B05F7A43612, 0xD82E4FFD08216A2E, 0xC56E4871810C9B26, 0x1B2BA4E7060B66B3, 0x7465DF16ACF8CE32,
         0xEF69B10D9BB275F3],
    ),
    ("one", "word:5", [0x29E395498E2B09FD]),
    (
        "naïve 東京 don’t 🚀 Antidisestablishmentarianism",
        "word:1",
        [0xE9D68765A7715C09, 0x44265C83FB11B66B, 0x2615A6BFBCBFBF4C, 0xAB82EBDB5D6A0538, 0xA12E93F2346E07A2,
         0x7629FF826BE0A5D2],
    ),
    ("日本 to", "char:3", [0xF60EC774CA68C8D8, 0xB7FF1EA223BACD79, 0xDE35FB621D4AEFF8]),
    ("a", "char:4", [0x050446C25AFBD3C6]),
]  # fmt: skip
# Slots 0, 1, 2, the middle one and the last, and the exclusive or of all.
GOLDEN_SKETCHES = {
    64: ([0x025CC3A5, 0x2E69CBC6, 0x0DB5F770, 0x07A9A605, 0x362A5067], 0x6D2C6F12),
    128: ([0x08A60734, 0x1734E5E3, 0x1FAE1CAB, 0x012E61D2, 0x380A29B1], 0x1F143233),
    256: ([0x198EBD46, 0x0B9A72F1, 0x152178E2, 0x0453039A, 0x1C0514D8], 0x408C0BB6),
}
GOLDEN_BANDS = [0xE0A1CB8FB09E482C, 0xC92E560E48533DCB, 0x8C27A9420A067CF7]

words = st.lists(st.sampled_from([f"w{k}" for k in range(40)] + ["é", "東", "🚀", "don't"]), min_size=2, max_size=60)
specs = st.sampled_from(["word:1", "word:2", "word:3", "word:5", "char:1", "char:2", "char:5", "char:64"])


@pytest.mark.parametrize(("text", "shingle", "hashes"), GOLDEN_SHINGLES)
def test_shingle_hashes_never_change(text: str, shingle: str, hashes: list[int]) -> None:
    found = tt.shingles(text, shingle=shingle)
    assert found.dtype == np.uint64
    assert found.tolist() == hashes


@pytest.mark.parametrize("slots", GOLDEN_SKETCHES)
def test_sketches_never_change(slots: int) -> None:
    found = tt.sketch([CAT], slots=slots, shingle="word:2")
    assert found.dtype == np.uint32
    assert found.shape == (1, slots)
    chosen, folded = GOLDEN_SKETCHES[slots]
    assert found[0, [0, 1, 2, slots // 2, slots - 1]].tolist() == chosen
    assert int(np.bitwise_xor.reduce(found[0])) == folded


def test_band_keys_never_change() -> None:
    keys = tt.bands(tt.sketch([CAT], shingle="word:2"))
    assert keys.dtype == np.uint64
    assert keys[0, :3].tolist() == GOLDEN_BANDS


def test_the_format_has_a_number() -> None:
    assert tt.FORMAT == {"sketch": 1, "index": 1}


@given(st.text(), specs)
def test_a_text_has_as_many_shingles_as_the_reference(text: str, shingle: str) -> None:
    if reference.COMPARABLE and all(map(reference.known, text)):
        assert len(tt.shingles(text, shingle=shingle)) == len(reference.shingle_list(text, shingle))


@given(st.lists(words, min_size=2, max_size=6), specs)
def test_shingle_hashes_are_equal_if_and_only_if_the_shingles_are(texts: list[list[str]], shingle: str) -> None:
    hash_of: dict[reference.Shingle, int] = {}
    for text in map(" ".join, texts):
        found = tt.shingles(text, shingle=shingle).tolist()
        expected = reference.shingle_list(text, shingle)
        assert len(found) == len(expected)
        for shingle_of_text, own in zip(expected, found, strict=True):
            assert hash_of.setdefault(shingle_of_text, own) == own
    assert len(set(hash_of.values())) == len(hash_of)


@settings(max_examples=25)
@given(words, specs, st.sampled_from([64, 128, 256]))
def test_sketch_equals_the_reference(text: list[str], shingle: str, slots: int) -> None:
    joined = " ".join(text)
    hashes = tt.shingles(joined, shingle=shingle).tolist()
    assert tt.sketch([joined], shingle=shingle, slots=slots)[0].tolist() == reference.sketch(hashes, slots)


@given(words, words, st.sampled_from(["word:1", "char:1"]), st.sampled_from([64, 128, 256]))
def test_sketches_merge_by_the_smaller_slot(left: list[str], right: list[str], shingle: str, slots: int) -> None:
    a, b = " ".join(left), " ".join(right)
    # Joined by a blank, which is a char:1 shingle that at least one half must have too.
    a = f"{a} x y"
    own_a, own_b, both = tt.sketch([a, b, f"{a} {b}"], shingle=shingle, slots=slots)
    assert np.minimum(own_a, own_b).tolist() == both.tolist()


@given(words, specs)
def test_order_and_repeats_of_shingles_do_not_change_a_sketch(text: list[str], shingle: str) -> None:
    once, twice = " ".join(text), " ".join([*text, "x", *text, "x", *text])
    a, b = tt.sketch([once, f"{once} {once}"], shingle="word:1")
    assert a.tolist() == b.tolist()
    a, b = tt.sketch([twice, f"{twice} x {once}"], shingle=shingle)
    if reference.shingle_set(twice, shingle) == reference.shingle_set(f"{twice} x {once}", shingle):
        assert a.tolist() == b.tolist()


@pytest.mark.parametrize("size", [2, 10, 40, 300])
@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 0.8, 0.95])
def test_the_share_of_equal_slots_estimates_jaccard(size: int, share: float) -> None:
    """Unbiased, and no wider than classic MinHash, whose slots are independent draws."""
    slots, trials = 128, 200
    common = round(size * share)
    similarity = common / size
    texts = []
    for trial in range(trials):
        names = [f"t{trial}u{k}" for k in range(size)]
        only = (size - common) // 2
        texts.append(" ".join(names[: size - only]))
        texts.append(" ".join(names[:common] + names[size - only :] if only else names[:common]))
    # Both together have `size` words; the left one takes the odd word.
    sketches = tt.sketch(texts, shingle="word:1", slots=slots)
    estimates = (sketches[0::2] == sketches[1::2]).mean(axis=1)
    if common == 0:
        assert estimates.max() <= 1 / slots
        return
    deviation = (similarity * (1 - similarity) / slots) ** 0.5
    assert abs(estimates.mean() - similarity) <= 5 * deviation / trials**0.5 + 1e-9
    assert np.sqrt(np.mean((estimates - similarity) ** 2)) <= 1.2 * deviation + 1e-9


def test_missing_and_token_free_texts_have_empty_sketches() -> None:
    sketches = tt.sketch([None, "", " \n", "?!…", float("nan"), "a"])
    assert (sketches[:5] == 2**32 - 1).all()
    assert (sketches[5] != 2**32 - 1).all()


def test_no_texts_have_no_sketches() -> None:
    sketches = tt.sketch([])
    assert sketches.shape == (0, 128)
    assert tt.bands(sketches).shape[0] == 0


@pytest.mark.parametrize(
    ("threshold", "slots", "count"),
    [(0.5, 128, 64), (0.6, 128, 42), (0.7, 128, 32), (0.8, 64, 16), (0.8, 128, 25), (0.8, 256, 36), (0.9, 128, 16),
     (1.0, 128, 1)],
)  # fmt: skip
def test_bands_are_the_longest_that_reach_the_recall(threshold: float, slots: int, count: int) -> None:
    assert tt.bands(tt.sketch(["a"], slots=slots), threshold=threshold).shape == (1, count)

    def recall(rows: int) -> float:
        return 1 - (1 - threshold**rows) ** (slots // rows)

    longest = max(rows for rows in range(1, slots + 1) if recall(rows) >= 0.999)
    assert slots // longest == count


def test_texts_share_a_band_key_if_and_only_if_the_slots_of_the_band_are_equal() -> None:
    rng = random.Random(1)
    texts = [" ".join(f"w{k}" for k in range(30) if rng.random() < 0.8) for _ in range(12)]
    sketches = tt.sketch(texts, shingle="word:1")
    keys = tt.bands(sketches, threshold=0.7)
    rows = 4
    assert keys.shape == (12, 32)
    shared = 0
    for i, k in itertools.combinations(range(12), 2):
        slots_equal = (sketches[i] == sketches[k]).reshape(32, rows).all(axis=1)
        assert (keys[i] == keys[k]).tolist() == slots_equal.tolist()
        shared += int(slots_equal.sum())
    assert 0 < shared < 66 * 32
    assert len(np.unique(keys[0])) == 32  # the same slots in another band make another key


@pytest.mark.parametrize("threads", [1, 2, 7])
def test_threads_do_not_change_sketches(threads: int) -> None:
    rng = random.Random(2)
    texts = [" ".join(f"w{rng.randrange(5000)}" for _ in range(rng.randrange(400))) for _ in range(2000)]
    assert sum(map(len, texts)) > 2_000_000  # enough for several threads
    expected = [tt.sketch([text], threads=1)[0] for text in texts[::97]]
    assert np.array_equal(tt.sketch(texts, threads=threads)[::97], expected)


@pytest.mark.parametrize(
    "shingle", ["word", "word:", "word:0", "word:65", "word:-1", "word:5 ", "words:5", "char:x", ""]
)
def test_a_shingle_that_is_none_is_named(shingle: str) -> None:
    message = f"^shingle must be 'word:n' or 'char:n' with n in 1..64, got '{shingle}'$"
    with pytest.raises(ValueError, match=message):
        tt.shingles("a", shingle=shingle)
    with pytest.raises(ValueError, match=message):
        tt.sketch(["a"], shingle=shingle)
    with pytest.raises(ValueError, match=message):
        tt.find_duplicates(["a"], shingle=shingle)
    with pytest.raises(ValueError, match=message):
        tt.compare("a", "a", shingle=shingle)


@pytest.mark.parametrize("slots", [0, 1, 100, 127, 512])
def test_only_three_sizes_of_sketches_exist(slots: int) -> None:
    with pytest.raises(ValueError, match=rf"^slots must be 64, 128 or 256, got {slots}$"):
        tt.sketch(["a"], slots=slots)
    with pytest.raises(ValueError, match=rf"^slots must be 64, 128 or 256, got {slots}$"):
        tt.bands(np.zeros((2, slots), dtype=np.uint32))


def test_sketches_have_two_dimensions() -> None:
    with pytest.raises(ValueError, match=r"^sketches must have shape \(n, slots\), got \(128,\)$"):
        tt.bands(np.zeros(128, dtype=np.uint32))
