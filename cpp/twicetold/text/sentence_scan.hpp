#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "twicetold/text/sentence_glyphs.hpp"
#include "twicetold/text/sentence_korean.hpp"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

// Where the sentence splitter has to look closer: at terminators, brackets, colons and semicolons,
// and at syllables that end Korean sentences.

namespace twicetold {

namespace scan {

/// No sign that matters is written with a lead byte below this one.
constexpr unsigned first_lead = 0xD6;

/// ASCII signs that matter, and lead bytes behind which a sign that matters may stand.
constexpr std::array<bool, 256> make_stops() {
    std::array<bool, 256> stops{};
    for (const char c : {'.', '!', '?', '(', ')', ':', ';', '#', '@'}) {
        stops[static_cast<unsigned char>(c)] = true;
    }
    for (unsigned byte = first_lead; byte <= 0xFF; ++byte) {
        stops[byte] = true;
    }
    return stops;
}

inline constexpr std::array<bool, 256> stops = make_stops();

/// Whether the code point whose lead byte stands at `at` matters.
[[nodiscard]] inline bool matters(std::string_view text, std::size_t at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const auto second = static_cast<unsigned char>(at + 1 < text.size() ? text[at + 1] : '\0');
    if (lead < first_lead || (unicode::sentence_sign_bytes[lead - 0xC0] >> (second & 0x3F) & 1) == 0) {
        return lead < first_lead;
    }
    const Glyph glyph = glyph_at(text, at);
    return glyph.is(unicode::terminal) || is_bracket(glyph) || glyph == U'\u2026' ||
           is_last_of_polite_ending(glyph.code_point);
}

#if defined(__SSE2__)
/// Bits of the 16 bytes at `bytes` that are stops.
[[nodiscard]] inline std::uint32_t stop_bits(const char* bytes) {
    const __m128i c = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes));
    const auto is = [&](__m128i x, char value) { return _mm_cmpeq_epi8(x, _mm_set1_epi8(value)); };
    const __m128i even = _mm_and_si128(c, _mm_set1_epi8(static_cast<char>(0xFE)));   // "(" and ")", ":" and ";"
    const __m128i apart = _mm_and_si128(c, _mm_set1_epi8(static_cast<char>(0xFD)));  // "!" and "#"
    const __m128i lead = _mm_cmpeq_epi8(_mm_max_epu8(c, _mm_set1_epi8(static_cast<char>(first_lead))), c);
    const __m128i signs = _mm_or_si128(_mm_or_si128(is(c, '.'), is(c, '@')), is(c, '?'));
    const __m128i pairs = _mm_or_si128(_mm_or_si128(is(even, '('), is(even, ':')), is(apart, '!'));
    return static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(signs, pairs), lead)));
}
#endif

}  // namespace scan

/// The first byte in [at, end) of `text` at which something stands that matters, or `end`. O(bytes passed).
[[nodiscard]] inline std::size_t next_sentence_sign(std::string_view text, std::size_t at, std::size_t end) {
#if defined(__SSE2__)
    for (; at < end && at + 16 <= text.size(); at += 16) {
        for (std::uint32_t bits = scan::stop_bits(text.data() + at); bits != 0; bits &= bits - 1) {
            const std::size_t stop = at + static_cast<std::size_t>(std::countr_zero(bits));
            if (stop >= end) {
                return end;
            }
            if (scan::matters(text, stop)) {
                return stop;
            }
        }
    }
    if (at >= end) {
        return end;
    }
#endif
    while (at < end && !(scan::stops[static_cast<unsigned char>(text[at])] && scan::matters(text, at))) {
        ++at;
    }
    return at;
}

}  // namespace twicetold
