#include "twicetold/dedup/sketch.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <random>
#include <set>
#include <vector>

#include "twicetold/base/hash.hpp"
#include "twicetold/dedup/bands.hpp"
#include "twicetold/dedup/sketch_digests.hpp"

using namespace twicetold;

namespace {

using Hashes = std::vector<std::uint64_t>;
using Slots = std::vector<std::uint32_t>;

std::vector<Simd> instruction_sets() {
    return best_simd() == Simd::baseline ? std::vector{Simd::baseline} : std::vector{Simd::baseline, Simd::avx2};
}

/// Algorithm 1 of the paper, word for word: every shingle in every round, until all slots are filled.
Slots slow_sketch(const Hashes& shingles, std::size_t size) {
    const auto round_bits = static_cast<unsigned>(std::bit_width(2 * size - 1));
    Slots slots(size, empty_slot);
    for (std::uint64_t round = 0; round < 2 * size && !shingles.empty(); ++round) {
        for (const std::uint64_t shingle : shingles) {
            const std::uint64_t x = shingle ^ avalanche(round + 1);
            const std::uint64_t product = (x & 0xFFFFFFFF) * (x >> 32);
            const auto hash = static_cast<std::uint32_t>((product >> 32) ^ (product & 0xFFFFFFFF));
            std::uint32_t& slot = slots[round < size ? hash % size : round - size];
            slot = std::min(slot, static_cast<std::uint32_t>(round << (32 - round_bits)) | hash >> round_bits);
        }
        if (std::ranges::find(slots, empty_slot) == slots.end()) {
            break;
        }
    }
    return slots;
}

struct Twins {
    Hashes left, right;
};

/// Two random sets with `common` of `all` shingles in both.
Twins twins(std::mt19937_64& random, std::size_t all, std::size_t common) {
    Twins made;
    for (std::size_t k = 0; k < all; ++k) {
        const std::uint64_t hash = random();
        if (k < common || k % 2 == 0) {
            made.left.push_back(hash);
        }
        if (k < common || k % 2 == 1) {
            made.right.push_back(hash);
        }
    }
    return made;
}

Slots sketch_of(const Hashes& shingles, std::size_t size) {
    Slots slots(size);
    sketch(shingles, slots);
    return slots;
}

}  // namespace

TEST_CASE("a sketch is that of the algorithm, with all instructions the processor has") {
    std::mt19937_64 random(1);
    for (const std::size_t size : {64u, 128u, 256u}) {
        for (const std::size_t count :
             {0u, 1u, 2u, 3u, 7u, 20u, 24u, 25u, 63u, 96u, 97u, 255u, 256u, 257u, 700u, 3000u}) {
            Hashes shingles(count);
            for (std::uint64_t& hash : shingles) {
                hash = random() % 5 == 0 ? random() % 3 : random();  // some repeated, some small
            }
            const Slots expected = slow_sketch(shingles, size);
            for (const Simd simd : instruction_sets()) {
                Slots slots(size, 7);
                sketch(shingles, slots, simd);
                CAPTURE(size);
                CAPTURE(count);
                CHECK(slots == expected);
            }
        }
    }
}

TEST_CASE("shingles that repeat again and again make the sketch of the different ones") {
    std::mt19937_64 random(3);
    for (const std::size_t size : {64u, 128u, 256u}) {
        for (const std::size_t distinct : {1u, 2u, 20u, 44u, 45u, 90u, 177u, 500u}) {
            Hashes shingles(distinct);
            std::ranges::generate(shingles, random);
            const Slots expected = sketch_of(shingles, size);
            while (shingles.size() < 20 * size) {
                shingles.push_back(shingles[random() % distinct]);
            }
            for (const Simd simd : instruction_sets()) {
                Slots slots(size, 7);
                sketch(shingles, slots, simd);
                CAPTURE(size);
                CAPTURE(distinct);
                CHECK(slots == expected);
            }
        }
    }
}

TEST_CASE("digests count every equal slot, with all instructions the processor has") {
    std::mt19937_64 random(2);
    for (const std::size_t size : {64u, 128u, 256u}) {
        for (const unsigned range : {1u, 2u, 3u, 256u}) {
            std::vector<std::uint8_t> a(size);
            std::vector<std::uint8_t> b(size);
            std::size_t expected = 0;
            for (std::size_t k = 0; k < size; ++k) {
                a[k] = static_cast<std::uint8_t>(random() % range);
                b[k] = static_cast<std::uint8_t>(random() % range);
                expected += a[k] == b[k];
            }
            for (const Simd simd : instruction_sets()) {
                CHECK(SketchDigests::equal_bytes(a.data(), b.data(), size, simd) == expected);
            }
        }
    }
}

TEST_CASE("the share of equal slots is closer to the similarity than with classic MinHash") {
    // The root mean square error of classic MinHash with as many slots is sqrt(J (1 - J) / K).
    struct Law {
        std::size_t slots, all;
        double most;  // of the classic error
    };
    for (const Law law : {Law{128, 10, 0.75}, Law{128, 30, 0.75}, Law{128, 100, 0.75}, Law{64, 100, 0.80},
                          Law{256, 100, 0.75}, Law{128, 300, 0.90}, Law{128, 1000, 1.0}, Law{64, 1000, 1.0}}) {
        for (const double similarity : {0.2, 0.5, 0.8}) {
            const std::size_t trials = law.all > 300 ? 1500 : 6000;
            const auto common = static_cast<std::size_t>(std::lround(similarity * static_cast<double>(law.all)));
            std::mt19937_64 random(law.all * 1000 + law.slots);
            double sum = 0.0;
            double squares = 0.0;
            for (std::size_t trial = 0; trial < trials; ++trial) {
                const Twins pair = twins(random, law.all, common);
                const Slots left = sketch_of(pair.left, law.slots);
                const Slots right = sketch_of(pair.right, law.slots);
                const double share = static_cast<double>(equal_slots(left.data(), right.data(), law.slots)) /
                                     static_cast<double>(law.slots);
                sum += share - similarity;
                squares += (share - similarity) * (share - similarity);
            }
            const double n = static_cast<double>(trials);
            const double error = std::sqrt(squares / n);
            const double classic = std::sqrt(similarity * (1 - similarity) / static_cast<double>(law.slots));
            CAPTURE(law.slots);
            CAPTURE(law.all);
            CAPTURE(similarity);
            CHECK(error <= law.most * classic);
            CHECK(std::abs(sum / n) <= 4.5 * error / std::sqrt(n));  // no bias
        }
    }
}

TEST_CASE("the fewest equal slots leave nearly all of the misses allowed to the bands") {
    const Banding banding = choose_banding(0.8, 0.999, 128);
    CHECK(fewest_equal_slots(0.8, 0.999, banding, 128) == 84);  // of 102.4 on average
    CHECK(fewest_equal_slots(0.8, banding.recall(0.8), banding, 128) == 0);
    CHECK(fewest_equal_slots(1.0, 0.999, choose_banding(1.0, 0.999, 128), 128) == 128);
    CHECK(fewest_equal_slots(0.1, 0.9, choose_banding(0.1, 0.9, 256), 256) < 20);
}

TEST_CASE("pairs exactly at the threshold share a band, and enough slots, as often as the recall promises") {
    constexpr std::size_t trials = 10'000;
    struct Case {
        double threshold;
        std::size_t all, slots;
    };
    std::vector<Case> cases;
    for (const double threshold : {0.5, 0.6, 0.7, 0.8, 0.9}) {
        cases.insert(cases.end(),
                     {{threshold, 20, 128}, {threshold, 100, 128}, {threshold, 60, 64}, {threshold, 60, 256}});
    }
    for (const Case& own : cases) {
        const auto threshold = own.threshold;
        const auto all = own.all;
        const auto slots = own.slots;
        const Banding banding = choose_banding(threshold, 0.999, slots);
        const std::size_t fewest = fewest_equal_slots(threshold, 0.999, banding, slots);
        std::mt19937_64 random(all);
        std::size_t missed = 0;
        for (std::size_t trial = 0; trial < trials; ++trial) {
            const auto common = static_cast<std::size_t>(std::lround(threshold * static_cast<double>(all)));
            const Twins pair = twins(random, all, common);
            const Slots left = sketch_of(pair.left, slots);
            const Slots right = sketch_of(pair.right, slots);
            bool met = false;
            for (std::size_t band = 0; band < banding.count && !met; ++band) {
                met = same_band(left.data(), right.data(), banding, band);
            }
            missed += !met || equal_slots(left.data(), right.data(), slots) < fewest;
        }
        CAPTURE(threshold);
        CAPTURE(all);
        CAPTURE(slots);
        CHECK(missed <= trials / 1000);
    }
}
