"""Docstrings say `name : meaning`; napoleon wants the meaning on a line of its own, and types after the colon."""

import dataclasses
from typing import Any

import twicetold
from sphinx.application import Sphinx

_NAMED = ("Parameters", "Attributes")
_RETURNED: dict[str, list[str]] = {}  # by the name of what is described, between the two hooks


def _rewrite(lines: list[str]) -> tuple[list[str], list[str]]:
    """Return the docstring as napoleon reads it, with a word for what is returned, and what is returned."""
    written: list[str] = []
    returned: list[str] = []
    section = ""
    for line, under in zip(lines, [*lines[1:], ""], strict=True):
        if under and set(under) == {"-"}:
            section = line
        if section == "Returns" and line not in ("Returns", "-------"):
            if not returned:
                written.append("returned")
            returned.append(line.strip())
        elif section in _NAMED and " : " in line and not line.startswith(" "):
            name, _, meaning = line.partition(" : ")
            written += [name, f"    {meaning}"]
        else:
            written.append(line)
        if section == "Returns" and not line:
            written.append("")
    return written, returned


def _fields(obj: Any) -> list[str]:
    """Return the names of the public fields of a small class."""
    names = [field.name for field in dataclasses.fields(obj)] if dataclasses.is_dataclass(obj) else []
    return [name for name in names or getattr(obj, "_fields", ()) if not name.startswith("_")]


def _on_docstring(app: Sphinx, what: str, name: str, obj: Any, options: Any, lines: list[str]) -> None:
    if what == "class" and "Attributes" not in lines and _fields(obj):
        lines += ["", f"Fields: {', '.join(f'``{field}``' for field in _fields(obj))}.", ""]
    lines[:], _RETURNED[name] = _rewrite(lines)


def _on_fields(app: Sphinx, what: str, name: str, obj: Any, options: Any, lines: list[str]) -> None:
    first, *others = _RETURNED.pop(name) or [""]
    word = first.partition(" ")[0].rstrip(",;:")
    if isinstance(getattr(twicetold, word, None), type):
        first = f":class:`{word}`{first.removeprefix(word)}"
    for k, line in enumerate(lines):
        if line.startswith(":returns:"):
            lines[k : k + 1] = [f":returns: {first}", *(f"    {other}" for other in others)]


def _on_signature(app: Sphinx, what: str, *_: Any) -> tuple[str, str] | None:
    return ("", "") if what == "class" else None  # results are made by the library, not by their constructors


def _on_member(app: Sphinx, what: str, name: str, obj: Any, skip: bool, options: Any) -> bool | None:
    return True if type(obj).__name__ == "_tuplegetter" else None  # "Alias for field number 0"


def setup(app: Sphinx) -> dict[str, Any]:
    """Put the rewriting around napoleon, whose priority is 500."""
    app.connect("autodoc-process-docstring", _on_docstring, priority=400)
    app.connect("autodoc-process-docstring", _on_fields, priority=600)
    app.connect("autodoc-process-signature", _on_signature)
    app.connect("autodoc-skip-member", _on_member)
    return {"parallel_read_safe": True}
