#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "twicetold/base/span.hpp"

namespace twicetold {

/// A number in digits, and what it is worth.
struct NumberAt {
    Span span;          // bytes of the text
    std::string value;  // ASCII: "1200" of "1,200" and "١٢٠٠", "1.5" of "1,50" and "1½", "12.3" of "12:30", "1.2.3"
};

/// Replaces `numbers` by those of `text`, in order. Digits of all scripts count, within words too: 5 of "5kg".
///
/// Marks between digits group or part them as text/entity_digits.hpp has it; one mark before three digits groups
/// ("1.200" is 1200), but not behind a 0, and ":" of a time or score parts like a decimal mark. Signs, units, and words
/// like "million" are not read. O(bytes).
void read_numbers(std::string_view text, std::vector<NumberAt>& numbers);

}  // namespace twicetold
