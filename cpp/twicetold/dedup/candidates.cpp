#include "twicetold/dedup/candidates.hpp"

#include <algorithm>
#include <utility>

#include "twicetold/base/hash.hpp"
#include "twicetold/dedup/sketch.hpp"

namespace twicetold {

namespace {

/// A band with more edges is not looked through by one thread, and its large buckets are sampled first.
constexpr std::size_t heavy_edges = std::size_t{1} << 18;

/// Pairs that are looked at, and candidates that are kept in memory, at a time.
constexpr std::size_t a_batch = std::size_t{1} << 20;

/// Members from which on a bucket's sketches are digested before its pairs are looked at.
constexpr std::size_t worth_sifting = 32;

/// Members from which on a sample and the search for rare slots cost less than to look at all pairs.
constexpr std::size_t worth_a_sample = 128;

/// A pair that shares a rare slot costs as much as so many pairs that are sifted.
constexpr std::size_t share_of_edges_worth_looking_up = 16;

/// To read a text anew costs less than to compare so many candidates.
constexpr std::size_t candidates_worth_a_text = 16;

void make_unique(std::vector<Candidate>& edges) {
    std::ranges::sort(edges);
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
}

}  // namespace

CandidateFinder::CandidateFinder(const Sketches& sketches, Banding banding, EqualSlots equal,
                                 std::vector<std::uint32_t> priority, RareShingles rare_shingles,
                                 const Control& control)
    : sketches_(sketches),
      banding_(banding),
      equal_(equal),
      priority_(std::move(priority)),
      control_(control),
      buckets_(sketches, banding, control.threads),
      rare_slots_(sketches, equal.fewest),
      rare_shingles_(std::move(rare_shingles)),
      workers_(control.threads) {}

template <class Work>
void CandidateFinder::for_each_band(Chunk bands, Work&& work) {
    while (bands.begin < bands.end) {
        const std::size_t end = std::min(bands.end, buckets_.load(bands.begin, control_of_bands(bands.begin)));
        const std::size_t count = end - bands.begin;
        // A few nodes are looked through sooner than a thread starts.
        const auto chunks = chunks_of(count, sketches_.nodes->size() < 2000 ? count : 1);
        parallel_chunks(control_of_bands(bands.begin, 1), "bands", chunks, [&](Chunk chunk, std::size_t worker) {
            for (std::size_t band = bands.begin + chunk.begin; band < bands.begin + chunk.end; ++band) {
                work(band, workers_[worker]);
            }
        });
        bands.begin = end;
    }
}

BucketSizes CandidateFinder::sizes() const {
    BucketSizes all;
    for (const Worker& worker : workers_) {
        all.add(worker.sizes);
    }
    return all;
}

void CandidateFinder::measure() {
    for (Worker& worker : workers_) {
        worker.sizes = {};
    }
    for_each_band({0, banding_.count}, [this](std::size_t band, Worker& worker) {
        buckets_.for_each_bucket(band, [&](std::span<Keyed> bucket) { worker.sizes.add(bucket.size()); });
    });
}

void CandidateFinder::set_limit(std::size_t limit) {
    limit_ = limit;
    edges_ = 0;
    for (Worker& worker : workers_) {
        worker.sizes = {};
        worker.heavy.clear();
        worker.settled.clear();
        worker.crowd_edges.clear();
        worker.candidates.clear();
        worker.edges.clear();
    }
    crowded_.assign(limit == no_limit ? 0 : banding_.count, {});
    if (limit == no_limit) {
        return;
    }
    for_each_band({0, banding_.count}, [this](std::size_t band, Worker&) {
        crowded_[band].assign(sketches_.nodes->size(), false);
        buckets_.for_each_bucket(band, [&](std::span<Keyed> bucket) {
            for (const Keyed& member : bucket) {
                crowded_[band][member.item] = bucket.size() > limit_;
            }
        });
    });
}

bool CandidateFinder::find(Chunk bands, std::size_t budget, std::vector<Candidate>& candidates) {
    for_each_band(bands, [this, budget](std::size_t band, Worker& worker) {
        BucketSizes sizes;
        buckets_.for_each_bucket(band, [&](std::span<Keyed> bucket) { sizes.add(bucket.size()); });
        const std::size_t own = sizes.edges(limit_);
        if (edges_.fetch_add(own) + own > budget) {
            return;
        }
        worker.sizes.add(sizes);
        if (own > heavy_edges) {
            worker.heavy.push_back(band);
            return;
        }
        buckets_.for_each_bucket(band, [&](std::span<Keyed> bucket) {
            bucket.size() > limit_ ? edges_of_crowd(bucket, worker) : all_pairs(bucket, band, worker);
        });
    });
    collect(candidates);
    return edges_.load() <= budget;
}

bool CandidateFinder::find_in_heavy(std::size_t most_pairs, std::vector<Candidate>& candidates, const Flush& flush) {
    std::vector<std::size_t> bands;
    for (Worker& worker : workers_) {
        bands.insert(bands.end(), worker.heavy.begin(), worker.heavy.end());
        worker.heavy.clear();
    }
    if (!bands.empty()) {
        // A band beside these may have settled what it left to them, and so may a later one of them.
        std::ranges::sort(bands);
        workers_.front().settled.clear();
    }
    bool go_on = true;
    for (const std::size_t band : bands) {
        buckets_.load(band, control_of_bands(band));
        buckets_.for_each_bucket(band, [&](std::span<Keyed> bucket) {
            if (bucket.size() > limit_) {
                edges_of_crowd(bucket, workers_.front());
                return;
            }
            if (!go_on) {
                return;
            }
            if (bucket.size() < worth_a_sample) {
                all_pairs(bucket, band, workers_.front());
                collect(candidates);
                go_on = candidates.size() < a_batch || flush(candidates);
                return;
            }
            const Estimate likely = estimate(bucket);
            go_on = likely.pairs / 2 <= most_pairs && look_through(bucket, band, likely, candidates, flush);
        });
    }
    return go_on;
}

CandidateFinder::Estimate CandidateFinder::estimate(std::span<const Keyed> bucket) const {
    constexpr std::size_t samples = 4096;
    std::uint64_t state = bucket.front().key;
    const auto random_sketch = [&] {
        state = avalanche(state + 1);
        return sketches_.of(bucket[(state >> 32) * bucket.size() >> 32].item);
    };
    Estimate found;
    for (std::size_t k = 0; k < samples; ++k) {
        const std::size_t equal = equal_slots(random_sketch(), random_sketch(), sketches_.slots);
        found.candidates += equal >= equal_.fewest;
        found.pairs += equal >= equal_.likely;
    }
    const std::size_t pairs_a_sample = bucket.size() * (bucket.size() - 1) / 2 / samples;
    return {pairs_a_sample * found.candidates, pairs_a_sample * found.pairs};
}

void CandidateFinder::take_edges_of_crowds(std::vector<Candidate>& candidates) {
    std::vector<Candidate> edges;
    for (Worker& worker : workers_) {
        edges.insert(edges.end(), worker.edges.begin(), worker.edges.end());
        worker.edges = {};
    }
    make_unique(edges);
    candidates.insert(candidates.end(), edges.begin(), edges.end());
}

Control CandidateFinder::control_of_bands(std::size_t before, std::size_t each) const {
    Control control{control_.threads, {}};
    if (control_.poll) {
        control.poll = [this, before, each](std::string_view stage, std::size_t done, std::size_t) {
            control_.poll(stage, before + each * done, banding_.count);
        };
    }
    return control;
}

bool CandidateFinder::found_before(std::uint32_t left, std::uint32_t right, std::size_t end) const {
    for (std::size_t band = 0; band < end; ++band) {
        if (same_band(sketches_.of(left), sketches_.of(right), banding_, band) &&
            (crowded_.empty() || !crowded_[band][left])) {
            return true;
        }
    }
    return false;
}

bool CandidateFinder::hopeless(std::uint32_t left, std::uint32_t right) const {
    return equal_slots(sketches_.of(left), sketches_.of(right), sketches_.slots) < equal_.fewest;
}

void CandidateFinder::all_pairs(std::span<Keyed> bucket, std::size_t band, Worker& worker) const {
    const bool sift = bucket.size() >= worth_sifting;
    if (sift) {
        worker.digests.read(sketches_, bucket);
    }
    for (std::size_t later = 1; later < bucket.size(); ++later) {
        for (std::size_t earlier = 0; earlier < later; ++earlier) {
            if (sift && worker.digests.equal(earlier, later) < equal_.fewest) {
                continue;
            }
            const Candidate pair{bucket[earlier].item, bucket[later].item};
            if (!worker.settled.has(pair) && consider(pair, band, worker)) {
                worker.settled.add(pair);
            }
        }
    }
}

bool CandidateFinder::consider(Candidate pair, std::size_t band, Worker& worker) const {
    const auto [left, right] = pair;
    if (found_before(left, right, band)) {
        return true;
    }
    if (!same_band(sketches_.of(left), sketches_.of(right), banding_, band)) {
        return false;
    }
    if (!hopeless(left, right)) {
        worker.candidates.push_back(pair);
    }
    return true;
}

template <class Rare>
bool CandidateFinder::look_up(Rare& rare, std::span<const Keyed> bucket, std::size_t band,
                              std::vector<Candidate>& candidates, const Flush& flush) {
    bool go_on = true;
    rare.for_each_pair([&](std::size_t earlier, std::size_t later) {
        if (go_on) {
            consider({bucket[earlier].item, bucket[later].item}, band, workers_.front());
            collect(candidates);
            go_on = candidates.size() < a_batch || flush(candidates);
        }
    });
    return go_on;
}

bool CandidateFinder::look_through(std::span<Keyed> bucket, std::size_t band, const Estimate& likely,
                                   std::vector<Candidate>& candidates, const Flush& flush) {
    const std::size_t edges = bucket.size() * (bucket.size() - 1) / 2;
    rare_slots_.read(bucket);
    if (rare_slots_.cost() < edges / share_of_edges_worth_looking_up) {
        return look_up(rare_slots_, bucket, band, candidates, flush);
    }
    // Where most candidates are pairs, as those of a template, each of which is to be reported, rare shingles are few.
    if (likely.candidates > candidates_worth_a_text * bucket.size() && likely.pairs < likely.candidates / 2) {
        rare_shingles_.read(bucket, control_of_bands(band));
        if (rare_shingles_.cost() < edges / share_of_edges_worth_looking_up) {
            return look_up(rare_shingles_, bucket, band, candidates, flush);
        }
    }
    bool go_on = true;
    workers_.front().digests.read(sketches_, bucket);
    for (std::size_t begin = 1; go_on && begin < bucket.size();) {
        begin = share_out(bucket, begin, band, candidates);
        go_on = candidates.size() < a_batch || flush(candidates);
    }
    return go_on;
}

std::size_t CandidateFinder::share_out(std::span<Keyed> bucket, std::size_t begin, std::size_t band,
                                       std::vector<Candidate>& candidates) {
    std::size_t end = begin;
    for (std::size_t edges = 0; end < bucket.size() && edges < a_batch; ++end) {
        edges += end;
    }
    const SketchDigests& digests = workers_.front().digests;
    const auto chunks = chunks_by_cost(end - begin, [begin](std::size_t k) { return 16 * (begin + k); });
    parallel_chunks(control_of_bands(band), "bands", chunks, [&](Chunk chunk, std::size_t worker) {
        for (std::size_t later = begin + chunk.begin; later < begin + chunk.end; ++later) {
            for (std::size_t earlier = 0; earlier < later; ++earlier) {
                if (digests.equal(earlier, later) >= equal_.fewest) {
                    consider({bucket[earlier].item, bucket[later].item}, band, workers_[worker]);
                }
            }
        }
    });
    collect(candidates);
    return end;
}

void CandidateFinder::edges_of_crowd(std::span<Keyed> bucket, Worker& worker) const {
    std::ranges::sort(bucket, {}, [&](const Keyed& member) { return std::pair(priority_[member.item], member.item); });
    worker.crowd_edges.visit(bucket, limit_, sketches_.nodes->size(), [&](std::uint32_t earlier, std::uint32_t later) {
        const auto [left, right] = std::minmax(earlier, later);
        if (!hopeless(left, right) && !found_before(left, right, banding_.count)) {
            worker.edges.push_back({left, right});
        }
    });
    // Bands repeat some of each other's edges; so that they do not pile up:
    constexpr std::size_t few = std::size_t{1} << 20;
    if (worker.edges.size() > 2 * worker.unique_edges + few) {
        make_unique(worker.edges);
        worker.unique_edges = worker.edges.size();
    }
}

void CandidateFinder::collect(std::vector<Candidate>& candidates) {
    for (Worker& worker : workers_) {
        candidates.insert(candidates.end(), worker.candidates.begin(), worker.candidates.end());
        worker.candidates.clear();
    }
}

}  // namespace twicetold
