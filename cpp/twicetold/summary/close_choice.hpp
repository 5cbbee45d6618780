#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "twicetold/summary/chooser.hpp"
#include "twicetold/summary/falling_maximum.hpp"
#include "twicetold/summary/term_matrix.hpp"
#include "twicetold/summary/values.hpp"

namespace twicetold {

/// Goes on where nearly all values fall with each choice, as with few different words, so that a heap would evaluate
/// all of them each time: bounds of the values are kept in step instead, and only what has the largest is evaluated.
/// Exact as well; a choice costs O(sentences that share its terms) additions.
class CloseChoice {
  public:
    CloseChoice(const TermMatrix& matrix, SentenceValues& values, Chooser& chooser)
        : matrix_(matrix), values_(values), chooser_(chooser) {}

    /// Until nothing more of `left` can be chosen.
    void run(const std::vector<Candidate>& left);

  private:
    /// A candidate that has a term, and its share, rounded down.
    struct Place {
        std::uint32_t candidate;
        float share;
    };

    void choose(std::vector<Candidate>& all);
    void find_places(const std::vector<Candidate>& all);
    /// Lowers the bounds of all that shares terms with what was taken, by no more than rounding, to float too, leaves.
    void lower(FallingMaximum& bounds, std::size_t taken);

    const TermMatrix& matrix_;
    SentenceValues& values_;
    Chooser& chooser_;
    std::vector<std::size_t> begins_;  // of the places of each term
    std::vector<std::size_t> ends_;
    std::vector<Place> places_;
};

}  // namespace twicetold
