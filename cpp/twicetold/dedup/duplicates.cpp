#include "twicetold/dedup/duplicates.hpp"

#include <algorithm>
#include <numeric>
#include <stdexcept>

#include "twicetold/dedup/exact_join.hpp"
#include "twicetold/dedup/groups.hpp"
#include "twicetold/dedup/similarity.hpp"
#include "twicetold/dedup/sketch_join.hpp"

namespace twicetold {

namespace {

/// The rows of each node, in rising order.
struct Rows {
    std::vector<std::size_t> starts;
    std::vector<std::uint32_t> rows;

    explicit Rows(const Nodes& nodes) : starts(nodes.size() + 1, 0) {
        for (const std::uint32_t node : nodes.node_of_row) {
            if (node != none) {
                ++starts[node + 1];
            }
        }
        std::partial_sum(starts.begin(), starts.end(), starts.begin());
        rows.resize(starts.back());
        std::vector<std::size_t> next(starts.begin(), starts.end() - 1);
        for (std::uint32_t row = 0; row < nodes.node_of_row.size(); ++row) {
            if (const std::uint32_t node = nodes.node_of_row[row]; node != none) {
                rows[next[node]++] = row;
            }
        }
    }

    [[nodiscard]] std::span<const std::uint32_t> of(std::uint32_t node) const {
        return std::span(rows).subspan(starts[node], count(node));
    }
    [[nodiscard]] std::size_t count(std::uint32_t node) const { return starts[node + 1] - starts[node]; }
};

/// How many pairs of texts there are, as long as that is at most `most`; else some number above it.
std::size_t count_pairs(const JoinResult& join, const Rows& rows, std::size_t most) {
    std::size_t sum = 0;
    for (std::uint32_t node = 0; node < join.nodes.size(); ++node) {
        sum += rows.count(node) * (rows.count(node) - 1) / 2;
    }
    for (const NodePair& pair : join.pairs) {
        sum += rows.count(pair.left) * rows.count(pair.right);
        if (sum > most) {
            break;
        }
    }
    return sum;
}

TextPair text_pair(std::uint32_t a, std::uint32_t b, double common, double size_a, double size_b) {
    const TextPair pair{a, b, common / (size_a + size_b - common), common / size_a, common / size_b};
    return a < b ? pair : TextPair{b, a, pair.similarity, pair.right_in_left, pair.left_in_right};
}

/// visit(pair) for the pairs of texts that pairs of nodes stand for: all of them, or (`stars`) identical texts with
/// their first, and first with first.
template <class Visit>
void for_each_text_pair(const JoinResult& join, const Rows& rows, bool stars, Visit&& visit) {
    for (std::uint32_t node = 0; node < join.nodes.size(); ++node) {
        const auto own = rows.of(node);
        for (std::size_t a = 0; a < (stars ? 1 : own.size()); ++a) {
            for (std::size_t b = a + 1; b < own.size(); ++b) {
                visit(text_pair(own[a], own[b], 1.0, 1.0, 1.0));
            }
        }
    }
    for (const NodePair& pair : join.pairs) {
        const auto left = rows.of(pair.left).first(stars ? 1 : rows.count(pair.left));
        const auto right = rows.of(pair.right).first(stars ? 1 : rows.count(pair.right));
        for (const std::uint32_t a : left) {
            for (const std::uint32_t b : right) {
                visit(text_pair(a, b, pair.common, join.sizes[pair.left], join.sizes[pair.right]));
            }
        }
    }
}

/// The pairs of texts sorted by (left, right): placed by left in a counting pass, so that they are held once only.
std::vector<TextPair> expand(const JoinResult& join, const Rows& rows, bool stars) {
    std::vector<std::size_t> starts(join.nodes.node_of_row.size() + 1, 0);
    for_each_text_pair(join, rows, stars,
                       [&](const TextPair& pair) { ++starts[static_cast<std::size_t>(pair.left) + 1]; });
    std::partial_sum(starts.begin(), starts.end(), starts.begin());
    std::vector<TextPair> pairs(starts.back());
    std::vector<std::size_t> next(starts.begin(), starts.end() - 1);
    for_each_text_pair(join, rows, stars,
                       [&](const TextPair& pair) { pairs[next[static_cast<std::size_t>(pair.left)]++] = pair; });
    for (std::size_t row = 0; row + 1 < starts.size(); ++row) {
        std::sort(pairs.begin() + static_cast<std::ptrdiff_t>(starts[row]),
                  pairs.begin() + static_cast<std::ptrdiff_t>(starts[row + 1]),
                  [](const TextPair& a, const TextPair& b) { return a.right < b.right; });
    }
    return pairs;
}

}  // namespace

Duplicates find_duplicates(const TextSource& texts, const DuplicateOptions& options,
                           std::span<const std::uint32_t> priority, const Control& control) {
    if (options.join.max_pairs == 0) {
        throw std::invalid_argument("max_pairs must be at least 1, got 0");
    }
    if (priority.size() != texts.size()) {
        throw std::invalid_argument("keep must rank " + std::to_string(texts.size()) + " texts, got " +
                                    std::to_string(priority.size()));
    }
    JoinResult join = options.method == JoinMethod::exact
                          ? exact_join(texts, options.shingle, options.join, priority, control)
                          : sketch_join(texts, options.shingle, options.join, priority, control);
    const Rows rows(join.nodes);
    const bool stars = count_pairs(join, rows, options.join.max_pairs) > options.join.max_pairs;
    Duplicates result;
    result.pairs = expand(join, rows, stars);
    result.complete = join.complete() && !stars;
    result.node_pairs.reserve(join.pairs.size());
    for (const NodePair& pair : join.pairs) {
        result.node_pairs.push_back(
            {pair.left, pair.right, jaccard(pair.common, join.sizes[pair.left], join.sizes[pair.right])});
    }
    result.node_of = std::move(join.nodes.node_of_row);
    result.shingle_counts = std::move(join.shingle_counts);
    join.cost.seconds.lap("pairs");
    result.cost = std::move(join.cost);
    return result;
}

}  // namespace twicetold
