#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "twicetold/summary/term_matrix.hpp"
#include "twicetold/summary/values.hpp"

namespace twicetold {

/// Maximal marginal relevance (Carbonell and Goldstein 1998): a sentence is worth
/// λ·score_i/max score − (1 − λ)·max over the chosen j of sim(i, j), where sim is the cosine of the weights x, mixed
/// with that of unit vectors by `weight` if there are such. Scores are at least 0; values are rounded to float,
/// as those of named methods. `matrix` must outlive it.
/// Without vectors a value costs O(1), and choosing a sentence a multiplication for each other one with one of its
/// terms. With them a value costs O(terms + dimensions) for each sentence chosen since it was last asked for.
class MmrValues final : public SentenceValues {
  public:
    /// `units` holds `dimensions` numbers a sentence; with 0 of them there are no vectors.
    MmrValues(const TermMatrix& matrix, std::vector<double> scores, double lambda, std::vector<double> units,
              std::size_t dimensions, double weight);

    [[nodiscard]] double of(std::size_t sentence) const override;
    void take(std::size_t sentence) override;

  private:
    /// A sentence that has a term, and its weight there.
    struct Place {
        double x;
        std::uint32_t sentence;
    };

    void find_places();
    void compare_all(std::size_t chosen);
    [[nodiscard]] double similarity(std::size_t a, std::size_t b) const;

    const TermMatrix& matrix_;
    std::vector<double> scores_;
    double lambda_;
    std::vector<double> units_;
    std::size_t dimensions_;
    double weight_;
    double largest_ = 0;
    std::vector<double> lengths_;
    std::vector<std::size_t> begins_;  // of the places of each term, and one more
    std::vector<Place> places_;
    std::vector<double> products_;               // of each sentence with the one that is taken; 0 between
    std::vector<std::uint32_t> alike_;           // the sentences whose product is not 0
    std::vector<std::size_t> chosen_;            // with vectors
    mutable std::vector<double> nearest_;        // the largest similarity to a chosen sentence
    mutable std::vector<std::uint32_t> looked_;  // at so many of them
};

}  // namespace twicetold
