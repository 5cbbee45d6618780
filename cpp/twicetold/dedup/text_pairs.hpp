#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

#include "twicetold/dedup/corpus.hpp"
#include "twicetold/dedup/similarity.hpp"

namespace twicetold {

/// Two texts as users see them. Laid out as the NumPy structured array of Duplicates.pairs.
struct TextPair {
    std::int64_t left;
    std::int64_t right;
    double similarity;     // by the measure that was asked for
    double left_in_right;  // share of left's shingles that right has
    double right_in_left;
};

/// The rows of each node, in rising order.
class NodeRows {
  public:
    explicit NodeRows(const Nodes& nodes);

    [[nodiscard]] std::span<const std::uint32_t> of(std::uint32_t node) const {
        return std::span(rows_).subspan(starts_[node], count(node));
    }
    [[nodiscard]] std::size_t count(std::uint32_t node) const { return starts_[node + 1] - starts_[node]; }

  private:
    std::vector<std::size_t> starts_;
    std::vector<std::uint32_t> rows_;
};

/// Collects the pairs that `for_each_pair(visit)` visits, which it must do twice alike, sorted by (left, right): placed
/// by left in a counting pass, so that they are held once only. Every left is below `rows`.
template <class ForEachPair>
std::vector<TextPair> sorted_pairs(std::size_t rows, ForEachPair&& for_each_pair) {
    std::vector<std::size_t> starts(rows + 1, 0);
    for_each_pair([&](const TextPair& pair) { ++starts[static_cast<std::size_t>(pair.left) + 1]; });
    std::partial_sum(starts.begin(), starts.end(), starts.begin());
    std::vector<TextPair> pairs(starts.back());
    std::vector<std::size_t> next(starts.begin(), starts.end() - 1);
    for_each_pair([&](const TextPair& pair) { pairs[next[static_cast<std::size_t>(pair.left)]++] = pair; });
    for (std::size_t row = 0; row + 1 < starts.size(); ++row) {
        std::sort(pairs.begin() + static_cast<std::ptrdiff_t>(starts[row]),
                  pairs.begin() + static_cast<std::ptrdiff_t>(starts[row + 1]),
                  [](const TextPair& a, const TextPair& b) { return a.right < b.right; });
    }
    return pairs;
}

}  // namespace twicetold
