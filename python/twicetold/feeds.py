"""RSS and Atom files as rows of texts. Files only: nothing is fetched, whatever a feed links to."""

import gzip
import io
import re
import sys
import zlib
from collections.abc import Sequence
from typing import Any

from twicetold.feed_bytes import mended, without_places
from twicetold.feed_times import time_of
from twicetold.files import Row, Source, check_is_there
from twicetold.markup import text_of_html
from twicetold.output import Failed, Misused, say, shown

#: What stands beside the text in a row's cells; the last cell is the link.
COLUMNS = ("title", "time", "source")

_ENDINGS = (".rss", ".atom", ".xml", ".rss.gz", ".atom.gz", ".xml.gz")
_GZIP = b"\x1f\x8b"
_FIRST_TAG = re.compile(r"<(?:p|div|article|section|table|ul|ol|blockquote)[\s>]", re.IGNORECASE)
_LAST_TAG = re.compile(r"</(?:p|div|article|section|table|ul|ol|blockquote)>\Z", re.IGNORECASE)
_NO_TEXT = ("image/", "audio/", "video/", "font/")


def are_feeds(paths: Sequence[str], *, said: bool) -> bool:
    """Return whether the files are feeds, by their endings or because it was ``said``."""
    feeds = [path for path in paths if said or path.lower().endswith(_ENDINGS)]
    if feeds and len(feeds) < len(paths):
        other = next(path for path in paths if path not in feeds)
        raise Misused(f"feeds and other files do not mix in one call: {shown(feeds[0])}, {shown(other)}")
    return bool(feeds)


def read_feeds(paths: Sequence[str], *, quiet: bool = False) -> list[Row]:
    """Read the entries of RSS and Atom files, their HTML as plain text; cells are title, time, source and link.

    Raises
    ------
    Failed
        If a file cannot be read or is no feed, or the packages of the extra ``feeds`` are not installed.
    """
    if paths.count("-") > 1:
        raise Misused("standard input (-) can be read only once")
    for path in paths:
        if path != "-":
            check_is_there(path)
    return [row for path in paths for row in _rows(Source(path, "feed"), quiet)]


def _rows(source: Source, quiet: bool) -> list[Row]:
    try:
        import feedparser
    except ImportError as error:
        raise Failed(f"feeds need {error.name}: pip install 'twicetold[feeds]'") from error
    content = mended(_bytes(source))

    def parsed(content: bytes) -> Any:
        # A stream: feedparser takes a str or bytes for an address or the name of a file first.
        return feedparser.parse(io.BytesIO(content), sanitize_html=False, resolve_relative_uris=False)

    try:
        try:
            feed = parsed(content)
        except Exception:  # mostly at places on a map that stand where they should not
            feed = parsed(without_places(content))
    except Exception as error:  # feedparser lets through whatever a broken feed makes Python raise
        raise Failed(f"{source.name}: no RSS or Atom feed that can be read ({error!r})") from error
    why = re.sub(r"^<unknown>:\d+:\d+: ", "", " ".join(str(feed.get("bozo_exception", "")).split()))
    if not feed.get("version") and not feed.entries:
        raise Failed(f"{source.name}: no RSS or Atom feed" + (f" ({why})" if why else ""))
    if feed.bozo and why and not quiet:
        say(f"Warning: {source.name}: not well-formed, read as far as it goes ({why})")
    publisher = _in_a_line(feed.feed.get("title_detail"))
    return [_row(source, number, entry, publisher) for number, entry in enumerate(feed.entries, 1)]


def _bytes(source: Source) -> bytes:
    try:
        if source.path == "-":
            if sys.stdin is None:
                raise Failed("standard input is closed")
            content = sys.stdin.buffer.read()
        else:
            with open(source.path, "rb") as file:
                content = file.read()
        return gzip.decompress(content) if content.startswith(_GZIP) else content  # servers pack what is named .rss
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise Failed(f"{source.name}: broken gzip ({error})") from error
    except OSError as error:
        raise Failed(f"{source.name}: {error.strerror or error}") from error


def _row(source: Source, number: int, entry: Any, publisher: str | None) -> Row:
    bodies = [body for body in entry.get("content", ()) if not str(body.get("type")).startswith(_NO_TEXT)]
    body = max((_plain(body) or "" for body in bodies), key=len, default="") or _plain(entry.get("summary_detail"))
    own = dict(entry)  # where what is missing does not stand for something else
    time = time_of(own.get("published"), own.get("published_parsed"))
    time = time or time_of(own.get("updated"), own.get("updated_parsed"))
    by = _in_a_line(_titled(entry.get("source"))) or publisher
    return Row(source, number, b"", body or "", (_in_a_line(entry.get("title_detail")), time, by, entry.get("link")))


def _titled(origin: Any) -> Any:
    """Return the title of the feed from which an entry was taken; that of RSS has no details."""
    if not origin:
        return None
    return origin.get("title_detail") or {"value": origin.get("title"), "type": "text/plain"}


def _in_a_line(detail: Any) -> str | None:
    return " ".join((_plain(detail) or "").split()) or None


def _plain(detail: Any) -> str | None:
    """Return what a feed holds in one place as plain text, None if there is nothing."""
    if not detail or not detail.get("value"):
        return None
    value: str = detail["value"]
    if detail.get("type") == "text/plain" and "<" not in value:
        return value.strip()
    text = text_of_html(value)
    is_markup = _FIRST_TAG.match(text) and _LAST_TAG.search(text[-20:])  # it was escaped twice
    return text_of_html(text) if is_markup else text
