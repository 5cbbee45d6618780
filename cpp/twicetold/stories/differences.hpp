#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "twicetold/stories/sentence_sets.hpp"
#include "twicetold/summary/terms.hpp"

namespace twicetold {

/// One way of telling what texts tell differently.
struct Version {
    SentenceAt sentence;                   // the sentence that stands for it
    std::vector<std::uint32_t> documents;  // the texts that tell it so, rising
    bool numbers = false;                  // its numbers conflict with those of the first version
    bool negation = false;                 // one of both negates
};

/// A statement on which the texts of a story do not agree: at least two versions, that of most texts first.
struct Difference {
    std::vector<Version> versions;
};

struct Differences {
    std::vector<Difference> found;  // those of most texts first, ties as they stand
    bool complete = true;           // false if not every sentence was looked at, to bound the work
};

/// Finds where texts differ in numbers or in negation on what they else say (nearly) the same (support.hpp): later
/// corrections, spins, slips of the pen.
///
/// Sentences, but for fragments, are visited by the number of texts that hold them word by word, most first. Each is
/// compared with all that are like it; those of equal numbers and negation are a version. Versions differ from the one
/// of most texts if each has a number that the other has not (one that only leaves a number out does not conflict), or
/// if one of both negates, next to a word of the other. Where they are no copies but the same in other words, such
/// numbers must have an equal neighbour, and a negation alone is none: it may be of something else.
///
/// What stood among the sentences of a difference is not visited itself, nor is one of the same numbers and negation as
/// one that was visited and is like it; none is compared more than eight times: what comes back is linear. The order of
/// the texts matters only among equal sentences.
///
/// O(terms · sentences that share rare ones), ended after 200 comparisons a sentence or a million, whichever is more.
[[nodiscard]] Differences find_differences(std::span<const TextTerms* const> texts);

}  // namespace twicetold
