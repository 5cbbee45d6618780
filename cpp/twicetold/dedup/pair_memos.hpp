#pragma once

// What is remembered of pairs so that they need not be looked at again. Forgetting costs time and changes nothing.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "twicetold/base/radix_sort.hpp"
#include "twicetold/dedup/buckets.hpp"
#include "twicetold/dedup/candidate.hpp"
#include "twicetold/dedup/corpus.hpp"

namespace twicetold {

/// Pairs that need not be looked at again, as many as fit: alike texts meet in nearly every band, and to see from their
/// sketches that they have met takes two reads far from the processor.
class SettledPairs {
  public:
    void clear() { pairs_.assign(std::size_t{1} << bits, Candidate{}); }
    [[nodiscard]] bool has(Candidate pair) const { return pairs_[place(pair)] == pair; }
    void add(Candidate pair) { pairs_[place(pair)] = pair; }

  private:
    static constexpr unsigned bits = 16;

    static std::size_t place(Candidate pair) {
        const std::uint64_t both = std::uint64_t{pair.left} << 32 | pair.right;
        return both * 0x9e3779b97f4a7c15u >> (64 - bits);
    }

    std::vector<Candidate> pairs_;  // {0, 0}: none
};

/// Calls visit(earlier, later) with the nodes of the edges of crowds (bucket_edges), but for most of those that it
/// called with before: bands repeat each other's crowds. Remembers for each node which of the first 64 representatives
/// it was compared with, which with alike crowds are all, and its last neighbour. 16 bytes a node.
class CrowdEdges {
  public:
    void clear() {
        compared_.clear();
        neighbours_.clear();
        bits_.clear();
    }

    /// `crowd`: the members sorted by keep priority, more than `limit`; all below `nodes`.
    template <class Visit>
    void visit(std::span<const Keyed> crowd, std::size_t limit, std::size_t nodes, Visit&& visit) {
        compared_.resize(nodes);
        neighbours_.resize(nodes, none);
        std::array<std::uint64_t, bucket_representatives> bits{};
        for (std::size_t k = 0; k < bits.size(); ++k) {
            bits[k] = bit_of(crowd[k].item);
        }
        bucket_edges(crowd.size(), limit, [&](std::size_t earlier, std::size_t later) {
            const std::uint32_t a = crowd[earlier].item;
            const std::uint32_t b = crowd[later].item;
            if (earlier < bits.size() ? (compared_[b] & bits[earlier]) != 0 : neighbours_[b] == a) {
                return;
            }
            if (earlier < bits.size()) {
                compared_[b] |= bits[earlier];
            } else {
                neighbours_[b] = a;
            }
            visit(a, b);
        });
    }

  private:
    /// The representative's bit; 0 if there are too many.
    std::uint64_t bit_of(std::uint32_t representative) {
        if (bits_.size() == 64 && !bits_.contains(representative)) {
            return 0;
        }
        return std::uint64_t{1} << bits_.try_emplace(representative, bits_.size()).first->second;
    }

    std::vector<std::uint64_t> compared_;  // by node, a bit for each representative
    std::vector<std::uint32_t> neighbours_;
    std::unordered_map<std::uint32_t, std::size_t> bits_;
};

}  // namespace twicetold
