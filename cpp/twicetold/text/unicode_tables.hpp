#pragma once

#include <cstdint>
#include <span>

namespace twicetold::unicode {

/// What a code point is, as bits of Record::flags. Bit for bit the list FLAGS in cpp/tools/unicode_tables.py.
enum Flag : std::uint32_t {
    letter = 1u << 0,      // general category L*
    mark = 1u << 1,        // M*
    number = 1u << 2,      // N*
    decimal = 1u << 3,     // Nd
    upper = 1u << 4,       // Uppercase or Lt
    lower = 1u << 5,       // Lowercase
    space = 1u << 6,       // White_Space
    spaceless = 1u << 7,   // a letter, mark or number of a script written without spaces
    han_kana = 1u << 8,    // a letter, mark or number of Han, Hiragana or Katakana
    emoji = 1u << 9,       // Extended_Pictographic above U+203B, or a regional indicator
    open = 1u << 10,       // Ps, Pi
    close = 1u << 11,      // Pe, Pf
    quote = 1u << 12,      // Quotation_Mark
    terminal = 1u << 13,   // Sentence_Terminal
    ignorable = 1u << 14,  // folds to nothing
    boundary = 1u << 15,   // what it folds to never interacts with what stands before
    direct = 1u << 16,     // folds to the one starter `code point + delta`
    plain = 1u << 17,      // folds to itself and never composes with what stands before
    symbol = 1u << 18,     // S*
    dash = 1u << 19,       // Dash
    // Of a code point that folds to one: what that is in a token.
    token_part = 1u << 20,   // a letter, a number or an emoji
    token_alone = 1u << 21,  // one that lets no other join its token but marks
    mark_part = 1u << 22,    // a mark
    settled = 1u << 23,      // `folded` stands there composed: no two of its code points compose or change places
};

struct Record {
    std::uint32_t flags_and_class;  // canonical combining class in the top byte
    std::int32_t delta;             // with `direct`: the folded code point minus this one
    std::uint32_t folded;           // where in `sequence_pool` the folded, canonically decomposed form stands; 0: it is
                                    // the code point plus delta

    [[nodiscard]] bool is(std::uint32_t flags) const { return (flags_and_class & flags) != 0; }
    [[nodiscard]] std::uint32_t combining_class() const { return flags_and_class >> 24; }
};

/// `first` and `second` compose to `composed` (Hangul syllables are computed, not listed).
struct Composition {
    std::uint64_t pair;  // first << 32 | second; sorted
    char32_t composed;
};

constexpr std::uint32_t block_size = 128;

extern const std::uint16_t first_stage[];
extern const std::uint16_t second_stage[];
extern const Record records[];
extern const char32_t sequence_pool[];  // each: its length, then its code points
extern const std::span<const Composition> compositions;
/// The flags of the code points below 0x80.
extern const std::uint32_t ascii_flags[128];
/// For each lead byte from 0xC0 on, bit k: with the second byte 0x80 + k may start an ellipsis, a `terminal`, an `open`
/// or `close` that is no quote but 「 」 『 』, or 다, 요 or 죠 (sentence_korean.hpp).
extern const std::uint64_t sentence_sign_bytes[64];

/// `code_point` is at most U+10FFFF.
[[nodiscard]] inline const Record& record_of(char32_t code_point) {
    return records[second_stage[first_stage[code_point / block_size] * block_size + code_point % block_size]];
}

[[nodiscard]] inline bool is(char32_t code_point, std::uint32_t flags) {
    return record_of(code_point).is(flags);
}

}  // namespace twicetold::unicode
