#include "twicetold/dedup/sketch.hpp"

#include <algorithm>
#include <bit>
#include <stdexcept>
#include <string>

#include "twicetold/base/hash.hpp"

namespace twicetold {

namespace {

/// h_i(x): independent for every round i.
std::uint64_t round_hash(std::uint64_t shingle, std::uint64_t round) {
    return avalanche(shingle ^ (round + 1) * 0x9e3779b97f4a7c15u);
}

}  // namespace

void check_slots(std::size_t slots) {
    if (slots != 64 && slots != 128 && slots != 256) {
        throw std::invalid_argument("slots must be 64, 128 or 256, got " + std::to_string(slots));
    }
}

void sketch(std::span<const std::uint64_t> shingles, std::span<std::uint32_t> slots) {
    std::ranges::fill(slots, empty_slot);
    if (shingles.empty()) {
        return;
    }
    const std::size_t size = slots.size();
    const auto round_bits = static_cast<unsigned>(std::bit_width(2 * size - 1));
    std::size_t filled = 0;
    // Rounds 0..K-1: every shingle falls into the slot its hash names.
    for (std::uint64_t round = 0; round < size && filled < size; ++round) {
        const auto top = static_cast<std::uint32_t>(round << (32 - round_bits));
        for (const std::uint64_t shingle : shingles) {
            const std::uint64_t hash = round_hash(shingle, round);
            std::uint32_t& slot = slots[hash & (size - 1)];
            const std::uint32_t value = top | static_cast<std::uint32_t>(hash >> (32 + round_bits));
            if (value < slot) {
                filled += slot == empty_slot;
                slot = value;
            }
        }
    }
    // Rounds K..2K-1: what is still empty is filled, one slot a round.
    for (std::uint64_t round = size; round < 2 * size && filled < size; ++round) {
        std::uint32_t& slot = slots[round - size];
        if (slot != empty_slot) {
            continue;
        }
        const auto top = static_cast<std::uint32_t>(round << (32 - round_bits));
        for (const std::uint64_t shingle : shingles) {
            slot = std::min(slot, top | static_cast<std::uint32_t>(round_hash(shingle, round) >> (32 + round_bits)));
        }
        ++filled;
    }
}

std::size_t equal_slots(const std::uint32_t* left, const std::uint32_t* right, std::size_t slots) {
    std::uint32_t equal = 0;
    for (std::size_t k = 0; k < slots; ++k) {
        equal += left[k] == right[k];
    }
    return equal;
}

}  // namespace twicetold
