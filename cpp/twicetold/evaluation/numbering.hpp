#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "twicetold/base/hash.hpp"

namespace twicetold {

/// Numbers 64-bit keys 0, 1, 2, … in the order in which they first come. Emptying costs nothing, so one table serves
/// many texts.
class Numbering {
  public:
    /// Empties the table and makes room for `most` different keys. `seed`, taken from the keys, moves the slots and not
    /// the numbers: it leaves nobody a way to make keys collide.
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

    /// The number of `key`; size() grows if it is new. O(1).
    std::uint32_t number(std::uint64_t key) {
        std::size_t slot = multiply_fold(key ^ seed_, 0x9e3779b97f4a7c15u) & mask_;
        while (slots_[slot].generation == generation_ && slots_[slot].key != key) {
            slot = (slot + 1) & mask_;
        }
        if (slots_[slot].generation != generation_) {
            slots_[slot] = {key, generation_, size_++};
        }
        return slots_[slot].number;
    }

    [[nodiscard]] std::uint32_t size() const { return size_; }

  private:
    struct Slot {
        std::uint64_t key = 0;
        std::uint32_t generation = 0;  // free unless it is the table's
        std::uint32_t number = 0;
    };

    std::vector<Slot> slots_;
    std::size_t mask_ = 0;
    std::uint64_t seed_ = 0;
    std::uint32_t generation_ = 0;
    std::uint32_t size_ = 0;
};

}  // namespace twicetold
