#include "twicetold/dedup/buckets.hpp"

#include <algorithm>
#include <bit>
#include <iterator>

namespace twicetold {

namespace {

std::size_t edges_of(std::size_t size, std::size_t limit) {
    constexpr std::size_t first = bucket_representatives + 1;
    if (size <= limit || size <= first) {
        return size * (size - 1) / 2;
    }
    return first * (first - 1) / 2 + (size - first) * (bucket_representatives + 1);
}

}  // namespace

void BucketSizes::add(const BucketSizes& other) {
    for (const auto& [size, count] : other.counts_) {
        counts_[size] += count;
    }
}

std::size_t BucketSizes::edges(std::size_t limit) const {
    std::size_t sum = 0;
    for (const auto& [size, count] : counts_) {
        sum += count * edges_of(size, limit);
    }
    return sum;
}

std::size_t BucketSizes::limit_within(std::size_t budget) const {
    if (edges(no_limit) <= budget) {
        return no_limit;
    }
    std::size_t limit = std::bit_floor(largest());
    while (limit > bucket_representatives && edges(limit) > budget) {
        limit /= 2;
    }
    return std::max(limit, bucket_representatives);
}

std::size_t BucketSizes::halve(std::size_t limit) const {
    const auto above = counts_.upper_bound(limit);
    const std::size_t largest_within = above == counts_.begin() ? 0 : std::prev(above)->first;
    std::size_t half = limit == no_limit ? std::bit_ceil(largest_within) : limit;
    do {
        half /= 2;
    } while (half >= largest_within && half > bucket_representatives);
    return std::max(half, bucket_representatives);
}

std::size_t BucketSizes::crowded(std::size_t limit) const {
    std::size_t sum = 0;
    for (auto it = counts_.upper_bound(limit); it != counts_.end(); ++it) {
        sum += it->second;
    }
    return sum;
}

}  // namespace twicetold
