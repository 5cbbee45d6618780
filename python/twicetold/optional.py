"""Packages that a method needs and the library does not."""

import importlib
from typing import Any

_EXTRAS = {"pyarrow": "arrow", "matplotlib": "plot", "jinja2": "report"}


def needed(package: str, name: str) -> Any:
    """Return a package that the method ``name`` needs, or say how to get it."""
    try:
        return importlib.import_module(package)
    except ImportError as error:
        top = package.partition(".")[0]
        install = f"'twicetold[{_EXTRAS[top]}]'" if top in _EXTRAS else top
        raise ImportError(f"{name} needs {top}: pip install {install}") from error
