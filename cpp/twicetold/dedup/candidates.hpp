#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "twicetold/base/parallel.hpp"
#include "twicetold/dedup/band_buckets.hpp"
#include "twicetold/dedup/buckets.hpp"
#include "twicetold/dedup/candidate.hpp"
#include "twicetold/dedup/pair_memos.hpp"
#include "twicetold/dedup/rare_shingles.hpp"
#include "twicetold/dedup/rare_slots.hpp"
#include "twicetold/dedup/sketch_digests.hpp"

namespace twicetold {

/// What counts of equal slots say about a pair.
struct EqualSlots {
    std::size_t fewest;  // with fewer it is hopeless, and no candidate
    std::size_t likely;  // with as many it is one more likely than not
};

/// Finds candidates band by band: pairs of nodes that share a bucket, each once.
class CandidateFinder {
  public:
    /// `priority` ranks nodes, for crowds.
    CandidateFinder(const Sketches& sketches, Banding banding, EqualSlots equal, std::vector<std::uint32_t> priority,
                    RareShingles rare_shingles, const Control& control);

    [[nodiscard]] std::size_t bands() const { return banding_.count; }
    /// The buckets that were counted.
    [[nodiscard]] BucketSizes sizes() const;

    /// Counts the buckets of all bands. Only for those that have crowds: others are counted as they are searched.
    void measure();

    /// Remembers which nodes lie in a bucket beyond `limit`, band by band.
    void set_limit(std::size_t limit);

    /// Appends the candidates that `bands` add to those of the bands before, but for those of bands with so many edges
    /// that they would fill the memory, which `find_in_heavy` gives. False, with nothing of use appended, if the
    /// buckets so far have more than `budget` edges.
    bool find(Chunk bands, std::size_t budget, std::vector<Candidate>& candidates);

    using Flush = std::function<bool(std::vector<Candidate>&)>;

    /// Appends the candidates of the heavy bands met so far, handing them over by `flush(candidates)` whenever there
    /// are about a million. Stops early and returns false if that does, or if a sample of a bucket foretells more than
    /// `most_pairs` pairs there.
    bool find_in_heavy(std::size_t most_pairs, std::vector<Candidate>& candidates, const Flush& flush);

    /// Appends the candidates that crowded buckets of all bands gave. To be called last, once.
    void take_edges_of_crowds(std::vector<Candidate>& candidates);

  private:
    struct Worker {
        BucketSizes sizes;
        std::vector<std::size_t> heavy;  // bands left to find_in_heavy
        SettledPairs settled;
        CrowdEdges crowd_edges;
        SketchDigests digests;
        std::vector<Candidate> candidates;
        std::vector<Candidate> edges;  // of crowded buckets
        std::size_t unique_edges = 0;
    };

    template <class Work>
    void for_each_band(Chunk bands, Work&& work);

    /// Reports how many of all bands are done, where the work at hand is part of them: `before` and, if `each` is 1, as
    /// many as the work counts.
    [[nodiscard]] Control control_of_bands(std::size_t before, std::size_t each = 0) const;

    /// Whether both are in the same bucket of a band before `end`, and not in a crowd there: then that band has
    /// given this pair.
    [[nodiscard]] bool found_before(std::uint32_t left, std::uint32_t right, std::size_t end) const;
    [[nodiscard]] bool hopeless(std::uint32_t left, std::uint32_t right) const;

    /// Pairs of a large bucket.
    struct Estimate {
        std::size_t candidates = 0;  // not hopeless
        std::size_t pairs = 0;       // likely
    };

    /// From a sample of their sketches.
    [[nodiscard]] Estimate estimate(std::span<const Keyed> bucket) const;

    void all_pairs(std::span<Keyed> bucket, std::size_t band, Worker& worker) const;

    /// Makes a candidate of two nodes of a bucket unless an earlier band does. False if the bands still to come must
    /// look at them too: keys of different slots may collide.
    bool consider(Candidate pair, std::size_t band, Worker& worker) const;

    /// Appends the candidates of a large bucket; like find_in_heavy.
    bool look_through(std::span<Keyed> bucket, std::size_t band, const Estimate& likely,
                      std::vector<Candidate>& candidates, const Flush& flush);

    /// The same by rare slots or shingles.
    template <class Rare>
    bool look_up(Rare& rare, std::span<const Keyed> bucket, std::size_t band, std::vector<Candidate>& candidates,
                 const Flush& flush);

    /// Looks at about a million pairs of a large bucket, from member `begin` on, in parallel; returns where to go on.
    std::size_t share_out(std::span<Keyed> bucket, std::size_t begin, std::size_t band,
                          std::vector<Candidate>& candidates);

    void edges_of_crowd(std::span<Keyed> bucket, Worker& worker) const;

    /// Moves what the workers found to `candidates`.
    void collect(std::vector<Candidate>& candidates);

    const Sketches& sketches_;
    Banding banding_;
    EqualSlots equal_;
    std::vector<std::uint32_t> priority_;
    const Control& control_;
    BandBuckets buckets_;
    RareSlots rare_slots_;
    RareShingles rare_shingles_;
    std::vector<Worker> workers_;
    std::atomic<std::size_t> edges_{0};  // of all buckets so far
    std::size_t limit_ = no_limit;
    std::vector<std::vector<bool>> crowded_;
};

}  // namespace twicetold
