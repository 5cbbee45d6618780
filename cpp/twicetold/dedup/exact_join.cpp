#include "twicetold/dedup/exact_join.hpp"

#include <algorithm>
#include <atomic>
#include <optional>

#include "twicetold/base/checkpoint.hpp"
#include "twicetold/dedup/prefix_index.hpp"
#include "twicetold/dedup/shingle_sets.hpp"
#include "twicetold/dedup/similarity.hpp"

namespace twicetold {

namespace {

constexpr std::size_t candidates_a_checkpoint = 1024;

/// Verifies pairs and keeps those that reach the threshold.
class Verifier {
  public:
    Verifier(const ShingleSetList& sets, double threshold) : sets_(sets), threshold_(threshold) {}

    void check(std::uint32_t left, std::uint32_t right) {
        const ShingleSet a = sets_[left];
        const ShingleSet b = sets_[right];
        const std::size_t required = required_overlap(a.size(), b.size(), threshold_);
        if (required > std::min(a.size(), b.size())) {
            return;
        }
        if (++candidates % candidates_a_checkpoint == 0) {
            checkpoint();  // a chunk of texts may have many
        }
        const std::size_t common = overlap(a, b, required);
        if (common > 0 && jaccard(common, a.size(), b.size()) >= threshold_) {
            pairs.push_back({left, right, static_cast<std::uint32_t>(common)});
        }
    }

    std::vector<NodePair> pairs;
    std::size_t candidates = 0;

  private:
    const ShingleSetList& sets_;
    double threshold_;
};

struct Worker {
    Verifier verifier;
    std::vector<std::uint32_t> seen_by;  // of each node: the last node that met it
};

/// One attempt under the index's limit. False if there are more than `max_pairs` pairs; then not all were found.
bool find_pairs(const PrefixIndex& index, const ShingleSetList& sets, double threshold, std::size_t max_pairs,
                std::span<const std::uint32_t> priority, const Control& control, JoinResult& result) {
    std::vector<Worker> workers(control.threads, Worker{Verifier(sets, threshold), {}});
    std::atomic<std::size_t> found{0};
    const auto chunks = chunks_by_cost(sets.size(), [&](std::size_t node) { return 8 * sets[node].size(); });
    parallel_chunks(control, "join", chunks, [&](Chunk chunk, std::size_t number) {
        Worker& worker = workers[number];
        if (found.load(std::memory_order_relaxed) > max_pairs) {
            return;
        }
        worker.seen_by.resize(sets.size(), none);
        const std::size_t before = worker.verifier.pairs.size();
        for (auto node = static_cast<std::uint32_t>(chunk.begin); node < chunk.end; ++node) {
            checkpoint();  // it may meet all others and have no candidate
            index.for_each_partner(node, [&](std::uint32_t other) {
                if (worker.seen_by[other] != node) {
                    worker.seen_by[other] = node;
                    worker.verifier.check(std::min(other, node), std::max(other, node));
                }
            });
        }
        found += worker.verifier.pairs.size() - before;
    });
    index.for_each_edge_of_crowds(
        priority, [&](std::uint32_t left, std::uint32_t right) { workers[0].verifier.check(left, right); });
    result.pairs.clear();
    result.cost.candidates = 0;
    for (Worker& worker : workers) {
        result.cost.candidates += worker.verifier.candidates;
        result.pairs.insert(result.pairs.end(), worker.verifier.pairs.begin(), worker.verifier.pairs.end());
        worker.verifier.pairs = {};
    }
    std::ranges::sort(result.pairs);
    result.pairs.erase(std::unique(result.pairs.begin(), result.pairs.end()), result.pairs.end());
    return result.pairs.size() <= max_pairs;
}

}  // namespace

JoinResult exact_join(const TextSource& texts, ShingleSpec spec, const JoinOptions& options,
                      std::span<const std::uint32_t> priority, const Control& control) {
    check_threshold(options.threshold);
    check_row_count(texts.size());
    JoinResult result;
    ShingleSets sets = read_shingle_sets(texts, spec, control, "shingles");
    result.cost.seconds.lap("shingles");
    result.nodes = std::move(sets.nodes);
    result.sizes = std::move(sets.sizes);
    result.shingle_counts = std::move(sets.shingle_counts);
    std::optional<PrefixIndex> made;
    parallel_chunks(control, "index", {{0, sets.of.size()}},
                    [&](Chunk, std::size_t) { made.emplace(sets.of, options.threshold); });
    PrefixIndex& index = *made;
    result.cost.seconds.lap("index");
    const auto ranks = node_priority(result.nodes, priority);
    std::size_t limit = no_limit;
    for (;;) {
        index.set_limit(limit);
        const bool last = limit == bucket_representatives;
        if (find_pairs(index, sets.of, options.threshold, last ? no_limit : options.max_pairs, ranks, control,
                       result)) {
            break;
        }
        limit = index.sizes().halve(limit);
    }
    result.cost.seconds.lap("join");
    result.cost.largest_bucket = index.sizes().largest();
    result.cost.bucket_limit = limit == no_limit ? 0 : limit;
    result.cost.crowded_buckets = index.sizes().crowded(limit);
    return result;
}

}  // namespace twicetold
