#include "twicetold/dedup/corpus.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "twicetold/base/radix_sort.hpp"

namespace twicetold {

void check_row_count(std::size_t rows) {
    if (rows >= none) {
        throw std::invalid_argument("data must have at most 4294967294 texts, got " + std::to_string(rows));
    }
}

Nodes collapse_copies(std::span<const Hash128> identity) {
    std::vector<Keyed> rows;
    rows.reserve(identity.size());
    for (std::size_t row = 0; row < identity.size(); ++row) {
        if (identity[row] != none_identity) {
            rows.push_back({identity[row].low, static_cast<std::uint32_t>(row)});
        }
    }
    std::vector<Keyed> scratch;
    sort_by_key(rows, scratch);
    // Within a run of equal low halves rows are in order; the high halves decide.
    std::vector<std::uint32_t> first_of_row(identity.size(), none);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        std::uint32_t first = rows[i].item;
        for (std::size_t k = i; k-- > 0 && rows[k].key == rows[i].key;) {
            if (identity[rows[k].item] == identity[rows[i].item]) {
                first = first_of_row[rows[k].item];
                break;
            }
        }
        first_of_row[rows[i].item] = first;
    }
    Nodes nodes;
    nodes.node_of_row.assign(identity.size(), none);
    for (std::size_t row = 0; row < identity.size(); ++row) {
        const std::uint32_t first = first_of_row[row];
        if (first == row) {
            nodes.node_of_row[row] = static_cast<std::uint32_t>(nodes.size());
            nodes.first_row.push_back(first);
        } else if (first != none) {
            nodes.node_of_row[row] = nodes.node_of_row[first];
        }
    }
    return nodes;
}

}  // namespace twicetold
