#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "twicetold/base/span.hpp"

namespace twicetold {

/// What becomes of a passage.
enum class Fate : std::uint8_t {
    stays,
    goes,
    follows,  // goes if on both sides, over others that follow, it has one that goes or an end of the text, and at
              // least once the former: a rule of signs between two passages that are cut
};

struct FatedPassage {
    Span span;  // no white space at either end
    Fate fate = Fate::stays;
};

/// The bytes that cutting passages takes out of `text`: spans that neither touch nor overlap, in order, in place of
/// what `cuts` holds. `passages` are all passages of the text in order, or one in place of several that stay in a row;
/// between them lies white space only.
///
/// Nothing is ever put in. Indentation of a line and white space at its end belong to the passage beside. Of the white
/// space between two passages that stay, around and between those that go, one stretch remains: a blank line before a
/// line break, this before other white space, and of equal ones the first. A text keeps the white space at its ends,
/// but one that loses all passages loses everything. O(bytes of white space + passages).
void cut_passages(std::string_view text, std::span<const FatedPassage> passages, std::vector<Span>& cuts);

}  // namespace twicetold
