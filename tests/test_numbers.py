"""Numbers that texts of a story give are compared by their value."""

import sys
import unicodedata

import pytest
import twicetold as tt
from twicetold import _core


def test_digits_of_every_script_have_the_value_that_unicode_gives_them() -> None:
    digits = [chr(c) for c in range(sys.maxunicode + 1) if unicodedata.category(chr(c)) == "Nd"]
    assert len(digits) > 600
    assert [_core.numbers(digit) for digit in digits] == [[((0, 1), str(unicodedata.digit(d)))] for d in digits]


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
