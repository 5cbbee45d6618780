"""How things are said: counts with their nouns, long texts cut short, text that is well-formed."""

import re

_LONE = re.compile("[\ud800-\udfff]")


def count_of(number: int, one: str, many: str) -> str:
    """Return a number with its noun."""
    return f"{number:,} {one if number == 1 else many}"


def shortened(text: str, width: int) -> str:
    """Return a text of at most ``width`` characters, the last of them an ellipsis if some are left out."""
    return text if len(text) <= width else text[: width - 1] + "…"


def utf8(text: str) -> bytes:
    """Return the bytes of a text, well-formed."""
    return well_formed(text).encode()


def well_formed(text: str) -> str:
    """Return a text with U+FFFD for each lone surrogate: what UTF-8, and so Arrow and files, cannot hold."""
    return text if text.isascii() else _LONE.sub("\ufffd", text)
