#include "twicetold/dedup/frequent_keys.hpp"

#include <algorithm>

#include "twicetold/base/radix_sort.hpp"

namespace twicetold {

namespace {

constexpr std::size_t most_shares = 16;
constexpr std::size_t keys_a_share = std::size_t{1} << 16;

/// The keys that fall to one of several shares, a power of two, by their low bits (sorting goes by the high ones), each
/// once for a row in which it stands several times in a row.
void gather(std::span<const RowKeys> parts, std::size_t share, std::size_t shares, std::vector<Keyed>& items) {
    items.clear();
    for (const RowKeys& part : parts) {
        for (std::size_t r = 0; r < part.ends.size(); ++r) {
            const auto row = static_cast<std::uint32_t>(part.first_row + r);
            for (const std::uint64_t key : part.row(r)) {
                if ((key & (shares - 1)) == share && key != 0 &&
                    (items.empty() || items.back().key != key || items.back().item != row)) {
                    items.push_back({key, row});
                }
            }
        }
    }
}

/// The keys of at least `min_rows` rows; equal keys stand together and their rows rise.
std::vector<std::uint64_t> frequent_of(std::span<const Keyed> sorted, std::size_t min_rows) {
    std::vector<std::uint64_t> frequent;
    for (std::size_t begin = 0; begin < sorted.size();) {
        std::size_t rows = 1;
        std::size_t end = begin + 1;
        for (; end < sorted.size() && sorted[end].key == sorted[begin].key; ++end) {
            rows += sorted[end].item != sorted[end - 1].item;
        }
        if (rows >= min_rows) {
            frequent.push_back(sorted[begin].key);
        }
        begin = end;
    }
    return frequent;
}

}  // namespace

std::vector<std::uint64_t> frequent_keys(std::span<const RowKeys> parts, std::size_t min_rows, const Control& control) {
    std::size_t keys = 0;
    for (const RowKeys& part : parts) {
        keys += part.keys.size();
    }
    std::size_t shares = 1;
    while (shares < most_shares && shares * keys_a_share < keys) {
        shares *= 2;
    }
    std::vector<std::vector<std::uint64_t>> found(shares);
    parallel_chunks(control, "repeats", chunks_of(shares, 1), [&](Chunk chunk, std::size_t) {
        std::vector<Keyed> items;
        std::vector<Keyed> scratch;
        gather(parts, chunk.begin, shares, items);
        sort_by_key(items, scratch);
        found[chunk.begin] = frequent_of(items, min_rows);
    });
    std::vector<std::uint64_t> frequent;
    for (const auto& own : found) {
        frequent.insert(frequent.end(), own.begin(), own.end());
    }
    return frequent;
}

}  // namespace twicetold
