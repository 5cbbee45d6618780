#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <vector>

namespace twicetold {

/// An item with the hash by which items are brought together.
struct Keyed {
    std::uint64_t key;
    std::uint32_t item;
};

/// Brings items of equal key together, in the order in which they came: sorted by key, stably. O(n) for hashes.
///
/// Only as many leading bits are sorted by radix as tell n keys apart; the few that are alike in them are sorted by
/// comparison.
inline void sort_by_key(std::vector<Keyed>& items, std::vector<Keyed>& scratch) {
    constexpr unsigned digit_bits = 11;
    constexpr std::uint64_t digit_mask = (1u << digit_bits) - 1;
    const auto needed_bits = static_cast<unsigned>(std::bit_width(items.size())) + 4;
    const unsigned passes = std::min(5u, (needed_bits + digit_bits - 1) / digit_bits);
    const unsigned lowest = 64 - passes * digit_bits;
    scratch.resize(items.size());
    for (unsigned pass = 0; pass < passes; ++pass) {
        const unsigned shift = lowest + pass * digit_bits;
        std::array<std::uint32_t, digit_mask + 2> starts{};
        for (const Keyed& item : items) {
            ++starts[(item.key >> shift & digit_mask) + 1];
        }
        for (std::size_t k = 1; k < starts.size(); ++k) {
            starts[k] += starts[k - 1];
        }
        for (const Keyed& item : items) {
            scratch[starts[item.key >> shift & digit_mask]++] = item;
        }
        items.swap(scratch);
    }
    const auto alike = [lowest](const Keyed& a, const Keyed& b) { return a.key >> lowest == b.key >> lowest; };
    for (auto begin = items.begin(); begin != items.end();) {
        auto end = begin + 1;
        bool equal = true;
        for (; end != items.end() && alike(*begin, *end); ++end) {
            equal = equal && end->key == begin->key;
        }
        if (!equal) {
            std::stable_sort(begin, end, [](const Keyed& a, const Keyed& b) { return a.key < b.key; });
        }
        begin = end;
    }
}

}  // namespace twicetold
