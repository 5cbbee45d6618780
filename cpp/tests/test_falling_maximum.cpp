#include "twicetold/summary/falling_maximum.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <vector>

using namespace twicetold;

TEST_CASE("the largest of falling numbers is where looking at all finds it first") {
    std::mt19937 random(1);
    for (const std::size_t n : {1U, 2U, 15U, 16U, 17U, 256U, 257U, 5000U}) {
        std::vector<double> numbers;
        for (std::size_t i = 0; i < n; ++i) {
            numbers.push_back(random() % 100);
        }
        FallingMaximum fast(numbers);
        for (int round = 0; round < 300; ++round) {
            const auto largest = std::ranges::max_element(numbers);
            if (*largest == FallingMaximum::nothing) {
                REQUIRE(fast.where() == n);
                break;
            }
            REQUIRE(fast.where() == static_cast<std::size_t>(largest - numbers.begin()));
            const std::size_t i = round % 2 == 0 ? fast.where() : random() % n;
            if (random() % 4 == 0) {
                fast.remove(i);
                numbers[i] = FallingMaximum::nothing;
            } else if (numbers[i] != FallingMaximum::nothing) {
                numbers[i] -= random() % 30;
                fast.lower(i, numbers[i]);
            }
            CHECK(fast.numbers()[i] == numbers[i]);
        }
    }
}

TEST_CASE("of no numbers none is the largest") {
    CHECK(FallingMaximum({}).where() == 0);
}
