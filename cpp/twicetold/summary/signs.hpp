#pragma once

#include <cstddef>
#include <string_view>

namespace twicetold {

// What the signs of a word or a sentence say of it, in UTF-8. Each function is O(bytes).

/// The bytes of the first five code points of a word.
[[nodiscard]] std::size_t prefix_size(std::string_view word);

/// Whether a token holds a decimal digit of any script.
[[nodiscard]] bool has_digit(std::string_view token);

/// Whether a sentence ends with a closing mark (METHODS.md section 3, step 1), maybe followed by quotes, brackets and
/// white space.
[[nodiscard]] bool ends_with_closing_mark(std::string_view sentence);

/// Whether a sentence is nothing but white space, as "" is.
[[nodiscard]] bool is_blank(std::string_view sentence);

}  // namespace twicetold
