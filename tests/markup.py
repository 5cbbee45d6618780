"""Texts that would like to be more than text where they are shown."""

from html.parser import HTMLParser

HOSTILE_MARKUP = [
    "<script>window.ran = 1</script>",
    "</script><script>window.ran = 1</script>",
    "</style><img src=x onerror='window.ran = 1'>",
    "<!--<script>",
    "]]><svg/onload=window.ran=1>",
    '" onmouseover="window.ran = 1" x="',
    "<a href='javascript:window.ran=1'>javascript:window.ran=1</a>",
    "<iframe src='https://example.invalid/'></iframe>",
    "<link rel=stylesheet href=https://example.invalid/a.css><base href=https://example.invalid/>",
    "{{ 7 * 7 }}{% raw %}${window.ran = 1}",
    "\u202eright to left\u2066\u2067 and no end",
    "NUL \x00 bell \x07 escape \x1b[31m next \x85 line\u2028 paragraph\u2029",
    "lone \ud800 and \udfff surrogates",
    "e" + "\u0301" * 400,
    "w" * 5_000,
    "مرحبا بالعالم שלום עולם",
    "&lt;b&gt; &amp; &#x3c;script&#x3e;",
]


def hostile_texts() -> list[str]:
    """Return two near-duplicates with each hostile text in them."""
    return [text for number, bad in enumerate(HOSTILE_MARKUP) for text in _near_duplicates(number, bad)]


def _near_duplicates(number: int, bad: str) -> tuple[str, str]:
    common = " ".join(f"word{number}x{k}" for k in range(60))
    return f"{bad} {common} {bad}", f"{bad} {common} and more {bad}"


class Elements(HTMLParser):
    """Counts the elements of a page, and collects their attributes and text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []
        self.texts: dict[str, list[str]] = {}
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.names.append(tag)
        self.attributes += attrs
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Note where it ends."""
        if tag in self.open:
            del self.open[len(self.open) - 1 - self.open[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        """Collect text by the element that it is in."""
        self.texts.setdefault(self.open[-1] if self.open else "", []).append(data)
