#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "twicetold/summary/methods.hpp"

namespace twicetold::methods {

/// KLSum (Haghighi and Vanderwende 2009, "Exploring content models for multi-document summarization"): again and again
/// the sentence i that brings the summary's distribution Q of terms closest to that of the texts,
///     KL(P ‖ Q) = Σ_t P(t)·ln(P(t)/Q(t)),  Q(t) = (c(t) + c_i(t) + α) / (N + N_i + α·V),
/// with the counts c and their sum N of the chosen sentences, c_i and N_i of i, V terms, and α = .01. What a sentence
/// does to it is Σ_{t∈i} P(t)·ln((c(t) + c_i(t) + α)/(c(t) + α)) − ln(N + N_i + α·V). Added to that is
/// ln(N + max N_i + α·V), the same for all, which makes the values fall as sentences are taken. O(terms) for a value.
class KlSum final : public SentenceValues {
  public:
    explicit KlSum(const RankedTexts& ranked)
        : matrix_(ranked.matrix), counts_(matrix_.distinct_terms(), 0), lengths_(matrix_.sentences(), 0) {
        probabilities_.assign(counts_.size(), 0);
        shares_.assign(matrix_.tf.size(), 1);
        double all = 0;
        for (std::size_t i = 0; i < lengths_.size(); ++i) {
            for (std::size_t k = matrix_.terms.starts[i]; k < matrix_.terms.starts[i + 1]; ++k) {
                probabilities_[matrix_.terms.values[k]] += matrix_.tf[k];
                lengths_[i] += matrix_.tf[k];
            }
            all += lengths_[i];
            longest_ = std::max(longest_, lengths_[i]);
        }
        for (double& probability : probabilities_) {
            probability /= all;  // there is a term, so it is not 0
        }
    }

    [[nodiscard]] double of(std::size_t sentence) const override {
        double gain = 0;
        for (std::size_t k = matrix_.terms.starts[sentence]; k < matrix_.terms.starts[sentence + 1]; ++k) {
            const std::uint32_t term = matrix_.terms.values[k];
            gain += probabilities_[term] * std::log1p(matrix_.tf[k] / (counts_[term] + alpha));
        }
        if (counts_.empty()) {
            return 0;
        }
        const double smoothed = taken_ + alpha * static_cast<double>(counts_.size());
        return gain + std::log1p((longest_ - lengths_[sentence]) / (smoothed + lengths_[sentence]));
    }

    void take(std::size_t sentence) override {
        for (std::size_t k = matrix_.terms.starts[sentence]; k < matrix_.terms.starts[sentence + 1]; ++k) {
            counts_[matrix_.terms.values[k]] += matrix_.tf[k];
        }
        taken_ += lengths_[sentence];
        last_ = sentence;
    }

    [[nodiscard]] std::span<const double> shares() const override { return shares_; }
    // What c_i(t) = 1 lost; more of it lose more.
    [[nodiscard]] double drop(std::uint32_t term) const override {
        const auto terms = matrix_.terms[last_];
        const auto at = std::ranges::lower_bound(terms, term) - terms.begin();
        const double taken = matrix_.tf[matrix_.terms.starts[last_] + static_cast<std::size_t>(at)];
        const double before = counts_[term] - taken + alpha;
        return probabilities_[term] * (std::log1p(1 / before) - std::log1p(1 / (before + taken)));
    }

  private:
    static constexpr double alpha = 0.01;

    const TermMatrix& matrix_;
    std::vector<double> counts_;  // of the chosen sentences
    std::vector<double> lengths_;
    std::vector<double> probabilities_;
    double taken_ = 0;
    double longest_ = 0;
    std::size_t last_ = 0;        // the sentence taken last
    std::vector<double> shares_;  // 1 each
};

}  // namespace twicetold::methods
