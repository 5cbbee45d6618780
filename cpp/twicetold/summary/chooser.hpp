#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "twicetold/summary/repeats.hpp"
#include "twicetold/summary/select.hpp"

namespace twicetold {

/// A sentence of all texts, with what choosing needs to know of it.
struct Candidate {
    double value = 0;
    std::uint32_t sentence = 0;
    std::uint32_t evaluated = 0;  // how many sentences were chosen when `value` was right
    std::uint32_t document = 0;
    Eligibility eligibility = Eligibility::real;
};

/// Takes what is offered, if it fits and repeats nothing.
class Chooser {
  public:
    Chooser(std::span<const TextTerms* const> texts, const TermMatrix& matrix, const Limit& limit,
            const SaysSame& says_same, ChosenSentences& chosen)
        : texts_(texts), matrix_(matrix), limit_(limit), says_same_(says_same), chosen_(chosen) {
        chosen_.start(matrix);
        said_.assign(says_same ? matrix.sentences() : 0, false);
        if (!limit.costs.empty()) {
            least_cost_ = *std::ranges::min_element(limit.costs);
        }
    }

    [[nodiscard]] bool full() const { return limit_.most - selection_.cost < least_cost_; }

    [[nodiscard]] bool fits(const Candidate& candidate) const {
        if (candidate.eligibility == Eligibility::last_resort && !limit_.fill_with_last_resort &&
            !selection_.sentences.empty()) {
            return false;
        }
        return cost(candidate) <= limit_.most - selection_.cost;
    }

    /// Step 7: a sentence equal or nearly equal to a chosen one is never chosen.
    [[nodiscard]] bool repeats(const Candidate& candidate) {
        return (!said_.empty() && said_[candidate.sentence]) ||
               chosen_.repeats(static_cast<std::size_t>(candidate.sentence), tokens(candidate));
    }

    void take(const Candidate& candidate) {
        selection_.sentences.push_back(static_cast<std::size_t>(candidate.sentence));
        selection_.cost += cost(candidate);
        if (full()) {
            return;  // nobody asks any more
        }
        chosen_.add(static_cast<std::size_t>(candidate.sentence), tokens(candidate));
        if (says_same_) {
            for (const std::size_t other : says_same_(static_cast<std::size_t>(candidate.sentence))) {
                said_[other] = true;
            }
        }
    }

    /// What was taken, in document order; `best` alone if that is nothing.
    [[nodiscard]] Selection finish(const std::optional<Candidate>& best) {
        if (selection_.sentences.empty() && best) {
            take(*best);
            selection_.nothing_fits = true;
        }
        std::ranges::sort(selection_.sentences);
        selection_.repeats_bounded = chosen_.bounded();
        return std::move(selection_);
    }

  private:
    [[nodiscard]] std::uint64_t cost(const Candidate& candidate) const {
        return limit_.costs.empty() ? 1 : limit_.costs[candidate.sentence];
    }

    [[nodiscard]] std::uint64_t tokens(const Candidate& candidate) const {
        const auto d = static_cast<std::size_t>(candidate.document);
        return texts_[d]->facts[static_cast<std::size_t>(candidate.sentence) - matrix_.first_sentence[d]].tokens;
    }

    std::span<const TextTerms* const> texts_;
    const TermMatrix& matrix_;
    const Limit& limit_;
    const SaysSame& says_same_;
    std::vector<bool> said_;  // sentences that say the same as a chosen one
    ChosenSentences& chosen_;
    std::uint64_t least_cost_ = 1;
    Selection selection_;
};

}  // namespace twicetold
