#pragma once

#include <cstddef>
#include <vector>

#include "twicetold/summary/term_matrix.hpp"

namespace twicetold {

/// At most so many singular values are found.
inline constexpr std::size_t most_singular_values = 32;

struct SingularVectors {
    std::vector<double> values;  // falling
    std::vector<double> left;    // vector k has an entry a sentence, from k·n on
};

/// The singular values of the matrix x of sentences and terms that are at least half as large as the largest one, and
/// their left vectors, up to sign.
///
/// Where sentences or terms are at most 128, all of an eigendecomposition; else by Lanczos' method with full
/// reorthogonalisation (Golub and Van Loan 2013, section 10.1), until the residuals are below 10⁻¹⁰ of the largest
/// eigenvalue, in at most 192 steps of O(non-zeros + 192·min(sentences, terms)). No terms: none.
[[nodiscard]] SingularVectors truncated_svd(const TermMatrix& matrix);

}  // namespace twicetold
