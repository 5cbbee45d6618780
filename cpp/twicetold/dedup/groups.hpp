#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace twicetold {

/// Two texts (or nodes of identical ones) whose computed similarity reached the threshold.
struct Pair {
    std::uint32_t left;
    std::uint32_t right;
    double similarity;
};

/// For every text the kept text that stands for it, and how similar that is.
struct Representatives {
    std::vector<std::uint32_t> of;   // itself, if it is kept
    std::vector<double> similarity;  // to it; 1 if it is kept
};

/// For every text the kept text that stands for it.
///
/// Texts are visited in order of `priority`, lowest first. One is kept unless a kept text is paired with it; then the
/// most similar of those stands for it, ties to the one visited earlier. So nothing is dropped without a kept twin,
/// however long the chains of pairs are, and the order of `pairs` does not matter.
///
/// `priority` has one distinct rank per text. Throws std::out_of_range if a pair names a text beyond it, and
/// std::invalid_argument if the ranks are not 0..n-1. O(texts + pairs).
[[nodiscard]] Representatives representatives(std::span<const Pair> pairs, std::span<const std::uint32_t> priority);

/// The same where texts of equal content are one node, and `pairs` are pairs of nodes: the result is that of the pairs
/// between all their texts (identical ones: similarity 1), without making them. `node_of` is a text's node, or `none`
/// (0xFFFFFFFF) for a text that is compared with nothing and kept.
[[nodiscard]] Representatives representatives(std::span<const Pair> pairs, std::span<const std::uint32_t> priority,
                                              std::span<const std::uint32_t> node_of);

}  // namespace twicetold
