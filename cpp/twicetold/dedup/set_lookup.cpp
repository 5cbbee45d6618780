#include "twicetold/dedup/set_lookup.hpp"

#include <algorithm>
#include <bit>

#include "twicetold/dedup/similarity.hpp"

namespace twicetold {

void SetLookup::load(std::span<const std::uint64_t> set) {
    set_ = set;
    looked_up_ = 0;
    has_table_ = false;
}

std::size_t SetLookup::overlap(std::span<const std::uint64_t> other, std::size_t required) {
    constexpr std::size_t much = 16;
    if (required > std::min(set_.size(), other.size())) {
        return 0;
    }
    if (!has_table_) {
        looked_up_ += other.size();
        if (set_.size() > much * looked_up_) {
            return overlap_with_larger(other, set_, required);
        }
        make_table();
    }
    constexpr std::size_t block = 32;
    const std::size_t most_misses = other.size() - required;
    std::size_t common = 0;
    for (std::size_t begin = 0; begin < other.size(); begin += block) {
        const auto part = other.subspan(begin, std::min(block, other.size() - begin));
        for (const std::uint64_t hash : part) {
            common += has(hash);
        }
        if (begin + part.size() - common > most_misses) {
            return 0;
        }
    }
    return common;
}

void SetLookup::make_table() {
    padded_.assign(set_.begin(), set_.end());
    padded_.insert(padded_.end(), 2, set_.back());
    const auto bits = static_cast<unsigned>(std::bit_width(set_.size())) + 1;
    shift_ = 64 - bits;
    starts_.resize((std::size_t{1} << bits) + 1);
    std::size_t bucket = 0;
    for (std::uint32_t k = 0; k < set_.size(); ++k) {
        for (const std::size_t own = set_[k] >> shift_; bucket <= own; ++bucket) {
            starts_[bucket] = k;
        }
    }
    std::fill(starts_.begin() + static_cast<std::ptrdiff_t>(bucket), starts_.end(),
              static_cast<std::uint32_t>(set_.size()));
    has_table_ = true;
}

bool SetLookup::has(std::uint64_t hash) const {
    const std::size_t bucket = hash >> shift_;
    const std::uint32_t begin = starts_[bucket];
    const std::uint32_t end = starts_[bucket + 1];
    if (end - begin > 2) [[unlikely]] {
        return std::binary_search(set_.begin() + begin, set_.begin() + end, hash);
    }
    // No branch on how many there are: what follows them is another hash, or the last one once more.
    return (padded_[begin] == hash) | (padded_[begin + 1] == hash);
}

}  // namespace twicetold
