#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "twicetold/base/hash.hpp"

namespace twicetold {

/// Numbers 64-bit ids 0, 1, 2, … in the order in which they first come. Open addressing; emptying costs nothing, so
/// one table serves many texts.
class IdTable {
  public:
    /// Empties the table and makes room for `most` different ids. `seed` moves the slots, not the numbers: taken from
    /// the ids themselves, it leaves nobody a way to make them collide.
    void clear(std::size_t most, std::uint64_t seed) {
        const std::size_t slots = std::bit_ceil(2 * most + 2);
        if (slots > slots_.size() || ++generation_ == 0) {
            slots_.assign(std::max(slots, slots_.size()), {});
            generation_ = 1;
        }
        mask_ = slots - 1;
        seed_ = seed;
        size_ = 0;
    }

    /// The number of `id`; size() grows if it is new. O(1).
    std::uint32_t number(std::uint64_t id) {
        for (std::size_t slot = first_slot(id);; slot = (slot + 1) & mask_) {
            Slot& here = slots_[slot];
            if (here.generation != generation_) {
                here = {id, generation_, size_};
                return size_++;
            }
            if (here.id == id) {
                return here.number;
            }
        }
    }

    [[nodiscard]] bool contains(std::uint64_t id) const {
        std::size_t slot = first_slot(id);
        while (slots_[slot].generation == generation_ && slots_[slot].id != id) {
            slot = (slot + 1) & mask_;
        }
        return slots_[slot].generation == generation_;
    }

    [[nodiscard]] std::uint32_t size() const { return size_; }

  private:
    struct Slot {
        std::uint64_t id = 0;
        std::uint32_t generation = 0;  // free unless it is the table's
        std::uint32_t number = 0;
    };

    [[nodiscard]] std::size_t first_slot(std::uint64_t id) const {
        return multiply_fold(id ^ seed_, 0x9e3779b97f4a7c15u) & mask_;
    }

    std::vector<Slot> slots_;
    std::size_t mask_ = 0;
    std::uint64_t seed_ = 0;
    std::uint32_t generation_ = 0;
    std::uint32_t size_ = 0;
};

}  // namespace twicetold
