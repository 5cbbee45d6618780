#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "twicetold/base/parallel.hpp"

namespace twicetold {

/// The keys of a few rows one after the other: row `first_row + r` has [ends[r - 1], ends[r]) of `keys`.
struct RowKeys {
    std::size_t first_row = 0;
    std::vector<std::uint64_t> keys;
    std::vector<std::size_t> ends;

    [[nodiscard]] std::span<const std::uint64_t> row(std::size_t r) const {
        const std::size_t begin = r == 0 ? 0 : ends[r - 1];
        return {keys.data() + begin, ends[r] - begin};
    }
};

/// The keys that at least `min_rows` rows have, in the order of their bits turned; 0 is no key. The same for any number
/// of threads. O(keys) for hashes; needs 32 bytes for each of the keys that one thread looks at, a sixteenth of many.
[[nodiscard]] std::vector<std::uint64_t> frequent_keys(std::span<const RowKeys> parts, std::size_t min_rows,
                                                       const Control& control);

}  // namespace twicetold
