#include "twicetold/dedup/sketch.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <stdexcept>
#include <string>
#include <unordered_set>
#include <vector>

#include "twicetold/base/hash.hpp"
#include "twicetold/dedup/sketch_gaps_avx2.hpp"
#include "twicetold/dedup/sketch_round.hpp"
#include "twicetold/dedup/sketch_rounds_avx2.hpp"

namespace twicetold {

namespace {

using Shingles = std::span<const std::uint64_t>;

constexpr std::size_t block_size = 256;  // hashes made at a time, by vectors, before they are spread over the slots

using Hashes = std::span<const std::uint32_t>;

// No loop over shingles has a branch that depends on a hash: no processor could predict it.

/// For when most slots are empty: any hash may be the smallest of its slot.
TWICETOLD_PORTABLE void spread(Hashes hashes, const SketchRound round) {
    for (const std::uint32_t hash : hashes) {
        std::uint32_t& slot = round.slot_of(hash);
        slot = std::min(slot, round.value_of(hash));
    }
}

/// For when most slots were filled in earlier rounds, which no hash of this one can change: picks out the others.
/// Returns how many slots are no longer empty.
struct PortableGaps {
    explicit PortableGaps(std::span<const std::uint32_t>) {}

    TWICETOLD_PORTABLE std::size_t fill(Shingles shingles, const SketchRound round) {
        std::array<std::uint32_t, block_size> hashes;
        std::array<std::uint32_t, block_size> picked;
        std::size_t filled = 0;
        for (std::size_t begin = 0; begin < shingles.size(); begin += block_size) {
            const std::size_t size = std::min(block_size, shingles.size() - begin);
            for (std::size_t k = 0; k < size; ++k) {
                hashes[k] = round.hash(shingles[begin + k]);
            }
            std::size_t count = 0;
            for (const std::uint32_t hash : Hashes(hashes).first(size)) {
                picked[count] = hash;
                count += round.slot_of(hash) >= round.top;
            }
            for (const std::uint32_t hash : Hashes(picked).first(count)) {
                std::uint32_t& slot = round.slot_of(hash);
                filled += slot == empty_slot;
                slot = std::min(slot, round.value_of(hash));
            }
        }
        return filled;
    }
};

constexpr std::size_t many = 16;  // shingles a slot, of which different ones would leave next to none empty

/// The distinct shingles, or none if there are more than `most`.
std::vector<std::uint64_t> distinct_if_few(Shingles shingles, std::size_t most) {
    std::unordered_set<std::uint64_t> distinct;
    for (const std::uint64_t shingle : shingles) {
        distinct.insert(shingle);
        if (distinct.size() > most) {
            return {};
        }
    }
    return {distinct.begin(), distinct.end()};
}

/// The sketch of one text in the making.
struct Sketch {
    std::span<std::uint32_t> slots;
    unsigned round_bits = static_cast<unsigned>(std::bit_width(2 * slots.size() - 1));
    std::size_t empty = slots.size();

    [[nodiscard]] SketchRound of(std::uint64_t round) const {
        return {slots.data(), static_cast<std::uint32_t>(slots.size() - 1), round_bits,
                static_cast<std::uint32_t>(round << (32 - round_bits)), avalanche(round + 1)};
    }
    [[nodiscard]] std::size_t count_empty() const {
        std::uint32_t count = 0;
        for (const std::uint32_t slot : slots) {
            count += slot == empty_slot;
        }
        return count;
    }

    TWICETOLD_PORTABLE void scatter(Shingles shingles, std::uint64_t number) {
        const SketchRound round = of(number);
        std::array<std::uint32_t, block_size> block;
        for (std::size_t begin = 0; begin < shingles.size(); begin += block_size) {
            const std::size_t size = std::min(block_size, shingles.size() - begin);
            for (std::size_t k = 0; k < size; ++k) {
                block[k] = round.hash(shingles[begin + k]);
            }
            spread(Hashes(block).first(size), round);
        }
        empty = count_empty();
    }

    /// Rounds K..2K-1 fill what is still empty.
    TWICETOLD_PORTABLE void fill_rest(Shingles shingles, std::uint64_t round) {
        for (; round < 2 * slots.size() && empty > 0; ++round) {
            fill(shingles, round);
        }
    }

    /// One slot a round.
    TWICETOLD_PORTABLE void fill(Shingles shingles, std::uint64_t round) {
        std::uint32_t& slot = slots[round - slots.size()];
        if (slot != empty_slot) {
            return;
        }
        const SketchRound last = of(round);
        for (const std::uint64_t shingle : shingles) {
            slot = std::min(slot, last.top | last.hash(shingle) >> round_bits);
        }
        --empty;
    }

    /// Rounds 0..K-1 give every shingle to the slot that its hash names.
    template <class Gaps>
    TWICETOLD_PORTABLE void make(Shingles shingles) {
        std::vector<std::uint64_t> few;  // instead of as many that repeat, to be gone through again and again
        std::uint64_t round = 0;
        if (shingles.size() >= many * slots.size()) {
            scatter(shingles, round++);
            if (2 * empty > slots.size()) {
                few = distinct_if_few(shingles, many * slots.size());
                shingles = few.empty() ? shingles : few;
            }
        }
        // To count what is empty is more work than to spread a few shingles.
        for (; 2 * empty > slots.size() && shingles.size() >= 32; ++round) {
            scatter(shingles, round);
        }
        Gaps gaps(slots);
        for (; round < slots.size() && empty > 0; ++round) {
            empty -= gaps.fill(shingles, of(round));
        }
        fill_rest(shingles, round);
    }
};

#if defined(TWICETOLD_AVX2)
TWICETOLD_AVX2 void sketch_avx2(Shingles shingles, std::span<std::uint32_t> slots) {
    Sketch made{slots};
    if (shingles.size() > Avx2Rounds::most) {
        made.make<Avx2Gaps>(shingles);
        return;
    }
    made.empty = Avx2Rounds::fill(shingles, slots);
    made.fill_rest(shingles, slots.size());
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
    Sketch{slots}.make<PortableGaps>(shingles);
}

std::size_t equal_slots(const std::uint32_t* left, const std::uint32_t* right, std::size_t slots) {
    std::uint32_t equal = 0;
    for (std::size_t k = 0; k < slots; ++k) {
        equal += left[k] == right[k];
    }
    return equal;
}

}  // namespace twicetold
