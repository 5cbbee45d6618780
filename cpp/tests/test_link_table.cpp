#include "twicetold/stories/link_table.hpp"

#include <doctest/doctest.h>

#include <iterator>
#include <map>
#include <random>

namespace twicetold {

namespace {

TEST_CASE("a link has one key, whichever group is named first") {
    CHECK(LinkTable::key(3, 7) == LinkTable::key(7, 3));
    CHECK(LinkTable::key(0, 1) != 0);
    CHECK(LinkTable(0).find(LinkTable::key(0, 1)) == nullptr);
}

TEST_CASE("after any additions and erasures a table holds what a map does") {
    std::mt19937_64 random(3);
    for (const std::size_t most : {1u, 2u, 7u, 50u, 1000u}) {
        LinkTable table(most);
        std::map<std::uint64_t, std::int64_t> expected;
        for (int step = 0; step < 5000; ++step) {
            const std::uint64_t key = LinkTable::key(static_cast<std::uint32_t>(random() % 40),
                                                     static_cast<std::uint32_t>(40 + random() % 40));
            if (random() % 2 == 0 && expected.size() < most) {
                table.add(key).sum += step;
                expected[key] += step;
            } else if (Link* const link = table.find(key); random() % 2 == 0 && link != nullptr) {
                table.erase(*link);
                expected.erase(key);
            }
            REQUIRE((table.find(key) != nullptr) == expected.contains(key));
        }
        for (std::uint32_t a = 0; a < 40; ++a) {
            for (std::uint32_t b = 40; b < 80; ++b) {
                const Link* const link = table.find(LinkTable::key(a, b));
                const auto found = expected.find(LinkTable::key(a, b));
                REQUIRE((link != nullptr) == (found != expected.end()));
                CHECK((link == nullptr || link->sum == found->second));
            }
        }
    }
}

}  // namespace

}  // namespace twicetold
