"""The examples of README and docstrings do what they say."""

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest
import twicetold

MODULES = sorted(
    m.name
    for m in pkgutil.iter_modules(twicetold.__path__, "twicetold.")
    if m.name.rpartition(".")[2] not in ("_core", "__main__")
)
README = Path(__file__).resolve().parent.parent / "README.md"


@pytest.mark.parametrize("name", ["twicetold", *MODULES])
def test_examples_of_docstrings_run(name: str) -> None:
    module = importlib.import_module(name)
    result = doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert result.failed == 0


def test_enough_examples_are_run() -> None:
    finder = doctest.DocTestFinder()
    examples = sum(len(t.examples) for name in MODULES for t in finder.find(importlib.import_module(name)))
    assert examples >= 20


def test_examples_of_the_readme_run() -> None:
    result = doctest.testfile(str(README), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert result.attempted > 5
    assert result.failed == 0
