#include "twicetold/dedup/exact_join.hpp"

#include <algorithm>
#include <atomic>
#include <numeric>

#include "twicetold/base/radix_sort.hpp"
#include "twicetold/dedup/buckets.hpp"
#include "twicetold/dedup/pair_memos.hpp"
#include "twicetold/dedup/shingle_sets.hpp"
#include "twicetold/dedup/similarity.hpp"

namespace twicetold {

namespace {

/// Appends the shingles of the set's prefix that other sets may have too.
void append_prefix(ShingleSet set, std::uint32_t node, double threshold, const ShingleCounts& counts,
                   std::vector<std::pair<std::uint16_t, std::uint64_t>>& scratch, std::vector<Keyed>& entries) {
    // With whomever it is paired, both together have no fewer shingles than it has.
    const std::size_t length = set.size() - fewest_of(set.size(), threshold) + 1;
    scratch.clear();
    for (const std::uint64_t shingle : set) {
        if (const std::uint16_t count = counts.of(shingle); count > 1) {
            scratch.emplace_back(count, shingle);
        }
    }
    const std::size_t unique = set.size() - scratch.size();
    if (unique >= length) {
        return;
    }
    const auto end = scratch.begin() + static_cast<std::ptrdiff_t>(length - unique);
    if (end != scratch.end()) {
        std::nth_element(scratch.begin(), end, scratch.end());
    }
    for (auto it = scratch.begin(); it != end; ++it) {
        entries.push_back({it->second, node});
    }
}

/// The inverted lists of the prefixes.
class PrefixIndex {
  public:
    PrefixIndex(const ShingleSetList& sets, double threshold) {
        const ShingleCounts counts(sets);
        std::vector<std::pair<std::uint16_t, std::uint64_t>> scratch;
        for (std::uint32_t node = 0; node < sets.size(); ++node) {
            append_prefix(sets[node], node, threshold, counts, scratch, entries_);
        }
        std::vector<Keyed> other;
        sort_by_key(entries_, other);
        for (std::size_t begin = 0, end = 0; begin < entries_.size(); begin = end) {
            while (end < entries_.size() && entries_[end].key == entries_[begin].key) {
                ++end;
            }
            if (end - begin > 1) {
                lists_.push_back({begin, end});
                sizes_.add(end - begin);
            }
        }
        invert(sets.size());
    }

    [[nodiscard]] const BucketSizes& sizes() const { return sizes_; }

    /// Sorts lists beyond `limit` by keep priority, as bucket_edges wants them.
    void set_limit(std::size_t limit, const std::vector<std::uint32_t>& priority) {
        limit_ = limit;
        for (const Chunk list : lists_) {
            if (list.end - list.begin > limit) {
                std::ranges::sort(members(list), {},
                                  [&](const Keyed& m) { return std::pair(priority[m.item], m.item); });
            }
        }
    }

    /// visit(other) for the nodes with which `node` shares a list, some more than once.
    template <class Visit>
    void for_each_partner(std::uint32_t node, Visit&& visit) const {
        for (std::size_t k = starts_[node]; k < starts_[node + 1]; ++k) {
            const auto list = members(lists_[list_of_[k]]);
            if (list.size() > limit_) {
                continue;
            }
            for (const Keyed& member : list) {
                if (member.item >= node) {  // lists are in rising order
                    break;
                }
                visit(member.item);
            }
        }
    }

    /// visit(left, right) for the edges of lists beyond the limit, some more than once.
    template <class Visit>
    void for_each_edge_of_crowds(Visit&& visit) const {
        CrowdEdges edges;
        for (const Chunk list : lists_) {
            if (const auto crowd = members(list); crowd.size() > limit_) {
                edges.visit(crowd, limit_, starts_.size() - 1,
                            [&](std::uint32_t a, std::uint32_t b) { visit(std::min(a, b), std::max(a, b)); });
            }
        }
    }

  private:
    [[nodiscard]] std::span<Keyed> members(Chunk list) {
        return std::span(entries_).subspan(list.begin, list.end - list.begin);
    }
    [[nodiscard]] std::span<const Keyed> members(Chunk list) const {
        return std::span(entries_).subspan(list.begin, list.end - list.begin);
    }

    void invert(std::size_t nodes) {
        starts_.assign(nodes + 1, 0);
        for (const Chunk list : lists_) {
            for (const Keyed& member : members(list)) {
                ++starts_[member.item + 1];
            }
        }
        std::partial_sum(starts_.begin(), starts_.end(), starts_.begin());
        list_of_.resize(starts_.back());
        std::vector<std::size_t> next(starts_.begin(), starts_.end() - 1);
        for (std::uint32_t number = 0; number < lists_.size(); ++number) {
            for (const Keyed& member : members(lists_[number])) {
                list_of_[next[member.item]++] = number;
            }
        }
    }

    std::vector<Keyed> entries_;
    std::vector<Chunk> lists_;
    std::vector<std::size_t> starts_;  // of each node in list_of_
    std::vector<std::uint32_t> list_of_;
    BucketSizes sizes_;
    std::size_t limit_ = no_limit;
};

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
        ++candidates;
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
                const Control& control, JoinResult& result) {
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
            index.for_each_partner(node, [&](std::uint32_t other) {
                if (worker.seen_by[other] != node) {
                    worker.seen_by[other] = node;
                    worker.verifier.check(other, node);
                }
            });
        }
        found += worker.verifier.pairs.size() - before;
    });
    index.for_each_edge_of_crowds(
        [&](std::uint32_t left, std::uint32_t right) { workers[0].verifier.check(left, right); });
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
    PrefixIndex index(sets.of, options.threshold);
    result.cost.seconds.lap("index");
    const auto ranks = node_priority(result.nodes, priority);
    std::size_t limit = no_limit;
    for (;;) {
        index.set_limit(limit, ranks);
        const bool last = limit == bucket_representatives;
        if (find_pairs(index, sets.of, options.threshold, last ? no_limit : options.max_pairs, control, result)) {
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
