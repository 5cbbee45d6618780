"""Stories as HTML: a view for notebooks, and a page that tells each of them in full. No script, nothing fetched."""

import html
import re
from collections.abc import Iterable, Sequence
from itertools import compress
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from twicetold.html.style import page_style, palette, view
from twicetold.html.text import escaped, fitted, one_line, warned
from twicetold.wording import count_of, well_formed

if TYPE_CHECKING:
    from twicetold.story_inputs import StoryInputs
    from twicetold.story_results import Difference, Member, Story, Support, Version

_RULES = """\
.tt .tt-story{border-top:1px solid var(--tt-line);padding:14px 0 2px;margin:14px 0 0}
.tt .tt-told{margin:10px 0 0;padding:0 0 0 20px}
.tt .tt-told li{margin:0 0 8px}
.tt .tt-by{color:var(--tt-soft);font-size:12px;white-space:nowrap}
.tt .tt-share{display:inline-block;width:60px;height:6px;border-radius:3px;background:var(--tt-line);\
margin:0 6px 1px 0;overflow:hidden;vertical-align:middle}
.tt .tt-share i{display:block;height:100%;background:var(--tt-accent)}
.tt .tt-versions{border-left:3px solid var(--tt-edge);margin:0 0 10px;padding:0 0 0 12px;list-style:none}
.tt .tt-versions li{margin:0 0 4px}
.tt summary{cursor:pointer;color:var(--tt-accent);font-size:13px}
.tt summary:focus-visible{outline:2px solid var(--tt-accent);outline-offset:2px}
.tt details{margin:8px 0 0}
.tt blockquote{border-left:3px solid var(--tt-line);margin:4px 0;padding:0 0 0 10px}
.tt a{color:var(--tt-accent)}
"""
_PAGE_RULES = """\
body{margin:0;background:var(--tt-paper);color:var(--tt-ink)}
main.tt{border:0;border-radius:0;margin:0 auto;padding:28px 22px 60px;max-width:860px}
.tt h1{font-size:24px;line-height:1.25;margin:0 0 4px}
.tt h2{font-size:18px;line-height:1.3;margin:0 0 2px}
.tt nav ol{padding:0 0 0 24px;margin:14px 0 0}
.tt nav li{margin:0 0 3px}
.tt .tt-story{padding-top:22px;margin-top:26px}
@media print{.tt nav{display:none}.tt .tt-story{break-inside:avoid}}
"""


class _Limits(NamedTuple):
    """How much of a story is shown."""

    width: int  # of a text, in characters
    sentences: int
    differences: int
    versions: int
    members: int
    quotes: int  # of the texts that support a sentence
    texts_compared: int | None  # differences of larger stories are not looked for


_PAGE_STORIES = 500
_PAGE_SINGLES = 500
_VIEW_STORIES = 6
_PAGE = _Limits(600, 100, 20, 12, 100, 30, None)
_VIEW = _Limits(360, 6, 3, 4, 8, 0, 300)
_STORY = _Limits(600, 20, 6, 6, 25, 0, 1000)


def story_view(story: "Story", inputs: "StoryInputs | None") -> str:
    """Return one story for a notebook, at most 100 kB."""
    return fitted(lambda width: _view(_story(story, inputs, _STORY._replace(width=width), "p")), _STORY.width)


def stories_view(stories: Sequence["Story"], rows: int, inputs: "StoryInputs | None") -> str:
    """Return the first stories of n texts for a notebook, at most 100 kB."""
    return fitted(lambda width: _view(_stories(stories, rows, inputs, _VIEW._replace(width=width))), _VIEW.width)


def stories_page(stories: Sequence["Story"], rows: int, inputs: "StoryInputs", title: str) -> str:
    """Return the page that tells every story, one after the other; those of one text are only named."""
    several = [story for story in stories if len(story) > 1]
    singles = [story for story in stories if len(story) == 1]
    told = "".join(
        _story(story, inputs, _PAGE, "h2", f' id="story-{k}"') for k, story in enumerate(several[:_PAGE_STORIES])
    )
    left = _left_out(len(several) - _PAGE_STORIES, "story", "stories")
    body = (
        f"<h1>{escaped(title)}</h1>{_count(stories, rows)}{warned(getattr(stories, 'warnings', ()))}"
        f"{_contents(several[:_PAGE_STORIES])}{told}{left}{_singles(singles)}"
    )
    page = (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escaped(title)}</title><style>{palette(':root')}{page_style()}{_RULES}{_PAGE_RULES}</style></head>\n"
        f'<body><main class="tt">{body}</main></body></html>\n'
    )
    return well_formed(page)


def _view(body: str) -> str:
    return f"<style>{_RULES}</style>{view(body)}"


def _stories(stories: Sequence["Story"], rows: int, inputs: "StoryInputs | None", limits: _Limits) -> str:
    shown = stories[:_VIEW_STORIES]
    told = "".join(_story(story, inputs, limits, "p") for story in shown)
    left = len(stories) - len(shown)
    more = (
        f'<p class="tt-soft">and {left:,} more; <code>.report("stories.html")</code> tells all</p>' if left > 0 else ""
    )
    return f"{_count(stories, rows, 'tt-title')}{warned(getattr(stories, 'warnings', ()))}{told}{more}"


def _count(stories: Sequence["Story"], rows: int, style: str = "tt-soft") -> str:
    several = sum(len(story) > 1 for story in stories)
    return (
        f'<p class="{style}">{count_of(len(stories), "story", "stories")} of {count_of(rows, "text", "texts")}; '
        f"{several:,} told by several</p>"
    )


def _contents(stories: Sequence["Story"]) -> str:
    items = "".join(
        f'<li><a href="#story-{k}">{one_line(_headline(story), 160)}</a> '
        f'<span class="tt-by">{count_of(len(story), "text", "texts")}</span></li>'
        for k, story in enumerate(stories)
    )
    return f"<nav><ol>{items}</ol></nav>" if items else ""


def _singles(stories: Sequence["Story"]) -> str:
    if not stories:
        return ""
    items = "".join(f"<li>{one_line(_headline(story), 200)}</li>" for story in stories[:_PAGE_SINGLES])
    left = _left_out(len(stories) - _PAGE_SINGLES, "text", "texts")
    return f'<section class="tt-story"><h2>Told by one text only</h2><ul class="tt-told">{items}</ul>{left}</section>'


def _story(story: "Story", inputs: "StoryInputs | None", limits: _Limits, tag: str, anchor: str = "") -> str:
    heading = f'<{tag} class="tt-title" dir="auto">{one_line(_headline(story), 200)}</{tag}>'
    return (
        f'<section class="tt-story"{anchor}>{heading}<p class="tt-soft">{_facts(story)}</p>'
        f"{_summary(story, inputs, limits)}{_differences(story, limits)}{_members(story, inputs, limits)}</section>"
    )


def _headline(story: "Story") -> str:
    sentences = story.summary.sentences
    return story.title or (sentences[0].text if sentences else "(no text)")


def _facts(story: "Story") -> str:
    texts, tellers = count_of(len(story), "text", "texts"), story.tellers()
    facts = [texts + (f" by {count_of(tellers, 'source', 'sources')}" if _has_sources(story) else "")]
    if story.span is not None:
        first, last = (_day(moment) for moment in story.span)
        facts.append(first if first == last else f"{first} to {last}")
    if len(story) > 1:
        facts.append(f"similarity {story.similarity:.2f}")
    facts.append(", ".join(word[:40] for word in story.terms))
    return " · ".join(escaped(fact) for fact in facts if fact)


def _has_sources(story: "Story") -> bool:
    return any(member.source is not None for member in story.members)


def _day(moment: np.datetime64) -> str:
    return str(moment.astype("datetime64[D]"))


def _summary(story: "Story", inputs: "StoryInputs | None", limits: _Limits) -> str:
    of = story.tellers()
    items = [
        f'<li><span dir="auto">{one_line(sentence.text, limits.width)}</span> {_told_by(sentence.support, of)}'
        f"{_quotes(supporters, story, inputs, limits)}</li>"
        for sentence, supporters in zip(story.summary.sentences, story.supporters, strict=True)
    ]
    left = _left_out(len(items) - limits.sentences, "sentence", "sentences")
    return f'<ol class="tt-told">{"".join(items[: limits.sentences])}</ol>{left}' if items else ""


def _told_by(support: int, of: int) -> str:
    if of < 2:
        return ""
    width = round(100 * support / of)
    return (
        f'<span class="tt-by"><span class="tt-share" aria-hidden="true"><i style="width:{width}%"></i></span>'
        f"told by {support:,} of {of:,}</span>"
    )


def _quotes(
    supporters: Sequence["Support"], story: "Story", inputs: "StoryInputs | None", limits: _Limits
) -> str:  # fmt: skip
    """Return what the texts that support a sentence say, behind a line that opens."""
    if inputs is None or not limits.quotes or len(supporters) < 2:
        return ""
    sources = {member.position: member.source for member in story.members}
    quotes = "".join(
        f'<blockquote><span dir="auto">{one_line(inputs.texts.text(s.position)[s.start : s.end], limits.width)}</span> '
        f'<span class="tt-by">{_who(s.position, sources[s.position])}, {"copy" if s.copy else "in other words"}'
        f"{', numbers differ' if s.numbers_differ else ''}</span></blockquote>"
        for s in supporters[: limits.quotes]
    )
    left = _left_out(len(supporters) - limits.quotes, "text", "texts")
    return f"<details><summary>what they say</summary>{quotes}{left}</details>"


def _who(position: int, source: str | None) -> str:
    return f"row {position:,}" + (f", {one_line(source, 60)}" if source else "")


def _differences(story: "Story", limits: _Limits) -> str:
    if len(story) < 2 or not _differences_known(story, limits):
        return ""
    shown = "".join(_difference(difference, story, limits) for difference in story.differences[: limits.differences])
    left = _left_out(len(story.differences) - limits.differences, "difference", "differences")
    return f'<p class="tt-head">Told differently</p>{shown}{left}' if shown else ""


def _differences_known(story: "Story", limits: _Limits) -> bool:
    """Whether they were asked for before, or can be without a long wait."""
    return "differences" in story.__dict__ or (
        story._inputs is not None and (limits.texts_compared is None or len(story) <= limits.texts_compared)
    )


def _difference(difference: "Difference", story: "Story", limits: _Limits) -> str:
    sources = {member.position: member.source for member in story.members}
    items = "".join(
        f'<li><span dir="auto">{_marked(version, "mark" if not version.differs else "ins", limits.width)}</span> '
        f'<span class="tt-by">{count_of(len(version.positions), "text", "texts")}: '
        f"{', '.join(_who(row, sources[row]) for row in version.positions[:3])}"
        f"{', …' if len(version.positions) > 3 else ''}"
        f"{_conflict(version)}</span></li>"
        for version in difference.versions[: limits.versions]
    )
    left = _left_out(len(difference.versions) - limits.versions, "version", "versions")
    return f'<ul class="tt-versions">{items}</ul>{left}'


def _conflict(version: "Version") -> str:
    return f"; {version.differs} {'differs' if version.differs == 'negation' else 'differ'}" if version.differs else ""


def _marked(version: "Version", tag: str, width: int) -> str:
    """Return the sentence with its numbers marked."""
    shown = one_line(version.text, width)
    if not version.numbers:
        return shown
    numbers = "|".join(re.escape(html.escape(number)) for number in version.numbers)
    # Not inside other numbers, nor in the &#x27; of an apostrophe.
    return re.sub(rf"(?<![\d.,:/#x&])(?:{numbers})(?![\d;])", lambda found: f"<{tag}>{found[0]}</{tag}>", shown)


def _members(story: "Story", inputs: "StoryInputs | None", limits: _Limits) -> str:
    if len(story) < 2:
        return ""
    columns = [("row", "4em"), ("source", "22%"), ("day", "7em"), ("how it belongs", "24%"), ("begins", "auto")]
    known = [True, _has_sources(story), story.span is not None, True, True]
    rows = "".join(_row(compress(_cells(member, inputs, limits), known)) for member in story.members[: limits.members])
    head = "".join(f'<th scope="col" style="width:{width}">{name}</th>' for name, width in compress(columns, known))
    left = _left_out(len(story) - limits.members, "text", "texts")
    return (
        f"<details><summary>{count_of(len(story), 'text', 'texts')}, and how each was found</summary>"
        f'<table class="tt-table"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{left}</details>'
    )


def _cells(member: "Member", inputs: "StoryInputs | None", limits: _Limits) -> tuple[str, ...]:
    day = "" if member.time is None else _day(member.time)
    label = _label(member.position, inputs, min(160, limits.width))
    return f"{member.position:,}", one_line(member.source or "", 60), day, one_line(member.how, 60), label


def _row(cells: Iterable[str]) -> str:
    return "<tr>" + "".join(f'<td dir="auto">{cell}</td>' for cell in cells) + "</tr>"


def _label(position: int, inputs: "StoryInputs | None", width: int) -> str:
    if inputs is None:
        return ""
    title = "" if inputs.titles is None else inputs.titles.text(position)
    return one_line(title if title.strip() else inputs.texts.text(position), width)


def _left_out(count: int, one: str, many: str) -> str:
    return f'<p class="tt-soft">and {count_of(count, one, many)} more</p>' if count > 0 else ""
