#include "twicetold/summary/sentence_graph.hpp"

#include "twicetold/base/checkpoint.hpp"

#include <Eigen/Core>
#include <Eigen/SparseCore>
#include <algorithm>
#include <cstdint>
#include <numeric>

namespace twicetold {

namespace {

constexpr double damping = 0.85;
constexpr double tolerance = 1e-12;
constexpr int most_rounds = 200;  // .85^200 is below the tolerance

/// The sentences that have a term, and what stands beside it there.
struct Postings {
    Rows sentences;  // of each term
    std::vector<double> values;

    Postings(const TermMatrix& matrix, std::span<const double> beside) {
        sentences.starts.assign(matrix.distinct_terms() + 1, 0);
        std::partial_sum(matrix.df.begin(), matrix.df.end(), sentences.starts.begin() + 1);
        sentences.values.resize(beside.size());
        values.resize(beside.size());
        std::vector<std::uint32_t> next(sentences.starts.begin(), sentences.starts.end() - 1);
        for (std::size_t i = 0; i < matrix.sentences(); ++i) {
            for (std::size_t k = matrix.terms.starts[i]; k < matrix.terms.starts[i + 1]; ++k) {
                const std::uint32_t place = next[matrix.terms.values[k]]++;
                sentences.values[place] = static_cast<std::uint32_t>(i);
                values[place] = beside[k];
            }
        }
    }
};

/// The edges of one sentence at a time.
class EdgeFinder {
  public:
    EdgeFinder(const TermMatrix& matrix, std::span<const double> from, std::span<const double> to, SelfEdges self_edges)
        : matrix_(matrix), from_(from), postings_(matrix, to), self_edges_(self_edges), sums_(matrix.sentences(), 0) {
        full_ = matrix.sentences() <= most_sentences_in_full;
    }

    void append(std::size_t sentence, SentenceGraph& graph) {
        add_up(sentence);
        if (!full_ && found_.size() > most_neighbours) {
            std::ranges::nth_element(found_, found_.begin() + most_neighbours,
                                     [this](std::uint32_t a, std::uint32_t b) {
                                         return sums_[a] != sums_[b] ? sums_[a] > sums_[b] : a < b;
                                     });
            clear(std::span(found_).subspan(most_neighbours));
            found_.resize(most_neighbours);
        }
        std::ranges::sort(found_);
        for (const std::uint32_t target : found_) {
            graph.edges.values.push_back(target);
            graph.weights.push_back(sums_[target]);
        }
        graph.edges.starts.push_back(static_cast<std::uint32_t>(graph.edges.values.size()));
        clear(found_);
        found_.clear();
    }

  private:
    void add_up(std::size_t sentence) {
        for (std::size_t k = matrix_.terms.starts[sentence]; k < matrix_.terms.starts[sentence + 1]; ++k) {
            const std::uint32_t term = matrix_.terms.values[k];
            if (!full_ && matrix_.df[term] > most_sentences_in_full) {
                continue;
            }
            for (std::size_t p = postings_.sentences.starts[term]; p < postings_.sentences.starts[term + 1]; ++p) {
                const std::uint32_t target = postings_.sentences.values[p];
                const double product = from_[k] * postings_.values[p];
                if (product > 0 && (self_edges_ == SelfEdges::kept || target != sentence)) {
                    if (sums_[target] == 0) {
                        found_.push_back(target);
                    }
                    sums_[target] += product;
                }
            }
        }
    }

    void clear(std::span<const std::uint32_t> targets) {
        for (const std::uint32_t target : targets) {
            sums_[target] = 0;
        }
    }

    const TermMatrix& matrix_;
    std::span<const double> from_;
    Postings postings_;
    SelfEdges self_edges_;
    bool full_ = true;
    std::vector<double> sums_;          // of the targets found; else 0
    std::vector<std::uint32_t> found_;  // targets
};

}  // namespace

SentenceGraph product_graph(const TermMatrix& matrix, std::span<const double> from, std::span<const double> to,
                            SelfEdges self_edges) {
    SentenceGraph graph;
    graph.edges.starts.push_back(0);
    EdgeFinder finder(matrix, from, to, self_edges);
    for (std::size_t i = 0; i < matrix.sentences(); ++i) {
        checkpoint();
        finder.append(i, graph);
    }
    return graph;
}

std::vector<double> random_walk(const SentenceGraph& graph) {
    using Matrix = Eigen::SparseMatrix<double, Eigen::RowMajor, std::int32_t>;
    const auto n = static_cast<Eigen::Index>(graph.edges.starts.size()) - 1;
    const auto edges = static_cast<Eigen::Index>(graph.edges.values.size());
    const std::vector<std::int32_t> starts(graph.edges.starts.begin(), graph.edges.starts.end());
    const std::vector<std::int32_t> targets(graph.edges.values.begin(), graph.edges.values.end());
    const Eigen::Map<const Matrix> weights(n, n, edges, starts.data(), targets.data(), graph.weights.data());
    Eigen::VectorXd out = weights * Eigen::VectorXd::Ones(n);  // the weight of all edges of a sentence
    const double uniform = 1.0 / static_cast<double>(n);
    Eigen::VectorXd now = Eigen::VectorXd::Constant(n, uniform);
    Eigen::VectorXd share(n);
    for (int round = 0; round < most_rounds; ++round) {
        checkpoint();
        double stranded = 0;
        for (Eigen::Index i = 0; i < n; ++i) {
            share[i] = out[i] > 0 ? now[i] / out[i] : 0;
            stranded += out[i] > 0 ? 0 : now[i];
        }
        Eigen::VectorXd next = damping * (weights.transpose() * share);
        next.array() += (1 - damping + damping * stranded) * uniform;
        const double change = (next - now).lpNorm<1>();
        now.swap(next);
        if (change < tolerance) {
            break;
        }
    }
    return {now.begin(), now.end()};
}

}  // namespace twicetold
