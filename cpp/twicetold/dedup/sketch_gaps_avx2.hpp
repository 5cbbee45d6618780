#pragma once

#include "twicetold/base/simd.hpp"

#if defined(TWICETOLD_AVX2)

#include <immintrin.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <span>

#include "twicetold/dedup/sketch_lanes_avx2.hpp"
#include "twicetold/dedup/sketch_round.hpp"

namespace twicetold {

/// What PortableGaps does, eight shingles at a time: the slots that are empty are bits of one register, since there are
/// at most 256, so that eight hashes are looked up at once and those that name an empty slot packed by a table.
class Avx2Gaps {
  public:
    TWICETOLD_AVX2 explicit Avx2Gaps(std::span<const std::uint32_t> slots) : empty_(Avx2Lanes::empty_bits(slots)) {}

    /// Returns how many slots are no longer empty.
    TWICETOLD_AVX2 std::size_t fill(std::span<const std::uint64_t> shingles, const SketchRound round) {
        if (shingles.size() < lanes) {
            // A shingle that is there twice changes nothing.
            std::array<std::uint64_t, lanes> padded;
            padded.fill(shingles.front());
            std::ranges::copy(shingles, padded.begin());
            return fill_eights(padded, round);
        }
        return fill_eights(shingles, round);
    }

  private:
    static constexpr std::size_t lanes = Avx2Lanes::count;
    static constexpr std::size_t block_size = 256;

    TWICETOLD_AVX2 std::size_t fill_eights(std::span<const std::uint64_t> shingles, const SketchRound round) {
        const __m256i empty = Avx2Lanes::load(empty_.data());
        const __m256i key = _mm256_set1_epi64x(static_cast<long long>(round.key));
        const __m256i mask = _mm256_set1_epi32(static_cast<int>(round.mask));
        std::array<std::uint32_t, block_size + lanes> picked;
        std::size_t filled = 0;
        std::size_t begin = 0;
        while (begin < shingles.size()) {
            std::size_t count = 0;
            for (; begin < shingles.size() && count < block_size; begin += lanes) {
                // The last eight may begin among those before them.
                const std::size_t first = std::min(begin, shingles.size() - lanes);
                const std::uint64_t* eight = shingles.data() + first;
                const __m256i low = Avx2Lanes::fold(_mm256_xor_si256(Avx2Lanes::load(eight), key));
                const __m256i high = Avx2Lanes::fold(_mm256_xor_si256(Avx2Lanes::load(eight + 4), key));
                const __m256i hashes = Avx2Lanes::low_halves(low, high);
                const unsigned set = Avx2Lanes::in(_mm256_and_si256(hashes, mask), empty);
                Avx2Lanes::store(picked.data() + count, _mm256_permutevar8x32_epi32(hashes, Avx2Lanes::first(set)));
                count += static_cast<std::size_t>(std::popcount(set));
            }
            for (const std::uint32_t hash : std::span(picked).first(count)) {
                std::uint32_t& slot = round.slot_of(hash);
                filled += slot == empty_slot;
                slot = std::min(slot, round.value_of(hash));
                const std::uint32_t name = hash & round.mask;
                empty_[name / 32] &= ~(std::uint32_t{1} << name % 32);
            }
        }
        return filled;
    }

    std::array<std::uint32_t, lanes> empty_;  // bits
};

}  // namespace twicetold

#endif
