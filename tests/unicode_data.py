"""The Unicode Character Database as its files state it, and folding computed from them alone.

Slow and obvious, like reference.py, but independent of the version of Python's ``unicodedata``.
"""

import bz2
from collections.abc import Iterable, Iterator
from pathlib import Path

Sequence = tuple[int, ...]

_SYLLABLES, _LEADING, _VOWELS, _TRAILING = 0xAC00, 0x1100, 0x1161, 0x11A7


def lines(path: Path) -> Iterator[str]:
    """Lines of a file without comments and empty ones."""
    raw = path.read_bytes()
    text = (bz2.decompress(raw) if path.suffix == ".bz2" else raw).decode("utf-8")
    for line in text.splitlines():
        content = line.partition("#")[0].strip()
        if content:
            yield content


def fields(path: Path) -> Iterator[list[str]]:
    for line in lines(path):
        yield [field.strip() for field in line.split(";")]


def code_points(text: str) -> Sequence:
    """Read "0061 0308"."""
    return tuple(int(number, 16) for number in text.split())


def span(text: str) -> range:
    """Read "0041..005A" or "0041"."""
    first, _, last = text.partition("..")
    return range(int(first, 16), int(last or first, 16) + 1)


class Folding:
    """NFKC_Casefold (The Unicode Standard, R5), closed under repetition.

    Every character is mapped by NFKC_CF of DerivedNormalizationProps.txt, the whole brought into NFC by the mappings of
    UnicodeData.txt; and this again until nothing changes.
    """

    def __init__(self, folder: Path) -> None:
        self.combining_class: dict[int, int] = {}
        self.decomposition: dict[int, Sequence] = {}
        for field in fields(folder / "UnicodeData.txt"):
            if int(field[3]):
                self.combining_class[int(field[0], 16)] = int(field[3])
            if field[5] and not field[5].startswith("<"):
                self.decomposition[int(field[0], 16)] = code_points(field[5])
        self.mapping: dict[int, Sequence] = {}
        excluded: set[int] = set()
        for field in fields(folder / "DerivedNormalizationProps.txt"):
            if field[1] == "NFKC_CF":
                self.mapping.update(dict.fromkeys(span(field[0]), code_points(field[2])))
            elif field[1] == "Full_Composition_Exclusion":
                excluded.update(span(field[0]))
        self.composition = {
            pair: composed
            for composed, pair in self.decomposition.items()
            if len(pair) == 2 and composed not in excluded
        }

    def neutral(self) -> frozenset[int]:
        """Code points that fold to themselves, do not combine, and compose with nothing."""
        involved = {*self.mapping, *self.decomposition, *self.combining_class}
        involved.update(c for pair in self.composition for c in pair)
        involved.update(range(0x1100, 0x1200), range(_SYLLABLES, _SYLLABLES + 11172))  # Hangul
        return frozenset(range(0x110000)) - involved - set(range(0xD800, 0xE000))

    def decompose(self, code_point: int) -> Sequence:
        if 0 <= code_point - _SYLLABLES < 11172:
            leading, rest = divmod(code_point - _SYLLABLES, 588)
            vowel, trailing = divmod(rest, 28)
            return (_LEADING + leading, _VOWELS + vowel, *((_TRAILING + trailing,) if trailing else ()))
        if code_point in self.decomposition:
            return tuple(part for c in self.decomposition[code_point] for part in self.decompose(c))
        return (code_point,)

    def ordered(self, sequence: Iterable[int]) -> list[int]:
        """Sort each run of marks by combining class, those of a class in their order."""
        found: list[int] = []
        run: list[int] = []
        for c in sequence:
            if c in self.combining_class:
                run.append(c)
            else:
                found += [*sorted(run, key=self.combining_class.__getitem__), c]
                run = []
        return found + sorted(run, key=self.combining_class.__getitem__)

    def _composed(self, first: int, second: int) -> int | None:
        if 0 <= first - _LEADING < 19 and 0 <= second - _VOWELS < 21:
            return _SYLLABLES + ((first - _LEADING) * 21 + second - _VOWELS) * 28
        syllable = first - _SYLLABLES
        if 0 <= syllable < 11172 and syllable % 28 == 0 and 0 < second - _TRAILING < 28:
            return first + second - _TRAILING
        return self.composition.get((first, second))

    def nfc(self, sequence: Iterable[int]) -> Sequence:
        """The Unicode Standard, D108 to D117."""
        found: list[int] = []
        starter = -1
        for c in self.ordered(part for whole in sequence for part in self.decompose(whole)):
            own = self.combining_class.get(c, 0)
            last = self.combining_class.get(found[-1], 0) if found else 0
            blocked = starter < 0 or (len(found) - 1 > starter and last >= own)
            composed = None if blocked else self._composed(found[starter], c)
            if composed is not None:
                found[starter] = composed
                continue
            if own == 0:
                starter = len(found)
            found.append(c)
        return tuple(found)

    def fold(self, text: str) -> str:
        now: Sequence = tuple(map(ord, text))
        before = None
        while now != before:
            before = now
            now = self.nfc(part for c in now for part in self.mapping.get(c, (c,)))
        return "".join(map(chr, now))
