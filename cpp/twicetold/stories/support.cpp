#include "twicetold/stories/support.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "twicetold/base/checkpoint.hpp"
#include "twicetold/stories/sentence_likeness.hpp"
#include "twicetold/stories/sentence_sets.hpp"

namespace twicetold {

namespace {

constexpr double copy_terms = 0.7;
constexpr double copy_pairs = 0.4;
constexpr double same_terms = 0.4;
constexpr double same_pairs = 0.1;
constexpr std::size_t same_common = 2;

/// The terms of the sentence that was chosen, rising, with the sentences that hold them.
struct ChosenTerm {
    std::uint64_t id;
    double idf;
    std::span<const Keyed> holders;
};

/// A sentence that says the same.
struct Match {
    SupportKind kind;
    double share;  // d
    bool numbers_differ;
    bool negation_differs = false;
};

}  // namespace

class SupportFinder::Searcher {
  public:
    explicit Searcher(std::span<const TextTerms* const> texts)
        : texts_(texts), sets_(texts), seen_(sets_.size()), known_(sets_.size()) {}

    [[nodiscard]] std::vector<Support> support_of(SentenceAt chosen) {
        std::vector<Support> support;
        double best = 0;
        for_each_match(chosen, [&](std::uint32_t sentence, const Match& match) {
            if (!match.negation_differs) {
                keep_best(sentence, match, support, best);
            }
        });
        return support;
    }

    [[nodiscard]] std::vector<SentenceAt> same_as(SentenceAt chosen) {
        std::vector<SentenceAt> same;
        for_each_match(chosen, [&](std::uint32_t sentence, const Match& match) {
            if (sentence != chosen_ && !match.negation_differs) {
                same.push_back(sets_.at(sentence));
            }
        });
        return same;
    }

    [[nodiscard]] std::vector<Likeness> like(SentenceAt chosen) {
        std::vector<Likeness> found;
        for_each_match(chosen, [&](std::uint32_t sentence, const Match& match) {
            if (sentence != chosen_) {
                found.push_back(
                    {sets_.at(sentence), match.kind, match.share, match.numbers_differ, match.negation_differs});
            }
        });
        return found;
    }

    [[nodiscard]] std::size_t compared() const { return compared_; }

  private:
    /// visit(sentence, match), itself included, in rising order.
    template <class Visit>
    void for_each_match(SentenceAt chosen, Visit&& visit) {
        check(chosen);
        chosen_ = sets_.number(chosen);
        read_terms();
        find_candidates();
        compared_ += candidates_.size();
        for (std::size_t k = 0; k < candidates_.size(); ++k) {
            if (k % 64 == 63) {
                checkpoint();
            }
            if (const std::optional<Match> match = compare(candidates_[k])) {
                visit(candidates_[k], *match);
            }
        }
    }

    void check(SentenceAt at) const {
        if (at.document >= texts_.size() || at.index >= texts_[at.document]->sentences.size()) {
            throw std::out_of_range("chosen must name sentences of the texts, got sentence " +
                                    std::to_string(at.index) + " of text " + std::to_string(at.document));
        }
    }

    void read_terms() {
        terms_.clear();
        for (const std::uint64_t id : sets_.terms_of(chosen_)) {
            const auto holders = sets_.holders(id);
            terms_.push_back({id, sets_.idf(holders.size()), holders});
        }
    }

    /// d ≥ .4 needs a quarter of the chosen sentence's idf in common: 2c ≥ .4·(idf A + idf B), idf B ≥ c. So whoever
    /// shares none of the rarest terms that make up more than three quarters of it cannot match.
    void find_candidates() {
        constexpr double rest_without_match = 0.249;  // a little less: idf sums are rounded
        candidates_.assign(1, chosen_);
        ++round_;
        seen_[chosen_] = round_;
        std::vector<const ChosenTerm*> rarest;
        for (const ChosenTerm& term : terms_) {
            rarest.push_back(&term);
        }
        std::stable_sort(rarest.begin(), rarest.end(), [](const ChosenTerm* a, const ChosenTerm* b) {
            return a->holders.size() < b->holders.size();
        });
        double rest = sets_.idf_of(chosen_);
        for (const ChosenTerm* term : rarest) {
            if (rest < rest_without_match * sets_.idf_of(chosen_)) {
                break;
            }
            for (const Keyed& holder : term->holders) {
                propose(holder.item);
            }
            rest -= term->idf;
        }
        if (terms_.empty()) {
            propose_equals();
        }
        std::sort(candidates_.begin(), candidates_.end());
    }

    void propose(std::uint32_t sentence) {
        if (seen_[sentence] != round_) {
            seen_[sentence] = round_;
            candidates_.push_back(sentence);
        }
    }

    void propose_equals() {
        const std::uint64_t tokens = facts_of(chosen_).tokens;
        for (std::uint32_t sentence = 0; tokens != 0 && sentence < sets_.size(); ++sentence) {
            if (facts_of(sentence).tokens == tokens) {
                propose(sentence);
            }
        }
    }

    [[nodiscard]] std::optional<Match> compare(std::uint32_t other) {
        const bool own = sets_.at(other).document == sets_.at(chosen_).document;
        if (own) {
            return other == chosen_ ? std::optional(Match{SupportKind::copy, 1, false}) : std::nullopt;
        }
        if (facts_of(other).tokens == facts_of(chosen_).tokens) {
            return Match{SupportKind::copy, 1, false};
        }
        const auto [share, common] = common_terms(other);
        if (share < same_terms) {
            return std::nullopt;
        }
        const std::string_view language = language_of(chosen_);
        const std::string_view other_language = language_of(other);
        // A text too short to show its language is read in that of the other.
        const KnownWords& words = words_of(chosen_, language.empty() ? other_language : language);
        const KnownWords& theirs = words_of(other, other_language.empty() ? language : other_language);
        const double pairs = jaccard_of_pairs(words.pairs, theirs.pairs);
        const bool copy = share >= copy_terms && pairs >= copy_pairs;
        const bool same = pairs >= same_pairs && common >= same_common;
        if (!(copy || same)) {
            return std::nullopt;
        }
        return Match{copy ? SupportKind::copy : SupportKind::same, share, words.numbers != theirs.numbers,
                     words.negated != theirs.negated};
    }

    struct Common {
        double share;
        std::size_t terms;
    };

    [[nodiscard]] Common common_terms(std::uint32_t other) const {
        double idf = 0;
        std::size_t count = 0;
        const auto theirs = sets_.terms_of(other);
        auto theirs_at = theirs.begin();
        for (const ChosenTerm& term : terms_) {
            theirs_at = std::find_if(theirs_at, theirs.end(), [&](std::uint64_t id) { return id >= term.id; });
            if (theirs_at != theirs.end() && *theirs_at == term.id) {
                idf += term.idf;
                ++count;
            }
        }
        const double all = sets_.idf_of(chosen_) + sets_.idf_of(other);
        return {all > 0 ? 2 * idf / all : 0, count};
    }

    /// What matches and conflicts are told by; `language` is that in which it was read.
    struct KnownWords {
        std::string_view language;
        std::vector<std::uint64_t> pairs;
        std::vector<std::uint64_t> numbers;
        bool negated;
    };

    /// Read once: the sentences of many texts that are alike meet again and again.
    const KnownWords& words_of(std::uint32_t sentence, std::string_view language) {
        std::unique_ptr<KnownWords>& known = known_[sentence];
        if (known == nullptr || known->language != language) {
            reader_.read(text_of(sentence), language, words_);
            known = std::make_unique<KnownWords>(KnownWords{language, words_.pairs, words_.numbers, words_.negated});
        }
        return *known;
    }

    /// One sentence a text. Candidates come text by text; `best` is the share of the last one kept.
    void keep_best(std::uint32_t sentence, const Match& match, std::vector<Support>& support, double& best) const {
        const SentenceAt at = sets_.at(sentence);
        const Support found{static_cast<std::uint32_t>(at.document), texts_[at.document]->sentences[at.index].span,
                            match.kind, match.numbers_differ};
        if (support.empty() || support.back().document != found.document) {
            support.push_back(found);
            best = match.share;
        } else if (found.kind < support.back().kind || (found.kind == support.back().kind && match.share > best)) {
            support.back() = found;
            best = match.share;
        }
    }

    [[nodiscard]] const TextTerms& text_with(std::uint32_t sentence) const {
        return *texts_[sets_.at(sentence).document];
    }
    [[nodiscard]] std::string_view language_of(std::uint32_t sentence) const { return text_with(sentence).language; }
    [[nodiscard]] const SentenceFacts& facts_of(std::uint32_t sentence) const {
        return text_with(sentence).facts[sets_.at(sentence).index];
    }
    [[nodiscard]] std::string_view text_of(std::uint32_t sentence) const {
        const TextTerms& text = text_with(sentence);
        const Span span = text.sentences[sets_.at(sentence).index].span;
        return text.text.substr(span.begin, span.size());
    }

    std::span<const TextTerms* const> texts_;
    SentenceSets sets_;
    std::vector<std::uint32_t> seen_;  // round in which each sentence was last proposed
    std::uint32_t round_ = 0;
    std::size_t compared_ = 0;
    std::uint32_t chosen_ = 0;
    std::vector<ChosenTerm> terms_;
    std::vector<std::uint32_t> candidates_;
    WordReader reader_;
    SentenceWords words_;
    std::vector<std::unique_ptr<KnownWords>> known_;  // of the sentences that were compared
};

SupportFinder::SupportFinder(std::span<const TextTerms* const> texts) : searcher_(std::make_unique<Searcher>(texts)) {}
SupportFinder::~SupportFinder() = default;

std::vector<Support> SupportFinder::support_of(SentenceAt sentence) {
    return searcher_->support_of(sentence);
}

std::vector<SentenceAt> SupportFinder::same_as(SentenceAt sentence) {
    return searcher_->same_as(sentence);
}

std::vector<Likeness> SupportFinder::like(SentenceAt sentence) {
    return searcher_->like(sentence);
}

std::size_t SupportFinder::compared() const {
    return searcher_->compared();
}

std::vector<std::vector<Support>> find_support(std::span<const TextTerms* const> texts,
                                               std::span<const SentenceAt> chosen) {
    SupportFinder finder(texts);
    std::vector<std::vector<Support>> support;
    for (const SentenceAt& at : chosen) {
        support.push_back(finder.support_of(at));
    }
    return support;
}

}  // namespace twicetold
