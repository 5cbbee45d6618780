#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "twicetold/dedup/candidate.hpp"
#include "twicetold/dedup/join.hpp"

namespace twicetold {

/// Computes the similarity of every candidate from the shingle sets and appends those that reach the threshold to
/// `result.pairs`, in no particular order; fills in `result.sizes` of the nodes it read. Sorts the candidates.
///
/// Texts are read again: each once for every group of candidates it is part of, which for all but huge groups is once.
/// The sets that all threads hold at a time take options.cache_bytes, or what one pair takes, whatever the number of
/// texts.
void verify(const TextSource& texts, ShingleSpec spec, const JoinOptions& options, std::vector<Candidate>& candidates,
            const Control& control, JoinResult& result);

}  // namespace twicetold
