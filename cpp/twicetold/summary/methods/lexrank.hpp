#pragma once

#include <cmath>
#include <vector>

#include "twicetold/summary/methods.hpp"
#include "twicetold/summary/sentence_graph.hpp"

namespace twicetold::methods {

/// Continuous LexRank (Erkan and Radev 2004, "LexRank: graph-based lexical centrality as salience in text
/// summarization", equations 1 and 3): the stationary probabilities of a walk that goes from sentence to sentence in
/// proportion to their cosine (itself counted, as there), with damping .85.
/// Cost: see product_graph.
[[nodiscard]] inline std::vector<double> lexrank(const RankedTexts& ranked) {
    const TermMatrix& matrix = ranked.matrix;
    std::vector<double> unit(matrix.x);
    for (std::size_t i = 0; i < matrix.sentences(); ++i) {
        double squares = 0;
        for (const double x : matrix.x_of(i)) {
            squares += x * x;
        }
        const double length = std::sqrt(squares);
        for (std::size_t k = matrix.terms.starts[i]; k < matrix.terms.starts[i + 1]; ++k) {
            unit[k] /= length;
        }
    }
    return random_walk(product_graph(matrix, unit, unit, SelfEdges::kept));
}

}  // namespace twicetold::methods
