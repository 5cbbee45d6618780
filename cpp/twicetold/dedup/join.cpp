#include "twicetold/dedup/join.hpp"

#include <algorithm>

namespace twicetold {

std::vector<std::uint32_t> node_priority(const Nodes& nodes, std::span<const std::uint32_t> priority) {
    std::vector<std::uint32_t> best(nodes.size(), none);
    for (std::size_t row = 0; row < nodes.node_of_row.size(); ++row) {
        if (const std::uint32_t node = nodes.node_of_row[row]; node != none) {
            best[node] = std::min(best[node], priority[row]);
        }
    }
    return best;
}

}  // namespace twicetold
