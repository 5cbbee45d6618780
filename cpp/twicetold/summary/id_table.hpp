#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "twicetold/base/hash.hpp"

namespace twicetold {

/// Numbers 64-bit ids 0, 1, 2, … in the order in which they first come. Open addressing that grows; emptying costs
/// nothing, so one table serves many texts.
class IdTable {
  public:
    /// Empties the table, which expects at most `most` different ids. `seed` moves the slots, not the numbers: taken
    /// from the ids themselves, it leaves nobody a way to make them collide.
    void clear(std::size_t most, std::uint64_t seed) {
        constexpr std::size_t first_slots = std::size_t{1} << 16;  // few ids are different where there are many
        const std::size_t slots = std::min(std::bit_ceil(2 * most + 2), first_slots);
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
        Slot* here = &slot_of(id);
        if (here->generation == generation_) {
            return here->number;
        }
        if (2 * (std::size_t{size_} + 1) > mask_ + 1) {
            grow();
            here = &slot_of(id);
        }
        *here = {id, generation_, size_};
        return size_++;
    }

    /// The number of `id`; nothing if it was not numbered.
    [[nodiscard]] std::optional<std::uint32_t> find(std::uint64_t id) const {
        std::size_t slot = first_slot(id);
        while (slots_[slot].generation == generation_ && slots_[slot].id != id) {
            slot = (slot + 1) & mask_;
        }
        return slots_[slot].generation == generation_ ? std::optional(slots_[slot].number) : std::nullopt;
    }

    [[nodiscard]] bool contains(std::uint64_t id) const { return find(id).has_value(); }

    [[nodiscard]] std::uint32_t size() const { return size_; }

  private:
    struct Slot {
        std::uint64_t id = 0;
        std::uint32_t generation = 0;  // free unless it is the table's
        std::uint32_t number = 0;
    };

    /// That of the id, or the free one where it belongs.
    Slot& slot_of(std::uint64_t id) {
        std::size_t slot = first_slot(id);
        while (slots_[slot].generation == generation_ && slots_[slot].id != id) {
            slot = (slot + 1) & mask_;
        }
        return slots_[slot];
    }

    void grow() {
        std::vector<Slot> old(2 * (mask_ + 1));
        old.swap(slots_);
        const std::size_t used = mask_ + 1;
        mask_ = slots_.size() - 1;
        for (std::size_t slot = 0; slot < used; ++slot) {
            if (old[slot].generation == generation_) {
                slot_of(old[slot].id) = old[slot];
            }
        }
    }

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
