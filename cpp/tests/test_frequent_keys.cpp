#include "twicetold/dedup/frequent_keys.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

using namespace twicetold;

TEST_CASE("frequent keys are those of enough different rows, however many keys there are") {
    for (const std::size_t rows : {0u, 10u, 300u, 3000u}) {
        std::mt19937_64 random(rows);
        std::vector<std::uint64_t> choices(2000);
        std::ranges::generate(choices, random);
        choices[0] = 0;  // no key
        std::map<std::uint64_t, std::set<std::size_t>> rows_of;
        std::vector<RowKeys> parts;
        for (std::size_t row = 0; row < rows; ++row) {
            if (row % 7 == 0) {
                parts.push_back({row, {}, {}});
            }
            for (std::size_t n = random() % 100; n > 0; --n) {
                const std::uint64_t key = choices[std::min(random() % 2000, random() % 2000)];
                rows_of[key].insert(row);
                parts.back().keys.insert(parts.back().keys.end(), 1 + random() % 2, key);
            }
            parts.back().ends.push_back(parts.back().keys.size());
        }
        rows_of.erase(0);
        std::set<std::uint64_t> expected;
        for (const auto& [key, own] : rows_of) {
            if (own.size() >= 90) {
                expected.insert(key);
            }
        }
        const auto found = frequent_keys(parts, 90, {1, {}});
        CHECK(std::set(found.begin(), found.end()) == expected);
        CHECK(found.size() == expected.size());
        CHECK(frequent_keys(parts, 90, {7, {}}) == found);
    }
}
