#include "twicetold/dedup/shingle_sets.hpp"

#include <algorithm>
#include <bit>
#include <numeric>
#include <utility>

#include "twicetold/dedup/recent_contents.hpp"
#include "twicetold/dedup/similarity.hpp"

namespace twicetold {

namespace {

std::size_t elements(const ShingleSetList& sets) {
    return std::accumulate(sets.begin(), sets.end(), std::size_t{0},
                           [](std::size_t sum, const auto& set) { return sum + set.size(); });
}

/// By how much to shift hashes so that there are at least `places` of them, but at most 2^32.
unsigned shift_to(std::size_t places) {
    return 64 - std::min(32u, static_cast<unsigned>(std::bit_width(places)));
}

}  // namespace

ShingleFilter::ShingleFilter(const ShingleSetList& sets)
    : shift_(shift_to(8 * elements(sets) + 1024)), held_(std::size_t{1} << (64 - shift_)) {
    for (const auto& set : sets) {
        for (const std::uint64_t shingle : set) {
            held_[shingle >> shift_] = true;
        }
    }
}

ShingleSets read_shingle_sets(const TextSource& texts, ShingleSpec spec, const Control& control, std::string_view stage,
                              const ShingleFilter* filter) {
    struct Worker {
        RecentContents recent;
        std::vector<std::uint64_t> set;
    };
    ShingleSets sets;
    sets.shingle_counts.resize(texts.size());
    std::vector<Hash128> identity(texts.size());
    ShingleSetList rows(texts.size());
    std::vector<std::uint32_t> sizes(texts.size());
    std::vector<Worker> workers(control.threads);
    for_each_row(texts, spec, control, stage, [&](std::size_t row, ShingleSet shingles, std::size_t number) {
        sets.shingle_counts[row] = static_cast<std::uint32_t>(shingles.size());
        if (shingles.empty()) {
            return;
        }
        identity[row] = hash_sequence(shingles);
        Worker& worker = workers[number];
        if (worker.recent.add(identity[row])) {
            return;
        }
        worker.set.assign(shingles.begin(), shingles.end());
        sort_unique_hashes(worker.set);
        sizes[row] = static_cast<std::uint32_t>(worker.set.size());
        if (filter) {
            std::erase_if(worker.set, [&](std::uint64_t shingle) { return !filter->may_hold(shingle); });
        }
        rows[row].assign(worker.set.begin(), worker.set.end());
    });
    sets.nodes = collapse_copies(identity);
    sets.of.reserve(sets.nodes.size());
    sets.sizes.reserve(sets.nodes.size());
    for (const std::uint32_t row : sets.nodes.first_row) {
        sets.of.push_back(std::move(rows[row]));
        sets.sizes.push_back(sizes[row]);
    }
    return sets;
}

ShingleCounts::ShingleCounts(const ShingleSetList& sets)
    : shift_(shift_to(2 * elements(sets) + 1024)), counts_(std::size_t{1} << (64 - shift_)) {
    for (const auto& set : sets) {
        for (const std::uint64_t shingle : set) {
            std::uint16_t& count = counts_[place(shingle)];
            count = static_cast<std::uint16_t>(count + (count != 0xFFFF));
        }
    }
}

}  // namespace twicetold
