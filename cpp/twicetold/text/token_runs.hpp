#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "twicetold/base/simd.hpp"
#include "twicetold/text/fold.hpp"

namespace twicetold {

/// The runs of bits that a text's tokens are once apostrophes that join are in them: what TokenEdges reads one by one,
/// many at a time, without a branch on where one begins.
class TokenRuns {
  public:
    explicit TokenRuns(const FoldedText& folded)
        : tokens_(folded.token_bits().data()),
          starts_(folded.has_starts() ? folded.start_bits().data() : nullptr),
          words_(folded.bytes().size() / 64 + 1) {}

    /// Calls visit(begin, end) for every run, in order.
    template <class Visit>
    TWICETOLD_PORTABLE void for_each(Visit&& visit) {
        Edges begins;
        Edges ends;
        std::size_t open = 0;  // 1: the first of `begins` has no end yet
        std::uint64_t behind = 0;
        for (std::size_t word = 0; word < words_;) {
            std::size_t begin_count = open;
            std::size_t end_count = 0;
            for (const std::size_t stop = word + at_a_time < words_ ? word + at_a_time : words_; word < stop; ++word) {
                const std::uint64_t token = tokens_[word];
                const std::uint64_t start = starts_ == nullptr ? 0 : starts_[word];
                const std::uint64_t before = token << 1 | behind;  // the byte before belongs to a token
                behind = token >> 63;
                begin_count = append(token & (~before | start), 64 * word, begins, begin_count);
                end_count = append(before & (~token | start), 64 * word, ends, end_count);
            }
            for (std::size_t k = 0; k < end_count; ++k) {
                visit(begins[k], ends[k]);
            }
            open = begin_count - end_count;
            if (open != 0) {
                begins[0] = begins[end_count];
            }
        }
    }

  private:
    static constexpr std::size_t at_a_time = 16;  // words
    static constexpr std::size_t batch = 8;
    using Edges = std::array<std::uint32_t, 64 * at_a_time + batch + 1>;

    /// Writes where the bits of a word stand from `count` on, a batch at a time, and returns the count with them.
    TWICETOLD_PORTABLE static std::size_t append(std::uint64_t bits, std::size_t first, Edges& edges,
                                                 std::size_t count) {
        const auto end = count + static_cast<std::size_t>(std::popcount(bits));
        do {
            for (std::size_t k = 0; k < batch; ++k) {
                // So that no bits are no case of their own, for which compilers would branch: then nobody reads it.
                const std::uint64_t some = bits | std::uint64_t{1} << 63;
                edges[count + k] = static_cast<std::uint32_t>(first + static_cast<std::size_t>(std::countr_zero(some)));
                bits &= bits - 1;
            }
            count += batch;
        } while (count < end);
        return end;
    }

    const std::uint64_t* tokens_;
    const std::uint64_t* starts_;
    std::size_t words_;
};

}  // namespace twicetold
