"""Numbers that texts of a story give are compared by their value."""

import sys
import unicodedata

import pytest
import twicetold as tt
from hypothesis import given
from hypothesis import strategies as st
from twicetold import _core


def test_digits_of_every_script_have_the_value_that_unicode_gives_them() -> None:
    digits = [chr(c) for c in range(sys.maxunicode + 1) if unicodedata.category(chr(c)) == "Nd"]
    assert len(digits) > 600
    assert [_core.numbers(digit) for digit in digits] == [[((0, 1), str(unicodedata.digit(d)))] for d in digits]


@given(st.integers(0, 10**12), st.text("0123456789", max_size=6), st.sampled_from([",", ".", "'", "\u202f"]))
def test_groups_and_decimals_make_no_other_number(whole: int, decimals: str, group: str) -> None:
    decimal = "," if group == "." else "."
    value = f"{whole}.{decimals}".rstrip("0").rstrip(".") if decimals else str(whole)
    written = f"{whole:,}".replace(",", group)
    ambiguous = len(written) < 4 and len(decimals) == 3 and whole  # "1.234" is 1234
    if decimals and not ambiguous:
        assert _core.numbers(f"{whole}{decimal}{decimals}") == [((0, len(f"{whole}.{decimals}")), value)]
        assert _core.numbers(f"{written}{decimal}{decimals}") == [((0, len(f"{written}.{decimals}")), value)]
    assert _core.numbers(written) == [((0, len(written)), str(whole))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1.5", "5.1"), ("12:30", "30:12"), ("41", "41,000"), ("6", "6.4"), ("1,200", "1,300"), ("٤١", "42"),
    ],
)  # fmt: skip
def test_other_values_are_a_difference(one: str, other: str) -> None:
    (difference,) = _story(one, other).differences
    assert {version.numbers for version in difference.versions} == {(one,), (other,)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,200", "1200"), ("1.200", "1\u202f200"), ("1,20,000", "120,000"), ("5kg", "5 kg"), ("$5m", "$5 million"),
        ("41st", "41"),
        ("½", "0.5"), ("1½", "1,5"), ("٤١", "41"), ("４１", "41"), ("12:30", "12.30"), ("09:05", "9:05"),
    ],
)  # fmt: skip
def test_equal_values_are_none(one: str, other: str) -> None:
    assert not _story(one, other).differences


def _story(one: str, other: str) -> tt.Story:
    crew = " The crew of the ship was praised by the owners and by the mayor of the town."
    (story,) = tt.stories([f"The ferry of the firm gave {n} as its load in the thick fog off Gull Point." + crew
                           for n in (one, other)])  # fmt: skip
    return story
