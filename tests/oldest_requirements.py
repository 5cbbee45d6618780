"""Print the oldest releases that pyproject.toml supports, for pip: what the tests need besides the library itself."""

import re
import sys
import tomllib
from pathlib import Path

EXTRAS = ("arrow", "plot", "report", "feeds", "test")


def oldest() -> list[str]:
    """Return ``name==version`` for each requirement with a lower bound, once."""
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *(one for extra in EXTRAS for one in project["optional-dependencies"][extra])]
    pinned = []
    for requirement in asked:
        found = re.fullmatch(r"([\w-]+)>=([\d.]+)", requirement)
        if not found:
            raise SystemExit(f"{requirement}: not of the form name>=version")
        pinned.append("==".join(found.groups()))
    return list(dict.fromkeys(pinned))


if __name__ == "__main__":
    sys.stdout.write("\n".join(oldest()) + "\n")
