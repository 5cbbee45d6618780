#include "twicetold/dedup/verify.hpp"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <mutex>
#include <string>

#include "twicetold/base/disjoint_sets.hpp"
#include "twicetold/dedup/similarity.hpp"

namespace twicetold {

namespace {

constexpr std::size_t unit_bytes = std::size_t{3} << 17;  // of sets: about a millisecond of work

/// Assigns nodes to blocks whose sets take about `block_bytes`: whole components, cut only if they are too large.
std::vector<std::uint32_t> assign_blocks(const Nodes& nodes, std::span<const std::uint32_t> shingle_counts,
                                         const std::vector<Candidate>& candidates, std::size_t block_bytes) {
    DisjointSets components(nodes.size());
    std::vector<bool> used(nodes.size(), false);
    for (const Candidate& candidate : candidates) {
        components.join(candidate.left, candidate.right);
        used[candidate.left] = used[candidate.right] = true;
    }
    std::vector<std::pair<std::uint32_t, std::uint32_t>> order;  // (root, node)
    for (std::uint32_t node = 0; node < nodes.size(); ++node) {
        if (used[node]) {
            order.emplace_back(components.find(node), node);
        }
    }
    std::ranges::sort(order);
    std::vector<std::uint32_t> block_of(nodes.size(), none);
    std::uint32_t block = 0;
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const bool new_component = i > 0 && order[i].first != order[i - 1].first;
        const std::size_t own = sizeof(std::uint64_t) * shingle_counts[nodes.first_row[order[i].second]];
        if ((new_component && bytes >= unit_bytes) || bytes + own > block_bytes) {
            ++block;
            bytes = 0;
        }
        block_of[order[i].second] = block;
        bytes += own;
    }
    return block_of;
}

/// The shingle sets of some nodes, in one piece of memory.
class SetStore {
  public:
    SetStore(const TextSource& texts, ShingleSpec spec, const Nodes& nodes)
        : texts_(texts), nodes_(nodes), shingler_(spec) {}

    /// `wanted` is sorted and without repeats.
    void load(std::span<const std::uint32_t> wanted, std::vector<std::uint32_t>& sizes) {
        wanted_ = wanted;
        hashes_.clear();
        ends_.clear();
        for (const std::uint32_t node : wanted) {
            const auto shingles = shingler_(texts_.text(nodes_.first_row[node], buffer_));
            set_.assign(shingles.begin(), shingles.end());
            sort_unique_hashes(set_);
            hashes_.insert(hashes_.end(), set_.begin(), set_.end());
            ends_.push_back(hashes_.size());
            // A node may be read by several threads; they all write the same number.
            std::atomic_ref(sizes[node]).store(static_cast<std::uint32_t>(set_.size()), std::memory_order_relaxed);
        }
    }

    [[nodiscard]] std::span<const std::uint64_t> set(std::uint32_t node) const {
        const auto place = static_cast<std::size_t>(std::ranges::lower_bound(wanted_, node) - wanted_.begin());
        const std::size_t begin = place == 0 ? 0 : ends_[place - 1];
        return std::span(hashes_).subspan(begin, ends_[place] - begin);
    }

  private:
    const TextSource& texts_;
    const Nodes& nodes_;
    Shingler shingler_;
    std::string buffer_;
    std::vector<std::uint64_t> set_;
    std::span<const std::uint32_t> wanted_;
    std::vector<std::uint64_t> hashes_;
    std::vector<std::size_t> ends_;
};

/// Runs of candidates between the same two blocks.
std::vector<Chunk> group_by_blocks(const std::vector<std::uint32_t>& block_of, std::vector<Candidate>& candidates) {
    const auto blocks = [&](const Candidate& c) { return std::pair(block_of[c.left], block_of[c.right]); };
    std::ranges::sort(candidates, [&](const Candidate& a, const Candidate& b) {
        return std::pair(blocks(a), a) < std::pair(blocks(b), b);
    });
    std::vector<Chunk> groups;
    for (std::size_t begin = 0, end = 0; begin < candidates.size(); begin = end) {
        while (end < candidates.size() && blocks(candidates[end]) == blocks(candidates[begin])) {
            ++end;
        }
        groups.push_back({begin, end});
    }
    return groups;
}

/// The nodes that candidates name, sorted, each once.
void collect_nodes(std::span<const Candidate> candidates, std::vector<std::uint32_t>& nodes) {
    nodes.clear();
    for (const Candidate& candidate : candidates) {
        nodes.push_back(candidate.left);
        nodes.push_back(candidate.right);
    }
    std::ranges::sort(nodes);
    nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
}

void compare_all(const SetStore& store, std::span<const Candidate> candidates, double threshold,
                 std::vector<NodePair>& pairs) {
    for (const auto [left, right] : candidates) {
        const auto a = store.set(left);
        const auto b = store.set(right);
        const std::size_t common = overlap(a, b, required_overlap(a.size(), b.size(), threshold));
        if (common > 0 && jaccard(common, a.size(), b.size()) >= threshold) {
            pairs.push_back({left, right, static_cast<std::uint32_t>(common)});
        }
    }
}

struct Worker {
    SetStore store;
    std::vector<std::uint32_t> wanted;
    std::vector<NodePair> pairs;
};

/// So many candidates of one group that they are worth sharing out: some ten milliseconds of work.
constexpr std::size_t many_candidates = std::size_t{1} << 15;

}  // namespace

void verify(const TextSource& texts, ShingleSpec spec, const JoinOptions& options, std::vector<Candidate>& candidates,
            const Control& control, JoinResult& result) {
    const std::size_t block_bytes = options.cache_bytes / (2 * control.threads);  // a group is of two blocks at most
    auto groups =
        group_by_blocks(assign_blocks(result.nodes, result.shingle_counts, candidates, block_bytes), candidates);
    const auto large = std::stable_partition(groups.begin(), groups.end(),
                                             [](Chunk group) { return group.end - group.begin < many_candidates; });
    const auto part = [&](Chunk chunk) { return std::span(candidates).subspan(chunk.begin, chunk.end - chunk.begin); };
    std::vector<Worker> workers(control.threads, Worker{SetStore(texts, spec, result.nodes), {}, {}});
    parallel_chunks(control, "verify", {groups.begin(), large}, [&](Chunk group, std::size_t number) {
        Worker& worker = workers[number];
        collect_nodes(part(group), worker.wanted);
        worker.store.load(worker.wanted, result.sizes);
        compare_all(worker.store, part(group), options.threshold, worker.pairs);
    });
    // A large group's sets are read once, by this thread, and shared.
    for (auto group = large; group != groups.end(); ++group) {
        Worker& own = workers.front();
        collect_nodes(part(*group), own.wanted);
        own.store.load(own.wanted, result.sizes);
        parallel_chunks(control, "verify", chunks_of(group->end - group->begin, many_candidates),
                        [&](Chunk chunk, std::size_t number) {
                            const Chunk shifted{group->begin + chunk.begin, group->begin + chunk.end};
                            compare_all(own.store, part(shifted), options.threshold, workers[number].pairs);
                        });
    }
    for (Worker& worker : workers) {
        result.pairs.insert(result.pairs.end(), worker.pairs.begin(), worker.pairs.end());
        worker.pairs = {};
    }
}

}  // namespace twicetold
