#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "twicetold/summary/term_matrix.hpp"
#include "twicetold/summary/terms.hpp"

namespace twicetold {

/// How to rank; `automatic` lets the number of texts and the budget choose (METHODS.md section 3, presets).
enum class Preset : std::uint8_t { automatic, one, long_text, multi };

/// The numbers of a preset, named as in METHODS.md section 3.
struct RankParameters {
    double p = 1;       // how much length is held against a sentence: x is divided by |x|^p
    double w = 0;       // how much of a sentence's own weight counts in the centroid
    double a = 0.5;     // how much position matters: 0 not at all, 1 lets later sentences fall to 0
    double tmin = 5;    // sentences after which position has lost 1 - 1/e of its worth, at least,
    double trel = 0.3;  // and as a share of the sentences of the text
    bool full_furniture = false;
};

/// `preset` is not automatic.
[[nodiscard]] RankParameters parameters_of(Preset preset);

/// What the sentences of all texts, one after the other, are worth.
struct Ranking {
    std::vector<std::uint8_t> furniture;  // f_i
    std::vector<double> contributions;    // c_it, beside TermMatrix::x
    std::vector<double> scores;           // Σ_t c_it
};

/// Ranks the sentences of `texts`, of which `matrix` was made, by discounted centroid with position prior (METHODS.md
/// section 3, steps 1, 4 and 5). A sentence without terms has score 0. Scores are finite and at least 0, and equal to
/// the last bit wherever log2, log, exp and pow round alike to float. O(non-zeros).
void rank_sentences(std::span<const TextTerms* const> texts, const TermMatrix& matrix, const RankParameters& parameters,
                    Ranking& ranking);

}  // namespace twicetold
