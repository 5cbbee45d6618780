#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "twicetold/base/parallel.hpp"
#include "twicetold/base/radix_sort.hpp"
#include "twicetold/dedup/buckets.hpp"
#include "twicetold/dedup/pair_memos.hpp"
#include "twicetold/dedup/shingle_sets.hpp"

namespace twicetold {

/// Inverted lists of the rarest shingles of sets, so few of each that nearly no two sets below a Jaccard threshold
/// share a list, but all others do (PPJoin: Xiao, Wang, Lin and Yu, WWW 2008).
///
/// In one order of all shingles, rarest first, a set probes the lists of its first |x| - a + 1, where a is the least
/// overlap with any other set; it is found in those of its first |y| - b + 1, where b is that with a set of at least
/// its size: 2t/(1+t)·|y|. Each pair is found by the larger set, and sets that share just less than the threshold asks
/// for, as texts of one template do, share only shingles in which nothing is found.
///
/// Memory: 16 bytes an entry of a list, and while it is built twice that and a count for each shingle.
class PrefixIndex {
  public:
    PrefixIndex(const ShingleSetList& sets, double threshold);

    /// The pairs that for_each_partner visits without a limit, at most.
    [[nodiscard]] std::size_t cost() const { return cost_; }

    /// Of the lists in which something is found.
    [[nodiscard]] const BucketSizes& sizes() const { return sizes_; }

    /// Lists of more sets are crowds.
    void set_limit(std::size_t limit) { limit_ = limit; }

    /// visit(other) for the sets, not larger, with which `set` shares a list that is no crowd, some more than once.
    template <class Visit>
    void for_each_partner(std::uint32_t set, Visit&& visit) const {
        const std::uint32_t place = place_of_[set];
        for (std::size_t k = starts_[place]; k < starts_[place + 1]; ++k) {
            const List& list = lists_[list_of_[k]];
            if (list.size() > limit_) {
                continue;
            }
            for (std::size_t entry = list.found.begin; entry < list.found.end; ++entry) {
                if (found_[entry].item >= place) {  // in rising order
                    break;
                }
                visit(order_[found_[entry].item]);
            }
        }
    }

    /// visit(left, right), left < right, for the edges of crowds, some more than once. `priority` ranks sets.
    template <class Visit>
    void for_each_edge_of_crowds(std::span<const std::uint32_t> priority, Visit&& visit) const {
        CrowdEdges edges;
        std::vector<Keyed> crowd;
        for (const List& list : lists_) {
            if (list.size() > limit_) {
                collect(list, priority, crowd);
                edges.visit(crowd, limit_, order_.size(),
                            [&](std::uint32_t a, std::uint32_t b) { visit(std::min(a, b), std::max(a, b)); });
            }
        }
    }

  private:
    struct List {
        Chunk found;   // entries of found_
        Chunk probes;  // entries of probes_: sets that look for others here, but are not found

        [[nodiscard]] std::size_t size() const { return found.end - found.begin + probes.end - probes.begin; }
    };

    void append_prefix(std::uint32_t place, ShingleSet set, double threshold, const ShingleCounts& counts);
    void make_lists();
    void invert();

    template <class Visit>
    void for_each_place(const List& list, Visit&& visit) const {
        for (std::size_t entry = list.found.begin; entry < list.found.end; ++entry) {
            visit(found_[entry].item);
        }
        for (std::size_t entry = list.probes.begin; entry < list.probes.end; ++entry) {
            visit(probes_[entry].item);
        }
    }

    /// The sets of a list, best first.
    void collect(const List& list, std::span<const std::uint32_t> priority, std::vector<Keyed>& crowd) const;

    std::vector<std::uint32_t> order_;     // sets by (size, number): a place is a position here
    std::vector<std::uint32_t> place_of_;  // of each set
    std::vector<Keyed> found_;             // (shingle, place)
    std::vector<Keyed> probes_;
    std::vector<List> lists_;
    std::vector<std::size_t> starts_;  // of each place in list_of_
    std::vector<std::uint32_t> list_of_;
    std::vector<std::pair<std::uint16_t, std::uint64_t>> scratch_;
    BucketSizes sizes_;
    std::size_t cost_ = 0;
    std::size_t limit_ = no_limit;
};

}  // namespace twicetold
