"""Docstrings say `name : meaning`; napoleon wants the meaning on a line of its own, and types after the colon."""

import dataclasses
from typing import Any

from sphinx.application import Sphinx

_NAMED = ("Parameters", "Attributes")


def _rewrite(lines: list[str]) -> list[str]:
    """Return the docstring as napoleon reads it."""
    written: list[str] = []
    section = ""
    first = False  # whether the next line is the first of what is returned
    for k, line in enumerate(lines):
        under = lines[k + 1] if k + 1 < len(lines) else ""
        if under and set(under) == {"-"}:
            section, first = line, True
            if section != "Returns":
                written.append(line)
        elif line and set(line) == {"-"}:
            if section != "Returns":
                written.append(line)
        elif section in _NAMED and " : " in line and not line.startswith(" "):
            name, _, meaning = line.partition(" : ")
            written += [name, f"    {meaning}"]
        elif section == "Returns" and line:
            written.append(f":returns: {line}" if first else f"    {line.strip()}")
            first = False
        else:
            written.append(line)
    return written


def _fields(obj: Any) -> list[str]:
    """Return the names of the public fields of a small class."""
    names = [field.name for field in dataclasses.fields(obj)] if dataclasses.is_dataclass(obj) else []
    return [name for name in names or getattr(obj, "_fields", ()) if not name.startswith("_")]


def _on_docstring(app: Sphinx, what: str, name: str, obj: Any, options: Any, lines: list[str]) -> None:
    if what == "class" and "Attributes" not in lines and _fields(obj):
        lines += ["", f"Fields: {', '.join(f'``{field}``' for field in _fields(obj))}.", ""]
    lines[:] = _rewrite(lines)


def _on_signature(app: Sphinx, what: str, *_: Any) -> tuple[str, str] | None:
    return ("", "") if what == "class" else None  # the library makes results; nobody else calls their constructors


def _on_member(app: Sphinx, what: str, name: str, obj: Any, skip: bool, options: Any) -> bool | None:
    return True if type(obj).__name__ == "_tuplegetter" else None  # "Alias for field number 0"


def setup(app: Sphinx) -> dict[str, Any]:
    """Put the rewriting before napoleon, whose priority is 500."""
    app.connect("autodoc-process-docstring", _on_docstring, priority=400)
    app.connect("autodoc-process-signature", _on_signature)
    app.connect("autodoc-skip-member", _on_member)
    return {"parallel_read_safe": True}
