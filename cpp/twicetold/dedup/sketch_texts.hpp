#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "twicetold/base/parallel.hpp"
#include "twicetold/dedup/bands.hpp"
#include "twicetold/dedup/shingles.hpp"
#include "twicetold/text/text_source.hpp"

namespace twicetold {

/// The sketches of a column, one after the other: `slots` values a row, all `empty_slot` for a text that is missing or
/// has no tokens. Throws std::invalid_argument unless slots is 64, 128 or 256.
[[nodiscard]] std::vector<std::uint32_t> sketch_texts(const TextSource& texts, ShingleSpec spec, std::size_t slots,
                                                      const Control& control);

/// The keys of all bands of sketches that stand one after the other: banding.count values a sketch.
[[nodiscard]] std::vector<std::uint64_t> band_keys(std::span<const std::uint32_t> sketches, std::size_t slots,
                                                   Banding banding);

}  // namespace twicetold
