"""Stories for people: in notebooks and as a page; escaped, bounded, without script or request."""

import json
import os
import pickle
import re
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path

import pytest
import twicetold as tt

SAMPLE = [
    json.loads(line)
    for line in resources.files("twicetold").joinpath("data/sample.jsonl").read_text(encoding="utf-8").splitlines()
]
HOSTILE = '<script>alert("1")</script><img src=x onerror=alert(2)> & \u202e "quoted" \ud800 \x00'
VOID = {"meta", "br", "col"}


@pytest.fixture(scope="module")
def told() -> tt.Stories:
    return tt.stories(SAMPLE, title="title", time="time", source="source")


class Page(HTMLParser):
    """The tags, attributes and text of a page; fails if a tag is closed that is not open."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def assert_harmless(page: str) -> Page:
    """No script, nothing that asks for something from elsewhere, and what is opened is closed."""
    read = Page(page)
    assert not {tag for tag, _ in read.tags} & {"script", "link", "img", "iframe", "object", "form", "base", "svg"}
    for tag, attributes in read.tags:
        assert not [name for name in attributes if name.startswith("on") or name in ("src", "srcdoc", "action")], tag
        assert (attributes.get("href") or "#").startswith("#")
    styles = "".join(re.findall("<style>(.*?)</style>", page, re.DOTALL))
    assert not re.search(r"url\(|@import|//", styles)
    return read


def test_the_view_shows_the_first_stories_with_support_and_differences(told: tt.Stories) -> None:
    html = told._repr_html_()
    read = assert_harmless(html)
    assert "24 stories of 128 texts; 12 told by several" in read.text
    assert "Selkie Rose refloated after eight hours on Gannet Bank" in read.text
    assert "15 texts by 14 sources · 2031-03-04 to 2031-03-05" in read.text
    assert "told by 9 of 14" in read.text
    assert "<mark>41</mark> passengers" in html
    assert "<ins>14</ins> passengers" in html
    assert "and 18 more" in read.text
    assert "prefers-color-scheme:dark" in html


def test_a_story_alone_shows_its_members_and_how_they_were_found(told: tt.Stories) -> None:
    read = assert_harmless(told[0]._repr_html_())
    for member in told[0].members:
        assert member.how in read.text
        assert member.source is not None
        assert member.source in read.text


def test_the_page_tells_every_story_and_names_those_of_one_text(told: tt.Stories, tmp_path: Path) -> None:
    path = tmp_path / "stories.html"
    told.report(path, title="News & more")
    page = path.read_text(encoding="utf-8")
    read = assert_harmless(page)
    assert page.startswith("<!doctype html>")
    assert page == told.report(title="News & more")
    assert "News & more" in read.text
    assert ("html", {"lang": "en"}) in read.tags
    for story in told:
        assert (story.title or story.summary.sentences[0].text[:60]) in read.text
        for sentence in story.summary.sentences if len(story) > 1 else ():
            assert " ".join(sentence.text.split())[:500] in read.text
    anchors = {attributes["id"] for tag, attributes in read.tags if tag == "section" and "id" in attributes}
    links = {(attributes.get("href") or "")[1:] for tag, attributes in read.tags if tag == "a"}
    assert anchors == links
    assert len(links) == 12


def test_a_page_that_exists_is_kept_unless_said_otherwise(told: tt.Stories, tmp_path: Path) -> None:
    path = tmp_path / "stories.html"
    path.write_text("mine")
    with pytest.raises(FileExistsError, match=r"stories\.html exists already: overwrite=True replaces it"):
        told.report(path)
    assert path.read_text() == "mine"
    told.report(path, overwrite=True)
    assert path.read_text(encoding="utf-8") == told.report()
    with pytest.raises(IsADirectoryError, match="is a directory, not a file"):
        told.report(tmp_path, overwrite=True)
    with pytest.raises(TypeError, match="title must be str, got int"):
        told.report(title=5)  # type: ignore[call-overload]


def test_a_page_is_written_whole_or_not_at_all(
    told: tt.Stories, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "stories.html"
    path.write_text("mine")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match=r"not written \(No space left on device\).*stories\.html"):
        told.report(path, overwrite=True)
    assert path.read_text() == "mine"
    assert os.listdir(tmp_path) == ["stories.html"]


def test_hostile_texts_titles_and_sources_are_shown_as_text() -> None:
    texts = [f"{HOSTILE} The ferry {k}{k} ran aground in thick fog off Gull Point. {HOSTILE}" for k in (3, 4, 5)]
    found = tt.stories(texts, title=[HOSTILE] * 3, source=[HOSTILE, "b", None])
    assert found[0].differences
    for page in (found._repr_html_(), found[0]._repr_html_(), found.report(title=HOSTILE)):
        read = assert_harmless(page)
        assert 'alert("1")' in read.text
        page.encode()  # no lone surrogate is left


def test_numbers_are_marked_in_the_text_and_nowhere_else() -> None:
    texts = [f"It's said that {n} of 27 ferries ran aground in thick fog off 'Gull' Point." for n in (39, 41)]
    html = tt.stories(texts)[0]._repr_html_()
    marked = dict(re.findall(r"<(mark|ins)>(\d+)</(?:mark|ins)> of 27", html))
    assert marked.keys() == {"mark", "ins"}
    assert set(marked.values()) == {"39", "41"}
    assert html.count("<mark>") == html.count("<ins>") == 1
    assert "&#x27;" in html


def test_views_stay_below_100_kb_whatever_the_texts() -> None:
    wide = [f"{'&' * 3000} w{k // 40} story {k // 40} has {k} {'<' * 2000}. " * 3 for k in range(400)]
    found = tt.stories(wide, title=["'" * 5000] * 400, source=["&" * 5000] * 400, sentences=50)
    assert len(found._repr_html_().encode()) < 100_000
    assert max(len(story._repr_html_().encode()) for story in found) < 100_000
    assert len(repr(found)) < 2000


def test_pickles_and_results_without_texts_show_what_is_left(told: tt.Stories) -> None:
    for found in (pickle.loads(pickle.dumps(told)), told.without_texts()):
        read = assert_harmless(found._repr_html_())
        assert "Selkie Rose refloated" in read.text
        with pytest.raises(ValueError, match="report needs the texts, which are gone"):
            found.report()


def test_no_stories_have_a_view_and_a_page() -> None:
    found = tt.stories([])
    for page in (found._repr_html_(), found.report()):
        assert "0 stories of 0 texts" in assert_harmless(page).text
