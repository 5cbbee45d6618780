#pragma once

#include <optional>
#include <span>
#include <vector>

#include "twicetold/summary/term_matrix.hpp"

namespace twicetold {

/// How much each sentence is about a query: the cosine of its weights x with those of the query's terms that the texts
/// have (log2(1 + tf)·idf), divided by the largest one. Nothing if the texts have none of the terms. A single character
/// of a script without spaces stands for the pairs of characters that it is part of. `matrix` was made of `texts`.
/// O(non-zeros), and for each such character O(terms).
[[nodiscard]] std::optional<std::vector<double>> query_focus(const TermMatrix& matrix,
                                                             std::span<const TextTerms* const> texts,
                                                             const TextTerms& query);

/// Vectors of the sentences of all texts, one after the other, as the caller embedded them.
struct SentenceVectors {
    std::span<const double> values;  // row i is values[i·dimensions] ..
    std::size_t dimensions = 0;      // 0: there are none

    [[nodiscard]] bool empty() const { return dimensions == 0; }
    [[nodiscard]] std::span<const double> of(std::size_t sentence) const {
        return values.subspan(sentence * dimensions, dimensions);
    }
};

/// Throws std::invalid_argument unless there are `sentences` rows without NaN or infinity; the message names the row.
void check_vectors(const SentenceVectors& vectors, std::size_t sentences);

/// The vectors, each of length 1 (or 0). O(numbers).
[[nodiscard]] std::vector<double> unit_vectors(const SentenceVectors& vectors);

/// How central each sentence is: its cosine with the sum of the other unit vectors, 0 if that is negative, divided by
/// the largest one. O(numbers).
[[nodiscard]] std::vector<double> vector_centrality(const SentenceVectors& units);

/// The cosine of each with `vector`, 0 if that is negative, divided by the largest one. O(numbers).
[[nodiscard]] std::vector<double> vector_focus(const SentenceVectors& units, std::span<const double> vector);

}  // namespace twicetold
