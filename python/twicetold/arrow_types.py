"""Arrow's types by the names that people know: in the C data interface they are codes."""

import re

_NAMES = {
    "n": "null", "b": "bool", "c": "int8", "C": "uint8", "s": "int16", "S": "uint16", "i": "int32", "I": "uint32",
    "l": "int64", "L": "uint64", "e": "float16", "f": "float32", "g": "float64",
    "z": "binary", "Z": "large_binary", "vz": "binary_view", "u": "string", "U": "large_string", "vu": "string_view",
    "+l": "list", "+L": "large_list", "+vl": "list_view", "+vL": "large_list_view", "+s": "struct", "+m": "map",
    "+r": "run_end_encoded",
}  # fmt: skip
#: Codes that go on with a unit, a width or a time zone.
_BEGINNINGS = {
    "d:": "decimal", "w:": "fixed_size_binary", "td": "date", "tt": "time", "ts": "timestamp", "tD": "duration",
    "ti": "interval", "+w:": "fixed_size_list", "+u": "union",
}  # fmt: skip
_CODE = re.compile("Arrow type '([^']*)'")


def type_name(code: str) -> str:
    """Return the name of a type, in quotes the code where it has none here."""
    by_beginning = (name for beginning, name in _BEGINNINGS.items() if code.startswith(beginning))
    return _NAMES.get(code) or next(by_beginning, repr(code))


def with_names(message: str) -> str:
    """Return a message of the core with names of types for their codes."""
    return _CODE.sub(lambda match: f"Arrow type {type_name(match[1])}", message)
