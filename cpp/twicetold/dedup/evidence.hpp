#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "twicetold/base/span.hpp"
#include "twicetold/dedup/shingles.hpp"

namespace twicetold {

/// A passage that stands in both texts: equal tokens, whatever lies between them. The tokens before it differ, or one
/// text begins with it; and those behind it, or one ends.
struct Passage {
    Span left;
    Span right;
    std::size_t tokens = 0;
};

/// Why two texts count as similar, or not. A token is shared if it stands in a run of tokens that the other text has
/// too, anywhere, and that is no shorter than the shortest passage.
struct Evidence {
    double jaccard = 0.0;        // shingles in both / shingles in either; 0 if both have none
    double left_in_right = 0.0;  // share of left's shingles that right has
    double right_in_left = 0.0;
    double token_ratio = 0.0;       // share of all tokens, of both, that are shared; the same for (right, left)
    std::vector<Passage> passages;  // longest first; each has a token, of either text, that those before it have not
    std::vector<Span> only_left;    // what is not shared, and so in no passage, in order
    std::vector<Span> only_right;
};

/// Compares two texts. A passage has at least as many tokens as the shingle (2 for char:n), or all of a shorter text.
/// Passages may overlap, and one place may stand in several, as it does where one text has twice what the other has
/// once; places are chosen as in `shared_runs`. O(bytes), and sorting the passages. Throws std::invalid_argument if the
/// texts have 2^32 - 2 tokens or more.
[[nodiscard]] Evidence compare(std::string_view left, std::string_view right, ShingleSpec spec);

}  // namespace twicetold
