#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "twicetold/text/entities.hpp"

namespace twicetold {

/// Appends the dates, times and numbers of `text` that start at byte `from` or behind it, in order. O(bytes).
void append_quantities(std::string_view text, std::size_t from, std::vector<Entity>& found);

}  // namespace twicetold
