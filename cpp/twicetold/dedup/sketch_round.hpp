#pragma once

#include <cstdint>

#include "twicetold/base/simd.hpp"

namespace twicetold {

/// A round of a sketch in the making: a copy on the stack, so that no store to a slot can be one to it.
struct SketchRound {
    std::uint32_t* slots;
    std::uint32_t mask;
    unsigned shift;
    std::uint32_t top;  ///< the round's number in the uppermost bits, so that earlier rounds win
    std::uint64_t key;

    /// One product of 32 by 32 bits, which vectors have, folded.
    [[nodiscard]] TWICETOLD_PORTABLE std::uint32_t hash(std::uint64_t shingle) const {
        const std::uint64_t x = shingle ^ key;
        const std::uint64_t product = (x & 0xFFFFFFFFu) * (x >> 32);
        return static_cast<std::uint32_t>(product >> 32) ^ static_cast<std::uint32_t>(product);
    }
    [[nodiscard]] TWICETOLD_PORTABLE std::uint32_t& slot_of(std::uint32_t hash) const { return slots[hash & mask]; }
    [[nodiscard]] TWICETOLD_PORTABLE std::uint32_t value_of(std::uint32_t hash) const { return top | hash >> shift; }
};

}  // namespace twicetold
