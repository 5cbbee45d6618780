#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "twicetold/base/prefetch.hpp"
#include "twicetold/stories/story_weights.hpp"

namespace twicetold {

/// An entry of a text among those of a rare term.
struct RarePosting {
    std::uint32_t text;
    float weight;
    bool heavy;  // one of the 40 heaviest of its text, ties by term (METHODS.md section 5, step 3)
    bool last;   // of its term
};

/// The texts of each rare term, and where each text stands among them, so that nothing has to be searched for.
class RarePostings {
  public:
    /// `rare` must outlive this. O(entries); 20 bytes each.
    explicit RarePostings(const SparseRows& rare);

    /// Calls `visit(own, other)`, both of one term, for each rare term that a later text shares with `text`.
    template <typename Visit>
    void visit_later(std::uint32_t text, Visit&& visit) const {
        const std::span own = std::span(places_).subspan(offsets_[text], offsets_[text + 1] - offsets_[text]);
        for (const std::size_t place : own) {
            prefetch(std::span(&postings_[place], 1));
        }
        for (const std::size_t place : own) {
            for (std::size_t k = place; !postings_[k].last; ++k) {
                visit(postings_[place], postings_[k + 1]);
            }
        }
    }

  private:
    std::span<const std::size_t> offsets_;  // of the rows
    std::vector<RarePosting> postings_;     // by (term, text)
    std::vector<std::size_t> places_;       // of each entry of the rows in postings_
};

}  // namespace twicetold
