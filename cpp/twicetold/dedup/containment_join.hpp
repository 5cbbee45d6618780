#pragma once

#include "twicetold/dedup/join.hpp"

namespace twicetold {

/// Ranks rows by the size of their sets, largest first, ties by `priority`: so that what would be dropped is never
/// larger than what is kept for it. Rows without a node come last.
[[nodiscard]] std::vector<std::uint32_t> larger_first(const std::vector<std::uint32_t>& node_of_row,
                                                      const std::vector<std::uint32_t>& node_sizes,
                                                      std::span<const std::uint32_t> priority);

/// Finds every pair of texts of which one has at least a share of the other's distinct shingles: the smaller one looks
/// its rarest shingles up among all shingles of those at least as large (METHODS.md section 2).
///
/// Beyond `max_pairs` pairs crowded inverted lists are bounded (`complete()`); with `bound_work` also if too many texts
/// are met in them. `options.recall` and `slots` are not used. Memory: at most 20 bytes a shingle.
[[nodiscard]] JoinResult containment_join(const TextSource& texts, ShingleSpec spec, const JoinOptions& options,
                                          bool bound_work, std::span<const std::uint32_t> priority,
                                          const Control& control);

}  // namespace twicetold
