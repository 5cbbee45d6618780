#include "twicetold/summary/select.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <numeric>
#include <optional>
#include <utility>

#include "twicetold/base/checkpoint.hpp"
#include "twicetold/summary/falling_maximum.hpp"

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
    std::size_t i = 0;
    for (std::size_t d = 0; d < ranked.texts.size(); ++d) {
        const TextTerms& text = *ranked.texts[d];
        for (std::size_t j = 0; j < text.sentences.size(); ++j, ++i) {
            if (!text.facts[j].blank) {
                all.push_back({scores[i], static_cast<std::uint32_t>(i), 0, static_cast<std::uint32_t>(d),
                               eligibility_of(text.sentences[j].kind, text.facts[j], ranked.furniture[i] != 0)});
            }
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

/// Chooses late (Minoux 1978): all values only fall, so a heap whose entries are evaluated again when they are popped
/// is exact (step 6).
class LazyChoice {
  public:
    LazyChoice(std::vector<Candidate> all, SentenceValues& values, Chooser& chooser)
        : heap_(std::move(all)), values_(values), chooser_(chooser) {
        std::ranges::make_heap(heap_, below);
    }

    [[nodiscard]] std::optional<Candidate> best() const {
        return heap_.empty() ? std::nullopt : std::optional(heap_.front());
    }

    /// Until nothing more can be chosen, or more than `most` values were asked for. Returns what is left then.
    std::vector<Candidate> run(std::size_t most) {
        while (!heap_.empty() && !chooser_.full() && most > 0) {
            checkpoint();
            std::ranges::pop_heap(heap_, below);
            Candidate candidate = heap_.back();
            heap_.pop_back();
            if (!chooser_.fits(candidate)) {
                continue;
            }
            if (candidate.evaluated != taken_) {
                --most;
                candidate.evaluated = taken_;
                candidate.value = values_.of(static_cast<std::size_t>(candidate.sentence));
                if (!heap_.empty() && below(candidate, heap_.front())) {
                    heap_.push_back(candidate);
                    std::ranges::push_heap(heap_, below);
                    continue;
                }
            }
            if (!chooser_.repeats(candidate)) {
                chooser_.take(candidate);
                values_.take(static_cast<std::size_t>(candidate.sentence));
                ++taken_;
            }
        }
        return std::move(heap_);
    }

  private:
    std::vector<Candidate> heap_;
    SentenceValues& values_;
    Chooser& chooser_;
    std::uint32_t taken_ = 0;
};

/// Goes on where nearly all values fall with each choice, as with few different words, so that a heap would evaluate
/// all of them each time: bounds of the values are kept in step instead, and only what has the largest is evaluated.
/// Exact as well; a choice costs O(sentences that share its terms) additions.
class CloseChoice {
  public:
    CloseChoice(const TermMatrix& matrix, SentenceValues& values, Chooser& chooser)
        : matrix_(matrix), values_(values), chooser_(chooser) {}

    void run(const std::vector<Candidate>& left) {
        for (const Eligibility now : {Eligibility::real, Eligibility::furniture_line, Eligibility::last_resort}) {
            std::vector<Candidate> of_class;
            std::ranges::copy_if(left, std::back_inserter(of_class),
                                 [now](const Candidate& candidate) { return candidate.eligibility == now; });
            std::ranges::sort(of_class, {}, &Candidate::sentence);
            choose(of_class);
        }
    }

  private:
    /// A candidate that has a term, and its share, rounded down.
    struct Place {
        std::uint32_t candidate;
        float share;
    };

    void choose(std::vector<Candidate>& all) {
        constexpr std::uint32_t never = 0xFFFFFFFF;
        std::vector<double> numbers;
        for (Candidate& candidate : all) {
            candidate.evaluated = never;
            numbers.push_back(candidate.value);
        }
        find_places(all);
        FallingMaximum bounds(std::move(numbers));
        std::uint32_t taken = 0;
        while (!chooser_.full()) {
            checkpoint();
            const std::size_t at = bounds.where();
            if (at == all.size()) {
                break;
            }
            Candidate& candidate = all[at];
            const auto sentence = static_cast<std::size_t>(candidate.sentence);
            if (!chooser_.fits(candidate)) {
                bounds.remove(at);
                continue;
            }
            if (candidate.evaluated != taken) {
                candidate.evaluated = taken;
                bounds.lower(at, values_.of(sentence));
                continue;
            }
            bounds.remove(at);
            if (!chooser_.repeats(candidate)) {
                chooser_.take(candidate);
                values_.take(sentence);
                ++taken;
                lower(bounds, sentence);
            }
        }
    }

    static float rounded_down(double share) {
        constexpr float largest = std::numeric_limits<float>::max();
        return std::nextafter(static_cast<float>(std::min(share, static_cast<double>(largest))), 0.0F);
    }

    void find_places(const std::vector<Candidate>& all) {
        ends_.assign(matrix_.distinct_terms() + 1, 0);
        const std::span<const double> shares = values_.shares();
        const auto each = [&](auto&& visit) {
            for (std::size_t c = 0; c < all.size(); ++c) {
                const auto i = static_cast<std::size_t>(all[c].sentence);
                for (std::uint32_t k = matrix_.terms.starts[i]; k < matrix_.terms.starts[i + 1]; ++k) {
                    visit(matrix_.terms.values[k], Place{static_cast<std::uint32_t>(c), rounded_down(shares[k])});
                }
            }
        };
        each([&](std::uint32_t term, Place) { ++ends_[static_cast<std::size_t>(term) + 1]; });
        std::partial_sum(ends_.begin(), ends_.end(), ends_.begin());
        begins_.assign(ends_.begin(), ends_.end() - 1);
        ends_ = begins_;
        places_.resize(matrix_.terms.values.size());
        each([&](std::uint32_t term, Place place) { places_[ends_[term]++] = place; });
    }

    /// Lowers the bounds of all that shares terms with what was taken, by no more than rounding, to float too, leaves.
    void lower(FallingMaximum& bounds, std::size_t taken) {
        constexpr double margin = 0x1p-22;
        const double grain = values_.grain();
        const double* numbers = bounds.numbers().data();
        for (const std::uint32_t term : matrix_.terms[taken]) {
            const double drop = values_.drop(term);
            if (drop == 0) {
                continue;
            }
            std::size_t end = begins_[term];
            for (std::size_t p = begins_[term]; p < ends_[term]; ++p) {
                const Place place = places_[p];
                const double bound = numbers[place.candidate];
                if (bound == FallingMaximum::nothing) {
                    continue;  // gone: forgotten
                }
                places_[end++] = place;
                const double lower = bound - drop * static_cast<double>(place.share) + (bound * margin + grain);
                if (lower < bound) {
                    bounds.lower(place.candidate, lower);
                }
            }
            ends_[term] = end;
        }
    }

    const TermMatrix& matrix_;
    SentenceValues& values_;
    Chooser& chooser_;
    std::vector<std::size_t> begins_;  // of the places of each term
    std::vector<std::size_t> ends_;
    std::vector<Place> places_;
};

}  // namespace

Eligibility eligibility_of(SentenceKind kind, const SentenceFacts& facts, bool furniture) {
    if (kind == SentenceKind::fragment || facts.words == 0) {
        return Eligibility::last_resort;
    }
    return furniture && kind != SentenceKind::sentence ? Eligibility::furniture_line : Eligibility::real;
}

Selection Selector::select(const RankedTexts& ranked, std::span<const double> scores, SentenceValues& values,
                           const Limit& limit, const SaysSame& says_same) {
    constexpr std::size_t never = std::numeric_limits<std::size_t>::max();
    Chooser chooser(ranked.texts, ranked.matrix, limit, says_same, chosen_);
    LazyChoice lazy(candidates(ranked, scores), values, chooser);
    const std::optional<Candidate> best = lazy.best();
    const std::vector<Candidate> left = lazy.run(values.shares().empty() ? never : values_a_sentence_ * scores.size());
    if (!left.empty() && !chooser.full()) {
        CloseChoice(ranked.matrix, values, chooser).run(left);
    }
    return chooser.finish(best);
}

}  // namespace twicetold
