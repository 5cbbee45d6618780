"""ROUGE as its definitions say, in plain Python, with tables for common subsequences."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain

import reference

Tokens = list[str]
Score = tuple[float, float, float]


def english(line: str) -> Tokens:
    return re.findall("[a-z0-9]+", line.lower())


def unicode(line: str) -> Tokens:
    """Return the library's tokens, but that apostrophes separate."""
    return reference.tokens(re.sub("['’]", " ", reference.fold(line)))


def table(a: Sequence[str], b: Sequence[str]) -> list[list[int]]:
    rows = [[0] * (len(b) + 1)]
    for x in a:
        row = [0]
        for k, y in enumerate(b):
            row.append(rows[-1][k] + 1 if x == y else max(row[-1], rows[-1][k + 1]))
        rows.append(row)
    return rows


def places(a: Sequence[str], b: Sequence[str]) -> set[int]:
    rows, i, j = table(a, b), len(a), len(b)
    found = set()
    while i and j:
        if a[i - 1] == b[j - 1]:
            i, j = i - 1, j - 1
            found.add(i)
        elif rows[i][j - 1] > rows[i - 1][j]:
            j -= 1
        else:
            i -= 1
    return found


def shares(shared: int, candidate: int, target: int) -> Score:
    if not shared:
        return 0.0, 0.0, 0.0
    precision, recall = shared / candidate, shared / target
    return precision, recall, 2 * precision * recall / (precision + recall)


def rouge(candidate: str, target: str, measure: str, tokens: str) -> Score:
    cut = english if tokens == "english" else unicode
    own, theirs = ([cut(line) for line in text.split("\n")] for text in (candidate, target))
    a, b = list(chain(*own)), list(chain(*theirs))
    if measure == "rougeL":
        return shares(table(b, a)[-1][-1], len(a), len(b))
    if measure == "rougeLsum":
        marked = Counter(line[k] for line in theirs for k in set().union(*(places(line, other) for other in own)))
        return shares((marked & Counter(a)).total(), len(a), len(b))
    n = int(measure[5:])
    grams = [Counter(tuple(words[k : k + n]) for k in range(len(words) - n + 1)) for words in (a, b)]
    return shares((grams[0] & grams[1]).total(), grams[0].total(), grams[1].total())
