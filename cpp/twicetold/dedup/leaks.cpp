#include "twicetold/dedup/leaks.hpp"

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <string>

#include "twicetold/dedup/probe_join.hpp"
#include "twicetold/dedup/shingle_sets.hpp"

namespace twicetold {

namespace {

/// Nodes of train in the order in which they count where not all are looked at: by containment, which larger texts
/// reach more often, largest first.
std::vector<std::uint32_t> order_of(const std::vector<std::uint32_t>& sizes, Measure measure) {
    std::vector<std::uint32_t> order(sizes.size());
    std::iota(order.begin(), order.end(), 0u);
    if (measure == Measure::containment) {
        std::ranges::sort(order, {}, [&](std::uint32_t node) { return std::pair(~sizes[node], node); });
    }
    return order;
}

struct CrossJoin {
    Nodes train;
    Nodes test;
    std::vector<NodePair> pairs;  // left: node of train, right: node of test; sorted
    std::vector<std::uint32_t> train_sizes;
    std::vector<std::uint32_t> test_sizes;
    Measure measure;

    /// By containment the test text counts, however much larger than the train text it is.
    [[nodiscard]] double similarity(const NodePair& pair) const {
        const std::size_t size = test_sizes[pair.right];
        return measure == Measure::jaccard ? jaccard(pair.common, train_sizes[pair.left], size)
                                           : static_cast<double>(pair.common) / static_cast<double>(size);
    }
    [[nodiscard]] TextPair text_pair(const NodePair& pair, std::uint32_t train_row, std::uint32_t test_row) const {
        const auto common = static_cast<double>(pair.common);
        return {train_row, test_row, similarity(pair), common / train_sizes[pair.left],
                common / test_sizes[pair.right]};
    }
};

CrossJoin cross_join(const TextSource& train, const TextSource& test, const DuplicateOptions& options,
                     const Control& control, Leaks& result) {
    ShingleSets wanted = read_shingle_sets(test, options.shingle, control, "test");
    result.cost.seconds.lap("test");
    const ShingleFilter filter(wanted.of);
    ShingleSets held = read_shingle_sets(train, options.shingle, control, "train", &filter);
    result.cost.seconds.lap("train");
    const auto order = order_of(held.sizes, options.measure);
    ShingleSetList holders;
    std::vector<std::uint32_t> holder_sizes;
    for (const std::uint32_t node : order) {
        holders.push_back(std::move(held.of[node]));
        holder_sizes.push_back(held.sizes[node]);
    }
    const ShingleCounts counts(holders);
    for (auto& set : wanted.of) {
        std::erase_if(set, [&](std::uint64_t shingle) { return counts.of(shingle) == 0; });
    }
    const ProbeOptions search{.measure = options.measure,
                              .holder_sizes = holder_sizes,
                              .bound_work = options.method == JoinMethod::minhash,
                              .max_pairs = options.join.max_pairs};
    const auto pairs =
        probe_join({holders, wanted.of, wanted.sizes, options.join.threshold}, counts, search, control, result.cost);
    result.shingle_counts = std::move(wanted.shingle_counts);
    CrossJoin join{std::move(held.nodes), std::move(wanted.nodes), {},
                   std::move(held.sizes), std::move(wanted.sizes), options.measure};
    join.pairs.reserve(pairs.size());
    for (const ProbePair& pair : pairs) {
        join.pairs.push_back({order[pair.holder], pair.prober, pair.common});
    }
    std::ranges::sort(join.pairs);
    return join;
}

/// For each node of test its most similar pair, the earliest of equals, by number; `none` if it has no pair.
std::vector<std::uint32_t> best_pairs(const CrossJoin& join) {
    std::vector<std::uint32_t> best(join.test.size(), none);
    for (std::uint32_t number = 0; number < join.pairs.size(); ++number) {
        const NodePair& pair = join.pairs[number];
        std::uint32_t& own = best[pair.right];
        if (own == none || join.similarity(pair) > join.similarity(join.pairs[own])) {
            own = number;
        }
    }
    return best;
}

class Expansion {
  public:
    explicit Expansion(const CrossJoin& join) : join_(join), train_(join.train), test_(join.test) {}

    /// Whether the pairs of nodes stand for more than `most` pairs of texts.
    [[nodiscard]] bool exceeds(std::size_t most) const {
        std::size_t sum = 0;
        return std::ranges::any_of(join_.pairs, [&](const NodePair& pair) {
            sum += train_.count(pair.left) * test_.count(pair.right);
            return sum > most;
        });
    }

    /// Every pair of texts.
    template <class Visit>
    void all(Visit&& visit) const {
        for (const NodePair& pair : join_.pairs) {
            for (const std::uint32_t left : train_.of(pair.left)) {
                for (const std::uint32_t right : test_.of(pair.right)) {
                    visit(join_.text_pair(pair, left, right));
                }
            }
        }
    }

    /// First with first, and the other texts of test with the first of their most similar ones.
    template <class Visit>
    void stars(const std::vector<std::uint32_t>& best, Visit&& visit) const {
        for (std::uint32_t number = 0; number < join_.pairs.size(); ++number) {
            const NodePair& pair = join_.pairs[number];
            const auto rows = test_.of(pair.right);
            for (const std::uint32_t right : rows.first(best[pair.right] == number ? rows.size() : 1)) {
                visit(join_.text_pair(pair, train_.of(pair.left).front(), right));
            }
        }
    }

  private:
    const CrossJoin& join_;
    NodeRows train_;
    NodeRows test_;
};

}  // namespace

Leaks find_leaks(const TextSource& train, const TextSource& test, const DuplicateOptions& options,
                 const Control& control) {
    check_threshold(options.join.threshold);
    if (options.join.max_pairs == 0) {
        throw std::invalid_argument("max_pairs must be at least 1, got 0");
    }
    check_row_count(train.size() + test.size());
    Leaks result;
    const CrossJoin join = cross_join(train, test, options, control, result);
    const Expansion expansion(join);
    const bool stars = expansion.exceeds(options.join.max_pairs);
    const auto best = stars ? best_pairs(join) : std::vector<std::uint32_t>();
    result.pairs =
        sorted_pairs(train.size(), [&](auto&& visit) { stars ? expansion.stars(best, visit) : expansion.all(visit); });
    result.complete = result.cost.bucket_limit == 0 && !stars;
    const auto first_of_test = static_cast<std::uint32_t>(join.train.size());
    result.node_pairs.reserve(join.pairs.size());
    for (const NodePair& pair : join.pairs) {
        result.node_pairs.push_back({pair.left, first_of_test + pair.right, join.similarity(pair)});
    }
    result.node_of = join.train.node_of_row;
    for (const std::uint32_t node : join.test.node_of_row) {
        result.node_of.push_back(node == none ? none : first_of_test + node);
    }
    result.cost.seconds.lap("pairs");
    return result;
}

}  // namespace twicetold
