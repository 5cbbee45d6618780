"""Texts that are hostile by their shape: tests put them through everything, benchmarks time them."""

from collections.abc import Callable
from typing import NamedTuple


class Shape(NamedTuple):
    """A text that grows with a number."""

    name: str
    make: Callable[[int], str]
    size: int  # the number that matters

    def text(self, size: int | None = None) -> str:
        return self.make(self.size if size is None else size)


HOSTILE = [
    Shape("long numbers", lambda n: ("1234567890" * 4 + " ") * n, 5_000),
    Shape("one long number", lambda n: "1" * n, 40_000),
    Shape("inner stops", lambda n: "a.b.c." * n, 33_000),
    Shape("dots", lambda n: "." * n, 100_000),
    Shape("dots and blanks", lambda n: ". " * n, 25_000),
    Shape("no punctuation", lambda n: "word " * n, 200_000),
    Shape("one long word", lambda n: "x" * n, 1_000_000),
    Shape("line breaks", lambda n: "\n" * n, 100_000),
    Shape("carriage returns", lambda n: "\r" * n, 100_000),
    Shape("short lines", lambda n: "a\n" * n, 100_000),
    Shape("marks on one letter", lambda n: "e" + "\u0301" * n, 10_000),
    Shape("marks out of order", lambda n: "e" + "\u0301\u0323" * n, 10_000),
    Shape("a character that folds to eighteen", lambda n: "\ufdfa" * n, 50_000),
    Shape("unpaired surrogates", lambda n: "\ud800\udfff."[::-1] * n, 30_000),
    Shape("NUL", lambda n: "\x00" * n, 100_000),
    Shape("bidirectional controls", lambda n: "\u202e.\u2066 \u2069" * n, 20_000),
    Shape("invisible characters", lambda n: "\u200b" * n, 100_000),
    Shape("opening brackets", lambda n: "(" * n, 25_000),
    Shape("brackets", lambda n: "(a. " * n, 25_000),
    Shape("straight quotes", lambda n: '"' * n, 100_000),
    Shape("single quotes", lambda n: "'" * n, 100_000),
    Shape("curly quotes", lambda n: "“" * n, 50_000),
    Shape("quotes between blanks", lambda n: 'a. " ' * n, 20_000),
    Shape("an inline list", lambda n: "".join(f"{k}) " for k in range(1, n)), 20_000),
    Shape("a list", lambda n: "- x\n" * n, 100_000),
    Shape("a numbered list", lambda n: "".join(f"{k}. x\n" for k in range(1, n)), 20_000),
    Shape("table rows", lambda n: "| a | b |\n" * n, 20_000),
    Shape("headings", lambda n: "# a\n" * n, 50_000),
    Shape("titles", lambda n: "Dr. " * n, 50_000),
    Shape("times", lambda n: "10:30 AM " * n, 20_000),
    Shape("dates", lambda n: "01/02/2021 " * n, 20_000),
    Shape("footnotes", lambda n: ".[1]" * n, 50_000),
    Shape("emoticons", lambda n: ":-) " * n, 50_000),
    Shape("links", lambda n: "http://a.b/c.d?e=f.G " * n, 10_000),
    Shape("colons", lambda n: ":" * n, 100_000),
    Shape("dashes", lambda n: "a. -" * n, 50_000),
    Shape("entities", lambda n: ".&quot;" * n, 20_000),
    Shape("ideographic full stops", lambda n: "。" * n, 50_000),
    Shape("flags", lambda n: "🇩🇪" * n, 20_000),
]
