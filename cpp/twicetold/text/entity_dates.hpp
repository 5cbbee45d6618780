#pragma once

#include <cstddef>
#include <string_view>

#include "twicetold/base/span.hpp"

namespace twicetold {

/// The date whose first number starts at byte `at`: "2021-03-04", "3/4/2021", "3. Mai 2021", "2021年3月4日"; or, with
/// the month before it but not before byte `floor`, "May 3, 2021". Empty: there is none. Looks a bounded number of
/// bytes around.
[[nodiscard]] Span date_at(std::string_view text, std::size_t at, std::size_t floor);

}  // namespace twicetold
