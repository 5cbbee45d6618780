"""HTML as plain text."""

import re

from twicetold.output import Failed
from twicetold.wording import utf8

_BLOCKS = [
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "footer",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section",
    "table", "td", "th", "tr", "ul",
]  # fmt: skip
_SILENT = ["template", "noscript", "object", "head"]
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_BREAK = "\u2029"
# Where a parser reads no tags: their own go. What is not silent is text like any; what closes itself holds nothing.
_RAW = frozenset(["script", "style", "iframe", "title", "textarea", "xmp", "noembed", "noframes", "plaintext"])
_BLANK_LINES = re.compile(r"\n\s*\n")
_DEEP = 200
_NOTHING = "<!---->"  # not "", as what stands beside it is not to become a tag

# As HTML reads them: what is open at the end ends there, so that no text is gone through twice.
_VALUE = r"""\s*+=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>]*+)"""
_REST_OF_TAG = rf"(?:[\s/]++|[^\s/>][^\s/>=]*+(?:{_VALUE})?)*+(?:>|\Z)"
_MARKUP = re.compile(
    rf"""<!--(?:-?>|.*?(?:--!?>|\Z)) | <!\[CDATA\[ | \]\]> | <(?:[!?]|/(?![a-z]|\Z))[^>]*+(?:>|\Z)
    | <(script|style|iframe|title)(?=[\s/>]){_REST_OF_TAG}(?<!\s/>)(?<!["']/>).*?(?=</\1[\s/>]|\Z)
    | <(?P<end>/?)(?P<name>[a-z][^\s/>]*+){_REST_OF_TAG}""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE | re.ASCII,
)


def text_of_html(markup: str) -> str:
    """Return the text of HTML: a paragraph for every block, without scripts and styles.

    Where it has no tags at all, its blank lines part paragraphs.
    """
    try:
        from selectolax.lexbor import LexborHTMLParser
    except ImportError as error:
        raise Failed("feeds need selectolax: pip install 'twicetold[feeds]'") from error
    markup = markup.replace(_BREAK, " ")
    shallow = _shallow(markup) if "<" in markup else _BLANK_LINES.sub(_BREAK, markup)
    page = LexborHTMLParser(utf8(f"<body>{shallow}"))
    page.strip_tags(_SILENT)
    for block in page.css(",".join(_BLOCKS)):
        block.insert_before(_BREAK)
        block.insert_after(_BREAK)
    paragraphs = (" ".join(part.split()) for part in page.text(deep=True).split(_BREAK))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _shallow(markup: str) -> str:
    """Return HTML of the same text that is read in linear time: without attributes, and not nested deeply.

    Blocks that are opened beyond a depth become line breaks, other elements only their content.
    """
    open_names: list[str] = []

    def rewritten(tag: re.Match[str]) -> str:
        name, depth = (tag["name"] or "").lower(), len(open_names)
        if not name or name in _RAW:  # comments have no name, nor have scripts with all that they hold
            return _NOTHING
        if tag["end"]:
            if open_names and open_names[-1] == name:
                open_names.pop()
            elif depth >= _DEEP and name not in _SILENT:
                return "<br>" if name in _BLOCKS else _NOTHING
            return f"</{name}>"
        if name not in _VOID:
            if depth >= (2 * _DEEP if name in _SILENT else _DEEP):
                return "<br>" if name in _BLOCKS else _NOTHING
            open_names.append(name)
        return f"<{name}/>" if tag[0].endswith("/>") else f"<{name}>"

    return _MARKUP.sub(rewritten, markup)
