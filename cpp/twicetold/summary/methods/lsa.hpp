#pragma once

#include <cmath>
#include <vector>

#include "twicetold/summary/methods.hpp"
#include "twicetold/summary/truncated_svd.hpp"

namespace twicetold::methods {

/// Latent semantic analysis (Steinberger and Ježek 2004, "Using latent semantic analysis in text summarization and
/// summary evaluation"): the length of a sentence in the space of the concepts that weigh at least half as much as the
/// heaviest one, s_i = √(Σ_k σ_k²·u_ik²) over the singular values σ_k ≥ σ_1/2 of the sentences' weights x; at most
/// `most_singular_values` of them. Cost: see truncated_svd.
[[nodiscard]] inline std::vector<double> lsa(const RankedTexts& ranked) {
    const SingularVectors found = truncated_svd(ranked.matrix);
    std::vector<double> scores(ranked.matrix.sentences(), 0);
    for (std::size_t k = 0; k < found.values.size(); ++k) {
        for (std::size_t i = 0; i < scores.size(); ++i) {
            const double share = found.values[k] * found.left[k * scores.size() + i];
            scores[i] += share * share;
        }
    }
    for (double& score : scores) {
        score = std::sqrt(score);
    }
    return scores;
}

}  // namespace twicetold::methods
