#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "twicetold/base/parallel.hpp"
#include "twicetold/base/span.hpp"
#include "twicetold/stories/grouping.hpp"
#include "twicetold/stories/support.hpp"
#include "twicetold/summary/summarize.hpp"

namespace twicetold {

struct StoriesOptions {
    StoryThreshold threshold;
    SummaryOptions summary;  // of each story
    std::size_t terms = 8;   // how many words tell what a story is about
};

/// A sentence of a story's summary.
struct StorySentence {
    std::uint32_t row = 0;  // the text that it stands in, a representative
    std::size_t index = 0;  // which sentence of that text
    Span span;              // bytes of that text
    double score = 0;
    SentenceKind kind = SentenceKind::sentence;
    std::vector<Support> support;  // members that hold it or nearly the same, by row; `document` is the row
};

/// Texts that tell the same event.
struct Story {
    std::vector<std::uint32_t> members;          // rows, rising
    std::vector<std::uint32_t> representatives;  // the members that stand for no other row's copy: kept ones, rising
    double similarity = 1;                       // mean of the pairs of representatives (grouping.hpp)
    std::vector<StorySentence> summary;          // by (row, index)
    std::vector<SummaryWarning> warnings;
    std::optional<std::uint32_t> title_row;  // the member whose title tells most of the story; none without titles
    std::vector<std::string> terms;          // words that tell what it is about, heaviest first
};

struct StoriesResult {
    std::vector<Story> stories;  // biggest first; ties: the smallest row first
    double threshold = 0;        // the average similarity from which groups were joined
};

/// Groups texts into stories and tells each once: a summary of the texts that were kept, and for each of its
/// sentences the texts, copies too, that hold nearly the same (METHODS.md section 5).
///
/// Texts without any token are in no story; a text like no other is a story of one. No texts: no stories. The order of
/// the rows changes neither stories nor what is chosen, but for the method "lead", whose
/// texts take turns by row.
///
/// Throws what group_stories and summarize_terms throw. O(bytes + n·candidates); at its peak about what the terms of
/// all texts need (story_weights.hpp), or those of the largest story with their places.
[[nodiscard]] StoriesResult find_stories(const StoryInput& input, const StoriesOptions& options = {},
                                         const Control& control = {});

}  // namespace twicetold
