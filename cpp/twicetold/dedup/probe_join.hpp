#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "twicetold/dedup/join.hpp"
#include "twicetold/dedup/probe_index.hpp"
#include "twicetold/dedup/similarity.hpp"

namespace twicetold {

/// A holder with a prober.
struct ProbePair {
    std::uint32_t holder;
    std::uint32_t prober;
    std::uint32_t common;
};

/// What is looked for with `probing`.
struct ProbeOptions {
    Measure measure = Measure::containment;          // by Jaccard too a pair has the share of the prober's shingles
    const std::vector<std::uint32_t>& holder_sizes;  // before anything was left out
    bool same = false;        // holders and probers are the same texts: only those before a prober are its partners
    bool bound_work = false;  // look at no more than 50 meetings of texts for each pair that may be reported
    std::size_t max_pairs = 0;
};

/// Finds the pairs of a holder and a prober that reach the threshold, in no particular order.
///
/// If there are more than `max_pairs` of them, or too much work, only the first holders of each shingle meet its
/// probers, `cost.bucket_limit` of them. Memory: 4 bytes for each probe, and for each prober and thread.
[[nodiscard]] std::vector<ProbePair> probe_join(const Probing& probing, const ShingleCounts& counts,
                                                const ProbeOptions& options, const Control& control, JoinCost& cost);

}  // namespace twicetold
