#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "twicetold/base/simd.hpp"
#include "twicetold/dedup/band_buckets.hpp"

namespace twicetold {

/// One byte of each slot of the members of a bucket, side by side: what a large bucket's pairs are sifted by, some ten
/// times as fast as by the sketches. Equal slots have equal bytes, so the count of equal bytes is never too low.
class SketchDigests {
  public:
    void read(const Sketches& sketches, std::span<const Keyed> bucket);

    /// Equal bytes of two members of the bucket.
    [[nodiscard]] std::size_t equal(std::size_t a, std::size_t b) const {
        return equal_bytes(bytes_.data() + a * slots_, bytes_.data() + b * slots_, slots_, simd_);
    }

    /// How many of `size` bytes, a multiple of 64 and at most 256, are equal.
    [[nodiscard]] static std::size_t equal_bytes(const std::uint8_t* a, const std::uint8_t* b, std::size_t size,
                                                 Simd simd);

  private:
    std::vector<std::uint8_t> bytes_;
    std::size_t slots_ = 0;
    Simd simd_ = best_simd();
};

}  // namespace twicetold
