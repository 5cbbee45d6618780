#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "twicetold/base/span.hpp"
#include "twicetold/dedup/shingles.hpp"

namespace twicetold {

/// A passage that stands in both texts: equal tokens, whatever lies between them.
struct Passage {
    Span left;
    Span right;
    std::size_t tokens = 0;
};

/// Why two texts count as similar, or not.
struct Evidence {
    double jaccard = 0.0;        // shingles in both / shingles in either; 0 if both have none
    double left_in_right = 0.0;  // share of left's shingles that right has
    double right_in_left = 0.0;
    double token_ratio = 0.0;       // share of all tokens, of both, that stand in shared passages
    std::vector<Passage> passages;  // longest first; each token of right in at most one
    std::vector<Span> only_left;    // what no passage covers, in order
    std::vector<Span> only_right;
};

/// Compares two texts. A passage has at least as many tokens as the shingle (2 for char:n), or all of a shorter text.
/// O(bytes): of a run of tokens that repeats in left, the first few places are tried.
[[nodiscard]] Evidence compare(std::string_view left, std::string_view right, ShingleSpec spec);

}  // namespace twicetold
