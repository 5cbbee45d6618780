#include "twicetold/dedup/sketch_digests.hpp"

#include <array>

namespace twicetold {

namespace {

TWICETOLD_PORTABLE std::size_t count_equal(const std::uint8_t* a, const std::uint8_t* b, std::size_t size) {
    // 32 counters of a byte each: at most 8 are added to each, so that none overflows.
    std::array<std::uint8_t, 32> counts{};
    for (std::size_t begin = 0; begin < size; begin += counts.size()) {
        for (std::size_t k = 0; k < counts.size(); ++k) {
            counts[k] = static_cast<std::uint8_t>(counts[k] + (a[begin + k] == b[begin + k]));
        }
    }
    std::uint32_t sum = 0;
    for (const std::uint8_t count : counts) {
        sum += count;
    }
    return sum;
}

#if defined(TWICETOLD_AVX2)
TWICETOLD_AVX2 std::size_t count_equal_avx2(const std::uint8_t* a, const std::uint8_t* b, std::size_t size) {
    return count_equal(a, b, size);
}
#endif

}  // namespace

void SketchDigests::read(const Sketches& sketches, std::span<const Keyed> bucket) {
    slots_ = sketches.slots;
    bytes_.resize(bucket.size() * slots_);
    std::uint8_t* out = bytes_.data();
    for (const Keyed& member : bucket) {
        const std::uint32_t* sketch = sketches.of(member.item);
        for (std::size_t k = 0; k < slots_; ++k) {
            *out++ = static_cast<std::uint8_t>(sketch[k]);
        }
    }
}

std::size_t SketchDigests::equal_bytes(const std::uint8_t* a, const std::uint8_t* b, std::size_t size,
                                       [[maybe_unused]] Simd simd) {
#if defined(TWICETOLD_AVX2)
    if (simd == Simd::avx2) {
        return count_equal_avx2(a, b, size);
    }
#endif
    return count_equal(a, b, size);
}

}  // namespace twicetold
