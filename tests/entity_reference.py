"""What entities are in plain ASCII text, said with one regular expression for each kind.

The subset is what needs no context: pieces stand between blanks, brackets and punctuation, months are not named.
"""

import re

# In the order of precedence; none may start within a word.
PATTERNS = {
    "url": r"(?:https?|ftp)://[a-z0-9]+(?:[.-][a-z0-9]+)*(?:/[\w./?=&%-]*[\w/=&%-])?",
    "email": r"[a-z0-9]+(?:[._+-][a-z0-9]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,}",
    "file name": r"(?:\w[\w-]*/)*\w[\w-]*\.(?:pdf|txt|cpp|jpg|tar\.gz|docx)",
    "handle": r"@\w*[a-z]\w*",
    "hashtag": r"#\w*[a-z]\w*",
    "date": r"[12][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])",
    "time": r"(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?",
    "number": r"[-+]?(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)*)",
}
# A piece that nothing of a word, no further "@" and no "-" or "." inside a word touches.
_ENTITY = re.compile(
    r"(?<![\w@#&%./:-])(?:"
    + "|".join(f"(?P<{kind.replace(' ', '_')}>{pattern})" for kind, pattern in PATTERNS.items())
    + r")(?!\w|[@/:-]\w|[.,][0-9a-z])",
    re.ASCII,
)


def entities(text: str) -> list[tuple[str, int, int, str]]:
    """Return (text, start, end, kind) of each entity."""
    return [
        (match.group(), match.start(), match.end(), str(match.lastgroup).replace("_", " "))
        for match in _ENTITY.finditer(text)
    ]
