#pragma once

// The one place that includes xxHash. What is computed here is part of the sketch format (tt.FORMAT): golden values
// in test_hash.cpp guard it.

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

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
[[nodiscard]] inline std::uint64_t multiply_fold(std::uint64_t a, std::uint64_t b) {
    const XXH128_hash_t product = XXH_mult64to128(a, b);
    return product.low64 ^ product.high64;
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

/// Hash of a token of 1..16 bytes that is followed by at least 16 readable bytes: no branch on its length, about
/// five times as fast as XXH3, of which longer tokens are hashed.
[[nodiscard]] inline std::uint64_t hash_short(const char* bytes, std::size_t size) {
    const std::size_t low_size = size < 8 ? size : 8;
    const std::size_t high_size = size - low_size;
    const std::uint64_t low = load_little_endian(bytes) & (~std::uint64_t{0} >> (64 - 8 * low_size));
    // Shifting in two halves keeps a shift by 64 (high_size 0) defined.
    const std::uint64_t high =
        load_little_endian(bytes + 8) & ~(~std::uint64_t{0} << (4 * high_size) << (4 * high_size));
    return avalanche(multiply_fold(low ^ 0x9e3779b97f4a7c15u, high ^ 0xd6e8feb86659fd93u ^ (size << 56)));
}

/// Hash of a token; `bytes` is followed by at least 16 readable bytes.
[[nodiscard]] inline std::uint64_t hash_token(const char* bytes, std::size_t size) {
    return size <= 16 ? hash_short(bytes, size) : hash_bytes(bytes, size);
}

}  // namespace twicetold
