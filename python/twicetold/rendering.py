"""Summaries and stories as the command line shows them: lines to read, or JSON."""

import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from twicetold.files import Row
from twicetold.output import json_line, printable, shown
from twicetold.wording import count_of, utf8

if TYPE_CHECKING:
    import numpy as np

    from twicetold import Difference, Story, Summary

_MOST_DIFFERENCES = 3  # of a story, shown as lines


def told_together(summary: "Summary", rows: Sequence[Row], into: str, as_json: bool, scores: bool) -> bytes:
    """Return the one summary of many texts."""
    if not as_json:
        return told_in_lines(summary, "\n", scores)
    told = [{**asdict(sentence), **where(rows[sentence.document])} for sentence in summary.sentences]
    return json_line({into: told, "warnings": summary.warnings}) + b"\n"


def told_as_json(summary: "Summary", row: Row, into: str) -> bytes:
    """Return the summary of a text as a line of JSON."""
    told = sentence_values(summary, as_json=True, scores=True)
    return json_line({**where(row), into: told, "warnings": summary.warnings}) + b"\n"


def where(row: Row) -> dict[str, Any]:
    """Return the file of a row, and its line."""
    file = {"file": shown(row.source.path)}
    if row.source.kind == "feed":
        return {**file, "entry": row.line, "link": row.cells[-1]}
    if row.source.kind == "parquet":
        return {**file, "row": row.line}
    return file if row.source.kind == "txt" else {**file, "line": row.line}


def sentence_values(summary: "Summary", as_json: bool, scores: bool) -> list[Any]:
    """Return the sentences of a summary as values for JSON."""
    if as_json:
        return [asdict(sentence) for sentence in summary.sentences]
    return [{"text": s.text, "score": s.score} if scores else s.text for s in summary.sentences]


def told_in_lines(summary: "Summary", separator: str, scores: bool) -> bytes:
    """Return the sentences of a summary, with their scores if asked."""
    told = [(f"{s.score:.4f}\t" if scores else "") + " ".join(s.text.split()) for s in summary.sentences]
    return utf8(separator.join(told) + "\n") if told else b""


def with_column(raw: bytes, name: str, value: Any) -> bytes:
    """Return the JSON object in the line ``raw`` with one more key; all its other bytes stay."""
    body = raw.rstrip()
    return body[:-1] + b", " + json_line({name: value})[1:] + raw[len(body) :]


def story_as_json(story: "Story", rows: Sequence[Row]) -> dict[str, Any]:
    """Return a story as a value for JSON."""
    summary = [
        {**asdict(sentence), "supporters": [asdict(support) for support in supporters]}
        for sentence, supporters in zip(story.summary.sentences, story.supporters, strict=True)
    ]
    members = [
        {**asdict(member), "time": _moment(member.time), **where(rows[member.position])} for member in story.members
    ]
    return {
        "title": story.title,
        "members": members,
        "summary": summary,
        "terms": story.terms,
        "similarity": story.similarity,
        "span": None if story.span is None else [_moment(moment) for moment in story.span],
        "differences": [asdict(difference)["versions"] for difference in story.differences],
    }


def _moment(moment: "np.datetime64 | None") -> str | None:
    return None if moment is None else str(moment)


def story_lines(number: int, story: "Story", by_source: bool) -> Iterator[bytes]:
    """Tell a story: its number and headline, who tells it and when, each sentence with its support, differences."""
    texts, told = len(story), story.summary.sentences
    headline = story.title or (told[0].text if told else "(no text)")
    yield from (bold(line) + b"\n" for line in wrapped(headline, f"{number}. ", "   "))
    by_all = story.tellers()
    if texts > 1:
        by = f" by {count_of(by_all, 'source', 'sources')}" if by_source else ""
        yield f"   {texts:,} texts{by}{_days(story)}\n".encode()
    for sentence in told:
        support = f"(told by {sentence.support} of {by_all})" if texts > 1 else ""
        yield from (line.encode() + b"\n" for line in wrapped(sentence.text, "   - ", "     ", support))
    for difference in story.differences[:_MOST_DIFFERENCES]:
        yield from _difference_lines(difference)
    yield b"\n"


def _days(story: "Story") -> str:
    if story.span is None:
        return ""
    first, last = (str(moment.astype("datetime64[D]")) for moment in story.span)
    return f", {first}" if first == last else f", {first} to {last}"


def _difference_lines(difference: "Difference") -> Iterator[bytes]:
    """Tell who tells it differently: the version of most texts, and the first that conflicts with it."""
    most, other = difference.versions[:2]
    for version, first in ((most, "   ≠ "), (other, "     ")):
        said = f"({count_of(len(version.positions), 'text', 'texts')})"
        yield from (line.encode() + b"\n" for line in wrapped(version.text, first, "     ", said))


def _width() -> int:
    return min(100, shutil.get_terminal_size((100, 24)).columns) if sys.stdout.isatty() else 100


def wrapped(text: str, first: str, rest: str, remark: str = "") -> list[str]:
    """Return the text, and behind it the remark in one piece, in lines that fit the width."""
    text = printable(text)
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)  # they take two columns
    width = max(_width() // 2, _width() - wide)
    if remark:
        text += " " + remark.replace(" ", "\0")
    lines = textwrap.wrap(text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
    return [line.replace("\0", " ") for line in lines]


def bold(line: str) -> bytes:
    """Return a line, bold on a terminal."""
    return (click.style(line, bold=True) if sys.stdout.isatty() else line).encode()
