"""How things are said: counts with their nouns, long texts cut short."""


def count_of(number: int, one: str, many: str) -> str:
    """Return a number with its noun."""
    return f"{number:,} {one if number == 1 else many}"


def shortened(text: str, width: int) -> str:
    """Return a text of at most ``width`` characters, the last of them an ellipsis if some are left out."""
    return text if len(text) <= width else text[: width - 1] + "…"
