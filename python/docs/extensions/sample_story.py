"""The directive `sample-story`: a story of the shipped sample in full, as `twicetold.stories` finds it at the build."""

import json
from collections.abc import Iterable, Sequence
from importlib import resources
from typing import Any

import twicetold as tt
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective


def _sample() -> list[dict[str, Any]]:
    lines = resources.files("twicetold").joinpath("data/sample.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _short(text: str, width: int = 110) -> str:
    text = " ".join(text.split())
    return text if len(text) <= width else text[: width - 1] + "…"


def _section(title: str, *children: nodes.Node) -> nodes.section:
    name = title.lower().replace(" ", "-")
    return nodes.section("", nodes.title(text=title), *children, ids=[name], names=[name])


def _table(head: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[str]]) -> nodes.table:
    def row(cells: Sequence[str]) -> nodes.row:
        return nodes.row("", *(nodes.entry("", nodes.paragraph(text=cell)) for cell in cells))

    group = nodes.tgroup("", *(nodes.colspec(colwidth=width) for width in widths), cols=len(widths))
    group += [nodes.thead("", row(head)), nodes.tbody("", *map(row, rows))]
    return nodes.table("", group)


def _members(story: tt.Story, texts: list[dict[str, Any]]) -> nodes.section:
    first, last = story.span or (None, None)
    rows = []
    for member in story.members:
        text = texts[member.position]
        rows.append((str(member.position), text["source"], member.how, _short(text["title"] or text["text"], 70)))
    said = f"{len(story)} texts, from {first} to {last}, about {', '.join(story.terms[:6])}."
    head = ("row", "source", "how it belongs here", "title, or beginning")
    return _section("Its texts", nodes.paragraph(text=said), _table(head, (6, 22, 24, 48), rows))


def _summary(story: tt.Story, texts: list[dict[str, Any]]) -> nodes.section:
    told = []
    for sentence, supporters in zip(story.summary.sentences, story.supporters, strict=True):
        quoted = nodes.block_quote("", nodes.paragraph(text=" ".join(sentence.text.split())))
        source = texts[sentence.document]["source"]
        said = f"From {source}; {sentence.support} sources say (nearly) the same, its own counted:"
        if sentence.support == 1:
            said = f"From {source}; no other source says the same."
        told += [quoted, nodes.paragraph(text=said)]
        others = [s for s in supporters if s.position != sentence.document]
        if others:
            told.append(nodes.bullet_list("", *(nodes.list_item("", _supporter(s, texts)) for s in others)))
    return _section("Told once, with support", *told)


def _supporter(support: tt.Support, texts: list[dict[str, Any]]) -> nodes.paragraph:
    text = texts[support.position]
    marks = ["copy" if support.copy else "same"] + (["numbers differ"] if support.numbers_differ else [])
    words = _short(text["text"][support.start : support.end])
    return nodes.paragraph("", "", nodes.strong(text=text["source"]), nodes.Text(f" ({', '.join(marks)}): {words}"))


def _differences(story: tt.Story, texts: list[dict[str, Any]]) -> nodes.section:
    found: list[nodes.Node] = []
    for difference in story.differences:
        items = []
        for version in difference.versions:
            sources = sorted({texts[position]["source"] for position in version.positions})
            told = f"{', '.join(version.numbers) or 'this'}: " if version.numbers else ""
            item = nodes.paragraph("", "", nodes.strong(text=told), nodes.Text(_short(version.text, 160)))
            items.append(nodes.list_item("", item, nodes.paragraph("", "", nodes.emphasis(text=", ".join(sources)))))
        found.append(nodes.bullet_list("", *items))
    return _section("Where they differ", *(found or [nodes.paragraph(text="Nowhere.")]))


class SampleStory(SphinxDirective):
    """`sample-story:: k`: the k-th story, 0 the biggest."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return its sections."""
        texts = _sample()
        story = tt.stories(texts, title="title", time="time", source="source")[int(self.arguments[0])]
        title = nodes.paragraph("", "", nodes.strong(text=story.title))
        return [title, _members(story, texts), _summary(story, texts), _differences(story, texts)]


def setup(app: Sphinx) -> dict[str, Any]:
    """Add the directive."""
    app.add_directive("sample-story", SampleStory)
    return {"parallel_read_safe": True}
