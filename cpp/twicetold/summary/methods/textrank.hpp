#pragma once

#include <cmath>
#include <vector>

#include "twicetold/summary/methods.hpp"
#include "twicetold/summary/sentence_graph.hpp"

namespace twicetold::methods {

/// TextRank (Mihalcea and Tarau 2004, "TextRank: bringing order into texts", equation 2) with damping .85 over edges
/// weighted by BM25+ (Barrios et al. 2016, "Variations of the similarity function of TextRank for automated
/// summarization"; Lv and Zhai 2011): from sentence i, read as a query, to j
///     Σ_t tf_it · ln((n + 1)/df_t) · (δ + tf_jt·(k₁ + 1) / (tf_jt + k₁·(1 − b + b·|j|/avg))),
/// k₁ = 1.2, b = .75, δ = 1, |j| terms in j. No edge to itself. Cost: see product_graph.
[[nodiscard]] inline std::vector<double> textrank(const RankedTexts& ranked) {
    constexpr double k1 = 1.2;
    constexpr double b = 0.75;
    constexpr double delta = 1;
    const TermMatrix& matrix = ranked.matrix;
    const auto n = static_cast<double>(matrix.sentences());
    std::vector<double> lengths(matrix.sentences(), 0);
    double all = 0;
    for (std::size_t i = 0; i < lengths.size(); ++i) {
        for (std::size_t k = matrix.terms.starts[i]; k < matrix.terms.starts[i + 1]; ++k) {
            lengths[i] += matrix.tf[k];
        }
        all += lengths[i];
    }
    std::vector<double> asked(matrix.tf.size());
    std::vector<double> answered(matrix.tf.size());
    for (std::size_t i = 0; i < lengths.size(); ++i) {
        const double saturation = k1 * (1 - b + b * (lengths[i] * n / all));
        for (std::size_t k = matrix.terms.starts[i]; k < matrix.terms.starts[i + 1]; ++k) {
            const double tf = matrix.tf[k];
            asked[k] = tf * std::log((n + 1) / matrix.df[matrix.terms.values[k]]);
            answered[k] = delta + tf * (k1 + 1) / (tf + saturation);
        }
    }
    return random_walk(product_graph(matrix, asked, answered, SelfEdges::dropped));
}

}  // namespace twicetold::methods
