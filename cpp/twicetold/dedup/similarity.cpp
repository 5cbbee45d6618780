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

/// One counting pass by the leading bits leaves runs of about one element, then each run is sorted by itself.
void sort_hashes(std::vector<std::uint64_t>& hashes) {
    const auto bits = static_cast<unsigned>(std::bit_width(hashes.size()));
    const unsigned shift = 64 - bits;
    thread_local std::vector<std::uint32_t> ends;
    thread_local std::vector<std::uint64_t> sorted;
    ends.assign((std::size_t{1} << bits) + 1, 0);
    sorted.resize(hashes.size());
    for (const std::uint64_t hash : hashes) {
        ++ends[(hash >> shift) + 1];
    }
    for (std::size_t k = 1; k < ends.size(); ++k) {
        ends[k] += ends[k - 1];
    }
    for (const std::uint64_t hash : hashes) {
        sorted[ends[hash >> shift]++] = hash;
    }
    for (std::size_t begin = 0, k = 0; begin < sorted.size(); ++k) {
        const std::size_t end = ends[k];
        if (end - begin > small) {  // repeated shingles, or crafted ones
            std::sort(sorted.begin() + static_cast<std::ptrdiff_t>(begin),
                      sorted.begin() + static_cast<std::ptrdiff_t>(end));
        } else if (end - begin > 1) {
            insertion_sort(std::span(sorted).subspan(begin, end - begin));
        }
        begin = end;
    }
    hashes.swap(sorted);
    constexpr std::size_t kept_scratch = std::size_t{1} << 20;
    if (sorted.size() > kept_scratch) {
        sorted = {};
        ends = {};
    }
}

}  // namespace

void check_threshold(double threshold) {
    if (!(threshold > 0.0 && threshold <= 1.0)) {
        throw std::invalid_argument("threshold must be in (0, 1], got " + format(threshold));
    }
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

}  // namespace twicetold
