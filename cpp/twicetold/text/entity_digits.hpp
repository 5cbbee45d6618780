#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace twicetold {

/// A run of digits and the sign that joins it to the one before.
struct DigitGroup {
    std::size_t begin;
    std::size_t end;
    std::size_t digits;  // code points
    char32_t sign;       // 0: it is the first
};

/// Replaces `groups` by those that start at the digit at byte `at`, "1,234.5". O(their size).
void read_digit_groups(std::string_view text, std::size_t at, std::vector<DigitGroup>& groups);

/// Whether groups are one number: "5", "1.2.3", "1,5", "1.234,5", "12,34,567". If not they are a list: "1,2,3".
[[nodiscard]] bool are_one_number(std::span<const DigitGroup> groups);

}  // namespace twicetold
