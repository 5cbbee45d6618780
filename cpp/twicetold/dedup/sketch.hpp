#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "twicetold/base/simd.hpp"

namespace twicetold {

/// A slot of the sketch of a text without shingles.
constexpr std::uint32_t empty_slot = 0xFFFFFFFF;

/// Throws std::invalid_argument unless `slots` is 64, 128 or 256.
void check_slots(std::size_t slots);

/// Fast Similarity Sketching (Dahlgaard, Knudsen and Thorup, FOCS 2017, arXiv 1704.04370, algorithm 1): the share of
/// equal slots of two sketches estimates the Jaccard similarity of the sets of `shingles`.
///
/// Writes K = slots.size() values (64, 128 or 256). The round i stands in the top ceil(log2 2K) bits of a slot, the
/// high bits of the round's hash below it, so that the smallest value wins across rounds. Repeated shingles change
/// nothing. No shingles: every slot is `empty_slot`. O(K log K + shingles) expected.
void sketch(std::span<const std::uint64_t> shingles, std::span<std::uint32_t> slots, Simd simd = best_simd());

/// How many slots are equal. Both have the same size.
[[nodiscard]] std::size_t equal_slots(const std::uint32_t* left, const std::uint32_t* right, std::size_t slots);

}  // namespace twicetold
