"""Folding and tokens: the form in which texts are compared."""

from typing import NamedTuple

from twicetold import _core


class Token(NamedTuple):
    """A folded token and where it stands in the text (code points)."""

    text: str
    start: int
    end: int


def fold(text: str) -> str:
    """Return the NFKC_Casefold of a text (The Unicode Standard, section 3.13), default ignorables removed.

    >>> fold("ﬁne ＣＡＦＥ\u0301")
    'fine café'
    """
    return _core.fold(text)


def tokens(text: str) -> list[Token]:
    """Return the tokens of a text: runs of letters, marks and digits of the folded text, in order.

    An apostrophe inside a word joins; everything else separates. In scripts written without spaces each character is
    a token, and so is each emoji.

    >>> [token.text for token in tokens("Don't stop.Go to 東京 🚀")]
    ["don't", 'stop', 'go', 'to', '東', '京', '🚀']
    """
    return [Token(folded, *span) for folded, span in _core.tokens(text)]
