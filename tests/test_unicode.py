"""Folding, tokens and sentences against the files of the Unicode Character Database 15.0.

Where tokens and sentences differ from the default boundaries of UAX #29, the difference is a rule stated here.
"""

import itertools
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
import reference
import twicetold as tt
import unicode_data
from unicode_data import Folding

Case = tuple[str, list[str]]
Deviation = Callable[[list[str]], list[str]]
APOSTROPHES = "'’"

ALL = frozenset(range(0x110000)) - frozenset(range(0xD800, 0xE000))
# Where a code point may interact with what surrounds it: letters, marks to be ordered before and behind it, jamo.
CONTEXTS = ("a{}b", "{}\u0323\u0301", "q\u0345{}\u0334", "\u1100{}\u11a8", "가{}\u1161")


def words(text: str) -> list[str]:
    return [token.text for token in tt.tokens(text)]


@pytest.fixture(scope="module")
def folding(unicode_folder: Path) -> Folding:
    return Folding(unicode_folder)


def test_every_code_point_folds_as_unicode_says(folding: Folding) -> None:
    neutral = folding.neutral()
    assert 1_080_000 < len(neutral) < len(ALL)
    for code_point in ALL:
        c = chr(code_point)
        assert tt.fold(c) == (c if code_point in neutral else folding.fold(c)), ascii(c)


@pytest.mark.parametrize("context", CONTEXTS, ids=ascii)
def test_every_code_point_folds_as_unicode_says_beside_others(folding: Folding, context: str) -> None:
    neutral = folding.neutral()
    expected = folding.fold(context.format("\n"))
    block_size = 4096
    others = [chr(c) for c in sorted(neutral) if c != ord("\n")]
    for start in range(0, len(others), block_size):
        block = others[start : start + block_size]
        folded = tt.fold("\n".join(map(context.format, block)))
        assert folded == "\n".join(expected.replace("\n", c) for c in block), ascii(block[0])
    for c in map(chr, ALL - neutral):
        assert tt.fold(context.format(c)) == folding.fold(context.format(c)), ascii(c)


def test_all_columns_of_the_normalization_test_fold_alike(folding: Folding, unicode_folder: Path) -> None:
    """But where U+0345 stands before a mark of a lower class, by the definition of NFKC_Casefold.

    It becomes a letter where it stands; once brought into normal form it stands behind that mark.
    """
    cases = unlike = 0
    for field in unicode_data.fields(unicode_folder / "NormalizationTest.txt.bz2"):
        if field[0].startswith("@"):
            continue
        columns = ["".join(map(chr, unicode_data.code_points(column))) for column in field[:5]]
        folded = [tt.fold(column) for column in columns]
        moved = "\u0345" in columns[0] and columns[0] != columns[2]
        alike = folded[1:] if moved else folded
        assert alike == [folding.fold(columns[3])] * len(alike), ascii(columns)
        assert folded[0] == folding.fold(columns[0]), ascii(columns)
        assert [tt.fold(once) for once in folded] == folded, ascii(columns)
        unlike += folded[0] != folded[2]
        cases += 1
    assert cases > 18_000
    assert unlike == 12


def break_test(path: Path) -> list[Case]:
    """Read a break test of UAX #29: what identifies each case, and its segments."""
    return [
        (
            line.strip(),
            [
                "".join(map(chr, unicode_data.code_points(part.replace("×", " "))))
                for part in line.split("÷")
                if part.strip()
            ],
        )
        for line in unicode_data.lines(path)
    ]


def is_ordinary(character: str) -> bool:
    """Whether a folded character is a letter or digit of a word."""
    return unicodedata.category(character)[0] in "LN" and not stands_alone(character)


def stands_alone(character: str) -> bool:
    return reference.is_emoji(character) or reference.is_spaceless(character)


def is_han(character: str) -> bool:
    return unicodedata.name(character, "").startswith("CJK UNIFIED IDEOGRAPH")


def is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


def last_base(text: str) -> str:
    """The last character that is no mark; a blank if there is none."""
    return next((c for c in reversed(text) if not is_mark(c)), " ")


# How tokens differ from the words of UAX #29, each a change of the list of its folded segments.


def an_apostrophe_joins_letters_and_digits(segments: list[str]) -> list[str]:
    """UAX #29 lets it join two letters or two digits; "90's" and "d'1" are one word as much."""
    joined: list[str] = []
    for segment in segments:
        apostrophe = len(joined) > 1 and joined[-1] in APOSTROPHES and is_ordinary(last_base(joined[-2]))
        if apostrophe and is_ordinary(segment[:1] or " "):
            segment = joined.pop(-2) + joined.pop() + segment
        joined.append(segment)
    return joined


def other_signs_separate(segments: list[str]) -> list[str]:
    """UAX #29 joins at . : , ; _ " and more, by what stands on both sides.

    Texts are compared after careless cleaning: "end.Then" and parts of links should be tokens, with "_" as with "-".
    An apostrophe with a mark on it is no apostrophe.
    """
    parts = []
    for segment in segments:
        part = ""
        for k, c in enumerate(segment):
            inside = (
                c in APOSTROPHES and is_ordinary(last_base(segment[:k])) and is_ordinary(segment[k + 1 : k + 2] or " ")
            )
            if inside or is_ordinary(c) or stands_alone(c) or is_mark(c):
                part += c
            else:
                parts.append(part)
                part = ""
        parts.append(part)
    return parts


def characters_of_scripts_without_spaces_and_emoji_stand_alone(segments: list[str]) -> list[str]:
    """UAX #29 joins Katakana, the two letters of a flag, and emoji around a zero width joiner.

    Folding has removed the joiner, so that texts with and without it are equal. One token a character needs no
    dictionary; n of them in a row are a shingle anyway.
    """
    parts = []
    for segment in segments:
        part = ""
        for c in segment:
            if stands_alone(c) or (is_ordinary(c) and stands_alone(last_base(part))):
                parts.append(part)
                part = ""
            part += c
        parts.append(part)
    return parts


def marks_need_a_character_to_stand_on(segments: list[str]) -> list[str]:
    """UAX #29 lets a mark stand on any sign, even on a blank; there it says nothing."""
    return ["".join(itertools.dropwhile(is_mark, segment)) for segment in segments]


WORD_DEVIATIONS: list[Deviation] = [
    an_apostrophe_joins_letters_and_digits,
    other_signs_separate,
    characters_of_scripts_without_spaces_and_emoji_stand_alone,
    marks_need_a_character_to_stand_on,
]


def apply(segments: list[str], deviations: list[Deviation]) -> list[str]:
    for deviation in deviations:
        segments = deviation(segments)
    return segments


def has_words_as(segments: list[str], deviations: list[Deviation]) -> bool:
    expected = apply([tt.fold(segment) for segment in segments], deviations)
    return words("".join(segments)) == [s for s in expected if any(is_ordinary(c) or stands_alone(c) for c in s)]


@pytest.fixture(scope="module")
def word_cases(unicode_folder: Path) -> list[Case]:
    return break_test(unicode_folder / "auxiliary" / "WordBreakTest.txt")


def test_tokens_are_the_words_of_uax_29_but_for_the_stated_deviations(word_cases: list[Case]) -> None:
    assert len(word_cases) > 1_800
    assert [case for case, segments in word_cases if not has_words_as(segments, WORD_DEVIATIONS)] == []
    # No boundary is lost in folding.
    assert all(tt.fold("".join(segments)) == "".join(map(tt.fold, segments)) for _, segments in word_cases)


@pytest.mark.parametrize("deviation", WORD_DEVIATIONS)
def test_every_deviation_of_tokens_is_needed(word_cases: list[Case], deviation: Deviation) -> None:
    others = [other for other in WORD_DEVIATIONS if other is not deviation]
    assert not all(has_words_as(segments, others) for _, segments in word_cases)


# How sentences differ from those of UAX #29, each a change of the list of its segments.

INVISIBLE = "\u2060"  # the one that the cases have


def a_blank_must_follow(segments: list[str]) -> list[str]:
    """UAX #29 ends a sentence at "word.Word" and "!word" too.

    Names of files and programs, "x!=y" and the like are commoner in texts than blanks that are missing, so the left
    part has to be a plain word then, and the right one a whole word. Between Han no blank is expected.
    """
    joined: list[str] = []
    for segment in segments:
        seen = joined[-1].rstrip(INVISIBLE) if joined else ""
        if joined and not (seen[-1] in reference.WHITE_SPACE or (seen[-1] in ".\u3002" and is_han(segment[0]))):
            segment = joined.pop() + segment
        joined.append(segment)
    return joined


def what_is_invisible_behind_the_blank_belongs_to_what_follows(segments: list[str]) -> list[str]:
    """UAX #29 gives it to the blank, and so to the sentence before."""
    moved = ""
    found: list[str] = []
    for segment in segments:
        own = moved + segment
        seen = own.rstrip(INVISIBLE)
        moved = own[len(seen) :] if seen and seen[-1] in reference.WHITE_SPACE and segment is not segments[-1] else ""
        found.append(own.removesuffix(moved))
    return found


def a_sentence_may_start_with_a_mark(segments: list[str]) -> list[str]:
    """UAX #29 looks through a mark on the blank behind the full stop, to whether what follows is a small letter."""
    joined: list[str] = []
    start = f"(?<=\u00a0)(?=[{INVISIBLE}]?\u0308)"
    for part in (part for s in segments for part in re.split(start, s)):
        if joined and all(is_mark(c) or c in INVISIBLE for c in joined[-1]):
            part = joined.pop() + part
        joined.append(part)
    return joined


SENTENCE_DEVIATIONS: list[Deviation] = [
    a_blank_must_follow,
    what_is_invisible_behind_the_blank_belongs_to_what_follows,
    a_sentence_may_start_with_a_mark,
]


def solid(segments: list[str]) -> list[str]:
    """Segments without white space, and none that is empty then."""
    return [rest for segment in segments if (rest := "".join(c for c in segment if c not in reference.WHITE_SPACE))]


@pytest.fixture(scope="module")
def sentence_cases(unicode_folder: Path) -> list[Case]:
    return break_test(unicode_folder / "auxiliary" / "SentenceBreakTest.txt")


def splits_as(segments: list[str], deviations: list[Deviation]) -> bool:
    found = [sentence.text for sentence in tt.sentences("".join(segments))]
    return solid(found) == solid(apply(segments, deviations))


def test_sentences_are_those_of_uax_29_but_for_the_stated_deviations(sentence_cases: list[Case]) -> None:
    assert len(sentence_cases) > 500
    assert [case for case, segments in sentence_cases if not splits_as(segments, SENTENCE_DEVIATIONS)] == []


@pytest.mark.parametrize("deviation", SENTENCE_DEVIATIONS)
def test_every_deviation_of_sentences_is_needed(sentence_cases: list[Case], deviation: Deviation) -> None:
    others = [other for other in SENTENCE_DEVIATIONS if other is not deviation]
    assert not all(splits_as(segments, others) for _, segments in sentence_cases)


def test_the_committed_tables_are_what_their_generator_makes(repository: Path, unicode_folder: Path) -> None:
    generator = repository / "cpp" / "tools" / "unicode_tables.py"
    run = subprocess.run(
        [sys.executable, str(generator), str(unicode_folder)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    committed = repository / "cpp" / "twicetold" / "text" / "unicode_tables.cpp"
    assert run.stdout == committed.read_text(encoding="utf-8")
    assert int(re.findall(r"(\d+) bytes", run.stderr)[0]) < 200_000
