"""Rows with another text, all of whose other bytes stay."""

import json

from twicetold.files import Row
from twicetold.output import json_line

_DECODER = json.JSONDecoder(parse_int=float)  # only where values end matters


def with_text(row: Row, column: str, text: str) -> bytes:
    """Return what is written for a line or a JSONL row with another text; all its other bytes stay."""
    line = row.raw.decode("utf-8")
    if row.source.kind == "lines":
        return text.encode() + line[len(row.text or "") :].encode()
    start, end = _value_span(line, column)
    value = json.dumps(text).encode() if line.isascii() else json_line(text)
    return line[:start].encode() + value + line[end:].encode()


def _value_span(line: str, name: str) -> tuple[int, int]:
    """Return where the value of a column stands in a JSON object; of several the last, as for whoever reads it."""
    span, at = (0, 0), line.index("{") + 1
    while True:
        key, at = _DECODER.raw_decode(line, _skip_space(line, at))
        start = _skip_space(line, line.index(":", at) + 1)
        _, end = _DECODER.raw_decode(line, start)
        if key == name:
            span = (start, end)
        at = _skip_space(line, end)
        if line[at] == "}":
            return span
        at += 1


def _skip_space(line: str, at: int) -> int:
    while line[at] in " \t\r\n":
        at += 1
    return at
