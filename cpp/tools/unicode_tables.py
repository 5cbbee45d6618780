"""Generate ``cpp/twicetold/text/unicode_tables.cpp`` from the Unicode Character Database 15.0.

    python cpp/tools/unicode_tables.py [/usr/share/unicode] > cpp/twicetold/text/unicode_tables.cpp

Debian's package ``unicode-data`` (15.0) provides the files. The output is committed, so building needs none of this.
What every field means is written in ``unicode_tables.hpp``.
"""

import sys
from pathlib import Path

LAST = 0x110000
FLAGS = [
    "letter", "mark", "number", "decimal", "upper", "lower", "space", "spaceless", "han_kana", "emoji",
    "open", "close", "quote", "terminal", "ignorable", "boundary", "direct", "plain", "symbol", "dash",
    "token_part", "token_alone", "mark_part", "settled",
]  # fmt: skip
BIT = {name: 1 << k for k, name in enumerate(FLAGS)}
SPACELESS = {"Han", "Hiragana", "Katakana", "Thai", "Lao", "Khmer", "Myanmar", "Tibetan"}
HAN_KANA = {"Han", "Hiragana", "Katakana"}
OTHER_SENTENCE_SIGNS = "…다요죠"  # the syllables are those of is_last_of_polite_ending in sentence_korean.hpp


def rows(root, name):
    """Yield (first, last, fields) of a UCD file."""
    for line in (root / name).read_text(encoding="utf-8").splitlines():
        fields = [f.strip() for f in line.split("#")[0].split(";")]
        if len(fields) > 1:
            first, _, last = fields[0].partition("..")
            yield int(first, 16), int(last or first, 16), fields[1:]


def points(root, name, value):
    return {cp for a, b, f in rows(root, name) if f[0] == value for cp in range(a, b + 1)}


def hexes(text):
    return tuple(int(h, 16) for h in text.split())


class Database:
    def __init__(self, root):
        self.category = ["Cn"] * LAST
        self.ccc = [0] * LAST
        self.canonical = {}
        start = None
        for line in (root / "UnicodeData.txt").read_text(encoding="utf-8").splitlines():
            f = line.split(";")
            cp = int(f[0], 16)
            if f[1].endswith("First>"):
                start = cp
                continue
            for c in range(cp if start is None else start, cp + 1):
                self.category[c] = f[2]
            start = None
            self.ccc[cp] = int(f[3])
            if f[5] and not f[5].startswith("<"):
                self.canonical[cp] = hexes(f[5])
        excluded = points(root, "DerivedNormalizationProps.txt", "Full_Composition_Exclusion")
        self.compose = {d: c for c, d in self.canonical.items() if len(d) == 2 and c not in excluded}
        self.nfkc_cf = {}
        for a, b, f in rows(root, "DerivedNormalizationProps.txt"):
            if f[0] == "NFKC_CF":
                for cp in range(a, b + 1):
                    self.nfkc_cf[cp] = hexes(f[1])
        self.seconds = {d[1] for d in self.compose} | set(range(0x1161, 0x1176)) | set(range(0x11A8, 0x11C3))
        self.property = {
            "upper": points(root, "DerivedCoreProperties.txt", "Uppercase"),
            "lower": points(root, "DerivedCoreProperties.txt", "Lowercase"),
            "space": points(root, "PropList.txt", "White_Space"),
            "quote": points(root, "PropList.txt", "Quotation_Mark"),
            # Unicode 15.0 lacks the full stops of Khmer, which later versions have.
            "terminal": points(root, "PropList.txt", "Sentence_Terminal") | {0x17D4, 0x17D5},
            "dash": points(root, "PropList.txt", "Dash"),
        }
        pictographic = points(root, "emoji/emoji-data.txt", "Extended_Pictographic")
        self.property["emoji"] = {cp for cp in pictographic if cp > 0x203B} | set(range(0x1F1E6, 0x1F200))
        names = {f[0]: f[1] for _, _, f in []}
        aliases = (root / "PropertyValueAliases.txt").read_text(encoding="utf-8").splitlines()
        for f in ([x.strip() for x in line.split("#")[0].split(";")] for line in aliases):
            if f[0] == "sc":
                names[f[1]] = f[2]
        self.scripts = [frozenset()] * LAST
        for a, b, f in rows(root, "Scripts.txt"):
            for cp in range(a, b + 1):
                self.scripts[cp] = frozenset([f[0]])
        for a, b, f in rows(root, "ScriptExtensions.txt"):
            for cp in range(a, b + 1):
                self.scripts[cp] = frozenset(names[s] for s in f[0].split())

    def nfd(self, sequence):
        out = []
        for cp in sequence:
            if 0xAC00 <= cp < 0xD7A4:
                s = cp - 0xAC00
                out += [0x1100 + s // 588, 0x1161 + s % 588 // 28] + ([0x11A7 + s % 28] if s % 28 else [])
            elif cp in self.canonical:
                out += self.nfd(self.canonical[cp])
            else:
                out.append(cp)
        for i in range(1, len(out)):
            j = i
            while j and self.ccc[out[j]] and self.ccc[out[j - 1]] > self.ccc[out[j]]:
                out[j - 1], out[j] = out[j], out[j - 1]
                j -= 1
        return tuple(out)

    def fold(self, cp):
        """The closure of NFKC_CF for one code point, canonically decomposed."""
        before, now = None, (cp,)
        while now != before:
            before, now = now, self.nfd(c for x in now for c in self.nfkc_cf.get(x, (x,)))
        return now

    def composed(self, sequence):
        out = []
        starter = None
        last = 0
        for cp in sequence:
            if starter is not None and (last < self.ccc[cp] or last == 0 == len(out) - 1 - starter):
                pair = (out[starter], cp)
                made = self.compose.get(pair)
                a, b = pair
                if made is None and 0x1100 <= a < 0x1113 and 0x1161 <= b < 0x1176:
                    made = 0xAC00 + ((a - 0x1100) * 21 + b - 0x1161) * 28
                elif made is None and 0xAC00 <= a < 0xD7A4 and (a - 0xAC00) % 28 == 0 and 0x11A7 < b < 0x11C3:
                    made = a + b - 0x11A7
                if made is not None:
                    out[starter] = made
                    continue
            if self.ccc[cp] == 0:
                starter = len(out)
            last = self.ccc[cp]
            out.append(cp)
        return tuple(out)


def is_spaceless(db, cp):
    return db.category[cp][0] in "LMN" and bool(db.scripts[cp]) and db.scripts[cp] <= SPACELESS


def token_flags(db, folded):
    """What the folded code point is in a token."""
    if db.category[folded][0] == "M":
        return BIT["mark_part"]
    emoji = folded in db.property["emoji"]
    flags = BIT["token_part"] if emoji or db.category[folded][0] in "LN" else 0
    return flags | (BIT["token_alone"] if emoji or is_spaceless(db, folded) else 0)


def record(db, cp, pool):
    category = db.category[cp]
    flags = 0
    for first, name in (("L", "letter"), ("M", "mark"), ("N", "number"), ("S", "symbol")):
        flags |= BIT[name] if category[0] == first else 0
    flags |= BIT["decimal"] if category == "Nd" else 0
    flags |= BIT["upper"] if category == "Lt" else 0
    flags |= BIT["open"] if category in ("Ps", "Pi") else 0
    flags |= BIT["close"] if category in ("Pe", "Pf") else 0
    for name, members in db.property.items():
        flags |= BIT[name] if cp in members else 0
    if is_spaceless(db, cp):
        flags |= BIT["spaceless"]
        flags |= BIT["han_kana"] if db.scripts[cp] <= HAN_KANA else 0
    folded = db.fold(cp)
    composed = db.composed(folded)
    if not folded:
        flags |= BIT["ignorable"]
    elif db.ccc[folded[0]] == 0 and folded[0] not in db.seconds:
        flags |= BIT["boundary"]
    delta = 0
    if len(composed) == 1 and db.ccc[composed[0]] == 0:
        flags |= BIT["direct"]
        delta = composed[0] - cp
    if composed == (cp,) and cp not in db.seconds:
        flags |= BIT["plain"]
    if len(composed) == 1:
        flags |= token_flags(db, composed[0])
    offset = 0
    hangul = 0xAC00 <= cp < 0xD7A4
    if folded != (cp,) and not hangul and not (folded == composed and "direct" and flags & BIT["direct"]):
        offset = ("pool", folded)
        pool.add(folded)
        flags |= BIT["settled"] if folded == composed else 0
    return flags, db.ccc[cp], delta, offset


def sentence_sign_bytes(each):
    """By what second byte a sign that matters to sentences may have behind each lead byte from 0xC0 on."""
    brackets = BIT["open"] | BIT["close"]
    found = [0] * 64
    for cp in range(0x80, LAST):
        flags = each[cp][0]
        bracket = flags & brackets and (not flags & BIT["quote"] or 0x300C <= cp <= 0x300F)
        if flags & BIT["terminal"] or bracket or chr(cp) in OTHER_SENTENCE_SIGNS:
            lead, second = chr(cp).encode()[:2]
            found[lead - 0xC0] |= 1 << (second - 0x80)
    return found


def lay_out(pool):
    """Concatenate the sequences: length, then code points; returns the array and where each sequence starts."""
    array, place = [0], {}
    for sequence in sorted(pool, key=lambda s: (-len(s), s)):
        place[sequence] = len(array)
        array.append(len(sequence))
        array.extend(sequence)
    return array, place


def two_stage(values, size):
    blocks, first = {}, []
    second = []
    for start in range(0, len(values), size):
        block = tuple(values[start : start + size])
        if block not in blocks:
            blocks[block] = len(blocks)
            second.extend(block)
        first.append(blocks[block])
    return first, second


def emit(kind, name, values, width=16):
    print(f"const {kind} {name}[] = {{")
    for start in range(0, len(values), width):
        print("    " + ", ".join(str(v) for v in values[start : start + width]) + ",")
    print("};")


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/unicode")
    db = Database(root)
    pool = set()
    each = [record(db, cp, pool) for cp in range(LAST)]
    array, place = lay_out(pool)
    records, index = {}, []
    for flags, ccc, delta, offset in each:
        key = (flags, ccc, delta, place[offset[1]] if offset else 0)
        index.append(records.setdefault(key, len(records)))
    size = min((32, 64, 128), key=lambda s: (lambda f, t: 2 * len(f) + 2 * len(t))(*two_stage(index, s)))
    first, second = two_stage(index, size)
    assert max(len(records), len(array), *first) < 65536
    compose = sorted((a << 32 | b, c) for (a, b), c in db.compose.items())
    print("// Generated by cpp/tools/unicode_tables.py from the Unicode Character Database 15.0.0. Do not edit.")
    print("// Unicode data files are Copyright (c) 1991-2022 Unicode, Inc., used under its licence; see NOTICE.")
    print('#include "twicetold/text/unicode_tables.hpp"\n')
    print("namespace twicetold::unicode {\n\n// clang-format off")
    emit("std::uint16_t", "first_stage", first)
    emit("std::uint16_t", "second_stage", second)
    emit("Record", "records", [f"{{{f | c << 24}u, {d}, {o}}}" for f, c, d, o in records], 6)
    emit("char32_t", "sequence_pool", array)
    emit("std::uint32_t", "ascii_flags", [f"{flags}u" for flags, *_ in each[:128]], 8)
    emit("std::uint64_t", "sentence_sign_bytes", [f"{bits}u" for bits in sentence_sign_bytes(each)], 4)
    emit("Composition", "composition_pairs", [f"{{{k}u, {c}}}" for k, c in compose], 6)
    print("// clang-format on\n")
    print(f"static_assert(block_size == {size});\n")
    print("const std::span<const Composition> compositions{composition_pairs};")
    print("\n}  // namespace twicetold::unicode")
    total = 2 * len(first) + 2 * len(second) + 12 * len(records) + 4 * len(array) + 16 * len(compose)
    print(f"{len(records)} records, blocks of {size}, {total} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
