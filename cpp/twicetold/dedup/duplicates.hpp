#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "twicetold/dedup/groups.hpp"
#include "twicetold/dedup/join.hpp"

namespace twicetold {

enum class JoinMethod : std::uint8_t { minhash, exact };

struct DuplicateOptions {
    JoinOptions join;  // its threshold is the lowest similarity that is looked for
    ShingleSpec shingle;
    JoinMethod method = JoinMethod::minhash;
};

/// Two texts, left < right, as users see them. Laid out as the NumPy structured array of Duplicates.pairs.
struct TextPair {
    std::int64_t left;
    std::int64_t right;
    double similarity;     // Jaccard
    double left_in_right;  // share of left's shingles that right has
    double right_in_left;
};

struct Duplicates {
    std::vector<TextPair> pairs;                // sorted by (left, right)
    bool complete = true;                       // whether `pairs` holds every pair
    std::vector<std::uint32_t> node_of;         // texts of equal content have the same; `none`: nothing to compare
    std::vector<Pair> node_pairs;               // pairs of nodes: what `pairs` was made from
    std::vector<std::uint32_t> shingle_counts;  // of each text, repeats included
    JoinCost cost;
};

/// Finds all pairs of texts whose similarity reaches options.join.threshold.
///
/// `priority` ranks the texts, best to keep first; it matters only where crowded buckets are bounded. If there are more
/// pairs than max_pairs, every set of identical texts is a star to its first text and `complete` is false.
/// Throws std::invalid_argument for options outside their range.
[[nodiscard]] Duplicates find_duplicates(const TextSource& texts, const DuplicateOptions& options,
                                         std::span<const std::uint32_t> priority, const Control& control);

}  // namespace twicetold
