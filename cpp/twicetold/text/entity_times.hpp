#pragma once

#include <cstddef>
#include <string_view>

namespace twicetold {

/// The end of the time that starts at byte `at`: "14:05", "9:30:15 AM", "10 a.m.", "14h30", "14:05 UTC". 0: there is
/// none. Looks a bounded number of bytes ahead.
[[nodiscard]] std::size_t time_end(std::string_view text, std::size_t at);

}  // namespace twicetold
