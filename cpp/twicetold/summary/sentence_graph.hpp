#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "twicetold/summary/term_matrix.hpp"

namespace twicetold {

/// Weighted edges between sentences: sentence i has the edges edges[i], by rising target, with the weights beside them.
struct SentenceGraph {
    Rows edges;
    std::vector<double> weights;  // beside edges.values; more than 0
};

enum class SelfEdges : bool { dropped, kept };

/// Up to so many sentences graphs hold every edge.
inline constexpr std::size_t most_sentences_in_full = 1000;
/// Of more sentences each keeps its heaviest edges.
inline constexpr std::size_t most_neighbours = 64;

/// Edges from i to j of the weight Σ_t from_it·to_jt, where `from` and `to` stand beside TermMatrix::x and are at
/// least 0, found through lists of the sentences that have a term.
///
/// Beyond 1,000 sentences each keeps its 64 heaviest edges (ties: the earlier target), and terms that more than 1,000
/// sentences have count nothing: memory O(64·n + non-zeros), time O(1,000·non-zeros) whatever the texts are.
[[nodiscard]] SentenceGraph product_graph(const TermMatrix& matrix, std::span<const double> from,
                                          std::span<const double> to, SelfEdges self_edges);

/// The stationary probabilities of a walk that follows the edges in proportion to their weights and, with probability
/// .15 or where there is no edge, starts anew anywhere. By power iteration until the probabilities change by less than
/// 10⁻¹² together (Brin and Page 1998); they sum to 1. O(edges) for each of at most 200 rounds.
[[nodiscard]] std::vector<double> random_walk(const SentenceGraph& graph);

}  // namespace twicetold
