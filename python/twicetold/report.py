"""The review page: one file with what it needs to show the groups of a result, and to decide about them."""

import base64
import hashlib
import json
from importlib import resources
from typing import TYPE_CHECKING, Any

from twicetold import _core
from twicetold.html.segments import Part, Segments, segments
from twicetold.html.style import palette
from twicetold.html.text import visible
from twicetold.optional import needed
from twicetold.review import FORMAT, fingerprint
from twicetold.wording import count_of, shortened

if TYPE_CHECKING:
    from twicetold.duplicates import Duplicates, Group

_MOST_GROUPS = 100_000
_MOST_MEMBERS = 30  # of a group; fewer if there would be too many texts
_MOST_PAIRS = 150_000
_CHARACTERS = 24_000_000  # of all texts together
_WIDEST, _NARROWEST = 6_000, 80  # characters of a text
_HEAD = 110


def review_page(found: "Duplicates", title: str) -> str:
    """Return the page as one str of HTML, which has no lone surrogates."""
    if not isinstance(title, str):
        raise TypeError(f"title must be str, got {type(title).__name__}")
    jinja2, markup = needed("jinja2", "report"), needed("markupsafe", "report").Markup
    if found.groups and found._text_of(0) is None:
        raise ValueError("the texts are gone: report needs them, so call it on the result itself")
    files = resources.files("twicetold").joinpath("html")
    style = palette(":root") + files.joinpath("review.css").read_text(encoding="utf-8")
    script = files.joinpath("review.js").read_text(encoding="utf-8")
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    template = environment.from_string(files.joinpath("review.html.jinja").read_text(encoding="utf-8"))
    page: str = template.render(
        title=visible(title),
        lines=[visible(line) for line in found.summary().splitlines()],
        style=markup(style),
        style_hash=_hash(style),
        script=markup(script),
        script_hash=_hash(script),
        data=markup(_json(_data(found, title))),
        any_group=bool(found.groups),
        swap=found._within and found._found.keep_any,
    )
    return page


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _json(value: Any) -> str:
    """Return JSON that may stand in a script element: with none of the characters that HTML knows."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _data(found: "Duplicates", title: str) -> dict[str, Any]:
    groups = found.groups[:_MOST_GROUPS]
    sizes = [len(_others(group, found._within)) for group in groups]
    most = _MOST_MEMBERS
    while most > 1 and sum(min(size, most) for size in sizes) > _MOST_PAIRS:
        most -= 1
    pairs = sum(min(size, most) for size in sizes)
    width = max(_NARROWEST, min(_WIDEST, _CHARACTERS // max(1, 2 * pairs)))
    told = [_group(found, group, most, width) for group in groups]
    return {
        "review": FORMAT,
        "title": visible(title),
        "texts": len(found),
        "fingerprint": fingerprint(found),
        "threshold": found.parameters["threshold"],
        "measure": found.parameters["measure"],
        "within": found._within,
        "swap": found._within and found._found.keep_any,  # the left text stays, but may go instead
        "groups": told,
        "notes": _notes(len(found.groups), sizes, most, width),
    }


def _others(group: "Group", within: bool) -> tuple[int, ...]:
    """Return the rows that a group's representative stands for."""
    return tuple(row for row in group.members if row != group.representative) if within else group.members


def _notes(groups: int, sizes: list[int], most: int, width: int) -> list[str]:
    """Say what the page leaves out."""
    notes = [
        f"Of texts longer than about {width:,} characters the page has their differences, as far as there is room, and "
        "the ends of the passages between them; what is left out is counted where it is missing."
    ]
    large = sum(size > most for size in sizes)
    if large:
        notes.append(
            f"Of {count_of(large, 'large group', 'large groups')} it has {most:,} texts each, those least like the "
            "text that is kept."
        )
    if groups > _MOST_GROUPS:
        notes.append(f"It has the {_MOST_GROUPS:,} biggest of {groups:,} groups.")
    return notes


def _group(found: "Duplicates", group: "Group", most: int, width: int) -> list[Any]:
    """Return the kept row, how its text begins, how many it stands for, and those as pairs, least alike first."""
    source = found._text_of(group.representative, source=True) or ""
    others = _others(group, found._within)
    shown = sorted(others, key=lambda row: (found.duplicate_similarity[row], row))[:most]
    head = visible(shortened(" ".join(source[: 4 * _HEAD].split()), _HEAD))
    return [group.representative, head, len(others), [_pair(found, source, row, width) for row in shown]]


def _pair(found: "Duplicates", source: str, row: int, width: int) -> list[Any]:
    """Return a row, its similarity, the shares of the one in the other, and both texts in segments."""
    text = found._text_of(row) or ""
    figures, passages, only_left, only_right = _core.compare(source, text, str(found.parameters["shingle"]))
    left = _packed(segments(source, [left for left, *_ in passages], only_left, width))
    right = _packed(segments(text, [right for _, right, _ in passages], only_right, width))
    return [
        row,
        round(float(found.duplicate_similarity[row]), 4),
        [round(figure, 4) for figure in figures[:3]],
        left,
        _without_equals(left, right),
    ]


def _packed(shown: Segments) -> list[str]:
    """Return segments as strings whose first character is the number of their kind."""
    return [f"{int(kind)}{piece if kind is Part.GAP else visible(piece)}" for kind, piece in shown]


def _without_equals(left: list[str], right: list[str]) -> list[str]:
    """Return ``right`` with a 4 and a place in ``left`` for long pieces that stand there: half of most pages."""
    places = {piece: place for place, piece in enumerate(left) if len(piece) > 10}
    return [f"4{places[piece]}" if piece in places else piece for piece in right]
