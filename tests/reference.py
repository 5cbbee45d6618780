"""Slow, obvious twins of what the core does fast, written from the rules alone (cpp/METHODS.md states them).

Characters are classified by Python's ``unicodedata``, whose version differs from the core's Unicode 15.0: both agree on
``known`` characters. ``unicodedata`` has neither scripts nor emoji, so scripts written without spaces are told by the
names of their characters, and emoji by a table.
"""

import math
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

Shingle = tuple[str, ...]
Pair = tuple[int, int, float]

#: Unicode's White_Space; Python's own str.strip takes U+001C to U+001F too.
WHITE_SPACE = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))

#: Characters that fold to several, that reorder, compose, join or part: where folding can go wrong.
TRICKY = (
    "aAbZ019 '’.-_@/\n\t\x00éßİſẛÅﬁœ™ⅷ½²①\u00a0\u00ad\u0300\u0301\u0307\u0308\u0315\u0327\u0338\u0345\u034f\u0390"
    "\u03b9\u03c2\u1fb3\u1e9b\u0f71\u0f72\u0f73\u3099\u309a\uff9e\u1100\u1161\u11a8가각\u200b\u200c\u200d\u2060\ufe0f\ufeff"
    "กำลາခខཀ\u0f72か東京カｶ㍿㈱㎏〇々ー၁๑١२😀👍🏽🇩🇪⭐☕‼\u20e3\ud800\udfff\ufffd"
)

# Extended_Pictographic above U+203B, and the regional indicators (emoji-data.txt 15.0).
_EMOJI = (
    (0x203C, 0x203C), (0x2049, 0x2049), (0x2122, 0x2122), (0x2139, 0x2139), (0x2194, 0x2199), (0x21A9, 0x21AA),
    (0x231A, 0x231B), (0x2328, 0x2328), (0x2388, 0x2388), (0x23CF, 0x23CF), (0x23E9, 0x23F3), (0x23F8, 0x23FA),
    (0x24C2, 0x24C2), (0x25AA, 0x25AB), (0x25B6, 0x25B6), (0x25C0, 0x25C0), (0x25FB, 0x25FE), (0x2600, 0x2605),
    (0x2607, 0x2612), (0x2614, 0x2685), (0x2690, 0x2705), (0x2708, 0x2712), (0x2714, 0x2714), (0x2716, 0x2716),
    (0x271D, 0x271D), (0x2721, 0x2721), (0x2728, 0x2728), (0x2733, 0x2734), (0x2744, 0x2744), (0x2747, 0x2747),
    (0x274C, 0x274C), (0x274E, 0x274E), (0x2753, 0x2755), (0x2757, 0x2757), (0x2763, 0x2767), (0x2795, 0x2797),
    (0x27A1, 0x27A1), (0x27B0, 0x27B0), (0x27BF, 0x27BF), (0x2934, 0x2935), (0x2B05, 0x2B07), (0x2B1B, 0x2B1C),
    (0x2B50, 0x2B50), (0x2B55, 0x2B55), (0x3030, 0x3030), (0x303D, 0x303D), (0x3297, 0x3297), (0x3299, 0x3299),
    (0x1F000, 0x1F0FF), (0x1F10D, 0x1F10F), (0x1F12F, 0x1F12F), (0x1F16C, 0x1F171), (0x1F17E, 0x1F17F),
    (0x1F18E, 0x1F18E), (0x1F191, 0x1F19A), (0x1F1AD, 0x1F1FF), (0x1F201, 0x1F20F), (0x1F21A, 0x1F21A),
    (0x1F22F, 0x1F22F), (0x1F232, 0x1F23A), (0x1F23C, 0x1F23F), (0x1F249, 0x1F3FA), (0x1F400, 0x1F53D),
    (0x1F546, 0x1F64F), (0x1F680, 0x1F6FF), (0x1F774, 0x1F77F), (0x1F7D5, 0x1F7FF), (0x1F80C, 0x1F80F),
    (0x1F848, 0x1F84F), (0x1F85A, 0x1F85F), (0x1F888, 0x1F88F), (0x1F8AE, 0x1F8FF), (0x1F90C, 0x1F93A),
    (0x1F93C, 0x1F945), (0x1F947, 0x1FAFF), (0x1FC00, 0x1FFFD),
)  # fmt: skip

# Default_Ignorable_Code_Point (DerivedCoreProperties.txt 15.0).
_IGNORABLE = (
    (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
    (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
)  # fmt: skip

# Letters, marks and digits whose script is Han, Kana, Thai, Lao, Khmer, Myanmar or Tibetan have names that start so …
_SPACELESS_NAME = re.compile(
    "CJK UNIFIED IDEOGRAPH|CJK COMPATIBILITY IDEOGRAPH|IDEOGRAPHIC (?!TALLY)|"
    "(PARENTHESIZED|CIRCLED) IDEOGRAPH|HANGZHOU NUMERAL|VERTICAL (KANA|IDEOGRAPHIC)|"
    "MASU MARK|OLD CHINESE|VIETNAMESE ALTERNATE READING|COUNTING ROD|"
    "COMBINING KATAKANA|(HALFWIDTH )?KATAKANA|HIRAGANA|HENTAIGANA|THAI|LAO|KHMER|MYANMAR|TIBETAN"
)
# … but the digits of Myanmar, which Chakma and Tai Le, written with spaces, share (Script_Extensions).
_SHARED_DIGITS = range(0x1040, 0x104A)
# Assigned since Unicode 15.0, so that Python 3.13 knows them and the core does not (15.1; later versions: see below).
_NEWER = ((0x2FFC, 0x2FFF), (0x31EF, 0x31EF), (0x2EBF0, 0x2EE5D))

#: Whether ``known`` can tell what the core knows: Unicode 16 has come with Python 3.14.
COMPARABLE = tuple(map(int, unicodedata.unidata_version.split(".")))[:2] <= (15, 1)


def _within(character: str, ranges: Iterable[tuple[int, int]]) -> bool:
    return any(first <= ord(character) <= last for first, last in ranges)


def known(character: str) -> bool:
    """Whether a character is assigned in the Unicode versions of both Python and the core; surrogates are not."""
    return unicodedata.category(character) not in ("Cn", "Cs") and not _within(character, _NEWER)


KNOWN = "".join(filter(known, map(chr, range(sys.maxunicode + 1))))


def _fold_once(text: str) -> str:
    # Character by character (The Unicode Standard, R5). Folding a normalised text instead differs in one place: a mark
    # that folds to a letter (U+0345) would be sorted among other marks first.
    folded = "".join(unicodedata.normalize("NFKC", character).casefold() for character in text)
    return unicodedata.normalize("NFC", "".join(c for c in folded if not _within(c, _IGNORABLE)))


def fold(text: str) -> str:
    """NFKC_Casefold, default ignorables removed, until nothing changes."""
    text = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    while (folded := _fold_once(text)) != text:
        text = folded
    return folded


def _category(character: str) -> str:
    return unicodedata.category(character)[0]


def is_emoji(character: str) -> bool:
    return _within(character, _EMOJI)


def is_spaceless(character: str) -> bool:
    """Whether a folded letter, mark or digit belongs to a script written without spaces."""
    return (
        _category(character) in "LMN"
        and ord(character) not in _SHARED_DIGITS
        and _SPACELESS_NAME.match(unicodedata.name(character, "")) is not None
    )


def _starts_token(character: str) -> bool:
    return _category(character) in "LN" or is_emoji(character)


def _stands_alone(character: str) -> bool:
    return is_emoji(character) or is_spaceless(character)


def tokens(text: str) -> list[str]:
    """Runs of letters, marks and digits of the folded text; emoji and characters of scripts without spaces alone.

    Marks belong to the letter, digit or emoji they stand on; without one they separate, as everything else does. An
    apostrophe joins between a character of an ordinary word and a letter or digit of one.
    """
    folded = fold(text)
    found: list[str] = []
    alone = separated = True  # whether the last token stands alone, and whether something parts it from this character
    for k, c in enumerate(folded):
        if _category(c) == "M" and not separated:
            found[-1] += c
        elif _starts_token(c):
            if separated or alone or _stands_alone(c):
                found.append(c)
                alone = _stands_alone(c)
            else:
                found[-1] += c
            separated = False
        elif c in "'’" and not (separated or alone) and _continues_word(folded[k + 1 : k + 2]):
            found[-1] += c
        else:
            separated = True
    return found


def _continues_word(character: str) -> bool:
    return character != "" and _starts_token(character) and not _stands_alone(character)


def units(text: str, unit: str) -> list[str]:
    """What shingles are made of: tokens (``word``), or the characters of the tokens joined by blanks (``char``)."""
    own = tokens(text)
    if unit == "word":
        return own
    joined = ""
    for k, token in enumerate(own):
        no_blank = k == 0 or (is_spaceless(token[0]) and is_spaceless(own[k - 1][0]))
        joined += token if no_blank else " " + token
    return list(joined)


def shingle_list(text: str, shingle: str) -> list[Shingle]:
    """Return the shingles in order: n consecutive units each, or all units of a text that has fewer."""
    unit, _, length = shingle.partition(":")
    own, n = units(text, unit), int(length)
    if 0 < len(own) < n:
        return [tuple(own)]
    return [tuple(own[k : k + n]) for k in range(len(own) - n + 1)]


def shingle_set(text: str | None, shingle: str) -> frozenset[Shingle]:
    return frozenset(shingle_list(text or "", shingle))


def _run_sizes(left: Sequence[str], right: Sequence[str]) -> dict[tuple[int, int], int]:
    """Return how many equal tokens end with each token of left and each of right."""
    sizes: dict[tuple[int, int], int] = {}
    for i, own in enumerate(left):
        for j, other in enumerate(right):
            sizes[i, j] = sizes.get((i - 1, j - 1), 0) + 1 if own == other else 0
    return sizes


def shared_tokens(left: Sequence[str], right: Sequence[str], shortest: int) -> list[list[bool]]:
    """Return which tokens of either text stand in runs of at least ``shortest`` that the other has too."""
    shared = [[False] * len(left), [False] * len(right)]
    for (i, j), size in _run_sizes(left, right).items():
        for k in range(size if size >= shortest else 0):
            shared[0][i - k] = shared[1][j - k] = True
    return shared


def longest_shared_run(left: Sequence[str], right: Sequence[str], shortest: int) -> int:
    """Return the number of tokens of the longest run of at least ``shortest`` that both have, or 0."""
    return max((size for size in _run_sizes(left, right).values() if size >= shortest), default=0)


def jaccard(a: frozenset[Shingle], b: frozenset[Shingle]) -> float:
    return len(a & b) / len(a | b) if a and b else 0.0


def containment(part: frozenset[Shingle], whole: frozenset[Shingle]) -> float:
    """The share of ``part`` that is in ``whole``."""
    return len(part & whole) / len(part) if part else 0.0


def similarity(a: frozenset[Shingle], b: frozenset[Shingle], measure: str) -> float:
    if measure == "jaccard":
        return jaccard(a, b)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def all_pairs(texts: Sequence[str | None], shingle: str, threshold: float, measure: str = "jaccard") -> list[Pair]:
    """Every (left, right, similarity) at or above the threshold, by (left, right)."""
    sets = [shingle_set(text, shingle) for text in texts]
    return [
        (i, k, alike)
        for i in range(len(sets))
        for k in range(i + 1, len(sets))
        if (alike := similarity(sets[i], sets[k], measure)) >= threshold
    ]


def leaks(
    train: Sequence[str | None], test: Sequence[str | None], shingle: str, threshold: float, measure: str
) -> list[Pair]:
    """Every (row of train, row of test, similarity); by containment that is the share of the test text."""
    sources, sets = ([shingle_set(text, shingle) for text in texts] for texts in (train, test))
    return [
        (i, k, alike)
        for i, source in enumerate(sources)
        for k, own in enumerate(sets)
        if (alike := jaccard(source, own) if measure == "jaccard" else containment(own, source)) >= threshold
    ]


def representatives(pairs: Iterable[Pair], priority: Sequence[int]) -> list[int]:
    """The kept text that stands for each text.

    In order of priority (a rank for each text) a text is kept unless a kept text is paired with it; then the most
    similar of those stands for it, ties to the one visited earlier.
    """
    similar = {(i, k): similarity for a, b, similarity in pairs for i, k in ((a, b), (b, a))}
    of = list(range(len(priority)))
    kept: list[int] = []
    for text in sorted(of, key=lambda row: priority[row]):
        twins = [other for other in kept if (text, other) in similar]
        if twins:
            of[text] = max(twins, key=lambda other: similar[text, other])  # the first of equals
        else:
            kept.append(text)
    return of


def priority(texts: Sequence[str | None], keep: str | Sequence[float], sizes: Sequence[int] | None = None) -> list[int]:
    """The rank of each text: what is visited first has rank 0. With sizes (by containment) larger texts come first."""
    worth: dict[str, Callable[[int], Any]] = {
        "first": lambda row: row,
        "last": lambda row: -row,
        "longest": lambda row: (-len(texts[row] or ""), row),
        "shortest": lambda row: (len(texts[row] or ""), row),
    }
    by = worth[keep] if isinstance(keep, str) else lambda row: (-keep[row], row)
    order = sorted(range(len(texts)), key=lambda row: (-sizes[row] if sizes else 0, by(row)))
    return [order.index(row) for row in range(len(texts))]


def _avalanche(x: int) -> int:
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9 % 2**64
    x = (x ^ (x >> 27)) * 0x94D049BB133111EB % 2**64
    return x ^ (x >> 31)


def sketch(shingles: Iterable[int], slots: int) -> list[int]:
    """Fast Similarity Sketching (arXiv 1704.04370, algorithm 1) of a set of hashes.

    Slot values are (round, high bits of the round's hash) as one 32-bit number; the round takes the top log2(2·slots)
    bits. In the first ``slots`` rounds the hash names the slot, afterwards the round does.
    """
    round_bits = (2 * slots).bit_length() - 1
    empty = 2**32 - 1
    values = [empty] * slots
    chosen = set(shingles)
    for number in range(2 * slots if chosen else 0):
        if empty not in values:
            break
        for shingle in chosen:
            mixed = shingle ^ _avalanche(number + 1)
            product = (mixed % 2**32) * (mixed >> 32)
            own = (product >> 32) ^ (product % 2**32)
            slot = own % slots if number < slots else number - slots
            values[slot] = min(values[slot], number << (32 - round_bits) | own >> round_bits)
    return values


def cosine_rows(sentences: list[str]) -> list[list[float]]:
    """Cosines of English sentences by their weights log2(1 + tf)·ln(1 + n/df), as METHODS.md section 3 says terms."""
    import twicetold as tt

    words = [[token.text for token in tt.tokens(sentence)] for sentence in sentences]
    everything = " ".join(sentences)
    stop = {
        token.text
        for token in tt.tokens(everything)
        if not tt.summarize(token.text, sentences=1, language="en").keywords
    }
    counts = [Counter(word[:5] for word in row if word not in stop) for row in words]
    df = Counter(term for row in counts for term in row)
    weights = [
        {term: math.log2(1 + tf) * math.log(1 + len(counts) / df[term]) for term, tf in row.items()} for row in counts
    ]

    def cosine(a: dict[str, float], b: dict[str, float]) -> float:
        product = sum(x * b.get(term, 0.0) for term, x in a.items())
        return product / math.hypot(*a.values()) / math.hypot(*b.values()) if product else 0.0

    return [[cosine(a, b) for b in weights] for a in weights]
