#include "twicetold/stories/link_components.hpp"

#include <doctest/doctest.h>

#include <random>

namespace twicetold {

namespace {

using Items = std::vector<std::uint32_t>;

SimilarityEdge edge(std::uint32_t left, std::uint32_t right, double similarity) {
    return {left, right, static_cast<std::int64_t>(similarity * similarity_one)};
}

Items items_of(const LinkComponents& components, std::size_t k) {
    const auto items = components.items(k);
    return {items.begin(), items.end()};
}

TEST_CASE("weak edges join no components and are dropped between them") {
    const std::vector<SimilarityEdge> edges{edge(4, 1, 0.5), edge(1, 0, 0.25), edge(3, 0, 0.75), edge(0, 4, 0.1)};
    const LinkComponents components(5, edges, 0.5);
    REQUIRE(components.size() == 3);
    CHECK(items_of(components, 0) == Items{0, 3});
    CHECK(items_of(components, 1) == Items{1, 4});
    CHECK(items_of(components, 2) == Items{2});
    REQUIRE(components.edges(0).size() == 1);
    CHECK(components.edges(0)[0].left == 1);  // 3 is the second of its component
    CHECK(components.edges(0)[0].right == 0);
    CHECK(components.edges(1).size() == 1);
    CHECK(components.edges(2).empty());
}

TEST_CASE("weak edges inside a component stay") {
    const std::vector<SimilarityEdge> edges{edge(0, 1, 0.5), edge(1, 2, 0.5), edge(0, 2, 0.01)};
    const LinkComponents components(3, edges, 0.5);
    REQUIRE(components.size() == 1);
    CHECK(components.edges(0).size() == 3);
}

TEST_CASE("each item and each strong edge is in one component, whatever the order of edges") {
    std::mt19937_64 random(5);
    for (int round = 0; round < 200; ++round) {
        const auto n = static_cast<std::uint32_t>(1 + random() % 30);
        std::vector<SimilarityEdge> edges;
        for (std::size_t k = random() % 40; k > 0 && n > 1; --k) {
            const auto left = static_cast<std::uint32_t>(random() % n);
            const auto right = static_cast<std::uint32_t>((left + 1 + random() % (n - 1)) % n);
            edges.push_back(edge(left, right, static_cast<double>(random() % 100) / 100));
        }
        const LinkComponents components(n, edges, 0.6);
        std::vector<std::size_t> component_of(n, components.size());
        for (std::size_t k = 0; k < components.size(); ++k) {
            for (const std::uint32_t item : components.items(k)) {
                CHECK(component_of[item] == components.size());
                component_of[item] = k;
            }
        }
        std::vector<std::size_t> inside(components.size());
        for (const SimilarityEdge& e : edges) {
            const bool same = component_of[e.left] == component_of[e.right];
            CHECK((same || static_cast<double>(e.similarity) < 0.6 * similarity_one));
            inside[component_of[e.left]] += same ? 1 : 0;
        }
        for (std::size_t k = 0; k < components.size(); ++k) {
            CHECK(components.edges(k).size() == inside[k]);
        }
    }
}

TEST_CASE("nothing has no components") {
    CHECK(LinkComponents(0, {}, 0.1).size() == 0);
    CHECK(LinkComponents(2, {}, 0.1).size() == 2);
}

}  // namespace

}  // namespace twicetold
