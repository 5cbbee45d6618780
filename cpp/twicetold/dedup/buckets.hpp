#pragma once

#include <cstddef>
#include <limits>
#include <map>

namespace twicetold {

/// A bucket larger than this gives edges to representatives instead of all its pairs.
constexpr std::size_t no_limit = std::numeric_limits<std::size_t>::max();

/// Members of a crowded bucket with which every other is compared.
constexpr std::size_t bucket_representatives = 16;

/// Calls visit(earlier, later) with positions in a bucket of `size` members, sorted by keep priority: all pairs, or
/// beyond `limit` O(size) edges: everybody with the first 16 and with the neighbour before. Whoever looks for
/// candidates, in whatever store, uses this one function, so that they all find the same.
template <class Visit>
void bucket_edges(std::size_t size, std::size_t limit, Visit&& visit) {
    for (std::size_t later = 1; later < size; ++later) {
        const bool all = size <= limit || later <= bucket_representatives;
        for (std::size_t earlier = 0; earlier < (all ? later : bucket_representatives); ++earlier) {
            visit(earlier, later);
        }
        if (!all) {
            visit(later - 1, later);
        }
    }
}

/// Counts buckets by size, to choose the limit before any pair is made.
class BucketSizes {
  public:
    void add(std::size_t size) { ++counts_[size]; }
    void add(const BucketSizes& other);

    /// The edges that all buckets give together under `limit`.
    [[nodiscard]] std::size_t edges(std::size_t limit) const;
    [[nodiscard]] std::size_t largest() const { return counts_.empty() ? 0 : counts_.rbegin()->first; }
    /// `no_limit` if all pairs are within the budget; else the largest power of two that keeps the edges within it.
    [[nodiscard]] std::size_t limit_within(std::size_t budget) const;
    /// The next smaller limit that bounds more: half of it, as often as it takes to be below the largest bucket that is
    /// within it. `bucket_representatives` is the smallest.
    [[nodiscard]] std::size_t halve(std::size_t limit) const;
    /// How many buckets are larger than `limit`.
    [[nodiscard]] std::size_t crowded(std::size_t limit) const;

  private:
    std::map<std::size_t, std::size_t> counts_;
};

}  // namespace twicetold
