#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "twicetold/text/unicode_tables.hpp"
#include "twicetold/text/utf8.hpp"

// How the sentence splitter reads text: one code point at a time, forwards and backwards.

namespace twicetold {

/// A code point where it stands; beyond either end of the text it is U+0000 of size 0, which is nothing.
struct Glyph {
    char32_t code_point = 0;
    std::uint32_t size = 0;
    std::uint32_t flags = 0;

    [[nodiscard]] bool is(std::uint32_t any_of) const { return (flags & any_of) != 0; }
    [[nodiscard]] bool operator==(char32_t c) const { return size != 0 && code_point == c; }
};

[[nodiscard]] inline Glyph glyph_at(std::string_view text, std::size_t at) {
    if (at >= text.size()) {
        return {};
    }
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80) {
        return {byte, 1, unicode::ascii_flags[byte]};
    }
    const Decoded decoded = decode_utf8(text, at);
    return {decoded.code_point, decoded.size, unicode::record_of(decoded.code_point).flags_and_class};
}

/// The code point that ends at byte `end`. Ill-formed bytes read as U+FFFD, one byte each.
[[nodiscard]] inline Glyph glyph_before(std::string_view text, std::size_t end) {
    if (end == 0 || end > text.size()) {
        return {};
    }
    std::size_t begin = end - 1;
    if (static_cast<unsigned char>(text[begin]) < 0x80) {
        return glyph_at(text, begin);
    }
    while (begin > 0 && end - begin < 4 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) {
        --begin;
    }
    const Glyph glyph = glyph_at(text, begin);
    if (begin + glyph.size != end) {
        return {replacement_character, 1, unicode::record_of(replacement_character).flags_and_class};
    }
    return glyph;
}

[[nodiscard]] inline std::size_t skip_space(std::string_view text, std::size_t at) {
    for (Glyph glyph = glyph_at(text, at); glyph.is(unicode::space); glyph = glyph_at(text, at)) {
        at += glyph.size;
    }
    return at;
}

/// Past direction marks, joiners, soft hyphens and their like.
[[nodiscard]] inline std::size_t skip_invisible(std::string_view text, std::size_t at) {
    for (Glyph glyph = glyph_at(text, at); glyph.is(unicode::ignorable); glyph = glyph_at(text, at)) {
        at += glyph.size;
    }
    return at;
}

/// White space and invisible characters.
[[nodiscard]] inline std::size_t skip_unseen(std::string_view text, std::size_t at) {
    constexpr std::uint32_t unseen = unicode::space | unicode::ignorable;
    for (Glyph glyph = glyph_at(text, at); glyph.is(unseen); glyph = glyph_at(text, at)) {
        at += glyph.size;
    }
    return at;
}

[[nodiscard]] inline std::size_t trim_space_before(std::string_view text, std::size_t begin, std::size_t end) {
    for (Glyph glyph = glyph_before(text, end); end > begin && glyph.is(unicode::space);
         glyph = glyph_before(text, end)) {
        end -= glyph.size;
    }
    return end;
}

[[nodiscard]] constexpr bool is_ascii_digit(char c) {
    return c >= '0' && c <= '9';
}

[[nodiscard]] constexpr bool is_ascii_lower(char c) {
    return c >= 'a' && c <= 'z';
}

[[nodiscard]] constexpr bool is_ascii_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

[[nodiscard]] constexpr bool is_ascii_letter(char c) {
    return is_ascii_lower(c) || is_ascii_upper(c);
}

[[nodiscard]] inline bool is_link_start(std::string_view text) {
    return text.starts_with("http://") || text.starts_with("https://") || text.starts_with("www.");
}

/// Not the quotes among opening and closing signs, but 「 」 『 』.
[[nodiscard]] inline bool is_bracket(const Glyph& glyph) {
    const bool corner = glyph.code_point >= 0x300C && glyph.code_point <= 0x300F;
    return glyph.is(unicode::open | unicode::close) && (corner || !glyph.is(unicode::quote));
}

}  // namespace twicetold
