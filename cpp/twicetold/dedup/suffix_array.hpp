#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace twicetold {

/// Where the suffixes of a sequence begin, in lexicographic order; a suffix comes before those that it begins.
/// Symbols are below `alphabet`; there are fewer than 2^32 - 1. O(symbols + alphabet), by induced sorting (Nong, Zhang
/// and Chan 2009).
[[nodiscard]] std::vector<std::uint32_t> suffix_array(std::span<const std::uint32_t> symbols, std::uint32_t alphabet);

/// The place of each suffix in that order.
[[nodiscard]] std::vector<std::uint32_t> suffix_ranks(std::span<const std::uint32_t> suffixes);

/// How many symbols each suffix of the order has in common with the one before it, 0 for the first. O(symbols) (Kasai
/// et al. 2001).
[[nodiscard]] std::vector<std::uint32_t> common_prefixes(std::span<const std::uint32_t> symbols,
                                                         std::span<const std::uint32_t> suffixes,
                                                         std::span<const std::uint32_t> ranks);

}  // namespace twicetold
