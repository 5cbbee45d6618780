#include "twicetold/dedup/duplicates.hpp"

#include <algorithm>
#include <stdexcept>

#include "twicetold/dedup/containment_join.hpp"
#include "twicetold/dedup/exact_join.hpp"
#include "twicetold/dedup/groups.hpp"
#include "twicetold/dedup/similarity.hpp"
#include "twicetold/dedup/sketch_join.hpp"

namespace twicetold {

namespace {

/// How many pairs of texts there are, as long as that is at most `most`; else some number above it.
std::size_t count_pairs(const JoinResult& join, const NodeRows& rows, std::size_t most) {
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

TextPair text_pair(std::uint32_t a, std::uint32_t b, double similarity, double a_in_b, double b_in_a) {
    return a < b ? TextPair{a, b, similarity, a_in_b, b_in_a} : TextPair{b, a, similarity, b_in_a, a_in_b};
}

/// visit(pair) for the pairs of texts that pairs of nodes stand for: all of them, or (`stars`) identical texts with
/// their first, and first with first.
template <class Visit>
void for_each_text_pair(const JoinResult& join, Measure measure, const NodeRows& rows, bool stars, Visit&& visit) {
    for (std::uint32_t node = 0; node < join.nodes.size(); ++node) {
        const auto own = rows.of(node);
        for (std::size_t a = 0; a < (stars ? 1 : own.size()); ++a) {
            for (std::size_t b = a + 1; b < own.size(); ++b) {
                visit(text_pair(own[a], own[b], 1.0, 1.0, 1.0));
            }
        }
    }
    for (const NodePair& pair : join.pairs) {
        const std::size_t left_size = join.sizes[pair.left];
        const std::size_t right_size = join.sizes[pair.right];
        const double alike = similarity(measure, pair.common, left_size, right_size);
        const double left_in_right = static_cast<double>(pair.common) / static_cast<double>(left_size);
        const double right_in_left = static_cast<double>(pair.common) / static_cast<double>(right_size);
        const auto left = rows.of(pair.left).first(stars ? 1 : rows.count(pair.left));
        const auto right = rows.of(pair.right).first(stars ? 1 : rows.count(pair.right));
        for (const std::uint32_t a : left) {
            for (const std::uint32_t b : right) {
                visit(text_pair(a, b, alike, left_in_right, right_in_left));
            }
        }
    }
}

JoinResult run_join(const TextSource& texts, const DuplicateOptions& options, std::span<const std::uint32_t> priority,
                    const Control& control) {
    const bool exact = options.method == JoinMethod::exact;
    if (options.measure == Measure::containment) {
        return containment_join(texts, options.shingle, options.join, !exact, priority, control);
    }
    return exact ? exact_join(texts, options.shingle, options.join, priority, control)
                 : sketch_join(texts, options.shingle, options.join, priority, control);
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
    JoinResult join = run_join(texts, options, priority, control);
    const NodeRows rows(join.nodes);
    const bool stars = count_pairs(join, rows, options.join.max_pairs) > options.join.max_pairs;
    Duplicates result;
    result.pairs = sorted_pairs(texts.size(),
                                [&](auto&& visit) { for_each_text_pair(join, options.measure, rows, stars, visit); });
    result.complete = join.complete() && !stars;
    result.node_pairs.reserve(join.pairs.size());
    for (const NodePair& pair : join.pairs) {
        result.node_pairs.push_back(
            {pair.left, pair.right,
             similarity(options.measure, pair.common, join.sizes[pair.left], join.sizes[pair.right])});
    }
    result.priority = options.measure == Measure::containment
                          ? larger_first(join.nodes.node_of_row, join.sizes, priority)
                          : std::vector<std::uint32_t>(priority.begin(), priority.end());
    result.node_sizes = std::move(join.sizes);
    result.node_of = std::move(join.nodes.node_of_row);
    result.shingle_counts = std::move(join.shingle_counts);
    join.cost.seconds.lap("pairs");
    result.cost = std::move(join.cost);
    return result;
}

}  // namespace twicetold
