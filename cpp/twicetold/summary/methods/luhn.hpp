#pragma once

#include <algorithm>
#include <vector>

#include "twicetold/summary/methods.hpp"

namespace twicetold::methods {

/// Luhn's significance (Luhn 1958, "The automatic creation of literature abstracts"): a term that stands in the texts
/// at least twice is significant; a cluster begins and ends with significant words, has at most 4 others between two of
/// them and cannot be longer; a sentence is worth the largest (significant words)² / (all words) of its clusters.
/// O(occurrences).
[[nodiscard]] inline std::vector<double> luhn(const RankedTexts& ranked) {
    constexpr std::uint32_t most_between = 4;
    const TermMatrix& matrix = ranked.matrix;
    std::vector<std::uint32_t> counts(matrix.distinct_terms(), 0);
    for (std::size_t k = 0; k < matrix.tf.size(); ++k) {
        counts[matrix.terms.values[k]] += matrix.tf[k];
    }
    std::vector<double> scores;
    scores.reserve(matrix.sentences());
    for (const TextTerms* text : ranked.texts) {
        for (std::size_t j = 0; j < text->sentences.size(); ++j) {
            double best = 0;
            double significant = 0;
            std::uint32_t first = 0;
            std::uint32_t last = 0;
            const auto close_cluster = [&] {
                if (significant > 0) {
                    best = std::max(best, significant * significant / (last - first + 1));
                }
            };
            for (const TermOccurrence& occurrence : text->terms_of(j)) {
                if (counts[*matrix.find(occurrence.id)] < 2) {
                    continue;
                }
                if (significant == 0 || occurrence.word - last > most_between + 1) {
                    close_cluster();
                    first = occurrence.word;
                    significant = 0;
                }
                last = occurrence.word;
                ++significant;
            }
            close_cluster();
            scores.push_back(best);
        }
    }
    return scores;
}

}  // namespace twicetold::methods
