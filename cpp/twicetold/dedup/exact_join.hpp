#pragma once

#include "twicetold/dedup/join.hpp"

namespace twicetold {

/// Finds every pair at or above the threshold: a prefix-filter join (AllPairs, Bayardo, Ma and Srikant, WWW 2007;
/// PPJoin, Xiao et al., WWW 2008; bounds as in Mann, Augsten and Bouros, VLDB 2016).
///
/// Shingles are ordered by document frequency, rarest first. Two sets that reach the threshold share a shingle among
/// the first |x| - required + 1 of each; those that no other text has are passed over. `options.recall` and `slots`
/// are not used. Only if there are more than `max_pairs` pairs are crowded inverted lists bounded (`complete()`); with
/// few distinct shingles the time may grow as the square of the texts. Memory: 8 bytes a shingle.
[[nodiscard]] JoinResult exact_join(const TextSource& texts, ShingleSpec spec, const JoinOptions& options,
                                    std::span<const std::uint32_t> priority, const Control& control);

}  // namespace twicetold
