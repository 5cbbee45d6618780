#include "twicetold/dedup/sketch_join.hpp"

#include <algorithm>
#include <cmath>

#include "twicetold/dedup/candidates.hpp"
#include "twicetold/dedup/rare_shingles.hpp"
#include "twicetold/dedup/recent_contents.hpp"
#include "twicetold/dedup/sketch.hpp"
#include "twicetold/dedup/verify.hpp"

namespace twicetold {

namespace {

/// A pair at the threshold has `likely` equal slots on average.
EqualSlots equal_slots_of(const JoinOptions& options, Banding banding) {
    return {fewest_equal_slots(options.threshold, options.recall, banding, options.slots),
            static_cast<std::size_t>(std::ceil(static_cast<double>(options.slots) * options.threshold))};
}

Sketches sketch_rows(const TextSource& texts, ShingleSpec spec, std::size_t slots, const Control& control,
                     JoinResult& result) {
    Sketches sketches{std::make_unique_for_overwrite<std::uint32_t[]>(texts.size() * slots), slots, &result.nodes};
    result.shingle_counts.resize(texts.size());
    std::vector<Hash128> identity(texts.size());
    std::vector<RecentContents> recent(control.threads);
    for_each_row(texts, spec, control, "sketch", [&](std::size_t row, auto shingles, std::size_t worker) {
        result.shingle_counts[row] = static_cast<std::uint32_t>(shingles.size());
        if (shingles.empty()) {
            return;
        }
        identity[row] = hash_sequence(shingles);
        if (!recent[worker].add(identity[row])) {
            sketch(shingles, sketches.row(row));
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
        result.cost.seconds.lap("bands");
        verify(texts, spec, options, found, control, result);
        result.cost.seconds.lap("verify");
        found.clear();
        return last || result.pairs.size() <= options.max_pairs;
    };
    for (std::size_t band = 0; band < finder.bands(); band += control.threads) {
        const std::size_t end = std::min(finder.bands(), band + control.threads);
        if (!finder.find({band, end}, budget, candidates)) {
            return Attempt::too_many_edges;
        }
        if (!finder.find_in_heavy(last ? no_limit : options.max_pairs, candidates, flush)) {
            return Attempt::too_many_pairs;
        }
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
    result.cost.banding = banding;
    const Sketches sketches = sketch_rows(texts, spec, options.slots, control, result);
    result.cost.seconds.lap("sketch");
    result.sizes.assign(result.nodes.size(), 0);
    CandidateFinder finder(sketches, banding, equal_slots_of(options, banding), node_priority(result.nodes, priority),
                           RareShingles(texts, spec, result.nodes, options.threshold), control);
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
