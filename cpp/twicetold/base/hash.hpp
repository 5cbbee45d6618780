#pragma once

// The one place that includes xxHash. What is computed here is part of the sketch format (tt.FORMAT): golden values
// in test_hash.cpp guard it.

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

#include "twicetold/base/simd.hpp"

namespace twicetold {

struct Hash128 {
    std::uint64_t low = 0;
    std::uint64_t high = 0;

    bool operator==(const Hash128&) const = default;
    auto operator<=>(const Hash128&) const = default;
};

/// Eight bytes as a little-endian integer, on any platform.
[[nodiscard]] inline std::uint64_t load_little_endian(const char* bytes) {
    std::uint64_t value;
    std::memcpy(&value, bytes, sizeof value);
    if constexpr (std::endian::native == std::endian::big) {
        value = XXH_swap64(value);
    }
    return value;
}

/// Mixes all bits of `x`; a bijection (the finaliser of SplitMix64, Steele, Lea and Flood 2014).
[[nodiscard]] constexpr std::uint64_t avalanche(std::uint64_t x) {
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

/// The 128-bit product of `a` and `b`, folded by exclusive or.
[[nodiscard]] TWICETOLD_PORTABLE std::uint64_t multiply_fold(std::uint64_t a, std::uint64_t b) {
#if defined(__SIZEOF_INT128__)
    // What XXH_mult64to128 does, but GCC takes that through memory.
    const auto product = static_cast<unsigned __int128>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
#else
    const XXH128_hash_t product = XXH_mult64to128(a, b);
    return product.low64 ^ product.high64;
#endif
}

/// XXH3 of any bytes.
[[nodiscard]] inline std::uint64_t hash_bytes(const void* bytes, std::size_t size) {
    return XXH3_64bits(bytes, size);
}

[[nodiscard]] inline Hash128 hash_bytes_128(const void* bytes, std::size_t size) {
    const XXH128_hash_t hash = XXH3_128bits(bytes, size);
    return {hash.low64, hash.high64};
}

/// Identity of a sequence of 64-bit values.
[[nodiscard]] inline Hash128 hash_sequence(std::span<const std::uint64_t> values) {
    return hash_bytes_128(values.data(), values.size_bytes());
}

constexpr std::size_t longest_short = 16;

/// By size, what hash_short does with the first and the second eight bytes: which bits count, and what they are joined
/// with.
struct ShortSize {
    std::uint64_t low_mask;
    std::uint64_t high_mask;
    std::uint64_t high_seed;
    std::uint64_t unused = 0;  // so that an entry is found by a shift
};

inline constexpr auto short_sizes = [] {
    const auto mask_of = [](std::size_t bytes) {
        return bytes >= 8 ? ~std::uint64_t{0} : (std::uint64_t{1} << (8 * bytes)) - 1;
    };
    std::array<ShortSize, longest_short + 1> sizes{};
    for (std::size_t size = 0; size < sizes.size(); ++size) {
        sizes[size] = {mask_of(size), mask_of(size <= 8 ? 0 : size - 8),
                       0xd6e8feb86659fd93u ^ std::uint64_t{size} << 56, 0};
    }
    return sizes;
}();

/// Hash of a token of 1..16 bytes that is followed by at least 16 readable bytes: no branch on its length, about
/// five times as fast as XXH3, of which longer tokens are hashed.
[[nodiscard]] TWICETOLD_PORTABLE std::uint64_t hash_short(const char* bytes, std::size_t size) {
    const ShortSize& of = short_sizes[size];
    const std::uint64_t low = load_little_endian(bytes) & of.low_mask;
    const std::uint64_t high = load_little_endian(bytes + 8) & of.high_mask;
    return avalanche(multiply_fold(low ^ 0x9e3779b97f4a7c15u, high ^ of.high_seed));
}

/// Hash of a token; `bytes` is followed by at least 16 readable bytes.
[[nodiscard]] TWICETOLD_PORTABLE std::uint64_t hash_token(const char* bytes, std::size_t size) {
    return size <= longest_short ? hash_short(bytes, size) : hash_bytes(bytes, size);
}

}  // namespace twicetold
