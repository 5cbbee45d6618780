#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace twicetold {

/// Throws std::invalid_argument unless threshold is in (0, 1].
void check_threshold(double threshold);

/// |A ∩ B| / |A ∪ B| from the sizes. A pair counts iff this double is at least the threshold: the one predicate from
/// which every bound is derived. 0 if both sets are empty.
[[nodiscard]] inline double jaccard(std::size_t common, std::size_t left, std::size_t right) {
    const std::size_t all = left + right - common;
    return all == 0 ? 0.0 : static_cast<double>(common) / static_cast<double>(all);
}

/// The smallest overlap with which two sets of these sizes can reach the threshold, rounded down by one so that
/// no rounding loses a pair: a filter, never the decision.
[[nodiscard]] std::size_t required_overlap(std::size_t left, std::size_t right, double threshold);

/// Sorts and makes unique in place. O(n) expected for hashes, which are spread evenly.
void sort_unique_hashes(std::vector<std::uint64_t>& hashes);

/// The number of common elements of two sorted sets, or 0 as soon as it cannot reach `required`.
[[nodiscard]] std::size_t overlap(std::span<const std::uint64_t> left, std::span<const std::uint64_t> right,
                                  std::size_t required);

}  // namespace twicetold
