"""Check what the wheel and the source archive of a folder hold: all that is needed, and nothing else."""

import sys
import tarfile
import zipfile
from pathlib import Path

PAGE = ("html/review.html.jinja", "html/review.css", "html/review.js")
ALLOWED_IN_WHEEL = (".py", ".pyi", "py.typed", ".so", ".pyd", "data/sample.jsonl", *PAGE)
NEEDED_IN_SDIST = (
    "pyproject.toml", "CMakeLists.txt", "LICENSE", "NOTICE", "README.md", "cpp/CMakeLists.txt",
    "CONTRIBUTING.md", ".ci/run", ".clang-format",  # what CONTRIBUTING.md refers to
)  # fmt: skip


def wheel_faults(path: Path) -> list[str]:
    """Return what is wrong with a wheel."""
    names = zipfile.ZipFile(path).namelist()
    package = [n for n in names if n.startswith("twicetold/")]
    faults = [f"{n} does not belong in the wheel" for n in package if not n.endswith(ALLOWED_IN_WHEEL)]
    faults += [f"{n} lies outside the package" for n in names if not n.startswith("twicetold")]
    for needed in ("/NOTICE", "/LICENSE", "py.typed", "_core.pyi", "data/sample.jsonl", *PAGE):
        faults += [] if any(n.endswith(needed) for n in names) else [f"{needed} is missing"]
    if path.stat().st_size > 3_000_000:
        faults.append(f"{path.stat().st_size} bytes are too many")
    return faults


def sdist_faults(path: Path) -> list[str]:
    """Return what is wrong with a source archive."""
    with tarfile.open(path) as archive:
        names = {n.partition("/")[2] for n in archive.getnames()}
    faults = [f"{n} is missing" for n in NEEDED_IN_SDIST if n not in names]
    odd = [
        n for n in names if "venv" in n or n.startswith(("build/", ".cache", ".git/")) or n.endswith((".so", ".pyc"))
    ]
    return faults + [f"{n} does not belong in the source archive" for n in odd]


def main() -> int:
    """Return the exit status."""
    folder = Path(sys.argv[1])
    faults = [f"{p.name}: {f}" for p in folder.glob("*.whl") for f in wheel_faults(p)]
    faults += [f"{p.name}: {f}" for p in folder.glob("*.tar.gz") for f in sdist_faults(p)]
    if len(list(folder.iterdir())) < 2:
        faults.append(f"{folder} must hold a wheel and a source archive")
    print("\n".join(faults) or "packages hold what they should")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
