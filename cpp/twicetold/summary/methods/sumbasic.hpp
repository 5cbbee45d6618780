#pragma once

#include <cmath>
#include <span>
#include <vector>

#include "twicetold/summary/methods.hpp"

namespace twicetold::methods {

/// SumBasic (Nenkova and Vanderwende 2005, "The impact of frequency on summarization"): a sentence is worth the average
/// probability of its terms, p(t) = count of t / count of all; once it is chosen, p(t) of its terms becomes p(t)². Like
/// most implementations it does not ask that the sentence hold the most probable term. O(terms) for a value.
class SumBasic final : public SentenceValues {
  public:
    explicit SumBasic(const RankedTexts& ranked) : matrix_(ranked.matrix) {
        std::vector<double> counts(matrix_.distinct_terms(), 0);
        double all = 0;
        for (std::size_t k = 0; k < matrix_.tf.size(); ++k) {
            counts[matrix_.terms.values[k]] += matrix_.tf[k];
            all += matrix_.tf[k];
        }
        for (const double count : counts) {
            probabilities_.push_back(count / all);
        }
        for (std::size_t i = 0; i < matrix_.sentences(); ++i) {
            double length = 0;
            for (std::size_t k = matrix_.terms.starts[i]; k < matrix_.terms.starts[i + 1]; ++k) {
                length += matrix_.tf[k];
            }
            for (std::size_t k = matrix_.terms.starts[i]; k < matrix_.terms.starts[i + 1]; ++k) {
                shares_.push_back(matrix_.tf[k] / length);
            }
        }
    }

    [[nodiscard]] double of(std::size_t sentence) const override {
        double sum = 0;
        double length = 0;
        for (std::size_t k = matrix_.terms.starts[sentence]; k < matrix_.terms.starts[sentence + 1]; ++k) {
            sum += matrix_.tf[k] * probabilities_[matrix_.terms.values[k]];
            length += matrix_.tf[k];
        }
        return length == 0 ? 0 : sum / length;
    }

    void take(std::size_t sentence) override {
        for (const std::uint32_t term : matrix_.terms[sentence]) {
            probabilities_[term] *= probabilities_[term];
        }
    }

    [[nodiscard]] std::span<const double> shares() const override { return shares_; }
    // p − p²
    [[nodiscard]] double drop(std::uint32_t term) const override {
        return std::sqrt(probabilities_[term]) - probabilities_[term];
    }

  private:
    const TermMatrix& matrix_;
    std::vector<double> probabilities_;
    std::vector<double> shares_;  // of each entry in the average
};

}  // namespace twicetold::methods
