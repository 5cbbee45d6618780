"""Run every notebook from start to end; fail on the first error, on warnings, and on outputs that were committed."""

import sys
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"


def _is_warning(output: Any) -> bool:
    return output.output_type == "stream" and output.name == "stderr" and "Warning" in output.text


def main() -> int:
    """Return the exit status."""
    paths = sorted(NOTEBOOKS.glob("*.ipynb"))
    for path in paths:
        notebook: Any = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
        if any(cell.get("outputs") for cell in notebook.cells):
            print(f"{path.name}: outputs must be stripped before a commit")
            return 1
        NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(NOTEBOOKS)}}).execute()
        said = [output.text for cell in notebook.cells for output in cell.get("outputs", []) if _is_warning(output)]
        if said:
            print(f"{path.name} says to its readers: {said[0]}")
            return 1
        print(f"{path.name}: {len(notebook.cells)} cells ran")
    return 0 if paths else 1


if __name__ == "__main__":
    sys.exit(main())
