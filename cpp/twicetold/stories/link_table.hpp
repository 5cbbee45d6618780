#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "twicetold/base/hash.hpp"

namespace twicetold {

/// What two groups have in common.
struct Link {
    std::uint64_t key = 0;    // of the two groups; 0: nothing
    std::int64_t sum = 0;     // of the similarities of their pairs
    std::uint32_t offer = 0;  // number of the one offer that speaks for it; older ones are void
};

/// Links by their two groups, at most as many as it was made for: one access to the memory for each, where a table with
/// nodes takes four. Open addressing with linear probing; what is erased leaves no trace (Knuth, TAOCP 3, 6.4, R).
class LinkTable {
  public:
    explicit LinkTable(std::size_t most) : slots_(std::bit_ceil(most + most / 2 + 2)), mask_(slots_.size() - 1) {}

    /// Of two different groups.
    [[nodiscard]] static std::uint64_t key(std::uint32_t a, std::uint32_t b) {
        return std::uint64_t{std::min(a, b)} << 32 | std::max(a, b);
    }

    /// Null if there is none. Valid until a link is added or erased.
    [[nodiscard]] Link* find(std::uint64_t key) {
        Link& link = slots_[slot_of(key)];
        return link.key == key ? &link : nullptr;
    }

    /// A new one, if there is none. Valid until a link is added or erased.
    [[nodiscard]] Link& add(std::uint64_t key) {
        Link& link = slots_[slot_of(key)];
        link.key = key;
        return link;
    }

    void erase(Link& link) {
        std::size_t hole = static_cast<std::size_t>(&link - slots_.data());
        for (std::size_t slot = next(hole); slots_[slot].key != 0; slot = next(slot)) {
            // A link may move to the hole unless its own first slot lies behind it.
            if (((slot - first_slot(slots_[slot].key)) & mask_) >= ((slot - hole) & mask_)) {
                slots_[hole] = slots_[slot];
                hole = slot;
            }
        }
        slots_[hole] = {};
    }

  private:
    [[nodiscard]] std::size_t next(std::size_t slot) const { return (slot + 1) & mask_; }
    [[nodiscard]] std::size_t first_slot(std::uint64_t key) const {
        return static_cast<std::size_t>(avalanche(key)) & mask_;
    }

    /// The slot of the key, or the free one where it would stand.
    [[nodiscard]] std::size_t slot_of(std::uint64_t key) const {
        std::size_t slot = first_slot(key);
        while (slots_[slot].key != 0 && slots_[slot].key != key) {
            slot = next(slot);
        }
        return slot;
    }

    std::vector<Link> slots_;
    std::size_t mask_;
};

}  // namespace twicetold
