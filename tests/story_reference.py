"""Stories the slow way: every step as METHODS.md section 5 says it, over dicts, all pairs and full rows of averages."""

import hashlib
import math
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import twicetold as tt
from reference import all_pairs, is_emoji, is_spaceless, representatives, shingle_set

Vector = dict[tuple[str, ...], float]
STOP_LISTS = Path(__file__).resolve().parent.parent / "cpp" / "twicetold" / "summary" / "stopwords"
CANDIDATE_TERMS, MOST_TEXTS = 40, 100


def _rounded(value: float) -> float:
    return float(np.float32(value))  # "Bits": logarithms and exponentials are rounded at once


@cache
def _stop_lists() -> dict[str, frozenset[str]]:
    lists = {}
    for path in sorted(STOP_LISTS.glob("*.txt")):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        words = [[t.text.replace("’", "'") for t in tt.tokens(word)] for word in " ".join(lines).split()]
        lists[path.stem] = frozenset(word[0] for word in words if len(word) == 1)
    return lists


def _stop_words(words: Sequence[str]) -> tuple[frozenset[str], str]:
    """Those of every list that covers a tenth of the words and half as many as the best list, and that list's name."""
    covered = {name: sum(word in listed for word in words) for name, listed in _stop_lists().items()}
    name = max(covered, key=covered.__getitem__)
    fits = [own for own, n in covered.items() if n and 10 * n >= len(words) and 2 * n >= covered[name]]
    return frozenset().union(*(_stop_lists()[own] for own in fits)), name if fits else ""


def _features(words: Sequence[tuple[str, int, int]], stop: frozenset[str]) -> list[tuple[str, ...]]:
    """Return the terms of a sentence and its pairs of adjacent terms; a word stands with its start and end."""
    found: list[tuple[str, ...]] = []
    before: str | None = None
    k = 0
    while k < len(words):
        word = words[k][0]
        run = k + 1
        if is_spaceless(word[0]):
            while run < len(words) and is_spaceless(words[run][0][0]) and words[run][1] == words[run - 1][2]:
                run += 1
            characters = [w for w, _, _ in words[k:run]]
            terms = ["".join(pair) for pair in pairwise(characters)] or characters
        else:
            terms = [] if word in stop or is_emoji(word[0]) else [word[:5]]
        for term in terms:
            found.append((term,))
            if before is not None:
                found.append((before, term))
            before = term
        if not terms:
            before = None
        k = run
    return found


def _words(text: str) -> list[tuple[str, int, int]]:
    return [(token.text.replace("’", "'"), token.start, token.end) for token in tt.tokens(text)]


def frequencies(title: str, text: str) -> Vector:
    """Step 1: log2(1 + f) of each feature."""
    body, head = _words(text), _words(title)
    stop, language = _stop_words([word for word, _, _ in body])
    head_stop = _stop_lists()[language] if language else _stop_words([word for word, _, _ in head])[0]
    spans = [(sentence.start, sentence.end) for sentence in tt.sentences(text)]
    sentences = [_features([word for word in body if start <= word[1] < end], stop) for start, end in spans]
    if heading := _features(head, head_stop):
        sentences.insert(0, heading)
    counted: Counter[tuple[str, ...]] = Counter()
    for j, features in enumerate(sentences):
        weight = 1 + 4 * _rounded(math.exp(-j / 3))
        for feature in features:
            counted[feature] += len(feature) * weight  # type: ignore[assignment]
    return {feature: _rounded(math.log2(1 + f)) for feature, f in counted.items()}


def vectors(counted: Sequence[Vector]) -> tuple[list[Vector], Counter[tuple[str, ...]]]:
    """Step 2: unit vectors; the features of one text count in their length and are then dropped."""
    n = len(counted)
    df = Counter(feature for own in counted for feature in own)

    def idf(feature: tuple[str, ...]) -> float:
        value = _rounded(math.log(1 + (n + 50) / (df[feature] + 1)))
        return value * 50 / (50 + n) if df[feature] == 1 else value

    made = []
    for own in counted:
        x = {feature: f * idf(feature) for feature, f in own.items()}
        norm = math.sqrt(sum(value * value for value in x.values()))
        made.append({feature: _rounded(value / norm) for feature, value in x.items() if df[feature] > 1})
    return made, df


def _heavy(own: Vector, df: Counter[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """Step 3: the 40 heaviest features of at most 100 texts."""
    few = [feature for feature in own if df[feature] <= MOST_TEXTS]
    return set(sorted(few, key=lambda feature: (-own[feature], feature))[:CANDIDATE_TERMS])


def _similarity(a: Vector, b: Vector, days: tuple[float, float]) -> Fraction:
    cosine = sum(value * b[feature] for feature, value in a.items() if feature in b)
    apart = abs(days[0] - days[1])
    if apart > 3:  # step 6; not for NaN
        cosine *= _rounded(math.exp(-(apart - 3) / 30))
    return Fraction(math.floor(min(cosine, 1) * 2**32 + 0.5), 2**32)


def _average_link(n: int, edges: dict[tuple[int, int], Fraction], threshold: float) -> list[set[int]]:
    """Step 4, pair by pair of groups; absent edges are 0."""
    groups: dict[int, set[int]] = {k: {k} for k in range(n)}
    sums = dict(edges)
    while sums:
        averages = {(x, y): value / (len(groups[x]) * len(groups[y])) for (x, y), value in sums.items()}
        a, b = min(averages, key=lambda pair: (-averages[pair], pair))
        if float(averages[a, b]) < threshold:
            break
        groups[a] |= groups.pop(b)
        joined: dict[tuple[int, int], Fraction] = {}
        for (x, y), value in sums.items():
            left, right = sorted((a if x == b else x, a if y == b else y))
            if left != right:
                joined[left, right] = joined.get((left, right), Fraction(0)) + value
        sums = joined
    return list(groups.values())


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def stories(
    texts: Sequence[str | None],
    titles: Sequence[str | None] | None = None,
    days: Sequence[float] | None = None,
    languages: Sequence[str | None] | None = None,
    threshold: str | float = "auto",
) -> set[frozenset[int]]:
    """Return the rows of each story."""
    n = len(texts)
    body = [text or "" for text in texts]
    heads = [(title or "") for title in titles or [""] * n]
    labels = [language or "" for language in languages or [""] * n]
    dates = [math.inf if days is None or math.isnan(days[k]) else days[k] for k in range(n)]
    keys = [(_hash(tt.fold(body[k])), heads[k], dates[k], labels[k], _hash(body[k]), k) for k in range(n)]
    rank = {key[-1]: place for place, key in enumerate(sorted(keys))}
    shingles = [len(shingle_set(text, "word:5")) for text in texts]
    first = sorted(range(n), key=lambda k: (-shingles[k], rank[k]))
    kept_for = representatives(all_pairs(texts, "word:5", 0.8), [first.index(k) for k in range(n)])
    with_word = [bool(tt.tokens(body[k]) or tt.tokens(heads[k])) for k in range(n)]
    rows = [k for k in sorted(range(n), key=rank.__getitem__) if kept_for[k] == k and with_word[k]]
    own, df = vectors([frequencies(heads[k], body[k]) for k in rows])
    heavy = [_heavy(vector, df) for vector in own]
    t = {"auto": 0.10 + 0.04 * 10 / (10 + len(rows)), "running": 0.09, "event": 0.16}.get(str(threshold), threshold)
    when = [math.nan if days is None else days[k] for k in rows]
    edges = {}
    for a, b in combinations(range(len(rows)), 2):
        apart = len({labels[rows[a]], labels[rows[b]]} - {""}) == 2
        if heavy[a] & heavy[b] and not apart:
            similarity = _similarity(own[a], own[b], (when[a], when[b]))
            if similarity >= float(t) / 2:
                edges[a, b] = similarity
    groups = [{rows[k] for k in group} for group in _average_link(len(rows), edges, float(t))]
    return {frozenset(k for k in range(n) if kept_for[k] in group) for group in groups}
