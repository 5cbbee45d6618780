#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace twicetold {

/// A sorted set of hashes with which several others are compared, most of them smaller.
class SetLookup {
  public:
    /// `set` must outlive its use here. O(1).
    void load(std::span<const std::uint64_t> set);

    /// The number of elements that `other` has in common with the set, or 0 as soon as it cannot reach `required`.
    /// O(other) once there were so many comparisons that it was worth to make a table of the set, which is O(set);
    /// until then by `overlap_with_larger`.
    [[nodiscard]] std::size_t overlap(std::span<const std::uint64_t> other, std::size_t required);

  private:
    void make_table();
    [[nodiscard]] bool has(std::uint64_t hash) const;

    std::span<const std::uint64_t> set_;
    std::size_t looked_up_ = 0;
    bool has_table_ = false;
    unsigned shift_ = 0;
    std::vector<std::uint32_t> starts_;  // of the elements that begin with the same bits
    std::vector<std::uint64_t> padded_;  // the set, and two more elements
};

}  // namespace twicetold
