#pragma once

#include <cstddef>
#include <string_view>

// Korean written without full stops: a polite verb ending closes the sentence instead.

namespace twicetold {

/// 다, 요 and 죠, the last syllables of polite endings. Listed in cpp/tools/unicode_tables.py, too.
[[nodiscard]] constexpr bool is_last_of_polite_ending(char32_t c) {
    return c == U'다' || c == U'요' || c == U'죠';
}

/// Bytes of the last syllable, at `at`, of a polite ending before white space and a letter or number: "감사합니다 또",
/// "좋아요 2". 0: it is something else. White space apart, looks two syllables back and one sign ahead.
[[nodiscard]] std::size_t polite_ending_at(std::string_view text, std::size_t at);

}  // namespace twicetold
