#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "twicetold/base/parallel.hpp"
#include "twicetold/base/stopwatch.hpp"
#include "twicetold/dedup/bands.hpp"
#include "twicetold/dedup/corpus.hpp"

namespace twicetold {

/// Two nodes, left < right, whose similarity was computed and reached the threshold.
struct NodePair {
    std::uint32_t left;
    std::uint32_t right;
    std::uint32_t common;  // shingles in both

    auto operator<=>(const NodePair&) const = default;
};

/// What a join was asked for.
struct JoinOptions {
    double threshold = 0.8;
    double recall = 0.999;
    std::size_t slots = 128;
    std::size_t max_pairs = 20'000'000;
    std::size_t cache_bytes = 32'000'000;  // of shingle sets that all threads hold while sketches' candidates
                                           // are verified; the result does not depend on it
};

/// What a join cost.
struct JoinCost {
    Stopwatch seconds;
    Banding banding;             // none: the join uses no sketches
    std::size_t candidates = 0;  // pairs of nodes whose similarity was computed
    std::size_t largest_bucket = 0;
    std::size_t bucket_limit = 0;     // 0: every bucket gave all its pairs
    std::size_t crowded_buckets = 0;  // buckets beyond the limit
    std::size_t bounded_lookups = 0;  // times that a text's search met a crowded list; only where lists are looked up
};

struct JoinResult {
    Nodes nodes;
    std::vector<NodePair> pairs;                // sorted by (left, right)
    std::vector<std::uint32_t> sizes;           // distinct shingles of each node that was compared; else 0
    std::vector<std::uint32_t> shingle_counts;  // of each row, repeats included
    JoinCost cost;

    [[nodiscard]] bool complete() const { return cost.bucket_limit == 0; }
};

/// How many candidates may be looked at for each pair that may be reported, before crowded buckets are bounded.
constexpr std::size_t candidates_per_pair = 50;

/// The best rank among each node's rows: what `bucket_edges` sorts by.
[[nodiscard]] std::vector<std::uint32_t> node_priority(const Nodes& nodes, std::span<const std::uint32_t> priority);

}  // namespace twicetold
