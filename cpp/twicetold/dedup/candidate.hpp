#pragma once

#include <compare>
#include <cstdint>

namespace twicetold {

/// Two nodes that may be similar, left < right.
struct Candidate {
    std::uint32_t left;
    std::uint32_t right;

    auto operator<=>(const Candidate&) const = default;
};

}  // namespace twicetold
