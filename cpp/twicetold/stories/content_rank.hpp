#pragma once

#include <cstdint>
#include <vector>

#include "twicetold/base/parallel.hpp"
#include "twicetold/text/text_source.hpp"

namespace twicetold {

/// The rows of a column by what they say, not by where they stand.
struct ContentOrder {
    std::vector<std::uint32_t> rank;  // one a row, 0 to rows-1, each once
    std::vector<std::uint8_t> empty;  // 1: neither text nor title has a token
};

/// Ranks rows by (128-bit hash of the folded text, title byte by byte), so that a shuffled column gives each text the
/// same rank; only rows alike in both are ranked by position. Missing texts and titles read as "".
///
/// `titles` may be null. Throws std::invalid_argument if it has not as many rows as `texts`, or if there are more
/// than 2^32-1 rows. O(bytes + n log n); 20 bytes a row. No rows give empty vectors.
[[nodiscard]] ContentOrder content_order(const TextSource& texts, const TextSource* titles,
                                         const Control& control = {});

/// The ranks alone.
[[nodiscard]] std::vector<std::uint32_t> content_rank(const TextSource& texts, const TextSource* titles,
                                                      const Control& control = {});

}  // namespace twicetold
