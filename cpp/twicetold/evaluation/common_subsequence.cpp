#include "twicetold/evaluation/common_subsequence.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace twicetold {

namespace {

constexpr std::uint64_t ones = ~std::uint64_t{0};
constexpr std::size_t most_words = std::size_t{1} << 17;  // of rows kept at once: 1 MB

/// The lowest `count` < 64 bits.
constexpr std::uint64_t low_bits(std::size_t count) {
    return (std::uint64_t{1} << count) - 1;
}

/// Adds 1 to the blocks [block, end), in which the symbol does not occur: the lowest 0 becomes 1, and all else stays.
void ripple(std::span<std::uint64_t> row, std::size_t block, std::size_t end, bool& carry) {
    for (; carry && block < end; ++block) {
        carry = row[block] == ones;
        row[block] |= row[block] + 1;
    }
}

/// One more than the place of the last 0 in [begin, end) of the row, or `begin`.
std::size_t behind_last_zero(std::span<const std::uint64_t> row, std::size_t begin, std::size_t end) {
    while (end > begin) {
        const std::size_t block = (end - 1) / 64;
        const std::uint64_t upper = (end % 64 == 0 ? 0 : ~low_bits(end % 64));
        const std::uint64_t zeros = ~(row[block] | upper);
        if (zeros != 0) {
            return std::max(begin, 64 * block + static_cast<std::size_t>(std::bit_width(zeros)));
        }
        end = 64 * block;
    }
    return begin;
}

}  // namespace

void CommonSubsequence::assign(std::span<const std::uint32_t> sequence, std::size_t symbols) {
    for (const std::uint32_t symbol : present_) {
        ranges_[symbol] = {};
    }
    present_.clear();
    if (ranges_.size() < symbols) {
        ranges_.resize(symbols);
    }
    sequence_ = sequence;
    blocks_ = (sequence.size() + 63) / 64;
    // `end` counts first, one for each place: at least as many as blocks.
    for (const std::uint32_t symbol : sequence) {
        if (ranges_[symbol].end++ == 0) {
            present_.push_back(symbol);
        }
    }
    std::size_t total = 0;
    for (const std::uint32_t symbol : present_) {
        const std::size_t count = ranges_[symbol].end;
        ranges_[symbol] = {total, total};
        total += count;
    }
    places_.resize(total);
    for (std::size_t k = 0; k < sequence.size(); ++k) {
        Range& range = ranges_[sequence[k]];
        if (range.begin == range.end || places_[range.end - 1].block != k / 64) {
            places_[range.end++] = {k / 64, 0};
        }
        places_[range.end - 1].bits |= std::uint64_t{1} << k % 64;
    }
}

std::span<const CommonSubsequence::Places> CommonSubsequence::places(std::uint32_t symbol) const {
    const Range range = ranges_[symbol];
    return {places_.data() + range.begin, range.end - range.begin};
}

/// From row j − 1 to row j: V' = (V + (V & M)) | (V & ~M), M the places of the symbol (Hyyrö 2004, figure 5).
void CommonSubsequence::advance(Row row, std::uint32_t symbol) const {
    bool carry = false;
    std::size_t block = 0;
    for (const Places& here : places(symbol)) {
        ripple(row, block, here.block, carry);
        const std::uint64_t v = row[here.block];
        const std::uint64_t sum = v + (v & here.bits);
        const std::uint64_t with_carry = sum + (carry ? 1 : 0);
        carry = sum < v || with_carry < sum;
        row[here.block] = with_carry | (v & ~here.bits);
        block = here.block + 1;
    }
    ripple(row, block, blocks_, carry);
}

std::size_t CommonSubsequence::length(std::span<const std::uint32_t> other) {
    rows_.assign(blocks_, ones);
    for (const std::uint32_t symbol : other) {
        advance(rows_, symbol);
    }
    std::size_t zeros = 0;
    for (const std::uint64_t block : rows_) {
        zeros += static_cast<std::size_t>(std::popcount(~block));
    }
    return zeros;
}

/// One more than the last place below `end` where the symbol stands, or 0.
std::size_t CommonSubsequence::last_match(std::uint32_t symbol, std::size_t end) const {
    const std::span<const Places> all = places(symbol);
    auto here = std::ranges::upper_bound(all, (end - 1) / 64, {}, &Places::block);
    while (here != all.begin()) {
        --here;
        const bool cut = here->block == end / 64;
        const std::uint64_t bits = cut ? here->bits & low_bits(end % 64) : here->bits;
        if (bits != 0) {
            return 64 * here->block + static_cast<std::size_t>(std::bit_width(bits));
        }
    }
    return 0;
}

void CommonSubsequence::mark(std::span<const std::uint32_t> other, std::span<std::uint64_t> marks) {
    if (std::ranges::all_of(other, [&](std::uint32_t symbol) { return places(symbol).empty(); })) {
        return;
    }
    // Rows are read from the last to the first. If they are too many to be kept, only every `step`-th is, and those
    // between are made again.
    const bool all_fit = other.size() <= most_words / blocks_;
    const auto root = static_cast<std::size_t>(std::sqrt(static_cast<double>(other.size())));
    const std::size_t step = all_fit ? other.size() : root + 1;
    const std::size_t segments = (other.size() + step - 1) / step;
    const auto row = [this](std::vector<std::uint64_t>& rows, std::size_t k) {
        return Row(rows.data() + k * blocks_, blocks_);
    };
    starts_.assign(segments * blocks_, ones);
    for (std::size_t segment = 1; segment < segments; ++segment) {
        std::ranges::copy(row(starts_, segment - 1), row(starts_, segment).begin());
        for (std::size_t j = (segment - 1) * step; j < segment * step; ++j) {
            advance(row(starts_, segment), other[j]);
        }
    }
    rows_.resize(step * blocks_);
    std::size_t end = sequence_.size();  // places from here on are decided
    for (std::size_t segment = segments; segment-- > 0 && end > 0;) {
        const std::size_t first = segment * step;
        const std::size_t size = std::min(step, other.size() - first);
        for (std::size_t k = 0; k < size; ++k) {
            std::ranges::copy(k == 0 ? row(starts_, segment) : row(rows_, k - 1), row(rows_, k).begin());
            advance(row(rows_, k), other[first + k]);
        }
        for (std::size_t k = size; k-- > 0 && end > 0;) {
            const std::size_t match = last_match(other[first + k], end);
            // Where the row has a 0 nothing shorter will do: the step is back in `other`.
            const std::size_t zero = behind_last_zero(row(rows_, k), match, end);
            if (match > 0 && zero == match) {
                marks[(match - 1) / 64] |= std::uint64_t{1} << (match - 1) % 64;
                end = match - 1;
            } else {
                end = zero;
            }
        }
    }
}

}  // namespace twicetold
