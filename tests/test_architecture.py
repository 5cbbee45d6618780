"""Arrows point one way (cpp/README.md), and nothing here reaches for the network."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

# Every room may include itself and the rooms it is listed with.
BELOW = {
    "base": set(),
    "text": {"base"},
    "dedup": {"base", "text"},
    "summary": {"base", "text"},
    "evaluation": {"base", "text"},
    "stories": {"base", "text", "dedup", "summary"},
}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)


@pytest.fixture(scope="module")
def core(repository: Path) -> Path:
    return repository / "cpp" / "twicetold"


def sources(folder: Path) -> list[Path]:
    found = [path for path in folder.rglob("*") if path.suffix in (".hpp", ".h", ".cpp", ".cc", ".ipp", ".inc")]
    assert found, f"no sources in {folder}"
    return sorted(found)


def includes(path: Path) -> list[str]:
    return [name for _, name in INCLUDE.findall(path.read_text(encoding="utf-8"))]


def test_the_core_has_these_rooms_and_no_other(core: Path) -> None:
    rooms = {path.name for path in core.iterdir() if path.is_dir() and any(path.rglob("*.[ch]pp"))}
    assert {"base", "text", "dedup"} <= rooms <= set(BELOW)


def test_the_core_knows_no_python(core: Path) -> None:
    python = re.compile(r"(^|/)(Python\.h|pybind11|nanobind|numpy|bindings)(/|\.|$)")
    offending = [(path.name, name) for path in sources(core) for name in includes(path) if python.search(name)]
    assert offending == []


def test_no_room_includes_one_above_or_beside_it(core: Path) -> None:
    offending, seen = [], 0
    for path in sources(core):
        room = path.relative_to(core).parts[0]
        for name in includes(path):
            if name.startswith("twicetold/"):
                seen += 1
                other = name.split("/")[1]
                if other != room and other not in BELOW[room]:
                    offending.append((str(path.relative_to(core)), name))
    assert offending == []
    assert seen > 50


def test_own_headers_are_included_by_their_path_from_the_core(core: Path) -> None:
    """So that the test above sees every arrow."""
    own = {path.name for path in sources(core)}
    offending = [
        (path.name, name)
        for path in sources(core)
        for name in includes(path)
        if not name.startswith("twicetold/") and (Path(name).name in own or ".." in name)
    ]
    assert offending == []


def test_xxhash_is_included_in_one_place(core: Path, repository: Path) -> None:
    every = sources(core) + sources(repository / "cpp" / "bindings")
    users = [str(path.relative_to(core)) for path in every if any(name.endswith("xxhash.h") for name in includes(path))]
    assert users == ["base/hash.hpp"]


def test_eigen_is_included_in_the_summary_room_only(core: Path, repository: Path) -> None:
    every = sources(core) + sources(repository / "cpp" / "bindings")
    users = {
        path for path in every if any(name.startswith(("Eigen/", "unsupported/Eigen/")) for name in includes(path))
    }
    assert [path for path in users if core / "summary" not in path.parents] == []


def test_binding_files_convert_and_do_no_more(repository: Path) -> None:
    """A file that binds a unit, as against those that convert arrays and texts, has fewer than 130 lines."""
    bindings = sorted((repository / "cpp" / "bindings").glob("bind_*.cpp"))
    assert len(bindings) > 5
    lengths = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in bindings}
    assert {name: length for name, length in lengths.items() if length >= 130} == {}


def test_the_module_file_only_registers(repository: Path) -> None:
    text = (repository / "cpp" / "bindings" / "module.cpp").read_text(encoding="utf-8")
    assert "m.def(" not in text
    declared = set(
        re.findall(r"bind_\w+", (repository / "cpp" / "bindings" / "bindings.hpp").read_text(encoding="utf-8"))
    )
    assert set(re.findall(r"bind_\w+", text)) == declared
    files = {path.stem for path in (repository / "cpp" / "bindings").glob("bind_*.cpp")}
    assert declared <= files


def test_every_unit_of_the_core_has_a_header_of_its_name(core: Path) -> None:
    lonely = [
        str(path.relative_to(core))
        for path in core.rglob("*.cpp")
        if not path.with_suffix(".hpp").exists() and path.name != "unicode_tables.cpp"
    ]
    assert lonely == []


# What other packages bring (tqdm: asyncio) is theirs: only the package's own imports count.
NETWORK = ("socket", "ssl", "http", "urllib", "ftplib", "smtplib", "asyncio", "requests", "httpx", "aiohttp", "urllib3")


def test_the_package_imports_no_network_modules(repository: Path) -> None:
    pattern = re.compile(rf"^\s*(?:from|import)\s+({'|'.join(NETWORK)})\b", re.MULTILINE)
    files = sorted((repository / "python" / "twicetold").rglob("*.py"))
    assert len(files) > 5
    assert [(path.name, found) for path in files for found in pattern.findall(path.read_text(encoding="utf-8"))] == []


def test_importing_the_package_opens_no_socket_and_imports_no_heavy_package() -> None:
    code = """
import sys

def refuse(event, args):
    if event.startswith("socket.") or event == "urllib.Request":
        raise SystemExit(f"{event} while importing")

sys.addaudithook(refuse)
import twicetold
twicetold.drop_duplicates(["a b c d e f g"])
heavy = {"pandas", "polars", "pyarrow", "matplotlib", "jinja2", "requests"} & set(sys.modules)
sys.exit(", ".join(sorted(heavy)) or 0)
"""
    child = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=False, timeout=120
    )
    assert (child.stderr.strip(), child.returncode) == ("", 0)


def test_the_environment_changes_no_result(repository: Path) -> None:
    pattern = re.compile(r"\b(?:os\.environ|os\.getenv|std::getenv|secure_getenv|getenv)\b")
    files = [*(repository / "python" / "twicetold").rglob("*.py"), *sources(repository / "cpp" / "twicetold"),
             *sources(repository / "cpp" / "bindings")]  # fmt: skip
    assert [path.name for path in files if pattern.search(path.read_text(encoding="utf-8"))] == []
