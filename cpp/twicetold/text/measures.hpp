#pragma once

#include <cstdint>
#include <vector>

#include "twicetold/text/text_source.hpp"

namespace twicetold {

/// 1 for every row that is missing, else 0.
[[nodiscard]] std::vector<std::uint8_t> missing_rows(const TextSource& texts);

/// The number of code points of every row; 0 for a missing one.
[[nodiscard]] std::vector<std::int64_t> code_points(const TextSource& texts);

}  // namespace twicetold
