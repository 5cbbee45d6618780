#include "twicetold/dedup/containment_join.hpp"

#include <algorithm>
#include <numeric>

#include "twicetold/dedup/probe_join.hpp"
#include "twicetold/dedup/shingle_sets.hpp"
#include "twicetold/dedup/similarity.hpp"

namespace twicetold {

namespace {

/// Nodes in the order in which their texts are visited: largest first, ties by rank.
std::vector<std::uint32_t> visiting_order(const std::vector<std::uint32_t>& sizes,
                                          const std::vector<std::uint32_t>& ranks) {
    std::vector<std::uint32_t> order(sizes.size());
    std::iota(order.begin(), order.end(), 0u);
    std::ranges::sort(order, {}, [&](std::uint32_t node) { return std::pair(~sizes[node], ranks[node]); });
    return order;
}

template <class T>
std::vector<T> in_order(std::vector<T>&& values, const std::vector<std::uint32_t>& order) {
    std::vector<T> ordered;
    ordered.reserve(order.size());
    for (const std::uint32_t item : order) {
        ordered.push_back(std::move(values[item]));
    }
    return ordered;
}

/// Leaves out the shingles that no other set has.
void keep_shared(ShingleSetList& sets, const ShingleCounts& counts) {
    for (auto& set : sets) {
        if (std::erase_if(set, [&](std::uint64_t shingle) { return counts.of(shingle) < 2; }) > 0) {
            set.shrink_to_fit();
        }
    }
}

}  // namespace

std::vector<std::uint32_t> larger_first(const std::vector<std::uint32_t>& node_of_row,
                                        const std::vector<std::uint32_t>& node_sizes,
                                        std::span<const std::uint32_t> priority) {
    const auto size = [&](std::uint32_t row) { return node_of_row[row] == none ? 0 : node_sizes[node_of_row[row]]; };
    std::vector<std::uint32_t> order(priority.size());
    std::iota(order.begin(), order.end(), 0u);
    std::ranges::sort(order, {}, [&](std::uint32_t row) { return std::pair(~size(row), priority[row]); });
    std::vector<std::uint32_t> ranks(order.size());
    for (std::uint32_t rank = 0; rank < order.size(); ++rank) {
        ranks[order[rank]] = rank;
    }
    return ranks;
}

JoinResult containment_join(const TextSource& texts, ShingleSpec spec, const JoinOptions& options, bool bound_work,
                            std::span<const std::uint32_t> priority, const Control& control) {
    check_threshold(options.threshold);
    check_row_count(texts.size());
    JoinResult result;
    ShingleSets sets = read_shingle_sets(texts, spec, control, "shingles");
    result.cost.seconds.lap("shingles");
    result.nodes = std::move(sets.nodes);
    result.shingle_counts = std::move(sets.shingle_counts);
    result.sizes = sets.sizes;
    const auto order = visiting_order(sets.sizes, node_priority(result.nodes, priority));
    ShingleSetList ordered = in_order(std::move(sets.of), order);
    const auto sizes = in_order(std::move(sets.sizes), order);
    const ShingleCounts counts(ordered);
    keep_shared(ordered, counts);
    const ProbeOptions search{
        .holder_sizes = sizes, .same = true, .bound_work = bound_work, .max_pairs = options.max_pairs};
    const auto pairs = probe_join({ordered, ordered, sizes, options.threshold}, counts, search, control, result.cost);
    result.pairs.reserve(pairs.size());
    for (const ProbePair& pair : pairs) {
        const auto [left, right] = std::minmax(order[pair.holder], order[pair.prober]);
        result.pairs.push_back({left, right, pair.common});
    }
    std::ranges::sort(result.pairs);
    return result;
}

}  // namespace twicetold
