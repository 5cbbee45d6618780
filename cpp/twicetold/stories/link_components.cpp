#include "twicetold/stories/link_components.hpp"

#include <numeric>
#include <stdexcept>
#include <string>

#include "twicetold/base/disjoint_sets.hpp"

namespace twicetold {

namespace {

void check_edge(const SimilarityEdge& edge, std::size_t n) {
    if (edge.left >= n || edge.right >= n || edge.left == edge.right) {
        throw std::out_of_range("edge must join two of " + std::to_string(n) + " items, got " +
                                std::to_string(edge.left) + " and " + std::to_string(edge.right));
    }
}

}  // namespace

LinkComponents::LinkComponents(std::size_t n, std::span<const SimilarityEdge> edges, double threshold) : items_(n) {
    DisjointSets sets(n);
    // One unit (2^-32) lower: an average is at most the largest similarity but for three roundings, of 2^-53 of it
    // each. So none between two parts can reach the threshold.
    const double least = threshold * similarity_one - 1;
    for (const SimilarityEdge& edge : edges) {
        check_edge(edge, n);
        if (static_cast<double>(edge.similarity) >= least) {
            sets.join(edge.left, edge.right);
        }
    }
    std::vector<std::uint32_t> component(n);
    for (std::uint32_t item = 0; item < n; ++item) {
        const std::uint32_t first = sets.find(item);
        component[item] = first == item ? static_cast<std::uint32_t>(item_starts_.size()) : component[first];
        if (first == item) {
            item_starts_.push_back(0);
        }
    }
    item_starts_.push_back(0);
    edge_starts_.assign(item_starts_.size(), 0);
    for (const std::uint32_t own : component) {
        ++item_starts_[own + 1];
    }
    std::partial_sum(item_starts_.begin(), item_starts_.end(), item_starts_.begin());
    std::vector<std::size_t> next = item_starts_;
    std::vector<std::uint32_t> position(n);
    for (std::uint32_t item = 0; item < n; ++item) {
        const std::size_t place = next[component[item]]++;
        items_[place] = item;
        position[item] = static_cast<std::uint32_t>(place - item_starts_[component[item]]);
    }
    const auto inside = [&](const SimilarityEdge& edge) { return component[edge.left] == component[edge.right]; };
    for (const SimilarityEdge& edge : edges) {
        if (inside(edge)) {
            ++edge_starts_[component[edge.left] + 1];
        }
    }
    std::partial_sum(edge_starts_.begin(), edge_starts_.end(), edge_starts_.begin());
    next = edge_starts_;
    edges_.resize(edge_starts_.back());
    for (const SimilarityEdge& edge : edges) {
        if (inside(edge)) {
            edges_[next[component[edge.left]]++] = {position[edge.left], position[edge.right], edge.similarity};
        }
    }
}

}  // namespace twicetold
