#include "twicetold/summary/worth.hpp"

#include <algorithm>
#include <numeric>
#include <optional>

#include "twicetold/summary/discounts.hpp"
#include "twicetold/summary/methods.hpp"
#include "twicetold/summary/mmr.hpp"

namespace twicetold {

namespace {

/// The values of a method, each multiplied by a factor; what has none of its own gets a bonus instead. Rounded to
/// float: named methods promise the same sentences everywhere, though their sums differ in the last bits.
class WeightedValues final : public SentenceValues {
  public:
    WeightedValues(std::unique_ptr<SentenceValues> own, const TermMatrix& matrix, std::vector<double> factors,
                   std::vector<double> bonuses)
        : own_(std::move(own)), factors_(std::move(factors)), bonuses_(std::move(bonuses)) {
        const std::span<const double> own_shares = own_->shares();
        if (factors_.empty() || own_shares.empty()) {
            return;
        }
        shares_.assign(own_shares.begin(), own_shares.end());
        for (std::size_t i = 0; i < factors_.size(); ++i) {
            for (std::size_t k = matrix.terms.starts[i]; k < matrix.terms.starts[i + 1]; ++k) {
                shares_[k] *= factors_[i];
            }
        }
    }

    [[nodiscard]] double of(std::size_t sentence) const override {
        double value = own_->of(sentence);
        if (!factors_.empty()) {
            value = value * factors_[sentence] + bonuses_[sentence];
        }
        return static_cast<float>(value);
    }
    void take(std::size_t sentence) override { own_->take(sentence); }
    [[nodiscard]] std::span<const double> shares() const override {
        return factors_.empty() ? own_->shares() : std::span<const double>(shares_);
    }
    [[nodiscard]] double drop(std::uint32_t term) const override { return own_->drop(term); }

  private:
    std::unique_ptr<SentenceValues> own_;
    std::vector<double> factors_;  // empty: all are 1
    std::vector<double> bonuses_;
    std::vector<double> shares_;
};

class Weigher {
  public:
    Weigher(const RankedTexts& ranked, const Ranking& ranking, const SummaryOptions& options,
            const SentenceKnowledge& known)
        : ranked_(ranked), ranking_(ranking), options_(options), known_(known), method_(find_method(options.method)) {}

    SentenceWorth run() {
        if (!known_.vectors.empty()) {
            check_vectors(known_.vectors, ranked_.matrix.sentences());
            units_ = unit_vectors(known_.vectors);
        }
        find_focus();
        use_method();
        const bool weighted = !factors_.empty() || !units_.empty();
        if (weighted) {
            weigh();
        }
        if (options_.mmr) {
            worth_.values = std::make_unique<MmrValues>(ranked_.matrix, worth_.scores, *options_.mmr, std::move(units_),
                                                        known_.vectors.dimensions, options_.weight);
        } else if (weighted || method_ != nullptr) {
            worth_.values = std::make_unique<WeightedValues>(std::move(worth_.values), ranked_.matrix,
                                                             std::move(factors_), std::move(bonuses_));
        } else {
            worth_.first_values = worth_.scores;
            return std::move(worth_);
        }
        for (std::size_t i = 0; i < worth_.scores.size(); ++i) {
            worth_.first_values.push_back(worth_.values->of(i));
        }
        return std::move(worth_);
    }

  private:
    [[nodiscard]] SentenceVectors units() const { return {units_, known_.vectors.dimensions}; }

    /// factors_: 1 − weight + weight·focus_i; empty if there is no query or it says nothing.
    void find_focus() {
        std::vector<double> focus;
        if (!options_.query.empty()) {
            // Stop words of the query are no terms of the texts, where the same are left out.
            const std::string_view language = ranked_.texts[0]->language;
            const TextTerms query =
                text_terms(options_.query, {language.empty() ? "none" : language, options_.stop_words.get()});
            focus = query_focus(ranked_.matrix, ranked_.texts, query).value_or(std::vector<double>());
        }
        if (!known_.query.empty() && !units_.empty()) {
            std::vector<double> by_vector = vector_focus(units(), known_.query);
            if (focus.empty()) {
                focus.swap(by_vector);
            } else {
                mix(focus, by_vector);
            }
        }
        if (std::ranges::none_of(focus, [](double value) { return value > 0; })) {
            worth_.query_unknown = !options_.query.empty();
            return;
        }
        focus_ = std::move(focus);
        for (const double value : focus_) {
            factors_.push_back(1 - options_.weight + options_.weight * value);
        }
    }

    void mix(std::vector<double>& a, const std::vector<double>& b) const {
        for (std::size_t i = 0; i < a.size(); ++i) {
            a[i] = (1 - options_.weight) * a[i] + options_.weight * b[i];
        }
    }

    void use_method() {
        if (method_ == nullptr) {
            worth_.values = std::make_unique<DiscountedValues>(ranked_.matrix, ranking_);
            worth_.scores = ranking_.scores;
            return;
        }
        worth_.values = method_->values(ranked_);
        for (std::size_t i = 0; i < ranked_.matrix.sentences(); ++i) {
            worth_.scores.push_back(worth_.values->of(i));
        }
    }

    /// With vectors the score s_i becomes (1 − weight)·s_i + weight·max s·centrality_i; then factors_ apply. What has
    /// no score to be multiplied, as it shares no term with another sentence, counts for its focus as a mean one does.
    void weigh() {
        factors_.resize(worth_.scores.size(), 1);
        bonuses_.assign(worth_.scores.size(), 0);
        std::vector<double> central;
        if (!units_.empty()) {
            central = vector_centrality(units());
        }
        double largest = worth_.scores.empty() ? 0 : *std::ranges::max_element(worth_.scores);
        largest = largest > 0 ? largest : 1;
        for (std::size_t i = 0; i < central.size(); ++i) {
            const double own = worth_.scores[i];
            const double extra = options_.weight * largest * central[i];
            if (own > 0) {
                factors_[i] *= 1 - options_.weight + extra / own;
            } else {
                bonuses_[i] = factors_[i] * extra;
            }
        }
        const double mean = std::accumulate(worth_.scores.begin(), worth_.scores.end(), 0.0) /
                            std::max(1.0, static_cast<double>(worth_.scores.size()));
        for (std::size_t i = 0; i < focus_.size(); ++i) {
            if (worth_.scores[i] <= 0) {
                bonuses_[i] += options_.weight * focus_[i] * (mean > 0 ? mean : 1);
            }
        }
        for (std::size_t i = 0; i < worth_.scores.size(); ++i) {
            worth_.scores[i] = worth_.scores[i] * factors_[i] + bonuses_[i];
        }
    }

    const RankedTexts& ranked_;
    const Ranking& ranking_;
    const SummaryOptions& options_;
    const SentenceKnowledge& known_;
    const Method* method_;
    std::vector<double> units_;
    std::vector<double> focus_;
    std::vector<double> factors_;
    std::vector<double> bonuses_;
    SentenceWorth worth_;
};

}  // namespace

SentenceWorth worth_of(const RankedTexts& ranked, const Ranking& ranking, const SummaryOptions& options,
                       const SentenceKnowledge& known) {
    return Weigher(ranked, ranking, options, known).run();
}

}  // namespace twicetold
