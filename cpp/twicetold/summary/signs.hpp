#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace twicetold {

// What the signs of a word or a sentence say of it, in UTF-8. Each function is O(bytes).

/// The bytes of the first five code points of a word.
[[nodiscard]] std::size_t prefix_size(std::string_view word);

/// Whether a token holds a decimal digit of any script.
[[nodiscard]] bool has_digit(std::string_view token);

/// The same, and faster where digits are rare, of a token behind which at least 7 more bytes can be read.
[[nodiscard]] inline bool has_digit_padded(std::string_view token) {
    constexpr std::uint64_t each_byte = 0x0101010101010101;
    for (std::size_t at = 0; at < token.size(); at += sizeof(std::uint64_t)) {
        std::uint64_t bytes = 0;
        std::memcpy(&bytes, token.data() + at, sizeof bytes);
        const std::uint64_t low = bytes & each_byte * 0x7F;  // sums of low bits do not carry into the next byte
        const std::uint64_t digits = (low + each_byte * (0x80 - '0')) & ~(low + each_byte * (0x80 - '0' - 10));
        if (((digits | bytes) & each_byte * 0x80) != 0) {  // a digit or what is not ASCII, maybe behind the token
            return has_digit(token);
        }
    }
    return false;
}

/// Whether a sentence ends with a closing mark (METHODS.md section 3, step 1), maybe followed by quotes, brackets and
/// white space.
[[nodiscard]] bool ends_with_closing_mark(std::string_view sentence);

/// Whether a sentence is nothing but white space, as "" is.
[[nodiscard]] bool is_blank(std::string_view sentence);

}  // namespace twicetold
