#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace twicetold {

constexpr char32_t replacement_character = 0xFFFD;

struct Decoded {
    char32_t code_point = 0;
    std::uint32_t size = 0;  // bytes, at least 1
};

[[nodiscard]] constexpr bool is_ascii_byte(char byte) {
    return static_cast<unsigned char>(byte) < 0x80;
}

[[nodiscard]] constexpr bool is_continuation(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

/// decode_utf8 for any bytes.
[[nodiscard]] Decoded decode_any_utf8(std::string_view text, std::size_t at);

/// The code point at byte `at` < text.size(). An ill-formed sequence reads as U+FFFD for each maximal subpart
/// (Unicode 15.0, table 3-8), so no byte that follows a truncated sequence is lost.
[[nodiscard]] inline Decoded decode_utf8(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[at + k]); };
    const unsigned first = byte(0);
    if (first < 0x80) {
        return {first, 1};
    }
    // What nearly all text is made of; the rest is checked more closely.
    if (first >= 0xC2 && first < 0xE0 && text.size() - at >= 2 && is_continuation(text[at + 1])) {
        return {(first & 0x1F) << 6 | (byte(1) & 0x3Fu), 2};
    }
    if (first >= 0xE0 && first < 0xF0 && text.size() - at >= 3 && is_continuation(text[at + 1]) &&
        is_continuation(text[at + 2])) {
        const char32_t code_point = (first & 0xF) << 12 | (byte(1) & 0x3Fu) << 6 | (byte(2) & 0x3Fu);
        if (code_point >= 0x800 && code_point - 0xD800 >= 0x800) {
            return {code_point, 3};
        }
    }
    return decode_any_utf8(text, at);
}

/// encode_utf8 for surrogates and beyond U+FFFF.
std::size_t encode_rare_utf8(char32_t code_point, char* out);

/// Writes `code_point` (a surrogate as U+FFFD) to `out`, which has room for 4 bytes; returns the number written.
inline std::size_t encode_utf8(char32_t code_point, char* out) {
    if (code_point < 0x80) {
        out[0] = static_cast<char>(code_point);
        return 1;
    }
    if (code_point < 0x800) {
        out[0] = static_cast<char>(0xC0 | code_point >> 6);
        out[1] = static_cast<char>(0x80 | (code_point & 0x3F));
        return 2;
    }
    if (code_point < 0xD800 || (code_point >= 0xE000 && code_point < 0x10000)) {
        out[0] = static_cast<char>(0xE0 | code_point >> 12);
        out[1] = static_cast<char>(0x80 | (code_point >> 6 & 0x3F));
        out[2] = static_cast<char>(0x80 | (code_point & 0x3F));
        return 3;
    }
    return encode_rare_utf8(code_point, out);
}

void append_utf8(std::string& text, char32_t code_point);

/// Where the first ill-formed sequence starts, or npos.
[[nodiscard]] std::size_t find_invalid_utf8(std::string_view text);

[[nodiscard]] inline bool is_ascii(std::string_view text) {
    std::uint64_t high = 0;
    std::size_t at = 0;
    for (; at + 8 <= text.size(); at += 8) {
        std::uint64_t eight;
        std::memcpy(&eight, text.data() + at, sizeof eight);
        high |= eight;
    }
    for (; at < text.size(); ++at) {
        high |= static_cast<unsigned char>(text[at]);
    }
    return (high & 0x8080808080808080u) == 0;
}

/// The number of code points of well-formed `text`.
[[nodiscard]] std::size_t count_code_points(std::string_view text);

/// Turns byte offsets of one well-formed text into code-point offsets. Cheapest when they are asked for in rising
/// order: all together then cost one pass over the text.
class CodePointOffsets {
  public:
    explicit CodePointOffsets(std::string_view text) : text_(text), ascii_(is_ascii(text)) {}

    [[nodiscard]] std::size_t operator()(std::size_t byte);

  private:
    std::string_view text_;
    bool ascii_;
    std::size_t byte_ = 0;
    std::size_t code_points_ = 0;
};

}  // namespace twicetold
