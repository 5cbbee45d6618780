#include "twicetold/summary/select.hpp"

#include <algorithm>
#include <optional>
#include <tuple>

namespace twicetold {

namespace {

constexpr double term_discount = 0.5;
constexpr double pair_discount = 0.3;
constexpr double text_discount = 0.85;

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

std::vector<Candidate> candidates(std::span<const TextTerms* const> texts, const Ranking& ranking) {
    std::vector<Candidate> all;
    all.reserve(ranking.scores.size());
    for (std::size_t d = 0; d < texts.size(); ++d) {
        for (std::size_t j = 0; j < texts[d]->sentences.size(); ++j) {
            const std::size_t i = all.size();
            all.push_back({ranking.scores[i], static_cast<std::uint32_t>(i), 0, static_cast<std::uint32_t>(d),
                           eligibility_of(texts[d]->sentences[j].kind, texts[d]->facts[j], ranking.furniture[i] != 0)});
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

/// Step 6: what a sentence is still worth beside the chosen ones.
class Values {
  public:
    Values(const TermMatrix& matrix, const Ranking& ranking, std::size_t texts)
        : matrix_(matrix), ranking_(ranking), several_texts_(texts > 1) {
        discounts_.assign(matrix.distinct_terms(), 1.0);
        if (several_texts_) {
            text_factors_.assign(texts, 1.0);
            said_.assign(static_cast<std::size_t>(matrix.distinct_pairs), 0);
        }
    }

    // (Σ_t m_t·c_it) · r_i · .85^(sentences already taken from its text). All factors only fall, rounded too.
    [[nodiscard]] double of(const Candidate& candidate) const {
        const auto terms = matrix_.terms[static_cast<std::size_t>(candidate.sentence)];
        const double* contributions = ranking_.contributions.data() + matrix_.terms.starts[candidate.sentence];
        double sum = 0;
        for (std::size_t k = 0; k < terms.size(); ++k) {
            sum += discounts_[terms[k]] * contributions[k];
        }
        return several_texts_ ? sum * newness(candidate) * text_factors_[candidate.document] : sum;
    }

    void discount(const Candidate& taken) {
        for (const std::uint32_t term : matrix_.terms[static_cast<std::size_t>(taken.sentence)]) {
            discounts_[term] *= term_discount;
        }
        if (several_texts_) {
            for (const std::uint32_t pair : matrix_.pairs[static_cast<std::size_t>(taken.sentence)]) {
                said_[pair] = 1;
            }
            text_factors_[taken.document] *= text_discount;
        }
    }

  private:
    // r_i = 1 − .3·(share of i's adjacent term pairs already in the summary).
    [[nodiscard]] double newness(const Candidate& candidate) const {
        const auto pairs = matrix_.pairs[static_cast<std::size_t>(candidate.sentence)];
        if (pairs.empty()) {
            return 1;
        }
        std::size_t said = 0;
        for (const std::uint32_t pair : pairs) {
            said += said_[pair];
        }
        return 1.0 - pair_discount * (static_cast<double>(said) / static_cast<double>(pairs.size()));
    }

    const TermMatrix& matrix_;
    const Ranking& ranking_;
    bool several_texts_;
    std::vector<double> discounts_;     // m_t
    std::vector<double> text_factors_;  // .85^(sentences taken from the text)
    std::vector<std::uint8_t> said_;    // pairs that are in the summary
};

}  // namespace

Eligibility eligibility_of(SentenceKind kind, const SentenceFacts& facts, bool furniture) {
    if (kind == SentenceKind::fragment || facts.words == 0) {
        return Eligibility::last_resort;
    }
    return furniture && kind != SentenceKind::sentence ? Eligibility::furniture_line : Eligibility::real;
}

std::vector<std::size_t> lead_order(std::span<const TextTerms* const> texts, std::span<const std::uint8_t> furniture) {
    enum Class : std::size_t { real, any_furniture, last_resort, classes };
    using Place = std::tuple<std::size_t, std::size_t, std::size_t, std::size_t>;  // class, turn, text, sentence
    std::vector<Place> places;
    for (std::size_t d = 0; d < texts.size(); ++d) {
        std::size_t turns[classes] = {};
        for (std::size_t j = 0; j < texts[d]->sentences.size(); ++j) {
            const std::size_t i = places.size();
            const Eligibility eligibility =
                eligibility_of(texts[d]->sentences[j].kind, texts[d]->facts[j], furniture[i] != 0);
            const Class its = eligibility == Eligibility::last_resort ? last_resort
                              : furniture[i]                          ? any_furniture
                                                                      : real;
            places.emplace_back(its, turns[its]++, d, i);
        }
    }
    std::ranges::sort(places);
    std::vector<std::size_t> order;
    order.reserve(places.size());
    for (const Place& place : places) {
        order.push_back(std::get<3>(place));
    }
    return order;
}

// Step 6: all values only fall, so a heap whose entries are evaluated again when they are popped is exact.
Selection Selector::select_ranked(std::span<const TextTerms* const> texts, const TermMatrix& matrix,
                                  const Ranking& ranking, const Limit& limit, const SaysSame& says_same) {
    Chooser chooser(texts, matrix, limit, says_same, chosen_);
    Values values(matrix, ranking, texts.size());
    std::vector<Candidate> heap = candidates(texts, ranking);
    std::ranges::make_heap(heap, below);
    const std::optional<Candidate> best = heap.empty() ? std::nullopt : std::optional(heap.front());
    std::uint32_t taken = 0;
    while (!heap.empty() && !chooser.full()) {
        std::ranges::pop_heap(heap, below);
        Candidate candidate = heap.back();
        heap.pop_back();
        if (!chooser.fits(candidate)) {
            continue;
        }
        if (candidate.evaluated != taken) {
            candidate.evaluated = taken;
            candidate.value = values.of(candidate);
            if (!heap.empty() && below(candidate, heap.front())) {
                heap.push_back(candidate);
                std::ranges::push_heap(heap, below);
                continue;
            }
        }
        if (!chooser.repeats(candidate)) {
            chooser.take(candidate);
            values.discount(candidate);
            ++taken;
        }
    }
    return chooser.finish(best);
}

Selection Selector::select_in_order(std::span<const TextTerms* const> texts, const TermMatrix& matrix,
                                    const Ranking& ranking, std::span<const std::size_t> order, const Limit& limit,
                                    const SaysSame& says_same) {
    Chooser chooser(texts, matrix, limit, says_same, chosen_);
    const std::vector<Candidate> all = candidates(texts, ranking);
    for (const std::size_t i : order) {
        if (chooser.full()) {
            break;
        }
        if (chooser.fits(all[i]) && !chooser.repeats(all[i])) {
            chooser.take(all[i]);
        }
    }
    return chooser.finish(order.empty() ? std::nullopt : std::optional(all[order.front()]));
}

}  // namespace twicetold
