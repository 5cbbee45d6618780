#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "twicetold/dedup/band_buckets.hpp"

namespace twicetold {

/// Finds the pairs of a large bucket that have at least `fewest` equal slots, one at least, without looking at all
/// pairs: of K slots each member has K - fewest + 1 whose values are the rarest in the bucket, in one order for all
/// members, and two members with `fewest` equal slots share one of those (prefix filter: Chaudhuri, Ganti and Kaushik,
/// ICDE 2006). Texts that have a common part, but are not alike, share only slots that are frequent, and none of these.
///
/// Memory: a byte and a bit for each slot and member, and 80 bytes for each member while it reads.
class RareSlots {
  public:
    RareSlots(const Sketches& sketches, std::size_t fewest);

    /// Reads the sketches of `bucket`. O(members * slots).
    void read(std::span<const Keyed> bucket);

    /// How many pairs share a rare slot, for each slot that they share.
    [[nodiscard]] std::size_t cost() const { return cost_; }

    /// visit(earlier, later), positions in the bucket, once for each pair with at least `fewest` equal slots.
    /// O(members * slots + cost).
    template <class Visit>
    void for_each_pair(Visit&& visit) {
        for (std::size_t slot = 0; cost_ > 0 && slot < slots_; ++slot) {
            for_each_run(slot, true, [&](std::span<const Keyed> run) {
                for (std::size_t later = 1; later < run.size(); ++later) {
                    for (std::size_t earlier = 0; earlier < later; ++earlier) {
                        if (is_new_pair(run[earlier].item, run[later].item, slot)) {
                            visit(run[earlier].item, run[later].item);
                        }
                    }
                }
            });
        }
    }

  private:
    [[nodiscard]] const std::uint32_t* sketch_of(std::size_t member) const {
        return sketches_.of(bucket_[member].item);
    }
    /// Whether the slot is one of the member's rare ones and another has its value.
    [[nodiscard]] bool may_be_shared(std::size_t member, std::size_t slot) const {
        return (rare_[member * words_ + slot / 64] >> slot % 64 & 1) != 0 && levels_[member * slots_ + slot] > 1;
    }

    /// visit(positions, rising) for the members, all or those that may share a rare slot, that have a value in common.
    template <class Visit>
    void for_each_run(std::size_t slot, bool only_shared, Visit&& visit) {
        sort_by_value(slot, only_shared);
        for (std::size_t begin = 0, end = 0; begin < sorted_.size(); begin = end) {
            while (end < sorted_.size() && sorted_[end].key == sorted_[begin].key) {
                ++end;
            }
            visit(std::span<const Keyed>(sorted_).subspan(begin, end - begin));
        }
    }

    void sort_by_value(std::size_t slot, bool only_shared);
    void load_columns(std::size_t first);
    void choose_rare(std::size_t member);

    /// Whether two members have enough equal slots and share no rare one before `slot`.
    [[nodiscard]] bool is_new_pair(std::size_t a, std::size_t b, std::size_t slot) const;

    const Sketches& sketches_;
    std::size_t slots_;
    std::size_t words_;  // of bits for each member
    std::size_t fewest_;
    std::span<const Keyed> bucket_;
    std::size_t cost_ = 0;
    std::vector<std::uint64_t> rare_;     // by member, a bit for each slot
    std::vector<std::uint8_t> levels_;    // by member and slot: the binary magnitude of its value's frequency
    std::vector<std::uint32_t> columns_;  // the values of a few slots, by slot and member
    std::size_t first_column_ = 0;
    std::vector<Keyed> sorted_;  // (value, position)
    std::vector<Keyed> scratch_;
};

}  // namespace twicetold
