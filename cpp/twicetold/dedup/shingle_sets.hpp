#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "twicetold/base/parallel.hpp"
#include "twicetold/dedup/corpus.hpp"

namespace twicetold {

using ShingleSet = std::span<const std::uint64_t>;
using ShingleSetList = std::vector<std::vector<std::uint64_t>>;

/// Tells shingles that are in some sets from nearly all that are in none, in two bytes for each of theirs.
class ShingleFilter {
  public:
    explicit ShingleFilter(const ShingleSetList& sets);

    /// True for every shingle of the sets, and for about one in ten of the others.
    [[nodiscard]] bool may_hold(std::uint64_t shingle) const { return held_[shingle >> shift_]; }

  private:
    unsigned shift_;
    std::vector<bool> held_;
};

/// A column as the sets of its texts. Memory: 8 bytes a shingle.
struct ShingleSets {
    Nodes nodes;
    ShingleSetList of;                          // of each node: sorted, without repeats
    std::vector<std::uint32_t> sizes;           // of each node
    std::vector<std::uint32_t> shingle_counts;  // of each row, repeats included
};

/// Reads all texts, each once. With a filter, only shingles that it may hold are kept in `of`; `sizes` still count all.
[[nodiscard]] ShingleSets read_shingle_sets(const TextSource& texts, ShingleSpec spec, const Control& control,
                                            std::string_view stage, const ShingleFilter* filter = nullptr);

/// In how many sets shingles are, counted by the leading bits of their hashes (their place): never too low, and where
/// two shingles share a place the order is still one and the same for all sets, which is all that prefixes need.
/// Stops at 65535. Memory: 4 to 8 bytes a shingle.
class ShingleCounts {
  public:
    explicit ShingleCounts(const ShingleSetList& sets);

    /// Below 2^32.
    [[nodiscard]] std::size_t place(std::uint64_t shingle) const { return shingle >> shift_; }
    [[nodiscard]] std::size_t places() const { return counts_.size(); }
    [[nodiscard]] std::uint16_t of(std::uint64_t shingle) const { return counts_[place(shingle)]; }

  private:
    unsigned shift_;
    std::vector<std::uint16_t> counts_;
};

}  // namespace twicetold
