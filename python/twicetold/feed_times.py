"""When an entry of a feed appeared."""

import re
from datetime import datetime
from typing import Any

# 2031/03/04 08:00, 2031年3月4日, 2031.3.4: feedparser makes another day of them.
_YEAR_FIRST = re.compile(
    r"(\d{4})\s?[/.年년]\s?(\d{1,2})\s?[/.月월]\s?(\d{1,2})[日일]?"
    r"(?:[\sT]{1,2}(\d{1,2}):(\d{2})(?::(\d{2}))?)?\s?(Z|GMT|UTC?|[+-]\d{2}:?\d{2})?",
    re.ASCII,
)
_MISREAD = re.compile(r"\d{4}[^-T\d\s]|\d{9}", re.ASCII)  # other dates that begin with a year, and counts of seconds


def time_of(written: Any, parsed: Any) -> str | None:
    """Return a date as ISO 8601 in UTC, None if it is none; ``parsed`` is what feedparser made of it."""
    found = _YEAR_FIRST.fullmatch(str(written).strip())
    if found:
        return _year_first(found)
    if not parsed or not 1 <= parsed[0] <= 9999 or _MISREAD.match(str(written).strip()):
        return None
    return "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}".format(*parsed[:6])


def _year_first(found: re.Match[str]) -> str | None:
    *numbers, zone = found.groups()
    try:
        moment = datetime(*(int(number or 0) for number in numbers))  # type: ignore[arg-type]
        offset = datetime.strptime(zone, "%z").utcoffset() if zone and zone[0] in "+-" else None
        return (moment - offset if offset else moment).isoformat()
    except (ValueError, OverflowError):
        return None
