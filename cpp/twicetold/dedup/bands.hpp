#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "twicetold/base/hash.hpp"

namespace twicetold {

/// How a sketch is cut into bands: `count` bands of `rows` slots each; slots left over are not used.
struct Banding {
    std::size_t rows = 0;
    std::size_t count = 0;

    /// The probability that two texts of this similarity share at least one band.
    [[nodiscard]] double recall(double similarity) const;
};

/// The banding with the longest bands (so the fewest candidates) that finds a pair exactly at `threshold` with
/// probability at least `recall`: the largest r with 1 - (1 - t^r)^floor(K/r) >= recall.
///
/// Throws std::invalid_argument if threshold is outside (0, 1], recall outside (0, 1), or no banding of that many
/// slots reaches the recall; the message names the number of slots that would, or the exact method.
[[nodiscard]] Banding choose_banding(double threshold, double recall, std::size_t slots);

/// How many equal slots a pair exactly at `threshold` has at least, but with a probability of a tenth of what `banding`
/// leaves of the misses that `recall` allows. The number of equal slots of K is spread no wider than a binomial one.
[[nodiscard]] std::size_t fewest_equal_slots(double threshold, double recall, Banding banding, std::size_t slots);

/// The key of band `band` of a sketch: equal for two sketches if the slots of the band are.
[[nodiscard]] inline std::uint64_t band_key(const std::uint32_t* sketch, Banding banding, std::size_t band) {
    std::uint64_t key = avalanche(band + 1);
    const std::uint32_t* slots = sketch + band * banding.rows;
    for (std::size_t k = 0; k < banding.rows; ++k) {
        key = (key ^ slots[k]) * 0x9e3779b97f4a7c15u;
        key ^= key >> 32;
    }
    return avalanche(key);
}

/// Whether the slots of band `band` are equal.
[[nodiscard]] inline bool same_band(const std::uint32_t* left, const std::uint32_t* right, Banding banding,
                                    std::size_t band) {
    for (std::size_t k = band * banding.rows; k < (band + 1) * banding.rows; ++k) {
        if (left[k] != right[k]) {
            return false;
        }
    }
    return true;
}

}  // namespace twicetold
