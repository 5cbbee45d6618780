#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "twicetold/base/span.hpp"
#include "twicetold/summary/term_matrix.hpp"
#include "twicetold/summary/terms.hpp"

namespace twicetold {

struct Keyword {
    std::size_t document = 0;
    Span span;          // where the spelling shown stands first
    double weight = 0;  // T_t
};

/// The `most` terms of `matrix`, which was made of `texts`, that have the largest T_t; ties: the one that comes first.
///
/// Numbers and single letters count only where no other term exists. Each is shown as the texts spell it most often in
/// its first 100 places; ties: the spelling that comes first. No terms: none. O(distinct terms), few of them looked at
/// closely, and the occurrences until those places are found.
[[nodiscard]] std::vector<Keyword> find_keywords(std::span<const TextTerms* const> texts, const TermMatrix& matrix,
                                                 std::size_t most);

}  // namespace twicetold
