"""Packages that a method needs and the library does not."""

import importlib
from typing import Any


def needed(package: str, name: str) -> Any:
    """Return a package that the method ``name`` needs, or say how to get it."""
    try:
        return importlib.import_module(package)
    except ImportError as error:
        install = "'twicetold[arrow]'" if package == "pyarrow" else package
        raise ImportError(f"{name} needs {package}: pip install {install}") from error
