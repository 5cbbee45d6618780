#include "twicetold/dedup/sketch_join.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>

#include "twicetold/base/radix_sort.hpp"
#include "twicetold/dedup/bands.hpp"
#include "twicetold/dedup/buckets.hpp"
#include "twicetold/dedup/sketch.hpp"
#include "twicetold/dedup/verify.hpp"

namespace twicetold {

namespace {

/// Sketches of all rows; nodes read the one of their first row.
struct Sketches {
    std::vector<std::uint32_t> values;
    std::size_t slots;
    const Nodes* nodes;

    [[nodiscard]] const std::uint32_t* of(std::uint32_t node) const {
        return values.data() + nodes->first_row[node] * slots;
    }
};

/// Equal slots below which a pair at the threshold lies more than five standard deviations off.
std::size_t fewest_equal_slots(double threshold, std::size_t slots) {
    const double k = static_cast<double>(slots);
    const double fewest = k * threshold - 5.0 * std::sqrt(k * threshold * (1.0 - threshold));
    return fewest > 0.0 ? static_cast<std::size_t>(std::ceil(fewest)) : 0;
}

/// The buckets of one band.
class Band {
  public:
    void fill(const Sketches& sketches, Banding banding, std::size_t band) {
        items_.clear();
        items_.reserve(sketches.nodes->size());
        for (std::uint32_t node = 0; node < sketches.nodes->size(); ++node) {
            items_.push_back({band_key(sketches.of(node), banding, band), node});
        }
        sort_by_key(items_, scratch_);
    }

    /// visit(members) for every bucket of two or more nodes, in rising order.
    template <class Visit>
    void for_each_bucket(Visit&& visit) {
        for (std::size_t begin = 0, end = 0; begin < items_.size(); begin = end) {
            while (end < items_.size() && items_[end].key == items_[begin].key) {
                ++end;
            }
            if (end - begin > 1) {
                visit(std::span(items_).subspan(begin, end - begin));
            }
        }
    }

  private:
    std::vector<Keyed> items_;
    std::vector<Keyed> scratch_;
};

/// Finds candidates band by band.
class CandidateFinder {
  public:
    CandidateFinder(const Sketches& sketches, Banding banding, std::size_t fewest_equal,
                    std::vector<std::uint32_t> priority, const Control& control)
        : sketches_(sketches),
          banding_(banding),
          fewest_equal_(fewest_equal),
          priority_(std::move(priority)),
          control_(control),
          workers_(control.threads) {}

    [[nodiscard]] std::size_t bands() const { return banding_.count; }
    /// The buckets that were counted.
    [[nodiscard]] BucketSizes sizes() const {
        BucketSizes all;
        for (const Worker& worker : workers_) {
            all.add(worker.sizes);
        }
        return all;
    }

    /// Counts the buckets of all bands. Only for those that have crowds: others are counted as they are searched.
    void measure() {
        for (Worker& worker : workers_) {
            worker.sizes = {};
        }
        for_each_band({0, banding_.count}, [](std::size_t, Worker& worker) {
            worker.band.for_each_bucket([&](std::span<Keyed> bucket) { worker.sizes.add(bucket.size()); });
        });
    }

    /// Remembers which nodes lie in a bucket beyond `limit`, band by band.
    void set_limit(std::size_t limit) {
        limit_ = limit;
        edges_ = 0;
        for (Worker& worker : workers_) {
            worker.sizes = {};
            worker.heavy.clear();
            worker.candidates.clear();
            worker.edges.clear();
        }
        crowded_.assign(limit == no_limit ? 0 : banding_.count, {});
        if (limit == no_limit) {
            return;
        }
        for_each_band({0, banding_.count}, [this](std::size_t band, Worker& worker) {
            crowded_[band].assign(sketches_.nodes->size(), false);
            worker.band.for_each_bucket([&](std::span<Keyed> bucket) {
                for (const Keyed& member : bucket) {
                    crowded_[band][member.item] = bucket.size() > limit_;
                }
            });
        });
    }

    /// Appends the candidates that `bands` add to those of the bands before, but for those of bands with so many edges
    /// that they would fill the memory, which `find_in_heavy` gives. False, with nothing of use appended, if the
    /// buckets so far have more than `budget` edges.
    bool find(Chunk bands, std::size_t budget, std::vector<Candidate>& candidates) {
        for_each_band(bands, [this, budget](std::size_t band, Worker& worker) {
            BucketSizes sizes;
            worker.band.for_each_bucket([&](std::span<Keyed> bucket) { sizes.add(bucket.size()); });
            const std::size_t own = sizes.edges(limit_);
            if (edges_.fetch_add(own) + own > budget) {
                return;
            }
            worker.sizes.add(sizes);
            if (own > heavy_edges) {
                worker.heavy.push_back(band);
                return;
            }
            worker.band.for_each_bucket([&](std::span<Keyed> bucket) {
                bucket.size() > limit_ ? edges_of_crowd(bucket, worker) : all_pairs(bucket, band, worker);
            });
        });
        for (Worker& worker : workers_) {
            candidates.insert(candidates.end(), worker.candidates.begin(), worker.candidates.end());
            worker.candidates.clear();
        }
        return edges_.load() <= budget;
    }

    /// Appends the candidates of the heavy bands met so far, handing them over by `flush(candidates)` whenever there
    /// are about `heavy_edges`; stops early if that returns false.
    template <class Flush>
    void find_in_heavy(std::vector<Candidate>& candidates, Flush&& flush) {
        std::vector<std::size_t> bands;
        for (Worker& worker : workers_) {
            bands.insert(bands.end(), worker.heavy.begin(), worker.heavy.end());
            worker.heavy.clear();
        }
        bool go_on = true;
        for (const std::size_t band : bands) {
            Band buckets;
            buckets.fill(sketches_, banding_, band);
            buckets.for_each_bucket([&](std::span<Keyed> bucket) {
                if (bucket.size() > limit_) {
                    edges_of_crowd(bucket, workers_.front());
                    return;
                }
                for (std::size_t begin = 1; go_on && begin < bucket.size();) {
                    begin = share_out(bucket, begin, band, candidates);
                    go_on = candidates.size() < heavy_edges || flush(candidates);
                }
            });
        }
    }

    /// Appends the candidates that crowded buckets of all bands gave. To be called last, once.
    void take_edges_of_crowds(std::vector<Candidate>& candidates) {
        std::vector<Candidate> edges;
        for (Worker& worker : workers_) {
            edges.insert(edges.end(), worker.edges.begin(), worker.edges.end());
            worker.edges = {};
        }
        make_unique(edges);
        candidates.insert(candidates.end(), edges.begin(), edges.end());
    }

  private:
    static constexpr std::size_t heavy_edges = std::size_t{1} << 20;

    struct Worker {
        Band band;
        BucketSizes sizes;
        std::vector<std::size_t> heavy;  // bands left to find_in_heavy
        std::vector<Candidate> candidates;
        std::vector<Candidate> edges;  // of crowded buckets
        std::size_t unique_edges = 0;
    };

    static void make_unique(std::vector<Candidate>& edges) {
        std::ranges::sort(edges);
        edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
    }

    template <class Work>
    void for_each_band(Chunk bands, Work&& work) {
        // A few nodes are sorted sooner than a thread starts.
        const bool few = sketches_.nodes->size() < 2000;
        const auto chunks = chunks_of(bands.end - bands.begin, few ? bands.end - bands.begin : 1);
        parallel_chunks(control_of_bands(bands.begin, 1), "bands", chunks, [&](Chunk chunk, std::size_t worker) {
            for (std::size_t band = bands.begin + chunk.begin; band < bands.begin + chunk.end; ++band) {
                workers_[worker].band.fill(sketches_, banding_, band);
                work(band, workers_[worker]);
            }
        });
    }

    /// Reports how many of all bands are done, where the work at hand is part of them: `before` and, if `each` is 1, as
    /// many as the work counts.
    [[nodiscard]] Control control_of_bands(std::size_t before, std::size_t each = 0) const {
        Control control{control_.threads, {}};
        if (control_.poll) {
            control.poll = [this, before, each](std::string_view stage, std::size_t done, std::size_t) {
                control_.poll(stage, before + each * done, banding_.count);
            };
        }
        return control;
    }

    /// Whether both are in the same bucket of a band before `end`, and not in a crowd there: then that band has
    /// given this pair.
    [[nodiscard]] bool found_before(std::uint32_t left, std::uint32_t right, std::size_t end) const {
        for (std::size_t band = 0; band < end; ++band) {
            if (same_band(sketches_.of(left), sketches_.of(right), banding_, band) &&
                (crowded_.empty() || !crowded_[band][left])) {
                return true;
            }
        }
        return false;
    }

    [[nodiscard]] bool hopeless(std::uint32_t left, std::uint32_t right) const {
        return equal_slots(sketches_.of(left), sketches_.of(right), sketches_.slots) < fewest_equal_;
    }

    void all_pairs(std::span<Keyed> bucket, std::size_t band, Worker& worker) const {
        for (std::size_t later = 1; later < bucket.size(); ++later) {
            pairs_with_earlier(bucket, later, band, worker);
        }
    }

    void pairs_with_earlier(std::span<Keyed> bucket, std::size_t later, std::size_t band, Worker& worker) const {
        const std::uint32_t right = bucket[later].item;
        for (const Keyed& earlier : bucket.first(later)) {
            const std::uint32_t left = earlier.item;
            // Keys of different slots may collide; then no other band relies on this one.
            if (!found_before(left, right, band) &&
                same_band(sketches_.of(left), sketches_.of(right), banding_, band) && !hopeless(left, right)) {
                worker.candidates.push_back({left, right});
            }
        }
    }

    /// Looks at about `heavy_edges` pairs of a large bucket, from member `begin` on, in parallel; returns where to go
    /// on.
    std::size_t share_out(std::span<Keyed> bucket, std::size_t begin, std::size_t band,
                          std::vector<Candidate>& candidates) {
        std::size_t end = begin;
        for (std::size_t edges = 0; end < bucket.size() && edges < heavy_edges; ++end) {
            edges += end;
        }
        const auto chunks = chunks_by_cost(end - begin, [begin](std::size_t k) { return 16 * (begin + k); });
        parallel_chunks(control_of_bands(band), "bands", chunks, [&](Chunk chunk, std::size_t worker) {
            for (std::size_t later = begin + chunk.begin; later < begin + chunk.end; ++later) {
                pairs_with_earlier(bucket, later, band, workers_[worker]);
            }
        });
        for (Worker& worker : workers_) {
            candidates.insert(candidates.end(), worker.candidates.begin(), worker.candidates.end());
            worker.candidates.clear();
        }
        return end;
    }

    void edges_of_crowd(std::span<Keyed> bucket, Worker& worker) const {
        std::ranges::sort(bucket, {},
                          [&](const Keyed& member) { return std::pair(priority_[member.item], member.item); });
        bucket_edges(bucket.size(), limit_, [&](std::size_t earlier, std::size_t later) {
            const auto [left, right] = std::minmax(bucket[earlier].item, bucket[later].item);
            if (!hopeless(left, right) && !found_before(left, right, banding_.count)) {
                worker.edges.push_back({left, right});
            }
        });
        // Bands repeat each other's edges; so that they do not pile up:
        constexpr std::size_t few = std::size_t{1} << 20;
        if (worker.edges.size() > 2 * worker.unique_edges + few) {
            make_unique(worker.edges);
            worker.unique_edges = worker.edges.size();
        }
    }

    const Sketches& sketches_;
    Banding banding_;
    std::size_t fewest_equal_;
    std::vector<std::uint32_t> priority_;
    const Control& control_;
    std::vector<Worker> workers_;
    std::atomic<std::size_t> edges_{0};  // of all buckets so far
    std::size_t limit_ = no_limit;
    std::vector<std::vector<bool>> crowded_;
};

Sketches sketch_rows(const TextSource& texts, ShingleSpec spec, std::size_t slots, const Control& control,
                     JoinResult& result) {
    Sketches sketches{std::vector<std::uint32_t>(texts.size() * slots), slots, &result.nodes};
    result.shingle_counts.resize(texts.size());
    std::vector<Hash128> identity(texts.size());
    for_each_row(texts, spec, control, "sketch", [&](std::size_t row, std::span<const std::uint64_t> shingles) {
        result.shingle_counts[row] = static_cast<std::uint32_t>(shingles.size());
        if (!shingles.empty()) {
            identity[row] = hash_sequence(shingles);
            sketch(shingles, std::span(sketches.values).subspan(row * slots, slots));
        }
    });
    result.nodes = collapse_copies(identity);
    return sketches;
}

enum class Attempt { done, too_many_edges, too_many_pairs };

/// One attempt under the finder's limit, which may bound what it finds unless the limit is the last.
Attempt find_pairs(CandidateFinder& finder, const TextSource& texts, ShingleSpec spec, const JoinOptions& options,
                   bool last, const Control& control, JoinResult& result) {
    // So many that reading texts again costs little beside them.
    constexpr std::size_t many = std::size_t{1} << 20;
    const std::size_t budget = last ? no_limit : candidates_per_pair * options.max_pairs;
    result.pairs.clear();
    result.cost.candidates = 0;
    std::vector<Candidate> candidates;
    const auto flush = [&](std::vector<Candidate>& found) {
        result.cost.candidates += found.size();
        verify(texts, spec, result.nodes, found, options.threshold, control, result.pairs, result.sizes);
        found.clear();
        return last || result.pairs.size() <= options.max_pairs;
    };
    for (std::size_t band = 0; band < finder.bands(); band += control.threads) {
        const std::size_t end = std::min(finder.bands(), band + control.threads);
        if (!finder.find({band, end}, budget, candidates)) {
            return Attempt::too_many_edges;
        }
        finder.find_in_heavy(candidates, flush);
        if (end == finder.bands()) {
            finder.take_edges_of_crowds(candidates);
        }
        if (candidates.size() > many || end == finder.bands()) {
            flush(candidates);
        }
        if (!last && result.pairs.size() > options.max_pairs) {
            return Attempt::too_many_pairs;
        }
    }
    return Attempt::done;
}

}  // namespace

JoinResult sketch_join(const TextSource& texts, ShingleSpec spec, const JoinOptions& options,
                       std::span<const std::uint32_t> priority, const Control& control) {
    const Banding banding = choose_banding(options.threshold, options.recall, options.slots);
    check_row_count(texts.size());
    JoinResult result;
    const Sketches sketches = sketch_rows(texts, spec, options.slots, control, result);
    result.sizes.assign(result.nodes.size(), 0);
    CandidateFinder finder(sketches, banding, fewest_equal_slots(options.threshold, options.slots),
                           node_priority(result.nodes, priority), control);
    std::size_t limit = no_limit;
    for (;;) {
        finder.set_limit(limit);
        const bool last = limit == bucket_representatives;
        const Attempt attempt = find_pairs(finder, texts, spec, options, last, control, result);
        if (attempt == Attempt::done) {
            break;
        }
        finder.measure();
        limit = attempt == Attempt::too_many_edges
                    ? finder.sizes().limit_within(candidates_per_pair * options.max_pairs)
                    : finder.sizes().halve(limit);
    }
    std::ranges::sort(result.pairs);
    const BucketSizes sizes = finder.sizes();
    result.cost.largest_bucket = sizes.largest();
    result.cost.bucket_limit = limit == no_limit ? 0 : limit;
    result.cost.crowded_buckets = sizes.crowded(limit);
    return result;
}

}  // namespace twicetold
