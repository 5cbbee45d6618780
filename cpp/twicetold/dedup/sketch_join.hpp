#pragma once

#include "twicetold/dedup/join.hpp"

namespace twicetold {

/// Finds similar texts by sketches: texts that share a band are candidates, and every candidate is verified.
///
/// A pair exactly at the threshold is found with probability `recall`, a more similar one more surely. Candidates whose
/// estimate lies more than five standard deviations below the threshold are not verified. `priority` ranks rows and
/// matters in crowded buckets only. Memory: 4 bytes a slot and text, 32 bytes a text and thread, 12 bytes a pair.
[[nodiscard]] JoinResult sketch_join(const TextSource& texts, ShingleSpec spec, const JoinOptions& options,
                                     std::span<const std::uint32_t> priority, const Control& control);

}  // namespace twicetold
