#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <stdexcept>

#include "twicetold/base/simd.hpp"
#include "twicetold/text/fold.hpp"

namespace twicetold {

/// The runs of bits that a text's tokens are once apostrophes that join are in them (join_apostrophes): what TokenEdges
/// reads one by one, many at a time, without a branch on where one begins.
class TokenRuns {
  public:
    /// `folded` must outlive this, and stay as it is. Throws std::length_error for 4 GiB and more: long texts come in
    /// pieces, cut at white space.
    explicit TokenRuns(const FoldedText& folded)
        : tokens_(folded.token_bits().data()),
          starts_(folded.has_starts() ? folded.start_bits().data() : nullptr),
          words_(folded.bytes().size() / 64 + 1) {
        if (folded.bytes().size() > std::numeric_limits<std::uint32_t>::max()) {
            throw std::length_error("a text must have white space within 4 GiB");
        }
    }

    static constexpr std::size_t most_at_a_time = 64 * 16;

    /// Moves on to the next runs, at most `most_at_a_time`, maybe none; false if all were there.
    [[nodiscard]] TWICETOLD_PORTABLE bool next() {
        if (word_ == words_) {
            return false;
        }
        if (open_ != 0) {
            begins_[0] = begins_[count_];
        }
        std::size_t begin_count = open_;
        std::size_t end_count = 0;
        for (const std::size_t stop = std::min(words_, word_ + at_a_time); word_ < stop; ++word_) {
            const std::uint64_t token = tokens_[word_];
            const std::uint64_t start = starts_ == nullptr ? 0 : starts_[word_];
            const std::uint64_t before = token << 1 | behind_;
            behind_ = token >> 63;
            begin_count = append(token & (~before | start), 64 * word_, begins_, begin_count);
            end_count = append(before & (~token | start), 64 * word_, ends_, end_count);
        }
        count_ = end_count;
        open_ = begin_count - end_count;
        return true;
    }

    /// The bytes where runs begin and those behind their ends.
    [[nodiscard]] TWICETOLD_PORTABLE std::span<const std::uint32_t> begins() const {
        return std::span(begins_).first(count_);
    }
    [[nodiscard]] TWICETOLD_PORTABLE std::span<const std::uint32_t> ends() const {
        return std::span(ends_).first(count_);
    }

  private:
    static constexpr std::size_t at_a_time = most_at_a_time / 64;  // words
    static constexpr std::size_t batch = 8;
    using Edges = std::array<std::uint32_t, most_at_a_time + 1 + batch>;

    /// Writes where the bits of a word stand from `count` on, a batch at a time, and returns the count with them.
    TWICETOLD_PORTABLE static std::size_t append(std::uint64_t bits, std::size_t first, Edges& edges,
                                                 std::size_t count) {
        const auto end = count + static_cast<std::size_t>(std::popcount(bits));
        do {
            for (std::size_t k = 0; k < batch; ++k) {
                // So that no bits are no case of their own, for which compilers would branch: nobody reads what it
                // gives.
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
    std::size_t word_ = 0;      // the next to read
    std::uint64_t behind_ = 0;  // 1: the byte before it belongs to a token
    std::size_t count_ = 0;
    std::size_t open_ = 0;  // 1: a run has begun, at begins_[count_], and not ended
    Edges begins_;
    Edges ends_;
};

}  // namespace twicetold
