#pragma once

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "twicetold/summary/methods.hpp"

namespace twicetold::methods {

/// PacSum (Zheng and Lapata 2019, "Sentence centrality revisited for unsupervised summarization", equations 3 and 4)
/// with tf-idf vectors: the cosines with the sentences that follow count, those with the ones before do not (λ₁ = 0,
/// λ₂ = 1, β = 0, so that no value is negative): score_i = Σ_{j>i} cos(i, j). Of several texts j > i if j stands
/// further on in its text than i in its own. Sums of unit vectors give it without a graph: O(n log n + non-zeros).
[[nodiscard]] inline std::vector<double> pacsum(const RankedTexts& ranked) {
    const TermMatrix& matrix = ranked.matrix;
    std::vector<std::pair<std::size_t, std::size_t>> order;  // place in the text, sentence
    for (std::size_t d = 0; d + 1 < matrix.first_sentence.size(); ++d) {
        for (std::size_t i = matrix.first_sentence[d]; i < matrix.first_sentence[d + 1]; ++i) {
            order.emplace_back(i - matrix.first_sentence[d], i);
        }
    }
    std::ranges::sort(order, std::greater<>());
    std::vector<double> lengths(order.size(), 1);
    std::vector<double> scores(order.size(), 0);
    std::vector<double> following(matrix.distinct_terms(), 0);  // the sum of the unit vectors of what stands further on
    std::size_t added = 0;
    for (std::size_t at = 0; at < order.size(); ++at) {
        for (; order[added].first > order[at].first; ++added) {
            const std::size_t j = order[added].second;
            const auto terms = matrix.terms[j];
            const auto x = matrix.x_of(j);
            for (std::size_t k = 0; k < terms.size(); ++k) {
                following[terms[k]] += x[k] / lengths[j];
            }
        }
        const std::size_t i = order[at].second;
        const auto terms = matrix.terms[i];
        const auto x = matrix.x_of(i);
        double product = 0;
        double squares = 0;
        for (std::size_t k = 0; k < terms.size(); ++k) {
            product += x[k] * following[terms[k]];
            squares += x[k] * x[k];
        }
        lengths[i] = std::sqrt(squares);
        scores[i] = terms.empty() ? 0 : product / lengths[i];
    }
    return scores;
}

}  // namespace twicetold::methods
