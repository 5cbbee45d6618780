#include "twicetold/summary/select.hpp"

#include "twicetold/base/checkpoint.hpp"

#include <algorithm>
#include <optional>

namespace twicetold {

namespace {

/// A sentence of all texts, with what choosing needs to know of it.
struct Candidate {
    double value = 0;
    std::uint32_t sentence = 0;
    std::uint32_t evaluated = 0;  // how many sentences were chosen when `value` was right
    std::uint32_t document = 0;
    Eligibility eligibility = Eligibility::real;
};

/// Whether `a` lies below `b` in the heap: later class, smaller value, later sentence.
bool below(const Candidate& a, const Candidate& b) {
    if (a.eligibility != b.eligibility) {
        return a.eligibility > b.eligibility;
    }
    return a.value != b.value ? a.value < b.value : a.sentence > b.sentence;
}

std::vector<Candidate> candidates(const RankedTexts& ranked, std::span<const double> scores) {
    std::vector<Candidate> all;
    all.reserve(scores.size());
    for (std::size_t d = 0; d < ranked.texts.size(); ++d) {
        const TextTerms& text = *ranked.texts[d];
        for (std::size_t j = 0; j < text.sentences.size(); ++j) {
            const std::size_t i = all.size();
            all.push_back({scores[i], static_cast<std::uint32_t>(i), 0, static_cast<std::uint32_t>(d),
                           eligibility_of(text.sentences[j].kind, text.facts[j], ranked.furniture[i] != 0)});
        }
    }
    return all;
}

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

}  // namespace

Eligibility eligibility_of(SentenceKind kind, const SentenceFacts& facts, bool furniture) {
    if (kind == SentenceKind::fragment || facts.words == 0) {
        return Eligibility::last_resort;
    }
    return furniture && kind != SentenceKind::sentence ? Eligibility::furniture_line : Eligibility::real;
}

// Step 6: all values only fall, so a heap whose entries are evaluated again when they are popped is exact.
Selection Selector::select(const RankedTexts& ranked, std::span<const double> scores, SentenceValues& values,
                           const Limit& limit, const SaysSame& says_same) {
    Chooser chooser(ranked.texts, ranked.matrix, limit, says_same, chosen_);
    std::vector<Candidate> heap = candidates(ranked, scores);
    std::ranges::make_heap(heap, below);
    const std::optional<Candidate> best = heap.empty() ? std::nullopt : std::optional(heap.front());
    std::uint32_t taken = 0;
    while (!heap.empty() && !chooser.full()) {
        checkpoint();
        std::ranges::pop_heap(heap, below);
        Candidate candidate = heap.back();
        heap.pop_back();
        if (!chooser.fits(candidate)) {
            continue;
        }
        if (candidate.evaluated != taken) {
            candidate.evaluated = taken;
            candidate.value = values.of(static_cast<std::size_t>(candidate.sentence));
            if (!heap.empty() && below(candidate, heap.front())) {
                heap.push_back(candidate);
                std::ranges::push_heap(heap, below);
                continue;
            }
        }
        if (!chooser.repeats(candidate)) {
            chooser.take(candidate);
            values.take(static_cast<std::size_t>(candidate.sentence));
            ++taken;
        }
    }
    return chooser.finish(best);
}

}  // namespace twicetold
