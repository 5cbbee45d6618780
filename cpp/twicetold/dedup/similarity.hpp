#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace twicetold {

/// What similarity is: the share of what two texts have together, or of the smaller one.
enum class Measure : std::uint8_t { jaccard, containment };

/// Throws std::invalid_argument unless threshold is in (0, 1].
void check_threshold(double threshold);

/// |A ∩ B| / |A ∪ B| from the sizes. A pair counts iff this double is at least the threshold: the one predicate from
/// which every bound is derived. 0 if both sets are empty.
[[nodiscard]] inline double jaccard(std::size_t common, std::size_t left, std::size_t right) {
    const std::size_t all = left + right - common;
    return all == 0 ? 0.0 : static_cast<double>(common) / static_cast<double>(all);
}

/// |A ∩ B| / |A|, where |A| is the smaller size: how much of the one the other contains.
[[nodiscard]] inline double containment(std::size_t common, std::size_t left, std::size_t right) {
    const std::size_t smaller = left < right ? left : right;
    return smaller == 0 ? 0.0 : static_cast<double>(common) / static_cast<double>(smaller);
}

[[nodiscard]] inline double similarity(Measure measure, std::size_t common, std::size_t left, std::size_t right) {
    return measure == Measure::jaccard ? jaccard(common, left, right) : containment(common, left, right);
}

/// The fewest of `size` shingles whose share, as a double, reaches the threshold: exactly, whatever rounds how.
[[nodiscard]] std::size_t fewest_of(std::size_t size, double threshold);

/// The smallest overlap with which two sets of these sizes can reach the threshold, rounded down by one so that
/// no rounding loses a pair: a filter, never the decision.
[[nodiscard]] std::size_t required_overlap(std::size_t left, std::size_t right, double threshold);

/// Sorts and makes unique in place. O(n) expected for hashes, which are spread evenly.
void sort_unique_hashes(std::vector<std::uint64_t>& hashes);

/// The number of common elements of two sorted sets, or 0 as soon as it cannot reach `required`.
[[nodiscard]] std::size_t overlap(std::span<const std::uint64_t> left, std::span<const std::uint64_t> right,
                                  std::size_t required);

/// The same, looking the elements of `small` up one by one if `large` is much larger: O(small · log(large / small)).
[[nodiscard]] std::size_t overlap_with_larger(std::span<const std::uint64_t> small,
                                              std::span<const std::uint64_t> large, std::size_t required);

}  // namespace twicetold
