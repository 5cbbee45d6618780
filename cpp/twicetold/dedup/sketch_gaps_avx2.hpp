#pragma once

#include "twicetold/base/simd.hpp"

#if defined(TWICETOLD_AVX2)

#include <immintrin.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <span>

#include "twicetold/dedup/sketch.hpp"
#include "twicetold/dedup/sketch_round.hpp"

namespace twicetold {

/// For each set of eight lanes, the lanes that are in it, first to last.
inline constexpr auto lanes_of_sets = [] {
    std::array<std::array<std::uint8_t, 8>, 256> table{};
    for (unsigned set = 0; set < 256; ++set) {
        std::size_t count = 0;
        for (unsigned lane = 0; lane < 8; ++lane) {
            if ((set >> lane & 1u) != 0) {
                table[set][count++] = static_cast<std::uint8_t>(lane);
            }
        }
    }
    return table;
}();

/// What PortableGaps does, eight shingles at a time: the slots that are empty are bits of one register, since there are
/// at most 256, so that eight hashes are looked up at once and those that name an empty slot packed by a table.
class Avx2Gaps {
  public:
    TWICETOLD_AVX2 explicit Avx2Gaps(std::span<const std::uint32_t> slots) {
        const __m256i nothing = _mm256_set1_epi32(static_cast<int>(empty_slot));
        for (std::size_t slot = 0; slot < slots.size(); slot += lanes) {
            const __m256i eight = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(slots.data() + slot));
            const __m256 equal = _mm256_castsi256_ps(_mm256_cmpeq_epi32(eight, nothing));
            empty_[slot / 32] |= static_cast<std::uint32_t>(_mm256_movemask_ps(equal)) << slot % 32;
        }
    }

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
    static constexpr std::size_t lanes = 8;
    static constexpr std::size_t block_size = 256;

    TWICETOLD_AVX2 std::size_t fill_eights(std::span<const std::uint64_t> shingles, const SketchRound round) {
        const __m256i empty = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(empty_.data()));
        std::array<std::uint32_t, block_size + lanes> picked;
        std::size_t filled = 0;
        std::size_t begin = 0;
        while (begin < shingles.size()) {
            std::size_t count = 0;
            for (; begin < shingles.size() && count < block_size; begin += lanes) {
                // The last eight may begin among those before them.
                const std::size_t first = std::min(begin, shingles.size() - lanes);
                const __m256i hashes = hash_eight(shingles.data() + first, round.key);
                const __m256i names = _mm256_and_si256(hashes, _mm256_set1_epi32(static_cast<int>(round.mask)));
                const __m256i words = _mm256_permutevar8x32_epi32(empty, _mm256_srli_epi32(names, 5));
                // The bit of each slot goes to the sign, which makes the mask.
                const __m256i left = _mm256_andnot_si256(names, _mm256_set1_epi32(31));
                const __m256i signs = _mm256_sllv_epi32(words, left);
                const auto set = static_cast<unsigned>(_mm256_movemask_ps(_mm256_castsi256_ps(signs)));
                const __m128i order = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(lanes_of_sets[set].data()));
                const __m256i packed = _mm256_permutevar8x32_epi32(hashes, _mm256_cvtepu8_epi32(order));
                _mm256_storeu_si256(reinterpret_cast<__m256i*>(picked.data() + count), packed);
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

    TWICETOLD_AVX2 static __m256i hash_eight(const std::uint64_t* shingles, std::uint64_t key) {
        const __m256i low = hash_four(shingles, key);
        const __m256i high = hash_four(shingles + 4, key);
        const __m256 both = _mm256_shuffle_ps(_mm256_castsi256_ps(low), _mm256_castsi256_ps(high), 0x88);
        return _mm256_castps_si256(both);  // in another order, which is all the same
    }

    /// Hashes in the lower halves of the four lanes.
    TWICETOLD_AVX2 static __m256i hash_four(const std::uint64_t* shingles, std::uint64_t key) {
        const __m256i four = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(shingles));
        const __m256i x = _mm256_xor_si256(four, _mm256_set1_epi64x(static_cast<long long>(key)));
        const __m256i product = _mm256_mul_epu32(x, _mm256_srli_epi64(x, 32));
        return _mm256_xor_si256(product, _mm256_srli_epi64(product, 32));
    }

    std::array<std::uint32_t, 8> empty_{};
};

}  // namespace twicetold

#endif
