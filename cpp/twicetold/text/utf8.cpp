#include "twicetold/text/utf8.hpp"

#include <algorithm>
#include <cstring>

namespace twicetold {

namespace {

/// What a lead byte promises: how many bytes, and which second byte keeps the sequence well-formed.
struct Lead {
    std::uint32_t size;
    unsigned char second_low;
    unsigned char second_high;
};

Lead lead_of(unsigned char byte) {
    if (byte < 0xC2 || byte > 0xF4) {
        return {1, 1, 0};  // never a lead
    }
    if (byte < 0xE0) {
        return {2, 0x80, 0xBF};
    }
    if (byte < 0xF0) {
        return {3, static_cast<unsigned char>(byte == 0xE0 ? 0xA0 : 0x80),
                static_cast<unsigned char>(byte == 0xED ? 0x9F : 0xBF)};
    }
    return {4, static_cast<unsigned char>(byte == 0xF0 ? 0x90 : 0x80),
            static_cast<unsigned char>(byte == 0xF4 ? 0x8F : 0xBF)};
}

}  // namespace

Decoded decode_any_utf8(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[k]); };
    const unsigned char first = byte(at);
    if (first < 0x80) {
        return {first, 1};
    }
    const Lead lead = lead_of(first);
    const std::size_t left = text.size() - at;
    if (lead.size == 1 || left < 2 || byte(at + 1) < lead.second_low || byte(at + 1) > lead.second_high) {
        return {replacement_character, 1};
    }
    char32_t code_point = first & (0x7Fu >> lead.size);
    code_point = code_point << 6 | (byte(at + 1) & 0x3Fu);
    for (std::uint32_t k = 2; k < lead.size; ++k) {
        if (k >= left || !is_continuation(text[at + k])) {
            return {replacement_character, k};
        }
        code_point = code_point << 6 | (byte(at + k) & 0x3Fu);
    }
    return {code_point, lead.size};
}

std::size_t encode_rare_utf8(char32_t c, char* out) {
    if (c < 0x10000 || c > 0x10FFFF) {
        return encode_utf8(replacement_character, out);
    }
    out[0] = static_cast<char>(0xF0 | c >> 18);
    out[1] = static_cast<char>(0x80 | (c >> 12 & 0x3F));
    out[2] = static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out[3] = static_cast<char>(0x80 | (c & 0x3F));
    return 4;
}

void append_utf8(std::string& text, char32_t code_point) {
    char bytes[4];
    text.append(bytes, encode_utf8(code_point, bytes));
}

std::size_t find_invalid_utf8(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        std::uint64_t eight;
        if (at + sizeof eight <= text.size()) {
            std::memcpy(&eight, text.data() + at, sizeof eight);
            if ((eight & 0x8080808080808080u) == 0) {
                at += sizeof eight;
                continue;
            }
        }
        const Decoded decoded = decode_utf8(text, at);
        // U+FFFD itself is three bytes, EF BF BD: not what a replaced sequence looks like.
        if (decoded.code_point == replacement_character && text.substr(at, 3) != "\xEF\xBF\xBD") {
            return at;
        }
        at += decoded.size;
    }
    return std::string_view::npos;
}

std::size_t count_code_points(std::string_view text) {
    // Eight bytes at a time: bit 6 off and bit 7 on marks a continuation. Each byte of a sum counts one of eight
    // columns and holds up to 255; the product adds them up, which at most 31 summands keep below 256.
    constexpr std::uint64_t ones = 0x0101010101010101u;
    constexpr std::size_t summands = 31;
    std::size_t continuations = 0;
    std::size_t at = 0;
    while (at + 8 <= text.size()) {
        std::uint64_t columns = 0;
        const std::size_t end = at + 8 * std::min(summands, (text.size() - at) / 8);
        for (; at < end; at += 8) {
            std::uint64_t eight;
            std::memcpy(&eight, text.data() + at, sizeof eight);
            columns += eight >> 7 & ~eight >> 6 & ones;
        }
        continuations += columns * ones >> 56;
    }
    for (; at < text.size(); ++at) {
        continuations += is_continuation(text[at]);
    }
    return text.size() - continuations;
}

std::size_t CodePointOffsets::operator()(std::size_t byte) {
    if (ascii_) {
        return byte;
    }
    if (byte >= byte_) {
        code_points_ += count_code_points(text_.substr(byte_, byte - byte_));
    } else if (byte_ - byte < byte) {
        code_points_ -= count_code_points(text_.substr(byte, byte_ - byte));
    } else {
        code_points_ = count_code_points(text_.substr(0, byte));
    }
    byte_ = byte;
    return code_points_;
}

}  // namespace twicetold
