#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "twicetold/dedup/groups.hpp"
#include "twicetold/dedup/join.hpp"
#include "twicetold/dedup/similarity.hpp"
#include "twicetold/dedup/text_pairs.hpp"

namespace twicetold {

enum class JoinMethod : std::uint8_t { minhash, exact };

struct DuplicateOptions {
    JoinOptions join;  // its threshold is the lowest similarity that is looked for
    ShingleSpec shingle;
    JoinMethod method = JoinMethod::minhash;  // by containment both search alike; `exact` never bounds its work
    Measure measure = Measure::jaccard;
};

struct Duplicates {
    std::vector<TextPair> pairs;                // left < right, sorted by (left, right)
    bool complete = true;                       // whether `pairs` holds every pair
    std::vector<std::uint32_t> node_of;         // texts of equal content have the same; `none`: nothing to compare
    std::vector<Pair> node_pairs;               // pairs of nodes: what `pairs` was made from
    std::vector<std::uint32_t> node_sizes;      // distinct shingles of each node that was compared; else 0
    std::vector<std::uint32_t> priority;        // the rank by which each text is to be visited
    std::vector<std::uint32_t> shingle_counts;  // of each text, repeats included
    JoinCost cost;
};

/// Finds all pairs of texts whose similarity reaches options.join.threshold.
///
/// `priority` ranks the texts, best to keep first; it matters only where crowded buckets are bounded. By containment
/// larger sets come first and it breaks ties: what is dropped is then contained in what is kept. If there are more
/// pairs than max_pairs, every set of identical texts is a star to its first text and `complete` is false. Throws
/// std::invalid_argument for options outside their range.
[[nodiscard]] Duplicates find_duplicates(const TextSource& texts, const DuplicateOptions& options,
                                         std::span<const std::uint32_t> priority, const Control& control);

}  // namespace twicetold
