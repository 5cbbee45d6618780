#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "twicetold/base/parallel.hpp"
#include "twicetold/base/radix_sort.hpp"
#include "twicetold/dedup/corpus.hpp"
#include "twicetold/dedup/prefix_index.hpp"
#include "twicetold/dedup/shingle_sets.hpp"

namespace twicetold {

/// Finds the pairs of a large bucket that may reach the threshold where sketches cannot tell them from pairs just below
/// it: by the rarest shingles of its texts (prefix_index.hpp), which are read for that.
///
/// Memory: 8 bytes a shingle of the bucket, and the index.
class RareShingles {
  public:
    /// `texts` and `nodes` must outlive it.
    RareShingles(const TextSource& texts, ShingleSpec spec, const Nodes& nodes, double threshold);

    /// Reads the texts of `bucket`. O(bytes).
    void read(std::span<const Keyed> bucket, const Control& control);

    /// How many pairs share a rare shingle, for each that they share, at most.
    [[nodiscard]] std::size_t cost() const { return index_->cost(); }

    /// visit(earlier, later), positions in the bucket, once for each pair at the threshold and some others. O(cost).
    template <class Visit>
    void for_each_pair(Visit&& visit) const {
        std::vector<std::uint32_t> seen_by(sets_.size(), none);
        for (std::uint32_t member = 0; member < sets_.size(); ++member) {
            index_->for_each_partner(member, [&](std::uint32_t other) {
                if (seen_by[other] != member) {
                    seen_by[other] = member;
                    visit(std::min(member, other), std::max(member, other));
                }
            });
        }
    }

  private:
    const TextSource& texts_;
    ShingleSpec spec_;
    const Nodes& nodes_;
    double threshold_;
    ShingleSetList sets_;
    std::optional<PrefixIndex> index_;
};

}  // namespace twicetold
