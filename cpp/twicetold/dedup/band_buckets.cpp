#include "twicetold/dedup/band_buckets.hpp"

#include <algorithm>

namespace twicetold {

namespace {

/// A line of the cache holds two or three bands.
constexpr std::size_t bands_at_a_time = 8;

/// Sketches that a thread reads before it looks for more work.
constexpr std::size_t nodes_at_a_time = 4096;

}  // namespace

BandBuckets::BandBuckets(const Sketches& sketches, Banding banding, std::size_t threads)
    : sketches_(sketches), banding_(banding), bands_(std::max(bands_at_a_time, threads)), workers_(threads) {}

std::size_t BandBuckets::load(std::size_t first, const Control& control) {
    if (first >= loaded_.begin && first < loaded_.end) {
        return loaded_.end;
    }
    loaded_ = {first, std::min(banding_.count, first + bands_.size())};
    const std::size_t nodes = sketches_.nodes->size();
    const std::size_t count = loaded_.end - loaded_.begin;
    for (std::size_t k = 0; k < count; ++k) {
        bands_[k].resize(nodes);
    }
    parallel_chunks(control, "bands", chunks_of(nodes, nodes_at_a_time), [&](Chunk chunk, std::size_t) {
        for (auto node = static_cast<std::uint32_t>(chunk.begin); node < chunk.end; ++node) {
            const std::uint32_t* sketch = sketches_.of(node);
            for (std::size_t k = 0; k < count; ++k) {
                bands_[k][node] = {band_key(sketch, banding_, first + k), node};
            }
        }
    });
    // A few nodes are sorted sooner than a thread starts.
    const auto chunks = chunks_of(count, nodes < 2000 ? count : 1);
    parallel_chunks(control, "bands", chunks, [&](Chunk chunk, std::size_t worker) {
        for (std::size_t k = chunk.begin; k < chunk.end; ++k) {
            workers_[worker].repeated.keep_in(bands_[k]);
            sort_by_key(bands_[k], workers_[worker].scratch);
        }
    });
    return loaded_.end;
}

}  // namespace twicetold
