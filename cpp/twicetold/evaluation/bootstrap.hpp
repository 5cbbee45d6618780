#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "twicetold/base/parallel.hpp"

namespace twicetold {

/// The means of `samples` samples, each of as many rows as there are, drawn with replacement (Efron 1979).
///
/// `values` has rows of `columns` numbers; the result has a row of `columns` means for each sample. It depends on the
/// seed and the number of rows and not on the threads: two tables of equally many rows are sampled alike, so that their
/// differences are paired. Throws std::invalid_argument if there is no row. O(samples · values / threads).
[[nodiscard]] std::vector<double> bootstrap_means(std::span<const double> values, std::size_t columns,
                                                  std::size_t samples, std::uint64_t seed, const Control& control);

}  // namespace twicetold
