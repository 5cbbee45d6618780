#pragma once

#include "twicetold/base/simd.hpp"

#if defined(TWICETOLD_AVX2)

#include <immintrin.h>

#include <array>
#include <bit>
#include <cstdint>
#include <span>

#include "twicetold/dedup/sketch.hpp"

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

/// Hashes of eight shingles or rounds, and which slots are empty: what sketches do with vectors.
struct Avx2Lanes {
    static constexpr std::size_t count = 8;

    TWICETOLD_AVX2 static __m256i load(const void* bytes) {
        return _mm256_loadu_si256(static_cast<const __m256i*>(bytes));
    }
    TWICETOLD_AVX2 static void store(std::uint32_t* to, __m256i eight) {
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), eight);
    }

    /// Hashes (SketchRound::hash) of four shingles joined with the key of a round, in the lower halves of the lanes.
    TWICETOLD_AVX2 static __m256i fold(__m256i keyed) {
        const __m256i product = _mm256_mul_epu32(keyed, _mm256_srli_epi64(keyed, 32));
        return _mm256_xor_si256(product, _mm256_srli_epi64(product, 32));
    }
    /// The lower halves 0, 1 of `low`, 0, 1 of `high`, 2, 3 of `low` and 2, 3 of `high`.
    TWICETOLD_AVX2 static __m256i low_halves(__m256i low, __m256i high) {
        return _mm256_castps_si256(_mm256_shuffle_ps(_mm256_castsi256_ps(low), _mm256_castsi256_ps(high), 0x88));
    }

    /// The slots that are empty as bits of one register, as there are at most 256: writes its eight words.
    TWICETOLD_AVX2 static std::array<std::uint32_t, count> empty_bits(std::span<const std::uint32_t> slots) {
        const __m256i nothing = _mm256_set1_epi32(static_cast<int>(empty_slot));
        std::array<std::uint32_t, count> bits{};
        for (std::size_t slot = 0; slot < slots.size(); slot += 4 * count) {
            const __m256i first = _mm256_cmpeq_epi32(load(slots.data() + slot), nothing);
            const __m256i second = _mm256_cmpeq_epi32(load(slots.data() + slot + count), nothing);
            const __m256i third = _mm256_cmpeq_epi32(load(slots.data() + slot + 2 * count), nothing);
            const __m256i fourth = _mm256_cmpeq_epi32(load(slots.data() + slot + 3 * count), nothing);
            // Packing goes by halves of registers, whose words are put in order at the end.
            const __m256i packed =
                _mm256_packs_epi16(_mm256_packs_epi32(first, second), _mm256_packs_epi32(third, fourth));
            const __m256i ordered = _mm256_permutevar8x32_epi32(packed, _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7));
            bits[slot / 32] = static_cast<std::uint32_t>(_mm256_movemask_epi8(ordered));
        }
        return bits;
    }

    /// The lanes that name one of the slots of these bits.
    TWICETOLD_AVX2 static unsigned in(__m256i names, __m256i slots) {
        const __m256i words = _mm256_permutevar8x32_epi32(slots, _mm256_srli_epi32(names, 5));
        // The bit of each slot goes to the sign, which makes the mask.
        const __m256i left = _mm256_andnot_si256(names, _mm256_set1_epi32(31));
        return static_cast<unsigned>(_mm256_movemask_ps(_mm256_castsi256_ps(_mm256_sllv_epi32(words, left))));
    }

    /// Puts the lanes of a set before the others.
    TWICETOLD_AVX2 static __m256i first(unsigned set) {
        const __m128i order = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(lanes_of_sets[set].data()));
        return _mm256_cvtepu8_epi32(order);
    }
};

}  // namespace twicetold

#endif
