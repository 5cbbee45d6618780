#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "twicetold/stories/average_link.hpp"

namespace twicetold {

/// The parts of a graph that average link leaves apart: those that no edge of at least the threshold joins. Between
/// groups of two parts each similarity, and so the average, is below it, and below it stays what merges within a part
/// make of them. A part that is small is worked on in the cache; edges between parts need not be looked at again.
class LinkComponents {
  public:
    /// Throws std::out_of_range if an edge names an item beyond n, or twice the same. `threshold` is at most 1.
    /// O((n + edges) log n), nearly O(n + edges).
    LinkComponents(std::size_t n, std::span<const SimilarityEdge> edges, double threshold);

    [[nodiscard]] std::size_t size() const { return item_starts_.size() - 1; }
    /// Of a component, rising.
    [[nodiscard]] std::span<const std::uint32_t> items(std::size_t component) const {
        return part(items_, item_starts_, component);
    }
    /// Of a component, each once; its items are named by their positions in `items`.
    [[nodiscard]] std::span<const SimilarityEdge> edges(std::size_t component) const {
        return part(edges_, edge_starts_, component);
    }

  private:
    template <typename T>
    [[nodiscard]] static std::span<const T> part(const std::vector<T>& all, std::span<const std::size_t> starts,
                                                 std::size_t component) {
        return std::span(all).subspan(starts[component], starts[component + 1] - starts[component]);
    }

    std::vector<std::uint32_t> items_;
    std::vector<std::size_t> item_starts_;
    std::vector<SimilarityEdge> edges_;
    std::vector<std::size_t> edge_starts_;
};

}  // namespace twicetold
