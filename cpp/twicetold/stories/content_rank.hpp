#pragma once

#include <cstdint>
#include <vector>

#include "twicetold/base/parallel.hpp"
#include "twicetold/stories/story_input.hpp"

namespace twicetold {

/// The rows of a collection by what they say, not by where they stand.
struct ContentOrder {
    std::vector<std::uint32_t> rank;  // one a row, 0 to rows-1, each once
    std::vector<std::uint8_t> empty;  // 1: neither text nor title has a token
};

/// Ranks rows by (128-bit hash of the folded text, title byte by byte, day, language byte by byte, 128-bit hash of the
/// text as it is), so that a shuffled collection gives each text the same rank; only rows alike in all are ranked by
/// position, and it makes no difference which of them is which. Missing texts, titles and languages read as "", days
/// that are not known come last.
///
/// Throws what check(input) throws. O(bytes + n log n); 20 bytes a row, and 80 and its title for each that has the
/// folded text of another. No rows give empty vectors.
[[nodiscard]] ContentOrder content_order(const StoryInput& input, const Control& control = {});

/// The ranks alone.
[[nodiscard]] std::vector<std::uint32_t> content_rank(const StoryInput& input, const Control& control = {});

}  // namespace twicetold
