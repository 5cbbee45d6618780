"""What feeds hold that XML does not know, put so that it does: no text is lost to it."""

import re
import sys
from html.entities import html5

_NUMBERS = rb"(?:&#(?:[0-9]+|[xX][0-9a-fA-F]+);)+"
_NUMBERED = re.compile(_NUMBERS)
_REFERENCES = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|" + _NUMBERS + rb"|&(?P<name>[A-Za-z][\w.:-]*;)?", re.DOTALL)
_XML_NAMES = (b"amp;", b"lt;", b"gt;", b"quot;", b"apos;")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_UTF_32 = b"\xff\xfe\0\0"
_SINGLE_BYTE = re.compile(
    rb"""^(\s*<\?xml\s[^>]*?encoding\s*=\s*["'])(?:iso-8859-\d+|latin-?\d|(?:windows|cp)-?125\d|(?:us-)?ascii)(?=["'])""",
    re.IGNORECASE,
)
_ESCAPE = b"\x1b"
_PLACES = re.compile(
    rb"<(/?)(?:[\w.-]+:)?(where|point|line|polygon|box|pos|poslist|linestring|exterior|interior|linearring)(?=[\s/>])",
    re.IGNORECASE,
)


def mended(content: bytes) -> bytes:
    """Return a feed in which all references are such as XML knows; UTF-16 becomes UTF-8.

    What is UTF-8 is declared as that: no text of Latin-1 and its like is valid UTF-8 but by a rare chance.
    Names of HTML (``&nbsp;``) and characters that are none (``&#55357;``) become numbers, a ``&`` that begins no
    reference becomes ``&amp;``.
    """
    if content.startswith(_UTF_16) and not content.startswith(_UTF_32):
        text = content.decode("utf-16", "replace")
        content = re.sub(r"^<\?xml[^>]*>", '<?xml version="1.0" encoding="utf-8"?>', text).encode()
    elif not content.isascii() and _is_utf8(content):
        content = _SINGLE_BYTE.sub(rb"\1utf-8", content)
    # In ISO-2022, which alone has the escape, a byte may be half a character.
    return content if _ESCAPE in content else _REFERENCES.sub(_known, content)


def without_places(content: bytes) -> bytes:
    """Return a feed with its places on a map (GeoRSS, GML) under names that mean nothing."""
    return _PLACES.sub(rb"<\1unread-\2", content)


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _known(found: re.Match[bytes]) -> bytes:
    name = found["name"]
    if found[0] == b"&":
        return b"&amp;"
    if name is None:  # numbers, or CDATA, in which they may stand for HTML
        return _NUMBERED.sub(_valid, found[0])
    characters = None if name in _XML_NAMES else html5.get(name.decode())
    return found[0] if characters is None else b"".join(b"&#%d;" % ord(character) for character in characters)


def _valid(references: re.Match[bytes]) -> bytes:
    """Return numeric character references that all name characters: halves of a surrogate pair name one together."""
    named = "".join(map(_character, references[0][2:-1].split(b";&#")))
    text = named.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return "".join(f"&#{ord(character)};" for character in text).encode()


def _character(digits: bytes) -> str:
    is_hex = digits[:1] in (b"x", b"X")
    digits = digits.lstrip(b"xX0") or b"0"
    number = int(digits, 16 if is_hex else 10) if len(digits) <= 8 else 0
    return chr(number) if 0 < number <= sys.maxunicode else "\ufffd"
