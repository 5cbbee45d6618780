#pragma once

// What two sequences share, pair of places by pair of places.

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "twicetold/dedup/shared_runs.hpp"

namespace twicetold::reference {

using Symbols = std::vector<std::uint64_t>;

struct Shared {
    std::vector<bool> left;
    std::vector<bool> right;
    std::size_t longest = 0;
};

/// The symbols that stand in runs of at least `shortest` equal ones, and the size of the longest such run.
inline Shared shared_symbols(const Symbols& left, const Symbols& right, std::size_t shortest) {
    Shared shared{std::vector<bool>(left.size()), std::vector<bool>(right.size())};
    std::vector<std::size_t> before(right.size() + 1);  // sizes of the runs that end with the symbol of left before
    for (std::size_t i = 0; i < left.size(); ++i) {
        std::vector<std::size_t> here(right.size() + 1);
        for (std::size_t j = 0; j < right.size(); ++j) {
            here[j + 1] = left[i] == right[j] ? before[j] + 1 : 0;
            if (here[j + 1] >= shortest) {
                shared.longest = std::max(shared.longest, here[j + 1]);
                for (std::size_t k = 0; k < shortest; ++k) {
                    shared.left[i - k] = shared.right[j - k] = true;
                }
            }
        }
        before = here;
    }
    return shared;
}

/// What is wrong with runs that are to be those of `shared_runs`; empty if nothing is.
inline std::string fault_of(const std::vector<SharedRun>& runs, const Symbols& left, const Symbols& right,
                            std::size_t shortest) {
    const Shared shared = shared_symbols(left, right, shortest);
    Shared covered{std::vector<bool>(left.size()), std::vector<bool>(right.size())};
    std::size_t last = shared.longest;
    for (const auto& [i, j, size] : runs) {
        if (size < shortest || i + size > left.size() || j + size > right.size()) {
            return "a run is too short, or beyond an end";
        }
        if (size > last || (&runs.front().size == &size && size != last)) {
            return "the longest is not first";
        }
        last = size;
        bool anything_new = false;
        for (std::size_t k = 0; k < size; ++k) {
            if (left[i + k] != right[j + k]) {
                return "a run is not equal";
            }
            anything_new = anything_new || !covered.left[i + k] || !covered.right[j + k];
            covered.left[i + k] = covered.right[j + k] = true;
        }
        if (!anything_new) {
            return "a run has nothing that longer ones have not";
        }
        if ((i > 0 && j > 0 && left[i - 1] == right[j - 1]) ||
            (i + size < left.size() && j + size < right.size() && left[i + size] == right[j + size])) {
            return "a run could be longer";
        }
    }
    return covered.left == shared.left && covered.right == shared.right ? "" : "runs do not cover what is shared";
}

}  // namespace twicetold::reference
