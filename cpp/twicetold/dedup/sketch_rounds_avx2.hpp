#pragma once

#include "twicetold/base/simd.hpp"

#if defined(TWICETOLD_AVX2)

#include <immintrin.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <span>

#include "twicetold/base/hash.hpp"
#include "twicetold/dedup/sketch_lanes_avx2.hpp"

namespace twicetold {

/// The keys of rounds 0..255, which scatter shingles.
inline constexpr auto round_keys = [] {
    std::array<std::uint64_t, 256> keys{};
    for (std::uint64_t round = 0; round < keys.size(); ++round) {
        keys[round] = avalanche(round + 1);
    }
    return keys;
}();

/// Several rounds of a text of few shingles at once: a vector holds the hashes of one shingle in eight rounds, or of
/// two in four, so that none of it is idle. A slot that an earlier round of these fills counts as empty until their
/// end, which changes nothing, as the value of an earlier round is smaller; nor do rounds after all slots are filled.
class Avx2Rounds {
  public:
    static constexpr std::size_t most = 96;  // shingles

    /// Fills slots by rounds 0..slots-1 until none is empty; returns how many are. 1..most shingles.
    TWICETOLD_AVX2 static std::size_t fill(std::span<const std::uint64_t> shingles, std::span<std::uint32_t> slots) {
        return shingles.size() <= 24 ? Avx2Rounds(slots).run<8>(shingles) : Avx2Rounds(slots).run<4>(shingles);
    }

  private:
    TWICETOLD_AVX2 explicit Avx2Rounds(std::span<std::uint32_t> slots)
        : slots_(slots),
          shift_(static_cast<int>(std::bit_width(2 * slots.size() - 1))),
          bits_(Avx2Lanes::empty_bits(slots)) {}

    template <std::size_t rounds>
    TWICETOLD_AVX2 std::size_t run(std::span<const std::uint64_t> shingles) {
        std::size_t empty = slots_.size();
        for (std::size_t first = 0; first < slots_.size() && empty > 0; first += rounds) {
            pick<rounds>(shingles, first);
            for (std::size_t k = 0; k < count_; ++k) {
                lower(slots_[names_[k]], values_[k]);
            }
            bits_ = Avx2Lanes::empty_bits(slots_);
            empty = 0;
            for (const std::uint32_t word : bits_) {
                empty += static_cast<std::size_t>(std::popcount(word));
            }
        }
        return empty;
    }

    /// Notes name and value of all that falls into empty slots.
    template <std::size_t rounds>
    TWICETOLD_AVX2 void pick(std::span<const std::uint64_t> shingles, std::size_t first) {
        const __m256i empty = Avx2Lanes::load(bits_.data());
        const __m256i mask = _mm256_set1_epi32(static_cast<int>(slots_.size() - 1));
        const __m256i low_keys = Avx2Lanes::load(round_keys.data() + first);
        const __m256i high_keys = rounds == 8 ? Avx2Lanes::load(round_keys.data() + first + 4) : low_keys;
        // In the order in which Avx2Lanes::low_halves brings them together.
        const __m256i order =
            rounds == 8 ? _mm256_setr_epi32(0, 1, 4, 5, 2, 3, 6, 7) : _mm256_setr_epi32(0, 1, 0, 1, 2, 3, 2, 3);
        const __m256i numbers = _mm256_add_epi32(order, _mm256_set1_epi32(static_cast<int>(first)));
        const __m256i tops = _mm256_slli_epi32(numbers, 32 - shift_);
        std::size_t count = 0;
        for (std::size_t k = 0; k < shingles.size(); k += Avx2Lanes::count / rounds) {
            // A shingle that is there twice changes nothing.
            const std::uint64_t second = rounds == 8 ? shingles[k] : shingles[std::min(k + 1, shingles.size() - 1)];
            const __m256i low = Avx2Lanes::fold(_mm256_xor_si256(broadcast(shingles[k]), low_keys));
            const __m256i high = Avx2Lanes::fold(_mm256_xor_si256(broadcast(second), high_keys));
            const __m256i hashes = Avx2Lanes::low_halves(low, high);
            const __m256i names = _mm256_and_si256(hashes, mask);
            const __m256i values = _mm256_or_si256(tops, _mm256_srli_epi32(hashes, shift_));
            const unsigned set = Avx2Lanes::in(names, empty);
            const __m256i lanes = Avx2Lanes::first(set);
            Avx2Lanes::store(names_.data() + count, _mm256_permutevar8x32_epi32(names, lanes));
            Avx2Lanes::store(values_.data() + count, _mm256_permutevar8x32_epi32(values, lanes));
            count += static_cast<std::size_t>(std::popcount(set));
        }
        count_ = count;
    }

    /// The minimum by vectors, as compilers may branch for it, and no processor could predict that.
    TWICETOLD_AVX2 static void lower(std::uint32_t& slot, std::uint32_t value) {
        const __m128i both = _mm_min_epu32(_mm_cvtsi32_si128(static_cast<int>(slot)),  //
                                           _mm_cvtsi32_si128(static_cast<int>(value)));
        slot = static_cast<std::uint32_t>(_mm_cvtsi128_si32(both));
    }

    TWICETOLD_AVX2 static __m256i broadcast(std::uint64_t shingle) {
        return _mm256_set1_epi64x(static_cast<long long>(shingle));
    }

    std::span<std::uint32_t> slots_;
    int shift_;
    std::array<std::uint32_t, Avx2Lanes::count> bits_;  // of empty slots
    std::size_t count_ = 0;
    std::array<std::uint32_t, 4 * most + 8> names_;
    std::array<std::uint32_t, 4 * most + 8> values_;
};

}  // namespace twicetold

#endif
