#include "twicetold/stories/average_link.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <numeric>
#include <random>
#include <stdexcept>
#include <thread>
#include <vector>

#include "twicetold/base/checkpoint.hpp"

#include "stories_reference.hpp"

using namespace twicetold;

namespace {

using Groups = std::vector<std::uint32_t>;
using Edges = std::vector<SimilarityEdge>;

SimilarityEdge edge(std::uint32_t left, std::uint32_t right, double similarity) {
    return {left, right, static_cast<std::int64_t>(similarity * similarity_one)};
}

/// Few different similarities make many ties.
Edges random_edges(std::mt19937& random, std::uint32_t n, std::size_t percent, std::size_t levels) {
    Edges edges;
    for (std::uint32_t left = 0; left < n; ++left) {
        for (std::uint32_t right = left + 1; right < n; ++right) {
            if (random() % 100 < percent) {
                const auto level = static_cast<double>(1 + random() % levels);
                edges.push_back(edge(left, right, level / static_cast<double>(levels)));
            }
        }
    }
    std::shuffle(edges.begin(), edges.end(), random);
    return edges;
}

}  // namespace

TEST_CASE("without edges every item is its own group") {
    CHECK(average_link(0, {}, 0.1).empty());
    CHECK(average_link(3, {}, 0.1) == Groups{0, 1, 2});
}

TEST_CASE("two items join from the threshold on, inclusively") {
    CHECK(average_link(2, Edges{edge(0, 1, 0.25)}, 0.25) == Groups{0, 0});
    CHECK(average_link(2, Edges{edge(0, 1, 0.25)}, 0.2500001) == Groups{0, 1});
}

TEST_CASE("missing edges count as 0, so a chain does not join its ends") {
    const Edges chain{edge(0, 1, 0.5), edge(1, 2, 0.375), edge(2, 3, 0.5)};
    CHECK(average_link(4, chain, 0.094) == Groups{0, 0, 2, 2});
    CHECK(average_link(4, chain, 0.375 / 4) == Groups{0, 0, 0, 0});
}

TEST_CASE("of equal averages the smaller ids join first") {
    CHECK(average_link(3, Edges{edge(1, 2, 0.5), edge(0, 1, 0.5)}, 0.3) == Groups{0, 0, 2});
    CHECK(average_link(4, Edges{edge(2, 3, 0.5), edge(1, 2, 0.5), edge(0, 3, 0.5)}, 0.3) == Groups{0, 1, 1, 0});
}

TEST_CASE("a group that has gained members must reach the threshold with all of them") {
    const Edges edges{edge(0, 1, 0.875), edge(0, 2, 0.75)};
    CHECK(average_link(3, edges, 0.5) == Groups{0, 0, 2});
    CHECK(average_link(3, edges, 0.375) == Groups{0, 0, 0});
}

TEST_CASE("edges must join two different items") {
    CHECK_THROWS_AS((void)average_link(2, Edges{edge(0, 2, 0.5)}, 0.1), std::out_of_range);
    CHECK_THROWS_AS((void)average_link(2, Edges{edge(1, 1, 0.5)}, 0.1), std::out_of_range);
}

TEST_CASE("groups are those of the full matrix, ties and all") {
    std::mt19937 random(1);
    for (int round = 0; round < 300; ++round) {
        const auto n = static_cast<std::uint32_t>(1 + random() % 24);
        const Edges edges = random_edges(random, n, 5 + random() % 90, round % 2 == 0 ? 3 : 1000);
        const double threshold = static_cast<double>(1 + random() % 60) / 100;
        CAPTURE(round);
        CHECK(average_link(n, edges, threshold) == reference::average_link(n, edges, threshold));
    }
}

TEST_CASE("weak similarities between groups count against their average and join nothing by themselves") {
    // Two pairs of .5 whose cross similarities of .25 would reach .25 together.
    const Edges pairs{edge(0, 1, 0.5),  edge(2, 3, 0.5),  edge(0, 2, 0.25),
                      edge(0, 3, 0.25), edge(1, 2, 0.25), edge(1, 3, 0.25)};
    CHECK(average_link(4, pairs, 0.25) == Groups{0, 0, 0, 0});
    CHECK(average_link(4, pairs, 0.2500001) == Groups{0, 0, 2, 2});
}

TEST_CASE("grouping ends where it is asked to") {
    Edges edges;
    for (std::uint32_t k = 0; k + 1 < 1000; ++k) {
        edges.push_back(edge(k, k + 1, 0.5));
    }
    struct Stop {};
    const AskedAtCheckpoints asked([] { throw Stop{}; });
    std::this_thread::sleep_for(std::chrono::milliseconds(60));
    CHECK_THROWS_AS(static_cast<void>(average_link(1000, edges, 0.1)), Stop);
}

TEST_CASE("a hub with thousands of neighbours stays cheap") {
    constexpr std::uint32_t n = 20000;
    Edges edges;
    for (std::uint32_t item = 1; item < n; ++item) {
        edges.push_back(edge(0, item, 0.9 - item * 1e-5));
    }
    const Groups groups = average_link(n, edges, 0.1);
    CHECK(std::count(groups.begin(), groups.end(), 0u) == 9);  // .9/1, .9/2, … .9/8 reach .1
}
