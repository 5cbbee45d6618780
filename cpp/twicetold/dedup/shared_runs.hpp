#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace twicetold {

/// Equal symbols: `size` from `left` on in one sequence and from `right` on in the other.
struct SharedRun {
    std::uint32_t left = 0;
    std::uint32_t right = 0;
    std::uint32_t size = 0;

    bool operator==(const SharedRun&) const = default;
};

/// Maximal runs (what comes before and behind them differs) of at least `shortest` >= 1 equal symbols, longest first,
/// at most as many as there are symbols. In either sequence they cover just the symbols that stand in any such run, and
/// each covers a symbol that those before it do not.
///
/// Where a run could be matched at several places, it is at the first one behind the run before it, else at the first
/// of all. That is found if it is within 16 symbols of that run, or if the run has no more than 16 places, or for as
/// long as no more places had to be looked at, over all runs, than there are symbols; else it is one of 16.
///
/// Throws std::invalid_argument if there are 2^32 - 2 symbols or more. O(symbols), and sorting the runs.
[[nodiscard]] std::vector<SharedRun> shared_runs(std::span<const std::uint64_t> left,
                                                 std::span<const std::uint64_t> right, std::size_t shortest);

}  // namespace twicetold
