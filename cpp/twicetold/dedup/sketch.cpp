#include "twicetold/dedup/sketch.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <stdexcept>
#include <string>

#include "twicetold/base/hash.hpp"

namespace twicetold {

namespace {

using Shingles = std::span<const std::uint64_t>;

constexpr std::size_t block_size = 256;  // hashes made at a time, by vectors, before they are spread over the slots

/// h_i(x) for the round whose key is avalanche(i + 1): one product of 32 by 32 bits, which vectors have, folded.
TWICETOLD_PORTABLE std::uint32_t round_hash(std::uint64_t shingle, std::uint64_t key) {
    const std::uint64_t x = shingle ^ key;
    const std::uint64_t product = (x & 0xFFFFFFFFu) * (x >> 32);
    return static_cast<std::uint32_t>(product >> 32) ^ static_cast<std::uint32_t>(product);
}

/// What a round writes to: a copy on the stack, so that no store to a slot can be one to it.
struct Round {
    std::uint32_t* slots;
    std::uint32_t mask;
    unsigned shift;
    std::uint32_t top;

    [[nodiscard]] std::uint32_t& slot_of(std::uint32_t hash) const { return slots[hash & mask]; }
    [[nodiscard]] std::uint32_t value_of(std::uint32_t hash) const { return top | hash >> shift; }
};

using Hashes = std::span<const std::uint32_t>;

// No loop over shingles has a branch that depends on a hash: no processor could predict it.

/// For when most slots are empty: any hash may be the smallest of its slot.
TWICETOLD_PORTABLE void spread(Hashes hashes, const Round round) {
    for (const std::uint32_t hash : hashes) {
        std::uint32_t& slot = round.slot_of(hash);
        slot = std::min(slot, round.value_of(hash));
    }
}

/// For when most slots were filled in earlier rounds, which no hash of this one can change: picks out the others.
/// Returns how many slots are no longer empty.
TWICETOLD_PORTABLE std::size_t fill_gaps(Hashes hashes, const Round round) {
    std::array<std::uint32_t, block_size> picked;
    std::size_t count = 0;
    for (const std::uint32_t hash : hashes) {
        picked[count] = hash;
        count += round.slot_of(hash) >= round.top;
    }
    std::size_t filled = 0;
    for (const std::uint32_t hash : std::span(picked).first(count)) {
        std::uint32_t& slot = round.slot_of(hash);
        filled += slot == empty_slot;
        slot = std::min(slot, round.value_of(hash));
    }
    return filled;
}

/// The sketch of one text in the making.
struct Sketch {
    std::span<std::uint32_t> slots;
    unsigned round_bits = static_cast<unsigned>(std::bit_width(2 * slots.size() - 1));
    std::size_t empty = slots.size();

    [[nodiscard]] std::uint32_t top(std::uint64_t round) const {
        return static_cast<std::uint32_t>(round << (32 - round_bits));
    }
    [[nodiscard]] std::size_t count_empty() const {
        std::uint32_t count = 0;
        for (const std::uint32_t slot : slots) {
            count += slot == empty_slot;
        }
        return count;
    }

    /// Rounds 0..K-1: every shingle falls into the slot its hash names.
    TWICETOLD_PORTABLE void scatter(Shingles shingles, std::uint64_t number) {
        const Round round{slots.data(), static_cast<std::uint32_t>(slots.size() - 1), round_bits, top(number)};
        const std::uint64_t key = avalanche(number + 1);
        // To count what is empty is more work than to spread a few shingles.
        const bool mostly_empty = 2 * empty > slots.size() && shingles.size() >= 32;
        std::array<std::uint32_t, block_size> block;
        for (std::size_t begin = 0; begin < shingles.size(); begin += block_size) {
            const std::size_t size = std::min(block_size, shingles.size() - begin);
            for (std::size_t k = 0; k < size; ++k) {
                block[k] = round_hash(shingles[begin + k], key);
            }
            const Hashes hashes = Hashes(block).first(size);
            if (mostly_empty) {
                spread(hashes, round);
            } else {
                empty -= fill_gaps(hashes, round);
            }
        }
        if (mostly_empty) {
            empty = count_empty();
        }
    }

    /// Rounds K..2K-1: what is still empty is filled, one slot a round.
    TWICETOLD_PORTABLE void fill(Shingles shingles, std::uint64_t round) {
        std::uint32_t& slot = slots[round - slots.size()];
        if (slot != empty_slot) {
            return;
        }
        const std::uint64_t key = avalanche(round + 1);
        for (const std::uint64_t shingle : shingles) {
            slot = std::min(slot, top(round) | round_hash(shingle, key) >> round_bits);
        }
        --empty;
    }

    TWICETOLD_PORTABLE void make(Shingles shingles) {
        std::uint64_t round = 0;
        for (; round < slots.size() && empty > 0; ++round) {
            scatter(shingles, round);
        }
        for (; round < 2 * slots.size() && empty > 0; ++round) {
            fill(shingles, round);
        }
    }
};

#if defined(TWICETOLD_AVX2)
TWICETOLD_AVX2 void sketch_avx2(Shingles shingles, std::span<std::uint32_t> slots) {
    Sketch{slots}.make(shingles);
}
#endif

}  // namespace

void check_slots(std::size_t slots) {
    if (slots != 64 && slots != 128 && slots != 256) {
        throw std::invalid_argument("slots must be 64, 128 or 256, got " + std::to_string(slots));
    }
}

void sketch(Shingles shingles, std::span<std::uint32_t> slots, [[maybe_unused]] Simd simd) {
    std::ranges::fill(slots, empty_slot);
    if (shingles.empty()) {
        return;
    }
#if defined(TWICETOLD_AVX2)
    if (simd == Simd::avx2) {
        sketch_avx2(shingles, slots);
        return;
    }
#endif
    Sketch{slots}.make(shingles);
}

std::size_t equal_slots(const std::uint32_t* left, const std::uint32_t* right, std::size_t slots) {
    std::uint32_t equal = 0;
    for (std::size_t k = 0; k < slots; ++k) {
        equal += left[k] == right[k];
    }
    return equal;
}

}  // namespace twicetold
