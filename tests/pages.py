"""Blocks of code of a Markdown page, run in order: Python, examples of the interpreter, and shell.

A block between ```` ```python ```` and ```` ``` ```` is run as it stands, or, if it has ``>>>``, as a doctest. One of
``sh`` is run by bash; one of ``console`` too, line by line behind ``$``, and what the page says it prints is compared.
All blocks of a page share one namespace and one folder. ``<!-- needs sumy -->`` before a block skips it where that
module is not installed (several behind commas; ``nltk data FILE``: a file that NLTK downloads), and
``<!-- not run: why -->`` skips it everywhere. ``<!-- start -->`` and ``<!-- test -->`` are what ``.ci/run`` runs.
"""

import doctest
import importlib.util
import io
import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_BLOCK = re.compile(
    r"(?:<!-- (?P<mark>needs|not run:|start|test) ?(?P<what>[^>]*?) ?-->\n)?"
    r"^```(?P<kind>python|sh|console)\n(?P<code>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
_FLAGS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS


@dataclass(frozen=True)
class Block:
    """Code of a page, and where it begins."""

    kind: str
    code: str
    line: int
    needs: str | None = None


def blocks(page: Path) -> list[Block]:
    """Return the blocks that are run."""
    text = page.read_text(encoding="utf-8")
    return [
        Block(
            found["kind"], found["code"], text.count("\n", 0, found.start("code")) + 1,
            found["what"] if found["mark"] == "needs" else None,
        )
        for found in _BLOCK.finditer(text)
        if found["mark"] in (None, "needs")
    ]  # fmt: skip


def run(page: Path, folder: Path) -> int:
    """Run all blocks in ``folder``; return how many ran. Raises AssertionError that names the block's line."""
    names: dict[str, Any] = {"__name__": "__main__"}
    ran = 0
    for block in blocks(page):
        if block.needs and not all(map(_is_there, block.needs.split(", "))):
            continue
        place = f"{page.name}, line {block.line}"
        if block.kind == "python" and ">>>" in block.code:
            _run_examples(block, place, names)
        elif block.kind == "python":
            exec(compile("\n" * (block.line - 1) + block.code, str(page), "exec"), names)
        elif block.kind == "sh":
            _shell(block.code, place, folder)
        else:
            _run_console(block, place, folder)
        ran += 1
    return ran


def _is_there(needed: str) -> bool:
    """Return whether a module can be imported, or (``nltk data …``) a file of NLTK is there."""
    if needed.startswith("nltk data "):
        import nltk

        try:
            nltk.data.find(needed.removeprefix("nltk data "))
        except LookupError:
            return False
        return True
    try:
        return importlib.util.find_spec(needed) is not None
    except ModuleNotFoundError:  # of the package that it is in
        return False


def _run_examples(block: Block, place: str, names: dict[str, Any]) -> None:
    test = doctest.DocTestParser().get_doctest(block.code, names, place, place, block.line - 1)
    said = io.StringIO()
    result = doctest.DocTestRunner(optionflags=_FLAGS).run(test, out=said.write, clear_globs=False)
    names.update(test.globs)  # the parser copied them
    assert result.failed == 0, said.getvalue()


def _run_console(block: Block, place: str, folder: Path) -> None:
    for example in re.findall(r"^\$ .*(?:\n(?!\$ ).*)*", block.code, re.MULTILINE):
        command, _, expected = example[2:].partition("\n")
        got = _shell(command, place, folder)
        if not doctest.OutputChecker().check_output(f"{expected.strip()}\n", f"{got.strip()}\n", _FLAGS):
            raise AssertionError(f"{place}: {command}\nexpected:\n{expected}\ngot:\n{got}")


def _shell(code: str, place: str, folder: Path) -> str:
    """Run code by bash, where ``twicetold`` and ``python`` are those of this process; return what it prints."""
    programs = folder / ".programs"
    programs.mkdir(exist_ok=True)
    for name, arguments in (("twicetold", " -m twicetold"), ("python", "")):
        program = programs / name
        program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)}{arguments} "$@"\n', encoding="utf-8")
        program.chmod(0o755)
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", code], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env={**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}, timeout=120, check=False,
        encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, f"{place}: status {done.returncode}\n{done.stdout}"
    return done.stdout
