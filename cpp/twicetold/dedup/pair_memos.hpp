#pragma once

// What is remembered of pairs so that they need not be looked at again. Forgetting costs time and changes nothing.

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "twicetold/dedup/candidate.hpp"

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

/// Which nodes were compared with which representatives of crowds: bands repeat each other's crowds. Knows the first 64
/// representatives it meets, which with alike crowds are all.
class ComparedInCrowds {
  public:
    void clear() {
        compared_.clear();
        bits_.clear();
    }
    void reserve(std::size_t nodes) { compared_.resize(nodes); }

    /// The representative's bit; 0 if there are too many.
    std::uint64_t bit_of(std::uint32_t representative) {
        if (bits_.size() == 64 && !bits_.contains(representative)) {
            return 0;
        }
        return std::uint64_t{1} << bits_.try_emplace(representative, bits_.size()).first->second;
    }

    /// Whether the node was compared with the representative of this bit; it is from now on.
    bool add(std::uint32_t node, std::uint64_t bit) {
        const bool before = (compared_[node] & bit) != 0;
        compared_[node] |= bit;
        return before;
    }

  private:
    std::vector<std::uint64_t> compared_;  // by node, a bit for each representative
    std::unordered_map<std::uint32_t, std::size_t> bits_;
};

}  // namespace twicetold
