#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "twicetold/dedup/buckets.hpp"
#include "twicetold/dedup/shingle_sets.hpp"

namespace twicetold {

/// Numbers some of the places of shingles, in rising order. Memory: 2 bits a place.
class PlaceNumbers {
  public:
    PlaceNumbers(std::size_t places, std::span<const std::uint32_t> numbered);

    [[nodiscard]] std::size_t size() const { return size_; }
    /// The place's number, or `none`.
    [[nodiscard]] std::uint32_t of(std::size_t place) const {
        const Word& word = words_[place / 64];
        const std::uint64_t bit = std::uint64_t{1} << place % 64;
        return (word.bits & bit) == 0 ? none
                                      : word.before + static_cast<std::uint32_t>(std::popcount(word.bits & (bit - 1)));
    }

  private:
    struct Word {
        std::uint64_t bits = 0;
        std::uint32_t before = 0;  // numbers given out in the words before
    };
    std::vector<Word> words_;
    std::uint32_t size_ = 0;
};

/// Of the shingles that a prober could do without, for every so many one more of its probes must be held.
constexpr std::size_t shingles_per_needed_probe = 4;

/// Texts that look for others, the holders, that have at least a share of their own shingles.
struct Probing {
    const ShingleSetList& holders;            // may lack shingles that no prober has
    const ShingleSetList& probers;            // may lack shingles that no holder has
    const std::vector<std::uint32_t>& sizes;  // of the probers' sets, before anything was left out
    double threshold;
};

/// The inverted lists of the probers' rarest shingles, their probes. Of |A| shingles, `fewest` of which must be held,
/// the |A| - fewest + k rarest are such that k of them are held by whoever holds enough (prefix filter: Chaudhuri,
/// Ganti and Kaushik, ICDE 2006; k > 1: Wang, Li and Feng, SIGMOD 2012). Memory: 4 bytes a probe, 12 bytes a list.
class ProbeIndex {
  public:
    /// Both must outlive the index.
    ProbeIndex(const Probing& probing, const ShingleCounts& counts);

    /// How many probes of this prober a holder must have.
    [[nodiscard]] std::size_t needed(std::size_t prober) const { return last_holder_.empty() ? needed_[prober] : 1; }

    /// visit(probers) for each of the holder's shingles that probers, in rising order, look up; a list may come twice.
    /// Under a limit only for those shingles that it is among the first so many to hold.
    template <class Visit>
    void for_each_list(std::uint32_t holder, Visit&& visit) const {
        for (const std::uint64_t shingle : probing_.holders[holder]) {
            const std::uint32_t list = numbers_.of(counts_.place(shingle));
            if (list != none && (last_holder_.empty() || holder <= last_holder_[list])) {
                visit(std::span(probers_).subspan(starts_[list], size(list)));
            }
        }
    }

    /// The most holders that a shingle has which is looked up.
    [[nodiscard]] std::size_t largest() const { return largest_; }
    /// How often holders meet probers in lists, if only the first `limit` holders of each shingle do.
    [[nodiscard]] std::size_t meetings(std::size_t limit = no_limit) const;
    /// How many shingles have more holders than `limit`, …
    [[nodiscard]] std::size_t crowded_lists(std::size_t limit) const;
    /// … and how many probes are of them.
    [[nodiscard]] std::size_t bounded_probes(std::size_t limit) const;
    /// From now on only the first `limit` holders of a shingle meet its probers.
    void set_limit(std::size_t limit);

  private:
    [[nodiscard]] std::size_t size(std::size_t list) const { return starts_[list + 1] - starts_[list]; }
    /// The places of all probes, one prober after the other.
    [[nodiscard]] std::vector<std::uint32_t> choose_probes();
    void make_lists(std::vector<std::uint32_t> probes);
    void count_holders();

    Probing probing_;
    const ShingleCounts& counts_;
    std::vector<std::uint32_t> needed_;  // of each prober
    std::vector<std::size_t> ends_;      // of each prober's probes
    PlaceNumbers numbers_;
    std::vector<std::size_t> starts_;  // of each list in probers_
    std::vector<std::uint32_t> probers_;
    std::vector<std::uint32_t> holders_;      // of each list: how many
    std::vector<std::uint32_t> last_holder_;  // of each list, under a limit: the last of the first so many, or `none`
    std::size_t largest_ = 0;
};

}  // namespace twicetold
