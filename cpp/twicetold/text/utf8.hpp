#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace twicetold {

constexpr char32_t replacement_character = 0xFFFD;

struct Decoded {
    char32_t code_point = 0;
    std::uint32_t size = 0;  // bytes, at least 1
};

/// The code point at byte `at` < text.size(). An ill-formed sequence reads as U+FFFD for each maximal subpart
/// (Unicode 15.0, table 3-8), so no byte that follows a truncated sequence is lost.
[[nodiscard]] Decoded decode_utf8(std::string_view text, std::size_t at);

/// Writes `code_point` (a surrogate as U+FFFD) to `out`, which has room for 4 bytes; returns the number written.
std::size_t encode_utf8(char32_t code_point, char* out);

void append_utf8(std::string& text, char32_t code_point);

/// Where the first ill-formed sequence starts, or npos.
[[nodiscard]] std::size_t find_invalid_utf8(std::string_view text);

[[nodiscard]] bool is_ascii(std::string_view text);

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
