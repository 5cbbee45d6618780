"""Warnings of this package."""

import warnings
from collections.abc import Iterable
from typing import Any


class DataWarning(UserWarning):
    """Something in the data makes a result less useful than it looks.

    Raised after the result exists. Where warnings are turned into errors, ``result`` of the raised object is that
    result, so that the work is not lost.
    """

    result: Any = None


def warn_about(messages: Iterable[str], result: Any) -> None:
    """Raise each message, at the line that called the function that calls this, with ``result`` attached."""
    for message in messages:
        warning = DataWarning(message)
        warning.result = result
        warnings.warn(warning, stacklevel=3)
