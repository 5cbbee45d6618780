#include "twicetold/dedup/similarity.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <vector>

using namespace twicetold;

TEST_CASE("hashes are sorted and made unique, be they many, repeated, alike or crafted") {
    std::mt19937_64 random(1);
    for (const std::size_t size : {0u, 1u, 2u, 47u, 48u, 49u, 1000u, 65'536u, 65'537u, 300'000u}) {
        for (const std::uint64_t mask : {~std::uint64_t{0}, std::uint64_t{0xFF}, ~std::uint64_t{0} << 60,
                                         std::uint64_t{0xFFFF} << 40, std::uint64_t{0}}) {
            std::vector<std::uint64_t> hashes(size);
            for (std::uint64_t& hash : hashes) {
                hash = random() & mask;
            }
            std::vector<std::uint64_t> expected = hashes;
            std::ranges::sort(expected);
            expected.erase(std::unique(expected.begin(), expected.end()), expected.end());
            sort_unique_hashes(hashes);
            CAPTURE(size);
            CAPTURE(mask);
            CHECK(hashes == expected);
        }
    }
}

TEST_CASE("the overlap is that of the sets, or 0 if it is less than required") {
    std::mt19937_64 random(2);
    for (int trial = 0; trial < 300; ++trial) {
        std::vector<std::uint64_t> left(random() % 200);
        std::vector<std::uint64_t> right(random() % 200);
        for (auto* set : {&left, &right}) {
            for (std::uint64_t& hash : *set) {
                hash = random() % 150;
            }
            sort_unique_hashes(*set);
        }
        std::vector<std::uint64_t> both;
        std::ranges::set_intersection(left, right, std::back_inserter(both));
        for (const std::size_t required : {std::size_t{0}, both.size(), both.size() + 1, both.size() / 2}) {
            CHECK(overlap(left, right, required) == (both.size() >= required ? both.size() : 0));
        }
    }
}
