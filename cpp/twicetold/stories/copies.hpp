#pragma once

#include <cstdint>
#include <vector>

#include "twicetold/base/parallel.hpp"
#include "twicetold/dedup/groups.hpp"
#include "twicetold/stories/story_input.hpp"

namespace twicetold {

/// Near-duplicates among the texts of a collection, folded before stories are grouped: for every row the kept one that
/// stands for it, and how similar it is (Jaccard of word:5 shingles of at least .8).
///
/// The longest telling is kept: the one of most shingles, then by content rank, so that the order of the rows does not
/// matter. `duplicate_of` is not read. Beyond 20 pairs a text (at least 100,000) crowds are compared by representatives
/// (dedup/bucket_edges): a few copies may then be kept, but none goes without a kept twin.
[[nodiscard]] Representatives fold_copies(const StoryInput& input, const Control& control = {});

}  // namespace twicetold
