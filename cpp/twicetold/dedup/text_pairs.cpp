#include "twicetold/dedup/text_pairs.hpp"

namespace twicetold {

NodeRows::NodeRows(const Nodes& nodes) : starts_(nodes.size() + 1, 0) {
    for (const std::uint32_t node : nodes.node_of_row) {
        if (node != none) {
            ++starts_[node + 1];
        }
    }
    std::partial_sum(starts_.begin(), starts_.end(), starts_.begin());
    rows_.resize(starts_.back());
    std::vector<std::size_t> next(starts_.begin(), starts_.end() - 1);
    for (std::uint32_t row = 0; row < nodes.node_of_row.size(); ++row) {
        if (const std::uint32_t node = nodes.node_of_row[row]; node != none) {
            rows_[next[node]++] = row;
        }
    }
}

}  // namespace twicetold
