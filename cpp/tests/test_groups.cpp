#include "twicetold/dedup/groups.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <stdexcept>

#include "reference.hpp"

using namespace twicetold;

TEST_CASE("a chain drops only texts that a kept text resembles") {
    const std::vector<Pair> chain{{0, 1, 0.9}, {1, 2, 0.9}, {2, 3, 0.9}};
    const std::vector<std::uint32_t> priority{0, 1, 2, 3};
    CHECK(representatives(chain, priority).of == std::vector<std::uint32_t>{0, 0, 2, 2});
}

TEST_CASE("the most similar kept text stands for a dropped one, ties to the earlier") {
    const std::vector<std::uint32_t> priority{0, 1, 2};
    CHECK(representatives(std::vector<Pair>{{0, 2, 0.8}, {1, 2, 0.9}}, priority).of ==
          std::vector<std::uint32_t>{0, 1, 1});
    CHECK(representatives(std::vector<Pair>{{1, 2, 0.9}, {0, 2, 0.9}}, priority).of ==
          std::vector<std::uint32_t>{0, 1, 0});
    CHECK(representatives(std::vector<Pair>{{0, 2, 0.8}, {1, 2, 0.9}}, priority).similarity ==
          std::vector<double>{1.0, 1.0, 0.9});
}

TEST_CASE("bad pairs and priorities are refused") {
    CHECK_THROWS_AS((void)representatives(std::vector<Pair>{{0, 2, 1.0}}, std::vector<std::uint32_t>{0, 1}),
                    std::out_of_range);
    CHECK_THROWS_AS((void)representatives({}, std::vector<std::uint32_t>{0, 0}), std::invalid_argument);
    CHECK(representatives({}, std::vector<std::uint32_t>{}).of.empty());
}

TEST_CASE("representatives equal the obvious rule on random pairs, nodes of identical texts included") {
    for (std::uint32_t seed = 0; seed < 200; ++seed) {
        std::mt19937 random(seed);
        const std::uint32_t texts = 1 + random() % 14;
        const std::uint32_t nodes = 1 + random() % texts;
        std::vector<std::uint32_t> node_of(texts);
        for (std::uint32_t text = 0; text < texts; ++text) {
            node_of[text] = text < nodes ? text : static_cast<std::uint32_t>(random() % nodes);
        }
        std::vector<Pair> node_pairs;
        for (std::uint32_t a = 0; a < nodes; ++a) {
            for (std::uint32_t b = a + 1; b < nodes; ++b) {
                if (random() % 3 == 0) {
                    node_pairs.push_back({a, b, 0.7 + 0.1 * static_cast<double>(random() % 3)});
                }
            }
        }
        std::vector<Pair> text_pairs;
        for (std::uint32_t a = 0; a < texts; ++a) {
            for (std::uint32_t b = a + 1; b < texts; ++b) {
                if (node_of[a] == node_of[b]) {
                    text_pairs.push_back({a, b, 1.0});
                }
                for (const Pair& pair : node_pairs) {
                    if (std::minmax(node_of[a], node_of[b]) == std::minmax(pair.left, pair.right)) {
                        text_pairs.push_back({a, b, pair.similarity});
                    }
                }
            }
        }
        std::vector<std::uint32_t> priority(texts);
        std::iota(priority.begin(), priority.end(), 0u);
        std::shuffle(priority.begin(), priority.end(), random);
        CAPTURE(seed);
        const auto expected = reference::representatives(text_pairs, priority);
        CHECK(representatives(text_pairs, priority).of == expected);
        CHECK(representatives(node_pairs, priority, node_of).of == expected);
    }
}
