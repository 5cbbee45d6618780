"""Checks of arguments: a message is name, rule and what was received."""

import re
from collections.abc import Iterable
from typing import Any

import numpy as np

_NAMES_NOTHING = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")


def check_number(name: str, value: Any) -> None:
    """Raise TypeError unless ``value`` is a number."""
    if isinstance(value, bool) or not isinstance(value, (int, float, np.floating, np.integer)):
        raise TypeError(f"{name} must be a number, got {type(value).__name__}")


def check_share(name: str, value: Any) -> None:
    """Raise unless ``value`` is a number in (0, 1]."""
    if isinstance(value, bool) or not isinstance(value, (int, float, np.floating, np.integer)):
        raise TypeError(f"{name} must be a number in (0, 1], got {type(value).__name__}")
    if not 0 < value <= 1:
        raise ValueError(f"{name} must be in (0, 1], got {value!s}")  # NumPy formats float32 as a double


def check_at_least(least: int, name: str, value: Any) -> None:
    """Raise unless ``value`` is an int of at least ``least``."""
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
        raise TypeError(f"{name} must be int, got {type(value).__name__}")
    if value < least:
        raise ValueError(f"{name} must be at least {least}, got {value}")
    if value >= 2**53:  # beyond which no count is meant
        raise ValueError(f"{name} must be below 2**53, got {value}")


def check_at_least_1(name: str, value: Any) -> None:
    """Raise unless ``value`` is an int of at least 1."""
    check_at_least(1, name, value)


def check_str(name: str, value: Any) -> None:
    """Raise TypeError unless ``value`` is a str."""
    if not isinstance(value, str):
        raise TypeError(f"{name} must be str, got {type(value).__name__}")


def check_name(name: str, value: Any) -> None:
    """Raise unless ``value`` is a str that can name a choice, which the core then looks up and shows in its message."""
    check_str(name, value)
    if _NAMES_NOTHING.search(value):
        raise ValueError(f"{name} must be without control characters and lone surrogates, got {value[:40]!r}")


def check_one_text(value: Any, function: str) -> None:
    """Raise TypeError unless ``value`` is a str; say what to do with a column."""
    if not isinstance(value, str):
        column = isinstance(value, Iterable) and not isinstance(value, bytes)
        hint = f": for a column, [tt.{function}(t) for t in column]" if column else ""
        raise TypeError(f"text must be str, got {type(value).__name__}{hint}")


def check_bool(name: str, value: Any) -> None:
    """Raise TypeError unless ``value`` is a bool."""
    if not isinstance(value, (bool, np.bool_)):
        raise TypeError(f"{name} must be bool, got {type(value).__name__}")


def check_slots(value: Any) -> None:
    """Raise unless ``value`` is a number of slots that sketches come in."""
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
        raise TypeError(f"slots must be int, got {type(value).__name__}")
    if value not in (64, 128, 256):
        raise ValueError(f"slots must be 64, 128 or 256, got {value}")
