#include "twicetold/dedup/groups.hpp"

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <string>

namespace twicetold {

namespace {

constexpr std::uint32_t nobody = 0xFFFFFFFF;

/// The pairs that every node is in, by their numbers, in one array.
struct Graph {
    std::vector<std::size_t> starts;
    std::vector<std::uint32_t> numbers;

    Graph(std::span<const Pair> pairs, std::size_t nodes) : starts(nodes + 1, 0), numbers(2 * pairs.size()) {
        if (pairs.size() > nobody) {
            throw std::invalid_argument("pairs must be at most 4294967295, got " + std::to_string(pairs.size()));
        }
        for (const Pair& pair : pairs) {
            if (pair.left >= nodes || pair.right >= nodes) {
                throw std::out_of_range("pairs must name texts below " + std::to_string(nodes) + ", got " +
                                        std::to_string(std::max(pair.left, pair.right)));
            }
            ++starts[pair.left + 1];
            ++starts[pair.right + 1];
        }
        std::partial_sum(starts.begin(), starts.end(), starts.begin());
        std::vector<std::size_t> next(starts.begin(), starts.end() - 1);
        for (std::uint32_t number = 0; number < pairs.size(); ++number) {
            numbers[next[pairs[number].left]++] = number;
            numbers[next[pairs[number].right]++] = number;
        }
    }

    [[nodiscard]] std::span<const std::uint32_t> of(std::uint32_t node) const {
        return std::span(numbers).subspan(starts[node], starts[node + 1] - starts[node]);
    }
};

/// The best kept text that a node's texts are paired with so far.
struct Best {
    std::uint32_t text = nobody;
    double similarity = 0.0;
};

std::vector<std::uint32_t> visiting_order(std::span<const std::uint32_t> priority) {
    std::vector<std::uint32_t> order(priority.size(), nobody);
    for (std::uint32_t text = 0; text < priority.size(); ++text) {
        if (priority[text] >= order.size() || order[priority[text]] != nobody) {
            throw std::invalid_argument("priority must be the ranks 0.." + std::to_string(order.size() - 1) +
                                        ", each once, got " + std::to_string(priority[text]) + " at " +
                                        std::to_string(text));
        }
        order[priority[text]] = text;
    }
    return order;
}

}  // namespace

Representatives representatives(std::span<const Pair> pairs, std::span<const std::uint32_t> priority,
                                std::span<const std::uint32_t> node_of) {
    std::size_t nodes = 0;
    for (const std::uint32_t node : node_of) {
        nodes = node == nobody ? nodes : std::max<std::size_t>(nodes, node + std::size_t{1});
    }
    const Graph graph(pairs, nodes);
    std::vector<Best> best(nodes);
    Representatives result{std::vector<std::uint32_t>(priority.size()), std::vector<double>(priority.size(), 1.0)};
    for (const std::uint32_t text : visiting_order(priority)) {
        const std::uint32_t node = node_of[text];
        if (node != nobody && best[node].text != nobody) {
            result.of[text] = best[node].text;
            result.similarity[text] = best[node].similarity;
            continue;
        }
        result.of[text] = text;
        if (node == nobody) {
            continue;
        }
        best[node] = {text, 1.0};
        for (const std::uint32_t number : graph.of(node)) {
            const Pair& pair = pairs[number];
            Best& other = best[pair.left == node ? pair.right : pair.left];
            // Who was visited earlier stays in a tie.
            if (pair.similarity > other.similarity) {
                other = {text, pair.similarity};
            }
        }
    }
    return result;
}

Representatives representatives(std::span<const Pair> pairs, std::span<const std::uint32_t> priority) {
    std::vector<std::uint32_t> node_of(priority.size());
    std::iota(node_of.begin(), node_of.end(), 0u);
    return representatives(pairs, priority, node_of);
}

}  // namespace twicetold
