#include "twicetold/base/repeated_keys.hpp"

#include <doctest/doctest.h>

#include <map>
#include <random>

#include "twicetold/base/hash.hpp"

using namespace twicetold;

TEST_CASE("items that share a key all stay, in their order, and few others do") {
    std::mt19937 random(1);
    RepeatedKeys repeated;
    for (const std::uint32_t size : {0u, 1u, 2u, 9u, 1000u, 20'000u}) {
        std::vector<Keyed> items;
        std::map<std::uint64_t, std::size_t> counts;
        for (std::uint32_t k = 0; k < size; ++k) {
            items.push_back({avalanche(random() % (4 * size)), k});
            ++counts[items.back().key];
        }
        const auto is_shared = [&](const Keyed& item) { return counts[item.key] > 1; };
        std::vector<std::uint32_t> expected;
        for (const Keyed& item : items) {
            if (is_shared(item)) {
                expected.push_back(item.item);
            }
        }
        repeated.keep_in(items);
        CHECK(items.size() <= expected.size() + size / 6);
        std::vector<std::uint32_t> kept;
        for (const Keyed& item : items) {
            if (is_shared(item)) {
                kept.push_back(item.item);
            }
        }
        CHECK(kept == expected);
    }
}
