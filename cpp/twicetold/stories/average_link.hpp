#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace twicetold {

/// Two different items and how similar they are, in multiples of 2^-32, so that sums are exact in any order.
struct SimilarityEdge {
    std::uint32_t left;
    std::uint32_t right;
    std::int64_t similarity;  // 0 to 2^32
};

/// The similarity 1 in the unit of SimilarityEdge.
constexpr double similarity_one = 4294967296.0;

/// Average-link grouping of items 0..n-1 on a sparse graph: pairs without an edge have similarity 0.
///
/// While two groups have an average similarity (sum over their pairs / number of their pairs) of at least
/// `threshold`, the two of the largest average become one; ties go to the smaller (min id, max id), where a group's id
/// is its smallest item. The order of `edges` does not matter.
///
/// Returns each item's group id. No edges: every item is its own group. Each pair has at most one edge, and the
/// similarities sum to less than 2^63 (2^31 edges of similarity 1). Throws std::out_of_range if an edge names an item
/// beyond n, or twice the same.
/// Asks at checkpoints (base/checkpoint.hpp) whether to go on.
/// Parts of the graph that no edge of the threshold joins are grouped one after the other. About O(edges log² edges) in
/// each: a merge moves the links of the group that has fewer; 16 bytes an edge, and about 100 an edge of the part.
[[nodiscard]] std::vector<std::uint32_t> average_link(std::size_t n, std::span<const SimilarityEdge> edges,
                                                      double threshold);

}  // namespace twicetold
