#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "twicetold/dedup/candidate.hpp"
#include "twicetold/dedup/join.hpp"

namespace twicetold {

/// Computes the similarity of every candidate from the shingle sets and appends those that reach the threshold to
/// `pairs`, in no particular order; fills in `sizes` of the nodes it read.
///
/// Texts are read again: each once for every group of candidates it is part of, which for all but huge groups is once.
/// So memory is a few megabytes of sets a thread, whatever the number of texts.
void verify(const TextSource& texts, ShingleSpec spec, const Nodes& nodes, std::vector<Candidate>& candidates,
            double threshold, const Control& control, std::vector<NodePair>& pairs, std::vector<std::uint32_t>& sizes);

}  // namespace twicetold
