#pragma once

#include <cstdint>
#include <vector>

#include "twicetold/dedup/duplicates.hpp"

namespace twicetold {

/// Which texts of one column stand in another.
struct Leaks {
    std::vector<TextPair> pairs;                // left: row of train, right: row of test; sorted by (left, right)
    bool complete = true;                       // whether `pairs` holds every pair
    std::vector<std::uint32_t> node_of;         // of the rows of train, then of test, which share no nodes
    std::vector<Pair> node_pairs;               // left: node of train, right: node of test
    std::vector<std::uint32_t> shingle_counts;  // of each text of test, repeats included
    JoinCost cost;
};

/// Finds all pairs of a text of train and one of test whose similarity reaches options.join.threshold; by containment
/// that is the share of the test text's distinct shingles that the train text has. No two texts of one column are ever
/// compared (METHODS.md section 2).
///
/// options.method, recall and slots: as for containment in find_duplicates, by both measures. If there are more pairs
/// than max_pairs, identical texts of train are left out but for the first, those of test but for one pair each, and
/// `complete` is false. Throws std::invalid_argument for options outside their range.
/// Memory: 8 bytes a shingle of test and for each shingle of train that test may have too; 48 bytes a text of train.
[[nodiscard]] Leaks find_leaks(const TextSource& train, const TextSource& test, const DuplicateOptions& options,
                               const Control& control);

}  // namespace twicetold
