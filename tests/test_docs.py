"""The examples of README and docstrings do what they say."""

import doctest
import importlib
import json
import os
import pkgutil
import re
import sys
import warnings
from importlib import resources
from pathlib import Path

import pages
import pytest
import twicetold
import twicetold as tt

MODULES = sorted(
    m.name
    for m in pkgutil.iter_modules(twicetold.__path__, "twicetold.")
    if m.name.rpartition(".")[2] not in ("_core", "__main__")
)
DOCUMENTATION = Path(__file__).resolve().parent.parent / "python" / "docs"
PAGES = sorted(
    str(path.relative_to(DOCUMENTATION))
    for path in DOCUMENTATION.rglob("*.md")
    if "generated" not in path.parts  # made by a build of the documentation, from docstrings
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


FEED = """<rss version="2.0"><channel><title>Gazette</title><item><title>Ferry freed</title>
<description>Tugs freed the ferry Alma at noon. It had run aground in fog.</description></item></channel></rss>"""


@pytest.fixture
def folder_of_a_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty working folder, but for the sample, as the tutorial puts it there."""
    sample = resources.files("twicetold").joinpath("data/sample.jsonl").read_text(encoding="utf-8")
    (tmp_path / "news.jsonl").write_text(sample, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    monkeypatch.setenv("PYTHONWARNINGS", "ignore")
    return tmp_path


@pytest.mark.parametrize("name", PAGES)
def test_blocks_of_the_documentation_run(name: str, folder_of_a_reader: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("default", tt.DataWarning)
        expected = len([block for block in pages.blocks(DOCUMENTATION / name) if block.needs is None])
        assert pages.run(DOCUMENTATION / name, folder_of_a_reader) >= expected


def test_most_pages_have_blocks() -> None:
    with_blocks = [name for name in PAGES if pages.blocks(DOCUMENTATION / name)]
    assert len(with_blocks) >= 10


def test_pages_name_every_public_function_and_class() -> None:
    reference = (DOCUMENTATION / "reference" / "index.md").read_text(encoding="utf-8")
    missing = [name for name in tt.__all__ if not re.search(rf"\b{name}\b", reference) and name != "__version__"]
    assert missing == []


def test_the_page_of_the_methods_says_of_each_what_was_measured() -> None:
    """The figures are those of section 11 of METHODS.md, which a benchmark writes, without the intervals."""
    methods = (DOCUMENTATION.parent.parent / "cpp" / "METHODS.md").read_text(encoding="utf-8").partition("\n## 11 ")[2]
    measured = [
        (name or "auto", [re.sub(r" ±[\d.]+", "", cell) for cell in cells.split(" | ")[:3]])
        for name, cells in re.findall(r"^\| twicetold ?(\w*) \| (.*)$", methods, re.MULTILINE)
    ]
    page = (DOCUMENTATION / "results.md").read_text(encoding="utf-8")
    told = [
        (name, cells.removesuffix(" |").split(" | "))
        for name, cells in re.findall(r"^\| `(\w+)` \| [^|]+[.] \| (.*)$", page, re.MULTILINE)
    ]
    assert [name for name, _ in told] == ["auto", *tt._core.named_methods]
    assert told == measured


def test_blocks_of_the_readme_run(folder_of_a_reader: Path) -> None:
    news = (folder_of_a_reader / "news.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    for name, text in {
        "train.jsonl": "".join(news[:64]), "test.jsonl": "".join(news[64:]), "pages.jsonl": "".join(news),
        "one.txt": json.loads(news[1])["text"], "other.txt": json.loads(news[2])["text"],
        "article.txt": json.loads(news[1])["text"], "gazette.rss": FEED,
    }.items():  # fmt: skip
        (folder_of_a_reader / name).write_text(text, encoding="utf-8")
    assert pages.run(README, folder_of_a_reader) >= 6
    assert (folder_of_a_reader / "kept.jsonl").is_file()


def test_links_of_the_readme_lead_somewhere() -> None:
    links = re.findall(r"\]\((?!http)([^)#]+)", README.read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (README.parent / link).is_file()] == []
