#pragma once

#include <cmath>
#include <vector>

#include "twicetold/summary/methods.hpp"

namespace twicetold::methods {

/// Centroid (Radev, Jing, Styś and Tam 2004, "Centroid-based summarization of multiple documents"), with the weights x
/// of the default and a centroid that leaves the sentence itself out, which else favours long sentences:
/// score_i = x_i · (Σ_j x_j − x_i) / |x_i|₂. O(non-zeros).
[[nodiscard]] inline std::vector<double> centroid(const RankedTexts& ranked) {
    const TermMatrix& matrix = ranked.matrix;
    std::vector<double> scores(matrix.sentences(), 0);
    for (std::size_t i = 0; i < scores.size(); ++i) {
        const auto terms = matrix.terms[i];
        const auto x = matrix.x_of(i);
        double product = 0;
        double squares = 0;
        for (std::size_t k = 0; k < terms.size(); ++k) {
            product += x[k] * (matrix.totals[terms[k]] - x[k]);
            squares += x[k] * x[k];
        }
        scores[i] = terms.empty() ? 0 : product / std::sqrt(squares);
    }
    return scores;
}

}  // namespace twicetold::methods
