#include "twicetold/dedup/similarity.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <stdexcept>

#include "twicetold/base/format.hpp"

namespace twicetold {

namespace {

constexpr std::size_t small = 48;

/// Insertion sort: `values` are a handful, or nearly in order.
void insertion_sort(std::span<std::uint64_t> values) {
    for (std::size_t i = 1; i < values.size(); ++i) {
        const std::uint64_t value = values[i];
        std::size_t k = i;
        for (; k > 0 && values[k - 1] > value; --k) {
            values[k] = values[k - 1];
        }
        values[k] = value;
    }
}

/// Spreads hashes over `to` by the `bits` bits behind the first `known`, which are all alike; `ends` gets where each
/// value of these bits ends. Returns how many the most frequent one has.
std::uint32_t spread(std::span<const std::uint64_t> from, std::span<std::uint64_t> to, unsigned known, unsigned bits,
                     std::vector<std::uint32_t>& ends) {
    const auto place = [=](std::uint64_t hash) { return hash << known >> (64 - bits); };
    ends.assign((std::size_t{1} << bits) + 1, 0);
    for (const std::uint64_t hash : from) {
        ++ends[place(hash) + 1];
    }
    std::uint32_t most = 0;
    for (std::size_t k = 1; k < ends.size(); ++k) {
        most = std::max(most, ends[k]);
        ends[k] += ends[k - 1];
    }
    for (const std::uint64_t hash : from) {
        to[ends[place(hash)]++] = hash;
    }
    return most;
}

/// One counting pass leaves runs of about one element, and what is hardly out of order. Long runs are sorted by
/// themselves.
void sort_into(std::span<const std::uint64_t> from, std::span<std::uint64_t> to, unsigned known,
               std::vector<std::uint32_t>& ends) {
    if (spread(from, to, known, static_cast<unsigned>(std::bit_width(from.size())), ends) <= small) {
        insertion_sort(to);
        return;
    }
    for (std::size_t begin = 0, k = 0; begin < to.size(); ++k) {
        const std::size_t end = ends[k];
        const auto run = to.subspan(begin, end - begin);
        if (run.size() > small) {  // repeated shingles, or crafted ones
            std::ranges::sort(run);
        } else if (run.size() > 1) {
            insertion_sort(run);
        }
        begin = end;
    }
}

void sort_hashes(std::vector<std::uint64_t>& hashes) {
    thread_local std::vector<std::uint32_t> ends;
    thread_local std::vector<std::uint64_t> other;
    constexpr std::size_t in_cache = std::size_t{1} << 16;
    other.resize(hashes.size());
    if (hashes.size() <= in_cache) {
        sort_into(hashes, other, 0, ends);
        hashes.swap(other);
        return;
    }
    // First into parts that fit into the cache, in which elements may be far apart.
    constexpr unsigned bits = 9;
    std::vector<std::uint32_t> parts;
    spread(hashes, other, 0, bits, parts);
    for (std::size_t begin = 0, k = 0; begin < other.size(); ++k) {
        if (const std::size_t size = parts[k] - begin; size > 0) {
            sort_into(std::span(other).subspan(begin, size), std::span(hashes).subspan(begin, size), bits, ends);
        }
        begin = parts[k];
    }
    other = {};
    ends = {};
}

}  // namespace

void check_threshold(double threshold) {
    if (!(threshold > 0.0 && threshold <= 1.0)) {
        throw std::invalid_argument("threshold must be in (0, 1], got " + format(threshold));
    }
}

std::size_t fewest_of(std::size_t size, double threshold) {
    const auto reaches = [=](std::size_t common) {
        return static_cast<double>(common) / static_cast<double>(size) >= threshold;
    };
    auto fewest = std::min(size, static_cast<std::size_t>(threshold * static_cast<double>(size)));
    while (fewest < size && !reaches(fewest)) {
        ++fewest;
    }
    return fewest;
}

std::size_t required_overlap(std::size_t left, std::size_t right, double threshold) {
    const double exact = std::ceil(threshold / (1.0 + threshold) * static_cast<double>(left + right));
    return exact > 2.0 ? static_cast<std::size_t>(exact) - 1 : 1;
}

void sort_unique_hashes(std::vector<std::uint64_t>& hashes) {
    if (hashes.size() <= small) {
        insertion_sort(hashes);
    } else {
        sort_hashes(hashes);
    }
    hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
}

std::size_t overlap(std::span<const std::uint64_t> left, std::span<const std::uint64_t> right, std::size_t required) {
    std::size_t i = 0;
    std::size_t k = 0;
    std::size_t common = 0;
    while (i < left.size() && k < right.size()) {
        const std::size_t left_over = std::min(left.size() - i, right.size() - k);
        if (common + left_over < required) {
            return 0;
        }
        // No bound can be crossed in this many steps, so they need no check; and no branch on the data.
        for (std::size_t step = 0; step < left_over; ++step) {
            const std::uint64_t a = left[i];
            const std::uint64_t b = right[k];
            common += a == b;
            i += a <= b;
            k += b <= a;
            if ((step & 63) == 63 && common + std::min(left.size() - i, right.size() - k) < required) {
                return 0;
            }
        }
    }
    return common >= required ? common : 0;
}

std::size_t overlap_with_larger(std::span<const std::uint64_t> small, std::span<const std::uint64_t> large,
                                std::size_t required) {
    constexpr std::size_t much = 16;
    if (large.size() < much * small.size()) {
        return overlap(small, large, required);
    }
    std::size_t begin = 0;  // in `large`: what lies before it is smaller than all that is still to be looked up
    std::size_t common = 0;
    for (std::size_t k = 0; k < small.size(); ++k) {
        if (common + (small.size() - k) < required) {
            return 0;
        }
        std::size_t step = 1;
        while (begin + step < large.size() && large[begin + step] < small[k]) {
            step *= 2;
        }
        const auto rest = large.subspan(begin, std::min(step + 1, large.size() - begin));
        begin += static_cast<std::size_t>(std::ranges::lower_bound(rest, small[k]) - rest.begin());
        common += begin < large.size() && large[begin] == small[k];
    }
    return common >= required ? common : 0;
}

}  // namespace twicetold
