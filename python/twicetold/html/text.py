"""Texts that are shown: escaped, and with marks for characters that would not show or would turn the page around."""

import html
import re
from collections.abc import Callable, Iterable

from twicetold.wording import shortened, utf8

#: No view for a notebook is larger, in bytes of UTF-8.
LARGEST = 95_000

# Controls, those of direction, line and paragraph separators, interlinear annotations, lone surrogates.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb\ud800-\udfff]"
)


def visible(text: str) -> str:
    """Return the text with unseen controls as marks such as ⟨U+202E⟩; tabs and line feeds stay."""
    return _UNSEEN.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text.replace("\r\n", "\n"))


def escaped(text: str) -> str:
    """Return the text as HTML."""
    return html.escape(visible(text))


def one_line(text: str, width: int) -> str:
    """Return the beginning of a text as HTML, in one line of at most ``width`` characters."""
    return escaped(shortened(" ".join(text[: 4 * width].split()), width))


def figures(values: Iterable[tuple[str, str]]) -> str:
    """Return named figures, (value, name), as a row of them."""
    return '<dl class="tt-figures">' + "".join(
        f"<div><dt>{html.escape(name)}</dt><dd>{html.escape(value)}</dd></div>" for value, name in values
    ) + "</dl>"  # fmt: skip


def warned(messages: Iterable[str], most: int = 5) -> str:
    """Return the first warnings, each cut short."""
    return "".join(f'<p class="tt-warn">{one_line(message, 400)}</p>' for message in tuple(messages)[:most])


def fitted(make: Callable[[int], str], width: int) -> str:
    """Return ``make(width)``, or for the largest half, quarter … of the width that is not too large for a notebook."""
    while len(utf8(made := make(width))) > LARGEST:
        width //= 2
    return made
