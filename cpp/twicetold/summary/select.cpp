#include "twicetold/summary/select.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "twicetold/base/checkpoint.hpp"
#include "twicetold/summary/chooser.hpp"
#include "twicetold/summary/close_choice.hpp"

namespace twicetold {

namespace {

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
