#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "twicetold/base/parallel.hpp"
#include "twicetold/base/radix_sort.hpp"
#include "twicetold/base/repeated_keys.hpp"
#include "twicetold/dedup/bands.hpp"
#include "twicetold/dedup/corpus.hpp"

namespace twicetold {

/// The sketches of all rows; nodes read the one of their first row. Rows that nobody reads are never written, so that
/// they take no memory.
struct Sketches {
    std::unique_ptr<std::uint32_t[]> values;
    std::size_t slots;
    const Nodes* nodes;

    [[nodiscard]] std::span<std::uint32_t> row(std::size_t row) { return {values.get() + row * slots, slots}; }
    [[nodiscard]] const std::uint32_t* of(std::uint32_t node) const {
        return values.get() + nodes->first_row[node] * slots;
    }
};

/// The nodes of a band sorted by key, but for those alone with theirs, a few neighbouring bands at a time: a sketch is
/// far from the processor, so it is read once for all of them. Memory: 16 bytes for each of them and node.
class BandBuckets {
  public:
    BandBuckets(const Sketches& sketches, Banding banding, std::size_t threads);

    /// Sorts the bands that stand in memory together from `first` on, unless they are in memory; returns the end of
    /// them.
    std::size_t load(std::size_t first, const Control& control);

    /// visit(members) for every bucket of two or more nodes of a band in memory, in rising order. The visitor may
    /// reorder the members.
    template <class Visit>
    void for_each_bucket(std::size_t band, Visit&& visit) {
        const std::span items(bands_[band - loaded_.begin]);
        for (std::size_t begin = 0, end = 0; begin < items.size(); begin = end) {
            while (end < items.size() && items[end].key == items[begin].key) {
                ++end;
            }
            if (end - begin > 1) {
                visit(items.subspan(begin, end - begin));
            }
        }
    }

  private:
    const Sketches& sketches_;
    Banding banding_;
    Chunk loaded_;
    std::vector<std::vector<Keyed>> bands_;
    struct Worker {
        std::vector<Keyed> scratch;
        RepeatedKeys repeated;
    };
    std::vector<Worker> workers_;
};

}  // namespace twicetold
