#include "twicetold/dedup/probe_join.hpp"

#include <algorithm>
#include <atomic>
#include <optional>

#include "twicetold/base/checkpoint.hpp"
#include "twicetold/dedup/set_lookup.hpp"

namespace twicetold {

namespace {

constexpr std::size_t candidates_a_checkpoint = 1024;

/// Finds partners holder by holder.
class Worker {
  public:
    Worker(const Probing& probing, const ProbeIndex& index, const ProbeOptions& options)
        : probing_(probing), index_(index), options_(options), hits_(probing.probers.size(), 0) {}

    void find_partners(std::uint32_t holder) {
        checkpoint();  // it may meet all others and have no candidate
        index_.for_each_list(holder, [&](std::span<const std::uint32_t> probers) {
            meetings += probers.size();
            auto prober = options_.same ? std::ranges::upper_bound(probers, holder) : probers.begin();
            for (; prober != probers.end(); ++prober) {
                if (++hits_[*prober] == 1) {
                    met_.push_back(*prober);
                }
            }
        });
        lookup_.load(probing_.holders[holder]);
        for (const std::uint32_t prober : met_) {
            if (hits_[prober] >= index_.needed(prober)) {
                compare(holder, prober);
            }
            hits_[prober] = 0;
        }
        met_.clear();
    }

    std::vector<ProbePair> pairs;
    std::size_t candidates = 0;
    std::size_t meetings = 0;

  private:
    void compare(std::uint32_t holder, std::uint32_t prober) {
        const std::size_t own = options_.holder_sizes[holder];
        const std::size_t size = probing_.sizes[prober];
        const bool both = options_.measure == Measure::jaccard;
        const std::size_t required =
            std::max(fewest_of(size, probing_.threshold), both ? required_overlap(own, size, probing_.threshold) : 0);
        if (required > std::min(own, size)) {
            return;
        }
        if (++candidates % candidates_a_checkpoint == 0) {
            checkpoint();  // a chunk of texts may have many
        }
        const std::size_t common = lookup_.overlap(probing_.probers[prober], required);
        if (common > 0 && (!both || jaccard(common, own, size) >= probing_.threshold)) {
            pairs.push_back({holder, prober, static_cast<std::uint32_t>(common)});
        }
    }

    const Probing& probing_;
    const ProbeIndex& index_;
    const ProbeOptions& options_;
    std::vector<std::uint32_t> hits_;  // of each prober: in how many lists the holder met it
    std::vector<std::uint32_t> met_;
    SetLookup lookup_;
};

class Search {
  public:
    Search(const Probing& probing, ProbeIndex& index, const ProbeOptions& options, const Control& control)
        : probing_(probing),
          index_(index),
          options_(options),
          control_(control),
          workers_(control.threads, Worker(probing, index, options)) {}

    /// One attempt. False if there are more than `most` pairs; then not all were found.
    bool find_pairs(std::size_t most) {
        forget();
        std::atomic<std::size_t> found{0};
        const auto chunks = chunks_by_cost(probing_.holders.size(),
                                           [&](std::size_t holder) { return 16 * probing_.holders[holder].size(); });
        parallel_chunks(control_, "join", chunks, [&](Chunk chunk, std::size_t number) {
            Worker& worker = workers_[number];
            for (std::size_t holder = chunk.begin; holder < chunk.end && found.load() <= most; ++holder) {
                const std::size_t before = worker.pairs.size();
                worker.find_partners(static_cast<std::uint32_t>(holder));
                found += worker.pairs.size() - before;
            }
        });
        return found.load() <= most;
    }

    /// The largest limit, a power of two, under which there are likely no more than `max_pairs` pairs: as many to a
    /// meeting as in a sample of the holders without a limit.
    std::size_t likely_limit() {
        constexpr std::size_t samples = 32;
        forget();
        Worker& worker = workers_.front();
        const std::size_t step = probing_.holders.size() / samples + 1;
        for (std::size_t holder = 0; holder < probing_.holders.size(); holder += step) {
            worker.find_partners(static_cast<std::uint32_t>(holder));
        }
        const double share = static_cast<double>(worker.pairs.size()) / static_cast<double>(worker.meetings);
        return limit_within(static_cast<double>(options_.max_pairs) / share);
    }

    /// The largest power of two under which there are at most so many meetings.
    [[nodiscard]] std::size_t limit_within(double meetings) const {
        std::size_t limit = std::bit_floor(index_.largest());
        while (limit > bucket_representatives && static_cast<double>(index_.meetings(limit)) > meetings) {
            limit /= 2;
        }
        return std::max(limit, bucket_representatives);
    }

    std::vector<ProbePair> take_pairs(JoinCost& cost) {
        std::vector<ProbePair> pairs;
        for (Worker& worker : workers_) {
            cost.candidates += worker.candidates;
            pairs.insert(pairs.end(), worker.pairs.begin(), worker.pairs.end());
            worker.pairs = {};
        }
        return pairs;
    }

  private:
    void forget() {
        for (Worker& worker : workers_) {
            worker.pairs.clear();
            worker.candidates = worker.meetings = 0;
        }
    }

    const Probing& probing_;
    ProbeIndex& index_;
    const ProbeOptions& options_;
    const Control& control_;
    std::vector<Worker> workers_;
};

}  // namespace

std::vector<ProbePair> probe_join(const Probing& probing, const ShingleCounts& counts, const ProbeOptions& options,
                                  const Control& control, JoinCost& cost) {
    std::optional<ProbeIndex> made;
    parallel_chunks(control, "index", {{0, probing.probers.size()}},
                    [&](Chunk, std::size_t) { made.emplace(probing, counts); });
    ProbeIndex& index = *made;
    cost.seconds.lap("index");
    Search search(probing, index, options, control);
    const std::size_t most_meetings = candidates_per_pair * options.max_pairs;
    std::size_t limit = no_limit;
    if (options.bound_work && index.meetings() > most_meetings) {
        limit = search.limit_within(static_cast<double>(most_meetings));
        index.set_limit(limit);
    }
    while (!search.find_pairs(limit == bucket_representatives ? no_limit : options.max_pairs)) {
        limit = limit == no_limit ? search.likely_limit() : limit / 2;
        index.set_limit(limit);
    }
    auto pairs = search.take_pairs(cost);
    cost.seconds.lap("join");
    cost.largest_bucket = index.largest();
    cost.bucket_limit = limit == no_limit ? 0 : limit;
    cost.crowded_buckets = index.crowded_lists(limit);
    cost.bounded_lookups = index.bounded_probes(limit);
    return pairs;
}

}  // namespace twicetold
